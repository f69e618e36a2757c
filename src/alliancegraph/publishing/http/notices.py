"""What a server says where a document does not come in the form asked for (406): the forms it comes in."""

from __future__ import annotations

from collections.abc import Mapping

from alliancegraph.publishing.layout import ENGLISH, HTML, JSON_LD, TURTLE
from alliancegraph.validation.reports.markup import Html, joined, tag

NAMES: Mapping[str, str] = {
    HTML.suffix: "HTML, deutsch",
    ENGLISH: "HTML, English",
    TURTLE.suffix: "Turtle",
    JSON_LD.suffix: "JSON-LD",
}
"""What people call the variants of a document, by suffix."""


def not_acceptable(root: str, variants: Mapping[str, str]) -> str:
    """The page with the list of variants (address -> name) for a site at the path `root`, in German and English."""
    german, english = "Nicht in dieser Form", "Not in this form"
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", f"{german} / {english}"),
        tag("link", rel="stylesheet", href=f"{root}style.css"),
    )
    main = tag(
        "main",
        tag("h1", german, " / ", tag("span", english, lang="en")),
        tag("p", "In der verlangten Form gibt es dieses Dokument nicht. Es gibt:"),
        tag("p", "This document does not come in the form asked for. It comes as:", lang="en"),
        tag("ul", *(tag("li", tag("a", name, href=address)) for address, name in variants.items())),
    )
    return joined(Html("<!doctype html>\n"), tag("html", head, tag("body", main), lang="de"), Html("\n"))
