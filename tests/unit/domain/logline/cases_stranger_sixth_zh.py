"""A sixth set by the same hand, after the fifth had been mended and before these lines were ever run."""

from __future__ import annotations

from tests.unit.domain.logline.cases import case

CASES = (
    case("lm +2w 查库存", outcome="left_message", follow="2026-05-21", title="查库存"),
    case("ok 8分钟 7781款已付", outcome="reached", minutes=8, text="7781款已付"),
    case("会议 周一11:00 45分钟", kind="meeting", at="2026-05-11 11:00", planned=True, minutes=45),
    case("不感兴趣 +1y", outcome="not_interested", follow="2027-05-07"),
    case(
        "给伊娃打了电话，在开会，16点再打",
        direction="out",
        people=("伊娃",),
        text="在开会",
        follow="2026-05-07 16:00",
        title="再打",
    ),
    case(
        "昨天给罗杰发了短信，没回",
        kind="sms",
        direction="out",
        people=("罗杰",),
        at="2026-05-06 09:00",
        text="没回",
    ),
    case(
        "拜访达达电子，3台设备坏了，周一派工程师",
        kind="visit",
        direction="out",
        people=("达达电子",),
        text="3台设备坏了",
        follow="2026-05-11",
        title="派工程师",
    ),
    case(
        "明天10点到11点和麦克、伊娃喝咖啡",
        kind="meeting",
        people=("麦克", "伊娃"),
        at="2026-05-08 10:00",
        planned=True,
        minutes=60,
    ),
    case("周五5点关门", text="周五5点关门"),
    case("30天付款，额度15000", text="30天付款，额度15000"),
    case("要2乘4米的板", text="要2乘4米的板"),
    case("上个月卖了40个，3月55个", text="上个月卖了40个，3月55个"),
)
