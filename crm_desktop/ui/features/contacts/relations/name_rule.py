"""The name of a household on letters: the rule, and what it makes of its members."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from crm_desktop.base.errors import UserError
from crm_desktop.base.i18n import _
from crm_desktop.domain.contacts.households import BY_HAND, INFORMAL, NAME_RULES, Member
from crm_desktop.domain.contacts.records import PartyRecord
from crm_desktop.services.contacts import households
from crm_desktop.ui.features.contacts.relations.rows import caption_label
from crm_desktop.ui.session import LAST_STEP, UiSession
from crm_desktop.ui.widgets.composing_edit import ComposingLineEdit


class NameRuleRow(QWidget):
    """A box with the rules; a line appears for a name written by hand."""

    def __init__(
        self, session: UiSession, household: PartyRecord, members: Sequence[Member], *, is_read_only: bool
    ) -> None:
        super().__init__()
        self._session, self._household = session, household
        self.rule = QComboBox()
        self.rule.setAccessibleName(_("Name on letters"))
        names = households.names(members)
        for rule, title in NAME_RULES.items():
            shown = names.get(rule, household.label_name)
            text = _("{title}: {name}").format(title=_(title), name=shown) if shown else _(title)
            self.rule.addItem(text, rule)
        self._base = household.name_rule
        is_by_hand = self._base == BY_HAND and bool(household.label_name)
        self.rule.setCurrentIndex(self.rule.findData(BY_HAND if is_by_hand else self._base or INFORMAL))
        self.rule.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.rule.setMinimumContentsLength(20)
        self.rule.setEnabled(not is_read_only)
        self.line = ComposingLineEdit()
        self.line.setAccessibleName(_("Name written by hand"))
        self.line.setPlaceholderText(_("Name on letters; Enter saves it"))
        self.line.setText(household.label_name)
        self.line.setVisible(is_by_hand)
        self.line.setReadOnly(is_read_only)
        self.line.returnPressed.connect(self.save)
        self.rule.activated.connect(lambda _at: self._on_rule())
        fields = QVBoxLayout()
        fields.setSpacing(4)
        fields.addWidget(self.rule)
        fields.addWidget(self.line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 12, 0, 0)
        row.addWidget(caption_label(session, _("Name on letters")), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(fields, 1)

    def _on_rule(self) -> None:
        is_by_hand = self.rule.currentData() == BY_HAND
        self.line.setVisible(is_by_hand)
        if is_by_hand:
            self.line.setFocus()
        else:
            self.save()

    def save(self) -> None:
        """Keep the rule; Undo takes it back."""
        session = self._session
        session.tasks.run(
            households.set_rule,
            session.context,
            self._household.ref,
            self._base,
            self.rule.currentData(),
            self.line.text(),
            owner=self,
            lane="write",
            on_done=lambda _none: session.notices.say(_("Changed: the name on letters"), undo=LAST_STEP),
            on_error=self._on_failed,
        )

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self.rule.setCurrentIndex(self.rule.findData(self._base or INFORMAL))
        self._session.notices.fail(error)
