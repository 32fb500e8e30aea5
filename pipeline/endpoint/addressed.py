"""Where a request is addressed to: its target in either form, its host, and the URL that it asks for."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

_ABSOLUTE: Final = re.compile(rb"(?i:https?)://([^/?#]*)(.*)", re.DOTALL)
_HOST: Final = re.compile(rb"(?:[\w.~!$&'()*+,;=%-]*|\[[0-9A-Fa-f:.]+\])(?::\d*)?")
_PATH: Final = "/%:@!$&'()*+,;=~"  # what stands in a URL's path as it is, beside letters and digits


class Addressed:
    """An application that is asked for paths only, and by the name of a host."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; 400 where its Host is none."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        scope = _by_path(scope)
        if all(_HOST.fullmatch(value) for name, value in scope["headers"] if name == b"host"):
            return await self.app(scope, receive, send)
        return await PlainTextResponse("the Host header is not a host\n", 400)(scope, receive, send)


def asked_url(request: Request) -> str:
    """The URL as it was asked, percent-encoded as it came, without what follows the "?"."""
    return f"{request.url.scheme}://{request.url.netloc}{_path(request)}"


def names_below(request: Request, place: str) -> tuple[str, ...]:
    """What the path says below a place: as it came, and decoded."""
    encoded = _path(request).removeprefix(f"{place}/")
    return encoded, unquote(encoded)


def _path(request: Request) -> str:
    return quote(request.scope["raw_path"], _PATH)


def _by_path(scope: Scope) -> Scope:
    """The request with its target as a path: the host of an absolute target goes before the header's."""
    found = _ABSOLUTE.fullmatch(scope["raw_path"])
    if not found:
        return scope
    host, path = found[1], found[2] or b"/"
    headers = [(b"host", host), *((name, value) for name, value in scope["headers"] if name != b"host")]
    return {**scope, "raw_path": path, "path": unquote(path.decode("ascii")), "headers": headers}
