"""Export in batches: the bytes and findings of all at once, however the records are cut up."""

from __future__ import annotations

import contextlib
import gzip
import json
import os
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import alliancegraph as ag
from alliancegraph.errors import Finding
from alliancegraph.readers import documents
from alliancegraph.records import Record, to_plain
from alliancegraph.records.publication import Publication
from alliancegraph.streaming.batches import run
from alliancegraph.streaming.index import Index, spans
from alliancegraph.streaming.ledger import Ledger
from alliancegraph.streaming.pieces import fitted, frame
from alliancegraph.terms import SH
from alliancegraph.validation import Result, validate
from strategies import record_sets, rich_records

FORMATS = ("turtle", "json-ld", "n-triples", "n-quads")
SETTINGS = Publication(base="https://data.example/", licence=None)


def at_once(files: Sequence[Path], settings: Publication) -> tuple[dict[str, str], tuple[Result, ...]]:
    """What export says and writes of sources when it has them all in memory."""
    found = list(documents(files))
    records = [record for document in found for record in document.records]
    findings = [one for document in found for one in (*document.faults, *document.notes)]
    partial = [record for document in found for record in document.partial]
    results = validate(records, publication=settings, partial=partial, findings=findings).results
    trees = ag.resources(records, settings)
    return {format: ag.serialize(trees, format) for format in FORMATS}, results


def in_batches(files: Sequence[Path], settings: Publication, size: int) -> tuple[dict[str, str], tuple[Finding, ...]]:
    """The same, a batch at a time."""
    with tempfile.TemporaryDirectory() as folder:
        index = Index(Path(folder) / "index", settings, new=True)
        ledger = Ledger(Path(folder) / "ledger", everything=True)
        for document in documents(files, claims=index.claims()):
            index.take(document)
            ledger.take([*document.faults, *document.notes])
        index.finish()
        texts, roots = {}, index.units()
        for format in FORMATS:
            works = [index.work(*span, again=format == "n-quads") for span in spans(index, size)]
            done = [run(work, settings, format) for work in works]
            around = frame(format, roots, {line for one in done for line in one.piece.prefixes})
            pieces = [fitted(one.piece.text, format, roots) for one in done if one.piece.text]
            texts[format] = around.head + around.between.join(pieces) + around.foot
        for one in done:
            ledger.take(one.results)
        found = tuple(ledger.findings())
        ledger.close()
        index.close()
        return texts, found


def lines_of(records: Sequence[Record], faulty: Sequence[int] = ()) -> str:
    """Records as JSON Lines; those at some positions with a key that is none."""
    plain = [to_plain(record) for record in records]
    for position in faulty:
        plain[position % len(plain)] |= {"nmae": "x"}
    return "".join(json.dumps(one) + "\n" for one in plain)


def assert_same(text: str, size: int, settings: Publication = SETTINGS) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "records.jsonl"
        file.write_text(text, encoding="utf-8")
        texts, results = at_once([file], settings)
        cut_texts, found = in_batches([file], settings, size)
    for format in FORMATS:
        assert cut_texts[format] == (texts[format] if texts["n-triples"] else cut_texts[format])
    assert report_of(found) == report_of(results)


def report_of(found: Sequence[Finding]) -> list[tuple[Any, ...]]:
    return [tuple(getattr(one, name, None) for name in Result.__dataclass_fields__) for one in found]


@given(record_sets(5), st.integers(1, 5), st.lists(st.integers(0, 9), max_size=2), st.booleans())
def test_any_batches_give_the_bytes_and_findings_of_all_at_once(
    records: list[Record], size: int, faulty: list[int], twice: bool
) -> None:
    given = [*records, *records[:1]] if twice else records
    assert_same(lines_of(given, faulty), size)


@pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
def test_records_with_every_field_and_shared_nodes_in_batches(size: int) -> None:
    assert_same(lines_of(rich_records()), size)


PAGE = "https://directory.example/erika-mustermann"
SHARED = {
    "id": "verein",
    "name": "Verein",
    "category": "asociation",
    "areas": [{"state": "12"}],
    "founded": "2008",
    "dissolved": "2001",
}
WEBS: dict[str, list[dict[str, Any]]] = {
    "a page withheld for a name that another record holds": [
        {"type": "alliance", "id": "a", "name": "A", "profile_page": PAGE},
        {"type": "alliance", "id": "b", "name": "B", "profile_page": PAGE},
        {"type": "contact_point", "id": "office", "of": "a", "person": {"name": "Erika Mustermann"}},
    ],
    "a page of two, one of which has no id": [
        {"type": "alliance", "id": "a", "name": "A", "partners": [{"name": "I", "profile_page": PAGE}] * 2},
        {"type": "alliance", "id": "b", "name": "B", "partners": [{"name": "I", "profile_page": PAGE}]},
    ],
    "an organisation that two describe, with parts that stand alone": [
        {"type": "project", "id": "fest", "of": "verein", "name": "Fest", "start": "2009", "end": "2008"},
        {"type": "alliance", "id": "b", "name": "B", "partners": [SHARED]},
        {"type": "contact_point", "id": "office", "of": "verein", "emails": ["info@verein.example"]},
        {"type": "alliance", "id": "a", "name": "A", "partners": [SHARED, "b"]},
    ],
    "parts of one id, one of them with an error": [
        {"type": "project", "id": "fest", "of": "a", "name": "Fest", "start": "2009", "end": "2008"},
        {"type": "project", "id": "fest", "of": "b", "name": "Fest", "start": "2009", "end": "2010"},
        {"type": "project", "id": "fest", "of": "nowhere"},
        {"type": "alliance", "id": "a", "name": "A"},
        {"type": "alliance", "id": "b", "name": "B"},
    ],
    "records with errors that belong together": [
        {"type": "contact_point", "id": "office", "of": "a", "postal_code": "1934", "nmae": "x"},
        {"type": "alliance", "id": "a", "partner_categories": ["asociation"], "nmae": "x"},
        {"type": "organization", "id": "o", "coordinates": ["a"], "name": "O"},
    ],
}


@pytest.mark.parametrize("size", [1, 2, 3])
@pytest.mark.parametrize("web", WEBS)
def test_what_a_record_gives_may_depend_on_another_batch(web: str, size: int) -> None:
    assert_same("".join(json.dumps(one) + "\n" for one in WEBS[web]), size)


def test_an_organisation_in_every_record_is_mapped_with_its_members_where_it_is_written(tmp_path: Path) -> None:
    partner = {"id": "verein", "name": "Verein"}
    plain = [{"type": "alliance", "id": f"b{n}", "name": "B", "partners": [partner]} for n in range(40)]
    (tmp_path / "many.jsonl").write_text("".join(json.dumps(one) + "\n" for one in plain), encoding="utf-8")
    index = Index(tmp_path / "index", SETTINGS, new=True)
    for document in documents([tmp_path / "many.jsonl"], claims=index.claims()):
        index.take(document)
    index.finish()
    counts = [[len(index.work(*s, again=again).facts.members) for s in spans(index, 5)] for again in (False, True)]
    index.close()
    assert counts == [[1, *[0] * 7], [1] * 8]


# --- The command ------------------------------------------------------------------------------------------------------


def many(count: int, faulty: bool = False) -> str:
    """Alliances that share organisations, a page, places and contact persons' names, in no order."""
    plain: list[dict[str, Any]] = []
    for n in range(count):
        office = {"id": "office", "organization": f"Stadt {n}", "emails": [f"info@s{n}.example"]}
        known = {"id": f"verein-{n % 7}-{n // 50}", "name": f"Verein {n % 7}"}
        alliance = {
            "type": "alliance",
            "id": f"buendnis-{(n * 7919) % count}",
            "name": {"de": f"Bündnis {n}"},
            "description": "Ein Bündnis.",
            "partners": [f"stadt-{n % 3}", known, {"name": "Initiative"}],
            "contact_points": [office | ({"person": {"name": "Erika Mustermann"}} if n % 5 == 0 else {})],
            "profile_page": f"https://directory.example/{n % 2}",
            "areas": [{"municipality": "12070296", "district": "12070"}],
        }
        if faulty and n % 4 == 0:
            alliance |= {"nmae": "x"} if n % 8 else {"dissolved": "2001", "founded": "2008"}
        plain.append(alliance)
    plain += [{"type": "organization", "id": f"stadt-{n}", "name": f"Stadt {n}"} for n in range(2)]
    plain += [{"type": "project", "id": "fest", "of": f"stadt-{n}", "name": "Fest"} for n in range(3)]
    return "".join(json.dumps(one) + "\n" for one in plain)


def export(
    *arguments: object, stdin: bytes | None = None, limit: int | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Runs `alliancegraph export` as a process of its own; `limit` is the most bytes a file may have."""

    def limited() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    command = [sys.executable, "-m", "alliancegraph", "export", "--language", "en", *map(str, arguments)]
    done = subprocess.run(command, input=stdin, capture_output=True, preexec_fn=limited)
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return done


@pytest.mark.slow
def test_the_command_writes_the_same_bytes_and_words_with_any_number_of_workers(tmp_path: Path) -> None:
    file = tmp_path / "many.jsonl"
    file.write_text(many(260, faulty=True), encoding="utf-8")
    texts, results = at_once([file], Publication())
    said: list[str] = []
    for format, suffix in (("turtle", ".ttl"), ("n-quads", ".nq.gz")):
        said.clear()
        for workers in (1, 2):
            done = export(file, "-o", tmp_path / f"{workers}{suffix}", "--workers", workers)
            assert done.returncode == 1
            said.append(done.stderr.decode().replace(f"{workers}{suffix}", "OUT"))
        one, two = ((tmp_path / f"{workers}{suffix}").read_bytes() for workers in (1, 2))
        assert one == two
        assert said[0] == said[1]
        text = gzip.decompress(one) if suffix.endswith(".gz") else one
        assert text.decode() == texts[format]
    violations = [one for one in results if one.severity == SH.Violation]
    assert [one.code for one in violations] == re.findall(r"  error  .*\[(.+)\]$", said[0], re.MULTILINE)


def test_the_order_of_the_input_is_kept_on_request_and_says_the_same(tmp_path: Path) -> None:
    file = tmp_path / "many.jsonl"
    file.write_text(many(20), encoding="utf-8")
    by_id, as_read = (export(file, "--format", "n-triples", "--order", order).stdout for order in ("id", "input"))
    assert sorted(by_id.splitlines()) == sorted(as_read.splitlines())
    subjects = dict.fromkeys(re.findall(r"^<https://example.org/id/alliance/([^/>]+)>", as_read.decode(), re.MULTILINE))
    assert list(subjects) == [json.loads(line)["id"] for line in many(20).splitlines() if '"alliance"' in line]


@pytest.mark.slow
def test_standard_input_gives_what_a_file_gives(tmp_path: Path) -> None:
    file = tmp_path / "many.jsonl"
    file.write_text(many(30), encoding="utf-8")
    piped = export("-", stdin=file.read_bytes())
    assert piped.stdout == export(file).stdout
    assert b"<stdin>:36  type  error" in export("-", stdin=file.read_bytes() + b'{"type": "aliance"}\n').stderr


def test_rejects_keep_the_records_with_errors_and_what_is_wrong_with_them(tmp_path: Path) -> None:
    file, rejects = tmp_path / "many.jsonl", tmp_path / "rejects.jsonl"
    file.write_text(many(16, faulty=True) + "{broken\n", encoding="utf-8")
    done = export(file, "-o", tmp_path / "out.nt", "--rejects", rejects)
    assert done.returncode == 1
    kept = [json.loads(line) for line in rejects.read_text(encoding="utf-8").splitlines()]
    codes = {(one["record"] or {}).get("id"): {found["code"] for found in one["findings"]} for one in kept}
    by_id = {json.loads(line)["id"]: json.loads(line) for line in many(16, faulty=True).splitlines()}
    for id, plain in by_id.items():
        assert ("key-unknown" in codes.get(id, ())) == ("nmae" in plain)
        assert ("dissolved-early" in codes.get(id, ())) == ("dissolved" in plain)
    assert codes[None] == {"syntax"}
    output = (tmp_path / "out.nt").read_text(encoding="utf-8")
    for one in kept:
        id = (one["record"] or {}).get("id", "")
        if id.startswith("buendnis"):
            assert one["written"] == (f"<https://example.org/id/alliance/{id}> <" in output)


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_a_full_disk_leaves_the_old_output_and_says_how_far_it_came(workers: int, tmp_path: Path) -> None:
    file, output = tmp_path / "many.jsonl", tmp_path / "out.nt"
    file.write_text(many(400), encoding="utf-8")
    output.write_text("old", encoding="utf-8")
    done = export(file, "-o", output, "--workers", workers, limit=1_900_000)
    assert done.returncode == 2
    assert b"cannot be written" in done.stderr
    assert b"Records read by then: 405, written: " in done.stderr
    assert output.read_text(encoding="utf-8") == "old"
    assert {path.name for path in tmp_path.iterdir()} == {"many.jsonl", "out.nt"}


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_workers_end_with_an_export_that_is_ended_while_it_reads(how: signal.Signals, tmp_path: Path) -> None:
    source, output = tmp_path / "many.jsonl", tmp_path / "out.nt"
    source.write_text(many(8000), encoding="utf-8")
    command = [sys.executable, "-m", "alliancegraph", "export", str(source), "-o", str(output), "--language", "en"]
    temporary = {**os.environ, "TMPDIR": str(tmp_path)}
    with (
        (tmp_path / "said").open("wb") as said,
        subprocess.Popen([*command, "--workers", "2"], stderr=said, start_new_session=True, env=temporary) as run,
    ):
        while len(_of_session(run.pid)) < 3:
            assert run.poll() is None
            time.sleep(0.01)
        os.kill(run.pid, how)
    _assert_ended(run.pid)
    if how == signal.SIGINT:
        assert run.returncode == 130
        assert re.search("Interrupted. Records read: [0-9]+, written: 0", (tmp_path / "said").read_text())
        assert "Traceback" not in (tmp_path / "said").read_text()
        assert {path.name for path in tmp_path.iterdir()} == {"many.jsonl", "said"}
    assert not output.exists()


def _assert_ended(leader: int) -> None:
    """That a session has no processes any more, at least soon."""
    until = time.monotonic() + 30
    while _of_session(leader):
        assert time.monotonic() < until
        time.sleep(0.01)


def _of_session(leader: int) -> list[int]:
    """The processes of a session; not such as have ended and wait for somebody to ask how."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):  # it has just ended
            state, _, _, session = (folder / "stat").read_text().rpartition(")")[2].split()[:4]
            if int(session) == leader and state != "Z":
                found.append(int(folder.name))
    return found


@pytest.mark.slow
@pytest.mark.parametrize(("workers", "times"), [(1, 1), (2, 1), (2, 2)])
def test_an_interrupted_export_leaves_the_old_output_and_ends_in_130(workers: int, times: int, tmp_path: Path) -> None:
    file, output = tmp_path / "many.jsonl", tmp_path / "out.nt"
    file.write_text(many(3000), encoding="utf-8")
    output.write_text("old", encoding="utf-8")
    command = [sys.executable, "-m", "alliancegraph", "export", str(file), "-o", str(output), "--language", "en"]
    with subprocess.Popen([*command, "--workers", str(workers)], stderr=subprocess.PIPE, start_new_session=True) as run:
        while not list(tmp_path.glob(".out.nt.*")):  # it has begun to write
            assert run.poll() is None
            time.sleep(0.01)
        for _ in range(times):
            os.killpg(run.pid, signal.SIGINT)  # as a terminal does: to the workers too
            time.sleep(0.05)
        said = run.communicate(timeout=60)[1].decode()
    assert run.returncode == 130
    assert "Interrupted. Records read: 3005, written: " in said
    assert "Traceback" not in said
    assert output.read_text(encoding="utf-8") == "old"
    assert {path.name for path in tmp_path.iterdir()} == {"many.jsonl", "out.nt"}


@pytest.mark.slow
def test_memory_does_not_grow_with_the_input(tmp_path: Path) -> None:
    """Five times the records, less than a tenth more memory; both are more than a batch."""
    program = (
        "import resource, sys\nfrom alliancegraph.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    peaks = []
    for count in (300, 1500):
        file = tmp_path / f"{count}.jsonl"
        file.write_text(many(count), encoding="utf-8")
        command = [sys.executable, "-c", program, "export", str(file), "-o", str(tmp_path / "out.nq"), "--quiet"]
        peaks.append(int(subprocess.run(command, capture_output=True, check=True).stdout))
    assert peaks[1] < peaks[0] * 1.1


def test_options_of_linked_data_are_refused_for_tables(tmp_path: Path) -> None:
    file = tmp_path / "many.jsonl"
    file.write_text(many(2), encoding="utf-8")
    for option, value in (("--workers", "2"), ("--order", "input"), ("--rejects", str(tmp_path / "r"))):
        done = export(file, "-o", tmp_path / "out.csv", option, value)
        assert (done.returncode, option.encode() in done.stderr) == (2, True)
    assert export(file, "-o", tmp_path / "out.csv.gz").returncode == 2
    assert [path.name for path in tmp_path.iterdir()] == ["many.jsonl"]
