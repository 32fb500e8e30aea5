"""The endpoint as a web application: its paths, who may do what, and what is said where that is nothing."""

from __future__ import annotations

import asyncio
import hmac
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final, cast

from pyoxigraph import NamedNode
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from pipeline.endpoint.addressed import Addressed, asked_url, names_below
from pipeline.endpoint.answers import RETRY, answer
from pipeline.endpoint.dealing import Dealing
from pipeline.endpoint.description import DESCRIPTIONS
from pipeline.endpoint.jobs import Job, Outcome
from pipeline.endpoint.negotiate import GRAPHS, ROWS, best
from pipeline.endpoint.protocol import METHODS, Operation, Refused, Request as Asked, operation
from pipeline.endpoint.settings import Settings
from pipeline.endpoint.workers import Busy, Workers

SPARQL: Final = "/sparql"
GRAPH_STORE: Final = "/graphs"
_READ: Final = ("GET", "HEAD", "OPTIONS")
_GONE: Final = 499  # no client is there to read it


class Endpoint:
    """The requests' handlers, with what they share."""

    def __init__(self, scratch: Path, prefixes: Mapping[str, str], settings: Settings) -> None:
        self.scratch, self.settings, self.home = scratch, settings, prefixes["id"]
        self.stores = Dealing(scratch)
        self.workers = Workers(self.stores, prefixes, settings.limits)

    def application(self) -> Starlette:
        """The application, to be served by any ASGI server."""
        everybody = Middleware(
            CORSMiddleware, allow_origins=["*"], allow_methods=[*METHODS], allow_headers=["*"],
            expose_headers=["Retry-After", "Allow"], max_age=86400,
        )  # fmt: skip
        routes = [
            *(Route(path, self.sparql, methods=METHODS) for path in (SPARQL, f"{SPARQL}/")),
            *(Route(path, self.graph, methods=_READ) for path in (GRAPH_STORE, f"{GRAPH_STORE}/{{name:path}}")),
        ]
        handlers = {Refused: _refused, Busy: _busy, HTTPException: _no_such}
        return Starlette(
            routes=routes,
            middleware=[everybody, Middleware(Addressed)],
            exception_handlers=handlers,
            lifespan=self._lifespan,
        )

    async def sparql(self, request: Request) -> Response:
        """`/sparql`: a query, an update, or the description of the service."""
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": ", ".join(METHODS)})
        asked = Asked(
            request.method, request.url.query, request.headers.get("content-type", ""), await self._body(request)
        )
        found = operation(asked)
        if found is None:
            return await self._description(request)
        if found.kind == "update":
            self._authorise(request)
        return await self._answer(request, _job(request, found, self.settings.limits.rows))

    async def graph(self, request: Request) -> Response:
        """`/graphs`: one graph, by `?graph=IRI`, as `?default`, or by a path that is its name."""
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": ", ".join(_READ)})
        names = _graph_names(request, self.home)
        media = best(_accept(request), GRAPHS)
        return await self._answer(request, Job("graph", graphs=names, triples=media))

    async def _description(self, request: Request) -> Response:
        media = best(_accept(request), DESCRIPTIONS)
        if not media:
            raise Refused(406, f"the service description is to be had as {', '.join(DESCRIPTIONS)}")
        job = Job("description", base=_base(request), triples=media, updates=bool(self.settings.token))
        return await self._answer(request, job)

    async def _answer(self, request: Request, job: Job) -> Response:
        with NamedTemporaryFile(dir=self.scratch) as file:
            # The worker writes into the file by its name; read here, it is gone when the last byte is sent.
            done = await self._unless_gone(request, replace(job, out=file.name))
            if done is None:
                return Response(status_code=_GONE)
            return answer(done, Path(file.name))

    async def _unless_gone(self, request: Request, job: Job) -> Outcome | None:
        """The outcome of a job, which is given up when the client hangs up."""
        work = asyncio.create_task(self.workers.run(job))
        gone = asyncio.create_task(_hung_up(request))
        try:
            await asyncio.wait((work, gone), return_when=asyncio.FIRST_COMPLETED)
            return work.result() if work.done() else None
        finally:
            for task in (work, gone):
                task.cancel()
            await asyncio.gather(work, gone, return_exceptions=True)

    async def _body(self, request: Request) -> bytes:
        """The request's body; the limit holds for it and for the URL, which a query may be in."""
        most = self.settings.limits.request
        too_large = Refused(413, f"a request may have {most} bytes at most", {"Connection": "close"})
        length = request.headers.get("content-length", "")
        if len(request.url.query) > most or (length.isdigit() and int(length) > most):
            raise too_large
        if request.headers.get("content-encoding", "identity").strip().lower() not in ("", "identity"):
            raise Refused(415, "a request's body must not be compressed", {"Accept-Encoding": "identity"})
        body = bytearray()
        try:
            async with asyncio.timeout(self.settings.limits.seconds):
                async for chunk in request.stream():
                    body += chunk
                    if len(body) > most:
                        raise too_large
        except TimeoutError as error:
            raise Refused(408, "the request did not arrive in time", {"Connection": "close"}) from error
        except ClientDisconnect as error:
            raise Refused(_GONE, "the client has gone") from error
        return bytes(body)

    def _authorise(self, request: Request) -> None:
        """Let an update pass only where the server was started with a token and the request shows it."""
        if not self.settings.token:
            raise Refused(403, "this endpoint is read-only: it was started without a token for updates")
        shown = _credentials(request.headers.get("authorization", ""))
        if not hmac.compare_digest(shown, self.settings.token.encode()):
            challenge = {"WWW-Authenticate": 'Bearer realm="summitry", Basic realm="summitry"'}
            raise Refused(401, "an update needs the token: Authorization: Bearer TOKEN", challenge)

    @asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncIterator[None]:
        await self.stores.begin()
        try:
            yield
        finally:
            await self.stores.close()
            await self.workers.close()


def _job(request: Request, asked: Operation, most: int) -> Job:
    accept = _accept(request)
    return Job(
        asked.kind, asked.text, _base(request), asked.default, asked.named,
        rows=best(accept, ROWS), triples=best(accept, GRAPHS), most=most,
    )  # fmt: skip


def _accept(request: Request) -> str | None:
    """What a client takes: lines of the header are parts of one list."""
    lines = request.headers.getlist("accept")
    return ", ".join(lines) if lines else None


def _graph_names(request: Request, home: str) -> tuple[str, ...] | None:
    """The IRIs that a request may mean, the nearest first; None for the default graph."""
    path = request.path_params.get("name", "")
    given = request.query_params.multi_items()
    asked = [value for name, value in given if name == "graph"]
    default = any(name == "default" for name, _ in given)
    if path and (asked or default):
        raise Refused(400, "the path names a graph already")
    if path:
        names = (_base(request), *(f"{home}{name}" for name in names_below(request, GRAPH_STORE)))
        return tuple(dict.fromkeys(filter(_is_iri, names)))
    if len(asked) + default != 1:
        raise Refused(400, f"name one graph: {GRAPH_STORE}?graph=IRI, {GRAPH_STORE}?default or {GRAPH_STORE}/NAME")
    return None if default else tuple(asked)


def _base(request: Request) -> str:
    """The URL that was asked, without what follows the "?": the base of a request's IRIs."""
    url = asked_url(request)
    if not _is_iri(url):
        raise Refused(400, "the URL is not well formed")
    return url


def _is_iri(text: str) -> bool:
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True


def _credentials(authorization: str) -> bytes:
    """The token that a request shows: as a bearer, or as the password of any user."""
    scheme, _, value = authorization.partition(" ")
    if scheme.lower() == "bearer":
        return value.strip().encode("latin-1")  # as headers are decoded
    if scheme.lower() != "basic":
        return b""
    try:
        return b64decode(value.encode("latin-1"), validate=True).partition(b":")[2]
    except NotBase64:
        return b""


async def _hung_up(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def _refused(_: Request, error: Exception) -> Response:
    refused = cast("Refused", error)
    return PlainTextResponse(f"{refused.message}\n", refused.status, refused.headers)


async def _busy(_: Request, __: Exception) -> Response:
    return PlainTextResponse("too many requests at once: try again soon\n", 503, RETRY)


async def _no_such(request: Request, error: Exception) -> Response:
    refused = cast("HTTPException", error)
    if refused.status_code == 404:
        return PlainTextResponse(f"nothing is here: ask {SPARQL} or {GRAPH_STORE}\n", 404)
    allowed = METHODS if request.url.path.startswith(SPARQL) else _READ  # in one order: the router has a set of them
    headers = {"Allow": ", ".join(allowed)} if refused.status_code == 405 else refused.headers
    return PlainTextResponse(f"{request.method} is not understood here\n", refused.status_code, headers)
