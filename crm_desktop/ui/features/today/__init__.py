"""The day: what is to be done now, what needs attention, and what was done."""
