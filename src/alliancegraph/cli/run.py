"""Runs the commands: reads, calls the library, writes, and turns what was found into an exit code."""

from __future__ import annotations

import functools
import json
from dataclasses import asdict
from pathlib import Path

from alliancegraph.cli.files import encoding, is_coloured, write
from alliancegraph.cli.sources import DEFAULTS, FAULTY, OK, UNUSABLE, Sources, exit_code
from alliancegraph.cli.voice import WITHHELD, Voice
from alliancegraph.cli.words import say
from alliancegraph.errors import Finding, UsageError, finding
from alliancegraph.records import Record, origin, to_yaml
from alliancegraph.records.imports import REFUSED, Choices
from alliancegraph.records.publication import Publication
from alliancegraph.records.schema import json_schema
from alliancegraph.terms import SH


def import_records(
    sources: Sources, output: Path | None, trace: Path | None, diff: bool, update: bool, choices: Choices
) -> int:
    """`alliancegraph import`."""
    from alliancegraph.cli.importing import Folder

    voice = sources.voice
    if output is None and (update or diff or choices.accept or choices.keep):
        voice.say("folder", error=True)
        return UNUSABLE
    if both := sorted({*choices.accept} & {*choices.keep}):
        voice.say("both", error=True, fields=", ".join(both))
        return UNUSABLE
    if sources.settings() is None or sources.replaced_by(trace):
        return UNUSABLE
    if trace and output and trace.suffix == ".yaml" and trace.resolve().parent == output.resolve():
        voice.say("outputs", error=True, output=trace)  # a record file may come to stand there
        return UNUSABLE
    noted: list[Finding] = []
    traced: list[str] = []
    written, unwritable = 0, False
    updating = bool(update or diff or choices.accept or choices.keep)
    writing = None if diff else functools.partial(write, voice=voice)
    folder = Folder(output, choices, writing, updating) if output is not None else None
    # Documents are let go of as they are written: a table of any length takes no more memory than some of its rows.
    for document in sources.documents():
        noted += [*document.faults, *document.notes, *(one for r in document.records for one in _of_reading(r))]
        if trace is not None:
            traced += [json.dumps(asdict(one), ensure_ascii=False) + "\n" for one in document.trace]
        for record in document.records:
            if folder is None:
                complete = write(None, ("---\n" if written else "") + to_yaml(record), voice)
                unwritable = unwritable or not complete
                written += 1
                continue
            noted += folder.take(record)
    if folder is not None:
        noted += folder.finish([one for one in noted if one.severity == SH.Violation])
        written, unwritable = folder.written, not folder.complete
    voice.findings(noted)
    code = UNUSABLE if unwritable or any(one.code in REFUSED for one in noted) else exit_code(noted)
    if output is not None:
        voice.say("compared" if diff else "written", count=written, output=output)
    if trace is not None and not write(trace, "".join(traced), voice):
        return UNUSABLE
    return code


def validate_records(sources: Sources, output: Path | None, report: str | None) -> int:
    """`alliancegraph validate`."""
    from alliancegraph.cli.quoting import lines
    from alliancegraph.validation import REPORTS, View, render, validate

    settings = sources.settings()
    if settings is None or sources.replaced_by(output):
        return UNUSABLE
    found = sources.read()
    noted = [*found.faults, *found.notes]
    result = validate(found.records, publication=settings, partial=found.partial, findings=noted)
    suffix = output.suffix.lower() if output else ""
    form = report or next((form for form, suffixes in REPORTS.items() if suffix in suffixes), "text")
    view = View(language=sources.language, colour=is_coloured(output), lines=lines, root=Path.cwd())
    if not write(output, render(result, form, view), sources.voice, encoding(output, form)):
        return UNUSABLE
    return max(exit_code(found.faults), OK if result.conforms else FAULTY)


def export_records(
    sources: Sources,
    output: Path | None,
    format: str | None,
    complete: bool,
    workers: int | None,
    order: str | None,
    rejects: Path | None,
    engine: str,
    master: str | None,
) -> int:
    """`alliancegraph export`."""
    from alliancegraph.writers import FORMATS, SUFFIXES, TABLES

    voice = sources.voice
    settings = sources.settings()
    if settings is None or sources.replaced_by(output, rejects):
        return UNUSABLE
    streamed = {"--workers": workers, "--order": order, "--rejects": rejects}
    if engine == "spark":
        if complete or any(streamed.values()) or output is None or format not in (None, "n-quads"):
            voice.say("spark", error=True)
            return UNUSABLE
        from alliancegraph.cli import cluster

        return cluster.export(sources, output, settings, master)
    if master is not None:
        voice.say("master", error=True)
        return UNUSABLE
    compressed = output is not None and output.suffix.lower() == ".gz"
    named = output.with_suffix("") if output and compressed else output
    chosen = format or (SUFFIXES.get(named.suffix.lower()) if named else "turtle")
    if chosen is None or (compressed and chosen in TABLES):
        voice.say("format", error=True, output=output, suffixes=" ".join(SUFFIXES))
        return UNUSABLE
    if complete and chosen not in TABLES:
        voice.say("complete", error=True, formats=", ".join(TABLES))
        return UNUSABLE
    if chosen in TABLES:
        for option in (name for name, value in streamed.items() if value is not None):
            voice.say("streamed", error=True, option=option, formats=", ".join(FORMATS))
            return UNUSABLE
        return _export_table(sources, output, settings, chosen, complete)
    from alliancegraph.cli.exporting import Options, export

    if settings is DEFAULTS:
        voice.say("base", base=settings.base)
    return export(sources, output, settings, Options(chosen, workers or 1, order or "id", rejects, compressed))


def _export_table(sources: Sources, output: Path | None, settings: Publication, chosen: str, complete: bool) -> int:
    """CSV and workbooks, which need all records at once: their columns depend on all."""
    from alliancegraph.mapping import resources
    from alliancegraph.validation import validate
    from alliancegraph.writers import TABLES, published

    voice = sources.voice
    found = sources.read()
    noted = [*found.faults, *found.notes]
    report = validate(found.records, publication=settings, partial=found.partial, findings=noted)
    wrong, *others = report.counts()
    voice.findings(one for one in report.results if one.severity == SH.Violation)
    withheld = sum(one.code in WITHHELD for one in report.results)
    voice.left_out(sum(others) - withheld, withheld, "everything" if complete else "held-back")
    target = str(output) if output else say("stdout", sources.language)
    code = max(exit_code(found.faults), FAULTY if wrong else OK)
    if not found.records:
        voice.say("nothing", error=True, output=target)
        return max(code, FAULTY)
    try:
        given = found.records if complete else published(resources(found.records, settings))
        content = TABLES[chosen](given, sources.language)
    except UsageError:
        voice.findings([finding("extra-missing", extra="xlsx")])
        return UNUSABLE
    if not write(output, content, voice):
        return UNUSABLE
    voice.say("written", count=len(found.records), output=target)
    if not complete:
        voice.say("table")
    return code


def list_personal_data(sources: Sources, output: Path | None, report: str | None) -> int:
    """`alliancegraph privacy`."""
    from alliancegraph.cli import personal
    from alliancegraph.mapping.personal import personal_data

    settings = sources.settings()
    if settings is None or sources.replaced_by(output):
        return UNUSABLE
    found = sources.read()
    sources.voice.findings(found.faults)
    form = report or ("json" if output and output.suffix.lower() == ".json" else "text")
    items = personal_data(found.records, settings)
    content = personal.FORMS[form](items, len(found.records), sources.language)
    if not write(output, content, sources.voice, encoding(output, form)):
        return UNUSABLE
    return exit_code(found.faults)


def write_schema(output: Path | None, language: str) -> int:
    """`alliancegraph schema`."""
    text = json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"
    return OK if write(output, text, Voice(language, quiet=True)) else UNUSABLE


def write_template(output: Path, language: str) -> int:
    """`alliancegraph template`."""
    from alliancegraph.writers.workbook import template

    voice = Voice(language, quiet=False)
    if output.suffix.lower() != ".xlsx":
        voice.say("template-suffix", error=True, output=output)
        return UNUSABLE
    try:
        content = template(language)
    except UsageError:
        voice.findings([finding("extra-missing", extra="xlsx")])
        return UNUSABLE
    return OK if write(output, content, voice) else UNUSABLE


def _of_reading(record: Record) -> tuple[Finding, ...]:
    source = origin(record)
    return source.findings if source else ()
