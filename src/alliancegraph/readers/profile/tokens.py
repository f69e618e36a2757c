"""Lines -> tokens: a label, a list item, or other text. A line may hold several; every line has at least one."""

from __future__ import annotations

import re
from typing import NamedTuple

from alliancegraph.readers.profile import forms, headings, labels, numbers, online, people, postal, telephones
from alliancegraph.readers.profile.labels import Label
from alliancegraph.readers.profile.lines import Line
from alliancegraph.readers.profile.segments import is_menu, segments, several_values

# A sign needs no space behind it, nor does a dash before a letter; "1." and "a)" do. "22. Mai" begins no item.
_BULLET = re.compile(
    r"(?P<sign>[•·○▪●◦‣∙■□►▶▸➢➤➔➜→⇒❖✓✔⁃∗*⚫◾⦁\uf0b7\uf0a7]|»(?=\s[^«»]*$)|>(?=\s)|(?-i:o)(?=\s+[A-ZÄÖÜ„\"])|[-–—](?=\s|[A-Za-zÄÖÜäöü„\"»])|\+(?=\s)"
    rf"|(?!\d{{1,2}}\.\s(?:{'|'.join(numbers.MONTHS)}|(?:und|bis|oder)\s|\w+tag\s|\w*(?:vorsitz|stellv|sprecher|beigeordnet|bürgermeister)))(?:\(?\d{{1,2}}[.)]|\(?[a-z]\))(?=\s|$))\s*(?P<text>.*)",
    re.IGNORECASE,
)


class Token(NamedTuple):
    """A piece of a line."""

    line: int
    text: str
    label: Label | None = None  # this token is a label; its value, if any, is the next token
    bullet: str = ""  # the sign that makes it a list item
    gap: bool = False
    images: tuple[str, ...] = ()
    graphics: tuple[str, ...] = ()
    inner: bool = False  # stands behind another token on its line
    repeats: bool = False  # only repeats the record's name
    also: tuple[int, ...] = ()  # lines that held nothing but the end of its line's last word


def tokens(lines: tuple[Line, ...]) -> tuple[Token, ...]:
    """The tokens of a page. The sign of a lone bullet goes to the line below it."""
    found: list[Token] = []
    lone = ""
    signs = _label_signs(lines)
    for line in lines:
        match = _BULLET.fullmatch(line.text)
        if match and not match["text"] and not line.images:
            found.append(Token(line.number, "", bullet=match["sign"], gap=line.gap))
            lone = match["sign"]
            continue
        found += _of_line(line, match, lone, signs)
        lone = "" if line.text else lone
    return tuple(found)


# Labels that may stand in a list, with their value: "• Telefon: 03876 …". Others are items there ("• Projekte").
_IN_LISTS = (forms.CONTACT - {"opening-hours"}) | {"founded", "person", "address"}
_LISTED = frozenset({"partners", "focus-areas", "projects", "past-projects", "planned-projects"})
_ITEMS = frozenset({"county", "heading", "navigation", "revision"})  # "• Landkreis" is a category
_MOST = 3  # so many labels with one sign before them, and the sign belongs to the labels


def _label_signs(lines: tuple[Line, ...]) -> frozenset[str]:
    """The signs that stand before labels on this page: "• Gründung: 2011", or the value on the next line."""
    items = [(match["sign"], labels.label(match["text"])) for line in lines if (match := _BULLET.fullmatch(line.text))]
    labelled = [sign for sign, found in items if found and found.name in _IN_LISTS]
    return frozenset(sign for sign in labelled if sign in "•·○▪●-–—*+" and labelled.count(sign) >= _MOST)


def _is_label(label: Label, text: str, sign: str, signs: frozenset[str]) -> bool:
    """Whether a list item is a label: "1. Kontakt:", or one of a list of labels."""
    if sign in signs and label.name not in _ITEMS:
        return True
    return (label.name in _IN_LISTS and bool(label.value)) or (label.name in forms.OFFICE and text.endswith(":"))


def _of_line(line: Line, bullet: re.Match[str] | None, lone: str, signs: frozenset[str]) -> list[Token]:
    if bullet and len(bullet["sign"]) == 1 and bullet["text"].endswith(f" {bullet['sign']}"):
        line, bullet = line._replace(text=bullet["text"][:-2]), None  # "- Bündnis für Familie Wriezen -" is a heading
    text = (bullet["text"] if bullet else line.text).strip(" |")  # bars frame the row of a table
    sign = bullet["sign"] if bullet else lone
    pieces: list[Token] = []
    for segment in () if is_menu(text) else (part for named in _name_apart(text) for part in segments(named)):
        found = labels.label(segment)
        if found is not None and sign and not _is_label(found, segment, sign, signs):
            found = None
        silent = found is None or (found.name == "partners" and not found.value)
        if silent and not sign and (announced := _count(segment)):
            pieces += [Token(line.number, words, label) for words, label in announced]
        elif found is None and any(p.label for p in pieces) and people.person(segment):
            pieces += [Token(line.number, "", Label("person", segment)), Token(line.number, segment)]
        elif found is None:
            pieces += [Token(line.number, part, bullet=sign) for part in _remark_apart(segment)]
        else:
            pieces.append(Token(line.number, found.words, found))
            item = _BULLET.fullmatch(found.value) if found.name in _LISTED else None  # "Projekte: - Lesebus"
            is_item = item is not None and item["text"] and not item["sign"][0].isalnum()
            value, beside = (item["text"], item["sign"]) if item and is_item else (found.value, "")
            parts = several_values(value) or _remark_apart(value)
            pieces += [Token(line.number, part, bullet=beside) for part in parts if part]
    menu = Label("navigation", text) if text and not pieces else None
    first = (pieces or [Token(line.number, text, menu)])[0]
    return [
        first._replace(gap=line.gap, images=line.images, graphics=line.graphics, also=line.also),
        *(p._replace(inner=True) for p in pieces[1:]),
    ]


def _count(text: str) -> list[tuple[str, Label | None]]:
    """A line that counts the partners, and the categories behind its colon: "21 Partner in den Kategorien: Vereine"."""
    head, colon, rest = text.partition(":")
    for words, categories in ((text, ""), (head + colon, rest.strip())):
        if (count := numbers.counted(words)) is not None:
            label = Label("partners", "kategorien" if count.announces else "", words)
            return [(label.words, label), (words, None), *([(categories, None)] if categories else [])]
    return []


def _remark_apart(text: str) -> tuple[str, ...]:
    """A value cut before a remark in brackets: "info@example.org (Sekretariat)"."""
    found = re.fullmatch(r"(.+?)\s*(\([^()@]*[A-Za-zäöüß]{3}[^()@]*\))", text)
    return (found[1], found[2][1:-1]) if found and _is_value(found[1]) else (text,)


def _is_value(text: str) -> bool:
    return telephones.is_number(text) or online.looks_like_mailbox(text) or online.looks_like_link(text)


def _name_apart(text: str) -> tuple[str, ...]:
    """A line cut behind an alliance's name where contact data follow: "Bündnis für Familie Trebbin: Tel. 033731 …"."""
    for separator in re.finditer(r"\s*[:,|]\s+|\s+[–-]\s+", text[:_LONGEST_NAME]):
        name, rest = text[: separator.start()], text[separator.end() :]
        if headings.alliance(name) and not headings.is_generic(name):
            follows = labels.label(rest) or segments(rest)[1:] or postal.has_postcode(rest)
            return (name, rest) if follows or people.is_known_person(rest) else (text,)
    return (text,)


_LONGEST_NAME = 120  # characters
