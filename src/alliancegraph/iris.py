"""Minting of IRIs and slugs: pure functions, the one place that knows how an identifier looks (DESIGN section 6)."""

from __future__ import annotations

import ipaddress
import re
import unicodedata

from slugify import slugify

from alliancegraph.terms import Iri

_GERMAN = [("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss"), ("ẞ", "ss"), ("Ä", "ae"), ("Ö", "oe"), ("Ü", "ue")]

# What slugify does to ASCII beyond its letters, digits and hyphens: HTML entities, thousands. Without these it is left
# out, for it takes most of the time where texts are compared with a name.
_ENTITY, _THOUSANDS = "&", re.compile(",[0-9]")
_SLUG_WORD = re.compile("[a-z0-9]+")

# RFC 3987, section 2.2, without the direction marks that section 4.1 forbids; for the schemes this library writes as
# links, http and https, with a host.
_UCS = "\u00a0-\u200d\u2010-\u2029\u202f-\ud7ff\uf900-\ufdcf\ufdf0-\uffef\U000e1000-\U000efffd" + "".join(
    f"{chr(plane * 0x10000)}-{chr(plane * 0x10000 + 0xFFFD)}" for plane in range(1, 14)
)
# Each part ends at a character that it cannot have, so that nothing matched is ever given back (`++`, `*+`).
_PCT = "%[0-9A-Fa-f]{2}"
_HOST = rf"(?:[A-Za-z0-9\-._~!$&'()*+,;={_UCS}]++|{_PCT})"
_USER = rf"(?:[A-Za-z0-9\-._~!$&'()*+,;=:{_UCS}]++|{_PCT})"
_PCHAR = rf"(?:[A-Za-z0-9\-._~!$&'()*+,;=:@{_UCS}]++|{_PCT})"
_HTTP = re.compile(
    rf"https?://(?:{_USER}*+@)?(?:\[(?P<ipv6>[0-9A-Fa-f:.]+)\]|{_HOST}++)(?::[0-9]*+)?"
    rf"(?:/{_PCHAR}*+)*+(?:\?(?:{_PCHAR}|[/?])*+)?(?:#(?:{_PCHAR}|[/?])*+)?",
)

# RFC 5322's dot-atom before the @, which a mailto: IRI carries without quoting (RFC 6068 section 2); then a DNS name.
_ATEXT = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"(?!-)[A-Za-z0-9-]{1,63}(?<!-)"
MAILBOX = rf"^{_ATEXT}(\.{_ATEXT})*@({_LABEL}\.)+[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]$"
_MAILBOX = re.compile(MAILBOX.removeprefix("^").removesuffix("$"))
# RFC 6068 section 2: these of RFC 5322's atext must be percent-encoded in a mailto: IRI.
_ESCAPED = frozenset("%/?#&=^`{|}")
_MAILTO = {ord(c): f"%{ord(c):02X}" for c in _ESCAPED}


def slug(text: str) -> str:
    """An id for `text`: NFC, the German table (ü -> ue, ß -> ss), then ASCII letters, digits and single hyphens.

    >>> slug("Märkisch-Oderland, Straße 5")
    'maerkisch-oderland-strasse-5'
    """
    plain = text
    if not text.isascii():
        plain = unicodedata.normalize("NFC", text)
        for letter, letters in _GERMAN:
            plain = plain.replace(letter, letters)
    if plain.isascii() and _ENTITY not in plain and not _THOUSANDS.search(plain):
        return "-".join(_SLUG_WORD.findall(plain.lower()))
    return slugify(plain)


def is_http(text: str) -> bool:
    """Whether `text` is an absolute http or https IRI by RFC 3987 with a host."""
    match = _HTTP.fullmatch(text)
    return match is not None and (match["ipv6"] is None or _is_ipv6(match["ipv6"]))


def _is_ipv6(text: str) -> bool:
    try:
        ipaddress.IPv6Address(text)
    except ValueError:
        return False
    return True


def is_mailbox(text: str) -> bool:
    """Whether `text` is a mailbox that a `mailto:` IRI can carry (RFC 6068, dot-atom local part, DNS domain)."""
    return _MAILBOX.fullmatch(text) is not None


def mailto(mailbox: str) -> Iri:
    """The `mailto:` IRI of a mailbox (RFC 6068 section 2)."""
    return Iri("mailto:" + (mailbox if _ESCAPED.isdisjoint(mailbox) else mailbox.translate(_MAILTO)))


def tel(number: str) -> Iri:
    """The `tel:` IRI of an E.164 number (RFC 3966 section 5.1.4: global number, no visual separators)."""
    return Iri("tel:" + number)


def thing(base: str, kind: str, id: str) -> Iri:
    """The IRI of an alliance (`kind` "alliance") or organisation ("organization")."""
    return Iri(f"{base}id/{kind}/{id}")


def part(owner: str, *segments: str | int) -> Iri:
    """The IRI of something that lives under its owner: `part(alliance, "contact", "office")`."""
    for segment in segments:
        owner += f"/{segment}"
    return Iri(owner)


def fragment(document: str, name: str) -> Iri:
    """The IRI of something that a document describes along with its subject: `…/dataset/alliances#turtle`."""
    return Iri(f"{document}#{name}")


def place(base: str, key: str) -> Iri:
    """The IRI of the place with an official key."""
    return Iri(f"{base}id/place/{key}")


def record(base: str, thing: str) -> Iri:
    """The IRI of the record about `thing`; in N-Quads also its graph."""
    return Iri(base + "record/" + thing.removeprefix(base + "id/"))


def last_segment(iri: str) -> str:
    """What stands after an IRI's last slash."""
    return iri.rsplit("/", 1)[-1]
