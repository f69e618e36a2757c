"""Files compressed beforehand: a server sends `page.html.gz` in place of `page.html` to clients that take gzip."""

from __future__ import annotations

import gzip

from alliancegraph.publishing.layout import Files

TEXT = (".html", ".ttl", ".jsonld", ".csv", ".css", ".js", ".json", ".xml", ".atom", ".svg")
"""The suffixes of files that compress well."""

_WORTHWHILE = 1024  # bytes: what is smaller goes out in one packet anyway


def precompressed(files: Files) -> Files:
    """The compressed companions of a site's files: `<path>.gz` for text above a kilobyte.

    The same bytes for the same files: no time stamp, no name in the gzip header (RFC 1952 section 2.3).
    """
    return {
        f"{path}.gz": gzip.compress(content, compresslevel=9, mtime=0)
        for path, content in files.items()
        if path.endswith(TEXT) and len(content) > _WORTHWHILE
    }
