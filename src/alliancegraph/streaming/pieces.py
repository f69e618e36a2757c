"""Documents in pieces: what the writers make of all trees at once, put together from what they make of some at a time.

Nothing here knows how a term is written: pieces are cut from whole documents of the writers.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from alliancegraph.resource import Resource
from alliancegraph.writers import FORMATS
from alliancegraph.writers.jsonld import context


class Piece(NamedTuple):
    """Some nodes as text; and the prefixes that Turtle has to declare for them."""

    text: str = ""
    prefixes: frozenset[str] = frozenset()


def piece(roots: Sequence[Resource], format: str) -> Piece:
    """Some trees as a piece of a document of several."""
    if not roots:
        return Piece()
    text = FORMATS[format](roots)
    if format == "turtle":
        return _blocks(text)
    return Piece(_items(text, len(roots)) if format == "json-ld" else text)


class Frame(NamedTuple):
    """What stands before, between and behind the pieces of a document."""

    head: str = ""
    between: str = ""
    foot: str = ""


def frame(format: str, roots: int, prefixes: Iterable[str] = ()) -> Frame:
    """The frame of a document of so many trees; of Turtle's, `prefixes` are those of all pieces."""
    if format == "turtle":
        lines = sorted(prefixes, key=lambda line: line.partition(":")[0])
        return Frame("".join(f"{line}\n" for line in lines) + "\n", "\n")
    if format == "json-ld":
        return Frame(_context(), "", "\n}\n") if roots == 1 else Frame(_graph(), ",\n", "\n  ]\n}\n")
    return Frame()


def fitted(text: str, format: str, roots: int) -> str:
    """A piece as it stands in a document of so many trees: in JSON-LD a single one is the root."""
    if format != "json-ld" or roots != 1:
        return text
    return re.sub("^    ", "", text.removeprefix("    {\n").removesuffix("\n    }"), flags=re.MULTILINE)


def _blocks(text: str) -> Piece:
    """The blocks of a Turtle document, and the lines before them; a bare reference leaves an empty block behind."""
    head, _, body = text.partition("\n\n")
    return Piece(re.sub("\n{3,}", "\n\n", body).rstrip("\n") + "\n", frozenset(head.split("\n")))


@cache
def _context() -> str:
    """The beginning of a JSON-LD document whose root is a node."""
    return json.dumps({"@context": context()}, ensure_ascii=False, indent=2).removesuffix("\n}") + ",\n"


def _graph() -> str:
    return _context() + '  "@graph": [\n'


def _items(text: str, roots: int) -> str:
    """The node objects of a JSON-LD document, as they stand in its `@graph`."""
    if roots > 1:
        return text.removeprefix(_graph()).removesuffix("\n  ]\n}\n")
    members = text.removeprefix(_context()).removesuffix("\n}\n")
    return "    {\n" + re.sub("^", "    ", members, flags=re.MULTILINE) + "\n    }"
