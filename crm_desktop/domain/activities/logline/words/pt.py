"""Portuguese, of Portugal and Brazil."""

from __future__ import annotations

from crm_desktop.domain.activities.logline.words.vocabulary import DateForm, KindWord, Vocabulary

_NUMBERS = {
    "um": 1,
    "uma": 1,
    "dois": 2,
    "duas": 2,
    "três": 3,
    "quatro": 4,
    "cinco": 5,
    "seis": 6,
    "sete": 7,
    "oito": 8,
    "nove": 9,
    "dez": 10,
    "onze": 11,
    "doze": 12,
    "quinze": 15,
}
_COUNTED = (
    r"\s(?:via|vez|opção|parte|parcela|proposta|visita|reunião|tentativa|ligação|versão|fase|etapa|remessa|"
    r"unidade|loja|cópia|quinzena|rodada|cotação)\b"
)
"""After "segunda" and the like it is a number: "segunda via"."""
_WEEKDAYS = ("segunda", "terça", "quarta", "quinta", "sexta")

VOCABULARY = Vocabulary(
    code="pt",
    left=r"(?<![a-z0-9à-ɏ$€£+@#])",
    right=r"(?![a-z0-9à-ɏ])",
    kinds=(
        KindWord(
            "call",
            r"(?:tentei (?:ligar|falar)|telefonei|liguei|ligamos|ligámos)(?: de volta| novamente| de novo)?",
            "out",
            is_done=True,
        ),
        KindWord(
            "call",
            r"(?:ligou|telefonou|retornou)(?: de volta| a ligação| minha ligação)?",
            "in",
            is_done=True,
            has_subject=True,
        ),
        KindWord("call", r"recebi (?:uma )?(?:ligação|chamada|telefonema)", "in", is_done=True),
        KindWord(
            "call",
            r"acabei de (?:falar|conversar|ligar)|falei|conversei|falámos|falamos|falado",
            is_done=True,
        ),
        KindWord("call", r"(?:ligação|chamada) recebida|(?:ligação|chamada)(?=\sd[aeo]\s)", "in"),
        KindWord(
            "call", r"(?:vídeo|video)?chamada|ligação|telefonema|ligar(?: de volta)?|telefonar|telefone|tel"
        ),
        KindWord("visit", r"visitei|visitamos|visitámos|passei", "out", is_done=True),
        KindWord("visit", r"visita|visitar"),
        KindWord(
            "meeting",
            r"encontrei(?:-me)?|nos encontramos|reuni(?:-me)?|reunimos|almocei|jantei",
            is_done=True,
        ),
        KindWord("meeting", r"reunião|encontro|almoço|jantar|café(?: da manhã)?|reunir"),
        KindWord("email", r"(?:enviei|mandei|escrevi) (?:um )?e-?mail", "out", is_done=True),
        KindWord("email", r"(?:enviei|mandei)(?=\s.{1,40}\spor e-?mail)", "out", is_done=True),
        KindWord("email", r"recebi (?:um )?e-?mail", "in", is_done=True),
        KindWord(
            "email", r"(?:mandou|enviou|escreveu) (?:um )?e-?mail", "in", is_done=True, has_subject=True
        ),
        KindWord("email", r"e-?mail(?=\sd[aeo]\s)", "in"),
        KindWord(
            "chat", r"(?:mandou|enviou) (?:um )?(?:whatsapp|whats|zap)", "in", is_done=True, has_subject=True
        ),
        KindWord(
            "sms", r"(?:mandou|enviou) (?:uma? )?(?:mensagem|sms)", "in", is_done=True, has_subject=True
        ),
        KindWord("email", r"e-?mail"),
        KindWord("chat", r"(?:enviei|mandei) (?:um )?(?:whatsapp|whats|zap)", "out", is_done=True),
        KindWord("sms", r"(?:enviei|mandei) (?:uma? )?(?:mensagem|sms|torpedo)", "out", is_done=True),
        KindWord("sms", r"recebi (?:uma? )?(?:mensagem|sms)", "in", is_done=True),
        KindWord("sms", r"sms|mensagem"),
        KindWord("chat", r"whatsapp|zap|chat"),
        KindWord("social", r"linkedin"),
        KindWord("webinar", r"webinar|webinário"),
        KindWord("letter", r"carta"),
        KindWord("task", r"tarefa|lembrar(?:-me)?(?: de)?|lembrete(?: de)?|não esquecer(?: de)?"),
        KindWord("note", r"nota|anotação"),
    ),
    number="|".join(sorted(_NUMBERS, key=len, reverse=True)),
    numbers=_NUMBERS,
    units={
        "dias?": "day",
        "semanas?": "week",
        "meses|mês": "month",
        "anos?": "year",
        "horas?|h": "hour",
        "minutos?|mins?": "minute",
    },
    short_units={"d": "day", "s": "week", "w": "week", "m": "month", "y": "year", "a": "year"},
    days={"hoje": 0, "amanhã": 1, "depois de amanhã": 2, "ontem": -1, "anteontem": -2},
    weekdays={
        **{f"{word}(?:-feira| feira|(?!{_COUNTED}))|{word[:3]}": day for day, word in enumerate(_WEEKDAYS)},
        "sábado|sáb": 5,
        "domingo|dom": 6,
    },
    months={
        "janeiro|jan": 1,
        "fevereiro|fev": 2,
        "março|mar": 3,
        "abril|abr": 4,
        "maio|mai": 5,
        "junho|jun": 6,
        "julho|jul": 7,
        "agosto|ago": 8,
        "setembro|set": 9,
        "outubro|out": 10,
        "novembro|nov": 11,
        "dezembro|dez": 12,
    },
    day_parts={
        "(?:de|da|pela) manhã": 9,
        "(?:de|da|à) tarde": 14,
        "(?:de|da|à) noite": 19,
        "(?:bem |logo )?cedo|(?:de|da|pela) manhã cedo|cedinho": 9,
        "(?:no )?(?:fim|final) d[ao] (?:tarde|dia)": 17,
        "manhã": 9,
        "meio-dia": 12,
    },
    date_forms=(
        DateForm(r"(?:daqui a|em|dentro de) {n} ?{unit}", "in"),
        DateForm(r"há {n} {unit}", "ago"),
        DateForm(r"{n} {unit} atrás", "ago"),
        DateForm(r"(?:na )?próxim[ao] {weekday}", "next"),
        DateForm(r"{weekday} (?:da (?:semana que vem|próxima semana)|que vem|próxim[ao])", "next"),
        DateForm(r"(?:n?esta|n?este) {weekday}", "this"),
        DateForm(r"(?:na )?{weekday} passad[ao]", "last"),
        DateForm(r"{weekday}"),
        DateForm(r"{rel}"),
        DateForm(r"(?:esta|hoje)(?=\s{part})", "today"),
        DateForm(r"(?:na )?(?:próxima semana|semana que vem)", "next"),
        DateForm(r"(?:no )?(?<!do )(?:próximo mês|mês que vem)", "next_month"),
        DateForm(r"(?:dia )?{day} de {month}(?: de {year})?"),
        DateForm(r"(?:dia )?{day} {month}(?: {year})?"),
        DateForm(r"dia {day}/{mon}(?:/{year})?"),
        DateForm(r"dia {day}"),
    ),
    time_forms=(
        r"(?:às|as|pelas|à) {h}(?:h|:){min}(?: ?{part})?",
        r"(?:às|as|pelas|à) {h} ?(?:h(?:oras?)?)?(?: ?{part})?",
        r"{h}h{min}?(?: ?{part})?",
        r"(?:às|as|pelas|à) {h} ?(?:h(?:oras?)?)? e (?P<half>meia)(?: ?{part})?",
        r"ao (?=meio-dia){part}",
        r"{part}",
    ),
    hour_words=r"horas?|h",
    minute_words=r"minutos?|mins?\.?",
    lengths={"meia hora": 30, "uma hora e meia": 90, "uma hora": 60, "um quarto de hora": 15},
    half_forms=(r"{n} horas e meia",),
    date_leads=r"no dia|das|em|na|no|às|as|para|pra|até as|pelas",
    length_leads=r"por|durante|cerca de|uns",
    person_leads=r"(?:com|para|pra|pro|pras|pros|ao|à|aos|às|do|da|de|a|pela|pelo|na|no)(?: os?| as?)?|os?|as?",
    before_kind=r"(?:(?i:os?|as?)\s)?{names}",
    joiners=r"e(?: (?:[oa]|pr[oa]|com [oa]))?",
    has_small_days=True,
    fillers=r"tive|fiz|uma?|já|acabei de|boa|rápida",
    range_words=r"às|até|a",
    blockers=r"até|desde|de|antes d[aeo]s?|depois d[aeo]s?|a partir d[aeo]s?|após|nº|n\.º|sala|é a|pela",
    negations=r"não|nunca|nem|se|sem",
    facts=(
        r"vence|vencimento|expira|válid[ao]s?|validade|fechad[ao]|abert[ao]|de férias|em férias|"
        r"chega|prazo|aniversário|começa|termina|pagam?|volta(?! a)|quer (?:mudar|adiar|antecipar|transferir)"
    ),
    repeats=r"de novo|novamente|outra vez|mais uma vez",
    outcome_leads=r"(?:(?:e|mas) (?:(?:ele|ela) )?)?(?:estava|está|deu)|e|mas",
    undone=r"adiad[ao]|cancelad[ao]|remarcad[ao]|desmarcad[ao]",
    no_kind_before=r"[.:]?\s?\(?\+?\d{2,}|\s(?:é|novo|número|do|da)\b(?=.*\d{3})",
    no_names=(
        "secretária esposa marido chefe recepção financeiro compras portaria "
        "novamente volta cliente ele ela eles de novo o a"
    ),
    abbreviations="d dr dra sr sra eng prof nº min tel lda ltda ex av",
    outcomes={
        "reached": ("ok", "consegui falar | atendeu"),
        "left_message": (
            "rec recado",
            "deixei recado | deixei mensagem | deixei uma mensagem | deixei um recado | caixa postal | caixa de "
            "correio | correio de voz | recado deixado",
        ),
        "no_answer": ("nr", "não atendeu | não atende | sem resposta | ninguém atendeu | não respondeu"),
        "wrong_number": ("ne", "número errado | número não existe"),
        "call_back": (
            "ret",
            "pediu para ligar depois | pediu para ligar | pediu retorno | pediu para ligar "
            "mais tarde | pediu pra ligar depois | pediu pra ligar mais tarde | pediu pra ligar | pediu pra retornar | "
            "pediu para retornar",
        ),
        "interested": (
            "int",
            "interessado | interessada | interessados | tem interesse | ficou interessado | ficou interessada",
        ),
        "not_interested": (
            "ni",
            "não tem interesse | sem interesse | não está interessado | não está interessada | não interessado | "
            "não interessada | desinteressado",
        ),
        "meeting_agreed": (
            "rm",
            "reunião marcada | marcámos reunião | marcamos reunião | reunião agendada | agendamos reunião | "
            "marquei reunião | combinamos reunião",
        ),
        "busy": ("ocu", "ocupado | linha ocupada"),
        "not_held": ("nc", "não compareceu | não apareceu | faltou à reunião"),
    },
)
