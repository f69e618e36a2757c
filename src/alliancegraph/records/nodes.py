"""YAML and JSON as one tree of nodes that know their place and keep scalars as they were written."""

from __future__ import annotations

import itertools
import json
import json.decoder
import json.scanner
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import yaml
from msgspec import Struct

from alliancegraph.errors import Finding, Place, finding
from alliancegraph.messages import REASONS

DEEPEST = 100  # levels of nesting; a record needs about ten
_TOO_DEEP = "nested too deeply"
N = TypeVar("N")


class Plain(str):
    """A YAML scalar without quotes: `01067` and `no` keep their characters; only `null`, `~` and nothing are null."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Alias:
    """A YAML alias: it stands for a value elsewhere, which we do not follow."""

    name: str


class Sound(Struct, frozen=True, gc=False):
    """The value of a record's field, decoded already."""

    value: Any


class Node(Struct, frozen=True, gc=False):
    """A value and its place: text, `Plain`, number, truth value, None, list, tuple of entries, `Alias` or `Sound`."""

    value: Any
    place: Place


class Entry(Struct, frozen=True, gc=False):
    """A key of a mapping, where it stands, and its value."""

    key: str
    place: Place
    node: Node


def children(node: Node, path: str = "") -> Iterator[tuple[str, Node]]:
    """Every node below `node` with its field path (`contact_points[0].emails[1]`)."""
    if isinstance(node.value, tuple):
        for entry in node.value:
            below = f"{path}.{entry.key}" if path else entry.key
            yield below, entry.node
            yield from children(entry.node, below)
    elif isinstance(node.value, list):
        for index, item in enumerate(node.value):
            yield f"{path}[{index}]", item
            yield from children(item, f"{path}[{index}]")


def from_yaml(text: str, file: str) -> tuple[list[Node], list[Finding]]:
    """The documents of a YAML file; on a syntax fault those before it, and the finding."""
    # CSafeLoader is several times faster and there wherever PyYAML has wheels. We take its events: its own composer
    # recurses without a limit, and follows aliases.
    events: Iterator[Any] = yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    found: list[Node] = []

    def place(event: Any) -> Place:
        return Place(file, event.start_mark.line + 1, event.start_mark.column + 1)

    def node(event: Any, depth: int = 0) -> Node:
        if depth > DEEPEST:
            raise yaml.MarkedYAMLError(problem=_TOO_DEEP, problem_mark=event.start_mark)
        at = place(event)
        if isinstance(event, yaml.MappingStartEvent):
            return Node(tuple(entries(depth + 1)), at)
        if isinstance(event, yaml.SequenceStartEvent):
            return Node([node(item, depth + 1) for item in until(yaml.SequenceEndEvent)], at)
        if not isinstance(event, yaml.ScalarEvent):
            return Node(Alias(event.anchor), at)
        if event.style:  # quoted or block; plain is None in PyYAML's own parser and "" in libyaml's
            return Node(event.value, at)
        return Node(None if event.value in ("", "~", "null", "Null", "NULL") else Plain(event.value), at)

    def entries(depth: int) -> Iterator[Entry]:
        for key in until(yaml.MappingEndEvent):
            if not isinstance(key, yaml.ScalarEvent):
                raise yaml.MarkedYAMLError(problem="a key is not plain text", problem_mark=key.start_mark)
            yield Entry(key.value, place(key), node(next(events), depth))

    def until(end: type[yaml.Event]) -> Iterator[Any]:
        return itertools.takewhile(lambda event: not isinstance(event, end), events)

    try:
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                found.append(node(next(events)))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        at = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file, _line_of(text, error))
        return found, [
            syntax_fault("YAML", at, getattr(error, "problem", None) or getattr(error, "reason", None) or "?")
        ]
    return found, []


def syntax_fault(language: str, place: Place, reason: str) -> Finding:
    """A syntax fault; the parsers' own words for the commonest are put plainly in both languages."""
    german, english = next((said for words, said in REASONS.items() if words in reason), (reason, reason))
    return finding("syntax", place=place, language=language, reason_de=german, reason_en=english)


def _line_of(text: str, error: yaml.YAMLError) -> int:
    """The line of a character that YAML does not allow: loaders tell its position in units of their own."""
    return text.count("\n", 0, max(text.find(chr(getattr(error, "character", 0))), 0)) + 1


class _PlacedDecoder(json.JSONDecoder):
    """The standard decoder, made to keep the place of each value.

    It hands its own scanner to the functions for objects and arrays; wrapping that scanner is all that is needed.
    """

    def __init__(self, file: str, first_line: int, text: str, depth: int = 0) -> None:
        # More digits are in no field's range, and `int` refuses thousands of them.
        super().__init__(strict=False, parse_int=lambda digits: int(digits[:99]))
        starts = [0, *(found.end() for found in re.finditer("\n", text))]

        def at(index: int) -> Place:
            if len(starts) == 1:
                return Place(file, first_line, index + 1)
            low = bisect_right(starts, index) - 1
            return Place(file, first_line + low, index - starts[low] + 1)

        def placed(scan: Callable[[str, int], tuple[Any, int]]) -> Callable[[str, int], tuple[Node, int]]:
            def scan_placed(string: str, index: int) -> tuple[Node, int]:
                nonlocal depth
                if depth > DEEPEST:
                    raise json.JSONDecodeError(_TOO_DEEP, string, index)
                depth += 1
                value, end = scan(string, index)
                depth -= 1
                return Node(value, at(index)), end

            return scan_placed

        def parse_object(state: Any, strict: bool, scan: Any, *_: Any) -> tuple[Any, int]:
            pairs, end = json.decoder.JSONObject(state, strict, placed(scan), None, list)  # type: ignore[attr-defined]
            return tuple(Entry(_printable(key), node.place, node) for key, node in pairs), end

        def parse_array(state: Any, scan: Any, *_: Any) -> tuple[Any, int]:
            return json.decoder.JSONArray(state, placed(scan))  # type: ignore[attr-defined, no-any-return]

        self.parse_object = parse_object
        self.parse_array = parse_array
        self.scan_once = placed(json.scanner.py_make_scanner(self))  # type: ignore[attr-defined]


def _printable(key: str) -> str:
    """A key without lone surrogates, which no message that names it could print."""
    return key if key.isascii() else key.encode("utf-8", "backslashreplace").decode()


def from_json(text: str, file: str, first_line: int = 1) -> tuple[list[Node], list[Finding]]:
    """The one document of a JSON file; on a syntax fault none, and the finding."""
    try:
        return [_PlacedDecoder(file, first_line, text).decode(text)], []
    except json.JSONDecodeError as error:
        place = Place(file, first_line + error.lineno - 1, error.colno)
        return [], [syntax_fault("JSON", place, error.msg)]


def placed_json(text: str, start: int, file: str, line: int) -> Node:
    """The node of a value of the object that a JSON text is, at its index; the text has no fault in syntax."""
    node: Node = _PlacedDecoder(file, line, text, 1).scan_once(text, start)[0]
    return node


def from_json_lines(
    text: str, file: str, parse: Callable[[str, str, int], tuple[Sequence[N], list[Finding]]]
) -> tuple[list[N], list[Finding]]:
    """One document a line, read by `parse` (`from_json`); blank lines count, and are passed over."""
    nodes: list[N] = []
    faults: list[Finding] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            more, wrong = parse(line, file, number)
            nodes += more
            faults += wrong
    return nodes, faults


def from_plain(value: Any, file: str = "") -> Node:
    """A node tree of plain Python values, without places: for records made in Python and for TOML."""
    place = Place(file)
    if isinstance(value, dict):
        return Node(tuple(Entry(str(k), place, from_plain(v, file)) for k, v in value.items()), place)
    if isinstance(value, list | tuple):
        return Node([from_plain(item, file) for item in value], place)
    return Node(value, place)
