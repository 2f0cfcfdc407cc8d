"""Written after the grammar worked and before it was changed again."""

from __future__ import annotations

from tests.unit.domain.logline.cases import case

CASES = (
    case(
        "Rang Mrs. Patel, she's on holiday until 18 May, call again Tuesday 19 May",
        direction="out",
        people=("Mrs. Patel",),
        text="she's on holiday until 18 May",
        follow="2026-05-19",
        title="call again",
    ),
    case(
        "quick call with Oliver Stone re invoice 4711, will pay next week",
        people=("Oliver Stone",),
        text="re invoice 4711",
        follow="2026-05-11",
        title="will pay",
    ),
    case("vm +3d", outcome="left_message", follow="2026-05-11", moved="2026-05-10"),
    case(
        "emailed the quote to Karen White, chase on Thursday",
        kind="email",
        direction="out",
        people=("Karen White",),
        text="the quote",
        follow="2026-05-14",
        title="chase",
    ),
    case("Meeting moved to Wednesday 3pm", text="Meeting moved to Wednesday 3pm"),
    case("didn't pick up, try tomorrow 8:30", outcome="no_answer", follow="2026-05-08 08:30", title="try"),
    case(
        "visit to Smith & Sons on 21 May 10am",
        kind="visit",
        people=("Smith & Sons",),
        at="2026-05-21 10:00",
        planned=True,
    ),
    case(
        "met the new buyer at the fair, card in the drawer",
        kind="meeting",
        text="the new buyer at the fair, card in the drawer",
    ),
    case(
        "call ok 12 min wants 3 pallets by June #forklift +2w",
        outcome="reached",
        minutes=12,
        text="wants 3 pallets by June",
        tags=("forklift",),
        follow="2026-05-21",
    ),
    case(
        "Spoke to Ian yesterday, no interest at the moment, +6m",
        people=("Ian",),
        at="2026-05-06 09:00",
        outcome="not_interested",
        text="no interest at the moment",
        follow="2026-11-09",
        moved="2026-11-07",
    ),
    case("text: running late", kind="sms", text="running late"),
    case(
        "Linda Gray called about the broken seal, engineer comes Monday",
        direction="in",
        people=("Linda Gray",),
        text="about the broken seal",
        follow="2026-05-11",
        title="engineer comes",
    ),
    case(
        "dinner with Paul and Jean on 3 June at 7pm",
        kind="meeting",
        people=("Paul", "Jean"),
        at="2026-06-03 19:00",
        planned=True,
    ),
    case("na 3rd time, stop calling", outcome="no_answer", text="3rd time, stop calling"),
    case("discount 10 % if they sign by 30/6", text="discount 10 % if they sign by 30/6", order="dmy"),
)
