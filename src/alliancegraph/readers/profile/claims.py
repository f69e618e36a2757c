"""What reading says of a token: the facts it gives, the label it is, or that it was not understood.

Every token is claimed exactly once; records and trace are both made from the claims.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from alliancegraph.readers.profile.tokens import Token


class Fact(NamedTuple):
    """A value for a field of the record or of its current contact point (`assembling.py` knows the fields)."""

    field: str
    value: Any


class Unread(NamedTuple):
    """Text that no field was found for, and the finding that says why."""

    text: str
    code: str = "unrecognised"
    values: Mapping[str, object] = MappingProxyType({})


class Problem(NamedTuple):
    """A finding in the making; line 0 is the page as a whole."""

    code: str
    line: int
    field: str | None
    values: Mapping[str, Any]


class Claim(NamedTuple):
    """What one token is."""

    token: Token
    facts: tuple[Fact, ...] = ()
    label: str | None = None
    unread: tuple[Unread, ...] = ()
    empty: str | None = None  # the words of a label that promises a value and has none


Tokens = tuple[Token, ...]


class Read(NamedTuple):
    """The claims of the first tokens of a section's body, and the tokens they leave."""

    claims: list[Claim]
    rest: Tokens


def fact(token: Token, field: str, value: Any) -> Claim:
    """A token that gives one fact."""
    return Claim(token, (Fact(field, value),))


def silent(token: Token) -> Claim:
    """A token without words: a sign or a drawing."""
    return Claim(token, label="layout-graphic" if token.graphics else "bullet" if token.bullet else "layout")


def unread(token: Token, code: str = "unrecognised", text: str | None = None, **values: object) -> Claim:
    """A token that was not understood."""
    return Claim(token, unread=(Unread(token.text if text is None else text, code, MappingProxyType(values)),))
