"""Turtle, written so that the same triples are always the same bytes.

A term is the string it is written as (`smt:State`, `"上合组织"@zh-hans`, `24`); a block is one subject with
its properties in the order given and their values sorted; a file is the prefixes that it uses, then its blocks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote

_LOCAL = re.compile(r"[0-9A-Za-z_À-ÖØ-öø-ʯΆ-ώЀ-ҁҊ-ԯ㐀-䶿一-鿿][-0-9A-Za-z_À-ÖØ-öø-ʯΆ-ώЀ-ҁҊ-ԯ㐀-䶿一-鿿]*")
"""A part of what Turtle allows after a prefix: enough for every id that `ids.py` makes."""

_ESCAPES = {code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F, 0xFEFF)} | {
    ord("\\"): "\\\\",
    ord('"'): '\\"',
    ord("\n"): "\\n",
    ord("\r"): "\\r",
    ord("\t"): "\\t",
}
_IRI_SAFE = "!#$&'()*+,/:;=?@[]~-._"


def name(prefix: str, local: str, prefixes: Mapping[str, str]) -> str:
    """An IRI: with its prefix where Turtle allows that without escapes, else in full."""
    if _LOCAL.fullmatch(local):
        return f"{prefix}:{local}"
    return f"<{prefixes[prefix]}{quote(local, safe=_IRI_SAFE)}>"


def text(value: str, language: str = "") -> str:
    """A string, in a language where one is given."""
    return f'"{value.translate(_ESCAPES)}"' + (f"@{language}" if language else "")


def typed(value: str, datatype: str) -> str:
    """A literal of a datatype, which is a term itself: `"2024"^^xsd:gYear`."""
    return f"{text(value)}^^{datatype}"


def block(subject: str, values: Iterable[tuple[str, Iterable[str]]]) -> str:
    """One subject and what is said of it; properties without values are left out, values sorted and said once."""
    said = [(p, sorted(set(objects))) for p, objects in values]
    lines = [f"    {p}{_list(objects)}" for p, objects in said if objects]
    return f"{subject}\n" + " ;\n".join(lines) + " .\n"


def _list(objects: Sequence[str]) -> str:
    line = " , ".join(objects)
    return f" {line}" if len(line) <= 100 else "\n        " + " ,\n        ".join(objects)


def file(blocks: Iterable[str], prefixes: Mapping[str, str]) -> str:
    """A whole file: every prefix declared, a blank line between blocks."""
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in sorted(prefixes.items()))
    return "\n".join([head, *blocks])
