"""Contact cards: what vCard libraries read in them is what the records say."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from alliancegraph.publishing.parts.cards import cards
from alliancegraph.records import Alliance, ContactPoint, LanguageMap, Person
from conftest import Components
from publications import SETTINGS, alliance, sample, settled

BASE = SETTINGS.base
TRICKY = 'Amt für "Jugend, Familie; Soziales" \\ Straße'


def office(**fields: Any) -> ContactPoint:
    return ContactPoint(id="office", **{"organization": "Stadt Musterstadt", **fields})


FULL = office(
    departments=["Fachbereich 5, Soziales", "Büro; Familie"],
    care_of="Rathaus",
    post_office_box="12 34",
    street="Großer Markt 1",
    postal_code="19348",
    locality="Musterstadt",
    telephones=["+493876781407"],
    mobiles=["+491701234567"],
    faxes=["+493876781408"],
    emails=["familie+buendnis@musterstadt.example.org"],
    url="https://musterstadt.example.org/familie?a=1,2;b",
    opening_hours=["Mo-Fr 09:00-12:00", "nach Vereinbarung"],
    person=Person(name="Erika Mustermann", role=LanguageMap("Koordinatorin"), publication_basis="consent"),
)
PATH = "record/alliance/a/contact/office"


def card_of(card: ContactPoint) -> dict[str, bytes]:
    return dict(cards(settled([alliance("a", contact_points=[card])])[0]))


def properties(content: bytes, javascript: Path, folder: Path) -> tuple[str, dict[str, Any]]:
    """What ical.js reads in a card: its version, and the values of each property, with its parameters."""
    file = folder / "card.vcf"
    file.write_bytes(content)
    done = subprocess.run(
        ["node", "cards.mjs", str(file)],  # noqa: S607 - the machine's Node.js
        cwd=javascript,
        capture_output=True,
        text=True,
        check=True,
    )
    read = json.loads(done.stdout)
    found: dict[str, Any] = {}
    for name, parameters, _, *values in read["files"][str(file)]:
        found.setdefault(name, []).append((parameters, values[0]))
    return read["version"], found


def test_every_office_of_the_sample_has_a_card() -> None:
    assert set(cards(settled(sample())[0])) == {
        "record/alliance/perleberg/contact/office.vcf",
        "record/alliance/wittenberge/contact/office.vcf",
        "record/organization/koordinierungsstelle/contact/office.vcf",
    }


def test_ical_js_reads_every_field_of_an_office(javascript: Path, tmp_path: Path, components: Components) -> None:
    release, read = properties(card_of(FULL)[f"{PATH}.vcf"], javascript, tmp_path)
    expected = {
        "version": [({}, "4.0")],
        "kind": [({}, "org")],
        "fn": [({}, "Stadt Musterstadt")],
        "org": [({}, ["Stadt Musterstadt", "Fachbereich 5, Soziales", "Büro; Familie"])],
        "adr": [({}, ["12 34", "Rathaus", "Großer Markt 1", "Musterstadt", "", "19348", "Deutschland"])],
        "tel": [
            ({"type": "fax"}, "tel:+493876781408"),
            ({"type": "cell"}, "tel:+491701234567"),
            ({"type": "voice"}, "tel:+493876781407"),
        ],
        "email": [({}, "familie+buendnis@musterstadt.example.org")],
        "url": [({}, "https://musterstadt.example.org/familie?a=1,2;b")],
        "source": [({}, f"{BASE}{PATH}.vcf")],
        "uid": [({}, f"{BASE}id/alliance/a/contact/office")],
        "related": [({}, f"{BASE}id/alliance/a")],
        "note": [({"language": "de"}, "Öffnungszeiten: Mo-Fr 09:00-12:00; nach Vereinbarung")],
    }
    assert {name: read[name] for name in expected} == expected
    components.count("ical.js", release, assertions=len(expected))


def test_a_person_with_a_basis_has_a_card_apart_and_one_without_has_none(
    javascript: Path, tmp_path: Path, components: Components
) -> None:
    made = card_of(FULL)
    assert set(made) == {f"{PATH}.vcf", f"{PATH}/person.vcf"}
    assert b"Mustermann" not in made[f"{PATH}.vcf"]
    release, read = properties(made[f"{PATH}/person.vcf"], javascript, tmp_path)
    assert read["kind"] == [({}, "individual")]
    assert read["fn"] == [({}, "Erika Mustermann")]
    assert read["title"] == [({"language": "de"}, "Koordinatorin")]
    assert read["related"] == [({}, f"{BASE}id/alliance/a/contact/office")]
    components.count("ical.js", release, assertions=4)
    withheld = office(telephones=["+493876781407"], person=Person(name="Erika Mustermann"))
    assert set(card_of(withheld)) == {f"{PATH}.vcf"}


def test_vobject_reads_every_card_of_the_sample(components: Components) -> None:
    edition, _ = settled(sample())
    names = {record.id: record.contact_points[0].organization for record in sample() if isinstance(record, Alliance)}
    for path, content in cards(edition).items():
        (card,) = vobject.readComponents(content.decode())
        owner = path.split("/")[2]
        assert card.version.value == "4.0"
        assert card.uid.value == f"{BASE}id/{path.removeprefix('record/').removesuffix('.vcf')}"
        assert owner not in names or card.fn.value == names[owner]
        assert card.rev.value == "20261121T000000Z"
        components.count("vobject", assertions=4)


def test_separators_and_quotation_marks_come_back(javascript: Path, tmp_path: Path, components: Components) -> None:
    made = card_of(office(organization=TRICKY, street=TRICKY, telephones=["+493876781407"]))
    release, read = properties(made[f"{PATH}.vcf"], javascript, tmp_path)
    assert read["fn"] == [({}, TRICKY)]
    assert read["org"][0][1] in (TRICKY, [TRICKY])
    assert read["adr"][0][1][2] == TRICKY
    components.count("ical.js", release, assertions=3)


LINES = st.text(st.characters(exclude_categories=["Cs", "Cn"], exclude_characters="\0"), min_size=1, max_size=200)


@given(LINES.map(lambda text: " ".join(text.split())).filter(bool))
def test_a_name_of_any_characters_breaks_no_line_and_comes_back(components: Components, text: str) -> None:
    made = card_of(office(organization=text, telephones=["+493876781407"]))[f"{PATH}.vcf"]
    lines = made.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert lines[-1] == b""
    assert not any(byte < 0x20 and byte != 0x09 for line in lines for byte in line)
    made.decode()  # no character is cut in two: RFC 6350 section 3.2
    for line in lines:
        line.decode()
    (card,) = vobject.readComponents(made.decode())
    assert card.fn.value == "".join(" " if ord(c) < 32 or ord(c) == 127 else c for c in text)
    components.count("vobject", assertions=1)


@pytest.mark.parametrize("basis", [None, "consent"])
def test_cards_say_no_more_than_the_linked_data(basis: Any) -> None:
    person = Person(name="Erika Mustermann", publication_basis=basis)
    card = office(telephones=["+493876781407"], mobiles=["+491701234567"], person=person)
    text = b"".join(card_of(card).values()).decode()
    assert ("+491701234567" in text) is (basis is not None)
    assert ("Mustermann" in text) is (basis is not None)
