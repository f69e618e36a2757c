"""What a site is made of, held against independent readers: documents, dumps, datasets, feed, sitemap, vocabulary."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import feedparser
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from protego import Protego

import alliancegraph as ag
from alliancegraph.errors import SiteError
from alliancegraph.publishing.edition import edition
from alliancegraph.publishing.history.register import write
from alliancegraph.publishing.http.rules import document_of
from alliancegraph.publishing.layout import FEED, FORMS, REGISTER, Files
from alliancegraph.publishing.parts import sitemap
from alliancegraph.publishing.parts.cards import cards
from alliancegraph.publishing.parts.documents import documents
from alliancegraph.publishing.parts.dumps import dumps
from alliancegraph.publishing.parts.feed import feed
from alliancegraph.publishing.parts.vocabulary import vocabulary
from alliancegraph.publishing.site import joined, site
from alliancegraph.readers import documents as documents_of
from alliancegraph.records import ContactPoint, Organization, Project, Record
from alliancegraph.terms import PREFIXES
from conftest import Components
from publications import SETTINGS, alliance, of, published, sample, settled, whole_site
from strategies import record_sets

BASE = SETTINGS.base


@pytest.fixture(scope="module")
def files() -> Files:
    return whole_site(sample())


def graph(content: bytes, format: str = "turtle") -> rdflib.Graph:
    return rdflib.Graph().parse(data=content, format=format)


# --- documents --------------------------------------------------------------------------------------------------------


def test_everything_has_a_page_in_two_languages_and_data_in_two_forms(files: Files) -> None:
    stems = {path.removesuffix(".ttl") for path in files if path.endswith(".ttl")} - {"void", "dump/alliances"}
    assert {"record/alliance/perleberg", "record/organization/msgiv-brandenburg", "record/place/12070"} < stems
    assert "record/alliance/perleberg/project/fragebogenaktion" in stems
    for stem in stems:
        assert {f"{stem}.html", f"{stem}.en.html", f"{stem}.jsonld"} <= set(files), stem


def test_turtle_and_json_ld_of_a_document_state_the_same(files: Files) -> None:
    for path, content in files.items():
        if path.endswith(".ttl") and path != "void.ttl":
            data = files[path.removesuffix(".ttl") + ".jsonld"]
            assert set(graph(content)) == set(graph(data, "json-ld")), path


def test_every_statement_of_the_dump_stands_in_a_document(files: Files) -> None:
    told: set[Any] = set()
    for path, content in files.items():
        if path.startswith("record/") and path.endswith(".ttl"):
            told |= set(graph(content))
    dump = set(graph(files["dump/alliances.ttl"]))
    assert len(dump) > 300
    assert dump <= told


def test_every_identifier_leads_to_a_document_that_is_there(files: Files) -> None:
    found = {str(term) for triple in graph(files["dump/alliances.ttl"]) for term in triple}
    things = {term.removeprefix(f"{BASE}id/") for term in found if term.startswith(f"{BASE}id/")}
    assert len(things) > 30
    for thing in things:
        assert f"{document_of(thing)}.ttl" in files, thing


def test_a_document_names_what_it_mentions(files: Files) -> None:
    """Other things of the publication come with their names, so that a document can be read by itself."""
    names = rdflib.URIRef(f"{PREFIXES['schema']}name")
    mentioned = 0
    for path, content in files.items():
        if not path.startswith("record/") or not path.endswith(".ttl"):
            continue
        read = graph(content)
        for term in {term for triple in read for term in triple if str(term).startswith(f"{BASE}id/")}:
            kind = str(term).removeprefix(f"{BASE}id/").split("/")
            if len(kind) == 2 or kind[-2] == "project":
                assert (term, names, None) in read, (path, term)
                mentioned += 1
    assert mentioned > 40


def test_the_day_of_a_document_is_the_registers() -> None:
    given_records = [alliance("a", modified="2026-01-01", projects=[{"id": "p", "name": "P"}])]
    first = published(given_records).register
    changed = [alliance("a", modified="2026-01-01", projects=[{"id": "p", "name": "P", "status": "past"}])]
    found = published(changed, first, "2026-02-02").register
    made = site(edition(changed, SETTINGS, found), found)
    for path in ("record/alliance/a.ttl", "record/alliance/a/project/p.ttl"):
        days = {str(day) for day in graph(made[path]).objects(None, rdflib.DCTERMS.modified)}
        assert days == {"2026-02-02"}, path


# --- dumps ------------------------------------------------------------------------------------------------------------


def test_dumps_of_all_forms_hold_the_same(files: Files) -> None:
    turtle = set(graph(files["dump/alliances.ttl"]))
    assert set(graph(files["dump/alliances.jsonld"], "json-ld")) == turtle
    packed = files["dump/alliances.nt.gz"]
    assert set(graph(gzip.decompress(packed), "nt")) == turtle
    assert packed[4:8] == bytes(4)  # no time stamp: RFC 1952 section 2.3.1
    kept = [ag.published(record) for record in sample()]
    assert sorted(map(repr, ag.from_graph(graph(files["dump/alliances.ttl"])))) == sorted(map(repr, kept))


def test_the_workbook_reads_back_as_what_is_published(files: Files, tmp_path: Path) -> None:
    file = tmp_path / "alliances.xlsx"
    file.write_bytes(files["dump/alliances.xlsx"])
    again = [record for document in documents_of([str(file)]) for record in document.records]
    kept = settled(sample())[0].records
    assert sorted((type(one).__name__, one.id) for one in again) == sorted((type(one).__name__, one.id) for one in kept)


def test_what_the_catalogue_says_of_a_dump_is_so(files: Files) -> None:
    _, described = dumps(settled(sample())[0])
    assert {one.format for one in described} == set(FORMS)
    for one in described:
        assert one.size == len(files[one.path])
        assert one.sha256 == hashlib.sha256(files[one.path]).hexdigest()


# --- datasets ---------------------------------------------------------------------------------------------------------

PRIGNITZ = {"district": "12070", "state": "12"}
OF_AREAS: list[Record] = [
    alliance("prignitz", areas=[PRIGNITZ], partners=["verein"]),
    alliance("both", areas=[PRIGNITZ, {"municipality": "12064172"}]),
    alliance("sachsen", areas=[{"municipality": "14612000"}]),
    alliance("land", areas=[{"state": "12"}]),
    alliance("nowhere"),
    Organization(id="verein", name="Verein"),  # type: ignore[arg-type]
    Organization(id="stelle", name="Stelle", coordinates=["sachsen"]),  # type: ignore[arg-type]
    Project(id="p", of="sachsen", name="P"),  # type: ignore[arg-type]
    ContactPoint(id="c", of="verein", telephones=["+493876781407"]),  # type: ignore[arg-type]
]


def held(datasets: str) -> dict[str, set[str | None]]:
    return {one.id: {record.id for record in one.records} for one in settled(OF_AREAS, datasets=datasets)[0].datasets}


def test_one_dataset_a_district_holds_what_works_there_and_what_belongs_to_that() -> None:
    assert held("district") == {
        "state-12": {"land"},
        "district-12064": {"both"},
        "district-12070": {"prignitz", "both", "verein", "c"},
        "district-14612": {"sachsen", "stelle", "p"},
        "others": {"nowhere"},
    }


def test_one_dataset_a_state() -> None:
    assert held("state") == {
        "state-12": {"prignitz", "both", "land", "verein", "c"},
        "state-14": {"sachsen", "stelle", "p"},
        "others": {"nowhere"},
    }
    assert held("whole") == {"alliances": {record.id for record in OF_AREAS}}


@pytest.mark.parametrize("datasets", ["district", "state"])
def test_datasets_together_hold_everything_and_each_knows_its_area(datasets: str) -> None:
    made, _ = settled(OF_AREAS, datasets=datasets)
    whole, _ = settled(OF_AREAS)
    assert {tree for one in made.datasets for tree in one.trees} == set(whole.trees)
    assert {record for one in made.datasets for record in one.records} == set(whole.records)
    for one in made.datasets:
        assert one.area == (None if one.id == "others" else one.id.split("-")[1])
    assert "dump/others.ttl" in whole_site(OF_AREAS, datasets=datasets)


# --- feed, sitemap, vocabulary ----------------------------------------------------------------------------------------


def test_the_feed_is_read_as_it_is_meant(components: Components) -> None:
    first = published([alliance("a", modified="2026-01-01"), alliance("b", modified="2026-01-02")]).register
    found = published([alliance("b", "Bündnis <b>&B", modified="2026-03-03")], first, "2026-03-04").register
    read = feedparser.parse(feed(SETTINGS, found))
    assert not read.bozo
    assert read.version == "atom10"
    assert read.feed.id == f"{BASE}changes.atom"
    assert read.feed.updated == "2026-03-04T00:00:00Z"
    assert read.feed.author == str(SETTINGS.publisher.name)  # type: ignore[union-attr]
    assert [(one.id, one.title, one.updated, one.tags[0].term) for one in read.entries] == [
        (f"{BASE}id/alliance/a", "Nicht mehr veröffentlicht: Bündnis a", "2026-03-04T00:00:00Z", "went"),
        (f"{BASE}id/alliance/b", "Geändert: Bündnis <b>&B", "2026-03-03T00:00:00Z", "changed"),
    ]
    components.count("feedparser", assertions=6)


def test_the_feed_speaks_the_publications_language_and_needs_no_day(components: Components) -> None:
    first = published([alliance("a")]).register
    register = published([alliance("a"), alliance("b", modified="2026-01-01")], first).register
    read = feedparser.parse(feed(of(language="en"), register))
    assert (read.entries[0].title, read.entries[0].updated) == ("New: Bündnis b", "2026-01-01T00:00:00Z")
    assert (read.entries[1].title, read.entries[1].updated) == ("New: Bündnis a", "1970-01-01T00:00:00Z")
    assert read.feed.title.endswith(": Changes")
    components.count("feedparser", assertions=3)


NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=30)


@given(NAMES)
def test_no_name_breaks_the_feed(name: str) -> None:
    register = published([alliance("a", name)]).register
    parsed = etree.fromstring(feed(SETTINGS, register))
    (title,) = parsed.findall("{*}entry/{*}title")
    assert title.text is not None
    assert len(title.text) == len(f"Neu: {name}")


def test_the_sitemap_lists_all_pages_with_their_days(files: Files, javascript: Path, components: Components) -> None:
    package = javascript / "node_modules" / "sitemap"
    schema = etree.XMLSchema(etree.parse(package / "schema" / "sitemap.xsd"))
    document = etree.fromstring(files["sitemap.xml"])
    schema.assertValid(document)
    components.count("sitemaps.org XSD", json.loads((package / "package.json").read_text())["version"])
    found = {url.findtext("{*}loc"): url.findtext("{*}lastmod") for url in document}
    pages = {path for path in files if path.endswith(".html")} - {"404.html", "gone.html", "index.html"}
    assert set(found) == {BASE} | {BASE + path for path in pages}
    assert found[f"{BASE}record/alliance/perleberg.en.html"] == "2026-11-21"
    assert found[BASE] == "2026-11-21"


def test_a_long_sitemap_is_split(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "MOST", 2)
    register = published([alliance("a")]).register
    pages = {f"record/alliance/{id}.html": b"" for id in "abcde"}
    made = sitemap.for_robots(pages, register)
    assert set(made) == {"robots.txt", "sitemap.xml", "sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml"}
    index = etree.fromstring(made["sitemap.xml"])
    assert [one.text for one in index.iter("{*}loc")] == [f"{BASE}sitemap-{n}.xml" for n in (1, 2, 3)]
    listed = [one.text for n in (1, 2, 3) for one in etree.fromstring(made[f"sitemap-{n}.xml"]).iter("{*}loc")]
    assert listed == [BASE + path for path in pages]


def test_robots_may_read_everything_and_find_the_sitemap(files: Files) -> None:
    rules = Protego.parse(files["robots.txt"].decode())
    assert list(rules.sitemaps) == [f"{BASE}sitemap.xml"]
    assert rules.can_fetch(f"{BASE}record/alliance/perleberg", "anybody")


def test_the_vocabulary_is_there_as_it_is_in_two_forms() -> None:
    made = vocabulary()
    whole = rdflib.Graph()
    for path, content in made.items():
        if path.endswith(".ttl"):
            data = made[path.removesuffix(".ttl") + ".jsonld"]
            assert set(graph(content)) == set(graph(data, "json-ld")), path
            whole += graph(content)
    assert set(whole) == set(ag.ontology())
    assert {Path(path).stem for path in made} >= {"alliancegraph", "focus-areas", "partner-categories"}


# --- paths ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "parts",
    [
        [{"a": b""}, {"a": b""}],
        [{"record/a.html": b"", "record/A.html": b""}],
        [{"a": b"", "a/b": b""}],
        [{"../a": b""}],
        [{"a/../b": b""}],
        [{"/a": b""}],
        [{"a//b": b""}],
        [{"a/.": b""}],
        [{"a\\b": b""}],
        [{"a\0": b""}],
        [{"": b""}],
        [{"x" * 256: b""}],
    ],
)
def test_a_path_that_leaves_the_folder_or_clashes_is_refused(parts: Iterable[Files]) -> None:
    with pytest.raises(SiteError):
        joined(parts)


@given(record_sets())
def test_any_records_make_files_that_are_well_formed(records: list[Record]) -> None:
    made, register = settled(records)
    written = {FEED: feed(SETTINGS, register), REGISTER: write(register)}
    files = joined([documents(made, register), cards(made), dumps(made)[0], written])
    for path, content in files.items():
        if path.endswith((".json", ".jsonld")):
            json.loads(content)
        elif path.endswith(".ttl"):
            assert graph(content)
    assert not feedparser.parse(files[FEED]).bozo
