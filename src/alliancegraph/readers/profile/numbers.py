"""Dates and counts of partners, in figures and words."""

from __future__ import annotations

import datetime
import re
from typing import NamedTuple

from alliancegraph.readers.profile.prose import phrases, words
from alliancegraph.records.types import PartnerCount, Qualifier

MONTHS = words("januar februar märz april mai juni juli august september oktober november dezember")
_OTHER_MONTHS = (
    "jan jänner january", "feb february", "mär mrz mar march", "apr", "may", "jun june", "jul july", "aug", "sep sept",
    "okt oct october", "nov", "dez dec december",
)  # fmt: skip
_MONTH = {
    name: number
    for number, (month, others) in enumerate(zip(MONTHS, _OTHER_MONTHS, strict=True), start=1)
    for name in (month, *others.split())
}
NAMES = tuple(sorted(_MONTH, key=len, reverse=True))
_NAMES = "|".join(NAMES)
_YEAR = r"(?:19|20)\d\d"
DATE = (
    rf"(?:\d{{1,2}}(?:\.|st|nd|rd|th)?\s?(?:{_NAMES})\.?\s{_YEAR}|(?:{_NAMES})\s\d{{1,2}},\s{_YEAR}|\d{{1,2}}\.\s?\d{{1,2}}\.\s?{_YEAR}|\d{{1,2}}/{_YEAR}|{_YEAR}-\d\d(?:-\d\d)?"
    rf"|(?:{_NAMES})\.?\s{_YEAR}|{_YEAR})(?!\d)"
)
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?P<day>\d{{1,2}})(?:\.|st|nd|rd|th)?\s?(?P<name>{_NAMES})\.?\s(?P<year>{_YEAR})",
        rf"(?P<name>{_NAMES})\s(?P<day>\d{{1,2}}),\s(?P<year>{_YEAR})",
        rf"(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.\s?(?P<year>{_YEAR})",
        rf"(?P<month>\d{{1,2}})/(?P<year>{_YEAR})",
        rf"(?P<year>{_YEAR})-(?P<month>\d\d)(?:-(?P<day>\d\d))?",
        rf"(?P<name>{_NAMES})\.?\s(?P<year>{_YEAR})",
        rf"(?P<year>{_YEAR})",
    )
)
_LEAD = (
    r"(?:(?:seit|am|im|in|den|dem|vom|ab|anfang|mitte|ende|das|jahre?|des|frühjahr|sommer|herbst|winter|frühling|on|since)"
    r"\s+)*"
)
_MONTH_BEHIND = re.compile(rf"({_YEAR})\s*\(({_NAMES})\)", re.IGNORECASE)  # "2008 (Mai)"
_DATE_ALONE = re.compile(rf"\s*{_LEAD}({DATE})\.?\s*", re.IGNORECASE)


def date(text: str) -> str | None:
    """The date that is `text` ("22. Mai 2008", "05/2008", "im Jahr 2008") in the records' form, if it is one."""
    if behind := _MONTH_BEHIND.fullmatch(text):
        text = f"{behind[2]} {behind[1]}"
    found = _DATE_ALONE.fullmatch(text)
    return iso(found[1]) if found else None


def begins_with_date(text: str) -> bool:
    """Whether `text` begins with a date: "3. Mai 2011 von der Redaktion"."""
    return re.match(rf"\s*{_LEAD}{DATE}(?:$|[\s,;])", text, re.IGNORECASE) is not None


def is_date(text: str) -> bool:
    """Whether `text` is a date and nothing else."""
    return date(text) is not None


def iso(text: str) -> str | None:
    """`text`, a match of `DATE`, as 2008, 2008-05 or 2008-05-22; None for a day the calendar does not have."""
    for form in _FORMS:
        if found := form.fullmatch(text):
            parts = found.groupdict()
            month = _MONTH[parts["name"].casefold()] if parts.get("name") else int(parts.get("month") or 0)
            day = int(parts.get("day") or 0)
            try:
                datetime.date(int(parts["year"]), month or 1, day or 1)
            except ValueError:
                return None
            return "-".join((parts["year"], *(f"{part:02}" for part in (month, day) if part)))
    return None


_ONES = words(
    """
    null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn
    achtzehn neunzehn
    """
)
_TENS = ("", "", *words("zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig"))
WORDS: dict[str, int] = {
    **{word: number for number, word in enumerate(_ONES) if number > 1},
    **{word: 10 * ten for ten, word in enumerate(_TENS) if word},
    **{f"{_ONES[one]}und{word}": 10 * ten + one for ten, word in enumerate(_TENS) if word for one in range(1, 10)},
    "hundert": 100,
    "einhundert": 100,
    "zweihundert": 200,
    "ein dutzend": 12,
    "zwei dutzend": 24,
}
"""Numerals in words; "ein" alone is an article."""

_QUALIFIERS: dict[Qualifier, str] = {
    "about": "ca.; circa; rd.; zirka; rund; etwa; ungefähr; annähernd; fast; knapp; nahezu; an die; ca",
    "at-least": "über; mehr als; mindestens; wenigstens; gut",
    "at-most": "bis zu; höchstens; maximal; nicht mehr als",
    "exact": "derzeit; aktuell; insgesamt; zurzeit; genau; heute; inzwischen; mittlerweile",
}
QUALIFIERS = {word: qualifier for qualifier, text in _QUALIFIERS.items() for word in phrases(text)}

PARTNERS = (
    r"(?:(?:bündnis|kooperations|netzwerk|projekt)?partner(?:/-?innen|\*innen|:innen|_innen|innen|n)?"
    r"|(?:bündnis)?mitglieder|(?:bündnis)?mitgliedern|akteure|akteuren|mitgliedsorganisationen|partnerorganisationen|"
    r"partners|members|partner organisations)"
    r"(?:\s+und\s+-?(?:partnern?|mitgliedern?|akteuren?|akteurinnen|\w*partnern?))?"
)
QUALIFIER = "|".join(re.escape(word) for word in sorted(QUALIFIERS, key=len, reverse=True))
_FIGURE = rf"(?:\d{{1,3}}\.\d{{3}}|\d{{1,6}}|{'|'.join(sorted(WORDS, key=len, reverse=True))})(?![\w%]|\.\w)"
COUNT = rf"(?P<qualifiers>(?:(?:{QUALIFIER})\s+)*)(?P<figure>{_FIGURE})(?P<plus>\s?\+)?"
AS_OF = rf"[\s,;(]*\(?stand:?\s*(?P<as_of>{_LEAD}{DATE})\)?"
_COUNT_ALONE = re.compile(
    rf"\s*{COUNT}(?:\s+(?:verschiedene|aktive|engagierte)?\s*(?:{PARTNERS}|(?:partner)?institutionen|organisationen))?"
    rf"(?:{AS_OF})?[\s.]*",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    rf"\s*(?:mit\s+)?{COUNT}\s+(?:(?:verschiedene|aktive|engagierte)n?\s+)?(?:{PARTNERS})(?:\s+im\s+bündnis)?"
    rf"(?P<list>\s+(?:in|aus)\s+(?:den\s+)?folgenden\s+(?P<kinds>kategorien|bereichen)|,?\s+(?:darunter|davon|nämlich|und\s+zwar|unter\s+anderem)|\s*:)?(?:{AS_OF})?[\s.:]*",
    re.IGNORECASE,
)


class Count(NamedTuple):
    """A count of partners, and whether their categories are announced with it."""

    partners: PartnerCount
    announces: bool = False


def count(text: str) -> PartnerCount | None:
    """The count that is `text`, where a label says that it is one: "ca. 30", "36 Mitglieder, Stand Februar 2013"."""
    found = _COUNT_ALONE.fullmatch(text)
    return of_match(found) if found else None


def is_count(text: str) -> bool:
    """Whether `text` is a count of partners and nothing else."""
    return count(text) is not None


def counted(text: str) -> Count | None:
    """The count on a line that names partners itself: "21 Bündnispartner in folgenden Kategorien:"."""
    found = _COUNTED.fullmatch(text)
    number = of_match(found) if found else None
    return Count(number, bool(found["kinds"])) if found and number else None


def of_match(found: re.Match[str]) -> PartnerCount | None:
    """The count in a match of `COUNT`; None for one that no network has."""
    figure = found["figure"].lower().replace(".", "")
    value = WORDS[figure] if figure in WORDS else int(figure)
    said = re.findall(QUALIFIER, found["qualifiers"].casefold())
    named = [QUALIFIERS[word] for word in said if QUALIFIERS[word] != "exact"]
    qualifier: Qualifier = "at-least" if found["plus"] else named[-1] if named else "exact"
    as_of = date(found["as_of"]) if found.groupdict().get("as_of") else None
    return PartnerCount(value=value, qualifier=qualifier, as_of=as_of) if value <= 1_000_000 else None
