"""JSON Lines as a stream: a file of any length takes no more memory than some of its lines."""

from __future__ import annotations

import codecs
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from itertools import islice
from typing import IO, NamedTuple

from alliancegraph.readers import charset

BATCH = 250
"""Lines read at a time."""

_CHUNK = 1 << 16  # it stays in the processor's cache: half the time of a longer one
_IN_MEMORY = 1 << 20


class Lines(NamedTuple):
    """JSON Lines in UTF-8: the name that findings show, and what opens them."""

    name: str
    open: Callable[[], IO[bytes]]

    def pieces(self) -> Iterator[tuple[int, list[bytes]]]:
        """Some lines at a time, each after the number of lines before them; blank pieces are passed over."""
        with self.open() as stream:
            before = 0
            while some := list(islice(stream, BATCH)):
                if not before:
                    some[0] = some[0].removeprefix(codecs.BOM_UTF8)
                if any(line.decode().strip() for line in some):
                    yield before, some
                before += len(some)


def is_plain(stream: IO[bytes]) -> bool:
    """Whether bytes are text in UTF-8, and so need no look at the whole of them to be read."""
    decoder, controls, size = codecs.getincrementaldecoder("utf-8")(), 0, 0
    try:
        while chunk := stream.read(_CHUNK):
            if b"\0" in chunk:
                return False
            size += len(decoder.decode(chunk))
            controls += charset.controls(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return size > 0 and charset.is_text(controls, size)


def spooled(stream: IO[bytes]) -> IO[bytes]:
    """What a stream that is read only once has, to be read again; on disk where it is long."""
    spool = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - who gets it closes it
    shutil.copyfileobj(stream, spool, _CHUNK)
    spool.seek(0)
    return spool


def are_lines(stream: IO[bytes]) -> bool:
    """Whether a source without a suffix has a JSON object on its first line, and more below."""
    filled = (line for line in iter(lambda: stream.readline(_IN_MEMORY), b"") if line.strip())
    first = next(filled, b"")
    try:
        return isinstance(json.loads(first.decode("utf-8-sig")), dict) and next(filled, None) is not None
    except (ValueError, RecursionError):
        return False
