"""The report as one page that needs nothing else: no script, no request, a stylesheet that its policy names by hash."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files

from alliancegraph.errors import Place
from alliancegraph.terms import SH
from alliancegraph.validation.report import Checked, Report, Result, counts, rank
from alliancegraph.validation.reports.fields import field_words
from alliancegraph.validation.reports.markup import Child, Html, joined, tag
from alliancegraph.validation.reports.view import ADDRESS, COUNTED, SEVERITY, View, counted
from alliancegraph.validation.reports.words import say

_CLASSES = ("violation", "warning", "info")
_WIDEST = 160  # characters of a source line that are quoted


@dataclass(frozen=True)
class _Group:
    """What was found in a record; or, where `record` is None, in a source or the publication as a whole."""

    record: str | None
    title: str
    file: str | None
    results: tuple[Result, ...]
    anchor: str = ""

    @property
    def counts(self) -> tuple[int, int, int]:
        return counts(self.results)


def render(found: Report, view: View) -> str:
    """The page: a summary with a bar a record, then the findings by record, gravest first."""
    groups = _groups(found, view)
    clean = _clean(found)
    title = say("title", view)
    style = Html(files(__package__).joinpath("html.css").read_text(encoding="utf-8"))
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", f"{title}: {counted(found.counts(), view.language)}"),
        tag("link", rel="icon", href="data:,"),
        tag("style", style),
    )
    body = tag(
        "body",
        tag("a", say("skip", view), class_="skip", href="#findings") if groups else None,
        tag("header", tag("h1", title), tag("p", _verdict(found, view), class_="verdict")),
        tag("main", _overview(found, groups, clean, view), _findings(found, groups, view)),
        tag("footer", tag("p", say("footer", view))),
    )
    return f"<!doctype html>\n{tag('html', head, body, lang=view.language)}\n"


def _groups(found: Report, view: View) -> list[_Group]:
    """The results by record, else by file, those with the gravest results first."""
    known = {one.record: one for one in reversed(found.checked)}
    parts: dict[tuple[str | None, str], list[Result]] = {}
    for result in found.results:
        file = result.place.file if result.place and result.record is None else ""
        parts.setdefault((result.record, file), []).append(result)
    groups = []
    for (record, file), results in parts.items():
        checked = known.get(record or "")
        where = checked.file if checked else next((result.place.file for result in results if result.place), None)
        title = _name(checked, view.language) or record or file or say("publication", view)
        groups.append(_Group(record, title, where, tuple(sorted(results, key=rank))))
    groups.sort(key=lambda group: ([-count for count in group.counts], group.title, group.record or ""))
    return [
        _Group(group.record, group.title, group.file, group.results, f"r{number}")
        for number, group in enumerate(groups, start=1)
    ]


def _name(checked: Checked | None, language: str) -> str:
    if checked is None:
        return ""
    return checked.name.get(language) or checked.name.get("de") or next(iter(checked.name.values()), "")


def _clean(found: Report) -> list[Checked]:
    """The records in which nothing was found."""
    wanting = {result.record for result in found.results}
    return sorted((one for one in found.checked if one.record not in wanting), key=lambda one: one.record)


def _verdict(found: Report, view: View) -> Html:
    word = "conforms" if found.conforms else "violated"
    return joined(
        tag("strong", say(word, view), class_="ok" if found.conforms else "violation"),
        " ",
        say("checked", view, count=len(found.checked)) if found.checked else None,
    )


def _overview(found: Report, groups: Iterable[_Group], clean: list[Checked], view: View) -> Html:
    words = COUNTED[view.language]
    tiles = [
        tag(
            "li",
            tag("span", str(count), class_="number"),
            " ",
            tag("span", words[index][count != 1], class_="word"),
            class_=_CLASSES[index] if count else "none",
        )
        for index, count in enumerate(found.counts())
    ]
    most = max((sum(group.counts) for group in groups), default=1)
    rows = [
        tag(
            "li",
            tag("a", group.title, href=f"#{group.anchor}"),
            " ",
            tag("span", _some(group.counts, view.language), class_="counts"),
            _bar(group.counts, most),
        )
        for group in groups
    ]
    return tag(
        "section",
        tag("h2", say("overview", view), id="overview"),
        tag("ul", *tiles, class_="tiles"),
        tag("nav", tag("ul", *rows, class_="records"), aria_label=say("records", view)) if rows else None,
        _without(clean, view),
        aria_labelledby="overview",
    )


def _without(clean: list[Checked], view: View) -> Html | None:
    """The records without findings, folded away."""
    if not clean:
        return None
    names = [tag("li", _name(one, view.language) or one.record) for one in clean]
    return tag("details", tag("summary", say("clean", view, count=len(clean))), tag("ul", *names))


def _bar(numbers: tuple[int, int, int], most: int) -> Html:
    """A bar of one part for each severity; its text equivalent, the numbers, stands before it."""
    parts, at = [], 0.0
    for count, name in zip(numbers, _CLASSES, strict=True):
        width = 100 * count / most
        if count:
            parts.append(tag("rect", x=f"{at:.4g}", width=f"{width:.4g}", height="1", class_=name))
        at += width
    return tag("svg", *parts, class_="bar", viewBox="0 0 100 1", preserveAspectRatio="none", aria_hidden="true")


def _some(numbers: tuple[int, int, int], language: str) -> str:
    """The numbers that are not 0, in words."""
    return ", ".join(
        f"{count} {one if count == 1 else many}"
        for count, (one, many) in zip(numbers, COUNTED[language], strict=True)
        if count
    )


def _findings(found: Report, groups: list[_Group], view: View) -> Html:
    if not groups:
        return tag("p", say("nothing", view))
    return tag(
        "section",
        tag("h2", say("findings", view), id="findings", tabindex="-1"),
        _choice(found, view),
        *(_record(group, view) for group in groups),
        aria_labelledby="findings",
    )


def _choice(found: Report, view: View) -> Html | None:
    """Which severities to show; works by the stylesheet alone, and is there only where that can."""
    errors, warnings, notes = found.counts()
    options = ["all"] + (["graver"] if warnings and notes else []) + (["errors"] if errors else [])
    if len(options) < 2 or not (warnings or notes):
        return None
    buttons = [
        tag(
            "label",
            tag("input", type="radio", name="show", id=f"show-{name}", checked=name == "all"),
            " ",
            say(f"show-{name}", view),
        )
        for name in options
    ]
    return tag("fieldset", tag("legend", say("show", view)), *buttons, class_="choice")


def _record(group: _Group, view: View) -> Html:
    about = _separated(
        tag("code", group.record, translate="no") if group.record and group.record != group.title else None,
        _file(group.file) if group.file and group.file != group.title else None,
    )
    worst = _CLASSES[min(rank(result) for result in group.results)]
    return tag(
        "article",
        tag("h3", group.title, id=group.anchor, tabindex="-1"),
        tag("p", about, class_="about") if about else None,
        tag("ol", *(_finding(result, group, view) for result in group.results)),
        class_=f"worst-{worst}",
        aria_labelledby=group.anchor,
    )


def _file(file: str) -> Html:
    """A source's name; an address as a link, which fetches nothing until it is followed."""
    if file.startswith(ADDRESS):
        return tag("a", file, href=file, rel="noreferrer", class_="path")
    return tag("span", file, class_="path")


def _finding(result: Result, group: _Group, view: View) -> Html:
    severity = result.severity if result.severity in SEVERITY else SH.Violation
    word, suggestion = SEVERITY[severity][view.language], result.suggestion
    return tag(
        "li",
        tag(
            "p",
            tag("strong", word[:1].upper() + word[1:], class_="severity"),
            " ",
            tag("span", field_words(result.field, view.language), class_="field") if result.field else None,
            " ",
            tag("code", result.code, class_="code", title=say("code", view), translate="no"),
            class_="head",
        ),
        tag("p", result.message(view.language)),
        tag("p", say("suggestion", view), " ", tag("code", suggestion), class_="suggestion") if suggestion else None,
        _where(result, group, view),
        class_=_CLASSES[rank(result)],
    )


def _where(result: Result, group: _Group, view: View) -> Html | None:
    """Where it stands, and the line of the source as far as it can be had."""
    place = result.place
    file = _file(place.file) if place and place.file not in (group.file, group.title) else None
    field = tag("code", result.field, translate="no") if result.field else None
    caption = _separated(file, _position(place, view) if place else None, field)
    if caption is None:
        return None
    lines = view.lines(place.file) if place and place.line else ()
    quoted = lines[place.line - 1].rstrip() if place and 0 < place.line <= len(lines) else ""
    if not quoted.strip() or place is None:
        return tag("p", caption, class_="place")
    code = tag("code", *_excerpt(quoted, place.column), dir="auto", translate="no")
    return tag("figure", tag("figcaption", caption), tag("pre", code))


def _position(place: Place, view: View) -> str | None:
    """Line and column in words, of a page the element too; of a table the cell, as its place writes it."""
    if place.cell or not place.line:
        return str(place).removeprefix(place.file).strip(": ") or None
    column = say("column", view, column=place.column) if place.column > 1 else ""
    return say("line", view, line=place.line) + column + (f" · {place.element}" if place.element else "")


def _separated(*parts: Child) -> Html | None:
    """What there is of some parts, with dots between them."""
    listed = [item for part in parts if part is not None for item in (" · ", part)][1:]
    return joined(*listed) if listed else None


def _excerpt(line: str, column: int) -> list[Html | str]:
    """A source line, cut to what can be read at a glance; from the column on it is marked."""
    start = column - 1 if 1 < column <= len(line) else 0
    first = max(0, start - _WIDEST // 2) if len(line) > _WIDEST else 0
    if first == 0:
        first = len(line) - len(line.lstrip())
    last = first + _WIDEST
    before = ("…" if first and line[:first].strip() else "") + line[first : max(start, first)]
    after = line[max(start, first) : last] + ("…" if last < len(line) else "")
    return [before, tag("mark", after)] if start else [after]
