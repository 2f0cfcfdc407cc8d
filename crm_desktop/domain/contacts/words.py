"""Words for what is stored of a record under a key: usages, channels, sorts of days and facts, answers."""

from __future__ import annotations

from crm_desktop.base.i18n import N_, _
from crm_desktop.domain.contacts.fields import CONTACT_FIELDS, USAGE_CHOICES
from crm_desktop.domain.contacts.households import MEMBER_ROLES

CHANNEL_TITLES = {
    "all": N_("Any contact"),
    "mail": N_("Letters"),
    "email": N_("E-mail"),
    "phone": N_("Calls"),
    "sms": N_("Text messages"),
}

_FACTS = {
    "family": N_("Family"),
    "interest": N_("Interests"),
    "hobby": N_("Hobby"),
    "pet": N_("Pets"),
    "child": N_("Child"),
    "education": N_("School"),
    "need": N_("Looks for"),
}
_DAYS = {"death": N_("Died"), "other": N_("Day")}


def usage_title(usage: str) -> str:
    """A usage in words; a user's own word is itself."""
    return next((_(label) for key, label in USAGE_CHOICES if key == usage), usage)


def role_title(role: str) -> str:
    """A place in a household; a user's own word is itself."""
    return _(MEMBER_ROLES[role]) if role in MEMBER_ROLES else role


def fact_title(category: str) -> str:
    """The sort of a fact: the short title of a control question, else the word itself."""
    return _(_FACTS[category]) if category in _FACTS else category


def day_title(kind: str) -> str:
    """The sort of a day to remember."""
    return CONTACT_FIELDS[kind].title if kind in ("birthday", "anniversary") else _(_DAYS.get(kind, "Day"))
