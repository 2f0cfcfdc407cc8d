"""The command line: one verb a file in `verbs/`, listed in `verb_list.py` (architecture 8, docs/cli.md)."""
