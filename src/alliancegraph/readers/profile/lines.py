"""A page's text as numbered lines: one spelling of characters and spaces, image addresses taken apart from words."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

# Invisible: soft hyphen, zero-width space and joiners, direction marks, word joiner, byte-order mark. The zero-width
# joiner inside an emoji is part of its spelling.
_INVISIBLE = re.compile(
    "[\u00ad\u200b\u200c\u200e\u200f\u2060\ufeff]|(?<![\U0001f000-\U0001faff\u2600-\u27bf\ufe0f])\u200d"
)
# What no record can carry (XML 1.1 characters, RDF 1.1 section 3.3).
_IMPOSSIBLE = re.compile("[\x00\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile("\r\n|\r|\n")

_IMAGE = re.compile(
    r"https?://(?:(?!https?://)[^\s<>\"{}|\\^`])+?"
    # Words may be glued to the address: after ".PNG" anything, after ".png" all but what could go on with the address.
    r"\.(?:(?:PNG|JPE?G|GIF|SVG|WEBP)|(?:[Pp]ng|[Jj]pe?g|[Gg]if|[Ss]vg|[Ww]ebp)(?=https?://|(?![a-z0-9/_-])))"
    r"(?:\?[A-Za-z0-9_=&%.;-]+)?"
)
# Beginnings of the words in a layout graphic's file name.
_DECORATION = (
    "anfuehr", "anführ", "arrow", "background", "bullet", "button", "deko", "hintergrund", "icon", "linie", "pfeil",
    "pixel", "quot", "rahmen", "schatten", "separator", "shadow", "spacer", "trenn", "zitat",
)  # fmt: skip
_DECORATION_WORDS = frozenset({"blank", "border", "btn", "clear", "dot", "line", "strich", "transparent"})


class Line(NamedTuple):
    """A line that is not blank."""

    number: int
    text: str  # NFC, single spaces, without image addresses; empty where the line held nothing else
    gap: bool  # a blank line, or nothing, stands before it
    images: tuple[str, ...] = ()
    graphics: tuple[str, ...] = ()


def lines(text: str) -> tuple[Line, ...]:
    """The lines of a page that are not blank; numbers count every line, as an editor does."""
    found: list[Line] = []
    gap = True
    for number, raw in enumerate(_LINE_END.split(text), start=1):
        line = _line(number, _characters(raw), gap)
        if line is not None:
            found.append(line)
        gap = line is None
    return tuple(found)


def spaced(text: str) -> str:
    """`text` with every run of whitespace, of whatever Unicode kind, as one space."""
    return " ".join(text.split())


def _characters(text: str) -> str:
    return unicodedata.normalize("NFC", _IMPOSSIBLE.sub("\ufffd", _INVISIBLE.sub("", text)))


def _line(number: int, text: str, gap: bool) -> Line | None:
    if not text.strip():
        return None
    addresses = _IMAGE.findall(text)
    return Line(
        number,
        spaced(_IMAGE.sub(" ", text)),
        gap,
        tuple(a for a in addresses if not _is_graphic(a)),
        tuple(a for a in addresses if _is_graphic(a)),
    )


def _is_graphic(address: str) -> bool:
    try:
        path = urlsplit(address).path
    except ValueError:
        return False
    words = re.split(r"[^a-zäöüß]+", unicodedata.normalize("NFC", unquote(path)).rsplit("/", 1)[-1].casefold())
    return any(word.startswith(_DECORATION) or word in _DECORATION_WORDS for word in words)
