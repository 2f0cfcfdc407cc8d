"""A sixth set by the same hand, after the fifth had been mended and before these lines were ever run."""

from __future__ import annotations

from tests.unit.domain.logline.cases import case

CASES = (
    case("lm +2w 재고 확인", outcome="left_message", follow="2026-05-21", title="재고 확인"),
    case("ok 8분 7781 대금 입금", outcome="reached", minutes=8, text="7781 대금 입금"),
    case("회의 월요일 11:00 45분", kind="meeting", at="2026-05-11 11:00", planned=True, minutes=45),
    case("관심없음 +1y", outcome="not_interested", follow="2027-05-07"),
    case(
        "이보영 과장님께 전화함, 회의 중, 16시에 다시 전화",
        direction="out",
        people=("이보영",),
        text="회의 중",
        follow="2026-05-07 16:00",
        title="다시 전화",
    ),
    case(
        "어제 라미란 대리에게 문자 보냄, 응답 없음",
        kind="sms",
        direction="out",
        people=("라미란",),
        at="2026-05-06 09:00",
        outcome="no_answer",
    ),
    case(
        "델타전자 방문함, 설비 3대 고장, 월요일 기사 필요",
        kind="visit",
        people=("델타전자",),
        text="설비 3대 고장",
        follow="2026-05-11",
        title="기사 필요",
    ),
    case(
        "내일 10-11시 맹수연 팀장과 커피",
        kind="meeting",
        people=("맹수연",),
        at="2026-05-08 10:00",
        planned=True,
        minutes=60,
        is_missed=True,
    ),
    case("금요일은 5시에 문 닫음", text="금요일은 5시에 문 닫음"),
    case("30일 결제 조건, 한도 1500만원", text="30일 결제 조건, 한도 1500만원"),
    case("2x4미터 합판 요청", text="2x4미터 합판 요청"),
    case("지난달 40개 판매, 3월 55개", text="지난달 40개 판매, 3월 55개"),
)
