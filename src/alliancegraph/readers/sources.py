"""Where bytes come from: files, folders, standard input, addresses; and what text they are."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from alliancegraph.errors import Finding, Place, finding

KINDS = {
    ".yaml": "yaml",
    ".yml": "yaml",
    ".json": "json",
    ".jsonl": "json-lines",
    ".ndjson": "json-lines",
    ".txt": "page",
    ".text": "page",
}
"""Suffix -> kind of source; other files are told by their content."""

OTHER_KINDS = frozenset(
    [
        ".csv",
        ".tsv",
        ".xlsx",
        ".xls",
        ".ods",
        ".odt",
        ".doc",
        ".docx",
        ".pdf",
        ".rtf",
        ".ttl",
        ".nt",
        ".nq",
        ".trig",
        ".rdf",
        ".owl",
        ".xml",
        ".jsonld",
        ".html",
        ".htm",
        ".toml",
        ".zip",
        ".gz",
        ".png",
        ".jpg",
        ".jpeg",
        ".gif",
        ".svg",
    ]
)
"""Suffixes of files that are neither records nor text pages: said, never read as if they were."""

STDIN = "-"
MEDIA_SUFFIXES = {
    "application/json": ".json",
    "application/x-ndjson": ".jsonl",
    "application/yaml": ".yaml",
    "text/plain": ".txt",
    "text/yaml": ".yaml",
}

_TIMEOUT = 30.0  # seconds
_LIMIT = 10_000_000  # bytes


class Text(NamedTuple):
    """A source's text: the name that findings show, its suffix, and for an address when it was fetched (UTC day)."""

    name: str
    suffix: str
    text: str
    url: str | None = None
    retrieved: str | None = None


def texts(sources: Iterable[str | Path]) -> Iterator[Text | Finding]:
    """The texts of all sources, folders in the order of their names; a finding for each that could not be read."""
    for source in sources:
        name = str(source)
        if name == STDIN:
            yield from _decoded("<stdin>", "", sys.stdin.buffer.read())
        elif name.lower().startswith(("https://", "http://")):
            yield from _fetched(name)
        elif Path(name).is_dir():
            yield from _folder(Path(name))
        else:
            yield from _file(Path(name))


def _folder(folder: Path) -> Iterator[Text | Finding]:
    try:
        entries = sorted(path for path in folder.rglob("*") if _is_visible(path.relative_to(folder)))
    except OSError as error:
        yield _unreadable(str(folder), error)
        return
    files = [path for path in entries if path.is_file() and path.name != "publication.toml"]
    known = [path for path in files if path.suffix.lower() in KINDS]
    for path in files:
        if path in known:
            yield from _file(path)
        else:
            yield finding("source-skipped", place=Place(str(path)), suffix=path.suffix or path.name)
    if not known:
        yield finding("source-empty", place=Place(str(folder)), suffixes=", ".join(KINDS))


def _is_visible(path: Path) -> bool:
    return not any(part.startswith(".") for part in path.parts)


def _file(path: Path) -> Iterator[Text | Finding]:
    if path.suffix.lower() in OTHER_KINDS and path.exists():
        yield finding("source-kind", place=Place(str(path)), suffix=path.suffix, suffixes=", ".join(KINDS))
        return
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        yield finding("source-missing", place=Place(str(path)))
    except (OSError, ValueError) as error:  # ValueError: a null byte in the path
        yield _unreadable(str(path), error)
    else:
        yield from _decoded(str(path), path.suffix.lower(), content)


def _fetched(address: str) -> Iterator[Text | Finding]:
    """One GET of an address that the user named."""
    import requests  # here, because most runs fetch nothing

    try:
        with requests.get(address, timeout=_TIMEOUT, stream=True) as response:
            response.raise_for_status()
            content = b""
            for chunk in response.iter_content(65536):
                content += chunk
                if len(content) > _LIMIT:
                    yield _unreadable(address, f"{_LIMIT // 1_000_000} MB")
                    return
            media_type = response.headers.get("Content-Type", "").split(";")[0].strip().lower()
    except requests.RequestException as error:
        yield _unreadable(address, error)
        return
    suffix = MEDIA_SUFFIXES.get(media_type, Path(address.split("?")[0]).suffix.lower())
    today = datetime.now(UTC).date().isoformat()
    for item in _decoded(address, suffix, content):
        yield item._replace(url=address, retrieved=today) if isinstance(item, Text) else item


def _unreadable(name: str, reason: object) -> Finding:
    text = getattr(reason, "strerror", None) or str(reason)
    return finding("source-unreadable", place=Place(name), reason=text)


def _decoded(name: str, suffix: str, content: bytes) -> Iterator[Text | Finding]:
    """UTF-8 with or without a byte-order mark, UTF-16 with one, else Windows-1252, which is said."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif b"\0" in content:
        yield finding("source-binary", place=Place(name), offset=content.index(b"\0"))
        return
    else:
        encoding = "utf-8-sig"
    try:
        yield Text(name, suffix, content.decode(encoding))
        return
    except UnicodeDecodeError as error:
        reason = error
    try:
        text = content.decode("cp1252") if encoding == "utf-8-sig" else ""
    except UnicodeDecodeError:
        text = ""
    if not text or sum(character < " " and character not in "\t\n\r\f" for character in text) * 20 > len(text):
        yield finding("source-unreadable", place=Place(name), reason=str(reason))
        return
    yield finding("encoding-guessed", place=Place(name))
    yield Text(name, suffix, text)
