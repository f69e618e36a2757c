"""The directory in figures: what is counted, and where the bars of the pictures stand."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from alliancegraph.areas import DISTRICT
from alliancegraph.publishing.pages.directory import Directory

WIDTH, TALLEST, BAR_ROW = 640, 180, 46
_COLUMNS = 40
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


class Bar(NamedTuple):
    """A bar: what it stands for, its number, where it begins and how long it is; a minor one needs no label."""

    label: str
    number: int
    at: float
    length: float
    is_minor: bool = False


class Figure(NamedTuple):
    """A picture of some numbers: its bars, how wide each is, and how many had nothing to count."""

    bars: tuple[Bar, ...]
    breadth: float
    without: int

    @property
    def most(self) -> Bar | None:
        """The longest bar, the first among equals."""
        return max(self.bars, key=lambda bar: bar.number, default=None)


def by_year(directory: Directory) -> Figure:
    """Alliances by founding year; by spans of years where single ones would be too many columns."""
    years = [int(alliance.founded[:4]) for alliance in directory.alliances.values() if alliance.founded]
    without = len(directory.alliances) - len(years)
    if not years:
        return Figure((), 0, without)
    spread = max(years) - min(years) + 1
    step = next(step for step in _STEPS if spread <= (_COLUMNS - 1) * step)
    counted = Counter(year // step * step for year in years)
    starts = range(min(counted), max(counted) + 1, step)
    breadth = WIDTH / len(starts)
    unit = TALLEST / max(counted.values())
    return Figure(
        tuple(
            Bar(
                str(start) if step == 1 else f"{start}–{start + step - 1}",
                counted[start],
                round(position * breadth, 2),
                round(counted[start] * unit, 2),
                bool(start % (5 * step)) and len(starts) > 5,
            )
            for position, start in enumerate(starts)
        ),
        round(breadth, 2),
        without,
    )


def by_district(directory: Directory) -> Figure:
    """Partners by district, as the alliances count them: keys as labels, the most first."""
    counted: Counter[str] = Counter()
    without = 0
    for id, alliance in directory.alliances.items():
        keys = [key for key in directory.districts(id) if len(key) == DISTRICT]
        if alliance.partner_count is None or not keys:
            without += 1
            continue
        for key in keys:
            counted[key] += alliance.partner_count.value
    ranked = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    unit = WIDTH / max((*counted.values(), 1))
    bars = (Bar(key, number, n * BAR_ROW, round(number * unit, 2)) for n, (key, number) in enumerate(ranked))
    return Figure(tuple(bars), BAR_ROW, without)
