"""Apache Spark (extra `[spark]`): the same batches as one machine's, over the partitions of a cluster.

The driver reads and indexes, as every export does; mapping, checking and writing, which take most of the time, are
Spark's. Nothing is exchanged between tasks: each batch brings the facts it needs.
"""

from __future__ import annotations

import os
import pickle
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from alliancegraph.errors import Finding, UsageError
from alliancegraph.readers import Document, documents
from alliancegraph.records.publication import Publication, checked
from alliancegraph.records.references import Claims
from alliancegraph.streaming.batches import packed, run, unpacked
from alliancegraph.streaming.export import SIZE
from alliancegraph.streaming.index import Index, spans
from alliancegraph.streaming.ledger import is_general, once

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

COLUMNS = (
    *("severity", "code", "record", "field", "file", "line", "place", "message_de", "message_en", "suggestion"),
    *("focus_node", "path", "value", "component", "shape"),
)
"""Columns of the findings table; all are text but `line`."""


Source = str | Path | Callable[[Claims], Iterable[Document]]
"""A file, folder or address; or a function that gives documents, and enters the identifiers they take."""


class Counts(NamedTuple):
    """What an export to Spark came to."""

    records: int
    violations: int
    faults: tuple[Finding, ...]
    """what could not be read"""


def session(master: str | None = None) -> SparkSession:
    """A Spark session; `master` as Spark has it (`local[2]`, `spark://host:7077`), else what Spark is set to.

    Raises `UsageError` without the extra `[spark]`, and where Spark does not start (it needs Java 17 or 21).
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise UsageError("Spark needs an extra: pip install 'alliancegraph[spark]'") from None
    if (master or "local").startswith("local"):
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # else workers are whatever `python3` is
    builder = SparkSession.builder.appName("alliancegraph").config("spark.ui.showConsoleProgress", "false")
    try:
        found = (builder.master(master) if master else builder).getOrCreate()
    except errors() as error:
        raise UsageError(f"Spark does not start: {reason(error)}") from error
    found.sparkContext.setLogLevel("ERROR")
    return found


def errors() -> tuple[type[BaseException], ...]:
    """What is raised where a run fails: by Spark, or by the disk."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    return OSError, PySparkException, Py4JError


def reason(error: BaseException) -> str:
    """What an error says in one line: the Java stack below is for those who know Spark's own log."""
    lines = [line.strip(" :") for line in str(error).splitlines() if line.strip()]
    return (
        lines[1] if len(lines) > 1 and lines[0].startswith("An error occurred") else lines[0] if lines else repr(error)
    )


def export(
    source: Source,
    output: str | Path,
    spark: SparkSession,
    publication: Publication | None = None,
    size: int = SIZE,
) -> Counts:
    """Writes N-Quads (`part-00000.nq` …) and the table of all findings (`findings.parquet`) into a new folder.

    The folder has to lie where all nodes see it, and appears once all of it is written. The parts, sorted, are one
    machine's N-Quads sorted.

    Raises `UsageError` where it is there already, `SettingsError` as `resources` does, and what Spark raises.
    """
    settings, folder = checked(publication), Path(output)
    if folder.exists():
        raise UsageError(f"{folder} is there already")
    folder.parent.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    try:
        work = making / "_work"
        work.mkdir()
        records, found = _prepare(source, making, work, settings, size)
        faults = tuple(found)
        violations = _spread(spark, making, work, settings, found)
        shutil.rmtree(work)
        making.chmod(0o755)
        making.rename(folder)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return Counts(records, violations, faults)


def _prepare(
    source: Source,
    making: Path,
    work: Path,
    publication: Publication,
    size: int,
) -> tuple[int, list[Finding]]:
    """Indexes what is read and puts each batch, with what it needs to know, into a file; what reading found."""
    found: list[Finding] = []
    file = making / "_index"
    index = Index(file, publication, new=True)
    try:
        claims = index.claims()
        for document in documents([source], claims=claims) if isinstance(source, str | Path) else source(claims):
            index.take(document)
            found += [*document.faults, *document.notes]
        index.finish()
        for number, (start, end, world) in enumerate(spans(index, size)):
            (work / f"{number:05}").write_bytes(packed(index.work(start, end, world)))
        return index.records(), found
    finally:
        index.close()
        file.unlink()


def _spread(spark: SparkSession, making: Path, work: Path, publication: Publication, found: list[Finding]) -> int:
    """Runs the batches and writes their findings; returns how many are violations."""
    from pyspark import StorageLevel
    from pyspark.sql.types import LongType, StringType, StructField, StructType

    schema = StructType([StructField(name, LongType() if name == "line" else StringType()) for name in COLUMNS])
    count = sum(1 for _ in work.iterdir())
    tasks = min(count, 8 * spark.sparkContext.defaultParallelism) or 1  # several each, so that the last ones are short
    batches = spark.sparkContext.parallelize(range(count), tasks)
    results = batches.flatMap(partial(_task, making, work, publication)).persist(StorageLevel.DISK_ONLY)
    general = [pickle.loads(one) for one in results.filter(_is_packed).collect()]  # noqa: S301 - our own bytes
    rows = results.filter(_is_row).union(spark.sparkContext.parallelize([row(one) for one in (*found, *once(general))]))
    table = spark.createDataFrame(rows, schema)
    table.coalesce(8).write.parquet(str((making / "findings.parquet").absolute()))
    violations = table.filter(table.severity == "violation").count()
    results.unpersist()
    return int(violations)


def _task(making: Path, work: Path, publication: Publication, number: int) -> Iterator[Any]:
    """Writes the part of a batch; yields its findings as rows, and packed what is about no record.

    A task that Spark runs again writes the same part again.
    """
    done = run(unpacked((work / f"{number:05}").read_bytes()), publication, "n-quads")
    if done.piece.text:
        with tempfile.NamedTemporaryFile(dir=work.parent, prefix="_part-", delete=False) as stream:
            stream.write(done.piece.text.encode())
        Path(stream.name).chmod(0o644)
        Path(stream.name).rename(making / f"part-{number:05}.nq")
    for one in done.results:
        yield pickle.dumps(one) if is_general(one) else row(one)


def _is_packed(one: Any) -> bool:
    return isinstance(one, bytes)


def _is_row(one: Any) -> bool:
    return not _is_packed(one)


def row(one: Finding) -> tuple[str | int | None, ...]:
    """A finding as a row of the table."""
    place = one.place
    shacl = (getattr(one, name, None) for name in ("focus_node", "path", "value", "component", "shape"))
    return (
        one.severity.rsplit("#", 1)[-1].lower(),
        one.code,
        one.record,
        one.field,
        place.file if place else None,
        place.line if place else None,
        str(place) if place else None,
        one.message("de"),
        one.message("en"),
        one.suggestion,
        *(None if value is None else str(value) for value in shacl),
    )
