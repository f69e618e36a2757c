"""A site, whole: every file of a publication, as a function of its edition and register."""

from __future__ import annotations

import re
from collections.abc import Iterable

from alliancegraph.errors import SiteError, finding
from alliancegraph.publishing import catalogue
from alliancegraph.publishing.configuration import configuration
from alliancegraph.publishing.edition import Edition
from alliancegraph.publishing.history.register import Register, write
from alliancegraph.publishing.layout import FEED, MANIFEST, REGISTER, Files
from alliancegraph.publishing.pages import pages
from alliancegraph.publishing.parts.cards import cards
from alliancegraph.publishing.parts.compression import precompressed
from alliancegraph.publishing.parts.documents import documents
from alliancegraph.publishing.parts.dumps import dumps
from alliancegraph.publishing.parts.feed import feed
from alliancegraph.publishing.parts.sitemap import for_robots
from alliancegraph.publishing.parts.vocabulary import vocabulary

_SEGMENT = re.compile(r"[A-Za-z0-9_.-]{1,255}")


def site(edition: Edition, register: Register) -> Files:
    """The files of the site that publishes an edition; `register` is what `changes.settle` made of it.

    The same edition and register give the same bytes. Raises `SiteError` where two files would collide.
    """
    dumped, described = dumps(edition)
    data = joined(
        [
            documents(edition, register),
            cards(edition),
            dumped,
            catalogue.files(edition, described),
            vocabulary(),
            {FEED: feed(edition.publication, register), REGISTER: write(register)},
        ]
    )
    shown = joined([data, pages(edition, data)])
    served = joined([shown, for_robots(shown, register)])
    whole = joined([served, precompressed(served), configuration(register)])
    return joined([whole, {MANIFEST: "".join(f"{path}\n" for path in sorted({*whole, MANIFEST})).encode()}])


def joined(parts: Iterable[Files]) -> Files:
    """The files of several parts of a site, by path.

    Raises `SiteError` where a path would leave the folder, is that of two files (also where upper and lower case are
    one), or of a file and a folder.
    """
    files: dict[str, bytes] = {}
    taken: dict[str, str] = {}
    for part in parts:
        for path, content in part.items():
            segments = path.split("/")
            if not all(_SEGMENT.fullmatch(one) and one.strip(".") for one in segments):
                raise _collision(path, "..")
            if first := taken.get(path.casefold()):
                raise _collision(first, path)
            taken[path.casefold()] = path
            files[path] = content
    for path in files:
        segments = path.casefold().split("/")
        for depth in range(1, len(segments)):
            if first := taken.get("/".join(segments[:depth])):
                raise _collision(first, path)
    return {path: files[path] for path in sorted(files)}


def _collision(one: str, two: str) -> SiteError:
    return SiteError([finding("site-path", one=one, two=two)])
