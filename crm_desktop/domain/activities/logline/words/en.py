"""English."""

from __future__ import annotations

from crm_desktop.domain.activities.logline.words.vocabulary import DateForm, KindWord, Vocabulary

_NUMBERS = [
    "a",
    "an",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]

VOCABULARY = Vocabulary(
    code="en",
    left=r"(?<![a-z0-9à-ɏ$€£+@#'’])",
    right=r"(?![a-z0-9à-ɏ'’])",
    kinds=(
        KindWord(
            "call", r"(?:called|rang|phoned) back", "out", is_done=True, has_object=True, has_subject=True
        ),
        KindWord(
            "call",
            r"(?:called|phoned|rang|dialled|dialed)",
            "out",
            is_done=True,
            has_object=True,
            has_subject=True,
        ),
        KindWord(
            "call",
            r"tried to (?:call|reach)|tried (?:calling|ringing|phoning)|"
            r"tried(?=\s[^,]{1,30}\s(?:no answer|no reply|na$))",
            "out",
            is_done=True,
            has_object=True,
        ),
        KindWord("call", r"(?:spoke|talked)", is_done=True),
        KindWord("call", r"(?:got|received) (?:a )?(?:phone )?call", "in", is_done=True),
        KindWord("call", r"(?:incoming|inbound) call", "in"),
        KindWord("call", r"(?:outgoing|outbound) call", "out"),
        KindWord("call", r"(?:phone )?call(?=\sfrom\s)", "in"),
        KindWord("call", r"(?:(?:video|phone) )?call(?: back)?|phone|ring(?: back)?", has_object=True),
        KindWord(
            "visit",
            r"visited|dropped in on|dropped by",
            "out",
            is_done=True,
            has_object=True,
            has_subject=True,
        ),
        KindWord("visit", r"(?:site )?visit"),
        KindWord("meeting", r"met", is_done=True, has_object=True),
        KindWord(
            "meeting",
            r"(?:(?:breakfast|lunch|dinner|team|sales|online|video) )?meeting|"
            r"mtg|meet|appointment|appt|lunch|dinner|breakfast|coffee",
        ),
        KindWord(
            "email",
            r"(?:emailed|e-mailed|wrote(?: an e-?mail)?|mailed|sent an e-?mail)",
            "out",
            is_done=True,
            has_object=True,
            has_subject=True,
        ),
        KindWord("email", r"sent(?=\s.{1,40}\sby e-?mail)", "out", is_done=True),
        KindWord("email", r"(?:got|received) (?:an )?e-?mail", "in", is_done=True),
        KindWord("email", r"(?:e-?mail|mail)(?=\sfrom\s)", "in"),
        KindWord("email", r"e-?mail|mail"),
        KindWord(
            "sms",
            r"(?:texted|sent (?:a text|an sms))",
            "out",
            is_done=True,
            has_object=True,
            has_subject=True,
        ),
        KindWord("sms", r"(?:got|received) (?:a |an )?(?:text|sms)", "in", is_done=True),
        KindWord("sms", r"(?:sms|text)(?=\sfrom\s)", "in"),
        KindWord("sms", r"sms|text"),
        KindWord("chat", r"chatted|messaged", is_done=True, has_object=True),
        KindWord("chat", r"chat|whatsapp"),
        KindWord("social", r"linkedin|social"),
        KindWord("webinar", r"webinar"),
        KindWord("letter", r"letter(?=\sfrom\s)", "in"),
        KindWord("letter", r"letter"),
        KindWord(
            "task",
            r"task|todo|to-do|remind me(?: to)?|reminder(?: to)?|remember to|(?:don't|do not) forget to",
        ),
        KindWord("note", r"note"),
    ),
    number=rf"half an|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))}",
    numbers={"half an": 0.5, "a": 1, "an": 1} | {word: n for n, word in enumerate(_NUMBERS[2:], 1)},
    units={
        "days?|d": "day",
        "weeks?|wks?|w": "week",
        "months?": "month",
        "years?": "year",
        "hours?|hrs?|h": "hour",
        "minutes?|mins?": "minute",
    },
    short_units={"d": "day", "w": "week", "m": "month", "y": "year"},
    days={
        "today": 0,
        "tonight": 0,
        "tomorrow": 1,
        "tmrw": 1,
        "tmr": 1,
        "the day after tomorrow": 2,
        "yesterday": -1,
        "the day before yesterday": -2,
    },
    weekdays={
        "monday|mon": 0,
        "tuesday|tues|tue": 1,
        "wednesday|wed": 2,
        "thursday|thurs|thur|thu": 3,
        "friday|fri": 4,
        "saturday|sat": 5,
        "sunday|sun": 6,
    },
    months={
        "january|jan": 1,
        "february|feb": 2,
        "march|mar": 3,
        "april|apr": 4,
        "may": 5,
        "june|jun": 6,
        "july|jul": 7,
        "august|aug": 8,
        "september|sept|sep": 9,
        "october|oct": 10,
        "november|nov": 11,
        "december|dec": 12,
    },
    day_parts={
        "in the morning": 9,
        "in the afternoon": 14,
        "in the evening": 18,
        "morning": 9,
        "afternoon": 14,
        "evening": 18,
        "night": 20,
        r"a\.?m\.?": 9,
        r"p\.?m\.?": 14,
        "first thing": 9,
        "noon|midday|lunchtime": 12,
        "end of day|eod": 17,
    },
    date_forms=(
        DateForm(r"in {n} ?{unit}(?:'s?)?(?: time)?", "in"),
        DateForm(r"{n} {unit} from (?:now|today)", "in"),
        DateForm(r"{n} {unit} ago", "ago"),
        DateForm(r"{weekday} next week", "next"),
        DateForm(r"next {weekday}", "next"),
        DateForm(r"(?:this|coming) {weekday}", "this"),
        DateForm(r"last {weekday}", "last"),
        DateForm(r"{weekday}"),
        DateForm(r"{rel}"),
        DateForm(r"this(?=\s{part}(?![a-z]))", "today"),
        DateForm(r"next week|next wk", "next"),
        DateForm(r"(?<!mid )(?<!late )next month", "next_month"),
        DateForm(r"(?:the )?{day}(?:st|nd|rd|th)?(?: of)? {month}\.?(?:,? {year})?"),
        DateForm(r"{month}\.? (?:the )?{day}(?:st|nd|rd|th)?(?:,? {year})?"),
        DateForm(r"the {day}(?:st|nd|rd|th)"),
    ),
    time_forms=(
        r"{h}(?:[:.]{min})? ?{part}",
        r"at {h}(?:[:.]{min})?(?: o'clock)?",
        r"{h} o'clock",
        rf"(?:at )?(?P<half>half) past (?P<h>{'|'.join(_NUMBERS[2:])}|\d{{1,2}})",
        r"{part}",
    ),
    hour_words=r"hours?|hrs?|h",
    minute_words=r"minutes?|mins?|(?<=\d)m",
    lengths={"half an hour": 30, "an hour and a half": 90, "an hour": 60},
    half_forms=(r"{n} and a half hours", r"{n}\.5 ?(?:hours?|hrs?|h)"),
    date_leads=r"on|at|by|for|around",
    length_leads=r"for|about|took|lasted",
    person_leads=r"with|to|for|from|w/|at",
    before_kind=r"{names}",
    joiners=r"and",
    fillers=r"just|i|we|had|have|a|an|the|quick|short|long|good|great|first|again|have to|need to",
    range_words=r"to|until|till",
    deadlines=r"by",
    blockers=r"until|till|since|from|of|dated|before|after|last year,?|valid to|no\.?|nr\.?|room",
    blockers_after=r"",
    negations=r"not|n't|never|no longer|hardly|if|whether|isn't|wasn't|aren't|weren't|unless",
    facts=(
        r"due|expires?|expired|runs out|valid|ends|closes|opens?|closed|on holiday|on vacation|on leave|away|"
        r"out of office|delivered|arrives?|wants? to move|deadline|birthday|starts|"
        r"(?:is|he's|she's|they're) back|back from|returns|pays|renews|runs until|retires|leaves"
    ),
    repeats=r"(?:once )?again|twice",
    outcome_leads=r"(?:(?:and|but) (?:(?:he|she|they) )?)?(?:was|is|were|are)|and|but",
    undone=r"postponed|cancelled|canceled|rescheduled|moved to|called off|pushed to",
    no_kind_before=r"\s(?:numbers?|address|list|book(?=\s*(?:$|,)))",
    no_names=(
        "confirm ask check say tell book thank chase arrange discuss remind follow cancel before after during re while "
        "secretary assistant wife husband colleague boss switchboard accounts purchasing "
        "back again twice about the a an customer client office reception and or but he she "
        "they it his her them him no not yes ok once left in on at for today tomorrow "
        "yesterday next last this everyone all someone nobody us me my our their"
    ),
    abbreviations="dr mr mrs ms prof st no nr min hrs hr mins a.m p.m approx tel ext e.g i.e",
    outcomes={
        "reached": (
            "ok",
            "got through | got hold of | got hold of him | got hold of her | reached him | reached her",
        ),
        "left_message": (
            "lm vm",
            "left a message | left message | left a voicemail | left voicemail | left him a message | left her a "
            "message | voicemail | left msg | left a msg | left vm | left a vm",
        ),
        "no_answer": (
            "na",
            "no answer | no reply | didn't pick up | did not pick up | didn't answer | did not answer | no pickup"
            " | not available | nobody answered | nobody picked up | rang out | no ans",
        ),
        "wrong_number": ("wn", "wrong number | number not in use | number is dead"),
        "call_back": (
            "cb",
            "asked to call back | asked me to call back | asked us to call back | asked for a call back | asked "
            "for a callback | wants a call back | wants a callback | wants me to call back",
        ),
        "interested": ("int", "interested | keen"),
        "not_interested": (
            "ni",
            "not interested | no interest | no longer interested | isn't interested | is not interested | wasn't "
            "interested",
        ),
        "meeting_agreed": (
            "ma",
            "meeting agreed | agreed a meeting | agreed to meet | meeting booked | booked a meeting | meeting set"
            " | appointment made | set up a meeting | meeting arranged",
        ),
        "busy": ("bs", "line busy | line was busy | engaged tone"),
        "not_held": (
            "ns",
            "no show | no-show | did not show up | didn't show up | did not turn up | didn't turn up",
        ),
    },
)
