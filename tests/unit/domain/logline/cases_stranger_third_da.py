"""A third set by the same hand, after the second had been mended and before these lines were ever run."""

from __future__ import annotations

from tests.unit.domain.logline.cases import case

CASES = (
    case("lm tirs kl 10", outcome="left_message", follow="2026-05-12 10:00"),
    case(
        "ok forlænger $aftale +6m",
        outcome="reached",
        text="forlænger",
        links=("aftale",),
        follow="2026-11-09",
        moved="2026-11-07",
    ),
    case("ring na x3", outcome="no_answer", text="x3"),
    case("besøg #service 45 min", kind="visit", tags=("service",), minutes=45),
    case("opgave bestil bil >11/5 7.30", kind="task", text="bestil bil", at="2026-05-11 07:30", planned=True),
    case("note portkode 4711, spørg efter Per", kind="note", text="portkode 4711, spørg efter Per"),
    case("tb om 2 timer", outcome="call_back", follow="2026-05-07 16:20"),
    case(
        "har lige talt med Lars, han er glad, ordre kommer i næste uge",
        people=("Lars",),
        text="han er glad",
        follow="2026-05-11",
        title="ordre kommer",
    ),
    case(
        "Ringede til Grethe Kjær kl. 11, intet svar",
        direction="out",
        people=("Grethe Kjær",),
        at="2026-05-07 11:00",
        outcome="no_answer",
    ),
    case("smsede Amalie adressen", kind="sms", direction="out", people=("Amalie",), text="adressen"),
    case(
        "Fik mail fra Peter Nord, beder om referencer, svar senest onsdag",
        kind="email",
        direction="in",
        people=("Peter Nord",),
        text="beder om referencer, svar senest onsdag",
    ),
    case("ring til Oskar i morgen tidlig", people=("Oskar",), at="2026-05-08 09:00", planned=True),
    case(
        "fik ikke fat i Nina, prøver igen efter ferien", text="fik ikke fat i Nina, prøver igen efter ferien"
    ),
    case(
        "Jens fra Vestas vil have tilbud på 20 stk, ring torsdag",
        text="Jens fra Vestas vil have tilbud på 20 stk",
        follow="2026-05-14",
        title="ring",
    ),
    case(
        "regning 30 dage, 2% rabat hvis betalt inden 10 dage",
        text="regning 30 dage, 2% rabat hvis betalt inden 10 dage",
    ),
    case("deres regnskabsår slutter 30. juni", text="deres regnskabsår slutter 30. juni"),
    case(
        "talte med August om catering til søndagsbrunch, 40 personer",
        people=("August",),
        text="om catering til søndagsbrunch, 40 personer",
    ),
    case(
        "har været interesseret siden messen i oktober",
        text="har været interesseret siden messen i oktober",
        outcome="interested",
    ),
    case(
        "møde med Lone og Ib d. 20/5 kl. 9-11",
        kind="meeting",
        people=("Lone", "Ib"),
        at="2026-05-20 09:00",
        planned=True,
        minutes=120,
    ),
    case(
        "kaffe hos Kaffe & Co i går, 30 min, ingen interesse",
        kind="meeting",
        people=("Kaffe & Co",),
        at="2026-05-06 09:00",
        minutes=30,
        outcome="not_interested",
    ),
)
