"""How much one file may make the program hold at a time (reliability study, section 5, threat 1).

A reader never needs more memory than one record; these caps bound the record.
"""

from __future__ import annotations

FIELD = 1 << 20
"""Characters of one text value."""

ATTACHMENT = 25 << 20
"""Bytes of one picture or other file inside a record."""

LINE = 36 << 20
"""Bytes of one physical line: an attachment in base64, and its property name."""

RECORD = 48 << 20
"""Bytes of one vCard; one full attachment and what else a person has."""

JSON_RECORD = 100 << 20
"""Bytes of one record of our own complete format, which may hold several attachments."""

PROPERTIES = 2_000
"""Properties of one vCard."""

HEAD = 10_000
"""Characters of the name and parameters of a property."""

LINES = 100_000
"""Lines that one record of our own complete format may be spread over."""

COLUMNS = 2_000
"""Columns of a table."""

RAW_SHOWN = 10_000
"""Characters kept of a text that no reader can use, for the list of rejects."""

CHUNK = 1 << 18
"""Bytes taken from a stream at a time."""

SAMPLE = 1 << 18
"""Bytes looked at to tell encoding, delimiter and headings."""
