"""The command line verb by verb: answers, JSON, exit statuses, refusals in one line."""

import datetime as dt

import pytest

from crm_desktop import __version__
from crm_desktop.cli.program import WindowRequest
from crm_desktop.cli.verb_list import VERBS

# --- the program as a whole


def test_without_a_verb_the_window_is_asked_for(crm, tmp_path):
    assert crm().status == WindowRequest()
    (tmp_path / "office.crm").touch()
    assert crm(tmp_path / "office.crm").status == WindowRequest(file=tmp_path / "office.crm")
    assert crm("--practice").status == WindowRequest(is_practice=True)
    assert crm("--file", "a.crm").status.file.name == "a.crm"
    assert crm("--demo", tmp_path).status == WindowRequest(demo=tmp_path)
    assert crm("--self-test", "--debug").status == WindowRequest(is_self_test=True, debug=True)


def test_help_lists_every_verb_and_each_has_its_own(crm):
    text = crm.done("--help").out
    for verb in VERBS:
        assert f"\n  {verb.name} " in text
        help_text = crm.done(verb.name, "--help").out
        assert help_text.startswith(f"Usage: crm-desktop {verb.name}")
    assert crm.done("--version").out == f"crm-desktop {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["fnd", "x"], "Perhaps: find"),
        (["find"], "Missing argument"),
        (["find", "--nonsense", "x"], "No such option"),
        (["list", "tickets"], "'contacts'"),
        (["list", "--as-of", "yesterday"], "2026-05-01T14:30"),
        (["list", "--limit", "0"], "0"),
        (["undo", "abc", "--list"], "neither"),
        (["export", "-o", "people.txt"], "--as"),
        (["labels", "-o", "x.pdf", "--sheet", "L7160", "--calibrate", "left"], "0.5,-1"),
        (["labels", "-o", "x.pdf", "--sheet", "L7160", "--from-country", "Narnia"], "Narnia"),
        (["new", "x.crm", "--country", "Narnia"], "Narnia"),
        (["import", "x.csv", "--encoding", "klingon"], "klingon"),
        (["--demo", "x", "find", "x"], "without a verb"),
        (["--json"], "with a verb"),
    ],
)
def test_wrong_usage_is_status_2_and_says_what_is_right(office, arguments, message):
    answer = office(*arguments)
    assert (answer.status, answer.out) == (2, "")
    assert message in answer.err
    assert "Usage: crm-desktop" in answer.err


def test_no_file_yet(crm):
    assert crm.refused("find", "x") == "No file was named. Name one with --file, or create one with “new”."


def test_a_server_is_refused_in_words(crm):
    assert "cannot be opened yet" in crm.refused("--url", "postgresql://office", "find", "x")


def test_what_is_no_customer_file_is_refused_and_not_touched(crm, tmp_path):
    path = tmp_path / "letter.txt"
    path.write_text("Dear Anna")
    before = sorted(tmp_path.iterdir())
    assert "letter.txt" in crm.refused("--file", path, "list")
    assert "gone.crm" in crm.refused("--file", "gone.crm", "list")
    assert path.read_text() == "Dear Anna"
    assert [p for p in sorted(tmp_path.iterdir()) if p.name != "home"] == [
        p for p in before if p.name != "home"
    ]


def test_a_bug_is_a_sentence_and_a_traceback_in_the_log(office, tmp_path, monkeypatch):
    def broken(*_arguments):
        raise RuntimeError("boom")

    monkeypatch.setattr("crm_desktop.services.search.find", broken)
    text = office.refused("find", "x")
    assert "made a mistake" in text
    assert "RuntimeError: boom" in (tmp_path / "home" / "state" / "logs" / "crm-desktop.log").read_text(
        "utf-8"
    )


# --- new


def test_new_makes_a_file_that_other_verbs_then_use(crm, tmp_path):
    answer = crm.json("new", "office.crm", "--country", "Denmark").document
    assert answer == {"file": "office.crm", "country": "DK", "added": 0}
    assert crm.json("list", "all").documents == []
    assert "exists already" in crm.refused("new", "office.crm")
    assert "no folder" in crm.refused("new", "nowhere/office.crm")


def test_the_file_named_last_is_the_one_used_next(crm):
    crm.done("new", "one.crm")
    crm.done("new", "two.crm")
    crm.done("add", "contact", "given=Two")
    assert crm.json("--file", "one.crm", "find", "two").documents == []
    assert crm.json("find", "two").documents == []
    assert len(crm.json("--file", "two.crm", "find", "two").documents) == 1


# --- find, list, show


def test_find(office):
    (hit,) = office.json("find", "hansen", "aarhus").documents
    assert hit.keys() == {"ref", "display_name", "subtitle", "matched"}
    assert (hit["display_name"], hit["subtitle"]) == ("Anna Hansen", "Buyer · Møbelhuset")
    assert office.done("find", "33112233").out.startswith(
        "Anna Hansen\tBuyer · Møbelhuset\tanna@example.dk\tcontact:"
    )
    nothing = office.done("find", "zzz")
    assert (nothing.out, nothing.err) == ("", "Nothing was found.\n")
    assert len(office.json("find", "mobel", "--limit", "1").documents) == 1


def test_list_with_columns_filter_and_order(office):
    office.done(
        "add", "contact", "given=Bo", "family=Berg", "address.home.city=Odense", "phone.cell=20202020"
    )
    rows = office.json(
        "list", "--sort", "city", "--columns", "family,phone.cell,city,birthday.month,company"
    ).documents
    assert [list(row.values())[1:] for row in rows] == [
        ["Hansen", "", "Aarhus", 2, "Møbelhuset"],
        ["Berg", "20202020", "Odense", "", ""],
    ]
    assert list(rows[0]) == ["ref", "family", "phone.cell", "city", "birthday.month", "company"]
    assert [r["display_name"] for r in office.json("list", "--desc").documents] == ["Anna Hansen", "Bo Berg"]
    assert len(office.json("list", "--where", "city = odense").documents) == 1
    assert len(office.json("list", "--tag", "vip").documents) == 1
    assert len(office.json("list", "all", "--limit", "2").documents) == 2
    assert office.done("list", "companies", "--columns", "display_name").out.startswith(
        "Møbelhuset\tcompany:"
    )


def test_list_without_columns_has_the_usual_ones(office):
    (row,) = office.json("list").documents
    assert row == {
        "ref": row["ref"],
        "kind": "person",
        "display_name": "Anna Hansen",
        "subtitle": "Buyer · Møbelhuset",
        "phone": "+45 33 11 22 33",
        "email": "anna@example.dk",
        "place": "Aarhus, DK",
        "tag": ["vip"],
    }


def test_every_column_of_the_catalogue_can_be_shown(office):
    from crm_desktop.domain.contacts.fields import CONTACT_FIELDS

    names = [spec.key if not spec.needs_subkey else f"{spec.key}.mail" for spec in CONTACT_FIELDS]
    (row,) = office.json("list", "--columns", ",".join(names)).documents
    assert list(row) == ["ref", *names]
    assert row["address"] == "Storgade 1, 8000 Aarhus, DENMARK"
    assert row["created_at"][:4].isdigit()
    assert row["changed_at"] >= row["created_at"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--columns", "colour"], "no column “colour”"),
        (["--sort", "pronouns"], "cannot be ordered by “pronouns”"),
        (["--where", "city ="], "a value is missing"),
        (["--as-of", "2026-05-01", "--sort", "city"], "ordered by name"),
    ],
)
def test_list_refuses(office, arguments, message):
    assert message in office.refused("list", *arguments)


def test_show(office):
    document = office.json("show", "anna@example.dk").document
    assert document["ref"].startswith("contact:")
    assert (document["given"], document["tag"]) == ("Anna", ["vip"])
    assert document["phone"][0]["normalized"] == "+4533112233"
    assert document["role"][0]["org_name"] == "Møbelhuset"
    text = office.done("show", document["ref"]).out
    assert text.startswith(f"Anna Hansen  ({document['ref']})\n")
    assert "Storgade 1, 8000 Aarhus\n" in text
    assert office.json("show", document["ref"].split(":")[1][:24]).document == document


def test_several_that_fit_are_listed(office):
    office.done("add", "contact", "given=Anna", "family=Berg")
    answer = office("show", "anna")
    assert answer.status == 1
    first, *lines = answer.err.splitlines()
    assert first.startswith("2 records fit “anna”.")
    assert len([line for line in lines if line.startswith("  contact:")]) == 2
    assert "Nothing fits" in office.refused("show", "nobody at all")


# --- add, set, trash


def test_add_answers_with_the_record(office):
    document = office.json("add", "company", "display_name=Acme", "website=https://acme.example").document
    assert document["ref"].startswith("company:")
    assert document["website"] == "https://acme.example"
    assert "name is needed" in office.refused("add", "contact", "tag=vip")


def test_set_history_and_undo(office):
    changed = office.json("set", "Anna Hansen", "given=Ida", "phone.cell=+45 20 20 20 20").document
    assert changed["display_name"] == "Ida Hansen"
    entries = office.json("history", "ida").documents
    assert entries[0].keys() == {"at", "who", "step", "label", "field", "detail", "before", "after"}
    given = next(entry for entry in entries if entry["field"] == "given")
    assert (given["before"], given["after"]) == ("Anna", "Ida")
    steps = office.json("undo", "--list").documents
    assert steps[0]["step"] == given["step"]
    assert steps[0].keys() == {"step", "at", "who", "label", "kind", "is_undone", "is_erased"}
    report = office.json("undo").document
    assert report.keys() == {"step", "label", "restored", "kept", "conflicts", "erased"}
    assert office.json("show", "hansen").document["given"] == "Anna"
    office.done("undo", "--redo")
    assert office.json("show", "hansen").document["given"] == "Ida"
    assert office.done("undo", "--list").out.count("Change Anna Hansen") == 3


def test_history_is_told_in_words(office):
    office.done("set", "hansen", "birthday=--02-29", "preference.mail=never")
    told = office.done("history", "hansen").out
    assert "February 29" in told
    assert "Letters: Never" in told
    assert "--02-29" not in told
    dates = [e for e in office.json("history", "hansen").documents if e["field"] == "date"]
    assert [entry["after"] for entry in dates] == ["--02-29"]


def test_undo_of_a_named_step_and_refusals(office):
    office.done("set", "hansen", "given=Ida")
    office.done("set", "hansen", "tag+=fair")
    step = office.json("undo", "--list").documents[1]["step"]
    assert office.done("undo", step).out.startswith("Undone: Change Anna Hansen.")
    document = office.json("show", "hansen").document
    assert (document["given"], document["tag"]) == ("Anna", ["vip", "fair"])
    assert "undone already" in office.refused("undo", step)
    assert "no step" in office.refused("undo", "ffff")
    office.done("undo", "--redo")
    assert "nothing to redo" in office.refused("undo", "--redo")


def test_set_refuses_in_one_line_and_changes_nothing(office):
    assert "Near it: given" in office.refused("set", "hansen", "gven=Ida")
    assert "no e-mail address" in office.refused("set", "hansen", "given=Ida", "email=x")
    assert office.json("show", "hansen").document["given"] == "Anna"
    assert "nothing was changed" in office.done("set", "hansen", "given=Anna").out


def test_trash_and_back(office):
    ref = office.json("trash", "hansen").document["refs"][0]
    assert office.json("list").documents == []
    assert [row["ref"] for row in office.json("list", "--trash").documents] == [ref]
    assert "in the trash" in office.done("show", ref).out
    assert office.done("trash", ref, "--back").out == "1 record is back.\n"
    assert len(office.json("list").documents) == 1


def test_the_trash_is_emptied_only_with_yes(office):
    ref = office.json("trash", "hansen").document["refs"][0]
    told = office.done("trash", "--empty").out
    assert told.startswith("For good would go: 1 person")
    assert told.endswith("Nothing was deleted. Add --yes to delete it for good.\n")
    answer = office.json("trash", "--empty", "--yes").document
    assert (answer["records"], answer["is_deleted_for_good"], answer["is_clean"]) == (
        {"person": 1},
        True,
        True,
    )
    assert office.done("trash", "--empty").out == "Nothing of that is in the trash.\n"
    assert "no such" in office.refused("show", ref).lower() or "Nothing fits" in office.refused("show", ref)
    assert office.json("undo", "--list").documents[0]["is_erased"]


def test_one_record_of_the_trash_is_deleted_for_good(office):
    ref = office.json("trash", "hansen").document["refs"][0]
    assert "Nothing of that is in the trash." in office.done("trash", "Møbelhuset", "--for-good", "--yes").out
    out = office.done("trash", ref, "--for-good", "--yes", "--forget-names").out
    assert "Deleted for good: 1 person" in out
    assert "Backups from before may have it for up to 12 months." in out
    assert office("trash", ref, "--for-good", "--empty").status == 2
    assert office("trash").status == 2


# --- the past


def test_as_of(office):
    between = dt.datetime.now(dt.UTC)
    office.done("set", "hansen", "given=Ida", "address.home.city=Odense")
    office.done("add", "contact", "given=New")
    moment = between.isoformat()
    assert office.json("show", "hansen", "--as-of", moment).document["display_name"] == "Anna Hansen"
    rows = office.json("list", "--as-of", moment, "--columns", "display_name,city").documents
    assert [(row["display_name"], row["city"]) for row in rows] == [("Anna Hansen", "Aarhus")]
    assert (
        len(office.json("list", "--as-of", dt.datetime.now().astimezone().date().isoformat()).documents) == 2
    )
    assert "made later" in office.refused("show", "hansen", "--as-of", "2001-01-01")


# --- care of the file


def test_check_and_repair(office):
    document = office.json("check", "--repair").document
    assert (document["is_well"], document["problems"], document["records"], document["repaired"]) == (
        True,
        [],
        2,
        2,
    )
    assert "The file is well: 2 records" in office.done("check").out


def test_backup_and_restore(office, tmp_path):
    made = office.json("backup").document
    assert made.keys() == {"file", "at", "reason", "size"}
    assert office.json("backup", "--list").documents[0] == made
    office.done("set", "hansen", "given=Ida")
    office.done("add", "contact", "given=New")
    differs = office.json("restore", "last").document
    assert (differs["only_now"], differs["only_then"], differs["different"]) == (1, 0, 1)
    assert (differs["names_only_now"], differs["is_restored"]) == (["New"], False)
    assert "Add --yes" in office.done("restore", made["file"]).out
    assert office.json("show", "hansen").document["given"] == "Ida"
    assert office.json("restore", made["file"], "--yes").document["is_restored"] is True
    assert office.json("show", "hansen").document["given"] == "Anna"
    assert "no backup" in office.refused("restore", "19990101")


def test_backup_to_a_place(office, tmp_path):
    assert "verified" in office.done("backup", "--to", tmp_path / "copy.crm").out
    assert "exists already" in office.refused("backup", "--to", tmp_path / "copy.crm")
    assert len(office.json("--file", tmp_path / "copy.crm", "list").documents) == 1


def test_doctor_works_with_and_without_a_file(crm, crm_file):
    assert crm.json("doctor").document["file"] == ""
    document = crm.json("--file", crm_file, "doctor").document
    assert (document["program"], document["file"]) == (__version__, str(crm_file))
    assert any("NotoSans" in name for name in document["fonts"])


def test_sheets(crm):
    (sheet,) = crm.json("sheets", "l7160").documents
    assert (sheet["code"], sheet["per_page"], sheet["w"], sheet["paper"]) == ("avery-l7160", 21, 63.5, "A4")
    assert len(crm.json("sheets").documents) >= 60
    assert "63.5 × 38.1 mm" in crm.done("sheets", "l7160").out
    assert "No label sheet fits" in crm.done("sheets", "nonsense").err


# --- the documentation


def test_every_verb_option_and_field_is_documented(crm):
    import click

    from crm_desktop.cli.program import group
    from crm_desktop.services.contacts.assigning import FIELDS
    from tests.e2e.cli import ROOT

    text = (ROOT / "docs" / "cli.md").read_text("utf-8")
    whole = group()
    context = click.Context(whole)
    commands = [whole, *(whole.get_command(context, verb.name) for verb in VERBS)]
    options = {
        name for command in commands for option in command.params for name in option.opts if name[:2] == "--"
    }
    words = {*options, *(f"### {verb.name}" for verb in VERBS), *FIELDS}
    assert [word for word in sorted(words) if word not in text] == []
