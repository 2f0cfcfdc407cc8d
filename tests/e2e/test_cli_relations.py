"""`relate` and `relations`: said once, read from both sides, in words and JSON."""

import pytest


@pytest.fixture
def family(office):
    office.done("add", "contact", "given=Ida", "family=Hansen")
    return office


def test_relate_and_read_from_both_sides(family):
    answer = family.json(
        "relate", "Anna Hansen", "parent", "Ida Hansen", "--from", "2001-05-01", "--note", "adopted"
    ).document
    assert answer["word"] == "Parent"
    assert answer["display_name"] == "Anna Hansen"
    assert answer["from_on"] == "2001-05-01"
    (of_ida,) = family.json("relations", "Ida Hansen").documents
    assert {**of_ida, "of": answer["of"], "is_removed": False} == answer
    (of_anna,) = family.json("relations", "anna@example.dk").documents
    assert (of_anna["word"], of_anna["ref"], of_anna["is_inverse"]) == ("Child", answer["of"], True)
    assert family.done("relations", "Ida").out.startswith(
        "Parent\tAnna Hansen\t2001-05-01–\tadopted\tcontact:"
    )
    assert family.json("undo").document["label"] == "Relate Ida Hansen and Anna Hansen"
    assert family.json("relations", "Ida").documents == []
    assert family.done("relations", "Ida").err == "There are no relations.\n"


def test_the_word_of_the_other_side_means_the_same(family):
    assert family.done("relate", "Ida", "child", "Anna Hansen").out == "Ida Hansen: Child of Anna Hansen\n"
    (of_ida,) = family.json("relations", "Ida").documents
    assert (of_ida["word"], of_ida["type"]) == ("Parent", "parent")
    family.done("relate", "Anna Hansen", "parent", "Ida", "--remove")
    assert family.json("relations", "Ida").documents == []
    assert "no such relation" in family.refused("relate", "Anna Hansen", "parent", "Ida", "--remove")


def test_own_words(family):
    refusal = family.refused("relate", "Anna Hansen", "piano teacher", "Ida")
    assert refusal.startswith("There is no relation “piano teacher”. “relations --types” lists")
    family.done("relate", "Anna Hansen", "piano teacher", "Ida", "--inverse", "piano pupil")
    (of_anna,) = family.json("relations", "Anna Hansen").documents
    assert of_anna["word"] == "piano pupil"
    kinds = family.json("relations", "--types").documents
    assert kinds[0] == {"type": "spouse", "name": "Spouse", "inverse_name": "Spouse", "group": "family"}
    assert kinds[-1]["type"] == "piano_teacher"
    assert "parent\tParent\tChild\n" in family.done("relations", "--types").out


def test_what_is_refused(family):
    assert "themselves" in family.refused("relate", "Ida", "friend", "Ida")
    assert family("relations").status == 2
    assert family("relations", "Ida", "--types").status == 2
    assert family("relate", "Ida", "friend", "Anna Hansen", "--from", "yesterday").status == 2
