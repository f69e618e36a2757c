"""Drafts -> records: a cell that does not fit is a finding and set aside, the rest of its row is read all the same."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from msgspec.structs import replace as changed

from alliancegraph.errors import Finding, finding
from alliancegraph.readers.tables.drafts import Draft
from alliancegraph.records import Alliance, Organization, Origin, Record, Unrecognised, decode, origin, with_origin
from alliancegraph.records.nodes import Entry, Node, children
from alliancegraph.records.sheets import BY_KIND, OWNER, Column

_ROUNDS = 8  # a cell set aside may leave something incomplete, which is set aside in turn
_NEEDED = ("", "id", "of", "type")


class Read(NamedTuple):
    """A row's record, or where it cannot be one, what there is of it and why."""

    record: Record | None = None
    partial: Record | None = None
    faults: tuple[Finding, ...] = ()


def read(draft: Draft) -> Read:
    """Decodes a draft."""
    if (column := _missing(draft)) is not None:
        field = column.path.lstrip("@")
        if not any(one.field == field for one in draft.findings):
            names = {"name_de": column.german, "name_en": column.english}
            draft.findings.append(finding("row-incomplete", field=field, place=draft.place, **names))
        return Read(faults=tuple(replace(one, record=draft.id) for one in draft.findings))
    node = draft.node()
    found = list(draft.findings)
    left = list(draft.left)
    gone: set[str] = set()
    for _ in range(_ROUNDS):
        decoded = decode(node)
        new = [fault for fault in decoded.faults if (fault.code, fault.field, fault.place) not in _known(found)]
        if decoded.record is not None and not decoded.faults:
            return Read(_kept(decoded.record, left, found, draft))
        # What a cell set aside leaves incomplete is no second fault.
        gone |= {fault.field or "" for fault in decoded.faults if fault.code != "key-missing"}
        found += [fault for fault in new if not (fault.code == "key-missing" and fault.field in gone)]
        if decoded.record is None and any((fault.field or "") in _NEEDED for fault in decoded.faults):
            break
        before = node
        for path in sorted({fault.field or "" for fault in decoded.faults}, reverse=True):
            node, removed = _without(node, path)
            gone.add(path)
            for one in _leaves(removed) if removed else ():
                line = (one.place.line, f"{draft.headers.get(one.place, path)}: {one.value}")
                if line not in left and one.place in draft.headers:
                    left.append(line)
        if node == before:
            break
    name = decoded.record.id if decoded.record else draft.id
    return Read(None, decoded.record, tuple(replace(one, record=name) for one in found))


def _missing(draft: Draft) -> Column | None:
    """The column without which a row is no record."""
    needed = {"of": OWNER, "id": "name"} if draft.kind in ("contact_point", "project") else {"id": "name"}
    path = next((path for name, path in needed.items() if name not in draft.tree), None)
    return next((column for column in BY_KIND[draft.kind].columns if column.path == path), None)


def _known(found: list[Finding]) -> set[tuple[object, ...]]:
    return {(one.code, one.field, one.place) for one in found}


def _kept(record: Record, left: list[tuple[int, str]], found: list[Finding], draft: Draft) -> Record:
    """The record with what was set aside, and with the findings of its row."""
    if isinstance(record, Alliance | Organization):
        before = record.unrecognised
        findings = found + [
            finding("unrecognised", field=f"unrecognised[{n}]", place=draft.place, text=one.text)
            for n, one in enumerate(before)
        ]
        after = before + tuple(Unrecognised(line=line, text=_readable(text)) for line, text in left)
        kept: Record = changed(record, unrecognised=after) if left else record
    else:
        findings = found + [finding("unrecognised", place=draft.place, text=text) for _, text in left]
        kept = record
    came_from = origin(record)
    places = came_from.places if came_from else {}
    return with_origin(
        kept, Origin(draft.place.file, places, tuple(replace(one, record=record.id) for one in findings))
    )


def _readable(text: str) -> str:
    """A text whose characters a record can hold: others as the escapes by which JSON writes them."""
    return re.sub("[\x00\ud800-\udfff\ufffe\uffff]", lambda found: f"\\u{ord(found[0]):04x}", text)


def _leaves(node: Node) -> list[Node]:
    below = [one for _, one in children(node) if not isinstance(one.value, list | tuple)]
    return below or [node]


def _without(node: Node, path: str) -> tuple[Node, Node | None]:
    """A tree without what stands at a path, or where nothing does, at the nearest path above."""
    while path:
        steps = [int(step) if step.isdecimal() else step for step in re.findall(r"[^.\[\]]+", path)]
        rest, removed = _cut(node, steps)
        if removed is not None:
            return rest, removed
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
    return node, None


def _cut(node: Node, steps: list[int | str]) -> tuple[Node, Node | None]:
    first, *rest = steps
    if isinstance(node.value, list) and isinstance(first, int) and first < len(node.value):
        below, removed = _cut(node.value[first], rest) if rest else (None, node.value[first])
        items = [*node.value[:first], *([below] if below else []), *node.value[first + 1 :]]
        return (changed(node, value=items), removed) if removed else (node, None)
    if isinstance(node.value, tuple):
        entries: list[Entry] = []
        removed = None
        for entry in node.value:
            if entry.key != str(first) or removed is not None:
                entries.append(entry)
            elif rest:
                below, removed = _cut(entry.node, rest)
                entries.append(changed(entry, node=below))
            else:
                removed = entry.node
        return (changed(node, value=tuple(entries)), removed) if removed else (node, None)
    return node, None
