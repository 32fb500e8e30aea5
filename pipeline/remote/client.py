"""HTTP to a store: credentials as it asks for them, patience when it is busy, one line when it will not."""

from __future__ import annotations

import os
import time
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import httpx

from pipeline.errors import StopRun

PASSWORD_VARIABLE: Final = "SUMMITRY_PASSWORD"  # noqa: S105 - the names of variables
TOKEN_VARIABLE: Final = "SUMMITRY_TOKEN"  # noqa: S105
_BUSY: Final = (429, 503)
_TRIES: Final = 6
_LONGEST_WAIT: Final = 30.0  # seconds between two tries
_TIMEOUT: Final = httpx.Timeout(300.0, connect=10.0)  # a large graph takes a store a while
_SHOWN: Final = 300  # characters of what a server says


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who asks: a user with a password, or a token; nobody where all are empty."""

    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)


def credentials(
    user: str, password_file: Path | None, token_file: Path | None, environment: Mapping[str, str] = os.environ
) -> Credentials:
    """The credentials that files and the environment hold; a password is never given on a command line."""
    password = _secret(password_file, environment.get(PASSWORD_VARIABLE, ""))
    return Credentials(user, password, _secret(token_file, environment.get(TOKEN_VARIABLE, "")))


def _secret(file: Path | None, otherwise: str) -> str:
    if file is None:
        return otherwise.strip()
    try:
        return file.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise StopRun(f"{file}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise StopRun(f"{file}: is not UTF-8 text") from error


class Client:
    """A store's HTTP, by any of its URLs; a context manager."""

    def __init__(self, endpoint: str, who: Credentials, *, first_wait: float = 0.5) -> None:
        self.endpoint = checked_url(endpoint)
        self._wait = first_wait
        self._http = httpx.Client(auth=_Auth(who), timeout=_TIMEOUT, headers={"User-Agent": "summitry"})

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def send(
        self, method: str, url: str, *, parameters: Mapping[str, str] | None = None,
        body: bytes | None = None, form: Mapping[str, str | list[str]] | None = None, **headers: str,
    ) -> httpx.Response:  # fmt: skip
        """The answer, whatever its status; a busy server is asked again. Raises StopRun where there is no answer."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        wait = self._wait
        for left in reversed(range(_TRIES)):
            try:
                answer = self._http.request(
                    method, url, params=parameters, content=body, data=form, headers=named
                )  # fmt: skip
            except (httpx.HTTPError, httpx.InvalidURL) as error:
                raise StopRun(f"{self.endpoint}: no answer: {_line(str(error)) or type(error).__name__}") from error
            if answer.status_code not in _BUSY or not left:
                break
            time.sleep(min(_asked_for(answer, wait), _LONGEST_WAIT))
            wait *= 2
        return answer

    def refused(self, answer: httpx.Response, doing: str) -> StopRun:
        """What to say of an answer that is no success."""
        hint = {
            401: "; give --user and its password, or a token",
            403: "; these credentials may not do that, or the store is read-only",
        }.get(answer.status_code, "")
        said = _line(answer.text)
        return StopRun(f"{self.endpoint}: {doing}: {answer.status_code}{f': {said}' if said else ''}{hint}")


def checked_url(url: str) -> str:
    """A URL that is one of HTTP and holds no password; raises StopRun for any other."""
    try:
        parts = urlsplit(url)
        valid = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        valid = False
    if not valid:
        raise StopRun(f"{url}: is no address of an endpoint; it looks like http://localhost:7878/query")
    if parts.password is not None:
        raise StopRun(f"{parts.hostname}: put the password into {PASSWORD_VARIABLE} or a file, not into the address")
    return url


class _Auth(httpx.Auth):
    """A token with each request; a password only when a server asks, in the way in which it asks."""

    requires_response_body = True

    def __init__(self, who: Credentials) -> None:
        self.who = who
        self._chosen: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if self.who.token:
            request.headers = httpx.Headers(
                [*request.headers.raw, (b"Authorization", f"Bearer {self.who.token}".encode())]
            )
        if self._chosen is not None:
            yield from self._chosen.auth_flow(request)
            return
        answer = yield request
        if answer.status_code != 401 or not self.who.user:
            return
        digest = "digest" in answer.headers.get("www-authenticate", "").lower()
        kind = httpx.DigestAuth if digest else httpx.BasicAuth
        self._chosen = kind(self.who.user, self.who.password)
        yield from self._chosen.auth_flow(request)


def _asked_for(answer: httpx.Response, otherwise: float) -> float:
    """Seconds that a server asks to be left alone; never less than our own wait."""
    asked = answer.headers.get("retry-after", "")
    return max(float(asked), otherwise) if asked.isdigit() else otherwise


def _line(text: str) -> str:
    line = " ".join(text.split())
    if line.startswith("<"):  # a page, not a message
        return ""
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
