"""Russian: names by their shape in one passage; shorter names and bare numbers, whose full names stand elsewhere."""

from collections.abc import Sequence

from pipeline.recognise.ru.elliptic import numbered
from pipeline.recognise.ru.names import names
from pipeline.recognise.ru.shorter import shortened

__all__ = ["edition", "names", "numbered", "shortened"]


def edition(_: str, __: Sequence[str]) -> None:
    """Nothing: `numbered` reads the numbers of rows, as it does those of items."""
