"""What a record says that others depend on, and what it depends on: both sides of the index, as pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from alliancegraph import iris
from alliancegraph.mapping.names import Name, name_of
from alliancegraph.mapping.places import geocode, lowest_key
from alliancegraph.mapping.privacy import cards_of
from alliancegraph.records import TYPE_NAMES, Alliance, ContactPoint, Organization, Project, Record
from alliancegraph.records.references import all_inline
from alliancegraph.terms import Iri

Agent = Alliance | Organization


class Facts(NamedTuple):
    """What some records depend on, of all records there are."""

    kinds: Mapping[str, str] = {}
    """id that is referred to -> `alliance` or `organization`; faulty records included"""
    owners: Mapping[str, str] = {}
    """id of an agent -> `alliance` or `organization`; of the records that are mapped together"""
    members: Mapping[str, tuple[str, ...]] = {}
    """id of an organisation -> ids of the alliances it is a partner of; of those that these write or check"""
    pages: Mapping[str, int] = {}
    """profile page -> how many agents it is about; only where they are several"""
    persons: Mapping[str, tuple[str, ...]] = {}
    """id of an agent -> its contact persons without a basis"""
    written: frozenset[str] = frozenset()
    """IRIs of nodes that a record before these has written"""
    foreign: frozenset[str] = frozenset()
    """ids of inline organisations that are checked with another record"""

    def names(self) -> dict[str, tuple[Name, ...]]:
        """The names that are withheld, as `mapping.privacy.names_of` gives them."""
        found = {owner: tuple(filter(_telling, map(name_of, persons))) for owner, persons in self.persons.items()}
        return {owner: names for owner, names in found.items() if names}


def _telling(name: Name) -> bool:
    return bool(name.words)


def agents(record: Record) -> Iterator[Agent]:
    """The alliance or organisation a record is about, and those inline in it; none in a part that stands alone."""
    if isinstance(record, Alliance | Organization):
        yield record
        yield from all_inline(record)


def kind(agent: Agent) -> str:
    """`alliance` or `organization`."""
    return TYPE_NAMES[type(agent)]


def referred(record: Record) -> Iterator[str]:
    """The ids that a record refers to."""
    if isinstance(record, ContactPoint | Project):
        yield record.of or ""
    for agent in agents(record):
        several = (*getattr(agent, "partners", ()), *getattr(agent, "funders", ()), *getattr(agent, "coordinates", ()))
        yield from (item for item in (*several, getattr(agent, "parent", None)) if isinstance(item, str))


def memberships(record: Record) -> Iterator[tuple[str, str]]:
    """The organisations with an id that an alliance names as partners, each with the alliance's id."""
    if isinstance(record, Alliance):
        for partner in record.partners:
            if id := partner if isinstance(partner, str) else partner.id:
                yield id, record.id


def persons(record: Record) -> Iterator[tuple[str, str]]:
    """The contact persons without a basis in a record, each after the id of the agent whose office it is."""
    for owner, card in cards_of((record,)):
        if owner and card.person and not card.person.publication_basis:
            yield owner, card.person.name


def pages(record: Record) -> Iterator[tuple[str, str, str]]:
    """The profile pages in a record: page, name of the agent it is about, id of the agent ("" where it has none)."""
    for number, agent in enumerate(agents(record)):
        if agent.profile_page:
            yield agent.profile_page, agent.id or f"{record.id}.{number}", agent.id or ""


def shared(record: Record, base: str) -> set[Iri]:
    """The nodes in a record's tree that other trees may have too; profile pages aside, which need `Facts`."""
    found: set[Iri] = set()
    for agent in agents(record):
        if agent is not record and agent.id:
            found.add(iris.thing(base, "organization", agent.id))
        for area in agent.areas:
            lowest = lowest_key(area)
            found.update(iris.place(base, lowest[:digits]) for digits in (2, 5, 8) if digits <= len(lowest))
            found.update(geocode(key).iri for key in (area.municipality, area.district, area.state) if key)
    return found


def ids(records: Iterable[Record]) -> set[str]:
    """The ids of all agents in some records, and of the owners of parts that stand alone."""
    return {agent.id for record in records for agent in agents(record) if agent.id} | {
        of for record in records if (of := getattr(record, "of", None))
    }
