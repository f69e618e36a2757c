"""JSON -> records without a node tree, at a fraction of the price of `decode`: for texts without fault.

What is faultless is declared once, on the record types: msgspec checks their types and patterns here, and what no
pattern can say is asked of `decode`. At the least doubt there is no record, and `decode`, which says what is wrong and
where, has to look; tests hold the two to each other.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import Any, NoReturn

import msgspec
from msgspec import inspect

from alliancegraph.errors import Finding, Place
from alliancegraph.records.decode import (
    FORMAT,
    LANGUAGE,
    NO_CHARACTER,
    fits,
    name_key,
    places_of,
    type_of,
    whole_faults,
)
from alliancegraph.records.nodes import DEEPEST, Node, from_json
from alliancegraph.records.origins import Origin, with_origin
from alliancegraph.records.types import TYPES, LanguageMap, Record, Value

# NO_CHARACTER as JSON can write it, and a line break at the end of a text, which `$` in a pattern lets pass.
_DOUBTFUL = re.compile(r"\\(?:u(?:0000|[dD][89a-fA-F]|[fF]{3}[eEfF])|(?:n|u000[aA])" '")')
_BETWEEN = re.compile(r"[ \t\n\r]*")  # RFC 8259 section 2, ws
_STEPS = re.compile(r"[^.\[\]]+|\[[0-9]+(?=\])")
_DEEPEST_INLINE = DEEPEST // 2 - 5  # organisations in organisations: a mapping each, and a list around it


def read_json(text: str, file: str, line: int = 1) -> tuple[Sequence[Record | Node], list[Finding]]:
    """The records of a JSON text without fault, else what `from_json` gives of it."""
    found = decode_text(text, file, line)
    return from_json(text, file, line) if found is None else (found, [])


def decode_text(text: str, file: str, line: int = 1) -> list[Record] | None:
    """The record of a JSON text that begins on `line` of `file`, or those of its list; None where one has a fault.

    None does not say that there is one: only `decode` can tell.
    """
    start = _after(text, 0)
    place = _moved(Place(file, line, 1), text, 0, start)
    try:
        found, end = (_list_at if text.startswith("[", start) else _record_at)(text, start, place)
    except (ValueError, IndexError, RecursionError):  # msgspec's and json's errors are ValueErrors too
        return None
    return found if _after(text, end) == len(text) else None


class _DoubtError(ValueError):
    """Something that `decode` has to look at."""


def _list_at(text: str, start: int, place: Place) -> tuple[list[Record], int]:
    """The records of the list that starts at an index of `text`, and the index behind it."""
    found: list[Record] = []
    at = start
    while text[at] != "]":
        if text[at] != ("," if found else "["):
            raise _DoubtError
        first = _after(text, at + 1)
        place = _moved(place, text, start, first)
        one, end = _record_at(text, first, place)
        found += one
        start, at = first, _after(text, end)
    return found, at + 1


def _record_at(text: str, start: int, place: Place) -> tuple[list[Record], int]:
    """The record whose object starts at an index of `text`, and the index behind it."""
    plain, end = _DECODER.raw_decode(text, start)
    if not isinstance(plain, dict) or NO_CHARACTER.search(text, start, end) or _DOUBTFUL.search(text, start, end):
        raise _DoubtError
    cls, version = TYPES.get(str(plain.pop("type", ""))), plain.pop("format", FORMAT)
    if cls is None or type(version) is not int or version != FORMAT:
        raise _DoubtError
    record = msgspec.convert(plain, cls, dec_hook=_language_map)
    if getattr(record, name_key(record)) is None or not _fit(record) or whole_faults(record):
        raise _DoubtError
    return [with_origin(record, Origin(place.file, _Places(text, start, place)))], end


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _DoubtError
    return found


def _short(digits: str) -> int:
    if len(digits) > 9:
        raise _DoubtError
    return int(digits)


def _doubt(_: str) -> NoReturn:
    raise _DoubtError


_DECODER = json.JSONDecoder(object_pairs_hook=_unique, parse_int=_short, parse_float=_doubt, parse_constant=_doubt)


def _language_map(_: type, texts: Any) -> LanguageMap:
    if type(texts) is str:
        return LanguageMap(texts)
    if type(texts) is not dict or not all(map(LANGUAGE.fullmatch, texts)):
        raise _DoubtError
    return LanguageMap(texts)


def _fit(value: Value, depth: int = 0) -> bool:
    """Whether all of a value has the forms that no pattern can say."""
    return depth < _DEEPEST_INLINE and all(
        check(item, depth) for name, check in _checks(type(value)) if (item := getattr(value, name))
    )


_Check = Callable[[Any, int], bool]


@cache
def _checks(cls: type[Value]) -> tuple[tuple[str, _Check], ...]:
    """The fields of a type that have to be looked into, each with the check of what it holds."""
    kinds = ((field.name, _check(field.type)) for field in type_of(cls).fields)
    return tuple((name, check) for name, check in kinds if check)


def _check(kind: Any) -> _Check | None:
    if isinstance(kind, inspect.UnionType):
        checks = [check for option in kind.types if (check := _check(option))]
        return checks[0] if checks else None
    if isinstance(kind, inspect.VarTupleType):
        return partial(_all, check) if (check := _check(kind.item_type)) else None
    if isinstance(kind, inspect.StructType):
        return lambda value, depth: isinstance(value, str) or _fit(value, depth + 1)
    form = (kind.extra or {}).get("form") if isinstance(kind, inspect.Metadata) else None
    return (lambda text, _: fits(form, text)) if form in ("date", "day", "link") else None


def _all(check: _Check, items: tuple[Any, ...], depth: int) -> bool:
    return all(check(item, depth) for item in items)


class _Places(Mapping[str, Place]):
    """The place of each field path of the record at an index of a text: looked for when asked, for few ever are."""

    def __init__(self, text: str, start: int, place: Place) -> None:
        self._text, self._start, self._place = text, start, place

    def __getitem__(self, path: str) -> Place:
        """The place of one path; what stands before it is passed over by the standard library's scanner."""
        at = self._start
        try:
            for step in _STEPS.findall(path):
                bracket, find = ("[", _item) if step[0] == "[" else ("{", _member)
                at = find(self._text, _behind(self._text, at, bracket), step.removeprefix("["))
        except (ValueError, IndexError):
            raise KeyError(path) from None
        return _moved(self._place, self._text, self._start, at)

    def __iter__(self) -> Iterator[str]:
        end = _SCANNER.raw_decode(self._text, self._start)[1]
        ((node,), _) = from_json(self._text[self._start : end], self._place.file)
        return iter(places_of(node))

    def __len__(self) -> int:
        return sum(1 for _ in self)


_SCANNER = json.JSONDecoder()


def _moved(place: Place, text: str, start: int, index: int) -> Place:
    """The place of an index, known that of one before it."""
    lines = text.count("\n", start, index)
    column = index - text.rfind("\n", start, index) if lines else place.column + index - start
    return Place(place.file, place.line + lines, column)


def _after(text: str, index: int) -> int:
    """The index of what stands behind white space."""
    return _BETWEEN.match(text, index).end()  # type: ignore[union-attr] # it matches everywhere


def _behind(text: str, index: int, mark: str) -> int:
    """The index of what follows a mark; a `ValueError` where it is not at `index`."""
    return _after(text, text.index(mark, index, index + 1) + 1)


def _next(text: str, start: int) -> int:
    """The index of what follows the value at `start` in its list or object; a `ValueError` where it is the last."""
    return _behind(text, _after(text, _SCANNER.raw_decode(text, start)[1]), ",")


def _item(text: str, start: int, position: str) -> int:
    """The index of an item of the list of which the first one is at `start`."""
    for _ in range(int(position)):
        start = _next(text, start)
    _SCANNER.raw_decode(text, start)  # an empty list has none
    return start


def _member(text: str, start: int, key: str) -> int:
    """The index of the value that the object whose first key is at `start` has for a key."""
    while True:
        name, end = _SCANNER.raw_decode(text, start)
        start = _behind(text, _after(text, end), ":")
        if name == key:
            return start
        start = _next(text, start)
