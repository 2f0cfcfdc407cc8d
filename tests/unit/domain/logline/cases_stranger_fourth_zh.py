"""A fourth set by the same hand, after the third had been mended and before these lines were ever run."""

from __future__ import annotations

from tests.unit.domain.logline.cases import case

CASES = (
    case("没兴趣 太贵", outcome="not_interested", text="太贵", is_missed=True),
    case("电话 ok 3分钟 +10d", outcome="reached", minutes=3, follow="2026-05-18", moved="2026-05-17"),
    case("会议 周四9点 二楼会议室", kind="meeting", at="2026-05-14 09:00", planned=True, text="二楼会议室"),
    case("lm >5/15 10:30 问预算", outcome="left_message", follow="2026-05-15 10:30", title="问预算"),
    case("备注 输给同行了，便宜12%", kind="note", text="输给同行了，便宜12%"),
    case("空号 #清理", outcome="wrong_number", tags=("清理",)),
    case(
        "给邹玲打电话，没接，下午5点再打",
        direction="out",
        people=("邹玲",),
        outcome="no_answer",
        follow="2026-05-07 17:00",
        title="再打",
    ),
    case("熊伟来电，说阀门坏了", direction="in", people=("熊伟",), text="说阀门坏了"),
    case(
        "和秦岚见面45分钟，暂时没兴趣",
        kind="meeting",
        people=("秦岚",),
        minutes=45,
        outcome="not_interested",
        text="暂时没兴趣",
    ),
    case("和海尔的会议改到5月21号", text="和海尔的会议改到5月21号"),
    case(
        "昨天下午和江涛通话，约好见面，5月13号10点",
        people=("江涛",),
        at="2026-05-06 14:00",
        outcome="meeting_agreed",
        follow="2026-05-13 10:00",
    ),
    case(
        "明天下午3点给史强打电话谈合同",
        direction="out",
        people=("史强",),
        at="2026-05-08 15:00",
        planned=True,
        text="谈合同",
    ),
    case("5月2号寄了样品，还没反馈", text="5月2号寄了样品，还没反馈"),
    case("5辆车12个司机，合同到2028年", text="5辆车12个司机，合同到2028年"),
    case("现在不行，半年后再联系", text="现在不行，半年后再联系"),
    case("微信 发了定位", kind="chat", text="发了定位"),
    case("周六晚上7点和顾明吃晚饭", kind="meeting", people=("顾明",), at="2026-05-09 19:00", planned=True),
    case("6月1号付款日，先不催", text="6月1号付款日，先不催"),
    case("有意向，周五前要报价", outcome="interested", text="周五前要报价"),
    case("没人接，午饭后再打", outcome="no_answer", text="午饭后再打"),
)
