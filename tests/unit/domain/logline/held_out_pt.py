"""Written after the grammar worked and before it was changed again."""

from __future__ import annotations

from tests.unit.domain.logline.cases import case

CASES = (
    case(
        "Telefonei à D. Helena, está de férias, ligar dia 18",
        direction="out",
        people=("D. Helena",),
        text="está de férias",
        follow="2026-05-18",
        title="ligar",
    ),
    case("nr +3d", outcome="no_answer", follow="2026-05-11", moved="2026-05-10"),
    case(
        "Conversei com o Marcos Souza sobre o contrato, ele assina na próxima semana",
        people=("Marcos Souza",),
        text="sobre o contrato",
        follow="2026-05-11",
        title="ele assina",
    ),
    case(
        "Visita à Metalúrgica Sul dia 21 às 10h",
        kind="visit",
        people=("Metalúrgica Sul",),
        at="2026-05-21 10:00",
        planned=True,
    ),
    case("Reunião adiada para quinta", text="Reunião adiada para quinta"),
    case("não atendeu, tentar às 16h", outcome="no_answer", follow="2026-05-07 16:00", title="tentar"),
    case(
        "ligação ok 12 min quer 3 paletes #empilhador +2s",
        outcome="reached",
        minutes=12,
        text="quer 3 paletes",
        tags=("empilhador",),
        follow="2026-05-21",
    ),
    case(
        "Jantar com Paulo e Joana 3 de junho às 20h",
        kind="meeting",
        people=("Paulo", "Joana"),
        at="2026-06-03 20:00",
        planned=True,
    ),
    case(
        "A Luísa ligou por causa da fuga, técnico vai segunda",
        direction="in",
        people=("Luísa",),
        text="por causa da fuga",
        follow="2026-05-11",
        title="técnico vai",
    ),
    case(
        "Falei ontem com o Hugo, sem interesse por agora",
        people=("Hugo",),
        at="2026-05-06 09:00",
        outcome="not_interested",
        text="sem interesse por agora",
    ),
    case(
        "Enviei proposta por email à Beatriz, cobrar quinta",
        kind="email",
        direction="out",
        people=("Beatriz",),
        text="proposta",
        is_missed=True,
        follow="2026-05-14",
        title="cobrar",
    ),
    case("desconto de 10 % se fechar até 30/6", text="desconto de 10 % se fechar até 30/6"),
    case(
        "sala 12, terceiro andar, falar com a segurança",
        text="sala 12, terceiro andar, falar com a segurança",
    ),
    case(
        "Almocei com a Marta hoje, 1h15, muito interessada",
        kind="meeting",
        people=("Marta",),
        at="2026-05-07 09:00",
        minutes=75,
        outcome="interested",
        text="muito interessada",
    ),
    case("Ligar amanhã 9h30 para o Vasco", people=("Vasco",), at="2026-05-08 09:30", planned=True),
)
