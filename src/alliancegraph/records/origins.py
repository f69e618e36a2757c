"""Where records came from: remembered beside a record, no part of its value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from alliancegraph.errors import Finding, Place
from alliancegraph.records.places import TextPlaces
from alliancegraph.records.types import Record


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record came from: the file, the place of each field path, the reader's findings."""

    file: str
    places: Mapping[str, Place] = field(default_factory=lambda: MappingProxyType({}))
    findings: tuple[Finding, ...] = ()

    def line_of(self, path: str) -> str:
        """File and line of a field, as messages name them; the file alone where the line is not known."""
        if isinstance(self.places, TextPlaces):
            return self.places.line_of(path)
        return str(self.places.get(path, self.file))


def origin(record: Record) -> Origin | None:
    """The origin of a record that was read, None for one made in Python. It is no part of the record's value."""
    found: Origin | None = record.__dict__.get("origin")
    return found


def place_of(record: Record, path: str | None) -> Place | None:
    """The place of a field, else of the part it belongs to, else of the record; None for one made in Python."""
    source = origin(record)
    if source is None:
        return None
    while path:
        if place := source.places.get(path):
            return place
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
    return source.places.get("", Place(source.file))


def with_origin(record: Record, source: Origin) -> Record:
    """Lets `record`, fresh from a reader, remember where it came from."""
    record.__dict__["origin"] = source
    return record
