"""Personal data go out with a stated basis only; what stays back is said, and is in no output."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from msgspec.structs import replace

import alliancegraph as ag
from alliancegraph import records
from alliancegraph.mapping.privacy import bears_name, name_words
from alliancegraph.records import Record, decode
from alliancegraph.records.nodes import from_yaml
from alliancegraph.terms import AG, GDPR
from alliancegraph.writers import FORMATS
from strategies import any_record, make

PERSON = "Dr. Erika Mustermann-Beispiel"
LICENCE = "https://licence.example/by/4.0/"

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
    "kita.sonnenschein@stadt.example",
    "a-team.familie@stadt.example",
]


@pytest.mark.parametrize("mailbox", PERSONAL_MAILBOXES)
def test_a_mailbox_that_bears_a_name_is_one(mailbox: str) -> None:
    assert bears_name(mailbox)
    assert bears_name(mailbox, name_words(PERSON))


@pytest.mark.parametrize("mailbox", PERSONAL_BESIDE_THE_PERSON)
def test_a_mailbox_that_bears_the_name_of_the_person_beside_it_is_one(mailbox: str) -> None:
    assert bears_name(mailbox, name_words(PERSON))


@pytest.mark.parametrize("mailbox", OFFICE_MAILBOXES)
def test_a_mailbox_of_an_office_is_none(mailbox: str) -> None:
    assert not bears_name(mailbox)
    assert not bears_name(mailbox, name_words(PERSON))


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


@pytest.mark.parametrize("format", FORMATS)
def test_what_is_personal_is_in_no_output(format: str) -> None:
    written = ag.serialize([alliance()], format).encode()
    assert [text for text in (*FIELDS.values(), "Mustermann", "Koordinatorin") if text.encode() in written] == []
    assert [text for text in KEPT if text.encode() not in written] == []


def withheld(report: ag.Report) -> set[str | None]:
    return {result.field for result in report.results if result.code == "withheld"}


def test_what_is_withheld_is_said_with_its_field() -> None:
    assert withheld(ag.validate([alliance()])) == set(FIELDS)


def test_what_is_withheld_is_said_with_its_line() -> None:
    text = records.to_yaml(alliance())
    record = decode(from_yaml(text, "musterstadt.yaml")[0][0]).record
    assert record is not None
    results = [result for result in ag.validate([record]).results if result.code == "withheld"]
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
    for format in FORMATS:
        written = ag.serialize([record], format, make.Publication(publication_basis="consent"))
        assert "geheim" not in written
        assert "ungelesen" not in written


@given(any_record)
def test_the_record_itself_keeps_what_was_read(record: Record) -> None:
    before = records.to_json(record)
    ag.serialize([record])
    assert records.to_json(record) == before
