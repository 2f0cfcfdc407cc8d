"""Use cases: what changes data (ops) and what reads it (queries), one package per subject."""
