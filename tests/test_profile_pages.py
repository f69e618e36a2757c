"""The reader of profile pages: fixtures, transformations that change nothing, nothing lost, nothing invented."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliancegraph import records
from alliancegraph.readers.profile import Page, labels, read_page
from alliancegraph.readers.profile.forms import LABELS
from alliancegraph.readers.profile.lines import lines
from alliancegraph.records import Alliance, LanguageMap, Organization, Source
from alliancegraph.records.nodes import from_yaml

FIXTURES = sorted((Path(__file__).parent / "profile_pages").glob("*.txt"))
SHARED = Path(__file__).parents[2] / "shared" / "profiles"
SHARED_PAGES = sorted(SHARED.rglob("*.txt"))
DOCUMENT = Path(__file__).parents[1] / "docs" / "reading.md"

needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the real pages in ../shared/profiles are not here")
ALL_PAGES = [*FIXTURES, *SHARED_PAGES]
pages = pytest.mark.parametrize("path", ALL_PAGES, ids=lambda path: f"{path.parent.name}-{path.stem}")


def read(path: Path) -> Page:
    return read_page(path.read_text(encoding="utf-8"), path.name)


def facts(page: Page) -> list[object]:
    """The records without what depends on the lines and the file."""
    return [
        msgspec.structs.replace(
            record, source=None, unrecognised=tuple(msgspec.structs.replace(u, line=1) for u in record.unrecognised)
        )
        for record in page.records
    ]


@cache
def facts_of(path: Path) -> list[object]:
    return facts(read_page(path.read_text(encoding="utf-8"), "page.txt"))


# --- Fixtures -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_a_fixture_reads_as_expected(path: Path) -> None:
    expected, faults = from_yaml(path.with_suffix(".expected.yaml").read_text(encoding="utf-8"), path.name)
    assert not faults
    decoded = [records.decode(node) for document in expected for node in document.value]
    assert [d.faults for d in decoded] == [()] * len(decoded)
    assert list(read(path).records) == [d.record for d in decoded]


def test_there_are_enough_layouts() -> None:
    assert len(FIXTURES) >= 30
    assert {path.with_suffix(".expected.yaml") for path in FIXTURES} == set(FIXTURES[0].parent.glob("*.yaml"))


# --- On every page --------------------------------------------------------------------------------------------------


def non_blank(text: str) -> list[int]:
    lines = re.split("\r\n|\r|\n", text)
    return [number for number, line in enumerate(lines, start=1) if visible(line)]


def visible(line: str) -> str:
    return re.sub("[\u00ad\u200b-\u200f\u2060\ufeff]", "", line).strip()


def check(page: Page, text: str) -> None:
    """What holds for every page."""
    assert page.records
    ids = [record.id for record in page.records]
    assert len(set(ids)) == len(ids)
    assert [line.line for line in page.trace] == non_blank(text)
    unrecognised = Counter((r.id, u.line) for r in page.records for u in r.unrecognised)
    found = Counter((f.record, f.place.line) for f in page.findings if f.place)
    for line in page.trace:
        if line.field == "unrecognised":
            assert unrecognised[line.record, line.line]
        elif line.field.startswith("label:"):
            assert line.record is None or line.record in ids
        else:
            record = next(r for r in page.records if r.id == line.record)
            assert value(record, line.field) is not None, line
    for (record_id, number), count in unrecognised.items():
        assert found[record_id, number] >= count
    for record in page.records:
        assert records.faults(record) == ()
        origin = records.origin(record)
        assert origin is not None
        assert all(value(record, path) is not None for path in origin.places), origin.places
        assert set(filled(record)) <= set(origin.places)
    assert Counter(f for r in page.records if (o := records.origin(r)) for f in o.findings) == Counter(page.findings)


def value(record: object, path: str) -> object:
    """The value at a field path, None where there is none."""
    for part in re.findall(r"[a-z_]+|\d+", path):
        if record is None:
            return None
        try:
            record = record[int(part)] if part.isdigit() else getattr(record, part)  # type: ignore[index]
        except IndexError:
            return None
    return None if record in ((), LanguageMap()) else record


MADE = {"id", "source", "unrecognised", "country", "status", "kind", "topic", "category"}


def filled(record: object, path: str = "") -> Iterator[str]:
    """The paths of a record's values that came from lines, containers included."""
    if isinstance(record, tuple):
        for index, item in enumerate(record):
            yield f"{path}[{index}]"
            yield from filled(item, f"{path}[{index}]")
    elif isinstance(record, records.Value):
        for name in record.__struct_fields__:
            item = getattr(record, name)
            if name in MADE or item in ((), None, LanguageMap()):
                continue
            below = f"{path}.{name}" if path else name
            yield below
            inner = item if not re.match(r"(partners|parent|funders|partner_count|images)", below) else None
            yield from filled(inner, below)


@pages
def test_every_line_is_accounted_for_once(path: Path) -> None:
    check(read(path), path.read_text(encoding="utf-8"))


@given(st.text())
def test_any_text_reads_without_a_traceback(text: str) -> None:
    check(read_page(text, "page.txt"), text)


FORMS = [form for forms in LABELS.values() for form in forms]
LINES = [line for path in FIXTURES for line in path.read_text(encoding="utf-8").splitlines()]
VALUES = """\
Erika Mustermann|Frau Dr. Mustermann|Max Beispiel, Leiter|Mustermann, Erika|N. N.|Presse|Haus B, Zimmer 12|OT Quitzow
Markt 1, 19348 Perleberg|19348 Perleberg, Markt 1|Straße des Friedens 4a–c|Am Markt 1 (Rathaus)|Stadt Perleberg
c/o Verein Kinderland e. V.|Postfach 12 34|D-16303 Schwedt/Oder|Amt für Jugend, Sport und Kultur|Germany
03876 781-340 und -377|(0 38 76) 78 14 07|+49 (0)3876/781407|781407|0172 1234567 (Handy)|03876 781-|0
erika(at)example.org|erika@|example.org|a [at] example [dot] org|www.example.org/familie|https://example.org/a-
2008|Mai 2008|22.05.2008|2004 (Neugründung 2015)|seit 15 Jahren|12.05.|31.02.2008|21|ca. 30|siebzehn|50+
31, davon 9 Schulen|Mo–Do 9–13 Uhr|Di 9-12 und 13-18 Uhr|13–18 Uhr|geschlossen|Bildung, Pflege und Ehrenamt|a; b; c
Seit 2008 findet jährlich der Lauf statt.|„Zeit schenken“ – Paten lesen|2014–2016: Lesebus|nach Vereinbarung
Das Bündnis wurde 2008 gegründet und zählt 21 Mitglieder.|Heute sind wir 30 Partner.|Wir helfen Familien, wo es geht.
Sie erreichen uns unter 03876 781407.|Familienbündnis|Vereine|5 Schulen|Landkreis Prignitz|keine|–|u. a.
Lokales Bündnis für Familie Perleberg|Netzwerk Frühe Hilfen Prignitz|Dazu gehören:|Derzeit arbeiten wir an:|-----|* * *
Startseite > Familie|© 2024 Stadt|gegrün-|det|https://example.org/fest.jpg|USt-IdNr.: DE123456789
IBAN DE02 1705 4040 0020 0123 45""".replace("\n", "|").split("|")


@st.composite
def realistic_pages(draw: st.DrawFn) -> str:
    """Pages of labels, values, lists and paragraphs, in the ways that pages put them."""
    value = st.sampled_from(VALUES) | st.sampled_from(LINES)
    form = st.sampled_from(FORMS)
    sign = st.sampled_from("•·○-–*✓→") | st.sampled_from(["1.", "a)", "»", "o "])
    block = st.one_of(
        st.builds("{}: {}".format, form, value),
        st.builds("{} {}".format, form, value),
        st.builds("{}\n{}".format, form, value),
        st.builds("{}:\n\n{}".format, form, value),
        st.builds("{}\t{}\n\t{}".format, form, value, value),
        st.builds("{0}\n{1} {2}\n{1} {3}\n{4}".format, form, sign, value, value, value),
        st.builds("{0} {1}: {2}\n{0} {3}\n{4}".format, sign, form, value, form, value),
        st.builds("{}, {}: {}; {}".format, value, form, value, value),
        st.builds("{} | {} | {}".format, value, form, value),
        st.lists(value, min_size=1, max_size=6).map("\n".join),
        st.lists(form, min_size=1, max_size=4).map("\n".join),
    )
    ends = st.sampled_from(["\n", "\n\n", "\n \n\n"])
    return "".join(part + draw(ends) for part in draw(st.lists(block, max_size=12)))


@given(realistic_pages() | st.lists(realistic_pages() | st.text(max_size=40), max_size=4).map("\n".join))
def test_any_mixture_of_lines_reads_without_a_traceback(text: str) -> None:
    page = read_page(text, "folder/page.txt")
    check(page, text)
    assert read_page(text, "folder/page.txt") == page


@given(realistic_pages())
def test_what_is_read_of_a_page_is_read_of_its_plain_lines(text: str) -> None:
    plain = "".join(
        ("\n" if line.gap else "") + " ".join((line.text, *line.images, *line.graphics)) + "\n" for line in lines(text)
    )
    assert facts(read_page(plain, "page.txt")) == facts(read_page(text, "page.txt"))


WORDED = ("name", "description", "structure", "focus_areas", "projects", "contact_points")


def words(text: str) -> set[str]:
    without = re.sub(r"https?://\S+?\.(?:PNG|png|jpe?g|JPG|gif)", " ", unicodedata.normalize("NFC", text))
    return set(re.findall(r"\w+", re.sub("[\u00ad\u200b\u200c\u2060\ufeff]", "", without)))


def texts(record: object) -> Iterator[str]:
    if isinstance(record, LanguageMap):
        yield from record.values()
    elif isinstance(record, tuple):
        for item in record:
            yield from texts(item)
    elif isinstance(record, records.ContactPoint):
        yield from (t for t in (record.organization, record.street, record.locality, *record.departments) if t)
        yield from (record.person.name,) if record.person else ()
    elif isinstance(record, records.Value):
        for name in record.__struct_fields__:
            yield from texts(getattr(record, name))


@pages
def test_the_words_of_text_fields_stand_on_the_page(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    on_page = words(text) | words(re.sub("(?<=[a-zäöüß])-\n(?=[a-zäöüß])", "", text))
    for record in read(path).records:
        for text in texts(record):
            assert words(text) <= on_page


TEXT_FIELD = re.compile(
    r"description|structure|focus_areas\[\d+\]\.text|projects\[\d+\]\.(?:description|name)|contact_points\[\d+\]\.(?:street|organization|departments\[\d+\])"
)


@pages
def test_the_words_of_a_line_stand_in_its_text_field(path: Path) -> None:
    shown = {line.number: line.text for line in lines(path.read_text(encoding="utf-8"))}
    page = read(path)
    for line in page.trace:
        if not TEXT_FIELD.fullmatch(line.field) or line.line not in shown:
            continue
        record = next(r for r in page.records if r.id == line.record)
        held = words(str(value(record, line.field)))
        # The sign of a list item ("1.", "a)") and a label before the value are no part of it.
        here = re.sub(r"^\s*(?:\d{1,2}[.)]|[a-z]\))\s", " ", shown[line.line])
        text = here.split(":", 1)[1] if words(here) - held and re.match(r"[^:]{1,60}:\s", here.strip()) else here
        # Nor is what joins an item to the next.
        assert words(re.sub(r"(?:,|\b(?:und|oder|sowie))$", "", text)) <= held, line


# Pages that hold much that is no fact of an alliance: faults, bank accounts, imprints, a letter's phrases.
MUCH_ELSE = {"faults", "association", "fact-sheet", "framed", "imprint", "letter"}


@pytest.mark.parametrize(
    "path",
    [path for path in ALL_PAGES if path.stem not in MUCH_ELSE],
    ids=lambda path: f"{path.parent.name}-{path.stem}",
)
def test_hardly_a_line_is_unrecognised(path: Path) -> None:
    page = read(path)
    assert sum(line.field == "unrecognised" for line in page.trace) <= len(page.trace) / 10


# --- Transformations that change nothing ----------------------------------------------------------------------------

TRANSFORMATIONS: dict[str, Callable[[str], str]] = {
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "windows line ends": lambda text: text.replace("\n", "\r\n"),
    "old line ends": lambda text: text.replace("\n", "\r"),
    "byte-order mark": lambda text: "\ufeff" + text,
    "no-break spaces": lambda text: re.sub("(?<=\\S) (?=\\S)", "\u00a0", text),
    "narrow spaces": lambda text: re.sub("(?<=\\S) (?=\\S)", "\u202f", text),
    "wide spaces": lambda text: re.sub("(?<=\\S) (?=\\S)", "  ", text),
    "soft hyphens": lambda text: re.sub("(?<=[a-zäöü]{2})(?=[a-zäöü]{2})", "\u00ad", text),
    "zero-width spaces": lambda text: re.sub("(?<=[a-zäöü])(?=[a-zäöü])", "\u200b", text),
    "no indentation": lambda text: re.sub(r"(?m)^[ \t\u00a0]+", "", text),
    "other indentation": lambda text: re.sub(r"(?m)^(?=.)", "\t  ", text),
    "spaces at line ends": lambda text: text.replace("\n", " \u00a0\n"),
    "blank lines of spaces": lambda text: text.replace("\n\n", "\n\u00a0\n"),
    "form feeds": lambda text: text.replace("\n\n", "\n\f\n"),
    "blank lines at both ends": lambda text: f"\n\n{text}\n\n",
}


def transformed(name: str, text: str) -> str:
    if name not in ("soft hyphens", "zero-width spaces"):
        return TRANSFORMATIONS[name](text)
    # Web addresses of images hold no soft hyphens on any page.
    parts = re.split(r"(https?://\S+)", text)
    return "".join(part if part.startswith("http") else TRANSFORMATIONS[name](part) for part in parts)


@pytest.mark.slow
@pages
@pytest.mark.parametrize("name", TRANSFORMATIONS)
def test_a_transformation_changes_nothing_that_is_read(path: Path, name: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert facts(read_page(transformed(name, text), "page.txt")) == facts_of(path)


ENDS = ("windows line ends", "old line ends")


@given(
    realistic_pages(),
    st.lists(st.sampled_from(sorted(set(TRANSFORMATIONS) - set(ENDS))), max_size=3, unique=True),
    st.sampled_from(["", *ENDS]),
)
def test_transformations_change_nothing_on_any_page(text: str, names: list[str], end: str) -> None:
    changed = text
    for name in (*names, *filter(None, [end])):
        changed = transformed(name, changed)
    assert facts(read_page(changed, "page.txt")) == facts(read_page(text, "page.txt"))


BLOCKS = """\
Ansprechpartnerin
Erika Mustermann

Adresse
Stadtverwaltung Perleberg
Jugendamt
Karl-Liebknecht-Straße 33
19348 Perleberg

Telefon
03876 900123

Fax: 03876 900124

E-Mail
erika.mustermann(at)example.org

Homepage
https://www.example.org/familie

Gründungsjahr: 2011

12 Bündnispartner in folgenden Kategorien:
- Vereine
- Schulen

Schwerpunkte
- Pflege
- Bildung

Projekte
- Lesefest
- Krabbeltreff

Frühere Projekte
- Laternenumzug

Über uns
Wir bringen Menschen zusammen, die Familien das Leben leichter machen.

Organisation des Bündnisses
Zweimal im Jahr kommt die Runde aller Beteiligten zusammen.
"""


@given(st.permutations(re.split(r"\n\n", BLOCKS.strip())))
def test_the_order_of_blocks_does_not_matter(blocks: list[str]) -> None:
    def sorted_facts(text: str) -> Alliance:
        (record,) = read_page(text, "page.txt").records
        assert isinstance(record, Alliance)
        return msgspec.structs.replace(record, projects=tuple(sorted(record.projects, key=lambda p: p.id)), source=None)

    head = "Landkreis Prignitz\n\nLokales Bündnis für Familie Perleberg\n\n"
    expected = sorted_facts(head + BLOCKS)
    assert sorted_facts(head + "\n\n".join(blocks)) == expected
    assert not expected.unrecognised
    assert len(expected.contact_points) == 1


# --- Findings -------------------------------------------------------------------------------------------------------


def codes(text: str) -> Counter[str]:
    return Counter(
        finding.code for finding in read_page(f"Lokales Bündnis für Familie Perleberg\n\n{text}", "page.txt").findings
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Telefon: 64 0", "telephone-invalid"),
        ("Telefon\n64 0", "telephone-invalid"),
        ("Telefon: 781407", "telephone-area-code"),
        ("E-Mail: beispiel(at)", "mailbox-invalid"),
        ("E-Mail", "label-empty"),
        ("Homepage", "label-empty"),
        ("Unsere Sprechzeiten:", "label-empty"),
        ("Gründungsjahr: unbekannt", "date-unread"),
        ("Gründungsjahr: 2008\n\nDas Bündnis wurde 2010 gegründet.", "founded-conflict"),
        ("Über uns\nDas Bündnis wurde 2008 gegründet. Das Bündnis besteht seit 2010.", "founded-several"),
        ("Gründung: 2004 (Neugründung 2015)", "unrecognised"),
        ("Telefax: 03876 781-", "telephone-invalid"),
        ("Instagram: @perleberg", "link-invalid"),
        ("Stand: März 2024", "unrecognised"),
        ("Bündnispartner in folgenden Kategorien:\n- Marsmenschen", "category-unknown"),
        ("Homepage: https://a.example.org\nHomepage: https://b.example.org", "value-second"),
        ("ganz seltsam", "unrecognised"),
    ],
)
def test_a_fault_is_a_finding(text: str, code: str) -> None:
    assert codes(text) == {code: 1}


def test_a_name_that_is_repeated_begins_no_second_record() -> None:
    name = "Lokales Bündnis für Familie\nPerleberg\n"
    text = f"{name}\nTelefon: 03876 781407\n\n{name}"
    page = read_page(text, "page.txt")
    check(page, text)
    assert [line.field for line in page.trace] == ["name", "name", "contact_points[0].telephones[0]", "name", "name"]


def test_a_page_of_many_names_takes_as_many_comparisons(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[str] = []
    key = labels.key

    def counted(text: str) -> str:
        compared.append(text)
        return key(text)

    monkeypatch.setattr(labels, "key", counted)
    counts = []
    for many in (20, 40):
        names = [f"Lokales Bündnis für Familie {chr(65 + n // 26)}{chr(97 + n % 26)}dorf" for n in range(many)]
        compared.clear()
        page = read_page("".join(f"{name}\n\nTelefon: 03876 781407\n\n" for name in names), "page.txt")
        assert [record.name["de"] for record in page.records] == names
        counts.append(len(compared))
    assert counts[1] < 2.2 * counts[0]


def test_a_long_line_takes_no_long_time() -> None:
    for text in (
        "a (at) " * 20_000,
        "Projekte\n• findet " + "der Tag " * 20_000,
        "03876 " + "1 2 " * 20_000,
        "; Max Muster" * 20_000,
    ):
        page = read_page(text, "page.txt")
        assert len(page.trace) == len(non_blank(text))


# --- Forms ----------------------------------------------------------------------------------------------------------


def alliance(text: str) -> Alliance:
    (record,) = read_page(f"Lokales Bündnis für Familie Perleberg\n\n{text}\n", "page.txt").records
    assert isinstance(record, Alliance)
    return record


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("03876 781407", {"telephones": ["+493876781407"]}),
        ("03876/781407", {"telephones": ["+493876781407"]}),
        ("03876 / 78 14 07", {"telephones": ["+493876781407"]}),
        ("03876-78 14 07", {"telephones": ["+493876781407"]}),
        ("(03876) 781407", {"telephones": ["+493876781407"]}),
        ("+49 3876 781407", {"telephones": ["+493876781407"]}),
        ("+49 (0)3876 781407", {"telephones": ["+493876781407"]}),
        ("0049 3876 781407", {"telephones": ["+493876781407"]}),
        ("0331 - 88 76 20 23", {"telephones": ["+4933188762023"]}),
        ("0391-73 61 000", {"telephones": ["+493917361000"]}),
        ("03876 781407, 781-0", {"telephones": ["+493876781407"]}),
        ("03876 781407 / 0172 1234567", {"telephones": ["+493876781407"], "mobiles": ["+491721234567"]}),
        ("03876 781407 oder 03876 781408", {"telephones": ["+493876781407", "+493876781408"]}),
        ("03876 781-340 und -377", {"telephones": ["+493876781340", "+493876781377"]}),
        ("03876 781-340/-377", {"telephones": ["+493876781340", "+493876781377"]}),
        ("03876 781-340/377", {"telephones": ["+493876781340", "+493876781377"]}),
        ("0331-887620 und -24", {"telephones": ["+49331887620"]}),
        ("03876 781-340\n03876 781-377", {"telephones": ["+493876781340", "+493876781377"]}),
        ("03876 781-\n340", {"telephones": ["+493876781340"]}),
        ("03876 781407 / 781408", {"telephones": ["+493876781407"]}),
        ("03876 781-340, Fax -377", {"telephones": ["+493876781340"], "faxes": ["+493876781377"]}),
        ("03876 781-", {}),
        ("02.02.2024", {}),
        ("64 0", {}),
        ("781407", {}),
        ("03876", {}),
    ],
)
def test_a_telephone_number(written: str, expected: dict[str, list[str]]) -> None:
    offices = alliance(f"Telefon: {written}").contact_points
    found = {name: list(getattr(office, name)) for office in offices for name in ("telephones", "mobiles", "faxes")}
    assert {name: numbers for name, numbers in found.items() if numbers} == expected


@pytest.mark.parametrize(
    "written",
    [
        "max@example.org",
        "max(at)example.org",
        "max [at] example.org",
        "max{at}example.org",
        "max at example.org",
        "max(ät)example(punkt)org",
        "max [at] example [dot] org",
        "max at example punkt org",
        "max(AT)Example.org",
        "max @ example.org",
        "max(at)\nexample.org",
        "max\n(at)example.org",
        "max(at)example.\norg",
        "mailto:max@example.org",
        "<max@example.org>",
    ],
)
def test_a_mailbox(written: str) -> None:
    for label in ("E-Mail: ", "Mail-Adresse\n", ""):
        (office,) = alliance(label + written).contact_points
        assert office.emails == ("max@example.org",)


@pytest.mark.parametrize(
    ("written", "value", "qualifier"),
    [
        ("21 Bündnispartner", 21, "exact"),
        ("Bündnispartner: ca. 30", 30, "about"),
        ("Rund 50 Mitglieder", 50, "about"),
        ("etwa 50 Partner", 50, "about"),
        ("über 100 Bündnispartner in folgenden Kategorien:\n- Vereine", 100, "at-least"),
        ("mehr als 30 Partnerinnen und Partner", 30, "at-least"),
        ("Anzahl der Partner: mindestens 20", 20, "at-least"),
        ("Partner: 50+", 50, "at-least"),
        ("bis zu 40 Partner", 40, "at-most"),
        ("Mitglieder: höchstens 40", 40, "at-most"),
        ("Siebzehn Bündnispartner", 17, "exact"),
        ("Dreißig Bündnispartner", 30, "exact"),
        ("Heute gehören dem Bündnis über 40 Partner an.", 40, "at-least"),
    ],
)
def test_a_count_of_partners(written: str, value: int, qualifier: str) -> None:
    count = alliance(written).partner_count
    assert count is not None
    assert (count.value, count.qualifier) == (value, qualifier)


@pytest.mark.parametrize(
    "written",
    [
        "Zum Fest kamen 70 Gäste, und alle hatten Freude daran.",
        "Wir waren das 50. Bündnis im Land und sind stolz darauf.",
        "Im ganzen Land sind etwa 50 Lokale Bündnisse am Werk.",
        "Eine Gruppe, die siebzehn Mitglieder zählte, hat alles vorbereitet.",
    ],
)
def test_a_decoy_is_no_count(written: str) -> None:
    assert alliance(written).partner_count is None
    assert str(alliance(written).description) == written


@pytest.mark.parametrize(
    ("written", "founded"),
    [
        ("Gründungsjahr des Bündnisses: 2008", "2008"),
        ("Gegründet im Mai 2008", "2008-05"),
        ("gegründet am 22. Mai 2008", "2008-05-22"),
        ("Gründungsdatum: 22.05.2008", "2008-05-22"),
        ("Die Bündnisgründung am 22. Mai 2008 war ein Fest.", "2008-05-22"),
        ("Im August 2005 nahm das Bündnis seine Arbeit auf.", "2005-08"),
        ("Seit dem 15. Mai 2006 gibt es in der Stadt ein Lokales Bündnis.", "2006-05-15"),
        ("Das am 4. Juni 2009 gegründete Bündnis wächst weiter.", "2009-06-04"),
        ("Angefangen haben wir 2005, gegründet wurde das Bündnis am 3. Februar 2006.", "2006-02-03"),
        ("Das Bündnis hat 19 Partner. Es wurde 2005 aus der Taufe gehoben.", "2005"),
        ("Das Bündnis besteht seit Juni 2006. Im Dezember 2007 erhielt es einen Preis.", "2006-06"),
        ("Vereine haben sich 2007 zum Familienbündnis zusammengeschlossen.", "2007"),
        ("Durch das Bündnis wurde 2010 ein Elterncafé gegründet.", None),
        ("Das Bündnis feierte 2018 sein 20-jähriges Bestehen mit vielen Gästen.", None),
        ("Seit 2004 besteht die bundesweite Initiative Lokale Bündnisse für Familie.", None),
    ],
)
def test_a_founding_date(written: str, founded: str | None) -> None:
    assert alliance(written).founded == founded


@pytest.mark.parametrize(
    ("written", "lines_of_it"),
    [
        ("Das wurde gegrün-\ndet. Heute", ["Das wurde gegründet.", "Heute"]),
        ("Pflege von Ange-\nhörigen\nb", ["Pflege von Angehörigen", "b"]),
        ("soft\u00ad\nware", ["software"]),
        ("Eltern-\nKind-Gruppe", ["Eltern-Kind-Gruppe"]),
        ("Karl-Liebknecht-\nStraße 33", ["Karl-Liebknecht-Straße 33"]),
        ("Kinder-\nund Jugendhilfe", ["Kinder-", "und Jugendhilfe"]),
        ("familie-\nbuero@example.org", ["familie-", "buero@example.org"]),
        ("www.stadt-\nperleberg.de", ["www.stadt-", "perleberg.de"]),
        ("gegrün-\n\ndet", ["gegrün-", "det"]),
        ("a\n-----\n* * * *\nb", ["a", "", "", "b"]),
    ],
)
def test_a_word_broken_at_the_end_of_a_line_is_whole(written: str, lines_of_it: list[str]) -> None:
    assert [line.text for line in lines(written)] == lines_of_it


@pytest.mark.parametrize(
    ("written", "name", "role"),
    [
        ("Max Beispiel\nFamilienbeauftragter der Stadt", "Max Beispiel", "Familienbeauftragter der Stadt"),
        ("Max Beispiel\nSozialarbeiter", "Max Beispiel", "Sozialarbeiter"),
        ("Sachbearbeiterin Kita\nFrau Sabine Muster", "Sabine Muster", "Sachbearbeiterin Kita"),
        ("Sabine Muster | Öffentlichkeitsarbeit", "Sabine Muster", "Öffentlichkeitsarbeit"),
        ("Mustermann, Erika (Frau)", "Erika Mustermann", ""),
        ("Dr. med. Sabine Muster (Vorsitzende)", "Dr. med. Sabine Muster", "Vorsitzende"),
        ("Tom Amtmann", "Tom Amtmann", ""),
    ],
)
def test_a_person_and_her_role(written: str, name: str, role: str) -> None:
    (office,) = alliance(f"Ansprechpartner:\n{written}").contact_points
    assert office.person is not None
    assert (office.person.name, str(office.person.role)) == (name, role)
    assert (office.organization, office.departments) == (None, ())


def test_a_remark_says_what_a_number_is() -> None:
    (office,) = alliance("03876 781407 (Fax)\n03876 781408 (Zentrale)").contact_points
    assert (office.faxes, office.telephones) == (("+493876781407",), ("+493876781408",))


def test_a_label_that_is_a_role_is_the_person_s() -> None:
    for label in ("Koordinatorin", "1. Vorsitzende", "Schatzmeisterin", "Leitung"):
        (office,) = alliance(f"{label}: Erika Mustermann").contact_points
        assert office.person == records.Person(name="Erika Mustermann", role=LanguageMap(label))
    (office,) = alliance("Ansprechpartnerin: Erika Mustermann").contact_points
    assert office.person == records.Person(name="Erika Mustermann")


@pytest.mark.parametrize(
    ("written", "street", "departments"),
    [
        ("Straße des Friedens 4a–c", "Straße des Friedens 4a–c", ()),
        ("Am Markt 1 (Rathaus)", "Am Markt 1 (Rathaus)", ()),
        ("Ladeburger Chaussee 73 – Haus B", "Ladeburger Chaussee 73 – Haus B", ()),
        ("Friedrich-Ebert-Str. 79/81, Haus 6", "Friedrich-Ebert-Str. 79/81, Haus 6", ()),
        ("Marktplatz 1-3, Raum 2.07", "Marktplatz 1-3", ("Raum 2.07",)),
        ("Haus 2, Zimmer 218\nKarl-Marx-Straße 1", "Karl-Marx-Straße 1", ("Haus 2, Zimmer 218",)),
    ],
)
def test_a_street(written: str, street: str, departments: tuple[str, ...]) -> None:
    for text in (
        f"Stadt Perleberg\n{written}\n19348 Perleberg",
        f"Anschrift: Stadt Perleberg\n{written}\n19348 Perleberg",
    ):
        (office,) = alliance(text).contact_points
        assert (office.organization, office.street, office.departments) == ("Stadt Perleberg", street, departments)
        assert (office.postal_code, office.locality) == ("19348", "Perleberg")


@pytest.mark.parametrize(
    "sentence",
    [
        "Am Donnerstag, dem 14. März, findet im Rathaus, Markt 1, 19348 Perleberg, das nächste Treffen statt.",
        "Das Amt für Soziales und die Schulen treffen sich oft mit uns und beraten,\nwas in der Stadt zu tun ist.",
        "Einladung zum Fest am 01.06.2024",
        "Das Netzwerk verbindet Hebammen, Kinderärzte, Beratungsstellen und das Jugendamt der Stadt",
    ],
)
def test_a_sentence_is_no_address(sentence: str) -> None:
    assert alliance(sentence).contact_points == ()


def test_the_publisher_s_imprint_is_not_read_as_the_alliance_s() -> None:
    imprint = "Impressum\nHerausgeber: Ministerium für Beispiele\nWeg 1\n14467 Potsdam\nTelefon: 0331 866-0"
    record = alliance(f"Telefon: 03876 781407\n\n{imprint}")
    assert [office.telephones for office in record.contact_points] == [("+493876781407",)]
    assert [one.text for one in record.unrecognised] == [
        "Ministerium für Beispiele",
        "Weg 1",
        "14467 Potsdam",
        "0331 866-0",
    ]
    # Between other labels the word is an entry of the site's menu.
    (office,) = alliance("Startseite\nImpressum\nKontakt\nErika Mustermann\nTelefon: 03876 781407").contact_points
    assert office.telephones == ("+493876781407",)


@pytest.mark.parametrize(
    ("heading", "keys"),
    [
        ("Landkreis München", ("09", "09184", None)),
        ("Kreisfreie Stadt München", ("09", "09162", "09162000")),
        ("Prignitz (LK)", ("12", "12070", None)),
    ],
)
def test_a_county_heading_keeps_its_kind(heading: str, keys: tuple[str, ...]) -> None:
    (record,) = read_page(f"{heading}\n\nLokales Bündnis für Familie\n\nTelefon: 089 1234567\n", "page.txt").records
    assert [(area.state, area.district, area.municipality) for area in record.areas] == [keys]


@pytest.mark.parametrize(
    ("section", "names"),
    [
        ("Projekte: Lesefest, Kochkurs für Väter", ["Lesefest", "Kochkurs für Väter"]),
        ("Projekte: Feste für Kinder, Eltern und Nachbarn", ["Feste für Kinder, Eltern und Nachbarn"]),
        ("Projekte: „Mitfahrbank“ (seit 2018), „Dorfkino“", ["Mitfahrbank", "Dorfkino"]),
        ("Projekte: 1. Lesefest 2. Kochkurs", ["Lesefest", "Kochkurs"]),
        ("Projekte\nWir unterstützen Familien mit Zeit und Rat.", ["Wir unterstützen Familien mit Zeit und Rat"]),
        ("Projekte\nUnser Bündnis hat viel vor und viel geschafft.\n- Lesefest", ["Lesefest"]),
        ("Projekte\nFamilienkarte\nseit 2010", ["Familienkarte"]),
        ("Was wir machen\n• Lesefest", ["Lesefest"]),
        ("Projekte: Lesefest\n\nMit freundlichen Grüßen", ["Lesefest"]),
    ],
)
def test_projects_of_a_section(section: str, names: list[str]) -> None:
    assert [str(project.name) for project in alliance(section).projects] == names


def test_an_english_page_has_english_texts() -> None:
    text = "Local Alliance for Families Guben\n\nAbout us\nThe alliance is open to all of the town.\n\nPartners: 12"
    (record,) = read_page(text, "page.txt").records
    assert isinstance(record, Alliance)
    assert record.name == {"en": "Local Alliance for Families Guben"}
    assert record.description == {"en": "The alliance is open to all of the town."}
    assert record.partner_count == records.PartnerCount(value=12)
    assert record.areas[0].municipality == "12071160"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Netzwerk Frühe Hilfen Uckermark", Alliance),
        ("Elternnetzwerk Lausitz", Alliance),
        ("Bündnis gegen Depression Musterland e.V.", Alliance),
        ("Runder Tisch Familie Calau", Alliance),
        ("Familienzentrum Mosaik", Organization),
        ("Verein Kinderland e. V.", Organization),
    ],
)
def test_a_page_s_title_names_other_networks_and_bodies(title: str, kind: type) -> None:
    (record,) = read_page(f"{title}\n\nTelefon: 03876 781407\n", "page.txt").records
    assert type(record) is kind
    assert str(record.name) == title


@pytest.mark.parametrize("title", ["Das Bündnis in Zahlen", "Bündnis 90/Die Grünen", "Stadt Perleberg", "Guten Tag,"])
def test_a_title_that_names_no_network_is_none(title: str) -> None:
    (record,) = read_page(f"{title}\n\nTelefon: 03876 781407\n", "page.txt").records
    assert not record.name


@pytest.mark.parametrize(
    ("written", "name", "kind"),
    [
        ("„Zeit schenken“ – Paten lesen vor", "Zeit schenken", "project"),
        ("Elternkurs „Ruhe bewahren“ – sechs Abende", "Ruhe bewahren", "course"),
        ("Seit 2012 findet jährlich das Perleberger Lichterfest statt.", "Perleberger Lichterfest", "event-series"),
        ("Im Mai 2014 fand auf dem Markt der Tag der Familie statt.", "Tag der Familie", "event"),
        ("Der Familienlauf findet jährlich im Mai statt.", "Familienlauf", "event-series"),
        ("Jährlich lädt das Bündnis zum Drachenfest im Park ein.", "Drachenfest", "event-series"),
        ("Umfrage unter Eltern – 300 Antworten", "Umfrage unter Eltern", "survey"),
        ("Förderung der Feste im Ort, wie zum Beispiel Hafenfest", "Förderung der Feste im Ort", "project"),
        ("Vortragsreihe „Gut leben“", "Gut leben", "event-series"),
        ("Spiel, Spaß und Bewegung", "Spiel, Spaß und Bewegung", "project"),
    ],
)
def test_a_project_is_named_from_its_line(written: str, name: str, kind: str) -> None:
    (project,) = alliance(f"Projekte\n• {written}").projects
    assert (str(project.name), project.kind) == (name, kind)
    assert str(project.description or project.name) == written


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Lokales Bündnis für Familie Golzow", "area-ambiguous"),
        ("Lokales Bündnis für Familie Schwerin", "area-ambiguous"),
        ("Lokales Bündnis für Familie Entenhausen", "area-unknown"),
        ("Landkreis Prignitz\n\nLokales Bündnis für Familie Potsdam", "area-contradiction"),
        ("Landkreis Entenhausen\n\nLokales Bündnis für Familie Perleberg", "area-unknown-county"),
    ],
)
def test_a_doubtful_area_is_a_finding_never_a_guess(text: str, code: str) -> None:
    page = read_page(text, "page.txt")
    assert code in [finding.code for finding in page.findings]
    assert all(area.municipality is None for record in page.records for area in record.areas)


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff", " \u00a0\n\t\f\n", "\u00ad\n"])
def test_an_empty_page_is_a_record_without_name(text: str) -> None:
    page = read_page(text, "ordner/Beispiel Seite.txt")
    (record,) = page.records
    assert record == Alliance(id="beispiel-seite", source=Source(file="Beispiel Seite.txt"))
    assert [finding.code for finding in page.findings] == ["page-without-name"]
    assert page.trace == ()


# --- The real pages -------------------------------------------------------------------------------------------------


def line_after(text: str, label: str, start: str = "") -> str:
    """The first line that is not blank after the line `label`, looked for behind `start`."""
    lines = [line.strip() for line in text[text.index(start) :].split("\n")]
    return next(line for line in lines[lines.index(label) + 1 :] if line)


@needs_shared
def test_prignitz() -> None:
    text = (SHARED / "prignitz.txt").read_text(encoding="utf-8")
    page = read_page(text, "prignitz.txt")
    assert not page.findings
    perleberg, wittenberge = page.records
    assert isinstance(perleberg, Alliance)
    assert isinstance(wittenberge, Alliance)
    for record, name, founded, count, categories, telephone, municipality in (
        (perleberg, "Perleberg", "2008", 21, 8, "+493876781407", "12070296"),
        (wittenberge, "Wittenberge", "2009", 33, 12, "+493877951241", "12070424"),
    ):
        assert record.id == name.lower()
        assert str(record.name) == f"Lokales Bündnis für Familie {name}"
        assert record.founded == founded
        assert record.partner_count == records.PartnerCount(value=count)
        assert len(set(record.partner_categories)) == categories
        assert record.areas == (records.Area(state="12", district="12070", municipality=municipality),)
        assert record.homepage is None
        assert record.profile_page is not None
        assert record.profile_page in text
        assert not record.unrecognised
        (office,) = record.contact_points
        assert office.telephones == (telephone,)
        assert office.person is not None
        assert office.person.name == line_after(text, "Ansprechpartner/in", str(record.name))
        assert office.id == "office"
    (office,) = perleberg.contact_points
    assert (office.organization, office.street, office.postal_code, office.locality) == (
        "Stadtverwaltung Perleberg",
        "Großer Markt",
        "19348",
        "Perleberg",
    )
    assert office.departments[0].startswith("SB 010 | ")
    assert len(office.departments) == 2
    assert office.emails == (line_after(text, "Mail-Adresse").replace("(at)", "@"),)
    assert len(perleberg.focus_areas) == 6
    assert Counter(project.status for project in perleberg.projects) == {"current": 3, "past": 3}
    assert [str(project.name) for project in perleberg.projects][:2] == [
        "Perleberger Familientag",
        "Willkommensfest unter Nachbarn",
    ]
    assert (perleberg.projects[0].start, perleberg.projects[0].kind) == ("2008", "event-series")
    assert [project.kind for project in perleberg.projects[3:]] == ["course", "event-series", "survey"]
    assert [image.url for image in perleberg.images] == re.findall(r"http\S+?\.jpg", text)
    assert hashlib.sha256(str(perleberg.structure).encode()).hexdigest() == STRUCTURE
    (office,) = wittenberge.contact_points
    assert (office.organization, office.street, office.postal_code) == (
        "Stadt Wittenberge",
        "August-Bebel-Straße 10",
        "19322",
    )
    assert office.emails == (re.sub(r"\s*\(at\)\s*", "@", re.search(r"\w+\(at\)\n\S+", text)[0]),)  # type: ignore[index]
    assert [str(focus.text) for focus in wittenberge.focus_areas] == re.findall(r"^\d\.\s+(.+)$", text, re.MULTILINE)
    assert len(str(wittenberge.description).split("\n\n")) == 3


def structure_of(text: str) -> str:
    paragraphs = text.split("Organisation des Bündnisses\n")[1].split("Aktuelle Schwerpunkte")[0].strip().split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


STRUCTURE = (
    hashlib.sha256(structure_of((SHARED / "prignitz.txt").read_text(encoding="utf-8")).encode()).hexdigest()
    if SHARED.is_dir()
    else ""
)


@needs_shared
def test_koordinierungsstelle() -> None:
    path = SHARED / "koordinierungsstelle.txt"
    text = path.read_text(encoding="utf-8")
    page = read(path)
    (record,) = page.records
    assert isinstance(record, Organization)
    assert str(record.name) == "Überregionale Koordinierungsstelle der Lokalen Bündnisse für Familie"
    assert record.id == "ueberregionale-koordinierungsstelle"
    assert record.founded == "2014"
    assert isinstance(record.parent, Organization)
    assert str(record.parent.name) == "Gesundheit Berlin-Brandenburg e. V."
    (funder,) = record.funders
    assert isinstance(funder, Organization)
    assert str(funder.name).startswith("Ministerium für Soziales, Gesundheit")
    assert funder.alternative_names == (LanguageMap("MSGIV"),)
    (office,) = record.contact_points
    assert office.telephones == ("+4933188762023",)
    assert office.emails == ()
    assert office.person is not None
    assert office.person.name == line_after(text, "Ihre Ansprechperson")
    empty = [finding.place.line for finding in page.findings if finding.code == "label-empty" and finding.place]
    assert [text.split("\n")[line - 1].strip() for line in empty] == ["Unsere Sprechzeiten:", "Förderer", "E-Mail"]
    assert not record.unrecognised


@needs_shared
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("asg_dessau", {"postal_code": "06844", "street": "Schloßplatz 3", "telephones": ("+49340213000",)}),
        (
            "bund_profil66_uecker_randow",
            {"postal_code": "17358", "faxes": ("+493976204001",), "street": "Bahnhofstr. 26"},
        ),
        (
            "fbb_p252_forst",
            {"postal_code": "03149", "person": None, "departments": ("Fachbereichsleiterin Bildung und Soziales",)},
        ),
        ("gbb_familienzentren", {"telephones": ("+4933188760000",), "opening_hours": ("Mo,We,Fr 10:00-13:00",)}),
        ("leader_elfi", {"mobiles": ("+491723190000",), "faxes": ("+493917361001",), "telephones": ("+493917361000",)}),
    ],
)
def test_variants(name: str, expected: dict[str, object]) -> None:
    page = read(SHARED / "variants" / f"{name}.txt")
    (record,) = page.records
    (office,) = record.contact_points
    assert {key: getattr(office, key) for key in expected} == expected
    assert not record.unrecognised


# --- Documentation --------------------------------------------------------------------------------------------------


def test_the_documented_labels_are_those_of_the_code() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \| (.+?) \|$", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)
    assert {name: tuple(forms.split("; ")) for name, forms in rows} == LABELS
