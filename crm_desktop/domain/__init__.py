"""Rules and records: pure Python, no I/O, one package per subject."""
