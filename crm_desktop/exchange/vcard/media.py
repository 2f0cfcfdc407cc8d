"""Reads pictures and other files inside a card. What lies elsewhere is never fetched."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Any
from urllib.parse import unquote_to_bytes

from crm_desktop.base.i18n import _
from crm_desktop.domain.contacts.records import Attachment
from crm_desktop.exchange import limits
from crm_desktop.exchange.vcard import own
from crm_desktop.exchange.vcard.builder import CardBuilder
from crm_desktop.exchange.vcard.heads import Head
from crm_desktop.exchange.vcard.text import unescape

_DATA_URI = re.compile(r"data:([^;,]*)((?:;[^;,]*)*),", re.IGNORECASE)
_PLACE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")

_SIGNATURES = (
    (b"\xff\xd8\xff", "image/jpeg", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "image/png", "png"),
    (b"GIF8", "image/gif", "gif"),
    (b"BM", "image/bmp", "bmp"),
)
_WEBP = (b"RIFF", b"WEBP")
UNKNOWN_MIME = "application/octet-stream"


def read_photo(card: CardBuilder, head: Head, value: str) -> None:
    """PHOTO: base64, a data: URI, or the place where the picture lies."""
    _read_file(card, head, value, is_photo=True)


def read_attachment(card: CardBuilder, head: Head, value: str) -> None:
    """X-CRM-ATTACHMENT, this program's way to take other files along."""
    _read_file(card, head, value, is_photo=False)


def _read_file(card: CardBuilder, head: Head, value: str, *, is_photo: bool) -> None:
    mime = ""
    data = _DATA_URI.match(value)
    if data:
        mime = data[1]
        content = _decode(value[data.end() :], is_base64=";base64" in data[2].lower())
    elif head.value("ENCODING").upper() in ("B", "BASE64"):
        content = _decode(value, is_base64=True)
    elif _PLACE.match(value):
        _add(
            card,
            head,
            Attachment(**_described(head, "", None), is_photo=is_photo, uri=unescape(value)),
            value,
        )
        return
    else:
        content = _decode(value, is_base64=True)
    if not content:
        card.notices.append(
            _("A picture or file in {name} cannot be decoded; its text was kept.").format(name=head.name)
        )
        card.keep(head, value)
    elif len(content) > limits.ATTACHMENT:
        card.notices.append(
            _("A picture or file in {name} is larger than {size} MB and was left out.").format(
                name=head.name, size=limits.ATTACHMENT >> 20
            )
        )
    else:
        fields = _described(head, mime, content)
        _add(
            card,
            head,
            Attachment(**fields, size=len(content), is_photo=is_photo, content=content),
            str(len(content)),
        )


def _add(card: CardBuilder, head: Head, attachment: Attachment, key: str) -> None:
    card.lists["attachments"].append(attachment)
    if head.name == "PHOTO":
        card.carry(head, head.rest(_UNDERSTOOD), key)


_UNDERSTOOD = frozenset({"TYPE", *own.ATTACHMENT_PARAMETERS})


def _described(head: Head, mime: str, content: bytes | None) -> dict[str, Any]:
    """Name, type, caption: from our own parameters, else from the content, else from what the card says."""
    fields = dict(head.typing(own.ATTACHMENT_PARAMETERS).fields)
    found, ending = picture_type(content or b"")
    told = mime or head.value("MEDIATYPE") or _mime_of_type(head.value("TYPE"))
    fields.setdefault("mime", found or told.lower() or UNKNOWN_MIME)
    fields.setdefault(
        "filename", f"{head.name.lower().removeprefix('x-crm-')}.{ending}" if ending else head.name.lower()
    )
    return fields


def _mime_of_type(word: str) -> str:
    word = word.lower()
    if "/" in word:
        return word
    return (
        f"image/{'jpeg' if word == 'jpg' else word}"
        if word in ("jpeg", "jpg", "png", "gif", "bmp", "webp")
        else ""
    )


def picture_type(content: bytes) -> tuple[str, str]:
    """Media type and file ending by the first bytes; ("", "") when they are of no known picture."""
    for signature, mime, ending in _SIGNATURES:
        if content.startswith(signature):
            return mime, ending
    if content[:4] == _WEBP[0] and content[8:12] == _WEBP[1]:
        return "image/webp", "webp"
    return "", ""


def _decode(text: str, *, is_base64: bool) -> bytes:
    """The bytes; nothing when they cannot be decoded."""
    if not is_base64:
        return unquote_to_bytes(text)
    try:
        return base64.b64decode(text.rstrip("=") + "==", validate=False)
    except (binascii.Error, ValueError):
        return b""


READERS = {"PHOTO": read_photo, own.ATTACHMENT: read_attachment}
