"""Functions whose source the program writes and compiles: an odd shape, for speed, and the one place where it is run.

A record of a register has 15 nodes and 150 facts about them. What a node may have, in what order, and what its values
are is known from the mapping's tables alone: its form. So what is done to every node is done by a function for its
form, just as one would write it by hand: `mapping.builders` makes nodes, `writers` (ntriples, turtle, jsonld) write
them. Nothing is left to ask of a fact but whether it is there. Mapping takes less than half the time of the plain way,
`resource.resource`; the writers take half to two thirds of theirs, which they have for nodes without such a form:
those of catalogues, of a site's documents, of graphs that were read (docs/performance.md). Closures over the same plan
save less than half as much: a call costs more than a test.

The functions are made from our own tables, once, and keep nothing of what they are given. tests/test_builders.py holds
what they make to the plain way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any


def function(head: str, body: Iterable[str], title: str, names: Mapping[str, Any]) -> Callable[..., Any]:
    """The function with this head (`name(parameters)`) and body, which knows these names; `title` is for tracebacks.

    To be given our own words alone, never any of a source.
    """
    space = dict(names)
    source = "\n    ".join((f"def {head}:", *body))
    exec(compile(source, f"<{title}>", "exec"), space)  # noqa: S102 - what the docstring says
    made: Callable[..., Any] = space[head.partition("(")[0]]
    return made
