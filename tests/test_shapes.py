"""The shapes: sound as SHACL, each able to fire, each silent on what is right.

Fixtures are found by name: `shapes/negative/<shape>.ttl` holds nodes of which each breaks that shape and violates no
other; `shapes/positive/<shape>.ttl` holds the same nodes, mended. All files of a folder that are about records are
validated as one graph, and all that are about catalogues; a node's base IRI tells its file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple, get_args

import pyshacl
import pytest
import rdflib
from rdflib import DCAT, OWL, PROV, RDF, RDFS, SH, TIME, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from alliancegraph import mapping, packaged, terms, writers
from alliancegraph.codelists import codes
from alliancegraph.mapping import tables
from alliancegraph.publishing.catalogue import codes as portal_codes
from alliancegraph.records import Alliance, ContactPoint, LanguageMap, Record, decode, types
from alliancegraph.records.nodes import from_yaml
from alliancegraph.records.publication import Publication
from alliancegraph.validation import shacl
from alliancegraph.writers.graph import to_rdflib

FIXTURES = Path(__file__).parent / "shapes"
AG_SHAPE = Namespace(terms.BASE + "shapes#")

PROFILES = (None, shacl.CATALOGUE)
# What catalogues of others may hold, and ours never does.
FOREIGN = {
    *(DCAT.CatalogRecord, DCAT.DataService, DCAT.endpointURL, DCAT.hadRole),
    *(
        PROV.Attribution,
        PROV.agent,
        XSD.dateTime,
        TIME.hasBeginning,
        TIME.hasEnd,
        URIRef("http://www.w3.org/ns/adms#status"),
    ),
    *(URIRef(terms.DCATDE.namespace + old) for old in ("politicalGeocodingURI", "maintainer", "originator")),
}
# What a shape says besides constraints; any other term of sh: must be a parameter of a constraint component.
NO_CONSTRAINTS = {SH.flags, SH.qualifiedValueShape, SH.path, SH.property, SH.severity, SH.message}
TARGETS = {SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf}
REFERENCES = {SH.node, SH["not"], SH.qualifiedValueShape, SH.property}
LISTS = {SH["or"], SH["and"], SH.xone}
KEYWORDS = ("and", "class", "in", "not", "or")  # rdflib's dir() leaves out terms that are words of Python
SHACL = {str(term) for term in (*dir(SH), *(SH[word] for word in KEYWORDS))}
KNOWN = {URIRef(term) for vocabulary in terms.VOCABULARIES for term in vocabulary.terms()}


class Result(NamedTuple):
    shape: Node | None
    component: Node | None
    severity: Node | None
    focus: Node | None


@cache
def shapes() -> Graph:
    """All shapes, of records and of catalogues."""
    graph = Graph()
    for path in packaged.files("shapes", ".ttl"):
        graph.parse(path, format="turtle")
    return graph


def is_of(profile: str | None, shape: URIRef) -> bool:
    return (shape, RDF.type, None) in shacl.own_shapes(profile)


def all_shapes() -> list[URIRef]:
    found = {s for kind in (SH.NodeShape, SH.PropertyShape) for s in shapes().subjects(RDF.type, kind)}
    return sorted(s for s in found if isinstance(s, URIRef))


def reported() -> list[URIRef]:
    """The shapes that reports name; the others are lists of a target's rules, and forms that rules refer to."""
    return [shape for shape in all_shapes() if (shape, SH.message, None) in shapes()]


def code(shape: URIRef) -> str:
    return shape.removeprefix(AG_SHAPE)


def components(shape: URIRef | None) -> set[URIRef]:
    """The constraint components of a shape, or of all: SHACL names each after its parameter (section 4)."""
    parameters = {p for p in shapes().predicates(shape) if str(p) in SHACL} - NO_CONSTRAINTS - TARGETS
    local_names = [str(parameter).removeprefix(str(SH)) for parameter in parameters]
    return {SH[f"{name[0].upper()}{name[1:]}ConstraintComponent"] for name in local_names}


def targets(shape: URIRef) -> list[tuple[Node, Node]]:
    """The targets of a shape: its own, and those of the node shapes that have it as a property shape."""
    holders = [shape, *shapes().subjects(SH.property, shape)]
    return [pair for holder in holders for pair in shapes().predicate_objects(holder) if pair[0] in TARGETS]


def focus_nodes(graph: Graph, target: tuple[Node, Node]) -> set[Node]:
    kind, value = target
    if kind == SH.targetClass:
        return set(graph.subjects(RDF.type, value))
    return set(graph.subjects(value)) if kind == SH.targetSubjectsOf else set(graph.objects(None, value))


def base(name: str) -> str:
    return f"file:///{name}/"  # no http, lest `<www.example.org>` should resolve to a web address


@cache
def fixture(folder: str, name: str) -> Graph:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rdflib, "NORMALIZE_LITERALS", False)  # or "17:00"^^xsd:time would be read as 17:00:00
        return Graph().parse(FIXTURES / folder / f"{name}.ttl", format="turtle", publicID=base(name))


def names(folder: str) -> list[str]:
    return sorted(path.stem for path in (FIXTURES / folder).glob("*.ttl"))


def validate(data: Graph, profile: str | None = None) -> set[Result]:
    _, report, _ = pyshacl.validate(data, shacl_graph=shacl.own_shapes(profile))
    assert isinstance(report, Graph)
    properties = (SH.sourceShape, SH.sourceConstraintComponent, SH.resultSeverity, SH.focusNode)
    return {Result(*(report.value(r, p) for p in properties)) for r in report.objects(None, SH.result)}


@cache
def results(folder: str) -> set[Result]:
    found: set[Result] = set()
    for profile in PROFILES:
        union = Graph()
        for name in names(folder):
            if is_of(profile, AG_SHAPE[name]):
                union += fixture(folder, name)
        found |= validate(union, profile)
    return found


def results_in(folder: str, name: str) -> set[Result]:
    return {result for result in results(folder) if str(result.focus).startswith(base(name))}


def cases(folder: str, shape: URIRef) -> set[Node]:
    """The nodes of a shape's fixture that the shape looks at."""
    return {node for target in targets(shape) for node in focus_nodes(fixture(folder, code(shape)), target)}


def lists(predicate: Node) -> Iterator[tuple[Node, list[Node]]]:
    for shape, head in shapes().subject_objects(predicate):
        yield shape, list(Collection(shapes(), head))


def members(shape: str) -> set[str]:
    [head] = shapes().objects(AG_SHAPE[shape], SH["in"])
    return {str(member) for member in Collection(shapes(), head)}


def records(text: str) -> list[Record]:
    nodes, faults = from_yaml(text, "complete.yaml")
    decoded = [decode(node) for node in nodes]
    assert [*faults, *(fault for one in decoded for fault in one.faults)] == []
    return [one.record for one in decoded if one.record]


each_shape = pytest.mark.parametrize("shape", all_shapes(), ids=code)
each_reported_shape = pytest.mark.parametrize("shape", reported(), ids=code)


# --- The shapes as SHACL ----------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_shapes_are_valid_by_the_shapes_of_shacl() -> None:
    conforms, _, text = pyshacl.validate(Graph(), shacl_graph=shapes(), meta_shacl=True)
    assert conforms, text


def test_no_two_files_have_a_shape_of_the_same_name() -> None:
    defined = [s for path in packaged.files("shapes", ".ttl") for s in set(Graph().parse(path).subjects(RDF.type))]
    assert len(defined) == len(set(defined))


def test_the_shapes_use_shacl_core_and_no_misspelt_term_of_it() -> None:
    assert [p for p in shapes().predicates() if str(p).startswith(str(SH)) and str(p) not in SHACL] == []
    assert [component for component in components(None) if str(component) not in SHACL] == []
    assert (None, SH.expression, None) not in shapes()  # the one parameter of SHACL's extensions that is named alike
    assert set(shapes().objects(None, SH.nodeKind)) <= {SH.IRI, SH.Literal}
    assert set(shapes().objects(None, RDF.type)) == {SH.NodeShape, SH.PropertyShape, OWL.Ontology}


def test_only_lists_are_blank_nodes() -> None:
    blank = {node for triple in shapes() for node in triple if isinstance(node, BNode)}
    assert {node for node in blank if not list(shapes().objects(node, RDF.first))} == set()


def test_every_shape_has_a_speaking_kebab_case_code() -> None:
    for shape in all_shapes():
        assert shape.startswith(AG_SHAPE)
        assert all(word.isascii() and word.isalpha() and word.islower() for word in code(shape).split("-")), shape


def test_targets_paths_and_compared_properties_are_terms_that_the_library_emits() -> None:
    for predicate in (*TARGETS, SH.path, SH.disjoint, SH.lessThan, SH["class"], SH.datatype, RDFS.seeAlso):
        named = set(shapes().objects(None, predicate))
        steps = {step for path in named if isinstance(path, BNode) for step in Collection(shapes(), path)}
        assert {term for term in named | steps if not isinstance(term, BNode)} - KNOWN - FOREIGN == set(), predicate


def test_what_is_asked_of_other_catalogues_only_is_indeed_asked() -> None:
    assert set(shapes().objects()) >= FOREIGN
    assert not FOREIGN & KNOWN


def test_patterns_keep_to_what_every_engine_knows() -> None:
    """SHACL's patterns are XPath's regular expressions: no look-around, no named groups."""
    assert [pattern for pattern in shapes().objects(None, SH.pattern) if "(?" in str(pattern)] == []


@each_shape
def test_a_shape_is_reported_or_lists_rules_or_is_a_form_that_rules_refer_to(shape: URIRef) -> None:
    in_lists = {member for predicate in LISTS for _, shapes_ in lists(predicate) for member in shapes_}
    is_form = shape in in_lists or any((None, reference, shape) in shapes() for reference in REFERENCES)
    is_rules = bool(targets(shape)) and (shape, SH.property, None) in shapes() and not components(shape)
    assert shape in reported() or is_rules or is_form


@each_reported_shape
def test_a_reported_shape_has_a_severity_a_place_and_messages_in_german_and_english(shape: URIRef) -> None:
    assert components(shape)
    assert targets(shape)
    [severity] = shapes().objects(shape, SH.severity)
    assert severity in {SH.Violation, SH.Warning, SH.Info}
    assert len([*shapes().objects(shape, SH.path), *shapes().objects(shape, RDFS.seeAlso)]) == 1
    messages = list(shapes().objects(shape, SH.message))
    assert sorted(m.language or "" for m in messages if isinstance(m, Literal)) == ["de", "en"]


@each_reported_shape
def test_a_message_says_what_is_wrong_and_what_to_do_in_plain_words(shape: URIRef) -> None:
    messages = {m.language: str(m) for m in shapes().objects(shape, SH.message) if isinstance(m, Literal)}
    assert "bitte" in messages["de"].lower()
    assert "please" in messages["en"].lower()
    for message in messages.values():
        assert message.endswith(".")
        assert '"' not in message
        assert not {"IRI", "RDF", "Literal", "URI", "Property"} & set(message.replace(".", " ").split())


# --- The code lists ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shape", "scheme", "namespace"),
    [
        ("partner-category-known", "partner-categories", terms.CATEGORIES),
        ("organization-category-known", "partner-categories", terms.CATEGORIES),
        ("focus-topic-known", "focus-areas", terms.TOPICS),
        ("activity-status-known", "activity-status", terms.STATUSES),
        ("activity-kind-known", "activity-kinds", terms.KINDS),
    ],
)
def test_a_list_of_codes_is_the_code_list(shape: str, scheme: str, namespace: str) -> None:
    assert members(shape) == {namespace + code_ for code_ in codes(scheme)}


def test_the_lists_of_words_are_those_of_the_records() -> None:
    assert members("partner-count-qualifier-known") == set(get_args(types.Qualifier))
    assert members("person-basis-known") == set(tables.BASES.values())


def test_the_lists_of_licences_are_those_of_the_catalogue() -> None:
    assert members("licence-known") == {portal_codes.code_iri("licence", c) for c in portal_codes.codes("licence")}
    assert members("attribution-licence") == {
        iri for iri in members("licence-known") if portal_codes.needs_attribution(iri)
    }


@pytest.mark.parametrize(
    ("shape", "name"),
    [
        ("access-right-known", "access-right"),
        ("agent-type-known", "publishertype"),
        ("availability-known", "planned-availability"),
        ("contributor-known", "contributor"),
        ("file-type-known", "file-type"),
        ("frequency-known", "frequency"),
        ("geocoding-level-known", "geocoding-level"),
        ("language-known", "language"),
        ("theme-known", "data-theme"),
    ],
)
def test_the_form_of_a_code_fits_every_code_we_know(shape: str, name: str) -> None:
    pattern = re.compile(str(shapes().value(AG_SHAPE[shape], SH.pattern)))
    assert portal_codes.codes(name)
    assert [code_ for code_ in portal_codes.codes(name) if not pattern.search(portal_codes.code_iri(name, code_))] == []


def test_no_list_names_anything_twice() -> None:
    for shape, listed in lists(SH["in"]):
        assert len(listed) == len(set(listed)), shape


@pytest.mark.parametrize(
    ("form", "declared"),
    [("slug", types.Id), ("number", types.Telephone), ("country-code", types.Country)],
)
def test_a_form_is_the_one_that_the_decoder_asks_for(form: str, declared: object) -> None:
    assert str(shapes().value(AG_SHAPE[form], SH.pattern)) == get_args(declared)[1].pattern


# --- The fixtures -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", ["positive", "negative"])
def test_every_reported_shape_has_a_fixture_and_every_fixture_a_shape(folder: str) -> None:
    assert names(folder) == [code(shape) for shape in reported()]


@each_reported_shape
def test_a_shape_fires_on_every_node_of_its_negative_fixture(shape: URIRef) -> None:
    fired = {r for r in results_in("negative", code(shape)) if r.shape == shape}
    assert {r.focus for r in fired} == cases("negative", shape)
    assert {r.severity for r in fired} == {shapes().value(shape, SH.severity)}


@each_reported_shape
def test_a_negative_fixture_violates_nothing_else(shape: URIRef) -> None:
    violations = {r for r in results_in("negative", code(shape)) if r.severity == SH.Violation}
    assert {r.shape for r in violations} <= {shape}


@each_reported_shape
def test_a_shape_is_silent_on_the_same_nodes_mended(shape: URIRef) -> None:
    assert cases("positive", shape) == cases("negative", shape)
    found = results_in("positive", code(shape))
    assert {r for r in found if r.shape == shape or r.severity == SH.Violation} == set()


@each_reported_shape
def test_a_shape_fires_at_each_of_its_targets(shape: URIRef) -> None:
    """A misspelt target conforms silently."""
    for target in targets(shape):
        assert focus_nodes(fixture("negative", code(shape)), target), target


@each_reported_shape
def test_each_constraint_of_a_shape_fires(shape: URIRef) -> None:
    assert {r.component for r in results_in("negative", code(shape)) if r.shape == shape} == components(shape)


# --- What the mapping makes -------------------------------------------------------------------------------------------

LICENSED = Publication(licence="https://creativecommons.org/licenses/by/4.0/")


def test_there_is_nothing_to_say_about_complete_records() -> None:
    complete = records((FIXTURES / "complete.yaml").read_text("utf-8"))
    data = to_rdflib(mapping.resources(complete, LICENSED))
    assert validate(data) == set()
    asked = {target for shape in reported() if is_of(None, shape) for target in targets(shape)}
    assert {target for target in asked if focus_nodes(data, target)} == asked


def test_records_that_stand_alone_are_not_asked_for_dates_and_sources_of_their_own() -> None:
    parts = [r for r in records((FIXTURES / "complete.yaml").read_text("utf-8")) if getattr(r, "of", None)]
    assert len(parts) == 2
    assert validate(to_rdflib(mapping.resources(parts, LICENSED))) == set()


def test_an_alliance_with_a_name_and_a_contact_can_be_published() -> None:
    office = ContactPoint(id="office", telephones=("+493876781407",))
    alliance = Alliance(id="musterstadt", name=LanguageMap("Bündnis Musterstadt"), contact_points=(office,))
    found = validate(to_rdflib(mapping.resources([alliance])))
    assert {code(URIRef(str(r.shape))) for r in found if r.severity == SH.Warning} == {
        "area-present",
        "description-present",
        "record-licence-present",
    }
    assert {r for r in found if r.severity == SH.Violation} == set()


@pytest.mark.parametrize("format", ["turtle", "json-ld", "n-triples"])
def test_what_is_written_validates_like_what_is_mapped(format: str) -> None:
    alliance = Alliance(id="musterstadt", founded="2008")
    trees = mapping.resources([alliance])
    written = Graph().parse(data=writers.serialize(trees, format), format=format.replace("n-triples", "nt"))
    assert validate(written) == validate(to_rdflib(trees))
