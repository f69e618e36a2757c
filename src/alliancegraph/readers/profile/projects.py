"""A project from its line: name, kind and dates. The line itself stays as the description."""

from __future__ import annotations

import re
from typing import NamedTuple

from alliancegraph.readers.profile import headings, numbers
from alliancegraph.readers.profile.prose import sentences, words
from alliancegraph.records.types import ActivityKind

_OPEN, _CLOSE = '„“"»«‚‘›‹', '“”"«»‘’‹›'
_QUOTED = rf"[{_OPEN}](?P<title>[^{_OPEN}{_CLOSE}]{{2,120}})[{_CLOSE}]"

# Endings of nouns that say what an activity is; the first that fits a name decides.
KINDS: dict[ActivityKind, tuple[str, ...]] = {
    "survey": words("fragebogenaktion umfrage befragung erhebung fragebogenaktionen umfragen befragungen"),
    "course": words("kurs kurse kurses seminar seminare lehrgang schulung schulungen training course"),
    "event-series": words(
        """
        reihe reihen adventskalender wochen woche tage treffs stammtisch sprechstunde elterncafé familiencafé
        krabbelgruppe veranstaltungsreihe jährliche jährlicher jährliches treff gruppe
        """
    ),
    "event": words(
        """
        fest feste tag veranstaltung veranstaltungen feier markt messe frühstück lauf turnier konzert ausstellung
        wettbewerb umzug party treffen essen picknick konferenz fachtag workshop wanderung forum festival börse
        flohmarkt gala nacht tour ausflug rundgang lesung ball kongress tagung camp rallye spektakel begrüßung empfang
        preisverleihung day conference
        """
    ),
}
_NO_DAY = words(
    """
    alltag vertrag beitrag auftrag antrag bundestag landtag kreistag anstalt supermarkt arbeitsmarkt ablauf verlauf
    lebenslauf kreislauf ratgeberreihe auslauf
    """
)
# Strong enough to tell even from the description.
_TELLING: dict[ActivityKind, str] = {
    "survey": r"\b(?:fragebogenaktion|umfrage|befragung)\b",
    "event-series": r"\bveranstaltungsreihen?\b",
}
_OFTEN = (
    r"(?:regelmäßig|(?:all|halb|viertel)?jährlich|(?:zwei)?monatlich|(?:zwei)?wöchentlich|täglich|"
    r"jede[ns]? (?:[\w.]+ )?(?:jahr|monat|woche|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag)|"
    r"(?:ein|zwei|drei|vier)mal (?:im|pro) (?:jahr|monat|woche)|alle (?:zwei|drei) (?:jahre|monate|wochen)|"
    r"every (?:\w+ )?(?:year|month|week)|(?:annual|month|week)ly)"
)
_HOLDING = (
    r"(?:statt|find(?:et|en)|fand(?:en)?|veranstalte[tn]|organisier(?:t|en)|lädt|laden|feier[tn]|treffen|trifft|verliehen|"
    r"gefeiert)"
)
_REGULAR = re.compile(
    rf"\b{_HOLDING}\b.{{0,60}}?\b{_OFTEN}\b|\b(?:{_OFTEN}|seit (?:\w+ )?\d{{4}})\b.{{0,60}}?\b{_HOLDING}\b",
    re.IGNORECASE,
)
# A feast held often is a series, whatever the verb: "Elternfrühstück, jeden ersten Montag im Monat".
_OFTEN_EVENT = re.compile(
    rf"\b(?:{_OFTEN}|jährliche\w*|(?:veranstaltet|organisiert|feiert)\b.{{0,40}}\bseit \d{{4}})\b", re.IGNORECASE
)
# "Unterstützung mehrerer Feste" is no feast.
_HELPING = re.compile(
    r"(?:\w*unterstützung|bereicherung|förderung|begleitung|beteiligung|teilnahme|mitwirkung|mitarbeit|hilfe|einrichtung|"
    r"bau|aufbau|ausbau|gründung|schaffung|gestaltung)\b",
    re.IGNORECASE,
)

_KIND_NOUN = re.compile(
    r"(?:\w*(?:projekt|kurs|reihe|fest|tag|aktion|ausstellung|wettbewerb|messe|initiative|kampagne|workshop|seminar|börse|café|frühstück|"
    r"programm|spiele|markt|konzert|lauf|treff|treffen|broschüre|wegweiser|preis|siegel|zertifikat|gruppe|veranstaltung|befragung|umfrage|"
    r"angebot|theater|festival|abend|nacht|forum|club|stammtisch|patenschaft|beratung|spiel|kino|stück|film|buch|flyer|kalender))s?",
    re.IGNORECASE,
)
# "Projekt: Eltern im Gespräch"
_KIND_ALONE = re.compile(
    r"(Projekt|Aktion|Angebot|Veranstaltung|Initiative|Kampagne|Kurs|Workshop|Reihe|Neu):\s+(?=\S)"
)
_SMALL = frozenset(words("der die das den dem des ein eine einen einem einer unser unsere unserer im in"))

_DASH = re.compile(r"\s+[–—-]+\s+|(?<=[“”\"«»])\s*[–—]\s*")
_COLON = re.compile(r":\s+")

# What ends the words for an event: a place, a time, a verb.
_PHRASE = r"(?P<event>(?:[a-zäöü]+(?:e|er|es|en)\s+)*(?:[A-ZÄÖÜ]|(?=[„\"»]))(?:[„\"»][^„“”\"»«]*[“”\"«]|.)*?)"
_STOP = (
    r"(?=\s+(?:statt|auf|im|in|am|an|ab|seit|vor|nach|bei|unter|während|um|gemeinsam|mit|jedes|jährlich|regelmäßig|monatlich|ein|"
    r"durchgeführt|organisiert|veranstaltet|angeboten|gefeiert|ausgerichtet|und|findet|finden|fand|wird|werden|wurde|wurden|lädt|"
    r"ist|für alle|dar)\b|[.,;:!?]|$)"
)
# An article behind one of these belongs to a place or time, not to the event.
_PLACED = "".join(
    f"(?<!{word} )"
    for word in ("in", "an", "auf", "bei", "mit", "von", "vor", "zu", "aus", "nach", "unter", "während", "seit")
)
_ADVERBS = r"(?:(?!(?:im|in|am|an|auf|ab|zu|seit|vor|nach|bei|unter|während|um|mit|der|die|das)\b)[a-zäöüß]+\s+)*"
_EVENTS = tuple(
    re.compile(pattern)
    for pattern in (
        # "Der … findet jährlich statt"
        rf"^(?:[Dd]er|[Dd]ie|[Dd]as|[Ee]in|[Ee]ine|[Uu]nser|[Uu]nsere)\s+{_PHRASE}(?=\s+(?:findet|finden|fand|fanden|wird|werden|wurde|wurden)\b)",
        # "Seit 2008 findet regelmäßig der … statt"
        rf"\b(?:[Ff]indet|[Ff]inden|[Ff]and|[Ff]anden)\b(?:(?!\bstatt\b).)*?\b{_PLACED}(?:der|die|das|ein|eine|unser|unsere|ihr)\s+{_PHRASE}{_STOP}"
        r"(?=.*\bstatt\b)",
        rf"\b(?:[Ff]indet|[Ff]inden|[Ff]and|[Ff]anden)\s+{_ADVERBS}{_PHRASE}{_STOP}(?=.*\bstatt\b)",
        # "wird jährlich der … gefeiert"
        rf"\b(?:wird|werden|wurde|wurden)\b.*?\b{_PLACED}(?:der|die|das|ein|eine|unser|unsere)\s+{_PHRASE}{_STOP}"
        r"(?=.*\b(?:veranstaltet|organisiert|durchgeführt|gefeiert|ausgerichtet|angeboten|eröffnet|"
        r"ins Leben gerufen)\b)",
        # "wird jährlich der … verliehen", "gibt es eine …", "beteiligen wir uns am …", "treffen sich Eltern im …"
        rf"\b(?:wird|wurde)\b.*?\b{_PLACED}(?:der|die|das|ein|eine)\s+{_PHRASE}(?=\s+verliehen\b)",
        rf"\bgibt es\s+{_ADVERBS}(?:den|die|das|einen|eine|ein)\s+{_PHRASE}{_STOP}",
        rf"\bbeteilig\w+\s+(?:\w+\s+)?(?:sich|uns)\s+(?:\w+\s+){{0,2}}?(?:am|an der|an den)\s+{_PHRASE}{_STOP}",
        rf"\b(?:treffen|trifft)\s+sich\b.*?\b(?:im|in der|zum|zur)\s+{_PHRASE}{_STOP}",
        # "Im Jahr 2016 startete das …"
        rf"\b(?:startet|startete|begann|entstand)\s+{_ADVERBS}(?:der|die|das|ein|eine)\s+{_PHRASE}{_STOP}",
        # "bieten wir den … an"
        rf"\b(?:bieten|bietet)\s+(?:wir|das\s+\w+)\s+{_ADVERBS}(?:den|die|das|einen|eine|ein)\s+{_PHRASE}(?=\s+an\b)",
        # "veranstaltet das Bündnis den …", "lädt zum … ein"
        rf"\b(?:veranstaltet|veranstalten|organisiert|organisieren|organisierte|feiert|feiern|richtet|lädt|laden|luden|lud)\b"
        rf"(?:\s+(?:das|die|der)\s+(?:\S+\s+)?(?:Bündnis\w*|Partner\w*))?.*?\b{_PLACED}(?:den|die|das|einen|eine|ein|zum|zur|unser|unseren|unsere)"
        rf"\s+{_PHRASE}{_STOP}",
    )
)
_EXPLAINING = re.compile(
    r",\s+(?=(?:wie|um|die|der|das|dass|damit|bei|mit|z\.\s?B\.|zum Beispiel|unter anderem|u\.\s?a\.|also|"
    r"insbesondere|so|wo|jede[nrs]?|immer|\d{1,2}(?:[.:]\d\d)?(?=\s*(?:bis|–|-|uhr))|"
    r"welche[rs]?|in|an|vor allem|indem)\b)"
)
_SPAN = re.compile(r"(?:\bvon\s+|\()?\b((?:19|20)\d\d)\s*(?:–|-|bis)\s*((?:19|20)\d\d)\b")
# "2012: …", "2010 – 2012 …", "03.06.2024 …": when, not what.
_HEAD = 600  # characters of a line in which its name must stand
_LEADING_DATE = re.compile(
    rf"(?:(?:seit\s+|ab\s+|von\s+)?({numbers.DATE})(?:\s*(?:[–/-]|bis)\s*(?:(?:19|20)\d\d|\d\d)(?!\d))?\s*[:–-]?"
    rf"|\d{{1,2}}\.\s?(?:[–-]\s?\d{{1,2}}\.\s?)?(?:\d{{1,2}}\.|{'|'.join(numbers.MONTHS)})\s*[:–-]?|(?:{'|'.join(numbers.MONTHS)})\s*[:–-])\s+(?=\S)",
    re.IGNORECASE,
)
# What stands behind a name and says only when or how often: "(2008-2012)", ", 2008 bis 2010", "(wöchentlich)".
_TIMES = re.compile(
    rf"(?:\s*\((?:(?:Start|Beginn):?\s+{numbers.DATE}|(?:seit|ab|von|bis)\s+|\d{{4}}|[\s,–-]|{_OFTEN}(?:\s+(?:am|im|in)\s+[^()]{{2,20}})?)+\)"
    rf"|(?:,?\s+(?:am|im|seit|ab)|,)\s+(?:{numbers.DATE})|,\s+(?:(?:seit|ab|von)\s+)?\d{{4}}(?:\s*(?:–|-|bis)\s*\d{{4}})?|,?\s+{_OFTEN}(?:\s+(?:im|in)\s+(?:monat|jahr|{'|'.join(numbers.NAMES)}))?)$",
    re.IGNORECASE,
)
_SINCE = re.compile(
    rf"\b(?:seit|ab)\s+(?:dem\s+|anfang\s+|mitte\s+|ende\s+|jahr\s+|jahre\s+)*({numbers.DATE})", re.IGNORECASE
)


# "Im September 2015 wurde erstmals der Tag der Generationen veranstaltet", "Im Jahr 2009 fand …".
_HELD = re.compile(
    rf"(?:im|am|in)\s+(?:jahre?\s+)?({numbers.DATE})\s+(?:fand(?:en)?|wurden?|startete|begann|entstand)\b",
    re.IGNORECASE,
)

# "Spielplatzbau (2011)", "Börse am 12. November 2016"
_DATED = re.compile(
    rf"(?:\((?:(?:Start|Beginn):?\s+)?({numbers.DATE})\)|(?:\s(?:am|im)|,)\s+({numbers.DATE}))\s*\.?$", re.IGNORECASE
)


class Activity(NamedTuple):
    """What a project's line says of it."""

    name: str
    kind: ActivityKind
    start: str | None = None
    end: str | None = None


def activity(text: str) -> Activity:
    """A project's name, kind and dates from its line; further paragraphs only tell of it."""
    line = text.split("\n\n")[0][:_HEAD]
    leading = _LEADING_DATE.match(line)
    name, kind_words = _name(line[leading.end() :] if leading else line)
    name = _TIMES.sub("", name) or name
    first = sentences(line)[0]
    span, since = _SPAN.search(first), _SINCE.search(first) or _SINCE.match(text.partition("\n\n")[2])
    start = numbers.iso(since[1]) if since else span[1] if span and span[1] <= span[2] else None
    if start is None and leading and not span:
        start = numbers.iso(leading[1]) if leading[1] else None
    if start is None and not span and (held := _HELD.match(first)) and len(re.findall(r"(?:19|20)\d\d", first)) == 1:
        start = numbers.iso(held[1])
    kind = _kind(f"{kind_words} {name}", text)
    if kind == "event" and since:
        kind = "event-series"  # "Adventsmarkt seit 2010"
    if start is None and not span and (dated := _DATED.search(first)) and (dated[1] or kind == "event"):
        start = numbers.iso(dated[1] or dated[2])
    end = span[2] if span and not since and span[1] <= span[2] else None
    return Activity(name, kind, start, end)


def is_activity(text: str) -> bool:
    """Whether a paragraph in a section of projects speaks of one, rather than of the alliance."""
    return is_titled(text) or _event(sentences(text[:_HEAD])[0]) is not None


def is_titled(text: str) -> bool:
    """Whether a line begins with a title of its own, quoted or before a dash or colon."""
    return _titled(text[:_HEAD]) is not None or _before_separator(text[:_HEAD]) is not None


def _name(text: str) -> tuple[str, str]:
    """The name, and the words of its kind that stand before it."""
    if alone := _KIND_ALONE.match(text):
        name, kind_words = _name(text[alone.end() :])
        return name, f"{alone[1]} {kind_words}"
    if (titled := _titled(text)) is not None:
        return titled
    if (before := _before_separator(text)) is not None:
        return before, _first_noun(text[len(before) :])
    first = sentences(text)[0].rstrip(" .")
    if (event := _event(first)) is not None:
        return event
    return headings.unquoted(_EXPLAINING.split(first)[0]).rstrip(" .,;:") or text, ""


def _titled(text: str) -> tuple[str, str] | None:
    """The quoted title a line begins with, or that stands behind a word for its kind."""
    found = re.match(rf"(?P<before>(?:[\w-]+\s+){{0,4}}){_QUOTED}", text)
    if found is None:
        return None
    before = found["before"].split()
    described = [word.casefold() for word in before] in ([], ["der"], ["die"], ["das"]) or (
        _KIND_NOUN.fullmatch(before[-1]) is not None
        and all(word.casefold() in _SMALL or _is_adjective(word) for word in before[:-1])
    )
    kind = found["before"].strip() or _first_noun(text[found.end() :])
    return (found["title"].strip(" .,"), kind) if described else None


def _first_noun(text: str) -> str:
    """The word for a project's kind that its explanation begins with: "– Kurs für Eltern"."""
    found = re.match(r"\W*(?:(?:ein|eine|der|die|das)\s+)?(\w+)", text)
    return found[1] if found and _KIND_NOUN.fullmatch(found[1]) else ""


def _is_adjective(word: str) -> bool:
    return (word[0].islower() and word.endswith(("e", "er", "es", "en"))) or word.endswith("er")


def _before_separator(text: str) -> str | None:
    """The words before a dash or colon, where they are a title and no sentence."""
    for separator, longest in ((_DASH, 12), (_COLON, 7)):
        before = separator.split(text, maxsplit=1)[0]
        if before != text and len(before.split()) <= longest and len(sentences(before)) == 1 and _event(before) is None:
            name = headings.unquoted(before).rstrip(" .,;:")
            if name and not re.search(r"[.!?]\s", before) and before.count("(") == before.count(")"):
                return name
    return None


def _event(sentence: str) -> tuple[str, str] | None:
    """The event a sentence speaks of, and the words of its kind: "… findet jährlich der Lauf „Rund um …“ statt"."""
    for pattern in _EVENTS:
        if found := pattern.search(sentence):
            # "der Grundschule das große Fest": the place before it took the article.
            name = re.sub(r"^(?:.*\s(?:das|ein|eine)\s+)?(?:[a-zäöü]+\s+)*", "", found["event"])
            if titled := _titled(name):
                return titled
            if 0 < len(name.split()) <= 8 and (bare := headings.unquoted(name).strip(" .,")):
                return bare, ""
    return None


def _kind(name: str, text: str) -> ActivityKind:
    if _HELPING.match(name.strip()):
        return "project"
    first = sentences(text)[0]
    for kind, endings in KINDS.items():
        if _has(name, endings):
            regular = kind == "event" and (_REGULAR.search(first) or _OFTEN_EVENT.search(first))
            return "event-series" if regular else kind
    if _REGULAR.search(first):
        return "event-series"
    return next((kind for kind, pattern in _TELLING.items() if re.search(pattern, text, re.IGNORECASE)), "project")


def _has(name: str, endings: tuple[str, ...]) -> bool:
    """Whether a word of a name, but for the place ("am Markt"), ends so."""
    words = re.findall(r"\w+", _PLACE.sub("", name).lower())
    return any(word.endswith(endings) and not word.endswith(_NO_DAY) for word in words)


_PLACE = re.compile(r"(?<=\w)\s+(?:am|im|auf dem|in der|an der|unter)\s+.*")
