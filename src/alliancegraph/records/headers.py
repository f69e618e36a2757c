"""The names of sheets and columns, as people write them -> kinds of record and columns."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from alliancegraph.records.sheets import BY_KIND, HELPERS, KINDS, SHEETS, Column


def plain(name: str) -> str:
    """A name without what people write differently: case, spaces, punctuation, ß, umlauts taken apart.

    >>> plain("E-Mail Adresse") == plain("e mail-adresse:")
    True
    """
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFC", name).casefold())


class Match(NamedTuple):
    """What a column's header names: the column, the language of its texts, the number of a nested part (0: none).

    `part` is the field of the record that nested parts live in; `more` numbers the continuation of a long cell.
    """

    column: Column
    language: str = "de"
    part: str = ""
    number: int = 0
    more: int = 0


_PARTS = {"contact_points": ("Kontakt", "Contact"), "projects": ("Projekt", "Project")}


def header(found: Match, language: str) -> str:
    """The header in `language` that names a column: what `match` reads as `found`."""
    part = f"{_PARTS[found.part][language == 'en']} {found.number} " if found.part else ""
    return part + found.column.header(language, found.language) + (f" +{found.more}" if found.more else "")


_LANGUAGE = re.compile(r"^(.*?)\s*(?:[(\[]\s*([a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{1,8})*)\s*[)\]]|_([a-z]{2}))\s*:?\s*$", re.S)
_MORE = re.compile(r"^(.*\S)\s+\+(\d+)$", re.S)
_NUMBERED = re.compile(
    r"^(kontakt(?:stellen?)?|contact(?:[ _]points?)?|projekte?|projects?)[\s_]*([1-9]\d?)?\s*[\s:._-]\s*(.+)$",
    re.I | re.S,
)


def match(kind: str, header: str) -> Match | None:
    """The column of records of `kind` that `header` names; alliances and organisations may have contact columns too."""
    continued = _MORE.match(header)
    if continued and (first := match(kind, continued[1])):
        return first._replace(more=int(continued[2]))
    if found := _own(kind, header):
        return found
    if kind not in ("alliance", "organization"):
        return None
    if numbered := _NUMBERED.match(header.strip()):
        part = "project" if numbered[1][0] in "pP" else "contact_point"
        inner = _own(part, numbered[3])
        if inner and not inner.column.path.startswith("@") and (part != "project" or kind == "alliance"):
            return inner._replace(part=f"{part}s", number=int(numbered[2] or 1))
    inner = _own("contact_point", header)
    return inner._replace(part="contact_points", number=1) if inner and inner.column.path[0] != "@" else None


def _own(kind: str, header: str) -> Match | None:
    names = _names(kind)
    if column := names.get(plain(header)):
        return Match(column)
    with_language = _LANGUAGE.match(header)
    if with_language and (column := names.get(plain(with_language[1]))) and column.is_text:
        return Match(column, (with_language[2] or with_language[3]).lower())
    return None


@cache
def _names(kind: str) -> dict[str, Column]:
    """Column by plain name: the column's own names go before synonyms."""
    columns = (KINDS, *BY_KIND[kind].columns)
    found = {plain(name): c for c in columns for name in (c.german, c.english)}
    for column in columns:
        path = column.path.replace("[]", "")
        for name in (*column.synonyms, path, column.path.lstrip("@")):
            found.setdefault(plain(name), column)
    return found


def nearest(kind: str, header: str) -> str | None:
    """The German name of the column that `header` may mean."""
    names = _names(kind)
    close = difflib.get_close_matches(plain(header), list(names), 1, 0.8)
    return names[close[0]].german if close else None


def kind_named(name: str) -> str | None:
    """The kind of record that a sheet, or a cell of the type column, names."""
    wanted = plain(name)
    for sheet in SHEETS:
        if wanted in map(plain, (sheet.kind, sheet.german, sheet.english, *sheet.synonyms)):
            return sheet.kind
    return None


def is_helper(name: str) -> bool:
    """Whether a sheet is one of ours that holds no records."""
    return plain(name) in {plain(one) for names in HELPERS.values() for one in names}


def kind_of(headers: Iterable[str]) -> str:
    """The kind of record whose own columns the headers name most; alliances where that does not tell."""
    given = [header for header in headers if header.strip()]
    score = {sheet.kind: sum(_own(sheet.kind, header) is not None for header in given) for sheet in SHEETS}
    if not any(plain(header) in _OWNERS for header in given):
        score["contact_point"] = score["project"] = 0  # without an owner they cannot stand in a table of their own
    return max(score, key=lambda kind: score[kind])


_OWNERS = frozenset(map(plain, ("of", "Gehört zu", "Belongs to", "Bündniskennung", "alliance id")))
