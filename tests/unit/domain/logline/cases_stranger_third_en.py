"""A third set by the same hand, after the second had been mended and before these lines were ever run."""

from __future__ import annotations

from tests.unit.domain.logline.cases import case

CASES = (
    case("vm tue 10am", outcome="left_message", follow="2026-05-12 10:00"),
    case(
        "ok renewing $contract2026 +6m",
        outcome="reached",
        text="renewing",
        follow="2026-11-09",
        moved="2026-11-07",
        links=("contract2026",),
    ),
    case("call na x3", outcome="no_answer", text="x3"),
    case("sms reminder for tomorrows demo", kind="sms", text="reminder for tomorrows demo"),
    case("visit #service 45min", kind="visit", tags=("service",), minutes=45),
    case("task book van >11/5 7:30", kind="task", text="book van", at="2026-05-11 07:30", planned=True),
    case("note gate code 4711, ask for Pete", kind="note", text="gate code 4711, ask for Pete"),
    case("cb in 2h", outcome="call_back", follow="2026-05-07 16:20"),
    case(
        "just spoke to Liam, he's happy, order coming next week",
        people=("Liam",),
        text="he's happy",
        follow="2026-05-11",
        title="order coming",
    ),
    case(
        "Called Grace Kim at 11, no answer, left a voicemail",
        direction="out",
        people=("Grace Kim",),
        at="2026-05-07 11:00",
        outcome="no_answer",
        text="left a voicemail",
    ),
    case(
        "Site visit at Harbor Foods on 19 May 8am with Jeff",
        kind="visit",
        people=("Harbor Foods",),
        at="2026-05-19 08:00",
        planned=True,
        text="with Jeff",
    ),
    case("texted Amy the address", kind="sms", direction="out", people=("Amy",), text="the address"),
    case(
        "Received email from Peter Novak, asks for references, reply by Wednesday",
        kind="email",
        direction="in",
        people=("Peter Novak",),
        text="asks for references",
        follow="2026-05-13",
        title="reply",
    ),
    case(
        "Nina didn't show up, called her, rebooked for 14 May 15:00",
        outcome="not_held",
        people=("Nina",),
        text="called her",
        follow="2026-05-14 15:00",
        title="rebooked",
        is_missed=True,
    ),
    case("call Oscar in the morning", people=("Oscar",), at="2026-05-08 09:00", planned=True, is_missed=True),
    case(
        "invoice 30 days, 2% discount if paid within 10 days",
        text="invoice 30 days, 2% discount if paid within 10 days",
    ),
    case("their fiscal year ends 30 June", text="their fiscal year ends 30 June"),
    case(
        "spoke to April about Sunday brunch catering, 40 people",
        people=("April",),
        text="about Sunday brunch catering, 40 people",
    ),
    case(
        "has been interested since the fair last October",
        text="has been interested since the fair last October",
        outcome="interested",
    ),
    case("they'll decide in 2 weeks", follow="2026-05-21", title="they'll decide"),
)
