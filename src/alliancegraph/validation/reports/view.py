"""What the forms of a report share: how it is to be shown, words, and paths as others are to see them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from alliancegraph.errors import Finding
from alliancegraph.terms import SH, Term
from alliancegraph.validation.report import Report, rank

Lines = Callable[[str], Sequence[str]]
"""File as a place names it -> its lines; none where they cannot be had."""


def no_lines(file: str) -> Sequence[str]:
    """Quotes nothing."""
    return ()


@dataclass(frozen=True)
class View:
    """How a report is to be shown.

    `language` is that of the sentences, `colour` is for terminals, `lines` gives the lines of a source to quote, and
    `root` is the folder that paths in SARIF and GitHub annotations are relative to (None: they stay as they are).
    """

    language: str = "de"
    colour: bool = False
    lines: Lines = no_lines
    root: Path | None = None


SEVERITY: dict[Term, dict[str, str]] = {
    SH.Violation: {"de": "Fehler", "en": "error"},
    SH.Warning: {"de": "Warnung", "en": "warning"},
    SH.Info: {"de": "Hinweis", "en": "note"},
}
COUNTED = {
    "de": (("Fehler", "Fehler"), ("Warnung", "Warnungen"), ("Hinweis", "Hinweise")),
    "en": (("error", "errors"), ("warning", "warnings"), ("note", "notes")),
}
ADDRESS = ("https://", "http://")


def subject(result: Finding) -> str:
    """Record and field in one path: `perleberg.contact_points[0].street`."""
    return ".".join(part for part in (result.record, result.field) if part)


def sentence(result: Finding, language: str) -> str:
    """The message, with the value to put instead where one is known."""
    message = result.message(language)
    if not result.suggestion:
        return message
    hint = {"de": f"Meinten Sie „{result.suggestion}“?", "en": f"Did you mean '{result.suggestion}'?"}
    return f"{message}  -> {hint[language]}"


def counted(counts: Sequence[int], language: str) -> str:
    """Numbers of violations, warnings and notes in words."""
    words = zip(counts, COUNTED[language], strict=True)
    return ", ".join(f"{count} {one if count == 1 else many}" for count, (one, many) in words)


def summary(found: Report, language: str = "de") -> str:
    """The counts in a sentence."""
    return f"{counted(found.counts(), language)}."


def level(result: Finding, names: Sequence[str]) -> str:
    """The name of a result's severity among those of another tool, gravest first."""
    return names[rank(result)]


def file_path(file: str, root: Path | None) -> PurePath | None:
    """A place's file as a path, below `root` if it lies there; None for an address and standard input."""
    if file.startswith((*ADDRESS, "<")) or not file:
        return None
    path = Path(file)
    if root is None:
        return path
    absolute = root / path
    return absolute.relative_to(root) if absolute.is_relative_to(root) else absolute
