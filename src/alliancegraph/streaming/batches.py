"""The batch function: some records and the facts they need -> their text and their findings. It reads nothing else."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from alliancegraph import iris
from alliancegraph.mapping.index import Index, index_of
from alliancegraph.mapping.write import map_record
from alliancegraph.records import (
    Alliance,
    ContactPoint,
    Organization,
    Origin,
    Project,
    Record,
    key,
    origin,
    with_origin,
)
from alliancegraph.records.direct import read_again
from alliancegraph.records.places import TextPlaces
from alliancegraph.records.publication import Publication
from alliancegraph.records.references import dangling
from alliancegraph.resource import Resource, Value, children_of, resource
from alliancegraph.streaming.facts import Facts, agents
from alliancegraph.streaming.pieces import Piece, piece
from alliancegraph.terms import Iri
from alliancegraph.validation import Result, kept_of, of_content, of_reading, of_shapes, of_sound_fields, together
from alliancegraph.validation.engines import engine_for
from alliancegraph.validation.report import report


class Work(NamedTuple):
    """A batch. `records` have each its number in the input, and the order of the output."""

    records: tuple[tuple[int, Record], ...]
    parts: tuple[tuple[int, Record], ...]
    """contact points and projects that stand alone, of agents in `records`"""
    facts: Facts
    faulty: bool = False
    """whether these are records with faults, of which only the sound fields are checked and nothing is written"""


class Done(NamedTuple):
    """What became of a batch."""

    piece: Piece
    results: tuple[Result, ...]
    records: tuple[Record, ...]
    """those that `results` are about"""


def pack(record: Record) -> bytes:
    """A record that was read, with where it came from, as bytes."""
    source = origin(record)
    assert source is not None  # noqa: S101 - only what was read is packed
    if isinstance(source.places, TextPlaces):
        return pickle.dumps(source.places, pickle.HIGHEST_PROTOCOL)  # its text says all of it, in half the bytes
    return pickle.dumps((record, source.file, dict(source.places), source.findings), pickle.HIGHEST_PROTOCOL)


def unpack(packed: bytes) -> Record:
    """What `pack` packed."""
    kept = pickle.loads(packed)  # noqa: S301 - our own bytes
    if isinstance(kept, TextPlaces):
        return read_again(kept)
    record, file, places, findings = kept
    return with_origin(record, Origin(file, places, findings))


def packed(work: Work) -> bytes:
    """A batch, with where its records came from, as bytes."""
    records, parts = ([(number, pack(record)) for number, record in some] for some in (work.records, work.parts))
    return pickle.dumps((records, parts, work.facts, work.faulty), pickle.HIGHEST_PROTOCOL)


def unpacked(bytes: bytes) -> Work:
    """What `packed` packed."""
    records, parts, facts, faulty = pickle.loads(bytes)  # noqa: S301 - our own bytes
    units, own_parts = (tuple((number, unpack(one)) for number, one in some) for some in (records, parts))
    return Work(units, own_parts, facts, faulty)


def run(work: Work, publication: Publication, format: str) -> Done:
    """Maps, writes and checks a batch."""
    own_parts = [(n, part) for n, part in work.parts if isinstance(part, ContactPoint | Project)]
    roots = [record for _, record in work.records]
    names = work.facts.names()
    every = kept_of((record for _, record in (*work.records, *own_parts)), publication, names)
    kept_roots, kept_parts = ([one.kept for one in some] for some in (every[: len(roots)], every[len(roots) :]))
    index = _index(kept_roots, kept_parts, work, publication)
    trees = [map_record(root, index) for root in kept_roots]
    foreign = work.facts.foreign
    checked = [part for part in own_parts if part[1].of not in foreign]
    given = [record for _, record in sorted((*work.records, *checked), key=lambda numbered: numbered[0])]
    by_record = {id(one.record): one for one in every}
    kept = [by_record[id(record)] for record in given]
    results = of_shapes(kept, index, trees, engine_for("auto"))
    here = [result for result in results if not _elsewhere(result, foreign, publication)]
    if work.faulty:
        found = together(dangling((*given, *_known(work.facts))), ())
        found += of_sound_fields(here, given)
        return Done(Piece(), report(dict.fromkeys(found)).results, tuple(given))
    noted = [one for record in given for one in of_reading(record)]
    noted += dangling((*given, *_known(work.facts)))
    noted += of_content(kept)
    written = work.facts.written
    if format == "n-quads":  # a node is written in the graph of every record that has it, but these have their own
        written = frozenset(_thing(part, index) for _, part in own_parts if index.owner(part.of or "") in written)
    pruned = [_without(tree, written) for tree in trees] if written else trees
    return Done(piece(pruned, format), report(dict.fromkeys(together(noted, here))).results, tuple(given))


def _thing(part: ContactPoint | Project, index: Index) -> Iri:
    """The IRI of a part that stands alone."""
    kind = "contact" if isinstance(part, ContactPoint) else "project"
    return iris.part(index.owner(part.of or ""), kind, part.id)


def _index(kept: Sequence[Record], parts: Sequence[Record], work: Work, publication: Publication) -> Index:
    """The mapping's index: what it would have of these records were it made of all."""
    facts, base = work.facts, publication.base
    owners = {id: iris.thing(base, kind, id) for id, kind in facts.owners.items()}
    members = {
        id: [iris.thing(base, "alliance", alliance) for alliance in alliances]
        for id, alliances in facts.members.items()
    }
    pages = {
        agent.profile_page: set(map(str, range(facts.pages.get(agent.profile_page, 1))))
        for record in kept
        for agent in agents(record)
        if agent.profile_page
    }
    below: dict[str, list[ContactPoint | Project]] = {}
    for part in sorted(parts, key=key):
        if isinstance(part, ContactPoint | Project):
            below.setdefault(part.of or "", []).append(part)
    return index_of((), publication)._replace(owners=owners, members=members, pages=pages, parts=below)


def _known(facts: Facts) -> list[Record]:
    """Stand-ins for the agents that are referred to and are there, in whichever batch."""
    return [Alliance(id=id) if kind == "alliance" else Organization(id=id) for id, kind in facts.kinds.items()]


def _elsewhere(result: Result, foreign: frozenset[str], publication: Publication) -> bool:
    """Whether a result is about an organisation that is checked with another record, or a part of it."""
    focus = str(result.focus_node or "")
    for id in foreign:
        thing = iris.thing(publication.base, "organization", id)
        if focus == thing or focus.startswith((f"{thing}/", f"{iris.record(publication.base, thing)}/")):
            return True
    return False


def _without(node: Resource, written: frozenset[str]) -> Resource:
    """A tree with a bare reference in place of each node that is written already."""
    if node.iri in written:
        return resource(node.iri, ())
    values = tuple([_bare(several, written) for several in node.values])
    return Resource(node.iri, node.form, values, children_of(chain.from_iterable(values)))


def _bare(values: tuple[Value, ...], written: frozenset[str]) -> tuple[Value, ...]:
    if not any([isinstance(value, Resource) for value in values]):  # noqa: C419 - a list is the faster by half
        return values
    return tuple([_without(value, written) if isinstance(value, Resource) else value for value in values])
