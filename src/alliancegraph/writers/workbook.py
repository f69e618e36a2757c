"""Records -> XLSX: a sheet for each kind of record, made from `records/sheets.py`, that reads back the same.

It holds all of the records it is given: those to publish are `writers.published` of the tree. Every cell
is text: a spreadsheet runs none as a formula. The same records give the same bytes.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable, Mapping
from typing import Any

from alliancegraph.errors import UsageError
from alliancegraph.records import Record
from alliancegraph.records.cells import options, runs
from alliancegraph.records.headers import Match, header
from alliancegraph.records.sheets import HELPERS, SHEETS, Column, Sheet
from alliancegraph.writers.explanation import EXPLANATION
from alliancegraph.writers.rows import Rows, rows_of, sound, spread

_PROMPT, _TITLE = 255, 32  # Excel's limits: characters of a prompt, of its title
_FILLED = 2_000  # rows of the template that offer lists and help
_MADE = datetime.datetime(2000, 1, 1)  # a workbook says when it was made; the same bytes say the same
_LINE, _MOST_LINES = 15, 12  # the height of a line in points; a row is no taller than so many
_WIDTH = {"text": 40, "line": 24, "link": 32, "mailbox": 28, "telephone": 20, "ref": 28, "id": 22, "owner": 22}


def to_workbook(records: Iterable[Record], language: str = "de") -> bytes:
    """Records as a workbook, headed in `language`.

    Raises `RecordError` where a record has faults in form or two share an identifier, and `UsageError` without the
    extra `[xlsx]`.
    """
    return _book(rows_of(sound(records), language), language)


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
    tallest = dict.fromkeys(range(1, len(rows) + 1), 1)
    page.set_landscape()
    page.set_row(0, 2 * _LINE)
    page.freeze_panes(1, 1)
    page.repeat_rows(0)  # when printed
    page.repeat_columns(0)
    last = max(_FILLED, len(rows))
    for head in _heads(sheet, rows):
        for found, texts in spread(Match(*head), [row.get(head, "") for row in rows]):
            page.write_string(0, column, header(found, language), formats["head"])
            page.set_column(column, column, _width(head[0]), formats["text"])
            for number, text in enumerate(texts, start=1):
                if text:
                    _write(page, number, column, text, formats)
                    tallest[number] = max(tallest[number], _lines(text, _width(head[0])))
            column += 1
        _offer(page, column - 1, last, head[0], lists, language)
    for number, lines in tallest.items():
        page.set_row(number, _LINE * min(lines, _MOST_LINES))


def _width(column: Column) -> int:
    return _WIDTH.get(column.form, 18)


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a cell of so many characters: LibreOffice keeps the height that a file states."""
    return sum(1 + len(line) // width for line in text.split("\n"))


def _write(page: Any, row: int, column: int, text: str, formats: Mapping[str, Any]) -> None:
    if page.write_string(row, column, text, formats["quoted" if runs(text) else "text"]):
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
    width, row = 110, 0
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.set_column(0, 0, width, formats["prose"])
    for one in sorted(("de", "en"), key=lambda tag: tag != language):
        for paragraph in EXPLANATION[one].strip().split("\n"):
            is_title = paragraph[:1] == "#"
            page.set_row(row, 20 if is_title else _LINE * _lines(paragraph, width))
            page.write_string(row, 0, paragraph.lstrip("# "), formats["title" if is_title else "prose"])
            row += 1
        row += 1
