"""Writers: the same records give the same bytes; what the JSON-LD looks like."""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import alliancegraph as ag
from alliancegraph import records, terms
from alliancegraph.records import Record
from alliancegraph.resource import Literal as Text
from alliancegraph.resource import resource, statements
from alliancegraph.terms import Iri
from alliancegraph.writers import FORMATS
from alliancegraph.writers.ntriples import term
from strategies import make, record_sets, rich_records

SAMPLES = Path(__file__).parents[1] / "data" / "alliances"


# --- Determinism ------------------------------------------------------------------------------------------------------


@given(st.data())
def test_the_order_of_the_input_does_not_matter(data: st.DataObject) -> None:
    found = data.draw(record_sets(most=6))
    shuffled = data.draw(st.permutations(found))
    for format in FORMATS:
        assert ag.serialize(shuffled, format) == ag.serialize(found, format)


@pytest.mark.parametrize("format", FORMATS)
def test_records_trees_and_a_second_time_give_the_same_bytes(format: str) -> None:
    text = ag.serialize(rich_records(), format)
    assert ag.serialize(rich_records()[::-1], format) == text
    trees = ag.resources(rich_records())
    assert ag.serialize(trees, format) == ag.serialize(trees, format) == text


@given(st.permutations([(terms.SCHEMA.url, Iri(f"https://{c}.example/")) for c in "abc"] + [(terms.AG.end, Text("x"))]))
def test_a_tree_is_the_same_in_whatever_order_its_facts_come(facts: list[tuple[terms.Term, Iri | Text]]) -> None:
    tree = resource(Iri("https://a.example/"), (), [(term, [value]) for term, value in facts])
    assert tree.properties == (
        (terms.AG.end, (Text("x"),)),
        (terms.SCHEMA.url, ("https://a.example/", "https://b.example/", "https://c.example/")),
    )


@given(record_sets())
def test_trees_that_were_pickled_give_the_same_bytes(found: list[Record]) -> None:
    trees = ag.resources(found)
    again = pickle.loads(pickle.dumps(trees))  # noqa: S301
    assert again == trees
    assert repr(again) == repr(trees)
    for format in FORMATS:
        assert ag.serialize(again, format) == ag.serialize(trees, format)


PROGRAM = """
import hashlib, sys
import alliancegraph as ag
records = list(ag.read(*sys.argv[1:]))
for format in ("turtle", "json-ld", "n-triples", "n-quads"):
    print(hashlib.sha256(ag.serialize(records, format).encode()).hexdigest())
"""


def test_the_hash_seed_does_not_matter(tmp_path: Path) -> None:
    for number, record in enumerate(rich_records()):
        (tmp_path / f"{number}.yaml").write_text(records.to_yaml(record), encoding="utf-8")
    sources = [str(tmp_path), *([str(SAMPLES)] if any(SAMPLES.glob("*.yaml")) else [])]
    digests = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM, *sources],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("0", "1", "2", "4711")
    }
    everything = list(ag.read(*sources))
    here = [hashlib.sha256(ag.serialize(everything, format).encode()).hexdigest() for format in FORMATS]
    assert [digest.split() for digest in digests] == [here]


@pytest.mark.parametrize("format", FORMATS)
def test_there_are_no_dates_but_the_records_own(format: str) -> None:
    given_ = set(re.findall(r"\d{4}-\d\d-\d\d", "".join(map(records.to_json, rich_records()))))
    written = set(re.findall(r"\d{4}-\d\d-\d\d", ag.serialize(rich_records(), format)))
    assert written == given_
    assert not re.search(r"\d\dT\d\d", ag.serialize(rich_records(), format))


# --- Text -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", ["turtle", "n-triples", "n-quads"])
@given(records=record_sets())
def test_a_line_is_a_line_in_every_editor(format: str, records: list[Record]) -> None:
    text = ag.serialize(records, format)
    assert text.splitlines(keepends=True) == re.findall(r".*\n", text)
    assert not re.search(r"[^\n -~\xa0-\U0010ffff]", text)


@given(record_sets())
def test_n_triples_are_the_statements_term_by_term(found: list[Record]) -> None:
    trees = ag.resources(found)
    lines = [" ".join((*map(term, statement), ".\n")) for statement in statements(trees)]
    assert ag.serialize(trees, "n-triples") == "".join(lines)


def test_turtle_names_a_vocabularys_term_and_the_same_iri_alike() -> None:
    known = [one for vocabulary in terms.VOCABULARIES for one in vocabulary.terms()]
    for one in known:
        as_term, as_iri = (resource(Iri("urn:x"), (), [(terms.RDF.type, [value])]) for value in (one, Iri(str(one))))
        assert f" {terms.curie(one)} .\n" in ag.serialize([as_term]) == ag.serialize([as_iri])


def test_every_prefix_that_turtle_declares_is_used_and_every_one_used_is_declared() -> None:
    text = ag.serialize(rich_records())
    declared = re.findall(r"^@prefix ([\w-]+): <(.*)> \.$", text, re.MULTILINE)
    assert declared == sorted(declared)
    assert dict(declared).items() <= terms.PREFIXES.items()
    bare = re.sub(r'"(\\.|[^"\\])*"|<[^>]*>|^@prefix.*$', "", text, flags=re.MULTILINE)
    assert {prefix for prefix, _ in declared} == set(re.findall(r"([\w-]+):", bare))


def test_turtle_describes_each_node_in_one_block() -> None:
    subjects = re.findall(r"^<(.*)>$", ag.serialize(rich_records()), re.MULTILINE)
    assert len(subjects) == len(set(subjects))


def test_the_graph_in_n_quads_is_the_record_of_the_thing_around() -> None:
    lines = ag.serialize(rich_records(), "n-quads").splitlines()
    graph_of: dict[str, set[str]] = {}
    for line in lines:
        match = re.fullmatch(r"<([^>]*)> <[^>]*> .* <([^>]*)> \.", line)
        assert match
        graph_of.setdefault(match[1], set()).add(match[2])
    base = "https://example.org/"
    town = "organization/stadt-musterstadt"
    alone = [f"{town}/contact/aussenstelle", f"{town}/project/stadtfest", "alliance/musterstadt/project/umfrage"]
    alone.append("alliance/unbekannt/contact/verwaist")
    owners = ("alliance/allein", "alliance/beispielhausen", "alliance/musterstadt", town)
    assert set().union(*graph_of.values()) == {f"{base}record/{path}" for path in (*alone, *owners)}
    for path in alone:
        inside = [iri for iri in graph_of if iri.startswith((f"{base}id/{path}", f"{base}record/{path}"))]
        assert len(inside) > 1
        assert all(graph_of[iri] == {f"{base}record/{path}"} for iri in inside)
    assert graph_of[base + "id/alliance/musterstadt/contact/office"] == {base + "record/alliance/musterstadt"}


@given(record_sets())
def test_n_quads_say_what_n_triples_say(found: list[Record]) -> None:
    quads = ag.serialize(found, "n-quads").splitlines()
    triples = {re.sub(r" <[^>]*> \.$", " .", line) for line in quads}
    assert triples == set(ag.serialize(found, "n-triples").splitlines())
    assert len(quads) == len(set(quads))


def test_an_unknown_format_is_an_error_that_names_the_known_ones() -> None:
    with pytest.raises(ag.UsageError, match="turtle, json-ld, n-triples, n-quads"):
        ag.serialize([], "rdf/xml")


# --- JSON-LD ----------------------------------------------------------------------------------------------------------


def document(*given_: Record) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(ag.serialize(given_, "json-ld"))
    return loaded


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Every node object below `value`, itself included."""
    if isinstance(value, dict):
        if "@id" in value:
            yield value
        for key, item in value.items():
            if key != "@context":
                yield from nodes(item)
    elif isinstance(value, list):
        for item in value:
            yield from nodes(item)


@given(record_sets())
def test_json_ld_is_laid_out_as_python_lays_out_json(found: list[Record]) -> None:
    text = ag.serialize(found, "json-ld")
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n"


RICH = document(*rich_records())
ALLIANCE = next(node for node in RICH["@graph"] if node["@id"].endswith("/alliance/musterstadt"))


def test_the_context_is_in_the_document() -> None:
    assert RICH["@context"] == ag.context()
    assert next(iter(RICH)) == "@context"


def test_the_context_tags_no_text() -> None:
    assert "@language" not in json.dumps(ag.context()).replace('"@container": "@language"', "")


def test_a_single_alliance_is_the_root() -> None:
    single = document(make.Alliance(id="a", name="A"), make.Project(id="p", of="a"))
    assert list(single)[:3] == ["@context", "@id", "@type"]
    assert single["@id"] == "https://example.org/id/alliance/a"
    assert "@graph" not in single


def test_several_stand_in_the_default_graph() -> None:
    assert list(RICH) == ["@context", "@graph"]
    assert [node["@id"] for node in RICH["@graph"]] == [tree.iri for tree in ag.resources(rich_records())]


def test_no_record_gives_an_empty_graph() -> None:
    assert document()["@graph"] == []
    assert ag.serialize([]) == ag.serialize([], "n-triples") == ag.serialize([], "n-quads") == ""


def test_text_with_a_language_stands_in_language_maps() -> None:
    assert ALLIANCE["name"] == {"de": "Bündnis für Familie Musterstadt", "en": "Alliance for Families"}
    assert ALLIANCE["alternateName"] == {"de": ["Familienbündnis", "LBF"], "en": "Family alliance"}
    office = ALLIANCE["contactPoint"][0]
    assert office["ag:contactPerson"]["jobTitle"] == {"de": "Koordinatorin", "en": "Coordinator"}
    assert not any("@language" in json.dumps(node) for node in RICH["@graph"])


def test_text_without_a_language_is_plain() -> None:
    office = ALLIANCE["contactPoint"][0]
    assert office["vcard:fn"] == "Stadtverwaltung Musterstadt"
    assert office["vcard:hasAddress"]["vcard:postal-code"] == "01067"


def test_dates_are_value_objects_of_their_length() -> None:
    assert ALLIANCE["foundingDate"] == {"@value": "2008", "@type": "xsd:gYear"}
    assert ALLIANCE["dissolutionDate"] == {"@value": "2024-01", "@type": "xsd:gYearMonth"}
    assert ALLIANCE["subjectOf"][1]["dateModified"] == {"@value": "2024-05-02", "@type": "xsd:date"}


def test_a_node_is_described_once_and_referred_to_afterwards() -> None:
    described = [node["@id"] for node in nodes(RICH) if len(node) > 1]
    assert len(described) == len(set(described))
    assert {node["@id"] for node in nodes(RICH)} <= set(described)


def test_what_belongs_to_an_alliance_stands_inside_it() -> None:
    inside = {node["@id"] for node in nodes(ALLIANCE) if len(node) > 1}
    tree = next(tree for tree in ag.resources(rich_records()) if tree.iri == ALLIANCE["@id"])
    parts = {subject for subject, _, _ in statements([tree]) if subject.startswith(tree.iri)}
    assert parts <= inside


def test_keys_are_sorted() -> None:
    for node in nodes(RICH):
        keys = [key for key in node if not key.startswith("@")]
        assert keys == sorted(keys)
        assert list(node)[: len(node) - len(keys)] == [key for key in ("@id", "@type") if key in node]


def test_every_key_and_type_is_one_of_the_context_or_has_a_prefix_of_it() -> None:
    known = set(ag.context())
    for node in nodes(RICH):
        types = node.get("@type", [])
        names = [key for key in node if not key.startswith("@")] + (types if isinstance(types, list) else [types])
        assert [name for name in names if name not in known and name.split(":")[0] not in terms.PREFIXES] == []
        assert "schema:name" not in node or isinstance(node["schema:name"], str)  # a person's name has no language
