"""The test suite of the SHACL recommendation: the compiled engine gives its results, without pySHACL for SHACL Core.

A test is a file whose manifest names a data graph, a shapes graph and the report expected; results are compared as
multisets of focus node, path, value, component, severity, and shape and messages where the manifest names them.
"""

from __future__ import annotations

import sys
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlparse
from urllib.request import url2pathname

import pytest
import rdflib
from rdflib import RDF, SH, BNode, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

import alliancegraph as ag
from alliancegraph.errors import UsageError
from alliancegraph.validation import Report
from conftest import SHARED, Components

SUITE = SHARED / "judges" / "shacl-w3c"
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = Namespace("http://www.w3.org/ns/shacl-test#")
KINDS = (SH.inversePath, SH.alternativePath, SH.zeroOrMorePath, SH.oneOrMorePath, SH.zeroOrOnePath)

pytestmark = pytest.mark.filterwarnings("ignore:Parsing weird boolean:UserWarning")  # one that is wrong on purpose


class Case(NamedTuple):
    """A test of the suite; `expected` is its report, or None where a failure is expected."""

    data: Graph
    shapes: Graph
    manifest: Graph
    expected: Node | None


def files(part: str) -> list[Path]:
    """The tests of `core` or `sparql`: the files that are manifests with entries."""
    return sorted(path for path in (SUITE / part).rglob("*.ttl") if "mf:entries" in path.read_text("utf-8"))


def name(path: Path) -> str:
    return f"{path.parent.name}-{path.stem}"


each_core_test = pytest.mark.parametrize("path", files("core"), ids=name)
each_sparql_test = pytest.mark.parametrize("path", files("sparql"), ids=name)


@cache
def load(address: str) -> Graph:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rdflib, "NORMALIZE_LITERALS", False)  # "1"^^xsd:boolean is not "true"^^xsd:boolean
        return Graph().parse(url2pathname(urlparse(address).path), format="turtle", publicID=address)


def case(path: Path) -> Case:
    manifest = load(path.as_uri())
    [entries] = manifest.objects(None, MF.entries)
    [entry] = Collection(manifest, entries)
    action, result = manifest.value(entry, MF.action), manifest.value(entry, MF.result)
    data, shapes = (load(str(manifest.value(action, role))) for role in (SHT.dataGraph, SHT.shapesGraph))
    return Case(data, shapes, manifest, None if result == SHT.Failure else result)


def way(graph: Graph, path: Any) -> Any:
    """What a path says, without its blank nodes."""
    if not isinstance(path, BNode):
        return path
    if (path, RDF.first, None) in graph:
        return tuple(way(graph, step) for step in Collection(graph, path))
    return frozenset((kind, way(graph, below)) for kind in KINDS for below in graph.objects(path, kind))


def expected(case: Case) -> Counter[tuple[Any, ...]]:
    graph = case.manifest
    return Counter(
        (
            graph.value(node, SH.focusNode),
            way(graph, graph.value(node, SH.resultPath)),
            graph.value(node, SH.value),
            graph.value(node, SH.sourceConstraintComponent),
            graph.value(node, SH.resultSeverity),
        )
        for node in graph.objects(case.expected, SH.result)
    )


def found(report: Report, case: Case) -> Counter[tuple[Any, ...]]:
    return Counter(
        (r.focus_node, way(case.shapes, r.path), r.value, URIRef(r.component or ""), URIRef(r.severity))
        for r in report.results
    )


def holds(report: Report, case: Case) -> None:
    """The report is the one expected."""
    assert found(report, case) == expected(case)
    for node in case.manifest.objects(case.expected, SH.result):
        focus, shape = case.manifest.value(node, SH.focusNode), case.manifest.value(node, SH.sourceShape)
        of_shape = [r for r in report.results if r.focus_node == focus and r.shape == str(shape)]
        assert of_shape or not isinstance(shape, URIRef)
        for message in case.manifest.objects(node, SH.resultMessage):
            language = getattr(message, "language", None) or "en"
            assert any(r.messages[language] == str(message) for r in of_shape)


@pytest.fixture
def _without_pyshacl(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyshacl", None)
    with pytest.raises(ImportError):
        import pyshacl  # noqa: F401


def test_the_suite_is_whole(shared: Path) -> None:
    assert {part: len(files(part)) for part in ("core", "sparql")} == {"core": 98, "sparql": 23}


@each_core_test
@pytest.mark.usefixtures("_without_pyshacl")
def test_shacl_core_without_pyshacl(path: Path, components: Components) -> None:
    one = case(path)
    report = ag.validate(one.data, shapes=one.shapes, engine="compiled")
    holds(report, one)
    assert report.delegated == ()
    components.count("W3C SHACL test suite", "core")


@pytest.mark.slow
@each_core_test
def test_shacl_core_on_pyshacl(path: Path) -> None:
    """Both engines come to the reports expected; one test is lost on pySHACL (docs/validation.md)."""
    one = case(path)
    report = ag.validate(one.data, shapes=one.shapes, engine="pyshacl")
    if name(path) == "property-uniqueLang-002":
        assert [r.component for r in report.results] == [str(SH.UniqueLangConstraintComponent)]
    else:
        holds(report, one)


@each_sparql_test
def test_shacl_sparql_is_what_pyshacl_gives(path: Path, components: Components) -> None:
    one = case(path)
    if one.expected is None or name(path) == "pre-binding-shapesGraph-001":  # which pySHACL says it does not support
        for engine in ("auto", "compiled", "pyshacl"):
            with pytest.raises(UsageError, match="these shapes cannot be used"):
                ag.validate(one.data, shapes=one.shapes, engine=engine)
        return
    plain, *others = (ag.validate(one.data, shapes=one.shapes, engine=e) for e in ("pyshacl", "auto", "compiled"))
    holds(plain, one)
    for report in others:
        assert report == plain
        assert report.delegated
    components.count("W3C SHACL test suite", "sparql")
