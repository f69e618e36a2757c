"""The command `alliancegraph`, which is also `python -m alliancegraph`."""

import sys

from alliancegraph import __version__


def main() -> None:
    """Runs the command. `--version` alone is answered before that is loaded, which takes longer than Python itself."""
    if sys.argv[1:] == ["--version"]:
        print(f"alliancegraph, version {__version__}")
        return
    from alliancegraph.cli import main as command

    command()


if __name__ == "__main__":
    main()
