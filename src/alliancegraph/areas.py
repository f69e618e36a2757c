"""Official area keys (AGS) and names, from `tables/areas.csv`; looked up, never guessed.

A key's length tells its level: two digits a state, five a district, eight a municipality; the outer keys are its
beginnings. A district-free town ("Kreisfreie Stadt") has a district and a municipality key.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from alliancegraph import packaged

STATE, DISTRICT, MUNICIPALITY = 2, 5, 8


class _Name(NamedTuple):
    """An official name taken apart: "Forst (Lausitz), Stadt" is `forst` with the distinguishing word `lausitz`."""

    base: str
    marks: frozenset[str]


@cache
def table() -> Mapping[str, str]:
    """Official name by key."""
    rows = csv.DictReader(packaged.text("tables", "areas.csv").splitlines())
    return MappingProxyType({row["key"]: row["name"] for row in rows})


def name(key: str) -> str | None:
    """The official name of the area with `key`.

    >>> name("12070296")
    'Perleberg'
    """
    return table().get(key)


def municipalities(place: str, district: str | None = None) -> tuple[str, ...]:
    """The keys of the municipalities called `place`, those in `district` (a key) only where one is given.

    What distinguishes a name may be missing or differently written ("Forst", "Forst/Lausitz", "Forst (Lausitz)"), the
    name itself may not. More than one key: the name alone does not tell.

    >>> municipalities("Frankfurt/Oder")
    ('12053000',)
    """
    return _matches(place, MUNICIPALITY, district or "")


def districts(place: str) -> tuple[str, ...]:
    """The keys of the districts and district-free towns called `place`, without the word "Landkreis"."""
    return _matches(place, DISTRICT, "")


def states(place: str) -> tuple[str, ...]:
    """The keys of the states called `place`."""
    return _matches(place, STATE, "")


def _matches(place: str, level: int, within: str) -> tuple[str, ...]:
    sought = _name(place)
    return tuple(
        key
        for key, found in _names(level)
        if key.startswith(within) and found.base == sought.base and sought.marks <= found.marks
    )


@cache
def _names(level: int) -> tuple[tuple[str, _Name], ...]:
    return tuple((key, _name(text)) for key, text in table().items() if len(key) == level)


_TITLE = re.compile(r",\s*(?:Landeshaupt|Hanse|Universitäts|Kur|Kreis)?stadt\b.*$", re.IGNORECASE)
# Where a name's distinguishing part begins: "(Oder)", "/Elster", "an der Havel", "a. d. Havel", "bei Berlin",
# "- Chóśebuz". A hyphen without spaces belongs to the name.
_MARK = re.compile(
    r"\s*[(/]\s*|\s+[-–]\s+|\s+(?:an der|a\.?\s*d\.|an dem|am|bei|b\.|in der|i\.?\s*d\.|im|ob der|vor der)\s+",
    re.IGNORECASE,
)


@cache
def _name(text: str) -> _Name:
    plain = _TITLE.sub("", " ".join(unicodedata.normalize("NFC", text).split())).casefold().rstrip(" .,")
    base, *marks = (part.strip(" ().") for part in _MARK.split(plain))
    return _Name(base, frozenset(mark for mark in marks if mark))


class Found(NamedTuple):
    """What a look-up gave: the keys, or why there are none (`unknown`, `ambiguous`, `contradiction`)."""

    keys: tuple[str, ...] = ()
    fault: str | None = None
    candidates: tuple[str, ...] = ()


def municipality(place: str, county: str | None = None) -> Found:
    """The one municipality called `place`, in `county` (a name) where one is given: its state, district and own key."""
    everywhere = municipalities(place)
    within = districts(county) if county else ()
    if not everywhere:
        # "Brandenburg" alone is also a state: an area's name, but not that of a municipality.
        return Found(fault="unknown")
    if within:
        here = tuple(key for key in everywhere if key.startswith(within))
        if not here:
            return Found(fault="contradiction", candidates=everywhere)
    elif county:
        return Found(fault="unknown-county", candidates=everywhere)
    else:
        here = everywhere + states(place)
    return _one(here)


def district(place: str) -> Found:
    """The one district or district-free town called `place`: its state and own key, the town's municipality key too."""
    found = districts(place)
    return _one(tuple(municipalities(place, found[0]) or found)) if len(found) == 1 else _one(found)


def _one(keys: Iterable[str]) -> Found:
    match tuple(keys):
        case ():
            return Found(fault="unknown")
        case (key,):
            return Found(keys=tuple(key[:length] for length in (STATE, DISTRICT, MUNICIPALITY) if length <= len(key)))
        case several:
            return Found(fault="ambiguous", candidates=several)
