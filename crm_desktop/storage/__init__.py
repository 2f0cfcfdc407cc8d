"""The only place that knows SQL: engines, unit of work, journal, backups, search index, queries."""
