"""What names a person: in a line of text, a link, a mailbox."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import unquote

from alliancegraph import iris
from alliancegraph.mapping.skeleton import may_hold

# What mailboxes of offices are called, by theme and spelt as in a slug. A word may stand alone or end a compound
# ("jugendamt"); a beginning only opens one ("buergerservice", but a mailbox "buerger" may be Ms Bürger's); what is
# whole is no part of a compound. Surnames hold such words too ("Amthor", "Netzer"), so a mailbox must be made of them
# entirely: rather one mailbox too many withheld, and said, than one person published.
WORDS = (
    # of any mailbox
    *("admin", "anfrage", "anfragen", "anmeldung", "contact", "datenschutz", "empfang", "feedback", "hallo", "hello"),
    *("hotline", "info", "infos", "information", "internet", "kontakt", "kontakte", "mail", "newsletter", "office"),
    *("online", "post", "postmaster", "redaktion", "support", "web", "webmaster", "willkommen", "zentrale"),
    # the parts of an administration
    *("abteilung", "amt", "aemter", "bauamt", "behoerde", "bereich", "buero", "dezernat", "dienst", "dienste"),
    *("einrichtung", "fachbereich", "fachdienst", "fachstelle", "geschaeftsstelle", "hauptamt", "kaemmerei", "kanzlei"),
    *("kasse", "leitstelle", "standesamt", "ministerium", "ordnung", "ordnungsamt", "personal", "referat", "ressort"),
    *("sachgebiet", "sekretariat", "service", "stab", "stelle", "stellen", "team", "verwaltung", "vorzimmer"),
    *("council",),
    # offices that a person holds
    *("beauftragte", "beauftragter", "buergermeister", "buergermeisterin", "geschaeftsfuehrung", "koordination"),
    *("koordinator", "koordinatorin", "koordinierung", "landraetin", "landrat", "leitung", "ombudsstelle"),
    *("praesidium", "sprecher", "sprecherin", "vorsitz", "vorstand", "ortsvorsteher", "dezernent", "dezernentin"),
    *("amtsdirektor",),
    # places and their councils
    *("beirat", "bezirk", "city", "gemeinde", "haus", "kommune", "kreis", "land", "landkreis", "magistrat", "ort"),
    *("quartier", "rat", "rathaus", "region", "regional", "stadt", "staedte", "stadtteil", "vertretung", "kommunal"),
    # what alliances are and do
    *("aktion", "alliance", "allianz", "arbeit", "arbeitskreis", "beteiligung", "buendnis", "buendnisse", "chance"),
    *("chancen", "club", "ehrenamt", "engagement", "fest", "forum", "foerderung", "hilfe", "hilfen", "initiative"),
    *("kampagne", "klub", "lbf", "lokal", "lokale", "lokales", "management", "marketing", "network", "netz"),
    *("netzwerk", "organisation", "paten", "patenschaften", "presse", "programm", "projekt", "projekte", "punkt"),
    *("runde", "selbsthilfe", "tag", "tisch", "treff", "treffpunkt", "veranstaltung", "veranstaltungen", "werkstatt"),
    *("zentral", "zentrum", "zukunft", "oeffentlichkeit", "praevention", "planung", "vernetzung", "wegweiser"),
    # whom they serve
    *("eltern", "famz", "familie", "familien", "family", "frauen", "generation", "generationen", "gleichstellung"),
    *("inklusion", "integration", "jugend", "jugendschutz", "kinderschutz", "vereinbarkeit", "kind", "kinder"),
    *("maedchen", "maenner", "migration", "pflege", "senior", "senioren", "teilhabe", "vielfalt", "vaeter", "muetter"),
    *("chancengleichheit", "alleinerziehende"),
    # what they offer
    *("beratung", "betreuung", "bibliothek", "buecherei", "bildung", "feuerwehr", "fortbildung", "fbb", "freizeit"),
    *("gesundheit", "hort", "horte", "kindergarten", "kita", "kitas", "krippe", "kultur", "kurse", "mediathek", "mgh"),
    *("musikschule", "museum", "rettung", "schule", "schulen", "soziale", "soziales", "sozial", "sport", "tagespflege"),
    *("tourismus", "touristik", "umwelt", "verkehr", "vhs", "volkshochschule", "wirtschaft", "wohnen", "archiv"),
    # who carries them
    *("agentur", "arbeiterwohlfahrt", "asb", "awo", "bund", "caritas", "diakonie", "dgb", "drk", "gesellschaft", "ihk"),
    *("jobcenter", "johanniter", "kammer", "kirche", "kolping", "krankenkasse", "lebenshilfe", "malteser", "pfarramt"),
    *("paritaet", "polizei", "sparkasse", "stiftung", "traeger", "verband", "verbaende", "verein", "vereine"),
    *("volkssolidaritaet", "wohlfahrt"),
)
BEGINNINGS = (
    *("amts", "buerger", "erziehung", "fach", "fruehe", "geschaeft", "gross", "haupt", "kirch", "kreativ", "landes"),
    *("mehr", "mit", "mitmach", "nachbarschaft", "ober", "orts", "samt", "schul", "tages", "volks", "vor"),
)
WHOLE = (
    *("am", "an", "and", "bei", "das", "der", "des", "die", "for", "fuer", "gegen", "im", "in", "mit", "of", "the"),
    *("und", "vom", "von", "zu", "zum", "zur", "ev", "fb", "fd", "gmbh", "ob", "sb"),
)
# Words joined as German joins them, with s, n, en, e, er or r between; also as they are spelt without the e of ä, ö, ü.


def _without_e(word: str) -> str:
    """A slug in which ä, ae and a are the same letter."""
    return word.replace("ae", "a").replace("oe", "o").replace("ue", "u")


def _forms(words: Iterable[str]) -> set[str]:
    return {form for word in words for form in (word, _without_e(word))}


def _spelt(words: Iterable[str]) -> str:
    return "|".join(sorted(_forms(words), key=len, reverse=True))


_FUNCTION = re.compile(
    rf"(?:(?:{_spelt((*WORDS, *BEGINNINGS))})(?:s|n|en|e|er|r)?){{0,5}}(?:{_spelt(WORDS)})|{_spelt(WHOLE)}"
)
_SINGLE = _forms((*WORDS, *WHOLE))  # what most of these mailboxes are called, found without the expression

_SALUTATIONS = frozenset(("herr", "herrn", "frau", "mr", "mrs", "ms", "dr", "prof"))
_TITLES = _SALUTATIONS | {"med", "phil", "dipl", "ing", "mag", "mba", "msc"}
_DIGITS, _LETTERS = re.compile("[0-9]+"), re.compile("[a-z]+")
_PARTICLES = frozenset(("von", "van", "vom", "der", "den", "zu", "zum", "zur", "de", "di", "da"))
# What a line that addresses somebody has in any case, folded: far quicker to look for than the expression.
_ADDRESSING = ("frau", "herr", "mr", "ms", "dr", "prof")
_SALUTED = re.compile(
    r"\b(?:(?:frau|herrn?|mrs?|ms|dr|prof)\s+|(?:mrs?|ms|dr|prof)\.\s*)"
    r"(?:(?:dr|prof|med|phil|rer|nat|pol|jur)\.\s*|-)*([^\W\d_])",
    re.I,
)


class Name(NamedTuple):
    """A person's name as what gives the person away: slugs of one spelling, without titles, particles and initials."""

    words: frozenset[str]
    surname: frozenset[str]
    """The last word, several where it has a hyphen; the first of "Mustermann, Erika"."""

    shared: frozenset[str] = frozenset()
    """What of it is also the name of somebody who may be named."""

    def beside(self, other: Name) -> Name:
        """The name where `other` may be named."""
        return self._replace(shared=other.words)

    def in_line(self, text: str, places: frozenset[str] = frozenset(), bare: bool = False) -> bool:
        """Whether a line has the surname with another word of the name, an initial or a salutation before it.

        The surname alone counts with `bare`, and where there is no more of the name; but not one that is among
        `places`: beside Ms Perleberg, "Stadt Perleberg" names nobody.
        """
        if not may_hold(text, self.surname):
            return False
        line = words(text)
        held = self.words.intersection(line)
        found = (self.surname & held) - self.shared
        if len(held) > 1 and (found or held == self.words):
            return True
        if not found:
            return False
        if (bare or len(self.words) == 1) and found - places:
            return True
        before = _SALUTATIONS | {word[0] for word in self.words - self.surname}
        plain = [word for word in line if word in _SALUTATIONS or word not in _TITLES | _PARTICLES]
        return any(one in before and two in found for one, two in pairwise(plain))

    def in_link(self, address: str, places: frozenset[str] = frozenset()) -> bool:
        """Whether a web address or a domain has the name, its words joined or not, or the surname alone."""
        text = unquote(address).partition("://")[2] or unquote(address)
        if not may_hold(text, self.surname):
            return False
        return self.in_line(text, places, bare=True) or any(
            self._joined(word)
            for word in words(_DIGITS.sub("-", text))
            if word not in places and word not in self.shared
        )

    def anywhere(self, text: str, places: frozenset[str] = frozenset()) -> bool:
        """Whether a text has any word of the name, inside another word too unless it is short."""
        if not may_hold(text, self.words):
            return False
        line = words(_DIGITS.sub("-", text))
        return any(
            name in line or (len(name) > 3 and any(name in word for word in line if word not in places))
            for name in self.words - places - self.shared
        )

    def _joined(self, word: str) -> bool:
        """Whether a word is the surname with up to three other words of the name, or their initials, on either side.

        So are "emuster", "mustererika" and "mustermannbeispiel".
        """
        given = self.words - self.surname
        given |= {name[0] for name in given}
        ends = {0}
        for _ in range(3):
            ends |= _ends(word, ends, given)
        ends = _ends(word, ends, self.surname)
        while more := _ends(word, ends, self.surname) - ends:
            ends |= more
        for _ in range(3):
            ends |= _ends(word, ends, given)
        return len(word) in ends


def name_of(person: str) -> Name:
    """The name of a person as it is written on a card."""
    parts = [telling for part in person.split(",") if (telling := _telling(part))]
    if not parts:
        return Name(frozenset(), frozenset())
    return Name(frozenset(word for part in parts for chunk in part for word in chunk), frozenset(parts[0][-1]))


def _telling(text: str) -> list[list[str]]:
    """The words of a name, those joined by a hyphen together."""
    chunks = [[word for word in words(chunk) if len(word) > 1 and word not in _TITLES] for chunk in text.split()]
    telling = [chunk if _PARTICLES.isdisjoint(chunk) else [w for w in chunk if w not in _PARTICLES] for chunk in chunks]
    return [chunk for chunk in telling if chunk] or [chunk for chunk in chunks if chunk]


def _ends(word: str, starts: Iterable[int], parts: Iterable[str]) -> set[int]:
    """Where one of `parts` ends that begins at one of `starts`."""
    return {start + len(part) for start in starts for part in parts if word.startswith(part, start)}


def words(text: str) -> list[str]:
    """The words of a text, as slugs in which ä, ae and a are the same letter."""
    return [word for word in _without_e(iris.slug(text)).split("-") if word]


def salutes(text: str) -> bool:
    """Whether a line addresses somebody: a salutation or academic title, then a word with a capital."""
    folded = text.casefold()
    if not any(word in folded for word in _ADDRESSING):
        return False
    return any(match[1].isupper() for match in _SALUTED.finditer(text))


def bears_name(mailbox: str, names: Iterable[Name] = (), office: Iterable[str | None] = ()) -> bool:
    """Whether a mailbox carries a name: one of `names`, or in its local part a word that is none of an office's.

    An office's words are those of functions and those in `office`, what the office and its owner are called.
    """
    return in_mailbox(mailbox, names, office) or not _is_office(mailbox.rpartition("@")[0], office)


def in_mailbox(mailbox: str, names: Iterable[Name], office: Iterable[str | None] = ()) -> bool:
    """Whether a mailbox carries one of `names`, in its local part or its domain."""
    local, _, domain = mailbox.rpartition("@")
    return any(
        name.anywhere(local) or (name.in_link(domain) and name.in_link(domain, words_of(office))) for name in names
    )


def _is_office(local: str, office: Iterable[str | None]) -> bool:
    if local in _SINGLE:
        return True
    parts = _LETTERS.findall(iris.slug(local))
    longer = [part for part in parts if len(part) > 1]
    if not longer or (
        len(longer) == 1 and len(parts) > 1
    ):  # an initial beside a word: "c.amthor", not "a-team.familie"
        return False
    unknown = [part for part in longer if part not in _SINGLE and not _FUNCTION.fullmatch(part)]
    return not unknown or _all_of(unknown, words_of(office))


def _all_of(parts: Iterable[str], own: frozenset[str]) -> bool:
    """Whether every part is one of an office's own words, alone or joined with a function's ("stadtperleberg")."""
    return all(
        any(
            part == word
            or (part.startswith(word) and _FUNCTION.fullmatch(part.removeprefix(word)))
            or (part.endswith(word) and _FUNCTION.fullmatch(part.removesuffix(word)))
            for word in own
        )
        for part in map(_without_e, parts)
    )


def words_of(texts: Iterable[str | None]) -> frozenset[str]:
    """The words of several texts, initials left out."""
    return frozenset(word for text in texts if text for word in words(text) if len(word) > 1)
