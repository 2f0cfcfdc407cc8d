"""What the properties of a card become, in each version and as real programs write them."""

from __future__ import annotations

import pytest

from tests.exchange.tables import card, lines_of

CARDS = {
    "names of 3.0": (
        "3.0",
        ["N:Jensen;Bo;Erik,Lars;Dr.;Jr.\\, PhD", "FN:Dr. Bo Jensen", "NICKNAME:Bobo,Bob"],
        [
            "display_name Dr. Bo Jensen",
            "prefix Dr.",
            "given Bo",
            "additional Erik Lars",
            "family Jensen",
            "suffix Jr., PhD",
            "nickname Bobo, Bob",
        ],
    ),
    "a name without FN is put together by its script": (
        "3.0",
        ["N:김;민준;;;"],
        ["display_name 김민준", "given 민준", "family 김"],
    ),
    "second family name and generation of RFC 9554": (
        "4.0",
        ["FN:Ana", "N:García;Ana;;;;Lorca;II"],
        ["display_name Ana", "given Ana", "family García Lorca", "suffix II"],
    ),
    "phonetic names": (
        "3.0",
        ["FN:佐藤花子", "X-PHONETIC-FIRST-NAME:はなこ", "X-PHONETIC-LAST-NAME:さとう"],
        ["display_name 佐藤花子", "phonetic_given はなこ", "phonetic_family さとう"],
    ),
    "types of 3.0, doubled and joined": (
        "3.0",
        [
            *("FN:A", "TEL;TYPE=WORK;TYPE=VOICE;TYPE=pref:1", "TEL;TYPE=home,voice:2"),
            "EMAIL;type=INTERNET;type=HOME:a@b.example",
        ],
        ["display_name A", "phone | 1 | work | preferred", "phone | 2 | home", "email | a@b.example | home"],
    ),
    "bare types of 2.1": (
        "2.1",
        ["FN:A", "TEL;CELL:1", "TEL;WORK;FAX:2", "TEL;PREF;HOME:3", "EMAIL;INTERNET;X-Sommerhus:a@b.example"],
        [
            "display_name A",
            "phone | 1 | cell",
            "phone | 2 | fax",
            "phone | 3 | home | preferred",
            "email | a@b.example | Sommerhus",
            "extra | &TEL;TYPE=WORK | 2",
        ],
    ),
    "tel: URIs of 4.0": (
        "4.0",
        ['FN:A', 'TEL;VALUE=uri;PREF=1;TYPE="voice,work":tel:+1-555-0100;ext=12', "TEL;TYPE=cell:+45 20 12 34 56"],
        ["display_name A", "phone | +1-555-0100 | work | preferred | 12", "phone | +45 20 12 34 56 | cell"],
    ),
    "messengers": (
        "3.0",
        [
            *("FN:A", "IMPP;X-SERVICE-TYPE=Skype;type=HOME:skype:bo", "IMPP:xmpp:bo@b.example", "X-QQ;TYPE=work:12345"),
            *("X-JABBER:bo@c.example", "IMPP:unknown:x"),
        ],
        [
            "display_name A",
            "impp:skype | bo | home",
            "impp:xmpp | bo@b.example",
            "impp:qq | 12345 | work",
            "impp:xmpp | bo@c.example",
            "impp | unknown:x",
        ],
    ),
    "profiles": (
        "4.0",
        [
            *("FN:A", "X-SOCIALPROFILE;type=twitter;x-user=bo:http://twitter.com/bo"),
            *("SOCIALPROFILE;SERVICE-TYPE=Mastodon:https://example.com/@bo", "X-TWITTER:bo2"),
        ],
        [
            "display_name A",
            "social:twitter | http://twitter.com/bo",
            "social:mastodon | https://example.com/@bo",
            "social:twitter | bo2",
            "extra | &SOCIALPROFILE;x-user=bo | http://twitter.com/bo",
        ],
    ),
    "an address with its country by name": (
        "3.0",
        ["FN:A", "ADR;TYPE=HOME;TYPE=pref:Box 7;2. tv.;Vej 1\\nBaghuset;Aarhus;;8000;Danmark"],
        ["display_name A", "address | Vej 1 / Baghuset | 2. tv. | 8000 Aarhus |  | DK | home | preferred"],
    ),
    "a country that is none": (
        "3.0",
        ["FN:A", "ADR:;;Vej 1;By;;1;Atlantis"],
        ["display_name A", "address | Vej 1 |  | 1 By |  | Atlantis"],
    ),
    "the longer ADR of RFC 9554": (
        "4.0",
        ["FN:A", "ADR:;;Main 1;Seoul;;04524;South Korea;;;;;;;Jung-gu;;;;"],
        ["display_name A", "address | Main 1 |  | 04524 Seoul |  | KR"],
    ),
    "Apple's groups": (
        "3.0",
        [
            *("FN:A", "item1.TEL;type=pref:1", "item1.X-ABLabel:Sommerhus", "item2.URL:http\\://b.example"),
            *("item2.X-ABLabel:_$!<HomePage>!$_", "item3.ADR;type=HOME:;;Main 1;Town;;1;", "item3.X-ABADR:us"),
            *("item4.X-ABDATE;type=pref:2010-05-06", "item4.X-ABLabel:_$!<Anniversary>!$_"),
            *("item5.X-ABDATE:2011-01-02", "item5.X-ABLabel:Moved in"),
        ],
        [
            "display_name A",
            "phone | 1 | Sommerhus | preferred",
            "url | http://b.example | homepage",
            "address | Main 1 |  | 1 Town |  | US | home",
            "anniversary | 2010-05-06",
            "other | 2011-01-02 | Moved in",
        ],
    ),
    "relatives stay as they are, with their label": (
        "3.0",
        ["FN:A", "item1.X-ABRELATEDNAMES:Bo", "item1.X-ABLabel:_$!<Spouse>!$_"],
        ["display_name A", "extra | item1.X-ABRELATEDNAMES | Bo", "extra | item1.X-ABLabel | _$!<Spouse>!$_"],
    ),
    "a company": (
        "3.0",
        ["N:;;;;", "ORG:Acme\\, Inc.;", "X-ABShowAs:COMPANY", "TEL:1"],
        ["kind organization", "display_name Acme, Inc.", "phone | 1"],
    ),
    "KIND of 4.0": ("4.0", ["KIND:org", "FN:Acme", "ORG:Acme"], ["kind organization", "display_name Acme"]),
    "a group keeps its members": (
        "3.0",
        ["FN:Team", "X-ADDRESSBOOKSERVER-KIND:group", "X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:1"],
        ["kind group", "display_name Team", "extra | X-ADDRESSBOOKSERVER-MEMBER | urn:uuid:1"],
    ),
    "company, unit, title, role": (
        "3.0",
        ["FN:A", "ORG:Acme;Sales;North", "TITLE:Boss", "ROLE:Decides"],
        ["display_name A", "role | Acme | Sales; North | Boss | Decides"],
    ),
    "several companies by their groups": (
        "4.0",
        ["FN:A", "g1.ORG:One", "g2.ORG:Two", "g2.TITLE:Boss of two", "g1.TITLE:Boss of one"],
        ["display_name A", "role | One |  | Boss of one", "role | Two |  | Boss of two"],
    ),
    "a role without a company is an occupation": (
        "4.0",
        ["FN:A", "ROLE:Potter"],
        ["display_name A", "occupation Potter"],
    ),
    "dates of 4.0": (
        "4.0",
        ["FN:A", "BDAY:--0229", "ANNIVERSARY:1985-04", "DEATHDATE:20200101"],
        ["display_name A", "birthday | --02-29", "anniversary | 1985-04", "death | 2020-01-01"],
    ),
    "dates of 3.0 and Apple's year": (
        "3.0",
        ["FN:A", "BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29", "X-ANNIVERSARY:2001-05-06"],
        ["display_name A", "birthday | --02-29", "anniversary | 2001-05-06"],
    ),
    "a date in words stays": (
        "4.0",
        ["FN:A", "BDAY;VALUE=text:circa 1800"],
        ["display_name A", "extra | BDAY;VALUE=text | circa 1800"],
    ),
    "gender, language, zone, pronouns": (
        "4.0",
        ["FN:A", "GENDER:F", "LANG:da", "TZ:Europe/Copenhagen", "PRONOUNS:she/her"],
        ["display_name A", "pronouns she/her", "gender female", "lang da", "tz Europe/Copenhagen"],
    ),
    "hobbies of RFC 6715": (
        "4.0",
        ["FN:A", "HOBBY;LEVEL=high:sailing", "EXPERTISE:law"],
        ["display_name A", "fact | hobby | sailing", "fact | expertise | law", "extra | &HOBBY;LEVEL=high | sailing"],
    ),
    "categories, without Google's group of all": (
        "3.0",
        ["FN:A", "CATEGORIES:myContacts,Kunder,a\\,b"],
        ["display_name A", "tags | Kunder, a,b"],
    ),
    "every note by itself": (
        "3.0",
        ["FN:A", "NOTE:one\\ntwo", "NOTE:three"],
        ["display_name A", "note | 'one\\ntwo'", "note | 'three'"],
    ),
    "pictures": (
        "3.0",
        ["FN:A", "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRgAB", "PHOTO;VALUE=uri:https://example.com/p.png"],
        [
            "display_name A",
            "photo | photo.jpg | image/jpeg | 12 bytes",
            "photo | photo | application/octet-stream | https://example.com/p.png",
        ],
    ),
    "a picture of 4.0": (
        "4.0",
        ["FN:A", "PHOTO:data:image/png;base64,iVBORw0KGgo="],
        ["display_name A", "photo | photo.png | image/png | 8 bytes"],
    ),
    "unknown properties and parameters stay": (
        "4.0",
        [
            *("FN;LANGUAGE=da:A", 'item7.X-FOO;BAR="a:b;c":x\\;y', "RELATED;TYPE=friend:urn:uuid:2"),
            "EMAIL;PREF=2:a@b.example",
        ],
        [
            "display_name A",
            "email | a@b.example",
            'extra | item7.X-FOO;BAR="a:b;c" | x\\;y',
            "extra | RELATED;TYPE=friend | urn:uuid:2",
            "extra | &EMAIL;PREF=2 | a@b.example",
            "extra | &FN;LANGUAGE=da | A",
        ],
    ),
    "Android's nickname": (
        "2.1",
        ["FN:A", "X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;Bobo;1;;;;;;;;;;;;;"],
        ["display_name A", "nickname Bobo"],
    ),
    "UID": ("3.0", ["FN:A", "UID:urn:uuid:1"], ["display_name A", "id | vcard | urn:uuid:1"]),
}  # fmt: skip


@pytest.mark.parametrize("name", CARDS)
def test_properties(name: str) -> None:
    version, lines, expected = CARDS[name]
    assert lines_of(card(*lines, version=version).party) == expected


def test_quoted_printable_with_soft_breaks_and_charset() -> None:
    found = card(
        "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=EA=B9=80;=EB=AF=BC=EC=A4=80;;;",
        "NOTE;ENCODING=QUOTED-PRINTABLE:first line=0D=0A=",
        "second =3D last; literally",
        "ADR;WORK;CHARSET=EUC-KR;ENCODING=QUOTED-PRINTABLE:;;=BC=BC=C1=BE=B4=EB=B7=CE;;;04524;",
        version="2.1",
    )
    assert lines_of(found.party) == [
        "display_name 김민준",
        "given 민준",
        "family 김",
        "address | 세종대로 |  | 04524 |  |  | work",
        "note | 'first line\\nsecond = last; literally'",
    ]
    assert found.notices == ()


def test_base64_of_2_1_ends_with_a_blank_line() -> None:
    found = card("FN:A", "PHOTO;ENCODING=BASE64;JPEG:", " /9j/4AAQ", " SkZJRgAB", "", "TEL:1", version="2.1")
    assert lines_of(found.party)[1:] == ["phone | 1", "photo | photo.jpg | image/jpeg | 12 bytes"]


def test_a_card_in_a_card_is_kept_and_not_read_as_a_contact() -> None:
    found = card("FN:Boss", "AGENT:", "BEGIN:VCARD", "FN:Assistant", "END:VCARD", version="2.1")
    assert lines_of(found.party) == [
        "display_name Boss",
        "extra | AGENT | BEGIN:VCARD\\nFN:Assistant\\nEND:VCARD",
    ]


def test_position_and_raw_text_lead_back_to_the_file() -> None:
    found = card("FN:A")
    assert found.position == 1
    assert str(found.raw) == "BEGIN:VCARD\nVERSION:3.0\nFN:A\nEND:VCARD"
