"""`init` and `publish` as a user meets them: what is written, what is refused, and what stays as it was."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from alliancegraph.publishing import swap
from alliancegraph.publishing.settings import lacking
from alliancegraph.records import Record, to_yaml
from alliancegraph.records.publication import load
from publications import DATA, SETTINGS, alliance, sample
from test_cli import run

SAMPLE = DATA / "alliances"


def put(folder: Path, records: Iterable[Record], **settings: str) -> Path:
    """Records as files in a folder of their own, with the sample's settings and more (TOML)."""
    folder.mkdir(exist_ok=True)
    for file in folder.iterdir():
        file.unlink()
    for record in records:
        (folder / f"{record.id}.yaml").write_text(to_yaml(record), encoding="utf-8")
    own = (DATA / "publication.toml").read_text(encoding="utf-8")
    more = "".join(f"{key} = {value}\n" for key, value in settings.items())
    kept = [line for line in own.split("\n") if line.split(" = ")[0] not in settings]
    (folder / "publication.toml").write_text(more + "\n".join(kept), encoding="utf-8")
    return folder


def digests(folder: Path) -> Mapping[str, str]:
    """Every file of a folder and what is in it."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def publish(source: Path, site: Path, *more: object, code: int = 0) -> Result:
    done = run("publish", source, "-o", site, *more)
    assert done.exit_code == code, done.output
    return done


def register(site: Path) -> Any:
    return json.loads((site / "register.json").read_text(encoding="utf-8"))


ALLIANCES = [alliance(f"a{n}", modified="2026-01-01") for n in range(12)]


# --- init -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["de", "en"])
def test_init_writes_settings_that_load_once_they_are_filled_in(language: str, tmp_path: Path) -> None:
    done = run("init", tmp_path, language=language)
    assert done.exit_code == 0
    assert f"alliancegraph publish {tmp_path}" in done.stderr
    file = tmp_path / "publication.toml"
    text = file.read_text(encoding="utf-8")
    filled = text.replace('base = ""', 'base = "https://data.example.org/"').replace(
        'email = ""', 'email = "a@example.org"'
    )
    file.write_text(re.sub(r'\b(de|en) = ""', r'\1 = "Text"', filled), encoding="utf-8")
    settings = load(file)
    assert {one.field for one in lacking(settings)} == {"keywords", "area"}
    assert settings.licence == SETTINGS.licence


@pytest.mark.parametrize("language", ["de", "en"])
def test_what_init_leaves_as_comments_loads_too(language: str, tmp_path: Path) -> None:
    """Each commented setting, uncommented alone, is one the settings know."""
    run("init", tmp_path, language=language)
    file = tmp_path / "publication.toml"
    whole = file.read_text(encoding="utf-8")
    filled = whole.replace('base = ""', 'base = "https://data.example.org/"').replace(
        'email = ""', 'email = "a@example.org"'
    )
    commented = re.findall(r"^# ([a-z_]+ = .*)$", filled, re.MULTILINE)
    assert len(commented) >= 7
    for line in commented:
        file.write_text(filled.replace(f"# {line}", line), encoding="utf-8")
        load(file)


def test_all_that_is_not_filled_in_is_said_at_once_and_where(tmp_path: Path) -> None:
    records = put(tmp_path / "records", ALLIANCES)
    (records / "publication.toml").unlink()
    run("init", records)
    lines = (records / "publication.toml").read_text(encoding="utf-8").split("\n")
    said = publish(records, tmp_path / "site", code=2).stderr
    found = re.findall(r"publication\.toml:(\d+)  ([a-z.]+)  error", said)
    assert [field for _, field in found] == ["base", "title", "description", "publisher.name", "contact.email"]
    assert all('""' in lines[int(line) - 1] for line, _ in found)


def test_init_replaces_no_settings(tmp_path: Path) -> None:
    (tmp_path / "publication.toml").write_text("mine", encoding="utf-8")
    done = run("init", tmp_path)
    assert done.exit_code == 2
    assert "there already" in done.stderr
    assert (tmp_path / "publication.toml").read_text(encoding="utf-8") == "mine"


# --- publish: what it needs -------------------------------------------------------------------------------------------


def test_publish_without_settings_says_what_makes_them(tmp_path: Path) -> None:
    records = put(tmp_path / "records", ALLIANCES)
    (records / "publication.toml").unlink()
    done = publish(records, tmp_path / "site", code=2)
    assert "alliancegraph init" in done.stderr
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(
    ("setting", "value", "field", "message"),
    [
        ("title", "{}", "title", "needed to publish"),
        ("title", '{ de = "" }', "title", "needed to publish"),
        ("licence", None, "licence", "needed to publish"),
        ("publisher", "{}", "publisher.name", "needed to publish"),
        ("themes", '["SOZI"]', "themes[0]", "not in the list that portals demand"),
        ("frequency", '"OFTEN"', "frequency", "not in the list that portals demand"),
        ("frequency", '"often"', "frequency", "not a code of an EU list"),
        ("contact", '{ name = "Office" }', "contact.email", "needed to publish"),
        ("publisher", f'{{ name = "P", homepage = "{SETTINGS.base}" }}', "publisher.homepage", "another homepage"),
        ("publisher", '{ name = "P", type = "https://x.example/" }', "publisher.type", "publishertype/LocalAuthority"),
        ("renamed", '[{ old = "perleberg", new = "alliance/b" }]', "renamed[0].old", "names no alliance"),
        ("area", '{ states = ["1"] }', "area.states[0]", "state key"),
        ("language", '"fr"', "language", "not possible"),
    ],
)
def test_settings_a_portal_would_refuse_are_said_and_nothing_is_written(
    setting: str, value: str | None, field: str, message: str, tmp_path: Path
) -> None:
    records = put(tmp_path / "records", ALLIANCES)
    text = (DATA / "publication.toml").read_text(encoding="utf-8")
    text = re.sub(rf"^\[{setting}\]\n(.+\n)+", "", text + "\n", flags=re.MULTILINE)
    text = re.sub(rf"^{setting} = .*\n", "", text, flags=re.MULTILINE)
    (records / "publication.toml").write_text(f"{setting} = {value}\n{text}" if value else text, encoding="utf-8")
    done = publish(records, tmp_path / "site", code=2)
    assert f"{field}  error" in done.stderr
    assert message in done.stderr
    assert not (tmp_path / "site").exists()


def test_a_day_that_is_none_is_refused(tmp_path: Path) -> None:
    assert run("publish", SAMPLE, "-o", tmp_path / "site", "--date", "2026-02-30").exit_code == 2


def test_violations_leave_the_old_site_as_it_is(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish(put(tmp_path / "records", ALLIANCES), site)
    before = digests(site)
    faulty = put(tmp_path / "records", [*ALLIANCES, alliance("b", contact_points=[{"id": "c", "postal_code": "1"}])])
    done = publish(faulty, site, code=1)
    assert "postal_code  error" in done.stderr
    assert "Nothing was published" in done.stderr
    (faulty / "b.yaml").write_text("type: alliance\nid: b\nnmae: B\n", encoding="utf-8")
    assert "name'?" in publish(faulty, site, code=1).stderr
    assert digests(site) == before


def test_no_record_at_all_is_no_publication(tmp_path: Path) -> None:
    done = publish(put(tmp_path / "records", []), tmp_path / "site", code=2)
    assert not (tmp_path / "site").exists()
    assert "no record here" in done.stderr


@pytest.mark.parametrize("outside", ["records", "."])
def test_sources_and_site_within_each_other_are_refused(outside: str, tmp_path: Path) -> None:
    records = put(tmp_path / "records", ALLIANCES)
    settings = ["--publication", records / "publication.toml"]
    done = publish(tmp_path / outside, records / "site", *settings, code=2)
    assert "within each other" in done.stderr
    inside = put(tmp_path / "site", ALLIANCES)
    assert "within each other" in publish(inside, tmp_path / "site", code=2).stderr
    assert len(list(inside.iterdir())) == 13


def test_a_folder_of_something_else_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "thesis.txt").write_text("mine", encoding="utf-8")
    assert "something other than a published site" in publish(SAMPLE, tmp_path / "site", code=2).stderr
    assert digests(tmp_path / "site").keys() == {"thesis.txt"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "cannot be read"),
        ('{"format": 1', "cannot be read"),
        ("[]", "cannot be read"),
        ("{}", "cannot be read"),
        ('{"format": 1, "base": "https://x.example/", "resources": {"alliance/a": 1}}', "cannot be read"),
        ('{"format": 2}', "format 2"),
        ('{"name": "something else"}', "cannot be read"),
    ],
)
def test_a_register_that_cannot_be_read_is_never_taken_for_a_new_one(content: str, said: str, tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish(SAMPLE, site)
    (site / "register.json").write_text(content, encoding="utf-8")
    before = digests(site)
    done = publish(SAMPLE, site, code=2)
    assert f"{site / 'register.json'}  error" in done.stderr
    assert said in done.stderr
    assert digests(site) == before


def test_another_base_stops(tmp_path: Path) -> None:
    records = put(tmp_path / "records", ALLIANCES)
    publish(records, tmp_path / "site")
    before = digests(tmp_path / "site")
    put(records, ALLIANCES, base='"https://elsewhere.example.org/"')
    done = publish(records, tmp_path / "site", code=2)
    assert SETTINGS.base in done.stderr
    assert "https://elsewhere.example.org/" in done.stderr
    assert digests(tmp_path / "site") == before


# --- publish: what changes, and what does not -------------------------------------------------------------------------


def test_what_has_not_changed_stays_byte_for_byte_and_keeps_its_time(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish(SAMPLE, site)
    before, times = digests(site), {path: path.stat().st_mtime_ns for path in site.rglob("*")}
    assert "Nothing has changed" in publish(SAMPLE, site).stderr
    assert digests(site) == before
    assert {path: path.stat().st_mtime_ns for path in site.rglob("*")} == times


def test_days_without_other_content_move_nothing(tmp_path: Path) -> None:
    source = {"url": "https://example.org/", "retrieved": "2026-01-01"}
    given = [alliance("a", modified="2026-01-01", source=source)]
    publish(put(tmp_path / "records", given), tmp_path / "site")
    before = digests(tmp_path / "site")
    later = [alliance("a", modified="2026-05-05", source=source | {"retrieved": "2026-05-05"})]
    publish(put(tmp_path / "records", later), tmp_path / "site", "--date", "2026-06-06")
    assert digests(tmp_path / "site") == before


def test_files_that_have_not_changed_keep_their_time(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish(put(tmp_path / "records", ALLIANCES), site)
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*.ttl")}
    changed = alliance("a0", modified="2026-02-02", description="Neu")
    publish(put(tmp_path / "records", [changed, *ALLIANCES[1:]]), site)
    moved = {path.relative_to(site).as_posix() for path, time in before.items() if path.stat().st_mtime_ns != time}
    assert moved == {
        "record/alliance/a0.ttl",
        "dump/alliances.ttl",
        "catalog.ttl",
        "dataset/alliances.ttl",
        "void.ttl",
    }


@pytest.mark.slow
def test_the_same_records_give_the_same_bytes_whatever_the_hash_seed_and_order(tmp_path: Path) -> None:
    files = sorted(SAMPLE.glob("*.yaml"))
    for seed, given in (("1", files), ("2", files[::-1])):
        arguments = ["publish", *map(str, given), "-o", str(tmp_path / seed), "--quiet"]
        environment = os.environ | {"PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-m", "alliancegraph", *arguments], env=environment, check=True)
    assert digests(tmp_path / "1") == digests(tmp_path / "2")


def test_a_day_moves_with_content_only_and_is_asked_for_where_it_does_not(tmp_path: Path) -> None:
    records, site = tmp_path / "records", tmp_path / "site"
    publish(put(records, ALLIANCES), site)
    edited = [alliance("a0", modified="2026-01-01", description="Neu"), *ALLIANCES[1:]]
    done = publish(put(records, edited), site)
    assert "its date has not: 2 (Bündnis a0, dataset/alliances)" in done.stderr
    assert register(site)["resources"]["alliance/a0"]["modified"] == "2026-01-01"
    edited[0] = alliance("a0", modified="2026-01-01", description="Neuer")
    assert "its date has not" not in publish(put(records, edited), site, "--date", "2026-03-03").stderr
    entries = register(site)
    assert entries["resources"]["alliance/a0"]["modified"] == "2026-03-03"
    assert entries["resources"]["alliance/a1"]["modified"] == "2026-01-01"
    assert entries["datasets"]["alliances"]["modified"] == "2026-03-03"
    assert '"2026-03-03"^^xsd:date' in (site / "record/alliance/a0.ttl").read_text(encoding="utf-8")
    assert '"2026-03-03"' in (site / "catalog.ttl").read_text(encoding="utf-8")
    # A day that lies behind is no step back.
    edited[0] = alliance("a0", modified="2025-01-01", description="Am neuesten")
    publish(put(records, edited), site, "--date", "2026-02-02")
    assert register(site)["resources"]["alliance/a0"]["modified"] == "2026-03-03"


def test_what_was_said_and_withheld_is_summed_up(tmp_path: Path) -> None:
    office = {
        "id": "c",
        "organization": "Stadt",
        "telephones": ["+493876781407"],
        "person": {"name": "Erika Mustermann"},
    }
    given = [*ALLIANCES, alliance("b", contact_points=[office])]
    done = publish(put(tmp_path / "records", given), tmp_path / "site")
    assert "Withheld for want of a legal basis: 1 " in done.stderr
    assert "New: 13, changed: 0, renamed: 0, no longer published: 0." in done.stderr
    for path in (tmp_path / "site").rglob("*"):
        assert not path.is_file() or b"Mustermann" not in path.read_bytes(), path
    publish(put(tmp_path / "records", given[:-1]), tmp_path / "site")


# --- publish: deletions and renames -----------------------------------------------------------------------------------


def test_more_than_a_tenth_gone_stops_until_it_is_confirmed(tmp_path: Path) -> None:
    records, site = tmp_path / "records", tmp_path / "site"
    publish(put(records, ALLIANCES), site)
    before = digests(site)
    done = publish(put(records, ALLIANCES[2:]), site, code=1)
    assert "2 of 12 published entries would go: Bündnis a0, Bündnis a1" in done.stderr
    assert digests(site) == before
    done = publish(records, site, "--confirm-deletions", "--date", "2026-04-04")
    assert "no longer published: 2." in done.stderr
    entries = register(site)
    assert entries["gone"] == {"alliance/a0": "2026-04-04", "alliance/a1": "2026-04-04"}
    assert not list(site.glob("record/alliance/a0*"))
    assert "Nothing has changed" in publish(records, site).stderr


def test_a_tenth_may_go_unasked(tmp_path: Path) -> None:
    records, site = tmp_path / "records", tmp_path / "site"
    publish(put(records, ALLIANCES), site)
    publish(put(records, ALLIANCES[1:]), site)
    assert register(site)["gone"] == {"alliance/a0": None}


def test_the_line_that_is_suggested_makes_a_redirect(tmp_path: Path) -> None:
    records, site = tmp_path / "records", tmp_path / "site"
    project = {"id": "p", "name": "Fest"}
    publish(put(records, [*ALLIANCES[1:], alliance("old", "Bündnis A", projects=[project])]), site)
    given = [*ALLIANCES[1:], alliance("new", "Bündnis A", projects=[project])]
    done = publish(put(records, given), site, code=1)  # two of thirteen
    (line,) = re.findall(r"renamed = (\[.*\])\. Then", done.stderr)
    done = publish(put(records, given, renamed=line), site)
    assert "renamed: 2, no longer published: 0." in done.stderr
    assert register(site)["renamed"] == {"alliance/old": "alliance/new"}
    assert register(site)["gone"] == {}
    # The line may stay, and go: what was renamed once stays so.
    assert "Nothing has changed" in publish(records, site).stderr
    publish(put(records, given), site)
    assert register(site)["renamed"] == {"alliance/old": "alliance/new"}


def test_an_id_that_is_gone_never_names_something_else(tmp_path: Path) -> None:
    records, site = tmp_path / "records", tmp_path / "site"
    publish(put(records, ALLIANCES), site)
    publish(put(records, ALLIANCES[1:]), site)
    before = digests(site)
    other = alliance("a0", "Netzwerk Kinderarmut")
    done = publish(put(records, [*ALLIANCES[1:], other]), site, code=1)
    assert "a0  error  The id alliance/a0 was 'Bündnis a0'" in done.stderr
    assert digests(site) == before
    same = alliance("a0", "Netzwerk Kinderarmut", alternative_names=[{"de": "Bündnis a0"}])
    publish(put(records, [*ALLIANCES[1:], same]), site)
    assert register(site)["gone"] == {}


# --- publish: the folder ----------------------------------------------------------------------------------------------


def test_files_of_others_in_the_folder_stay(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish(SAMPLE, site)
    own = site / ".well-known" / "acme" / "token"
    own.parent.mkdir(parents=True)
    own.write_text("mine", encoding="utf-8")
    (site / "googlecheck.html").write_text("mine too", encoding="utf-8")
    publish(put(tmp_path / "records", [*sample(), alliance("new")]), site)
    assert own.read_text(encoding="utf-8") == "mine"
    assert (site / "googlecheck.html").read_text(encoding="utf-8") == "mine too"
    assert (site / "record/alliance/new.html").is_file()


def test_no_extra_is_needed_and_without_workbooks_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for extra in ("extruct", "lxml", "pyoxigraph", "python_calamine", "starlette", "uvicorn", "xlsxwriter"):
        monkeypatch.setitem(sys.modules, extra, None)
    done = publish(SAMPLE, tmp_path / "site")
    assert "alliancegraph[xlsx]" in done.stderr
    assert not list((tmp_path / "site").rglob("*.xlsx"))
    catalogue = (tmp_path / "site" / "catalog.ttl").read_text(encoding="utf-8")
    assert ".xlsx" not in catalogue
    assert ".csv" in catalogue


@pytest.mark.slow
def test_a_disk_that_takes_nothing_leaves_the_old_site(tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish(SAMPLE, site)
    before = digests(site)
    records = put(tmp_path / "records", [*sample(), alliance("new")])
    program = (
        "import resource, sys\nfrom alliancegraph.cli import main\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))\n"
        "main(sys.argv[1:])"
    )
    arguments = ["publish", str(records), "-o", str(site), "--language", "en"]
    done = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True)
    assert done.returncode == 2, done.stderr
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert digests(site) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["records", "site"]


def test_a_publication_that_is_running_is_said(tmp_path: Path) -> None:
    with swap.locked(tmp_path / "site"):
        assert "is running" in publish(SAMPLE, tmp_path / "site", code=2).stderr
    publish(SAMPLE, tmp_path / "site")


def test_a_site_behind_a_link_is_replaced_where_it_is(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "site").symlink_to(tmp_path / "disk" / "site")
    publish(SAMPLE, tmp_path / "site")
    publish(put(tmp_path / "records", [*sample(), alliance("new")]), tmp_path / "site")
    assert (tmp_path / "site").is_symlink()
    assert (tmp_path / "disk" / "site" / "record/alliance/new.html").is_file()
