"""A site over HTTP, as an ASGI application: the file system decides what there is, `rules.py` how it is said."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Collection, Iterable, Mapping
from functools import lru_cache
from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import quote

from starlette.types import Receive, Scope, Send

from alliancegraph.errors import SiteError
from alliancegraph.publishing.history import register as registers
from alliancegraph.publishing.history.register import Register
from alliancegraph.publishing.http.negotiation import choose, is_coding_accepted
from alliancegraph.publishing.http.notices import NAMES, not_acceptable
from alliancegraph.publishing.http.rules import (
    HEADERS,
    INDEX,
    METHODS,
    PREFLIGHT,
    REGISTERED,
    VARY,
    Root,
    content_language,
    content_type,
    document_of,
    links,
)
from alliancegraph.publishing.layout import HTML, NOTICES, REGISTER
from alliancegraph.publishing.server.conditions import byte_range, precondition
from alliancegraph.publishing.server.folder import CHUNK, Folder, Signature, Stored

Headers = list[tuple[bytes, bytes]]

_PATIENCE = 50  # looks at a folder that is being replaced, 20 ms apart


class Answer(NamedTuple):
    """A response; `stream` gives the body where it is too large to be held."""

    status: int
    headers: Headers
    body: bytes = b""
    stream: AsyncIterator[bytes] | None = None


class Site:
    """The application. Values it remembers are those of files that are as they were."""

    def __init__(self, folder: Folder, register: Register, root: Root) -> None:
        self.folder, self.root = folder, root
        self._register: tuple[Signature, Register] = ((), register)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers an HTTP request."""
        headers = _joined(scope["headers"])
        for _ in range(3):
            answer = await self.answer(scope["method"], scope["path"], headers)
            try:
                first = await anext(answer.stream) if answer.stream else answer.body
                break
            except OSError:  # replaced since the look at it: look again
                continue
        else:
            answer, first = _failure(HTTPStatus.SERVICE_UNAVAILABLE), b""
        await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
        if answer.stream:
            await send({"type": "http.response.body", "body": first, "more_body": True})
            async for chunk in answer.stream:
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
            first = b""
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else first})

    async def answer(self, method: str, path: str, headers: Mapping[str, str]) -> Answer:
        """The answer to a request for a path of the host; header names are in lower case."""
        if method == "OPTIONS":
            return Answer(HTTPStatus.NO_CONTENT, _pairs({**HEADERS, **PREFLIGHT}))
        if method not in ("GET", "HEAD"):
            return _failure(HTTPStatus.METHOD_NOT_ALLOWED, {"Allow": METHODS})
        if not path.startswith(self.root.path):
            if f"{path}/" == self.root.path:
                return _redirect(HTTPStatus.MOVED_PERMANENTLY, self.root.quoted)
            return await self._notice(HTTPStatus.NOT_FOUND)
        path = path.removeprefix(self.root.path)
        for _ in range(_PATIENCE):
            answer = await self._find(method, path, headers)
            if answer is not None:
                return answer
            if self.folder.path.is_dir():
                return await self._notice(HTTPStatus.NOT_FOUND)
            await asyncio.sleep(0.02)  # between the old site and the new one
        return _failure(HTTPStatus.SERVICE_UNAVAILABLE, {"Retry-After": "5"})

    async def register(self) -> Register:
        """The register as it is now; the last one that could be read, while it is being replaced."""
        stored = await self.folder.read(REGISTER)
        if stored is not None and stored.signature != self._register[0]:
            with contextlib.suppress(SiteError, OSError):
                self._register = (stored.signature, await self._read_register(stored))
        return self._register[1]

    async def _read_register(self, stored: Stored) -> Register:
        chunks = [chunk async for chunk in self.folder.stream(REGISTER, stored, range(stored.size))]
        return registers.read(b"".join(chunks), REGISTER)

    async def _find(self, method: str, path: str, headers: Mapping[str, str]) -> Answer | None:
        moved = await self._moved(path)
        if moved is not None:
            return moved
        if path.startswith("id/"):
            document = document_of(path.removeprefix("id/"))
            if document is None or not self.folder.is_file(document + HTML.suffix):
                return None
            address = self.root.quoted + quote(document)
            return _redirect(HTTPStatus.SEE_OTHER, address, {"Link": f'<{address}>; rel="describedby"'})
        if self.folder.is_file(path):
            return await self._send(path, method, headers)
        document = path or INDEX
        present = frozenset(suffix for suffix in NAMES if self.folder.is_file(document + suffix))
        if HTML.suffix not in present:
            return None
        suffix = choose(headers.get("accept"), headers.get("accept-language"), present)
        if suffix is None:
            return self._not_acceptable(document, present)
        path = document + suffix
        chosen = {"Content-Location": self.root.quoted + quote(path)}
        return await self._send(path, method, headers, _pairs(chosen), vary=(VARY,))

    async def _moved(self, path: str) -> Answer | None:
        """301 or 410 where the register says so of what stands at a path, or of something it is part of."""
        folder, _, rest = path.partition("/")
        if not rest or folder not in REGISTERED:
            return None
        before, register = REGISTERED[folder], await self.register()
        name, dot, suffix = f"{before}{rest}".partition(".")
        head = next((one for one in registers.heads(name) if one in register.renamed or one in register.gone), None)
        if head is None:
            return None
        if head not in register.renamed:
            return await self._notice(HTTPStatus.GONE)
        new = f"{folder}/{register.now(name).removeprefix(before)}{dot}{suffix}"
        return _redirect(HTTPStatus.MOVED_PERMANENTLY, self.root.quoted + quote(new))

    async def _send(
        self,
        path: str,
        method: str,
        headers: Mapping[str, str],
        chosen: Iterable[tuple[bytes, bytes]] = (),
        vary: tuple[str, ...] = (),
    ) -> Answer | None:
        """A file, or as much of it as is asked for and not yet known; compressed where that is there and wanted."""
        said = [*_constant(path, self.root), *chosen]
        if not path.endswith(".gz") and self.folder.is_file(f"{path}.gz"):
            vary = (*vary, "Accept-Encoding")
            if is_coding_accepted(headers.get("accept-encoding"), "gzip"):
                path = f"{path}.gz"
                said.append((b"content-encoding", b"gzip"))
        if vary:
            said.append((b"vary", ", ".join(vary).encode()))
        stored = await self.folder.read(path)
        if stored is None:
            return None
        said += [(b"etag", stored.etag.encode()), (b"last-modified", stored.last_modified.encode())]
        status = precondition(headers, stored.etag, stored.modified)
        if status is not None:
            return Answer(status, said)
        wanted = byte_range(headers, stored.size, stored.etag, stored.last_modified) if method == "GET" else None
        if wanted is None:
            return self._body(HTTPStatus.OK, path, stored, range(stored.size), said, method)
        if not wanted:
            return _failure(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, {"Content-Range": f"bytes */{stored.size}"})
        said.append((b"content-range", f"bytes {wanted.start}-{wanted.stop - 1}/{stored.size}".encode()))
        return self._body(HTTPStatus.PARTIAL_CONTENT, path, stored, wanted, said, method)

    def _body(self, status: int, path: str, stored: Stored, wanted: range, said: Headers, method: str) -> Answer:
        said.append((b"content-length", b"%d" % len(wanted)))
        if method == "HEAD":
            return Answer(status, said)
        if stored.content is not None and len(wanted) <= CHUNK:
            return Answer(status, said, stored.content[wanted.start : wanted.stop])
        return Answer(status, said, stream=self.folder.stream(path, stored, wanted))

    def _not_acceptable(self, document: str, present: Collection[str]) -> Answer:
        """406 with the list of variants, for people and as links (RFC 9110 section 15.5.7)."""
        address = self.root.quoted + quote(document)
        variants = {address + suffix: name for suffix, name in NAMES.items() if suffix in present}
        return _said(
            406,
            not_acceptable(self.root.quoted, variants),
            ".html",
            {"Vary": VARY, "Link": links(document, self.root) or ""},
        )

    async def _notice(self, status: HTTPStatus) -> Answer:
        """The site's page for what is not there (404), or not any more (410)."""
        stored = await self.folder.read(NOTICES[status])
        if stored is None or stored.content is None:
            return _failure(status)
        return _said(status, stored.content.decode(), ".html", {})


@lru_cache(maxsize=4096)
def _constant(path: str, root: Root) -> tuple[tuple[bytes, bytes], ...]:
    """The headers that a file is always sent with."""
    headers = {
        **HEADERS,
        "Content-Type": content_type(path),
        "Accept-Ranges": "bytes",
        "Content-Language": content_language(path) or "",
        "Link": links(path, root) or "",
    }
    return tuple(_pairs({name: value for name, value in headers.items() if value}))


def _said(status: int, text: str, suffix: str, headers: Mapping[str, str]) -> Answer:
    body = text.encode()
    length = {"Content-Type": content_type(suffix), "Content-Length": str(len(body))}
    return Answer(status, _pairs({**HEADERS, **headers, **length}), body)


def _failure(status: HTTPStatus, headers: Mapping[str, str] | None = None) -> Answer:
    return _said(status, f"{status.value} {status.phrase}\n", ".txt", headers or {})


def _redirect(status: HTTPStatus, address: str, headers: Mapping[str, str] | None = None) -> Answer:
    return _said(status, f"{address}\n", ".txt", {"Location": address, **(headers or {})})


def _pairs(headers: Mapping[str, str]) -> Headers:
    return [(name.lower().encode(), value.encode("latin-1")) for name, value in headers.items()]


def _joined(headers: Headers) -> Mapping[str, str]:
    """Headers by name; those given several times are one list (RFC 9110 section 5.3)."""
    found: dict[str, str] = {}
    for name, value in headers:
        key, text = name.decode("latin-1"), value.decode("latin-1")
        found[key] = f"{found[key]}, {text}" if key in found else text
    return found
