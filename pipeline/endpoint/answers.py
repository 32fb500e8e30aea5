"""An outcome as an answer, sent from the file that it stands in; the file is closed whatever becomes of the client."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO, Final

from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from pipeline.endpoint.jobs import Outcome
from pipeline.endpoint.negotiate import with_charset
from pipeline.endpoint.protocol import Refused

RETRY: Final = {"Retry-After": "5"}
_CHUNK: Final = 1 << 16


def answer(done: Outcome, path: Path) -> Response:
    """The answer with what a job has written into a file; raises `Refused` where it has come to nothing."""
    if done.status == 204:
        return Response(status_code=204)
    if done.status != 200:
        raise Refused(done.status, done.message, RETRY if done.status == 503 else None)
    headers = {"Content-Length": str(path.stat().st_size), "Vary": "Accept"}
    return _FileResponse(path.open("rb"), with_charset(done.media), headers)


class _FileResponse(StreamingResponse):
    """What stands in an open file, which is closed when all is sent or the client has gone."""

    def __init__(self, file: BinaryIO, media: str, headers: Mapping[str, str]) -> None:
        super().__init__(iter(lambda: file.read(_CHUNK), b""), media_type=media, headers=headers)
        self.file = file

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with self.file:
            await super().__call__(scope, receive, send)
