"""Publications to try things on: settings, small records, and the edition and site they give."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from msgspec.structs import replace

import alliancegraph as ag
from alliancegraph.publishing.edition import Edition, edition
from alliancegraph.publishing.history import changes
from alliancegraph.publishing.history.register import Register
from alliancegraph.publishing.layout import Files
from alliancegraph.publishing.site import site
from alliancegraph.records import Alliance, Record
from alliancegraph.records.publication import Publication, load

DATA = Path(__file__).parents[1] / "data"
SETTINGS = load(DATA / "publication.toml")


def sample() -> tuple[Record, ...]:
    """The sample records of the repository."""
    return tuple(ag.read(DATA / "alliances"))


def alliance(id: str, name: str | None = None, **more: Any) -> Alliance:
    """An alliance that validates."""
    office = {"id": "office", "organization": "Stadt", "telephones": ["+493876781407"]}
    return Alliance(id=id, **{"name": name or f"Bündnis {id}", "contact_points": [office], **more})


def published(
    records: Iterable[Record], old: Register | None = None, day: str | None = None, **settings: Any
) -> changes.Settled:
    """Records held against what was published before, deletions confirmed."""
    return changes.settle(edition(records, of(**settings)), old, day, confirmed=True)


def settled(records: Iterable[Record], **settings: Any) -> tuple[Edition, Register]:
    """The first edition of some records, and its register."""
    given = tuple(records)
    register = published(given, **settings).register
    return edition(given, of(**settings), register), register


def whole_site(records: Iterable[Record], **settings: Any) -> Files:
    """The files of the first site of some records."""
    return site(*settled(records, **settings))


def of(**settings: Any) -> Publication:
    """The sample's settings, some of them others."""
    return replace(SETTINGS, **settings)
