"""Pushing into real stores: what comes back is what was sent, and a push that fails leaves what was there."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pyoxigraph
import pytest
import requests
from click.testing import CliRunner, Result

import alliancegraph as ag
from alliancegraph import cli
from alliancegraph.errors import PushError
from alliancegraph.publishing.push import Credentials, Pushed, Target, exposed, push
from alliancegraph.records.publication import load
from alliancegraph.resource import Resource, resource, text
from alliancegraph.terms import SCHEMA, Iri
from conftest import Components
from stores import STORES, Store

GRAPH = "https://example.org/dataset/alliances"
DATA = Path(__file__).parents[1] / "data" / "alliances"


@pytest.fixture(scope="module")
def trees() -> tuple[Resource, ...]:
    return ag.resources(list(ag.read(DATA)))


@pytest.fixture(scope="module", params=sorted(STORES))
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with STORES[request.param](tmp_path_factory.mktemp(request.param)) as started:
        yield started


def held(store: Store, graph: str) -> set[pyoxigraph.Triple]:
    """What a store gives back of a graph, asked by other means than `push` asks."""
    identity = store.credentials
    auth = requests.auth.HTTPDigestAuth(identity.user, identity.password) if identity.user else None
    answer = requests.get(
        store.graph_store, params={"graph": graph}, headers={"Accept": "text/turtle"}, auth=auth, timeout=30
    )
    if answer.status_code == 404:
        return set()
    answer.raise_for_status()
    return {quad.triple for quad in pyoxigraph.parse(answer.content, format=pyoxigraph.RdfFormat.TURTLE)}


def sent(trees: tuple[Resource, ...]) -> set[pyoxigraph.Triple]:
    lines = ag.serialize(trees, "n-triples").encode()
    return {quad.triple for quad in pyoxigraph.parse(lines, format=pyoxigraph.RdfFormat.N_TRIPLES)}


def target(store: Store, graph: str = GRAPH, **more: object) -> Target:
    return Target(store.graph_store, graph, **more)  # type: ignore[arg-type]


def one(name: str) -> tuple[Resource, ...]:
    return (resource(Iri("https://example.org/id/alliance/x"), (), [(SCHEMA.name, [text(name, "de")])]),)


@pytest.mark.slow
@pytest.mark.parametrize("batch", [100_000, 50], ids=["one request", "batches"])
def test_a_store_gives_back_what_was_sent(
    store: Store, trees: tuple[Resource, ...], batch: int, components: Components
) -> None:
    graph = f"{GRAPH}/{batch}"
    expected = sent(trees)
    pushed = push(trees, target(store, graph, update=store.update, batch=batch), store.credentials)
    assert pushed.statements == len(expected) > 300
    assert pushed.batches == -(-len(expected) // batch)
    assert held(store, graph) == expected
    assert held(store, f"{graph}#incoming") == set()
    components.count(store.name, store.release, 4)


@pytest.mark.slow
@pytest.mark.parametrize("batch", [100_000, 50], ids=["one request", "batches"])
def test_what_was_there_before_is_replaced(
    store: Store, trees: tuple[Resource, ...], batch: int, components: Components
) -> None:
    graph = f"{GRAPH}/replaced/{batch}"
    push(one("Alt"), target(store, graph), store.credentials)
    push(trees, target(store, graph, update=store.update, batch=batch), store.credentials)
    assert held(store, graph) == sent(trees)
    components.count(store.name, store.release)


@pytest.mark.slow
def test_texts_of_any_kind_arrive(store: Store, components: Components) -> None:
    several = one('Anführung "so" \\ und\nZeile\tTab 🎈 \u2028 é e\u0301')
    push(several, target(store, f"{GRAPH}/texts"), store.credentials)
    assert held(store, f"{GRAPH}/texts") == sent(several)
    components.count(store.name, store.release)


@pytest.mark.slow
def test_a_push_that_is_refused_leaves_the_graph(store: Store, components: Components) -> None:
    push(one("Alt"), target(store), store.credentials)
    broken = (resource(Iri("https://example.org/not an iri"), (), [(SCHEMA.name, [text("Neu", "de")])]),)
    with pytest.raises(PushError) as caught:
        push(broken, target(store), store.credentials)
    assert "push-refused" in {one.code for one in caught.value.findings}
    assert held(store, GRAPH) == sent(one("Alt"))
    components.count(store.name, store.release, 2)


@pytest.mark.slow
def test_without_a_password_a_closed_store_says_what_to_set(store: Store) -> None:
    if not store.credentials.user:
        return
    for credentials in (Credentials(), Credentials(store.credentials.user, "falsch"), Credentials("", "", "falsch")):
        with pytest.raises(PushError) as caught:
            push(one("Neu"), target(store), credentials)
        assert caught.value.findings[0].code == "push-credentials"


class Faulty(BaseHTTPRequestHandler):
    """A store that fails as its script says; what it holds is in `graphs`."""

    graphs: ClassVar[dict[str, bytes]] = {}
    script: ClassVar[list[tuple[str, int]]] = []
    asked: ClassVar[list[str]] = []
    tokens: ClassVar[list[str]] = []
    damage: ClassVar[bool] = False

    def respond(self) -> None:
        graph = self.path.partition("graph=")[2]
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.asked.append(self.command)
        self.tokens.append(self.headers.get("Authorization") or "")
        fault = next((one for one in self.script if one[0] == self.command), None)
        if fault:
            self.script.remove(fault)
            if self.damage and self.command == "PUT":
                self.graphs[graph] = b""
            return self.answer(fault[1])
        if self.command == "PUT":
            self.graphs[graph] = body
        if self.command == "POST":
            self.graphs[graph] = self.graphs.get(graph, b"") + body
        if self.command == "DELETE":
            return self.answer(204 if self.graphs.pop(graph, None) is not None else 404)
        if self.command == "GET" and graph not in self.graphs:
            return self.answer(404)
        return self.answer(200, self.graphs[graph] if self.command == "GET" else b"")

    do_GET = do_PUT = do_POST = do_DELETE = respond  # noqa: N815

    def answer(self, status: int, body: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/n-triples")
        self.send_header("Content-Length", str(len(body)))
        if status == 429:
            self.send_header("Retry-After", "0")
        if status == 307:
            self.send_header("Location", "http://127.0.0.1:9/elsewhere")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def faulty() -> Iterator[Target]:
    Faulty.graphs, Faulty.script, Faulty.asked, Faulty.tokens, Faulty.damage = {}, [], [], [], False
    server = ThreadingHTTPServer(("127.0.0.1", 0), Faulty)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield Target(f"http://127.0.0.1:{server.server_port}/store", GRAPH)
    server.shutdown()
    server.server_close()


def contents() -> set[bytes]:
    return {one for one in Faulty.graphs.values() if one}


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_what_may_pass_is_tried_again(faulty: Target, status: int) -> None:
    Faulty.script = [("PUT", status)]
    assert push(one("Neu"), faulty) == Pushed(1, 1)
    assert Faulty.asked.count("PUT") == 2
    assert b"Neu" in b"".join(contents())


@pytest.mark.parametrize(
    ("status", "code"),
    [(500, "push-refused"), (403, "push-credentials"), (307, "push-redirect"), (413, "push-refused")],
)
@pytest.mark.parametrize("damage", [False, True], ids=["store intact", "store damaged"])
def test_a_put_that_fails_leaves_what_was_there(faulty: Target, status: int, code: str, damage: bool) -> None:
    push(one("Alt"), faulty)
    Faulty.script, Faulty.damage = [("PUT", status)], damage
    with pytest.raises(PushError) as caught:
        push(one("Neu"), faulty)
    assert [one.code for one in caught.value.findings] == [code]
    assert b"Alt" in b"".join(contents())


def test_a_store_that_loses_statements_is_found_out(faulty: Target) -> None:
    push(one("Alt"), faulty)
    several = (*one("Neu"), resource(Iri("https://example.org/id/alliance/y"), (), [(SCHEMA.name, [text("Y", "de")])]))
    original = Faulty.answer

    def forgetful(self: Faulty, status: int, body: bytes = b"") -> None:
        original(self, status, b"".join(body.splitlines(keepends=True)[:1]))

    Faulty.answer = forgetful  # type: ignore[method-assign]
    try:
        with pytest.raises(PushError) as caught:
            push(several, faulty)
    finally:
        Faulty.answer = original  # type: ignore[method-assign]
    assert caught.value.findings[0].code == "push-count"
    assert caught.value.findings[0].message("en").startswith("2 statements were sent")
    assert b"Alt" in b"".join(contents())


def test_a_failing_batch_leaves_the_graph_and_nothing_beside_it(faulty: Target) -> None:
    push(one("Alt"), faulty)
    before = dict(Faulty.graphs)
    several = (*one("Neu"), resource(Iri("https://example.org/id/alliance/y"), (), [(SCHEMA.name, [text("Y", "de")])]))
    Faulty.script = [("POST", 500)]
    with pytest.raises(PushError):
        push(several, faulty._replace(batch=1, update=faulty.endpoint))
    assert Faulty.graphs == before


def test_batches_need_an_address_for_updates(faulty: Target) -> None:
    several = (*one("Neu"), resource(Iri("https://example.org/id/alliance/y"), (), [(SCHEMA.name, [text("Y", "de")])]))
    with pytest.raises(PushError) as caught:
        push(several, faulty._replace(batch=1))
    assert caught.value.findings[0].code == "push-batches"
    assert Faulty.asked == []


@pytest.mark.slow
def test_a_store_that_is_not_there_is_said() -> None:
    with pytest.raises(PushError) as caught:
        push(one("Neu"), Target("http://127.0.0.1:9/store", GRAPH))
    assert caught.value.findings[0].code == "push-unreachable"
    assert "Connection refused" in caught.value.findings[0].message("en")


@pytest.mark.parametrize(
    ("endpoint", "credentials", "warned"),
    [
        ("http://store.example.org/store", Credentials("a", "b"), True),
        ("http://store.example.org/store", Credentials("", "", "t"), True),
        ("http://store.example.org/store", Credentials(), False),
        ("https://store.example.org/store", Credentials("a", "b"), False),
        ("http://127.0.0.1:7878/store", Credentials("a", "b"), False),
        ("http://localhost:7878/store", Credentials("a", "b"), False),
    ],
)
def test_a_password_in_the_clear_is_warned_of(endpoint: str, credentials: Credentials, warned: bool) -> None:
    assert (exposed(Target(endpoint, GRAPH), credentials) is not None) == warned


# --- The command ------------------------------------------------------------------------------------------------------


def command(*arguments: str, store: Store | None = None) -> Result:
    """Runs `push` with the name and password of a store in the environment, if it has one."""
    identity = store.credentials if store else Credentials()
    environment = {"ALLIANCEGRAPH_USER": identity.user, "ALLIANCEGRAPH_PASSWORD": identity.password}
    return CliRunner().invoke(cli.main, ["push", *arguments, "--language", "en"], env=environment)


@pytest.mark.parametrize("batch", [100_000, 50], ids=["one request", "batches"])
def test_the_command_replaces_the_graph_and_says_how_much_it_holds(
    store: Store, batch: int, components: Components
) -> None:
    settings = load(DATA.parent / "publication.toml")
    graph = f"{settings.base}dataset/alliances"
    push(one("Alt"), target(store, graph), store.credentials)
    batches = ["--update", store.update, "--batch", str(batch)]
    done = command(str(DATA), "--endpoint", store.graph_store, *batches, store=store)
    expected = sent(ag.resources(list(ag.read(DATA)), settings))
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr.splitlines()[-1] == f"Graph {graph} now has {len(expected)} statements."
    assert held(store, graph) == expected
    components.count(store.name, store.release, 3)


def test_a_token_is_taken_from_the_environment(faulty: Target) -> None:
    done = CliRunner().invoke(
        cli.main, ["push", str(DATA), "--endpoint", faulty.endpoint], env={"ALLIANCEGRAPH_TOKEN": "geheim"}
    )
    assert done.exit_code == 0
    assert set(Faulty.tokens) == {"Bearer geheim"}
    assert "geheim" not in done.output


def test_records_with_violations_are_not_sent(faulty: Target, tmp_path: Path) -> None:
    (tmp_path / "publication.toml").write_bytes((DATA.parent / "publication.toml").read_bytes())
    (tmp_path / "a.yaml").write_text("type: alliance\nid: a\n")
    done = command(str(tmp_path), "--endpoint", faulty.endpoint)
    assert done.exit_code == 1
    assert "Not pushed: " in done.stderr
    assert Faulty.asked == []


def test_without_settings_nothing_is_sent(faulty: Target, tmp_path: Path) -> None:
    (tmp_path / "records").mkdir()
    (tmp_path / "records" / "perleberg.yaml").write_bytes((DATA / "perleberg.yaml").read_bytes())
    done = command(str(tmp_path / "records"), "--endpoint", faulty.endpoint)
    assert done.exit_code == 2
    assert "publication.toml" in done.stderr
    assert Faulty.asked == []


def test_a_store_that_fails_is_said_by_the_command(faulty: Target) -> None:
    Faulty.script = [("PUT", 500)]
    done = command(str(DATA), "--endpoint", faulty.endpoint, "--graph", GRAPH)
    assert done.exit_code == 2
    assert "[push-refused]" in done.stderr
    assert done.stderr.splitlines()[-1] == f"Not pushed: {GRAPH}."
