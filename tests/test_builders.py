"""The compiled builders of nodes: what they make is what `resource` makes of the same facts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import alliancegraph as ag
import strategies
from alliancegraph.mapping import tables
from alliancegraph.mapping.builders import builder
from alliancegraph.mapping.tables import Field
from alliancegraph.records import Record
from alliancegraph.resource import Literal, Resource, Value, nodes, ordered, resource
from alliancegraph.terms import AG, DCT, FOAF, SCHEMA, Iri
from strategies import record_sets, rich_records

PARTS: list[tuple[tuple[Field, ...], st.SearchStrategy[Any]]] = [
    (tables.ALLIANCE, strategies.one_record("alliance")),
    (tables.ORGANIZATION, strategies.one_record("organization")),
    (tables.CONTACT_POINT, strategies.contact_points),
    (tables.ADDRESS, strategies.contact_points),
    (tables.POSTAL_ADDRESS, strategies.contact_points),
    (tables.PERSON, strategies.persons),
    (tables.FOCUS_AREA, strategies.focus_areas),
    *((activity.fields, strategies.projects) for activity in tables.ACTIVITIES.values()),
    (tables.IMAGE, strategies.images),
    (tables.SOURCE, strategies.sources),
]
THING, TYPES = Iri("https://example.org/id/x"), (AG.Alliance, SCHEMA.Organization)

_iris = strategies.links.map(Iri)
_links = st.lists(_iris | st.builds(Literal, strategies.lines)).map(ordered)
_nodes = st.lists(_iris | st.builds(Resource, _iris, st.just((SCHEMA.WebPage,)))).map(ordered)


def rebuilt(node: Resource) -> Resource:
    """The plain way, from the node's facts in another order."""
    return resource(node.iri, node.types, node.properties[::-1])


@given(record_sets())
def test_every_node_of_a_tree_is_in_canonical_order(records: list[Record]) -> None:
    for node in nodes(ag.resources(records)):
        assert rebuilt(node) == node


def test_every_node_of_the_richest_records_is_in_canonical_order() -> None:
    found = list(nodes(ag.resources(rich_records())))
    assert [rebuilt(node) for node in found] == found


@pytest.mark.parametrize(("fields", "parts"), PARTS)
@given(data=st.data())
def test_a_builder_writes_what_the_table_says(
    fields: tuple[Field, ...], parts: st.SearchStrategy[Any], data: st.DataObject
) -> None:
    links = {"pages": (SCHEMA.sameAs, FOAF.page), "own": (DCT.identifier,)}
    below = {"within": (AG.activity,), "about": (SCHEMA.subjectOf, SCHEMA.sameAs)}
    part = data.draw(parts)
    values: dict[str, Sequence[Value]] = {name: data.draw(_links) for name in links}
    values |= {name: data.draw(_nodes) for name in below}

    written = [
        (term, codec.write(value))
        for field in fields
        for terms, codec in field.writes
        if (value := getattr(part, field.name)) is not None and (value or not codec.many)
        for term in terms
    ]
    facts = [*written, *((term, values[name]) for name, terms in {**links, **below}.items() for term in terms)]
    built = builder(TYPES, fields, links=links, nodes=below)(THING, part, **values)
    assert built == resource(THING, TYPES, facts)
    assert builder(TYPES, fields)(THING, part) == resource(THING, TYPES, written)
