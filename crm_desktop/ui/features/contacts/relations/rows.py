"""Lines of the People part: what they are, the name as a link, when, a remark, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from crm_desktop.base.i18n import _
from crm_desktop.base.ids import EntityRef
from crm_desktop.domain.contacts.records import Affiliation, PartyRecord
from crm_desktop.domain.contacts.words import day_title, fact_title
from crm_desktop.domain.date_texts import partial_date_text
from crm_desktop.services.contacts.companies import RoleHolder
from crm_desktop.ui.features.contacts.relations.words import joined, span_text
from crm_desktop.ui.record_links import RecordLink
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.widgets.buttons import IconButton
from crm_desktop.ui.widgets.labels import ElidedLabel, TextLabel

_CAPTION = 140
"""Width of the words before the names."""

_LINK_INSET = 9
"""How far the text of a link stands from its edge."""


def caption_label(session: UiSession, text: str) -> ElidedLabel:
    """The words before a name or field; too long ones end in "…"."""
    label = ElidedLabel(session.theme, text, colour="text_3")
    label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    label.setFixedSize(_CAPTION, 30)
    return label


class TieRow(QWidget):
    """Reads as a line; the link opens the record."""

    def __init__(
        self,
        session: UiSession,
        caption: str,
        name: str,
        ref: EntityRef | None,
        detail: str = "",
        *,
        change: Callable[[], object] | None = None,
        remove: Callable[[], object] | None = None,
        is_past: bool = False,
    ) -> None:
        """`change`, `remove`: what the two buttons do; without them they are not there."""
        super().__init__()
        theme = session.theme
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(caption_label(session, caption), 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        self.link: QWidget
        if ref is not None:
            self.link = RecordLink(session.navigator, name, ref)
            self.link.setAccessibleName(
                _("{word}: {name}").format(word=caption, name=name) if caption else name
            )
        else:
            self.link = TextLabel(theme, name, wrap=True)
            self.link.setContentsMargins(_LINK_INSET, 6, 0, 0)
        texts.addWidget(self.link, 0, Qt.AlignmentFlag.AlignLeading if ref else Qt.AlignmentFlag(0))
        if detail:
            told = ElidedLabel(theme, detail, "caption", "text_3" if is_past else "text_2")
            inset = QHBoxLayout()
            inset.setContentsMargins(_LINK_INSET, 0, 0, 2)
            inset.addWidget(told)
            texts.addLayout(inset)
        row.addLayout(texts, 1)
        for icon, text, act in (
            ("pencil", _("Change {name}").format(name=name), change),
            ("x", _("Remove {name}").format(name=name), remove),
        ):
            if act is not None:
                row.addWidget(IconButton(theme, icon, text, act, 16, "text_3"), 0, Qt.AlignmentFlag.AlignTop)


Row = Callable[[], QWidget]
"""Makes one row when there is room for it."""


def company_rows(session: UiSession, record: PartyRecord) -> list[Row]:
    """The roles of a person: the main one first, those that ended last."""
    today = session.context.clock.today()

    def is_past(role: Affiliation) -> bool:
        return role.to_on is not None and role.to_on < today

    roles = sorted(record.affiliations, key=lambda role: (is_past(role), not role.is_primary))
    return [
        partial(
            TieRow,
            session,
            role.title or role.role,
            role.org_name,
            EntityRef("company", role.org_id) if role.org_id else None,
            _role_detail(role),
            is_past=is_past(role),
        )
        for role in roles
    ]


def holder_row(session: UiSession, holder: RoleHolder) -> Row:
    """Somebody with a role in a company."""
    role = holder.role
    return partial(TieRow, session, role.title or role.role, holder.name, holder.person, _role_detail(role))


def _role_detail(role: Affiliation) -> str:
    return joined(role.department, span_text(role.from_on, role.to_on), role.end_reason)


def remembered_rows(session: UiSession, record: PartyRecord) -> list[Row]:
    """What is worth remembering of a person: facts, then days."""
    facts = [(joined(fact_title(fact.category), fact.label), fact.value) for fact in record.facts]
    days = [(date.label or day_title(date.kind), partial_date_text(date.on)) for date in record.dates]
    return [partial(TieRow, session, caption, text, None) for caption, text in (*facts, *days)]
