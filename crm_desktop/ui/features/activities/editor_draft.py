"""What was typed into the editor of an activity and is not in the file yet, as one of the drafts."""

from __future__ import annotations

import datetime as dt
import json
import logging
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from crm_desktop.base.ids import EntityRef, id_from_text
from crm_desktop.domain.activities.records import ActivityRecord, Participant
from crm_desktop.ui.features.activities import words
from crm_desktop.ui.forms.drafts import Draft, Drafts

log = logging.getLogger(__name__)

_PLAIN = (
    *("kind", "direction", "status", "outcome", "is_all_day", "duration_s", "subject", "body"),
    *("location", "reason_text", "offered_text", "result_text"),
)
_FIELDS = (*_PLAIN, "at", "people", "links")
_TEXTS = ("subject", "body", "result_text", "reason_text", "offered_text", "location")
_SHOWN = 200
"""So many characters tell what was typed."""


@dataclass(frozen=True, slots=True)
class Unsaved:
    """What waits for one activity.

    Attributes:
        was: field -> what the file held when the typing began.
        typed: field -> what was typed; the same fields.
    """

    was: dict[str, Any]
    typed: dict[str, Any]

    def is_in(self, record: ActivityRecord) -> bool:
        """Whether the file holds just that."""
        return all(getattr(record, name) == value for name, value in self.typed.items())

    def shown(self, record: ActivityRecord) -> str:
        """The words that tell it from others: what was typed, else what the activity is called."""
        texts = (str(self.typed[name]) for name in _TEXTS if self.typed.get(name))
        text = " · ".join(texts) or record.text or words.kind_text(record)
        return textwrap.shorten(text, _SHOWN, placeholder="…")


class EditorDraft:
    """Stands among the drafts of the record on whose page the editor was opened first."""

    def __init__(self, drafts: Drafts, page: EntityRef, ref: EntityRef) -> None:
        """`page` is the record that the bell leads to after a crash; `ref` the activity."""
        name = drafts.name_ending(f"/{ref}") or f"{page}/{ref}"
        self._draft = Draft(drafts, lambda: name)

    def follow(self, base: ActivityRecord, typed: ActivityRecord) -> None:
        """The editor holds `typed` now; the file held `base`."""
        names = [name for name in _FIELDS if getattr(typed, name) != getattr(base, name)]
        if names:
            self._draft.keep(*(json.dumps({n: _coded(n, r) for n in names}) for r in (base, typed)))
        else:
            self._draft.drop()

    def drop(self) -> None:
        """It was saved, or is not wanted any more."""
        self._draft.drop()

    def waiting(self, record: ActivityRecord) -> Unsaved | None:
        """What was typed before, unless the file holds just that (`record`)."""
        kept = self._draft.kept()
        if kept is None:
            return None
        try:
            unsaved = Unsaved(*(_decoded(json.loads(text)) for text in (kept.base, kept.text)))
        except (ValueError, TypeError, KeyError, AttributeError) as problem:
            log.warning("the draft of an activity cannot be read: %s", problem)
            unsaved = None
        if unsaved is None or unsaved.is_in(record):
            self.drop()
            return None
        return unsaved


def _coded(name: str, record: ActivityRecord) -> Any:
    value = getattr(record, name)
    if name == "at":
        return value.isoformat()
    if name == "links":
        return [str(link) for link in value]
    if name == "people":
        return [_coded_person(person) for person in value]
    return value


def _coded_person(person: Participant) -> dict[str, str | None]:
    ids = {"party_id": person.party_id.hex(), "id": person.id.hex() if person.id is not None else None}
    return ids | {"role": person.role, "name": person.name, "party_kind": person.party_kind}


def _decoded(found: dict[str, Any]) -> dict[str, Any]:
    return {name: _READ.get(name, lambda value: value)(found[name]) for name in _FIELDS if name in found}


def _person(found: dict[str, Any]) -> Participant:
    key = None if found["id"] is None else id_from_text(found["id"])
    return Participant(**{**found, "party_id": id_from_text(found["party_id"]), "id": key})


def _ref(text: str) -> EntityRef:
    kind, _colon, digits = text.partition(":")
    return EntityRef(kind, id_from_text(digits))


_READ: dict[str, Callable[[Any], Any]] = {
    "at": dt.datetime.fromisoformat,
    "links": lambda found: tuple(_ref(text) for text in found),
    "people": lambda found: tuple(_person(one) for one in found),
}
