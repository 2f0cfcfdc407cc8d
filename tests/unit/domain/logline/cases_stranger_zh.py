"""Written by somebody who had not read the grammar, before these lines were ever run."""

from __future__ import annotations

from tests.unit.domain.logline.cases import case

CASES = (
    # short codes
    case("未接 >周一", outcome="no_answer", follow="2026-05-11"),
    case("na 3d", outcome="no_answer", follow="2026-05-11", moved="2026-05-10"),
    case("lm +1w 催报价", outcome="left_message", follow="2026-05-14", title="催报价"),
    case("ok 12分钟 要产品目录 +1w", outcome="reached", minutes=12, text="要产品目录", follow="2026-05-14"),
    case(
        "会议 ok 1小时 >周二 15点", kind="meeting", outcome="reached", minutes=60, follow="2026-05-12 15:00"
    ),
    case("没人接，明天下午再打", outcome="no_answer", follow="2026-05-08 14:00", title="再打"),
    case("电话占线 >16点", outcome="busy", follow="2026-05-07 16:00"),
    case("没兴趣", outcome="not_interested"),
    case("空号", outcome="wrong_number"),
    case("任务 订墨盒 >5/22", kind="task", text="订墨盒", at="2026-05-22 09:00", planned=True),
    case("备注 三个孩子，爱打高尔夫", kind="note", text="三个孩子，爱打高尔夫"),
    case("邮件 报价1180已发 +1w", kind="email", text="报价1180已发", follow="2026-05-14"),
    case(
        "拜访 ok $续约 #vip +3m",
        kind="visit",
        outcome="reached",
        links=("续约",),
        tags=("vip",),
        follow="2026-08-07",
        direction="out",
    ),
    case("约好见面 >周三 10:30", outcome="meeting_agreed", follow="2026-05-13 10:30"),
    case("信件 合同副本 >6/1 签了没", kind="letter", text="合同副本", follow="2026-06-01", title="签了没"),
    case("微信 发了产品图片", kind="chat", text="发了产品图片"),
    case("不在，改天再约", text="不在，改天再约"),
    # short codes that are not what they look like
    case("备注 预算10万，9月定", kind="note", text="预算10万，9月定"),
    case("ok 单价450元 最少20件", outcome="reached", text="单价450元 最少20件"),
    case("备注 型号5d有货", kind="note", text="型号5d有货"),
    # prose
    case("跟陈静通电话，周三上午11点要看演示", people=("陈静",), follow="2026-05-13 11:00", title="要看演示"),
    case(
        "又给刘洋打电话没人接，周五再试",
        direction="out",
        people=("刘洋",),
        outcome="no_answer",
        follow="2026-05-08",
        title="再试",
    ),
    case(
        "给马丽留言了，周五再打", people=("马丽",), outcome="left_message", follow="2026-05-08", title="再打"
    ),
    case("周一9点半和胡军喝咖啡", kind="meeting", people=("胡军",), at="2026-05-11 09:30", planned=True),
    case(
        "昨天在展会见了林涛，对X200很感兴趣",
        kind="meeting",
        people=("林涛",),
        at="2026-05-06 09:00",
        outcome="interested",
        text="在展会，对X200很感兴趣",
        is_missed=True,
    ),
    case(
        "给郭敏发了新报价邮件，下周跟进",
        kind="email",
        direction="out",
        people=("郭敏",),
        text="新报价邮件",
        follow="2026-05-11",
        title="跟进",
    ),
    case(
        "联系上高飞了，聊了10分钟，对交货满意",
        outcome="reached",
        people=("高飞",),
        minutes=10,
        text="对交货满意",
        is_missed=True,
    ),
    case("罗经理来电，想把会议改到5月20号", direction="in", people=("罗经理",), text="想把会议改到5月20号"),
    case(
        "拜访宏达机械2小时，3号线要换密封",
        kind="visit",
        people=("宏达机械",),
        minutes=120,
        text="3号线要换密封",
        direction="out",
    ),
    case("6月2号下午4点给宋总打电话", people=("宋总",), at="2026-06-02 16:00", planned=True, direction="out"),
    case("对方没来，下个月再约", outcome="not_held", follow="2026-06-01", title="再约"),
    case("打给财务小何，说午饭后再打过来", direction="out", text="说午饭后再打过来", people=("财务小何",)),
    # traps
    case("跟丁总聊了，价格450块，要打九折", people=("丁总",), text="价格450块，要打九折"),
    case("2024年3月买了3台，合同9月15号到期", text="2024年3月买了3台，合同9月15号到期"),
    case("和周五一通话，问了四月的账单", people=("周五一",), text="问了四月的账单", is_missed=True),
    case("5月3号已签合同，没事了", text="5月3号已签合同，没事了"),
    case("小的没兴趣大的有兴趣", text="小的没兴趣大的有兴趣"),
    case("营业时间周一到周五9点到17点，中午12-13点休息", text="营业时间周一到周五9点到17点，中午12-13点休息"),
    case("上周二已付款", text="上周二已付款"),
    case("5个员工2辆车，周五不要打电话", text="5个员工2辆车，周五不要打电话"),
)
