"""Pushing into real stores: what comes back is what was sent, and a push that fails leaves what was there."""

from __future__ import annotations

import re
import threading
from base64 import b64encode
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import unquote

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
from alliancegraph.terms import SCHEMA, SH, Iri
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


def several(*names: str) -> tuple[Resource, ...]:
    """A statement a name, and one more."""
    iris = (Iri(f"https://example.org/id/alliance/{number}") for number in range(len(names) + 1))
    return tuple(
        resource(iri, (), [(SCHEMA.name, [text(name, "de")])]) for iri, name in zip(iris, (*names, "Y"), strict=True)
    )


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
    any_kind = one('Anführung "so" \\ und\nZeile\tTab 🎈 \u2028 é e\u0301')
    push(any_kind, target(store, f"{GRAPH}/texts"), store.credentials)
    assert held(store, f"{GRAPH}/texts") == sent(any_kind)
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
    forgets: ClassVar[bool] = False
    """Whether a COPY only takes the first statement along."""

    def respond(self) -> None:
        graph = unquote(self.path.partition("graph=")[2])
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        is_update = self.headers.get("Content-Type") == "application/sparql-update"
        self.asked.append("COPY" if is_update else self.command)
        self.tokens.append(self.headers.get("Authorization") or "")
        fault = next((one for one in self.script if one[0] == self.asked[-1]), None)
        if fault:
            self.script.remove(fault)
            if self.damage and self.command == "PUT":
                self.graphs[graph] = b""
            return self.answer(fault[1])
        if is_update:
            origin, goal = re.findall(r"<(.*?)>", body.decode())
            self.graphs[goal] = b"".join(self.graphs[origin].splitlines(keepends=True)[: 1 if self.forgets else None])
            return self.answer(204)
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

    def answer(self, status: int, body: bytes = b"", media_type: str = "application/n-triples") -> None:
        self.send_response(status)
        self.send_header("Content-Type", media_type)
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
    Faulty.graphs, Faulty.script, Faulty.asked, Faulty.tokens = {}, [], [], []
    Faulty.damage = Faulty.forgets = False
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


def test_a_store_that_loses_statements_is_found_out(faulty: Target, monkeypatch: pytest.MonkeyPatch) -> None:
    push(one("Alt"), faulty)
    original = Faulty.answer

    def forgetful(self: Faulty, status: int, body: bytes = b"") -> None:
        original(self, status, b"".join(body.splitlines(keepends=True)[:1]))

    monkeypatch.setattr(Faulty, "answer", forgetful)
    with pytest.raises(PushError) as caught:
        push(several("Neu"), faulty)
    assert caught.value.findings[0].code == "push-count"
    assert caught.value.findings[0].message("en").startswith("2 statements were sent")
    assert b"Alt" in b"".join(contents())


def test_a_failing_batch_leaves_the_graph_and_nothing_beside_it(faulty: Target) -> None:
    push(one("Alt"), faulty)
    before = dict(Faulty.graphs)
    Faulty.script = [("POST", 500)]
    with pytest.raises(PushError):
        push(several("Neu"), faulty._replace(batch=1, update=faulty.endpoint))
    assert Faulty.graphs == before


def batched(faulty: Target) -> Target:
    return faulty._replace(batch=1, update=faulty.endpoint)


def test_a_copy_that_loses_statements_is_found_out_and_the_graph_put_back(faulty: Target) -> None:
    push(several("Alt", "Auch"), faulty)
    before = dict(Faulty.graphs)
    Faulty.forgets = True
    with pytest.raises(PushError) as caught:
        push(several("Neu"), batched(faulty))
    assert [one.code for one in caught.value.findings] == ["push-count"]
    assert Faulty.graphs == before


def test_a_graph_that_is_as_it_was_is_not_put_back(faulty: Target, monkeypatch: pytest.MonkeyPatch) -> None:
    push(several("Alt", "Auch"), faulty)
    original = Faulty.answer

    def in_another_order(self: Faulty, status: int, body: bytes = b"") -> None:
        original(self, status, b"".join(body.splitlines(keepends=True)[:: -1 if "COPY" in self.asked else 1]))

    monkeypatch.setattr(Faulty, "answer", in_another_order)
    Faulty.script = [("COPY", 400)]
    with pytest.raises(PushError):
        push(several("Neu"), batched(faulty))
    assert Faulty.asked[Faulty.asked.index("COPY") :] == ["COPY", "GET", "DELETE"]


def test_a_copy_into_a_graph_that_was_not_there_leaves_none(faulty: Target) -> None:
    Faulty.forgets = True
    with pytest.raises(PushError):
        push(several("Neu"), batched(faulty))
    assert Faulty.graphs == {}


def test_a_graph_that_cannot_be_put_back_is_said(faulty: Target) -> None:
    push(several("Alt", "Auch"), faulty)
    Faulty.forgets, Faulty.script = True, [("PUT", 500)]
    with pytest.raises(PushError) as caught:
        push(several("Neu"), batched(faulty))
    assert [one.code for one in caught.value.findings] == ["push-count", "push-refused", "push-unrestored"]


@pytest.mark.parametrize(
    ("line", "requests"), [(b"", 3), (b"<https://example.org/a> <https://example.org/b> _:c .\n", 1)]
)
def test_a_large_graph_goes_back_in_batches_but_for_blank_nodes(faulty: Target, line: bytes, requests: int) -> None:
    push(several("Alt", "Auch"), faulty)
    Faulty.graphs[GRAPH] += line
    before, Faulty.forgets = dict(Faulty.graphs), True
    with pytest.raises(PushError):
        push(several("Neu"), batched(faulty))
    assert Faulty.graphs == before
    after = Faulty.asked[Faulty.asked.index("COPY") :]
    assert (after.count("PUT"), after.count("POST")) == (1, requests - 1)


def test_a_restoration_is_counted_too(faulty: Target, monkeypatch: pytest.MonkeyPatch) -> None:
    push(several("Alt", "Auch"), faulty)
    original = Faulty.answer

    def forgetful(self: Faulty, status: int, *content: Any) -> None:
        if self.command == "PUT":
            Faulty.graphs[GRAPH] = b""  # before the answer: the next request may come at once
        original(self, status, *content)

    monkeypatch.setattr(Faulty, "answer", forgetful)
    with pytest.raises(PushError) as caught:
        push(one("Neu"), faulty)
    assert [one.code for one in caught.value.findings] == ["push-count", "push-count", "push-unrestored"]


@pytest.fixture
def untidy(faulty: Target, monkeypatch: pytest.MonkeyPatch) -> Target:
    """A store that does not delete what has been copied."""
    original = Faulty.answer

    def answer(self: Faulty, status: int, *content: Any) -> None:
        original(self, 500 if self.command == "DELETE" and "COPY" in self.asked else status, *content)

    monkeypatch.setattr(Faulty, "answer", answer)
    return faulty


def test_a_graph_left_beside_the_new_one_is_a_warning(untidy: Target) -> None:
    pushed = push(several("Neu"), batched(untidy))
    assert (pushed.statements, pushed.batches) == (2, 2)
    assert [(one.code, one.severity) for one in pushed.warnings] == [
        ("push-refused", SH.Warning),
        ("push-left", SH.Warning),
    ]
    assert f"{GRAPH}#incoming" in pushed.warnings[-1].message("en")
    assert b"Neu" in Faulty.graphs[GRAPH]


def test_a_graph_left_beside_the_old_one_is_said_beside_the_error(untidy: Target) -> None:
    push(several("Alt", "Auch"), untidy)
    before, Faulty.script = Faulty.graphs[GRAPH], [("COPY", 400)]
    with pytest.raises(PushError) as caught:
        push(several("Neu"), batched(untidy))
    assert [one.code for one in caught.value.findings] == ["push-refused", "push-left"]
    assert Faulty.graphs[GRAPH] == before


def test_batches_need_an_address_for_updates(faulty: Target) -> None:
    with pytest.raises(PushError) as caught:
        push(several("Neu"), faulty._replace(batch=1))
    assert caught.value.findings[0].code == "push-batches"
    assert Faulty.asked == []


@pytest.mark.slow
def test_a_store_that_is_not_there_is_said() -> None:
    with pytest.raises(PushError) as caught:
        push(one("Neu"), Target("http://127.0.0.1:9/store", GRAPH))
    assert caught.value.findings[0].code == "push-unreachable"
    assert "Connection refused" in caught.value.findings[0].message("en")


@pytest.mark.parametrize("endpoint", ["http://[::1", "http://a..b/", "store", "ftp://127.0.0.1/"])
def test_an_address_that_is_none_is_said(endpoint: str) -> None:
    done = command(str(DATA), "--endpoint", endpoint, "--graph", GRAPH)
    assert done.exit_code == 2
    assert "[push-unreachable]" in done.stderr
    assert done.stderr.splitlines()[-1] == f"Not pushed: {GRAPH}."


@pytest.mark.parametrize(
    ("media_type", "body"),
    [("text/html; charset=utf-8", b"<!DOCTYPE html><title>Anmeldung</title>"), ("text/turtle", b"<a> <b> ")],
)
def test_an_answer_that_is_no_graph_is_said(
    faulty: Target, media_type: str, body: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = Faulty.answer
    monkeypatch.setattr(Faulty, "answer", lambda self, status, *_: original(self, 200, body, media_type))
    with pytest.raises(PushError) as caught:
        push(one("Neu"), faulty)
    assert [one.code for one in caught.value.findings] == ["push-answer"]
    assert media_type.partition(";")[0] in caught.value.findings[0].message("en")
    assert "PUT" not in Faulty.asked


@pytest.mark.parametrize("token", ["10€", "zwei\nZeilen"])
def test_a_token_that_no_header_can_have_is_said_and_not_shown(faulty: Target, token: str) -> None:
    with pytest.raises(PushError) as caught:
        push(one("Neu"), faulty, Credentials(token=token))
    assert [one.code for one in caught.value.findings] == ["push-characters"]
    assert token not in str(caught.value)
    assert Faulty.asked == []


def test_a_name_and_password_of_any_characters_go_as_utf_8(faulty: Target, monkeypatch: pytest.MonkeyPatch) -> None:
    original = Faulty.answer

    def closed(self: Faulty, status: int, *content: Any) -> None:
        original(self, status if self.headers.get("Authorization") else 401, *content)

    monkeypatch.setattr(Faulty, "answer", closed)
    push(one("Neu"), faulty, Credentials("büro", "10€"))
    assert set(Faulty.tokens) == {"", "Basic " + b64encode("büro:10€".encode()).decode()}


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


@pytest.mark.slow
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


def test_a_graph_left_beside_the_new_one_does_not_undo_the_push(untidy: Target) -> None:
    batches = ["--update", untidy.endpoint, "--batch", "100"]
    done = command(str(DATA), "--endpoint", untidy.endpoint, "--graph", GRAPH, *batches)
    assert done.exit_code == 0
    assert "warning" in done.stderr
    assert "[push-left]" in done.stderr
    assert done.stderr.splitlines()[-1].startswith(f"Graph {GRAPH} now has ")


def test_a_store_that_fails_is_said_by_the_command(faulty: Target) -> None:
    Faulty.script = [("PUT", 500)]
    done = command(str(DATA), "--endpoint", faulty.endpoint, "--graph", GRAPH)
    assert done.exit_code == 2
    assert "[push-refused]" in done.stderr
    assert done.stderr.splitlines()[-1] == f"Not pushed: {GRAPH}."
