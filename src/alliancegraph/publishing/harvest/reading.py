"""From bytes to a graph, as what they look like; and all that keeps a portal from reading them.

Harvesters go by the media type alone. Nothing is fetched: what a JSON-LD document names as its context is not followed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from html.parser import HTMLParser
from typing import Any, NamedTuple
from urllib.parse import urljoin
from xml.sax import SAXParseException

import rdflib

from alliancegraph.errors import Finding, Place, finding
from alliancegraph.publishing.harvest.client import Received

BASE = "http://relative.invalid/page/"
"""What relative addresses are resolved against, so that they are known again (RFC 6761 section 6.4)."""

_FORMATS: Mapping[str, tuple[str, str]] = {
    "text/turtle": ("turtle", "turtle"),
    "application/n-triples": ("nt", "turtle"),
    "text/n3": ("n3", "turtle"),
    "application/trig": ("trig", "turtle"),
    "application/n-quads": ("nquads", "turtle"),
    "application/ld+json": ("json-ld", "json-ld"),
    "application/rdf+xml": ("xml", "xml"),
}
"""Media types that harvesters know -> rdflib's name for the format, and what such a document looks like."""
_NAMES = {"turtle": "Turtle", "json-ld": "JSON-LD", "xml": "RDF/XML", "html": "HTML"}
_TYPES = {looks: type for type, (format, looks) in _FORMATS.items() if format == looks}

_LOOKS = (
    # `(?>` and `*+` give nothing back to try it another way, which would take twice the time for each further comment.
    ("html", re.compile(r"(?is)\s*+(?><!--.*?-->\s*+)*+<(?:!doctype\s+html|html|head|body)\b")),
    ("xml", re.compile(r"\s*<(?:\?xml|!--|!DOCTYPE|(?:[\w.-]+:)?RDF\b)")),
    ("json-ld", re.compile(r"\s*(?:\{|\[\s*[\[{\"]|\[\s*\]\s*$)")),
    ("turtle", re.compile(r"(?i)(?>\s++|#.*\n)*+(?:@prefix|@base|prefix\s|base\s|<|_:|\[|[\w.-]*:[\w.-]*\s)")),
)


class Reading(NamedTuple):
    """What was read: None where nothing could be. Relative addresses in the graph begin with `BASE`."""

    graph: rdflib.Graph | None
    findings: tuple[Finding, ...]


def read(page: Received, agreed: str | None = None) -> Reading:
    """The graph of a page. `agreed` is the content type of the first page: CKAN takes all others for the same."""
    place = Place(page.address)
    if not page.body:
        return Reading(None, (finding("harvest-void", place=place),))
    text, found = _decoded(page.body, place)
    said = media_type(page.content_type)
    looks = _looks(text, said)
    if page.body.startswith(b"\xef\xbb\xbf") and looks != "xml":  # XML allows it (1.0, appendix F)
        found.append(finding("harvest-bom", place=place))
    found += _typed(said, looks, place) if agreed is None else _typed_alike(said, agreed, looks, place)
    if looks == "html":
        address = next(_alternates(text, page.address), None)
        return Reading(None, (*found, finding("harvest-html", place=place, suggestion=address)))
    format = _FORMATS[said.strip().lower()][0] if said and _looks_of(said) == looks else looks
    graph = _parsed(text, format, place)
    if isinstance(graph, Finding):
        return Reading(None, (*found, graph))
    if any(len(one) for one in graph.graphs() if one.identifier != rdflib.graph.DATASET_DEFAULT_GRAPH_ID):
        found.append(finding("harvest-named-graph", place=place))
    merged = rdflib.Graph()
    for triple in graph.triples((None, None, None)):
        merged.add(triple)
    return Reading(merged, tuple(found))


def media_type(content_type: str | None) -> str | None:
    """The media type of a header as CKAN takes it: whatever stands before a semicolon, letter for letter."""
    return content_type.partition(";")[0] if content_type else None


def shown(iri: str) -> str:
    """An address as the page has it: without what it was resolved against."""
    return iri.removeprefix(BASE) if iri.startswith(BASE) else iri.removeprefix("http://relative.invalid")


def is_relative(iri: str) -> bool:
    """Whether an address of a graph is relative on the page."""
    return shown(iri) != iri


def _decoded(body: bytes, place: Place) -> tuple[str, list[Finding]]:
    try:
        return body.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        line = body[: error.start].count(b"\n") + 1
        return body.decode("cp1252", "replace"), [finding("harvest-encoding", place=Place(place.file, line))]


def _looks(text: str, said: str | None) -> str:
    """What a document looks like; where it looks like nothing known, what it is said to be."""
    format, family = _FORMATS.get((said or "").strip().lower(), ("", "turtle"))
    looks = next((name for name, pattern in _LOOKS if pattern.match(text)), family)
    return family if looks == "json-ld" and format in ("trig", "n3") else looks  # graphs there stand in braces, too


def _looks_of(said: str) -> str:
    return _FORMATS.get(said.strip().lower(), ("", ""))[1]


def _typed(said: str | None, looks: str, place: Place) -> Iterator[Finding]:
    """What is wrong with the media type of a document."""
    wanted, name = _TYPES.get(looks, ""), _NAMES[looks]
    if said is None:
        # Without a type, CKAN takes everything for RDF/XML.
        yield finding("harvest-type-guessed" if looks == "xml" else "harvest-type-none", place=place, wanted=wanted)
    elif not _looks_of(said):
        if looks != "html":
            yield finding("harvest-type-unknown", place=place, said=said, found=name, wanted=wanted)
    elif _looks_of(said) != looks:
        yield finding("harvest-type-wrong", place=place, said=said, found=name, wanted=wanted)
    elif said not in _FORMATS:
        yield finding("harvest-type-spelling", place=place, said=said, wanted=said.strip().lower())


def _typed_alike(said: str | None, agreed: str, looks: str, place: Place) -> Iterator[Finding]:
    """What is wrong with the media type of a later page, which CKAN takes for that of the first."""
    if _looks_of(agreed) not in ("", looks):
        yield finding("harvest-type-changes", place=place, said=said or "?", first=agreed)
    elif next(_typed(said, looks, place), None):
        yield finding("harvest-type-later", place=place, said=said or "?", first=agreed)


def _parsed(text: str, format: str, place: Place) -> rdflib.Dataset | Finding:
    graph = rdflib.Dataset(default_union=True)
    try:
        if format == "json-ld":
            data = json.loads(text)
            if remote := next(_remote(data), None):
                return finding("harvest-context", place=place, address=remote)
            text = json.dumps(data)  # so that what was looked through is what is read
        graph.parse(data=text, format=format, publicID=BASE)
    except Exception as error:  # each parser has errors of its own, and some of its programming
        line = _line(error, text, format)
        return finding("harvest-syntax", place=Place(place.file, line), reason=_reason(error), found=_NAMES.get(format))
    return graph


def _remote(data: Any) -> Iterator[str]:
    """The contexts that a JSON-LD document only names (JSON-LD 1.1 sections 3.1 and 4.1.9), wherever they stand."""
    left: list[Any] = [data]
    while left:
        value = left.pop()
        if isinstance(value, dict):
            context = value.get("@context")
            yield from (one for one in (context if isinstance(context, list) else [context]) if isinstance(one, str))
            if isinstance(value.get("@import"), str):
                yield value["@import"]
            left += value.values()
        elif isinstance(value, list):
            left += value


def _line(error: Exception, text: str, format: str) -> int:
    """The line at which a parser gave up; 0 where it does not say."""
    if isinstance(error, json.JSONDecodeError):
        return error.lineno
    if isinstance(error, SAXParseException):
        return error.getLineNumber() or 0
    if format == "nt":
        return next((number for number, line in enumerate(text.splitlines(), 1) if not _is_statement(line)), 0)
    stated = re.match(r"at line (\d+) of", str(error))
    return int(stated[1]) if stated else 0


def _is_statement(line: str) -> bool:
    try:
        rdflib.Graph().parse(data=line, format="nt")
    except Exception:
        return False
    return True


def _reason(error: Exception) -> str:
    """A parser's own words, without the text around the place."""
    if isinstance(error, SAXParseException):
        return str(error.getMessage())
    if isinstance(error, RecursionError):
        return "too deep"
    words = re.search(r"Bad syntax \((.*?)\) at \^", str(error), re.DOTALL)
    return " ".join((words[1] if words else str(error)).split())[:200]


class _Alternates(HTMLParser):
    """The addresses of a web page's data in other forms (HTML, link type `alternate`)."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Called by the parser."""
        given = {name: value or "" for name, value in attrs}
        is_data = given.get("type", "").lower() in _FORMATS
        if tag == "link" and is_data and "alternate" in given.get("rel", "").lower().split() and given.get("href"):
            self.found.append(given["href"])


def _alternates(text: str, address: str) -> Iterator[str]:
    parser = _Alternates()
    with suppress(AssertionError):  # the parser's own, at markup it does not know
        parser.feed(text[:100_000])
    for href in parser.found:
        try:
            yield urljoin(address, href.strip())
        except ValueError:
            continue
