"""Record files: what is written is read again by every loader, and what is wrong is said once, at its line."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import msgspec
import pytest
import yaml
from hypothesis import given, settings
from jsonschema import Draft202012Validator, ValidationError  # type: ignore[import-untyped]
from rdflib import URIRef
from ruamel.yaml import YAML

import alliancegraph as ag
from alliancegraph import records
from alliancegraph.errors import Finding
from alliancegraph.records import Record, decode
from alliancegraph.records.nodes import Node, from_json, from_json_lines, from_yaml
from alliancegraph.records.schema import json_schema
from alliancegraph.records.types import typed
from alliancegraph.writers import FORMATS
from conftest import Components
from strategies import any_record, make, rich_records

Parse = Callable[[str, str], tuple[list[Node], list[Finding]]]

JSON_LINES: Parse = partial(from_json_lines, parse=from_json)


def read(parse: Parse, text: str) -> tuple[list[Record | None], list[Finding]]:
    nodes, faults = parse(text, "file")
    decoded = [decode(node) for node in nodes]
    return [one.record for one in decoded], [*faults, *(fault for one in decoded for fault in one.faults)]


def faults(text: str, parse: Parse = from_yaml) -> list[tuple[str, str | None, int]]:
    """Code, field and line of every fault; each has a sentence in both languages that can be printed."""
    found = read(parse, text)[1]
    for one in found:
        assert set(one.messages) == {"de", "en"}
        assert all(message.encode() for message in one.messages.values())
    return [(one.code, one.field, one.place.line if one.place else 0) for one in found]


# --- Written and read again -------------------------------------------------------------------------------------------


@given(any_record)
def test_a_record_is_read_again_from_yaml_and_json(record: Record) -> None:
    assert read(from_yaml, records.to_yaml(record)) == ([record], [])
    assert read(from_json, records.to_json(record)) == ([record], [])
    assert read(JSON_LINES, "\n" + records.to_json(record) + "\n") == ([record], [])


@settings(max_examples=40)
@given(any_record)
def test_every_yaml_loader_sees_the_same_values(record: Record) -> None:
    text, plain = records.to_yaml(record), records.to_plain(record)
    assert yaml.safe_load(text) == plain
    assert YAML(typ="safe", pure=True).load(text) == plain  # YAML 1.2
    assert json.loads(records.to_json(record)) == plain


def test_the_c_and_the_python_loader_of_pyyaml_are_read_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "---\n".join(map(records.to_yaml, rich_records())) + "---\nid: ~\ntype: alliance\nname: 'null'\n"
    by_c = read(from_yaml, text)
    monkeypatch.delattr(yaml, "CSafeLoader")
    assert read(from_yaml, text) == by_c


def test_texts_of_several_lines_are_blocks_to_edit() -> None:
    assert "de: |-\n    eins\n    zwei\n" in records.to_yaml(make.Alliance(id="a", name="eins\nzwei"))


# --- JSON Schema ------------------------------------------------------------------------------------------------------

VALIDATOR = Draft202012Validator(json_schema())


def test_the_schema_is_one_of_2020_12(components: Components) -> None:
    Draft202012Validator.check_schema(json_schema())
    components.count("jsonschema")


def test_the_schema_asks_for_quotes_where_other_loaders_need_them() -> None:
    text = "type: alliance\nid: a\nfounded: 2008\n"
    ((node,), _) = from_yaml(text, "a.yaml")
    record = decode(node).record
    assert isinstance(record, ag.Alliance)
    assert record.founded == "2008"
    assert not VALIDATOR.is_valid({"type": "alliance", "id": "a", "founded": 2008})
    assert '"2008"' in json_schema()["description"]


@settings(max_examples=40)
@given(any_record)
def test_the_schema_accepts_every_record(record: Record) -> None:
    VALIDATOR.validate(records.to_plain(record))


def test_the_schema_accepts_lists_and_formats() -> None:
    plain = [records.to_plain(record) for record in rich_records()]
    for document in (plain, [{"format": 1}, *plain], {"format": 1, "records": plain}, {"format": 1} | plain[0]):
        VALIDATOR.validate(document)


def places(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The paths of all mappings in a plain value, language maps left out."""
    if isinstance(value, dict) and not set(value) <= {"de", "en"}:
        yield path
    for key, item in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from places(item, (*path, key))


def at(value: Any, path: Iterable[str | int]) -> Any:
    for key in path:
        value = value[key]
    return value


WRONG = [
    {"nmae": "x"},
    {"type": "alien"},
    {"id": "Große Stadt"},
    {"status": "gone"},
    {"kind": "party"},
    {"country": "de"},
]


@pytest.mark.parametrize(
    "plain", [records.to_plain(record) for record in rich_records()], ids=lambda plain: plain["id"]
)
def test_the_schema_refuses_what_decoding_refuses(plain: dict[str, Any], components: Components) -> None:
    refused = 0
    for path in places(plain):
        for change in WRONG:
            wrong = copy.deepcopy(plain)
            at(wrong, path).update(change)
            assert decode(from_json(json.dumps(wrong), "")[0][0]).faults
            with pytest.raises(ValidationError):
                VALIDATOR.validate(wrong)
            refused += 1
    components.count("jsonschema", assertions=refused)


# --- YAML as people write it ------------------------------------------------------------------------------------------


def test_unquoted_text_keeps_its_characters() -> None:
    record = read(
        from_yaml,
        """
        type: alliance
        id: 2008
        name: no
        founded: 2008
        description: {de: 1.50, en: 0x1F, "no": Yes}
        partner_count: {value: 007}
        contact_points:
          - {id: 01, postal_code: 01067, street: 1e3, locality: 12:30:45, telephones: [+493876781407], url: null}
        """,
    )
    [alliance], found = record
    assert found == []
    assert alliance == make.Alliance(
        id="2008",
        name="no",
        founded="2008",
        description={"de": "1.50", "en": "0x1F", "no": "Yes"},
        partner_count=make.PartnerCount(value=7),
        contact_points=[
            make.ContactPoint(
                id="01", postal_code="01067", street="1e3", locality="12:30:45", telephones=["+493876781407"]
            )
        ],
    )


@pytest.mark.parametrize("nothing", ["", "null", "~", "Null", "NULL", "[]"])
def test_nothing_null_and_an_empty_list_are_one(nothing: str) -> None:
    assert read(from_yaml, f"type: alliance\nid: a\nsame_as: {nothing}\n") == ([make.Alliance(id="a")], [])


@pytest.mark.parametrize("quoted", ["'null'", '"~"', '""', "|-\n  null"])
def test_what_is_quoted_is_text(quoted: str) -> None:
    [record], found = read(from_yaml, f"type: alliance\nid: a\nname: {quoted}\n")
    assert found == []
    assert isinstance(record, ag.Alliance)
    assert record.name == ag.LanguageMap(yaml.safe_load(quoted))


START = "type: alliance\nid: a\n"
DEEP = 100_000
FAULTS = {
    "unknown key": (START + "nmae: x\n", [("key-unknown", "nmae", 3)]),
    "unknown key below": (START + "projects:\n- id: p\n  nme: x\n", [("key-unknown", "projects[0].nme", 5)]),
    "merge key": (START + "<<: {name: x}\n", [("key-unknown", "<<", 3)]),
    "duplicate key": (START + "name: x\nname: y\n", [("key-duplicate", "name", 4)]),
    "duplicate language": (START + "name:\n  de: x\n  de: y\n", [("key-duplicate", "name.de", 5)]),
    "language": (START + "name:\n  DE: x\n", [("form-language", "name.DE", 4)]),
    "no type": ("id: a\n", [("type-missing", "type", 1)]),
    "wrong type": ("\nid: a\ntype: aliance\n", [("record-type", "type", 3)]),
    "list as type": ("id: a\ntype: [alliance]\n", [("type-mismatch", "type", 2)]),
    "list as nested type": (START + "projects:\n- id: p\n  type: [x]\n", [("type-mismatch", "projects[0].type", 5)]),
    "another nested type": (START + "projects:\n- {id: p, type: alliance}\n", [("choice", "projects[0].type", 4)]),
    "no id": ("type: alliance\nname: x\n", [("key-missing", "id", 1)]),
    "id without value": ("type: organization\nid:\n", [("key-missing", "id", 2)]),
    "no owner": ("type: project\nid: p\n", [("key-missing", "of", 1)]),
    "owner without value": ("type: project\nid: p\nof: ~\n", [("key-missing", "of", 3)]),
    "list as choice": ("type: project\nid: p\nof: a\nstatus: [past]\n", [("type-mismatch", "status", 4)]),
    "choice": ("type: project\nid: p\nof: a\nstatus: gone\n", [("choice", "status", 4)]),
    "list item without value": (START + "same_as:\n-\n", [("type-mismatch", "same_as[0]", 4)]),
    "text for a list": (START + "projects: x\n", [("type-mismatch", "projects", 3)]),
    "word for a number": (START + "partner_count: {value: viele}\n", [("type-mismatch", "partner_count.value", 3)]),
    "number out of range": (START + "partner_count: {value: -1}\n", [("number-range", "partner_count.value", 3)]),
    "year": (START + "founded: 2008-13\n", [("form-date", "founded", 3)]),
    "postcode of two lines": (
        "type: contact_point\nid: o\nof: a\npostal_code: |\n  01067\n  01069\n",
        [("form-line", "postal_code", 4)],
    ),
    "mailbox": (
        "type: contact_point\nid: o\nof: a\nemails:\n- x\n- y@z\n",
        [
            ("form-mailbox", "emails[0]", 5),
            ("form-mailbox", "emails[1]", 6),
        ],
    ),
    "area": (START + "areas:\n- {district: '12070', state: '11'}\n", [("area-mismatch", "areas[0].district", 4)]),
    "no area": (START + "areas:\n- {}\n", [("key-missing", "areas[0].municipality", 4)]),
    "same part twice": (START + "projects:\n- id: p\n- id: p\n", [("id-duplicate", "projects[1].id", 5)]),
    "owner that is another": (START + "projects:\n- id: p\n  of: b\n", [("of-mismatch", "projects[0].of", 5)]),
    "inline organisation": (
        START + "partners:\n- name: x\n  contact_points:\n  - id: X\n",
        [("form-id", "partners[0].contact_points[0].id", 6)],
    ),
    "several": (
        START + "x: 1\nfounded: x\nhomepage: x\n",
        [
            ("key-unknown", "x", 3),
            ("form-date", "founded", 4),
            ("form-link", "homepage", 5),
        ],
    ),
    "alias": (START + "name: &n {de: x}\ndescription: *n\n", [("alias", "description", 4)]),
    "alias to nothing": (START + "name: *n\n", [("alias", "name", 3)]),
    "no mapping": ("just words\n", [("type-mismatch", None, 1)]),
    "key that is no text": (START + "? [a]\n: b\n", [("syntax", None, 3)]),
    "tab": (START + "\tname: x\n", [("syntax", None, 3)]),
    "open quote": (START + "name: 'x\n", [("syntax", None, 4)]),
    "control character": (f"type: alliance\nid: {'ä' * 60}\nname: \x01\n\n\n\n\n\n", [("syntax", None, 3)]),
    "null character": (START + 'name: "\\0"\n', [("character", "name", 3)]),
    "deep lists": (START + "name: " + "[" * DEEP, [("syntax", None, 3)]),
    "deep blocks": (START + "name:\n" + "- " * DEEP + "x\n", [("syntax", None, 4)]),
    "format": ("format: 2\n" + START, [("format-unknown", "format", 1)]),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_said_once_at_its_line(name: str) -> None:
    text, expected = FAULTS[name]
    assert faults(text) == expected


def test_a_billion_laughs_are_not_followed() -> None:
    levels = "".join(f"x{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9) if n else 'lol'}]\n" for n in range(10))
    found = faults(START + levels)
    assert [code for code, _, _ in found] == ["key-unknown"] * 10


def test_a_record_with_an_alias_is_not_good() -> None:
    nodes, _ = from_yaml(START + "name: &n A\ndescription: *n\n", "a.yaml")
    assert [fault.code for fault in decode(nodes[0]).faults] == ["alias"]


def test_documents_before_a_syntax_fault_are_kept() -> None:
    nodes, faults = from_yaml(START + "---\nname: 'x\n", "a.yaml")
    assert (len(nodes), [fault.code for fault in faults]) == (1, ["syntax"])


NEAREST = [
    ("nmae: x", "name"),
    ("contact-points: []", "contact_points"),
    ("focus_area: []", "focus_areas"),
    ("partner: []", "partners"),
    ("home_page: x", "homepage"),
    ("zzzzzz: x", None),
]


@pytest.mark.parametrize(("line", "nearest"), NEAREST)
def test_an_unknown_key_names_the_nearest_known_one(line: str, nearest: str | None) -> None:
    [fault] = read(from_yaml, START + line)[1]
    assert fault.suggestion == nearest


MENDED = [
    ("type: alliance\nid: Große Straße", "grosse-strasse"),
    (START + "founded: 28.4.2008", "2008-04-28"),
    (START + "homepage: www.musterstadt.example", "https://www.musterstadt.example"),
    ("type: contact_point\nid: o\nof: a\nemails: [info (at) musterstadt.example]", "info@musterstadt.example"),
    ("type: contact_point\nid: o\nof: a\ntelephones: [03876 781-407]", "+493876781407"),
    ("type: project\nid: p\nof: a\nstatus: curent", "current"),
]


@pytest.mark.parametrize(("text", "mended"), MENDED)
def test_a_fault_suggests_the_likely_fix(text: str, mended: str) -> None:
    [fault] = read(from_yaml, text)[1]
    assert fault.suggestion == mended


# --- JSON and JSON Lines ----------------------------------------------------------------------------------------------

JSON_FAULTS = {
    "syntax": ('{"type": "alliance",\n"id": }', [("syntax", None, 2)]),
    "unknown key": ('{"type": "alliance", "id": "a",\n\n"nmae":\n1}', [("key-unknown", "nmae", 4)]),
    "duplicate key": ('{"type": "alliance", "id": "a",\n"id": "b"}', [("key-duplicate", "id", 2)]),
    "item": (
        '{"type": "alliance", "id": "a", "same_as": [\n"https://a.example/",\n"x"]}',
        [("form-link", "same_as[1]", 3)],
    ),
    "number for text": ('{"type": "alliance", "id": "a",\n"founded": 2008}', [("type-mismatch", "founded", 2)]),
    "decimal": (
        '{"type":"alliance","id":"a","partner_count":{"value":1.5}}',
        [("type-mismatch", "partner_count.value", 1)],
    ),
    "no number": (
        '{"type":"alliance","id":"a","partner_count":{"value":NaN}}',
        [("type-mismatch", "partner_count.value", 1)],
    ),
    "huge number": (
        '{"type":"alliance","id":"a","partner_count":{"value":' + "9" * 9999 + "}}",
        [("number-range", "partner_count.value", 1)],
    ),
    "truth": ('{"type":"alliance","id":"a","name":true}', [("type-mismatch", "name", 1)]),
    "surrogate": ('{"type":"alliance","id":"a",\n"name":"\\ud800"}', [("character", "name", 2)]),
    "surrogate in a key": ('{"type":"alliance","id":"a",\n"\\ud800":1}', [("key-unknown", "\\ud800", 2)]),
    "surrogate as type": ('{"type":"\\ud800"}', [("character", "type", 1)]),
    "deep lists": ('{"type":"alliance","id":"a",\n"name":' + "[" * DEEP + "]" * DEEP + "}", [("syntax", None, 2)]),
    "deep parents": (
        '{"type":"organization","id":"a",\n' + '"parent":{' * 300 + "}" * 301,
        [("syntax", None, 2)],
    ),
}


@pytest.mark.parametrize("name", JSON_FAULTS)
def test_a_fault_in_json_is_said_once_at_its_line(name: str) -> None:
    text, expected = JSON_FAULTS[name]
    assert faults(text, from_json) == expected


def test_a_fault_in_json_lines_is_said_at_its_line_and_leaves_the_others() -> None:
    lines = ['{"type": "alliance", "id": "a"}', "", '{"type": "alliance", "id": "A"}', "{", '{"type": "project"}']
    found, wrong = read(JSON_LINES, "\r\n".join([*lines, lines[0]]))
    assert found[0] == found[-1] == make.Alliance(id="a")
    assert sorted((one.place.line, one.code) for one in wrong if one.place) == [
        (3, "form-id"),
        (4, "syntax"),
        (5, "key-missing"),
    ]


# --- Values -----------------------------------------------------------------------------------------------------------


@given(any_record)
def test_publishing_twice_is_publishing_once(record: Record) -> None:
    assert ag.published(ag.published(record)) == ag.published(record)


def test_records_are_frozen_and_can_be_hashed() -> None:
    everything: list[Any] = [*rich_records()]
    for record in everything:
        hash(record)
        with pytest.raises(AttributeError):
            record.id = "b"
    with pytest.raises(TypeError):
        ag.LanguageMap("x")["de"] = "y"


class _Text(str):
    __slots__ = ()


def test_a_copy_with_changes_is_frozen_as_the_record_was() -> None:
    given = make.Alliance(id="a")
    changed = msgspec.structs.replace(given, name="A", partners=[_Text("b")], areas=[{"state": "12"}])
    assert changed == make.Alliance(id="a", name={"de": "A"}, partners=("b",), areas=(make.Area(state="12"),))
    for same in (copy.copy(changed), copy.deepcopy(changed), pickle.loads(pickle.dumps(changed))):  # noqa: S301
        assert same == changed
        assert hash(same) == hash(changed)
    with pytest.raises(TypeError, match=r"Alliance\.name: LanguageMap is expected, not int"):
        msgspec.structs.replace(given, name=5)


def test_texts_of_other_classes_are_taken_for_what_they_say() -> None:
    """Such as rdflib's terms: every writer takes them then."""
    names = {_Text("de"): _Text("Bündnis"), _Text("ar"): _Text("تحالف")}
    odd = make.Alliance(id=_Text("a"), name=names, same_as=[URIRef("https://a.example/")])
    plain = make.Alliance(id="a", name={"de": "Bündnis", "ar": "تحالف"}, same_as=("https://a.example/",))
    assert odd == plain
    texts = [odd.id, *odd.name, *odd.name.values(), *odd.same_as]
    assert set(map(type, texts)) == {str}
    for format in FORMATS:
        assert ag.serialize([odd], format) == ag.serialize([plain], format)
    written = ag.serialize([odd], "json-ld")
    assert written.index('"de": "Bündnis"') < written.index('"ar": "تحالف"')


def test_values_are_frozen_again_after_some_that_had_their_types() -> None:
    """Also where making these failed, and in other threads meanwhile."""
    with pytest.raises(TypeError, match="required"):
        typed(make.Alliance)
    with ThreadPoolExecutor() as pool:
        areas = typed(lambda: pool.submit(lambda: make.Alliance(id="a", areas=[{"state": "12"}])).result().areas)
    assert areas == make.Alliance(id="a", areas=[{"state": "12"}]).areas == (make.Area(state="12"),)


def test_a_plain_string_is_german() -> None:
    one = make.Alliance(id="a", name="x", alternative_names=["y"], focus_areas=[make.FocusArea(text="z")])
    other = make.Alliance(
        id="a", name={"de": "x"}, alternative_names=[{"de": "y"}], focus_areas=[make.FocusArea(text={"de": "z"})]
    )
    assert one == other
    assert records.to_yaml(one) == records.to_yaml(other)
