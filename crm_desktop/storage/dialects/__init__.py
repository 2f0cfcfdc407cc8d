"""What one database engine has and another lacks: triggers, search, functions. Only SQLite so far."""
