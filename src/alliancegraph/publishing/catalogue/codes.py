"""Code lists that portals ask for, of the EU, ADMS and DCAT-AP.de: which codes there are, and their entries as trees.

A harvester has these lists or not: a catalogue that brings the few entries it names, typed and labelled, is valid on
its own (DCAT-AP 3.0.1 asks of every `skos:Concept` in a feed a `skos:prefLabel`, of every scheme a `dct:title`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from alliancegraph import packaged
from alliancegraph.resource import Resource, resource, statements, text
from alliancegraph.terms import DCT, SKOS, SPDX, Iri, Term

_EU = "http://publications.europa.eu/resource/authority/"
_ADMS = "http://purl.org/adms/"
_DE = "http://dcat-ap.de/def/"
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"


class CodeList(NamedTuple):
    """A list: its scheme, what its entries' IRIs begin with, their class besides `skos:Concept`, its title."""

    scheme: Iri
    begins: str
    cls: Term | None
    german: str
    english: str


def _list(scheme: str, german: str, english: str, cls: Term | None = None) -> CodeList:
    return CodeList(Iri(scheme), scheme.removesuffix("1.0").rstrip("/") + "/", cls, german, english)


LISTS: Mapping[str, CodeList] = {
    "access-right": _list(_EU + "access-right", "Zugangsrechte", "Access rights", DCT.RightsStatement),
    "contributor": _list(_DE + "contributors", "Datenbereitsteller", "Data contributors"),
    "data-theme": _list(_EU + "data-theme", "Datenkategorien", "Data themes"),
    "file-type": _list(_EU + "file-type", "Dateitypen", "File types", DCT.MediaTypeOrExtent),
    "frequency": _list(_EU + "frequency", "Häufigkeiten", "Frequencies", DCT.Frequency),
    "geocoding-level": _list(
        _DE + "politicalGeocoding/Level", "Ebenen der geopolitischen Abdeckung", "Levels of political geocoding"
    ),
    "language": _list(_EU + "language", "Sprachen", "Languages", DCT.LinguisticSystem),
    "licence": _list(_DE + "licenses", "Lizenzen", "Licences", DCT.LicenseDocument),
    "licencetype": _list(_ADMS + "licencetype/1.0", "Lizenztypen", "Licence types"),
    "planned-availability": _list(_EU + "planned-availability", "Geplante Verfügbarkeit", "Planned availability"),
    "publishertype": _list(_ADMS + "publishertype/1.0", "Arten herausgebender Stellen", "Publisher types"),
}
"""The lists, by name; `tables/code-lists.tsv` and `tables/licences.tsv` hold what is known of their entries."""


class Entry(NamedTuple):
    """An entry of a list: labels by language; of a licence also where its text stands, and its types (ADMS)."""

    list: str
    iri: Iri
    labels: tuple[tuple[str, str], ...]
    text: str = ""
    types: tuple[str, ...] = ()


@cache
def _rows(file: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a table below its head, each as long as the head."""
    head, *rows = (line.split("\t") for line in packaged.text("tables", file).splitlines())
    return tuple((*row, *[""] * (len(head) - len(row))) for row in rows)


@cache
def entries() -> Mapping[Iri, Entry]:
    """All entries that are known, by IRI."""
    found = [
        Entry(name, code_iri(name, code), (("de", german), ("en", english)))
        for name, code, german, english, _ in _rows("code-lists.tsv")
    ]
    found += [
        Entry("licence", code_iri("licence", code), (("de", title),), address, tuple(types.split()))
        for code, title, address, types in _rows("licences.tsv")
    ]
    return MappingProxyType({entry.iri: entry for entry in found})


def code_iri(name: str, code: str) -> Iri:
    """The IRI of a code of the list `name`; an IRI is given back as it is."""
    return Iri(code if "://" in code else LISTS[name].begins + code)


def codes(name: str) -> tuple[str, ...]:
    """The known codes of a list."""
    return tuple(entry.iri.removeprefix(LISTS[name].begins) for entry in entries().values() if entry.list == name)


def is_known(name: str, code: str) -> bool:
    """Whether a code, or an IRI, is an entry of a list that is known."""
    entry = entries().get(code_iri(name, code))
    return entry is not None and entry.list == name


def language(tag: str) -> Iri | None:
    """The entry for a language tag (BCP 47), by its first part: `de-AT` is German."""
    known = {row[4]: row[1] for row in _rows("code-lists.tsv") if row[4]}
    code = known.get(tag.partition("-")[0].lower())
    return code_iri("language", code) if code else None


def needs_attribution(licence: str) -> bool:
    """Whether a licence is known to ask that its source be named."""
    entry = entries().get(Iri(licence))
    return entry is not None and "Attribution" in entry.types


def listed_licence(address: str) -> Iri | None:
    """The licence of DCAT-AP.de's list whose text stands at `address`."""

    def plain(link: str) -> str:
        return link.partition("://")[2].rstrip("/").removesuffix("/deed.de").removesuffix("/legalcode")

    return next((one.iri for one in entries().values() if one.text and plain(one.text) == plain(address)), None)


def named_entries(roots: Iterable[Resource]) -> Iterator[Resource]:
    """The entries that some trees name, and their schemes, as trees by IRI.

    Media types and checksum algorithms have no list in RDF: they come with their class alone.
    """
    named = {value for _, _, value in statements(roots) if isinstance(value, str)}
    known = {iri: entry for iri in named if (entry := _entry(iri))}
    for entry in list(known.values()):
        known |= {one.iri: one for kind in entry.types if (one := _entry(code_iri("licencetype", kind)))}
    trees = {entry.iri: _tree(entry) for entry in known.values()}
    schemes = {LISTS[entry.list].scheme: entry.list for entry in known.values()}
    schemes |= {one.scheme: name for name, one in LISTS.items() if one.scheme in named}
    trees |= {iri: _scheme(LISTS[name]) for iri, name in schemes.items()}
    trees |= {iri: resource(iri, (DCT.MediaType,)) for iri in named if iri.startswith(MEDIA_TYPES)}
    if SPDX.checksumAlgorithm_sha256 in named:
        sha256 = SPDX.checksumAlgorithm_sha256
        trees[sha256] = resource(sha256, (SPDX.ChecksumAlgorithm,))
    yield from (trees[iri] for iri in sorted(trees))


def _entry(iri: Iri) -> Entry | None:
    """What is known of an IRI; contributors are added to their list at any time, and a new one has its code alone."""
    begins = LISTS["contributor"].begins
    unlisted = Entry("contributor", iri, (("de", iri.removeprefix(begins)),)) if iri.startswith(begins) else None
    return entries().get(iri) or unlisted


def _tree(entry: Entry) -> Resource:
    one = LISTS[entry.list]
    return resource(
        entry.iri,
        (SKOS.Concept, one.cls) if one.cls else (SKOS.Concept,),
        [
            (SKOS.inScheme, [one.scheme]),
            (SKOS.prefLabel, [text(label, tag) for tag, label in entry.labels if label]),
            (DCT.type, [code_iri("licencetype", kind) for kind in entry.types]),
        ],
    )


def _scheme(one: CodeList) -> Resource:
    return resource(one.scheme, (SKOS.ConceptScheme,), [(DCT.title, [text(one.german, "de"), text(one.english, "en")])])
