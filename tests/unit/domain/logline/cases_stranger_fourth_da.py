"""A fourth set by the same hand, after the third had been mended and before these lines were ever run."""

from __future__ import annotations

from tests.unit.domain.logline.cases import case

CASES = (
    case("ii for dyrt", outcome="not_interested", text="for dyrt"),
    case("opkald ok 3 min +10d", outcome="reached", minutes=3, follow="2026-05-18", moved="2026-05-17"),
    case(
        "møde tors 9.00 mødelokale 2",
        kind="meeting",
        at="2026-05-14 09:00",
        planned=True,
        text="mødelokale 2",
    ),
    case(
        "lm >15/5 10.30 spørg til budget",
        outcome="left_message",
        follow="2026-05-15 10:30",
        title="spørg til budget",
    ),
    case("note tabt til konkurrent, 12% billigere", kind="note", text="tabt til konkurrent, 12% billigere"),
    case("fn #oprydning", outcome="wrong_number", tags=("oprydning",)),
    case(
        "ringede til Zenia Ahm, tog den ikke, prøver kl. 17",
        direction="out",
        people=("Zenia Ahm",),
        outcome="no_answer",
        follow="2026-05-07 17:00",
        title="prøver",
    ),
    case(
        "Viktor ringede om den defekte ventil",
        direction="in",
        people=("Viktor",),
        text="om den defekte ventil",
    ),
    case(
        "mødte Ruth Bjerg, 45 min, ikke interesseret lige nu",
        kind="meeting",
        people=("Ruth Bjerg",),
        minutes=45,
        outcome="not_interested",
        text="ikke interesseret lige nu",
    ),
    case("mødet med Vestas er flyttet til 21. maj", text="mødet med Vestas er flyttet til 21. maj"),
    case(
        "talte med Ib i går eftermiddags, aftalte møde den 13. maj kl. 10",
        people=("Ib",),
        at="2026-05-06 14:00",
        outcome="meeting_agreed",
        follow="2026-05-13 10:00",
        title="aftalte møde",
    ),
    case(
        "ring til Vibeke i morgen kl. 15 ang. kontrakt",
        people=("Vibeke",),
        at="2026-05-08 15:00",
        planned=True,
        text="ang. kontrakt",
    ),
    case(
        "sendte prøver 2. maj, intet svar endnu",
        text="sendte prøver 2. maj, intet svar endnu",
        outcome="no_answer",
    ),
    case(
        "Dan har 5 lastbiler og 12 chauffører, kontrakt til 2028",
        text="Dan har 5 lastbiler og 12 chauffører, kontrakt til 2028",
    ),
    case("ikke nu, prøv igen om et halvt år", text="ikke nu, prøv igen om et halvt år"),
    case(
        "bad om opkald på torsdag mellem 10 og 12",
        outcome="call_back",
        text="bad om opkald på torsdag mellem 10 og 12",
    ),
    case("whatsapp lokation sendt", kind="chat", text="lokation sendt"),
    case(
        "middag med Ane og Per lørdag kl. 19",
        kind="meeting",
        people=("Ane", "Per"),
        at="2026-05-09 19:00",
        planned=True,
    ),
    case("fakturaen forfalder 1/6, ingen rykker", text="fakturaen forfalder 1/6, ingen rykker"),
    case("vender tilbage i uge 22", text="vender tilbage i uge 22"),
)
