"""The constraint components of SHACL Core (section 4), each as a function from a declaration to what it checks."""

from __future__ import annotations

import operator
from collections.abc import Callable, Collection, Iterable, Iterator
from math import inf
from typing import NamedTuple

from alliancegraph.resource import Literal
from alliancegraph.terms import XSD, Iri
from alliancegraph.validation.compiled.datatypes import order
from alliancegraph.validation.compiled.declared import NotCoreError, Shape, members
from alliancegraph.validation.compiled.patterns import translate
from alliancegraph.validation.compiled.values import (
    KINDS,
    Each,
    Holds,
    Test,
    datatype,
    every,
    exactly_one,
    limit,
    negated,
    node_kind,
    pattern,
    some,
)
from alliancegraph.validation.compiled.view import Node, View, is_blank, sh

Fault = tuple[Node | None, Iri | None]
"""A value at fault, and the path of the result where it is not the shape's."""
Faults = Callable[[Node, Collection[Node], View], Iterable[Fault]]
"""What is wrong with a focus node and its value nodes together."""
Conforms = Callable[[Node], Test]
"""Shape -> the test whether a node conforms to it."""


class Count(NamedTuple):
    """A constraint on how many value nodes there are."""

    component: str
    least: int
    most: float


class Whole(NamedTuple):
    """A constraint on the value nodes together."""

    component: str
    faults: Faults


Constraint = Each | Count | Whole
Build = Callable[[Shape, Conforms], Iterator[Constraint]]

_WITHOUT_VALUE: tuple[Fault, ...] = ((None, None),)


# --- Value type -------------------------------------------------------------------------------------------------------


def _class(shape: Shape, conforms: Conforms) -> Iterator[Constraint]:
    for cls in shape.iris("class"):
        yield Each("Class", _is_instance(cls))


def _is_instance(cls: Iri) -> Test:
    return lambda value, view: value in view.instances.get(cls, ())


def _datatype(shape: Shape, conforms: Conforms) -> Iterator[Constraint]:
    shape.one("datatype")
    [wanted] = shape.iris("datatype")
    yield datatype(wanted)


def _node_kind(shape: Shape, conforms: Conforms) -> Iterator[Constraint]:
    kind = shape.one("nodeKind")
    if kind not in KINDS:
        raise NotCoreError("sh:nodeKind")
    yield node_kind(kind)


# --- Cardinality ------------------------------------------------------------------------------------------------------


def _min_count(shape: Shape, conforms: Conforms) -> Iterator[Constraint]:
    yield Count("MinCount", shape.number("minCount"), inf)


def _max_count(shape: Shape, conforms: Conforms) -> Iterator[Constraint]:
    yield Count("MaxCount", 0, shape.number("maxCount"))


# --- Value range ------------------------------------------------------------------------------------------------------


def _limit(name: str, holds: Holds) -> Build:
    def build(shape: Shape, conforms: Conforms) -> Iterator[Constraint]:
        bound = shape.one(name)
        if not isinstance(bound, Literal):
            raise NotCoreError(f"sh:{name} that is no literal")
        yield limit(_component(name), bound, holds)

    return build


# --- Strings ----------------------------------------------------------------------------------------------------------


def _string(value: Node) -> str | None:
    """SPARQL's `str`: nothing for blank nodes."""
    return value.lexical if isinstance(value, Literal) else None if is_blank(value) else value


def _min_length(shape: Shape, conforms: Conforms) -> Iterator[Constraint]:
    least = shape.number("minLength")
    yield Each("MinLength", lambda value, view: (text := _string(value)) is not None and len(text) >= least)


def _max_length(shape: Shape, conforms: Conforms) -> Iterator[Constraint]:
    most = shape.number("maxLength")
    yield Each("MaxLength", lambda value, view: (text := _string(value)) is not None and len(text) <= most)


def _pattern(shape: Shape, conforms: Conforms) -> Iterator[Constraint]:
    yield pattern(translate(shape.text("pattern") or "", shape.text("flags") or "").search)


def _language_in(shape: Shape, conforms: Conforms) -> Iterator[Constraint]:
    ranges = shape.listed("languageIn")
    if not all(isinstance(one, Literal) and one.datatype == XSD.string for one in ranges):
        raise NotCoreError("sh:languageIn of what is no xsd:string")
    wanted = [one.lexical.lower() for one in ranges if isinstance(one, Literal)]
    beginnings = tuple(f"{one}-" for one in wanted)

    def test(value: Node, view: View) -> bool:
        """SPARQL's `langMatches`: basic filtering of RFC 4647 section 3.3.1."""
        tag = value.language.lower() if type(value) is Literal else ""
        return tag != "" and (tag in wanted or "*" in wanted or tag.startswith(beginnings))

    yield Each("LanguageIn", test)


def _unique_lang(shape: Shape, conforms: Conforms) -> Iterator[Constraint]:
    def faults(focus: Node, values: Collection[Node], view: View) -> Iterable[Fault]:
        if len(values) < 2:
            return ()
        seen: set[str] = set()
        twice: set[str] = set()
        for value in values:
            if isinstance(value, Literal) and value.language:
                tag = value.language.lower()
                (twice if tag in seen else seen).add(tag)
        return _WITHOUT_VALUE * len(twice)

    if shape.flag("uniqueLang"):
        yield Whole("UniqueLang", faults)


# --- Property pairs ---------------------------------------------------------------------------------------------------


def _pair(name: str, faults: Callable[[Collection[Node], Collection[Node]], Iterable[Node]]) -> Build:
    def compare(other: Iri) -> Faults:
        return lambda focus, values, view: [(value, None) for value in faults(values, view.values(focus, other))]

    def build(shape: Shape, conforms: Conforms) -> Iterator[Constraint]:
        for other in shape.iris(name):
            yield Whole(_component(name), compare(other))

    return build


def _unequal(values: Collection[Node], others: Collection[Node]) -> Iterable[Node]:
    return [*_missing(values, others), *_missing(others, values)] if values or others else ()


def _missing(values: Collection[Node], others: Collection[Node]) -> list[Node]:
    return [value for value in values if value not in others]


def _shared(values: Collection[Node], others: Collection[Node]) -> Iterable[Node]:
    return [value for value in values if value in others] if others else ()


def _not_ordered(*orders: int) -> Callable[[Collection[Node], Collection[Node]], Iterable[Node]]:
    return lambda values, others: [value for value in values for other in others if order(value, other) not in orders]


# --- Shapes -----------------------------------------------------------------------------------------------------------


def _shapes(shape: Shape, name: str, conforms: Conforms) -> list[Test]:
    return [conforms(node) for node in shape.parameters[name]]


def _node(shape: Shape, conforms: Conforms) -> Iterator[Constraint]:
    if any(shape.graph.values(node, sh("path")) for node in shape.parameters["node"]):
        raise NotCoreError("sh:node of a property shape")
    for test in _shapes(shape, "node", conforms):
        yield Each("Node", test)


def _not(shape: Shape, conforms: Conforms) -> Iterator[Constraint]:
    for test in _shapes(shape, "not", conforms):
        yield Each("Not", negated(test))


def _listed(name: str, combine: Callable[[list[Test]], Test]) -> Build:
    def build(shape: Shape, conforms: Conforms) -> Iterator[Constraint]:
        for head in shape.parameters[name]:
            listed = members(shape.graph, head, name)
            if not listed:
                raise NotCoreError(f"sh:{name} of no shape")
            yield Each(_component(name), combine([conforms(node) for node in listed]))

    return build


def _qualified(name: str, is_right: Callable[[int, int], bool]) -> Build:
    def build(shape: Shape, conforms: Conforms) -> Iterator[Constraint]:
        if not shape.is_property:
            return  # without sh:qualifiedValueShape, which node shapes cannot have (W3C test qualified-001)
        wanted = shape.one("qualifiedValueShape")
        if wanted is None:
            raise NotCoreError(f"sh:{name} without sh:qualifiedValueShape")
        limit, test = shape.number(name), conforms(wanted)
        others = [conforms(node) for node in _siblings(shape, wanted)]

        def faults(focus: Node, values: Collection[Node], view: View) -> Iterable[Fault]:
            right = [value for value in values if test(value, view)]
            if others:
                right = [value for value in right if not any(one(value, view) for one in others)]
            return () if is_right(len(right), limit) else _WITHOUT_VALUE

        yield Whole(_component(name), faults)

    return build


def _qualified_alone(shape: Shape, conforms: Conforms) -> Iterator[Constraint]:
    if not {"qualifiedMinCount", "qualifiedMaxCount"} & shape.parameters.keys():
        raise NotCoreError("sh:qualifiedValueShape without a count")
    return iter(())


def _siblings(shape: Shape, wanted: Node) -> dict[Node, None]:
    """The qualified value shapes of the property shapes beside this one (section 4.7.3)."""
    if not shape.flag("qualifiedValueShapesDisjoint"):
        return {}
    graph = shape.graph
    return {
        node: None
        for parent in graph.inverse.get(sh("property"), {}).get(shape.node, ())
        for beside in graph.values(parent, sh("property"))
        for node in graph.values(beside, sh("qualifiedValueShape"))
        if node != wanted
    }


# --- Others -----------------------------------------------------------------------------------------------------------


def _closed(shape: Shape, conforms: Conforms) -> Iterator[Constraint]:
    stated = [path for node in shape.parameters.get("property", ()) for path in shape.graph.values(node, sh("path"))]
    allowed = frozenset([*stated, *shape.listed("ignoredProperties")])

    def faults(focus: Node, values: Collection[Node], view: View) -> Iterable[Fault]:
        return [
            (held, predicate)
            for value in values
            for predicate, all_held in view.forward.get(value, {}).items()
            if predicate not in allowed
            for held in all_held
        ]

    if shape.flag("closed"):
        yield Whole("Closed", faults)


def _has_value(shape: Shape, conforms: Conforms) -> Iterator[Constraint]:
    for wanted in shape.parameters["hasValue"]:
        yield Whole("HasValue", _has(wanted))


def _has(wanted: Node) -> Faults:
    return lambda focus, values, view: () if wanted in values else _WITHOUT_VALUE


def _in(shape: Shape, conforms: Conforms) -> Iterator[Constraint]:
    allowed = frozenset(shape.listed("in"))
    yield Each("In", lambda value, view: value in allowed)


def _nothing(shape: Shape, conforms: Conforms) -> Iterator[Constraint]:
    """Of parameters that another's component reads."""
    return iter(())


def _component(name: str) -> str:
    return name[0].upper() + name[1:]


BUILDERS: dict[str, Build] = {
    "class": _class,
    "datatype": _datatype,
    "nodeKind": _node_kind,
    "minCount": _min_count,
    "maxCount": _max_count,
    "minExclusive": _limit("minExclusive", operator.lt),
    "minInclusive": _limit("minInclusive", operator.le),
    "maxExclusive": _limit("maxExclusive", operator.gt),
    "maxInclusive": _limit("maxInclusive", operator.ge),
    "minLength": _min_length,
    "maxLength": _max_length,
    "pattern": _pattern,
    "flags": _nothing,
    "languageIn": _language_in,
    "uniqueLang": _unique_lang,
    "equals": _pair("equals", _unequal),
    "disjoint": _pair("disjoint", _shared),
    "lessThan": _pair("lessThan", _not_ordered(-1)),
    "lessThanOrEquals": _pair("lessThanOrEquals", _not_ordered(-1, 0)),
    "not": _not,
    "and": _listed("and", every),
    "or": _listed("or", some),
    "xone": _listed("xone", exactly_one),
    "node": _node,
    "property": _nothing,
    "qualifiedValueShape": _qualified_alone,
    "qualifiedValueShapesDisjoint": _nothing,
    "qualifiedMinCount": _qualified("qualifiedMinCount", int.__ge__),
    "qualifiedMaxCount": _qualified("qualifiedMaxCount", int.__le__),
    "closed": _closed,
    "ignoredProperties": _nothing,
    "hasValue": _has_value,
    "in": _in,
}
"""Parameter -> what makes the constraints of its values."""
FOR_PROPERTIES = frozenset(
    {"minCount", "maxCount", "uniqueLang", "lessThan", "lessThanOrEquals", "qualifiedValueShape"}
)
"""What only property shapes can have."""
