"""Mailboxes, however disguised, and web addresses."""

from __future__ import annotations

import re
from typing import Literal
from urllib.parse import urlsplit

from alliancegraph import iris

# "(at)", "[at]", "{at}", "(ät)", "<at>", " at ", " @ "; "(punkt)", "[dot]", " punkt ", "(.)".
_AT = re.compile(
    r"\s*[\[({<]\s*(?:at|ät|@|a|klammeraffe)\s*[\])}>]\s*|\s+(?:at|ät)\s+|\s*@\s*|\s*[_-](?:at|ät)[_-]\s*",
    re.IGNORECASE,
)
_DOT = re.compile(r"\s*[\[({<]\s*(?:dot|punkt|\.)\s*[\])}>]\s*|\s+(?:dot|punkt)\s+", re.IGNORECASE)
_LONGEST = 300  # characters: a longer line is no list of mailboxes
_HYPHEN = re.compile("[‐‑]")
_BETWEEN = re.compile(r"\s*[,;|]\s*|\s+(?:und|oder|bzw\.?|sowie|/)\s+|\s+/\s*|\s+", re.IGNORECASE)

_HOST = r"(?:[\wäöüß](?:[\wäöüß-]*[\wäöüß])?\.)+[a-zA-Z]{2,24}"
_LINK = re.compile(rf"(?:https?://\S+|(?:www\.)?{_HOST}(?::\d+)?(?:[/?#]\S*)?)", re.IGNORECASE)

SOCIAL = (
    "facebook.com", "instagram.com", "youtube.com", "twitter.com", "x.com", "linkedin.com", "wikidata.org",
    "tiktok.com",
    "mastodon.social", "bsky.app", "wikipedia.org", "xing.com", "vimeo.com",
)  # fmt: skip
DIRECTORIES = (
    "lokale-buendnisse-fuer-familie.de", "familienbuendnisse-land-brandenburg.de", "familienbuendnisse-brandenburg.de",
    "familie-in-brandenburg.de", "erfolgsfaktor-familie.de",
)  # fmt: skip
_PROFILE = re.compile(
    r"/(?:profile?|steckbriefe?|buendnis(?:se)?-?profile?|verzeichnis|buendnis(?:se)?/[^/]+|mitglieder/[^/]+)(?:/|\.html?$|$)",
    re.IGNORECASE,
)

Kind = Literal["homepage", "profile_page", "same_as"]


def has_at(text: str) -> bool:
    """Whether something in `text` stands for an @."""
    return _AT.search(text) is not None


def looks_like_mailbox(text: str) -> bool:
    """Whether `text` is meant as a mailbox: an @ in some disguise, and little else."""
    return (
        len(text) <= _LONGEST
        and has_at(text)
        and len(mailboxes(text)) <= 4
        and any(iris.is_mailbox(part) for part in mailboxes(text))
    )


def mailboxes(text: str) -> tuple[str, ...]:
    """The parts of a line, undisguised: each should be a mailbox."""
    plain = _HYPHEN.sub("-", re.sub(r"\bmailto:", "", text, flags=re.IGNORECASE))
    at = _AT.sub("@", plain)
    # Spelled-out dots are undone in domains only: elsewhere "Punkt" is a word.
    dotted = re.sub(
        r"@\S*(?:(?:\s*[\[({<]\s*\S+\s*[\])}>]|\s+(?:dot|punkt))\s*\S+)+", lambda m: _DOT.sub(".", m[0]), at
    )
    local = _DOT.sub(".", dotted) if dotted.count("@") == 1 and len(dotted.split()) <= 5 else dotted
    parts = (part.strip(".,;:<>()[]\"'„“") for part in _BETWEEN.split(local))
    return tuple(_lower_domain(part) for part in parts if part)


def _lower_domain(mailbox: str) -> str:
    local, at, domain = mailbox.rpartition("@")
    return f"{local}{at}{domain.lower()}" if at else mailbox


def looks_like_link(text: str) -> bool:
    """Whether `text` is one web address and nothing else."""
    return _LINK.fullmatch(text.strip(" .,;<>()")) is not None and "@" not in text


def link(text: str) -> str | None:
    """The absolute address `text` stands for; https where it names no scheme. None where it is not a valid IRI."""
    bare = text.strip(" ,;<>()").rstrip(".")
    if not _LINK.fullmatch(bare):
        return None
    absolute = bare if re.match("https?://", bare, re.IGNORECASE) else f"https://{bare}"
    scheme, _, rest = absolute.partition("://")
    absolute = f"{scheme.lower()}://{rest}"
    return absolute if iris.is_http(absolute) and host(absolute) else None


def kind(address: str) -> Kind:
    """What an address is to an alliance: its own site, its page in somebody's directory, or a social medium."""
    at = host(address)
    if _within(at, SOCIAL):
        return "same_as"
    return "profile_page" if _within(at, DIRECTORIES) or _PROFILE.search(urlsplit(address).path) else "homepage"


def host(address: str) -> str:
    """The host of an address, without www."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _within(name: str, domains: tuple[str, ...]) -> bool:
    return any(name == domain or name.endswith(f".{domain}") for domain in domains)
