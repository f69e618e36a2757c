"""What lies in a site for its servers: configuration, and files compressed beforehand."""

from __future__ import annotations

import gzip
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliancegraph.errors import SiteError
from alliancegraph.publishing.configuration import configuration
from alliancegraph.publishing.history.register import Register
from alliancegraph.publishing.parts.compression import precompressed
from servers import PATH, SERVERS, write

BASE = "https://netz.example.org/"


def test_two_sites_may_stand_on_one_server(tmp_path: Path) -> None:
    if not SERVERS["nginx"].is_there():
        pytest.skip("nginx is not installed")
    http, server = "", ""
    for name in ("nord", "sued"):
        write(tmp_path / name, configuration(Register(f"{BASE}{name}/")))
        http += f"include {tmp_path}/{name}/_server/nginx-http.conf;\n"
        server += f"include {tmp_path}/{name}/_server/nginx-server.conf;\n"
    (tmp_path / "nginx.conf").write_text(
        f"pid {tmp_path}/pid; error_log stderr; events {{}} http {{ {http} server {{ root {tmp_path}; {server} }} }}"
    )
    nginx = shutil.which("nginx", path=PATH)
    assert nginx
    command = [nginx, "-t", "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf"), "-e", "stderr"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("path", ["a b/", 'a"b/', "a$b/", "a%22b/", "b%C3%BCndnis/", "a;b/", "a{b/", "a(b/"])
def test_a_base_that_no_configuration_can_carry_is_refused(path: str) -> None:
    with pytest.raises(SiteError) as caught:
        configuration(Register(BASE + path))
    (found,) = caught.value.findings
    assert (found.code, found.field) == ("base-path", "base")


@pytest.mark.parametrize("path", ['alliance/a" 1; }', "alliance/a\nb", "alliance/../x", "alliance", "alliance/$a", ""])
def test_a_register_that_would_write_configuration_is_refused(path: str) -> None:
    for register in (Register(BASE, gone={path: None}), Register(BASE, renamed={"alliance/a": path})):
        with pytest.raises(SiteError):
            configuration(register)


def test_what_is_longer_stands_first() -> None:
    register = Register(
        BASE,
        renamed={
            "alliance/a": "alliance/b",
            "alliance/b": "alliance/c",
            "alliance/x/project/p": "alliance/c/project/p",
        },
        gone={"alliance/x": None},
    )
    said = configuration(register)[".htaccess"].decode()
    places = [said.index(line) for line in ("record/alliance/x/project/p(", "record/alliance/a(", "record/alliance/x(")]
    assert places == sorted(places)
    assert '"^id/alliance/a([./].*)?$" "/id/alliance/c$1"' in said


@given(
    st.dictionaries(
        st.sampled_from(["a.html", "b/c.ttl", "d.xlsx", "e.nt.gz", "f.css", "g.png"]), st.binary(max_size=3000)
    )
)
def test_companions_hold_what_they_stand_for(files: dict[str, bytes]) -> None:
    packed = precompressed(files)
    assert packed == precompressed(files)
    large = {path for path, content in files.items() if len(content) > 1024}
    assert packed.keys() == {f"{path}.gz" for path in large if not path.endswith((".xlsx", ".gz", ".png"))}
    for path, content in packed.items():
        assert gzip.decompress(content) == files[path.removesuffix(".gz")]
        assert content[3:8] == bytes(5)  # RFC 1952 section 2.3: no name, no time
