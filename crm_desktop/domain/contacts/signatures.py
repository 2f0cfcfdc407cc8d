"""Takes an e-mail signature apart: who, what in which company, how to reach them, where.

A guess for a form that shows what it made of the text; nothing that was pasted is lost, for what fits nowhere
comes back as a note. The words are in `signature_words`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from crm_desktop.domain.contacts import signature_words as words
from crm_desktop.domain.contacts.names import FAMILY_FIRST, is_east_asian, split_name
from crm_desktop.domain.contacts.records import (
    EMAIL,
    PHONE,
    SOCIAL,
    URL,
    Address,
    Affiliation,
    ContactPoint,
    Note,
    PartyRecord,
)
from crm_desktop.domain.contacts.typed_addresses import read_address
from crm_desktop.domain.countries import country_code
from crm_desktop.domain.phone import normalize
from crm_desktop.domain.text_folding import digits, fold

_EMAIL = re.compile(r"(?:mailto:)?(?P<it>[\w.+%-]+@[\w-]+(?:\.[\w-]+)+)", re.IGNORECASE)
_URL = re.compile(
    r"(?P<it>https?://[^\s|<>,]+|(?<![\w@.])(?:www\.)[\w-]+(?:\.[\w-]+)+(?:/[^\s|<>,]*)?|"
    r"(?<![\w@.])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|dk|de|pt|br|kr|cn|io|eu|uk|jp|se|no|tw|hk|info|biz)(?:\.[a-z]{2})?"
    r"(?:/[^\s|<>,]*)?(?![\w@]))",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?:\+|00)?\(?\d[\d\s().\-–/]{4,}\d(?:\s*(?:ext\.?|x|lok\.?|ramal|내선|转)\s*\d{1,6})?", re.IGNORECASE
)
_SEPARATOR = re.compile(r"\s*[|•·│¦‖●▪]\s*|\t+|\s{3,}")
_DASH = re.compile(r"\s+[–—-]\s+")
_SHORT_COUNTRIES = frozenset({"USA", "UK", "PRC", "ROC", "UAE"})
_SOCIAL = ("linkedin.com", "twitter.com", "x.com", "facebook.com", "instagram.com", "xing.com")
_SHORTEST_NUMBER, _LONGEST_NUMBER = 7, 15
_LONGEST_NAME, _MOST_NAME_WORDS = 48, 6
_POSTCODE_LINE = re.compile(
    r"(?:^|\s|,)(?:[A-Z]{1,2}-)?\d{4,5}(?:-\d{3,4})?\s+[^\W\d]|\b[A-Z]{2}\s+\d{5}(?:-\d{4})?\b|"
    r"\b[A-Z]{1,2}\d[A-Z\d]?\s+\d[A-Z]{2}\b|\b\d{5}-\d{3}\b|[(\[〒우]\s*\d{5,6}\b|\b\d{5,6}\s*$|邮编|郵編|우편번호"
)
_TITLE_AT = re.compile(r"\s+(?:at|@|hos|bei|na|no|da|em)\s+(?=[A-ZÀ-Þ])")


@dataclass(slots=True)
class _Found:
    """What the lines gave so far."""

    names: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    departments: list[str] = field(default_factory=list)
    companies: list[str] = field(default_factory=list)
    points: list[ContactPoint] = field(default_factory=list)
    address: list[str] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)


def looks_like_signature(text: str) -> bool:
    """Whether a pasted text is more than a name: several lines, or an e-mail address or number beside words."""
    lines = [line for line in text.splitlines() if line.strip()]
    return len(lines) > 1 or bool(_EMAIL.search(text)) or len(digits(text)) >= _SHORTEST_NUMBER


def read_signature(text: str, region: str = "", lang: str = "") -> PartyRecord:
    """A contact as a signature tells it; not saved, without ids.

    Args:
        text: as it was pasted.
        region: ISO code of the country whose phone numbers are written without a country code.
        lang: language of the user, for the order of names.
    """
    found = _Found()
    for line in _lines(text):
        _read_line(line, found, region)
    _settle(found)
    return _record(found, region, lang)


def _lines(text: str) -> list[str]:
    lines = []
    for raw in text.replace("\u200b", "").splitlines():
        line = raw.strip().strip(">").strip()
        line = re.sub(r"^\*+|\*+$", "", line).strip()
        if line and not words.CLOSINGS.fullmatch(line) and not words.NOISE.fullmatch(line):
            lines.append(line)
    return lines


def _read_line(line: str, found: _Found, region: str) -> None:
    if words.NUMBERS_OF_OFFICES.search(line):
        found.rest.append(line)
        return
    line = _take_points(line, found, region)
    for part in _SEPARATOR.split(line):
        is_place = re.search(r"\d", part) is not None or words.STREET.search(part) is not None
        for piece in [part] if is_place else _DASH.split(part):  # a dash parts an address, too
            piece = words.OTHER_LABELS.sub("", piece).replace("()", "").strip(" ,;:：/|-–[]<>")
            if piece and re.search(r"\w", piece):
                _place(piece, found)


def _take_points(line: str, found: _Found, region: str) -> str:
    """Takes e-mail addresses, links and numbers out of a line."""

    def email(match: re.Match[str]) -> str:
        _add(found, ContactPoint(EMAIL, match["it"].strip(".")))
        return " | "

    def url(match: re.Match[str]) -> str:
        value = match["it"].rstrip(".,;)")
        site = next((name for name in _SOCIAL if name in value.lower()), "")
        service = site.partition(".")[0]
        _add(found, ContactPoint(SOCIAL, value, service=service) if site else ContactPoint(URL, value))
        return " | "

    line = _URL.sub(url, _EMAIL.sub(email, line))
    return _take_numbers(line, found, region)


def _take_numbers(line: str, found: _Found, region: str) -> str:
    left, at = "", 0
    for match in _NUMBER.finditer(line):
        before = left + line[at : match.start()]
        label = words.LABELS.search(before)
        if not _is_number(match[0], line, match, labelled=label is not None, region=region):
            continue
        usage = _usage(label["label"]) if label else ""
        _add(found, ContactPoint(PHONE, match[0].strip(" -–/."), usage))
        left = (before[: label.start()] if label else before) + " | "
        at = match.end()
    return left + line[at:]


def _is_number(text: str, line: str, match: re.Match[str], *, labelled: bool, region: str) -> bool:
    count = len(digits(text))
    if not _SHORTEST_NUMBER <= count <= _LONGEST_NUMBER + 6:
        return False
    if labelled or text.lstrip("(").startswith("+"):
        return True
    if re.fullmatch(r"\s*\d{5}-\d{3}\s*|\s*\d{4}-\d{3}\s*", text) or words.STREET.search(line):
        return False  # a postcode of Brazil or Portugal; a house number with a postcode
    around = (line[: match.start()] + line[match.end() :]).strip(" |,;:-")
    return not around and bool(normalize(text, region).e164 or count >= _SHORTEST_NUMBER)


def _usage(label: str) -> str:
    word = label.lower().rstrip(".")
    return next(
        (
            usage
            for usage, names in words.PHONE_LABELS.items()
            if word in {n.rstrip(".") for n in names.split(", ")}
        ),
        "",
    )


def _add(found: _Found, point: ContactPoint) -> None:
    if all(fold(other.value) != fold(point.value) for other in found.points):
        found.points.append(point)


# --- which line is what


def _place(piece: str, found: _Found) -> None:
    if _is_address(piece, found):
        found.address.append(piece)
    elif words.TITLE.fullmatch(piece):
        found.titles.append(piece)
    elif words.COMPANY.search(piece):
        if not _is_person_of(piece, found):
            _place_company(piece, found)
    elif not found.names and (name := _named(piece, found)):
        found.names.append(name)
    elif words.TITLE.search(piece):
        _place_title(piece, found)
    elif words.DEPARTMENT.search(piece):
        found.departments.append(piece)
    else:
        found.rest.append(piece)


def _is_address(piece: str, found: _Found) -> bool:
    if found.names and country_code(piece) and (len(piece) > 3 or piece in _SHORT_COUNTRIES):
        return True
    if re.search(r"\d", piece):
        has_street = words.STREET.search(piece) is not None
        if has_street or _POSTCODE_LINE.search(piece):
            return True
        return bool(re.fullmatch(r"[^\d,]{4,}\s\d{1,4}\s?[a-zA-Z]?(?:,.*)?", piece)) and bool(found.names)
    is_asian = (
        re.search(r"(?:省|市|区|區|县|路|街|道)", piece)
        and len(piece) > 5
        and not words.COMPANY.search(piece)
    )
    is_korean = re.match(r"[가-힣]+(?:특별시|광역시|도)\s", piece) is not None
    return bool(is_asian or is_korean)


def _is_person_of(piece: str, found: _Found) -> bool:
    """A line such as "Sales Director, Acme Ltd" tells a title as well."""
    if not words.TITLE.search(piece):
        return False
    parts = _split_role(piece)
    if len(parts) < 2:
        return False
    for part in parts:
        if words.COMPANY.search(part) and not (words.TITLE.search(part) and not found.names):
            _place_company(part, found)
        elif not found.names and not words.TITLE.search(part) and (name := _named(part, found)):
            found.names.append(name)
        elif words.DEPARTMENT.search(part) and not words.TITLE.search(part):
            found.departments.append(part)
        else:
            found.titles.append(part)
    return True


def _split_role(piece: str) -> list[str]:
    parts = [part.strip() for part in _TITLE_AT.split(piece, 1)]
    if len(parts) == 1:
        parts = [part.strip() for part in re.split(r"\s*[,/，、]\s+|\s*，\s*", piece)]
    if len(parts) == 1 and re.search("[가-힣\u4e00-\u9fff]", piece):
        parts = piece.split()
    return [part for part in parts if part]


def _place_company(piece: str, found: _Found) -> None:
    """A company; in East Asia its department, the name and the title may stand on the same line."""
    if re.search("[가-힣\u4e00-\u9fff]", piece) and " " in piece and not piece.isascii():
        rest: list[str] = []
        for part in piece.split():
            if words.COMPANY.search(part) or (rest and not found.companies and len(part) > 4):
                found.companies.append(part)
            elif words.DEPARTMENT.search(part):
                found.departments.append(part)
            elif words.TITLE.search(part):
                found.titles.append(part)
            elif not found.companies or not _named(part, found) or found.names:
                rest.append(part)
            else:
                found.names.append(part)
        if rest and found.companies:
            found.companies[-1] = " ".join([*rest, found.companies[-1]])
        return
    found.companies.append(piece)


def _place_title(piece: str, found: _Found) -> None:
    parts = _split_role(piece)
    if len(parts) == 1:
        found.titles.append(piece)
        return
    is_title_first = bool(words.TITLE.search(parts[0]))
    for at, part in enumerate(parts):
        if words.COMPANY.search(part):
            found.companies.append(part)
        elif words.DEPARTMENT.search(part) and not words.TITLE.search(part):
            found.departments.append(part)
        elif words.TITLE.search(part) or at == 0:
            found.titles.append(part)
        elif is_title_first and _TITLE_AT.search(piece):
            found.companies.append(part)
        else:
            found.departments.append(part)


def _named(piece: str, found: _Found) -> str:
    """The name in a line that may hold a title behind it; "" when it is no name."""
    text = piece
    for ending in (*words.KOREAN_ENDINGS, *words.CHINESE_HONORIFICS):
        if text.endswith(ending) and len(text) > len(ending) + 1 and is_east_asian(text[:2]):
            text = text.removesuffix(ending).strip()
    asian = re.match(
        r"([가-힣]{2,5}|[\u4e00-\u9fff]{2,4})(?:\s*[(（/]?\s*([A-Za-z][\w .-]+)[)）]?)?(?:\s+(.+))?$", text
    )
    if asian:
        if asian[3] and not (words.TITLE.search(asian[3]) or words.DEPARTMENT.search(asian[3])):
            return text if is_east_asian(text) and len(text) <= 6 else ""
        if words.TITLE.fullmatch(asian[1]) or words.DEPARTMENT.search(asian[1]):
            return ""
        if asian[3]:
            _place_title(asian[3], found)
        return asian[1]
    head, comma, tail = text.partition(",")
    if comma and words.TITLE.search(tail) and not words.TITLE.search(head):
        for part in tail.split(","):
            (found.companies if words.COMPANY.search(part) else found.titles).append(part.strip())
        text = head
    return text if _is_western_name(text) else ""


def _is_western_name(text: str) -> bool:
    parts = text.split()
    if not 1 <= len(parts) <= _MOST_NAME_WORDS or len(text) > _LONGEST_NAME or re.search(r"[\d@:/]", text):
        return False
    if words.TITLE.search(text) and len(parts) < 3:
        return False
    big = [word for word in parts if word[:1].isupper()]
    return len(big) >= max(1, len(parts) - 2) and not country_code(text)


def _settle(found: _Found) -> None:
    """Lines that nothing told: below the name stands the title, then the company; what is left is kept."""
    rest, kept = found.rest, []
    for line in rest:
        is_office = words.NUMBERS_OF_OFFICES.search(line) is not None
        if is_office or (found.address and country_code(line)):
            kept.append(line)
        elif not found.names and _is_western_name(line):
            found.names.append(line)
        elif not found.companies and (found.titles or _is_of_domain(line, found) or len(rest) == 1):
            found.companies.append(line)
        elif not found.titles and not found.companies and len(line) <= _LONGEST_NAME:
            found.titles.append(line)
        else:
            kept.append(line)
    found.rest = kept


def _is_of_domain(line: str, found: _Found) -> bool:
    """Whether the name of a company is that of its e-mail or web address."""
    hosts = " ".join(
        fold(point.value.rpartition("@")[2]) for point in found.points if point.kind in (EMAIL, URL)
    )
    return any(len(word) > 3 and fold(word) in hosts for word in re.findall(r"\w+", line))


def _is_family_first(name: str, country: str) -> bool:
    """Whether a name in Latin letters is written as in Korea and China: "Kim Minseo"."""
    parts = name.split()
    is_there = country in ("KR", "CN", "TW", "HK", "SG")
    return is_there and len(parts) == 2 and fold(parts[0]) in words.FAMILY_NAMES


def _record(found: _Found, region: str, lang: str) -> PartyRecord:
    address = read_address(found.address, region)
    role = Affiliation(
        " ".join(found.companies[:1]), ", ".join(found.titles), ", ".join(found.departments), is_primary=True
    )
    extra = [*found.companies[1:], *found.rest]
    occupation = "" if role.org_name else ", ".join(filter(None, (role.title, role.department)))
    name = found.names[0] if found.names else ""
    is_family_first = _is_family_first(name, address.country or region)
    parts = split_name(name, "hu" if is_family_first else lang)  # Hungarian names stand in that order, too
    return PartyRecord(
        name_order=FAMILY_FIRST if is_family_first else "",
        prefix=parts.prefix,
        given=parts.given,
        additional=parts.additional,
        family=parts.family,
        suffix=parts.suffix,
        occupation=occupation,
        points=tuple(found.points),
        addresses=(address,) if address != Address() else (),
        affiliations=(role,) if role.org_name else (),
        notes=(Note("\n".join(extra)),) if extra else (),
    )
