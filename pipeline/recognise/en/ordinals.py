"""English ordinals and Roman numbers as words: Sixth, 47th, Twenty-Eighth, XVII."""

from __future__ import annotations

import re

TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
ONES = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth"
).split()
ROMAN = re.compile(r"(?=[XVI]|L[XVI]{2})(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})$")  # LI and CV are names and words
ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}


def ordinal(text: str) -> int | None:
    """The value of an ordinal: Sixth, 47th, Twenty-Eighth, XVII; None if it is none."""
    lower = text.lower().removesuffix("-ever")
    digits = re.fullmatch(r"(\d{1,3})(?:st|nd|rd|th)", lower)
    if digits:
        return int(digits.group(1))
    if lower in ONES:
        return ONES.index(lower) + 1
    ten, _, one = lower.partition("-")
    if ten in TENS and one in ONES[:9]:
        return TENS[ten] + ONES.index(one) + 1
    if not one and lower.endswith("ieth") and lower[:-4] + "y" in TENS:
        return TENS[lower[:-4] + "y"]
    return 100 if lower == "hundredth" else None


def roman(text: str) -> int | None:
    """The value of a Roman number below ninety."""
    if not text or not ROMAN.match(text):
        return None
    values = [ROMAN_VALUES[c] for c in text]
    return sum(-v if i + 1 < len(values) and v < values[i + 1] else v for i, v in enumerate(values))
