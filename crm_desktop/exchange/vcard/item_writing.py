"""Writes what a card has several of: phones and their like, addresses, roles, dates, files."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import replace

from crm_desktop.base.i18n import _
from crm_desktop.domain.contacts.records import (
    EMAIL,
    IMPP,
    PHONE,
    SOCIAL,
    URL,
    Address,
    Affiliation,
    Attachment,
    ContactPoint,
    ImportantDate,
)
from crm_desktop.domain.countries import country_name
from crm_desktop.domain.dates import as_date, format_partial_date, is_valid
from crm_desktop.exchange import limits
from crm_desktop.exchange.plain import to_plain
from crm_desktop.exchange.vcard import own
from crm_desktop.exchange.vcard.addresses import address_key, degrees_text, street_lines
from crm_desktop.exchange.vcard.card_text import CardText
from crm_desktop.exchange.vcard.dates import OMIT_YEAR, date_key
from crm_desktop.exchange.vcard.heads import RESERVED_TYPES, encode_parameter
from crm_desktop.exchange.vcard.media import UNKNOWN_MIME, picture_type
from crm_desktop.exchange.vcard.points import SCHEMES, WEB_SCHEMES
from crm_desktop.exchange.vcard.roles import BETWEEN_UNITS
from crm_desktop.exchange.vcard.text import escape, escape_uri

_TOKEN = re.compile(r"[a-z][a-z0-9+.-]*")
_WORD = re.compile(r"[a-z]+")
_MIME = re.compile(r"[a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+-]+")
_LEAP_YEAR = 1604
"""The year Apple writes for a date without one."""

_NAMES = {PHONE: "TEL", EMAIL: "EMAIL", URL: "URL", IMPP: "IMPP"}


def write_point(card: CardText, point: ContactPoint) -> None:
    """A phone number, an e-mail, web, messenger or social address."""
    parameters = card.own(point, own.POINT_PARAMETERS)
    name = _NAMES.get(point.kind, "")
    value = escape(point.value) if point.kind in (PHONE, EMAIL) else escape_uri(point.value)
    if point.kind == IMPP:
        service, scheme = _service(point)
        parameters, value = service + parameters, scheme + value
    elif point.kind == SOCIAL:
        name = "SOCIALPROFILE" if card.is_v4 else "X-SOCIALPROFILE"
        parameters = _network(card, point) + parameters
        value = f"x-apple:{value}" if value[:8].lower() == "x-apple:" else value
    card.item(name, value, point.usage, parameters, key=point.value, is_preferred=point.is_preferred)


def _service(point: ContactPoint) -> tuple[str, str]:
    """Parameter and URI scheme for a messenger."""
    if point.service:
        usable = _TOKEN.fullmatch(point.service) and point.service not in WEB_SCHEMES
        return (
            f";X-SERVICE-TYPE={encode_parameter(point.service)}",
            f"{point.service if usable else 'x-apple'}:",
        )
    return "", "x-apple:" if point.value.partition(":")[0].lower() in SCHEMES else ""


def _network(card: CardText, point: ContactPoint) -> str:
    """Parameters that name the network of a profile: Apple's TYPE, or SERVICE-TYPE of RFC 9554."""
    kind = ""
    if card.is_v4 and "://" not in point.value:
        kind = ";VALUE=text"
    if not point.service:
        return kind
    is_type = not card.is_v4 and not point.usage and _WORD.fullmatch(point.service)
    if is_type and point.service not in RESERVED_TYPES:
        return f";TYPE={point.service}"
    return f";SERVICE-TYPE={encode_parameter(point.service)}{kind}"


def write_address(card: CardText, address: Address, language: str) -> None:
    """ADR; lines that vCard has no place for stand in the street, and in parameters to find them again."""
    country = country_name(address.country, language) if address.country else address.country_name
    parts = (
        address.po_box,
        address.unit,
        street_lines(address),
        address.locality,
        address.region,
        address.postcode,
        country,
    )
    parameters = f";CC={address.country}" if address.country else ""
    if address.lat_e7 is not None and address.lon_e7 is not None:
        parameters += f';GEO="geo:{degrees_text(address.lat_e7)},{degrees_text(address.lon_e7)}"'
    parameters += card.own(address, own.ADDRESS_PARAMETERS)
    value = ";".join(map(escape, parts))
    card.item(
        "ADR", value, address.usage, parameters, key=address_key(address), is_preferred=address.is_preferred
    )


def write_roles(card: CardText, affiliations: tuple[Affiliation, ...], own_name: str = "") -> None:
    """ORG, TITLE and ROLE; a group ties together what belongs to one company where there are several.

    Args:
        card: to write to.
        affiliations: of a person.
        own_name: of a company, whose ORG is its own name.
    """
    if own_name:
        card.put("ORG", escape(own_name), key=own_name)
    usual = [replace(role, is_primary=number == 0) for number, role in enumerate(affiliations)]
    has_usual_order = usual == list(affiliations)
    for role in affiliations:
        group = card.new_group() if own_name or len(affiliations) > 1 else ""
        parameters = card.own(role, own.ROLE_PARAMETERS, but=_PRIMARY if has_usual_order else frozenset())
        needs_org = group or role.org_name or role.department or not role.title
        if needs_org:
            units = role.department.split(BETWEEN_UNITS)
            units = units if all(units) else [role.department]
            value = ";".join(map(escape, (role.org_name, *filter(None, units))))
            card.put("ORG", value, parameters, key=role.org_name, group=group)
            parameters = ""
        if role.title:
            card.put("TITLE", escape(role.title), parameters, key=role.title, group=group)
        if role.role:
            card.put("ROLE", escape(role.role), key=role.role, group=group)


_PRIMARY = frozenset({"X-CRM-PRIMARY"})


def write_date(card: CardText, date: ImportantDate, seen: set[str]) -> None:
    """BDAY, ANNIVERSARY, DEATHDATE, X-ABDATE; what no version can say goes to a property of our own.

    Args:
        card: to write to.
        date: the day.
        seen: kinds of dates that the card has already; those written are added.
    """
    name = _date_name(card, date, seen)
    value, parameters = _date_value(card, date)
    seen.add(date.kind)
    if not name or not value:
        write_json(card, "X-CRM-DATE", date)
        return
    label = (date.label if date.kind == "other" else date.kind) if name == "X-ABDATE" else ""
    is_labelled = name == "X-ABDATE" and date.kind == "other"
    parameters += card.own(date, own.DATE_PARAMETERS, but=_LABEL if is_labelled else frozenset())
    group = card.new_group() if label else ""
    card.put(name, value, parameters, key=date_key(date), group=group)
    if label:
        card.label(group, label)


_LABEL = frozenset({"X-CRM-LABEL"})


def _date_name(card: CardText, date: ImportantDate, seen: set[str]) -> str:
    """The property for a date; "" when there is none."""
    if date.kind == "birthday":
        return "" if date.kind in seen else "BDAY"
    if date.kind == "death":
        return "DEATHDATE" if card.is_v4 and date.kind not in seen else ""
    if date.kind == "anniversary":
        return "ANNIVERSARY" if card.is_v4 and date.kind not in seen else "X-ABDATE"
    return "X-ABDATE" if date.kind == "other" and date.label.lower() != "anniversary" else ""


def _date_value(card: CardText, date: ImportantDate) -> tuple[str, str]:
    """Value and parameters; ("", "") for a date that this version cannot say."""
    on = date.on
    if not is_valid(on):
        return "", ""
    if card.is_v4 and date.kind != "other":
        return format_partial_date(on), ""
    day = as_date(on)
    if day:
        return day.isoformat(), ""
    if on.year is None and on.month and on.day:
        return f"{_LEAP_YEAR}-{on.month:02}-{on.day:02}", f";{OMIT_YEAR}={_LEAP_YEAR}"
    return "", ""


def write_json(card: CardText, name: str, item: object) -> None:
    """An item of a list of ours, as a JSON object."""
    if card.is_complete:
        card.raw(f"{name}:{escape(json.dumps(to_plain(item), ensure_ascii=False))}")


def write_file(card: CardText, attachment: Attachment) -> None:
    """PHOTO, or our own property for other files."""
    name = "PHOTO" if attachment.is_photo else own.ATTACHMENT
    if not attachment.is_photo and not card.is_complete:
        return
    content = attachment.content
    if content is None and not attachment.uri:
        card.notices.append(
            _("The content of {file} is not at hand and was left out.").format(file=attachment.filename)
        )
        return
    if content is not None and len(content) > limits.ATTACHMENT:
        card.notices.append(
            _("{file} is larger than {size} MB and was left out.").format(
                file=attachment.filename, size=limits.ATTACHMENT >> 20
            )
        )
        return
    mime, parameters = _described(card, name, attachment)
    if content is None:
        card.put(name, escape_uri(attachment.uri), f";VALUE=uri{parameters}", key=attachment.uri)
        return
    text = base64.b64encode(content).decode("ascii")
    key = str(len(content))
    if card.is_v4:
        card.put(name, f"data:{mime};base64,{text}", parameters, key=key)
    else:
        kind = f";TYPE={mime.partition('/')[2].upper()}" if mime.startswith("image/") else ""
        card.put(name, text, f";ENCODING=b{kind}{parameters}", key=key)


def _described(card: CardText, name: str, attachment: Attachment) -> tuple[str, str]:
    """Media type, and the parameters for what the content itself does not tell."""
    found, ending = picture_type(attachment.content or b"")
    usual = name.lower().removeprefix("x-crm-")
    plain = replace(
        attachment,
        filename=""
        if attachment.filename == (f"{usual}.{ending}" if ending else name.lower())
        else attachment.filename,
        mime="" if attachment.mime == (found or UNKNOWN_MIME) else attachment.mime,
    )
    mime = attachment.mime if _MIME.fullmatch(attachment.mime) else UNKNOWN_MIME
    return mime, card.own(plain, own.ATTACHMENT_PARAMETERS)
