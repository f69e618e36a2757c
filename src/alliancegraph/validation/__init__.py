"""Validation: shapes over mapped records, with what reading and mapping found; a result leads back to its line."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from typing import TYPE_CHECKING

from alliancegraph.errors import Finding, Place, UsageError, finding
from alliancegraph.mapping import published, resources
from alliancegraph.mapping.index import index_of
from alliancegraph.mapping.locate import Spot, spots
from alliancegraph.mapping.privacy import withhold
from alliancegraph.records import Alliance, Organization, Record, faults, key, origin
from alliancegraph.records.publication import Publication
from alliancegraph.records.references import dangling, duplicates
from alliancegraph.terms import DCT
from alliancegraph.validation.report import Report, Result, as_json, as_text, report

if TYPE_CHECKING:
    import rdflib

    from alliancegraph.resource import Resource

__all__ = ["REPORTS", "Report", "Result", "validate", "validate_graph"]

ENGINES = ("auto", "pyshacl")


def validate(
    records: Iterable[Record],
    shapes: rdflib.Graph | None = None,
    engine: str = "auto",
    publication: Publication | None = None,
    partial: Iterable[Record] = (),
    findings: Iterable[Finding] = (),
) -> Report:
    """Runs the shapes (the packaged ones where none are given) over mapped records.

    The report also has what reading found (lines without a field), faults in form of records made in Python,
    identifiers used twice, references that lead nowhere, and what is withheld as personal data. `findings` are faults
    of sources to report along; `partial` are the records they reject, of which the sound fields are still checked.

    Raises `UsageError` for an unknown engine.
    """
    _check(engine)
    given = tuple(records)
    settings = publication or Publication()
    found: list[Finding] = [*findings, *(one for record in given for one in _of_reading(record))]
    unsound = {id(record): wrong for record in given if origin(record) is None and (wrong := faults(record))}
    found += [fault for wrong in unsound.values() for fault in wrong]
    twice = duplicates(given)
    found += twice
    found += dangling(given)
    sound = [record for record in given if id(record) not in unsound]
    found += [one for record in sound for one in withhold(record, settings)[1]]
    results = [_as_result(one) for one in found]
    if not twice:
        results += _located(sound, settings, shapes)
    for record in partial:
        results += _of_partial(record, settings, shapes)
    return report(results)


def validate_graph(graph: rdflib.Graph, shapes: rdflib.Graph | None = None, engine: str = "auto") -> Report:
    """Runs shapes over a graph, and nothing else."""
    from alliancegraph.validation import shacl

    _check(engine)
    return report(shacl.run(graph, shapes if shapes is not None else shacl.own_shapes()))


def _check(engine: str) -> None:
    if engine not in ENGINES:
        raise UsageError(f"unknown engine {engine!r}; possible are {', '.join(ENGINES)}")


def _of_reading(record: Record) -> Iterable[Finding]:
    """What the reader found, or what an earlier reader left in the record file."""
    source = origin(record)
    if source and source.findings:
        return source.findings
    return [
        finding(
            "unrecognised",
            record=record.id,
            field=f"unrecognised[{position}]",
            place=source.places.get(f"unrecognised[{position}]") if source else None,
            text=line.text,
        )
        for position, line in enumerate(getattr(record, "unrecognised", ()))
    ]


def _as_result(found: Finding) -> Result:
    return Result(**{field.name: getattr(found, field.name) for field in fields(Finding)})


def _located(records: Iterable[Record], publication: Publication, shapes: rdflib.Graph | None) -> list[Result]:
    """SHACL results over some records, each led back to its record, field and line."""
    from alliancegraph.validation import shacl
    from alliancegraph.writers.graph import to_rdflib

    given = tuple(records)
    kept = {id(record): published(record, publication) for record in given}
    cross = index_of(sorted(kept.values(), key=key), publication)
    where: dict[str, tuple[Record, Spot]] = {}
    for record in given:
        for iri, spot in spots(record, kept[id(record)], cross):
            where.setdefault(iri, (record, spot))
    trees: tuple[Resource, ...] = resources(given, publication)
    found = shacl.run(to_rdflib(trees), shapes if shapes is not None else shacl.own_shapes())
    return _once_of_publication([_placed(result, where) for result in found])


def _once_of_publication(results: list[Result]) -> list[Result]:
    """The licence of the records is the publication's: what is wrong with it is said once, not at every record."""
    about = [r for r in results if r.term == DCT.license and r.field is None]
    one = [replace(r, record=None, place=None) for r in sorted(about, key=lambda r: str(r.focus_node))[:1]]
    return [r for r in results if r not in about] + one


def _placed(result: Result, where: dict[str, tuple[Record, Spot]]) -> Result:
    known = where.get(str(result.focus_node))
    if known is None:
        return result
    record, spot = known
    path = spot.field(result.term, str(result.value) if result.value else None)
    return replace(result, record=spot.record, field=path, place=_place(record, path))


def _place(record: Record, path: str | None) -> Place | None:
    """The place of a field, else of the part it belongs to, else of the record."""
    source = origin(record)
    if source is None:
        return None
    while path:
        if path in source.places:
            return source.places[path]
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
    return source.places.get("", Place(source.file))


def _of_partial(record: Record, publication: Publication, shapes: rdflib.Graph | None) -> list[Result]:
    """The results of a record with faults that lie in its sound fields: what is said to be missing may be the fault."""
    source = origin(record)
    if source is None or not isinstance(record, Alliance | Organization):
        return []
    wrong = {one.field for one in source.findings if one.field}
    results = _located([record], publication, shapes)
    return [r for r in results if r.field and r.value is not None and not any(r.field.startswith(w) for w in wrong)]


def _turtle(found: Report, language: str = "de") -> str:
    from alliancegraph.validation import shacl

    results = [result for result in found.results if result.component]
    return shacl.to_turtle(results, conforms=not results)


REPORTS: dict[str, Callable[..., str]] = {"text": as_text, "json": as_json, "turtle": _turtle}
"""Name of a report's form -> its writer: `(report, language)`."""
