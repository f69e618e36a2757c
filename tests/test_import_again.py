"""Importing again into a folder that people have edited: the three-way merge, and the command that uses it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

import alliancegraph as ag
from alliancegraph import cli
from alliancegraph.records import to_plain
from alliancegraph.records.merge import ABSENT, Difference, changes, merge, same

# --- The merge, case by case ----------------------------------------------------------------------------------------

# base, ours, theirs -> value, and whether it is a difference; None stands for a field that is not there.
TABLE = [
    ("1", "1", "1", "1", False),
    ("1", "1", "2", "2", False),  # the page is new
    ("1", "2", "1", "2", False),  # the file was edited
    ("1", "2", "2", "2", False),  # both, alike
    ("1", "2", "3", "2", True),
    (None, None, "1", "1", False),  # the page has come to say something
    (None, "1", None, "1", False),  # a person has added something
    (None, "1", "1", "1", False),
    (None, "1", "2", "1", True),
    ("1", None, "1", None, False),  # a person has taken it out
    ("1", "1", None, None, False),  # the page has taken it out
    ("1", None, None, None, False),
    ("1", None, "2", None, True),
    ("1", "2", None, "2", True),
]


def _field(value: str | None) -> dict[str, Any]:
    return {} if value is None else {"founded": value}


def _or_absent(value: str | None) -> Any:
    return ABSENT if value is None else value


@pytest.mark.parametrize(("base", "ours", "theirs", "value", "differs"), TABLE)
def test_every_case_of_a_field(
    base: str | None, ours: str | None, theirs: str | None, value: str | None, differs: bool
) -> None:
    merged = merge(_field(base), _field(ours), _field(theirs))
    assert merged.value == _field(value)
    said = Difference("founded", *map(_or_absent, (base, ours, theirs)))
    assert merged.differences == ((said,) if differs else ())
    assert merged.remembered == _field(base if differs else theirs)
    accepted = merge(_field(base), _field(ours), _field(theirs), accept=lambda path: path == "founded")
    assert (accepted.value, accepted.differences) == (_field(theirs), ())
    kept = merge(_field(base), _field(ours), _field(theirs), keep=lambda path: path == "founded")
    assert (kept.value, kept.differences, kept.remembered) == (_field(value), (), _field(theirs))


def test_parts_with_an_id_are_merged_field_by_field_wherever_they_stand() -> None:
    base = {"p": [{"id": "a", "x": "1", "y": "1"}, {"id": "b", "x": "1"}]}
    ours = {"p": [{"id": "b", "x": "2"}, {"id": "a", "x": "1", "y": "2"}]}  # moved, and edited
    theirs = {"p": [{"id": "a", "x": "3", "y": "1"}, {"id": "b", "x": "3"}, {"id": "c"}]}
    merged = merge(base, ours, theirs)
    # New ones stand behind the one they follow on the page.
    assert merged.value == {"p": [{"id": "b", "x": "2"}, {"id": "c"}, {"id": "a", "x": "3", "y": "2"}]}
    assert [one.field for one in merged.differences] == ["p[b].x"]


def test_a_part_that_one_side_took_out_and_the_other_changed_is_a_difference() -> None:
    base, without = {"p": [{"id": "a", "x": "1"}]}, {"p": [{"id": "b"}]}
    changed = {"p": [{"id": "a", "x": "2"}, {"id": "b"}]}
    assert merge(base, without, changed).value == without
    assert [one.field for one in merge(base, without, changed).differences] == ["p[a]"]
    assert merge(base, changed, without).value == changed
    assert [one.field for one in merge(base, changed, without).differences] == ["p[a]"]


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "value", "differs"),
    [
        (["1"], ["1", "2"], ["1", "3"], ["1", "3", "2"], False),  # both have added
        (["1", "2"], ["1"], ["1", "2", "3"], ["1", "3"], False),  # one taken out, one added
        (["1"], ["2"], ["1", "3"], ["2", "3"], False),
        (["1"], ["2"], ["3"], ["2"], True),  # two versions of one, perhaps
        (["1", "1"], ["1"], ["1", "1", "1"], ["1"], True),
    ],
)
def test_lists_of_texts(base: list[str], ours: list[str], theirs: list[str], value: list[str], differs: bool) -> None:
    merged = merge({"t": base}, {"t": ours}, {"t": theirs})
    assert sorted(merged.value["t"]) == sorted(value)
    assert bool(merged.differences) is differs


_leaves = st.sampled_from(["1", "2", "3", 1])
_parts = st.lists(
    st.fixed_dictionaries({"id": st.sampled_from("abcd")}, optional={"x": _leaves, "y": _leaves}),
    max_size=3,
    unique_by=lambda part: str(part["id"]),
)
_plain = st.fixed_dictionaries(
    {},
    optional={
        "f": _leaves,
        "g": _leaves,
        "m": st.fixed_dictionaries({}, optional={"de": _leaves, "en": _leaves}),
        "t": st.lists(st.sampled_from("abcd"), max_size=3),
        "p": _parts,
        "u": st.lists(st.fixed_dictionaries({"url": st.sampled_from("ab")}, optional={"x": _leaves}), max_size=2),
    },
)


@given(_plain, _plain)
def test_an_untouched_file_becomes_the_page(base: Any, theirs: Any) -> None:
    merged = merge(base, base, theirs)
    assert merged.value == merged.remembered == theirs
    assert merged.differences == ()


@given(_plain, _plain)
def test_an_unchanged_page_leaves_the_file(base: Any, ours: Any) -> None:
    merged = merge(base, ours, base)
    assert (merged.value, merged.differences, merged.remembered) == (ours, (), base)


@given(_plain, _plain, _plain)
def test_the_same_again_changes_nothing_and_says_the_same(base: Any, ours: Any, theirs: Any) -> None:
    first = merge(base, ours, theirs)
    again = merge(first.remembered, first.value, theirs)
    assert same(again.value, first.value)
    assert len(again.differences) == len(first.differences)


@given(_plain, _plain, _plain)
def test_what_a_person_wrote_is_never_lost(base: Any, ours: Any, theirs: Any) -> None:
    merged = merge(base, ours, theirs)
    for name in ("f", "g"):
        if ours.get(name) != base.get(name):
            assert merged.value.get(name) == ours.get(name)
    for item in ours.get("t", ()):
        assert item in merged.value.get("t", ()) or item in base.get("t", ())


@given(_plain, _plain, _plain)
def test_what_the_page_says_new_is_taken_or_said(base: Any, ours: Any, theirs: Any) -> None:
    merged = merge(base, ours, theirs)
    said = {one.field.split("[")[0].split(".")[0] for one in merged.differences}
    for name in ("f", "g"):
        if theirs.get(name) != base.get(name):
            assert merged.value.get(name) == theirs.get(name) or name in said
    for part in theirs.get("p", ()):
        known = {one["id"] for version in (base, ours) for one in version.get("p", ())}
        assert part in merged.value.get("p", ()) or part["id"] in known or "p" in said


@given(_plain, _plain, _plain)
def test_accepting_all_gives_the_page_and_keeping_all_leaves_no_difference(base: Any, ours: Any, theirs: Any) -> None:
    def every(_: str) -> bool:
        return True

    assert same(merge(base, ours, theirs, accept=every).value, theirs)
    kept = merge(base, ours, theirs, keep=every)
    assert kept.differences == ()
    assert merge(kept.remembered, kept.value, theirs).differences == ()


@given(_plain, _plain)
def test_changes_are_none_only_between_equals(before: Any, after: Any) -> None:
    assert (not list(changes(before, after))) is same(before, after)


# --- The command ----------------------------------------------------------------------------------------------------

PAGE = """\
Lokales Bündnis für Familie Perleberg

Gründungsjahr: {founded}

Adresse:
Stadtverwaltung Perleberg
{street}
19348 Perleberg
Telefon: 03876 781407

Selbstdarstellung:
Wir sind ein Bündnis.
{more}"""


class Office:
    """A page and a folder of record files, as somebody keeps them."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.page, self.records = folder / "page.txt", folder / "records"
        self.file = self.records / "perleberg.yaml"
        self.publish()

    def publish(self, founded: str = "2008", street: str = "Großer Markt 1", more: str = "") -> None:
        self.page.write_text(PAGE.format(founded=founded, street=street, more=more), encoding="utf-8")

    def run(self, *options: str, language: str = "en") -> Result:
        arguments = ["import", str(self.page), "-o", str(self.records), "--language", language, "--update", *options]
        done = CliRunner().invoke(cli.main, arguments)
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done

    def edit(self, old: str, new: str) -> None:
        text = self.file.read_text(encoding="utf-8")
        assert old in text
        self.file.write_text(text.replace(old, new), encoding="utf-8")

    def text(self) -> str:
        return self.file.read_text(encoding="utf-8")

    def state(self) -> dict[str, tuple[bytes, int]]:
        return {str(p): (p.read_bytes(), p.stat().st_mtime_ns) for p in self.records.rglob("*") if p.is_file()}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path)
    assert office.run().exit_code == 0
    return office


def test_the_same_page_again_writes_nothing(office: Office) -> None:
    office.edit("founded:", "# asked the mayor\nfounded:   ")
    before = office.state()
    done = office.run()
    assert done.exit_code == 0
    assert "import" not in done.stderr.replace("import-", "")
    assert "Records written: 0" in done.stderr
    assert office.state() == before


def test_an_untouched_field_follows_the_page_and_comments_stay(office: Office) -> None:
    office.edit("founded:", "# asked the mayor\nfounded:")
    office.publish(street="Großer Markt 2")
    done = office.run()
    assert done.exit_code == 0
    assert "perleberg.contact_points[0].street  note" in done.stderr
    assert '"Großer Markt 1"; on the page now: "Großer Markt 2"' in done.stderr
    assert 'street: "Großer Markt 2"' in office.text()
    assert "# asked the mayor\nfounded:" in office.text()
    assert "lost" not in done.stderr


def test_an_edited_field_stays_and_is_no_difference_while_the_page_stays(office: Office) -> None:
    office.edit('"2008"', '"2007"')
    done = office.run()
    assert done.exit_code == 0
    assert "import-difference" not in done.stderr
    assert 'founded: "2007"' in office.text()


def test_where_both_went_on_a_person_decides(office: Office) -> None:
    office.edit('"2008"', '"2007-04" # from the chronicle')
    office.publish(founded="2009", street="Großer Markt 2")
    line = office.text()[: office.text().index("founded")].count("\n") + 1
    for _ in range(2):  # said until it is decided
        done = office.run()
        assert done.exit_code == 0
        assert f"{office.file}:{line}  perleberg.founded  warning" in done.stderr
        assert 'Last import: "2008"; in the file: "2007-04"; on the page now: "2009"' in done.stderr
        assert 'founded: "2007-04" # from the chronicle' in office.text()
        assert "Großer Markt 2" in office.text()
    assert "Zuletzt eingelesen" in office.run(language="de").stderr


@pytest.mark.parametrize("chosen", ["founded", "perleberg.founded"])
def test_accept_takes_the_page_and_keep_the_file(chosen: str, office: Office) -> None:
    office.edit('"2008"', '"2007"')
    office.publish(founded="2009")
    assert "import-difference" not in office.run("--keep", chosen).stderr
    assert 'founded: "2007"' in office.text()
    assert "import-difference" not in office.run().stderr
    assert office.run("--accept", chosen).exit_code == 0
    assert 'founded: "2009"' in office.text()
    assert "Records written: 0" in office.run().stderr


def test_a_field_of_an_office_is_chosen_by_its_id(office: Office) -> None:
    office.edit("Großer Markt 1", "Kirchplatz 5")
    office.publish(street="Großer Markt 2")
    done = office.run()
    assert "perleberg.contact_points[0].street  warning" in done.stderr
    assert "--accept perleberg.contact_points[office].street" in done.stderr
    assert "There is no" not in office.run("--accept", "perleberg.contact_points[office].street").stderr
    assert "Großer Markt 2" in office.text()


def test_a_choice_that_fits_nothing_is_said(office: Office) -> None:
    done = office.run("--accept", "fuonded")
    assert done.exit_code == 0
    assert "'fuonded'" in done.stderr


def test_diff_shows_all_and_writes_nothing(office: Office, tmp_path: Path) -> None:
    office.edit('"2008"', '"2007"')
    office.publish(founded="2009", street="Großer Markt 2")
    before = office.state()
    done = office.run("--diff")
    assert done.exit_code == 0
    assert "import-difference" in done.stderr
    assert "import-update" in done.stderr
    assert office.state() == before
    office.records = tmp_path / "other"
    assert "This file is new" in office.run("--diff").stderr
    assert not office.records.exists()


def test_diff_and_choices_need_a_folder(office: Office) -> None:
    for option in (["--diff"], ["--accept", "x"], ["--keep", "x"]):
        done = CliRunner().invoke(cli.main, ["import", str(office.page), *option])
        assert done.exit_code == 2


def test_a_field_is_accepted_or_kept_but_not_both(office: Office) -> None:
    done = office.run("--accept", "founded", "--keep", "founded", "--keep", "name")
    assert done.exit_code == 2
    assert "(founded)" in done.stderr


def test_new_fields_are_put_in_without_touching_the_others(office: Office) -> None:
    office.edit("contact_points:", "# our office\ncontact_points:")
    office.publish(more="\nSchwerpunkte:\n- Vereinbarkeit von Familie und Beruf\n- Spielplätze\n")
    done = office.run()
    assert "# our office\ncontact_points:" in office.text()
    assert "focus_areas" in office.text()
    assert "lost" not in done.stderr
    assert [len(record.focus_areas) for record in ag.read(office.file) if isinstance(record, ag.Alliance)] == [2]


def test_comments_that_go_with_a_field_written_anew_are_said(office: Office) -> None:
    office.edit("  telephones:", "  telephones: # the porter's")
    office.publish(more="\nFax: 03876 781408\n")
    done = office.run()
    assert "781408" in office.text()
    assert "comments in them are lost" in done.stderr


def test_line_ends_of_the_file_stay(office: Office) -> None:
    office.file.write_bytes(office.file.read_bytes().replace(b"\n", b"\r\n"))
    office.publish(street="Großer Markt 2", more="\nSchwerpunkte:\n- Spielplätze\n")
    assert office.run().exit_code == 0
    content = office.file.read_bytes()
    assert "Großer Markt 2".encode() in content
    assert b"focus_areas:\r\n" in content
    assert content.count(b"\n") == content.count(b"\r\n")


def test_a_second_import_without_update_names_the_option(office: Office) -> None:
    done = CliRunner().invoke(cli.main, ["import", str(office.page), "-o", str(office.records), "--language", "en"])
    assert done.exit_code == 2
    assert "--update" in done.stderr
    assert "there already" in done.stderr


def test_a_hand_made_file_is_refused(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.records.mkdir()
    office.file.write_text("type: alliance\nid: perleberg\n", encoding="utf-8")
    before = office.state()
    for options in ([], ["--diff"], ["--accept", "founded"]):
        done = office.run(*options)
        assert done.exit_code == 2
        assert "No import wrote this file" in done.stderr
        assert office.state() == before


@pytest.mark.parametrize(
    "content",
    ["mine", "type: alliance\nid: perleberg\nfounded: 20o8\n", "type: organization\nid: perleberg\n", b"\xff\xfe", ""],
)
def test_a_file_that_cannot_be_read_is_left_alone(content: str | bytes, office: Office) -> None:
    office.file.write_bytes(content if isinstance(content, bytes) else content.encode())
    before = office.state()
    done = office.run()
    assert done.exit_code == 2
    assert "No import wrote this file" in done.stderr
    assert office.state() == before


def test_a_file_taken_away_is_written_anew(office: Office) -> None:
    office.file.unlink()
    assert office.run().exit_code == 0
    assert office.file.exists()


def test_a_broken_memory_is_none(office: Office) -> None:
    (office.records / ".imported" / "perleberg.json").write_text("{", encoding="utf-8")
    done = office.run()
    assert done.exit_code == 2
    assert "No import wrote this file" in done.stderr


def test_a_record_gone_from_the_page_is_said_and_stays(office: Office) -> None:
    office.page.write_text(PAGE.replace("Perleberg", "Pritzwalk").format(founded=1, street="A 1", more=""), "utf-8")
    done = office.run()
    assert done.exit_code == 0
    assert "perleberg  warning  This record is no longer on the page page.txt" in done.stderr
    assert office.file.exists()


def test_pages_of_one_name_in_other_folders_are_other_pages(tmp_path: Path) -> None:
    first, second = (Office(tmp_path / name) for name in ("in", "in2"))
    second.records = first.records
    second.page.write_text(PAGE.replace("Perleberg", "Pritzwalk").format(founded=1, street="A 1", more=""), "utf-8")
    assert first.run().exit_code == 0
    assert "no longer on" not in second.run().stderr
    assert "no longer on" not in first.run().stderr
    first.page.write_text("Lokales Bündnis für Familie Karstädt\n", encoding="utf-8")
    done = first.run()
    assert done.stderr.count("no longer on") == 1
    assert "perleberg  warning  This record is no longer on the page page.txt" in done.stderr


def test_standard_input_is_never_the_same_again(office: Office) -> None:
    arguments = ["import", "-", "-o", str(office.records), "--language", "en", "--update"]
    for town in ("Pritzwalk", "Karstädt"):
        done = CliRunner().invoke(cli.main, arguments, input=f"Lokales Bündnis für Familie {town}\n")
        assert (done.exit_code, "no longer on" in done.stderr) == (0, False)


@pytest.mark.parametrize("source", [["x"], {}, None, 1])
def test_a_memory_of_no_source_is_of_none(source: object, office: Office) -> None:
    import json

    memory = office.records / ".imported" / "perleberg.json"
    known = json.loads(memory.read_text(encoding="utf-8"))
    memory.write_text(json.dumps({**known, "from": source}), encoding="utf-8")
    office.page.write_text(PAGE.replace("Perleberg", "Pritzwalk").format(founded=1, street="A 1", more=""), "utf-8")
    assert "no longer on" not in office.run().stderr


def test_what_is_remembered_of_a_source_holds_on_any_machine(tmp_path: Path) -> None:
    for place in ("one", "two/deeper"):
        office = Office(tmp_path / place / "pages")
        office.records = tmp_path / place / "records"
        assert office.run().exit_code == 0
    one, two = ((tmp_path / place / "records/.imported/perleberg.json") for place in ("one", "two/deeper"))
    assert one.read_bytes() == two.read_bytes()
    assert '"from": "pages/page.txt"' in one.read_text(encoding="utf-8")


def test_lines_that_only_moved_are_no_change(office: Office) -> None:
    office.publish(more="\nKontakt:\n§§ 17 // 4 x\n")
    assert office.run().exit_code == 0
    (before,) = ag.read(office.file)
    assert isinstance(before, ag.Alliance)
    assert before.unrecognised
    text = office.text()
    office.page.write_text("\n\n" + office.page.read_text(encoding="utf-8"), encoding="utf-8")
    assert "Records written: 0" in office.run().stderr
    assert office.text() == text


def test_memories_are_no_source(office: Office) -> None:
    assert [record.id for record in ag.read(office.records)] == ["perleberg"]


def test_a_record_that_cannot_be_written_leaves_all_as_it_was(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.publish(street="Großer Markt 2")
    before = office.state()

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    done = office.run()
    assert done.exit_code == 2
    assert "No space left" in done.stderr
    assert office.state() == before
    monkeypatch.undo()
    assert office.run().exit_code == 0
    assert "Großer Markt 2" in office.text()


def test_what_is_remembered_is_the_record_read(office: Office) -> None:
    import json

    known = json.loads((office.records / ".imported" / "perleberg.json").read_text(encoding="utf-8"))
    (record,) = ag.read(office.page)
    assert known == {"from": "page.txt", "record": to_plain(record)}
