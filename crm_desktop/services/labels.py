"""Mailing labels: who gets one, who is left out and why, and the PDF (P3)."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from crm_desktop.base.ids import EntityRef, Id
from crm_desktop.base.progress import CancelToken, Progress, no_progress
from crm_desktop.domain.contacts.households import Member
from crm_desktop.domain.contacts.labels import Addressee, AddresseeOptions, addressee
from crm_desktop.domain.contacts.listing import ListQuery, Selection
from crm_desktop.domain.contacts.records import HOUSEHOLD, PERSON, Affiliation, Membership, PartyRecord
from crm_desktop.domain.text_folding import fold
from crm_desktop.printing.labels import LabelDrawing, LabelOptions, LabelPiece, draw_labels
from crm_desktop.printing.stock import Stock, stock
from crm_desktop.services.contacts import households, queries
from crm_desktop.services.context import AppContext
from crm_desktop.storage import bulk

BATCH = 500

BY_LIST, BY_POSTCODE, BY_COUNTRY = "list", "postcode", "country"
EVERYBODY = Selection(query=ListQuery())

SORTS = (BY_LIST, BY_POSTCODE, BY_COUNTRY)


@dataclass(frozen=True, slots=True)
class LabelJob:
    """What to print.

    Attributes:
        stock_code: such as "avery-l7160".
        selection: the records, in the order of its query.
        sort: "list" keeps that order; "postcode" by country and postcode; "country" by country, then as listed.
        is_household: one label for a household instead of one for each of its members.
        usages: usages of addresses in order of preference; empty for the usual.
        sender_country: ISO code; None is the file's own country.
        include_do_not_mail: write also to those who do not want mail.
        options: start, order on the sheet, calibration, font size.
    """

    stock_code: str
    selection: Selection = EVERYBODY
    sort: str = BY_LIST
    is_household: bool = False
    usages: tuple[str, ...] = ()
    sender_country: str | None = None
    include_do_not_mail: bool = False
    options: LabelOptions = field(default_factory=LabelOptions)


@dataclass(frozen=True, slots=True)
class LeftOutEntry:
    """One record that gets no label.

    Attributes:
        reason: key of `domain.contacts.labels.REASONS`.
        text: the reason in words.
    """

    ref: EntityRef
    name: str
    reason: str
    text: str


@dataclass(slots=True)
class LabelPlan:
    """Who gets a label, in the order of printing, and who does not.

    Attributes:
        joined: people who are on the label of their household.
    """

    stock: Stock
    pieces: list[LabelPiece] = field(default_factory=list)
    left_out: list[LeftOutEntry] = field(default_factory=list)
    joined: int = 0


@dataclass(frozen=True, slots=True)
class LabelReport:
    """What was printed.

    Attributes:
        drawing: labels, pages, lines that were fitted, lines that are too long, characters that no font has.
    """

    drawing: LabelDrawing
    left_out: tuple[LeftOutEntry, ...]
    joined: int

    @property
    def labels(self) -> int:
        """How many labels."""
        return self.drawing.labels

    @property
    def pages(self) -> int:
        """How many sheets, or labels of a roll."""
        return self.drawing.pages


def plan(
    context: AppContext, job: LabelJob, progress: Progress = no_progress, cancel: CancelToken | None = None
) -> LabelPlan:
    """Chooses addressees and writes their blocks; nothing is printed.

    Raises:
        UserError: there is no such stock.
        ValidationError: the filter of the selection makes no sense.
        CancelledError: it was cancelled.
    """
    result = LabelPlan(stock(job.stock_code))
    sender = context.region if job.sender_country is None else job.sender_country
    options = AddresseeOptions(sender, job.usages, include_do_not_mail=job.include_do_not_mail)
    ids = queries.selected_ids(context, job.selection)
    chosen: list[Addressee] = []
    homes: set[Id] = set()
    done = 0
    for chunk in bulk.chunks(ids, BATCH):
        if cancel is not None:
            cancel.check()
        batch = _Batch(context, chunk, job.is_household)
        for record, members in batch.addressed(homes):
            found = addressee(
                record, options, context.clock.today(), members=members, company=batch.company(record)
            )
            if isinstance(found, Addressee):
                chosen.append(found)
                result.pieces.append(LabelPiece(str(record.ref), found.lines, found.country, found.name))
            else:
                result.left_out.append(
                    LeftOutEntry(record.ref, record.display_name, found.reason, found.text)
                )
        result.joined += batch.joined
        done += len(chunk)
        progress(done, len(ids))
    result.pieces = _sorted(result.pieces, chosen, job.sort)
    return result


def print_pdf(
    context: AppContext,
    job: LabelJob,
    out: Path | BinaryIO,
    progress: Progress = no_progress,
    cancel: CancelToken | None = None,
) -> LabelReport:
    """Writes the labels of `job` as a PDF; the file is put in place only when it is complete.

    Raises:
        UserError: there is no such stock.
        ValidationError: the start is not on the sheet, or there is nobody to print for.
        EnvironmentProblem: the file cannot be written.
        CancelledError: it was cancelled; nothing is left behind.
    """
    planned = plan(context, job, cancel=cancel)
    return print_plan(planned, job.options, out, progress, cancel)


def print_plan(
    planned: LabelPlan,
    options: LabelOptions,
    out: Path | BinaryIO,
    progress: Progress = no_progress,
    cancel: CancelToken | None = None,
) -> LabelReport:
    """As `print_pdf`, for a plan that was made before (a preview)."""
    drawing = draw_labels(planned.pieces, planned.stock, out, options, progress=progress, cancel=cancel)
    return LabelReport(drawing, tuple(planned.left_out), planned.joined)


class _Batch:
    """Some records with the households and companies that they need."""

    def __init__(self, context: AppContext, ids: Sequence[Id], is_household: bool) -> None:
        self._context = context
        self._is_household = is_household
        self._records = queries.load_all(context, ids)
        self.joined = 0
        wanted = {
            role.org_id
            for record in self._records
            if record.kind == PERSON and not record.addresses
            for role in record.affiliations
            if role.org_id
        }
        self._companies = {r.ref.id: r for r in queries.load_all(context, sorted(wanted)) if not r.is_deleted}

    def company(self, record: PartyRecord) -> PartyRecord | None:
        """Where a person without an address of their own works now."""
        if record.addresses:
            return None
        roles = sorted(record.affiliations, key=lambda role: not role.is_primary)
        return next(
            (self._companies[r.org_id] for r in roles if self._holds(r) and r.org_id in self._companies),
            None,
        )

    def addressed(self, homes: set[Id]) -> Iterator[tuple[PartyRecord, tuple[Member, ...]]]:
        """Who is written to, with the members of households; each household once in the whole job."""
        for record in self._records:
            home = self._household_of(record)
            if home is None:
                yield record, ()
            elif home in homes:
                self.joined += 1
            else:
                homes.add(home)
                yield self._as_household(record, home)

    def _household_of(self, record: PartyRecord) -> Id | None:
        if record.kind == HOUSEHOLD:
            return record.ref.id
        if not self._is_household:
            return None
        return next(
            (m.group_id for m in record.memberships if m.group_kind == HOUSEHOLD and self._holds(m)), None
        )

    def _holds(self, tie: Affiliation | Membership) -> bool:
        """Whether a role or a place in a household has begun and not ended yet."""
        today = self._context.clock.today()
        has_begun = tie.from_on is None or tie.from_on <= today
        return has_begun and (tie.to_on is None or tie.to_on >= today)

    def _as_household(self, record: PartyRecord, home: Id) -> tuple[PartyRecord, tuple[Member, ...]]:
        """The household; without an address of its own, at that of the member who was met first."""
        household = record if record.kind == HOUSEHOLD else queries.load(self._context, home)
        today = self._context.clock.today()
        members = tuple(m for m in households.members(self._context, household.ref) if m.holds(today))
        if not household.addresses:
            at = record.addresses or next((m.person.addresses for m in members if m.person.addresses), ())
            household = dataclasses.replace(household, addresses=at)
        return household, members


def _sorted(pieces: list[LabelPiece], chosen: Sequence[Addressee], sort: str) -> list[LabelPiece]:
    if sort == BY_LIST:
        return pieces

    def key(pair: tuple[LabelPiece, Addressee]) -> tuple[str, ...]:
        place = pair[1].address
        return (
            (pair[1].country,)
            if sort == BY_COUNTRY
            else (pair[1].country, fold(place.postcode), fold(place.street))
        )

    return [piece for piece, _found in sorted(zip(pieces, chosen, strict=True), key=key)]
