"""Lines that give a date, and the date of a document by them.

Only what stands alone is read here (a heading, a byline, a place and date under a title); dates within
sentences are the work of the date grammar.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.scripts import plain

_MONTHS = (
    ("jan", "января", "январь", "янв"),
    ("feb", "февраля", "февраль", "фев"),
    ("mar", "марта", "март", "мар"),
    ("apr", "апреля", "апрель", "апр"),
    ("may", "мая", "май"),
    ("jun", "июня", "июнь", "июн"),
    ("jul", "июля", "июль", "июл"),
    ("aug", "августа", "август", "авг"),
    ("sep", "сентября", "сентябрь", "сен"),
    ("oct", "октября", "октябрь", "окт"),
    ("nov", "ноября", "ноябрь", "ноя"),
    ("dec", "декабря", "декабрь", "дек"),
)
_NUMBER = {form: index for index, forms in enumerate(_MONTHS, 1) for form in forms}
_ROMAN = {name: index for index, name in enumerate("i ii iii iv v vi vii viii ix x xi xii".split(), 1)}
_DIGITS = {digit: str(index) for index, digit in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0"}

_EN_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_RU_NAMES = "|".join(form for forms in _MONTHS for form in forms[1:3])
_RU_MONTH = rf"(?:{_RU_NAMES}|(?:янв|фев|мар|апр|июн|июл|авг|сен|окт|ноя|дек)\.?)"
_DASH = r"\s*[-–—~至到]\s*"
_WEEKDAY = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?|(?:星期|周)[一二三四五六日天]|"
    r"(?:понедельник|вторник|среда|четверг|пятница|суббота|воскресенье),?)"
)
_CLOCK = r"(?:\s*,?\s*(?:at\s+)?\d{1,2}:\d{2}(?::\d{2})?(?:\s*(?:gmt|utc|msk|мск|am|pm|bst|cet))?)"
_YEAR = r"(?:19|20)\d{2}"
_HAN_YEAR = r"[一二][〇零○九一二三四五六七八]{3}"

# Each form: its pattern, with the groups it gives (y, m, d; mn a month's name, mr a Roman one).
_FORMS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<y>{_YEAR})\s*年\s*(?P<m>\d{{1,2}})\s*月\s*(?P<d>\d{{1,2}})\s*[日号]",
        rf"(?P<y>{_YEAR})\s*年\s*(?P<m>\d{{1,2}})\s*月(?!\s*\d)",
        rf"(?P<hy>{_HAN_YEAR})年(?P<hm>十?[一二三四五六七八九十])月(?P<hd>[一二三]?十?[一二三四五六七八九十])日",
        rf"(?<!\d)(?P<y>{_YEAR})(?P<s>[-/.])(?P<m>0?[1-9]|1[0-2])(?P=s)(?P<d>[0-3]?\d)(?!\d)",
        rf"(?<!\d)(?P<d>[0-3]?\d)(?P<s>[-/.])(?P<m>0?[1-9]|1[0-2])(?P=s)(?P<y>{_YEAR})(?!\d)",
        rf"(?<!\d)(?P<d>[0-3]?\d)\.\s?(?P<mr>[ivx]{{1,4}})\.\s?(?P<y>{_YEAR})",
        rf"(?<!\d)(?P<d>[0-3]?\d)(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<mn>{_EN_MONTH})\s*,?\s+(?P<y>{_YEAR})",
        rf"\b(?P<mn>{_EN_MONTH})\s+(?P<d>[0-3]?\d)(?:st|nd|rd|th)?\s*,?\s+(?P<y>{_YEAR})",
        rf"\b(?P<mn>{_EN_MONTH})\s*,?\s+(?P<y>{_YEAR})",
        rf"(?<!\d)(?P<d>[0-3]?\d)\s+(?P<mn>{_RU_MONTH})\s+(?P<y>{_YEAR})",
        rf"\b(?P<mn>{_RU_MONTH})\s+(?P<y>{_YEAR})",
    )
)
# A line that is nothing but a date, perhaps of several days, perhaps without the year.
_ONLY = re.compile(
    "|".join(
        (
            rf"{_YEAR}\s*年(?:\s*\d{{1,2}}\s*月(?:\s*\d{{1,2}}\s*日)?(?:{_DASH}(?:{_YEAR}年)?(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?)?)?",
            r"\d{1,2}\s*月\s*\d{1,2}\s*日(?:[-–—~至到](?:\d{1,2}月)?\d{1,2}日)?",
            rf"{_HAN_YEAR}年[十一二三四五六七八九]+月(?:[十一二三四五六七八九]+日)?",
            rf"(?:{_YEAR}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|\d{{1,2}}[-/.]\d{{1,2}}[-/.]{_YEAR}|\d{{1,2}}\.\s?[ivx]+\.\s?{_YEAR})",
            rf"(?:\d{{1,2}}(?:st|nd|rd|th)?(?:{_DASH}\d{{1,2}}(?:st|nd|rd|th)?)?\s+)?{_EN_MONTH}(?:\s*,?\s*{_YEAR})?",
            rf"{_EN_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:{_DASH}\d{{1,2}})?(?:\s*,?\s*{_YEAR})?",
            rf"(?:\d{{1,2}}(?:{_DASH}\d{{1,2}})?\s+)?{_RU_MONTH}(?:\s+{_YEAR}(?:\s*(?:года?|г\.))?)?",
            rf"{_YEAR}(?:{_DASH}(?:{_YEAR}|\d{{2}}))?(?:\s*(?:года?|годы|г\.|гг\.|年))?",
        )
    )
)
_AROUND = re.compile(rf"{_WEEKDAY}|{_CLOCK}|\((?:[^()]{{1,8}})\)$")
_LABEL = re.compile(
    r"\b(?:published|posted|updated|last edit|as of)\b|^\W*date:|"
    r"发布于|(?:发布|更新|发文|成文|印发|整理|填表)(?:时间|日期)|更新[至于]|(?:编订|修订)(?![版本案稿文工草内条的和与后程])|"
    r"^\W*(?:发布|发表|发稿|刊发|上线)[::]|"
    r"опубликовано|обновлено|по состоянию на|дата публикации|^\W*дата:"
)
_PRINTED = re.compile(r"printed|распечатано|打印时间|打印日期")


_ISSUE = re.compile(r"^.{1,12}[·,，\s](?:19|20)\d{2}年$|№|\bno\.|вып|第\s*\d+\s*期|©|copyright|\bref\b|vol\.")


def only_date(text: str) -> bool:
    """Whether a line is a date (or a stretch of days) and nothing else."""
    bare = _AROUND.sub(" ", plain(text).casefold()).strip(" \t,;:.()[]【】〔〕—–-■▪●◆#*")
    return bool(bare) and bool(_ONLY.fullmatch(bare))


def date_in(text: str) -> str:
    """The first full date that a line gives, as a reduced ISO date; empty if there is none."""
    line = plain(text).casefold()
    matches = [match for form in _FORMS for match in form.finditer(line) if _iso(match)]
    return _iso(min(matches, key=lambda match: (match.start(), -len(match.group())))) if matches else ""


def _iso(match: re.Match[str]) -> str:
    given = match.groupdict()
    if given.get("hy"):
        year, month, day = "".join(_DIGITS[c] for c in given["hy"]), _han(given["hm"]), _han(given["hd"])
    else:
        year = given["y"]
        month = int(given["m"]) if given.get("m") else _month(given.get("mn"), given.get("mr"))
        day = int(given["d"]) if given.get("d") else 0
    if not 1 <= month <= 12 or day > 31:
        return ""
    return f"{year}-{month:02d}" + (f"-{day:02d}" if day else "")


def _month(name: str | None, roman: str | None) -> int:
    if roman:
        return _ROMAN.get(roman, 0)
    bare = (name or "").rstrip(".")
    return _NUMBER.get(bare) or _NUMBER.get(bare[:3], 0)


def _han(text: str) -> int:
    """A Chinese number up to 31."""
    tens, _, ones = text.rpartition("十") if "十" in text else ("", "", text)
    value = (int(_DIGITS[tens]) if tens else 1) * 10 if "十" in text else 0
    return value + (int(_DIGITS[ones]) if ones else 0)


def is_labelled(text: str) -> bool:
    """Whether a line says what its date is: published, updated, as of."""
    return bool(_LABEL.search(plain(text).casefold()))


def is_dated(text: str) -> bool:
    """Whether a line is little more than a date (with a place, in brackets), or a masthead that ends with one."""
    line = plain(text).casefold()
    found = next((match for form in _FORMS if (match := form.search(line)) is not None), None)
    if found is not None and found.end() == len(line) and re.search(r"\||\s[₽€$]|№", line):
        return True
    if found is None or re.search(r"[.。:：;；]\s*$|[:：]", line.replace(found.group(), "")):
        return False
    return len(line) - len(found.group()) <= 40


def document_date(margin: Iterable[str], titles: Iterable[str], issues: Iterable[str]) -> str:
    """The date of a document by its furniture (bylines, mastheads, printing notes), else by its title lines.

    A line that says what the date is (published, updated, as of) comes before one that merely has one;
    the year of an issue or a copyright is the last resort.
    """
    printed: list[str] = []
    lines: list[str] = []
    titled = list(titles)
    for line in margin:
        (printed if _PRINTED.search(plain(line).casefold()) else lines).append(line)
    labelled = [line for line in [*lines, *titled] if is_labelled(line)]
    for candidates in (labelled, lines, titled, printed):
        for line in candidates:
            if date := date_in(line):
                return date
    return next((year for line in issues if (year := _year_of_issue(line))), "")


def _year_of_issue(line: str) -> str:
    years: set[str] = set(re.findall(rf"(?<!\d){_YEAR}(?!\d)", plain(line)))
    return years.pop() if len(years) == 1 and _ISSUE.search(plain(line).casefold()) else ""
