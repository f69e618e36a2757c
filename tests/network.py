"""An invented network of a dozen alliances, richer than the samples: what the tests of pages look at.

Places are real, since their keys and names are official; all else is made up. Telephone numbers are of the range that
the Bundesnetzagentur keeps for films and books (030 23125).
"""

from __future__ import annotations

from functools import cache
from typing import Any

import alliancegraph as ag
from alliancegraph.codelists import preferred
from alliancegraph.publishing.edition import Edition, edition
from alliancegraph.publishing.history.changes import settle
from alliancegraph.publishing.layout import Files
from alliancegraph.publishing.site import site
from alliancegraph.records import Record
from alliancegraph.records.publication import Publication

make: Any = ag
LABELS = preferred("focus-areas")

PUBLICATION: Publication = make.Publication(
    base="https://netz.example.org/familie/",
    title={"de": "Familienbündnisse im Land Brandenburg", "en": "Family alliances in Brandenburg"},
    description={
        "de": "Ein erfundenes Verzeichnis: wer sich vor Ort für Familien zusammentut, woran die Bündnisse arbeiten und "
        "wie man sie erreicht.",
        "en": "An invented directory: who joins forces for families, what the alliances work on and how to reach them.",
    },
    publisher={
        "name": {"de": "Koordinierungsstelle Beispiel", "en": "Coordinating Office Example"},
        "homepage": "https://stelle.example.org/",
    },
    contact={"name": {"de": "Redaktion"}, "email": "redaktion@netz.example.org"},
    licence="http://dcat-ap.de/def/licenses/cc-by/4.0",
    attribution={"de": "Koordinierungsstelle Beispiel"},
    keywords=({"de": "Familie", "en": "family"}, {"de": "Bündnis", "en": "alliance"}),
    area={"states": ["12"]},
    imprint="https://stelle.example.org/impressum",
    privacy="https://stelle.example.org/datenschutz",
    accessibility="https://stelle.example.org/barrierefreiheit",
)

# id, place, municipality keys, founded, partners, qualifier, categories, topics
_ROWS: tuple[tuple[Any, ...], ...] = (
    ("perleberg", "Perleberg", ("12070296",), "2008", 21, "exact", 8, ("integration", "education")),
    ("wittenberge", "Wittenberge", ("12070424",), "2009-05", 33, "exact", 12, ("family-lobby", "family-events")),
    ("neuruppin", "Neuruppin", ("12068320",), "2006", 18, "about", 6, ("family-and-work", "childcare")),
    ("potsdam", "Potsdam", ("12054000",), "2005-04-28", 64, "at-least", 16, ("care", "early-help", "family-and-work")),
    ("cottbus", "Cottbus", ("12052000",), "2005", 40, "about", 9, ("inclusion", "volunteering", "counselling")),
    ("eberswalde", "Eberswalde", ("12060052",), "2007", 25, "exact", 7, ("childcare", "education", "leisure")),
    ("strausberg", "Strausberg", ("12064472",), "2008", 14, "exact", 5, ("family-events",)),
    ("luckenwalde", "Luckenwalde", ("12072232",), "2011", 9, "exact", 4, ("intergenerational-exchange", "care")),
    ("havelland", "Rathenow und Nauen", ("12063252", "12063208"), "2008", 30, "at-least", 10, ("information",)),
    ("spree-oder", "Fürstenwalde und Frankfurt", ("12067144", "12053000"), "2014", 22, "about", 6, ("leisure",)),
    ("templin", "Templin", ("12073572",), "2019", 11, "exact", 3, ("family-friendly-infrastructure", "leisure")),
)
_CATEGORIES = (
    *("municipality", "association", "welfare-provider", "school", "company", "religious-community"),
    *("health-insurance", "employment-agency", "district", "multi-generation-house", "kindergarten", "political-party"),
    *("private-person", "police", "library", "trade-union"),
)
_WORDS = {
    "de": "Das Bündnis bringt zusammen, wer in {place} mit Familien arbeitet: Verwaltung, Vereine und Betriebe.\n\n"
    "Es tagt viermal im Jahr und lädt dazu öffentlich ein.",
    "en": "The alliance brings together those who work with families in {place}: administration, associations and "
    "companies.\n\nIt meets four times a year, in public.",
}
_TALES = {
    "integration": "Zugewanderte Familien ankommen lassen",
    "education": "Lernen von Anfang an",
    "family-and-work": "Schichtarbeit und Familienleben zusammenbringen",
    "childcare": "Betreuung auch am Rand des Tages",
}


def _alliance(row: tuple[Any, ...], position: int) -> Any:
    id, place, keys, founded, partners, qualifier, categories, topics = row
    named = [
        {
            "name": {"de": f"Sportverein {place} e. V."},
            "category": "association",
            "homepage": "https://sport.example.org/",
        },
        {"id": f"stadt-{id}", "name": {"de": f"Stadt {place}", "en": f"Town of {place}"}, "category": "municipality"},
        "diakonie-beispiel",
    ]
    translated = {"en": f"Alliance for Families {place}"} if position % 3 else {}
    return make.Alliance(
        id=id,
        name={"de": f"Bündnis für Familie {place}"} | translated,
        alternative_names=[{"de": f"Familienbündnis {place}"}] if position % 2 else [],
        founded=founded,
        partner_count={"value": partners, "qualifier": qualifier},
        partner_categories=_CATEGORIES[:categories],
        partners=named[: position % 4],
        description={tag: text.format(place=place) for tag, text in _WORDS.items() if tag == "de" or position % 3},
        focus_areas=[
            {
                "text": {"de": _TALES.get(topic, f"Mehr für das Thema {LABELS[topic]}")},
                "topic": topic if n < 2 else None,
            }
            for n, topic in enumerate(topics)
        ],
        projects=[
            {
                "id": "familientag",
                "name": {"de": f"Familientag {place}", "en": f"Family Day {place}"},
                "description": {"de": "Ein Tag im Park, an dem sich die Partner vorstellen."},
                "kind": "event-series",
                "start": founded[:4],
            },
            {"id": "lotsen", "name": {"de": "Familienlotsen"}, "kind": "project", "status": "planned", "start": "2027"},
            {
                "id": "umfrage",
                "name": {"de": "Was Familien brauchen", "uk": "Чого потребують родини"},
                "kind": "survey",
                "status": "past",
                "start": "2012",
                "end": "2013-04",
            },
        ][: 1 + position % 3],
        contact_points=[
            {
                "id": "office",
                "organization": f"Stadtverwaltung {place}",
                "departments": ["Fachbereich Jugend, Soziales und Bildung"],
                "street": f"Beispielweg {position + 1}",
                "postal_code": f"1{position:02}99",
                "locality": place.split(" und ")[0],
                "telephones": [f"+493023125{position:03}"],
                "emails": [f"familie@{id}.example.org"],
                "opening_hours": ["Mo-Th 09:00-12:00", "Tu 13:00-18:00", "nach Vereinbarung"],
            }
        ],
        homepage=f"https://{id}.example.org/" if position % 2 else None,
        areas=[{"municipality": key, "district": key[:5], "state": "12"} for key in keys],
        source={"url": "https://stelle.example.org/"},
        modified=f"2026-{1 + position % 9:02}-14",
    )


RECORDS: tuple[Record, ...] = (
    *(_alliance(row, position) for position, row in enumerate(_ROWS)),
    make.Alliance(
        id="landesnetz",
        name={"de": "Landesnetz Alleinerziehende", "en": "State Network of Single Parents", "ar": "شبكة الولاية"},
        founded="2016",
        dissolved="2024-12",
        partner_categories=["association"],
        description={"en": "A network without a town of its own."},
        contact_points=[
            {
                "id": "office",
                "person": {"name": "Erika Mustermann", "publication_basis": "consent"},
                "emails": ["landesnetz@a.example"],
            }
        ],
        images=[
            {
                "url": "https://a.example/tag.jpg",
                "licence": "https://creativecommons.org/licenses/by/4.0/",
                "credit": "Fotostudio Beispiel",
            }
        ],
        areas=[{"state": "12"}],
        modified="2026-02-01",
    ),
    make.Organization(
        id="stelle",
        name={"de": "Koordinierungsstelle Beispiel", "en": "Coordinating Office Example"},
        category="initiative",
        founded="2014",
        description={"de": "Sie begleitet die Bündnisse im Land."},
        contact_points=[{"id": "office", "telephones": ["+493023125900"], "url": "https://stelle.example.org/"}],
        areas=[{"state": "12"}],
        parent={"id": "traeger", "name": {"de": "Trägerverein Beispiel e. V."}, "category": "association"},
        funders=[{"name": {"de": "Stiftung ohne Kennung"}}],
        coordinates=[row[0] for row in _ROWS],
        modified="2026-09-14",
    ),
    make.Organization(id="diakonie-beispiel", name={"de": "Diakonie Beispiel"}, category="welfare-provider"),
    make.Project(
        id="sommerfest", of="stelle", name={"de": "Sommerfest der Bündnisse"}, kind="event", start="2026-06-20"
    ),
)
"""Eleven alliances of towns, one of the whole state, and organisations around them."""


def network(publication: Publication = PUBLICATION) -> Edition:
    """The edition of the network."""
    return edition(RECORDS, publication)


@cache
def files(records: tuple[Record, ...] = RECORDS, publication: Publication = PUBLICATION) -> Files:
    """All files of the site that publishes some records for the first time."""
    settled = settle(edition(records, publication), None)
    return site(edition(records, publication, settled.register), settled.register)
