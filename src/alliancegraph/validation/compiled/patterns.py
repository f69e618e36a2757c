"""The regular expressions of SPARQL's REGEX (XQuery 1.0 and XPath 2.0 Functions and Operators, 7.6.1) as Python's.

They differ: `$` is the very end of the text, white space is four characters, classes can be subtracted, there are
classes by Unicode category and of XML names, and there is no look-around. What is none of them is left to pySHACL.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterable
from functools import cache

from alliancegraph.validation.compiled.declared import NotCoreError

Ranges = tuple[tuple[int, int], ...]
"""Code points from and to, sorted, apart."""

_ALL: Ranges = ((0, sys.maxunicode),)
_SPACE: Ranges = ((0x9, 0xA), (0xD, 0xD), (0x20, 0x20))
_NAME_START: Ranges = (
    (0x3A, 0x3A), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A), (0xC0, 0xD6), (0xD8, 0xF6), (0xF8, 0x2FF), (0x370, 0x37D),
    (0x37F, 0x1FFF), (0x200C, 0x200D), (0x2070, 0x218F), (0x2C00, 0x2FEF), (0x3001, 0xD7FF), (0xF900, 0xFDCF),
    (0xFDF0, 0xFFFD), (0x10000, 0xEFFFF),
)  # fmt: skip
_NAME_REST: Ranges = ((0x2D, 0x2E), (0x30, 0x39), (0xB7, 0xB7), (0x300, 0x36F), (0x203F, 0x2040))
_ESCAPED = {"n": 0xA, "r": 0xD, "t": 0x9} | {character: ord(character) for character in "\\|.?*+(){}-[]^$"}
_CATEGORY = re.compile(r"\{(L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|Z[slp]?|S[mcko]?|C[cfon]?)\}")
_QUANTIFIER = re.compile(r"(?:[?*+]|\{[0-9]+(?:,[0-9]*)?\})\??")


@cache
def translate(pattern: str, flags: str = "") -> re.Pattern[str]:
    """The Python pattern to search with. Raises `NotCoreError` for what XPath's regular expressions do not have."""
    if set(flags) - set("smix"):
        raise NotCoreError(f"sh:flags {flags!r}")
    try:
        found = "".join(_Reader(pattern, flags).branches())
        return re.compile(found, (re.IGNORECASE if "i" in flags else 0) | (re.DOTALL if "s" in flags else 0))
    except (re.error, IndexError, OverflowError) as error:
        raise NotCoreError(f"sh:pattern {pattern!r}") from error


class _Reader:
    """Reads a pattern from left to right."""

    def __init__(self, pattern: str, flags: str) -> None:
        self.pattern, self.flags, self.at = pattern, flags, 0

    def branches(self) -> list[str]:
        found: list[str] = []
        quantified = True
        while self.at < len(self.pattern):
            if quantifier := _QUANTIFIER.match(self.pattern, self.at):
                if quantified:
                    raise IndexError(self.at)
                found.append(quantifier[0])
                self.at, quantified = quantifier.end(), True
                continue
            atom = self.atom()
            if atom is not None:
                found.append(atom)
                quantified = atom in ("|", "(", "(?:")
        return found

    def atom(self) -> str | None:
        character = self.take()
        if character == "\\":
            return self.escape()
        if character == "[":
            return _written(self.group())
        if character == ".":
            return "." if "s" in self.flags else "[^\n\r]"
        if character == "^":
            return r"(?:\A|(?<=\n)(?!\Z))" if "m" in self.flags else r"\A"
        if character == "$":
            return r"(?=\n|\Z)" if "m" in self.flags else r"\Z"
        if character == "(" and self.pattern.startswith("?", self.at):
            if not self.pattern.startswith("?:", self.at):
                raise IndexError(self.at)
            self.at += 2
            return "(?:"
        if character in "|()":
            return character
        if character in "{}]":
            raise IndexError(self.at)
        if "x" in self.flags and character in " \t\n\r":
            return None
        return re.escape(character)

    def take(self) -> str:
        character = self.pattern[self.at]
        self.at += 1
        return character

    def escape(self) -> str:
        if self.pattern[self.at] in "123456789":
            if self.pattern[self.at + 1 : self.at + 2].isdigit():
                raise IndexError(self.at)
            return f"(?:\\{self.take()})"
        if self.pattern[self.at] in "dD":
            return "\\" + self.take()  # Unicode's decimal digits, in both
        return _written(self.escaped())

    def escaped(self) -> Ranges:
        """The characters that an escape stands for, in or outside brackets."""
        character = self.take()
        if character in _ESCAPED:
            return ((_ESCAPED[character],) * 2,)
        if character in "pP":
            category = _CATEGORY.match(self.pattern, self.at)
            if category is None:
                raise IndexError(self.at)
            self.at = category.end()
            found = _of_category(category[1])
        else:
            found = _named(character.lower())
        return found if character.islower() else _without(_ALL, found)

    def group(self) -> Ranges:
        """What stands between brackets; the opening one is taken."""
        negated = self.pattern.startswith("^", self.at)
        self.at += negated
        found: list[tuple[int, int]] = []
        taken: Ranges = ()
        while not self.pattern.startswith("]", self.at) or not found:
            if self.pattern.startswith("-[", self.at) and found:
                self.at += 2
                taken = self.group()
                break
            found += self.member()
        if self.take() != "]":
            raise IndexError(self.at)
        members = _merged(found)
        return _without(_without(_ALL, members) if negated else members, taken)

    def member(self) -> Ranges:
        """One character, a range, or a class by an escape."""
        first = self.single()
        if len(first) > 1 or first[0][0] != first[0][1]:
            return first
        if self.pattern.startswith("-", self.at) and self.pattern[self.at + 1] not in "[]":
            self.at += 1
            last = self.single()
            if len(last) > 1 or last[0][0] != last[0][1] or last[0][0] < first[0][0]:
                raise IndexError(self.at)
            return ((first[0][0], last[0][0]),)
        return first

    def single(self) -> Ranges:
        character = self.take()
        if character in "[]":
            raise IndexError(self.at)
        return self.escaped() if character == "\\" else ((ord(character),) * 2,)


def _named(letter: str) -> Ranges:
    if letter == "s":
        return _SPACE
    if letter == "d":
        return _of_category("Nd")
    if letter == "w":
        return _without(_ALL, _merged([*_of_category("P"), *_of_category("Z"), *_of_category("C")]))
    if letter == "i":
        return _NAME_START
    if letter == "c":
        return _merged([*_NAME_START, *_NAME_REST])
    raise IndexError(letter)


@cache
def _of_category(category: str) -> Ranges:
    """The characters of a general category of Unicode, such as `L` or `Nd`."""
    both_letters = category if len(category) == 2 else f"{category}[a-z]"
    return tuple((run.start() // 2, run.end() // 2 - 1) for run in re.finditer(f"(?:{both_letters})+", _categories()))


@cache
def _categories() -> str:
    return "".join(map(unicodedata.category, map(chr, range(sys.maxunicode + 1))))


def _merged(ranges: Iterable[tuple[int, int]]) -> Ranges:
    found: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return tuple(found)


def _without(ranges: Ranges, taken: Ranges) -> Ranges:
    """Some ranges less others."""
    found: list[tuple[int, int]] = []
    for first, last in ranges:
        for start, end in taken:
            if start > last:
                break
            if end >= first:
                if start > first:
                    found.append((first, start - 1))
                first = end + 1
        if first <= last:
            found.append((first, last))
    return tuple(found)


def _written(ranges: Ranges) -> str:
    """A class of Python's, negated where that is shorter: Python is slow to compile wide ranges."""
    others = _without(_ALL, ranges)
    if not ranges or not others:
        return r"(?!)" if others else r"(?s:.)"
    is_shorter = others[-1][1] < sys.maxunicode
    listed = "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in (others if is_shorter else ranges))
    return f"[^{listed}]" if is_shorter else f"[{listed}]"
