"""A fifth set by the same hand, after the fourth had been mended and before these lines were ever run."""

from __future__ import annotations

from tests.unit.domain.logline.cases import case

CASES = (
    case(
        "ok 20min #feira retornar sex",
        outcome="reached",
        minutes=20,
        tags=("feira",),
        text="retornar",
        follow="2026-05-08",
    ),
    case("nr 1s", outcome="no_answer", follow="2026-05-14"),
    case(
        "reunião $fusão qui 15:00-16:30",
        kind="meeting",
        links=("fusão",),
        at="2026-05-14 15:00",
        planned=True,
        minutes=90,
    ),
    case(
        "tarefa corrigir proposta 88213 >amanhã 8h",
        kind="task",
        text="corrigir proposta 88213",
        at="2026-05-08 08:00",
        planned=True,
    ),
    case("visita 90 min auditoria linha 4", kind="visit", minutes=90, text="auditoria linha 4"),
    case(
        "Conversei com a Rosa Martins, quer 200 etiquetas até dia 20, mandar orçamento amanhã",
        people=("Rosa Martins",),
        text="quer 200 etiquetas até dia 20",
        follow="2026-05-08",
        title="mandar orçamento",
    ),
    case("o Téo ligou de volta, tudo resolvido", direction="in", people=("Téo",), text="tudo resolvido"),
    case(
        "mandei a ata por email pra Carla e pro Fábio",
        kind="email",
        direction="out",
        people=("Carla", "Fábio"),
        text="a ata por email",
    ),
    case(
        "liguei para o sr. Osmar na segunda, sem resposta",
        direction="out",
        people=("sr. Osmar",),
        at="2026-05-04 09:00",
        outcome="no_answer",
    ),
    case(
        "café da manhã com a Lena terça que vem às 8h",
        kind="meeting",
        people=("Lena",),
        at="2026-05-12 08:00",
        planned=True,
    ),
    case(
        "número errado, procurar o novo amanhã",
        outcome="wrong_number",
        follow="2026-05-08",
        title="procurar o novo",
    ),
    case("rodam 24/7 com 3 turnos de 8 horas", text="rodam 24/7 com 3 turnos de 8 horas"),
    case("preço novo a partir de 1 de julho é 12,50", text="preço novo a partir de 1 de julho é 12,50"),
    case("telefone novo é 11 98765-4321", text="telefone novo é 11 98765-4321"),
    case("não falei com a Ana, vou mandar email", text="não falei com a Ana, vou mandar email"),
    case("vai pensar, dá retorno até sexta", text="vai pensar, dá retorno até sexta"),
    case("ligar pro Jonas segunda às 9 e meia", people=("Jonas",), at="2026-05-11 09:30", planned=True),
    case(
        "Bia está de licença até março, falar com a Lis",
        text="Bia está de licença até março, falar com a Lis",
    ),
    case("liguei agora, deu ocupado", direction="out", text="agora", outcome="busy"),
    case(
        "marcamos reunião pra quarta 14h",
        outcome="meeting_agreed",
        follow="2026-05-13 14:00",
        title="marcamos reunião",
    ),
)
