"""Locks on the folder of a store: shared by those who read, exclusive for who makes it or clears it away."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def shared(data: Path) -> int:
    """A lock on the store's folder, shared with others who read; OSError where it is being made or cleared away."""
    handle = os.open(data, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        raise
    return handle


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold a folder, or a file that is there to be held, for oneself; others wait."""
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR | os.O_CREAT, 0o666)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
