"""The Python API: constructors, arguments, errors as values."""

from __future__ import annotations

import copy
import json
import pickle
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

import alliancegraph as ag
from alliancegraph.errors import finding
from alliancegraph.mapping.index import index_of
from alliancegraph.mapping.locate import spots
from alliancegraph.records.publication import Publication
from alliancegraph.terms import curie
from strategies import make, rich_records

# --- Constructors -----------------------------------------------------------------------------------------------------


def test_parts_of_a_record_may_be_plain_mappings() -> None:
    plain = make.Alliance(
        id="a",
        name="A",
        alternative_names=["B", {"en": "C"}],
        contact_points=[{"id": "o", "person": {"name": "P", "role": "R"}, "emails": ["info@a.example"]}],
        partners=["p", {"name": "Q", "parent": {"id": "r"}}],
        partner_count={"value": 3},
        source={"url": "https://a.example/"},
        description=None,
        same_as=None,
    )
    typed = make.Alliance(
        id="a",
        name=ag.LanguageMap("A"),
        alternative_names=(ag.LanguageMap("B"), ag.LanguageMap({"en": "C"})),
        contact_points=(
            ag.ContactPoint(id="o", person=ag.Person(name="P", role=ag.LanguageMap("R")), emails=("info@a.example",)),
        ),
        partners=("p", ag.Organization(name=ag.LanguageMap("Q"), parent=ag.Organization(id="r"))),
        partner_count=ag.PartnerCount(value=3),
        source=ag.Source(url="https://a.example/"),
    )
    assert plain == typed
    assert hash(plain) == hash(typed)
    assert ag.serialize([plain]) == ag.serialize([typed])


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"partner_categories": "school"}, "Alliance.partner_categories: a list is expected, not str"),
    ({"same_as": {"a": "b"}}, "Alliance.same_as: a list is expected, not dict"),
    ({"areas": 5}, "Alliance.areas: a list is expected, not int"),
    ({"same_as": ["https://a.example/", None]}, r"Alliance.same_as\[1\]: str is expected, not NoneType"),
    ({"name": 5}, "Alliance.name: LanguageMap is expected, not int"),
    ({"name": {"de": 5}}, "Alliance.name: text is expected as 'de', not int"),
    ({"founded": 2008}, "Alliance.founded: str is expected, not int"),
    ({"partner_count": 3}, "Alliance.partner_count: PartnerCount is expected, not int"),
    ({"partner_count": {"value": True}}, "Alliance.partner_count: PartnerCount.value: int is expected, not bool"),
    ({"partners": [3]}, r"Alliance.partners\[0\]: Organization or str is expected, not int"),
    ({"contact_points": [{"name": "o"}]}, r"Alliance.contact_points\[0\]: .*'name'"),
    ({"contact_points": [{}]}, r"Alliance.contact_points\[0\]: .*'id'"),
    ({"contact_points": {"id": "o"}}, "Alliance.contact_points: a list is expected, not dict"),
]


@pytest.mark.parametrize(("values", "message"), WRONG)
def test_a_value_of_a_wrong_type_is_an_error_that_names_the_field(values: dict[str, Any], message: str) -> None:
    with pytest.raises(TypeError, match=message):
        make.Alliance(id="a", **values)


def test_language_maps_stay_language_maps() -> None:
    name = ag.LanguageMap("A")
    for more in (name | {"en": "B"}, {"en": "B"} | name, name.copy(), copy.copy(name), copy.deepcopy(name)):
        assert type(more) is ag.LanguageMap
        assert more["de"] == "A"
        assert hash(more) is not None
    with pytest.raises(TypeError, match="a LanguageMap is frozen"):
        name["en"] = "B"


# --- Arguments --------------------------------------------------------------------------------------------------------

RECORD = make.Alliance(id="a", name="A")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (["x"], "not of str"),
        ("x", "not str"),
        (RECORD, "not Alliance"),
        (None, "not NoneType"),
        ([RECORD, *ag.resources([RECORD])], "not of both"),
        (ag.resources([RECORD])[0], "not Resource"),
    ],
)
@pytest.mark.parametrize("function", [ag.resources, ag.to_graph, ag.serialize, ag.validate])
def test_what_is_neither_records_nor_trees_is_a_usage_error(function: Any, given: Any, message: str) -> None:
    with pytest.raises(ag.UsageError, match=message):
        function(given)


def test_trees_are_validated_by_the_shapes_over_their_graph() -> None:
    trees = ag.resources([make.Alliance(id="a")])
    assert ag.validate(trees) == ag.validate(ag.to_graph(trees))
    assert not ag.validate(trees).conforms


@pytest.mark.parametrize(
    "base", ["foo bar", "https://[/", "http://a.example/", "https://a.example", "https://a.example/#"]
)
def test_a_publication_made_in_python_is_checked_before_it_is_used(base: str) -> None:
    for function in (ag.resources, ag.to_graph, ag.serialize, ag.validate):
        with pytest.raises(ag.SettingsError) as error:
            function([RECORD], publication=ag.Publication(base=base))
        assert [(found.code, found.field) for found in error.value.findings] == [("form-base", "base")]


def test_a_sound_publication_passes() -> None:
    publication = make.Publication(
        base="https://bündnis.example/", title="T", publisher={"name": "P", "homepage": "https://p.example/"}
    )
    assert ag.resources([RECORD], publication)[0].iri == "https://bündnis.example/id/alliance/a"


# --- The index --------------------------------------------------------------------------------------------------------


def test_an_organisation_that_several_records_describe_is_one_thing_with_a_page() -> None:
    page, other = "https://directory.example/p", "https://directory.example/o"
    partner = make.Organization(id="p", profile_page=page, funders=[make.Organization(name="O", profile_page=other)])
    records = [make.Alliance(id=id, partners=[partner]) for id in "ab"]
    text = ag.serialize(records)
    assert f"schema:sameAs <{page}>" in text
    assert f"schema:sameAs <{other}>" in text
    assert "schema:WebPage" not in text
    text = ag.serialize([*records, make.Alliance(id="c", profile_page=page)])
    assert f"schema:sameAs <{page}>" not in text


def test_an_organisation_knows_the_alliances_it_is_a_partner_of() -> None:
    records = [make.Alliance(id=id, partners=["p"]) for id in "abc"]
    members = index_of(records, Publication()).members
    assert [iri.rsplit("/", 1)[-1] for iri in members["p"]] == ["a", "b", "c"]


def test_equal_images_are_found_at_their_own_places() -> None:
    withheld, image = {"url": "https://a.example/0"}, {"url": "https://a.example/1", "licence": "https://l.example/"}
    record = make.Alliance(id="a", images=[withheld, image, image])
    found = [spot.path for _, spot in spots(record, ag.published(record), index_of([record], Publication()))]
    assert [path for path in found if path.startswith("images")] == ["images[1]", "images[2]"]


def test_an_organisation_is_linked_to_its_projects_as_an_alliance_is() -> None:
    kinds = {"project": "subOrganization", "survey": "subOrganization", "event": "event", "event-series": "event"}
    for owner in (make.Organization(id="o"), make.Alliance(id="o")):
        for kind, link in kinds.items():
            (tree,) = ag.resources([owner, make.Project(id="p", of="o", kind=kind)])
            links = {curie(term) for term, values in tree.properties if f"{tree.iri}/project/p" in values}
            assert links == {f"schema:{link}"}


# --- Errors and the package -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [ag.ReadError, ag.RecordError, ag.SettingsError])
def test_errors_and_findings_can_be_pickled_and_copied(kind: Any) -> None:
    error = kind([finding("alias", record="r", field="f", place=ag.Place("x.yaml", 3))])
    for again in (pickle.loads(pickle.dumps(error)), copy.deepcopy(error)):  # noqa: S301
        assert type(again) is kind
        assert again.findings == error.findings
        assert str(again) == str(error)
        assert curie(again.findings[0].severity) == "sh:Violation"


def test_the_messages_of_a_finding_are_frozen() -> None:
    messages: Any = finding("alias").messages
    with pytest.raises(TypeError, match="frozen"):
        messages["de"] = "x"
    assert json.loads(json.dumps(messages)) == dict(messages) == asdict(finding("alias"))["messages"]


def test_the_package_lists_its_names() -> None:
    assert set(ag.__all__) <= set(dir(ag))


def test_the_package_runs_as_a_module_and_says_its_version_as_the_command_does() -> None:
    said = [
        subprocess.run(command, capture_output=True, text=True, check=True).stdout
        for command in (
            [sys.executable, "-m", "alliancegraph", "--version"],
            [str(Path(sys.executable).with_name("alliancegraph")), "--version"],
            [sys.executable, "-c", "from alliancegraph.cli import main; main(['--version'])"],
        )
    ]
    assert said == [f"alliancegraph, version {ag.__version__}\n"] * 3


def test_reports_can_be_pickled() -> None:
    found = ag.validate(rich_records())
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301
