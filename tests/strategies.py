"""Hypothesis strategies for valid records: all that the format allows, the awkward ends of it often."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from msgspec.structs import replace

import alliancegraph as ag
from alliancegraph import records
from alliancegraph.records import Record
from alliancegraph.records.types import Unrecognised

make: Any = ag
"""The constructors: they freeze lists, mappings and plain strings, which their annotations do not say."""

LINE_BREAKS = "\n\r\x85\u2028\u2029"
NO_CHARACTERS = "\0\ufffe\uffff"  # and surrogates: RDF cannot carry them

AWKWARD = (
    "",
    " ",
    " leading and trailing ",
    'Sie sagte "Ja", er \\n \\u0041 \\',
    "'''drei''' \"\"\"drei\"\"\"",
    "👨‍👩‍👧 Familie 🎪",
    "עברית \u202eund\u202c العربية",
    "Bu\u0308ndnis",
    "null",
    "no",
    "2008",
    "@de",
    "_:b0",
    "https://example.org/",
    "- a: [b] # c",
    "\x01\x08\x0b\x0c\x1b\x1f\x7f\x80\x9f\t",
    "\ufeffBOM\u200b\u00ad\u00a0",
    "\ue000\ufdd0\U0001fffe\U0010ffff",
)
AWKWARD_TEXTS = (
    *AWKWARD,
    "Erste Zeile\n  zweite\n\n\tdritte\n",
    "\n",
    "a\r\nb\rc",
    "a\x85b\u2028c\u2029d\n e",
    "\n\n x\n",
)

_text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters=NO_CHARACTERS), max_size=12)
texts = st.sampled_from(AWKWARD_TEXTS) | _text
lines = st.sampled_from(AWKWARD) | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters=NO_CHARACTERS + LINE_BREAKS), max_size=12
)

ids = st.sampled_from(["a", "b", "office", "familientag", "1", "2", "contact", "x-1-y"]) | st.from_regex(
    "[a-z0-9]{1,6}(-[a-z0-9]{1,3}){0,2}", fullmatch=True
)
codes = st.sampled_from(["municipality", "welfare-provider", "integration"]) | ids
tags = st.sampled_from(["de", "en", "no", "ar", "de-at", "sr-latn-rs", "zh-hant-tw"])
language_maps = st.dictionaries(tags, texts, max_size=2).map(ag.LanguageMap)

_years = st.integers(1, 9999).map("{:04}".format)
dates = st.one_of(_years, st.builds("{}-{:02}".format, _years, st.integers(1, 12)), st.dates().map(str))
days = st.dates().map(str)

_PCHARS = "aZ09-._~!$&'()*+,;=:@äß中\U0001f600"
_segments = st.text(_PCHARS, max_size=4) | st.sampled_from(["%20", "..", ".", "%C3%A4", "Bündnis_(Ort)", "a'b"])
links = st.builds(
    "{}://{}{}{}{}".format,
    st.sampled_from(["http", "https"]),
    st.sampled_from(
        ["a.example", "bündnis.example:8080", "u:p@a.example", "[2001:db8::1]", "192.0.2.1", "w3id.org", "schema.org"]
    ),
    st.lists(_segments, max_size=3).map(lambda segments: "".join("/" + one for one in segments)),
    st.sampled_from(["", "?", "?a=ä&b=/?", "?x#y"]),
    st.sampled_from(["", "#", "#ä/?", "#ns"]),
).filter(lambda link: link.count("#") < 2)
pages = st.sampled_from([f"https://directory.example/{n}" for n in range(3)]) | links

_ATEXT = "abcXYZ019!#$%&'*+/=?^_`{|}~-"
mailboxes = st.builds(
    "{}@{}".format,
    st.sampled_from(["info", "kontakt", "erika.mustermann", "Stadt.Info", "familie+x/y"])
    | st.lists(st.text(_ATEXT, min_size=1, max_size=4), min_size=1, max_size=3).map(".".join).map("info{}".format),
    st.sampled_from(["a.example", "Musterstadt.example", "x-1.b.example"]),
)
telephones = st.sampled_from(["+4933112345", "+4915112345678", "+493876781407"]) | st.from_regex(
    r"\+[1-9][0-9]{4,14}", fullmatch=True
)
hours = (
    st.sampled_from(
        ["Mo-Fr 09:00-12:00", "Di,Do 14:00 – 18:00", "Mo, Mi-Fr 08:30-09:00", "So-Mo 10:00-11:00", "nach Vereinbarung"]
    )
    | lines
)
bases = st.sampled_from([None, "consent", "public-task", "legitimate-interest"])
statuses = st.sampled_from(["current", "past", "planned"])
kinds = st.sampled_from(["project", "event", "event-series", "course", "survey"])
names = st.sampled_from(["Erika Mustermann", "Dr. Max Beispiel", ""]) | lines


def _tuples(items: SearchStrategy[Any], max_size: int = 2) -> SearchStrategy[tuple[Any, ...]]:
    return st.lists(items, max_size=max_size).map(tuple)


def _optional(values: SearchStrategy[Any]) -> SearchStrategy[Any]:
    return st.none() | values


@st.composite
def _area(draw: st.DrawFn) -> Any:
    """A municipality, district or state, with any of those above it."""
    key = draw(st.sampled_from(["12070296", "12070424", "12070", "12", "11000000", "99999999"]))
    return make.Area(
        municipality=key if len(key) == 8 else None,
        district=key[:5] if len(key) == 5 or (len(key) == 8 and draw(st.booleans())) else None,
        state=key[:2] if len(key) == 2 or draw(st.booleans()) else None,
    )


areas = _area()
persons = st.builds(ag.Person, name=names, role=language_maps, publication_basis=bases)
images = st.builds(ag.Image, url=links, licence=_optional(links), credit=_optional(lines))
focus_areas = st.builds(ag.FocusArea, text=language_maps, topic=_optional(codes))
sources = st.builds(
    ag.Source, url=_optional(links), file=_optional(lines), retrieved=_optional(days), licence=_optional(links)
)
unrecognised = st.builds(Unrecognised, line=st.integers(1, 999), text=texts)
partner_counts = st.builds(
    ag.PartnerCount,
    value=st.integers(0, 1_000_000),
    qualifier=st.sampled_from(["exact", "about", "at-least", "at-most"]),
    as_of=_optional(dates),
)
projects = st.builds(
    ag.Project,
    id=ids,
    name=language_maps,
    description=language_maps,
    status=statuses,
    kind=kinds,
    start=_optional(dates),
    end=_optional(dates),
)
contact_points = st.builds(
    ag.ContactPoint,
    id=ids,
    organization=_optional(lines),
    departments=_tuples(lines),
    person=_optional(persons),
    care_of=_optional(lines | st.just("Familie Mustermann")),
    post_office_box=_optional(lines),
    street=_optional(lines),
    postal_code=_optional(lines),
    locality=_optional(lines),
    country=st.sampled_from(["DE", "DE", "PL"]),
    telephones=_tuples(telephones),
    mobiles=_tuples(telephones),
    faxes=_tuples(telephones),
    emails=_tuples(mailboxes),
    url=_optional(links),
    opening_hours=_tuples(hours, 3),
)


def _parts(parts: SearchStrategy[Any]) -> SearchStrategy[tuple[Any, ...]]:
    return st.lists(parts, max_size=2, unique_by=lambda part: part.id).map(tuple)


_AGENT: dict[str, SearchStrategy[Any]] = {
    "name": language_maps,
    "alternative_names": _tuples(language_maps),
    "founded": _optional(dates),
    "dissolved": _optional(dates),
    "description": language_maps,
    "contact_points": _parts(contact_points),
    "homepage": _optional(links),
    "profile_page": _optional(pages),
    "same_as": _tuples(pages),
    "images": _tuples(images),
    "areas": _tuples(areas, 3),
    "source": _optional(sources),
    "modified": _optional(days),
    "unrecognised": _tuples(unrecognised, 1),
}
_ORGANIZATION = _AGENT | {"category": _optional(codes)}
_ALLIANCE = _AGENT | {
    "partner_count": _optional(partner_counts),
    "partner_categories": _tuples(codes, 3),
    "structure": language_maps,
    "focus_areas": _tuples(focus_areas),
    "projects": _parts(projects),
}


@dataclass(frozen=True)
class _World:
    """The ids that a set of records may refer to, and the inline organisations that several may describe alike."""

    references: Sequence[str]
    described: Sequence[ag.Organization]

    def organizations(self) -> SearchStrategy[Any]:
        """References, organisations with an id written inline, and ones without that live under their owner."""
        return st.one_of(
            st.sampled_from(self.references),
            *([st.sampled_from(self.described)] if self.described else []),
            _nested(st.none(), self.references),
        )


def _some(draw: st.DrawFn, fields: dict[str, SearchStrategy[Any]]) -> dict[str, Any]:
    """Values for some of the fields: a whole record each time would leave Hypothesis little room."""
    chosen = draw(st.sets(st.sampled_from(sorted(fields)), max_size=6))
    return {name: draw(fields[name]) for name in sorted(chosen)}


@st.composite
def _nested(draw: st.DrawFn, id: SearchStrategy[str | None], references: Sequence[str]) -> Any:
    """An inline organisation, with a parent and funders that are references or inline in turn."""
    below = st.sampled_from(references) | st.builds(
        ag.Organization, name=language_maps, parent=st.sampled_from(references)
    )
    return make.Organization(
        id=draw(id),
        **_some(draw, _ORGANIZATION),
        parent=draw(_optional(below)),
        funders=draw(_tuples(below)),
        coordinates=draw(_tuples(st.sampled_from(references), 1)),
    )


KINDS = ("alliance", "organization", "contact_point", "project")


@st.composite
def record_sets(draw: st.DrawFn, most: int = 4, kinds: Sequence[str] = ("alliance", *KINDS)) -> list[Record]:
    """Records that refer to each other, in any order; some references lead nowhere."""
    own = draw(st.lists(ids, min_size=1, max_size=most + 2, unique=True))
    cut = draw(st.integers(max(0, len(own) - most), min(2, len(own) - 1)))
    inline, standing = own[:cut], own[cut:]
    references = [*own, "nowhere"]
    world = _World(references, [draw(_nested(st.just(id), references)) for id in inline])
    found: list[Record] = []
    for id in standing:
        kind = draw(st.sampled_from(kinds))
        several = _tuples(world.organizations())
        if kind == "alliance":
            found.append(make.Alliance(id=id, **_some(draw, _ALLIANCE), partners=draw(several)))
        elif kind == "organization":
            more = {"parent": draw(_optional(world.organizations())), "funders": draw(several)}
            coordinates = draw(_tuples(st.sampled_from(references)))
            found.append(make.Organization(id=id, **_some(draw, _ORGANIZATION), **more, coordinates=coordinates))
        else:
            part: Any = draw(contact_points if kind == "contact_point" else projects)
            found.append(replace(part, id="alone-" + id, of=draw(st.sampled_from(references))))
    return draw(st.permutations(found))


def one_record(kind: str) -> SearchStrategy[Record]:
    """One record of a type, with whatever it describes inline."""
    return record_sets(1, (kind,)).map(lambda found: found[0])


any_record = st.sampled_from(KINDS).flatmap(one_record)


def rich_records() -> list[Record]:
    """A set in which every field of every type is filled, every kind, status and basis occurs, and pages are shared."""
    text = {
        "de": 'Ein "Zitat", \\ Rückstrich\nund 👪',
        "en": "Right to left: \u05e2\u05d1\u05e8\u05d9\u05ea, a bell \x07",
    }
    shared: dict[str, Any] = {
        "homepage": "https://musterstadt.example/familie?seite=1#oben",
        "profile_page": "https://verzeichnis.example/bündnisse",
    }
    office = make.ContactPoint(
        id="office",
        organization="Stadtverwaltung Musterstadt",
        departments=("Büro der Bürgermeisterin", "Amt für Soziales"),
        person=make.Person(
            name="Dr. Erika Mustermann", role={"de": "Koordinatorin", "en": "Coordinator"}, publication_basis="consent"
        ),
        care_of="Haus der Familie",
        post_office_box="12 34",
        street="Großer Markt 1",
        postal_code="01067",
        locality="Musterstadt",
        telephones=("+4933112345", "+4933112346"),
        mobiles=("+4915112345678",),
        faxes=("+4933112347",),
        emails=("info@musterstadt.example", "familie+kind/mit&allem@musterstadt.example"),
        url="https://musterstadt.example/kontakt",
        opening_hours=("Mo-Fr 09:00-12:00", "nach Vereinbarung", "Sa-So 14:00-18:00"),
    )
    bare = make.ContactPoint(
        id="zweitbuero", country="PL", person=make.Person(name="Max Beispiel", publication_basis="public-task")
    )
    kinds = ("project", "event", "event-series", "course", "survey")
    activities = tuple(
        make.Project(
            id=kind,
            name={"de": f"Vorhaben {kind}", "en": kind},
            description=text,
            status=("current", "past", "planned")[n % 3],
            kind=kind,
            start=("2008", "2008-04", "2008-04-28")[n % 3],
            end=("2019", "2019-12", "2019-12-31")[n % 3],
        )
        for n, kind in enumerate(kinds)
    )
    common: dict[str, Any] = {
        "alternative_names": ({"de": "Familienbündnis", "en": "Family alliance"}, "LBF"),
        "founded": "2008",
        "dissolved": "2024-01",
        "description": text,
        "same_as": ("https://social.example/@familie", "http://schema.org/Alliance"),
        "images": (
            make.Image(
                url="https://musterstadt.example/markt.jpg", licence="https://licence.example/by/4.0/", credit="Stadt"
            ),
            make.Image(url="https://musterstadt.example/fest.jpg", licence="https://licence.example/by/4.0/"),
        ),
        "source": make.Source(
            url="https://verzeichnis.example/quelle",
            file="seite.txt",
            retrieved="2024-05-01",
            licence="https://l.example/",
        ),
        "modified": "2024-05-02",
        "unrecognised": (Unrecognised(line=3, text="ohne Feld"),),
    }
    verein = make.Organization(
        id="familienverein",
        name="Familienverein Musterstadt",
        category="association",
        parent=make.Organization(name="Dachverband", areas=(make.Area(state="12"),)),
        contact_points=(make.ContactPoint(id="office", emails=("post@verein.example",)),),
    )
    return [
        make.Alliance(
            id="musterstadt",
            name={"de": "Bündnis für Familie Musterstadt", "en": "Alliance for Families"},
            partner_count=make.PartnerCount(value=21, qualifier="at-least", as_of="2023-11"),
            partner_categories=("municipality", "welfare-provider", "association"),
            partners=("stadt-musterstadt", verein, make.Organization(name="Elterninitiative", **shared)),
            structure=text,
            focus_areas=(make.FocusArea(text={"de": "Integration"}, topic="integration"), make.FocusArea(text=text)),
            projects=activities,
            contact_points=(office, bare),
            areas=(
                make.Area(municipality="12070296", district="12070", state="12"),
                make.Area(municipality="12070424"),
            ),
            **common,
            **shared,
        ),
        make.Alliance(
            id="beispielhausen",
            name="Bündnis Beispielhausen",
            partners=("stadt-musterstadt",),
            contact_points=(make.ContactPoint(id="office", emails=("info@musterstadt.example",)),),
            areas=(make.Area(district="12070"),),
            **shared,
        ),
        make.Alliance(id="allein", name="Bündnis Allein", profile_page="https://verzeichnis.example/allein"),
        make.Organization(
            id="stadt-musterstadt",
            name="Stadt Musterstadt",
            category="municipality",
            contact_points=(
                make.ContactPoint(
                    id="office",
                    person=make.Person(name="Kim Probe", publication_basis="legitimate-interest"),
                    url="https://kim.example/",
                ),
            ),
            areas=(make.Area(state="12"),),
            parent="familienverein",
            funders=(make.Organization(id="land", name="Land"), make.Organization(name="Stiftung"), "familienverein"),
            coordinates=("musterstadt", "beispielhausen"),
            homepage="https://stadt.example/",
            profile_page="https://verzeichnis.example/stadt",
            **common,
        ),
        make.ContactPoint(id="aussenstelle", of="stadt-musterstadt", organization="Außenstelle", street="Nebenweg 2"),
        make.Project(id="stadtfest", of="stadt-musterstadt", name="Stadtfest", kind="event", start="2011"),
        make.Project(id="umfrage", of="musterstadt", name="Umfrage", kind="survey", status="past"),
        make.ContactPoint(id="verwaist", of="unbekannt", telephones=("+4933112345",)),
    ]


def is_valid(record: Record) -> bool:
    return records.faults(record) == ()
