"""Personal data: what a publication withholds without a stated basis (DESIGN section 8)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, TypeVar
from urllib.parse import unquote

from msgspec.structs import replace

from alliancegraph import iris
from alliancegraph.errors import Finding, finding
from alliancegraph.records import Alliance, ContactPoint, Image, Organization, Record, origin
from alliancegraph.records.publication import Publication

Agent = TypeVar("Agent", bound=Alliance | Organization)

# Words that make a local part a function's, not a person's. A mailbox without one of them is held to carry a name:
# rather one mailbox too many withheld, and said, than one person published.
_FUNCTIONS = re.compile(
    "allianz|amt|anfrage|beratung|bildung|buend|buero|chance|club|ehrenamt|eltern|familie|famz|fbb|frauen|gemeinde|"
    "geschaeft|gleichstell|hallo|haus|hilfe|info|initiative|integration|jugend|kind|kita|kontakt|koord|kreis|kultur|lbf|"
    "lokal|mail|mgh|netz|office|oeffentlich|organis|pflege|post|praevent|presse|projekt|rathaus|redaktion|region|schule|"
    "sekretariat|senior|service|sozial|sport|stadt|stelle|stiftung|team|treff|verband|verein|verwalt|vorstand|webmaster|"
    "werkstatt|willkommen|zentral|zentrale|zentrum|contact|support|hello|admin|alliance|family|network|city|council"
)
# Surnames hold such words too ("Hausmann", "Amthor"): an initial beside a word, and the commonest ending of surnames.
_SURNAME = re.compile(r"[a-z]-[a-z]+|[a-z]+-[a-z]|.*mann[0-9]*(?:-.*)?")
_MOBILE = re.compile(r"\+49(15|16|17)")  # Bundesnetzagentur: mobile services have the prefixes 015, 016 and 017
_TITLES = {"herr", "frau", "dr", "prof", "med", "phil", "dipl", "ing", "mag", "von", "van", "der", "den", "zu", "de"}
_NAME_IN_ADDRESS = re.compile(r"(?:Herr|Frau|Dr|Prof)[\W_]+[A-ZÄÖÜ]|(?<![A-Za-z])[A-ZÄÖÜ]\.[\W_]?[A-ZÄÖÜ][a-zäöüß]{2}")


def withhold(record: Record, publication: Publication | None) -> tuple[Record, tuple[Finding, ...]]:
    """`record` without the personal data for which neither it nor the publication states a basis; and what went."""
    if publication is not None and publication.publication_basis:
        return record, ()
    withheld: list[Finding] = []
    source = origin(record)

    def say(path: str, german: str, english: str) -> None:
        place = source.places.get(path) if source else None
        withheld.append(finding("withheld", record=record.id, field=path, place=place, what_de=german, what_en=english))

    if isinstance(record, ContactPoint):
        return _card(record, "", say), tuple(withheld)
    if isinstance(record, Alliance | Organization):
        return _agent(record, "", say), tuple(withheld)
    return record, ()


Say = Callable[[str, str, str], None]


def _agent(record: Agent, path: str, say: Say) -> Agent:
    """An alliance or organisation, the organisations inline in it included."""
    people = [card.person for card in record.contact_points if card.person]
    names = frozenset(word for person in people if not person.publication_basis for word in name_words(person.name))
    basis = any(person.publication_basis for person in people)
    cards = enumerate(record.contact_points)
    changes: dict[str, Any] = {
        "contact_points": tuple(_card(card, f"{path}contact_points[{index}].", say, names) for index, card in cards),
        "images": tuple(
            image
            for index, image in enumerate(record.images)
            if not _withheld_image(image, names, basis, f"{path}images[{index}]", say)
        ),
    }
    for name in ("partners", "funders"):
        if items := getattr(record, name, ()):
            changes[name] = tuple(_inline(item, f"{path}{name}[{index}].", say) for index, item in enumerate(items))
    if parent := getattr(record, "parent", None):
        changes["parent"] = _inline(parent, f"{path}parent.", say)
    return replace(record, **changes)


def _inline(item: str | Organization, path: str, say: Say) -> str | Organization:
    return _agent(item, path, say) if isinstance(item, Organization) else item


def _card(card: ContactPoint, path: str, say: Say, others: frozenset[str] = frozenset()) -> ContactPoint:
    """A contact office: a basis stated for its person covers the whole card; `others` name its owner's people."""
    person = card.person
    if person is not None and person.publication_basis:
        return card
    names = others | name_words(person.name) if person else others
    changes: dict[str, Any] = {}
    if person is not None:
        say(f"{path}person", "die Ansprechperson", "the contact person")
        changes["person"] = None
    for field in ("telephones", "mobiles"):
        numbers = getattr(card, field)
        private = [number for number in numbers if person is not None and (field == "mobiles" or is_mobile(number))]
        for number in private:
            say(
                f"{path}{field}[{numbers.index(number)}]",
                "eine Mobilnummer neben einer Person",
                "a mobile number beside a person",
            )
        changes[field] = tuple(number for number in numbers if number not in private)
    for index, mailbox in enumerate(card.emails):
        if bears_name(mailbox, names):
            say(f"{path}emails[{index}]", "ein Postfach, das einen Namen trägt", "a mailbox that bears a name")
    changes["emails"] = tuple(mailbox for mailbox in card.emails if not bears_name(mailbox, names))
    if card.care_of is not None and names & name_words(card.care_of):
        say(f"{path}care_of", "die Ansprechperson in der Anschrift", "the contact person in the address")
        changes["care_of"] = None
    return replace(card, **changes)


def _withheld_image(image: Image, names: frozenset[str], basis: bool, path: str, say: Say) -> bool:
    """Whether a picture stays back, and why; a basis covers no picture of somebody who has none."""
    address = unquote(image.url)
    if not image.licence and not basis:
        say(path, "ein Bild ohne Lizenz", "an image without a licence")
    elif any(name in iris.slug(address) for name in names) or (not basis and _NAME_IN_ADDRESS.search(address)):
        say(path, "ein Bild mit einem Personennamen in der Adresse", "an image with a person's name in its address")
    else:
        return False
    return True


def name_words(person: str) -> frozenset[str]:
    """The words of a person's name that would give the person away, as slugs: no titles, no initials."""
    words = iris.slug(person).split("-")
    return frozenset(word for word in words if len(word) > 2 and word not in _TITLES)


def bears_name(mailbox: str, names: Iterable[str] = ()) -> bool:
    """Whether a mailbox's local part carries a name: one of `names`, the look of one, or no word of a function."""
    local = iris.slug(mailbox.rsplit("@", 1)[0])
    return any(name in local for name in names) or not _FUNCTIONS.search(local) or bool(_SURNAME.fullmatch(local))


def is_mobile(number: str) -> bool:
    """Whether a German E.164 number belongs to a mobile service."""
    return _MOBILE.match(number) is not None
