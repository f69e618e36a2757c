"""Makes records as a national register would have them: JSON Lines, the same for the same seed.

    python benchmarks/records.py 1000 --seed 1 --faults 0.05 > records.jsonl

Three of four records are alliances, the fourth an organisation; alliances share their partners, which are among the
records. All persons, mailboxes and numbers are invented; places are those of the official table, with their postcodes.
Of the faulty records, half have a fault of form (reading rejects them), half one that only a shape finds.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import alliancegraph as ag
from alliancegraph import codelists
from alliancegraph.areas.table import MUNICIPALITY, rows
from alliancegraph.records import Record


def _split(words: str) -> list[str]:
    return words.split()


_WORDS = _split(
    "Familien Kinder Eltern Großeltern Nachbarn Vereine Betriebe Stadt Landkreis Gemeinde Angebote Beratung Betreuung "
    "Vereinbarkeit Pflege Beruf Bildung Freizeit Zusammenhalt Begegnung Wegweiser Treffpunkt Fest Patenschaften Runder "
    "Tisch unterstützt verbindet fördert sammelt öffnet plant lädt stärkt begleitet zeigt gemeinsam regelmäßig "
    "kostenlos offen für mit und in bei über vor nach ohne alle neue junge ältere zugewanderte"
)
_ENGLISH = _split(
    "families children parents neighbours companies town county offers advice care work education leisure meeting "
    "guide supports connects plans invites strengthens together regularly open for with and in all new young older"
)
_FIRST = _split("Erika Max Kim Alex Robin Toni Sascha Charlie Jona Mika")
_LAST = _split("Mustermann Beispiel Probe Muster Exempel Testfall Vorlage Platzhalter")
_KINDS = ("project", "event", "event-series", "course", "survey")
_DAYS = ("Mo-Fr 09:00-12:00", "Di,Do 14:00-18:00", "nach Vereinbarung")


def lines(count: int, seed: int = 1, faults: float = 0.0) -> Iterator[str]:
    """`count` records as lines of JSON, of which `faults` (0 to 1) have a fault."""
    made = _Maker(random.Random(seed), max(1, count // 4))  # noqa: S311 # no secrets, but the same again
    for number in range(count):
        record = made.organization(number // 4) if number % 4 == 3 else made.alliance(number)
        if made.chance.random() < faults:
            made.chance.choice(FAULTS)(record)
        yield json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def write(file: Path, count: int, seed: int = 1, faults: float = 0.0) -> Path:
    """The file, with these lines in it."""
    file.write_text("".join(line + "\n" for line in lines(count, seed, faults)), encoding="utf-8")
    return file


def good(file: Path | str) -> list[Record]:
    """The records of a file that can be decoded."""
    found: list[Record] = []
    with suppress(ag.ReadError):  # raised at the end, for the others
        found.extend(ag.read(file))
    return found


class _Maker:
    """Values drawn from one source of chance; `partners` organisations are there to be shared."""

    def __init__(self, chance: random.Random, partners: int) -> None:
        self.chance, self.partners = chance, partners
        self.towns = [(key, row.name, row.postcodes.split()) for key, row in rows().items() if len(key) == MUNICIPALITY]
        self.towns = [town for town in self.towns if town[2]]
        self.categories = sorted(codelists.codes("partner-categories"))
        self.topics = sorted(codelists.codes("focus-areas"))

    def alliance(self, number: int) -> dict[str, Any]:
        chance, (key, town, codes) = self.chance, self.chance.choice(self.towns)
        partners = {chance.randrange(self.partners) for _ in range(chance.randint(0, 12))}
        return {
            "type": "alliance",
            "id": f"buendnis-{number}",
            "name": {"de": f"Lokales Bündnis für Familie {town}", "en": f"Local Alliance for Families {town}"},
            "alternative_names": [{"de": f"Bündnis {town}"}],
            "founded": str(chance.randint(2004, 2024)),
            "partner_count": {
                "value": chance.randint(3, 80),
                "qualifier": chance.choice(["exact", "about", "at-least"]),
            },
            "partner_categories": sorted(chance.sample(self.categories, chance.randint(2, 8))),
            "partners": [f"traeger-{partner}" for partner in sorted(partners)],
            "description": {"de": self.text(60, 200), "en": self.text(40, 120, _ENGLISH)},
            "structure": {"de": self.text(20, 80)},
            "focus_areas": [
                {"text": {"de": self.text(3, 9)}, "topic": chance.choice(self.topics)}
                for _ in range(chance.randint(1, 6))
            ],
            "projects": [self.project(position) for position in range(chance.randint(0, 6))],
            "contact_points": [self.card(number, town, codes)],
            "profile_page": f"https://verzeichnis.example/profil/buendnis-{number}.html",
            "same_as": [f"https://social.example/buendnis-{number}"],
            "areas": [{"municipality": key, "district": key[:5], "state": key[:2]}],
            "source": {"url": "https://verzeichnis.example/", "retrieved": "2026-11-21"},
            "modified": f"2026-{chance.randint(1, 11):02}-{chance.randint(1, 28):02}",
        }

    def organization(self, number: int) -> dict[str, Any]:
        chance, (key, town, codes) = self.chance, self.chance.choice(self.towns)
        return {
            "type": "organization",
            "id": f"traeger-{number}",
            "name": {"de": f"Familienverein {town} {number}"},
            "category": chance.choice(self.categories),
            "description": {"de": self.text(10, 60)},
            "contact_points": [self.card(number, town, codes)],
            "homepage": f"https://traeger-{number}.example/",
            "areas": [{"municipality": key, "district": key[:5], "state": key[:2]}],
            "source": {"url": "https://verzeichnis.example/"},
            "modified": "2026-11-21",
        }

    def project(self, position: int) -> dict[str, Any]:
        chance, start = self.chance, self.chance.randint(2005, 2022)
        ended = chance.random() < 0.4
        return {
            "id": f"vorhaben-{position}",
            "name": {"de": self.text(2, 5)},
            "description": {"de": self.text(12, 40)},
            "status": "past" if ended else "current",
            "kind": chance.choice(_KINDS),
            "start": str(start),
        } | ({"end": str(start + chance.randint(0, 2))} if ended else {})

    def card(self, number: int, town: str, codes: list[str]) -> dict[str, Any]:
        chance = self.chance
        person = {"name": f"{chance.choice(_FIRST)} {chance.choice(_LAST)}", "role": {"de": "Koordination"}}
        return {
            "id": "office",
            "organization": f"Verwaltung {town}",
            "departments": ["Büro für Familie", "Zimmer 12"],
            "street": f"Großer Markt {chance.randint(1, 200)}",
            "postal_code": chance.choice(codes),
            "locality": town,
            "telephones": [f"+4933{chance.randint(10**7, 10**8 - 1)}"],
            "emails": [f"info@buero-{number}.example"],
            "opening_hours": chance.sample(_DAYS, chance.randint(0, 2)),
        } | ({"person": person} if chance.random() < 0.3 else {})

    def text(self, least: int, most: int, words: list[str] = _WORDS) -> str:
        """A text of so many words, in sentences."""
        said = self.chance.choices(words, k=self.chance.randint(least, most))
        for start in range(0, len(said), 9):
            said[start] = said[start].capitalize()
            said[min(start + 8, len(said) - 1)] += "."
        return " ".join(said)


FAULTS: tuple[Callable[[dict[str, Any]], object], ...] = (
    # of form: the record is rejected
    lambda record: record.update(modified="2026-02-30"),
    lambda record: record.update(descripton="…"),
    lambda record: record["source"].update(url="verzeichnis.example"),
    lambda record: record["contact_points"][0].update(telephones=["03387/1234"]),
    # that a shape finds
    lambda record: record["contact_points"][0].update(postal_code="1934"),
    lambda record: record.pop("contact_points"),
    lambda record: record.update(name={"en": "Without a German name"}),
    lambda record: record.update(areas=[{"municipality": "99999999"}]),
)


def main() -> None:
    """Writes the records to standard output."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, help="how many records")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other records")
    parser.add_argument("--faults", type=float, default=0.0, help="the share of faulty records, 0 to 1")
    given = parser.parse_args()
    for line in lines(given.count, given.seed, given.faults):
        sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
