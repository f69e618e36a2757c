"""Other people's parsers read the same triples from every format; no node is blank, and every IRI is valid."""

from __future__ import annotations

import json
import string
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pyoxigraph
import pytest
import rdflib
import rfc3987
from hypothesis import given, settings
from pyld import jsonld
from rdflib.term import Node

import alliancegraph as ag
from alliancegraph import terms
from alliancegraph.records import Record
from alliancegraph.resource import Literal, Resource, statements
from alliancegraph.writers import FORMATS
from alliancegraph.writers.ntriples import escaped
from conftest import Components
from strategies import record_sets, rich_records

SUFFIXES = {"turtle": ".ttl", "n-triples": ".nt", "n-quads": ".nq", "json-ld": ".jsonld"}

Row = tuple[str, str, str, str, str]
"""Subject, predicate, value, datatype (none: an IRI), language: a statement without any parser's own terms."""


def rows(trees: Iterable[Resource]) -> set[Row]:
    return {
        (subject, predicate, value.lexical, value.datatype, value.language)
        if isinstance(value, Literal)
        else (subject, predicate, value, "", "")
        for subject, predicate, value in statements(trees)
    }


def expected(records: Iterable[Record]) -> set[Row]:
    return rows(ag.resources(records))


# --- The parsers ------------------------------------------------------------------------------------------------------


def by_rdflib(text: str, format: str) -> set[Row]:
    names = {"turtle": "turtle", "n-triples": "nt", "n-quads": "nquads", "json-ld": "json-ld"}
    dataset = rdflib.Dataset(default_union=True)
    normalised, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False  # else "007" is read as "7"
    try:
        dataset.parse(data=text, format=names[format])
    finally:
        rdflib.NORMALIZE_LITERALS = normalised
    return {_of_rdflib(*triple) for triple in dataset.triples((None, None, None))}


def _of_rdflib(subject: Node, predicate: Node, value: Node) -> Row:
    if not isinstance(value, rdflib.Literal):
        return _name(subject), _name(predicate), _name(value), "", ""
    datatype = terms.RDF.langString if value.language else str(value.datatype or terms.XSD.string)
    return _name(subject), _name(predicate), str(value), datatype, value.language or ""


def _name(term: Node) -> str:
    return f"_:{term}" if isinstance(term, rdflib.BNode) else str(term)


def by_pyoxigraph(text: str, format: str) -> set[Row]:
    formats = {
        "turtle": pyoxigraph.RdfFormat.TURTLE,
        "n-triples": pyoxigraph.RdfFormat.N_TRIPLES,
        "n-quads": pyoxigraph.RdfFormat.N_QUADS,
        "json-ld": pyoxigraph.RdfFormat.JSON_LD,
    }
    # Not into a Store, which rewrites numbers.
    return {_of_pyoxigraph(quad) for quad in pyoxigraph.parse(text, format=formats[format])}


def _of_pyoxigraph(quad: Any) -> Row:
    subject, predicate, value = (
        f"_:{term.value}" if isinstance(term, pyoxigraph.BlankNode) else term.value
        for term in (quad.subject, quad.predicate, quad.object)
    )
    if not isinstance(quad.object, pyoxigraph.Literal):
        return subject, predicate, value, "", ""
    return subject, predicate, value, quad.object.datatype.value, quad.object.language or ""


def by_pyld(text: str, format: str) -> set[Row]:
    dataset = jsonld.JsonLdProcessor.parse_nquads(text) if format == "n-quads" else jsonld.to_rdf(json.loads(text))
    assert format == "n-quads" or set(dataset) <= {"@default"}  # @graph beside an @id would be a named graph
    return {_of_pyld(triple) for triples in dataset.values() for triple in triples}


def _of_pyld(triple: dict[str, dict[str, str]]) -> Row:
    value = triple["object"]
    subject, predicate = triple["subject"]["value"], triple["predicate"]["value"]
    return subject, predicate, value["value"], value.get("datatype", ""), value.get("language", "")


PARSERS: dict[str, tuple[Callable[[str, str], set[Row]], tuple[str, ...]]] = {
    "rdflib": (by_rdflib, tuple(FORMATS)),
    "pyoxigraph": (by_pyoxigraph, tuple(FORMATS)),
    "PyLD": (by_pyld, ("json-ld",)),
}
READINGS = [(parser, format) for parser, (_, formats) in PARSERS.items() for format in formats]


@pytest.mark.parametrize(("parser", "format"), READINGS)
def test_a_parser_reads_the_same_triples(parser: str, format: str, components: Components) -> None:
    read = PARSERS[parser][0](ag.serialize(rich_records(), format), format)
    assert read == expected(rich_records())
    components.count(parser, assertions=len(read))


@pytest.mark.slow
@pytest.mark.parametrize(("parser", "format"), READINGS)
@settings(max_examples=25)
@given(records=record_sets())
def test_a_parser_reads_the_same_triples_from_any_records(
    parser: str, format: str, records: list[Record], components: Components
) -> None:
    read = PARSERS[parser][0](ag.serialize(records, format), format)
    assert read == expected(records)
    components.count(parser, assertions=len(read))


@pytest.mark.parametrize("format", ["n-triples", "n-quads"])
def test_pyld_reads_the_lines_without_escapes(format: str, components: Components) -> None:
    """Its N-Quads reader knows no `\\u` and takes an escaped backslash before an n for a line feed."""
    lines = ag.serialize(rich_records(), format).splitlines(keepends=True)
    read = by_pyld("".join(line for line in lines if "\\" not in line), "n-quads")
    assert read == {row for row in expected(rich_records()) if escaped(row[2]) == row[2]}
    components.count("PyLD", assertions=len(read))


def test_the_rdflib_graph_has_the_same_triples(components: Components) -> None:
    read = {_of_rdflib(*triple) for triple in ag.to_graph(rich_records())}
    assert read == expected(rich_records())
    components.count("rdflib", assertions=len(read))


def test_a_parser_that_reads_less_would_be_noticed() -> None:
    text = ag.serialize(rich_records(), "n-triples")
    assert by_pyoxigraph(text.replace("Familienbündnis", "Familienbund"), "n-triples") != expected(rich_records())


# --- JavaScript -------------------------------------------------------------------------------------------------------


def test_the_javascript_parsers_read_the_same_triples(javascript: Path, tmp_path: Path, components: Components) -> None:
    for format in FORMATS:
        (tmp_path / f"all{SUFFIXES[format]}").write_text(ag.serialize(rich_records(), format), encoding="utf-8")
    single = rich_records()[0]
    (tmp_path / "one.jsonld").write_text(ag.serialize([single], "json-ld"), encoding="utf-8")
    files = sorted(map(str, tmp_path.iterdir()))
    command = ["node", str(javascript / "parse.mjs"), *files]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert run.returncode == 0, run.stderr
    printed = json.loads(run.stdout)
    assert set(printed["files"]) == set(files)
    for file, rows in printed["files"].items():
        read = {tuple(row) for row in rows}
        assert read == expected([single] if file.endswith("one.jsonld") else rich_records())
        name = "jsonld" if file.endswith(".jsonld") else "n3"
        components.count(f"{name} (JavaScript)", printed["versions"][name], len(read))


# --- Nodes ------------------------------------------------------------------------------------------------------------

# RFC 6068 section 2: what of a local part may stand in `to` as it is; all else is percent-encoded.
UNRESERVED = string.ascii_letters + string.digits + "-._~"
PLAIN_IN_LOCAL = UNRESERVED + "!$'*+"  # some-delims, as far as RFC 5322 has them in dot-atom-text
ATOM = string.ascii_letters + string.digits + "!#$%&'*+-/=?^_`{|}~"  # RFC 5322 section 3.2.3


def is_mailto(iri: str) -> bool:
    local, _, domain = iri.removeprefix("mailto:").rpartition("@")
    rest = local
    while rest:
        if rest[0] == "%" and len(rest) > 2 and set(rest[1:3]) <= set(string.hexdigits):
            rest = rest[3:]
        elif rest[0] in PLAIN_IN_LOCAL:
            rest = rest[1:]
        else:
            return False
    atoms, labels = unquote(local).split("."), domain.split(".")
    return (
        all(atom and set(atom) <= set(ATOM) for atom in atoms)
        and len(labels) > 1
        and all(0 < len(label) < 64 and label.strip("-") == label for label in labels)
        and set("".join(labels)) <= set(string.ascii_letters + string.digits + "-")
    )


def is_tel(iri: str) -> bool:
    """RFC 3966 section 5.1.4, a global number: `+` and digits; E.164 allows fifteen, none of them a leading nought."""
    digits = iri.removeprefix("tel:+")
    return digits != iri and digits.isascii() and digits.isdigit() and digits[0] != "0" and len(digits) <= 15


def is_web(iri: str) -> bool:
    pattern = rfc3987.get_compiled_pattern("%(IRI)s")
    return pattern.fullmatch(iri) is not None and bool(rfc3987.parse(iri, rule="IRI")["authority"])


VALID = {"mailto": is_mailto, "tel": is_tel, "http": is_web, "https": is_web}


def wrong_iris(rows: Iterable[Row]) -> list[str]:
    """The IRIs that are relative, blank nodes, of another scheme or not valid by their RFC."""
    found = {iri for s, p, o, datatype, _ in rows for iri in (s, p, datatype or o)}
    return [iri for iri in found if not VALID.get(iri.partition(":")[0], lambda _: False)(iri)]


NOT_VALID = [
    "_:b0",
    "office",
    "//a.example/",
    "mailto:info",
    "mailto:a%@a.example",
    "mailto:a&b@a.example",
    "mailto:a..b@a.example",
    "mailto:a@example",
    "tel:03876781407",
    "tel:+49-3876",
    "tel:+1234567890123456",
    "https:///x",
    "https://a.example/a b",
]


@pytest.mark.parametrize("iri", NOT_VALID)
def test_the_check_notices(iri: str) -> None:
    assert wrong_iris([(iri, terms.RDF.type, terms.AG.Alliance, "", "")]) == [iri]


@settings(max_examples=100)
@given(record_sets())
def test_there_is_no_blank_node_no_relative_iri_and_none_that_is_not_valid(records: list[Record]) -> None:
    for format in ("turtle", "json-ld"):
        assert wrong_iris(by_pyoxigraph(ag.serialize(records, format), format)) == []


def test_all_schemes_occur(components: Components) -> None:
    rows = expected(rich_records())
    assert wrong_iris(rows) == []
    iris = {iri for s, p, o, datatype, _ in rows for iri in (s, p, datatype or o)}
    assert {iri.partition(":")[0] for iri in iris} == set(VALID)
    components.count("rfc3987", assertions=sum(iri.startswith("http") for iri in iris))
