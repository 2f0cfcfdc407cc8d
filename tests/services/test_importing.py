"""The way in: matching, counts, rejects, one undo step, the same file twice."""

import base64
import dataclasses
import json

import pytest

from crm_desktop.base.errors import UserError
from crm_desktop.base.progress import CancelledError, CancelToken
from crm_desktop.base.resource_files import resources
from crm_desktop.domain.contacts.listing import ListQuery, Selection
from crm_desktop.domain.contacts.records import Attachment, Preference
from crm_desktop.exchange.formats import WriteOptions
from crm_desktop.services import exporting, importing, search, undo
from crm_desktop.services.contacts import ops, queries
from crm_desktop.services.import_report import ImportOptions
from crm_desktop.services.importing import import_file
from crm_desktop.storage import backup
from crm_desktop.storage.comparing import content_hash
from tests.factories.people import EVERYONE, SOREN, person
from tests.services.test_ops import COMPLETE, without_ids

SAMPLES = resources() / "samples"

CARD = """BEGIN:VCARD\r
VERSION:3.0\r
{uid}FN:{name}\r
N:{family};{given};;;\r
EMAIL:{email}\r
X-UNKNOWN;FOO=bar:kept\\, as it is\r
END:VCARD\r
"""


def card(given, family, email, uid=""):
    uid = f"UID:{uid}\r\n" if uid else ""
    return CARD.format(name=f"{given} {family}", given=given, family=family, email=email, uid=uid)


@pytest.fixture
def vcf(tmp_path):
    def write(*cards, name="phone.vcf"):
        path = tmp_path / name
        path.write_text("".join(cards), encoding="utf-8", newline="")
        return path

    return write


def names(context):
    return [r.display_name for r in queries.first_rows(context, ListQuery(kinds=("person",)))]


@pytest.mark.parametrize("sample", ["contacts.vcf", "contacts_google.csv", "messy_cp949.csv"])
def test_a_sample_comes_in_once_and_undo_takes_it_out(context, crm_file, sample):
    ops.create(context, person("Already Here", email="here@example.org"))
    before = content_hash(crm_file)
    first = import_file(context, SAMPLES / sample)
    assert first.added > 0
    assert first.read == first.added + first.updated + first.unchanged + first.skipped + len(first.rejected)
    with_sample = content_hash(crm_file)
    again = import_file(context, SAMPLES / sample)
    assert (again.added, again.updated, again.set_id) == (0, 0, None)
    assert content_hash(crm_file) == with_sample
    assert undo.undoable(context).set_id == first.set_id
    undo.undo(context)
    assert content_hash(crm_file) == before
    undo.redo(context)
    assert content_hash(crm_file) == with_sample


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("google.csv", "First Name,Last Name,Organization Name,Organization Title\nAnna,Berg,,Engineer\n"),
        ("phone.vcf", "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Anna Berg\r\nTITLE:Engineer\r\nEND:VCARD\r\n"),
    ],
)
def test_a_title_without_a_company_is_an_occupation_and_makes_no_company(context, tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8", newline="")
    assert import_file(context, path).added == 1
    [anna] = queries.first_rows(context, ListQuery())  # of all kinds: no company without a name
    [record] = queries.load_all(context, [anna.id])
    assert (record.display_name, record.occupation, record.affiliations) == ("Anna Berg", "Engineer", ())
    again = import_file(context, path)
    assert (again.added, again.updated) == (0, 0)


def test_a_backup_is_made_before_an_import_into_a_file_with_contacts(context, vcf):
    import_file(context, vcf(card("Anna", "Berg", "anna@example.org")))
    assert backup.listing(context.store.path) == []  # there was nothing to lose
    import_file(context, vcf(card("Bo", "Dahl", "bo@example.org")))
    assert [b.reason for b in backup.listing(context.store.path)] == ["import"]


def test_unknown_properties_are_kept_and_written_back(context, vcf, tmp_path):
    import_file(context, vcf(card("Anna", "Berg", "anna@example.org")))
    out = tmp_path / "out.vcf"
    exporting.export_file(context, Selection.all_of(ListQuery()), "vcard", out)
    assert "X-UNKNOWN;FOO=bar:kept\\, as it is" in out.read_text(encoding="utf-8")


def test_a_known_person_is_updated_and_nothing_of_theirs_is_lost(context, vcf):
    ref = ops.create(
        context, person("Anna Berg", email="anna@example.org", phone="33 11 22 33", nickname="Annie")
    )
    report = import_file(context, vcf(card("Anna", "Berg", "anna@example.org")))
    assert (report.added, report.updated) == (0, 1)
    record = queries.load(context, ref)
    assert (record.given, record.family, record.nickname) == ("Anna", "Berg", "Annie")
    assert [p.value for p in record.points] == ["anna@example.org", "33 11 22 33"]


def test_a_shared_mailbox_never_joins_two_people(context, vcf):
    report = import_file(
        context, vcf(card("Anna", "Berg", "office@example.org"), card("Bo", "Dahl", "office@example.org"))
    )
    assert report.added == 2
    again = import_file(context, vcf(card("Carl", "Ek", "office@example.org")))
    assert again.added == 1
    assert names(context) == ["Anna Berg", "Bo Dahl", "Carl Ek"]


def test_two_people_of_one_name_stay_two(context, vcf):
    cards = (card("John", "Smith", "john1@example.org"), card("John", "Smith", "john2@example.org"))
    assert import_file(context, vcf(*cards)).added == 2
    assert import_file(context, vcf(*cards)).unchanged == 2
    assert import_file(context, vcf(card("John", "Smith", "john3@example.org"))).added == 1


def test_the_uid_finds_a_person_under_a_new_name(context, vcf):
    import_file(context, vcf(card("Anna", "Berg", "anna@example.org", uid="abc-1")))
    report = import_file(context, vcf(card("Anna", "Dahl", "dahl@example.org", uid="abc-1")))
    assert (report.added, report.updated) == (0, 1)
    assert names(context) == ["Anna Dahl"]


@pytest.mark.parametrize(
    ("on_match", "expected"), [("skip", ["Anna Berg"]), ("add", ["Anna Berg", "Anna Berg"])]
)
def test_what_to_do_with_a_match_is_a_choice(context, vcf, on_match, expected):
    path = vcf(card("Anna", "Berg", "anna@example.org"))
    import_file(context, path)
    report = import_file(context, path, ImportOptions(on_match=on_match))
    assert names(context) == expected
    assert report.skipped == (1 if on_match == "skip" else 0)


def test_a_dry_run_counts_and_writes_nothing(context, crm_file, vcf):
    ops.create(context, person("Anna Berg", email="anna@example.org"))
    before = content_hash(crm_file)
    cards = vcf(card("Anna", "Berg", "anna@example.org"), card("Bo", "Dahl", "bo@example.org"))
    report = import_file(context, cards, ImportOptions(dry_run=True))
    assert (report.read, report.added, report.updated) == (2, 1, 1)
    assert content_hash(crm_file) == before
    assert backup.listing(context.store.path) == []


def test_a_refusal_that_was_noted_is_not_imported_away(context, tmp_path):
    ops.create(context, dataclasses.replace(SOREN, preferences=(Preference("mail", "never", "asked us"),)))
    other = dataclasses.replace(SOREN, preferences=(Preference("mail", "ok"),))
    out = tmp_path / "other.json"
    _write_json(out, other)
    import_file(context, out)
    record = queries.load(context, queries.resolve(context, "Søren Ågård"))
    assert [(p.channel, p.status) for p in record.preferences] == [("mail", "never")]


def _write_json(path, *records):
    from crm_desktop.exchange.registry import format_of

    with path.open("wb") as stream:
        format_of("json").write(records, stream, WriteOptions())


def test_rows_that_cannot_be_read_are_rejected_with_line_and_reason(context, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(
        "Name,E-mail,Phone\nAnna Berg,anna@example.org,1\n,,\nBo Dahl,bo@example.org\n", encoding="utf-8"
    )
    report = import_file(context, path)
    assert report.added == 2
    assert report.read == report.added + len(report.rejected)
    assert all(r.position and r.reason for r in report.rejected)


def test_cancel_takes_back_what_was_done(context, crm_file, vcf):
    before = content_hash(crm_file)
    cards = vcf(*(card("Anna", f"Berg{n}", f"a{n}@example.org") for n in range(900)))
    token = CancelToken()

    def stop(done, total, text=""):
        if done > total // 2:
            token.cancel()

    with pytest.raises(CancelledError):
        import_file(context, cards, progress=stop, cancel=token)
    assert content_hash(crm_file) == before
    assert undo.undoable(context) is None


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "empty"), (b"PK\x03\x04 zip", "another kind"), (b"\x00\x01\x02" * 99, "format")],
)
def test_a_file_of_no_known_format_is_refused_in_words(context, tmp_path, content, said):
    path = tmp_path / "strange.bin"
    path.write_bytes(content)
    with pytest.raises(UserError, match=said):
        import_file(context, path)


def test_a_csv_of_any_headings_comes_in_by_a_mapping(context, tmp_path):
    path = tmp_path / "old.csv"
    path.write_text("Kunde;Tlf;Hemmelig\nAnna Berg;33 11 22 33;xyz\n", encoding="utf-8")
    from crm_desktop.exchange.delimited.mapping import load_mapping

    mapping = tmp_path / "map.json"
    mapping.write_text(
        json.dumps({"columns": {"Kunde": "display_name", "Tlf": "phone", "Hemmelig": None}}), encoding="utf-8"
    )
    import_file(context, path, ImportOptions(mapping=load_mapping(mapping)))
    record = queries.load(context, queries.resolve(context, "Anna Berg"))
    assert [p.value for p in record.points] == ["33 11 22 33"]
    assert record.extras == ()


@pytest.mark.parametrize("format_id", ["vcard", "csv", "json"])
def test_export_and_import_into_an_empty_file_give_the_same_records(context, tmp_path, format_id):
    from tests.factories.contexts import open_inline

    for record in (COMPLETE, *EVERYONE[1:]):
        ops.create(context, record)
    out = tmp_path / f"out.{format_id}"
    report = exporting.export_file(context, Selection.all_of(ListQuery()), format_id, out)
    assert (report.written, report.left_out) == (6 + 2, 0)
    other = open_inline(tmp_path / "other.crm", create=True)
    imported = import_file(other, out)
    assert imported.rejected == []
    for name in ("Søren Ågård", "김민수", "王小明"):
        ours = queries.load(context, queries.resolve(context, name))
        theirs = queries.load(other, queries.resolve(other, name))
        assert _comparable(theirs, format_id) == _comparable(ours, format_id)
    other.close()


def _comparable(record, format_id):
    record = without_ids(record)
    uids = tuple(e for e in record.external_ids if not e.value.startswith("urn:uuid:0"))
    attachments = () if format_id == "csv" else record.attachments
    return dataclasses.replace(record, external_ids=uids, attachments=attachments)


def test_an_export_of_our_own_file_back_into_it_changes_nothing(context, crm_file, tmp_path):
    for record in (COMPLETE, *EVERYONE[1:]):
        ops.create(context, record)
    before = content_hash(crm_file)
    for format_id in ("vcard", "json", "csv"):
        out = tmp_path / f"out.{format_id}"
        exporting.export_file(context, Selection.all_of(ListQuery()), format_id, out)
        report = importing.import_file(context, out)
        assert (report.added, len(report.rejected)) == (0, 0), format_id
        if format_id != "csv":
            assert content_hash(crm_file) == before, format_id


@pytest.mark.parametrize("company_first", [True, False])
@pytest.mark.parametrize("apart", [0, 300])
def test_a_company_that_a_person_names_and_its_own_card_are_one(context, vcf, company_first, apart):
    """Whether the card comes before or after its people, in the same batch or a later one."""
    company = "BEGIN:VCARD\r\nVERSION:4.0\r\nKIND:org\r\nFN:Acme\r\nORG:Acme\r\nTEL:+45 33 11 22 33\r\nEND:VCARD\r\n"
    worker = "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Anna Berg\r\nORG:Acme\r\nEND:VCARD\r\n"
    others = [card("P", f"No{n}", f"p{n}@example.org") for n in range(apart)]
    cards = [company, *others, worker] if company_first else [worker, *others, company]
    report = import_file(context, vcf(*cards))
    assert (report.added, report.updated) == (apart + 2, 0)
    companies = queries.first_rows(context, ListQuery(kinds=("organization",)))
    assert [(r.display_name, r.phone) for r in companies] == [("Acme", "+45 33 11 22 33")]
    anna = queries.load(context, queries.resolve(context, "Anna Berg"))
    assert anna.affiliations[0].org_id == companies[0].id


def points(context, text):
    return [p.value for p in queries.load(context, queries.resolve(context, text)).points]


def test_two_cards_of_somebody_who_is_there_add_what_they_say_once(context, vcf):
    ops.create(context, person("Ann Berg", email="ann@example.org"))
    one = card("Ann", "Berg", "ann@example.org").replace("END:", "TEL:+4533112233\r\nEND:")
    report = import_file(context, vcf(one, one))
    assert (report.added, report.updated, report.unchanged) == (0, 1, 1)
    assert points(context, "ann@example.org") == ["ann@example.org", "+4533112233"]


def test_two_cards_with_one_uid_are_one_record_wherever_they_stand(context, vcf):
    first = card("Ann", "Berg", "ann@example.org", uid="u1")
    second = card("Anne", "Berg", "anne@example.org", uid="u1")
    report = import_file(context, vcf(first, second))
    assert (report.added, report.updated) == (1, 1)
    assert points(context, "Anne Berg") == ["ann@example.org", "anne@example.org"]
    assert [hit.title for hit in search.find(context, "anne@example")] == ["Anne Berg"]


def test_two_people_alike_are_each_met_again(context, vcf):
    cards = [
        card("Ann", "Berg", "ann@example.org").replace("END:", f"NICKNAME:{name}\r\nEND:") for name in "AB"
    ]
    assert import_file(context, vcf(*cards)).added == 2
    again = import_file(context, vcf(*cards))
    assert (again.added, again.updated, again.unchanged) == (0, 0, 2)
    reversed_ = import_file(context, vcf(*reversed(cards)))
    assert (reversed_.updated, reversed_.unchanged) == (0, 2)


def test_a_second_photo_is_kept_once_beside_the_first(context, vcf):
    old = Attachment("old.jpg", "image/jpeg", content=b"old", is_photo=True)
    ops.create(context, person("Ann Berg", email="ann@example.org", attachments=(old,)))
    photo = f"PHOTO;ENCODING=b;TYPE=JPEG:{base64.b64encode(b'new').decode()}"
    with_photo = card("Ann", "Berg", "ann@example.org").replace("END:", f"{photo}\r\nEND:")
    assert import_file(context, vcf(with_photo)).updated == 1
    assert import_file(context, vcf(with_photo)).unchanged == 1
    kept = queries.load(context, queries.resolve(context, "Ann Berg")).attachments
    assert [attachment.is_photo for attachment in kept] == [True, False]


def test_companies_of_one_name_with_account_numbers_of_their_own_stay_apart(context, tmp_path):
    source = tmp_path / "branches.csv"
    source.write_text(
        "Name,Company,Phone,Customer no\nBo Holm,Acme,11111111,K1\n,Acme,22222222,K2\n,Acme,33333333,K3\n",
        encoding="utf-8",
    )
    import_file(context, source)
    again = import_file(context, source)
    assert (again.added, again.updated, again.set_id) == (0, 0, None)
    rows = queries.first_rows(context, ListQuery(kinds=("organization",)))
    found = [queries.load(context, row.ref) for row in rows]
    assert sorted((p.account_no, *(point.value for point in p.points)) for p in found) == [
        ("K2", "22222222"),
        ("K3", "33333333"),
    ]
