"""Drives an export: batches here or in worker processes, their pieces into one document, in one order whatever runs."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import tempfile
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import closing, contextmanager
from functools import cache
from itertools import islice
from pathlib import Path
from threading import Thread
from typing import IO, NamedTuple

from alliancegraph.errors import Finding, Place
from alliancegraph.records import Record, place_of
from alliancegraph.records.publication import Publication
from alliancegraph.streaming.batches import Done, run
from alliancegraph.streaming.index import GOOD, Index, Span, spans
from alliancegraph.streaming.interrupts import uninterrupted
from alliancegraph.streaming.ledger import summary
from alliancegraph.streaming.pieces import fitted, frame
from alliancegraph.terms import SH
from alliancegraph.validation.engines import engine_for

SIZE = 100
"""Records in a batch."""
_PIPE = 1 << 16  # bytes; more than this is better left in a file than sent to another process


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
    text: bytes | Path
    """what is to be written, or the file in which a worker leaves it"""
    prefixes: frozenset[str]
    found: tuple[Finding, ...]
    """violations, and what is about no record"""
    counted: Counter[tuple[int, str]]
    """the others, by rank and code"""
    wrong: tuple[tuple[Record, tuple[Finding, ...]], ...]
    """records with violations, and these"""


@contextmanager
def workers(plan: Plan) -> Iterator[Executor | None]:
    """The worker processes of a plan, none of which is started yet; None where it has one."""
    if plan.workers == 1:
        yield None
        return
    # "spawn" starts clean processes on every system.
    pool = ProcessPoolExecutor(plan.workers, multiprocessing.get_context("spawn"), _start)
    try:
        yield pool
    finally:
        with uninterrupted():  # half ended, the pool would wait for ever at the end of the program
            pool.shutdown(cancel_futures=True)


def make_ready(plan: Plan, pool: Executor | None) -> None:
    """Starts the workers, so that they load what they need while the index is still filled."""
    with uninterrupted():  # submitting starts processes
        if pool is not None:
            for _ in range(plan.workers):
                pool.submit(int)


def write(plan: Plan, pool: Executor | None, out: IO[bytes], take: Callable[[Outcome], None]) -> None:
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
        for outcome in _outcomes(plan, roots, pool, todo):
            if outcome.text:
                if not is_first:
                    body.write(around.between.encode())
                _put(outcome.text, body)
                is_first = False
            prefixes |= outcome.prefixes
            take(outcome)
        if body is waiting:
            waiting.seek(0)
            out.write(frame(plan.format, roots, prefixes).head.encode())
            shutil.copyfileobj(waiting, out)
        out.write(around.foot.encode())


def _put(text: bytes | Path, body: IO[bytes]) -> None:
    if isinstance(text, bytes):
        body.write(text)
        return
    with text.open("rb") as stream:
        shutil.copyfileobj(stream, body)
    text.unlink()


def _outcomes(plan: Plan, roots: int, pool: Executor | None, todo: Sequence[Span]) -> Iterator[Outcome]:
    """The outcomes of batches in their order, from this process or from workers of which none runs far ahead."""
    if pool is None or len(todo) < 2:
        with closing(Index(plan.file, plan.publication)) as index:
            yield from (_outcome(plan, index, roots, span) for span in todo)
        return
    waiting: deque[Future[Outcome]] = deque()
    coming = iter(todo)
    while True:
        with uninterrupted():
            ahead = islice(coming, 2 * plan.workers - len(waiting))
            waiting.extend([pool.submit(_in_worker, plan, roots, span) for span in ahead])
        if not waiting:
            return
        yield waiting.popleft().result()


def _start() -> None:
    """Makes a worker ready: it loads and compiles the shapes, and ends when its parent has ended without a word."""
    Thread(target=_end_with_parent, daemon=True).start()
    engine_for("auto")


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)  # the others of the process wait for what to do


def _in_worker(plan: Plan, roots: int, span: Span) -> Outcome:
    outcome = _outcome(plan, _opened(plan.file, plan.publication), roots, span)
    if not isinstance(outcome.text, bytes) or len(outcome.text) < _PIPE:
        return outcome
    start, _, world = span
    file = plan.file.with_name(f"piece-{world}-{start}")
    file.write_bytes(outcome.text)
    return outcome._replace(text=file)


@cache
def _opened(file: Path, publication: Publication) -> Index:
    """A worker's index: it ends with the process."""
    return Index(file, publication)


def _outcome(plan: Plan, index: Index, roots: int, span: Span) -> Outcome:
    start, end, world = span
    done = run(index.work(start, end, world, again=plan.format == "n-quads"), plan.publication, plan.format)
    found, counted = summary(done.results)
    wrong = tuple(_wrong(done)) if plan.keep and world == GOOD else ()
    text = fitted(done.piece.text, plan.format, roots).encode()
    return Outcome(end - start if world == GOOD else 0, text, done.piece.prefixes, found, counted, wrong)


def _wrong(done: Done) -> Iterator[tuple[Record, tuple[Finding, ...]]]:
    """The records of a batch that have violations, by the line they begin on: parts of two owners may share an id."""
    starts = sorted((place_of(record, None) or Place(""), number) for number, record in enumerate(done.records))
    found: dict[int, list[Finding]] = {}
    for one in done.results:
        if one.severity == SH.Violation and one.place is not None:
            before = (n for start, n in reversed(starts) if start <= one.place and done.records[n].id == one.record)
            found.setdefault(next(before, -1), []).append(one)
    return ((done.records[number], tuple(several)) for number, several in sorted(found.items()) if number >= 0)
