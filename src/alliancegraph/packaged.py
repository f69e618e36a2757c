"""Opens the files the package brings: shapes, ontology, code lists, context, tables."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).parent


def folder(name: str) -> Path:
    """The folder `ontology` or `shapes`: inside an installed package, or beside `src` in a checkout."""
    installed = _HERE / name
    return installed if installed.is_dir() else _HERE.parents[1] / name


def text(folder_name: str, file: str) -> str:
    """A packaged text file."""
    return (folder(folder_name) / file).read_text(encoding="utf-8")


def files(folder_name: str, suffix: str) -> tuple[Path, ...]:
    """The files of a packaged folder that end in `suffix`, by name."""
    return tuple(sorted(folder(folder_name).glob(f"*{suffix}")))
