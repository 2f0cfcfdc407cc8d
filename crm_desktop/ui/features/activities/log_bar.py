"""The log bar: one typed line becomes an activity, shown in words before it is saved (ux 3.3)."""

from __future__ import annotations

import dataclasses
import textwrap
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crm_desktop.base.i18n import _
from crm_desktop.base.ids import EntityRef, Id
from crm_desktop.domain.activities import kinds
from crm_desktop.domain.activities.logline import sentence, signs
from crm_desktop.domain.activities.records import ActivityRecord
from crm_desktop.services.activities import logging, ops
from crm_desktop.services.activities.logging import Understood
from crm_desktop.ui.features.activities.literals import place_of
from crm_desktop.ui.features.activities.log_edit import LogEdit
from crm_desktop.ui.features.activities.offers import Offer, OfferList, Offers
from crm_desktop.ui.features.activities.reading import LineReader, Typed
from crm_desktop.ui.forms.drafts import Draft
from crm_desktop.ui.session import LAST_STEP, UiSession
from crm_desktop.ui.settings import LOG_USED
from crm_desktop.ui.widgets.buttons import IconButton
from crm_desktop.ui.widgets.labels import TextLabel
from crm_desktop.ui.widgets.refusal import refuse

HELP_USES = 5
"""The help stands below the bar until it was used so often."""

_TOLD = 110
_NO_BREAK = "\N{NO-BREAK SPACE}"
_KEPT_KINDS = kinds.TOUCH_KINDS
_ENDED_BY = frozenset({"outcome", "follow_up", "title"})
"""Pieces that say how something planned ended and what follows; everything else is the result in words."""


class LogBar(QWidget):
    """For one record. Enter saves exactly what the preview told; the keyboard stays for the next line."""

    saved = Signal(object)
    """The reference of what was written down."""

    left = Signal()
    """Esc: the draft is kept."""

    finished = Signal()
    """What was said to be done has its outcome now."""

    focused = Signal()

    def __init__(self, session: UiSession, ref: EntityRef, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._ref, self._name = session, ref, name
        self._wants_save = self._is_low = False
        self._told = ""
        self._done: ActivityRecord | None = None
        self._done_step: Id | None = None
        self._draft = Draft(session.drafts, lambda: f"{ref}/log")
        self._reader = LineReader(session, ref, self)
        self._offers = Offers(session, self)
        self._list: OfferList | None = None
        self.edit = LogEdit(session.theme)
        self._hint_at_logging()
        self.edit.setAccessibleName(_("Log bar"))
        self.button = IconButton(session.theme, "corner-down-left", _("Save (Enter)"), self.submit)
        self.preview = TextLabel(session.theme, "", "caption", "text_2", wrap=True)
        self._lay_out()
        self._connect()
        self._restore()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.edit, 1)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.preview)
        self.preview.setContentsMargins(10, 0, 0, 0)
        self.setFocusProxy(self.edit)

    def _connect(self) -> None:
        self.edit.typed.connect(self._on_typed)
        self.edit.submitted.connect(self._on_enter)
        self.edit.escaped.connect(self._on_escaped)
        self.edit.focused.connect(self._on_focused)
        self.edit.accepted.connect(self._accept_first)
        self.edit.moved_down.connect(lambda by: self._list.move_by(by) if self._list else None)
        self.edit.left.connect(self._on_left)
        self._reader.read.connect(self._on_read)
        self._reader.prepared.connect(self._on_prepared)
        self._offers.found.connect(self._on_offers)

    def _restore(self) -> None:
        """What was typed here before a crash, or before the user went elsewhere, stands here again."""
        kept = self._draft.kept()
        if kept is not None:
            self.edit.put(kept.text)
        if kept is not None or self._needs_help:
            self._reader.prepare()
        if self._session.context.store.is_read_only:
            self._refuse(_("The file is read-only."))
        self._show_below()

    def _hint_at_logging(self) -> None:
        self.edit.set_hint(_("What happened? Type a note, and when to come back to it"), _("What happened?"))

    def _refuse(self, reason: str) -> None:
        """Take nothing, and say why in the line itself; what was typed before can still be copied."""
        self.edit.setReadOnly(True)
        self.edit.setEnabled(bool(self.text))
        self.edit.set_hint(reason)
        self.edit.setToolTip(reason)
        refuse(reason, self.button)

    # --- what others ask

    @property
    def text(self) -> str:
        """What stands in the bar."""
        return self.edit.toPlainText()

    @property
    def understood(self) -> Understood | None:
        """What would be saved; None while that is being read."""
        return self._reader.understood

    @property
    def kind(self) -> str:
        """What a line without a kind is."""
        return self._reader.default_kind

    def begin(self, text: str = "") -> None:
        """Give the bar the keyboard, with `text` before what stands there."""
        if text and not self.text.startswith(text):
            self.edit.put(text + self.text)
        self.edit.setFocus()

    def add(self, text: str) -> None:
        """Append a word, as a chip does."""
        self.edit.put(f"{self.text.rstrip()} {text} ".lstrip())
        self.edit.setFocus()

    def ask_outcome(self, done: ActivityRecord, step: Id) -> None:
        """What is typed next tells how `done` ended and what follows; Esc leaves it at that.

        It belongs to `step`, which said that it was done: both are undone as one.
        """
        self._done, self._done_step = done, step
        self._reader.default_kind = done.kind
        self.edit.set_hint(_("How did it end, and what is next? Such as: lm +1w"), _("How did it end?"))
        self.edit.setFocus()
        self._on_typed()

    def set_low(self, *, is_low: bool) -> None:
        """In a low window the help stands there only while one types."""
        if is_low != self._is_low:
            self._is_low = is_low
            self._show_below()

    @property
    def is_asking(self) -> bool:
        """Whether the line is about something that was just done."""
        return self._done is not None

    @property
    def asks_about(self) -> Id | None:
        """The activity that the line is about."""
        return self._done.id if self._done is not None else None

    def stop_asking(self) -> None:
        """Back to logging."""
        if self._done is not None:
            self._done = None
            self._reader.default_kind = kinds.CALL
            self._hint_at_logging()
            self._on_typed()
            self.finished.emit()

    # --- typing

    def _on_focused(self) -> None:
        self._reader.prepare()
        self._offers.prepare()
        self._show_below()
        self.focused.emit()

    def _on_left(self) -> None:
        self._hide_offers()
        self._show_below()

    def _typed_now(self) -> Typed:
        return Typed(self.edit.whole_text, self.edit.literal)

    def _on_typed(self) -> None:
        self._wants_save = False
        typed = self._typed_now()
        if typed.text.strip():
            self._draft.keep("", self.text)
        else:
            self._draft.drop()
        chips = self._reader.chips_now(typed)
        self.edit.show_chips(chips)
        self._reader.follow(typed)
        self._look_for_offers(typed)
        self._show_below()

    def _on_prepared(self) -> None:
        """The colours are known now. Whoever pressed Enter already still means it."""
        if self._reader.understood is None:
            self.edit.show_chips(self._reader.chips_now(self._typed_now()))
        self._show_below()

    def _look_for_offers(self, typed: Typed) -> None:
        around = self._reader.around
        if around is None or self.edit.is_composing or not self.edit.hasFocus():
            self._hide_offers()
            return
        at = place_of(self.text, self.edit.textCursor().position())
        self._offers.look(typed.text[:at], self._reader.chips_now(typed), around.outcomes)

    def _on_read(self) -> None:
        understood = self._reader.understood
        if understood is None:
            return
        if self._done is not None and (others := self._not_of_an_end(understood)):
            self.edit.literal |= others
            self._reader.follow(self._typed_now(), at_once=True)
            return
        self.edit.show_chips(understood.line.chips)
        self._show_below()
        if self._wants_save:
            self._save_if_shown(understood)

    def _not_of_an_end(self, understood: Understood) -> frozenset[tuple[int, int]]:
        return frozenset((c.start, c.end) for c in understood.line.chips if c.kind not in _ENDED_BY)

    # --- below the bar

    def _show_below(self) -> None:
        """The preview; the help while there is nothing to preview and it is still wanted."""
        understood = self._reader.understood
        text, colour = "", "text_2"
        if self.text.strip() or self.edit.is_composing:
            if understood is not None:
                text = self._sentence(understood)
                colour = "bad" if understood.problems else "text_2"
            else:
                text = self._told or " "
        elif self._done is not None:
            text = _("Enter or Esc leaves it at that.")
        elif self._needs_help and not (self._is_low and not self.edit.hasFocus()):
            text, colour = self._help(), "text_3"
        self._told = text if understood is not None else ""
        self.preview.setText(text)
        self.preview.set_colour(colour)
        self.preview.setVisible(bool(text))
        self.button.setVisible(bool(self.text.strip()))
        self.edit.setAccessibleDescription(text or self.edit.toolTip())

    def _sentence(self, understood: Understood) -> str:
        problems = [text for text in understood.problems if text not in understood.line.problems]
        around = self._reader.around
        if self._done is not None and around is not None:
            line = dataclasses.replace(understood.line, kind=self._done.kind, direction="", at_is_given=False)
            told = sentence(line, around, self._name)
        else:
            told = understood.sentence
        return " ".join([told, *problems])

    @property
    def _needs_help(self) -> bool:
        return not self.edit.isReadOnly() and self._session.context.settings.get(LOG_USED) < HELP_USES

    def _help(self) -> str:
        around = self._reader.around
        codes = [f"{o.codes[0]} {o.names[0].lower()}" for o in around.outcomes if o.codes] if around else []
        parts = [
            *codes[:2],
            _("+10d reminder in 10 days"),
            _(">fri 9:00 reminder then"),
            _("6min length"),
            _("#tag"),
        ]
        return "   ".join(part.replace(" ", _NO_BREAK) for part in parts)

    # --- offers

    def _on_offers(self, offers: list[Offer]) -> None:
        if not offers or not self.edit.hasFocus():
            self._hide_offers()
            return
        if self._list is None:
            self._list = OfferList(self._session.theme, self.window())
            self._list.chosen.connect(self._accept)
        corner = self.edit.cursorRect().bottomLeft() + QPoint(0, 8)
        self._list.show_at(offers, self.edit.viewport().mapToGlobal(corner))
        self.edit.has_offer = True

    def _hide_offers(self) -> None:
        self.edit.has_offer = False
        if self._list is not None:
            self._list.hide()

    def _accept_first(self) -> None:
        if self._list is not None and self._list.offers:
            self._accept(self._list.current or self._list.offers[0])

    def _accept(self, offer: Offer) -> None:
        cursor = self.edit.textCursor()
        at = place_of(self.text, cursor.position())
        token = signs.word_begun(self.text[:at])
        for _letter in token:
            cursor.deletePreviousChar()
        cursor.insertText(offer.text + " ")
        self.edit.setFocus()
        self._hide_offers()

    # --- saving

    def _on_enter(self) -> None:
        if self._list is not None and self.edit.has_offer and self._list.current is not None:
            self._accept(self._list.current)
            return
        self.submit()

    def _on_escaped(self) -> None:
        if self.edit.has_offer:
            self._hide_offers()
            return
        self.stop_asking()
        self.left.emit()

    def submit(self) -> None:
        """Save, as soon as the preview of exactly this text is there."""
        if self.edit.isReadOnly():
            return
        if not self.text.strip():
            self.stop_asking()
            return
        self._hide_offers()
        self._wants_save = True
        understood = self._reader.understood
        if understood is None:
            self._reader.follow(self._typed_now(), at_once=True)
        elif self._reader.is_stale:
            self._reader.again()
        else:
            self._save_if_shown(understood)

    def _save_if_shown(self, understood: Understood) -> None:
        self._wants_save = False
        if not understood.is_savable:
            self._announce(self._sentence(understood))
            return
        told, text = self._sentence(understood), self.text
        if self._done is not None:
            work = partial(_finish, self._done.ref, self._done_step, understood)
        else:
            work = partial(_log, understood)
            if understood.record.kind in _KEPT_KINDS:
                self._reader.default_kind = understood.record.kind
        self._done = None
        self._empty()
        self._session.tasks.run(
            work,
            self._session.context,
            owner=self,
            lane="write",
            on_done=lambda ref: self._on_saved(ref, told),
            on_error=lambda error: self._on_failed(error, text),
        )

    def _empty(self) -> None:
        """Ready for the next line; the draft is dropped when the file has it."""
        self.edit.empty()
        self._reader.follow(Typed())
        self._show_below()

    def _on_saved(self, ref: EntityRef, told: str) -> None:
        if not self.text.strip():
            self._draft.drop()
        short = textwrap.shorten(told, _TOLD, placeholder="…")
        self._session.notices.say(short, undo=LAST_STEP)
        self._count_use()
        self._hint_at_logging()
        self.finished.emit()
        self.saved.emit(ref)

    def _on_failed(self, error: BaseException, text: str) -> None:
        """What could not be saved stands in the bar again, before what was typed since."""
        self.edit.put("\n".join(part for part in (text, self.text) if part))
        self._session.notices.fail(error)

    def _count_use(self) -> None:
        settings = self._session.context.settings
        used = settings.get(LOG_USED)
        if used < HELP_USES:
            self._session.tasks.run(
                settings.set, LOG_USED, used + 1, owner=self, lane="io", on_done=lambda _n: self._show_below()
            )

    def _announce(self, text: str) -> None:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.edit, text))


def _log(understood: Understood, context: Any) -> EntityRef:
    return logging.save(context, understood)


def _finish(done: EntityRef, step: Id | None, understood: Understood, context: Any) -> EntityRef:
    """Adds to what was done how it ended and what follows, as one step with it; returns its reference."""
    record, following = understood.record, understood.follow_up
    ops.complete(
        context, done, outcome=record.outcome, result_text=record.body, follow_up=following, onto=step
    )
    return done
