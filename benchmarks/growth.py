"""Time and memory against the number of records: a straight line, and none.

    python benchmarks/growth.py                        # 1,000, 10,000, 100,000 and 1,000,000 records
    python benchmarks/growth.py --sizes 1000 5000      # others
    python benchmarks/growth.py --workers 2

Sizes of more than 100,000 records are run once: there a run's length evens out what the medians do elsewhere.

Prints for each size how many times the records and the time of the first it has, of whole exports (read, indexed,
mapped, validated, written as N-Quads); how far it is off the straight line through all sizes; and the greatest memory
that one of its processes had.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

from exporting import export, source
from measure import Cost, interleaved, options, table, times

LARGE = 100_000


def line(points: dict[int, float]) -> tuple[float, float, float]:
    """The straight line through points, each weighed by its relative error: start, slope, and R² of it."""
    weights = {x: 1 / y**2 for x, y in points.items()}
    total = sum(weights.values())
    mean_x = sum(weights[x] * x for x in points) / total
    mean_y = sum(weights[x] * y for x, y in points.items()) / total
    spread = sum(weights[x] * (x - mean_x) ** 2 for x in points)
    slope = sum(weights[x] * (x - mean_x) * (y - mean_y) for x, y in points.items()) / (spread or 1)
    start = mean_y - slope * mean_x
    off = sum(weights[x] * (y - start - slope * x) ** 2 for x, y in points.items())
    around = sum(weights[x] * (y - mean_y) ** 2 for x, y in points.items())
    return start, slope, 1 - off / around if around else 1.0


def _ignoring(call: Callable[[int], Cost], size: int, _: int) -> Cost:
    """A way that is the same whatever the number of the run."""
    return call(size)


def main() -> None:
    """Measures, and prints the table."""
    parser = options(__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000, 1_000_000])
    parser.add_argument("--workers", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)

        def exported(size: int) -> Cost:
            return export(source(folder, size), "-o", folder / "out.nq", "--workers", given.workers)

        once = cache(exported)
        ways = {str(size): partial(_ignoring, once if size > LARGE else exported, size) for size in given.sizes}
        for size in given.sizes:
            source(folder, size)
        costs = interleaved(ways, given.runs)
    seconds = {size: costs[str(size)].seconds for size in given.sizes}
    start, slope, fit = line(seconds)
    first = given.sizes[0]
    rows = [
        (
            f"{size:,} records",
            times(size / first),
            times(seconds[size] / seconds[first]),
            f"{abs(seconds[size] / (start + slope * size) - 1) * 100:.0f}%",
            f"{costs[str(size)].megabytes:.0f} MB",
        )
        for size in given.sizes
    ]
    rows.append(("fit of the line (R²)", "–", "–", f"{fit * 100:.0f}%", "–"))
    print(table(("size", "records", "time", "off the line", "peak memory"), rows))


if __name__ == "__main__":
    main()
