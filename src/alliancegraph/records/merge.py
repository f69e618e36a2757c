"""Three versions of a record, merged: what the last import wrote (base), the file as it is (ours), the page (theirs).

Pure functions over plain values (dicts, lists, texts, numbers). Field by field: where the file still holds what the
last import wrote, the page's value is taken; where the page still says what it said, the file's value stays; where both
went on to different values, the file's value stays and a `Difference` says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

Plain = Any
"""A dict, list, text, number, truth value or None; or ABSENT."""


class _Absent:
    """Stands for a field or list item that a version does not have."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT: Final = _Absent()


@dataclass(frozen=True)
class Difference:
    """A field that file and page hold different values of; `ABSENT` where one has none.

    `field` is its path, on which items with an id are named by it: `contact_points[office].street` means the same
    whatever else is put into the list.
    """

    field: str
    base: Plain
    ours: Plain
    theirs: Plain


@dataclass(frozen=True)
class Merged:
    """The merged value; the differences to decide; what to remember as the base of the next merge.

    What is remembered is the page's version, but for the undecided differences, which keep their base: so they are said
    again until somebody decides.
    """

    value: Plain
    differences: tuple[Difference, ...] = ()
    remembered: Plain = None


Choice = Callable[[str], bool]
"""Whether a choice was made for the field of a path."""


def _never(_: str) -> bool:
    return False


def merge(base: Plain, ours: Plain, theirs: Plain, accept: Choice = _never, keep: Choice = _never) -> Merged:
    """Merges three versions of a value. Fields that `accept` takes the page's value, those that `keep` the file's.

    >>> merge({"founded": "2007"}, {"founded": "2007"}, {"founded": "2008"}).value
    {'founded': '2008'}
    >>> merge({"founded": "2007"}, {"founded": "2006"}, {"founded": "2008"}).differences
    (Difference(field='founded', base='2007', ours='2006', theirs='2008'),)
    """
    return _Merge(accept, keep).value("", base, ours, theirs)


@dataclass(frozen=True)
class _Merge:
    accept: Choice
    keep: Choice

    def value(self, path: str, base: Plain, ours: Plain, theirs: Plain) -> Merged:
        if same(ours, theirs) or same(base, ours) or self.accept(path):
            return Merged(theirs, (), theirs)
        untouched = same(base, theirs)
        if untouched and self.accept is _never:
            return Merged(ours, (), theirs)
        if isinstance(ours, dict) and isinstance(theirs, dict):
            return self.mapping(path, base if isinstance(base, dict) else {}, ours, theirs)
        old = [] if base is ABSENT else base
        if isinstance(old, list) and isinstance(ours, list) and isinstance(theirs, list):
            name = _key_name(old, ours, theirs)
            if name is not None:
                return self.keyed(path, name, old, ours, theirs)
        return self.leaf(path, base, ours, theirs, untouched)

    def leaf(self, path: str, base: Plain, ours: Plain, theirs: Plain, untouched: bool) -> Merged:
        if untouched or self.keep(path):
            return Merged(ours, (), theirs)
        return Merged(ours, (Difference(path, base, ours, theirs),), base)

    def mapping(self, path: str, base: dict[str, Plain], ours: dict[str, Plain], theirs: dict[str, Plain]) -> Merged:
        parts = {
            name: self.value(
                f"{path}.{name}" if path else name,
                base.get(name, ABSENT),
                ours.get(name, ABSENT),
                theirs.get(name, ABSENT),
            )
            for name in _woven(list(theirs), list(ours), list(base))
        }
        return Merged(
            {name: part.value for name, part in parts.items() if part.value is not ABSENT},
            tuple(difference for part in parts.values() for difference in part.differences),
            {name: part.remembered for name, part in parts.items() if part.remembered is not ABSENT},
        )

    def keyed(self, path: str, name: str, base: list[Plain], ours: list[Plain], theirs: list[Plain]) -> Merged:
        old, mine, new = (_by_key(items, name) for items in (base, ours, theirs))
        # The page's order, unless a person has changed the order of the file.
        moved = [key for key in mine if key in old] != [key for key in old if key in mine]
        order = _woven(list(mine), list(new), list(old)) if moved else _woven(list(new), list(mine), list(old))
        positions = {key: index for index, key in enumerate(mine)}
        parts = {
            key: self.value(
                f"{path}[{key if name == 'id' else positions.get(key, key)}]",
                old.get(key, ABSENT),
                mine.get(key, ABSENT),
                new.get(key, ABSENT),
            )
            for key in order
        }
        return Merged(
            [part.value for part in parts.values() if part.value is not ABSENT],
            tuple(difference for part in parts.values() for difference in part.differences),
            [parts[key].remembered for key in _woven(list(new), order) if parts[key].remembered is not ABSENT],
        )


def same(one: Plain, other: Plain) -> bool:
    """Whether two values are equal; the order of a mapping's keys does not count, 1 is neither True nor 1.0."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(value, other[key]) for key, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and bool(one == other)


def changes(before: Plain, after: Plain, path: str = "") -> Iterator[Difference]:
    """What `after` has otherwise than `before`, field by field: `ours` is the value before, `theirs` the one after."""
    if same(before, after):
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for name in _woven(list(after), list(before), []):
            below = f"{path}.{name}" if path else name
            yield from changes(before.get(name, ABSENT), after.get(name, ABSENT), below)
        return
    if isinstance(before, list) and isinstance(after, list) and _key_name(before, before, after) == "id":
        old, new = _by_key(before, "id"), _by_key(after, "id")
        positions = {key: index for index, key in enumerate(old)}
        for key in _woven(list(new), list(old), []):
            yield from changes(old.get(key, ABSENT), new.get(key, ABSENT), f"{path}[{positions.get(key, key)}]")
        return
    yield Difference(path, ABSENT, before, after)


# --- Lists ----------------------------------------------------------------------------------------------------------

_KEYS = ("id", "url", "text")
_SELF = ""


def _key_name(base: list[Plain], ours: list[Plain], theirs: list[Plain]) -> str | None:
    """What the items of a list are known by in all versions: a field, `_SELF` for texts, None where nothing tells.

    Only an id survives a change of the item. By anything else a changed item looks like one gone and one come: where
    both sides have lost an item, these may be two versions of one, and a person must see the lists.
    """
    items = [*base, *ours, *theirs]
    if all(isinstance(item, str) for item in items):
        names: tuple[str, ...] = (_SELF,)
    elif all(isinstance(item, dict) for item in items):
        names = tuple(name for name in _KEYS if all(name in item for item in items))
    else:
        names = ()
    for name in names:
        versions = [_by_key(version, name) for version in (base, ours, theirs)]
        if [len(version) for version in versions] != [len(base), len(ours), len(theirs)]:
            continue
        old, mine, new = (version.keys() for version in versions)
        if name == "id" or not (old - mine and old - new):
            return name
    return None


def _by_key(items: list[Plain], name: str) -> dict[str, Plain]:
    return {_key(item if name == _SELF else item[name]): item for item in items}


def _key(value: Plain) -> str:
    """A text as it is; a language map by its languages in order."""
    return value if isinstance(value, str) else repr(sorted(value.items()) if isinstance(value, dict) else value)


def _woven(first: list[str], *others: list[str]) -> list[str]:
    """All names once: those of `first` in their order, each other one behind the name it follows in its own list."""
    order = list(dict.fromkeys(first))
    for other in others:
        before: str | None = None
        for name in other:
            if name not in order:
                order.insert(order.index(before) + 1 if before is not None else 0, name)
            before = name
    return order
