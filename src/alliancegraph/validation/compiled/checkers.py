"""Puts the constraints of a shape together: the functions that validate a focus node, or check whether it conforms.

Most nodes are faultless, and calling a function costs more than most of what there is to check. So there are two ways:
first it is asked at once for all that shapes demand of the values of a predicate; only where something is wrong, their
judges say what, constraint by constraint. Property shapes are looked up by the predicates that a node has, not the
other way round.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from itertools import chain
from math import inf
from typing import NamedTuple

from alliancegraph.terms import Iri
from alliancegraph.validation.compiled.components import Constraint, Count, Faults, Whole
from alliancegraph.validation.compiled.paths import Path
from alliancegraph.validation.compiled.values import Each, Test, every, fused
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
Sound = Callable[[Node, Collection[Node], View], bool]
"""Whether a focus node that has these value nodes has no results."""


class Demands(NamedTuple):
    """What is demanded of the value nodes of a focus node: their number, each by itself, all together."""

    least: int
    most: float
    each: tuple[Each, ...]
    wholes: tuple[Faults, ...]

    @property
    def test(self) -> Test:
        """The test of each value."""
        return every(fused(self.each))


class Checker(NamedTuple):
    """A shape, compiled."""

    report: Report
    conforms: Test
    judge: Judge
    demands: Demands
    predicate: Iri | None = None
    """The path of a property shape, where it is just a predicate."""
    minds_none: bool = False
    """Whether it can be a fault that there is no value."""

    @property
    def minds_some(self) -> bool:
        """Whether values can be at fault where there are some."""
        least, most, each, wholes = self.demands
        return bool(each or wholes) or least > 1 or most < inf


def _never(*_: object) -> None:
    """What a deactivated shape says."""


DEACTIVATED = Checker(_never, lambda value, view: True, _never, Demands(0, inf, (), ()))

_MINDING_NONE = frozenset({"HasValue", "Equals", "QualifiedMinCount"})
_NOTHING: Properties = {}


def checker(
    shape: Iri, constraints: Sequence[Constraint], below: Sequence[Checker], way: Path | None, predicate: Iri | None
) -> Checker:
    """A shape with its constraints and property shapes; `way` is the path of a property shape."""
    counts = [one for one in constraints if isinstance(one, Count)]
    each = [one for one in constraints if isinstance(one, Each)]
    whole = [one for one in constraints if isinstance(one, Whole)]
    demands = Demands(
        max((one.least for one in counts), default=0),
        min((one.most for one in counts), default=inf),
        (*each, *(Each("Node", one.conforms) for one in below)),
        tuple(one.faults for one in whole),
    )
    judges = [
        *([_counted(shape, counts)] if counts else []),
        *(_singly(shape, one) for one in each),
        *(_together(shape, one) for one in whole),
    ]
    reports = _properties(below)
    judge = _all([*judges, *map(_beneath, reports)])
    return Checker(
        _all_reports([*map(_of_itself, judges), *reports]) if way is None else _along(way, judge),
        demands.test if way is None and not whole else _conforms(way or _itself, _sound(demands)),
        judge,
        demands,
        predicate,
        demands.least > 0 or any(one.component in _MINDING_NONE for one in whole),
    )


def _itself(focus: Node, view: View) -> Collection[Node]:
    return (focus,)


def _of_itself(judge: Judge) -> Report:
    return lambda focus, view, found: judge(focus, (focus,), view, found)


def _along(way: Path, judge: Judge) -> Report:
    return lambda focus, view, found: judge(focus, way(focus, view), view, found)


def _all(judges: Sequence[Judge]) -> Judge:
    if len(judges) == 1:
        return judges[0]

    def judge(focus: Node, values: Collection[Node], view: View, found: list[Found]) -> None:
        for one in judges:
            one(focus, values, view, found)

    return judge


def _all_reports(reports: Sequence[Report]) -> Report:
    if len(reports) == 1:
        return reports[0]

    def report(focus: Node, view: View, found: list[Found]) -> None:
        for one in reports:
            one(focus, view, found)

    return report


def _conforms(way: Path, sound: Sound) -> Test:
    return lambda focus, view: sound(focus, way(focus, view), view)


def _sound(demands: Demands) -> Sound:
    least, most, each, wholes = demands
    test = demands.test

    def number(focus: Node, values: Collection[Node], view: View) -> bool:
        return least <= len(values) <= most

    def everything(focus: Node, values: Collection[Node], view: View) -> bool:
        if not least <= len(values) <= most:
            return False
        for value in values:
            if not test(value, view):
                return False
        for faults in wholes:  # noqa: SIM110 - a loop takes half the time of a generator
            if faults(focus, values, view):
                return False
        return True

    return everything if each or wholes else number


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


_Asked = tuple[int, float, Test | None, tuple[Faults, ...], Judge]
"""What is demanded of the values of a predicate (least and most, of each, of all together), and who judges them.

Taken apart for every predicate of every node, which a named tuple makes four times as slow.
"""


def _properties(shapes: Sequence[Checker]) -> list[Report]:
    """What reports on the property shapes of a shape: one report for all whose path is a predicate."""
    plain = [(one.predicate, one) for one in shapes if one.predicate is not None]
    others = [one.report for one in shapes if one.predicate is None]
    if not plain:
        return others
    by_predicate = {
        predicate: _same_values([one for one in shapes if one.predicate == predicate and one.minds_some])
        for predicate in dict.fromkeys(predicate for predicate, one in plain if one.minds_some)
    }
    wanted = [(predicate, one.judge) for predicate, one in plain if one.minds_none]
    required = frozenset(predicate for predicate, _ in wanted)

    def report(focus: Node, view: View, found: list[Found]) -> None:
        held = view.forward.get(focus, _NOTHING)
        for predicate, values in held.items():
            if predicate not in by_predicate:
                continue
            least, most, test, wholes, judge = by_predicate[predicate]
            sound = least <= len(values) <= most  # as `_sound` asks, but here, for its call would cost as much again
            if sound and test is not None:
                for value in values:
                    if not test(value, view):
                        sound = False
                        break
            for faults in wholes:
                if sound and faults(focus, values, view):
                    sound = False
            if not sound:
                judge(focus, values, view, found)
        if not required <= held.keys():
            for predicate, judge in wanted:
                if predicate not in held:
                    judge(focus, (), view, found)

    return [report, *others]


def _same_values(shapes: Sequence[Checker]) -> _Asked:
    """What is asked of values that several shapes look at."""
    least, most, each, wholes = zip(*(one.demands for one in shapes), strict=True)
    tests = fused([*chain(*each)])
    judge = _all([one.judge for one in shapes])
    return max(least), min(most), every(tests) if tests else None, tuple(chain(*wholes)), judge
