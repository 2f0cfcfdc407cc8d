"""Signatures as they come by e-mail, taken apart."""

from __future__ import annotations

import pytest

from crm_desktop.domain.contacts.records import EMAIL, PHONE, URL, PartyRecord
from crm_desktop.domain.contacts.signatures import looks_like_signature, read_signature

CASES: list[tuple[str, str, dict[str, object]]] = [
    (
        "US",
        """Best regards,

Jane Doe
Senior Account Manager
Acme Corporation
123 Main Street, Suite 400
Springfield, IL 62704
USA
Tel: +1 (217) 555-0134
Mobile: +1 217 555 0199
jane.doe@acme.com | www.acme.com""",
        {
            "name": ("Jane", "Doe"),
            "role": ("Senior Account Manager", "", "Acme Corporation"),
            "phones": [("work", "+1 (217) 555-0134"), ("cell", "+1 217 555 0199")],
            "mails": ["jane.doe@acme.com"],
            "address": ("123 Main Street, Suite 400", "Springfield", "IL", "62704", "US"),
        },
    ),
    (
        "GB",
        """--
Dr. Emily Watson | Head of Research
Oxford Institute of Technology
T: 020 7946 0958  M: 07700 900123  E: e.watson@oit.ac.uk
12 Baker Street, London NW1 6XE, United Kingdom""",
        {
            "name": ("Emily", "Watson"),
            "role": ("Head of Research", "", "Oxford Institute of Technology"),
            "phones": [("work", "020 7946 0958"), ("cell", "07700 900123")],
            "mails": ["e.watson@oit.ac.uk"],
            "address": ("12 Baker Street", "London", "", "NW1 6XE", "GB"),
        },
    ),
    (
        "US",
        """John Smith, CEO, Smith & Sons LLC
john@smithsons.com
(555) 123-4567""",
        {
            "name": ("John", "Smith"),
            "role": ("CEO", "", "Smith & Sons LLC"),
            "phones": [("", "(555) 123-4567")],
            "mails": ["john@smithsons.com"],
        },
    ),
    (
        "US",
        """Thanks!
Mary O'Connor
Marketing Director at Globex
mary.oconnor@globex.io
+1 415 555 2671
linkedin.com/in/maryoconnor
Sent from my iPhone""",
        {
            "name": ("Mary", "O'Connor"),
            "role": ("Marketing Director", "", "Globex"),
            "phones": [("", "+1 415 555 2671")],
            "mails": ["mary.oconnor@globex.io"],
        },
    ),
    (
        "GB",
        """Kind regards
Tom Baker
tom@example.co.uk""",
        {"name": ("Tom", "Baker"), "role": ("", "", ""), "phones": [], "mails": ["tom@example.co.uk"]},
    ),
    (
        "DK",
        """Med venlig hilsen

Søren Ågård
Indkøbschef

Ågård Møbler A/S
Åboulevarden 12
8000 Aarhus C
Tlf.: 86 12 34 56
Mobil: 26 12 34 56
sa@agaardmobler.dk
www.agaardmobler.dk
CVR-nr. 12345678""",
        {
            "name": ("Søren", "Ågård"),
            "role": ("Indkøbschef", "", "Ågård Møbler A/S"),
            "phones": [("work", "86 12 34 56"), ("cell", "26 12 34 56")],
            "mails": ["sa@agaardmobler.dk"],
            "address": ("Åboulevarden 12", "Aarhus C", "", "8000", "DK"),
        },
    ),
    (
        "DK",
        """Venlig hilsen
Mette Holm Nielsen
Projektleder, Digital Udvikling
Københavns Kommune
Rådhuspladsen 1, 1599 København V
Direkte 33 66 33 66 | mette.holm@kk.dk""",
        {
            "name": ("Mette", "Holm Nielsen"),
            "role": ("Projektleder", "Digital Udvikling", "Københavns Kommune"),
            "phones": [("work", "33 66 33 66")],
            "mails": ["mette.holm@kk.dk"],
            "address": ("Rådhuspladsen 1", "København V", "", "1599", "DK"),
        },
    ),
    (
        "DK",
        """Mvh.
Lars Jensen
Salgskonsulent
Nordlys ApS
+45 40 40 40 40
lars@nordlys.dk""",
        {
            "name": ("Lars", "Jensen"),
            "role": ("Salgskonsulent", "", "Nordlys ApS"),
            "phones": [("", "+45 40 40 40 40")],
            "mails": ["lars@nordlys.dk"],
        },
    ),
    (
        "DK",
        """Hilsen

Anne-Marie von Brockdorff, advokat
Brockdorff Advokater I/S
Store Kongensgade 40, 2. sal
DK-1264 København K
T +45 33 11 22 33 · M +45 21 22 23 24 · amb@brockdorff.dk""",
        {
            "name": ("Anne-Marie", "von Brockdorff"),
            "role": ("advokat", "", "Brockdorff Advokater I/S"),
            "phones": [("work", "+45 33 11 22 33"), ("cell", "+45 21 22 23 24")],
            "mails": ["amb@brockdorff.dk"],
            "address": ("Store Kongensgade 40, 2. sal", "København K", "", "1264", "DK"),
        },
    ),
    (
        "DK",
        """Jens Hansen
Direktør
Hansen & Søn
jens@hansenogson.dk""",
        {
            "name": ("Jens", "Hansen"),
            "role": ("Direktør", "", "Hansen & Søn"),
            "phones": [],
            "mails": ["jens@hansenogson.dk"],
        },
    ),
    (
        "PT",
        """Com os melhores cumprimentos,

João Pedro Silva
Diretor Comercial
Vinhos do Douro, Lda.
Rua das Flores, 25 - 3.º Esq.
1200-192 Lisboa
Portugal
Tel.: +351 213 456 789
Telemóvel: +351 912 345 678
joao.silva@vinhosdodouro.pt""",
        {
            "name": ("João", "Pedro Silva"),
            "role": ("Diretor Comercial", "", "Vinhos do Douro, Lda."),
            "phones": [("work", "+351 213 456 789"), ("cell", "+351 912 345 678")],
            "mails": ["joao.silva@vinhosdodouro.pt"],
            "address": ("Rua das Flores, 25 - 3.º Esq.", "Lisboa", "", "1200-192", "PT"),
        },
    ),
    (
        "BR",
        """Atenciosamente,
Maria Fernanda Souza
Gerente de Vendas
Empresa Brasileira S.A.
Av. Paulista, 1578 - Bela Vista
São Paulo - SP, 01310-200
Fone: (11) 3251-4567 | Celular: (11) 98765-4321
maria.souza@empresa.com.br
www.empresa.com.br""",
        {
            "name": ("Maria", "Fernanda Souza"),
            "role": ("Gerente de Vendas", "", "Empresa Brasileira S.A."),
            "phones": [("work", "(11) 3251-4567"), ("cell", "(11) 98765-4321")],
            "mails": ["maria.souza@empresa.com.br"],
            "address": ("Av. Paulista, 1578 - Bela Vista", "São Paulo", "SP", "01310-200", "BR"),
        },
    ),
    (
        "BR",
        """Abraços,
Carlos Eduardo
Analista de Sistemas
carlos@tech.com.br""",
        {
            "name": ("Carlos", "Eduardo"),
            "role": ("Analista de Sistemas", "", ""),
            "phones": [],
            "mails": ["carlos@tech.com.br"],
        },
    ),
    (
        "PT",
        """Ana Sofia Martins
Coordenadora | Departamento Financeiro
Universidade de Coimbra
Tel. 239 859 900
ana.martins@uc.pt""",
        {
            "name": ("Ana", "Sofia Martins"),
            "role": ("Coordenadora", "Departamento Financeiro", "Universidade de Coimbra"),
            "phones": [("work", "239 859 900")],
            "mails": ["ana.martins@uc.pt"],
        },
    ),
    (
        "PT",
        """Cumprimentos
Rui Costa
Engenheiro Civil
Construções Norte, Unipessoal Lda
Travessa do Carmo 7, 4050-011 Porto
rui.costa@cnorte.pt
T: 222 001 002""",
        {
            "name": ("Rui", "Costa"),
            "role": ("Engenheiro Civil", "", "Construções Norte, Unipessoal Lda"),
            "phones": [("work", "222 001 002")],
            "mails": ["rui.costa@cnorte.pt"],
            "address": ("Travessa do Carmo 7", "Porto", "", "4050-011", "PT"),
        },
    ),
    (
        "KR",
        """감사합니다.

김민수 과장
해외영업팀
주식회사 서울무역
서울특별시 강남구 테헤란로 123, 4층 (06234)
Tel. 02-1234-5678
H.P. 010-9876-5432
minsu.kim@seoultrade.co.kr""",
        {
            "name": ("민수", "김"),
            "role": ("과장", "해외영업팀", "서울무역 주식회사"),
            "phones": [("work", "02-1234-5678"), ("cell", "010-9876-5432")],
            "mails": ["minsu.kim@seoultrade.co.kr"],
            "address": ("테헤란로 123, 4층", "강남구", "서울특별시", "06234", "KR"),
        },
    ),
    (
        "KR",
        """이영희 드림
(주)한국전자 마케팅본부
전화: 02-555-1234
휴대폰: 010-1111-2222
이메일: yhlee@hankook.co.kr""",
        {
            "name": ("영희", "이"),
            "role": ("", "마케팅본부", "(주)한국전자"),
            "phones": [("work", "02-555-1234"), ("cell", "010-1111-2222")],
            "mails": ["yhlee@hankook.co.kr"],
        },
    ),
    (
        "KR",
        """박지훈 | 선임연구원
한국과학기술연구원
서울특별시 성북구 화랑로14길 5
02-958-5114
jhpark@kist.re.kr""",
        {
            "name": ("지훈", "박"),
            "role": ("선임연구원", "", "한국과학기술연구원"),
            "phones": [("", "02-958-5114")],
            "mails": ["jhpark@kist.re.kr"],
            "address": ("화랑로14길 5", "성북구", "서울특별시", "", "KR"),
        },
    ),
    (
        "KR",
        """Kim Minseo
Manager, Overseas Sales Team
Seoul Trading Co., Ltd.
123 Teheran-ro, Gangnam-gu, Seoul 06234, Korea
T +82-2-1234-5678 M +82-10-9876-5432
minseo@seoultrade.co.kr""",
        {
            "name": ("Minseo", "Kim"),
            "role": ("Manager, Overseas Sales Team", "", "Seoul Trading Co., Ltd."),
            "phones": [("work", "+82-2-1234-5678"), ("cell", "+82-10-9876-5432")],
            "mails": ["minseo@seoultrade.co.kr"],
            "address": ("123 Teheran-ro, Gangnam-gu", "Seoul", "", "06234", "KR"),
        },
    ),
    (
        "KR",
        """홍길동 대표이사
길동컴퍼니 주식회사
부산광역시 해운대구 센텀중앙로 90
051-700-1234
hong@gildong.kr""",
        {
            "name": ("길동", "홍"),
            "role": ("대표이사", "", "길동컴퍼니 주식회사"),
            "phones": [("", "051-700-1234")],
            "mails": ["hong@gildong.kr"],
            "address": ("센텀중앙로 90", "해운대구", "부산광역시", "", "KR"),
        },
    ),
    (
        "CN",
        """王小明
销售经理
北京华信科技有限公司
北京市朝阳区建国路88号 100022
电话：010-8588-1234
手机：138 0013 8000
wang.xm@huaxin.com.cn""",
        {
            "name": ("小明", "王"),
            "role": ("销售经理", "", "北京华信科技有限公司"),
            "phones": [("work", "010-8588-1234"), ("cell", "138 0013 8000")],
            "mails": ["wang.xm@huaxin.com.cn"],
            "address": ("建国路88号", "北京市", "", "100022", "CN"),
        },
    ),
    (
        "CN",
        """此致
敬礼
李娜 女士
市场部
上海东方贸易集团
上海市浦东新区世纪大道100号
手机: 13912345678
邮箱: lina@dongfang.cn""",
        {
            "name": ("娜", "李"),
            "role": ("", "市场部", "上海东方贸易集团"),
            "phones": [("cell", "13912345678")],
            "mails": ["lina@dongfang.cn"],
            "address": ("世纪大道100号", "上海市", "", "", "CN"),
        },
    ),
    (
        "CN",
        """张伟 | 高级工程师 | 研发中心
深圳创新科技股份有限公司
传真：0755-26001234
电话：0755-26001235
zhangwei@cxkj.com""",
        {
            "name": ("伟", "张"),
            "role": ("高级工程师", "研发中心", "深圳创新科技股份有限公司"),
            "phones": [("fax", "0755-26001234"), ("work", "0755-26001235")],
            "mails": ["zhangwei@cxkj.com"],
        },
    ),
    (
        "TW",
        """陳美玲
行銷經理
台北科技股份有限公司
台北市信義區信義路五段7號
電話：02-8101-1234
meiling@tptech.com.tw""",
        {
            "name": ("美玲", "陳"),
            "role": ("行銷經理", "", "台北科技股份有限公司"),
            "phones": [("work", "02-8101-1234")],
            "mails": ["meiling@tptech.com.tw"],
            "address": ("信義路五段7號", "台北市", "", "", "TW"),
        },
    ),
    (
        "CN",
        """Wang Wei
Export Manager
Ningbo Ocean Trading Co., Ltd.
No. 88 Renmin Road, Haishu District, Ningbo, China
Tel: +86 574 8765 4321
Mobile/WhatsApp: +86 139 5740 0001
wangwei@nbocean.com""",
        {
            "name": ("Wei", "Wang"),
            "role": ("Export Manager", "", "Ningbo Ocean Trading Co., Ltd."),
            "phones": [("work", "+86 574 8765 4321"), ("cell", "+86 139 5740 0001")],
            "mails": ["wangwei@nbocean.com"],
            "address": ("No. 88 Renmin Road, Haishu District", "Ningbo", "", "", "CN"),
        },
    ),
    (
        "DE",
        """Mit freundlichen Grüßen
Dr. Klaus Müller
Geschäftsführer
Müller Maschinenbau GmbH & Co. KG
Industriestraße 15
D-70565 Stuttgart
Tel.: +49 711 123456-0
Fax: +49 711 123456-99
k.mueller@mueller-mb.de
HRB 12345""",
        {
            "name": ("Klaus", "Müller"),
            "role": ("Geschäftsführer", "", "Müller Maschinenbau GmbH & Co. KG"),
            "phones": [("work", "+49 711 123456-0"), ("fax", "+49 711 123456-99")],
            "mails": ["k.mueller@mueller-mb.de"],
            "address": ("Industriestraße 15", "Stuttgart", "", "70565", "DE"),
        },
    ),
    (
        "US",
        """Anna Lee Park, PhD
Professor, Department of Biology
Stanford University
450 Serra Mall, Stanford, CA 94305
Office: 650-723-2300
alpark@stanford.edu""",
        {
            "name": ("Anna", "Lee Park"),
            "role": ("Professor", "Department of Biology", "Stanford University"),
            "phones": [("work", "650-723-2300")],
            "mails": ["alpark@stanford.edu"],
            "address": ("450 Serra Mall", "Stanford", "CA", "94305", "US"),
        },
    ),
]


def told(record: PartyRecord) -> dict[str, object]:
    """What a signature gave, in the form of CASES."""
    roles = [(role.title, role.department, role.org_name) for role in record.affiliations]
    found: dict[str, object] = {
        "name": (record.given, " ".join(part for part in (record.additional, record.family) if part)),
        "role": roles[0] if roles else (record.occupation, "", ""),
        "phones": [(point.usage, point.value) for point in record.points if point.kind == PHONE],
        "mails": [point.value for point in record.points if point.kind == EMAIL],
    }
    for a in record.addresses:
        found["address"] = (a.street, a.locality, a.region, a.postcode, a.country)
    return found


@pytest.mark.parametrize(("region", "text", "expected"), CASES, ids=range(len(CASES)))
def test_signature(region: str, text: str, expected: dict[str, object]) -> None:
    assert told(read_signature(text, region, "en")) == expected


def test_links_and_networks_are_told_apart() -> None:
    record = read_signature("Ana Ruiz\nwww.acme.com\nlinkedin.com/in/anaruiz")
    assert [(p.kind, p.value) for p in record.points] == [
        (URL, "www.acme.com"),
        ("social", "linkedin.com/in/anaruiz"),
    ]


def test_korean_name_in_latin_letters_keeps_its_order() -> None:
    record = read_signature("Kim Minseo\nSeoul Trading Co., Ltd.\n123 Teheran-ro, Seoul 06234, Korea")
    assert (record.family, record.given, record.name_order) == ("Kim", "Minseo", "family_first")


def test_what_fits_nowhere_becomes_a_note() -> None:
    record = read_signature("Jens Hansen\nDirektør\nHansen A/S\nCVR-nr. 12345678\njens@hansen.dk", "DK")
    assert record.notes[0].body == "CVR-nr. 12345678"
    assert not any(point.kind == PHONE for point in record.points)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Jane Doe", False),
        ("Dr. Jane Doe", False),
        ("Jane Doe jane@acme.com", True),
        ("Jane Doe +45 33 11 22 33", True),
        ("Jane Doe\nAcme", True),
        ("", False),
    ],
)
def test_more_than_a_name(text: str, is_one: bool) -> None:
    assert looks_like_signature(text) is is_one


def test_nothing_is_no_contact() -> None:
    assert told(read_signature(" \n--\n")) == {
        "name": ("", ""),
        "role": ("", "", ""),
        "phones": [],
        "mails": [],
    }


@pytest.mark.parametrize("text", ["\0", "@@@", "((((", "1" * 500, "a\n" * 400, "|" * 200])
def test_strange_text_does_not_stop_it(text: str) -> None:
    assert isinstance(read_signature(text, "DK"), PartyRecord)
