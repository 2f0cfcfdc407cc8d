"""One verb a module; each has `command`, a click command. Only the verb that is used is imported."""
