"""Export: which records, which format, where to."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.base.formats import number_text
from crm_desktop.base.i18n import _, language, ngettext
from crm_desktop.exchange.formats import WriteOptions
from crm_desktop.exchange.registry import FORMATS
from crm_desktop.services import exporting
from crm_desktop.services.exporting import ExportReport
from crm_desktop.ui.file_dialogs import remembering_dialog
from crm_desktop.ui.pages import Target
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.settings import EXPORT_FOLDER
from crm_desktop.ui.widgets.buttons import push_button
from crm_desktop.ui.widgets.labels import TextLabel


class ExportDialog(QDialog):
    """The chosen records or the whole list."""

    def __init__(
        self, session: UiSession, chosen: Target | None, everything: Target, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._session = session
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Export"))
        self._targets = [target for target in (chosen, everything) if target is not None]
        self._group = QButtonGroup(self)
        choices = QVBoxLayout()
        for number, target in enumerate(self._targets):
            text = ngettext("{what}: {n} record", "{what}: {n} records", target.count)
            button = QRadioButton(
                text.format(what=target.title, n=number_text(target.count)).replace("&", "&&")
            )
            button.setChecked(number == 0)
            self._group.addButton(button, number)
            choices.addWidget(button)
        self.format = QComboBox()
        for known in FORMATS:
            self.format.addItem(f"{known.label} ({known.extensions[0]})", known.id)
        self.format.setAccessibleName(_("Format"))
        self.format.currentIndexChanged.connect(self._on_format)
        self.private = QCheckBox(_("Also notes, tags and what only this program knows"))
        self.private.setChecked(True)
        form = QFormLayout()
        form.setSpacing(12)
        form.addRow(QLabel(_("Records")), choices)
        form.addRow(QLabel(_("Format")), self.format)
        form.addRow(QLabel(), self.private)
        note = TextLabel(
            session.theme,
            _("A file once written cannot be undone; delete it yourself."),
            "caption",
            "text_3",
            wrap=True,
        )
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(push_button(_("Cancel"), self.reject))
        buttons.addWidget(push_button(_("Export…"), self._ask_place, kind="primary"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(16)
        column.addLayout(form)
        column.addWidget(note)
        column.addLayout(buttons)
        self.setMinimumWidth(max(460, column.minimumSize().width()))  # the box's text may be long

    def _on_format(self) -> None:
        self.private.setVisible(self.format.currentData() == "vcard")

    def _ask_place(self) -> None:
        known = FORMATS[self.format.currentIndex()]
        dialog = remembering_dialog(self._session, EXPORT_FOLDER, self, _("Export"), saves=True)
        dialog.setDefaultSuffix(known.extensions[0].lstrip("."))
        dialog.selectFile(_("Contacts") + known.extensions[0])
        dialog.fileSelected.connect(lambda name: self.export(Path(name)))
        dialog.open()

    def export(self, out: Path) -> None:
        """Write the file in the background and close."""
        session = self._session
        target = self._targets[max(0, self._group.checkedId())]
        options = WriteOptions(is_complete=self.private.isChecked(), language=language())

        def on_done(report: ExportReport) -> None:
            text = ngettext("Exported {n} record to {file}", "Exported {n} records to {file}", report.written)
            session.notices.say(text.format(n=number_text(report.written), file=report.path.name))

        session.tasks.run(
            exporting.export_file,
            session.context,
            target.selection,
            str(self.format.currentData()),
            out,
            options,
            owner=session.tasks,
            lane="io",
            label=_("Exporting"),
            reports=True,
            on_done=on_done,
        )
        self.accept()
