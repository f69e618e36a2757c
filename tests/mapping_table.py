"""docs/mapping.md's table, observed: a field's terms are what its value adds to the mapped output.

`python tests/mapping_table.py` prints the table; a test holds the page to it.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from alliancegraph import mapping
from alliancegraph.records import (
    Alliance,
    Area,
    ContactPoint,
    FocusArea,
    Image,
    LanguageMap,
    Organization,
    PartnerCount,
    Person,
    Project,
    Record,
    Source,
)
from alliancegraph.records.publication import Publication
from alliancegraph.resource import nodes
from alliancegraph.terms import Term, curie

LINK = "https://example.org/x"
PUBLICATION = Publication(publication_basis="consent")

CARD = ContactPoint(id="office")
PERSON = Person(name="Erika Mustermann")
PROJECT = Project(id="p", name=LanguageMap("P"))

ALLIANCE = {
    "name": LanguageMap("N"),
    "alternative_names": (LanguageMap("M"),),
    "founded": "2008",
    "dissolved": "2009",
    "description": LanguageMap("D"),
    "homepage": LINK,
    "profile_page": LINK,
    "same_as": (LINK,),
    "areas": (Area(municipality="12070296", district="12070", state="12"),),
    "modified": "2026-11-21",
    "partner_count": PartnerCount(value=3, qualifier="about", as_of="2013"),
    "partner_categories": ("association",),
    "partners": (Organization(name=LanguageMap("O")),),
    "structure": LanguageMap("S"),
    "focus_areas": (FocusArea(),),
    "projects": (PROJECT,),
    "contact_points": (CARD,),
    "images": (Image(url=LINK),),
    "source": Source(url=LINK),
}
ORGANIZATION = {"category": "association", "parent": "o", "funders": ("o",), "coordinates": ("a",)}
CONTACT_POINT = {
    "organization": "O",
    "departments": ("D",),
    "person": PERSON,
    "care_of": "C",
    "post_office_box": "1",
    "street": "S 1",
    "postal_code": "19348",
    "locality": "L",
    "country": "AT",
    "telephones": ("+493876781407",),
    "mobiles": ("+491721234567",),
    "faxes": ("+493876781408",),
    "emails": ("info@example.org",),
    "url": LINK,
    "opening_hours": ("Mo-Fr 09:00-12:00", "nach Vereinbarung"),
}
PARTS: dict[str, tuple[Person | FocusArea | Image | Source, dict[str, object]]] = {
    "contact_points[].person": (PERSON, {"role": LanguageMap("R"), "publication_basis": "consent"}),
    "focus_areas[]": (FocusArea(), {"text": LanguageMap("T"), "topic": "integration"}),
    "images[]": (Image(url=LINK), {"licence": LINK, "credit": "C"}),
    "source": (Source(url=LINK), {"retrieved": "2026-11-21", "licence": LINK}),
}
ACTIVITY = {"description": LanguageMap("D"), "start": "2008", "end": "2009"}
KINDS = ("project", "survey", "event", "event-series", "course")


def observed(record: Record) -> set[tuple[str, Term]]:
    """Every predicate and class that mapping `record` gives, with the node it stands on."""
    found: set[tuple[str, Term]] = set()
    for node in nodes(mapping.resources([record], PUBLICATION)):
        found |= {(node.iri, term) for term, _ in node.properties} | {(node.iri, cls) for cls in node.types}
    return found


def added(before: Record, after: Record) -> str:
    """The terms that `after` has beyond `before`, classes first."""
    return _shown(term for _, term in observed(after) - observed(before))


def _shown(terms: Iterable[Term]) -> str:
    return ", ".join(f"`{curie(t)}`" for t in sorted(set(terms), key=lambda t: (not _is_class(t), curie(t))))


def _is_class(term: Term) -> bool:
    return curie(term).split(":")[1][0].isupper()


def rows() -> Iterable[tuple[str, str]]:
    alliance, organization = Alliance(id="a"), Organization(id="o2")
    yield "alliance", _bare(alliance)
    for field, value in ALLIANCE.items():
        yield f"alliance.{field}", added(alliance, replace(alliance, **{field: value}))
    yield "organization", _bare(organization)
    for field, value in ORGANIZATION.items():
        yield f"organization.{field}", added(organization, replace(organization, **{field: value}))
    for field, value in CONTACT_POINT.items():
        yield f"contact_points[].{field}", added(_with(CARD), _with(replace(CARD, **{field: value})))
    for path, (part, fields) in PARTS.items():
        for field, value in fields.items():
            yield f"{path}.{field}", added(_with(part), _with(replace(part, **{field: value})))
    for kind in KINDS:
        project = replace(PROJECT, kind=kind)
        yield f"projects[], kind: {kind}", _bare(_with(project), "/project/")
    for field, value in ACTIVITY.items():
        for kind in KINDS if field in ("start", "end") else ("project",):
            project = replace(PROJECT, kind=kind)
            label = f"projects[].{field}" + (f", kind: {kind}" if field in ("start", "end") else "")
            yield label, added(_with(project), _with(replace(project, **{field: value})))


def _bare(record: Record, part: str = "") -> str:
    """The terms of a record's own node, or of the node of a part."""
    return _shown(term for iri, term in observed(record) if part in iri and (part or "/record/" not in iri))


def _with(part: object) -> Record:
    """An alliance that has just this part."""
    if isinstance(part, Person):
        return _with(replace(CARD, person=part))
    if isinstance(part, Source):
        return Alliance(id="a", source=part)
    lists: dict[type, str] = {
        ContactPoint: "contact_points",
        Project: "projects",
        FocusArea: "focus_areas",
        Image: "images",
    }
    return replace(Alliance(id="a"), **{lists[type(part)]: (part,)})


def table() -> str:
    """The table in Markdown."""
    return "\n".join(["| field | terms |", "|---|---|", *(f"| {field} | {terms} |" for field, terms in rows())])


if __name__ == "__main__":
    print(table())
