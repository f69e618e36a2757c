"""Content codings undone piece by piece, so that a small body that unpacks into a huge one is never whole in memory."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

_STEP = 1 << 18  # bytes


class DecodingError(Exception):
    """A body that is not coded as its Content-Encoding says, or in a way we did not ask for."""


def decoded(chunks: Iterable[bytes], coding: str, most: int) -> Iterator[bytes]:
    """The body's bytes without its coding (RFC 9110 section 8.4.1), `most` of them at most.

    Only one gzip or deflate is undone; raises `DecodingError` for others and for damaged bodies.
    """
    match coding.strip().lower():
        case "" | "identity":
            yield from chunks
        case "gzip" | "x-gzip":
            yield from _inflated(chunks, 16 + zlib.MAX_WBITS, coding, most)
        case "deflate":
            yield from _inflated(chunks, zlib.MAX_WBITS, coding, most)
        case _:
            raise DecodingError(coding)


def _inflated(chunks: Iterable[bytes], window: int, coding: str, most: int) -> Iterator[bytes]:
    inflater = zlib.decompressobj(window)
    count, begun = 0, False
    for chunk in chunks:
        rest = chunk
        while rest and count < most:
            if inflater.eof:  # another member may follow (RFC 1952 section 2.2); anything else is padding
                if not rest.startswith(b"\x1f"):
                    return
                inflater = zlib.decompressobj(window)
            try:
                piece = inflater.decompress(rest, _STEP)
            except zlib.error as error:
                if begun or window != zlib.MAX_WBITS:
                    raise DecodingError(coding) from error
                inflater = zlib.decompressobj(
                    -zlib.MAX_WBITS
                )  # "deflate" without its zlib header, as some servers send
                begun = True
                continue
            begun = True
            count += len(piece)
            yield piece
            rest = inflater.unconsumed_tail or inflater.unused_data
    if begun and count < most:
        yield inflater.flush()
        if not inflater.eof:
            raise DecodingError(coding)  # it ends too early
