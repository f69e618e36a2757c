"""Web pages: HTML -> the lines of their main part -> the reader of text pages; places name line and element."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType

from msgspec.structs import replace

from alliancegraph.errors import Finding, Place, finding
from alliancegraph.readers import embedded
from alliancegraph.readers.markup import write
from alliancegraph.readers.profile import TraceLine, headings, read_page
from alliancegraph.readers.tree import Element, Names, base_of, left_aside, main_part, parsed, text_of
from alliancegraph.readers.writer import HtmlLine, Note, Writer
from alliancegraph.records import Alliance, Organization, Origin, origin, with_origin

Agent = Alliance | Organization


@dataclass(frozen=True)
class WebPage:
    """The records of a web page, what became of its lines, and findings about the page itself."""

    records: tuple[Agent, ...]
    trace: tuple[TraceLine, ...]
    findings: tuple[Finding, ...]


def read_html(text: str, name: str, url: str | None = None) -> WebPage:
    """Reads a web page. `name` is what places call it; `url`, where it was fetched, completes relative addresses."""
    root, is_cut = parsed(text)
    base = base_of(root, url)
    lines, notes, hidden = _lines(root, base)
    page = read_page("\n".join(line.text for line in lines), name)
    place = _places(lines, name)
    records = tuple(_relocated(record, place, hidden) for record in page.records)
    findings = [finding(n.code, place=Place(name, n.line, element=n.element), **dict(n.values)) for n in notes]
    if is_cut:
        findings.append(finding("html-deep", place=Place(name)))
    added = embedded.complete(records, embedded.read(root, base, name), url)
    trace = tuple(dataclasses.replace(line, line=max(1, place(line.line).line)) for line in page.trace)
    return WebPage(added.records, trace, (*findings, *added.findings))


def page_lines(text: str, url: str | None = None) -> tuple[HtmlLine, ...]:
    """The lines of a page's main part, as the text reader gets them."""
    root = parsed(text).root
    return _lines(root, base_of(root, url))[0]


def _lines(root: Element, base: str | None) -> tuple[tuple[HtmlLine, ...], tuple[Note, ...], frozenset[int]]:
    part = main_part(root)
    unseen, frame = left_aside(part)
    writer = Writer(base, unseen | frame)
    heading = _heading_above(root, part, writer.skip)
    if heading is not None:
        write(heading, writer)
        writer.gap()
    write(part, writer)
    while writer.lines and not writer.lines[-1].text:
        writer.lines.pop()
    notes = [*writer.notes, *_contacts_left(root, part, frame, unseen)]
    return tuple(writer.lines), tuple(notes), frozenset(writer.hidden)


def _heading_above(root: Element, part: Element, skip: set[Element]) -> Element | None:
    """The heading that names the alliance, where it stands in the page's header and so outside of the part read."""
    for element in root.iter("h1", "h2"):
        above = {element, *element.iterancestors()}
        if headings.alliance(text_of(element, skip)):
            return element if part not in above or not above.isdisjoint(skip) else None
    return None


def _contacts_left(root: Element, part: Element, frame: set[Element], unseen: set[Element]) -> list[Note]:
    """A note where the main part has no link to a mailbox or number and the frame around it has one."""
    body = root.find("body")
    if body is None:
        return []
    aside = {link for element in frame for link in _contact_links(element)}
    inside = set(_contact_links(part)) - aside
    outside = (set(_contact_links(body)) - set(_contact_links(part))) | aside
    outside = {link for link in outside if not any(above in unseen for above in (link, *link.iterancestors()))}
    if inside or not outside:
        return []
    first = next(link for link in body.iter("a") if link in outside)
    return [Note("contact-in-frame", Names().of(first), first.sourceline or 0)]


def _contact_links(element: Element) -> list[Element]:
    return [a for a in element.iter("a") if re.match(r"\s*(?:mailto|tel):", a.get("href") or "", re.IGNORECASE)]


def _places(lines: tuple[HtmlLine, ...], name: str) -> Callable[[int], Place]:
    def place(number: int) -> Place:
        if not 0 < number <= len(lines):
            return Place(name)
        return Place(name, lines[number - 1].line, element=lines[number - 1].element)

    return place


def _relocated(record: Agent, place: Callable[[int], Place], hidden: frozenset[int]) -> Agent:
    """A record of the text reader with its places in the page; a mailbox that a script hides is not missing as well."""
    came_from = origin(record)
    unrecognised = tuple(replace(one, line=max(1, place(one.line).line)) for one in record.unrecognised)
    moved = replace(record, unrecognised=unrecognised)
    if came_from is None:
        return moved
    findings = tuple(
        dataclasses.replace(one, place=place(one.place.line) if one.place else None)
        for one in came_from.findings
        if not (one.code == "label-empty" and one.place and one.place.line in hidden)
    )
    places = MappingProxyType({path: place(at.line) for path, at in came_from.places.items()})
    return with_origin(moved, Origin(came_from.file, places, findings))  # type: ignore[return-value]
