"""Pushes trees into an RDF store: SPARQL 1.1 Graph Store HTTP Protocol, one named graph, whole or not at all.

What fits into one request replaces the graph with one PUT (section 5.3 there). More goes in batches into a graph beside
it, is counted, and takes the graph's place by SPARQL 1.1 Update's COPY (section 3.2.3 there): unlike MOVE it may be
sent twice, should an answer be lost on the way. Either way the graph is read before, to be put back where that fails.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from ipaddress import ip_address
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase, HTTPBasicAuth, HTTPDigestAuth
from urllib3 import BaseHTTPResponse
from urllib3.exceptions import HTTPError
from urllib3.util import Retry

from alliancegraph.errors import Finding, Place, PushError, finding
from alliancegraph.resource import Resource
from alliancegraph.terms import SH
from alliancegraph.writers.ntriples import to_ntriples

STATEMENTS = 100_000
"""How many statements go in one request, where nothing else is said."""

_N_TRIPLES = "application/n-triples"
_TIMES = (10, 300)  # seconds to connect, and to wait for an answer: a store may build its indexes meanwhile
_LONGEST_WAIT = 60  # seconds, whatever Retry-After says


class Target(NamedTuple):
    """Where to push: the store's Graph Store Protocol and the named graph; `update`, its SPARQL Update, for batches."""

    endpoint: str
    graph: str
    update: str | None = None
    batch: int = STATEMENTS


class Credentials(NamedTuple):
    """What the store knows us by: a name and password (Digest or Basic, as it asks), or a bearer token."""

    user: str = ""
    password: str = ""
    token: str = ""


class Pushed(NamedTuple):
    """What went: the statements of the graph, counted in the store, and the requests that carried them.

    `warnings` say what is left beside the graph, which could not be cleared away.
    """

    statements: int
    batches: int
    warnings: tuple[Finding, ...] = ()


def push(trees: Iterable[Resource], target: Target, credentials: Credentials | None = None) -> Pushed:
    """Replaces a store's named graph by some trees, and counts what has arrived.

    Raises `PushError` where the store cannot be reached, refuses, or has another number of statements than was sent;
    the graph is then as it was before, or the error says that it could not be put back.
    """
    lines = list(dict.fromkeys(to_ntriples(trees).encode().splitlines(keepends=True)))
    batches = _batches(lines, target.batch)
    if len(batches) > 1 and target.update is None:
        raise PushError([_said("push-batches", target.endpoint, count=len(lines), batch=target.batch)])
    with _Store(target, credentials or Credentials()) as store:
        if len(batches) == 1:
            _replace(store, target.graph, batches[0], len(lines))
            return Pushed(len(lines), 1)
        return Pushed(len(lines), len(batches), _stage(store, target.graph, batches, len(lines)))


def _batches(lines: list[bytes], size: int) -> list[bytes]:
    """The contents of requests of so many lines; one at least."""
    return [b"".join(lines[start : start + size]) for start in range(0, len(lines), size)] or [b""]


def exposed(target: Target, credentials: Credentials) -> Finding | None:
    """A warning where a password or token would cross a network in the clear (RFC 7617 section 4)."""
    try:
        address = urlsplit(target.endpoint)
    except ValueError:  # no address at all, as the push will say
        return None
    if address.scheme == "https" or credentials == Credentials() or _is_loopback(address.hostname or ""):
        return None
    return _said("push-exposed", target.endpoint)


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _replace(store: _Store, graph: str, content: bytes, count: int) -> None:
    """One PUT."""
    with _kept(store, graph):
        store.put(graph, content)
        store.verify(graph, count)


def _stage(store: _Store, graph: str, batches: Iterable[bytes], count: int) -> tuple[Finding, ...]:
    """Batches into a graph beside the published one, which they replace once all have arrived. Returns warnings."""
    beside = f"{graph}#incoming"
    store.delete(beside)  # what an interrupted push has left
    try:
        for batch in batches:
            store.post(beside, batch)
        store.verify(beside, count)
        with _kept(store, graph):
            store.update(f"COPY GRAPH <{beside}> TO GRAPH <{graph}>")
            store.verify(graph, count)
    except PushError as error:
        raise PushError([*error.findings, *_cleared(store, beside)[-1:]]) from error
    return _cleared(store, beside)


@contextmanager
def _kept(store: _Store, graph: str) -> Iterator[None]:
    """Puts back what was there, should the change fail halfway, as it may in a store without transactions."""
    before = store.get(graph)
    try:
        yield
    except PushError as error:
        try:
            if _statements(store.get(graph)) != _statements(before):
                store.restore(graph, before)
        except PushError as worse:
            lost = _said("push-unrestored", store.target.endpoint, graph=graph)
            raise PushError([*error.findings, *worse.findings, lost]) from error
        raise


def _cleared(store: _Store, graph: str) -> tuple[Finding, ...]:
    """Deletes a graph that has served its purpose; where the store does not, warnings say why, and what is left."""
    try:
        store.delete(graph)
    except PushError as error:
        reasons = (replace(one, severity=SH.Warning) for one in error.findings)
        return (*reasons, _said("push-left", store.target.endpoint, graph=graph))
    return ()


class _Patience(Retry):
    """Repeats what may pass, as long as a person would wait."""

    def get_retry_after(self, response: BaseHTTPResponse) -> float | None:
        asked = super().get_retry_after(response)
        return None if asked is None else min(asked, _LONGEST_WAIT)


class _Store:
    """The connection to a store; it learns from the first refusal how the store wants to be told who we are."""

    def __init__(self, target: Target, credentials: Credentials) -> None:
        self.target, self.credentials = target, credentials
        self.session = requests.Session()
        self.auth: AuthBase = _Bearer(credentials.token)
        # Every request here may be repeated: a set of statements without blank nodes is the same when sent twice.
        patience = _Patience(
            4, allowed_methods=None, status_forcelist=(429, 502, 503, 504), backoff_factor=0.5, raise_on_status=False
        )
        for scheme in ("http://", "https://"):
            self.session.mount(scheme, HTTPAdapter(max_retries=patience))

    def __enter__(self) -> _Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.session.close()

    def get(self, graph: str) -> bytes | None:
        """The graph in N-Triples; None where there is none."""
        answer = self._graph("GET", graph, fine=(404,))
        if answer.status_code == requests.codes.not_found:
            return None
        return _as_ntriples(answer, self.target.endpoint)

    def put(self, graph: str, content: bytes) -> None:
        self._graph("PUT", graph, content)

    def post(self, graph: str, content: bytes) -> None:
        self._graph("POST", graph, content)

    def delete(self, graph: str) -> None:
        self._graph("DELETE", graph, fine=(404,))

    def restore(self, graph: str, before: bytes | None) -> None:
        """Makes a graph what it was, by requests no larger than those of the push."""
        lines = (before or b"").splitlines(keepends=True)
        # Blank nodes are the same within one request alone.
        first, *others = _batches(lines, self.target.batch if b"_:" not in (before or b"") else len(lines))
        if before is None:
            self.delete(graph)
        else:
            self.put(graph, first)
            for batch in others:
                self.post(graph, batch)
        self.verify(graph, len(_statements(before)))

    def update(self, request: str) -> None:
        assert self.target.update is not None  # noqa: S101 - `push` has made sure
        self._send("POST", self.target.update, request.encode(), {}, "application/sparql-update")

    def verify(self, graph: str, count: int) -> None:
        """Raises `PushError` unless the graph has that many statements."""
        arrived = len(_statements(self.get(graph)))
        if arrived != count:
            raise PushError([_said("push-count", self.target.endpoint, sent=count, arrived=arrived, graph=graph)])

    def _graph(self, method: str, graph: str, content: bytes | None = None, fine: tuple[int, ...] = ()) -> _Answer:
        return self._send(method, self.target.endpoint, content, {"graph": graph}, _N_TRIPLES, fine)

    def _send(
        self,
        method: str,
        address: str,
        content: bytes | None,
        query: dict[str, str],
        media_type: str,
        fine: tuple[int, ...] = (),
    ) -> _Answer:
        headers = (
            {"Accept": _N_TRIPLES} if method == "GET" else {"Content-Type": media_type} if content is not None else {}
        )

        def sent() -> _Answer:
            return self.session.request(
                method,
                address,
                params=query,
                data=content,
                headers=headers,
                auth=self.auth,
                timeout=_TIMES,
                allow_redirects=False,  # requests would make a GET of a redirected POST
            )

        try:
            answer = sent()
            if answer.status_code == requests.codes.unauthorized and self._introduced(answer):
                answer = sent()
        except (requests.RequestException, HTTPError) as error:
            raise PushError([_said("push-unreachable", address, reason=_reason(error))]) from error
        except ValueError:  # a header that HTTP cannot have; the error's own words and cause would show the token
            raise PushError([_said("push-characters", address)]) from None
        if not (answer.ok and answer.status_code < 300) and answer.status_code not in fine:
            raise PushError([_refusal(answer, address)])
        return answer

    def _introduced(self, answer: _Answer) -> bool:
        """Whether there is a name and password to try, in the way the store asks for."""
        if not self.credentials.user or not isinstance(self.auth, _Bearer):
            return False
        digest = "digest" in answer.headers.get("WWW-Authenticate", "").lower()
        user, password = self.credentials.user, self.credentials.password
        # Basic goes as UTF-8 (RFC 7617 section 2.1); requests would take Latin-1.
        self.auth = HTTPDigestAuth(user, password) if digest else HTTPBasicAuth(user.encode(), password.encode())
        return True


_Answer = requests.Response


class _Bearer(AuthBase):
    """A bearer token (RFC 6750), or nothing; either keeps requests from looking for passwords in .netrc."""

    def __init__(self, token: str) -> None:
        self.token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if self.token:
            request.headers["Authorization"] = f"Bearer {self.token}"
        return request


def _as_ntriples(answer: _Answer, address: str) -> bytes:
    """An answer's graph as N-Triples, one statement a line; some stores only give Turtle."""
    media_type = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if media_type in (_N_TRIPLES, "text/plain"):
        return b"".join(line + b"\n" for line in answer.content.splitlines() if line.strip() and line[:1] != b"#")
    import rdflib

    try:
        graph = rdflib.Graph().parse(data=answer.content, format="turtle")
    except Exception as error:  # the parser has errors of its own, and some of its programming
        raise PushError([_said("push-answer", address, found=media_type or "?")]) from error
    return graph.serialize(format="nt", encoding="utf-8")


def _statements(graph: bytes | None) -> frozenset[bytes]:
    """The statements of a graph in N-Triples, which a store may give in another order each time."""
    return frozenset((graph or b"").splitlines())


def _refusal(answer: _Answer, address: str) -> Finding:
    if answer.status_code in (401, 403):
        return _said("push-credentials", address, status=answer.status_code)
    if 300 <= answer.status_code < 400:
        return _said("push-redirect", address, target=answer.headers.get("Location", "?"))
    words = " ".join(answer.text.split())[:200]
    return _said("push-refused", address, status=answer.status_code, words=words or answer.reason)


def _reason(error: Exception) -> str:
    """The innermost cause's own words."""
    causes = list(_causes(error))
    return " ".join(str(getattr(causes[-1], "strerror", None) or causes[-1]).split())[:200]


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _said(code: str, address: str, **values: Any) -> Finding:
    return finding(code, place=Place(address), **values)
