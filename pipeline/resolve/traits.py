"""What is known of a thing, and the reasons why two are not one: each a small question with a name.

Every function takes what is known of two things and says, in words, what tells them apart; or nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Traits:
    """What can tell two things apart. Empty sets tell nothing."""

    cls: str
    known: frozenset[str] = frozenset()
    ordinals: frozenset[int] = frozenset()
    years: frozenset[tuple[str, str]] = frozenset()  # in its name, or right beside a name that says little
    thematic: frozenset[bool] = frozenset()  # a thematic year, or another event
    given: frozenset[tuple[str, str]] = frozenset()  # of a person: (language, given name), none of them an initial
    languages: frozenset[str] = frozenset()  # that name it; these don't tell it apart

    def joined(self, other: Traits) -> Traits:
        """The traits of both."""
        return Traits(
            self.cls, self.known | other.known, self.ordinals | other.ordinals, self.years | other.years,
            self.thematic | other.thematic, self.given | other.given, self.languages | other.languages,
        )  # fmt: skip


def other_class(a: Traits, b: Traits) -> str:
    """A state is no body, a text no meeting."""
    return "" if a.cls == b.cls else f"a thing of class {a.cls}, and one of class {b.cls}"


def other_id(a: Traits, b: Traits) -> str:
    """Two listed things are two."""
    return _apart(a.known, b.known, "listed as {}, and as {}")


def other_number(a: Traits, b: Traits) -> str:
    """The 23rd session is not the 24th."""
    return _apart(map(str, a.ordinals), map(str, b.ordinals), "number {}, and number {}")


def other_years(a: Traits, b: Traits) -> str:
    """The declaration of 2017 is not that of 2024."""
    if a.years & b.years:
        return ""
    return _apart(map(_period, a.years), map(_period, b.years), "of {}, and of {}")


def other_kind(a: Traits, b: Traits) -> str:
    """The Year of Ecology is not a forum that goes by its name."""
    kinds = [{True: "a thematic year", False: "another event"}[t] for x in (a, b) for t in sorted(x.thematic)]
    return f"{kinds[0]}, and {kinds[1]}" if len(a.thematic) == len(b.thematic) == 1 and kinds[0] != kinds[1] else ""


def other_given_name(a: Traits, b: Traits) -> str:
    """Sergey is not Semyon; but Kassym is Kassym-Jomart. Given names in two languages say nothing."""
    for language in sorted({tag for tag, _ in a.given} & {tag for tag, _ in b.given}):
        ours, theirs = ({name for tag, name in x.given if tag == language} for x in (a, b))
        if not any(one.startswith(other) or other.startswith(one) for one in ours for other in theirs):
            return _apart(ours, theirs, "called {}, and {}")
    return ""


def _apart(ours: Iterable[str], theirs: Iterable[str], words: str) -> str:
    """What is said of two things, in words, where both say something and nothing the same."""
    left, right = set(ours), set(theirs)
    told = bool(left) and bool(right) and left != right
    return words.format(", ".join(sorted(left)), ", ".join(sorted(right))) if told else ""


def _period(years: tuple[str, str]) -> str:
    return "–".join(dict.fromkeys(years))
