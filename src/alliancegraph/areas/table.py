"""The official table, loaded when it is first asked for (its form: `tables/README.md`)."""

from __future__ import annotations

import gzip
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from msgspec import Struct

from alliancegraph import packaged

STATE, DISTRICT, MUNICIPALITY = 2, 5, 8
_TOWN = "T"


class Row(Struct, frozen=True, gc=False):
    """A line of the table; what only municipalities have is empty on the others."""

    name: str
    detail: str = ""  # a district's kind; the association's part of a municipality's regional key
    geonames: str = ""
    postcodes: str = ""  # with spaces between


@cache
def rows() -> Mapping[str, Row]:
    """All lines by key; `-12`, `-12070`: postcodes of keys of that state or district that are none today."""
    text = gzip.decompress((packaged.folder("tables") / "areas.tsv.gz").read_bytes()).decode()
    parted = (line.split("\t") for line in text.splitlines())
    return MappingProxyType({key: Row(*values) for key, *values in parted})


def name(key: str) -> str | None:
    """The official name of the area with `key`.

    >>> name("12070296")
    'Perleberg'
    """
    row = rows().get(key)
    return row.name if row else None


def ars(key: str) -> str | None:
    """The regional key (Amtlicher Regionalschlüssel, 12 digits) of a municipality, where it is known.

    >>> ars("12064172")
    '120645404172'
    """
    row = rows().get(key)
    return key[:5] + row.detail + key[5:] if row and row.detail and len(key) == MUNICIPALITY else None


def geonames(key: str) -> str | None:
    """The GeoNames id of a municipality, where it is known."""
    row = rows().get(key)
    return row.geonames if row and row.geonames else None


def is_town(district: str) -> bool:
    """Whether a district's key is that of a district-free town."""
    row = rows().get(district)
    return row is not None and row.detail == _TOWN


def postcodes(key: str) -> tuple[str, ...]:
    """The postcodes known of a municipality; none known proves nothing."""
    row = rows().get(key)
    return tuple(row.postcodes.split()) if row else ()


def serving(postcode: str) -> tuple[str, ...]:
    """The municipalities a postcode is known to serve, and as `-12` or `-12070` where it serves a former one."""
    return tuple(_served().get(postcode, ()))


@cache
def _served() -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for key, row in rows().items():
        for postcode in row.postcodes.split():
            found[postcode].append(key)
    return dict(found)
