"""What is looked at quickly before names are compared: it changes nothing of what stays back.

Each shortcut is held against the way without it, over spellings that are meant to part them.
"""

from __future__ import annotations

import html
import pickle
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import product
from typing import Any
from unittest.mock import patch
from urllib.parse import quote, unquote

import phonenumbers
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from slugify import slugify

import alliancegraph as ag
from alliancegraph import iris, records
from alliancegraph.mapping import names as naming
from alliancegraph.mapping import privacy
from alliancegraph.mapping.names import Name, name_of, salutes, words
from alliancegraph.mapping.normal import area, published
from alliancegraph.mapping.privacy import is_mobile, names_of, withhold
from alliancegraph.mapping.skeleton import PUNCTUATION, may_hold
from alliancegraph.records import Origin, Record, origin, with_origin
from alliancegraph.records.references import all_inline, claim, duplicates, within
from strategies import make, record_sets

PERSONS = (
    *("Erika Müller", "Dr. Jürgen Groß-Räer", "Ayşe Çelik", "Bo Li", "Ute Esse", "Lee", "Max 12b3 Bauer", "Eva Aue"),
    *("Renée Śliwa", "Sœur Nguyễn", "Strauß, Anna", "O'Neill", "Ａnna Ｋunz", "Jan Perleberg", "Gustav Kästner"),
)
LICENCE = "https://licence.example/"

# Spellings of a word: as texts, pages, links and careless typists have them.
SPELLINGS: tuple[Callable[[str], str], ...] = (
    str,
    str.upper,
    str.casefold,
    iris.slug,
    lambda word: "".join(words(word)),
    lambda word: unicodedata.normalize("NFD", word),
    lambda word: unicodedata.normalize("NFKD", word),
    quote,
    lambda word: quote(word.encode("latin-1", "replace")),
    lambda word: "".join(f"%{byte:02X}" for byte in word.encode()),
    lambda word: html.escape(word).replace("ü", "&uuml;").replace("ß", "&szlig;"),
    lambda word: "".join(f"&#{ord(letter)};" for letter in word),
    lambda word: "".join(f"&#x{ord(letter):x};" for letter in word),
    lambda word: word.replace("e", "ё").replace("a", "а"),  # Cyrillic, which a slug transliterates
    *(lambda word, mark=mark: mark.join(word) for mark in ("’", "\u200b", "–", "'", "\x1a", "3", "2,1", "%9C", "%FF")),
    *(lambda word, mark=mark: word[:2] + mark + word[2:] for mark in ("’", "\u00ad", "e", "s", "0,0", "ß", "&", "%")),
)


@st.composite
def spelt(draw: st.DrawFn) -> str:
    """A word of a name, or two joined, in some spelling."""
    parts = draw(st.lists(st.sampled_from([part for name in PERSONS for part in name.split()]), min_size=1, max_size=2))
    return draw(st.sampled_from(SPELLINGS))(draw(st.sampled_from(["", "-", " ", "e"])).join(parts))


_between = st.sampled_from(
    [" ", "-", "_", ".", "’", "'", "/", "\u200b", ",", "0", "\x1a", "\n", "&", ";", "%", "", "e"]
)
_plain = st.sampled_from(
    ["Familie", "Büro", "Frau", "Herr", "Dr.", "M.", "e", "info", "Max", "–", "„Haus“", "&uuml", "A"]
)
lines = st.lists(st.tuples(spelt() | _plain, _between), max_size=4).map(lambda pairs: "".join(map("".join, pairs)))
links = st.builds("https://{}.example/{}".format, lines, lines)
mailboxes = st.builds("{}@{}.example".format, lines, lines)
maps = st.dictionaries(st.sampled_from(["de", "en"]), lines, max_size=2).map(ag.LanguageMap)
persons = st.builds(
    ag.Person,
    name=st.sampled_from(PERSONS) | lines,
    role=maps,
    publication_basis=st.sampled_from([None, None, "consent"]),
)


def _some(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, max_size=2).map(tuple)


def _optional(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


_cards = st.builds(
    ag.ContactPoint,
    id=lines,
    of=st.sampled_from([None, "a", "b"]),
    person=_optional(persons),
    **{field: _optional(lines) for field in ("organization", "care_of", "street", "locality", "postal_code")},
    **{field: _some(lines) for field in ("departments", "opening_hours")},
    emails=_some(mailboxes),
    telephones=_some(st.sampled_from(["+4933112345", "+4915112345678", "+4970012345678"])),
    url=_optional(links),
)
_images = st.builds(ag.Image, url=links, licence=st.sampled_from([None, LICENCE]), credit=_optional(lines))
_agent: dict[str, Any] = {
    "name": maps,
    "alternative_names": _some(maps),
    "description": maps,
    "contact_points": _some(_cards),
    "images": _some(_images),
    "homepage": _optional(links),
    "same_as": _some(links),
    "source": _optional(st.builds(ag.Source, url=_optional(links))),
}
_organizations = st.builds(ag.Organization, id=_optional(st.sampled_from(["a", "b"]) | lines), **_agent)
_projects = st.builds(ag.Project, id=lines, of=st.sampled_from([None, "a"]), name=maps, description=maps)
_alliances = st.builds(
    ag.Alliance,
    id=st.sampled_from("ab"),
    **_agent,
    projects=_some(_projects),
    partners=_some(st.just("c") | _organizations),
)
telling: st.SearchStrategy[Record] = st.one_of(_alliances, _organizations, _cards, _projects)


@contextmanager
def without_shortcuts() -> Iterator[None]:
    """Every text compared with every name, as if none of the quick looks were there."""
    with (
        patch.object(privacy, "_told", lambda record, names: names),
        patch.object(naming, "may_hold", lambda text, words: True),
        patch.object(naming, "_ADDRESSING", ("",)),
        patch.object(naming, "_SINGLE", frozenset()),
    ):
        yield


# --- What stays back --------------------------------------------------------------------------------------------------


@pytest.mark.slow
@settings(max_examples=100)
@given(st.lists(telling, min_size=1, max_size=2), st.sampled_from(PERSONS))
def test_what_stays_back_is_the_same_without_the_shortcuts(given: list[Record], other: str) -> None:
    for names in (None, names_of(given), {"a": (name_of(other),)}):
        quick = [withhold(record, None, names) for record in given]
        with without_shortcuts():
            assert [withhold(record, None, names) for record in given] == quick


@given(record_sets())
def test_what_stays_back_of_any_records_is_the_same_without_the_shortcuts(given: list[Record]) -> None:
    names = names_of(given)
    quick = [withhold(record, None, names) for record in given]
    with without_shortcuts():
        assert [withhold(record, None, names) for record in given] == quick


@pytest.mark.parametrize("text", ["\ud800 Müller", unquote("M%FCller")])
def test_a_record_that_json_cannot_hold_keeps_nothing_less_back(text: str) -> None:
    card = make.ContactPoint(id="o", person=make.Person(name="Erika Müller"), care_of="bei Müller", street=text)
    assert [found.field for found in withhold(card, None)[1]] == ["person", "care_of"]


@settings(max_examples=300)
@given(lines, st.sampled_from(PERSONS).map(name_of))
@example("M\u200bu\u0308ller", name_of("Erika Müller"))
@example("a1,2b", Name(frozenset({"a12b"}), frozenset({"a12b"})))
def test_a_text_that_names_somebody_may_hold_the_name(text: str, name: Name) -> None:
    for asked in (name.in_line, name.in_link, name.anywhere):
        quick = asked(text)
        with without_shortcuts():
            assert asked(text) == quick


@pytest.mark.slow
@pytest.mark.parametrize("spelling", SPELLINGS)
def test_every_spelling_of_every_name_may_hold_it(spelling: Callable[[str], str]) -> None:
    for person, text in product(PERSONS, ("{}", "Frau {}", "https://a.example/{}", "Die Straße – „{}“; 1,5 & {}")):
        name, line = name_of(person), text.format(spelling(person), spelling(person.upper()))
        assert all(may_hold(line, [word]) for word in words(line))
        for asked in (name.in_line, name.in_link, name.anywhere):
            quick = asked(line)
            with without_shortcuts():
                assert asked(line) == quick


@given(spelt(), st.text(max_size=3), st.text(max_size=3))
def test_a_text_may_hold_the_words_of_its_slug(word: str, before: str, behind: str) -> None:
    text = before + word + behind
    assert all(may_hold(text, [part]) for part in words(text))
    assert all(may_hold(text, [part[1:-1]]) for part in words(text))


@pytest.mark.parametrize("mark", PUNCTUATION)
def test_a_slug_has_no_letter_for_a_mark_that_a_skeleton_leaves_out(mark: str) -> None:
    assert slugify(mark) == ""
    assert slugify(f"a{mark}b") in ("ab", "a-b")
    assert (slugify(f"&uuml{mark}"), slugify(f"{mark}uuml;"), slugify(f"&#252{mark}")) == ("uuml", "uuml", "252")


def test_most_records_need_no_comparison_though_they_have_persons_dashes_and_links() -> None:
    """The shortcut is one: a name that is nowhere else is left out, umlauts, quotation marks and percents or not."""
    card = make.ContactPoint(
        id="o", person=make.Person(name="Erika Müller"), url="https://a.example/%C3%9Cber-uns?a&b=1"
    )
    record = make.Alliance(id="a", description="„Größe“ – 1,5 Jahre; süß…", contact_points=[card])
    assert privacy._told(record, (name_of("Erika Müller"),)) == ()
    assert privacy._told(record, (name_of("Jo Groesse"),)) != ()
    assert privacy._told(record, (name_of("Jo Über"),)) != ()


# --- What is cheap to know --------------------------------------------------------------------------------------------


@given(
    st.lists(st.sampled_from(["abcd", "ab", "cd", "abc"]), max_size=8).map("".join),
    st.sets(st.sampled_from(["a", "b", "ab", "cd", "abc"])),
)
def test_a_joined_name_is_what_the_expression_for_it_matches(word: str, given: set[str]) -> None:
    name = Name(frozenset(given | {"cd", "d"}), frozenset({"cd", "d"}))
    rest = given - name.surname
    more = f"(?:{'|'.join(rest | {one[0] for one in rest})}){{0,3}}"
    assert name._joined(word) == bool(re.fullmatch(f"{more}(?:cd|d)+{more}", word))


def test_every_letter_of_a_salutation_in_another_case_is_folded_to_it() -> None:
    letters = set("".join(naming._ADDRESSING))
    pattern = {letter: re.compile(letter, re.IGNORECASE) for letter in letters}
    characters = [chr(number) for number in range(sys.maxunicode + 1) if chr(number).isalpha()]
    text = "\n".join(characters)
    assert all(found.casefold() == letter for letter in letters for found in pattern[letter].findall(text))
    assert salutes("pro\u017f Herrn Probe")
    assert salutes("M\u017f Probe")


def test_words_of_mailboxes_that_are_found_by_themselves_match_the_expression() -> None:
    assert [word for word in naming._SINGLE if len(word) < 2 or not naming._FUNCTION.fullmatch(word)] == []
    assert all(iris.slug(word) == word for word in naming._SINGLE)


@settings(max_examples=300)
@given(st.from_regex(r"\+49[0-9]{3,13}", fullmatch=True) | st.from_regex(r"\+49(700|[2-9])[0-9]{2,13}", fullmatch=True))
def test_a_german_number_is_as_mobile_as_the_tables_of_numbers_say(number: str) -> None:
    kinds = phonenumbers.PhoneNumberType
    kind = phonenumbers.number_type(phonenumbers.parse(number)) if len(number) < 18 else kinds.UNKNOWN
    known = kind in (kinds.MOBILE, kinds.FIXED_LINE_OR_MOBILE, kinds.PERSONAL_NUMBER)
    assert is_mobile(number) == (known or number.startswith(("+4915", "+4916", "+4917")))


# --- One spelling, identifiers ----------------------------------------------------------------------------------------


@given(record_sets(), st.booleans())
def test_what_is_published_is_a_value_of_its_own(given: list[Record], read: bool) -> None:
    """Nothing given is changed, and nothing of where it came from goes along, though little is copied."""
    before = pickle.dumps(given)
    if read:
        given = [with_origin(record, Origin("geheim.txt")) for record in given]
    found = [published(record, names=names_of(given)) for record in given]
    assert pickle.dumps(given) == before
    assert [origin(record) for record in found] == [None] * len(found)
    # A constructor takes every value as it is: the copies have passed none.
    assert [type(one)(**{field: getattr(one, field) for field in one.__struct_fields__}) for one in found] == found
    assert [published(record) for record in found if not names_of(given)] == (found if not names_of(given) else [])


@pytest.mark.parametrize("key", ["12070296", "12070", "12", "120", "1207029612"])
def test_a_place_that_is_known_is_made_again_only_where_it_differs(key: str) -> None:
    keys = (None, "", "12070296", "12070", "12", "13")
    for municipality, district, state in product(keys, repeat=3):
        known = make.Area(municipality=municipality, district=district, state=state)
        for named in ((), {"12070"}, {"12"}, {"12070", "12"}):
            found = area(key, named, known)
            assert found == area(key, named)
            assert (found is known) == (found == known)


@given(record_sets())
def test_inline_organisations_come_in_the_order_of_their_paths(given: list[Record]) -> None:
    for record in given:
        if isinstance(record, ag.Alliance | ag.Organization):
            assert list(all_inline(record)) == [agent for path, agent in within(record) if path]


@given(record_sets(), st.booleans())
def test_records_that_all_differ_are_no_duplicates(given: list[Record], twice: bool) -> None:
    several = [*given, *given[:1]] if twice else given
    claims: Any = {}
    assert duplicates(iter(several)) == [fault for record in several if (fault := claim(record, claims))]
    assert bool(duplicates(several)) >= (twice and records.key(given[0])[2] != "")
