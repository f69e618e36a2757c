"""Names of areas, taken apart and compared: what distinguishes a name may be missing or differently written."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from functools import cache
from typing import NamedTuple

from alliancegraph.areas.table import DISTRICT, STATE, is_town, rows


class Name(NamedTuple):
    """A name taken apart: "Forst (Lausitz)/Baršć" is `forst` with the distinguishing words `lausitz` and `baršć`."""

    base: str
    marks: tuple[str, ...] = ()


# "Perleberg, Stadt", "Perleberg OT Quitzow", "Prignitz (LK)".
_BEHIND = re.compile(
    r",\s*(?:[\w-]+ und )?[\w-]*stadt\b.*$|,?\s+(?:OT|Ortsteil)\s.*$|\s*\((?:LK|Landkreis|Kreis|Stadt)\)$",
    re.IGNORECASE,
)
# "Landeshauptstadt Potsdam", "Universitäts- und Hansestadt Greifswald", "Fontanestadt Neuruppin", "Gemeinde Niemegk".
_BEFORE = re.compile(r"^(?:\w+- und )?(?:große |kreisfreie )?(?:[\w-]*stadt|gemeinde|markt|flecken)\s+")
# "Landeshauptstadt Schwerin" is not the village of the name.
_INDEPENDENT = re.compile(r"\b(?:landeshauptstadt|kreisfreie stadt|stadtkreis)\b", re.IGNORECASE)
# Where a distinguishing part begins: "(Oder)", "/Elster", "an der Havel", "a. d. Havel", "a.Inn", "bei Berlin",
# "- Chóśebuz". A hyphen without spaces belongs to the name.
_MARK = re.compile(
    r"\s*[(/]\s*|\s+[-–]\s+|,\s+|\s+(?:an der|an dem|an|am|auf|bei|in der|in|im|ob der|unter|vor der)\s+"
    r"|\s+(?:an d|vor d|[abiouv](?:\.?\s*d)?)\.\s*"
)


_SAINT = re.compile(r"^sankt ")


def parted(text: str) -> Name:
    """A name taken apart, without regard to case and to the kind of place."""
    plain = " ".join(unicodedata.normalize("NFC", text).split())
    base, *marks = (part.strip(" ()") for part in _MARK.split(_BEHIND.sub("", plain).casefold().strip(" ,")))
    return Name(_SAINT.sub("st. ", base), tuple(mark for mark in marks if mark))


def matches(text: str, level: int) -> tuple[str, ...]:
    """The keys of a level (their length) that `text` may name, by key."""
    sought = parted(text)
    found = _matching(sought, level)
    if not found and (shorter := _BEFORE.sub("", sought.base)) != sought.base:
        found = _matching(Name(shorter, sought.marks), level)
    towns = tuple(key for key in found if is_town(key[:DISTRICT]))
    return towns if towns and _INDEPENDENT.search(text) else found


def is_same(text: str, other: str) -> bool:
    """Whether two names have the same first part: "Golzow" and "Golzow (Mark)"."""
    return parted(text).base == parted(other).base


def _matching(sought: Name, level: int) -> tuple[str, ...]:
    return tuple(key for key in _by_beginning().get((level, _beginning(sought.base)), ()) if _names(key, sought))


@cache
def _by_beginning() -> dict[tuple[int, str], list[str]]:
    """The keys by level and the beginning of the name: few enough to take each name apart."""
    found: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
    for key, row in rows().items():
        found[len(key), _beginning(row.name.casefold())].append(key)
    return dict(found)


def _beginning(folded: str) -> str:
    return re.split(r"[\s./(,-]", _SAINT.sub("st. ", folded), maxsplit=1)[0][:4]


def _names(key: str, sought: Name) -> bool:
    official = _official(key)
    if sought.base != official.base and not _abbreviates(official.base, sought.base):
        return False
    return all(any(_fits(mark, own) for own in official.marks) or _lies_in(key, mark) for mark in sought.marks)


@cache
def _official(key: str) -> Name:
    return parted(rows()[key].name)


def _abbreviates(short: str, long: str) -> bool:
    """The official tables cut long names: "Bad Neuenahr-Ahrw."."""
    return short.endswith(".") and long.startswith(short[:-1])


def _fits(mark: str, own: str) -> bool:
    """Whether two distinguishing words are the same, one perhaps abbreviated: "opf." and "oberpfalz"."""
    first, second = sorted((mark.replace(".", ""), own.replace(".", "")), key=len)
    if first == second:
        return True
    shortened = "." in mark + own or len(first) <= 2
    letters = iter(second)
    return shortened and bool(first) and first[0] == second[0] and all(letter in letters for letter in first)


def _lies_in(key: str, mark: str) -> bool:
    """Whether a distinguishing word is the district or state: "Golzow (Märkisch-Oderland)", "Neustadt in Holstein"."""
    outer = (rows()[key[:length]].name.casefold() for length in (STATE, DISTRICT) if length < len(key))
    return re.sub(r"^(?:landkreis|kreis|lk)\s+", "", mark) in outer


_KIND = re.compile(
    r"^(?:(?P<county>Landkreise?s?|LK|Kreis(?:es)?)|"
    r"(?P<town>Kreisfreie Stadt|Stadtkreis|(?:Landeshaupt|Hanse)?stadt))\s+"
    r"|\s*\((?P<behind>LK|Landkreis|Kreis)\)$",
    re.IGNORECASE,
)
_SORBIAN = ("12", "14")  # Brandenburg and Saxony
_WORD = re.compile(r"\b(?:kreis|region|städteregion|regionalverband)\b|-kreis$")


def districts(text: str) -> tuple[str, ...]:
    """The keys of the districts and district-free towns that `text` names: "Landkreis München" is not the town."""
    kind = _KIND.search(text.strip())
    bare = _KIND.sub("", text.strip())
    found = matches(bare, DISTRICT) or _by_core(bare) or _sorbian(bare)
    if kind is None:
        return found
    found = (*found, *(key for key in matches(text, DISTRICT) if key not in found))  # "Landkreis Rostock" is a name
    return tuple(key for key in found if is_town(key) is bool(kind["town"]))


def _by_core(text: str) -> tuple[str, ...]:
    """Districts whose own name has the word, or a hyphen: "Rhein Sieg" is the "Rhein-Sieg-Kreis"."""
    return tuple(_districts_by_core().get(_core(text), ()))


@cache
def _districts_by_core() -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for key, row in rows().items():
        if len(key) == DISTRICT and key[0] != "-":
            found[_core(row.name)].append(key)
    return dict(found)


def _sorbian(text: str) -> tuple[str, ...]:
    """Districts with two names, of which the table has the German: "Spree-Neiße/Sprjewja-Nysa"."""
    german, _, other = text.partition("/")
    found = matches(german, DISTRICT) if other else ()
    return tuple(key for key in found if key[:STATE] in _SORBIAN and not _official(key).marks)


def _core(text: str) -> str:
    return " ".join(_WORD.sub("", text.casefold()).replace("-", " ").split())
