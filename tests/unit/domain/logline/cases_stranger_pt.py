"""Written by somebody who had not read the grammar, before these lines were ever run."""

from __future__ import annotations

from tests.unit.domain.logline.cases import case

CASES = (
    # short codes
    case("na >seg", outcome="no_answer", follow="2026-05-11"),
    case("lm 3d", outcome="left_message", follow="2026-05-11", moved="2026-05-10"),
    case("lm +1s cobrar proposta", outcome="left_message", follow="2026-05-14", title="cobrar proposta"),
    case(
        "ok 12min quer catálogo +1s", outcome="reached", minutes=12, text="quer catálogo", follow="2026-05-14"
    ),
    case("reunião ok 1h >ter 15h", kind="meeting", outcome="reached", minutes=60, follow="2026-05-12 15:00"),
    case("não atendeu, ligar amanhã cedo", outcome="no_answer", follow="2026-05-08 09:00", title="ligar"),
    case("tel ocupado >16h", outcome="busy", follow="2026-05-07 16:00"),
    case("sem interesse", outcome="not_interested"),
    case("número errado", outcome="wrong_number"),
    case("tarefa pedir toner >22/5", kind="task", text="pedir toner", at="2026-05-22 09:00", planned=True),
    case("nota 3 filhos, joga tênis", kind="note", text="3 filhos, joga tênis"),
    case("email proposta 1180 enviada +1s", kind="email", text="proposta 1180 enviada", follow="2026-05-14"),
    case(
        "visita ok $renovação #vip +3m",
        kind="visit",
        outcome="reached",
        links=("renovação",),
        tags=("vip",),
        follow="2026-08-07",
    ),
    case("reunião marcada >qua 10h30", outcome="meeting_agreed", follow="2026-05-13 10:30"),
    case(
        "carta cópia do contrato >1/6 assinado?",
        kind="letter",
        text="cópia do contrato",
        follow="2026-06-01",
        title="assinado?",
    ),
    case("whatsapp mandei fotos do produto", kind="chat", text="mandei fotos do produto"),
    case("caixa postal, tentar segunda", outcome="left_message", follow="2026-05-11", title="tentar"),
    # short codes that are not what they look like
    case(
        "nota orçamento 10 mil, decisão em setembro",
        kind="note",
        text="orçamento 10 mil, decisão em setembro",
    ),
    case(
        "ok preço R$ 450 a unidade, mínimo 20 pçs",
        outcome="reached",
        text="preço R$ 450 a unidade, mínimo 20 pçs",
    ),
    case("nota modelo 5d em estoque", kind="note", text="modelo 5d em estoque"),
    # prose
    case(
        "falei com a Carla Dias, quer uma demo na quarta às 11h",
        people=("Carla Dias",),
        follow="2026-05-13 11:00",
        title="quer uma demo",
    ),
    case(
        "liguei pro Sérgio de novo e não atendeu, tento sexta",
        direction="out",
        people=("Sérgio",),
        outcome="no_answer",
        follow="2026-05-08",
        title="tento",
    ),
    case(
        "deixei recado pra Patrícia Sá, retornar na sexta",
        outcome="left_message",
        people=("Patrícia Sá",),
        follow="2026-05-08",
        title="retornar",
    ),
    case(
        "café com a Renata segunda 9h30",
        kind="meeting",
        people=("Renata",),
        at="2026-05-11 09:30",
        planned=True,
    ),
    case(
        "encontrei o Tomás Reis ontem na feira, muito interessado no X200",
        kind="meeting",
        people=("Tomás Reis",),
        at="2026-05-06 09:00",
        outcome="interested",
        text="na feira, muito interessado no X200",
    ),
    case(
        "mandei email pro Paulo com o novo orçamento, cobrar semana que vem",
        kind="email",
        direction="out",
        people=("Paulo",),
        text="com o novo orçamento",
        follow="2026-05-11",
        title="cobrar",
    ),
    case(
        "consegui falar com o Miguel, 10 min, gostou da entrega",
        outcome="reached",
        people=("Miguel",),
        minutes=10,
        text="gostou da entrega",
    ),
    case(
        "Sara Lins ligou, quer mudar a reunião pra 20 de maio",
        direction="in",
        people=("Sara Lins",),
        text="quer mudar a reunião pra 20 de maio",
    ),
    case(
        "visitei a Padaria Souza por 2 horas, a linha 3 precisa de vedação nova",
        kind="visit",
        direction="out",
        people=("Padaria Souza",),
        minutes=120,
        text="a linha 3 precisa de vedação nova",
    ),
    case(
        "lembrar de ligar pro Gustavo dia 2 de junho às 16h",
        at="2026-06-02 16:00",
        planned=True,
        kind="task",
        text="ligar pro Gustavo",
    ),
    case("não apareceu, remarcar mês que vem", outcome="not_held", follow="2026-06-01", title="remarcar"),
    case(
        "liguei pra Júlia do financeiro, pediu pra retornar depois do almoço",
        direction="out",
        people=("Júlia",),
        outcome="call_back",
        text="do financeiro, pediu pra retornar depois do almoço",
    ),
    # traps
    case(
        "liguei pro Daniel, o preço é R$450 e ele quer 10% de desconto",
        direction="out",
        people=("Daniel",),
        text="o preço é R$450 e ele quer 10% de desconto",
    ),
    case(
        "compraram 3 unidades em março de 2024, contrato vence 15 de setembro",
        text="compraram 3 unidades em março de 2024, contrato vence 15 de setembro",
    ),
    case(
        "falei com a Márcia Domingos sobre a fatura de abril",
        people=("Márcia Domingos",),
        text="sobre a fatura de abril",
    ),
    case("contrato assinado em 3 de maio, nada a fazer", text="contrato assinado em 3 de maio, nada a fazer"),
    case(
        "sem interesse no pequeno mas tem interesse no grande",
        text="sem interesse no pequeno mas tem interesse no grande",
    ),
    case(
        "aberto das 9h às 17h de seg a sex, fecha 12-13",
        text="aberto das 9h às 17h de seg a sex, fecha 12-13",
    ),
    case(
        "ligou o Bento que mora em Santos, pagou terça passada",
        direction="in",
        people=("Bento",),
        text="que mora em Santos, pagou terça passada",
    ),
    case(
        "são 5 vendedores e 2 carros, não ligar às sextas",
        text="são 5 vendedores e 2 carros, não ligar às sextas",
    ),
)
