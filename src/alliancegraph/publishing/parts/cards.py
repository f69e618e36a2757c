"""Contact cards as vCard 4.0 (RFC 6350): what an address book takes, made of the same tree as the linked data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from alliancegraph.mapping.normal import written_hours
from alliancegraph.mapping.write import WEEKDAYS
from alliancegraph.publishing.edition import Edition
from alliancegraph.publishing.layout import CARD, Files, document
from alliancegraph.publishing.things import dates
from alliancegraph.resource import Literal, Resource, Value
from alliancegraph.terms import AG, DCT, SCHEMA, VCARD, Term

_OCTETS = 75  # section 3.2: the longest line, its end left out
# Section 3.4: what is escaped in a text, and in a component besides; section 3.3: no control character may stand there.
_ESCAPES = {ord(c): e for c, e in {"\\": "\\\\", ",": "\\,", "\n": "\\n"}.items()}
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_COUNTRIES = {"DE": "Deutschland"}  # an address book wants a name; other countries come as their code
_DAYS: dict[str, str] = {term: day for day, term in WEEKDAYS.items()}


def cards(edition: Edition) -> Files:
    """A card for every contact office, and one for every contact person who is published."""
    base = edition.publication.base
    found: dict[str, bytes] = {}
    for root in edition.trees:
        day = next(iter(dates(root, DCT.modified)), "")
        for owner, node in _offices(root):
            source = document(node.iri, base) + CARD
            found[source] = _card(_office(node, owner), node, base + source, day)
            for person in _nodes(node, AG.contactPerson):
                source = document(person.iri, base) + CARD
                found[source] = _card(_person(person, node), person, base + source, day)
    return found


def _offices(node: Resource) -> Iterator[tuple[Resource, Resource]]:
    """The offices in a tree, each with the alliance or organisation it is an office of."""
    for below in node.children:
        if AG.ContactPoint in below.types:
            yield node, below
        elif AG.Record not in below.types:
            yield from _offices(below)


def _office(node: Resource, owner: Resource) -> Iterator[str]:
    units = _text(node, AG.departments).split("\n")
    yield "KIND:org"
    yield f"FN:{_escaped(_text(node, VCARD.fn))}"
    yield f"ORG:{_components(part for part in (_text(node, VCARD.fn), *units) if part)}"
    yield f"RELATED:{owner.iri}"
    for address in _nodes(node, VCARD.hasAddress):
        # Section 6.3.1: box, extension, street, locality, region, code, country.
        country = _text(address, VCARD.country_name)
        parts = [
            _text(address, AG.postOfficeBox),
            _text(address, AG.careOf),
            _text(address, VCARD.street_address),
            _text(address, VCARD.locality),
            "",
            _text(address, VCARD.postal_code),
            _COUNTRIES.get(country, country),
        ]
        yield f"ADR:{_components(parts)}"
    yield from (f"TEL;VALUE=uri;TYPE=fax:tel:{number}" for number in _texts(node, SCHEMA.faxNumber))
    if hours := [_hours(one) for one in _nodes(node, SCHEMA.hoursAvailable)]:
        yield f"NOTE;LANGUAGE=de:{_escaped('Öffnungszeiten: ' + '; '.join(hours))}"


def _person(node: Resource, office: Resource) -> Iterator[str]:
    yield "KIND:individual"
    yield f"FN:{_escaped(_text(node, VCARD.fn))}"
    yield f"ORG:{_components([_text(office, VCARD.fn)])}"
    for term, values in node.properties:
        for role in values:
            if term == SCHEMA.jobTitle and isinstance(role, Literal):
                yield f"TITLE;LANGUAGE={role.language}:{_escaped(role.lexical)}"
    yield f"RELATED:{office.iri}"


def _card(lines: Iterator[str], node: Resource, source: str, day: str) -> bytes:
    """A card: `lines` and what offices and persons share; CRLF at line ends, long lines folded (section 3.2)."""
    mobiles = set(_texts(node, AG.mobile))
    shared = [
        *(f"TEL;VALUE=uri;TYPE={_kind(iri, mobiles)}:{iri}" for iri in _texts(node, VCARD.hasTelephone)),
        *(f"EMAIL:{_escaped(unquote(iri.removeprefix('mailto:')))}" for iri in _texts(node, VCARD.hasEmail)),
        *(f"URL:{iri}" for iri in _texts(node, VCARD.hasURL)),
        f"SOURCE:{source}",
        f"UID:{node.iri}",
        *([f"REV:{day.replace('-', '')}T000000Z"] if day else []),
    ]
    whole = ("BEGIN:VCARD", "VERSION:4.0", *lines, *shared, "END:VCARD")
    return b"".join(_folded(line.encode()) + b"\r\n" for line in whole)


def _kind(iri: str, mobiles: set[str]) -> str:
    return "cell" if iri.removeprefix("tel:") in mobiles else "voice"


def _hours(node: Resource) -> str:
    days = [_DAYS[value] for value in _texts(node, SCHEMA.dayOfWeek)]
    if not days:
        return _text(node, AG.openingHours)
    return written_hours(days, _text(node, SCHEMA.opens)[:5], _text(node, SCHEMA.closes)[:5])


def _escaped(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROLS.sub(" ", lines).translate(_ESCAPES)


def _components(texts: Iterable[str]) -> str:
    """The value of a property that has several parts."""
    return ";".join(_escaped(text).replace(";", "\\;") for text in texts)


def _folded(line: bytes) -> bytes:
    """A line in pieces that each begin with a space, the first one aside; no character is cut in two."""
    pieces: list[bytes] = []
    while len(line) > (room := _OCTETS - bool(pieces)):
        while line[room] & 0xC0 == 0x80:  # a byte within a character (RFC 3629 section 3)
            room -= 1
        pieces.append(line[:room])
        line = line[room:]
    return b"\r\n ".join([*pieces, line])


def _values(node: Resource, term: Term) -> tuple[Value, ...]:
    return next((values for one, values in node.properties if one == term), ())


def _nodes(node: Resource, term: Term) -> Iterator[Resource]:
    return (value for value in _values(node, term) if isinstance(value, Resource))


def _texts(node: Resource, term: Term) -> Iterator[str]:
    """The characters of literals, and IRIs."""
    for value in _values(node, term):
        if isinstance(value, Literal | str):
            yield value.lexical if isinstance(value, Literal) else value


def _text(node: Resource, term: Term) -> str:
    return next(_texts(node, term), "")
