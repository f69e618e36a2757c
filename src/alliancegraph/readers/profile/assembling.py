"""Claims -> records with their places, the trace, and the findings."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from types import MappingProxyType
from typing import Any, NamedTuple

from alliancegraph import iris
from alliancegraph.errors import Finding, Place, finding
from alliancegraph.readers.profile import headings, numbers, people, regions
from alliancegraph.readers.profile import projects as naming
from alliancegraph.readers.profile.claims import Claim, Problem, Unread
from alliancegraph.readers.profile.drafts import Draft, Path
from alliancegraph.readers.profile.lists import topic
from alliancegraph.readers.profile.sections import Part
from alliancegraph.records import (
    Alliance,
    Area,
    ContactPoint,
    FocusArea,
    Image,
    LanguageMap,
    Organization,
    Origin,
    Person,
    Project,
    Source,
    Unrecognised,
    with_origin,
)
from alliancegraph.records.postcodes import misplaced

_LONGEST_ID = 80


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

    problems += _from_texts(draft)
    found_areas, faults = regions.of(part, draft)
    problems += faults
    name = draft.values.get("name", "")
    id = _unique(_id(name, file), ids)
    if not name:
        problems.insert(0, Problem("page-without-name", 0, "name", {"id": id}))
    record, finals = _record(draft, id, name, found_areas, file, tuple(unread))
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
    for field in ("description", "structure"):
        if field not in draft.texts:
            continue
        text, line = str(draft.texts[field]), draft.places[(field,)]
        founded = numbers.founding(text) if draft.kind == "alliance" else _since(draft, text)
        known = draft.values.get("founded")
        if founded and known is None:
            draft.values["founded"], draft.places[("founded",)] = founded, line
        elif founded and known is not None and known[:4] != founded[:4]:
            problems.append(Problem("founded-conflict", line, "founded", {"label": known, "text": founded}))
        if draft.kind == "alliance" and "partner_count" not in draft.values and (count := numbers.count_in(text)):
            draft.values["partner_count"], draft.places[("partner_count",)] = count, line
        if draft.kind == "organization":
            for name, value in _bodies(text):
                if name not in draft.values:
                    draft.values[name], draft.places[(name,)] = value, line
    return problems


def _since(draft: Draft, text: str) -> str | None:
    nouns = re.findall(r"\w*(?:stelle|büro|zentrum)\b", draft.values.get("name", ""))
    return next(
        (date for noun in nouns for paragraph in text.split("\n\n") if (date := numbers.since(paragraph, noun))), None
    )


_LONGEST_PARAGRAPH = 3000  # characters, of one that names a carrier
_CARRIER = re.compile(
    r"\bin\s+(?:der\s+)?Trägerschaft\s+(?:von|des|der)\s+(?:der\s+|dem\s+)?(?P<name>[A-ZÄÖÜ].*?)(?=\s+(?:und|wird|werden)\b\s|,|;|\.\s*$|\.\s+[A-ZÄÖÜ][a-zäöü]+\s[a-zäöü]|$)"
)
_FUNDER = re.compile(
    r"\b(?:wird|werden)\s+(?:\w+\s+){0,3}?(?:vom|von\s+der|von\s+dem|durch\s+das|durch\s+die|durch\s+den|von)\s+"
    r"(?P<name>[A-ZÄÖÜ](?:(?!\.\s[A-Z]).)*?)\s+(?:gefördert|finanziert)\b"
)


def _bodies(text: str) -> Iterator[tuple[str, Any]]:
    """The carrier and funder that an organisation's text names."""
    for paragraph in (p for p in text.split("\n\n") if len(p) <= _LONGEST_PARAGRAPH):
        if found := _CARRIER.search(paragraph):
            yield "parent", found["name"].strip()
        if found := _FUNDER.search(paragraph):
            yield "funders", [found["name"].strip()]


def _inline(name: str) -> Organization:
    """An organisation that is only named, the abbreviation in brackets as its other name."""
    if found := re.fullmatch(r"(.+?)\s*\(([A-ZÄÖÜ][\wÄÖÜ-]{1,11})\)", name):
        return Organization(name=LanguageMap(found[1]), alternative_names=(LanguageMap(found[2]),))
    return Organization(name=LanguageMap(name))


# --- The record -----------------------------------------------------------------------------------------------------


def _id(name: str, file: str) -> str:
    """An id from the part of the name that tells, else from the whole name, else from the file's name."""
    words = (headings.generic_removed(name), name, PurePath(file).stem, "page")
    return next(slug for text in words if (slug := iris.slug(text)[:_LONGEST_ID].strip("-")))


def _unique(id: str, taken: set[str]) -> str:
    """`id`, or `id-2`, `id-3` …, the first that is not taken yet."""
    number = 1
    while (candidate := id if number == 1 else f"{id}-{number}") in taken:
        number += 1
    taken.add(candidate)
    return candidate


def _record(
    draft: Draft, id: str, name: str, found: tuple[Area, ...], file: str, unread: tuple[Unrecognised, ...]
) -> tuple[Alliance | Organization, dict[Path, Path]]:
    """The record, and where paths of its draft came to stand."""
    finals: dict[Path, Path] = {(("focus_areas", i)): ("focus_areas", i, "text") for i in range(len(draft.focus_areas))}
    values: dict[str, Any] = {
        **{key: value for key, value in draft.values.items() if key not in ("parent", "funders", "images", "partners")},
        **{key: LanguageMap(str(text)) for key, text in draft.texts.items()},
        "id": id,
        "name": LanguageMap(name) if name else LanguageMap(),
        "images": tuple(Image(url=url) for url in draft.values.get("images", ())),
        "contact_points": _contacts(draft),
        "areas": found,
        "source": Source(file=" ".join(PurePath(file).name.split())) if PurePath(file).name else None,
        "unrecognised": unread,
    }
    if draft.kind == "organization":
        if "parent" in draft.values:
            values["parent"] = _inline(draft.values["parent"])
        values["funders"] = tuple(_inline(funder) for funder in draft.values.get("funders", ()))
        return Organization(**values), finals
    values["partners"] = tuple(_inline(partner) for partner in draft.values.get("partners", ()))
    texts = [text.rstrip(" ;,") or text for text in draft.focus_areas]
    values["focus_areas"] = tuple(FocusArea(text=LanguageMap(text), topic=topic(text)) for text in texts)
    values["projects"] = tuple(_projects(draft))
    for index, project in enumerate(values["projects"]):
        finals["projects", index] = ("projects", index, "description" if project.description else "name")
    return Alliance(**values), finals


def _projects(draft: Draft) -> Iterator[Project]:
    taken: set[str] = set()
    for index, (status, text) in enumerate(draft.projects):
        found = naming.activity(text)
        line = draft.places["projects", index]
        fields = ("name", "status", "kind", *(("start",) if found.start else ()), *(("end",) if found.end else ()))
        for field in fields:
            draft.places["projects", index, field] = line
        yield Project(
            id=_unique(iris.slug(found.name)[:_LONGEST_ID].strip("-") or "project", taken),
            name=LanguageMap(found.name),
            description=LanguageMap() if text.strip(' .„“”"»«') == found.name else LanguageMap(text),
            status=status,  # type: ignore[arg-type]
            kind=found.kind,
            start=found.start,
            end=found.end,
        )


def _contacts(draft: Draft) -> tuple[ContactPoint, ...]:
    return tuple(_contact(contact, index) for index, contact in enumerate(c for c in draft.contacts if c))


def _contact(values: dict[str, Any], index: int) -> ContactPoint:
    named: people.Named | None = values.get("person")
    role = LanguageMap(named.role) if named and named.role else LanguageMap()
    person = Person(name=named.name, role=role) if named else None
    return ContactPoint(**{**values, "id": "office" if index == 0 else f"office-{index + 1}", "person": person})
