"""People become a household: who, in which place, since when, and the name on letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from crm_desktop.base.errors import ValidationError
from crm_desktop.base.i18n import _
from crm_desktop.base.ids import EntityRef
from crm_desktop.domain.contacts.households import BY_HAND, HEAD, INFORMAL, MEMBER_ROLES, NAME_RULES, PARTNER
from crm_desktop.domain.contacts.records import PartyRecord
from crm_desktop.services.contacts import households
from crm_desktop.ui.features.contacts.relations.form_dialog import FormDialog, typed_field
from crm_desktop.ui.features.contacts.relations.person_field import PersonField
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.tasks import Job
from crm_desktop.ui.widgets.buttons import IconButton
from crm_desktop.ui.widgets.composing_edit import ComposingLineEdit
from crm_desktop.ui.widgets.labels import ElidedLabel


def role_box(role: str = "") -> QComboBox:
    """Places in a household; a word of the user's own may be typed."""
    box = QComboBox()
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    box.addItem("", "")
    for key, title in MEMBER_ROLES.items():
        box.addItem(_(title), key)
    at = box.findData(role)
    if at >= 0:
        box.setCurrentIndex(at)
    else:
        box.setEditText(role)
    line = box.lineEdit()
    if line is not None:
        line.setCursorPosition(0)
    return box


def chosen_role(box: QComboBox) -> str:
    """The place that a box holds: a key, or the user's own word."""
    at = box.findText(box.currentText().strip())
    return str(box.itemData(at)) if at >= 0 else box.currentText().strip()


@dataclass(slots=True)
class _Row:
    """One person in the list of the dialog."""

    ref: EntityRef
    name: str
    widget: QWidget
    role: QComboBox


class HouseholdDialog(FormDialog):
    """Members with their places, another one by name, since when, the rule for the name with what it makes."""

    def __init__(self, session: UiSession, people: Sequence[PartyRecord], parent: QWidget) -> None:
        super().__init__(session, _("Make a household"), (_("Make household"), self.save), parent)
        self.rows: list[_Row] = []
        self._reading: Job | None = None
        self._members = QVBoxLayout()
        self._members.setSpacing(4)
        box = QWidget()
        box.setLayout(self._members)
        self._members.setContentsMargins(0, 0, 0, 0)
        self.another = PersonField(session, kinds=("contact",))
        self.another.line.setPlaceholderText(_("Name of somebody else who lives there"))
        self.another.chosen.connect(self._take_another)
        self.another.resized.connect(self.fit_soon)
        self.from_on, self.name = ComposingLineEdit(), ComposingLineEdit()
        self.from_on.setPlaceholderText(_("A day, a month or a year, if known"))
        self.name.setPlaceholderText(_("The family name, if left empty"))
        self._rules = QButtonGroup(self)
        self.add_row(_("Members"), box)
        self.add_row(_("Add"), self.another)
        self.add_row(_("Since"), self.from_on)
        self.add_row(_("Name on letters"), self._rule_buttons())
        self.add_row(_("Name of the household"), self.name)
        self.fields = {"people": self.another, "from_on": self.from_on, "name": self.name}
        for record in people:
            self._add(record.ref, record.display_name)
        self.another.setFocus()

    def _rule_buttons(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.rule_buttons: dict[str, QRadioButton] = {}
        for rule, title in NAME_RULES.items():
            button = QRadioButton(_(title))
            button.setChecked(rule == INFORMAL)
            self.rule_buttons[rule] = button
            self._rules.addButton(button)
            column.addWidget(button)
        return box

    @property
    def rule(self) -> str:
        """The rule that is chosen."""
        return next(rule for rule, button in self.rule_buttons.items() if button.isChecked())

    def _take_another(self) -> None:
        """The one who is named in the line joins the list."""
        ref, name = self.another.ref, self.another.name
        if ref is not None:
            self.another.clear()
            self._add(ref, name)

    def _add(self, ref: EntityRef, name: str) -> None:
        role = {0: HEAD, 1: PARTNER}.get(len(self.rows), "")
        widget = QWidget()
        row = QHBoxLayout(widget)
        row.setContentsMargins(0, 0, 0, 0)
        box = role_box(role)
        box.setAccessibleName(_("Place of {name}").format(name=name))
        box.setFixedWidth(160)
        row.addWidget(ElidedLabel(self._session.theme, name), 1)
        row.addWidget(box)
        made = _Row(ref, name, widget, box)
        cross = IconButton(
            self._session.theme,
            "x",
            _("Leave out {name}").format(name=name),
            lambda: self._leave_out(made),
            16,
        )
        row.addWidget(cross)
        self.rows.append(made)
        self.another.leave_out.add(ref)
        self._members.addWidget(widget)
        self._preview()

    def _leave_out(self, row: _Row) -> None:
        self.rows.remove(row)
        self.another.leave_out.discard(row.ref)
        row.widget.hide()
        row.widget.deleteLater()
        self.another.setFocus()
        self._preview()

    def _preview(self) -> None:
        if self._reading is not None:
            self._reading.drop()
        if len(self.rows) < 2:  # a household has two members
            self._show_names({})
            return
        self._reading = self._session.tasks.run(
            households.preview,
            self._session.context,
            [row.ref for row in self.rows],
            owner=self,
            on_done=self._show_names,
            on_error=self.refuse,
        )

    def _show_names(self, names: dict[str, str]) -> None:
        """Beside each rule what it makes of these people."""
        for rule, button in self.rule_buttons.items():
            title, name = _(NAME_RULES[rule]), names.get(rule, "")
            text = _("{title}: {name}").format(title=title, name=name) if name else title
            button.setText(text.replace("&", "&&"))
        self.fit_soon()

    def save(self) -> None:
        """Make it, and close."""
        self._take_another()
        try:
            if self.another.name:
                raise ValidationError(
                    {"people": _("Choose a contact that is in the file, or empty this line.")}
                )
            from_on = typed_field("from_on", self.from_on, is_last=False)
            if self.rule == BY_HAND and not self.name.text().strip():
                raise ValidationError({"name": _("Write the name that is to stand on letters.")})
        except ValidationError as error:
            self.refuse(error)
            return
        self.run(
            _("The household is made"),
            households.create,
            [row.ref for row in self.rows],
            name=self.name.text(),
            rule=self.rule,
            roles={row.ref: chosen_role(row.role) for row in self.rows},
            from_on=from_on,
        )
