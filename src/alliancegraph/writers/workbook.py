"""Records -> XLSX: a sheet for each kind of record, made from `records/sheets.py`, that reads back the same.

It is written from records, not from the tree: a workbook is for editing, so nothing is withheld. Every cell is text:
a spreadsheet runs none as a formula. The same records give the same bytes.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable, Mapping
from typing import Any

from alliancegraph.errors import RecordError, UsageError
from alliancegraph.records import Record, faults, key
from alliancegraph.records.cells import options
from alliancegraph.records.references import duplicates
from alliancegraph.records.sheets import HELPERS, SHEETS, Column, Sheet
from alliancegraph.writers.explanation import EXPLANATION
from alliancegraph.writers.rows import Rows, rows_of

# Excel's limits: characters of a cell (counted in UTF-16, hence half), of a prompt, of its title; rows of a list.
_CELL, _PROMPT, _TITLE = 16_000, 255, 32
_FILLED = 2_000  # rows of the template that offer lists and help
_MADE = datetime.datetime(2000, 1, 1)  # a workbook says when it was made; the same bytes say the same
_RUNS = ("=", "+", "-", "@", "\t", "\r")  # OWASP: CSV Injection
_WIDTH = {"text": 40, "line": 24, "link": 32, "mailbox": 28, "telephone": 20, "ref": 28, "id": 22, "owner": 22}


def to_workbook(records: Iterable[Record], language: str = "de") -> bytes:
    """Records as a workbook to edit, headed in `language`.

    Raises `RecordError` where a record has faults in form or two share an identifier, and `UsageError` without the
    extra `[xlsx]`.
    """
    given = sorted(records, key=key)
    wrong = [fault for record in given for fault in faults(record)] + duplicates(given)
    if wrong:
        raise RecordError(wrong)
    return _book(rows_of(given, language), language)


def template(language: str = "de") -> bytes:
    """An empty workbook to fill in. Raises `UsageError` without the extra `[xlsx]`."""
    return _book({}, language)


def _book(rows: Mapping[str, Rows], language: str) -> bytes:
    try:
        import xlsxwriter
    except ImportError:
        raise UsageError("workbooks need an extra: pip install 'alliancegraph[xlsx]'") from None
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties({"created": _MADE, "title": "alliancegraph"})
    formats = {
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E7EEF5", "bottom": 1}),
        "text": book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"}),
        "quoted": book.add_format({"num_format": "@", "text_wrap": True, "valign": "top", "quote_prefix": True}),
        "title": book.add_format({"bold": True, "font_size": 14}),
        "prose": book.add_format({"text_wrap": True, "valign": "top"}),
    }
    if not rows:
        _explain(book, formats, language)
    lists = _Lists(book, language)
    for sheet in SHEETS:
        _sheet(book.add_worksheet(sheet.name(language)), sheet, rows.get(sheet.kind, []), lists, formats, language)
    lists.write()
    if not rows:
        book.worksheets()[1].activate()
    book.close()
    return stream.getvalue()


class _Lists:
    """The hidden sheet that drop-down lists take their entries from."""

    def __init__(self, book: Any, language: str) -> None:
        self.book, self.language = book, language
        self.forms: list[str] = []

    def source(self, form: str) -> str:
        """The range that holds the entries of a column's form."""
        from xlsxwriter.utility import xl_col_to_name

        if form not in self.forms:
            self.forms.append(form)
        column = xl_col_to_name(self.forms.index(form))
        name = HELPERS["lists"][self.language == "en"]
        return f"='{name}'!${column}$1:${column}${len(options(form, self.language))}"

    def write(self) -> None:
        """Adds the sheet."""
        sheet = self.book.add_worksheet(HELPERS["lists"][self.language == "en"])
        for column, form in enumerate(self.forms):
            for row, label in enumerate(options(form, self.language)):
                sheet.write_string(row, column, label)
        sheet.hide()


Head = tuple[Column, str]


def _heads(sheet: Sheet, rows: Rows) -> list[Head]:
    """The columns of a sheet: those the template shows, and those that the rows need."""
    needed = {head for row in rows for head in row}
    found: list[Head] = []
    for column in sheet.columns:
        tags = {tag for one, tag in needed if one == column}
        if column.shown or tags:
            found += [(column, tag) for tag in ("de", *sorted(tags - {"de"}))]
    return found


def _sheet(page: Any, sheet: Sheet, rows: Rows, lists: _Lists, formats: Mapping[str, Any], language: str) -> None:
    column = 0
    page.set_row(0, 32)
    page.freeze_panes(1, 1)
    last = max(_FILLED, len(rows))
    for head in _heads(sheet, rows):
        texts = [row.get(head, "") for row in rows]
        parts = max(-(-len(text) // _CELL) for text in (*texts, "x"))
        for part in range(max(parts, 1)):
            name = head[0].header(language, head[1]) + (f" +{part}" if part else "")
            page.write_string(0, column, name, formats["head"])
            page.set_column(column, column, _WIDTH.get(head[0].form, 18), formats["text"])
            for number, text in enumerate(texts, start=1):
                if piece := text[part * _CELL : (part + 1) * _CELL]:
                    _write(page, number, column, piece, formats)
            column += 1
        _offer(page, column - 1, last, head[0], lists, language)


def _write(page: Any, row: int, column: int, text: str, formats: Mapping[str, Any]) -> None:
    if page.write_string(row, column, text, formats["quoted" if text.startswith(_RUNS) else "text"]):
        raise UsageError("a workbook cannot hold so many records: write Turtle or JSON-LD")


def _offer(page: Any, column: int, last: int, what: Column, lists: _Lists, language: str) -> None:
    """The drop-down list and the help of a column's cells; one for several values takes more than the list offers."""
    help_text = what.help[language == "en"]
    rule: dict[str, Any] = {"validate": "any"}
    if ":" in what.form:
        strict = not what.is_list
        rule = {"validate": "list", "source": lists.source(what.form), "show_error": strict}
    if help_text:
        rule |= {"input_title": what.header(language)[:_TITLE], "input_message": help_text[:_PROMPT]}
    if len(rule) > 1:
        page.data_validation(1, column, last, column, rule)


def _explain(book: Any, formats: Mapping[str, Any], language: str) -> None:
    """The sheet that says how to fill in the others, in both languages, the one asked for first."""
    page = book.add_worksheet(HELPERS["explanation"][language == "en"])
    page.set_column(0, 0, 110, formats["prose"])
    row = 0
    for one in sorted(("de", "en"), key=lambda tag: tag != language):
        for paragraph in EXPLANATION[one].strip().split("\n"):
            page.write_string(row, 0, paragraph.lstrip("# "), formats["title" if paragraph[:1] == "#" else "prose"])
            row += 1
        row += 1
