"""Links within a page's text: mailboxes, numbers and web addresses that a link leads to beat what its text shows."""

from __future__ import annotations

import re
from typing import Protocol
from urllib.parse import unquote

from alliancegraph import iris
from alliancegraph.readers.profile import forms, labels, online, people, telephones
from alliancegraph.readers.tree import Element, absolute, text_of

_MAIL_SCRIPT = re.compile(r"mail|crypt|to\(|decode", re.IGNORECASE)
# Words of a link that only say what a click does.
_ACTION = re.compile(
    r"(?:(?:per|eine|uns|jetzt|hier|bitte|nachricht|e-?mail|mail|kontakt|anrufen|schreiben|senden|schicken|verfassen|aufnehmen|"
    r"klicken|an|zur|zum|direkt|webseite|website|homepage|internetseite|besuchen|öffnen|mehr)\W*)+",
    re.IGNORECASE,
)
_WEBSITE = re.compile(r"^(?:zur|unsere|die)\s+|\s+(?:besuchen|öffnen|ansehen|aufrufen|anzeigen)$", re.IGNORECASE)
_SHARING = re.compile(r"/(?:sharer?|share|intent|shareArticle)\b", re.IGNORECASE)
_NUMBERS = {"tel": "telephone", "callto": "telephone", "fax": "fax"}
_WORDS = {"telephone": "Telefon", "fax": "Fax", "email": "E-Mail", "website": "Homepage"}
_EMAIL, _SITE = frozenset({"email"}), frozenset({"website"})
_NUMBER_LABELS = frozenset({"telephone", "mobile", "fax", "telephone-and-fax"})


class Lines(Protocol):
    """What links are written to (`markup.Writer`)."""

    base: str | None
    skip: set[Element]

    @property
    def before(self) -> str:
        """The text of the current line so far."""

    @property
    def above(self) -> str:
        """The text of the line above the current one."""

    def write(self, text: str, element: Element, line: int | None = None) -> None:
        """Adds text to the current line."""

    def after(self, text: str) -> None:
        """Puts a line of its own below the current one."""

    def note(self, code: str, element: Element, **values: object) -> None:
        """Notes a finding."""

    def hide(self, element: Element) -> None:
        """Notes a mailbox that a script hides."""

    def end_line(self, force: bool = False) -> None:
        """Ends the current line."""


def write(anchor: Element, out: Lines) -> None:
    """Writes a link into the current line."""
    href = (anchor.get("href") or "").strip()
    scheme = href.partition(":")[0].lower() if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", href) else ""
    text = text_of(anchor, out.skip)
    if labels.named(text) is None and not "".join(anchor.itertext()).strip():
        text = ""  # a picture of a letter or telephone
    if "/cdn-cgi/l/email-protection" in href or any(e.get("data-cfemail") is not None for e in anchor.iter()):
        out.hide(anchor)
        shown = re.sub(r"\[email\s*protected\]", "", text).strip()
        _plain(anchor, "" if _ACTION.fullmatch(shown) or labels.named(shown) == "email" else shown, out)
    elif scheme == "mailto":
        _mailbox(anchor, href, text, out)
    elif scheme in _NUMBERS:
        _number(anchor, href, text, _NUMBERS[scheme], out)
    elif scheme in ("http", "https") or (href and not scheme and not href.startswith("#")):
        _website(anchor, absolute(href, out.base), text, out)
    else:
        hides = (scheme == "javascript" and _MAIL_SCRIPT.search(href)) or anchor.get("data-mailto-token") is not None
        if hides and not online.looks_like_mailbox(text):
            out.hide(anchor)
            text = "" if _ACTION.fullmatch(text) or labels.named(text) == "email" else text
        _plain(anchor, text, out)


def _plain(anchor: Element, text: str, out: Lines) -> None:
    """The link's text, with the spaces around it."""
    if text:
        whole = "".join(anchor.itertext())
        out.write(f"{' ' if whole[:1].isspace() else ''}{text}{' ' if whole[-1:].isspace() else ''}", anchor)


def _label_before(out: Lines, names: frozenset[str]) -> bool:
    """Whether the current line ends in a label of these; the value tells what a single letter stands for."""
    before = re.split(r"[,;|]", out.before)[-1].strip()
    symbol = forms.SYMBOLS.get(before.rstrip("\ufe0f: ")[-1:])
    return (symbol or labels.named(before)) in names or re.fullmatch(r"[EMTFW]\s*:", before) is not None


def _own_line(anchor: Element, words: str, value: str, names: frozenset[str], text: str, out: Lines) -> None:
    """Writes a value behind the label that the line ends in, else behind `words` on a line of its own.

    Within a sentence the link's `text` stays.
    """
    if _label_before(out, names) or (not out.before and labels.named(out.above) in names):
        out.write(f" {value} ", anchor)
    elif out.before:
        _plain(anchor, "" if _stands_apart(out.before) else text, out)
        out.after(f"{words}: {value}")
    else:
        out.write(f"{words}: {value} ", anchor)
        out.end_line(force=True)


def _beside(anchor: Element, words: str, value: str, names: frozenset[str], text: str, out: Lines) -> None:
    """Writes a value whose link shows other words, often a person's name: behind its label or on a line of its own."""
    if _label_before(out, names):
        out.write(f" {value} ", anchor)
        if people.is_known_person(text):
            out.after(f"Ansprechpartner: {text}")
    else:
        _plain(anchor, text, out)
        out.after(f"{words}: {value}")


def _stands_apart(before: str) -> bool:
    """Whether what stands before a link is a value or name of its own, no beginning of a sentence."""
    return bool(
        re.search(r"(?:[,;|/:–-]|\d)$", before) or people.is_known_person(before) or labels.named(before) is not None
    )


def _mailbox(anchor: Element, href: str, text: str, out: Lines) -> None:
    """A `mailto:` link (RFC 6068): the mailboxes before the `?`."""
    found = [m for m in online.mailboxes(unquote(href[7:].partition("?")[0])) if iris.is_mailbox(m)]
    if not found:
        _plain(anchor, text, out)
        return
    linked = ", ".join(found)
    label = labels.label(text)
    shown_in = label.value if label is not None and label.name == "email" and label.value else text
    if online.looks_like_mailbox(shown_in):
        shown = [m for m in online.mailboxes(shown_in) if iris.is_mailbox(m)]
        if {m.casefold() for m in shown} != {m.casefold() for m in found}:
            out.note("link-differs", anchor, text=shown_in, link=linked)
        _shown_mailbox(anchor, text[: len(text) - len(shown_in)], linked, out)
    elif not text or labels.named(text) == "email" or _ACTION.fullmatch(text) or online.has_at(text):
        _own_line(anchor, _WORDS["email"], linked, _EMAIL, text, out)
    else:
        _beside(anchor, _WORDS["email"], linked, _EMAIL, text, out)


def _shown_mailbox(anchor: Element, lead: str, linked: str, out: Lines) -> None:
    """Writes a mailbox where the page shows one, so that the reader knows it for one."""
    if lead or _label_before(out, _EMAIL) or (not out.before and labels.named(out.above) == "email"):
        _plain(anchor, f"{lead}{linked}", out)
    elif not out.before:
        _plain(anchor, f"{_WORDS['email']}: {linked}", out)
    elif _stands_apart(out.before):
        out.after(f"{_WORDS['email']}: {linked}")
    else:
        _plain(anchor, linked, out)


def _number(anchor: Element, href: str, text: str, kind: str, out: Lines) -> None:
    """A `tel:` link (RFC 3966), or one of its kin."""
    meant = unquote(href.partition(":")[2].partition(";")[0]).removeprefix("//")
    linked = [number.e164 for number in telephones.read(meant) if isinstance(number, telephones.Number)]
    if len(linked) != 1:
        _plain(anchor, text, out)
        return
    label = labels.label(text)
    shown_in = label.value if label is not None and label.name in _NUMBER_LABELS and label.value else text
    read = telephones.read(shown_in) if re.search(r"\d{3}", re.sub(r"\D", "", shown_in)) else ()
    shown = [number.e164 for number in read if isinstance(number, telephones.Number)]
    name = labels.named(text)
    if linked[0] in shown:
        _plain(anchor, text, out)
    elif read and telephones.looks_like(shown_in):
        if shown:
            out.note("link-differs", anchor, text=shown_in, link=linked[0])
        _plain(anchor, f"{text[: len(text) - len(shown_in)]}{linked[0]}", out)
    elif not text or name in _NUMBER_LABELS or _ACTION.fullmatch(text):
        words = text if name in _NUMBER_LABELS else _WORDS[kind]
        _own_line(anchor, words, linked[0], _NUMBER_LABELS, text, out)
    else:
        _beside(anchor, _WORDS[kind], linked[0], _NUMBER_LABELS, text, out)


def _website(anchor: Element, address: str | None, text: str, out: Lines) -> None:
    if address is None or online.link(address) is None:
        _plain(anchor, text, out)
        return
    elsewhere = out.base is None or online.host(address) != online.host(out.base)
    social = online.kind(address) == "same_as"
    bare = text.rstrip("…. ")
    label = labels.named(_WEBSITE.sub("", text))
    if _SHARING.search(address):
        return
    if online.looks_like_mailbox(text):
        _plain(anchor, text, out)
    elif online.looks_like_link(bare) and (shown := online.link(bare)):
        if online.host(shown) != online.host(address):
            out.note("link-differs", anchor, text=text, link=address)
        _plain(anchor, address, out)
    elif not elsewhere and label == "website":
        return  # the way to the site's own start, not to the alliance
    elif (elsewhere or social) and (_label_before(out, _SITE) or label == "website"):
        words = text if labels.named(text) else _WORDS["website"]
        _own_line(anchor, words, address, _SITE, text, out)
    else:
        _plain(anchor, text, out)
        if social:
            out.after(f"Internet: {address}")
