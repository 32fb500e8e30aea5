"""Russian: names by their shape in one passage; shorter names and bare numbers, whose full names stand elsewhere."""

from pipeline.recognise.ru.elliptic import numbered
from pipeline.recognise.ru.names import names
from pipeline.recognise.ru.shorter import shortened

__all__ = ["names", "numbered", "shortened"]
