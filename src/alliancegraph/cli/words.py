"""What the commands say beside findings, in German and English."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "address": (
        "Unter {host}:{port} lässt sich nicht ausliefern: {reason}. Bitte --host und --port prüfen.",
        "Nothing can be served at {host}:{port}: {reason}. Check --host and --port.",
    ),
    "address-taken": (
        "Den Anschluss {port} benutzt schon ein anderes Programm. Bitte mit --port einen anderen wählen.",
        "Another program uses port {port}. Choose another one with --port.",
    ),
    "base": (
        "Keine publication.toml gefunden: Kennungen beginnen mit {base}.",
        "No publication.toml found: identifiers begin with {base}.",
    ),
    "complete": (
        "--complete gilt für Tabellen ({formats}). Andere Formate enthalten nur, was veröffentlicht wird.",
        "--complete is for tables ({formats}). Other formats hold only what is published.",
    ),
    "compared": ("Nur verglichen, nichts geschrieben: {output}.", "Compared only, nothing written: {output}."),
    "everything": (
        "Diese Tabelle dient der Bearbeitung und enthält alles, auch {count} personenbezogene Angaben ohne Rechtsgrundlage: bitte nicht veröffentlichen.",
        "This table is for editing and holds everything, {count} items of personal data without a legal basis included: do not publish it.",
    ),
    "folder": (
        "--update, --diff, --accept und --keep gelten für einen Ordner mit Datensatzdateien. Bitte mit -o angeben.",
        "--update, --diff, --accept and --keep are for a folder of record files. Name it with -o.",
    ),
    "initialised": (
        "Angelegt: {file}. Bitte ausfüllen; danach veröffentlicht alliancegraph publish {folder} -o ORDNER.",
        "Made: {file}. Fill it in; then publish with alliancegraph publish {folder} -o FOLDER.",
    ),
    "moved": (
        "Neu: {came}, geändert: {changed}, umbenannt: {renamed}, nicht mehr veröffentlicht: {went}.",
        "New: {came}, changed: {changed}, renamed: {renamed}, no longer published: {went}.",
    ),
    "site-written": (
        "Veröffentlicht in {output}: {count} Einträge, {files} Dateien.",
        "Published in {output}: {count} entries, {files} files.",
    ),
    "both": (
        "--accept und --keep nennen dasselbe Feld ({fields}). Bitte es nur bei einem von beiden nennen.",
        "--accept and --keep name the same field ({fields}). Name it with one of them.",
    ),
    "template-suffix": (
        "Die Vorlage ist eine Excel-Arbeitsmappe. Bitte {output} mit der Endung .xlsx nennen.",
        "The template is an Excel workbook. Name {output} with the ending .xlsx.",
    ),
    "outputs": (
        "{output} soll zwei Ausgaben aufnehmen, und die eine würde von der anderen überschrieben. Bitte zwei Dateien nennen.",
        "{output} is to take two outputs, and one would be overwritten by the other. Name two files.",
    ),
    "pushed": (
        "Im Graphen {graph} stehen jetzt {count} Aussagen.",
        "Graph {graph} now has {count} statements.",
    ),
    "unpushed": (
        "Nicht übertragen: {graph}.",
        "Not pushed: {graph}.",
    ),
    "unchanged": (
        "Nichts hat sich geändert; {output} bleibt, wie es war.",
        "Nothing has changed; {output} stays as it was.",
    ),
    "unpublished": (
        "Nichts veröffentlicht; {output} bleibt, wie es war.",
        "Nothing was published; {output} stays as it was.",
    ),
    "unsettled": (
        "Zum Veröffentlichen fehlt eine publication.toml mit den Angaben zur Veröffentlichung. alliancegraph init ORDNER legt eine zum Ausfüllen an.",
        "Publishing needs a publication.toml that says who publishes what. alliancegraph init FOLDER makes one to fill in.",
    ),
    "without-xlsx": (
        "Ohne Excel-Dateien: dafür fehlt ein Zusatz (pip install 'alliancegraph[xlsx]').",
        "Without Excel files: they need an extra (pip install 'alliancegraph[xlsx]').",
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
    "table": (
        "Die Tabelle enthält nur, was veröffentlicht wird. Zum Bearbeiten und Wiedereinlesen: --complete.",
        "The table holds only what is published. To edit it and import it again: --complete.",
    ),
    "writing": ("Geschriebene Datensätze", "Records written"),
    "interrupted": (
        "Abgebrochen. Gelesen waren {read} Datensätze, geschrieben {written}; {output} bleibt, wie es war.",
        "Interrupted. Records read: {read}, written: {written}; {output} stays as it was.",
    ),
    "interrupted-late": (
        "Abgebrochen. {output} ist geschrieben, aber nicht alles gesagt, was gefunden wurde.",
        "Interrupted. {output} is written, but not all is said that was found.",
    ),
    "stopped": (
        "Bis dahin gelesene Datensätze: {read}, geschriebene: {written}; die Ausgabe bleibt, wie sie war.",
        "Records read by then: {read}, written: {written}; the output stays as it was.",
    ),
    "streamed": (
        "{option} gilt für verlinkte Daten ({formats}), nicht für Tabellen.",
        "{option} is for linked data ({formats}), not for tables.",
    ),
    "spark": (
        "--engine spark schreibt N-Quads in einen neuen Ordner. Bitte -o ORDNER angeben, ohne --complete, --workers, --order, --rejects und ohne anderes Format.",
        "--engine spark writes N-Quads into a new folder. Give -o FOLDER, without --complete, --workers, --order, --rejects and without another format.",
    ),
    "master": (
        "--master sagt, wo Spark läuft. Bitte --engine spark dazu angeben.",
        "--master says where Spark runs. Give --engine spark with it.",
    ),
    "spark-there": (
        "{output} gibt es schon. Bitte einen neuen Ordner nennen.",
        "{output} is there already. Name a new folder.",
    ),
    "spark-extra": (
        "Für Spark fehlt ein Zusatz. Bitte einrichten: pip install 'alliancegraph[spark]'.",
        "Spark needs an extra. Install it: pip install 'alliancegraph[spark]'.",
    ),
    "spark-start": (
        "Spark startet nicht. Bitte prüfen, ob Java 17 oder 21 eingerichtet ist (java -version) und --master stimmt. ({reason})",
        "Spark does not start. Check that Java 17 or 21 is installed (java -version) and that --master is right. ({reason})",
    ),
    "spark-interrupted": ("Abgebrochen; {output} gibt es nicht.", "Interrupted; there is no {output}."),
    "spark-written": (
        "Geschriebene Datensätze: {count} ({output}). Fehler: {violations} (alle Befunde stehen in findings.parquet).",
        "Records written: {count} ({output}); errors: {violations} (all findings are in findings.parquet).",
    ),
    "reading": ("Gelesene Datensätze", "Records read"),
    "serving": (
        "Die Veröffentlichung steht unter {address} (beenden mit Strg+C).",
        "The site stands at {address} (end with Ctrl-C).",
    ),
    "settings": (
        "Die Einstellungen {file} lassen sich nicht lesen: {reason}.",
        "The settings {file} cannot be read: {reason}.",
    ),
    "source": (
        "{output} wird für diesen Befehl gelesen und würde überschrieben. Bitte eine andere Ausgabedatei nennen.",
        "{output} is read for this command and would be overwritten. Name another output file.",
    ),
    "stdout": ("Standardausgabe", "standard output"),
    "unwritable": ("{output} lässt sich nicht schreiben: {reason}.", "{output} cannot be written: {reason}."),
    "held-back": (
        "Ohne Rechtsgrundlage zurückgehalten: {count} personenbezogene Angaben (alliancegraph privacy zeigt, welche).",
        "Withheld for want of a legal basis: {count} items of personal data (alliancegraph privacy shows which).",
    ),
    "hidden": (
        "Warnungen und Hinweise: {count} (alliancegraph validate zeigt sie).",
        "Warnings and notes: {count} (alliancegraph validate shows them).",
    ),
    # What `alliancegraph privacy` says of a record, of what happens to its personal data, and in its last line.
    "alliance": ("Bündnis", "Alliance"),
    "organization": ("Organisation", "Organisation"),
    "contact_point": ("Kontaktstelle", "Contact office"),
    "project": ("Projekt", "Project"),
    "published": (
        "Wird veröffentlicht, Rechtsgrundlage im Datensatz: {bases}",
        "Published, on a basis stated in the record: {bases}",
    ),
    "published-by-publication": (
        "Wird veröffentlicht, Rechtsgrundlage der ganzen Veröffentlichung: {bases}",
        "Published, on the basis of the whole publication: {bases}",
    ),
    "published-without-basis": (
        "Wird veröffentlicht, obwohl keine Rechtsgrundlage angegeben ist (bitte angeben oder umformulieren):",
        "Published though no basis is stated (state one, or rephrase):",
    ),
    "withheld": (
        "Bleibt zurück, weil keine Rechtsgrundlage angegeben ist:",
        "Withheld because no basis is stated:",
    ),
    "and": ("und", "and"),
    "no-personal-data": (
        "Geprüfte Datensätze: {records}. Personenbezogene Angaben wurden nicht erkannt.",
        "Records checked: {records}. No personal data was recognised.",
    ),
    "personal-data": (
        "Geprüfte Datensätze: {records}. Personenbezogene Angaben: {counts}.",
        "Records checked: {records}. Items of personal data: {counts}.",
    ),
    "count-published": ("{count} mit Rechtsgrundlage veröffentlicht", "{count} published on a basis"),
    "count-published-without-basis": (
        "{count} ohne Rechtsgrundlage veröffentlicht",
        "{count} published without a basis",
    ),
    "count-withheld": ("{count} zurückgehalten", "{count} withheld"),
}


def say(word: str, language: str, **values: object) -> str:
    """The sentence `word` in `language`, filled in."""
    return WORDS[word][language == "en"].format(**values)
