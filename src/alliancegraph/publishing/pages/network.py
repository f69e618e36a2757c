"""The picture of an alliance's network: where its parts stand. Pure geometry, the same for the same groups."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

RADIUS = 62
"""The radius of the middle."""

_ROW, _ROOMY = 44, 270  # the least height of a row; what rows share where they are few


class _Form(NamedTuple):
    """A picture's width, its middle, how far the arc stands off and bulges, the characters of a label's line."""

    width: int
    middle: float
    offset: float
    bulge: float
    line: int


_FORMS = {1: _Form(344, RADIUS + 2, 38, 44, 21), 2: _Form(760, 380, 40, 115, 26)}
"""By the number of sides with labels."""


class Node(NamedTuple):
    """A group of partners: a dot, how many partners in it have names, and its label's lines."""

    x: float
    y: float
    number: int
    lines: tuple[str, ...]
    is_left: bool


class Network(NamedTuple):
    """A picture: its size, the middle, the label in it, and the nodes around."""

    width: int
    height: int
    x: float
    y: float
    lines: tuple[str, ...]
    nodes: tuple[Node, ...]


def network(name: str, groups: Sequence[tuple[str, int]], sides: int) -> Network:
    """The picture of `groups` (label, number of named partners) around `name`.

    Labels stand on two sides of the middle (a circle, for wide screens), or on one (half a circle, for narrow ones);
    each has a row of its own, so that none runs into another.
    """
    form = _FORMS[sides]
    rows = max(math.ceil(len(groups) / sides), 1)
    step = max(_ROW, min(_ROOMY / rows, 1.6 * _ROW))
    height = max(round(rows * step), 2 * RADIUS + 12)
    nodes = []
    for position, (label, number) in enumerate(groups):
        side, row = divmod(position, rows)
        column = min(len(groups) - side * rows, rows)
        # Clockwise from the top: down the right side, up the left one.
        place = (row if side == 0 else column - 1 - row) - (column - 1) / 2
        reach = form.offset + form.bulge * math.sqrt(1 - (place / (rows / 2 + 0.3)) ** 2)
        x, y = form.middle + (reach if side == 0 else -reach), height / 2 + place * step
        nodes.append(Node(round(x, 1), round(y, 1), number, wrapped(label, 2, form.line), side == 1))
    return Network(form.width, height, form.middle, height / 2, wrapped(name, 4, 14), tuple(nodes))


def wrapped(text: str, most: int, width: int) -> tuple[str, ...]:
    """A label in lines of `width` characters, `most` at most; a text that needs more ends in an ellipsis."""
    lines: list[str] = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= width:
            lines[-1] = longer
        else:
            lines += _pieces(word, width)[: most + 1]
        if len(lines) > most + 1:
            break
    lines = [line for line in lines if line]
    return tuple(lines) if len(lines) <= most else (*lines[: most - 1], lines[most - 1][: width - 1] + "…")


def _pieces(word: str, width: int) -> list[str]:
    """A word, in several lines where it is longer than one."""
    if len(word) <= width:
        return [word]
    return [word[: width - 1] + "-", *_pieces(word[width - 1 :], width)]
