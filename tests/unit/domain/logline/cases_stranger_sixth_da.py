"""A sixth set by the same hand, after the fifth had been mended and before these lines were ever run."""

from __future__ import annotations

from tests.unit.domain.logline.cases import case

CASES = (
    case("lm +2u tjek lager", outcome="left_message", follow="2026-05-21", title="tjek lager"),
    case("ok 8 min betalt faktura 7781", outcome="reached", minutes=8, text="betalt faktura 7781"),
    case("møde man 11.00 45 min", kind="meeting", at="2026-05-11 11:00", planned=True, minutes=45),
    case("ii +1å", outcome="not_interested", follow="2027-05-07"),
    case(
        "Ringede til Iben Krag, hun sidder i møde, ring igen kl. 16",
        direction="out",
        people=("Iben Krag",),
        text="hun sidder i møde",
        follow="2026-05-07 16:00",
        title="ring igen",
    ),
    case(
        "sms til Rasmus i går, intet svar",
        kind="sms",
        people=("Rasmus",),
        at="2026-05-06 09:00",
        outcome="no_answer",
    ),
    case(
        "Besøgte Delta A/S, 3 maskiner nede, tekniker mandag",
        kind="visit",
        direction="out",
        people=("Delta A/S",),
        text="3 maskiner nede",
        follow="2026-05-11",
        title="tekniker",
    ),
    case(
        "kaffe med Max og Eva i morgen kl. 10-11",
        kind="meeting",
        people=("Max", "Eva"),
        at="2026-05-08 10:00",
        planned=True,
        minutes=60,
    ),
    case("de lukker kl. 15 om fredagen", text="de lukker kl. 15 om fredagen"),
    case("betaler netto 30 dage, max 15.000", text="betaler netto 30 dage, max 15.000"),
    case("Ida skal bruge 2 gange 4 meter", text="Ida skal bruge 2 gange 4 meter"),
    case("solgte 40 stk sidste måned, 55 i marts", text="solgte 40 stk sidste måned, 55 i marts"),
)
