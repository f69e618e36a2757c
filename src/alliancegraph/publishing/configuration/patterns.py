r"""Content negotiation in regular expressions, for servers whose configuration can match headers but not compute.

A variant's *key* says how much it is wanted: the digits of its weight without trailing zeros, a hyphen, and how precise
the range is that names it. `text/turtle;q=0.85` makes Turtle's key `085-3`, `*/*` makes it `1-1`. A key that begins
with `0-` is refused or not named. Keys are compared as text, by `GREATER` where a configuration cannot even do that: a
digit after a common beginning decides, and a hyphen is less than any digit.

The expressions keep to what PCRE (nginx, Apache) and RE2 (Caddy) share; only `GREATER` is for PCRE. They do what
`negotiation.py` does, but for two things that no client sends: a comma within quotation marks ends a part of a header,
and where a header names the same range twice, the first counts that has the weight 1, else the first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from alliancegraph.publishing.layout import VARIANTS

# Parameters other than the weight, then either no weight or 1, or one below 1, whose digits are captured.
_OTHER = r"(?:[ \t]*;[ \t]*(?:[^qQ;, \t][^;,]*|[qQ](?:[^=;,][^;,]*)?)?)*"
_REST = r"[ \t]*(?:;[^,]*)?(?:,|$)"
_FULL = rf"(?:^|,)[ \t]*{{}}{_OTHER}(?:[ \t]*;[ \t]*[qQ]=1(?:\.0*)?(?:[ \t]*;[^,]*)?)?[ \t]*(?:,|$)"
_PART = rf"(?:^|,)[ \t]*{{}}{_OTHER}[ \t]*;[ \t]*[qQ]=0(?:\.([0-9]*[1-9])?0*)?{_REST}"
_TOKEN = "[0-9A-Za-z*+._-]+"  # noqa: S105 - no password: RFC 6838 section 4.2

NOTHING = "0-0"
"""The key of what is not named at all."""

ANY = tuple(form.format(f"{_TOKEN}/{_TOKEN}") for form in (_FULL, _PART))
"""Either matches an Accept header with at least one range that parses; any other header counts as absent."""

GREATER = "^(?!0-)([0-9-]*)(?:[0-9].* \\1-|" + "|".join(f"{d}.* \\1[0-{d - 1}]" for d in range(1, 10)) + ")"
"""Matches two keys with a space between where the first is the greater one, and not refused (PCRE)."""


class Case(NamedTuple):
    """A regular expression over a header, and the key it gives where it matches; `$1` stands for what it captures."""

    pattern: str
    key: str


class Choice(NamedTuple):
    """A name for something to choose, its suffix, and the cases that give its key: the first that matches counts."""

    name: str
    suffix: str
    cases: Sequence[Case]


def _cases(ranges: Sequence[str]) -> Iterator[Case]:
    for precision, name in zip(range(len(ranges), 0, -1), ranges, strict=True):
        yield Case(_FULL.format(name), f"1-{precision}")
        yield Case(_PART.format(name), f"0$1-{precision}")


def _escaped(text: str) -> str:
    return "".join(f"\\{character}" if character in "*+." else character for character in text)


def _variant(media_type: str) -> Sequence[Case]:
    ranges = (media_type, f"{media_type.split('/')[0]}/*", "*/*")
    return tuple(_cases([_escaped(one) for one in ranges]))


FORMS = tuple(Choice(one.suffix.removeprefix("."), one.suffix, _variant(one.media_type)) for one in VARIANTS)
"""The variants to choose from by Accept, the preferred one first."""

LANGUAGES = tuple(
    Choice(language, suffix, tuple(_cases([f"{language}(?:-[A-Za-z0-9-]*)?", r"\*"])))
    for language, suffix in (("de", ".html"), ("en", ".en.html"))
)
"""The languages to choose from by Accept-Language, the preferred one first."""
