"""The files of a site as a server reads them: remembered while they stay as they are, read anew when they do not.

A site may be replaced under a running server, at once (`publish`) or file by file (`rsync`). Nothing is therefore
taken from memory that the file system does not confirm: each look-up is a `stat`, a few microseconds, and what is
remembered of a file holds for the very file it was read from.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections import OrderedDict
from collections.abc import AsyncIterator
from email.utils import formatdate
from pathlib import Path
from typing import NamedTuple

from anyio import to_thread

from alliancegraph.publishing.http.rules import HIDDEN

_WHOLE = 1024 * 1024  # bytes: up to here a file is read at once and remembered
CHUNK = 256 * 1024
"""Bytes sent at once: what a slow client makes us hold."""

_MEMORY = 64 * 1024 * 1024  # bytes of files remembered

# Names of ASCII letters, digits, _ - and inner dots: nothing empty, hidden, upwards, or special to any file system. Of
# hidden folders only RFC 8615's is open.
_PATH = re.compile(r"(?:\.well-known/)?(?:[A-Za-z0-9_-]+(?:\.+[A-Za-z0-9_-]+)*(?:/(?!\Z)|\Z))+\Z")

Signature = tuple[int, ...]


class Stored(NamedTuple):
    """A file as it is now: a strong entity tag (RFC 9110 section 8.8.3), and its content unless that is large."""

    signature: Signature
    size: int
    modified: int  # seconds since 1970
    etag: str
    last_modified: str
    content: bytes | None


class Folder:
    """A site's folder."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._root = str(path)
        self._known: OrderedDict[str, Stored] = OrderedDict()
        self._held = 0

    def is_file(self, path: str) -> bool:
        """Whether a path within the site is a file that may be served; no name may be empty, hidden or lead upwards."""
        return self._stat(path) is not None

    async def read(self, path: str) -> Stored | None:
        """A file that may be served; None where there is none."""
        for _ in range(3):  # a file may be replaced between two looks at it
            found = self._stat(path)
            if found is None:
                return None
            known = self._known.get(path)
            if known is not None and known.signature == _signature(found):
                self._known.move_to_end(path)
                return known
            stored = self._load(path) if found.st_size <= _WHOLE else await to_thread.run_sync(self._load, path)
            if stored is not None:
                self._remember(path, stored)
                return stored
        return None

    async def stream(self, path: str, stored: Stored, wanted: range) -> AsyncIterator[bytes]:
        """Some bytes of a file in chunks.

        Raises `OSError` where the file is no longer the one that was read; nothing of another is sent.
        """
        if stored.content is not None:
            for start in range(wanted.start, wanted.stop, CHUNK):
                yield stored.content[start : min(start + CHUNK, wanted.stop)]
            return
        length = len(wanted)
        with Path(self._root, path).open("rb", buffering=0) as file:
            if _signature(os.fstat(file.fileno())) != stored.signature:
                raise FileNotFoundError(path)
            file.seek(wanted.start)
            while length > 0:
                chunk = await to_thread.run_sync(file.read, min(CHUNK, length))
                if not chunk:
                    raise EOFError(path)
                length -= len(chunk)
                yield chunk

    def _stat(self, path: str) -> os.stat_result | None:
        if not _is_open(path):
            return None
        try:
            found = os.stat(f"{self._root}/{path}")  # noqa: PTH116 - twice as fast as a Path's, and run for each request
        except (OSError, ValueError):  # ValueError: a null byte
            return None
        return found if stat.S_ISREG(found.st_mode) else None

    def _load(self, path: str) -> Stored | None:
        """Reads a file; None where it changed meanwhile, cannot be read, or a symbolic link leads out of the site."""
        file = Path(self._root, path)
        try:
            if not file.resolve(strict=True).is_relative_to(self.path.resolve(strict=True)):
                return None
            with file.open("rb") as opened:
                found = os.fstat(opened.fileno())
                content = opened.read() if found.st_size <= _WHOLE else None
                digest = (
                    hashlib.sha256(content) if content is not None else hashlib.file_digest(opened, "sha256")
                ).hexdigest()
                if _signature(os.fstat(opened.fileno())) != _signature(found):
                    return None
        except OSError:
            return None
        modified = int(found.st_mtime)
        return Stored(
            _signature(found),
            found.st_size,
            modified,
            f'"{digest[:32]}"',
            formatdate(modified, usegmt=True),
            content,
        )

    def _remember(self, path: str, stored: Stored) -> None:
        before = self._known.pop(path, None)
        self._held += _weight(stored) - (_weight(before) if before else 0)
        self._known[path] = stored
        while self._held > _MEMORY:
            _, gone = self._known.popitem(last=False)
            self._held -= _weight(gone)


def _is_open(path: str) -> bool:
    """Whether a path stays within the site and away from what is hidden, on every kind of file system."""
    return _PATH.match(path) is not None and not path.lower().startswith(f"{HIDDEN}/")


def _signature(found: os.stat_result) -> Signature:
    return (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


def _weight(stored: Stored) -> int:
    return len(stored.content or b"") + 1000
