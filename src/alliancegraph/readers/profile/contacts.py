"""Readers of contact data: persons, addresses, numbers, mailboxes, web addresses, opening hours."""

from __future__ import annotations

import re
from collections.abc import Callable

from alliancegraph import areas, iris
from alliancegraph.readers.profile import addresses, hours, labels, online, people, postal, telephones
from alliancegraph.readers.profile.claims import Claim, Fact, Read, Tokens, Unread, fact, unread
from alliancegraph.readers.profile.prose import is_prose, phrases
from alliancegraph.readers.profile.tokens import Token


def telephone(fields: tuple[str, ...]) -> Callable[[Tokens, labels.Label], Read]:
    """Numbers under a label. A label for fax or mobile says what the number is; under "Telefon" the plan does."""

    def read(body: Tokens, label: labels.Label) -> Read:
        found: list[Claim] = []
        for index, token in enumerate(body):
            if index and _runs_over(body[index - 1], token):
                found[-1:] = [
                    number_claim(part, fields, body[index - 1].text + token.text)
                    for part in body[index - 1 : index + 1]
                ]
                continue
            meant = not token.bullet and (
                telephones.looks_like(token.text)
                or re.fullmatch(r"[\d\s/()+–-]*\d[\d\s/()+–-]*", token.text) is not None
            )
            if index == 0 and not meant and not token.bullet and not is_prose(token.text):
                meant = any(isinstance(number, telephones.Number) for number in telephones.read(token.text))
            beside = body[index + 1 : index + 2]
            other = any(t.inner and labels.named(t.text) not in (None, label.name) for t in beside)
            if not (meant if index == 0 else telephones.is_number(token.text) and not other):
                break  # "03876 781408 (Zentrale)" is no fax
            found.append(number_claim(token, fields))
        return Read(found, body[len(found) :])

    return read


def _runs_over(above: Token, token: Token) -> bool:
    """Whether a number that ends in a hyphen or slash goes on in the next line."""
    return (
        not token.gap
        and re.search(r"\d\s*[-–/]$", above.text) is not None
        and re.fullmatch(r"[1-9][\d\s-]*", token.text) is not None
    )


def number_claim(token: Token, fields: tuple[str, ...], text: str = "") -> Claim:
    """What the numbers of a token are. Of two numbers under "Tel./Fax" the first is the telephone's."""
    facts: list[Fact] = []
    problems: list[Unread] = []
    found = telephones.read(text or token.text)
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


# A sentence that says how to reach the alliance, and what numbers stand behind in one.
_REACH = re.compile(r"\b(?:erreich\w*|kontakt\w*|wenden sie sich|melden sie sich)\b", re.IGNORECASE)
_TOLD = re.compile(
    r"\b(?:telefon\w*|tel\.|rufnummer|unter|mobil|handy)[\s:]+(?:der\s+nummer\s+)?(?P<number>[+(]?[\d(][\d\s()/–-]{5,})",
    re.IGNORECASE,
)


def told(text: str) -> tuple[Fact, ...]:
    """The numbers and mailboxes in a sentence that says how to reach the alliance; others are somebody else's."""
    links = (address for word in text.split() if (address := online.link(word.strip("()"))))
    ours = re.search(r"\b(?:uns|wir|unser\w*)\b", text, re.IGNORECASE) is not None
    social = tuple(Fact("same_as", address) for address in links if ours and online.kind(address) == "same_as")
    if not _REACH.search(text):
        return social
    numbers = [n for found in _TOLD.finditer(text) for n in telephones.read(found["number"].strip(" -–/("))]
    facts = [
        Fact("mobiles" if n.kind == "mobile" else "telephones", n.e164)
        for n in numbers
        if isinstance(n, telephones.Number)
    ]
    mailboxes = (word.strip(".,;:()") for word in text.split() if "@" in word)
    return (*social, *facts, *(Fact("emails", mailbox) for mailbox in mailboxes if iris.is_mailbox(mailbox)))


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
    if broken and body[0].text and not is_prose(body[0].text):
        return Read([unread(body[0], "mailbox-invalid", value=body[0].text)], body[1:])
    return Read([], body)


def mailbox_lines(tokens: Tokens) -> int:
    """How many of the first tokens are mailboxes, taken together; 0 where they are none."""
    if not tokens[0].text:
        return 0
    for count in (1,) if tokens[0].bullet else (1, 2, 3):
        together = tokens[:count]
        if (
            len(together) < count
            or any(t.label or not t.text for t in together)
            or (count > 1 and not _runs_on(together))
        ):
            break
        if _are_mailboxes("".join(t.text for t in together)):
            return count + _rest_of_domain(tokens[: count + 1], count)
    return 0


def _rest_of_domain(tokens: Tokens, count: int) -> int:
    """Whether the mailbox goes on, though it could end after `count` tokens: "…(at)stadt.example." "org"."""
    if len(tokens) == count or tokens[count].gap or tokens[count].label or tokens[count].bullet:
        return 0
    last, rest = tokens[count - 1].text, tokens[count].text
    joined = last.endswith((".", "-")) or rest.startswith((".", "-"))
    fits = joined and re.fullmatch(r"[.-]?[\w-]+(?:\.[\w-]+)*", rest) is not None
    return int(fits and _are_mailboxes("".join(token.text for token in tokens)))


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
    words = body[0].text.split() if body and label.value and not found else []
    links = [word for word in words if online.link(word) and "." in word]
    if links and len(words) <= 6:  # "Siehe www.example.org"
        beside = " ".join(word for word in words if word not in links)
        return Read([_links(body[0], " ".join(links))._replace(unread=(Unread(beside),))], body[1:])
    meant = body and (label.value or re.match(r"https?:|www\.", body[0].text, re.IGNORECASE))
    if not found and meant and not is_prose(body[0].text):
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
        several = () if postal.has_postcode(token.text) else people.several(token.text)
        if several and (index == 0 or all(people.is_known_person(p.name) for p in several)):
            named = [_in_role(person, label) for person in several] if index == 0 else several
            found.append(Claim(token, tuple(fact for person in named for fact in addresses.person_facts(person))))
        elif found and people.is_function(token.text) and postal.city(token.text) is None:
            found.append(fact(token, "role", token.text.strip("()")))
        else:
            break
    found = found or role_above(body)
    rest = body[len(found) :]
    if count := addresses.ahead(rest):
        return Read([*found, *addresses.block(rest[:count], bool(found))], rest[count:])
    if not found and rest and not is_prose(rest[0].text) and not rest[0].bullet:
        if people.is_role(rest[0].text):
            return Read([fact(rest[0], "departments", rest[0].text)], rest[1:])
        if people.is_unit(rest[0].text) and not addresses.is_value(rest[0].text):
            facts = addresses.affiliation(rest[0].text) or (Fact("organization", rest[0].text),)
            return Read([Claim(rest[0], facts)], rest[1:])
    return Read(found, rest)


def _in_role(person: people.Named, label: labels.Label) -> people.Named:
    """A person in the role that the label says: "Koordinatorin", not "Ansprechpartnerin"."""
    says = (
        label.name == "person"
        and people.is_role(label.words)
        and not re.search("(?i)ansprech|kontakt|contact", label.words)
    )
    return person._replace(role=label.words) if says and not person.role else person


def role_above(body: Tokens) -> list[Claim]:
    """A person below a line that says what she does: "Leiter der Geschäftsstelle" / "Max Beispiel"."""
    if len(body) < 2 or any(t.gap or t.label or t.bullet for t in body[1:2]) or is_prose(body[0].text):
        return []
    shown = people.is_role(body[0].text) and people.is_known_person(body[1].text)
    person = people.person(body[1].text) if shown else None
    return [Claim(body[1], addresses.person_facts(person)), fact(body[0], "role", body[0].text)] if person else []


def role(body: Tokens, label: labels.Label) -> Read:
    """What the person above does."""
    if not body or body[0].bullet or not body[0].text or is_prose(body[0].text):
        return Read([], body)
    return Read([fact(body[0], "role", body[0].text)], body[1:])


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


# Labels for one part of an address alone.
_PARTS = {
    labels.key(form): field
    for field, text in {
        "locality": "Ort; Stadt; Town; City",
        "postal_code": "PLZ; Postleitzahl; Postcode",
        "street": "Straße; Straße, Nr.; Straße und Nr.; Straße, Hausnummer; Straße und Hausnummer; Street",
        "street+": "Hausnummer; Hausnr.",
        "country": "Land",
        "organization": "Institution; Einrichtung; Dienststelle; Organisation",
        "seat": "Sitz; Standort",  # of the alliance, where the value is a town
    }.items()
    for form in phrases(text)
}


def address(body: Tokens, label: labels.Label) -> Read:
    """An address block, or the part of one that the label names."""
    if body and (part := _part(body[0], label)):
        return Read([fact(body[0], part, "DE" if part == "country" else body[0].text)], body[1:])
    if _PARTS.get(labels.key(label.words)) == "country":
        return Read([], body)
    count = addresses.labelled(body)
    if not count:
        return Read([], body)
    found = addresses.block(body[:count], shared=True)
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
    return Read(found, rest)


def _part(token: Token, label: labels.Label) -> str | None:
    """The field of the one part of an address that a label names, where its value is no more than that."""
    field = _PARTS.get(labels.key(label.words))
    text = token.text
    if not text or token.bullet or token.gap or is_prose(text) or postal.city(text) is not None:
        return None
    match field:
        case "postal_code":
            return field if re.fullmatch(r"\d{5}", text) else None
        case "country":
            return field if addresses.is_country(text) else None
        case "seat":
            return "locality" if areas.municipalities(text) else None
        case "organization":
            return field if label.value else None
        case _:
            return field if "," not in text else None


def opening_hours(body: Tokens, label: labels.Label) -> Read:
    """Lines that speak of days or times; times without days are those of the line above."""
    found: list[Claim] = []
    days = ""
    for index, token in enumerate(body):
        if not token.text or not (hours.looks_like(token.text) or (index == 0 and label.value)):
            break
        entries = hours.read(token.text, days)
        days = entries[-1].partition(" ")[0] if hours.is_read(entries) else ""
        found.append(Claim(token, tuple(Fact("opening_hours", entry) for entry in entries)))
    return Read(found, body[len(found) :])
