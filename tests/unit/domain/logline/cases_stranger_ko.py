"""Written by somebody who had not read the grammar, before these lines were ever run."""

from __future__ import annotations

from tests.unit.domain.logline.cases import case

CASES = (
    # short codes
    case("부재 >월", outcome="no_answer", follow="2026-05-11"),
    case("na 3d", outcome="no_answer", follow="2026-05-11", moved="2026-05-10"),
    case("lm +1w 견적 확인", outcome="left_message", follow="2026-05-14", title="견적 확인"),
    case(
        "ok 12분 카탈로그 요청 +1w", outcome="reached", minutes=12, text="카탈로그 요청", follow="2026-05-14"
    ),
    case("미팅 ok 1시간 >화 15시", kind="meeting", outcome="reached", minutes=60, follow="2026-05-12 15:00"),
    case("안 받음, 내일 오후 다시", outcome="no_answer", follow="2026-05-08 14:00", title="다시"),
    case("전화 통화중 >16시", outcome="busy", follow="2026-05-07 16:00"),
    case("관심 없음", outcome="not_interested"),
    case("결번", outcome="wrong_number"),
    case("할일 토너 주문 >5/22", kind="task", text="토너 주문", at="2026-05-22 09:00", planned=True),
    case("메모 자녀 3명, 골프 좋아함", kind="note", text="자녀 3명, 골프 좋아함"),
    case("메일 견적서 1180호 발송 +1w", kind="email", text="견적서 1180호 발송", follow="2026-05-14"),
    case(
        "방문 ok $재계약 #vip +3m",
        kind="visit",
        outcome="reached",
        links=("재계약",),
        tags=("vip",),
        follow="2026-08-07",
    ),
    case("미팅 잡음 >수 10:30", outcome="meeting_agreed", follow="2026-05-13 10:30"),
    case(
        "편지 계약서 사본 >6/1 서명 확인",
        kind="letter",
        text="계약서 사본",
        follow="2026-06-01",
        title="서명 확인",
    ),
    case("카톡 제품 사진 보냄", kind="chat", text="제품 사진 보냄"),
    case("문자 남김, 월요일 재통화", follow="2026-05-11", title="재통화", kind="sms", direction="out"),
    # short codes that are not what they look like
    case("메모 예산 1000만원, 9월에 결정", kind="note", text="예산 1000만원, 9월에 결정"),
    case("ok 단가 4500원 최소 20개", outcome="reached", text="단가 4500원 최소 20개"),
    case("메모 모델 5d 재고 있음", kind="note", text="모델 5d 재고 있음"),
    # prose
    case(
        "김미경 과장과 통화, 수요일 11시 데모 요청",
        people=("김미경",),
        follow="2026-05-13 11:00",
        title="데모 요청",
    ),
    case(
        "최성호 대표님 또 안 받으심, 금요일 재시도",
        people=("최성호",),
        outcome="no_answer",
        follow="2026-05-08",
        title="재시도",
    ),
    case(
        "박서연에게 메시지 남김, 금요일에 다시 전화",
        people=("박서연",),
        outcome="left_message",
        follow="2026-05-08",
        title="다시 전화",
    ),
    case(
        "이수진님과 월요일 9시 30분 커피",
        kind="meeting",
        people=("이수진",),
        at="2026-05-11 09:30",
        planned=True,
    ),
    case(
        "어제 정우성 부장님 만남, X200에 관심 많음",
        kind="meeting",
        people=("정우성",),
        at="2026-05-06 09:00",
        outcome="interested",
        text="X200에 관심 많음",
    ),
    case(
        "오세훈님께 수정 견적 메일 보냄, 다음 주 확인",
        kind="email",
        direction="out",
        people=("오세훈",),
        text="수정 견적",
        follow="2026-05-11",
        title="확인",
    ),
    case("강민수 차장과 10분 통화, 납품 만족", people=("강민수",), minutes=10, text="납품 만족"),
    case(
        "윤지혜 대리한테 전화 옴, 미팅을 5월 20일로 변경 요청",
        direction="in",
        people=("윤지혜",),
        text="미팅을 5월 20일로 변경 요청",
    ),
    case(
        "한빛정공 방문 2시간, 3호 라인 패킹 교체 필요",
        kind="visit",
        people=("한빛정공",),
        minutes=120,
        text="3호 라인 패킹 교체 필요",
    ),
    case("6월 2일 오후 4시 송강호님께 전화하기", people=("송강호",), at="2026-06-02 16:00", planned=True),
    case("노쇼, 다음 달에 다시 약속", outcome="not_held", follow="2026-06-01", title="다시 약속"),
    case(
        "경리팀 임하나님께 전화함, 점심 이후에 다시 달라고 함",
        direction="out",
        people=("임하나",),
        text="경리팀, 점심 이후에 다시 달라고 함",
    ),
    # traps
    case(
        "김대현 사장님 통화, 가격 45만원인데 10% 할인 원함",
        people=("김대현",),
        text="가격 45만원인데 10% 할인 원함",
    ),
    case("2024년 3월에 3대 구매, 계약 만료 9월 15일", text="2024년 3월에 3대 구매, 계약 만료 9월 15일"),
    case("금나라 대리와 4월 청구서 건으로 통화", people=("금나라",), text="4월 청구서 건으로"),
    case("5월 3일 계약 체결 완료, 할 일 없음", text="5월 3일 계약 체결 완료, 할 일 없음"),
    case("소형은 관심 없음 대형은 관심 있음", text="소형은 관심 없음 대형은 관심 있음"),
    case("영업시간 월~금 9시-17시, 점심 12-13시", text="영업시간 월~금 9시-17시, 점심 12-13시"),
    case("지난주 화요일에 입금했다고 함", text="지난주 화요일에 입금했다고 함"),
    case("직원 5명 차량 2대, 금요일에는 전화하지 말 것", text="직원 5명 차량 2대, 금요일에는 전화하지 말 것"),
)
