"""`alliancegraph export` of linked data: an index of the input, then batches, whatever the number of records."""

from __future__ import annotations

import gzip
import json
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import monotonic
from typing import IO, Any, NamedTuple, cast

import click

from alliancegraph.cli.files import printed, replacing
from alliancegraph.cli.sources import FAULTY, INTERRUPTED, OK, UNUSABLE, Sources, exit_code
from alliancegraph.cli.voice import WITHHELD
from alliancegraph.cli.words import say
from alliancegraph.errors import Finding
from alliancegraph.records import Record, origin, to_plain
from alliancegraph.records.publication import Publication
from alliancegraph.streaming import export as driving
from alliancegraph.streaming.index import Index
from alliancegraph.streaming.ledger import Ledger
from alliancegraph.validation.report import rank


class Options(NamedTuple):
    """What `export` was told of linked data."""

    format: str
    workers: int = 1
    order: str = "id"
    rejects: Path | None = None
    compressed: bool = False


@dataclass
class _State:
    """How far an export has come: what is said of it when it ends early."""

    read: int = 0
    written: int = 0
    is_there: bool = False
    """whether the new output is in its place"""


def export(sources: Sources, output: Path | None, settings: Publication, options: Options) -> int:
    """Writes linked data and says what was found; returns the exit code. What fails leaves the output as it was."""
    state = _State()
    target = str(output) if output else say("stdout", sources.language)
    try:
        return _export(sources, output, settings, options, state)
    except KeyboardInterrupt:
        key = "interrupted-late" if state.is_there else "interrupted"
        sources.voice.say(key, error=True, output=target, read=state.read, written=state.written)
        return INTERRUPTED
    except (OSError, sqlite3.Error, BrokenProcessPool) as error:
        # sqlite3 says "database or disk is full".
        reason = getattr(error, "strerror", None) or str(error).rstrip(".")
        sources.voice.say("unwritable", error=True, output=target, reason=reason)
        if state.read:
            sources.voice.say("stopped", error=True, read=state.read, written=state.written)
        return UNUSABLE


def _export(sources: Sources, output: Path | None, settings: Publication, options: Options, state: _State) -> int:
    voice = sources.voice
    target = str(output) if output else say("stdout", sources.language)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="alliancegraph-")))
        ledger = stack.enter_context(closing(Ledger(folder / "findings")))
        kept = stack.enter_context(replacing(options.rejects)) if options.rejects else None
        index = stack.enter_context(closing(Index(folder / "index", settings, options.order, new=True)))
        plan = driving.Plan(folder / "index", settings, options.format, options.workers, keep=kept is not None)
        waiting = stack.enter_context(tempfile.TemporaryFile())
        with driving.workers(plan) as pool:
            code = _read(sources, index, ledger, kept, state, partial(driving.make_ready, plan, pool))
            total = index.units()
            with _progress(sources, total) as bar:

                def take(outcome: driving.Outcome) -> None:
                    ledger.take(outcome.found)
                    ledger.add(outcome.counted)
                    for record, found in outcome.wrong:
                        _reject(kept, record, found, written=True)
                    state.written += outcome.units
                    bar(outcome.units)

                if output is not None and total:
                    with replacing(output) as stream, _compressing(stream, options.compressed) as out:
                        driving.write(plan, pool, out, take)
                    state.is_there = True
                else:
                    driving.write(plan, pool, waiting, take)
        code = max(code, _say_findings(sources, ledger))
        if not total:
            voice.say("nothing", error=True, output=target)
            return max(code, FAULTY)
        if output is None:
            waiting.seek(0)
            if not printed(waiting, voice):
                return UNUSABLE
        voice.say("written", count=index.records(), output=target)
        return code


def _read(
    sources: Sources,
    index: Index,
    ledger: Ledger,
    kept: IO[bytes] | None,
    state: _State,
    make_ready: Callable[[], None],
) -> int:
    """Fills the index; returns the exit code that what could not be read stands for.

    Calls `make_ready` once there is more than a batch to write.
    """
    code = OK
    for document in sources.documents(index.claims()):
        index.take(document)
        ledger.take((*document.faults, *document.notes))
        code = max(code, exit_code(document.faults))
        state.read, before = state.read + len(document.records), state.read
        if before <= driving.SIZE < state.read:
            make_ready()
        if kept is not None:
            of_partial = [(record, source.findings) for record in document.partial if (source := origin(record))]
            said = {one for _, found in of_partial for one in found}
            for record, found in of_partial:
                _reject(kept, record, found, written=False)
            for one in document.faults:
                if one not in said:
                    _reject(kept, None, (one,), written=False)
    index.finish()
    return code


def _reject(kept: IO[bytes] | None, record: Record | None, found: Iterable[Finding], *, written: bool) -> None:
    """Keeps a record, as far as it could be read, with its findings: one line of JSON."""
    if kept is None:
        return
    line = {
        "written": written,
        "findings": [
            {
                "code": one.code,
                "record": one.record,
                "field": one.field,
                "place": str(one.place) if one.place else None,
                "messages": dict(one.messages),
                "suggestion": one.suggestion,
            }
            for one in found
        ],
        "record": to_plain(record) if record is not None else None,
    }
    kept.write(json.dumps(line, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n")


def _say_findings(sources: Sources, ledger: Ledger) -> int:
    """Says violations one by one, of the others how many there are."""
    voice = sources.voice
    is_wrong = False
    for one in ledger.findings():
        if not rank(one):
            is_wrong = True
            voice.findings((one,))
    counts = {key: count for key, count in ledger.counts().items() if key[0]}
    withheld = sum(count for (_, code), count in counts.items() if code in WITHHELD)
    voice.left_out(sum(counts.values()) - withheld, withheld)
    return FAULTY if is_wrong else OK


@contextmanager
def _compressing(stream: IO[bytes], compressed: bool) -> Iterator[IO[bytes]]:
    """`stream`, through gzip where that is wanted: without name and time, so that the same data are the same bytes."""
    if not compressed:
        yield stream
        return
    with gzip.GzipFile(filename="", mode="wb", fileobj=stream, mtime=0) as packed:
        yield cast(IO[bytes], packed)


@contextmanager
def _progress(sources: Sources, total: int) -> Iterator[Callable[[int], Any]]:
    """On a terminal a bar with records a second and the time left."""
    if sources.quiet or not sys.stderr.isatty() or not total:
        yield lambda _: None
        return
    begun = monotonic()
    label = say("writing", sources.language)
    with click.progressbar(length=total, label=label, show_pos=True, show_eta=True, file=sys.stderr) as bar:

        def step(count: int) -> None:
            rate = (bar.pos + count) / max(monotonic() - begun, 1e-3)
            bar.label = f"{label} ({rate:.0f}/s)"
            bar.update(count)

        yield step
