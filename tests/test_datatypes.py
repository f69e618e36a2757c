"""Datatypes and patterns of the compiled shapes, held against libxml2, which knows XML Schema."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from lxml import etree

from alliancegraph.resource import Literal, text
from alliancegraph.terms import RDF, XSD, Iri, Term
from alliancegraph.validation.compiled.datatypes import is_ill_typed, order, order_of, reader, recogniser, value_of
from alliancegraph.validation.compiled.declared import NotCoreError
from alliancegraph.validation.compiled.patterns import translate
from conftest import Components

LIBXML2 = ".".join(map(str, etree.LIBXML_VERSION))

GOOD = {
    "string": ["", " ", "ä\n"],
    "boolean": ["true", "false", "1", "0"],
    "integer": ["0", "+1", "-007", "9" * 5000],
    "decimal": ["1.", "+.5", "-1.50"],
    "double": ["1e5", "INF", "-INF", "NaN", ".5E-3"],
    "float": ["1", "1.5e10", "INF"],
    "byte": ["-128", "127"],
    "unsignedByte": ["255", "+0"],
    "long": ["-9223372036854775808", "9223372036854775807"],
    "positiveInteger": ["1"],
    "negativeInteger": ["-1"],
    "nonPositiveInteger": ["-0"],
    "date": ["2008-02-29", "2008-12-31Z", "-0044-03-15", "12008-01-01+14:00"],
    "time": ["24:00:00", "23:59:59.9Z"],
    "dateTime": ["2008-02-29T24:00:00", "2008-01-01T00:00:00.123-14:00"],
    "gYear": ["2008", "-2008", "2008Z"],
    "gYearMonth": ["2008-12"],
    "gMonth": ["--12"],
    "gMonthDay": ["--02-29", "--12-31Z"],
    "gDay": ["---31"],
    "duration": ["P1Y", "-P1Y2M3DT4H5M6.7S", "PT0S"],
    "hexBinary": ["", "0aF1"],
    "base64Binary": ["", "YQ==", "YWI=", "YWJj", "YW Jj"],
    "language": ["de-DE-1996"],
    "Name": [":ä-b"],
    "NCName": ["äb-c"],
    "NMTOKEN": ["-1"],
    "token": ["", "a b"],
    "normalizedString": [" a  b "],
    "anyURI": ["https://example.org/"],
}
BAD = {
    "boolean": ["TRUE", "yes", ""],
    "integer": ["1.0", "", "1e0", "١", "1_000"],
    "decimal": ["1e5", ".", "INF", ""],
    "double": ["inf", "nan", "Infinity", "."],
    "float": ["1f"],
    "byte": ["128", "-129"],
    "unsignedByte": ["-1", "256"],
    "long": ["9223372036854775808"],
    "positiveInteger": ["0"],
    "negativeInteger": ["0"],
    "nonPositiveInteger": ["1"],
    "date": ["2008-02-30", "2007-02-29", "1900-02-29", "20080101", "08-01-01", "2008-1-1", "02008-01-01"],
    "time": ["24:00:01", "10:00", "25:00:00", "10:60:00", "10:00:60"],
    "dateTime": ["2008-01-01", "2008-01-01T24:00:00.1", "2008-01-01 00:00:00", "2008-01-01T00:00:00+14:01"],
    "gYear": ["20", "08", "2008-01", "+2008"],
    "gYearMonth": ["2008-13", "2008"],
    "gMonth": ["12", "--13"],
    "gMonthDay": ["--02-30", "--11-31", "02-28"],
    "gDay": ["---32", "31"],
    "duration": ["P", "PT", "P1S", "1Y", "P1YT", "P-1Y"],
    "hexBinary": ["0", "0g"],
    "base64Binary": ["YQ=", "Y", "YR=="],
    "language": ["de_DE", "", "d1"],
    "Name": ["1a", ""],
    "NCName": ["1a", "a:b"],
    "NMTOKEN": ["a b", ""],
}


def literal(lexical: str, datatype: str) -> Literal:
    return Literal(lexical, Term(XSD.namespace + datatype))


@cache
def schema(datatype: str, pattern: str | None = None) -> etree.XMLSchema:
    facet = f"<xs:pattern value={quoteattr(pattern)}/>" if pattern is not None else ""
    return etree.XMLSchema(
        etree.fromstring(
            '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="v"><xs:simpleType>'
            f'<xs:restriction base="xs:{datatype}">{facet}</xs:restriction></xs:simpleType></xs:element></xs:schema>'
        )
    )


def libxml2_takes(lexical: str, datatype: str, pattern: str | None = None) -> bool:
    element = etree.Element("v")
    element.text = lexical
    return bool(schema(datatype, pattern).validate(element))


@pytest.mark.parametrize("datatype", sorted(GOOD))
def test_well_typed_literals(datatype: str, components: Components) -> None:
    assert [lexical for lexical in GOOD[datatype] if is_ill_typed(literal(lexical, datatype))] == []
    known = [lexical for lexical in GOOD[datatype] if len(lexical) < 20]
    assert [lexical for lexical in known if not libxml2_takes(lexical, datatype)] == []
    components.count("libxml2 (XML Schema)", LIBXML2, len(known))


@pytest.mark.parametrize("datatype", sorted(BAD))
def test_ill_typed_literals(datatype: str, components: Components) -> None:
    assert [lexical for lexical in BAD[datatype] if not is_ill_typed(literal(lexical, datatype))] == []
    assert [lexical for lexical in BAD[datatype] if libxml2_takes(lexical, datatype)] == []
    components.count("libxml2 (XML Schema)", LIBXML2, len(BAD[datatype]))


def test_what_differs_between_the_versions_of_xml_schema_follows_1_1() -> None:
    assert not is_ill_typed(literal("0000-01-01", "date"))  # the year 1 BC, 3.3.7
    assert not is_ill_typed(literal("+INF", "double"))
    assert is_ill_typed(literal("2008-01-01T00:00:00", "dateTimeStamp"))
    assert is_ill_typed(literal("P1D", "yearMonthDuration"))
    assert is_ill_typed(literal("P1Y", "dayTimeDuration"))


def test_what_libxml2_gets_wrong() -> None:
    assert is_ill_typed(literal("1e", "double"))  # 3.3.5.2: an exponent has digits
    assert libxml2_takes("1e", "double")


def test_white_space_is_part_of_a_lexical_form() -> None:
    assert is_ill_typed(literal(" 1", "integer"))
    assert is_ill_typed(literal("true\n", "boolean"))


def test_other_datatypes_take_every_form_and_texts_with_a_language_need_one() -> None:
    assert not is_ill_typed(Literal("x", Term("https://example.org/datatype")))
    assert not is_ill_typed(text("x", "de"))
    assert is_ill_typed(Literal("x", RDF.langString))


_NEARLY = {
    "date": st.from_regex(r"-?[0-9]{4,5}-[0-3][0-9]-[0-3][0-9](Z|[+-]1[0-4]:[0-6][0-9])?", fullmatch=True),
    "time": st.from_regex(r"[0-2][0-9]:[0-6][0-9]:[0-6][0-9](\.[0-9]{1,2})?Z?", fullmatch=True),
    "gMonthDay": st.from_regex(r"--[0-1][0-9]-[0-3][0-9]", fullmatch=True),
    "decimal": st.text("+-.019", max_size=5),
    "double": st.text("+-.019eEINFa", max_size=5),
    "duration": st.from_regex(
        r"-?P([0-9]Y)?([0-9]M)?([0-9]D)?(T([0-9]H)?([0-9]M)?([0-9](\.[0-9])?S)?)?", fullmatch=True
    ),
    "base64Binary": st.text("AQYg=", max_size=8),
    "byte": st.integers(-200, 200).map(str),
    "NCName": st.text("aÄ1-_.:·", max_size=4),
}


@settings(max_examples=300)
@given(st.sampled_from(sorted(_NEARLY)).flatmap(lambda name: st.tuples(st.just(name), _NEARLY[name])))
def test_lexical_forms_are_those_of_libxml2(case: tuple[str, str]) -> None:
    datatype, lexical = case
    assume(not lexical.lstrip("-").startswith("0000") and lexical != "+INF")  # XML Schema 1.0 does not have them
    assume(datatype != "double" or not lexical.rstrip("+-").lower().endswith("e"))  # as above
    assert is_ill_typed(literal(lexical, datatype)) != libxml2_takes(lexical, datatype)


_CASES = [(name, lexical) for table in (GOOD, BAD) for name in table for lexical in table[name]]


@settings(max_examples=300)
@given(
    st.sampled_from(_CASES)
    | st.sampled_from(sorted(_NEARLY)).flatmap(lambda name: st.tuples(st.just(name), _NEARLY[name]))
)
def test_forms_are_recognised_as_they_are_read(case: tuple[str, str]) -> None:
    datatype, lexical = case
    recognise, read = (look(XSD.namespace + datatype) for look in (recogniser, reader))
    assert read is not None
    assert (recognise is None or recognise(lexical) is not None) == (read(lexical) is not None)


# --- Order ------------------------------------------------------------------------------------------------------------

RISING = {
    "integer": ["-10", "-9", "0", "9", "10"],
    "decimal": ["-0.5", "0", "0.1", "0.10000000000000000000000000000000000001", "1"],
    "double": ["-INF", "-1e3", "0", "1E-3", "INF"],
    "string": ["", "A", "B", "a", "ä"],
    "boolean": ["false", "true"],
    "date": ["-0001-01-01", "0000-12-31", "1999-12-31", "2000-02-29", "2000-03-01", "12000-01-01"],
    "time": ["24:00:00", "00:00:00.5", "09:00:00", "23:59:59"],
    "dateTime": ["1999-12-31T23:59:59", "1999-12-31T24:00:00.0", "2000-01-01T00:00:00.001"],
    "gYear": ["-2008", "0999", "2008", "12008"],
    "gYearMonth": ["2007-12", "2008-01"],
    "gMonthDay": ["--02-29", "--03-01"],
    "duration": ["-P1Y", "PT0S", "P27D", "P1M", "P32D", "P364D", "P1Y", "P367D"],
}


@pytest.mark.parametrize("datatype", sorted(RISING))
def test_values_are_ordered(datatype: str) -> None:
    values = [literal(lexical, datatype) for lexical in RISING[datatype]]
    assert [order(value, value) for value in values] == [0] * len(values)
    assert [order(one, other) for one, other in pairwise(values)] == [-1] * (len(values) - 1)
    assert [order(other, one) for one, other in pairwise(values)] == [1] * (len(values) - 1)


_DAYS = st.from_regex(r"(000|200|199)[0-9]-(0[1-3]|12)-(01|28|29|30|31)(Z|[+-]14:00)?", fullmatch=True)
_TIMES = st.from_regex(r"(00|09|23|24):[0-6]0:(00|59)(\.[0-9]|Z)?", fullmatch=True)


@settings(max_examples=300)
@given(
    st.tuples(st.just("date"), _DAYS, _DAYS) | st.tuples(st.just("time"), _TIMES, _TIMES), st.sampled_from(["", "de"])
)
def test_order_is_that_of_the_values_however_it_is_found(case: tuple[str, str, str], language: str) -> None:
    datatype, *forms = case
    left, right = (literal(lexical, datatype) for lexical in forms)
    right = Literal(right.lexical, right.datatype, language)
    assert order(left, right) == order_of(value_of(left), value_of(right))


def test_forms_of_one_value_are_equal() -> None:
    assert order(literal("01", "integer"), literal("1.0", "decimal")) == 0
    assert order(literal("1", "boolean"), literal("true", "boolean")) == 0
    assert order(literal("2008-01-01T00:00:00Z", "dateTime"), literal("2007-12-31T19:00:00-05:00", "dateTime")) == 0
    assert order(literal("P1Y", "duration"), literal("P12M", "duration")) == 0


def test_numbers_are_promoted_to_the_wider_type() -> None:
    decimal, single, double = (literal("0.1", name) for name in ("decimal", "float", "double"))
    assert order(decimal, single) == order(decimal, double) == 0
    assert order(double, single) == -1  # 0.1 as a float is 0.100000001490116...
    assert order(literal("1e39", "float"), literal("INF", "float")) == 0


def test_a_moment_without_time_zone_may_be_anywhere_within_fourteen_hours() -> None:
    local = literal("2008-01-01T12:00:00", "dateTime")
    assert order(local, literal("2008-01-02T02:00:00Z", "dateTime")) is None
    assert order(local, literal("2008-01-02T02:00:01Z", "dateTime")) == -1
    assert order(local, literal("2007-12-31T21:59:59Z", "dateTime")) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (literal("1", "integer"), literal("1", "string")),
        (literal("1", "integer"), literal("true", "boolean")),
        (literal("2008-01-01", "date"), literal("2008-01-01T00:00:00", "dateTime")),
        (literal("2008", "gYear"), literal("2008-01", "gYearMonth")),
        (literal("P1M", "duration"), literal("P30D", "duration")),
        (literal("NaN", "double"), literal("1", "double")),
        (literal("x", "integer"), literal("x", "integer")),
        (text("a", "de"), text("b", "de")),
        (literal("a", "token"), literal("b", "token")),
        (Iri("https://example.org/a"), Iri("https://example.org/b")),
    ],
)
def test_what_has_no_order(one: Literal | Iri, other: Literal | Iri) -> None:
    assert order(one, other) is None


# --- Patterns ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pattern", "flags", "matched", "others"),
    [
        ("^a$", "", "a", "a\n"),
        ("a.c", "", "a-c", "a\rc"),
        ("a.c", "s", "a\nc", "ac"),
        ("^b$", "m", "a\nb\nc", "a\n bc"),
        ("^$", "m", "a\n\nb", "a\n"),
        (r"\S", "", "\u00a0", " \t\n\r"),
        (r"\s", "", "\n", "\u2003"),
        ("[a-z-[aeiou]]", "", "x", "aeiou"),
        (r"[\d\-x]", "", "-", "y"),
        (r"[^\p{L}]", "", "1", "aÄ"),
        (r"\p{Lu}", "", "Ä", "ä"),
        (r"^\P{L}+$", "", "12", "1a"),
        (r"\w", "", "ä", "_-. "),
        (r"^\i\c*$", "", "a:-1", "1a"),
        (r"^\d+$", "", "١٢", "a"),
        ("a b", "x", "ab", "a b"),
        (r"(a|b)\1", "", "bb", "ab"),
        ("^(ab|cd){2,3}?$", "i", "ABcd", "ab"),
        ("(?:a)", "", "a", "b"),
        ("", "", "x", None),
    ],
)
def test_patterns_are_those_of_xpath(pattern: str, flags: str, matched: str, others: str | None) -> None:
    assert translate(pattern, flags).search(matched)
    assert others is None or not translate(pattern, flags).search(others)


@pytest.mark.parametrize(
    "pattern", ["(?=a)", "(?i)a", "(?P<x>a)", "a**", "a++", "*a", r"\b", r"\p{IsBasicLatin}", "[a", "a{,2}", "]", "(a"]
)
def test_other_patterns_are_not_taken_for_ones(pattern: str) -> None:
    with pytest.raises(NotCoreError, match="sh:pattern"):
        translate(pattern)


_CLASSES = ["[a-c]", "[^a]", r"[\d-]", "[-a]", "[a-z-[b]]", r"[^\s\d]", r"[\w-[a]]", r"[\i.]", "[^a-c-[x]]", r"[\]\[]"]
_ESCAPES = [rf"\{letter}" for letter in ("s", "S", "d", "D", "w", "W", "i", "c", ".", "-", "p{L}", "P{Lu}")]
_ATOMS = st.sampled_from([*"ab-ä.1", *_ESCAPES, *_CLASSES])
# libxml2 2.14 counts wrongly: `(.|.{2}a)?` takes "11".
_QUANTIFIED = st.tuples(_ATOMS, st.sampled_from(["", "", "?", "*", "+"])).map("".join)
_BRANCHES = st.lists(_QUANTIFIED, min_size=1, max_size=3).map("".join)
patterns = st.one_of(
    _BRANCHES,
    st.tuples(_BRANCHES, _BRANCHES).map("|".join),
    st.tuples(_BRANCHES, _BRANCHES, st.sampled_from(["", "?", "*"])).map(lambda p: f"({p[0]}|{p[1]}){p[2]}"),
)


@pytest.mark.slow
@settings(max_examples=300)
@given(patterns, st.text("abcxzÄä12_-. \t[]:", max_size=4))
def test_a_pattern_matches_what_libxml2_says(pattern: str, value: str) -> None:
    assert bool(translate(f"^({pattern})$").search(value)) == libxml2_takes(value, "string", pattern)
