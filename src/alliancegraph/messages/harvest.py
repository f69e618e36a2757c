"""What is said of catalogues that portals harvest."""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str, str]] = {
    # The answer
    "harvest-status": (
        "violation",
        "Der Server antwortet mit HTTP {status}; Portale geben hier auf. Bitte die Adresse prüfen, und ob sie ohne Anmeldung abrufbar ist.",
        "The server answers with HTTP {status}, and portals give up. Check the address, and that it can be had without a login.",
    ),
    "harvest-head": (
        "info",
        "HEAD beantwortet der Server mit HTTP {status}. Portale fragen dann mit GET nach; manche geben auf. Bitte HEAD zulassen.",
        "The server answers HEAD with HTTP {status}. Portals then try GET; some give up. Allow HEAD.",
    ),
    "harvest-redirect": (
        "info",
        "Die Adresse leitet weiter zu {target}. Bitte diese beim Portal angeben, das spart jeder Abholung einen Umweg.",
        "The address redirects to {target}. Register that one at the portal, which saves each harvest a detour.",
    ),
    "harvest-size": (
        "violation",
        "Das sind mehr als 50 MB; Portale brechen ab. Bitte den Katalog auf mehrere Seiten verteilen (hydra:next).",
        "This is more than 50 MB, and portals stop. Split the catalogue into pages (hydra:next).",
    ),
    # The media type
    "harvest-type-none": (
        "violation",
        "Der Server nennt keinen Medientyp; Portale nehmen dann RDF/XML an und brechen ab. Bitte den Webserver {wanted} senden lassen.",
        "The server names no media type; portals then expect RDF/XML, and stop. Let the web server send {wanted}.",
    ),
    "harvest-type-guessed": (
        "warning",
        "Der Server nennt keinen Medientyp; Portale raten dann, hier richtig. Bitte den Webserver {wanted} senden lassen.",
        "The server names no media type; portals then guess, rightly here. Let the web server send {wanted}.",
    ),
    "harvest-type-unknown": (
        "violation",
        "Der Server nennt den Inhalt {said}; damit können Portale nichts anfangen und brechen ab. Er sieht aus wie {found}: bitte den Webserver {wanted} senden lassen.",
        "The server calls the content {said}, which means nothing to portals, and they stop. It looks like {found}: let the web server send {wanted}.",
    ),
    "harvest-type-spelling": (
        "violation",
        "Der Server schreibt den Medientyp „{said}“; Portale vergleichen Buchstabe für Buchstabe und brechen ab. Bitte genau so senden: {wanted}.",
        "The server writes the media type '{said}'; portals compare letter by letter, and stop. Send it exactly like this: {wanted}.",
    ),
    "harvest-type-wrong": (
        "violation",
        "Der Server nennt den Inhalt {said}, er sieht aber aus wie {found}; Portale scheitern daran und brechen ab. Bitte den Webserver {wanted} senden lassen.",
        "The server calls the content {said}, but it looks like {found}; portals fail to read it, and stop. Let the web server send {wanted}.",
    ),
    "harvest-type-changes": (
        "violation",
        "Diese Seite kommt als {said}, die erste als {first}. CKAN liest alle Seiten wie die erste und bricht ab. Bitte alle im selben Format anbieten.",
        "This page comes as {said}, the first as {first}. CKAN reads all pages like the first, and stops. Offer all in the same format.",
    ),
    "harvest-type-later": (
        "warning",
        "Diese Seite kommt als {said}, die erste als {first}. CKAN liest alle Seiten wie die erste, andere Portale scheitern an dieser. Bitte alle mit demselben Medientyp senden.",
        "This page comes as {said}, the first as {first}. CKAN reads all pages like the first, other portals fail at this one. Send all with the same media type.",
    ),
    "harvest-html": (
        "violation",
        "Das ist eine Webseite für Menschen, kein Katalog; Portale brechen ab. Bitte die Adresse der Daten angeben, etwa eine, die auf .ttl oder .jsonld endet.",
        "This is a web page for people and no catalogue, and portals stop. Give the address of the data, such as one that ends in .ttl or .jsonld.",
    ),
    # The text
    "harvest-void": (
        "violation",
        "Der Server liefert eine leere Datei; Portale brechen ab. Bitte prüfen, ob der Katalog geschrieben wurde.",
        "The server delivers an empty file, and portals stop. Check that the catalogue was written.",
    ),
    "harvest-bom": (
        "violation",
        "Die Datei beginnt mit einer Bytereihenfolge-Marke (BOM); Portale scheitern daran. Bitte als „UTF-8 ohne BOM“ speichern.",
        "The file begins with a byte-order mark (BOM), at which portals fail. Save it as 'UTF-8 without BOM'.",
    ),
    "harvest-encoding": (
        "violation",
        "Die Datei ist nicht in UTF-8; Portale scheitern daran. Bitte als UTF-8 speichern.",
        "The file is not in UTF-8, at which portals fail. Save it as UTF-8.",
    ),
    "harvest-syntax": (
        "violation",
        "Hier lässt sich die Datei nicht als {found} lesen; Portale brechen ab: {reason}. Bitte berichtigen.",
        "Here the file cannot be read as {found}, and portals stop: {reason}. Correct it.",
    ),
    "harvest-context": (
        "violation",
        "Der JSON-LD-Kontext steht woanders ({address}); Portale holen ihn nicht oder scheitern daran, und auch hier wurde er nicht geholt. Bitte den Kontext in die Datei selbst schreiben.",
        "The JSON-LD context stands elsewhere ({address}); portals do not fetch it, or fail to, and it was not fetched here either. Write the context into the file itself.",
    ),
    "harvest-named-graph": (
        "warning",
        "Die Aussagen stehen in einem benannten Graphen (in JSON-LD: @id neben @graph). CKAN liest sie, andere finden darin nichts. Bitte diese @id weglassen.",
        "The statements stand in a named graph (in JSON-LD: @id beside @graph). CKAN reads them, others find nothing. Leave that @id out.",
    ),
    # What is described
    "harvest-none": (
        "violation",
        "Hier ist kein Datensatz beschrieben; Portale übernehmen nichts und löschen, was sie von früher haben. Bitte jeden Datensatz als dcat:Dataset kennzeichnen.",
        "No dataset is described here; portals take over nothing and delete what they have from before. Mark each dataset as dcat:Dataset.",
    ),
    "harvest-other": (
        "violation",
        "Hier ist {found} beschrieben, aber kein dcat:Dataset; nur das lesen Portale. Sie übernehmen nichts und löschen, was sie von früher haben. Bitte Datensätze auch als dcat:Dataset kennzeichnen.",
        "Here {found} is described, but no dcat:Dataset, which alone portals read. They take over nothing and delete what they have from before. Mark datasets as dcat:Dataset, too.",
    ),
    "harvest-undescribed": (
        "warning",
        "Der Katalog nennt diesen Datensatz, aber diese Seite beschreibt ihn nicht als dcat:Dataset; Portale folgen Verweisen nicht. Bitte ihn auf derselben Seite beschreiben.",
        "The catalogue names this dataset, but this page does not describe it as dcat:Dataset; portals follow no links. Describe it on the same page.",
    ),
    "harvest-unlisted": (
        "warning",
        "Der Datensatz steht in keinem Katalog; CKAN übernimmt ihn, andere übersehen ihn. Bitte im Katalog mit dcat:dataset nennen.",
        "The dataset is in no catalogue; CKAN takes it over, others overlook it. Name it in the catalogue with dcat:dataset.",
    ),
    "harvest-untitled": (
        "violation",
        "Der Datensatz hat keinen Titel; CKAN bricht an ihm die ganze Abholung ab, auch die der anderen Datensätze. Bitte ihm einen geben (dct:title).",
        "The dataset has no title; CKAN abandons the whole harvest at it, that of the other datasets included. Give it one (dct:title).",
    ),
    "harvest-unidentified": (
        "warning",
        "Der Datensatz hat weder eine Adresse noch eine Kennung; Portale löschen ihn bei jeder Abholung und legen ihn neu an. Bitte ihm eine Adresse geben, die bleibt.",
        "The dataset has neither an address nor an identifier; portals delete it at each harvest and create it anew. Give it an address that stays.",
    ),
    "harvest-repeated": (
        "warning",
        "Der Datensatz steht {count} Mal im Katalog; bei Portalen zählt, was sie zuletzt lesen. Bitte ihn nur einmal beschreiben.",
        "The dataset stands {count} times in the catalogue; with portals what they read last counts. Describe it once only.",
    ),
    "harvest-identifier-shared": (
        "violation",
        "Mehrere Datensätze tragen diese Kennung: {datasets}. GovData hält sie für denselben und zeigt nur einen. Bitte jedem eine eigene geben (dct:identifier).",
        "Several datasets bear this identifier: {datasets}. GovData takes them for one and shows only that. Give each its own (dct:identifier).",
    ),
    "harvest-blank": (
        "info",
        "Diese Stelle hat keine eigene Adresse (ein leerer Knoten); Portale legen sie bei jeder Abholung neu an. Bitte ihr eine Adresse geben, die bleibt.",
        "This body has no address of its own (a blank node); portals create it anew at each harvest. Give it an address that stays.",
    ),
    "harvest-relative": (
        "violation",
        "Diese Adresse ist unvollständig; bei Portalen wird daraus eine Datei auf deren eigenem Rechner (file:///…). Bitte sie vollständig schreiben, mit https://.",
        "This address is incomplete; with portals it becomes a file on their own machine (file:///…). Write it in full, with https://.",
    ),
    "harvest-iri": (
        "violation",
        "In dieser Adresse steht ein Zeichen, das nicht erlaubt ist ({sign}). CKAN nimmt sie an und kann sie nicht wieder ausgeben, andere Programme lehnen die ganze Datei ab. Bitte das Zeichen weglassen oder als %XX schreiben.",
        "This address has a character that is not allowed ({sign}). CKAN takes it and cannot give it out again, other programs reject the whole file. Leave the character out, or write it as %XX.",
    ),
    # Pages
    "harvest-page-alone": (
        "violation",
        "Auf dieser Seite fehlt, was auf einer anderen Seite des Katalogs steht; Portale lesen jede Seite für sich. Bitte die Angaben auf jeder Seite wiederholen.",
        "This page lacks what another page of the catalogue states; portals read each page by itself. Repeat it on every page.",
    ),
    "harvest-paging-same": (
        "violation",
        "Diese Seite ist der ersten gleich; Portale halten den Katalog hier für zu Ende und löschen, was sie auf weiteren Seiten nicht mehr lesen. Bitte prüfen, ob der Server die Seitenzahl beachtet.",
        "This page is identical to the first; portals take the catalogue to end here and delete what they no longer read on further pages. Check that the server minds the page number.",
    ),
    "harvest-paging-loop": (
        "violation",
        "Auf diese Seite folgt eine, die schon gelesen ist ({address}); CKAN liest im Kreis und wird nie fertig. Bitte auf der letzten Seite hydra:next weglassen.",
        "After this page follows one that has been read already ({address}); CKAN goes round in a circle and never ends. Leave hydra:next out on the last page.",
    ),
    "harvest-paging-endless": (
        "violation",
        "Nach 1000 Seiten folgt noch eine ({address}); hier wurde aufgehört. Bitte prüfen, ob die Seiten ein Ende haben.",
        "After 1000 pages there is another one ({address}); reading was stopped. Check that the pages come to an end.",
    ),
    "harvest-paging-host": (
        "warning",
        "Die nächste Seite liegt auf einem anderen Rechner oder hat ein anderes Schema: {address}. Hinter einem Proxy geraten solche Adressen leicht falsch; bitte die öffentliche Adresse eintragen.",
        "The next page is on another host or has another scheme: {address}. Behind a proxy such addresses easily go wrong; enter the public address.",
    ),
    "harvest-paging-relative": (
        "violation",
        "Die Adresse der nächsten Seite ist unvollständig ({address}); Portale suchen sie als Datei auf ihrem eigenen Rechner und brechen ab. Bitte sie vollständig schreiben, mit https://.",
        "The address of the next page is incomplete ({address}); portals look for it as a file on their own machine, and stop. Write it in full, with https://.",
    ),
    "harvest-paging-untyped": (
        "violation",
        "Eine nächste Seite ist genannt ({address}), aber nicht an einem hydra:PartialCollectionView; Portale lesen sie nicht und löschen, was darauf steht. Bitte den Typ ergänzen.",
        "A next page is named ({address}), but not by a hydra:PartialCollectionView; portals do not read it, and delete what it holds. Add the type.",
    ),
    "harvest-paging-many": (
        "violation",
        "Mehrere nächste Seiten sind genannt ({addresses}); Portale folgen nur einer, und welcher, ist Zufall. Bitte nur eine nennen.",
        "Several next pages are named ({addresses}); portals follow one of them by chance. Name only one.",
    ),
    # Against the previous harvest
    "modified-stands": (
        "warning",
        "Der Datensatz hat sich geändert, sein dct:modified nicht; GovData übersieht die Änderung. Bitte das Datum mitziehen.",
        "The dataset has changed, its dct:modified has not, and GovData overlooks the change. Move the date along.",
    ),
    "modified-alone": (
        "info",
        "Nur dct:modified hat sich geändert, sonst nichts; Portale aktualisieren umsonst. Bitte das Datum nur mit dem Inhalt ändern.",
        "Only dct:modified has changed and nothing else; portals update for nothing. Move the date with the content only.",
    ),
    "identity-changed": (
        "warning",
        "Dieser Datensatz heißt wie einer, der jetzt fehlt ({old}). Portale erkennen ihn an der Adresse: sie löschen den alten und legen einen neuen an. Ist derselbe gemeint, bitte die alte Adresse behalten.",
        "This dataset has the title of one that is absent now ({old}). Portals know it by its address: they delete the old one and create a new one. If the same is meant, keep the old address.",
    ),
    "harvest-deletions": (
        "warning",
        "{count} von {total} Datensätzen fehlen jetzt; Portale löschen sie. Bitte prüfen, ob das gewollt ist.",
        "{count} of {total} datasets are absent now, and portals delete them. Check that this is meant.",
    ),
    "state-unreadable": (
        "violation",
        "Der Stand der vorigen Abholung lässt sich nicht lesen: {reason}. Bitte die Datei löschen, dann gilt alles als neu, oder eine andere nennen.",
        "The state of the previous harvest cannot be read: {reason}. Delete the file, and all counts as new, or name another.",
    ),
    "state-newer": (
        "violation",
        "Der Stand der vorigen Abholung hat das Format {value}; dieses Programm kennt Format 1. Bitte alliancegraph aktualisieren.",
        "The state of the previous harvest has format {value}; this program knows format 1. Update alliancegraph.",
    ),
    "state-other": (
        "info",
        "Die vorige Abholung war von {address}; verglichen wird mit ihr.",
        "The previous harvest was of {address}; this one is compared with it.",
    ),
    # The files that a catalogue names
    "file-missing": (
        "violation",
        "Diese Datei gibt es nicht (HTTP {status}). Bitte die Adresse berichtigen oder die Datei bereitstellen.",
        "There is no such file (HTTP {status}). Correct the address, or put the file there.",
    ),
    "file-refused": (
        "warning",
        "Diese Datei gibt der Server nicht heraus (HTTP {status}). Bitte prüfen, ob sie ohne Anmeldung abrufbar ist.",
        "The server does not give this file out (HTTP {status}). Check that it can be had without a login.",
    ),
    "file-type": (
        "warning",
        "Im Katalog heißt der Medientyp dieser Datei {said}, der Server sendet {found}. Bitte eines berichtigen.",
        "The catalogue gives this file the media type {said}, the server sends {found}. Correct one of them.",
    ),
    "file-size": (
        "warning",
        "Im Katalog hat diese Datei {said} Bytes, beim Server {found}. Bitte dcat:byteSize mit der Datei ändern.",
        "In the catalogue this file has {said} bytes, at the server {found}. Change dcat:byteSize with the file.",
    ),
}
