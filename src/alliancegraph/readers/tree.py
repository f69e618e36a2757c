"""An HTML page as a tree: parsed, its main part found, what readers do not see left aside, elements named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

from lxml import etree, html

Element = Any  # lxml has no types of its own

NEVER_TEXT = frozenset(
    """
    script style template head title meta link svg math canvas object embed iframe audio video map datalist select
    textarea button input progress meter dialog
    """.split()  # noqa: SIM905
)
_CHROME_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "menu", "menubar", "alert", "dialog"})
_FRAME_TAGS = frozenset({"header", "footer", "aside"})
_CONTENT = frozenset({"main", "article", "section"})
# Words of id and class that sites give to the frame around a page's content.
_FRAME = re.compile(
    r"(?:^|\s)(?:(?:main|site|page|top|meta|sub|global|side|left|footer|mobile|haupt|breadcrumb)[-_]?)?"
    r"(?:nav|navi|navigation|navbar|menu|menue|nav[-_](?:main|top|bar|left|side|menu|container|primary|meta|sub)|breadcrumbs?|brotkrumen|cookie\S*|skip-?links?|skip|pagination|"
    r"sidebar|site[-_]?(?:header|branding|info)|top[-_]?bar|masthead|colophon|"
    r"(?:header|footer)[-_](?:wrap\w*|container|inner|area|bar|top|bottom|widgets?)|"
    r"footer|fusszeile|fuss|kopfzeile|seitenleiste|suche|search|social-?share|share-?buttons?)(?:\s|$)",
    re.IGNORECASE,
)
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HIDDEN_CLASSES = frozenset({"hidden", "d-none", "hide", "invisible", "is-hidden"})


class Tree(NamedTuple):
    """A page's root; `is_cut`: the parser stopped at its limit of nesting, and what follows is missing."""

    root: Element
    is_cut: bool


def parsed(text: str) -> Tree:
    """The tree of a page; one without content for a text that is no page. libxml2 follows 2048 levels of nesting."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    content = text.replace("\0", "").encode("utf-8", "replace")
    try:
        root = html.document_fromstring(content, parser=parser)
    except etree.LxmlError:
        root = html.document_fromstring(b"<html><body></body></html>")
    return Tree(root, any("depth" in entry.message for entry in parser.error_log))


def base_of(root: Element, url: str | None) -> str | None:
    """The address that relative ones start from: the page's own or that of its `base` element (HTML, 4.2.3)."""
    for element in root.iter("base"):
        if href := (element.get("href") or "").strip():
            joined = absolute(href, url)
            return joined or url
    return url


def absolute(href: str, base: str | None) -> str | None:
    """The http(s) address of a link, None where it has none or is relative to an unknown page."""
    try:
        joined = urljoin(base or "", href.strip())
        parts = urlsplit(joined)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    return joined.replace(" ", "%20")


def main_part(root: Element) -> Element:
    """The element that holds the page's own content: `main` (or its role), a lone `article`, else the body."""
    for path in (".//main", './/*[@role="main"]', ".//article"):
        found = [element for element in root.iterfind(path) if not is_hidden(element)]
        if len(found) == 1:
            return found[0]
    body = root.find("body")
    return root if body is None else body


def left_aside(part: Element) -> tuple[set[Element], set[Element]]:
    """The elements within `part` that are not read: those that nobody sees, and those of the frame around it."""
    hidden: set[Element] = set()
    frame: set[Element] = set()
    walker = etree.iterwalk(part, events=("start",))
    for _, element in walker:
        if element is part:
            continue
        if element.tag in NEVER_TEXT or is_hidden(element):
            hidden.add(element)
            walker.skip_subtree()
        elif is_frame(element):
            frame.add(element)
            walker.skip_subtree()
    return hidden, frame


def is_hidden(element: Element) -> bool:
    """Whether an element is not shown. Text for screen readers alone ("sr-only") counts as shown: it labels."""
    return (
        element.get("hidden") is not None
        or (element.get("aria-hidden") or "").lower() == "true"
        or _INVISIBLE.search(element.get("style") or "") is not None
        or not _HIDDEN_CLASSES.isdisjoint((element.get("class") or "").split())
    )


def is_frame(element: Element) -> bool:
    """Whether an element is navigation, or header, footer or margin of the page rather than of a part of it."""
    if element.tag == "nav" or (element.get("role") or "") in _CHROME_ROLES:
        return True
    if element.tag in _FRAME_TAGS:
        return not any(above.tag in _CONTENT for above in element.iterancestors())
    if element.tag in ("div", "ul", "ol", "section", "p", "td", "form", "a"):
        if (element.get("id") or "").lower() == "header":
            return not any(above.tag in _CONTENT for above in element.iterancestors())
        return any(_FRAME.search(element.get(name) or "") for name in ("id", "class"))
    return False


def text_of(element: Element, skip: set[Element]) -> str:
    """The visible text of an element on one line; of one that shows only images, their alternative texts."""
    parts = list(_texts(element, skip))
    if not "".join(parts).strip():
        parts = [image.get("alt") or "" for image in element.iter("img")] or [element.get("aria-label") or ""]
    return " ".join("".join(parts).split())


def _texts(element: Element, skip: set[Element]) -> Iterator[str]:
    walker = etree.iterwalk(element, events=("start", "end"))
    for event, inner in walker:
        if event == "start":
            if inner in skip:
                walker.skip_subtree()
            else:
                yield inner.text or ""
                yield " " if inner.tag in ("br", "p", "div", "li") else ""
        elif inner is not element:
            yield inner.tail or ""


class Names:
    """CSS selectors of elements, as a browser's tools find them: from the nearest id down."""

    def __init__(self) -> None:
        self._numbers: dict[Element, dict[Element, tuple[int, int]]] = {}

    def of(self, element: Element) -> str:
        """The selector of an element: `#kontakt > dl > dd:nth-of-type(2)`."""
        steps: list[str] = []
        for one in (element, *element.iterancestors()):
            id = one.get("id")
            if id and re.fullmatch(r"[A-Za-z][\w-]*", id):
                steps.append(f"#{id}")
                break
            if one.tag in ("html", "body"):
                steps.append(one.tag)
                break
            steps.append(self._step(one))
            if one.tag == "tr" and one.getparent() is not None and one.getparent().tag == "table":
                steps.append("tbody")  # which browsers put there
        return " > ".join(reversed(steps))

    def _step(self, element: Element) -> str:
        parent = element.getparent()
        if parent is None:
            return str(element.tag)
        if parent not in self._numbers:
            counts: dict[str, int] = {}
            order: list[tuple[Element, int]] = []
            for child in parent:
                counts[child.tag] = counts.get(child.tag, 0) + 1
                order.append((child, counts[child.tag]))
            self._numbers[parent] = {child: (number, counts[child.tag]) for child, number in order}
        number, count = self._numbers[parent][element]
        return f"{element.tag}:nth-of-type({number})" if count > 1 else str(element.tag)
