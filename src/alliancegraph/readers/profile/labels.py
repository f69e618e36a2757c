"""Where a line has a label, and which one (`forms.py` has the table).

Forms are compared by their letters and digits alone, ignoring case: "E-Mail" stands for "e-Mail" and "eMail",
"Ansprechpartner/in" for "Ansprechpartner*in", "Ansprechpartner(in)" and "AnsprechpartnerIn".
"""

from __future__ import annotations

import re
from typing import NamedTuple

from alliancegraph.readers.profile import headings, numbers, online, people, postal, telephones
from alliancegraph.readers.profile.forms import CONTACT, LABELS, SYMBOLS
from alliancegraph.readers.profile.prose import is_name, sentences

# What may stand around a form without changing it: "Ihre …", "… des Bündnisses", "… der Bündnisarbeit", "… zu uns",
# "Netzwerk…", and the year behind a word for activities. "des B" is how a page that was cut off ends.
_DETERMINER = re.compile(
    r"^(?:ihre?|unsere?|meine?|die|der|das|aktuelle|weitere|wichtige|alle|our|your|the|current)\s+"
)
_WHOSE = r"\w*bündnis\w*|b|netzwerk\w*|verbund\w*|verein\w*|verband\w*|allianz|initiative|alliance|network"
_TAIL = re.compile(
    rf"\s+(?:(?:des|der|unseres|unserer|vom|im|am|beim|of the|in the)\s+(?:lokalen\s+)?(?:{_WHOSE})"
    r"(?:\s+für\s+familien?)?|(?:zu|mit|bei) uns)$"
)
_NETWORK = re.compile(rf"\b(?:{_WHOSE})\b")
# "Projekte (Auswahl)", "Das haben wir schon geschafft", "Mitglieder insgesamt"
_ASIDE = re.compile(
    r"\s*\((?:auswahl|auszug|beispiele)\)|\b(?:schon|bereits|bisher|insgesamt|derzeit)\s+|\s+(?:insgesamt|bisher|derzeit)$"
)
_COMPOUND = re.compile(r"^(?:bündnis|netzwerk|verbunds?|verbands?|vereins|projekt|haupt)-?(?=\w{4})")
_COMPOUNDED = frozenset(
    {"contact", "person", "partners", "structure", "focus-areas", "founded", "parent", "profile", "description"}
)
_YEARS = re.compile(r"\s+(?:(?:seit|ab|bis)\s+)?(?:19|20)\d\d(?:\s*[-–/]\s*(?:19|20)?\d\d)?$")
# "Telefon (vormittags): 03876 …": what stands in brackets belongs to the value.
_REMARK = re.compile(r"([^():]{1,40}?)\s*(\([^()]+\))\s*:\s*(.+)$")
_DATED = re.compile(r"(.{4,60}?)\s*\((Stand:?\s[^()]{4,30})\)\s*:\s*(.+)$")  # "Mitglieder (Stand: 03/2015): 24"
_NUMBER_IN_BRACKETS = re.compile(r"\s*\((\d{1,4})\)$")

# "Abgeschlossene Aktionen", "Geplante Projekte und Veranstaltungen", "Projekte, Aktionen und Angebote": beside the
# forms above, any such noun with any such adjective.
_ACTIVITIES = (
    r"(?:(?:bündnis|familien|einzel)?projekte?n?|(?:projekt)?vorhaben|aktionen|aktivitäten|veranstaltungen|"
    r"angebot(?:e|en)?|maßnahmen|projects?|activities|programmes)"
)


def _adjectives(german: str, english: str) -> str:
    return "|".join((*(f"{stem}e[nrs]?" for stem in german.split()), *english.split()))


_WHEN: dict[str, str] = {
    "past-projects": _adjectives(
        "früher bisherig abgeschlossen vergangen ehemalig beendet durchgeführt realisiert umgesetzt zurückliegend",
        "past previous former completed",
    ),
    "planned-projects": _adjectives(
        "geplant künftig zukünftig kommend nächst anstehend vorgesehen", "planned upcoming future"
    ),
    "projects": _adjectives(
        "aktuell laufend derzeitig gegenwärtig regelmäßig besonder ausgewählt einzeln", "current ongoing"
    ),
}
_STRUNG = rf"{_ACTIVITIES}(?:(?:\s?,\s|\s?/\s?|\s+(?:und|sowie)\s+){_ACTIVITIES})*"
_ACTIVITY_LABELS = tuple(
    (name, re.compile(rf"(?:(?:bereits\s+)?(?:{when})\s+){'?' * (name == 'projects')}{_STRUNG}"))
    for name, when in _WHEN.items()
)
# In a sentence a verb says the same: "Folgende Projekte wurden umgesetzt:", "Geplant sind folgende Projekte:".
_VERBS: dict[str, str] = {
    "past-projects": (
        r"(?:wurden?|konnten?|haben|hat|sind)\b.{0,200}?\b(?:umgesetzt|durchgeführt|realisiert|abgeschlossen|verwirklicht|"
        r"beendet|organisiert|veranstaltet|initiiert)"
    ),
    "planned-projects": r"geplant|vorgesehen|in\s+planung|in\s+vorbereitung",
}


def key(text: str) -> str:
    """What forms are compared by: letters and digits, ignoring case."""
    return _NEITHER.sub("", text.casefold())


_NEITHER = re.compile(r"[\W_]+")  # no letter and no digit


def _spellings(form: str) -> tuple[str, ...]:
    """The keys of a form: "Sprecher/in" is also "Sprecher" and "Sprecherinnen"."""
    stem = form.removesuffix("/in")
    return (key(form),) if stem == form else (key(stem), key(f"{stem}in"), key(f"{stem}innen"))


_NAMES = {spelling: name for name, forms in LABELS.items() for form in forms for spelling in _spellings(form)}
_ACTIVITIES_OF = frozenset({"projects", "past-projects", "planned-projects"})
_LONGEST = max(len(form.split()) for forms in LABELS.values() for form in forms)


class Label(NamedTuple):
    """A label found at the beginning of a line: its name, its words, and what stands behind it."""

    name: str
    words: str
    value: str = ""
    prose: bool = False  # a paragraph whose last sentence announces what follows


def named(words: str) -> str | None:
    """The name of the label that `words` are, if they are one and nothing else."""
    if "@" in words:
        return None  # "vorstand@" is the beginning of a mailbox
    text = words.strip(" :.?!").casefold()
    plain = _ASIDE.sub("", text)
    whole = (text, plain, _NETWORK.sub("bündnis", plain))
    shorter = (form for candidate in whole for form in (candidate, _TAIL.sub("", candidate)))
    for form in dict.fromkeys(form for one in shorter for form in (one, _DETERMINER.sub("", one))):
        if (name := _named(form)) is not None:
            return name
        if (word := _COMPOUND.sub("", form)) != form and (name := _named(word)) in _COMPOUNDED:
            return name
        if (without := _YEARS.sub("", form)) != form and (name := _named(without)) in _ACTIVITIES_OF:
            return name
    return None


def _named(form: str) -> str | None:
    found = _NAMES.get(key(form)) if form else None
    return found or next((name for name, pattern in _ACTIVITY_LABELS if pattern.fullmatch(form)), None)


def _abbreviated(words: str) -> str | None:
    """The label that an abbreviation stands for, where it fits one alone: "Ansprechp.", "Mobiltel."."""
    begun = key(words)
    if len(begun) < 4 or not words.endswith("."):
        return None
    found = {name for form, name in _NAMES.items() if form.startswith(begun)}
    return found.pop() if len(found) == 1 else None


# What a value without a colon before it must look like: "Kontakt Erika Mustermann" has a label, "Kontakt zu uns" none.
_TELLING = {
    "telephone": telephones.looks_like,
    "fax": telephones.looks_like,
    "mobile": telephones.looks_like,
    "telephone-and-fax": telephones.looks_like,
    "email": online.looks_like_mailbox,
    "website": online.looks_like_link,
    "person": people.is_known_person,
    "contact": people.is_known_person,
    "address": postal.has_postcode,
    "founded": numbers.is_date,
    "partners": numbers.is_count,
    "revision": numbers.begins_with_date,
}


def _joined(words: str) -> str | None:
    """The first of labels joined for the values behind them: "Internet/E-Mail"."""
    names = [named(part) for part in re.split(r"\s*[/+&]\s*|\s+und\s+", words)]
    return names[0] if len(names) > 1 and CONTACT.issuperset(names) else None


def _qualified(words: str) -> str | None:
    """A label for a person with what she is there for: "Ansprechpartner vor Ort", "Ansprechpartnerin Rathaus"."""
    first, _, rest = words.strip(" :").partition(" ")
    for_what = rest and len(words.split()) <= 6 and not re.search(r"[\d@.,;:]", rest) and people.person(rest) is None
    return "person" if for_what and named(first) == "person" and not people.is_role(rest) else None


_NUMBERS = frozenset({"telephone", "fax", "mobile", "telephone-and-fax"})


def label(text: str) -> Label | None:
    """The label a line begins with."""
    found = _label(text)
    if found is None:
        return None
    if found.name in _NUMBERS and online.looks_like_mailbox(found.value):
        return found._replace(name="email")  # "M: info@example.org"
    if key(found.words) == "organisation" and people.is_unit(found.value) and is_name(found.value):
        return found._replace(name="address")  # of a person, rather than how the alliance is organised
    if found.name == "name" and found.value:
        if people.is_known_person(found.value):
            return found._replace(name="person")
        told = headings.network(found.value) or headings.organization(found.value) or key(found.words) != "name"
        return found if told else None
    return found


def _label(text: str) -> Label | None:
    if bracketed := re.fullmatch(r"\(([^()]+)\)", text):
        return _label(bracketed[1])  # "(gegr. 2010)"
    if text[:1] in SYMBOLS:
        return Label(SYMBOLS[text[0]], text[0], text[1:].strip(" :\ufe0f"))
    if (number := _NUMBER_IN_BRACKETS.search(text.rstrip(" :"))) and named(text[: number.start()]) == "partners":
        return Label("partners", text[: number.start()], number[1])
    if (behind := _LABEL_BEHIND.fullmatch(text)) and (name := named(behind[2])) in ("fax", "mobile"):
        return Label(name, behind[2], behind[1]) if telephones.is_number(behind[1]) else None
    if len(text) <= 90 and (name := named(text)) is not None and len(key(text)) > 1:
        return Label(name, text.strip(" :"))
    if dated := _DATED.match(text):
        return Label("partners", dated[1], f"{dated[3]}, {dated[2]}") if named(dated[1]) == "partners" else None
    if (remark := _REMARK.match(text)) and (name := named(remark[1])) in _TELLING and _TELLING[name](remark[3]):
        return Label(name, remark[1], f"{remark[3]} {remark[2]}")
    for separator in re.finditer(r"\s*[:|](?!//)\s*", text[:90]):
        before, value = text[: separator.start()], text[separator.end() :]
        # "Ansprechpartner:in: …": the colon within the word is none.
        gender = _GENDER.match(value) if separator[0] == ":" else None
        if gender and (name := named(before + gender[1])) is not None:
            return Label(name, before + gender[1], value[gender.end() :])
        if (name := named(before) or _abbreviated(before) or _joined(before) or _qualified(before)) and not gender:
            return Label(name, before, value)
        if name is None and people.is_role(before) and people.is_known_person(value):
            return Label("person", before, f"{value} | {before}")  # "Schatzmeisterin: Erika Mustermann"
    said = re.fullmatch(r"(\S+)\s+(?:ist|sind)\s+(.+?)\.?", text)
    if said and named(said[1]) == "person" and people.is_known_person(said[2]):
        return Label("person", said[1], said[2])
    words = text.split()
    for count in range(min(len(words) - 1, _LONGEST), 0, -1):
        before, value = " ".join(words[:count]), " ".join(words[count:])
        name = named(before) or _abbreviated(before)
        if name is not None and (test := _TELLING.get(name)) is not None and test(value):
            return Label(name, before, value)
    if _qualified(text):
        return Label("person", text)
    head, colon, rest = text.partition(": ")
    if colon and "folgende" in head and (found := _sentence(f"{head}:")):
        return found._replace(words=head, value=rest)  # "… arbeitet zu folgenden Themen: Bildung, Ehrenamt."
    return _sentence(text)


_LABEL_BEHIND = re.compile(r"([\d\s()+/–-]+)\s*\((\w[\w.-]*)\)")  # "03876 781407 (Fax)"
_GENDER = re.compile(r"(in(?:nen)?)\s*(?::\s*|$)")


# A sentence that ends in a colon and speaks of what follows: "… arbeitet an folgenden Schwerpunkten:".
_SUBJECTS: dict[str, str] = {
    "focus-areas": (
        r"\w*schwerpunkte?n?|schwerpunktthemen|themen\w*|ziele?n?|handlungsfeldern?|arbeitsfeldern?|"
        r"aufgaben"
    ),
    "partners": r"\w*partner(?:n|innen)?|mitgliedern?|bündnisakteuren?",
    "projects": _ACTIVITIES,
    "opening-hours": r"\w*sprechzeiten|\w*sprechstunden?|\w*beratungszeiten|\w*öffnungszeiten",
}  # fmt: skip


# "Derzeit arbeiten wir an:", "Bereits umgesetzt wurden:", "Geplant sind:"
_DOING: dict[str, re.Pattern[str]] = {
    "past-projects": re.compile(
        r"\b(?:umgesetzt|durchgeführt|realisiert|abgeschlossen|verwirklicht|geschafft|erreicht|erfolgreich)\b"
    ),
    "planned-projects": re.compile(r"\b(?:geplant|vorgesehen|in planung|in vorbereitung)\b"),
    "projects": re.compile(
        r"\b(?:derzeit|aktuell|zurzeit|gegenwärtig|momentan)\b.*\b(?:arbeiten|laufen|läuft|planen)\b"
    ),
}


def _sentence(text: str) -> Label | None:
    if not text.endswith(":"):
        return None
    *before, end = sentences(text)
    last = end.casefold()
    found = [
        (match.end(), -match.start(), name)
        for name, pattern in _SUBJECTS.items()
        for match in re.finditer(rf"\b(?:{pattern})\b", last)
    ]
    if not found:
        status = next((name for name, pattern in _DOING.items() if pattern.search(last)), None)
        return Label(status, text, prose=bool(before)) if status and len(text) <= 90 else None
    name = max(found)[2]
    return Label(_status(last) if name == "projects" else name, text, prose=bool(before))


def _status(sentence: str) -> str:
    """The label for the projects that a sentence announces."""
    for name in ("past-projects", "planned-projects"):
        if re.search(rf"\b(?:{_WHEN[name]})\s+{_ACTIVITIES}\b|\b(?:{_VERBS[name]})\b", sentence):
            return name
    return "projects"
