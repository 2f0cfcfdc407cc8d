"""What the headings of well-known address books mean, and those that people write themselves."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from crm_desktop.domain.contacts.fields import CONTACT_FIELDS
from crm_desktop.domain.text_folding import fold
from crm_desktop.exchange.delimited.slots import PARTY, TAG, Slot, parse_key

_GOOGLE = re.compile(
    r"(e mail|phone|address|website|event|relation|custom field|organization|im|external id|jot|calendar link)"
    r" (\d+) (label|type|value|name|title|department|formatted|street|city|po box|region|postal code|country|"
    r"extended address|service|job description|symbol|location|yomi name)"
)
_GOOGLE_LISTS = {
    "e mail": "email",
    "phone": "phone",
    "address": "address",
    "website": "url",
    "event": "date",
    "relation": "fact",
    "custom field": "custom",
    "organization": "role",
    "im": "impp",
}
_GOOGLE_PARTS: Mapping[str, Mapping[str, str]] = {
    "email": {"label": "usage", "type": "usage", "value": "value"},
    "phone": {"label": "usage", "type": "usage", "value": "value"},
    "url": {"label": "usage", "type": "usage", "value": "value"},
    "impp": {"label": "usage", "type": "usage", "service": "service", "value": "value"},
    "address": {
        "label": "usage",
        "type": "usage",
        "formatted": "formatted",
        "street": "street",
        "city": "locality",
        "po box": "po_box",
        "region": "region",
        "postal code": "postcode",
        "country": "country",
        "extended address": "unit",
    },
    "date": {"label": "label", "type": "label", "value": "on"},
    "fact": {"label": "label", "type": "label", "value": "value"},
    "custom": {"label": "label", "type": "label", "value": "value"},
    "role": {"name": "org_name", "title": "title", "department": "department"},
}
_GOOGLE_PRESETS = {"date": {"kind": "other"}, "fact": {"category": "relation"}}

_NAMES: Mapping[str, str] = {
    "given": "first name, 이름 이름, primeiro nome, nome proprio, 名字",
    "family": "family name, ultimo nome, 姓氏, 성 성",
    "display_name": "display name, file as name, navn, fulde navn, nome completo, 성함, 全名, 联系人",
    "additional": "middle name, middle names, mellemnavne",
    "nickname": "nick name, 昵称, apelido carinhoso",
    "prefix": "name prefix, courtesy title",
    "phonetic_given": "phonetic first name, given name yomi",
    "phonetic_family": "phonetic last name, family name yomi",
    "company": (
        "company name, organization name, organisation name, firmanavn, selskab, arbejdsplads, "
        "nome da empresa, companhia, 회사명, 상호, 公司名称, 单位, account name"
    ),
    "title": (
        "job title, organization title, position, jobtitel, titel, stillingsbetegnelse, cargo, funcao, "
        "직함, 직위, 职位, 职务, title"
    ),
    "department": "organization department, departamento, 部门, 부서명",
    "phone": (
        "telephone number, phone number, primary phone, tlf, tlf nr, telefonnummer, telefone fixo, "
        "numero de telefone, 연락처, 电话号码, 座机"
    ),
    "phone.cell": (
        "mobile, mobile phone, mobile number, mobile phone number, cell, cell phone, cellphone, mobil, "
        "mobilnummer, mobiltelefon, celular, telemovel, telefone celular, 휴대폰, 휴대전화, 핸드폰, "
        "휴대폰번호, 手机, 手机号, 手机号码, 移动电话, handy"
    ),
    "phone.home": "hjemmetelefon, privattelefon",
    "phone.work": "arbejdstelefon, arbejdstlf, firmatelefon",
    "phone.fax": "fax, fax number, faxnummer, telefax, 팩스, 传真",
    "phone.pager": "pager, pager number",
    "phone.main": "company main phone, main phone",
    "email": (
        "e mail address, email address, primary email, mailadresse, e post, endereco de email, "
        "correio eletronico, 이메일 주소, 메일, 邮箱, 电子邮箱, 邮件"
    ),
    "email.other": "secondary email, additional email, alternate email",
    "url": "web page, website url, url, hjemmeside, site, pagina web, 홈페이지, 网站, 网址, web site",
    "street": (
        "street, street address, address line, address line 1, address 1, address, vejnavn, gadenavn, "
        "adresselinje 1, endereco, logradouro, 도로명주소, 상세주소, 街道, 详细地址, strasse"
    ),
    "city": "bynavn, municipio, localidade, 시군구, 市",
    "region": "state or province, state province, state region, uf, distrito, 도, 省份, region",
    "postcode": "postal code, post code, zipcode, postnr, codigo postal, 邮政编码, 우편 번호",
    "country": "country region, country or region, pais regiao, 국가명, 国家 地区",
    "address.po_box": "po box, address po box, postboks, caixa postal",
    "address.unit": "extended address, complemento, apartment, suite",
    "note": "noter, kommentar, notas, observacao, 비고, 备忘, 说明",
    "tag": (
        "labels, group membership, categories, kategorier, etiquetas, marcadores, 그룹, 分组, 标签, keywords"
    ),
    "birthday": (
        "birthdate, data de nascimento, aniversario, nascimento, 생년월일, 出生日期, fodselsdato, "
        "foedselsdato"
    ),
    "birthday.year": "birth year",
    "birthday.month": "birth month",
    "birthday.day": "birth day",
    "anniversary": "wedding anniversary",
    "account_no": "customer id, account, kundenr, client number, cliente no, 고객 번호, 客户编号",
    "fact.hobby": "hobby, hobbies",
    "fact.child": "children",
    "fact.spouse": "spouse",
    "occupation": "profession",
    "impp": "screen name, im address",
    "photo": "photo url",
    "lang": "preferred language",
}
"""Field key -> headings beyond the synonyms of the field catalogue, folded, with commas between."""

_KEYS = {name: key for key, names in _NAMES.items() for name in names.split(", ")}

_USAGES = {
    **dict.fromkeys(
        ("home", "private", "privat", "personal", "hjem", "casa", "자택", "집", "家庭", "住宅"), "home"
    ),
    **dict.fromkeys(("work", "business", "office", "arbejde", "trabalho", "comercial"), "work"),
    **dict.fromkeys(("직장", "회사", "사무실", "工作", "公司", "单位", "办公"), "work"),
    **dict.fromkeys(("other", "anden", "outro", "기타", "其他"), "other"),
    **dict.fromkeys(("billing", "invoice", "faktura"), "billing"),
    **dict.fromkeys(("shipping", "delivery", "levering"), "shipping"),
    **dict.fromkeys(("mailing", "postal", "primary", "main"), ""),
}
"""First word of a heading such as "Business Street" -> usage."""

_JOINED_USAGES = tuple(word for word in _USAGES if not word.isascii())
"""Those of scripts that put no space after them: "회사전화", "家庭地址"."""

_WITH_USAGE = frozenset({"phone", "email", "url", "address", "impp"})

LEFT_OUT = Slot("", "", "")

IGNORED = frozenset({"e mail type", "e mail display name", "directory server", "is primary"})
"""Columns that only say how the other program worked."""

NOISE = frozenset(
    {"priority normal", "sensitivity normal", "private false", "gender unspecified", "birthday 0/0/00"}
    | {"anniversary 0/0/00", "birthday 0-0-0", "mileage 0", "priority low", "sensitivity none"}
)
"""Heading and cell, folded, that some programs write into every row."""

_PUNCTUATION = re.compile(r"[\s_:/()\-–—.*#]+")
_TRAILING_NUMBER = re.compile(r"(.+?) ?(\d{1,2})")
_INNER_NUMBER = re.compile(r"(.+?) (\d) (.+)")
_PLAIN_NAMES = frozenset({"name", "이름", "nome", "navn", "nombre", "nom"})
"""Headings that mean the first name where another column has the family's, else the whole name."""


def plain_heading(text: str) -> str:
    """A heading without case, accents and punctuation."""
    return _PUNCTUATION.sub(" ", fold(text.replace("'s", "s"))).strip()


def slot_of(heading: str) -> Slot | None:
    """What a heading means when nothing else is known; None when it means nothing here."""
    own = parse_key(heading)
    if own is not None and ("." in heading or heading in CONTACT_FIELDS or own.list == PARTY):
        return own
    name = plain_heading(heading)
    return _google(name) or _named(name)


def _google(name: str) -> Slot | None:
    match = _GOOGLE.fullmatch(name)
    if not match:
        return None
    kind = _GOOGLE_LISTS.get(match[1], "")
    part = _GOOGLE_PARTS.get(kind, {}).get(match[3])
    if part is None:
        return None
    presets = dict(_GOOGLE_PRESETS.get(kind, {}))
    if kind in _WITH_USAGE and kind != "address":
        presets["kind"] = kind
    return Slot(kind, match[2], part, presets, "google")


def _named(name: str) -> Slot | None:
    slot = _simple(name)
    if slot is not None:
        return slot
    first, _, rest = name.partition(" ")
    joined = next((word for word in _JOINED_USAGES if first.startswith(word)), "")
    if joined and first != joined:
        first, rest = joined, name[len(joined) :]
    if first in _USAGES and (slot := _simple(rest)) is not None and slot.list in _WITH_USAGE:
        return _with_usage(slot, _USAGES[first])
    name = _INNER_NUMBER.sub(r"\1 \3 \2", name)  # "E-mail 2 Address"
    match = _TRAILING_NUMBER.fullmatch(name)
    if not match:
        return None
    slot = _named(match[1])
    if slot is None or slot.list in (PARTY, "date", TAG):
        return None
    # "Street 2" is another line of the same address, "Phone 2" another phone
    return slot if slot.list == "address" else replace(slot, key=f"{slot.key}.{match[2]}")


def _simple(name: str) -> Slot | None:
    key = _KEYS.get(name)
    if key is None:
        spec = CONTACT_FIELDS.find(name)
        key = spec.key if spec is not None and (spec.is_settable or spec.holder != "derived") else None
    if key == "address":
        key = "street"
    return parse_key(key) if key else None


def _with_usage(slot: Slot, usage: str) -> Slot:
    if not usage:
        return slot
    known = slot.presets.get("usage", "")
    presets = slot.presets if known and known != usage else {**slot.presets, "usage": usage}
    return replace(slot, key=f"{usage}.{slot.key}", presets=presets)


def slots_of(headings: Sequence[str], mapping: Mapping[str, str | None] | None = None) -> list[Slot | None]:
    """What each column means; None for one that means nothing here, `LEFT_OUT` for one nobody wants.

    Args:
        headings: of the columns, as they stand.
        mapping: heading -> field key, or None to leave the column out; headings not in it are recognised.
    """
    chosen = {plain_heading(heading): key for heading, key in (mapping or {}).items()}
    found: list[Slot | None] = []
    for heading in headings:
        name = plain_heading(heading)
        if name in chosen:
            key = chosen[name]
            found.append(parse_key(key) if key else LEFT_OUT)
        elif name in IGNORED:
            found.append(LEFT_OUT)
        else:
            found.append(slot_of(heading))
    return _apart(_in_context([plain_heading(heading) for heading in headings], found, set(chosen)))


def _in_context(names: list[str], slots: list[Slot | None], chosen: set[str]) -> list[Slot | None]:
    """The same, for headings whose meaning depends on what other columns there are."""
    parts = {slot.part for slot in slots if slot is not None and slot.list == PARTY}
    found = list(slots)
    for number, name in enumerate(names):
        slot = slots[number]
        if name in chosen or slot is None:
            continue
        if name == "title" and "job title" in names:  # Outlook: the one before the name
            found[number] = Slot(PARTY, "", "prefix")
        elif name in _PLAIN_NAMES and "family" in parts and "given" not in parts:
            found[number] = Slot(PARTY, "", "given")
        elif slot.list == "url" and "connected on" in names:  # LinkedIn: the person's page there
            found[number] = Slot("social", "linkedin", "value", {"kind": "social", "service": "linkedin"})
    return found


def _apart(slots: list[Slot | None]) -> list[Slot | None]:
    """The same, where a second column of the same meaning makes a second item, but for lines of a street."""
    taken: set[tuple[str, str, str]] = set()
    found: list[Slot | None] = []
    for number, slot in enumerate(slots):
        if slot is None or slot.list in ("", PARTY) or (slot.list == "address" and slot.part == "street"):
            found.append(slot)
            continue
        place = (slot.list, slot.key, slot.part)
        found.append(replace(slot, key=f"{slot.key}#{number}") if place in taken else slot)
        taken.add(place)
    return found
