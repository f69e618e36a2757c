"""Web pages: fixtures in many layouts, what changes nothing, links that beat text, places that name elements."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path

import bs4
import msgspec
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from alliancegraph import cli, records
from alliancegraph.readers import Document, documents
from alliancegraph.readers.html import WebPage, page_lines, read_html
from alliancegraph.readers.links import links
from alliancegraph.readers.profile import read_page
from alliancegraph.records import Alliance, origin
from alliancegraph.records.nodes import from_yaml

FIXTURES = sorted((Path(__file__).parent / "html_pages").glob("*.html"))
each = pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)


def html(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def read(body: str, url: str | None = None) -> Alliance:
    (record,) = page(body, url).records
    assert isinstance(record, Alliance)
    return record


def page(body: str, url: str | None = None) -> WebPage:
    heading = "<h1>Lokales Bündnis für Familie Musterstadt</h1>"
    return read_html(f"<!DOCTYPE html><body><main>{heading}{body}</main>", "page.html", url)


def codes(found: WebPage) -> list[str]:
    from_text = [one.code for record in found.records if (o := origin(record)) for one in o.findings]
    return [code for code in (*from_text, *(one.code for one in found.findings)) if code != "area-unknown"]


def lines(body: str) -> list[str]:
    return [line.text for line in page_lines(f"<body>{body}</body>")]


def facts(found: WebPage) -> list[object]:
    return [
        msgspec.structs.replace(
            record, source=None, unrecognised=tuple(msgspec.structs.replace(u, line=1) for u in record.unrecognised)
        )
        for record in found.records
    ]


# --- Fixtures ---------------------------------------------------------------------------------------------------------


@each
def test_a_fixture_reads_as_expected(path: Path) -> None:
    text = path.with_suffix(".expected.yaml").read_text(encoding="utf-8")
    expected, faults = from_yaml(text, path.name)
    assert not faults
    decoded = [records.decode(node) for document in expected for node in document.value]
    assert [d.faults for d in decoded] == [()] * len(decoded)
    found = read_html(html(path), path.name)
    assert list(found.records) == [d.record for d in decoded]
    wanted = re.match(r"# findings: (.*)\n", text)
    assert wanted is not None
    assert ", ".join(codes(found)) == wanted[1]


def test_there_are_enough_layouts() -> None:
    assert len(FIXTURES) >= 8
    assert {path.with_suffix(".expected.yaml") for path in FIXTURES} == set(FIXTURES[0].parent.glob("*.yaml"))


@each
def test_places_name_a_line_and_an_element_that_browsers_find(path: Path) -> None:
    text = html(path)
    tree = bs4.BeautifulSoup(text, "html5lib")  # the HTML Standard's own way to parse
    for record in read_html(text, path.name).records:
        came_from = origin(record)
        assert came_from is not None
        for field, place in came_from.places.items():
            assert 0 < place.line <= len(text.splitlines()), field
            assert len(tree.select(place.element)) == 1, place.element
            assert str(place) == f"{path.name}:{place.line}  {place.element}"


@each
@pytest.mark.parametrize("ends", ["\r\n", "\r", "\n\n"])
def test_line_ends_and_indentation_change_nothing(path: Path, ends: str) -> None:
    text = html(path)
    changed = text if "<pre" in text else "".join(f"\t {line}{ends}" for line in text.splitlines())
    assert facts(read_html(changed, path.name)) == facts(read_html(text, path.name))


@each
def test_comments_and_inline_marks_change_nothing(path: Path) -> None:
    text = html(path)
    changed = text.replace("<p>", "<p><!-- Kontakt: 1999 -->").replace("&nbsp;", "&#xA0;")
    assert facts(read_html(changed, path.name)) == facts(read_html(text, path.name))


@each
def test_every_line_of_the_main_part_is_accounted_for(path: Path) -> None:
    found = read_html(html(path), path.name)
    shown = [line for line in page_lines(html(path)) if line.text]
    assert len(found.trace) == len(shown)
    assert {line.line for line in found.trace} <= {line.line for line in shown}


@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<ul>", "<li>", "</ul>", "<table>", "<tr>", "<td>", "<th>", "</table>", "<dl>", "<dt>",
             "<dd>", "<a href='mailto:x@example.org'>", "<a href='tel:03876'>", "</a>", "<br>", "<img src='a.jpg'>",
             "<main>", "<script>", "</script>", "<!--", "-->", "<pre>", "Telefon: 03876 781407", "E-Mail:", "\0", "<",
             "Lokales Bündnis für Familie X", "&#0;", "<div hidden>", "</div>", "<a href='//['>", "<base href='x'>",
             "<div itemscope itemtype='https://schema.org/NGO'>", "<b itemprop=name>", "<h1>", "\ud800", "]]>",
             '<script type="application/ld+json">{"@type": "NGO", "name": 1}</script>'],
        )
        | st.text(max_size=20)
    )
)  # fmt: skip
def test_no_page_is_a_traceback(parts: list[str]) -> None:
    found = read_html("".join(parts), "page.html", "https://example.org/a")
    assert found.records


@pytest.mark.slow
@pytest.mark.parametrize("tag", ["div", "ul><li", "table><tr><td", "b", "dl><dd"])
def test_deep_nesting_is_read(tag: str) -> None:
    opened = "".join(f"<{tag}>" for _ in range(600))
    assert "Telefon: 03876 781407" in [line.strip("• ") for line in lines(f"{opened}Telefon: 03876 781407")]


def test_a_page_too_deep_for_the_parser_is_said() -> None:
    assert "html-deep" in codes(read_html("<body>" + "<div>" * 5000 + "x", "page.html"))


@pytest.mark.parametrize(
    "body",
    [
        "<p>" + "<a href='mailto:a@example.org'>a@example.org</a> " * 3000,
        f"<script>{'[' * 200_000}</script>",
        f"<p class='{'nav' * 30_000}'>" + "<b>a</b>" * 10_000,
        "<table>" + "<tr><th>Telefon<td>b" * 2000,
    ],
)
def test_a_page_made_to_be_slow_is_not(body: str) -> None:
    began = time.monotonic()
    page_lines(f"<body>{body}")
    assert time.monotonic() - began < 10


@pytest.mark.parametrize("text", ["", " ", "<!-- -->", "<?xml version='1.0' encoding='latin-1'?><html><body>x", "\0"])
def test_a_page_without_content_gives_an_empty_record(text: str) -> None:
    (record,) = read_html(text, "leer.html").records
    assert record.id == "leer"


# --- Structure -> lines -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>a<br>b</p><p>c</p>", ["a", "b", "", "c"]),
        ("<p>a<br><br>b", ["a", "", "b"]),
        ("<div>a</div><div>b<span> c</span></div>", ["a", "b c"]),
        ("<h2>a</h2><p>b</p><h2>c</h2>", ["a", "b", "", "c"]),
        ("a<ul><li>b<li>c<ul><li>d</ul></ul>e", ["a", "", "• b", "• c", "  • d", "", "e"]),
        ("<ol><li>a<br>b</li><li><p>c</p><p>d</p></li></ol>", ["1. a", "  b", "2. c", "  d"]),
        ("<dl><dt>Telefon:<dd>1<dt>Fax<dd><p>2</p></dl>", ["Telefon: 1", "Fax: 2"]),
        ("<dl><dt>Ziele<dd><ul><li>a</ul></dl>", ["Ziele:", "", "• a"]),
        ("<table><tr><th>Telefon<td>1<tr><td>Fax:<td>2<tr><td>a<td>b</table>", ["Telefon: 1", "Fax: 2", "a", "b"]),
        ("<pre>a\nb</pre>", ["a", "b"]),
        ("<p>a<script>x</script><style>y</style><template>z</template>b</p>", ["ab"]),
        ("<nav>x</nav><p>a</p><div class='breadcrumb'>y</div><footer>z</footer>", ["a"]),
        ("<p hidden>x</p><p style='display:none'>y</p><p aria-hidden=true>z</p><p class='sr-only'>a</p>", ["a"]),
        ("<select><option>x</select><button>y</button><noscript>a</noscript>", ["a"]),
        ("<section><header>a</header><p>b</p></section>", ["a", "", "b"]),
        ("<ul><li>Weg 1<li>19348 Perleberg</ul>", ["Weg 1", "19348 Perleberg"]),
        ("<table><tr><th>Name<th>Telefon<tr><td>a<td>1</table>", ["a", "Telefon: 1"]),
    ],
)
def test_structure_becomes_lines(body: str, expected: list[str]) -> None:
    assert lines(body) == expected


# --- Links beat text --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        '<p><a href="mailto:a@example.org">E-Mail</a></p>',
        '<p><a href="MAILTO:a%40example.org?subject=x">Nachricht schreiben</a></p>',
        '<p>E-Mail: <a href="mailto:a@example.org">hier klicken</a></p>',
        '<p>E-Mail <a href="mailto:a@example.org">a (at) example.org</a></p>',
        '<p>E-Mail</p><p><a href="mailto:a@example.org">a@example.org</a></p>',
        '<div>E-Mail</div><div><a href="mailto:a@example.org">a@example.org</a></div>',
        '<p><a href="mailto:a@example.org"><img src="brief.png" alt="Brief"></a></p>',
        '<p><a href="mailto:a@example.org">a@example.org</a>, Tel. 03876 781407</p>',
        '<p>Tel. 03876 781407 | <a href="mailto:a@example.org">E-Mail</a></p>',
        '<p>E-Mail: a<span style="display:none">kein.spam</span>@example.org</p>',
        "<p>E-Mail: a&#64;example&#46;org</p>",
        "<p>E-Mail: a<wbr>@<wbr>example.org</p>",
    ],
)
def test_a_mailbox_is_read_from_its_link(body: str) -> None:
    found = page(body)
    (record,) = found.records
    assert record.contact_points[0].emails == ("a@example.org",)
    assert [code for code in codes(found) if code != "image-unread"] == []


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ('<p><a href="tel:+493876781407">Anrufen</a></p>', "telephones"),
        ('<p>Telefon: <a href="tel:03876-781407">78 14 07</a></p>', "telephones"),
        ('<p><a href="tel:+49-3876-781407">Telefon 03876/781407</a></p>', "telephones"),
        ('<p>Fax: <a href="tel:+493876781407">03876 781407</a></p>', "faxes"),
        ('<p><a href="fax:+493876781407"></a></p>', "faxes"),
    ],
)
def test_a_number_is_read_from_its_link(body: str, field: str) -> None:
    found = page(body)
    (record,) = found.records
    assert getattr(record.contact_points[0], field) == ("+493876781407",)
    assert codes(found) == []


def test_where_link_and_text_differ_the_link_holds_and_it_is_said() -> None:
    found = page(
        '<p>E-Mail: <a href="mailto:a@example.org">b@example.org</a>'
        '<br>Tel.: <a href="tel:+493876781407">03876 781408</a>'
        '<br>Internet: <a href="https://a.example.org/">www.b.example.org</a></p>'
    )
    (record,) = found.records
    card = record.contact_points[0]
    assert (card.emails, card.telephones, record.homepage) == (
        ("a@example.org",), ("+493876781407",), "https://a.example.org/",
    )  # fmt: skip
    assert codes(found) == ["link-differs"] * 3


@pytest.mark.parametrize(
    ("body", "url", "homepage"),
    [
        ('<p><a href="https://b.example.org">Zur Homepage</a></p>', None, "https://b.example.org"),
        ('<p>Internet: <a href="https://b.example.org/x">unsere Seite</a></p>', None, "https://b.example.org/x"),
        (
            '<p><a href="https://b.example.org/lang/er">b.example.org/lang…</a></p>',
            None,
            "https://b.example.org/lang/er",
        ),
        ('<p><a href="/">Homepage</a></p>', "https://example.org/a/b", None),
        ('<p><a href="https://b.example.org">die Stadt</a></p>', None, None),
    ],
)
def test_a_homepage_is_read_from_its_link(body: str, url: str | None, homepage: str | None) -> None:
    assert read(body, url).homepage == homepage


@pytest.mark.parametrize(
    "body",
    [
        '<p>E-Mail: <a href="/cdn-cgi/l/email-protection#54" data-cfemail="54">[email&#160;protected]</a></p>',
        '<p>E-Mail: <span class="__cf_email__" data-cfemail="54">[email protected]</span></p>',
        "<p>E-Mail: This email address is being protected from spambots. You need JavaScript enabled to view it.</p>",
        "<p><a href=\"javascript:linkTo_UnCryptMailto('x')\">E-Mail</a></p>",
        "<p>E-Mail: <script>document.write('a' + '@' + 'example.org')</script></p>",
        '<p>E-Mail: <span style="unicode-bidi: bidi-override; direction: rtl">gro.elpmaxe@a</span></p>',
    ],
)
def test_a_mailbox_that_a_script_hides_is_a_finding_not_a_guess(body: str) -> None:
    found = page(body)
    assert all(not card.emails for record in found.records for card in record.contact_points)
    assert codes(found) == ["mailbox-hidden"]


# --- Images -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        ('<img src="fest.jpg" alt="Fest">', "https://example.org/a/fest.jpg"),
        ('<img src="data:image/gif;base64,R0" data-src="/fest.JPG">', "https://example.org/fest.JPG"),
        ('<p>Text <img src="https://cdn.example.org/f%20x.png?itok=1" alt="Fest"> mehr</p>', "https://cdn.example.org/f%20x.png?itok=1"),
        ('<img src="fest.jpg" alt="">', None),
        ('<img src="fest.jpg" role="presentation">', None),
        ('<img src="pfeil.png" alt="Pfeil">', None),
        ('<img src="zaehler.gif" width="1" height="1">', None),
    ],
)  # fmt: skip
def test_photographs_are_images_and_layout_graphics_are_not(image: str, expected: str | None) -> None:
    record = read(image, "https://example.org/a/b.html")
    assert [one.url for one in record.images] == ([expected] if expected else [])


def test_an_image_without_a_complete_address_is_said() -> None:
    assert codes(page('<img src="fest.jpg" alt="Fest">')) == ["image-unread"]


# --- schema.org -------------------------------------------------------------------------------------------------------


def jsonld(values: str) -> str:
    return f'<script type="application/ld+json">{values}</script>'


def test_embedded_data_add_what_the_text_lacks_and_never_override_it() -> None:
    name = '"name": "Lokales Bündnis für Familie Musterstadt"'
    found = page(jsonld(f'{{"@type": "NGO", {name}, "foundingDate": "2008", "url": "https://b.example.org/"}}'))
    (record,) = found.records
    assert (record.founded, record.homepage) == ("2008", "https://b.example.org/")
    came_from = origin(record)
    assert came_from is not None
    assert came_from.places["founded"].element.endswith("script")
    text = "<p>Gründungsjahr: 2009</p>"
    found = page(text + jsonld(f'{{"@type": "http://schema.org/Organization", {name}, "foundingDate": "2008"}}'))
    assert found.records[0].founded == "2009"
    assert codes(found) == ["embedded-differs"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ('{"@type": "Organization", "name": "Verzeichnis e. V.", "email": "v@example.org"}', ["embedded-other"]),
        ('{"@type": "Person", "name": "Erika Mustermann"}', []),
        ('{"@type": "Organization", "name": ', ["embedded-unread"]),
        ("[" * 100_000, ["embedded-unread"]),
        ("null", []),
        ('{"@type": {"a": 1}, "@graph": {"@graph": [[[]]]}}', []),
    ],
)
def test_embedded_data_about_others_or_broken_change_nothing(data: str, expected: list[str]) -> None:
    found = page(jsonld(data))
    assert found.records == page("").records
    assert codes(found) == expected


def test_embedded_data_name_a_page_that_names_nothing() -> None:
    data = jsonld('{"@type": "Organization", "name": "Lokales Bündnis für Familie Guben"}')
    (record,) = read_html(f"<body><main><p>Willkommen</p></main>{data}", "page.html").records
    assert (record.id, record.name) == ("guben", {"de": "Lokales Bündnis für Familie Guben"})


# --- Around the page --------------------------------------------------------------------------------------------------


def test_links_are_those_of_the_same_host_in_order() -> None:
    text = '<base href="/b/"><a href="x#1">1</a><a href="/a">2</a><a href="https://other.example/">3</a><a>4</a>'
    assert links(text, "https://example.org/") == ("https://example.org/b/x", "https://example.org/a")


def test_contact_data_outside_the_main_part_are_said_not_read() -> None:
    text = "<body><main><h1>Lokales Bündnis für Familie X</h1></main><footer><a href='tel:+493876781407'>1</a></footer>"
    found = read_html(text, "page.html")
    assert found.records[0].contact_points == ()
    assert "contact-in-frame" in codes(found)


def test_a_file_and_its_text_give_the_same_facts() -> None:
    path = FIXTURES[0].parent / "definition-list.html"
    as_text = read_page("\n".join(line.text for line in page_lines(html(path))), path.name)
    assert list(as_text.records) == list(read_html(html(path), path.name).records)


def test_html_files_are_sources_like_others(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli.main, ["import", str(FIXTURES[0].parent), "-o", str(tmp_path / "records")])
    assert done.exit_code in (0, 1), done.stderr
    assert len(list((tmp_path / "records").glob("*.yaml"))) >= len(FIXTURES)


def test_without_the_extra_the_finding_says_what_to_install() -> None:
    program = (
        "import sys\nsys.modules['lxml'] = None\nfrom alliancegraph.readers import documents\n"
        f"(one,) = documents([{str(FIXTURES[0])!r}])\nprint(one.faults[0].code, one.faults[0].message('en'))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("source-html ")
    assert "alliancegraph[html]" in done.stdout


def test_a_text_page_loads_no_parser_of_html(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Lokales Bündnis für Familie X\n", encoding="utf-8")
    program = (
        "import sys\nfrom alliancegraph.readers import documents\n"
        f"list(documents([{str(tmp_path)!r}]))\n"
        "print(sorted({'lxml', 'extruct', 'requests', 'protego'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_notes_reach_the_run() -> None:
    (document,) = documents([FIXTURES[0].parent / "hidden.html"])
    assert isinstance(document, Document)
    assert "mailbox-hidden" in [note.code for note in document.notes]
