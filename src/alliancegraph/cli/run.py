"""Runs the commands: reads, calls the library, writes, and turns what was found into an exit code."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

import click

from alliancegraph.cli.words import say
from alliancegraph.errors import Finding, Place, SettingsError, finding
from alliancegraph.readers import SOURCE_FAULTS, Document, documents
from alliancegraph.records import Record, key, origin, to_yaml
from alliancegraph.records.publication import Publication, load
from alliancegraph.records.schema import json_schema
from alliancegraph.terms import SH
from alliancegraph.validation.report import line

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
) -> int:
    """`alliancegraph import`."""
    voice = Voice(language, quiet)
    if _settings(publication, sources, voice) is None or _overwrites(trace, sources, voice):
        return UNUSABLE
    found = _read(sources, voice)
    records = _records(found)
    noted = [*_faults(found), *_notes(found), *(one for r in records for one in _of_reading(r))]
    voice.findings(noted)
    code = _code(noted)
    if output is None:
        code = code if _write(None, "---\n".join(to_yaml(record) for record in records), voice) else UNUSABLE
    else:
        written = 0
        for record in records:
            file = output / _file_name(record)
            if _is_there(file):
                voice.findings([finding("file-exists", record=record.id, place=Place(str(file)))])
                code = UNUSABLE
            elif _write(file, to_yaml(record), voice):
                written += 1
            else:
                code = UNUSABLE
        voice.say("written", count=written, output=output)
    if trace is not None:
        lines = (json.dumps(asdict(one), ensure_ascii=False) + "\n" for document in found for one in document.trace)
        code = code if _write(trace, "".join(lines), voice) else UNUSABLE
    return code


def validate_records(
    sources: tuple[str, ...],
    output: Path | None,
    report: str,
    publication: Path | None,
    language: str,
    quiet: bool,
) -> int:
    """`alliancegraph validate`."""
    from alliancegraph.validation import REPORTS, validate

    voice = Voice(language, quiet)
    settings = _settings(publication, sources, voice)
    if settings is None or _overwrites(output, sources, voice):
        return UNUSABLE
    found = _read(sources, voice)
    faults = _faults(found)
    partial = [record for document in found for record in document.partial]
    result = validate(_records(found), publication=settings, partial=partial, findings=[*faults, *_notes(found)])
    if output is None and report == "text":
        colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
        text = REPORTS[report](result, language, colour=colour)
        written = _write(None, text, voice, sys.stdout.encoding)
    else:
        written = _write(output, REPORTS[report](result, language), voice)
    if not written:
        return UNUSABLE
    return max(_code(faults), OK if result.conforms else FAULTY)


def export_records(
    sources: tuple[str, ...],
    output: Path | None,
    format: str | None,
    publication: Path | None,
    language: str,
    quiet: bool,
) -> int:
    """`alliancegraph export`."""
    from alliancegraph.mapping import resources
    from alliancegraph.validation import validate
    from alliancegraph.writers import SUFFIXES, serialize

    voice = Voice(language, quiet)
    settings = _settings(publication, sources, voice)
    if settings is None or _overwrites(output, sources, voice):
        return UNUSABLE
    chosen = format or (SUFFIXES.get(output.suffix.lower()) if output else "turtle")
    if chosen is None:
        voice.say("format", error=True, output=output, suffixes=" ".join(SUFFIXES))
        return UNUSABLE
    if settings is DEFAULTS:
        voice.say("base", base=settings.base)
    found = _read(sources, voice)
    records, faults = _records(found), _faults(found)
    partial = [record for document in found for record in document.partial]
    report = validate(records, publication=settings, partial=partial, findings=[*faults, *_notes(found)])
    voice.findings(one for one in report.results if one.severity == SH.Violation)
    withheld = sum(one.code in WITHHELD for one in report.results)
    others = sum(report.counts()[1:]) - withheld
    if others:
        voice.say("hidden", count=others)
    if withheld:
        voice.say("withheld", count=withheld)
    target = str(output) if output else say("stdout", language)
    code = max(_code(faults), OK if report.conforms else FAULTY)
    if not records:
        voice.say("nothing", error=True, output=target)
        return max(code, FAULTY)
    if not _write(output, serialize(resources(records, settings), chosen), voice):
        return UNUSABLE
    voice.say("written", count=len(records), output=target)
    return code


def write_schema(output: Path | None, language: str) -> int:
    """`alliancegraph schema`."""
    text = json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"
    return OK if _write(output, text, Voice(language, quiet=True)) else UNUSABLE


def _read(sources: tuple[str, ...], voice: Voice) -> list[Document]:
    """Reads all sources; on a terminal with a count of the files read so far."""
    if voice.quiet or not sys.stderr.isatty():
        return list(documents(sources))
    label = say("reading", voice.language)
    with click.progressbar(documents(sources), label=label, show_pos=True, file=sys.stderr) as counted:
        return list(counted)


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


def _file_name(record: Record) -> str:
    """`perleberg.yaml`; of a part that stands alone `perleberg.contact.office.yaml`, `perleberg.project.tag.yaml`."""
    kind, owner, id = key(record)
    return f"{owner}.{kind.removesuffix('_point')}.{id}.yaml" if owner else f"{id}.yaml"


def _is_there(file: Path) -> bool:
    try:
        return file.exists()
    except OSError:  # a name the file system cannot have: writing it says so
        return False


def _overwrites(output: Path | None, sources: tuple[str, ...], voice: Voice) -> bool:
    """Whether an output would replace one of the sources; it is said."""
    if output is None or not any(Path(source).is_file() and _same(Path(source), output) for source in sources):
        return False
    voice.say("source", error=True, output=output)
    return True


def _same(source: Path, output: Path) -> bool:
    return output.exists() and source.samefile(output)


def _write(output: Path | None, text: str, voice: Voice, encoding: str = "utf-8") -> bool:
    """Writes a file beside its place and moves it there, so that a failure leaves what was there; None is stdout."""
    if output is None:
        return _print(text.encode(encoding, "backslashreplace"), voice)
    temporary = None
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=output.parent, prefix=f".{output.name}.", delete=False) as stream:
            temporary = Path(stream.name)
            stream.write(text.encode())
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
