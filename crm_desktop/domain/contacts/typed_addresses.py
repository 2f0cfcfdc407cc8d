"""A postal address typed as lines, taken into its parts as far as its form tells them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crm_desktop.domain.contacts.records import Address
from crm_desktop.domain.countries import country_code

_HANGUL, _HAN = re.compile("[가-힣]"), re.compile("[\u4e00-\u9fff]")
_BEFORE = re.compile(
    r"(?:(?P<country>[A-Z]{1,2})-)?(?P<code>\d{4}-\d{3}|\d{5}-\d{3}|\d{4,6})\s+(?P<town>[^\W\d].*)"
)
_STATE = re.compile(r"(?P<town>[^\d,]+?)\s*[,\s]\s*(?P<state>[A-Z]{2})\s+(?P<code>\d{5}(?:-\d{4})?)")
_BRAZIL = re.compile(
    r"(?P<town>[^\d,]+?)\s*[-–/,]\s*(?P<state>[A-Z]{2})(?:\s*[,-]?\s*(?:CEP:?\s*)?(?P<code>\d{5}-?\d{3}))?"
)
_BRITAIN = re.compile(r"(?P<town>[^\d,]+?)?[,\s]*(?P<code>[A-Z]{1,2}\d[A-Z\d]?\s+\d[A-Z]{2})")
_BEHIND = re.compile(r"(?P<town>[^\W\d][^\d,]*?)\s+(?P<code>\d{5,6})")
_FORMS = ((_BEFORE, ""), (_STATE, "US"), (_BRITAIN, "GB"), (_BRAZIL, "BR"), (_BEHIND, ""))
"""Ways to write town and postcode, each with the country that alone writes so."""

_ASIAN_CODE = re.compile(
    r"[(\[（]?(?:우편번호|우\)?|邮编|郵編|〒)?\s*[:：]?\s*(?P<code>\d{5,6}|\d{3}-\d{3,4})[)\]）]?(?!\d)(?!\s*[号號楼樓층호번])"
)
_KOREA = re.compile(
    r"(?P<region>\S+(?:특별시|광역시|특별자치시|특별자치도|도)|서울시?|부산시?|대구시?|인천시?|광주시?|대전시?|울산시?)\s+(?P<town>(?:\S+[시군구]\s+){1,2})?"
)
_TAIWAN = re.compile("台灣|臺灣|台湾|[台臺][北中南]市|新北市|桃園市|高雄市")
_CHINA = re.compile(
    "(?:中国|中國)?(?P<region>[\u4e00-\u9fff]{2,7}?(?:省|自治区))?(?P<town>[\u4e00-\u9fff]{2,6}?市)?(?P<district>[\u4e00-\u9fff]{1,5}?[区區县縣])?"
)


def read_address(lines: Sequence[str], region: str = "") -> Address:
    """The parts of an address.

    Args:
        lines: as they were typed, from top to bottom; a comma parts like a line.
        region: ISO code of the country that is meant where neither form nor name tells another one.

    Returns:
        What could be told; a part that could not stands among the street lines.
    """
    text = ", ".join(line.strip(" ,") for line in lines if line.strip())
    if not text:
        return Address()
    if _HANGUL.search(text):
        return _korean(text)
    if len(_HAN.findall(text)) > 3:
        return _chinese(text, region)
    pieces = [piece.strip() for piece in re.split(r"[,;，]", text) if piece.strip()]
    country = country_code(pieces[-1]) if len(pieces[-1]) > 2 or pieces[-1].isupper() else ""
    if country and len(pieces) > 1 and not _is_state(pieces):
        pieces.pop()
    else:
        country = ""
    return _western(pieces, country, region)


def _is_state(pieces: list[str]) -> bool:
    """Whether two capitals at the end are the state of an American town."""
    return re.fullmatch("[A-Z]{2}", pieces[-1]) is not None


def _western(pieces: list[str], country: str, region: str) -> Address:
    for form, of in _FORMS:
        for at in range(len(pieces) - 1, -1, -1):
            match = form.fullmatch(", ".join(pieces[at:]))
            if match is None or (form is _BRAZIL and (country or region) != "BR" and not match["code"]):
                continue
            parts = match.groupdict()
            town = (parts.get("town") or "").strip(" ,-")
            before = pieces[:at]
            if not town and before:
                town = before.pop()
            town, state = _with_state(town, parts.get("state") or "")
            told = country or _country_of(parts.get("country") or "", parts["code"] or "", of)
            return Address(", ".join(before), town, state, parts["code"] or "", told or region)
    if len(pieces) > 1 and not re.search(r"\d", pieces[-1]):
        return Address(", ".join(pieces[:-1]), pieces[-1], country=country)
    return Address(", ".join(pieces), country=country)


def _with_state(town: str, state: str) -> tuple[str, str]:
    """A state of Brazil behind its town: "São Paulo - SP"."""
    match = re.fullmatch(r"(.+?)\s*[-–/,]\s*([A-Z]{2})", town)
    return (match[1], match[2]) if match and not state else (town, state)


def _country_of(sign: str, code: str, told: str) -> str:
    if sign:
        return {"D": "DE", "F": "FR", "A": "AT", "B": "BE", "L": "LU"}.get(
            sign, sign if len(sign) == 2 else ""
        )
    if re.fullmatch(r"\d{4}-\d{3}", code):
        return "PT"
    return "BR" if re.fullmatch(r"\d{5}-\d{3}", code) else told


def _korean(text: str) -> Address:
    text = re.sub(r",?\s*(?:대한민국|한국|South Korea|Korea)\s*,?", " ", text).strip(" ,")
    code = _ASIAN_CODE.search(text)
    if code is not None:
        text = (text[: code.start()] + " " + text[code.end() :]).strip(" ,")
    place = _KOREA.match(text)
    if place is None:
        return Address(text, postcode=code["code"] if code else "", country="KR")
    street = text[place.end() :].strip(" ,")
    town = (place["town"] or "").strip()
    return Address(street, town, place["region"], code["code"] if code else "", "KR")


def _chinese(text: str, region: str) -> Address:
    is_taiwan = region == "TW" or _TAIWAN.search(text) is not None
    country = "TW" if is_taiwan else "HK" if region == "HK" or "香港" in text else "CN"
    text = re.sub("^(?:中国|中國|台灣|臺灣)[, ，]*|[, ，]*(?:中国|中國|台灣|臺灣)$", "", text)
    code = _ASIAN_CODE.search(text)
    if code is not None:
        text = (text[: code.start()] + text[code.end() :]).strip(" ,，")
    place = _CHINA.match(text)
    found = place.groupdict() if place else {}
    street = text[place.end() :].strip(" ,，") if place else text
    return Address(
        street,
        found.get("town") or "",
        found.get("region") or "",
        code["code"] if code else "",
        country,
        dependent_locality=found.get("district") or "",
    )
