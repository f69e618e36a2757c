"""The report as text: a line a result, for a person at a terminal."""

from __future__ import annotations

import re

from alliancegraph.errors import Finding
from alliancegraph.terms import SH
from alliancegraph.validation.report import Report
from alliancegraph.validation.reports.view import SEVERITY, View, sentence, subject, summary

_COLOURS = {SH.Violation: "\x1b[31m", SH.Warning: "\x1b[33m", SH.Info: "\x1b[36m"}
_DIM, _RESET = "\x1b[2m", "\x1b[0m"


def render(found: Report, view: View) -> str:
    """One line a result, then the counts."""
    lines = [line(result, view.language, view.colour) for result in found.results]
    return "".join(f"{one}\n" for one in (*lines, summary(found, view.language)))


def line(result: Finding, language: str = "de", colour: bool = False) -> str:
    """Place, record and field, severity, sentence, a value to put instead where one is known, and the code."""
    severity = result.severity if result.severity in SEVERITY else SH.Violation
    word = SEVERITY[severity][language]
    place, code = _shown(str(result.place or "")), f"[{result.code}]"
    if colour:
        word = f"{_COLOURS[severity]}{word}{_RESET}"
        place, code = f"{_DIM}{place}{_RESET}" if place else "", f"{_DIM}{code}{_RESET}"
    said = _shown(sentence(result, language))
    return "  ".join(part for part in (place, _shown(subject(result)), word, said, code) if part)


def _shown(text: str) -> str:
    """A text of somebody's page on one line, without the characters that terminals obey."""
    return re.sub("[\x00-\x1f\x7f-\x9f]+", " ", text)
