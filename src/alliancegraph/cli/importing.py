"""Carries out what `records/imports.py` plans: writes record files and what is remembered of them, or only shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from alliancegraph.errors import Finding, Place, finding
from alliancegraph.records import Record
from alliancegraph.records.imports import Choices, Seen, Step, plan, vanished

Write = Callable[[Path, str], bool]
"""Writes a file whole or not at all; False, said already, where that fails."""


class Folder:
    """A folder that records are imported into, one by one; without `write` nothing is written.

    A record file that is there is refused, or with `update` brought up to date where nobody has edited it.
    """

    def __init__(self, folder: Path, choices: Choices, write: Write | None, update: bool) -> None:
        self.folder, self.choices, self.write, self.update = folder, choices, write, update
        self.written, self.complete = 0, True
        self._seen = Seen()

    def take(self, record: Record) -> tuple[Finding, ...]:
        """Imports a record; gives what there is to say of it."""
        step = plan(self.folder, record, self.choices)
        self._seen.add(step, self.choices)
        if step.file.exists() and not self.update:
            return (finding("file-exists", record=record.id, place=Place(str(step.file))),)
        if self.write is None:
            return step.findings
        self.complete = self._carry_out(step, self.write) and self.complete
        return tuple(one for one in step.findings if one.code != "import-new")

    def finish(self, faults: Iterable[Finding]) -> Iterator[Finding]:
        """What can be said when all is imported; a source with `faults` may hold more records than were read."""
        yield from vanished(self.folder, self._seen, {one.place.file for one in faults if one.place})
        yield from self.choices.unmatched(self._seen)

    def _carry_out(self, step: Step, write: Write) -> bool:
        # The record first: should the second fail, the next import finds the page's values in the file already.
        if step.text is not None:
            if not write(step.file, step.text):
                return False
            self.written += 1
        return step.remembered is None or _holds(step.memory, step.remembered) or write(step.memory, step.remembered)


def _holds(file: Path, text: str) -> bool:
    try:
        return file.read_bytes() == text.encode()
    except OSError:
        return False
