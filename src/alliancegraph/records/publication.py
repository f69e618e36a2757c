"""The settings of a publication: what `publication.toml` holds (DESIGN section 5)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from alliancegraph import iris
from alliancegraph.errors import Finding, Place, SettingsError, finding
from alliancegraph.records.decode import decode_value
from alliancegraph.records.nodes import Node, from_plain, syntax_fault
from alliancegraph.records.types import LanguageMap, Line, Link, Mailbox, PublicationBasis, Value

EXAMPLE_BASE = "https://example.org/"

Base = Annotated[str, Meta(pattern=r"^https://[^\s<>\"{}|\\^`?#]+/$", extra={"form": "base"})]


class Publisher(Value, frozen=True):
    """Who publishes: name, homepage, and a type of agent (IRI)."""

    name: LanguageMap = LanguageMap()
    homepage: Link | None = None
    type: Link | None = None


class Contact(Value, frozen=True):
    """The publisher's contact office; an organisation's mailbox, no person's."""

    name: LanguageMap = LanguageMap()
    email: Mailbox | None = None
    telephone: Line | None = None
    url: Link | None = None


class PublicationArea(Value, frozen=True):
    """The area the publication covers, by official keys."""

    municipalities: tuple[Line, ...] = ()
    districts: tuple[Line, ...] = ()
    states: tuple[Line, ...] = ()


class Publication(Value, frozen=True):
    """A publication's settings. `base` is the base IRI of all identifiers: https, ending in a slash."""

    base: Base = EXAMPLE_BASE
    title: LanguageMap = LanguageMap()
    description: LanguageMap = LanguageMap()
    publisher: Publisher | None = None
    contact: Contact | None = None
    licence: Link | None = None
    attribution: LanguageMap = LanguageMap()
    language: Line = "de"
    area: PublicationArea | None = None
    themes: tuple[Line, ...] = ()
    keywords: tuple[LanguageMap, ...] = ()
    frequency: Line | None = None
    contributor_id: Link | None = None
    publication_basis: PublicationBasis | None = None
    datasets: Literal["whole", "district", "state"] = "whole"
    page_size: Annotated[int, Meta(ge=1, le=100_000)] = 100


def load(path: Path) -> Publication:
    """Reads a `publication.toml`.

    Raises `SettingsError` with every fault and its line, and `OSError` where the file cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        plain = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        line = re.search(r"at line (\d+)", str(error))
        place = Place(str(path), int(line[1]) if line else 0)
        raise SettingsError([syntax_fault("TOML", place, str(error))]) from error
    settings, faults = _decoded(from_plain(plain, str(path)))
    if faults or settings is None:
        raise SettingsError(_placed(fault, text) for fault in faults)
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


def _placed(fault: Finding, text: str) -> Finding:
    """Tomllib gives no lines; a key's first line is where it is set."""
    key = re.escape((fault.field or "").rsplit(".", 1)[-1].split("[")[0])
    match = re.search(rf"^\s*(\[+\s*)?([\w-]+\.)*{key}\b", text, re.MULTILINE)
    line = text.count("\n", 0, match.end()) + 1 if match else 0
    assert fault.place is not None  # noqa: S101 - the decoder places every fault
    return replace(fault, place=Place(fault.place.file, line))
