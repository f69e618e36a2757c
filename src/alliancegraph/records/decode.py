"""Strict decoding: a node tree -> records, driven by the record types, with every fault of a record at its line.

A fault leaves its field at the default, so that what is sound can still be checked; only faultless records are good.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Any, TypeVar

import msgspec.inspect as inspect

from alliancegraph.errors import Finding, Place, finding
from alliancegraph.records.encode import to_plain
from alliancegraph.records.forms import fits, mended
from alliancegraph.records.nodes import Alias, Entry, Node, Plain, Sound, from_plain
from alliancegraph.records.origins import Origin, with_origin
from alliancegraph.records.places import places_of
from alliancegraph.records.types import (
    TYPE_NAMES,
    TYPES,
    Alliance,
    Area,
    ContactPoint,
    LanguageMap,
    Organization,
    Project,
    Record,
    Value,
    typed,
)

FORMAT = 1
HIGHEST = 10**9  # of numbers whose type states no bound
V = TypeVar("V", bound=Value)

# XML Schema 1.1 Part 2, section 3.3.1: strings are XML 1.1 characters; RDF 1.1 section 3.3 excludes surrogates.
NO_CHARACTER = re.compile("[\x00\ud800-\udfff\ufffe\uffff]")
LANGUAGE = re.compile("[a-z]{2,3}(-[a-z0-9]{1,8})*")  # BCP 47, in the lower case that RDF 1.1 compares by


@dataclass(frozen=True)
class Decoded:
    """A record as far as it could be decoded, and its faults; `record` is None where not even type and id are known."""

    record: Record | None
    faults: tuple[Finding, ...] = ()


def decode(node: Node, places: Mapping[str, Place] | None = None) -> Decoded:
    """Decodes one record from a node tree. `places` are those of its fields, where they need not be taken from it."""
    decoder = _Decoder()
    if places is None:
        places = MappingProxyType(places_of(node))
    record = decoder.record(node, places)
    name = record.id if record is not None else decoder.name(node)
    faults = tuple(replace(fault, record=name) for fault in decoder.faults)
    if record is not None:
        with_origin(record, Origin(node.place.file, places, faults))
    return Decoded(record, faults)


def faults(record: Record) -> tuple[Finding, ...]:
    """The faults in form of a record made in Python: those that decoding its own encoding would find."""
    try:
        return decode(from_plain(to_plain(record))).faults
    except RecursionError:
        return (finding("nesting", record=record.id),)


_NOWHERE = {"": Place("")}


def whole_faults(record: Record) -> list[Finding]:
    """Of these faults those of the rules that look at more than one field."""
    decoder = _Decoder()
    decoder.whole(record, _NOWHERE)
    return decoder.faults


def name_key(record: Record) -> str:
    """The key that a record of its own must have: a part that stands alone says whose it is."""
    return "of" if type(record) in (ContactPoint, Project) else "id"


def decode_value(cls: type[V], node: Node) -> tuple[V | None, tuple[Finding, ...]]:
    """Decodes a value that is no record (publication settings), as far as it goes, with its faults."""
    decoder = _Decoder()
    return decoder.struct(type_of(cls), node, ""), tuple(decoder.faults)


@cache
def type_of(cls: type[Value]) -> Any:
    """What msgspec says of a type: its fields, their types and forms."""
    return inspect.type_info(cls)


@cache
def _fields_of(cls: type[Value]) -> dict[str, inspect.Field]:
    return {field.name: field for field in type_of(cls).fields}


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    """A type's pattern as one for a whole text: `$` would let a line break pass."""
    return re.compile(pattern[1:-1])


class _Decoder:
    """Collects the faults of one record while it is decoded."""

    def __init__(self) -> None:
        self.faults: list[Finding] = []

    def fault(self, code: str, path: str, place: Place, suggestion: str | None = None, **values: Any) -> None:
        self.faults.append(finding(code, field=path or None, place=place, suggestion=suggestion, **values))

    def name(self, node: Node) -> str | None:
        """The id of a record that cannot be decoded, as far as it says one."""
        entries = node.value if isinstance(node.value, tuple) else ()
        said = (
            e.node.value.value if isinstance(e.node.value, Sound) else e.node.value for e in entries if e.key == "id"
        )
        texts = (id for id in said if isinstance(id, str))
        return next((str(id) for id in texts if len(id) <= 100 and not NO_CHARACTER.search(id)), None)

    def record(self, node: Node, places: Mapping[str, Place]) -> Record | None:
        if not isinstance(node.value, tuple):
            self.mismatch("", node, "mapping")
            return None
        entries = {entry.key: entry for entry in node.value}
        if (version := entries.get("format")) and str(version.node.value) != str(FORMAT):
            self.fault("format-unknown", "format", version.node.place, value=version.node.value)
        if "type" not in entries:
            nearest = _nearest("type", entries)
            self.fault(
                "type-missing", "type", entries[nearest].place if nearest else node.place, "type" if nearest else None
            )
            return None
        written = entries["type"].node
        name = self.text(None, None, written, "type")
        cls = TYPES.get(name or "")
        if cls is None:
            if name is not None:
                allowed = ", ".join(TYPES)
                self.fault("record-type", "type", written.place, _nearest(name, TYPES), value=name, allowed=allowed)
            return None
        record: Record | None = self.struct(type_of(cls), node, "", skip=("type", "format"))
        if record is None:
            return None
        needed = name_key(record)
        if needed not in entries or entries[needed].node.value is None:
            place = entries[needed].place if needed in entries else node.place
            self.fault("key-missing", needed, place, key=needed)
        self.whole(record, places)
        return record

    def value(self, kind: Any, node: Node, path: str) -> Any:
        """Decodes `node` as the msgspec type `kind`; on a fault, None."""
        if type(node.value) is Sound:
            return node.value.value
        form = None
        if type(kind) is inspect.Metadata:
            form, kind = (kind.extra or {}).get("form"), kind.type
        way = _WAYS.get(type(kind))
        return way(self, kind, node, path) if way else self.text(kind, form, node, path)

    def union(self, kind: Any, node: Node, path: str) -> Any:
        if node.value is None:
            return None
        part = text = None
        for option in kind.types:
            if type(option) is inspect.StructType:
                part = part or option
            elif type(option) is not inspect.NoneType:
                text = text or option
        return self.value((part or text) if isinstance(node.value, tuple) else (text or part), node, path)

    def struct(self, kind: Any, node: Node, path: str, skip: tuple[str, ...] = ()) -> Any:
        if not isinstance(node.value, tuple):
            self.mismatch(path, node, "mapping")
            return None
        fields = _fields_of(kind.cls)
        values: dict[str, Any] = {}
        seen: dict[str, Entry] = {}
        for entry in node.value:
            below = f"{path}.{entry.key}" if path else entry.key
            if entry.key in seen:
                self.fault("key-duplicate", below, entry.place, key=entry.key, line=seen[entry.key].place.line)
            elif entry.key in fields:
                count = len(self.faults)
                value = self.value(fields[entry.key].type, entry.node, below)
                if value is not None:
                    values[entry.key] = value
                elif fields[entry.key].required and count == len(self.faults):
                    self.fault("key-missing", below, entry.place, key=entry.key)
            elif entry.key == "type" and kind.cls in TYPES.values() and not skip:
                self.choice(inspect.LiteralType((TYPE_NAMES[kind.cls],)), entry.node, below)
            elif entry.key not in skip:
                self.fault("key-unknown", below, entry.place, _nearest(entry.key, fields), key=entry.key)
            seen[entry.key] = entry
        for missing, field in fields.items():
            if field.required and missing not in values:
                if missing not in seen:
                    below = f"{path}.{missing}" if path else missing
                    self.fault("key-missing", below, node.place, key=missing)
                return None
        return typed(kind.cls, **values)

    def sequence(self, kind: Any, node: Node, path: str) -> Any:
        if node.value is None:
            return None
        if not isinstance(node.value, list):
            self.mismatch(path, node, "list")
            return None
        items = []
        for index, item in enumerate(node.value):
            below = f"{path}[{index}]"
            if item.value is None:
                self.mismatch(below, item, "text")
            elif (value := self.value(kind.item_type, item, below)) is not None:
                items.append(value)
        return tuple(items)

    def language_map(self, _: Any, node: Node, path: str) -> LanguageMap | None:
        if node.value is None:
            return None
        if not isinstance(node.value, tuple):
            text = self.text(None, None, node, path)
            return None if text is None else LanguageMap(text)
        texts: dict[str, str] = {}
        seen: dict[str, Place] = {}
        for entry in node.value:
            if not LANGUAGE.fullmatch(entry.key):
                suggestion = entry.key.lower() if LANGUAGE.fullmatch(entry.key.lower()) else None
                self.fault("form-language", f"{path}.{entry.key}", entry.place, suggestion, value=entry.key)
            elif entry.key in seen:
                line = seen[entry.key].line
                self.fault("key-duplicate", f"{path}.{entry.key}", entry.place, key=entry.key, line=line)
            elif entry.node.value is not None:
                text = self.text(None, None, entry.node, f"{path}.{entry.key}")
                if text is not None:
                    texts[entry.key] = text
            seen.setdefault(entry.key, entry.place)
        return LanguageMap(texts)

    def choice(self, kind: Any, node: Node, path: str) -> str | None:
        if node.value is None or (text := self.text(None, None, node, path)) is None:
            return None
        if text not in kind.values:
            likely = kind.values[0] if len(kind.values) == 1 else _nearest(text, kind.values)
            self.fault("choice", path, node.place, likely, value=text, allowed=", ".join(kind.values))
            return None
        return text

    def integer(self, kind: Any, node: Node, path: str) -> int | None:
        text = node.value if isinstance(node.value, Plain) or type(node.value) is int else ""
        if not re.fullmatch("-?[0-9]{1,99}", str(text)):
            self.mismatch(path, node, "integer")
            return None
        number, high = int(text), kind.le if kind.le is not None else HIGHEST
        if not kind.ge <= number <= high:
            self.fault("number-range", path, node.place, value=number, low=kind.ge, high=high)
            return None
        return number

    def text(self, kind: Any, form: str | None, node: Node, path: str) -> str | None:
        if not isinstance(node.value, str):
            self.mismatch(path, node, "text")
            return None
        text = str(node.value)
        if wrong := NO_CHARACTER.search(text):
            self.fault("character", path, node.place, character=ord(wrong[0]))
            return None
        if form and not (_pattern(kind.pattern).fullmatch(text) and fits(form, text)):
            self.fault(f"form-{form}", path, node.place, mended(form, text), value=text)
            return None
        if kind is not None and kind.max_length and len(text) > kind.max_length:
            self.fault(f"form-{form}", path, node.place, value=f"{text[:20]}…")
            return None
        return text

    def mismatch(self, path: str, node: Node, expected: str) -> None:
        if isinstance(node.value, Alias):
            self.fault("alias", path, node.place)
            return
        found = _kind(node.value)
        expected_de, expected_en = _KINDS[expected]
        found_de, found_en = _KINDS[found]
        written = str(node.value) if found == "integer" and expected == "text" else None
        self.fault(
            "type-mismatch",
            path,
            node.place,
            f'"{written}"' if written else None,
            expected_de=expected_de,
            expected_en=expected_en,
            found_de=found_de,
            found_en=found_en,
        )

    def whole(self, record: Record, places: Mapping[str, Place], path: str = "") -> None:
        """The rules that look at more than one field."""
        if not isinstance(record, Alliance | Organization):
            return

        def at(below: str) -> Place:
            return next(places[p] for p in (below, below.rsplit(".", 1)[0], path, "") if p in places)

        dot = f"{path}." if path else ""
        for name in ("contact_points", "projects"):
            first: dict[str, int] = {}
            for index, part in enumerate(getattr(record, name, ())):
                if first.setdefault(part.id, index) != index:
                    below, earlier = f"{dot}{name}[{index}].id", f"{dot}{name}[{first[part.id]}]"
                    self.fault("id-duplicate", below, at(below), value=part.id, first=earlier)
                if part.of is not None and part.of != record.id:
                    below = f"{dot}{name}[{index}].of"
                    self.fault("of-mismatch", below, at(below), value=part.of, owner=record.id)
        wrong = {fault.field.rsplit(".", 1)[0] for fault in self.faults if fault.field}
        for index, area in enumerate(record.areas):
            if (below := f"{dot}areas[{index}]") not in wrong:
                self.area(area, below, at)
        for below, organization in inline_organizations(record):
            self.whole(organization, places, dot + below)

    def area(self, area: Area, path: str, at: Callable[[str], Place]) -> None:
        outer = None
        for name in ("state", "district", "municipality"):
            inner = getattr(area, name)
            if outer and inner and not inner.startswith(outer):
                self.fault("area-mismatch", f"{path}.{name}", at(f"{path}.{name}"), inner=inner, outer=outer)
            outer = inner or outer
        if not outer:
            self.fault("key-missing", f"{path}.municipality", at(path), key="municipality")


_WAYS: dict[type, Callable[[_Decoder, Any, Node, str], Any]] = {
    inspect.UnionType: _Decoder.union,
    inspect.StructType: _Decoder.struct,
    inspect.VarTupleType: _Decoder.sequence,
    inspect.CustomType: _Decoder.language_map,
    inspect.LiteralType: _Decoder.choice,
    inspect.IntType: _Decoder.integer,
}
"""How a value of a type is decoded; all others are texts."""


def inline_organizations(record: Record) -> Iterable[tuple[str, Organization]]:
    """The organisations written inline in `record`, not those inside them, each with its field path."""
    for name in ("partners", "funders"):
        items = getattr(record, name, ())
        if Organization in map(type, items):
            yield from ((f"{name}[{index}]", item) for index, item in enumerate(items) if type(item) is Organization)
    if type(parent := getattr(record, "parent", None)) is Organization:
        yield "parent", parent


_KINDS = {
    "mapping": ("eine Zuordnung (Schlüssel: Wert)", "a mapping (key: value)"),
    "list": ("eine Liste", "a list"),
    "text": ("Text in Anführungszeichen", "text in quotes"),
    "integer": ("eine ganze Zahl", "a whole number"),
    "number": ("eine Kommazahl", "a decimal number"),
    "truth": ("ein Wahrheitswert", "a truth value"),
    "null": ("ein leerer Wert (null)", "an empty value (null)"),
    "plain": ("ein einzelner Wert", "a single value"),
}


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return "truth"
    names: dict[type, str] = {tuple: "mapping", list: "list", int: "integer", float: "number", Plain: "plain"}
    return "null" if value is None else names.get(type(value), "text")


def _nearest(word: str, options: Iterable[str]) -> str | None:
    return next(iter(difflib.get_close_matches(word, list(options), 1, 0.6)), None)
