"""The forms of a report: a module each, all of the same value."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from alliancegraph.errors import UsageError
from alliancegraph.validation.report import Report
from alliancegraph.validation.reports.view import View

__all__ = ["REPORTS", "View", "render"]

REPORTS: dict[str, tuple[str, ...]] = {
    "text": (".txt",),
    "json": (".json",),
    "turtle": (".ttl",),
    "html": (".html", ".htm"),
    "sarif": (".sarif",),
    "github": (),
}
"""Name of a form -> the suffixes of files that hold it. The module of that name, loaded when asked for, writes it."""


def render(found: Report, form: str = "text", view: View | None = None) -> str:
    """A report in one of the forms of `REPORTS`. The same report and view give the same text.

    Raises `UsageError` for another form.
    """
    if form not in REPORTS:
        raise UsageError(f"unknown form of report {form!r}; possible are {', '.join(REPORTS)}")
    writer: Callable[[Report, View], str] = import_module(f"{__name__}.{form}").render
    return writer(found, view or View())
