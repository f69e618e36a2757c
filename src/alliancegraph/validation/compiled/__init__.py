"""SHACL Core as plain Python: a shapes graph becomes closures, which run over the triples of trees or of a graph.

```
shapes graph ─► declared ─► components (values, datatypes, patterns), paths ─► checkers ─► Compiled
trees or graph ─► view ──────────────────────────────────────────────────────────────────► Compiled.run ─► Found
```

What the compiler does not know (SHACL-SPARQL, custom components, recursion, shapes that are not well-formed) is not
passed over: `Compiled.delegated` names it, and the shapes whose targets need it are left to pySHACL.
"""

from __future__ import annotations

from typing import NamedTuple

from alliancegraph.terms import RDF, Iri
from alliancegraph.validation.compiled.checkers import DEACTIVATED, Checker, Found, Report, checker
from alliancegraph.validation.compiled.components import BUILDERS, FOR_PROPERTIES
from alliancegraph.validation.compiled.declared import (
    FIRST,
    Focus,
    NotCoreError,
    Shape,
    custom_parameters,
    declared,
    targets,
)
from alliancegraph.validation.compiled.paths import PATHS, path
from alliancegraph.validation.compiled.values import Test
from alliancegraph.validation.compiled.view import Node, View, is_blank, rdfs, sh

__all__ = ["Compiled", "Found", "compile_shapes"]


class Target(NamedTuple):
    """A compiled shape with targets."""

    shape: Node
    focus: Focus
    report: Report


class Compiled(NamedTuple):
    """Compiled shapes: those with targets, and those left to pySHACL with the construct that is the reason.

    `predicates` are all that they look at; None stands for any (`sh:closed`).
    """

    targets: tuple[Target, ...]
    delegated: tuple[tuple[Node, str], ...]
    predicates: frozenset[Iri] | None

    def run(self, view: View) -> list[Found]:
        """The results of validating the data; those of conformance checks inside constraints are not among them."""
        found: list[Found] = []
        for _, focus, report in self.targets:
            for node in focus(view):
                report(node, view, found)
        return found


def compile_shapes(shapes: View) -> Compiled:
    """Compiles a shapes graph."""
    compiler = _Compiler(shapes)
    compiled: list[Target] = []
    delegated: list[tuple[Node, str]] = []
    rules = sh("rule") in shapes.inverse  # they change the data, so that no shape can be checked without them
    for node, focus in targets(shapes):
        try:
            if rules:
                raise NotCoreError("sh:rule")
            compiled.append(Target(node, focus, compiler.checker(node).report))
        except NotCoreError as reason:
            delegated.append((node, str(reason)))
    return Compiled(tuple(compiled), tuple(delegated), _predicates(shapes))


def _predicates(shapes: View) -> frozenset[Iri] | None:
    """What paths, targets and compared properties name; members of lists where a path is one."""
    if sh("closed") in shapes.inverse:
        return None
    named = {node for name in _NAMING for node in shapes.inverse.get(sh(name), ())}
    if any(map(is_blank, named)):
        named.update(shapes.inverse.get(FIRST, ()))
    iris = {node for node in named if isinstance(node, Iri) and not is_blank(node)}
    return frozenset({RDF.type, rdfs("subClassOf"), *iris})


_NAMING = ("path", *PATHS, "targetSubjectsOf", "targetObjectsOf", "equals", "disjoint", "lessThan", "lessThanOrEquals")


class _Compiler:
    """Compiles each shape once, however often it is referred to."""

    def __init__(self, shapes: View) -> None:
        self.shapes = shapes
        self.custom = custom_parameters(shapes)
        self.done: dict[Node, Checker | NotCoreError] = {}

    def checker(self, node: Node) -> Checker:
        known = self.done.get(node)
        if known is None:
            self.done[node] = NotCoreError("a shape that refers to itself")  # until it is known: SHACL section 3.4.3
            try:
                known = self._compiled(declared(self.shapes, node, self.custom, BUILDERS.keys()))
            except NotCoreError as reason:
                known = reason
            except RecursionError:
                known = NotCoreError("shapes too deep in each other")
            self.done[node] = known
        if isinstance(known, NotCoreError):
            raise known
        return known

    def conforms(self, node: Node) -> Test:
        return self.checker(node).conforms

    def _compiled(self, shape: Shape) -> Checker:
        if shape.flag("deactivated"):
            return DEACTIVATED
        misplaced = FOR_PROPERTIES & shape.parameters.keys()
        if misplaced and not shape.is_property:
            raise NotCoreError(f"sh:{min(misplaced)} in a node shape")
        builders = [BUILDERS[name] for name in shape.parameters if name in BUILDERS]
        constraints = [one for build in builders for one in build(shape, self.conforms)]
        below = [self._property(node) for node in shape.parameters.get("property", ())]
        route = shape.one("path")
        way = path(self.shapes, route) if route is not None else None
        predicate = route if isinstance(route, Iri) and not is_blank(route) else None
        return checker(shape.node, constraints, below, way, predicate)

    def _property(self, node: Node) -> Checker:
        if not self.shapes.values(node, sh("path")):
            raise NotCoreError("sh:property of a node shape")
        return self.checker(node)
