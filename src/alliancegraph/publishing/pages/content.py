"""What stands on which page: the facts that the templates show, in one language or the other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from alliancegraph.areas import DISTRICT, STATE
from alliancegraph.mapping.places import lowest_key
from alliancegraph.publishing.catalogue.trees import dataset_description, dataset_title
from alliancegraph.publishing.edition import Dataset
from alliancegraph.publishing.layout import DUMPS, FORMS
from alliancegraph.publishing.pages.figures import TALLEST, WIDTH, by_district, by_year
from alliancegraph.publishing.pages.network import RADIUS, network
from alliancegraph.publishing.pages.render import Site
from alliancegraph.publishing.pages.vocabulary import Scheme, scheme, schemes, vocabulary
from alliancegraph.publishing.pages.wording import LONGEST_NAME, Text, Wording, cut
from alliancegraph.records import Alliance, Organization, Project, Record
from alliancegraph.records.references import all_inline

Facts = dict[str, Any]

CATEGORIES, TOPICS = "partner-categories", "focus-areas"
STATUSES = ("current", "planned", "past")


class Link(NamedTuple):
    """A name, with the path of the page about it, or an address elsewhere, where there is one."""

    text: Text
    path: str = ""
    address: str | None = None


class Group(NamedTuple):
    """Partners of one category; without code, those whose category is not stated."""

    code: str | None
    label: str
    partners: tuple[Link, ...]


class Entry(NamedTuple):
    """An alliance in a list, and what it is found by: codes with those they belong to, further words."""

    id: str
    alliance: Alliance
    places: tuple[str, ...]
    districts: tuple[str, ...]
    categories: tuple[str, ...]
    topics: tuple[str, ...]
    labels: tuple[str, ...]
    words: str


# --- Lists ------------------------------------------------------------------------------------------------------------


def entry(site: Site, id: str, w: Wording) -> Entry:
    """An alliance in a list."""
    alliance = site.directory.alliances[id]
    topics = tuple(dict.fromkeys(area.topic for area in alliance.focus_areas if area.topic))
    partners = (partner for partner in alliance.partners if isinstance(partner, Organization))
    categories = {*alliance.partner_categories, *(partner.category for partner in partners if partner.category)}
    maps = (
        alliance.name,
        *alliance.alternative_names,
        *(area.text for area in alliance.focus_areas),
        *(project.name for project in site.directory.projects[id]),
    )
    localities = (office.locality for office in site.directory.offices[id] if office.locality)
    return Entry(
        id,
        alliance,
        tuple(dict.fromkeys(lowest_key(area) for area in alliance.areas)),
        site.directory.districts(id),
        _widened(CATEGORIES, categories),
        _widened(TOPICS, topics),
        tuple(w.label(TOPICS, topic) for topic in topics),
        " ".join(dict.fromkeys((*(cut(text, LONGEST_NAME) for texts in maps for text in texts.values()), *localities))),
    )


def _widened(name: str, codes: Iterable[str]) -> tuple[str, ...]:
    """Codes and those they belong to."""
    return tuple(sorted({outer for code in codes for outer in scheme(name).with_broader(code)}))


def overview(site: Site, w: Wording) -> Facts:
    """All alliances, by district; a choice offers what at least one of them has."""
    entries = sorted((entry(site, id, w) for id in site.directory.alliances), key=lambda e: _called(e.alliance, w))
    keys = {key for each in entries for key in each.districts or ("",)}
    # Districts by name, then whole states, then those without a place.
    ordered = sorted(keys, key=lambda key: (-len(key), w.order(w.place(key))))
    return {
        "groups": [(key, [each for each in entries if key in (each.districts or ("",))]) for key in ordered],
        "total": len(entries),
        "districts": [(key, w.place(key)) for key in ordered if len(key) == DISTRICT],
        "categories": _labelled(CATEGORIES, (code for each in entries for code in each.categories), w),
        "topics": _labelled(TOPICS, (code for each in entries for code in each.topics), w),
        "anchor": group_anchor,
    }


def group_anchor(key: str) -> str:
    """The anchor of a group in the overview."""
    return f"area-{key or 'none'}"


def _labelled(name: str, codes: Iterable[str], w: Wording) -> list[tuple[str, str]]:
    """Codes with their labels, in the order of these."""
    return sorted(((code, w.label(name, code)) for code in set(codes)), key=lambda pair: w.order(pair[1]))


def _called(agent: Alliance | Organization, w: Wording) -> tuple[str, str]:
    return w.order(w.name(agent.name, agent.id or "").text), agent.id or ""


def organizations(site: Site, w: Wording) -> Facts:
    """All organisations that have an id, by category; those without a category come last."""
    shown = site.directory.organizations.values()
    codes = {each.category or "" for each in shown}
    ordered = sorted(codes, key=lambda code: (not code, w.order(w.label(CATEGORIES, code))))
    sorted_ = sorted(shown, key=lambda each: _called(each, w))
    return {"groups": [(code, [each for each in sorted_ if (each.category or "") == code]) for code in ordered]}


def statistics(site: Site, w: Wording) -> Facts:
    """The directory in figures."""
    years, districts = by_year(site.directory), by_district(site.directory)
    return {
        "years": years,
        "districts": districts,
        "width": WIDTH,
        "tallest": TALLEST,
        "numbers": _numbers(site.edition.records, w),
    }


def _numbers(records: Iterable[Record], w: Wording) -> str:
    """How many alliances, organisations and projects some records tell of."""
    alliances, organizations, projects = 0, set[str](), 0
    for record in records:
        if isinstance(record, Alliance | Organization):
            alliances += isinstance(record, Alliance)
            projects += len(record.projects) if isinstance(record, Alliance) else 0
            agents = (record, *all_inline(record))
            organizations |= {agent.id for agent in agents if isinstance(agent, Organization) and agent.id}
        projects += isinstance(record, Project)
    numbers = {"alliances": alliances, "organizations": len(organizations), "projects": projects}
    return ", ".join(w.counted(what, number) for what, number in numbers.items() if number)


# --- Things -----------------------------------------------------------------------------------------------------------


def alliance(id: str, site: Site, w: Wording) -> Facts:
    """An alliance."""
    shown = site.directory.alliances[id]
    groups = partner_groups(site, shown, w)
    name, numbers = w.name(shown.name, id).text, [(group.label, len(group.partners)) for group in groups]
    return _agent(site, shown, w) | {
        "alliance": shown,
        "groups": groups,
        "radius": RADIUS,
        "networks": [network(name, numbers, sides) for sides in (2, 1)] if len(groups) > 2 else [],
        "trail": _trail(site.directory.districts(id)[:1], site, w),
        "coordinators": _links(site, site.directory.coordinators.get(id, ()), w),
    }


def organization(id: str, site: Site, w: Wording) -> Facts:
    """An organisation."""
    shown = site.directory.organizations[id]
    related = {
        "coordinates": shown.coordinates,
        "member-of": site.directory.members.get(id, ()),
        "parent": (shown.parent,) if shown.parent else (),
        "funders": shown.funders,
        "supports": site.directory.supported.get(id, ()),
    }
    return _agent(site, shown, w) | {
        "organization": shown,
        "related": [(word, _links(site, several, w)) for word, several in related.items() if several],
    }


def _agent(site: Site, agent: Alliance | Organization, w: Wording) -> Facts:
    """What the pages of alliances and organisations share."""
    id = agent.id or ""
    projects = site.directory.projects[id]
    return {
        "agent": agent,
        "name": w.name(agent.name, id),
        "offices": site.directory.offices[id],
        "places": tuple(dict.fromkeys(lowest_key(area) for area in agent.areas)),
        "projects": [
            (status, several)
            for status in STATUSES
            if (several := [project for project in projects if project.status == status])
        ],
    }


def partner_groups(site: Site, shown: Alliance, w: Wording) -> list[Group]:
    """The partners of an alliance by category, those it only names a category of included."""
    named: dict[str | None, list[str | Organization]] = {code: [] for code in shown.partner_categories}
    for partner in shown.partners:
        known = site.directory.organizations.get(partner) if isinstance(partner, str) else partner
        named.setdefault(known.category if known else None, []).append(partner)
    groups = [
        Group(
            code,
            w.label(CATEGORIES, code) if code else w.say("other-partners"),
            tuple(_links(site, partners, w)),
        )
        for code, partners in named.items()
    ]
    return sorted(groups, key=lambda group: (group.code is None, w.order(group.label)))


def _links(site: Site, several: Iterable[str | Organization], w: Wording) -> list[Link]:
    """Links to several, by name."""
    return sorted((link(site, one, w) for one in several), key=lambda one: w.order(one.text.text))


def link(site: Site, one: str | Organization, w: Wording) -> Link:
    """The link to an alliance or organisation; one without a page is only named."""
    id = one if isinstance(one, str) else one.id
    agent = site.directory.agent(id) if id else None
    if id and agent:
        return Link(w.name(agent.name, id), site.path(id))
    return Link(Text(one)) if isinstance(one, str) else Link(w.name(one.name), address=one.homepage)


def project(owner: str, id: str, site: Site, w: Wording) -> Facts:
    """A project of an alliance or organisation."""
    shown = next(one for one in site.directory.projects[owner] if one.id == id)
    return {"project": shown, "name": w.name(shown.name, shown.id), "owner": link(site, owner, w)}


def place(key: str, site: Site, w: Wording) -> Facts:
    """A place: who works there or within it."""
    ids = site.directory.places[key]
    alliances = [entry(site, id, w) for id in ids if id in site.directory.alliances]
    others = [site.directory.organizations[id] for id in ids if id in site.directory.organizations]
    return {
        "key": key,
        "trail": _trail([key[:digits] for digits in (STATE, DISTRICT) if digits < len(key)], site, w),
        "within": sorted(site.directory.within(key), key=lambda inner: w.order(w.place(inner))),
        "entries": sorted(alliances, key=lambda each: _called(each.alliance, w)),
        "organizations": sorted(others, key=lambda each: _called(each, w)),
    }


def _trail(keys: Iterable[str], site: Site, w: Wording) -> list[tuple[str, str]]:
    """Places as steps of the way to a page: path and name."""
    return [(site.place_path(key), w.place(key)) for key in keys]


# --- Data -------------------------------------------------------------------------------------------------------------


def dataset(shown: Dataset, site: Site, w: Wording) -> Facts:
    """A dataset and what there is of it to download."""
    files = [(format, f"{DUMPS}{shown.id}{form.suffix}") for format, form in FORMS.items()]
    return {
        "dataset": shown,
        "covered": covered(site, shown),
        "name": dataset_name(shown, site, w),
        "description": w.text(dataset_description(shown, site.edition.publication)),
        "numbers": _numbers(shown.records, w),
        "downloads": [(format, path, len(site.beside[path])) for format, path in files if path in site.beside],
    }


def covered(site: Site, shown: Dataset) -> tuple[str, ...]:
    """The keys of the area that a dataset covers: its own, else what the settings say, else the states named."""
    if shown.area:
        return (shown.area,)
    if area := site.edition.publication.area:
        return (*area.states, *area.districts, *area.municipalities)
    return tuple(key for key in site.directory.places if len(key) == 2)


def catalog(site: Site, w: Wording) -> Facts:
    """The datasets, and the addresses that portals register."""
    named = [(one, dataset_name(one, site, w)) for one in site.edition.datasets]
    return {"datasets": named, "vocabulary": vocabulary(), "schemes": schemes()}


def dataset_name(shown: Dataset, site: Site, w: Wording) -> Text:
    """What a dataset is called."""
    return w.name(dataset_title(shown, site.edition.publication), w.say("dataset"))


def code_list(shown: Scheme, site: Site, w: Wording) -> Facts:
    """A code list."""
    return {"scheme": shown}


def terms(site: Site, w: Wording) -> Facts:
    """The vocabulary."""
    return {"vocabulary": vocabulary()}
