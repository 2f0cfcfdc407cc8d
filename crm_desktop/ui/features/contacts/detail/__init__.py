"""One record, open: its parts from top to bottom."""
