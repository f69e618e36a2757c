"""What of a record goes out, in one spelling: the value that `from_graph` gives back."""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterable
from copy import copy
from typing import Any

from msgspec.structs import force_setattr

from alliancegraph.mapping.privacy import Names, fresh, withhold
from alliancegraph.records import (
    Alliance,
    Area,
    ContactPoint,
    LanguageMap,
    Organization,
    Project,
    Record,
    Source,
    to_json,
)
from alliancegraph.records.publication import Publication

_NO_SOURCE = Source()


def published(record: Record, publication: Publication | None = None, names: Names | None = None) -> Record:
    """What of `record` is published, in one spelling.

    Withheld are personal data without a basis, what a reader did not recognise, and the source's file name. Unordered
    lists are sorted; what has several spellings gets one. `names` are the names withheld in all records published
    together (`mapping.privacy.names_of`): a card that stands alone and its owner share theirs.
    """
    return normalised(withhold(record, publication, names)[0])


def normalised(record: Record, described: Iterable[Organization] = ()) -> Record:
    """`record` in one spelling, without what is never published.

    `described` are organisations that it describes though it holds only their ids.
    """
    if isinstance(record, ContactPoint):
        return _card(record, record.of)
    if isinstance(record, Project):
        return copy(record)
    inline: dict[str, Organization] = {}
    agent = _agent(record, inline)
    for organization in described:
        _reference(organization, inline)
    inline.pop(record.id or "", None)
    placed: Record = _placed(agent, inline) if inline else agent
    return placed


def _agent(record: Any, inline: dict[str, Organization]) -> Any:
    """An alliance or organisation, those inside it that have an id by reference; `inline` gets these by id."""
    changes: dict[str, Any] = {
        "alternative_names": _names(record.alternative_names),
        "same_as": _set([link for link in record.same_as if link != record.profile_page]),
        "contact_points": tuple([_card(card, None) for card in record.contact_points]),
        "areas": _areas(record.areas),
        "source": _source(record.source),
        "unrecognised": (),
    }
    if isinstance(record, Alliance):
        changes["partner_categories"] = _set(record.partner_categories)
        changes["partners"] = _references(record.partners, inline)
        changes["projects"] = tuple([fresh(part, {"of": None}) if part.of else part for part in record.projects])
    else:
        changes["funders"] = _references(record.funders, inline)
        changes["coordinates"] = _set(record.coordinates)
        changes["parent"] = _reference(record.parent, inline) if record.parent else None
    return fresh(record, changes)


def _references(
    items: tuple[str | Organization, ...], inline: dict[str, Organization]
) -> tuple[str | Organization, ...]:
    """A sorted set: organisations without an id first, the ids of the others."""
    ids = [item for item in items if isinstance(item, str)]
    if len(ids) == len(items):
        return _set(ids)
    plain = {_reference(item, inline) for item in items}
    return tuple(sorted(plain, key=lambda item: (item, "") if isinstance(item, str) else ("", to_json(item))))


def _reference(item: str | Organization, inline: dict[str, Organization]) -> str | Organization:
    """The id of an organisation, its description in `inline`; itself where it has none. It has no record of its own."""
    if isinstance(item, str):
        return item
    kept: Organization = fresh(_agent(item, inline), {"source": None, "modified": None})
    if not item.id:
        return kept
    inline.setdefault(item.id, kept)
    return item.id


def _placed(record: Any, inline: dict[str, Organization]) -> Any:
    """Puts each of `inline` where `record` first refers to it, level by level; elsewhere the reference stays.

    So each is described once, however they refer to each other. Fresh copies are changed, nobody else's.
    """

    def placed(item: str | Organization) -> str | Organization:
        whole = inline.pop(item, item) if isinstance(item, str) else item
        if isinstance(whole, Organization):
            level.append(whole)
        return whole

    level: list[Any] = [record]
    for agent in level:  # grows while it is walked
        if isinstance(agent, Alliance):
            force_setattr(agent, "partners", tuple(map(placed, agent.partners)))
        else:
            force_setattr(agent, "funders", tuple(map(placed, agent.funders)))
            force_setattr(agent, "parent", placed(agent.parent) if agent.parent else None)
    return record


def _card(card: ContactPoint, of: str | None) -> ContactPoint:
    mobiles = _set(card.mobiles)
    changes = {
        "of": of,
        "telephones": _set([number for number in card.telephones if number not in mobiles]),
        "mobiles": mobiles,
        "faxes": _set(card.faxes),
        "emails": _set(card.emails),
        "opening_hours": tuple([canonical_hours(text) for text in card.opening_hours]),
    }
    return fresh(card, changes)


def _set(items: Collection[str]) -> tuple[str, ...]:
    return tuple(sorted(set(items)) if len(items) > 1 else items)


def _names(names: tuple[LanguageMap, ...]) -> tuple[LanguageMap, ...]:
    """Each name on its own, by language and text: RDF does not say which names were written together."""
    if not names or (len(names) == 1 and len(names[0]) == 1):
        return names
    pairs = {(tag, name[tag]) for name in names for tag in name}
    return tuple(LanguageMap({tag: name}) for tag, name in sorted(pairs))


def _source(source: Source | None) -> Source | None:
    kept = fresh(source, {"file": None}) if source else _NO_SOURCE
    return None if kept == _NO_SOURCE else kept


def _areas(areas: Iterable[Area]) -> tuple[Area, ...]:
    """Each place once, with those of the districts and states above it that the record names anywhere."""
    given = {key for area in areas for key in (area.municipality, area.district, area.state) if key}
    lowest = {area.municipality or area.district or area.state or "": area for area in areas}
    return tuple([area(key, given, lowest[key]) for key in sorted(lowest) if key])


def area(lowest: str, given: Container[str], known: Area | None = None) -> Area:
    """The place with the key `lowest`, and the district and state above it that are given too: `known` where it is."""
    above = [lowest[:digits] if len(lowest) >= digits else None for digits in (8, 5, 2)]
    keys = [key if key == lowest or key in given else None for key in above]
    if known and keys == [known.municipality, known.district, known.state]:
        return known
    return Area(municipality=keys[0], district=keys[1], state=keys[2])


# schema.org's OpeningHoursSpecification by day; the German letters where they differ from its two-letter English ones.
DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_NUMBERS = {day: number for number, day in enumerate(DAYS)} | {"Di": 1, "Mi": 2, "Do": 3, "So": 6}
_DAY = "(?:Mo|Tu|We|Th|Fr|Sa|Su|Di|Mi|Do|So)"
_HOURS = re.compile(
    rf"({_DAY}(?:\s*[-–]\s*{_DAY})?(?:\s*,\s*{_DAY}(?:\s*[-–]\s*{_DAY})?)*)\s+"
    r"([01][0-9]|2[0-3]):([0-5][0-9])\s*[-–]\s*([01][0-9]|2[0-3]):([0-5][0-9])"
)


def parsed_hours(text: str) -> tuple[tuple[str, ...], str, str] | None:
    """Days (of `DAYS`, in order), opening and closing time of "Mo-Fr 09:00-12:00"; None where it does not parse."""
    match = _HOURS.fullmatch(text)
    if not match:
        return None
    days: set[int] = set()
    for part in match[1].split(","):
        span = part.strip()
        first, last = _NUMBERS[span[:2]], _NUMBERS[span[-2:]]  # every day has two letters
        if first > last:
            return None
        days.update(range(first, last + 1))
    return tuple([DAYS[day] for day in sorted(days)]), f"{match[2]}:{match[3]}", f"{match[4]}:{match[5]}"


def written_hours(days: Iterable[str], opens: str, closes: str) -> str:
    """One spelling of opening hours: runs of three days and more as a span, "Mo-Fr,Su 09:00-12:00"."""
    runs: list[list[int]] = []
    for day in sorted([_NUMBERS[day] for day in days]):
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    spans = [f"{DAYS[run[0]]}-{DAYS[run[-1]]}" if len(run) > 2 else ",".join(DAYS[day] for day in run) for run in runs]
    return f"{','.join(spans)} {opens}-{closes}"


def canonical_hours(text: str) -> str:
    """The one spelling of opening hours that parse, the text itself of others."""
    hours = parsed_hours(text)
    return written_hours(*hours) if hours else text
