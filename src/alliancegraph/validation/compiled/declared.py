"""Reads shapes graphs: what a shape declares, what it targets, which constructs are not SHACL Core."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from alliancegraph.resource import Literal
from alliancegraph.terms import RDF, SH, XSD, Iri
from alliancegraph.validation.compiled.datatypes import is_ill_typed
from alliancegraph.validation.compiled.view import Node, View, is_blank, rdfs, sh

_OWL_CLASS = Iri("http://www.w3.org/2002/07/owl#Class")
FIRST, REST, NIL = (Iri(f"{RDF.namespace}{name}") for name in ("first", "rest", "nil"))

TARGETS = ("targetNode", "targetClass", "targetSubjectsOf", "targetObjectsOf")
_PLAIN = frozenset({*TARGETS, "path", "severity", "message", "deactivated"})
_NOT_VALIDATING = frozenset({"name", "description", "order", "group", "defaultValue"})  # SHACL section 2.3.2

Focus = Callable[[View], Iterable[Node]]


class NotCoreError(Exception):
    """A construct that is not SHACL Core, or not well-formed; the text names it."""


class Shape(NamedTuple):
    """A shape as its graph declares it: `parameters` are its values of SHACL's terms, by local name."""

    node: Iri
    graph: View
    parameters: Mapping[str, Collection[Node]]

    @property
    def is_property(self) -> bool:
        """Whether it is a property shape."""
        return "path" in self.parameters

    def one(self, name: str) -> Node | None:
        """The value of a term that may have only one."""
        values = self.parameters.get(name, ())
        if len(values) > 1:
            raise NotCoreError(f"several sh:{name}")
        return next(iter(values), None)

    def number(self, name: str) -> int:
        """The value of a term that is a whole number."""
        value = self.one(name)
        if not isinstance(value, Literal) or value.datatype != XSD.integer or is_ill_typed(value):
            raise NotCoreError(f"sh:{name} that is no xsd:integer")
        return int(value.lexical)

    def flag(self, name: str) -> bool:
        """Whether a term is `true`; "1", the other form of it, is not (W3C test uniqueLang-002)."""
        value = self.one(name)
        if value is None:
            return False
        if not isinstance(value, Literal) or value.datatype != XSD.namespace + "boolean" or is_ill_typed(value):
            raise NotCoreError(f"sh:{name} that is no xsd:boolean")
        return value.lexical == "true"

    def text(self, name: str) -> str | None:
        """The value of a term that is an `xsd:string`."""
        value = self.one(name)
        if value is not None and (not isinstance(value, Literal) or value.datatype != XSD.string):
            raise NotCoreError(f"sh:{name} that is no xsd:string")
        return value.lexical if isinstance(value, Literal) else None

    def iris(self, name: str) -> list[Iri]:
        """The values of a term that are all IRIs."""
        return [_iri(value, name) for value in self.parameters[name]]

    def listed(self, name: str) -> list[Node]:
        """The members of the list that is the one value of a term."""
        value = self.one(name)
        return [] if value is None else members(self.graph, value, name)


def declared(graph: View, node: Node, custom: Collection[Iri], components: Collection[str]) -> Shape:
    """The shape that a node is.

    Raises `NotCoreError` where it has a term of SHACL that is neither one of the `components`' parameters nor known
    otherwise, a parameter of a `custom` component, or what no shape can have.
    """
    if isinstance(node, Literal):
        raise NotCoreError(f"a literal as shape: {node.lexical}")
    parameters: dict[str, Collection[Node]] = {}
    for predicate, values in graph.forward.get(node, {}).items():
        if predicate in custom:
            raise NotCoreError(f"<{predicate}>")
        name = predicate.removeprefix(SH.namespace)
        if name == predicate or name in _NOT_VALIDATING:
            continue
        if name not in components and name not in _PLAIN:
            raise NotCoreError(f"sh:{name}")
        parameters[name] = values
    shape = Shape(node, graph, parameters)
    for name in ("path", "severity", "deactivated"):
        shape.one(name)
    for name in ("severity", "targetClass", "targetSubjectsOf", "targetObjectsOf"):
        if name in parameters:
            shape.iris(name)
    kinds = [kind for kind in ("NodeShape", "PropertyShape") if node in graph.instances.get(sh(kind), ())]
    if kinds and kinds != ["PropertyShape" if shape.is_property else "NodeShape"]:
        raise NotCoreError("sh:path" if shape.is_property else "sh:PropertyShape without sh:path")
    return shape


def members(graph: View, head: Node, name: str) -> list[Node]:
    """The members of a SHACL list (section 1.1), the value of a term; raises `NotCoreError` where it is none."""
    found: list[Node] = []
    seen: set[Node] = set()
    while head != NIL:
        first, rest = graph.values(head, FIRST), graph.values(head, REST)
        if len(first) != 1 or len(rest) != 1 or head in seen:
            raise NotCoreError(f"sh:{name} that is no list")
        seen.add(head)
        found += first
        [head] = rest
    return found


def custom_parameters(graph: View) -> frozenset[Iri]:
    """The parameters of constraint components that the shapes graph declares itself (SHACL section 6)."""
    components = graph.instances.get(sh("ConstraintComponent"), ())
    return frozenset(
        path
        for component in components
        if not str(component).startswith(SH.namespace)
        for parameter in graph.values(component, sh("parameter"))
        for path in graph.values(parameter, sh("path"))
        if isinstance(path, Iri)
    )


def targets(graph: View) -> Iterator[tuple[Node, Focus]]:
    """The shapes that have targets (SHACL section 2.1.3), each with the function that finds its focus nodes."""
    classes = {
        node
        for cls in (rdfs("Class"), _OWL_CLASS)  # which OWL 2 makes a subclass of the first
        for node in graph.instances.get(cls, ())
        if any(node in graph.instances.get(sh(kind), ()) for kind in ("NodeShape", "PropertyShape"))
    }
    for node, properties in graph.forward.items():
        stated = [(name, properties[sh(name)]) for name in TARGETS if sh(name) in properties]
        if node in classes:
            stated.append(("targetClass", [node]))
        if stated:
            yield node, _focus([_FOCUS[name](value) for name, values in stated for value in values])
        elif sh("target") in properties:
            yield node, lambda view: ()


def _focus(found: list[Focus]) -> Focus:
    return found[0] if len(found) == 1 else lambda view: dict.fromkeys(chain.from_iterable(one(view) for one in found))


def _node(node: Node) -> Focus:
    return lambda view: (node,)


def _class(cls: Node) -> Focus:
    return lambda view: view.instances.get(cls, ())


def _subjects(predicate: Node) -> Focus:
    return lambda view: [subject for subject, properties in view.forward.items() if predicate in properties]


def _objects(predicate: Node) -> Focus:
    return lambda view: view.objects(predicate)


_FOCUS: dict[str, Callable[[Node], Focus]] = dict(zip(TARGETS, (_node, _class, _subjects, _objects), strict=True))


def _iri(value: Node, name: str) -> Iri:
    if isinstance(value, Literal) or is_blank(value):
        raise NotCoreError(f"sh:{name} that is no IRI")
    return value
