"""A fourth set by the same hand, after the third had been mended and before these lines were ever run."""

from __future__ import annotations

from tests.unit.domain.logline.cases import case

CASES = (
    case("거절 너무 비쌈", outcome="not_interested", text="너무 비쌈"),
    case("통화 ok 3분 +10d", outcome="reached", minutes=3, follow="2026-05-18", moved="2026-05-17"),
    case(
        "회의 목요일 9시 2층 회의실", kind="meeting", at="2026-05-14 09:00", planned=True, text="2층 회의실"
    ),
    case("lm >5/15 10:30 예산 문의", outcome="left_message", follow="2026-05-15 10:30", title="예산 문의"),
    case("메모 경쟁사에 뺏김, 12% 저렴", kind="note", text="경쟁사에 뺏김, 12% 저렴"),
    case("결번 #정리", outcome="wrong_number", tags=("정리",)),
    case(
        "신유리 과장에게 전화함, 무응답, 17시 재시도",
        direction="out",
        people=("신유리",),
        outcome="no_answer",
        follow="2026-05-07 17:00",
        title="재시도",
    ),
    case("유재석 부장님 전화 옴, 밸브 고장 문의", direction="in", people=("유재석",), text="밸브 고장 문의"),
    case(
        "방지원 차장과 미팅 45분, 당장은 관심 없음",
        kind="meeting",
        people=("방지원",),
        minutes=45,
        outcome="not_interested",
        text="당장은 관심 없음",
    ),
    case("현대와의 미팅 5월 21일로 연기", text="현대와의 미팅 5월 21일로 연기"),
    case(
        "어제 오후 임시완 대리와 통화, 5월 13일 10시 미팅 확정",
        people=("임시완",),
        at="2026-05-06 14:00",
        outcome="meeting_agreed",
        follow="2026-05-13 10:00",
        title="미팅 확정",
    ),
    case(
        "내일 오후 3시 우상호님께 계약 건 전화",
        people=("우상호",),
        at="2026-05-08 15:00",
        planned=True,
        text="계약 건",
    ),
    case("5월 2일 샘플 발송, 아직 답 없음", text="5월 2일 샘플 발송, 아직 답 없음"),
    case("트럭 5대 기사 12명, 2028년까지 계약", text="트럭 5대 기사 12명, 2028년까지 계약"),
    case("지금은 어렵고 6개월 후 다시 연락", text="지금은 어렵고 6개월 후 다시 연락"),
    case("카톡 위치 보냄", kind="chat", text="위치 보냄"),
    case(
        "토요일 저녁 7시 나영석 국장과 저녁 식사",
        kind="meeting",
        people=("나영석",),
        at="2026-05-09 19:00",
        planned=True,
    ),
    case("6월 1일 대금 지급일, 독촉 안 함", text="6월 1일 대금 지급일, 독촉 안 함"),
    case("관심 있음, 금요일까지 견적 달라고 함", outcome="interested", text="금요일까지 견적 달라고 함"),
    case("부재중, 점심 후 재통화", outcome="no_answer", text="점심 후 재통화"),
)
