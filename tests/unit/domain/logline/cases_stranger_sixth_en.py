"""A sixth set by the same hand, after the fifth had been mended and before these lines were ever run."""

from __future__ import annotations

from tests.unit.domain.logline.cases import case

CASES = (
    case("lm +2w check stock", outcome="left_message", follow="2026-05-21", title="check stock"),
    case("ok 8min paid invoice 7781", outcome="reached", minutes=8, text="paid invoice 7781"),
    case("mtg mon 11:00 45min", kind="meeting", at="2026-05-11 11:00", planned=True, minutes=45),
    case("ni +1y", outcome="not_interested", follow="2027-05-07"),
    case(
        "Phoned Ivy Chan, she's in a meeting, call again at 4",
        direction="out",
        people=("Ivy Chan",),
        text="she's in a meeting",
        follow="2026-05-07 16:00",
        title="call again",
    ),
    case(
        "texted Raj yesterday, no reply",
        kind="sms",
        direction="out",
        people=("Raj",),
        at="2026-05-06 09:00",
        outcome="no_answer",
    ),
    case(
        "Visited Delta Corp, 3 machines down, engineer needed monday",
        kind="visit",
        direction="out",
        people=("Delta Corp",),
        text="3 machines down",
        follow="2026-05-11",
        title="engineer needed",
    ),
    case(
        "coffee with Max and Eva tomorrow 10-11",
        kind="meeting",
        people=("Max", "Eva"),
        at="2026-05-08 10:00",
        planned=True,
        minutes=60,
    ),
    case("they close at 5 on fridays", text="they close at 5 on fridays"),
    case("pays net 30, limit 15000", text="pays net 30, limit 15000"),
    case("Augusta wants 2 by 4 planks", text="Augusta wants 2 by 4 planks"),
    case("sold 40 units last month, 55 in march", text="sold 40 units last month, 55 in march"),
)
