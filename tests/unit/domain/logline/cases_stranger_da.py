"""Written by somebody who had not read the grammar, before these lines were ever run."""

from __future__ import annotations

from tests.unit.domain.logline.cases import case

CASES = (
    # short codes
    case("na >man", outcome="no_answer", follow="2026-05-11"),
    case("lm 3d", outcome="left_message", follow="2026-05-11", moved="2026-05-10"),
    case("lm +1u rykke tilbud", outcome="left_message", follow="2026-05-14", title="rykke tilbud"),
    case(
        "ok 12 min vil have brochure +1u",
        outcome="reached",
        minutes=12,
        text="vil have brochure",
        follow="2026-05-14",
    ),
    case("møde ok 1 t >tirs 15", kind="meeting", outcome="reached", minutes=60, follow="2026-05-12 15:00"),
    case("tlf ok", outcome="reached"),
    case("tlf optaget >kl 16", outcome="busy", follow="2026-05-07 16:00"),
    case("ikke interesseret", outcome="not_interested"),
    case("forkert nummer", outcome="wrong_number"),
    case("opgave bestil toner >22/5", kind="task", text="bestil toner", at="2026-05-22 09:00", planned=True),
    case("note 3 børn, spiller golf", kind="note", text="3 børn, spiller golf"),
    case("mail tilbud 1180 sendt +1u", kind="email", text="tilbud 1180 sendt", follow="2026-05-14"),
    case(
        "besøg ok $fornyelse #vip +3m",
        kind="visit",
        outcome="reached",
        links=("fornyelse",),
        tags=("vip",),
        follow="2026-08-07",
    ),
    case("møde aftalt >ons 10.30", outcome="meeting_agreed", follow="2026-05-13 10:30"),
    case(
        "brev kopi af kontrakt >1/6 underskrevet?",
        kind="letter",
        text="kopi af kontrakt",
        follow="2026-06-01",
        title="underskrevet?",
    ),
    case("sms ny adresse sendt", kind="sms", text="ny adresse sendt"),
    case("svarede ikke, prøver i morgen", outcome="no_answer", follow="2026-05-08", title="prøver"),
    # short codes that are not what they look like
    case("note budget 100.000 kr, beslutning i q3", kind="note", text="budget 100.000 kr, beslutning i q3"),
    case("ok pris 12,50 pr. stk. min 20 stk", outcome="reached", text="pris 12,50 pr. stk. min 20 stk"),
    case("note model 5d på lager", kind="note", text="model 5d på lager"),
    # prose
    case(
        "snakkede med Karen Holm, vil gerne se demo på onsdag kl 11",
        people=("Karen Holm",),
        follow="2026-05-13 11:00",
        title="vil gerne se demo",
    ),
    case(
        "ringede til Steen igen intet svar, prøver fredag",
        direction="out",
        people=("Steen",),
        outcome="no_answer",
        follow="2026-05-08",
        title="prøver",
    ),
    case(
        "lagde besked til Pia Sø, ringer igen på fredag",
        outcome="left_message",
        people=("Pia Sø",),
        follow="2026-05-08",
        title="ringer igen",
    ),
    case(
        "kaffe med Rikke mandag 9.30", kind="meeting", people=("Rikke",), at="2026-05-11 09:30", planned=True
    ),
    case(
        "mødte Tom Hansen i går på messen, meget interesseret i X200",
        kind="meeting",
        people=("Tom Hansen",),
        at="2026-05-06 09:00",
        outcome="interested",
        text="på messen, meget interesseret i X200",
    ),
    case(
        "Mailede Poul det nye tilbud, følger op i næste uge",
        kind="email",
        direction="out",
        people=("Poul",),
        text="det nye tilbud",
        follow="2026-05-11",
        title="følger op",
    ),
    case(
        "fik fat i Mikkel, 10 min, glad for leveringen",
        outcome="reached",
        people=("Mikkel",),
        minutes=10,
        text="glad for leveringen",
    ),
    case(
        "Sara Lind ringede, vil flytte mødet til 20. maj",
        direction="in",
        people=("Sara Lind",),
        text="vil flytte mødet til 20. maj",
    ),
    case(
        "besøgte Bager & Sønner i 2 timer, linje 3 skal have nye pakninger",
        kind="visit",
        direction="out",
        people=("Bager & Sønner",),
        minutes=120,
        text="linje 3 skal have nye pakninger",
    ),
    case(
        "husk at ringe til Gert 2. juni kl. 16",
        at="2026-06-02 16:00",
        planned=True,
        kind="task",
        text="ringe til Gert",
    ),
    case("mødte ikke op, ny aftale næste måned", outcome="not_held", follow="2026-06-01", title="ny aftale"),
    case(
        "Ringede til Jytte fra bogholderiet, ring tilbage efter frokost",
        direction="out",
        people=("Jytte",),
        text="fra bogholderiet, ring tilbage efter frokost",
    ),
    # traps
    case(
        "ringede til Dan, prisen er 450 kr og han vil have 10% rabat",
        direction="out",
        people=("Dan",),
        text="prisen er 450 kr og han vil have 10% rabat",
    ),
    case(
        "de købte 3 stk i marts 2024, aftalen udløber 15. sept 2026",
        text="de købte 3 stk i marts 2024, aftalen udløber 15. sept 2026",
    ),
    case("talte med Maj Friis om fakturaen fra april", people=("Maj Friis",), text="om fakturaen fra april"),
    case(
        "kontrakten blev underskrevet 3. maj, intet at gøre",
        text="kontrakten blev underskrevet 3. maj, intet at gøre",
    ),
    case(
        "ikke interesseret i den lille men interesseret i den store",
        text="ikke interesseret i den lille men interesseret i den store",
    ),
    case("åbent 9-17 man til fre, lukket 12-13", text="åbent 9-17 man til fre, lukket 12-13"),
    case(
        "ringede til Bo som bor i Sorø, han betalte i tirsdags",
        direction="out",
        people=("Bo",),
        text="som bor i Sorø, han betalte i tirsdags",
    ),
    case(
        "de er 5 mand og har 2 biler, ring ikke om fredagen",
        text="de er 5 mand og har 2 biler, ring ikke om fredagen",
    ),
)
