"""What is kept between runs, as JSON with a `format`: it is read as it was written, or not at all."""

from __future__ import annotations

from typing import Any, Final, TypeVar

import msgspec
from msgspec import Struct

from alliancegraph.errors import Finding, Place, finding

T = TypeVar("T", bound=Struct)

FORMAT: Final = 1


def read(content: bytes, kind: type[T], file: str, word: str) -> T | Finding:
    """The value in a file; `{word}-unreadable` where it is none, `{word}-newer` where its format is of a later program.

    It is never taken for an empty one.
    """
    place = Place(file)
    try:
        plain: Any = msgspec.json.decode(content)
        version = plain.get("format") if isinstance(plain, dict) else None
        if version == FORMAT:
            return msgspec.convert(plain, kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return finding(f"{word}-unreadable", place=place, reason=error)
    if isinstance(version, int) and version > FORMAT:
        return finding(f"{word}-newer", place=place, value=version)
    return finding(f"{word}-unreadable", place=place, reason=f"format: {FORMAT}?")


def write(value: Struct) -> bytes:
    """The content of the file: the same value gives the same bytes."""
    return msgspec.json.format(msgspec.json.encode(value, order="deterministic"), indent=1) + b"\n"
