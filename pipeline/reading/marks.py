"""What the start and the end of a line say of it: markers of headings and items, sentence ends, labels."""

from __future__ import annotations

import re

from pipeline.reading.daylines import only_date
from pipeline.reading.language import CYRILLIC, HAN, LATIN
from pipeline.reading.lines import Line

_HAN_NUMBER = "[一二三四五六七八九十百零〇]+"
# The kinds of markers, tried in order; the name is the style that lines of one series share.
_MARKERS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("hash", r"(#{1,6})\s+"),
        (
            "chapter",
            (
                rf"(?:第\s*(?:{_HAN_NUMBER}|\d+)\s*[章节節条條编編]|"
                r"(?:статья|раздел|глава|часть|приложение|article|section|chapter|part|annex|§)\s*[\divxlc]+\b\.?)\s*"
            ),
        ),
        ("question", rf"(?:[QВ]\s?\d{{1,2}}\s?[.:：、]?|{_HAN_NUMBER}问[:：]|问[:：])\s*"),
        ("answer", r"(?:A[:：　]|答[:：]|Ответ[.:])\s*"),
        ("han", rf"{_HAN_NUMBER}、\s*"),
        ("han-brackets", rf"[（(]{_HAN_NUMBER}[)）]、?\s*"),
        ("brackets", r"[（(\[]\d{1,3}[)）\]]\s*"),
        ("clock", r"\d{1,2}[:.]\d{2}(?=\s+\S|　)\s*"),
        ("year", r"(?:19|20)\d{2}(?:\s*[-–—/]\s*(?:19|20)?\d{2})?(?:\s{2,}|　|\s+[–—-]\s+|,\s|:\s)\s*"),
        ("number", r"\d{1,3}(?:\.\d{1,2})*(?:[.．、)](?!\d)|[.．、](?=\d{4}年)|/(?=\s))\s*"),
        ("roman", r"[IVXLC]{1,6}(?:[.)]|\s+[–—-])\s+"),
        ("letter", rf"[A-Z{CYRILLIC}][.)]\s+(?=\S{{2}})"),
        ("small-letter", r"\(?[a-zа-я]\)\s+"),
        ("circled", r"[①-⑳❶-❿]\s*"),
        ("block", r"[■◆▍▲●★◇▌§]\s*"),
        ("bullet", r"(?:[•·▪◦‣∙○□△※➢➤✓✔►▶▸→»>]|[-–—*](?=\s)|——|--(?=\s))\s*"),
        ("lenticular", r"(?:【[^】]{1,14}】|〔[^〕]{1,14}〕|\+\+ [^+]{2,30} \+\+)\s*"),
    )
)
_MARKERS = tuple((name, re.compile(p.pattern, re.IGNORECASE if name == "chapter" else 0)) for name, p in _MARKERS)

_CLOSING = "”’»」』）)]】〕\"'*＊"
_TERMINAL = ".。!！?？;；…"
_LABEL = re.compile(rf"[{LATIN}{CYRILLIC}{HAN}\d][^:：.。;；!?！？，]{{0,46}}(?<!\d)[:：](?!//)\s*\S")
_LOWER = re.compile(r"[a-zà-ÿа-яё]")
_FUNCTION_WORD = re.compile(
    r"(?:^|[\s(«\"“])(?:the|a|an|of|in|on|at|to|for|from|by|with|and|or|as|that|which|between|among|under|its|their|"
    r"в|во|на|и|или|с|со|по|для|из|от|за|о|об|к|до|при|между|под|над|его|её|их|а также|что|как)$",
    re.IGNORECASE,
)
_PAIRS = ("《》", "「」", "“”", "«»", "（）", "()", "〔〕")
_DATE_FIRST = re.compile(
    r"(?:\d{4}年|\d{1,2}月\d{1,2}日|(?:in |on )?\d{1,2} \w+ \d{4}|in \w+ \d{4}|自\d{4}年)", re.IGNORECASE
)
_ATTRIBUTION = re.compile(r"(?:——|—|--)\s*\S")


def marker_of(text: str) -> tuple[str, int]:
    """The style of the marker that a line starts with and its length; ("", 0) if there is none."""
    for name, pattern in _MARKERS:
        if (found := pattern.match(text)) is not None:
            if name == "hash":
                return f"hash{len(found.group(1))}", found.end()
            return name, found.end()
    return "", 0


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence (or a clause of a list) does."""
    bare = text.rstrip(_CLOSING + " ")
    return bare[-1:] in tuple(_TERMINAL) and bool(bare)


def ends_open(text: str) -> bool:
    """Whether a text breaks off: at an unclosed bracket, or at a word that asks for another."""
    tail = text[-120:]
    unclosed = any(tail.count(pair[0]) > tail.count(pair[1]) for pair in _PAIRS)
    return unclosed or bool(_FUNCTION_WORD.search(text))


def closes(before: str, after: str) -> bool:
    """Whether `after` brings the closing bracket that `before` lacks."""
    tail, head = before[-120:], after[:120]
    return any(
        tail.count(pair[0]) > tail.count(pair[1]) and head.count(pair[1]) > head.count(pair[0]) for pair in _PAIRS
    )


def starts_low(text: str) -> bool:
    """Whether a text starts with a small letter, or with punctuation that ends something."""
    return bool(_LOWER.match(text)) or text[:1] in tuple("，。、；：）》”,.;)»")


def is_label(text: str) -> bool:
    """Whether a line reads `label: value`."""
    return bool(_LABEL.match(text))


def is_attribution(text: str) -> bool:
    """Whether a line says, after a dash, where or when the quotation before it was said."""
    return bool(_ATTRIBUTION.match(text)) and bool(re.search(r"\d{4}", text)) and not ends_sentence(text)


def is_entry(text: str) -> bool:
    """Whether a text starts with a date, as captions and entries of a chronicle do."""
    return bool(_DATE_FIRST.match(text)) and not only_date(text)


def _is_capital(text: str) -> bool:
    capitals = sum(character.isupper() for character in text)
    return capitals > 10 and capitals > sum(character.islower() for character in text)


def may_be_heading(line: Line, *, widest: int = 90) -> bool:
    """Whether a line is built like a heading: short, and no end of a sentence (a question may head an answer)."""
    text = line.text
    if line.width > (2 * widest if _is_capital(text) else widest) or len(text) < 2:
        return False
    if text[-1] in "-:：,，、;；" or is_entry(text):
        return False
    return text.rstrip("*_ ")[-1:] in tuple("?？") or not ends_sentence(text)
