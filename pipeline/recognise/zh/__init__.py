"""Chinese: names by their shape in one passage; shorter names and bare numbers need nothing of their own."""

from collections.abc import Sequence

from pipeline.model import Mention
from pipeline.recognise.reading import Reading
from pipeline.recognise.zh.names import names

__all__ = ["names", "numbered", "shortened"]


def shortened(_: Sequence[Reading], mentions: Sequence[Mention]) -> list[Mention]:
    """The same mentions: the shared reading of short names is enough."""
    return list(mentions)


def numbered(_: Sequence[Reading], mentions: Sequence[Mention]) -> list[Mention]:  # noqa: ARG001
    """No mentions: an ordinal alone names nothing in Chinese."""
    return []
