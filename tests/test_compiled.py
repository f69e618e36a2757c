"""Compiled shapes: the report of pySHACL, but where a clause says otherwise; and it is said what is left to pySHACL."""

from __future__ import annotations

import operator
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import rdflib
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st
from rdflib import SH, Dataset, Graph, URIRef
from rdflib.compare import isomorphic

import alliancegraph as ag
from alliancegraph.errors import UsageError
from alliancegraph.records import Record
from alliancegraph.resource import Literal, Resource, statements
from alliancegraph.terms import RDF, SCHEMA, XSD, Iri, Term
from alliancegraph.validation import ENGINES, Report
from alliancegraph.validation.compiled import checkers, compile_shapes, values
from alliancegraph.validation.compiled.components import BUILDERS
from alliancegraph.validation.compiled.datatypes import order
from alliancegraph.validation.compiled.view import Node, View, of_graph, of_trees
from alliancegraph.validation.report import Delegated
from alliancegraph.validation.sentences import SENTENCES
from conftest import Components
from shacl_differences import DIFFERENCES, touched
from shacl_strategies import EX, PROPERTIES, as_graph, data_graphs, faulty, shapes_graphs
from strategies import record_sets, rich_records
from test_shapes import fixture, names

ROOT = Path(__file__).parents[1]
_DECIMAL = Term(XSD.namespace + "decimal")
VIOLATION = "ex:s sh:targetNode ex:a ; sh:property [ sh:path ex:p ; sh:minCount 1 ] . "

# rdflib and pySHACL warn of data and shapes that these tests make on purpose.
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning", "ignore::RuntimeWarning", "ignore::Warning:pyshacl")


def outcome(data: Any, shapes: Graph | None, engine: str) -> Report | str:
    """The report, or what is said where there is none."""
    try:
        return ag.validate(data, shapes=shapes, engine=engine)
    except UsageError as error:
        return str(error)


@cache
def own_shapes() -> Graph:
    return ag.shapes()


# --- The same report --------------------------------------------------------------------------------------------------


@pytest.mark.slow
@settings(max_examples=300)
@given(data_graphs(), shapes_graphs())
def test_engines_agree_on_all_of_shacl_core_but_where_a_clause_explains_it(
    components: Components, data: Graph, shapes: Graph
) -> None:
    compiled = ag.validate(data, shapes=shapes, engine="compiled")
    assert compiled.delegated == ()
    assume(not touched(data, shapes))
    event(f"{min(len(compiled.results), 3)} results")
    assert compiled == ag.validate(data, shapes=shapes, engine="pyshacl")
    components.count("pyshacl")


@pytest.mark.slow
@given(record_sets())
def test_engines_agree_on_records(components: Components, records: list[Record]) -> None:
    compiled, plain = (ag.validate(records, engine=engine) for engine in ("compiled", "pyshacl"))
    assert compiled == plain or touched(ag.to_graph(records), own_shapes())
    components.count("pyshacl")


@pytest.mark.slow
@given(st.data())
def test_engines_agree_on_faulty_trees(components: Components, data: st.DataObject) -> None:
    trees = ag.resources(data.draw(record_sets(2))) if data.draw(st.booleans()) else rich_trees()
    wrong = data.draw(faulty(trees))
    compiled, plain = (ag.validate(wrong, engine=engine) for engine in ("compiled", "pyshacl"))
    event(f"{min(len(compiled.results), 30) // 10}0 results")
    assert compiled == plain or touched(ag.to_graph(wrong), own_shapes())
    components.count("pyshacl")


@cache
def rich_trees() -> tuple[Resource, ...]:
    return ag.resources(rich_records())


@pytest.mark.slow
@pytest.mark.parametrize("folder", ["positive", "negative"])
def test_engines_agree_on_the_fixtures_of_the_shapes(folder: str) -> None:
    union = Graph()
    for name in names(folder):
        union += fixture(folder, name)
    compiled, plain = (ag.validate(union, engine=engine) for engine in ("compiled", "pyshacl"))
    other = [result for result in compiled.results if result not in plain.results]
    assert [result for result in plain.results if result not in compiled.results] == []
    assert {result.code for result in other} <= {"hours-closing-later"}  # times that are none: `not-comparable-forms`
    assert len(compiled.results) > 500


@given(record_sets())
def test_trees_a_graph_and_a_dataset_of_it_have_the_same_report(records: list[Record]) -> None:
    trees = ag.resources(records)
    dataset = Dataset()
    for number, triple in enumerate(ag.to_graph(trees)):
        dataset.graph(URIRef(f"https://example.org/{number % 3}")).add(triple)
    report = ag.validate(trees)
    assert ag.validate(ag.to_graph(trees)) == report
    assert ag.validate(dataset) == report


@pytest.mark.parametrize("name", sorted(DIFFERENCES))
def test_a_difference_is_one_and_is_seen_by_those_who_look_for_it(name: str) -> None:
    difference = DIFFERENCES[name]
    data, shapes = as_graph(difference.data), as_graph(difference.shapes)
    reports = [outcome(data, shapes, engine) for engine in ("compiled", "pyshacl")]
    counts = [len(one.results) if isinstance(one, Report) else None for one in reports]
    assert counts == [difference.compiled, difference.pyshacl]


def test_the_documentation_lists_the_differences() -> None:
    page = (ROOT / "docs" / "validation.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([a-z-]+)` \|.*\| ([^|]+) \|$", page, re.MULTILINE))
    assert rows == {name: difference.clause for name, difference in DIFFERENCES.items()}


# --- What is left to pySHACL ------------------------------------------------------------------------------------------

SPARQL = 'ex:t sh:targetNode ex:a ; sh:sparql [ sh:select "SELECT $this WHERE { $this <https://example.org/p> 1 }" ] .'
COMPONENT = """
    ex:t sh:targetNode ex:a ; ex:least 2 .
    ex:C a sh:ConstraintComponent ; sh:parameter [ sh:path ex:least ] ;
        sh:validator [ a sh:SPARQLAskValidator ; sh:ask "ASK { FILTER ($least < 1) }" ] .
"""
LEFT = {
    "sh:sparql": SPARQL,
    "<https://example.org/least>": COMPONENT,
    "sh:expression": "ex:t sh:targetNode ex:a ; sh:expression [ sh:path ex:p ] .",
    "sh:minCout": "ex:t sh:targetNode ex:a ; sh:path ex:p ; sh:minCout 9 .",
    "a shape that refers to itself": "ex:t sh:targetNode ex:a ; sh:property [ sh:path ex:q ; sh:node ex:t ] .",
    "several sh:pattern": 'ex:t sh:targetNode ex:a ; sh:path ex:p ; sh:pattern "a", "b" .',
    "sh:pattern '(?=a)'": 'ex:t sh:targetNode ex:a ; sh:path ex:p ; sh:pattern "(?=a)" .',
    "sh:flags 'q'": 'ex:t sh:targetNode ex:a ; sh:path ex:p ; sh:pattern "a" ; sh:flags "q" .',
    "sh:minCount in a node shape": "ex:t sh:targetNode ex:a ; sh:minCount 2 .",
    "sh:minCount that is no xsd:integer": 'ex:t sh:targetNode ex:a ; sh:path ex:p ; sh:minCount "2" .',
    "sh:in that is no list": "ex:t sh:targetNode ex:a ; sh:path ex:p ; sh:in ex:b .",
    "sh:target": """
        ex:t sh:class ex:C ; sh:target [ a sh:SPARQLTarget ;
            sh:select "SELECT ?this WHERE { ?this <https://example.org/p> 1 }" ] .
    """,
}


@pytest.mark.parametrize("construct", sorted(LEFT))
@pytest.mark.parametrize("engine", ["auto", "compiled"])
def test_a_shape_that_is_not_shacl_core_goes_to_pyshacl_and_the_report_says_so(construct: str, engine: str) -> None:
    data, shapes = as_graph("ex:a ex:p 1 ; ex:q ex:a ."), as_graph(LEFT[construct] + VIOLATION.replace("ex:p", "ex:r"))
    report, plain = outcome(data, shapes, engine), outcome(data, shapes, "pyshacl")
    assert report == plain
    if isinstance(report, Report):
        assert report.delegated == (Delegated(str(rdflib.URIRef("https://example.org/t")), construct),)
        assert [r.component for r in report.results if r.focus_node == URIRef("https://example.org/a")]
        assert isinstance(plain, Report)
        assert plain.delegated == ()


def test_a_shape_is_left_to_pyshacl_for_what_it_refers_to_and_others_are_not() -> None:
    shapes = as_graph(
        SPARQL.replace("sh:targetNode ex:a ; ", "")
        + "ex:u sh:targetNode ex:a ; sh:not [ sh:and ( [ sh:path ex:p ; sh:node ex:t ] ) ] ."
        + "ex:s a rdfs:Class, sh:NodeShape ; sh:class ex:C ."
        + VIOLATION.replace("ex:p", "ex:r")
    )
    data = as_graph("ex:a ex:p 1 . ex:b a ex:s .")
    report = ag.validate(data, shapes=shapes)
    assert report.delegated == (Delegated("https://example.org/u", "sh:sparql"),)
    assert report == ag.validate(data, shapes=shapes, engine="pyshacl")
    assert {str(result.focus_node) for result in report.results} == {"https://example.org/a", "https://example.org/b"}


def test_rules_change_the_data_so_that_all_shapes_go_to_pyshacl() -> None:
    rule = "sh:rule [ a sh:TripleRule ; sh:subject sh:this ; sh:predicate ex:r ; sh:object ex:b ]"
    shapes = as_graph(f"ex:t sh:targetNode ex:a ; {rule} . ex:s sh:targetNode ex:a ; sh:path ex:r ; sh:maxCount 0 .")
    report = ag.validate(as_graph("ex:a ex:p 1 ."), shapes=shapes)
    assert [one.construct for one in report.delegated] == ["sh:rule", "sh:rule"]
    assert [result.component for result in report.results] == [str(SH.MaxCountConstraintComponent)]


@pytest.mark.parametrize("depth", [100, 2000])
def test_a_chain_of_shapes_is_followed_or_refused(depth: int) -> None:
    chain = "".join(f"ex:s{number} sh:node ex:s{number + 1} . " for number in range(depth))
    shapes = as_graph(f"ex:s0 sh:targetNode ex:a . {chain} ex:s{depth} sh:class ex:C .")
    report = outcome(as_graph("ex:a ex:p 1 ."), shapes, "compiled")
    if depth == 100:
        assert isinstance(report, Report)
        assert len(report.results) == 1
    else:
        assert isinstance(report, str)
        assert "too deep" in report


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("construct", ["sh:entailment ex:e", 'sh:js [ sh:jsFunctionName "f" ]'])
def test_shapes_that_no_engine_can_check_are_refused(engine: str, construct: str) -> None:
    shapes = as_graph(f"ex:s sh:targetNode ex:a ; {construct} .")
    with pytest.raises(UsageError, match=f"cannot be used: .*{construct.split()[0]}"):
        ag.validate(as_graph("ex:a ex:p 1 ."), shapes=shapes, engine=engine)


@pytest.mark.parametrize("engine", ENGINES)
def test_shapes_and_data_stay_as_they_are(engine: str) -> None:
    texts = ("ex:a ex:p 1 .", SPARQL + VIOLATION + "ex:u a owl:Class, sh:NodeShape .")
    data, shapes = map(as_graph, texts)
    ag.validate(data, shapes=shapes, engine=engine)
    assert all(isomorphic(graph, as_graph(text)) for graph, text in zip((data, shapes), texts, strict=True))


def test_another_engine_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="unknown engine 'jena'; possible are auto, compiled, pyshacl"):
        ag.validate(Graph(), engine="jena")


def test_records_and_our_shapes_need_no_pyshacl() -> None:
    program = (
        "import sys; import alliancegraph as ag; report = ag.validate(ag.read('data/alliances'))\n"
        "print(len(report.results) > 0, 'pyshacl' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.split() == ["True", "False"]


# --- What is said of a result -----------------------------------------------------------------------------------------


def test_every_component_has_its_sentences() -> None:
    parts = {"flags", "property", "ignoredProperties", "qualifiedValueShape", "qualifiedValueShapesDisjoint"}
    assert set(SENTENCES) == {name[0].upper() + name[1:] for name in set(BUILDERS) - parts}


@pytest.mark.parametrize("engine", ["compiled", "pyshacl"])
def test_messages_of_the_shape_are_taken_and_others_made_in_german_and_english(engine: str) -> None:
    shapes = as_graph(
        'ex:s sh:targetNode ex:a ; sh:property [ sh:path ex:p ; sh:in ( "a" ex:b ) ], '
        '[ sh:path ex:q ; sh:minCount 3 ; sh:message "Three, please."@en ] .'
    )
    first, second = ag.validate(as_graph('ex:a ex:p "c" .'), shapes=shapes, engine=engine).results
    assert first.messages == {
        "de": "Der Wert ist keiner von a, https://example.org/b.",
        "en": "The value is none of a, https://example.org/b.",
    }
    assert second.messages == {"de": "Three, please.", "en": "Three, please."}


@pytest.mark.parametrize("engine", ["compiled", "pyshacl"])
def test_a_result_names_path_shape_and_severity(engine: str) -> None:
    shapes = as_graph(
        "ex:s sh:targetNode ex:a ; sh:severity ex:grave ; rdfs:seeAlso ex:p ; sh:path ( ex:p ex:q ) ; sh:minCount 1 ."
    )
    [result] = ag.validate(as_graph("ex:a ex:p 1 ."), shapes=shapes, engine=engine).results
    assert (result.severity, result.shape, result.term) == tuple(
        f"https://example.org/{n}" for n in ("grave", "s", "p")
    )
    assert result.path == shapes.value(URIRef("https://example.org/s"), SH.path)


# --- The short way and the long one -----------------------------------------------------------------------------------

_forms = st.sampled_from(
    ["", "a", "de", "2008", "2008-02-29", "2008-02-30", "12:00:00", "-1", "+1", "7", "9" * 20, "1.5"]
)
_datatypes = st.sampled_from([XSD.string, XSD.date, XSD.gYear, XSD.time, XSD.integer, _DECIMAL, RDF.langString])
_literals = st.builds(Literal, _forms, _datatypes, st.sampled_from(["", "", "de"]))
_values: st.SearchStrategy[Node] = _literals | st.sampled_from([Iri("https://example.org/2008"), Iri("_:2008")])
_each = (
    _datatypes.map(values.datatype)
    | st.sampled_from(sorted(values.KINDS)).map(values.node_kind)
    | st.sampled_from([r"\A[0-9]", "a", r"\S", "$"]).map(lambda pattern: values.pattern(re.compile(pattern).search))
    | st.builds(
        values.limit,
        st.just("MinInclusive"),
        _literals,
        st.sampled_from([operator.lt, operator.le, operator.gt, operator.ge]),
    )
)


@settings(max_examples=500)
@given(st.lists(_each, min_size=1, max_size=4), _values)
def test_tests_that_became_one_are_passed_where_each_is(each: list[values.Each], value: Node) -> None:
    view = View({})
    assert values.every(values.fused(each))(value, view) == all(one.test(value, view) for one in each)


@settings(max_examples=300)
@given(st.sampled_from([operator.lt, operator.le, operator.gt, operator.ge]), _literals, _literals)
def test_limits_are_those_of_the_order_of_values(holds: values.Holds, limit: Literal, value: Literal) -> None:
    found = order(limit, value)
    assert values.limit("MinInclusive", limit, holds).test(value, View({})) == (found is not None and holds(found, 0))


ask = checkers._same_values


def found_by_judges(shapes: View, data: View) -> list[Any]:
    """The results where every constraint is asked, whether or not something is wrong."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(checkers, "_same_values", lambda several: (0, -1, *ask(several)[2:]))  # no number is right
        return sorted(compile_shapes(shapes).run(data), key=repr)


@pytest.mark.slow
@settings(max_examples=300)
@given(data_graphs(), shapes_graphs())
def test_what_is_passed_over_as_faultless_is_so(data: Graph, shapes: Graph) -> None:
    rules, view = of_graph(shapes), of_graph(data)
    assert sorted(compile_shapes(rules).run(view), key=repr) == found_by_judges(rules, view)


@given(st.data())
def test_what_is_passed_over_as_faultless_in_trees_is_so(data: st.DataObject) -> None:
    rules, view = of_graph(own_shapes()), of_trees(data.draw(faulty(rich_trees())))
    assert sorted(compile_shapes(rules).run(view), key=repr) == found_by_judges(rules, view)


# --- Views of graphs and trees ----------------------------------------------------------------------------------------


def triples(view: View) -> set[tuple[Any, Any, Any]]:
    return {(s, p, o) for s, held in view.forward.items() for p, values in held.items() for o in values}


@given(data_graphs())
def test_the_short_way_into_a_graph_leads_to_the_same_as_the_long_one(graph: Graph) -> None:
    graph.remove((graph.value(), None, None))  # which leaves an empty place in the index
    other = Graph(store="SimpleMemory")
    other += graph
    dataset = Dataset()
    part = dataset.graph(EX.part)
    part += graph
    assert triples(of_graph(graph)) == triples(of_graph(other)) == triples(of_graph(part)) == triples(of_graph(dataset))
    dataset.graph(EX.more).add((EX.a, EX.more, EX.b))
    assert triples(of_graph(part)) == triples(of_graph(graph))
    assert triples(of_graph(dataset.graph(EX.none))) == set()


@given(data_graphs(), st.sets(st.sampled_from(PROPERTIES)))
def test_a_view_of_some_predicates_has_those(graph: Graph, wanted: set[URIRef]) -> None:
    names = {Iri(str(predicate)) for predicate in wanted}
    assert triples(of_graph(graph, names)) == {triple for triple in triples(of_graph(graph)) if triple[1] in names}


@given(st.data())
def test_a_view_of_trees_has_their_statements(data: st.DataObject) -> None:
    trees = data.draw(faulty(rich_trees()))
    wanted = {RDF.type, *data.draw(st.sets(st.sampled_from([SCHEMA.name, SCHEMA.image, SCHEMA.contactPoint])))}
    assert triples(of_trees(trees)) == set(statements(trees))
    assert triples(of_trees(trees, wanted)) == {triple for triple in statements(trees) if triple[1] in wanted}


def test_results_name_literals_as_they_are_written() -> None:
    data = as_graph('ex:a ex:p "b"@de-AT, "b"^^xsd:string, "01"^^xsd:integer .')
    shapes = as_graph("ex:s sh:targetNode ex:a ; sh:path ex:p ; sh:nodeKind sh:IRI .")
    for engine in ("compiled", "pyshacl"):
        found = {
            result.value.n3() for result in ag.validate(data, shapes=shapes, engine=engine).results if result.value
        }
        assert found == {literal.n3() for literal in data.objects()}
