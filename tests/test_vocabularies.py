"""What the output says in other vocabularies is true there: schema.org's domains and ranges, OWL RL, our terms."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import owlrl
import pytest
from hypothesis import given
from msgspec.structs import fields
from owlrl.Namespaces import ERRNS
from rdflib import OWL, RDF, Graph, Literal, URIRef

import alliancegraph as ag
import catalogues
from alliancegraph import packaged, terms
from alliancegraph.records import Record
from alliancegraph.records.types import Value
from alliancegraph.resource import Literal as Text
from alliancegraph.resource import Resource, nodes
from alliancegraph.terms import Term
from conftest import Components
from strategies import any_record, make, record_sets, rich_records

# --- The sample -------------------------------------------------------------------------------------------------------


def values(value: object) -> Iterable[Value]:
    if isinstance(value, Value):
        yield value
        for field in fields(value):
            yield from values(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from values(item)


def test_the_rich_records_fill_every_field() -> None:
    everything = [value for record in rich_records() for value in values(record)]
    for cls in {type(value) for value in everything}:
        for field in fields(cls):
            filled = [getattr(value, field.name) for value in everything if type(value) is cls]
            assert any(item not in (None, (), {}) and item != field.default for item in filled), f"{cls} {field.name}"


# --- Terms ------------------------------------------------------------------------------------------------------------

KNOWN = {str(term) for vocabulary in terms.VOCABULARIES for term in vocabulary.terms()}


def used(trees: Iterable[Resource]) -> set[str]:
    """The classes, properties and datatypes of some trees."""
    return used_by(nodes(trees))


def used_by(described: Iterable[Resource]) -> set[str]:
    found: set[str] = set()
    for node in described:
        found |= {*node.types, *(term for term, _ in node.properties)}
        found |= {v.datatype for _, several in node.properties for v in several if isinstance(v, Text)}
    return found


@given(record_sets())
def test_every_term_is_one_that_the_library_declares(records: list[Record]) -> None:
    assert used(ag.resources(records)) <= KNOWN


def test_every_term_of_ours_is_used() -> None:
    assert set(terms.AG.terms()) - used(ag.resources(rich_records())) == set()


@pytest.mark.parametrize("vocabulary", terms.VOCABULARIES, ids=lambda vocabulary: vocabulary.prefix)
def test_every_term_of_others_is_used_too(vocabulary: type[terms.Vocabulary]) -> None:
    elsewhere = {terms.RDF.type, terms.SH.Violation, terms.SH.Warning, terms.SH.Info}  # not as class or property
    publication = make.Publication(licence="https://licence.example/")
    made = [*nodes(ag.resources(rich_records(), publication)), *catalogues.everything()]
    objects = {str(v) for node in made for _, several in node.properties for v in several if isinstance(v, str)}
    assert {str(term) for term in vocabulary.terms()} - used_by(made) - objects - elsewhere == set()


BOTH_WAYS = [
    (terms.SCHEMA.member, terms.SCHEMA.memberOf),
    (terms.ORG.hasMember, terms.ORG.memberOf),
    (terms.AG.activity, terms.AG.activityOf),
]


@pytest.mark.parametrize(("there", "back"), BOTH_WAYS, ids=terms.curie)
def test_a_link_and_its_inverse_are_both_said_of_what_is_described(there: Term, back: Term) -> None:
    graph = ag.to_graph(rich_records())
    pairs = {(owner, part) for owner, part in graph.subject_objects(URIRef(there)) if (part, None, None) in graph}
    assert pairs
    described = {(o, p) for p, o in graph.subject_objects(URIRef(back)) if (o, RDF.type, None) in graph}
    assert pairs == described


# --- schema.org -------------------------------------------------------------------------------------------------------


def domain_range(shared: Path, turtle: str, folder: Path) -> str:
    file = folder / "data.ttl"
    file.write_text(turtle, encoding="utf-8")
    command = [sys.executable, str(shared / "judges" / "schemaorg" / "domain_range.py"), str(file)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def test_schema_org_finds_nothing(shared: Path, tmp_path: Path, components: Components) -> None:
    turtle = ag.serialize(rich_records(), publication=make.Publication(licence="https://licence.example/"))
    assert domain_range(shared, turtle, tmp_path) == "nothing found"
    components.count("domain_range", "schema.org 30.0", turtle.count("schema:"))


def test_schema_org_would_find_a_wrong_domain(shared: Path, tmp_path: Path) -> None:
    wrong = "@prefix schema: <https://schema.org/> . <https://a.example/> a schema:Organization ; schema:jobTitle 'x' ."
    assert "jobTitle" in domain_range(shared, wrong, tmp_path)


# --- OWL RL -----------------------------------------------------------------------------------------------------------

# FOAF 0.99, of which no copy lies with the judges: what it says of the terms we use, and of those we avoid.
FOAF = """
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix owl:  <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

foaf:Document owl:disjointWith foaf:Organization, foaf:Person, foaf:Project .
foaf:Organization owl:disjointWith foaf:Person .
foaf:page rdfs:range foaf:Document .
foaf:primaryTopic a owl:FunctionalProperty ; rdfs:domain foaf:Document .
foaf:isPrimaryTopicOf a owl:InverseFunctionalProperty ; rdfs:subPropertyOf foaf:page ; owl:inverseOf foaf:primaryTopic .
foaf:homepage a owl:InverseFunctionalProperty ; rdfs:subPropertyOf foaf:page, foaf:isPrimaryTopicOf .
foaf:mbox a owl:InverseFunctionalProperty .
"""
# How the classes of the three vocabularies meet, which none of them says: what is wrong under these is wrong.
BRIDGES = """
@prefix foaf:   <http://xmlns.com/foaf/0.1/> .
@prefix org:    <http://www.w3.org/ns/org#> .
@prefix owl:    <http://www.w3.org/2002/07/owl#> .
@prefix rdfs:   <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix vcard:  <http://www.w3.org/2006/vcard/ns#> .

org:Organization rdfs:subClassOf foaf:Organization .
schema:Person rdfs:subClassOf foaf:Person .
schema:DigitalDocument rdfs:subClassOf foaf:Document .
schema:ContactPoint owl:disjointWith foaf:Organization, foaf:Person .
"""


@pytest.fixture(scope="module")
def vocabularies(shared: Path) -> Graph:
    graph = Graph()
    for name in ("vcard", "org"):
        graph.parse(shared / "judges" / "vocabularies" / f"{name}.ttl", format="turtle")
    graph.parse(packaged.folder("ontology") / "alliancegraph.ttl", format="turtle")
    return graph.parse(data=FOAF, format="turtle").parse(data=BRIDGES, format="turtle")


def closure(*graphs: Graph) -> Graph:
    everything = Graph()
    for graph in graphs:
        everything += graph
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(everything)
    return everything


def errors(graph: Graph) -> list[str]:
    return [str(message) for message in graph.objects(None, ERRNS.error)]


def merged(graph: Graph) -> list[tuple[str, str]]:
    """Pairs of different things that are held to be one."""
    pairs = graph.subject_objects(OWL.sameAs)
    return [(str(s), str(o)) for s, o in pairs if s != o and not isinstance(o, Literal)]


@pytest.fixture(scope="module")
def closed(vocabularies: Graph) -> Graph:
    return closure(vocabularies, ag.to_graph(rich_records()))


@pytest.mark.slow
def test_nothing_is_inconsistent(closed: Graph, components: Components) -> None:
    assert errors(closed) == []
    components.count("owlrl", assertions=len(ag.to_graph(rich_records())))


@pytest.mark.slow
def test_no_two_things_become_one(closed: Graph, components: Components) -> None:
    assert merged(closed) == []
    components.count("owlrl", assertions=len(set(ag.to_graph(rich_records()).subjects())))


def test_alliances_that_share_homepage_page_and_mailbox_stay_two(closed: Graph) -> None:
    stated = ag.to_graph(rich_records())
    one, other = (URIRef(f"https://example.org/id/alliance/{id}") for id in ("musterstadt", "beispielhausen"))
    for shared_by in (terms.SCHEMA.url, terms.AG.profilePage):
        assert stated.value(one, URIRef(shared_by)) == stated.value(other, URIRef(shared_by)) is not None
    offices = [URIRef(f"{alliance}/contact/office") for alliance in (one, other)]
    mailbox = URIRef("mailto:info@musterstadt.example")
    assert all((office, URIRef(terms.VCARD.hasEmail), mailbox) in stated for office in offices)
    assert set(closed.objects(one, OWL.sameAs)) <= {one}
    assert set(closed.objects(offices[0], OWL.sameAs)) <= {offices[0]}


def test_things_cards_people_and_records_stay_apart(closed: Graph) -> None:
    def all_of(cls: str) -> set[str]:
        return {str(node) for node in closed.subjects(RDF.type, URIRef(cls))}

    apart = [
        all_of(terms.ORG.Organization),
        all_of(terms.AG.ContactPoint),
        all_of(terms.SCHEMA.Person),
        all_of(terms.AG.Record),
    ]
    assert all(apart)
    assert sum(map(len, apart)) == len(set.union(*apart))


WRONG = [
    ("foaf:homepage", "<https://a.example/1> foaf:homepage <https://h.example/> .", "merged"),
    (
        "foaf:primaryTopic",
        "<https://d.example/> foaf:primaryTopic <https://a.example/1>, <https://a.example/2> .",
        "merged",
    ),
    ("a document that is an organisation", "<https://a.example/1> a foaf:Organization, foaf:Document .", "errors"),
    ("a card that is office and person", "<https://a.example/1> a vcard:Individual, vcard:Organization .", "errors"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("turtle", "noticed_by"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG])
def test_the_closure_notices(turtle: str, noticed_by: str, vocabularies: Graph) -> None:
    prefixes = "@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix vcard: <http://www.w3.org/2006/vcard/ns#> .\n"
    wrong = Graph().parse(data=prefixes + turtle + turtle.replace("example/1", "example/2"), format="turtle")
    found = closure(vocabularies, wrong)
    assert bool(errors(found)) == (noticed_by == "errors")
    assert bool(merged(found)) == (noticed_by == "merged")


@given(any_record)
def test_nothing_is_ever_said_to_be_the_same_as_something(record: Record) -> None:
    emitted = used(ag.resources([record]))
    avoided = {str(OWL.sameAs), *(terms.FOAF.namespace + name for name in ("homepage", "isPrimaryTopicOf", "mbox"))}
    assert emitted.isdisjoint(avoided)
