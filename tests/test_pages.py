"""The pages of a site as files: their markup, links and words, the data in them, and records that mean ill."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import unquote, urlsplit

import extruct
import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from pyld import jsonld

import network
from alliancegraph import areas
from alliancegraph.areas import STATE
from alliancegraph.errors import RecordError
from alliancegraph.publishing.edition import edition
from alliancegraph.publishing.layout import POLICY, Files
from alliancegraph.publishing.pages import figures, pages, words
from alliancegraph.publishing.pages.directory import directory
from alliancegraph.publishing.pages.network import network as picture
from alliancegraph.publishing.pages.structured import block
from alliancegraph.publishing.pages.wording import LONGEST_NAME, Wording, bare
from alliancegraph.publishing.things import things
from alliancegraph.records import LanguageMap, PartnerCount, Project, Record
from alliancegraph.records.publication import Publication
from alliancegraph.resource import Literal, Resource, statements
from conftest import Components
from network import PUBLICATION, RECORDS, make
from strategies import record_sets

PACKAGE = Path(words.__file__).parent
BASE = PUBLICATION.base
ROOT = urlsplit(BASE).path
NOTICES = ("404.html", "gone.html")
SITE = network.files()
PAGES = tuple(path for path in SITE if path.endswith(".html"))
# A page of every kind, in both languages.
KINDS = (
    *("index", "organizations", "statistics", "catalog", "dataset/alliances"),
    *("vocabulary/alliancegraph", "vocabulary/partner-categories"),
    *("record/alliance/potsdam", "record/alliance/landesnetz", "record/organization/stelle"),
    *("record/alliance/perleberg/project/familientag", "record/place/12070", "record/place/12"),
)
ONE_OF_A_KIND = (*(kind + suffix for kind in KINDS for suffix in (".html", ".en.html")), *NOTICES)


# --- Reading pages ----------------------------------------------------------------------------------------------------


class Seen(HTMLParser):
    """What stands in a page: its elements with attributes and the language around them, and its text."""

    VOID = frozenset({"meta", "link", "br", "wbr", "input", "img"})

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[str, str, str]] = []  # element, language, text
        self.open: list[tuple[str, str]] = []
        self.feed(content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.elements.append((tag, attributes))
        if tag not in self.VOID:
            around = self.open[-1][1] if self.open else ""
            self.open.append((tag, attributes.get("lang", around)))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and self.open:
            self.texts.append((*self.open[-1], data.strip()))

    def all(self, name: str) -> list[str]:
        """The values of an attribute."""
        return [attributes[name] for _, attributes in self.elements if name in attributes]

    def text(self) -> str:
        return " ".join(text for tag, _, text in self.texts if tag != "script")


@cache
def seen(path: str) -> Seen:
    return Seen(SITE[path])


def data_in(content: bytes) -> Any:
    found = re.search(rb'<script type="application/ld\+json">(.*?)</script>', content, re.DOTALL)
    return json.loads(found[1]) if found else None


# --- Markup -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ONE_OF_A_KIND)
def test_every_kind_of_page_is_well_formed(path: str, components: Components) -> None:
    html5lib.HTMLParser(strict=True).parse(SITE[path])
    found = seen(path)
    ids = found.all("id")
    assert len(ids) == len(set(ids))
    references = {id for name in ("aria-labelledby", "aria-describedby", "for") for id in found.all(name)}
    assert {id for several in references for id in several.split()} <= set(ids)
    assert [tag for tag, _ in found.elements].count("h1") == 1
    assert [tag for tag, _ in found.elements].count("main") == 1
    components.count("html5lib")


def test_a_strict_parser_would_find_a_fault() -> None:
    with pytest.raises(html5lib.html5parser.ParseError):
        html5lib.HTMLParser(strict=True).parse(SITE["index.html"].replace(b"</main>", b""))


@pytest.mark.parametrize("path", PAGES)
def test_pages_state_their_policy_and_keep_to_it(path: str) -> None:
    found = seen(path)
    policies = [a["content"] for tag, a in found.elements if a.get("http-equiv") == "Content-Security-Policy"]
    assert policies == [POLICY]
    assert "style" not in {tag for tag, _ in found.elements}
    assert found.all("style") == []
    assert [name for _, attributes in found.elements for name in attributes if name.startswith("on")] == []
    scripts = [attributes for tag, attributes in found.elements if tag == "script"]
    assert all(one.get("type") == "application/ld+json" or one.get("src", "").endswith("search.js") for one in scripts)
    assert {tag for tag, _ in found.elements} & {"img", "iframe", "object", "embed", "audio", "video", "base"} == set()


def target(path: str, link: str) -> tuple[str, str]:
    """The file that a relative link in a page leads to, and the anchor in it."""
    parts = urlsplit(link)
    if parts.path.startswith("/"):
        return parts.path.removeprefix(ROOT), parts.fragment
    return (normpath(join(dirname(path), unquote(parts.path))) if parts.path else path), parts.fragment


@pytest.mark.parametrize("path", PAGES)
def test_every_link_leads_to_a_file_of_the_site_or_outside(path: str) -> None:
    followed = 0
    for _, attributes in seen(path).elements:
        link = attributes.get("href", attributes.get("src"))
        if link is None:
            continue
        if urlsplit(link).scheme:
            assert urlsplit(link).scheme in ("http", "https", "mailto", "tel")
            if link.startswith(BASE):
                assert attributes["rel"] in ("canonical", "alternate")
                file = link.removeprefix(BASE) or "index"
                assert file in SITE or f"{file}.html" in SITE, link
            continue
        file, anchor = target(path, link)
        assert file in SITE, link
        assert link.startswith("/") is (path in NOTICES and link != "#main"), link
        if anchor:
            assert anchor in seen(file).all("id"), link
        followed += 1
    assert followed >= 6


@pytest.mark.parametrize("path", [path for path in PAGES if path not in NOTICES])
def test_each_page_has_its_translation_and_they_name_each_other(path: str) -> None:
    english = path.endswith(".en.html")
    stem = path.removesuffix(".html").removesuffix(".en")
    heads = [a for tag, a in seen(path).elements if tag == "link"]
    alternates = {a["hreflang"]: a["href"] for a in heads if "hreflang" in a}
    assert alternates["en"] == f"{BASE}{stem}.en.html"
    assert alternates["de"] == (BASE if stem == "index" else f"{BASE}{stem}.html")
    (canonical,) = [a["href"] for a in heads if a["rel"] == "canonical"]
    assert canonical == alternates["en" if english else "de"]
    assert seen(path).elements[0] == ("html", {"lang": "en" if english else "de"})
    for suffix, media_type in ((".ttl", "text/turtle"), (".jsonld", "application/ld+json")):
        named = [a["href"] for a in heads if a.get("type") == media_type]
        assert [target(path, link)[0] for link in named] == ([stem + suffix] if stem + suffix in SITE else [])
    (switch,) = [a for tag, a in seen(path).elements if a.get("id") == "other-language"]
    assert target(path, switch["href"])[0] == f"{stem}{'.html' if english else '.en.html'}"


def test_there_is_a_page_for_every_thing_and_data_beside_it() -> None:
    for path in things(network.network()):
        assert {f"record/{path}{suffix}" for suffix in (".html", ".en.html", ".ttl", ".jsonld")} <= set(SITE)


def test_links_to_data_are_there_only_where_the_data_are() -> None:
    alone = pages(network.network(), {})
    assert not {path for path in alone if not path.endswith((".html", ".css", ".js", ".svg"))}
    for path in ("record/alliance/potsdam.html", "dataset/alliances.html", "catalog.html"):
        links = Seen(alone[path]).all("href")
        assert not [link for link in links if link.endswith((".ttl", ".jsonld", ".vcf", ".csv", ".atom"))]
        assert [link for link in seen(path).all("href") if link.endswith((".ttl", ".jsonld"))]


@pytest.mark.slow
def test_the_same_records_in_any_order_give_the_same_bytes() -> None:
    turned = edition(reversed(RECORDS), PUBLICATION)
    assert pages(turned, {}) == pages(network.network(), {})
    program = (
        "import hashlib, network; from alliancegraph.publishing.pages import pages; "
        "made = pages(network.network(), {}); "
        "print(hashlib.sha256(b''.join(made[path] for path in sorted(made))).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(__file__).parent,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(PACKAGE.parents[2])},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


def test_a_site_of_no_records_has_its_pages_too() -> None:
    empty = pages(edition([], Publication(base=BASE)), {})
    assert {"index.html", "index.en.html", "statistics.html", "404.html"} <= set(empty)
    assert words.WORDS["none-yet"][0] in Seen(empty["index.html"]).text()
    assert words.WORDS["none-yet"][1] in Seen(empty["index.en.html"]).text()
    for content in empty.values():
        if content.startswith(b"<!doctype html>"):
            html5lib.HTMLParser(strict=True).parse(content)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2.2: contrast ratio of two colours."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_colours_have_the_contrast_that_wcag_asks_for_in_every_scheme() -> None:
    css = SITE["style.css"].decode()
    schemes = [
        dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", rule)) for rule in re.findall(r":root \{(.*?)\}", css, re.S)
    ]
    assert len(schemes) == 3  # light, dark, print
    for scheme in schemes:
        colours = schemes[0] | scheme
        for text, ground in (
            *(("ink", "page"), ("ink", "tint"), ("soft", "page"), ("soft", "tint"), ("link", "page"), ("link", "tint")),
            *(("on-band", "band"), ("page", "bar")),  # in the picture: the name in the middle, numbers in nodes
        ):
            assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)  # 1.4.3
        for part, ground in (("line", "page"), ("line", "tint"), ("bar", "page"), ("focus", "page"), ("focus", "tint")):
            assert contrast(colours[part], colours[ground]) >= 3, (part, ground)  # 1.4.11
        assert contrast("#ffd28a", colours["band"]) >= 3  # the focus in the head of the page


# --- What the pages say -----------------------------------------------------------------------------------------------


def test_the_overview_lists_every_alliance_in_each_of_its_districts() -> None:
    html = SITE["index.html"].decode()
    groups = {
        match[1]: re.findall('data-id="([^"]+)"', match[0])
        for match in re.finditer(r'<section class="group" data-key="(\d*)".*?</section>', html, re.DOTALL)
    }
    expected: dict[str, list[str]] = {}
    for alliance in (one for one in RECORDS if isinstance(one, make.Alliance)):
        for key in sorted({area.district or area.state for area in alliance.areas}):
            expected.setdefault(key, []).append(alliance.id)
    assert {key: sorted(ids) for key, ids in groups.items()} == {key: sorted(ids) for key, ids in expected.items()}
    assert sorted(ids for several in groups.values() for ids in several).count("spree-oder") == 2
    assert list(groups)[-1] == "12"  # the whole state comes last


def test_an_alliance_is_shown_with_all_that_is_published_of_it() -> None:
    text = seen("record/alliance/potsdam.html").text()
    for part in (
        *(
            "Bündnis für Familie Potsdam",
            "gegründet 28. April 2005",
            "mindestens 64 Partner",
            "Familienbündnis Potsdam",
        ),
        *("Stadtverwaltung Potsdam", "Fachbereich Jugend, Soziales und Bildung", "Beispielweg 4", "10399 Potsdam"),
        *("030 23125003", "@potsdam.example.org", "Montag bis Donnerstag 9:00 bis 12:00 Uhr"),
        *("nach Vereinbarung", "Es tagt viermal im Jahr", "Schichtarbeit und Familienleben", "Frühe Hilfen"),
        *("Familientag Potsdam", "Veranstaltungsreihe", "seit 2005", "Gewerkschaften", "Sportverein Potsdam e. V."),
        *("Diakonie Beispiel", "Koordinierungsstelle Beispiel", "14. April 2026", "CC BY 4.0"),
        f"{BASE}id/alliance/potsdam",
    ):
        assert part in text, part
    english = seen("record/alliance/wittenberge.en.html").text()
    for part in ("Alliance for Families Wittenberge", "+49 30 23125001", "Monday to Thursday 9:00 to 12:00", "Schools"):
        assert part in english, part


def test_text_in_another_language_says_so() -> None:
    assert ("h1", "de", "Bündnis für Familie Potsdam") in seen("record/alliance/potsdam.html").texts
    assert ("bdi", "de", "Bündnis für Familie Potsdam") in seen("record/alliance/potsdam.en.html").texts
    assert ("p", "en", "A network without a town of its own.") in seen("record/alliance/landesnetz.html").texts
    assert ("h1", "en", "Alliance for Families Wittenberge") in seen("record/alliance/wittenberge.en.html").texts


def test_partners_stand_by_category_and_the_picture_has_the_same() -> None:
    html = SITE["record/alliance/potsdam.html"].decode()
    listed = re.findall(r'\?category=([a-z-]+)">([^<]+)</a>', html)
    potsdam = next(one for one in RECORDS if one.id == "potsdam")
    assert {code for code, _ in listed} == set(potsdam.partner_categories)  # type: ignore[union-attr]
    wide = re.search(r'<svg class="wide".*?</svg>', html, re.DOTALL)
    assert wide
    drawn = re.findall(r"<text[^>]*>([^<]+)</text>", wide[0])
    assert {label for _, label in listed if len(label) <= 26} <= set(drawn)
    assert drawn.count("1") == 3  # an association, the town, a welfare provider are named


def test_planned_current_and_past_projects_stand_apart() -> None:
    text = seen("record/alliance/neuruppin.html").text()
    order = [text.index(word) for word in ("Laufend", "Familientag", "Geplant", "Familienlotsen", "ab 2027")]
    order += [text.index(word) for word in ("Abgeschlossen", "Was Familien brauchen", "2012 bis April 2013")]
    assert order == sorted(order)


def test_what_is_withheld_stands_in_no_page() -> None:
    secret = make.Alliance(
        id="geheim",
        name={"de": "Bündnis Geheim"},
        contact_points=[
            {
                "id": "office",
                "person": {"name": "Erna Beispielhaft"},
                "mobiles": ["+491701234567"],
                "emails": ["erna.beispielhaft@geheim.example", "info@geheim.example"],
            }
        ],
        images=[{"url": "https://geheim.example/gruppe.jpg"}],
        unrecognised=[{"line": 3, "text": "Zeile ohne Feld"}],
    )
    made = b"".join(network.files((secret,)).values())
    assert b"info@geheim.example" in made
    for hidden in ("Beispielhaft", "beispielhaft", "1701234567", "gruppe.jpg", "Zeile ohne Feld"):
        assert hidden.encode() not in made
    assert b"Erika Mustermann" in SITE["record/alliance/landesnetz.html"]  # published by consent


def test_pictures_elsewhere_are_linked_not_shown() -> None:
    links = [a for tag, a in seen("record/alliance/landesnetz.html").elements if tag == "a"]
    assert [a for a in links if a["href"] == "https://a.example/tag.jpg"]


def test_the_error_pages_speak_both_languages_at_any_depth() -> None:
    for path, word in zip(NOTICES, ("not-found", "gone"), strict=True):
        found = seen(path)
        assert ("h1", "de", words.WORDS[word][0]) in found.texts
        assert ("h2", "en", words.WORDS[word][1]) in found.texts
        links = [link for link in found.all("href") if not urlsplit(link).scheme and link != "#main"]
        assert {link.startswith(ROOT) for link in links} == {True}


# --- Words and figures ------------------------------------------------------------------------------------------------


def test_every_word_is_used_and_has_the_same_blanks_in_both_languages() -> None:
    sources = [*PACKAGE.glob("*.py"), *PACKAGE.glob("templates/*.html")]
    code = "".join(path.read_text(encoding="utf-8") for path in sources if path.name != "words.py").replace("'", '"')
    unused = [word for word in words.WORDS if f'"{word}"' not in code and not word.endswith("-text")]
    # Words that a code completes: the code is there.
    completed = {"any": 3, "count": 4, "format": 5, "level": 3, "status": 3}
    assert Counter(word.split("-")[0] for word in unused) == completed
    for beginning in completed:
        assert re.search(f'f?"{beginning}-(" ~|{{)', code), beginning
    for word, (german, english) in words.WORDS.items():
        assert re.findall(r"\{\w+\}", german) == re.findall(r"\{\w+\}", english), word


@pytest.mark.parametrize(
    ("method", "value", "german", "english"),
    [
        ("date", "2008", "2008", "2008"),
        ("date", "2008-04", "April 2008", "April 2008"),
        ("date", "2008-03-08", "8. März 2008", "8 March 2008"),
        ("date", "bald", "bald", "bald"),
        ("number", 1234567, "1.234.567", "1,234,567"),
        ("size", 999, "999 B", "999 B"),
        ("size", 48211, "48,2 kB", "48.2 kB"),
        ("size", 12_345_678, "12,3 MB", "12.3 MB"),
        ("telephone", "+493876781407", "03876 781407", "+49 3876 781407"),
        ("telephone", "+43512123456", "+43 512 123456", "+43 512 123456"),
        ("hours", "Mo-Fr,Su 09:00-12:30", "Montag bis Freitag, Sonntag 9:00 bis 12:30 Uhr", None),
        ("hours", "Tu,Th 14:00-18:00", None, "Tuesday, Thursday 14:00 to 18:00"),
        ("hours", "nach Absprache", "nach Absprache", "nach Absprache"),
        ("partner_count", PartnerCount(value=1), "1 Partner", "1 partner"),
        (
            "partner_count",
            PartnerCount(value=30, qualifier="at-least", as_of="2024"),
            None,
            "at least 30 partners (as of 2024)",
        ),
        ("partner_count", PartnerCount(value=1, qualifier="at-least"), "mindestens 1 Partner", "at least 1 partner"),
        ("partner_count", PartnerCount(value=1200, qualifier="about"), "etwa 1.200 Partner", "about 1,200 partners"),
        ("period", Project(id="a", start="2008"), "seit 2008", "since 2008"),
        (
            "period",
            Project(id="a", start="2008", end="2010-05", status="past"),
            "2008 bis Mai 2010",
            "2008 to May 2010",
        ),
        ("period", Project(id="a", start="2008", end="2008"), "2008", "2008"),
        ("period", Project(id="a", start="2030", status="planned"), "ab 2030", "from 2030"),
        ("period", Project(id="a", start="2026-06-20", kind="event"), "20. Juni 2026", "20 June 2026"),
        ("period", Project(id="a", end="2010"), "bis 2010", "until 2010"),
        ("period", Project(id="a"), "", ""),
        ("level", "12070", "Landkreis", "District"),
        ("level", "12054", "Kreisfreie Stadt", "Independent town"),
    ],
)
def test_each_language_writes_as_its_readers_do(
    method: str, value: Any, german: str | None, english: str | None
) -> None:
    for language, expected in (("de", german), ("en", english)):
        if expected is not None:
            assert getattr(Wording(language), method)(value) == expected


def test_a_missing_translation_falls_back_and_names_its_language() -> None:
    assert Wording("en").text({"de": "Ja", "fr": "Oui"}) == ("Ja", "de")
    assert Wording("de").text({"fr": "Oui", "ar": "نعم"}) == ("نعم", "ar")
    assert Wording("de").text({"de": "  ", "en": "Yes"}) == ("Yes", "en")
    assert Wording("de").text({}, "sonst") == ("sonst", None)


def test_licences_have_their_short_names() -> None:
    assert Wording("de").licence("http://dcat-ap.de/def/licenses/cc-by/4.0").text == "CC BY 4.0"
    assert Wording("de").licence("https://creativecommons.org/licenses/by/4.0/").text == "CC BY 4.0"
    assert Wording("en").licence("http://dcat-ap.de/def/licenses/dl-by-de/2.0") == (
        "Datenlizenz Deutschland Namensnennung 2.0",
        "de",
    )
    assert Wording("de").licence("https://example.org/eigene/") == ("example.org/eigene", None)


def test_the_figures_count_what_the_records_say() -> None:
    shown = directory(network.network())
    years = figures.by_year(shown)
    assert {bar.label: bar.number for bar in years.bars if bar.number} == {
        **{"2005": 2, "2006": 1, "2007": 1, "2008": 3, "2009": 1, "2011": 1, "2014": 1, "2016": 1, "2019": 1}
    }
    assert sum(bar.number for bar in years.bars) + years.without == len(shown.alliances)
    districts = {bar.label: bar.number for bar in figures.by_district(shown).bars}
    assert districts["12070"] == 21 + 33
    assert districts["12053"] == districts["12067"] == 22  # an alliance in two districts counts in each
    assert figures.by_district(shown).without == 1
    assert ("th", "de", "2008") in seen("statistics.html").texts  # the same in a table


def test_many_years_become_spans() -> None:
    old = [make.Alliance(id=f"a{year}", name="A", founded=str(year)) for year in (1893, 1900, 2005, 2009)]
    figure = figures.by_year(directory(edition(old, PUBLICATION)))
    assert [(bar.label, bar.number) for bar in figure.bars if bar.number] == [
        ("1890–1894", 1),
        ("1900–1904", 1),
        ("2005–2009", 2),
    ]
    assert len(figure.bars) <= 40


@given(
    st.text(max_size=80),
    st.lists(st.tuples(st.text(max_size=60), st.integers(0, 40)), min_size=1, max_size=60),
    st.sampled_from([1, 2]),
)
def test_no_label_of_the_network_runs_into_another_or_out_of_the_picture(
    name: str, groups: list[tuple[str, int]], sides: int
) -> None:
    drawn = picture(name, groups, sides)
    assert [node.number for node in drawn.nodes] == [number for _, number in groups]
    for left in (True, False):
        rows = sorted(node.y for node in drawn.nodes if node.is_left is left)
        assert all(lower - upper >= 43.9 for upper, lower in pairwise(rows))
    for node in drawn.nodes:
        assert 12 <= node.y <= drawn.height - 12
        assert math_distance(node.x, node.y, drawn.x, drawn.y) > 62 + 7
        room = node.x if node.is_left else drawn.width - node.x
        assert max(map(len, node.lines), default=0) * 8.2 <= room - 16 + 8.2
    assert len(drawn.lines) <= 4


def math_distance(x: float, y: float, at: float, to: float) -> float:
    return float(((x - at) ** 2 + (y - to) ** 2) ** 0.5)


def test_addresses_are_shown_short() -> None:
    assert bare("https://www.example.org/") == "example.org"
    assert len(bare("https://example.org/" + "x" * 500)) == 60


# --- The data in the pages --------------------------------------------------------------------------------------------


def loader(shared: Path) -> Any:
    context = json.loads((shared / "judges" / "schemaorg" / "schemaorgcontext.jsonld").read_text(encoding="utf-8"))

    def load(url: str, options: Any) -> dict[str, Any]:
        assert url == "https://schema.org"
        return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": context}

    return load


Triple = tuple[str, str, str]


def by_pyld(data: Any, shared: Path) -> set[Triple]:
    """The statements that an independent parser reads, with schema.org's own context; without languages and types."""
    read = jsonld.to_rdf(data, {"documentLoader": loader(shared)})
    triples = [triple for graph in read.values() for triple in graph]

    def https(term: Mapping[str, str]) -> str:
        return term["value"].replace("http://schema.org/", "https://schema.org/")

    return {(https(t["subject"]), https(t["predicate"]), https(t["object"])) for t in triples}


def by_tree(*roots: Resource) -> set[Triple]:
    """What the trees say in schema.org's terms; of texts in several languages the German ones."""
    found = set()
    for subject, predicate, value in statements(roots):
        if isinstance(value, Literal) and value.language not in ("", "de"):
            continue
        if "schema.org" in predicate or (predicate.endswith("#type") and "schema.org" in str(value)):
            found.add((str(subject), str(predicate), value.lexical if isinstance(value, Literal) else str(value)))
    return found


def test_the_data_in_a_page_are_the_things_own_read_by_extruct_and_pyld(shared: Path, components: Components) -> None:
    shown = network.network()
    everything = by_tree(*shown.trees)
    read = 0
    for path, thing in things(shown).items():
        content = SITE[f"record/{path}.html"]
        (found,) = extruct.extract(content.decode(), syntaxes=["json-ld"])["json-ld"]
        assert found == data_in(content) == data_in(SITE[f"record/{path}.en.html"])
        triples = by_pyld(found, shared)
        # Nothing is said that the linked data do not say, but for English texts where there is no German one.
        fallbacks = {triple for triple in triples - everything if "network without a town" in triple[2]}
        assert triples - everything == fallbacks
        # All is said that they say of the thing itself.
        own = {triple for triple in by_tree(thing.node) if triple[0] == thing.node.iri}
        assert own <= triples, path
        read += len(triples)
    assert read > 1000
    components.count("extruct", assertions=len(things(shown)))
    components.count("PyLD", assertions=read)


def test_the_data_keep_to_schema_orgs_domains_and_ranges(shared: Path, tmp_path: Path, components: Components) -> None:
    lines = set()
    for path in (f"{kind}.html" for kind in KINDS):
        quads = jsonld.to_rdf(data_in(SITE[path]), {"documentLoader": loader(shared), "format": "application/n-quads"})
        lines |= {line.replace("http://schema.org/", "https://schema.org/") for line in quads.splitlines()}
    (tmp_path / "pages.ttl").write_text("\n".join(sorted(lines)), encoding="utf-8")
    judge = shared / "judges" / "schemaorg" / "domain_range.py"
    done = subprocess.run([sys.executable, judge, tmp_path / "pages.ttl"], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "nothing found"
    components.count("domain_range", "schema.org 30.0", len(lines))


def test_the_datasets_page_has_what_dataset_search_asks_for() -> None:
    data = data_in(SITE["dataset/alliances.html"])
    assert data["@context"] == "https://schema.org"
    assert data["@type"] == "Dataset"
    assert data["name"] == "Familienbündnisse im Land Brandenburg"
    assert 50 <= len(data["description"]) <= 5000  # Google: Dataset structured data
    assert data["license"] == PUBLICATION.licence
    assert data["creator"]["name"] == "Koordinierungsstelle Beispiel"
    assert data["keywords"] == ["Familie", "Bündnis"]
    assert data["spatialCoverage"] == [{"@type": "Place", "name": "Brandenburg"}]
    assert data["includedInDataCatalog"]["@id"] == f"{BASE}catalog"
    files = {one["contentUrl"].removeprefix(BASE): one for one in data["distribution"]}
    assert {"dump/alliances.ttl", "dump/alliances.csv", "dump/alliances.nt.gz"} <= set(files)
    for path, one in files.items():
        assert one["contentSize"] == f"{len(SITE[path])} B"
    assert files["dump/alliances.csv"]["encodingFormat"] == "text/csv"


def test_a_schema_org_checker_passes_every_kind_of_page(
    javascript: Path, tmp_path: Path, components: Components
) -> None:
    wanted = {
        "dataset/alliances": [f"Dataset[0].{name}" for name in ("name", "description", "license", "distribution[0]")],
        "record/alliance/potsdam": [
            f"Organization[0].{name}" for name in ("name", "address", "contactPoint.telephone")
        ],
        "record/alliance/perleberg/project/familientag": ["EventSeries[0].name", "EventSeries[0].organizer"],
        "index": ["CollectionPage[0].mainEntity.itemListElement[11].url"],
    }
    asked = {}
    for number, kind in enumerate(KINDS):
        file = tmp_path / f"{number}.html"
        file.write_bytes(SITE[f"{kind}.html"])
        asked[str(file)] = wanted.get(kind, [])
    broken = tmp_path / "broken.html"
    broken.write_bytes(SITE["dataset/alliances.html"].replace(b'"license"', b'"licence"'))
    asked[str(broken)] = wanted["dataset/alliances"]
    done = subprocess.run(
        ["node", javascript / "structured.mjs"],  # noqa: S607 - the machine's Node.js
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
    )
    answer = json.loads(done.stdout)
    assert len(answer["files"].pop(str(broken))["failed"]) == 1
    for file, result in answer["files"].items():
        assert result["failed"] + result["warnings"] == [], file
        assert len(result["passed"]) > len(asked[file])
    passed = sum(len(result["passed"]) for result in answer["files"].values())
    components.count("structured-data-testing-tool", answer["version"], passed)


# --- Records that mean ill --------------------------------------------------------------------------------------------

EVIL = (
    "<script>alert(1)</script>",
    "</script><script>alert(2)</script>",
    "</title><img src=x onerror=alert(3)>",
    "\"><svg onload=alert(4)>' onmouseover='alert(5)",
    "{{ 7*7 }}{% for x in () %}",
    "<!-- --> ]]> <![CDATA[",
    "a\u202egnp.exe\u2066b\u2028c\u2029\ufeff",
    "\x07\x1b[31m\x7f\x85\ufdd0\U0001fffe",
    "&lt;b&gt; &amp; \\u003c \\",
    "../../../etc/passwd",
)


def evil_records(text: str, end: str = "") -> tuple[Record, ...]:
    line = re.sub("[\n\r\x85\u2028\u2029]", " ", text)
    lm = {"de": text, "en": text, "ar": text}
    alliance = make.Alliance(
        id=f"evil{end}",
        name=lm,
        alternative_names=[lm],
        description=lm,
        structure=lm,
        partners=[{"name": lm}, {"id": f"partner{end}", "name": lm, "category": "association"}],
        focus_areas=[{"text": lm, "topic": "care"}],
        projects=[{"id": "p", "name": lm, "description": lm}],
        contact_points=[
            {
                "id": "office",
                "organization": line,
                "departments": [line],
                "person": {"name": line, "role": lm, "publication_basis": "consent"},
                "care_of": line,
                "street": line,
                "postal_code": line,
                "locality": line,
                "opening_hours": [line],
                "url": "https://a.example/'()&=?x=</script>".replace("<", "%3C").replace(">", "%3E"),
            }
        ],
        images=[{"url": "https://a.example/i'.png", "licence": "https://a.example/l", "credit": line}],
        areas=[{"municipality": "12070296", "district": "12070", "state": "12"}],
    )
    names = {"coordinates": [alliance.id], "funders": [{"name": lm}]}
    return alliance, make.Organization(id=f"org{end}", name=lm, description=lm, **names)


def evil_site(*texts: str) -> Files:
    both = LanguageMap(dict.fromkeys(("de", "en"), " ".join(texts)))
    settings = replace(PUBLICATION, title=both, description=both, attribution=both, keywords=(both,))
    ends = [f"-{number}" for number in range(len(texts))] if len(texts) > 1 else [""]
    records = [record for text, end in zip(texts, ends, strict=True) for record in evil_records(text, end)]
    return pages(edition(records, settings), {})


def shape(content: bytes) -> list[tuple[str, list[str]]]:
    """The elements of a page with the names of their attributes; not the lines that labels in pictures take."""
    return [(tag, sorted(attributes)) for tag, attributes in Seen(content).elements if tag != "text"]


@pytest.mark.slow
@pytest.mark.parametrize("text", EVIL)
def test_hostile_texts_are_text(text: str) -> None:
    harmless = evil_site("harmlos")
    for path, content in evil_site(text).items():
        if not path.endswith(".html"):
            continue
        html5lib.HTMLParser(strict=True).parse(content)
        assert shape(content) == shape(harmless[path]), path  # no element more, no attribute
        assert not re.search("[\u202e\u2066\x07\x1b\x7f\x85\ufdd0\U0001fffe]", content.decode())
        if path == "record/alliance/evil.html":
            assert data_in(content)["description"] == text  # whole, as it was


@pytest.mark.slow
@settings(max_examples=20)
@given(record_sets())
def test_any_records_give_pages_that_are_well_formed_and_lead_somewhere(records: list[Record]) -> None:
    made = pages(edition(records, PUBLICATION), {})
    for path, content in made.items():
        if path.endswith(".html") and not path.startswith("vocabulary/"):
            html5lib.HTMLParser(strict=True).parse(content)
            for link in Seen(content).all("href"):
                assert urlsplit(link).scheme or target(path, link)[0] in made, (path, link)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_text_survives_the_data_block_and_cannot_end_it(text: str) -> None:
    written = str(block({"name": text, "list": [text]}))
    assert not re.search("[<>&\u2028\u2029\u202e]", written)
    assert json.loads(written) == {"@context": "https://schema.org", "name": text, "list": [text]}


@pytest.mark.parametrize(
    "changes",
    [
        {"homepage": "javascript:alert(1)"},
        {"homepage": "data:text/html,<script>alert(1)</script>"},
        {"profile_page": 'https://a.example/"onmouseover=alert(1)'},
        {"same_as": ["vbscript:x"]},
        {"id": "../../etc/passwd"},
        {"id": "a/b"},
        {"id": "x" * 101},
        {"id": ".."},
        {"images": [{"url": "javascript:alert(1)", "licence": "https://a.example/l"}]},
    ],
    ids=str,
)
def test_hostile_addresses_and_ids_are_refused(changes: dict[str, Any]) -> None:
    record = make.Alliance(**{"id": "a", "name": {"de": "A"}} | changes)
    with pytest.raises(RecordError):
        edition([record], PUBLICATION)


def test_an_address_that_slipped_through_is_no_link() -> None:
    known = make.Alliance(id="a", name={"de": "A"}, homepage="https://a.example/", same_as=["https://b.example/"])
    shown = edition([known], PUBLICATION)
    (kept,) = shown.records
    slipped = replace(kept, homepage="javascript:alert(1)", same_as=("JaVaScRiPt:alert(2)", " data:text/html,x"))
    made = pages(shown._replace(records=(slipped,)), {})
    for path, content in made.items():
        if path.endswith(".html"):
            assert {urlsplit(link).scheme for link in Seen(content).all("href")} <= {
                "",
                "http",
                "https",
                "mailto",
                "tel",
            }


@pytest.mark.parametrize(("path", "words"), [("index.html", "1 Partner"), ("index.en.html", "1 partner")])
def test_a_single_partner_is_one_in_the_overview_too(path: str, words: str) -> None:
    alliance = make.Alliance(id="a", name="A", partner_count={"value": 1})
    assert words in {text for tag, _, text in Seen(network.files((alliance,))[path]).texts if tag == "span"}


def test_all_places_of_the_country_know_the_places_within() -> None:
    keys = [key for key in areas.table.rows() if re.fullmatch(r"[0-9]{8}", key)]
    alliance = make.Alliance(id="a", name="A", areas=[{"municipality": key} for key in keys])
    found = directory(edition((alliance,), PUBLICATION))
    start = time.perf_counter()
    within = {place: found.within(place) for place in found.places}
    assert time.perf_counter() - start < 1
    assert "12070296" in within["12070"]
    assert "12070" in within["12"]
    assert sorted(place for several in within.values() for place in several) == [
        place for place in found.places if len(place) > STATE
    ]


def test_a_name_of_a_megabyte_is_cut_in_pages_and_whole_in_the_data() -> None:
    long = "Bündnis " * 131_072
    alliance = make.Alliance(id="a", name={"de": long}, areas=[{"state": "12"}], partner_categories=["school"] * 3)
    made = network.files((alliance,))
    for path, content in made.items():
        if path.endswith(".html"):
            assert len(content) < 100_000, path
    assert any(tag == "h1" and len(text) <= LONGEST_NAME for tag, _, text in Seen(made["record/alliance/a.html"]).texts)
    assert made["record/alliance/a.ttl"].decode().count("Bündnis") >= 131_072
