"""Activities out as a calendar: of whom, and where to."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.base.formats import number_text
from crm_desktop.base.i18n import _, ngettext
from crm_desktop.domain.contacts.listing import ListQuery, Selection
from crm_desktop.services import exporting
from crm_desktop.services.exporting import ExportReport
from crm_desktop.ui.file_dialogs import remembering_dialog
from crm_desktop.ui.pages import Target
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.settings import EXPORT_FOLDER
from crm_desktop.ui.widgets.buttons import push_button
from crm_desktop.ui.widgets.labels import TextLabel

_ENDING = ".ics"


class CalendarDialog(QDialog):
    """What was done and is planned with the chosen records, or with everybody, as one file that calendars read."""

    def __init__(self, session: UiSession, chosen: Target | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Export calendar"))
        self._choices = [(chosen.title, chosen.selection)] if chosen is not None else []
        self._choices.append((_("Everybody"), Selection.all_of(ListQuery())))
        self.group = QButtonGroup(self)
        choices = QVBoxLayout()
        choices.setSpacing(8)
        for number, (title, _selection) in enumerate(self._choices):
            button = QRadioButton(title.replace("&", "&&"))
            button.setChecked(number == 0)
            self.group.addButton(button, number)
            choices.addWidget(button)
        theme = session.theme
        text = _(
            "Calls, meetings, tasks and the rest, done and planned, as a file that calendar programs read."
        )
        note = _("It shows them as they are now. A file once written cannot be undone; delete it yourself.")
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(push_button(_("Cancel"), self.reject))
        buttons.addWidget(push_button(_("Export…"), self._ask_place, kind="primary"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(TextLabel(theme, text, "body", wrap=True))
        column.addLayout(choices)
        column.addWidget(TextLabel(theme, note, "caption", "text_3", wrap=True))
        column.addLayout(buttons)
        self.setMinimumWidth(460)

    def _ask_place(self) -> None:
        dialog = remembering_dialog(self._session, EXPORT_FOLDER, self, _("Export calendar"), saves=True)
        dialog.setNameFilter(_("Calendar (*{ending})").format(ending=_ENDING))
        dialog.setDefaultSuffix(_ENDING.lstrip("."))
        dialog.selectFile(_("Calendar") + _ENDING)
        dialog.fileSelected.connect(lambda name: self.export(Path(name)))
        dialog.open()

    def export(self, out: Path) -> None:
        """Write the file in the background and close."""
        session = self._session
        _title, selection = self._choices[max(0, self.group.checkedId())]

        def on_done(report: ExportReport) -> None:
            text = ngettext(
                "Exported {n} activity to {file}", "Exported {n} activities to {file}", report.written
            )
            session.notices.say(text.format(n=number_text(report.written), file=report.path.name))

        session.tasks.run(
            exporting.export_calendar,
            session.context,
            selection,
            out,
            owner=session.tasks,
            lane="io",
            label=_("Exporting"),
            reports=True,
            on_done=on_done,
        )
        self.accept()
