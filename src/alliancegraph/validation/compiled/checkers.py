"""Puts the constraints of a shape together: the functions that validate a focus node, or check whether it conforms.

Closures inside closures cost little more than what they check. So there is one for each kind of constraint that a shape
has, and property shapes are looked up by the predicates that a node has, not the other way round.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from math import inf
from typing import NamedTuple

from alliancegraph.terms import Iri
from alliancegraph.validation.compiled.components import Constraint, Count, Each, Test, Whole, every
from alliancegraph.validation.compiled.paths import Path
from alliancegraph.validation.compiled.view import Node, Properties, View


class Rule(NamedTuple):
    """What a result is a result of: a shape, and the constraint component (its name without namespace and ending)."""

    shape: Iri
    component: str


class Found(NamedTuple):
    """A result: `path` only where it is not the shape's own."""

    rule: Rule
    focus: Node
    value: Node | None
    path: Iri | None


Report = Callable[[Node, View, list[Found]], None]
"""Adds the results of validating a focus node."""
Judge = Callable[[Node, Collection[Node], View, list[Found]], None]
"""Adds the results of validating a focus node that has these value nodes."""


class Checker(NamedTuple):
    """A shape, compiled."""

    report: Report
    conforms: Test
    judge: Judge
    predicate: Iri | None = None
    """The path of a property shape, where it is just a predicate."""
    minds_none: bool = False
    """Whether it can be a fault that there is no value."""
    minds_some: bool = True
    """Whether values can be at fault where there are some."""


def _never(*_: object) -> None:
    """What a deactivated shape says."""


DEACTIVATED = Checker(_never, lambda value, view: True, _never, minds_some=False)

_MINDING_NONE = frozenset({"HasValue", "Equals", "QualifiedMinCount"})
_NOTHING: Properties = {}


def checker(
    shape: Iri, constraints: Sequence[Constraint], below: Sequence[Checker], way: Path | None, predicate: Iri | None
) -> Checker:
    """A shape with its constraints and property shapes; `way` is the path of a property shape."""
    counts = [one for one in constraints if isinstance(one, Count)]
    each = [one for one in constraints if isinstance(one, Each)]
    whole = [one for one in constraints if isinstance(one, Whole)]
    tests = every([*(one.test for one in each), *(one.conforms for one in below)])
    parts = [
        *([_counted(shape, counts)] if counts else []),
        *(_singly(shape, one) for one in each),
        *(_together(shape, one) for one in whole),
        *map(_beneath, _properties(below)),
    ]
    judge = parts[0] if len(parts) == 1 else _all(parts)
    return Checker(
        _report(judge, way),
        tests if way is None and not whole else _conforms(way or _itself, tests, counts, whole),
        judge,
        predicate,
        any(one.least > 0 for one in counts) or any(one.component in _MINDING_NONE for one in whole),
        bool(each or whole or below) or any(one.least > 1 or one.most < inf for one in counts),
    )


def _itself(focus: Node, view: View) -> Collection[Node]:
    return (focus,)


def _report(judge: Judge, way: Path | None) -> Report:
    if way is None:
        return lambda focus, view, found: judge(focus, (focus,), view, found)
    return lambda focus, view, found: judge(focus, way(focus, view), view, found)


def _all(parts: Sequence[Judge]) -> Judge:
    def judge(focus: Node, values: Collection[Node], view: View, found: list[Found]) -> None:
        for part in parts:
            part(focus, values, view, found)

    return judge


def _counted(shape: Iri, constraints: Sequence[Count]) -> Judge:
    rules = [(Rule(shape, one.component), one.least, one.most) for one in constraints]

    def judge(focus: Node, values: Collection[Node], view: View, found: list[Found]) -> None:
        number = len(values)
        for rule, least, most in rules:
            if not least <= number <= most:
                found.append(Found(rule, focus, None, None))

    return judge


def _singly(shape: Iri, constraint: Each) -> Judge:
    rule, test = Rule(shape, constraint.component), constraint.test

    def judge(focus: Node, values: Collection[Node], view: View, found: list[Found]) -> None:
        for value in values:
            if not test(value, view):
                found.append(Found(rule, focus, value, None))

    return judge


def _together(shape: Iri, constraint: Whole) -> Judge:
    rule, faults = Rule(shape, constraint.component), constraint.faults

    def judge(focus: Node, values: Collection[Node], view: View, found: list[Found]) -> None:
        for value, predicate in faults(focus, values, view):
            found.append(Found(rule, focus, value, predicate))

    return judge


def _beneath(report: Report) -> Judge:
    def judge(focus: Node, values: Collection[Node], view: View, found: list[Found]) -> None:
        for value in values:
            report(value, view, found)

    return judge


def _properties(shapes: Sequence[Checker]) -> list[Report]:
    """What reports on the property shapes of a shape: one report for all whose path is a predicate."""
    plain = [(one.predicate, one) for one in shapes if one.predicate is not None]
    others = [one.report for one in shapes if one.predicate is None]
    if not plain:
        return others
    by_predicate: dict[Iri, list[Judge]] = {}
    for predicate, one in plain:
        if one.minds_some:
            by_predicate.setdefault(predicate, []).append(one.judge)
    missed = [(predicate, one.judge) for predicate, one in plain if one.minds_none]

    def report(focus: Node, view: View, found: list[Found]) -> None:
        held = view.forward.get(focus, _NOTHING)
        for predicate, values in held.items():
            for judge in by_predicate.get(predicate, ()):
                judge(focus, values, view, found)
        for predicate, judge in missed:
            if predicate not in held:
                judge(focus, (), view, found)

    return [report, *others]


def _conforms(way: Path, test: Test, counts: Sequence[Count], whole: Sequence[Whole]) -> Test:
    least = max((one.least for one in counts), default=0)
    most = min((one.most for one in counts), default=inf)
    all_faults = [one.faults for one in whole]

    def conforms(focus: Node, view: View) -> bool:
        values = way(focus, view)
        if not least <= len(values) <= most:
            return False
        for value in values:
            if not test(value, view):
                return False
        for faults in all_faults:  # noqa: SIM110 - a loop takes half the time of a generator
            if faults(focus, values, view):
                return False
        return True

    return conforms
