"""Personal data: what a publication withholds without a stated basis (DESIGN section 8)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from functools import partial
from typing import Any, NamedTuple, TypeVar
from urllib.parse import unquote

from msgspec import json
from msgspec.structs import force_setattr

from alliancegraph.errors import Finding, finding
from alliancegraph.mapping.names import Name, bears_name, in_mailbox, name_of, salutes, words_of
from alliancegraph.mapping.skeleton import holds, skeleton
from alliancegraph.records import Alliance, ContactPoint, Image, Organization, Person, Project, Record, Value, place_of
from alliancegraph.records.publication import Publication
from alliancegraph.records.references import all_inline

Agent = TypeVar("Agent", bound=Alliance | Organization)
V = TypeVar("V", bound=Value)
Names = Mapping[str, tuple[Name, ...]]
"""id of an alliance or organisation -> the names of its contact persons without a basis"""
Say = Callable[[str, str], None]
"""Notes something personal: its field path, and what it is."""

KINDS: dict[str, tuple[str, str]] = {
    "person": ("die Ansprechperson", "the contact person"),
    "mailbox": ("ein Postfach, das einen Namen trägt", "a mailbox that bears a name"),
    "mobile": ("eine Mobilnummer neben einer Person", "a mobile number beside a person"),
    "line": ("eine Angabe, die eine Ansprechperson nennt", "something that names a contact person"),
    "link": ("eine Webadresse, die eine Ansprechperson nennt", "a web address that names a contact person"),
    "image": ("ein Bild ohne Lizenz", "an image without a licence"),
    "image-address": (
        "ein Bild mit einem Personennamen in der Adresse",
        "an image with a person's name in its address",
    ),
    "image-credit": (
        "ein Bild, dessen Urheberangabe eine Ansprechperson nennt",
        "an image whose credit names a contact person",
    ),
    "text": ("ein Text, der eine Ansprechperson nennt", "a text that names a contact person"),
}
"""What is personal, in German and English. All but a `text` stays back without a basis; that is published as it is."""
_CODES = {"image": "withheld-image", "text": "names-person"}

# Bundesnetzagentur: mobile services have the prefixes 015, 016 and 017, personal numbers 0700; area codes begin with 2
# to 9, as do the other services from 0800 on.
_MOBILE = re.compile(r"\+49(15|16|17)")
_OF_A_PLACE = re.compile(r"\+49(?!700)[2-9][0-9]*")
_NAME_IN_ADDRESS = re.compile(r"(?:Herr|Frau|Dr|Prof)[\W_]+[A-ZÄÖÜ]|(?<![A-Za-z])[A-ZÄÖÜ]\.[\W_]?[A-ZÄÖÜ][a-zäöüß]{2}")
# The text lines of a card, the locality first: what the others are compared with. In some a surname alone tells.
_LINES = ("locality", "organization", "care_of", "post_office_box", "street", "postal_code")
_LISTS = ("departments", "opening_hours")
_SURNAME_TELLS = ("organization", "care_of", "departments")
_ADDRESSES_SOMEBODY = ("care_of", "departments", "opening_hours")
_TEXTS = frozenset({str})
_NONE: frozenset[str] = frozenset()
_ENCODER = json.Encoder()


class Personal(NamedTuple):
    """Something personal in a record: its field path, and what it is (a key of `KINDS`)."""

    field: str
    kind: str


def cards_of(records: Iterable[Record]) -> Iterator[tuple[str, ContactPoint]]:
    """The contact offices of records, those of inline organisations included, each after its owner's id."""
    for record in records:
        if isinstance(record, ContactPoint):
            yield record.of or "", record
        elif isinstance(record, Alliance | Organization):
            for agent in (record, *all_inline(record)):
                yield from ((agent.id or "", card) for card in agent.contact_points)


def names_of(records: Iterable[Record]) -> Names:
    """The names that records withhold, by owner: a card that stands alone and its owner's cards share theirs."""
    found: dict[str, dict[Name, None]] = {}
    for owner, card in cards_of(records):
        if owner and (names := _names((card,))):
            found.setdefault(owner, {}).update(names)
    return {owner: tuple(names) for owner, names in found.items()}


def _names(cards: Iterable[ContactPoint]) -> dict[Name, None]:
    found: dict[Name, None] = {}
    for card in cards:
        if (person := card.person) and not person.publication_basis and (name := name_of(person.name)).words:
            found[name] = None
    return found


def _told(record: Record, names: tuple[Name, ...]) -> tuple[Name, ...]:
    """Those of `names` that `record` may tell: no line, link or mailbox of it has a word of the others.

    Most records tell none. So a whole one is looked through at once, as JSON without its persons, and also with the
    percent-encoding of its links undone; where that cannot decide, nobody is left out.
    """
    if not names:
        return names
    try:
        data = _ENCODER.encode(record)
    except (TypeError, ValueError):  # a surrogate, or a text of a subclass: what nobody reads from a file
        return names
    for _, card in cards_of((record,)):
        if card.person:
            data = data.replace(b'"person":' + _ENCODER.encode(card.person), b"")
    versions = (data, unquote(data.decode()).encode()) if b"%" in data else (data,)
    left = [skeleton(version) for version in versions]
    return tuple(name for name in names if any(one is None or holds(one, name.words) for one in left))


def withhold(
    record: Record, publication: Publication | None, names: Names | None = None
) -> tuple[Record, tuple[Personal, ...]]:
    """`record` without the personal data for which neither it nor the publication states a basis; and what that is.

    `names` are those of all records published together (`names_of`), `record` among them; without, those in `record`.
    """
    if publication is not None and publication.publication_basis:
        return record, ()
    said: list[Personal] = []

    def say(path: str, kind: str) -> None:
        said.append(Personal(path, kind))

    known = names_of((record,)) if names is None else names
    if isinstance(record, Alliance | Organization):
        return _agent(record, "", say, known), tuple(said)
    owners = known.get(record.of or "", ())
    if isinstance(record, ContactPoint):
        owners = owners or tuple(_names((record,)))
        return _card(record, "", say, _told(record, owners), (record.of,)), tuple(said)
    _warn(_texts(record), _told(record, owners), _NONE, say)
    return record, tuple(said)


def privacy_findings(
    record: Record, publication: Publication | None, names: Names | None = None
) -> tuple[Finding, ...]:
    """What `withhold` withholds, and which texts go out though they name somebody, as findings."""
    return said_of(record, withhold(record, publication, names)[1])


def said_of(record: Record, personal: Iterable[Personal]) -> tuple[Finding, ...]:
    """What `withhold` said of a record, as findings."""
    return tuple(
        finding(
            _CODES.get(kind, "withheld"),
            record=record.id,
            field=path,
            place=place_of(record, path),
            what_de=KINDS[kind][0],
            what_en=KINDS[kind][1],
        )
        for path, kind in personal
    )


def _agent(record: Agent, path: str, say: Say, known: Names) -> Agent:
    """An alliance or organisation, the organisations inline in it included."""
    everybody = known.get(record.id or "") or tuple(_names(record.contact_points))
    names = _told(record, everybody)
    called = (record.id, *record.name.values(), *(text for each in record.alternative_names for text in each.values()))
    cards = tuple(
        _card(card, f"{path}contact_points[{index}].", say, names, called)
        for index, card in enumerate(record.contact_points)
    )
    changes: dict[str, Any] = {"contact_points": cards}
    places = _places((*called, *(card.locality for card in cards)), names) if names else _NONE
    if record.images:
        people = [card.person for card in record.contact_points if card.person]
        lifted = bool(people) and all(person.publication_basis for person in people) and not everybody
        changes["images"] = tuple(
            image
            for index, image in enumerate(record.images)
            if not _withheld_image(image, names, places, lifted, f"{path}images[{index}]", say)
        )
    if names:
        changes["homepage"] = _link(record.homepage, f"{path}homepage", names, places, say)
        changes["profile_page"] = _link(record.profile_page, f"{path}profile_page", names, places, say)
        links = [
            _link(link, f"{path}same_as[{index}]", names, places, say) for index, link in enumerate(record.same_as)
        ]
        changes["same_as"] = tuple(link for link in links if link)
        if source := record.source:
            changes["source"] = fresh(source, {"url": _link(source.url, f"{path}source.url", names, places, say)})
        _warn(_texts(record, path), names, places, say)
    for field in ("partners", "funders"):
        items = getattr(record, field, ())
        if not _TEXTS.issuperset(map(type, items)):
            changes[field] = tuple(
                _inline(item, f"{path}{field}[{index}].", say, known) for index, item in enumerate(items)
            )
    if parent := getattr(record, "parent", None):
        changes["parent"] = _inline(parent, f"{path}parent.", say, known)
    return _changed(record, changes)


def _changed(value: V, changes: Mapping[str, Any]) -> V:
    """`value` with these values of its fields: itself where it has them."""
    others = {field: item for field, item in changes.items() if item != getattr(value, field)}
    return fresh(value, others) if others else value


def fresh(value: V, fields: Mapping[str, Any]) -> V:
    """A copy with these fields, made of values that were checked: its constructor would look at all of them again."""
    made = copy(value)
    for field, item in fields.items():
        force_setattr(made, field, item)
    return made


def _inline(item: str | Organization, path: str, say: Say, known: Names) -> str | Organization:
    return _agent(item, path, say, known) if isinstance(item, Organization) else item


def _card(
    card: ContactPoint, path: str, say: Say, names: tuple[Name, ...], called: tuple[str | None, ...]
) -> ContactPoint:
    """A contact office: a basis stated for its person covers the whole card, but for the `names` of others.

    `called` is what its owner is called.
    """
    person = card.person
    covered = person is not None and person.publication_basis is not None
    if person is not None and covered:
        own = name_of(person.name)
        names = tuple(name.beside(own) for name in names if not name.words <= own.words)
        if not names:
            return card
    changes: dict[str, Any] = {} if person is None or covered else _without_person(card, person, path, say)
    places = _places((card.locality, *called), names) if names else _NONE
    addressing = not covered and salutes("\n".join((card.care_of or "", *card.departments, *card.opening_hours)))
    if names or addressing:
        changes |= _without_lines(card, path, say, names, places, covered)
    if card.emails:
        office = (changes.get("organization", card.organization), changes.get("locality", card.locality), *called)
        personal = in_mailbox if covered else bears_name
        changes["emails"] = _without(
            card.emails, lambda mailbox: personal(mailbox, names, office), f"{path}emails", say, "mailbox"
        )
    if names:
        changes["url"] = _link(card.url, f"{path}url", names, places, say)
        if any(name.in_line(card.id, places) for name in names):
            say(f"{path}id", "text")
    return _changed(card, changes)


def _without_lines(
    card: ContactPoint, path: str, say: Say, names: tuple[Name, ...], places: frozenset[str], covered: bool
) -> dict[str, Any]:
    """What goes with the lines that name or address somebody."""
    changes: dict[str, Any] = {}

    def tells(field: str, text: str) -> bool:
        if field in _ADDRESSES_SOMEBODY and not covered and salutes(text):
            return True
        return any(name.in_line(text, places, bare=field in _SURNAME_TELLS) for name in names)

    for field in _LINES:
        if (text := getattr(card, field)) is not None and tells(field, text):
            say(path + field, "line")
            changes[field] = None
    for field in _LISTS:
        changes[field] = _without(getattr(card, field), partial(tells, field), path + field, say, "line")
    return changes


def _without_person(card: ContactPoint, person: Person, path: str, say: Say) -> dict[str, Any]:
    """What goes with a person who has no basis: the person and every mobile number, wherever it is listed."""
    say(f"{path}person", "person")
    changes: dict[str, Any] = {"person": None}
    for field in ("telephones", "mobiles", "faxes"):
        changes[field] = _without(
            getattr(card, field),
            is_mobile if field != "mobiles" else bool,
            path + field,
            say,
            "mobile",
        )
    return changes


def _without(
    items: tuple[str, ...], personal: Callable[[str], bool], path: str, say: Say, kind: str
) -> tuple[str, ...]:
    """The items of a list that are not personal."""
    if not any(map(personal, items)):
        return items
    kept = []
    for index, item in enumerate(items):
        if personal(item):
            say(f"{path}[{index}]", kind)
        else:
            kept.append(item)
    return tuple(kept)


def _link(link: str | None, path: str, names: Iterable[Name], places: frozenset[str], say: Say) -> str | None:
    if link is None or not any(name.in_link(link, places) for name in names):
        return link
    say(path, "link")
    return None


def _withheld_image(
    image: Image, names: tuple[Name, ...], places: frozenset[str], lifted: bool, path: str, say: Say
) -> bool:
    """Whether a picture stays back, and why; it goes whole, for a licence may require its credit."""
    address = unquote(image.url)
    if not image.licence and not lifted:
        say(path, "image")
    elif any(name.anywhere(address, places) for name in names) or (not lifted and _NAME_IN_ADDRESS.search(address)):
        say(path, "image-address")
    elif image.credit and any(name.in_line(image.credit, places, bare=True) for name in names):
        say(path, "image-credit")
    else:
        return False
    return True


def _texts(record: Alliance | Organization | Project, path: str = "") -> Iterator[tuple[str, str]]:
    """The texts that are published even where they name somebody, each with its field path."""
    yield f"{path}id", record.id or ""
    for field in ("name", "description", "structure"):
        for tag, text in getattr(record, field, {}).items():
            yield f"{path}{field}.{tag}", text
    if isinstance(record, Project):
        return
    for index, name in enumerate(record.alternative_names):
        for tag, text in name.items():
            yield f"{path}alternative_names[{index}].{tag}", text
    if isinstance(record, Alliance):
        for index, area in enumerate(record.focus_areas):
            for tag, text in area.text.items():
                yield f"{path}focus_areas[{index}].text.{tag}", text
        for index, project in enumerate(record.projects):
            yield from _texts(project, f"{path}projects[{index}].")


def _warn(texts: Iterable[tuple[str, str]], names: Iterable[Name], places: frozenset[str], say: Say) -> None:
    for path, text in texts:
        if any(name.in_line(text, places) for name in names):
            say(path, "text")


def _places(texts: Iterable[str | None], names: tuple[Name, ...]) -> frozenset[str]:
    """The words of what an office's place and owner are called; not of what names a person entirely."""
    several = [name for name in names if len(name.words) > 1]
    return words_of(text for text in texts if text and not any(name.in_line(text) for name in several))


def is_mobile(number: str) -> bool:
    """Whether an E.164 number belongs, or may belong, to a mobile service or follows a person."""
    if _OF_A_PLACE.fullmatch(number):
        return False
    import phonenumbers

    kinds = phonenumbers.PhoneNumberType
    personal = (kinds.MOBILE, kinds.FIXED_LINE_OR_MOBILE, kinds.PERSONAL_NUMBER)
    try:
        return _MOBILE.match(number) is not None or phonenumbers.number_type(phonenumbers.parse(number)) in personal
    except phonenumbers.NumberParseException:
        return False
