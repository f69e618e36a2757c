"""Readers of lists: partner categories, focus areas, projects. Items run on over lines; what follows a list is left."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from alliancegraph import codelists
from alliancegraph.readers.profile import addresses, headings, labels, numbers, people
from alliancegraph.readers.profile import projects as naming
from alliancegraph.readers.profile.claims import Claim, Fact, Unread, fact, silent, unread
from alliancegraph.readers.profile.prose import OPEN_END, is_name, is_prose
from alliancegraph.readers.profile.tokens import Token
from alliancegraph.records.types import ActivityStatus

Tokens = tuple[Token, ...]

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
    if token.text[0].islower() or OPEN_END.search(item):
        return True
    whole = item.endswith((".", "!", "?", ":")) or token.text.endswith(":")
    between = bool(rest) and bool(rest[0].bullet) and not rest[0].gap
    return not whole and (between or (len(item) >= _WRAPPED and not is_prose(token.text)))


def items(
    body: Tokens, field: str, value: Callable[[str], Any], unmarked: Callable[[Token, str, Tokens], str | None]
) -> list[Claim]:
    """The claims of the list that a body begins with: facts `field`, and `field+` for the further lines of an item.

    In a list without bullets `unmarked` says what a line is, told the item above it and what follows: an item (""), a
    line ("+") or paragraph ("¶") that belongs to the item above, an introduction ("text"), or no part of the list
    (None).
    """
    found: list[Claim] = []
    marked = strung = False
    text = item = ""
    for index, token in enumerate(body):
        rest = body[index + 1 :]
        if not token.text:
            if token.images or not any(t.bullet and t.text for t in body[index:]):
                break
            found.append(silent(token))
            continue
        if text and not token.gap and not token.inner and numbers.is_date(token.text):
            kind: str | None = "+"  # "Familienkarte" / "seit 2010": a date alone is no item
        elif token.bullet and not addresses.is_value(token.text):
            kind = ""
        elif marked and _runs_on(text, token, rest):
            kind = "+"
        elif addresses.is_nothing(token.text) or addresses.is_value(token.text) or addresses.ahead(body[index:]):
            kind = None
        elif _announces(token, rest) and not (item and token.gap):
            found.append(Claim(token, label="list"))
            continue
        else:
            kind = None if marked or (strung and token.gap) else unmarked(token, item, rest)
        if kind is None:
            break
        if kind == "text":
            found.append(fact(token, "description", (token.text, token.gap or not found)))
            continue
        text = token.text
        item = f"{item}\n{text}" if kind else text
        if kind:
            found.append(fact(token, field + kind, text))
        else:
            marked, strung = bool(token.bullet), token.inner and not token.bullet
            alone = field == "focus_areas" and not marked and index == 0 and (not rest or rest[0].gap)
            parts = _listed(text) if strung or alone else (text,)
            found.append(Claim(token, tuple(Fact(field, value(part)) for part in parts)))
    return found


_ENUMERATED = re.compile(r"\s*\b\d{1,2}[.)]\s+(?=[A-ZÄÖÜ„\"])")
_COMMA = re.compile(r",\s+(?![^()]{0,200}\))")


def _listed(text: str) -> tuple[str, ...]:
    """The items strung together behind a label: "Pflege, Bildung und Beratung"; the text where it may be one."""
    if ";" in text:
        return tuple(part for part in re.split(r"\s*;\s*", text) if part)
    if text.startswith(("1.", "1)")) and len(parts := _ENUMERATED.split(text)) > 2:
        return tuple(part.rstrip(" ,") for part in parts if part)
    if len(parts := re.split(r"\s+/\s+", text)) > 2:
        return tuple(parts)
    *parts, last = _COMMA.split(text)
    if both := re.fullmatch(r"(\S+) und (\S+)", last):
        parts, last = [*parts, both[1]], both[2]
        if len(parts) < 2:
            return (text,)  # "Familie und Beruf" is one
    every = (*parts, last.rstrip(" ."))
    return every if parts and _are_items(every) else (text,)


def _are_items(parts: tuple[str, ...]) -> bool:
    """Whether parts of a line can stand alone: nouns or topics. Behind a preposition a comma may join what it rules.

    "Lesefest, Kochkurs für Väter" are two, "Feste für Kinder, Eltern und Nachbarn" may be one.
    """
    whole = [re.sub(r"- (?:und|oder) ", "", part) for part in parts]  # "Kinder- und Jugendarbeit"
    ruled = [re.search(r"\s[a-zäöü]", part) is not None and topic(part) is None for part in whole]
    begun = all(part and part.lstrip('„“»«"(')[:1].isupper() for part in parts)
    return (
        begun
        and (not any(ruled[:-1]) or all(ruled))
        and all(is_name(re.sub(r"\([^()]*\)", "", part)) for part in parts)
    )


def _announces(token: Token, rest: Tokens) -> bool:
    """Whether a line only leads into the list below it: "Dazu gehören:"."""
    return token.text.endswith(":") and bool(rest) and bool(rest[0].bullet)


def _introduces(token: Token, rest: Tokens) -> bool:
    """Whether running text stands before a list with bullets."""
    below = next((t for t in rest if t.bullet or not is_prose(t.text)), None)
    return is_prose(token.text) and below is not None and bool(below.bullet)


_SHORT = 6  # words: a line of so few is an item, even where it ends in a full stop


def focus_areas(body: Tokens, label: labels.Label) -> list[Claim]:
    """Focus areas: a list, short lines, or one paragraph."""

    def unmarked(token: Token, above: str, rest: Tokens) -> str | None:
        if not above and not token.inner and _introduces(token, rest):
            return "text"
        if token.gap and (token.text.endswith("?") or (rest and rest[0].bullet)):
            return None  # the heading of another list
        short = not token.gap and len(token.text.split()) <= _SHORT
        return "" if not above or short or not is_prose(token.text) else None

    return items(body, "focus_areas", str, unmarked)


def projects(status: ActivityStatus) -> Callable[[Tokens, labels.Label], list[Claim]]:
    """Projects: a list, titles, titles with a paragraph below them, or paragraphs that speak of a project."""

    def unmarked(token: Token, above: str, rest: Tokens) -> str | None:
        sentence = token.text.endswith((".", "!", "?")) or OPEN_END.search(token.text) or _OPENER.match(token.text)
        if not is_prose(token.text) or not sentence:
            # Below sentences a title begins something else.
            return None if token.gap and is_prose(above.partition("\n")[0]) else ""
        if not above:
            # What stands alone under "Projekte" is one; before a list or titles it only leads to them.
            leads = any(t.text and not t.inner and not is_prose(t.text) for t in rest)
            return "text" if leads and not naming.is_activity(token.text) else ""
        if not token.gap:
            title, last = above.partition("\n")[0], above.rpartition("\n")[2]
            if is_prose(last) and not last.endswith((".", "!", "?")):
                return "+"
            return "" if is_prose(title) and naming.is_activity(token.text) else "¶"
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
    named = named and 2 * sum(bool(_codes(t.text)) for t in listed) <= len(listed)
    for index, token in enumerate(body):
        if not token.text:
            if token.images or not any(t.bullet for t in body[index:]):
                break
            found.append(silent(token))
        elif not token.bullet and (count := numbers.count(token.text)) is not None:
            found.append(fact(token, "partner_count", count))
        elif not token.bullet and (several := numbers.counted(token.text)) is not None:
            found.append(fact(token, "partner_count", several.partners))
        elif not token.bullet and (among := re.fullmatch(r"(.+?)[,\s(]+(?:davon|darunter)\s+(.+?)\)?", token.text)):
            count, (known, unknown) = numbers.count(among[1]), _inline(among[2])
            if count is None or not known:
                break
            facts = [Fact("partner_count", count), *(Fact("partner_categories", code) for code in known)]
            found.append(Claim(token, tuple(facts), unread=tuple(Unread(text) for text in unknown)))
        elif token.bullet or token.inner or index == 0 or _names_categories(token.text, named):
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
    bodies = [part for part in unknown if named and _is_body(part)]
    if known or (len(bodies) > 1 and len(bodies) == len(unknown)):
        facts = [Fact("partner_categories", code) for code in known]
        facts += [Fact("partners", headings.unquoted(part)) for part in bodies]
        problems = [Unread(text, "category-unknown", {"value": text}) for text in unknown if text not in bodies]
        return Claim(token, tuple(facts), unread=tuple(problems))
    if not token.bullet and is_prose(token.text):
        return None
    if named and _is_body(token.text):
        return fact(token, "partners", headings.unquoted(token.text))
    return unread(token, "category-unknown", value=token.text) if token.bullet else None


def _is_body(text: str) -> bool:
    """Whether a partner is named outright: "Stadtwerke Zossen GmbH"."""
    return people.is_unit(text) and len(text.split()) > 1 and text[0].isupper() and not people.is_known_person(text)


_NUMERAL = "|".join(sorted(numbers.WORDS, key=len, reverse=True))
# Beside a category may stand how many there are, and an adjective: "drei Schulen", "Vereine (12)", "Kirchen: 2".
_BESIDE = re.compile(
    rf"^(?:(?:(?i:{numbers.QUALIFIER})\s+)*(?:\d{{1,3}}|(?i:{_NUMERAL}))\s+)?(?:[A-ZÄÖÜ]?[a-zäöüß]+e[rnms]?\s+(?=[A-ZÄÖÜ]))*"
    r"|\s*(?:\([^()]*\)|:\s*\d{1,3})$"
)


def _codes(text: str) -> tuple[str, ...]:
    """The category that `text` names as a whole."""
    table = category_codes()
    bare = _BESIDE.sub("", text).strip(" ,;.")
    code = table.get(labels.key(text)) or table.get(labels.key(bare))
    return (code,) if code else ()


def _names_categories(text: str, named: bool) -> bool:
    """Whether an unmarked line holds categories, or partners named among them, and nothing else."""
    known, unknown = _inline(text)
    return bool(known) and all(named and _is_body(part) for part in unknown)


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
            unknown += [] if codes else [re.sub(r"(?<!\bV)\.$", "", piece.strip())]
    return known, unknown


def _labels(scheme: str) -> dict[str, str]:
    """The codes of a list by their labels, German and English."""
    return {**codelists.labels(scheme, "en"), **codelists.labels(scheme)}


@cache
def category_codes() -> dict[str, str]:
    """The codes of partner categories by what their labels are compared by."""
    return {labels.key(label): code for label, code in _labels("partner-categories").items()}


@cache
def _topics() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The codes of topics, each with the pattern of a label; a part of a compound ("Kita-Betreuung") is no label."""
    labelled = _labels("focus-areas").items()
    return tuple((re.compile(rf"(?<![\w-]){re.escape(label)}(?![\w-])"), code) for label, code in labelled)


_LONGEST = 1000  # characters: a longer text has many topics


def topic(text: str) -> str | None:
    """The topic whose label stands in `text`; the longest where one holds another; none where several stand there."""
    if len(text) > _LONGEST:
        return None
    folded = text.casefold()
    spans = [(*match.span(), code) for pattern, code in _topics() for match in pattern.finditer(folded)]
    widest = {c for a, b, c in spans if not any(x <= a and b <= y and (y - x) > (b - a) for x, y, _ in spans)}
    return widest.pop() if len(widest) == 1 else None
