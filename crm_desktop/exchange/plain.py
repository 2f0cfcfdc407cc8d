"""Records as plain dictionaries of text, numbers and lists, and back, without loss.

What equals its default is left out. Dates and moments are ISO 8601, dates with unknown parts as in vCard
(--04-12), ids and hashes hexadecimal, the contents of files base64.
"""

from __future__ import annotations

import base64
import binascii
import dataclasses
import datetime as dt
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from crm_desktop.domain.contacts.records import PartialDate
from crm_desktop.domain.dates import format_iso, parse_partial_date

T = TypeVar("T")


class PlainError(ValueError):
    """A dictionary that is no such record; the message names the field."""


@dataclass(frozen=True, slots=True)
class _Field:
    default: Any
    is_required: bool
    encode: Callable[[Any], Any]
    decode: Callable[[Any], Any]


def to_plain(item: Any) -> dict[str, Any]:
    """A frozen dataclass of the records module as a dictionary."""
    return {
        name: field.encode(value)
        for name, field in _fields(item.__class__).items()
        if (value := getattr(item, name)) != field.default or field.is_required
    }


def from_plain(cls: type[T], plain: object) -> tuple[T, list[str]]:
    """The dataclass that `plain` describes, and the keys in it that are not known.

    Raises:
        PlainError: a required field is missing or a value has the wrong type.
    """
    if not isinstance(plain, Mapping):
        raise PlainError(cls.__name__)
    known = _fields(cls)
    values, unknown = {}, []
    for name, value in plain.items():
        field = known.get(name)
        if field is None:
            unknown.append(str(name))
            continue
        try:
            values[name] = field.decode(value)
        except PlainError:
            raise
        except (ValueError, TypeError, OverflowError) as error:
            raise PlainError(name) from error
    try:
        return cls(**values), unknown
    except TypeError as error:
        missing = next(name for name, field in known.items() if field.is_required and name not in values)
        raise PlainError(missing) from error


_known_fields: dict[type, dict[str, _Field]] = {}


def _fields(cls: type) -> dict[str, _Field]:
    """The fields of a record class by name, with their codecs; worked out once per class."""
    found = _known_fields.get(cls)
    if found is None:
        hints = typing.get_type_hints(cls)
        found = {field.name: _field(field, hints[field.name]) for field in dataclasses.fields(cls)}
        _known_fields[cls] = found
    return found


def _field(field: dataclasses.Field[Any], hint: Any) -> _Field:
    if typing.get_origin(hint) is types.UnionType:
        hint = next(option for option in typing.get_args(hint) if option is not types.NoneType)
    encode, decode = _codec(field.name, hint)
    is_required = field.default is dataclasses.MISSING
    return _Field(None if is_required else field.default, is_required, encode, decode)


def _codec(name: str, hint: Any) -> tuple[Callable[[Any], Any], Callable[[Any], Any]]:
    if name == "content":
        return _encode_content, _decode_content
    if dataclasses.is_dataclass(hint) and hint not in _CODECS:
        return to_plain, lambda value: from_plain(typing.cast(type, hint), value)[0]
    if typing.get_origin(hint) is tuple:
        return _list_codec(typing.get_args(hint)[0])
    return _CODECS[hint]


def _list_codec(hint: Any) -> tuple[Callable[[Any], Any], Callable[[Any], Any]]:
    if hint is str:
        return list, lambda value: tuple(map(_text, _array(value)))
    return (
        lambda value: [to_plain(item) for item in value],
        lambda value: tuple(from_plain(hint, item)[0] for item in _array(value)),
    )


def _array(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) >= 1 << 63:
        raise TypeError
    return value


def _partial(value: object) -> PartialDate:
    found = parse_partial_date(_text(value))
    if found is None:
        raise ValueError
    return found


def _moment(value: object) -> dt.datetime:
    found = dt.datetime.fromisoformat(_text(value))
    if found.tzinfo is None:
        raise ValueError
    return found.astimezone(dt.UTC)


def _encode_content(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


def _decode_content(value: object) -> bytes:
    return binascii.a2b_base64(_text(value), strict_mode=True)


_CODECS: dict[Any, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    str: (str, _text),
    bool: (bool, _flag),
    int: (int, _number),
    bytes: (bytes.hex, lambda value: bytes.fromhex(_text(value))),
    dt.datetime: (dt.datetime.isoformat, _moment),
    dt.date: (dt.date.isoformat, lambda value: dt.date.fromisoformat(_text(value))),
    PartialDate: (format_iso, _partial),
}
