"""A relation as an answer of the command line."""

from __future__ import annotations

from typing import Any

from crm_desktop.domain.contacts.relations import Relation


def document(relation: Relation) -> dict[str, Any]:
    """The JSON object of a relation: who the other one is, and what they are."""
    return {
        "ref": str(relation.other),
        "display_name": relation.other_name,
        "word": relation.word,
        "type": relation.type.key,
        "is_inverse": relation.is_inverse,
        "from_on": relation.from_on.isoformat() if relation.from_on else None,
        "to_on": relation.to_on.isoformat() if relation.to_on else None,
        "note": relation.note,
        "id": relation.id.hex() if relation.id else None,
    }


def span(relation: Relation) -> str:
    """Its days, such as "2001-05-01–"; "" when none is known."""
    if not relation.from_on and not relation.to_on:
        return ""
    return f"{relation.from_on or ''}–{relation.to_on or ''}"
