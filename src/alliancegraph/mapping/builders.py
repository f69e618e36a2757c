"""Builders of nodes: a function for each kind of node, its source written from the table and compiled.

A record of a register has 17 nodes and 130 facts about them. `resource` puts together what several fields say with one
term, sorts the terms by prefixed name and looks for nodes among the values. All but the values is known from the table
alone, so each kind of node gets the function that one would write by hand, with the terms in their order. Mapping takes
less than half the time so. (Closures over the same plan save only half as much: most terms are absent from most nodes,
and a call costs more than a test.) `builder((SCHEMA.ImageObject,), tables.IMAGE, links={"order": (AG.order,)})` makes

    def build(iri, part=None, *, order=()):
        url_0 = () if part.url is None else write_url_0(part.url)
        licence_0 = () if part.licence is None else write_licence_0(part.licence)
        credit_0 = () if part.credit is None else write_credit_0(part.credit)
        properties = []
        if order: properties.append((ag_order, order))
        if url_0: properties.append((schema_contentUrl, url_0))
        if credit_0: properties.append((schema_creditText, credit_0))
        if licence_0: properties.append((schema_license, licence_0))
        return Resource(iri, types, tuple(properties))

tests/test_builders.py holds their nodes equal to those of `resource`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from alliancegraph.mapping.tables import Field
from alliancegraph.resource import Resource, ordered
from alliancegraph.terms import Term, curie

Terms = Mapping[str, tuple[Term, ...]]
"""Name of an argument -> the terms that its values have."""
_NONE: Terms = MappingProxyType({})


def builder(
    types: tuple[Term, ...], fields: Iterable[Field] = (), *, links: Terms = _NONE, nodes: Terms = _NONE
) -> Callable[..., Resource]:
    """A function that makes the node with an IRI, of a part of a record and of what else it is given by keyword.

    It writes those `fields` of the part that have codecs. `links` and `nodes` name the keywords, each for values as
    `ordered` gives them: literals and IRIs, or also nodes.
    """
    space: dict[str, Any] = {"Resource": Resource, "ordered": ordered, "types": types}
    holders: defaultdict[Term, list[str]] = defaultdict(list)  # the variables with values of a term
    reads: list[str] = []
    for field in fields:
        value = f"part.{field.name}"
        for number, (terms, codec) in enumerate(field.writes):
            held = f"{field.name}_{number}"
            space[f"write_{held}"] = codec.write
            absent = f"not {value}" if codec.many else f"{value} is None"
            reads.append(f"{held} = () if {absent} else write_{held}({value})")
            for term in terms:
                holders[term].append(held)
    given = {**links, **nodes}
    for name, terms in given.items():
        for term in terms:
            holders[term].append(name)

    adds: list[str] = []
    children: list[str] = []
    for term in sorted(holders, key=curie):
        name = curie(term).translate(_IN_NAMES)
        space[name] = term
        held = holders[term][0]
        if len(holders[term]) > 1:
            held = f"{name}_values"
            adds.append(f"{held} = ordered((*{', *'.join(holders[term])},))")
        adds.append(f"if {held}: properties.append(({name}, {held}))")
        if not nodes.keys().isdisjoint(holders[term]):
            children.append(held)

    below = f", tuple([v for values in ({', '.join(children)},) for v in values if type(v) is Resource])"
    result = f"return Resource(iri, types, tuple(properties){below if children else ''})"
    keywords = "".join([", *", *(f", {name}=()" for name in given)]) if given else ""
    lines = [f"def build(iri, part=None{keywords}):", *reads, "properties = []", *adds, result]
    code = compile("\n    ".join(lines), f"<builder of {' '.join(map(curie, types))}>", "exec")
    exec(code, space)  # noqa: S102 - of our own names and terms alone
    made: Callable[..., Resource] = space["build"]
    return made


_IN_NAMES = str.maketrans(":-", "__")
