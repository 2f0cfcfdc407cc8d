"""A sixth set by the same hand, after the fifth had been mended and before these lines were ever run."""

from __future__ import annotations

from tests.unit.domain.logline.cases import case

CASES = (
    case("lm +2s ver estoque", outcome="left_message", follow="2026-05-21", title="ver estoque"),
    case("ok 8min pagou fatura 7781", outcome="reached", minutes=8, text="pagou fatura 7781"),
    case("reunião seg 11:00 45min", kind="meeting", at="2026-05-11 11:00", planned=True, minutes=45),
    case("ni +1a", outcome="not_interested", follow="2027-05-07"),
    case(
        "Liguei pra Iara Costa, está em reunião, ligar de novo às 16h",
        direction="out",
        people=("Iara Costa",),
        text="está em reunião",
        follow="2026-05-07 16:00",
        title="ligar de novo",
    ),
    case(
        "mandei sms pro Raul ontem, sem resposta",
        kind="sms",
        direction="out",
        people=("Raul",),
        at="2026-05-06 09:00",
        outcome="no_answer",
    ),
    case(
        "Visitei a Delta Ltda, 3 máquinas paradas, técnico segunda",
        kind="visit",
        direction="out",
        people=("Delta Ltda",),
        text="3 máquinas paradas",
        follow="2026-05-11",
        title="técnico",
    ),
    case(
        "café com o Max e a Eva amanhã 10-11",
        kind="meeting",
        people=("Max", "Eva"),
        at="2026-05-08 10:00",
        planned=True,
        minutes=60,
    ),
    case("fecham às 17h nas sextas", text="fecham às 17h nas sextas"),
    case("paga em 30 dias, limite 15.000", text="paga em 30 dias, limite 15.000"),
    case("Augusta quer 2 por 4 metros", text="Augusta quer 2 por 4 metros"),
    case("vendeu 40 peças mês passado, 55 em março", text="vendeu 40 peças mês passado, 55 em março"),
)
