"""The table of official area keys, its look-ups, and what postcodes add to them."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

import alliancegraph as ag
from alliancegraph import areas
from alliancegraph.areas.table import rows
from alliancegraph.readers.profile import read_page
from alliancegraph.records import Alliance, Area, ContactPoint, Organization
from alliancegraph.records.postcodes import misplaced
from alliancegraph.terms import curie

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"


def test_germany_is_whole() -> None:
    keys = [key for key in rows() if key[0] != "-"]
    assert [sum(len(key) == length for key in keys) for length in (2, 5, 8)] == [16, 401, 10793]
    assert all(key[:2] in rows() and key[:5] in rows() for key in keys)
    assert areas.name("12") == "Brandenburg"
    assert areas.name("12070") == "Prignitz"
    assert areas.name("12070296") == "Perleberg"
    assert areas.name("99999999") is None


def test_the_table_is_what_the_tool_makes_of_the_official_ones(shared: Path) -> None:
    program = (
        f"import sys, gzip; sys.path.insert(0, {str(ROOT / 'tools')!r}); import areas; "
        f"assert areas.table(__import__('pathlib').Path({str(shared / 'data')!r})) == "
        "gzip.decompress(areas.TABLE.read_bytes()).decode()"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_the_table_loads_only_when_it_is_asked_for_and_fast() -> None:
    program = (
        "import time, alliancegraph as ag, alliancegraph.mapping, alliancegraph.readers.profile\n"
        "from alliancegraph.areas import table\n"
        "ag.to_graph([ag.Alliance(id='a')]); assert table.rows.cache_info().currsize == 0\n"
        "start = time.perf_counter(); table.name('12'); print(time.perf_counter() - start)"
    )
    taken = [
        float(subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout)
        for _ in range(3)
    ]
    assert min(taken) < 0.05


def test_ten_thousand_look_ups_take_no_time_to_speak_of() -> None:
    areas.municipality("Perleberg")
    start = time.perf_counter()
    for _ in range(100):
        for town in ("Neustadt an der Dosse", "Neukirchen", "Bad Wilsnack"):
            areas.municipality(town)
    assert time.perf_counter() - start < 3


@pytest.mark.parametrize(
    ("place", "county", "key"),
    [
        ("Perleberg", None, "12070296"),
        ("perleberg", "Prignitz", "12070296"),
        ("Perleberg, Stadt", None, "12070296"),
        ("Perleberg OT Quitzow", None, "12070296"),
        ("Potsdam, Landeshauptstadt", None, "12054000"),
        ("Landeshauptstadt Potsdam", None, "12054000"),
        ("Frankfurt (Oder)", None, "12053000"),
        ("Frankfurt/Oder", None, "12053000"),
        ("Frankfurt an der Oder", None, "12053000"),
        ("Frankfurt am Main", None, "06412000"),
        ("Brandenburg an der Havel", None, "12051000"),
        ("Brandenburg a. d. Havel", None, "12051000"),
        ("Brandenburg/Havel", None, "12051000"),
        ("Cottbus", None, "12052000"),
        ("Cottbus/Chóśebuz", None, "12052000"),
        ("Cottbus - Chóśebuz", None, "12052000"),
        ("Forst (Lausitz)", None, "12071076"),
        ("Forst (Lausitz)/Baršć", None, "12071076"),
        ("Forst (Spree-Neiße)", None, "12071076"),
        ("Burg (Spreewald)", None, "12071032"),
        ("Falkenberg/Elster", None, "12062128"),
        ("Weißwasser", None, "14626600"),
        ("Golzow", "Märkisch-Oderland", "12064172"),
        ("Golzow", "Landkreis Potsdam-Mittelmark", "12069216"),
        ("Golzow (Märkisch-Oderland)", None, "12064172"),
        ("Golzow (Landkreis Märkisch-Oderland)", None, "12064172"),
        ("Mittenwalde", "Uckermark", "12073404"),
        ("Mittenwalde", "LK Dahme-Spreewald", "12061332"),
        ("Neustadt in Holstein", None, "01055032"),
        ("Neustadt/Dosse", None, "12068324"),
        ("Neustadt an der Weinstraße", None, "07316000"),
        ("Weiden in der Oberpfalz", None, "09363000"),
        ("Prien am Chiemsee", None, "09187162"),
        ("Bad Neuenahr-Ahrweiler", None, "07131007"),
        ("Sankt Wendel", None, "10046117"),
        ("Lutherstadt Wittenberg", None, "15091375"),
        ("Fontanestadt Neuruppin", None, "12068320"),
        ("Landeshauptstadt Schwerin", None, "13004000"),
        ("Schwerin, Landeshauptstadt", None, "13004000"),
        ("Rolandstadt Perleberg", None, "12070296"),
        ("Perleberg", "Landkreis Prignitz", "12070296"),
        ("Golzow", "Potsdam Mittelmark", "12069216"),
        ("Universitäts- und Hansestadt Greifswald", None, "13075039"),
        ("Erfurt", None, "16051000"),
        ("Berlin", None, "11000000"),
        ("Hamburg", None, "02000000"),
        ("München", None, "09162000"),
        ("Halle/Saale", None, "15002000"),
        ("Rothenburg ob der Tauber", None, "09571193"),
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
        ("Halle", None, "ambiguous"),
        ("Weiden", None, "ambiguous"),
        ("Brandenburg", None, "ambiguous"),  # the state, or the town
        ("Bremen", None, "ambiguous"),
        ("Entenhausen", None, "unknown"),
        ("Perle", None, "unknown"),
        ("Frankfurt (Havel)", None, "unknown"),
        ("Neustadt", None, "ambiguous"),
        ("Neustadt Entenhausen", None, "unknown"),
        ("", None, "unknown"),
        ("()", None, "unknown"),
        ("Potsdam", "Prignitz", "contradiction"),
        ("Perleberg", "Entenhausen", "unknown-county"),
        ("Pasewalk", "Uecker-Randow", "unknown-county"),  # a county until 2011
    ],
)
def test_a_doubtful_name_is_never_guessed(place: str, county: str | None, fault: str) -> None:
    found = areas.municipality(place, county)
    assert (found.fault, found.keys) == (fault, ())


@pytest.mark.parametrize("key", [key for key in rows() if len(key) == 8][::37])
def test_every_official_name_is_found_again(key: str) -> None:
    assert key in areas.municipalities(areas.name(key) or "", key[:5])


@pytest.mark.parametrize(
    ("place", "keys"),
    [
        ("Potsdam", ("12", "12054", "12054000")),
        ("Prignitz", ("12", "12070")),
        ("Landkreis Prignitz", ("12", "12070")),
        ("Prignitz (LK)", ("12", "12070")),
        ("Spree-Neiße/Wokrejs Sprjewja-Nysa", ("12", "12071")),
        ("Landkreis München", ("09", "09184")),
        ("Kreisfreie Stadt München", ("09", "09162", "09162000")),
        ("Landkreis Rostock", ("13", "13072")),
        ("Rhein-Sieg", ("05", "05382")),
        ("Rhein Sieg Kreis", ("05", "05382")),
        ("Märkisch Oderland", ("12", "12064")),
        ("Kreis Steinfurt", ("05", "05566")),
        ("Hannover", ("03", "03241")),
        ("München", ()),
        ("Uecker-Randow", ()),
        ("Rotenburg/Fulda", ()),
    ],
)
def test_districts_by_name_and_kind(place: str, keys: tuple[str, ...]) -> None:
    assert areas.district(place).keys == keys


@pytest.mark.parametrize(
    ("place", "code", "key"),
    [
        ("Golzow", "14778", "12069216"),
        ("Golzow", "15328", "12064172"),
        ("Neustadt", "16845", "12068324"),
        ("Neustadt", "35279", "06534016"),
        ("Frankfurt", "15230", "12053000"),
        ("Schwerin", "19053", "13004000"),
    ],
)
def test_a_postcode_with_the_name_settles_what_the_name_leaves_open(place: str, code: str, key: str) -> None:
    assert areas.municipality(place, postcodes=[code]).keys[-1:] == (key,)


def test_a_postcode_alone_settles_nothing() -> None:
    assert areas.municipality("Golzow", postcodes=["19348"]).fault == "ambiguous"
    assert areas.municipality("Brandenburg", postcodes=["14770"]).fault == "ambiguous"  # the state is there, too
    assert areas.municipality("Entenhausen", postcodes=["19348"]).fault == "unknown"
    assert areas.municipality("Golzow", "Märkisch-Oderland", ["14778"]).keys[-1] == "12064172"


def card(code: str, town: str, **more: Any) -> Alliance:
    return Alliance(id="a", contact_points=(ContactPoint(id="office", postal_code=code, locality=town, **more),))


def test_a_postcode_of_another_town_is_a_warning_with_the_towns_own() -> None:
    (found,) = misplaced([card("19322", "Perleberg")])
    assert (found.code, curie(found.severity)) == ("postcode-elsewhere", "sh:Warning")
    assert (found.record, found.field) == ("a", "contact_points[0].postal_code")
    assert "19348" in found.message("de")
    assert "Wittenberge" in found.message("en")
    (slip,) = misplaced([card("19384", "Perleberg")])
    assert slip.suggestion == "19348"


@pytest.mark.parametrize(
    "record",
    [
        card("19348", "Perleberg"),
        card("14778", "Golzow"),
        card("15328", "Golzow"),
        card("16845", "Neustadt"),
        card("10115", "Entenhausen"),
        card("10115", "Berlin-Mitte"),
        card("1934", "Perleberg"),
        card("", "Perleberg"),
        card("19384", "Perleberg", country="AT"),
        card("19341", "Perleberg", post_office_box="12 34"),
        card("01234", next(row.name for key, row in rows().items() if len(key) == 8 and not row.postcodes)),
        card("39590", "Stendal"),  # of former municipalities of the district
    ],
)
def test_where_nothing_is_known_nothing_is_said(record: Alliance) -> None:
    assert list(misplaced([record])) == []


def test_postcodes_of_all_cards_are_looked_at_and_said_once() -> None:
    office = ContactPoint(id="office", postal_code="10115", locality="Perleberg")
    inside = Organization(name=ag.LanguageMap("O"), contact_points=(office,))
    records: list[ag.Record] = [replace(card("10115", "Perleberg"), partners=(inside,)), replace(office, of="a")]
    fields = [found.field for found in misplaced(records)]
    assert fields == ["contact_points[0].postal_code", "partners[0].contact_points[0].postal_code", "postal_code"]
    report = ag.validate(records)
    assert sum(result.code == "postcode-elsewhere" for result in report.results) == 3


PAGE = """\
Lokales Bündnis für Familie {name}

Adresse:
Stadtverwaltung
Markt 1
{code} {town}
"""


def test_a_page_gives_the_key_that_name_and_postcode_leave(tmp_path: Path) -> None:
    (record,) = read_page(PAGE.format(name="Golzow", code="15328", town="Golzow"), "a.txt").records
    assert record.areas == (Area(state="12", district="12064", municipality="12064172"),)
    (record,) = read_page(PAGE.format(name="Golzow", code="14770", town="Brandenburg an der Havel"), "a.txt").records
    assert record.areas == ()


def test_a_postcode_elsewhere_on_a_page_is_said_once_at_its_line(tmp_path: Path) -> None:
    page = tmp_path / "a.txt"
    page.write_text(PAGE.format(name="Perleberg", code="19384", town="Perleberg"), encoding="utf-8")
    (found,) = [result for result in ag.validate(ag.read(page)).results if result.code == "postcode-elsewhere"]
    assert found.place is not None
    assert found.place.line == 6
    (record,) = ag.read(page)
    assert isinstance(record, Alliance)
    assert record.contact_points[0].postal_code == "19384"  # never corrected


def test_places_carry_their_keys_elsewhere(shared: Path, tmp_path: Path) -> None:
    record = Alliance(id="a", areas=(Area(municipality="12070296"), Area(district="12064")))
    text = ag.serialize([record])
    assert f"<https://sws.geonames.org/{areas.geonames('12070296')}/>" in text
    assert "<http://dcat-ap.de/def/politicalGeocoding/regionalKey/120700296296>" in text
    file = tmp_path / "a.ttl"
    file.write_text(text, encoding="utf-8")
    judge = shared / "judges" / "schemaorg" / "domain_range.py"
    done = subprocess.run([sys.executable, str(judge), str(file)], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "nothing found"


def test_a_place_is_the_same_in_every_record() -> None:
    one = Alliance(id="a", areas=(Area(municipality="12070296", district="12070", state="12"),))
    two = Alliance(id="b", areas=(Area(municipality="12070296"),))
    nodes = [{t for t in ag.to_graph([record]) if str(t[0]).endswith("/place/12070296")} for record in (one, two)]
    assert nodes[0] == nodes[1] != set()
