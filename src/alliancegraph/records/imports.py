"""Imports into a folder of record files that people edit: what each import wrote is remembered, what they edited stays.

Beside `perleberg.yaml`, `.imported/perleberg.json` holds the record as the last import read it. It is the base of the
three-way merge (`merge.py`) when the page is imported again. Without it a file is somebody's own, and is left alone.
This module plans; nothing here writes.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace
from itertools import takewhile
from pathlib import Path
from typing import Any

from alliancegraph.errors import Finding, Place, finding
from alliancegraph.records.decode import decode
from alliancegraph.records.encode import to_plain, to_yaml
from alliancegraph.records.merge import ABSENT, Difference, changes, merge
from alliancegraph.records.nodes import from_plain, from_yaml
from alliancegraph.records.origins import Origin, origin
from alliancegraph.records.patch import patched
from alliancegraph.records.types import Record, key

MEMORY = ".imported"
STDIN = "<stdin>"
REFUSED = frozenset({"file-exists", "import-foreign"})
"""Codes of findings that say that a record was not imported at all."""


@dataclass(frozen=True)
class Choices:
    """Fields for which the page's value is to be taken (`accept`), or the file's (`keep`).

    A field is named with its record or for all (`perleberg.founded`, `founded`), with all below it
    (`contact_points[office]`, `contact_points`).
    """

    accept: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()

    def unmatched(self, seen: Seen) -> Iterator[Finding]:
        """A finding for every field that no record differs in."""
        for chosen in (*self.accept, *self.keep):
            if chosen not in seen.chosen:
                yield finding("import-choice-unmatched", value=chosen)


@dataclass(frozen=True)
class Step:
    """What importing one record comes to: texts to write (None: the file stays), what to say, the fields to decide."""

    record: str
    source: str
    file: Path
    memory: Path
    text: str | None = None
    remembered: str | None = None
    findings: tuple[Finding, ...] = ()
    open: tuple[str, ...] = ()


def _name(record: Record) -> str:
    """`perleberg`; of a part that stands alone `perleberg.contact.office`, `perleberg.project.tag`."""
    kind, owner, id = key(record)
    return f"{owner}.{kind.removesuffix('_point')}.{id}" if owner else id


def plan(folder: Path, record: Record, choices: Choices) -> Step:
    """What importing `record` into `folder` comes to. Reads the record's file and what is remembered of it."""
    name = _name(record)
    step = Step(name, _source(record, folder), folder / f"{name}.yaml", folder / MEMORY / f"{name}.json")
    theirs = to_plain(record)
    if not step.file.exists():
        new = finding("import-new", record=name, place=Place(str(step.file)))
        return _step(step, to_yaml(record), _memory(step, theirs), (new,))
    base = _remembered(step.memory)
    ours, faults = _edited(step.file, record)
    if base is None or ours is None:
        return _step(step, None, None, (*faults, finding("import-foreign", record=name, place=Place(str(step.file)))))
    return _again(step, record, choices, base, ours, theirs)


@dataclass
class Seen:
    """What a run has come across: names of records, their sources, the choices that fitted."""

    records: set[str] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)
    chosen: set[str] = field(default_factory=set)

    def add(self, step: Step, choices: Choices) -> None:
        """Takes note of a step."""
        self.records.add(step.record)
        self.sources |= {step.source} - {""}
        for one in (*choices.accept, *choices.keep):
            if any(_is_chosen((one,), step.record, path) for path in step.open):
                self.chosen.add(one)


def vanished(folder: Path, seen: Seen, unsure: Collection[str] = ()) -> Iterator[Finding]:
    """A finding for every record that an earlier import read from one of the sources seen, and that is gone from it.

    `unsure` are files and addresses that could not be read in full.
    """
    sure = seen.sources - {_place_from(folder, file) for file in unsure}
    for memory in sorted((folder / MEMORY).glob("*.json")):
        file = folder / f"{memory.stem}.yaml"
        known = _load(memory) if memory.stem not in seen.records and file.exists() else None
        source = known.get("from") if known else None
        if isinstance(source, str) and source in sure:
            yield finding("import-vanished", record=memory.stem, place=Place(str(file)), source=source)


def _again(step: Step, record: Record, choices: Choices, base: Any, edited: _Edited, theirs: Any) -> Step:
    name, ours = step.record, edited.plain
    theirs, base = _same_lines(theirs, ours), _same_lines(base, ours)
    if isinstance(theirs.get("source"), dict) and isinstance(ours.get("source"), dict):
        theirs = _same_day(theirs, ours)

    def accept(path: str) -> bool:
        return _is_chosen(choices.accept, name, path)

    def keep(path: str) -> bool:
        return _is_chosen(choices.keep, name, path)

    merged = merge(base, ours, theirs, accept, keep) if choices.accept else merge(base, ours, theirs, keep=keep)
    result = decode(from_plain(merged.value))
    if result.record is None or result.faults:
        reason = " ".join(fault.message() for fault in result.faults)
        return _step(step, None, None, (_said("import-unmergeable", step, edited, "", reason=reason),))
    updates = tuple(changes(ours, merged.value))
    findings = [_difference(step, edited, one) for one in merged.differences]
    findings += [_update(step, edited, one) for one in updates]
    text = None
    if updates:
        new = patched(edited.text, updates, merged.value)
        text = new.text if new else to_yaml(result.record)
        if "\r\n" in edited.text:
            text = text.replace("\r\n", "\n").replace("\n", "\r\n")
        if (new is None or new.lossy) and "#" in edited.text:
            findings.append(finding("import-rewritten", record=name, place=Place(str(step.file))))
    remembered = _memory(step, merged.remembered)
    open_ = {one.field for one in merge(base, ours, theirs).differences}
    open_ |= {_by_id(one.field, ours) for one in changes(ours, theirs)}
    return _step(step, text, remembered, tuple(findings), tuple(sorted(open_)))


def _step(
    step: Step, text: str | None, remembered: str | None, findings: tuple[Finding, ...], open: tuple[str, ...] = ()
) -> Step:
    return replace(step, text=text, remembered=remembered, findings=findings, open=open)


# --- The file, and what is remembered of it -------------------------------------------------------------------------


@dataclass(frozen=True)
class _Edited:
    """A record file as it is."""

    text: str
    plain: Any
    origin: Origin


def _edited(file: Path, record: Record) -> tuple[_Edited | None, tuple[Finding, ...]]:
    """The one record of a file, where it is of the type of `record`; else what is wrong with it."""
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        return None, (finding("source-unreadable", place=Place(str(file)), reason=error),)
    nodes, faults = from_yaml(text, str(file))
    if faults or len(nodes) != 1:
        return None, tuple(faults)
    found = decode(nodes[0])
    if found.record is None or found.faults or type(found.record) is not type(record):
        return None, found.faults
    return _Edited(text, to_plain(found.record), origin(found.record) or Origin(str(file))), ()


def _memory(step: Step, plain: Any) -> str:
    return json.dumps({"from": step.source, "record": plain}, ensure_ascii=False, indent=1) + "\n"


def _source(record: Record, folder: Path) -> str:
    source = origin(record)
    return _place_from(folder, source.file) if source else ""


def _place_from(folder: Path, file: str) -> str:
    """Where a record was read: an address, or a file's path below the folder that it shares with the record files.

    What lies above differs between people; that shared folder is mostly the project's. Where they share none, the
    file's own folder has to do. Standard input is never the same again: "".
    """
    if not file or "://" in file:
        return file
    if file == STDIN:
        return ""
    # No link is followed: people know files by the names they give them.
    parts, ours = (Path(os.path.abspath(one)).parts for one in (file, folder))  # noqa: PTH100
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(parts, ours, strict=False)))
    return "/".join(parts[shared:] if shared > 1 else parts[-2:])


def _remembered(memory: Path) -> Any:
    known = _load(memory)
    return known.get("record") if known is not None and isinstance(known.get("record"), dict) else None


def _load(memory: Path) -> dict[str, Any] | None:
    try:
        known = json.loads(memory.read_bytes())
    except (OSError, ValueError):
        return None
    return known if isinstance(known, dict) else None


# --- What changes with every look at a page, and is no change of it -------------------------------------------------


def _same_lines(plain: Any, ours: Any) -> Any:
    """Unrecognised lines with the line numbers of the file: a line that only moved has not changed."""
    lines = {item["text"]: item["line"] for item in ours.get("unrecognised", ())}
    if not lines or "unrecognised" not in plain:
        return plain
    moved = [{**item, "line": lines.get(item["text"], item["line"])} for item in plain["unrecognised"]]
    return {**plain, "unrecognised": moved}


def _same_day(theirs: Any, ours: Any) -> Any:
    """The page with the day of the last fetch, where nothing else in it is new."""
    as_before = {**theirs["source"], "retrieved": ours["source"].get("retrieved")}
    if as_before["retrieved"] is None:
        return theirs
    same = {**theirs, "source": as_before}
    return same if not any(True for _ in changes(ours, same)) else theirs


# --- What is said ---------------------------------------------------------------------------------------------------


def _difference(step: Step, edited: _Edited, one: Difference) -> Finding:
    values = {"base": one.base, "ours": one.ours, "theirs": one.theirs}
    field = _by_position(one.field, edited.plain)
    return _said("import-difference", step, edited, field, **_shown(values), choice=f"{step.record}.{one.field}")


def _update(step: Step, edited: _Edited, one: Difference) -> Finding:
    return _said("import-update", step, edited, one.field, **_shown({"ours": one.ours, "theirs": one.theirs}))


def _said(code: str, step: Step, edited: _Edited, field: str, **values: Any) -> Finding:
    return finding(code, record=step.record, field=field or None, place=_place(edited, field), **values)


def _place(edited: _Edited, field: str) -> Place:
    """The line of a field in the file, else of what it lies in."""
    while field and field not in edited.origin.places:
        field = field[: max(field.rfind("."), field.rfind("["), 0)]
    return edited.origin.places.get(field, Place(edited.origin.file))


_ITEM = re.compile(r"\[([a-z0-9-]+)\]")


def _by_position(path: str, plain: Any) -> str:
    """A path with the items of lists by position, as findings write it: `contact_points[office]` -> `[0]`."""
    return _renamed(path, plain, lambda ids, name: str(ids.index(name)) if name in ids else name)


def _by_id(path: str, plain: Any) -> str:
    """A path with the items of lists by id, as choices name it: `contact_points[0]` -> `[office]`."""
    return _renamed(path, plain, lambda ids, name: ids[int(name)] if name.isdigit() and int(name) < len(ids) else name)


def _renamed(path: str, plain: Any, rename: Callable[[list[str], str], str]) -> str:
    """A path whose first list (contact points, projects; there are no lists with ids within them) is named anew."""
    field, found = path.split("[", 1)[0], _ITEM.search(path)
    items = plain.get(field) if found else None
    if found is None or not isinstance(items, list) or not all(isinstance(one, dict) and "id" in one for one in items):
        return path
    return f"{path[: found.start(1)]}{rename([one['id'] for one in items], found[1])}{path[found.end(1) :]}"


_LONGEST = 100  # characters of a value in a sentence


def _shown(values: dict[str, Any]) -> dict[str, str]:
    shown: dict[str, str] = {}
    for name, value in values.items():
        text = json.dumps(value, ensure_ascii=False) if value is not ABSENT else ""
        text = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
        shown |= {f"{name}_de": text or "nichts", f"{name}_en": text or "nothing"}
    return shown


def _is_chosen(chosen: tuple[str, ...], record: str, field: str) -> bool:
    """Whether a field, or what it lies in, was named."""
    names = (field, f"{record}.{field}")
    return any(name == one or name.startswith((f"{one}.", f"{one}[")) for one in chosen for name in names)
