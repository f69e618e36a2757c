"""Runs `harvest`."""

from __future__ import annotations

import logging
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from alliancegraph.cli.files import encoding, is_coloured, write
from alliancegraph.cli.sources import FAULTY, OK, UNUSABLE
from alliancegraph.cli.voice import Voice
from alliancegraph.errors import Finding, Place, finding
from alliancegraph.publishing import stored
from alliancegraph.publishing.harvest import Site, State, harvest
from alliancegraph.publishing.harvest.views import render
from alliancegraph.readers.web import Web
from alliancegraph.validation import View


def look(
    address: str,
    state: Path | None,
    base: str | None,
    check: int,
    report: str | None,
    output: Path | None,
    allow_private: bool,
    language: str,
    quiet: bool,
) -> int:
    """`alliancegraph harvest`."""
    logging.getLogger("rdflib").setLevel(logging.CRITICAL)  # what it says of others' data, our findings say
    voice = Voice(language, quiet)
    previous = _state(state) if state else None
    if isinstance(previous, Finding):
        voice.findings([previous])
        return UNUSABLE
    site = Site(base.rstrip("/") + "/", address.rpartition("/")[0] + "/") if base else None
    with _progress(quiet) as told:
        found = harvest(address, Web(allow_private=allow_private), previous, check, site, told)
    if previous and previous.address != found.address:
        voice.findings([finding("state-other", place=Place(str(state)), address=previous.address)])
    form = report or ("json" if output and output.suffix.lower() == ".json" else "text")
    if not write(output, render(found, form, View(language, is_coloured(output))), voice, encoding(output, form)):
        return UNUSABLE
    if state and found.changes is not None and not write(state, stored.write(found.state()), voice):
        return UNUSABLE
    if not found.pages:
        return UNUSABLE
    return OK if found.report.conforms else FAULTY


def _state(file: Path) -> State | Finding | None:
    """What an earlier harvest has left; None where there was none."""
    try:
        return stored.read(file.read_bytes(), State, str(file), "state") if file.exists() else None
    except OSError as error:
        return finding("state-unreadable", place=Place(str(file)), reason=error.strerror)


@contextmanager
def _progress(quiet: bool) -> Iterator[Callable[[str], None]]:
    """On a terminal the address being asked for, on a line that goes again."""
    if quiet or not sys.stderr.isatty():
        yield lambda address: None
        return
    width = shutil.get_terminal_size().columns - 1

    def show(address: str) -> None:
        sys.stderr.write(f"\r\x1b[K{address[:width]}")
        sys.stderr.flush()

    try:
        yield show
    finally:
        show("")
