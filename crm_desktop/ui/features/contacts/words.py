"""Words for the kinds, usages and preferences of contacts, from the field catalogue."""

from __future__ import annotations

from crm_desktop.base.i18n import N_, _, pgettext
from crm_desktop.domain.contacts.fields import PREFERENCE_CHOICES
from crm_desktop.domain.contacts.records import GROUP, HOUSEHOLD, ORGANIZATION, PERSON
from crm_desktop.domain.contacts.words import usage_title
from crm_desktop.services.contacts import change_words

KIND_ICONS = {PERSON: "user", ORGANIZATION: "building", HOUSEHOLD: "house", GROUP: "users"}
REF_ICONS = {"contact": "user", "company": "building", "household": "house", "group": "users"}

KIND_TITLES = {
    PERSON: N_("Contact"),
    ORGANIZATION: N_("Company"),
    HOUSEHOLD: N_("Household"),
    GROUP: N_("Group"),
}

DO_NOT = {
    "all": N_("Do not contact"),
    "mail": N_("Do not mail"),
    "email": N_("Do not e-mail"),
    "phone": N_("Do not call"),
    "sms": N_("Do not text"),
}

_POINT_USAGES: tuple[str, ...] = ("home", "work", "cell", "fax", "pager", "other")
_ADDRESS_USAGES = ("home", "work", "billing", "shipping", "seasonal", "other")


def field_title(key: str) -> str:
    """What the catalogue calls a field."""
    return change_words.field_title(key)


def usage_choices(of: str) -> tuple[tuple[str, str], ...]:
    """What a phone, e-mail or address may be for; `of` is its field key."""
    keys = _ADDRESS_USAGES if of == "address" else _POINT_USAGES
    if of not in ("phone", "address"):
        keys = ("home", "work", "other")
    return (("", pgettext("usage", "No label")), *((key, usage_title(key)) for key in keys))


def preference_choices() -> tuple[tuple[str, str], ...]:
    """What a channel may be."""
    return (("", pgettext("preference", "Not told")), *((key, _(label)) for key, label in PREFERENCE_CHOICES))


def do_not_words(channels: tuple[str, ...]) -> list[str]:
    """Channels that must not be used, in words."""
    return [_(DO_NOT[channel]) for channel in channels if channel in DO_NOT]
