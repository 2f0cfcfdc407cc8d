"""A fifth set by the same hand, after the fourth had been mended and before these lines were ever run."""

from __future__ import annotations

from tests.unit.domain.logline.cases import case

CASES = (
    case(
        "ok 20min #expo follow fri",
        outcome="reached",
        minutes=20,
        tags=("expo",),
        follow="2026-05-08",
        text="follow",
    ),
    case("na 1w", outcome="no_answer", follow="2026-05-14"),
    case(
        "meet $merger thu 15:00-16:30",
        kind="meeting",
        links=("merger",),
        at="2026-05-14 15:00",
        planned=True,
        minutes=90,
    ),
    case(
        "task fix quote 88213 >tomorrow 8:00",
        kind="task",
        text="fix quote 88213",
        at="2026-05-08 08:00",
        planned=True,
    ),
    case("sms thanks sent", kind="sms", text="thanks sent"),
    case("lm again >2/6", outcome="left_message", text="again", follow="2026-06-02"),
    case("email bounced, need new address", kind="email", text="bounced, need new address"),
    case("visit 90 min line 4 audit", kind="visit", minutes=90, text="line 4 audit"),
    case(
        "Talked to Rosa Martin, wants 200 labels by the 20th, quote her tomorrow",
        people=("Rosa Martin",),
        text="wants 200 labels by the 20th",
        follow="2026-05-08",
        title="quote her",
    ),
    case("Theo rang back, all sorted", direction="in", people=("Theo",), text="all sorted"),
    case(
        "emailed Carla and Finn the minutes",
        kind="email",
        direction="out",
        people=("Carla", "Finn"),
        text="the minutes",
    ),
    case(
        "called Mr. Obi on Monday, no reply",
        direction="out",
        people=("Mr. Obi",),
        at="2026-05-04 09:00",
        outcome="no_answer",
    ),
    case(
        "breakfast meeting with Lena next tuesday at 8",
        kind="meeting",
        people=("Lena",),
        at="2026-05-12 08:00",
        planned=True,
    ),
    case(
        "wrong number, look up new one tomorrow",
        outcome="wrong_number",
        follow="2026-05-08",
        title="look up new one",
    ),
    case("they run 24/7 with 3 shifts of 8 hours", text="they run 24/7 with 3 shifts of 8 hours"),
    case("new price from 1 July is 12.50", text="new price from 1 July is 12.50"),
    case("Tuesday Foods is the new owner", text="Tuesday Foods is the new owner"),
    case("phone number is 020 7946 0991", text="phone number is 020 7946 0991"),
    case("ordered 2 of the 3 day passes", text="ordered 2 of the 3 day passes"),
    case("did not reach Ann, will email instead", text="did not reach Ann, will email instead"),
)
