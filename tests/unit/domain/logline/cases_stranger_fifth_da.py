"""A fifth set by the same hand, after the fourth had been mended and before these lines were ever run."""

from __future__ import annotations

from tests.unit.domain.logline.cases import case

CASES = (
    case(
        "ok 20 min #messe følg op fre",
        outcome="reached",
        minutes=20,
        tags=("messe",),
        text="følg op",
        follow="2026-05-08",
    ),
    case("is 1u", outcome="no_answer", follow="2026-05-14"),
    case(
        "møde $fusion tors kl. 15-16.30",
        kind="meeting",
        links=("fusion",),
        at="2026-05-14 15:00",
        planned=True,
        minutes=90,
    ),
    case(
        "opgave ret tilbud 88213 >i morgen 8.00",
        kind="task",
        text="ret tilbud 88213",
        at="2026-05-08 08:00",
        planned=True,
    ),
    case("lm igen >2/6", outcome="left_message", text="igen", follow="2026-06-02"),
    case("besøg 90 min audit linje 4", kind="visit", minutes=90, text="audit linje 4"),
    case(
        "Talte med Rosa Madsen, vil have 200 etiketter inden den 20., send tilbud i morgen",
        people=("Rosa Madsen",),
        text="vil have 200 etiketter inden den 20.",
        follow="2026-05-08",
        title="send tilbud",
    ),
    case("Theis ringede tilbage, alt er på plads", direction="in", people=("Theis",), text="alt er på plads"),
    case(
        "mailede referatet til Carla og Finn",
        kind="email",
        direction="out",
        people=("Carla", "Finn"),
        text="referatet",
    ),
    case(
        "ringede til hr. Obel i mandags, intet svar",
        direction="out",
        people=("hr. Obel",),
        at="2026-05-04 09:00",
        outcome="no_answer",
    ),
    case(
        "morgenmad med Lene næste tirsdag kl. 8",
        kind="meeting",
        people=("Lene",),
        at="2026-05-12 08:00",
        planned=True,
    ),
    case(
        "forkert nummer, find det nye i morgen",
        outcome="wrong_number",
        follow="2026-05-08",
        title="find det nye",
    ),
    case("kører 24/7 med 3 hold a 8 timer", text="kører 24/7 med 3 hold a 8 timer"),
    case("ny pris fra 1. juli er 12,50", text="ny pris fra 1. juli er 12,50"),
    case("telefonnummer 70 20 30 40", text="telefonnummer 70 20 30 40"),
    case("fik ikke fat i Ane, skriver en mail i stedet", text="fik ikke fat i Ane, skriver en mail i stedet"),
    case(
        "vil tænke over det, vender tilbage senest fredag",
        text="vil tænke over det, vender tilbage senest fredag",
    ),
    case("ring til Jonas på mandag kl. halv ti", people=("Jonas",), at="2026-05-11 09:30", planned=True),
    case(
        "kundemøde hos Grundfos tirsdag d. 19/5 kl. 13",
        kind="meeting",
        people=("Grundfos",),
        at="2026-05-19 13:00",
        planned=True,
    ),
    case("Bente er på barsel til marts, kontakt Lis", text="Bente er på barsel til marts, kontakt Lis"),
)
