"""Pages fetched before, kept with what a conditional request asks by (RFC 9110 section 13; RFC 9111)."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

DAYS = 90
SIZE = 200_000_000
"""How long, and how many bytes of pages, are kept."""


@dataclass(frozen=True)
class Kept:
    """A page as it was transferred last."""

    url: str
    content_type: str
    etag: str | None
    last_modified: str | None
    body: bytes

    @property
    def conditions(self) -> dict[str, str]:
        """The headers that ask for the page only if it has changed."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in asked.items() if value}


def load(folder: Path | None, url: str, now: float) -> Kept | None:
    """What is kept of an address, noted as used `now`; a file that cannot be read or is damaged counts as none."""
    if folder is None:
        return None
    try:
        file = _file(folder, url)
        head, _, body = file.read_bytes().partition(b"\n")
        os.utime(file, (now, now))
        values = json.loads(head)
        if values.pop("url") != url or values.pop("digest") != hashlib.sha256(body).hexdigest():
            return None
        return Kept(url=url, body=body, **values)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def keep(folder: Path | None, page: Kept, now: float) -> None:
    """Keeps a page that can be asked for conditionally. Where the folder cannot be written, nothing is kept."""
    if folder is None or not page.conditions:
        return
    values = {key: value for key, value in asdict(page).items() if key != "body"}
    head = json.dumps(values | {"digest": hashlib.sha256(page.body).hexdigest()}).encode()
    temporary = None
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)  # pages hold personal data
        with tempfile.NamedTemporaryFile(dir=folder, delete=False) as stream:
            temporary = stream.name
            stream.write(head + b"\n" + page.body)
        os.utime(temporary, (now, now))
        Path(temporary).replace(_file(folder, page.url))
    except OSError:
        if temporary is not None:
            with contextlib.suppress(OSError):
                os.unlink(temporary)  # noqa: PTH108


def prune(folder: Path | None, now: float) -> None:
    """Removes what was not used for `DAYS`, and of the rest what was used longest ago, down to `SIZE` bytes."""
    if folder is None or not folder.is_dir():
        return
    with contextlib.suppress(OSError):
        total = 0
        for file in sorted(folder.iterdir(), key=lambda one: one.stat().st_mtime, reverse=True):
            state = file.stat()
            total += state.st_size
            if total > SIZE or now - state.st_mtime > DAYS * 86_400:
                file.unlink()


def _file(folder: Path, url: str) -> Path:
    return folder / hashlib.sha256(url.encode()).hexdigest()
