"""Date expressions in Chinese, Russian and English: finding them, and what they mean in their context."""

from __future__ import annotations

from pipeline.dates.context import resolve
from pipeline.dates.names import years_in
from pipeline.dates.scan import find
from pipeline.dates.values import Expression, Moment, Relative

__all__ = ["Expression", "Moment", "Relative", "find", "resolve", "years_in"]
