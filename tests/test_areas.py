"""The table of official area keys and its look-ups."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from alliancegraph import areas

SHARED = Path(__file__).parents[2] / "shared" / "data"


def test_brandenburg_is_whole() -> None:
    keys = [key for key in areas.table() if key.startswith("12")]
    assert [sum(len(key) == length for key in keys) for length in (2, 5, 8)] == [1, 18, 416]
    assert areas.name("12") == "Brandenburg"
    assert areas.name("12070") == "Prignitz"
    assert areas.name("12070296") == "Perleberg"
    assert areas.name("99999999") is None


@pytest.mark.skipif(not SHARED.is_dir(), reason="the official tables in ../shared/data are not here")
def test_the_table_is_the_official_one() -> None:
    official = {
        row["ags"]: row["name"]
        for file in ("municipalities.csv", "districts.csv")
        for row in csv.DictReader((SHARED / file).read_text(encoding="utf-8").splitlines())
    }
    for key, name in areas.table().items():
        if key != "12":
            assert official[key] in (name, f"{name}, Stadt")


@pytest.mark.parametrize(
    ("place", "county", "key"),
    [
        ("Perleberg", None, "12070296"),
        ("perleberg", "Prignitz", "12070296"),
        ("Frankfurt (Oder)", None, "12053000"),
        ("Frankfurt/Oder", None, "12053000"),
        ("Frankfurt an der Oder", None, "12053000"),
        ("Brandenburg an der Havel", None, "12051000"),
        ("Brandenburg a. d. Havel", None, "12051000"),
        ("Brandenburg/Havel", None, "12051000"),
        ("Cottbus", None, "12052000"),
        ("Cottbus/Chóśebuz", None, "12052000"),
        ("Forst (Lausitz)", None, "12071076"),
        ("Falkenberg/Elster", None, "12062128"),
        ("Golzow", "Märkisch-Oderland", "12064172"),
        ("Golzow", "Potsdam-Mittelmark", "12069216"),
        ("Mittenwalde", "Uckermark", "12073404"),
        ("Mittenwalde", "Dahme-Spreewald", "12061332"),
    ],
)
def test_a_municipality_by_name_and_county(place: str, county: str | None, key: str) -> None:
    assert areas.municipality(place, county).keys == (key[:2], key[:5], key)


@pytest.mark.parametrize(
    ("place", "county", "fault"),
    [
        ("Golzow", None, "ambiguous"),
        ("Mittenwalde", None, "ambiguous"),
        ("Schwerin", None, "ambiguous"),  # in Dahme-Spreewald, and the capital of another state
        ("Frankfurt", None, "ambiguous"),
        ("Brandenburg", None, "ambiguous"),  # the state, or the town
        ("Bielefeld", None, "unknown"),
        ("", None, "unknown"),
        ("Potsdam", "Prignitz", "contradiction"),
        ("Perleberg", "Entenhausen", "unknown-county"),
    ],
)
def test_a_doubtful_name_is_never_guessed(place: str, county: str | None, fault: str) -> None:
    found = areas.municipality(place, county)
    assert (found.fault, found.keys) == (fault, ())


def test_a_district_free_town_has_both_keys() -> None:
    assert areas.district("Potsdam").keys == ("12", "12054", "12054000")
    assert areas.district("Prignitz").keys == ("12", "12070")
    assert areas.district("Uecker-Randow").fault == "unknown"
