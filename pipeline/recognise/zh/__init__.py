"""Chinese: names by their shape in one passage, short names by those of the document; bare numbers name nothing."""

from collections.abc import Sequence

from pipeline.model import Mention
from pipeline.recognise.reading import Reading
from pipeline.recognise.zh.names import names
from pipeline.recognise.zh.rows import edition
from pipeline.recognise.zh.shorter import shortened as of_document

__all__ = ["edition", "names", "numbered", "shortened"]


def shortened(_: Sequence[Reading], mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions with a surname before an office, and a state's side, standing for what they are of."""
    return of_document(mentions)


def numbered(_: Sequence[Reading], mentions: Sequence[Mention]) -> list[Mention]:  # noqa: ARG001
    """No mentions: an ordinal alone names nothing in Chinese."""
    return []
