"""The lines of an address block: organisation, departments, person, street, postcode."""

from __future__ import annotations

import re

from alliancegraph.readers.profile import online, people, postal, telephones
from alliancegraph.readers.profile.claims import Claim, Fact, fact, unread
from alliancegraph.readers.profile.prose import is_name, is_prose, phrases
from alliancegraph.readers.profile.tokens import Token

_REACH = 9  # an address has no more lines than this before its postcode


_NOTHING = frozenset(
    phrases(
        """
        n n; nn; -; –; --; ---; k a; ka; keine angabe; keine; entfällt; /; folgt; nicht vorhanden; in arbeit; im aufbau;
        keine vorhanden; nicht benannt; nicht besetzt; unbesetzt; vakant; offen; u a; u v m; usw; etc
        """
    )
)


def is_nothing(text: str) -> bool:
    """Whether a line says that there is no value, or no more of them."""
    bare = re.sub(r"[\s.()]+", " ", text.casefold()).strip()
    return bare in _NOTHING or re.sub(r"^(?:(?:derzeit|zurzeit|momentan|noch|leider)\s+)+", "", bare) in _NOTHING


def is_country(text: str) -> bool:
    """Whether a line names the country all addresses here are in."""
    return text.casefold() in ("deutschland", "germany")


def is_value(text: str) -> bool:
    """Whether a line is a telephone number, mailbox or web address by its own form."""
    return telephones.is_number(text) or online.looks_like_mailbox(text) or online.looks_like_link(text)


def has_unknown_label(text: str) -> bool:
    """Whether a line begins with words and a colon: a label that no table knows, so its value is no address."""
    return re.match(r"[A-ZÄÖÜ][^:\d]{1,40}:(?:\s|$)", text) is not None


def ahead(tokens: tuple[Token, ...]) -> int:
    """How many of the first tokens are an address block with its postcode; 0 where they are none."""
    for count, token in enumerate(tokens[:_REACH], start=1):
        if token.bullet or token.label is not None or not token.text or has_unknown_label(token.text):
            return 0
        if postal.city(token.text) is not None:
            below = tokens[count : count + 1]
            return count + sum(not t.gap and _goes_on(t) for t in below)
        prose = is_prose(token.text) and not people.is_unit(token.text)
        if (
            re.match(r"\d+\s*(?:$|[^\s\d.]|\D{2,}\d)", token.text)
            or prose
            or not is_name(token.text)
            or is_value(token.text)
            or _has_number(token.text)
        ):
            return 0
    return 0


def _goes_on(token: Token) -> bool:
    """Whether a line below the postcode still belongs to the address: "Zimmer 218", "OT Zerkwitz"."""
    below = postal.is_room(token.text) or postal.is_part(token.text) or is_country(token.text)
    return token.label is None and not token.bullet and below


def _has_number(text: str) -> bool:
    """Whether a line holds a telephone number beside words."""
    return any(isinstance(part, telephones.Number) for part in telephones.read(text))


def labelled(tokens: tuple[Token, ...]) -> int:
    """How many of the first tokens are an address block where a label says that one stands here."""
    if count := ahead(tokens):
        return count
    count = 0
    for token in tokens[:4]:
        if token.bullet or not token.text or is_value(token.text) or is_prose(token.text) or is_nothing(token.text):
            break
        if has_unknown_label(token.text):
            break
        if count and not (postal.is_street(token.text) or people.is_unit(token.text) or postal.care_of(token.text)):
            break
        count += 1
    return count


def person_facts(named: people.Named) -> tuple[Fact, ...]:
    """A person, role and organisation: "Erika Mustermann (Stadt Trebbin)", "Max Beispiel, Leiter, Stadt Trebbin"."""
    if not named.role:
        return (Fact("person", named.name),)
    role = (Fact("role", named.role),)
    return (Fact("person", named.name), *(role if people.is_work(named.role) else affiliation(named.role) or role))


def affiliation(text: str) -> tuple[Fact, ...]:
    """Role, organisation and departments strung together; nothing where some part is none of these."""
    role, *units = _BETWEEN.split(text)
    if not people.is_role(role):
        role, units = "", [role, *units]
    if not all(people.is_unit(unit) and not people.is_known_person(unit) for unit in units):
        return ()
    names = ("organization", *["departments"] * len(units))
    return (*((Fact("role", role),) if role else ()), *map(Fact, names, units))


_BETWEEN = re.compile(r"\s*[,;|]\s*")
_PARTED = re.compile(r"\s*[,;|•·]\s*")


def block(tokens: tuple[Token, ...], named: bool = False, shared: bool = False) -> list[Claim]:
    """The claims of an address block; before it stands its person (`named`), or a label of its own (`shared`)."""
    street = _street(tokens)
    state = {"organization": False, "person": named, "named": named}
    claims = [_line(token, index == street, state) for index, token in enumerate(tokens)]
    return _begins(claims, "shared address" if shared else "address")


def _begins(claims: list[Claim], mark: str) -> list[Claim]:
    """The claims, the first of an address proper with a mark that one begins, and its values."""
    values = {f.field: f.value for claim in claims for f in claim.facts if f.field in _PROPER}
    for index, claim in enumerate(claims):
        if any(f.field not in ("person", "role") for f in claim.facts):
            marked = claim._replace(facts=(Fact(mark, values), *claim.facts))
            return [*claims[:index], marked, *claims[index + 1 :]]
    return claims


_PROPER = frozenset({"organization", "street", "postal_code", "locality", "post_office_box"})


def _street(tokens: tuple[Token, ...]) -> int | None:
    """The street's line: the last before the postcode that looks like one."""
    cities = [index for index, token in enumerate(tokens) if (city := postal.city(token.text)) is not None]
    end = cities[0] if cities else len(tokens)
    city = postal.city(tokens[end].text) if cities else None
    if city is not None and (postal.is_street(city.before.split(",")[-1].strip()) or postal.is_street(city.after)):
        return None
    looking = [i for i in range(end) if postal.is_street(tokens[i].text) and not people.is_known_person(tokens[i].text)]
    strong = [i for i in looking if not people.is_unit(tokens[i].text)] or looking
    return strong[-1] if strong else None


def _line(token: Token, is_street: bool, state: dict[str, bool]) -> Claim:
    text = token.text.strip(" ,;")
    if is_street:
        street, room = postal.street(text)
        return Claim(token, (Fact("street", street), *((Fact("departments", room),) if room else ())))
    if (city := postal.city(token.text)) is not None:
        return _city(token, city, state)
    if (name := postal.care_of(text)) is not None:
        above = (Fact(_organization(state), name.before),) if name.before else ()
        return Claim(token, (*above, Fact("care_of", name.name)))
    if (number := postal.box(text)) is not None:
        return fact(token, "post_office_box", number)
    if is_country(text):
        return fact(token, "country", "DE")
    if postal.is_part(text):
        return fact(token, "locality+", text)
    below, state["named"] = state["named"], False  # directly below a person stands what she does
    if people.is_known_person(text) and (found := people.person(text)) is not None:
        state["person"] = state["named"] = True
        return Claim(token, person_facts(found))
    if people.is_role(text) and (below or not state["organization"]):
        return fact(token, "role" if state["person"] else "departments", text.strip("()"))
    if postal.is_room(text) or text[:1].islower():
        return fact(token, "departments", text)
    if not state["organization"] and "|" in text:
        first, *others = _BETWEEN.split(text)
        facts = affiliation(text) or (Fact("organization", first), *(Fact("departments", other) for other in others))
        state["organization"] = True
        return Claim(token, facts)
    return fact(token, _organization(state), text)


def _organization(state: dict[str, bool]) -> str:
    """The first line of a block names the organisation, what follows its departments."""
    known, state["organization"] = state["organization"], True
    return "departments" if known else "organization"


def _city(token: Token, city: postal.City, state: dict[str, bool]) -> Claim:
    facts = [Fact("postal_code", city.postcode), Fact("locality", city.town)]
    rest: list[str] = []
    before, after = ([part for part in _PARTED.split(text) if part] for text in (city.before, city.after))
    for part, last in [(p, p is before[-1]) for p in before]:
        if last and (postal.is_street(part) or postal.HOUSE_NUMBER.search(part)):
            facts.append(Fact("street", part))
        elif (number := postal.box(part)) is not None:
            facts.append(Fact("post_office_box", number))
        elif people.is_known_person(part) and (person := people.person(part)) is not None:
            facts += person_facts(person)
        else:
            facts.append(Fact(_organization(state), part))
    for part in after:
        if postal.is_street(part) and not postal.is_room(part):
            facts.append(Fact("street", part))
        elif is_country(part):
            facts.append(Fact("country", "DE"))
        elif postal.is_room(part):
            facts.append(Fact("departments", part))
        elif people.is_known_person(part) and (person := people.person(part)) is not None:
            facts += person_facts(person)
        elif people.is_unit(part):
            facts.append(Fact(_organization(state), part))
        else:
            rest.append(part)
    claim = Claim(token, tuple(facts))
    return claim._replace(unread=unread(token, text=", ".join(rest)).unread) if rest else claim
