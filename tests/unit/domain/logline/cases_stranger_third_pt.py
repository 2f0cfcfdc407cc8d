"""A third set by the same hand, after the second had been mended and before these lines were ever run."""

from __future__ import annotations

from tests.unit.domain.logline.cases import case

CASES = (
    case("lm terça 10h", outcome="left_message", follow="2026-05-12 10:00"),
    case(
        "ok vai renovar $contrato +6m",
        outcome="reached",
        text="vai renovar",
        links=("contrato",),
        follow="2026-11-09",
        moved="2026-11-07",
    ),
    case("visita #assistência 45min", kind="visit", tags=("assistência",), minutes=45),
    case(
        "tarefa reservar carro >11/5 7h30",
        kind="task",
        text="reservar carro",
        at="2026-05-11 07:30",
        planned=True,
    ),
    case(
        "nota código do portão 4711, falar com o Pedro",
        kind="note",
        text="código do portão 4711, falar com o Pedro",
    ),
    case("pediu retorno daqui a 2 horas", outcome="call_back", follow="2026-05-07 16:20", is_missed=True),
    case(
        "acabei de falar com o Leandro, está contente, pedido sai semana que vem",
        people=("Leandro",),
        text="está contente",
        follow="2026-05-11",
        title="pedido sai",
    ),
    case(
        "Liguei para a Graça Lima às 11h, ninguém atendeu",
        direction="out",
        people=("Graça Lima",),
        at="2026-05-07 11:00",
        outcome="no_answer",
    ),
    case(
        "mandei whats pra Aline com o endereço",
        kind="chat",
        direction="out",
        people=("Aline",),
        text="com o endereço",
    ),
    case(
        "Recebi email do Pedro Nunes, pede referências, responder até quarta",
        kind="email",
        direction="in",
        people=("Pedro Nunes",),
        text="pede referências, responder até quarta",
    ),
    case("ligar pro Otávio amanhã de manhã", people=("Otávio",), at="2026-05-08 09:00", planned=True),
    case(
        "não consegui falar com a Nina, tentar depois das férias",
        text="não consegui falar com a Nina, tentar depois das férias",
    ),
    case(
        "João da Embraer quer cotação de 20 peças, ligar quinta",
        text="João da Embraer quer cotação de 20 peças",
        follow="2026-05-14",
        title="ligar",
    ),
    case(
        "boleto 30 dias, 2% de desconto se pagar em 10 dias",
        text="boleto 30 dias, 2% de desconto se pagar em 10 dias",
    ),
    case("o ano fiscal deles termina 30 de junho", text="o ano fiscal deles termina 30 de junho"),
    case(
        "falei com a Julia sobre o buffet de domingo, 40 pessoas",
        people=("Julia",),
        text="sobre o buffet de domingo, 40 pessoas",
    ),
    case(
        "está interessado desde a feira de outubro",
        text="está interessado desde a feira de outubro",
        outcome="interested",
    ),
    case(
        "reunião com a Lúcia e o Ivo dia 20/5 das 9h às 11h",
        kind="meeting",
        people=("Lúcia", "Ivo"),
        at="2026-05-20 09:00",
        planned=True,
        minutes=120,
        is_missed=True,
    ),
    case(
        "cliente viajando, volta dia 18, ligar dia 19",
        text="cliente viajando, volta dia 18",
        follow="2026-05-19",
        title="ligar",
    ),
    case(
        "retornou a ligação, quer visita técnica na terça às 8h",
        direction="in",
        follow="2026-05-12 08:00",
        title="quer visita técnica",
    ),
)
