"""Sections -> claims: each kind of label has a reader for what follows it; the rest is read by its own form."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from alliancegraph.readers.profile import (
    addresses,
    contacts,
    headings,
    hours,
    labels,
    numbers,
    online,
    people,
    telephones,
)
from alliancegraph.readers.profile.claims import Claim, Fact, Read, Tokens, Unread, fact, unread
from alliancegraph.readers.profile.lists import focus_areas, partners, projects
from alliancegraph.readers.profile.sections import Part, Section
from alliancegraph.readers.profile.tokens import Token


def claims(part: Part) -> tuple[Claim, ...]:
    """The claims of all tokens of a part."""
    found = list(part.claims)
    for section in part.sections:
        found += _section(section, part.name)
    return tuple(found)


def _section(section: Section, name: str) -> Iterable[Claim]:
    if section.label is None or section.label.label is None:
        return _free(section.body, name, persons=True)
    label = section.label.label
    reader = READERS.get(label.name)
    nothing = [Claim(token, label="no-value") for token in section.body[:1] if addresses.is_nothing(token.text)]
    body = section.body[len(nothing) :]
    read = reader(body, label) if reader and body else Read([], body)
    text = "structure" if label.name == "structure" else "description" if label.name == "description" else None
    free = list(_free(read.rest, name, text, label.name in _OFFICE))
    contact = label.name in ("address", "person")
    has_value = bool(read.claims) or (text and any(f.field == text for c in free for f in c.facts))
    if label.name == "email":
        has_value = has_value or any(f.field == "emails" for c in free for f in c.facts)
    if contact:
        has_value = has_value or any(f.field in _CONTACT for c in free[:1] for f in c.facts)
    head = Claim(
        section.label,
        (Fact("description", (section.label.text, True)),) if label.prose else (),
        label=label.name,
        empty=label.words if label.name in labels.VALUED and not has_value else None,
    )
    return [head, *nothing, *read.claims, *free]


# After these labels a line that shows a person's name is one; elsewhere it may be anybody's.
_OFFICE = frozenset(
    {
        "contact",
        "person",
        "role",
        "address",
        "telephone",
        "fax",
        "mobile",
        "telephone-and-fax",
        "email",
        "website",
        "opening-hours",
    }
)
_CONTACT = frozenset({"person", "organization", "departments", "street", "postal_code", "address"})


# --- Readers of what a label announces --------------------------------------------------------------------------------


def _founded(body: Tokens, label: labels.Label) -> Read:
    if not body or body[0].bullet or not body[0].text:
        return Read([], body)
    token = body[0]
    if (date := numbers.date(token.text)) is not None:
        return Read([fact(token, "founded", date)], body[1:])
    dates = re.findall(rf"(?<!\d)({numbers.DATE})", token.text, re.IGNORECASE)
    date = numbers.iso(dates[0]) if len(dates) == 1 else None
    if date is not None and len(token.text) <= 80:
        left = token.text.replace(dates[0], " ").strip(" .,;()")
        words = re.sub(r"^(?:am|im|seit|in|jahre?|den|anfang|mitte|ende|\s)+$", "", left, flags=re.IGNORECASE)
        return Read(
            [Claim(token, (Fact("founded", date),), unread=(Unread(" ".join(words.split())),) if words else ())],
            body[1:],
        )
    if label.value or (re.search(r"\d", token.text) and not addresses.is_prose(token.text)):
        return Read([unread(token, "date-unread", value=token.text)], body[1:])
    return Read([], body)


def _organization(field: str) -> Callable[[Tokens, labels.Label], Read]:
    def read(body: Tokens, label: labels.Label) -> Read:
        text = body[0].text if body else ""
        is_name = text and not (addresses.is_prose(text) or addresses.is_value(text) or people.is_known_person(text))
        if is_name and (label.value or people.is_unit(text)):
            return Read([fact(body[0], field, headings.unquoted(text))], body[1:])
        return Read([], body)

    return read


def _listed(read: Callable[[Tokens, labels.Label], list[Claim]]) -> Callable[[Tokens, labels.Label], Read]:
    def reader(body: Tokens, label: labels.Label) -> Read:
        found = read(body, label)
        return Read(found, body[len(found) :])

    return reader


READERS: dict[str, Callable[[Tokens, labels.Label], Read]] = {
    "contact": contacts.contact,
    "person": contacts.person,
    "role": contacts.role,
    "address": contacts.address,
    "telephone": contacts.telephone(("telephones",)),
    "fax": contacts.telephone(("faxes",)),
    "mobile": contacts.telephone(("mobiles",)),
    "telephone-and-fax": contacts.telephone(("telephones", "faxes")),
    "email": contacts.email,
    "website": contacts.website,
    "founded": _founded,
    "partners": _listed(partners),
    "focus-areas": _listed(focus_areas),
    "projects": _listed(projects("current")),
    "past-projects": _listed(projects("past")),
    "planned-projects": _listed(projects("planned")),
    "opening-hours": contacts.opening_hours,
    "parent": _organization("parent"),
    "funder": _organization("funders"),
}


# --- What no label announces ----------------------------------------------------------------------------------------


def _free(body: Tokens, name: str, field: str | None = None, persons: bool = False) -> Iterable[Claim]:
    """Reads tokens by their own form. Under a label for text (`field`) all that is no value of its own is text."""
    index, open_text = 0, False
    while index < len(body):
        rest = body[index:]
        read = _by_form(rest, name, persons)
        if read is None:
            # Below a list a sentence of its own begins a paragraph.
            goes_on = open_text and not (index and body[index - 1].bullet and rest[0].text[:1].isupper())
            text = _text(rest[0], field, goes_on, _leads_on(rest))
            open_text = bool(text.facts)
            yield text
            index += 1
        else:
            open_text = False
            yield from read
            index += len(read)


def _by_form(tokens: Tokens, name: str, persons: bool) -> list[Claim] | None:
    token = tokens[0]
    text = token.text
    if not text:
        return [_images(token)]
    if addresses.is_nothing(text):
        return [Claim(token, label="no-value")]
    if token.repeats or (name and labels.key(headings.unquoted(text)) == labels.key(name)):
        return [Claim(token, (*_image_facts(token), Fact("name again", None)))]
    if token.bullet and not addresses.is_value(text):
        return None
    if telephones.is_number(text):
        return [contacts.number_claim(token, ("telephones",))]
    if count := contacts.mailbox_lines(tokens):
        return contacts.mailboxes(tokens[:count])
    if online.looks_like_link(text) and (address := online.link(text)):
        kind = online.kind(address)
        return [fact(token, "url" if kind == "homepage" else kind, address)]
    if count := addresses.ahead(tokens):
        return addresses.block(tokens[:count])
    shown = people.is_known_person(text) if persons else people.has_salutation(text)
    if shown and (person := people.person(text)) is not None:
        below = tokens[1] if len(tokens) > 1 and not tokens[1].gap and people.is_role(tokens[1].text) else None
        return [Claim(token, addresses.person_facts(person)), *([fact(below, "role", below.text)] if below else [])]
    if hours.read(text) != (text,) and len(text) < 100:
        return [Claim(token, tuple(Fact("opening_hours", entry) for entry in hours.read(text)))]
    return None


def _images(token: Token) -> Claim:
    if token.images:
        return Claim(token, _image_facts(token))
    return Claim(token, label="layout-graphic" if token.graphics else "bullet")


def _image_facts(token: Token) -> tuple[Fact, ...]:
    return tuple(Fact("images", address) for address in token.images)


def _leads_on(tokens: Tokens) -> bool:
    """Whether a line's sentence goes on in the next one."""
    following = tokens[1] if len(tokens) > 1 else None
    return following is not None and not following.gap and not following.bullet and following.text[:1].islower()


def _text(token: Token, field: str | None, is_open: bool, leads_on: bool) -> Claim:
    """A paragraph, or a line of one that runs on; a short line on its own was not understood."""
    runs_on = is_open and not token.gap and not token.bullet
    if field is None and not (runs_on or leads_on or addresses.is_prose(token.text) or (token.bullet and is_open)):
        return unread(token)
    return Claim(token, (Fact(field or "description", (token.text, not runs_on)),))
