"""Files on their way in: the records of all of them, cleaned and checked, in batches; what fails is noted."""

from __future__ import annotations

import dataclasses
import locale
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crm_desktop.base.errors import UserError
from crm_desktop.base.i18n import _, language
from crm_desktop.base.progress import Progress
from crm_desktop.domain.contacts import rules
from crm_desktop.domain.contacts.matching import as_incoming
from crm_desktop.domain.contacts.names import display_name
from crm_desktop.domain.contacts.records import PartyRecord
from crm_desktop.exchange.formats import RawRecord, ReadOptions, Reject
from crm_desktop.exchange.registry import format_of, recognise
from crm_desktop.exchange.sections import RawItem, Sectioned
from crm_desktop.services.context import AppContext
from crm_desktop.services.import_report import ImportOptions, ImportReport

BATCH = 200
"""Records in one transaction: about 50 ms of write lock."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be read: in which format, and how.

    Attributes:
        path, size: the file and its bytes.
        format: from `exchange.registry`.
        options: what its format is read with.
    """

    path: Path
    format: Any
    size: int
    options: ReadOptions

    @classmethod
    def of(cls, path: Path, options: ImportOptions) -> Source:
        """Look at a file. Raises UserError when it is not there or of no known format."""
        if not path.is_file():
            raise UserError(
                _("There is no file “{name}”.").format(name=path), _("Nothing was imported. Check the name.")
            )
        found = format_of(options.format) if options.format else recognise(path)
        read = ReadOptions(options.encoding or _code_page(), options.mapping, language())
        return cls(path, found, path.stat().st_size, read)


def _code_page() -> str | None:
    """The old encoding of this system's text files, where it has one beside UTF-8 (Windows)."""
    name = locale.getencoding()
    return None if name.lower().replace("-", "") == "utf8" else name


class Reader:
    """Streams the records of all files in batches, noting rejects and notices on the way."""

    def __init__(
        self, sources: Sequence[Source], context: AppContext, report: ImportReport, progress: Progress
    ) -> None:
        self._sources = sources
        self._region = context.region
        self._report = report
        self._progress = progress
        self._total = sum(s.size * (2 if isinstance(s.format, Sectioned) else 1) for s in sources)
        self._done = 0

    def batches(self) -> Iterator[list[PartyRecord]]:
        """Cleaned and checked records, at most BATCH at a time."""
        batch: list[PartyRecord] = []
        for one in self._records():
            batch.append(one)
            if len(batch) == BATCH:
                yield batch
                batch = []
        if batch:
            yield batch

    def _records(self) -> Iterator[PartyRecord]:
        for source in self._sources:
            with source.path.open("rb") as stream:
                for number, found in enumerate(source.format.read(stream, source.options)):
                    if number % BATCH == 0:
                        self._tell(source, stream.tell())
                    record = self._checked(found)
                    if record is not None:
                        yield record
            self._tell_done(source)

    def section_batches(self) -> Iterator[list[RawItem]]:
        """What complete copies hold besides records, at most BATCH at a time."""
        for source in self._sources:
            if isinstance(source.format, Sectioned):
                batch: list[RawItem] = []
                with source.path.open("rb") as stream:
                    for found in source.format.read_sections(stream, source.options):
                        if isinstance(found, Reject):
                            self.reject(found)
                            continue
                        self._note(found.position, found.notices)
                        batch.append(found)
                        if len(batch) == BATCH:
                            self._tell(source, stream.tell())
                            yield batch
                            batch = []
                if batch:
                    yield batch
                self._tell_done(source)

    def reject(self, reject: Reject) -> None:
        """Notes what cannot be taken in."""
        self._report.read += 1
        self._report.rejected.append(reject)

    def _tell(self, source: Source, position: int) -> None:
        self._progress(self._done + min(position, source.size), self._total, source.path.name)

    def _tell_done(self, source: Source) -> None:
        self._done += source.size
        self._progress(self._done, self._total, source.path.name)

    def _note(self, position: int, notices: Sequence[str]) -> None:
        self._report.notices += [
            _("Line {line}: {notice}").format(line=position, notice=notice) for notice in notices
        ]

    def _checked(self, found: RawRecord | Reject) -> PartyRecord | None:
        self._report.read += 1
        if isinstance(found, Reject):
            self._report.rejected.append(found)
            return None
        record = _with_occupation(rules.clean_party(as_incoming(found.party)))
        if not record.display_name:
            record = dataclasses.replace(record, display_name=display_name(record))
        reasons = rules.reject_reasons(record)
        if reasons:
            self._report.rejected.append(Reject(found.position, " ".join(reasons), str(found.raw)))
            return None
        self._note(found.position, found.notices)
        return record


def _with_occupation(record: PartyRecord) -> PartyRecord:
    """The record with what it does in no named company as its occupation; a role makes its company by name."""
    homeless = [role for role in record.affiliations if not (role.org_name.strip() or role.org_id)]
    if not homeless:
        return record
    texts = [text for role in homeless for text in (role.title, role.department, role.role) if text]
    return dataclasses.replace(
        record,
        occupation=", ".join(dict.fromkeys(filter(None, (record.occupation, *texts)))),
        affiliations=tuple(role for role in record.affiliations if role not in homeless),
    )
