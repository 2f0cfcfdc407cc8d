"""A second set by the same hand, after the first had been mended and before these lines were ever run."""

from __future__ import annotations

from tests.unit.domain.logline.cases import case

CASES = (
    case("na igen +2d", outcome="no_answer", text="igen", follow="2026-05-11", moved="2026-05-09"),
    case("lb hos sekretær >tor 14", outcome="left_message", text="hos sekretær", follow="2026-05-14 14:00"),
    case("mail kopi af faktura", kind="email", text="kopi af faktura"),
    case(
        "besøg 2 timer nyt lager, 40 paller +1m",
        kind="visit",
        minutes=120,
        text="nyt lager, 40 paller",
        follow="2026-06-08",
        moved="2026-06-07",
    ),
    case("ok 5 min alt i orden", outcome="reached", minutes=5, text="alt i orden"),
    case("interesseret 2u", outcome="interested", follow="2026-05-21"),
    case(
        "opgave rykke for 2300 kr >fre",
        kind="task",
        text="rykke for 2300 kr",
        at="2026-05-08 09:00",
        planned=True,
    ),
    case(
        "møde #q3 tirs kl 14 1 time",
        kind="meeting",
        tags=("q3",),
        at="2026-05-12 14:00",
        planned=True,
        minutes=60,
    ),
    case(
        "ringede til Oline, telefonsvarer, prøver igen mandag",
        direction="out",
        people=("Oline",),
        outcome="left_message",
        follow="2026-05-11",
        title="prøver igen",
    ),
    case(
        "Talte med Bent Carlsen om lækagen, tekniker kommer torsdag formiddag",
        people=("Bent Carlsen",),
        text="om lækagen",
        follow="2026-05-14 09:00",
        title="tekniker kommer",
    ),
    case(
        "Kirsten mailede, siger ja til tilbuddet",
        kind="email",
        direction="in",
        people=("Kirsten",),
        text="siger ja til tilbuddet",
    ),
    case(
        "frokost med Nadja og Omar næste fredag 12.30",
        kind="meeting",
        people=("Nadja", "Omar"),
        at="2026-05-15 12:30",
        planned=True,
    ),
    case(
        "mødtes med Helle i formiddags, ny aftale om 14 dage",
        kind="meeting",
        people=("Helle",),
        at="2026-05-07 09:00",
        follow="2026-05-21",
        title="ny aftale",
    ),
    case("Ringede til Frank men optaget", direction="out", people=("Frank",), outcome="busy"),
    case(
        "skal bruge 3 stk 24V motorer, levering inden for 10 dage, pris under 2000",
        text="skal bruge 3 stk 24V motorer, levering inden for 10 dage, pris under 2000",
    ),
    case(
        "han siger mandag er skidt og tirsdag er værre", text="han siger mandag er skidt og tirsdag er værre"
    ),
    case("tilbud 1.250 pr. ton gælder til 30/6", text="tilbud 1.250 pr. ton gælder til 30/6"),
    case(
        "ringede til Maj-Britt Søndag, hun skiftede job i januar",
        direction="out",
        people=("Maj-Britt Søndag",),
        text="hun skiftede job i januar",
    ),
    case(
        "lagde besked hos konen for 2 dage siden, stadig intet",
        outcome="left_message",
        text="lagde besked hos konen for 2 dage siden, stadig intet",
    ),
    case(
        "interesseret? ved ikke, budgettet er brugt i 2026",
        text="interesseret? ved ikke, budgettet er brugt i 2026",
    ),
)
