"""Apache Spark: the same batches over partitions give one machine's statements and findings."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import alliancegraph as ag
from alliancegraph.errors import UsageError
from alliancegraph.readers import documents
from alliancegraph.records.publication import Publication
from conftest import Components
from test_streaming import at_once, many

pytest.importorskip("pyspark", reason="Spark is not installed: pip install '.[spark]'")
if shutil.which("java") is None:
    pytest.skip("Spark needs a Java runtime, 17 or 21", allow_module_level=True)

from alliancegraph.streaming import spark as sparking

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    found = sparking.session("local[2]")
    yield found
    found.stop()


def java() -> str:
    said = subprocess.run(["java", "-version"], capture_output=True, text=True, check=True).stderr  # noqa: S607
    return str(re.findall(r'version "([^"]+)"', said)[0])


def test_the_parts_sorted_are_one_machines_output_and_the_table_its_findings(
    session: Any, components: Components, tmp_path: Path
) -> None:
    file, output = tmp_path / "many.jsonl", tmp_path / "out"
    twice = many(1)
    file.write_text(many(60, faulty=True) + "{broken\n" + twice, encoding="utf-8")
    settings = Publication(base="https://data.example/")
    texts, results = at_once([file], settings)
    counts = sparking.export(file, output, session, settings, size=7)
    parts = sorted(output.glob("part-*.nq"))
    assert len(parts) > 5
    lines = [line for part in parts for line in part.read_text(encoding="utf-8").splitlines()]
    assert sorted(lines) == sorted(texts["n-quads"].splitlines())
    assert counts.violations == sum(one.severity == "http://www.w3.org/ns/shacl#Violation" for one in results)
    table = session.read.parquet(str(output / "findings.parquet"))
    assert table.columns == list(sparking.COLUMNS)
    rows = [tuple(row) for row in table.collect()]
    assert sorted(rows, key=repr) == sorted(map(sparking.row, results), key=repr)
    components.count("pyspark", assertions=4)
    components.count("java", java(), assertions=4)


def test_a_folder_that_is_there_is_left_alone(session: Any, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with pytest.raises(UsageError, match="is there already"):
        sparking.export("data/alliances", tmp_path / "out", session)
    assert list((tmp_path / "out").iterdir()) == []


def test_a_failing_export_leaves_nothing(session: Any, tmp_path: Path) -> None:
    given = documents(["data/alliances"])

    def failing(_: Any) -> Iterator[Any]:
        yield next(given)
        raise OSError("no more")

    with pytest.raises(OSError, match="no more"):
        sparking.export(failing, tmp_path / "out", session)
    assert list(tmp_path.iterdir()) == []


def test_the_command_writes_a_folder_and_says_what_the_other_engine_says(
    components: Components, tmp_path: Path
) -> None:
    file = tmp_path / "many.jsonl"
    file.write_text(many(12, faulty=True), encoding="utf-8")
    program = [sys.executable, "-m", "alliancegraph", "export", str(file), "--language", "en"]
    local = subprocess.run([*program, "-o", str(tmp_path / "one.nq")], capture_output=True, text=True)
    spark = subprocess.run(
        [*program, "--engine", "spark", "--master", "local[2]", "-o", str(tmp_path / "out")],
        capture_output=True,
        text=True,
    )
    assert "Traceback" not in spark.stderr
    assert spark.returncode == local.returncode == 1
    lines = [line for part in (tmp_path / "out").glob("*.nq") for line in part.read_text(encoding="utf-8").splitlines()]
    assert sorted(lines) == sorted((tmp_path / "one.nq").read_text(encoding="utf-8").splitlines())
    wrong = [line for line in local.stderr.splitlines() if "  error  " in line]
    assert f"errors: {len(wrong)} " in spark.stderr
    components.count("pyspark", assertions=2)


def test_a_master_without_spark_is_no_use(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "alliancegraph", "export", "data/alliances", "--master", "local[2]"]
    done = subprocess.run([*command, "--language", "en"], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Give --engine spark with it." in done.stderr


def test_without_the_extra_it_is_said_what_to_install(tmp_path: Path) -> None:
    program = (
        "import sys\nsys.modules['pyspark'] = None\nfrom alliancegraph.cli import main\n"
        f"main(['export', 'data/alliances', '--engine', 'spark', '-o', {str(tmp_path / 'out')!r}])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=Path(ag.__file__).parents[2]
    )
    assert done.returncode == 2
    assert "pip install 'alliancegraph[spark]'" in done.stderr
    assert list(tmp_path.iterdir()) == []
