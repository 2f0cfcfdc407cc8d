"""Relations in vCards: written for both versions, read back once, and kept as text while nobody fits."""

import datetime as dt

import pytest

from crm_desktop.domain.contacts.listing import ListQuery, Selection
from crm_desktop.domain.contacts.relations import BUILT_IN, Relation, RelationType
from crm_desktop.exchange.formats import WriteOptions
from crm_desktop.services import exporting, undo
from crm_desktop.services.contacts import ops, queries, relation_kinds, relations
from crm_desktop.services.contacts.relation_kinds import OwnKind
from crm_desktop.services.importing import import_file
from crm_desktop.storage.comparing import content_hash
from tests.factories.contexts import open_inline
from tests.factories.people import person

PARENT, SPOUSE, IN_LAW = (
    next(kind for kind in BUILT_IN if kind.key == key) for key in ("parent", "spouse", "parent_in_law")
)


@pytest.fixture
def family(context):
    anna, bo, cy = (ops.create(context, person(f"{name} Hansen")) for name in ("Anna", "Bo", "Cy"))
    relations.add(
        context, bo, Relation(PARENT, other=anna, from_on=dt.date(2001, 5, 1), note="adopted; late")
    )
    relations.add(context, bo, Relation(SPOUSE, other=cy))
    relations.add(context, cy, Relation(IN_LAW, other=anna))
    relations.add(context, cy, Relation(relations.own_type(context, "Golf partner"), other=bo))
    return context


def told(context, name):
    found = relations.relations_of(context, queries.resolve(context, name))
    return sorted((r.word, r.other_name, r.from_on, r.note) for r in found)


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_relations_come_back_from_cards_once(family, crm_file, tmp_path, version):
    out = tmp_path / "out.vcf"
    everybody = Selection.all_of(ListQuery())
    exporting.export_file(family, everybody, "vcard", out, WriteOptions(version=version))
    before = content_hash(crm_file)
    assert import_file(family, out).set_id is None
    assert content_hash(crm_file) == before
    other = open_inline(tmp_path / "other.crm", create=True)
    relation_kinds.save(other, [], [OwnKind(RelationType("", "Golf partner", ""))])
    report = import_file(other, out)
    assert report.further.relations == 4
    for name in ("Anna Hansen", "Bo Hansen", "Cy Hansen"):
        assert told(other, name) == told(family, name)
        assert queries.load(other, queries.resolve(other, name)).extras == ()
    assert import_file(other, out).set_id is None
    undo.undo(other)
    assert queries.counts(other).get("person", 0) == 0
    other.close()


def test_cards_of_some_name_nobody_else_and_plain_ones_no_relation(family, tmp_path):
    out = tmp_path / "out.vcf"
    chosen = Selection.of(*(queries.resolve(family, f"{name} Hansen").id for name in ("Anna", "Bo")))
    exporting.export_file(family, chosen, "vcard", out)
    text = out.read_text(encoding="utf-8").replace("\n ", "")
    assert "Cy Hansen" not in text
    assert "X-ABLabel:_$!<Parent>!$_" in text
    exporting.export_file(family, chosen, "vcard", out, WriteOptions(is_complete=False))
    assert "RELATED" not in out.read_text(encoding="utf-8")


APPLE = """BEGIN:VCARD
VERSION:3.0
FN:Ida Berg
item1.X-ABRELATEDNAMES:Bo Berg
item1.X-ABLabel:_$!<Mother>!$_
item2.X-ABRELATEDNAMES:Somebody Else
item2.X-ABLabel:_$!<Spouse>!$_
item3.X-ABRELATEDNAMES;type=pref:Bo Berg
item3.X-ABLabel:Astrologer
END:VCARD
"""


def test_names_become_relations_when_one_contact_fits_and_stay_text_otherwise(context, tmp_path):
    path = tmp_path / "in.vcf"
    path.write_text(APPLE + "BEGIN:VCARD\nVERSION:3.0\nFN:Bo Berg\nEND:VCARD\n", encoding="utf-8")
    import_file(context, path)
    assert told(context, "Ida Berg") == [("Parent", "Bo Berg", None, "Mother")]
    kept = [(e.name, e.value) for e in queries.load(context, queries.resolve(context, "Ida Berg")).extras]
    assert ("item2.X-ABRELATEDNAMES", "Somebody Else") in kept
    assert ("item3.X-ABLabel", "Astrologer") in kept
    assert len(kept) == 4
    assert import_file(context, path).set_id is None
    out = tmp_path / "out.vcf"
    exporting.export_file(context, Selection.all_of(ListQuery()), "vcard", out)
    text = out.read_text(encoding="utf-8").replace("\n ", "")
    assert "_$!<Mother>!$_" in text
    assert "item2.X-ABLabel:_$!<Spouse>!$_" in text


def test_what_a_relation_cannot_hold_stays_as_it_was(context, tmp_path):
    path = tmp_path / "in.vcf"
    lines = [
        "RELATED;TYPE=friend;LANGUAGE=da:urn:uuid:2",
        "RELATED;TYPE=muse:urn:uuid:2",
        "i.RELATED;TYPE=friend:urn:uuid:2",
        "i.X-FOO:bar",
    ]
    card = "\n".join(("BEGIN:VCARD", "VERSION:4.0", "FN:Ida", *lines, "END:VCARD", ""))
    path.write_text(card + "BEGIN:VCARD\nVERSION:4.0\nFN:Bo\nUID:urn:uuid:2\nEND:VCARD\n", encoding="utf-8")
    assert import_file(context, path).further.relations == 0
    assert len(queries.load(context, queries.resolve(context, "Ida")).extras) == 4


def test_of_two_of_one_name_neither_is_taken(context, tmp_path):
    path = tmp_path / "in.vcf"
    cards = "".join(f"BEGIN:VCARD\nVERSION:3.0\nFN:Bo Berg\nUID:{n}\nEND:VCARD\n" for n in "12")
    path.write_text(APPLE + cards, encoding="utf-8")
    assert import_file(context, path).further.relations == 0
    assert len(queries.load(context, queries.resolve(context, "Ida Berg")).extras) == 6
