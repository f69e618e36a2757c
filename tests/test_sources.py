"""Sources: what is read, how it is told apart, and what is said of the rest."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner

import alliancegraph as ag
from alliancegraph import cli
from alliancegraph.records import Alliance, Record

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


def test_what_a_page_says_does_not_command_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('Kennung;Name;Notiz\x1b[2J\na;A;"x\x07\ny"\n', encoding="utf-8")
    done = CliRunner().invoke(cli.main, ["import", str(tmp_path / "a.csv"), "-o", str(tmp_path / "out")])
    assert "Notiz" in done.stderr
    assert not [c for c in done.stderr if c < " " and c != "\n"]


def test_an_html_page_is_told_by_its_content_whatever_its_suffix(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(f"<!DOCTYPE html><h1>{PAGE.splitlines()[0]}</h1>", encoding="utf-8")
    assert only(tmp_path / "page.txt").id == "musterstadt"


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
