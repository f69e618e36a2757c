"""Sources: what is read, how it is told apart, and what is said of the rest."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import alliancegraph as ag
from alliancegraph import cli
from alliancegraph.errors import Place
from alliancegraph.readers import documents, lines
from alliancegraph.records import Alliance, Record, place_of

YAML = "type: alliance\nid: a\nname: Bündnis\n"
PAGE = "Lokales Bündnis für Familie Musterstadt\n\nTelefon: 03876 781407\n"


def only(source: Path | str) -> Record:
    (record,) = ag.read(source, allow_private=True)
    return record


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.yaml", YAML),
        ("a.yml", "---\n" + YAML),
        ("a.json", '{"type": "alliance", "id": "a", "name": "Bündnis"}'),
        ("a.json", '[{"format": 1}, {"type": "alliance", "id": "a", "name": {"de": "Bündnis"}}]'),
        ("a.jsonl", '{"format": 1}\n\n{"type": "alliance", "id": "a", "name": "Bündnis"}\n'),
        ("a.yaml", "format: 1\nrecords:\n- {type: alliance, id: a, name: Bündnis}\n"),
        ("a.yaml", "- format: 1\n- {type: alliance, id: a, name: Bündnis}\n"),
        ("noending", YAML),
        ("noending", '{"type": "alliance", "id": "a", "name": "Bündnis"}'),
    ],
)
def test_every_way_to_write_a_record_file_gives_the_same_record(name: str, content: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    assert only(tmp_path / name) == Alliance(id="a", name={"de": "Bündnis"})  # type: ignore[arg-type]


def test_a_folder_below_that_cannot_be_looked_into_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "closed").mkdir()
    (tmp_path / "a.yaml").write_text(YAML, encoding="utf-8")
    scandir = os.scandir

    def scan(path: str) -> Iterator[os.DirEntry[str]]:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", scan)
    with pytest.raises(ag.ReadError) as caught:
        list(ag.read(tmp_path))
    (found,) = caught.value.findings
    assert (found.code, found.place) == ("source-unreadable", Place(str(tmp_path / "closed")))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize(("name", "content"), [("a.yaml", YAML), ("a.txt", PAGE)])
def test_every_encoding_gives_the_same_umlauts(name: str, content: str, encoding: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content.encode(encoding))
    record = only(tmp_path / name)
    assert isinstance(record, Alliance)
    assert "Bündnis" in record.name["de"]


def test_a_page_is_told_by_its_content(tmp_path: Path) -> None:
    (tmp_path / "page").write_text(PAGE, encoding="utf-8")
    record = only(tmp_path / "page")
    assert record.id == "musterstadt"


def test_good_records_come_first_then_one_error_with_all_faults(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("type: alliance\n", encoding="utf-8")
    (tmp_path / "b.yaml").write_text(YAML, encoding="utf-8")
    (tmp_path / "c.yaml").write_text("type: aliance\nid: c\n", encoding="utf-8")
    records: list[Record] = []
    with pytest.raises(ag.ReadError) as caught:
        records.extend(ag.read(tmp_path, tmp_path / "d.yaml"))
    assert [record.id for record in records] == ["a"]
    assert [(f.code, f.place.file, f.place.line) for f in caught.value.findings if f.place] == [
        ("key-missing", str(tmp_path / "a.yaml"), 1),
        ("record-type", str(tmp_path / "c.yaml"), 1),
        ("source-missing", str(tmp_path / "d.yaml"), 0),
    ]
    assert isinstance(caught.value, ValueError)


def test_a_folder_is_read_by_name_and_in_depth_without_hidden_files(tmp_path: Path) -> None:
    (tmp_path / "z").mkdir()
    for name, id in (("b.yaml", "b"), ("a.yaml", "a"), ("z/c.yaml", "c"), (".hidden.yaml", "h")):
        (tmp_path / name).write_text(f"type: alliance\nid: {id}\n", encoding="utf-8")
    (tmp_path / "publication.toml").write_text("", encoding="utf-8")
    assert [record.id for record in ag.read(tmp_path)] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("pipe", YAML),
        ("pipe", '{"type": "alliance", "id": "a", "name": "Bündnis"}\n' * 2),
        ("a.yaml", YAML),
        ("a.jsonl", '{"type": "alliance", "id": "a", "name": "Bündnis"}\n'),
        ("a.csv", "Kennung;Name;Ort\na;Bündnis;Hier\n"),
    ],
)
def test_a_pipe_is_read_as_a_file_is(name: str, content: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / name)
    with subprocess.Popen(["/bin/sh", "-c", 'cat > "$0"', str(tmp_path / name)], stdin=subprocess.PIPE) as writer:
        assert writer.stdin
        writer.stdin.write(content.encode())
        writer.stdin.close()
        record = next(ag.read(tmp_path / name))
    assert isinstance(record, Alliance)
    assert (record.id, record.name["de"]) == ("a", "Bündnis")


def test_standard_input_by_its_path_is_a_source() -> None:
    program = [sys.executable, "-m", "alliancegraph", "import", "/dev/stdin", "--language", "en"]
    done = subprocess.run(program, input=YAML, capture_output=True, text=True, encoding="utf-8")
    assert (done.returncode, "Bündnis" in done.stdout) == (0, True), done.stderr


def test_what_a_page_says_does_not_command_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('Kennung;Name;Notiz\x1b[2J\na;A;"x\x07\ny"\n', encoding="utf-8")
    done = CliRunner().invoke(cli.main, ["import", str(tmp_path / "a.csv"), "-o", str(tmp_path / "out")])
    assert "Notiz" in done.stderr
    assert not [c for c in done.stderr if c < " " and c != "\n"]


def test_an_html_page_is_told_by_its_content_whatever_its_suffix(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(f"<!DOCTYPE html><h1>{PAGE.splitlines()[0]}</h1>", encoding="utf-8")
    assert only(tmp_path / "page.txt").id == "musterstadt"


LINE = '{"type": "alliance", "id": "a%d", "name": "Bündnis"}'


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_json_lines_are_read_some_at_a_time(mark: str, ending: str, tmp_path: Path) -> None:
    """Blank lines count, a piece of nothing else is none, and no byte-order mark is part of a line."""
    written = [LINE % 1, "", *["\u00a0"] * (2 * lines.BATCH), LINE % 2, " " + LINE % 3, "{"]
    path = tmp_path / "a.jsonl"
    path.write_bytes((mark + ending.join(written)).encode())
    found = [document for document in documents([path]) if document.records or document.faults]
    assert [record.id for document in found for record in document.records] == ["a1", "a2", "a3"]
    places = [place_of(record, "id") for document in found for record in document.records]
    assert [(at.line, at.column) for at in places if at] == [(1, 28), (len(written) - 2, 28), (len(written) - 1, 29)]
    (fault,) = (fault for document in found for fault in document.faults)
    assert fault.place is not None
    assert (fault.code, fault.place.line, fault.place.column) == ("syntax", len(written), 2)


@settings(max_examples=200)
@given(st.one_of(st.binary(max_size=80), st.text("aäb\n\t\f\x01\x0b\x1f\x7f\x80\0€", max_size=80).map(str.encode)))
def test_plain_text_is_utf_8_with_few_controls(content: bytes) -> None:
    try:
        text = content.decode()
    except UnicodeDecodeError:
        expected = False
    else:
        controls = re.findall(r"[\x00-\x08\x0b\x0e-\x1f]", text)
        expected = text != "" and "\0" not in text and len(controls) * 20 <= len(text)
    assert lines.is_plain(BytesIO(content)) == expected


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The folder `tmp_path`, served on loopback."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / ".cache"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(tmp_path))) as serving:
        thread = threading.Thread(target=serving.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"http://127.0.0.1:{serving.server_port}"
        serving.shutdown()
        thread.join()


@pytest.mark.slow
def test_an_address_is_fetched_and_the_day_noted(tmp_path: Path, server: str) -> None:
    (tmp_path / "a.yaml").write_text(YAML, encoding="utf-8")
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    assert only(f"{server}/a.yaml").id == "a"
    page = only(f"{server}/page.txt")
    assert isinstance(page, Alliance)
    assert page.source is not None
    assert page.source.url == f"{server}/page.txt"
    assert page.source.retrieved is not None
    assert page.source.file is None


@pytest.mark.slow
def test_an_address_that_fails_is_a_finding(server: str) -> None:
    with pytest.raises(ag.ReadError) as caught:
        list(ag.read(f"{server}/nothing.yaml", "http://127.0.0.1:1/refused.yaml", allow_private=True))
    assert [finding.code for finding in caught.value.findings] == ["fetch-missing", "fetch-connection"]
    assert "404" in caught.value.findings[0].message("en")
