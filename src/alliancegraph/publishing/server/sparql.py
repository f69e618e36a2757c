"""A read-only SPARQL 1.1 endpoint (SPARQL 1.1 Protocol, query operation)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import Response

from alliancegraph.errors import SiteError
from alliancegraph.publishing.http.negotiation import media_type
from alliancegraph.publishing.http.rules import HEADERS
from alliancegraph.publishing.server.formats import GRAPHS, RESULTS
from alliancegraph.publishing.server.workers import Workers

_LIMIT = 100_000  # characters
_QUERY, _FORM = "application/sparql-query", "application/x-www-form-urlencoded"
_READ_ONLY = "This endpoint is read-only: updates are refused."
_TOO_LONG = f"A query has up to {_LIMIT} characters."
METHODS = ("GET", "HEAD", "POST", "OPTIONS")
"""What the endpoint answers."""

_PREFLIGHT = {
    "Allow": ", ".join(METHODS),
    "Access-Control-Allow-Methods": ", ".join(METHODS),
    "Access-Control-Allow-Headers": "Accept, Content-Type",
    "Access-Control-Max-Age": "86400",
}

# What no keyword can stand in: strings, IRIs, comments, variables, the local part of a name (SPARQL 1.1 section 19.8).
_TEXT = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\r\n]|\\.)*"'
    r"|'(?:[^'\\\r\n]|\\.)*'"
    r"|<[^<>\"{}|^`\\\x00-\x20]*>"
    r"|\#[^\r\n]*"
    r"|[?$]\w+"
    r"|:[\w.:%\\-]*",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")  # section 19.2: these work anywhere in a query

_DESCRIPTION = """\
@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .

<{address}> a sd:Service ;
    sd:endpoint <{address}> ;
    sd:supportedLanguage sd:SPARQL11Query ;
    sd:resultFormat {formats} .
"""
_FORMATS = "SPARQL_Results_JSON SPARQL_Results_XML SPARQL_Results_CSV SPARQL_Results_TSV Turtle N-Triples"


class _Asked(NamedTuple):
    """A query and what comes with it: the IRIs of its default graph and of its named graphs, where it states them."""

    query: str
    default: Sequence[str]
    named: Sequence[str]


class Sparql:
    """The endpoint of a site."""

    def __init__(self, workers: Workers, address: str) -> None:
        self.workers, self.address = workers, address

    async def answer(self, request: Request) -> Response:
        """Answers a request."""
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={**HEADERS, **_PREFLIGHT})
        if request.method in ("GET", "HEAD") and not request.url.query:
            return _response(200, "text/turtle; charset=utf-8", self._description())
        asked = await _asked(request)
        if isinstance(asked, Response):
            return asked
        accept = ", ".join(request.headers.getlist("accept")) or None
        chosen = {"results": media_type(accept, RESULTS), "graph": media_type(accept, GRAPHS)}
        try:
            result = await self.workers.run({**asked._asdict(), **chosen})
        except SiteError as error:
            return _refused(503, str(error))
        charset = "; charset=utf-8" if result.media_type.startswith("text/") else ""
        return _response(result.status, result.media_type + charset, result.body)

    def _description(self) -> bytes:
        """The service description that the address alone answers with (SPARQL 1.1 Service Description section 2)."""
        formats = ", ".join(f"<http://www.w3.org/ns/formats/{name}>" for name in _FORMATS.split())
        return _DESCRIPTION.format(address=self.address, formats=formats).encode()


def calls_service(query: str) -> bool:
    r"""Whether a query has the keyword SERVICE, which would ask other hosts.

    >>> calls_service("SELECT * { ?service ex:service 'service' }")
    False
    >>> calls_service("SELECT * { S\\u0045RVICE <https://example.org/> { ?s ?p ?o } }")
    True
    """
    unescaped = _ESCAPE.sub(lambda match: _character(match[1] or match[2]), query)
    return "service" in _TEXT.sub(" ", unescaped).lower()


def _character(digits: str) -> str:
    return chr(int(digits, 16)) if int(digits, 16) < 0x110000 else " "


async def _asked(request: Request) -> _Asked | Response:
    """What a request asks (protocol section 2.1), or why it is refused."""
    parameters = parse_qs(request.url.query, keep_blank_values=True)
    if request.method == "POST":
        kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
        if kind == "application/sparql-update":
            return _refused(403, _READ_ONLY)
        if kind not in (_QUERY, _FORM):
            return _refused(415, f"Send {_QUERY} or {_FORM}.")
        body = await _body(request)
        if body is None:
            return _refused(413, _TOO_LONG)
        try:
            text = body.decode()
        except UnicodeDecodeError:
            return _refused(400, "The query is not UTF-8.")
        parameters = {**parameters, "query": [text]} if kind == _QUERY else parse_qs(text, keep_blank_values=True)
    if "update" in parameters:
        return _refused(403, _READ_ONLY)
    queries = parameters.get("query", ())
    if len(queries) != 1:
        return _refused(400, "State one query, as the parameter query.")
    if len(queries[0]) > _LIMIT:
        return _refused(413, _TOO_LONG)
    if calls_service(queries[0]):
        return _refused(403, "Queries of other endpoints (SERVICE) are refused.")
    return _Asked(queries[0], parameters.get("default-graph-uri", ()), parameters.get("named-graph-uri", ()))


async def _body(request: Request) -> bytes | None:
    """The body of a request; None where it is too long. A form spells a character with up to twelve bytes."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > 12 * _LIMIT:
            return None
    return body


def _refused(status: int, reason: str) -> Response:
    return _response(status, "text/plain; charset=utf-8", f"{reason}\n".encode())


def _response(status: int, media_type: str, body: bytes) -> Response:
    headers = {**HEADERS, "Content-Type": media_type, "Vary": "Accept"}
    return Response(body, status, headers if status == 200 else {**headers, "Cache-Control": "no-store"})
