"""Activities: logging, planning, timeline, keeping in touch, questions."""
