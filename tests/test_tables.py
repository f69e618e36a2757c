"""Tables: every form people give them reads the same, every bad cell is a finding at its cell, workbooks read back."""

from __future__ import annotations

import contextlib
import datetime
import io
import os
import pty
import re
import subprocess
import sys
import tracemalloc
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import assume, given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

import alliancegraph as ag
from alliancegraph import cli, codelists
from alliancegraph.errors import Finding, Place, SettingsError, UsageError
from alliancegraph.readers.tables import load_columns, read_table
from alliancegraph.records import TYPES, Alliance, Record, faults, key, origin, to_plain
from alliancegraph.records.cells import JSON
from alliancegraph.records.headers import kind_of, match
from alliancegraph.records.references import duplicates
from alliancegraph.records.sheets import BY_KIND, CHOICES, SHEETS
from alliancegraph.terms import curie
from alliancegraph.writers.workbook import template, to_workbook
from strategies import make, record_sets, rich_records
from workbooks import Read, Sheets, altered, book, open_document, packed, read, row

FIXTURES = Path(__file__).parent / "tables"
TABLES = sorted(path for path in FIXTURES.iterdir() if path.suffix in (".csv", ".tsv"))


def read_bytes(content: bytes, suffix: str = ".xlsx") -> Read:
    batches = list(read_table("t" + suffix, lambda: io.BytesIO(content), suffix))
    records = [record for batch in batches for record in batch.records]
    found = [one for batch in batches for one in (*batch.faults, *batch.notes)]
    return records, found + [one for r in records for one in (origin(r) or pytest.fail("no origin")).findings]


def text_table(text: str, encoding: str = "utf-8") -> Read:
    return read_bytes(text.encode(encoding), ".csv")


def only(result: Read) -> tuple[Record, list[Finding]]:
    (record,), found = result
    return record, found


# --- Fixtures ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", TABLES, ids=lambda path: path.name)
def test_a_table_gives_the_records_beside_it(file: Path) -> None:
    records, found = read(file)
    assert [one for one in found if one.code not in ("encoding-guessed", "table-preamble", "cells-padded")] == []
    expected = list(yaml.load_all(file.with_suffix(".yaml").read_text(encoding="utf-8"), yaml.BaseLoader))
    assert [texts(to_plain(record)) for record in records] == expected


def texts(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: texts(item) for name, item in value.items()}
    return [texts(item) for item in value] if isinstance(value, list) else str(value)


# --- Forms of a text table --------------------------------------------------------------------------------------------

ROWS = [
    ["Kennung", "Name", "Beschreibung", "Ort"],
    ["a", "Bündnis „A“", 'Ein "Zitat"; mit, | Zeichen\nund Zeile', "Cöln"],
]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_delimiter_encoding_and_line_ends_change_nothing(delimiter: str, encoding: str, newline: str) -> None:
    quoted = [[f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row] for row in ROWS]
    text = newline.join(delimiter.join(row) for row in quoted) + newline
    record, found = only(read_bytes(text.encode(encoding), ".csv"))
    assert record == make.Alliance(
        id="a",
        name="Bündnis „A“",
        description='Ein "Zitat"; mit, | Zeichen\nund Zeile',
        contact_points=(make.ContactPoint(id="office", locality="Cöln"),),
    )
    assert [one.code for one in found] == (["encoding-guessed"] if encoding == "cp1252" else [])


def test_a_table_without_a_telling_suffix_is_told_by_its_head(tmp_path: Path) -> None:
    file = tmp_path / "export"
    file.write_text("Kennung;Name;Gegründet\na;Bündnis A;2008\n", encoding="utf-8")
    assert only(read(file))[0] == make.Alliance(id="a", name="Bündnis A", founded="2008")


def test_a_workbook_on_standard_input_is_told_by_its_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    content = book({"Bündnisse": [["Kennung", "Name"], ["a", "A"]]})
    done = CliRunner().invoke(cli.main, ["import", "-"], input=content)
    assert done.exit_code == 0, done.output
    assert 'id: "a"' in done.stdout


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        (["Name", "Gegründet"], "alliance"),
        (["id", "name", "category", "parent"], "organization"),
        (["of", "Telefon", "E-Mail"], "contact_point"),
        (["Gehört zu", "Name", "Beginn", "Status"], "project"),
        (["Bündnis", "Telefon", "Straße", "Ort"], "alliance"),
    ],
)
def test_the_kind_of_record_is_told_by_the_columns(headers: list[str], kind: str) -> None:
    assert kind_of(headers) == kind


@pytest.mark.parametrize("header", ["E-Mail", "e mail", "EMAIL:", "Email", "e-mail-adresse", " Mail ", "emails"])
def test_columns_are_matched_whatever_the_case_spaces_and_punctuation(header: str) -> None:
    found = match("contact_point", header)
    assert found
    assert found.column.path == "emails[]"


@pytest.mark.parametrize("header", ["Name (en)", "Name_en", "name [EN]", "Name(en):"])
def test_a_language_stands_behind_the_columns_name(header: str) -> None:
    found = match("project", header)
    assert found
    assert (found.column.path, found.language) == ("name", "en")


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.kind)
def test_no_two_columns_of_a_sheet_have_one_name(sheet: Any) -> None:
    for column in sheet.columns:
        for name in (column.german, column.english):
            found = match(sheet.kind, name)
            assert found
            assert found.column == column


def test_the_choices_are_the_code_lists_own() -> None:
    for name, scheme in (("status", "activity-status"), ("kind", "activity-kinds")):
        for language, position in (("de", 1), ("en", 2)):
            preferred = codelists.preferred(scheme, language)
            assert {choice[0]: choice[position] for choice in CHOICES[name]} == preferred


# --- Cells ------------------------------------------------------------------------------------------------------------


def test_what_a_spreadsheet_made_numbers_of_is_undone_where_that_is_safe() -> None:
    rows: list[list[Any]] = [
        ["Kennung", "Name", "Gegründet", "Partnerzahl", "Gemeindeschlüssel", "PLZ", "Stand"],
        [2, "Bündnis", 2008, 21, 9162000, 1067, datetime.date(2026, 11, 21)],
        [3, "Bündnis", datetime.date(2008, 4, 28), "21", "12070296", 19348, "21.11.2026"],
    ]
    (first, second), found = read_bytes(book({"Bündnisse": rows}))
    assert [(one.code, str(one.place)) for one in found] == [
        ("cells-padded", "t.xlsx  Bündnisse!E2"),
        ("cells-padded", "t.xlsx  Bündnisse!F2"),
    ]
    assert "01067" in found[1].message()
    assert to_plain(first) == {
        "type": "alliance",
        "id": "2",
        "name": {"de": "Bündnis"},
        "founded": "2008",
        "partner_count": {"value": 21},
        "contact_points": [{"id": "office", "postal_code": "01067"}],
        "areas": [{"municipality": "09162000"}],
        "modified": "2026-11-21",
    }
    assert isinstance(second, ag.Alliance)
    assert (second.founded, second.modified) == ("2008-04-28", "2026-11-21")
    assert second.contact_points[0].postal_code == "19348"


def test_a_postcode_abroad_stays_as_it_is() -> None:
    rows: list[list[Any]] = [["Kennung", "Gehört zu", "PLZ", "Land"], ["office", "a", 1010, "AT"]]
    record, found = only(read_bytes(book({"Kontakte": rows})))
    assert isinstance(record, ag.ContactPoint)
    assert (record.postal_code, found) == ("1010", [])


BAD: list[tuple[str, str, Any, str]] = [
    ("Bündnisse", "Gegründet", "irgendwann", "form-date"),
    ("Bündnisse", "Stand", "2008", "form-day"),
    ("Bündnisse", "Partnerzahl", "viele", "cell-count"),
    ("Bündnisse", "Partnerzahl", 12.5, "cell-number"),
    ("Bündnisse", "Partnerzahl", 2_000_000, "number-range"),
    ("Bündnisse", "Partnerzahl ist", "vielleicht", "cell-choice"),
    ("Bündnisse", "Partnerkategorien", "Gibt Es Nicht", "cell-code"),
    ("Bündnisse", "Internetseite", "kein Link", "form-link"),
    ("Bündnisse", "Gemeindeschlüssel", "123", "form-municipality"),
    ("Bündnisse", "Bildlizenzen", "https://l.example/", "key-missing"),
    ("Bündnisse", "Beschreibung", "json: {", "syntax"),
    ("Bündnisse", "Kontakt Telefon", "781407", "telephone-area-code"),
    ("Bündnisse", "Kontakt Telefon", "030 12", "telephone-invalid"),
    ("Bündnisse", "Kontakt Telefon", 493876781407, "cell-telephone"),
    ("Bündnisse", "Kontakt E-Mail", "kaputt@", "form-mailbox"),
    ("Bündnisse", "Kontakt PLZ", 99, "cell-postcode"),
    ("Bündnisse", "Kontakt Land", "Atlantis", "form-country"),
    ("Bündnisse", "Kontakt Straße", datetime.date(2026, 3, 1), "cell-date"),
    ("Bündnisse", "Kontakt Rechtsgrundlage", "einfach so", "cell-choice"),
    ("Bündnisse", "Projekt Status", "unklar", "cell-choice"),
    ("Bündnisse", "Kontaktstellen (ganz)", "Rathaus", "cell-whole"),
    ("Organisationen", "Kategorie", "Gibt Es Nicht", "cell-code"),
    ("Organisationen", "Koordiniert", "Großes Bündnis", "form-id"),
]


@pytest.mark.parametrize(("sheet", "header", "value", "code"), BAD, ids=[f"{b[3]}-{b[1]}" for b in BAD])
def test_a_bad_cell_is_a_finding_at_its_cell_and_the_row_is_read(
    sheet: str, header: str, value: Any, code: str
) -> None:
    content = book({sheet: [["Kennung", "Name", header], ["a", "Gut", value]]})
    record, found = only(read_bytes(content))
    assert {one.code for one in found} <= {code, "form-id"}
    first = next(one for one in found if one.code == code)
    assert str(first.place) == f"t.xlsx  {sheet}!C2"
    assert first.place
    assert (first.place.line, first.place.column, first.record) == (2, 3, "a")
    assert isinstance(record, ag.Alliance | ag.Organization)
    assert record.name["de"] == "Gut"
    assert [line.line for line in record.unrecognised] == [2] * len(record.unrecognised)
    assert record.unrecognised[0].text.startswith(f"{header}: ")


def test_a_character_that_no_record_can_hold_is_a_finding_at_its_cell() -> None:
    record, found = only(text_table("Kennung;Name;Beschreibung\na;A;x\ufffe\n"))
    assert to_plain(record)["unrecognised"] == [{"line": 2, "text": "Beschreibung: x\\ufffe"}]
    assert faults(record) == ()
    assert [(one.code, str(one.place)) for one in found] == [("character", "t.csv:2  Beschreibung")]


def test_of_several_values_in_a_cell_only_the_bad_one_is_set_aside() -> None:
    record, found = only(text_table("Kennung;Name;E-Mail\na;A;good@a.example, kaputt@\n"))
    assert isinstance(record, ag.Alliance)
    assert record.contact_points[0].emails == ("good@a.example",)
    assert [line.text for line in record.unrecognised] == ["E-Mail: kaputt@"]
    assert [(one.code, str(one.place)) for one in found] == [("form-mailbox", "t.csv:2  E-Mail")]


def test_two_columns_of_one_meaning() -> None:
    record, found = only(text_table("Kennung;Name;Telefon;Tel.;Ort;Stadt\na;A;03876 781407;03876 781408;Hier;Dort\n"))
    assert isinstance(record, ag.Alliance)
    assert record.contact_points[0].telephones == ("+493876781407", "+493876781408")
    assert record.contact_points[0].locality == "Hier"
    assert [(one.code, str(one.place)) for one in found] == [("cell-second", "t.csv:2  Stadt")]
    assert record.unrecognised[0].text == "Stadt: Dort"


def test_an_unknown_column_is_said_once_and_its_cells_are_kept() -> None:
    result = text_table("Kennung;Name;Notiz;Gegrundet\n" + "".join(f"a{n};A;n {n};2008\n" for n in range(600)))
    records, found = result
    assert [(one.code, str(one.place), one.suggestion) for one in found] == [
        ("column-unknown", "t.csv:1  Notiz", None),
        ("column-unknown", "t.csv:1  Gegrundet", "Gegründet"),
    ]
    assert all(isinstance(r, ag.Alliance) and len(r.unrecognised) == 2 for r in records)
    assert to_plain(records[599])["unrecognised"][0] == {"line": 601, "text": "Notiz: n 599"}
    report = ag.validate(records[:3])
    assert not [one for one in report.results if one.code == "unrecognised"]


def test_a_row_without_name_and_id_is_no_record() -> None:
    records, found = text_table("Kennung;Name;Ort\na;A;Hier\n;;Summe\n")
    assert len(records) == 1
    assert [(one.code, str(one.place)) for one in found] == [("row-incomplete", "t.csv:3")]
    assert "„Name“" in found[0].message()


def test_an_id_used_twice_is_said_at_its_cell(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text("Kennung;Name\na;A\na;B\n", encoding="utf-8")
    records, found = read(file)
    assert len(records) == 1
    assert [(one.code, str(one.place)) for one in found] == [("id-duplicate", f"{file}:3  Kennung")]


@pytest.mark.parametrize(
    ("content", "suffix", "codes"),
    [
        (b"", ".csv", ["table-empty"]),
        (b"\n\n", ".csv", ["table-empty"]),
        (b"Kennung;Name;Ort\n", ".csv", ["table-empty"]),
        (b"x" * 2_000_000, ".csv", ["table-quote"]),
        (b"x,y\n1,2\n", ".csv", ["table-unnamed"]),
        (b"id,name\0\na,b\n", ".csv", ["source-binary"]),
        (b'Kennung;Name;Ort\na;"A;Hier\nb;B;Dort\n', ".csv", ["table-quote"]),
        (b"", ".xlsx", ["workbook-unreadable"]),
        (b"PK\x03\x04 nothing", ".xlsx", ["workbook-unreadable"]),
        (b"Kennung;Name\na;A\n", ".ods", ["workbook-unreadable"]),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), ".xlsx", ["workbook-locked"]),
        (b"\xd0\xcf\x11\xe0" + bytes(600), ".xlsx", ["workbook-unreadable"]),
        (packed({"content.xml": b"\x17", "META-INF/manifest.xml": "<encryption-data/>"}), ".ods", ["workbook-locked"]),
        (packed({"xl/workbook.xml": "<workbook/>"}), ".xlsx", ["workbook-unreadable"]),
        (template(), ".xlsx", ["table-empty"]),
        (book({"Notizen": [["x", "y"], [1, 2]]}), ".xlsx", ["table-empty", "sheet-unknown"]),
    ],
)
def test_a_table_that_cannot_be_read_says_why(content: bytes, suffix: str, codes: list[str]) -> None:
    records, found = read_bytes(content, suffix)
    assert records == []
    assert [one.code for one in found] == codes


@pytest.mark.parametrize("last", ['b;"B;Dort', 'b;"B;Dort\n', 'b;B;"'])
def test_a_cell_of_the_last_row_that_does_not_end_is_said(last: str) -> None:
    records, found = read_bytes(f"Kennung;Name;Ort\na;A;Hier\n{last}".encode(), ".csv")
    assert [record.id for record in records] == ["a"]
    assert [(one.code, one.place and one.place.line) for one in found] == [("table-quote", 3)]


def test_quotes_within_a_cell_that_ends_are_none_of_its_own() -> None:
    records, found = read_bytes(b'Kennung;Name;Ort\na;A 5";Hier\nb;"B "C";Dort\nc;C 5";Dort', ".csv")
    assert ([record.id for record in records], found) == (["a", "b", "c"], [])


@given(
    st.binary(max_size=200) | st.text(max_size=200).map(str.encode), st.sampled_from([".csv", ".tsv", ".xlsx", ".ods"])
)
def test_no_bytes_give_a_traceback(content: bytes, suffix: str) -> None:
    read_bytes(content, suffix)


SHEET = "xl/worksheets/sheet1.xml"
SMALL = book({"Bündnisse": [["Kennung", "Name", "Ort"], ["a", "A", "Hier"]]})


def with_cell(reference: str) -> bytes:
    row = reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    far = f'<row r="{row}"><c r="{reference}"><v>1</v></c></row></sheetData>'
    return altered(SMALL, {SHEET: lambda xml: xml.replace("</sheetData>", far)})


def repeated(rows: int, columns: int, content: str) -> bytes:
    cell = f'{content} table:number-columns-repeated="{columns}"><text:p>x</text:p></table:table-cell>'
    many = f'<table:table-row table:number-rows-repeated="{rows}"><table:table-cell {cell}</table:table-row>'
    return open_document("Bündnisse", [row("Kennung", "Name"), row("a", "A"), many])


@pytest.mark.parametrize(
    ("content", "suffix", "place"),
    [
        (with_cell("XFD1048576"), ".xlsx", "t.xlsx  Bündnisse!XFD1048576"),
        (repeated(1_048_574, 16_384, 'office:value-type="string"'), ".ods", "t.ods  Bündnisse!XFD1048576"),
    ],
)
def test_a_stray_cell_far_away_is_said_before_it_takes_all_memory(content: bytes, suffix: str, place: str) -> None:
    records, found = read_bytes(content, suffix)
    assert records == []
    assert [(one.code, str(one.place)) for one in found] == [("sheet-wide", place)]


@pytest.mark.parametrize(
    ("content", "suffix"), [(with_cell("C999"), ".xlsx"), (repeated(1_048_574, 16_384, ""), ".ods")]
)
def test_empty_rows_and_columns_count_for_nothing(content: bytes, suffix: str) -> None:
    records, _ = read_bytes(content, suffix)
    assert [record.id for record in records] == ["a"]


def test_a_workbook_that_unpacks_to_too_much_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    padded = altered(SMALL, {SHEET: lambda xml: xml + " " * 3_000_000})
    size = len(zipfile.ZipFile(io.BytesIO(padded)).read(SHEET))
    lying = padded.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert lying != padded
    assert [one.code for one in read_bytes(lying)[1]] == ["workbook-unreadable"]
    monkeypatch.setattr(sys.modules["alliancegraph.readers.tables.workbook"], "_LARGEST", 2_000_000)
    assert [one.code for one in read_bytes(padded)[1]] == ["workbook-large"]


BROKEN = '<table:table-cell calcext:value-type="error"><text:p>#REF!</text:p></table:table-cell>'


@pytest.mark.parametrize(
    ("content", "suffix", "place"),
    [
        (
            altered(SMALL, {SHEET: lambda xml: re.sub('(<c r="C2")[^/]*/v>', r'\1 t="e"><v>#REF!</v>', xml)}),
            ".xlsx",
            "t.xlsx  Bündnisse!C2",
        ),
        (
            open_document("Bündnisse", [row("Kennung", "Name", "Ort"), row("a", "A", more=BROKEN)]),
            ".ods",
            "t.ods  Bündnisse!C2",
        ),
        (b"Kennung;Name;Ort\na;A;#REF!\n", ".csv", "t.csv:2  Ort"),
    ],
)
def test_what_a_formula_gives_in_place_of_a_value_is_said_and_no_value(content: bytes, suffix: str, place: str) -> None:
    record, found = only(read_bytes(content, suffix))
    assert isinstance(record, ag.Alliance)
    assert record.contact_points == ()
    assert [line.text for line in record.unrecognised] == ["Ort: #REF!"]
    assert [(one.code, str(one.place)) for one in found] == [("cell-error", place)]
    assert "#REF!" in found[0].message()


def test_a_text_that_looks_like_an_error_stays_a_text() -> None:
    record, found = only(read_bytes(book({"Bündnisse": [["Kennung", "Name"], ["a", "#REF!"]]})))
    assert isinstance(record, ag.Alliance)
    assert (record.name["de"], found) == ("#REF!", [])


def test_what_is_merged_or_hidden_is_said_and_not_read() -> None:
    def finish(made: Any) -> None:
        made.get_worksheet_by_name("Alt").hide()
        made.get_worksheet_by_name("Kontakte").merge_range("A2:A3", "a")
        made.get_worksheet_by_name("Kontakte").merge_range("B4:B5", "")
        made.get_worksheet_by_name("Bündnisse").merge_range("B2:C2", "A")

    rows = {
        "Bündnisse": [["Kennung", "Name", "Notiz"], ["a", "A"]],
        "Kontakte": [["Gehört zu", "Stelle"], ["a", "Rathaus"], ["", "Bürgerhaus"], ["a"], ["a"]],
        "Alt": [["Kennung", "Name"], ["b", "B"]],
    }
    (record,), found = read_bytes(book(rows, finish))
    assert [(one.code, str(one.place)) for one in found] == [
        ("cells-merged", "t.xlsx  Kontakte!A2"),
        ("sheet-hidden", "t.xlsx  Alt"),
        ("row-incomplete", "t.xlsx  Kontakte!A3"),
    ]
    assert "„Gehört zu“" in found[2].message()
    assert record.id == "a"


def test_a_contact_whose_alliance_is_misspelt_is_led_to_it() -> None:
    sheets = {
        "Bündnisse": [["Kennung", "Name"], ["perleberg", "Bündnis Perleberg"], ["a", "Zwei"], ["b", "Zwei"]],
        "Kontakte": [["Gehört zu", "Stelle"], ["Bündnis Perlebreg", "Rathaus"], ["Zwei", "Rathaus"]],
    }
    records, found = read_bytes(book(sheets))
    assert [record.id for record in records] == ["perleberg", "a", "b"]
    assert [(one.code, one.field, str(one.place), one.suggestion) for one in found] == [
        ("owner-unknown", "of", "t.xlsx  Kontakte!A2", "perleberg"),
        ("owner-unknown", "of", "t.xlsx  Kontakte!A3", None),
    ]


def test_a_leading_zero_that_was_added_is_said_once_a_column() -> None:
    text = "Kennung;Name;PLZ;Kreisschlüssel\n" + "".join(f"a{n};A;0106{n};09162\n" for n in range(3))
    assert text_table(text)[1] == []
    _, found = text_table(text.replace(";0", ";"))
    assert [(one.code, str(one.place)) for one in found] == [
        ("cells-padded", "t.csv:2  PLZ"),
        ("cells-padded", "t.csv:2  Kreisschlüssel"),
    ]
    assert curie(found[0].severity) == "sh:Info"


def test_blank_rows_above_a_table_do_not_count() -> None:
    assert only(text_table("\n" * 30 + "Kennung;Name\na;A\n"))[0].id == "a"


@pytest.mark.parametrize("written", ["19348", "D-19348", "D - 19348"])
def test_a_postcode_with_its_country_is_a_postcode(written: str) -> None:
    record, found = only(text_table(f"Kennung;Name;PLZ\na;A;{written}\n"))
    assert isinstance(record, ag.Alliance)
    assert (record.contact_points[0].postal_code, found) == ("19348", [])


@pytest.mark.parametrize(
    ("written", "likely"),
    [("2026/11/21", "2026-11-21"), ("2026-1-2", "2026-01-02"), ("21-11-2026", "2026-11-21"), ("21/13/2026", None)],
)
def test_a_day_in_another_form_is_suggested(written: str, likely: str | None) -> None:
    _, found = text_table(f"Kennung;Name;Stand\na;A;{written}\n")
    assert [(one.code, one.suggestion) for one in found] == [("form-day", likely)]


def test_a_telephone_number_as_a_power_of_ten_is_one_finding() -> None:
    record, found = only(text_table("Kennung;Name;Telefon\na;A;3,87678E+09\n"))
    assert to_plain(record)["unrecognised"] == [{"line": 2, "text": "Telefon: 3,87678E+09"}]
    assert [one.code for one in found] == ["cell-number"]


def test_a_workbook_with_macros_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.xlsm").write_bytes(SMALL)
    assert only(read(tmp_path / "a.xlsm"))[0].id == "a"


@given(
    st.sampled_from([column.german for sheet in SHEETS for column in sheet.columns]),
    st.text(max_size=30)
    | st.floats()
    | st.integers()
    | st.booleans()
    | st.dates()
    | st.sampled_from(["json:[]", "json:"]),
)
def test_no_cell_gives_a_traceback_or_is_lost(header: str, value: Any) -> None:
    from alliancegraph.readers.tables.columns import Columns, Head
    from alliancegraph.readers.tables.decoding import read as decoded
    from alliancegraph.readers.tables.drafts import draft
    from alliancegraph.readers.tables.joining import alone
    from alliancegraph.readers.tables.rows import Row
    from alliancegraph.readers.tables.survey import Extent
    from alliancegraph.readers.tables.workbook import SheetTable

    for sheet in SHEETS:
        table = SheetTable("t.xlsx", sheet.german, None, Extent())
        head = Head(table, Row(1, ["Kennung", "Gehört zu", header]), Columns())
        made = draft(head, Row(2, ["a", "b", value]))
        assert made
        assert decoded(alone(made))


# --- Mapping file -----------------------------------------------------------------------------------------------------

MAPPING = """
[columns]
"Wer?" = "name"
"Intern" = ""
"Who?" = "name.en"
"Ruf" = "Telefon"
[alliances]
"seit wann" = "founded"
"""


def test_a_mapping_file_says_what_columns_mean(tmp_path: Path) -> None:
    (tmp_path / "m.toml").write_text(MAPPING, encoding="utf-8")
    (tmp_path / "t.csv").write_text(
        "Wer?;Who?;seit wann;Intern;Ruf\nBündnis A;Alliance A;2008;geheim;03876 781407\n", "utf-8"
    )
    record, found = only(read(tmp_path / "t.csv", load_columns(tmp_path / "m.toml")))
    assert found == []
    assert record == make.Alliance(
        id="a",
        name={"de": "Bündnis A", "en": "Alliance A"},
        founded="2008",
        contact_points=(make.ContactPoint(id="office", telephones=("+493876781407",)),),
    )
    done = CliRunner().invoke(
        cli.main,
        ["import", str(tmp_path / "t.csv"), "--columns", str(tmp_path / "m.toml"), "-o", str(tmp_path / "out")],
    )
    assert done.exit_code == 0, done.output
    assert (tmp_path / "out" / "a.yaml").is_file()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[columns", "syntax"),
        ("[columns]\nName des Netzwerks = 'name'", "syntax"),
        ("[columns]\nWas = name", "syntax"),
        ("\n[stuff]\na = 'name'", "columns-section"),
        ("[columns]\nWas = 'nam'", "columns-target"),
        ("[columns]\nWas = 3", "columns-target"),
    ],
)
def test_a_faulty_mapping_file_stops_the_run(text: str, code: str, tmp_path: Path) -> None:
    (tmp_path / "m.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load_columns(tmp_path / "m.toml")
    (found,) = caught.value.findings
    assert found.code == code
    assert found.place
    assert found.place.line == text.count("\n") + (code != "columns-section")
    assert not re.search("Expected|Invalid", found.message())
    done = CliRunner().invoke(cli.main, ["validate", str(TABLES[0]), "--columns", str(tmp_path / "m.toml")])
    assert done.exit_code == 2


# --- Workbooks --------------------------------------------------------------------------------------------------------


def same(records: Sequence[Record], language: str = "de") -> bytes:
    content = to_workbook(records, language)
    again, found = read_bytes(content)
    assert [one for one in found if one.code != "unrecognised"] == []
    assert sorted(again, key=key) == sorted(records, key=key)
    return content


@given(record_sets(), st.sampled_from(["de", "en"]))
def test_records_read_back_from_a_workbook(records: list[Record], language: str) -> None:
    assume(not duplicates(records))
    same(records, language)


def test_every_field_reads_back_and_the_bytes_depend_on_the_records_alone() -> None:
    content = same(rich_records())
    assert content == to_workbook(list(reversed(rich_records())))
    assert template() == template()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


FORMULAS = ["=1+1", "+49", "-5", "@SUM(A1)", "=cmd|' /C calc'!A0", "json:{}", "'x", "'=x", "''-1", "_x0041_", "\t=1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_what_a_spreadsheet_would_run_is_written_as_text(text: str) -> None:
    records = [make.Alliance(id="a", name=text, description={"de": text, "en": text}, alternative_names=(text, "=2"))]
    content = same(records)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/worksheets/")]
        styles = archive.read("xl/styles.xml").decode()
    assert not any("<f>" in part for part in parts)
    assert ('quotePrefix="1"' in styles) == text.lstrip("'").startswith(("=", "+", "-", "@"))


def test_long_texts_go_on_in_further_columns() -> None:
    text = "Ein langer Text 👪 " * 4000 + "Ende"
    content = same([make.Alliance(id="a", description=text)])
    cells = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("Bündnisse").to_python()
    assert {"Beschreibung", "Beschreibung +1", "Beschreibung +4"} <= set(cells[0])
    assert max(len(str(cell)) for row in cells for cell in row) < 32_767


def test_organisations_written_inline_are_rows_that_say_where_they_stand() -> None:
    parent = make.Organization(id="verband", name="Verband")
    verein = make.Organization(id="verein", name="Verein", category="association", parent=parent)
    content = same(
        [
            make.Alliance(id="a", partners=(verein, "stadt", make.Organization(name="Initiative"))),
            make.Alliance(id="b", partners=(verein,)),
        ]
    )
    cells = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("Organisationen").to_python()
    within = cells[0].index("Steht in")
    assert {row[0]: row[within] for row in cells[1:]} == {"verein": "a\nb", "verband": "verein"}
    assert not any(str(cell).startswith(JSON) for row in cells for cell in row)


def test_faulty_records_are_not_written() -> None:
    with pytest.raises(ag.RecordError):
        to_workbook([make.Alliance(id="Kein Id")])
    with pytest.raises(ag.RecordError):
        to_workbook([make.Alliance(id="a"), make.Organization(id="a")])


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_template_offers_every_column_with_lists_and_help(language: str) -> None:
    content = template(language)
    found = CalamineWorkbook.from_filelike(io.BytesIO(content))
    names = [sheet.name(language) for sheet in SHEETS]
    assert [name for name in found.sheet_names if name in names] == names
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for position, sheet in enumerate(SHEETS, start=2):
            xml = archive.read(f"xl/worksheets/sheet{position}.xml").decode()
            shown = [column for column in sheet.columns if column.shown]
            assert xml.count('type="list"') == sum(":" in column.form for column in shown)
            assert xml.count("prompt=") == sum(bool(column.help[0]) for column in shown)
            assert 'state="frozen"' in xml


def fill(content: bytes, rows: Sheets) -> bytes:
    """The template with rows typed in below its heads, as a spreadsheet program would save it."""
    source = CalamineWorkbook.from_filelike(io.BytesIO(content))
    sheets: dict[str, Any] = {}
    for name in source.sheet_names:
        cells = source.get_sheet_by_name(name).to_python()
        filled = [[row.get(header, "") for header in cells[0]] for row in rows.get(name, ())]  # type: ignore[attr-defined]
        assert all(set(row) <= set(cells[0]) for row in rows.get(name, ()))
        sheets[name] = [*cells, *filled]
    return book(sheets)


def test_the_template_filled_in_imports_without_loss() -> None:
    alliance = {
        "Kennung": "musterstadt",
        "Name": "Bündnis Musterstadt",
        "Gegründet": "2008",
        "Partnerzahl": 21,
        "Partnerzahl ist": "mindestens",
        "Partnerkategorien": "Kommunen\nVereine",
        "Partner": "stadt; Elterninitiative",
        "Schwerpunkte": "Kinder betreuen\nAlles andere",
        "Themen": "Bildung",
        "Gemeindeschlüssel": "12070296",
        "Stand": "2026-11-21",
    }
    contacts: list[Any] = [
        {"Gehört zu": "musterstadt", "Stelle": "Rathaus", "PLZ": 1067, "Telefon": "03876 781407",
         "Rechtsgrundlage": "Einwilligung", "Ansprechperson": "Erika Mustermann"},
        {"Gehört zu": "Bündnis Musterstadt", "Stelle": "Bürgerhaus"},
    ]  # fmt: skip
    projects: list[Any] = [
        {"Gehört zu": "musterstadt", "Name": "Familientag", "Status": "laufend", "Art des Vorhabens": "Kurs"}
    ]
    rows: Any = {
        "Bündnisse": [alliance],
        "Kontakte": contacts,
        "Projekte": projects,
        "Organisationen": [{"Kennung": "stadt", "Name": "Stadt", "Kategorie": "Kommunen"}],
    }
    records, found = read_bytes(fill(template(), rows))
    assert [one.code for one in found] == ["cells-padded"]
    assert records == [
        make.Alliance(
            id="musterstadt",
            name="Bündnis Musterstadt",
            founded="2008",
            partner_count=make.PartnerCount(value=21, qualifier="at-least"),
            partner_categories=("municipality", "association"),
            partners=("stadt", make.Organization(name="Elterninitiative")),
            focus_areas=(
                make.FocusArea(text="Kinder betreuen", topic="education"),
                make.FocusArea(text="Alles andere"),
            ),
            projects=(make.Project(id="familientag", name="Familientag", kind="course"),),
            contact_points=(
                make.ContactPoint(
                    id="office",
                    organization="Rathaus",
                    postal_code="01067",
                    telephones=("+493876781407",),
                    person=make.Person(name="Erika Mustermann", publication_basis="consent"),
                ),
                make.ContactPoint(id="office-2", organization="Bürgerhaus"),
            ),
            areas=(make.Area(municipality="12070296"),),
            modified="2026-11-21",
        ),
        make.Organization(id="stadt", name="Stadt", category="municipality"),
    ]


def test_an_open_document_is_read_alike(tmp_path: Path) -> None:
    file = tmp_path / "t.ods"
    file.write_bytes(open_document("Projekte", [row("Gehört zu", "Name", "Status"), row("a", "Fest", "offen")]))
    record, found = only(read(file))
    assert record == make.Project(id="fest", of="a", name="Fest")
    assert (found[0].code, str(found[0].place)) == ("cell-choice", f"{file}  Projekte!C2")


# --- Command line -----------------------------------------------------------------------------------------------------


def test_the_commands_write_workbooks_that_read_back(tmp_path: Path) -> None:
    out = tmp_path / "a.xlsx"
    run: Callable[..., Any] = CliRunner().invoke
    assert run(cli.main, ["template", "-o", str(tmp_path / "t.xlsx"), "--language", "en"]).exit_code == 0
    export = ["export", "data/alliances", "--complete", "--language", "de"]
    assert run(cli.main, [*export, "-o", str(out)]).exit_code == 0
    assert sorted(ag.read(out), key=key) == sorted(ag.read("data/alliances"), key=key)
    assert run(cli.main, [*export, "--format", "xlsx"]).stdout_bytes == out.read_bytes()
    report = run(cli.main, ["validate", str(out), "--language", "de"])
    assert f"{out}  Kontakte!" in report.stdout


def test_a_template_is_a_workbook_by_name_too(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli.main, ["template", "-o", str(tmp_path / "t.csv"), "--language", "en"])
    assert done.exit_code == 2
    assert "with the ending .xlsx" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_type_that_is_none_is_said_and_kept() -> None:
    (record,), found = text_table("id;Typ;Name\na;Organisaton;Stadtwerke\n")
    assert [(one.code, one.place) for one in found] == [("cell-type", Place("t.csv", 2, 0, "Typ"))]
    assert isinstance(record, Alliance)
    assert [one.text for one in record.unrecognised] == ["Typ: Organisaton"]


def test_without_the_extra_one_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(template())
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    for command in (
        ["template", "-o", str(file)],
        ["import", str(file)],
        ["export", "data/alliances", "-o", str(file)],
    ):
        done = CliRunner().invoke(cli.main, [*command, "--language", "en"])
        assert done.exit_code == 2
        assert done.stderr.count("pip install 'alliancegraph[xlsx]'") == 1
    with pytest.raises(UsageError, match=r"alliancegraph\[xlsx\]"):
        template()


# --- Size -------------------------------------------------------------------------------------------------------------


IN_CI = os.environ.get("CI") == "true"  # 10,000 rows take a while


def large(rows: int, folder: Path) -> Path:
    file = folder / f"{rows}.csv"
    head = "Kennung;Name;Gegründet;PLZ;Ort;Schwerpunkte;Beschreibung\n"
    with file.open("w", encoding="utf-8") as stream:
        stream.write(head)
        for n in range(rows):
            stream.write(f"b-{n};Bündnis {n};2008;19348;Ort;Bildung;{'Text ' * 100}\n")
    return file


def peak(work: Callable[[], int]) -> tuple[int, int]:
    tracemalloc.start()
    try:
        count = work()
        return count, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.slow
def test_memory_is_in_proportion_to_a_batch_not_to_the_file(tmp_path: Path) -> None:
    def counted(file: Path) -> int:
        return sum(len(batch.records) for batch in read_table(str(file), lambda: file.open("rb"), ".csv"))

    counted(large(300, tmp_path))  # tables and patterns that are loaded once
    few, many = (2_000, 10_000) if IN_CI else (500, 2_500)
    small, small_peak = peak(lambda: counted(large(few, tmp_path)))
    big, big_peak = peak(lambda: counted(large(many, tmp_path)))
    assert (small, big) == (few, many)
    assert big_peak < 1.3 * small_peak


def on_a_terminal(*arguments: str) -> tuple[str, int]:
    """What the program shows on a terminal, and the bytes of memory it took at most."""
    terminal, line = pty.openpty()
    program = subprocess.Popen([sys.executable, "-m", "alliancegraph", *arguments], stdout=line, stderr=line)
    os.close(line)
    shown = b""
    with contextlib.suppress(OSError):  # Linux: the terminal is gone with the program
        while piece := os.read(terminal, 65_536):
            shown += piece
    os.close(terminal)
    _, status, used = os.wait4(program.pid, 0)
    program.returncode = os.waitstatus_to_exitcode(status)
    assert program.returncode == 0, shown
    return shown.decode(), used.ru_maxrss * 1024


@pytest.mark.slow
def test_a_long_table_is_imported_in_one_run_with_a_progress_bar(tmp_path: Path) -> None:
    few, many = 250, 10_000 if IN_CI else 2_000
    taken = {}
    for rows in (few, many):
        out = tmp_path / f"out-{rows}"
        shown, taken[rows] = on_a_terminal("import", str(large(rows, tmp_path)), "-o", str(out), "--language", "en")
        assert len(list(out.glob("*.yaml"))) == rows
        assert re.search(rf"Records read +\[[-#]+\] +{rows}\b", shown)
        assert shown.count("Records read") > rows // 250
    # Only ids are kept, so that one used twice is found. A record of this table takes about five times as much.
    assert (taken[many] - taken[few]) / (many - few) < 2_000


def test_every_column_leads_to_a_field_of_its_record() -> None:
    for sheet in SHEETS:
        fields = set(TYPES[sheet.kind].__struct_fields__)
        assert {column.root for column in sheet.columns if not column.path.startswith("@")} == fields - {"of"}
    assert set(BY_KIND) == {"alliance", "organization", "contact_point", "project"}
