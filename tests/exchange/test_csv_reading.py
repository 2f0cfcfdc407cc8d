"""Tables as other programs write them, and as people do."""

from __future__ import annotations

import json

import pytest

from crm_desktop.base.errors import UserError
from crm_desktop.exchange.delimited.mapping import parse_mapping
from crm_desktop.exchange.formats import RawRecord, ReadOptions, Reject
from tests.exchange.tables import lines_of, one, read

GOOGLE_NOW = (
    "First Name,Middle Name,Last Name,Name Prefix,Nickname,File As,Organization Name,Organization Title,"
    "Organization Department,Birthday,Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,"
    "E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value,Address 1 - Label,Address 1 - Formatted,Address 1 - Street,"
    "Address 1 - City,Address 1 - PO Box,Address 1 - Region,Address 1 - Postal Code,Address 1 - Country,"
    "Address 1 - Extended Address,Website 1 - Label,Website 1 - Value,Event 1 - Label,Event 1 - Value,"
    "Custom Field 1 - Label,Custom Field 1 - Value,Relation 1 - Label,Relation 1 - Value\n"
    "Anna,,Hansen,Dr.,Annie,,Hansen ApS,Direktør,Salg, --04-12,Hi,https://example.com/p.jpg,"
    "Work ::: * myContacts ::: * starred,* Home,a@example.dk ::: b@example.dk,Work,c@example.dk,Mobile,020 12 34,"
    'Home,"Gade 1\n8000 Aarhus",Gade 1,Aarhus,,,8000,DK,st.,Blog,https://example.dk,Anniversary,2010-05-06,Size,XL,'
    "Spouse,Bo\n"
)
GOOGLE_OLD = (
    "Name,Given Name,Family Name,Given Name Yomi,Birthday,Group Membership,E-mail 1 - Type,E-mail 1 - Value,"
    "Phone 1 - Type,Phone 1 - Value,Organization 1 - Type,Organization 1 - Name,Organization 1 - Title\n"
    "佐藤花子,花子,佐藤,はなこ,1985-04-12,* myContacts ::: 友人,* ,h@example.jp,Work Fax,03-1,,桜印刷,営業\n"
)
OUTLOOK = (
    '"Title","First Name","Last Name","Company","Job Title","Business Street","Business Street 2","Business City",'
    '"Business State","Business Postal Code","Business Country/Region","Home Street","Home City","Business Phone",'
    '"Business Phone 2","Business Fax","Mobile Phone","E-mail Address","E-mail Type","E-mail 2 Address","Categories",'
    '"Birthday","Priority","Spouse","Web Page","Notes"\r\n'
    '"Mr.","John","Smith","Acme","Boss","1 Main St","Suite 5","Springfield","IL","01234","United States of America",'
    '"2 Oak","Austin","555-0100","555-0101","555-0102","555-0103","j@example.com","SMTP","k@example.com","vip;fair",'
    '"4/12/1985","Normal","Jane","http://example.com","Line1\r\nLine2"\r\n'
    '"","Ann","Lee","","","","","","","","","","","","","","","","","","","12/25/1980","Normal","","",""\r\n'
)
THUNDERBIRD = (
    "First Name,Last Name,Display Name,Nickname,Primary Email,Secondary Email,Work Phone,Home Phone,Fax Number,"
    "Pager Number,Mobile Number,Home Address,Home Address 2,Home City,Home State,Home ZipCode,Home Country,Work City,"
    "Job Title,Department,Organization,Web Page 1,Birth Year,Birth Month,Birth Day,Custom 1,Notes,\n"
    "Ana,Silva,Ana Silva,,a@example.com,b@example.com,1,2,3,4,5,Rua A 1,Ap 2,São Paulo,SP,01000-000,Brazil,,Gerente,"
    "Vendas,Empresa X,http://w.example,1980,5,9,c1,nota,\n"
)
LINKEDIN = (
    'Notes:\n"When exporting your connection data, some of the email addresses are missing."\n\n'
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Li,Wang,https://www.linkedin.com/in/liwang,,Example AG,CTO,26 Jul 2025\n"
)

TABLES: dict[str, tuple[str, list[str]]] = {
    "Google": (
        GOOGLE_NOW,
        [
            "display_name Anna Hansen",
            "prefix Dr.",
            "given Anna",
            "family Hansen",
            "nickname Annie",
            "email | a@example.dk | home | preferred",
            "email | b@example.dk | home | preferred",
            "email | c@example.dk | work",
            "phone | 020 12 34 | cell",
            "url | https://example.dk | Blog",
            "address | Gade 1 | st. | 8000 Aarhus |  | DK | home",
            "role | Hansen ApS | Salg | Direktør",
            "birthday | --04-12",
            "anniversary | 2010-05-06",
            "fact | relation | Bo | Spouse",
            "tags | Work, starred",
            "custom | size | XL",
            "note | 'Hi'",
            "photo | photo | application/octet-stream | https://example.com/p.jpg",
        ],
    ),
    "Google before": (
        GOOGLE_OLD,
        [
            "display_name 佐藤花子",
            "given 花子",
            "family 佐藤",
            "phonetic_given はなこ",
            "email | h@example.jp |  | preferred",
            "phone | 03-1 | fax",
            "role | 桜印刷 |  | 営業",
            "birthday | 1985-04-12",
            "tags | 友人",
        ],
    ),
    "Outlook; another row tells that the month comes first": (
        OUTLOOK,
        [
            "display_name John Smith",
            "prefix Mr.",
            "given John",
            "family Smith",
            "phone | 555-0100 | work",
            "phone | 555-0101 | work",
            "phone | 555-0102 | fax",
            "phone | 555-0103 | cell",
            "email | j@example.com",
            "email | k@example.com",
            "url | http://example.com",
            "address | 1 Main St / Suite 5 |  | 01234 Springfield | IL | US | work",
            "address | 2 Oak |  | Austin |  |  | home",
            "role | Acme |  | Boss",
            "birthday | 1985-04-12",
            "fact | spouse | Jane",
            "tags | vip, fair",
            "note | 'Line1\\nLine2'",
        ],
    ),
    "Thunderbird": (
        THUNDERBIRD,
        [
            "display_name Ana Silva",
            "given Ana",
            "family Silva",
            "email | a@example.com",
            "email | b@example.com | other",
            "phone | 1 | work",
            "phone | 2 | home",
            "phone | 3 | fax",
            "phone | 4 | pager",
            "phone | 5 | cell",
            "url | http://w.example",
            "address | Rua A 1 / Ap 2 |  | 01000-000 São Paulo | SP | BR | home",
            "role | Empresa X | Vendas | Gerente",
            "birthday | 1980-05-09",
            "note | 'nota'",
            "extra | Custom 1 | c1",
        ],
    ),
    "LinkedIn, after its notes": (
        LINKEDIN,
        [
            "display_name Li Wang",
            "given Li",
            "family Wang",
            "social:linkedin | https://www.linkedin.com/in/liwang",
            "role | Example AG |  | CTO",
            "extra | Connected On | 26 Jul 2025",
        ],
    ),
    "Korean": (
        "이름;회사;직함;휴대폰;이메일;우편번호;주소;국가;생일;비고\n"
        "김민준;한빛상사;과장;010-2000-0000;k@example.kr;04524;세종대로 110;대한민국;1985년 4월 12일;VIP\n",
        [
            "display_name 김민준",
            "phone | 010-2000-0000 | cell",
            "email | k@example.kr",
            "address | 세종대로 110 |  | 04524 |  | KR",
            "role | 한빛상사 |  | 과장",
            "birthday | 1985-04-12",
            "note | 'VIP'",
        ],
    ),
    "Korean, words joined": (
        "성명;회사;회사전화;집전화;회사주소\n김민준;한빛상사;02-771-1293;02-312-3456;세종대로 110\n",
        [
            "display_name 김민준",
            "phone | 02-771-1293 | work",
            "phone | 02-312-3456 | home",
            "address | 세종대로 110 |  |  |  |  | work",
            "role | 한빛상사",
        ],
    ),
    "Chinese": (
        "姓,名,公司,职位,手机,邮箱,城市,邮编\n王,小明,示例公司,经理,131,w@example.cn,北京市,100020\n",
        [
            "display_name 王小明",
            "given 小明",
            "family 王",
            "phone | 131 | cell",
            "email | w@example.cn",
            "address |  |  | 100020 北京市",
            "role | 示例公司 |  | 经理",
        ],
    ),
    "Portuguese": (
        "Nome\tSobrenome\tEmpresa\tCargo\tCelular\tE-mail\tEndereço\tCidade\tUF\tCEP\tPaís\tData de nascimento\n"
        "João\tConceição\tPadaria\tSócio\t(11) 9\tj@a.example\tRua A 1\tSão Paulo\tSP\t01310-200\tBrasil\t25/12/1980\n",
        [
            "display_name João Conceição",
            "given João",
            "family Conceição",
            "phone | (11) 9 | cell",
            "email | j@a.example",
            "address | Rua A 1 |  | 01310-200 São Paulo | SP | BR",
            "role | Padaria |  | Sócio",
            "birthday | 1980-12-25",
        ],
    ),
    "Danish": (
        "Fornavn|Efternavn|Firma|Mobil|E-mail|Gade|Postnr|By|Land|Fødselsdag\n"
        "Bo|Ågård|Møbler|20|b@example.dk|Vej 1|0800|Høje Taastrup|Danmark|12. april 1985\n",
        [
            "display_name Bo Ågård",
            "given Bo",
            "family Ågård",
            "phone | 20 | cell",
            "email | b@example.dk",
            "address | Vej 1 |  | 0800 Høje Taastrup |  | DK",
            "role | Møbler",
            "birthday | 1985-04-12",
        ],
    ),
    "a company alone": (
        "Name,Company,Phone\n,Acme,1\n",
        ["kind organization", "display_name Acme", "phone | 1"],
    ),
    "Excel's line for the delimiter": ("sep=;\nName;Phone\nA;1\n", ["display_name A", "phone | 1"]),
    "apostrophes that we had put before formulas": (
        "Name,Phone,Notes\n'=A,'+45 1,\"one\n'-two\"\n",
        ["display_name =A", "phone | +45 1", "note | 'one\\n-two'"],
    ),
}


@pytest.mark.parametrize("name", TABLES)
def test_tables(name: str) -> None:
    content, expected = TABLES[name]
    found = read("csv", content)[0]
    assert isinstance(found, RawRecord)
    assert lines_of(found.party) == expected
    assert found.notices == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1985-04-12", "birthday | 1985-04-12"),
        ("--04-12", "birthday | --04-12"),
        ("1985/4/12", "birthday | 1985-04-12"),
        ("12.4.1985", "birthday | 1985-04-12"),
        ("12.4.", "birthday | --04-12"),
        ("12 Apr 1985", "birthday | 1985-04-12"),
        ("April 12, 1985", "birthday | 1985-04-12"),
        ("12. März 1985", "birthday | 1985-03-12"),
        ("12 de abril de 1985", "birthday | 1985-04-12"),
        ("1985年4月12日", "birthday | 1985-04-12"),
        ("4월 12일", "birthday | --04-12"),
        ("25/12/1980", "birthday | 1980-12-25"),
        ("12/25/1980", "birthday | 1980-12-25"),
        ("05/05/1980", "birthday | 1980-05-05"),
        ("1985-04-12 00:00:00", "birthday | 1985-04-12"),
        ("0/0/00", None),
    ],
)
def test_birthdays(text: str, expected: str | None) -> None:
    found = one("csv", f'Name,Birthday\nA,"{text}"\n')
    assert lines_of(found.party) == ["display_name A", *([expected] if expected else [])]
    assert found.notices == ()


@pytest.mark.parametrize("text", ["03/04/1985", "31/02/1985", "3/4/85", "spring"])
def test_a_birthday_in_doubt_is_kept_as_text_and_told(text: str) -> None:
    found = one("csv", f"Name,Birthday\nA,{text}\n")
    assert lines_of(found.party) == ["display_name A", f"extra | Birthday | {text}"]
    assert found.notices == (f"“{text}” in “Birthday” cannot be understood; the text was kept.",)


def test_rows_that_do_not_fit_the_headings() -> None:
    table = "Name,Phone,City\nA,1\nB,2,C,,,\nC,3,D,E\nlone text\n\n,,\nD,4,E\n"
    found = read("csv", table)
    assert [(part.position, type(part).__name__) for part in found] == [
        (2, "RawRecord"),
        (3, "RawRecord"),
        (4, "Reject"),
        (5, "Reject"),
        (8, "RawRecord"),
    ]
    assert isinstance(found[0], RawRecord)
    assert found[0].notices == ("The row ends one cell too early.",)
    assert [part.reason for part in found if isinstance(part, Reject)] == [
        "The row has 4 cells, but there are 3 headings.",
        "The row has only one cell, but there are 3 headings.",
    ]
    assert found[2].raw == "C,3,D,E"


def test_a_forgotten_quote_costs_one_row() -> None:
    found = read("csv", 'Name,Phone\nA,"1\nB,2\nC,3\n"D",4\n')
    names = [part.party.display_name if isinstance(part, RawRecord) else part.reason for part in found]
    assert names == ["A quotation mark is not closed.", "B", "C", "D"]


def test_a_quote_in_the_middle_of_a_cell_is_a_character() -> None:
    found = read("csv", 'Name,Notes\nA,5" pipe\nB,6" pipe\n')
    assert [part.party.notes[0].body for part in found if isinstance(part, RawRecord)] == [
        '5" pipe',
        '6" pipe',
    ]


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("cp949", "김민준"),
        ("gb18030", "王小明"),
        ("cp1252", "João Conceição"),
        ("utf-16", "Søren"),
        ("utf-8-sig", "김민준"),
    ],
)
def test_encodings(encoding: str, name: str) -> None:
    content = f"Name;Phone\n{name};01\n{name};02\n".encode(encoding)
    found = read("csv", content)
    assert [part.party.display_name for part in found if isinstance(part, RawRecord)] == [name, name]
    notices = [part.notices for part in found if isinstance(part, RawRecord)]
    is_told = not encoding.startswith("utf")
    assert notices == [(f"The text is not UTF-8; it was read as {encoding}.",) if is_told else (), ()]


def test_a_table_without_a_known_heading_is_rejected_whole() -> None:
    [found] = read("csv", "a|b|c\n1|2|3\n")
    assert isinstance(found, Reject)
    assert "mapping" in found.reason


MAPPING = {
    "columns": {
        "Kundenavn": "display_name",
        "Mobil privat": "phone.cell",
        "Gade": "address.home.street",
        "By": "address.home.city",
        "Rabat": "custom.discount",
        "Post": "preference.mail",
        "Type": "fact.pet",
        "Ansat i": "company",
        "Intern": None,
    },
    "encoding": "cp1252",
    "delimiter": ";",
}


def test_a_mapping_says_what_columns_mean() -> None:
    mapping = parse_mapping(json.dumps(MAPPING).encode(), "map.json")
    table = (
        "Kundenavn;Mobil privat;Gade;By;Rabat;Post;Type;Ansat i;Intern;E-mail;Andet\n"
        "Bo Ågård;020;Vej 1;Århus;5;nej;hund;Møbler, A/S;x;b@example.dk;y\n"
    )
    found = one("csv", table.encode("cp1252"), ReadOptions(mapping=mapping))
    assert lines_of(found.party) == [
        "display_name Bo Ågård",
        "phone | 020 | cell",
        "email | b@example.dk",
        "address | Vej 1 |  | Århus |  |  | home",
        "role | Møbler, A/S",
        "fact | pet | hund",
        "preference | mail | opt_out",
        "custom | discount | 5",
        "extra | Andet | y",
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("no json", "JSON"),
        ("[]", "columns"),
        ('{"columns": {"A": "nonsense"}}', "“A”"),
        ('{"columns": {"A": 5}}', "“A”"),
        ('{"columns": {}, "encoding": "klingon"}', "klingon"),
        ('{"columns": {}, "delimiter": "::"}', "delimiter"),
        ('{"columns": {}, "sheets": 1}', "sheets"),
    ],
)
def test_a_wrong_mapping_is_refused_in_plain_words(content: str, words: str) -> None:
    with pytest.raises(UserError, match=words):
        parse_mapping(content.encode(), "map.json")
