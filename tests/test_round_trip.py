"""What `from_graph` gives back is what was published."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import BNode, Dataset, Graph, Literal, Namespace, URIRef
from rdflib.namespace import RDF

import alliancegraph as ag
from alliancegraph import terms
from alliancegraph.mapping.privacy import names_of
from alliancegraph.records import Record, key, to_json
from strategies import KINDS, is_valid, make, one_record, record_sets, rich_records

RDFLIB = {"turtle": "turtle", "n-triples": "nt", "json-ld": "json-ld"}


def published(records: Sequence[Record]) -> list[Record]:
    names = names_of(records)
    return [ag.published(record, names=names) for record in sorted(records, key=key)]


@pytest.mark.parametrize("kind", KINDS)
@given(st.data())
def test_a_record_comes_back(kind: str, data: st.DataObject) -> None:
    record = data.draw(one_record(kind))
    assert is_valid(record)
    assert ag.from_graph(ag.to_graph([record])) == [ag.published(record)]


@pytest.mark.slow
@settings(max_examples=150)
@given(record_sets())
def test_records_that_refer_to_each_other_come_back(records: list[Record]) -> None:
    assert all(map(is_valid, records))
    assert ag.from_graph(ag.to_graph(records)) == published(records)


@pytest.mark.slow
@pytest.mark.parametrize("format", RDFLIB)
@settings(max_examples=40)
@given(records=record_sets(most=3))
def test_records_come_back_through_text(format: str, records: list[Record]) -> None:
    text = ag.serialize(records, format)
    assert ag.from_graph(Graph().parse(data=text, format=RDFLIB[format])) == published(records)


@pytest.mark.parametrize("format", RDFLIB)
def test_every_field_comes_back(format: str) -> None:
    records = rich_records()
    assert all(map(is_valid, records))
    text = ag.serialize(records, format)
    assert ag.from_graph(Graph().parse(data=text, format=RDFLIB[format])) == published(records)


@given(record_sets())
def test_what_comes_back_is_published_as_it_is(records: list[Record]) -> None:
    again = ag.from_graph(ag.to_graph(records))
    assert published(again) == again
    assert ag.serialize(again) == ag.serialize(records)


def test_schema_org_is_read_by_http_too() -> None:
    records = rich_records()
    by_http = ag.serialize(records).replace("<https://schema.org/>", "<http://schema.org/>")
    assert ag.from_graph(Graph().parse(data=by_http, format="turtle")) == published(records)


OFFICE = {"id": "office"}
SPELLINGS: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"name": {}}, {"homepage": None, "founded": None, "source": None, "partner_count": None}),
    ({}, {"same_as": None, "contact_points": [], "areas": (), "unrecognised": None}),
    ({"name": "Bündnis"}, {"name": {"de": "Bündnis"}}),
    ({"description": {}}, {"description": None}),
    ({"contact_points": [make.ContactPoint(id="o")]}, {"contact_points": [make.ContactPoint(id="o", of="a")]}),
    ({"projects": [make.Project(id="p")]}, {"projects": [make.Project(id="p", of="a")]}),
    ({"partner_categories": ["b", "a"]}, {"partner_categories": ["a", "b", "a"]}),
    ({"alternative_names": [{"de": "x", "en": "y"}]}, {"alternative_names": [{"en": "y"}, "x", {}]}),
    ({"source": make.Source(file="seite.txt")}, {}),
    ({"profile_page": "https://a.example/", "same_as": ["https://a.example/"]}, {"profile_page": "https://a.example/"}),
    (
        {
            "contact_points": [
                make.ContactPoint(id="o", opening_hours=["Di, Mi-Do 9:00-12:00", "Mi,Di,Do 09:00 – 12:00"])
            ]
        },
        {"contact_points": [make.ContactPoint(id="o", opening_hours=["Di, Mi-Do 9:00-12:00", "Tu-Th 09:00-12:00"])]},
    ),
    (
        {"partners": [make.Organization(id="p", name="P"), "p"]},
        {"partners": [make.Organization(id="p", name={"de": "P"})]},
    ),
]


@pytest.mark.parametrize(("one", "other"), SPELLINGS)
def test_spellings_of_the_same_are_published_alike(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert ag.published(make.Alliance(id="a", **one)) == ag.published(make.Alliance(id="a", **other))
    assert ag.serialize([make.Alliance(id="a", **one)]) == ag.serialize([make.Alliance(id="a", **other)])


@pytest.mark.parametrize("character", [0, 0xD800, 0xDFFF, 0xFFFE, 0xFFFF])
@pytest.mark.parametrize(
    ("record", "field"),
    [
        (lambda text: make.Alliance(id="a", name=text), "name.de"),
        (lambda text: make.Alliance(id="a", focus_areas=[make.FocusArea(text={"en": text})]), "focus_areas[0].text.en"),
        (lambda text: make.ContactPoint(id="o", of="a", departments=["", text]), "departments[1]"),
        (lambda text: make.Organization(id="a", parent=make.Organization(name=text)), "parent.name.de"),
    ],
)
def test_a_character_rdf_cannot_carry_is_an_error_that_names_the_field(record: Any, field: str, character: int) -> None:
    with pytest.raises(ag.RecordError) as error:
        ag.to_graph([record(f"a{chr(character)}b")])
    assert [(found.code, found.field) for found in error.value.findings] == [("character", field)]
    assert f"U+{character:04X}" in str(error.value)


CLASHES: list[list[Record]] = [
    [make.Alliance(id="a"), make.Organization(id="a")],
    [make.Alliance(id="a", partners=[make.Organization(id="a")])],
    [make.Alliance(id="a", partners=[make.Organization(id="p", name="x")]), make.Organization(id="p")],
    [make.Alliance(id="a", contact_points=[make.ContactPoint(id="o")]), make.ContactPoint(id="o", of="a")],
    [make.Alliance(id="a", projects=[make.Project(id="o")]), make.Project(id="o", of="a")],
    [
        make.Alliance(id="a", partners=[make.Organization(id="p", contact_points=[make.ContactPoint(id="o")])]),
        make.ContactPoint(id="o", of="p"),
    ],
]


@pytest.mark.parametrize("records", CLASHES)
def test_two_things_with_one_identifier_are_an_error(records: list[Record]) -> None:
    for given_ in (records, records[::-1]):
        with pytest.raises(ag.RecordError) as error:
            ag.resources(given_)
        assert {found.code for found in error.value.findings} == {"id-duplicate"}


def test_organisations_that_refer_to_each_other_inside_one_record_come_back_and_can_be_written_again() -> None:
    land, bund = make.Organization(id="land", funders=["bund"]), make.Organization(id="bund", funders=["land"])
    records = [make.Organization(id="a", parent=land, funders=[bund]), make.Alliance(id="b", partners=[land])]
    again = ag.from_graph(ag.to_graph(records))
    assert again == published(records)
    assert ag.serialize(again) == ag.serialize(records)


def test_the_same_organisation_may_be_described_twice() -> None:
    partner = make.Organization(id="p", name="P", contact_points=[make.ContactPoint(id="o")])
    alliances = [make.Alliance(id="a", partners=[partner]), make.Alliance(id="b", partners=[partner])]
    assert ag.from_graph(ag.to_graph(alliances)) == published(alliances)


# --- Organisations inline in each other -------------------------------------------------------------------------------


def comes_back(records: Sequence[Record]) -> None:
    again = ag.from_graph(ag.to_graph(records))
    assert again == published(records)
    assert ag.serialize(again) == ag.serialize(records)
    assert published(again) == again


def test_fifty_partners_that_all_fund_each_other_come_back() -> None:
    ids = [f"p{n:02}" for n in range(50)]
    partners = [make.Organization(id=id, funders=[one for one in ids if one != id], parent=ids[0]) for id in ids]
    record = make.Alliance(id="a", partners=partners)
    comes_back([record])
    kept: Any = ag.published(record)
    assert [partner.id for partner in kept.partners] == ids
    assert all(isinstance(one, str) for partner in kept.partners for one in (*partner.funders, partner.parent))


@st.composite
def webs(draw: st.DrawFn) -> list[Record]:
    """Records that describe the same organisations, each by reference here and inline there."""
    ids = ["p", "q", "r", "s"]
    links = {id: (draw(st.sampled_from([None, *ids])), draw(st.sets(st.sampled_from(ids), max_size=3))) for id in ids}

    def told(id: str, around: tuple[str, ...]) -> Any:
        if id in around or len(around) > 3 or draw(st.booleans()):
            return id
        parent, funders = links[id]
        inside = (*around, id)
        return make.Organization(
            id=id,
            name=id,
            parent=parent and told(parent, inside),
            funders=[make.Organization(name="X", funders=[told(one, inside)]) for one in sorted(funders)],
        )

    def several() -> list[Any]:
        return [told(id, ()) for id in draw(st.lists(st.sampled_from(ids), max_size=3))]

    alliances = [make.Alliance(id=id, partners=several()) for id in draw(st.sets(st.sampled_from("abc"), min_size=1))]
    return [*alliances, make.Organization(id="o", funders=several())]


@pytest.mark.slow
@settings(max_examples=200)
@given(webs())
def test_organisations_told_inline_here_and_by_reference_there_come_back(records: list[Record]) -> None:
    comes_back(records)


# --- Graphs of others, and parts of graphs ----------------------------------------------------------------------------

AG, SCHEMA = Namespace(terms.AG.namespace), Namespace(terms.SCHEMA.namespace)
VCARD = Namespace(terms.VCARD.namespace)


def rich_graph() -> Graph:
    return ag.to_graph(rich_records())


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(60))
def test_any_part_of_a_graph_is_read(seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311
    part = Graph()
    for triple in sorted(rich_graph(), key=str):
        if draw.random() < draw.choice([0.3, 0.7, 0.95]):
            part.add(triple)
    assert ag.from_graph(part) == ag.from_graph(part)


@pytest.mark.slow
@pytest.mark.parametrize("predicate", sorted({str(p) for p in rich_graph().predicates()}))
@pytest.mark.parametrize("value", [Literal("x"), Literal("x", lang="fr"), URIRef("https://other.example/"), BNode()])
def test_a_strange_value_is_read_or_refused_with_findings(predicate: str, value: Any) -> None:
    graph = rich_graph()
    for subject in sorted(set(graph.subjects(URIRef(predicate))), key=str):
        graph.set((subject, URIRef(predicate), value))
    try:
        ag.from_graph(graph)
    except ag.RecordError as error:
        if not all(found.record and found.field for found in error.findings):
            pytest.fail(f"a finding without record or field: {error.findings}")


def alliance(*facts: tuple[Any, Any]) -> Graph:
    graph = Graph()
    for predicate, value in ((RDF.type, AG.Alliance), (SCHEMA.name, Literal("A", lang="de")), *facts):
        graph.add((URIRef("https://other.example/alliances/a"), predicate, value))
    return graph


STRANGERS = [
    (SCHEMA.knowsAbout, Literal("Pflege")),
    (SCHEMA.knowsAbout, URIRef("https://www.wikidata.org/entity/Q1")),
    (SCHEMA.image, URIRef("https://other.example/a.png")),
    (SCHEMA.contactPoint, URIRef("https://other.example/contact")),
    (AG.activity, URIRef("https://other.example/project")),
    (SCHEMA.areaServed, Literal("Prignitz")),
    (SCHEMA.areaServed, URIRef("https://www.wikidata.org/entity/12")),
    (SCHEMA.member, Literal("Stadt")),
    (SCHEMA.member, BNode()),
]


@pytest.mark.parametrize("fact", STRANGERS)
def test_what_lacks_its_node_is_passed_over(fact: tuple[Any, Any]) -> None:
    assert ag.from_graph(alliance(fact)) == [make.Alliance(id="a", name="A")]


def test_parts_that_lack_what_makes_them_one_are_passed_over() -> None:
    graph = alliance((SCHEMA.contactPoint, URIRef("https://other.example/office")), (SCHEMA.image, BNode("i")))
    graph.add((URIRef("https://other.example/office"), AG.contactPerson, BNode("p")))
    graph.add((URIRef("https://other.example/office"), VCARD.hasAddress, BNode("missing")))
    graph.add((URIRef("https://other.example/office"), SCHEMA.hoursAvailable, BNode("h")))
    graph.add((BNode("p"), SCHEMA.jobTitle, Literal("Leitung", lang="de")))
    graph.add((BNode("h"), SCHEMA.opens, Literal("09:00:00")))
    graph.add((BNode("i"), SCHEMA.creditText, Literal("C")))
    (found,) = ag.from_graph(graph)
    assert found == make.Alliance(id="a", name="A", contact_points=[make.ContactPoint(id="office")])


def test_a_person_who_is_a_member_is_no_partner() -> None:
    graph = alliance((SCHEMA.member, BNode("p")))
    graph.add((BNode("p"), RDF.type, SCHEMA.Person))
    graph.add((BNode("p"), SCHEMA.name, Literal("Erika Mustermann")))
    assert ag.from_graph(graph) == [make.Alliance(id="a", name="A")]


def test_values_that_cannot_be_read_are_one_error_with_all_findings() -> None:
    office, person, hours = (URIRef(f"https://other.example/{name}") for name in ("office", "person", "hours"))
    graph = alliance((AG.partnerCount, Literal("viele")), (SCHEMA.contactPoint, office))
    graph.add((office, AG.order, Literal("x")))
    graph.add((office, AG.contactPerson, person))
    graph.add((person, SCHEMA.name, Literal("P")))
    graph.add((person, AG.publicationBasis, URIRef("https://other.example/whim")))
    graph.add((office, SCHEMA.hoursAvailable, hours))
    graph.add((hours, SCHEMA.dayOfWeek, SCHEMA.PublicHolidays))
    graph.add((hours, SCHEMA.opens, Literal("09:00:00")))
    graph.add((hours, SCHEMA.closes, Literal("12:00:00")))
    with pytest.raises(ag.RecordError, match="viele") as error:
        ag.from_graph(graph)
    assert {(found.record, found.field, found.code) for found in error.value.findings} == {
        ("a", "partner_count.value", "type-mismatch"),
        ("a", "contact_points", "type-mismatch"),
        ("a", "contact_points[0].person.publication_basis", "choice"),
        ("a", "contact_points[0].opening_hours", "choice"),
    }


@pytest.mark.parametrize("number", ["3.5", "", "٣", "1" * 5000])
def test_a_number_that_is_none_is_a_finding(number: str) -> None:
    with pytest.raises(ag.RecordError):
        ag.from_graph(alliance((AG.partnerCount, Literal(number))))


def test_organisations_without_an_id_that_refer_to_each_other_end() -> None:
    nodes = [BNode(f"o{n}") for n in range(12)]
    graph = alliance(*((SCHEMA.member, node) for node in nodes))
    for node in nodes:
        graph.add((node, RDF.type, SCHEMA.Organization))
        graph.add((node, SCHEMA.name, Literal(str(node), lang="de")))
        graph.add((node, SCHEMA.parentOrganization, node))
        for other in nodes:
            graph.add((node, SCHEMA.funder, other))
    (found,) = ag.from_graph(graph)
    assert all(f'"{node}"' in to_json(found) for node in nodes)
    comes_back([found])


def test_the_label_of_a_blank_node_is_no_id() -> None:
    text = """
        @prefix ag: <https://w3id.org/alliancegraph/ns#> . @prefix schema: <https://schema.org/> .
        @prefix dct: <http://purl.org/dc/terms/> .
        _:a a ag:Alliance ; schema:contactPoint [ schema:telephone "1" ] ; ag:activity [ a ag:Activity ] .
        _:b a ag:Alliance ; dct:identifier "b" ; schema:contactPoint [ dct:identifier "o" ] .
        _:c a ag:ContactPoint ; schema:subjectOf [ a ag:Record ] .
        _:o a ag:Organization ; schema:subjectOf [ a ag:Record ] .
    """
    assert ag.from_graph(Graph().parse(data=text, format="turtle")) == [
        make.Alliance(id="b", contact_points=[make.ContactPoint(id="o")])
    ]


def test_the_graphs_of_a_dataset_are_read_as_one() -> None:
    dataset = Dataset()
    dataset.parse(data=ag.serialize(rich_records(), "n-quads"), format="nquads")
    assert ag.from_graph(dataset) == published(rich_records())


def test_what_is_no_graph_is_an_error() -> None:
    with pytest.raises(ag.UsageError, match="not list"):
        ag.from_graph([])  # type: ignore[arg-type]
