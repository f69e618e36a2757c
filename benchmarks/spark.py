"""Spark's `local[2]` against two workers: what Spark itself costs where it is not needed.

    python benchmarks/spark.py --records 20000

Prints the ratio of their times on the same records, Spark's start included.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from exporting import export, source
from measure import Cost, interleaved, options, table, times


def main() -> None:
    """Measures, and prints the table."""
    parser = options(__doc__)
    parser.add_argument("--records", type=int, default=20_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = source(folder, given.records)

        def on_spark(_: int) -> Cost:
            shutil.rmtree(folder / "out", ignore_errors=True)
            return export(file, "-o", folder / "out", "--engine", "spark", "--master", "local[2]")

        def with_workers(_: int) -> Cost:
            return export(file, "-o", folder / "out.nq", "--workers", 2)

        costs = interleaved({"two workers": with_workers, "Spark, local[2]": on_spark}, given.runs)
        of_spark = sorted(line for part in (folder / "out").glob("*.nq") for line in part.open(encoding="utf-8"))
        if of_spark != sorted((folder / "out.nq").open(encoding="utf-8")):
            raise SystemExit("Spark's statements are others")
    first = next(iter(costs.values()))
    rows = [(name, times(cost.seconds / first.seconds), f"{cost.megabytes:.0f} MB") for name, cost in costs.items()]
    print(table(("engine", "time", "peak memory of a process"), rows))


if __name__ == "__main__":
    main()
