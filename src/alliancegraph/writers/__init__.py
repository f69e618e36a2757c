"""Writers: renderings of one tree. They cannot disagree, because there is nothing else they read."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from alliancegraph.errors import UsageError
from alliancegraph.resource import Resource
from alliancegraph.writers.jsonld import context, to_jsonld
from alliancegraph.writers.ntriples import to_nquads, to_ntriples
from alliancegraph.writers.turtle import to_turtle

__all__ = ["FORMATS", "SUFFIXES", "context", "serialize"]

FORMATS: dict[str, Callable[[Iterable[Resource]], str]] = {
    "turtle": to_turtle,
    "json-ld": to_jsonld,
    "n-triples": to_ntriples,
    "n-quads": to_nquads,
}
"""Name of a format -> its writer."""

SUFFIXES = {".ttl": "turtle", ".jsonld": "json-ld", ".nt": "n-triples", ".nq": "n-quads"}
"""Suffix of an output file -> format."""


def serialize(roots: Iterable[Resource], format: str = "turtle") -> str:
    """Some trees as text. Raises `UsageError` for an unknown format."""
    if format not in FORMATS:
        raise UsageError(f"unknown format {format!r}; possible are {', '.join(FORMATS)}")
    return FORMATS[format](roots)
