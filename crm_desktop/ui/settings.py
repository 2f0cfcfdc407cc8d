"""Settings of the window itself; those of the use cases are declared in services/settings.py."""

from __future__ import annotations

from typing import Any

from crm_desktop.base.i18n import N_
from crm_desktop.base.settings import Scope, Setting, boolean, one_of, text

THEME = Setting("window.theme", "system", one_of("system", "light", "dark"), N_("Colours"), Scope.MACHINE)
LANGUAGE = Setting("window.language", "", text(20), N_("Language"))
SHOWS_TABLE = Setting("contacts.table", False, boolean, N_("Show lists as a table"))
COMPACT_ROWS = Setting("contacts.compact", False, boolean, N_("Compact rows in lists"))
LABEL_STOCK = Setting("labels.stock", "", text(80), N_("Label sheet used last"))
LABEL_NEXT = Setting("labels.next", "", text(80), N_("Next free label on the sheet used last"), Scope.MACHINE)

DECLARED: tuple[Setting[Any], ...] = (THEME, LANGUAGE, SHOWS_TABLE, COMPACT_ROWS, LABEL_STOCK, LABEL_NEXT)
