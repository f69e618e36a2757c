"""What is said of settings, of what is published, and of catalogues."""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str, str]] = {
    # Settings
    "form-code": (
        "violation",
        "„{value}“ ist kein Code einer EU-Liste: diese bestehen aus Großbuchstaben, etwa SOCI oder IRREG.",
        "'{value}' is not a code of an EU list: these are of capital letters, such as SOCI or IRREG.",
    ),
    "form-thing": (
        "violation",
        "„{value}“ nennt kein Bündnis, keine Organisation und kein Projekt. Erwartet wird alliance/KENNUNG, organization/KENNUNG oder alliance/KENNUNG/project/KENNUNG.",
        "'{value}' names no alliance, organisation or project. Expected is alliance/ID, organization/ID or alliance/ID/project/ID.",
    ),
    "setting-missing": (
        "violation",
        "Zum Veröffentlichen fehlt diese Angabe: Portale verlangen sie. Bitte ausfüllen.",
        "This setting is needed to publish: portals demand it. Fill it in.",
    ),
    "setting-code": (
        "violation",
        "„{value}“ steht nicht in der Liste, die Portale verlangen. Möglich sind {allowed}.",
        "'{value}' is not in the list that portals demand. Possible are {allowed}.",
    ),
    "setting-licence": (
        "warning",
        "{value} steht nicht in der Lizenzliste von DCAT-AP.de; Portale zeigen die Daten dann als nicht offen. Bitte einen Eintrag dieser Liste nennen, etwa {usual}.",
        "{value} is not in DCAT-AP.de's list of licences; portals then show the data as not open. Name an entry of that list, such as {usual}.",
    ),
    "setting-contributor": (
        "warning",
        "{value} ist keine Kennung aus der Liste der Datenbereitsteller. GovData vergibt sie; sie beginnt mit {begins}.",
        "{value} is no code of the list of data contributors. GovData gives them out; they begin with {begins}.",
    ),
    "setting-wanted": (
        "warning",
        "Diese Angabe fehlt; Portale empfehlen sie.",
        "This setting is missing; portals recommend it.",
    ),
    "setting-homepage": (
        "violation",
        "{value} ist die Adresse des Katalogs. Der Herausgeber braucht eine andere Startseite, sonst gelten beide als dasselbe.",
        "{value} is the address of the catalogue. The publisher needs another homepage, else both count as one thing.",
    ),
    "setting-base": (
        "warning",
        "{value} ist nur ein Beispiel. Bitte die Adresse nennen, unter der die Daten stehen werden: sie lässt sich später nicht mehr ändern.",
        "{value} is an example only. State the address the data will stand at: it cannot be changed later.",
    ),
    # What was published before
    "register-unreadable": (
        "violation",
        "Das Verzeichnis des bisher Veröffentlichten lässt sich nicht lesen: {reason}. Bitte aus einer Sicherung wiederherstellen; ohne es gingen Kennungen verloren.",
        "The register of what was published cannot be read: {reason}. Restore it from a backup; without it identifiers would be lost.",
    ),
    "register-newer": (
        "violation",
        "Das Verzeichnis hat das Format {value}; dieses Programm kennt Format 1. Bitte alliancegraph aktualisieren.",
        "The register has format {value}; this program knows format 1. Update alliancegraph.",
    ),
    "register-base": (
        "violation",
        "Diese Veröffentlichung steht unter {old}, die Einstellungen nennen {new}: jede Kennung wäre eine andere, und Portale würden alles löschen und neu anlegen. Bitte base wieder auf {old} setzen oder einen anderen Ordner nennen.",
        "This publication stands at {old}, the settings say {new}: every identifier would be another, and portals would delete and recreate everything. Set base back to {old}, or name another folder.",
    ),
    "id-reused": (
        "violation",
        "Die Kennung {value} hieß bis zu ihrer Löschung „{old}“ und jetzt „{new}“. Eine veröffentlichte Kennung benennt nie etwas anderes: bitte eine andere wählen; ist dasselbe gemeint, den früheren Namen unter alternative_names nennen.",
        "The id {value} was '{old}' until it was deleted, and is '{new}' now. An id once published never names something else: choose another; if the same is meant, state the former name in alternative_names.",
    ),
    "id-redirected": (
        "violation",
        "Die Kennung {value} wurde in {new} umbenannt und leitet dorthin weiter; sie kann nichts anderes mehr benennen. Bitte eine andere wählen.",
        "The id {value} was renamed to {new} and leads there; it cannot name anything else. Choose another.",
    ),
    "renamed-present": (
        "violation",
        "{old} soll umbenannt sein (renamed), steht aber noch unter den Datensätzen. Bitte die Kennung im Datensatz ändern oder die Zeile streichen.",
        "{old} is said to be renamed, but is still among the records. Change the record's id, or remove the line.",
    ),
    "renamed-missing": (
        "violation",
        "{old} soll in {new} umbenannt sein (renamed), das es unter den Datensätzen nicht gibt. Bitte die Kennung prüfen.",
        "{old} is said to be renamed to {new}, which is not among the records. Check the id.",
    ),
    "rename-likely": (
        "warning",
        "{old} ist nicht mehr da, {new} heißt genauso. Ist dasselbe gemeint, gehört in die Einstellungen: {line}. Dann leiten die alten Adressen weiter.",
        "{old} is gone, {new} has the same name. If the same is meant, add to the settings: {line}. Then the old addresses lead on.",
    ),
    "name-changed": (
        "warning",
        "{value} hieß bisher „{old}“, jetzt „{new}“. Ein anderes Bündnis oder Projekt braucht eine eigene Kennung; bei demselben gehört der frühere Name unter alternative_names.",
        "{value} was called '{old}' and is now '{new}'. Another alliance or project needs an id of its own; for the same one, state the former name in alternative_names.",
    ),
    "day-stands": (
        "warning",
        "Der Inhalt hat sich geändert, das Änderungsdatum nicht: {count} ({names}). Bitte modified in den Datensätzen setzen oder --date TAG angeben, sonst übersehen Portale die Änderung.",
        "The content has changed, its date has not: {count} ({names}). Set modified in the records or give --date DAY, else portals overlook the change.",
    ),
    "deletions": (
        "violation",
        "Es würden {count} von {total} bisher veröffentlichten {what_de} wegfallen: {names}. Portale löschen, was fehlt. Ist das so gewollt: --confirm-deletions.",
        "{count} of {total} published {what_en} would go: {names}. Portals delete what is missing. If that is meant: --confirm-deletions.",
    ),
    # The folder of a site
    "site-foreign": (
        "violation",
        "In diesem Ordner steht etwas anderes als eine Veröffentlichung (keine register.json); er bleibt, wie er ist. Bitte einen leeren oder neuen Ordner nennen.",
        "This folder holds something other than a published site (no register.json) and stays as it is. Name an empty or a new folder.",
    ),
    "site-source": (
        "violation",
        "Diese Quelle und der Ordner der Veröffentlichung liegen ineinander: eines würde das andere ersetzen oder mitlesen. Bitte getrennte Ordner nennen.",
        "This source and the folder of the site lie within each other: one would replace or read the other. Name separate folders.",
    ),
    "site-locked": (
        "violation",
        "Eine andere Veröffentlichung in diesen Ordner läuft gerade. Bitte warten, bis sie fertig ist.",
        "Another publication into this folder is running. Wait until it has ended.",
    ),
    "site-path": (
        "violation",
        "Zwei Dateien der Veröffentlichung kämen sich ins Gehege: {one} und {two}. Bitte eine der Kennungen ändern.",
        "Two files of the site would collide: {one} and {two}. Change one of the ids.",
    ),
    # Serving a site
    "base-path": (
        "violation",
        "Der Pfad in {value} hat Zeichen, die Webserver verschieden lesen. Bitte nur Buchstaben ohne Umlaute, Ziffern, Punkt, Bindestrich, Unterstrich und Tilde verwenden.",
        "The path in {value} has characters that web servers read differently. Use ASCII letters, digits, dots, hyphens, underscores and tildes only.",
    ),
    "site-none": (
        "violation",
        "In diesem Ordner steht keine Veröffentlichung (keine register.json). Bitte den Ordner nennen, den alliancegraph publish geschrieben hat.",
        "There is no published site in this folder (no register.json). Name the folder that alliancegraph publish wrote.",
    ),
    "dump-missing": (
        "violation",
        "In dieser Veröffentlichung liegen keine N-Triples (dump/*.nt.gz), in denen sich suchen ließe. Bitte neu veröffentlichen oder --sparql weglassen.",
        "This site has no N-Triples (dump/*.nt.gz) to be queried. Publish it again, or leave out --sparql.",
    ),
    "dump-unreadable": (
        "violation",
        "Die Daten der Veröffentlichung lassen sich nicht laden: {reason}. Bitte neu veröffentlichen.",
        "The data of the site cannot be loaded: {reason}. Publish it again.",
    ),
    "server-extra-missing": (
        "violation",
        "Zum Ausliefern fehlt ein Zusatz. Bitte einrichten: pip install 'alliancegraph[server]'.",
        "Serving needs an extra. Install it: pip install 'alliancegraph[server]'.",
    ),
    # Pushing into a store
    "push-answer": (
        "violation",
        "Der Speicher antwortet mit {found} statt mit einem Graphen. Bitte unter --endpoint die Adresse seines Graph Store Protocol angeben.",
        "The store answers with {found} in place of a graph. State the address of its Graph Store Protocol as --endpoint.",
    ),
    "push-batches": (
        "violation",
        "{count} Aussagen sind mehr als {batch} je Anfrage. Bitte mit --update die Adresse für SPARQL Update nennen, damit der alte Graph bis zum Schluss stehen bleibt, oder --batch erhöhen.",
        "{count} statements are more than {batch} a request. Name the address for SPARQL Update with --update, so that the old graph stays until the end, or raise --batch.",
    ),
    "push-characters": (
        "violation",
        "Name, Kennwort oder Token haben Zeichen, die HTTP nicht überträgt. Bitte ALLIANCEGRAPH_USER, ALLIANCEGRAPH_PASSWORD und ALLIANCEGRAPH_TOKEN prüfen, auch auf Zeilenenden.",
        "The name, password or token has characters that HTTP does not carry. Check ALLIANCEGRAPH_USER, ALLIANCEGRAPH_PASSWORD and ALLIANCEGRAPH_TOKEN, for line ends too.",
    ),
    "push-count": (
        "violation",
        "Gesendet wurden {sent} Aussagen, im Graphen {graph} stehen {arrived}.",
        "{sent} statements were sent, graph {graph} has {arrived}.",
    ),
    "push-credentials": (
        "violation",
        "Der Speicher lässt das nicht zu ({status}). Bitte ALLIANCEGRAPH_USER und ALLIANCEGRAPH_PASSWORD oder ALLIANCEGRAPH_TOKEN in der Umgebung setzen und die Rechte prüfen.",
        "The store does not allow it ({status}). Set ALLIANCEGRAPH_USER and ALLIANCEGRAPH_PASSWORD, or ALLIANCEGRAPH_TOKEN, in the environment and check the permissions.",
    ),
    "push-exposed": (
        "warning",
        "Kennwort oder Token gehen unverschlüsselt über das Netz. Bitte eine https-Adresse verwenden.",
        "The password or token crosses the network unencrypted. Use an https address.",
    ),
    "push-left": (
        "warning",
        "Der Hilfsgraph {graph} ließ sich nicht löschen. Bitte ihn im Speicher löschen; auch der nächste Push in Teilen räumt ihn weg.",
        "The auxiliary graph {graph} could not be deleted. Delete it in the store; the next push in batches clears it away, too.",
    ),
    "push-redirect": (
        "violation",
        "Der Speicher verweist auf {target}. Bitte diese Adresse angeben.",
        "The store redirects to {target}. State that address.",
    ),
    "push-refused": (
        "violation",
        "Der Speicher hat abgelehnt: {status} {words}",
        "The store has refused: {status} {words}",
    ),
    "push-unreachable": (
        "violation",
        "Der Speicher ist nicht zu erreichen: {reason}. Läuft er, und stimmt die Adresse?",
        "The store cannot be reached: {reason}. Is it running, and is the address right?",
    ),
    "push-unrestored": (
        "violation",
        "Der frühere Inhalt von {graph} ließ sich nicht wiederherstellen. Bitte den Push wiederholen, sobald der Speicher erreichbar ist.",
        "What {graph} held before could not be put back. Push again once the store can be reached.",
    ),
}
