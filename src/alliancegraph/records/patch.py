"""Changes a few values in the text of a YAML file and leaves the rest, comments and layout, as a person wrote it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, NamedTuple

import yaml

from alliancegraph.records.decode import decode
from alliancegraph.records.encode import plain_yaml, to_plain
from alliancegraph.records.merge import Difference, same
from alliancegraph.records.nodes import from_yaml

_PATH = re.compile(r"([A-Za-z_][\w-]*)|\[(\d+)\]")


class Patched(NamedTuple):
    """The new text, and whether comments may have gone with the parts that were written anew."""

    text: str
    lossy: bool


def patched(text: str, updates: Iterable[Difference], wanted: dict[str, Any]) -> Patched | None:
    """`text` with the values of `updates` put in; None where that does not give the record `wanted`.

    A text or number is replaced in its place. For anything else the record's field that it lies in is written anew.
    """
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        return None
    spans: dict[tuple[int, int], str] = {}
    fields: set[str] = set()
    for update in updates:
        node = _find(root, update.field)
        if isinstance(node, yaml.ScalarNode) and node.style not in ("|", ">") and isinstance(update.theirs, str | int):
            spans[node.start_mark.index, node.end_mark.index] = json.dumps(update.theirs, ensure_ascii=False)
        else:
            fields.add(re.split(r"[.\[]", update.field, maxsplit=1)[0])
    blocks = {name: _block(root, name, text) for name in sorted(fields)}
    spans = {
        (start, end): value
        for (start, end), value in spans.items()
        if not any(first <= start < last for first, last in blocks.values())
    }
    lossy = any("#" in text[start:end] for start, end in blocks.values())
    for name, span in blocks.items():
        # Several new fields all stand at the end.
        spans[span] = spans.get(span, "") + (plain_yaml({name: wanted[name]}) if name in wanted else "")
    for (start, end), value in sorted(spans.items(), reverse=True):
        ends_line = start == 0 or text[start - 1] == "\n" or not value.endswith("\n")
        text = text[:start] + ("" if ends_line else "\n") + value + text[end:]
    return Patched(text, lossy) if _is(text, wanted) else None


def _block(root: yaml.MappingNode, name: str, text: str) -> tuple[int, int]:
    """Where a field of the record stands, with its line ends but without the comments behind it; else the end."""
    for key, value in root.value:
        if key.value == name:
            start, end = key.start_mark.index, value.end_mark.index
            while (line := text.rfind("\n", start, end - 1) + 1) and re.match(r"\s*(#|$)", text[line:end]):
                end = line
            behind = text.find("\n", end - 1)
            return start, len(text) if behind < 0 else behind + 1
    return len(text), len(text)


def _find(node: yaml.Node | None, path: str) -> yaml.Node | None:
    for name, index in _PATH.findall(path):
        if name and isinstance(node, yaml.MappingNode):
            node = next((below for key, below in node.value if key.value == name), None)
        elif index and isinstance(node, yaml.SequenceNode) and int(index) < len(node.value):
            node = node.value[int(index)]
        else:
            return None
    return node


def _is(text: str, wanted: Any) -> bool:
    nodes, faults = from_yaml(text, "")
    if faults or len(nodes) != 1:
        return False
    found = decode(nodes[0])
    return found.record is not None and not found.faults and same(to_plain(found.record), wanted)
