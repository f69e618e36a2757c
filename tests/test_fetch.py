"""Fetching, against a real server on loopback: what goes wrong is a finding, and the other sources are still read."""

from __future__ import annotations

import dataclasses
import email.utils
import gzip
import io
import socket
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import webserver
from alliancegraph import cli
from alliancegraph.errors import Finding
from alliancegraph.readers import SOURCE_FAULTS, Document, documents
from alliancegraph.readers import cache as pages_kept
from alliancegraph.readers.exchange import USER_AGENT
from alliancegraph.readers.transfer import matches
from alliancegraph.readers.web import Limits, Means, Web, cache_folder, is_public
from alliancegraph.records import Alliance, faults, to_plain
from webserver import Answer, Handler, Site, in_turn, redirect, serving
from workbooks import book, open_document, row

PAGE = b"<!DOCTYPE html><meta charset=utf-8><main><h1>Lokales B\xc3\xbcndnis f\xc3\xbcr Familie Musterstadt</h1></main>"
RECORD = b"type: alliance\nid: a\nname: B\xc3\xbcndnis\n"
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def page(body: bytes = PAGE, content_type: str = "text/html", status: int = 200, **headers: str) -> Answer:
    return webserver.page(body, content_type, status, **headers)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(Site()) as one:
        yield one


@dataclass
class Clock:
    """A clock that only sleeping moves."""

    time: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds


LIMITS = Limits(connect=2, read=1, total=5, interval=0)


def means(clock: Clock | None = None, cache: Path | None = None, **changes: Any) -> Means:
    """Loopback's 127.0.0.1 counts as public; nothing else that is not does."""
    clock = clock or Clock()
    made = Means(
        allowed=lambda ip, port: ip == "127.0.0.1" or is_public(ip, port),
        clock=clock,
        now=lambda: NOW + timedelta(seconds=clock.time - 1000),
        sleep=clock.sleep,
        cache=cache,
        proxies=False,
        limits=LIMITS,
    )
    return dataclasses.replace(made, **changes)


def run(*addresses: str, web: Web | None = None, **changes: Any) -> list[Document]:
    return list(documents(addresses, web or Web(means=means(**changes))))


def findings(*addresses: str, **changes: Any) -> list[Finding]:
    return [one for document in run(*addresses, **changes) for one in (*document.faults, *document.notes)]


def codes(*addresses: str, **changes: Any) -> list[str]:
    return [one.code for one in findings(*addresses, **changes)]


# --- Every failure is a finding, and the next source is read ----------------------------------------------------------


def slow(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/plain")
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.05)


def silent(handler: Handler) -> None:
    time.sleep(1.5)


def endless(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/plain")
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    while True:
        handler.wfile.write(b"10000\r\n" + b"x" * 0x10000 + b"\r\n")


def cut(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b"x" * 10)


def dripping_head(handler: Handler) -> None:
    for _ in range(100):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-More: x" if _ == 0 else b"x")
        handler.wfile.flush()
        time.sleep(0.05)


@cache
def bomb() -> bytes:
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb") as stream:
        for _ in range(50):
            stream.write(b"\0" * 1_000_000)
    return packed.getvalue()


bomb()  # made before a server is asked for it

FAILURES: dict[str, tuple[Answer, str]] = {
    "nothing there": (page(status=404), "fetch-missing"),
    "gone": (page(status=410), "fetch-missing"),
    "forbidden": (page(status=403), "fetch-denied"),
    "password": (page(status=401), "fetch-denied"),
    "odd status": (page(status=418), "fetch-status"),
    "unasked not modified": (lambda h: h.give(304, b""), "fetch-status"),
    "busy for good": (page(status=429), "fetch-busy"),
    "broken for good": (page(status=503), "fetch-server"),
    "busy for an hour": (page(status=429, Retry_After="3600"), "fetch-later"),
    "busy for ever": (page(status=429, Retry_After="9" * 400), "fetch-later"),
    "busy until the end of days": (page(status=429, Retry_After="Fri, 31 Dec 9999 23:59:59 GMT"), "fetch-later"),
    "a loop": (redirect("/page"), "fetch-redirect-loop"),
    "a redirect to nowhere": (lambda h: h.give(302, b""), "fetch-redirect-nowhere"),
    "a redirect to a file": (redirect("file:///etc/passwd"), "fetch-scheme"),
    "a redirect to loopback": (redirect("http://127.0.0.2/"), "fetch-private"),
    "a redirect to a private network": (redirect("http://10.0.0.1/"), "fetch-private"),
    "a redirect to a link-local network": (redirect("http://169.254.169.254/latest/meta-data"), "fetch-private"),
    "a redirect to loopback by IPv6": (redirect("http://[::1]/"), "fetch-private"),
    "a redirect to loopback in IPv6": (redirect("http://[::ffff:127.0.0.2]/"), "fetch-private"),
    "a redirect with a password": (redirect("http://erika:geheim@127.0.0.1/"), "fetch-userinfo"),
    "a redirect to no address": (redirect("http://[broken/"), "fetch-address"),
    "no answer": (silent, "fetch-timeout"),
    "an endless body": (endless, "fetch-size"),
    "a gzip bomb": (lambda h: h.give(200, bomb(), Content_Encoding="gzip"), "fetch-size"),
    "no gzip": (lambda h: h.give(200, b"plain text", Content_Encoding="gzip"), "fetch-encoding"),
    "half a gzip": (lambda h: h.give(200, gzip.compress(PAGE)[:-9], Content_Encoding="gzip"), "fetch-encoding"),
    "a coding we did not ask for": (lambda h: h.give(200, b"x", Content_Encoding="br"), "fetch-encoding"),
    "cut off": (cut, "fetch-cut"),
    "a picture": (page(b"\x89PNG\r\n", "image/png"), "fetch-type"),
    "a film": (page(b"....", "video/mp4"), "fetch-type"),
    "linked data": (page(b"<a> <b> <c> .", "text/turtle"), "fetch-type"),
    "a feed": (page(b"<rss/>", "application/rss+xml"), "fetch-type"),
    "an old workbook": (page(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/vnd.ms-excel"), "fetch-type"),
    "a PDF called HTML": (page(b"%PDF-1.7 ..."), "fetch-lies"),
    "a ZIP called text": (page(b"PK\x03\x04...", "text/plain"), "fetch-lies"),
}


@pytest.mark.parametrize("case", FAILURES)
def test_a_failure_is_its_finding_and_the_other_sources_are_read(case: str, site: Site, tmp_path: Path) -> None:
    answer, code = FAILURES[case]
    site.answers = {"/page": answer, "/good.yaml": page(RECORD, "application/yaml")}
    (tmp_path / "b.yaml").write_bytes(RECORD.replace(b"id: a", b"id: b"))
    done = run(site.url("/page"), site.url("/good.yaml"), str(tmp_path))
    (found,) = [one for document in done for one in document.faults]
    assert found.code == code
    assert found.code in SOURCE_FAULTS
    assert found.place is not None
    assert found.place.file == site.url("/page")
    assert {"de", "en"} == set(found.messages)
    assert [record.id for document in done for record in document.records] == ["a", "b"]


@pytest.mark.parametrize("answer", [slow, dripping_head])
def test_a_page_that_trickles_is_given_up(answer: Answer, site: Site) -> None:
    site.answers = {"/page": answer}
    began = time.monotonic()
    assert codes(site.url("/page"), limits=dataclasses.replace(LIMITS, total=0.4)) == ["fetch-slow"]
    assert time.monotonic() - began < 3


def test_a_bomb_is_never_whole_in_memory(site: Site) -> None:
    import tracemalloc

    packed = bomb()
    site.answers = {"/page": lambda h: h.give(200, packed, Content_Encoding="gzip")}
    tracemalloc.start()
    try:
        assert codes(site.url("/page"), limits=dataclasses.replace(LIMITS, size=1_000_000)) == ["fetch-size"]
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("http://127.0.0.2/", "fetch-private"),
        ("http://10.1.2.3/", "fetch-private"),
        ("http://[fe80::1]/", "fetch-private"),
        ("http://0/", "fetch-private"),
        ("http://0.0.0.0/", "fetch-private"),
        ("http://2130706434/", "fetch-private"),
        ("http://0177.0.0.2/", "fetch-private"),
        ("http://0x7f.2/", "fetch-private"),
        ("http://127.2/", "fetch-private"),
        ("http://192.0.0.192/", "fetch-private"),
        ("http://[64:ff9b::7f00:2]/", "fetch-private"),
        ("http://erika:geheim@127.0.0.1/", "fetch-userinfo"),
        ("http://", "fetch-address"),
        ("http://127.0.0.1:1/", "fetch-connection"),
        ("http://127.0.0.1:99999/", "fetch-address"),
        ("http://nirgendwo.invalid/", "fetch-name"),
    ],
)
def test_an_address_that_leads_nowhere_is_a_finding(address: str, code: str) -> None:
    (found,) = findings(address)
    assert found.code == code
    assert "geheim" not in f"{found.place} {found.messages}"


def test_unencrypted_behind_https_is_a_finding(site: Site) -> None:
    assert codes(f"https://127.0.0.1:{site.port}/") == ["fetch-tls"]


# --- Who may be asked -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1", "0.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.1.1", "100.64.0.1", "224.0.0.1",
        "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "::", "::1", "fe80::1%eth0", "fc00::1", "ff02::1",
        "192.0.0.192", "192.88.99.1", "168.63.129.16", "100.100.100.200", "fec0::1", "fd00:ec2::254",
        "64:ff9b:1::a00:1", "64:ff9b::169.254.169.254", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "3fff::1",
        "2001:db8::1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::10.0.0.1", "2002:7f00:1::", "2002:a00:1::",
    ],
)  # fmt: skip
def test_private_and_special_networks_are_not_public(ip: str) -> None:
    assert not is_public(ip, 80)


@pytest.mark.parametrize("ip", ["93.184.215.14", "2a00:1450:4001::1", "::ffff:93.184.215.14", "64:ff9b::808:808"])
def test_the_rest_of_the_internet_is_public(ip: str) -> None:
    assert is_public(ip, 443)


def test_allow_private_lets_addresses_lead_anywhere(site: Site) -> None:
    site.answers = {"/page": page()}
    refused = means(allowed=is_public)
    assert codes(site.url("/page"), allowed=is_public) == ["fetch-private"]
    (document,) = run(site.url("/page"), web=Web(allow_private=True, means=refused))
    assert [record.id for record in document.records] == ["musterstadt"]


def test_a_name_that_leads_to_a_private_network_is_refused(site: Site) -> None:
    assert codes(site.url("/page", "intern.example.org"), resolve=lambda host, port: ("10.0.0.1",)) == ["fetch-private"]
    both = ("127.0.0.1", "10.0.0.1")
    assert codes(site.url("/page", "intern.example.org"), resolve=lambda host, port: both) == ["fetch-private"]
    assert site.asked == []


def test_a_name_that_changes_its_meaning_is_judged_anew_at_each_connection(site: Site) -> None:
    """DNS rebinding: the address that was judged is the one connected to, and none is judged once for all."""
    site.answers = {"/page": page()}
    answers = iter([("127.0.0.1",), ("10.0.0.1",), ("127.0.0.1",)])
    asked: list[str] = []

    def rebinding(host: str, port: int) -> tuple[str, ...]:
        asked.append(host)
        return next(answers)

    assert codes(site.url("/page", "falle.example.org"), resolve=rebinding) == ["fetch-private"]
    assert asked == ["falle.example.org", "falle.example.org"]  # robots.txt, then the page: one look-up a connection
    assert [path for path, _ in site.asked] == ["/robots.txt"]


def test_a_host_with_many_dead_addresses_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[object] = []

    def dead(address: object, timeout: object) -> socket.socket:
        tried.append(address)
        raise TimeoutError

    monkeypatch.setattr(socket, "create_connection", dead)
    many = tuple(f"93.184.215.{n}" for n in range(100))
    assert codes("http://viele.example.org/", resolve=lambda host, port: many) == ["fetch-robots-unavailable"]
    assert len(tried) == 4


def test_nothing_resolves_a_name_but_the_judge(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.answers = {"/page": page()}
    looked_up: list[object] = []
    real = socket.getaddrinfo

    def watched(host: object, *rest: object, **more: object) -> object:
        looked_up.append(host)
        return real(host, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", watched)
    (document,) = run(site.url("/page", "seite.example.org"), resolve=lambda host, port: ("127.0.0.1",))
    assert document.records
    assert set(looked_up) <= {"127.0.0.1"}
    assert {headers["host"] for _, headers in site.asked} == {f"seite.example.org:{site.port}"}


def test_a_proxy_of_the_environment_is_used_and_cannot_hold_a_run_up(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = "http://seite.example.org/page"
    site.answers = {target: page(), "http://seite.example.org/slow": slow}
    monkeypatch.setenv("http_proxy", site.url(""))
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    through: dict[str, Any] = {"proxies": True, "allowed": is_public, "resolve": lambda host, port: ("127.0.0.1",)}
    assert codes(target, **through) == ["fetch-private"]  # what the name means here is judged all the same
    through["resolve"] = lambda host, port: ("93.184.215.14",) if host == "seite.example.org" else ("127.0.0.1",)
    (document,) = run(target, **through)
    assert document.records
    began = time.monotonic()
    limits = dataclasses.replace(LIMITS, total=0.4)
    assert codes("http://seite.example.org/slow", limits=limits, **through) == ["fetch-slow"]
    assert time.monotonic() - began < 3


# --- Redirects --------------------------------------------------------------------------------------------------------


def test_redirects_are_followed_and_the_last_address_is_the_source(site: Site) -> None:
    site.answers = {
        "/a": redirect("/b?x=1", 301),
        "/b?x=1": redirect(f"http://127.0.0.1:{site.port}/c#d"),
        "/c": page(),
    }
    (document,) = run(site.url("/a#top"))
    (record,) = document.records
    assert isinstance(record, Alliance)
    assert record.source is not None
    assert record.source.url == site.url("/c")
    assert record.source.retrieved == "2026-11-21"


def test_ten_redirects_are_enough(site: Site) -> None:
    site.answers = {f"/{n}": redirect(f"/{n + 1}") for n in range(12)} | {"/12": page()}
    assert codes(site.url("/0")) == ["fetch-redirect-many"]
    assert codes(site.url("/2")) == []


def test_the_address_of_the_source_is_the_one_that_was_asked_for(site: Site) -> None:
    site.answers = {"/page": redirect("/ein b\u00e4r|x".encode().decode("latin-1")), "/ein%20b%C3%A4r%7Cx": page()}
    (document,) = run(site.url("/page#oben"))
    (record,) = document.records
    assert isinstance(record, Alliance)
    assert record.source is not None
    assert record.source.url == site.url("/ein%20b%C3%A4r%7Cx")
    assert faults(record) == ()


# --- Manners ----------------------------------------------------------------------------------------------------------


def test_the_agent_is_honest_and_brings_no_cookies(site: Site) -> None:
    site.answers = {
        "/a": lambda h: h.give(302, b"", Location="/b", Set_Cookie="trace=1; Path=/"),
        "/b": page(),
    }
    run(site.url("/a"))
    for _, headers in site.asked:
        assert headers["user-agent"] == USER_AGENT
        assert "cookie" not in headers
    assert USER_AGENT.startswith("alliancegraph/")
    assert "(+https://" in USER_AGENT


@pytest.mark.parametrize(
    ("retry_after", "waits"),
    [
        ("7", [7]),
        (email.utils.format_datetime(NOW + timedelta(seconds=30), usegmt=True), [30]),
        (email.utils.format_datetime(NOW - timedelta(seconds=30), usegmt=True), [0]),
        ("", [1]),
        ("soon", [1]),
        ("-5", [1]),
        ("Mon, 01 Jan 99999999999999999999 00:00:00 GMT", [1]),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_is_asked_again_when_it_says(
    status: int, retry_after: str, waits: list[float], site: Site
) -> None:
    site.answers = {"/page": in_turn(page(status=status, Retry_After=retry_after), page())}
    clock = Clock()
    assert codes(site.url("/page"), clock=clock) == []
    assert clock.slept == waits


def test_back_off_doubles_and_ends(site: Site) -> None:
    site.answers = {"/page": page(status=500)}
    clock = Clock()
    assert codes(site.url("/page"), clock=clock) == ["fetch-server"]
    assert clock.slept == [1, 2, 4]


def test_a_host_is_asked_once_a_second(site: Site) -> None:
    site.answers = {"/a": redirect("/b"), "/b": page(), "/c": page()}
    clock = Clock()
    run(site.url("/a"), site.url("/c"), clock=clock, limits=dataclasses.replace(LIMITS, interval=1))
    assert clock.slept == [1, 1, 1]  # robots.txt, /a, /b, /c


def test_what_robots_txt_forbids_is_not_fetched(site: Site) -> None:
    rules = b"User-agent: *\nDisallow: /geheim/*.html$\nAllow: /geheim/offen.html\n\nUser-agent: boese\nDisallow: /\n"
    site.answers = {
        "/robots.txt": page(rules, "text/plain"),
        "/geheim/a.html": page(),
        "/geheim/offen.html": page(),
        "/weiter": redirect("/geheim/a.html"),
    }
    assert codes(site.url("/geheim/a.html"), site.url("/geheim/offen.html"), site.url("/weiter")) == [
        "fetch-robots",
        "fetch-robots",
    ]
    assert site.paths() == ["/geheim/offen.html", "/weiter"]
    assert [path for path, _ in site.asked].count("/robots.txt") == 1


def test_a_crawl_delay_is_kept(site: Site) -> None:
    site.answers = {"/robots.txt": page(b"User-agent: alliancegraph\nCrawl-delay: 5\n", "text/plain"), "/a": page()}
    clock = Clock()
    run(site.url("/a"), clock=clock)
    assert clock.slept == [5]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (page(status=404), []),
        (page(status=403), []),
        (redirect("/robots.txt"), []),
        (page(b"<html>Nothing here</html>"), []),
        (page(b"User-agent: *\nDisallow: /\n" + b"#" * 600_000, "text/plain"), ["fetch-robots"]),
        (page(b"\xef\xbb\xbfUser-agent: *\nDisallow: /\n", "text/plain"), ["fetch-robots"]),
        (page(status=500), ["fetch-robots-unavailable"]),
        (silent, ["fetch-robots-unavailable"]),
    ],
)
def test_a_robots_txt_that_is_not_there_allows_and_one_that_fails_forbids(
    answer: Answer, expected: list[str], site: Site
) -> None:
    """RFC 9309, sections 2.3.1.2 to 2.3.1.4."""
    site.answers = {"/robots.txt": answer, "/page": page()}
    assert codes(site.url("/page")) == expected


# --- What was fetched before ------------------------------------------------------------------------------------------


def conditional(handler: Handler) -> None:
    if handler.headers.get("If-None-Match") == '"1"':
        handler.give(304, b"", Content_Length="")
    else:
        handler.give(200, PAGE, Content_Type="text/html; charset=utf-8", ETag='"1"')


def dated(handler: Handler) -> None:
    date = "Sat, 21 Nov 2026 10:00:00 GMT"
    if handler.headers.get("If-Modified-Since") == date:
        handler.give(304, b"", Content_Length="")
    else:
        handler.give(200, PAGE, Content_Type="text/html", Last_Modified=date)


@pytest.mark.parametrize("answer", [conditional, dated])
def test_a_second_run_transfers_nothing_that_has_not_changed(
    answer: Answer, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[int] = []
    give = Handler.give

    def noted(self: Handler, status: int, body: bytes, **headers: str) -> None:
        given.append(status)  # before the answer: the run may end with it
        give(self, status, body, **headers)

    monkeypatch.setattr(Handler, "give", noted)
    site.answers = {"/robots.txt": answer, "/page": answer}
    first = run(site.url("/page"), cache=tmp_path / "cache")
    second = run(site.url("/page"), cache=tmp_path / "cache")
    assert first == second
    assert given == [200, 200, 304, 304]


def test_what_no_run_asks_for_any_more_is_let_go(site: Site, tmp_path: Path) -> None:
    site.answers = {"/a": conditional, "/b": conditional}
    cache = tmp_path / "cache"
    clock = Clock()
    run(site.url("/a"), site.url("/b"), cache=cache, clock=clock)
    assert len(list(cache.iterdir())) == 2
    clock.time += 80 * 86_400
    run(site.url("/a"), cache=cache, clock=clock)  # unchanged, but used
    assert len(list(cache.iterdir())) == 2
    clock.time += 80 * 86_400
    run(site.url("/none"), cache=cache, clock=clock)
    (left,) = cache.iterdir()
    assert site.url("/a").encode() in left.read_bytes()


def test_the_pages_kept_are_bounded_in_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages_kept, "SIZE", 2_500)
    for age in (3, 1, 2):
        kept = pages_kept.Kept(f"https://example.org/{age}", "text/html", '"1"', None, b"x" * 1_000)
        pages_kept.keep(tmp_path, kept, 1_000.0 - age)
    pages_kept.prune(tmp_path, 1_000.0)
    left = {age for age in (1, 2, 3) if pages_kept.load(tmp_path, f"https://example.org/{age}", 1_000.0)}
    assert left == {1, 2}
    pages_kept.prune(tmp_path / "none", 1_000.0)


def test_a_damaged_or_useless_cache_changes_nothing(site: Site, tmp_path: Path) -> None:
    site.answers = {"/page": conditional}
    cache = tmp_path / "cache"
    first = run(site.url("/page"), cache=cache)
    (kept,) = cache.iterdir()
    assert kept.stat().st_mode & 0o077 == 0
    for content in (b"", b"{}\n", b"[]\n", kept.read_bytes()[:-3], b"\xff\xfe"):
        kept.write_bytes(content)
        assert run(site.url("/page"), cache=cache) == first
    (tmp_path / "file").touch()
    assert run(site.url("/page"), cache=tmp_path / "file") == first


def test_what_may_not_be_kept_is_not(site: Site, tmp_path: Path) -> None:
    site.answers = {"/a": page(ETag='"1"', Cache_Control="no-store"), "/b": page()}
    run(site.url("/a"), site.url("/b"), cache=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_cache_is_in_the_users_cache_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "alliancegraph" / "pages"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert cache_folder() == tmp_path / ".cache" / "alliancegraph" / "pages"


# --- What the content is ----------------------------------------------------------------------------------------------

UMLAUTS = "<!DOCTYPE html>{}<main><h1>Lokales Bündnis für Familie Musterstadt</h1></main>"
LATIN = '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">'


@pytest.mark.parametrize(
    ("body", "content_type", "expected"),
    [
        (UMLAUTS.format("").encode(), "text/html; charset=utf-8", []),
        (UMLAUTS.format("").encode(), "text/html", []),
        (UMLAUTS.format("").encode("latin-1"), "text/html; charset=ISO-8859-1", []),
        (UMLAUTS.format(LATIN).encode("latin-1"), "text/html", []),
        (UMLAUTS.format(LATIN).encode(), "text/html; charset=utf-8", []),
        (UMLAUTS.format("").encode("utf-8-sig"), "text/html; charset=iso-8859-1", []),
        (UMLAUTS.format("").encode("utf-16"), "text/html", []),
        (UMLAUTS.format("").encode("latin-1"), "text/html", ["encoding-guessed"]),
        (UMLAUTS.format("").encode("latin-1"), "text/html; charset=utf-8", ["charset-wrong"]),
        (UMLAUTS.format(LATIN).encode(), "text/html", ["charset-wrong"]),
        (UMLAUTS.format("").encode(), "text/html; charset=iso-8859-1", ["charset-wrong"]),
        (UMLAUTS.format("").encode(), "text/html; charset=nonsense", ["charset-wrong"]),
        (UMLAUTS.format("").encode(), "text/html; charset=rot13", ["charset-wrong"]),
        (UMLAUTS.format("").encode(), "text/html; charset=undefined", ["charset-wrong"]),
        (UMLAUTS.format("").encode("latin-1"), "text/html; charset=unicode_escape", ["charset-wrong"]),
        (UMLAUTS.format("").encode(), "text/html; charset=ebcdic-cp-be", ["charset-wrong"]),
        (UMLAUTS.format("").encode(), "text/html; charset=a\0b", ["charset-wrong"]),
        (UMLAUTS.format("").encode("utf-16-le"), "text/html; charset=utf-16le", []),
        (UMLAUTS.format("").encode(), "text/plain", ["fetch-mislabelled"]),
        (UMLAUTS.format("").encode(), "application/json", ["fetch-mislabelled"]),
        (UMLAUTS.format("").encode(), "application/octet-stream", []),
        (UMLAUTS.format("").encode(), "", []),
        ("Lokales Bündnis für Familie Musterstadt\n".encode(), "text/plain; charset=utf-8", []),
        ("Lokales Bündnis für Familie Musterstadt\n".encode("cp1252"), "text/plain; charset=windows-1252", []),
        ("Lokales Bündnis für Familie Musterstadt\n".encode(), "text/html", ["fetch-mislabelled"]),
    ],
)
def test_umlauts_are_right_whatever_the_server_says(
    body: bytes, content_type: str, expected: list[str], site: Site
) -> None:
    site.answers = {"/page": page(body, content_type)}
    (*_, document) = run(site.url("/page"))
    (record,) = document.records
    assert isinstance(record, Alliance)
    assert record.name["de"] == "Lokales Bündnis für Familie Musterstadt"
    assert codes(site.url("/page")) == expected


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzip.compress(PAGE)),
        ("x-gzip", gzip.compress(PAGE)),
        ("gzip", gzip.compress(PAGE[:60]) + gzip.compress(PAGE[60:])),
        ("gzip", gzip.compress(PAGE) + bytes(20)),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", zlib.compress(PAGE)[2:-4]),
        ("identity", PAGE),
    ],
)
def test_packed_pages_are_unpacked_whole(coding: str, body: bytes, site: Site) -> None:
    site.answers = {"/page": page(body, Content_Encoding=coding)}
    (document,) = run(site.url("/page"))
    assert [record.id for record in document.records] == ["musterstadt"]


TABLE = "Kennung;Name;PLZ\na;B\u00fcndnis;01067\n"
JSON = '{"type": "alliance", "id": "a", "name": "B\u00fcndnis"}'
WORKBOOK = book({"B\u00fcndnisse": [["Kennung", "Name"], ["a", "B\u00fcndnis"]]})
ODS = open_document("Bündnisse", [row("Kennung", "Name"), row("a", "Bündnis")])
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.mark.parametrize(
    ("path", "content_type", "body", "expected"),
    [
        ("/a.csv", "text/csv", TABLE.encode(), []),
        ("/a.csv", "text/csv; charset=iso-8859-15", TABLE.encode("iso-8859-15"), []),
        ("/a.csv", "text/csv; charset=utf-16le", TABLE.encode("utf-16-le"), []),
        ("/a.csv", "text/csv; charset=utf-8", TABLE.encode("cp1252"), ["charset-wrong"]),
        ("/a.csv", "text/csv", TABLE.encode("cp1252"), ["encoding-guessed"]),
        ("/a.csv", "text/plain", TABLE.encode(), []),
        ("/a.csv", "application/octet-stream", TABLE.encode(), []),
        ("/a.csv", "application/vnd.ms-excel", TABLE.encode(), []),
        ("/liste", "text/csv", TABLE.encode(), []),
        ("/liste", "text/plain", TABLE.encode(), []),
        ("/liste", "text/html", TABLE.encode(), ["fetch-mislabelled"]),
        ("/liste", XLSX_TYPE, TABLE.encode(), ["fetch-mislabelled"]),
        ("/a.tsv", "text/tab-separated-values", TABLE.replace(";", "\t").encode(), []),
        ("/a.xlsx", XLSX_TYPE, WORKBOOK, []),
        ("/liste?format=xlsx", "application/octet-stream", WORKBOOK, []),
        ("/a.xlsx", "application/zip", WORKBOOK, []),
        ("/a.xlsx", "application/vnd.ms-excel", WORKBOOK, []),
        ("/a.xlsx", "text/plain", WORKBOOK, ["fetch-mislabelled"]),
        ("/a.ods", "application/vnd.oasis.opendocument.spreadsheet", ODS, []),
        ("/liste", "", ODS, []),
        ("/a.yaml", "text/plain", RECORD, []),
        ("/a.yaml", "application/x-yaml", RECORD, []),
        ("/liste", "application/yaml", RECORD, []),
        ("/a.json", "application/json", JSON.encode(), []),
        ("/a.json", "text/plain", JSON.encode(), []),
        ("/liste", "text/html", JSON.encode(), ["fetch-mislabelled"]),
        ("/a.jsonl", "application/octet-stream", JSON.encode() + b"\n", []),
        ("/liste", "application/x-ndjson", JSON.encode() + b"\n", []),
    ],
)
def test_tables_and_records_are_read_from_addresses(
    path: str, content_type: str, body: bytes, expected: list[str], site: Site
) -> None:
    site.answers = {path: page(body, content_type)}
    (*_, document) = run(site.url(path))
    (record,) = document.records
    assert isinstance(record, Alliance)
    assert (record.id, str(record.name)) == ("a", "B\u00fcndnis")
    if record.source is not None:  # record files say where they come from themselves
        assert to_plain(record)["source"] == {"url": site.url(path), "retrieved": "2026-11-21"}
    assert codes(site.url(path)) == expected


def test_a_page_in_place_of_a_table_is_read_as_the_page_it_is(site: Site) -> None:
    site.answers = {"/a.csv": page(PAGE, "text/csv"), "/a.xlsx": page(PAGE, XLSX_TYPE)}
    for path in site.answers:
        assert codes(site.url(path)) == ["fetch-mislabelled"]


# --- Directories ------------------------------------------------------------------------------------------------------

DIRECTORY = b"""<!DOCTYPE html><nav><a href="/impressum.html">Impressum</a></nav><main><h1>Alle</h1>
<a href="/b/zwei.html#oben">Zwei</a> <a href="b/eins.html">Eins</a> <a href="/b/zwei.html">Zwei</a>
<a href="https://example.org/b/fremd.html">Fremd</a> <a href="javascript:void(0)">x</a> <a href="http://[x/">y</a>
<a href="b/drei.html?seite=1">Drei</a></main>"""


def alliance(town: str) -> Answer:
    return page(f"<!DOCTYPE html><main><h1>Lokales Bündnis für Familie {town}</h1></main>".encode())


@pytest.fixture
def directory(site: Site) -> Site:
    site.answers = {"/alle.html": page(DIRECTORY), "/b/eins.html": alliance("Eins")}
    site.answers |= {"/b/zwei.html": alliance("Zwei"), "/b/drei.html?seite=1": alliance("Drei")}
    return site


@pytest.mark.parametrize("pattern", ["/b/*", "*/b/*", r"re:/b/\w+\.html"])
def test_the_pages_of_a_directory_are_read_in_its_order_each_once(pattern: str, directory: Site) -> None:
    done = run(directory.url("/alle.html"), web=Web(follow=pattern, means=means()))
    assert [record.id for document in done for record in document.records] == ["zwei", "eins", "drei"]
    assert directory.paths() == ["/alle.html", "/b/zwei.html", "/b/eins.html", "/b/drei.html?seite=1"]


def test_a_limit_is_kept_and_said(directory: Site) -> None:
    done = run(directory.url("/alle.html"), web=Web(follow="/b/*", limit=2, means=means()))
    assert [record.id for document in done for record in document.records] == ["zwei", "eins"]
    (note,) = [note for document in done for note in document.notes]
    assert (note.code, "1 more" in note.message("en")) == ("follow-limit", True)


def test_a_page_that_fails_does_not_end_the_collection(directory: Site) -> None:
    del directory.answers["/b/eins.html"]
    done = run(directory.url("/alle.html"), web=Web(follow="/b/*", means=means()))
    assert [record.id for document in done for record in document.records] == ["zwei", "drei"]
    assert [fault.code for document in done for fault in document.faults] == ["fetch-missing"]


def test_a_pattern_that_fits_nothing_is_said(directory: Site) -> None:
    done = run(directory.url("/alle.html"), web=Web(follow="/c/*", means=means()))
    assert [note.code for document in done for note in document.notes] == ["follow-nothing"]


def test_a_page_that_two_links_lead_to_is_read_once(directory: Site) -> None:
    directory.answers["/b/drei.html?seite=1"] = redirect("/b/eins.html")
    done = run(directory.url("/alle.html"), web=Web(follow="/b/*", means=means()))
    assert [record.id for document in done for record in document.records] == ["zwei", "eins"]
    assert [fault for document in done for fault in document.faults] == []


def test_patterns() -> None:
    assert matches("/b/*.html", "https://example.org/b/c/d.html")
    assert not matches("/b/*.html", "https://example.org/a/b/c.html")
    assert matches("/x?id=*", "https://example.org/x?id=7")
    assert matches("re:profil[0-9]+$", "https://example.org/profil66")


# --- On the command line ----------------------------------------------------------------------------------------------


@pytest.fixture
def _own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.mark.usefixtures("_own_cache")
def test_import_of_an_address_writes_its_record(site: Site, tmp_path: Path) -> None:
    site.answers = {"/page": page()}
    arguments = ["import", site.url("/page"), "-o", str(tmp_path / "records"), "--language", "en"]
    refused = CliRunner().invoke(cli.main, arguments)
    assert refused.exit_code == 2
    assert "--allow-private" in refused.stderr
    done = CliRunner().invoke(cli.main, [*arguments, "--allow-private"])
    assert done.exit_code == 0, done.stderr
    assert [file.name for file in (tmp_path / "records").glob("*.yaml")] == ["musterstadt.yaml"]


@pytest.mark.usefixtures("_own_cache")
def test_a_broken_pattern_is_wrong_usage(site: Site) -> None:
    done = CliRunner().invoke(cli.main, ["import", site.url("/page"), "--follow", "re:("])
    assert done.exit_code == 2
    assert "--follow" in done.stderr
