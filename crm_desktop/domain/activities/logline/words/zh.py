"""Chinese, in simplified characters."""

from __future__ import annotations

from itertools import product

from crm_desktop.domain.activities.logline.words.vocabulary import DateForm, KindWord, Vocabulary

_ONES = "一二三四五六七八九"
_TENS = {"": 0, "十": 10, "二十": 20, "三十": 30, "四十": 40, "五十": 50}
_NUMBERS: dict[str, float] = {
    **{
        tens + one: n + value
        for (tens, n), (value, one) in product(_TENS.items(), enumerate(["", *_ONES]))
        if tens + one
    },
    "两": 2,
    "半": 0.5,
}
_HAN = "[一-鿿]"
_WEEK = "(?:周|星期|礼拜)"

VOCABULARY = Vocabulary(
    code="zh",
    left=r"(?<![$¥￥+@#])(?<![a-z0-9](?=[a-z0-9]))",
    right="",
    kinds=(
        KindWord("call", r"收到{name}的(?:电话|来电)", "in", is_done=True),
        KindWord("email", r"收到{name}的(?:邮件|电邮|来信)", "in", is_done=True),
        KindWord("sms", r"收到{name}的短信", "in", is_done=True),
        KindWord("chat", r"收到{name}的(?:微信|消息)", "in", is_done=True),
        KindWord("call", r"打了?(?:个|一个)?电话|拨打|拨通|致电", "out", has_object=True),
        KindWord("call", r"回了?电话了?", "out", is_done=True, has_object=True, has_subject=True),
        KindWord("call", r"来电(?:话)?|打来电话|打电话来", "in", is_done=True, has_subject=True),
        KindWord(
            "call",
            r"(?:视频|语音)?通话|(?:视频|网络)通话|通了?电话|电话(?:会议|沟通|联系)|聊了?电话",
            has_object=False,
        ),
        KindWord("call", r"电话(?!号)"),
        KindWord("call", r"打给", "out", has_object=True),
        KindWord("call", r"聊了(?:一下|一会儿?|聊|(?!天))|沟通了(?:一下)?|联系了(?:一下)?", is_done=True),
        KindWord("meeting", r"见了(?!面)|见到了?", is_done=True, has_object=True),
        KindWord("visit", r"拜访[了过]?|走访[了过]?", "out", has_object=True),
        KindWord("visit", r"来访", "in", has_subject=True),
        KindWord("visit", r"上门"),
        KindWord(
            "meeting",
            r"(?:开了?(?:个|一个)?)?(?:视频|线上|网络)?会议(?!室)(?:了)?|(?:视频)?开(?:了)?(?:个)?会(?:了)?|见[了过]?面|会面|碰头|面谈",
        ),
        KindWord("meeting", r"(?:一起)?吃了?(?:个)?(?:午|晚|早)?饭|午餐|晚餐|喝了?咖啡|喝茶"),
        KindWord("email", r"发了?(?:一封|封|个)?(?:电子)?邮件", "out"),
        KindWord("email", r"发了(?=[^，。,]{1,10}邮件)", "out", is_done=True),
        KindWord("email", r"(?:电子)?邮件|电邮"),
        KindWord("sms", r"发了?(?:一条|条|个)?短信", "out"),
        KindWord("sms", r"短信"),
        KindWord("chat", r"发了?(?:一条|条|个)?微信|微信", ""),
        KindWord("social", r"领英|微博"),
        KindWord("webinar", r"网络研讨会|研讨会"),
        KindWord("letter", r"信件|信函|寄信"),
        KindWord("task", r"任务|待办"),
        KindWord("note", r"备注|笔记|记录"),
    ),
    number=r"[一二两三四五六七八九十半]{1,3}",
    numbers=_NUMBERS,
    units={
        "天|日": "day",
        "个?(?:星期|礼拜)|周": "week",
        "个月|月": "month",
        "年": "year",
        "个?小时": "hour",
        "分钟": "minute",
    },
    short_units={"天": "day", "日": "day", "周": "week", "月": "month", "个月": "month", "年": "year"},
    days={
        "今天|今日": 0,
        "明天|明日|明(?=[早晚上下])": 1,
        "后天": 2,
        "大后天": 3,
        "昨天|昨日": -1,
        "前天": -2,
    },
    weekdays={**{one: day for day, one in enumerate("一二三四五六")}, "日|天|末": 6},
    months={},
    day_parts={"早上|早晨|上午": 9, "中午": 12, "下午": 14, "傍晚": 17, "晚上|晚": 19},
    date_forms=(
        DateForm(r"(?:过)?{n}{unit}(?:以后|之后|后)", "in"),
        DateForm(r"{n}{unit}(?:以前|之前|前)", "ago"),
        DateForm(rf"下(?:个)?{_WEEK}{{weekday}}", "next"),
        DateForm(rf"(?:这|本)(?:个)?{_WEEK}{{weekday}}", "this"),
        DateForm(rf"上(?:个)?{_WEEK}{{weekday}}", "last_week"),
        DateForm(rf"{_WEEK}{{weekday}}"),
        DateForm(r"{rel}"),
        DateForm(r"下(?:个)?(?:周|星期|礼拜)(?![一二三四五六日天末])", "next"),
        DateForm(r"下(?:个)?月初?(?![\d一二三四五六七八九十中底末])", "next_month"),
        DateForm(r"(?:{year}年)?{mon}月{day}(?:日|号)?"),
        DateForm(r"{day}(?:日|号(?![线楼机门馆厅店仓车泵阀炉井码]))"),
    ),
    time_forms=(
        r"(?:{part})?\s?{h}\s?(?:点钟?|时)(?:(?P<half>半)|(?P<quarter>一刻)|{min}分?)?",
        r"{part}\s?{h}[:：]{min}",
        r"{part}",
    ),
    hour_words=r"个?小时|个?钟头",
    minute_words=r"分钟|分",
    lengths={"半个?小时": 30, "半个钟头": 30, "一刻钟": 15},
    half_forms=(r"{n}个半(?:小时|钟头)", r"{n}小时半"),
    date_leads=r"于|在",
    length_leads=r"约|共",
    person_leads=r"给|了|与|和",
    before_kind=r"(?P<mark>和|跟|与|同|给|约|向|找)?\s?{names}",
    name="(?![他她它我你您这那问催说要])" + _HAN + "{1,4}?",
    joiners=r"、|和|与|及|跟",
    fillers="又|再次|刚刚?|我们?|已经?|去|要|将",
    range_words=r"到|至|~",
    blockers=r"去年|前年|到|至|截至|截止到?|自|从|自从|有效期",
    blockers_after=r"的|之前有效|起|为止|前|以前",
    negations=r"不|没|没有|如果|若|要是|是否|未必",
    facts=r"到期|过期|截止|营业时间|休息|放假|休假|度假|出差|离职|退休|生效|回国|回来|生日|开业",
    undone=r"改期|取消|推迟|延期|改到",
    no_kind_before=r"号码|地址|号",
    no_names="秘书 前台 同事 老板 爱人 太太 总机 客服 门卫 客户 对方 他 她 他们 一般 今天 明天",
    outcomes={
        "reached": ("ok 已联系", "已联系上 | 联系上 | 联系上了 | 已接通 | 接通了 | 接通"),
        "left_message": ("留言", "已留言 | 留言了 | 留了言 | 留言 | 语音留言"),
        "no_answer": ("未接", "没人接 | 无人接听 | 未接 | 没接 | 没有人接 | 没接电话 | 无应答"),
        "wrong_number": ("错号", "打错号码 | 号码错误 | 错号 | 打错了 | 空号"),
        "call_back": ("回电", "要求回电 | 请回电 | 让我回电 | 希望回电 | 要我回电"),
        "interested": ("有意", "有兴趣 | 感兴趣 | 有意向"),
        "not_interested": ("无意", "没兴趣 | 没有兴趣 | 不感兴趣 | 无兴趣 | 没有意向 | 没意向"),
        "meeting_agreed": ("已约", "约好见面 | 已约见面 | 约了见面 | 约好会面 | 约定见面 | 约好时间"),
        "busy": ("占线", "占线 | 忙线"),
        "not_held": ("爽约", "爽约 | 没来开会 | 未到场 | 对方没来 | 客户没来 | 放鸽子 | 没露面"),
    },
)
