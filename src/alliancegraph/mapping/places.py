"""Places, by official key: in the publication's own space, and in DCAT-AP.de's list of political geocodes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from alliancegraph import areas, iris
from alliancegraph.records import Area
from alliancegraph.resource import Resource, Value, resource, text
from alliancegraph.terms import DCT, SCHEMA, Iri, Term

GEOCODING = "http://dcat-ap.de/def/politicalGeocoding/"
GEONAMES = "https://sws.geonames.org/"
_PLACES = {
    2: ("stateKey", SCHEMA.State),
    5: ("districtKey", SCHEMA.AdministrativeArea),
    8: ("municipalityKey", SCHEMA.City),
}


def key_of(value: Value) -> str | None:
    """The official key that a place's IRI ends in; None for other places."""
    match = re.search("/place/([0-9]{2}|[0-9]{5}|[0-9]{8})$", value) if isinstance(value, Iri) else None
    return match[1] if match else None


def lowest_key(area: Area) -> str:
    """The key of the smallest place an area names."""
    return area.municipality or area.district or area.state or ""


def place(key: str, base: str) -> Resource:
    """The place with an official key: a function of the key alone, so that it is the same in every record.

    The first five digits of a municipality key are its district's, the first two its state's.
    """
    _, cls = _PLACES[len(key)]
    name, regional, geonames = areas.name(key), areas.ars(key), areas.geonames(key)

    def pairs() -> Iterator[tuple[Term, Iterable[Value]]]:
        yield SCHEMA.name, [text(name, "de")] if name else []
        yield SCHEMA.sameAs, [Iri(f"{GEOCODING}regionalKey/{regional}")] if regional else []
        yield SCHEMA.sameAs, [Iri(f"{GEONAMES}{geonames}/")] if geonames else []
        if len(key) > 2:
            yield SCHEMA.containedInPlace, [place(key[:-3], base)]

    return resource(iris.place(base, key), (cls,), pairs())


def geocode(key: str) -> Resource:
    """The place with an official key in DCAT-AP.de's list of political geocodes."""
    kind, _ = _PLACES[len(key)]
    return Resource(Iri(f"{GEOCODING}{kind}/{key}"), (DCT.Location,))
