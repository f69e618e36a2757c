"""The areas of an alliance, by its name and the county heading above it, from the official table."""

from __future__ import annotations

import re

from alliancegraph import areas
from alliancegraph.readers.profile import headings
from alliancegraph.readers.profile.claims import Problem
from alliancegraph.readers.profile.drafts import Draft
from alliancegraph.readers.profile.sections import Part
from alliancegraph.records import Area


def of(part: Part, draft: Draft) -> tuple[tuple[Area, ...], list[Problem]]:
    """The areas that name and county heading give, by the official table."""
    if draft.kind == "organization":
        return (), []
    name_line, county_line = draft.places.get(("name",), 0), part.heading
    place = headings.which(part.name) if part.name else ""
    if part.name and headings.alliance(part.name) is None:
        place = _end_of(part.name, [contact["locality"] for contact in draft.contacts if "locality" in contact])
    found, problems = _named_areas(place, part.county, draft, name_line)
    counties = [areas.district(name).keys for name in re.split(r"\s+(?:und|&)\s+|,\s*", part.county or "")]
    if len(counties) > 1 and all(counties) and not any(map(_is_town, found)):
        found, name_line = counties, county_line  # "Kreisfreie Stadt Cottbus und Landkreis Spree-Neiße"
    if not found and part.county is not None and not any(p.code == "area-contradiction" for p in problems):
        county = areas.district(part.county)
        if county.keys:
            found = [county.keys[:2] if place and not _is_town(county.keys) else county.keys]
            name_line = county_line
        else:
            problems.append(Problem("county-unknown", county_line, "areas", {"name": part.county}))
    if found:
        draft.places[("areas",)] = name_line
        for index, keys in enumerate(found):
            for path in (
                ("areas", index),
                *(("areas", index, level) for level in ("state", "district", "municipality")[: len(keys)]),
            ):
                draft.places[path] = name_line
    return tuple(_area(keys) for keys in found), problems


def _end_of(name: str, towns: list[str]) -> str:
    """The district, or town of an address, that another network's name ends in: "Netzwerk Frühe Hilfen Uckermark".

    Other words may be a place's name too ("Linde"), and no network need name its place.
    """
    words = re.sub(r",?\s*e\.\s?V\.$", "", name).split()
    ends = (" ".join(words[start:]) for start in range(max(1, len(words) - 4), len(words)))
    is_place = (end for end in ends if areas.district(end).keys or any(areas.is_same(end, town) for town in towns))
    return next(is_place, "")


def _is_town(keys: tuple[str, ...]) -> bool:
    return len(keys) == 3


def _area(keys: tuple[str, ...]) -> Area:
    state, district, municipality = (*keys, None, None)[:3]
    return Area(state=state, district=district, municipality=municipality)


def _named_areas(
    place: str, county: str | None, draft: Draft, line: int
) -> tuple[list[tuple[str, ...]], list[Problem]]:
    if not place:
        return [], []
    towns = [
        (contact["locality"], contact.get("postal_code", "")) for contact in draft.contacts if "locality" in contact
    ]
    adjective = next((town for town, _ in sorted(towns) if place in _adjectives(town)), None)
    whole = _look_up(adjective or place, county, towns)
    if whole.keys or adjective is not None:
        several = [whole]
    else:
        several = [whole]
        for between in (r"\s*(?:,|/|&|\bund\b)\s*", r"-"):  # "Perleberg und Karstädt", "Perleberg-Karstädt"
            found = [_look_up(part, county, towns) for part in re.split(between, place) if part]
            if len(found) > 1 and all(one.keys for one in found):
                several = found
                break
    problems = [
        Problem(
            f"area-{found.fault}",
            line,
            "areas",
            {
                "name": adjective or place,
                "county": county,
                "candidates": ", ".join(f"{areas.name(k)} ({k})" for k in found.candidates),
            },
        )
        for found in several
        if found.fault
    ]
    return [found.keys for found in several if found.keys], problems


def _look_up(place: str, county: str | None, towns: list[tuple[str, str]]) -> areas.Found:
    """A municipality by name, else a district; `towns` are those of the addresses, with their postcodes."""
    if district := re.fullmatch(
        r"(?:.*?\b(?:Landkreise?s?|LK|Kreis(?:es)?)\s+(.+)|(.+?)\s*\((?:LK|Landkreis|Kreis)\))", place
    ):
        return areas.district(f"Landkreis {district[1] or district[2]}")
    bare = re.sub(
        r"^(?:(?:in|im|der|die|das|des|den|von|am|an)\s+)*(?:(?:Hanse|Kreis|Landeshaupt)?[Ss]tadt\s+|Gemeinde\s+)?",
        "",
        place,
    )
    town = areas.municipality(bare, county, [code for name, code in towns if code and areas.is_same(name, bare)])
    if town.fault != "unknown":
        return town
    district_found = areas.district(bare)
    return district_found if district_found.keys else town


def _adjectives(town: str) -> tuple[str, ...]:
    """A town's name as an adjective: Wittenberge -> Wittenberger, Bremen -> Bremer, Forst (Lausitz) -> Forster."""
    town = re.sub(r"\s*[(/].*", "", town)
    return (
        f"{town}er",
        *((f"{town}r",) if town.endswith("e") else ()),
        *((f"{town[:-2]}er",) if town.endswith("en") else ()),
    )
