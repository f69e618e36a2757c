"""The SPARQL endpoint of `serve --sparql`: what it answers, in which form, and what it refuses."""

from __future__ import annotations

import asyncio
import gzip
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from alliancegraph.publishing import swap
from alliancegraph.publishing.layout import Files
from alliancegraph.publishing.server.sparql import calls_service
from alliancegraph.publishing.server.workers import Result, Workers
from conftest import Components
from publications import alliance, sample, whole_site
from servers import Response, Server, serving, write

pytestmark = pytest.mark.slow

BASE = "https://netz.example.org/familie/"
PATH = "/familie/sparql"
ALLIANCES = "SELECT ?a WHERE { ?a a <https://w3id.org/alliancegraph/ns#Alliance> }"
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { " + " . ".join(f"?a{n} ?b{n} ?c{n}" for n in range(6)) + " }"
ORDER: dict[str, Any] = {"default": [], "named": [], "results": "text/csv", "graph": None}
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
RESULTS = {
    "application/sparql-results+json": b'{"head"',
    "application/sparql-results+xml": b"<?xml",
    "text/csv; charset=utf-8": b"a\r\n",
    "text/tab-separated-values; charset=utf-8": b"?a\n",
}


@pytest.fixture(scope="module")
def files() -> Files:
    return whole_site(sample(), base=BASE)


@pytest.fixture(scope="module")
def server(files: Files) -> Iterator[Server]:
    with serving("serve", files, "/familie/", "--sparql") as running:
        yield running


def ask(server: Server, query: str, accept: str = "*/*", **more: str) -> Response:
    return server.get(f"{PATH}?{urlencode({'query': query, **more})}", {"Accept": accept})


def post(server: Server, body: str, kind: str, accept: str = "*/*", query: str = "") -> Response:
    return server.get(PATH + query, {"Content-Type": kind, "Accept": accept}, "POST", body)


def rows(answer: Response) -> list[dict[str, Any]]:
    assert answer.status == 200, answer.body
    found: list[dict[str, Any]] = json.loads(answer.body)["results"]["bindings"]
    return found


def test_it_knows_every_statement_of_the_dump_and_no_other(
    server: Server, files: Files, components: Components
) -> None:
    dump = gzip.decompress(files["dump/alliances.nt.gz"]).decode()
    assert rows(ask(server, COUNT))[0]["n"]["value"] == str(len(dump.splitlines()))
    graph = ask(server, "CONSTRUCT WHERE { ?s ?p ?o }", "application/n-triples")
    assert set(rdflib.Graph().parse(data=graph.body, format="nt")) == set(rdflib.Graph().parse(data=dump, format="nt"))
    components.count("pyoxigraph", assertions=2)


def test_catalogue_and_vocabulary_are_graphs_of_their_own(server: Server) -> None:
    found = rows(ask(server, "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }"))
    named = {row["g"]["value"] for row in found}
    assert {f"{BASE}catalog", f"{BASE}vocabulary/focus-areas"} <= named
    labelled = (
        f"ASK {{ GRAPH <{BASE}vocabulary/focus-areas> {{ ?c a <http://www.w3.org/2004/02/skos/core#Concept> }} }}"
    )
    assert json.loads(ask(server, labelled).body)["boolean"] is True


@pytest.mark.parametrize(("kind", "begins"), RESULTS.items())
def test_rows_come_in_the_form_that_is_asked_for(
    server: Server, kind: str, begins: bytes, components: Components
) -> None:
    answer = ask(server, ALLIANCES, f"{kind.split(';')[0]}, text/html;q=0.9, */*;q=0.1")
    assert (answer.status, answer.headers["content-type"]) == (200, kind)
    assert answer.body.startswith(begins)
    assert "/id/alliance/perleberg" in answer.body.decode()
    assert answer.listed("vary") == {"accept"}
    components.count("pyoxigraph")


def test_graphs_come_as_turtle_or_n_triples(server: Server) -> None:
    query = f"DESCRIBE <{BASE}id/alliance/perleberg>"
    turtle = ask(server, query, "text/html, */*;q=0.1")
    assert turtle.headers["content-type"] == "text/turtle; charset=utf-8"
    triples = ask(server, query, "application/n-triples")
    assert triples.headers["content-type"] == "application/n-triples"
    one, two = rdflib.Graph().parse(data=turtle.body), rdflib.Graph().parse(data=triples.body, format="nt")
    assert set(one) == set(two)
    assert len(one) > 5


def test_what_cannot_be_had_is_said(server: Server) -> None:
    assert ask(server, ALLIANCES, "text/turtle").status == 406
    refused = ask(server, "CONSTRUCT WHERE { ?s ?p ?o }", "text/csv")
    assert (refused.status, refused.body) == (406, b"The result comes as text/turtle, application/n-triples.\n")


def test_a_query_may_be_posted(server: Server) -> None:
    expected = rows(ask(server, ALLIANCES))
    assert len(expected) == 2
    assert rows(post(server, urlencode({"query": ALLIANCES}), "application/x-www-form-urlencoded")) == expected
    assert rows(post(server, ALLIANCES, "application/sparql-query; charset=utf-8")) == expected


def test_the_dataset_may_be_stated_with_a_query(server: Server) -> None:
    catalog = f"{BASE}catalog"
    asked = "ASK { ?s a <http://www.w3.org/ns/dcat#Catalog> }"
    assert json.loads(ask(server, asked).body)["boolean"] is False
    assert json.loads(ask(server, asked, **{"default-graph-uri": catalog}).body)["boolean"] is True
    named = ask(server, "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }", **{"named-graph-uri": catalog})
    assert [row["g"]["value"] for row in rows(named)] == [catalog]
    beside = urlencode({"default-graph-uri": catalog})
    assert json.loads(post(server, asked, "application/sparql-query", query=f"?{beside}").body)["boolean"] is True


def test_without_a_query_it_describes_itself(server: Server) -> None:
    answer = server.get(PATH)
    assert answer.headers["content-type"] == "text/turtle; charset=utf-8"
    described = rdflib.Graph().parse(data=answer.body)
    assert (None, None, rdflib.URIRef("http://www.w3.org/ns/sparql-service-description#Service")) in described
    assert set(described.subjects()) == {rdflib.URIRef(f"{BASE}sparql")}


@pytest.mark.parametrize(
    "query",
    [
        "INSERT DATA { <a:a> <a:b> <a:c> }",
        "DELETE WHERE { ?s ?p ?o }",
        "DROP ALL",
        "CLEAR DEFAULT",
        "LOAD <http://127.0.0.1:1/x>",
    ],
)
def test_nothing_can_be_changed(server: Server, query: str) -> None:
    before = ask(server, COUNT).body
    assert ask(server, query).status == 400
    for body, kind in [
        (query, "application/sparql-update"),
        (urlencode({"update": query}), "application/x-www-form-urlencoded"),
    ]:
        refused = post(server, body, kind)
        assert (refused.status, refused.body) == (403, b"This endpoint is read-only: updates are refused.\n")
    assert ask(server, COUNT).body == before


@pytest.mark.parametrize(
    ("query", "status"),
    [("SELECT", 400), ("", 400), ("SELECT * WHERE { ?s ?p ?o", 400), ("SELECT * {?s ?p ?o} #" + "x" * 110_000, 413)],
)
def test_what_is_no_query_is_said(server: Server, query: str, status: int) -> None:
    answer = post(server, urlencode({"query": query}), "application/x-www-form-urlencoded")
    assert answer.status == status
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"


def test_other_requests_are_refused(server: Server) -> None:
    assert post(server, ALLIANCES, "text/plain").status == 415
    assert post(server, "x" * 2_000_000, "application/x-www-form-urlencoded").status == 413
    assert server.get(f"{PATH}?query=ASK%7B%7D&query=ASK%7B%7D").status == 400
    assert server.get(PATH, {}, "DELETE").status == 405


def test_scripts_of_other_hosts_may_query(server: Server) -> None:
    preflight = server.get(PATH, {"Origin": "https://a.example", "Access-Control-Request-Method": "POST"}, "OPTIONS")
    assert preflight.status == 204
    assert {"get", "post"} <= preflight.listed("access-control-allow-methods")
    assert "content-type" in preflight.listed("access-control-allow-headers")
    assert ask(server, ALLIANCES).headers["access-control-allow-origin"] == "*"


def test_too_large_a_result_is_refused(server: Server) -> None:
    answer = ask(server, "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f }")
    assert answer.status == 413
    assert b"Add a LIMIT" in answer.body


def test_a_query_that_takes_too_long_is_ended_and_holds_up_nobody(files: Files, tmp_path: Path) -> None:
    write(tmp_path, files)

    async def both() -> tuple[bool, Result, Result, Result]:
        workers = Workers(tmp_path, BASE, seconds=1)
        endless = asyncio.create_task(workers.run({"query": ENDLESS, **ORDER}))
        await asyncio.sleep(0)
        other = await workers.run({"query": ALLIANCES, **ORDER})
        is_first = not endless.done()
        ended = await endless
        after = await workers.run({"query": ALLIANCES, **ORDER})
        await workers.close()
        return is_first, other, ended, after

    is_first, other, ended, after = asyncio.run(both())
    assert is_first
    assert other == after
    assert other.status == 200
    assert (ended.status, ended.body) == (503, b"The query took longer than 1 s. Ask for less.\n")


@LINUX
def test_a_query_that_takes_too_much_memory_ends_alone(server: Server) -> None:
    answer = ask(server, "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i")
    assert answer.status == 503
    assert len(rows(ask(server, ALLIANCES))) == 2


@LINUX
def test_a_worker_that_is_gone_is_replaced(server: Server) -> None:
    assert len(rows(ask(server, ALLIANCES))) == 2
    process = server.process.pid
    for child in Path(f"/proc/{process}/task/{process}/children").read_text().split():
        os.kill(int(child), signal.SIGKILL)
    time.sleep(0.5)
    assert len(rows(ask(server, ALLIANCES))) == 2


def test_what_is_published_anew_is_queried_at_once(files: Files) -> None:
    with serving("serve", files, "/familie/", "--sparql") as server:
        assert len(rows(ask(server, ALLIANCES))) == 2
        with swap.locked(server.site) as site:
            swap.replace(site, whole_site([*sample(), alliance("neu")], base=BASE))
        assert len(rows(ask(server, ALLIANCES))) == 3


def test_a_site_without_dumps_cannot_be_queried(files: Files, tmp_path: Path) -> None:
    (tmp_path / "register.json").write_bytes(files["register.json"])
    command = [sys.executable, "-m", "alliancegraph", "serve", str(tmp_path), "--sparql", "--language", "en"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "This site has no N-Triples (dump/*.nt.gz) to be queried." in done.stderr


def test_a_dump_that_is_broken_is_said(files: Files) -> None:
    with serving("serve", {**files, "dump/alliances.nt.gz": b"no gzip"}, "/familie/", "--sparql") as server:
        answer = ask(server, ALLIANCES)
        assert answer.status == 503
        assert b"The data of the site cannot be loaded" in answer.body
        assert server.get("/familie/style.css").status == 200


# Other hosts are never asked


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:{port}/health> { ?s ?p ?o } }",
        "SELECT * { service silent<http://127.0.0.1:{port}/health>{ ?s ?p ?o } }",
        "SELECT * { ?s ?p 1SERVICE <http://127.0.0.1:{port}/health> { ?a ?b ?c } }",
        r"SELECT * { \u0053ERVICE <http://127.0.0.1:{port}/health> { ?s ?p ?o } }",
        "PREFIX x: <http://127.0.0.1:{port}/> SELECT * { SERVICE x:health { ?s ?p ?o } }",
        "PREFIX : <http://127.0.0.1:{port}/> SELECT * { SERVICE:health { ?s ?p ?o } }",
        "SELECT * { # '\n SERVICE <http://127.0.0.1:{port}/health> { ?s ?p ?o } #'\n }",
        "SELECT * { ?s ?p '\\'' . SERVICE <http://127.0.0.1:{port}/health> { ?a ?b '' } }",
        "SELECT * { ?s ?p ''' ' ''' . SERVICE <http://127.0.0.1:{port}/health> { ?a ?b '' } }",
        "SELECT * { ?s ?p ?o FILTER(?o<1)SERVICE<http://127.0.0.1:{port}/health>{ ?a ?b ?c } }",
    ],
)
def test_a_query_of_another_endpoint_is_refused(server: Server, query: str) -> None:
    answer = ask(server, query.replace("{port}", str(server.port)))
    assert (answer.status, answer.body) == (403, b"Queries of other endpoints (SERVICE) are refused.\n")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?service ?p 'SERVICE' }",
        'SELECT $service { $service ?p """ SERVICE <x> { } """ }',
        "PREFIX s: <http://service.example/> SELECT * { s:service s:my-service s:a.service }",
        "SELECT * { <http://a.example/service/> ?p ?o } # SERVICE",
    ],
)
def test_the_word_alone_is_no_harm(server: Server, query: str) -> None:
    assert ask(server, query).status == 200


TEXTS = [
    "'SERVICE'",
    '"SERVICE"',
    '"""SERVICE " \\" SERVICE"""',
    "'\\'SERVICE'",
    "<http://a/SERVICE'>",
    "# SERVICE '\n",
]
OTHERS = ["{", "}", ".", "''", '"#"', "'''\n'''", "1", "a:b", "<", "<http://a/#>", "# '\n", "FILTER(?a<?b)", "?SERVICE"]


@given(st.lists(st.sampled_from([*TEXTS, *OTHERS]), max_size=8), st.sampled_from(["", "SERVICE", "service", "sErViCe"]))
def test_the_keyword_is_found_wherever_it_stands(pieces: list[str], keyword: str) -> None:
    for at in range(len(pieces) + 1):
        assert calls_service(" ".join([*pieces[:at], keyword, *pieces[at:]])) is bool(keyword)


@pytest.mark.skipif(sys.platform == "win32", reason="files and connections are limited on POSIX systems only")
def test_the_worker_itself_can_reach_nothing(files: Files, tmp_path: Path) -> None:
    """Should a query slip through, the process that runs it can open neither a connection nor a file."""
    dump = tmp_path / "x.nt.gz"
    dump.write_bytes(files["dump/alliances.nt.gz"])
    more = {"base": BASE, "seconds": 10, **ORDER}
    worker = [sys.executable, "-m", "alliancegraph.publishing.server.worker"]
    with socket.create_server(("127.0.0.1", 0)) as listener:
        elsewhere = f"SELECT * {{ SERVICE <http://127.0.0.1:{listener.getsockname()[1]}/> {{ ?s ?p ?o }} }}"
        orders = [{"files": [[str(dump), None]]}, {"query": elsewhere, **more}, {"query": COUNT, **more}]
        said = "".join(f"{json.dumps(order)}\n" for order in orders)
        done = subprocess.run(worker, input=said.encode(), capture_output=True, check=True)
        listener.settimeout(0.1)
        with pytest.raises(TimeoutError):
            listener.accept()
    replies = [json.loads(line) for line in re.findall(rb'^\{"status".*\}', done.stdout, re.MULTILINE)]
    assert [reply["status"] for reply in replies] == [200, 500, 200]
    assert b"Too many open files" in done.stdout
