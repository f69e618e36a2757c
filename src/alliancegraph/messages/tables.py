"""What is said of tables."""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str, str]] = {
    "extra-missing": (
        "violation",
        "Für Arbeitsmappen (XLSX, ODS) fehlt ein Zusatz. Bitte einrichten: pip install 'alliancegraph[{extra}]'.",
        "Workbooks (XLSX, ODS) need an extra. Install it: pip install 'alliancegraph[{extra}]'.",
    ),
    "workbook-unreadable": (
        "violation",
        "Die Arbeitsmappe ist beschädigt oder keine XLSX- oder ODS-Datei ({reason}). Bitte im Tabellenprogramm öffnen und als XLSX speichern.",
        "The workbook is damaged or no XLSX or ODS file ({reason}). Open it in a spreadsheet program and save it as XLSX.",
    ),
    "workbook-locked": (
        "violation",
        "Die Arbeitsmappe ist mit einem Kennwort verschlüsselt. Bitte im Tabellenprogramm öffnen und ohne Kennwort speichern.",
        "The workbook is encrypted with a password. Open it in a spreadsheet program and save it without one.",
    ),
    "sheet-wide": (
        "violation",
        "Das Blatt „{name}“ reicht bis zur Zelle {last}; so viele Zellen lassen sich nicht lesen. Bitte die Zeilen und Spalten hinter der Tabelle löschen.",
        "The sheet '{name}' reaches to the cell {last}; so many cells cannot be read. Delete the rows and columns behind the table.",
    ),
    "sheet-hidden": (
        "warning",
        "Das ausgeblendete Blatt „{name}“ wurde nicht gelesen. Soll es gelesen werden, bitte einblenden.",
        "The hidden sheet '{name}' was not read. Show it if it is to be read.",
    ),
    "cells-merged": (
        "warning",
        "Die Zellen der Zeilen {first} bis {last} sind hier verbunden; ihr Wert gilt nur für Zeile {first}. Bitte den Verbund aufheben und den Wert in jede Zeile schreiben.",
        "The cells of rows {first} to {last} are merged here; their value holds for row {first} only. Unmerge them and write the value into each row.",
    ),
    "cell-error": (
        "violation",
        "In dieser Zelle steht {value} statt eines Wertes. Bitte die Formel berichtigen oder den Wert eintragen.",
        "This cell holds {value} in place of a value. Mend the formula, or enter the value.",
    ),
    "row-incomplete": (
        "violation",
        "Dieser Zeile fehlt „{name_de}“; sie ergibt keinen Datensatz. Bitte ergänzen oder die Zeile leeren.",
        "This row has no '{name_en}'; it makes no record. Add it, or empty the row.",
    ),
    "owner-unknown": (
        "violation",
        "„{value}“ nennt keinen oder mehr als einen Datensatz dieser Arbeitsmappe. Bitte die Kennung des Bündnisses eintragen.",
        "'{value}' names no record of this workbook, or more than one. Enter the id of the alliance.",
    ),
    "cells-padded": (
        "info",
        "In der Spalte „{header}“ fehlte Zahlen die führende 0, etwa {value}; sie wurde ergänzt. Bitte prüfen und die Spalte als Text formatieren.",
        "In the column '{header}' numbers lacked their leading 0, such as {value}; it was added. Check them, and format the column as text.",
    ),
    "workbook-large": (
        "violation",
        "Die Arbeitsmappe wächst beim Entpacken über {limit} MB. Bitte als CSV speichern.",
        "The workbook unpacks to more than {limit} MB. Save it as CSV.",
    ),
    "table-empty": (
        "violation",
        "Diese Tabelle hat keine Zeilen. Erwartet wird eine Kopfzeile mit Spaltennamen und eine Zeile je Datensatz.",
        "This table has no rows. A head with column names and a row a record are expected.",
    ),
    "table-unnamed": (
        "violation",
        "Keine Spalte ist bekannt: {headers}. Bitte die Kopfzeile prüfen oder die Spalten mit --columns zuordnen.",
        "No column is known: {headers}. Check the head row, or map the columns with --columns.",
    ),
    "table-preamble": (
        "info",
        "Diese Zeile steht über der Kopfzeile und wurde nicht gelesen: „{text}“.",
        "This row stands above the head and was not read: '{text}'.",
    ),
    "table-quote": (
        "violation",
        "Eine Zelle, die hier beginnt, endet nicht: Meist fehlt ein schließendes Anführungszeichen. Der Rest der Tabelle ist "
        "nicht gelesen. Bitte ergänzen.",
        "A cell that begins here does not end: mostly a closing quotation mark is missing. The rest of the table is not "
        "read. Close it.",
    ),
    "sheet-unknown": (
        "warning",
        "Das Blatt „{name}“ wurde nicht gelesen: keine seiner Spalten ist bekannt. Bitte Spalten umbenennen oder zuordnen.",
        "The sheet '{name}' was not read: none of its columns is known. Rename its columns or map them.",
    ),
    "column-unknown": (
        "warning",
        "Für die Spalte „{header}“ fand sich kein Feld; ihr Inhalt bleibt unter unrecognised. Bitte umbenennen oder mit "
        "--columns zuordnen.",
        "No field was found for the column '{header}'; its cells are kept as unrecognised. Rename it, or map it with "
        "--columns.",
    ),
    "columns-section": (
        "violation",
        "„{value}“ ist kein Abschnitt einer Spaltenzuordnung. Möglich sind columns, alliances, contacts, projects, organisations.",
        "'{value}' is no section of a column mapping. Possible are columns, alliances, contacts, projects, organisations.",
    ),
    "columns-target": (
        "violation",
        "„{value}“ ist kein Feld, dem sich die Spalte „{header}“ zuordnen lässt. Bitte ein Feld des Datensatzformats nennen.",
        "'{value}' is no field that the column '{header}' can go to. Name a field of the record format.",
    ),
    "cell-second": (
        "warning",
        "„{value}“: {name} hat schon einen Wert aus einer anderen Spalte. Bitte entscheiden, welcher gilt.",
        "'{value}': {name} has a value from another column already. Decide which one holds.",
    ),
    "cell-count": (
        "violation",
        "„{value}“ ist keine Zahl. Erwartet wird eine ganze Zahl wie 21, bei Partnerzahlen auch „über 30“.",
        "'{value}' is not a count. A whole number such as 21 is expected.",
    ),
    "cell-number": (
        "violation",
        "Die Zelle enthält die Zahl {value}; in „{name}“ steht keine Kommazahl. Bitte neu eingeben, die Zelle als Text formatiert.",
        "The cell holds the number {value}; '{name}' takes no decimal number. Enter it anew, the cell formatted as text.",
    ),
    "cell-date": (
        "violation",
        "Das Tabellenprogramm hat aus dieser Zelle ein Datum gemacht ({value}). Bitte die Zelle als Text formatieren und neu "
        "eingeben.",
        "The spreadsheet made a date of this cell ({value}). Format it as text and enter it again.",
    ),
    "cell-telephone": (
        "violation",
        "Der Rufnummer {value} fehlt die 0 oder das +, das ein Tabellenprogramm bei Zahlen streicht. Bitte als Text eingeben.",
        "The telephone number {value} lacks the 0 or + that a spreadsheet takes from numbers. Enter it as text.",
    ),
    "cell-postcode": (
        "violation",
        "{value} ist keine deutsche Postleitzahl: fünf Ziffern. Bitte als Text eingeben, für andere Länder das Land angeben.",
        "{value} is not a German postcode: five digits. Enter it as text; for another country, state the country.",
    ),
    "cell-code": (
        "violation",
        "„{value}“ steht nicht in der Liste zu „{name}“. Bitte aus der Liste wählen.",
        "'{value}' is not in the list of '{name}'. Choose from the list.",
    ),
    "cell-choice": (
        "violation",
        "„{value}“ ist in „{name}“ nicht möglich. Möglich sind {allowed}.",
        "'{value}' is not possible in '{name}'. Possible are {allowed}.",
    ),
    "cell-truth": (
        "violation",
        "„{value}“ ist weder ja noch nein.",
        "'{value}' is neither yes nor no.",
    ),
    "cell-type": (
        "violation",
        "„{value}“ ist keine Art von Datensatz. Möglich sind Bündnis, Kontakt, Projekt, Organisation.",
        "'{value}' is no type of record. Possible are alliance, contact, project, organisation.",
    ),
    "cell-whole": (
        "violation",
        "„{name}“ fasst ein ganzes Feld und beginnt mit json: – einfacher ist eine Zeile auf dem Blatt dafür.",
        "'{name}' takes a whole field and begins with json: - a row on the sheet for it is simpler.",
    ),
    "within-unused": (
        "violation",
        "Diese Organisation soll in {within} stehen, wird dort aber nicht genannt. Bitte dort eintragen oder die Zelle leeren.",
        "This organisation is to be written in {within}, which does not name it. Name it there, or empty the cell.",
    ),
}
