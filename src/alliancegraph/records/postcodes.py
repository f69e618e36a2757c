"""Postcodes held against the official table: a hint for the person who knows the place, never a correction."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from alliancegraph import areas
from alliancegraph.errors import Finding, finding
from alliancegraph.records.origins import origin
from alliancegraph.records.references import within
from alliancegraph.records.types import Alliance, ContactPoint, Organization, Record

_SHOWN = 8  # postcodes or towns in a sentence


def misplaced(records: Iterable[Record]) -> Iterator[Finding]:
    """A finding (`postcode-elsewhere`) for every German postcode that by the table does not serve its town.

    What a reader has said of a record already is not said again.
    """
    for record in records:
        source = origin(record)
        said = {one.field for one in source.findings if one.code == "postcode-elsewhere"} if source else set()
        for path, card in _cards(record):
            field = f"{path}postal_code"
            if field not in said and (against := _against(card)):
                place = source.places.get(field) if source else None
                yield finding("postcode-elsewhere", record=record.id, field=field, place=place, **against)


def _cards(record: Record) -> Iterator[tuple[str, ContactPoint]]:
    if isinstance(record, ContactPoint):
        yield "", record
    elif isinstance(record, Alliance | Organization):
        for path, agent in within(record):
            for position, card in enumerate(agent.contact_points):
                yield f"{path}contact_points[{position}].", card


def _against(card: ContactPoint) -> dict[str, str | None] | None:
    """What the sentence needs; None where nothing speaks against the postcode."""
    code, town = card.postal_code, card.locality
    if card.country != "DE" or not code or not town or re.fullmatch("[0-9]{5}", code) is None:
        return None
    found = areas.served_elsewhere(code, town)
    # Post-office boxes have postcodes of their own, which the table does not hold.
    if found is None or (card.post_office_box and not found.elsewhere):
        return None
    there = _listed([areas.name(key) or key for key in found.elsewhere])
    return {
        "value": code,
        "town": town,
        "elsewhere_de": f", sondern zu {there}" if there else "",
        "elsewhere_en": f", but {there}" if there else "",
        "postcodes": _listed(found.postcodes),
        "suggestion": found.meant,
    }


def _listed(items: Iterable[str]) -> str:
    every = list(dict.fromkeys(items))
    return ", ".join(every[:_SHOWN]) + (f" … ({len(every)})" if len(every) > _SHOWN else "")
