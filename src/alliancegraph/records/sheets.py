"""Sheets and columns: the one description of tables that the template, the reader and the writer share.

A column's path leads into the record: `name` (a text by language), `person.role`, `telephones[]` (several values in a
cell), `focus_areas[].topic` (line n belongs with line n of the other `focus_areas` columns). Paths that begin with `@`
are about the row, not of the record.
"""

from __future__ import annotations

import re
from typing import NamedTuple

OWNER = "@of"
ALONE = "@alone"
WITHIN = "@within[]"
KIND = "@type"


class Column(NamedTuple):
    """A column: where its cells go, its names, how they are read, whether the template shows it, what to fill in."""

    path: str
    german: str
    english: str
    form: str = "line"
    shown: bool = True
    synonyms: tuple[str, ...] = ()
    help: tuple[str, str] = ("", "")

    @property
    def root(self) -> str:
        """The record's field that the path begins with."""
        return re.split(r"[.\[]", self.path)[0]

    @property
    def is_text(self) -> bool:
        """Whether a cell holds text in one of several languages."""
        return self.form == "text"

    @property
    def is_list(self) -> bool:
        """Whether a cell may hold several values."""
        return "[]" in self.path

    def header(self, language: str, of: str | None = None) -> str:
        """The column's name, with the language of its texts where that is not German."""
        name = self.english if language == "en" else self.german
        return f"{name} ({of})" if of and of != "de" else name


class Sheet(NamedTuple):
    """A sheet: the kind of record it holds, its names and columns."""

    kind: str
    german: str
    english: str
    synonyms: tuple[str, ...]
    columns: tuple[Column, ...]

    def name(self, language: str) -> str:
        """The sheet's name in `language`."""
        return self.english if language == "en" else self.german


_SEVERAL = ("Mehrere: eine je Zeile (Alt+Eingabe).", "Several: one a line (Alt+Enter).")
_DATE = ("Jahr, Monat oder Tag: 2008, 2008-04, 2008-04-28.", "Year, month or day: 2008, 2008-04, 2008-04-28.")
_LINK = ("Vollständig, mit https://", "Complete, with https://")
_KEY = ("Amtlicher Schlüssel, nur Ziffern. ", "Official key, digits only. ")
_ID = (
    "Kleinbuchstaben a-z, Ziffern, Bindestriche. Bleibt für immer gleich. Leer: aus dem Namen gebildet.",
    "Lower-case letters a-z, digits, hyphens. Never changes. Empty: made from the name.",
)
_TEXT = (
    "Deutscher Text. Andere Sprachen: eigene Spalte, etwa „… (en)“.",
    "German text. Other languages: a column of their own, as '… (en)'.",
)
_PHONE = ("Mit Vorwahl: 03876 781407 oder +493876781407. ", "With area code: 03876 781407 or +493876781407. ")
_PAIRED = ("Zeile n gehört zu Zeile n der Nachbarspalte.", "Line n belongs with line n of the next column.")


def _both(*texts: tuple[str, str]) -> tuple[str, str]:
    return "".join(text[0] for text in texts), "".join(text[1] for text in texts)


_HEAD = (
    Column("id", "Kennung", "Id", "id", synonyms=("Kürzel", "Schlüssel", "identifier", "slug"), help=_ID),
    Column("name", "Name", "Name", "text", synonyms=("Bezeichnung", "Titel", "title"), help=_TEXT),
)
_NAMES = (
    Column("alternative_names[]", "Weitere Namen", "Alternative names", "text", help=_SEVERAL,
           synonyms=("Kurzname", "Abkürzung", "alternative name", "short name", "alternativer Name")),
)  # fmt: skip
_DATES = (
    Column("founded", "Gegründet", "Founded", "date", help=_DATE,
           synonyms=("Gründung", "Gründungsdatum", "Gründungsjahr", "gegründet am", "founding date", "year founded")),
    Column("dissolved", "Aufgelöst", "Dissolved", "date", help=_DATE, synonyms=("Auflösung", "beendet am")),
)  # fmt: skip
_DESCRIPTION = Column("description", "Beschreibung", "Description", "text", help=_TEXT,
                      synonyms=("Selbstdarstellung", "Kurzbeschreibung", "Selbstporträt", "about"))  # fmt: skip
_WEB = (
    Column("homepage", "Internetseite", "Homepage", "link", help=_LINK,
           synonyms=("Webseite", "Website", "Webadresse", "Internet", "Internetadresse", "Web", "www")),
    Column("profile_page", "Profilseite", "Profile page", "link", help=_LINK, synonyms=("Verzeichnisseite", "Profil")),
    Column("same_as[]", "Weitere Adressen", "Same as", "link", help=_SEVERAL, synonyms=("Soziale Medien", "Wikidata")),
    Column("images[].url", "Bilder", "Images", "link", help=_SEVERAL, synonyms=("Bild", "image", "Bildadresse")),
    Column("images[].licence", "Bildlizenzen", "Image licences", "link", synonyms=("Bildlizenz", "image license"),
           help=_PAIRED),
    Column("images[].credit", "Bildnachweise", "Image credits", synonyms=("Bildnachweis", "Foto"), help=_PAIRED),
    Column("areas[].municipality", "Gemeindeschlüssel", "Municipality keys", "key8",
           synonyms=("AGS", "Amtlicher Gemeindeschlüssel", "municipality", "municipality key"),
           help=_both(_KEY, ("Acht Ziffern.", "Eight digits."))),
    Column("areas[].district", "Kreisschlüssel", "District keys", "key5", synonyms=("district", "district key"),
           help=_both(_KEY, ("Fünf Ziffern.", "Five digits."))),
    Column("areas[].state", "Landesschlüssel", "State keys", "key2",
           synonyms=("Länderschlüssel", "state", "state key"), help=_both(_KEY, ("Zwei Ziffern.", "Two digits."))),
)  # fmt: skip
_TAIL = (
    Column("source.url", "Quelle", "Source", "link", help=_LINK, synonyms=("source url", "Quelladresse")),
    Column("source.file", "Quelldatei", "Source file", shown=False),
    Column("source.retrieved", "Abgerufen", "Retrieved", "date", shown=False, synonyms=("abgerufen am",)),
    Column("source.licence", "Lizenz der Quelle", "Source licence", "link", shown=False),
    Column("modified", "Stand", "Modified", "date", synonyms=("Geändert", "geändert am", "last modified"), help=(
        "Tag der letzten Änderung: 2026-11-21.", "Day of the last change: 2026-11-21.")),
    Column("unrecognised[].line", "Nicht erkannt, Zeile", "Unrecognised, line", "count", shown=False),
    Column("unrecognised[].text", "Nicht erkannt", "Unrecognised", shown=False),
    Column("contact_points", "Kontaktstellen (ganz)", "Contact points (whole)", "whole", shown=False),
)  # fmt: skip
_PART = (
    Column(OWNER, "Gehört zu", "Belongs to", "owner", help=(
        "Kennung des Bündnisses oder der Organisation.", "Id of the alliance or organisation."),
        synonyms=("of", "Bündnis", "alliance", "owner", "Träger", "Bündniskennung", "alliance id", "Zu")),
    Column(ALONE, "Eigener Datensatz", "Record of its own", "truth", shown=False, synonyms=("alone",)),
)  # fmt: skip

_ALLIANCE = (
    _HEAD[0],
    _HEAD[1]._replace(synonyms=("Bezeichnung", "Titel", "title", "Bündnis", "Bündnisname", "Name des Bündnisses")),
    *_NAMES,
    *_DATES,
    Column("partner_count.value", "Partnerzahl", "Partner count", "count",
           synonyms=("Anzahl Partner", "Zahl der Partner", "Anzahl der Partner", "Mitgliederzahl"),
           help=("Eine ganze Zahl, oder „über 30“.", "A whole number.")),
    Column("partner_count.qualifier", "Partnerzahl ist", "Partner count is", "choice:qualifier", help=(
        "Leer: genau.", "Empty: exact.")),
    Column("partner_count.as_of", "Partnerzahl vom", "Partner count as of", "date", help=_DATE),
    Column("partner_categories[]", "Partnerkategorien", "Partner categories", "code:partner-categories",
           synonyms=("Partnerkategorie", "partner category"), help=_SEVERAL),
    Column("partners[]", "Partner", "Partners", "ref", synonyms=("Bündnispartner", "Mitglieder", "members"), help=_both(
        ("Kennungen oder Namen der Organisationen. ", "Ids or names of organisations. "), _SEVERAL)),
    _DESCRIPTION,
    Column("structure", "Struktur", "Structure", "text", synonyms=("Organisation des Bündnisses",), help=_TEXT),
    Column("focus_areas[].text", "Schwerpunkte", "Focus areas", "text",
           synonyms=("Schwerpunkt", "Handlungsfelder", "Arbeitsschwerpunkte", "focus area"), help=_SEVERAL),
    Column("focus_areas[].topic", "Themen", "Topics", "code:focus-areas", synonyms=("Thema", "topic"), help=_PAIRED),
    *_WEB,
    *_TAIL,
    Column("projects", "Projekte (ganz)", "Projects (whole)", "whole", shown=False),
)  # fmt: skip
_ORGANIZATION = (
    *_HEAD,
    *_NAMES,
    Column("category", "Kategorie", "Category", "code:partner-categories", synonyms=("Art der Organisation",), help=(
        "Aus der Liste.", "From the list.")),
    *_DATES,
    _DESCRIPTION,
    Column("parent", "Übergeordnet", "Parent", "ref", synonyms=("Dachorganisation", "parent organisation"), help=(
        "Kennung oder Name der Organisation.", "Id or name of the organisation.")),
    Column("funders[]", "Förderer", "Funders", "ref", synonyms=("Fördermittelgeber", "funder"), help=_both(
        ("Kennungen oder Namen. ", "Ids or names. "), _SEVERAL)),
    Column("coordinates[]", "Koordiniert", "Coordinates", "id", help=_both(
        ("Kennungen von Bündnissen. ", "Ids of alliances. "), _SEVERAL)),
    *_WEB,
    *_TAIL,
    Column(WITHIN, "Steht in", "Written in", "within", shown=False),
)  # fmt: skip
_CONTACT = (
    *_PART,
    Column("id", "Kennung", "Id", "id", synonyms=("Kürzel", "identifier", "slug"), help=(
        "Etwa office. Nie der Name einer Person.", "For example office. Never a person's name.")),
    Column("organization", "Stelle", "Organisation", synonyms=(
        "Organisation", "Institution", "Einrichtung", "Kontaktstelle", "Anlaufstelle", "Träger der Kontaktstelle")),
    Column("departments[]", "Abteilungen", "Departments", synonyms=("Abteilung", "department", "Amt"), help=_SEVERAL),
    Column("person.name", "Ansprechperson", "Contact person", synonyms=(
        "Ansprechpartner", "Ansprechpartnerin", "Ansprechpartner/in", "Ansprechpartner*in", "Kontaktperson", "Person",
        "person", "Koordination", "Koordinator", "Koordinatorin"), help=(
        "Wird nur mit Rechtsgrundlage veröffentlicht.", "Published only with a legal basis.")),
    Column("person.role", "Funktion", "Role", "text", synonyms=("Rolle", "Position"), help=_TEXT),
    Column("person.publication_basis", "Rechtsgrundlage", "Publication basis", "choice:basis",
           synonyms=("Veröffentlichungsgrundlage",), help=(
        "Warum der Name veröffentlicht werden darf. Leer: bleibt unveröffentlicht.",
        "Why the name may be published. Empty: it stays unpublished.")),
    Column("care_of", "c/o", "Care of", synonyms=("bei", "c/o")),
    Column("post_office_box", "Postfach", "Post office box", synonyms=("PO box",)),
    Column("street", "Straße", "Street", synonyms=(
        "Straße und Hausnummer", "Straße, Hausnummer", "Anschrift", "Straße Nr.", "Str.", "street address"), help=(
        "Mit Hausnummer.", "With house number.")),
    Column("postal_code", "PLZ", "Postcode", "postcode", synonyms=("Postleitzahl", "postal code", "zip", "zip code"),
           help=("Fünf Ziffern, auch die erste 0.", "Five digits, a leading 0 included.")),
    Column("locality", "Ort", "Town", synonyms=("Stadt", "Wohnort", "city", "locality", "Gemeinde")),
    Column("country", "Land", "Country", "country", synonyms=("Staat",), help=(
        "Zwei Großbuchstaben. Leer: DE.", "Two capital letters. Empty: DE.")),
    Column("telephones[]", "Telefon", "Telephone", "telephone", help=_both(_PHONE, _SEVERAL), synonyms=(
        "Tel", "Telefonnummer", "Fon", "Rufnummer", "phone", "telephones", "Festnetz")),
    Column("mobiles[]", "Mobil", "Mobile", "telephone", help=_both(_PHONE, _SEVERAL), synonyms=(
        "Mobiltelefon", "Handy", "Mobilnummer", "mobiles", "mobile phone", "cell")),
    Column("faxes[]", "Fax", "Fax", "telephone", synonyms=("Telefax", "Faxnummer", "fax number"),
           help=_both(_PHONE, _SEVERAL)),
    Column("emails[]", "E-Mail", "Email", "mailbox", synonyms=(
        "Mail", "E-Mail-Adresse", "Mailadresse", "Emailadresse", "e-mail address", "emails"), help=_SEVERAL),
    Column("url", "Internetseite", "Homepage", "link", help=_LINK,
           synonyms=("Webseite", "Website", "Web", "url", "Internet")),
    Column("opening_hours[]", "Öffnungszeiten", "Opening hours", synonyms=("Sprechzeiten", "Sprechstunden"), help=(
        "Eine Angabe je Zeile: Mo-Fr 09:00-12:00", "One entry a line: Mo-Fr 09:00-12:00")),
)  # fmt: skip
_PROJECT = (
    *_PART,
    *_HEAD,
    _DESCRIPTION,
    Column("status", "Status", "Status", "choice:status", synonyms=("Zustand", "Projektstatus", "Sachstand"), help=(
        "Leer: laufend.", "Empty: current.")),
    Column("kind", "Art des Vorhabens", "Kind", "choice:kind", synonyms=("Projektart", "Art"), help=(
        "Leer: Projekt.", "Empty: project.")),
    Column("start", "Beginn", "Start", "date", synonyms=("von", "Anfang", "seit", "start date"), help=_DATE),
    Column("end", "Ende", "End", "date", synonyms=("bis", "end date"), help=_DATE),
)  # fmt: skip

SHEETS = (
    Sheet("alliance", "Bündnisse", "Alliances", ("Bündnis", "alliance", "Netzwerke"), _ALLIANCE),
    Sheet("contact_point", "Kontakte", "Contacts",
          ("Kontakt", "Kontaktstelle", "Kontaktstellen", "contact", "contact point", "contact points"), _CONTACT),
    Sheet("project", "Projekte", "Projects", ("Projekt", "project", "Vorhaben"), _PROJECT),
    Sheet("organization", "Organisationen", "Organisations",
          ("Organisation", "organization", "organizations", "organisation", "Partner", "partners"), _ORGANIZATION),
)  # fmt: skip
BY_KIND = {sheet.kind: sheet for sheet in SHEETS}

HELPERS = {"explanation": ("Erklärung", "Explanation"), "lists": ("Listen", "Lists")}
"""Sheets of a workbook that hold no records."""

KINDS = Column(KIND, "Typ", "Type", "type", synonyms=("Datensatztyp", "record type", "Satzart"))
"""The column that tells a row's kind where a table mixes them."""

CHOICES: dict[str, tuple[tuple[str, str, str], ...]] = {
    "qualifier": (
        ("exact", "genau", "exact"), ("about", "ungefähr", "about"), ("at-least", "mindestens", "at least"),
        ("at-most", "höchstens", "at most"),
    ),
    "basis": (
        ("consent", "Einwilligung", "consent"), ("public-task", "öffentliche Aufgabe", "public task"),
        ("legitimate-interest", "berechtigtes Interesse", "legitimate interest"),
    ),
    "status": (("current", "laufend", "current"), ("past", "vergangen", "past"), ("planned", "geplant", "planned")),
    "kind": (
        ("project", "Projekt", "project"), ("event", "Veranstaltung", "event"),
        ("event-series", "Veranstaltungsreihe", "event series"), ("course", "Kurs", "course"),
        ("survey", "Umfrage", "survey"),
    ),
}  # fmt: skip
"""Closed lists: code, German and English label."""
