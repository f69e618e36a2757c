"""What `from_graph` gives back is what was published."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Graph

import alliancegraph as ag
from alliancegraph.records import Record, key
from strategies import KINDS, is_valid, make, one_record, record_sets, rich_records

RDFLIB = {"turtle": "turtle", "n-triples": "nt", "json-ld": "json-ld"}


def published(records: Sequence[Record]) -> list[Record]:
    return [ag.published(record) for record in sorted(records, key=key)]


@pytest.mark.parametrize("kind", KINDS)
@given(st.data())
def test_a_record_comes_back(kind: str, data: st.DataObject) -> None:
    record = data.draw(one_record(kind))
    assert is_valid(record)
    assert ag.from_graph(ag.to_graph([record])) == [ag.published(record)]


@settings(max_examples=150)
@given(record_sets())
def test_records_that_refer_to_each_other_come_back(records: list[Record]) -> None:
    assert all(map(is_valid, records))
    assert ag.from_graph(ag.to_graph(records)) == published(records)


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
