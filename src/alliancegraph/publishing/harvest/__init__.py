"""A look at a published catalogue with a portal's eyes: what its harvester would take over, and what it stumbles over.

The model is CKAN's DCAT harvester (ckanext-dcat 2.4.4), which most German portals run or descend from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from typing import NamedTuple

from alliancegraph.errors import Finding, finding
from alliancegraph.publishing.harvest.client import Client, Site
from alliancegraph.publishing.harvest.datasets import Seen
from alliancegraph.publishing.harvest.files import MOST, check, distinct
from alliancegraph.publishing.harvest.pages import Look, Page, looks
from alliancegraph.publishing.harvest.profile import alone
from alliancegraph.publishing.harvest.state import Changes, State, changes, remarks
from alliancegraph.readers.web import PUBLIC, Web
from alliancegraph.validation.report import Report, Result, as_result, report

__all__ = ["ENDS", "Changes", "Harvest", "Page", "Seen", "Site", "State", "harvest"]

ENDS = frozenset(
    {
        *("harvest-status", "harvest-size", "harvest-html", "harvest-untitled"),
        *("harvest-type-none", "harvest-type-unknown", "harvest-type-spelling", "harvest-type-wrong"),
        *("harvest-type-changes", "harvest-bom", "harvest-encoding", "harvest-syntax", "harvest-context"),
        *("harvest-void", "harvest-paging-loop", "harvest-paging-endless", "harvest-paging-relative"),
    }
)
"""What makes CKAN abandon a harvest as a whole: it then takes over nothing, and deletes nothing."""

_EMPTY = frozenset({"harvest-none", "harvest-other"})


class Harvest(NamedTuple):
    """What a harvester makes of a catalogue: without `changes` it would abandon the harvest.

    `files` is how many the catalogue names, `checked` how many of them were asked for.
    """

    address: str
    pages: tuple[Page, ...]
    datasets: tuple[Seen, ...]
    checked: int
    files: int
    report: Report
    changes: Changes | None

    def state(self) -> State:
        """What a portal knows afterwards."""
        return State(self.address, self.datasets)


def harvest(
    address: str,
    web: Web = PUBLIC,
    previous: State | None = None,
    most: int = MOST,
    site: Site | None = None,
    told: Callable[[str], None] = lambda address: None,
) -> Harvest:
    """Reads a catalogue, page after page, and looks at `most` of the files it names.

    `previous` is what an earlier harvest has left at the portal. `site` is for a rehearsal: where the catalogue will
    stand, and where it stands meanwhile. `told` is called with each address before it is asked for.
    """
    start = site.logical(address) if site else address
    with closing(Client(web, site, told)) as client:
        seen = tuple(looks(client, start))
        named = distinct(file for look in seen for file in look.files)
        checked = [one for file in named[:most] for one in check(client, file)]
    found = [one for look in seen for one in look.findings]
    is_abandoned = any(one.code in ENDS or one.code.startswith("fetch-") for one in found)
    datasets = _each_once(one for look in seen for one in look.datasets)
    moved = None if is_abandoned else changes(datasets, previous.datasets if previous else ())
    known = {one.identity for one in datasets}
    found = [
        *(one for one in found if not _is_elsewhere(one, known)),
        *_several(seen),
        *alone([look.profiled for look in seen]),
        *(remarks(moved) if moved and previous else ()),
        *checked,
    ]
    pages = tuple(look.page for look in seen if look.page)
    return Harvest(start, pages, datasets, min(most, len(named)), len(named), report(_said_once(found)), moved)


def _each_once(datasets: Iterable[Seen]) -> tuple[Seen, ...]:
    """Datasets in order of what they are known by; of one that comes several times the last, as with portals."""
    found = {one.identity or f"{one.title}\n{one.digest}": one for one in datasets}
    return tuple(found[key] for key in sorted(found))


def _is_elsewhere(one: Finding, known: Collection[str | None]) -> bool:
    """Whether the datasets that a page lacks stand on another page, where they may as well."""
    return one.record in known if one.code == "harvest-undescribed" else one.code in _EMPTY and bool(known)


def _several(seen: Sequence[Look]) -> Iterator[Finding]:
    """Datasets that come more than once, and others that share an identifier."""
    counted = Counter(one.identity for look in seen for one in look.datasets if one.identity)
    for identity, count in sorted(counted.items()):
        if count > 1:
            yield finding("harvest-repeated", record=identity, count=count)
    bearers: dict[str, set[str]] = {}
    for identifier, identity in (one for look in seen for one in look.identifiers):
        bearers.setdefault(identifier, set()).add(identity)
    for identifier, sharing in sorted(bearers.items()):
        if len(sharing) > 1:
            yield finding("harvest-identifier-shared", record=identifier, datasets=", ".join(sorted(sharing)))


def _said_once(found: Iterable[Finding]) -> Iterator[Result]:
    """What is said of the same thing on several pages is said of the first of them."""
    known: set[tuple[str, str, str | None, Mapping[str, str]]] = set()
    for one in map(as_result, found):
        key = (one.code, one.record or "", one.field, one.messages)
        if one.record is None or key not in known:
            known.add(key)
            yield one
