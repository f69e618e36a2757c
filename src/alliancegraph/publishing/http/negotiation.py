"""Content negotiation: which variant of a document an Accept header asks for (RFC 9110 section 12.5).

Pure functions of the headers' text. Where the RFC leaves the choice to the server: among equal weights the range that
names more wins (`text/turtle, */*` asks for Turtle), then the order in which the variants are offered. A part of a
header that does not parse is passed over; a header without a part that does counts as absent.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from alliancegraph.publishing.layout import ENGLISH, HTML, VARIANTS

Weights = tuple[tuple[str, float], ...]
"""What a header lists, in lower case, with weights from 0 to 1."""

_PART = re.compile(r'(?:[^,"]|"(?:[^"\\]|\\.)*")+')
_PARAMETER = re.compile(r';[ \t]*((?:[^;"]|"(?:[^"\\]|\\.)*")*)')
_WEIGHT = re.compile(r"(?:0(?:\.[0-9]*)?|1(?:\.0*)?)[ \t]*\Z")  # section 12.4.2, with any number of digits
_TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"  # noqa: S105 - section 5.6.2
_MEDIA_RANGE = re.compile(rf"{_TOKEN}/{_TOKEN}\Z")
_LANGUAGE_RANGE = re.compile(r"(?:[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*|\*)\Z")  # RFC 4647 section 2.1
_CODING = re.compile(rf"{_TOKEN}\Z")


def choose(accept: str | None, accept_language: str | None, present: Collection[str]) -> str | None:
    """The suffix of the variant to answer with, of those `present`; None where none is acceptable (406).

    A page comes in German unless English is there and preferred. Languages are never refused: section 12.5.4 lets a
    server send what it has.

    >>> choose("text/turtle;q=0.9, text/html;q=0.5", None, {".html", ".en.html", ".ttl"})
    '.ttl'
    >>> choose("text/html", "en-GB, de;q=0.8", {".html", ".en.html", ".ttl"})
    '.en.html'
    """
    offered = {variant.media_type: variant.suffix for variant in VARIANTS if variant.suffix in present}
    chosen = media_type(accept, tuple(offered))
    if chosen is None:
        return None
    if chosen == HTML.media_type and ENGLISH in present and language(accept_language, ("de", "en")) == "en":
        return ENGLISH
    return offered[chosen]


@lru_cache(maxsize=128)
def media_type(accept: str | None, offered: Sequence[str]) -> str | None:
    """The media type that is asked for, of those offered (the preferred one first); None where none is acceptable.

    Parameters but the weight are passed over: `text/turtle;charset=utf-8` asks for Turtle.
    """
    asked = _weights(accept, _MEDIA_RANGE) or (("*/*", 1.0),)
    ranked = [_rank(asked, (one, one.split("/")[0] + "/*", "*/*")) for one in offered]
    return _best(offered, ranked)


@lru_cache(maxsize=128)
def language(accept_language: str | None, offered: Sequence[str]) -> str:
    """The language that is asked for, of those offered; the first of them where nothing fits.

    Matched by lookup (RFC 4647 section 3.4): `en-GB` is content with `en`.
    """
    asked = _weights(accept_language, _LANGUAGE_RANGE)
    listed = tuple((value.split("-")[0], weight) for value, weight in asked)
    return _best(offered, [_rank(listed, (one, "*")) for one in offered]) or offered[0]


@lru_cache(maxsize=128)
def is_coding_accepted(accept_encoding: str | None, coding: str) -> bool:
    """Whether a content coding may be sent; without the header none is (section 12.5.3, rule 1 leaves that open)."""
    return _rank(_weights(accept_encoding, _CODING), (coding, "*"))[0] > 0


def _weights(header: str | None, form: re.Pattern[str]) -> Weights:
    """The parts of a list header that parse."""
    found = []
    for part in _PART.findall(header or ""):
        value = part.split(";", 1)[0].strip(" \t")
        parameters = _PARAMETER.findall(part)
        weight = next((one[2:] for one in parameters if one[:2].lower() == "q="), "1")
        if form.match(value) and _WEIGHT.match(weight):
            found.append((value.lower(), float(weight)))
    return tuple(found)


def _rank(listed: Weights, names: Sequence[str]) -> tuple[float, int]:
    """The weight of what goes by several names, the most precise first, and how precise the one listed is."""
    for precision, name in zip(range(len(names), 0, -1), names, strict=True):
        weights = [weight for value, weight in listed if value == name]
        if weights:
            return max(weights), precision
    return 0.0, 0


def _best(offered: Sequence[str], ranked: Sequence[tuple[float, int]]) -> str | None:
    place = max(range(len(offered)), key=lambda at: ranked[at], default=None)
    return None if place is None or not ranked[place][0] else offered[place]
