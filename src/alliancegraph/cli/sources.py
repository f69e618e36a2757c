"""What commands read: sources and settings; and the exit code that follows from what was found."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from alliancegraph.cli.voice import Voice
from alliancegraph.cli.words import say
from alliancegraph.errors import Finding, SettingsError
from alliancegraph.readers import SOURCE_FAULTS, Document, documents
from alliancegraph.readers.web import Web
from alliancegraph.records.publication import Check, Publication, load
from alliancegraph.terms import SH

if TYPE_CHECKING:
    from alliancegraph.readers.tables import Columns
    from alliancegraph.records.references import Claims

T = TypeVar("T")

OK, FAULTY, UNUSABLE, INTERRUPTED = 0, 1, 2, 130
DEFAULTS = Publication()


@dataclass(frozen=True)
class Sources:
    """The sources of a command, and the options that every command has which reads some."""

    names: tuple[str, ...]
    publication: Path | None
    language: str
    quiet: bool
    web: Web
    columns: Columns | None

    @property
    def voice(self) -> Voice:
        """Says what is to be said of them."""
        return Voice(self.language, self.quiet)

    def settings(self, check: Check | None = None) -> Publication | None:
        """The settings: the file named, else one beside the sources, else `DEFAULTS`; None for unusable ones.

        Unusable are also those of which `check` finds that something is wrong.
        """
        named = self.publication
        places = [named] if named else [path for source in self.names for path in _beside(source)]
        chosen = next((path for path in places if named or path.is_file()), None)
        return _loaded(partial(load, check=check), chosen, self.voice) if chosen else DEFAULTS

    def documents(self, claims: Claims | None = None) -> Iterator[Document]:
        """Reads all sources; on a terminal with a count of the records read so far."""
        found = documents(self.names, self.web, self.columns, claims)
        if self.quiet or not sys.stderr.isatty():
            yield from found
            return
        label = say("reading", self.language)
        with click.progressbar(found, label=label, show_pos=True, file=sys.stderr) as bar:
            for document in found:
                yield document
                bar.update(max(1, len(document.records)))

    def read(self) -> Document:
        """Reads all sources as one."""
        found = list(self.documents())
        return Document(
            records=tuple(record for document in found for record in document.records),
            partial=tuple(record for document in found for record in document.partial),
            faults=tuple(fault for document in found for fault in document.faults),
            notes=tuple(note for document in found for note in document.notes),
        )

    def replaced_by(self, output: Path | None) -> bool:
        """Whether an output would replace one of the sources; it is said."""
        if output is None or not any(Path(name).is_file() and _same(Path(name), output) for name in self.names):
            return False
        self.voice.say("source", error=True, output=output)
        return True


def columns_in(file: Path, language: str) -> Columns | None:
    """The column mapping in a file; None where it cannot be used."""
    from alliancegraph.readers.tables import load_columns

    return _loaded(load_columns, file, Voice(language, quiet=False))


def _loaded(load: Callable[[Path], T], file: Path, voice: Voice) -> T | None:
    """What `load` makes of a file; None where it cannot be used, which is said."""
    try:
        return load(file)
    except SettingsError as error:
        voice.findings(error.findings)
    except OSError as error:
        voice.say("settings", error=True, file=file, reason=error.strerror)
    return None


def exit_code(found: Iterable[Finding]) -> int:
    """2 where a source could not be read, 1 where a record or page is wrong."""
    codes = [UNUSABLE if one.code in SOURCE_FAULTS else FAULTY for one in found if one.severity == SH.Violation]
    return max(codes, default=OK)


def _beside(source: str) -> list[Path]:
    if source == "-" or source.startswith(("https://", "http://")):
        return []
    path = Path(source).absolute()
    folder = path if path.is_dir() else path.parent
    return [folder / "publication.toml", folder.parent / "publication.toml"]


def _same(source: Path, output: Path) -> bool:
    return output.exists() and source.samefile(output)
