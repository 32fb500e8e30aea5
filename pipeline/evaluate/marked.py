r"""Texts whose lines say what they are: annotations of passages that a person can review at a glance.

    # a comment
    zh-hans! | 首页 > 新闻                    furniture, in simplified Chinese
    zh-hans  | 论坛闭幕。⟦zh-hans!|（张三 摄）⟧     text; what stands in ⟦…|…⟧ is of another kind
    ?        | 2024-05-20                     not annotated
             |                                an empty line

All after the bar and one blank is the line of the text; `\u00ad` and `\t` stand for those characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NoReturn

from pydantic import ValidationError

from pipeline.errors import StopRun
from pipeline.evaluate.gold import Gold, GoldPassage

SUFFIX: Final = ".marked"

_LINE: Final = re.compile(r"(?P<tag>[a-z-]*!?|\?)[ ]*\|(?: (?P<text>.*))?$")
_PIECE: Final = re.compile(r"⟦(?P<tag>[a-z-]+!?|\?)\|(?P<text>[^⟦⟧]*)⟧")
_ESCAPE: Final = re.compile(r"\\u([0-9a-f]{4})|\\t")


def load_marked(path: Path) -> tuple[str, Gold]:
    """The text that a marked file holds, and its annotation; raises `StopRun` with the first thing wrong in it."""
    text, passages = "", []
    for number, line in enumerate(_lines(path), start=1):
        if line.startswith("#"):
            continue
        found = _LINE.fullmatch(line)
        if found is None:
            _refuse(path, number, "is no `tag | text`")
        for tag, piece in _pieces(found["tag"], found["text"] or ""):
            start, text = len(text), text + piece
            if tag not in ("", "?") and piece.strip():
                passages.append(_passage(path, number, tag, start, len(text)))
        text += "\n"
    return text, Gold(document=path.name, entities=(), facts=(), passages=tuple(passages))


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise StopRun(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise StopRun(f"{path}: is not UTF-8 text") from error


def _pieces(tag: str, line: str) -> Iterator[tuple[str, str]]:
    """The pieces of a line with their tags, in order."""
    position = 0
    for found in _PIECE.finditer(line):
        yield tag, _unescaped(line[position : found.start()])
        yield found["tag"], _unescaped(found["text"])
        position = found.end()
    yield tag, _unescaped(line[position:])


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else "\t", text)


def _passage(path: Path, number: int, tag: str, start: int, end: int) -> GoldPassage:
    values = {"start": start, "end": end, "language": tag.removesuffix("!"), "furniture": tag.endswith("!")}
    try:
        return GoldPassage.model_validate(values)
    except ValidationError:
        _refuse(path, number, f"{tag} is no language with or without !")


def _refuse(path: Path, number: int, reason: str) -> NoReturn:
    raise StopRun(f"{path}: line {number} {reason}")
