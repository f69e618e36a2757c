"""Where things stand in a site: the paths of documents, and the path that an identifier leads to.

A site is a folder of files that any web server can serve at the publication's base IRI. A thing
(`id/alliance/perleberg`) is not a document: its identifier leads with 303 See Other to the document about it
(`record/alliance/perleberg`), which is negotiated among its variants, files of that name with a suffix each
(Cool URIs for the Semantic Web, section 4.2).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

Files = Mapping[str, bytes]
"""Path within the site, with slashes and without a leading one -> content."""


class Variant(NamedTuple):
    """One of the forms a document is served in."""

    suffix: str
    media_type: str


HTML = Variant(".html", "text/html")
TURTLE = Variant(".ttl", "text/turtle")
JSON_LD = Variant(".jsonld", "application/ld+json")
VARIANTS = (HTML, TURTLE, JSON_LD)
"""The variants of a document, the one preferred among equals first."""

ENGLISH = ".en.html"
"""The suffix of a page's English translation; the German one has the plain `.html`."""

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'"
"""What pages may load and run (Content Security Policy Level 3): the site's own stylesheet, script and icon."""

NOTICES: Mapping[int, str] = {404: "404.html", 410: "gone.html"}
"""The pages a server shows where there is nothing, and where there is nothing any more, by status."""

CARD = ".vcf"
"""The suffix of a contact card, at the path of the office or person."""

CATALOG = "catalog"
DATASETS = "dataset/"
DUMPS = "dump/"
VOCABULARY = "vocabulary/"
FEED = "changes.atom"
REGISTER = "register.json"
MANIFEST = "_server/files.txt"
"""The list of a site's own files: what else lies in its folder is somebody's, and stays."""


class Form(NamedTuple):
    """What a dump is: its suffix, media type (IANA), file type (EU Publications Office), packed with gzip or not."""

    suffix: str
    media_type: str
    file_type: str
    is_packed: bool = False


FORMS: Mapping[str, Form] = {
    "turtle": Form(".ttl", "text/turtle", "RDF_TURTLE"),
    "json-ld": Form(".jsonld", "application/ld+json", "JSON_LD"),
    "n-triples": Form(".nt.gz", "application/n-triples", "RDF_N_TRIPLES", is_packed=True),
    "csv": Form(".csv", "text/csv", "CSV"),
    "xlsx": Form(".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX"),
}
"""The forms a dataset is dumped in, by format."""


class Dump(NamedTuple):
    """A file that holds all of a dataset.

    `dataset` is the dataset's id, `format` a key of `FORMS`, `size` in bytes, `sha256` in lower-case hexadecimal.
    """

    path: str
    dataset: str
    format: str
    size: int
    sha256: str


def document(iri: str, base: str) -> str:
    """The path of the document about a thing, without suffix.

    >>> document("https://example.org/id/alliance/perleberg", "https://example.org/")
    'record/alliance/perleberg'
    """
    return "record/" + iri.removeprefix(base + "id/")
