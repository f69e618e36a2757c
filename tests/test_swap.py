"""A site takes its place at once: whenever a run is killed, it is the old one or the new one, whole."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from alliancegraph.errors import SiteError
from alliancegraph.publishing import swap
from alliancegraph.publishing.layout import MANIFEST, Files
from publications import alliance
from test_publish import digests, put


def version(number: int, files: int = 3) -> Files:
    """The files of a small site; every one says which version it is of, but one that is in all."""
    made = {f"record/{n}.html": f"{number}".encode() for n in range(files)}
    made |= {"register.json": f"{number}".encode(), "style.css": b"same", f"only-{number}.txt": b"x"}
    return made | {MANIFEST: "".join(f"{path}\n" for path in sorted({*made, MANIFEST})).encode()}


def put_site(site: Path, files: Files) -> bool:
    with swap.locked(site) as folder:
        return swap.replace(folder, files)


def held(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def test_a_site_is_replaced_whole_and_nothing_lies_beside_it(tmp_path: Path) -> None:
    site = tmp_path / "deep" / "site"
    for number in (1, 2):
        assert put_site(site, version(number))
        assert held(site) == version(number)
        assert [path.name for path in site.parent.iterdir()] == ["site"]
    assert not put_site(site, version(2))


def test_an_empty_folder_becomes_a_site(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    put_site(tmp_path / "site", version(1))
    assert held(tmp_path / "site") == version(1)


def test_a_file_that_is_the_same_is_not_written_again(tmp_path: Path) -> None:
    site = tmp_path / "site"
    put_site(site, version(1))
    os.utime(site / "style.css", (1, 1))
    put_site(site, version(2))
    assert (site / "style.css").stat().st_mtime == 1
    assert (site / "record/0.html").stat().st_mtime > 1


def test_a_reader_never_meets_a_site_that_is_not_there(tmp_path: Path) -> None:
    """Linux exchanges the two folders in one step; the register is always of one version or the other."""
    site, seen, done = tmp_path / "site", set(), threading.Event()
    put_site(site, version(0))

    def look() -> None:
        while not done.is_set():
            seen.add((site / "register.json").read_bytes())

    reader = threading.Thread(target=look)
    reader.start()
    for number in range(1, 60):
        put_site(site, version(number % 2))
    done.set()
    reader.join()
    assert seen == {b"0", b"1"}


def test_where_folders_cannot_be_exchanged_they_are_renamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(swap, "_libc", lambda name: None)
    for number in (1, 2):
        put_site(tmp_path / "site", version(number))
        assert held(tmp_path / "site") == version(number)
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_run_killed_between_two_renames_is_mended_by_the_next(tmp_path: Path) -> None:
    site = tmp_path / "site"
    put_site(site, version(1))
    site.rename(tmp_path / ".site.old")
    (tmp_path / ".site.new").mkdir()
    (tmp_path / ".site.new" / "half").touch()
    with swap.locked(site):
        assert held(site) == version(1)
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_two_runs_never_hold_one_site(tmp_path: Path) -> None:
    with swap.locked(tmp_path / "site"), pytest.raises(SiteError) as caught, swap.locked(tmp_path / "site"):
        pass
    assert [one.code for one in caught.value.findings] == ["site-locked"]
    with swap.locked(tmp_path / "site"), swap.locked(tmp_path / "other"):
        pass


def test_many_runs_at_once_hold_it_one_after_the_other(tmp_path: Path) -> None:
    inside, most, done = [0], [0], [0]

    def run() -> None:
        for _ in range(50):
            try:
                with swap.locked(tmp_path / "site"):
                    inside[0] += 1
                    most[0] = max(most[0], inside[0])
                    time.sleep(0)
                    inside[0] -= 1
                    done[0] += 1
            except SiteError:
                pass

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most[0] == 1
    assert done[0]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("moment", ["write", "exchange"])
def test_a_failure_leaves_the_old_site_and_nothing_beside_it(
    moment: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    put_site(site, version(1))

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(swap, "_write" if moment == "write" else "_exchange", fail)
    with pytest.raises(OSError, match="No space"):
        put_site(site, version(2))
    assert held(site) == version(1)
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


# A process that has everything loaded and does its work, line by line, in children: what is killed is the work, not the
# start of an interpreter. A child is waited for when that is asked for, so that its number is nobody else's before.
PARENT = """
import os, sys
{work}
for line in sys.stdin:
    child = os.fork()
    if not child:
        sys.stderr = open(os.devnull, "w")
        try:
            work(line.split())
        except SystemExit as end:
            os._exit(end.code or 0)
        os._exit(0)
    print(child, flush=True)
    sys.stdin.readline()
    print(os.waitpid(child, 0)[1], flush=True)
"""
PUBLISH = """
from alliancegraph.cli import main as work, publishing
publishing.validate([])
"""
REPLACE = """
from pathlib import Path
from test_swap import put_site, version
def work(arguments):
    put_site(Path(arguments[0]), version(int(arguments[1]), 100))
"""
ROUNDS = 50


class Worker:
    """A process that works in children, which can be killed."""

    def __init__(self, work: str) -> None:
        program = [sys.executable, "-c", PARENT.format(work=work)]
        self.process = subprocess.Popen(
            program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parent
        )
        self.seconds = 0.0

    def run(self, line: str, delay: float | None = None) -> int:
        """Lets a child do its work, killed after `delay` seconds; how it ended."""
        child = int(self.ask(line))
        start = time.monotonic()
        if delay is not None:
            time.sleep(delay)
            os.kill(child, signal.SIGKILL)
        ended = int(self.ask("wait"))
        self.seconds = time.monotonic() - start
        return ended

    def ask(self, line: str) -> str:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()
        return self.process.stdout.readline()

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        with self.process:
            self.process.stdin.close()  # type: ignore[union-attr]


@pytest.mark.slow
def test_killed_at_any_moment_it_is_the_old_site_or_the_new_one(tmp_path: Path) -> None:
    site = tmp_path / "site"
    put(tmp_path / "one", [alliance("old", modified="2026-11-01")])
    put(tmp_path / "two", [alliance("old", modified="2026-11-01"), alliance("new", modified="2026-12-01")])
    lines = [f"publish {tmp_path / name} -o {site} --confirm-deletions --quiet" for name in ("one", "two")]
    moments = random.Random(4)  # noqa: S311 - the same moments on every run
    killed, replaced = 0, 0
    with Worker(PUBLISH) as worker:
        known = []
        for line in (*lines, *lines):
            assert worker.run(line) == 0
            known.append(digests(site))
        now, whole = known[-1], worker.seconds
        for number in range(ROUNDS):
            ended = worker.run(lines[number % 2], moments.uniform(0, whole * 1.1))
            found = digests(site)
            assert found in known[2:], sorted(set(found) ^ set(now))
            killed += ended == signal.SIGKILL
            replaced += found != now
            now = found
        assert worker.run(lines[0]) == 0
        assert digests(site) == known[2]
    # Both ends of a run were met: some were killed before the site was replaced, some had replaced it.
    assert killed >= ROUNDS // 4
    assert 0 < replaced < ROUNDS
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "site", "two"]


@pytest.mark.slow
def test_killed_while_it_writes_and_exchanges(tmp_path: Path) -> None:
    """The same for the moments of the exchange alone, which in a whole run are few."""
    site, versions = tmp_path / "site", [version(number, 100) for number in (0, 1)]
    moments = random.Random(7)  # noqa: S311 - the same moments on every run
    seen = set()
    with Worker(REPLACE) as worker:
        for number in (0, 1):
            assert worker.run(f"{site} {number}") == 0
        whole = worker.seconds
        for number in range(ROUNDS):
            worker.run(f"{site} {number % 2}", moments.uniform(0, whole * 1.3))
            found = held(site)
            assert found in versions
            seen.add(found["register.json"])
    put_site(site, version(2))
    assert seen == {b"0", b"1"}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
