"""The labels of profile pages: what they are called, and where a line has one.

Forms are compared by their letters and digits alone, ignoring case: "E-Mail" stands for "e-Mail" and "eMail",
"Ansprechpartner/in" for "Ansprechpartner*in", "Ansprechpartner(in)" and "AnsprechpartnerIn".
"""

from __future__ import annotations

import itertools
import re
from typing import NamedTuple

from alliancegraph.readers.profile import numbers, online, people, postal, telephones

LABELS: dict[str, tuple[str, ...]] = {
    "contact": (
        "Kontakt", "Kontaktdaten", "Kontaktadresse", "Kontaktinformationen", "Kontakt und Ansprechpartner",
        "So erreichen Sie uns", "Kontaktmöglichkeiten", "Koordination", "Koordinierungsstelle", "Kontaktstelle",
        "Kontakt über", "Kontakt zum Bündnis", "Geschäftsstelle", "Bündnisbüro", "Servicebüro",
    ),
    "person": (
        "Ansprechpartner/in", "Ansprechpartner", "Ansprechpartner/innen", "Ansprechpartner und Ansprechpartnerinnen",
        "Ansprechpartnerinnen und Ansprechpartner", "Ansprechperson", "Ansprechperson(en)", "Kontaktperson",
        "Kontaktperson(en)", "Koordinator/in", "Bündniskoordinator/in", "Bündniskoordination",
        "Stellvertreter/in", "Stellvertretung", "Stellv.", "Vertretung", "Leitung", "Sprecher/in", "Bündnissprecher/in",
    ),
    "address": (
        "Adresse", "Anschrift", "Postanschrift", "Postadresse", "Hausanschrift", "Besucheradresse", "Büro", "Sitz",
        "Besucheranschrift", "Besuchsadresse", "Hausadresse", "Büroanschrift", "Standort", "Straße", "PLZ/Ort", "PLZ",
        "Ort", "PLZ und Ort", "Straße, PLZ, Ort", "Institution", "Einrichtung",
    ),
    "role": ("Funktion", "Position", "Tätigkeit"),
    "telephone": (
        "Telefon", "Tel.", "Fon", "Tel.-Nr.", "Telefonnummer", "Telefon-Nr.", "Rufnummer", "Ruf", "Phone",
        "Festnetz", "Zentrale", "Telefonzentrale", "Telefon dienstlich", "Tel. dienstlich", "Durchwahl", "Hotline",
        "Servicetelefon", "Bürgertelefon", "Telefonisch", "T",
    ),
    "fax": ("Fax", "Telefax", "Fax-Nr.", "Faxnummer", "Telefaxnummer", "F"),
    "mobile": (
        "Mobil", "Handy", "Mobiltelefon", "Funk", "Handynummer", "Mobilnummer", "Mobilfunk", "Handynr.",
        "Mobil-Nr.", "Mobilfunknummer", "M",
    ),
    "telephone-and-fax": (
        "Tel./Fax", "Telefon/Fax", "Telefon/Telefax", "Telefon und Fax", "Tel. und Fax", "Tel. + Fax", "Fon/Fax",
    ),
    "email": (
        "E-Mail", "Mail-Adresse", "Mail", "E-Mail-Adresse", "Mailadresse", "E-Post", "E-Mail an", "E-Mail-Kontakt",
        "Mailkontakt", "E", "Elektronische Post", "E-Mail schreiben", "E-Mail senden", "Mail an",
    ),
    "website": (
        "Homepage", "Website", "Webseite", "Internet", "Internetseite", "Internetadresse", "Internetauftritt", "Web",
        "Webadresse", "WWW", "URL", "Im Internet", "Im Netz", "Netz", "Link", "Links", "Facebook", "Instagram",
        "Social Media",
    ),
    "profile": (
        "Profil", "Bündnisprofil", "Profil des Bündnisses", "Bündnis auf einen Blick", "Auf einen Blick",
        "Steckbrief", "Kurzprofil", "Daten und Fakten", "Zahlen und Fakten",
    ),
    "founded": (
        "Gründungsjahr", "Gegründet", "Gründung", "Gründungsdatum", "Gegründet am", "Gegründet im",
        "Gegründet im Jahr", "Bündnisgründung", "Bündnis gegründet", "Bündnis seit", "Besteht seit", "Gründungstag",
        "Jahr der Gründung", "Datum der Gründung", "Gründung am", "Bestehen seit", "Aktiv seit",
    ),
    "partners": (
        "Bündnispartner", "Bündnispartner/innen", "Bündnispartnerinnen und -partner", "Partner",
        "Partner im Bündnis", "Partner/innen", "Mitglieder", "Bündnismitglieder", "Kooperationspartner",
        "Netzwerkpartner", "Akteure", "Bündnisakteure", "Partnerkategorien", "Kategorien der Bündnispartner",
        "Kategorien", "Beteiligte", "Anzahl der Bündnispartner", "Anzahl Bündnispartner", "Zahl der Bündnispartner",
        "Anzahl der Partner", "Zahl der Partner", "Anzahl der Mitglieder", "Zahl der Mitglieder", "Mitgliederzahl",
        "Anzahl Partner", "Bündnispartner in folgenden Kategorien", "Partner in folgenden Kategorien", "Mitwirkende",
        "Bündnispartner aus folgenden Bereichen", "Partner aus folgenden Bereichen",
    ),
    "structure": (
        "Organisation", "Organisation des Bündnisses", "Struktur", "Bündnisstruktur", "Organisationsstruktur",
        "Arbeitsweise", "Aufbau", "Aufbau und Struktur", "Struktur und Arbeitsweise", "Organisation und Struktur",
        "Bündnisorganisation", "So arbeiten wir",
    ),
    "focus-areas": (
        "Schwerpunkte", "Schwerpunkt", "Aktuelle Schwerpunkte", "Aktuelle Schwerpunkte der Bündnisarbeit",
        "Arbeitsschwerpunkte", "Schwerpunktthemen", "Themen", "Themenschwerpunkte", "Handlungsfelder",
        "Arbeitsfelder", "Ziele", "Zielsetzung", "Ziele und Schwerpunkte", "Schwerpunkte und Ziele", "Themenfelder",
        "Aufgaben", "Schwerpunkte der Arbeit", "Inhaltliche Schwerpunkte", "Aufgaben und Ziele",
        "Ziele und Aufgaben", "Kernthemen", "Unsere Ziele", "Unsere Schwerpunkte",
        "Schwerpunktthema", "Hauptthemen", "Hauptschwerpunkte", "Thema",
    ),
    "projects": (
        "Projekte", "Laufende und geplante Projekte", "Das machen wir", "Laufend",
    ),
    "past-projects": (
        "Frühere Projekte", "Projektarchiv", "Rückblick", "Abgeschlossen", "Beendet",
    ),
    "planned-projects": (
        "Geplante Projekte", "Projektvorhaben", "Vorhaben", "Projektideen", "Ausblick", "Projekte in Planung",
        "In Planung", "Termine", "Geplant",
    ),
    "description": (
        "Selbstdarstellung", "Über uns", "Leitbild", "Selbstverständnis", "Wir über uns", "Wer wir sind",
        "Beschreibung", "Kurzbeschreibung", "Vorstellung", "Kurzvorstellung", "Über das Bündnis",
        "Das Bündnis stellt sich vor", "Motto", "Das sind wir",
        "Leitspruch", "Leitsatz", "Slogan",
    ),
    "opening-hours": (
        "Öffnungszeiten", "Sprechzeiten", "Sprechstunde", "Sprechstunden", "Beratungszeiten", "Bürozeiten",
        "Telefonzeiten", "Servicezeiten", "Telefonische Sprechzeiten", "Telefonische Beratungszeiten",
        "Erreichbarkeit", "Sie erreichen uns", "Geschäftszeiten", "Sprechzeit", "Öffnungszeit", "Beratungszeit",
        "Sprechtag", "Sprechtage",
    ),
    "parent": (
        "Träger", "Trägerschaft", "In Trägerschaft von", "In der Trägerschaft von", "Rechtsträger",
        "Träger des Bündnisses",
    ),
    "funder": (
        "Förderer", "Gefördert von", "Gefördert durch", "Gefördert vom", "Förderung durch", "Mit Unterstützung von",
        "Finanziert durch",
    ),
    "county": ("Landkreis", "Kreis", "Kreisfreie Stadt"),
    "heading": (
        "Lokale Bündnisse für Familie", "Lokale Bündnisse", "Übersicht der Bündnisse", "Bündnisse im Überblick",
        "Aktuelles", "Neuigkeiten", "Foto", "Fotos", "Bild", "Bilder", "Bildergalerie", "Impressionen", "Logo",
    ),
    "revision": (
        "Stand", "Stand der Angaben", "Letzte Aktualisierung", "Aktualisiert am", "Zuletzt aktualisiert",
        "Zuletzt geändert",
    ),
    "navigation": (
        "Startseite", "Impressum", "Datenschutz", "Seite drucken", "Drucken", "Nach oben", "Zum Seitenanfang",
        "Zurück", "Zurück zur Übersicht", "Zur Übersicht", "Weiterlesen", "Mehr", "Mehr erfahren", "Sitemap",
        "Suche", "Menü",
    ),
}  # fmt: skip
"""The forms of each label; documented in docs/reading.md."""

VALUED = frozenset(LABELS) - {"contact", "profile", "heading", "revision", "navigation"}
"""Labels that promise a value; the others only head what follows."""

_DETERMINER = re.compile(r"^(?:ihre?|unsere?|die|der|das|aktuelle|weitere|wichtige|alle)\s+")
# "… des Bündnisses", "… der Bündnisarbeit", "… des Lokalen Bündnisses für Familie": says whose, not what. "des B" is
# how a page that was cut off ends.
_GENITIVE = re.compile(
    r"\s+(?:des|der|unseres|unserer|vom|im|am|beim)\s+(?:lokalen\s+)?(?:familien)?b(?:ündnis\w*)?(?:\s+für\s+familien?)?$"
)
# "Telefon (vormittags): 03876 …": what stands in brackets belongs to the value.
_REMARK = re.compile(r"([^():]{1,40}?)\s*(\([^()]+\))\s*:\s*(.+)$")
_DATED = re.compile(r"(.{4,60}?)\s*\((Stand:?\s[^()]{4,30})\)\s*:\s*(.+)$")  # "Mitglieder (Stand: 03/2015): 24"
_NUMBER_IN_BRACKETS = re.compile(r"\s*\((\d{1,4})\)$")

# "Abgeschlossene Aktionen", "Geplante Projekte und Veranstaltungen", "Projekte, Aktionen und Angebote": beside the
# forms above, any such noun with any such adjective.
_ACTIVITIES = (
    r"(?:(?:bündnis|familien|einzel)?projekte?n?|(?:projekt)?vorhaben|aktionen|aktivitäten|veranstaltungen|angeboten?|"
    r"maßnahmen)"
)
_WHEN: dict[str, str] = {
    "past-projects": r"früheren?|bisherigen?|abgeschlossenen?|vergangenen?|ehemaligen?|beendeten?|durchgeführten?|"
    r"realisierten?|umgesetzten?|zurückliegenden?",
    "planned-projects": r"geplanten?|künftigen?|zukünftigen?|kommenden?|nächsten?|anstehenden?|vorgesehenen?",
    "projects": r"aktuellen?|laufenden?|derzeitigen?|gegenwärtigen?|regelmäßigen?",
}
_STRUNG = rf"{_ACTIVITIES}(?:(?:\s?,\s|\s?/\s?|\s+(?:und|sowie)\s+){_ACTIVITIES})*"
_ACTIVITY_LABELS = tuple(
    (name, re.compile(rf"(?:(?:bereits\s+)?(?:{when})\s+){'?' * (name == 'projects')}{_STRUNG}"))
    for name, when in _WHEN.items()
)
# In a sentence a verb says the same: "Folgende Projekte wurden umgesetzt:", "Geplant sind folgende Projekte:".
_VERBS: dict[str, str] = {
    "past-projects": (
        r"(?:wurden?|konnten?|haben|hat|sind)\b.{0,200}?\b(?:umgesetzt|durchgeführt|realisiert|abgeschlossen|verwirklicht|"
        r"beendet|organisiert|veranstaltet|initiiert)"
    ),
    "planned-projects": r"geplant|vorgesehen|in\s+planung|in\s+vorbereitung",
}
SYMBOLS = {"☎": "telephone", "☏": "telephone", "✆": "telephone", "📞": "telephone", "📱": "mobile", "📠": "fax",
           "🖷": "fax", "✉": "email", "🖂": "email", "📧": "email", "🌐": "website", "📍": "address"}  # fmt: skip
"""Signs that stand for labels."""


def key(text: str) -> str:
    """What forms are compared by: letters and digits, ignoring case."""
    return "".join(character for character in text.casefold() if character.isalnum())


_NAMES = {key(form): name for name, forms in LABELS.items() for form in forms}
_LONGEST_VALUES = 200  # characters: a longer line is a text
_LONGEST = max(len(form.split()) for forms in LABELS.values() for form in forms)


class Label(NamedTuple):
    """A label found at the beginning of a line: its name, its words, and what stands behind it."""

    name: str
    words: str
    value: str = ""
    prose: bool = False  # a paragraph whose last sentence announces what follows


def named(words: str) -> str | None:
    """The name of the label that `words` are, if they are one and nothing else."""
    text = words.strip(" :.").casefold()
    for candidate in (text, _GENITIVE.sub("", text)):
        for form in (candidate, _DETERMINER.sub("", candidate)):
            if (name := _NAMES.get(key(form))) is not None and form:
                return name
            for activities, pattern in _ACTIVITY_LABELS:
                if pattern.fullmatch(form):
                    return activities
    return None


# What a value without a colon before it must look like: "Kontakt Erika Mustermann" has a label, "Kontakt zu uns" none.
_TELLING = {
    "telephone": telephones.looks_like,
    "fax": telephones.looks_like,
    "mobile": telephones.looks_like,
    "telephone-and-fax": telephones.looks_like,
    "email": online.looks_like_mailbox,
    "website": online.looks_like_link,
    "person": people.is_known_person,
    "contact": people.is_known_person,
    "address": postal.has_postcode,
    "founded": numbers.is_date,
    "partners": numbers.is_count,
}


def label(text: str) -> Label | None:
    """The label a line begins with."""
    if text[:1] in SYMBOLS:
        return Label(SYMBOLS[text[0]], text[0], text[1:].strip(" :\ufe0f"))
    if (number := _NUMBER_IN_BRACKETS.search(text.rstrip(" :"))) and named(text[: number.start()]) == "partners":
        return Label("partners", text[: number.start()], number[1])
    if len(text) <= 90 and (name := named(text)) is not None and len(key(text)) > 1:
        return Label(name, text.strip(" :"))
    if dated := _DATED.match(text):
        return Label("partners", dated[1], f"{dated[3]}, {dated[2]}") if named(dated[1]) == "partners" else None
    if (remark := _REMARK.match(text)) and (name := named(remark[1])) in _TELLING and _TELLING[name](remark[3]):
        return Label(name, remark[1], f"{remark[3]} {remark[2]}")
    for separator in re.finditer(r"\s*[:|](?!//)\s*", text[:90]):
        before, value = text[: separator.start()], text[separator.end() :]
        # "Ansprechpartner:in: …": the colon within the word is none.
        gender = re.match(r"in(nen)?\b", value) is not None and separator[0] == ":"
        if (name := named(before)) is not None and not gender:
            return Label(name, before, value)
        if name is None and people.is_role(before) and people.is_known_person(value):
            return Label("person", before, f"{value} | {before}")  # "Leiterin: Erika Mustermann"
        if (
            gender
            and (inner := re.match(r"(in(?:nen)?)\s*(?::\s*|$)", value))
            and (name := named(before + inner[1])) is not None
        ):
            return Label(name, before + inner[1], value[inner.end() :])
    said = re.fullmatch(r"(\S+)\s+(?:ist|sind)\s+(.+?)\.?", text)
    if said and named(said[1]) == "person" and people.is_known_person(said[2]):
        return Label("person", said[1], said[2])
    words = text.split()
    for count in range(min(len(words) - 1, _LONGEST), 0, -1):
        before, value = " ".join(words[:count]), " ".join(words[count:])
        name = named(before)
        if name is not None and (test := _TELLING.get(name)) is not None and test(value):
            return Label(name, before, value)
    return _sentence(text)


# A sentence that ends in a colon and speaks of what follows: "… arbeitet an folgenden Schwerpunkten:".
_SUBJECTS: dict[str, str] = {
    "focus-areas": (
        r"\w*schwerpunkte?n?|schwerpunktthemen|themen\w*|ziele?n?|handlungsfeldern?|arbeitsfeldern?|"
        r"aufgaben"
    ),
    "partners": r"\w*partner(?:n|innen)?|mitgliedern?|bündnisakteuren?",
    "projects": _ACTIVITIES,
    "opening-hours": r"\w*sprechzeiten|\w*sprechstunden?|\w*beratungszeiten|\w*öffnungszeiten",
}  # fmt: skip


def _sentence(text: str) -> Label | None:
    if not text.endswith(":"):
        return None
    *before, end = numbers.sentences(text)
    last = end.casefold()
    found = [
        (match.end(), -match.start(), name)
        for name, pattern in _SUBJECTS.items()
        for match in re.finditer(rf"\b(?:{pattern})\b", last)
    ]
    if not found:
        return None
    name = max(found)[2]
    return Label(_status(last) if name == "projects" else name, text, prose=bool(before))


def _status(sentence: str) -> str:
    """The label for the projects that a sentence announces."""
    for name in ("past-projects", "planned-projects"):
        if re.search(rf"\b(?:{_WHEN[name]})\s+{_ACTIVITIES}\b|\b(?:{_VERBS[name]})\b", sentence):
            return name
    return "projects"


# A contact label in the middle of a line, before something that looks like its value.
_VALUE_AHEAD = {
    "telephone": r"(?=[+(]?\s?\(?\d)",
    "email": r"(?=\S+\s?(?:@|[\[({](?:at|ät)|\s(?:at|ät)\s))",
    "website": r"(?=https?://|www\.)",
}
_VALUE_AHEAD |= dict.fromkeys(("fax", "mobile", "telephone-and-fax"), _VALUE_AHEAD["telephone"])


def _any_of(forms: tuple[str, ...]) -> str:
    """A pattern for the forms, the longest first; a single letter is no label in the middle of a line."""
    several = (form for form in sorted(forms, key=len, reverse=True) if len(form) > 1 or not form.isalpha())
    return "|".join(_pattern(form.rstrip(".")) for form in several)


def _symbols(name: str) -> tuple[str, ...]:
    return tuple(symbol for symbol, label in SYMBOLS.items() if label == name)


def _pattern(form: str) -> str:
    return re.escape(form).replace(r"\-", r"[-\s]?").replace(r"\ ", r"\s")


_INLINE = re.compile(
    r"(?<![\w@./-])(?:"
    + "|".join(
        rf"(?:{_any_of((*LABELS[name], *_symbols(name)))})"
        rf"\s?[.:\ufe0f]*\s?{ahead}"
        for name, ahead in sorted(_VALUE_AHEAD.items(), key=lambda item: -max(map(len, LABELS[item[0]])))
    )
    + ")",
    re.IGNORECASE,
)


def segments(text: str) -> tuple[str, ...]:
    """A line cut before each contact label that has its value behind it, and between values of different kinds.

    "Tel.: 03876 1234, Fax: 03876 1235"; "info@example.org | www.example.org"; "Frau Mustermann: info@example.org".
    """
    if len(values := _values(text)) > 1:
        return values
    lead, colon, value = text.partition(": ")
    if (
        colon
        and people.is_known_person(lead)
        and not re.search("[,;|(]", lead)
        and any(test(value) for test in _KINDS.values())
    ):
        return (lead, value)
    starts = [match.start() for match in _INLINE.finditer(text) if match.start() > 0]
    if not starts or ((lead := text[: starts[0]].strip(" ,;|–-")) and not _is_lead(lead)):
        return (text,)
    # "…; Max Beispiel, Tel. …": the next person's number is not the first one's.
    starts += [m.start() for m in re.finditer(r";\s", text) if people.person(_up_to(text, m.end(), starts))]
    bounds = [0, *sorted(starts), len(text)]
    parts = (text[a:b].strip(" ,;|–") for a, b in itertools.pairwise(bounds))
    return tuple(part for part in parts if part)


def _up_to(text: str, start: int, ends: list[int]) -> str:
    """What stands between `start` and the first of `ends` behind it."""
    return text[start : min((end for end in ends if end > start), default=len(text))].strip(" ,;|–")


_KINDS = {"telephone": telephones.is_number, "email": online.looks_like_mailbox, "website": online.looks_like_link}


def _values(text: str) -> tuple[str, ...]:
    """The values a line strings together; empty where they are of one kind, or something else stands among them."""
    if len(text) > _LONGEST_VALUES:
        return ()
    parts = tuple(part for part in re.split(r"\s*[|•·,;]\s*", text) if part)
    kinds = [next((kind for kind, test in _KINDS.items() if test(part)), None) for part in parts]
    return parts if None not in kinds and len(set(kinds)) > 1 else ()


def _is_lead(text: str) -> bool:
    """Whether contact labels may follow `text` on its line: a value or a name, no sentence."""
    found = label(text)
    if found is not None:
        return True
    return people.person(text) is not None or postal.has_postcode(text) or telephones.looks_like(text)
