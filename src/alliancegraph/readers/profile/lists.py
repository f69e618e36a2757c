"""Readers of lists: partner categories, focus areas, projects. Items run on over lines; what follows a list is left."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from alliancegraph import codelists
from alliancegraph.readers.profile import addresses, headings, labels, numbers, people
from alliancegraph.readers.profile import projects as naming
from alliancegraph.readers.profile.claims import Claim, Fact, Unread, fact, unread
from alliancegraph.readers.profile.tokens import Token
from alliancegraph.records.types import ActivityStatus

Tokens = tuple[Token, ...]

# A line that ends in one of these cannot be whole.
_OPEN_END = re.compile(
    r"(?:,|-|–|\b(?:und|oder|sowie|der|die|das|des|den|dem|ein|eine|einer|eines|einen|einem|unsere[rsnm]?|jede[rsnm]?|alle[rn]?|für|von|vom|zu|zum|zur|mit|in|im|an|am|auf|bei|"
    r"durch|über|unter|zwischen|als|wie|bzw\.))$"
)


# A line that begins so is one of a paragraph rather than a title.
_OPENER = re.compile(
    r"(?:(?-i:[a-zäöüß])|(?:der|die|das|den|dem|wir|es|sie|er|ein|eine|hier|dabei|dazu|dort|mit|im|in|am|an|auf|für|bei|zu|zum|zur|"
    r"nach|seit|jede[rns]?|alle|unser|unsere|diese[rs]?|auch|so|wer)\b)",
    re.IGNORECASE,
)
_WRAPPED = 50  # characters: so long is a line that was broken where the page ended


def _runs_on(item: str, token: Token, rest: Tokens) -> bool:
    """Whether an unmarked line goes on with the list item above it: by its words, or as the next item follows it."""
    if token.bullet or token.gap or not token.text:
        return False
    if token.text[0].islower() or _OPEN_END.search(item):
        return True
    whole = item.endswith((".", "!", "?", ":")) or token.text.endswith(":")
    between = bool(rest) and bool(rest[0].bullet) and not rest[0].gap
    return not whole and (between or (len(item) >= _WRAPPED and not addresses.is_prose(token.text)))


def items(
    body: Tokens, field: str, value: Callable[[str], Any], unmarked: Callable[[Token, int], str | None]
) -> list[Claim]:
    """The claims of the list that a body begins with: facts `field`, and `field+` for the further lines of an item.

    In a list without bullets `unmarked` says what a line is, told how many items there are: an item (""), a paragraph
    that belongs to the item above it ("¶"), or no part of the list (None).
    """
    found: list[Claim] = []
    count, marked = 0, False
    text = ""
    for index, token in enumerate(body):
        if not token.text:
            if token.images or not any(t.bullet and t.text for t in body[index:]):
                break
            found.append(Claim(token, label="layout-graphic" if token.graphics else "bullet"))
            continue
        if token.bullet and not addresses.is_value(token.text):
            kind: str | None = ""
        elif marked and _runs_on(text, token, body[index + 1 :]):
            kind = "+"
        elif addresses.is_nothing(token.text) or addresses.is_value(token.text) or addresses.ahead(body[index:]):
            kind = None
        elif _announces(token, body[index + 1 :]):
            found.append(Claim(token, label="list"))
            continue
        else:
            kind = None if marked else unmarked(token, count)
        if kind is None:
            break
        text = token.text
        if kind:
            found.append(fact(token, field + kind, text))
        else:
            several = _listed(text) if token.inner else (text,)
            marked, count = bool(token.bullet), count + len(several)
            found.append(Claim(token, tuple(Fact(field, value(item)) for item in several)))
    return found


def _listed(text: str) -> tuple[str, ...]:
    """The items strung together behind a label: "Pflege, Bildung und Beratung"; the text where it may be one."""
    if ";" in text:
        return tuple(part for part in re.split(r"\s*;\s*", text) if part)
    *parts, last = re.split(r"\s*,\s+", text)
    if both := re.fullmatch(r"(\S+) und (\S+)", last):
        parts, last = [*parts, both[1]], both[2]
        if len(parts) < 2:
            return (text,)  # "Familie und Beruf" is one
    every = (*parts, last.rstrip(" ."))
    return every if all(_is_item(part) for part in every) else (text,)


def _is_item(text: str) -> bool:
    """Whether a part of a line can stand alone: nouns without a preposition, or a topic."""
    return bool(text) and text[0].isupper() and (not re.search(r"\s[a-zäöü]", text) or topic(text) is not None)


def _announces(token: Token, rest: Tokens) -> bool:
    """Whether a line only leads into the list below it: "Dazu gehören:"."""
    return token.text.endswith(":") and bool(rest) and bool(rest[0].bullet)


_SHORT = 6  # words: a line of so few is an item, even where it ends in a full stop


def focus_areas(body: Tokens, label: labels.Label) -> list[Claim]:
    """Focus areas: a list, short lines, or one paragraph."""

    def unmarked(token: Token, count: int) -> str | None:
        short = not token.gap and len(token.text.split()) <= _SHORT
        return "" if count == 0 or short or not addresses.is_prose(token.text) else None

    return items(body, "focus_areas", str, unmarked)


def projects(status: ActivityStatus) -> Callable[[Tokens, labels.Label], list[Claim]]:
    """Projects: a list, titles, titles with a paragraph below them, or paragraphs that speak of a project."""

    def unmarked(token: Token, count: int) -> str | None:
        sentence = token.text.endswith((".", "!", "?")) or _OPEN_END.search(token.text) or _OPENER.match(token.text)
        if not addresses.is_prose(token.text) or not sentence:
            return ""
        if count and not token.gap:
            return "¶"
        return "" if naming.is_activity(token.text) else None

    def read(body: Tokens, label: labels.Label) -> list[Claim]:
        return items(body, "projects", lambda text: (status, text), unmarked)

    return read


# --- Partners -------------------------------------------------------------------------------------------------------


def partners(body: Tokens, label: labels.Label) -> list[Claim]:
    """How many partners there are, their categories, and partners named outright."""
    found: list[Claim] = []
    named = label.words != "kategorien" and "kategorien" not in label.words.casefold()
    listed = [t for t in body if t.bullet and t.text]
    named = named and not any(_codes(t.text) for t in listed)
    for index, token in enumerate(body):
        if not token.text:
            if token.images or not any(t.bullet for t in body[index:]):
                break
            found.append(Claim(token, label="layout-graphic" if token.graphics else "bullet"))
        elif not token.bullet and (count := numbers.count(token.text)) is not None:
            found.append(fact(token, "partner_count", count))
        elif not token.bullet and (several := numbers.counted(token.text)) is not None:
            found.append(fact(token, "partner_count", several.partners))
        elif token.bullet or token.inner or index == 0 or _names_categories(token.text):
            claim = _partner(token, named)
            if claim is None:
                break
            found.append(claim)
        else:
            break
    return found


def _partner(token: Token, named: bool) -> Claim | None:
    if codes := _codes(token.text):
        return Claim(token, tuple(Fact("partner_categories", code) for code in codes))
    if addresses.is_value(token.text) and not token.bullet:
        return None
    known, unknown = _inline(token.text)
    if known:
        problems = tuple(Unread(text, "category-unknown", {"value": text}) for text in unknown)
        return Claim(token, tuple(Fact("partner_categories", code) for code in known), unread=problems)
    if not token.bullet and addresses.is_prose(token.text):
        return None
    if named and people.is_unit(token.text) and len(token.text.split()) > 1 and not people.is_known_person(token.text):
        return fact(token, "partners", headings.unquoted(token.text))
    return unread(token, "category-unknown", value=token.text) if token.bullet else None


def _codes(text: str) -> tuple[str, ...]:
    """The category that `text` names as a whole."""
    table = category_codes()
    bare = re.sub(r"^\d{1,3}\s+|\s*(?:\([^()]*\)|:\s*\d{1,3})$", "", text).strip(" ,;.")
    code = table.get(labels.key(text)) or table.get(labels.key(bare))
    return (code,) if code else ()


def _names_categories(text: str) -> bool:
    """Whether an unmarked line holds categories and nothing else."""
    known, unknown = _inline(text)
    return bool(known) and not unknown


def _inline(text: str) -> tuple[list[str], list[str]]:
    """The categories strung together on a line, and the words that name none."""
    known: list[str] = []
    unknown: list[str] = []
    for part in re.split(r"\s*[,;]\s*", text):
        found = _codes(part)
        pieces = [part] if found else re.split(r"\s+(?:und|sowie)\s+|\s*/\s*", part)
        for piece in filter(None, pieces):
            codes = _codes(piece)
            known += codes
            unknown += [] if codes else [piece.strip(" .")]
    return known, unknown


@cache
def category_codes() -> dict[str, str]:
    """The codes of partner categories by what their labels are compared by."""
    return {labels.key(label): code for label, code in codelists.labels("partner-categories").items()}


@cache
def _topics() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The codes of topics, each with the pattern of a label; a part of a compound ("Kita-Betreuung") is no label."""
    labelled = codelists.labels("focus-areas").items()
    return tuple((re.compile(rf"(?<![\w-]){re.escape(label)}(?![\w-])"), code) for label, code in labelled)


def topic(text: str) -> str | None:
    """The topic whose label stands in `text`; the longest where one holds another; none where several stand there."""
    folded = text.casefold()
    spans = [(*match.span(), code) for pattern, code in _topics() for match in pattern.finditer(folded)]
    widest = {c for a, b, c in spans if not any(x <= a and b <= y and (y - x) > (b - a) for x, y, _ in spans)}
    return widest.pop() if len(widest) == 1 else None
