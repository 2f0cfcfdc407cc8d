"""A third set by the same hand, after the second had been mended and before these lines were ever run."""

from __future__ import annotations

from tests.unit.domain.logline.cases import case

CASES = (
    case("lm 周二10点", outcome="left_message", follow="2026-05-12 10:00"),
    case(
        "ok 要续签 $合同 +6m",
        outcome="reached",
        text="要续签",
        links=("合同",),
        follow="2026-11-09",
        moved="2026-11-07",
    ),
    case("拜访 #售后 45分钟", kind="visit", direction="out", tags=("售后",), minutes=45),
    case("任务 订车 >5/11 7:30", kind="task", text="订车", at="2026-05-11 07:30", planned=True),
    case("备注 门禁4711，找彭师傅", kind="note", text="门禁4711，找彭师傅"),
    case("要求回电，2小时后", outcome="call_back", follow="2026-05-07 16:20"),
    case(
        "刚和廖凯通了电话，很满意，下周下单",
        people=("廖凯",),
        text="很满意",
        follow="2026-05-11",
        title="下单",
    ),
    case(
        "11点给孔琳打电话，无人接听",
        direction="out",
        people=("孔琳",),
        at="2026-05-07 11:00",
        outcome="no_answer",
    ),
    case("给艾丽发了微信，告诉她地址", kind="chat", people=("艾丽",), text="告诉她地址"),
    case(
        "收到潘宁的邮件，要案例，周三前回复",
        kind="email",
        direction="in",
        people=("潘宁",),
        text="要案例，周三前回复",
    ),
    case("明天上午给欧强打电话", direction="out", people=("欧强",), at="2026-05-08 09:00", planned=True),
    case("没联系上牛莉，放假后再试", text="没联系上牛莉，放假后再试"),
    case(
        "海尔的小张要20台的报价，周四打电话",
        text="海尔的小张要20台的报价",
        follow="2026-05-14",
        title="打电话",
    ),
    case("账期30天，10天内付款优惠2%", text="账期30天，10天内付款优惠2%"),
    case("他们财年6月30日结束", text="他们财年6月30日结束"),
    case("和夏天通话，周日活动订餐40人", people=("夏天",), text="周日活动订餐40人", is_missed=True),
    case("去年10月展会后一直有兴趣", text="去年10月展会后一直有兴趣", outcome="interested"),
    case(
        "5月20号9点到11点和安然、白雪开会",
        kind="meeting",
        people=("安然", "白雪"),
        at="2026-05-20 09:00",
        planned=True,
        minutes=120,
    ),
    case("在出差，18号回来，19号打电话", text="在出差，18号回来", follow="2026-05-19", title="打电话"),
    case(
        "老板不在，后天上午再去",
        text="老板不在",
        follow="2026-05-11 09:00",
        moved="2026-05-09",
        title="再去",
        is_missed=True,
    ),
)
