"""The report as annotations of GitHub Actions: workflow commands, which a run shows beside the lines of a change.

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

from alliancegraph.validation.report import Report, Result
from alliancegraph.validation.reports.view import View, file_path, level, sentence, subject, summary

_LEVELS = ("error", "warning", "notice")
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def render(found: Report, view: View) -> str:
    """A command a result, then the counts as a line of the log."""
    commands = [_command(result, view) for result in found.results]
    return "".join(f"{line}\n" for line in (*commands, summary(found, view.language)))


def _command(result: Result, view: View) -> str:
    place = result.place
    path = file_path(place.file, view.root) if place else None
    properties: dict[str, object] = {}
    if path is not None and place is not None:
        properties = {"file": path.as_posix(), "line": place.line, "col": place.column}
    within = (place.cell or place.element) if place else ""
    properties["title"] = " ".join(part for part in (subject(result), within, f"[{result.code}]") if part)
    listed = ",".join(f"{name}={str(value).translate(_PROPERTY)}" for name, value in properties.items() if value)
    message = sentence(result, view.language)
    if place is not None and path is None:
        message = f"{place}: {message}"
    return f"::{level(result, _LEVELS)} {listed}::{message.translate(_DATA)}"
