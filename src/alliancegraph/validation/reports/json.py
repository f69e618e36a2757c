"""The report as JSON (documented in docs/reports.md): `conforms` and `results`, both languages, terms in N-Triples."""

from __future__ import annotations

import json
from typing import Any

from rdflib.term import Identifier, URIRef

from alliancegraph.errors import Place
from alliancegraph.validation.report import Report, Result
from alliancegraph.validation.reports.view import View


def render(found: Report, view: View) -> str:
    """One object; the language of the view makes no difference."""
    return json.dumps(plain(found), ensure_ascii=False, indent=2) + "\n"


def plain(found: Report) -> dict[str, Any]:
    """The object, before it is written."""
    return {"conforms": found.conforms, "results": [_plain(result) for result in found.results]}


def plain_place(place: Place | None) -> dict[str, Any] | None:
    """Where something stands: file, line and column, null where unknown; the table's cell, the web page's element."""
    if place is None:
        return None
    within = {name: value for name in ("cell", "element") if (value := getattr(place, name))}
    return {"file": place.file, "line": place.line or None, "column": place.column or None} | within


def _plain(result: Result) -> dict[str, Any]:
    term = {name: getattr(result, name) for name in ("focus_node", "path", "value")}
    return {
        "code": result.code,
        "severity": result.severity,
        "record": result.record,
        "field": result.field,
        "place": plain_place(result.place),
        "messages": dict(result.messages),
        "suggestion": result.suggestion,
        "component": result.component,
        "shape": result.shape,
        **{name: _written(value) for name, value in term.items()},
    }


def _written(term: Identifier | None) -> str | None:
    """A term in N-Triples; rdflib does not write an IRI with a character that is not allowed."""
    return f"<{term}>" if isinstance(term, URIRef) else term.n3() if term is not None else None
