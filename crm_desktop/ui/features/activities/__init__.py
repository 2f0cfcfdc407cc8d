"""Activities in the window: the log bar, what comes next, the timeline, the editor."""
