"""Readers of contact data: persons, addresses, numbers, mailboxes, web addresses, opening hours."""

from __future__ import annotations

import re
from collections.abc import Callable

from alliancegraph import iris
from alliancegraph.readers.profile import addresses, hours, labels, online, people, postal, telephones
from alliancegraph.readers.profile.claims import Claim, Fact, Read, Tokens, Unread, fact, unread
from alliancegraph.readers.profile.tokens import Token


def telephone(fields: tuple[str, ...]) -> Callable[[Tokens, labels.Label], Read]:
    """Numbers under a label. A label for fax or mobile says what the number is; under "Telefon" the plan does."""

    def read(body: Tokens, label: labels.Label) -> Read:
        found: list[Claim] = []
        for index, token in enumerate(body):
            meant = not token.bullet and (
                telephones.looks_like(token.text)
                or re.fullmatch(r"[\d\s/()+–-]*\d[\d\s/()+–-]*", token.text) is not None
            )
            if index == 0 and not meant and not token.bullet and not addresses.is_prose(token.text):
                meant = any(isinstance(number, telephones.Number) for number in telephones.read(token.text))
            if not (meant if index == 0 else telephones.is_number(token.text)):
                break
            found.append(number_claim(token, fields))
        return Read(found, body[len(found) :])

    return read


def number_claim(token: Token, fields: tuple[str, ...]) -> Claim:
    """What the numbers of a token are. Of two numbers under "Tel./Fax" the first is the telephone's."""
    facts: list[Fact] = []
    problems: list[Unread] = []
    found = telephones.read(token.text)
    both = len(fields) == len([n for n in found if isinstance(n, telephones.Number)]) == 2
    for position, number in enumerate(found):
        if isinstance(number, telephones.Unread):
            problems.append(Unread(number.text, number.code, {"value": number.text}))
        else:
            names = ("mobiles",) if fields == ("telephones",) and number.kind == "mobile" else fields
            facts += [Fact(name, number.e164) for name in (names[position : position + 1] if both else names)]
    if not facts and not problems:
        problems.append(Unread(token.text, "telephone-invalid", {"value": token.text}))
    return Claim(token, tuple(facts), unread=tuple(problems))


def email(body: Tokens, label: labels.Label) -> Read:
    """A mailbox, which may be broken over two or three lines."""
    found: list[Claim] = []
    while rest := body[len(found) :]:
        count = mailbox_lines(rest)
        if not count:
            break
        found += mailboxes(rest[:count])
    if found or not body:
        return Read(found, body[len(found) :])
    broken = online.has_at(body[0].text) or (
        len(body[0].text.split()) == 1 and not online.looks_like_link(body[0].text) and not body[0].bullet
    )
    if broken and body[0].text and not addresses.is_prose(body[0].text):
        return Read([unread(body[0], "mailbox-invalid", value=body[0].text)], body[1:])
    return Read([], body)


def mailbox_lines(tokens: Tokens) -> int:
    """How many of the first tokens are mailboxes, taken together; 0 where they are none."""
    if tokens[0].bullet or not tokens[0].text:
        return 0
    for count in (1, 2, 3):
        together = tokens[:count]
        if (
            len(together) < count
            or any(t.label or not t.text for t in together)
            or (count > 1 and not _runs_on(together))
        ):
            break
        if _are_mailboxes("".join(t.text for t in together)):
            return count + _rest_of_domain(tokens[count - 1 : count + 1])
    return 0


def _rest_of_domain(tokens: Tokens) -> int:
    """Whether the mailbox goes on, though it could end here: "…(at)stadt.example." "org"."""
    if len(tokens) < 2 or tokens[1].gap or tokens[1].label or tokens[1].bullet:
        return 0
    joined = tokens[0].text.endswith((".", "-")) or tokens[1].text.startswith((".", "-"))
    return int(joined and re.fullmatch(r"[.-]?[\w-]+(?:\.[\w-]+)*", tokens[1].text) is not None)


def _runs_on(tokens: Tokens) -> bool:
    """Whether lines can be the pieces of one mailbox: no spaces but around a sign for @ or a dot."""
    return all(
        len(re.sub(r"\s*[\[({]\s*\w+\s*[\])}]\s*|\s+(?:at|ät|punkt|dot)\b", "", t.text).split()) <= 1 for t in tokens
    ) and online.has_at(" ".join(t.text for t in tokens) + " ")


def _are_mailboxes(text: str) -> bool:
    return online.looks_like_mailbox(text) and all(iris.is_mailbox(part) for part in online.mailboxes(text))


def mailboxes(tokens: Tokens) -> list[Claim]:
    """The claims of the lines that one or several mailboxes stand on."""
    facts = tuple(Fact("emails", mailbox) for mailbox in online.mailboxes("".join(t.text for t in tokens)))
    return [Claim(token, facts) for token in tokens]


def website(body: Tokens, label: labels.Label) -> Read:
    """Web addresses; one that ends in a slash or hyphen goes on in the next line."""
    found: list[Claim] = []
    while rest := body[len(found) :]:
        if rest[0].bullet and found:
            break
        if (
            len(rest) > 1
            and re.search(r"https?://\S*[/-]$", rest[0].text)
            and re.fullmatch(r"[\w./-]+", rest[1].text)
            and not rest[1].gap
        ):
            found += [_links(token, rest[0].text + rest[1].text) for token in rest[:2]]
        elif _has_links(rest[0].text):
            found.append(_links(rest[0], rest[0].text))
        else:
            break
    if (
        not found
        and body
        and re.match(r"https?:|www\.", body[0].text, re.IGNORECASE)
        and not addresses.is_prose(body[0].text)
    ):
        return Read([unread(body[0], "link-invalid", value=body[0].text)], body[1:])
    return Read(found, body[len(found) :])


def _has_links(text: str) -> bool:
    parts = _link_parts(text)
    return bool(parts) and all(online.link(part) for part in parts)


def _link_parts(text: str) -> list[str]:
    return [part for part in re.split(r"\s*[,;|]\s+|\s+(?:und|oder|/)\s+|\s+", text) if part]


def _links(token: Token, text: str) -> Claim:
    found = [address for part in _link_parts(text) if (address := online.link(part))]
    return Claim(token, tuple(Fact(online.kind(address), address) for address in found))


def person(body: Tokens, label: labels.Label) -> Read:
    """Persons, their roles, and the address below them. A role that stands alone is a department."""
    found: list[Claim] = []
    for index, token in enumerate(body):
        if token.bullet and people.person(token.text) is None:
            break
        several = _persons(token.text)
        if several and (index == 0 or all(people.is_known_person(p) for p in re.split(_BETWEEN_PERSONS, token.text))):
            found.append(Claim(token, tuple(fact for person in several for fact in addresses.person_facts(person))))
        elif found and people.is_role(token.text) and postal.city(token.text) is None:
            found.append(fact(token, "role", token.text))
        else:
            break
    rest = body[len(found) :]
    if count := addresses.ahead(rest):
        return Read([*found, *addresses.block(rest[:count], bool(found))], rest[count:])
    if not found and rest and not addresses.is_prose(rest[0].text) and not rest[0].bullet:
        if people.is_role(rest[0].text):
            return Read([fact(rest[0], "departments", rest[0].text)], rest[1:])
        if people.is_unit(rest[0].text) and not addresses.is_value(rest[0].text):
            facts = addresses.affiliation(rest[0].text) or (Fact("organization", rest[0].text),)
            return Read([Claim(rest[0], facts)], rest[1:])
    return Read(found, rest)


def role(body: Tokens, label: labels.Label) -> Read:
    """What the person above does."""
    if not body or body[0].bullet or not body[0].text or addresses.is_prose(body[0].text):
        return Read([], body)
    return Read([fact(body[0], "role", body[0].text)], body[1:])


_BETWEEN_PERSONS = re.compile(r"\s*(?:,|;|/|&|\bund\b)\s*")


def _persons(text: str) -> tuple[people.Named, ...]:
    if (single := people.person(text)) is not None:
        return (single,)
    found = [people.person(part) for part in _BETWEEN_PERSONS.split(text)]
    return tuple(p for p in found if p) if len(found) > 1 and all(found) else ()


def contact(body: Tokens, label: labels.Label) -> Read:
    """A person or an address, where one follows; "Kontakt" often only heads what follows."""
    if body and (
        people.is_known_person(body[0].text) or (body[0].text and label.value and people.person(body[0].text))
    ):
        return person(body, label)
    if addresses.ahead(body):
        return address(body, label)
    if label.value and (facts := _strung(body[0].text)):
        return Read([Claim(body[0], facts)], body[1:])
    return Read([], body)


def _strung(text: str) -> tuple[Fact, ...]:
    """Organisation, departments and person strung together: "Verein Kinderland e. V., Erika Mustermann"."""
    *units, last = re.split(r"\s*[,;|]\s*", text)
    if units and people.is_known_person(last) and (found := people.person(last)) is not None:
        facts = addresses.affiliation(", ".join(units))
        return (*facts, Fact("person", found.name)) if facts else ()
    return addresses.affiliation(text)


def address(body: Tokens, label: labels.Label) -> Read:
    """An address block."""
    count = addresses.labelled(body)
    if not count:
        return Read([], body)
    found = addresses.block(body[:count])
    rest = body[count:]
    # "06844 Dessau" may stand above its street.
    has_street = any(f.field == "street" for claim in found for f in claim.facts)
    if (
        rest
        and not has_street
        and not rest[0].gap
        and postal.is_street(rest[0].text)
        and not people.is_unit(rest[0].text)
    ):
        return Read([*found, fact(rest[0], "street", rest[0].text)], rest[1:])
    if rest and rest[0].text.casefold() in ("deutschland", "germany"):
        return Read([*found, fact(rest[0], "country", "DE")], rest[1:])
    return Read(found, rest)


def opening_hours(body: Tokens, label: labels.Label) -> Read:
    """Lines that speak of days or times."""
    found: list[Claim] = []
    for index, token in enumerate(body):
        if not token.text or not (hours.looks_like(token.text) or (index == 0 and label.value)):
            break
        found.append(Claim(token, tuple(Fact("opening_hours", entry) for entry in hours.read(token.text))))
    return Read(found, body[len(found) :])
