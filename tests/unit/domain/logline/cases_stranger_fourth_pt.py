"""A fourth set by the same hand, after the third had been mended and before these lines were ever run."""

from __future__ import annotations

from tests.unit.domain.logline.cases import case

CASES = (
    case("ni muito caro", outcome="not_interested", text="muito caro"),
    case("ligação ok 3min +10d", outcome="reached", minutes=3, follow="2026-05-18", moved="2026-05-17"),
    case("reunião qui 9h sala 2", kind="meeting", at="2026-05-14 09:00", planned=True, text="sala 2"),
    case(
        "lm >15/5 10h30 perguntar do orçamento",
        outcome="left_message",
        follow="2026-05-15 10:30",
        title="perguntar do orçamento",
    ),
    case(
        "nota perdemos para o concorrente, 12% mais barato",
        kind="note",
        text="perdemos para o concorrente, 12% mais barato",
    ),
    case("ne #limpeza", outcome="wrong_number", tags=("limpeza",)),
    case(
        "liguei para a Zélia Abreu, ninguém atendeu, tentar às 17h",
        direction="out",
        people=("Zélia Abreu",),
        outcome="no_answer",
        follow="2026-05-07 17:00",
        title="tentar",
    ),
    case(
        "Vítor ligou sobre a válvula com defeito",
        direction="in",
        people=("Vítor",),
        text="sobre a válvula com defeito",
    ),
    case(
        "reunião com a Ruth Braga, 45 min, sem interesse no momento",
        kind="meeting",
        people=("Ruth Braga",),
        minutes=45,
        outcome="not_interested",
        text="sem interesse no momento",
    ),
    case("reunião com a Vale adiada para 21 de maio", text="reunião com a Vale adiada para 21 de maio"),
    case(
        "falei com o Ivan ontem à tarde, reunião marcada para 13 de maio às 10h",
        people=("Ivan",),
        at="2026-05-06 14:00",
        outcome="meeting_agreed",
        follow="2026-05-13 10:00",
        title="reunião marcada",
    ),
    case(
        "ligar para a Vanda amanhã às 15h sobre o contrato",
        people=("Vanda",),
        at="2026-05-08 15:00",
        planned=True,
        text="sobre o contrato",
    ),
    case(
        "amostras enviadas 2 de maio, sem resposta ainda",
        text="amostras enviadas 2 de maio, sem resposta ainda",
        outcome="no_answer",
    ),
    case(
        "Davi tem 5 caminhões e 12 motoristas, contrato até 2028",
        text="Davi tem 5 caminhões e 12 motoristas, contrato até 2028",
    ),
    case(
        "agora não, tentar de novo em 6 meses",
        text="agora não",
        follow="2026-11-09",
        moved="2026-11-07",
        title="tentar de novo",
    ),
    case("zap mandei a localização", kind="chat", text="mandei a localização"),
    case(
        "jantar com a Ana e o Pedro sábado às 19h",
        kind="meeting",
        people=("Ana", "Pedro"),
        at="2026-05-09 19:00",
        planned=True,
    ),
    case("boleto vence dia 1/6, sem cobrança", text="boleto vence dia 1/6, sem cobrança"),
    case(
        "passei na loja da Marta, ela pediu catálogo, levar sexta",
        kind="visit",
        direction="out",
        text="na loja, ela pediu catálogo",
        follow="2026-05-08",
        title="levar",
        people=("Marta",),
    ),
    case("disse pra ligar na quinta entre 10h e 12h", text="disse pra ligar na quinta entre 10h e 12h"),
)
