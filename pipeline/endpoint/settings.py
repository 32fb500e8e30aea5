"""How an endpoint is to run: where it listens, how much it gives, and who may change what it serves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pipeline.errors import StopRun

TOKEN_VARIABLE: Final = "SUMMITRY_UPDATE_TOKEN"  # noqa: S105 - the name of the variable
LOOPBACK: Final = "127.0.0.1"
PORT: Final = 7070


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may take, and how many there may be.

    `seconds` for a query or update, `rows` or triples of an answer, `request` bytes of a request, `concurrency`
    requests at once, `memory` bytes of one worker; `patience` seconds that a request waits for a place, `queue`
    requests that wait for each place.
    """

    seconds: float = 30.0
    rows: int = 100_000
    request: int = 1 << 20
    concurrency: int = 4
    memory: int = 4 << 30
    patience: float = 2.0
    queue: int = 16


@dataclass(frozen=True, slots=True)
class Settings:
    """Read-only on the loopback interface, unless told otherwise: with a token, who shows it may update."""

    host: str = LOOPBACK
    port: int = PORT
    limits: Limits = field(default_factory=Limits)
    token: str = field(default="", repr=False)


def update_token(file: Path | None, environment: Mapping[str, str]) -> str:
    """The token from a file, or else from the environment; "" where neither is given."""
    if file is None:
        return environment.get(TOKEN_VARIABLE, "").strip()
    try:
        token = file.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise StopRun(f"{file}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise StopRun(f"{file}: is not UTF-8 text") from error
    if not token:
        raise StopRun(f"{file}: is empty; write the token into it")
    return token
