"""Profile pages: German text pages about alliances -> records that know their lines.

The stages: `lines` (one spelling) -> `tokens` (labels, list items, text) -> `sections` (a part for each record, in it a
section for each label) -> `reading` (claims: what each token is) -> `assembling` (records, trace, findings). Each line
is claimed where it is read; the trace is made from the same claims as the record.
"""

from __future__ import annotations

from dataclasses import dataclass

from alliancegraph.errors import Finding
from alliancegraph.readers.profile.assembling import TraceLine, assemble
from alliancegraph.readers.profile.lines import lines
from alliancegraph.readers.profile.reading import claims
from alliancegraph.readers.profile.sections import parts
from alliancegraph.readers.profile.tokens import tokens
from alliancegraph.records import Alliance, Organization

__all__ = ["Page", "TraceLine", "read_page"]


@dataclass(frozen=True)
class Page:
    """The records of a page, what became of each of its lines, and what a person should know."""

    records: tuple[Alliance | Organization, ...]
    trace: tuple[TraceLine, ...]
    findings: tuple[Finding, ...]


def read_page(text: str, file: str) -> Page:
    """Reads a page. There is always a record: without a name on the page, one with an empty name and a finding.

    `file` is what places and trace call the page; the record's source names it without its folder.
    """
    divided = parts(tokens(lines(text)))
    ids: set[str] = set()
    found = [assemble(part, claims(part), file, ids) for part in divided.parts]
    loose = {c.token.line: TraceLine(file, c.token.line, None, f"label:{c.label}") for c in divided.loose}
    traced = [t for one in found for t in one.trace]
    known = {t.line for t in traced}
    trace = sorted((*traced, *(t for line, t in loose.items() if line not in known)), key=lambda t: t.line)
    return Page(
        tuple(one.record for one in found),
        tuple(trace),
        tuple(finding for one in found for finding in one.findings),
    )
