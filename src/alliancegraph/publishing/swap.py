"""The one module of publishing that writes: a site takes its place at once, or stays as it was.

The new site is written beside the old one, brought to the disk, and the two folders change names in one step
(`renameat2` with RENAME_EXCHANGE, Linux 3.15). Whoever looks at any moment, also after a run was killed, sees the old
site or the new one, whole. Where a system or file system cannot exchange, the old folder is renamed away and the new
one into its place: there is a moment without a site then, and a run killed in it is mended by the next.

Beside `site` there are for a while `.site.new` and `.site.lock`; what a killed run leaves of them the next one removes.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from alliancegraph.errors import Place, SiteError, finding
from alliancegraph.publishing.layout import MANIFEST, REGISTER, Files

if sys.platform != "win32":
    import fcntl

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2  # linux/fcntl.h, linux/fs.h


@contextlib.contextmanager
def locked(site: Path) -> Iterator[Path]:
    """Holds a site's folder for one publication, from reading its register to replacing it; gives its real path.

    Raises `SiteError` where another publication holds it, and where it holds something other than a site, and
    `OSError` where its parent cannot be written to.
    """
    site = site.resolve()
    site.parent.mkdir(parents=True, exist_ok=True)
    lock = _beside(site, "lock")
    handle = _lock(lock, site)
    try:
        _mend(site)
        if site.exists() and not _is_site(site):
            raise SiteError([finding("site-foreign", place=Place(str(site)))])
        yield site
    finally:
        # Removed while it is held, so that nobody else holds it by another name; Windows leaves it there.
        with contextlib.suppress(OSError):
            lock.unlink()
        os.close(handle)


def replace(site: Path, files: Files) -> bool:
    """Puts a site in the place of the old one, held with `locked`; whether anything was written.

    Files in the old folder that no publication wrote (`.well-known/`, say) stay. Those that have not changed keep their
    time of change: a server's `Last-Modified` moves with content. Raises `OSError`, and leaves the old site, where
    anything cannot be written.
    """
    kept = _foreign(site, files)
    if _present(site) == kept.keys() | files.keys() and all(_holds(site / path, files[path]) for path in files):
        return False
    fresh = _beside(site, "new")
    try:
        fresh.mkdir()
        for path, content in files.items():
            _write(fresh / path, content, site / path)
        for path, file in kept.items():
            (fresh / path).parent.mkdir(parents=True, exist_ok=True)
            _take(file, fresh / path)
        if site.exists():
            shutil.copymode(site, fresh)
        _to_disk(fresh)
        _exchange(fresh, site)
        _to_disk(site.parent)
    finally:
        # After the exchange this is the old site, after a failure the beginning of the new one.
        shutil.rmtree(fresh, ignore_errors=True)
    return True


def _beside(site: Path, name: str) -> Path:
    return site.with_name(f".{site.name}.{name}")


def _lock(lock: Path, site: Path) -> int:
    """An open file that this process alone has locked; its name is the lock's, not that of one removed meanwhile."""
    while True:
        handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            if sys.platform != "win32":
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.path.samestat(os.fstat(handle), os.stat(lock)):  # noqa: PTH116 - beside fstat
                return handle
        except FileNotFoundError:
            pass  # removed by the one who held it: once more
        except BlockingIOError as error:
            os.close(handle)
            raise SiteError([finding("site-locked", place=Place(str(site)))]) from error
        os.close(handle)


def _mend(site: Path) -> None:
    """Removes what a killed run has left; where it was killed between two renames, the old site comes back."""
    old = _beside(site, "old")
    if old.exists() and not site.exists():
        old.rename(site)
    for leftover in (_beside(site, "new"), old):
        if leftover.exists():
            shutil.rmtree(leftover)


def _is_site(folder: Path) -> bool:
    return (folder / REGISTER).is_file() or (folder.is_dir() and not any(folder.iterdir()))


def _present(site: Path) -> set[str]:
    """The paths of all files in a site, those whose folder is a link included: nothing behind it is followed."""
    found = set()
    for folder, folders, names in os.walk(site):
        links = [name for name in folders if Path(folder, name).is_symlink()]
        found |= {Path(folder, name).relative_to(site).as_posix() for name in (*names, *links)}
    return found


def _foreign(site: Path, files: Files) -> dict[str, Path]:
    """The files in the old folder that no publication wrote, and that are in the way of none."""
    manifest = site / MANIFEST
    if not manifest.is_file():
        return {}
    own = set(manifest.read_text(encoding="utf-8").splitlines())
    return {path: site / path for path in sorted(_present(site) - own - files.keys())}


def _holds(file: Path, content: bytes) -> bool:
    try:
        return file.stat().st_size == len(content) and file.read_bytes() == content
    except OSError:
        return False


def _write(file: Path, content: bytes, old: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    if _holds(old, content):
        _take(old, file)
    else:
        file.write_bytes(content)


def _take(old: Path, new: Path) -> None:
    """Gives a file a second name, or copies it with its times where that cannot be done."""
    try:
        os.link(old, new, follow_symlinks=False)
    except OSError:
        shutil.copy2(old, new, follow_symlinks=False)


def _to_disk(folder: Path) -> None:
    """Waits until what was written to the folder's file system is on the disk: one call for thousands of files."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        if (syncfs := _libc("syncfs")) is None or syncfs(handle) != 0:
            os.sync()
    finally:
        os.close(handle)


def _exchange(fresh: Path, site: Path) -> None:
    """Lets two folders change names, in one step where that can be done."""
    if site.exists() and not any(site.iterdir()):
        site.rmdir()
    if not site.exists():
        fresh.rename(site)
        return
    swap = _libc("renameat2")
    if swap and swap(_AT_FDCWD, os.fsencode(fresh), _AT_FDCWD, os.fsencode(site), _RENAME_EXCHANGE) == 0:
        return
    old = _beside(site, "old")
    site.rename(old)
    try:
        fresh.rename(site)
    except OSError:
        old.rename(site)
        raise
    old.rename(fresh)


def _libc(name: str) -> Callable[..., int] | None:
    """A function of the C library; None where it has none of the name."""
    if not sys.platform.startswith("linux"):
        return None
    try:
        found: Callable[..., int] = getattr(ctypes.CDLL(None, use_errno=True), name)
    except (OSError, AttributeError):
        return None
    return found
