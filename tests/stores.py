"""Real RDF stores, started for a test on a free loopback port."""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import pytest
import requests

from alliancegraph.publishing.push import Credentials

VIRTUOSO = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = {sql}
NumberOfBuffers = 2000
[HTTPServer]
ServerPort = {http}
ServerThreads = 4
"""


class Store(NamedTuple):
    """A running store: its component's name and version, its two endpoints, and who may write."""

    name: str
    release: str
    graph_store: str
    update: str
    credentials: Credentials


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def running(command: list[str], folder: Path, address: str) -> Iterator[None]:
    """Runs a server until the test is over; it is up once its address answers, whatever it answers."""
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(command, cwd=folder, stdout=log, stderr=subprocess.STDOUT)
    try:
        for _ in range(300):
            with contextlib.suppress(requests.ConnectionError):
                requests.get(address, timeout=5)
                break
            assert server.poll() is None, (folder / "server.log").read_text()
            time.sleep(0.1)
        yield
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


@contextlib.contextmanager
def oxigraph(folder: Path) -> Iterator[Store]:
    program = Path(sys.executable).with_name("oxigraph")
    if not program.is_file():
        pytest.skip("Oxigraph's server is not there: pip install oxigraph")
    address = f"http://127.0.0.1:{free_port()}"
    command = [str(program), "serve", "--location", str(folder / "data"), "--bind", address.removeprefix("http://")]
    with running(command, folder, address):
        yield Store("Oxigraph server", version("oxigraph"), f"{address}/store", f"{address}/update", Credentials())


@contextlib.contextmanager
def virtuoso(folder: Path) -> Iterator[Store]:
    if shutil.which("virtuoso-t") is None:
        pytest.skip("Virtuoso is not there: apt-get install virtuoso-opensource-7-bin")
    port = free_port()
    (folder / "virtuoso.ini").write_text(VIRTUOSO.format(sql=free_port(), http=port))
    address = f"http://127.0.0.1:{port}"
    with running(["virtuoso-t", "+foreground", "+configfile", "virtuoso.ini"], folder, f"{address}/sparql"):
        release = requests.head(f"{address}/sparql", timeout=5).headers["Server"].split("/")[1].split()[0]
        name = "dba"  # as a new database has it
        yield Store(
            "Virtuoso",
            release,
            f"{address}/sparql-graph-crud-auth",
            f"{address}/sparql-auth",
            Credentials(user=name, password=name),
        )


STORES = {"oxigraph": oxigraph, "virtuoso": virtuoso}
