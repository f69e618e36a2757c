"""What names a person: in a line of text, a link, a mailbox."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import unquote

from alliancegraph import iris

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


def _spelt(words: Iterable[str]) -> str:
    return "|".join(sorted({form for word in words for form in (word, _without_e(word))}, key=len, reverse=True))


_E = re.compile("(?<=[aou])e")


def _without_e(word: str) -> str:
    return _E.sub("", word)


_FUNCTION = re.compile(
    rf"(?:(?:{_spelt((*WORDS, *BEGINNINGS))})(?:s|n|en|e|er|r)?){{0,5}}(?:{_spelt(WORDS)})|{_spelt(WHOLE)}"
)

_SALUTATIONS = frozenset(("herr", "herrn", "frau", "mr", "mrs", "ms", "dr", "prof"))
_TITLES = _SALUTATIONS | {"med", "phil", "dipl", "ing", "mag", "mba", "msc"}
_PARTICLES = frozenset(("von", "van", "vom", "der", "den", "zu", "zum", "zur", "de", "di", "da"))
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
        return self.in_line(text, places, bare=True) or any(
            # Few words hold the surname, and to compile a pattern takes longer than all the rest.
            any(part in word for part in self.surname) and _joined(self).fullmatch(word) is not None
            for word in words(re.sub("[0-9]+", "-", text))
            if word not in places and word not in self.shared
        )

    def anywhere(self, text: str, places: frozenset[str] = frozenset()) -> bool:
        """Whether a text has any word of the name, inside another word too unless it is short."""
        line = words(re.sub("[0-9]+", "-", text))
        return any(
            name in line or (len(name) > 3 and any(name in word for word in line if word not in places))
            for name in self.words - places - self.shared
        )


def name_of(person: str) -> Name:
    """The name of a person as it is written on a card."""
    parts = [telling for part in person.split(",") if (telling := _telling(part))]
    if not parts:
        return Name(frozenset(), frozenset())
    return Name(frozenset(word for part in parts for chunk in part for word in chunk), frozenset(parts[0][-1]))


def _telling(text: str) -> list[list[str]]:
    """The words of a name, those joined by a hyphen together."""
    chunks = [[word for word in words(chunk) if len(word) > 1 and word not in _TITLES] for chunk in text.split()]
    telling = [[word for word in chunk if word not in _PARTICLES] for chunk in chunks]
    return [chunk for chunk in telling if chunk] or [chunk for chunk in chunks if chunk]


@lru_cache(maxsize=1024)
def _joined(name: Name) -> re.Pattern[str]:
    """The surname with other words of the name or their initials before or after it: "emuster", "mustererika"."""
    given = name.words - name.surname
    more = f"(?:{'|'.join(sorted(given | {word[0] for word in given}, key=len, reverse=True))}){{0,3}}"
    return re.compile(f"{more}(?:{'|'.join(sorted(name.surname))})+{more}")


def words(text: str) -> list[str]:
    """The words of a text, as slugs in which ä, ae and a are the same letter."""
    return [word for word in _without_e(iris.slug(text)).split("-") if word]


def salutes(text: str) -> bool:
    """Whether a line addresses somebody: a salutation or academic title, then a word with a capital."""
    return any(match[1].isupper() for match in _SALUTED.finditer(text))


def bears_name(mailbox: str, names: Iterable[Name] = (), office: Iterable[str | None] = ()) -> bool:
    """Whether a mailbox carries a name: one of `names`, or in its local part a word that is none of an office's.

    An office's words are those of functions and those in `office`, what the office and its owner are called.
    """
    return in_mailbox(mailbox, names, office) or not _is_office(mailbox.rpartition("@")[0], office)


def in_mailbox(mailbox: str, names: Iterable[Name], office: Iterable[str | None] = ()) -> bool:
    """Whether a mailbox carries one of `names`, in its local part or its domain."""
    local, _, domain = mailbox.rpartition("@")
    return any(name.anywhere(local) or name.in_link(domain, words_of(office)) for name in names)


def _is_office(local: str, office: Iterable[str | None]) -> bool:
    parts = [part for part in re.split("[-0-9]+", iris.slug(local)) if part]
    longer = [part for part in parts if len(part) > 1]
    if not longer or (
        len(longer) == 1 and len(parts) > 1
    ):  # an initial beside a word: "c.amthor", not "a-team.familie"
        return False
    unknown = [part for part in longer if not _FUNCTION.fullmatch(part)]
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
