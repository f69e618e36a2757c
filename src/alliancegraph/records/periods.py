"""Beginnings and ends of alliances, organisations and projects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from alliancegraph.errors import Finding, finding
from alliancegraph.records.origins import place_of
from alliancegraph.records.references import within
from alliancegraph.records.types import Alliance, Organization, Project, Record

_PERIODS = (("founded", "dissolved", "dissolved-early"), ("start", "end", "ended-early"))


def reversed_periods(records: Iterable[Record]) -> Iterator[Finding]:
    """A finding for every end that lies before its beginning, compared as far as both dates go: year, month or day."""
    for record in records:
        for path, part in _parts(record):
            for beginning, ending, code in _PERIODS:
                start, end = getattr(part, beginning, None), getattr(part, ending, None)
                if start and end and end[: len(start)] < start[: len(end)]:
                    field = f"{path}{ending}"
                    place = place_of(record, field)
                    yield finding(code, record=record.id, field=field, place=place, start=start, end=end)


def _parts(record: Record) -> Iterator[tuple[str, Alliance | Organization | Project]]:
    if isinstance(record, Project):
        yield "", record
    elif isinstance(record, Alliance | Organization):
        for path, agent in within(record):
            yield path, agent
            for position, project in enumerate(getattr(agent, "projects", ())):
                yield f"{path}projects[{position}].", project
