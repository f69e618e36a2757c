"""Nodes made and written by generated functions: just as `resource` makes them, and as writers write any node."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import alliancegraph as ag
import strategies
from alliancegraph.mapping import tables
from alliancegraph.mapping.builders import Given, Terms, builder
from alliancegraph.mapping.tables import Field
from alliancegraph.records import Record
from alliancegraph.resource import Kind, Literal, Resource, Value, nodes, ordered, resource, text
from alliancegraph.terms import AG, DCT, FOAF, RDF, RDFS, SCHEMA, XSD, Iri
from alliancegraph.validation.compiled.view import of_trees
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
_values: dict[Kind, st.SearchStrategy[Any]] = {
    Kind.TEXT: st.builds(text, strategies.lines, st.sampled_from(["de", "en"])),
    Kind.LINE: st.builds(Literal, strategies.lines),
    Kind.INTEGER: st.builds(Literal, st.integers().map(str), st.just(XSD.integer)),
    Kind.TYPED: st.builds(Literal, strategies.lines, st.sampled_from([XSD.date, XSD.time])),
    Kind.IRI: _iris,
    Kind.NODE: st.builds(resource, _iris, st.just((SCHEMA.WebPage,))),
    Kind.REFERENCE: _iris | st.builds(resource, _iris, st.just((SCHEMA.WebPage,))),
}
_kinds: dict[Kind, Callable[[Value], bool]] = {
    Kind.TEXT: lambda value: isinstance(value, Literal) and value.language != "" and value.datatype == RDF.langString,
    Kind.LINE: lambda value: isinstance(value, Literal) and value.datatype == XSD.string,
    Kind.INTEGER: lambda value: isinstance(value, Literal) and value == Literal(str(int(value.lexical)), XSD.integer),
    Kind.TYPED: lambda value: isinstance(value, Literal) and value.datatype not in (XSD.string, RDF.langString),
    Kind.IRI: lambda value: isinstance(value, str),
    Kind.NODE: lambda value: isinstance(value, Resource),
    Kind.REFERENCE: lambda value: isinstance(value, str | Resource),
}


def rebuilt(node: Resource) -> Resource:
    """The plain way, from the node's facts in another order."""
    return resource(node.iri, node.types, node.properties[::-1])


def rebuilt_throughout(node: Resource) -> Resource:
    """A tree of which no node has a form that others have too."""
    properties = [
        (term, [rebuilt_throughout(value) if isinstance(value, Resource) else value for value in values])
        for term, values in node.properties
    ]
    return resource(node.iri, node.types, properties)


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
    given_: Given = {
        Kind.TEXT: {"said": (DCT.description,)},
        Kind.LINE: {"own": (DCT.identifier,), "called": (DCT.title, RDFS.label)},
        Kind.INTEGER: {"order": (AG.order,)},
        Kind.TYPED: {"day": (DCT.issued,)},
        Kind.IRI: {"pages": (SCHEMA.sameAs, FOAF.page)},
        Kind.NODE: {"within": (AG.activity,), "about": (SCHEMA.subjectOf, AG.activity)},
        Kind.REFERENCE: {"partners": (SCHEMA.member,)},
    }
    taken = {term: codec.kind for field in fields for terms, codec in field.writes for term in terms}
    usable: dict[Kind, Terms] = {
        kind: {name: tuple(term for term in terms if taken.get(term, kind) is kind) for name, terms in names.items()}
        for kind, names in given_.items()
    }
    part = data.draw(parts)
    values = {name: ordered(data.draw(st.lists(_values[kind]))) for kind, names in usable.items() for name in names}
    written = [
        (term, codec.write(value))
        for field in fields
        for terms, codec in field.writes
        if (value := getattr(part, field.name)) is not None and (value or not codec.many)
        for term in terms
    ]
    facts = [
        *written,
        *((t, values[name]) for names in usable.values() for name, terms in names.items() for t in terms),
    ]
    built = builder(TYPES, fields, usable)(THING, part, **values)
    assert built == resource(THING, TYPES, facts)
    assert builder(TYPES, fields)(THING, part) == resource(THING, TYPES, written)
    for node in (built, resource(THING, TYPES, facts)):
        assert node.children == tuple(v for _, several in node.properties for v in several if isinstance(v, Resource))


def test_a_builder_needs_a_type_and_values_of_one_kind() -> None:
    with pytest.raises(ValueError, match="without a type"):
        builder(())
    with pytest.raises(ValueError, match="schema:name"):
        builder(TYPES, given={Kind.LINE: {"a": (SCHEMA.name,)}, Kind.IRI: {"b": (SCHEMA.name,)}})


def everywhere(trees: Iterable[Resource]) -> Iterator[Resource]:
    """Every node of some trees, at each place that it has."""
    for node in trees:
        yield node
        yield from everywhere(node.children)


@given(record_sets())
def test_nodes_of_one_iri_state_the_same_wherever_they_stand(records: list[Record]) -> None:
    stated: dict[Iri, Resource] = {}
    for node in everywhere(ag.resources(records)):
        assert stated.setdefault(node.iri, node) == node


# --- Forms ------------------------------------------------------------------------------------------------------------


@given(record_sets())
def test_values_are_of_the_kind_that_the_form_of_their_node_says(records: list[Record]) -> None:
    for node in nodes(ag.resources(records)):
        assert node.form.kinds is not None or node.types in ((SCHEMA.WebPage,), ())
        for kind, values in zip(node.form.kinds or (), node.values, strict=False):
            assert all(map(_kinds[kind], values))


@pytest.mark.parametrize("format", ["turtle", "json-ld", "n-triples", "n-quads"])
@given(records=record_sets())
def test_writers_write_nodes_of_a_form_as_nodes_without(format: str, records: list[Record]) -> None:
    trees = ag.resources(records)
    again = [*map(rebuilt_throughout, trees)]
    assert again == [*trees]
    assert ag.serialize(again, format) == ag.serialize(trees, format)


@pytest.mark.parametrize("format", ["turtle", "json-ld", "n-triples", "n-quads"])
def test_the_richest_records_are_written_alike_with_forms_and_without(format: str) -> None:
    trees = ag.resources(rich_records())
    assert ag.serialize([*map(rebuilt_throughout, trees)], format) == ag.serialize(trees, format)


def held(trees: Iterable[Resource]) -> dict[Any, Any]:
    forward = of_trees(trees).forward
    return {subject: {term: [*values] for term, values in each.items()} for subject, each in forward.items()}


@given(record_sets())
def test_validation_looks_at_nodes_of_a_form_as_at_nodes_without(records: list[Record]) -> None:
    trees = ag.resources(records)
    again = [*map(rebuilt_throughout, trees)]
    assert held(again) == held(trees)
    assert ag.validate(again).results == ag.validate(trees).results
