"""One table of requests, four real servers: `serve`, and nginx, Apache and Caddy with the site's own configuration.

Each runs twice, with the site at the root of its host and at a path below it.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import version
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliancegraph.publishing.edition import edition
from alliancegraph.publishing.http.negotiation import choose
from alliancegraph.publishing.http.rules import HEADERS, PREFLIGHT
from alliancegraph.publishing.layout import Files
from alliancegraph.publishing.site import site
from conftest import Components
from publications import alliance, of, published, sample
from servers import SERVERS, Response, Server, serving

pytestmark = pytest.mark.slow

PERLEBERG = "record/alliance/perleberg"
PROJECT = f"{PERLEBERG}/project/perleberger-familientag"
DOCUMENTS = {".html", ".en.html", ".ttl", ".jsonld"}
SECRET = b"not part of the site"


@cache
def files(path: str) -> Files:
    """A site in its second edition: an alliance renamed, another and a dataset gone; and a file of nobody's."""
    base = f"https://netz.example.org{path}"
    before = published([*sample(), alliance("alt"), alliance("weg")], base=base, datasets="district").register
    records = [*sample(), alliance("neu", "Bündnis alt")]
    settings = {"base": base, "renamed": [{"old": "alliance/alt", "new": "alliance/neu"}]}
    register = published(records, before, "2026-11-21", **settings).register
    return {**site(edition(records, of(**settings), register), register), ".well-known/security.txt": b"Contact: x\n"}


@pytest.fixture(scope="module", params=[(n, p) for n in SERVERS for p in ("/", "/familie/")], ids=lambda p: "".join(p))
def server(request: pytest.FixtureRequest, components: Components) -> Iterator[tuple[Server, str]]:
    name, path = request.param
    if not SERVERS[name].is_there():
        pytest.skip(f"{name} is not installed")
    with serving(name, files(path), path) as running:
        (running.folder / "secret.txt").write_bytes(SECRET)
        yield running, path


@pytest.fixture
def ask(server: tuple[Server, str], components: Components, request: pytest.FixtureRequest) -> Iterator[Asking]:
    asking = Asking(*server)
    yield asking
    running = server[0]
    if running.name == "serve":
        components.count("uvicorn", version("uvicorn"))
        components.count("starlette", version("starlette"))
    else:
        components.count(running.name, running.release)


class Asking(NamedTuple):
    """Asks a server about the site that stands at a path."""

    server: Server
    path: str

    def __call__(self, path: str, method: str = "GET", /, **headers: str) -> Response:
        asked = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.server.get(self.path + path, asked, method)

    def file(self, path: str) -> bytes:
        """A file of the site."""
        return files(self.path)[path]


class Row(NamedTuple):
    """A request for a document, and the suffix of the variant that answers; none where none is acceptable."""

    accept: str | None
    language: str | None
    suffix: str | None


BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
JENA = "text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,application/rdf+xml;q=0.7,*/*;q=0.3"
PROFILE = 'application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"'
TABLE = (
    Row(None, None, ".html"),
    Row("", "", ".html"),
    Row("*/*", "*", ".html"),
    Row(BROWSER, "de-DE,de;q=0.9,en;q=0.8", ".html"),
    Row(BROWSER, "en-GB,en;q=0.9,de;q=0.8", ".en.html"),
    Row("text/html", "en", ".en.html"),
    Row("text/html", "EN-us;q=0.4, DE;q=0.3", ".en.html"),
    Row("text/html", "de;q=0.8, en", ".en.html"),
    Row("text/html", "de, en", ".html"),
    Row("text/html", "en, de", ".html"),
    Row("text/html", "fr, it;q=0.5", ".html"),
    Row("text/html", "fr, en;q=0.1", ".en.html"),
    Row("text/html", "en;q=0", ".html"),
    Row("text/html", "en;q=0.0, de;q=0", ".html"),
    Row("text/html", "de;q=0, *", ".en.html"),
    Row("text/html", "de;q=0.5, *;q=0.9", ".en.html"),
    Row("text/html", "english", ".html"),
    Row("text/turtle", "en", ".ttl"),
    Row("application/ld+json", None, ".jsonld"),
    Row("application/*", None, ".jsonld"),
    Row(PROFILE, None, ".jsonld"),
    Row(f"{PROFILE};q=0.5, text/turtle;q=0.4", None, ".jsonld"),
    Row("text/turtle;charset=utf-8", None, ".ttl"),
    Row("TEXT/Turtle; Q=1", None, ".ttl"),
    Row(JENA, None, ".ttl"),
    Row("application/rdf+xml, application/ld+json;q=0.9, text/turtle;q=0.8", None, ".jsonld"),
    Row("text/turtle;q=0.85, text/html;q=0.8", None, ".ttl"),
    Row("text/turtle;q=0.8, text/html;q=0.85", None, ".html"),
    Row("text/turtle;q=0.801,text/html;q=0.8", None, ".ttl"),
    Row("text/turtle;q=0.05, text/html;q=0.5", None, ".html"),
    Row("text/turtle;q=0.10, text/html;q=0.1", None, ".html"),
    Row("application/ld+json;q=1.000, text/turtle;q=0.999", None, ".jsonld"),
    Row("text/turtle, */*", None, ".ttl"),
    Row("*/*;q=0.9, text/turtle;q=0.9", None, ".ttl"),
    Row("text/*;q=0.5, application/ld+json;q=0.4", None, ".html"),
    Row("text/*, text/html;q=0.1", None, ".ttl"),
    Row("text/*;q=0.1, */*;q=0.2", None, ".jsonld"),
    Row("*/*, text/html;q=0", None, ".ttl"),
    Row("text/html;level=1", None, ".html"),
    Row("text/turtle ; q=0.3 , text/html ; q=0.2", None, ".ttl"),
    Row("text/turtle;q=0.3;note=x,text/html;q=0.2", None, ".ttl"),
    Row(",, text/turtle,", None, ".ttl"),
    Row("nonsense", None, ".html"),
    Row("text/turtle;q=x", None, ".html"),
    Row("text/turtle;q=2, application/ld+json;q=0.1", None, ".jsonld"),
    Row("x-text/turtle, text/turtle-x", None, None),
    Row("text/turtle;q=0", None, None),
    Row("*/*;q=0", None, None),
    Row("application/pdf, image/*", None, None),
    Row("application/json", None, None),
)


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_the_variant_that_is_asked_for_answers(ask: Asking, row: Row) -> None:
    asked = {"Accept": row.accept, "Accept_Language": row.language}
    answer = ask(PERLEBERG, **{name: value for name, value in asked.items() if value is not None})
    assert {"accept", "accept-language"} <= answer.listed("vary")
    if row.suffix is None:
        assert answer.status == 406
        assert "content-location" not in answer.headers
        return
    assert answer.status == 200
    assert answer.body == ask.file(PERLEBERG + row.suffix)
    assert answer.headers["content-location"] == ask.path + PERLEBERG + row.suffix
    assert answer.headers["content-type"] == TYPES[row.suffix.removeprefix(".en")]
    assert answer.headers.get("content-language") == {".html": "de", ".en.html": "en"}.get(row.suffix)


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_the_table_holds_without_a_server_too(row: Row) -> None:
    assert choose(row.accept, row.language, frozenset(DOCUMENTS)) == row.suffix


TYPES = {
    ".html": "text/html; charset=utf-8",
    ".ttl": "text/turtle; charset=utf-8",
    ".jsonld": "application/ld+json",
    ".csv": "text/csv; charset=utf-8",
    ".vcf": "text/vcard; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml",
    ".atom": "application/atom+xml",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".gz": "application/gzip",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@pytest.mark.parametrize("path", sorted(path for path in files("/") if "/" not in path or path.startswith("dump/")))
def test_a_file_answers_as_it_is_whatever_is_asked_for(ask: Asking, path: str) -> None:
    answer = ask(path, Accept="application/ld+json", Accept_Language="en")
    if path.startswith("."):
        assert answer.status == 404
        return
    assert answer.status == 200
    assert answer.body == ask.file(path)
    assert answer.headers["content-type"] == TYPES["." + path.rsplit(".", 1)[-1]]
    assert not answer.headers.keys() & {"content-location", "content-encoding"}
    assert answer.listed("vary") <= {"accept-encoding"}
    assert answer.headers["last-modified"]
    assert re.fullmatch(r'"[^"]+"', answer.headers["etag"])
    assert ask(path, "HEAD").headers["content-length"] == str(len(answer.body))


def test_every_kind_of_file_is_among_them() -> None:
    assert {"." + path.rsplit(".", 1)[-1] for path in files("/") if not path.startswith((".", "_"))} == TYPES.keys()


@pytest.mark.parametrize(
    "path", ["", "organizations", "catalog", "dataset/alliances", "vocabulary/focus-areas", PROJECT]
)
def test_every_kind_of_document_is_negotiated(ask: Asking, path: str) -> None:
    stem = path or "index"
    answer = ask(path, Accept="text/html", Accept_Language="en")
    assert (answer.status, answer.headers["content-location"]) == (200, f"{ask.path}{stem}.en.html")
    assert answer.body == ask.file(f"{stem}.en.html")
    data = ask(path, Accept="text/turtle")
    if f"{stem}.ttl" in files(ask.path):
        assert data.body == ask.file(f"{stem}.ttl")
    else:
        assert data.status == 406
        assert ask(path, Accept="text/turtle, text/html;q=0.1").body == ask.file(f"{stem}.html")


@pytest.mark.parametrize(("path", "suffixes"), [(PERLEBERG, DOCUMENTS), ("", {".html", ".en.html"})])
def test_what_is_not_acceptable_comes_with_a_list_of_what_there_is(ask: Asking, path: str, suffixes: set[str]) -> None:
    answer = ask(path, Accept="application/pdf")
    assert answer.status == 406
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    address = f"{ask.path}{path or 'index'}"
    linked = set(re.findall(r"<a href=[\"']([^\"']+)", answer.body.decode()))
    # Apache's message is one for all documents.
    assert {address + one for one in suffixes} <= linked <= {address + one for one in DOCUMENTS}
    assert {address + one for one in suffixes} <= set(
        re.findall(r"<([^>]+)>; rel=\"alternate\"", answer.headers["link"])
    )
    assert ask(path, "HEAD", Accept="application/pdf").status == 406


@pytest.mark.parametrize("suffix", ["", *DOCUMENTS])
def test_documents_link_to_their_variants(ask: Asking, suffix: str) -> None:
    links = ask(PERLEBERG + suffix).headers["link"]
    address = ask.path + PERLEBERG
    assert f'<{address}.html>; rel="alternate"; type="text/html"; hreflang="de"' in links
    assert f'<{address}.en.html>; rel="alternate"; type="text/html"; hreflang="en"' in links
    assert f'<{address}.ttl>; rel="alternate"; type="text/turtle"' in links
    assert f'<{address}.jsonld>; rel="alternate"; type="application/ld+json"' in links
    assert "canonical" not in links  # each page names its own


def test_the_overview_and_the_dumps_link_to_the_catalogue(ask: Asking) -> None:
    described = f'<{ask.path}catalog>; rel="describedby"'
    assert described in ask("").headers["link"]
    assert ask("dump/alliances.nt.gz").headers["link"] == described
    assert "link" not in ask("style.css").headers


@pytest.mark.parametrize(
    ("thing", "document"),
    [
        ("alliance/perleberg", PERLEBERG),
        ("alliance/perleberg/contact/office/address", PERLEBERG),
        ("alliance/perleberg/focus/1", PERLEBERG),
        ("alliance/perleberg/project/perleberger-familientag", PROJECT),
        ("organization/koordinierungsstelle", "record/organization/koordinierungsstelle"),
        ("place/12070", "record/place/12070"),
    ],
)
def test_a_thing_leads_to_the_document_about_it(ask: Asking, thing: str, document: str) -> None:
    answer = ask(f"id/{thing}", Accept="text/turtle")
    assert (answer.status, address(answer)) == (303, ask.path + document)
    assert answer.headers["link"] == f'<{ask.path}{document}>; rel="describedby"'
    assert ask(document, Accept="text/turtle").body == ask.file(f"{document}.ttl")


def address(answer: Response) -> str:
    """The path a response leads to on the host that was asked; Apache names the host."""
    found = urlsplit(answer.headers["location"])
    assert not found.netloc or found.netloc.startswith("127.0.0.1:")
    return found.path


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("id/alliance/alt", "id/alliance/neu"),
        ("id/alliance/alt/contact/office", "id/alliance/neu/contact/office"),
        ("record/alliance/alt", "record/alliance/neu"),
        ("record/alliance/alt.ttl", "record/alliance/neu.ttl"),
        ("record/alliance/alt.en.html", "record/alliance/neu.en.html"),
        ("record/alliance/alt/contact/office.vcf", "record/alliance/neu/contact/office.vcf"),
    ],
)
def test_what_is_renamed_leads_to_its_new_name(ask: Asking, old: str, new: str) -> None:
    for method in ("GET", "HEAD"):
        answer = ask(old, method)
        assert (answer.status, address(answer)) == (301, ask.path + new)
    assert ask(new).status in (200, 303)


@pytest.mark.parametrize("suffix", ["", ".ttl", ".en.html", "/project/fest", "/contact/office.vcf"])
def test_what_is_gone_leaves_a_tombstone(ask: Asking, suffix: str) -> None:
    for folder in ("id", "record"):
        answer = ask(f"{folder}/alliance/weg{suffix}", Accept="text/turtle")
        assert answer.status == 410
        assert answer.body == ask.file("gone.html")
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert ask(f"{folder}/alliance/weg{suffix}", "HEAD").status == 410


@pytest.mark.parametrize("path", ["dataset/district-12070", "dataset/district-12070.ttl", "dump/district-12070.nt.gz"])
def test_a_dataset_that_is_gone_leaves_a_tombstone_too(ask: Asking, path: str) -> None:
    assert ask(path).status == 410


@pytest.mark.parametrize(
    "path",
    [
        *("nothing", "nothing.html", "record", "record/", "record/alliance", "record/alliance/", "id/", "id/alliance"),
        *(
            "id/alliance/nothing",
            "id/alliance/perleberg/project/nothing",
            "record/alliance/wege",
            "record/alliance/alte",
        ),
        *(
            f"{PERLEBERG}/",
            f"{PERLEBERG}/project",
            f"{PERLEBERG}.html/x",
            "record/alliance/wittenberge/x",
            f"{PERLEBERG}.pdf",
        ),
        *(".htaccess", "_server/nginx-server.conf", "_server/Caddyfile", "_server/", "_server", "_SERVER/files.txt"),
        *(".git/config", "record/.hidden", "_server/none/catalog", "_server/none"),
    ],
)
def test_what_is_not_there_is_not_found(ask: Asking, path: str) -> None:
    answer = ask(path, Accept="text/html")
    assert answer.status == 404
    assert answer.body == ask.file("404.html")
    assert "content-location" not in answer.headers


@pytest.mark.parametrize(
    "path",
    [
        *(
            "../secret.txt",
            "../../secret.txt",
            "%2e%2e/%2e%2e/secret.txt",
            "%2e%2e/secret.txt",
            "..%2fsecret.txt",
            "record/../../secret.txt",
            "..%5csecret.txt",
        ),
        *(
            "%2e%2e%2fsecret.txt",
            "record%2f..%2f..%2fsecret.txt",
            "//secret.txt",
            "....//secret.txt",
            "%00",
            "x%00.html",
        ),
    ],
)
def test_no_path_leads_out_of_the_site(ask: Asking, path: str) -> None:
    answer = ask(path)
    assert SECRET not in answer.body
    assert answer.status in (400, 403, 404) or not answer.body  # Caddy has an empty answer where no site is


def test_the_folder_of_well_known_files_is_open(ask: Asking) -> None:
    assert ask(".well-known/security.txt").body == b"Contact: x\n"


def test_the_path_of_the_site_leads_to_its_overview(ask: Asking) -> None:
    if ask.path != "/":
        answer = ask.server.get(ask.path.rstrip("/"))
        assert (answer.status, address(answer)) == (301, ask.path)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_changed(ask: Asking, method: str) -> None:
    for path in (PERLEBERG, "style.css", "id/alliance/perleberg", "nothing"):
        answer = ask(path, method)
        assert answer.status == 405
        assert {"get", "head", "options"} <= answer.listed("allow")


@pytest.mark.parametrize("path", [PERLEBERG, "dump/alliances.nt.gz", "id/alliance/perleberg", ""])
def test_scripts_of_other_hosts_may_ask(ask: Asking, path: str) -> None:
    answer = ask(path, "OPTIONS", Origin="https://portal.example", Access_Control_Request_Method="GET")
    assert answer.status == 204
    assert {name: answer.headers.get(name.lower()) for name in PREFLIGHT} == PREFLIGHT
    assert answer.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    ("path", "accept"), [(PERLEBERG, "*/*"), (PERLEBERG, "image/png"), ("style.css", "*/*"), ("nothing", "*/*"),
    ("id/alliance/perleberg", "*/*"), ("id/alliance/alt", "*/*"), ("id/alliance/weg", "*/*")]
)  # fmt: skip
def test_every_answer_has_the_headers_that_protect_and_open(ask: Asking, path: str, accept: str) -> None:
    answer = ask(path, Accept=accept)
    assert {name: answer.headers.get(name.lower()) for name in HEADERS} == HEADERS


# Conditional requests and ranges: of a document that is negotiated, and of a file.
BOTH = pytest.mark.parametrize(
    ("path", "asked"), [(PERLEBERG, {"Accept": "text/turtle"}), ("dump/alliances.nt.gz", {})]
)


@BOTH
def test_what_is_known_is_not_sent_again(ask: Asking, path: str, asked: Mapping[str, str]) -> None:
    first = ask(path, **asked)
    etag, day = first.headers["etag"], first.headers["last-modified"]
    for known in (etag, f'"x", {etag}', "*", f"W/{etag}"):
        for method in ("GET", "HEAD"):
            again = ask(path, method, **asked, If_None_Match=known)
            assert (again.status, again.body) == (304, b""), known
            assert again.headers["etag"] == etag
            assert again.listed("vary") == first.listed("vary")
            assert again.headers.get("content-location") == first.headers.get("content-location")
            assert again.headers["cache-control"] == HEADERS["Cache-Control"]
    assert ask(path, **asked, If_Modified_Since=day).status == 304
    assert ask(path, **asked, If_Modified_Since="Sat, 29 Oct 1994 19:43:31 GMT").status == 200
    assert ask(path, **asked, If_Modified_Since="yesterday").status == 200


@BOTH
def test_another_tag_counts_more_than_the_same_date(ask: Asking, path: str, asked: Mapping[str, str]) -> None:
    day = ask(path, **asked).headers["last-modified"]
    assert ask(path, **asked, If_None_Match='"other"', If_Modified_Since=day).status == 200


@BOTH
def test_a_part_is_sent_where_a_part_is_asked_for(ask: Asking, path: str, asked: Mapping[str, str]) -> None:
    whole = ask(path, **asked)
    size, etag = len(whole.body), whole.headers["etag"]
    assert whole.headers["accept-ranges"] == "bytes"
    for wanted, part, said in [
        ("bytes=0-9", whole.body[:10], f"bytes 0-9/{size}"),
        ("bytes=100-", whole.body[100:], f"bytes 100-{size - 1}/{size}"),
        ("bytes=-7", whole.body[-7:], f"bytes {size - 7}-{size - 1}/{size}"),
        ("bytes=10-999999999", whole.body[10:], f"bytes 10-{size - 1}/{size}"),
    ]:
        answer = ask(path, **asked, Range=wanted)
        assert (answer.status, answer.body) == (206, part)
        assert answer.headers["content-range"] == said
        assert answer.headers["etag"] == etag
    refused = ask(path, **asked, Range=f"bytes={size}-")
    assert refused.status == 416
    assert refused.headers.get("content-range") == f"bytes */{size}" or ask.server.name == "apache"
    assert ask(path, **asked, Range="bytes=0-9", If_Range=etag).status == 206
    assert ask(path, **asked, Range="bytes=0-9", If_Range='"other"').body == whole.body
    assert ask(path, **asked, Range="bytes=0-9", If_None_Match=etag).status == 304


@pytest.mark.parametrize("coding", ["gzip", "gzip, deflate, br", "br;q=1.0, gzip;q=0.8, *;q=0.1", "GZIP"])
def test_what_lies_there_compressed_is_sent_so(ask: Asking, coding: str) -> None:
    plain = ask(PERLEBERG, Accept="text/turtle")
    packed = ask(PERLEBERG, Accept="text/turtle", Accept_Encoding=coding)
    assert (packed.status, packed.headers["content-encoding"]) == (200, "gzip")
    assert packed.body == ask.file(f"{PERLEBERG}.ttl.gz")
    assert gzip.decompress(packed.body) == plain.body
    for same in ("content-type", "content-location", "link"):
        assert packed.headers[same] == plain.headers[same]
    assert packed.headers["etag"] != plain.headers["etag"]
    assert packed.listed("vary") == plain.listed("vary") == {"accept", "accept-language", "accept-encoding"}
    etag = packed.headers["etag"]
    again = ask(PERLEBERG, Accept="text/turtle", Accept_Encoding=coding, If_None_Match=etag)
    assert (again.status, again.headers["etag"]) == (304, etag)
    assert ask("style.css", Accept_Encoding=coding).body == ask.file("style.css.gz")


@pytest.mark.parametrize("coding", ["identity", "br", "gzip;q=0", "gzip;q=0.0, br"])
def test_what_a_client_cannot_unpack_is_sent_plain(ask: Asking, coding: str) -> None:
    answer = ask(f"{PERLEBERG}.ttl", Accept_Encoding=coding)
    assert "content-encoding" not in answer.headers
    assert answer.body == ask.file(f"{PERLEBERG}.ttl")


@pytest.mark.parametrize("path", ["dump/alliances.nt.gz", f"{PERLEBERG}/contact/office.vcf", "icon.svg", "robots.txt"])
def test_what_is_packed_already_or_small_is_sent_as_it_is(ask: Asking, path: str) -> None:
    answer = ask(path, Accept_Encoding="gzip")
    assert answer.body == ask.file(path)
    assert "content-encoding" not in answer.headers


# Random headers, in each of which a range stands once: what `negotiation.py` chooses, each server answers with.
WEIGHTS = st.sampled_from(
    ["", ";q=1", ";q=1.0", ";q=0", ";q=0.5", "; q=0.50", ";q=0.25", ";q=0.3", ";q=0.07", ";Q=0.999"]
)
RANGES = [
    "text/html",
    "text/turtle",
    "application/ld+json",
    "text/*",
    "application/*",
    "*/*",
    "image/png",
    "x",
    "text/x;y=z",
]
LANGUAGES = ["de", "en", "fr", "en-GB", "de-AT", "*", "e", "sr-Latn"]


def headers(ranges: list[str]) -> st.SearchStrategy[str]:
    """A header that names no range, and no language by its first subtag, twice."""
    chosen = st.lists(st.sampled_from(ranges), max_size=5, unique_by=lambda one: one.split("-")[0])
    weighted = chosen.flatmap(lambda names: st.tuples(*(st.tuples(st.just(name), WEIGHTS) for name in names)))
    return weighted.map(lambda parts: ", ".join(name + weight for name, weight in parts))


@given(accept=headers(RANGES), language=headers(LANGUAGES))
def test_whatever_is_asked_for_all_servers_choose_alike(server: tuple[Server, str], accept: str, language: str) -> None:
    ask = Asking(*server)
    chosen = choose(accept, language, frozenset(DOCUMENTS))
    answer = ask(PERLEBERG, Accept=accept, Accept_Language=language)
    assert (answer.status, answer.headers.get("content-location")) == (
        (406, None) if chosen is None else (200, ask.path + PERLEBERG + chosen)
    )
