"""What a portal holds after a harvest, and what it would do at the next one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from msgspec import Struct

from alliancegraph.errors import Finding, finding
from alliancegraph.publishing.harvest.datasets import Seen
from alliancegraph.publishing.stored import FORMAT

_SHARE = 10  # one in so many datasets may go without a word


class State(Struct, frozen=True, forbid_unknown_fields=True):
    """The datasets of a harvest, and the address they came from."""

    address: str
    datasets: tuple[Seen, ...]
    format: Literal[1] = FORMAT


class Changes(NamedTuple):
    """What a portal would create, update and delete; `updated` as they are now, beside what they were."""

    created: tuple[Seen, ...]
    updated: tuple[tuple[Seen, Seen], ...]
    deleted: tuple[Seen, ...]
    unchanged: int


def changes(now: Iterable[Seen], before: Iterable[Seen]) -> Changes:
    """What is new, other than before, and absent. What has no identity is created each time, and deleted the next."""
    given, old = tuple(now), tuple(before)
    known, named = _by_identity(old), _by_identity(given)
    same = [(one, known[one.identity]) for one in given if one.identity in known]
    return Changes(
        tuple(one for one in given if one.identity not in known),
        tuple((one, was) for one, was in same if one != was),
        tuple(one for one in old if one.identity not in named),
        sum(one == was for one, was in same),
    )


def remarks(found: Changes) -> Iterator[Finding]:
    """What is odd about some changes."""
    for one, was in found.updated:
        if one.digest == was.digest:
            yield finding("modified-alone", record=one.identity)
        elif one.modified == was.modified is not None:
            yield finding("modified-stands", record=one.identity)
    gone = {one.title: one for one in found.deleted if one.identity}
    for one in found.created:
        if one.identity and one.title in gone:
            yield finding("identity-changed", record=one.identity, old=gone[one.title].identity)
    total = len(found.updated) + len(found.deleted) + found.unchanged
    if len(found.deleted) * _SHARE > total:
        yield finding("harvest-deletions", count=len(found.deleted), total=total)


def _by_identity(datasets: Iterable[Seen]) -> dict[str | None, Seen]:
    return {one.identity: one for one in datasets if one.identity is not None}
