"""Written after the grammar worked and before it was changed again."""

from __future__ import annotations

from tests.unit.domain.logline.cases import case

CASES = (
    case(
        "조현우 이사님과 25분 통화, 납기 문의, 금요일 오전에 회신",
        people=("조현우",),
        minutes=25,
        text="납기 문의",
        follow="2026-05-08 09:00",
        title="회신",
    ),
    case("무응답 +3일", outcome="no_answer", follow="2026-05-11", moved="2026-05-10"),
    case(
        "배수지 팀장님 미팅 5/21 14:00",
        kind="meeting",
        people=("배수지",),
        at="2026-05-21 14:00",
        planned=True,
    ),
    case("임영웅 대리한테 전화 왔음, 불량 접수", direction="in", people=("임영웅",), text="불량 접수"),
    case(
        "이메일로 카탈로그 발송, 다음 주에 확인",
        kind="email",
        text="카탈로그 발송",
        follow="2026-05-11",
        title="확인",
    ),
    case(
        "서울전자 방문, 담당자 부재, 재방문 예정",
        kind="visit",
        people=("서울전자",),
        text="담당자 부재, 재방문 예정",
    ),
    case(
        "통화 ok 납품가 3% 인하 요청 >5/20",
        outcome="reached",
        text="납품가 3% 인하 요청",
        follow="2026-05-20",
    ),
    case("내일 11시 반 화상회의", kind="meeting", at="2026-05-08 11:30", planned=True),
    case(
        "홍지민과 점심 먹음, 6월 초 발주 예정",
        kind="meeting",
        people=("홍지민",),
        text="먹음, 6월 초 발주 예정",
    ),
    case("안 받음, 오후 4시에 다시", outcome="no_answer", follow="2026-05-07 16:00", title="다시"),
    case("김대리 010-9876-5432로 연락처 변경", text="김대리 010-9876-5432로 연락처 변경"),
    case("견적 보냈는데 관심 없다고 함", outcome="not_interested", text="견적 보냈는데 관심 없다고 함"),
    case(
        "지난주 금요일 권나라 실장과 미팅, 2시간",
        kind="meeting",
        people=("권나라",),
        at="2026-05-01 09:00",
        minutes=120,
    ),
    case("오민석과 통화, 5월 말까지 검토", people=("오민석",), text="5월 말까지 검토"),
    case("문자 남김 2주 뒤 재연락", kind="sms", direction="out", text="재연락", follow="2026-05-21"),
    # a second set, after the first had been mended
    case(
        "남궁민 차장 통화, 메시지 남김, 금요일 오후 다시",
        people=("남궁민",),
        outcome="left_message",
        follow="2026-05-08 14:00",
        title="다시",
    ),
    case(
        "이수현과 재계약 건 통화, 2주 후 결정",
        people=("이수현",),
        text="재계약 건",
        follow="2026-05-21",
        title="결정",
    ),
    case(
        "5/20 14:00 삼성전자 미팅", kind="meeting", people=("삼성전자",), at="2026-05-20 14:00", planned=True
    ),
    case(
        "대전 공장 방문, 펌프 누수, 월요일 점검",
        kind="visit",
        text="대전 공장, 펌프 누수",
        follow="2026-05-11",
        title="점검",
    ),
    case(
        "ok 문제 없음, 3개월 후 점검", outcome="reached", text="문제 없음", follow="2026-08-07", title="점검"
    ),
    case("웨비나 5월 19일 오전 10시, 1시간", kind="webinar", at="2026-05-19 10:00", planned=True, minutes=60),
    case("2024년 카탈로그 요청, 사이즈 12", text="2024년 카탈로그 요청, 사이즈 12"),
    case(
        "박보검 과장에게 전화했음 10분, 오늘 견적 보냄",
        direction="out",
        people=("박보검",),
        minutes=10,
        text="오늘 견적 보냄",
    ),
    # a third set, after the second had been mended
    case(
        "차은우 대표님께 전화드림, 콜백 요청, 수요일 오후 2시",
        direction="out",
        people=("차은우",),
        outcome="call_back",
        follow="2026-05-13 14:00",
    ),
    case(
        "내일 12시 30분 김지원 부장과 점심",
        kind="meeting",
        people=("김지원",),
        at="2026-05-08 12:30",
        planned=True,
    ),
    case("또 부재중 +2d", outcome="no_answer", text="또 부재중", follow="2026-05-11", moved="2026-05-09"),
    case(
        "신세경 과장과 미팅 잡음, 5월 28일 오전 9시",
        people=("신세경",),
        outcome="meeting_agreed",
        follow="2026-05-28 09:00",
    ),
    case(
        "가격이 비쌈(950만원), 올해는 관심 없음",
        outcome="not_interested",
        text="가격이 비쌈(950만원), 올해는 관심 없음",
    ),
    case(
        "정해인님과 화상회의 25분, 계약서 검토",
        kind="meeting",
        people=("정해인",),
        minutes=25,
        text="계약서 검토",
    ),
)
