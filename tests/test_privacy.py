"""Personal data go out with a stated basis only; what stays back is said, and is in no output."""

from __future__ import annotations

import gzip
import html
import io
import re
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import click
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

import alliancegraph as ag
from alliancegraph import cli, records
from alliancegraph.mapping.names import Name, bears_name, name_of, salutes
from alliancegraph.mapping.privacy import is_mobile, names_of, privacy_findings
from alliancegraph.publishing.edition import edition
from alliancegraph.publishing.history import changes
from alliancegraph.publishing.site import site
from alliancegraph.records import Record, decode
from alliancegraph.records.nodes import from_yaml
from alliancegraph.records.publication import load
from alliancegraph.terms import AG, GDPR
from alliancegraph.writers import FORMATS, TABLES
from strategies import any_record, make

PERSON = "Dr. Erika Mustermann-Beispiel"
NAMES = [name_of(PERSON)]
LICENCE = "https://licence.example/by/4.0/"
TEXTS = (*FORMATS, "csv")

PERSONAL_MAILBOXES = [
    "erika.mustermann@stadt.example",
    "e.mustermann@stadt.example",
    "emustermann@stadt.example",
    "mustermann@stadt.example",
    "Mustermann@stadt.example",
    "muster.h@stadt.example",
    "erika@stadt.example",
    "mueller-luedenscheidt@stadt.example",
    "c.amthor@stadt.example",
    "p_hausmann@stadt.example",
    "kindler-t@stadt.example",
    "petra.hausmann@stadt.example",
    "anna.kindermann@stadt.example",
    "ole.stadtmann@stadt.example",
    "petra.haushofer@stadt.example",
    "guenter.netzer@stadt.example",
    "willi.stadthagen@stadt.example",
    "kathrin.kitamura@stadt.example",
    "karl.hausladen@stadt.example",
    "petra.sporthoff@stadt.example",
    "anna.hausen@stadt.example",
    "frauendorf.anna@stadt.example",
    "buero.meier@stadt.example",
    "maria-kita@stadt.example",
    "koch.familie@stadt.example",
    "amthor@stadt.example",
    "netzer@stadt.example",
    "kreisel@stadt.example",
    "postel@stadt.example",
    "mailaender@stadt.example",
    "buerger@stadt.example",
    "schulz@stadt.example",
    "50@stadt.example",
]
PERSONAL_BESIDE_THE_PERSON = [
    "info-mustermann@stadt.example",
    "beispiel@stadt.example",
    "familie.mustermann@stadt.example",
    "stadt.erika@stadt.example",
    "mustermannhaus@stadt.example",
]
OFFICE_MAILBOXES = [
    "info@stadt.example",
    "Info@stadt.example",
    "kontakt@stadt.example",
    "kontaktstelle@stadt.example",
    "stadtjugendpflege@stadt.example",
    "servicestelle-famz@stadt.example",
    "lokales-buendnis@stadt.example",
    "lokales.buendnis.fuer.familie@stadt.example",
    "familienbuendnis@stadt.example",
    "post@stadt.example",
    "sekretariat.buergermeister@stadt.example",
    "mehrgenerationenhaus@stadt.example",
    "amt-50@stadt.example",
    "jugendamt@stadt.example",
    "a-team.familie@stadt.example",
    *(
        f"{local}@stadt.example"
        for local in (
            *("buergermeister", "buergermeisterin", "landrat", "buero.landrat", "feuerwehr", "bibliothek", "ordnung"),
            *("tourismus", "leitung", "caritas", "awo", "drk", "hort", "marketing", "gleichstellungsbeauftragte"),
            *(
                "buergerbuero",
                "kinderschutzbund",
                "schulsozialarbeit",
                "wirtschaftsfoerderung",
                "info2",
                "fb50",
                "buro",
            ),
        )
    ),
]


@pytest.mark.parametrize("mailbox", PERSONAL_MAILBOXES)
def test_a_mailbox_that_bears_a_name_is_one(mailbox: str) -> None:
    assert bears_name(mailbox)
    assert bears_name(mailbox, NAMES)


@pytest.mark.parametrize("mailbox", PERSONAL_BESIDE_THE_PERSON)
def test_a_mailbox_that_bears_the_name_of_the_person_beside_it_is_one(mailbox: str) -> None:
    assert bears_name(mailbox, NAMES)


@pytest.mark.parametrize("mailbox", OFFICE_MAILBOXES)
def test_a_mailbox_of_an_office_is_none(mailbox: str) -> None:
    assert not bears_name(mailbox)
    assert not bears_name(mailbox, NAMES)


@pytest.mark.parametrize(
    "mailbox",
    ["stadt-perleberg", "perleberg", "perleberg.info", "stadtperleberg", "kita.sonnenschein", "koeln", "koln"],
)
def test_an_office_has_the_words_of_its_own_name_and_place(mailbox: str) -> None:
    office = ["Kita Sonnenschein", "Perleberg", "Köln", None]
    assert bears_name(f"{mailbox}@stadt.example")
    assert not bears_name(f"{mailbox}@stadt.example", NAMES, office)
    assert bears_name(f"{mailbox}@stadt.example", [name_of("Sonja Perleberg Köln Sonnenschein")], office)


@pytest.mark.parametrize(
    ("person", "mailbox"),
    [
        ("Erika Müller", "stadt.muller@stadt.example"),
        ("Erika Müller", "stadt.mueller@stadt.example"),
        ("Erika Mueller", "stadt.muller@stadt.example"),
        ("Mia Lüdenscheidt", "info-ludenscheidt@stadt.example"),
        ("Bo Li", "info.li@stadt.example"),
        ("Bo Li", "bo-info@stadt.example"),
        ("Erika Müller", "info@erika-mueller.de"),
        ("Erika Müller", "info@erikamuller.de"),
        ("Erika Müller", "info@mueller.example.org"),
    ],
)
def test_a_name_is_known_in_every_spelling_and_in_the_domain(person: str, mailbox: str) -> None:
    assert bears_name(mailbox, [name_of(person)])
    assert not bears_name("familie@stadt.example", [name_of(person)])


@pytest.mark.parametrize(
    ("person", "words", "surname"),
    [
        ("Dr. Erika Mustermann-Beispiel", {"erika", "mustermann", "beispiel"}, {"mustermann", "beispiel"}),
        ("Mustermann, Erika", {"erika", "mustermann"}, {"mustermann"}),
        ("Erika M. von der Probe", {"erika", "probe"}, {"probe"}),
        ("Frau Probe", {"probe"}, {"probe"}),
        ("Bo Li", {"bo", "li"}, {"li"}),
        ("Jürgen Groß", {"jurgen", "gross"}, {"gross"}),
        ("X. Y.", set(), set()),
        ("", set(), set()),
    ],
)
def test_a_name_is_its_telling_words(person: str, words: set[str], surname: set[str]) -> None:
    assert name_of(person) == Name(frozenset(words), frozenset(surname))


# --- What stays back --------------------------------------------------------------------------------------------------


def alliance(basis: Any = None, **card: Any) -> Any:
    """An alliance with everything personal that a record can hold, and something beside it that is not."""
    office: dict[str, Any] = {
        "organization": "Stadtverwaltung",
        "person": make.Person(name=PERSON, role="Koordinatorin", publication_basis=basis),
        "care_of": "bei Familie Mustermann",
        "telephones": ["+4915112345678", "+493876781407"],
        "mobiles": ["+4917098765432"],
        "emails": ["erika.mustermann@stadt.example", "info@stadt.example"],
    }
    images = [
        make.Image(url="https://stadt.example/unlizenziert.jpg"),
        make.Image(url="https://stadt.example/Foto_Herr_X_Probe.jpg", licence=LICENCE),
        make.Image(url="https://stadt.example/B.Nachname.jpg", licence=LICENCE),
        make.Image(url="https://stadt.example/Musterm%61nn.jpg", licence=LICENCE),
        make.Image(url="https://stadt.example/markt.jpg", licence=LICENCE),
    ]
    return make.Alliance(
        id="musterstadt",
        name="Bündnis Musterstadt",
        contact_points=[make.ContactPoint(id="office", **office | card)],
        images=images,
        profile_page="https://verzeichnis.example/musterstadt",
    )


FIELDS = {
    "contact_points[0].person": PERSON,
    "contact_points[0].telephones[0]": "15112345678",
    "contact_points[0].mobiles[0]": "17098765432",
    "contact_points[0].emails[0]": "erika.mustermann",
    "contact_points[0].care_of": "Familie Mustermann",
    "images[0]": "unlizenziert",
    "images[1]": "Herr_X_Probe",
    "images[2]": "B.Nachname",
    "images[3]": "Musterm%61nn",
}
KEPT = ["Stadtverwaltung", "+493876781407", "info@stadt.example", "https://stadt.example/markt.jpg"]


@pytest.mark.parametrize("format", TEXTS)
def test_what_is_personal_is_in_no_output(format: str) -> None:
    written = ag.serialize([alliance()], format).encode()
    assert [text for text in (*FIELDS.values(), "Mustermann", "Koordinatorin") if text.encode() in written] == []
    assert [text for text in KEPT if text.encode() not in written] == []


# --- Everything the program writes ------------------------------------------------------------------------------------

NEVER = ["geheim.txt", "ungelesen"]
"""The source's file name and what was not recognised: the clerk reads of them, nobody else."""
WRITES = {"export": "format", "validate": "report", "privacy": "report"}
"""Commands that write of records what others may read, and the option that chooses the form."""
KEEPS = {"import", "schema", "template", "init", "serve", "harvest"}
"""Those that write record files, which keep what was read, or nothing of records."""
SENDS = {"publish", "push"}
"""Those that write many files, and none: see `test_nothing_withheld_stands_in_a_site_or_is_pushed`."""


def choices(command: str) -> list[str]:
    """The forms a command offers."""
    option = next(one for one in cli.main.commands[command].params if one.name == WRITES[command])
    assert isinstance(option.type, click.Choice)
    return list(option.type.choices)


def parts(written: bytes) -> str:
    """All that an output holds, with what hides a text undone: archives, escapes of JSON, HTML and addresses."""
    if written.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(written)) as archive:
            text = "\n".join(archive.read(name).decode() for name in archive.namelist())
    else:
        text = written.decode()
    text = re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text)
    return f"{text}\n{unquote(html.unescape(text))}"


def people() -> list[Record]:
    """Persons without a basis wherever records have room for them: in the record, inline, standing alone."""
    [card] = alliance().contact_points
    celik = make.Person(name="Ayşe Çelik", role="Sprecherin")
    partner = make.Organization(name="Verein", contact_points=[card])
    owner = replace(
        alliance(),
        homepage="https://mustermann-beispiel.example/",
        partners=(partner, make.Organization(id="amt", name="Amt", parent=partner)),
        source=make.Source(file="geheim.txt"),
        unrecognised=(make.Unrecognised(line=1, text="ungelesen"),),
    )
    alone = office(person=celik, emails=["celik@a.example", "info-mustermann@a.example"], care_of="Frau Çelik")
    return [owner, replace(alone, id="alone", of="musterstadt"), replace(card, id="fern", of="anderswo")]


SECRETS = [*FIELDS.values(), "Mustermann", "Koordinatorin", "Çelik", "celik", "Sprecherin"]


def secrets_in(output: bytes) -> list[str]:
    text = parts(output).casefold()
    return [secret for secret in SECRETS if secret.casefold() in text]


def run(command: str, form: str, folder: Path, *more: str) -> tuple[bytes, bytes]:
    """What a command writes of these people to standard output and standard error."""
    file = folder / "a.yaml"
    file.write_text("---\n".join(map(records.to_yaml, people())), encoding="utf-8")
    assert secrets_in(file.read_bytes()) == SECRETS
    done = CliRunner().invoke(cli.main, [command, str(file), f"--{WRITES[command]}", form, "--language", "de", *more])
    assert done.exit_code in (0, 1), done.stderr
    return done.stdout_bytes, done.stderr_bytes


def test_every_command_is_known_to_keep_or_to_withhold() -> None:
    assert set(cli.main.commands) == WRITES.keys() | KEEPS | SENDS


def test_nothing_withheld_stands_in_a_site_or_is_pushed(tmp_path: Path) -> None:
    settings = load(Path(__file__).parents[1] / "data" / "publication.toml")
    made = changes.settle(edition(people(), settings), None, None, confirmed=True)
    files = site(edition(people(), settings, made.register), made.register)
    unpacked = {path: gzip.decompress(one) if path.endswith(".gz") else one for path, one in files.items()}
    assert len(files) > 20
    assert {path: found for path, one in unpacked.items() if (found := secrets_in(one))} == {}
    # `push` sends these trees as N-Triples (tests/test_push.py).
    assert secrets_in(ag.serialize(ag.resources(people(), settings), "n-triples").encode()) == []


@pytest.mark.parametrize(("command", "form"), [(command, form) for command in WRITES for form in choices(command)])
def test_no_output_and_no_message_has_what_is_withheld(command: str, form: str, tmp_path: Path) -> None:
    written, said = run(command, form, tmp_path)
    if form == "html":  # the one that quotes lines of sources, for the clerk, and says so
        assert secrets_in(b"".join(re.findall(b"<pre>.*?</pre>", written, re.DOTALL))) != []
        assert "nicht ins Netz stellen" in written.decode()
        written = re.sub(b"<pre>.*?</pre>", b"", written, flags=re.DOTALL)
    assert secrets_in(written) == []
    assert secrets_in(said) == []
    shown = parts(written)
    if command != "validate":
        assert [text for text in NEVER if text in shown or text.encode() in said] == []
    if command == "export":
        assert [text for text in KEPT if text not in shown] == []
    else:
        assert "contact_points[0].person" in shown or "Kontaktstelle 1 › Ansprechperson" in shown


@pytest.mark.parametrize("form", TABLES)
def test_a_table_to_edit_holds_everything_and_says_so(form: str, tmp_path: Path) -> None:
    written, said = run("export", form, tmp_path, "--complete")
    assert secrets_in(written) == SECRETS
    assert [text for text in NEVER if text not in parts(written)] == []
    assert "bitte nicht veröffentlichen" in said.decode()
    assert secrets_in(said) == []


@pytest.mark.parametrize("form", FORMATS)
def test_only_a_table_can_be_complete(form: str, tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(records.to_yaml(alliance()), encoding="utf-8")
    done = CliRunner().invoke(cli.main, ["export", str(file), "--format", form, "--complete", "--language", "en"])
    assert (done.exit_code, done.stdout) == (2, "")
    assert "--complete is for tables (csv, xlsx)" in done.stderr


# --- What stays back, field by field ----------------------------------------------------------------------------------


def withheld(report: ag.Report) -> set[str | None]:
    return {result.field for result in report.results if result.code.startswith("withheld")}


def test_what_is_withheld_is_said_with_its_field() -> None:
    assert withheld(ag.validate([alliance()])) == set(FIELDS)


def test_what_is_withheld_is_said_with_its_line() -> None:
    text = records.to_yaml(alliance())
    record = decode(from_yaml(text, "musterstadt.yaml")[0][0]).record
    assert record is not None
    results = [result for result in ag.validate([record]).results if result.code.startswith("withheld")]
    assert {result.field for result in results} == set(FIELDS)
    for result in results:
        assert result.record == "musterstadt"
        assert result.place is not None
        assert result.place.file == "musterstadt.yaml"
        line = text.splitlines()[result.place.line - 1]
        assert FIELDS[result.field or ""] in line


def test_what_is_withheld_of_an_inline_organisation_and_of_an_office_that_stands_alone_is_said() -> None:
    [office] = alliance().contact_points
    partner = make.Organization(id="p", name="P", parent=make.Organization(name="Q", contact_points=[office]))
    below = {field for field in FIELDS if field.startswith("contact_points")}
    assert withheld(ag.validate([make.Alliance(id="a", partners=["b", partner])])) == {
        f"partners[1].parent.{field}" for field in below
    }
    assert withheld(ag.validate([replace(office, of="a")])) == {
        field.removeprefix("contact_points[0].") for field in below
    }


MUELLER = make.Person(name="Erika Müller")


def office(**card: Any) -> Any:
    return make.ContactPoint(id="office", **card)


def card_of(record: Record) -> Any:
    found: Any = ag.published(record)
    return found if isinstance(found, ag.ContactPoint) else found.contact_points[0]


def fields(record: Record, code: str = "withheld") -> set[str | None]:
    return {found.field for found in privacy_findings(record, None) if found.code == code}


@pytest.mark.parametrize(
    ("field", "text"),
    [
        *((field, "Müller, Erika") for field in ("organization", "care_of", "street", "locality", "post_office_box")),
        *((field, ["Büro", "bei Frau Müller"]) for field in ("departments", "opening_hours")),
        *((field, "Praxis Mueller") for field in ("organization", "care_of")),
        ("departments", ["Büro", "Müller"]),
        ("street", "Hof E. Müller 3"),
        ("opening_hours", ["Büro", "Mo nach Absprache mit Erika Muller"]),
        *(("url", f"https://stadt.example/{path}") for path in ("erika_mueller", "team/M%C3%BCller.html", "emueller2")),
        ("url", "https://erika-mueller.example/"),
    ],
)
def test_the_persons_name_in_another_field_of_the_card_stays_back(field: str, text: Any) -> None:
    record = make.Alliance(id="a", contact_points=[office(person=MUELLER, **{field: text})])
    several = isinstance(text, list)
    assert getattr(card_of(record), field) == (("Büro",) if several else None)
    path = f"contact_points[0].{field}" + ("[1]" if several else "")
    assert fields(record) == {"contact_points[0].person", path}


@pytest.mark.parametrize("owner", [{"name": "Bündnis Perleberg"}, {"contact_points": []}])
def test_a_surname_that_is_a_place_names_nobody(owner: dict[str, Any]) -> None:
    card = office(
        person=make.Person(name="Anna Perleberg"),
        organization="Stadt Perleberg",
        street="Perleberger Straße 1",
        locality=None if "name" in owner else "Perleberg",
        url="https://stadt-perleberg.example/perleberg",
        emails=["info@stadt-perleberg.example", "stadt.perleberg@a.example"],
    )
    image = make.Image(url="https://perleberg.example/markt.jpg", licence=LICENCE, credit="Stadt Perleberg")
    record = make.Alliance(**{"id": "a", **owner, "contact_points": [card], "images": [image]})
    emails = ("info@stadt-perleberg.example",)
    assert ag.published(record) == replace(record, contact_points=(replace(card, person=None, emails=emails),))
    named = replace(card, organization="Haus Anna Perleberg", departments=("Frau Perleberg",))
    found = card_of(replace(record, contact_points=(named,)))
    assert (found.organization, found.departments) == (None, ())


def test_a_link_or_a_credit_that_names_the_person_stays_back() -> None:
    record = make.Alliance(
        id="a",
        contact_points=[office(person=MUELLER)],
        homepage="https://erikamueller.example/",
        profile_page="https://verzeichnis.example/mueller",
        same_as=["https://social.example/@familie", "https://social.example/@e.mueller"],
        source=make.Source(url="https://stadt.example/Erika+M%C3%BCller", licence=LICENCE),
        images=[
            make.Image(url="https://stadt.example/1.jpg", licence=LICENCE, credit="Foto: Müller"),
            make.Image(url="https://stadt.example/2.jpg", licence=LICENCE, credit="Foto: Stadt"),
        ],
    )
    found = ag.published(record)
    assert isinstance(found, ag.Alliance)
    assert (found.homepage, found.profile_page, found.same_as) == (None, None, record.same_as[:1])
    assert found.source == make.Source(licence=LICENCE)
    assert found.images == record.images[1:]
    paths = {"homepage", "profile_page", "same_as[1]", "source.url", "images[0]"}
    assert fields(record) == {"contact_points[0].person", *paths}


def test_texts_that_name_the_person_are_published_with_a_warning() -> None:
    text = {"de": "Ansprechpartnerin ist Erika Müller.", "en": "Ask at the town hall."}
    record = make.Alliance(
        id="a",
        name="Bündnis Erika Müller",
        alternative_names=["Müllers Bündnis", "Erika-Müller-Bündnis"],
        contact_points=[make.ContactPoint(id="frau-mueller", person=MUELLER)],
        description=text,
        structure=text,
        focus_areas=[make.FocusArea(text="Familie Müller"), make.FocusArea(text=text)],
        projects=[make.Project(id="p", name="Fest", description=text), make.Project(id="erika-mueller")],
    )
    card = replace(record.contact_points[0], person=None)
    assert ag.published(record) == ag.published(replace(record, contact_points=(card,)))
    assert fields(record, "names-person") == {
        "name.de",
        "alternative_names[1].de",
        "contact_points[0].id",
        "description.de",
        "structure.de",
        "focus_areas[1].text.de",
        "projects[0].description.de",
        "projects[1].id",
    }
    alone = make.Project(id="p", of="a", description=text)
    assert fields(alone, "names-person") == set()
    found = [one for one in ag.validate([record, alone]).results if one.code == "names-person" and one.record == "p"]
    assert [one.field for one in found] == ["description.de"]


@pytest.mark.parametrize(
    "line",
    [
        *("Frau Erika Müller", "z. Hd. Herrn Probe", "Dr. Erika Probe", "Prof. Dr. med. Probe", "Herr X. Probe"),
        *("FRAU PROBE", "Leitung: Frau Dr. Probe", "Dr.Probe", "Frau Çelik", "Frau Prof. Dr. E. Probe"),
    ],
)
def test_a_line_that_addresses_somebody_stays_back_beside_no_person_too(line: str) -> None:
    assert salutes(line)
    record = replace(office(care_of=line, departments=["Jugendamt", line]), of="a")
    assert card_of(record) == replace(office(departments=["Jugendamt"]), of="a")
    assert fields(record) == {"care_of", "departments[1]"}


@pytest.mark.parametrize(
    "line",
    [
        "Frauenhaus",
        "Haus der Frau",
        "Frau und Beruf",
        "Frau, Familie, Beruf",
        "Drachenhaus",
        "Dr",
        "HERRENBERG",
        "FRAUENHAUS",
    ],
)
def test_a_line_that_addresses_nobody_stays(line: str) -> None:
    assert not salutes(line)


def test_names_cross_the_records_of_one_owner() -> None:
    owner = make.Alliance(
        id="a",
        contact_points=[office(person=MUELLER, emails=["info-probe@stadt.example"], departments=["Max Probe"])],
    )
    alone = make.ContactPoint(
        id="zweites",
        of="a",
        person=make.Person(name="Max Probe"),
        emails=["info-mueller@stadt.example", "info@stadt.example"],
        care_of="Praxis Müller",
    )
    other = make.ContactPoint(id="drittes", of="b", care_of="Praxis Müller")
    records = [owner, alone, other]
    names = names_of(records)
    found = [ag.published(record, names=names) for record in records]
    assert ag.from_graph(ag.to_graph(records)) == found
    assert found == [
        make.Alliance(id="a", contact_points=[office()]),
        make.ContactPoint(id="zweites", of="a", emails=["info@stadt.example"]),
        other,
    ]
    assert {(one.record, one.field) for one in ag.validate(records).results if one.code == "withheld"} == {
        ("a", "contact_points[0].person"),
        ("a", "contact_points[0].emails[0]"),
        ("a", "contact_points[0].departments[0]"),
        ("zweites", "person"),
        ("zweites", "emails[0]"),
        ("zweites", "care_of"),
    }
    assert "Max Probe" in ag.serialize([owner])  # alone, the record knows only its own people


@pytest.mark.parametrize("number", ["+4915112345678", "+436641234567", "+41791234567", "+447911123456", "+491512"])
@pytest.mark.parametrize("field", ["telephones", "faxes", "mobiles"])
def test_a_mobile_number_beside_a_person_stays_back_wherever_it_is_listed(field: str, number: str) -> None:
    assert is_mobile(number)
    record = replace(office(person=MUELLER, **{field: [number]}), of="a")
    assert getattr(card_of(record), field) == ()
    assert fields(record) == {"person", f"{field}[0]"}
    assert getattr(card_of(replace(record, person=None)), field) == (number,)


@pytest.mark.parametrize("number", ["+493876781407", "+4315332211", "+99999999999999"])
def test_a_number_of_an_office_is_not_mobile(number: str) -> None:
    assert not is_mobile(number)


def test_an_image_without_a_licence_is_said_with_what_to_do() -> None:
    record = make.Alliance(id="a", images=[make.Image(url="https://a.example/1.jpg")])
    [found] = privacy_findings(record, None)
    assert (found.code, found.field) == ("withheld-image", "images[0]")
    assert "licence" in found.message("de")
    assert "publication_basis" not in found.message("de")


SPELLINGS = st.sampled_from(["Dora Quastenau", "Quastenau, Dora", "bei Frau Dora Quastenau", "DORA  QUASTENAU"])
PATHS = st.sampled_from(["dora-quastenau", "Dora_Quastenau.jpg", "team/quastenau,dora", "dora%20quastenau"])


@pytest.mark.parametrize("format", TEXTS)
@given(record=any_record.filter(lambda record: not isinstance(record, ag.Project)), data=st.data())
def test_no_output_has_the_name_of_a_person_without_a_basis(format: str, record: Any, data: st.DataObject) -> None:
    """Any record, the name put in any fields of a card and its owner that are withheld where they have it.

    Nobody else in the strategies has this name: others may have a basis.
    """

    def named(texts: Any, value: Any, fields: tuple[str, ...]) -> Any:
        chosen = data.draw(st.sets(st.sampled_from(fields)))
        lists = {field for field in fields if isinstance(getattr(value, field), tuple)}
        drawn = {field: data.draw(texts) for field in sorted(chosen)}
        return replace(value, **{field: (text,) if field in lists else text for field, text in drawn.items()})

    person = make.Person(name=data.draw(st.sampled_from(["Dora Quastenau", "Dr. Dora Quastenau"])))
    links = PATHS.map("https://stadt.example/{}".format)
    mailboxes = st.sampled_from(["dora.quastenau@a.example", "info@dora-quastenau.example", "quastenau@a.example"])
    card = record if isinstance(record, ag.ContactPoint) else office()
    card = named(SPELLINGS, replace(card, person=person), CARD_LINES)
    card = named(mailboxes, named(links, card, ("url",)), ("emails",))
    if isinstance(record, ag.ContactPoint):
        record = card
    else:
        record = named(links, record, ("homepage", "profile_page", "same_as"))
        image = make.Image(url="https://a.example/1.jpg", licence=LICENCE, credit=data.draw(SPELLINGS))
        record = replace(record, contact_points=(card,), images=(*record.images, image))
    written = ag.serialize([record], format).casefold()
    assert [line for line in written.splitlines() if "dora" in line and "quastenau" in line] == []


CARD_LINES = (
    *("organization", "departments", "care_of", "post_office_box", "street", "postal_code", "locality"),
    "opening_hours",
)


# --- What lifts it ----------------------------------------------------------------------------------------------------

BASES = {"consent": GDPR.A6_1_a, "public-task": GDPR.A6_1_e, "legitimate-interest": GDPR.A6_1_f}


@pytest.mark.parametrize("basis", BASES)
def test_a_basis_on_the_person_lifts_it_and_is_published(basis: str) -> None:
    written = ag.serialize([alliance(basis)], "n-triples")
    person = "https://example.org/id/alliance/musterstadt/contact/office/person"
    assert f"<{person}> <{AG.publicationBasis}> <{BASES[basis]}> ." in written
    assert [text for text in (*FIELDS.values(), *KEPT) if text not in written] == []
    assert withheld(ag.validate([alliance(basis)])) == set()


def test_a_basis_of_one_office_lifts_nothing_of_another() -> None:
    [first] = alliance("consent").contact_points
    [second] = alliance(None, emails=["max.beispiel@stadt.example"]).contact_points
    both = make.Alliance(id="a", contact_points=[first, replace(second, id="zweites")])
    found = ag.published(both)
    assert isinstance(found, ag.Alliance)
    assert [bool(card.person) for card in found.contact_points] == [True, False]
    assert "max.beispiel" not in ag.serialize([both])


def test_a_name_without_a_basis_stays_back_wherever_it_stands_in_the_record() -> None:
    [first] = alliance("consent", person=make.Person(name="Max Probe", publication_basis="consent")).contact_points
    second = make.ContactPoint(id="zweites", person=make.Person(name=PERSON))
    third = make.ContactPoint(id="drittes", emails=["info-mustermann@stadt.example"], care_of="Haus Mustermann")
    image = make.Image(url="https://stadt.example/mustermann.jpg", licence=LICENCE)
    found = ag.published(make.Alliance(id="a", contact_points=[first, second, third], images=[image]))
    assert isinstance(found, ag.Alliance)
    assert found.contact_points[1:] == (make.ContactPoint(id="zweites"), make.ContactPoint(id="drittes"))
    assert found.images == ()


def test_a_basis_of_one_person_lifts_nothing_of_the_others_on_the_same_card() -> None:
    card = office(
        person=make.Person(name="Max Müller", publication_basis="consent"),
        emails=["max.mueller@stadt.example", "erika.mueller@stadt.example", "unbekannt@stadt.example"],
        departments=["Büro Müller", "Erika Müller", "Frau Probe"],
        mobiles=["+4917098765432"],
    )
    other = make.ContactPoint(id="zweites", person=MUELLER)
    found = card_of(make.Alliance(id="a", contact_points=[card, other]))
    emails = ("max.mueller@stadt.example", "unbekannt@stadt.example")
    assert found == replace(card, emails=emails, departments=("Büro Müller", "Frau Probe"))


def test_an_image_without_a_licence_goes_out_where_every_person_of_the_record_has_a_basis() -> None:
    image = make.Image(url="https://a.example/1.jpg")
    first = office(person=make.Person(name="Max Probe", publication_basis="consent"))
    second = make.ContactPoint(id="zweites", person=MUELLER)
    one = make.Alliance(id="a", contact_points=[first], images=[image])
    assert ag.published(one) == one
    assert fields(replace(one, contact_points=(first, second)), "withheld-image") == {"images[0]"}
    assert fields(replace(one, contact_points=()), "withheld-image") == {"images[0]"}


@pytest.mark.parametrize("basis", BASES)
def test_a_basis_of_the_publication_lifts_all(basis: Any) -> None:
    publication = make.Publication(publication_basis=basis)
    written = ag.serialize([alliance()], "n-triples", publication)
    assert [text for text in (*FIELDS.values(), *KEPT) if text not in written] == []
    assert AG.publicationBasis not in written  # it stands on the dataset, not on each person
    assert withheld(ag.validate([alliance()], publication=publication)) == set()


# --- What is left -----------------------------------------------------------------------------------------------------


def test_a_card_that_is_emptied_leads_to_the_profile_page_and_comes_back() -> None:
    record = alliance(telephones=[], emails=["erika.mustermann@stadt.example"])
    graph = ag.to_graph([record])
    written = ag.serialize([record], "n-triples")
    office = "https://example.org/id/alliance/musterstadt/contact/office"
    page = "https://verzeichnis.example/musterstadt"
    assert f"<{office}> <http://www.w3.org/2006/vcard/ns#hasURL> <{page}> ." in written
    assert ag.from_graph(graph) == [ag.published(record)]


def test_a_mobile_number_beside_no_person_is_the_offices() -> None:
    assert "+4917098765432" in ag.serialize([alliance(person=None)])
    assert "+4915112345678" in ag.serialize([alliance(person=None)])


def test_what_was_not_recognised_and_the_name_of_the_file_are_never_published() -> None:
    record = make.Alliance(
        id="a",
        source=make.Source(file="geheim.txt", url="https://a.example/"),
        unrecognised=[make.Unrecognised(line=1, text="ungelesen")],
    )
    for format in TEXTS:
        written = ag.serialize([record], format, make.Publication(publication_basis="consent"))
        assert "geheim" not in written
        assert "ungelesen" not in written


@given(any_record)
def test_the_record_itself_keeps_what_was_read(record: Record) -> None:
    before = records.to_json(record)
    ag.serialize([record])
    assert records.to_json(record) == before
