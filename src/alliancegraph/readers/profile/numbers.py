"""Dates and counts of partners, in figures and words."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import NamedTuple

from alliancegraph.records.types import PartnerCount, Qualifier

MONTHS = (
    "januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november",
    "dezember",
)  # fmt: skip
_MONTH = {name: number for number, name in enumerate(MONTHS, start=1)} | {
    "jan": 1, "jänner": 1, "feb": 2, "mär": 3, "mrz": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9,
    "okt": 10, "nov": 11, "dez": 12,
}  # fmt: skip
_NAMES = "|".join(sorted(_MONTH, key=len, reverse=True))
_YEAR = r"(?:19|20)\d\d"
DATE = (
    rf"(?:\d{{1,2}}\.\s?(?:{_NAMES})\.?\s{_YEAR}|\d{{1,2}}\.\s?\d{{1,2}}\.\s?{_YEAR}|\d{{1,2}}/{_YEAR}|{_YEAR}-\d\d(?:-\d\d)?"
    rf"|(?:{_NAMES})\.?\s{_YEAR}|{_YEAR})(?!\d)"
)
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?P<day>\d{{1,2}})\.\s?(?P<name>{_NAMES})\.?\s(?P<year>{_YEAR})",
        rf"(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.\s?(?P<year>{_YEAR})",
        rf"(?P<month>\d{{1,2}})/(?P<year>{_YEAR})",
        rf"(?P<year>{_YEAR})-(?P<month>\d\d)(?:-(?P<day>\d\d))?",
        rf"(?P<name>{_NAMES})\.?\s(?P<year>{_YEAR})",
        rf"(?P<year>{_YEAR})",
    )
)
_LEAD = (
    r"(?:(?:seit|am|im|in|den|dem|vom|ab|anfang|mitte|ende|das|jahre?|des|frühjahr|sommer|herbst|winter|frühling)\s+)*"
)
_DATE_ALONE = re.compile(rf"\s*{_LEAD}({DATE})\.?\s*", re.IGNORECASE)


def date(text: str) -> str | None:
    """The date that is `text` ("22. Mai 2008", "05/2008", "im Jahr 2008") in the records' form, if it is one."""
    found = _DATE_ALONE.fullmatch(text)
    return iso(found[1]) if found else None


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


_ONES = (
    "null", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf",
    "dreizehn",
    "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn",
)  # fmt: skip
_TENS = ("", "", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig")
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

QUALIFIERS: dict[str, Qualifier] = {
    "ca.": "about", "circa": "about", "zirka": "about", "rund": "about", "etwa": "about", "ungefähr": "about",
    "annähernd": "about", "fast": "about", "knapp": "about", "nahezu": "about", "an die": "about", "ca": "about",
    "über": "at-least", "mehr als": "at-least", "mindestens": "at-least", "wenigstens": "at-least", "gut": "at-least",
    "bis zu": "at-most", "höchstens": "at-most", "maximal": "at-most", "nicht mehr als": "at-most",
    "derzeit": "exact", "aktuell": "exact", "insgesamt": "exact", "zurzeit": "exact", "genau": "exact",
}  # fmt: skip

_PARTNERS = (
    r"(?:(?:bündnis|kooperations|netzwerk|projekt)?partner(?:/-?innen|\*innen|:innen|_innen|innen|n)?"
    r"|(?:bündnis)?mitglieder|(?:bündnis)?mitgliedern|akteure|akteuren|mitgliedsorganisationen|partnerorganisationen)"
    r"(?:\s+und\s+-?(?:partnern?|mitgliedern?|akteuren?|akteurinnen|\w*partnern?))?"
)
_QUALIFIER = "|".join(re.escape(word) for word in sorted(QUALIFIERS, key=len, reverse=True))
_FIGURE = rf"(?:\d{{1,3}}\.\d{{3}}|\d{{1,6}}|{'|'.join(sorted(WORDS, key=len, reverse=True))})(?![\w.%])"
_COUNT = rf"(?P<qualifiers>(?:(?:{_QUALIFIER})\s+)*)(?P<figure>{_FIGURE})(?P<plus>\s?\+)?"
_AS_OF = rf"[\s,;(]*\(?stand:?\s*(?P<as_of>{_LEAD}{DATE})\)?"
_COUNT_ALONE = re.compile(
    rf"\s*{_COUNT}(?:\s+(?:verschiedene|aktive|engagierte)?\s*(?:{_PARTNERS}))?(?:{_AS_OF})?[\s.]*", re.IGNORECASE
)
_COUNTED = re.compile(
    rf"\s*(?:mit\s+)?{_COUNT}\s+(?:(?:verschiedene|aktive|engagierte)n?\s+)?(?:{_PARTNERS})(?:\s+im\s+bündnis)?"
    rf"(?P<list>\s+(?:in|aus)\s+(?:den\s+)?folgenden\s+(?P<kinds>kategorien|bereichen)|,?\s+(?:darunter|davon|nämlich|und\s+zwar|unter\s+anderem)|\s*:)?(?:{_AS_OF})?[\s.:]*",
    re.IGNORECASE,
)
# In running text the sentence must be the alliance's own: "Dem Bündnis gehören rund 50 Partner an".
_IN_TEXT = re.compile(
    rf"(?<!\w){_COUNT}\s+(?:(?:verschiedene|aktive|engagierte)n?\s+)?(?:{_PARTNERS})(?!\w)(?:{_AS_OF})?", re.IGNORECASE
)
_SUBJECT = re.compile(
    r"\b(?:(?:das|unser|dem|unserem|im|zum)\s+(?:[\w-]+\s+){0,2}(?:(?:familien)?bündnis|netzwerk)|bündnis\s+für\s+familie|wir|ihm\s+gehören)\b",
    re.IGNORECASE,
)
_HAS = re.compile(
    r"\b(?:hat|zählt|umfasst|vereint|vereinigt|gehören|besteht\s+aus|bestehen\s+aus|verfügt\s+über|engagieren\s+sich|"
    r"arbeiten|wirken|sind|versammelt|bündelt|haben)\b",
    re.IGNORECASE,
)


# Before a count that is not the alliance's: "ein Sprecherrat mit fünf Mitgliedern", "Gruppen mit je 5 Mitgliedern".
_OF_PART = re.compile(
    r"\b(?:je|jeweils|weiteren?|neuen?)\s+$|(?:rat|gruppen?|kreis\w*|team|vorstand|gremium|runde|ausschuss|vertretung)\b[^,;]{0,30}$",
    re.IGNORECASE,
)


class Count(NamedTuple):
    """A count of partners, and whether their categories are announced with it."""

    partners: PartnerCount
    announces: bool = False


def count(text: str) -> PartnerCount | None:
    """The count that is `text`, where a label says that it is one: "ca. 30", "36 Mitglieder, Stand Februar 2013"."""
    found = _COUNT_ALONE.fullmatch(text)
    return _count(found) if found else None


def is_count(text: str) -> bool:
    """Whether `text` is a count of partners and nothing else."""
    return count(text) is not None


def counted(text: str) -> Count | None:
    """The count on a line that names partners itself: "21 Bündnispartner in folgenden Kategorien:"."""
    found = _COUNTED.fullmatch(text)
    number = _count(found) if found else None
    return Count(number, bool(found["kinds"])) if found and number else None


def count_in(text: str) -> PartnerCount | None:
    """The count that a text's sentences give for the alliance itself, where exactly one does."""
    counts = {
        number
        for sentence in _readable(text)
        if _SUBJECT.search(sentence) and _HAS.search(sentence)
        for found in _IN_TEXT.finditer(sentence)
        if not _OF_PART.search(sentence[: found.start()]) and (number := _count(found)) is not None
    }
    return counts.pop() if len(counts) == 1 else None


def _count(found: re.Match[str]) -> PartnerCount | None:
    figure = found["figure"].lower().replace(".", "")
    value = WORDS[figure] if figure in WORDS else int(figure)
    words = spaced_qualifiers(found["qualifiers"])
    named = [QUALIFIERS[word] for word in words if QUALIFIERS[word] != "exact"]
    qualifier: Qualifier = "at-least" if found["plus"] else named[-1] if named else "exact"
    as_of = date(found["as_of"]) if found.groupdict().get("as_of") else None
    return PartnerCount(value=value, qualifier=qualifier, as_of=as_of) if value <= 1_000_000 else None


def spaced_qualifiers(text: str) -> tuple[str, ...]:
    """The qualifiers a text strings together."""
    return tuple(match[0].casefold() for match in re.finditer(_QUALIFIER, text, re.IGNORECASE))


_LONGEST_SENTENCE = 1500  # characters
# A full stop after a figure or an abbreviation ends no sentence: "am 22. Mai", "e. V.", "z. B.", "ca. 30".
_SENTENCE_END = re.compile(
    r"(?<=[.!?])(?<!\d\.)(?<!\b\w\.)(?<!\bca\.)(?<!\bbzw\.)(?<!\bevtl\.)(?<!\busw\.)(?<!\bStr\.)(?<!\bDr\.)\s+(?=[A-ZÄÖÜ„\"»\[(\d])"
)


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text."""
    return tuple(_SENTENCE_END.split(text))


def _readable(text: str) -> Iterator[str]:
    """The sentences short enough that somebody wrote them as such."""
    return (sentence for sentence in sentences(text) if len(sentence) <= _LONGEST_SENTENCE)


# "das Bündnis" as what was founded, not as a place or tool ("im Bündnis", "durch das Bündnis").
_FOUNDED_THING = re.compile(
    r"(?<!durch )(?<!für )(?<!über )(?<!gegen )(?<!um )(?<!in )(?<!an )(?<!auf )\b(?:das|unser|dieses|des)\s+"
    r"(?:[\w-]+\s+){0,2}(?:familien)?bündnis(?:ses)?\b(?!\w)",
    re.IGNORECASE,
)
_FOUNDING = re.compile(
    r"\bgegründet\b|\bgründete\s+sich\b|\bins\s+leben\s+gerufen\b|\b(?:seine|ihre)\s+arbeit\s+auf(?:genommen)?\b|\bentstand\b|"
    r"\bgegründet\b|\bgründung\s+des\b|\bgründung\b|\bbesteht\s+seit\b|\bbesteht\b|\bgibt\s+es\s+seit\b|\bbündnisgründung\b|\bgibt\s+es\b",
    re.IGNORECASE,
)
_BY_ITSELF = re.compile(
    r"\b(?:bündnisgründung|gründung\s+des\s+(?:\w+\s+)?bündnisses)\s+(?:am|im|erfolgte\s+\w+)\b", re.IGNORECASE
)
_FOUNDING_DATE = re.compile(rf"(?<![\d/.-])({DATE})", re.IGNORECASE)
_OTHERS = re.compile(r"\b(?:bundesweit\w*|initiative|bündnisse|landesweit\w*)\b", re.IGNORECASE)


def founding(text: str) -> str | None:
    """The founding date that a text's sentences give for the alliance itself, where exactly one does."""
    dates = {found for sentence in _readable(text) if (found := _founding(sentence)) is not None}
    return dates.pop() if len(dates) == 1 else None


def _founding(sentence: str) -> str | None:
    if _BY_ITSELF.search(sentence):
        near = re.search(rf"gründung\b[^,;]*?\b({DATE})", sentence, re.IGNORECASE)
        return iso(near[1]) if near else None
    if not (_FOUNDED_THING.search(sentence) and _FOUNDING.search(sentence)) or _OTHERS.search(sentence):
        return None
    dates = _FOUNDING_DATE.findall(sentence)
    return iso(dates[0]) if len(dates) == 1 else None


def since(text: str, about: str) -> str | None:
    """The date since which an organisation does its work: "Seit Anfang 2014 unterstützt die … {about} …"."""
    for sentence in _readable(text):
        found = re.match(
            rf"seit\s+(?:dem\s+)?(?:anfang|mitte|ende|jahr|jahre|\s)*\s*({DATE})\s", sentence, re.IGNORECASE
        )
        if found and about.casefold() in sentence.casefold()[:150] and not re.search(r"\bbundesweite\b", sentence):
            return iso(found[1])
    return None
