"""How often to be in touch with whom: every rule of the file, and the tiers in their order."""

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
    QInputDialog,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.base.errors import ValidationError
from crm_desktop.base.formats import list_text
from crm_desktop.base.i18n import N_, _, ngettext
from crm_desktop.base.ids import EntityRef
from crm_desktop.domain.activities import kinds
from crm_desktop.domain.activities.records import CadenceRule
from crm_desktop.domain.contacts.records import REF_KINDS
from crm_desktop.services.activities import cadence
from crm_desktop.services.contacts import queries
from crm_desktop.services.context import AppContext
from crm_desktop.services.search import Hit
from crm_desktop.ui.person_search import PersonDialog
from crm_desktop.ui.session import LAST_STEP, UiSession
from crm_desktop.ui.tasks import Job
from crm_desktop.ui.widgets.buttons import push_button
from crm_desktop.ui.widgets.flow_layout import FlowLayout
from crm_desktop.ui.widgets.labels import TextLabel
from crm_desktop.ui.widgets.number_box import NumberBox
from crm_desktop.ui.widgets.plain_table import PlainTable

_USUAL, _LONGEST = 30, 90
_FOR = {cadence.TIER: N_("Tier"), cadence.TAG: N_("Tag"), cadence.PARTY: N_("Person")}


@dataclass(frozen=True, slots=True)
class _Known:
    rules: list[CadenceRule]
    tiers: list[str]
    tags: list[str]


def _read(context: AppContext) -> _Known:
    return _Known(
        cadence.rules(context), cadence.tiers(context), [name for name, _n in queries.tags(context)]
    )


def days_text(rule: CadenceRule) -> str:
    """The gaps of a rule in words."""
    every = ngettext("every day", "every {n} days", rule.ideal_days).format(n=rule.ideal_days)
    if rule.max_days is None:
        return every
    most = ngettext("at most {n} day", "at most {n} days", rule.max_days).format(n=rule.max_days)
    return _("{every}, {most}").format(every=every, most=most)


class RuleForm(QWidget):
    """One rule: for whom, how often, and what counts."""

    def __init__(self, session: UiSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._person: tuple[EntityRef, str] | None = None
        self.applies_to = QComboBox()
        for word, title in _FOR.items():
            self.applies_to.addItem(_(title), word)
        self.name = QComboBox()
        self.name.setEditable(True)
        self.person = push_button(_("Choose…"), self._choose)
        self.ideal = _days(_USUAL)
        self.has_limit = QCheckBox(_("Losing touch after"))
        self.limit = _days(_LONGEST)
        self.limit.setEnabled(False)
        self.has_limit.toggled.connect(self.limit.setEnabled)
        self.kinds = {kind: self._kind(kind) for kind in kinds.TITLES if kind in kinds.TOUCH_KINDS}
        counted = QWidget()
        flow = FlowLayout(counted, gap=4)
        for chip in self.kinds.values():
            flow.addWidget(chip)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.addRow(_("Rule for"), self.applies_to)
        form.addRow(_("Whom"), self.name)
        form.addRow("", self.person)
        form.addRow(_("In touch every"), self.ideal)
        form.addRow(self.has_limit, self.limit)
        form.addRow(_("What counts"), counted)
        self._form = form
        self._names: dict[str, list[str]] = {}
        self.applies_to.currentIndexChanged.connect(lambda _at: self._offer())

    def _kind(self, kind: str) -> QPushButton:
        chip = push_button(_(kinds.TITLES[kind]), lambda: None, kind="chip")
        chip.setCheckable(True)
        chip.setChecked(True)
        return chip

    def offer(self, tiers: list[str], tags: list[str]) -> None:
        """The names that can be chosen."""
        self._names = {cadence.TIER: tiers, cadence.TAG: tags}
        self._offer()

    def _offer(self) -> None:
        word = self.applies_to.currentData()
        is_person = word == cadence.PARTY
        self._form.setRowVisible(self.name, not is_person)
        self._form.setRowVisible(self.person, is_person)
        self.name.clear()
        self.name.addItems(self._names.get(word, []))

    def _choose(self) -> None:
        dialog = PersonDialog(self._session, _("Keep in touch with…"), self)
        dialog.chosen.connect(self._on_person)
        dialog.open()

    def _on_person(self, hit: Hit) -> None:
        self._person = (hit.ref, hit.title)
        self.person.setText(hit.title)

    def show_rule(self, rule: CadenceRule) -> None:
        """Fill in one that there is."""
        self.applies_to.setCurrentIndex(list(_FOR).index(rule.applies_to))
        self._offer()
        if rule.applies_to == cadence.PARTY:
            self._person = (EntityRef(REF_KINDS["person"], rule.target_id), rule.target_name)
            self.person.setText(rule.target_name)
        else:
            self.name.setCurrentText(rule.target_name)
        self.ideal.setValue(rule.ideal_days)
        self.has_limit.setChecked(rule.max_days is not None)
        self.limit.setValue(rule.max_days or max(_LONGEST, rule.ideal_days))
        for kind, chip in self.kinds.items():
            chip.setChecked(not rule.kinds or kind in rule.kinds)

    def saving(self) -> Callable[[AppContext], None]:
        """What saves it. Raises ValidationError where nobody is named or nothing counts."""
        word: str = self.applies_to.currentData()
        target: EntityRef | str = self.name.currentText().strip()
        if word == cadence.PARTY:
            target = self._person[0] if self._person else ""
        if not target:
            raise ValidationError({"target": _("Say for whom the rule is.")})
        counted = [kind for kind, chip in self.kinds.items() if chip.isChecked()]
        if not counted:
            raise ValidationError({"kinds": _("Something has to count as being in touch.")})
        if len(counted) == len(self.kinds):
            counted = []
        ideal, limit = self.ideal.value(), self.limit.value() if self.has_limit.isChecked() else None
        return lambda context: cadence.set_rule(context, word, target, ideal, limit, counted)


def _days(value: int) -> NumberBox:
    box = NumberBox()
    box.setRange(1, cadence.LONGEST_DAYS)
    box.setValue(value)
    box.setSuffix(_(" days"))
    return box


class RulesDialog(QDialog):
    """Each change is saved at once and can be undone; the dialog stays."""

    def __init__(self, session: UiSession, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._rules: list[CadenceRule] = []
        self._reading: Job | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Keep-in-touch rules"))
        self.resize(620, 560)
        theme = session.theme
        self.table = PlainTable(
            (_("For"), _("Whom"), _("How often"), _("What counts")), (70, 0, 220, 110), _("Rules")
        )
        self.table.setObjectName("card")
        self.table.itemSelectionChanged.connect(self._on_chosen)
        self.form = RuleForm(session)
        self.reason = TextLabel(theme, "", "caption", "bad", wrap=True)
        self.remove_button = push_button(_("Remove rule"), self.remove, kind="link")
        self.remove_button.setEnabled(False)
        self.tiers = QListWidget()
        self.tiers.setObjectName("card")
        self.tiers.setAccessibleName(_("Tiers, the closest first"))
        self.tiers.setDragDropMode(QListWidget.DragDropMode.InternalMove)
        self.tiers.setEditTriggers(
            QListWidget.EditTrigger.EditKeyPressed | QListWidget.EditTrigger.DoubleClicked
        )
        tabs = QTabWidget()
        tabs.setDocumentMode(True)
        tabs.addTab(self._rules_tab(), _("Rules"))
        tabs.addTab(self._tiers_tab(), _("Tiers"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addWidget(tabs, 1)
        column.addWidget(self.reason)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(push_button(_("Close"), self.accept))
        column.addLayout(buttons)
        self._reread()

    def _rules_tab(self) -> QWidget:
        tab = QWidget()
        hint = _(
            "The nearest rule counts: a person's own, then that of the tier, then the strictest of the tags."
        )
        row = QHBoxLayout()
        row.addWidget(self.remove_button)
        row.addStretch()
        row.addWidget(push_button(_("Save rule"), self.save, kind="primary"))
        column = QVBoxLayout(tab)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.table, 1)
        column.addWidget(TextLabel(self._session.theme, hint, "caption", "text_3", wrap=True))
        column.addWidget(self.form)
        column.addLayout(row)
        return tab

    def _tiers_tab(self) -> QWidget:
        tab = QWidget()
        hint = _("How close people are, the closest first. F2 renames.")
        row = QHBoxLayout()
        row.setSpacing(8)
        for title, act in (
            (_("Add…"), self.add_tier),
            (_("Up"), lambda: self.move_tier(-1)),
            (_("Down"), lambda: self.move_tier(1)),
            (_("Remove"), self.remove_tier),
        ):
            row.addWidget(push_button(title, act))
        row.addStretch()
        row.addWidget(push_button(_("Save tiers"), self.save_tiers, kind="primary"))
        column = QVBoxLayout(tab)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(10)
        column.addWidget(TextLabel(self._session.theme, hint, "caption", "text_3", wrap=True))
        column.addWidget(self.tiers, 1)
        column.addLayout(row)
        return tab

    def _reread(self) -> None:
        self._reading = self._session.tasks.run(
            _read, self._session.context, owner=self, on_done=self._on_read, instead_of=self._reading
        )

    def _on_read(self, known: _Known) -> None:
        self._rules = known.rules
        self.table.show_rows(
            [
                (_(_FOR[rule.applies_to]), rule.target_name, days_text(rule), _counted(rule))
                for rule in known.rules
            ]
        )
        self.form.offer(known.tiers, known.tags)
        self.tiers.clear()
        for name in known.tiers:
            self._add_line(name, name)

    def _add_line(self, old: str, name: str) -> None:
        item = QListWidgetItem(name)
        item.setData(Qt.ItemDataRole.UserRole, old)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        self.tiers.addItem(item)

    def _on_chosen(self) -> None:
        at = self.table.chosen
        self.remove_button.setEnabled(at is not None)
        if at is not None:
            self.form.show_rule(self._rules[at])

    def save(self) -> None:
        """Save the rule of the form."""
        try:
            work = self.form.saving()
        except ValidationError as error:
            self._on_failed(error)
            return
        self._run(work, _("Rule saved"))

    def remove(self) -> None:
        """Take the chosen rule away."""
        at = self.table.chosen
        if at is not None:
            rule = self._rules[at]
            self._run(lambda context: cadence.remove_rule(context, rule), _("Rule removed"))

    def add_tier(self) -> None:
        """One more tier, at the end."""
        name, is_meant = QInputDialog.getText(self, _("New tier"), _("Name"))
        if is_meant and name.strip():
            self._add_line("", name.strip())

    def move_tier(self, by: int) -> None:
        """Move the chosen tier up (-1) or down (1)."""
        at = self.tiers.currentRow()
        if at >= 0 and 0 <= at + by < self.tiers.count():
            self.tiers.insertItem(at + by, self.tiers.takeItem(at))
            self.tiers.setCurrentRow(at + by)

    def remove_tier(self) -> None:
        """Take the chosen tier off the list; saving refuses while somebody is in it."""
        if self.tiers.currentRow() >= 0:
            self.tiers.takeItem(self.tiers.currentRow())

    def save_tiers(self) -> None:
        """Save names and order."""
        wanted = []
        for at in range(self.tiers.count()):
            item = self.tiers.item(at)
            wanted.append((item.data(Qt.ItemDataRole.UserRole), item.text()))
        self._run(lambda context: cadence.save_tiers(context, wanted), _("Tiers saved"))

    def _run(self, work: Callable[[AppContext], None], told: str) -> None:
        def on_done(_none: None) -> None:
            self.reason.setText("")
            self._session.notices.say(told, undo=LAST_STEP)
            self._reread()

        self._session.tasks.run(
            work, self._session.context, owner=self, lane="write", on_done=on_done, on_error=self._on_failed
        )

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, ValidationError):
            self.reason.setText(" ".join(error.fields.values()))
        else:
            self._session.notices.fail(error)


def _counted(rule: CadenceRule) -> str:
    if not rule.kinds:
        return _("Everything")
    return list_text([_(kinds.TITLES[kind]) for kind in rule.kinds])
