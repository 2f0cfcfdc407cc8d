"""Korean."""

from __future__ import annotations

from itertools import product

from crm_desktop.domain.activities.logline.words.vocabulary import DateForm, KindWord, Vocabulary

_SINO = ["일", "이", "삼", "사", "오", "육", "칠", "팔", "구"]
_NATIVE = ["한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉"]
_TENS = {"": 0, "십": 10, "이십": 20, "삼십": 30, "사십": 40, "오십": 50}
_NUMBERS: dict[str, float] = {
    **{
        tens + one: n + value
        for (tens, n), (value, one) in product(_TENS.items(), enumerate(["", *_SINO]))
        if tens + one
    },
    **{one: n for n, one in enumerate(_NATIVE, 1)},
    "열": 10,
    **{"열" + one: 10 + n for n, one in enumerate(_NATIVE, 1)},
    "유": 6,
    "시": 10,
}
_HONORIFICS = (
    "대표이사|대표|사장|부사장|회장|전무|상무|이사|"
    "국장|지점장|센터장|점장|파트장|그룹장|책임|선임|수석|연구원|반장|계장|변호사|회계사|위원|"
    "본부장|부장|차장|과장|대리|팀장|실장|소장|주임|사원|매니저|원장|교수|박사|선생|고객"
)

VOCABULARY = Vocabulary(
    code="ko",
    left=r"(?<![가-힣a-z0-9$€£+@#])",
    right=r"(?![가-힣a-z0-9])",
    kinds=(
        KindWord(
            "call",
            r"전화\s?(?:함|했음|했다|했습니다|드림|드렸음|걸었음|검|했는데|했으나|했지만|드렸는데)",
            "out",
            is_done=True,
        ),
        KindWord(
            "call", r"(?:부재중 )?전화\s?(?:옴|왔음|받음|받았음|왔다)", "in", is_done=True, has_subject=True
        ),
        KindWord("call", r"전화\s?(?:하기|드리기|걸기|할\s?것|할\s?예정)"),
        KindWord("call", r"통화\s?(?:함|했음|했다|했습니다|완료)", is_done=True),
        KindWord(
            "call", r"(?:(?:화상|영상|전화)?\s?통화|(?:수신|발신)?\s?전화|콜)(?:\s?예정)?", has_subject=True
        ),
        KindWord("visit", r"방문\s?(?:함|했음|했다|완료)", is_done=True, has_subject=True),
        KindWord("visit", r"(?:방문|답사)(?:\s?예정)?", has_subject=True),
        KindWord(
            "meeting",
            r"(?:미팅|회의)\s?(?:함|했음|했다|완료)|만남|만났음|만났다",
            is_done=True,
            has_subject=True,
        ),
        KindWord(
            "meeting",
            r"(?:(?:화상\s?|온라인\s?)?(?:미팅|회의(?!실))|점심(?:\s?식사)?|아침\s?식사|조찬|저녁(?:\s?식사)?|식사|커피|면담|상담)(?:\s?예정)?",
            has_subject=True,
        ),
        KindWord("email", r"(?:이메일|메일)\s?(?:보냄|보냈음|발송함)", "out", is_done=True),
        KindWord("email", r"(?:이메일|메일)\s?(?:옴|왔음|받음|받았음)", "in", is_done=True, has_subject=True),
        KindWord("email", r"(?:이메일|메일)(?:로)?"),
        KindWord("sms", r"문자\s?(?:보냄|보냈음|함|남김)", "out", is_done=True),
        KindWord("sms", r"문자\s?(?:옴|왔음|받음|받았음)", "in", is_done=True, has_subject=True),
        KindWord("sms", r"문자(?:메시지)?(?:로)?"),
        KindWord("chat", r"카톡\s?(?:보냄|보냈음|함)", "out", is_done=True),
        KindWord("chat", r"카톡\s?(?:옴|왔음|받음)", "in", is_done=True, has_subject=True),
        KindWord("chat", r"(?:카톡|카카오톡|채팅)(?:으로)?"),
        KindWord("social", r"링크드인|인스타|페이스북"),
        KindWord("webinar", r"웨비나"),
        KindWord("letter", r"편지|우편"),
        KindWord("task", r"할\s?일|업무"),
        KindWord("note", r"메모|노트"),
    ),
    number="|".join(sorted(_NUMBERS, key=len, reverse=True)),
    numbers=_NUMBERS,
    units={
        "일": "day",
        "주일?|주간": "week",
        "개월|달": "month",
        "년": "year",
        "시간": "hour",
        "분": "minute",
    },
    short_units={"일": "day", "주": "week", "달": "month", "개월": "month", "년": "year"},
    days={
        "오늘": 0,
        "내일": 1,
        "모레": 2,
        "내일모레": 2,
        "글피": 3,
        "어제": -1,
        "그저께|그제": -2,
        r"(?:일주일|한\s?주)\s?(?:후|뒤)": 7,
        r"이틀\s?(?:후|뒤)": 2,
        r"사흘\s?(?:후|뒤)": 3,
        r"열흘\s?(?:후|뒤)": 10,
    },
    weekdays={f"{short}요일": day for day, short in enumerate("월화수목금토일")},
    months={},
    day_parts={"오전": 9, "아침": 9, "점심": 12, "정오": 12, "낮": 12, "오후": 14, "저녁": 18, "밤": 20},
    date_forms=(
        DateForm(r"{n}\s?{unit}\s?(?:후|뒤)(?:에|쯤)?", "in"),
        DateForm(r"{n}\s?{unit}\s?전(?:에)?", "ago"),
        DateForm(r"(?:다음\s?주|담주|차주)\s?{weekday}(?:에)?", "next"),
        DateForm(r"(?:이번\s?주|금주)\s?{weekday}(?:에)?", "this"),
        DateForm(r"(?:지난\s?주|저번\s?주)\s?{weekday}(?:에)?", "last_week"),
        DateForm(r"지난\s?{weekday}(?:에)?", "last"),
        DateForm(r"돌아오는\s?{weekday}(?:에)?", "coming"),
        DateForm(r"{weekday}(?:에)?"),
        DateForm(r"{rel}(?:에)?"),
        DateForm(r"(?:다음\s?주|담주|차주)(?:에)?", "next"),
        DateForm(r"(?:다음\s?달|담달|내달)(?:\s?초)?(?:에)?(?!\s?[말중])", "next_month"),
        DateForm(r"(?:{year}\s?년\s?)?{mon}\s?월\s?{day}\s?일(?:에)?"),
        DateForm(r"{day}일에"),
        DateForm(r"{day}일", "figures"),
        DateForm(r"(?P<weekday>[월화수목금토일])", "typed"),
    ),
    time_forms=(
        r"(?:{part}\s?)?{h}\s?시\s?(?:{min}\s?분|(?P<half>반))?(?:에|쯤|부터)?",
        r"{part}\s?{h}:{min}(?:에)?",
        r"(?:{part})(?:에)?",
    ),
    hour_words=r"시간",
    minute_words=r"분(?:간)?",
    lengths={"반\\s?시간": 30, "한\\s?시간\\s?반": 90},
    half_forms=(r"{n}\s?시간\s?반",),
    is_kind_last=True,
    date_leads="",
    length_leads=r"약|총",
    person_leads="",
    before_kind=(
        rf"{{names}}(?P<title>\s?(?:{_HONORIFICS})님?|님|씨)?"
        r"(?:\s?(?P<mark>에게서|한테서|으로부터|로부터|에게|한테|이랑|랑|하고|와|과|께)|(?P<subject>께서|이|가))?"
        r"(?:\s(?:또|계속|여전히|다시))?"
    ),
    name=r"[가-힣]{2,4}?",
    joiners=r"(?:와|과|하고|랑)(?=\s)|및|,",
    fillers="방금|아까|조금 전",
    range_words=r"부터|에서|~",
    blockers=r"작년|재작년|전년도|지난해",
    blockers_after=r"까지|부터|\s?(?:이후|이전|이내)|자|경까지|에는|은|는|의|도|건",
    negations=r"만약|혹시",
    facts=r"만료|마감|휴가|휴무|복귀|퇴사|귀국|영업시간|도착|출시|생일",
    undone=r"못\s?함|못했음|불발|연기|취소|변경|미뤄",
    no_kind_before=r"\s?(?:번호|주소|가능)",
    no_names=(
        "이후 이전 관련 비서 사모 경리 총무 "
        "고객 담당자 업체 거래처 오전 오후 다시 첫 신규 확인 재 고객사 잠시 방금 정기 내부 주간 월간"
    ),
    outcomes={
        "reached": ("ok 통화됨 연결", "통화됨 | 연결됨"),
        "left_message": ("메시지", "메시지 남김 | 메세지 남김 | 음성 남김 | 메모 남김 | 음성메시지 남김"),
        "no_answer": (
            "부재 부재중",
            "부재중 | 안 받음 | 안받음 | 응답 없음 | 받지 않음 | 전화 안 받음 | 무응답 | 안 받으심 | 안받으심 | "
            "안 받으셨음 | 안 받으시네요 | 안 받아 | 전화 안 받으심 | 받지 않으심",
        ),
        "wrong_number": ("결번", "잘못된 번호 | 결번 | 없는 번호 | 번호 오류"),
        "call_back": (
            "콜백",
            "콜백 요청 | 다시 전화 요청 | 전화 요청 | 다시 전화 달라고 함 | 전화 달라고 함",
        ),
        "interested": ("관심", "관심 있음 | 관심있음 | 관심 있다고 함 | 관심 보임 | 관심 많음 | 긍정적"),
        "not_interested": ("거절", "관심 없음 | 관심없음 | 관심 없다고 함 | 거절함 | 거절"),
        "meeting_agreed": (
            "약속",
            "미팅 확정 | 미팅 잡음 | 약속 잡음 | 미팅 약속 | 미팅 잡힘 | 미팅하기로 함",
        ),
        "busy": ("통화중", "통화중 | 통화 중이었음"),
        "not_held": ("노쇼", "노쇼 | 안 나옴 | 나오지 않음"),
    },
)
