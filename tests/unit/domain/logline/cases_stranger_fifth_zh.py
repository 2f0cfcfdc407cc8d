"""A fifth set by the same hand, after the fourth had been mended and before these lines were ever run."""

from __future__ import annotations

from tests.unit.domain.logline.cases import case

CASES = (
    case(
        "ok 20分钟 #展会 周五跟进",
        outcome="reached",
        minutes=20,
        tags=("展会",),
        text="跟进",
        follow="2026-05-08",
    ),
    case("未接 1w", outcome="no_answer", follow="2026-05-14"),
    case(
        "会议 $并购 周四15:00-16:30",
        kind="meeting",
        links=("并购",),
        at="2026-05-14 15:00",
        planned=True,
        minutes=90,
    ),
    case("任务 改报价88213 >明天 8:00", kind="task", text="改报价88213", at="2026-05-08 08:00", planned=True),
    case("拜访 90分钟 4号线检查", kind="visit", direction="out", minutes=90, text="4号线检查"),
    case(
        "和马蓉通话，20号前要200张标签，明天报价",
        people=("马蓉",),
        text="20号前要200张标签",
        follow="2026-05-08",
        title="报价",
    ),
    case("陶然回电话了，都解决了", direction="in", people=("陶然",), text="都解决了"),
    case("把纪要邮件发给了卡拉和芬恩", text="把纪要邮件发给了卡拉和芬恩"),
    case(
        "周一给区总打了电话，没接",
        direction="out",
        people=("区总",),
        at="2026-05-04 09:00",
        outcome="no_answer",
    ),
    case("下周二8点跟莱娜吃早饭", kind="meeting", people=("莱娜",), at="2026-05-12 08:00", planned=True),
    case("打错了，明天查新号码", outcome="wrong_number", follow="2026-05-08", title="查新号码"),
    case("24小时三班倒每班8小时", text="24小时三班倒每班8小时"),
    case("7月1号起新价12.50", text="7月1号起新价12.50"),
    case("电话号码是021-5555-1234", text="电话号码是021-5555-1234"),
    case("没找到安娜，改发邮件", text="没找到安娜，改发邮件"),
    case("说再考虑，周五前答复", text="说再考虑，周五前答复"),
    case("周一9点半给乔纳打电话", direction="out", people=("乔纳",), at="2026-05-11 09:30", planned=True),
    case("产假到三月，找艾丽丝", text="产假到三月，找艾丽丝"),
    case("刚打了电话，占线", direction="out", outcome="busy"),
    case("约好时间 周三14点", outcome="meeting_agreed", follow="2026-05-13 14:00", title="约好时间"),
)
