"""The JSON Schema (2020-12) of the record format, from the record types."""

from __future__ import annotations

from typing import Any

import msgspec

from alliancegraph.records.decode import FORMAT
from alliancegraph.records.types import TYPE_NAMES, TYPES, ContactPoint, LanguageMap, Project

_TEXT = {
    "description": "Text by language tag; a plain string means German.",
    "oneOf": [
        {"type": "string"},
        {
            "type": "object",
            "propertyNames": {"pattern": "^[a-z]{2,3}(-[a-z0-9]{1,8})*$"},
            "additionalProperties": {"type": ["string", "null"]},
        },
        {"type": "null"},
    ],
}


def json_schema() -> dict[str, Any]:
    """The schema of a record file: one record, a list of records, or `records:`; `format: 1` may stand in each."""
    schemas, components = msgspec.json.schema_components(
        list(TYPES.values()), schema_hook=_schema_of, ref_template="#/$defs/{name}"
    )
    for component in components.values():
        for field, schema in component["properties"].items():
            component["properties"][field] = _nullable(schema) if field not in component.get("required", ()) else schema
    for cls, name in TYPE_NAMES.items():
        properties = components[cls.__name__]["properties"]
        components[cls.__name__]["properties"] = {"type": {"const": name}, "format": {"const": FORMAT}} | properties
    top = [
        {"allOf": [schema, {"required": ["type", "of" if cls in (ContactPoint, Project) else "id"]}]}
        for schema, cls in zip(schemas, TYPES.values(), strict=True)
    ]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://w3id.org/alliancegraph/record.schema.json",
        "title": "alliancegraph record file",
        "description": "In YAML, text that looks like a number, date or truth value is best put in quotes: "
        '"2008", "01067", "no". alliancegraph reads it as written either way; other programs change it.',
        "oneOf": [
            {"$ref": "#/$defs/Record"},
            {"type": "array", "items": {"oneOf": [{"$ref": "#/$defs/Record"}, {"$ref": "#/$defs/Format"}]}},
            {
                "type": "object",
                "required": ["records"],
                "properties": {
                    "format": {"const": FORMAT},
                    "records": {"type": "array", "items": {"$ref": "#/$defs/Record"}},
                },
                "additionalProperties": False,
            },
        ],
        "$defs": {
            "Record": {"oneOf": top},
            "Format": {
                "type": "object",
                "required": ["format"],
                "properties": {"format": {"const": FORMAT}},
                "additionalProperties": False,
            },
            **components,
        },
    }


def _schema_of(kind: type) -> dict[str, Any]:
    if kind is LanguageMap:
        return dict(_TEXT)
    raise NotImplementedError(kind)


def _nullable(schema: dict[str, Any]) -> dict[str, Any]:
    """A field may also be null, which means its default (DESIGN section 2: absent, null and empty are one)."""
    plain = {key: value for key, value in schema.items() if key != "default"}
    if plain.get("oneOf") == _TEXT["oneOf"] or {"type": "null"} in plain.get("anyOf", ()):
        return plain
    return {"anyOf": [plain, {"type": "null"}]}
