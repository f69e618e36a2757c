"""Whether a name can stand in a text at all: a cheap look before the exact comparison of `names`, for speed alone.

Hardly any text names a contact person, and to take a text apart into slugs costs more than all else that is done to
it. So texts and names are first reduced to what no spelling changes, their skeletons (the term of UTS #39, section 4):
lower case, ä as a; without e (ae and a are one letter to a name), s (ß is ss), digits and commas (slugs split words at
digits, and join thousands). That is done byte by byte, so a text that has a word has the word's skeleton in its own.
Where bytes do not tell which letters a slug has, there is no skeleton, and only the exact comparison is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_LETTERS = {"ä": b"a", "ö": b"o", "ü": b"u", "Ä": b"a", "Ö": b"o", "Ü": b"u"}
_LEAD = "ä".encode()[:1]  # of ß and all these; what else begins with it leaves a byte that is not ASCII
_SECOND = {letter.encode()[1:]: plain for letter, plain in _LETTERS.items()}
_PLAIN = bytes.maketrans(b"".join(_SECOND), b"".join(_SECOND.values()))
_LOWER = bytes(range(256)).lower().translate(_PLAIN)
_LEFT_OUT = _LEAD + "ß".encode()[1:] + b"eEsS,0123456789"

# Dashes, quotation marks, bullets, ellipses and wide spaces: slugs have no letters for them.
PUNCTUATION = "".join(map(chr, range(0x2010, 0x2028))) + "\u00a0\u00ab\u00b7\u00bb"
_PUNCTUATION = re.compile(b"|".join(mark.encode() for mark in PUNCTUATION))
_ENTITY = re.compile(b"&#?[a-z]*;")  # as it is left; slugs decode "&uuml;" and "&#252;"


def skeleton(text: bytes) -> bytes | None:
    """The skeleton of a UTF-8 text, None where it has letters or entities that only a slug transliterates."""
    left = text.translate(_LOWER, _LEFT_OUT)
    if not left.isascii():
        left = _PUNCTUATION.sub(b"", text).translate(_LOWER, _LEFT_OUT)
        if not left.isascii():
            return None
    return None if b"&" in left and _ENTITY.search(left) else left


def holds(left: bytes, words: Iterable[str]) -> bool:
    """Whether a skeleton has that of one of these words of slugs, whole or inside another word."""
    return any(word.encode().translate(_LOWER, _LEFT_OUT) in left for word in words)


def may_hold(text: str, words: Iterable[str]) -> bool:
    """Whether one of these words of slugs may be in a text, whole or inside another word; exact where it is not."""
    left = skeleton(text.encode("utf-8", "surrogatepass"))
    return left is None or holds(left, words)
