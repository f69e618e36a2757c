"""A report is a value; text, JSON and Turtle are views of it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from alliancegraph.errors import Finding, Place
from alliancegraph.terms import SH

if TYPE_CHECKING:
    from rdflib.term import Identifier

_RANK = {SH.Violation: 0, SH.Warning: 1, SH.Info: 2}
_WORDS = {
    SH.Violation: {"de": "Fehler", "en": "error"},
    SH.Warning: {"de": "Warnung", "en": "warning"},
    SH.Info: {"de": "Hinweis", "en": "note"},
}
_COLOURS = {SH.Violation: "\x1b[31m", SH.Warning: "\x1b[33m", SH.Info: "\x1b[36m"}
_DIM, _RESET = "\x1b[2m", "\x1b[0m"
_COUNTED = {
    "de": (("Fehler", "Fehler"), ("Warnung", "Warnungen"), ("Hinweis", "Hinweise")),
    "en": (("error", "errors"), ("warning", "warnings"), ("note", "notes")),
}


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


@dataclass(frozen=True)
class Report:
    """The results of a validation, by place, record and field."""

    results: tuple[Result, ...] = ()

    @property
    def conforms(self) -> bool:
        """Whether nothing is wrong: no result is a violation. Warnings and notes do not count."""
        return all(result.severity in (SH.Warning, SH.Info) for result in self.results)

    def counts(self) -> tuple[int, int, int]:
        """How many violations, warnings and notes there are."""
        ranks = [_RANK.get(result.severity, 0) for result in self.results]
        return ranks.count(0), ranks.count(1), ranks.count(2)


def report(results: Iterable[Result]) -> Report:
    """The report of some results, sorted, each once."""
    return Report(tuple(sorted(dict.fromkeys(results), key=_order)))


def _order(result: Result) -> tuple[Any, ...]:
    place = result.place or Place("")
    return (
        (place.file, place.line, place.column),
        result.record or "",
        result.field or "",
        _RANK.get(result.severity, 0),
        result.code,
        str(result.focus_node or ""),
        str(result.path or ""),
        str(result.value or ""),
    )


def as_text(found: Report, language: str = "de", colour: bool = False) -> str:
    """One line a result: place, record and field, severity, sentence, and a value to put instead where one is known."""
    lines = [_line(result, language, colour) for result in found.results]
    return "".join(f"{line}\n" for line in (*lines, summary(found, language)))


def _line(result: Finding, language: str, colour: bool) -> str:
    subject = ".".join(part for part in (result.record, result.field) if part)
    word = _WORDS.get(result.severity, _WORDS[SH.Violation])[language]
    if colour:
        word = f"{_COLOURS.get(result.severity, _COLOURS[SH.Violation])}{word}{_RESET}"
    message = result.message(language)
    if result.suggestion:
        hint = {"de": f"Meinten Sie „{result.suggestion}“?", "en": f"Did you mean '{result.suggestion}'?"}
        message = f"{message}  -> {hint[language]}"
    place = f"{_DIM}{result.place}{_RESET}" if colour and result.place else str(result.place or "")
    return "  ".join(part for part in (place, subject, word, message) if part)


def line(result: Finding, language: str = "de", colour: bool = False) -> str:
    """One finding as a line of text."""
    return _line(result, language, colour)


def summary(found: Report, language: str = "de") -> str:
    """The counts in a sentence."""
    parts = [
        f"{count} {one if count == 1 else many}"
        for count, (one, many) in zip(found.counts(), _COUNTED[language], strict=True)
    ]
    return ", ".join(parts) + "."


def as_json(found: Report, language: str = "de") -> str:
    """The report as a JSON object: `conforms` and `results`, terms in N-Triples."""
    return (
        json.dumps(
            {"conforms": found.conforms, "results": [_plain(result) for result in found.results]},
            ensure_ascii=False,
            indent=2,
        )
        + "\n"
    )


def _plain(result: Result) -> dict[str, Any]:
    place = result.place
    term = {name: getattr(result, name) for name in ("focus_node", "path", "value")}
    return {
        "code": result.code,
        "severity": result.severity,
        "record": result.record,
        "field": result.field,
        "place": {"file": place.file, "line": place.line or None, "column": place.column or None} if place else None,
        "messages": dict(result.messages),
        "suggestion": result.suggestion,
        "component": result.component,
        "shape": result.shape,
        **{name: value.n3() if value is not None else None for name, value in term.items()},
    }
