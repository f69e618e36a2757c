"""The schema.org data in each page, for search engines: plain `https://schema.org` context, German strings.

What a page says of a thing is the part of its tree that schema.org has terms for; other things with pages of their own
are named, not told again (Google, General structured data guidelines: mark up what the page shows).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup

from alliancegraph.publishing.catalogue.trees import catalog_iri, dataset_description, dataset_iri, dataset_title
from alliancegraph.publishing.edition import Dataset, Edition
from alliancegraph.publishing.layout import DUMPS, FORMS, HTML, Files
from alliancegraph.publishing.pages.vocabulary import Scheme, Vocabulary
from alliancegraph.publishing.pages.wording import UNFIT
from alliancegraph.records.publication import Publication
from alliancegraph.resource import Literal, Resource, Value
from alliancegraph.terms import SCHEMA

Data = dict[str, Any]

_LONGEST = 5000  # characters that search engines read of a description (Google, Dataset structured data)
# Properties that schema.org's context reads as addresses: plain strings are IRIs there.
_ADDRESSES = frozenset((SCHEMA.url, SCHEMA.sameAs, SCHEMA.contentUrl, SCHEMA.license))
# What would end the block or be read as markup (HTML, section 4.12.1.3), and what breaks lines in JavaScript.
_UNSAFE = re.compile(f"[<>&\u2028\u2029{UNFIT}]")


def block(data: Data) -> Markup:
    """The content of a `<script type="application/ld+json">`, in which no text can end the element."""
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False, indent=1)
    return Markup(_UNSAFE.sub(_escaped, text))  # noqa: S704 - the characters that HTML knows are escapes now


def _escaped(match: re.Match[str]) -> str:
    """A character as JSON's escape, as two of them beyond the first plane (RFC 8259, section 7)."""
    octets = match[0].encode("utf-16-be")
    return "".join(f"\\u{octets[at : at + 2].hex()}" for at in range(0, len(octets), 2))


# --- Things -----------------------------------------------------------------------------------------------------------


def thing(root: Resource, documents: Mapping[str, Resource]) -> Data:
    """A thing by its tree; what has a page of its own (`documents`, by IRI) is only named."""

    def told(node: Resource) -> Data:
        found = _head(node)
        for term, values in node.properties:
            if term.startswith(SCHEMA.namespace):
                items = [item(term, value) for value in _german(values)]
                if items:
                    found[_local(term)] = items[0] if len(items) == 1 else items
        return found

    def item(term: str, value: Value) -> Any:
        if isinstance(value, Literal):
            return value.lexical[:_LONGEST]
        iri = value.iri if isinstance(value, Resource) else value
        if iri == root.iri:
            return {"@id": iri}
        if iri in documents:
            return _named(documents[iri])
        if isinstance(value, Resource):
            return told(value)
        return iri if term in _ADDRESSES else {"@id": iri}

    return told(root)


def _head(node: Resource) -> Data:
    types = [_local(cls) for cls in node.types if cls.startswith(SCHEMA.namespace)]
    return {"@type": types[0] if len(types) == 1 else types, "@id": node.iri}


def _named(node: Resource) -> Data:
    """A thing by type, IRI and name."""
    names = next((values for term, values in node.properties if term == SCHEMA.name), ())
    name = next((value.lexical[:_LONGEST] for value in _german(names) if isinstance(value, Literal)), None)
    return _head(node) | ({"name": name} if name else {})


def _german(values: Iterable[Value]) -> list[Value]:
    """All values, of those in several languages only the German ones, else those of the first language."""
    given = list(values)
    tags = {value.language for value in given if isinstance(value, Literal) and value.language}
    one = "de" if "de" in tags else min(tags, default="")
    return [value for value in given if not (isinstance(value, Literal) and value.language) or value.language == one]


def _local(term: str) -> str:
    return term.removeprefix(SCHEMA.namespace)


# --- Pages about several things --------------------------------------------------------------------------------------


def listing(address: str, name: str, description: str, items: Iterable[tuple[str, str]]) -> Data:
    """A page that lists things: pairs of page and name."""
    listed = [
        {"@type": "ListItem", "position": position, "url": page, "name": title[:_LONGEST]}
        for position, (page, title) in enumerate(items, start=1)
    ]
    return {
        "@type": "CollectionPage",
        "url": address,
        "name": name,
        **({"description": description[:_LONGEST]} if description else {}),
        "mainEntity": {"@type": "ItemList", "numberOfItems": len(listed), "itemListElement": listed},
    }


def page(address: str, name: str, description: str) -> Data:
    """A page about no single thing."""
    return {"@type": "WebPage", "url": address, "name": name, "description": description}


def scheme(shown: Scheme) -> Data:
    """A code list."""
    terms = [(f"{shown.iri}#{concept.code}", str(concept.label), str(concept.definition)) for concept in shown.concepts]
    return _terms(shown.iri, str(shown.title), str(shown.description), terms)


def vocabulary(shown: Vocabulary) -> Data:
    """The vocabulary."""
    terms = [(shown.iri + word.name, str(word.label), str(word.comment)) for word in shown.words]
    return _terms(shown.iri, str(shown.title), str(shown.description), terms)


def _terms(iri: str, name: str, description: str, terms: Iterable[tuple[str, str, str]]) -> Data:
    return {
        "@type": "DefinedTermSet",
        "@id": iri,
        "name": name,
        "description": description,
        "hasDefinedTerm": [
            {"@type": "DefinedTerm", "@id": term, "name": label, "description": text} for term, label, text in terms
        ],
    }


# --- Data sets --------------------------------------------------------------------------------------------------------


def catalog(edition: Edition, name: str, description: str) -> Data:
    """The catalogue of all datasets."""
    publication = edition.publication
    return {
        "@type": "DataCatalog",
        "@id": catalog_iri(publication),
        "url": catalog_iri(publication) + HTML.suffix,
        "name": name,
        "description": description[:_LONGEST],
        "inLanguage": ["de", "en"],
        **_terms_of_use(publication),
        "dataset": [
            {
                "@type": "Dataset",
                "@id": dataset_iri(one.id, publication),
                "name": str(dataset_title(one, publication)),
                "description": str(dataset_description(one, publication))[:_LONGEST],
                "url": dataset_iri(one.id, publication) + HTML.suffix,
            }
            for one in edition.datasets
        ],
    }


def dataset(publication: Publication, shown: Dataset, areas: Iterable[str], beside: Files) -> Data:
    """A dataset as dataset search reads it (Google, Dataset structured data): `areas` by name, dumps from `beside`."""
    iri = dataset_iri(shown.id, publication)
    places = [{"@type": "Place", "name": area} for area in areas]
    return {
        "@type": "Dataset",
        "@id": iri,
        "url": iri + HTML.suffix,
        "identifier": iri,
        "name": str(dataset_title(shown, publication)),
        "description": str(dataset_description(shown, publication))[:_LONGEST],
        **({"datePublished": shown.issued} if shown.issued else {}),
        **({"dateModified": shown.modified} if shown.modified else {}),
        "inLanguage": ["de", "en"],
        "isAccessibleForFree": True,
        **({"keywords": [str(word) for word in publication.keywords]} if publication.keywords else {}),
        **_terms_of_use(publication),
        **({"spatialCoverage": places} if places else {}),
        "includedInDataCatalog": {"@type": "DataCatalog", "@id": catalog_iri(publication)},
        "distribution": [
            {
                "@type": "DataDownload",
                "contentUrl": publication.base + file,
                "encodingFormat": form.media_type,
                "contentSize": f"{len(beside[file])} B",
            }
            for form in FORMS.values()
            if (file := f"{DUMPS}{shown.id}{form.suffix}") in beside
        ],
    }


def _terms_of_use(publication: Publication) -> Data:
    """Who publishes, and under which licence."""
    publisher = publication.publisher
    agent: Data = {"@type": "Organization", "name": str(publisher.name)} if publisher else {}
    if publisher and publisher.homepage:
        agent["url"] = publisher.homepage
    who = {"creator": agent, "publisher": agent} if agent else {}
    return {**who, **({"license": publication.licence} if publication.licence else {})}
