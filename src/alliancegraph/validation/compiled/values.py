"""Tests of a value by itself, and how they become one: calling a function costs more than most of them do.

So a datatype or node kind, and what characters must look like, are one test where a shape has both; and integers of
nothing but digits are compared without reading what kinds of numbers there are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from alliancegraph.resource import Literal
from alliancegraph.terms import RDF, XSD, Iri
from alliancegraph.validation.compiled.datatypes import order_of, recogniser, value_of
from alliancegraph.validation.compiled.view import Node, View, is_blank, sh

Test = Callable[[Node, View], bool]
"""Whether a value node is right."""
Look = Callable[[str], object]
"""Whether characters are right: gives None where they are not, as a regular expression does."""
Holds = Callable[[Any, Any], bool]
"""An operator that compares."""


class Each(NamedTuple):
    """A constraint on every value node by itself.

    One that asks for a datatype, for an IRI or for characters says so: `kind` is the datatype, or `sh:IRI`.
    """

    component: str
    test: Test
    kind: Iri | None = None
    look: Look | None = None


IRI = sh("IRI")
KINDS: dict[Iri, Test] = {
    IRI: lambda value, view: type(value) is not Literal and not is_blank(value),
    sh("BlankNode"): lambda value, view: is_blank(value),
    sh("Literal"): lambda value, view: type(value) is Literal,
    sh("BlankNodeOrIRI"): lambda value, view: type(value) is not Literal,
    sh("BlankNodeOrLiteral"): lambda value, view: type(value) is Literal or is_blank(value),
    sh("IRIOrLiteral"): lambda value, view: not is_blank(value),
}
"""Node kind -> test."""


def node_kind(kind: Iri) -> Each:
    """`sh:nodeKind`."""
    return Each("NodeKind", KINDS[kind], IRI if kind == IRI else None)


def datatype(wanted: Iri) -> Each:
    """`sh:datatype`: of that datatype, and well-formed."""
    if wanted == RDF.langString:
        return Each("Datatype", lambda value, view: type(value) is Literal and value.language != "", wanted)
    look = recogniser(wanted)
    return Each("Datatype", _of_kind(wanted, [look] if look else []), wanted, look)


def pattern(search: Callable[[str], re.Match[str] | None]) -> Each:
    """`sh:pattern`: blank nodes have no characters."""

    def test(value: Node, view: View) -> bool:
        if type(value) is Literal:
            return search(value.lexical) is not None
        return not is_blank(value) and search(str(value)) is not None

    return Each("Pattern", test, look=search)


def fused(constraints: Sequence[Each]) -> list[Test]:
    """The tests of constraints that a value has to pass all, in fewer."""
    kinds = [one.kind for one in constraints if one.kind is not None]
    looks = [one.look for one in constraints if one.look is not None]
    if len(kinds) != 1 or not looks:
        return [one.test for one in constraints]
    others = [one.test for one in constraints if one.kind is None and one.look is None]
    return [_of_kind(kinds[0], looks), *others]


def _of_kind(kind: Iri, looks: Sequence[Look]) -> Test:
    """Whether a value is of a datatype, or an IRI, and its characters are right."""
    if not looks:
        return lambda value, view: type(value) is Literal and value.datatype == kind
    look = looks[0] if len(looks) == 1 else _all_looks(looks)

    def iri(value: Node, view: View) -> bool:
        return not isinstance(value, Literal) and value[:2] != "_:" and look(value) is not None

    def text(value: Node, view: View) -> bool:
        return type(value) is Literal and value.language != "" and look(value.lexical) is not None

    def literal(value: Node, view: View) -> bool:
        return type(value) is Literal and value.datatype == kind and look(value.lexical) is not None

    return iri if kind == IRI else text if kind == RDF.langString else literal


def _all_looks(looks: Sequence[Look]) -> Look:
    """Two are what there is: a datatype's and a pattern's."""
    first, *others = looks
    second = others[0] if len(others) == 1 else _all_looks(others)
    return lambda text: None if first(text) is None else second(text)


# --- Limits -----------------------------------------------------------------------------------------------------------


def limit(component: str, bound: Literal, holds: Holds) -> Each:
    """`sh:minInclusive` and its like: `holds` is what the limit is to a value."""
    value_of_bound = value_of(bound)

    def test(value: Node, view: View) -> bool:
        found = order_of(value_of_bound, value_of(value))
        return found is not None and holds(found, 0)

    if value_of_bound is None or value_of_bound[0] != "number" or value_of_bound[1][0] != 0:
        return Each(component, test)
    return Each(component, _of_digits(value_of_bound[1][1], holds, test))


_DIGITS = re.compile("[0-9]{1,18}").fullmatch


def _of_digits(bound: int | Decimal, holds: Holds, test: Test) -> Test:
    """The same test, faster on integers of nothing but digits: most are."""

    def compare(value: Node, view: View) -> bool:
        if type(value) is Literal and value.datatype == XSD.integer and _DIGITS(value.lexical):
            return holds(bound, int(value.lexical))
        return test(value, view)

    return compare


# --- Several tests ----------------------------------------------------------------------------------------------------


def every(tests: Iterable[Test]) -> Test:
    """The test that all of some tests are passed."""
    several = tuple(dict.fromkeys(tests))
    if len(several) == 1:
        return several[0]
    if len(several) == 2:
        first, second = several
        return lambda value, view: first(value, view) and second(value, view)

    def test(value: Node, view: View) -> bool:
        for one in several:  # noqa: SIM110 - a loop takes half the time of a generator
            if not one(value, view):
                return False
        return True

    return test


def some(tests: Sequence[Test]) -> Test:
    """The test that one of some tests is passed, or several."""

    def test(value: Node, view: View) -> bool:
        for one in tests:  # noqa: SIM110 - a loop takes half the time of a generator
            if one(value, view):
                return True
        return False

    return test


def exactly_one(tests: Sequence[Test]) -> Test:
    """The test that one of some tests is passed, and no other."""
    return lambda value, view: sum([test(value, view) for test in tests]) == 1


def negated(test: Test) -> Test:
    """The test that a test is not passed."""
    return lambda value, view: not test(value, view)
