"""Ready configuration for nginx, Apache and Caddy: the site as `serve` shows it, by web servers that people have."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined

from alliancegraph.errors import Place, SiteError, finding
from alliancegraph.publishing.configuration import patterns
from alliancegraph.publishing.history.register import Register
from alliancegraph.publishing.http import rules
from alliancegraph.publishing.http.notices import NAMES, not_acceptable
from alliancegraph.publishing.http.rules import HIDDEN, REGISTERED, Root, root
from alliancegraph.publishing.layout import DATASETS, NOTICES, REGISTER, Files
from alliancegraph.publishing.parts.compression import TEXT

_TEMPLATES = {
    ".htaccess": "htaccess",
    f"{HIDDEN}/Caddyfile": "Caddyfile",
    f"{HIDDEN}/nginx-http.conf": "nginx-http.conf",
    f"{HIDDEN}/nginx-server.conf": "nginx-server.conf",
}


_PLAIN = re.compile(r"/(?:[A-Za-z0-9_.~-]+/)*")
_PATH = re.compile(r"[a-z0-9-]+(?:/[a-z0-9-]+)+")
_STEM = "STEM"


class Moved(NamedTuple):
    """What became of paths that once named something: a regular expression for them, the new path or none."""

    pattern: str
    path: str | None


class Texts(NamedTuple):
    """A `Link` header, or page, for each kind of path; `$1` and `stem` stand for what the server fills in."""

    document: str
    overview: str
    dump: str
    thing: str


def configuration(register: Register) -> Files:
    """The configuration of a site whose register this is: where it stands, and what leads elsewhere or is gone.

    Raises `SiteError` where the base IRI or the register has characters that a configuration cannot carry.
    """
    at = root(register.base)
    if not _PLAIN.fullmatch(at.path):
        raise SiteError([finding("base-path", field="base", value=register.base)])
    facts = {
        "at": at,
        "rules": rules,
        "patterns": patterns,
        "hidden": HIDDEN,
        "notices": NOTICES,
        "packed": TEXT,
        "names": NAMES,
        "moved": [*_moved(register)],
        "prefix": f"ag_{hashlib.sha256(at.base.encode()).hexdigest()[:6]}",
        "escape": re.escape,
        "links": _links(at),
        "not_acceptable": lambda stem, suffixes: not_acceptable(
            at.quoted, {stem + one: NAMES[one] for one in suffixes}
        ),
    }
    environment = Environment(
        loader=PackageLoader("alliancegraph.publishing.configuration"),
        autoescape=False,  # noqa: S701 - no markup: what goes in are ids, paths and our own tables
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return {path: environment.get_template(name).render(facts).encode() for path, name in _TEMPLATES.items()}


def _moved(register: Register) -> Iterator[Moved]:
    """What is renamed or gone, what is longer first: the first that matches counts."""
    known = {*register.renamed, *register.gone}
    for path in sorted(known, key=lambda one: (-one.count("/"), one)):
        new = register.now(path) if path in register.renamed else None
        if not all(_PATH.fullmatch(one) for one in (path, new) if one is not None):
            raise SiteError([finding("register-unreadable", place=Place(REGISTER), reason=path)])
        for folder, before in REGISTERED.items():
            if path.startswith(DATASETS) == bool(before):
                behind = f"{folder}/{new.removeprefix(before)}$1" if new else None
                yield Moved(f"{folder}/{path.removeprefix(before)}([./].*)?", behind)


def _links(at: Root) -> Texts:
    """The `Link` headers; a document's path is what the expression in front of it captures."""
    return Texts(
        rules.document_links(_STEM, at).replace(_STEM, "$1"),
        rules.overview_links(at),
        rules.catalog_links(at),
        f'<{at.quoted}record/$1>; rel="describedby"',
    )
