"""Records -> the rows of sheets: parts on rows of their own, what no row can say within a cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from alliancegraph.errors import RecordError
from alliancegraph.records import Alliance, Organization, Record, faults, key, to_plain
from alliancegraph.records.cells import Written, express
from alliancegraph.records.headers import Match
from alliancegraph.records.references import all_inline, duplicates
from alliancegraph.records.sheets import ALONE, BY_KIND, OWNER, WITHIN, Column

Rows = list[Written]

PARTS = {"contact_points": "contact_point", "projects": "project"}
"""Field of an alliance or organisation -> the kind of record that its items are."""

_REFERENCES = ("partners", "funders", "parent")
_CELL = 16_000  # characters: spreadsheet programs hold 32,767 in a cell, and count in UTF-16


def sound(records: Iterable[Record]) -> list[Record]:
    """Records in the order of tables. Raises `RecordError` where one has faults in form or two share an identifier."""
    given = sorted(records, key=key)
    if wrong := [fault for record in given for fault in faults(record)] + duplicates(given):
        raise RecordError(wrong)
    return given


def cells(kind: str, plain: dict[str, Any], language: str) -> Written:
    """The cells of a record, or part of one, of `kind`."""
    columns = BY_KIND[kind].columns
    found: Written = {}
    for root, value in plain.items():
        found |= express(columns, root, value, language)
    return found


def spread(head: Match, texts: Sequence[str]) -> Iterator[tuple[Match, list[str]]]:
    """A column and its cells, and further columns in which texts go on that are too long for a cell."""
    needed = max((-(-len(text) // _CELL) for text in texts), default=1)
    for more in range(max(needed, 1)):
        yield head._replace(more=more), [text[more * _CELL : (more + 1) * _CELL] for text in texts]


def rows_of(records: Iterable[Record], language: str) -> dict[str, Rows]:
    """The rows of each sheet, in the order of the records."""
    made = _Maker(language)
    for record in records:
        made.record(record)
    made.inline()
    return made.rows


class _Maker:
    def __init__(self, language: str) -> None:
        self.language = language
        self.rows: dict[str, Rows] = {kind: [] for kind in BY_KIND}
        self.within: dict[str, tuple[Organization, list[str]]] = {}

    def record(self, record: Record) -> None:
        plain = to_plain(record)
        kind = plain.pop("type")
        if isinstance(record, Alliance | Organization):
            self.agent(record, kind, plain)
            return
        of = plain.pop("of")
        self.rows[kind].append(cells(kind, plain, self.language) | self.about(kind, {OWNER: of, ALONE: self.yes}))

    @property
    def yes(self) -> str:
        return "yes" if self.language == "en" else "ja"

    def agent(self, record: Alliance | Organization, kind: str, plain: dict[str, Any]) -> Written:
        """The rows of an alliance or organisation, of its parts, and of the organisations written in it; its own."""
        parts: list[tuple[str, dict[str, Any]]] = []
        for name, part_kind in PARTS.items():
            if not any("of" in part for part in plain.get(name, ())):
                parts += [(part_kind, part) for part in plain.pop(name, ())]
        self.refer(record, plain)
        row = cells(kind, plain, self.language)
        self.rows[kind].append(row)
        for part_kind, part in parts:
            row_of_part = cells(part_kind, part, self.language)
            self.rows[part_kind].append(row_of_part | self.about(part_kind, {OWNER: record.id or ""}))
        return row

    def refer(self, record: Alliance | Organization, plain: dict[str, Any]) -> None:
        """Names organisations with an id, where that says which is meant, and leaves them to rows of their own."""
        named = {item for name in _REFERENCES for item in _items(record, name) if isinstance(item, str)}
        for name in _REFERENCES:
            items = _items(record, name)
            own = [item for item in items if isinstance(item, Organization)]
            if not own or any(item.id in named or (item.id is None and _more_than_a_name(item)) for item in own):
                continue
            for position, item in enumerate(items):
                if isinstance(item, Organization) and item.id:
                    if name == "parent":
                        plain[name] = item.id
                    else:
                        plain[name][position] = item.id
                    owners = self.within.setdefault(item.id, (item, []))[1]
                    if record.id not in owners:
                        owners.append(record.id or "")

    def inline(self) -> None:
        """The rows of organisations written in others, which may hold further ones."""
        done: dict[str, Written] = {}
        while waiting := [id for id in self.within if id not in done]:
            for id in waiting:
                plain = to_plain(self.within[id][0])
                done[id] = self.agent(self.within[id][0], plain.pop("type"), plain)
        for id, row in done.items():
            row |= self.about("organization", {WITHIN: "\n".join(self.within[id][1])})

    def about(self, kind: str, values: dict[str, str]) -> Written:
        """The cells that are about the row."""
        columns: dict[str, Column] = {column.path: column for column in BY_KIND[kind].columns}
        return {(columns[path], "de"): text for path, text in values.items()}


def _items(record: Alliance | Organization, name: str) -> list[Any]:
    value = getattr(record, name, None)
    return list(value) if isinstance(value, tuple) else [value] if value is not None else []


def _more_than_a_name(organization: Organization) -> bool:
    """Whether a cell cannot say all of an organisation without id, so that `express` will write the field whole."""
    plain = to_plain(organization)
    plain.pop("type")
    return set(plain) != {"name"} or set(plain["name"]) != {"de"} or bool(list(all_inline(organization)))
