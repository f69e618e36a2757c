"""The server: the site, its health, and a SPARQL endpoint when asked, on Starlette and uvicorn."""

from __future__ import annotations

import contextlib
import os
import socket
from collections.abc import AsyncIterator, Callable
from importlib.util import find_spec
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Mount, Route

from alliancegraph.errors import Place, SiteError, finding
from alliancegraph.publishing.history import register as registers
from alliancegraph.publishing.history.register import Register
from alliancegraph.publishing.http.rules import root
from alliancegraph.publishing.layout import REGISTER
from alliancegraph.publishing.server.folder import Folder
from alliancegraph.publishing.server.site import Site
from alliancegraph.publishing.server.sparql import METHODS, Sparql
from alliancegraph.publishing.server.workers import Workers, dumps

QUERY_SECONDS = 10.0


def application(folder: Path, *, sparql: bool = False, seconds: float = QUERY_SECONDS) -> Starlette:
    """The site in a folder as an ASGI application: at the path of its base IRI, with `health`, and `sparql` if asked.

    A query may take `seconds`. Raises `SiteError` where the folder holds no site, or no dumps to query, and
    `ModuleNotFoundError` where there is nothing to query with.
    """
    register = published(folder)
    at = root(register.base)
    routes: list[Route | Mount] = [Route("/health", _health(folder)), Mount("", Site(Folder(folder), register, at))]
    if not sparql:
        return Starlette(routes=routes)
    if not dumps(folder):
        raise SiteError([finding("dump-missing", place=Place(str(folder)))])
    if find_spec("pyoxigraph") is None:  # the workers' alone, but now is the time to say so
        raise ModuleNotFoundError("pyoxigraph")
    workers = Workers(folder, register.base, seconds)
    endpoint = Sparql(workers, f"{at.base}sparql")

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        await workers.close()

    return Starlette(routes=[Route(f"{at.path}sparql", endpoint.answer, methods=METHODS), *routes], lifespan=lifespan)


def published(folder: Path) -> Register:
    """The register of the site in a folder. Raises `SiteError` where there is none."""
    file = folder / REGISTER
    try:
        return registers.read(file.read_bytes(), str(file))
    except (FileNotFoundError, NotADirectoryError) as error:
        raise SiteError([finding("site-none", place=Place(str(folder)))]) from error
    except OSError as error:
        raise SiteError([finding("register-unreadable", place=Place(str(file)), reason=error.strerror)]) from error


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens on an address; port 0 is any free one. Raises `OSError` where the address is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio sends without delay (TCP_NODELAY) only where the protocol is named; else each answer waits 40 ms.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":  # elsewhere it would let two servers share a port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(1024)
    except OSError:
        listener.close()
        raise
    return listener


def address(listener: socket.socket, folder: Path) -> str:
    """Where the site in a folder is found, for people."""
    host, port = listener.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}{root(published(folder).base).quoted}"


class _Server(uvicorn.Server):
    """A server that says when it answers requests, and heeds Ctrl-C."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready()


def run(app: Starlette, listener: socket.socket, ready: Callable[[], None]) -> None:
    """Serves until the process is told to end (Ctrl-C, SIGTERM); `ready` is called once requests are answered."""
    # Who asks is neither logged nor looked at.
    config = uvicorn.Config(
        app,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        ws="none",
        log_level="warning",
        timeout_graceful_shutdown=5,
    )
    with contextlib.suppress(KeyboardInterrupt):
        _Server(config, ready).run(sockets=[listener])


def _health(folder: Path) -> Callable[[Request], object]:
    async def health(_: Request) -> JSONResponse:
        """200 while the site's register can be read, else 503."""
        try:
            register = published(folder)
        except SiteError as error:
            return JSONResponse({"status": "error", "reason": str(error)}, 503, {"Cache-Control": "no-store"})
        said = {"status": "ok", "base": register.base, "resources": len(register.resources)}
        return JSONResponse(said, headers={"Cache-Control": "no-store"})

    return health
