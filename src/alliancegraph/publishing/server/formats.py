"""The forms that SPARQL results come in (SPARQL 1.1 Protocol section 2.1.6), the preferred one first."""

from __future__ import annotations

RESULTS = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
)
"""Of SELECT and ASK."""

GRAPHS = ("text/turtle", "application/n-triples")
"""Of CONSTRUCT and DESCRIBE."""
