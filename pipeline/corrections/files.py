"""The folder of corrections: TOML files that a person reads and git compares; new entries go to the end."""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, Final

from pydantic import ValidationError

from pipeline.corrections.model import Correction, CorrectionFile, Filed
from pipeline.corrections.words import correction_id, fields_of
from pipeline.errors import StopRun
from pipeline.locks import locked

FOLDER: Final = "corrections"  # in the folder of a graph
FILE: Final = "corrections.toml"
HEAD: Final = "[[correction]]"
_ENTRY: Final = re.compile(r"^[ \t]*\[\[[ \t]*correction[ \t]*\]\]", re.MULTILINE)


def read_corrections(folder: Path, *, wanted: bool = False) -> tuple[Filed, ...]:
    """The corrections in the TOML files of a folder, by file name, then as they stand; none if there is no folder.

    StopRun, naming file and entry, for what can't be understood; and for a folder that is not there, if it is `wanted`.
    """
    if folder.is_file():
        raise StopRun(f"{folder}: is a file; name the folder that holds it")
    if wanted and not folder.is_dir():
        raise StopRun(f"{folder}: no such folder of corrections")
    paths = sorted(path for path in folder.glob("*.toml") if path.is_file() and not path.name.startswith("."))
    return tuple(filed for path in paths for filed in read_file(path))


def read_file(path: Path) -> tuple[Filed, ...]:
    """The corrections in one file."""
    return _parse(_text(path), path)


def append(folder: Path, correction: Correction, name: str = FILE) -> Filed:
    """Add a correction at the end of a file of the folder; both are made if they are not there."""
    path = _path(folder, name)
    with locked(folder):
        text = _text(path) if path.exists() else ""
        before = _parse(text, path)
        text += "" if not text or text.endswith("\n") else "\n"
        text += ("\n" if text else "") + rendered(correction)
        after = _parse(text, path)
        if [f.correction for f in after] != [*(f.correction for f in before), correction]:
            raise StopRun(f"{path}: an entry can't be added at its end; mend the file by hand")
        _save(path, text)
    return after[-1]


def remove(folder: Path, filed: Filed) -> None:
    """Take an entry out of its file; the others, and what is written between them, stay as they are."""
    path = _path(folder, filed.file)
    with locked(folder):
        text = _text(path)
        before = _parse(text, path)
        at = [n for n, f in enumerate(before) if correction_id(f.correction) == correction_id(filed.correction)]
        starts = [match.start() for match in _ENTRY.finditer(text)]
        if not at or len(starts) != len(before):
            raise StopRun(f"{path}: its entries can't be told apart; take entry {filed.entry} out by hand")
        ends = [*starts[1:], len(text)]
        gone = at[-1]
        kept = text[: starts[gone]] + _tail(text[starts[gone] : ends[gone]]) + text[ends[gone] :]
        if [f.correction for f in _parse(kept, path)] != [f.correction for n, f in enumerate(before) if n != gone]:
            raise StopRun(f"{path}: entry {gone + 1} can't be taken out without the others; do it by hand")
        _save(path, kept.rstrip("\n") + "\n" if kept.strip() else "")


def _tail(entry: str) -> str:
    """The comments after the last value of an entry: they belong to what follows."""
    lines = entry.splitlines(keepends=True)
    last = max(n for n, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#"))
    rest = lines[last + 1 :]
    return "".join(rest) if any(line.strip() for line in rest) else ""


def rendered(correction: Correction) -> str:
    """An entry as text: always the same for the same correction."""
    lines = [f"{name} = {_value(name, value)}" for name, value in fields_of(correction).items()]
    return "\n".join([HEAD, *lines]) + "\n"


def _value(name: str, value: Any) -> str:
    if name == "date":
        return str(value)  # a TOML date
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{k} = {_value(k, v)}" for k, v in value.items()) + " }"
    if isinstance(value, list):
        parts = [_value("", part) for part in value]
        line = f"[{', '.join(parts)}]"
        return (
            line
            if not any(isinstance(part, dict) for part in value)
            else "[\n" + "".join(f"    {p},\n" for p in parts) + "]"
        )
    # A string of JSON is one of TOML, but for this one character.
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")


def _parse(text: str, path: Path) -> tuple[Filed, ...]:
    try:
        found = CorrectionFile.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise StopRun(f"{path}: is not TOML: {error}; mend it") from error
    except ValidationError as error:
        raise StopRun(f"{path}: {_fault(error)}") from error
    return tuple(Filed(c, path.name, n) for n, c in enumerate(found.correction, 1))


def _fault(error: ValidationError) -> str:
    """The first fault: `entry 3 (merge): reason: Field required; mend or remove the entry`."""
    first = error.errors(include_url=False)[0]
    where = [part for part in first["loc"] if part != "correction"]
    entry = f"entry {where[0] + 1}" if where and isinstance(where[0], int) else ""
    kind = f" ({where[1]})" if len(where) > 1 else ""
    field = ".".join(str(part) for part in where[2:])
    said = first["msg"].removeprefix("Value error, ").replace("\n", " ")
    return ": ".join(filter(None, (entry + kind, field, f"{said}; mend or remove it")))


def _path(folder: Path, name: str) -> Path:
    if Path(name).name != name or not name.endswith(".toml") or name.startswith("."):
        raise StopRun(f"{name}: no name of a TOML file in {folder}")
    if folder.is_file():
        raise StopRun(f"{folder}: is a file; name a folder")
    return folder / name


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except OSError as error:
        raise StopRun(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise StopRun(f"{path}: is not UTF-8 text") from error


def _save(path: Path, text: str) -> None:
    """Whole or not at all: written beside it, then put in its place."""
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise StopRun("what is to be written holds half a character; type it anew") from error
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as new:
            try:
                new.write(data)
                new.flush()
                os.fsync(new.fileno())
                _keep_mode(path, new.name)
                Path(new.name).replace(path.resolve())
            except BaseException:
                Path(new.name).unlink(missing_ok=True)
                raise
    except OSError as error:
        raise StopRun(f"{path}: can't be written: {error.strerror}") from error


def _keep_mode(path: Path, new: str) -> None:
    """The rights that the file has, or a new one gets here: those of a temporary file are for its owner alone."""
    if path.exists():
        mode = path.stat().st_mode & 0o777
    else:
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o666 & ~mask
    Path(new).chmod(mode)


def with_id(filed: Sequence[Filed], wanted: str) -> Filed:
    """The one correction whose id begins so; StopRun if there is none, or several."""
    found = [f for f in filed if wanted and correction_id(f.correction).startswith(wanted.lower())]
    if len({correction_id(f.correction) for f in found}) != 1:
        said = "no correction has an id that begins so" if not found else f"{len(found)} corrections have it"
        raise StopRun(f"{wanted}: {said}; `summitry correct list` shows their ids")
    return found[-1]
