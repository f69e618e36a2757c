"""The report as SARIF 2.1.0 (OASIS), for editors and code scanning. Clauses in comments are of that standard."""

from __future__ import annotations

import hashlib
import json
import re
from importlib.metadata import version
from typing import Any
from urllib.parse import quote

from alliancegraph.errors import Place
from alliancegraph.messages import MESSAGES
from alliancegraph.terms import BASE
from alliancegraph.validation.report import Report, Result
from alliancegraph.validation.reports.view import ADDRESS, View, file_path, level, sentence, subject

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = ("error", "warning", "note")  # 3.27.10
_PATH = "/-._~!$&'()*+,;=@"  # RFC 3986 section 3.3; a colon is encoded, so that no relative path looks like a scheme
_IRI = _PATH + ":?#[]%"


def render(found: Report, view: View) -> str:
    """A log of one run; the other language of every sentence stands in the property bags."""
    codes = {result.code: result for result in reversed(found.results)}
    order = {code: index for index, code in enumerate(sorted(codes))}
    run = {
        "tool": {
            "driver": {
                "name": "alliancegraph",
                "version": version("alliancegraph"),
                "informationUri": BASE,
                "language": view.language,
                "rules": [_rule(codes[code], view) for code in order],
            }
        },
        "invocations": [{"executionSuccessful": True}],
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The folder the program was run in."}}},
        "language": view.language,
        "columnKind": "unicodeCodePoints",  # 3.14.17
        "results": [_result(result, order[result.code], view) for result in found.results],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _rule(result: Result, view: View) -> dict[str, Any]:
    """A code's reporting descriptor (3.49); what differs from finding to finding is left open in its sentences."""
    _, german, english = MESSAGES.get(result.code, ("", *(result.message(language) for language in ("de", "en"))))
    texts = {"de": german, "en": english}
    if result.code in MESSAGES:
        texts = {language: re.sub(r"\{[^}]*\}", "…", text) for language, text in texts.items()}
    return {
        "id": result.code,
        "fullDescription": {"text": texts[view.language]},
        "help": {"text": texts[view.language]},
        "defaultConfiguration": {"level": level(result, _LEVELS)},
        "properties": {"messages": texts},
    }


def _result(result: Result, rule: int, view: View) -> dict[str, Any]:
    location: dict[str, Any] = {}
    if result.place and (physical := _physical(result.place, view)):
        location["physicalLocation"] = physical
    if path := subject(result):
        name = (result.field or path).rsplit(".", 1)[-1]
        location["logicalLocations"] = [{"name": name, "fullyQualifiedName": path, "kind": "member"}]  # 3.33.7
    known = {name: getattr(result, name) for name in ("record", "field", "suggestion")}
    known |= {name: getattr(result.place, name, None) for name in ("cell", "element")}
    identity = "\n".join((result.code, path, str(result.value or ""), result.message("de")))
    written: dict[str, Any] = {
        "ruleId": result.code,
        "ruleIndex": rule,
        "level": level(result, _LEVELS),
        "message": {"text": sentence(result, view.language)},
        "locations": [location] if location else [],
        # 3.27.17: what stays the same when lines move
        "partialFingerprints": {"finding/v1": hashlib.sha256(identity.encode()).hexdigest()[:32]},
        "properties": {**{k: v for k, v in known.items() if v}, "messages": dict(result.messages)},
    }
    return {name: value for name, value in written.items() if value != []}


def _physical(place: Place, view: View) -> dict[str, Any] | None:
    """Where in a file or page (3.29): a relative address below the root, an absolute one elsewhere; stdin has none."""
    if place.file.startswith(ADDRESS):
        where: dict[str, Any] = {"uri": quote(place.file, safe=_IRI)}
    elif (path := file_path(place.file, view.root)) is None:
        return None
    elif path.is_absolute():
        where = {"uri": path.as_uri()}
    else:
        where = {"uri": quote(path.as_posix(), safe=_PATH), "uriBaseId": "%SRCROOT%"}
    region = {"startLine": place.line or 1}  # code scanning shows nothing without a line
    if place.column:
        region["startColumn"] = place.column
    return {"artifactLocation": where, "region": region}
