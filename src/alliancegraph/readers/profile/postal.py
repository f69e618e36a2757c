"""Postal addresses: the line with the postcode, the street line, and what else an address block holds."""

from __future__ import annotations

import re
from typing import NamedTuple

from alliancegraph.readers.profile.prose import is_name, is_prose

_POSTCODE = r"(?:(?:D|DE)\s?[-–]?\s?)?(?P<postcode>\d{5})(?!\d)"
_TOWN = r"(?P<town>(?:[A-ZÄÖÜ][^\d,|;:@•·]*?|[a-zäöü]\.?\s?d\.\s[^\d,|;:@]*?))"
_REST = r"(?:\s*[,|;•·–]\s*(?P<after>.+))?"
_CITY = re.compile(rf"(?:(?P<before>.+?)(?:\s*[,|;•·]\s*|\s+–\s+|\s+))??{_POSTCODE}\s+{_TOWN}\.?{_REST}")
_ANY_POSTCODE = re.compile(r"(?<![\d/+-])(?:D-?\s?)?\d{5}(?!\d)\s+[A-ZÄÖÜ]")

_STREET_WORD = re.compile(
    r"(?:straße|strasse|str\.|weg|platz|allee|gasse|ring|ufer|damm|markt|chaussee|promenade|steig|stieg|pfad|graben|winkel|"
    r"zeile|anger|wall)$",
    re.IGNORECASE,
)
_TOWN_WORDS = frozenset(
    {"an", "der", "am", "bei", "b", "a", "d", "in", "im", "i", "ob", "vor", "und", "den", "dem", "auf"}
)
_STREET_START = re.compile(
    r"^(?:Am|An der|An den|Auf|Auf der|Auf dem|Im|In der|In den|Unter den|Unter der|Zum|Zur|Hinter|Vor dem|"
    r"Alte[rs]?|Neue[rs]?|Straße)\s",
)
HOUSE_NUMBER = re.compile(r"\s\d{1,4}\s?[a-zA-Z]?(?:\s?[-–/+]\s?\d{0,4}\s?[a-zA-Z]?)*$")
# Behind the house number, which of several buildings: "73 – Haus B", "5, Haus 6", "12, Hinterhaus".
_BUILDING = re.compile(
    r"(?<=[\da-z])\s*[,–-]?\s*(?:(?:Haus|Gebäude|Block|Aufgang|Eingang|Hof|Geb\.|Etage)\s+(?:[A-Z]|\d+)\s?[a-z]?"
    r"|(?:Vorder|Hinter|Garten)haus|(?:EG|\d\. (?:OG|Etage|Stock|Obergeschoss)|Erdgeschoss))$"
)
# A line that ends in a number without being a street: "Fachbereich 5", "Haus B, Zimmer 12".
_ROOM = re.compile(
    r"^(?:SB|FB|FD|SG|Zi\.|Fachbereich|Fachdienst|Sachgebiet|Abteilung|Referat|Dezernat|Amt|Zimmer|Raum|Etage|Haus|Gebäude|Team|"
    r"Bereich|Sachbereich|Postfach|PF|Kita|Eingang|Aufgang)\b",
)
_BOX = re.compile(r"(?:Postfach|PF|Pf\.)\s*(?P<box>\d[\d\s]*\d|\d)?$", re.IGNORECASE)
_CARE_OF = re.compile(r"(?:(?P<before>.+?)\s+)?(?:c/o|c\.\s?o\.|per Adresse|p\.\s?A\.)\s*(?P<name>.+)$", re.IGNORECASE)


class City(NamedTuple):
    """A line with a postcode, taken apart; `before` and `after` are what stands beside postcode and town."""

    postcode: str
    town: str
    before: str = ""
    after: str = ""


def city(text: str) -> City | None:
    """The postcode and town of a line: "19348 Perleberg", "D-39110 Magdeburg, Weg 5", "Weg 1 | 19348 Perleberg"."""
    if len(text) > 160 or not (found := _CITY.fullmatch(text.strip(" ,;"))):
        return None
    town = found["town"].strip(" .")
    words = town.split()
    if len(words) > 6 or any(word[0].islower() and word.rstrip(".") not in _TOWN_WORDS for word in words):
        return None
    before, after = (found["before"] or "").strip(" ,|;•·–").removesuffix(" in"), (found["after"] or "").strip(" ,")
    if not is_name(before) or (is_prose(after) and not is_name(after)):
        return None  # a place in a sentence: "Treffpunkt ist das Rathaus, Markt 1, 19348 Perleberg, um …"
    return City(found["postcode"], town, before, after)


def has_postcode(text: str) -> bool:
    """Whether a line is an address with its postcode."""
    return _ANY_POSTCODE.search(text) is not None and city(text) is not None


def is_street(text: str) -> bool:
    """Whether a line looks like a street, with or without house number."""
    text = _BUILDING.sub("", re.sub(r"\s*\([^()]+\)$", "", street(text).street))  # "Markt 5 (Rathaus)"
    if (
        len(text) > 80
        or _ROOM.match(text)
        or "@" in text
        or ":" in text
        or re.search(r"[.!?]$", text.removesuffix("tr."))
    ):
        return False
    bare = HOUSE_NUMBER.sub("", text)
    if len(bare.split()) > 5 or not bare[:1].isupper():
        return False
    return bare != text or bool(_STREET_WORD.search(bare)) or bool(_STREET_START.match(bare))


def is_room(text: str) -> bool:
    """Whether a line names a room or part of a building: "Haus 2, Zimmer 218"."""
    return (
        re.match(r"(?:Haus|Gebäude|Zimmer|Zi\.|Raum|Etage|Eingang|Aufgang)\s+(?:[A-Z]|\d[\w.]*)(?:$|[\s,])", text)
        is not None
    )


def is_part(text: str) -> bool:
    """Whether a line names a part of the town: "OT Zerkwitz"."""
    return re.fullmatch(r"(?:OT|Ortsteil|Gemeindeteil|Stadtteil)\s+[A-ZÄÖÜ][\w\s()/-]{1,40}", text) is not None


class Street(NamedTuple):
    """A street line, and the room behind it."""

    street: str
    room: str = ""


def street(text: str) -> Street:
    """A street line as it stands, spaces and commas at its ends apart: "Marktplatz 1-3, Raum 2.07"."""
    name, comma, room = text.strip(" ,;|").partition(", ")
    return Street(name, room) if comma and is_room(room) and _INDOORS.match(room) else Street(text.strip(" ,;|"))


_INDOORS = re.compile(r"(?:Zimmer|Zi\.|Raum|Etage)\b")


def box(text: str) -> str | None:
    """The number of a post-office box."""
    found = _BOX.fullmatch(text.strip())
    return (found["box"] or "").strip() or None if found else None


class CareOf(NamedTuple):
    """The name behind "c/o", and what stands before it."""

    name: str
    before: str = ""


def care_of(text: str) -> CareOf | None:
    """The name behind "c/o": "Bündnisbüro c/o Rathaus Teltow"."""
    found = _CARE_OF.fullmatch(text)
    return CareOf(found["name"], found["before"] or "") if found else None
