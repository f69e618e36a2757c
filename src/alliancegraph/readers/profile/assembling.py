"""Claims -> records with their places, the trace, and the findings."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, NamedTuple

from alliancegraph.errors import Finding, Place, finding
from alliancegraph.readers.profile import building, prose, regions, telling
from alliancegraph.readers.profile.claims import Claim, Problem, Unread
from alliancegraph.readers.profile.drafts import Draft, Path
from alliancegraph.readers.profile.sections import Part
from alliancegraph.records import Alliance, Organization, Origin, Unrecognised, with_origin
from alliancegraph.records.postcodes import misplaced


@dataclass(frozen=True)
class TraceLine:
    """What became of a line: a field's path, `label:<name>`, or `unrecognised`."""

    file: str
    line: int
    record: str | None
    field: str


class Assembled(NamedTuple):
    """A record read from a page, and how it came about."""

    record: Alliance | Organization
    trace: tuple[TraceLine, ...]
    findings: tuple[Finding, ...]


def assemble(part: Part, claims: Iterable[Claim], file: str, ids: set[str]) -> Assembled:
    """The record of a part of a page; its id is none of `ids`."""
    draft = Draft(part.kind)
    paths: dict[int, list[str | Path]] = {}
    unread: list[Unrecognised] = []
    problems: list[Problem] = []

    def set_aside(line: int, left: Unread) -> None:
        problems.append(Problem(left.code, line, f"unrecognised[{len(unread)}]", {"text": left.text, **left.values}))
        unread.append(Unrecognised(line=line, text=left.text))
        paths.setdefault(line, []).append("unrecognised")

    claims = tuple(claims)
    for claim in claims:
        line = claim.token.line
        paths.setdefault(line, [])
        for fact in claim.facts:
            match draft.put(fact, line):
                case Unread() as left:
                    set_aside(line, left)
                case tuple() as path:
                    paths[line].append(path)
        for left in claim.unread:
            set_aside(line, left)
        if claim.label is not None:
            paths[line].append(f"label:{claim.label}")
        if claim.empty is not None:
            problems.append(Problem("label-empty", line, None, {"label": claim.empty}))
        for address in claim.token.images:
            paths[line].append(draft.put_image(address, line))
        for number in claim.token.also:
            paths[number] = [path for path in paths[line] if path != "unrecognised"] or ["label:continuation"]

    problems += _from_texts(draft)
    found_areas, faults = regions.of(part, draft)
    problems += faults
    name = draft.values.get("name", "")
    id = building.unique(building.id_of(name, file), ids)
    if not name:
        problems.insert(0, Problem("page-without-name", 0, "name", {"id": id}))
    language = prose.language(claim.token.text for claim in claims)
    record, finals = building.record(draft, id, language, found_areas, file, tuple(unread))
    places = {_shown(path): Place(file, line) for path, line in _finished(draft.places, finals)}
    findings = tuple(
        finding(p.code, record=id, field=p.field, place=Place(file, p.line), **dict(p.values)) for p in problems
    )
    trace = tuple(TraceLine(file, line, id, _field(found, finals)) for line, found in sorted(paths.items()))
    record = with_origin(record, Origin(file, MappingProxyType(places), findings))  # type: ignore[assignment]
    findings += tuple(misplaced([record]))
    return Assembled(with_origin(record, Origin(file, MappingProxyType(places), findings)), trace, findings)  # type: ignore[arg-type]


# --- Places and trace -----------------------------------------------------------------------------------------------


def _field(found: list[str | Path], finals: Mapping[Path, Path]) -> str:
    """The one field of a line: its first value, else what was not understood, else the label it is."""
    values = [finals.get(path, path) for path in found if isinstance(path, tuple)]
    words = [path for path in found if isinstance(path, str)]
    if values:
        # "Erika Mustermann | Koordinatorin" is the person, "Pflege; Bildung" the focus areas.
        return _shown(_common(values) if _WORDED.intersection(map(str, values[0])) else values[0])
    return "unrecognised" if "unrecognised" in words or not words else words[0]


_WORDED = frozenset(
    {"person", "organization", "departments", "focus_areas", "projects", "partners", "partner_categories"}
)


def _common(paths: list[Path]) -> Path:
    """The path of what holds the values at all these paths; the first where nothing does."""
    beginning = itertools.takewhile(lambda parts: len(set(parts)) == 1, zip(*paths, strict=False))
    return tuple(parts[0] for parts in beginning) or paths[0]


def _finished(places: Mapping[Path, int], finals: Mapping[Path, Path]) -> Iterator[tuple[Path, int]]:
    for path, line in places.items():
        yield path, line
        if path in finals:
            yield finals[path], line


def _shown(path: Path) -> str:
    """A path as findings and traces write it: `contact_points[0].telephones[1]`."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")


# --- What the texts say ---------------------------------------------------------------------------------------------


def _from_texts(draft: Draft) -> list[Problem]:
    """Puts founding date and partner count where only a text names them; says where a text contradicts."""
    problems: list[Problem] = []
    texts = {field: str(draft.texts[field]) for field in ("description", "structure") if field in draft.texts}
    lines = {field: draft.places[(field,)] for field in texts}

    def put(name: str, value: Any, line: int) -> None:
        if value and name not in draft.values:
            draft.values[name], draft.places[(name,)] = value, line

    if draft.kind == "organization":
        for field, text in texts.items():
            put("founded", telling.since(text, draft.values.get("name", "")), lines[field])
            for name, value in telling.bodies(text):
                put(name, value, lines[field])
        return problems
    founded = telling.foundings(*texts.values())
    said = {field: telling.foundings(text) for field, text in texts.items()}
    line = next((lines[field] for field in texts if said[field]), 0)
    known = draft.values.get("founded")
    if len(founded) == 1:
        put("founded", founded[0], line)
    if known is None and len(founded) > 1:
        problems.append(Problem("founded-several", line, "founded", {"dates": ", ".join(founded)}))
    for date in founded:
        if known is not None and known[:4] != date[:4]:
            problems.append(Problem("founded-conflict", line, "founded", {"label": known, "text": date}))
    for field, text in texts.items():
        put("partner_count", telling.count(text), lines[field])
    return problems
