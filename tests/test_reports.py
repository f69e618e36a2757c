"""The forms of a report: each shows all of every result; other people's validators and parsers read them."""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
import rdflib
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from rdflib import SH as SHACL

import alliancegraph as ag
from alliancegraph import cli
from alliancegraph.cli import quoting
from alliancegraph.errors import Place, UsageError
from alliancegraph.records import Value, types
from alliancegraph.terms import SH
from alliancegraph.validation import REPORTS, Checked, Report, Result, View, render
from alliancegraph.validation.report import report
from alliancegraph.validation.reports.fields import FIELDS, field_words
from alliancegraph.validation.reports.turtle import VOCABULARY
from conftest import Components

RECORD = """\
type: alliance
id: musterstadt
name: {de: "Bündnis <Musterstadt>", en: "Alliance & Co"}
founded: 28.4.2008
contact_points:
  - id: office
    organization: Stadtverwaltung
    postal_code: "1934"
    locality: Musterstadt
    person: {name: Erika Mustermann}
"""
AWKWARD = "100 % <b>\"x\"</b> & 'y', a:b\r\nzwei\x00\x1b[0m\u202e"


def made(**values: Any) -> Result:
    """A result with everything a finding can have, awkward characters in all of it."""
    found: dict[str, Any] = {
        "code": "form-date",
        "severity": SH.Violation,
        "messages": {"de": f"de {AWKWARD}", "en": f"en {AWKWARD}"},
        "record": "musterstadt",
        "field": "contact_points[0].postal_code",
        "place": Place("ordner/eine datei, 100%.yaml", 8, 18),
        "suggestion": "<19348>",
    }
    return Result(**found | values)


RESULTS = report(
    [
        made(),
        made(severity=SH.Warning, code="withheld", place=Place("https://a.example/x?y=ü&z", 3)),
        made(severity=SH.Info, code="label-empty", place=Place("<stdin>", 2, 1), suggestion=None),
        made(severity=SH.Info, code="encoding-guessed", place=Place("seite.txt"), record=None, field=None),
        made(severity=SH.Info, code="area-unknown", place=Place("b.xlsx", 7, 3, "Bündnisse!C7"), record="b"),
        made(code="source-missing", place=None, record=None, field=None, suggestion=None),
    ],
    [Checked("musterstadt", {"de": "Bündnis <Musterstadt>"}, "a.yaml"), Checked("gut", {}, None)],
)


def validated(folder: Path, *options: str, content: str = RECORD) -> str:
    (folder / "a.yaml").write_text(content, encoding="utf-8")
    done = CliRunner().invoke(cli.main, ["validate", str(folder / "a.yaml"), "--language", "de", *options])
    assert done.exit_code == 1, done.output
    return done.stdout


# --- Every form -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", REPORTS)
def test_a_form_shows_all_of_every_result(form: str) -> None:
    result = made(
        messages={"de": "Ein Satz.", "en": "A sentence."}, suggestion="19348", place=Place("datei.yaml", 8, 18)
    )
    for language in ("de", "en"):
        written = render(report([result]), form, View(language=language))
        named = ["form-date", "musterstadt", "contact_points[0].postal_code", "datei.yaml", "8", "19348"]
        shown = [*named, result.messages[language]]
        assert [part for part in shown if part not in written] == []
        assert re.search("Violation" if form in ("json", "turtle") else "error|Fehler", written, re.IGNORECASE)


@pytest.mark.parametrize("form", REPORTS)
@pytest.mark.parametrize(
    ("place", "within"),
    [
        (Place("b.xlsx", 7, 3, "Bündnisse!C7"), "Bündnisse!C7"),
        (Place("seite.html", 4, element="#kontakt > dl > dd"), "#kontakt > dl > dd"),
    ],
)
def test_a_form_names_the_cell_of_a_table_and_the_element_of_a_page(form: str, place: Place, within: str) -> None:
    written = render(report([made(place=place)]), form)
    assert within in html.unescape(written)


@pytest.mark.parametrize("form", REPORTS)
def test_a_form_is_the_same_each_time_and_of_a_report_without_results(form: str) -> None:
    assert render(RESULTS, form) == render(RESULTS, form)
    assert render(Report(), form)
    render(RESULTS, form).encode()


def test_an_unknown_form_is_refused() -> None:
    with pytest.raises(UsageError, match="sarif"):
        render(Report(), "pdf")


def test_the_command_offers_every_form_and_the_suffix_chooses_one(tmp_path: Path) -> None:
    option = next(option for option in cli.main.commands["validate"].params if option.name == "report")
    assert list(option.type.choices) == list(REPORTS)  # type: ignore[attr-defined]
    starts = {".html": "<!doctype html>", ".json": "{", ".sarif": "{", ".ttl": "@prefix", ".txt": str(tmp_path)}
    for suffix, start in starts.items():
        validated(tmp_path, "-o", str(tmp_path / f"out{suffix}"))
        assert (tmp_path / f"out{suffix}").read_text(encoding="utf-8").startswith(start)
    validated(tmp_path, "-o", str(tmp_path / "out.txt"), "--report", "json")
    assert json.loads((tmp_path / "out.txt").read_text(encoding="utf-8"))["conforms"] is False


# --- JSON and Turtle --------------------------------------------------------------------------------------------------


def test_json_has_the_documented_members() -> None:
    page = (Path(__file__).parents[1] / "docs" / "reports.md").read_text(encoding="utf-8")
    found = json.loads(render(RESULTS, "json"))
    assert set(found) == {"conforms", "results"}
    for result in found["results"]:
        assert [name for name in result if f"`{name}`" not in page] == []


def test_turtle_keeps_the_shapes_results_apart_from_other_findings() -> None:
    shaped = made(component=str(SHACL.PatternConstraintComponent), focus_node=rdflib.URIRef("https://a.example/"))
    graph = rdflib.Graph().parse(data=render(report([shaped, made(code="withheld")]), "turtle"))
    [of_shape] = graph.subjects(rdflib.RDF.type, SHACL.ValidationResult)
    [other] = graph.subjects(rdflib.RDF.type, VOCABULARY.Finding)
    for node, code in ((of_shape, "form-date"), (other, "withheld")):
        assert graph.value(node, VOCABULARY.code) == rdflib.Literal(code)
        assert graph.value(node, VOCABULARY.place) == rdflib.Literal("ordner/eine datei, 100%.yaml:8:18")
        assert graph.value(node, VOCABULARY.field) == rdflib.Literal("contact_points[0].postal_code")
        assert len(set(graph.objects(node, SHACL.resultMessage))) == 2
    assert not any(isinstance(node, rdflib.BNode) for node in graph.all_nodes())


# --- SARIF ------------------------------------------------------------------------------------------------------------


def sarif(found: Report = RESULTS, **view: Any) -> Any:
    return json.loads(render(found, "sarif", View(**view)))["runs"][0]


def test_sarif_places_are_relative_to_the_root_or_absolute(tmp_path: Path) -> None:
    [outside] = sarif(report([made(place=Place("/elsewhere/ä.yaml", 1))]), root=tmp_path)["results"]
    where = {result["ruleId"]: result.get("locations", [{}])[0] for result in sarif(root=tmp_path)["results"]}
    artifact = where["form-date"]["physicalLocation"]["artifactLocation"]
    assert artifact == {"uri": "ordner/eine%20datei,%20100%25.yaml", "uriBaseId": "%SRCROOT%"}
    assert where["form-date"]["physicalLocation"]["region"] == {"startLine": 8, "startColumn": 18}
    assert where["form-date"]["logicalLocations"][0]["fullyQualifiedName"] == (
        "musterstadt.contact_points[0].postal_code"
    )
    assert where["withheld"]["physicalLocation"]["artifactLocation"]["uri"] == "https://a.example/x?y=%C3%BC&z"
    assert "physicalLocation" not in where["label-empty"]
    assert where["source-missing"] == {}
    uri = outside["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "file:///elsewhere/%C3%A4.yaml"
    inside = sarif(report([made(place=Place(str(tmp_path / "a" / "b.yaml"), 1))]), root=tmp_path)["results"][0]
    assert inside["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "a/b.yaml"


def test_sarif_has_one_rule_a_code_and_both_languages() -> None:
    run = sarif(language="en")
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted({result.code for result in RESULTS.results})
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert set(result["properties"]["messages"]) == {"de", "en"}
    assert all(set(rule["properties"]["messages"]) == {"de", "en"} for rule in rules)
    assert not any("{" in rule["fullDescription"]["text"] for rule in rules)
    assert [result["level"] for result in run["results"] if result["ruleId"] == "withheld"] == ["warning"]


def test_a_fingerprint_stays_when_lines_move() -> None:
    first, moved = (sarif(report([made(place=Place("a.yaml", line))])) for line in (1, 99))
    other = sarif(report([made(field="founded")]))
    prints = [run["results"][0]["partialFingerprints"] for run in (first, moved, other)]
    assert prints[0] == prints[1] != prints[2]


def logs(tmp_path: Path) -> dict[str, str]:
    """SARIF of results that are awkward, of none, and of records."""
    return {
        "awkward": render(RESULTS, "sarif", View(root=tmp_path)),
        "empty": render(Report(), "sarif"),
        "records": validated(tmp_path, "--report", "sarif"),
    }


def test_sarif_is_valid_by_the_published_schema(javascript: Path, tmp_path: Path, components: Components) -> None:
    package = javascript / "node_modules" / "@microsoft" / "jest-sarif"
    schema = json.loads((package / "lib" / "schemas" / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())
    for log in logs(tmp_path).values():
        assert [error.message for error in validator.iter_errors(json.loads(log))] == []
    assert list(validator.iter_errors({"version": "2.1.0", "runs": [{"results": []}]})) != []
    version = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    components.count("@microsoft/jest-sarif (SARIF 2.1.0 schema)", version, 4)


@pytest.mark.slow
def test_microsofts_sarif_validator_finds_nothing(javascript: Path, tmp_path: Path, components: Components) -> None:
    package = javascript / "node_modules" / "@microsoft" / "sarif-multitool-linux"
    if not package.is_dir():
        pytest.skip("the SARIF Multitool is for Linux only")
    program = package / "Sarif.Multitool"
    program.chmod(0o755)
    for name, log in {**logs(tmp_path), "broken": '{"version": "2.1.0", "runs": [{"results": []}]}'}.items():
        file, output = tmp_path / f"{name}.sarif", tmp_path / f"{name}.out.sarif"
        file.write_text(log, encoding="utf-8")
        environment = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
        command = [str(program), "validate", str(file), "--output", str(output), "--quiet", "true"]
        done = subprocess.run(command, env=environment, capture_output=True, text=True)
        assert output.exists(), done.stdout + done.stderr
        found = json.loads(output.read_text(encoding="utf-8-sig"))["runs"][0].get("results", [])
        assert bool(found) == (name == "broken"), json.dumps(found, indent=1)[:3000]
    version = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    components.count("@microsoft/sarif-multitool", version, 4)


# --- GitHub -----------------------------------------------------------------------------------------------------------

LEVELS = {SH.Violation: "error", SH.Warning: "warning", SH.Info: "notice"}


def commands(found: Report, **view: Any) -> list[str]:
    *written, summary = render(found, "github", View(language="en", **view)).split("\n")[:-1]
    assert summary.endswith(".")
    return written


def parts(command: str) -> tuple[str, set[str], str]:
    """Level, properties and message of a workflow command, still escaped."""
    match = re.fullmatch(r"::(\w+) ([^:]*)::(.*)", command)
    assert match, command
    return match[1], set(match[2].split(",")), match[3]


def test_an_annotation_is_one_line_however_awkward_its_text() -> None:
    written = commands(RESULTS)
    assert len(written) == len(RESULTS.results)
    level, properties, message = parts(next(one for one in written if "form-date" in one))
    assert (level, message.count("%0D%0A")) == ("error", 1)
    assert properties == {
        "file=ordner/eine datei%2C 100%25.yaml",
        "line=8",
        "col=18",
        "title=musterstadt.contact_points[0].postal_code [form-date]",
    }


def test_a_file_below_the_root_is_named_from_there(tmp_path: Path) -> None:
    [written] = commands(report([made(place=Place(str(tmp_path / "a.yaml"), 1))]), root=tmp_path)
    assert "file=a.yaml" in parts(written)[1]


def test_githubs_own_toolkit_writes_the_same_commands(javascript: Path, tmp_path: Path, components: Components) -> None:
    results = [result for result in RESULTS.results if result.place and Path(result.place.file).suffix == ".yaml"]
    results += [replace(results[0], severity=severity, record="a%0A,:b") for severity in LEVELS]
    wanted = []
    for result in results:
        assert result.place
        title = f"{result.record}.{result.field} [{result.code}]"
        at = {"file": result.place.file, "startLine": result.place.line, "startColumn": result.place.column}
        message = f"{result.message('en')}  -> Did you mean '{result.suggestion}'?"
        wanted.append([LEVELS[result.severity], message, {"title": title, **at}])
    (tmp_path / "annotations.json").write_text(json.dumps(wanted), encoding="utf-8")
    command = ["node", str(javascript / "annotate.mjs"), str(tmp_path / "annotations.json")]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    theirs = [parts(line) for line in done.stdout.split("\n")[:-1]]
    ours = [parts(commands(Report((one,)))[0]) for one in results]

    def rank(command: tuple[str, set[str], str]) -> str:
        name, properties, message = command  # a set shows itself in any order
        return str((name, sorted(properties), message))

    assert sorted(theirs, key=rank) == sorted(ours, key=rank)
    package = javascript / "node_modules" / "@actions" / "core" / "package.json"
    components.count("@actions/core", json.loads(package.read_text(encoding="utf-8"))["version"], len(theirs))


# --- HTML -------------------------------------------------------------------------------------------------------------

VOID = {"meta", "link", "input", "rect"}


class Page(HTMLParser):
    """Every element and attribute of a page, its text, and whether elements are nested well."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


ELEMENTS = {
    *("html", "head", "meta", "title", "link", "style", "body", "header", "main", "footer", "nav", "section"),
    *("article", "h1", "h2", "h3", "p", "a", "ul", "ol", "li", "span", "strong", "code", "pre", "mark", "figure"),
    *("figcaption", "details", "summary", "fieldset", "legend", "label", "input", "svg", "rect"),
}


def no_lines(file: str) -> Sequence[str]:
    return [f'  zeile {number}: "<script>alert(1)</script>" &amp;' for number in range(1, 20)]


@given(st.text(), st.integers(0, 200))
def test_nothing_in_a_result_or_a_source_becomes_markup(text: str, column: int) -> None:
    evil = f'"><script>{text}</script><img src=x onerror=a> {text}'
    result = made(record=evil, field=evil, suggestion=evil, messages={"de": evil}, place=Place(evil, 1, column))
    page = Page(render(report([result]), "html", View(lines=lambda file: [evil * 9])))
    assert {name for name, _ in page.tags} <= ELEMENTS
    assert not [attribute for _, found in page.tags for attribute in found if attribute.startswith("on")]


def test_the_page_needs_nothing_else() -> None:
    text = render(RESULTS, "html", View(lines=no_lines))
    page = Page(text)
    assert [attributes["href"] for attributes in page.all("link")] == ["data:,"]
    assert not [found for _, found in page.tags if "src" in found or "style" in found or "srcset" in found]
    links = {attributes["href"] or "" for attributes in page.all("a")}
    assert {link for link in links if not link.startswith("#")} == {"https://a.example/x?y=ü&z"}
    assert {link[1:] for link in links if link.startswith("#")} <= {found.get("id") for _, found in page.tags}
    assert "url(" not in text
    assert "@import" not in text
    policy = page.all("meta")[1]["content"] or ""
    assert policy.startswith("default-src 'none'; style-src 'sha256-")


def test_the_page_quotes_the_line_and_marks_it_from_the_column(tmp_path: Path) -> None:
    text = validated(tmp_path, "--report", "html")
    assert '<code dir="auto" translate="no">postal_code: <mark>&quot;1934&quot;</mark></code>' in text
    assert "Kontaktstelle 1 › Postleitzahl" in text
    assert "Zeile 8, Spalte 18" in text
    assert "Bündnis &lt;Musterstadt&gt;" in text
    assert "<code>2008-04-28</code>" in text
    assert '<html lang="de">' in text
    english = validated(tmp_path, "--report", "html", "--language", "en")
    assert '<html lang="en">' in english
    assert "Contact office 1 › postcode" in english
    assert "Alliance &amp; Co" in english


def test_records_come_gravest_first_and_those_without_findings_are_counted() -> None:
    page = Page(render(RESULTS, "html"))
    assert "Ohne Befund: 1" in page.words
    order = [page.words.index(word) for word in ("Bündnis <Musterstadt>", "Veröffentlichung", "b")]
    assert order == sorted(order)


def test_a_long_line_is_cut_around_its_column() -> None:
    long = "a" * 500 + "HIER" + "b" * 500
    text = render(report([made(place=Place("a.yaml", 1, 501))]), "html", View(lines=lambda file: [long]))
    quoted = re.findall(r"<pre>(.*?)</pre>", text)[0]
    assert "<mark>HIER" in quoted
    assert quoted.count("a" * 50) == 1
    assert len(quoted) < 400


def test_a_cell_of_a_table_is_named() -> None:
    assert "b.xlsx" in render(RESULTS, "html")
    assert "Bündnisse!C7" in render(RESULTS, "html")


def test_every_field_has_a_word() -> None:
    values = [cls for cls in vars(types).values() if isinstance(cls, type) and issubclass(cls, Value)]
    names = {name for cls in values for name in cls.__struct_fields__} | {"type"}
    assert set(FIELDS) == names
    assert field_words("contact_points[1].emails[0]", "de") == "Kontaktstelle 2 › E-Mail 1"
    assert field_words("name.en", "en") == "Name › en"


# --- Lines of sources -------------------------------------------------------------------------------------------------


def test_lines_are_those_of_local_text_files(tmp_path: Path) -> None:
    files: dict[str, bytes] = {
        "a.txt": b"eins\r\nzw\xc3\xb6lf\rdrei\n",
        "b.txt": b"\xef\xbb\xbfeins\nzw\xf6lf\ndrei\n",
        "c.txt": "\ufeffeins\nzwölf\ndrei\n".encode("utf-16-le"),
        "d.yaml": "eins\x85zwölf\u2028drei\n".encode(),
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
        read = [line.removeprefix("\ufeff") for line in quoting.lines(str(tmp_path / name))]
        assert read == (["eins", "zwölf", "drei", ""] if name != "b.txt" else ["ï»¿eins", "zwölf", "drei", ""])
    (tmp_path / "b.xlsx").write_bytes(b"PK\0\0")
    for name in ("b.xlsx", "missing.txt", ".", "a\0b"):
        assert "".join(quoting.lines(f"{tmp_path}/{name}")) == ""
    assert quoting.lines("https://a.example/a.txt") == ()
    assert quoting.lines("<stdin>") == ()


def test_a_report_says_which_records_were_checked() -> None:
    alliance: Any = ag.Alliance
    found = ag.validate([alliance(id="a", name="Bündnis A")])
    assert found.checked == (Checked("a", {"de": "Bündnis A"}),)
