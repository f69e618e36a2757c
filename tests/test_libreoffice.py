"""Tables as a real spreadsheet program writes them: LibreOffice saves our workbooks and a person's; we read both."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from alliancegraph.readers.tables.rows import letters
from alliancegraph.records import key, to_plain
from alliancegraph.writers.workbook import template, to_workbook
from conftest import Components
from strategies import make, rich_records
from workbooks import altered, book, read

pytestmark = pytest.mark.slow

Saved = Callable[[str, str], Path]

# A person's CSV as LibreOffice in Germany opens it: fields by semicolon, UTF-8, numbers and dates told from text,
# formulas run. https://wiki.documentfoundation.org/Documentation/DevGuide/Spreadsheet_Documents#Filter_Options
GERMAN_CSV = "CSV:59,34,76,1,,1031,false,true,false,false,true"

RECORDS = [*rich_records(), make.Alliance(id="formeln", name="=1+1", description={"de": "-2", "en": "@SUM(A1)"})]

PERSONS = """\
Kennung;Name;Gegründet;Partnerzahl;PLZ;Ort;Telefon;Gemeindeschlüssel;Stand;Öffnungszeiten
a;Bündnis A;28.04.2008;21;01067;Dresden;03876 781407;09162000;21.11.2026;Mo-Fr 09:00-12:00
b;Bündnis B;2008;12%;19348;Perleberg;03876781407;12070296;2026-11-21;09:00
c;="Bündnis "&"C";2008;1.234;=1000+67;Dresden;+493876781407;=1/0;21.11.2026;
"""


def awkward() -> bytes:
    """A workbook with a hidden sheet and merged cells."""

    def finish(made: Any) -> None:
        made.get_worksheet_by_name("Alt").hide()
        made.get_worksheet_by_name("Kontakte").merge_range(1, 0, 2, 0, "a")

    rows = {
        "Bündnisse": [["Kennung", "Name"], ["a", "A"]],
        "Kontakte": [["Gehört zu", "Stelle"], ["a", "Rathaus"], ["", "Bürgerhaus"]],
        "Alt": [["Kennung", "Name"], ["b", "B"]],
    }
    return book(rows, finish)


def filled_in() -> bytes:
    """The template with some rows."""
    content = template("de")
    for sheet, rows in {
        "Bündnisse": [{"Name": "Bündnis Musterstadt", "Partnerzahl": "21", "Partnerzahl ist": "genau"}],
        "Kontakte": [
            {"Gehört zu": "Bündnis Musterstadt", "Stelle": "Rathaus"},
            {"Gehört zu": "musterstadt", "Stelle": "Bürgerhaus"},
        ],
        "Projekte": [{"Gehört zu": "musterstadt", "Name": "Familientag", "Status": "geplant"}],
    }.items():
        content = typed(content, sheet, rows)
    return content


def typed(content: bytes, sheet: str, rows: list[dict[str, str]]) -> bytes:
    """A workbook with rows typed in below the head of a sheet, everything else in it left alone."""
    made = CalamineWorkbook.from_filelike(io.BytesIO(content))
    (head,) = made.get_sheet_by_name(sheet).to_python(nrows=1)

    def cell(header: str, row: int, text: str) -> str:
        return f'<c r="{letters(head.index(header))}{row}" t="inlineStr"><is><t>{text}</t></is></c>'

    inner = "".join(
        f'<row r="{number}">{"".join(cell(header, number, row[header]) for header in head if header in row)}</row>'  # type: ignore[arg-type, index]
        for number, row in enumerate(rows, start=2)
    )
    part = f"xl/worksheets/sheet{made.sheet_names.index(sheet) + 1}.xml"
    return altered(content, {part: lambda xml: xml.replace("</sheetData>", f"{inner}</sheetData>")})


@pytest.fixture(scope="session")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Saved:
    """Our files, opened by LibreOffice and saved as XLSX and ODS: a file by its name and suffix."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not there: apt-get install --no-install-recommends libreoffice-calc")
    folder = tmp_path_factory.mktemp("libreoffice")
    sources = {
        "records.xlsx": to_workbook(RECORDS),
        "awkward.xlsx": awkward(),
        "template.xlsx": filled_in(),
        "Bündnisse.csv": PERSONS.encode(),
    }
    for name, content in sources.items():
        (folder / name).write_bytes(content)
    quietly = [program, "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
    for suffix in ("xlsx", "ods"):
        for kind, options in ((".xlsx", []), (".csv", [f"--infilter={GERMAN_CSV}"])):
            files = [folder / name for name in sources if name.endswith(kind)]
            command = [*quietly, *options, "--convert-to", suffix, "--outdir", folder / suffix, *files]
            subprocess.run(command, check=True, capture_output=True, timeout=120)
    return lambda name, suffix: folder / suffix / f"{name}.{suffix}"


@pytest.fixture(scope="session")
def confirmed(saved: Saved, components: Components) -> Callable[[int], None]:
    """Counts assertions that LibreOffice took part in."""
    said = subprocess.run([shutil.which("soffice") or "", "--version"], check=True, capture_output=True, text=True)
    release = said.stdout.split()[1]
    return lambda assertions: components.count("LibreOffice", release, assertions)


@pytest.mark.parametrize("suffix", ["xlsx", "ods"])
def test_records_come_back_from_a_workbook_that_a_spreadsheet_saved(
    suffix: str, saved: Saved, confirmed: Callable[[int], None]
) -> None:
    file = saved("records", suffix)
    again, _ = read(file)
    assert sorted(again, key=key) == sorted(RECORDS, key=key)
    with zipfile.ZipFile(file) as archive:
        sheets = [name for name in archive.namelist() if re.search(r"worksheets/|content\.xml", name)]
        assert not any(re.search(r"<f[ >]|table:formula", archive.read(name).decode()) for name in sheets)
    confirmed(2)


@pytest.mark.parametrize("suffix", ["xlsx", "ods"])
def test_what_a_spreadsheet_makes_of_a_persons_cells_is_undone_or_said(
    suffix: str, saved: Saved, confirmed: Callable[[int], None]
) -> None:
    records, found = read(saved("Bündnisse", suffix))
    plain = {record.id: to_plain(record) for record in records}
    assert plain["a"] == {
        "type": "alliance",
        "id": "a",
        "name": {"de": "Bündnis A"},
        "founded": "2008-04-28",
        "partner_count": {"value": 21},
        "areas": [{"municipality": "09162000"}],
        "modified": "2026-11-21",
        "contact_points": [
            {
                "id": "office",
                "postal_code": "01067",
                "locality": "Dresden",
                "telephones": ["+493876781407"],
                "opening_hours": ["Mo-Fr 09:00-12:00"],
            }
        ],
    }
    assert plain["b"]["founded"] == "2008"
    assert plain["c"]["name"] == {"de": "Bündnis C"}
    assert plain["c"]["partner_count"] == {"value": 1234}
    assert plain["c"]["contact_points"][0]["postal_code"] == "01067"
    assert sorted((one.code, str(one.place).split("  ")[1]) for one in found) == [
        ("cell-date", "Bündnisse!J3"),
        ("cell-error", "Bündnisse!H4"),
        ("cell-number", "Bündnisse!D3"),
        ("cell-telephone", "Bündnisse!G3"),
        ("cell-telephone", "Bündnisse!G4"),
        ("cells-padded", "Bündnisse!E2"),
        ("cells-padded", "Bündnisse!H2"),
    ]
    left = [line["text"] for line in plain["c"]["unrecognised"]]
    assert left == ["Telefon: 493876781407", "Gemeindeschlüssel: #DIV/0!"]
    confirmed(7)


@pytest.mark.parametrize("suffix", ["xlsx", "ods"])
def test_hidden_sheets_and_merged_cells_are_said(suffix: str, saved: Saved, confirmed: Callable[[int], None]) -> None:
    file = saved("awkward", suffix)
    records, found = read(file)
    assert [record.id for record in records] == ["a"]
    assert [(one.code, str(one.place)) for one in found] == [
        ("cells-merged", f"{file}  Kontakte!A2"),
        ("sheet-hidden", f"{file}  Alt"),
        ("row-incomplete", f"{file}  Kontakte!A3"),
    ]
    confirmed(2)


def rules(content: bytes) -> dict[str, tuple[list[str], list[str]]]:
    """The entries of drop-down lists and the help texts of a workbook's sheets."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist() if "worksheets/sheet" in name}
    return {
        name: (
            sorted(one.replace("'", "") for one in re.findall("<formula1>([^<]*![^<]*)</formula1>", part)),
            sorted(re.findall('prompt="([^"]*)"', part)),
        )
        for name, part in parts.items()
    }


def test_the_template_filled_in_is_read_and_keeps_its_lists_and_help(
    saved: Saved, confirmed: Callable[[int], None]
) -> None:
    expected = make.Alliance(
        id="musterstadt",
        name="Bündnis Musterstadt",
        partner_count=make.PartnerCount(value=21),
        contact_points=(
            make.ContactPoint(id="office", organization="Rathaus"),
            make.ContactPoint(id="office-2", organization="Bürgerhaus"),
        ),
        projects=(make.Project(id="familientag", name="Familientag", status="planned"),),
    )
    for suffix in ("ods", "xlsx"):
        assert read(saved("template", suffix)) == ([expected], [])
    kept = rules(saved("template", "xlsx").read_bytes())
    assert kept == rules(template("de"))
    assert sum(len(lists) for lists, _ in kept.values()) > 5
    confirmed(4)
