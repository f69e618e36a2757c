"""What is said of sources, record files and personal data."""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str, str]] = {
    # Sources
    "source-missing": (
        "violation",
        "Die Quelle gibt es nicht. Bitte den Pfad prüfen.",
        "There is no such source. Check the path.",
    ),
    "source-unreadable": (
        "violation",
        "Die Quelle lässt sich nicht lesen: {reason}. Bitte Zugriffsrechte oder Adresse prüfen.",
        "The source cannot be read: {reason}. Check its permissions or address.",
    ),
    "source-binary": (
        "violation",
        "Das ist keine Textdatei (Nullbyte an Stelle {offset}). Gelesen werden Webseiten, Textseiten, Tabellen, YAML und JSON.",
        "This is not a text file (null byte at offset {offset}). Web pages, text pages, tables, YAML and JSON are read.",
    ),
    "source-empty": (
        "violation",
        "Hier steht kein Datensatz. Erwartet werden Dateien mit der Endung {suffixes}.",
        "There is no record here. Files ending in {suffixes} are expected.",
    ),
    "source-html": (
        "violation",
        "Zum Lesen von HTML-Seiten fehlt ein Zusatz. Bitte einrichten: pip install 'alliancegraph[html]'.",
        "Reading HTML pages needs an extra. Install it: pip install 'alliancegraph[html]'.",
    ),
    "source-kind": (
        "violation",
        "Dateien mit der Endung {suffix} kann dieses Programm nicht lesen. Gelesen werden {suffixes}.",
        "This program cannot read files ending in {suffix}. It reads {suffixes}.",
    ),
    "source-is-output": (
        "info",
        "Das ist JSON-LD, also Ausgabe und keine Quelle; nicht gelesen.",
        "This is JSON-LD, an output and no source; not read.",
    ),
    "source-skipped": (
        "info",
        "Nicht gelesen: die Endung „{suffix}“ gehört zu keiner Quelle.",
        "Not read: the suffix '{suffix}' belongs to no kind of source.",
    ),
    "file-exists": (
        "violation",
        "Diese Datei gibt es schon; sie bleibt, wie sie ist. Mit --update kommt sie auf den neuen Stand, und was von Hand geändert wurde, bleibt.",
        "This file is there already and stays as it is. With --update it is brought up to date, and what was edited by hand stays.",
    ),
    "encoding-guessed": (
        "warning",
        "Die Datei ist kein gültiges UTF-8; sie wurde als Windows-1252 gelesen. Bitte Umlaute prüfen und als UTF-8 speichern.",
        "The file is not valid UTF-8; it was read as Windows-1252. Check the umlauts and save it as UTF-8.",
    ),
    # Record files
    "syntax": (
        "violation",
        "Die Datei ist kein gültiges {language}: {reason_de}.",
        "The file is not valid {language}: {reason_en}.",
    ),
    "alias": (
        "violation",
        "YAML-Anker und -Verweise (& und *) sind hier nicht erlaubt. Bitte den Inhalt ausschreiben.",
        "YAML anchors and aliases (& and *) are not allowed here. Write the content out.",
    ),
    "format-unknown": (
        "violation",
        "Das Dateiformat „{value}“ ist unbekannt; dieses Programm liest format: 1.",
        "The file format '{value}' is unknown; this program reads format: 1.",
    ),
    "nesting": (
        "violation",
        "Organisationen stehen hier zu tief ineinander. Bitte eigene Datensätze anlegen und mit Kennungen verweisen.",
        "Organisations are nested too deeply here. Make records of their own and refer to them by id.",
    ),
    "type-missing": (
        "violation",
        "Der Datensatz nennt keinen Typ. Bitte ergänzen, etwa type: alliance (möglich sind auch contact_point, organization, project).",
        "The record names no type. Add it, such as type: alliance (possible are alliance, contact_point, organization, project).",
    ),
    "record-type": (
        "violation",
        "Der Datensatz nennt keinen bekannten Typ (type: {value}). Möglich sind {allowed}.",
        "The record names no known type (type: {value}). Possible are {allowed}.",
    ),
    "key-unknown": (
        "violation",
        "Der Schlüssel „{key}“ ist unbekannt.",
        "The key '{key}' is unknown.",
    ),
    "key-duplicate": (
        "violation",
        "Der Schlüssel „{key}“ steht zweimal, zuerst in Zeile {line}. Bitte einen davon streichen.",
        "The key '{key}' stands twice, first in line {line}. Remove one of them.",
    ),
    "key-missing": (
        "violation",
        "Das Feld „{key}“ fehlt. Bitte ergänzen.",
        "The field '{key}' is missing. Add it.",
    ),
    "type-mismatch": (
        "violation",
        "Hier wird {expected_de} erwartet, nicht {found_de}.",
        "Expected here is {expected_en}, not {found_en}.",
    ),
    "choice": (
        "violation",
        "„{value}“ ist hier nicht möglich. Möglich sind {allowed}.",
        "'{value}' is not possible here. Possible are {allowed}.",
    ),
    "number-range": (
        "violation",
        "{value} liegt nicht zwischen {low} und {high}.",
        "{value} is not between {low} and {high}.",
    ),
    "form-id": (
        "violation",
        "„{value}“ ist keine Kennung: nur Kleinbuchstaben a-z, Ziffern und einzelne Bindestriche.",
        "'{value}' is not an id: only lower-case letters a-z, digits and single hyphens.",
    ),
    "form-date": (
        "violation",
        "„{value}“ ist kein Datum. Erlaubt sind 2008, 2008-04 und 2008-04-28.",
        "'{value}' is not a date. Allowed are 2008, 2008-04 and 2008-04-28.",
    ),
    "form-day": (
        "violation",
        "„{value}“ ist kein Kalendertag. Erlaubt ist die Form 2008-04-28.",
        "'{value}' is not a calendar day. The form allowed is 2008-04-28.",
    ),
    "form-link": (
        "violation",
        "„{value}“ ist keine vollständige Webadresse. Sie beginnt mit https:// oder http:// und enthält keine Leerzeichen.",
        "'{value}' is not a complete web address. It begins with https:// or http:// and has no spaces.",
    ),
    "form-mailbox": (
        "violation",
        "„{value}“ ist keine E-Mail-Adresse. Erwartet wird die Form name@beispiel.de.",
        "'{value}' is not a mailbox. The form expected is name@example.org.",
    ),
    "form-telephone": (
        "violation",
        "„{value}“ ist keine Rufnummer in internationaler Schreibweise. Erwartet wird + und nur Ziffern, etwa +4933112345.",
        "'{value}' is not a telephone number in international form. Expected is + and digits only, as in +4933112345.",
    ),
    "form-language": (
        "violation",
        "„{value}“ ist kein Sprachkürzel in Kleinbuchstaben wie de oder en.",
        "'{value}' is not a language tag in lower case such as de or en.",
    ),
    "form-country": (
        "violation",
        "„{value}“ ist kein Länderkürzel aus zwei Großbuchstaben wie DE.",
        "'{value}' is not a country code of two capital letters such as DE.",
    ),
    "form-municipality": (
        "violation",
        "„{value}“ ist kein amtlicher Gemeindeschlüssel: acht Ziffern, in Anführungszeichen.",
        "'{value}' is not an official municipality key: eight digits, in quotes.",
    ),
    "form-district": (
        "violation",
        "„{value}“ ist kein amtlicher Kreisschlüssel: fünf Ziffern, in Anführungszeichen.",
        "'{value}' is not an official district key: five digits, in quotes.",
    ),
    "form-state": (
        "violation",
        "„{value}“ ist kein amtlicher Länderschlüssel: zwei Ziffern, in Anführungszeichen.",
        "'{value}' is not an official state key: two digits, in quotes.",
    ),
    "form-base": (
        "violation",
        "„{value}“ taugt nicht als Basisadresse: sie beginnt mit https:// und endet mit einem Schrägstrich.",
        "'{value}' is no base IRI: it begins with https:// and ends in a slash.",
    ),
    "form-line": (
        "violation",
        "Hier steht ein Zeilenumbruch. Der Text gehört in eine Zeile.",
        "There is a line break here. The text belongs on one line.",
    ),
    "area-mismatch": (
        "violation",
        "Der Schlüssel {inner} liegt nicht in {outer}: seine ersten Ziffern müssen {outer} sein.",
        "The key {inner} does not lie in {outer}: its first digits must be {outer}.",
    ),
    "character": (
        "violation",
        "Das Zeichen U+{character:04X} kann in RDF nicht stehen. Bitte löschen.",
        "RDF cannot carry the character U+{character:04X}. Remove it.",
    ),
    "of-mismatch": (
        "violation",
        "„of: {value}“ nennt nicht den Datensatz, in dem es steht ({owner}). Bitte die Zeile streichen.",
        "'of: {value}' does not name the record it stands in ({owner}). Remove the line.",
    ),
    "id-duplicate": (
        "violation",
        "Die Kennung „{value}“ ist schon vergeben ({first}). Bitte eine andere wählen.",
        "The id '{value}' is taken ({first}). Choose another.",
    ),
    "dissolved-early": (
        "violation",
        "Die Auflösung ({end}) liegt vor der Gründung ({start}). Bitte beide Daten prüfen.",
        "The dissolution ({end}) lies before the founding ({start}). Check both dates.",
    ),
    "ended-early": (
        "violation",
        "Das Ende ({end}) liegt vor dem Beginn ({start}). Bitte beide Daten prüfen.",
        "The end ({end}) lies before the start ({start}). Check both dates.",
    ),
    "reference-dangling": (
        "violation",
        "„{value}“ ist keine Kennung {kind_de} unter den gelesenen Datensätzen. Bitte den Datensatz ergänzen oder die Kennung prüfen.",
        "'{value}' is not the id of {kind_en} among the records read. Add the record or check the id.",
    ),
    # Personal data
    "withheld": (
        "info",
        "Wird ohne Rechtsgrundlage nicht veröffentlicht: {what_de}. Liegt eine vor, steht sie unter publication_basis.",
        "Not published without a legal basis: {what_en}. If there is one, state it as publication_basis.",
    ),
    "withheld-image": (
        "info",
        "Nicht veröffentlicht wird ein Bild ohne Lizenz. Bitte unter licence angeben, unter welcher es steht.",
        "An image without a licence is not published. State the licence it is under as licence.",
    ),
    "names-person": (
        "warning",
        "Nennt die Ansprechperson, für die keine Rechtsgrundlage angegeben ist, und wird so veröffentlicht: bitte umformulieren oder die Rechtsgrundlage unter publication_basis angeben.",
        "Names the contact person, for whom no legal basis is stated, and is published so: rephrase it, or state the basis as publication_basis.",
    ),
}

REASONS: dict[str, tuple[str, str]] = {
    "cannot start any token": (
        "hier steht ein Zeichen, mit dem nichts beginnen darf, meist ein Tabulator statt Leerzeichen",
        "nothing may begin with this character; often it is a tab instead of spaces",
    ),
    "mapping values are not allowed": (
        "hier ist ein Doppelpunkt zu viel; Text mit Doppelpunkt gehört in Anführungszeichen",
        "there is a colon too many here; text with a colon belongs in quotes",
    ),
    "did not find expected key": (
        "hier wird ein Schlüssel erwartet; meist stimmt die Einrückung nicht oder ein Anführungszeichen fehlt",
        "a key is expected here; often the indentation is off or a quotation mark is missing",
    ),
    "did not find expected": (
        "hier fehlt etwas; meist stimmt die Einrückung nicht oder eine Klammer fehlt",
        "something is missing here; often the indentation is off or a bracket is missing",
    ),
    "found unexpected end of stream": (
        "die Datei endet mitten im Text; meist fehlt ein Anführungszeichen",
        "the file ends in the middle of a text; often a quotation mark is missing",
    ),
    "control characters are not allowed": (
        "hier steht ein Steuerzeichen, das YAML nicht erlaubt",
        "there is a control character here that YAML does not allow",
    ),
    "nested too deeply": ("die Angaben sind zu tief verschachtelt", "the content is nested too deeply"),
    "a key is not plain text": ("ein Schlüssel ist kein einfacher Text", "a key is not plain text"),
    "Expecting ',' delimiter": ("hier fehlt ein Komma oder eine Klammer", "a comma or bracket is missing here"),
    "Expecting ':' delimiter": ("hier fehlt ein Doppelpunkt", "a colon is missing here"),
    "Expecting value": ("hier fehlt ein Wert", "a value is missing here"),
    "Expecting property name": (
        "hier fehlt ein Schlüssel in Anführungszeichen, oder ein Komma ist zu viel",
        "a key in double quotes is missing here, or there is a comma too many",
    ),
    "Unterminated string": ("das schließende Anführungszeichen fehlt", "the closing quotation mark is missing"),
    "Expected '=' after a key": (
        "hinter einem Namen fehlt das Gleichheitszeichen; Namen mit Leer- oder Sonderzeichen gehören in Anführungszeichen",
        "the equals sign is missing behind a name; names with spaces or special characters belong in quotes",
    ),
    "Expected ']' at the end": ("hier fehlt eine eckige Klammer", "a square bracket is missing here"),
    "Expected newline or end of document": (
        "hinter dem Wert steht noch etwas; jede Angabe braucht ihre eigene Zeile",
        "there is something after the value; every entry needs a line of its own",
    ),
    "Invalid value": (
        "hier fehlt ein Wert; Text gehört in Anführungszeichen",
        "a value is missing here; text belongs in quotes",
    ),
    "Invalid initial character": ("hier fehlt ein Name", "a name is missing here"),
    "Invalid statement": (
        "so beginnt keine Zeile; Namen mit Sonderzeichen gehören in Anführungszeichen",
        "no line begins like this; names with special characters belong in quotes",
    ),
    "Cannot overwrite a value": ("dieser Name steht zweimal", "this name stands twice"),
    "Cannot declare": ("dieser Abschnitt steht zweimal", "this section stands twice"),
    "Extra data": ("hinter dem Ende steht noch etwas", "there is something after the end"),
}
"""Words of a parser's message -> the same put plainly, in German and English."""
