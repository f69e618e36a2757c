"""What records say of each other: identifiers that must be unique, references that must lead somewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from alliancegraph.errors import Finding, finding
from alliancegraph.records.decode import inline_organizations, origin
from alliancegraph.records.encode import to_json
from alliancegraph.records.types import Alliance, ContactPoint, Organization, Project, Record, key


class Claim(NamedTuple):
    """Who has an identifier: where it stands, and the content of an inline organisation (equal ones are one)."""

    where: str
    content: str


Claims = dict[tuple[str, ...], Claim]


def claim(record: Record, claims: Claims) -> Finding | None:
    """Enters the identifiers of `record` into `claims`; the finding, and nothing entered, where one is taken."""
    source = origin(record)
    where = str(source.places.get("id", source.file)) if source else key(record)[0]
    own: Claims = {}
    for agent, identity in _identified(record):
        mine = Claim(where, to_json(agent) if agent is not record else "")
        earlier = claims.get(identity) or own.get(identity)
        if earlier and not (mine.content and mine.content == earlier.content):
            place = source.places.get("id") if source else None
            first = earlier.where
            return finding("id-duplicate", record=record.id, field="id", place=place, value=identity[-1], first=first)
        own[identity] = mine
    claims.update(own)
    return None


def duplicates(records: Iterable[Record]) -> list[Finding]:
    """A finding for every record that an earlier one shares an identifier with."""
    claims: Claims = {}
    return [fault for record in records if (fault := claim(record, claims))]


def _identified(record: Record) -> Iterator[tuple[Record, tuple[str, ...]]]:
    """The things of a record that have an identifier of their own. Alliances and organisations share one space."""
    if isinstance(record, ContactPoint | Project):
        yield record, key(record)
        return
    yield record, ("agent", record.id or "")
    for organization in all_inline(record):
        if organization.id:
            yield organization, ("agent", organization.id)
    for card in record.contact_points:
        yield card, ("contact_point", record.id or "", card.id)
    for project in record.projects if isinstance(record, Alliance) else ():
        yield project, ("project", record.id or "", project.id)


def all_inline(record: Alliance | Organization) -> Iterator[Organization]:
    """The organisations inline in `record`, and those inside them."""
    for _, organization in inline_organizations(record):
        yield organization
        yield from all_inline(organization)


_WANTED = {
    Organization: ("einer Organisation", "an organisation"),
    Alliance: ("eines Bündnisses", "an alliance"),
    None: ("eines Bündnisses oder einer Organisation", "an alliance or organisation"),
}


def dangling(records: Iterable[Record]) -> Iterator[Finding]:
    """A finding for every reference to an alliance or organisation that is not among the records."""
    given = tuple(records)
    kinds: dict[str, type[Record]] = {}
    for record in given:
        if isinstance(record, Alliance | Organization):
            kinds |= {agent.id: type(agent) for agent in (record, *all_inline(record)) if agent.id}
    for record in given:
        source = origin(record)
        for path, id, wanted in _references(record, ""):
            if id in kinds and wanted in (None, kinds[id]):
                continue
            german, english = _WANTED[wanted]
            place = source.places.get(path) if source else None
            yield finding(
                "reference-dangling",
                record=record.id,
                field=path,
                place=place,
                value=id,
                kind_de=german,
                kind_en=english,
            )


def _references(record: Record, path: str) -> Iterator[tuple[str, str, type[Alliance] | type[Organization] | None]]:
    """The ids a record refers to: field path, id, and what it must be the id of (None: either)."""
    if isinstance(record, ContactPoint | Project):
        if record.of is not None:
            yield f"{path}of", record.of, None
        return
    for name in ("partners", "funders"):
        for position, item in enumerate(getattr(record, name, ())):
            if isinstance(item, str):
                yield f"{path}{name}[{position}]", item, Organization
    if isinstance(record, Organization):
        if isinstance(record.parent, str):
            yield f"{path}parent", record.parent, Organization
        for position, id in enumerate(record.coordinates):
            yield f"{path}coordinates[{position}]", id, Alliance
    for below, organization in inline_organizations(record):
        yield from _references(organization, f"{path}{below}.")
