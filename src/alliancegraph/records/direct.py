"""JSON -> records without a node tree, at a fraction of the price of `decode`: for texts without fault.

What is faultless is declared once, on the record types: msgspec checks their types and patterns here, and what no
pattern can say is asked of `decode`. At the least doubt there is no record, and `decode`, which says what is wrong and
where, has to look: at the fields of a line that are in doubt, or at a whole text. Tests hold the two to each other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import cache
from typing import Any, NamedTuple

import msgspec
from msgspec import inspect

from alliancegraph.errors import Finding, Place
from alliancegraph.records.decode import FORMAT, HIGHEST, LANGUAGE, Decoded, decode, name_key, type_of, whole_faults
from alliancegraph.records.forms import FORMS
from alliancegraph.records.nodes import DEEPEST, Entry, Node, Sound, from_json, placed_json
from alliancegraph.records.origins import Origin, with_origin
from alliancegraph.records.places import LatePlaces, TextPlaces, after, members, moved
from alliancegraph.records.types import TYPE_NAMES, TYPES, LanguageMap, Record, Value, typed

# Escapes for what `decode` refuses, for a quotation mark, and for a line break that ends a text: `$` in a pattern lets
# it pass. Lone surrogates msgspec refuses.
_DOUBTFUL = re.compile(rb"\\(?:u(?:0000|0022|[fF]{3}[eEfF])|(?:n|u000[aA])" b'")')
_NONCHARACTERS = re.compile(b"\xef\xbf[\xbe\xbf]")  # U+FFFE and U+FFFF
_COMMON = frozenset({"de", "en"})
_DEEPEST_INLINE = DEEPEST // 2 - 5  # organisations in organisations: a mapping each, and a list around it

_SOME_ID = "x"  # for the types that need one
_PLAIN = msgspec.json.Decoder()
_ITEMS = msgspec.json.Decoder(list[msgspec.Raw])
_ENCODER = msgspec.json.Encoder()


def read_json(text: str, file: str, line: int = 1) -> tuple[Sequence[Record | Node], list[Finding]]:
    """The records of a JSON text without fault, else what `from_json` gives of it."""
    found = decode_text(text, file, line)
    return from_json(text, file, line) if found is None else (found, [])


def read_lines(
    lines: Iterable[bytes], file: str, before: int = 0
) -> tuple[list[Record | Node | Decoded], list[Finding]]:
    """As `read_json`, lines (UTF-8) that have so many before them; blank ones count, and are passed over.

    Of a record with faults on a line it gives what `decode` gives.
    """
    found: list[Record | Node | Decoded] = []
    faults: list[Finding] = []
    for number, line in enumerate(lines, start=before + 1):
        records = _of_line(line.rstrip(b" \t\n\r"), Place(file, number, 1))
        if records is not None:
            found += records
        elif (text := line.decode()).strip():
            nodes, wrong = from_json(text.removesuffix("\n"), file, number)
            found += nodes
            faults += wrong
    return found, faults


def _of_line(written: bytes, place: Place) -> Sequence[Record | Decoded] | None:
    """What is written on a line, if that is a record."""
    if not written.startswith(b"{"):
        return _decoded(written, place.file, place.line)
    try:
        cls, plain = _plain(written)
    except _DOUBTS:
        return None
    for read in (_whole, _partly):
        with suppress(*_DOUBTS):
            return [read(cls, plain, written, place)]
    return None


def decode_text(text: str, file: str, line: int = 1) -> list[Record] | None:
    """The record of a JSON text that begins on `line` of `file`, or those of its list; None where one has a fault.

    None does not say that there is one: only `decode` can tell.
    """
    try:
        return _decoded(text.encode(), file, line)
    except UnicodeEncodeError:
        return None


def read_again(places: TextPlaces) -> Record:
    """The record that was read from a text."""
    return _record(places.written, places.place)


def _decoded(written: bytes, file: str, line: int) -> list[Record] | None:
    place = Place(file, line, 1)
    try:
        if written.startswith(b"{"):
            return [_record(written, place)]
        text = written.decode()
        start = after(text, 0)
        place = moved(place, text, 0, start)
        if text.startswith("[", start):
            return _list(text[start:], place)
        return [_record(text[start:].encode(), place)]
    except _DOUBTS:
        return None


class _DoubtError(ValueError):
    """Something that `decode` has to look at."""


_DOUBTS = (ValueError, RecursionError, msgspec.MsgspecError)  # no ValueError in older ones


def _list(text: str, place: Place) -> list[Record]:
    """The records of the list at a place."""
    found: list[Record] = []
    start = at = 0
    for item in _ITEMS.decode(text):
        written = bytes(item)
        first = after(text, at + 1)
        place = moved(place, text, start, first)
        found.append(_record(written, place))
        start, at = first, after(text, first + len(written.decode()))
    return found


def _record(written: bytes, place: Place) -> Record:
    """The record at a place, of its text."""
    return _whole(*_plain(written), written, place)


def _whole(cls: type[Record], plain: dict[str, Any], written: bytes, place: Place) -> Record:
    record = typed(msgspec.convert, plain, cls, dec_hook=_language_map)
    if getattr(record, name_key(record)) is None or not _fit(record) or whole_faults(record):
        raise _DoubtError
    return with_origin(record, Origin(place.file, TextPlaces(written, place)))


def _plain(written: bytes) -> tuple[type[Record], dict[str, Any]]:
    """The type of a record, and its fields as they are written."""
    if (b"\xef" in written and _NONCHARACTERS.search(written)) or (b"\\" in written and _DOUBTFUL.search(written)):
        raise _DoubtError
    plain = _PLAIN.decode(written)
    if type(plain) is not dict or not _has_all(plain, written):
        raise _DoubtError
    cls, version = TYPES.get(str(plain.pop("type", ""))), plain.pop("format", FORMAT)
    if cls is None or "@context" in plain or type(version) is not int or version != FORMAT:
        raise _DoubtError
    return cls, plain


def _partly(cls: type[Record], plain: dict[str, Any], written: bytes, place: Place) -> Decoded:
    """The record with faults that is written on a line, of which `decode` looks only at the fields in doubt."""
    sound: dict[str, Any] = {}
    for name, value in plain.items():
        with suppress(ValueError, msgspec.MsgspecError):
            alone = typed(msgspec.convert, {"id": _SOME_ID, name: value}, cls, dec_hook=_language_map)
            if value is not None and _fit(alone):
                sound[name] = getattr(alone, name)
    text, entries = written.decode(), [Entry("type", place, Node(TYPE_NAMES[cls], place))]
    for name, start in members(text):
        if name not in ("type", "format"):
            is_sound = name in sound
            node = Node(Sound(sound[name]), place) if is_sound else placed_json(text, start, place.file, place.line)
            entries.append(Entry(name, node.place, node))
    return decode(Node(tuple(entries), place), LatePlaces(text, place))


def _has_all(plain: dict[str, Any], written: bytes) -> bool:
    """Whether no key of a text stands twice in its object: msgspec keeps the last, and the others' quotation marks go.

    None come instead, for those inside a text are escaped with one in both; other escapes of them are doubtful.
    """
    kept = _ENCODER.encode(plain)
    return kept == written or kept.count(b'"') == written.count(b'"')


def _language_map(_: type, texts: Any) -> LanguageMap:
    """A language map of plain texts; its own constructor would look at each once more."""
    if type(texts) is str:
        texts = {"de": texts}
    elif type(texts) is not dict:
        raise _DoubtError
    for tag, text in texts.items():
        if type(text) is not str or not (tag in _COMMON or LANGUAGE.fullmatch(tag)):
            raise _DoubtError
    made = dict.__new__(LanguageMap)
    dict.__init__(made, texts)
    return made


def _fit(value: Value, depth: int = 0) -> bool:
    """Whether all of a value has the forms that no pattern can say."""
    if depth >= _DEEPEST_INLINE:
        return False
    texts, lists, parts, part_lists = _fields(type(value))
    for name, form in texts:
        if (text := getattr(value, name)) and not form(text):
            return False
    for name, form in lists:
        if not all(map(form, getattr(value, name))):
            return False
    for name in parts:
        if isinstance(part := getattr(value, name), Value) and not _fit(part, depth + 1):
            return False
    for name in part_lists:
        for part in getattr(value, name):
            if isinstance(part, Value) and not _fit(part, depth + 1):
                return False
    return True


_Form = Callable[[Any], bool]


class _Fields(NamedTuple):
    """The fields of a type that have to be looked into, by what they hold."""

    texts: tuple[tuple[str, _Form], ...]
    lists: tuple[tuple[str, _Form], ...]
    parts: tuple[str, ...]
    part_lists: tuple[str, ...]


@cache
def _fields(cls: type[Value]) -> _Fields:
    fields = type_of(cls).fields
    many = {field.name for field in fields if isinstance(field.type, inspect.VarTupleType)}
    forms = [(field.name, form) for field in fields for form in map(_form, _options(field.type)) if form]
    parts = [field.name for field in fields if any(map(_is_looked_into, _options(field.type)))]
    return _Fields(
        tuple(one for one in forms if one[0] not in many),
        tuple(one for one in forms if one[0] in many),
        tuple(name for name in parts if name not in many),
        tuple(name for name in parts if name in many),
    )


def _options(kind: Any) -> tuple[Any, ...]:
    """The types that a field's value can have, or the items of its list."""
    if isinstance(kind, inspect.VarTupleType):
        return _options(kind.item_type)
    return kind.types if isinstance(kind, inspect.UnionType) else (kind,)


def _form(kind: Any) -> _Form | None:
    """What has to be asked of a text or number beyond what msgspec has."""
    if isinstance(kind, inspect.IntType) and kind.le is None:
        return HIGHEST.__ge__
    return FORMS.get((kind.extra or {}).get("form")) if isinstance(kind, inspect.Metadata) else None


def _is_looked_into(kind: Any) -> bool:
    return isinstance(kind, inspect.StructType) and (kind.cls in TYPE_NAMES or any(_fields(kind.cls)))
