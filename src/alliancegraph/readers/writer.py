"""The lines of a page in the making, each with the element it came from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple

from alliancegraph.readers.profile import labels
from alliancegraph.readers.tree import Element, Names

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
LISTS = frozenset({"ul", "ol", "menu", "dir"})
GAPS = HEADINGS | LISTS | {
    "p", "dl", "table", "section", "article", "address", "blockquote", "pre", "figure", "fieldset", "main", "hr",
    "details",
}  # fmt: skip
BREAKS = frozenset({
    "div", "li", "dt", "dd", "tr", "td", "th", "caption", "figcaption", "summary", "legend", "form", "center", "header",
    "footer", "aside", "body", "noscript", "tbody", "thead", "tfoot",
})  # fmt: skip
BLOCKS = GAPS | BREAKS
_BEFORE = 200  # characters of a line that tell what a link behind them is
# What pages show where a script would put a mailbox: Cloudflare, Joomla and their like.
_CLOAKED = re.compile(
    r"\[email\s*protected\]|(?:Diese\s+)?E-?Mail-?\s?Adresse\s+ist\s+(?:vor|gegen)\s+Spam\w*\s+geschützt\S*"
    r"(?:\s+(?:Zur Anzeige|Sie müssen|Zum Anzeigen)[^.!]*[.!])?"
    r"|This e-?mail address is being protected from spambots\S*(?:\s+You need JavaScript[^.]*\.?)?",
    re.IGNORECASE,
)


class HtmlLine(NamedTuple):
    """A line of a page; `line` is that of the source on which its element begins. A blank line has no element."""

    text: str
    element: str = ""
    line: int = 0


class Note(NamedTuple):
    """A finding in the making."""

    code: str
    element: str
    line: int
    values: Mapping[str, Any] = MappingProxyType({})


@dataclass
class Writer:
    """Collects the lines of a page while it is walked."""

    base: str | None
    skip: set[Element]
    names: Names = field(default_factory=Names)
    lines: list[HtmlLine] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)  # numbers of lines whose mailbox a script hides
    _parts: list[str] = field(default_factory=list)
    _at: tuple[str, int] | None = None
    _after: list[str] = field(default_factory=list)
    _label_at: tuple[str, int] = ("", 0)  # of a label that waits for its value
    _held: bool = False  # the line so far is a label that waits for its value
    _bullet: str = ""
    _depth: int = 0  # of lists

    # What anchors.py and the walk below write with.

    @property
    def before(self) -> str:
        """The end of the current line so far."""
        return " ".join("".join(self._parts[-8:])[-_BEFORE:].split())

    @property
    def above(self) -> str:
        """The text of the last line above the current one that is not blank."""
        return next((line.text for line in reversed(self.lines[-2:]) if line.text), "")

    def write(self, text: str, element: Element, line: int | None = None) -> None:
        """Adds text to the current line; the first of it says where the line came from."""
        if text.strip():
            self._held = False
            if self._at is None:
                block = _block(element)
                self._at = (self.names.of(block), line or element.sourceline or 0)
        if text.strip() or self._parts:
            self._parts.append(text)

    def after(self, text: str) -> None:
        """Puts a line of its own below the current one."""
        self._after.append(text)

    def note(self, code: str, element: Element, **values: object) -> None:
        """Notes a finding on an element."""
        self.notes.append(Note(code, self.names.of(element), element.sourceline or 0, MappingProxyType(values)))

    def hide(self, element: Element) -> None:
        """Notes that a script hides a mailbox where the current line stands."""
        name = self.names.of(_block(element))
        if not any(note.code == "mailbox-hidden" and note.element == name for note in self.notes):
            self.notes.append(Note("mailbox-hidden", name, element.sourceline or 0))
        self.hidden.add(len(self.lines) + 1)

    def hold(self, label: str, element: Element) -> None:
        """Begins a line with a label whose value the next element holds."""
        self.end_line(force=True)
        self.write(f"{label.rstrip(' :')}: ", element)
        self._held, self._at = True, None
        self._label_at = (self.names.of(_block(element)), element.sourceline or 0)

    def end_line(self, force: bool = False) -> None:
        """Ends the current line, unless it is a label that waits for its value."""
        if self._held and not force:
            return
        at = self._at or self._label_at
        self._held = False
        text, self._parts, self._at = " ".join("".join(self._parts).split()), [], None
        if cloaked := _CLOAKED.search(text):
            self.hidden.add(len(self.lines) + 1)
            if not any(note.code == "mailbox-hidden" and note.element == at[0] for note in self.notes):
                self.notes.append(Note("mailbox-hidden", *at))
            text = f"{text[: cloaked.start()]}{text[cloaked.end() :]}".strip()
        if text:
            indent = "  " * (self._depth - (1 if self._bullet else 0)) if self._depth else ""
            sign = "" if not self._bullet or labels.key(text) == "" else f"{self._bullet} "
            self.lines.append(HtmlLine(f"{indent}{sign}{text}", *at))
            self._bullet = ""
        self.lines += [HtmlLine(line, *at) for line in self._after]
        self._after = []

    def gap(self) -> None:
        """Ends the current line and leaves a blank one; within a list item only the former."""
        self.end_line()
        if not self._held and not self._depth and self.lines and self.lines[-1].text:
            self.lines.append(HtmlLine(""))

    def begin_list(self) -> None:
        """Goes one list deeper."""
        self.end_line(force=True)
        if not self._depth:
            self.gap()
        self._depth += 1

    def end_list(self) -> None:
        """Comes back from a list."""
        self.end_line()
        self._depth = max(0, self._depth - 1)
        self._bullet = ""
        self.gap()

    def begin_item(self, sign: str) -> None:
        """Begins a list item."""
        self.end_line(force=True)
        self._bullet = sign

    def line_break(self) -> None:
        """A `br`: ends the line; the second in a row leaves a blank one."""
        if self.before or self._held:
            self.end_line(force=True)
        else:
            self.gap()


def _block(element: Element) -> Element:
    """The nearest element that is no part of a line."""
    for one in (element, *element.iterancestors()):
        if one.tag in BLOCKS or one.tag in ("html", "body"):
            return one
    return element
