"""Chinese names in marks: titles in 《》, names, themes and doctrines in quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.model import Mention, Period, Span
from pipeline.recognise.lexicon import lexicon
from pipeline.recognise.reading import Reading
from pipeline.recognise.zh.units import arabic, word_set

PAIRS = {"《": "》", "〈": "〉", "<": ">", "“": "”", "「": "」", "『": "』", "‘": "’", '"': '"', "'": "'"}
MARKS = "".join(PAIRS) + "".join(PAIRS.values())
LONGEST_TITLE, LONGEST_QUOTATION = 160, 60
TAIL = re.compile(r"[\s(（]*(?:[(（][^()（）]*[)）]|草案|全文|文本|节选|摘要)[\s]*$")
YEARS = re.compile(r"((?:19|20)[0-9]{2})年?(?:[—–\-－至到~]+((?:19|20)[0-9]{2})年?)")
UNTIL = re.compile(r"(?:至|到)((?:20)[0-9]{2})年|((?:20)[0-9]{2})年?(?=[^0-9—–\-至到]{0,8}(?:议程|愿景|目标|远景))")
THEME = re.compile(r"(?:{words})[^。;!?，,“「『\"《]{{0,12}}$")
THEME_AFTER = re.compile(r"^(?:为|的)?(?:{words})")
SIGNED = re.compile(
    r"(?:签署|签订|签|缔结|订立)[了下]?(?:一[份项个])?$"
)  # …《谅解备忘录》: the one that is signed here
DATED = re.compile(r"[一-龥][—–\-]+((?:19|20)[0-9]{2})$")
YEAR_NAME = re.compile(r"[^0-9一二三四五六七八九十百〇零周多近两几]年$")
YEAR = re.compile(r"20[0-9]{2}")
SEASON = re.compile(r"[^0-9。,;]{2,14}[周月日节季]")
SERIES_AFTER = re.compile(r"(?:系列|[一两三四]年一[度次届]|每[年两])")
NAMING = re.compile(r"(?:简称|下称|又称|统称|合称|缩写|也称|亦称|称为|称作)(?:为)?[:,]?$")
HEADS_OF_MARKED = {"Organization", "Event", "Agreement", "Initiative"}
DOCTRINES = ("精神", "共同体", "之路", "之带", "经济带", "伙伴关系", "家园", "主义", "走廊", "丝绸之路")
PROPOSED = ("构想", "品牌", "方案")
FOLLOWED = ("热线", "外交", "系列", "班列", "专列", "模式", *PROPOSED)  # after a quotation alone
FOLLOWING = {
    "倡议",
    "热线",
    "外交",
    "系列",
    "班列",
    "专列",
    "模式",
    "理念",
    "计划",
    "行动",
    "工程",
    "机制",
    "平台",
    "项目",
    "精神",
    "走廊",
    "网络",
    *PROPOSED,
}
FIELD_HEAD = re.compile(r"(?:[联专义救反维援培奖交旗医慈][一-龥]{1,5}?)(?:行动|计划|项目|工程|活动)")
PAPER = re.compile(r"[一-龥]{1,9}[^公通简情海年战捷汇预报月季周警]报|[一-龥]{1,9}周报")  # 观察家报, not 公报 or 年报
PAPERS = ("日报", "晚报", "时报", "早报", "晨报", "周刊", "月刊", "杂志", "学报", "邮报", "周报")


def marked(reading: Reading) -> Iterator[Mention]:
    """Mentions in marks: each title, and each quotation that its last or next word shows to be a name."""
    for outer in _pairs(reading.plain):
        inner = Span(outer.start + 1, outer.end - 1)
        if reading.plain[outer.start] in "《〈<":
            yield from _title(reading, outer, inner)
        else:
            yield from _quotation(reading, outer, inner)


def _pairs(text: str) -> list[Span]:
    """All pairs of marks, nested ones too; straight quotes pair off in turn."""
    found: list[Span] = []
    stack: list[tuple[str, int]] = []
    for at, mark in enumerate(text):
        if stack and mark == PAIRS[stack[-1][0]]:
            _, start = stack.pop()
            if at - start - 1 <= LONGEST_TITLE:
                found.append(Span(start, at + 1))
        elif mark in PAIRS:
            stack.append((mark, at))
        elif mark in "》”」』" and any(PAIRS[m] == mark for m, _ in stack):
            while PAIRS[stack[-1][0]] != mark:
                stack.pop()
            found.append(Span(stack.pop()[1], at + 1))
        elif mark in "。\n" and stack and stack[-1][0] in "<'\"‘":
            stack.pop()
    return sorted(s for s in found if len(s) > 2)


@cache
def _themes() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = "|".join(sorted(word_set("themes"), key=lambda w: (-len(w), w)))
    return re.compile(THEME.pattern.format(words=words).replace("{{", "{")), re.compile(
        THEME_AFTER.pattern.format(words=words)
    )


@cache
def heads(cls: str) -> tuple[str, ...]:
    """The heads of a class, longest first."""
    return tuple(sorted(lexicon("zh-hans").heads.get(cls, {}), key=lambda h: (-len(h), h)))


def kind_of(name: str) -> str:
    """The subclass of a text by its head."""
    bare = TAIL.sub("", name)
    table = lexicon("zh-hans").heads["Agreement"]
    return next((table[head] for head in heads("Agreement") if bare.endswith(head)), "")


def period_of(name: str) -> Period | None:
    """The years that a name states as the span or the limit of what it names."""
    name = arabic(name)
    span = YEARS.search(name)
    if span:
        return Period(span.group(1), span.group(2))
    until = UNTIL.search(name)
    return Period("", until.group(1) or until.group(2)) if until else None


def _title(reading: Reading, outer: Span, inner: Span) -> Iterator[Mention]:
    text = inner.of(reading.plain)
    bare = TAIL.sub("", text)
    if PAPER.fullmatch(bare) and reading.plain[outer.start] == "《":
        yield reading.mention(inner, "Organization")
        return
    if bare in lexicon("zh-hans").heads["Agreement"] and SIGNED.search(reading.plain[: outer.start]) and len(bare) > 4:
        yield reading.mention(inner, "Agreement", kind=kind_of(text))
        return
    if bare in lexicon("zh-hans").heads["Agreement"] or bare.endswith(PAPERS) or len(bare) < 3:
        return
    if reading.plain[outer.start] == "<" and not bare.endswith(heads("Agreement")):
        return
    if not (bare.endswith(heads("Agreement")) or _adopted(reading.plain, outer)):
        return
    yield reading.mention(inner, "Agreement", kind=kind_of(text), period=period_of(text))


def _adopted(text: str, outer: Span) -> bool:
    """Whether the words around a title speak of its adoption."""
    before = text[max(0, outer.start - 6) : outer.start]
    return any(verb in before for verb in word_set("adopting"))


def _quotation(reading: Reading, outer: Span, inner: Span) -> Iterator[Mention]:
    text, plain = inner.of(reading.plain), reading.plain
    before, after = plain[max(0, outer.start - 24) : outer.start], plain[outer.end : outer.end + 12]
    if (
        len(text) > LONGEST_QUOTATION + 40
        or NAMING.search(before)
        or before.endswith(("或", "或者"))
        and "称" in before
    ):
        return
    title, colon, _ = text.partition(":")
    if colon and title.endswith(heads("Agreement")) and any(v in before[-8:] for v in word_set("adopting")):
        yield reading.mention(inner, "Agreement", kind=kind_of(title), period=period_of(text))
        return
    is_theme, theme_after = _themes()
    if is_theme.search(before) or (theme_after.match(after) and re.search(r"[以围绕][^。]{0,3}$", before)):
        yield reading.mention(inner, "Theme")
    elif YEAR_NAME.search(text) and 3 <= len(text) <= 24 and not any(c in text for c in ",。;"):
        of_year = YEARS.match(arabic(text))
        period = Period(of_year.group(1), of_year.group(1)) if of_year else None
        yield reading.mention(inner, "Event", kind="ThematicYear", period=period)
    else:
        yield from _named(reading, outer, inner, after)


def _named(reading: Reading, outer: Span, inner: Span, after: str) -> Iterator[Mention]:
    text = inner.of(reading.plain)
    if (
        len(text) < 2
        or any(c in text for c in "。;!?:")
        or (len(text) > 30 and "," in text and not after.startswith("倡议"))
    ):
        return
    dated = DATED.search(text)
    if dated and re.match(rf"[^。,;、的]{{0,8}}?(?:{'|'.join(heads('Event'))})", after):
        return
    if dated:
        yield reading.mention(inner, "Event", period=Period(dated.group(1), dated.group(1)))
        return
    follow = next((head for head in (*heads("Initiative"), *FOLLOWED) if after.lstrip().startswith(head)), "")
    if not follow and len(text) <= 8:
        kind = FIELD_HEAD.match(after)
        follow = kind.group() if kind else ""
    if follow in FOLLOWING or FIELD_HEAD.fullmatch(follow):
        yield from _with_head(reading, outer, inner, follow)
        return
    cls = _class_by_head(text)
    if cls == "Event" and SERIES_AFTER.match(after):
        cls = "Initiative"
    if cls == "Agreement":
        yield reading.mention(inner, cls, kind=kind_of(text), period=period_of(text))
    elif cls:
        yield reading.mention(inner, cls)


def _with_head(reading: Reading, outer: Span, inner: Span, head: str) -> Iterator[Mention]:
    """“金穹”计划: the name is the quotation; a text that is put out as a call is an Agreement."""
    plain = reading.plain
    start = plain.index(head, outer.end)
    whole = Span(outer.start, start + len(head))
    before = plain[max(0, outer.start - 8) : outer.start]
    text = inner.of(plain)
    issued = head == "倡议" and (re.search(r"发布了?$|发表了?$|通过了?$", before) or "," in text or whole.start == 0)
    name = "".join(c for c in reading.surface(whole) if c not in MARKS and c != " ")
    if issued:
        yield reading.mention(whole, "Agreement", name)
    elif len(text) <= 20:
        yield reading.mention(whole, "Initiative", name)


def _class_by_head(text: str) -> str:
    """The class of a quoted name, by its last word; ordinary wording has none."""
    if text.endswith(DOCTRINES) and len(text) >= 4:
        return "Initiative"
    if text in lexicon("zh-hans").stop:
        return ""
    if SEASON.fullmatch(text) and not text.endswith(tuple(word_set("times"))):
        return "Event"
    best, found = "", ""
    for cls in ("Organization", "Event", "Agreement", "Initiative"):
        head = next((h for h in heads(cls) if text.endswith(h)), "")
        if len(head) > max(len(best), 1) and len(text) >= len(head) + 2:
            best, found = head, cls
    if found == "Agreement" and best in {
        "计划",
        "行动",
        "倡议",
        "原则",
        "共识",
        "措施",
        "承诺",
        "安排",
        "规则",
        "准则",
        "方案",
        "战略",
        "规划",
    }:
        if YEAR.search(text) and best in {"计划", "战略", "规划", "方案"}:
            return found
        return "Initiative" if best in {"计划", "倡议", "战略"} else ""
    return found
