"""Mailing labels: who, which sheet, where to start, with the picture of the very PDF beside it (ux 3.6 F)."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.base.errors import UserError
from crm_desktop.base.formats import number_text
from crm_desktop.base.i18n import _, ngettext
from crm_desktop.base.ids import ref_from_text
from crm_desktop.base.private_files import write_private
from crm_desktop.base.progress import CancelledError
from crm_desktop.services import labels
from crm_desktop.services.labels import LabelPlan
from crm_desktop.ui.features.labels.after_print import offer_to_log
from crm_desktop.ui.features.labels.form import LabelForm
from crm_desktop.ui.features.labels.left_out_dialog import Remark, RemarksDialog
from crm_desktop.ui.features.labels.preview_work import DrawnLabels, draw, picture
from crm_desktop.ui.features.labels.sheet_picture import SheetPicture
from crm_desktop.ui.file_dialogs import remembering_dialog
from crm_desktop.ui.pages import Target
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.settings import LABEL_NEXT, LABEL_STOCK, LABELS_FOLDER
from crm_desktop.ui.tasks import Job
from crm_desktop.ui.widgets.buttons import IconButton, flush_links, push_button
from crm_desktop.ui.widgets.dialog_size import resize_within_screen
from crm_desktop.ui.widgets.labels import TextLabel

_REST_MS = 120


class LabelsDialog(QDialog):
    """Everything on the left changes the picture on the right."""

    def __init__(self, session: UiSession, targets: list[Target], parent: QWidget) -> None:
        """`targets` are the groups of people to choose from, the likeliest first."""
        super().__init__(parent)
        self._session = session
        self._plan: LabelPlan | None = None
        self._drawn: DrawnLabels | None = None
        self._page = 0
        self._jobs: list[Job] = []
        self._generation = 0
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Mailing labels"))
        resize_within_screen(self, 980, 700)
        self.form = LabelForm(session, targets)
        self._build_right()
        self._lay_out()
        self._plan_timer = QTimer(self, singleShot=True, interval=_REST_MS)
        self._plan_timer.timeout.connect(self._make_plan)
        self._draw_timer = QTimer(self, singleShot=True, interval=_REST_MS)
        self._draw_timer.timeout.connect(self._make_pdf)
        self._connect()
        self._show_sheet()
        self._make_plan()

    # --- building

    def _build_right(self) -> None:
        theme = self._session.theme
        self.picture = SheetPicture(theme)
        self.sentence = TextLabel(theme, role="strong", wrap=True)
        self.left_out = push_button("", self._show_left_out, kind="link")
        self.trouble = push_button("", self._show_trouble, kind="link")
        self._back = IconButton(theme, "arrow-left", _("Previous sheet"), lambda: self._turn(-1))
        self._on = IconButton(theme, "arrow-right", _("Next sheet"), lambda: self._turn(1))
        self._page_label = TextLabel(theme, role="caption", colour="text_2")
        self.save_button = push_button(_("Save PDF…"), self._ask_place, kind="primary")
        self.open_button = push_button(_("Open PDF"), self.open_pdf)

    def _lay_out(self) -> None:
        turn = QHBoxLayout()
        turn.addStretch()
        turn.addWidget(self._back)
        turn.addWidget(self._page_label)
        turn.addWidget(self._on)
        turn.addStretch()
        right = QVBoxLayout()
        right.setSpacing(4)
        right.addWidget(self.picture, 1)
        right.addLayout(turn)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.form)
        top.addLayout(right, 1)
        links = QHBoxLayout()
        flush_links(links)
        links.addWidget(self.left_out)
        links.addWidget(self.trouble)
        links.addStretch()
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self.sentence)
        texts.addLayout(links)
        buttons = QHBoxLayout()
        buttons.addLayout(texts, 1)
        for button in (push_button(_("Close"), self.reject), self.open_button, self.save_button):
            buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 16)
        outer.setSpacing(12)
        outer.addLayout(top, 1)
        outer.addLayout(buttons)

    def _connect(self) -> None:
        self.form.people_changed.connect(self._plan_timer.start)
        self.form.drawing_changed.connect(self._on_drawing_changed)
        self.picture.start_chosen.connect(self.form.start.setValue)

    def _on_drawing_changed(self) -> None:
        self._page = 0
        if self._plan is not None and (stock := self.form.stock) is not None:
            self._plan = dataclasses.replace(self._plan, stock=stock)
        self._show_sheet()
        self._draw_timer.start()

    def _show_sheet(self) -> None:
        if (stock := self.form.stock) is not None:
            self.picture.show_sheet(stock, self.form.start.value(), self.form.options().order, self._page)

    # --- plan, PDF, picture

    def _make_plan(self) -> None:
        """Find out who gets a label; runs in the background and may be long for many."""
        self._stop_jobs()
        generation = self._generation
        self.sentence.setText(_("Gathering addresses…"))
        self._set_ready(ready=False)
        self._jobs = [
            self._session.tasks.run(
                labels.plan,
                self._session.context,
                self.form.job(),
                owner=self,
                label=_("Gathering addresses"),
                reports=True,
                on_done=lambda plan: self._on_planned(generation, plan),
                on_error=self._on_failed,
            )
        ]

    def _on_planned(self, generation: int, plan: LabelPlan) -> None:
        if generation != self._generation:
            return
        stock = self.form.stock
        self._plan = dataclasses.replace(plan, stock=stock) if stock else plan
        self._make_pdf()

    def _make_pdf(self) -> None:
        """Draw the whole PDF, the very one that is saved later."""
        if self._plan is None:
            return
        self._stop_jobs()
        generation = self._generation
        self._set_ready(ready=False)
        self._jobs = [
            self._session.tasks.run(
                draw,
                self._plan,
                self.form.options(),
                owner=self,
                lane="io",
                label=_("Drawing labels"),
                reports=True,
                on_done=lambda drawn: self._on_drawn(generation, drawn),
                on_error=self._on_failed,
            )
        ]

    def _on_drawn(self, generation: int, drawn: DrawnLabels) -> None:
        if generation != self._generation:
            return
        self._drawn = drawn
        self._set_ready(ready=drawn.pdf is not None)
        self._say_what()
        self._show_sheet()
        self._make_picture()

    def _make_picture(self) -> None:
        if self._drawn is None or self._drawn.pdf is None:
            self.picture.show_page(None)
            return
        generation, page = self._generation, self._page
        self._session.tasks.run(
            picture,
            self._drawn.pdf,
            page,
            self.picture.wanted_dpi(),
            owner=self,
            lane="io",
            on_done=lambda made: (
                self.picture.show_page(made) if (generation, page) == (self._generation, self._page) else None
            ),
        )

    def _stop_jobs(self) -> None:
        self._generation += 1
        for job in self._jobs:
            if not job.is_finished:
                job.cancel.cancel()

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, CancelledError):
            return
        self.sentence.setText(
            str(error) if isinstance(error, UserError) else _("The labels could not be made.")
        )
        if not isinstance(error, UserError):
            self._session.notices.fail(error)

    # --- saying

    def _set_ready(self, *, ready: bool) -> None:
        self.save_button.setEnabled(ready)
        self.open_button.setEnabled(ready)

    def _say_what(self) -> None:
        report = self._drawn.report if self._drawn else None
        count = len(self._plan.left_out) if self._plan else 0
        self.left_out.setVisible(bool(count))
        self.left_out.setText(ngettext("{n} left out…", "{n} left out…", count).format(n=number_text(count)))
        if report is None:
            self.sentence.setText(_("Nobody in this list can get a label."))
            self.trouble.hide()
            self._page_label.setText("")
            return
        amount = ngettext("{n} label", "{n} labels", report.labels).format(n=number_text(report.labels))
        sheets = ngettext("{n} sheet", "{n} sheets", report.pages).format(n=number_text(report.pages))
        if self._plan is not None and self._plan.stock.is_roll:
            self.sentence.setText(_("{labels} on a roll").format(labels=amount))
        else:
            text = _("{labels} on {sheets}, starting at label {start}")
            self.sentence.setText(text.format(labels=amount, sheets=sheets, start=self.form.start.value()))
        self._say_trouble()
        self._page_label.setText(
            _("{page} of {pages}").format(page=number_text(self._page + 1), pages=number_text(report.pages))
        )
        self._back.setEnabled(self._page > 0)
        self._on.setEnabled(self._page < report.pages - 1)

    def _say_trouble(self) -> None:
        report = self._drawn.report if self._drawn else None
        if report is None:
            return
        drawing, parts = report.drawing, []
        if drawing.fitted:
            parts.append(
                ngettext("{n} line fitted", "{n} lines fitted", len(drawing.fitted)).format(
                    n=len(drawing.fitted)
                )
            )
        if drawing.too_long:
            parts.append(
                ngettext("{n} line too long", "{n} lines too long", len(drawing.too_long)).format(
                    n=len(drawing.too_long)
                )
            )
        if drawing.missing:
            parts.append(_("characters missing: {characters}").format(characters=" ".join(drawing.missing)))
        self.trouble.setVisible(bool(parts))
        self.trouble.setText(" · ".join(parts) + "…")

    def _turn(self, by: int) -> None:
        self._page += by
        self._show_sheet()
        self._say_what()
        self._make_picture()

    def _show_left_out(self) -> None:
        if self._plan is not None:
            remarks = [Remark(entry.ref, entry.name, entry.text) for entry in self._plan.left_out]
            self._show_remarks(_("Left out"), remarks)

    def _show_trouble(self) -> None:
        if self._drawn is None or self._drawn.report is None:
            return
        drawing = self._drawn.report.drawing
        remarks = [
            Remark(ref_from_text(line.piece.ref_text), line.piece.name, text.format(line=line.line))
            for lines, text in (
                (drawing.too_long, _("Too long: {line}")),
                (drawing.fitted, _("Fitted: {line}")),
            )
            for line in lines
        ]
        remarks += [
            Remark(None, name, _("No font has the character {character}.").format(character=character))
            for character, names in drawing.missing.items()
            for name in names
        ]
        self._show_remarks(_("What to look at"), remarks)

    def _show_remarks(self, title: str, remarks: list[Remark]) -> None:
        dialog = RemarksDialog(title, remarks, self)
        dialog.record_wanted.connect(self._on_record_wanted)
        dialog.open()

    def _on_record_wanted(self, ref: object) -> None:
        self._session.navigator.open(ref)  # type: ignore[arg-type]  # a signal carries any object
        self.reject()

    # --- the PDF

    def _ask_place(self) -> None:
        dialog = remembering_dialog(self._session, LABELS_FOLDER, self, _("Save PDF"), saves=True)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(_("Labels") + ".pdf")
        dialog.fileSelected.connect(lambda name: self.save_pdf(Path(name)))
        dialog.open()

    def save_pdf(self, out: Path) -> None:
        """Write the PDF that is on view, and remember where the sheet goes on."""
        drawn, stock = self._drawn, self.form.stock
        if drawn is None or drawn.pdf is None or drawn.report is None or stock is None:
            return
        following = drawn.report.drawing.placement.next_start(drawn.report.labels)
        settings = self._session.context.settings

        def work(content: bytes) -> None:
            write_private(out, content)
            settings.set(LABEL_STOCK, stock.code)
            settings.set(LABEL_NEXT, f"{stock.code} {following}")

        def on_done(_none: None) -> None:
            self._session.notices.say(
                _("Saved {file}. Print it at actual size, without fitting to the page.").format(file=out.name)
            )
            if self._plan is not None:
                offer_to_log(self._session, self._session.changes, self._plan, out)
            self.accept()

        self._session.tasks.run(
            work,
            drawn.pdf,
            owner=self,
            lane="io",
            label=_("Saving PDF"),
            on_done=on_done,
            on_error=self._on_failed,
        )

    def open_pdf(self) -> None:
        """Show the PDF in the system's viewer."""
        if self._drawn is None or self._drawn.pdf is None:
            return
        out = self._session.context.paths.cache / "Labels.pdf"
        self._session.tasks.run(
            write_private,
            out,
            self._drawn.pdf,
            owner=self,
            lane="io",
            on_done=lambda _none: QDesktopServices.openUrl(QUrl.fromLocalFile(str(out))),
        )

    def done(self, result: int) -> None:
        """Close; what is being made for it stops."""
        self._stop_jobs()
        self._plan_timer.stop()
        self._draw_timer.stop()
        super().done(result)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """A larger picture wants more pixels."""
        super().resizeEvent(event)
        if self._drawn is not None:
            self._draw_timer.start()
