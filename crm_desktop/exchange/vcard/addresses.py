"""Reads postal addresses: ADR with its LABEL and GEO, whether parameters or properties of their own."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from crm_desktop.domain.contacts.records import Address
from crm_desktop.domain.countries import country_code, is_country
from crm_desktop.exchange.vcard.builder import CardBuilder
from crm_desktop.exchange.vcard.heads import Head
from crm_desktop.exchange.vcard.own import ADDRESS_PARAMETERS, OwnParameter
from crm_desktop.exchange.vcard.text import components, join_list, unescape

_DEGREES = re.compile(r"([+-]?)(\d{1,3})(?:\.(\d+))?")
_DECIMALS = 7
_NO_PARTS = ("",) * 7
_LIMITS = {"lat": 90 * 10**_DECIMALS, "lon": 180 * 10**_DECIMALS}

DISTRICT = slice(13, 15)
"""Where RFC 9554 has subdistrict and district in the longer ADR."""


def _country(text: str) -> str:
    code = text.strip().upper()
    if not is_country(code):
        raise ValueError(text)
    return code


def _position(text: str) -> tuple[int, int]:
    """Latitude and longitude in 1e-7 degree. Raises ValueError."""
    bare = text.strip()
    bare = bare[4:].partition(";")[0] if bare[:4].lower() == "geo:" else bare
    latitude, _, longitude = bare.replace(",", ";").partition(";")
    return _degrees(latitude, "lat"), _degrees(longitude.partition(";")[0], "lon")


def _degrees(text: str, axis: str) -> int:
    match = _DEGREES.fullmatch(text.strip())
    if not match:
        raise ValueError(text)
    sign, whole, fraction = match.groups(default="")
    number = int(whole + fraction[:_DECIMALS].ljust(_DECIMALS, "0"))
    if number > _LIMITS[axis]:
        raise ValueError(text)
    return -number if sign == "-" else number


def degrees_text(number: int) -> str:
    """A position in 1e-7 degree as vCard writes it."""
    whole, fraction = divmod(abs(number), 10**_DECIMALS)
    return f"{'-' if number < 0 else ''}{whole}.{fraction:0{_DECIMALS}}"


PARAMETERS = {
    **ADDRESS_PARAMETERS,
    "CC": OwnParameter("country", read=_country),
    "GEO": OwnParameter("position", None, read=_position),
}
"""What is understood at ADR: our own, LABEL and GEO of 4.0, and the country code of RFC 8605."""


def read_address(card: CardBuilder, head: Head, value: str) -> None:
    """ADR: box; extended; street; locality; region; code; country; and the parts of RFC 9554."""
    typing = head.typing(PARAMETERS)
    parts = components(value)
    box, unit, street, locality, region, postcode, country = [
        join_list(part, ", ") if part else "" for part in (*parts[:7], *_NO_PARTS[len(parts) :])
    ]
    fields: dict[str, Any] = dict(typing.fields)
    if len(parts) > 7:
        district = ", ".join(filter(None, map(unescape, parts[DISTRICT])))
        fields.setdefault("dependent_locality", district)
    if "position" in fields:
        fields["lat_e7"], fields["lon_e7"] = fields.pop("position")
    if "country" not in fields and country:
        fields["country"] = country_code(country, card.language)
        if not fields["country"]:
            fields["country_name"] = country
    if typing.fields:
        street = _without_own_lines(street, fields)
    address = Address(
        street,
        locality,
        region,
        postcode,
        usage=typing.usage,
        is_preferred=typing.is_preferred,
        unit=unit,
        po_box=box,
        **fields,
    )
    if any(parts) or fields:
        card.add(
            "addresses", address, head, typing, address_key(address) if head.parameters or head.group else ""
        )


def street_lines(address: Address) -> str:
    """The street component for other programs: with company, c/o line and district, which have no place."""
    lines = (address.org_line, address.care_of, address.street, address.dependent_locality)
    return "\n".join(filter(None, lines))


def _without_own_lines(street: str, fields: dict[str, Any]) -> str:
    """The street alone, when `street_lines` had written it together with the other lines."""
    for name in ("org_line", "care_of"):
        if line := fields.get(name):
            street = street[len(line) :].removeprefix("\n") if street.startswith(line) else street
    if line := fields.get("dependent_locality"):
        street = street[: len(street) - len(line)].removesuffix("\n") if street.endswith(line) else street
    return street


def address_key(address: Address) -> str:
    """What further parameters of ADR are kept under."""
    return ";".join(
        (address.street, address.postcode, address.locality, address.country or address.country_name)
    )


def read_label(card: CardBuilder, head: Head, value: str) -> None:
    """LABEL of 2.1 and 3.0, the printed address block; it belongs to the ADR with its types."""
    card.printed.append((head, value))


def read_position(card: CardBuilder, head: Head, value: str) -> None:
    """GEO; it belongs to the address when there is only one."""
    card.positions.append((head, value))


def read_country_hint(card: CardBuilder, head: Head, value: str) -> None:
    """X-ABADR: the country by whose rules Apple lays out the address of the same group."""
    card.country_hints.append((head, value))


def settle(card: CardBuilder) -> None:
    """Give LABEL, GEO and X-ABADR properties to their addresses; keep those that fit none."""
    if not (card.printed or card.positions or card.country_hints):
        return
    addresses: list[Address] = card.lists["addresses"]
    for head, value in card.printed:
        usage = head.typing(PARAMETERS).usage
        place = next((i for i, a in enumerate(addresses) if a.usage == usage and not a.label), None)
        if place is None:
            card.keep(head, value)
        else:
            addresses[place] = replace(addresses[place], label=unescape(value))
    for head, value in card.positions:
        _settle_position(card, addresses, head, value)
    for head, value in card.country_hints:
        _settle_country(card, addresses, head, value)


def _settle_position(card: CardBuilder, addresses: list[Address], head: Head, value: str) -> None:
    try:
        latitude, longitude = _position(unescape(value))
    except ValueError:
        card.keep(head, value)
        return
    if len(addresses) == 1 and addresses[0].lat_e7 is None:
        addresses[0] = replace(addresses[0], lat_e7=latitude, lon_e7=longitude)
    else:
        card.keep(head, value)


def _settle_country(card: CardBuilder, addresses: list[Address], head: Head, value: str) -> None:
    place = card.place_in_group("addresses", head.group)
    code = value.strip().upper()
    if (
        place is not None
        and is_country(code)
        and not (addresses[place].country or addresses[place].country_name)
    ):
        addresses[place] = replace(addresses[place], country=code)
    elif place is None or addresses[place].country != code:
        card.keep(head, value)


READERS = {"ADR": read_address, "LABEL": read_label, "GEO": read_position, "X-ABADR": read_country_hint}
