"""Whether the files that a catalogue names are there, and are what it says of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from rdflib import Graph
from rdflib.term import Node

from alliancegraph.errors import Finding, Place, finding
from alliancegraph.publishing.harvest.client import Client, length
from alliancegraph.publishing.harvest.datasets import described, texts
from alliancegraph.publishing.harvest.reading import is_relative
from alliancegraph.publishing.harvest.traps import locate
from alliancegraph.publishing.harvest.vocabulary import DCAT
from alliancegraph.readers.answers import FetchError, media_type

MOST = 100
"""How many files are looked at, where nothing else is said."""

_GONE = frozenset({404, 410})
_OTHERS = ("ftp:", "ftps:", "sftp:")  # fine for people, but not asked by us


class File(NamedTuple):
    """An address that a distribution names: `types` are the media types it states of the file, `sizes` its bytes.

    Both are empty for an address that may as well be that of a page about the file.
    """

    address: str
    record: str
    types: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()


def files(graph: Graph) -> Iterator[File]:
    """The addresses of all distributions of a page's datasets."""
    for dataset in described(graph):
        nodes = ((locate(graph, node)[0], node) for node in graph.objects(dataset, DCAT.distribution))
        for record, node in sorted(nodes, key=lambda one: (one[0], texts(graph, one[1], DCAT.accessURL))):
            yield from _of(graph, node, record)


def _of(graph: Graph, node: Node, record: str) -> Iterator[File]:
    # A packed file is served as what it is packed with.
    kinds = (DCAT.mediaType, DCAT.compressFormat, DCAT.packageFormat)
    types = tuple("/".join(one.split("/")[-2:]).lower() for kind in kinds for one in texts(graph, node, kind))
    downloads = texts(graph, node, DCAT.downloadURL)
    for address in downloads:
        yield File(address, record, types, tuple(texts(graph, node, DCAT.byteSize)))
    for address in texts(graph, node, DCAT.accessURL):
        if address not in downloads:
            yield File(address, record)


def distinct(named: Iterable[File]) -> tuple[File, ...]:
    """The files that can be asked for, each address once; of what several distributions state, one's."""
    found = {file.address: file for file in named if not is_relative(file.address)}
    return tuple(file for file in found.values() if not file.address.startswith(_OTHERS))


def check(client: Client, file: File) -> Iterator[Finding]:
    """Asks for a file, and says what is not as stated."""
    place = Place(file.address)
    try:
        answer = client.beginning(file.address)
    except FetchError as fault:
        yield finding(fault.code, record=file.record, place=place, **dict(fault.values, address=file.address))
        return
    if answer.status >= 400:
        code = "file-missing" if answer.status in _GONE else "file-refused"
        yield finding(code, record=file.record, place=place, status=answer.status)
        return
    served = media_type(answer.headers.get("content-type", ""))[0]
    if file.types and served and served not in file.types:
        yield finding("file-type", record=file.record, place=place, said=file.types[0], found=served)
    size, stated = length(answer), dict(_numbers(file.sizes))
    if stated and size is not None and "content-encoding" not in answer.headers and size not in stated.values():
        yield finding("file-size", record=file.record, place=place, said=next(iter(stated)), found=size)


def _numbers(texts: Iterable[str]) -> Iterator[tuple[str, Decimal]]:
    """Those of some texts that are numbers, and which: a size was an xsd:decimal in DCAT-AP 2."""
    for text in texts:
        with suppress(InvalidOperation):
            number = Decimal(text)
            if number.is_finite():
                yield text, number
