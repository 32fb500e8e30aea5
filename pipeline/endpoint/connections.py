"""The connections of a server: how many there may be, and how long one may keep it waiting.

For a request's head, and for the client to take what is written to it: who reads an answer too slowly, or not at all,
is sent away.
"""

from __future__ import annotations

import asyncio
import errno
import resource
from typing import ClassVar, Final

from uvicorn.protocols.http.h11_impl import H11Protocol

BACKLOG: Final = 64  # connections taken in at a time: none is counted before all of them are there
_HEAD: Final = 10.0  # seconds that a request's head may take, where a request may not take less
_OWN: Final = 64 + 4 * BACKLOG  # files beside those of connections: the store, the workers, what is just taken in
_EACH: Final = 2  # files of one connection: its socket, and the answer that goes out by it
_FEWEST, _MOST = 16, 4096
_NO_FILES: Final = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM)


class Connection(H11Protocol):
    """A connection that is closed where no request comes: in time, or when there are too many.

    Where there are too many, the one that has waited longest without a request goes: who floods a server with idle
    connections loses these, and who asks something is answered.
    """

    seconds: ClassVar[float]
    patience: ClassVar[float]  # seconds for what stands in the buffer, some 64 KiB
    most: ClassVar[int]
    waiting: ClassVar[dict[Connection, None]]  # those without a request, the one that has waited longest first
    _deadline: asyncio.TimerHandle | None = None
    _taking: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in uvicorn
        """Take it in; another goes where there is no room for both."""
        super().connection_made(transport)
        self._watch()
        while len(self.connections) > self.most and self.waiting:
            next(iter(self.waiting)).drop()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget it."""
        self._at_ease()
        self._taken()
        super().connection_lost(exc)

    def handle_events(self) -> None:
        """Do what the bytes that came ask for."""
        super().handle_events()
        self._watch()

    def on_response_complete(self) -> None:
        """Wait for the next request."""
        super().on_response_complete()
        self._watch()

    def pause_writing(self) -> None:
        """Write no more until the client has taken most of what is written."""
        super().pause_writing()
        self._hurry()

    def resume_writing(self) -> None:
        """Write on."""
        self._taken()
        super().resume_writing()

    def drop(self) -> None:
        """Close it at once."""
        self._at_ease()
        self._taken()
        self.connections.discard(self)
        self.transport.abort()

    def _watch(self) -> None:
        complete = self.cycle is None or self.cycle.response_complete
        if not self.transport.get_write_buffer_size():
            self._taken()
        elif complete:
            self._hurry()
        if self.transport.is_closing() or not complete:
            self._at_ease()
        elif self._deadline is None:
            self._deadline = self.loop.call_later(self.seconds, self.transport.close)
            self.waiting[self] = None

    def _at_ease(self) -> None:
        self.waiting.pop(self, None)
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _hurry(self) -> None:
        if self._taking is None:
            self._taking = self.loop.call_later(self.patience, self._late)

    def _late(self) -> None:
        self._taking = None
        if self.transport.get_write_buffer_size():
            self.drop()

    def _taken(self) -> None:
        if self._taking is not None:
            self._taking.cancel()
            self._taking = None


def connection(longest: float, requests: int) -> type[Connection]:
    """The connections of one server, whose requests take `longest` seconds at most, `requests` of them at once."""

    class Limited(Connection):
        seconds, patience = min(longest, _HEAD), longest
        most = _room(requests)
        waiting: ClassVar[dict[Connection, None]] = {}

    return Limited


def _room(requests: int) -> int:
    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if files == resource.RLIM_INFINITY:
        return _MOST
    return min(_MOST, max(_FEWEST, (files - _OWN - 4 * requests) // _EACH))


def quiet_when_full(loop: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
    """An event loop's exception handler: no word of a connection that finds no file left, as the loop tries again."""
    error = context.get("exception")
    if not (isinstance(error, OSError) and error.errno in _NO_FILES):
        loop.default_exception_handler(context)
