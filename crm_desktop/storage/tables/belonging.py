"""Which records the rows of each table belong to, and under which word their changes are told."""

from __future__ import annotations

OWNER_COLUMNS: dict[str, tuple[str, ...]] = {
    "party": ("id",),
    "contact_point": ("party_id",),
    "address": ("party_id",),
    "affiliation": ("person_id", "org_id"),
    "group_member": ("member_party_id", "group_party_id"),
    "important_date": ("party_id",),
    "fact": ("party_id",),
    "comm_preference": ("party_id",),
    "tagging": ("subject_id",),
    "custom_value": ("subject_id",),
    "note": ("subject_id",),
    "attachment": ("subject_id",),
    "external_id": ("subject_id",),
    "extra_property": ("subject_id",),
    "relationship": ("from_party_id", "to_party_id"),
    "activity_party": ("party_id",),
}
"""Table -> the columns that name the records it belongs to; the first is the owner that lives and dies with it."""

LIST_WORDS = {
    "contact_point": "phone",
    "address": "address",
    "affiliation": "role",
    "group_member": "group",
    "important_date": "date",
    "fact": "fact",
    "comm_preference": "preference",
    "tagging": "tag",
    "custom_value": "custom",
    "note": "note",
    "attachment": "attachment",
    "external_id": "external_id",
    "extra_property": "extra",
    "relationship": "relationship",
}
"""Table -> the field key under which its rows are shown, as parts of the record that owns them."""

CHANGE_WORDS = LIST_WORDS | {"activity": "activity", "activity_party": "activity"}
"""Table -> the word by which a record is told that such a row of it changed."""


def owners_sql(table: str, marks: str) -> str:
    """The statement that gives the records to which the rows with the ids `marks` of `table` belong."""
    if table == "activity":
        return f"select party_id from activity_party where deleted = 0 and activity_id in ({marks})"
    return f"select {', '.join(OWNER_COLUMNS[table])} from {table} where id in ({marks})"
