"""Reads a stream of vCards, one record at a time."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import BinaryIO, TypeAlias

from crm_desktop.base.i18n import _, ngettext
from crm_desktop.domain.contacts.names import display_name
from crm_desktop.domain.contacts.records import PartyRecord
from crm_desktop.exchange import limits
from crm_desktop.exchange.encodings import TextDecoder, narrow_chunks
from crm_desktop.exchange.formats import RawRecord, RawText, ReadOptions, Reject
from crm_desktop.exchange.lines import LineSource
from crm_desktop.exchange.vcard import addresses, dates, media, names, own_lists, points, roles
from crm_desktop.exchange.vcard.builder import CardBuilder
from crm_desktop.exchange.vcard.cards import CardSplitter, RawCard
from crm_desktop.exchange.vcard.heads import Head, parse_head
from crm_desktop.exchange.vcard.properties import properties_of

PropertyReader: TypeAlias = Callable[[CardBuilder, Head, str], None]

READERS: dict[str, PropertyReader] = {
    **names.READERS,
    **points.READERS,
    **addresses.READERS,
    **roles.READERS,
    **dates.READERS,
    **media.READERS,
    **own_lists.READERS,
}
"""Property name -> what reads it; any other property is kept as it is."""

BINARY = frozenset({*media.READERS, "LOGO", "SOUND", "KEY"})
"""Properties that may hold more than a text."""

_HEADS_REMEMBERED = 5_000
_BLANKS = frozenset(" \t")
_BIDI_CONTROL = re.compile("[\u202a-\u202e\u2066-\u2069]")


def read_cards(stream: BinaryIO, options: ReadOptions) -> Iterator[RawRecord | Reject]:
    """The records of a vCard file; what stands outside of cards, or holds nothing, as Rejects."""
    chunks = narrow_chunks(stream)
    head = next(chunks, b"")
    reader = CardReader(TextDecoder(options.encoding, head), options.language)
    for part in CardSplitter(LineSource(itertools.chain((head,), chunks))):
        yield reader.read(part) if isinstance(part, RawCard) else part


class CardReader:
    """Makes records of the cards of one file; remembers what their property heads mean."""

    def __init__(self, decoder: TextDecoder, language: str = "") -> None:
        self._decoder = decoder
        self._language = language
        self._heads: dict[str, tuple[PropertyReader, Head]] = {}
        self._is_encoding_told = False

    def read(self, raw: RawCard) -> RawRecord | Reject:
        """The record of one card; a Reject when the card holds nothing."""
        self._decoder.has_replaced = False
        lines, left_out = properties_of(raw, self._decoder)
        card = CardBuilder(self._language)
        if not self._read_properties(card, lines):
            card = CardBuilder(self._language)
            self._read_properties(card, self._with_continuations(card, lines))
        roles.settle(card)
        addresses.settle(card)
        party = _named(card, card.record())
        text = RawText(raw.content, self._decoder.fallback or "utf-8", "BEGIN:VCARD\n", "\nEND:VCARD")
        notices = tuple(card.notices)
        if raw.is_unclosed or raw.cut_lines or left_out or self._decoder.fallback:
            notices = (*self._notices(raw, left_out), *notices)
        if card.is_empty:
            reason = " ".join((_("This card holds nothing."), *notices))
            return Reject(raw.position, reason, str(text)[: limits.RAW_SHOWN])
        return RawRecord(raw.position, party, notices, text)

    def _read_properties(self, card: CardBuilder, lines: list[str]) -> bool:
        """Hand each line to its reader; False as soon as one is no property."""
        heads = self._heads
        for line in lines:
            text, colon, value = line.partition(":")
            known = heads.get(text)
            if known is None:
                if not line:
                    continue
                if colon and len(text) > limits.HEAD:
                    card.notices.append(_("A property with too many parameters was left out."))
                    continue
                known = self._look_up(text)
                if known is None:
                    split = self._split_quoted(line)
                    if split is None:
                        return False
                    known, value = split
            read, head = known
            if len(value) > limits.FIELD:
                value = _limited(card, read, head, value)
                if not value:
                    continue
            elif value[:1] in _BLANKS and read is not CardBuilder.keep:
                value = value.lstrip(" \t")
            read(card, head, value)
        return True

    def _with_continuations(self, card: CardBuilder, lines: list[str]) -> list[str]:
        """The same lines, where one that is no property is part of the value before it: a raw line break."""
        parts: list[list[str]] = []
        for line in lines:
            is_property = (self._look_up(line.partition(":")[0]) or self._split_quoted(line)) is not None
            if is_property:
                parts.append([line])
            elif parts and line:
                parts[-1].append(line)
            elif line:
                card.notices.append(
                    _("Text before the first property was left out: {text}").format(text=line[:80])
                )
        return ["\\n".join(part) for part in parts]

    def _look_up(self, text: str) -> tuple[PropertyReader, Head] | None:
        """Reader and head for what stands before the colon; None when that is no head, or half of one."""
        head = None if len(text) > limits.HEAD or text.count('"') % 2 else parse_head(text)
        if head is None:
            return None
        known = (READERS.get(head.name, CardBuilder.keep), head)
        if len(self._heads) >= _HEADS_REMEMBERED:
            self._heads.clear()
        self._heads[text] = known
        return known

    def _split_quoted(self, line: str) -> tuple[tuple[PropertyReader, Head], str] | None:
        """The same for a line with a colon in a quoted parameter, and its value."""
        if '"' not in line:
            return None
        is_inside = False
        for position, character in enumerate(line[: limits.HEAD]):
            if character == '"':
                is_inside = not is_inside
            elif character == ":" and not is_inside:
                known = self._look_up(line[:position])
                return (known, line[position + 1 :]) if known else None
        return None

    def _notices(self, raw: RawCard, left_out: int) -> Iterator[str]:
        if raw.is_unclosed:
            yield _("The end of the card is missing.")
        if raw.cut_lines:
            yield ngettext(
                "A line of more than {size} MB was left out.",
                "{count} lines of more than {size} MB were left out.",
                raw.cut_lines,
            ).format(size=limits.LINE >> 20, count=raw.cut_lines)
        if left_out:
            yield ngettext(
                "One property more than {limit} was left out.",
                "{count} properties more than {limit} were left out.",
                left_out,
            ).format(count=left_out, limit=limits.PROPERTIES)
        if self._decoder.fallback and not self._is_encoding_told:
            self._is_encoding_told = True
            yield _("The text is not UTF-8; it was read as {encoding}.").format(
                encoding=self._decoder.fallback
            )
        if self._decoder.has_replaced:
            yield _("Some characters cannot be read; they are shown as \N{REPLACEMENT CHARACTER}.")


def _named(card: CardBuilder, party: PartyRecord) -> PartyRecord:
    """The record with a name to be shown; the card tells of text that turns its direction."""
    if not party.display_name:
        party = replace(party, display_name=display_name(party))
    if not party.display_name.isascii() and _BIDI_CONTROL.search(party.display_name):
        card.notices.append(_("The name contains invisible characters that turn the reading direction."))
    return party


def _limited(card: CardBuilder, read: PropertyReader, head: Head, value: str) -> str:
    """The value of a very long property: as it is where it may be a file, else cut; "" if it is left out."""
    if head.name in BINARY:
        return value
    if read is CardBuilder.keep:
        card.notices.append(_("{name} is larger than 1 MB and was left out.").format(name=head.name))
        return ""
    card.notices.append(_("{name} is larger than 1 MB and was cut.").format(name=head.name))
    return value[: limits.FIELD]
