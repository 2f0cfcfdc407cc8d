"""`labels -o OUT.pdf --sheet CODE`: mailing labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from crm_desktop.base.i18n import _, ngettext
from crm_desktop.cli.output import show_json
from crm_desktop.cli.session import Session, waiting
from crm_desktop.domain.contacts.labels import REASONS
from crm_desktop.domain.contacts.listing import ListQuery, Selection

if TYPE_CHECKING:
    from crm_desktop.services.labels import LabelJob, LabelReport, LeftOutEntry

_SHOWN = 10


@click.command(
    help=_(
        "Print mailing labels to a PDF. Whoever wants no mail, or has no usable address, is left out and"
        " listed. Lines that do not fit are broken, narrowed or made smaller, and reported."
    )
)
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path), help=_("The PDF to write."))
@click.option(
    "--sheet", required=True, metavar="CODE", help=_("The label sheet, such as L7160; see “sheets”.")
)
@click.option("--where", default="", metavar="EXPR", help=_("Only for whom this fits: see docs/cli.md."))
@click.option("--tag", default="", help=_("Only for records with this tag."))
@click.option(
    "--start", type=click.IntRange(1), default=1, show_default=True, help=_("First free label of the sheet.")
)
@click.option("--from-country", metavar="CC", help=_("Where it is posted; else the file's own country."))
@click.option("--household", is_flag=True, help=_("One label for a household."))
@click.option("--usage", default="", metavar="A,B", help=_("Usages of addresses in order of preference."))
@click.option(
    "--sort",
    type=click.Choice(["list", "postcode", "country"]),
    default="list",
    show_default=True,
    help=_("By name, by postcode, or by country and name."),
)
@click.option(
    "--order",
    type=click.Choice(["rows", "columns"]),
    default="rows",
    show_default=True,
    help=_("Across the sheet or down."),
)
@click.option("--include-do-not-mail", is_flag=True, help=_("Also for those who want no mail."))
@click.option(
    "--left-out",
    type=click.Path(path_type=Path),
    metavar="OUT.csv",
    help=_("Write who was left out, and why."),
)
@click.option(
    "--calibrate",
    default="0,0",
    show_default=True,
    metavar="DX,DY",
    help=_("Millimetres to move everything right and down."),
)
@click.option("--size", type=float, help=_("Font size in points; else what suits the sheet."))
@click.option(
    "--copies", type=click.IntRange(1, 1000), default=1, show_default=True, help=_("Of each label.")
)
@click.option("--outlines", is_flag=True, help=_("Draw the edges of the labels, for a test on plain paper."))
@click.pass_obj
def command(session: Session, /, *, out: Path, left_out: Path | None, **chosen: Any) -> None:
    """Prints labels."""
    from crm_desktop.services import csv_lists, labels

    job = _job(**chosen)
    with session.open() as context, waiting() as (progress, cancel):
        report = labels.print_pdf(context, job, out.expanduser().absolute(), progress, cancel)
    if left_out is not None:
        csv_lists.save_left_out(report.left_out, left_out.expanduser().absolute())
    if session.is_json:
        show_json(_plain(report, job, out))
    else:
        _show(report, job, out)


def _job(
    *,
    sheet: str,
    where: str,
    tag: str,
    start: int,
    from_country: str | None,
    household: bool,
    usage: str,
    sort: str,
    order: str,
    include_do_not_mail: bool,
    calibrate: str,
    size: float | None,
    copies: int,
    outlines: bool,
) -> LabelJob:
    from crm_desktop.printing.labels import LabelOptions
    from crm_desktop.services.labels import LabelJob

    right, down = _shift(calibrate)
    options = LabelOptions(
        start=start,
        order=order,
        size=size,
        offset_x=right,
        offset_y=down,
        outlines=outlines,
        copies=copies,
    )
    return LabelJob(
        sheet,
        Selection.all_of(ListQuery(where=where, tag=tag)),
        sort=sort,
        is_household=household,
        usages=tuple(word.strip() for word in usage.split(",") if word.strip()),
        sender_country=_country(from_country) if from_country else None,
        include_do_not_mail=include_do_not_mail,
        options=options,
    )


def _shift(text: str) -> tuple[float, float]:
    try:
        right, down = (float(part) for part in text.split(","))
    except ValueError:
        message = _("“{text}” is no shift; write millimetres such as 0.5,-1.").format(text=text)
        raise click.BadParameter(message, param_hint="--calibrate") from None
    return right, down


def _country(text: str) -> str:
    from crm_desktop.domain.countries import country_code

    code = country_code(text)
    if not code:
        message = _("There is no country “{name}”.").format(name=text)
        raise click.BadParameter(message, param_hint="--from-country")
    return code


def _next_start(report: LabelReport, job: LabelJob) -> int:
    """The first label that is still free on the last sheet; 1 when that is full."""
    used = job.options.start - 1 + report.labels
    return used % report.drawing.placement.stock.per_page + 1


def _plain(report: LabelReport, job: LabelJob, out: Path) -> dict[str, Any]:
    drawing = report.drawing
    return {
        "file": str(out),
        "sheet": drawing.placement.stock.code,
        "labels": report.labels,
        "pages": report.pages,
        "next_start": _next_start(report, job),
        "joined": report.joined,
        "left_out": [
            {"ref": str(e.ref), "display_name": e.name, "reason": e.reason, "text": e.text}
            for e in report.left_out
        ],
        "fitted": [{"ref": f.piece.ref_text, "line": f.line} for f in drawing.fitted],
        "too_long": [{"ref": f.piece.ref_text, "line": f.line} for f in drawing.too_long],
        "missing": drawing.missing,
    }


def _show(report: LabelReport, job: LabelJob, out: Path) -> None:
    drawing = report.drawing
    stock = drawing.placement.stock
    labels = ngettext("{n} label", "{n} labels", report.labels).format(n=report.labels)
    if stock.is_roll:
        click.echo(
            _("{labels} for the roll {sheet}: {file}").format(labels=labels, sheet=stock.code, file=out)
        )
    else:
        pages = ngettext("{n} sheet", "{n} sheets", report.pages).format(n=report.pages)
        click.echo(
            _("{labels} on {pages} of {sheet}: {file}").format(
                labels=labels, pages=pages, sheet=stock.code, file=out
            )
        )
        start = _next_start(report, job)
        if start > 1:
            click.echo(_("The next free label is no. {n}.").format(n=start))
    if report.joined:
        text = ngettext(
            "{n} more person shares the label of a household.",
            "{n} more people share the label of a household.",
            report.joined,
        )
        click.echo(text.format(n=report.joined))
    _show_left_out(report.left_out)
    _show_list(
        _("Made to fit:"),
        [f"{fitted.piece.name}: {fitted.line}" for fitted in drawing.fitted],
        _("--json gives all of them."),
    )
    _show_list(
        _("Too long, cut at the edge:"),
        [f"{fitted.piece.name}: {fitted.line}" for fitted in drawing.too_long],
        _("--json gives all of them."),
    )
    _show_list(
        _("No font has these characters; a box was printed:"),
        [f"{char} (U+{ord(char[0]):04X}): {', '.join(names[:3])}" for char, names in drawing.missing.items()],
        _("--json gives all of them."),
    )


def _show_left_out(entries: Sequence[LeftOutEntry]) -> None:
    """Names with reasons; of many only how many for each reason, most first."""
    count = len(entries)
    lines = [f"{entry.name}: {entry.text}" for entry in entries]
    if count > _SHOWN:
        reasons = Counter(_(REASONS[entry.reason]) for entry in entries)
        lines = [f"{reason}: {number}" for reason, number in reasons.most_common()]
        lines.append(_("--left-out OUT.csv writes all of them."))
    _show_list(ngettext("{n} was left out:", "{n} were left out:", count).format(n=count), lines, "")


def _show_list(heading: str, lines: list[str], advice: str) -> None:
    if not lines:
        return
    click.echo(heading)
    for line in lines[:_SHOWN]:
        click.echo(f"  {line}")
    if len(lines) > _SHOWN:
        click.echo("  " + _("… and {n} more. {advice}").format(n=len(lines) - _SHOWN, advice=advice))
