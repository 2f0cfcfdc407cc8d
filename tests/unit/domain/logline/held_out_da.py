"""Written after the grammar worked and before it was changed again."""

from __future__ import annotations

from tests.unit.domain.logline.cases import case

CASES = (
    case(
        "Ringede til fru Bang, hun er på ferie, ring igen den 18.",
        direction="out",
        people=("fru Bang",),
        text="hun er på ferie",
        follow="2026-05-18",
        title="ring igen",
    ),
    case("is +3d", outcome="no_answer", follow="2026-05-11", moved="2026-05-10"),
    case(
        "Snakkede med Kim Olsen om kontrakten, han skriver under i næste uge",
        people=("Kim Olsen",),
        text="om kontrakten",
        follow="2026-05-11",
        title="han skriver under",
    ),
    case(
        "Besøg hos Jysk Maskin torsdag den 21. maj kl. 10",
        kind="visit",
        people=("Jysk Maskin",),
        at="2026-05-21 10:00",
        planned=True,
    ),
    case("Møde udskudt til torsdag", text="Møde udskudt til torsdag"),
    case("svarede ikke, prøv kl. 16", outcome="no_answer", follow="2026-05-07 16:00", title="prøv"),
    case(
        "opkald ok 12 min vil have 3 paller #truck +2u",
        outcome="reached",
        minutes=12,
        text="vil have 3 paller",
        tags=("truck",),
        follow="2026-05-21",
    ),
    case(
        "Middag med Palle og Jytte 3. juni kl. 19",
        kind="meeting",
        people=("Palle", "Jytte"),
        at="2026-06-03 19:00",
        planned=True,
    ),
    case(
        "Lise ringede om utætheden, montøren kommer mandag",
        direction="in",
        people=("Lise",),
        text="om utætheden",
        follow="2026-05-11",
        title="montøren kommer",
    ),
    case(
        "Talte med Hugo i går, ingen interesse lige nu",
        people=("Hugo",),
        at="2026-05-06 09:00",
        outcome="not_interested",
        text="ingen interesse lige nu",
    ),
    case(
        "Sendte tilbud på mail til Birthe, ryk torsdag",
        kind="email",
        direction="out",
        people=("Birthe",),
        text="tilbud",
        is_missed=True,
        follow="2026-05-14",
        title="ryk",
    ),
    case("10 % rabat hvis de skriver under inden 30/6", text="10 % rabat hvis de skriver under inden 30/6"),
    case(
        "lokale 12, tredje sal, spørg efter sikkerhedsvagten",
        text="lokale 12, tredje sal, spørg efter sikkerhedsvagten",
    ),
    case(
        "Frokost med Marta i dag, 1 time 15 min, meget interesseret",
        kind="meeting",
        people=("Marta",),
        at="2026-05-07 09:00",
        minutes=75,
        outcome="interested",
        text="meget interesseret",
    ),
    case("Ring i morgen 9:30 til Viggo", people=("Viggo",), at="2026-05-08 09:30", planned=True),
    # a second set, after the first had been mended
    case(
        "Lagde besked til Gert, prøv igen fredag eftermiddag",
        outcome="left_message",
        people=("Gert",),
        follow="2026-05-08 14:00",
        title="prøv igen",
    ),
    case(
        "Opkald med Susanne Lund om fornyelse, hun beslutter sig om to uger",
        people=("Susanne Lund",),
        text="om fornyelse",
        follow="2026-05-21",
        title="hun beslutter sig",
    ),
    case(
        "Møde hos Acme ApS 20/5 kl. 14",
        kind="meeting",
        people=("Acme ApS",),
        at="2026-05-20 14:00",
        planned=True,
    ),
    case(
        "Besøgte kunden i Aarhus, pumpen lækker, service på mandag",
        kind="visit",
        direction="out",
        text="kunden i Aarhus, pumpen lækker",
        follow="2026-05-11",
        title="service",
    ),
    case(
        "ok, alt i orden, tjek om 3 måneder",
        outcome="reached",
        text="alt i orden",
        follow="2026-08-07",
        title="tjek",
    ),
    case(
        "Webinar den 19. maj kl. 10, 1 time", kind="webinar", at="2026-05-19 10:00", planned=True, minutes=60
    ),
    case(
        "Emma vil have kataloget fra 2024, størrelse 12",
        text="Emma vil have kataloget fra 2024, størrelse 12",
    ),
    case(
        "talt med Bente 10 min, sender tilbud i dag",
        people=("Bente",),
        minutes=10,
        text="sender tilbud i dag",
    ),
)
