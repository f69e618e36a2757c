"""One process against several: the same export, the same bytes.

    python benchmarks/workers.py --records 20000 --workers 1 2

Prints for each number of workers how many times as fast as the first it is, and the greatest memory that one of its
processes had.
"""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path

from exporting import export, source
from measure import Cost, interleaved, options, table, times


def main() -> None:
    """Measures, and prints the table."""
    parser = options(__doc__)
    parser.add_argument("--records", type=int, default=20_000)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = source(folder, given.records)

        def run(workers: int, _: int) -> Cost:
            return export(file, "-o", folder / f"{workers}.nq", "--workers", workers)

        costs = interleaved({str(count): partial(run, count) for count in given.workers}, given.runs)
        written = {(folder / f"{count}.nq").read_bytes() for count in given.workers}
    if len(written) > 1:
        raise SystemExit("the workers' bytes differ")
    first = next(iter(costs.values()))
    rows = [
        (
            f"{count} workers" if count != "1" else "one process",
            times(first.seconds / cost.seconds),
            f"{cost.megabytes:.0f} MB",
        )
        for count, cost in costs.items()
    ]
    print(table(("export", "as fast", "peak memory of a process"), rows))


if __name__ == "__main__":
    main()
