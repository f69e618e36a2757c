"""Which characters bytes stand for: what the server says, the byte-order mark, the page's own word, else its form."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

# BOMs of the Encoding Standard, section 6.1.
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_META = re.compile(rb"""<meta[^>]{0,500}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_HEAD = 4096  # bytes in which a page states its encoding; the standard asks for the first 1024
# The encodings of the Encoding Standard (section 4) by Python's names: no other can a page be in.
_ENCODINGS = re.compile(
    r"ascii|utf-(?:8|16)(?:-[bl]e)?|iso8859-\d+|cp(?:125\d|866|874|932|949)|koi8-[ru]|mac-(?:roman|cyrillic)|tis-620"
    r"|gb(?:k|2312|18030)|big5|euc_(?:jp|kr)|shift_jis|iso2022_jp"
)
# Section 4.2: these labels mean Windows-1252.
_WINDOWS = frozenset({"ascii", "iso8859-1", "cp1252"})


# None of them stands in text, but for line ends, form feeds and what a file was damaged with here and there.
_CONTROLS = bytes([*range(0x09), 0x0B, *range(0x0E, 0x20)])


class Decoded(NamedTuple):
    """A text and what it was read as; `wrong` is the encoding that was stated and does not hold."""

    text: str
    encoding: str
    wrong: str | None = None
    guessed: bool = False


def controls(text: bytes) -> int:
    """How many control characters there are in UTF-8 that belong in no text."""
    return len(text) - len(text.translate(None, _CONTROLS))


def is_text(controls: int, size: int) -> bool:
    """Whether characters, so many of them control characters, are a text: one in twenty at most."""
    return controls * 20 <= size


def looks_like_html(content: bytes) -> bool:
    """Whether a file begins as an HTML page does."""
    return re.match(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|body)\b", content, re.IGNORECASE) is not None


def decode(content: bytes, declared: str | None = None, is_html: bool = False) -> Decoded | None:
    """The text of `content`; `declared` is the server's word. None where no encoding fits.

    A byte-order mark beats the header, as the HTML Standard (section 13.2.3.2) has it. A stated encoding that the bytes
    contradict (not decodable in it, or valid UTF-8 with umlauts though a single-byte encoding is stated) is not used.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            try:
                return Decoded(content.decode(encoding), encoding.removesuffix("-sig"))
            except UnicodeDecodeError:
                break
    meta = _META.search(content[:_HEAD]) if is_html else None
    stated = [name for name in (declared, meta[1].decode() if meta else None) if name]
    wrong = None
    for name in stated:
        text = _as(content, name)
        if text is not None:
            return Decoded(text, name, wrong)
        wrong = wrong or name
    for name in ("utf-8", "cp1252"):
        text = _strictly(content, name)
        if text is not None and "\0" not in text:
            return Decoded(text, name, wrong, guessed=name != "utf-8")
    return None


def _as(content: bytes, name: str) -> str | None:
    """The content in a stated encoding, if it can be that."""
    try:
        codec = codecs.lookup(name)
    except (LookupError, ValueError):  # ValueError: a null byte in the name
        return None
    if not _ENCODINGS.fullmatch(codec.name):
        return None
    if codec.name.startswith("utf-16") and b"\0" not in content:
        return None  # the page could not have said so in ASCII (HTML Standard, section 13.2.3.2)
    if codec.name.startswith(("utf", "gb", "euc", "shift", "iso2022")):
        return _strictly(content, codec.name)
    single = "cp1252" if codec.name in _WINDOWS else codec.name
    if not content.isascii() and _strictly(content, "utf-8") is not None:
        return None  # umlauts in a single-byte encoding are never valid UTF-8 by chance
    return _strictly(content, single)


def _strictly(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None
