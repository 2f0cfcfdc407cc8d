"""A second set by the same hand, after the first had been mended and before these lines were ever run."""

from __future__ import annotations

from tests.unit.domain.logline.cases import case

CASES = (
    case("부재 또 +2d", outcome="no_answer", text="또", follow="2026-05-11", moved="2026-05-09"),
    case(
        "메시지 남김 비서분께 >목 14시",
        outcome="left_message",
        text="메시지 남김 비서분께",
        follow="2026-05-14 14:00",
    ),
    case("메일 세금계산서 사본", kind="email", text="세금계산서 사본"),
    case(
        "방문 2시간 신축 창고 팔레트 40개 +1m",
        kind="visit",
        minutes=120,
        text="신축 창고 팔레트 40개",
        follow="2026-06-08",
        moved="2026-06-07",
    ),
    case("ok 5분 문제 없음", outcome="reached", minutes=5, text="문제 없음"),
    case("관심 2w", outcome="interested", follow="2026-05-21"),
    case(
        "할일 미수금 230만원 독촉 >금",
        kind="task",
        text="미수금 230만원 독촉",
        at="2026-05-08 09:00",
        planned=True,
    ),
    case(
        "미팅 #q3 화요일 14:00 1시간",
        kind="meeting",
        tags=("q3",),
        at="2026-05-12 14:00",
        planned=True,
        minutes=60,
    ),
    case(
        "서은지 실장님께 전화했는데 안 받음, 월요일에 다시",
        direction="out",
        people=("서은지",),
        outcome="no_answer",
        follow="2026-05-11",
        title="다시",
    ),
    case(
        "배준호 팀장과 누수 건 통화, 목요일 오전 기사 방문",
        people=("배준호",),
        text="누수 건",
        follow="2026-05-14 09:00",
        title="기사 방문",
    ),
    case(
        "조현아 대리 메일 옴, 제안 수락", kind="email", direction="in", people=("조현아",), text="제안 수락"
    ),
    case(
        "다음 주 금요일 12시 30분 나디아와 점심",
        kind="meeting",
        people=("나디아",),
        at="2026-05-15 12:30",
        planned=True,
    ),
    case(
        "오늘 아침 홍성민 부장님과 미팅, 2주 후 재미팅",
        kind="meeting",
        people=("홍성민",),
        at="2026-05-07 09:00",
        follow="2026-05-21",
        title="재미팅",
    ),
    case("문재훈 과장님 통화중", people=("문재훈",), outcome="busy"),
    case(
        "24V 모터 3대 필요, 10일 이내 납품, 단가 200만원 이하",
        text="24V 모터 3대 필요, 10일 이내 납품, 단가 200만원 이하",
    ),
    case("월요일은 곤란하고 화요일은 더 곤란하다고 함", text="월요일은 곤란하고 화요일은 더 곤란하다고 함"),
    case("톤당 1250달러 견적 6월 30일까지 유효", text="톤당 1250달러 견적 6월 30일까지 유효"),
    case("이월드 담당자와 통화, 1월에 이직했다고 함", text="이월드 담당자와, 1월에 이직했다고 함"),
    case(
        "이틀 전 사모님께 메시지 남김, 아직 연락 없음",
        outcome="left_message",
        text="이틀 전 사모님께 메시지 남김, 아직 연락 없음",
    ),
    case("관심 있음? 잘 모르겠음, 2026년 예산 소진", text="관심 있음? 잘 모르겠음, 2026년 예산 소진"),
)
