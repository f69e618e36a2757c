"""A row -> the draft of a record: a tree whose leaves know their cells, what did not fit set aside."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from alliancegraph import iris
from alliancegraph.errors import Finding, Place, finding
from alliancegraph.readers.profile import headings, numbers, online, telephones
from alliancegraph.readers.tables.columns import Head
from alliancegraph.readers.tables.rows import CellError, Row, as_text
from alliancegraph.records import headers as names
from alliancegraph.records import sheets
from alliancegraph.records.cells import JSON, Bad, Step, clean, parse, put, split, steps, unmarked
from alliancegraph.records.headers import Match
from alliancegraph.records.nodes import Entry, Node, Plain, children, from_json
from alliancegraph.records.sheets import Column

_DIGITS = re.compile("[0-9]+")
_POWER = re.compile("[0-9][.,]?[0-9]*E[+-]?[0-9]+")  # 3,87678E+09: what CSV keeps of a long number
_PADDED = ("postcode", "key8", "key5", "key2")  # forms whose leading 0 spreadsheets take
_ERROR = re.compile("#(?:[A-ZÄÖÜ0-9/_]{2,14}[!?]|N/A|NV)|Err:[0-9]{3}")  # as Excel and LibreOffice write them into CSV
_MORE = re.compile(r"\+[0-9]+$")  # a column that goes on with long cells of the one before
_SAME = 100  # how far apart the values of several columns of one name are numbered
_FEW = 20  # numbers that one telephone value may hold


@dataclass
class Draft:
    """The record that a row is to become. `headers` names the column of each place, `left` is what found no field."""

    kind: str
    place: Place
    tree: dict[Step, Any] = field(default_factory=dict)
    row: dict[str, list[str]] = field(default_factory=dict)
    headers: dict[Place, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    left: list[tuple[int, str]] = field(default_factory=list)

    def text(self, name: str) -> str | None:
        """The text of a field that holds one; of a text by language the German, else the first."""
        leaf = self.tree.get(name)
        if isinstance(leaf, dict):
            leaf = leaf.get("de") or next(iter(leaf.values()), None)
        return str(leaf.value) if isinstance(leaf, Node) and isinstance(leaf.value, str) else None

    @property
    def id(self) -> str | None:
        """The record's id."""
        return self.text("id")

    def set(self, name: str, value: Any) -> None:
        """Sets a field that no cell gives; its place is the row's."""
        self.tree[name] = Node(value, self.place)

    def take(self, part: Draft) -> None:
        """Takes over what was found and set aside in the row of a part."""
        self.headers |= part.headers
        self.findings += part.findings
        self.left += part.left

    def node(self) -> Node:
        """The node tree that `decode` reads, `type` first."""
        node = as_node(self.tree, self.place)
        return Node((Entry("type", self.place, Node(self.kind, self.place)), *node.value), self.place)


def as_node(tree: Any, place: Place) -> Node:
    """A tree of dicts as a node: dicts by number are lists."""
    if isinstance(tree, Node):
        return tree
    if tree and all(isinstance(step, int) for step in tree):
        items = [as_node(tree[step], place) for step in sorted(tree)]
        return Node(items, items[0].place)
    nodes = {str(step): as_node(item, place) for step, item in tree.items()}
    start = next((node.place for node in nodes.values()), place)
    return Node(tuple(Entry(key, node.place, node) for key, node in nodes.items()), start)


class _Cell(NamedTuple):
    header: str
    found: Match
    place: Place
    value: object
    text: str


def draft(head: Head, row: Row) -> Draft | None:
    """The draft of a row; None for an empty one."""
    if row.is_empty():
        return None
    kind = _kind(head, row)
    made = Draft(kind, head.table.place(row.number, 0, ""))
    cells: list[_Cell] = []
    for column, value in enumerate(row.values):
        text = as_text(value) if head.table.typed else unmarked(as_text(value))
        if not text or (not text.strip() and not _MORE.search(head.header(column))):
            continue
        use = head.use(kind, column)
        place = head.table.place(row.number, column, head.header(column))
        if use.found is None:
            if not use.ignored:
                made.left.append((row.number, f"{head.header(column)}: {clean(text)}"))
            continue
        if use.found.more and cells:
            first = next((c for c in reversed(cells) if c.found == use.found._replace(more=0)), cells[-1])
            cells[cells.index(first)] = first._replace(text=first.text + text)
            continue
        cells.append(_Cell(head.header(column), use.found, place, value, text))
        made.headers[place] = head.header(column)
    cells = [cell._replace(text=clean(cell.text)) for cell in cells]
    seen: dict[Match, int] = {}
    for cell in cells:
        if cell.found.column.path != sheets.KIND:
            _read(made, cell, seen.get(cell.found, 0) * _SAME, cells, head)
        elif names.kind_named(cell.text) is None:
            _aside(made, cell, cell.text, Bad("cell-type"))
        seen[cell.found] = seen.get(cell.found, 0) + 1
    _name(made)
    return made


def _kind(head: Head, row: Row) -> str:
    """The kind that a row's type column names, else the table's."""
    for column, value in enumerate(row.values):
        found = head.use(head.kind, column).found if column < len(head.headers) and value else None
        if found and found.column.path == sheets.KIND:
            return names.kind_named(as_text(value)) or head.kind
    return head.kind


def _read(made: Draft, cell: _Cell, offset: int, cells: Iterable[_Cell], head: Head) -> None:
    column, typed = cell.found.column, head.table.typed
    if cell.text.startswith(JSON):
        _json(made, cell)
        return
    if reason := _spoilt(column, cell.value, cell.text, typed):
        _aside(made, cell, cell.text, reason)
        return
    for index, part in split(column, cell.text):
        if column.path.startswith("@"):
            value = parse(column, part)
            if isinstance(value, Bad):
                _aside(made, cell, part, value)
            else:
                made.row.setdefault(column.path, []).append(str(value))
            continue
        for number, leaf in enumerate(_values(column, part, cell, cells, typed)):
            if isinstance(leaf, Bad):
                _aside(made, cell, leaf.values.get("value", part), leaf)
                continue
            count = _FEW if column.form == "telephone" else 1
            found = cell.found if not isinstance(leaf, _Elsewhere) else cell.found._replace(column=leaf.column)
            leaf = leaf.value if isinstance(leaf, _Elsewhere) else leaf
            if leaf == f"0{part}" and column.form in _PADDED:
                head.pad(cell.place, cell.header, leaf)
            way = steps(found, None if index is None else (index + offset) * count + number)
            if put(made.tree, way, _leaf(leaf, cell.place)) is not None:
                _aside(made, cell, part, Bad("cell-second"))


class _Elsewhere(NamedTuple):
    column: Column
    value: str


def _leaf(value: Any, place: Place) -> Node:
    if isinstance(value, dict):
        return as_node({key: _leaf(item, place) for key, item in value.items()}, place)
    return Node(Plain(value) if isinstance(value, str) else value, place)


def _values(column: Column, part: str, cell: _Cell, cells: Iterable[_Cell], typed: bool) -> Iterator[Any]:
    """The values of a part of a cell: the forms of a record, else those that people write."""
    value = parse(column, part)
    if column.form == "telephone" and isinstance(value, Bad):
        for number in telephones.read(part):
            good = isinstance(number, telephones.Number)
            yield number.e164 if good else Bad(_telephone_code(number.code), {"value": number.text})  # type: ignore[union-attr]
    elif column.form == "date" and isinstance(value, Bad):
        yield numbers.date(part) or part
    elif column.path == "partner_count.value" and isinstance(value, Bad):
        yield from _count(part)
    elif column.form == "link":
        yield part if iris.is_http(part) else online.link(part) or part
    elif column.form == "mailbox" and not iris.is_mailbox(part):
        yield from online.mailboxes(part)
    elif column.form == "postcode":
        yield _postcode(part, isinstance(cell.value, int | float) or not typed, cell, cells)
    else:
        yield value


def _telephone_code(code: str) -> str:
    return code if code.startswith("telephone") else "telephone-invalid"


def _count(part: str) -> Iterator[Any]:
    found = numbers.count(part)
    if found is None:
        yield Bad("cell-count")
        return
    columns = {column.path: column for column in sheets.BY_KIND["alliance"].columns}
    yield found.value
    if found.qualifier != "exact":
        yield _Elsewhere(columns["partner_count.qualifier"], found.qualifier)
    if found.as_of:
        yield _Elsewhere(columns["partner_count.as_of"], found.as_of)


def _postcode(part: str, number: bool, cell: _Cell, cells: Iterable[_Cell]) -> str | Bad:
    """A German postcode has five digits: one of four, taken for a number, lost its 0. Abroad nothing is certain."""
    part = re.sub(r"^D\s*-\s*(?=[0-9]{5}$)", "", part)
    if not (number and _DIGITS.fullmatch(part)) or len(part) == 5:
        return part
    same = (c for c in cells if c.found._replace(column=cell.found.column) == cell.found)
    country = next((parse(c.found.column, c.text) for c in same if c.found.column.path == "country"), "DE")
    if country != "DE":
        return part
    return f"0{part}" if len(part) == 4 and part > "1000" else Bad("cell-postcode")


def _spoilt(column: Column, value: object, text: str, typed: bool) -> Bad | None:
    """What a spreadsheet made of a cell that cannot be made good."""
    if isinstance(value, CellError) or (not typed and _ERROR.fullmatch(text)):
        return Bad("cell-error")
    if isinstance(value, datetime.date | datetime.time | datetime.timedelta) and column.form != "date":
        return Bad("cell-date")
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if _POWER.fullmatch(text) and column.form not in ("text", "line"):
        return Bad("cell-number")
    if number and not _DIGITS.fullmatch(text) and column.form not in ("text", "line"):
        return Bad("cell-number")
    if column.form == "telephone" and (number or not typed) and _DIGITS.fullmatch(text) and text[0] != "0" and text[1:]:
        return Bad("cell-telephone")
    return None


def _aside(made: Draft, cell: _Cell, text: str, bad: Bad) -> None:
    """Sets aside what does not fit: a finding at the cell, the text kept."""
    values = {"value": text, "name": cell.header, **bad.values}
    suggestion = None
    if bad.code == "cell-telephone" and re.fullmatch("49[1-9][0-9]{5,12}", text):
        suggestion = f"+{text}"
    made.findings.append(finding(bad.code, field=_path(cell.found), place=cell.place, suggestion=suggestion, **values))
    made.left.append((cell.place.line, f"{cell.header}: {text}"))


def _path(found: Match) -> str:
    inner = found.column.path.removesuffix("[]").replace("[]", "").lstrip("@")
    return f"{found.part}[{found.number - 1}].{inner}" if found.part else inner


def _json(made: Draft, cell: _Cell) -> None:
    """A field written out as in a record file."""
    nodes, faults = from_json(cell.text.removeprefix(JSON), cell.place.file)
    if faults:
        said = {tag: faults[0].message(tag).rsplit(": ", 1)[-1].rstrip(".") for tag in ("de", "en")}
        reason = {"language": "JSON", "reason_de": said["de"], "reason_en": said["en"]}
        _aside(made, cell, cell.text, Bad("syntax", reason))
        return
    above: list[Step] = [cell.found.part, cell.found.number - 1] if cell.found.part else []
    if put(made.tree, [*above, cell.found.column.root], _placed(nodes[0], cell.place)) is not None:
        _aside(made, cell, cell.text, Bad("cell-second"))


def _placed(node: Node, place: Place) -> Node:
    if isinstance(node.value, tuple):
        return Node(tuple(Entry(e.key, place, _placed(e.node, place)) for e in node.value), place)
    if isinstance(node.value, list):
        return Node([_placed(item, place) for item in node.value], place)
    return Node(node.value, place)


def _name(made: Draft) -> None:
    """Ids that no cell gives: an alliance's and project's from the name, a contact's from its number."""
    if made.kind != "contact_point" and "id" not in made.tree and (name := made.text("name")):
        made.set("id", _slug(name, made.kind))
    for number, part in _nested(made, "contact_points"):
        part.setdefault("id", Node("office" if number == 0 else f"office-{number + 1}", made.place))
    for number, part in _nested(made, "projects"):
        name_of = next((str(n.value) for _, n in children(as_node(part.get("name", {}), made.place))), "")
        part.setdefault("id", Node(iris.slug(name_of)[:60].strip("-") or f"project-{number + 1}", made.place))


def _nested(made: Draft, name: str) -> list[tuple[int, dict[Step, Any]]]:
    parts = made.tree.get(name)
    return sorted(parts.items()) if isinstance(parts, dict) else []


def _slug(name: str, kind: str) -> str:
    telling = headings.generic_removed(name) if kind == "alliance" else name
    return (iris.slug(telling) or iris.slug(name) or kind)[:100].strip("-")
