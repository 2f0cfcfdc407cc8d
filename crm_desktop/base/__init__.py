"""Words every layer shares: errors, clock, ids, progress, change sets, paths, settings, translation."""
