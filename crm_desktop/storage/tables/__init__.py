"""Every table of the file as SQLAlchemy Core tables, one module per subject.

Core tables and no mapped classes: writes are lists of rows, reads are shaped by the queries, and the
journal's triggers (not an identity map) know what changed. See docs/architecture.md.
"""

from crm_desktop.storage.tables import activities, bookkeeping, parties, search
from crm_desktop.storage.tables.types import metadata

__all__ = ["activities", "bookkeeping", "metadata", "parties", "search"]
