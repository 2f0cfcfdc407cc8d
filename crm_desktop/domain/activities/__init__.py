"""Activities: what is done and planned with people, in words and rules."""
