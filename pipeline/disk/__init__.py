"""The store of a built folder: the triples of its Turtle files, indexed on disk for SPARQL.

    DIR/store/manifest.json     what the store was made of (size, times and SHA-256 of each file), and where it is
    DIR/store/data-…/           the indexes of Oxigraph, and the index of names
    DIR/store/lock              held by who makes a store

A store counts from the instant its manifest is renamed into place, and only for as long as the manifest fits the
Turtle files and the store's own: sizes and times are compared, and where these differ, hashes. Otherwise it is made
anew. Those who read hold a lock on its folder, so that it is not cleared away under them.
"""

from __future__ import annotations

import logging
import os
import sqlite3
import weakref
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from pipeline.disk.held import shared
from pipeline.disk.making import NAMES, make, place
from pipeline.disk.manifest import FOLDER, fits, parsed, read
from pipeline.folder import load, turtle_files
from pipeline.names import Names
from pipeline.replace import reading

__all__ = ["FOLDER", "Opened", "open_disk", "refresh"]

ATTEMPTS: Final = 3  # as often as others may replace the folder while it is opened

_log = logging.getLogger("summitry")


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Opened:
    """A store to read, with the names in it; `on_disk` unless it had to be read into memory."""

    triples: ox.Store
    names: Names
    on_disk: bool


def open_disk(directory: Path) -> Opened:
    """Open the store of a built folder, made anew where there is none that fits its Turtle files.

    Where it can't be written, the triples are read into memory, and a warning is logged, once for each folder.
    Raises StopRun where there is no graph, or one that is not Turtle.
    """
    with reading(directory):
        found = _on_disk(directory)
        if isinstance(found, Opened):
            return found
        _warn(directory, found)
        return _in_memory(directory)


def refresh(directory: Path) -> None:
    """Make the store of a built folder, if none fits; one that can't be written is left to who opens it."""
    with reading(directory):
        _on_disk(directory)


def _on_disk(directory: Path) -> Opened | str:
    """The store, made if need be; or why there can't be one."""
    problem = "what is there is never what was written"
    for _ in range(ATTEMPTS):
        turtle_files(directory)
        seen = read(directory)
        if found := _open(directory, seen):
            return found
        try:
            make(directory, seen)
        except OSError as error:  # also where a build has just put another folder in the place of this one
            problem = error.strerror or str(error)
    return problem


@cache
def _warn(directory: Path, reason: str) -> None:
    _log.warning("%s: no store can be kept there (%s); the graph is read into memory", directory / FOLDER, reason)


def _in_memory(directory: Path) -> Opened:
    triples = ox.Store()
    for path in turtle_files(directory):
        load(triples, path, path.read_bytes())
    return Opened(triples, Names.index(triples), on_disk=False)


def _open(directory: Path, written: bytes) -> Opened | None:
    """The store that a manifest tells of, if all is as it says."""
    manifest = parsed(written)
    if manifest is None:
        return None
    data = directory / FOLDER / manifest["data"]
    with suppress(OSError, sqlite3.Error), ExitStack() as held:
        handle = shared(data)
        held.callback(os.close, handle)
        if fits(directory, written, manifest):
            opened = Opened(ox.Store.read_only(place(data)), Names.open(data / NAMES), on_disk=True)
            held.pop_all()
            weakref.finalize(opened, os.close, handle)
            return opened
    return None
