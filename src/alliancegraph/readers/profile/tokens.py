"""Lines -> tokens: a label, a list item, or other text. A line may hold several; every line has at least one."""

from __future__ import annotations

import re
from typing import NamedTuple

from alliancegraph.readers.profile import labels, numbers
from alliancegraph.readers.profile.labels import Label
from alliancegraph.readers.profile.lines import Line

# A sign needs no space behind it, nor does a dash before a letter; "1." and "a)" do. "22. Mai" begins no item.
_BULLET = re.compile(
    r"(?P<sign>[•·○▪●◦‣∙■□►▶➢➤✓✔⁃∗*⚫◾\uf0b7\uf0a7]|[-–—](?=\s|[A-Za-zÄÖÜäöü„\"»])|\+(?=\s)"
    rf"|(?!\d{{1,2}}\.\s(?:{'|'.join(numbers.MONTHS)}))(?:\(?\d{{1,2}}[.)]|\(?[a-z]\))(?=\s|$))\s*(?P<text>.*)",
    re.IGNORECASE,
)
# Labels that may stand in a list: "• Telefon: 03876 …". Others are items there ("• Projekte").
_IN_LISTS = frozenset(
    {"telephone", "fax", "mobile", "telephone-and-fax", "email", "website", "founded", "person", "address"}
)


class Token(NamedTuple):
    """A piece of a line."""

    line: int
    text: str
    label: Label | None = None  # this token is a label; its value, if any, is the next token
    bullet: str = ""  # the sign that makes it a list item
    gap: bool = False
    indent: int = 0
    images: tuple[str, ...] = ()
    graphics: tuple[str, ...] = ()
    inner: bool = False  # stands behind another token on its line
    repeats: bool = False  # only repeats the record's name


def tokens(lines: tuple[Line, ...]) -> tuple[Token, ...]:
    """The tokens of a page. The sign of a lone bullet goes to the line below it."""
    found: list[Token] = []
    lone = ""
    for line in lines:
        match = _BULLET.fullmatch(line.text)
        if match and not match["text"] and not line.images:
            found.append(Token(line.number, "", bullet=match["sign"], gap=line.gap))
            lone = match["sign"]
            continue
        found += _of_line(line, match, lone)
        lone = "" if line.text else lone
    return tuple(found)


def _of_line(line: Line, bullet: re.Match[str] | None, lone: str) -> list[Token]:
    text = bullet["text"] if bullet else line.text
    sign = bullet["sign"] if bullet else lone
    pieces: list[Token] = []
    for segment in labels.segments(text):
        found = labels.label(segment)
        if found is not None and sign and not (found.name in _IN_LISTS and found.value):
            found = None
        silent = found is None or (found.name == "partners" and not found.value)
        if silent and not sign and (count := numbers.counted(segment)) is not None:
            found = Label("partners", "kategorien" if count.announces else "", segment)
        if found is None:
            pieces.append(Token(line.number, segment, bullet=sign))
        else:
            pieces.append(Token(line.number, found.words, found))
            pieces += [Token(line.number, found.value)] if found.value else []
    first = (pieces or [Token(line.number, "")])[0]
    return [
        first._replace(gap=line.gap, indent=line.indent, images=line.images, graphics=line.graphics),
        *(p._replace(inner=True) for p in pieces[1:]),
    ]
