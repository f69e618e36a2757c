"""An edition: what one run publishes, as a value. All files of a site are functions of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from alliancegraph.areas import DISTRICT, STATE
from alliancegraph.mapping import published, resources
from alliancegraph.mapping.places import lowest_key
from alliancegraph.mapping.privacy import names_of
from alliancegraph.publishing.history.register import Register
from alliancegraph.records import Alliance, ContactPoint, Organization, Project, Record, key
from alliancegraph.records.publication import Publication
from alliancegraph.records.references import all_inline
from alliancegraph.resource import Resource

OTHERS = "others"
"""The id of the dataset of what has no area, where there is one for each district or state."""


class Dataset(NamedTuple):
    """A dataset of the catalogue: all records, or those of one district or state.

    `id` is a slug ("alliances", "district-12070", "state-12", "others"); `area` the official key, if it is about one;
    `issued` and `modified` are days (`2026-11-21`), None where nobody has said them.
    """

    id: str
    area: str | None
    records: tuple[Record, ...]
    trees: tuple[Resource, ...]
    issued: str | None
    modified: str | None


class Edition(NamedTuple):
    """What one run publishes: `records` as published and sorted, their `trees`, the `datasets` they are offered in."""

    publication: Publication
    records: tuple[Record, ...]
    trees: tuple[Resource, ...]
    datasets: tuple[Dataset, ...]


def edition(records: Iterable[Record], publication: Publication, register: Register | None = None) -> Edition:
    """The edition of some records.

    A `register` that has been brought up to date with them (`changes.settle`) settles its days: those of a record that
    has not changed stay as they were. Without one, days are the records' own.

    Raises `RecordError` and `SettingsError` as `mapping.resources` does.
    """
    given = tuple(_dated(record, register) if register else record for record in records)
    names = names_of(given)
    kept = tuple(sorted((published(record, publication, names) for record in given), key=key))
    trees = resources(given, publication)
    return Edition(publication, kept, trees, tuple(_datasets(kept, trees, publication, register)))


def _dated(record: Record, register: Register) -> Record:
    """An alliance or organisation with the days that the register settled on."""
    if not isinstance(record, Alliance | Organization):
        return record
    entry = register.resources[f"{_kind(record)}/{record.id}"]
    source = replace(record.source, retrieved=entry.retrieved) if record.source else None
    return replace(record, modified=entry.modified, source=source)


def _kind(record: Alliance | Organization) -> str:
    return "alliance" if isinstance(record, Alliance) else "organization"


def _datasets(
    records: tuple[Record, ...], trees: tuple[Resource, ...], publication: Publication, register: Register | None
) -> Iterator[Dataset]:
    """The datasets of a publication, by area; what has no area comes last."""
    level = {"district": DISTRICT, "state": STATE}.get(publication.datasets)
    parts = _by_area(records, level) if level else {"alliances": records}
    for id, part in parts.items():
        roots = {f"{publication.base}id/{_path(record)}" for record in part}
        modified = sorted(day for record in part if (day := getattr(record, "modified", None)))
        entry = register.datasets[id] if register else None
        yield Dataset(
            id,
            id.partition("-")[2] or None,
            part,
            tuple(tree for tree in trees if tree.iri in roots),
            entry.issued if entry else modified[0] if modified else None,
            entry.modified if entry else modified[-1] if modified else None,
        )


def _path(record: Record) -> str:
    """Where a record's tree stands below `id/`; a part whose owner is unknown is taken for an alliance's."""
    if isinstance(record, Alliance | Organization):
        return f"{_kind(record)}/{record.id}"
    return f"alliance/{record.of}/{'contact' if isinstance(record, ContactPoint) else 'project'}/{record.id}"


def _by_area(records: tuple[Record, ...], level: int) -> Mapping[str, tuple[Record, ...]]:
    """The records of each area with a key of `level` digits, by dataset id.

    One that works in several is in each, one that works in a whole state in the state's. What names no area is where
    those are that name it (a partner where its alliances are, an office where those it coordinates are).
    """
    named = _namers(records)
    areas = {
        record.id: frozenset(lowest_key(area)[:level] for area in record.areas)
        for record in records
        if isinstance(record, Alliance | Organization)
    }

    def of(id: str | None) -> frozenset[str]:
        """The areas of the nearest who have some, on every way up; who has been seen is not asked again."""
        found: frozenset[str] = frozenset()
        left, seen = [id], {id}
        while left:
            one = left.pop()
            if areas.get(one):
                found |= areas[one]
            else:
                above = set(named.get(one, ())) - seen
                seen |= above
                left += above
        return found

    parts: dict[str, list[Record]] = {}
    for record in records:
        keys = of(record.of if isinstance(record, ContactPoint | Project) else record.id)
        for id in [f"{'state' if len(one) == STATE else 'district'}-{one}" for one in keys] or [OTHERS]:
            parts.setdefault(id, []).append(record)
    return {id: tuple(parts[id]) for id in sorted(parts, key=lambda id: (id == OTHERS, id.partition("-")[2]))}


def _namers(records: Iterable[Record]) -> Mapping[str | None, list[str | None]]:
    """Id of an alliance or organisation -> the ids of those it takes its area from."""
    found: dict[str | None, list[str | None]] = {}
    for record in records:
        if isinstance(record, ContactPoint | Project):
            continue
        for agent in (record, *all_inline(record)):
            parent = getattr(agent, "parent", None)
            for item in (
                *getattr(agent, "partners", ()),
                *getattr(agent, "funders", ()),
                *([parent] if parent else []),
            ):
                if isinstance(item, str):
                    found.setdefault(item, []).append(record.id)
            if isinstance(agent, Organization):
                found.setdefault(record.id, []).extend(agent.coordinates)
    return found
