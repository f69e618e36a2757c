"""SHACL's property paths (section 2.3.1) as functions from a focus node to its distinct value nodes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from itertools import chain

from alliancegraph.terms import Iri
from alliancegraph.validation.compiled.declared import FIRST, NIL, NotCoreError, members
from alliancegraph.validation.compiled.view import Node, View, is_blank, sh

Path = Callable[[Node, View], Collection[Node]]


def path(shapes: View, node: Node, back: bool = False, above: tuple[Node, ...] = ()) -> Path:
    """The path that a node of the shapes graph stands for; `back` follows it from its end to its start.

    Raises `NotCoreError` for what is no path.
    """
    if not isinstance(node, Iri) or node in above or node == NIL:
        raise NotCoreError("sh:path that is no path")
    if not is_blank(node):
        return _backward(node) if back else _forward(node)

    def below(nodes: Iterable[Node]) -> list[Path]:
        return [path(shapes, one, back, (*above, node)) for one in nodes]

    if shapes.values(node, FIRST):
        steps = below(_several(members(shapes, node, "path")))
        return _sequence(steps[::-1] if back else steps)
    stated = [(kind, values) for kind in PATHS if (values := shapes.values(node, sh(kind)))]
    if len(stated) != 1 or len(stated[0][1]) != 1:
        raise NotCoreError("sh:path that is no path")
    [(kind, [value])] = stated
    if kind == "inversePath":
        return path(shapes, value, not back, (*above, node))
    if kind == "alternativePath":
        return _alternative(below(_several(members(shapes, value, kind))))
    [step] = below([value])
    return _repeated(step, *_REPEATED[kind])


_REPEATED = {"zeroOrMorePath": (True, True), "oneOrMorePath": (False, True), "zeroOrOnePath": (True, False)}
"""Kind -> whether it has the focus node itself, whether it goes on."""
PATHS = ("inversePath", "alternativePath", *_REPEATED)
"""What a path that is no predicate and no list is said with."""


def _several(nodes: list[Node]) -> list[Node]:
    if len(nodes) < 2:
        raise NotCoreError("sh:path of a list with fewer than two members")
    return nodes


def _forward(predicate: Iri) -> Path:
    def follow(focus: Node, view: View) -> Collection[Node]:
        properties = view.forward.get(focus)
        return properties.get(predicate, ()) if properties else ()

    return follow


def _backward(predicate: Iri) -> Path:
    return lambda focus, view: view.inverse.get(predicate, {}).get(focus, ())


def _sequence(steps: list[Path]) -> Path:
    def follow(focus: Node, view: View) -> Collection[Node]:
        found: Collection[Node] = (focus,)
        for step in steps:
            found = dict.fromkeys(chain.from_iterable(step(node, view) for node in found))
        return found

    return follow


def _alternative(steps: list[Path]) -> Path:
    return lambda focus, view: dict.fromkeys(chain.from_iterable(step(focus, view) for step in steps))


def _repeated(step: Path, itself: bool, on: bool) -> Path:
    def follow(focus: Node, view: View) -> Collection[Node]:
        found: dict[Node, None] = {focus: None} if itself else {}
        left = list(step(focus, view))
        while left:
            node = left.pop()
            if node not in found:
                found[node] = None
                if on:
                    left += step(node, view)
        return found

    return follow
