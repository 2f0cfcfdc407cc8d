"""People for tests: short to write, complete where it matters."""

from __future__ import annotations

from typing import Any

from crm_desktop.domain.contacts.records import (
    Address,
    Affiliation,
    ContactPoint,
    ImportantDate,
    Note,
    PartialDate,
    PartyRecord,
)


def person(name: str, *, email: str = "", phone: str = "", company: str = "", **fields: Any) -> PartyRecord:
    """A contact with the given name, and an e-mail, a phone, a company if told."""
    points = [ContactPoint("email", email, "work")] if email else []
    points += [ContactPoint("phone", phone, "cell")] if phone else []
    roles = (Affiliation(org_name=company, title="Buyer", is_primary=True),) if company else ()
    fields.setdefault("points", tuple(points))
    fields.setdefault("affiliations", roles)
    return PartyRecord(display_name=name, **fields)


SOREN = person(
    "Søren Ågård",
    email="soren@example.dk",
    phone="+45 33 11 22 33",
    company="Ågård Møbler",
    given="Søren",
    family="Ågård",
    addresses=(
        Address(street="Åboulevarden 12", locality="Aarhus", postcode="8000", country="DK", usage="work"),
    ),
    dates=(ImportantDate("birthday", PartialDate(None, 2, 29)),),
    tags=("vip", "fair 2026"),
    notes=(Note("Likes sailing."),),
    account_no="K-1007",
)
MINSU = person(
    "김민수",
    phone="+82 2-312-3456",
    company="서울상사",
    given="민수",
    family="김",
    addresses=(
        Address(street="세종대로 110", locality="중구", region="서울특별시", postcode="04524", country="KR"),
    ),
)
XIAOMING = person("王小明", email="ming@example.cn", given="小明", family="王")
JOAO = person(
    "João da Silva", email="joao@example.com.br", phone="+55 11 91234-5678", given="João", family="da Silva"
)
EVERYONE = (SOREN, MINSU, XIAOMING, JOAO)
