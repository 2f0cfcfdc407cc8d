"""A second set by the same hand, after the first had been mended and before these lines were ever run."""

from __future__ import annotations

from tests.unit.domain.logline.cases import case

CASES = (
    case(
        "na de novo +2d",
        outcome="no_answer",
        text="de novo",
        follow="2026-05-11",
        moved="2026-05-09",
        is_missed=True,
    ),
    case(
        "recado com a secretária >qui 14h",
        outcome="left_message",
        text="com a secretária",
        follow="2026-05-14 14:00",
    ),
    case("email segunda via da nota", kind="email", text="segunda via da nota"),
    case(
        "visita 2h galpão novo, 40 paletes +1m",
        kind="visit",
        minutes=120,
        text="galpão novo, 40 paletes",
        follow="2026-06-08",
        moved="2026-06-07",
    ),
    case("ok 5min tudo certo", outcome="reached", minutes=5, text="tudo certo"),
    case("interessado 2s", outcome="interested", follow="2026-05-21"),
    case(
        "tarefa cobrar R$ 2300 >sex", kind="task", text="cobrar R$ 2300", at="2026-05-08 09:00", planned=True
    ),
    case(
        "reunião #q3 terça 14h, 1 hora",
        kind="meeting",
        tags=("q3",),
        at="2026-05-12 14:00",
        planned=True,
        minutes=60,
    ),
    case(
        "liguei pra Olívia, caixa postal, tento de novo segunda",
        direction="out",
        people=("Olívia",),
        outcome="left_message",
        follow="2026-05-11",
        title="tento de novo",
    ),
    case(
        "Falei com o Beto Cardoso sobre o vazamento, técnico vai quinta de manhã",
        people=("Beto Cardoso",),
        text="sobre o vazamento",
        follow="2026-05-14 09:00",
        title="técnico vai",
    ),
    case(
        "a Cris mandou email, aceitou a proposta",
        kind="email",
        direction="in",
        people=("Cris",),
        text="aceitou a proposta",
    ),
    case(
        "almoço com a Nádia e o Omar sexta que vem 12h30",
        kind="meeting",
        people=("Nádia", "Omar"),
        at="2026-05-15 12:30",
        planned=True,
    ),
    case(
        "reunião com a Helena hoje de manhã, retomar daqui a 15 dias",
        kind="meeting",
        people=("Helena",),
        at="2026-05-07 09:00",
        follow="2026-05-22",
        title="retomar",
    ),
    case("liguei pro Frank mas estava ocupado", direction="out", people=("Frank",), outcome="busy"),
    case(
        "precisa de 3 motores 24V, entrega em até 10 dias, preço abaixo de 2 mil",
        text="precisa de 3 motores 24V, entrega em até 10 dias, preço abaixo de 2 mil",
    ),
    case("disse que segunda é ruim e terça é pior", text="disse que segunda é ruim e terça é pior"),
    case("cotado a 1.250 por tonelada válido até 30/6", text="cotado a 1.250 por tonelada válido até 30/6"),
    case(
        "liguei para a Maia Domingues, mudou de empresa em janeiro",
        direction="out",
        people=("Maia Domingues",),
        text="mudou de empresa em janeiro",
    ),
    case(
        "deixei recado com a esposa há 2 dias, nada ainda",
        outcome="left_message",
        text="deixei recado com a esposa há 2 dias, nada ainda",
    ),
    case("interessado? não sei, verba de 2026 acabou", text="interessado? não sei, verba de 2026 acabou"),
)
