"""From a node and a predicate back to the record field they came from: the same walk as `write.py`, by IRI."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from alliancegraph import iris
from alliancegraph.mapping import tables
from alliancegraph.mapping.index import Index
from alliancegraph.mapping.normal import canonical_hours
from alliancegraph.mapping.tables import Field
from alliancegraph.records import Alliance, ContactPoint, Organization, Project, Record
from alliancegraph.terms import Iri


class Spot(NamedTuple):
    """A node's place in a record: the record's id, the path of the part it was mapped from, that part, its fields."""

    record: str | None
    path: str
    part: Any
    fields: tuple[Field, ...]

    def field(self, predicate: str | None, value: str | None = None) -> str | None:
        """The field that `predicate` carries, down to the list item that holds `value`; else the part's own path."""
        candidates = [
            (field.terms.index(term), field.name) for field in self.fields for term in field.terms if term == predicate
        ]
        if not candidates:
            return self.path or None
        wanted = _written(value or "")
        for _, name in sorted(candidates, key=lambda candidate: candidate[0]):
            held = getattr(self.part, name, None)
            for position, item in enumerate(held if isinstance(held, tuple) else ()):
                if item in wanted:
                    return f"{_join(self.path, name)}[{position}]"
        return _join(self.path, min(candidates)[1])


def _written(value: str) -> tuple[str, ...]:
    """How a record may write what a term says: as it is, without `mailto:` or `tel:`, as the code of a concept."""
    return value, value.removeprefix("mailto:").removeprefix("tel:"), value.rsplit("#", 1)[-1]


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


_RECORD = (*tables.RECORD, Field("source", tables.DERIVED_FROM))


def spots(record: Record, kept: Record, index: Index) -> Iterator[tuple[Iri, Spot]]:
    """The nodes of a record. Paths are those of `record`; `kept` is what of it is published, and so has the IRIs."""
    if isinstance(kept, ContactPoint):
        iri = iris.part(index.owner(kept.of or ""), "contact", kept.id)
        yield from _card(record, kept, iri, "", record.id)
    elif isinstance(kept, Project):
        iri = iris.part(index.owner(kept.of or ""), "project", kept.id)
        yield iri, Spot(record.id, "", record, tables.PROJECT)
    else:
        kind = "alliance" if isinstance(kept, Alliance) else "organization"
        iri = iris.thing(index.base, kind, kept.id or "")
        yield from _agent(record, kept, iri, "", record.id, index)
    about = iris.record(index.base, iri)
    yield about, Spot(record.id, "", record, _RECORD)
    yield iris.part(about, "source"), Spot(record.id, "source", getattr(record, "source", None), tables.SOURCE)


def _agent(record: Any, kept: Any, iri: Iri, path: str, id: str | None, index: Index) -> Iterator[tuple[Iri, Spot]]:
    fields = tables.ALLIANCE if isinstance(kept, Alliance) else tables.ORGANIZATION
    yield iri, Spot(id, path, record, fields)
    offices = {card.id: position for position, card in enumerate(record.contact_points)}
    for card in kept.contact_points:
        position = offices[card.id]
        below = _join(path, f"contact_points[{position}]")
        yield from _card(record.contact_points[position], card, iris.part(iri, "contact", card.id), below, id)
    first = next(
        (n for n, card in enumerate(record.contact_points) if card.street or card.postal_code or card.locality), 0
    )
    yield iris.part(iri, "address"), Spot(id, _join(path, f"contact_points[{first}]"), None, tables.POSTAL_ADDRESS)
    images = enumerate(record.images)
    for n, image in enumerate(kept.images, start=1):
        position = next(position for position, one in images if one.url == image.url)
        below = _join(path, f"images[{position}]")
        yield iris.part(iri, "image", n), Spot(id, below, image, tables.IMAGE)
    if isinstance(kept, Alliance):
        for n, area in enumerate(kept.focus_areas):
            yield iris.part(iri, "focus", n + 1), Spot(id, _join(path, f"focus_areas[{n}]"), area, tables.FOCUS_AREA)
        for n, project in enumerate(kept.projects):
            below = _join(path, f"projects[{n}]")
            yield iris.part(iri, "project", project.id), Spot(id, below, project, tables.PROJECT)
    for segment, name, items in _inline(kept):
        yield from _organizations(items, iri, segment, _join(path, name), id, index)


def _inline(kept: Any) -> Iterator[tuple[str, str, Iterable[Any]]]:
    if isinstance(kept, Alliance):
        yield "partner", "partners", kept.partners
    else:
        yield "funder", "funders", kept.funders
        yield "parent", "parent", (kept.parent,)


def _organizations(
    items: Iterable[Any], owner: Iri, segment: str, path: str, id: str | None, index: Index
) -> Iterator[tuple[Iri, Spot]]:
    """Inline organisations: their path stops at the list, for sorting moved them."""
    unnamed = 0
    for item in items:
        if isinstance(item, Organization):
            unnamed += not item.id
            iri = index.organization(item.id) if item.id else iris.part(owner, segment, unnamed)
            yield from _agent(item, item, iri, path, id, index)


def _card(card: Any, kept: Any, iri: Iri, path: str, id: str | None) -> Iterator[tuple[Iri, Spot]]:
    yield iri, Spot(id, path, card, tables.CONTACT_POINT)
    yield iris.part(iri, "address"), Spot(id, path, card, tables.ADDRESS)
    yield iris.part(iri, "person"), Spot(id, _join(path, "person"), card.person, tables.PERSON)
    texts = enumerate(map(canonical_hours, card.opening_hours))
    for n, hours in enumerate(kept.opening_hours, start=1):
        position = next(position for position, text in texts if text == hours)
        yield iris.part(iri, "hours", n), Spot(id, _join(path, f"opening_hours[{position}]"), None, ())
