"""From a page to its bytes: the templates, and what they know of the site around them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from alliancegraph import iris
from alliancegraph.publishing.edition import Edition
from alliancegraph.publishing.layout import CARD, ENGLISH, FEED, FORMS, HTML, POLICY, Files, document
from alliancegraph.publishing.pages.directory import Agent, Directory
from alliancegraph.publishing.pages.structured import Data, block
from alliancegraph.publishing.pages.wording import UNFIT, Text, Wording, bare

LANGUAGES = {"de": HTML.suffix, "en": ENGLISH}
"""The languages of pages and the suffixes of their files."""

_UNFIT = re.compile(f"[{UNFIT}]")
_SCHEMES = ("https://", "http://", "mailto:", "tel:")


INDEX = "index"
"""The path of the overview."""


class Page(NamedTuple):
    """A page in all its languages: its path without suffix, its template, its facts in a language, its JSON-LD."""

    path: str
    template: str
    facts: FactsOf
    data: Data


class Site(NamedTuple):
    """What all pages know: the edition, its directory, the files beside the pages."""

    edition: Edition
    directory: Directory
    beside: Files

    @property
    def base(self) -> str:
        """The base IRI."""
        return self.edition.publication.base

    def path(self, id: str, *parts: str) -> str:
        """The path of the document about an alliance or organisation, or a part of it."""
        return document(iris.part(self.directory.iri(id, self.base), *parts), self.base)

    def place_path(self, key: str) -> str:
        """The path of the document about a place."""
        return document(iris.place(self.base, key), self.base)

    def address(self, path: str, language: str = "de") -> str:
        """The address of a page in a language."""
        return self.base + ("" if (path, language) == (INDEX, "de") else path + LANGUAGES[language])

    def title(self, wording: Wording) -> Text:
        """The publication's title."""
        return wording.name(self.edition.publication.title, wording.say("title"))


FactsOf = Callable[[Site, Wording], Mapping[str, Any]]
"""What a page's template is filled with, in a language."""


class View(NamedTuple):
    """A page as one language shows it: where its links lead, all of them relative."""

    site: Site
    wording: Wording
    path: str
    root: str
    """The way from the page to the site's root."""

    def to(self, path: str, more: str = "") -> str:
        """The link to a page, in the same language; `more` is a query or an anchor."""
        return self.root + path + LANGUAGES[self.wording.language] + more

    def file(self, path: str) -> str:
        """The link to a file of the site."""
        return self.root + path

    def has(self, path: str) -> bool:
        """Whether a file is there, beside the pages."""
        return path in self.site.beside

    @property
    def identifier(self) -> str:
        """The IRI of the thing that a page is about."""
        return f"{self.site.base}id/{self.path.removeprefix('record/')}"

    def formats(self) -> list[tuple[str, str, str]]:
        """The data of the same document: suffix, name and media type of each."""
        there = ((form.suffix, name, form.media_type) for name, form in FORMS.items())
        return [form for form in there if self.path + form[0] in self.site.beside]

    def name(self, agent: Agent) -> Text:
        """What an alliance or organisation is called."""
        return self.wording.name(agent.name, agent.id or "")


def render(page: Page, site: Site) -> dict[str, bytes]:
    """The files of a page, one for each language."""
    files = {}
    root = "../" * page.path.count("/") or "./"
    for language, suffix in LANGUAGES.items():
        wording = Wording(language)
        view = View(site, wording, page.path, root)
        facts = {**page.facts(site, wording), "data": block(page.data)}
        files[page.path + suffix] = _filled(page.template, view, facts)
    return files


def error_page(name: str, word: str, site: Site) -> bytes:
    """A page that a server shows at any address: its links begin at the site's root, it speaks both languages."""
    view = View(site, Wording("de"), name, urlsplit(site.base).path)
    return _filled("error.html", view, {"word": word, "english": view._replace(wording=Wording("en"))})


def static(name: str) -> bytes:
    """A file of the templates' folder that is served as it is."""
    environment = _environment()
    assert environment.loader is not None  # noqa: S101 - set just below
    return environment.loader.get_source(environment, name)[0].encode()


def _filled(template: str, view: View, facts: Mapping[str, Any]) -> bytes:
    context = {"v": view, "w": view.wording, "site": view.site, "policy": POLICY, **facts}
    return _environment().get_template(template).render(context).encode()


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader(__package__),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_fit,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters |= {"linkable": _linkable, "paragraphs": _paragraphs, "bare": bare}
    made.globals |= {"mailto": iris.mailto, "tel": iris.tel, "languages": LANGUAGES, "feed": FEED, "card_suffix": CARD}
    return made


def _fit(value: Any) -> Any:
    """A text without the characters that no page can show."""
    return _UNFIT.sub("", value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _linkable(address: str | None) -> str:
    """An address that may be a link; nothing for another, which might be a script."""
    return address if address and address.startswith(_SCHEMES) else ""


def _paragraphs(text: str) -> list[str]:
    """The paragraphs of a text: what empty lines part."""
    return [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]
