"""What the sentences of a page's texts tell: founding dates, counts of partners, carriers and funders."""

from __future__ import annotations

import re
from collections.abc import Iterator

from alliancegraph.readers.profile import numbers
from alliancegraph.readers.profile.prose import sentences
from alliancegraph.records.types import PartnerCount

_LONGEST_SENTENCE = 1500  # characters
_LONGEST_PARAGRAPH = 3000  # characters, of one that names a carrier
_NETWORK = r"(?:(?:familien)?bündnis(?:ses)?|\w*netzwerk(?:s|es)?|\w*verbund(?:s|es)?|allianz|alliance|network)"


def _readable(text: str) -> Iterator[str]:
    """The sentences short enough that somebody wrote them as such."""
    found = (sentence for paragraph in text.split("\n\n") for sentence in sentences(paragraph))
    return (sentence for sentence in found if len(sentence) <= _LONGEST_SENTENCE)


# --- Founding dates ---------------------------------------------------------------------------------------------------

# The network as what was founded, not as a place or tool ("im Bündnis", "durch das Bündnis").
_FOUNDED_THING = re.compile(
    r"(?<!durch )(?<!für )(?<!über )(?<!gegen )(?<!um )(?<!in )(?<!an )(?<!auf )"
    rf"\b(?:(?:das|unser|dieses|des|ein|zum|the|our)\s+(?:[\w-]+\s+){{0,2}}{_NETWORK}\b(?!\w)|haben\s+wir\s+uns|wurden\s+wir|"
    r"\bhaben\s+uns\b|wir\s+wurden)",
    re.IGNORECASE,
)
_FOUNDING = re.compile(
    r"\bgegründet\b|\bgründete\s+sich\b|\bins\s+leben\s+gerufen\b|\b(?:seine|ihre)\s+arbeit\s+auf(?:genommen)?\b|"
    r"\bentstand(?:en)?\b|\bgründung\b|\bbesteht(?!\s+aus)\b|\bgibt\s+es\b|\bbündnisgründung\b|\bzusammengeschlossen\b|\bzusammengetan\b|"
    r"\bschlossen\s+sich\b|\baus\s+der\s+taufe\s+gehoben\b|\bkonstituierte\s+sich\b|\b(?:was|were)\s+(?:founded|established)\b",
    re.IGNORECASE,
)
_ITSELF = rf"(?:bündnisgründung|gründung\s+des\s+(?:\w+\s+)?{_NETWORK})\s+(?:am|im|erfolgte\s+\w+)\b[^,;]*?"
# "Die Bündnisgründung am 22. Mai 2008", "das am 4. Juni 2009 gegründete Bündnis": the date is the founding's.
_BY_ITSELF = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_ITSELF}\b(?P<date>{numbers.DATE})",
        rf"\bseit\s+(?:(?:der|seiner|unserer)\s+)?gründung\s+(?:(?:im|am|jahre?)\s+)*(?P<date>{numbers.DATE})",
        rf"^(?:bündnis)?gründung:?\s+(?:(?:am|im|jahre?)\s+)*(?P<date>{numbers.DATE})",
        rf"\b(?:das|unser|dem|des)\s+(?:bereits\s+)?(?:(?:am|im|seit|jahre?|dem)\s+)*(?P<date>{numbers.DATE})\s+"
        rf"(?:gegründete|bestehende|entstandene|ins\s+leben\s+gerufene)[nrs]?\s+(?:[\w-]+\s+){{0,2}}{_NETWORK}\b",
    )
)
_FOUNDING_DATE = re.compile(rf"(?<![\d/.-])({numbers.DATE})", re.IGNORECASE)
_OTHERS = re.compile(r"\b(?:bundesweit\w*|landesweit\w*|bündnisse)\b|(?<!auf )\binitiative\b", re.IGNORECASE)
_ABOUT_ITSELF = re.compile(rf"(?:das|unser)\s+(?:[\w-]+\s+){{0,2}}{_NETWORK}\b", re.IGNORECASE)
_IT = re.compile(r"es\s+(?:wurde|ist|besteht|entstand|gründete|nahm)\b", re.IGNORECASE)


def foundings(*texts: str) -> tuple[str, ...]:
    """The founding dates that the sentences of texts give for the network itself; of one year only the most precise."""
    found = {date for text in texts for date in _foundings(text)}
    return tuple(sorted(date for date in found if not any(other != date and other.startswith(date) for other in found)))


def _foundings(text: str) -> Iterator[str]:
    goes_on = False  # "Es wurde …" speaks of what the sentence before spoke of
    for sentence in _readable(text):
        it = goes_on and _IT.match(sentence) is not None
        if (date := _founding(sentence, it)) is not None:
            yield date
        goes_on = it or _ABOUT_ITSELF.match(sentence) is not None


def _founding(sentence: str, it: bool) -> str | None:
    for pattern in _BY_ITSELF:
        if near := pattern.search(sentence):
            return numbers.iso(near["date"])
    if _OTHERS.search(sentence):
        return None
    # Of several dates in a sentence the clause tells which one is meant.
    for part in (sentence, re.sub(r"\([^()]*\)", " ", sentence), *re.split(r"[,;:–]\s", sentence)):
        dates = _FOUNDING_DATE.findall(part)
        if len(dates) == 1 and _FOUNDING.search(part) and (it or _FOUNDED_THING.search(part)):
            return numbers.iso(dates[0])
    return None


_FOUNDED_BODY = re.compile(
    rf"\b(?:der|die|das|unser\w*)\s+(?:\w+\s+)?\w*(?:verein|verband|stiftung|zentrum|haus|einrichtung|initiative|treff)\b"
    rf"[^.]{{0,40}}?({numbers.DATE})[^.]{{0,60}}?\b(?:gegründet|eröffnet|ins\s+leben\s+gerufen)\b",
    re.IGNORECASE,
)
_SINCE = re.compile(rf"seit\s+(?:dem\s+)?(?:anfang|mitte|ende|jahr|jahre|\s)*\s*({numbers.DATE})\s", re.IGNORECASE)


def since(text: str, name: str) -> str | None:
    """The date since which a body does its work: "Seit Anfang 2014 unterstützt die Koordinierungsstelle …"."""
    nouns = [noun.casefold() for noun in re.findall(r"\w*(?:stelle|büro|zentrum)\b", name)]
    for paragraph in text.split("\n\n"):
        for sentence in _readable(paragraph):
            found = _SINCE.match(sentence)
            about = any(noun in sentence.casefold()[:150] for noun in nouns)
            if found and about and not re.search(r"\bbundesweite\b", sentence):
                return numbers.iso(found[1])
            if founded := _FOUNDED_BODY.search(sentence):
                return numbers.iso(founded[1])
    return None


# --- Counts of partners -----------------------------------------------------------------------------------------------

# The sentence must be the network's own: "Dem Bündnis gehören rund 50 Partner an".
_IN_TEXT = re.compile(
    rf"(?<!\w){numbers.COUNT}\s+(?:(?:verschiedene|aktive|engagierte)n?\s+)?(?:{numbers.PARTNERS}|organisationen|institutionen)(?!\w)"
    rf"(?:{numbers.AS_OF})?",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    rf"\b(?:(?:das|unser|dem|unserem|im|zum|the|our)\s+(?:[\w.-]+\s+){{0,6}}{_NETWORK}|bündnis\s+für\s+familie|wir|"
    r"ihm\s+gehören|it|we|(?:heute|inzwischen|mittlerweile|derzeit)\s+(?:engagieren|arbeiten|wirken|gehören|machen)|tragen\s+es|zählt\s+es)\b",
    re.IGNORECASE,
)
_HAS = re.compile(
    r"\b(?:hat|zählt|umfasst|vereint|vereinigt|gehören|besteht\s+aus|bestehen\s+aus|verfügt\s+über|engagieren\s+sich|"
    r"arbeiten|wirken|sind|versammelt|bündelt|haben|zusammenschluss\s+(?:von|aus)|machen|tragen|in\s+zahlen|has|have|brings\s+together|comprises|consists\s+of)\b",
    re.IGNORECASE,
)
# Before a count that is not the network's: "ein Sprecherrat mit fünf Mitgliedern", "Gruppen mit je 5 Mitgliedern".
_OF_PART = re.compile(
    r"\b(?:je|jeweils|weiteren?|neuen?)\s+$|(?:rat|gruppen?|kreis\w*|team|vorstand|gremium|runde|ausschuss|vertretung)\b[^,;]{0,30}$",
    re.IGNORECASE,
)


def count(text: str) -> PartnerCount | None:
    """The count of partners that a text's sentences give for the network itself, where exactly one does."""
    counts = {
        number
        for sentence in _readable(text)
        if _SUBJECT.search(sentence) and _HAS.search(sentence)
        for found in _IN_TEXT.finditer(sentence)
        if not _OF_PART.search(sentence[: found.start()])
        and not re.match(r"\s+gegründet\b", sentence[found.end() :])
        and (number := numbers.of_match(found)) is not None
    }
    return counts.pop() if len(counts) == 1 else None


# --- Carriers and funders ---------------------------------------------------------------------------------------------

_CARRIER = re.compile(
    r"\bin\s+(?:der\s+)?Trägerschaft\s+(?:von|des|der)\s+(?:der\s+|dem\s+)?(?P<name>[A-ZÄÖÜ].*?)(?=\s+(?:und|wird|werden)\b\s|,|;|\.\s*$|\.\s+[A-ZÄÖÜ][a-zäöü]+\s[a-zäöü]|$)"
)
_FUNDER = re.compile(
    r"\b(?:wird|werden)\s+(?:\w+\s+){0,3}?(?:vom|von\s+der|von\s+dem|durch\s+das|durch\s+die|durch\s+den|von)\s+"
    r"(?P<name>[A-ZÄÖÜ](?:(?!\.\s[A-Z]).)*?)\s+(?:gefördert|finanziert)\b"
)


def bodies(text: str) -> Iterator[tuple[str, str | list[str]]]:
    """The carrier and funder that an organisation's text names, by field."""
    for paragraph in (p for p in text.split("\n\n") if len(p) <= _LONGEST_PARAGRAPH):
        if found := _CARRIER.search(paragraph):
            yield "parent", found["name"].strip()
        if found := _FUNDER.search(paragraph):
            yield "funders", [found["name"].strip()]
