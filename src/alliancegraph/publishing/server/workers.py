"""The processes that answer queries: started when needed, replaced when their time is up or the site has changed."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from alliancegraph.errors import Place, SiteError, finding

_WORKERS = 2
_WAITING = 20  # queries that may wait for a worker; more are turned away
_START = 120.0  # seconds to fill a store in

Loaded = tuple[tuple[str, int, int], ...]


class Result(NamedTuple):
    """What came of a query: an HTTP status, a media type, a body."""

    status: int
    media_type: str
    body: bytes


class _Worker(NamedTuple):
    process: Process
    loaded: Loaded


class Workers:
    """Answers queries about the site in a folder.

    A dump is loaded into the default graph, the catalogue and the vocabulary into graphs named by their documents.
    """

    def __init__(self, folder: Path, base: str, seconds: float) -> None:
        self.folder, self.base, self.seconds = folder, base, seconds
        self._idle: list[_Worker] = []
        self._free = asyncio.Semaphore(_WORKERS)
        self._asked = 0

    async def run(self, order: Mapping[str, Any]) -> Result:
        """What comes of a query; `order` is what `worker.answer` needs to know of it.

        503 where it takes too long or too many wait. Raises `SiteError` where the site's dumps cannot be loaded.
        """
        if self._asked >= _WORKERS + _WAITING:
            return _refused("Too many queries are waiting. Try again later.")
        self._asked += 1
        try:
            async with self._free:
                return await self._run({**order, "base": self.base, "seconds": self.seconds})
        finally:
            self._asked -= 1

    async def close(self) -> None:
        """Ends all workers."""
        while self._idle:
            await _end(self._idle.pop())

    async def _run(self, order: Mapping[str, Any]) -> Result:
        worker = await self._worker()
        try:
            async with asyncio.timeout(self.seconds):
                result = await _ask(worker.process, order)
        except TimeoutError:
            await _end(worker)
            return _refused(f"The query took longer than {self.seconds:g} s. Ask for less.")
        except (asyncio.IncompleteReadError, ConnectionError):
            await _end(worker)
            return _refused("The query took more memory than there is. Ask for less.")
        except BaseException:  # the server ends
            worker.process.kill()
            raise
        self._idle.append(worker)
        return result

    async def _worker(self) -> _Worker:
        """An idle worker that has loaded what is there now, or a new one."""
        if not dumps(self.folder):
            raise SiteError([finding("dump-missing", place=Place(str(self.folder)))])
        files = _files(self.folder, self.base)
        loaded = _loaded(path for path, _ in files)
        while self._idle:
            worker = self._idle.pop()
            if worker.loaded == loaded and worker.process.returncode is None:
                return worker
            await _end(worker)
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "alliancegraph.publishing.server.worker", stdin=PIPE, stdout=PIPE, limit=1 << 20
        )
        worker = _Worker(process, loaded)
        try:
            async with asyncio.timeout(_START):
                started = await _ask(process, {"files": files})
            reason = None if started.status == 200 else started.body.decode()
        except (TimeoutError, asyncio.IncompleteReadError, ConnectionError) as error:
            reason = f"{type(error).__name__}"
        if reason is not None:
            await _end(worker)
            raise SiteError([finding("dump-unreadable", place=Place(str(self.folder)), reason=reason)])
        return worker


def dumps(folder: Path) -> Sequence[Path]:
    """The dumps of a site that a store is filled from."""
    return sorted(folder.glob("dump/*.nt.gz"))


def _files(folder: Path, base: str) -> list[tuple[str, str | None]]:
    graphs = [*sorted(folder.glob("catalog*.ttl")), *sorted(folder.glob("vocabulary/*.ttl"))]
    named = [(str(path), base + path.relative_to(folder).with_suffix("").as_posix()) for path in graphs]
    return [*((str(path), None) for path in dumps(folder)), *named]


def _loaded(paths: Iterable[str]) -> Loaded:
    found = []
    for path in paths:
        with contextlib.suppress(OSError):
            now = Path(path).stat()
            found.append((path, now.st_ino, now.st_mtime_ns))
    return tuple(found)


async def _ask(process: Process, order: Mapping[str, Any]) -> Result:
    assert process.stdin is not None and process.stdout is not None  # noqa: S101, PT018 - both are pipes
    process.stdin.write(json.dumps(order).encode() + b"\n")
    await process.stdin.drain()
    head = json.loads(await process.stdout.readuntil())
    return Result(head["status"], head["media_type"], await process.stdout.readexactly(head["length"]))


async def _end(worker: _Worker) -> None:
    with contextlib.suppress(ProcessLookupError):
        worker.process.kill()
    await worker.process.wait()


def _refused(reason: str) -> Result:
    return Result(503, "text/plain", f"{reason}\n".encode())
