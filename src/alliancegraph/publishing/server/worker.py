"""The process that answers SPARQL queries: a store in memory, filled from a site's dumps, one query at a time.

A query cannot be stopped from within, and may ask for more time or memory than there is: it therefore runs in a
process of its own, which `workers.py` ends when its time is up. Once the store is filled, the process can open
nothing more, no file and no connection.

Requests and answers are a line of JSON each on standard input and output, an answer's followed by its body.
"""

from __future__ import annotations

import gzip
import json
import signal
import sys
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
)

from alliancegraph.publishing.server.formats import GRAPHS, RESULTS

RESULT_LIMIT = 20_000_000  # bytes
_MEMORY = 1 << 30  # bytes that a query may take


class Reply(NamedTuple):
    """An HTTP status, the media type of what follows, and that."""

    status: int
    media_type: str
    body: bytes


class _Limited:
    """A file that takes so many bytes and no more."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self.size = 0

    def write(self, data: bytes) -> int:
        self.size += len(data)
        if self.size > RESULT_LIMIT:
            raise OverflowError
        self.parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        pass


def main() -> None:
    """Fills the store as the first line says, then answers a query a line, until there are none."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which closes our standard input
    orders, replies = sys.stdin.buffer, sys.stdout.buffer
    order = json.loads(orders.readline())
    try:
        store = _filled(order["files"])
    except (OSError, SyntaxError, EOFError) as error:
        _send(replies, Reply(500, "text/plain", str(error).encode()))
        return
    _lock_in()
    _send(replies, Reply(200, "text/plain", b""))
    for line in orders:
        order = json.loads(line)
        _alarm(order["seconds"] + 5)  # in case nobody is left who would end us
        _send(replies, answer(store, order))
        _alarm(0)


def answer(store: Store, order: dict[str, Any]) -> Reply:
    """The reply to a query: 400 where it does not parse, 406 where no form is acceptable, 413 where it is too long."""
    try:
        found = store.query(
            order["query"],
            base_iri=order["base"],
            default_graph=[NamedNode(iri) for iri in order["default"]] or None,
            named_graphs=[NamedNode(iri) for iri in order["named"]] or None,
        )
    except (SyntaxError, ValueError) as error:
        return Reply(400, "text/plain", f"The query does not parse. {error}\n".encode())
    except OSError as error:
        return Reply(500, "text/plain", f"The query failed. {error}\n".encode())
    chosen = order["graph"] if isinstance(found, QueryTriples) else order["results"]
    if chosen is None:
        forms = GRAPHS if isinstance(found, QueryTriples) else RESULTS
        return Reply(406, "text/plain", f"The result comes as {', '.join(forms)}.\n".encode())
    try:
        return Reply(200, chosen, _written(found, chosen))
    except OverflowError:
        limit = RESULT_LIMIT // 1_000_000
        return Reply(413, "text/plain", f"The result is larger than {limit} MB. Add a LIMIT.\n".encode())
    except (OSError, ValueError) as error:
        return Reply(500, "text/plain", f"The query failed. {error}\n".encode())


def _written(found: QuerySolutions | QueryBoolean | QueryTriples, media_type: str) -> bytes:
    output: Any = _Limited()
    if isinstance(found, QueryTriples):
        found.serialize(output, RdfFormat.from_media_type(media_type))
    else:
        found.serialize(output, QueryResultsFormat.from_media_type(media_type))
    return b"".join(output.parts)


def _filled(files: list[tuple[str, str | None]]) -> Store:
    """A store with some files of a site, in the default graph or the graph named beside each."""
    store = Store()
    for path, graph in files:
        content = Path(path).read_bytes()
        content = gzip.decompress(content) if path.endswith(".gz") else content
        form = RdfFormat.N_TRIPLES if ".nt" in Path(path).suffixes else RdfFormat.TURTLE
        store.load(content, form, to_graph=NamedNode(graph) if graph else None)
    return store


def _lock_in() -> None:
    """From here on the kernel refuses to open files and connections, and more memory than a query may take."""
    try:
        import resource
    except ImportError:  # not on Windows
        return
    statistics = Path("/proc/self/statm")  # Linux: the size of the process in pages
    if statistics.exists():
        limit = int(statistics.read_text().split()[0]) * resource.getpagesize() + _MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def _alarm(seconds: float) -> None:
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _send(replies: BinaryIO, reply: Reply) -> None:
    head = {"status": reply.status, "media_type": reply.media_type, "length": len(reply.body)}
    replies.write(json.dumps(head).encode() + b"\n" + reply.body)
    replies.flush()


if __name__ == "__main__":
    main()
