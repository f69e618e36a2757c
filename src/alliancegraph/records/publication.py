"""The settings of a publication: what `publication.toml` holds (DESIGN section 5)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from alliancegraph import iris
from alliancegraph.errors import Finding, Place, SettingsError, finding
from alliancegraph.records.decode import decode_value
from alliancegraph.records.nodes import Node, from_plain, syntax_fault
from alliancegraph.records.types import (
    DistrictKey,
    LanguageMap,
    Link,
    Mailbox,
    MunicipalityKey,
    PublicationBasis,
    StateKey,
    Telephone,
    Value,
)
from alliancegraph.terms import SH

EXAMPLE_BASE = "https://example.org/"
_SLUG = "[a-z0-9]+(-[a-z0-9]+)*"


def _form(name: str, pattern: str) -> Any:
    return Meta(pattern=pattern, extra={"form": name})


Base = Annotated[str, _form("base", r"^https://[^\s<>\"{}|\\^`?#]+/$")]
# A code of one of the EU's authority tables, or the IRI of its entry; which there are, publishing knows.
Code = Annotated[str, _form("code", r"^(http://publications\.europa\.eu/resource/authority/[a-z-]+/)?[A-Z0-9_]+$")]
ThingPath = Annotated[str, _form("thing", f"^(alliance|organization)/{_SLUG}(/project/{_SLUG})?$")]


class Publisher(Value, frozen=True):
    """Who publishes: name, homepage, and a type of agent (IRI)."""

    name: LanguageMap = LanguageMap()
    homepage: Link | None = None
    type: Link | None = None


class Contact(Value, frozen=True):
    """The publisher's contact office; an organisation's mailbox, no person's."""

    name: LanguageMap = LanguageMap()
    email: Mailbox | None = None
    telephone: Telephone | None = None
    url: Link | None = None


class PublicationArea(Value, frozen=True):
    """The area the publication covers, by official keys."""

    municipalities: tuple[MunicipalityKey, ...] = ()
    districts: tuple[DistrictKey, ...] = ()
    states: tuple[StateKey, ...] = ()


class Renamed(Value, frozen=True):
    """A thing that was published under an id it no longer has: `alliance/perleberg`, `alliance/a/project/b`.

    What lives under it is renamed with it.
    """

    old: ThingPath
    new: ThingPath


class Publication(Value, frozen=True):
    """A publication's settings. `base` is the base IRI of all identifiers: https, ending in a slash.

    `imprint`, `privacy` and `accessibility` are the addresses of the statements that the pages link to in their foot.
    """

    base: Base = EXAMPLE_BASE
    title: LanguageMap = LanguageMap()
    description: LanguageMap = LanguageMap()
    publisher: Publisher | None = None
    contact: Contact | None = None
    licence: Link | None = None
    attribution: LanguageMap = LanguageMap()
    language: Literal["de", "en"] = "de"
    area: PublicationArea | None = None
    themes: tuple[Code, ...] = ()
    keywords: tuple[LanguageMap, ...] = ()
    frequency: Code | None = None
    contributor_id: Link | None = None
    publication_basis: PublicationBasis | None = None
    datasets: Literal["whole", "district", "state"] = "whole"
    page_size: Annotated[int, Meta(ge=1, le=100_000)] = 100
    imprint: Link | None = None
    privacy: Link | None = None
    accessibility: Link | None = None
    renamed: tuple[Renamed, ...] = ()


Check = Callable[["Publication"], Iterable[Finding]]
"""What somebody wants of settings beyond their form."""


def load(path: Path, check: Check | None = None) -> Publication:
    """Reads a `publication.toml`.

    Raises `SettingsError` with every fault and its line, those that `check` finds included, and `OSError` where the
    file cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        plain = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        line = re.search(r"at line (\d+)", str(error))
        place = Place(str(path), int(line[1]) if line else 0)
        raise SettingsError([syntax_fault("TOML", place, str(error))]) from error
    settings, faults = _decoded(from_plain(plain, str(path)))
    said = {fault.field for fault in faults}
    wanting = [one for one in check(settings) if one.field not in said] if check and settings else []
    if settings is None or faults or any(one.severity == SH.Violation for one in wanting):
        placed = [_placed(fault, text, str(path)) for fault in (*faults, *wanting)]
        raise SettingsError(sorted(placed, key=lambda fault: fault.place or Place("")))
    return settings


def checked(publication: Publication | None) -> Publication:
    """Settings made in Python, once they are found as good as loaded ones; the default settings for None.

    Raises `SettingsError` with every fault.
    """
    if publication is None:
        return Publication()
    _, faults = _decoded(from_plain(msgspec.to_builtins(publication)))
    if faults:
        raise SettingsError(faults)
    return publication


def _decoded(node: Node) -> tuple[Publication | None, tuple[Finding, ...]]:
    settings, faults = decode_value(Publication, node)
    if settings and not iris.is_http(settings.base):
        faults += (finding("form-base", field="base", place=node.place, value=settings.base),)
    return settings, faults


def _placed(fault: Finding, text: str, file: str) -> Finding:
    """Tomllib gives no lines; a key's first line, within its table, is where it is set."""
    table, _, name = (fault.field or "").split("[")[0].rpartition(".")
    start = re.search(rf"^\s*\[+\s*{re.escape(table)}\b", text, re.MULTILINE) if table else None
    key = re.compile(rf"^\s*(\[+\s*)?([\w-]+\.)*{re.escape(name)}\b", re.MULTILINE)
    match = key.search(text, start.end() if start else 0) or start
    return replace(fault, place=Place(file, text.count("\n", 0, match.end()) + 1 if match else 0))
