"""Mapping: the only place where a record meets a vocabulary."""

from __future__ import annotations

from collections.abc import Iterable

from alliancegraph.errors import RecordError
from alliancegraph.mapping.index import Index, index_of
from alliancegraph.mapping.normal import published
from alliancegraph.mapping.privacy import names_of
from alliancegraph.mapping.read import read_records
from alliancegraph.mapping.write import map_record
from alliancegraph.records import ContactPoint, Project, Record, faults, key, origin
from alliancegraph.records.publication import Publication, checked
from alliancegraph.records.references import duplicates
from alliancegraph.resource import Resource

__all__ = ["mapped", "published", "read_records", "resources"]


def resources(records: Iterable[Record], publication: Publication | None = None) -> tuple[Resource, ...]:
    """Maps records, once: one tree for each alliance and organisation, sorted by type and id.

    Contact points and projects that stand alone are in the tree of their owner, or a tree of their own where the owner
    is not among the records. Without `publication`, identifiers begin with `https://example.org/`.

    Raises `RecordError` where a record made in Python has a value that no term can carry, or two share an identifier,
    and `SettingsError` where `publication` has faults.
    """
    settings = checked(publication)
    given = tuple(records)
    wrong = [fault for record in given if origin(record) is None for fault in faults(record)]
    if wrong := wrong + duplicates(given):
        raise RecordError(wrong)
    names = names_of(given)
    return mapped((published(record, settings, names) for record in given), settings)[0]


def mapped(kept: Iterable[Record], publication: Publication) -> tuple[tuple[Resource, ...], Index]:
    """The trees of published records in order, and the index they were mapped with.

    A part that stands alone is mapped with its owner, where that is among them.
    """
    ordered = sorted(kept, key=key)
    index = index_of(ordered, publication)
    alone = (r for r in ordered if not (isinstance(r, ContactPoint | Project) and r.of in index.owners))
    return tuple(map_record(record, index) for record in alone), index
