"""Decoding JSON directly: what it gives is what the decoder that knows places gives, and at the least doubt nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import alliancegraph as ag
from alliancegraph import records
from alliancegraph.errors import Place
from alliancegraph.readers import documents
from alliancegraph.records import Record, decode, origin
from alliancegraph.records.decode import Decoded
from alliancegraph.records.direct import decode_text, read_lines
from alliancegraph.records.nodes import Node, from_json, from_json_lines
from strategies import any_record, make, rich_records

ROOT = Path(__file__).parents[1]


def slowly(text: str, line: int) -> list[Record] | None:
    """The records of a text by way of the node tree; None where anything is wrong."""
    nodes, faults = from_json(text, "file", line)
    wanted: list[Node] = [one for node in nodes for one in (node.value if isinstance(node.value, list) else [node])]
    decoded = [decode(node) for node in wanted]
    if faults or any(one.faults for one in decoded):
        return None
    return [one.record for one in decoded if one.record is not None]


def kinds(value: Any) -> Any:
    """The types of all that a value holds: a language map is equal to a dict."""
    if isinstance(value, records.Value):
        return type(value), [kinds(getattr(value, name)) for name in value.__struct_fields__]
    return (type(value), [kinds(item) for item in value]) if isinstance(value, tuple) else type(value)


def assert_alike(text: str, line: int = 3) -> bool:
    """Whether there were records directly; if so, they are those of the slow way, and so are all places."""
    found = decode_text(text, "file", line)
    if found is None:
        return False
    expected = slowly(text, line)
    assert found == expected
    for one, other in zip(found, expected, strict=True):
        assert type(one) is type(other)
        here, there = origin(one), origin(other)
        assert here is not None
        assert there is not None
        assert (here.file, here.findings) == (there.file, ())
        assert hash(one) == hash(other)
        assert repr(kinds(one)) == repr(kinds(other))
        assert here.line_of("id") == there.line_of("id")
        assert dict(here.places) == dict(there.places)
        assert len(here.places) == len(there.places)
    return True


LAYOUTS: tuple[Callable[[Any], str], ...] = (
    lambda plain: json.dumps(plain, ensure_ascii=False, separators=(",", ":")),
    lambda plain: json.dumps(plain),
    lambda plain: json.dumps(plain, ensure_ascii=False, indent=2),
    lambda plain: " \n\t" + json.dumps(plain, ensure_ascii=False, indent="\t") + "\r\n ",
    lambda plain: json.dumps([plain, {**plain, "id": "b"}], ensure_ascii=False, indent=1),
    lambda plain: json.dumps({"format": 1} | plain, ensure_ascii=False),
)
layouts = st.sampled_from(LAYOUTS)


@pytest.mark.slow
@settings(max_examples=150)
@given(any_record, layouts)
def test_what_is_decoded_directly_is_what_the_slow_way_gives(record: Record, layout: Callable[[Any], str]) -> None:
    assert_alike(layout(records.to_plain(record)))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_faultless_records_are_decoded_directly(layout: Callable[[Any], str]) -> None:
    for record in (*rich_records(), *ag.read(ROOT / "data" / "alliances")):
        plain = records.to_plain(record)
        assert assert_alike(layout(plain)), plain


# --- Mutations: what nobody would write, and what somebody will -------------------------------------------------------

ODD: tuple[Any, ...] = (
    *(None, True, False, 0, 1, -1, 7, 1.0, 1e3, 10**9, 10**9 + 1, 10**40, "", [], {}, [None], [[]], {"de": None}),
    *("alliance", "a", "A", "a-", "a" * 101, "2008", "2008-13", "2008-02-30", "0000", "2008-02-29", "12", "DE\n", "DE"),
    *("12070", "12070296", "https://a.example/", "https://", "https://a b", "http://a.example\n", "+49331", "+49331\n"),
    *("x\n", "x\u2028", "x\x00", "\ud800", "\ufffe", "\U0001f600", "\\ud800", "current", "exact", "consent", "event"),
    *({"DE": "x"}, {"de": "x"}, {"de": 1}, {"de-": "x"}, {"": "x"}, {"de\n": "x"}, {"de": "x", "en": "y\n"}),
    *({"type": "alliance", "id": "a"}, {"type": "organization"}, {"id": "a"}, {"name": "x"}, ["a"], ["a", "a"]),
    *({"url": "https://a.example/"}, {"value": 1}, {"line": 0, "text": ""}, {"line": 10**9 + 1, "text": ""}),
    *([{"municipality": "12070296", "district": "12071"}], [{}], [{"state": "1"}], [{"id": "a", "of": "b"}]),
)


def spots(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in a plain value, as what holds it and its key or index."""
    for key, item in list(value.items()) if isinstance(value, dict) else enumerate(value):
        yield value, key
        if isinstance(item, dict | list):
            yield from spots(item)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """The text of a record with something put elsewhere, a key renamed or added, or characters changed."""
    plain = records.to_plain(draw(any_record))
    holder, key = draw(st.sampled_from(list(spots(plain))))
    fields = ["format", "type", "id", "of", "status", "founded", "parent", "partners", "areas", "unrecognised", "zzz"]
    kind = draw(st.sampled_from(["value", "field", "key", "twice", "text"]))
    if kind == "value":
        holder[key] = draw(st.sampled_from(ODD))
    elif kind == "field":
        plain[draw(st.sampled_from(fields))] = draw(st.sampled_from(ODD))
    elif kind == "key" and isinstance(holder, dict):
        holder[draw(st.sampled_from([*fields, f"{key} ", "de", "EN"]))] = holder.pop(key)
    text = draw(layouts)(plain)
    if kind == "twice":
        text = text.replace("{", '{"id":"a",', 1) if draw(st.booleans()) else text[:-1] + ',"id":"a"}'
    elif kind == "text":
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 3)))
        new = draw(st.text('{}[]:," \n\\u0de19nt-.\x00\ud800', max_size=3))
        text = text[:start] + new + text[end:]
    return str(text)


@pytest.mark.slow
@settings(max_examples=600)
@given(mutated())
def test_a_text_with_something_odd_is_decoded_alike_or_left_to_the_slow_way(text: str) -> None:
    assert_alike(text)


class _Twice(dict[str, Any]):
    """A mapping that is written with one key twice."""

    again: tuple[str, Any]

    def items(self) -> Any:
        return [*super().items(), self.again]


@settings(max_examples=60)
@given(any_record, st.sampled_from(LAYOUTS[:4]), st.data())
def test_a_key_that_stands_twice_at_any_depth_is_left_to_the_slow_way(
    record: Record, layout: Callable[[Any], str], data: st.DataObject
) -> None:
    holder: dict[str, Any] = {"record": records.to_plain(record)}
    where, key = data.draw(st.sampled_from([(h, k) for h, k in spots(holder) if isinstance(h[k], dict) and h[k]]))
    twice = _Twice(where[key])
    name = data.draw(st.sampled_from([*twice]))
    twice.again = name, data.draw(st.sampled_from([twice[name], None, "", '"', '\\""', 7, [], {"de": '"'}]))
    where[key] = twice
    text = layout(holder["record"])
    for written in (
        text,
        text.replace('\\"', "\\u0022"),
        text.replace(f'"{name}"', f'"\\u{ord(name[0]):04x}{name[1:]}"', 1),
    ):
        assert decode_text(written, "file") is None


@settings(max_examples=60)
@given(any_record, st.randoms(use_true_random=False))
def test_texts_are_decoded_alike_however_they_are_escaped(record: Record, chance: Any) -> None:
    def escaped(found: re.Match[str]) -> str:
        units = found[0].encode("utf-16-be")
        codes = [int.from_bytes(units[at : at + 2]) for at in range(0, len(units), 2)]
        written = "".join(chance.choice([f"\\u{code:04x}", f"\\u{code:04X}"]) for code in codes)
        return str(chance.choice([found[0], found[0], written]))

    text = json.dumps(records.to_plain(record), ensure_ascii=False)
    assert_alike(
        re.sub(r'[^\\"{}\[\],:\s0-9]', escaped, re.sub(r"\\[bfnrt]", lambda m: chance.choice([m[0], "\\u0085"]), text))
    )


TOKENS = (
    *("NaN", "Infinity", "-Infinity", "-0", "0.0", "1.0", "1e3", "1E400", "01", "+1", ".5", "tru", "'a'", '"\\x"'),
    *("9" * 30, "9" * 5000, "[" * 200 + "]" * 200, "[" * 9000, '"\\""'),
    *('"\\ud800"', '"\\udc00"', '"\\ud83d\\ude00"', '"\\ud83d"', '"\\uD83D\\u0041"', '"\\udfff\\ud800"', '"\ud800"'),
    *('"\\u0000"', '"\\uFFFE"', '"\\uffff"', '"\ufffe"', '"\uffff"', '"\ufeff"', '"\uff01"', '"\t"', '"\x00"'),
    *('"a\\n"', '"a\\u000a"', '"a\\u000A"', '"\\u0022"', '"\\\\u0022"', '{"de":"\\u0022","de":"y"}'),
    *('{"de":"x"}', '{"de":"x","de":"x"}', '{"\\u0064e":"x"}', '{"d\\u0065":"x","de":"y"}'),
)
AROUND = ("", " ", "\r\n", "\ufeff", "\x0b", "\xa0", "\x00", ",", "x", "]", "{}", "[]", "//")


@pytest.mark.slow
@pytest.mark.parametrize("token", TOKENS, ids=range(len(TOKENS)))
def test_a_token_is_decoded_alike_wherever_it_stands(token: str) -> None:
    plain = records.to_plain(rich_records()[0])
    for holder, key in spots(plain):
        kept, holder[key] = holder[key], "@"
        text = json.dumps(plain, ensure_ascii=False).replace('"@"', token)
        assert_alike(text)
        assert_lines_alike(text)
        holder[key] = kept


@pytest.mark.parametrize("before", AROUND)
@pytest.mark.parametrize("after", AROUND)
def test_what_stands_around_a_record_is_seen(before: str, after: str) -> None:
    for whole in ('{"type":"alliance","id":"a"}', '[{"type":"alliance","id":"a"}]'):
        directly = assert_alike(before + whole + after)
        assert directly == (not (before + after).strip(" \r\n"))


@settings(max_examples=40)
@given(
    st.lists(st.one_of(mutated(), st.sampled_from(["", " ", "\r", "\xa0", "\x85", '{"type":"alliance","id":"a"}\r'])))
)
def test_lines_are_read_as_the_slow_way_reads_them(texts: list[str]) -> None:
    assert_lines_alike("\n".join(texts))


def assert_lines_alike(text: str) -> None:
    """Whether lines give the same records, findings and places as node trees do."""
    text = text.encode("utf-8", "replace").decode()
    found, faults = read_lines([line + b"\n" for line in text.encode().split(b"\n")], "file")
    nodes, expected = from_json_lines(text, "file", from_json)
    assert faults == expected

    def read(one: Record | Node | Decoded) -> list[tuple[Decoded, dict[str, Place]]]:
        if isinstance(one, Node):
            decoded = [*map(decode, one.value if isinstance(one.value, list) else [one])]
        else:
            decoded = [one if isinstance(one, Decoded) else Decoded(one)]
        return [(each, dict(came.places) if each.record and (came := origin(each.record)) else {}) for each in decoded]

    assert [one for item in found for one in read(item)] == [one for item in nodes for one in read(item)]


@pytest.mark.parametrize("depth", [1, 97, 98, 99, 100, 101, 102, 103, 200, 900])
def test_lines_are_as_deep_as_the_slow_way_reads_them(depth: int) -> None:
    start = '{"type":"organization","id":"a","name":"A",'
    assert_lines_alike(f'{start}"foo":{"[" * depth}{"]" * depth}}}')
    assert_lines_alike(f'{start}"modified":"2026-02-30","foo":{"[" * depth}{"]" * depth}}}')
    for levels in {depth, depth // 2}:
        inner = '{"id":"a",' + '"parent":{"name":"A",' * levels + '"id":"b"' + "}" * levels + "}"
        assert_lines_alike('{"type":"organization",' + inner[1:])
        inner = '"funders":[{"name":"A",' * levels + '"id":"b"' + "}]" * levels
        assert_lines_alike(f"{start}{inner}}}")


def test_a_line_of_linked_data_is_left_to_the_slow_way(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"@context":{},"type":"alliance","id":"a"}\n' * 2, encoding="utf-8")
    [found] = documents([tmp_path / "a.jsonl"])
    assert ([one.code for one in found.notes], found.faults, found.partial) == (["source-is-output"], (), ())


def test_what_no_pattern_says_is_left_to_the_slow_way() -> None:
    good = {"type": "alliance", "id": "a", "name": "A"}
    assert assert_alike(json.dumps(good))
    odds: tuple[dict[str, Any], ...] = (
        *({"format": one} for one in (True, 1.0, "1", None, 2)),
        *({"founded": one} for one in ("2008-02-30", "2008\n", "0000", 2008)),
        *({"homepage": one} for one in ("https://a b", "https://a.example/\n", "https://[::g]/")),
        *({"name": one} for one in (None, {"DE": "x"}, {"de": None}, {"de\n": "x"}, "\x00", "\ud800", "\uffff")),
        *({"areas": [one]} for one in ({}, {"municipality": "12070296", "state": "11"})),
        *({"contact_points": one} for one in ([{"id": "a"}, {"id": "a"}], [{"id": "a", "of": "b"}])),
        *({"partner_count": {"value": one}} for one in (True, 1.0, -1, 10**6 + 1)),
        *({"unrecognised": [{"line": one, "text": ""}]} for one in (0, 10**9 + 1)),
        *({"id": one} for one in (None, "A", "a" * 101, "a\n")),
        {"partners": [{"type": "organization", "name": "X"}]},
        {"zzz": None},
        {"type": "contact_point"},
        {"type": "organisation"},
        {"type": ["alliance"]},
    )
    for odd in odds:
        assert decode_text(json.dumps(good | odd), "file") is None, odd
    for text in ('{"type":"alliance","id":"a","id":"a"}', '{"type":"project","id":"a"}', '"a"', "{}", "", "[", "[1]"):
        assert decode_text(text, "file") is None
    whole = json.dumps(good)
    for text in (f"[{whole},]", f"[,{whole}]", f"{whole},", f"[{whole}{whole}]", f"{whole}{whole}", f"[[{whole}]]"):
        assert decode_text(text, "file") is None


@pytest.mark.parametrize("depth", [20, 60, 2000])
def test_organisations_nested_too_deeply_are_left_to_the_slow_way(depth: int) -> None:
    for opening, closing in (('{"funders":[', "]}"), ('{"parent":', "}")):
        text = '{"type":"organization","id":"a","parent":' + opening * depth + '"b"' + closing * depth + "}"
        assert assert_alike(text) == (depth == 20)


def test_a_place_is_found_without_looking_at_the_others() -> None:
    text = '{"type":"alliance","id":"a","contact_points":[{"id":"x"},{"id":"office","emails":["a@b.example"]}]}'
    (record,) = decode_text(text, "file", 7) or []
    source = origin(record)
    assert source is not None
    assert source.places["contact_points[1].emails[0]"] == ag.errors.Place("file", 7, text.index('"a@b') + 1)
    assert source.places[""] == ag.errors.Place("file", 7, 1)
    for missing in (
        "name",
        "contact_points[2]",
        "contact_points[-1]",
        "contact_points.1",
        "id[0]",
        "id.x",
        "type[0].a",
    ):
        assert missing not in source.places
        assert source.places.get(missing) is None


def test_json_lines_are_read_as_the_same_records_in_yaml_are(tmp_path: Path) -> None:
    """The lines of one file are read in both ways: in order, faults at their lines, the first of an id is good."""
    good = rich_records()
    lines = [records.to_json(one) for one in good]
    wrong = records.to_json(make.Alliance(id="falsch")).replace("falsch", "Falsch")
    twice = records.to_json(make.Alliance(id="musterstadt"))
    (tmp_path / "a.jsonl").write_text("\n".join([*lines[:3], wrong, "", *lines[3:], twice, "{"]), encoding="utf-8")
    (document,) = documents([tmp_path / "a.jsonl"])
    assert list(document.records) == good
    found = [(fault.code, fault.place.line) for fault in document.faults if fault.place]
    assert found == [("syntax", len(good) + 4), ("form-id", 4), ("id-duplicate", len(good) + 3)]
    first = document.faults[-1].message("en")
    assert f"{tmp_path / 'a.jsonl'}:1" in first
