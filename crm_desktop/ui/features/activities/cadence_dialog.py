"""How often to be in touch: for one record, for everybody of its tier, or for everybody with a tag."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.base.errors import ValidationError
from crm_desktop.base.i18n import _
from crm_desktop.base.ids import EntityRef
from crm_desktop.domain.activities.records import CadenceRule
from crm_desktop.domain.contacts.records import PartyRecord
from crm_desktop.services.activities import cadence
from crm_desktop.services.context import AppContext
from crm_desktop.ui.session import LAST_STEP, UiSession
from crm_desktop.ui.widgets.buttons import push_button
from crm_desktop.ui.widgets.labels import ElidedLabel, TextLabel
from crm_desktop.ui.widgets.number_box import NumberBox

_USUAL, _LONGEST = 30, 90


@dataclass(frozen=True, slots=True)
class _Known:
    rules: list[CadenceRule]
    tiers: list[str]


def _read(context: AppContext) -> _Known:
    return _Known(cadence.rules(context), cadence.tiers(context))


class CadenceDialog(QDialog):
    """Chooses for whom the rule is, its two gaps, and the tier of the record."""

    def __init__(self, session: UiSession, record: PartyRecord, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._record = session, record
        self._rules: list[CadenceRule] = []
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Keep in touch"))
        self.setMinimumWidth(480)
        self.whom = QComboBox()
        self.whom.currentIndexChanged.connect(lambda _at: self._show_rule())
        self.tier = QComboBox()
        self.tier.setEditable(True)
        self.ideal = _days(_USUAL)
        self.has_limit = QCheckBox(_("Losing touch after"))
        self.limit = _days(_LONGEST)
        self.has_limit.toggled.connect(self.limit.setEnabled)
        self.limit.setEnabled(False)
        self._reason = TextLabel(session.theme, "", "caption", "bad", wrap=True)
        self._remove = push_button(_("Remove rule"), self.remove, kind="link")
        self._lay_out(record)
        self._offer_targets([])
        session.tasks.run(_read, session.context, owner=self, on_done=self._on_read)

    def _lay_out(self, record: PartyRecord) -> None:
        theme = self._session.theme
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        form.addRow(_("Tier"), self.tier)
        form.addRow(_("Rule for"), self.whom)
        form.addRow(_("In touch every"), self.ideal)
        form.addRow(self.has_limit, self.limit)
        hint = _(
            "Calls, meetings, letters and messages that reached somebody count. A closer rule goes before a wider one."
        )
        buttons = QHBoxLayout()
        buttons.addWidget(self._remove)
        buttons.addStretch()
        buttons.addWidget(push_button(_("Cancel"), self.reject))
        buttons.addWidget(push_button(_("Save"), self.save, kind="primary"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(ElidedLabel(theme, record.display_name, "strong"))
        column.addLayout(form)
        column.addWidget(TextLabel(theme, hint, "caption", "text_3", wrap=True))
        column.addWidget(self._reason)
        column.addLayout(buttons)

    def _offer_targets(self, tiers: list[str]) -> None:
        record = self._record
        self.whom.clear()
        self.whom.addItem(record.display_name, (cadence.PARTY, record.ref))
        for name in dict.fromkeys([*([record.tier] if record.tier else []), *tiers]):
            self.whom.addItem(_("Everybody of tier “{name}”").format(name=name), (cadence.TIER, name))
        for name in record.tags:
            self.whom.addItem(_("Everybody with the tag “{name}”").format(name=name), (cadence.TAG, name))

    def _on_read(self, known: _Known) -> None:
        self._rules = known.rules
        self.tier.addItems(["", *known.tiers])
        self.tier.setCurrentText(self._record.tier)
        self._offer_targets(known.tiers)
        places = [at for at in range(self.whom.count()) if self._rule_at(at) is not None]
        self.whom.setCurrentIndex(places[0] if places else 0)
        self._show_rule()

    def _rule_at(self, at: int) -> CadenceRule | None:
        data = self.whom.itemData(at)
        if data is None:
            return None
        applies_to, target = data
        for rule in self._rules:
            same = (
                rule.target_id == target.id if isinstance(target, EntityRef) else rule.target_name == target
            )
            if rule.applies_to == applies_to and same:
                return rule
        return None

    def _show_rule(self) -> None:
        rule = self._rule_at(self.whom.currentIndex())
        self._remove.setVisible(rule is not None)
        if rule is not None:
            self.ideal.setValue(rule.ideal_days)
            self.has_limit.setChecked(rule.max_days is not None)
            self.limit.setValue(rule.max_days or max(_LONGEST, rule.ideal_days))

    def save(self) -> None:
        """Save rule and tier, and close; stays open with the reason when something does not fit."""
        applies_to, target = self.whom.currentData()
        limit = self.limit.value() if self.has_limit.isChecked() else None
        rule = self._rule_at(self.whom.currentIndex())
        counted = rule.kinds if rule is not None else ()
        work = _saving(
            self._record, self.tier.currentText(), applies_to, target, self.ideal.value(), limit, counted
        )
        self._run(work, _("Saved: how often to keep in touch"))

    def remove(self) -> None:
        """Take the rule away."""
        rule = self._rule_at(self.whom.currentIndex())
        if rule is not None:
            self._run(lambda context: cadence.remove_rule(context, rule), _("Rule removed"))

    def _run(self, work: Callable[[AppContext], None], told: str) -> None:
        def on_done(_none: None) -> None:
            self._session.notices.say(told, undo=LAST_STEP)
            self.accept()

        self._session.tasks.run(
            work, self._session.context, owner=self, lane="write", on_done=on_done, on_error=self._on_failed
        )

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, ValidationError):
            self._reason.setText(" ".join(error.fields.values()))
        else:
            self._session.notices.fail(error)


def _saving(
    record: PartyRecord,
    tier: str,
    applies_to: str,
    target: EntityRef | str,
    ideal: int,
    limit: int | None,
    counted: tuple[str, ...],
) -> Callable[[AppContext], None]:
    """What saves the rule first, since it may be refused, and then the tier."""

    def work(context: AppContext) -> None:
        cadence.set_rule(context, applies_to, target, ideal, limit, counted)
        cadence.set_tier(context, record.ref, tier.strip())

    return work


def _days(value: int) -> NumberBox:
    box = NumberBox()
    box.setRange(1, cadence.LONGEST_DAYS)
    box.setValue(value)
    box.setSuffix(_(" days"))
    return box
