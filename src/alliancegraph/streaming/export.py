"""Drives an export: batches here or in worker processes, their pieces into one document, in one order whatever runs."""

from __future__ import annotations

import multiprocessing
import shutil
import tempfile
from collections import Counter, deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from functools import partial
from itertools import islice
from pathlib import Path
from typing import IO, NamedTuple

from alliancegraph.errors import Finding, Place
from alliancegraph.records import Record, place_of
from alliancegraph.records.publication import Publication
from alliancegraph.streaming.batches import Done, run
from alliancegraph.streaming.index import GOOD, Index, Span, spans
from alliancegraph.streaming.interrupts import uninterrupted
from alliancegraph.streaming.ledger import summary
from alliancegraph.streaming.pieces import Piece, fitted, frame
from alliancegraph.terms import SH

SIZE = 100
"""Records in a batch."""


class Plan(NamedTuple):
    """How a finished index is to be written. The bytes depend on the index and `format` alone."""

    file: Path
    publication: Publication
    format: str
    workers: int = 1
    size: int = SIZE
    keep: bool = False
    """whether records with violations are wanted back"""


class Outcome(NamedTuple):
    """What came of a batch, small enough to be sent from a worker."""

    units: int
    piece: Piece
    found: tuple[Finding, ...]
    """violations, and what is about no record"""
    counted: Counter[tuple[int, str]]
    """the others, by rank and code"""
    wrong: tuple[tuple[Record, tuple[Finding, ...]], ...]
    """records with violations, and these"""


def write(plan: Plan, out: IO[bytes], take: Callable[[Outcome], None]) -> None:
    """Writes the document of a finished index to `out`; `take` is given the outcome of each batch, in order.

    Turtle declares first what is known last: its blocks wait in a temporary file.
    """
    index = Index(plan.file, plan.publication)
    roots, todo = index.units(), list(spans(index, plan.size))
    index.close()
    prefixes: set[str] = set()
    with tempfile.TemporaryFile() as waiting:
        body = waiting if plan.format == "turtle" else out
        around = frame(plan.format, roots)
        if body is out:
            out.write(around.head.encode())
        is_first = True
        for outcome in outcomes(plan, todo):
            if outcome.piece.text:
                text = fitted(outcome.piece.text, plan.format, roots)
                body.write((text if is_first else around.between + text).encode())
                is_first = False
            prefixes |= outcome.piece.prefixes
            take(outcome)
        if body is waiting:
            waiting.seek(0)
            out.write(frame(plan.format, roots, prefixes).head.encode())
            shutil.copyfileobj(waiting, out)
        out.write(around.foot.encode())


def outcomes(plan: Plan, todo: list[Span]) -> Iterator[Outcome]:
    """The outcomes of batches in their order, from this process or from workers of which none runs far ahead."""
    if plan.workers == 1 or len(todo) < 2:
        index = Index(plan.file, plan.publication)
        try:
            yield from (_outcome(plan, index, span) for span in todo)
        finally:
            index.close()
        return
    # "spawn" starts clean processes on every system.
    pool = ProcessPoolExecutor(plan.workers, multiprocessing.get_context("spawn"), _start, (plan,))
    waiting: deque[Future[Outcome]] = deque()
    coming = iter(todo)
    try:
        while True:
            with uninterrupted():  # submitting starts processes
                ahead = islice(coming, 2 * plan.workers - len(waiting))
                waiting.extend([pool.submit(_in_worker, span) for span in ahead])
            if not waiting:
                return
            yield waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


_here: Callable[[Span], Outcome]


def _start(plan: Plan) -> None:
    """Makes a worker ready: it opens the index for itself."""
    global _here
    _here = partial(_outcome, plan, Index(plan.file, plan.publication))


def _in_worker(span: Span) -> Outcome:
    return _here(span)


def _outcome(plan: Plan, index: Index, span: Span) -> Outcome:
    start, end, world = span
    done = run(index.work(start, end, world, again=plan.format == "n-quads"), plan.publication, plan.format)
    found, counted = summary(done.results)
    wrong = tuple(_wrong(done)) if plan.keep and world == GOOD else ()
    return Outcome(end - start if world == GOOD else 0, done.piece, found, counted, wrong)


def _wrong(done: Done) -> Iterator[tuple[Record, tuple[Finding, ...]]]:
    """The records of a batch that have violations, by the line they begin on: parts of two owners may share an id."""
    starts = sorted((place_of(record, None) or Place(""), number) for number, record in enumerate(done.records))
    found: dict[int, list[Finding]] = {}
    for one in done.results:
        if one.severity == SH.Violation and one.place is not None:
            before = (n for start, n in reversed(starts) if start <= one.place and done.records[n].id == one.record)
            found.setdefault(next(before, -1), []).append(one)
    return ((done.records[number], tuple(several)) for number, several in sorted(found.items()) if number >= 0)
