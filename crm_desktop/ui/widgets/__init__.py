"""Small parts used all over the window."""
