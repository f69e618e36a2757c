"""A line that holds several things -> its pieces: labels with their values, a person and a number, several values."""

from __future__ import annotations

import itertools
import re

from alliancegraph.readers.profile import online, people, postal, telephones
from alliancegraph.readers.profile.forms import LABELS, SYMBOLS
from alliancegraph.readers.profile.labels import label, named

_LONGEST_VALUES = 200  # characters: a longer line is a text

# A contact label in the middle of a line, before something that looks like its value.
_VALUE_AHEAD = {
    "telephone": r"(?=[+(]?\s?\(?\d)",
    "email": r"(?=\S+\s?(?:@|[\[({](?:at|ät)|\s(?:at|ät)\s))",
    "website": r"(?=https?://|www\.)",
}
_VALUE_AHEAD |= dict.fromkeys(("fax", "mobile", "telephone-and-fax"), _VALUE_AHEAD["telephone"])


def _any_of(forms: tuple[str, ...]) -> str:
    """A pattern for the forms, the longest first; a single letter is no label in the middle of a line."""
    several = (form for form in sorted(forms, key=len, reverse=True) if len(form) > 1 or not form.isalpha())
    return "|".join(_pattern(form.rstrip(".")) for form in several)


def _symbols(name: str) -> tuple[str, ...]:
    return tuple(symbol for symbol, label in SYMBOLS.items() if label == name)


def _pattern(form: str) -> str:
    return re.escape(form).replace(r"\-", r"[-\s]?").replace(r"\ ", r"\s")


_INLINE = re.compile(
    r"(?<![\w@./-])(?:"
    + "|".join(
        rf"(?:{_any_of((*LABELS[name], *_symbols(name)))})"
        rf"\s?[.:\ufe0f]*\s?{ahead}"
        for name, ahead in sorted(_VALUE_AHEAD.items(), key=lambda item: -max(map(len, LABELS[item[0]])))
    )
    + ")",
    re.IGNORECASE,
)


def segments(text: str) -> tuple[str, ...]:
    """A line cut before each label that has its value behind it, and between values of different kinds.

    "Tel.: 03876 1234, Fax: 03876 1235"; "Gründung: 2008. Partner: 15."; "info@example.org | www.example.org";
    "Frau Mustermann: info@example.org"; "Frau Mustermann 03876 1234".
    """
    if len(values := several_values(text)) > 1:
        return values
    text = _SHARED.sub(lambda found: f"{found[0]} {found['stem']}", text)
    text = _IN_BRACKETS.sub(lambda found: f", {found[1]}" if _INLINE.match(found[1]) else found[0], text)
    if behind := _BEHIND_PERSON.fullmatch(text):
        person, value = behind["person"].strip(" :,"), behind["value"]
        if people.is_known_person(person) and any(test(value) for test in _KINDS.values()):
            return (person, value)
    starts = [match.start() for match in _INLINE.finditer(text) if match.start() > 0]
    if starts and (lead := text[: starts[0]].strip(_AROUND)) and not _is_lead(lead):
        starts = []
    starts += [m.start() for m in _NEXT_LABEL.finditer(text) if named(m[1])] if label(text[:_LONGEST_LEAD]) else []
    unlabelled = [m.start() for m in _NEXT_ADDRESS.finditer(text)]
    if not starts and not (unlabelled and people.is_known_person(text[: unlabelled[0]])):
        return (text,)
    starts += unlabelled
    # "…; Max Beispiel, Tel. …": the next person's number is not the first one's.
    starts += [m.start() for m in re.finditer(r";\s", text) if people.person(_up_to(text, m.end(), starts))]
    bounds = [0, *sorted(set(starts)), len(text)]
    parts = (text[a:b].strip(_AROUND) for a, b in itertools.pairwise(bounds))
    return tuple(part for part in parts if part)


_AROUND = " ,;|·•–/"
_IN_BRACKETS = re.compile(r"\s*\(([^()]+)\)")  # "Petra Probe (Tel. 03876 1234)"
_LONGEST_LEAD = 200  # characters
# "Frau Mustermann 03876 1234": digits or an @ tell where the value begins.
_BEHIND_PERSON = re.compile(r"(?P<person>[^\d@|;(:,]{4,60}?)(?::\s|,\s|\s)\s*(?P<value>(?:[\d(+]|\S+\s?[@(\[]).*)")
# "Tel. 03546 79-2100, Fax -2110": an extension behind the second label has the first number's stem (DIN 5008).
_SHARED = re.compile(
    r"(?P<stem>[(+]?\d[\d\s()/]{3,16}\d)\s?[-–]\s?\d{1,5}\s*[,;/|]?\s*(?:(?:Tele)?fax|Tel|Fon)\.?:?(?=\s*[-–]\s?\d)",
    re.IGNORECASE,
)
_NEXT_ADDRESS = re.compile(r"(?<=[,;|·•])\s+(?=(?:[^\s,;|@]+@[^\s,;|@]+|https?://\S+|www\.\S+)(?:[,;|]|$))")
_NEXT_LABEL = re.compile(r"(?<=[.;,|·•/])\s+(?=([A-ZÄÖÜ][^:.;,|·•]{0,40}):\s)")


def _up_to(text: str, start: int, ends: list[int]) -> str:
    """What stands between `start` and the first of `ends` behind it."""
    return text[start : min((end for end in ends if end > start), default=len(text))].strip(_AROUND)


def is_menu(text: str) -> bool:
    """Whether a line is a menu, the way to the page ("Startseite > Familie"), its owner, or its number."""
    parts = re.split(r"\s*[|>»›·→]\s*", text.strip(" |>»›·"))
    beginning = re.match(r"(?:sie sind hier|sie befinden sich hier)\b:?|(?:startseite|home)$", parts[0], re.IGNORECASE)
    return bool(
        re.match(
            r"(?:©|\(c\)|copyright)\s*(?:19|20)\d\d|(?:seite|page) \d+(?: (?:von|of|/) \d+)?$", text, re.IGNORECASE
        )
        or (len(parts) > 1 and beginning)
        or (len(parts) > 2 and all(named(part) for part in parts))
        or (len(parts) > 1 and all(named(part) == "navigation" for part in parts))
    )


_KINDS = {"telephone": telephones.is_number, "email": online.looks_like_mailbox, "website": online.looks_like_link}


def several_values(text: str) -> tuple[str, ...]:
    """The values a line strings together; empty where they are of one kind, or something else stands among them."""
    if len(text) > _LONGEST_VALUES:
        return ()
    parts = tuple(part for part in re.split(r"\s*[|•·,;]\s*", text) if part)
    kinds = [next((kind for kind, test in _KINDS.items() if test(part)), None) for part in parts]
    return parts if None not in kinds and len(set(kinds)) > 1 else ()


def _is_lead(text: str) -> bool:
    """Whether contact labels may follow `text` on its line: a value or a name, no sentence."""
    found = label(text)
    if found is not None:
        return True
    return people.person(text) is not None or postal.has_postcode(text) or telephones.looks_like(text)
