"""Drafts -> records: names of projects, topics, ids."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import Any

from alliancegraph import iris
from alliancegraph.readers.profile import headings, people
from alliancegraph.readers.profile import projects as naming
from alliancegraph.readers.profile.drafts import Draft, Path
from alliancegraph.readers.profile.lists import topic
from alliancegraph.records import (
    Alliance,
    Area,
    ContactPoint,
    FocusArea,
    Image,
    LanguageMap,
    Organization,
    Person,
    Project,
    Source,
    Unrecognised,
)

Said = Callable[[str], LanguageMap]
_LONGEST_ID = 80


def id_of(name: str, file: str) -> str:
    """An id from the part of the name that tells, else from the whole name, else from the file's name."""
    words = (headings.generic_removed(name), name, PurePath(file).stem, "page")
    return next(slug for text in words if (slug := iris.slug(text)[:_LONGEST_ID].strip("-")))


def unique(id: str, taken: set[str]) -> str:
    """`id`, or `id-2`, `id-3` …, the first that is not taken yet."""
    number = 1
    while (candidate := id if number == 1 else f"{id}-{number}") in taken:
        number += 1
    taken.add(candidate)
    return candidate


def record(
    draft: Draft, id: str, language: str, found: tuple[Area, ...], file: str, unread: tuple[Unrecognised, ...]
) -> tuple[Alliance | Organization, dict[Path, Path]]:
    """The record, its texts in the page's language, and where paths of its draft came to stand."""

    def said(text: str) -> LanguageMap:
        return LanguageMap({language: text} if text else ())

    finals: dict[Path, Path] = {(("focus_areas", i)): ("focus_areas", i, "text") for i in range(len(draft.focus_areas))}
    values: dict[str, Any] = {
        **{key: value for key, value in draft.values.items() if key not in ("parent", "funders", "images", "partners")},
        **{key: said(str(text)) for key, text in draft.texts.items()},
        "id": id,
        "name": said(draft.values.get("name", "")),
        "images": tuple(
            Image(url=url, credit=draft.credits.get(number))
            for number, url in enumerate(draft.values.get("images", ()))
        ),
        "contact_points": tuple(
            _contact(contact, index, said) for index, contact in enumerate(c for c in draft.contacts if c)
        ),
        "areas": found,
        "source": Source(file=" ".join(PurePath(file).name.split())) if PurePath(file).name else None,
        "unrecognised": unread,
    }
    if draft.kind == "organization":
        if "parent" in draft.values:
            values["parent"] = _inline(draft.values["parent"], said)
        values["funders"] = tuple(_inline(funder, said) for funder in draft.values.get("funders", ()))
        return Organization(**values), finals
    values["partners"] = tuple(_inline(partner, said) for partner in draft.values.get("partners", ()))
    texts = [_LINK.sub("", text) or text for text in draft.focus_areas]
    values["focus_areas"] = tuple(FocusArea(text=said(text), topic=topic(text)) for text in texts)
    values["projects"] = tuple(_projects(draft, said))
    for index, project in enumerate(values["projects"]):
        finals["projects", index] = ("projects", index, "description" if project.description else "name")
    return Alliance(**values), finals


_LINK = re.compile(r"\s*[,;]?(?:\s+(?:und|oder|sowie))?$")  # of an item to the next


def _projects(draft: Draft, said: Said) -> Iterator[Project]:
    taken: set[str] = set()
    for index, (status, text) in enumerate(draft.projects):
        found = naming.activity(text)
        line = draft.places["projects", index]
        fields = ("name", "status", "kind", *(("start",) if found.start else ()), *(("end",) if found.end else ()))
        for field in fields:
            draft.places["projects", index, field] = line
        yield Project(
            id=unique(iris.slug(found.name)[:_LONGEST_ID].strip("-") or "project", taken),
            name=said(found.name),
            description=said("" if text.strip(' .„“”"»«') == found.name else text),
            status=status,  # type: ignore[arg-type]
            kind=found.kind,
            start=found.start,
            end=found.end,
        )


def _contact(values: dict[str, Any], index: int, said: Said) -> ContactPoint:
    named: people.Named | None = values.get("person")
    person = Person(name=named.name, role=said(named.role)) if named else None
    return ContactPoint(**{**values, "id": "office" if index == 0 else f"office-{index + 1}", "person": person})


def _inline(name: str, said: Said) -> Organization:
    """An organisation that is only named, the abbreviation in brackets as its other name."""
    if found := re.fullmatch(r"(.+?)\s*\(([A-ZÄÖÜ][\wÄÖÜ-]{1,11})\)", name):
        return Organization(name=said(found[1]), alternative_names=(said(found[2]),))
    return Organization(name=said(name))
