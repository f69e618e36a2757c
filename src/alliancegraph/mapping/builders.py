"""Builders of nodes: a function for each kind of node, generated from the table (why: `alliancegraph.generated`).

`resource` puts together what several fields say with one term, sorts the terms by prefixed name and looks for nodes
among the values. All but the values is known from the table alone, so a builder just puts them into the columns of
their form. `builder((SCHEMA.ImageObject,), tables.IMAGE, {Kind.INTEGER: {"order": (AG.order,)}})` makes

    def build(iri, part=None, *, order=()):
        url_0 = () if part.url is None else write_url_0(part.url)
        licence_0 = () if part.licence is None else write_licence_0(part.licence)
        credit_0 = () if part.credit is None else write_credit_0(part.credit)
        return Resource(iri, form, (order, url_0, credit_0, licence_0))
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from alliancegraph.generated import function
from alliancegraph.mapping.tables import Field
from alliancegraph.resource import Form, Kind, Resource, children_of, ordered
from alliancegraph.terms import Term, curie

Terms = Mapping[str, tuple[Term, ...]]
"""Name of an argument -> the terms that its values have."""
Given = Mapping[Kind, Terms]
"""What a builder is given beside a part, by what it is."""
_NONE: Given = MappingProxyType({})
_CHILDREN = {Kind.NODE: "*{}, ", Kind.REFERENCE: "*children_of({}), "}  # of the source of some values


def builder(types: tuple[Term, ...], fields: Iterable[Field] = (), given: Given = _NONE) -> Callable[..., Resource]:
    """A function that makes the node with an IRI, of a part of a record and of what else it is given by keyword.

    It writes those `fields` of the part that have codecs. `given` names the keywords, each for values of that kind, as
    `ordered` gives them. There is a type, and a term has values of one kind: raises `ValueError` otherwise.
    """
    if not types:
        raise ValueError("nodes without a type have no builder")
    names: dict[str, Any] = {"Resource": Resource, "ordered": ordered, "children_of": children_of}
    holders: defaultdict[Term, list[str]] = defaultdict(list)  # the variables with values of a term
    kinds: dict[Term, Kind] = {}

    def holds(held: str, kind: Kind, terms: Iterable[Term]) -> None:
        for term in terms:
            holders[term].append(held)
            if kinds.setdefault(term, kind) is not kind:
                raise ValueError(f"{curie(term)} would have values of two kinds: {kinds[term]}, {kind}")

    reads: list[str] = []
    for field in fields:
        value = f"part.{field.name}"
        for number, (terms, codec) in enumerate(field.writes):
            held = f"{field.name}_{number}"
            names[f"write_{held}"] = codec.write
            absent = f"not {value}" if codec.many else f"{value} is None"
            reads.append(f"{held} = () if {absent} else write_{held}({value})")
            holds(held, codec.kind, terms)
    for kind, arguments in given.items():
        for name, terms in arguments.items():
            holds(name, kind, terms)

    columns = {term: _together(holders[term]) for term in sorted(holders, key=curie)}
    names["form"] = Form(types, tuple(columns), tuple([kinds[term] for term in columns]))
    values = "".join([f"{held}, " for held in columns.values()])
    below = "".join([_CHILDREN.get(kinds[term], "").format(held) for term, held in columns.items()])
    result = f"return Resource(iri, form, ({values}){f', ({below})' if below else ''})"
    keywords = "".join([f", {name}=()" for arguments in given.values() for name in arguments])
    head = f"build(iri, part=None{keywords and ', *'}{keywords})"
    return function(head, [*reads, result], f"builder of {' '.join(map(curie, types))}", names)


def _together(held: Sequence[str]) -> str:
    """The source of the values of one variable, or of several together."""
    if len(held) == 1:
        return held[0]
    every = f"ordered((*{', *'.join(held)},))"
    return f"({every} if {held[0]} and {held[1]} else {held[0]} or {held[1]})" if len(held) == 2 else every
