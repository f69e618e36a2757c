"""What personal data a publication contains is told by record and basis, and what stays back: as values, text, JSON."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

import alliancegraph as ag
from alliancegraph import cli, records
from alliancegraph.cli.personal import FORMS
from alliancegraph.mapping.personal import STATUSES
from alliancegraph.mapping.privacy import KINDS, names_of, privacy_findings
from alliancegraph.records import Record
from alliancegraph.records.sheets import CHOICES
from strategies import make, record_sets
from test_privacy import FIELDS, LICENCE, alliance

BASES = [code for code, *_ in CHOICES["basis"]]


def found(*given: Record, publication: Any = None) -> dict[str, ag.PersonalItem]:
    """The items of records by field; a field of a second record replaces that of a first."""
    return {item.field: item for item in ag.personal_data(given, publication)}


def told(item: ag.PersonalItem) -> tuple[str, tuple[str, ...], bool]:
    return item.status, item.bases, item.by_publication


KINDS_OF_FIELDS = {
    "contact_points[0].person": "person",
    "contact_points[0].telephones[0]": "mobile",
    "contact_points[0].mobiles[0]": "mobile",
    "contact_points[0].emails[0]": "mailbox",
    "contact_points[0].care_of": "line",
    "images[0]": "image",
    "images[1]": "image-address",
    "images[2]": "image-address",
    "images[3]": "image-address",
}


@pytest.mark.parametrize("basis", [None, *BASES])
@pytest.mark.parametrize("general", [None, *BASES])
def test_everything_personal_is_an_item_with_the_basis_it_goes_out_on(basis: Any, general: Any) -> None:
    items = found(alliance(basis), publication=make.Publication(publication_basis=general))
    assert {field: item.kind for field, item in items.items()} == KINDS_OF_FIELDS
    for field, item in items.items():
        assert (item.type, item.of, item.record) == ("alliance", None, "musterstadt")
        assert FIELDS[field] in item.value
        # A basis that a person states is more than that of the publication.
        if basis:
            assert told(item) == ("published", (basis,), False)
        elif general:
            assert told(item) == ("published", (general,), True)
        else:
            assert told(item) == ("withheld", (), False)


def test_a_published_person_is_told_with_name_and_role() -> None:
    person = found(alliance("consent"))["contact_points[0].person"]
    assert person.value == "Dr. Erika Mustermann-Beispiel, Koordinatorin"


def test_a_basis_is_that_of_the_person_who_is_named() -> None:
    max_ = make.Person(name="Max Probe", publication_basis="consent")
    kim = make.Person(name="Kim Vorbild", publication_basis="public-task")
    erika = make.Person(name="Erika Beispiel")
    owner = make.Alliance(
        id="a",
        name="Bündnis",
        homepage="https://max-probe.example/",
        description={"de": "Kim Vorbild und Erika Beispiel.", "en": "Kim Vorbild."},
        contact_points=[make.ContactPoint(id="office", person=max_, emails=["unbekannt@stadt.example"])],
    )
    alone = make.ContactPoint(id="zwei", of="a", person=kim, care_of="Haus Max Probe", url="https://a.example/vorbild")
    third = make.ContactPoint(id="drei", of="a", person=erika, departments=["Amt", "Frau Probe"])
    items = ag.personal_data([third, alone, owner])
    assert {(item.record, item.field): told(item)[:2] for item in items} == {
        ("a", "contact_points[0].person"): ("published", ("consent",)),
        ("a", "contact_points[0].emails[0]"): ("published", ("consent",)),
        ("a", "homepage"): ("published", ("consent",)),
        ("a", "description.de"): ("published-without-basis", ()),
        ("a", "description.en"): ("published", ("public-task",)),
        ("zwei", "person"): ("published", ("public-task",)),
        ("zwei", "care_of"): ("published", ("consent",)),
        ("zwei", "url"): ("published", ("public-task",)),
        ("drei", "person"): ("withheld", ()),
        ("drei", "departments[1]"): ("withheld", ()),
    }
    assert [(item.type, item.of) for item in items[-2:]] == [("contact_point", "a")] * 2


def test_an_image_that_every_person_of_the_record_lifts_has_the_bases_of_all() -> None:
    people = [
        make.ContactPoint(id=f"c{n}", person=make.Person(name=f"{name} Probe", publication_basis=basis))
        for n, (name, basis) in enumerate([("Max", "consent"), ("Kim", "public-task")])
    ]
    record = make.Alliance(id="a", contact_points=people, images=[make.Image(url="https://a.example/1.jpg")])
    assert told(found(record)["images[0]"]) == ("published", ("consent", "public-task"), False)
    licensed = replace(record, images=(make.Image(url="https://a.example/1.jpg", licence=LICENCE),))
    assert "images[0]" not in found(licensed)


def test_what_only_several_persons_together_would_keep_back_has_all_their_bases() -> None:
    """Beside Anna Perleberg alone, a word of the alliance's name is its own; beside Max Kunz the name is a person's."""
    record = make.Alliance(
        id="a",
        name="Max Kunz Perleberg",
        contact_points=[
            make.ContactPoint(id="c1", person=make.Person(name="Anna Perleberg", publication_basis="consent")),
            make.ContactPoint(id="c2", person=make.Person(name="Max Kunz", publication_basis="public-task")),
            make.ContactPoint(id="c3", care_of="Praxis Perleberg"),
        ],
    )
    assert told(found(record)["contact_points[2].care_of"]) == ("published", ("consent", "public-task"), False)


def test_inline_organisations_and_texts_have_their_paths() -> None:
    office = make.ContactPoint(id="o", person=make.Person(name="Max Probe"))
    inner = make.Organization(name="Haus Max Probe", contact_points=[office])
    items = found(make.Alliance(id="a", partners=["b", make.Organization(name="P", parent=inner)]))
    assert {field: item.value for field, item in items.items()} == {
        "partners[1].parent.contact_points[0].person": "Max Probe",
        "partners[1].parent.name.de": "Haus Max Probe",
    }


def _unfounded(value: Any) -> Any:
    """Plain values without any `publication_basis`."""
    if isinstance(value, dict):
        return {name: _unfounded(item) for name, item in value.items() if name != "publication_basis"}
    return [_unfounded(item) for item in value] if isinstance(value, list | tuple) else value


@given(record_sets())
def test_what_is_personal_does_not_depend_on_the_bases(given: list[Record]) -> None:
    bare = [getattr(make, type(one).__name__)(**_unfounded(msgspec.to_builtins(one))) for one in given]
    stripped = {(item.type, item.of, item.record, item.field): item for item in ag.personal_data(bare)}
    items = {(item.type, item.of, item.record, item.field): item for item in ag.personal_data(given)}
    assert items.keys() == stripped.keys()
    assert not [item for item in stripped.values() if item.bases]
    assert [item for item in items.values() if item.status == "published" and not item.bases] == []


@given(record_sets(), st.sampled_from([None, *BASES]))
def test_an_item_goes_out_or_stays_back_as_the_mapping_has_it(given: list[Record], general: Any) -> None:
    publication = make.Publication(publication_basis=general)
    names = names_of(given)
    said = {
        (records.key(record), one.field, one.code == "names-person")
        for record in given
        for one in privacy_findings(record, publication, names)
    }
    items = ag.personal_data(given, publication)
    assert {
        ((item.type, item.of or "", item.record), item.field, item.status == "published-without-basis")
        for item in items
        if item.status != "published"
    } == said
    assert ag.personal_data(reversed(given), publication) == items


def test_faulty_settings_are_refused() -> None:
    with pytest.raises(ag.SettingsError):
        ag.personal_data([], make.Publication(base="x"))


# --- The command ------------------------------------------------------------------------------------------------------

RECORDS = """\
type: alliance
id: musterstadt
name: Bündnis Musterstadt
description: Ansprechpartnerin ist Erika Mustermann.
contact_points:
  - id: office
    person: {name: Erika Mustermann, role: Koordinatorin}
    emails: [erika.mustermann@stadt.example, info@stadt.example]
  - id: zwei
    person: {name: Max Probe, publication_basis: consent}
    emails: [max.probe@stadt.example]
---
type: contact_point
id: drei
of: musterstadt
person: {name: "Kim\\e Vorbild", publication_basis: public-task}
telephones: ["+493876781407"]
"""

GERMAN = """\
Bündnis musterstadt
  Wird veröffentlicht, Rechtsgrundlage im Datensatz: Einwilligung
    a.yaml:10  Kontaktstelle 2 › Ansprechperson  Max Probe
    a.yaml:11  Kontaktstelle 2 › E-Mail 1: ein Postfach, das einen Namen trägt  max.probe@stadt.example
  Wird veröffentlicht, obwohl keine Rechtsgrundlage angegeben ist (bitte angeben oder umformulieren):
    a.yaml:4  Beschreibung › de: ein Text, der eine Ansprechperson nennt
  Bleibt zurück, weil keine Rechtsgrundlage angegeben ist:
    a.yaml:7  Kontaktstelle 1 › Ansprechperson
    a.yaml:8  Kontaktstelle 1 › E-Mail 1: ein Postfach, das einen Namen trägt

Kontaktstelle drei (musterstadt)
  Wird veröffentlicht, Rechtsgrundlage im Datensatz: öffentliche Aufgabe
    a.yaml:16  Ansprechperson  Kim Vorbild

Geprüfte Datensätze: 2. Personenbezogene Angaben: 3 mit Rechtsgrundlage veröffentlicht (Einwilligung 2, \
öffentliche Aufgabe 1), 1 ohne Rechtsgrundlage veröffentlicht, 2 zurückgehalten.
"""

ENGLISH = """\
Alliance musterstadt
  Published, on a basis stated in the record: consent
    a.yaml:10  Contact office 2 › contact person  Max Probe
    a.yaml:11  Contact office 2 › e-mail 1: a mailbox that bears a name  max.probe@stadt.example
  Published, on the basis of the whole publication: legitimate interest
    a.yaml:4  Description › de: a text that names a contact person  Ansprechpartnerin ist Erika Mustermann.
    a.yaml:7  Contact office 1 › contact person  Erika Mustermann, Koordinatorin
    a.yaml:8  Contact office 1 › e-mail 1: a mailbox that bears a name  erika.mustermann@stadt.example

Contact office drei (musterstadt)
  Published, on a basis stated in the record: public task
    a.yaml:16  Contact person  Kim Vorbild

Records checked: 2. Items of personal data: 6 published on a basis (consent 2, legitimate interest 3, public task 1).
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "a.yaml").write_text(RECORDS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def privacy(*arguments: str, language: str = "de", stdin: str | None = None) -> Result:
    done = CliRunner().invoke(cli.main, ["privacy", "--language", language, *arguments], input=stdin)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def test_the_text_tells_by_record_and_basis_and_shows_only_what_has_one(folder: Path) -> None:
    done = privacy("a.yaml")
    assert (done.exit_code, done.stdout, done.stderr) == (0, GERMAN, "")


def test_a_basis_of_the_publication_is_told_apart_from_those_of_records(folder: Path) -> None:
    (folder / "publication.toml").write_text('publication_basis = "legitimate-interest"\n', encoding="utf-8")
    assert privacy("a.yaml", language="en").stdout == ENGLISH


def test_the_json_holds_every_item_and_values_only_on_a_basis(folder: Path) -> None:
    assert privacy("a.yaml", "-o", "out.json").exit_code == 0
    written = json.loads((folder / "out.json").read_text(encoding="utf-8"))
    assert written == json.loads(privacy("a.yaml", "--report", "json", language="en").stdout)
    assert written["records"] == 2
    assert written["counts"] == {"published": 3, "published-without-basis": 1, "withheld": 2}
    items = written["items"]
    assert [item["field"] for item in items if item["value"] is None] == [
        *("contact_points[0].person", "contact_points[0].emails[0]", "description.de")
    ]
    assert next(item for item in items if item["field"] == "contact_points[1].emails[0]") == {
        "type": "alliance",
        "of": None,
        "record": "musterstadt",
        "field": "contact_points[1].emails[0]",
        "kind": "mailbox",
        "status": "published",
        "bases": ["consent"],
        "stated_by": "record",
        "value": "max.probe@stadt.example",
        "place": {"file": "a.yaml", "line": 11, "column": 14},
    }
    assert {item["stated_by"] for item in items if not item["bases"]} == {None}


def test_forms_and_kinds_are_those_of_the_command_and_of_the_code_in_both_languages() -> None:
    page = (Path(__file__).parents[1] / "docs" / "privacy.md").read_text(encoding="utf-8")
    members = [field.name for field in fields(ag.PersonalItem) if field.name != "by_publication"]
    assert [word for word in (*KINDS, *STATUSES, *BASES, *members) if f"`{word}`" not in page] == []
    option = next(option for option in cli.main.commands["privacy"].params if option.name == "report")
    assert list(option.type.choices) == list(FORMS)  # type: ignore[attr-defined]
    items = [
        ag.PersonalItem(type="project", of="a", record="p", field="name.de", kind=kind, value="x", status="withheld")
        for kind in KINDS
    ]
    for language, position in (("de", 0), ("en", 1)):
        text = FORMS["text"](items, 1, language)
        assert [words for kind, words in KINDS.items() if kind != "person" and words[position] not in text] == []


def test_a_table_a_page_and_standard_input_are_sources_too(folder: Path) -> None:
    page = "Lokales Bündnis für Familie Musterstadt\nAnsprechpartnerin: Erika Mustermann\nTelefon: 03876 781407\n"
    (folder / "seite.txt").write_text(page, encoding="utf-8")
    assert "seite.txt:2  Kontaktstelle 1 › Ansprechperson\n" in privacy("seite.txt").stdout
    assert "<stdin>:7  " in privacy("-", stdin=RECORDS).stdout
    table = "Kennung;Name;Ansprechperson;Rechtsgrundlage\na;A;Max Probe;Einwilligung\n"
    (folder / "t.csv").write_text(table, encoding="utf-8")
    assert "t.csv:2  Ansprechperson  Kontaktstelle 1 › Ansprechperson  Max Probe\n" in privacy("t.csv").stdout


def test_nothing_personal_is_said_too_and_long_texts_are_cut(folder: Path) -> None:
    (folder / "b.yaml").write_text("type: alliance\nid: b\n", encoding="utf-8")
    assert privacy("b.yaml").stdout == "Geprüfte Datensätze: 1. Personenbezogene Angaben wurden nicht erkannt.\n"
    long = RECORDS.replace("Mustermann.", "Mustermann. " + "Viel Text. " * 20)
    (folder / "a.yaml").write_text(long, encoding="utf-8")
    (folder / "publication.toml").write_text('publication_basis = "consent"\n', encoding="utf-8")
    shown = next(line for line in privacy("a.yaml").stdout.splitlines() if "Beschreibung" in line)
    assert shown.endswith("…")
    assert len(shown) < 160


def test_records_that_cannot_be_decoded_end_in_1_and_sources_in_2(folder: Path) -> None:
    (folder / "b.yaml").write_text("type: alliance\nid: b\nnmae: B\n", encoding="utf-8")
    done = privacy("a.yaml", "b.yaml")
    assert (done.exit_code, done.stdout) == (1, GERMAN)
    assert "b.yaml:3  b.nmae  Fehler" in done.stderr
    assert privacy("nowhere.yaml").exit_code == 2
    assert privacy("a.yaml", "--publication", "nowhere.toml").exit_code == 2
    assert privacy("a.yaml", "-o", "a.yaml").exit_code == 2
    assert (folder / "a.yaml").read_text(encoding="utf-8") == RECORDS


def test_the_sample_data_holds_no_personal_data() -> None:
    sample = Path(__file__).parents[1] / "data" / "alliances"
    done = privacy(str(sample), language="en")
    assert (done.exit_code, "No personal data was recognised" in done.stdout) == (0, True)
