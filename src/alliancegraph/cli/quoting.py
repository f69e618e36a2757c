"""The lines of sources that a report quotes: local text files that are still there; nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

_LIMIT = 20_000_000  # bytes
_LINE_END = re.compile("\r\n|\r|\n")
_YAML_LINE_END = re.compile("\r\n|[\r\n\x85\u2028\u2029]")  # YAML 1.1 section 5.4, as PyYAML counts


@cache
def lines(file: str) -> Sequence[str]:
    """The lines of a file, numbered as its reader numbers them; none of an address, or of what is no text."""
    if "://" in file or "\0" in file:
        return ()
    path = Path(file)
    try:
        if not path.is_file() or path.stat().st_size > _LIMIT:
            return ()
        content = path.read_bytes()
    except OSError:
        return ()
    ends = _YAML_LINE_END if path.suffix.lower() in (".yaml", ".yml") else _LINE_END
    return tuple(ends.split(_text(content)))


def _text(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    if b"\0" in content:
        return ""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
