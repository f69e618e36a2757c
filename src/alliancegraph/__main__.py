"""`python -m alliancegraph` is the command `alliancegraph`."""

from alliancegraph.cli import main

main()
