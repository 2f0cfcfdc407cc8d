"""`log`, `timeline`, `due`, `ask` on a real file."""


def test_a_line_is_logged_shown_and_due(crm, tmp_path):
    path = tmp_path / "office.crm"
    crm.done("new", path)
    crm.done("add", "contact", "display_name=Jane Doe", "phone=+45 33 11 22 33")
    preview = crm.done("--json", "log", "--with", "Jane Doe", "--preview", "lm", "+10d").document
    assert (preview["ref"], preview["outcome"]) == (None, "left_message")
    assert crm.done("--json", "timeline", "Jane Doe").documents == []
    logged = crm.done("--json", "log", "--with", "Jane Doe", "lm", "+10d").document
    assert logged["ref"].startswith("activity:")
    assert logged["with"] == ["Jane Doe"]
    planned, done = crm.done("--json", "timeline", "Jane Doe").documents
    assert (planned["status"], done["status"], done["outcome"]) == ("planned", "done", "left_message")
    assert crm.done("--json", "due").documents == []
    (item,) = crm.done("--json", "due", "--days", "20").documents
    assert (item["source"], item["with"], item["phone"]) == ("activity", "Jane Doe", "+45 33 11 22 33")
    crm.done("undo")
    assert crm.done("--json", "timeline", "Jane Doe").documents == []


def test_a_line_about_nobody_is_refused_and_nothing_is_saved(crm, tmp_path):
    crm.done("new", tmp_path / "office.crm")
    answer = crm("log", "lm +10d")
    assert answer.status == 1
    assert "Say who it was with." in answer.err


def test_an_option_that_is_not_known_is_no_note(crm, tmp_path):
    crm.done("new", tmp_path / "office.crm")
    crm.done("add", "contact", "display_name=Jane Doe")
    answer = crm("log", "--with", "Jane Doe", "--dry-run", "lm")
    assert answer.status == 2
    assert "--dry-run" in answer.err
    assert crm.done("--json", "timeline", "Jane Doe").documents == []
    assert "Nothing due." in crm.done("due").err


def test_the_questions_answer_in_words_and_numbers(crm, tmp_path):
    crm.done("new", tmp_path / "office.crm")
    crm.done("add", "contact", "display_name=S. Ivanov")
    assert "no success yet" in crm.done("ask", "meetings-before-success").out
    crm.done("log", "--with", "S. Ivanov", "meet", "interested")
    assert crm.done("--json", "ask", "meetings-before-success").document["number"] == 1
    assert crm.done("--json", "ask", "met-again").document["number"] == 0
    assert crm.done("--json", "ask", "meetings-next-month").document["number"] == 0
    met = crm.done("--json", "ask", "dates-met", "S. Ivanov").document
    assert (met["number"], met["activities"][0]["kind"]) == (1, "meeting")
    assert crm("ask", "dates-met").status == 1
    assert crm.done("--json", "ask", "today").document["by_kind"] == {"meeting": 1}
    assert "Meeting: 1" in crm.done("ask", "week").out
