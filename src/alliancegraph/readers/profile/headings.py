"""Headings that begin a record or apply to several: names of alliances and organisations, counties."""

from __future__ import annotations

import re
from typing import NamedTuple

_QUOTES = "„“”\"»«‚‘’'›‹"
# Lower-case words that names have; any other shows a sentence.
_CONNECTORS = frozenset(
    "für der die das des den dem in im am an auf und von vom zu zur zum bei mit & e. v. rund um aus vor".split()  # noqa: SIM905
)
_KIND = r"(?i:(?:Familien|Generationen|Stadt)?b(?:ü|ue)ndnis)"
_ADJECTIVES = r"(?:(?:(?i:Lokales?|Lokalen|Regionales?|Kommunales?|Örtliches?)|[A-ZÄÖÜ][\w-]+(?:er|ER))\s+){0,3}"
_ALLIANCE = re.compile(rf"(?i:Das\s+|Unser\s+)?(?P<adjectives>{_ADJECTIVES}){_KIND}(?!\w)(?P<rest>.*)")
_PURPOSE = re.compile(
    r"^\s*(?:für|der|von)\s+(?:die\s+)?(?:Famili(?:e|en)|Kinder|Generationen)\b"
    r"(?:(?:,|\s+und)\s+(?:Famili\w+|Kinder|Jugend|Senioren|Generationen|Soziales)\b)*",
    re.IGNORECASE,
)
# Not alliances of the kind, though the word is there: the party, and running phrases.
_NOT = re.compile(r"^\s*(?:90\b|’90|'90|auf einen Blick|gegen|stellt|hat|ist)", re.IGNORECASE)

_OTHER_KIND = re.compile(
    rf"{_ADJECTIVES}(?:\w+-)?(?:Netzwerk|Allianz|Verbund|Arbeitskreis|Forum|Runder Tisch|Arbeitsgemeinschaft|"
    rf"Initiative|Konsortium)"
    r"(?!\w)(?P<rest>\s+.+)"
)
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

    name: str
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
    if not (_PURPOSE.match(rest) or rest.strip()) and not re.search("familienb", name, re.IGNORECASE):
        return None
    return re.sub(r"^(?:Das|Unser)\s+", "", name)


def other_kind(text: str) -> str | None:
    """The name of a network of another kind, as a page's first heading gives it."""
    name = unquoted(text).strip(" ,;–-")
    return name if _OTHER_KIND.fullmatch(name) and _is_title(name) else None


def organization(text: str) -> str | None:
    """The organisation's name that a heading is, article apart."""
    found = _ORGANIZATION.fullmatch(unquoted(text))
    return found["name"] if found and _is_title(text) else None


def _is_title(text: str) -> bool:
    words = text.split()
    return (
        len(words) <= 14
        and not re.search(r"[!?:;|@]|\.$|,\s[a-zäöü]|\.\s+[A-ZÄÖÜ]", text.replace("e. V", "e.V"))
        and all(not word[0].islower() or word in _CONNECTORS for word in words)
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
    if found is None:
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
    name = re.split(r"\s+/\s+", found["name"] or found["name2"])[0]
    return County(name.strip(), found["kind"] not in ("Stadt", "Landeshauptstadt"))
