"""An HTML page's main part as lines that the text reader understands, each with the element it came from."""

from __future__ import annotations

import re

from lxml import etree

from alliancegraph.readers import anchors
from alliancegraph.readers.profile import hours, labels, online, postal
from alliancegraph.readers.profile.lines import lines as text_lines
from alliancegraph.readers.tree import Element, absolute, text_of
from alliancegraph.readers.writer import BLOCKS, GAPS, HEADINGS, LISTS, Writer

_LONGEST_LABEL = 90  # characters
_NO_WRAP = LISTS | {"dl", "table"}
_WRITES = re.compile(r"document\.write|innerHTML|textContent|href", re.IGNORECASE)
_MAILBOX_PARTS = re.compile(r"mailto|['\"]@['\"]|&#(?:64|x40);|%40|fromCharCode", re.IGNORECASE)


def write(part: Element, writer: Writer) -> None:
    """Writes the lines of an element and what it holds, in reading order."""
    plain: set[Element] = set()  # lists that only set out lines, as of an address
    headers: dict[Element, tuple[str, ...]] = {}  # of tables
    heading_ended = False
    walker = etree.iterwalk(part, events=("start", "end"))
    passed: set[Element] = set()
    for event, element in walker:
        tag = element.tag
        if event == "start":
            if element in writer.skip:
                if tag == "script" and _writes_mailbox(element.text or ""):
                    writer.hide(element)
                passed.add(element)
                walker.skip_subtree()
                continue
            if tag == "br":
                writer.line_break()
            elif tag == "img":
                _image(element, writer)
            elif tag == "a" and not any(inner.tag in BLOCKS for inner in element.iterdescendants()):
                anchors.write(element, writer)
                passed.add(element)
                walker.skip_subtree()
                continue
            elif _is_cloaked(element):
                writer.hide(element)
                passed.add(element)
                walker.skip_subtree()
                continue
            elif tag in LISTS:
                if any(postal.has_postcode(text_of(item, writer.skip)) for item in element.iterfind("li")):
                    plain.add(element)
                    writer.gap()
                else:
                    writer.begin_list()
            elif tag == "li":
                writer.begin_item("" if element.getparent() in plain else _sign(element))
            elif tag == "tr":
                writer.end_line(force=True)
                if _is_header_row(element, headers):
                    passed.add(element)
                    walker.skip_subtree()
                    continue
                if _table(element) in headers:
                    writer.gap()
            elif tag in ("td", "th") and _goes_on(element, headers):
                if text_of(element, writer.skip):
                    writer.write(" – ", element)
            elif tag in ("td", "th", "dt"):
                writer.end_line()
                if label := _label_of(element, writer, headers):
                    writer.hold(label, element)
                    if tag == "dt" or _table(element) not in headers:
                        passed.add(element)
                        walker.skip_subtree()
                        continue
            elif tag in GAPS and not (heading_ended and tag not in HEADINGS):
                if tag in _NO_WRAP or tag in HEADINGS:
                    writer.end_line(force=True)
                writer.gap()
            elif tag in BLOCKS:
                writer.end_line()
            heading_ended = heading_ended and tag not in HEADINGS and not (element.text or "").strip()
            _text(element.text, element, writer, None)
            continue
        if element not in passed:
            if tag in LISTS and element not in plain:
                writer.end_list()
            elif tag in HEADINGS:
                writer.end_line()
                heading_ended = True
            elif tag in ("dd", "td"):
                if not _lists(_table(element), headers):
                    writer.end_line(force=True)
            elif tag in GAPS and element is not part:
                writer.gap()
            elif tag in BLOCKS:
                writer.end_line()
        if element is not part:
            parent = element.getparent()
            heading_ended = heading_ended and not (element.tail or "").strip()
            _text(element.tail, parent, writer, element.sourceline if tag == "br" else None)
    writer.end_line(force=True)


def _writes_mailbox(script: str) -> bool:
    return _WRITES.search(script) is not None and _MAILBOX_PARTS.search(script) is not None


def _text(text: str | None, element: Element, writer: Writer, line: int | None) -> None:
    if not text:
        return
    if not any(one.tag == "pre" for one in (element, *element.iterancestors("pre"))):
        writer.write(text, element, line)
        return
    for number, piece in enumerate(re.split("\r\n|\r|\n", text)):
        if number:
            writer.line_break()
        writer.write(piece, element, line)


def _sign(item: Element) -> str:
    """The sign of a list item: its number in an ordered list."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return "•"
    number = sum(1 for _ in item.itersiblings("li", preceding=True)) + 1
    return f"{number}." if number < 100 else "•"


def _is_cloaked(element: Element) -> bool:
    """Whether an element stands for a mailbox that a script decodes, or that shows its letters backwards."""
    return (
        element.get("data-cfemail") is not None
        or "__cf_email__" in (element.get("class") or "")
        or "bidi-override" in (element.get("style") or "")
    )


# --- Tables and definition lists --------------------------------------------------------------------------------------


def _table(row: Element) -> Element:
    return next(row.iterancestors("table"), None)


def _cells(row: Element) -> list[Element]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def _lists(table: Element | None, headers: dict[Element, tuple[str, ...]]) -> bool:
    """Whether each row of a table is an item: its first column is of projects, partners or the like."""
    return table in headers and labels.named(headers[table][0]) in _LISTED


def _goes_on(cell: Element, headers: dict[Element, tuple[str, ...]]) -> bool:
    """Whether a cell tells more of the item that its row is."""
    return _lists(_table(cell), headers) and cell.getprevious() is not None


_LISTED = frozenset({"projects", "past-projects", "planned-projects", "partners", "focus-areas"})


def _is_header_row(row: Element, headers: dict[Element, tuple[str, ...]]) -> bool:
    """Whether a row heads the columns of its table; then their names are kept in `headers`."""
    table, cells = _table(row), _cells(row)
    if table is None or table in headers or len(cells) < 2 or any(cell.tag != "th" for cell in cells):
        return False
    others = [other for other in table.iter("tr") if other is not row]
    if not others or row.getprevious() is not None:
        return False
    headers[table] = tuple(text_of(cell, set()) for cell in cells)
    return True


def _label_of(cell: Element, writer: Writer, headers: dict[Element, tuple[str, ...]]) -> str | None:
    """The label that a term or table cell is, or that its column gives it."""
    text = text_of(cell, writer.skip)
    following = next(cell.itersiblings("dd" if cell.tag == "dt" else "td"), None)
    if cell.tag == "dt":
        following = next((one for one in cell.itersiblings() if one.tag in ("dt", "dd")), None)
        return text if following is not None and following.tag == "dd" and 0 < len(text) <= _LONGEST_LABEL else None
    row = cell.getparent()
    table = _table(cell)
    if table in headers and row is not None:
        names = headers[table]
        index = _cells(row).index(cell)
        known = labels.named(names[index]) if text and index < len(names) else None
        return names[index] if known not in (None, "name") else None
    short = 0 < len(text) <= _LONGEST_LABEL and not any(inner.tag in _NO_WRAP for inner in cell.iterdescendants())
    if following is None or not short or cell.itersiblings(preceding=True) is None:
        return None
    return text if cell.tag == "th" or text.endswith(":") or labels.named(text) or hours.is_days(text) else None


# --- Images -----------------------------------------------------------------------------------------------------------


def _partner_named(image: Element, writer: Writer) -> str:
    """The partner or funder whose logo an image is, by its alternative text and the heading above."""
    above = next((line.text for line in reversed(writer.lines) if line.text and not line.text.startswith("• ")), "")
    if labels.named(above) not in ("partners", "funder") or writer.before:
        return ""
    return re.sub(r"^Logo:?\s*(?:(?:der|des|von|vom)\s+)?", "", " ".join((image.get("alt") or "").split()))


def _image(image: Element, writer: Writer) -> None:
    """Writes the address of a photograph into the current line, where the text reader tells it from layout graphics.

    An image with an empty alternative text is decoration (HTML, section 4.8.4.4.3).
    """
    source = next(
        (
            s
            for name in ("src", "data-src", "data-original")
            if (s := (image.get(name) or "").strip()) and s[:5] != "data:"
        ),
        "",
    )
    if online.looks_like_mailbox(image.get("alt") or ""):
        writer.write(f" {image.get('alt')} ", image)  # a mailbox drawn, and spelled out for who cannot see it
        return
    if name := _partner_named(image, writer):
        writer.begin_item("•")
        writer.write(name, image)
        writer.end_line(force=True)
        return
    decoration = image.get("alt") == "" or (image.get("role") or "") in ("presentation", "none")
    tiny = any((image.get(name) or "").removesuffix("px") in {"0", "1", "2"} for name in ("width", "height"))
    if not source or decoration or tiny:
        return
    address = absolute(source, writer.base)
    (line,) = text_lines(address or "https://example.org/" + source.replace(" ", "%20")) or (None,)
    if line is not None and line.graphics and not line.text:
        return
    if address is None or line is None or line.images != (address,):
        writer.note("image-unread", image, address=source[:200])
        return
    writer.write(f" {address} ", image)
