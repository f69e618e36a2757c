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
    place, code = (dimmed(part, colour) for part in (plain(str(result.place or "")), f"[{result.code}]"))
    said = plain(sentence(result, language))
    parts = (place, plain(subject(result)), graded(result, language, colour), said, code)
    return "  ".join(part for part in parts if part)


def graded(result: Finding, language: str, colour: bool) -> str:
    """The severity of a result in a word."""
    severity = result.severity if result.severity in SEVERITY else SH.Violation
    word = SEVERITY[severity][language]
    return f"{_COLOURS[severity]}{word}{_RESET}" if colour else word


def dimmed(text: str, colour: bool) -> str:
    """What matters less than the rest."""
    return f"{_DIM}{text}{_RESET}" if colour and text else text


def plain(text: str) -> str:
    """A text of somebody's page on one line, without the characters that terminals obey."""
    return re.sub("[\x00-\x1f\x7f-\x9f]+", " ", text)
