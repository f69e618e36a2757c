"""Where the compiled engine and pySHACL differ: for each, the clause, an example, and how to tell that data touch it.

docs/validation.md has the same list; tests/test_compiled.py holds it to this one, and this one to the engines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from pyshacl.rdfutil.compare import compare_literal
from rdflib import RDF, RDFS, SH, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from alliancegraph.validation.compiled.datatypes import is_ill_typed, order
from alliancegraph.validation.compiled.patterns import translate
from alliancegraph.validation.compiled.view import own


class Difference(NamedTuple):
    """An example: how many results each engine has, None where it fails."""

    clause: str
    data: str
    shapes: str
    compiled: int
    pyshacl: int | None


AT_P = "ex:s sh:targetNode ex:a ; sh:path ex:p ; "
DEEP = "".join(f"ex:s{number} sh:node ex:s{number + 1} . " for number in range(1, 20))

DIFFERENCES: dict[str, Difference] = {
    "not-comparable": Difference(
        "SHACL 4.3, 4.5.3; SPARQL 1.1 17.3",
        'ex:a ex:p "b"@de .',
        AT_P + 'sh:minExclusive "a"@de .',
        1,
        0,
    ),
    "not-comparable-nodes": Difference(
        "SHACL 4.5.3; SPARQL 1.1 17.3", "ex:a ex:p ex:b ; ex:q ex:c .", AT_P + "sh:lessThan ex:q .", 1, 0
    ),
    "not-comparable-blank-nodes": Difference(
        "SHACL 4.5.3; SPARQL 1.1 17.3", "ex:a ex:p [] ; ex:q 1 .", AT_P + "sh:lessThan ex:q .", 1, None
    ),
    "not-comparable-forms": Difference(
        "SHACL 4.5.3; XML Schema 1.1 part 2, 3.3.8",
        'ex:a ex:p "9 Uhr"^^xsd:time ; ex:q "a"^^xsd:time .',
        AT_P + "sh:lessThan ex:q .",
        1,
        0,
    ),
    "calendar-order": Difference(
        "XML Schema 1.1 part 2, 3.3.11",
        'ex:a ex:p "2009"^^xsd:gYear, "2007"^^xsd:gYear .',
        AT_P + 'sh:minInclusive "2008"^^xsd:gYear .',
        1,
        2,
    ),
    "time-zones": Difference(
        "XML Schema 1.0 part 2, 3.2.7.4",
        'ex:a ex:p "2010-01-01T00:00:00Z"^^xsd:dateTime .',
        AT_P + 'sh:minInclusive "2008-01-01T00:00:00"^^xsd:dateTime .',
        0,
        1,
    ),
    "numeric-promotion": Difference(
        "SPARQL 1.1 17.3; XPath 2.0 B.1", "ex:a ex:p 0.1 .", AT_P + "sh:minInclusive 0.1e0 .", 0, 1
    ),
    "min-length-of-blank-nodes": Difference("SHACL 4.4.1", "ex:a ex:p [] .", AT_P + "sh:minLength 0 .", 1, 0),
    "inverse-of-sequence": Difference(
        "SHACL 2.3.1.4; SPARQL 1.1 9.1",
        "ex:b ex:p ex:c . ex:c ex:q ex:a .",
        "ex:s sh:targetNode ex:a ; sh:path [ sh:inversePath ( ex:p ex:q ) ] ; sh:minCount 1 .",
        0,
        1,
    ),
    "pattern-end": Difference("XPath 2.0 functions 7.6.1", r'ex:a ex:p "a\n" .', AT_P + 'sh:pattern "^a$" .', 1, 0),
    "pattern-space": Difference(
        "XML Schema 1.0 part 2, F.1.1", 'ex:a ex:p "\u00a0" .', AT_P + r'sh:pattern "\\S" .', 0, 1
    ),
    "pattern-dot": Difference("XML Schema 1.0 part 2, F.1.1", r'ex:a ex:p "\r" .', AT_P + 'sh:pattern "^.$" .', 1, 0),
    "pattern-flags": Difference(
        "XPath 2.0 functions 7.6.1.1", r'ex:a ex:p "a\nb" .', AT_P + 'sh:pattern "a.b" ; sh:flags "s" .', 0, 1
    ),
    "pattern-classes": Difference(
        "XML Schema 1.0 part 2, F.1", 'ex:a ex:p "b" .', AT_P + 'sh:pattern "^[a-z-[aeiou]]$" .', 0, 1
    ),
    "language-ranges": Difference(
        "SHACL 4.4.4; RFC 4647 3.3.1", 'ex:a ex:p "b"@de-at-1996 .', AT_P + 'sh:languageIn ( "de-AT" ) .', 0, 1
    ),
    "unique-lang-one": Difference(
        "SHACL 4.4.5; W3C test uniqueLang-002",
        'ex:a ex:p "a"@de, "b"@de .',
        AT_P + 'sh:uniqueLang "1"^^xsd:boolean .',
        0,
        1,
    ),
    "closed-resources": Difference(
        "SHACL 4.8.1", "ex:a a rdfs:Resource .", "ex:s sh:targetNode ex:a ; sh:closed true .", 1, 0
    ),
    "implicit-targets": Difference(
        "SHACL 2.1.3.3",
        "ex:a a ex:S .",
        "ex:S a rdfs:Class ; sh:property [ sh:path ex:p ; sh:minCount 1 ] .",
        0,
        1,
    ),
    "implicit-targets-by-subclass": Difference(
        "SHACL 2.1.3.3, 1.1",
        "ex:a a ex:S .",
        "ex:S a ex:M, sh:NodeShape ; sh:property [ sh:path ex:p ; sh:minCount 1 ] ."
        "ex:M rdfs:subClassOf ex:N . ex:N rdfs:subClassOf rdfs:Class .",
        1,
        0,
    ),
    "ill-typed": Difference(
        "SHACL 4.1.2; XML Schema 1.1 part 2, 3.3.11",
        'ex:a ex:p "08"^^xsd:gYear .',
        AT_P + "sh:datatype xsd:gYear .",
        1,
        0,
    ),
    "well-typed": Difference(
        "SHACL 4.1.2; XML Schema 1.1 part 2, 3.3.8",
        'ex:a ex:p "24:00:00"^^xsd:time .',
        AT_P + "sh:datatype xsd:time .",
        0,
        1,
    ),
    "datatype-of-all": Difference("SHACL 4.1.2", "ex:a ex:p 1 .", AT_P + "sh:datatype rdfs:Literal .", 1, 0),
    "plain-literals": Difference(
        "RDF 1.1 Concepts 3.3", 'ex:a ex:p "a"^^xsd:string .', AT_P + 'sh:hasValue "a" .', 0, 1
    ),
    "depth": Difference(
        "SHACL 3.4.1", "ex:a ex:p 1 .", f"ex:s1 sh:targetNode ex:a . {DEEP} ex:s20 sh:class ex:C .", 1, None
    ),
}


def touched(data: Graph, shapes: Graph) -> set[str]:
    """The differences that may show on some data and shapes: found term by term, not by running an engine."""
    terms = {*data.subjects(), *data.objects(), *shapes.objects(None, SH.targetNode)}
    return {name for found in (_compared(data, shapes, terms), _others(data, shapes, terms)) for name in found}


def _compared(data: Graph, shapes: Graph, terms: set[Node]) -> Iterator[str]:
    literals = [term for term in terms if isinstance(term, Literal)]
    for name, right in _RIGHT.items():
        for limit in shapes.objects(None, SH[name]):
            if any(
                (_pyshacl_orders(term, limit) in right) != (order(own(term), own(limit)) in right) for term in literals
            ):
                yield "comparison"
    for name in (SH.lessThan, SH.lessThanOrEquals):
        for shape, other in shapes.subject_objects(name):
            path = shapes.value(shape, SH.path)
            values = set(data.objects(None, path)) if isinstance(path, URIRef) else terms
            larger = set(data.objects(None, other))
            if any(isinstance(value, BNode) for value in values | larger):
                yield "not-comparable-blank-nodes"
            elif any(
                _pyshacl_is_less(v, o, name) != (order(own(v), own(o)) in _LESS[name]) for v in values for o in larger
            ):
                yield "comparison"


_RIGHT = {"minExclusive": (1,), "minInclusive": (0, 1), "maxExclusive": (-1,), "maxInclusive": (-1, 0)}
_LESS = {SH.lessThan: (-1,), SH.lessThanOrEquals: (-1, 0)}


def _pyshacl_orders(value: Any, limit: Any) -> int | None:
    """What `sh:minInclusive` and the like are decided by."""
    if isinstance(value.value, str) != isinstance(limit.value, str):
        return None
    try:
        return int(compare_literal(value, limit))  # type: ignore[no-untyped-call]
    except (TypeError, NotImplementedError):
        return None


def _pyshacl_is_less(value: Any, larger: Any, name: Node) -> bool | None:
    """What `sh:lessThan` is decided by: IRIs and texts by their characters, but not with other literals."""
    one, other = (str(term) if not isinstance(term, Literal) else term.value for term in (value, larger))
    if isinstance(one, str) != isinstance(other, str):
        return False
    left, right = (one, other) if isinstance(one, str) else (value, larger)
    try:
        return bool(left < right if name == SH.lessThan else left <= right)
    except TypeError:
        return None  # and it fails


def _others(data: Graph, shapes: Graph, terms: set[Node]) -> Iterator[str]:
    if any(str(least) == "0" for least in shapes.objects(None, SH.minLength)) and any(
        isinstance(t, BNode) for t in terms
    ):
        yield "min-length-of-blank-nodes"
    if any((path, RDF.first, None) in shapes for path in shapes.objects(None, SH.inversePath)):
        yield "inverse-of-sequence"
    if (None, SH.closed, None) in shapes and (None, RDF.type, RDFS.Resource) in data:
        yield "closed-resources"
    for shape, pattern in shapes.subject_objects(SH.pattern):
        flags = str(shapes.value(shape, SH.flags) or "")
        if any(
            _pyshacl_matches(str(pattern), flags, t) != bool(translate(str(pattern), flags).search(str(t)))
            for t in terms
        ):
            yield "pattern"
    for head in shapes.objects(None, SH.languageIn):
        ranges = {str(one).lower() for one in Collection(shapes, head)}
        if any(_pyshacl_finds(ranges, tag) != _matches(ranges, tag) for tag in _tags(terms)):
            yield "language-ranges"
    datatypes = set(shapes.objects(None, SH.datatype))
    for term in terms:
        if isinstance(term, Literal) and term.datatype in datatypes and _is_ill_typed(term) != bool(term.ill_typed):
            yield "ill-typed" if _is_ill_typed(term) else "well-typed"


def _is_ill_typed(term: Any) -> bool:
    literal: Any = own(term)
    return is_ill_typed(literal)


def _pyshacl_matches(pattern: str, flags: str, term: Node) -> bool:
    known = (re.IGNORECASE if "i" in flags else 0) | (re.MULTILINE if "m" in flags else 0)
    return re.search(pattern, str(term), known) is not None


def _tags(terms: Iterable[Node]) -> set[str]:
    return {term.language.lower() for term in terms if isinstance(term, Literal) and term.language}


def _pyshacl_finds(ranges: set[str], tag: str) -> bool:
    return bool({"*", tag, tag.split("-")[0]} & ranges)


def _matches(ranges: set[str], tag: str) -> bool:
    return "*" in ranges or any(tag == one or tag.startswith(f"{one}-") for one in ranges)
