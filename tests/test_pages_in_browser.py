"""The pages of a site in a real browser: what people can do there, what axe-core finds, what they ask the network."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, ViewportSize

import network
from alliancegraph.publishing.http.rules import content_type
from alliancegraph.publishing.layout import POLICY, Files
from alliancegraph.publishing.pages.words import WORDS
from conftest import Components
from test_pages import EVIL, NOTICES, ONE_OF_A_KIND, evil_site

pytestmark = pytest.mark.slow

ROOT = urlsplit(network.PUBLICATION.base).path
PHONE: ViewportSize = {"width": 360, "height": 740}
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
ALL = 12
"""The alliances of the network."""


class Handler(BaseHTTPRequestHandler):
    """Serves files below the path of the base IRI, with the policy that every server of a site sends."""

    def __init__(self, files: Files, *arguments: Any) -> None:
        self.files = files
        super().__init__(*arguments)

    def do_GET(self) -> None:
        path = urlsplit(self.path).path.removeprefix(ROOT) or "index.html"
        found = path in self.files and self.path.startswith(ROOT)
        if not found:
            path = "404.html"
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", content_type(path))
        self.send_header("Content-Security-Policy", f"{POLICY}; frame-ancestors 'none'")
        self.send_header("Content-Length", str(len(self.files[path])))
        self.end_headers()
        self.wfile.write(self.files[path])

    def log_message(self, format: str, *arguments: Any) -> None:
        """Says nothing."""


def serving(files: Files) -> Iterator[str]:
    """The address at which files are served, on this machine only."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, files))
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{ROOT}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    yield from serving(network.files())


class Visit:
    """A browser's visit to a site, with all it asked for, and all it complained of."""

    def __init__(self, browser: Browser, address: str, **options: Any) -> None:
        self.address = address
        self.context: BrowserContext = browser.new_context(viewport=DESKTOP, **options)
        self.context.set_default_timeout(10_000)
        self.page: Page = self.context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", self._dialog)

    def _dialog(self, dialog: Dialog) -> None:
        self.complaints.append(dialog.message)
        dialog.dismiss()

    def __enter__(self) -> Visit:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()
        assert self.complaints == []
        assert [url for url in self.requests if not url.startswith(self.address)] == []
        assert self.requests

    def open(self, path: str) -> Page:
        self.page.goto(self.address + path)
        return self.page

    def shown(self) -> list[str]:
        """The alliances that are to be seen in the overview."""
        entries = self.page.locator(".entry:visible").all()
        return sorted({entry.get_attribute("data-id") or "" for entry in entries})


def axe(page: Page, javascript: Path) -> tuple[list[Any], str, int]:
    """What axe-core finds by its rules for WCAG 2.2 A and AA and its own; its version, and how many rules passed.

    It does not know what colour lies behind text in SVG: `test_pages.py` counts that contrast from the stylesheet.
    """
    source = (javascript / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    page.evaluate(source)  # the policy forbids scripts to the page, not to the one who drives the browser
    found = page.evaluate(
        "axe.run({resultTypes: ['violations', 'incomplete'], rules: {'target-size': {enabled: true}}})"
    )
    unsure = [
        (one["id"], node["html"])
        for one in found["incomplete"]
        for node in one["nodes"]
        if not (one["id"] == "color-contrast" and node["html"].startswith("<text"))
    ]
    return found["violations"] + unsure, found["testEngine"]["version"], len(found["passes"])


# --- Every kind of page -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ONE_OF_A_KIND)
def test_axe_finds_nothing_and_a_phone_shows_all(
    path: str, browser: Browser, address: str, javascript: Path, components: Components
) -> None:
    with Visit(browser, address) as visit:
        page = visit.open(path)
        for viewport in (DESKTOP, PHONE):
            page.set_viewport_size(viewport)
            faults, version, passed = axe(page, javascript)
            assert faults == []
            assert passed > 10
            assert page.evaluate("document.documentElement.scrollWidth") == viewport["width"]
            components.count("axe-core", version, passed)
        page.set_viewport_size({"width": 320, "height": 640})  # WCAG 2.2, 1.4.10 Reflow
        assert page.evaluate("document.documentElement.scrollWidth") == 320
    components.count("chromium", browser.version, 6)


@pytest.mark.parametrize(
    "path", ["index.html", "statistics.html", "dataset/alliances.html", "record/alliance/potsdam.html"]
)
def test_axe_finds_nothing_in_the_dark(
    path: str, browser: Browser, address: str, javascript: Path, components: Components
) -> None:
    with Visit(browser, address, color_scheme="dark") as visit:
        page = visit.open(path)
        dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert dark != "rgb(255, 255, 255)"
        faults, version, passed = axe(page, javascript)
        assert faults == []
    components.count("axe-core", version, passed)


def test_axe_would_find_what_is_amiss(browser: Browser, address: str, javascript: Path) -> None:
    with Visit(browser, address) as visit:
        page = visit.open("index.html")
        page.evaluate("document.querySelector('label').remove(); document.querySelector('.lead').className = 'x'")
        page.evaluate("document.querySelector('h1').style.setProperty('color', '#cccccc')")
        assert {one["id"] for one in axe(page, javascript)[0]} >= {"color-contrast", "label"}


def test_the_policy_is_at_work(browser: Browser, address: str, components: Components) -> None:
    files = dict(network.files())
    files["index.html"] = files["index.html"].replace(
        b"</main>",
        b'<script>document.title = "x"</script><img src="https://a.example/x.png"><p style="color:red"></p></main>',
    )
    for evil in serving(files):
        visit = Visit(browser, evil)
        page = visit.open("index.html")
        assert page.title() == "Familienbündnisse im Land Brandenburg"
        refused = {name for name in ("script-src", "img-src", "style-src") if name in " ".join(visit.complaints)}
        assert len(refused) == 3
        visit.context.close()
    components.count("chromium", browser.version, 2)


# --- Finding an alliance ----------------------------------------------------------------------------------------------


def test_search_finds_words_in_any_spelling_and_says_how_many(
    browser: Browser, address: str, components: Components
) -> None:
    with Visit(browser, address) as visit:
        page = visit.open("index.html")
        outcome = page.locator("#outcome")
        assert len(visit.shown()) == ALL
        assert outcome.inner_text() == f"Alle Bündnisse: {ALL}"
        search = page.get_by_role("searchbox", name="Suche")
        for typed, expected in {
            "fürstenwalde": ["spree-oder"],
            "FUERSTENWALDE": ["spree-oder"],
            "bundnis potsdam": [],
            "buendnis potsdam": ["potsdam"],
            "Havel": ["havelland"],
            "Betreuung Rand": ["eberswalde", "neuruppin"],  # words of a focus area
            "Familienlotsen templin": ["templin"],  # a project
            "شبكة": ["landesnetz"],
        }.items():
            search.fill(typed)
            assert visit.shown() == expected, typed
            assert page.locator(".group:visible").count() == len(page.locator(".group:has(.entry:visible)").all())
        search.fill("potsdam")
        assert outcome.inner_text() == f"1 von {ALL} Bündnissen"
        search.fill("gibt es nicht")
        assert outcome.inner_text() == WORDS["shown-none"][0]
        page.get_by_role("button", name="Auswahl aufheben").click()
        assert len(visit.shown()) == ALL
        assert search.input_value() == ""
        assert page.evaluate("document.activeElement.id") == "q"
        assert outcome.evaluate("element => element.tagName") == "OUTPUT"  # its role is status: changes are read out
    components.count("chromium", browser.version, 23)


def test_filters_combine_and_stand_in_the_address(browser: Browser, address: str, components: Components) -> None:
    with Visit(browser, address) as visit:
        page = visit.open("index.html")
        page.get_by_label("Landkreis oder kreisfreie Stadt").select_option(label="Prignitz")
        assert visit.shown() == ["perleberg", "wittenberge"]
        page.get_by_label("Schwerpunkt").select_option(label="Integration")
        assert visit.shown() == ["perleberg"]
        page.get_by_label("Partner aus").select_option(label="Bibliotheken")
        assert visit.shown() == []
        page.get_by_label("Schwerpunkt").select_option(label="alle")
        page.get_by_label("Landkreis oder kreisfreie Stadt").select_option(label="alle")
        assert visit.shown() == ["potsdam"]
        assert page.url.endswith("?category=library")
        # A wider code finds the narrower ones.
        page.get_by_label("Partner aus").select_option(label="Öffentliche Verwaltung")
        assert len(visit.shown()) == ALL - 1
        page.get_by_label("Landkreis oder kreisfreie Stadt").select_option(label="Oder-Spree")
        assert page.locator(".entry:visible").count() == 1  # in this district's group, not in the other's too
        page.reload()
        assert visit.shown() == ["spree-oder"]
    components.count("chromium", browser.version, 8)


def test_the_language_changes_in_place_and_keeps_the_choice(
    browser: Browser, address: str, components: Components
) -> None:
    with Visit(browser, address) as visit:
        page = visit.open("index.html")
        page.get_by_label("Schwerpunkt").select_option(label="Freizeit")
        german = visit.shown()
        page.get_by_role("link", name="English").click()
        assert page.url == f"{address}index.en.html?topic=leisure"
        assert page.locator("html").get_attribute("lang") == "en"
        page.wait_for_selector("#find:not([hidden])")
        assert page.get_by_label("Focus area").input_value() == "leisure"
        assert (
            visit.shown() == german == ["spree-oder", "strausberg", "templin", "wittenberge"]
        )  # and what belongs to it
        page.locator(".entry:visible a").first.click()
        page.get_by_role("link", name="Deutsch").click()
        assert page.locator("html").get_attribute("lang") == "de"
        page.get_by_role("link", name="Freizeit").click()
        page.wait_for_selector("#find:not([hidden])")
        assert visit.shown() == german
    components.count("chromium", browser.version, 6)


@pytest.mark.parametrize("path", ["index.html", "index.en.html"])
def test_without_javascript_the_whole_list_is_there(
    path: str, browser: Browser, address: str, javascript: Path, components: Components
) -> None:
    with Visit(browser, address, java_script_enabled=False) as visit:
        page = visit.open(path)
        assert len(visit.shown()) == ALL
        assert not page.locator("#find").is_visible()
        jump = page.locator("#jump")
        assert jump.is_visible()
        jump.get_by_role("link", name="Uckermark").click()
        assert page.url.endswith("#area-12073")
        assert page.locator("#area-12073").is_visible()
        page.locator(".entry a").first.click()
        assert page.locator("h1").is_visible()
        assert page.locator(".network svg.wide").is_visible()
    components.count("chromium", browser.version, 6)


# --- By keyboard, in print, on small screens --------------------------------------------------------------------------


def reached(page: Page) -> str:
    """What has the focus, which must be marked by an outline that can be seen."""
    outline = page.evaluate(
        """() => {
          const at = document.activeElement, marked = at.closest('.entry') ?? at;
          const style = getComputedStyle(marked);
          return [style.outlineStyle, parseFloat(style.outlineWidth), marked.getBoundingClientRect().left];
        }"""
    )
    assert outline[0] == "solid"
    assert outline[1] >= 2
    assert outline[2] >= 0
    return str(page.evaluate("document.activeElement.textContent.trim() || document.activeElement.id"))


def test_the_keyboard_alone_finds_and_opens_an_alliance(browser: Browser, address: str, components: Components) -> None:
    with Visit(browser, address) as visit:
        page = visit.open("index.html")
        order = []
        for _ in range(8):
            page.keyboard.press("Tab")
            order.append(reached(page))
        assert order[0] == "Zum Inhalt springen"
        assert order[1:] == [
            *("Familienbündnisse im Land Brandenburg", "English", "Bündnisse", "Organisationen", "In Zahlen"),
            *("Offene Daten", "q"),
        ]
        page.keyboard.type("wittenberge")
        for _ in range(4):
            page.keyboard.press("Tab")
            last = reached(page)
        assert last == "Auswahl aufheben"
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        assert reached(page) == "Bündnis für Familie Wittenberge"
        page.keyboard.press("Enter")
        page.wait_for_url("**/record/alliance/wittenberge.html")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"
        page.keyboard.press("Tab")
        assert reached(page) == "Bündnisse"
    components.count("chromium", browser.version, 45)


def test_on_paper_there_is_the_content_and_no_controls(browser: Browser, address: str, components: Components) -> None:
    with Visit(browser, address, color_scheme="dark") as visit:
        page = visit.open("record/alliance/potsdam.html")
        page.emulate_media(media="print", color_scheme="dark")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        for hidden in ("header nav", ".language", ".trail", ".skip"):
            assert not page.locator(hidden).is_visible()
        for shown in ("h1", ".contact", ".network svg.wide", ".partners", ".record"):
            assert page.locator(shown).is_visible()
        assert page.pdf(format="A4").startswith(b"%PDF-")
        page = visit.open("index.html")
        page.emulate_media(media="print")
        assert not page.locator("#find").is_visible()
        assert len(visit.shown()) == ALL
        page = visit.open("statistics.html")
        page.emulate_media(media="screen")
        tables = page.locator("table")
        assert not tables.first.is_visible()
        page.emulate_media(media="print")
        assert [table.bounding_box()["height"] > 100 for table in tables.all()] == [True, True]  # type: ignore[index]
    components.count("chromium", browser.version, 15)


def test_a_phone_has_its_own_picture_and_the_contact_first(
    browser: Browser, address: str, components: Components
) -> None:
    with Visit(browser, address) as visit:
        page = visit.open("record/alliance/potsdam.html")
        page.set_viewport_size(PHONE)
        assert page.locator(".network svg.narrow").is_visible()
        assert not page.locator(".network svg.wide").is_visible()
        tops = [page.locator(name).bounding_box()["y"] for name in ("h1", ".contact", "#about")]  # type: ignore[index]
        assert tops == sorted(tops)
        inside = page.evaluate(
            """() => [...document.querySelectorAll('.network svg.narrow text')]
                 .every((text) => text.getBoundingClientRect().right <= innerWidth)"""
        )
        assert inside
    components.count("chromium", browser.version, 4)


def test_nothing_moves_for_those_who_asked_for_that(browser: Browser, address: str) -> None:
    for motion, expected in (("reduce", "auto"), ("no-preference", "smooth")):
        with Visit(browser, address, reduced_motion=motion) as visit:
            page = visit.open("index.html")
            assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == expected


# --- Records that mean ill --------------------------------------------------------------------------------------------


def test_hostile_records_run_no_script_and_ask_for_nothing(browser: Browser, components: Components) -> None:
    files = evil_site(*EVIL)
    evil = [f"record/alliance/evil-{number}" for number in range(len(EVIL))]
    parts = [path for stem in evil for path in (f"{stem}.html", f"{stem}/project/p.en.html")]
    lists = ["catalog.html", "dataset/alliances.en.html", "record/organization/org-1.html", "record/place/12070.html"]
    for address in serving(files):
        with Visit(browser, address) as visit:
            for path in ("index.html", "404.html", *lists, *parts):
                page = visit.open(path)
                assert page.evaluate("document.querySelectorAll('script:not([type]):not([src])').length") == 0
                assert page.evaluate("[...document.links].every((a) => /^(https?|mailto|tel):/.test(a.href))")
            page.set_viewport_size(PHONE)
            for path in ("index.html", *parts[:4]):
                visit.open(path)
                assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
            page = visit.open("index.html?q=<script>alert(1)</script>&district=<img src=x onerror=alert(1)>")
            for text in EVIL:
                page.get_by_role("searchbox").fill(text)  # what is typed stays text too
    components.count("chromium", browser.version, 2 * (len(parts) + len(lists)) + 10)


def test_a_name_of_a_megabyte_breaks_no_page(browser: Browser, components: Components) -> None:
    record = network.make.Alliance(id="a", name={"de": "Bündnis" * 150_000}, areas=[{"state": "12"}])
    for address in serving(network.files((record,))):
        with Visit(browser, address) as visit:
            for path in ("index.html", "record/alliance/a.html", "record/place/12.en.html"):
                page = visit.open(path)
                page.set_viewport_size(PHONE)
                assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
                assert page.evaluate("document.documentElement.scrollHeight") < 6000
    components.count("chromium", browser.version, 6)


def test_what_is_not_there_leads_back(browser: Browser, address: str, components: Components) -> None:
    visit = Visit(browser, address)
    page = visit.open("record/alliance/gibt/es/nicht")
    assert page.locator("h1").inner_text() == WORDS["not-found"][0]
    page.get_by_role("link", name="To the overview").click()
    assert page.url == f"{address}index.en.html"
    assert len(visit.shown()) == ALL
    visit.context.close()
    assert NOTICES == ("404.html", "gone.html")
    components.count("chromium", browser.version, 3)
