"""A second set by the same hand, after the first had been mended and before these lines were ever run."""

from __future__ import annotations

from tests.unit.domain.logline.cases import case

CASES = (
    case("na 又没接 +2d", outcome="no_answer", text="又没接", follow="2026-05-11", moved="2026-05-09"),
    case("留言给秘书 >周四 14点", outcome="left_message", text="留言给秘书", follow="2026-05-14 14:00"),
    case("邮件 发票复印件", kind="email", text="发票复印件"),
    case(
        "拜访 2小时 新仓库 40个托盘 +1m",
        kind="visit",
        direction="out",
        minutes=120,
        text="新仓库 40个托盘",
        follow="2026-06-08",
        moved="2026-06-07",
    ),
    case("ok 5分钟 没问题", outcome="reached", minutes=5, text="没问题"),
    case("有兴趣 +2w", outcome="interested", follow="2026-05-21"),
    case("待办 催款2300元 >周五", kind="task", text="催款2300元", at="2026-05-08 09:00", planned=True),
    case(
        "会议 #q3 周二 14:00 1小时",
        kind="meeting",
        tags=("q3",),
        at="2026-05-12 14:00",
        planned=True,
        minutes=60,
    ),
    case(
        "给欧阳雪打了电话，没人接，周一再试",
        direction="out",
        people=("欧阳雪",),
        outcome="no_answer",
        follow="2026-05-11",
        title="再试",
    ),
    case(
        "跟白斌通话谈漏水的事，周四上午派人过去",
        people=("白斌",),
        text="谈漏水的事",
        follow="2026-05-14 09:00",
        title="派人过去",
    ),
    case("收到曹静的邮件，接受报价", kind="email", direction="in", people=("曹静",), text="接受报价"),
    case(
        "下周五12点半和娜迪亚吃午饭", kind="meeting", people=("娜迪亚",), at="2026-05-15 12:30", planned=True
    ),
    case(
        "今天早上跟何红开会，两周后再谈",
        kind="meeting",
        people=("何红",),
        at="2026-05-07 09:00",
        follow="2026-05-21",
        title="再谈",
    ),
    case("打电话给方明，占线", direction="out", people=("方明",), outcome="busy"),
    case("要3台24V电机，10天内交货，单价2千以下", text="要3台24V电机，10天内交货，单价2千以下"),
    case("他说周一不行周二更不行", text="他说周一不行周二更不行"),
    case("报价每吨1250，有效期到6月30号", text="报价每吨1250，有效期到6月30号"),
    case("给于五月打电话，一月份换了公司", direction="out", people=("于五月",), text="一月份换了公司"),
    case("两天前给他爱人留了言，还没回音", outcome="left_message", text="两天前给他爱人留了言，还没回音"),
    case("有兴趣？不好说，2026年预算用完了", text="有兴趣？不好说，2026年预算用完了"),
)
