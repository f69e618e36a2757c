"""What an edition changes of what was published before: days that move only with content, renames, tombstones."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import msgspec
from msgspec.structs import replace

from alliancegraph.errors import Finding, SiteError, finding
from alliancegraph.iris import slug
from alliancegraph.publishing.edition import Dataset, Edition
from alliancegraph.publishing.history.register import Change, Entry, How, Register, renamed
from alliancegraph.publishing.things import DATES, Thing, is_place, things
from alliancegraph.records.publication import Publication
from alliancegraph.resource import Resource, statements
from alliancegraph.writers.ntriples import term

HISTORY = 500
"""How many changes the register remembers."""
SHARE = 10
"""No more than one in so many may go without being confirmed."""
_NAMED = 5  # names in a message
_LONGEST = 200  # characters of a name that are remembered, compared and said


class Settled(NamedTuple):
    """An edition held against the register: the register as it becomes, and what there is to say.

    Paths that came, changed, were renamed (by their new paths) and went; `findings` with a violation forbid publishing.
    """

    register: Register
    came: tuple[str, ...]
    changed: tuple[str, ...]
    renamed: tuple[str, ...]
    went: tuple[str, ...]
    findings: tuple[Finding, ...]


def settle(edition: Edition, old: Register | None, day: str | None = None, confirmed: bool = False) -> Settled:
    """Holds an edition, with its records' own days, against what was published before (None: nothing).

    `day` is the day of this publication, for what has changed and whose record says no later day itself. `confirmed`
    allows that more than a tenth of what was published goes.

    Raises `SiteError` where the base IRI is another than before: every identifier would be.
    """
    publication = edition.publication
    before = old or Register(publication.base)
    if before.base != publication.base:
        raise SiteError([finding("register-base", field="base", old=before.base, new=publication.base)])
    now = things(edition)
    declared = {one.old: one.new for one in publication.renamed if one.old != one.new}
    names = _names(before, declared, now)
    # What was published, by the path it has now; where two became one, the one that had that path.
    earlier = {renamed(path, names): path for path in sorted(before.resources, key=lambda path: path not in names)}
    kept = {path: before.resources[earlier[path]] for path in now if path in earlier}
    went = tuple(sorted(set(earlier) - set(now)))
    resources = {path: _resource(thing, day, kept.get(path)) for path, thing in now.items()}
    datasets = {
        one.id: _dataset(one, publication, resources, day, before.datasets.get(one.id)) for one in edition.datasets
    }
    lost = sorted(set(before.datasets) - set(datasets))
    buried = {path: before.resources[earlier[path]].name for path in went}
    buried |= {f"dataset/{id}": before.datasets[id].name for id in lost}
    alive = {*now, *(f"dataset/{id}" for id in datasets)}
    gone = {renamed(path, names): on for path, on in before.gone.items()} | dict.fromkeys(buried, day)
    former = {renamed(path, names): name for path, name in before.former.items()} | buried
    came = tuple(path for path in now if path not in kept)
    mended = {names[path] for path in declared if path in before.gone and path in names}
    moved = tuple(path for path in kept if earlier[path] != path or path in mended)
    changed = tuple(path for path in kept if path not in moved and kept[path].digest != resources[path].digest)
    told: list[tuple[How, tuple[str, ...]]] = [("came", came), ("changed", changed), ("renamed", moved)]
    latest = day or max((one.modified for one in resources.values() if one.modified), default=None)
    fresh = [
        Change(path, how, resources[path].name, resources[path].modified or latest)
        for how, some in told
        for path in some
    ]
    fresh += [Change(path, "went", buried[path], latest) for path in went]
    register = Register(
        base=publication.base,
        resources=resources,
        datasets=datasets,
        renamed=names,
        gone={path: gone[path] for path in sorted(gone) if path not in alive},
        former={path: former[path] for path in sorted(former) if path not in alive},
        changes=_history(before, names, fresh, resources),
    )
    found = [
        *_of_renames(before, declared, names, now),
        *_of_names(before, declared, names, now),
        *_likely(came, went, resources, buried),
        *_standing(kept | _named(before.datasets), resources | _named(datasets)),
    ]
    if not confirmed:
        found += _deletions([buried[path] for path in went], len(before.resources), "Einträge", "entries")
        found += _deletions(lost, len(before.datasets), "Datensätze des Katalogs", "datasets of the catalogue")
    return Settled(register, came, changed, moved, went, tuple(found))


def _names(before: Register, declared: dict[str, str], now: Collection[str]) -> Mapping[str, str]:
    """Old path -> the path it has now: renames of before and those declared, each followed to its end.

    A rename that is taken back goes: its old path names the same thing again.
    """
    back = {new for old, new in declared.items() if new in now and before.now(new) == old}
    table = {path: to for path, to in before.renamed.items() if path not in back} | declared
    return {path: to for path in sorted(table) if (to := renamed(path, table)) != path}


def _resource(thing: Thing, day: str | None, before: Entry | None) -> Entry:
    entry = _entry(_digest([thing.node]), thing.name[:_LONGEST], thing.day, day, before)
    same = before is not None and before.digest == entry.digest
    return replace(entry, retrieved=before.retrieved if same and before else thing.retrieved)


def _dataset(
    dataset: Dataset, publication: Publication, resources: Mapping[str, Entry], day: str | None, before: Entry | None
) -> Entry:
    """A dataset's entry; its content is its records and what the catalogue says of it."""
    roots = {tree.iri.removeprefix(f"{publication.base}id/") for tree in dataset.trees}
    days = (entry.modified for path, entry in resources.items() if path in roots)
    latest = max((one for one in days if one), default=None)
    said = json.dumps(msgspec.to_builtins(replace(publication, renamed=(), page_size=1)), sort_keys=True)
    digest = hashlib.sha256(f"{_digest(dataset.trees)} {said}".encode()).hexdigest()
    return _entry(digest, dataset.id, latest, day, before)


def _entry(digest: str, name: str, own_day: str | None, day: str | None, before: Entry | None) -> Entry:
    """An entry brought up to date: its day moves when its content does, and never back."""
    if before is None:
        return Entry(digest, name, day or own_day, own_day or day)
    if before.digest == digest:
        modified = before.modified or own_day
    else:
        later = own_day if own_day and own_day > (before.modified or "") else day
        modified = max(before.modified or "", later or "") or None
    return Entry(digest, name, before.issued or modified, modified)


def _digest(trees: Iterable[Resource]) -> str:
    """SHA-256 of what some trees state, dates left out."""
    lines = sorted(f"<{s}> <{p}> {term(o)}" for s, p, o in statements(trees) if p not in DATES)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _history(
    before: Register, names: Mapping[str, str], fresh: Iterable[Change], alive: Collection[str]
) -> tuple[Change, ...]:
    """The latest change of each path, those of this publication first."""
    latest = {change.path: change for change in sorted(fresh, key=lambda change: change.path)}
    for change in before.changes:
        path = renamed(change.path, names)
        if (change.change == "went") != (path in alive):
            latest.setdefault(path, replace(change, path=path))
    return tuple(latest.values())[:HISTORY]


def _of_renames(
    before: Register, declared: Mapping[str, str], names: Mapping[str, str], now: Collection[str]
) -> Iterator[Finding]:
    """Whether what is said to be renamed is, and to something that there is or was."""
    known = {*now, *before.resources, *before.gone}
    for old, new in declared.items():
        if old in now:
            yield finding("renamed-present", field="renamed", old=old, new=new)
        elif renamed(new, names) not in known:
            yield finding("renamed-missing", field="renamed", old=old, new=new)


def _of_names(
    before: Register, declared: Mapping[str, str], names: Mapping[str, str], now: Mapping[str, Thing]
) -> Iterator[Finding]:
    """Whether every identifier still names what it named; one that is said to be renamed does."""
    for path in now:
        if path in names and path not in declared:
            yield _of(path, "id-redirected", new=names[path])
    lasting = {path: thing for path, thing in now.items() if not is_place(path)}
    called = {path: {slug(name[:_LONGEST]) for name in thing.names} for path, thing in lasting.items()}
    told = [("id-reused", before.former), ("name-changed", {path: one.name for path, one in before.resources.items()})]
    for code, formerly in told:
        for old, name in formerly.items():
            path = renamed(old, names)
            if path in called and old not in declared and slug(name) not in called[path]:
                yield _of(path, code, old=name, new=now[path].name[:_LONGEST])


def _likely(
    came: Iterable[str], went: Iterable[str], resources: Mapping[str, Entry], buried: Mapping[str, str]
) -> Iterator[Finding]:
    """Renames that nobody has declared: one thing went, and one of the same kind and name came."""
    by_name: dict[tuple[str, str], list[str]] = {}
    for path in came:
        by_name.setdefault((_kind(path), slug(resources[path].name)), []).append(path)
    supposed: dict[str, str] = {}
    for path in went:
        same = by_name.get((_kind(path), slug(buried[path])), [])
        if len(same) == 1 and renamed(path, supposed) != same[0] and not is_place(path):
            supposed[path] = same[0]
            line = f'renamed = [{{ old = "{path}", new = "{same[0]}" }}]'
            yield _of(same[0], "rename-likely", old=path, new=same[0], line=line)


def _standing(before: Mapping[str, Entry], after: Mapping[str, Entry]) -> Iterator[Finding]:
    """What has changed while its day has not."""
    names = [
        after[path].name
        for path, entry in before.items()
        if path in after and after[path].digest != entry.digest and after[path].modified == entry.modified
    ]
    if names:
        yield finding("day-stands", count=len(names), names=_listed(names))


def _named(datasets: Mapping[str, Entry]) -> dict[str, Entry]:
    """Datasets by their paths, and so named."""
    return {f"dataset/{id}": replace(entry, name=f"dataset/{id}") for id, entry in datasets.items()}


def _deletions(names: Collection[str], total: int, german: str, english: str) -> Iterator[Finding]:
    if len(names) * SHARE > total:
        yield finding("deletions", count=len(names), total=total, names=_listed(names), what_de=german, what_en=english)


def _of(path: str, code: str, **values: Any) -> Finding:
    return finding(code, record=path.split("/")[1], value=path, **values)


def _kind(path: str) -> str:
    return path.split("/")[-2]


def _listed(names: Iterable[str]) -> str:
    all_names = list(dict.fromkeys(names))
    return ", ".join(all_names[:_NAMED]) + (" …" if len(all_names) > _NAMED else "")
