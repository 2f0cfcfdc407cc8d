"""Written after the grammar worked and before it was changed again."""

from __future__ import annotations

from tests.unit.domain.logline.cases import case

CASES = (
    case("跟陈总吃晚饭，下周三签合同", kind="meeting", people=("陈总",), follow="2026-05-13", title="签合同"),
    case("未接 +3天", outcome="no_answer", follow="2026-05-11", moved="2026-05-10"),
    case("给林小姐发短信，报价已确认", kind="sms", direction="out", people=("林小姐",), text="报价已确认"),
    case(
        "5月21日上午10点拜访华为",
        kind="visit",
        direction="out",
        people=("华为",),
        at="2026-05-21 10:00",
        planned=True,
    ),
    case("没人接，下午4点再打", outcome="no_answer", follow="2026-05-07 16:00", title="再打"),
    case("和客户开会，1个小时，确认规格", kind="meeting", minutes=60, text="和客户，确认规格"),
    case("电话 ok 价格降3% >5/20", outcome="reached", text="价格降3%", follow="2026-05-20"),
    case(
        "上周五和韩梅梅见面，想要样品",
        kind="meeting",
        people=("韩梅梅",),
        at="2026-05-01 09:00",
        text="想要样品",
    ),
    case("联系电话改为010-88886666", text="联系电话改为010-88886666"),
    case("会议推迟到下周一", text="会议推迟到下周一"),
    case(
        "跟李雷通了电话，对方暂时没有意向，半年后再联系",
        people=("李雷",),
        outcome="not_interested",
        text="对方暂时没有意向，半年后再联系",
    ),
    case("赵总来电，问交货时间，周五前答复", direction="in", people=("赵总",), text="问交货时间，周五前答复"),
    case("微信和孙经理确认了订单", kind="chat", text="和孙经理确认了订单"),
    case("明天上午10点半视频会议", kind="meeting", at="2026-05-08 10:30", planned=True),
    case(
        "拜访钱先生，很感兴趣，月底前出方案",
        kind="visit",
        direction="out",
        people=("钱先生",),
        outcome="interested",
        text="很感兴趣，月底前出方案",
    ),
    # a second set, after the first had been mended
    case(
        "给顾先生留言，周五下午再打",
        outcome="left_message",
        people=("顾先生",),
        follow="2026-05-08 14:00",
        title="再打",
    ),
    case("和苏珊通话谈续约，两周后决定", people=("苏珊",), text="谈续约", follow="2026-05-21", title="决定"),
    case("5月20日14:00和三星开会", kind="meeting", people=("三星",), at="2026-05-20 14:00", planned=True),
    case(
        "拜访天津工厂，水泵漏水，周一检修",
        kind="visit",
        direction="out",
        people=("天津工厂",),
        text="水泵漏水",
        follow="2026-05-11",
        title="检修",
    ),
    case("ok，没问题，三个月后回访", outcome="reached", text="没问题", follow="2026-08-07", title="回访"),
    case("研讨会5月19日上午10点，1小时", kind="webinar", at="2026-05-19 10:00", planned=True, minutes=60),
    case("要2024年的目录，尺寸12", text="要2024年的目录，尺寸12"),
    case(
        "给老周打了电话10分钟，今天发报价", direction="out", people=("老周",), minutes=10, text="今天发报价"
    ),
    # a third set, after the second had been mended
    case(
        "下午给沈总打电话，要求回电，周三下午两点",
        direction="out",
        people=("沈总",),
        at="2026-05-07 14:00",
        outcome="call_back",
        follow="2026-05-13 14:00",
    ),
    case("明天中午12点半和许晴吃午饭", kind="meeting", people=("许晴",), at="2026-05-08 12:30", planned=True),
    case("又没人接 +2d", outcome="no_answer", text="又没人接", follow="2026-05-11", moved="2026-05-09"),
    case(
        "和梁经理约好见面，5月28日上午9点",
        people=("梁经理",),
        outcome="meeting_agreed",
        follow="2026-05-28 09:00",
    ),
    case("价格太高（9500元），今年没兴趣", outcome="not_interested", text="价格太高（9500元），今年没兴趣"),
    case(
        "和邓超视频会议25分钟，过了一遍合同",
        kind="meeting",
        people=("邓超",),
        minutes=25,
        text="过了一遍合同",
    ),
)
