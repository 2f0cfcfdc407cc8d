"""Words that tell the parts of a person's name apart. All folded and without dots."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PREFIXES = _words(
    "mr mrs ms miss mx dr prof professor doctor sir dame lady lord rev reverend father captain lt sgt pastor "
    "rabbi imam sheikh hr fru frk herr frau fraulein sra srta senhor senhora dra profa exmo exma "
    "senor senora senorita mme mlle monsieur madame mademoiselle maitre signor signora dott dottssa mevr dhr "
    "mevrouw г-н г-жа"
)
"""Titles before a name."""

DOTTED_PREFIXES = _words("fr hon capt col gen maj eng enga ing lic me sig avv pan pani sr г")
"""Titles only when a dot stands after them: without it some are names."""

PREFIX_TAILS = _words("med phil jur rer nat h c hc habil techn theol ing dr oec pol vet dent")
"""What may follow a title and still belongs to it, as in Prof. Dr. med."""

PREFIXES_BY_LANGUAGE = {
    "es": frozenset({"don", "dona", "sr", "d", "da"}),
    "pt": frozenset({"dom", "dona", "sr", "dr", "d"}),
    "it": frozenset({"don"}),
    "fr": frozenset({"m"}),
    "de": frozenset({"hr", "fr"}),
}
"""Titles that are names or other words elsewhere."""

SUFFIXES = _words(
    "jr sr junior senior ii iii iv phd md esq mba dds dvm cpa rn obe mbe cbe kbe qc kc bsc msc ma ba llb "
    "llm meng beng faia aia pe sj osb ret filho neto sobrinho segundo fils pere"
)
"""What may stand after a name."""

SUFFIXES_THAT_ARE_NAMES = _words("ma ba pe neto filho sobrinho segundo fils pere ret sj sr")
"""Those that are taken for one only when a whole name of two words stands before them."""

PARTICLES = _words(
    "van von der de da di du del della dello degli dos das la le las los st ter vom zu zum zur"
)
"""Small words that begin a family name, in capitals or not."""

LOWER_CASE_PARTICLES = _words("do den af ten te al el ad bin ben ibn bint e y i av ap op het 't of")
"""Those that are taken for one only when written small, since with a capital they are names."""

LINKS = frozenset({"y", "e", "i", "und", "och", "og"})
"""Words that join two family names: Ortega y Gasset."""

KOREAN_DOUBLE = _words("남궁 황보 제갈 사공 선우 서문 독고 동방 어금 망절 소봉 장곡 강전")
"""Korean family names of two syllables in use today."""

KOREAN_SINGLE = frozenset(
    "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류나진지엄채원천방공현함변염여추"
    "도소석선설마길연위표명기반라왕금옥육인맹제모탁국어은편용예경봉사부가복태목형계피두감음빈동온호범좌팽승간상시갈단"
    "견당순화창옹릉량림련"
)
"""Korean family names of one syllable."""

KOREAN_TITLES = _words(
    "님 씨 귀하 귀중 박사 교수 선생 선생님 사장 사장님 대표 대표님 부장 과장 차장 팀장 이사"
)
"""What may stand after a Korean name as a word of its own."""

CHINESE_DOUBLE = _words(
    "欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 东方 東方 皇甫 尉迟 尉遲 公孙 公孫 慕容 令狐 宇文 长孙 長孫 司徒 "
    "司空 夏侯 轩辕 軒轅 端木 南宫 南宮 独孤 獨孤 西门 西門 百里 呼延 钟离 鍾離 闻人 聞人 申屠 太史 淳于 "
    "单于 單于 拓跋 公冶 公羊 澹台 澹臺 濮阳 濮陽 赫连 赫連 鲜于 鮮于 闾丘 閭丘 亓官 司寇 子车 子車 颛孙 "
    "顓孫 巫马 巫馬"
)
"""Chinese family names of two characters, simplified and traditional."""

CHINESE_SINGLE = frozenset(
    "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓鄧许許傅沈"
    "曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鍾汪田任姜范範方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱秦江史"
    "顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹黎易常武乔喬贺賀赖賴龚龔文庞龐樊兰蘭殷施陶洪翟安颜顏倪严嚴牛温溫芦季俞章鲁魯"
    "葛伍韦韋申尤毕畢聂聶丛焦向柳邢路岳齐齊沿梅莫庄莊辛管祝左涂谷祁时時舒耿牟卜詹关關苗凌费費纪紀靳盛童欧歐甄项項"
    "曲成游阳陽裴席卫衛查屈鲍鮑位覃霍翁隋植甘景薄单單包司柏宁寧柯阮桂闵閔解强柴华華车車冉房边邊辜吉饶饒刁瞿戚丘古"
    "米池滕晋晉苑邬臧畅宫宮来來苟全褚廉简簡娄婁盖符奚木穆党燕郎邸冀谈談姬屠连連郜晏栾郁商蒙计計喻揭窦遲迟宇敖"
    "胥巩鞏靖习習幸冼区區麦麥植仇应應"
)
"""Chinese family names of one character: the commonest, simplified and traditional."""
