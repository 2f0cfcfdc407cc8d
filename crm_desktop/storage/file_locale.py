"""Region and order of the alphabet as the file itself tells them."""

from __future__ import annotations

import json

import sqlalchemy as sa

from crm_desktop.storage.derived import Locale
from crm_desktop.storage.engine import raw

REGION_KEY, LANGUAGE_KEY = "office.country", "office.sort_language"
"""The file's settings which the Locale is made of."""


def stored_locale(connection: sa.Connection, otherwise: Locale) -> Locale:
    """What the file says now; what it does not say, or says in a way that cannot be read, as in `otherwise`.

    Looked at in every write: another window may have chosen a new order since the last one.
    """
    sql = "select key, value from setting where key in (?, ?) and deleted = 0"
    found: dict[str, str] = {}
    for key, text in raw(connection).execute(sql, (REGION_KEY, LANGUAGE_KEY)).fetchall():
        try:
            value = json.loads(text)
        except ValueError:
            continue
        if isinstance(value, str) and (value or key == REGION_KEY):
            found[key] = value
    return Locale(found.get(REGION_KEY, otherwise.region), found.get(LANGUAGE_KEY, otherwise.language))
