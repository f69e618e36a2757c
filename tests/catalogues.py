"""Catalogues to look at: the sample's, a rich one, and long ones over the districts of Germany."""

from __future__ import annotations

from functools import cache
from itertools import islice
from typing import Any

from alliancegraph import areas
from alliancegraph.areas.table import rows
from alliancegraph.publishing import catalogue
from alliancegraph.publishing.catalogue import void
from alliancegraph.publishing.edition import Edition, edition
from alliancegraph.publishing.layout import TURTLE, Files
from alliancegraph.publishing.parts.dumps import dumps
from alliancegraph.records import Alliance
from alliancegraph.resource import Resource, nodes
from publications import alliance, of, sample


@cache
def small() -> Edition:
    return changed()


def changed(**settings: Any) -> Edition:
    """The sample, with other settings."""
    return edition(sample(), of(**settings))


def rich(**settings: Any) -> Edition:
    """The sample with every setting filled, a dataset for each district, and each on a page of its own."""
    more: dict[str, Any] = {
        "contact": {
            "name": {"de": "Redaktion"},
            "email": "redaktion@familienbuendnisse.example.org",
            "telephone": "+493312312500",
            "url": "https://familienbuendnisse.example.org/kontakt",
        },
        "area": {"states": ["12"], "districts": ["12070"], "municipalities": ["12070296"]},
        "publication_basis": "public-task",
        "datasets": "district",
        "page_size": 1,
    }
    return changed(**more | settings)


def of_districts(number: int) -> list[Alliance]:
    """Invented alliances, one in each of so many districts."""
    keys = islice((key for key in sorted(rows()) if len(key) == 5 and key.isdigit()), number)
    return [of_district(key) for key in keys]


def of_district(key: str) -> Alliance:
    name: Any = {"de": f"Familienbündnis {areas.name(key)}", "en": f"Family alliance {areas.name(key)}"}
    areas_ = [{"state": key[:2], "district": key}]
    return alliance(f"buendnis-{key}", name=name, founded="2010", areas=areas_, modified="2026-11-21")


def districts(number: int, **settings: Any) -> Edition:
    """Invented alliances in so many districts, and a dataset for each."""
    return edition(of_districts(number), of(datasets="district", **settings))


def files(one: Edition) -> Files:
    """What is published of an edition for portals: its catalogue, and the dumps this names."""
    dumped, described = dumps(one)
    return {**dumped, **catalogue.files(one, described)}


def trees(one: Edition) -> tuple[Resource, ...]:
    return catalogue.catalogue(one, dumps(one)[1])


@cache
def everything() -> tuple[Resource, ...]:
    """The nodes of whatever a catalogue may say: whole, in pages, as VoID. An IRI comes once for each document."""
    one = rich()
    described = dumps(one)[1]
    documents = [trees(one), *(page for _, page in catalogue.pages(one, described, TURTLE))]
    return tuple(node for roots in [*documents, void.description(one, described)] for node in nodes(roots))
