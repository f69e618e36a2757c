"""Sections -> claims: each kind of label has a reader for what follows it; the rest is read by its own form."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from alliancegraph.readers.profile import (
    addresses,
    contacts,
    forms,
    headings,
    hours,
    labels,
    numbers,
    online,
    people,
    telephones,
)
from alliancegraph.readers.profile.claims import Claim, Fact, Read, Tokens, Unread, fact, silent, unread
from alliancegraph.readers.profile.lists import focus_areas, partners, projects
from alliancegraph.readers.profile.prose import goes_on, is_prose
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
    text = label.name if label.name in ("structure", "description") else None
    free = list(_free(read.rest, name, text, label.name in forms.OFFICE))
    # A value that is a finding of its own is not missing as well.
    beside = label.value or (body and not body[0].gap)
    said = bool(beside) and any(claim.unread for claim in [*read.claims, *free][:1])
    head = Claim(
        section.label,
        (Fact("description", (section.label.text, True)),) if label.prose else (),
        label=label.name,
        empty=label.words if not said and _lacks_value(label.name, read.claims, free) else None,
    )
    return [head, *nothing, *read.claims, *free]


_CONTACT = frozenset({"person", "organization", "departments", "street", "postal_code", "address"})
# Facts that are a label's value also where they were read by their own form, among the first so many claims.
_BY_FORM = {
    "email": ({"emails"}, None),
    "structure": ({"structure"}, None),
    "description": ({"description"}, None),
    "address": (_CONTACT, 2),
    "person": (_CONTACT, 2),
}


def _lacks_value(name: str, read: list[Claim], free: list[Claim]) -> bool:
    """Whether a label promises a value and has none."""
    if name not in forms.VALUED or read:
        return False
    fields, first = _BY_FORM.get(name, (set(), 0))
    return not any(fact.field in fields for claim in free[:first] for fact in claim.facts)


# --- Readers of what a label announces --------------------------------------------------------------------------------


def _founded(body: Tokens, label: labels.Label) -> Read:
    if body[0].bullet or not body[0].text:
        return Read([], body)
    token = body[0]
    if (date := numbers.date(token.text)) is not None:
        return Read([fact(token, "founded", date)], body[1:])
    if further := re.fullmatch(rf"(.+?)\s*[,;(]\s*(\D.*?{numbers.DATE})\)?", token.text, re.IGNORECASE):
        first = numbers.date(further[1])  # "2004 (Neugründung 2015)"
        if first is not None:
            return Read([Claim(token, (Fact("founded", first),), unread=(Unread(further[2]),))], body[1:])
    dates = re.findall(rf"(?<!\d)({numbers.DATE})", token.text, re.IGNORECASE)
    date = numbers.iso(dates[0]) if len(dates) == 1 else None
    if date is not None and len(token.text) <= 80:
        before, _, after = token.text.partition(dates[0])
        before = re.sub(r"(?:\b(?:am|im|seit|in|jahre?|den|anfang|mitte|ende)\s+)+$", "", before, flags=re.IGNORECASE)
        words = " ".join(f"{before} {after}".strip(" .,;()").split())
        return Read([Claim(token, (Fact("founded", date),), unread=(Unread(words),) if words else ())], body[1:])
    if label.value or (re.search(r"\d", token.text) and not is_prose(token.text)):
        return Read([unread(token, "date-unread", value=token.text)], body[1:])
    return Read([], body)


def _revision(body: Tokens, label: labels.Label) -> Read:
    """When the page was brought up to date, where the day is given."""
    day, by, whom = body[0].text.partition(" von ")
    date = numbers.date(day)
    if date is None or len(date) < len("2011-05-03"):
        return Read([], body)
    left = (Unread(whom),) if by else ()
    return Read([Claim(body[0], (Fact("modified", date),), unread=left)], body[1:])


def _credit(body: Tokens, label: labels.Label) -> Read:
    """Whose photograph the image above is."""
    return Read([fact(body[0], "credit", body[0].text)], body[1:]) if label.value else Read([], body)


def _imprint(body: Tokens, label: labels.Label) -> Read:
    """Whoever publishes the page is not who it is about."""
    return Read([Claim(t, label=t.label.name) if t.label else unread(t) if t.text else silent(t) for t in body], ())


def _organization(field: str) -> Callable[[Tokens, labels.Label], Read]:
    def read(body: Tokens, label: labels.Label) -> Read:
        text = body[0].text if body else ""
        is_name = text and not (is_prose(text) or addresses.is_value(text) or people.is_known_person(text))
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
    "name": contacts.contact,
    "revision": _revision,
    "credit": _credit,
    "imprint": _imprint,
    "parent": _organization("parent"),
    "funder": _organization("funders"),
}


# --- What no label announces ----------------------------------------------------------------------------------------


def _free(body: Tokens, name: str, field: str | None = None, persons: bool = False) -> Iterable[Claim]:
    """Reads tokens by their own form. Under a label for text (`field`) all that is no value of its own is text."""
    index = 0
    above: Token | None = None  # the line of text above
    while index < len(body):
        rest = body[index:]
        read = _by_form(rest, name, persons)
        if read is None:
            # Below a list a sentence of its own begins a paragraph.
            apart = above is not None and above.bullet and not rest[0].bullet and rest[0].text[:1].isupper()
            if (
                (above is None or rest[0].gap)
                and _leads_in(rest[0].text)
                and (len(rest) == 1 or _by_form(rest[1:], name, persons))
            ):
                yield Claim(rest[0], label="list")
                index += 1
                continue
            text = _text(rest[0], field, None if apart else above, _leads_on(rest))
            above = rest[0] if text.facts else None
            yield text
            index += 1
        else:
            yield from _said(read, field) if above is not None and _amid(above, rest[0]) else read
            above = None
            index += len(read)


def _amid(above: Token, token: Token) -> bool:
    """Whether a value goes on with the sentence of the line above: "… oder per E-Mail an"."""
    return (
        bool(token.text)
        and not token.gap
        and not token.bullet
        and is_prose(above.text)
        and not above.text.endswith((".", "!", "?", ":"))
    )


def _said(read: list[Claim], field: str | None) -> list[Claim]:
    """Values that are words of a sentence, too."""
    first, *others = read
    return [first._replace(facts=(*first.facts, Fact(field or "description", (first.token.text, False)))), *others]


def _by_form(tokens: Tokens, name: str, persons: bool) -> list[Claim] | None:
    token = tokens[0]
    text = token.text
    if not text:
        return [_images(token)]
    if addresses.is_nothing(text):
        return [Claim(token, label="no-value")]
    if token.inner and (behind := labels.named(text)) in forms.CONTACT:
        return [Claim(token, label=behind)]  # "03563 340-0 (Zentrale)"
    if token.repeats or (name and labels.key(headings.unquoted(text)) == labels.key(name)):
        return [Claim(token, (*_image_facts(token), Fact("name again", None)))]
    if token.bullet and not addresses.is_value(text) and not (persons and people.is_known_person(text)):
        return None
    if telephones.is_number(text):
        return [contacts.number_claim(token, ("telephones",))]
    if count := contacts.mailbox_lines(tokens):
        return contacts.mailboxes(tokens[:count])
    if online.looks_like_link(text) and (address := online.link(text)):
        kind = online.kind(address)
        return [fact(token, "url" if kind == "homepage" else kind, address)]
    if count := addresses.ahead(tokens):
        return addresses.block(tokens[:count], shared=token.gap)
    if named := contacts.role_above(tokens):
        return named
    shown = people.is_known_person(text) if persons else people.has_salutation(text)
    if shown and (person := people.person(text)) is not None:
        below = tokens[1] if len(tokens) > 1 and not tokens[1].gap and people.is_function(tokens[1].text) else None
        return [Claim(token, addresses.person_facts(person)), *([fact(below, "role", below.text)] if below else [])]
    if hours.is_read(hours.read(text)) and len(text) < 100:
        return contacts.opening_hours(tokens, labels.Label("opening-hours", "")).claims
    return None


def _images(token: Token) -> Claim:
    if token.images:
        return Claim(token, _image_facts(token))
    return silent(token)


def _image_facts(token: Token) -> tuple[Fact, ...]:
    return tuple(Fact("images", address) for address in token.images)


def _leads_in(text: str) -> bool:
    """Whether a sentence only leads to the labels below it: "Hier die Angaben zu unserem Bündnis:"."""
    return text.endswith(":") and is_prose(text) and len(text.split()) <= 12


def _leads_on(tokens: Tokens) -> bool:
    """Whether a line's sentence, or what it quotes, goes on in the next one."""
    following = tokens[1] if len(tokens) > 1 else None
    if following is None or following.gap or following.bullet:
        return False
    quoted = _QUOTED.fullmatch(f"{tokens[0].text} {following.text}") is not None
    return quoted or following.text[:1].islower()


def _text(token: Token, field: str | None, above: Token | None, leads_on: bool) -> Claim:
    """A paragraph, or a line of one that runs on; a short line on its own was not understood."""
    runs_on = above is not None and not token.gap and not token.bullet
    told = runs_on or leads_on or is_prose(token.text) or _QUOTED.fullmatch(token.text) or (token.bullet and above)
    if field is None and (not told or _OF_BUSINESS.search(token.text)):
        return unread(token)
    begins = not runs_on or (above is not None and not goes_on(above.text, token.text))
    return Claim(token, (Fact(field or "description", (token.text, begins)), *contacts.told(token.text)))


_QUOTED = re.compile(r"[„“\"»«][^„“”\"»«]+[“”\"«»][.!]?")  # a motto
# What an association's business is done by, and no text tells.
_OF_BUSINESS = re.compile(
    r"\b(?:IBAN|BIC|BLZ|Spendenkonto|Steuernummer|USt-?Id\w*|Amtsgericht|Vereinsregister|Handelsregister)\b"
)
