"""The words by which the lines of an e-mail signature are told apart, in the languages of the program and German."""

from __future__ import annotations

import re


def _words(text: str) -> str:
    """Alternatives of a pattern; the longest first, so that none hides behind its beginning."""
    return "|".join(re.escape(word) for word in sorted(text.split(", "), key=len, reverse=True))


PHONE_LABELS = {
    "cell": "mobile, mobil, mobiltelefon, mob, cell, cellphone, cell phone, m, telemóvel, telemovel, tlm, "
    "celular, cel,"
    " whatsapp, handy, h.p, h.p., hp, c.p, c.p., cp, 휴대폰, 휴대전화, 핸드폰, 모바일, 手机, 手機, 移动电话, "
    "行動電話, 手提",
    "fax": "fax, facsimile, f, telefax, telefaks, 팩스, 传真, 傳真",
    "work": "telephone, telefon, telefone, phone, tel, tlf, t, p, ph, office, direct, direkte, direct line, "
    "direct dial,"
    " switchboard, main, hovednummer, dir, d, o, w, work, fone, escritório, geral, durchwahl, 전화, 전화번호, "
    "사무실, 대표전화, 직통,"
    " 电话, 電話, 办公电话, 座机, 直线, 总机",
    "home": "home, privat, hjemme, casa, 집, 宅电",
}
"""Usage of a phone number -> the words that stand before it."""

_LABEL = _words(", ".join(PHONE_LABELS.values()))
LABELS = re.compile(
    rf"(?<!\w)(?P<label>{_LABEL})(?:\s*[/&]\s*(?:{_LABEL}))*\s*[.:：)\]]?\s*[:：]?\s*$", re.IGNORECASE
)
"""What stands before a number, up to it."""

OTHER_LABELS = re.compile(
    r"(?<!\w)(?:e-?mail|mail|e|epost|e-post|correio|website|web|www|w|site|homepage|hjemmeside|internet|url|"
    r"linkedin|skype|"
    r"address|adresse|endereço|morada|addr|a|이메일|메일|홈페이지|웹사이트|주소|邮箱|电子邮件|電子郵件|郵箱|"
    r"网址|網址|网站|地址|"
    r"公司地址)\s*[:：]\s*",
    re.IGNORECASE,
)

CLOSINGS = re.compile(
    r"(?:(?:with )?(?:kind|kindest|best|warm|warmest|many) (?:regards|wishes|greetings)|regards|best|cheers|"
    r"thanks|thank you|"
    r"many thanks|sincerely|yours (?:sincerely|faithfully|truly)|"
    r"(?:med )?(?:venlig|venlige|kærlig|de bedste|bedste|mange) hilsen(?:er)?|mvh\.?|vh\.?|hilsen|hilsner|tak|"
    r"mit freundlichen grüßen|viele grüße|beste grüße|liebe grüße|mfg|"
    r"(?:com os )?(?:melhores|meus) cumprimentos|cumprimentos|atenciosamente|atentamente|abraços?|obrigad[oa]|"
    r"cordialmente|"
    r"감사합니다|고맙습니다|안녕히 계십시오|此致|敬礼|此致敬礼|谢谢|謝謝|祝好|顺祝商祺|商祺|"
    r"祝商祺)[\s,.!;:，。！]*",
    re.IGNORECASE,
)
NOISE = re.compile(
    r"[-–—_=*~\s]*|sent from my .*|sendt fra min .*|enviado do meu .*|get outlook .*|나의 .*에서 보냄|"
    r"发自我的.*|"
    r"(?:this e-?mail|please consider|confidential|think before|denne e-?mail|esta mensagem).*",
    re.IGNORECASE,
)
NUMBERS_OF_OFFICES = re.compile(
    r"(?<!\w)(?:cvr|vat|ust-?id|hrb|cnpj|nif|nipc|cpf|reg\.? ?no|company no|cvr-nr|se-nr|iban|bic|swift|"
    r"사업자등록번호|"
    r"统一社会信用代码|税号)\b",
    re.IGNORECASE,
)

COMPANY = re.compile(
    r"(?<!\w)(?:gmbh|ag|kg|mbh|a/s|aps|i/s|k/s|amba|as|asa|ab|oy|bv|b\.v\.|nv|ltd|limited|llc|llp|plc|inc|"
    r"incorporated|corp|"
    r"corporation|co|company|group|holding|holdings|lda|ltda|unipessoal|s\.?a\.?|sarl|s\.?l\.?|spa|"
    r"s\.?r\.?l\.?|pty|pte|"
    r"bank|university|universitet|universität|universidade|institute|institut|instituto|foundation|fonden|"
    r"fundação|"
    r"kommune|ministry|ministerium|ministério|college|school|hospital|partners|consulting|solutions|"
    r"technologies|"
    r"studio|museum|foreningen|associates|advogados|câmara|prefeitura)(?!\w)\.?|"
    r"주식회사|\(주\)|㈜|유한회사|재단|대학교|연구소|연구원|은행|그룹|협회|법인|公司|集团|集團|大学|大學|银行|"
    r"銀行|研究院|研究所|协会|協會|"
    r"事务所|事務所|株式会社|医院|出版社",
    re.IGNORECASE,
)

TITLE = re.compile(
    r"(?<!\w)(?:ceo|cto|cfo|coo|cmo|cio|vp|svp|evp|director|manager|head|chief|president|vice|officer|"
    r"engineer|developer|"
    r"consultant|advisor|adviser|analyst|architect|designer|assistant|secretary|coordinator|specialist|lead|"
    r"partner|"
    r"founder|co-founder|owner|professor|lecturer|researcher|accountant|lawyer|attorney|sales|buyer|purchaser|"
    r"executive|"
    r"representative|associate|editor|journalist|translator|scientist|technician|planner|supervisor|"
    r"administrator|"
    r"direktør|adm|administrerende|chef|leder|teamleder|projektleder|afdelingsleder|konsulent|chefkonsulent|"
    r"medarbejder|"
    r"sælger|indkøber|ingeniør|udvikler|rådgiver|specialkonsulent|partner|sekretær|advokat|bogholder|jurist|"
    r"\w*chef|\w*leder|\w*konsulent|\w*medarbejder|\w*ansvarlig|"
    r"geschäftsführer(?:in)?|leiter(?:in)?|vertrieb|einkauf|berater(?:in)?|"
    r"diretora?|gerente|gestora?|coordenadora?|engenheir[oa]|consultora?|assistente|analista|sóci[oa]|"
    r"presidente|"
    r"advogad[oa]|secretári[oa]|chefe|responsável|comercial|técnic[oa]|administradora?|vendas|professora?|"
    r"supervisora?)(?!\w)|"
    r"선임연구원|책임연구원|수석연구원|대표이사|대표|이사|상무|전무|부장|차장|과장|대리|사원|팀장|실장|본부장|"
    r"센터장|연구원|선임|책임|수석|교수|원장|매니저|주임|"
    r"总经理|副总经理|总监|经理|經理|總監|总裁|董事长|董事|主任|工程师|工程師|主管|专员|專員|顾问|顧問|教授|"
    r"律师|会计|助理|秘书|销售",
    re.IGNORECASE,
)
DEPARTMENT = re.compile(
    r"(?<!\w)(?:dept|department|division|team|unit|office of|afdeling|afdelingen|sektion|abteilung|"
    r"departamento|divisão|setor|"
    r"gabinete|faculty|fakultet|faculdade)(?!\w)|[가-힣]{2,}(?:부|팀|실|본부|사업부)$|"
    r"[\u4e00-\u9fff]{2,}(?:部|处|科|室|中心|學院|学院)$",
    re.IGNORECASE,
)

STREET = re.compile(
    r"(?<!\w)(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|boulevard|blvd|square|court|place|parkway|"
    r"highway|floor|suite|"
    r"building|bldg|p\.?o\.? ?box|postboks|postfach|apartado|rua|avenida|av|travessa|praça|largo|alameda|"
    r"estrada|rodovia|sala|"
    r"andar|conj|bairro|quinta|edifício)(?!\w)\.?|"
    r"\w+(?:vej|gade|allé|alle|boulevard|plads|torv|stræde|vænget|parken|bakken|straße|strasse|weg|platz|"
    r"gasse|-ro|-gil|-daero|-gu|"
    r"-dong)(?!\w)|\d+\s*(?:층|호|번지)|[가-힣]+(?:로|길|대로)\s*\d|[가-힣]+(?:시|도|구|군|읍|면|동)(?:\s|$)|"
    r"[路街道巷弄号號楼樓室区區]\s*\d|"
    r"\d+\s*[号號楼樓室层層]|[\u4e00-\u9fff]{2,}(?:省|市|区|區|县|縣|路|街|大道)",
    re.IGNORECASE,
)

KOREAN_ENDINGS = ("드림", "올림", "배상", "님")
FAMILY_NAMES = frozenset(
    re.findall(
        r"\w+",
        "kim lee park choi jung kang cho yoon jang lim han shin seo kwon hwang ahn song ryu hong wang li zhang liu "
        "chen yang zhao huang zhou wu xu sun hu zhu gao lin he guo ma luo liang zheng xie tang feng deng cao peng "
        "zeng xiao tian dong pan yuan cai jiang yu du ye cheng wei su lu ding ren shen tan tsai hsu chang chiu",
    )
)
"""Korean and Chinese family names in Latin letters, which stand before the given name."""

CHINESE_HONORIFICS = ("先生", "女士", "小姐")
