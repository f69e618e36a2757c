"""What is said of profile pages."""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str, str]] = {
    "unrecognised": (
        "warning",
        "Für diese Zeile fand sich kein Feld: „{text}“. Bitte zuordnen oder streichen.",
        "No field was found for this line: '{text}'. Assign or remove it.",
    ),
    "page-without-name": (
        "violation",
        "Auf dieser Seite steht kein Name eines Bündnisses oder einer Stelle; der Datensatz heißt vorläufig „{id}“. "
        "Bitte den Namen ergänzen.",
        "This page names no alliance or office; the record is called '{id}' for now. Add the name.",
    ),
    "label-empty": (
        "warning",
        "Unter „{label}“ steht kein Wert. Bitte ergänzen oder die Zeile streichen.",
        "There is no value under '{label}'. Add it or remove the line.",
    ),
    "telephone-invalid": (
        "warning",
        "„{value}“ ist keine gültige Rufnummer. Bitte prüfen.",
        "'{value}' is not a valid telephone number. Check it.",
    ),
    "telephone-area-code": (
        "warning",
        "Der Rufnummer „{value}“ fehlt die Vorwahl. Bitte ergänzen.",
        "The telephone number '{value}' has no area code. Add it.",
    ),
    "mailbox-invalid": (
        "warning",
        "„{value}“ ist keine E-Mail-Adresse. Erwartet wird die Form name@beispiel.de oder name(at)beispiel.de.",
        "'{value}' is not a mailbox. The form expected is name@example.org or name(at)example.org.",
    ),
    "link-invalid": (
        "warning",
        "„{value}“ ist keine gültige Webadresse. Bitte prüfen.",
        "'{value}' is not a valid web address. Check it.",
    ),
    "date-unread": (
        "warning",
        "„{value}“ ist kein Gründungsdatum. Erwartet wird ein Jahr (2008), ein Monat (Mai 2008) oder ein Tag (22. Mai 2008).",
        "'{value}' is not a founding date. A year (2008), month (Mai 2008) or day (22. Mai 2008) is expected.",
    ),
    "founded-conflict": (
        "warning",
        "Als Gründung steht {label} auf der Seite, im Text aber {text}. Übernommen wurde {label}; bitte prüfen.",
        "The page gives {label} as founding date, its text {text}. {label} was taken; check it.",
    ),
    "founded-several": (
        "warning",
        "Im Text stehen mehrere Angaben zur Gründung: {dates}. Übernommen wurde keine; bitte prüfen.",
        "The text gives several founding dates: {dates}. None was taken; check them.",
    ),
    "category-unknown": (
        "warning",
        "„{value}“ steht nicht in der Liste der Partnerkategorien. Bitte einer Kategorie zuordnen.",
        "'{value}' is not in the list of partner categories. Assign it to a category.",
    ),
    "value-second": (
        "warning",
        "„{value}“ steht neben „{first}“; das Feld {name} nimmt nur einen Wert. Bitte entscheiden, welcher gilt.",
        "'{value}' stands beside '{first}'; the field {name} takes only one value. Decide which one holds.",
    ),
    "area-unknown": (
        "warning",
        "„{name}“ ist keine Gemeinde und kein Kreis der amtlichen Tabelle. Bitte den amtlichen Schlüssel unter areas ergänzen.",
        "'{name}' is no municipality or district of the official table. Add the official key under areas.",
    ),
    "area-ambiguous": (
        "warning",
        "„{name}“ heißen mehrere Gebiete: {candidates}. Bitte den Landkreis nennen oder den Schlüssel ergänzen.",
        "Several areas are called '{name}': {candidates}. Name the district or add the key.",
    ),
    "area-contradiction": (
        "warning",
        "„{name}“ liegt nicht im Gebiet „{county}“; die amtliche Tabelle kennt {candidates}. Bitte prüfen.",
        "'{name}' does not lie in '{county}'; the official table knows {candidates}. Check it.",
    ),
    "area-unknown-county": (
        "warning",
        "„{county}“ steht nicht in der amtlichen Tabelle, darum ist „{name}“ nicht zugeordnet. Bitte prüfen.",
        "'{county}' is not in the official table, so '{name}' was not matched. Check it.",
    ),
    "county-unknown": (
        "warning",
        "„{name}“ steht nicht in der amtlichen Tabelle. Bitte den amtlichen Schlüssel unter areas ergänzen.",
        "'{name}' is not in the official table. Add the official key under areas.",
    ),
}
