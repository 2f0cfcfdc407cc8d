"""Reads phone numbers, e-mail, web, messenger and social addresses."""

from __future__ import annotations

import re
from urllib.parse import unquote

from crm_desktop.domain.contacts.records import EMAIL, IMPP, PHONE, SOCIAL, URL, ContactPoint
from crm_desktop.exchange.vcard.builder import CardBuilder
from crm_desktop.exchange.vcard.heads import USAGES, Head
from crm_desktop.exchange.vcard.own import FIELD, POINT_PARAMETERS, SERVICE_PARAMETERS, WEBSITE
from crm_desktop.exchange.vcard.property_names import MESSENGERS, NETWORKS
from crm_desktop.exchange.vcard.text import unescape

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_TEL_PARAMETER = re.compile(r";([A-Za-z0-9-]+)(?:=([^;]*))?")

SCHEMES = {"xmpp": "xmpp", "skype": "skype", "aim": "aim", "icq": "icq", "msnim": "msn", "msn": "msn"}
SCHEMES |= {"ymsgr": "yahoo", "sip": "sip", "irc": "irc", "gtalk": "gtalk", "qq": "qq", "matrix": "matrix"}
SCHEMES |= {"tg": "telegram", "telegram": "telegram", "whatsapp": "whatsapp", "x-apple": ""}
"""URI schemes of messengers -> the service."""

WEB_SCHEMES = frozenset({"http", "https"})


def read_phone(card: CardBuilder, head: Head, value: str) -> None:
    """TEL, as text or as a tel: URI (RFC 3966)."""
    typing = head.typing(POINT_PARAMETERS)
    number = unescape(value)
    fields = typing.fields
    if number[:4].lower() == "tel:":
        number, ext = _from_tel_uri(number[4:])
        if ext and "ext" not in fields:
            fields = {**fields, "ext": ext}
    if number:
        point = ContactPoint(PHONE, number, typing.usage, typing.is_preferred, **fields)
        card.add("points", point, head, typing, number)


def _from_tel_uri(text: str) -> tuple[str, str]:
    """Number and extension of what follows "tel:"; other URI parameters stay with the number."""
    number, _, parameters = text.partition(";")
    ext = ""
    for name, value in _TEL_PARAMETER.findall(";" + parameters) if parameters else ():
        if name.lower() == "ext":
            ext = unquote(value)
        else:
            number += f";{name}={value}" if value else f";{name}"
    return unquote(number), ext


def read_email(card: CardBuilder, head: Head, value: str) -> None:
    """EMAIL."""
    typing = head.typing(POINT_PARAMETERS)
    address = unescape(value)
    if address[:7].lower() == "mailto:":
        address = unquote(address[7:])
    if address:
        point = ContactPoint(EMAIL, address, typing.usage, typing.is_preferred, **typing.fields)
        card.add("points", point, head, typing, address)


def read_url(card: CardBuilder, head: Head, value: str) -> None:
    """URL."""
    address = unescape(value)
    if not address:
        return
    if head.value(FIELD) == WEBSITE and WEBSITE not in card.fields:
        card.fields[WEBSITE] = address
        return
    typing = head.typing(POINT_PARAMETERS)
    point = ContactPoint(URL, address, typing.usage, typing.is_preferred, **typing.fields)
    card.add("points", point, head, typing, address)


def read_impp(card: CardBuilder, head: Head, value: str) -> None:
    """IMPP: a URI whose scheme, or X-SERVICE-TYPE, names the service."""
    address = unescape(value)
    named = head.typing(SERVICE_PARAMETERS).fields.get("service", "")
    match = _SCHEME.match(address)
    scheme = match[1].lower() if match else ""
    if match and (scheme in SCHEMES or (named and scheme not in WEB_SCHEMES)):
        address = address[match.end() :]
    _add(card, head, IMPP, address, named or SCHEMES.get(scheme, ""))


def read_messenger(card: CardBuilder, head: Head, value: str) -> None:
    """X-SKYPE and its like."""
    _add(card, head, IMPP, unescape(value), MESSENGERS[head.name])


def read_network(card: CardBuilder, head: Head, value: str) -> None:
    """X-TWITTER and its like."""
    _add(card, head, SOCIAL, unescape(value), NETWORKS[head.name])


def read_social(card: CardBuilder, head: Head, value: str) -> None:
    """SOCIALPROFILE (RFC 9554) and Apple's X-SOCIALPROFILE, whose TYPE names the network."""
    address = unescape(value)
    if address[:8].lower() == "x-apple:":
        address = address[8:]
    typing = head.typing(SERVICE_PARAMETERS)
    service = typing.fields.get("service", "")
    if not service and typing.usage not in USAGES.values():
        _add(card, head, SOCIAL, address, typing.usage.lower(), usage="")
    else:
        _add(card, head, SOCIAL, address, service)


def _add(
    card: CardBuilder, head: Head, kind: str, address: str, service: str, usage: str | None = None
) -> None:
    """Append a point of a service; `usage` in place of the one that the types tell."""
    if not address:
        return
    typing = head.typing(SERVICE_PARAMETERS)
    fields = {**typing.fields, "service": service}
    usage = typing.usage if usage is None else usage
    card.add(
        "points", ContactPoint(kind, address, usage, typing.is_preferred, **fields), head, typing, address
    )


READERS = {
    "TEL": read_phone,
    "EMAIL": read_email,
    "URL": read_url,
    "IMPP": read_impp,
    "SOCIALPROFILE": read_social,
    "X-SOCIALPROFILE": read_social,
    **dict.fromkeys(MESSENGERS, read_messenger),
    **dict.fromkeys(NETWORKS, read_network),
}
