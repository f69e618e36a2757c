"""The catalogue for portals: valid by the official shapes and by ours, the same in every form, whole on every page."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pyshacl
import pytest
import rfc3987
from rdflib import DCAT, DCTERMS, RDF, SH, SKOS, VOID, XSD, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection

import alliancegraph as ag
import catalogues
import publications
from alliancegraph import terms
from alliancegraph.publishing import catalogue
from alliancegraph.publishing.catalogue import codes
from alliancegraph.publishing.edition import OTHERS, Edition, edition
from alliancegraph.publishing.layout import FORMS, JSON_LD, TURTLE, Variant
from alliancegraph.publishing.parts.dumps import dumps
from alliancegraph.publishing.settings import lacking
from alliancegraph.records import Alliance, LanguageMap, Record
from alliancegraph.records import publication as settings
from alliancegraph.terms import AG, DCATAP, DCATDE, GDPR, HYDRA, PREFIXES, SPDX, VCARD
from alliancegraph.validation import shacl, validate_graph
from alliancegraph.writers.graph import to_rdflib
from conftest import Components
from test_parsers import PARSERS, rows

make: Any = ag
BASE = "https://familienbuendnisse.example.org/"
CATALOG = URIRef(BASE + "catalog")
ALLIANCES = URIRef(BASE + "dataset/alliances")
DOCS = Path(__file__).parents[1] / "docs"

EDITIONS: dict[str, Callable[[], Edition]] = {
    "sample": catalogues.small,
    "rich": lambda: catalogues.rich(page_size=100),
    "districts": lambda: catalogues.districts(5),
}
each_edition = pytest.mark.parametrize("name", EDITIONS)
each_variant = pytest.mark.parametrize("variant", [TURTLE, JSON_LD], ids=lambda variant: variant.suffix)


@cache
def graph_of(name: str) -> Graph:
    return to_rdflib(catalogues.trees(EDITIONS[name]()))


def objects(data: Graph, subject: URIRef, *path: str) -> set[str]:
    """What a path of properties leads to."""
    found: set[Any] = {subject}
    for step in path:
        found = {value for node in found for value in data.objects(node, URIRef(step))}
    return {str(value) for value in found}


# --- The official shapes ----------------------------------------------------------------------------------------------

OFFICIAL = {
    "dcat-ap": ["dcat-ap-SHACL", "shapes", "range", "shapes_recommended", "deprecateduris"],
    "dcat-ap-de": ["dcat-ap-spec-german-additions", "dcat-ap-de-controlledvocabularies", "dcat-ap-de-deprecated"],
}
OFFICIAL_FILES = [f"{folder}/{file}.ttl" for folder, files in OFFICIAL.items() for file in files]
# Its findings are explained in docs/portals.md: it asks for addresses that SPDX does not have, and for lists of the EU
# where DCAT-AP.de has its own.
MDR = "dcat-ap/mdr-vocabularies.shape.ttl"
WRONG = "Violation"
RELEASES = {"dcat-ap": "3.0.1", "dcat-ap-de": "3.0"}


def found_by(judges: Path, file: str, data: Graph) -> set[tuple[str, str, str]]:
    """The top-level results of an official file: severity, class of the focus node, path."""
    _, report, _ = pyshacl.validate(data, shacl_graph=official(judges, file))
    assert isinstance(report, Graph)
    found = set()
    for result in report.objects(None, SH.result):
        focus, path = report.value(result, SH.focusNode), report.value(result, SH.resultPath)
        classes = {curie(cls) for cls in data.objects(focus, RDF.type)}
        severity = str(report.value(result, SH.resultSeverity)).removeprefix(str(SH))
        either = report.value(path, SH.alternativePath)
        found.add((severity, min(classes), curie(next(iter(Collection(report, either))) if either else path)))
    return found


def curie(term: object) -> str:
    for prefix, namespace in PREFIXES.items():
        if str(term).startswith(namespace):
            return f"{prefix}:{str(term).removeprefix(namespace)}"
    return str(term)


@cache
def official(judges: Path, file: str) -> Graph:
    return Graph().parse(judges / file)


@pytest.fixture
def judges(shared: Path) -> Path:
    return shared / "judges"


def explained() -> set[tuple[str, str, str, str]]:
    """What docs/portals.md explains: file, severity, class, path."""
    page = (DOCS / "portals.md").read_text(encoding="utf-8")
    table = page.split("<!-- findings -->\n")[1].split("\n<!-- /findings -->")[0].splitlines()[2:]
    cells = [[cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in table]
    assert all(why for *_, why in cells)
    return {(file, severity, cls, path) for file, severity, cls, path, _ in cells}


@each_edition
@pytest.mark.parametrize("file", OFFICIAL_FILES)
def test_the_official_shapes_find_no_violation_and_no_warning_but_those_explained(
    judges: Path, file: str, name: str, components: Components
) -> None:
    found = found_by(judges, file, graph_of(name))
    assert {one for one in found if one[0] == WRONG} == set()
    known = {(severity, cls, path) for where, severity, cls, path in explained() if where == Path(file).name}
    assert found <= known
    components.count(f"{Path(file).parent} shapes", RELEASES[str(Path(file).parent)], len(graph_of(name)))


def test_what_is_explained_is_what_is_found(judges: Path) -> None:
    found = {
        (Path(file).name, *one) for file in [*OFFICIAL_FILES, MDR] for one in found_by(judges, file, graph_of("rich"))
    }
    assert found == explained()


# Ours know entries of lists by their addresses, and do not ask for the schemes of those that come along.
TAKEN = {term for node in catalogues.everything() for term, _ in node.properties} - {terms.SKOS.inScheme}


@pytest.mark.slow
@pytest.mark.parametrize("term", sorted(TAKEN), ids=curie)
def test_what_the_official_shapes_miss_ours_miss_too(judges: Path, term: str) -> None:
    """A property is taken away wherever it stands: what the official shapes find wrong then, ours find wrong."""
    less = Graph()
    for triple in graph_of("sample"):
        if triple[1] != URIRef(term):
            less.add(triple)
    files = [file for file in OFFICIAL_FILES if "recommended" not in file and "deprecated" not in file]
    theirs = {one[1:] for file in files for one in found_by(judges, file, less) if one[0] == WRONG}
    found = validate_graph(less, shacl.own_shapes(shacl.CATALOGUE)).results
    ours = {
        (min(curie(cls) for cls in less.objects(result.focus_node, RDF.type)), curie(result.term))
        for result in found
        if result.severity == terms.SH.Violation
    }
    assert theirs <= ours
    if term in (terms.DCT.title, terms.DCT.license, terms.FOAF.name, terms.VCARD.hasEmail, terms.DCAT.accessURL):
        assert theirs


@each_edition
def test_our_shapes_have_nothing_to_say_but_what_the_records_leave_open(name: str) -> None:
    found = validate_graph(graph_of(name), shacl.own_shapes(shacl.CATALOGUE)).results
    assert {result.code for result in found} <= {"dataset-temporal-present"}


def test_the_last_look_before_publishing_finds_what_a_portal_would_refuse() -> None:
    files = catalogues.files(catalogues.districts(3, page_size=2))
    assert catalogue.faults(files) == ()
    nameless = {path: content.replace(b"foaf:name", b"foaf:nick") for path, content in files.items()}
    found = catalogue.faults(nameless)
    assert {(str(one.place), one.code) for one in found} == {
        ("catalog.ttl", "agent-name-present"),
        ("catalog-2.ttl", "agent-name-present"),
    }


def test_settings_with_what_is_mandatory_alone_give_a_valid_catalogue(judges: Path) -> None:
    bare = settings.Publication(
        base=BASE,
        title=LanguageMap("Bündnisse"),
        description=LanguageMap("Alle Bündnisse."),
        publisher=settings.Publisher(name=LanguageMap("Stelle")),
        licence="http://dcat-ap.de/def/licenses/dl-zero-de/2.0",
    )
    data = to_rdflib(catalogues.trees(edition([Alliance(id="a", name=LanguageMap("A"))], bare)))
    assert len(set(data.subjects(RDF.type, DCAT.Dataset))) == 1
    assert {one for file in OFFICIAL_FILES for one in found_by(judges, file, data) if one[0] == WRONG} == set()
    assert validate_graph(data, shacl.own_shapes(shacl.CATALOGUE)).conforms


# --- Forms ------------------------------------------------------------------------------------------------------------


@each_edition
@pytest.mark.parametrize("parser", PARSERS)
def test_turtle_and_json_ld_say_the_same_to_every_parser(name: str, parser: str, components: Components) -> None:
    one = EDITIONS[name]()
    files = catalogues.files(one)
    expected = rows(catalogues.trees(one))
    for path, format in (("catalog.ttl", "turtle"), ("catalog.jsonld", "json-ld")):
        read, formats = PARSERS[parser]
        if format in formats:
            assert read(files[path].decode(), format) == expected
            components.count(parser, assertions=len(expected))


@each_edition
def test_no_node_is_blank_and_every_address_is_absolute(name: str) -> None:
    for triple in graph_of(name):
        assert not any(isinstance(term, BNode) for term in triple)
        assert all(rfc3987.match(str(term), rule="IRI") for term in triple if isinstance(term, URIRef)), triple


def test_json_ld_is_nested_and_asks_for_no_other_file() -> None:
    document = json.loads(catalogues.files(catalogues.small())["catalog.jsonld"])
    assert list(document) == ["@context", "@graph"]  # an @id beside @graph would make it a named graph
    assert all(isinstance(one, str | dict) for one in document["@context"].values())
    assert isinstance(document["@context"], dict)
    whole = document["@graph"][0]
    assert whole["@id"] == str(CATALOG)
    dataset = whole["dcat:dataset"]
    assert list(dataset["dct:title"]) == ["de", "en"]
    first = dataset["dcat:distribution"][0]
    assert (first["@type"], first["spdx:checksum"]["@type"]) == ("dcat:Distribution", "spdx:Checksum")
    assert {"foaf:Agent"} < {one["@type"] for one in document["@graph"] if isinstance(one["@type"], str)}


@each_variant
def test_german_comes_first_whatever_other_languages_there_are(variant: Variant) -> None:
    title = {"ar": "تحالفات", "de": "Bündnisse", "cs": "Aliance", "en": "Alliances"}
    content = catalogues.files(catalogues.changed(title=LanguageMap(title)))["catalog" + variant.suffix].decode()
    positions = [content.index(text) for text in (title["de"], title["ar"], title["cs"], title["en"])]
    assert positions == sorted(positions)


def test_the_same_records_give_the_same_bytes_in_any_order() -> None:
    records = publications.sample()
    publication = publications.of(datasets="district")
    assert catalogues.files(edition(records, publication)) == catalogues.files(edition(records[::-1], publication))


# --- What it says -----------------------------------------------------------------------------------------------------


def test_every_file_is_described_as_it_is() -> None:
    one = catalogues.small()
    files, described = dumps(one)
    data = graph_of("sample")
    for dump in described:
        file = URIRef(f"{ALLIANCES}#{dump.format}")
        form = FORMS[dump.format]
        content = files[dump.path]
        assert (
            objects(data, file, terms.DCAT.downloadURL)
            == objects(data, file, terms.DCAT.accessURL)
            == {BASE + dump.path}
        )
        assert data.value(file, DCAT.byteSize) == Literal(str(len(content)), datatype=XSD.nonNegativeInteger)
        assert objects(data, file, SPDX.checksum, SPDX.checksumValue) == {hashlib.sha256(content).hexdigest()}
        assert objects(data, file, SPDX.checksum, SPDX.algorithm) == {SPDX.checksumAlgorithm_sha256}
        assert objects(data, file, terms.DCAT.mediaType) == {codes.MEDIA_TYPES + form.media_type}
        assert objects(data, file, terms.DCT.format) == {codes.code_iri("file-type", form.file_type)}
        assert objects(data, file, DCATAP.availability) == {codes.code_iri("planned-availability", "AVAILABLE")}
        assert len(objects(data, file, DCATDE.licenseAttributionByText)) == 2
        packed = {codes.MEDIA_TYPES + "application/gzip"} if dump.path.endswith(".gz") else set()
        assert objects(data, file, terms.DCAT.compressFormat) == packed
    assert {dump.format for dump in described} == set(FORMS)
    assert objects(data, ALLIANCES, terms.DCAT.distribution) == {f"{ALLIANCES}#{dump.format}" for dump in described}


def test_catalogue_and_publisher_are_two_things_and_the_contact_can_be_reached() -> None:
    data = graph_of("rich")
    publisher = {BASE + "catalog#publisher"}
    assert objects(data, CATALOG, terms.FOAF.homepage) == {BASE}
    assert objects(data, CATALOG, terms.DCT.publisher, terms.FOAF.homepage) == {
        "https://koordinierungsstelle.example.org/"
    }
    for dataset in data.subjects(RDF.type, DCAT.Dataset):
        assert isinstance(dataset, URIRef)
        assert objects(data, dataset, terms.DCT.publisher) == publisher
        assert objects(data, dataset, terms.DCAT.contactPoint, VCARD.hasTelephone) == {"tel:+493312312500"}
        assert objects(data, dataset, terms.DCAT.contactPoint, RDF.type) >= {VCARD.Kind}
        assert objects(data, dataset, terms.DCT.identifier) == {str(dataset)}
        assert objects(data, dataset, terms.DCAT.landingPage) == {f"{dataset}.html"}
        assert objects(data, dataset, AG.publicationBasis) == {GDPR.A6_1_e}


def test_a_dataset_of_a_district_says_so() -> None:
    data = graph_of("rich")
    dataset = URIRef(BASE + "dataset/district-12070")
    key = "http://dcat-ap.de/def/politicalGeocoding/districtKey/12070"
    assert objects(data, dataset, terms.DCT.spatial) == {key}
    assert objects(data, dataset, terms.DCT.spatial, terms.SKOS.prefLabel) == {"Prignitz"}
    level = {"http://dcat-ap.de/def/politicalGeocoding/Level/administrativeDistrict"}
    assert objects(data, dataset, DCATDE.politicalGeocodingLevelURI) == level
    assert "Lokale Bündnisse für Familie (Beispiel): Prignitz" in objects(data, dataset, terms.DCT.title)
    assert "Prignitz" in objects(data, dataset, terms.DCAT.keyword)


def test_what_has_no_area_is_a_dataset_of_its_own() -> None:
    records = [make.Alliance(id="a", name="A", areas=[{"district": "12070"}]), make.Alliance(id="b", name="B")]
    data = to_rdflib(catalogues.trees(edition(records, publications.of(datasets="district"))))
    titles = objects(data, URIRef(f"{BASE}dataset/{OTHERS}"), terms.DCT.title)
    assert titles == {
        "Lokale Bündnisse für Familie (Beispiel): ohne Gebietsangabe",
        "Local alliances for families (sample): no area stated",
    }


def areas_of(records: list[Record]) -> dict[str, list[str | None]]:
    """The records of each dataset."""
    datasets = edition(records, publications.of(datasets="district")).datasets
    return {one.id: [record.id for record in one.records] for one in datasets}


def test_organisations_that_fund_each_other_are_where_one_of_them_is() -> None:
    ids = [f"o{number:02}" for number in range(20)]
    circle: list[Record] = [make.Organization(id=id, name=id, funders=[one for one in ids if one != id]) for id in ids]
    assert areas_of(circle) == {OTHERS: ids}
    anchor = make.Alliance(id="a", name="A", areas=[{"district": "12070"}], partners=["o07"])
    assert areas_of([anchor, *circle]) == {"district-12070": ["a", *ids]}


def test_an_organisation_is_found_at_the_end_of_any_chain() -> None:
    ids = [f"o{number:04}" for number in range(1200)]
    chain: list[Record] = [
        make.Organization(id=id, name=id, parent=above) for above, id in zip([None, *ids], ids, strict=False)
    ]
    chain[-1] = make.Organization(id=ids[-1], name="Z", parent=ids[-2], areas=[{"district": "12070"}])
    assert areas_of(chain) == {"district-12070": ids}


@pytest.mark.parametrize(
    ("founded", "start", "modified", "period"),
    [
        ("2008-04", "2005", "2026-11-21", {"2005", "2026-11-21"}),
        ("2008", None, None, {"2008"}),
        (None, "2030", "2026-11-21", set()),  # planned only: nothing to speak of yet
        (None, None, "2026-11-21", set()),
    ],
)
def test_the_period_is_told_by_the_records_or_not_at_all(
    founded: str | None, start: str | None, modified: str | None, period: set[str]
) -> None:
    projects = [make.Project(id="p", name="P", start=start)]
    record = make.Alliance(id="a", name="A", founded=founded, projects=projects, modified=modified)
    data = to_rdflib(catalogues.trees(edition([record], publications.of())))
    dates = objects(data, ALLIANCES, terms.DCT.temporal, terms.DCAT.startDate)
    assert dates | objects(data, ALLIANCES, terms.DCT.temporal, terms.DCAT.endDate) == period


def test_languages_are_those_the_records_have_text_in() -> None:
    records = [make.Alliance(id="a", name={"de": "A", "hsb": "B", "tlh": "C"})]
    data = to_rdflib(catalogues.trees(edition(records, publications.of())))
    listed = {codes.code_iri("language", code) for code in ("DEU", "HSB")}
    assert objects(data, ALLIANCES, terms.DCT.language) == listed
    assert objects(data, CATALOG, terms.DCT.language) == {codes.code_iri("language", code) for code in ("DEU", "ENG")}


def test_a_licence_that_is_in_no_list_is_still_a_licence(judges: Path) -> None:
    address = "https://creativecommons.org/licenses/by/4.0/"
    data = to_rdflib(catalogues.trees(catalogues.changed(licence=address)))
    assert (URIRef(address), RDF.type, DCTERMS.LicenseDocument) in data
    assert (URIRef(address), SKOS.inScheme, None) not in data
    found = [one for file in OFFICIAL_FILES for one in found_by(judges, file, data)]
    assert WRONG not in {severity for severity, *_ in found}
    ours = validate_graph(data, shacl.own_shapes(shacl.CATALOGUE)).results
    assert {(result.code, result.severity) for result in ours} == {("licence-known", terms.SH.Warning)}
    assert codes.listed_licence(address) == codes.code_iri("licence", "cc-by/4.0")


def test_the_nearest_licence_of_the_list_is_suggested() -> None:
    data = to_rdflib(catalogues.trees(catalogues.changed(licence="http://dcat-ap.de/def/licenses/cc-by/4.1")))
    found = validate_graph(data, shacl.own_shapes(shacl.CATALOGUE)).results
    assert {(result.code, result.suggestion) for result in found} == {("licence-known", "cc-by/4.0")}


def test_a_licence_and_a_contributor_outside_the_lists_are_warned_of() -> None:
    unlisted = {
        "licence": "https://creativecommons.org/licenses/by/4.0/",
        "contributor_id": "https://portal.example.org/us",
    }
    found = {one.field: one for one in lacking(publications.of(**unlisted))}
    assert {one.severity for one in found.values()} == {terms.SH.Warning}
    assert "http://dcat-ap.de/def/licenses/cc-by/4.0" in found["licence"].message("de")
    assert "http://dcat-ap.de/def/contributors/" in found["contributor_id"].message("de")


def test_where_the_licence_asks_for_a_name_and_none_is_set_it_is_the_publishers() -> None:
    file = URIRef(f"{ALLIANCES}#csv")
    named = to_rdflib(catalogues.trees(catalogues.changed(attribution=LanguageMap())))
    publisher = objects(named, CATALOG, terms.DCT.publisher, terms.FOAF.name)
    assert objects(named, file, DCATDE.licenseAttributionByText) == publisher != set()
    free = catalogues.changed(attribution=LanguageMap(), licence="http://dcat-ap.de/def/licenses/dl-zero-de/2.0")
    assert objects(to_rdflib(catalogues.trees(free)), file, DCATDE.licenseAttributionByText) == set()


# --- Code lists -------------------------------------------------------------------------------------------------------


def test_every_entry_that_is_named_comes_along_with_its_list_and_nothing_else_does() -> None:
    data = graph_of("rich")
    named = set(data.objects()) & {URIRef(iri) for iri in codes.entries()}
    assert named == set(data.subjects(RDF.type, SKOS.Concept))
    for concept in named:
        (scheme,) = data.objects(concept, SKOS.inScheme)
        assert (scheme, RDF.type, SKOS.ConceptScheme) in data
        assert "de" in {label.language for label in data.objects(concept, SKOS.prefLabel) if isinstance(label, Literal)}


def test_a_contributor_added_to_the_list_later_has_its_code_for_a_label() -> None:
    new = "http://dcat-ap.de/def/contributors/familienbuendnisseBrandenburg"
    data = to_rdflib(catalogues.trees(catalogues.changed(contributor_id=new)))
    assert objects(data, ALLIANCES, DCATDE.contributorID, terms.SKOS.prefLabel) == {"familienbuendnisseBrandenburg"}


def test_the_table_of_licences_is_the_official_one(shared: Path) -> None:
    with (shared / "data" / "licences.csv").open(encoding="utf-8", newline="") as file:
        official_ones = {row["iri"]: (row["title"].strip(), row["text_url"]) for row in csv.DictReader(file)}
    ours = [one for one in codes.entries().values() if one.list == "licence"]
    assert {str(one.iri): (dict(one.labels)["de"], one.text) for one in ours} == official_ones
    kinds = {kind for one in codes.entries().values() for kind in one.types}
    assert kinds == set(codes.codes("licencetype"))


def test_every_entry_has_a_german_label_and_stands_once() -> None:
    lines = (DOCS.parent / "src/alliancegraph/tables/code-lists.tsv").read_text("utf-8").splitlines()
    assert len(lines) - 1 == sum(one.list != "licence" for one in codes.entries().values())
    assert all(dict(one.labels)["de"].strip() for one in codes.entries().values())
    assert {one.list for one in codes.entries().values()} == set(codes.LISTS)


# --- Pages ------------------------------------------------------------------------------------------------------------


@each_variant
def test_a_long_catalogue_comes_in_pages_that_are_chained_and_each_whole(variant: Variant) -> None:
    one = catalogues.districts(7, page_size=3)
    files = catalogues.files(one)
    format = {TURTLE: "turtle", JSON_LD: "json-ld"}[variant]
    path = "catalog" + variant.suffix
    seen: list[str] = []
    together = Graph()
    while path:
        page = Graph().parse(data=files[path], format=format)
        seen.append(path)
        together += page
        assert validate_graph(page, shacl.own_shapes(shacl.CATALOGUE)).results == ()
        view = URIRef(BASE + path)
        assert (view, RDF.type, URIRef(HYDRA.PartialCollectionView)) in page
        assert objects(page, view, HYDRA.first) == {f"{BASE}catalog{variant.suffix}"}
        assert objects(page, view, HYDRA.last) == {f"{BASE}catalog-3{variant.suffix}"}
        assert objects(page, view, HYDRA.previous) == ({BASE + seen[-2]} if len(seen) > 1 else set())
        assert objects(page, CATALOG, HYDRA.totalItems) == {"7"}
        path = "".join(link.removeprefix(BASE) for link in objects(page, view, HYDRA.next))
    assert len(seen) == 3
    assert {name for name in files if name.startswith("catalog") and name.endswith(variant.suffix)} == set(seen)
    bare = {triple for triple in together if not {HYDRA.namespace} & {str(t).rpartition("#")[0] + "#" for t in triple}}
    assert bare == set(to_rdflib(catalogues.trees(one)))


def test_a_catalogue_that_fits_one_page_has_no_others() -> None:
    files = catalogues.files(catalogues.districts(3, page_size=3))
    assert [path for path in files if path.startswith("catalog")] == ["catalog.jsonld", "catalog.ttl"]
    assert HYDRA.namespace not in files["catalog.ttl"].decode()


@each_edition
def test_each_dataset_has_a_description_of_its_own_which_is_the_catalogues(name: str) -> None:
    one = EDITIONS[name]()
    files = catalogues.files(one)
    for dataset in one.datasets:
        alone = Graph().parse(data=files[f"dataset/{dataset.id}.ttl"])
        described = {str(subject) for subject in alone.subjects(RDF.type, DCAT.Dataset)}
        assert described == {catalogue.dataset_iri(dataset.id, one.publication)}
        assert set(alone) < set(graph_of(name))
        nested = Graph().parse(data=files[f"dataset/{dataset.id}.jsonld"], format="json-ld")
        assert set(nested) == set(alone)


# --- VoID -------------------------------------------------------------------------------------------------------------


def test_void_tells_what_the_data_are() -> None:
    one = catalogues.small()
    files = catalogues.files(one)
    data = Graph().parse(data=files["void.ttl"])
    content = Graph().parse(data=files["dump/alliances.ttl"])
    assert (ALLIANCES, RDF.type, VOID.Dataset) in data
    assert data.value(ALLIANCES, VOID.triples) == Literal(len(content))
    example = data.value(ALLIANCES, VOID.exampleResource)
    assert (example, RDF.type, URIRef(AG.Alliance)) in content
    (space,) = data.objects(ALLIANCES, VOID.uriSpace)
    assert {str(thing).startswith(str(space)) for thing in content.subjects(RDF.type, URIRef(AG.Alliance))} == {True}
    dumped = objects(data, ALLIANCES, terms.VOID.dataDump)
    assert {file.removeprefix(BASE) for file in dumped} == {f"dump/alliances{s}" for s in (".ttl", ".jsonld", ".nt.gz")}
    used = {str(term) for s, p, o in content for term in ([p, o] if p == RDF.type else [p])} - {str(RDF.type)}
    vocabularies = objects(data, ALLIANCES, terms.VOID.vocabulary)
    assert all(any(term.startswith(one) for one in vocabularies) for term in used)
    assert all(any(term.startswith(one) for term in used) for one in vocabularies)
