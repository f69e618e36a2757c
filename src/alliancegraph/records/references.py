"""What records say of each other: identifiers that must be unique, references that must lead somewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from msgspec.structs import replace

from alliancegraph.errors import Finding, finding
from alliancegraph.records.decode import inline_organizations
from alliancegraph.records.origins import origin
from alliancegraph.records.types import Alliance, ContactPoint, Organization, Project, Record, key


class Claim(NamedTuple):
    """Who has an identifier: where it stands, and the inline organisation it belongs to (equal ones are one)."""

    where: str
    inline: Organization | None


Claims = dict[tuple[str, ...], Claim]


def claim(record: Record, claims: Claims) -> Finding | None:
    """Enters the identifiers of `record` into `claims`; the finding, and nothing entered, where one is taken."""
    source = origin(record)
    where = source.line_of("id") if source else key(record)[0]
    alone = Claim(where, None)
    own: Claims = {}
    for inline, identity in _identified(record):
        mine = Claim(where, inline) if inline else alone
        earlier = claims.get(identity) or own.get(identity)
        if earlier and (mine.inline is None or mine.inline != earlier.inline):
            place = source.places.get("id") if source else None
            first = earlier.where
            return finding("id-duplicate", record=record.id, field="id", place=place, value=identity[-1], first=first)
        own[identity] = mine
    claims.update(own)
    return None


def duplicates(records: Iterable[Record]) -> list[Finding]:
    """A finding for every record that an earlier one shares an identifier with."""
    given = tuple(records)
    identities = [identity for record in given for _, identity in _identified(record)]
    if len(set(identities)) == len(identities):  # as nearly always: nothing to compare, no place to look up
        return []
    claims: Claims = {}
    return [fault for record in given if (fault := claim(record, claims))]


def _identified(record: Record) -> Iterator[tuple[Organization | None, tuple[str, ...]]]:
    """The identifiers of a record and its parts, each with the inline organisation it belongs to, if any.

    Alliances and organisations share one space.
    """
    if isinstance(record, ContactPoint | Project):
        yield None, key(record)
        return
    for agent in (record, *all_inline(record)):
        if agent.id:
            inline = _by_reference(agent) if isinstance(agent, Organization) and agent is not record else None
            yield inline, ("agent", agent.id)
            for card in agent.contact_points:
                yield inline, ("contact_point", agent.id, card.id)
            if isinstance(agent, Alliance):
                for project in agent.projects:
                    yield inline, ("project", agent.id, project.id)


def _by_reference(organization: Organization) -> Organization:
    """An organisation with those inside it by id where they have one: the same in whichever of them it is told."""

    def named(item: str | Organization) -> str | Organization:
        return item if isinstance(item, str) else item.id or _by_reference(item)

    parent = named(organization.parent) if organization.parent else None
    return replace(organization, parent=parent, funders=tuple(map(named, organization.funders)))


def all_inline(record: Alliance | Organization) -> Iterator[Organization]:
    """The organisations inline in `record`, and those inside them, in the order of `within`."""
    items = record.partners if isinstance(record, Alliance) else (*record.funders, record.parent)
    for item in items:
        if isinstance(item, Organization):
            yield item
            yield from all_inline(item)


def within(record: Alliance | Organization, path: str = "") -> Iterator[tuple[str, Alliance | Organization]]:
    """`record` and the organisations inline in it, at any depth, each with the beginning of its fields' paths."""
    yield path, record
    for below, organization in inline_organizations(record):
        yield from within(organization, f"{path}{below}.")


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
