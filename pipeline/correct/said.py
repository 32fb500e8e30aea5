"""Who corrects, when and why."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from datetime import date

from pipeline.errors import StopRun


@dataclass(frozen=True, slots=True)
class Said:
    """Who corrects, when and why."""

    author: str
    date: date
    reason: str


def author_of(given: str) -> str:
    """Who corrects: as given, or as SUMMITRY_AUTHOR or git's settings say; StopRun if nothing says it."""
    if given.strip():
        return given.strip()
    if named := os.environ.get("SUMMITRY_AUTHOR", "").strip():
        return named
    name, mail = _git("user.name"), _git("user.email")
    if not name:
        raise StopRun("nobody is named as author: --author, SUMMITRY_AUTHOR or `git config user.name` does it")
    return f"{name} <{mail}>" if mail else name


def _git(setting: str) -> str:
    command = ["git", "config", "--get", setting]
    try:
        found = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False)  # noqa: S603
    except OSError:  # no git here
        return ""
    return found.stdout.strip()
