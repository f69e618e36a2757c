"""schema.org data on a web page (JSON-LD, microdata): what they add to the record that the page's text gave.

Text holds: a difference is a finding. Terms after schema.org 30.0; `http:` and `https:` are the same to us.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from msgspec.structs import replace

from alliancegraph import iris
from alliancegraph.errors import Finding, Place, finding
from alliancegraph.readers.profile import headings, labels, numbers, online, telephones
from alliancegraph.readers.tree import Element, Names
from alliancegraph.records import Alliance, ContactPoint, LanguageMap, Organization, Origin, origin, with_origin

Agent = Alliance | Organization

_BODIES = frozenset(
    {
        "Organization", "NGO", "GovernmentOrganization", "GovernmentOffice", "LocalBusiness", "Consortium", "Project",
        "EducationalOrganization", "CivicStructure", "ResearchProject", "FundingAgency",
    }
)  # fmt: skip
_DEEPEST = 30
_MAX = 500  # nodes looked at on a page


class Node(NamedTuple):
    """A thing that a page describes, and the element that holds the description."""

    values: dict[str, Any]
    place: Place


class Read(NamedTuple):
    """The organisations a page describes, and what could not be read of its data."""

    nodes: tuple[Node, ...]
    findings: tuple[Finding, ...]


class Completed(NamedTuple):
    """Records with what the page's data add."""

    records: tuple[Agent, ...]
    findings: tuple[Finding, ...]


def read(root: Element, base: str | None, file: str) -> Read:
    """The organisations in a page's JSON-LD and microdata."""
    scripts = [
        s for s in root.iter("script") if (s.get("type") or "").partition(";")[0].strip() == "application/ld+json"
    ]
    marked = [e for e in root.iter() if e.get("itemscope") is not None]
    if not scripts and not marked:
        return Read((), ())
    from extruct.jsonld import JsonLdExtractor  # here, because it takes half a second and few pages need it
    from extruct.w3cmicrodata import MicrodataExtractor

    names = Names()
    nodes: list[Node] = []
    faults: list[Finding] = []
    sources = [(script, JsonLdExtractor(), script) for script in scripts]
    sources += [(root, MicrodataExtractor(), marked[0])] if marked else []
    for element, extractor, at in sources:
        place = Place(file, at.sourceline or 0, element=names.of(at))
        try:
            found = extractor.extract_items(element, base_url=base or "")
            nodes += [Node(values, place) for item in found for values in _bodies(item)]
        except (ValueError, RecursionError, LookupError, TypeError, AttributeError) as error:
            faults.append(finding("embedded-unread", place=place, reason=" ".join(str(error).split())[:200]))
    return Read(tuple(nodes[:_MAX]), tuple(faults))


def _bodies(item: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """The organisations among a node and those it holds, each as plain property -> list of values."""
    if depth > _DEEPEST:
        return
    if isinstance(item, list):
        for one in item:
            yield from _bodies(one, depth + 1)
    elif isinstance(item, dict):
        values = _values(item)
        if not _BODIES.isdisjoint(_types(item)):
            yield values
            return  # what it holds (members, departments) is not the page's subject
        for name in ("@graph", "mainEntity", "about", "subjectOf"):
            yield from _bodies(values.get(name, []), depth + 1)


def _values(item: dict[str, Any]) -> dict[str, Any]:
    inner = item.get("properties")  # of microdata
    properties = inner if isinstance(inner, dict) else item
    return {_local(key): value if isinstance(value, list) else [value] for key, value in properties.items()}


def _types(item: dict[str, Any]) -> set[str]:
    found = item.get("@type", item.get("type")) or ()
    return {_local(one) for one in (found if isinstance(found, list) else [found]) if isinstance(one, str)}


def _local(term: str) -> str:
    return re.sub(r"^(?:https?://schema\.org/|schema:)", "", term)


def _texts(values: dict[str, Any], name: str) -> list[str]:
    found = []
    for value in values.get(name, []):
        if isinstance(value, dict):
            value = value.get("@value", value.get("@id"))
        if isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip():
            found.append(" ".join(str(value).split()))
    return found


def _nodes(values: dict[str, Any], name: str) -> list[dict[str, Any]]:
    return [_values(value) for value in values.get(name, []) if isinstance(value, dict)]


# --- What a node says, in the records' forms --------------------------------------------------------------------------


def _contact(values: dict[str, Any]) -> dict[str, Any]:
    """The card that a node and its contact points give; what is not valid is left out."""
    given: dict[str, Any] = {}
    for node in (values, *_nodes(values, "contactPoint")):
        for field, term in (("telephones", "telephone"), ("faxes", "faxNumber")):
            for text in _texts(node, term):
                for number in telephones.read(text.removeprefix("tel:")):
                    if isinstance(number, telephones.Number):
                        name = "mobiles" if field == "telephones" and number.kind == "mobile" else field
                        given.setdefault(name, {}).setdefault(number.e164)
        for text in _texts(node, "email"):
            for mailbox in online.mailboxes(text):
                if iris.is_mailbox(mailbox):
                    given.setdefault("emails", {}).setdefault(mailbox)
    for address in _nodes(values, "address")[:1]:
        for field, term in (
            ("street", "streetAddress"),
            ("postal_code", "postalCode"),
            ("locality", "addressLocality"),
        ):
            if texts := _texts(address, term):
                given[field] = texts[0]
    return {name: tuple(value) if isinstance(value, dict) else value for name, value in given.items()}


def _record_values(values: dict[str, Any], url: str | None) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for text in _texts(values, "foundingDate")[:1]:
        if date := numbers.date(text):
            found["founded"] = date
    for text in _texts(values, "url")[:1]:
        if (address := online.link(text)) and address != url and (kind := online.kind(address)) != "same_as":
            found[kind] = address
    links = tuple(dict.fromkeys(address for text in _texts(values, "sameAs") if (address := online.link(text))))
    return found | ({"same_as": links} if links else {})


# --- Completing the record --------------------------------------------------------------------------------------------


def complete(records: tuple[Agent, ...], data: Read, url: str | None) -> Completed:
    """The records, each with what the node of its name adds."""
    done = list(records)
    findings = list(data.findings)
    for node in data.nodes:
        name = next(iter(_texts(node.values, "name")), "")
        index = _matching(done, name)
        if index is None:
            findings.append(finding("embedded-other", place=node.place, name=name))
        else:
            done[index] = _completed(done[index], name, node, url)
    return Completed(tuple(done), tuple(findings))


def _matching(records: list[Agent], name: str) -> int | None:
    """The record that a node is about: that of its name; a page's only one where it has no name."""
    names = [labels.key(headings.unquoted(str(record.name))) for record in records]
    wanted = labels.key(headings.unquoted(name))
    if wanted and wanted in names:
        return names.index(wanted)
    return 0 if names == [""] and headings.alliance(name) else None


def _completed(record: Agent, name: str, node: Node, url: str | None) -> Agent:
    came_from = origin(record) or Origin(node.place.file)
    places, findings = dict(came_from.places), list(came_from.findings)
    changes: dict[str, Any] = {}
    if not record.name:
        id = iris.slug(headings.generic_removed(headings.unquoted(name)))[:80].strip("-") or record.id
        changes |= {"name": LanguageMap(headings.unquoted(name)), "id": id}
        places["name"] = node.place
        findings = [one for one in findings if one.code != "page-without-name"]

    def differs(path: str, data: object, text: object) -> None:
        findings.append(
            finding("embedded-differs", record=record.id, field=path, place=node.place, data=data, text=text)
        )

    for field, value in _record_values(node.values, url).items():
        known = getattr(record, field)
        if field == "same_as":
            changes["same_as"] = tuple(dict.fromkeys((*known, *value)))
            places.setdefault("same_as", node.place)
            places |= {f"same_as[{n}]": node.place for n in range(len(known), len(changes["same_as"]))}
        elif known is None:
            changes[field], places[field] = value, node.place
        elif _plain(known) != _plain(value) and not (field == "founded" and known.startswith(value)):
            differs(field, value, known)

    cards = record.contact_points or (ContactPoint(id="office"),)
    card, added = cards[0], {}
    for field, value in _contact(node.values).items():
        known = [v for c in record.contact_points for v in _listed(getattr(c, field))]
        missing = [v for v in _listed(value) if _plain(v) not in map(_plain, known)]
        if not known:
            added[field] = value
            path = f"contact_points[0].{field}"
            places |= {"contact_points": places.get("contact_points", node.place), path: node.place}
            places.setdefault("contact_points[0]", node.place)
            if isinstance(value, tuple):
                places |= {f"{path}[{n}]": node.place for n in range(len(value))}
        elif missing:
            differs(f"contact_points[0].{field}", ", ".join(missing), ", ".join(known))
    if added:
        changes["contact_points"] = (replace(card, **added), *cards[1:])
    done = replace(record, **changes)
    if done.id != record.id:
        findings = [_renamed(one, record.id, done.id) for one in findings]
    return with_origin(done, Origin(came_from.file, places, tuple(findings)))  # type: ignore[return-value]


def _renamed(one: Finding, old: str | None, new: str | None) -> Finding:
    return dataclasses.replace(one, record=new) if one.record == old else one


def _listed(value: Any) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,) if value else ()


def _plain(value: str) -> str:
    """What values are compared by: `Str.` for `Straße`, no slash at the end, case aside."""
    text = re.sub(r"(?i)stra(?:ß|ss)e\b", "str", value.casefold().rstrip("/"))
    return re.sub(r"^https?://(?:www\.)?|[\s.]", "", text)
