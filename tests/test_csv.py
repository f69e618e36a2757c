"""CSV: a row a record, read back the same, nothing in it a formula; tables exported hold what is published."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

import alliancegraph as ag
from alliancegraph import cli
from alliancegraph.errors import UsageError
from alliancegraph.mapping.privacy import names_of
from alliancegraph.records import Record, key, to_yaml
from alliancegraph.records.cells import JSON, marked, unmarked
from alliancegraph.records.headers import Match, header, match
from alliancegraph.records.references import duplicates
from alliancegraph.records.sheets import BY_KIND
from alliancegraph.writers.texttable import to_csv
from strategies import make, record_sets, rich_records
from test_tables import FORMULAS, only, text_table
from workbooks import read


def same_csv(records: Sequence[Record], language: str = "de") -> list[list[str]]:
    """The cells of the records' CSV, which reads back."""
    text = to_csv(records, language)
    again, found = text_table(text)
    assert [one for one in found if one.code != "unrecognised"] == []
    assert sorted(again, key=key) == sorted(records, key=key)
    assert text == to_csv(list(reversed(records)), language)
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


@given(record_sets(), st.sampled_from(["de", "en"]))
def test_records_read_back_from_csv(records: list[Record], language: str) -> None:
    assume(not duplicates(records))
    same_csv(records, language)


def test_every_field_reads_back_from_csv_a_row_a_record_under_the_names_of_the_columns() -> None:
    rows = same_csv(rich_records())
    assert len(rows) == 1 + len(rich_records())
    assert rows[0][:3] == ["Typ", "Kennung", "Name"]
    assert len(set(rows[0])) == len(rows[0])
    assert {len(row) for row in rows} == {len(rows[0])}
    assert all(any(row[number] for row in rows[1:]) for number in range(len(rows[0])))
    first = dict(zip(rows[0], next(row for row in rows if row[1] == "musterstadt"), strict=True))
    assert first["Typ"] == "alliance"
    assert first["Name (en)"] == "Alliance for Families"
    assert first["Kontakt 1 PLZ"] == "01067"
    assert first["Kontakt 2 Land"] == "PL"
    assert first["Projekt 5 Kennung"] == "survey"


def test_csv_is_what_rfc_4180_and_harvesters_want() -> None:
    text = to_csv([make.Alliance(id="a", name='Ein "Name", mit\nZeile')])
    assert text == 'Typ,Kennung,Name\r\nalliance,a,"Ein ""Name"", mit\nZeile"\r\n'
    assert to_csv([]) == "Typ\r\n"


@pytest.mark.parametrize("language", ["de", "en"])
def test_serialised_csv_is_what_is_published_of_records_or_trees(language: str) -> None:
    given = rich_records()
    names = names_of(given)
    published = [ag.published(record, names=names) for record in given]
    assert ag.serialize(given, "csv") == ag.serialize(ag.resources(given), "csv") == to_csv(published)
    again, _ = text_table(ag.serialize(given, "csv"))
    assert sorted(again, key=key) == sorted(published, key=key)
    with pytest.raises(UsageError, match="csv"):
        ag.serialize(given, "xlsx")


@pytest.mark.parametrize("text", [*FORMULAS, "+4933112345", "=" * 40_000, "\n=1"])
def test_nothing_in_csv_runs_as_a_formula(text: str) -> None:
    card = make.ContactPoint(id="office", telephones=["+4933112345"], organization=text.split("\n")[-1])
    names = {"de": text, "en": text}
    rows = same_csv([make.Alliance(id="a", name=names, alternative_names=[names, "=2"], contact_points=[card])])
    assert [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@", "\t", "\r", "\n")] == []


@given(st.text("'=+-@\t\r\nx", max_size=6))
def test_a_marked_cell_is_read_as_it_was(text: str) -> None:
    assert unmarked(marked(text)) == text
    assert not marked(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_an_apostrophe_that_a_person_put_before_a_number_is_none_of_it() -> None:
    record, found = only(text_table("Kennung;Name;Telefon;Ort\na;A;'+49 3876 781407;'s-Hertogenbosch\n"))
    assert isinstance(record, ag.Alliance)
    [card] = record.contact_points
    assert (card.telephones, card.locality, found) == (("+493876781407",), "'s-Hertogenbosch", [])


def test_what_has_no_column_of_its_own_in_csv_stands_as_json() -> None:
    verein = make.Organization(id="verein", name="Verein", category="association")
    projects = [make.Project(id=f"p{number}", name=f"P {number}") for number in range(100)]
    cards = [
        make.ContactPoint(id="de", postal_code="1010"),
        make.ContactPoint(id="at", postal_code="1010", country="AT"),
        make.ContactPoint(id="lang", postal_code="123456"),
    ]
    alliance = make.Alliance(id="a", partners=[verein, "stadt"], projects=projects, contact_points=cards)
    rows = same_csv([alliance, make.Alliance(id="b", projects=projects[:99])])
    cells = dict(zip(*rows[:2], strict=True))
    assert {name for name, cell in cells.items() if cell.startswith(JSON)} == {
        *("Partner", "Projekte (ganz)", "Kontakt 1 PLZ", "Kontakt 3 PLZ")
    }
    assert cells["Kontakt 2 PLZ"] == "1010"
    assert dict(zip(rows[0], rows[2], strict=True))["Projekt 99 Name"] == "P 98"


def test_long_texts_go_on_in_further_columns_of_csv() -> None:
    rows = same_csv([make.Alliance(id="a", description="x" * 33_000), make.Alliance(id="b", description="kurz")])
    assert rows[0][-3:] == ["Beschreibung", "Beschreibung +1", "Beschreibung +2"]
    assert max(len(cell) for row in rows for cell in row) < 32_767


def test_faulty_records_are_not_written_as_csv() -> None:
    with pytest.raises(ag.RecordError):
        to_csv([make.Alliance(id="Kein Id")])


# --- Headers and export ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_header_is_matched_to_what_it_was_written_for(language: str) -> None:
    parts: dict[str, Any] = {"": 0, "contact_points": 12, "projects": 1}
    kinds = {"contact_points": "contact_point", "projects": "project"}
    for part, number in parts.items():
        for column in BY_KIND[kinds.get(part, "alliance")].columns:
            for found in (Match(column, "de", part, number), Match(column, "de", part, number, more=2)):
                if not (part and column.path.startswith("@")):
                    assert match("alliance", header(found, language)) == found
            if column.is_text:
                found = Match(column, "zh-hant", part, number)
                assert match("alliance", header(found, language)) == found


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_an_exported_table_holds_what_is_published_and_one_to_edit_everything(suffix: str, tmp_path: Path) -> None:
    max_ = make.Person(name="Max Beispiel")
    office = make.ContactPoint(id="dritte", person=max_, mobiles=["+4915112345678"], emails=["info@a.example"])
    first: Any
    first, *others = rich_records()
    given = [replace(first, contact_points=(*first.contact_points, office)), *others]
    for record in given:
        (tmp_path / f"{key(record)}.yaml").write_text(to_yaml(record), encoding="utf-8")
    out = tmp_path / "out" / f"a{suffix}"
    names = names_of(given)
    for more, expected in (
        ([], [ag.published(record, names=names) for record in given]),
        (["--complete"], given),
    ):
        done = CliRunner().invoke(cli.main, ["export", str(tmp_path), "-o", str(out), "--language", "en", *more])
        assert done.exit_code in (0, 1)
        assert ("for editing and holds everything, 2 items" in done.stderr) == bool(more)
        assert ("import it again: --complete" in done.stderr) != bool(more)
        assert sorted(read(out)[0], key=key) == sorted(expected, key=key)
        out.unlink()
