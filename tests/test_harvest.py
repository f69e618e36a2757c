"""A look with a portal's eyes: what it finds in catalogues of all kinds, and that CKAN's own harvester agrees."""

from __future__ import annotations

import dataclasses
import gzip
import json
import os
import random
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import rdflib
import rdflib.compare
import yaml
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

import catalogues
import publications
import servers
from alliancegraph import cli
from alliancegraph.messages.harvest import MESSAGES
from alliancegraph.publishing.edition import edition
from alliancegraph.publishing.harvest import Harvest, Site, State, harvest
from alliancegraph.publishing.harvest.client import LIMITS, Received
from alliancegraph.publishing.harvest.datasets import Seen, digest
from alliancegraph.publishing.harvest.profile import Profiled, alone
from alliancegraph.publishing.harvest.reading import read
from alliancegraph.publishing.harvest.state import changes, remarks
from alliancegraph.publishing.harvest.views import render
from alliancegraph.publishing.layout import FORMS
from alliancegraph.readers.exchange import USER_AGENT
from alliancegraph.readers.web import Limits, Means, Web
from alliancegraph.records import Record
from alliancegraph.validation import View
from alliancegraph.validation.report import Result as ShapeResult
from conftest import Components
from test_ckan import Portal, portal
from webserver import Answer, Handler, in_turn, page, redirect, serving
from webserver import Site as WebSite

__all__ = ["portal"]

FOLDER = Path(__file__).parent / "harvests"
EXPECTED = sorted(FOLDER.glob("*.expected.yaml"))
BASE = "https://catalogue.example.org/"
DCAT = "http://www.w3.org/ns/dcat#"
SHAPES = Path(__file__).parents[1] / "shapes" / "dcat-ap-de.ttl"
TYPES = {
    ".ttl": "text/turtle",
    ".nt": "application/n-triples",
    ".jsonld": "application/ld+json",
    ".rdf": "application/rdf+xml",
    ".html": "text/html",
    ".csv": "text/csv",
}
GOOD = (FOLDER / "good.ttl").read_text(encoding="utf-8")
GOOD_XML = rdflib.Graph().parse(data=GOOD, format="turtle").serialize(format="xml")

QUICK = Limits(connect=2, read=2, total=10, size=LIMITS.size, redirects=LIMITS.redirects)


def means(**changes: Any) -> Means:
    """Loopback counts as public, and its address has a name; nothing is asked of the network."""
    names = {"catalogue.example.org", "other.example.org"}

    def resolve(host: str, port: int) -> tuple[str, ...]:
        if host not in names:
            raise socket.gaierror(socket.EAI_NONAME, "no such host")
        return ("127.0.0.1",)

    made = Means(resolve=resolve, allowed=lambda ip, port: ip == "127.0.0.1", cache=None, proxies=False, limits=QUICK)
    return dataclasses.replace(made, **changes)


def look(address: str, **more: Any) -> Harvest:
    return harvest(address, Web(means=more.pop("means", None) or means()), **more)


def traps(found: Harvest) -> dict[str, int]:
    """What was found beside the shapes' results, by code."""
    return dict(Counter(one.code for one in found.report.results if one.shape is None))


@pytest.fixture
def site() -> Iterator[WebSite]:
    with serving(WebSite()) as one:
        yield one


def put(site: WebSite, path: str, text: str | bytes, content_type: str = "text/turtle") -> str:
    """Puts a page of the site; what it says of `BASE` it says of the site's own address."""
    body = text.encode() if isinstance(text, str) else text
    site.answers[path] = page(body.replace(BASE.encode(), site.url("/").encode()), content_type)
    return site.url(path)


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        (['"1234"'], None),
        (['"1234.0"^^<http://www.w3.org/2001/XMLSchema#decimal>'], None),
        (['"1.234E3"^^<http://www.w3.org/2001/XMLSchema#double>'], None),
        (['"1 kB"', '"NaN"^^<http://www.w3.org/2001/XMLSchema#double>', '"sNaN"'], None),
        (['"1 kB"', '"1234.5"'], "1234.5"),
        (['"1233"', '"1234"'], None),
    ],
)
def test_a_size_is_a_number_however_it_is_written(stated: list[str], said: str | None, site: WebSite) -> None:
    site.answers["/file.csv"] = page(b"x" * 1234, "text/csv")
    distribution = f"""<{BASE}1> a <{DCAT}Dataset> ; <{DCAT}distribution> <{BASE}1#csv> .
        <{BASE}1#csv> <{DCAT}downloadURL> <{BASE}file.csv> ; <{DCAT}byteSize> {", ".join(stated)} ."""
    found = look(put(site, "/catalogue", distribution))
    sizes = [one.message("en") for one in found.report.results if one.code == "file-size"]
    assert sizes == (
        []
        if said is None
        else [f"In the catalogue this file has {said} bytes, at the server 1234. Change dcat:byteSize with the file."]
    )


# --- Catalogues of others, each with what is to be found in it --------------------------------------------------------


class Case(NamedTuple):
    """A catalogue of the folder, and what a portal makes of it."""

    name: str
    expected: dict[str, Any]

    @property
    def file(self) -> Path:
        return next(path for path in FOLDER.glob(f"{self.name}.*") if path.suffix != ".yaml")


CASES = [Case(path.name.removesuffix(".expected.yaml"), yaml.safe_load(path.read_text())) for path in EXPECTED]
each = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


def shelf(site: WebSite, case: Case, below: str = "/", base: str = "") -> str:
    """Puts the whole folder on a site, at its own address or as if it stood at `base`; no query is minded."""
    types = {one.file.name: one.expected["type"] for one in CASES if "type" in one.expected}
    for path in FOLDER.iterdir():
        if path.suffix in TYPES:
            body = path.read_bytes().replace(BASE.encode(), (base or site.url(below)).encode())
            for query in ("", "?page=2"):
                site.answers[f"{below}{path.name}{query}"] = page(body, types.get(path.name, TYPES[path.suffix]))
    return site.url(f"{below}{case.file.name}")


@each
def test_a_catalogue_holds_the_traps_it_was_written_for(case: Case, site: WebSite) -> None:
    found = look(shelf(site, case))
    expected = case.expected
    assert traps(found) == expected.get("traps", {})
    assert (found.changes is None) == expected.get("abandons", False)
    if "takes" in expected:
        assert {identity(one, site) for one in found.datasets} == set(expected["takes"])
    if "profile" in expected:
        assert {one.code for one in found.report.results if one.shape is not None} == set(expected["profile"])
    for code, line in expected.get("lines", {}).items():
        assert [one.place.line for one in found.report.results if one.code == code and one.place] == [line]
    for code, name in expected.get("suggests", {}).items():
        assert [one.suggestion for one in found.report.results if one.code == code] == [site.url(f"/{name}")]


def identity(one: Seen, site: WebSite) -> str | None:
    return one.identity and one.identity.removeprefix(site.url("/"))


@pytest.mark.slow
@each
def test_a_rehearsal_elsewhere_finds_the_same(case: Case, site: WebSite) -> None:
    address = shelf(site, case, "/stage/", BASE)
    found = look(address, site=Site(BASE, site.url("/stage/")))
    assert traps(found) == case.expected.get("traps", {})
    assert found.address == BASE + case.file.name


# --- CKAN's own harvester agrees --------------------------------------------------------------------------------------


def gathered(portal: Portal, addresses: Iterable[str], folder: Path) -> list[dict[str, Any]]:
    """What CKAN makes of some addresses; relative ones become files of `folder`."""
    script = Path(__file__).parent / "ckan" / "harvest.py"
    command = [str(portal.python), str(script), "de", *addresses]
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith('{"versions"')]


def counted(components: Components, found: Mapping[str, Any], assertions: int) -> None:
    for name, release in found["versions"].items():
        components.count(name, release, assertions)


def test_ckan_takes_over_what_we_say_it_takes_over(
    portal: Portal, site: WebSite, tmp_path: Path, components: Components
) -> None:
    cases = [case for case in CASES if not case.expected.get("endless")]
    addresses = [shelf(site, case) for case in cases]
    for case, address, ckans in zip(cases, addresses, gathered(portal, addresses, tmp_path), strict=True):
        ours = look(address)
        assert ckans["complete"] == (ours.changes is not None), case.name
        if ours.changes is not None:
            guids = {guid.removeprefix(f"file://{tmp_path}/") for guid, _ in ckans["gathered"]}
            known = {one.identity or f"{ours.address}/{one.title.lower().replace(' ', '-')}" for one in ours.datasets}
            assert guids == known, case.name
        counted(components, ckans, 2)


def test_ckan_never_ends_where_we_say_so(portal: Portal, site: WebSite, tmp_path: Path, components: Components) -> None:
    """The server gives up after a while; CKAN had gone round by then."""
    (case,) = [case for case in CASES if case.expected.get("endless")]
    address = shelf(site, case)
    turning = site.answers["/loop-2.ttl"]
    site.answers["/loop-2.ttl"] = in_turn(*[turning] * 20, lambda handler: handler.give(404, b""))
    (ckans,) = gathered(portal, [address], tmp_path)
    assert len([one for one in ckans["pages"] if one["address"].endswith("loop-2.ttl")]) > 8
    counted(components, ckans, 1)


MEDIA_TYPES = {
    "text/turtle": [],
    "text/turtle; charset=utf-8": [],
    "text/turtle;charset=UTF-8": [],
    "application/octet-stream": ["harvest-type-unknown"],
    "text/plain": ["harvest-type-unknown"],
    "application/json": ["harvest-type-unknown"],
    "application/x-turtle": ["harvest-type-unknown"],
    "application/xml": ["harvest-type-unknown"],
    "text/html": ["harvest-type-unknown"],
    "Text/Turtle": ["harvest-type-spelling"],
    "text/turtle ; charset=utf-8": ["harvest-type-spelling"],
    "application/rdf+xml": ["harvest-type-wrong"],
    "application/ld+json": ["harvest-type-wrong"],
    "": ["harvest-type-none"],
    "text/n3": [],
}


BYTES: dict[str, tuple[bytes, str, list[str]]] = {
    "byte-order mark": (b"\xef\xbb\xbf" + GOOD.encode(), "text/turtle", ["harvest-bom"]),
    "byte-order mark in XML": (b"\xef\xbb\xbf" + GOOD_XML.encode(), "application/rdf+xml", []),
    "Latin-1": (GOOD.encode("latin-1"), "text/turtle", ["harvest-encoding"]),
    "XML without type": (GOOD_XML.encode(), "", ["harvest-type-guessed"]),
    "XML as text/xml": (GOOD_XML.encode(), "text/xml", ["harvest-type-unknown"]),
    "nothing at all": (b"", "text/turtle", ["harvest-void"]),
    "nothing as JSON-LD": (b"", "application/ld+json", ["harvest-void"]),
    "only a comment": (b"# Nothing here.", "text/turtle", ["harvest-none"]),
    "a number": (b"1", "application/ld+json", ["harvest-syntax"]),
    "an error in words": (b"Internal error", "application/ld+json", ["harvest-syntax"]),
    "an empty title": (GOOD.replace('"Spielplätze"', '""').encode(), "text/turtle", ["harvest-untitled"]),
    "two graphs": (b"@prefix : <http://a/> . { :a :b :c }", "application/trig", ["harvest-none"]),
}


@pytest.mark.parametrize("content_type", MEDIA_TYPES)
def test_only_exact_media_types_are_read(content_type: str, site: WebSite) -> None:
    put(site, "/playgrounds.csv", (FOLDER / "playgrounds.csv").read_bytes(), "text/csv")
    found = look(put(site, "/good.ttl", GOOD, content_type))
    assert list(traps(found)) == MEDIA_TYPES[content_type]
    assert (found.changes is None) == bool(MEDIA_TYPES[content_type])
    assert len(found.datasets) == 1  # it is read all the same, so that everything is said at once


@pytest.mark.parametrize("name", BYTES)
def test_bytes_that_portals_fail_at_are_said(name: str, site: WebSite) -> None:
    body, content_type, codes = BYTES[name]
    found = look(put(site, "/catalogue", body, content_type), most=0)
    assert list(traps(found)) == codes
    (place,) = {one.place for one in found.report.results} or {None}
    assert place is None or place.file == site.url("/catalogue")


def test_ckan_reads_and_refuses_the_same_media_types_and_bytes(
    portal: Portal, site: WebSite, tmp_path: Path, components: Components
) -> None:
    given = [(GOOD.encode(), content_type) for content_type in MEDIA_TYPES]
    given += [(body, content_type) for body, content_type, _ in BYTES.values()]
    addresses = [put(site, f"/{number}", *one) for number, one in enumerate(given)]
    for address, one, ckans in zip(addresses, given, gathered(portal, addresses, tmp_path), strict=True):
        ours = look(address, most=0)
        assert ckans["complete"] == (ours.changes is not None), (one[0][:20], one[1])
        counted(components, ckans, 1)


def test_ckan_gives_up_on_the_same_roads(portal: Portal, site: WebSite, tmp_path: Path, components: Components) -> None:
    roads = [(answer, ends) for name, (answer, _, ends) in ROADS.items() if not name.startswith("too large")]
    with ExitStack() as opened:
        sites = [opened.enter_context(serving(crossing(answer))) for answer, _ in roads]
        found = gathered(portal, [site.url("/catalogue") for site in sites], tmp_path)
    assert [ckans["complete"] for ckans in found] == [not ends for _, ends in roads]
    counted(components, found[0], len(roads))


def test_it_asks_for_the_same_as_ckan(portal: Portal, site: WebSite, tmp_path: Path, components: Components) -> None:
    (case,) = [case for case in CASES if case.name == "ckan"]
    address = shelf(site, case)
    (ckans,) = gathered(portal, [address], tmp_path)
    asked, site.asked = site.asked, []
    look(address, most=0)

    def requests(made: list[tuple[str, dict[str, str]]]) -> list[tuple[str, ...]]:
        return [(headers[":method"], path, headers["accept"]) for path, headers in made]

    assert requests(site.asked) == requests(asked)
    assert len(asked) == 4  # HEAD and GET of each page
    conditions = {"if-none-match", "if-modified-since", "cookie", "authorization"}
    assert all(not conditions & headers.keys() for _, headers in site.asked)
    assert {headers["user-agent"] for _, headers in site.asked} == {USER_AGENT}
    counted(components, ckans, 2)


# --- The way there ----------------------------------------------------------------------------------------------------


def no_head(then: Answer) -> Answer:
    return lambda handler: handler.give(405, b"") if handler.command == "HEAD" else then(handler)


def endless(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/turtle")
    handler.end_headers()
    if handler.command == "GET":
        for _ in range(2000):
            handler.wfile.write(b"# nothing but a comment\n")


ROADS: dict[str, tuple[Answer, dict[str, int], bool]] = {
    "no such page": (page(b"", status=404, content_type=""), {"harvest-head": 1, "harvest-status": 1}, True),
    "behind a login": (page(b"", status=401, content_type=""), {"harvest-head": 1, "harvest-status": 1}, True),
    "without HEAD": (no_head(page(b"#", "text/turtle")), {"harvest-head": 1, "harvest-none": 1}, False),
    "too large, and said": (page(b"", "text/turtle", Content_Length="60000"), {"harvest-size": 1}, True),
    "too large, unsaid": (endless, {"harvest-size": 1}, True),
    "too large, unpacked": (
        page(gzip.compress(b"#" * 60_000), "text/turtle", Content_Encoding="gzip"),
        {"harvest-size": 1},
        True,
    ),
    "redirected": (redirect("/empty"), {"harvest-redirect": 1, "harvest-none": 1}, False),
    "redirected in a circle": (redirect("/catalogue"), {"fetch-redirect-loop": 1}, True),
    "redirected into a private network": (redirect("http://[::1]/"), {"fetch-private": 1}, True),
    "redirected to a file": (redirect("file:///etc/passwd"), {"fetch-scheme": 1}, True),
}


def crossing(answer: Answer) -> WebSite:
    """A site that answers like this, and has the page it may lead to."""
    return WebSite({"/catalogue": answer, "/empty": page(b"#", "text/turtle")})


@pytest.mark.parametrize("name", ROADS)
def test_what_keeps_a_portal_from_a_page_is_said(name: str, site: WebSite) -> None:
    answer, codes, is_abandoned = ROADS[name]
    site.answers = crossing(answer).answers
    found = look(site.url("/catalogue"), means=means(limits=dataclasses.replace(QUICK, size=40_000)))
    wanted = {code: count for code, count in codes.items() if code != "harvest-head" or not is_abandoned}
    assert traps(found) == wanted
    assert (found.changes is None) == is_abandoned


def test_a_private_network_is_entered_only_when_allowed(site: WebSite) -> None:
    address = put(site, "/good.ttl", GOOD)
    refused = harvest(address)
    assert traps(refused) == {"fetch-private": 1}
    assert (refused.pages, site.asked) == ((), [])
    assert len(harvest(address, Web(allow_private=True), most=0).pages) == 1


@pytest.mark.parametrize("field", ["@context", "@import"])
def test_nothing_is_fetched_that_a_document_names(field: str, site: WebSite) -> None:
    remote = site.url("/context.jsonld")
    context = {"@context": remote if field == "@context" else {"@version": 1.1, "@import": remote}}
    deep = {"@context": {"a": {"@id": "http://a.example.org/", **context}}, "a": [{"b": [context]}]}
    entity = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY y SYSTEM "{site.url("/entity")}">]>'
    xml = entity + '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">&y;</rdf:RDF>'
    pages = {
        "/plain": (json.dumps({**context, "@id": "http://a.example.org/"}), "application/ld+json"),
        "/list": (json.dumps([{"@context": [{}, remote]}]), "application/ld+json"),
        "/deep": (json.dumps(deep), "application/ld+json"),
        "/xml": (xml, "application/rdf+xml"),
    }
    for path, (text, content_type) in pages.items():
        found = look(put(site, path, text, content_type))
        if path != "/xml":
            assert traps(found) == {"harvest-context": 1}
            assert remote in found.report.results[0].message("de")
    assert {path for path, _ in site.asked} == set(pages)


def test_a_document_that_is_too_deep_is_a_finding(site: WebSite) -> None:
    found = look(put(site, "/deep", "[" * 100_000, "application/ld+json"))
    assert traps(found) == {"harvest-syntax": 1}


@given(
    body=st.binary(max_size=200) | st.text(max_size=200).map(str.encode), kind=st.sampled_from([*TYPES.values(), ""])
)
def test_any_bytes_give_a_reading(body: bytes, kind: str) -> None:
    found = read(Received("https://catalogue.example.org/", kind or None, body, ()))
    assert found.graph is not None or found.findings


@pytest.mark.parametrize(
    ("then", "code"), [("<html>", "harvest-html"), ("<a/>", "harvest-none"), ("<!--", "harvest-syntax")]
)
def test_comments_of_any_number_are_passed_over(then: str, code: str, site: WebSite) -> None:
    start = time.perf_counter()
    found = look(put(site, "/comments", "<!-- -->\n" * 40_000 + then, "application/rdf+xml"))
    assert code in traps(found)
    assert time.perf_counter() - start < 5


# Whatever may stand where: addresses of all kinds, blank nodes, texts, numbers.
SUBJECTS = ["<https://a.example.org/1>", "<https://a.example.org/2>", "<relative>", "<with space>", "_:a", "_:b"]
OBJECTS = [*SUBJECTS, '"Text"', '"Text"@de', '"2026-02-30"^^<http://www.w3.org/2001/XMLSchema#date>', "<http://[>", "7"]
CLASSES = ["Dataset", "Catalog", "Distribution", "CatalogRecord", "DatasetSeries", "DataService"]
PROPERTIES = [
    *(
        f"<{DCAT}{name}>"
        for name in ("dataset", "distribution", "contactPoint", "accessURL", "downloadURL", "byteSize")
    ),
    *(f"<http://purl.org/dc/terms/{name}>" for name in ("title", "publisher", "identifier", "modified", "temporal")),
    "<http://xmlns.com/foaf/0.1/homepage>",
    "<http://www.w3.org/2006/vcard/ns#hasTelephone>",
    "<http://www.w3.org/ns/hydra/core#next>",
]
statements = st.one_of(
    st.builds("{} a <{}> .".format, st.sampled_from(SUBJECTS), st.sampled_from(CLASSES).map(DCAT.__add__)),
    st.builds("{} {} {} .".format, *map(st.sampled_from, (SUBJECTS, PROPERTIES, OBJECTS))),
)


@given(st.lists(statements, max_size=25))
def test_any_graph_can_be_looked_at(said: list[str]) -> None:
    with serving(WebSite()) as site:
        found = look(put(site, "/catalogue", "\n".join(said)), means=means(resolve=nowhere))
        again = look(site.url("/catalogue"), means=means(resolve=nowhere))
    assert found.pages
    assert (found.report, found.datasets) == (again.report, again.datasets)
    assert "_:" not in render(found, "json", View())


def nowhere(host: str, port: int) -> tuple[str, ...]:
    raise socket.gaierror(socket.EAI_NONAME, "no such host")


# --- Datasets, known again --------------------------------------------------------------------------------------------

NODES = [rdflib.URIRef("http://a/"), rdflib.URIRef("http://b/"), *(rdflib.BNode(f"n{number}") for number in range(5))]
VALUES = [*NODES, rdflib.Literal("x"), rdflib.Literal("x", lang="de"), rdflib.Literal("1", datatype=rdflib.XSD.integer)]
triples = st.lists(
    st.tuples(st.sampled_from(NODES), st.sampled_from(NODES[:2]), st.sampled_from(VALUES)), max_size=12, unique=True
)


@given(triples, st.randoms(use_true_random=False))
def test_names_of_blank_nodes_and_order_do_not_matter(said: list[Any], chance: random.Random) -> None:
    others = [rdflib.BNode(f"m{number}") for number in range(5)]
    chance.shuffle(others)
    names: dict[Any, Any] = dict(zip(NODES[2:], others, strict=True))
    renamed = [tuple(names.get(term, term) for term in triple) for triple in said]
    chance.shuffle(renamed)
    assert digest(renamed) == digest(said)


@settings(max_examples=100)
@given(triples, triples)
def test_what_differs_has_another_digest(one: list[Any], other: list[Any]) -> None:
    """By the word of rdflib, which compares graphs in another way."""
    graphs = [rdflib.Graph(), rdflib.Graph()]
    for graph, said in zip(graphs, (one, other), strict=True):
        for triple in said:
            graph.add(triple)
    assert (digest(one) == digest(other)) == rdflib.compare.isomorphic(*graphs)


CHAIN = "[ <http://p/> " * 60 + '"{end}"' + " ]" * 60


def test_a_change_far_away_in_blank_nodes_is_seen() -> None:
    one, other = (
        list(rdflib.Graph().parse(data=f"<http://a/> <http://p/> {CHAIN.format(end=end)} .", format="turtle"))
        for end in ("x", "y")
    )
    assert digest(one) != digest(other)


def seen(*rows: str) -> list[Seen]:
    """Datasets of rows such as `a 2026-01-01 content`; `-` is none."""
    parts = [[None if part == "-" else part for part in row.split()] for row in rows]
    return [Seen(identity, f"Titel {identity}", day, content or "") for identity, day, content in parts]


def test_a_portal_creates_updates_and_deletes_by_identity() -> None:
    before = seen("kept d1 x", "changed d1 x", "gone d1 x", "- d1 x")
    now = seen("kept d1 x", "changed d2 y", "new d1 x", "- d1 x")
    found = changes(now, before)
    assert [one.identity for one in found.created] == ["new", None]
    assert [one.identity for one, _ in found.updated] == ["changed"]
    assert [one.identity for one in found.deleted] == ["gone", None]
    assert found.unchanged == 1


@pytest.mark.parametrize(
    ("before", "now", "codes"),
    [
        ("a d1 x", "a d1 y", ["modified-stands"]),
        ("a - x", "a - y", []),  # that it has no date at all, a shape says
        ("a d1 x", "a d2 x", ["modified-alone"]),
        ("a d1 x", "a d2 y", []),
        ("a d1 x", "a d1 x", []),
    ],
)
def test_a_date_moves_with_the_content(before: str, now: str, codes: list[str]) -> None:
    assert [one.code for one in remarks(changes(seen(now), seen(before)))] == codes


def test_a_new_address_for_an_old_title_is_asked_about() -> None:
    old, new = Seen("http://old/", "Spielplätze", None, "x"), Seen("http://new/", "Spielplätze", None, "x")
    others = seen(*(f"{number} d1 x" for number in range(10)))
    (found,) = remarks(changes([new, *others], [old, *others]))
    assert (found.code, found.record) == ("identity-changed", "http://new/")
    assert "http://old/" in found.message("de")


@pytest.mark.parametrize(("left", "codes"), [(10, []), (9, []), (8, ["harvest-deletions"]), (0, ["harvest-deletions"])])
def test_more_than_a_tenth_going_is_a_warning(left: int, codes: list[str]) -> None:
    datasets = seen(*(f"{number} d1 x" for number in range(10)))
    assert [one.code for one in remarks(changes(datasets[:left], datasets))] == codes


def view(address: str, following: str) -> str:
    """What says that a page follows."""
    hydra = "http://www.w3.org/ns/hydra/core#"
    return f"\n<{address}> a <{hydra}PartialCollectionView> ; <{hydra}next> <{following}> ."


def test_a_dataset_on_two_pages_is_one(site: WebSite) -> None:
    first = put(site, "/1", GOOD + view(f"{BASE}1", f"{BASE}2"))
    put(site, "/2", GOOD)
    found = look(first, most=0)
    assert traps(found) == {"harvest-repeated": 1}
    assert (len(found.pages), len(found.datasets)) == (2, 1)


def second(site: WebSite, text: str, content_type: str = "text/turtle", beside: str = "") -> str:
    """A catalogue of two pages, of which the first is good."""
    put(site, "/2", text, content_type)
    return put(site, "/1", GOOD + view(f"{BASE}1", f"{BASE}2") + beside)


def test_a_last_page_without_datasets_is_fine(site: WebSite) -> None:
    assert traps(look(second(site, "# That was all."), most=0)) == {}


def test_a_dataset_may_be_described_on_another_page(site: WebSite) -> None:
    named = f"\n<{BASE}good.ttl#catalogue> <{DCAT}dataset> <{BASE}dataset/swings> ."
    described = GOOD.replace("dataset/playgrounds", "dataset/swings")
    assert traps(look(second(site, described, beside=named), most=0)) == {}
    assert traps(look(second(site, "# Nothing.", beside=named), most=0)) == {"harvest-undescribed": 1}


@pytest.mark.parametrize("content_type", ["text/plain", "application/ld+json", ""])
def test_a_later_page_is_taken_for_what_the_first_is(
    content_type: str, portal: Portal, site: WebSite, tmp_path: Path, components: Components
) -> None:
    address = second(site, GOOD.replace("dataset/playgrounds", "dataset/swings"), content_type)
    found = look(address, most=0)
    assert traps(found) == {"harvest-type-later": 1}
    (ckans,) = gathered(portal, [address], tmp_path)
    assert ckans["complete"] is (found.changes is not None) is True
    assert {guid for guid, _ in ckans["gathered"]} == {one.identity for one in found.datasets}
    counted(components, ckans, 2)


@pytest.mark.parametrize(
    ("following", "code"),
    [("http://[", "fetch-address"), ("http://", "fetch-address"), ("mailto:a@example.org", "fetch-scheme")],
)
def test_a_next_page_at_no_web_address_is_said(following: str, code: str, site: WebSite) -> None:
    found = look(put(site, "/1", GOOD + view(f"{BASE}1", following)), most=0)
    assert traps(found)[code] == 1
    assert found.changes is None


def test_pages_without_end_are_left(site: WebSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("alliancegraph.publishing.harvest.pages.PAGES", 5)

    def numbered(handler: Handler) -> None:
        following = int(handler.path.rpartition("/")[2]) + 1
        text = view(site.url(handler.path), site.url(f"/{following}"))
        page(text.encode(), "text/turtle")(handler)

    site.answers = {f"/{number}": numbered for number in range(10)}
    found = look(site.url("/0"))
    assert traps(found)["harvest-paging-endless"] == 1
    assert len(found.pages) == 5
    assert found.changes is None


def test_what_pages_lack_is_found_among_any_number_of_them() -> None:
    lacking = ShapeResult(code="title", record="https://a.example.org/", field="dct:title")
    here = ("https://a.example.org/", "rdf:type")
    pages = [Profiled((lacking,), frozenset({here, (str(number), "dct:title")})) for number in range(3000)]
    start = time.perf_counter()
    assert {one.code for one in alone(pages)} == {lacking.code}
    stating = Profiled((), frozenset({("https://a.example.org/", "dct:title")}))
    assert {one.code for one in alone([*pages, stating])} == {"harvest-page-alone"}
    assert time.perf_counter() - start < 2


# --- Our own catalogue ------------------------------------------------------------------------------------------------


def visit(records: Iterable[Record], suffix: str = ".ttl", **settings: Any) -> Harvest:
    """A look at the site of some records, where `serve` serves it."""
    base = publications.SETTINGS.base
    with servers.serving("serve", publications.whole_site(records, **settings)) as server:
        stage = Site(base, f"http://127.0.0.1:{server.port}/")
        return harvest(f"{stage.stage}catalog{suffix}", Web(allow_private=True), site=stage)


@pytest.mark.slow
@pytest.mark.parametrize("suffix", [".ttl", ".jsonld"])
def test_our_own_catalogue_gives_nothing_to_say(suffix: str) -> None:
    found = visit(publications.sample(), suffix=suffix)
    assert found.report.results == ()
    assert [one.identity for one in found.datasets] == [f"{publications.SETTINGS.base}dataset/alliances"]
    assert found.checked == found.files == len(FORMS)


def test_our_own_pages_stand_alone() -> None:
    found = visit(catalogues.of_districts(5), datasets="district", page_size=2)
    assert found.report.results == ()
    assert [page.datasets for page in found.pages] == [2, 2, 1]


@pytest.mark.slow
def test_turtle_and_json_ld_are_the_same_to_a_portal() -> None:
    turtle, linked = (visit(publications.sample(), suffix=suffix) for suffix in (".ttl", ".jsonld"))
    assert turtle.datasets == linked.datasets


def rehearse(records: Iterable[Record], previous: State | None = None) -> Harvest:
    """A look at the catalogue of some records, one dataset each."""
    files = catalogues.files(edition(records, publications.of(datasets="district", page_size=5)))
    types = {form.suffix: form.media_type for form in FORMS.values() if not form.is_packed}
    with serving(WebSite()) as site:
        for path, content in files.items():
            site.answers[f"/{path}"] = page(content, types.get(Path(path).suffix, "application/gzip"))
        stage = Site(publications.SETTINGS.base, site.url("/"))
        return look(site.url("/catalog.ttl"), previous=previous, site=stage)


@pytest.mark.slow
def test_only_what_has_changed_is_updated_and_only_what_has_gone_deleted() -> None:
    records = catalogues.of_districts(11)

    def moved(found: Harvest) -> tuple[list[str | None], ...]:
        assert found.changes
        created, updated, deleted, _ = found.changes
        return (
            [one.identity for one in created],
            [one.identity for one, _ in updated],
            [one.identity for one in deleted],
        )

    first = rehearse(records)
    assert [len(names) for names in moved(first)] == [11, 0, 0]
    again = rehearse(records, first.state())
    assert moved(again) == ([], [], [])
    assert again.report.results == ()

    name = f"{publications.SETTINGS.base}dataset/district-"
    changed = replace(records[3], name={"de": "Familienbündnis, neu"}, modified="2026-11-22")
    key = changed.areas[0].district
    later = rehearse([*records[:3], changed, *records[4:]], first.state())
    assert moved(later) == ([], [f"{name}{key}"], [])
    assert later.report.results == ()

    unmoved = rehearse([*records[:3], replace(changed, modified=records[3].modified), *records[4:]], first.state())
    assert [(one.code, one.record) for one in unmoved.report.results] == [("modified-stands", f"{name}{key}")]

    without = rehearse([*records[:3], *records[4:]], first.state())
    assert moved(without) == ([], [], [f"{name}{key}"])
    assert without.report.results == ()  # one in eleven may go


# --- The files that a catalogue names ---------------------------------------------------------------------------------

DISTRIBUTION = "<{base}files#{number}> a <{dcat}Distribution> ; <{dcat}{kind}> <{address}> ; {more} ."
CSV = f"<{DCAT}mediaType> <https://www.iana.org/assignments/media-types/text/csv>"
SIZE = f'<{DCAT}byteSize> "4"^^<http://www.w3.org/2001/XMLSchema#nonNegativeInteger>'


def naming(*addresses: str, kind: str = "downloadURL", more: str = f"{CSV} ; {SIZE}") -> str:
    """A catalogue that names files."""
    nodes = ", ".join(f"<{BASE}files#{number}>" for number in range(len(addresses)))
    listed = f'<{BASE}d> a <{DCAT}Dataset> ; <http://purl.org/dc/terms/title> "D"@de ; <{DCAT}distribution> {nodes} .'
    given = [
        DISTRIBUTION.format(base=BASE, dcat=DCAT, number=number, kind=kind, address=address, more=more)
        for number, address in enumerate(addresses)
    ]
    return "\n".join((listed, *given))


def of_files(found: Harvest) -> list[str]:
    return [one.code for one in found.report.results if one.record and "files#" in one.record and one.shape is None]


FILES: dict[str, tuple[Answer, list[str]]] = {
    "as stated": (page(b"1234", "text/csv; charset=utf-8"), []),
    "not there": (page(b"", "text/csv", 404), ["file-missing"]),
    "gone": (page(b"", "text/csv", 410), ["file-missing"]),
    "behind a login": (page(b"", "text/csv", 401), ["file-refused"]),
    "out of order": (page(b"", "text/csv", 503), ["file-refused"]),
    "of another type": (page(b"1234", "text/html"), ["file-type"]),
    "of another size": (page(b"12345", "text/csv"), ["file-size"]),
    "packed on the way": (page(gzip.compress(b"1234"), "text/csv", Content_Encoding="gzip"), []),
    "moved": (redirect("/there"), []),
    "moved away": (redirect("/nowhere"), ["file-missing"]),
    "moved in a circle": (redirect("/file"), ["fetch-redirect-loop"]),
    "without HEAD": (no_head(page(b"1234", "text/csv")), []),
    "without HEAD, in parts": (
        no_head(page(b"1", "text/csv", 206, Content_Range="bytes 0-0/5")),
        ["file-size"],
    ),
    "moved into a private network": (redirect("http://[::1]/"), ["fetch-private"]),
}


@pytest.mark.parametrize("name", FILES)
def test_files_are_asked_for(name: str, site: WebSite) -> None:
    answer, codes = FILES[name]
    site.answers = {"/file": answer, "/there": page(b"1234", "text/csv")}
    found = look(put(site, "/catalogue", naming(f"{BASE}file")))
    assert of_files(found) == codes
    assert found.changes is not None  # a portal minds none of it


def test_of_a_page_about_a_file_only_that_it_is_there_matters(site: WebSite) -> None:
    site.answers = {"/file": page(b"<!doctype html>", "text/html")}
    assert of_files(look(put(site, "/catalogue", naming(f"{BASE}file", kind="accessURL")))) == []


def test_a_packed_file_comes_as_what_it_is_packed_with(site: WebSite) -> None:
    site.answers = {"/file": page(b"1234", "application/gzip")}
    packed = f"{CSV} ; {SIZE} ; <{DCAT}compressFormat> <https://www.iana.org/assignments/media-types/application/gzip>"
    assert of_files(look(put(site, "/catalogue", naming(f"{BASE}file", more=packed)))) == []


@pytest.mark.parametrize(
    ("address", "codes"),
    [
        ("http://[", ["fetch-address"]),
        ("file:///C:/Daten/liste.csv", ["fetch-scheme"]),
        ("urn:uuid:1", ["fetch-scheme"]),
        ("ftp://example.org/liste.csv", []),
    ],
)
def test_a_file_at_no_web_address_is_said(address: str, codes: list[str], site: WebSite) -> None:
    assert of_files(look(put(site, "/catalogue", naming(address)))) == codes


def test_so_many_files_are_asked_for_as_wanted(site: WebSite) -> None:
    names = [f"/file-{number}" for number in range(5)]
    site.answers = dict.fromkeys(names, page(b"1234", "text/csv"))
    address = put(site, "/catalogue", naming(*(f"{BASE}{name[1:]}" for name in (*names, *names))))
    for most, asked in ((0, set()), (2, set(names[:2])), (100, set(names))):
        site.asked.clear()
        found = look(address, most=most)
        assert {path for path, _ in site.asked} - {"/catalogue"} == asked
        assert (found.checked, found.files) == (len(asked), 5)


def test_a_host_that_is_not_there_is_soon_left_alone(site: WebSite) -> None:
    asked: list[str] = []

    def resolve(host: str, port: int) -> tuple[str, ...]:
        asked.append(host)
        raise socket.gaierror(socket.EAI_NONAME, "no such host")

    addresses = (f"https://nowhere.example.org/{number}.csv" for number in range(20))
    found = look(put(site, "/catalogue", naming(*addresses)), means=means(resolve=resolve))
    assert of_files(found) == ["fetch-name"] * 20
    assert asked == ["nowhere.example.org"] * 3


def test_every_finding_of_a_harvest_is_found_somewhere() -> None:
    """By what this file expects, so that none is there for nothing."""
    expected = {code for case in CASES for code in case.expected.get("traps", {})}
    expected |= {code for codes in MEDIA_TYPES.values() for code in codes}
    expected |= {code for _, _, codes in BYTES.values() for code in codes}
    expected |= {code for _, codes, _ in ROADS.values() for code in codes}
    expected |= {code for _, codes in FILES.values() for code in codes}
    elsewhere = {"modified-alone", "modified-stands", "identity-changed", "harvest-deletions", "harvest-repeated"}
    elsewhere |= {"harvest-type-later", "harvest-paging-endless", "state-unreadable", "state-newer", "state-other"}
    assert set(MESSAGES) - elsewhere <= expected
    assert elsewhere <= set(MESSAGES)


# --- The command ------------------------------------------------------------------------------------------------------


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli.main, ["harvest", *arguments, "--allow-private", "--language", "en"])


def test_the_command_says_what_a_portal_would_do_and_remembers_it(site: WebSite, tmp_path: Path) -> None:
    put(site, "/playgrounds.csv", (FOLDER / "playgrounds.csv").read_bytes(), "text/csv")
    address, state = put(site, "/good.ttl", GOOD), tmp_path / "state.json"
    done = run(address, "--state", str(state))
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        f"Page 1: {address}",
        f"  text/turtle, {len(GOOD.replace(BASE, site.url('/')).encode())} bytes, datasets: 1",
        "Files checked: 1 of 1.",
        "",
        "What a portal would do: create 1, update 0, delete 0, leave unchanged 0.",
        f"  new: {site.url('/')}dataset/playgrounds  Spielplätze",
        "0 errors, 0 warnings, 0 notes.",
    ]
    kept = state.read_bytes()
    assert "leave unchanged 1." in run(address, "--state", str(state)).stdout
    assert state.read_bytes() == kept

    put(site, "/good.ttl", "@prefix a: <http://a/>")  # a fault: a portal keeps what it has, and so do we
    done = run(address, "--state", str(state))
    assert done.exit_code == 1
    assert "A portal would stop here" in done.stdout
    assert state.read_bytes() == kept

    put(site, "/good.ttl", f"<{BASE}x> a <http://x/> .")
    done = run(address, "--state", str(state))
    assert "delete 1, leave unchanged 0." in done.stdout
    assert f"  deleted: {site.url('/')}dataset/playgrounds  Spielplätze" in done.stdout
    assert state.read_bytes() != kept


def test_what_is_found_of_many_is_said_once(site: WebSite) -> None:
    addresses = (f"{BASE}{number}.csv" for number in range(9))
    done = run(put(site, "/catalogue", naming(*addresses)))
    lines = done.stdout.splitlines()
    start = next(number for number, line in enumerate(lines) if "[file-missing]" in line)
    assert lines[start].startswith("error: There is no such file (HTTP 404).")
    assert [line.partition("#")[2] for line in lines[start + 1 : start + 6]] == [
        f"{number}  ({site.url(f'/{number}.csv')})" for number in range(5)
    ]
    assert lines[start + 6] == "  and 4 more"
    severities = [line.partition(":")[0] for line in lines if line.endswith("]")]
    assert severities == sorted(severities, key=["error", "warning", "note"].index)


def test_a_catalogue_that_is_not_there_is_an_unreadable_source(site: WebSite, tmp_path: Path) -> None:
    done = run(site.url("/nowhere"), "--state", str(tmp_path / "state.json"))
    assert done.exit_code == 2
    assert "The catalogue could not be reached." in done.stdout
    assert list(tmp_path.iterdir()) == []
    for address in ("catalog.ttl", "site/", "ftp://example.org/catalog.ttl", "http://"):
        done = run(address)
        assert done.exit_code == 2
        assert "fetch-" in done.stdout


def test_the_report_for_programs(site: WebSite, tmp_path: Path) -> None:
    (case,) = [case for case in CASES if case.name == "municipal"]
    output = tmp_path / "report.json"
    done = run(shelf(site, case), "-o", str(output))
    assert (done.exit_code, done.stdout) == (1, "")
    found = json.loads(output.read_text(encoding="utf-8"))
    assert found["abandoned"] is False
    assert found["conforms"] is False
    assert found["files"] == {"named": 2, "checked": 2}
    assert found["changes"] == {
        "created": [f"{site.url('/')}dataset/libraries"],
        "updated": [],
        "deleted": [],
        "unchanged": 0,
    }
    assert [one["identity"] for one in found["datasets"]] == [f"{site.url('/')}dataset/libraries"]
    by_code = {one["code"]: one for one in found["results"]}
    telephone = by_code["contact-telephone-form"]
    assert telephone["record"] == f"{site.url('/')}dataset/libraries"
    assert telephone["field"] == "dcat:contactPoint/vcard:hasTelephone"
    assert telephone["value"] == "<tel:+49 30 23125 001>"
    assert set(telephone["messages"]) == {"de", "en"}


@pytest.mark.slow
def test_the_same_catalogue_gives_the_same_report_whatever_the_hash_seed(site: WebSite) -> None:
    (case,) = [case for case in CASES if case.name == "municipal"]
    command = [
        sys.executable,
        "-m",
        "alliancegraph",
        "harvest",
        shelf(site, case),
        "--allow-private",
        "--report",
        "json",
    ]
    reports = {
        subprocess.run(command, capture_output=True, env=os.environ | {"PYTHONHASHSEED": seed}).stdout
        for seed in ("1", "2", "3")
    }
    assert len(reports) == 1
    assert reports != {b""}


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"{", "state-unreadable"), (b"[]", "state-unreadable"), (b'{"format": 2}', "state-newer")],
)
def test_a_state_that_cannot_be_read_is_not_taken_for_none(
    content: bytes, code: str, site: WebSite, tmp_path: Path
) -> None:
    state = tmp_path / "state.json"
    state.write_bytes(content)
    done = run(put(site, "/good.ttl", GOOD), "--state", str(state))
    assert done.exit_code == 2
    assert f"[{code}]" in done.stderr
    assert site.asked == []
    assert state.read_bytes() == content


def test_the_state_of_another_address_is_compared_and_said(site: WebSite, tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    put(site, "/playgrounds.csv", (FOLDER / "playgrounds.csv").read_bytes(), "text/csv")
    run(put(site, "/one.ttl", GOOD), "--state", str(state))
    done = run(put(site, "/two.ttl", GOOD), "--state", str(state))
    assert "[state-other]" in done.stderr
    assert "leave unchanged 1." in done.stdout


def test_an_output_that_cannot_be_written_is_said_and_nothing_remembered(site: WebSite, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    done = run(put(site, "/good.ttl", GOOD), "-o", str(file / "report.txt"), "--state", str(tmp_path / "state.json"))
    assert done.exit_code == 2
    assert str(file / "report.txt") in done.stderr
    assert list(tmp_path.iterdir()) == [file]
