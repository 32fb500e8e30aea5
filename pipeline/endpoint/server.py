"""The endpoint run as a server: a socket is bound, requests are answered, a signal ends it in good order."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import uvicorn

from pipeline.endpoint.application import SPARQL, Endpoint
from pipeline.endpoint.connections import BACKLOG, connection, quiet_when_full
from pipeline.endpoint.data import take
from pipeline.endpoint.settings import Settings
from pipeline.errors import StopRun

_HEADERS: Final = 1 << 16  # bytes of a request's head beside the query in its URL
_FAREWELL: Final = 2  # seconds that running requests have when the server is told to stop


def serve(
    directory: Path, settings: Settings, prefixes: Mapping[str, str], ready: Callable[[str], object] = print
) -> None:
    """Serve a built graph until SIGINT or SIGTERM; `ready` is told the endpoint's URL when requests are heard.

    Raises StopRun where there is no graph, or where the port is taken.
    """
    with TemporaryDirectory(prefix="summitry-") as scratch, closing(_bound(settings)) as listening:
        take(directory, Path(scratch))
        endpoint = Endpoint(Path(scratch), prefixes, settings)
        config = uvicorn.Config(
            endpoint.application(), ws="none", backlog=BACKLOG, loop="asyncio",
            http=connection(settings.limits.seconds, settings.limits.concurrency),
            log_level="error", access_log=False, server_header=False,
            h11_max_incomplete_event_size=settings.limits.request + _HEADERS, timeout_graceful_shutdown=_FAREWELL,
        )  # fmt: skip
        server = _Server(config, lambda: ready(_url(listening)))
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, _heard)
        server.run(sockets=[listening])


class _Server(uvicorn.Server):
    """A server that says when it hears requests."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], object]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        asyncio.get_running_loop().set_exception_handler(quiet_when_full)
        await super().startup(sockets)
        if not self.should_exit:
            self._ready()


def _heard(*_: object) -> None:
    """Nothing: when all is closed uvicorn sends the signal that stopped it once more, and by then all is done."""


def _bound(settings: Settings) -> socket.socket:
    try:
        family, *_, address = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family)
    except (OSError, UnicodeError) as error:
        raise StopRun(f"{settings.host}: is no address of this machine") from error
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
    except (OSError, OverflowError) as error:
        listening.close()
        why = getattr(error, "strerror", None) or error
        raise StopRun(f"port {settings.port} of {settings.host}: {why}; take another with --port") from error
    return listening


def _url(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}{SPARQL}"
