"""Lines that hold more than one thing, taken apart: credits, datelines, columns of labels."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.reading.language import HAN
from pipeline.reading.lines import Line, wide_gaps
from pipeline.reading.marks import is_label
from pipeline.reading.phrases import judge_part
from pipeline.scripts import plain

# Both are matched against simplified, half-width characters.
_CREDIT = re.compile(
    r"\([^()]{0,30}(?:供图|供稿|摄|图源[^()]*|资料图片?|资料照片|视觉中国|[社报网]发|[^()]{2,3}\s发|摄影报道)\)\s*$|"
    r"摄影[:/]\s*\S{1,12}$|(?:新华社|中新社|本报)?记者\s?\S{2,4}\s?摄\s*$|"
    r"\((?:Photo|Photos|Image|Фото):? [^()]*\)\s*$|(?:Photo|Фото): \S+(?: \S+)?$"
)
_WRITER = rf"(?:特约|特派)?记者\s?[{HAN}\s、·]{{2,24}}"
_REPORTER = r"(?:[(][^()]{0,40}[)])?"
_DATELINE = re.compile(
    rf"(?:本报|据?[{HAN}]{{1,8}}[社网报台])[{HAN}\s/、]{{0,16}}\d{{1,2}}月\d{{1,2}}日(?:[电讯]|消息)\s*{_REPORTER}\s*|"
    rf"据[{HAN}]{{2,6}}社(?:[{HAN}]{{1,8}}\d{{1,2}}日)?电\s*{_REPORTER}\s*|"
    rf"[(【\[][{HAN}\s、/·]{{0,30}}(?:\d{{1,2}}日专?[电讯]|[{HAN}]社?[电讯]|报道|报导|专稿)(?:\s?{_WRITER})?[)】\]]\s*|"
    rf"【[{HAN}]{{2,14}}?{_WRITER}】\s*"
)


def take_apart(line: Line) -> Iterator[Line]:
    """The line without the credit at its end and the agency's dateline at its start, each a line of its own."""
    start, end, text = 0, len(line.text), plain(line.text)
    if (dateline := _DATELINE.match(text)) is not None:
        start = dateline.end()
        yield line.part(0, start)
    credit = _CREDIT.search(text, start)
    if credit is not None and credit.start() > start:
        end = credit.start()
    if start < end:
        yield line.part(start, end) if start else line.part(0, end)
    if end < len(line.text):
        yield line.part(end, len(line.text))


def is_margin(text: str) -> bool:
    """Whether a text is nothing but an agency's dateline or the credit of a photograph."""
    return bool(_DATELINE.fullmatch(plain(text))) or is_credit(text)


def is_credit(text: str) -> bool:
    """Whether a text is the credit of a photograph."""
    return bool(_CREDIT.match(plain(text)))


def part_columns(line: Line) -> Iterator[Line]:
    """The columns of a line: labels with their values side by side, or furniture beside text."""
    gaps = list(wide_gaps(line.text)) or [*re.finditer(r"\u3000", line.text)]
    starts = [0, *(gap.end() for gap in gaps)]
    ends = [*(gap.start() for gap in gaps), len(line.text)]
    pieces = [line.part(start, end) for start, end in zip(starts, ends, strict=True) if start < end]
    labels = [piece for piece in pieces if is_label(piece.text)]
    outer = [piece for piece in pieces if judge_part(piece.text) == "furniture"]
    if len(pieces) > 1 and len(labels) == len(pieces):
        yield from pieces
    elif outer and len(outer) < len(pieces):
        yield from _group(line, pieces, [piece in outer for piece in pieces])
    else:
        yield line


def _group(line: Line, pieces: list[Line], outer: list[bool]) -> Iterator[Line]:
    """Pieces of a line joined again where neighbours are both text or both furniture."""
    start = 0
    for index in range(1, len(pieces) + 1):
        if index == len(pieces) or outer[index] != outer[start]:
            first = pieces[start].span.start - line.span.start
            yield line.part(first, pieces[index - 1].span.end - line.span.start)
            start = index
