"""Real web servers on a site: `serve`, and nginx, Apache and Caddy with the configuration that lies in the site."""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from alliancegraph.publishing.layout import Files
from stores import free_port

PATH = f"{os.environ['PATH']}:/usr/sbin"
"""Where programs are; Debian keeps servers in a folder that not every user looks in."""


class Response(NamedTuple):
    """A response; header names in lower case, headers given several times joined."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def listed(self, name: str) -> set[str]:
        """The members of a list header, in lower case."""
        return {one.strip().lower() for one in self.headers.get(name, "").split(",")} - {""}


class Server(NamedTuple):
    """A running server: its name and version, its port, its process, the site it serves, and the folder of it all."""

    name: str
    release: str
    port: int
    process: subprocess.Popen[bytes]
    site: Path
    folder: Path

    def get(self, path: str, headers: Mapping[str, str] | None = None, method: str = "GET", body: str = "") -> Response:
        """The response to a request, sent as it is: no header is added, no redirect followed, no path mended."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        with contextlib.closing(connection):
            connection.putrequest(method, path, skip_accept_encoding=True)
            for name, value in (headers or {}).items():
                connection.putheader(name, value)
            if body:
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body.encode() or None)
            answer = connection.getresponse()
            found: dict[str, str] = {}
            for name, value in answer.getheaders():
                found[name.lower()] = f"{found[name.lower()]}, {value}" if name.lower() in found else value
            return Response(answer.status, found, answer.read())


def write(folder: Path, files: Files) -> None:
    """Writes files as they have lain there for a day: Apache gives a file of this second no strong ETag."""
    yesterday = time.time() - 86400
    for path, content in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        os.utime(file, (yesterday, yesterday))


@contextlib.contextmanager
def serving(name: str, files: Files, path: str = "/", *options: str) -> Iterator[Server]:
    """A server of a site that stands at a path of its host."""
    with tempfile.TemporaryDirectory(prefix="alliancegraph-") as temporary:
        folder = Path(temporary)
        folder.chmod(0o755)
        site = folder / "www" / path.strip("/")
        site.mkdir(parents=True)
        write(site, files)
        with SERVERS[name].start(folder, site, *options) as server:
            yield server


@contextlib.contextmanager
def _process(
    name: str, release: str, command: list[str], folder: Path, site: Path, port: int | None = None
) -> Iterator[Server]:
    """Runs a server in the foreground until it is no longer needed; without `port` it says its own."""
    said = folder / f"{name}.log"
    places = dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"), str(folder))
    environment = {**os.environ, "PATH": PATH, **places}
    with said.open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, env=environment)
    try:
        for _ in range(1000):
            text = said.read_text(errors="replace")
            assert process.poll() is None, text
            known = port or next((int(found[1]) for found in re.finditer(r"http://[^ ]+:(\d+)/", text)), None)
            if known and _answers(known):
                yield Server(name, release, known, process, site, folder)
                break
            time.sleep(0.02)
        else:
            raise AssertionError(f"{name} does not answer: {said.read_text(errors='replace')}")
    finally:
        process.terminate()
        process.wait(20)


def _answers(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def _version(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, "PATH": PATH})
    found = re.search(r"\d+\.\d+[.\d]*", done.stdout + done.stderr)
    assert found, command
    return found[0]


def _serve(folder: Path, site: Path, *options: str) -> contextlib.AbstractContextManager[Server]:
    command = [sys.executable, "-m", "alliancegraph", "serve", str(site), "--port", "0", *options]
    return _process("serve", _version(sys.executable, "-m", "alliancegraph", "--version"), command, folder, site)


def _nginx(folder: Path, site: Path) -> contextlib.AbstractContextManager[Server]:
    port = free_port()
    places = "".join(f"{kind}_temp_path {folder}/temp;\n" for kind in ("proxy", "fastcgi", "uwsgi", "scgi"))
    (folder / "nginx.conf").write_text(
        f"""{"user root;" if os.getuid() == 0 else ""}
        daemon off;
        pid {folder}/nginx.pid;
        error_log stderr;
        events {{}}
        http {{
            access_log off;
            client_body_temp_path {folder}/temp;
            {places}
            include {site}/_server/nginx-http.conf;
            server {{
                listen 127.0.0.1:{port};
                root {folder}/www;
                include {site}/_server/nginx-server.conf;
            }}
        }}
        """
    )
    command = ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", "stderr"]
    return _process("nginx", _version("nginx", "-v"), command, folder, site, port)


def _apache(folder: Path, site: Path) -> contextlib.AbstractContextManager[Server]:
    port = free_port()
    wanted = ("mpm_event", "authz_core", "mime", "dir", "deflate", "filter", "rewrite", "headers", "setenvif", "env")
    modules = "".join(f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n" for name in wanted)
    user = "User www-data\nGroup www-data\n" if os.getuid() == 0 else ""
    (folder / "apache.conf").write_text(
        f"""{modules}{user}
        ServerRoot {folder}
        ServerName localhost
        Listen 127.0.0.1:{port}
        PidFile {folder}/apache.pid
        DefaultRuntimeDir {folder}
        ErrorLog /dev/stderr
        TypesConfig /etc/mime.types
        AddOutputFilterByType DEFLATE text/html text/plain text/css application/json
        DocumentRoot {folder}/www
        <Directory {folder}/www>
            AllowOverride All
            Require all granted
        </Directory>
        """
    )
    command = ["apache2", "-DFOREGROUND", "-f", str(folder / "apache.conf")]
    return _process("apache", _version("apache2", "-v"), command, folder, site, port)


def _caddy(folder: Path, site: Path) -> contextlib.AbstractContextManager[Server]:
    port = free_port()
    (folder / "Caddyfile").write_text(
        f"""{{
            admin off
            auto_https off
        }}
        http://127.0.0.1:{port} {{
            root * {folder}/www
            import {site}/_server/Caddyfile
        }}
        """
    )
    command = ["caddy", "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]
    return _process("caddy", _version("caddy", "version"), command, folder, site, port)


class Kind(NamedTuple):
    """A kind of server: its program, and how it is started."""

    program: str
    start: Callable[..., contextlib.AbstractContextManager[Server]]

    def is_there(self) -> bool:
        """Whether the program is installed."""
        return shutil.which(self.program, path=PATH) is not None


SERVERS: Mapping[str, Kind] = {
    "serve": Kind(sys.executable, _serve),
    "nginx": Kind("nginx", _nginx),
    "apache": Kind("apache2", _apache),
    "caddy": Kind("caddy", _caddy),
}
