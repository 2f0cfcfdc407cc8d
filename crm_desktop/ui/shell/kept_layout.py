"""How the pages of a file were arranged and where the user was, from one start to the next."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping

from PySide6.QtCore import QSettings

from crm_desktop.base.ids import Id
from crm_desktop.ui.pages import Page

log = logging.getLogger(__name__)


class KeptLayout:
    """Reads and writes it as JSON; what is nonsense counts as nothing."""

    def __init__(self, places: QSettings, dataset_id: Id) -> None:
        """The arrangement of pages is that of all files; the place is that of the file `dataset_id`."""
        self._places = places
        self._place_key = f"place/{dataset_id.hex()}"

    def keep(self, pages: Mapping[str, Page], current: str, beside: Mapping[str, object]) -> None:
        """Remember where the user was.

        Args:
            pages: all that were made, by the ids of their features.
            current: the one on view; "" for none.
            beside: what stood in the side panel.
        """
        for feature_id, page in pages.items():
            self._places.setValue(f"layout/{feature_id}", json.dumps(page.layout_now()))
        if current in pages:
            kept = {"page": current, "place": pages[current].place_text(), "beside": dict(beside)}
            self._places.setValue(self._place_key, json.dumps(kept))

    def layout(self, feature_id: str) -> dict[str, object]:
        """What a page's `layout_now` told; {} for nothing."""
        return self._kept(f"layout/{feature_id}")

    def place(self) -> tuple[str, str]:
        """The page of last time and the place on it, "" for nothing."""
        kept = self._kept(self._place_key)
        return str(kept.get("page", "")), str(kept.get("place", ""))

    def beside(self) -> dict[str, object]:
        """What stood in the side panel then; {} for nothing."""
        kept = self._kept(self._place_key).get("beside")
        return kept if isinstance(kept, dict) else {}

    def _kept(self, key: str) -> dict[str, object]:
        try:
            found = json.loads(str(self._places.value(key, "{}")))
        except ValueError:
            log.warning("what was remembered of %s cannot be read", key)
            return {}
        return found if isinstance(found, dict) else {}
