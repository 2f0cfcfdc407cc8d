"""Records as hypothesis makes them: every field, and text that breaks careless readers and writers."""

from __future__ import annotations

import datetime as dt
import unicodedata
from dataclasses import replace

from hypothesis import strategies as st

from crm_desktop.domain.contacts.records import (
    EMAIL,
    IMPP,
    KINDS,
    ORGANIZATION,
    PERSON,
    PHONE,
    SOCIAL,
    URL,
    Address,
    Affiliation,
    Attachment,
    ContactPoint,
    CustomValue,
    ExternalId,
    ExtraProperty,
    Fact,
    ImportantDate,
    Membership,
    Note,
    PartialDate,
    PartyRecord,
    Preference,
)

NASTY = (
    "김민준",
    "王小明",
    "👩‍👩‍👧",
    "Åse",
    "दिल्ली",
    "مرحبا",
    ",",
    ";",
    ":",
    "\\",
    "\\n",
    "\\,",
    '"',
    "'",
    "^n",
    "=",
    "+45",
    "-1",
    "@x",
    "|",
    "\t",
    "  ",
    "a",
    "B9",
    ".",
    "; ",
    ", ",
    "_$!<Home>!$_",
    "x" * 80,
)


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


line = st.lists(st.sampled_from(NASTY), min_size=1, max_size=5).map(lambda parts: _nfc("".join(parts)))
"""Text on one line, also with blanks around it."""

word = line.map(str.strip).filter(bool)
lines = st.lists(line | st.just(""), min_size=1, max_size=3).map("\n".join)
body = lines.filter(str.strip)
maybe = st.just("") | line
dates = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))
maybe_date = st.none() | dates
usage = st.sampled_from(
    ["", "home", "work", "cell", "fax", "pager", "other", "billing", "홈페이지", "a;b,c:d", "main"]
)

partial_dates = st.one_of(
    dates.map(lambda day: PartialDate(day.year, day.month, day.day)),
    dates.map(lambda day: PartialDate(None, day.month, day.day)),
    dates.map(lambda day: PartialDate(day.year, day.month)),
    dates.map(lambda day: PartialDate(day.year)),
    st.just(PartialDate(None, 2, 29)),
    st.integers(1, 12).map(lambda month: PartialDate(None, month)),
    st.integers(1, 31).map(lambda day: PartialDate(None, None, day)),
)

_point_fields = {
    "usage": usage,
    "is_preferred": st.booleans(),
    "ext": st.sampled_from(["", "12", "#3"]),
    "status": st.sampled_from(["ok", "bounced", "bad", "old"]),
    "valid_from": maybe_date,
    "valid_to": maybe_date,
}
_services = st.sampled_from(["", "xmpp", "skype", "linkedin", "카카오톡", "a b;c", "x-apple"])
points = st.one_of(
    st.builds(ContactPoint, st.sampled_from([PHONE, EMAIL, URL]), word, **_point_fields),
    st.builds(
        ContactPoint,
        st.sampled_from([IMPP, SOCIAL]),
        word | st.just("https://example.com/a"),
        service=_services,
        **_point_fields,
    ),
)

_country = st.sampled_from(
    [("", ""), ("DK", ""), ("KR", ""), ("BR", ""), ("CI", ""), ("", "Atlantis, the; old")]
)
addresses = st.builds(
    lambda country, position, **fields: Address(
        country=country[0], country_name=country[1], lat_e7=position[0], lon_e7=position[1], **fields
    ),
    _country,
    st.just((None, None))
    | st.tuples(st.integers(-900_000_000, 900_000_000), st.integers(-1_800_000_000, 1_800_000_000)),
    street=lines,
    locality=maybe,
    region=maybe,
    postcode=st.sampled_from(["", "0123", "01230-000"]),
    usage=usage,
    is_preferred=st.booleans(),
    org_line=maybe,
    care_of=maybe,
    unit=maybe,
    po_box=maybe,
    dependent_locality=maybe,
    sorting_code=maybe,
    label=lines,
    quality=st.sampled_from(["ok", "unverified", "bad", "returned"]),
    season_from=st.sampled_from(["", "11-01"]),
    season_to=st.sampled_from(["", "03-31"]),
    valid_from=maybe_date,
    valid_to=maybe_date,
).filter(lambda address: replace(address, is_preferred=False, usage="") != Address())

affiliations = st.builds(
    Affiliation,
    org_name=maybe,
    title=maybe,
    department=maybe,
    role=maybe,
    is_primary=st.booleans(),
    from_on=maybe_date,
    to_on=maybe_date,
    end_reason=maybe,
).filter(lambda role: bool(role.org_name or role.title or role.department or role.role))

important_dates = st.builds(
    ImportantDate,
    st.sampled_from(["birthday", "anniversary", "death", "other"]),
    partial_dates,
    label=maybe,
    calendar=st.sampled_from(["gregorian", "lunar"]),
    leap_rule=st.sampled_from(["feb28", "mar1"]),
)
files = st.one_of(
    st.builds(
        lambda content, **fields: Attachment(content=content, size=len(content), **fields),
        st.sampled_from([b"\xff\xd8\xff\xe0 jpeg", b"\x89PNG\r\n\x1a\n png", b"plain", bytes(range(256))]),
        filename=word,
        mime=st.sampled_from(["image/jpeg", "image/png", "text/plain", "application/octet-stream"]),
        caption=maybe,
        is_photo=st.booleans(),
    ),
    st.just(Attachment("photo", is_photo=True, uri="https://example.com/p.jpg?a=1;b,c")),
)
external_ids = st.lists(word, max_size=2).map(
    lambda values: tuple(ExternalId("vcard" if n == 0 else "google", value) for n, value in enumerate(values))
)
extras = st.one_of(
    st.builds(
        lambda name, value: ExtraProperty("vcard", name, value),
        st.sampled_from(
            ["X-FOO", "X-Bar;TYPE=a,b", 'item1.X-BAZ;P="a:b;c"', "RELATED;TYPE=spouse", "LOGO;ENCODING=b"]
        ),
        maybe,
    ),
    st.builds(lambda name, value: ExtraProperty("csv", name, value), word, maybe),
)


def _lists(item: st.SearchStrategy, most: int = 3) -> st.SearchStrategy:
    return st.lists(item, max_size=most).map(tuple)


parties = st.builds(
    PartyRecord,
    kind=st.sampled_from(KINDS),
    display_name=word,
    prefix=maybe,
    given=maybe,
    additional=maybe,
    family=maybe,
    suffix=maybe,
    nickname=maybe,
    native_name=maybe,
    phonetic_given=maybe,
    phonetic_family=maybe,
    name_order=st.sampled_from(["", "given_first", "family_first"]),
    pronouns=maybe,
    gender=st.sampled_from(["", "male", "female", "other", "agender, really", "male (cis; man)"]),
    occupation=maybe,
    account_no=st.sampled_from(["", "007", "=1+1"]),
    source=maybe,
    source_detail=maybe,
    lang=st.sampled_from(["", "da", "pt-BR"]),
    tz=st.sampled_from(["", "Europe/Copenhagen", "-05:00"]),
    legal_name=maybe,
    website=st.sampled_from(["", "https://example.com/?a=b,c;d"]),
    label_name=maybe,
    is_archived=st.booleans(),
    points=_lists(points, 5),
    addresses=_lists(addresses),
    affiliations=_lists(affiliations),
    memberships=_lists(
        st.builds(
            Membership,
            group_name=word,
            group_kind=st.sampled_from(["group", "household"]),
            role=maybe,
            from_on=maybe_date,
            to_on=maybe_date,
        )
    ),
    dates=_lists(important_dates),
    facts=_lists(
        st.builds(
            Fact,
            st.sampled_from(["hobby", "interest", "pet", "아이"]),
            word,
            label=maybe,
            learned_on=maybe_date,
        )
    ),
    tags=st.lists(word, max_size=3, unique=True).map(tuple),
    preferences=_lists(
        st.builds(
            Preference,
            st.sampled_from(["mail", "email", "phone", "sms"]),
            st.sampled_from(["ok", "opt_in", "opt_out", "never"]),
            reason=maybe,
            asked_on=maybe_date,
            until_on=maybe_date,
        )
    ),
    custom=_lists(st.builds(CustomValue, st.sampled_from(["size", "크기"]), word, label=maybe)),
    notes=_lists(st.builds(Note, body, st.booleans())),
    attachments=_lists(files),
    external_ids=external_ids,
    extras=_lists(extras),
)
people = parties.filter(lambda party: party.kind == PERSON)
companies = parties.filter(lambda party: party.kind == ORGANIZATION)


def points_by_kind(party: PartyRecord) -> PartyRecord:
    """The same record with its points in the order of their kinds, which is all that some formats keep."""
    order = (EMAIL, PHONE, URL, IMPP, SOCIAL)
    return replace(party, points=tuple(sorted(party.points, key=lambda point: order.index(point.kind))))
