"""The register of a site: every identifier it ever published, and what became of it (`register.json`).

An identifier once published never names something else. It names what it did (`resources`), or leads to the name that
has now (`renamed`, 301), or is a tombstone (`gone`, 410). Identifiers are paths below `id/`: `alliance/perleberg`.
Whatever is said of a path holds for everything below it, unless a longer path says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from msgspec import Struct

from alliancegraph.errors import Finding, SiteError
from alliancegraph.publishing import stored
from alliancegraph.publishing.stored import FORMAT

How = Literal["came", "changed", "renamed", "went"]


class Entry(Struct, frozen=True):
    """Something published: a digest of its content without dates, and the days of its issue and last change.

    `retrieved` is the day its source was fetched; days are None where nobody has said them.
    """

    digest: str
    name: str
    issued: str | None = None
    modified: str | None = None
    retrieved: str | None = None


class Change(Struct, frozen=True):
    """What happened to a path, on which day, and what the thing was called."""

    path: str
    change: How
    name: str
    day: str | None = None


class Register(Struct, frozen=True, forbid_unknown_fields=True):
    """What a site has published under its base IRI.

    `renamed`: old path -> the path it has now. `gone`: path -> the day it went; `former`: the names of what is gone.
    `changes`: the latest of each path, those of the last publication first.
    """

    base: str
    resources: Mapping[str, Entry] = {}
    datasets: Mapping[str, Entry] = {}
    renamed: Mapping[str, str] = {}
    gone: Mapping[str, str | None] = {}
    former: Mapping[str, str] = {}
    changes: tuple[Change, ...] = ()
    format: Literal[1] = FORMAT

    def now(self, path: str) -> str:
        """The path a thing has now: that of the longest renamed beginning of `path`, and what stands behind it."""
        return renamed(path, self.renamed)


def heads(path: str) -> Iterator[str]:
    """`path` and what it lives under, longest first: `alliance/a/project/b`, `alliance/a`."""
    segments = path.split("/")
    return ("/".join(segments[:length]) for length in range(len(segments), 1, -1))


def renamed(path: str, names: Mapping[str, str]) -> str:
    """Where `path` leads by a table of renames, followed to its end; a circle ends where it closes."""
    seen = {path}
    while head := next((head for head in heads(path) if head in names), None):
        path = names[head] + path[len(head) :]
        if path in seen:
            return path
        seen.add(path)
    return path


def read(content: bytes, file: str) -> Register:
    """The register in a `register.json`.

    Raises `SiteError` where it is none, or of a format this program does not know: it is never taken for a new one.
    """
    found = stored.read(content, Register, file, "register")
    if isinstance(found, Finding):
        raise SiteError([found])
    return found


def write(register: Register) -> bytes:
    """The content of `register.json`: the same register gives the same bytes."""
    return stored.write(register)
