"""Standard error: what is said beside results."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable

from alliancegraph.cli.words import say
from alliancegraph.errors import Finding
from alliancegraph.terms import SH
from alliancegraph.validation.reports.text import line

WITHHELD = frozenset({"withheld", "withheld-image"})
"""Codes of findings that say that something personal is withheld."""


class Voice:
    """Standard error: in one language, coloured on a terminal, silent but for errors when asked."""

    def __init__(self, language: str, quiet: bool) -> None:
        self.language, self.quiet = language, quiet
        self.colour = sys.stderr.isatty() and "NO_COLOR" not in os.environ

    def say(self, word: str, *, error: bool = False, **values: object) -> None:
        """Says a sentence of `words.py`."""
        if error or not self.quiet:
            print(say(word, self.language, **values), file=sys.stderr)

    def findings(self, found: Iterable[Finding]) -> None:
        """Says findings, a line each."""
        for one in found:
            if one.severity == SH.Violation or not self.quiet:
                print(line(one, self.language, self.colour), file=sys.stderr)

    def left_out(self, others: int, withheld: int, word: str = "held-back") -> None:
        """Says how many findings were not said one by one, and by `word` how many items are withheld."""
        if others:
            self.say("hidden", count=others)
        if withheld:
            self.say(word, count=withheld)
