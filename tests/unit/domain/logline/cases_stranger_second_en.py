"""A second set by the same hand, after the first had been mended and before these lines were ever run."""

from __future__ import annotations

from tests.unit.domain.logline.cases import case

CASES = (
    case("na again +2d", outcome="no_answer", text="again", follow="2026-05-11", moved="2026-05-09"),
    case("lm w/ secretary >thu 2pm", outcome="left_message", text="w/ secretary", follow="2026-05-14 14:00"),
    case("email invoice copy", kind="email", text="invoice copy"),
    case(
        "visit 2h new warehouse, 40 pallets +1m",
        kind="visit",
        minutes=120,
        text="new warehouse, 40 pallets",
        follow="2026-06-08",
        moved="2026-06-07",
    ),
    case("ok 5min all fine", outcome="reached", minutes=5, text="all fine"),
    case("int 2w", outcome="interested", follow="2026-05-21"),
    case(
        "task chase payment 2300 eur >fri",
        kind="task",
        text="chase payment 2300 eur",
        at="2026-05-08 09:00",
        planned=True,
    ),
    case(
        "meeting #q3 tue 14:00 1h",
        kind="meeting",
        tags=("q3",),
        at="2026-05-12 14:00",
        planned=True,
        minutes=60,
    ),
    case(
        "rang Olivia, voicemail, will try monday",
        direction="out",
        people=("Olivia",),
        outcome="left_message",
        follow="2026-05-11",
        title="will try",
    ),
    case(
        "Spoke to Ben Carter about the leak, engineer going out thursday morning",
        people=("Ben Carter",),
        text="about the leak",
        follow="2026-05-14 09:00",
        title="engineer going out",
    ),
    case(
        "Chris emailed, accepts the offer",
        kind="email",
        direction="in",
        people=("Chris",),
        text="accepts the offer",
    ),
    case(
        "lunch with Nadia and Omar next friday 12:30",
        kind="meeting",
        people=("Nadia", "Omar"),
        at="2026-05-15 12:30",
        planned=True,
    ),
    case(
        "met with Helen this morning, agreed to meet again in 2 weeks",
        kind="meeting",
        people=("Helen",),
        at="2026-05-07 09:00",
        outcome="meeting_agreed",
        follow="2026-05-21",
        title="agreed to meet again",
    ),
    case("Called Frank, line was busy", direction="out", people=("Frank",), outcome="busy"),
    case(
        "wants 3 x 24V motors, delivery within 10 days, price under 2k",
        text="wants 3 x 24V motors, delivery within 10 days, price under 2k",
    ),
    case("he said Monday is bad and Tuesday is worse", text="he said Monday is bad and Tuesday is worse"),
    case("quoted 1.250 per ton valid until 30/6", text="quoted 1.250 per ton valid until 30/6"),
    case(
        "called June Summers, she moved to Acme in January",
        direction="out",
        people=("June Summers",),
        text="she moved to Acme in January",
    ),
    case(
        "left a message with his wife 2 days ago, still nothing",
        outcome="left_message",
        text="left a message with his wife 2 days ago, still nothing",
    ),
    case("interested? not sure, budget gone for 2026", text="interested? not sure, budget gone for 2026"),
)
