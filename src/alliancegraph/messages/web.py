"""What is said of addresses and web pages."""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str, str]] = {
    "fetch-address": (
        "violation",
        "Das ist keine gültige Webadresse: {address}. Erwartet wird die Form https://beispiel.de/seite.",
        "This is not a valid web address: {address}. The form expected is https://example.org/page.",
    ),
    "fetch-scheme": (
        "violation",
        "Die Adresse führt zu einem anderen Schema ({scheme}). Gelesen werden nur http und https; bitte die Adresse prüfen.",
        "The address leads to another scheme ({scheme}). Only http and https are read; check the address.",
    ),
    "fetch-userinfo": (
        "violation",
        "Die Adresse enthält einen Namen oder ein Kennwort (vor dem @), die in jedem Datensatz stünden. Bitte die Seite im Browser öffnen und als Datei speichern.",
        "The address holds a name or password (before the @) that would stand in every record. Open the page in a browser and save it as a file.",
    ),
    "fetch-private": (
        "violation",
        "{host} führt zu {ip}, einer Adresse in einem privaten oder besonderen Netz. Ist das gewollt, hilft --allow-private.",
        "{host} leads to {ip}, an address in a private or special network. If that is intended, use --allow-private.",
    ),
    "fetch-name": (
        "violation",
        "Diesen Rechnernamen gibt es nicht. Bitte die Adresse und die Netzverbindung prüfen.",
        "There is no host of this name. Check the address and the network connection.",
    ),
    "fetch-connection": (
        "violation",
        "Keine Verbindung: {reason}. Bitte die Adresse und die Netzverbindung prüfen.",
        "No connection: {reason}. Check the address and the network connection.",
    ),
    "fetch-tls": (
        "violation",
        "Die verschlüsselte Verbindung kam nicht zustande: {reason}. Bitte das Zertifikat der Website prüfen lassen.",
        "The encrypted connection failed: {reason}. Have the site's certificate checked.",
    ),
    "fetch-timeout": (
        "violation",
        "Die Website antwortet nicht. Bitte später noch einmal versuchen.",
        "The site does not answer. Try again later.",
    ),
    "fetch-slow": (
        "violation",
        "Die Seite war nach {seconds} Sekunden nicht vollständig übertragen. Bitte später versuchen oder sie als Datei speichern.",
        "The page was not transferred within {seconds} seconds. Try again later, or save it as a file.",
    ),
    "fetch-cut": (
        "violation",
        "Die Übertragung brach ab: {reason}. Bitte noch einmal versuchen.",
        "The transfer broke off: {reason}. Try again.",
    ),
    "fetch-size": (
        "violation",
        "Die Seite ist größer als {limit} MB. Bitte die Adresse prüfen oder die Seite als Datei speichern.",
        "The page is larger than {limit} MB. Check the address, or save the page as a file.",
    ),
    "fetch-encoding": (
        "violation",
        "Der Inhalt ist nicht so gepackt, wie der Server sagt ({encoding}). Bitte die Seite als Datei speichern.",
        "The content is not packed as the server says ({encoding}). Save the page as a file.",
    ),
    "fetch-type": (
        "violation",
        "Das ist keine Seite, die gelesen werden kann ({found}). Gelesen werden HTML, Text, Tabellen, YAML und JSON.",
        "This is no page that can be read ({found}). HTML, text, tables, YAML and JSON are read.",
    ),
    "fetch-lies": (
        "violation",
        "Der Server nennt den Inhalt {said}; es ist aber {found}. Bitte die Adresse prüfen.",
        "The server calls the content {said}; but it is {found}. Check the address.",
    ),
    "fetch-mislabelled": (
        "warning",
        "Der Server nennt den Inhalt {said}; gelesen wurde er als {found}. Bitte das Ergebnis prüfen.",
        "The server calls the content {said}; it was read as {found}. Check the result.",
    ),
    "fetch-missing": (
        "violation",
        "Die Seite gibt es nicht (HTTP {status}). Bitte die Adresse prüfen.",
        "There is no such page (HTTP {status}). Check the address.",
    ),
    "fetch-denied": (
        "violation",
        "Die Website gibt die Seite nicht heraus (HTTP {status}). Bitte im Browser öffnen und als Datei speichern.",
        "The site refuses the page (HTTP {status}). Open it in a browser and save it as a file.",
    ),
    "fetch-busy": (
        "violation",
        "Die Website wehrt zu viele Anfragen ab (HTTP {status}). Bitte später noch einmal versuchen.",
        "The site turns down too many requests (HTTP {status}). Try again later.",
    ),
    "fetch-later": (
        "violation",
        "Die Website bittet um eine Pause von {seconds} Sekunden. Bitte danach noch einmal versuchen.",
        "The site asks for a pause of {seconds} seconds. Try again after it.",
    ),
    "fetch-server": (
        "violation",
        "Die Website meldet einen Fehler (HTTP {status}). Bitte später noch einmal versuchen.",
        "The site reports an error (HTTP {status}). Try again later.",
    ),
    "fetch-status": (
        "violation",
        "Die Website antwortet mit HTTP {status} statt mit der Seite. Bitte die Adresse prüfen.",
        "The site answers with HTTP {status} instead of the page. Check the address.",
    ),
    "fetch-redirect-loop": (
        "violation",
        "Die Weiterleitungen drehen sich im Kreis (wieder bei {target}). Bitte die Adresse im Browser prüfen.",
        "The redirects run in a circle (back at {target}). Check the address in a browser.",
    ),
    "fetch-redirect-many": (
        "violation",
        "Mehr als {limit} Weiterleitungen. Bitte die Adresse im Browser prüfen.",
        "More than {limit} redirects. Check the address in a browser.",
    ),
    "fetch-redirect-nowhere": (
        "violation",
        "Die Website leitet weiter, ohne ein Ziel zu nennen (HTTP {status}). Bitte die Adresse im Browser prüfen.",
        "The site redirects without naming a target (HTTP {status}). Check the address in a browser.",
    ),
    "fetch-robots": (
        "violation",
        "Die Website lässt Programme diese Seite nicht abrufen ({robots}). Bitte im Browser öffnen und als Datei speichern.",
        "The site does not let programs fetch this page ({robots}). Open it in a browser and save it as a file.",
    ),
    "fetch-robots-unavailable": (
        "violation",
        "Ob Programme die Seite abrufen dürfen, war nicht zu erfahren ({robots}). Bitte später noch einmal versuchen.",
        "Whether programs may fetch the page could not be learned ({robots}). Try again later.",
    ),
    "follow-nothing": (
        "warning",
        "Keiner der {count} Verweise dieser Seite passt zu „{pattern}“. Bitte das Muster nach --follow prüfen.",
        "None of the {count} links of this page fits '{pattern}'. Check the pattern after --follow.",
    ),
    "follow-limit": (
        "info",
        "Nach {limit} Seiten endet die Sammlung; {left} weitere passen. Mehr liest ein größeres --limit.",
        "The collection ends after {limit} pages; {left} more fit. A larger --limit reads more.",
    ),
    "charset-wrong": (
        "warning",
        "Als Zeichensatz ist {said} angegeben, das stimmt nicht; gelesen wurde als {found}. Bitte Umlaute prüfen.",
        "The encoding is stated as {said}, which is wrong; it was read as {found}. Check the umlauts.",
    ),
    "html-deep": (
        "violation",
        "Die Seite ist tiefer verschachtelt, als gelesen werden kann; ein Teil fehlt. Bitte die Seite als Text speichern.",
        "The page is nested deeper than can be read; a part is missing. Save the page as text.",
    ),
    "mailbox-hidden": (
        "warning",
        "Hier verbirgt ein Skript eine E-Mail-Adresse. Bitte im Browser nachsehen und ergänzen.",
        "A script hides a mailbox here. Look it up in a browser and add it.",
    ),
    "link-differs": (
        "warning",
        "Auf der Seite steht „{text}“, der Verweis führt zu „{link}“. Übernommen wurde der Verweis; bitte prüfen.",
        "The page shows '{text}', its link leads to '{link}'. The link was taken; check it.",
    ),
    "image-unread": (
        "info",
        "Das Bild „{address}“ wurde nicht übernommen: Es hat keine vollständige Adresse eines Bildes. Bitte bei Bedarf ergänzen.",
        "The image '{address}' was not taken: it has no complete address of an image. Add it if it is wanted.",
    ),
    "contact-in-frame": (
        "info",
        "Im Kopf, am Rand oder Fuß der Seite stehen Kontaktdaten, die nicht gelesen wurden. Gehören sie zum Bündnis, bitte ergänzen.",
        "The page's header, margin or footer has contact data that were not read. If they are the alliance's, add them.",
    ),
    "embedded-unread": (
        "info",
        "Die schema.org-Daten der Seite lassen sich nicht lesen: {reason}. Gelesen wurde der Text.",
        "The page's schema.org data cannot be read: {reason}. The text was read.",
    ),
    "embedded-other": (
        "info",
        "Die schema.org-Daten der Seite handeln von „{name}“, nicht von einem ihrer Datensätze; sie blieben außer Acht.",
        "The page's schema.org data are about '{name}', none of its records; they were left aside.",
    ),
    "embedded-differs": (
        "warning",
        "Die schema.org-Daten der Seite nennen „{data}“, ihr Text „{text}“. Es gilt der Text; bitte prüfen.",
        "The page's schema.org data say '{data}', its text '{text}'. The text holds; check it.",
    ),
}
