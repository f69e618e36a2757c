"""The HTML report in a real browser: what axe-core finds, what it requests, its width, its order for the keyboard."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from alliancegraph.terms import SH
from alliancegraph.validation import Report, View, render
from conftest import Components
from test_reports import RESULTS, made, no_lines

pytestmark = pytest.mark.slow

WIDTHS = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 360, "height": 740}}
PAGES = {
    "full": render(RESULTS, "html", View(language="de", lines=no_lines)),
    "english": render(RESULTS, "html", View(language="en", lines=no_lines)),
    "notes only": render(Report((made(severity=SH.Info),)), "html"),
    "empty": render(Report(), "html", View(language="en")),
    "long words": render(
        Report((made(code="c" * 300, record="r" * 300, field="f" * 300, messages={"de": "m" * 300}),)), "html"
    ),
}


class Seen:
    """A page opened in the browser, with all it asked for and complained of."""

    def __init__(self, page: Page, file: Path) -> None:
        self.page = page
        self.requests: list[str] = []
        self.refused: list[str | None] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("requestfailed", lambda request: self.refused.append(request.failure))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(file.as_uri())


def opened(browser: Browser, folder: Path, name: str, width: str = "desktop", scheme: Any = "light") -> Seen:
    file = folder / "report.html"
    file.write_text(PAGES[name], encoding="utf-8")
    # axe-core is put into the page; its policy, which the tests see at work without it, would forbid that.
    page = browser.new_page(viewport=WIDTHS[width], color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    return Seen(page, file)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_leaves_the_page(
    name: str, width: str, scheme: str, browser: Browser, javascript: Path, tmp_path: Path, components: Components
) -> None:
    seen = opened(browser, tmp_path, name, width, scheme)
    assert seen.requests == [(tmp_path / "report.html").as_uri()]
    assert seen.complaints == []
    assert seen.page.evaluate("document.documentElement.scrollWidth") == WIDTHS[width]["width"]
    seen.page.add_script_tag(path=javascript / "node_modules" / "axe-core" / "axe.min.js")
    found = seen.page.evaluate("axe.run({resultTypes: ['violations', 'incomplete']})")
    assert found["violations"] + found["incomplete"] == [], json.dumps(found, indent=1)[:3000]
    assert found["passes"]
    seen.page.close()
    components.count("axe-core", found["testEngine"]["version"], len(found["passes"]))
    components.count("chromium", browser.version, 3)


def test_axe_would_find_a_fault(browser: Browser, javascript: Path, tmp_path: Path) -> None:
    seen = opened(browser, tmp_path, "full")
    seen.page.evaluate("document.documentElement.removeAttribute('lang')")
    seen.page.add_script_tag(path=javascript / "node_modules" / "axe-core" / "axe.min.js")
    assert [one["id"] for one in seen.page.evaluate("axe.run()")["violations"]] == ["html-has-lang"]
    seen.page.close()


def test_the_policy_forbids_scripts_and_requests_and_allows_the_stylesheet(
    browser: Browser, tmp_path: Path, components: Components
) -> None:
    evil = PAGES["full"].replace(
        "</main>", '<script>document.title = "x"</script><img src="https://a.example/x.png"><p style="color:red">'
    )
    (tmp_path / "report.html").write_text(evil, encoding="utf-8")
    page = browser.new_page()
    seen = Seen(page, tmp_path / "report.html")
    assert page.title().startswith("Prüfbericht: ")
    assert seen.refused == ["csp"]
    assert len(seen.complaints) == 3
    assert page.evaluate("getComputedStyle(document.querySelector('.tiles')).display") == "grid"
    page.close()
    components.count("chromium", browser.version, 4)


def test_the_keyboard_walks_the_page_in_its_order(browser: Browser, tmp_path: Path, components: Components) -> None:
    page = opened(browser, tmp_path, "full").page
    reached = []
    for _ in range(40):
        page.keyboard.press("Tab")
        at = page.evaluate("document.activeElement.outerHTML.slice(0, 60)")
        if at.startswith("<body") or at in reached:
            break
        reached.append(at)
    names = [name for at in reached for name in ("#findings", "#r1", "<summary", "show-all", "a.example") if name in at]
    assert names == ["#findings", "#r1", "<summary", "show-all", "a.example"]
    page.goto((tmp_path / "report.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "findings"
    page.close()
    components.count("chromium", browser.version, 3)


def test_the_choice_of_severities_hides_and_shows_without_a_script(
    browser: Browser, tmp_path: Path, components: Components
) -> None:
    page = opened(browser, tmp_path, "full").page

    def visible() -> list[int]:
        return [page.locator(f"article li.{name}:visible").count() for name in ("violation", "warning", "info")]

    every = visible()
    assert every == list(RESULTS.counts())
    page.get_by_label("Fehler und Warnungen").check()
    assert visible() == [*every[:2], 0]
    page.get_by_label("nur Fehler").check()
    assert visible() == [every[0], 0, 0]
    headings = page.locator("h3:visible")
    assert headings.count() == page.locator("article:has(li.violation)").count()
    page.get_by_label("alles").check()
    assert visible() == every
    assert page.locator(".tiles li:visible").count() == 3
    page.close()
    components.count("chromium", browser.version, 6)


def test_on_paper_the_page_is_light_and_has_no_controls(
    browser: Browser, tmp_path: Path, components: Components
) -> None:
    page = opened(browser, tmp_path, "full", scheme="dark").page
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert not page.locator(".choice").is_visible()
    assert page.locator("article li").first.is_visible()
    page.close()
    components.count("chromium", browser.version, 3)
