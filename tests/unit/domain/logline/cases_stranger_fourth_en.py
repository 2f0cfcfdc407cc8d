"""A fourth set by the same hand, after the third had been mended and before these lines were ever run."""

from __future__ import annotations

from tests.unit.domain.logline.cases import case

CASES = (
    case("ni too expensive", outcome="not_interested", text="too expensive"),
    case("call ok 3min +10d", outcome="reached", minutes=3, follow="2026-05-18", moved="2026-05-17"),
    case("mtg thu 9am boardroom", kind="meeting", at="2026-05-14 09:00", planned=True, text="boardroom"),
    case(
        "lm >15/5 10:30 ask re budget",
        outcome="left_message",
        follow="2026-05-15 10:30",
        title="ask re budget",
    ),
    case("note lost to competitor, price 12% lower", kind="note", text="lost to competitor, price 12% lower"),
    case("email brochure + price list +5d", kind="email", text="brochure + price list", follow="2026-05-12"),
    case("wn #cleanup", outcome="wrong_number", tags=("cleanup",)),
    case(
        "phoned Zoe Adams, nobody answered, retry at 5pm",
        direction="out",
        people=("Zoe Adams",),
        outcome="no_answer",
        follow="2026-05-07 17:00",
        title="retry",
    ),
    case(
        "Victor called about the broken valve, wants it fixed by friday",
        direction="in",
        people=("Victor",),
        text="about the broken valve",
        follow="2026-05-08",
        title="wants it fixed",
    ),
    case(
        "Met Ruth Bell for coffee, 45 mins, not interested right now",
        kind="meeting",
        people=("Ruth Bell",),
        minutes=45,
        outcome="not_interested",
        text="for coffee, not interested right now",
    ),
    case("meeting with Acme moved to 21 May", text="meeting with Acme moved to 21 May"),
    case(
        "spoke with Ian yesterday afternoon, booked a meeting for 13 May at 10",
        people=("Ian",),
        at="2026-05-06 14:00",
        outcome="meeting_agreed",
        follow="2026-05-13 10:00",
        title="booked a meeting",
    ),
    case(
        "call Wendy tomorrow 3pm re contract",
        people=("Wendy",),
        at="2026-05-08 15:00",
        planned=True,
        text="re contract",
    ),
    case("sent samples 2 May, no feedback yet", text="sent samples 2 May, no feedback yet"),
    case(
        "Dave says 5 trucks and 12 drivers, contract until 2028",
        text="Dave says 5 trucks and 12 drivers, contract until 2028",
    ),
    case(
        "not keen, try again in 6 months",
        text="not keen",
        follow="2026-11-09",
        moved="2026-11-07",
        title="try again",
    ),
    case(
        "called Sunny Lee, int in 2 pumps at 3,400",
        direction="out",
        people=("Sunny Lee",),
        text="in 2 pumps at 3,400",
        outcome="interested",
    ),
    case(
        "asked for a call back on thursday between 10 and 12",
        outcome="call_back",
        text="asked for a call back on thursday between 10 and 12",
    ),
    case("whatsapp sent the location", kind="chat", text="sent the location"),
    case(
        "dinner with the Larsens sat 7pm",
        kind="meeting",
        text="with the Larsens",
        at="2026-05-09 19:00",
        planned=True,
    ),
)
