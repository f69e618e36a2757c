"""The findings of a run, on disk: what is said of some records at a time, in the order of one report of all."""

from __future__ import annotations

import pickle
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from alliancegraph.errors import Finding
from alliancegraph.terms import DCT
from alliancegraph.validation.report import order, rank

_TABLE = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
CREATE TABLE found (file TEXT, line INT, col INT, record TEXT, field TEXT, rank INT, code TEXT, focus TEXT, path TEXT,
    value TEXT, component TEXT, shape TEXT, packed BLOB);
"""


_ORDER = "file, line, col, record, field, rank, code, focus, path, value, component, shape"


class Ledger:
    """Takes findings in any order. Violations are kept, others counted by code, unless `everything` is to be kept."""

    def __init__(self, file: Path, everything: bool = False) -> None:
        self._base = sqlite3.connect(file)
        self._base.executescript(_TABLE)
        self._everything = everything
        self._general: dict[Finding, None] = {}  # what is about no record: as many as there are rules, not records
        self._counted: Counter[tuple[int, str]] = Counter()

    def close(self) -> None:
        """Lets go of the file."""
        self._base.close()

    def take(self, found: Iterable[Finding]) -> None:
        """Enters findings, each of which no other batch has unless it is about no record."""
        for one in found:
            if is_general(one):
                self._general[one] = None
            elif self._everything or rank(one) == 0:
                (place, *rest) = order(one)
                # No term has a null character: what it joins is sorted as its parts are.
                keys = ("\0".join(part) if isinstance(part, tuple) else part for part in rest)
                row = (*place, *keys, pickle.dumps(one))
                self._base.execute(f"INSERT INTO found VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608 - marks
            else:
                self._counted[rank(one), one.code] += 1

    def add(self, counted: Counter[tuple[int, str]]) -> None:
        """Adds what was counted elsewhere: by rank and code."""
        self._counted += counted

    def findings(self) -> Iterator[Finding]:
        """What was kept, each once, in the order of a report."""
        yield from sorted(once(self._general), key=order)
        rows = self._base.execute(f"SELECT packed FROM found ORDER BY {_ORDER}")  # noqa: S608 - our own names
        kept = (pickle.loads(packed) for (packed,) in rows)  # noqa: S301 - our own bytes
        for _, same in groupby(kept, key=order):
            yield from dict.fromkeys(same)

    def counts(self) -> Counter[tuple[int, str]]:
        """How many findings there are, by rank (0 is a violation) and code."""
        return self._counted + Counter((rank(one), one.code) for one in self.findings())


def once(general: Iterable[Finding]) -> list[Finding]:
    """Of what batches found that is about no record each once, and once what lies with the publication as a whole."""
    several = list(dict.fromkeys(general))
    about = [one for one in several if getattr(one, "term", None) == DCT.license]
    first = sorted(about, key=lambda one: str(getattr(one, "focus_node", "")))[:1]
    return [*(one for one in several if one not in about), *first]


def is_general(one: Finding) -> bool:
    """Whether a finding is about no record: other batches may have it too."""
    return one.record is None and one.place is None


def summary(found: Iterable[Finding]) -> tuple[tuple[Finding, ...], Counter[tuple[int, str]]]:
    """Findings as little of them as a ledger keeps, and how many of the others there are."""
    kept, counted = [], Counter[tuple[int, str]]()
    for one in found:
        if rank(one) == 0 or is_general(one):
            kept.append(one)
        else:
            counted[rank(one), one.code] += 1
    return tuple(kept), counted
