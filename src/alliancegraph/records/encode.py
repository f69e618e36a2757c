"""Encoding: records -> plain values, YAML and JSON. What holds its default is left out."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

import yaml
from msgspec.structs import FieldInfo, fields

from alliancegraph.records.types import TYPE_NAMES, LanguageMap, Record, Value


def to_plain(record: Record) -> dict[str, Any]:
    """A record as dicts, lists, text and numbers, in the order of the format, `type` first."""
    return {"type": TYPE_NAMES[type(record)], **_plain(record)}


def _plain(value: Any) -> Any:
    if isinstance(value, LanguageMap):
        return {language: value[language] for language in sorted(value, key=lambda tag: (tag != "de", tag))}
    if isinstance(value, Value):
        plain = {}
        for field in _fields(type(value)):
            item = getattr(value, field.name)
            if field.required or (item != field.default and item not in ((), None)):
                plain[field.encode_name] = _plain(item)
        return plain
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


@cache
def _fields(cls: type[Value]) -> tuple[FieldInfo, ...]:
    return fields(cls)


# Several lines; the other line breaks of YAML 1.1 (section 5.4) are none in YAML 1.2 and change when a block is read.
_BLOCK = re.compile("[^\x85\u2028\u2029]*\n[^\x85\u2028\u2029]*")


class _Quoted(str):
    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    """Block style, keys bare, every text quoted, texts of several lines as blocks: all loaders see the same values."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _represent(dumper: _Dumper, text: _Quoted) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style="|" if _BLOCK.fullmatch(text) else '"')


_Dumper.add_representer(_Quoted, _represent)


def _quoted(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _quoted(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_quoted(item) for item in value]
    return _Quoted(value) if isinstance(value, str) else value


def to_yaml(record: Record) -> str:
    """A record as a YAML file to edit."""
    plain = to_plain(record)
    return f"type: {plain.pop('type')}\n" + plain_yaml(plain)


def plain_yaml(plain: dict[str, Any]) -> str:
    """Plain values as YAML: keys bare, every text quoted."""
    text: str = yaml.dump(_quoted(plain), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**9)
    return text


def to_json(record: Record) -> str:
    """A record as one line of JSON Lines."""
    return json.dumps(to_plain(record), ensure_ascii=False, separators=(",", ":"))
