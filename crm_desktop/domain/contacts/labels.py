"""Who gets a letter, at which address, under which name; who is left out, and why (P3, n4, n5, n9, n10)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from crm_desktop.base.i18n import N_, _
from crm_desktop.domain.contacts.address import block, is_asian, is_deliverable
from crm_desktop.domain.contacts.households import BY_HAND, Member, joint_lines
from crm_desktop.domain.contacts.names import display_name, label_name
from crm_desktop.domain.contacts.records import (
    HOUSEHOLD,
    ORGANIZATION,
    PERSON,
    Address,
    PartyRecord,
    Preference,
)
from crm_desktop.domain.text_folding import fold

TRASH, ARCHIVED, DECEASED, DO_NOT_MAIL = "trash", "archived", "deceased", "do_not_mail"
NO_ADDRESS, BAD_ADDRESS, INCOMPLETE, NO_NAME = "no_address", "bad_address", "incomplete", "no_name"

REASONS = {
    TRASH: N_("In the trash"),
    ARCHIVED: N_("Archived"),
    DECEASED: N_("Deceased"),
    DO_NOT_MAIL: N_("Does not want mail"),
    NO_ADDRESS: N_("No postal address"),
    BAD_ADDRESS: N_("Mail to the address came back"),
    INCOMPLETE: N_("The address lacks street or town"),
    NO_NAME: N_("No name to write to"),
}

_PERSON_USAGES = ("home", "", "other", "work", "shipping", "billing")
_COMPANY_USAGES = ("work", "", "other", "shipping", "billing", "home")
_UNDELIVERED = {"bad", "returned"}
_UNWANTED = {"opt_out", "never"}


@dataclass(frozen=True, slots=True)
class AddresseeOptions:
    """How addressees are chosen and written.

    Attributes:
        sender_country: ISO code; the country line is printed for other countries only.
        usages: usages of addresses in order of preference; empty for home first (companies: work first).
        with_prefix: titles before names.
        with_company: the company line on a work address.
        include_do_not_mail: write also to those who do not want mail (a bill, a recall).
        country_language: language of the country line; "" for English.
    """

    sender_country: str = ""
    usages: tuple[str, ...] = ()
    with_prefix: bool = True
    with_company: bool = True
    include_do_not_mail: bool = False
    country_language: str = ""


@dataclass(frozen=True, slots=True)
class Addressee:
    """One piece of mail: the lines to print, and what sorting and reports need.

    Attributes:
        lines: the whole block, names first or last as the country has it.
        name: what reports call the addressee.
        country: ISO code of the country it goes to; the sender's when the address names none.
        address: the one chosen.
    """

    lines: tuple[str, ...]
    name: str
    country: str
    address: Address


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Why somebody gets nothing: `reason` is a key of `REASONS`, `detail` what was noted about it."""

    reason: str
    detail: str = ""

    @property
    def text(self) -> str:
        """The reason as a translated phrase."""
        words = _(REASONS[self.reason])
        return f"{words} ({self.detail})" if self.detail else words


def addressee(
    record: PartyRecord,
    options: AddresseeOptions,
    today: dt.date,
    *,
    members: Sequence[Member] = (),
    company: PartyRecord | None = None,
) -> Addressee | LeftOut:
    """Decides whether and how to write to a record.

    Args:
        record: with its addresses, preferences, dates and roles.
        options: see `AddresseeOptions`.
        today: the day on which addresses, seasons and preferences must hold.
        members: of a household, in the order in which they are named; who may not be written to is not.
        company: where a person without an address of their own works; its address is used.
    """
    refusal = _refusal(record, options, today)
    if refusal:
        return refusal
    found = choose_address(record.addresses, record.kind, options.usages, today)
    at_company = found == LeftOut(NO_ADDRESS) and record.kind == PERSON and company is not None
    if at_company and company is not None:
        found = choose_address(company.addresses, ORGANIZATION, options.usages, today)
    if isinstance(found, LeftOut):
        return found
    native = is_asian(found)
    is_by_hand = record.name_rule == BY_HAND and bool(record.label_name.strip())
    if record.kind == HOUSEHOLD and members and not is_by_hand:
        refusals = [_refusal(member.person, options, today) for member in members]
        named = [member for member, refused in zip(members, refusals, strict=True) if refused is None]
        if not named and refusals[0]:
            return refusals[0]
        names = joint_lines(named, record.name_rule, with_prefix=options.with_prefix)
    else:
        names = _own_names(record, options, native=native)
    org = _company_line(record, found, today, at_company=at_company) if options.with_company else ""
    if not names and not org:
        return LeftOut(NO_NAME)
    lines = block(
        found, names=names, org=org, sender_country=options.sender_country, lang=options.country_language
    )
    return Addressee(lines, display_name(record), found.country or options.sender_country, found)


def _refusal(record: PartyRecord, options: AddresseeOptions, today: dt.date) -> LeftOut | None:
    if record.is_deleted:
        return LeftOut(TRASH)
    if record.is_archived:
        return LeftOut(ARCHIVED)
    if any(date.kind == "death" for date in record.dates):
        return LeftOut(DECEASED)
    unwanted = mail_refusal(record.preferences, today)
    if unwanted and not options.include_do_not_mail:
        return LeftOut(DO_NOT_MAIL, unwanted.reason)
    return None


def mail_refusal(preferences: Sequence[Preference], today: dt.date) -> Preference | None:
    """The preference that forbids letters on that day, if there is one. Any refusal outweighs a consent."""
    return next(
        (
            preference
            for preference in preferences
            if preference.channel in ("mail", "all")
            and preference.status in _UNWANTED
            and (preference.until_on is None or preference.until_on >= today)
        ),
        None,
    )


def choose_address(
    addresses: Sequence[Address], kind: str, usages: Sequence[str], today: dt.date
) -> Address | LeftOut:
    """The address to use on a day: one whose season it is, else the preferred one, else by usage.

    Args:
        addresses: in the order of the record.
        kind: of the record; a company is written to at work first, everybody else at home.
        usages: wanted order of usages; empty for the usual one.
        today: addresses that do not hold on this day do not count.
    """
    current = [a for a in addresses if _holds(a, today)]
    if not current:
        return LeftOut(NO_ADDRESS)
    standing = [a for a in current if a.quality not in _UNDELIVERED]
    if not standing:
        return LeftOut(BAD_ADDRESS)
    deliverable = [a for a in standing if is_deliverable(a)]
    if not deliverable:
        return LeftOut(INCOMPLETE)
    order = tuple(usages) or (_COMPANY_USAGES if kind == ORGANIZATION else _PERSON_USAGES)

    def rank(address: Address) -> tuple[bool, int, bool, int]:
        usage = fold(address.usage)
        place = order.index(usage) if usage in order else len(order)
        wanted = place if usages else 0  # what the user asked for outweighs the record's own preference
        return (not address.season_from, wanted, not address.is_preferred, place)

    return min(deliverable, key=rank)


def _holds(address: Address, today: dt.date) -> bool:
    if address.valid_from and address.valid_from > today:
        return False
    if address.valid_to and address.valid_to < today:
        return False
    begins, ends, day = address.season_from, address.season_to, f"{today:%m-%d}"
    if not begins or not ends:
        return True
    return begins <= day <= ends if begins <= ends else day >= begins or day <= ends


def _own_names(record: PartyRecord, options: AddresseeOptions, *, native: bool) -> tuple[str, ...]:
    """The name line; none when the record is only called by its phone number or e-mail."""
    name = label_name(record, with_prefix=options.with_prefix, native=native)
    if not name or name in {point.value for point in record.points}:
        return ()
    return (name,)


def _company_line(record: PartyRecord, address: Address, today: dt.date, *, at_company: bool) -> str:
    if record.kind != PERSON:
        return address.org_line
    if not at_company and fold(address.usage) != "work":
        return address.org_line
    current = [a for a in record.affiliations if a.org_name and (a.to_on is None or a.to_on >= today)]
    best = next((a for a in current if a.is_primary), current[0] if current else None)
    return address.org_line or (best.org_name if best else "")
