"""Runs the commands: reads, calls the library, writes, and turns what was found into an exit code."""

from __future__ import annotations

import contextlib
import functools
import json
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alliancegraph.cli.words import say
from alliancegraph.errors import Finding, SettingsError, UsageError, finding
from alliancegraph.readers import SOURCE_FAULTS, Document, documents
from alliancegraph.readers.web import Web
from alliancegraph.records import Record, origin, to_yaml
from alliancegraph.records.imports import REFUSED, Choices
from alliancegraph.records.publication import Publication, load
from alliancegraph.records.schema import json_schema
from alliancegraph.terms import SH
from alliancegraph.validation.reports.text import line

if TYPE_CHECKING:
    from alliancegraph.readers.tables import Columns

OK, FAULTY, UNUSABLE = 0, 1, 2
DEFAULTS = Publication()
WITHHELD = frozenset({"withheld", "withheld-image"})


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


def import_records(
    sources: tuple[str, ...],
    output: Path | None,
    trace: Path | None,
    publication: Path | None,
    language: str,
    quiet: bool,
    web: Web,
    columns: Columns | None,
    diff: bool,
    update: bool,
    choices: Choices,
) -> int:
    """`alliancegraph import`."""
    from alliancegraph.cli.importing import Folder

    voice = Voice(language, quiet)
    if output is None and (update or diff or choices.accept or choices.keep):
        voice.say("folder", error=True)
        return UNUSABLE
    if _settings(publication, sources, voice) is None or _overwrites(trace, sources, voice):
        return UNUSABLE
    noted: list[Finding] = []
    traced: list[str] = []
    written, unwritable = 0, False
    updating = bool(update or diff or choices.accept or choices.keep)
    write = None if diff else functools.partial(_write, voice=voice)
    folder = Folder(output, choices, write, updating) if output is not None else None
    # Documents are let go of as they are written: a table of any length takes no more memory than some of its rows.
    for document in _reading(sources, voice, web, columns):
        noted += [*document.faults, *document.notes, *(one for r in document.records for one in _of_reading(r))]
        if trace is not None:
            traced += [json.dumps(asdict(one), ensure_ascii=False) + "\n" for one in document.trace]
        for record in document.records:
            if folder is None:
                complete = _write(None, ("---\n" if written else "") + to_yaml(record), voice)
                unwritable = unwritable or not complete
                written += 1
                continue
            noted += folder.take(record)
    if folder is not None:
        noted += folder.finish([one for one in noted if one.severity == SH.Violation])
        written, unwritable = folder.written, not folder.complete
    voice.findings(noted)
    code = UNUSABLE if unwritable or any(one.code in REFUSED for one in noted) else _code(noted)
    if output is not None:
        voice.say("compared" if diff else "written", count=written, output=output)
    if trace is not None and not _write(trace, "".join(traced), voice):
        return UNUSABLE
    return code


def validate_records(
    sources: tuple[str, ...],
    output: Path | None,
    report: str | None,
    publication: Path | None,
    language: str,
    quiet: bool,
    web: Web,
    columns: Columns | None,
) -> int:
    """`alliancegraph validate`."""
    from alliancegraph.cli.quoting import lines
    from alliancegraph.validation import REPORTS, View, render, validate

    voice = Voice(language, quiet)
    settings = _settings(publication, sources, voice)
    if settings is None or _overwrites(output, sources, voice):
        return UNUSABLE
    found = _read(sources, voice, web, columns)
    faults = _faults(found)
    partial = [record for document in found for record in document.partial]
    result = validate(_records(found), publication=settings, partial=partial, findings=[*faults, *_notes(found)])
    suffix = output.suffix.lower() if output else ""
    form = report or next((form for form, suffixes in REPORTS.items() if suffix in suffixes), "text")
    colour = output is None and sys.stdout.isatty() and "NO_COLOR" not in os.environ
    view = View(language=language, colour=colour, lines=lines, root=Path.cwd())
    encoding = sys.stdout.encoding if output is None and form == "text" else "utf-8"
    if not _write(output, render(result, form, view), voice, encoding):
        return UNUSABLE
    return max(_code(faults), OK if result.conforms else FAULTY)


def export_records(
    sources: tuple[str, ...],
    output: Path | None,
    format: str | None,
    publication: Path | None,
    language: str,
    quiet: bool,
    web: Web,
    columns: Columns | None,
) -> int:
    """`alliancegraph export`."""
    from alliancegraph.mapping import resources
    from alliancegraph.validation import validate
    from alliancegraph.writers import SUFFIXES, serialize

    voice = Voice(language, quiet)
    settings = _settings(publication, sources, voice)
    if settings is None or _overwrites(output, sources, voice):
        return UNUSABLE
    suffixes = {**SUFFIXES, ".xlsx": "xlsx"}
    chosen = format or (suffixes.get(output.suffix.lower()) if output else "turtle")
    if chosen is None:
        voice.say("format", error=True, output=output, suffixes=" ".join(suffixes))
        return UNUSABLE
    if settings is DEFAULTS and chosen != "xlsx":
        voice.say("base", base=settings.base)
    found = _read(sources, voice, web, columns)
    records, faults = _records(found), _faults(found)
    partial = [record for document in found for record in document.partial]
    report = validate(records, publication=settings, partial=partial, findings=[*faults, *_notes(found)])
    voice.findings(one for one in report.results if one.severity == SH.Violation)
    withheld = sum(one.code in WITHHELD for one in report.results)
    others = sum(report.counts()[1:]) - withheld
    if others:
        voice.say("hidden", count=others)
    if withheld:
        voice.say("workbook" if chosen == "xlsx" else "withheld", count=withheld)
    target = str(output) if output else say("stdout", language)
    code = max(_code(faults), OK if report.conforms else FAULTY)
    if not records:
        voice.say("nothing", error=True, output=target)
        return max(code, FAULTY)
    try:
        content = _workbook(records, language) if chosen == "xlsx" else serialize(resources(records, settings), chosen)
    except UsageError:
        voice.findings([finding("extra-missing", extra="xlsx")])
        return UNUSABLE
    if not _write(output, content, voice):
        return UNUSABLE
    voice.say("written", count=len(records), output=target)
    return code


def write_schema(output: Path | None, language: str) -> int:
    """`alliancegraph schema`."""
    text = json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"
    return OK if _write(output, text, Voice(language, quiet=True)) else UNUSABLE


def write_template(output: Path, language: str) -> int:
    """`alliancegraph template`."""
    from alliancegraph.writers.workbook import template

    voice = Voice(language, quiet=False)
    try:
        content = template(language)
    except UsageError:
        voice.findings([finding("extra-missing", extra="xlsx")])
        return UNUSABLE
    return OK if _write(output, content, voice) else UNUSABLE


def read_columns(file: Path, language: str) -> Columns | None:
    """The column mapping in a file; None where it cannot be used, which is said."""
    from alliancegraph.readers.tables import load_columns

    voice = Voice(language, quiet=False)
    try:
        return load_columns(file)
    except SettingsError as error:
        voice.findings(error.findings)
    except OSError as error:
        voice.say("settings", error=True, file=file, reason=error.strerror)
    return None


def _read(sources: tuple[str, ...], voice: Voice, web: Web, columns: Columns | None) -> list[Document]:
    """Reads all sources."""
    return list(_reading(sources, voice, web, columns))


def _reading(sources: tuple[str, ...], voice: Voice, web: Web, columns: Columns | None) -> Iterator[Document]:
    """Reads all sources; on a terminal with a count of the records read so far."""
    found = documents(sources, web, columns)
    if voice.quiet or not sys.stderr.isatty():
        yield from found
        return
    label = say("reading", voice.language)
    with click.progressbar(found, label=label, show_pos=True, file=sys.stderr) as bar:
        for document in found:
            yield document
            bar.update(max(1, len(document.records)))


def _records(found: Iterable[Document]) -> list[Record]:
    return [record for document in found for record in document.records]


def _faults(found: Iterable[Document]) -> list[Finding]:
    return [fault for document in found for fault in document.faults]


def _notes(found: Iterable[Document]) -> list[Finding]:
    return [note for document in found for note in document.notes]


def _of_reading(record: Record) -> tuple[Finding, ...]:
    source = origin(record)
    return source.findings if source else ()


def _code(found: Iterable[Finding]) -> int:
    """2 where a source could not be read, 1 where a record or page is wrong."""
    codes = [UNUSABLE if one.code in SOURCE_FAULTS else FAULTY for one in found if one.severity == SH.Violation]
    return max(codes, default=OK)


def _settings(file: Path | None, sources: tuple[str, ...], voice: Voice) -> Publication | None:
    """The settings: the file named, else one beside the sources, else the defaults; None where unusable."""
    places = [file] if file else [path for source in sources for path in _beside(source)]
    chosen = next((path for path in places if file or path.is_file()), None)
    if chosen is None:
        return DEFAULTS
    try:
        return load(chosen)
    except SettingsError as error:
        voice.findings(error.findings)
    except OSError as error:
        voice.say("settings", error=True, file=chosen, reason=error.strerror)
    return None


def _beside(source: str) -> list[Path]:
    if source == "-" or source.startswith(("https://", "http://")):
        return []
    path = Path(source).absolute()
    folder = path if path.is_dir() else path.parent
    return [folder / "publication.toml", folder.parent / "publication.toml"]


def _workbook(records: list[Record], language: str) -> bytes:
    from alliancegraph.writers.workbook import to_workbook

    return to_workbook(records, language)


def _overwrites(output: Path | None, sources: tuple[str, ...], voice: Voice) -> bool:
    """Whether an output would replace one of the sources; it is said."""
    if output is None or not any(Path(source).is_file() and _same(Path(source), output) for source in sources):
        return False
    voice.say("source", error=True, output=output)
    return True


def _same(source: Path, output: Path) -> bool:
    return output.exists() and source.samefile(output)


def _write(output: Path | None, content: str | bytes, voice: Voice, encoding: str = "utf-8") -> bool:
    """Writes a file beside its place and moves it there, so that a failure leaves what was there; None is stdout."""
    content = content.encode(encoding, "backslashreplace") if isinstance(content, str) else content
    if output is None:
        return _print(content, voice)
    temporary = None
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=output.parent, prefix=f".{output.name}.", delete=False) as stream:
            temporary = Path(stream.name)
            stream.write(content)
        temporary.chmod(output.stat().st_mode & 0o777 if output.exists() else 0o666 & ~_umask())
        temporary.replace(output)
    except OSError as error:
        voice.say("unwritable", error=True, output=output, reason=error.strerror)
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
        return False
    return True


def _print(content: bytes, voice: Voice) -> bool:
    """Writes to standard output. A reader that has seen enough (`| head`) is no failure worth words."""
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
    except OSError as error:
        # Python flushes once more at exit, which would fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        if not isinstance(error, BrokenPipeError):
            voice.say("unwritable", error=True, output=say("stdout", voice.language), reason=error.strerror)
        return False
    return True


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
