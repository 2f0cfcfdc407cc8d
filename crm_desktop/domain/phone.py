"""Phone numbers: what was typed stays, beside it the forms by which a number is compared, found and dialled.

A wrapper round `phonenumbers` (Google's libphonenumber) that never raises; the library is loaded when the
first number comes by. Terms: ITU-T E.164, RFC 3966.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from crm_desktop.domain.text_folding import digits, fold

_LONGEST = 250
"""Longer texts are no numbers; libphonenumber refuses them, too."""

_TRUNK_IN_BRACKETS = re.compile(r"^(\s*(?:tel:)?\s*(?:\+|00)[\d\s.\-/]*)\(0\)")
_TYPED_NUMBER = re.compile(r"(?:tel:)?[+\d\s().,/\-]+")
_SHORTEST_QUERY = 3


@dataclass(frozen=True, slots=True)
class Phone:
    """What is known about one typed number.

    Attributes:
        e164: such as "+4533112233"; "" when the text is no possible number of any country.
        ext: digits of the extension, or "".
        region: ISO country code of the number; "" when not known.
        national: digits as dialled inside the country, with the trunk prefix ("0212345678"); "" without e164.
        digits: every form under which it must be found, none a part of another.
    """

    e164: str = ""
    ext: str = ""
    region: str = ""
    national: str = ""
    digits: tuple[str, ...] = ()

    @property
    def comparable(self) -> str:
        """What equal numbers have in common: E.164, else the bare digits, with the extension after "x"."""
        bare = self.e164 or (self.digits[0] if self.digits else "")
        return f"{bare}x{self.ext}" if bare and self.ext else bare


@lru_cache(maxsize=16_384)
def normalize(text: str, region: str) -> Phone:
    """Reads a number as it was typed. Never raises; what is no number keeps its digits.

    Args:
        text: in any notation, also a `tel:` URI or with an extension.
        region: ISO code of the country whose numbers are typed without a country code; "" if there is none.
    """
    typed = digits(_TRUNK_IN_BRACKETS.sub(r"\1", text))
    if not typed:
        return Phone()
    found = _parsed(text, region)
    if found is None:
        return Phone(digits=(typed,))
    e164, ext, country, national = found
    forms = _outermost((typed, e164[1:], national))
    return Phone(e164, ext, country, national, forms)


def _parsed(text: str, region: str) -> tuple[str, str, str, str] | None:
    """E.164, extension, region and national digits; None when no number of that length can exist."""
    import phonenumbers

    if len(text) > _LONGEST:
        return None
    if text.lstrip().startswith("00"):
        text = "+" + text.lstrip()[2:]
    try:
        number = phonenumbers.parse(text, region or None)
    except phonenumbers.NumberParseException:
        return None
    if phonenumbers.is_possible_number_with_reason(number) != phonenumbers.ValidationResult.IS_POSSIBLE:
        return None
    significant = phonenumbers.national_significant_number(number)
    country = phonenumbers.region_code_for_number(number) or _main_region(number.country_code)
    e164 = f"+{number.country_code}{significant}"
    return e164, number.extension or "", country, _trunk_prefix(country) + significant


def _main_region(country_code: int | None) -> str:
    import phonenumbers

    region = phonenumbers.region_code_for_country_code(country_code or 0)
    return region if region.isalpha() and region != "ZZ" else ""


@lru_cache(maxsize=300)
def _trunk_prefix(region: str) -> str:
    """What is dialled before a number inside its own country: 0 in most, nothing in Denmark."""
    import phonenumbers

    rules = phonenumbers.PhoneMetadata.metadata_for_region(region, None) if region else None
    return (rules.national_prefix or "") if rules else ""


def _outermost(forms: tuple[str, ...]) -> tuple[str, ...]:
    """Each different form once, without those that stand inside another and are found with it."""
    longest_first = sorted(dict.fromkeys(form for form in forms if form), key=len, reverse=True)
    kept: list[str] = []
    for form in longest_first:
        if not any(form in other for other in kept):
            kept.append(form)
    return tuple(kept)


def search_digits(typed: str, region: str) -> tuple[str, ...]:
    """What to put into the search index for a typed number: digits as typed, E.164, national with trunk 0."""
    return normalize(typed, region).digits


def query_digits(text: str) -> str | None:
    """The digits to look for when what was typed into the search box looks like a phone number, else None.

    "+45 33-11", "0045 33 11" and "(45) 33.11" all become "453311". Fewer than three digits are not taken for
    a number. The result is a part of one of `search_digits` of the number meant.
    """
    plain = fold(text)
    if not _TYPED_NUMBER.fullmatch(plain):
        return None
    wanted = digits(_TRUNK_IN_BRACKETS.sub(r"\1", plain))
    if wanted.startswith("00") and not plain.startswith("+"):
        wanted = wanted[2:]
    return wanted if len(wanted) >= _SHORTEST_QUERY else None


@lru_cache(maxsize=16_384)
def display(e164: str, region: str) -> str:
    """The number as people write it: the national way inside `region`, else with its country code.

    Args:
        e164: as in `Phone.e164`; anything else is given back unchanged.
        region: ISO code of the reader's country.
    """
    import phonenumbers

    try:
        number = phonenumbers.parse(e164)
    except phonenumbers.NumberParseException:
        return e164
    at_home = phonenumbers.region_code_for_number(number) == region
    form = (
        phonenumbers.PhoneNumberFormat.NATIONAL if at_home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    )
    return phonenumbers.format_number(number, form)
