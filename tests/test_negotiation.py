"""Content negotiation by the RFC: weights, precision, wildcards, and what does not parse."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliancegraph.publishing.http.negotiation import choose, is_coding_accepted, language, media_type
from alliancegraph.publishing.layout import VARIANTS

OFFERED = tuple(variant.media_type for variant in VARIANTS)
SUFFIXES = frozenset(variant.suffix for variant in VARIANTS)
WEIGHT = st.integers(0, 1000)
RANGE = st.sampled_from([*OFFERED, "text/*", "application/*", "*/*", "image/png", "text/plain"])
LISTED = st.dictionaries(RANGE, WEIGHT, min_size=1, max_size=6)
ANYTHING = st.one_of(st.none(), st.text(), st.text('*/;,=q01."\\ abctexthml-', max_size=40))


def spelled(weight: int) -> str:
    """A weight as RFC 9110 section 12.4.2 spells it."""
    return "1" if weight == 1000 else f"0.{weight:03}".rstrip("0").rstrip(".")


def header(listed: dict[str, int]) -> str:
    return ", ".join(f"{name};q={spelled(weight)}" for name, weight in listed.items())


def weight_of(media: str, listed: dict[str, int]) -> int:
    """The weight of a media type, by the most precise range that matches it (section 12.5.1)."""
    names = (media, f"{media.split('/')[0]}/*", "*/*")
    return next((listed[name] for name in names if name in listed), 0)


@given(LISTED)
def test_nothing_that_was_offered_weighs_more_than_what_is_chosen(listed: dict[str, int]) -> None:
    chosen = media_type(header(listed), OFFERED)
    weights = {media: weight_of(media, listed) for media in OFFERED}
    if chosen is None:
        assert set(weights.values()) == {0}
    else:
        assert weights[chosen] == max(weights.values()) > 0


@given(LISTED, st.randoms())
def test_the_order_of_a_header_says_nothing(listed: dict[str, int], random: st.DataObject) -> None:
    shuffled = list(listed.items())
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert media_type(header(dict(shuffled)), OFFERED) == media_type(header(listed), OFFERED)


@given(LISTED, st.sampled_from([str.upper, str.title, lambda text: text.replace(";", " ; ").replace(", ", " ,\t")]))
def test_case_and_space_say_nothing(listed: dict[str, int], changed: object) -> None:
    assert callable(changed)
    assert media_type(changed(header(listed)), OFFERED) == media_type(header(listed), OFFERED)


@given(
    LISTED, st.sampled_from(["text", "text/", "/html", "text/html/x", "text/html;q=2", "text/html;q=-1", "a b/c", ";"])
)
def test_a_part_that_does_not_parse_is_passed_over(listed: dict[str, int], broken: str) -> None:
    for one in (f"{broken}, {header(listed)}", f"{header(listed)},{broken}"):
        assert media_type(one, OFFERED) == media_type(header(listed), OFFERED)


@given(ANYTHING, ANYTHING, st.sets(st.sampled_from([*SUFFIXES, ".en.html"])))
def test_any_header_gives_a_variant_that_is_there_or_none(
    accept: str | None, accept_language: str | None, present: set[str]
) -> None:
    assert choose(accept, accept_language, frozenset(present)) in {*present, None}


@pytest.mark.parametrize("accept", [None, "", " ", ",", "nonsense", "text/turtle;q=x"])
def test_without_a_range_that_parses_anything_will_do(accept: str | None) -> None:
    assert choose(accept, None, SUFFIXES) == ".html"
    assert choose(accept, None, frozenset({".ttl", ".jsonld"})) == ".ttl"


def test_what_is_not_there_is_not_chosen() -> None:
    assert choose("text/turtle, text/html;q=0.1", None, frozenset({".html"})) == ".html"
    assert choose("text/turtle", None, frozenset({".html", ".en.html"})) is None
    assert choose("text/html", "en", frozenset({".html"})) == ".html"


def test_a_page_comes_in_a_language_that_was_refused_rather_than_not_at_all() -> None:
    for asked in ("fr", "de;q=0", "*;q=0", "en;q=0, de;q=0"):
        assert language(asked, ("de", "en")) == "de"


@pytest.mark.parametrize("asked", [*permutations(["en-GB;q=0.9", "en;q=0.2", "de;q=0.5"])])
def test_a_language_weighs_as_much_as_its_best_range(asked: tuple[str, ...]) -> None:
    assert language(",".join(asked), ("de", "en")) == "en"


def test_a_comma_within_quotation_marks_ends_nothing() -> None:
    profile = 'application/ld+json;profile="https://a.example/,text/html";q=0.4'
    assert media_type(f"{profile}, text/turtle;q=0.3", OFFERED) == "application/ld+json"
    assert media_type(r'application/ld+json;x="\",";q=0.4, text/turtle;q=0.5', OFFERED) == "text/turtle"


@pytest.mark.parametrize(
    ("header", "is_accepted"),
    [
        *((None, False), ("", False), ("identity", False), ("br", False), ("gzip;q=0", False), ("*;q=0", False)),
        *(("gzip", True), ("GZip", True), ("br, gzip;q=0.1", True), ("*", True), ("gzip;q=0, *", False)),
        *(("*;q=0, gzip", True), ("x-gzip", False), ("gzip;q=0.000", False)),
    ],
)
def test_gzip_is_sent_to_those_who_accept_it(header: str | None, is_accepted: bool) -> None:
    assert is_coding_accepted(header, "gzip") is is_accepted
