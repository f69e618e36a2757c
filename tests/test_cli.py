"""The command line as a user meets it: exit codes, messages, files left alone."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
import rdflib
from click.testing import CliRunner, Result
from rdflib import SH

from alliancegraph import cli

GOOD = """\
type: alliance
id: perleberg
name: {de: "Bündnis für Familie Perleberg"}
description: {de: "Ein Bündnis."}
contact_points:
  - id: office
    organization: Stadtverwaltung
    street: Großer Markt 1
    postal_code: "19348"
    locality: Perleberg
    telephones: ["+493876781407"]
"""


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    for name, content in files.items():
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def run(*arguments: object, language: str = "en", stdin: str | bytes | None = None) -> Result:
    """Runs a command; an exception that is no exit would be a traceback for the user, and fails."""
    command, *rest = map(str, arguments)
    language_option = [] if command == "schema" else ["--language", language]
    done = CliRunner().invoke(cli.main, [command, *language_option, *rest], input=stdin)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert "Traceback" not in done.output
    return done


class Fault(NamedTuple):
    """A faulty file: its content, and what is said of it: line, field, words of the message, exit code."""

    content: str | bytes
    line: int | None
    field: str | None
    message: str
    code: int = 1


FAULTS = {
    "unknown key": Fault(GOOD + 'homepgae: "https://example.org/"\n', 12, "homepgae", "mean 'homepage'"),
    "bad year": Fault(GOOD + "founded: 20o8\n", 12, "founded", "not a date"),
    "no calendar day": Fault(GOOD + "founded: 2008-02-30\n", 12, "founded", "not a date"),
    "German date": Fault(GOOD + "founded: 28.4.2008\n", 12, "founded", "mean '2008-04-28'"),
    "bad postcode": Fault(GOOD.replace("19348", "1934"), 9, "contact_points[0].postal_code", "five digits"),
    "bad mailbox": Fault(
        GOOD + "    emails: [info(at)example.org]\n", 12, "contact_points[0].emails[0]", "mean 'info@example.org'"
    ),
    "national number": Fault(
        GOOD.replace("+493876781407", "03876 781407"), 11, "contact_points[0].telephones[0]", "mean '+493876781407'"
    ),
    "address without scheme": Fault(GOOD + "homepage: example.org\n", 12, "homepage", "mean 'https://example.org'"),
    "wrong type of value": Fault(GOOD + "founded: [2008]\n", 12, "founded", "Expected here is text in quotes"),
    "unknown code": Fault(
        GOOD + "partner_categories: [asociation]\n", 12, "partner_categories[0]", "mean 'association'"
    ),
    "unknown status": Fault(
        GOOD + "projects: [{id: p, name: P, status: curent}]\n", 12, "projects[0].status", "mean 'current'"
    ),
    "dangling reference": Fault(GOOD + "partners: [stadt-x]\n", 12, "partners[0]", "Add the record"),
    "key of another district": Fault(
        GOOD + 'areas: [{municipality: "12070296", district: "12071"}]\n',
        12,
        "areas[0].municipality",
        "first digits",
    ),
    "no type": Fault(GOOD.replace("type: alliance", "typ: alliance"), 1, "type", "alliance, contact_point"),
    "character RDF cannot carry": Fault(GOOD + 'structure: "a\\0b"\n', 12, "structure", "U+0000"),
    "broken YAML": Fault(GOOD + 'homepage: "https://\n', None, None, "not valid YAML"),
    "unknown format": Fault(GOOD + "format: 2\n", 12, "format", "format: 1"),
    "binary file": Fault(b"\x89PNG\0\0", None, None, "not a text file", code=2),
    "no record in the file": Fault("", None, None, "no record here", code=2),
}
# Shapes and references are for validate and export; import only decodes.
OF_CONTENT = {"bad postcode", "unknown code", "dangling reference"}


@pytest.mark.parametrize(
    ("command", "name"),
    [(c, n) for c in ("validate", "export", "import") for n in FAULTS if not (c == "import" and n in OF_CONTENT)],
)
def test_a_fault_is_one_message_with_place_field_and_fix(command: str, name: str, tmp_path: Path) -> None:
    fault = FAULTS[name]
    file = write(tmp_path, {"a.yaml": fault.content}) / "a.yaml"
    done = run(command, file)
    said = [text for text in done.output.splitlines() if fault.message in text]
    assert done.exit_code == fault.code
    assert len(said) == 1
    assert said[0].startswith(f"{file}" + (f":{fault.line} " if fault.line else ""))
    assert fault.field is None or f"{fault.field}  error" in said[0]


def test_the_same_in_german(tmp_path: Path) -> None:
    write(tmp_path, {"a.yaml": GOOD + "founded: 20o8\n"})
    assert "Fehler  „20o8“ ist kein Datum." in run("validate", tmp_path, language="de").output


def test_all_faults_of_a_run_are_said_together_and_the_good_records_written(tmp_path: Path) -> None:
    contents = [fault.content for fault in FAULTS.values() if fault.code == 1]
    faulty = {f"{n}.yaml": content for n, content in enumerate(contents) if isinstance(content, str)}
    source = tmp_path / "in"
    source.mkdir()
    write(source, {name: text.replace("id: perleberg", f"id: x{name[:-5]}") for name, text in faulty.items()})
    write(source, {"good.yaml": GOOD})
    done = run("export", source, tmp_path / "missing.yaml", "-o", tmp_path / "out.ttl")
    said = {match[1] for match in re.finditer(r"/(\d+)\.yaml.*  error  ", done.stderr)}
    assert said == {name[:-5] for name in faulty}
    assert "missing.yaml  error" in done.stderr
    assert done.exit_code == 2
    assert (None, None, rdflib.Literal("perleberg")) in rdflib.Graph().parse(tmp_path / "out.ttl")


def test_faults_in_form_and_in_content_of_one_record_are_said_in_one_run(tmp_path: Path) -> None:
    wrong = GOOD.replace("19348", "1934") + "    emails: [x]\nfounded: 20o8\nnmae: x\n"
    said = run("validate", write(tmp_path, {"a.yaml": wrong})).output
    for fault in (
        "postal_code  error  A German",
        "emails[0]  error  'x' is not",
        "founded  error  '20o8'",
        "nmae  error",
    ):
        assert fault in said


def test_a_second_record_of_the_same_id_is_left_out_and_the_first_named(tmp_path: Path) -> None:
    write(tmp_path, {"a.yaml": GOOD, "b.yaml": GOOD.replace("Bündnis für", "Anderes für")})
    done = run("export", tmp_path)
    assert done.exit_code == 1
    said = f"{tmp_path / 'b.yaml'}:2  perleberg.id  error  The id 'perleberg' is taken ({tmp_path / 'a.yaml'}:2)"
    assert said in done.stderr
    assert "Anderes" not in done.stdout
    assert "Bündnis für Familie Perleberg" in done.stdout


@pytest.mark.parametrize("command", ["import", "validate", "export"])
@pytest.mark.parametrize(
    ("source", "message"), [("nowhere", "There is no such source"), ("empty", "There is no record here")]
)
def test_a_missing_source_and_an_empty_folder_end_in_2(command: str, source: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = run(command, tmp_path / source)
    assert done.exit_code == 2
    assert message in done.output


def test_a_failing_export_leaves_the_old_file(tmp_path: Path) -> None:
    output = tmp_path / "out.ttl"
    output.write_text("old", encoding="utf-8")
    write(tmp_path, {"a.yaml": "type: alliance\n"})
    assert run("export", tmp_path / "a.yaml", "-o", output).exit_code == 1
    assert output.read_text(encoding="utf-8") == "old"
    assert {path.name for path in tmp_path.iterdir()} == {"out.ttl", "a.yaml"}


def test_output_that_cannot_be_written_ends_in_2(tmp_path: Path) -> None:
    write(tmp_path, {"a.yaml": GOOD, "file": "x"})
    done = run("export", tmp_path / "a.yaml", "-o", tmp_path / "file" / "out.ttl")
    assert done.exit_code == 2
    assert "cannot be written" in done.stderr


def test_the_suffix_decides_the_format_and_an_unknown_one_is_wrong_usage(tmp_path: Path) -> None:
    source = write(tmp_path, {"a.yaml": GOOD}) / "a.yaml"
    for suffix, start in ((".ttl", "@prefix"), (".jsonld", "{"), (".nt", "<http"), (".nq", "<http")):
        assert run("export", source, "-o", tmp_path / f"out{suffix}").exit_code == 0
        assert (tmp_path / f"out{suffix}").read_text(encoding="utf-8").startswith(start)
    done = run("export", source, "-o", tmp_path / "out.doc")
    assert (done.exit_code, "--format" in done.stderr) == (2, True)
    assert not (tmp_path / "out.doc").exists()


def test_results_go_to_standard_output_and_everything_else_to_standard_error(tmp_path: Path) -> None:
    source = write(tmp_path, {"a.yaml": GOOD}) / "a.yaml"
    done = run("export", source)
    assert len(rdflib.Graph().parse(data=done.stdout)) > 10
    assert "https://example.org/" in done.stderr
    assert run("export", source, "--quiet").stderr == ""


def test_standard_input_is_a_source() -> None:
    assert "perleberg" in run("export", "-", stdin=GOOD).stdout
    assert "perleberg" in run("export", "-", stdin=json.dumps({"type": "alliance", "id": "perleberg"})).stdout


def test_reports_in_json_and_turtle_say_what_the_text_says(tmp_path: Path) -> None:
    source = write(tmp_path, {"a.yaml": GOOD.replace("19348", "1934")}) / "a.yaml"
    found = json.loads(run("validate", source, "--report", "json").stdout)
    (wrong,) = [result for result in found["results"] if result["severity"].endswith("#Violation")]
    assert not found["conforms"]
    assert (wrong["record"], wrong["field"]) == ("perleberg", "contact_points[0].postal_code")
    assert wrong["place"] == {"file": str(source), "line": 9, "column": 18}
    assert set(wrong["messages"]) == {"de", "en"}
    graph = rdflib.Graph().parse(data=run("validate", source, "--report", "turtle").stdout)
    assert (None, SH.resultSeverity, SH.Violation) in graph
    assert graph.value(predicate=SH.conforms, object=rdflib.Literal(False)) is not None


def test_import_writes_a_file_a_record_and_never_over_one(tmp_path: Path) -> None:
    records = tmp_path / "records"
    content = '[{"format": 1}, {"type": "alliance", "id": "a"}, {"type": "organization", "id": "b"}]'
    source = write(tmp_path, {"a.json": content})
    assert run("import", source / "a.json", "-o", records).exit_code == 0
    assert sorted(path.name for path in records.glob("*.yaml")) == ["a.yaml", "b.yaml"]
    (records / "a.yaml").write_text("mine", encoding="utf-8")
    (records / "b.yaml").unlink()
    done = run("import", source / "a.json", "-o", records)
    assert done.exit_code == 2
    assert "there already" in done.stderr
    assert (records / "a.yaml").read_text(encoding="utf-8") == "mine"
    assert (records / "b.yaml").exists()


def test_what_is_withheld_is_said_in_the_summary(tmp_path: Path) -> None:
    source = write(tmp_path, {"a.yaml": GOOD + "    person: {name: Erika Mustermann}\n"}) / "a.yaml"
    done = run("export", source)
    assert "Withheld for want of a legal basis: 1 " in done.stderr
    assert "Mustermann" not in done.output
    assert f"{source}:12  perleberg.contact_points[0].person  note" in run("validate", source).stdout


def test_settings_are_found_beside_the_source_and_their_faults_have_lines(tmp_path: Path) -> None:
    write(tmp_path, {"publication.toml": 'base = "https://data.example.org/"\n'})
    (tmp_path / "records").mkdir()
    write(tmp_path / "records", {"a.yaml": GOOD})
    assert "<https://data.example.org/id/alliance/perleberg>" in run("export", tmp_path / "records").stdout
    write(tmp_path, {"publication.toml": 'title = "T"\nbase = "http://x"\nlicense = "https://example.org/"\n'})
    done = run("export", tmp_path / "records")
    assert done.exit_code == 2
    assert f"{tmp_path / 'publication.toml'}:2  base  error" in done.stderr
    assert f"{tmp_path / 'publication.toml'}:3  license  error" in done.stderr
    assert "Did you mean 'licence'?" in done.stderr


def test_windows_1252_is_read_and_said(tmp_path: Path) -> None:
    source = write(tmp_path, {"a.yaml": GOOD.encode("cp1252")}) / "a.yaml"
    done = run("export", source)
    assert done.exit_code == 0
    assert "Bündnis für Familie Perleberg" in done.stdout
    assert "Windows-1252" in run("validate", source).stdout


def test_schema_prints_json() -> None:
    assert json.loads(run("schema").stdout)["title"] == "alliancegraph record file"


def test_two_parts_with_one_id_are_a_fault_and_no_traceback(tmp_path: Path) -> None:
    source = write(tmp_path, {"a.yaml": GOOD + "  - id: office\n"}) / "a.yaml"
    for command in ("validate", "export", "import"):
        assert f"{source}:12  perleberg.contact_points[1].id  error" in run(command, source).output


def test_what_is_missing_only_because_it_is_faulty_is_not_said_to_be_missing(tmp_path: Path) -> None:
    faulty = GOOD.replace("+493876781407", "781407")
    said = run("validate", write(tmp_path, {"a.yaml": faulty}), "--report", "json").stdout
    assert [one["code"] for one in json.loads(said)["results"] if one["severity"].endswith("#Violation")] == [
        "form-telephone"
    ]


def test_a_reference_to_a_faulty_record_leads_somewhere(tmp_path: Path) -> None:
    project = "type: project\nid: p\nof: perleberg\nname: P\n"
    write(tmp_path, {"a.yaml": GOOD + "nmae: x\n", "p.yaml": project})
    assert "not the id" not in run("validate", tmp_path).output


def test_an_output_never_replaces_a_source(tmp_path: Path) -> None:
    source = write(tmp_path, {"a.yaml": GOOD}) / "a.yaml"
    for command, option in (("export", "-o"), ("validate", "-o"), ("import", "--trace")):
        more = ["--format", "turtle"] if command == "export" else []
        done = run(command, source, option, source, *more)
        assert (done.exit_code, "would be overwritten" in done.stderr) == (2, True)
    assert source.read_text(encoding="utf-8") == GOOD


def test_an_output_never_replaces_a_file_of_a_folder_that_is_read(tmp_path: Path) -> None:
    page = "Lokales Bündnis für Familie Perleberg\n\nTelefon: 03876 781407\n"
    folder = tmp_path / "t"
    (folder / "deep").mkdir(parents=True)
    files = {"x.yaml": GOOD, "t.csv": "Kennung;Name;Ort\na;A;Hier\n", "p.txt": page, "deep/y.yaml": GOOD}
    write(folder, files)
    (tmp_path / "link.yaml").symlink_to(folder / "x.yaml")
    for arguments in (
        ("validate", folder, "-o", folder / "x.yaml"),
        ("validate", folder, "-o", folder / "deep/../deep/y.yaml"),
        ("validate", folder, "-o", tmp_path / "link.yaml"),
        ("import", folder, "--trace", folder / "p.txt"),
        ("export", folder, "-o", folder / "t.csv"),
        ("export", folder, "-o", tmp_path / "o.ttl", "--rejects", folder / "x.yaml"),
        ("privacy", folder, "-o", folder / "x.yaml"),
    ):
        done = run(*arguments)
        assert (done.exit_code, "would be overwritten" in done.stderr) == (2, True), arguments
    assert {name: (folder / name).read_text(encoding="utf-8") for name in files} == files
    for command, new in (("validate", "report.txt"), ("export", "new.ttl"), ("export", "new.ttl")):
        assert run(command, folder / "x.yaml", "-o", folder / new).exit_code == 0  # nothing that is read


def test_an_output_never_replaces_settings_or_the_meaning_of_columns(tmp_path: Path) -> None:
    write(tmp_path, {"a.yaml": GOOD, "publication.toml": "", "other.toml": "", "columns.toml": "[columns]\n"})
    for options, output in (
        ((), "publication.toml"),
        (("--publication", tmp_path / "other.toml"), "other.toml"),
        (("--columns", tmp_path / "columns.toml"), "columns.toml"),
    ):
        done = run("export", tmp_path / "a.yaml", *options, "--format", "turtle", "-o", tmp_path / output)
        assert (done.exit_code, "would be overwritten" in done.stderr) == (2, True), output
    assert (tmp_path / "columns.toml").read_text(encoding="utf-8") == "[columns]\n"


def test_two_outputs_never_replace_each_other(tmp_path: Path) -> None:
    source = write(tmp_path, {"a.yaml": GOOD}) / "a.yaml"
    (tmp_path / "link.ttl").symlink_to("o.ttl")
    for rejects in (tmp_path / "o.ttl", tmp_path / "../" / tmp_path.name / "o.ttl", tmp_path / "link.ttl"):
        done = run("export", source, "-o", tmp_path / "o.ttl", "--rejects", rejects)
        assert (done.exit_code, "two outputs" in done.stderr) == (2, True)
        assert not (tmp_path / "o.ttl").exists()
    done = run("import", source, "-o", tmp_path / "out", "--trace", tmp_path / "out" / "perleberg.yaml")
    assert (done.exit_code, (tmp_path / "out").exists()) == (2, False)
    null = tmp_path / "null.ttl"  # what takes all and holds nothing has room for both
    null.symlink_to(os.devnull)
    assert run("export", source, "-o", null, "--rejects", null).exit_code == 0


def test_an_output_that_is_a_link_stays_one_and_leads_to_what_is_new(tmp_path: Path) -> None:
    source = write(tmp_path, {"a.yaml": GOOD, "real.ttl": "old"}) / "a.yaml"
    link = tmp_path / "o.ttl"
    link.symlink_to("real.ttl")
    assert run("export", source, "-o", link).exit_code == 0
    assert link.is_symlink()
    assert "perleberg" in (tmp_path / "real.ttl").read_text(encoding="utf-8")


def test_an_output_that_is_a_pipe_or_device_takes_what_is_written(tmp_path: Path) -> None:
    source = write(tmp_path, {"a.yaml": GOOD}) / "a.yaml"
    pipe = tmp_path / "o.ttl"
    os.mkfifo(pipe)
    program = [sys.executable, "-m", "alliancegraph", "export", str(source)]
    with subprocess.Popen([*program, "-o", str(pipe)], stderr=subprocess.PIPE) as writer:
        with pipe.open() as reader:  # waits for the writer
            assert "perleberg" in reader.read()
        assert (writer.wait(), pipe.is_fifo()) == (0, True)
    null = tmp_path / "null.ttl"  # a link, so that a fault does no harm to the device
    null.symlink_to(os.devnull)
    assert run("export", source, "-o", null).exit_code == 0
    assert null.is_symlink()
    assert Path(os.devnull).is_char_device()
    out = subprocess.run([*program, "-o", "/dev/stdout", "--format", "turtle"], capture_output=True, text=True)
    assert (out.returncode, "perleberg" in out.stdout) == (0, True)


def test_parts_that_stand_alone_get_files_of_their_own(tmp_path: Path) -> None:
    parts = "type: {}\nid: office\nof: a\n"
    write(tmp_path, {"c.yaml": parts.format("contact_point"), "p.yaml": parts.format("project")})
    assert run("import", tmp_path, "-o", tmp_path / "out").exit_code == 0
    files = {file.name for file in (tmp_path / "out").glob("*.yaml")}
    assert files == {"a.contact.office.yaml", "a.project.office.yaml"}


@pytest.mark.parametrize("name", ["out.ttl", "paper.pdf", "picture.png"])
def test_a_file_of_another_kind_is_said_and_never_read_as_a_page(name: str, tmp_path: Path) -> None:
    source = write(tmp_path, {name: "x"}) / name
    done = run("import", source)
    assert (done.exit_code, done.stdout) == (2, "")
    assert f"{source}  error  This program cannot read files ending in {source.suffix}" in done.stderr


def test_an_exported_document_beside_the_records_is_no_source(tmp_path: Path) -> None:
    write(tmp_path, {"a.yaml": GOOD})
    assert run("export", tmp_path, "-o", tmp_path / "out.json", "--format", "json-ld").exit_code == 0
    done = run("export", tmp_path)
    assert done.exit_code == 0
    assert "out.json" in run("validate", tmp_path).stdout


@pytest.mark.parametrize("name", ["a.yaml", "a.json", "a.jsonl"])
def test_an_empty_record_file_has_nothing_to_read(name: str, tmp_path: Path) -> None:
    assert run("validate", write(tmp_path, {name: " \n"}) / name).exit_code == 2


def test_output_is_utf_8_whatever_the_terminal_is(tmp_path: Path) -> None:
    source = write(tmp_path, {"a.yaml": GOOD}) / "a.yaml"
    for command in ("import", "export", "validate"):
        program = [sys.executable, "-m", "alliancegraph", command, str(source)]
        done = subprocess.run(program, capture_output=True, env=os.environ | {"PYTHONIOENCODING": "ascii"})
        assert done.returncode == 0, done.stderr
        assert b"Traceback" not in done.stderr
        assert command == "validate" or "Bündnis für Familie" in done.stdout.decode()


@pytest.mark.parametrize("target", ["/dev/full", "closed pipe"])
def test_standard_output_that_takes_nothing_is_no_traceback(target: str, tmp_path: Path) -> None:
    source = write(tmp_path, {"a.yaml": GOOD}) / "a.yaml"
    program = f"'{sys.executable}' -m alliancegraph export '{source}' --language en"
    line = f"{program} > /dev/full" if target == "/dev/full" else f"({program}; echo $? >&2) | true"
    done = subprocess.run(["/bin/sh", "-c", line], capture_output=True, text=True)
    assert "Traceback" not in done.stderr
    assert ("cannot be written" in done.stderr) == (target == "/dev/full")


def waits(process: subprocess.Popen[str]) -> bool:
    """Whether a process sleeps in a system call: a signal that comes just before one is not seen until it returns."""
    return Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()[0] == "S"


@pytest.mark.slow
@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("command", [["validate"], ["import", "-o", "out"], ["export", "-o", "out.csv"], ["privacy"]])
def test_an_interrupted_command_says_so_and_ends_in_130(command: list[str], language: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    line = [sys.executable, "-m", "alliancegraph", *command, "pipe", "--language", language]
    with (
        subprocess.Popen(line, cwd=tmp_path, stderr=subprocess.PIPE, text=True) as process,
        (tmp_path / "pipe").open("wb"),  # once it is opened at the other end too, it is being read
    ):
        while not waits(process):
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert said.splitlines()[-1] == {"de": "Abgebrochen.", "en": "Interrupted."}[language]
    assert [path.name for path in tmp_path.iterdir()] == ["pipe"]
