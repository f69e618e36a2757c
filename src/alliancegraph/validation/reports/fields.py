"""A field's path in the words of a form: `contact_points[0].street` -> "Kontaktstelle 1 › Straße"."""

from __future__ import annotations

import re

FIELDS: dict[str, tuple[str, str]] = {
    "alternative_names": ("weiterer Name", "other name"),
    "areas": ("Gebiet", "area"),
    "as_of": ("Stand", "as of"),
    "care_of": ("bei (c/o)", "care of"),
    "category": ("Kategorie", "category"),
    "contact_points": ("Kontaktstelle", "contact office"),
    "coordinates": ("koordiniert", "coordinates"),
    "country": ("Land", "country"),
    "credit": ("Bildnachweis", "credit"),
    "departments": ("Abteilung", "department"),
    "description": ("Beschreibung", "description"),
    "dissolved": ("Auflösung", "dissolved"),
    "district": ("Kreisschlüssel", "district key"),
    "emails": ("E-Mail", "e-mail"),
    "end": ("Ende", "end"),
    "faxes": ("Fax", "fax"),
    "file": ("Datei", "file"),
    "focus_areas": ("Schwerpunkt", "focus area"),
    "founded": ("Gründung", "founded"),
    "funders": ("Förderer", "funder"),
    "homepage": ("Internetseite", "homepage"),
    "id": ("Kennung", "id"),
    "images": ("Bild", "image"),
    "kind": ("Art", "kind"),
    "licence": ("Lizenz", "licence"),
    "line": ("Zeile", "line"),
    "locality": ("Ort", "town"),
    "mobiles": ("Mobilnummer", "mobile number"),
    "modified": ("Stand des Datensatzes", "last modified"),
    "municipality": ("Gemeindeschlüssel", "municipality key"),
    "name": ("Name", "name"),
    "of": ("gehört zu", "belongs to"),
    "opening_hours": ("Öffnungszeit", "opening hours"),
    "organization": ("Stelle", "office"),
    "parent": ("Träger", "parent organisation"),
    "partner_categories": ("Partnerkategorie", "partner category"),
    "partner_count": ("Zahl der Partner", "number of partners"),
    "partners": ("Partner", "partner"),
    "person": ("Ansprechperson", "contact person"),
    "post_office_box": ("Postfach", "post office box"),
    "postal_code": ("Postleitzahl", "postcode"),
    "profile_page": ("Profilseite", "profile page"),
    "projects": ("Vorhaben", "project"),
    "publication_basis": ("Rechtsgrundlage", "publication basis"),
    "qualifier": ("Genauigkeit", "qualifier"),
    "retrieved": ("Abruf", "retrieved"),
    "role": ("Funktion", "role"),
    "same_as": ("Seite in anderen Netzen", "page elsewhere"),
    "source": ("Quelle", "source"),
    "start": ("Beginn", "start"),
    "state": ("Länderschlüssel", "state key"),
    "status": ("Status", "status"),
    "street": ("Straße", "street"),
    "structure": ("Organisation des Bündnisses", "how it is organised"),
    "telephones": ("Telefon", "telephone"),
    "text": ("Text", "text"),
    "topic": ("Thema", "topic"),
    "type": ("Art des Datensatzes", "type of record"),
    "unrecognised": ("nicht zugeordnete Zeile", "line without a field"),
    "url": ("Webadresse", "web address"),
    "value": ("Wert", "value"),
}
"""Name of a field -> German, English; a test holds them to the record types."""


def field_words(path: str, language: str) -> str:
    """The path's fields in words, items of lists counted from 1; what is no field stays as it is."""
    steps = []
    for name, index in re.findall(r"([^.\[\]]+)(?:\[(\d+)\])?", path):
        german, english = FIELDS.get(name, (name, name))
        word = english if language == "en" else german
        steps.append(f"{word} {int(index) + 1}" if index else word)
    words = " › ".join(steps)
    return words[:1].upper() + words[1:]
