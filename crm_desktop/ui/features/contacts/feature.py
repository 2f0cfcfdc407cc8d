"""What the shell is told of contacts."""

from __future__ import annotations

from crm_desktop.base.i18n import N_
from crm_desktop.ui.features.contacts.commands import COMMANDS, PAGE, new_contact
from crm_desktop.ui.features.contacts.detail_commands import DETAIL_COMMANDS
from crm_desktop.ui.features.contacts.page import ContactsPage
from crm_desktop.ui.features.contacts.palette import FINDERS, hit_actions
from crm_desktop.ui.features.contacts.panel import ContactPanel
from crm_desktop.ui.features.contacts.relations.commands import PARTS, TIE_COMMANDS
from crm_desktop.ui.features.contacts.trash_commands import TRASH_COMMANDS
from crm_desktop.ui.features.contacts.words import REF_ICONS
from crm_desktop.ui.pages import CreateFromText, Feature

FEATURE = Feature(
    id=PAGE,
    title=N_("Contacts"),
    icon="contact",
    commands=(*COMMANDS, *DETAIL_COMMANDS, *TIE_COMMANDS, *TRASH_COMMANDS),
    record_parts=PARTS,
    make_page=ContactsPage,
    ref_icons=REF_ICONS,
    create=CreateFromText(N_("Create contact “{text}”"), "user-plus", new_contact),
    finders=FINDERS,
    hit_actions=hit_actions,
    make_panel=ContactPanel,
)
