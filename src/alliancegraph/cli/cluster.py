"""`alliancegraph export --engine spark`: a folder of N-Quads and the table of findings."""

from __future__ import annotations

from pathlib import Path

from alliancegraph.cli.sources import FAULTY, INTERRUPTED, OK, UNUSABLE, Sources, exit_code
from alliancegraph.errors import UsageError
from alliancegraph.records.publication import Publication


def export(sources: Sources, output: Path, settings: Publication, master: str | None) -> int:
    """Exports to a new folder; returns the exit code."""
    from alliancegraph.streaming import spark

    voice = sources.voice
    if output.exists():
        voice.say("spark-there", error=True, output=output)
        return UNUSABLE
    try:
        session = spark.session(master)
    except UsageError as error:
        cause = error.__cause__
        voice.say("spark-start" if cause else "spark-extra", error=True, reason=spark.reason(cause) if cause else "")
        return UNUSABLE
    try:
        counts = spark.export(sources.documents, output, session, settings)
    except KeyboardInterrupt:
        voice.say("spark-interrupted", error=True, output=output)
        return INTERRUPTED
    except spark.errors() as error:
        reason = getattr(error, "strerror", None) or spark.reason(error)
        voice.say("unwritable", error=True, output=output, reason=reason)
        return UNUSABLE
    finally:
        session.stop()
    voice.say("spark-written", count=counts.records, output=output, violations=counts.violations)
    return max(exit_code(counts.faults), FAULTY if counts.violations else OK)
