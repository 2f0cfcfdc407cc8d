"""The file formats the program knows, and which of them a file is in."""

from __future__ import annotations

from pathlib import Path

from crm_desktop.base.errors import EnvironmentProblem, NotFoundError, UserError
from crm_desktop.base.i18n import _
from crm_desktop.exchange import limits
from crm_desktop.exchange.delimited.format import Delimited
from crm_desktop.exchange.formats import Format
from crm_desktop.exchange.json_format import CompleteJson
from crm_desktop.exchange.vcard.format import VCard

FORMATS: tuple[Format, ...] = (VCard(), Delimited(), CompleteJson())
"""Every format, in the order in which a choice shows them."""

_SURE_ENOUGH = 0.15

_STRANGERS = (
    (b"PK\x03\x04", ".xlsx, .ods, .zip"),
    (b"%PDF", "PDF"),
    (b"\xd0\xcf\x11\xe0", ".xls"),
    (b"SQLite format 3", "SQLite"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
)
"""First bytes of files that people pick by mistake, and what to call them."""


def format_of(name: str) -> Format:
    """The format with the id `name`.

    Raises:
        NotFoundError: there is none.
    """
    for known in FORMATS:
        if known.id == name:
            return known
    raise NotFoundError(
        _("There is no file format “{name}”.").format(name=name),
        _("Choose one of these: {formats}.").format(formats=", ".join(known.id for known in FORMATS)),
    )


def recognise(path: Path) -> Format:
    """The format of a file, by its content and then by its name.

    Raises:
        EnvironmentProblem: the file cannot be read.
        UserError: it is in none of the formats.
    """
    try:
        with path.open("rb") as stream:
            head = stream.read(limits.SAMPLE)
    except OSError as error:
        reason = "missing" if isinstance(error, FileNotFoundError) else "io_error"
        raise EnvironmentProblem(
            reason,
            _("The file {file} cannot be read: {reason}.").format(
                file=path.name, reason=error.strerror or error
            ),
            _("Nothing was changed. Check its name and whether you may read it."),
        ) from error
    return recognise_content(head, path.name)


def recognise_content(head: bytes, name: str) -> Format:
    """The same for the first bytes of a file, `limits.SAMPLE` of them or all.

    Raises:
        UserError: they are in none of the formats.
    """
    if not head.strip():
        raise UserError(_("The file {file} is empty.").format(file=name), _("Nothing was changed."))
    for signature, kind in _STRANGERS:
        if head.startswith(signature):
            raise UserError(
                _("The file {file} is no address book but of another kind ({kind}).").format(
                    file=name, kind=kind
                ),
                _("Nothing was changed. Save your contacts as vCard (.vcf) or CSV and try again."),
            )
    sureness, best = max(((known.sniff(head, name), known) for known in FORMATS), key=lambda pair: pair[0])
    if sureness < _SURE_ENOUGH:
        raise UserError(
            _("The file {file} is in no format that can be read here.").format(file=name),
            _("Nothing was changed. Save your contacts as vCard (.vcf) or CSV and try again."),
        )
    return best
