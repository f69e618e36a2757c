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
_SOFT_END = re.compile(r"(?<=[\w\u0300-\u036f])\u00ad\s*$")  # a soft hyphen at a line's end is a hyphen
# What no record can carry (XML 1.1 characters, RDF 1.1 section 3.3).
_IMPOSSIBLE = re.compile("[\x00\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile("\r\n|\r|\n")

_IMAGE = re.compile(
    r"https?://(?:(?!https?://)[^\s<>\"{}|\\^`])+?"
    # Words may be glued to the address: after ".PNG" anything, after ".png" all but what could go on with the address.
    r"\.(?:(?:PNG|JPE?G|GIF|SVG|WEBP)|(?:[Pp]ng|[Jj]pe?g|[Gg]if|[Ss]vg|[Ww]ebp)(?=https?://|(?![a-z0-9/_-])))"
    r"(?:\?[A-Za-z0-9_=&%.;-]+)?"
)
# A line drawn with signs: "-----", "* * *". Three are too few: "---" says that there is no value.
_RULE = re.compile(r"(?:[-‐-―=_*~#+.·•─━═|/\\]\s?){4,}")
# A word broken at the end of a line: "gegrün-" / "det", "Eltern-" / "Kind-Gruppe"; not "Kinder-" / "und Jugendhilfe".
_BROKEN = re.compile(r"(?:.*\s)?(?P<word>[^\s@:/(\[]*[A-Za-zÄÖÜäöüß]{2})[-‐¬]")
_REST = re.compile(
    r"(?!(?:und|oder|bzw\.|sowie|als|bis)\s)(?P<rest>[A-Za-zÄÖÜäöüß][^\s@:(\[]*(?:\s\d{1,4}\s?[a-z]?$)?)"
    r"(?!\S|\s*[@(\[:])\s*(?P<after>.*)"
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
    text: str  # NFC, single spaces, without image addresses; empty where the line held nothing else, or is drawn
    gap: bool  # a blank line, or nothing, stands before it
    images: tuple[str, ...] = ()
    graphics: tuple[str, ...] = ()
    also: tuple[int, ...] = ()  # lines that held nothing but the end of its last word


def lines(text: str) -> tuple[Line, ...]:
    """The lines of a page that are not blank; numbers count every line, as an editor does."""
    found: list[Line] = []
    gap = True
    for number, raw in enumerate(_LINE_END.split(text), start=1):
        line = _line(number, _characters(raw), gap)
        if line is not None:
            found.append(line)
        gap = line is None or not (line.text or line.images or line.graphics)
    return _whole_words(found)


def _whole_words(lines: list[Line]) -> tuple[Line, ...]:
    """The lines, a word that was broken at the end of one whole in that line."""
    found = lines[:1]
    for line in lines[1:]:
        above = found[-1]
        broken, rest = _BROKEN.fullmatch(above.text), _REST.fullmatch(line.text)
        whole = _whole(broken["word"], rest["rest"]) if broken and rest and not line.gap else None
        if broken and rest and whole:
            above = found[-1] = above._replace(text=above.text[: broken.start("word")] + whole)
            if not (rest["after"] or line.images or line.graphics):
                found[-1] = above._replace(also=(*above.also, line.number))
                continue
            line = line._replace(text=rest["after"])
        found.append(line)
    return tuple(found)


def _whole(begun: str, rest: str) -> str | None:
    """A broken word in one piece; its hyphen stays before a capital, as in "Eltern-Kind-Gruppe"."""
    if rest[0].islower():
        return begun + rest if "." not in rest.rstrip(".") else None
    return f"{begun}-{rest}" if begun[-1].islower() else None


def spaced(text: str) -> str:
    """`text` with every run of whitespace, of whatever Unicode kind, as one space."""
    return " ".join(text.split())


def _characters(text: str) -> str:
    visible = _INVISIBLE.sub("", _SOFT_END.sub("-", text))
    return unicodedata.normalize("NFC", _IMPOSSIBLE.sub("\ufffd", visible))


def _line(number: int, text: str, gap: bool) -> Line | None:
    if not text.strip():
        return None
    addresses = _IMAGE.findall(text)
    words = spaced(_IMAGE.sub(" ", text))
    return Line(
        number,
        "" if _RULE.fullmatch(words) else words,
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
