"""What the workbook to fill in says of itself; a line that begins with # is a heading."""

from __future__ import annotations

EXPLANATION = {
    "de": """
# So wird diese Arbeitsmappe ausgefüllt
Vier Blätter: Bündnisse, Kontakte, Projekte, Organisationen. Eine Zeile ist ein Datensatz; die Kopfzeile bleibt stehen. Was nicht bekannt ist, bleibt leer.
Die Kennung (Kleinbuchstaben, Ziffern, Bindestriche) benennt einen Datensatz auf Dauer. Bleibt sie leer, wird sie aus dem Namen gebildet.
Kontakte und Projekte nennen in der Spalte „Gehört zu“ die Kennung oder den Namen ihres Bündnisses. Ihre Reihenfolge bleibt erhalten.
Mehrere Werte stehen in einer Zelle untereinander (Alt+Eingabe) oder durch Semikolon getrennt. Zeile n der Spalte „Themen“ gehört zu Zeile n der Spalte „Schwerpunkte“; ebenso bei Bildern und Schlüsseln.
Andere Sprachen bekommen eigene Spalten: „Name (en)“, „Beschreibung (en)“. Die Spalten ohne Zusatz sind deutsch.
Daten stehen als 2008, 2008-04 oder 2008-04-28. Rufnummern mit Vorwahl: 03876 781407. Postleitzahlen fünfstellig, auch mit führender 0: die Zellen sind als Text formatiert.
Wo eine Liste angeboten wird, ist aus ihr zu wählen. Spalten für mehrere Werte nehmen auch mehrere Einträge der Liste.
Eigene Spalten dürfen dazukommen; beim Einlesen wird gesagt, für welche sich kein Feld fand, und ihr Inhalt bleibt erhalten.
Namen von Ansprechpersonen werden nur veröffentlicht, wenn eine Rechtsgrundlage angegeben ist.
Fertig? alliancegraph validate DATEI.xlsx sagt, was fehlt und in welcher Zelle; alliancegraph import DATEI.xlsx -o ORDNER legt die Datensätze an.
""",
    "en": """
# How to fill in this workbook
Four sheets: alliances, contacts, projects, organisations. A row is a record; the head stays. What is not known stays empty.
The id (lower-case letters, digits, hyphens) names a record for good. Left empty, it is made from the name.
Contacts and projects name their alliance, by id or name, in the column 'Belongs to'. Their order is kept.
Several values stand one below the other in a cell (Alt+Enter), or between semicolons. Line n of 'Topics' belongs with line n of 'Focus areas'; images and keys likewise.
Other languages have columns of their own: 'Name (en)', 'Description (en)'. Columns without such an ending are German.
Dates are 2008, 2008-04 or 2008-04-28. Telephone numbers have their area code: 03876 781407. Postcodes have five digits, a leading 0 included: the cells are formatted as text.
Where a list is offered, choose from it. Columns for several values take several entries of the list.
Columns of your own may be added; on reading you are told which matched no field, and their content is kept.
Names of contact persons are published only where a legal basis is stated.
Done? alliancegraph validate FILE.xlsx says what is missing and in which cell; alliancegraph import FILE.xlsx -o FOLDER makes the records.
""",
}
"""The text by language."""
