"""The change feed (Atom, RFC 4287): what came, changed, was renamed and went, the latest of each thing."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from alliancegraph.publishing.history.register import Change, How, Register
from alliancegraph.publishing.layout import FEED
from alliancegraph.publishing.parts.xml import add, root, written
from alliancegraph.records.publication import Publication, Publisher

ATOM = "http://www.w3.org/2005/Atom"
_UNKNOWN = "1970-01-01"  # every entry needs a date (section 4.1.2)
_WORDS: dict[str, dict[How, str]] = {
    "de": {"came": "Neu", "changed": "Geändert", "renamed": "Neue Adresse", "went": "Nicht mehr veröffentlicht"},
    "en": {"came": "New", "changed": "Changed", "renamed": "New address", "went": "No longer published"},
}
_TITLE = {"de": "Änderungen", "en": "Changes"}


def feed(publication: Publication, register: Register) -> bytes:
    """The feed of a register's changes, in the publication's language."""
    base, language = publication.base, publication.language
    publisher = publication.publisher or Publisher()
    title, author = (text.get(language) or str(text) for text in (publication.title, publisher.name))
    days = (change.day for change in register.changes)
    atom = root("feed", ATOM, **{"xml:lang": language})
    add(atom, "id", base + FEED)
    add(atom, "title", f"{title}: {_TITLE[language]}")
    add(atom, "updated", _instant(max((day for day in days if day), default=None)))
    add(atom, "link", attributes={"rel": "self", "type": "application/atom+xml", "href": base + FEED})
    add(atom, "link", attributes={"rel": "alternate", "type": "text/html", "href": base})
    if publication.licence:
        add(atom, "link", attributes={"rel": "license", "href": publication.licence})  # RFC 4946
    by = add(atom, "author")
    add(by, "name", author or base)
    if publisher.homepage:
        add(by, "uri", publisher.homepage)
    for change in register.changes:
        _entry(atom, change, base, _WORDS[language])
    return written(atom)


def _entry(atom: Element, change: Change, base: str, words: dict[How, str]) -> None:
    entry = add(atom, "entry")
    add(entry, "id", f"{base}id/{change.path}")
    add(entry, "title", f"{words[change.change]}: {change.name}")
    add(entry, "updated", _instant(change.day))
    add(entry, "category", attributes={"term": change.change, "label": words[change.change]})
    # Section 4.1.2: an entry without content has a link to what it is about; a tombstone answers 410 there.
    add(entry, "link", attributes={"rel": "alternate", "href": f"{base}id/{change.path}"})


def _instant(day: str | None) -> str:
    """A day as a date-time (section 3.3)."""
    return f"{day or _UNKNOWN}T00:00:00Z"
