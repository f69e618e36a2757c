"""`serve` itself: a site that changes under it, large files, conditions, and how it starts and ends."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from email.utils import formatdate
from http import HTTPStatus
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from alliancegraph.cli import main
from alliancegraph.publishing import swap
from alliancegraph.publishing.history import register as registers
from alliancegraph.publishing.layout import Files
from alliancegraph.publishing.server.conditions import byte_range, precondition
from publications import alliance, published, sample, whole_site
from servers import Server, serving, write

pytestmark = pytest.mark.slow

PAGE = "record/alliance/perleberg"
BIG = "dump/big.csv"
TAG = '"0123"'
DAY = 1_700_000_000


@pytest.fixture(scope="module")
def files() -> Files:
    return whole_site(sample())


@pytest.fixture
def server(files: Files) -> Iterator[Server]:
    with serving("serve", files) as running:
        yield running


def replace(server: Server, files: Files) -> None:
    with swap.locked(server.site) as site:
        swap.replace(site, files)


def test_a_site_that_is_published_anew_is_served_at_once(server: Server, files: Files) -> None:
    first, style = server.get(f"/{PAGE}.ttl"), server.get("/style.css")
    assert server.get("/record/alliance/neu").status == 404
    replace(server, {**whole_site([*sample(), alliance("neu")]), f"{PAGE}.ttl": b"# another\n"})
    again = server.get(f"/{PAGE}.ttl", {"If-None-Match": first.headers["etag"]})
    assert (again.status, again.body) == (200, b"# another\n")
    assert server.get("/record/alliance/neu").status == 200
    assert server.get("/style.css").headers["etag"] == style.headers["etag"]
    assert server.get("/style.css", {"If-None-Match": style.headers["etag"]}).status == 304


def test_a_renamed_alliance_leads_on_as_soon_as_that_is_published(server: Server, files: Files) -> None:
    before = published(sample()).register
    renamed = [{"old": "alliance/perleberg", "new": "alliance/neu"}]
    records = [record for record in sample() if record.id != "perleberg"] + [alliance("neu", "Perleberg")]
    assert server.get(f"/{PAGE}").status == 200
    replace(
        server,
        {"register.json": registers.write(published(records, before, renamed=renamed).register), "index.html": b"x"},
    )
    answer = server.get(f"/{PAGE}")
    assert (answer.status, answer.headers["location"]) == (301, "/record/alliance/neu")


def test_what_is_sent_while_a_site_is_replaced_is_the_old_or_the_new(server: Server, files: Files) -> None:
    large = 3_000_000
    sites = [{**files, BIG: bytes([48 + number]) * large, "style.css": b"%d" % number * 500} for number in range(2)]
    stop = threading.Event()

    def publish() -> None:
        while not stop.is_set():
            for one in sites:
                replace(server, one)

    publishing = threading.Thread(target=publish)
    publishing.start()
    try:
        seen: dict[tuple[str, str], set[bytes]] = {}
        for _ in range(150):
            for path in (BIG, "style.css"):
                answer = server.get(f"/{path}")
                if path == BIG and answer.status == 404:
                    continue  # the first site had none
                assert answer.status == 200
                seen.setdefault((path, answer.headers["etag"]), set()).add(answer.body)
    finally:
        stop.set()
        publishing.join()
    assert all(len(bodies) == 1 for bodies in seen.values())
    assert {body for bodies in seen.values() for body in bodies} <= {one[p] for one in [*sites, files] for p in one}
    assert len(seen) >= 4


def test_a_file_that_is_changed_in_place_is_read_again(server: Server) -> None:
    file = server.site / "style.css"
    before = file.stat()
    first = server.get("/style.css")
    file.write_bytes(first.body[::-1])
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))  # same size, same time: what rsync -t leaves
    again = server.get("/style.css")
    assert again.body == first.body[::-1]
    assert again.headers["etag"] != first.headers["etag"]


def test_the_tag_of_a_file_is_that_of_its_content(server: Server) -> None:
    first = server.get("/style.css")
    file = server.site / "style.css"
    file.write_bytes(file.read_bytes())
    assert server.get("/style.css", {"If-None-Match": first.headers["etag"]}).status == 304


def test_between_two_sites_a_request_waits_a_moment(server: Server) -> None:
    aside = server.folder / "aside"
    server.site.rename(aside)
    back = threading.Timer(0.3, lambda: aside.rename(server.site))
    back.start()
    assert server.get("/style.css").status == 200
    back.join()


def test_without_a_site_the_server_says_so_and_recovers(server: Server) -> None:
    aside = server.folder / "aside"
    server.site.rename(aside)
    for path in ("/style.css", "/health"):
        assert server.get(path).status == 503
    aside.rename(server.site)
    for path in ("/style.css", "/health"):
        assert server.get(path).status == 200


def test_a_register_that_breaks_is_noticed_and_the_last_one_holds(files: Files) -> None:
    before = published([*sample(), alliance("weg")]).register
    with serving("serve", {**files, "register.json": registers.write(published(sample(), before).register)}) as server:
        assert server.get("/health").status == 200
        (server.site / "register.json").write_bytes(b'{"format": 1, ')
        assert server.get("/record/alliance/weg").status == 410
        health = server.get("/health")
        assert (health.status, health.headers["cache-control"]) == (503, "no-store")


def test_a_large_file_is_sent_whole_and_in_part(files: Files) -> None:
    content = bytes(range(256)) * 20_000
    with serving("serve", {**files, BIG: content}) as server:
        whole = server.get(f"/{BIG}")
        assert whole.body == content
        assert server.get(f"/{BIG}", method="HEAD").headers["content-length"] == str(len(content))
        part = server.get(f"/{BIG}", {"Range": "bytes=1000000-3999999"})
        assert (part.status, part.body) == (206, content[1_000_000:4_000_000])
        assert server.get(f"/{BIG}", {"If-None-Match": whole.headers["etag"]}).status == 304


def test_no_link_leads_out_of_the_site(server: Server) -> None:
    (server.folder / "secret.txt").write_bytes(b"secret")
    (server.folder / "outside").mkdir()
    (server.folder / "outside" / "secret.txt").write_bytes(b"secret")
    (server.site / "link.txt").symlink_to(server.folder / "secret.txt")
    (server.site / "folder").symlink_to(server.folder / "outside")
    (server.site / "within.css").symlink_to("style.css")
    for path in ("/link.txt", "/folder/secret.txt"):
        assert server.get(path).status == 404
    assert server.get("/within.css").status == 200


def test_a_tag_that_matches_counts_more_than_an_old_date(server: Server) -> None:
    etag = server.get("/style.css").headers["etag"]
    old = {"If-None-Match": etag, "If-Modified-Since": "Sat, 29 Oct 1994 19:43:31 GMT"}
    assert server.get("/style.css", old).status == 304


def test_headers_given_several_times_are_one_list(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        asked = f"GET /{PAGE} HTTP/1.0\r\nHost: x\r\nAccept: text/html;q=0.1\r\nAccept: text/turtle\r\n\r\n"
        connection.sendall(asked.encode())
        received = b"".join(iter(lambda: connection.recv(65536), b""))
    assert f"content-location: /{PAGE}.ttl\r\n".encode() in received.lower()


@pytest.mark.parametrize("path", ["", "/familie/"])
def test_health_is_at_the_root_of_the_host(files: Files, path: str) -> None:
    base = f"https://netz.example.org{path or '/'}"
    with serving("serve", whole_site(sample(), base=base), path or "/") as server:
        health = server.get("/health")
        assert (health.status, health.headers["content-type"]) == (200, "application/json")
        assert f'"base":"{base}"'.encode() in health.body


# How it starts and ends


def test_ctrl_c_ends_it_without_a_word(server: Server) -> None:
    server.process.send_signal(signal.SIGINT)
    assert server.process.wait(20) == 0
    said = (server.folder / "serve.log").read_text(encoding="utf-8").splitlines()
    assert len(said) == 1
    assert f"http://127.0.0.1:{server.port}/" in said[0]


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["serve", *arguments, "--language", "de"])
    return done.exit_code, done.stderr


def test_a_folder_that_is_no_site_is_said(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nothing"):
        code, said = run(str(folder))
        assert (code, said.count("\n")) == (2, 1)
        assert f"{folder}  Fehler  In diesem Ordner steht keine Veröffentlichung" in said


def test_a_site_of_a_newer_program_is_said(tmp_path: Path) -> None:
    (tmp_path / "register.json").write_text('{"format": 2}')
    code, said = run(str(tmp_path))
    assert code == 2
    assert "alliancegraph aktualisieren" in said


def test_a_port_that_is_taken_is_said(tmp_path: Path, files: Files) -> None:
    (tmp_path / "register.json").write_bytes(files["register.json"])
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        code, said = run(str(tmp_path), "--port", port)
        assert code == 2
        assert (
            said == f"Den Anschluss {port} benutzt schon ein anderes Programm. Bitte mit --port einen anderen wählen.\n"
        )


def test_an_address_that_is_not_ours_is_said(tmp_path: Path, files: Files) -> None:
    (tmp_path / "register.json").write_bytes(files["register.json"])
    code, said = run(str(tmp_path), "--host", "192.0.2.1", "--port", "0")
    assert code == 2
    assert said.startswith("Unter 192.0.2.1:0 lässt sich nicht ausliefern: ")


@pytest.mark.parametrize("module", ["uvicorn", "starlette", "pyoxigraph"])
def test_without_its_extra_it_says_what_to_install(module: str, files: Files, tmp_path: Path) -> None:
    write(tmp_path, files)
    program = f"import sys; sys.modules[{module!r}] = None; from alliancegraph.cli import main; main(sys.argv[1:])"
    command = [sys.executable, "-c", program, "serve", str(tmp_path), "--sparql", "--language", "en"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Serving needs an extra. Install it: pip install 'alliancegraph[server]'." in done.stderr
    assert "Traceback" not in done.stderr


# Conditions and ranges as functions

TEXT = st.text('0123456789-=, bytesW/"*GMTSunJan:', max_size=40)


@given(
    st.dictionaries(st.sampled_from(["if-match", "if-none-match", "if-modified-since", "if-unmodified-since"]), TEXT)
)
def test_any_condition_is_met_or_not(headers: dict[str, str]) -> None:
    assert precondition(headers, TAG, DAY) in {None, HTTPStatus.NOT_MODIFIED, HTTPStatus.PRECONDITION_FAILED}


@given(st.fixed_dictionaries({"range": TEXT}, optional={"if-range": TEXT}), st.integers(0, 100))
def test_any_range_lies_within_the_file(headers: dict[str, str], size: int) -> None:
    wanted = byte_range(headers, size, TAG, formatdate(DAY, usegmt=True))
    assert wanted is None or not wanted or set(wanted) <= set(range(size))


@given(st.integers(0, 99), st.integers(0, 200), st.integers(1, 100))
def test_a_range_is_as_long_as_it_says(first: int, more: int, size: int) -> None:
    wanted = byte_range({"range": f"bytes={first}-{first + more}"}, size, TAG, "")
    assert wanted is not None
    assert list(wanted) == [at for at in range(first, first + more + 1) if at < size]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, None),
        ({"if-match": TAG}, None),
        ({"if-match": "*"}, None),
        ({"if-match": f"W/{TAG}"}, HTTPStatus.PRECONDITION_FAILED),
        ({"if-match": '"x"'}, HTTPStatus.PRECONDITION_FAILED),
        ({"if-match": f'"x", {TAG}', "if-unmodified-since": formatdate(0, usegmt=True)}, None),
        ({"if-unmodified-since": formatdate(DAY - 1, usegmt=True)}, HTTPStatus.PRECONDITION_FAILED),
        ({"if-unmodified-since": formatdate(DAY, usegmt=True)}, None),
        ({"if-none-match": f'W/"x",W/{TAG}'}, HTTPStatus.NOT_MODIFIED),
        ({"if-none-match": '"x"', "if-modified-since": formatdate(DAY, usegmt=True)}, None),
        ({"if-modified-since": formatdate(DAY, usegmt=True)}, HTTPStatus.NOT_MODIFIED),
        ({"if-modified-since": formatdate(DAY - 1, usegmt=True)}, None),
        ({"if-modified-since": "Tue, 14 Nov 2023 22:13:20"}, HTTPStatus.NOT_MODIFIED),
        ({"if-modified-since": "never"}, None),
    ],
)
def test_conditions_count_in_the_order_of_the_rfc(headers: dict[str, str], status: HTTPStatus | None) -> None:
    assert precondition(headers, TAG, DAY) == status
