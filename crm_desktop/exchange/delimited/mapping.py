"""A file that says what the columns of a CSV file mean, for those the program cannot know.

A mapping file is a JSON object:

    {
      "columns": {
        "Kundenavn": "display_name",
        "Mobil privat": "phone.cell",
        "Gade": "address.home.street",
        "Rabat": "custom.discount",
        "Intern": null
      },
      "encoding": "cp1252",
      "delimiter": ";"
    }

`columns` maps a heading (case, accents and punctuation do not matter) to a field key, or to null to leave the
column out. Headings that are not named are recognised as usual, and kept with the record when they are not known.
`encoding` and `delimiter` are optional. Field keys: see `slots.parse_key`.
"""

from __future__ import annotations

import json
from pathlib import Path

from crm_desktop.base.errors import EnvironmentProblem, UserError
from crm_desktop.base.i18n import _
from crm_desktop.exchange.delimited.slots import parse_key
from crm_desktop.exchange.encodings import is_known_encoding
from crm_desktop.exchange.formats import ColumnMapping

_LARGEST = 1 << 20
_KEYS = frozenset({"columns", "encoding", "delimiter"})


def load_mapping(path: Path) -> ColumnMapping:
    """The mapping in a file.

    Raises:
        EnvironmentProblem: the file cannot be read.
        UserError: it is no mapping, or names a field that does not exist.
    """
    try:
        with path.open("rb") as stream:
            content = stream.read(_LARGEST + 1)
    except OSError as error:
        reason = "missing" if isinstance(error, FileNotFoundError) else "io_error"
        raise EnvironmentProblem(
            reason,
            _("The mapping {file} cannot be read: {reason}.").format(
                file=path.name, reason=error.strerror or error
            ),
            _("Nothing was changed."),
        ) from error
    return parse_mapping(content, path.name)


def parse_mapping(content: bytes, name: str) -> ColumnMapping:
    """The mapping in the text of a file called `name`.

    Raises:
        UserError: it is no mapping, or names a field that does not exist.
    """
    try:
        plain = json.loads(content[: _LARGEST + 1].decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise _problem(name, _("It is no JSON text.")) from error
    if not isinstance(plain, dict) or not isinstance(plain.get("columns"), dict):
        raise _problem(name, _("It has no “columns”."))
    unknown = sorted(set(plain) - _KEYS)
    if unknown:
        raise _problem(name, _("“{key}” means nothing here.").format(key=unknown[0]))
    encoding, delimiter = plain.get("encoding"), plain.get("delimiter")
    if encoding is not None and not (isinstance(encoding, str) and is_known_encoding(encoding)):
        raise _problem(name, _("There is no encoding “{encoding}”.").format(encoding=encoding))
    if delimiter is not None and not (
        isinstance(delimiter, str) and len(delimiter) == 1 and delimiter not in '"\r\n'
    ):
        raise _problem(name, _("The delimiter has to be one character."))
    for heading, key in plain["columns"].items():
        if key is not None and (not isinstance(key, str) or parse_key(key) is None):
            raise _problem(
                name,
                _("The column “{heading}” goes to “{key}”, which is no field.").format(
                    heading=heading, key=key
                ),
            )
    return ColumnMapping(plain["columns"], encoding, delimiter)


def _problem(name: str, what: str) -> UserError:
    return UserError(
        _("The mapping {file} cannot be used. {reason}").format(file=name, reason=what),
        _("Nothing was changed. The manual shows what a mapping looks like."),
    )
