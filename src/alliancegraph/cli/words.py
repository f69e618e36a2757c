"""What the commands say beside findings, in German and English."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "base": (
        "Keine publication.toml gefunden: Kennungen beginnen mit {base}.",
        "No publication.toml found: identifiers begin with {base}.",
    ),
    "compared": ("Nur verglichen, nichts geschrieben: {output}.", "Compared only, nothing written: {output}."),
    "folder": (
        "--update, --diff, --accept und --keep gelten für einen Ordner mit Datensatzdateien. Bitte mit -o angeben.",
        "--update, --diff, --accept and --keep are for a folder of record files. Name it with -o.",
    ),
    "written": ("Geschriebene Datensätze: {count} ({output}).", "Records written: {count} ({output})."),
    "format": (
        "Die Endung von {output} nennt kein Format. Bitte --format angeben oder eine dieser Endungen wählen: {suffixes}.",
        "The suffix of {output} names no format. State --format or choose one of these suffixes: {suffixes}.",
    ),
    "nothing": (
        "Kein Datensatz ließ sich schreiben; {output} bleibt, wie es war.",
        "No record could be written; {output} stays as it was.",
    ),
    "reading": ("Gelesene Datensätze", "Records read"),
    "settings": (
        "Die Einstellungen {file} lassen sich nicht lesen: {reason}.",
        "The settings {file} cannot be read: {reason}.",
    ),
    "source": (
        "{output} ist eine der Quellen und würde überschrieben. Bitte eine andere Ausgabedatei nennen.",
        "{output} is one of the sources and would be overwritten. Name another output file.",
    ),
    "stdout": ("Standardausgabe", "standard output"),
    "unwritable": ("{output} lässt sich nicht schreiben: {reason}.", "{output} cannot be written: {reason}."),
    "withheld": (
        "Ohne Rechtsgrundlage zurückgehalten: {count} personenbezogene Angaben (alliancegraph validate zeigt, welche).",
        "Withheld for want of a legal basis: {count} items of personal data (alliancegraph validate shows which).",
    ),
    "workbook": (
        "Die Arbeitsmappe dient der Bearbeitung und enthält alles, auch {count} personenbezogene Angaben ohne Rechtsgrundlage: "
        "bitte nicht veröffentlichen.",
        "The workbook is for editing and holds everything, {count} items of personal data without a legal basis included: do "
        "not publish it.",
    ),
    "hidden": (
        "Warnungen und Hinweise: {count} (alliancegraph validate zeigt sie).",
        "Warnings and notes: {count} (alliancegraph validate shows them).",
    ),
}


def say(word: str, language: str, **values: object) -> str:
    """The sentence `word` in `language`, filled in."""
    return WORDS[word][language == "en"].format(**values)
