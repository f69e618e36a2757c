"""Headings that begin a record or apply to several: names of alliances and organisations, counties."""

from __future__ import annotations

import re
from typing import NamedTuple

from alliancegraph.readers.profile.prose import CONNECTORS

_QUOTES = "„“”\"»«‚‘’'›‹"
_KIND = r"(?i:(?:Familien|Generationen|Stadt|Kreis|Regional)?b(?:ü|ue)ndnis|(?:family )?alliance)"
_ADJECTIVES = r"(?:(?:(?i:Lokales?|Lokalen|Regionales?|Kommunales?|Örtliches?|Local)|[A-ZÄÖÜ][\w-]+(?:er|ER))\s+){0,3}"
_ALLIANCE = re.compile(rf"(?i:Das\s+|Unser\s+)?(?P<adjectives>{_ADJECTIVES}){_KIND}(?!\w)(?P<rest>.*)")
_PURPOSE = re.compile(
    r"^\s*(?:(?:für|der|von|for)\s+)?(?:die\s+)?(?:Famili(?:e|en)|Kinder|Generationen|family|families)\b"
    r"(?:(?:,|\s+und)\s+(?:Famili\w+|Kinder|Jugend|Senioren|Generationen|Soziales)\b)*",
    re.IGNORECASE,
)
# Not alliances of the kind, though the word is there: the party, and running phrases.
_NOT = re.compile(r"^\s*(?:90\b|’90|'90|auf einen Blick|gegen|stellt|hat|ist)", re.IGNORECASE)

# What a network is called that is no "Bündnis für Familie": "Netzwerk Frühe Hilfen", "Elternnetzwerk", "Runder Tisch".
_OTHER_KIND = re.compile(
    rf"{_ADJECTIVES}(?:Runder\s+Tisch|ARGE|[A-ZÄÖÜ]?[\w-]*(?i:netzwerk|allianz|verbund|bündnis|arbeitskreis|forum|initiative|"
    r"arbeitsgemeinschaft|konsortium|network))(?!\w)(?P<rest>\s.+|)"
)
_NO_NETWORK = re.compile(r"\b(?:bündnis(?: 90|\W90)|auf einen blick|stellt sich)", re.IGNORECASE)
# Bodies that a page may be about; a town or ministry on its first line is the site's owner.
_BODY = re.compile(r".*\b(?:e\.\s?V\.|gGmbH|\w*(?:zentrum|verein|verband|treff|haus|stiftung|akademie|büro))(?!\w).*")
_ORGANIZATION = re.compile(
    r"(?:(?:Die|Das)\s+)?(?P<name>(?:[A-ZÄÖÜ][\w-]*(?:e|es)\s+){0,2}(?:[A-ZÄÖÜ]?[\w-]*(?:[Kk]oordinierungsstelle|[Ss]ervicestelle|"
    r"[Ss]ervicebüro|[Gg]eschäftsstelle|[Ll]andesstelle|[Ff]achstelle|[Kk]oordinationsstelle|[Kk]ompetenzzentrum|[Vv]ernetzungsstelle|[Rr]egionalstelle|[Rr]egionalbüro|[Ll]andesbüro|[Ll]andeskoordination))"
    r"(?!\w).*)"
)
_PLURAL = re.compile(
    r"(?:Die\s+)?(?:Lokalen?\s+)?(?:Familien)?[Bb]ündnisse(?:\s+für\s+Famili\w+)?(?:\s+(?:im|in|der|des)\s+[\w\s-]{2,40})?"
)

_COUNTY = re.compile(
    r"(?:(?P<kind>Landkreis|Kreisfreie Stadt|Kreis|LK|Landeshauptstadt|"
    r"Stadt)\s*:?\s+(?P<name>[A-ZÄÖÜ][\w\s()./-]{2,50}?)"
    r"|(?P<name2>[A-ZÄÖÜ][\w-]{2,40})\s+\((?:Landkreis|LK|Kreis)\))\s*:?"
)


class County(NamedTuple):
    """A heading that names a county or district-free town."""

    name: str  # with its kind, which tells "Landkreis Leipzig" from the town
    sure: bool  # "Stadt X" may also be an organisation


def unquoted(text: str) -> str:
    """`text` without quotation marks, which are no part of a name."""
    return " ".join("".join(" " if c in '„“”"»«›‹' else c for c in text).strip(_QUOTES + " ").split())


def alliance(text: str) -> str | None:
    """The alliance's name that a line is, quotation marks and article apart."""
    name = unquoted(text).strip(" ,;–-")
    found = _ALLIANCE.fullmatch(name)
    if found is None or _NOT.match(found["rest"]) or not _is_title(name):
        return None
    rest = found["rest"]
    compound = re.search("familienb|generationenb", name, re.IGNORECASE)
    # "Das Bündnis in Zahlen" is the heading of a chapter, "Perleberger Bündnis" lacks what it is for.
    if not (_PURPOSE.match(rest) or compound or (rest.strip() and found["adjectives"])):
        return None
    return re.sub(r"^(?:Das|Unser)\s+", "", name)


def network(text: str) -> str | None:
    """The name of an alliance or of a network of another kind that a page's title is."""
    name = unquoted(text).strip(" ,;–-")
    found = _OTHER_KIND.fullmatch(name)
    other = found and _is_title(name) and not _NO_NETWORK.search(name) and len(name.split()) > 1 - bool(found["rest"])
    return alliance(text) or (name if other else None)


def body(text: str) -> str | None:
    """The name of a centre, association or the like that a page's title is."""
    name = unquoted(text).strip(" ,;–-")
    return name if _BODY.fullmatch(name) and _is_title(name) else None


def organization(text: str) -> str | None:
    """The organisation's name that a heading is, article apart."""
    found = _ORGANIZATION.fullmatch(unquoted(text))
    return found["name"] if found and _is_title(text) else None


def _is_title(text: str) -> bool:
    words = text.split()
    return (
        len(words) <= 14
        and not re.search(r"[!?:;|@]|\.$|,\s[a-zäöü]|\.\s+[A-ZÄÖÜ]", re.sub(r"\be\.\s?V\.", "eV", text))
        and all(not word[0].islower() or word in CONNECTORS for word in words)
    )


def is_plural(text: str) -> bool:
    """Whether a heading speaks of alliances in general: "Lokale Bündnisse für Familie im Land Brandenburg"."""
    return _PLURAL.fullmatch(text) is not None


def is_generic(name: str) -> bool:
    """Whether a name says only what kind of alliance it is, not which one."""
    return not which(name)


def which(name: str) -> str:
    """The part of an alliance's name that tells which one it is: "Uecker-Randow (LK)", "Wittenberger"."""
    found = _ALLIANCE.fullmatch(name)
    if found is None or _NOT.match(found["rest"]):
        return name
    rest = _PURPOSE.sub("", found["rest"]).strip(" ,–-")
    return rest or re.sub(r"(?i)\b(?:Lokal|Regional|Kommunal|Örtlich)e[sn]?\b", "", found["adjectives"]).strip()


def generic_removed(name: str) -> str:
    """A name without its generic words, for its id."""
    words = re.sub(r"\s*\bder\s+Lokalen\s+Bündnisse\s+für\s+Famili\w+", "", which(name))
    words = re.sub(r"\((?:LK|Landkreis|Kreis)\)", "", words)
    words = re.sub(
        r"^(?:(?:in|im|der|die|das|des|den|von|vom|und|für|am|an|rund um)\s+)*(?:(?:Stadt|Landkreise?s?|"
        r"Kreis(?:es)?|Gemeinde|LK)\s+)?",
        "",
        words.strip(),
    )
    return words.strip()


def county(text: str) -> County | None:
    """The county a heading names."""
    found = _COUNTY.fullmatch(text.strip())
    if found is None or not _is_title(found["name"] or found["name2"]):
        return None
    # "Spree-Neiße / Sprjewja-Nysa": the German name stands first.
    name = re.split(r"\s+/\s+", found["name"] or found["name2"])[0].strip()
    kind = found["kind"] or "Landkreis"
    return County(f"{kind} {name}", kind not in ("Stadt", "Landeshauptstadt"))
