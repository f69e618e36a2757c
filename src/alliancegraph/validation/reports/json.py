"""The report as JSON (documented in docs/reports.md): `conforms` and `results`, both languages, terms in N-Triples."""

from __future__ import annotations

import json
from typing import Any

from alliancegraph.validation.report import Report, Result
from alliancegraph.validation.reports.view import View


def render(found: Report, view: View) -> str:
    """One object; the language of the view makes no difference."""
    plain = {"conforms": found.conforms, "results": [_plain(result) for result in found.results]}
    return json.dumps(plain, ensure_ascii=False, indent=2) + "\n"


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
