"""Standard error: what is said beside results."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable

from alliancegraph.cli.words import say
from alliancegraph.errors import Finding
from alliancegraph.terms import SH
from alliancegraph.validation.reports.text import line


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
