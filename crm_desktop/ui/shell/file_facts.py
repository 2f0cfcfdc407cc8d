"""What the settings page tells of the open file: where it lies, its backups, its trash, who else is in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from crm_desktop.base.changes import ChangeSet
from crm_desktop.base.formats import list_text, number_text, relative_text, size_text
from crm_desktop.base.i18n import _, ngettext
from crm_desktop.services import care
from crm_desktop.services.care import Backup
from crm_desktop.services.contacts import queries
from crm_desktop.services.context import AppContext
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.shell.setting_rows import EDITOR_WIDTH, Row
from crm_desktop.ui.shell.settings_found import FACTS, Fact
from crm_desktop.ui.tasks import Job
from crm_desktop.ui.theme.theme import Theme
from crm_desktop.ui.widgets.buttons import push_button
from crm_desktop.ui.widgets.labels import TextLabel
from crm_desktop.ui.widgets.refusal import refuse

_READ_AFTER_MS = 250
"""Many changes in a row are told once."""

_SIGN = re.compile(r"[/\\_.-](?=\S)|\w{16}(?=\w)")

Buttons = tuple[tuple[str, Callable[[], object]], ...]


class FactRow(Row):
    """What is so now, under the sentence that explains it; buttons at the end of the line."""

    def __init__(self, theme: Theme, fact: Fact, buttons: Buttons) -> None:
        use = QWidget()
        use.setFixedWidth(EDITOR_WIDTH)
        column = QVBoxLayout(use)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._buttons = [push_button(text, act) for text, act in buttons]
        for button in self._buttons:
            button.setAccessibleDescription(_(fact.label))
            column.addWidget(button)
        super().__init__(theme, fact.key, _(fact.label), _(fact.help), use)
        self._now = TextLabel(theme, wrap=True)
        self.texts.addWidget(self._now)

    def say(self, text: str) -> None:
        """What is so now; a path in it may go on in the next line after each of its signs."""
        self._now.setText(_SIGN.sub("\\g<0>\N{ZERO WIDTH SPACE}", text))
        self._now.setAccessibleName(text)

    def offer(self, button: int, refusal: str) -> None:
        """Whether its `button` (counted from 0) can be pressed; `refusal` says in its tooltip why not."""
        refuse(refusal, self._buttons[button])

    def focus_use(self) -> None:
        """The first button."""
        if self._buttons:
            self._buttons[0].setFocus()


@dataclass(frozen=True, slots=True)
class _Found:
    backups: list[Backup]
    trash: int


def _read(context: AppContext) -> _Found:
    """Runs in a reading thread."""
    return _Found(care.list_backups(context), queries.counts(context).get("trash", 0))


class FileFacts(QObject):
    """The rows of the file, and what keeps them right."""

    def __init__(
        self,
        session: UiSession,
        owner: QWidget,
        show_trash: Callable[[], object],
        empty_trash: Callable[[], object],
    ) -> None:
        """`show_trash` goes to the list of what was deleted, `empty_trash` asks whether to delete it for good."""
        super().__init__(owner)
        self._session, self._owner = session, owner
        self._reading: Job | None = None
        theme, facts = session.theme, {fact.key: fact for fact in FACTS}
        path = session.context.store.path
        copy = (_("Copy the path"), lambda: QGuiApplication.clipboard().setText(str(path)))
        folder = (
            _("Show the folder"),
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent))),
        )
        self._place = FactRow(theme, facts["file.place"], (copy, folder))
        backup: Buttons = () if session.context.store.is_read_only else ((_("Back up now"), self._back_up),)
        self._backups = FactRow(theme, facts["file.backups"], backup)
        self._trash = FactRow(
            theme, facts["file.trash"], ((_("Show the trash"), show_trash), (_("Empty trash…"), empty_trash))
        )
        self._soon = QTimer(self, singleShot=True, interval=_READ_AFTER_MS)
        self._soon.timeout.connect(self.refresh)
        session.changes.published.connect(self._read_soon)
        self._people = FactRow(theme, facts["file.people"], ())
        self.rows: tuple[FactRow, ...] = (self._place, self._backups, self._trash, self._people)

    def refresh(self) -> None:
        """Read and tell everything again."""
        store = self._session.context.store
        self._place.say(str(store.path))
        people = self._session.context.attendance.others
        names = list_text(sorted({f"{one.name} ({one.host})" if one.name else one.host for one in people}))
        self._people.say(
            _("Also open at: {names}").format(names=names) if people else _("Nobody else has it open.")
        )
        self._reading = self._session.tasks.run(
            _read, self._session.context, owner=self._owner, on_done=self._show, instead_of=self._reading
        )

    def _read_soon(self, _changes: ChangeSet) -> None:
        self._soon.start()

    def _show(self, found: _Found) -> None:
        count = found.trash
        in_trash = ngettext("{n} record is in the trash.", "{n} records are in the trash.", count)
        self._trash.say(in_trash.format(n=number_text(count)) if count else _("The trash is empty."))
        read_only = _("The file is read-only.") if self._session.context.store.is_read_only else ""
        self._trash.offer(1, "" if count and not read_only else read_only or _("The trash is empty."))
        if not found.backups:
            self._backups.say(_("There is none yet."))
            return
        newest, size = found.backups[0], sum(one.size for one in found.backups)
        told = ngettext(
            "{n} backup, {size}; {when}.", "{n} backups, {size}; the last {when}.", len(found.backups)
        )
        when = relative_text(newest.at, self._session.context.now())
        self._backups.say(told.format(n=number_text(len(found.backups)), size=size_text(size), when=when))

    def _back_up(self) -> None:
        session = self._session

        def on_done(made: Backup) -> None:
            session.notices.say(_("Backed up as {name}").format(name=made.path.name))
            self.refresh()

        session.tasks.run(
            care.backup,
            session.context,
            owner=self._owner,
            lane="io",
            label=_("Making a backup"),
            on_done=on_done,
        )
