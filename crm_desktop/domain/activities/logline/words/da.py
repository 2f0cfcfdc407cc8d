"""Danish."""

from __future__ import annotations

from crm_desktop.domain.activities.logline.words.vocabulary import DateForm, KindWord, Vocabulary

_NUMBERS = ["to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv"]

VOCABULARY = Vocabulary(
    code="da",
    left=r"(?<![a-z0-9à-ɏ$€£+@#])",
    right=r"(?![a-z0-9à-ɏ])",
    kinds=(
        KindWord(
            "call", r"ringede (?:tilbage )?til|ringede op til|ringet til|fik ringet til", "out", is_done=True
        ),
        KindWord("call", r"ringede(?: tilbage| op)?|ringet", "out", is_done=True, has_subject=True),
        KindWord("call", r"(?:forsøgte|prøvede) at ringe til", "out", is_done=True),
        KindWord("call", r"fik (?:et )?opkald|blev ringet op", "in", is_done=True),
        KindWord("call", r"talte|snakkede|talt|snakket", is_done=True),
        KindWord("call", r"indgående opkald|opkald(?=\sfra\s)", "in"),
        KindWord("call", r"udgående opkald", "out"),
        KindWord("call", r"opkald|opringning|telefonmøde|telefon|tel|ring(?: tilbage| op)?|tlf"),
        KindWord("visit", r"besøgte|var på besøg hos|kiggede forbi", "out", is_done=True, has_subject=True),
        KindWord("visit", r"besøg"),
        KindWord("meeting", r"mødte|mødtes|holdt møde", is_done=True),
        KindWord("meeting", r"(?:video|kunde|salgs)?møde|frokost|middag|kaffe|morgenmad"),
        KindWord(
            "email",
            r"sendte (?:en )?(?:e-?)?mail|skrev (?:en )?(?:e-?)?mail|mailede|skrev",
            "out",
            is_done=True,
            has_subject=True,
        ),
        KindWord("email", r"sendte(?=\s.{1,40}\s(?:på|pr\.) (?:e-?)?mail)", "out", is_done=True),
        KindWord("email", r"(?:fik|modtog) (?:en )?(?:e-?)?mail", "in", is_done=True),
        KindWord("email", r"(?:e-?)?mail(?=\sfra\s)", "in"),
        KindWord("email", r"(?:e-?)?mail"),
        KindWord(
            "sms", r"(?:sendte|skrev) (?:en )?sms|smsede|sms'ede", "out", is_done=True, has_subject=True
        ),
        KindWord("sms", r"(?:fik|modtog) (?:en )?sms", "in", is_done=True),
        KindWord("sms", r"sms"),
        KindWord("chat", r"chattede", is_done=True),
        KindWord("chat", r"chat|whatsapp|messenger"),
        KindWord("social", r"linkedin"),
        KindWord("webinar", r"webinar"),
        KindWord("letter", r"brev(?=\sfra\s)", "in"),
        KindWord("letter", r"brev"),
        KindWord("task", r"opgave|huskeliste|husk(?: at)?"),
        KindWord("note", r"notat|note"),
    ),
    number=rf"halvanden|{'|'.join(sorted([*_NUMBERS, 'en', 'et', 'én', 'ét'], key=len, reverse=True))}",
    numbers={"en": 1, "et": 1, "én": 1, "ét": 1, "halvanden": 1.5}
    | {word: n for n, word in enumerate(_NUMBERS, 2)},
    units={
        "dage|dag": "day",
        "uger|uge": "week",
        "måneder|måned|mdr\\.?|md\\.?": "month",
        "år": "year",
        "timer|time|t": "hour",
        "minutter|minut|min\\.?": "minute",
    },
    short_units={"d": "day", "u": "week", "w": "week", "m": "month", "y": "year", "å": "year"},
    days={
        "i dag": 0,
        "idag": 0,
        "i aften": 0,
        "i morgen": 1,
        "imorgen": 1,
        "i overmorgen": 2,
        "overmorgen": 2,
        "i går": -1,
        "igår": -1,
        "i forgårs": -2,
    },
    weekdays={
        "mandag|man": 0,
        "tirsdag|tirs|tir": 1,
        "onsdag|ons": 2,
        "torsdag|tors|tor": 3,
        "fredag|fre": 4,
        "lørdag|lør": 5,
        "søndag|søn": 6,
    },
    months={
        "januar|jan": 1,
        "februar|feb": 2,
        "marts|mar": 3,
        "april|apr": 4,
        "maj": 5,
        "juni|jun": 6,
        "juli|jul": 7,
        "august|aug": 8,
        "september|sept|sep": 9,
        "oktober|okt": 10,
        "november|nov": 11,
        "december|dec": 12,
    },
    day_parts={
        "om formiddagen|om morgenen|tidligt?": 9,
        "om eftermiddagen": 14,
        "om aftenen": 18,
        "formiddags?|morgen|morges": 9,
        "eftermiddags?": 14,
        "aften|aftes": 18,
        "middag": 12,
    },
    date_forms=(
        DateForm(r"om {n} ?{unit}", "in"),
        DateForm(r"for {n} {unit} siden", "ago"),
        DateForm(r"(?:på )?{weekday} i næste uge", "next"),
        DateForm(r"næste {weekday}", "next"),
        DateForm(r"(?:på|nu på|førstkommende) {weekday}", "coming"),
        DateForm(r"(?:sidste|forrige) {weekday}", "last"),
        DateForm(r"i {weekday}s", "last"),
        DateForm(r"{weekday}"),
        DateForm(r"{rel}"),
        DateForm(r"i(?=\s{part}(?![a-zæøå]))", "today"),
        DateForm(r"(?:i )?næste uge", "next"),
        DateForm(r"(?<!sidst )(?<!midt )(?:i )?(?<!t i )næste måned", "next_month"),
        DateForm(r"(?:den |d\.? )?{day}\.? {month}\.?(?: {year})?"),
        DateForm(r"den {day}\.?(?!\d|\.\d)"),
        DateForm(r"(?:den |d\.? ){day}[./]{mon}\.?(?:{year})?"),
        DateForm(r"{day}\.{mon}\.?(?:{year})?", "figures"),
    ),
    time_forms=(
        rf"(?:kl\.? ?)?(?P<half_to>halv) (?P<h>{'|'.join(_NUMBERS)}|et|\d{{1,2}})",
        r"kl\.? ?{h}(?:[:.]{min})?(?: ?{part})?",
        r"{part}",
    ),
    hour_words=r"timer|time|tim\.?|t|h",
    minute_words=r"minutter|minut|min\.?|m",
    lengths={
        "en halv time": 30,
        "halv time": 30,
        "halvanden time": 90,
        "en time": 60,
        "et kvarter": 15,
        "tre kvarter": 45,
    },
    half_forms=(r"{n} en halv time", r"{n}[,.]5 ?timer?"),
    date_leads=r"på|d\.|den|kl\.?|omkring|ved|senest",
    length_leads=r"i|ca\.?|varede|tog",
    person_leads=r"med|til|fra|hos",
    before_kind=r"{names}",
    joiners=r"og",
    fillers=r"jeg|vi|har|havde|lige|et|en|kort|godt|god|første",
    range_words=r"til",
    blockers=r"til|indtil|siden|fra|senest|før|efter|af|nr\.?|lokale|inden",
    negations=r"ikke|aldrig|næppe|hvis|om|ingen",
    facts=(
        r"udløber|udløb|forfalder|gælder|lukker|lukket|åbner|åbent?|på ferie|holder ferie|leveres|"
        r"vil flytte|frist|fødselsdag|starter|slutter|er tilbage|betaler|fornyes|går på pension|kommer tilbage"
    ),
    repeats=r"igen",
    outcome_leads=r"(?:(?:og|men) (?:(?:han|hun|de|der) )?)?(?:var|er)|og|men",
    has_small_days=True,
    undone=r"udsat|udskudt|aflyst|flyttet|rykket til",
    no_kind_before=r"\s?(?:nummer|nr|adresse|liste)",
    no_names=(
        "sekretær sekretæren receptionen konen manden chefen kollega omstillingen bogholderiet indkøb "
        "igen tilbage kunden kunde kontoret en et den det de han hun dem ham hende om og i på"
    ),
    abbreviations="dr hr fr kl nr d tlf min ca pr stk kr mdr md f.eks bl.a osv tim st",
    outcomes={
        "reached": ("ok fat", "fik fat i ham | fik fat i hende | fik fat i | kom igennem"),
        "left_message": (
            "lb",
            "lagt besked | lagde besked | lagde en besked | telefonsvarer | indtalte besked | indtalt besked",
        ),
        "no_answer": (
            "is",
            "ingen svar | svarer ikke | svarede ikke | intet svar | tog den ikke | tog ikke telefonen | ikke "
            "hjemme",
        ),
        "wrong_number": ("fn", "forkert nummer | nummeret findes ikke"),
        "call_back": (
            "tb",
            "vil ringes op | bad om opkald | bad mig ringe tilbage | bad om at blive ringet op | vil gerne ringes"
            " op | beder om opkald",
        ),
        "interested": ("int", "interesseret | interesserede"),
        "not_interested": (
            "ii",
            "ikke interesseret | ingen interesse | ikke længere interesseret | ikke interesserede | uinteresseret",
        ),
        "meeting_agreed": (
            "ma",
            "møde aftalt | aftalt møde | aftalte møde | aftalte et møde | møde booket | booket møde",
        ),
        "busy": ("opt", "optaget"),
        "not_held": ("um", "dukkede ikke op | mødte ikke op"),
    },
)
