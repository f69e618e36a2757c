"""The index of a run, on disk: every record, and what records say of each other, whatever their number.

One pass over the input fills it. Faulty records, of which only the sound fields are checked, are a world of their own:
they refer to good ones, but are mapped among themselves, as `validate` does it.
"""

from __future__ import annotations

import json
import pickle
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from alliancegraph import iris
from alliancegraph.mapping import published
from alliancegraph.mapping.index import index_of
from alliancegraph.mapping.names import name_of
from alliancegraph.readers import Document
from alliancegraph.records import Record, key, origin
from alliancegraph.records.publication import Publication
from alliancegraph.records.references import Claim, Claims, claim
from alliancegraph.streaming import facts
from alliancegraph.streaming.batches import Work, pack, unpack
from alliancegraph.streaming.facts import Facts
from alliancegraph.terms import Iri

GOOD, FAULTY = 0, 1
_TOGETHER = 1_000  # identifiers
Span = tuple[int, int, int]
"""Position of the first unit of a batch, that behind its last, and their world."""

_TABLES = """
CREATE TABLE records (number INTEGER PRIMARY KEY, world INTEGER, rank TEXT, owner TEXT, packed BLOB);
CREATE TABLE agents (world INTEGER, id TEXT, kind TEXT, first INTEGER, PRIMARY KEY (world, id)) WITHOUT ROWID;
CREATE TABLE members (world INTEGER, organization TEXT, alliance TEXT,
    PRIMARY KEY (world, organization, alliance)) WITHOUT ROWID;
CREATE TABLE persons (world INTEGER, owner TEXT, person TEXT, PRIMARY KEY (world, owner, person)) WITHOUT ROWID;
CREATE TABLE pages (world INTEGER, page TEXT, name TEXT, agent TEXT, record INTEGER,
    PRIMARY KEY (world, page, name, record)) WITHOUT ROWID;
CREATE TABLE nodes (world INTEGER, iri TEXT, rank TEXT, PRIMARY KEY (world, iri)) WITHOUT ROWID;
CREATE TABLE claims (identity TEXT PRIMARY KEY, stands TEXT, inline BLOB) WITHOUT ROWID;
CREATE TABLE units (world INTEGER, position INTEGER, record INTEGER, PRIMARY KEY (world, position)) WITHOUT ROWID;
CREATE TABLE shared_pages (world INTEGER, page TEXT, agents INTEGER, PRIMARY KEY (world, page)) WITHOUT ROWID;
"""

# Once all records are in. A part whose owner is there is no unit of its own: it is written and checked with the owner.
_ORDERED = """
CREATE INDEX by_owner ON records (world, owner) WHERE owner <> '';
INSERT INTO units SELECT world, row_number() OVER (PARTITION BY world ORDER BY rank) - 1, number FROM records
    WHERE owner = '' OR NOT EXISTS (SELECT 1 FROM agents WHERE agents.world = records.world AND id = owner);
"""
_SHARED_PAGES = """
INSERT INTO shared_pages SELECT world, page, count(DISTINCT name) FROM pages GROUP BY world, page
    HAVING count(DISTINCT name) > 1;
"""


class Index:
    """The index in a file: made by one process, read by any number."""

    def __init__(self, file: Path, publication: Publication, order: str = "id", new: bool = False) -> None:
        self.file, self.publication, self.order = file, publication, order
        self._base = sqlite3.connect(file if new else f"{file.absolute().as_uri()}?mode=ro", uri=not new)
        if new:
            # A run that fails leaves no index to mend: it is thrown away with its folder.
            self._base.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _TABLES)
        self._count = 0
        self._claims = {world: _Taken(self._base, world) for world in (GOOD, FAULTY)}

    def close(self) -> None:
        """Lets go of the file."""
        self._base.close()

    # --- Filling it ---------------------------------------------------------------------------------------------------

    def claims(self, world: int = GOOD) -> Claims:
        """The identifiers taken so far, for `records.references.claim`."""
        return cast(Claims, self._claims[world])  # it asks a dictionary for no more than these two methods

    def take(self, document: Document) -> None:
        """Enters the records of a document."""
        self.add(document.records)
        self.add(document.partial, FAULTY)

    def add(self, records: Iterable[Record], world: int = GOOD) -> None:
        """Enters records in the order of the input."""
        base, claims = self.publication.base, self.claims(world)
        rows: defaultdict[str, list[tuple[Any, ...]]] = defaultdict(list)
        nodes: dict[Iri, str] = {}
        for record in records:
            if world == FAULTY and (origin(record) is None or claim(record, claims)):
                continue  # what good records claim was looked at when they were read
            number = self._count = self._count + 1
            type_, owner, id = key(record)
            rank = (
                f"{type_} {owner} {id}" if self.order == "id" else f"{number:012}"
            )  # a space sorts before all of an id
            rows["records"].append((number, world, rank, owner, pack(record)))
            rows["agents"] += ((world, a.id, facts.kind(a), number) for a in facts.agents(record) if a.id)
            rows["members"] += ((world, *pair) for pair in facts.memberships(record))
            rows["persons"] += ((world, *pair) for pair in facts.persons(record))
            rows["pages"] += ((world, *page, number) for page in facts.pages(record))
            for node in facts.shared(record, base):
                nodes[node] = min(rank, nodes.get(node, rank))
        for table, several in rows.items():
            self._insert(table, several)
        self._enter(world, nodes)

    def _enter(self, world: int, nodes: Mapping[Iri, str]) -> None:
        """Notes for each node the rank of the first record that has it, in the order of the output."""
        self._base.executemany(
            "INSERT INTO nodes VALUES (?, ?, ?) "
            "ON CONFLICT DO UPDATE SET rank = excluded.rank WHERE excluded.rank < rank",
            ((world, node, rank) for node, rank in nodes.items()),
        )

    def _insert(self, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
        """Enters rows, of those with one key the first."""
        if rows:
            marks = ", ".join("?" * len(rows[0]))
            self._base.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", rows)  # noqa: S608 - our own names

    def finish(self) -> None:
        """Puts the records in order, once all are in."""
        self._base.executescript(_ORDERED + _SHARED_PAGES)
        self._withhold_pages()
        rows = self._base.execute(
            "SELECT shared_pages.world, page, min(rank) FROM shared_pages JOIN pages USING (world, page) "
            "JOIN records ON number = record GROUP BY shared_pages.world, page"
        ).fetchall()
        for world, page, rank in rows:
            self._enter(world, {Iri(page): rank})
        self._base.commit()

    def _withhold_pages(self) -> None:
        """Counts those shared pages anew that some record may not publish, for their addresses name a person.

        Which names are withheld is known only now; and what is known of unnamed agents is what is published of them.
        """
        doubtful: set[tuple[int, int]] = set()
        for world, page, agent, record in self._base.execute(
            "SELECT world, page, agent, record FROM shared_pages JOIN pages USING (world, page)"
        ):
            persons = self._base.execute("SELECT person FROM persons WHERE world = ? AND owner = ?", (world, agent))
            if not agent or any(name.words and name.in_link(page) for name in map(name_of, (p for (p,) in persons))):
                doubtful.add((world, record))
        for world, number in sorted(doubtful):
            (packed,) = self._base.execute("SELECT packed FROM records WHERE number = ?", (number,)).fetchone()
            record = unpack(packed)
            names = Facts(persons=self._persons(world, facts.ids([record]))).names()
            pages = index_of([published(record, self.publication, names)], self.publication).pages
            self._base.execute("DELETE FROM pages WHERE world = ? AND record = ?", (world, number))
            self._insert("pages", [(world, page, name, "", number) for page, found in pages.items() for name in found])
        if doubtful:
            self._base.executescript("DELETE FROM shared_pages;" + _SHARED_PAGES)  # noqa: S608

    # --- Reading it ---------------------------------------------------------------------------------------------------

    def records(self, world: int = GOOD) -> int:
        """How many records there are."""
        (count,) = self._base.execute("SELECT count(*) FROM records WHERE world = ?", (world,)).fetchone()
        return int(count)

    def units(self, world: int = GOOD) -> int:
        """How many records are written each on its own; the others are parts of these."""
        (count,) = self._base.execute("SELECT count(*) FROM units WHERE world = ?", (world,)).fetchone()
        return int(count)

    def work(self, start: int, end: int, world: int = GOOD, again: bool = True) -> Work:
        """The batch of the units from a position to another.

        `again` says whether nodes are written again that a batch before has written, as they are in N-Quads. Without
        it, of an organisation that is written and checked elsewhere nobody needs the members, which may be all records.
        """
        rows = self._base.execute(
            "SELECT number, packed, rank FROM units JOIN records ON record = number "
            "WHERE units.world = ? AND position >= ? AND position < ? ORDER BY position",
            (world, start, end),
        ).fetchall()
        numbered = tuple((number, unpack(packed)) for number, packed, _ in rows)
        records = [record for _, record in numbered]
        numbers = {number for number, _, _ in rows}
        ids = facts.ids(records)
        parts = self._parts(world, {agent.id for record in records for agent in facts.agents(record) if agent.id})
        own = [part for _, part in parts]
        known = self._among("SELECT id, kind, first FROM agents WHERE world = ? AND id", world, ids)
        inline = {agent.id for record in records for agent in facts.agents(record) if agent is not record}
        foreign = frozenset(id for id, _, first in known if id in inline and first not in numbers)
        written = self._written(world, records, rows[0][2]) if rows else frozenset()
        done = {id for id in foreign if iris.thing(self.publication.base, "organization", id) in written}
        return Work(
            numbered,
            parts,
            Facts(
                kinds=self._kinds({id for record in (*records, *own) for id in facts.referred(record)}),
                owners={id: kind for id, kind, _ in known},
                members=self._members(world, ids if again else ids - done),
                pages=dict(
                    self._among(
                        "SELECT page, agents FROM shared_pages WHERE world = ? AND page",
                        world,
                        {page for record in records for page, *_ in facts.pages(record)},
                    )
                ),
                persons=self._persons(world, ids),
                written=written,
                foreign=foreign,
            ),
            faulty=world == FAULTY,
        )

    def _parts(self, world: int, owners: set[str]) -> tuple[tuple[int, Record], ...]:
        rows = self._among(
            "SELECT number, packed FROM records WHERE owner <> '' AND world = ? AND owner", world, owners
        )
        return tuple((number, unpack(packed)) for number, packed in rows)

    def _kinds(self, referred: set[str]) -> dict[str, str]:
        """What ids stand for; of a good and a faulty record that share one, what the faulty one says."""
        found: dict[str, str] = {}
        for world in (GOOD, FAULTY):
            found |= dict(self._among("SELECT id, kind FROM agents WHERE world = ? AND id", world, referred))
        return found

    def _members(self, world: int, ids: set[str]) -> Mapping[str, tuple[str, ...]]:
        return _grouped(
            self._among("SELECT organization, alliance FROM members WHERE world = ? AND organization", world, ids)
        )

    def _persons(self, world: int, ids: set[str]) -> Mapping[str, tuple[str, ...]]:
        return _grouped(self._among("SELECT owner, person FROM persons WHERE world = ? AND owner", world, ids))

    def _written(self, world: int, records: Sequence[Record], first: str) -> frozenset[str]:
        nodes = {node for record in records for node in facts.shared(record, self.publication.base)}
        nodes |= {Iri(page) for record in records for page, *_ in facts.pages(record)}
        rows = self._among("SELECT iri, rank FROM nodes WHERE world = ? AND iri", world, nodes)
        return frozenset(iri for iri, rank in rows if rank < first)

    def _among(self, query: str, world: int, values: set[Any]) -> list[tuple[Any, ...]]:
        """The rows of a query whose last column is among some values."""
        listed = json.dumps(sorted(values))
        return self._base.execute(f"{query} IN (SELECT value FROM json_each(?))", (world, listed)).fetchall()  # noqa: S608


def _grouped(rows: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for name, value in rows:
        found.setdefault(name, []).append(value)
    return {name: tuple(values) for name, values in found.items()}


class _Taken:
    """Identifiers and who has them, on disk but for the newest: what of a dictionary `claim` uses."""

    def __init__(self, base: sqlite3.Connection, world: int) -> None:
        self._base, self._world = base, world
        self._newest: dict[tuple[str, ...], Claim] = {}

    def get(self, identity: tuple[str, ...]) -> Claim | None:
        """Who has an identifier."""
        if identity in self._newest:
            return self._newest[identity]
        found = self._base.execute(
            "SELECT stands, inline FROM claims WHERE identity = ?", (self._name(identity),)
        ).fetchone()
        return Claim(found[0], found[1] and pickle.loads(found[1])) if found else None  # noqa: S301 - our own bytes

    def update(self, own: Mapping[tuple[str, ...], Claim]) -> None:
        """Enters the identifiers of a record; on disk some at a time."""
        self._newest |= own
        if len(self._newest) < _TOGETHER:
            return
        self._base.executemany(
            "INSERT OR REPLACE INTO claims VALUES (?, ?, ?)",
            (
                (self._name(identity), one.where, one.inline and pickle.dumps(one.inline))
                for identity, one in self._newest.items()
            ),
        )
        self._newest.clear()

    def _name(self, identity: tuple[str, ...]) -> str:
        return " ".join((str(self._world), *identity))


def spans(index: Index, size: int) -> Iterator[Span]:
    """The batches of a size: of good records, then of those with faults."""
    for world in (GOOD, FAULTY):
        count = index.units(world)
        yield from ((start, min(start + size, count), world) for start in range(0, count, size))
