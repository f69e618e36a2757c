"""Dumps: a whole dataset in one file, in every form (`layout.FORMS`)."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Mapping

from alliancegraph.errors import UsageError
from alliancegraph.publishing.edition import Dataset, Edition
from alliancegraph.publishing.layout import DUMPS, FORMS, Dump, Files
from alliancegraph.writers import serialize
from alliancegraph.writers.texttable import to_csv
from alliancegraph.writers.workbook import to_workbook

_TABLES: Mapping[str, Callable[[Dataset], str | bytes]] = {
    "csv": lambda dataset: to_csv(dataset.records),
    "xlsx": lambda dataset: to_workbook(dataset.records),
}


def dumps(edition: Edition) -> tuple[Files, tuple[Dump, ...]]:
    """The dumps of all datasets, and what the catalogue says of each.

    Without the extra `[xlsx]` there are no workbooks.
    """
    files: dict[str, bytes] = {}
    made: list[Dump] = []
    for dataset in edition.datasets:
        for format, form in FORMS.items():
            try:
                content = _content(dataset, format)
            except UsageError:
                continue  # a workbook, without what writes it
            path = f"{DUMPS}{dataset.id}{form.suffix}"
            files[path] = content
            made.append(Dump(path, dataset.id, format, len(content), hashlib.sha256(content).hexdigest()))
    return files, tuple(made)


def _content(dataset: Dataset, format: str) -> bytes:
    written = _TABLES[format](dataset) if format in _TABLES else serialize(dataset.trees, format)
    content = written.encode() if isinstance(written, str) else written
    # RFC 1952 section 2.3: without a time stamp the same content gives the same bytes.
    return gzip.compress(content, compresslevel=9, mtime=0) if FORMS[format].is_packed else content
