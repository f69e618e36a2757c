"""The pages of a catalogue, one after the other, and what is seen on each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from alliancegraph.errors import Finding, Place, finding
from alliancegraph.publishing.harvest.client import Client, Received
from alliancegraph.publishing.harvest.datasets import Seen, datasets, identifiers
from alliancegraph.publishing.harvest.files import File, files
from alliancegraph.publishing.harvest.profile import Profiled, profiled
from alliancegraph.publishing.harvest.reading import is_relative, media_type, read, shown
from alliancegraph.publishing.harvest.traps import next_pages, traps

PAGES = 1000
"""More pages than any catalogue has: what goes on after them has no end."""


class Page(NamedTuple):
    """A page of a catalogue as it came; `size` in bytes; `media_type` as the server names it, if it does."""

    address: str
    media_type: str | None
    size: int
    datasets: int


class Look(NamedTuple):
    """What was seen on one page; `identifiers` has those of datasets, each with what the dataset is known by."""

    findings: tuple[Finding, ...]
    page: Page | None = None
    datasets: tuple[Seen, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    files: tuple[File, ...] = ()
    profiled: Profiled = Profiled()


def looks(client: Client, start: str) -> Iterator[Look]:
    """The pages from the first on, as long as one names the next."""
    asked: list[str] = []
    first: Received | None = None
    address: str | None = start
    while address is not None:
        received = client.page(address)
        end = received if isinstance(received, Finding) else _end(received, address, asked, first)
        if isinstance(received, Finding) or end is not None:
            yield Look((end,) if end else ())
            return
        asked.append(address)
        look, address = _look(received, address, first)
        first = first or received
        yield look


def _end(received: Received, address: str, asked: list[str], first: Received | None) -> Finding | None:
    """Why a page is none that a portal would go on with."""
    if first is not None and received.body == first.body:
        return finding("harvest-paging-same", place=Place(address))
    if address in asked:
        return finding("harvest-paging-loop", place=Place(asked[-1]), address=address)
    if len(asked) == PAGES:
        return finding("harvest-paging-endless", place=Place(asked[-1]), address=address)
    return None


def _look(received: Received, address: str, first: Received | None) -> tuple[Look, str | None]:
    """What is seen on a page, and the address of the next one."""
    reading = read(received, media_type(first.content_type) if first else None)
    found = (*received.findings, *reading.findings)
    media, size, graph = media_type(received.content_type), len(received.body), reading.graph
    if graph is None:
        return Look(found, Page(received.address, media, size, 0)), None
    seen = tuple(datasets(graph))
    judged = profiled(graph, received.address)
    trapped = (one for one in traps(graph, received.address) if not judged.covers(one))
    following = next(iter(next_pages(graph)), None)
    odd = _leads(following, address, received.address) if following is not None else ()
    look = Look(
        findings=(*found, *trapped, *odd),
        page=Page(received.address, media, size, len(seen)),
        datasets=seen,
        identifiers=tuple(identifiers(graph)),
        files=tuple(files(graph)),
        profiled=judged,
    )
    return look, urljoin(received.address, shown(following)) if following and is_relative(following) else following


def _leads(following: str, asked: str, reached: str) -> Iterator[Finding]:
    """What is odd about the address of the next page."""
    if is_relative(following):
        yield finding("harvest-paging-relative", place=Place(asked), address=shown(following))
    elif _origin(following) not in (_origin(asked), _origin(reached)):
        yield finding("harvest-paging-host", place=Place(asked), address=following)


def _origin(address: str) -> tuple[str, str]:
    try:
        parts = urlsplit(address)
    except ValueError:
        return address, ""
    return parts.scheme, parts.netloc
