"""Cells: text as people fill it in <-> values of a record, by the form of the column.

What no cell can hold as people would write it stands as `json:` and the field's value as in a record file; so every
value can be written, and `fields` reads back what `express` wrote.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from alliancegraph import codelists
from alliancegraph.records.headers import Match, kind_named, plain
from alliancegraph.records.sheets import CHOICES, Column

JSON = "json:"

Step = str | int


class Bad(NamedTuple):
    """A cell's value that does not have its column's form: the finding's code and values."""

    code: str
    values: Mapping[str, str] = {}


_ATOMS = ("telephone", "mailbox", "id", "code", "key8", "key5", "key2", "count", "date", "within")
_ID = re.compile("[a-z0-9]+(-[a-z0-9]+)*")
_E164 = re.compile(r"\+[1-9][0-9]{4,14}")
_ISO = re.compile("[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_YES, _NO = (
    frozenset(("ja", "j", "yes", "y", "x", "true", "1", "wahr")),
    frozenset(("nein", "n", "no", "false", "0", "falsch")),
)
_SCHEMES = {"status": "activity-status", "kind": "activity-kinds"}  # where further words for a choice stand
_COUNTRIES = {"deutschland": "DE", "germany": "DE", "brd": "DE"}


def clean(text: str) -> str:
    """A cell's text without blanks at its ends; line breaks are line feeds."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip(" \t\u00a0")


# What a spreadsheet program runs as a formula when it opens a text table, or may (OWASP ASVS 5.0, 1.2.10).
_RUNS = re.compile("'*[=+@\t\r\n-]")


def runs(text: str) -> bool:
    """Whether a spreadsheet program may run a cell as a formula, apostrophes before it or not."""
    return _RUNS.match(text) is not None


def marked(text: str) -> str:
    """A cell of a text table that nothing runs as a formula: an apostrophe stands before what could be one."""
    return f"'{text}" if runs(text) else text


def unmarked(text: str) -> str:
    """The text that `marked` was given."""
    return text[1:] if text.startswith("'") and runs(text) else text


def split(column: Column, text: str) -> list[tuple[int | None, str]]:
    """The values of a cell with their numbers; None for a column that takes one value.

    Several values stand on lines of their own, or between semicolons. An empty line is a gap: line n of one column
    belongs with line n of another.
    """
    if not column.is_list:
        return [(None, text.strip())] if text.strip() else []
    form = column.form.split(":")[0]
    if "\n" in text and form not in _ATOMS:
        parts = text.split("\n")
    elif form == "link":
        parts = re.split(r"\n|;(?=\s|$|https?://)|\s+(?=https?://)", text)
    elif form in ("mailbox", "id"):
        parts = re.split(r"\n|[;,]\s*|\s+", text)
    else:
        parts = re.split(r"\n|;", text)
    return [(number, part.strip()) for number, part in enumerate(parts) if part.strip()]


def parse(column: Column, text: str) -> str | int | dict[str, Any] | Bad:
    """The value that `text` is in a column."""
    form, _, scheme = column.form.partition(":")
    match form:
        case "code":
            return _code(scheme, text)
        case "choice":
            return _choice(scheme, text)
        case "count":
            return int(text) if re.fullmatch("[0-9]{1,9}", text) else Bad("cell-count")
        case "date":
            return text if _ISO.fullmatch(text) else Bad("form-date")
        case "telephone":
            return text if _E164.fullmatch(text) else Bad("telephone-invalid")
        case "key8" | "key5" | "key2":  # spreadsheets take the 0 that keys of the first nine states begin with
            return text.zfill(int(form[3:])) if text.isdecimal() and len(text) == int(form[3:]) - 1 else text
        case "ref":
            return text if _ID.fullmatch(text) else {"name": {"de": text}}
        case "mailbox":
            return text.removeprefix("mailto:")
        case "country":
            return _COUNTRIES.get(text.casefold(), text)
        case "truth":
            known = text.casefold()
            return int(known in _YES) if known in _YES | _NO else Bad("cell-truth")
        case "type":
            return kind_named(text) or Bad("cell-type")
        case "whole":
            return Bad("cell-whole")
    return text


def _code(scheme: str, text: str) -> str | Bad:
    if text in codelists.codes(scheme):
        return text
    for language in ("de", "en"):
        if code := codelists.labels(scheme, language).get(text.casefold()):
            return code
    # A code that the list does not have is for the shapes to judge.
    return text if _ID.fullmatch(text) else Bad("cell-code")


def _choice(name: str, text: str) -> str | Bad:
    for code, *labels in CHOICES[name]:
        if plain(text) in map(plain, (code, *labels)):
            return code
    if scheme := _SCHEMES.get(name):
        for language in ("de", "en"):
            if found := codelists.labels(scheme, language).get(text.casefold()):
                return found
    return Bad("cell-choice", {"allowed": ", ".join(german for _, german, _ in CHOICES[name])})


@cache
def options(form: str, language: str) -> tuple[str, ...]:
    """The labels that a column with codes offers."""
    return tuple(_labels(form, language).values())


@cache
def _labels(form: str, language: str) -> Mapping[str, str]:
    """Label by code, of codes whose label leads back to them."""
    kind, _, name = form.partition(":")
    if kind == "choice":
        return {code: english if language == "en" else german for code, german, english in CHOICES[name]}
    found = codelists.preferred(name, language)
    return {code: label for code, label in found.items() if _code(name, label) == code}


# --- Paths ------------------------------------------------------------------------------------------------------------


def steps(found: Match, index: int | None) -> list[Step]:
    """The way into a record's tree to a cell's value; nested parts and list items are steps by number."""
    way: list[Step] = [found.part, found.number - 1] if found.part else []
    for name in found.column.path.split("."):
        way.append(name.removesuffix("[]"))
        if name.endswith("[]"):
            way.append(index or 0)
    return [*way, found.language] if found.column.is_text else way


def put(tree: dict[Step, Any], way: Iterable[Step], leaf: Any) -> Any:
    """Sets a leaf in a tree of dicts; gives the leaf back that was there already, and leaves it."""
    *above, last = way
    for step in above:
        tree = tree.setdefault(step, {})
        if not isinstance(tree, dict):
            return tree
    if last in tree:
        return tree[last]
    tree[last] = leaf
    return None


def fields(cells: Iterable[tuple[Match, str]]) -> Any:
    """The plain record that cells of one row hold; Bad where one does not have its form."""
    tree: dict[Step, Any] = {}
    for found, text in cells:
        if text.startswith(JSON):
            try:
                put(tree, [found.column.root], json.loads(text.removeprefix(JSON)))
            except ValueError:  # a text that happens to begin like this
                return Bad("syntax")
            continue
        for index, part in split(found.column, clean(text)):
            value = parse(found.column, part)
            if isinstance(value, Bad) or put(tree, steps(found, index), value) is not None:
                return Bad("cell")
    return _plain(tree)


def _plain(tree: Any) -> Any:
    if not isinstance(tree, dict) or not tree:
        return tree
    if all(isinstance(step, int) for step in tree):
        return [_plain(tree[step]) for step in sorted(tree)]
    return {step: _plain(item) for step, item in tree.items()}


# --- Writing ----------------------------------------------------------------------------------------------------------

Written = dict[tuple[Column, str], str]
"""The cells of a row: text by column and language."""

# What XML 1.0 cannot hold, what spreadsheets change, and the escapes by which xlsx files hold it all the same.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufeff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")


def express(columns: Iterable[Column], root: str, value: Any, language: str) -> Written:
    """The cells that hold a field's plain value: as people write it where that reads back the same, else as JSON."""
    own = [column for column in columns if column.root == root]
    written: Written = {}
    for column in own:
        for tag, lines in sorted(_lines(column, value, language).items(), key=lambda pair: (pair[0] != "de", pair[0])):
            if column.is_list:
                top = max(lines) + 1
                text = "\n".join(lines.get(number, "") for number in range(top))
                several = top == 1 and len(split(column, text)) > 1
                written[column, tag] = text + "\n" if several else text
            else:
                written[column, tag] = lines[0]
    if not any(_UNSAFE.search(text) for text in written.values()):
        again = fields((Match(column, tag), text) for (column, tag), text in written.items())
        if again == {root: value}:
            return written
    return {(own[0], "de"): as_json(value)}


def as_json(value: Any) -> str:
    """A value as `json:` text that every spreadsheet program keeps."""
    text = json.dumps(value, ensure_ascii=False)
    if _UNSAFE.search(text):
        text = json.dumps(value).replace("_x", "\\u005fx").replace("\x7f", "\\u007f")
    return JSON + text


def _lines(column: Column, value: Any, language: str) -> dict[str, dict[int, str]]:
    """The texts of a column by language and line."""
    found: dict[str, dict[int, str]] = {}
    for index, leaf in _leaves(value, re.findall(r"\[\]|[^.\[\]]+", column.path)[1:]):
        if column.is_text and isinstance(leaf, dict):
            for tag, text in leaf.items():
                found.setdefault(tag, {})[index] = text
        elif isinstance(leaf, dict) and column.form == "ref":
            found.setdefault("de", {})[index] = str(leaf.get("name", {}).get("de", ""))
        elif isinstance(leaf, str | int):
            label = _labels(column.form, language).get(str(leaf)) if ":" in column.form else None
            found.setdefault("de", {})[index] = label or str(leaf)
    return found


def _leaves(value: Any, names: list[str], index: int = 0) -> Iterator[tuple[int, Any]]:
    if not names:
        yield index, value
    elif names[0] == "[]":
        for number, item in enumerate(value if isinstance(value, list) else ()):
            yield from _leaves(item, names[1:], number)
    elif isinstance(value, dict) and names[0] in value:
        yield from _leaves(value[names[0]], names[1:], index)
