"""Long contents in pieces, cut by what they say, so that a change in one place leaves the other pieces as they were.

    graph.ttl ──> blocks of Turtle, some 30 together ──> objects          level 0
                  their hashes, a line each, in pieces  ──> objects       level 1, and so on, until one object is left

Where a piece ends depends on the block that stands there and on nothing before the piece.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Protocol
from zlib import crc32

LEAST: Final = 1 << 10  # bytes of a piece, but for the last one
USUAL: Final = 1 << 13
MOST: Final = 1 << 16
BLANK_LINE: Final = b"\n\n"
LINE: Final = b"\n"


class Keeps(Protocol):
    """What takes contents and names them: `Objects`, `Hashes`."""

    def put(self, content: bytes) -> str: ...


class Gives(Protocol):
    """What gives contents by their names: `Objects`."""

    def get(self, name: str) -> bytes: ...


@dataclass(frozen=True, slots=True, order=True)
class Whole:
    """A content that was kept: the hash of the last object, and how many levels of listings are above the pieces."""

    name: str
    levels: int


def put_whole(objects: Keeps, content: bytes, between: bytes = BLANK_LINE) -> Whole:
    """Keep a content of any length, cut only after `between`."""
    names = [objects.put(piece) for piece in pieces(content, between)]
    levels = 0
    while len(names) > 1:
        listing = "".join(f"{name}\n" for name in names).encode()
        names = [objects.put(piece) for piece in pieces(listing, LINE)]
        levels += 1
    return Whole(names[0], levels)


def get_whole(objects: Gives, whole: Whole) -> bytes:
    """The content again, every piece checked."""
    names = [whole.name]
    for _ in range(whole.levels):
        names = b"".join(objects.get(name) for name in names).decode().split()
    return b"".join(objects.get(name) for name in names)


def objects_of(objects: Gives, whole: Whole) -> Iterator[str]:
    """Every object that a content is made of; only the listings are read."""
    names = [whole.name]
    for _ in range(whole.levels):
        yield from names
        names = b"".join(objects.get(name) for name in names).decode().split()
    yield from names


def pieces(content: bytes, between: bytes = BLANK_LINE) -> list[bytes]:
    """The content cut in pieces; at least one, which may be empty."""
    found: list[bytes] = []
    start = end = 0
    while end < len(content):
        block_end = content.find(between, end) + len(between)
        block_end = block_end if block_end >= end + len(between) else len(content)
        if _ends(content[end:block_end], block_end - start):
            found.append(content[start:block_end])
            start = block_end
        end = block_end
    if start < len(content) or not found:
        found.append(content[start:])
    return found


def _ends(block: bytes, size: int) -> bool:
    """Whether a piece of this size ends with this block; a long block is the likelier to end one."""
    return size >= MOST or size >= LEAST and crc32(block) * USUAL < (len(block) << 32)
