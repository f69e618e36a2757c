"""YAML and JSON as one tree of nodes that know their place and keep scalars as they were written."""

from __future__ import annotations

import json
import json.decoder
import json.scanner
from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import yaml

from alliancegraph.errors import Finding, Place, finding


class Plain(str):
    """A YAML scalar without quotes: `01067` and `no` keep their characters; only `null`, `~` and nothing are null."""

    __slots__ = ()


class Node(NamedTuple):
    """A value and its place. `value` is text, `Plain`, a number, a truth value, None, a list or a tuple of entries."""

    value: Any
    place: Place


class Entry(NamedTuple):
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
    """The documents of a YAML file; on a syntax fault none, and the finding."""
    try:
        # CSafeLoader is several times faster and there wherever PyYAML has wheels.
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        documents = list(yaml.compose_all(text, Loader=loader))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file, _line_of(text, error))
        reason = getattr(error, "problem", None) or getattr(error, "reason", None) or "?"
        return [], [finding("syntax", place=place, language="YAML", reason=reason)]
    except RecursionError:
        return [], [finding("syntax", place=Place(file, 1), language="YAML", reason="nested too deeply")]
    seen: set[int] = set()
    faults: list[Finding] = []

    def convert(node: yaml.Node) -> Node:
        place = Place(file, node.start_mark.line + 1, node.start_mark.column + 1)
        if id(node) in seen:
            faults.append(finding("alias", place=place))
            return Node(None, place)
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            entries = []
            for key, value in node.value:
                at = Place(file, key.start_mark.line + 1, key.start_mark.column + 1)
                entries.append(Entry(str(key.value), at, convert(value)))
            return Node(tuple(entries), place)
        if isinstance(node, yaml.SequenceNode):
            return Node([convert(item) for item in node.value], place)
        if getattr(node, "style", None):  # quoted or block; plain is None in PyYAML's own loader and "" in libyaml's
            return Node(node.value, place)
        return Node(None if node.value in ("", "~", "null", "Null", "NULL") else Plain(node.value), place)

    nodes = [convert(document) for document in documents if document is not None]
    return nodes, faults


def _line_of(text: str, error: yaml.YAMLError) -> int:
    return text.count("\n", 0, getattr(error, "position", 0)) + 1


class _PlacedDecoder(json.JSONDecoder):
    """The standard decoder, made to keep the place of each value.

    It hands its own scanner to the functions for objects and arrays; wrapping that scanner is all that is needed.
    """

    def __init__(self, file: str, first_line: int, text: str) -> None:
        super().__init__(strict=False)
        starts = [0, *(i + 1 for i, c in enumerate(text) if c == "\n")]

        def at(index: int) -> Place:
            low = bisect_right(starts, index) - 1
            return Place(file, first_line + low, index - starts[low] + 1)

        def placed(scan: Callable[[str, int], tuple[Any, int]]) -> Callable[[str, int], tuple[Node, int]]:
            def scan_placed(string: str, index: int) -> tuple[Node, int]:
                value, end = scan(string, index)
                return Node(value, at(index)), end

            return scan_placed

        def parse_object(state: Any, strict: bool, scan: Any, *_: Any) -> tuple[Any, int]:
            pairs, end = json.decoder.JSONObject(state, strict, placed(scan), None, list)  # type: ignore[attr-defined]
            return tuple(Entry(key, node.place, node) for key, node in pairs), end

        def parse_array(state: Any, scan: Any, *_: Any) -> tuple[Any, int]:
            return json.decoder.JSONArray(state, placed(scan))  # type: ignore[attr-defined, no-any-return]

        self.parse_object = parse_object
        self.parse_array = parse_array
        self.scan_once = placed(json.scanner.py_make_scanner(self))  # type: ignore[attr-defined]


def from_json(text: str, file: str, first_line: int = 1) -> tuple[list[Node], list[Finding]]:
    """The one document of a JSON file; on a syntax fault none, and the finding."""
    try:
        return [_PlacedDecoder(file, first_line, text).decode(text)], []
    except json.JSONDecodeError as error:
        place = Place(file, first_line + error.lineno - 1, error.colno)
        return [], [finding("syntax", place=place, language="JSON", reason=error.msg)]
    except RecursionError:
        return [], [finding("syntax", place=Place(file, first_line), language="JSON", reason="nested too deeply")]


def from_json_lines(text: str, file: str) -> tuple[list[Node], list[Finding]]:
    """One document a line; blank lines count, and are passed over."""
    nodes: list[Node] = []
    faults: list[Finding] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            more, wrong = from_json(line, file, number)
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
