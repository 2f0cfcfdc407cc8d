"""A third set by the same hand, after the second had been mended and before these lines were ever run."""

from __future__ import annotations

from tests.unit.domain.logline.cases import case

CASES = (
    case("lm 화요일 10시", outcome="left_message", follow="2026-05-12 10:00"),
    case(
        "ok 연장 예정 $계약 +6m",
        outcome="reached",
        text="연장 예정",
        links=("계약",),
        follow="2026-11-09",
        moved="2026-11-07",
    ),
    case("방문 #as 45분", kind="visit", tags=("as",), minutes=45),
    case("할일 차량 예약 >5/11 7:30", kind="task", text="차량 예약", at="2026-05-11 07:30", planned=True),
    case("메모 현관 비번 4711, 박 주임 찾을 것", kind="note", text="현관 비번 4711, 박 주임 찾을 것"),
    case("콜백 2시간 후", outcome="call_back", follow="2026-05-07 16:20"),
    case(
        "방금 이상민 부장님과 통화, 만족하심, 다음 주 발주 예정",
        people=("이상민",),
        text="만족하심",
        follow="2026-05-11",
        title="발주 예정",
    ),
    case(
        "11시에 고은아 대리에게 전화, 안 받음", people=("고은아",), at="2026-05-07 11:00", outcome="no_answer"
    ),
    case(
        "하은지님께 카톡 보냄, 주소 전달", kind="chat", direction="out", people=("하은지",), text="주소 전달"
    ),
    case(
        "노영철 이사님 메일 받음, 레퍼런스 요청, 수요일까지 회신",
        kind="email",
        direction="in",
        people=("노영철",),
        text="레퍼런스 요청, 수요일까지 회신",
    ),
    case("내일 오전 오달수 소장님께 전화", people=("오달수",), at="2026-05-08 09:00", planned=True),
    case("통화 안됨, 휴가 이후 다시", text="안됨, 휴가 이후 다시"),
    case(
        "현대 장 과장 20대 견적 원함, 목요일 전화",
        text="현대 장 과장 20대 견적 원함",
        follow="2026-05-14",
        title="전화",
    ),
    case("결제조건 30일, 10일 이내 결제시 2% 할인", text="결제조건 30일, 10일 이내 결제시 2% 할인"),
    case("회계연도 6월 30일 마감", text="회계연도 6월 30일 마감"),
    case(
        "오하루 매니저와 통화, 일요일 행사 케이터링 40명",
        people=("오하루",),
        text="일요일 행사 케이터링 40명",
        is_missed=True,
    ),
    case("작년 10월 전시회부터 관심 있었음", text="작년 10월 전시회부터 관심 있었음"),
    case(
        "5월 20일 9시~11시 안유진, 백현우와 미팅",
        kind="meeting",
        people=("안유진", "백현우"),
        at="2026-05-20 09:00",
        planned=True,
        minutes=120,
        is_missed=True,
    ),
    case("출장 중, 18일 복귀, 19일에 전화", text="출장 중, 18일 복귀", follow="2026-05-19", title="전화"),
    case(
        "사장님 부재, 모레 오전에 재방문",
        outcome="no_answer",
        text="사장님 부재",
        follow="2026-05-11 09:00",
        moved="2026-05-09",
        title="재방문",
        is_missed=True,
    ),
)
