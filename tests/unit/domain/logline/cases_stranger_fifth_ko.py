"""A fifth set by the same hand, after the fourth had been mended and before these lines were ever run."""

from __future__ import annotations

from tests.unit.domain.logline.cases import case

CASES = (
    case(
        "ok 20분 #전시회 금요일 팔로업",
        outcome="reached",
        minutes=20,
        tags=("전시회",),
        text="팔로업",
        follow="2026-05-08",
    ),
    case("부재 1w", outcome="no_answer", follow="2026-05-14"),
    case(
        "미팅 $합병 목요일 15:00-16:30",
        kind="meeting",
        links=("합병",),
        at="2026-05-14 15:00",
        planned=True,
        minutes=90,
    ),
    case(
        "할일 견적 88213 수정 >내일 8:00",
        kind="task",
        text="견적 88213 수정",
        at="2026-05-08 08:00",
        planned=True,
    ),
    case("방문 90분 4라인 점검", kind="visit", minutes=90, text="4라인 점검"),
    case(
        "마동석 대표님과 통화, 라벨 200장 20일까지 필요, 내일 견적 송부",
        people=("마동석",),
        text="라벨 200장 20일까지 필요",
        follow="2026-05-08",
        title="견적 송부",
    ),
    case("태연님이 다시 전화 옴, 해결됨", direction="in", people=("태연",), text="해결됨"),
    case("회의록을 카라와 핀에게 메일 보냄", kind="email", direction="out", text="회의록을 카라와 핀에게"),
    case(
        "월요일에 오태식 사장님께 전화했음, 응답 없음",
        direction="out",
        people=("오태식",),
        at="2026-05-04 09:00",
        outcome="no_answer",
    ),
    case(
        "다음 주 화요일 8시 이레나와 아침 식사",
        kind="meeting",
        people=("이레나",),
        at="2026-05-12 08:00",
        planned=True,
    ),
    case("없는 번호, 내일 새 번호 확인", outcome="wrong_number", follow="2026-05-08", title="새 번호 확인"),
    case("24시간 3교대 8시간씩 가동", text="24시간 3교대 8시간씩 가동"),
    case("7월 1일부터 새 단가 12.50", text="7월 1일부터 새 단가 12.50"),
    case("전화번호 02-555-1234", text="전화번호 02-555-1234"),
    case("안나와 통화 못함, 메일로 대신", text="안나와 통화 못함, 메일로 대신"),
    case("검토해 보겠다고 함, 금요일까지 답변", text="검토해 보겠다고 함, 금요일까지 답변"),
    case("월요일 9시 반 조나단에게 전화", people=("조나단",), at="2026-05-11 09:30", planned=True),
    case("3월까지 육아휴직, 이리스에게 연락할 것", text="3월까지 육아휴직, 이리스에게 연락할 것"),
    case("방금 전화함, 통화중", direction="out", outcome="busy"),
    case("수요일 14시 미팅 잡음", outcome="meeting_agreed", follow="2026-05-13 14:00", title="미팅 잡음"),
)
