"""Identifiers: slugs, links, mailboxes and numbers, held against the RFCs by other means than ours."""

from __future__ import annotations

import unicodedata

import pytest
import rfc3987
from hypothesis import given, settings
from hypothesis import strategies as st
from slugify import slugify

from alliancegraph import iris
from conftest import Components
from strategies import links, mailboxes

SLUGS = {
    "Perleberg": "perleberg",
    "Märkisch-Oderland": "maerkisch-oderland",
    "Ma\u0308rkisch": "maerkisch",
    "Große Straße": "grosse-strasse",
    "STRAẞE": "strasse",
    "ÄÖÜ äöü": "aeoeue-aeoeue",
    "Café Olé": "cafe-ole",
    "Frankfurt (Oder) / Słubice": "frankfurt-oder-slubice",
    "  -- a _ b -- ": "a-b",
    "Bündnis 90!": "buendnis-90",
    "…": "",
    "": "",
}


GERMAN = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ẞ": "ss", "Ä": "ae", "Ö": "oe", "Ü": "ue"}
# Of the German table, other letters, and what slugify changes besides: entities, thousands, apostrophes.
_slugged = st.text("aZ09 -_.,'&;#xäÖßẞéŁ–„\u0308\u00a0\ufb01½中\0\n", max_size=12) | st.sampled_from(
    ["1,000 Familien", "Max &amp; Erika", "M&uuml;ller", "O'Neill", "a,b 1, 2", "&#252;", "R&D"]
)


@settings(max_examples=300)
@given(st.text(max_size=20) | _slugged)
def test_a_slug_is_what_slugify_makes_of_the_text(text: str) -> None:
    assert iris.slug(text) == slugify(unicodedata.normalize("NFC", text), replacements=GERMAN.items())


@pytest.mark.parametrize("text", SLUGS)
def test_a_slug_uses_the_german_table_on_composed_text(text: str) -> None:
    assert iris.slug(text) == SLUGS[text]


@given(st.text(max_size=30))
def test_a_slug_is_an_id_or_nothing_and_its_own_slug(text: str) -> None:
    slug = iris.slug(text)
    assert all(part.isascii() and part.isalnum() and part == part.lower() for part in slug.split("-") if slug)
    assert iris.slug(slug) == slug


LINKS = [
    "http://a.example",
    "https://a.example/",
    "https://bündnis.example:8443/ä/%C3%A4?q=ö&r=/?#ü/?",
    "https://user:pass@a.example/",
    "https://[2001:db8::1]:80/",
    "https://[::ffff:192.0.2.1]/",
    "https://192.0.2.1/",
    "https://a.example/(x),;=!$&'*+~@:",
    "https://a.example/../b/./c",
    "https://a.example/\U0001f600",
    "https://a.example/\U000e1000",
]
NO_LINKS = [
    "",
    "a.example",
    "//a.example/",
    "ftp://a.example/",
    "mailto:info@a.example",
    "HTTPS:/a.example",
    "https://a.example/ b",
    "https://a.example/\n",
    "https://a.example\n",
    'https://a.example/"',
    "https://a.example/<b>",
    "https://a.example/{b}",
    "https://a.example/a|b",
    "https://a.example/a\\b",
    "https://a.example/a^b",
    "https://a.example/a`b",
    "https://a.example/[b]",
    "https://a.example/%",
    "https://a.example/%zz",
    "https://a.example/#a#b",
    "https://a.example:port/",
    "https://[:::::]/",
    "https://[2001:db8::1",
    "https://[192.0.2.1]/",
    "https://a.example/\ufdd0",
    "https://a.example/\ue000",
    "https://a.example/\U0001fffe",
    "https://a.example/\U000e0001",
    "https://a.example/\ud800",
]
STRICTER = ["https:///path", "https://", "http://@/", "https://:80/"]  # RFC 3987 lets the host be empty; a link has one


IRI = rfc3987.get_compiled_pattern("%(IRI)s")


def is_iri(text: str) -> bool:
    return IRI.fullmatch(text) is not None and text.split(":")[0] in ("http", "https")


@pytest.mark.parametrize("text", LINKS)
def test_a_link(text: str, components: Components) -> None:
    assert is_iri(text)
    assert iris.is_http(text)
    components.count("rfc3987")


@pytest.mark.parametrize("text", NO_LINKS)
def test_no_link(text: str, components: Components) -> None:
    assert not is_iri(text)
    assert not iris.is_http(text)
    components.count("rfc3987")


@pytest.mark.parametrize("text", STRICTER)
def test_a_link_has_a_host(text: str) -> None:
    assert is_iri(text)
    assert not iris.is_http(text)


@given(links | st.text("ahtps:/?#[]@%0F.é\ue000 ", max_size=20).map("https://".__add__))
def test_a_link_is_an_iri_with_a_host(text: str) -> None:
    host = rfc3987.parse(text)["authority"].split("@")[-1].split(":")[0] if is_iri(text) else ""
    private = "\ue000" in text  # RFC 3987 allows private-use characters in queries; a link has none
    assert iris.is_http(text) == (bool(host) and not private)


MAILBOXES = [
    "info@a.example",
    "a.b-c_d@x-1.example.org",
    "!#$%&'*+/=?^_`{|}~-@a.example",
    "A@A.EXAMPLE",
    "x@a.xn--p1ai",
]
NO_MAILBOXES = [
    "",
    "info",
    "@a.example",
    "info@",
    "info@example",
    "a b@a.example",
    ".a@a.example",
    "a.@a.example",
    "a..b@a.example",
    "a@b@a.example",
    "a@-a.example",
    "a@a-.example",
    "a@a..example",
    "a@a.example.",
    "a@a.1",
    "a@" + "x" * 64 + ".example",
    "ä@a.example",
    "a@ä.example",
    "a@a.example\n",
    '"a b"@a.example',
    "a@[192.0.2.1]",
    "<a@a.example>",
    "mailto:a@a.example",
    "info(at)a.example",
]


@pytest.mark.parametrize("text", MAILBOXES)
def test_a_mailbox(text: str) -> None:
    assert iris.is_mailbox(text)


@pytest.mark.parametrize("text", NO_MAILBOXES)
def test_no_mailbox(text: str) -> None:
    assert not iris.is_mailbox(text)


MAILTO = {
    "info@a.example": "mailto:info@a.example",
    "a+b!$'*-_~@a.example": "mailto:a+b!$'*-_~@a.example",
    "100%@a.example": "mailto:100%25@a.example",  # RFC 6068 section 2, item 1
    "a/b?c#d&e=f@a.example": "mailto:a%2Fb%3Fc%23d%26e%3Df@a.example",
    "^`{|}@a.example": "mailto:%5E%60%7B%7C%7D@a.example",
}


@pytest.mark.parametrize("mailbox", MAILTO)
def test_a_mailbox_as_iri(mailbox: str) -> None:
    assert iris.mailto(mailbox) == MAILTO[mailbox]


@given(mailboxes)
def test_a_mailbox_as_iri_is_valid(mailbox: str) -> None:
    assert rfc3987.match(iris.mailto(mailbox), rule="URI")


def test_a_number_as_iri() -> None:
    assert iris.tel("+493876781407") == "tel:+493876781407"


def test_iris_of_things_and_their_parts() -> None:
    base = "https://bund.example/"
    alliance = iris.thing(base, "alliance", "perleberg")
    assert alliance == "https://bund.example/id/alliance/perleberg"
    assert iris.part(alliance, "contact", "office", "address") == alliance + "/contact/office/address"
    assert iris.part(alliance, "focus", 1) == alliance + "/focus/1"
    assert iris.place(base, "12070296") == "https://bund.example/id/place/12070296"
    assert iris.record(base, alliance) == "https://bund.example/record/alliance/perleberg"
    assert iris.last_segment(alliance) == "perleberg"
