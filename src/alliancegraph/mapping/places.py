"""Places, by official key: in the publication's own space, and in DCAT-AP.de's list of political geocodes."""

from __future__ import annotations

import re

from alliancegraph import areas, iris
from alliancegraph.mapping.builders import builder
from alliancegraph.records import Area
from alliancegraph.resource import Kind, Resource, Value, ordered, text
from alliancegraph.terms import DCT, SCHEMA, Iri

GEOCODING = "http://dcat-ap.de/def/politicalGeocoding/"
GEONAMES = "https://sws.geonames.org/"
_PLACES = {
    2: ("stateKey", SCHEMA.State),
    5: ("districtKey", SCHEMA.AdministrativeArea),
    8: ("municipalityKey", SCHEMA.City),
}
_BUILDERS = {
    digits: builder(
        (cls,),
        given={
            Kind.TEXT: {"name": (SCHEMA.name,)},
            Kind.IRI: {"same_as": (SCHEMA.sameAs,)},
            Kind.NODE: {"around": (SCHEMA.containedInPlace,)},
        },
    )
    for digits, (_, cls) in _PLACES.items()
}

_GEOCODE = builder((DCT.Location,))


def key_of(value: Value) -> str | None:
    """The official key that a place's IRI ends in; None for other places."""
    match = re.search("/place/([0-9]{2}|[0-9]{5}|[0-9]{8})$", value) if isinstance(value, Iri) else None
    return match[1] if match else None


def lowest_key(area: Area) -> str:
    """The key of the smallest place an area names."""
    return area.municipality or area.district or area.state or ""


def place(key: str, base: str, around: tuple[Resource, ...] = ()) -> Resource:
    """The place with an official key, `around` it the next larger one: the same in every record.

    The first five digits of a municipality key are its district's, the first two its state's.
    """
    name = areas.name(key)
    return _BUILDERS[len(key)](
        iris.place(base, key),
        name=(text(name, "de"),) if name else (),
        same_as=_same_as(key) if len(key) == areas.MUNICIPALITY else (),
        around=around,
    )


def _same_as(municipality: str) -> tuple[Value, ...]:
    regional, geonames = areas.ars(municipality), areas.geonames(municipality)
    known = [Iri(f"{GEOCODING}regionalKey/{regional}")] if regional else []
    return ordered([*known, Iri(f"{GEONAMES}{geonames}/")] if geonames else known)


def geocode(key: str) -> Resource:
    """The place with an official key in DCAT-AP.de's list of political geocodes."""
    kind, _ = _PLACES[len(key)]
    return _GEOCODE(Iri(f"{GEOCODING}{kind}/{key}"))
