"""Who else has the file open, for widgets; and the words for it (ux 3.3, shared file)."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.base.formats import list_text
from crm_desktop.base.i18n import _, ngettext
from crm_desktop.base.ids import Id
from crm_desktop.services.presence import Attendance, Present
from crm_desktop.ui.theme.theme import Theme
from crm_desktop.ui.widgets.labels import TextLabel


class People(QObject):
    """The attendance of a file, heard on the GUI thread."""

    changed = Signal()

    _arrived = Signal()

    def __init__(self, attendance: Attendance, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._attendance = attendance
        self._arrived.connect(self._on_arrived)
        self._unsubscribe = attendance.subscribe(self._arrived.emit)

    @property
    def everybody(self) -> tuple[Present, ...]:
        """All who are here, we among them."""
        return self._attendance.people

    @property
    def others(self) -> tuple[Present, ...]:
        """All but us."""
        return self._attendance.others

    def at_record(self, record: Id) -> tuple[Present, ...]:
        """The others who have a record open."""
        return self._attendance.at_record(record)

    def look_at(self, record: Id | None, *, is_editing: bool = False) -> None:
        """Say what is on view here. Costs nothing: it is written by another thread, if anybody is here to read it."""
        self._attendance.look_at(record, is_editing=is_editing)

    def close(self) -> None:
        """Hear nothing from now on."""
        self._unsubscribe()

    def _on_arrived(self) -> None:
        self.changed.emit()


def name_of(person: Present) -> str:
    """What somebody is called; the computer where the file knows no name."""
    return person.name or person.host


def presence_text(people: tuple[Present, ...]) -> str:
    """A sentence about the others at one record; "" when nobody is there. Who edits comes before who looks."""
    editing = list(dict.fromkeys(name_of(one) for one in people if one.is_editing))
    if editing:
        text = ngettext("{names} is editing", "{names} are editing", len(editing))
        return text.format(names=list_text(editing))
    looking = list(dict.fromkeys(name_of(one) for one in people))
    if not looking:
        return ""
    text = ngettext("{names} is looking at this too", "{names} are looking at this too", len(looking))
    return text.format(names=list_text(looking))


class PresenceLine(TextLabel):
    """Beside the name of a record: who else is at it. Hidden while nobody is."""

    def __init__(self, theme: Theme, people: People, record: Id, parent: QWidget) -> None:
        super().__init__(theme, role="caption_strong", colour="warn")
        self.setParent(parent)
        self._people, self._record = people, record
        people.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        text = presence_text(self._people.at_record(self._record))
        self.setText(text)
        self.setVisible(bool(text))
        self.setAccessibleDescription(_("Others at this record") if text else "")
