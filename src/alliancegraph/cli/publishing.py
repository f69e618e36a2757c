"""Runs `init` and `publish`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from alliancegraph.cli.files import write
from alliancegraph.cli.sources import DEFAULTS, FAULTY, OK, UNUSABLE, Sources, exit_code
from alliancegraph.cli.voice import WITHHELD, Voice
from alliancegraph.errors import Finding, Place, SiteError, finding
from alliancegraph.publishing import catalogue, swap
from alliancegraph.publishing.edition import edition
from alliancegraph.publishing.history import changes, register
from alliancegraph.publishing.layout import REGISTER
from alliancegraph.publishing.settings import lacking, template
from alliancegraph.publishing.site import site
from alliancegraph.records import Record
from alliancegraph.records.publication import Check, Publication
from alliancegraph.terms import SH
from alliancegraph.validation import validate

SETTINGS = "publication.toml"


def init(folder: Path, language: str, quiet: bool) -> int:
    """`alliancegraph init`."""
    voice, file = Voice(language, quiet), folder / SETTINGS
    if file.exists():
        voice.findings([finding("file-exists", place=Place(str(file)))])
        return UNUSABLE
    if not write(file, template(language), voice):
        return UNUSABLE
    voice.say("initialised", file=file, folder=folder)
    return OK


def publish(sources: Sources, output: Path, day: str | None, confirm_deletions: bool) -> int:
    """`alliancegraph publish`."""
    voice, settings = sources.voice, settled(sources, lacking)
    if settings is None:
        return UNUSABLE
    voice.findings(lacking(settings))
    if nested := _nested(sources.names, output):
        voice.findings(nested)
        return UNUSABLE
    records, code = sound(sources, settings)
    if code == OK:
        try:
            with swap.locked(output) as folder:
                code = _replace(folder, output, records, settings, day, confirm_deletions, voice)
        except SiteError as error:
            voice.findings(error.findings)
            code = UNUSABLE
        except OSError as error:
            voice.say("unwritable", error=True, output=error.filename or output, reason=error.strerror)
            code = UNUSABLE
    if code != OK:
        voice.say("unpublished", error=True, output=output)
    return code


def _nested(names: Sequence[str], output: Path) -> list[Finding]:
    """Sources inside the site, which would be replaced with it, and around it, which would take it for one of them."""
    site_folder = output.resolve()
    paths = [Path(name) for name in names if name != "-" and "://" not in name]
    return [
        finding("site-source", place=Place(str(path)))
        for path in paths
        if site_folder.is_relative_to(path.resolve()) or path.resolve().is_relative_to(site_folder)
    ]


def settled(sources: Sources, check: Check | None = None) -> Publication | None:
    """The settings of a publication, which has to have some; None for unusable ones, or none, which is said."""
    settings = sources.settings(check)
    if settings is DEFAULTS:
        sources.voice.say("unsettled", error=True)
        return None
    return settings


def sound(sources: Sources, settings: Publication) -> tuple[Sequence[Record], int]:
    """The records of the sources and an exit code; anything but OK forbids publishing, and is said."""
    voice, found = sources.voice, sources.read()
    noted = [*found.faults, *found.notes]
    report = validate(found.records, publication=settings, partial=found.partial, findings=noted)
    voice.findings(one for one in report.results if one.severity == SH.Violation)
    withheld = sum(one.code in WITHHELD for one in report.results)
    voice.left_out(sum(report.counts()[1:]) - withheld, withheld)
    none = OK if found.records else FAULTY
    return found.records, max(exit_code(found.faults), none, OK if report.conforms else FAULTY)


def _replace(
    folder: Path,
    output: Path,
    records: Sequence[Record],
    settings: Publication,
    day: str | None,
    confirmed: bool,
    voice: Voice,
) -> int:
    """Holds the records against what the site in `folder` has published, and puts the new one in its place."""
    file = folder / REGISTER
    old = register.read(file.read_bytes(), str(file)) if file.is_file() else None
    settled = changes.settle(edition(records, settings), old, day, confirmed)
    voice.findings(settled.findings)
    if _is_forbidden(settled.findings):
        return FAULTY
    files = site(edition(records, settings, settled.register), settled.register)
    if wrong := catalogue.faults(files):
        voice.findings(wrong)
        return FAULTY
    is_new = swap.replace(folder, files)
    if not any(path.endswith(".xlsx") for path in files):
        voice.say("without-xlsx")
    if is_new:
        voice.say("site-written", output=output, count=len(settled.register.resources), files=len(files))
        voice.say(
            "moved",
            came=len(settled.came),
            changed=len(settled.changed),
            renamed=len(settled.renamed),
            went=len(settled.went),
        )
    else:
        voice.say("unchanged", output=output)
    return OK


def _is_forbidden(found: Sequence[Finding]) -> bool:
    return any(one.severity == SH.Violation for one in found)
