"""The catalogue for portals: DCAT-AP.de 3.0 as Turtle and JSON-LD, in pages where it is long, and VoID beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from alliancegraph.errors import Finding, Place
from alliancegraph.publishing.catalogue import void
from alliancegraph.publishing.catalogue.codes import named_entries
from alliancegraph.publishing.catalogue.trees import (
    Pair,
    catalog,
    contact,
    dataset,
    dataset_description,
    dataset_iri,
    dataset_title,
    publisher,
)
from alliancegraph.publishing.edition import Edition
from alliancegraph.publishing.layout import CATALOG, DATASETS, JSON_LD, TURTLE, Dump, Files, Variant
from alliancegraph.records.publication import Publication
from alliancegraph.resource import Resource, resource
from alliancegraph.terms import HYDRA, SH, Iri
from alliancegraph.writers.jsonld import CATALOGUE, to_jsonld
from alliancegraph.writers.turtle import to_turtle

__all__ = ["catalogue", "dataset_description", "dataset_iri", "dataset_title", "faults", "files", "pages"]

_WRITERS = ((TURTLE, to_turtle), (JSON_LD, lambda trees: to_jsonld(trees, CATALOGUE)))


def catalogue(edition: Edition, dumps: Iterable[Dump]) -> tuple[Resource, ...]:
    """The whole catalogue as trees, however long: itself with its datasets, then whatever these name."""
    return _complete([catalog(edition, _datasets(edition, dumps))], edition.publication)


def files(edition: Edition, dumps: Iterable[Dump]) -> Files:
    """The catalogue's pages, each dataset's own description, and VoID.

    A page holds `page_size` datasets and stands alone: it repeats catalogue, publisher, contact and list entries, since
    harvesters read each page by itself. Pages are chained with Hydra, by addresses below the publication's base.
    """
    given = tuple(dumps)
    made: dict[str, str] = {}
    for variant, write in _WRITERS:
        for path, trees in pages(edition, given, variant):
            made[path] = write(trees)
        for one, tree in zip(edition.datasets, _datasets(edition, given), strict=True):
            made[DATASETS + one.id + variant.suffix] = write(_complete([tree], edition.publication))
    made[void.PATH] = to_turtle(void.description(edition, given))
    return {path: text.encode() for path, text in sorted(made.items())}


def faults(files: Files) -> tuple[Finding, ...]:
    """What our own shapes find wrong with the catalogue among some files, page by page as a portal gets it.

    With settings that lack nothing there is nothing to find; it is the last look before a site goes out.
    """
    import rdflib

    from alliancegraph.validation import shacl, validate_graph

    pages = [path for path in files if path.startswith(CATALOG) and path.endswith(TURTLE.suffix)]
    found = [
        replace(result, place=Place(path))
        for path in pages
        for result in validate_graph(rdflib.Graph().parse(data=files[path]), shacl.own_shapes(shacl.CATALOGUE)).results
        if result.severity == SH.Violation
    ]
    return tuple(found)


def _datasets(edition: Edition, dumps: Iterable[Dump]) -> list[Resource]:
    given = tuple(dumps)
    return [dataset(one, edition.publication, given) for one in edition.datasets]


def _complete(trees: Sequence[Resource], publication: Publication) -> tuple[Resource, ...]:
    """Some trees and what they name beside themselves."""
    roots = (*trees, *publisher(publication), *contact(publication))
    return (*roots, *named_entries(roots))


def pages(edition: Edition, dumps: Iterable[Dump], variant: Variant) -> Iterator[tuple[str, tuple[Resource, ...]]]:
    """The pages of the catalogue in one form: path and trees. Where one page holds it all, it is just the catalogue."""
    publication, datasets = edition.publication, _datasets(edition, dumps)
    size = publication.page_size
    last = max(1, -(-len(datasets) // size))
    for number in range(1, last + 1):
        held = datasets[(number - 1) * size : number * size]
        view = _view(number, last, publication, variant) if last > 1 else None
        yield _path(number, variant), _complete([catalog(edition, held, view)], publication)


def _view(number: int, last: int, publication: Publication, variant: Variant) -> Resource:
    """A page of the catalogue and its neighbours (Hydra Core Vocabulary, Collections)."""

    def page(other: int) -> Iri:
        return Iri(publication.base + _path(other, variant))

    pairs: list[Pair] = [
        (HYDRA.first, [page(1)]),
        (HYDRA.previous, [page(number - 1)] if number > 1 else []),
        (HYDRA.next, [page(number + 1)] if number < last else []),
        (HYDRA.last, [page(last)]),
    ]
    return resource(page(number), (HYDRA.PartialCollectionView,), pairs)


def _path(number: int, variant: Variant) -> str:
    return (CATALOG if number == 1 else f"{CATALOG}-{number}") + variant.suffix
