"""Takes the pictures in docs/screenshots/: `python tests/screenshots.py`. Look at them before they are committed."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import ViewportSize, sync_playwright

import network
from conftest import CHROMIUM, CHROMIUM_OPTIONS
from test_pages_in_browser import DESKTOP, PHONE, Visit, serving

FOLDER = Path(__file__).parents[1] / "docs" / "screenshots"
PAPER: ViewportSize = {"width": 794, "height": 1123}  # A4 at 96 dots an inch


class Shot(NamedTuple):
    name: str
    path: str
    size: ViewportSize
    is_dark: bool = False
    is_whole: bool = False


SHOTS = (
    Shot("overview", "index.html", DESKTOP),
    Shot("overview-phone", "index.en.html?topic=leisure", PHONE, is_whole=True),
    Shot("alliance", "record/alliance/potsdam.html", {"width": 1280, "height": 1500}),
    Shot("alliance-dark", "record/alliance/cottbus.en.html", DESKTOP, is_dark=True),
    Shot("alliance-phone", "record/alliance/luckenwalde.html", PHONE, is_whole=True),
    Shot("alliance-print", "record/alliance/neuruppin.html", PAPER),
    Shot("figures", "statistics.html", {"width": 1280, "height": 1250}),
)


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_OPTIONS)
        for address in serving(network.files()):
            for shot in SHOTS:
                with Visit(browser, address, color_scheme="dark" if shot.is_dark else "light") as visit:
                    visit.page.set_viewport_size(shot.size)
                    page = visit.open(shot.path)
                    if shot.size is PAPER:
                        page.emulate_media(media="print")
                        page.evaluate("document.body.style.padding = '16mm'")  # what the paper's margins are
                    page.screenshot(path=FOLDER / f"{shot.name}.png", full_page=shot.is_whole)


if __name__ == "__main__":
    main()
