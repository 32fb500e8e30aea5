"""Chinese names by their last word: bodies, texts, undertakings, facilities — outside of marks.

A head is found in the text, `units_zh` says how far left of it the name reaches, and the rules here say
whether that is a name or ordinary wording (国际组织, 有关协议).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.model import Mention, Span
from pipeline.recognise.lexicon import lexicon
from pipeline.recognise.reading import Reading
from pipeline.recognise.titles_zh import MARKS, heads, kind_of, period_of
from pipeline.recognise.units_zh import ALIAS, COP, Reach, Units, character_set, word_set

# What a head must not run on into: 银行家, 大学生, 组织者, 部长, 中心城市, 会议室.
GOES_ON = {
    "部": "长分门队件落署委位族", "处": "长理于罚置境在所", "司": "长令机法", "局": "长势面部限", "厅": "长级", "署": "长名",
    "中央": "银政企部军委台电广情气亚非美区与和各国",
    "银行": "家业间卡", "大学": "生", "学院": "派", "组织": "者了委", "中心": "城区思任环议", "基金": "会", "协定": "国",
    "法": "国院律制治官规庭庭定则学案典令", "计划": "生经和在于将到中", "规划": "局和在", "机构": "改化", "集团": "化军", "联盟": "化", "条约": "国组",
    "公约": "国", "国会": "议", "议会": "员大", "战略": "伙性家", "决定": "在了将对于性把", "声明": "如中说指", "协议": "书国", "行动": "计起方",
    "安排": "在了的", "宣言": "书", "工程": "师", "项目": "部组院", "平台": "经", "宫": "殿内", "港": "口人", "湖": "南北", "网络": "安空犯", "邮政": "编",
    "海关": "总", "倡议": "国书设建成在筹举召创", "机制": "化", "主义": "者", "系统": "性", "体系": "化", "活动": "家", "大会": "堂", "会议": "室中", "论坛": "网峰",
    "智库": "论联", "商会": "会", "学校": "长", "原则": "上", "措施": "和", "文件": "精", "框架": "下内协", "共识": "的", "精神": "病", "伙伴关系": "协", "纲要": "式", "署理": "", "公司": "法",
}  # fmt: skip
KNOWN = {"Organization", "Place", "State", "Initiative", "Agreement", "Person"}
POINTING = {"该", "本", "这", "此", "这个", "该国", "各", "每个", "其", "两个", "三个", "某"}
COMING = re.compile(r"(?:正式|则|也|就)?(?:将|由|拟|设在|落户|成立|揭牌|挂牌|启用|启动|运营|在[^。,;]{1,8}(?:启动|成立|揭牌|设立))")
SETTING_UP = {"设立", "成立", "组建", "创建", "创立", "创办", "开设", "筹建", "新设", "建立", "启动", "倡议设立", "倡议建立"}
COMMON = {
    "机构", "组织", "公司", "集团", "网络", "平台", "机制", "基金", "办公室", "学校", "医院", "中心", "大学", "小组", "学院",
    "使馆", "商会", "智库", "联盟", "项目", "基地", "图书馆", "博物馆", "实验室", "工程", "铁路", "公路", "走廊", "倡议", "银行", "法院", "海关",
}  # fmt: skip
ROOMS = ("音乐", "餐", "大", "展", "客", "歌剧", "宴会", "会议", "报告", "舞")  # …厅 that is a hall
JOINT = 4
PLAIN_ROUTES = {"高速", "城际", "跨境", "国际", "电气化", "国家", "货运", "客运", "沿海"}
ROUTES = {"铁路", "公路", "高铁", "管道", "走廊"}
BY_PLACE = {"共识", "宣言", "声明", "文件", "愿景", "协定", "公约", "议定书", "纲领", "章程", "倡议", "公报", "框架", "协议"}


@dataclass(frozen=True, slots=True)
class Found:
    """A head in the text and the name it may end."""

    head: Span
    word: str
    reach: Reach

    @property
    def span(self) -> Span:
        """From where the name begins to the end of its head."""
        return Span(self.reach.start, self.head.end)


@cache
def _pattern(cls: str) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(head) for head in heads(cls)))


@cache
def _all_heads() -> re.Pattern[str]:
    words = {h for cls in ("Organization", "Agreement", "Event", "Initiative", "Place") for h in heads(cls)}
    return re.compile("|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w))))


def candidates(reading: Reading, units: Units, cls: str) -> Iterator[Found]:
    """Every head of a class with its reach; a head that is part of a longer word is none."""
    text = reading.plain
    table = lexicon("zh-hans").heads[cls]
    for match in _all_heads().finditer(text):
        word = match.group()
        if word not in table:
            continue
        head = Span(*match.span())
        if not _cut_off(text, units, head, word, cls):
            yield Found(head, word, units.reach(head, cls))


def _cut_off(text: str, units: Units, head: Span, word: str, cls: str) -> bool:
    """Whether the head is only part of a longer word, or of a known name."""
    following = text[head.end : head.end + 1]
    if following and following in GOES_ON.get(word, ""):
        return not (word == "部" and text.startswith(("部长", "部"), head.end))
    last = units.units[units.at(head.end - 1)]
    if last.kind in KNOWN and (last.end > head.end or last.start < head.start):
        return True
    if word == "部" and text[: head.start].endswith(tuple(word_set("fields"))):
        return False
    return last.end > head.end and last.start >= head.start and len(word) < 3


def bodies(reading: Reading, units: Units) -> Iterator[Mention]:
    """Organizations by their heads, and bare 秘书处 or 理事会."""
    for found in candidates(reading, units, "Organization"):
        name = named(reading, found.span)
        if found.word in word_set("slight"):
            if _is_ministry(reading, units, found):
                yield reading.mention(found.span, "Organization", name)
        elif _is_name(reading, found) or _is_bare(reading, found):
            yield reading.mention(found.span, "Organization", name)
            yield from _framework(reading, found)


def _is_bare(reading: Reading, found: Found) -> bool:
    """秘书处 by itself is the one of the document's organisation; 该秘书处 points back."""
    return found.span.of(reading.plain) in word_set("bare_bodies") and found.reach.before not in POINTING


def _framework(reading: Reading, found: Found) -> Iterator[Mention]:
    """…机制秘书处: what has a secretariat is a body, whatever it is called."""
    body = Span(found.span.start, found.head.start)
    if found.word == "秘书处" and body.of(reading.plain).endswith(("机制", "进程")) and len(body) > 3:
        yield reading.mention(body, "Organization")


def texts(reading: Reading, units: Units) -> Iterator[Mention]:
    """Agreements named without 《》."""
    for found in candidates(reading, units, "Agreement"):
        reach = _concerning(reading, units, found)
        span = Span(reach, found.head.end)
        name = named(reading, span)
        if reach != found.reach.start and not name.startswith("关于") and found.word not in word_set("initiating"):
            yield reading.mention(span, "Agreement", name, kind=kind_of(name), period=period_of(name))
        elif (found.reach.anchored or reach != found.reach.start or _formed(reading, found)) and _text_like(reading, units, found, span):
            yield reading.mention(span, "Agreement", name, kind=kind_of(name), period=period_of(name))


def _formed(reading: Reading, found: Found) -> bool:
    """资源调动战略未获通过: a text with no known name in its own, adopted right here."""
    after = reading.plain[found.head.end : found.head.end + 8]
    return len(found.span) - len(found.head) >= 4 and bool(re.match(r"[^,。;]{0,4}(?:通过|签署|生效|发表|批准)", after))


def _text_like(reading: Reading, units: Units, found: Found, span: Span) -> bool:
    """A known name and a head make a text's name where the head is strong or the words speak of adoption."""
    name = span.of(reading.plain)
    last = units.units[units.at(found.head.start - 1)] if found.head.start else None
    if last is not None and last.kind in {"Place", "LOC"} and found.word in BY_PLACE:
        return True
    if name in lexicon("zh-hans").stop or len(name) < len(found.word) + 2:
        return False
    if found.word in {
        "法",
        "措施",
        "安排",
        "承诺",
        "原则",
        "规则",
        "准则",
        "办法",
        "计划",
        "倡议",
        "方案",
        "文件",
        "决定",
        "合同",
        "目录",
        "清单",
        "规划",
        "指南",
        "章程",
        "战略",
        "框架",
        "协议",
        "共识",
        "愿景",
        "构想",
        "协定",
    }:
        return _near(reading, found.span, "adopting") or found.word in {"愿景", "路线图"}
    return True


def _near(reading: Reading, span: Span, words: str, width: int = 12) -> bool:
    """Whether a word of a list stands close to a span, in its sentence."""
    before = reading.plain[max(0, span.start - width) : span.start]
    after = reading.plain[span.end : span.end + width]
    cut = max(before.rfind(c) for c in "。;!?")
    stop = min((after.find(c) for c in "。;!?" if c in after), default=len(after))
    around = before[cut + 1 :] + "|" + after[:stop]
    return any(word in around for word in word_set(words))


def _concerning(reading: Reading, units: Units, found: Found) -> int:
    """甲和乙关于…的协定: the name goes on to the left of 的 when 关于 stands in the clause."""
    text, start = reading.plain, found.reach.start
    if text[start - 1 : start] != "的" or found.reach.anchored:
        return start
    clause = max(text.rfind(c, 0, start) for c in "。;,:《“!?")
    at = text.find("关于", clause + 1, start)
    if at < 0:
        return start
    return units.reach(Span(at, at + 2), "Agreement").start


def undertakings(reading: Reading, units: Units) -> Iterator[Mention]:
    """Initiatives by their heads: those with a known name in them, or being set up here."""
    for found in candidates(reading, units, "Initiative"):
        name = named(reading, found.span)
        if (
            found.word
            in {"活动", "理念", "项目", "行动", "计划", "工程", "系统", "体系", "主义", "学说", "精神", "管道"}
            or len(name) < 4
        ):
            continue
        if name.endswith(("伙伴关系", "命运共同体", "合作机制")) and not found.reach.founded:
            continue
        begun = found.reach.before in SETTING_UP - {"建立"} or (found.word in ROUTES and _route(reading, found))
        if (found.reach.anchored and len(name) > 4 and _is_name(reading, found)) or (
            begun and (found.word in ROUTES or _is_name(reading, found))
        ):
            yield reading.mention(found.span, "Initiative", name)


def _route(reading: Reading, found: Found) -> bool:
    """中老铁路, 雅万高铁: a line named by the first characters of its ends."""
    ends = reading.plain[found.span.start : found.head.start]
    return 2 <= len(ends) <= JOINT and ends not in PLAIN_ROUTES and set(ends) <= character_set("route_ends")


def facilities(reading: Reading, units: Units) -> Iterator[Mention]:
    """Venues and regions by their heads, named after a known place."""
    for found in candidates(reading, units, "Place"):
        name = named(reading, found.span)
        if found.reach.anchored and len(name) > len(found.word) and not set(name) & set("、,(（"):
            yield reading.mention(_without_region(reading, units, found), "Place")


def _without_region(reading: Reading, units: Units, found: Found) -> Span:
    """哈萨克斯坦阿斯塔纳独立宫: the country is no part of the venue's name."""
    first = units.units[units.at(found.span.start)]
    if first.kind == "State" and first.end < found.head.start:
        return Span(first.end, found.head.end)
    return found.span


def _is_name(reading: Reading, found: Found) -> bool:
    """Whether a head with what stands before it names one thing."""
    name = found.span.of(reading.plain)
    stop = lexicon("zh-hans").stop
    modifier = name[: -len(found.word)]
    if name in stop or not modifier or name.endswith("有关" + found.word):
        return False
    if found.reach.anchored and (found.word in COMMON and _only_whose(reading, found)):
        return False
    if found.reach.anchored:
        return modifier[-1:] not in "国" or len(modifier) > 3 or _known_before(found, modifier)
    if found.word in word_set("weak"):
        begun = found.reach.before in SETTING_UP or bool(COMING.match(reading.plain, found.head.end))
        return begun and len(modifier) >= (2 if found.word == "中心" else 4)
    return len(modifier) >= 2


def _only_whose(reading: Reading, found: Found) -> bool:
    """联合国机构, 中国公司, 上合组织国家银行: whose they are is no name."""
    owners = (s for s, known, _ in reading.known if known.cls in {"State", "Organization"})
    owner = next((s for s in owners if s.start == found.span.start), None)
    return owner is not None and reading.plain[owner.end : found.head.start] in {"", "国家", "成员国", "各国", "系统"}


def _known_before(found: Found, modifier: str) -> bool:
    return found.word in {"国会", "议会", "国民议会", "参议院", "众议院", "政府"} or len(modifier) >= 2


def _is_ministry(reading: Reading, units: Units, found: Found) -> bool:
    """…部, …局, …处: after a field of government, or where the tagger takes the word for a body's name."""
    text = reading.plain
    if found.span.start == found.head.start:
        return False
    before = text[found.span.start : found.head.start]
    if "成员国" in before or (found.word == "厅" and before.endswith(ROOMS)):
        return False
    last = units.units[units.at(found.head.start)]
    if last.kind == "ORG" and len(last.text) > 2 and last.end == found.head.end:
        return True
    if any(before.endswith(field) for field in word_set("fields")):
        return True
    apart = last.start == found.head.start
    return found.reach.anchored and last.kind in {"n", "nz"} and (apart or len(last.text) > 2)


def named(reading: Reading, span: Span) -> str:
    """The name in a span, in the script of the document: without marks and without inserted short names."""
    name = reading.surface(span)
    plain = span.of(reading.plain)
    for match in reversed(list(re.finditer(r"\([^()]*\)", plain))):
        if ALIAS.search(match.group()) or COP.fullmatch(match.group()[1:-1]):
            name = name[: match.start()] + name[match.end() :]
    if name[:1] in MARKS and name.count(name[0]) and name[-1:] in MARKS:
        name = name[1:-1]
    return name
