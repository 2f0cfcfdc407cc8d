"""What outcomes are called: language -> outcome -> codes and names. All of it can be changed in the file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

Names: TypeAlias = Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]

NAMES: Mapping[str, Names] = {
    "en": {
        "reached": (
            ("ok",),
            (
                "got through",
                "got hold of him",
                "got hold of her",
                "reached him",
                "reached her",
            ),
        ),
        "left_message": (
            (
                "lm",
                "vm",
            ),
            (
                "left a message",
                "left message",
                "left a voicemail",
                "left voicemail",
                "left him a message",
                "left her a message",
                "voicemail",
                "left msg",
            ),
        ),
        "no_answer": (
            ("na",),
            (
                "no answer",
                "no reply",
                "didn't pick up",
                "did not pick up",
                "didn't answer",
                "did not answer",
                "no pickup",
                "not available",
                "nobody answered",
            ),
        ),
        "wrong_number": (
            ("wn",),
            (
                "wrong number",
                "number not in use",
                "number is dead",
            ),
        ),
        "call_back": (
            ("cb",),
            (
                "asked to call back",
                "asked me to call back",
                "asked us to call back",
                "asked for a call back",
                "asked for a callback",
                "wants a call back",
                "wants a callback",
                "wants me to call back",
            ),
        ),
        "interested": (
            ("int",),
            (
                "interested",
                "keen",
            ),
        ),
        "not_interested": (
            ("ni",),
            (
                "not interested",
                "no interest",
                "no longer interested",
                "isn't interested",
                "is not interested",
                "wasn't interested",
            ),
        ),
        "meeting_agreed": (
            ("ma",),
            (
                "meeting agreed",
                "agreed a meeting",
                "agreed to meet",
                "meeting booked",
                "booked a meeting",
                "meeting set",
                "appointment made",
                "set up a meeting",
                "meeting arranged",
            ),
        ),
        "busy": (
            ("bs",),
            (
                "line busy",
                "line was busy",
                "engaged tone",
            ),
        ),
        "not_held": (
            ("ns",),
            (
                "no show",
                "no-show",
                "did not show up",
                "didn't show up",
                "did not turn up",
                "didn't turn up",
            ),
        ),
    },
    "da": {
        "reached": (
            (
                "ok",
                "fat",
            ),
            (
                "fik fat i ham",
                "fik fat i hende",
                "fik fat i",
                "kom igennem",
            ),
        ),
        "left_message": (
            ("lb",),
            (
                "lagt besked",
                "lagde besked",
                "lagde en besked",
                "telefonsvarer",
                "indtalte besked",
                "indtalt besked",
            ),
        ),
        "no_answer": (
            ("is",),
            (
                "ingen svar",
                "svarer ikke",
                "svarede ikke",
                "intet svar",
                "tog den ikke",
                "tog ikke telefonen",
                "ikke hjemme",
            ),
        ),
        "wrong_number": (
            ("fn",),
            (
                "forkert nummer",
                "nummeret findes ikke",
            ),
        ),
        "call_back": (
            ("tb",),
            (
                "vil ringes op",
                "bad om opkald",
                "bad mig ringe tilbage",
                "bad om at blive ringet op",
                "vil gerne ringes op",
                "beder om opkald",
            ),
        ),
        "interested": (
            ("int",),
            (
                "interesseret",
                "interesserede",
            ),
        ),
        "not_interested": (
            ("ii",),
            (
                "ikke interesseret",
                "ingen interesse",
                "ikke længere interesseret",
                "ikke interesserede",
                "uinteresseret",
            ),
        ),
        "meeting_agreed": (
            ("ma",),
            (
                "møde aftalt",
                "aftalt møde",
                "aftalte møde",
                "aftalte et møde",
                "møde booket",
                "booket møde",
            ),
        ),
        "busy": (("opt",), ("optaget",)),
        "not_held": (
            ("um",),
            (
                "dukkede ikke op",
                "mødte ikke op",
            ),
        ),
    },
    "ko": {
        "reached": (
            (
                "ok",
                "통화됨",
                "연결",
            ),
            (
                "통화됨",
                "연결됨",
            ),
        ),
        "left_message": (
            ("메시지",),
            (
                "메시지 남김",
                "메세지 남김",
                "음성 남김",
                "메모 남김",
                "음성메시지 남김",
            ),
        ),
        "no_answer": (
            (
                "부재",
                "부재중",
            ),
            (
                "부재중",
                "안 받음",
                "안받음",
                "응답 없음",
                "받지 않음",
                "전화 안 받음",
                "무응답",
            ),
        ),
        "wrong_number": (
            ("결번",),
            (
                "잘못된 번호",
                "결번",
                "없는 번호",
                "번호 오류",
            ),
        ),
        "call_back": (
            ("콜백",),
            (
                "콜백 요청",
                "다시 전화 요청",
                "전화 요청",
                "다시 전화 달라고 함",
                "전화 달라고 함",
            ),
        ),
        "interested": (
            ("관심",),
            (
                "관심 있음",
                "관심있음",
                "관심 있다고 함",
                "관심 보임",
                "관심 많음",
                "긍정적",
            ),
        ),
        "not_interested": (
            ("거절",),
            (
                "관심 없음",
                "관심없음",
                "관심 없다고 함",
                "거절함",
                "거절",
            ),
        ),
        "meeting_agreed": (
            ("약속",),
            (
                "미팅 확정",
                "미팅 잡음",
                "약속 잡음",
                "미팅 약속",
                "미팅 잡힘",
                "미팅하기로 함",
            ),
        ),
        "busy": (
            ("통화중",),
            (
                "통화중",
                "통화 중이었음",
            ),
        ),
        "not_held": (
            ("노쇼",),
            (
                "노쇼",
                "안 나옴",
                "나오지 않음",
            ),
        ),
    },
    "zh": {
        "reached": (
            (
                "ok",
                "已联系",
            ),
            (
                "已联系上",
                "联系上了",
                "已接通",
                "接通了",
                "接通",
            ),
        ),
        "left_message": (
            ("留言",),
            (
                "已留言",
                "留言了",
                "留了言",
                "留言",
                "语音留言",
            ),
        ),
        "no_answer": (
            ("未接",),
            (
                "没人接",
                "无人接听",
                "未接",
                "没接",
                "没有人接",
                "没接电话",
                "无应答",
            ),
        ),
        "wrong_number": (
            ("错号",),
            (
                "打错号码",
                "号码错误",
                "错号",
                "打错了",
                "空号",
            ),
        ),
        "call_back": (
            ("回电",),
            (
                "要求回电",
                "请回电",
                "让我回电",
                "希望回电",
                "要我回电",
            ),
        ),
        "interested": (
            ("有意",),
            (
                "有兴趣",
                "感兴趣",
                "有意向",
            ),
        ),
        "not_interested": (
            ("无意",),
            (
                "没兴趣",
                "没有兴趣",
                "不感兴趣",
                "无兴趣",
                "没有意向",
                "没意向",
            ),
        ),
        "meeting_agreed": (
            ("已约",),
            (
                "约好见面",
                "已约见面",
                "约了见面",
                "约好会面",
                "约定见面",
                "约好时间",
            ),
        ),
        "busy": (
            ("占线",),
            (
                "占线",
                "忙线",
            ),
        ),
        "not_held": (
            ("爽约",),
            (
                "爽约",
                "没来开会",
                "未到场",
            ),
        ),
    },
    "pt": {
        "reached": (
            ("ok",),
            (
                "consegui falar",
                "atendeu",
            ),
        ),
        "left_message": (
            ("rec",),
            (
                "deixei recado",
                "deixei mensagem",
                "deixei uma mensagem",
                "deixei um recado",
                "caixa postal",
                "caixa de correio",
                "correio de voz",
                "recado deixado",
            ),
        ),
        "no_answer": (
            ("nr",),
            (
                "não atendeu",
                "não atende",
                "sem resposta",
                "ninguém atendeu",
                "não respondeu",
            ),
        ),
        "wrong_number": (
            ("ne",),
            (
                "número errado",
                "número não existe",
            ),
        ),
        "call_back": (
            ("ret",),
            (
                "pediu para ligar depois",
                "pediu para ligar",
                "pediu retorno",
                "pediu para retornar",
                "pediu para ligar mais tarde",
            ),
        ),
        "interested": (
            ("int",),
            (
                "interessado",
                "interessada",
                "interessados",
                "tem interesse",
                "ficou interessado",
                "ficou interessada",
            ),
        ),
        "not_interested": (
            ("ni",),
            (
                "não tem interesse",
                "sem interesse",
                "não está interessado",
                "não está interessada",
                "não interessado",
                "não interessada",
                "desinteressado",
            ),
        ),
        "meeting_agreed": (
            ("rm",),
            (
                "reunião marcada",
                "marcámos reunião",
                "marcamos reunião",
                "reunião agendada",
                "agendamos reunião",
                "marquei reunião",
                "combinamos reunião",
            ),
        ),
        "busy": (
            ("ocu",),
            (
                "ocupado",
                "linha ocupada",
            ),
        ),
        "not_held": (
            ("nc",),
            (
                "não compareceu",
                "não apareceu",
                "faltou à reunião",
            ),
        ),
    },
}
