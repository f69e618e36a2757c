"""Where the fields of a record stand: of a node tree all at once, of a text without fault when asked."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from alliancegraph.errors import Place
from alliancegraph.records.nodes import Node, from_json

_BETWEEN = re.compile(r"[ \t\n\r]*")  # RFC 8259 section 2, ws
_STEPS = re.compile(r"[^.\[\]]+|\[[0-9]+(?=\])")
_SCANNER = json.JSONDecoder()


def places_of(node: Node) -> dict[str, Place]:
    """The place of each field path of a record's node, its own under the empty path."""
    places: dict[str, Place] = {}
    _enter(node, "", places)
    places[""] = node.place  # whatever a key without a name has
    return places


def _enter(node: Node, path: str, places: dict[str, Place]) -> None:
    places[path] = node.place
    if type(node.value) is tuple:
        for entry in node.value:
            _enter(entry.node, f"{path}.{entry.key}" if path else entry.key, places)
    elif type(node.value) is list:
        for index, item in enumerate(node.value):
            _enter(item, f"{path}[{index}]", places)


class TextPlaces(Mapping[str, Place]):
    """The place of each field path of the record of a JSON text (UTF-8): looked for when asked, for few ever are.

    Only a record that is what its text says has these: it may be read from the text again.
    """

    __slots__ = ("place", "written")

    def __init__(self, written: bytes, place: Place) -> None:
        self.written, self.place = written, place

    def __getitem__(self, path: str) -> Place:
        """The place of one path; what stands before it is passed over by the standard library's scanner."""
        text, at = self.written.decode(), 0
        try:
            for step in _STEPS.findall(path):
                at = (_item if step[0] == "[" else _member)(text, at, step.removeprefix("["))
        except (ValueError, LookupError):
            raise KeyError(path) from None
        return moved(self.place, text, 0, at)

    def __iter__(self) -> Iterator[str]:
        return iter(LatePlaces(self.written.decode(), self.place))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def line_of(self, path: str) -> str:
        """File and line of a path, which of a text on one line need not be looked for."""
        return str(self[path] if b"\n" in self.written else self.place)


class LatePlaces(Mapping[str, Place]):
    """The place of each field path of a line of JSON with faults, whatever its keys are: all, when one is asked for."""

    def __init__(self, text: str, place: Place) -> None:
        self.text, self.place = text, place

    @cached_property
    def _places(self) -> dict[str, Place]:
        ((node,), _) = from_json(self.text, self.place.file, self.place.line)
        return places_of(node)

    def __getitem__(self, path: str) -> Place:
        return self._places[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def moved(place: Place, text: str, start: int, index: int) -> Place:
    """The place of an index, known that of one before it."""
    lines = text.count("\n", start, index)
    column = index - text.rfind("\n", start, index) if lines else place.column + index - start
    return Place(place.file, place.line + lines, column)


def after(text: str, index: int) -> int:
    """The index of what stands behind white space."""
    return _BETWEEN.match(text, index).end() if text[index : index + 1].isspace() else index  # type: ignore[union-attr]


def _behind(text: str, index: int, mark: str) -> int:
    """The index of what follows a mark and the white space around it; a `ValueError` where the mark is missing."""
    index = after(text, index)
    return after(text, text.index(mark, index, index + 1) + 1)


def members(text: str, start: int = 0) -> Iterator[tuple[str, int]]:
    """The keys of the object that begins at `start` in a text, each with the index of its value."""
    at = _behind(text, start, "{")
    while text[at] != "}":
        name, end = _SCANNER.raw_decode(text, at)
        value = _behind(text, end, ":")
        yield name, value
        at = after(text, _end(text, value))
        if text[at] == ",":
            at = after(text, at + 1)


def _end(text: str, start: int) -> int:
    """The index behind the value at `start`."""
    return _SCANNER.raw_decode(text, start)[1]


def _item(text: str, start: int, position: str) -> int:
    """The index of an item of the list that begins at `start`."""
    at = _behind(text, start, "[")
    for _ in range(int(position)):
        at = _behind(text, _end(text, at), ",")
    _end(text, at)  # an empty list has none
    return at


def _member(text: str, start: int, key: str) -> int:
    """The index of the value that the object that begins at `start` has for a key."""
    for name, at in members(text, start):
        if name == key:
            return at
    raise KeyError(key)
