"""Mailing labels in the window."""
