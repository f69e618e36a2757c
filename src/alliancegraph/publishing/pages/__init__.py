"""The pages of a site: German and English, readable without scripts, on a phone and in print.

Every page is a function of the edition and of the files beside it: what is not there is not linked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from alliancegraph.publishing.edition import Edition
from alliancegraph.publishing.layout import CATALOG, DATASETS, NOTICES, VOCABULARY, Files, document
from alliancegraph.publishing.pages import content, structured
from alliancegraph.publishing.pages.directory import directory
from alliancegraph.publishing.pages.render import INDEX, FactsOf, Page, Site, error_page, render, static
from alliancegraph.publishing.pages.vocabulary import OWN, schemes, vocabulary
from alliancegraph.publishing.pages.wording import Wording
from alliancegraph.publishing.things import things
from alliancegraph.resource import Resource

__all__ = ["pages"]

_STATIC = ("style.css", "search.js", "icon.svg")
_ERRORS = {404: "not-found", 410: "gone"}
_FACTS: dict[str, Callable[..., content.Facts]] = {
    "alliance": content.alliance,
    "organization": content.organization,
    "project": content.project,
    "place": content.place,
}


def pages(edition: Edition, beside: Files) -> Files:
    """The pages of an edition, with stylesheet and script; `beside` are the site's other files, which they link to.

    Pages stand at the paths of `layout`: German ones as `X.html`, English ones as `X.en.html`. `404.html` and
    `gone.html` are what a server shows for what is not there, and no longer there. The same edition gives the same
    bytes.
    """
    site = Site(edition, directory(edition), beside)
    made: dict[str, bytes] = {}
    for page in (*_lists(site), *_data(site), *_about(site)):
        made |= render(page, site)
    made |= {NOTICES[status]: error_page(NOTICES[status], word, site) for status, word in _ERRORS.items()}
    return made | {name: static(name) for name in _STATIC}


def _about(site: Site) -> Iterator[Page]:
    """The pages about single things."""
    found = things(site.edition)
    documents: dict[str, Resource] = {thing.node.iri: thing.node for thing in found.values()}
    for path, thing in found.items():
        kind, id, *part = path.split("/")
        facts: FactsOf = partial(_FACTS["project" if part else kind], id, *part[1:])
        template = f"{'project' if part else kind}.html"
        yield Page(document(thing.node.iri, site.base), template, facts, structured.thing(thing.node, documents))


def _lists(site: Site) -> Iterator[Page]:
    """The pages about many things. What search engines read of them is German."""
    w, shown = Wording("de"), site.directory
    described = w.text(site.edition.publication.description, w.say("overview-lead")).text
    alliances = [(site.address(site.path(id)), str(one.name)) for id, one in shown.alliances.items()]
    yield Page(
        INDEX,
        "overview.html",
        content.overview,
        structured.listing(site.base, site.title(w).text, described, alliances),
    )
    others = [(site.address(site.path(id)), str(one.name)) for id, one in shown.organizations.items()]
    name, lead = w.say("nav-organizations"), w.say("organizations-lead")
    yield Page(
        path := "organizations",
        "organizations.html",
        content.organizations,
        structured.listing(site.address(path), name, lead, others),
    )
    name, lead = w.say("nav-statistics"), w.say("statistics-lead")
    yield Page(
        path := "statistics",
        "statistics.html",
        content.statistics,
        structured.page(site.address(path), name, lead),
    )


def _data(site: Site) -> Iterator[Page]:
    """The pages about the data: catalogue, datasets, vocabulary, code lists."""
    w, publication = Wording("de"), site.edition.publication
    described = w.text(publication.description, w.say("catalog-lead")).text
    name = f"{w.say('catalog')}: {site.title(w).text}"
    yield Page(CATALOG, "catalog.html", content.catalog, structured.catalog(site.edition, name, described))
    for one in site.edition.datasets:
        areas = [w.place(key) for key in content.covered(site, one)]
        data = structured.dataset(publication, one, areas, site.beside)
        yield Page(f"{DATASETS}{one.id}", "dataset.html", partial(content.dataset, one), data)
    terms = structured.vocabulary(vocabulary())
    yield Page(f"{VOCABULARY}{OWN}", "vocabulary.html", content.terms, terms)
    for scheme in schemes():
        facts = partial(content.code_list, scheme)
        yield Page(f"{VOCABULARY}{scheme.name}", "codelist.html", facts, structured.scheme(scheme))
