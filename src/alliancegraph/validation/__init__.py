"""Validation: shapes over mapped records, with what reading and mapping found; a result leads back to its line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from alliancegraph.errors import Finding, finding
from alliancegraph.mapping import mapped
from alliancegraph.mapping.index import Index
from alliancegraph.mapping.locate import Spot, spots
from alliancegraph.mapping.normal import normalised
from alliancegraph.mapping.privacy import Names, Personal, names_of, said_of, withhold
from alliancegraph.records import Origin, Record, faults, origin, place_of
from alliancegraph.records.periods import reversed_periods
from alliancegraph.records.postcodes import misplaced
from alliancegraph.records.publication import Publication, checked
from alliancegraph.records.references import Claims, claim, dangling, duplicates
from alliancegraph.terms import DCT, SH
from alliancegraph.validation.engines import ENGINES, Engine, engine_for
from alliancegraph.validation.report import Checked, Delegated, Report, Result, as_result, report
from alliancegraph.validation.reports import REPORTS, View, render

if TYPE_CHECKING:
    import rdflib

    from alliancegraph.resource import Resource

__all__ = [
    "ENGINES",
    "REPORTS",
    "Checked",
    "Delegated",
    "Report",
    "Result",
    "View",
    "render",
    "validate",
    "validate_graph",
]


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
    identifiers used twice, references that lead nowhere, postcodes of other towns, ends before their beginning, and
    what is withheld as personal data. `findings` are faults of sources to report along; `partial` are the records they
    reject, of which the sound fields are still checked.

    Raises `UsageError` for an unknown engine.
    """
    rules = engine_for(engine, shapes)
    given = tuple(records)
    settings = publication or Publication()
    found: list[Finding] = [*findings, *(one for record in given for one in of_reading(record))]
    unsound = {id(record): wrong for record in given if origin(record) is None and (wrong := faults(record))}
    found += [fault for wrong in unsound.values() for fault in wrong]
    twice = duplicates(given)
    found += twice
    rejected = _mappable(partial)
    found += dangling((*given, *rejected))
    sound = [record for record in given if id(record) not in unsound]
    found += misplaced(record for record in given if id(record) in unsound)
    kept = kept_of(sound, settings, names_of(sound))
    found += of_content(kept)
    results = together(found, [] if twice else _located(kept, settings, rules))
    results += _of_partial(rejected, settings, rules)
    return report(dict.fromkeys(results), map(_checked, (*given, *rejected)), rules.delegated)


def validate_graph(
    graph: rdflib.Graph | Sequence[Resource], shapes: rdflib.Graph | None = None, engine: str = "auto"
) -> Report:
    """Runs shapes over a graph, or over trees, and nothing else: exactly SHACL's results, of which two may be equal."""
    rules = engine_for(engine, shapes)
    return report(rules.results(graph), delegated=rules.delegated)


def of_reading(record: Record) -> Iterable[Finding]:
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
        # What has no place was said once for all records: a table's column that no field was found for.
        if source is None or f"unrecognised[{position}]" in source.places
    ]


class Kept(NamedTuple):
    """A record as read, as published, and what of it is personal."""

    record: Record
    kept: Record
    personal: tuple[Personal, ...]


def kept_of(records: Iterable[Record], publication: Publication, names: Names) -> list[Kept]:
    """Records as they are published: `names` are those withheld in all that are published together."""
    found = []
    for record in records:
        kept, personal = withhold(record, publication, names)
        found.append(Kept(record, normalised(kept), personal))
    return found


def of_content(given: Sequence[Kept]) -> Iterable[Finding]:
    """What is known of mappable records without shapes: postcodes, periods, and the personal data they withhold."""
    records = [one.record for one in given]
    yield from misplaced(records)
    yield from reversed_periods(records)
    for record, _, personal in given:
        yield from said_of(record, personal)


def together(found: Iterable[Finding], of_shapes: Iterable[Result]) -> list[Result]:
    """Findings and the results of shapes, without those about a field of which a violation was found already."""
    results = [as_result(one) for one in found]
    said = {_field_of(one) for one in results if one.severity == SH.Violation and one.field}
    return [*results, *(one for one in of_shapes if _field_of(one) not in said)]


def _field_of(one: Finding) -> tuple[object, ...]:
    """What a finding is about: parts of several owners may have one id, but not one line."""
    return one.record, one.field, one.place and one.place.file, one.place and one.place.line


def _checked(record: Record) -> Checked:
    source, name = origin(record), getattr(record, "name", None) or getattr(record, "organization", None) or {}
    return Checked(record.id or "", {"de": name} if isinstance(name, str) else name, source.file if source else None)


def _located(given: Sequence[Kept], publication: Publication, engine: Engine) -> list[Result]:
    """SHACL results over some records, each led back to its record, field and line."""
    trees, index = mapped((one.kept for one in given), checked(publication))
    return of_shapes(given, index, trees, engine)


def of_shapes(given: Iterable[Kept], index: Index, trees: Sequence[Resource], engine: Engine) -> list[Result]:
    """SHACL results over trees, led back to the records `given`: of several that describe a thing, to the first."""
    found = engine.results(trees)
    if not found:
        return []
    where: dict[str, tuple[Record, Spot]] = {}
    for record, kept, _ in given:
        for iri, spot in spots(record, kept, index):
            where.setdefault(iri, (record, spot))
    return _of_publication([_placed(result, where) for result in found], index.publication)


def _of_publication(results: list[Result], publication: Publication) -> list[Result]:
    """What lies with the publication is said once: its licence is missing. Its basis covers all persons."""
    about = [r for r in results if _is_of_publication(r)]
    once = [replace(r, record=None, place=None) for r in sorted(about, key=lambda r: str(r.focus_node))[:1]]
    covered = {"person-basis-present"} if publication.publication_basis else set()
    return [r for r in results if not _is_of_publication(r) and r.code not in covered] + once


def _is_of_publication(result: Result) -> bool:
    return result.term == DCT.license and result.field is None


def _placed(result: Result, where: dict[str, tuple[Record, Spot]]) -> Result:
    known = where.get(str(result.focus_node))
    if known is None:
        return result
    record, spot = known
    path = spot.field(result.term, str(result.value) if result.value else None)
    return replace(result, record=spot.record, field=path, place=place_of(record, path))


def _mappable(records: Iterable[Record]) -> list[Record]:
    """Of records with faults those that can still be mapped: no two of them, or of their parts, share an identifier."""
    claims: Claims = {}
    return [record for record in records if origin(record) is not None and claim(record, claims) is None]


def _of_partial(records: list[Record], publication: Publication, engine: Engine) -> list[Result]:
    """What is wrong in the sound fields of records with faults; what is said to be missing may be the fault itself."""
    if not records:
        return []
    return of_sound_fields(_located(kept_of(records, publication, names_of(records)), publication, engine), records)


def of_sound_fields(results: Iterable[Result], records: Iterable[Record]) -> list[Result]:
    """Of the results for records with faults those that no fault explains."""
    sources = {record.id: origin(record) for record in records}
    return [r for r in results if r.field and r.value is not None and not _touches(r, sources.get(r.record))]


def _touches(result: Result, source: Origin | None) -> bool:
    """Whether a result is about a faulty field, one in it or around it; an absent field is about the whole part."""
    field = result.field or ""
    if source is None:
        return False
    about = field if field in source.places else field.rpartition(".")[0]
    return any(_within(about, one.field) or _within(one.field, about) for one in source.findings if one.field)


def _within(inner: str, outer: str) -> bool:
    return inner == outer or inner.startswith((f"{outer}.", f"{outer}["))
