"""Made-up people, the same ones every time: nine scripts, a quarter of them not Latin, tens of thousands of names.

The first k people of a longer run are those of a shorter one. Companies are shared by several people, names
repeat as they do in an address book, and no two e-mail addresses are the same.
"""

# ruff: noqa: E501 - tables of names are easier to look over in long lines

from __future__ import annotations

import csv
import datetime as dt
import random
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from crm_desktop.domain.contacts.records import (
    Address,
    Affiliation,
    ContactPoint,
    ExternalId,
    ImportantDate,
    Note,
    PartialDate,
    PartyRecord,
)

SEED = 20_261_124


@dataclass(frozen=True, slots=True)
class Land:
    """How people of one country are called and where they live."""

    code: str
    name: str
    share: int
    dial: str
    families: tuple[str, ...]
    givens: tuple[str, ...]
    places: tuple[tuple[str, str, str], ...]
    streets: tuple[str, ...]
    family_first: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """One made-up contact; "" where nothing is known."""

    number: int
    prefix: str
    given: str
    family: str
    shown: str
    company: str
    title: str
    email: str
    second_email: str
    phone: str
    mobile: str
    street: str
    city: str
    region: str
    postcode: str
    country: str
    country_name: str
    tags: tuple[str, ...]
    note: str
    birthday: dt.date | None


_w = str.split


def _land(line: str, families: str, givens: str, places: str, streets: str) -> Land:
    code, name, share, dial, order = line.split("|")
    where = tuple(tuple(place.split("|")) for place in places.split(";"))
    return Land(
        code, name, int(share), dial, tuple(_w(families)), tuple(_w(givens)), where,  # type: ignore[arg-type]
        tuple(streets.split(";")), order == "family_first",
    )  # fmt: skip


LANDS = (
    _land("US|United States|19|1|", "Smith Johnson Williams Brown Jones Garcia Miller Davis Wilson Anderson O'Brien McDonald Nguyen",
          "James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth Ethan Olivia Noah Mia",
          "Springfield|IL|62;Portland|OR|97;Austin|TX|78;Albany|NY|12", "Main St;Oak Ave;Maple Rd;Lakeview Blvd"),
    _land("GB|United Kingdom|10|44|", "Taylor Evans Davies Robinson Wright Walker Hughes Edwards Pemberton-Clarke MacLeod",
          "Oliver Amelia George Isla Harry Ava Noah Emily Siân Niamh Rhys", "London||SW1A ;Leeds||LS1 ;Cardiff||CF10 ",
          "High Street;Church Lane;Station Road;Mill Lane"),
    _land("DE|Germany|14|49|", "Müller Schmidt Schneider Fischer Weber Schäfer Koch Größmann Weiß Schröder",
          "Jürgen Ursula Hans Björn Sabine Günther Käthe Sören Jörg Zoë", "Berlin||10;München||80;Köln||50;Görlitz||02",
          "Hauptstraße;Bahnhofstraße;Gartenweg;Königsallee"),
    _land("FR|France|9|33|", "Martin Bernard Dubois Lefèvre Garçon Bézier Châtelain D'Aubigné",
          "Jean Hélène Étienne Zoé Chloé Benoît Loïc Noémie", "Paris||75;Besançon||25;Orléans||45",
          "rue de la République;avenue Victor-Hugo;place de l'Église"),
    _land("ES|Spain|8|34|", "García Fernández González Rodríguez Núñez Ibáñez Muñoz", "José María Álvaro Lucía Íñigo Begoña Inés",
          "Madrid||28;Málaga||29;A Coruña||15", "Calle Mayor;Paseo del Prado"),
    _land("PL|Poland|7|48|", "Nowak Kowalski Wiśniewski Wójcik Dąbrowski Łukasiewicz Żółkiewski", "Paweł Małgorzata Łukasz Michał Żaneta Bożena",
          "Warszawa||00-;Łódź||90-;Kraków||30-", "ul. Długa;ul. Świętokrzyska"),
    _land("DK|Denmark|5|45|", "Jensen Nielsen Ågård Østergaard Sørensen Rasmussen", "Søren Åse Mette Bjørn Kirsten Anna",
          "København||21;Aarhus||80;Odense||50", "Vesterbrogade;Åboulevarden;Nørregade"),
    _land("VN|Vietnam|3|84|family_first", "Nguyễn Trần Lê Phạm Hoàng Đặng", "Văn-Anh Hương Minh Thùy-Linh Bảo Lan", "Hà Nội||10;Đà Nẵng||55",
          "Lê Lợi;Trần Hưng Đạo"),
    _land("GR|Greece|2|30|", "Παπαδόπουλος Γεωργίου Νικολάου Δημητρίου Οικονόμου", "Γιώργος Μαρία Κώστας Ελένη Δημήτρης Κατερίνα",
          "Αθήνα||105 ;Θεσσαλονίκη||546 ", "Οδός Ερμού;Λεωφόρος Συγγρού"),
    _land("RU|Russia|4|7|", "Иванов Смирнов Кузнецов Фёдоров Щербаков Йорданов", "Александр Мария Дмитрий Анна Артём Семён Ольга",
          "Москва||101;Казань||420;Орёл||302", "ул. Ленина;Невский пр."),
    _land("UA|Ukraine|2|380|", "Шевченко Бондаренко Їжакевич Ґудзь", "Андрій Оксана Тарас Юлія Євген", "Київ||01;Львів||79", "вул. Хрещатик;вул. Франка"),
    _land("JP|Japan|4|81|family_first", "佐藤 鈴木 高橋 田中 渡辺 山本 佐々木 清水", "太郎 花子 健一 美咲 さくら ひなた 直樹 由美子",
          "東京都千代田区|東京都|100-;札幌市中央区|北海道|060-", "丸の内;大通西;銀座"),
    _land("KR|South Korea|5|82|family_first", "김 이 박 최 정 강 조 윤 장 임 남궁 황보", "민준 서연 지훈 현우 수민 도윤 하은 재호",
          "서울특별시 강남구|서울|06;부산광역시 해운대구|부산|48", "테헤란로;해운대로;세종대로"),
    _land("CN|China|4|86|family_first", "王 李 张 刘 陈 杨 赵 黄 欧阳 司马", "伟 娜 敏 志明 建国 小明 欣怡 浩然", "北京市朝阳区|北京|100;成都市武侯区|四川|610",
          "建国路;人民路;中山路"),
    _land("IN|India|2|91|", "शर्मा वर्मा गुप्ता सिंह पटेल", "राहुल प्रिया अमित अंजलि नेहा", "नई दिल्ली|दिल्ली|110;मुंबई|महाराष्ट्र|400",
          "महात्मा गांधी मार्ग;स्टेशन रोड"),
    _land("SA|Saudi Arabia|1|966|", "الحربي القحطاني العتيبي الغامدي", "محمد فاطمة نورة خالد سارة", "الرياض||11;جدة||21", "شارع الملك فهد;شارع التحلية"),
    _land("IL|Israel|1|972|", "כהן לוי מזרחי פרץ ביטון", "דוד שרה יוסף רחל נועה", "תל אביב||61;חיפה||31", "רחוב הרצל;רחוב בן יהודה"),
    _land("TH|Thailand|1|66|", "ใจดี สุขสวัสดิ์ ทองคำ ศรีสุข", "สมชาย สมหญิง อนันต์ มาลี", "กรุงเทพมหานคร||10;เชียงใหม่||50", "ถนนสุขุมวิท;ถนนเจริญกรุง"),
)  # fmt: skip
"""Shares are of a hundred; from Greece on the script is not Latin: 26 of 101."""

_SYLLABLES = _w("ba be bo bra ca che da del do fer fi ga gan gri ha hol ja ka kel ko la len li lo ma mar mi mon na ner no pa per "
                "po ra ren ri ro sa sel si ska so sta ta ten ti tor va ven vi wa wel wi zo")  # fmt: skip
_ENDINGS = ("son", "berg", "ski", "mann", "ova", "ini", "ez", "ley", "ton", "er", "i", "sen", "")
_HANGUL = _w("가 경 광 규 기 나 다 대 도 동 라 린 명 미 민 보 빈 상 서 석 선 성 세 소 수 숙 승 시 아 안 연 영 예 오 용 우 원 유 윤 은 인 재 정 주 준 지 진 "
             "찬 채 철 태 하 한 해 현 형 혜 호 홍 화 훈 희")  # fmt: skip
_HAN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建国文志玉兰红梅鹏飞雪琳宇轩浩然子涵欣怡梓晨思远嘉豪雨泽一诺博俊佳慧"
_CYRILLIC = _w("бел вол гор дол зим ков лес мор ник орл пол руб сол тих уст чер яро")
_FIRMS = _w("Northwind Contoso Acme Globex Initech Umbra Aurora Summit Pioneer Evergreen Keystone Atlas Orion Falcon Cobalt Müller "
            "Kestrel Meridian Nordstern Étoile Łabędź 서울 東京 北京")  # fmt: skip
_TRADES = _w(
    "Logistics Foods Software Consulting Energy Textiles Media Robotics Pharma Design Bau Print Optics Travel Garden Marine"
)
_FORMS = ("Inc.", "Ltd", "GmbH", "SA", "ApS", "株式会社", "주식회사", "Sp. z o.o.")
_TITLES = (
    "Sales Manager",
    "CEO",
    "Purchasing",
    "Engineer",
    "Accountant",
    "Consultant",
    "Head of Marketing",
    "",
)
_TAGS = _w("customer lead partner vip newsletter supplier press family event2025 conference")
_NOTE_WORDS = _w("met at trade fair prefers phone call in the morning follow up about renewal discount pricing contract asked for "
                 "catalogue shipping delayed new office moved premium plan birthday lunch invoice overdue quarterly review")  # fmt: skip
_ASIAN_NOTES = {
    "KR": " 다음 달에 계약 갱신 관련하여 전화 요망.",
    "CN": " 下个月续签合同前请先电话联系。",
    "JP": " 来月の契約更新前に電話してください。",
}
_PEOPLE_A_COMPANY = 4


def people(count: int, seed: int = SEED) -> Iterator[Person]:
    """The first `count` made-up people."""
    rng = random.Random(seed)
    shares = [land.share for land in LANDS]
    for number in range(1, count + 1):
        yield _person(number, rng.choices(LANDS, shares)[0], rng)


def _person(number: int, land: Land, rng: random.Random) -> Person:
    given, family = _names(land, rng)
    if land.code in ("JP", "KR", "CN"):
        shown = family + given
    else:
        shown = f"{family} {given}" if land.family_first else f"{given} {family}"
    prefix = rng.choice(("", "", "", "", "Dr.")) if land.share > 4 else ""
    city, region, code = rng.choice(land.places)
    mailbox = (_ascii(given)[:1] + _ascii(family)) or "user"
    company = _company(number, rng) if rng.random() < 0.6 else ""
    note = ""
    if rng.random() < 0.3:
        note = " ".join(rng.choices(_NOTE_WORDS, k=rng.randint(4, 24))).capitalize() + "."
        note += _ASIAN_NOTES.get(land.code, "")
    return Person(
        number, prefix, given, family, f"{prefix} {shown}".strip(), company, rng.choice(_TITLES) if company else "",
        f"{mailbox}{number}@example.{rng.choice(('com', 'org', 'net'))}" if rng.random() < 0.9 else "",
        f"info{number}@mail.example" if rng.random() < 0.2 else "",
        f"+{land.dial} {_digits(rng, 2)} {_digits(rng, 3)} {_digits(rng, 4)}" if rng.random() < 0.7 else "",
        f"+{land.dial} {_digits(rng, 3)} {_digits(rng, 3)} {_digits(rng, 3)}" if rng.random() < 0.6 else "",
        f"{rng.choice(land.streets)} {rng.randint(1, 240)}", city, region, code + _digits(rng, 3), land.code, land.name,
        tuple(sorted({rng.choice(_TAGS) for _ in range(rng.randint(0, 3))})), note,
        dt.date(1935, 1, 1) + dt.timedelta(rng.randint(0, 25_500)) if rng.random() < 0.4 else None,
    )  # fmt: skip


def _names(land: Land, rng: random.Random) -> tuple[str, str]:
    """Given and family name: half from the common ones, half from a long tail."""
    given, family = rng.choice(land.givens), land.families[int(len(land.families) * rng.random() ** 1.6)]
    if rng.random() < 0.5:
        return given, family
    if land.code == "KR":
        given = rng.choice(_HANGUL) + rng.choice(_HANGUL)
    elif land.code in ("CN", "JP"):
        given = rng.choice(_HAN) + rng.choice(_HAN)
    elif land.code in ("RU", "UA"):
        family = (
            rng.choice(_CYRILLIC) + rng.choice(_CYRILLIC) + rng.choice(("ов", "енко", "ин"))
        ).capitalize()
    elif land.share > 2:
        family = ("".join(rng.choices(_SYLLABLES, k=rng.randint(2, 3))) + rng.choice(_ENDINGS)).capitalize()
    else:
        given = f"{given} {rng.choice(land.givens)}"
    return given, family


def _company(number: int, rng: random.Random) -> str:
    """One of the companies that the people so far work for: about four people each."""
    which = rng.randrange(number // _PEOPLE_A_COMPANY + 1)
    firm, trade = _FIRMS[which % len(_FIRMS)], _TRADES[which // len(_FIRMS) % len(_TRADES)]
    return f"{firm} {trade} {which // (len(_FIRMS) * len(_TRADES)) + 1} {_FORMS[which % len(_FORMS)]}"


def _digits(rng: random.Random, count: int) -> str:
    return str(rng.randrange(10 ** (count - 1), 10**count))


def _ascii(text: str) -> str:
    plain = text.lower().translate({ord("ß"): "ss", ord("ł"): "l", ord("ø"): "o", ord("đ"): "d"})
    return "".join(c for c in unicodedata.normalize("NFKD", plain) if c.isascii() and c.isalnum())


def record(person: Person) -> PartyRecord:
    """The same person as the readers of files hand it over."""
    points = [ContactPoint("email", person.email, "work", is_preferred=True)] if person.email else []
    points += [ContactPoint("email", person.second_email, "home")] if person.second_email else []
    points += [ContactPoint("phone", person.phone, "work")] if person.phone else []
    points += [ContactPoint("phone", person.mobile, "cell")] if person.mobile else []
    born = person.birthday
    role = Affiliation(org_name=person.company, title=person.title, is_primary=True)
    return PartyRecord(
        display_name=person.shown, prefix=person.prefix, given=person.given, family=person.family, points=tuple(points),
        addresses=(Address(person.street, person.city, person.region, person.postcode, person.country, "work"),),
        affiliations=(role,) if person.company else (),
        dates=(ImportantDate("birthday", PartialDate(born.year, born.month, born.day)),) if born else (),
        tags=person.tags, notes=(Note(person.note),) if person.note else (),
        external_ids=(ExternalId("vcard", _uid(person)),),
    )  # fmt: skip


def _uid(person: Person) -> str:
    return f"urn:uuid:00000000-0000-4000-8000-{person.number:012x}"


def write_cards(path: Path, count: int) -> None:
    """A vCard file of `count` people as phones write them: two thirds 3.0, the others 4.0, long lines folded."""
    with path.open("w", encoding="utf-8", newline="") as out:
        for person in people(count):
            lines = card(person, "4.0" if person.number % 3 == 0 else "3.0")
            out.write("".join(f"{_folded(line)}\r\n" for line in lines))


def card(person: Person, version: str) -> list[str]:
    """The lines of one vCard."""
    is_new = version == "4.0"
    lines = ["BEGIN:VCARD", f"VERSION:{version}", f"UID:{_uid(person)}", f"FN:{_escaped(person.shown)}"]
    lines.append(f"N:{_escaped(person.family)};{_escaped(person.given)};;{_escaped(person.prefix)};")
    if person.company:
        lines.append(f"ORG:{_escaped(person.company)}")
        lines += [f"TITLE:{_escaped(person.title)}"] if person.title else []
    if person.email:
        lines.append(
            ("EMAIL;TYPE=work;PREF=1:" if is_new else "EMAIL;TYPE=INTERNET,WORK,PREF:") + person.email
        )
    if person.second_email:
        lines.append(("EMAIL;TYPE=home:" if is_new else "EMAIL;TYPE=INTERNET,HOME:") + person.second_email)
    if person.phone:
        lines.append(("TEL;TYPE=work:" if is_new else "TEL;TYPE=WORK,VOICE:") + person.phone)
    if person.mobile:
        lines.append("TEL;TYPE=cell:" + person.mobile)
    parts = (person.street, person.city, person.region, person.postcode, person.country_name)
    lines.append("ADR;TYPE=work:;;" + ";".join(map(_escaped, parts)))
    lines += [f"CATEGORIES:{','.join(person.tags)}"] if person.tags else []
    lines += [f"BDAY:{person.birthday:%Y%m%d}"] if person.birthday else []
    lines += [f"NOTE:{_escaped(person.note)}"] if person.note else []
    return [*lines, "END:VCARD"]


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> str:
    """A line cut at 75 octets, never inside a character (RFC 6350, 3.2)."""
    if len(line.encode()) <= 75:
        return line
    pieces, size = [""], 0
    for char in line:
        width = len(char.encode())
        if size + width > 74:
            pieces.append("")
            size = 0
        pieces[-1] += char
        size += width
    return "\r\n ".join(pieces)


_GOOGLE = ("Name Prefix", "First Name", "Last Name", "Organization Name", "Organization Title", "Birthday", "Notes", "Labels",
           "E-mail 1 - Label", "E-mail 1 - Value", "E-mail 2 - Label", "E-mail 2 - Value", "Phone 1 - Label", "Phone 1 - Value",
           "Phone 2 - Label", "Phone 2 - Value", "Address 1 - Label", "Address 1 - Street", "Address 1 - City",
           "Address 1 - Region", "Address 1 - Postal Code", "Address 1 - Country")  # fmt: skip


def write_table(path: Path, count: int) -> None:
    """A CSV file of `count` people with Google's headings; it has no ids, so matching needs names and numbers."""
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(_GOOGLE)
        for p in people(count):
            writer.writerow((
                p.prefix, p.given, p.family, p.company, p.title, p.birthday.isoformat() if p.birthday else "", p.note,
                " ::: ".join((*p.tags, "* myContacts")), "* Work", p.email, "Home", p.second_email, "Work", p.phone,
                "Mobile", p.mobile, "Work", p.street, p.city, p.region, p.postcode, p.country_name,
            ))  # fmt: skip
