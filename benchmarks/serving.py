"""`serve` beside nginx on the same files: requests a second, errors, memory.

Publishes a directory of so many alliances, then lets wrk ask one server and the other for what portals, programs and
people ask for. Ends with 1 where a response is an error, or `serve` holds more memory afterwards than when it was warm.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "tests"))

from msgspec.structs import replace  # noqa: E402 - after the path to the tests' servers

from alliancegraph.publishing.layout import Files  # noqa: E402
from publications import alliance, sample, whole_site  # noqa: E402
from servers import PATH, Server, serving  # noqa: E402

CONNECTIONS = 32
GROWTH = 8.0  # MB that may be added while serving: less than one response for each connection
TURTLE, BROWSER = "text/turtle, application/ld+json;q=0.9", "text/html,application/xhtml+xml,*/*;q=0.8"
REQUESTS = (
    ("/", BROWSER),
    ("/style.css", "*/*"),
    ("/id/alliance/perleberg", TURTLE),
    ("/record/alliance/perleberg", TURTLE),
    ("/record/alliance/perleberg", BROWSER),
    ("/record/alliance/wittenberge.jsonld", "*/*"),
    ("/catalog.ttl", "*/*"),
    ("/dump/alliances.nt.gz", "*/*"),
)
# wrk asks for one after the other; at the end it counts what went wrong.
SCRIPT = """
local asked, at = {}, 0
init = function(args)
  for line in io.lines(args[1]) do
    local path, accept = line:match("^(%S+)%s(.*)$")
    asked[#asked + 1] = wrk.format("GET", path, {["Accept"] = accept, ["Accept-Encoding"] = "gzip"})
  end
end
request = function() at = at % #asked + 1; return asked[at] end
done = function(summary, latency, requests)
  local e = summary.errors
  local wrong = e.connect + e.read + e.write + e.status + e.timeout
  io.write(string.format('\\n{"requests": %d, "seconds": %.3f, "wrong": %d, "p50": %.2f, "p99": %.2f}\\n',
    summary.requests, summary.duration / 1e6, wrong, latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
"""


def directory(size: int) -> Files:
    """The site of a directory of `size` alliances: the samples, and others like them."""
    perleberg = next(record for record in sample() if record.id == "perleberg")
    others = [replace(perleberg, id=f"perleberg-{n}", name=alliance("x", f"Bündnis {n}").name) for n in range(size)]
    return whole_site([*sample(), *others[: max(0, size - 3)]])


def load(server: Server, seconds: int, folder: Path) -> dict[str, Any]:
    """What wrk measures of a server."""
    script, requests = folder / "ask.lua", folder / "requests.txt"
    script.write_text(SCRIPT)
    requests.write_text("".join(f"{path} {accept}\n" for path, accept in REQUESTS))
    address = f"http://127.0.0.1:{server.port}"
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", str(script), address, "--", str(requests)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    measured: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return measured


def memory(server: Server) -> float:
    """The memory that a server's process holds, in MB."""
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))) / 1024


def main() -> int:
    """Measures, prints, and gives the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=30, help="how long each server is asked")
    parser.add_argument("--alliances", type=int, default=300, help="the size of the directory")
    options = parser.parse_args()
    missing = [program for program in ("wrk", "nginx") if shutil.which(program, path=PATH) is None]
    if missing:
        parser.error(f"needs Debian's {' and '.join(missing)}")
    files = directory(options.alliances)
    rates: dict[str, float] = {}
    wrong, growth = 0, 0.0
    print(f"{options.alliances} alliances, {len(files)} files; {options.seconds} s each, {CONNECTIONS} connections")
    with tempfile.TemporaryDirectory() as folder:
        for name in ("nginx", "serve"):
            with serving(name, files) as server:
                load(server, 2, Path(folder))  # warm: caches filled, all connections seen
                before = memory(server)
                found = load(server, options.seconds, Path(folder))
                growth = memory(server) - before
            rates[name] = found["requests"] / found["seconds"]
            wrong += found["wrong"]
            print(
                f"{name} {server.release}: {rates[name]:.0f} requests/s, {found['p50']:.1f} ms median, "
                f"{found['p99']:.1f} ms at 99 %, {found['wrong']} errors of {found['requests']} responses"
            )
    print(f"serve held {before:.0f} MB when warm, {before + growth:.0f} MB afterwards")
    print(f"ratio: serve answers {rates['serve'] / rates['nginx']:.2f} of the requests that nginx answers")
    return 1 if wrong or growth > GROWTH else 0


if __name__ == "__main__":
    sys.exit(main())
