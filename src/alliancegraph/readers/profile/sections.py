"""Tokens -> the parts of a page, one for each record, and their sections: a label and what follows it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from alliancegraph.readers.profile import addresses, forms, headings, labels, people, postal
from alliancegraph.readers.profile.claims import Claim, fact, silent, unread
from alliancegraph.readers.profile.prose import is_prose
from alliancegraph.readers.profile.tokens import Token

Kind = Literal["alliance", "organization"]


class Section(NamedTuple):
    """A label and the tokens up to the next one; without label, what stands before the first."""

    label: Token | None
    body: tuple[Token, ...] = ()


@dataclass
class Part:
    """The tokens of one record in the making."""

    kind: Kind = "alliance"
    name: str = ""
    county: str | None = None
    heading: int = 0  # the line of the county heading
    claims: list[Claim] = field(default_factory=list)  # of its headings
    sections: list[Section] = field(default_factory=list)


class Parts(NamedTuple):
    """The records' parts in the page's order, and the headings that belong to none of them alone."""

    parts: tuple[Part, ...]
    loose: tuple[Claim, ...]


class _Name(NamedTuple):
    text: str
    tokens: int  # a name may run over two lines
    kind: Kind = "alliance"


def parts(tokens: tuple[Token, ...]) -> Parts:
    """Divides a page at the headings that name an alliance; on a page without one, at that of an organisation."""
    names = _names(tokens)
    known = {labels.key(name.text) for name in names.values()}
    several = len(known) > 1
    found: list[Part] = [Part()]
    begun: dict[str, list[int]] = {}  # by name: there may be one in each county
    loose: list[Claim] = []
    county: tuple[str | None, int] = (None, 0)
    label: Token | None = None
    body: list[Token] = []

    def close() -> None:
        nonlocal label, body
        if label is not None or body:
            found[current].sections.append(Section(label, tuple(body)))
        label, body = None, []

    current, index = 0, 0
    while index < len(tokens):
        token = tokens[index]
        name = names.get(index)
        if index + 1 in names and _is_called(tokens, index + 1):
            index += 1  # "Name:" belongs to the record it names
            continue
        if name is not None and (_is_called(tokens, index) or not _within_address(tokens, index, label, body)):
            if labels.key(name.text) == labels.key(found[current].name) and county[0] in (None, found[current].county):
                body += [t._replace(repeats=True) for t in tokens[index : index + name.tokens]]  # a caption
            else:
                close()
                if several and not found[0].name:
                    _set_aside(found[0])
                current = _target(found, begun.setdefault(labels.key(name.text), []), name, *county)
                for line in range(name.tokens):
                    words = name.text if name.tokens == 1 else headings.unquoted(tokens[index + line].text)
                    found[current].claims.append(fact(tokens[index + line], "name", words))
            if _is_called(tokens, index):
                found[current].claims.append(Claim(tokens[index - 1], label="name"))
            index += name.tokens
            continue
        part = found[current]
        # Below the name it belongs to, or above those it applies to.
        below = not (part.sections or label or body or part.county)
        heading = _county(tokens, index, names, not below)
        if headings.county(token.text) and _is_contents(tokens[index + 1 : index + 2], known):
            loose.append(Claim(token, label="contents"))
        elif heading is not None:
            close()
            value = bool(token.label)  # "Landkreis: Prignitz" are two tokens
            if (below or value) and part.name and index + 1 + value not in names:
                part.county, part.heading = part.county or heading.name, part.heading or token.line
            else:
                county = (heading.name, token.line)
            loose += [Claim(token, label="county") for token in tokens[index : index + 1 + value]]
            index += value
        elif _is_contents((token,), known):
            loose.append(Claim(token, label="contents"))
        elif token.label is None and not token.bullet and not token.inner and _is_general(token, index, tokens, names):
            close()
            loose.append(Claim(token, label="heading"))
        elif _is_imprint(label, token, bool(body)):
            body.append(token)
        elif token.label is not None and not _is_role(token, body):
            close()
            label = token
        else:
            body.append(token._replace(label=None))
        index += 1
    close()
    if found[0].county is None and not found[0].name:
        found[0].county, found[0].heading = county
    return Parts(tuple(found), tuple(loose))


def _set_aside(part: Part) -> None:
    """What stands above the names of several records is about none of them alone."""
    part.claims += [Claim(s.label, label=s.label.label.name) for s in part.sections if s.label and s.label.label]
    part.claims += [unread(token) for section in part.sections for token in section.body if token.text]
    part.claims += [silent(token) for s in part.sections for token in s.body if not token.text]
    part.sections = []


def _is_contents(tokens: tuple[Token, ...], known: set[str]) -> bool:
    """Whether these begin with a list's item that names an alliance of this page."""
    return any(
        token.bullet and not token.inner and labels.key(headings.alliance(token.text) or "") in known
        for token in tokens[:1]
    )


def _is_role(token: Token, body: list[Token]) -> bool:
    """Whether "Koordinatorin" stands below a person's name: no label, but her role."""
    named = body and not token.gap and people.person(body[-1].text) is not None
    return bool(named and token.label and not token.label.value and people.is_role(token.text))


def _is_imprint(label: Token | None, token: Token, begun: bool) -> bool:
    """Whether a token is of the site's imprint: contact data of whoever publishes the page, not of the alliance.

    "Impressum" with another label below it is an entry of the menu.
    """
    if label is None or label.label is None or label.label.name != "imprint":
        return False
    name = token.label.name if token.label else "imprint"
    return name == "imprint" or (begun and name in forms.CONTACT | {"address", "person"})


def _target(found: list[Part], same: list[int], name: _Name, county: str | None, heading: int) -> int:
    """The part a heading begins: one already begun under this name (`same`), the page's beginning, or a new one."""
    for index in same:
        part = found[index]
        if county is None or part.county in (None, county):
            part.county, part.heading = part.county or county, part.heading or heading
            return index
    if found[0].name:
        found.append(Part())
    fresh = found[-1]
    fresh.kind, fresh.name, fresh.county, fresh.heading = name.kind, name.text, county, heading
    same.append(len(found) - 1)
    return same[-1]


def _names(tokens: tuple[Token, ...]) -> dict[int, _Name]:
    """The headings that name records, by token."""
    found: dict[int, _Name] = {}
    items: dict[int, _Name] = {}
    for index, token in enumerate(tokens):
        if _is_called(tokens, index):
            kind: Kind = "organization" if _is_body(token.text) else "alliance"
            found[index] = _Name(headings.unquoted(token.text), 1, kind)
        elif (
            token.label is None
            and token.text
            and not _mid_paragraph(tokens, index)
            and (name := headings.alliance(token.text))
        ):
            if token.bullet or token.inner:
                # An alliance in a list: of contents or partners, or the heading of what follows it.
                if _heads_contact(tokens, index):
                    items[index] = _Name(name, 1)
            elif headings.is_generic(name) and (more := _continuation(tokens, index)):
                found[index] = _Name(f"{name} {more}", 2)
            else:
                found[index] = _Name(name, 1)
    full = {index: name for index, name in found.items() if not headings.is_generic(name.text)}
    # A site's banner says "Lokales Bündnis für Familie"; where a fuller name stands on the page, that is the name.
    return full or items or dict(list(found.items())[:1]) or _other_name(tokens)


def _is_called(tokens: tuple[Token, ...], index: int) -> bool:
    """Whether a label says that a token is the name: "Name: Bündnis für Familie Karstädt"."""
    label = tokens[index - 1].label if index and tokens[index].inner and tokens[index].label is None else None
    text = tokens[index].text
    return label is not None and label.name == "name" and labels.key(text) != "" and not addresses.is_nothing(text)


def _is_body(text: str) -> bool:
    return headings.network(text) is None and (headings.organization(text) or headings.body(text)) is not None


def _heads_contact(tokens: tuple[Token, ...], index: int) -> bool:
    """Whether contact data follow an item: then it heads them."""
    rest = tokens[index + 1 : index + 10]
    if not rest or rest[0].gap or tokens[index].inner:
        return False
    label = rest[0].label
    return label.name in forms.OFFICE if label else addresses.ahead(rest) > 0


def _other_name(tokens: tuple[Token, ...]) -> dict[int, _Name]:
    """The heading of a page that names no alliance for families: another network, a body, an office."""
    for index, token in enumerate(tokens):
        if (token.label is not None and token.label.name not in _BEFORE_TITLE) or is_prose(token.text):
            break
        if token.label or token.inner or token.bullet or not token.text or headings.county(token.text):
            continue
        if name := headings.network(token.text):
            return {index: _Name(name, 1)}
        if _is_body(token.text):
            return {index: _Name(headings.organization(token.text) or headings.unquoted(token.text), 1, "organization")}
    for index, token in enumerate(tokens):
        alone = token.label is None and not token.bullet and not token.inner and (token.gap or index == 0)
        if alone and (name := headings.organization(token.text)):
            return {index: _Name(name, 1, "organization")}
    return {}


_BEFORE_TITLE = frozenset({"heading", "navigation", "revision", "imprint"})


def _mid_paragraph(tokens: tuple[Token, ...], index: int) -> bool:
    """Whether a line goes on with the sentence of the line above it, or the line below with its own."""
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if (
        after is not None
        and not after.gap
        and not after.bullet
        and re.match(r"(?!in\b|im\b|der\b)[a-zäöü]+\s", after.text)
    ):
        return True
    before = tokens[index - 1] if index else None
    return (
        before is not None
        and not tokens[index].gap
        and before.label is None
        and not before.bullet
        and (
            (len(before.text) > 40 and re.search(r"[.!?:“\"»)]$", before.text) is None)
            or before.text.endswith((",", " und", "-"))
        )
    )


def _continuation(tokens: tuple[Token, ...], index: int) -> str | None:
    """The second line of a name: "Uecker-Randow (LK)"."""
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if following is None or following.gap or following.label is not None or following.bullet or not following.text:
        return None
    words = following.text.split()
    fits = len(words) <= 6 and re.fullmatch(r"(?:(?:in|im|der|des|den)\s+)*[A-ZÄÖÜ][\w\s()./-]*", following.text)
    if (
        not fits
        or postal.has_postcode(following.text)
        or headings.alliance(following.text)
        or postal.HOUSE_NUMBER.search(following.text)
    ):
        return None
    return following.text


def _within_address(tokens: tuple[Token, ...], index: int, label: Token | None, body: list[Token]) -> bool:
    """Whether a name is the organisation's line of an address, not a heading."""
    if label is None or label.label is None or label.label.name not in ("address", "person", "contact"):
        return False
    if any(postal.has_postcode(token.text) for token in body):
        return False
    ahead = tokens[index + 1 : index + 5]
    return any(postal.has_postcode(token.text) for token in ahead) and not any(t.label is not None for t in ahead[:1])


def _county(tokens: tuple[Token, ...], index: int, names: dict[int, _Name], begun: bool) -> headings.County | None:
    token = tokens[index]
    if token.inner:
        return None
    value = ""
    if token.label is not None and token.label.name == "county":
        value = f"{token.label.words} {token.label.value}"
    if token.bullet or (token.label is not None and not value):
        return None
    found = headings.county(value or token.text)
    if found is None:
        return None
    heads = any(i in names for i in range(index + 1, index + 3)) and (
        tokens[index + 1].text != "" or index + 1 in names
    )
    return found if heads or value or (found.sure and not begun) else None


def _is_general(token: Token, index: int, tokens: tuple[Token, ...], names: dict[int, _Name]) -> bool:
    """Whether a line heads a site or a general chapter: "Lokale Bündnisse für Familie im Land Brandenburg"."""
    if headings.is_plural(token.text) and not _mid_paragraph(tokens, index):
        return True
    name = headings.alliance(token.text)
    return (
        name is not None
        and headings.is_generic(name)
        and bool(names)
        and not _mid_paragraph(tokens, index)
        and index < min(names)
    )
