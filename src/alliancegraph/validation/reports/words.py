"""What the HTML report says beside findings, in German and English."""

from __future__ import annotations

from alliancegraph.validation.reports.view import View

_WORDS: dict[str, tuple[str, str]] = {
    "title": ("Prüfbericht", "Validation report"),
    "skip": ("Zu den Befunden", "Skip to the findings"),
    "conforms": ("Nichts muss berichtigt werden.", "Nothing has to be corrected."),
    "violated": ("Es gibt Fehler zu berichtigen.", "There are errors to correct."),
    "checked": ("Geprüfte Datensätze: {count}.", "Records checked: {count}."),
    "overview": ("Überblick", "Overview"),
    "records": ("Datensätze mit Befunden", "Records with findings"),
    "clean": ("Ohne Befund: {count}", "Without findings: {count}"),
    "findings": ("Befunde", "Findings"),
    "nothing": ("Es gibt nichts zu berichten.", "There is nothing to report."),
    "publication": ("Veröffentlichung", "Publication"),
    "show": ("Zeigen", "Show"),
    "show-all": ("alles", "everything"),
    "show-graver": ("Fehler und Warnungen", "errors and warnings"),
    "show-errors": ("nur Fehler", "errors only"),
    "line": ("Zeile {line}", "Line {line}"),
    "column": (", Spalte {column}", ", column {column}"),
    "suggestion": ("Vorschlag:", "Suggestion:"),
    "code": ("Name der Regel", "name of the rule"),
    "footer": (
        "Dieser Bericht zitiert Zeilen der Quellen. Darunter können personenbezogene Angaben sein, die nicht "
        "veröffentlicht werden: bitte nicht ins Netz stellen.",
        "This report quotes lines of the sources. Some may hold personal data that is not published: "
        "do not put it online.",
    ),
}


def say(word: str, view: View, **values: object) -> str:
    """The text `word` in the view's language, filled in."""
    return _WORDS[word][view.language == "en"].format(**values)
