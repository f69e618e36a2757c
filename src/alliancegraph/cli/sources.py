"""What commands read: sources and settings; and the exit code that follows from what was found."""

from __future__ import annotations

import itertools
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from alliancegraph.cli.files import is_special
from alliancegraph.cli.voice import Voice
from alliancegraph.cli.words import say
from alliancegraph.errors import Finding, SettingsError
from alliancegraph.readers import SOURCE_FAULTS, Document, documents
from alliancegraph.readers.sources import local_files
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
    columns_file: Path | None

    @property
    def voice(self) -> Voice:
        """Says what is to be said of them."""
        return Voice(self.language, self.quiet)

    def settings(self, check: Check | None = None) -> Publication | None:
        """The settings: the file named, else one beside the sources, else `DEFAULTS`; None for unusable ones.

        Unusable are also those of which `check` finds that something is wrong.
        """
        chosen = self._settings_file()
        return _loaded(partial(load, check=check), chosen, self.voice) if chosen else DEFAULTS

    def _settings_file(self) -> Path | None:
        beside = (path for source in self.names for path in _beside(source))
        return self.publication or next((path for path in beside if path.is_file()), None)

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

    def replaced_by(self, *outputs: Path | None) -> bool:
        """Whether an output would replace a file that is read, or another output; it is said."""
        places: set[str] = set()
        for output in outputs:
            if output is None or is_special(output):
                continue
            place = os.path.realpath(output)
            wrong = "outputs" if place in places else "source" if self._reads(output) else None
            if wrong:
                self.voice.say(wrong, error=True, output=output)
                return True
            places.add(place)
        return False

    def _reads(self, file: Path) -> bool:
        """Whether a file is one of the sources, the settings or the meaning of columns, by whatever name."""
        if not file.exists():
            return False
        beside = (self._settings_file(), self.columns_file)
        read = itertools.chain(filter(None, beside), *map(local_files, self.names))
        try:
            return any(one.is_file() and one.samefile(file) for one in read)
        except OSError:
            return False  # what cannot be read is said when it is to be


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
