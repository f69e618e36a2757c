"""The sheets of a workbook are one whole.

Contacts and projects go into the alliance or organisation they belong to, organisations into what they are written in.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from typing import Any

from alliancegraph import iris
from alliancegraph.errors import Place, finding
from alliancegraph.readers.tables.drafts import Draft, as_node
from alliancegraph.records import headers, sheets
from alliancegraph.records.cells import Step
from alliancegraph.records.nodes import Node, Plain

_PARTS = {"contact_point": "contact_points", "project": "projects"}
_REFERENCES = ("partners", "funders", "parent")


def joined(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """The drafts of a workbook's records, parts put into their owners."""
    given = list(drafts)
    agents = [one for one in given if one.kind not in _PARTS]
    owners = {one.id: one for one in agents if one.id}
    by_name: dict[str, list[str]] = {}
    for one in agents:
        if one.id and (name := one.text("name")):
            by_name.setdefault(name.casefold(), []).append(one.id)
    named = {name: ids[0] for name, ids in by_name.items() if len(ids) == 1}
    standing: list[Draft] = []
    for part in given:
        if part.kind not in _PARTS:
            continue
        of = next(iter(part.row.get(sheets.OWNER, ())), "")
        owner = owners.get(of) or owners.get(named.get(of.casefold(), ""))
        if owner is not None and not _alone(part) and _attach(owner, part):
            continue
        standing.append(part)
        if owner is None and iris.slug(of) != of:  # no id, so it is a name
            near = next(iter(difflib.get_close_matches(of.casefold(), named, 1)), "")
            place, meant = _owner_place(part), named.get(near)
            part.findings.append(finding("owner-unknown", field="of", place=place, suggestion=meant, value=of))
        elif of:
            _stand(part, owner.id if owner and owner.id else of)
    inline: dict[tuple[str, str], Draft] = {
        (owner, one.id): one for one in agents for owner in one.row.get(sheets.WITHIN, ()) if one.id
    }
    used: set[str] = set()
    tops = [one for one in agents if not one.row.get(sheets.WITHIN)]
    for one in tops:
        _write_in(one, inline, used, ())
        yield one
    for one in agents:
        if one.row.get(sheets.WITHIN) and one.id not in used:
            within = ", ".join(one.row[sheets.WITHIN])
            one.findings.append(finding("within-unused", place=one.place, field="within", within=within))
            yield one
    yield from standing


def alone(draft: Draft) -> Draft:
    """The draft of a row of a text table, where every row stands for itself."""
    if draft.kind in _PARTS:
        for of in draft.row.get(sheets.OWNER, [])[:1]:
            _stand(draft, of)
    return draft


def _alone(part: Draft) -> bool:
    return part.row.get(sheets.ALONE) == ["1"]


def _stand(part: Draft, of: str) -> None:
    part.tree = {"of": Node(Plain(of), _owner_place(part)), **part.tree}
    if "id" not in part.tree:
        part.set("id", "office")


def _owner_place(part: Draft) -> Place:
    return next((place for place, header in part.headers.items() if _is_owner(part, header)), part.place)


def _is_owner(part: Draft, header: str) -> bool:
    found = headers.match(part.kind, header)
    return found is not None and found.column.path == sheets.OWNER


def _attach(owner: Draft, part: Draft) -> bool:
    """Puts a part into its owner; an organisation has no projects, and a list written as a whole takes no more."""
    name = _PARTS[part.kind]
    parts = owner.tree.setdefault(name, {}) if (owner.kind, name) != ("organization", "projects") else None
    if not isinstance(parts, dict):
        return False
    if "id" not in part.tree:
        taken = {str(n.value) for p in parts.values() if isinstance(n := _id(p), Node)}
        options = ("office", *(f"office-{number}" for number in range(2, len(parts) + 3)))
        part.set("id", next(option for option in options if option not in taken))
    parts[max((step for step in parts if isinstance(step, int)), default=-1) + 1] = part.tree
    owner.take(part)
    return True


def _id(part: Any) -> Any:
    return part.get("id") if isinstance(part, dict) else None


def _write_in(draft: Draft, inline: dict[tuple[str, str], Draft], used: set[str], above: tuple[str, ...]) -> None:
    """Puts organisations written in this record where its cells name them."""
    here = (*above, draft.id or "")

    def replaced(leaf: Any) -> Any:
        if not isinstance(leaf, Node) or not isinstance(leaf.value, Plain):
            return leaf
        found = inline.get((draft.id or "", str(leaf.value)))
        if found is None or found.id in here:
            return leaf
        if found.id not in used:
            used.add(found.id or "")
            _write_in(found, inline, used, here)
        draft.take(found)
        return as_node(found.tree, found.place)

    for name in _REFERENCES:
        field: Any = draft.tree.get(name)
        if isinstance(field, dict) and all(isinstance(step, int) for step in field):
            items: dict[Step, Any] = {step: replaced(leaf) for step, leaf in field.items()}
            draft.tree[name] = items
        elif field is not None:
            draft.tree[name] = replaced(field)
