"""Writers: renderings of one tree. They cannot disagree, because there is nothing else they read."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from alliancegraph.errors import UsageError
from alliancegraph.mapping import read_records
from alliancegraph.records import Record
from alliancegraph.resource import Resource, statements
from alliancegraph.writers.jsonld import context, to_jsonld
from alliancegraph.writers.ntriples import to_nquads, to_ntriples
from alliancegraph.writers.texttable import to_csv
from alliancegraph.writers.turtle import to_turtle
from alliancegraph.writers.workbook import to_workbook

__all__ = ["FORMATS", "SUFFIXES", "TABLES", "context", "published", "serialize"]

FORMATS: dict[str, Callable[[Iterable[Resource]], str]] = {
    "turtle": to_turtle,
    "json-ld": to_jsonld,
    "n-triples": to_ntriples,
    "n-quads": to_nquads,
}
"""Name of a format of linked data -> its writer."""

TABLES: dict[str, Callable[[Iterable[Record], str], str | bytes]] = {"csv": to_csv, "xlsx": to_workbook}
"""Name of a format of tables -> its writer, of records and the language of the columns' names."""

SUFFIXES = {
    ".ttl": "turtle",
    ".jsonld": "json-ld",
    ".nt": "n-triples",
    ".nq": "n-quads",
    ".csv": "csv",
    ".xlsx": "xlsx",
}
"""Suffix of an output file -> format."""


def serialize(roots: Iterable[Resource], format: str = "turtle") -> str:
    """Some trees as text: linked data, or CSV. Raises `UsageError` for another format."""
    if format == "csv":
        return to_csv(published(roots))
    if format not in FORMATS:
        raise UsageError(f"unknown format {format!r}; possible are {', '.join((*FORMATS, 'csv'))}")
    return FORMATS[format](roots)


def published(roots: Iterable[Resource]) -> list[Record]:
    """The records that some trees publish: what tables are written of."""
    return read_records(statements(roots))
