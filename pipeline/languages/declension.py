"""The declined forms of Russian names: «Республика Беларусь» → «Республики Беларусь», «Республике Беларусь».

Forms are over-generated where a dictionary cannot tell (Уханя, Ухани): a form nobody writes finds nothing.
They are kept in a table of the authority, for making them anew takes seconds. After a change of a name:

    python -m pipeline.languages.declension
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import Any, Final

from pipeline.languages.paradigms_ru import CASES, Paradigm, by_ending, unchanged

_SECOND: Final = {"gent": "gen2", "loct": "loc2"}  # чаю; в Крыму
_SURNAME: Final = ("ов", "ев", "ёв", "ин", "ын")
_JOINT: Final = re.compile(r"(\s+|-)")
_CYRILLIC_WORD: Final = re.compile(r"[А-ЯЁа-яё]+(?:[-'’][А-ЯЁа-яё]+)*$")


@cache
def _analyser() -> Any:
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer(lang="ru")


def declined(name: str, *, person: bool = False) -> frozenset[str]:
    """All forms of a Russian name given in the nominative, itself among them.

    Adjectives agree with the noun they stand before, what follows the noun stays («Совет глав государств»),
    a second noun joined by «и» goes along. Of a person's name every word is declined. A single adjective
    («узбекский») comes back in all genders and numbers.
    """
    words = name.split(" ")
    if len(words) == 1 and name.islower() and (adjective := _adjective(name)) is not None:
        return adjective
    readings = [_person(words) if person else _phrase(words)]
    if not person and _foreign(words):
        readings.append([*map(unchanged, words[:-1]), _noun(words[-1])])
    forms = {name}
    for case, paradigms in product(CASES, readings):
        forms.update(" ".join(choice) for choice in product(*(p[case] for p in paradigms)))
    return frozenset(forms)


def _foreign(words: list[str]) -> bool:
    """Whether the words may be a foreign name that declines at its end: «в Кэмп Дэвиде», «в Сити Холле»."""
    names = len(words) > 1 and all(_CYRILLIC_WORD.match(word) and word.istitle() for word in words)
    return names and _agreeing(words) is None and not any("gent" in p.tag for p in _analyser().parse(words[-1]))


def _adjective(word: str) -> frozenset[str] | None:
    for parse in _analyser().parse(word):
        if {"ADJF", "nomn", "masc"} <= set(parse.tag.grammemes):
            return frozenset(form.word for form in parse.lexeme if "ADJF" in form.tag and "Supr" not in form.tag)
    return None


def _person(words: list[str]) -> list[Paradigm]:
    female = _is_female(words)
    return [_name_part(word, female) for word in words]


def _is_female(words: list[str]) -> bool:
    """Whether a first name among the words is a woman's; Никол is not of many a Никола."""
    likeliest = (parse.tag for word in words for parse in _analyser().parse(word)[:1])
    tags = [tag for tag in likeliest if {"Name", "nomn"} <= tag.grammemes]
    return any("femn" in tag for tag in tags) and not any("masc" in tag for tag in tags)


def _name_part(word: str, female: bool) -> Paradigm:
    if not _CYRILLIC_WORD.match(word) or word.islower():
        return unchanged(word)
    gender = "femn" if female else "masc"
    wanted = {"nomn", "sing", gender}
    parses = [p for p in _analyser().parse(word) if p.is_known or "-" not in word]
    for parse in parses:
        if wanted <= parse.tag.grammemes and {"Name", "Surn", "Patr"} & parse.tag.grammemes:
            return _inflected(parse, word)
    if female and word[-1] not in "ая":
        return unchanged(word)
    paradigm = by_ending(word)
    if word.endswith(_SURNAME):
        paradigm["ablt"] = (*paradigm["ablt"], word + "ым")
    return paradigm


def _phrase(words: list[str]) -> list[Paradigm]:
    """Adjectives up to the first noun, and that noun; «X и Y» and «X — Y» of names go on to Y."""
    paradigms: list[Paradigm] = []
    open_ = True
    for at, word in enumerate(words):
        if not open_:
            paradigms.append(unchanged(word))
            open_ = word in {"и", "—", "–", "-"} and _all_names(words)
            continue
        adjectives = _agreeing(words[at:])
        if adjectives is not None:
            paradigms.append(adjectives)
        elif word in {"и", "—", "–", "-"} or not _CYRILLIC_WORD.match(word.strip('«»"')):
            paradigms.append(unchanged(word))
        else:
            paradigms.append(_noun(word))
            open_ = False
    return paradigms


def _all_names(words: list[str]) -> bool:
    """Whether all words but the joints are capitalised, as in «Босния и Герцеговина»."""
    return all(word[0].isupper() for word in words if len(word) > 1)


def _agreeing(words: list[str]) -> Paradigm | None:
    """The paradigm of the adjective that opens the words, if it is one and a noun it agrees with follows."""
    for adjective in _nominatives(words[0], {"ADJF", "PRTF"}):
        for word in words[1:]:
            noun = next(iter(_nominatives(word, {"NOUN"})), None)
            if noun is not None and not _nominatives(word, {"ADJF", "PRTF"}):
                return _inflected(_same_gender(adjective, words[0], noun), words[0])
        if len(words) == 1 and not _nominatives(words[0], {"NOUN"}):
            return _inflected(adjective, words[0])
    return None


def _same_gender(adjective: Any, word: str, noun: Any) -> Any:
    wanted = "plur" if "plur" in noun.tag else str(noun.tag.gender)
    candidates = _nominatives(word, {"ADJF", "PRTF"})
    return next((parse for parse in candidates if wanted in parse.tag), adjective)


def _nominatives(word: str, parts: set[str]) -> list[Any]:
    parses = _analyser().parse(word)
    return [p for p in parses if p.tag.POS in parts and "nomn" in p.tag and _trusted(p)]


def _trusted(parse: Any) -> bool:
    """Whether the word is in the dictionary, or an adjective that ends like one."""
    return bool(parse.is_known) or parse.tag.POS in {"ADJF", "PRTF"}


def _noun(word: str) -> Paradigm:
    if word.isupper() and len(word) > 1:
        return unchanged(word)
    if "-" in word:
        return _hyphenated(word)
    known = [p for p in _nominatives(word, {"NOUN"}) if p.is_known]
    known.sort(key=lambda p: ("Geox" not in p.tag, "anim" in p.tag, "sing" not in p.tag))
    if not known:
        return by_ending(word)
    paradigm = _inflected(known[0], word)
    if word.endswith("нь") and "Geox" in known[0].tag:  # Ухань: в Ухане, в Ухани
        other = by_ending(word)
        return {case: tuple(dict.fromkeys(paradigm[case] + other[case])) for case in CASES}
    return paradigm


def _hyphenated(word: str) -> Paradigm:
    """The part that declines: the last («Нью-Йорка»); the first before «на» and before a fixed last one."""
    if [p for p in _nominatives(word, {"NOUN"}) if p.is_known]:
        known = _nominatives(word, {"NOUN"})[0]
        return _inflected(known, word)
    parts = word.split("-")
    first = (len(parts) > 2 and parts[1] in {"на", "ла", "де"}) or _fixed(parts[-1])
    both = word.islower() or _nominatives(parts[-1], {"ADJF"})  # государство-член; Петропавловск-Камчатский
    changing = set(range(len(parts))) if both else {0 if first else len(parts) - 1}
    each = [_simple(part) if at in changing else unchanged(part) for at, part in enumerate(parts)]
    return {case: tuple("-".join(c) for c in product(*(p[case] for p in each))) for case in CASES}


def _simple(word: str) -> Paradigm:
    adjective = next(iter(_nominatives(word, {"ADJF"})), None)
    return _inflected(adjective, word) if adjective is not None else _noun(word)


def _fixed(word: str) -> bool:
    return all(forms == (word,) for forms in _noun(word).values())


def _inflected(parse: Any, word: str) -> Paradigm:
    """The paradigm the dictionary gives, in the capitals of the word."""
    number = {"plur"} if "plur" in parse.tag else {"sing"}
    paradigm: Paradigm = {"nomn": (word,)}
    for case in CASES[1:]:
        found = {_in_case(word, form) for form in _case_forms(parse, case, number)}
        paradigm[case] = tuple(sorted(found)) or (word,)
    return paradigm


def _case_forms(parse: Any, case: str, number: set[str]) -> Iterator[str]:
    for tag in filter(None, (case, _SECOND.get(case))):
        form = parse.inflect({tag, *number, *_inanimate(parse, case)})
        if form is not None:
            yield form.word


def _inanimate(parse: Any, case: str) -> tuple[str, ...]:
    """An adjective's accusative goes with a thing's name: «в Великий Новгород»; that of a person is the genitive."""
    plural_or_masculine = parse.tag.gender == "masc" or "plur" in parse.tag
    return ("inan",) if case == "accs" and parse.tag.POS in {"ADJF", "PRTF"} and plural_or_masculine else ()


def _in_case(word: str, form: str) -> str:
    if word.isupper() and len(word) > 1:
        return form.upper()
    return "-".join(
        part[:1].upper() + part[1:] if model[:1].isupper() else part
        for part, model in zip(form.split("-"), word.split("-"), strict=False)
    )


def table() -> str:
    """The text of the authority's table of forms: a name, a tab, its forms sorted and joined by `|`, a line."""
    from pipeline.authority import load

    names: dict[str, bool] = {}
    for known in load().by_id.values():
        for name in (*known.ru, *known.demonyms_in("ru")):
            names[name] = names.get(name, False) or known.cls == "Person"
    lines = (f"{name}\t{'|'.join(sorted(declined(name, person=names[name])))}\n" for name in sorted(names))
    return "".join(lines)


if __name__ == "__main__":
    from pipeline.authority import FOLDER

    (FOLDER / "forms_ru.tsv").write_text(table(), encoding="utf-8")
