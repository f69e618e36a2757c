"""Official area keys (AGS) and names of all Germany, from `tables/areas.tsv.gz`; looked up, never guessed.

A key's length tells its level: two digits a state, five a district, eight a municipality; the outer keys are its
beginnings. A district-free town ("Kreisfreie Stadt") has a district and a municipality key. Postcodes are hints: with
the town's name they settle which of several areas is meant, alone they prove nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from alliancegraph.areas import names
from alliancegraph.areas.names import districts, is_same
from alliancegraph.areas.table import DISTRICT, MUNICIPALITY, STATE, ars, geonames, name, postcodes, serving

__all__ = [
    "DISTRICT",
    "MUNICIPALITY",
    "STATE",
    "Found",
    "Served",
    "ars",
    "district",
    "districts",
    "geonames",
    "is_same",
    "municipalities",
    "municipality",
    "name",
    "postcodes",
    "served_elsewhere",
    "serving",
    "states",
]


def municipalities(place: str, district: str | None = None) -> tuple[str, ...]:
    """The keys of the municipalities called `place`, those in `district` (a key) only where one is given.

    What distinguishes a name may be missing, abbreviated or the district ("Forst", "Forst/Lausitz", "Forst (Lausitz)",
    "Golzow (Märkisch-Oderland)"), the name itself may not. More than one key: the name alone does not tell.

    >>> municipalities("Frankfurt/Oder")
    ('12053000',)
    """
    return tuple(key for key in names.matches(place, MUNICIPALITY) if key.startswith(district or ""))


def states(place: str) -> tuple[str, ...]:
    """The keys of the states called `place`, but those that are a single town: Berlin and Hamburg."""
    return tuple(key for key in names.matches(place, STATE) if name(f"{key}000000") is None)


class Found(NamedTuple):
    """What a look-up gave: the keys, or why there are none (`unknown`, `ambiguous`, `contradiction`)."""

    keys: tuple[str, ...] = ()
    fault: str | None = None
    candidates: tuple[str, ...] = ()


def municipality(place: str, county: str | None = None, postcodes: Collection[str] = ()) -> Found:
    """The one municipality called `place`: its state, district and own key.

    `county` (a district's name) and `postcodes` (those the town is written with) tell between several of the name.

    >>> municipality("Golzow", postcodes=["15328"]).keys
    ('12', '12064', '12064172')
    """
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
    return _one(_settled(here, postcodes) if len(here) > 1 else here)


def district(place: str) -> Found:
    """The one district or district-free town called `place`: its state and own key, the town's municipality key too.

    >>> district("Landkreis München").keys
    ('09', '09184')
    """
    found = districts(place)
    if len(found) != 1:
        return _one(found)
    town = f"{found[0]}000"
    return _one((town,) if name(town) else found)


def _one(keys: Iterable[str]) -> Found:
    match tuple(keys):
        case ():
            return Found(fault="unknown")
        case (key,):
            return Found(keys=tuple(key[:length] for length in (STATE, DISTRICT, MUNICIPALITY) if length <= len(key)))
        case several:
            return Found(fault="ambiguous", candidates=several)


def _settled(keys: tuple[str, ...], codes: Collection[str]) -> tuple[str, ...]:
    """Those of several areas of one name that the postcodes leave: one they serve, where no other can be meant.

    A municipality whose postcodes are not known stays possible near one that is served, that is, in the same state.
    """
    served = [key for key in keys if set(postcodes(key)) & set(codes)]
    near = {key[:STATE] for key in served}
    unknown = [key for key in keys if not postcodes(key) and (key[:STATE] in near or len(key) < MUNICIPALITY)]
    return tuple(served) if served and not unknown else keys


class Served(NamedTuple):
    """What speaks against a postcode: the town's own, where the one written leads, a likely slip of the pen."""

    postcodes: tuple[str, ...]
    elsewhere: tuple[str, ...]  # keys of municipalities
    meant: str | None = None


def served_elsewhere(postcode: str, town: str) -> Served | None:
    """What the table says against `postcode` in an address in `town`; None where it serves it or nothing is known.

    Nothing is known of towns outside the table, of those with a namesake or themselves without postcodes in it, and of
    postcodes of former municipalities of the town's district or state, which may have become part of it.

    >>> served_elsewhere("19384", "Perleberg").meant
    '19348'
    """
    towns = municipalities(town)
    known = [postcodes(key) for key in towns]
    if not towns or not all(known) or any(postcode in codes for codes in known):
        return None
    serves = serving(postcode)
    if any(key.startswith(former[1:]) for former in serves if former.startswith("-") for key in towns):
        return None
    own = tuple(sorted({code for codes in known for code in codes}))
    close = [code for code in own if _is_slip(postcode, code)]
    return Served(own, tuple(key for key in serves if key[0] != "-"), close[0] if len(close) == 1 else None)


def _is_slip(written: str, meant: str) -> bool:
    """Whether one digit is wrong, or two neighbours are exchanged."""
    wrong = [n for n, (a, b) in enumerate(zip(written, meant, strict=False)) if a != b]
    if len(written) != len(meant):
        return False
    first, last = wrong[0], wrong[-1]
    swapped = last - first == 1 and written[first : last + 1] == meant[first : last + 1][::-1]
    return len(wrong) == 1 or (len(wrong) == 2 and swapped)
