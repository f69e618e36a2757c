"""What is said of areas and of importing again."""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str, str]] = {
    "postcode-elsewhere": (
        "warning",
        "Die Postleitzahl {value} gehört nach der Tabelle nicht zu {town}{elsewhere_de}. Dort gilt {postcodes}. Bitte prüfen.",
        "By the table, the postcode {value} does not serve {town}{elsewhere_en}. The town has {postcodes}. Check it.",
    ),
    "import-foreign": (
        "violation",
        "Diese Datei hat kein Import geschrieben, oder sie enthält nicht mehr genau einen fehlerfreien Datensatz; sie bleibt, wie sie ist. Bitte berichtigen, umbenennen oder einen anderen Ordner nennen.",
        "No import wrote this file, or it no longer holds exactly one record without faults; it stays as it is. Mend or rename it, or name another folder.",
    ),
    "import-difference": (
        "warning",
        "Von Hand geändert und auf der Seite neu; die Datei bleibt, wie sie ist. Zuletzt eingelesen: {base_de}; in der Datei: "
        "{ours_de}; jetzt auf der Seite: {theirs_de}. Mit --accept {choice} gilt die Seite, mit --keep {choice} die Datei.",
        "Edited by hand and new on the page; the file stays as it is. Last import: {base_en}; in the file: {ours_en}; on the "
        "page now: {theirs_en}. With --accept {choice} the page holds, with --keep {choice} the file.",
    ),
    "import-update": (
        "info",
        "Hier gilt die Seite. In der Datei bisher: {ours_de}; jetzt auf der Seite: {theirs_de}.",
        "The page holds here. In the file before: {ours_en}; on the page now: {theirs_en}.",
    ),
    "import-new": (
        "info",
        "Diese Datei entsteht neu.",
        "This file is new.",
    ),
    "import-rewritten": (
        "info",
        "Felder, die sich geändert haben, werden neu geschrieben; Kommentare darin gehen verloren.",
        "Fields that have changed are written anew; comments in them are lost.",
    ),
    "import-unmergeable": (
        "violation",
        "Datei und Seite lassen sich nicht zusammenführen; die Datei bleibt, wie sie ist. Bitte von Hand abgleichen: {reason}",
        "File and page cannot be merged; the file stays as it is. Compare them by hand: {reason}",
    ),
    "import-vanished": (
        "warning",
        "Dieser Datensatz steht nicht mehr auf der Seite {source}. Die Datei bleibt; bitte entscheiden, ob sie gelöscht wird.",
        "This record is no longer on the page {source}. The file stays; decide whether to delete it.",
    ),
    "import-choice-unmatched": (
        "warning",
        "Zu „{value}“ gibt es keinen Unterschied. Bitte das Feld so angeben, wie --diff es zeigt.",
        "There is no difference at '{value}'. Name the field as --diff shows it.",
    ),
}
