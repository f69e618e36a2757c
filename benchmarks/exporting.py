"""What the benchmarks of whole exports share: a run of the command as a process, its time and its greatest memory."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import records
from measure import Cost


def source(folder: Path, count: int) -> Path:
    """A file of so many records, one in a hundred faulty; made once."""
    file = folder / f"{count}.jsonl"
    if not file.exists():
        with file.open("w", encoding="utf-8") as stream:
            for line in records.lines(count, seed=1, faults=0.01):
                stream.write(line.removesuffix("\n") + "\n")
    return file


def export(file: Path, *options: object) -> Cost:
    """Runs `alliancegraph export`: seconds on the clock, and the most memory that one of its processes had."""
    command = [sys.executable, "-m", "alliancegraph", "export", str(file), "--quiet", *map(str, options)]
    start = time.perf_counter()
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)  # our own program
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        raise RuntimeError(f"{' '.join(command)} failed")
    return Cost(time.perf_counter() - start, usage.ru_maxrss / 1024)
