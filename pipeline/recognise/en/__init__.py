"""English: names by their shape in one passage; shorter names and bare numbers, whose full names stand elsewhere."""

from pipeline.recognise.en.elliptic import numbered
from pipeline.recognise.en.names import names
from pipeline.recognise.en.rows import edition
from pipeline.recognise.en.shorter import shortened

__all__ = ["edition", "names", "numbered", "shortened"]
