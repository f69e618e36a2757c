"""The benchmarks run at their smallest, and print one table of ratios each; how fast anything is, no test says."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from alliancegraph.readers import documents

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
README = (BENCHMARKS / "README.md").read_text(encoding="utf-8")
SMALLEST = {
    "pipeline.py": ("--records", "8", "--runs", "1"),
    "stages.py": ("--records", "4", "--runs", "1"),
    "startup.py": ("--runs", "1"),
    "engines.py": ("--records", "8", "--runs", "1"),
    "growth.py": ("--sizes", "4", "8", "--runs", "1"),
    "workers.py": ("--records", "4", "--runs", "1"),
}


@cache
def run(program: str, *arguments: str) -> str:
    command = [sys.executable, str(BENCHMARKS / program), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def table(text: str) -> list[list[str]]:
    """The cells of the one Markdown table that a text is."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines()]
    assert {len(row) for row in rows} == {len(rows[0])}
    assert all(re.fullmatch("-+:?", cell) for cell in rows[1])
    return [rows[0], *rows[2:]]


@pytest.mark.slow
@pytest.mark.parametrize("program", sorted(SMALLEST))
def test_a_benchmark_prints_one_table_of_ratios(program: str) -> None:
    head, *rows = table(run(program, *SMALLEST[program]))
    assert rows
    for row in rows:
        assert re.search("[a-z]", row[0])
        for cell in row[1:]:
            assert re.fullmatch(r"[0-9.]+(e[+-]?[0-9]+)?x|[0-9]+%|[0-9]+ MB|–", cell), (head, row)
    assert any(cell.endswith("x") for row in rows for cell in row)


@pytest.mark.slow
def test_the_table_of_the_pipeline_has_the_naive_way_at_one() -> None:
    head, naive, each, bare, *more = table(run("pipeline.py", *SMALLEST["pipeline.py"]))
    assert head == ["way", "faster than naive", "than record by record", "time of no validation", "peak memory"]
    assert (naive[0], naive[1]) == ("naive", "1x")
    assert (each[0], each[2]) == ("naive, record by record", "1x")
    assert (bare[0], bare[3]) == ("no validation", "1x")
    assert len(more) == 2


def test_every_benchmark_is_explained() -> None:
    programs = {file.name for file in BENCHMARKS.glob("*.py")}
    assert programs >= set(SMALLEST)
    assert [name for name in sorted(programs) if name not in README] == []


def test_the_same_seed_makes_the_same_records_and_another_seed_others() -> None:
    made = run("records.py", "12", "--seed", "5", "--faults", "0.5")
    assert made == run("records.py", "12", "--seed", "5", "--faults", "0.5")
    assert made != run("records.py", "12", "--seed", "6", "--faults", "0.5")
    assert len(made.splitlines()) == 12


def test_the_records_are_sound_but_for_the_faults_asked_for(tmp_path: Path) -> None:
    for faults in ("0", "1"):
        file = tmp_path / f"{faults}.jsonl"
        file.write_text(run("records.py", "80", "--faults", faults), encoding="utf-8")
        (document,) = documents([file])
        rejected = {fault.record for fault in document.faults}
        assert (len(document.records) == 80) == (faults == "0")
        assert len(rejected) + len(document.records) == 80
    assert 20 <= len(rejected) <= 60  # the others have a fault that only a shape finds


def test_records_share_their_partners() -> None:
    made = [json.loads(line) for line in run("records.py", "200").splitlines()]
    known = {record["id"] for record in made if record["type"] == "organization"}
    named = Counter(partner for record in made for partner in record.get("partners", ()))
    assert set(named) <= known
    assert max(named.values()) > 5


def test_the_naive_way_is_a_program_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "records.jsonl"
    file.write_text(run("records.py", "4"), encoding="utf-8")
    found = re.fullmatch("([0-9]+) triples, ([0-9]+) results\n", run("naive.py", str(file)))
    assert found
    assert int(found[1]) > 200
