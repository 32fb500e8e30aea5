"""Numbers written in words or in Chinese characters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass


def figures(text: str) -> int | None:
    """The value of the figures that a text begins with ("8th", "1-го"); None if there are none."""
    digits = ""
    for char in text.strip(' «»"“”'):
        if not ("0" <= char <= "9"):
            break
        digits += char
    return int(digits) if digits else None


def chinese(digits: Mapping[str, int]) -> Callable[[str], int | None]:
    """A reader of numbers in words or digit by digit: 二十九, 廿一, 一千九百四十九, 二〇二四."""
    return _Chinese(digits).read


@dataclass(frozen=True)
class _Chinese:
    digits: Mapping[str, int]

    def read(self, text: str) -> int | None:
        text = "".join(text.split())
        if text.isdecimal():
            return int(text)
        text = text.replace("廿", "二十").replace("卅", "三十")
        for power in ("千", "百"):
            if power in text:
                return self._high(text, power)
        return self._tens(text) if "十" in text else self._singly(text)

    def _high(self, text: str, unit: str) -> int | None:
        """A number with thousands or hundreds: 两千零八, 一千九百四十九, 一百一十三."""
        head, _, tail = text.partition(unit)
        tail = tail.lstrip("零〇")
        many, rest = self.digits.get(head or "一"), self.read(tail) if tail else 0
        return None if many is None or rest is None else many * (1000 if unit == "千" else 100) + rest

    def _tens(self, text: str) -> int | None:
        """A number below a hundred: 十, 十二, 二十九."""
        head, _, tail = text.partition("十")
        ten, unit = self.digits.get(head or "一"), self.digits.get(tail or "〇")
        return None if ten is None or unit is None else 10 * ten + unit

    def _singly(self, text: str) -> int | None:
        """A number digit by digit: 二〇二四, 五."""
        known = [self.digits.get(char, int(char) if char.isdecimal() else None) for char in text]
        return None if not known or None in known else int("".join(map(str, known)))
