"""A report is a value; its forms, in `reports/`, are views of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from dataclasses import field as dataclass_field
from typing import TYPE_CHECKING, Any

from alliancegraph.errors import Finding, FrozenMap
from alliancegraph.terms import SH, Term

if TYPE_CHECKING:
    from rdflib.term import Identifier

SEVERITIES: tuple[Term, ...] = (SH.Violation, SH.Warning, SH.Info)
"""The severities of SHACL, gravest first."""
_RANKS = {severity: rank for rank, severity in enumerate(SEVERITIES)}


def rank(result: Finding) -> int:
    """0 for a violation (and for severities that a shape made up), 1 for a warning, 2 for a note."""
    return _RANKS.get(result.severity, 0)


@dataclass(frozen=True, kw_only=True)
class Result(Finding):
    """A finding of a validation.

    What SHACL found also has `component` (the constraint component's IRI), `focus_node`, `path` and `value` (rdflib
    terms; the path is None where the focus node as a whole is at fault) and `shape` (the shape's IRI); `term` is the
    predicate the result is about, which a shape without path names with `rdfs:seeAlso`. What reading and mapping found
    has None there.
    """

    component: str | None = None
    focus_node: Identifier | None = None
    path: Identifier | None = None
    value: Identifier | None = None
    shape: str | None = None
    term: str | None = None

    def __post_init__(self) -> None:
        if type(self.messages) is not FrozenMap:  # results of one shape share theirs
            super().__post_init__()


@dataclass(frozen=True)
class Checked:
    """A record that was checked: its id, its name by language, the file it was read from."""

    record: str
    name: Mapping[str, str] = dataclass_field(default_factory=dict, hash=False)
    file: str | None = None


@dataclass(frozen=True, order=True)
class Delegated:
    """A shape that the compiled engine left to pySHACL, and the construct that made it: `sh:sparql`, for example."""

    shape: str
    construct: str


@dataclass(frozen=True)
class Report:
    """The results of a validation, by place, record and field; and all records that were checked.

    `delegated` tells which shapes were checked by pySHACL although compiled ones were asked for. It is no part of
    what was found: two reports are equal without it.
    """

    results: tuple[Result, ...] = ()
    checked: tuple[Checked, ...] = ()
    delegated: tuple[Delegated, ...] = dataclass_field(default=(), compare=False)

    @property
    def conforms(self) -> bool:
        """Whether nothing is wrong: no result is a violation. Warnings and notes do not count."""
        return all(rank(result) for result in self.results)

    def counts(self) -> tuple[int, int, int]:
        """How many violations, warnings and notes there are."""
        return counts(self.results)


def as_result(found: Finding) -> Result:
    """A finding that no shape has made, among results."""
    if isinstance(found, Result):
        return found
    return Result(**{field.name: getattr(found, field.name) for field in fields(Finding)})


def counts(results: Iterable[Finding]) -> tuple[int, int, int]:
    """How many of some results are violations, warnings and notes."""
    ranks = [rank(result) for result in results]
    return ranks.count(0), ranks.count(1), ranks.count(2)


def report(results: Iterable[Result], checked: Iterable[Checked] = (), delegated: Iterable[Delegated] = ()) -> Report:
    """The report of some results, sorted."""
    return Report(tuple(sorted(results, key=order)), tuple(checked), tuple(sorted(delegated)))


def order(result: Finding) -> tuple[Any, ...]:
    """What results are sorted by: place, record, field, severity, then what SHACL says."""
    place = result.place
    said = (
        (place.file, place.line, place.column) if place else _NOWHERE,
        result.record or "",
        result.field or "",
        rank(result),
        result.code,
    )
    if not isinstance(result, Result):
        return (*said, (), (), (), "", "")
    terms = (_term_order(result.focus_node), _term_order(result.path), _term_order(result.value))
    return (*said, *terms, result.component or "", result.shape or "")


_NOWHERE = ("", 0, 0)


def _term_order(term: Identifier | None) -> tuple[str, ...]:
    if term is None:
        return ()
    return str(term), getattr(term, "language", None) or "", str(getattr(term, "datatype", None) or "")
