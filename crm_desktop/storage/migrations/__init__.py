"""Alembic revisions. Alembic loads them by path, so they ship as files (build.spec)."""
