"""What is published never loses an identifier, never gives one away, and never moves a day without cause."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alliancegraph.errors import SiteError
from alliancegraph.publishing.edition import edition
from alliancegraph.publishing.history import changes, register
from alliancegraph.publishing.history.changes import Settled
from alliancegraph.publishing.history.register import Register, heads
from alliancegraph.publishing.things import things
from alliancegraph.records import Alliance, Organization
from alliancegraph.records.publication import Renamed
from alliancegraph.terms import SH
from publications import SETTINGS, alliance, of, published, sample

PROJECT = {"id": "p", "name": "Fest"}


def codes(found: Settled) -> list[str]:
    return [one.code for one in found.findings]


def is_sound(found: Settled) -> bool:
    return not any(one.severity == SH.Violation for one in found.findings)


def rename(old: str, new: str) -> dict[str, Any]:
    return {"renamed": (Renamed(old=f"alliance/{old}", new=f"alliance/{new}"),)}


def is_kept(path: str, now: Register) -> bool:
    """Whether an identifier is there, or leads to one that is there or has a tombstone, or has one itself."""
    return now.now(path) in now.resources or is_gone(now.now(path), now)


def is_gone(path: str, now: Register) -> bool:
    """Whether a path, or what it lives under, has a tombstone."""
    return path not in now.resources and any(head in now.gone for head in heads(path))


# --- properties -------------------------------------------------------------------------------------------------------


class Told(NamedTuple):
    """An alliance as one publication tells of it."""

    text: str
    day: str | None
    projects: frozenset[str]


IDS = ("a", "b", "c", "d", "e")
DAYS = st.sampled_from([None, "2026-01-01", "2026-02-02", "2026-03-03"])
TOLD = st.builds(Told, st.sampled_from(["", "neu", "alt"]), DAYS, st.frozensets(st.sampled_from(["p", "q"])))
STEPS = st.lists(st.tuples(st.dictionaries(st.sampled_from(IDS), TOLD), DAYS), min_size=2, max_size=6)


def alliances(state: Mapping[str, Told]) -> list[Alliance]:
    return [
        alliance(
            id,
            description=one.text or None,
            modified=one.day,
            projects=[{"id": project, "name": project} for project in sorted(one.projects)],
        )
        for id, one in state.items()
    ]


@given(STEPS)
@settings(max_examples=100)
def test_every_identifier_ever_published_is_there_or_has_a_tombstone(steps: list[Any]) -> None:
    old: Register | None = None
    ever: set[str] = set()
    for state, day in steps:
        found = published(alliances(state), old, day)
        assert is_sound(found)
        ever |= set(found.register.resources)
        assert all(is_kept(path, found.register) for path in ever)
        assert not set(found.register.resources) & set(found.register.gone)
        told = {change.path: change.change for change in found.register.changes}
        assert len(told) == len(found.register.changes)
        assert {path for path, change in told.items() if change == "went"} == set(found.register.gone)
        assert set(found.register.resources) == set(things(edition(alliances(state), SETTINGS)))
        old = found.register


@given(STEPS)
@settings(max_examples=100)
def test_days_move_with_content_and_never_back(steps: list[Any]) -> None:
    old = Register(SETTINGS.base)
    for state, day in steps:
        found = published(alliances(state), old, day).register
        for path, entry in found.resources.items():
            before = old.resources.get(path)
            if before is None:
                continue
            assert (entry.modified or "") >= (before.modified or "")
            assert entry.digest != before.digest or before.modified in (entry.modified, None)
            assert entry.issued == before.issued or before.issued is None
        again = published(alliances(state), found, day)
        assert (again.register, again.came, again.changed, again.went) == (found, (), (), ())
        assert register.read(register.write(found), "register.json") == found
        old = found


@given(st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)), min_size=1, max_size=8))
@settings(max_examples=100)
def test_any_chain_of_renames_leads_from_every_old_name_to_the_thing(pairs: list[tuple[str, str]]) -> None:
    """Each rename that a publication accepts moves one alliance; all the names it ever had lead to it."""
    names = {"a": "first", "b": "second"}  # id now -> which alliance it is
    ever = [("a", "first"), ("b", "second")]
    given_project = [{"id": "p", "name": "Fest"}]

    def records() -> list[Alliance]:
        return [alliance(id, name, projects=given_project) for id, name in names.items()]

    old = published(records()).register
    for source, target in pairs:
        if source not in names or target in names:
            continue
        names = {target if id == source else id: name for id, name in names.items()}
        found = published(records(), old, **rename(source, target))
        if not is_sound(found):  # a name that led elsewhere, or is taken
            names = {source if id == target else id: name for id, name in names.items()}
            continue
        old = found.register
        ever.append((target, name := names[target]))
        for id, name in ever:
            for path in (f"alliance/{id}", f"alliance/{id}/project/p"):
                assert old.now(path) in old.resources
            assert old.resources[old.now(f"alliance/{id}")].name == name
        assert not old.gone


# --- single cases -----------------------------------------------------------------------------------------------------


def test_nothing_of_the_sample_changes_between_two_runs() -> None:
    first = published(sample())
    assert first.findings == ()
    assert published(sample(), first.register) == first._replace(came=())


def test_a_changed_project_changes_its_alliance_and_no_other() -> None:
    given = [alliance("a", projects=[PROJECT]), alliance("b")]
    first = published(given)
    given[0] = alliance("a", projects=[PROJECT | {"name": "Sommerfest"}])
    found = published(given, first.register, "2026-01-01")
    assert found.changed == ("alliance/a", "alliance/a/project/p")
    assert found.register.resources["alliance/b"].modified is None


def test_what_is_renamed_takes_along_what_lives_under_it() -> None:
    old = published([alliance("old", "A", projects=[PROJECT, {"id": "q", "name": "Q"}])]).register
    found = published([alliance("new", "A", projects=[PROJECT])], old, "2026-01-01", **rename("old", "new"))
    assert is_sound(found)
    now = found.register
    assert found.renamed == ("alliance/new", "alliance/new/project/p")
    assert found.went == ("alliance/new/project/q",)
    assert now.renamed == {"alliance/old": "alliance/new"}
    assert now.now("alliance/old/project/p/anything") == "alliance/new/project/p/anything"
    assert is_gone(now.now("alliance/old/project/q"), now)
    assert not is_gone("alliance/new/project/p", now)
    assert [(one.path, one.change) for one in now.changes] == [
        ("alliance/new", "renamed"),
        ("alliance/new/project/p", "renamed"),
        ("alliance/new/project/q", "went"),
    ]


def test_a_tombstone_can_be_made_a_redirect_later() -> None:
    first = published([alliance("old", "A")]).register
    gone = published([alliance("new", "A")], first)
    assert codes(gone)[0] == "rename-likely"
    assert set(gone.register.gone) == {"alliance/old"}
    mended = published([alliance("new", "A")], gone.register, **rename("old", "new"))
    assert is_sound(mended)
    assert mended.register.gone == {}
    assert [(one.path, one.change) for one in mended.register.changes] == [("alliance/new", "renamed")]
    assert mended.register.now("alliance/old") == "alliance/new"


def test_a_rename_can_be_taken_back() -> None:
    first = published([alliance("a", "A")]).register
    there = published([alliance("b", "A")], first, **rename("a", "b")).register
    back = published([alliance("a", "A")], there, **rename("b", "a"))
    assert is_sound(back)
    assert back.register.renamed == {"alliance/b": "alliance/a"}


def test_two_that_become_one_lead_there_both() -> None:
    first = published([alliance("a", "A", projects=[PROJECT]), alliance("b", "B", projects=[PROJECT])]).register
    found = published([alliance("b", "B", projects=[PROJECT])], first, **rename("a", "b"))
    assert is_sound(found)
    assert found.went == ()
    assert found.register.resources["alliance/b"].digest == first.resources["alliance/b"].digest
    assert found.register.now("alliance/a/project/p") == "alliance/b/project/p"


@pytest.mark.parametrize(
    ("records", "renames", "code"),
    [
        ([alliance("a", "A"), alliance("b", "B")], rename("a", "b"), "renamed-present"),
        ([alliance("b", "B")], rename("a", "c"), "renamed-missing"),
        ([alliance("a", "A"), alliance("b", "B")], rename("a", "a"), None),
        ([alliance("a", "A"), alliance("b", "B")], {}, None),
    ],
)
def test_renames_that_say_what_is_not_so(records: list[Alliance], renames: dict[str, Any], code: str | None) -> None:
    old = published([alliance("a", "A"), alliance("b", "B")]).register
    found = published(records, old, **renames)
    assert codes(found)[:1] == ([code] if code else [])
    assert is_sound(found) is (code is None)


def test_a_name_that_leads_elsewhere_is_not_given_away() -> None:
    first = published([alliance("a", "A")]).register
    moved = published([alliance("b", "A")], first, **rename("a", "b")).register
    found = published([alliance("b", "A"), alliance("a", "Ganz anders")], moved)
    assert codes(found)[0] == "id-redirected"
    assert not is_sound(found)


def test_a_tombstone_of_a_renamed_alliance_is_not_given_away() -> None:
    first = published([alliance("a", "A", projects=[PROJECT])]).register
    without = published([alliance("a", "A")], first).register
    moved = published([alliance("b", "A")], without, **rename("a", "b")).register
    found = published([alliance("b", "A", projects=[PROJECT | {"name": "Etwas anderes"}])], moved)
    assert codes(found)[0] == "id-reused"
    assert not is_sound(found)
    same = published([alliance("b", "A", projects=[PROJECT])], moved)
    assert is_sound(same)


def test_another_name_is_asked_about_once_and_settled_by_an_alternative_name() -> None:
    first = published([alliance("a", "Bündnis Nord")]).register
    found = published([alliance("a", "Netzwerk Süd")], first, "2026-01-01")
    assert codes(found) == ["name-changed"]
    assert is_sound(found)
    assert codes(published([alliance("a", "Netzwerk Süd")], found.register)) == []
    told = alliance("a", "Netzwerk Süd", alternative_names=[{"de": "Bündnis Nord"}])
    assert codes(published([told], first, "2026-01-01")) == []


def test_a_place_that_nobody_works_in_any_more_comes_back_as_itself() -> None:
    inside = alliance("a", areas=[{"municipality": "12070296"}])
    first = published([inside]).register
    without = published([alliance("a")], first, "2026-01-01")
    assert set(without.register.gone) == {"place/12", "place/12070", "place/12070296"}
    again = published([inside], without.register, "2026-01-02")
    assert is_sound(again)
    assert again.register.gone == {}


def test_an_alliance_and_an_organisation_of_one_name_are_not_taken_for_a_rename() -> None:
    first = published([alliance("a"), Organization(id="x", name="Verein")]).register  # type: ignore[arg-type]
    found = published([alliance("a"), alliance("y", "Verein")], first)
    assert "rename-likely" not in codes(found)


def test_datasets_that_are_no_longer_offered_leave_tombstones_and_are_asked_about() -> None:
    given = [alliance("a", areas=[{"district": "12070"}]), alliance("b", areas=[{"district": "12064"}])]
    first = published(given).register
    found = changes.settle(edition(given, of(datasets="district")), first)
    assert codes(found) == ["deletions"]
    assert set(found.register.gone) == {"dataset/alliances"}
    assert set(found.register.datasets) == {"district-12064", "district-12070"}


def test_the_dataset_changes_with_its_settings_and_days_with_the_latest_record() -> None:
    given = [alliance("a", modified="2026-01-01"), alliance("b", modified="2026-02-02")]
    first = published(given).register
    assert first.datasets["alliances"].modified == "2026-02-02"
    other = published(given, first, "2026-03-03", attribution={"de": "Andere"}).register
    assert other.datasets["alliances"].modified == "2026-03-03"
    assert other.datasets["alliances"].issued == first.datasets["alliances"].issued
    assert other.resources["alliance/a"].modified == "2026-01-01"
    pages = published(given, first, "2026-03-03", page_size=7).register
    assert pages.datasets == first.datasets


def test_the_day_of_a_fetch_stays_while_what_was_fetched_is_the_same() -> None:
    source = {"url": "https://example.org/", "retrieved": "2026-01-01"}
    first = published([alliance("a", source=source)]).register
    later = alliance("a", source=source | {"retrieved": "2026-02-02"})
    assert published([later], first).register == first
    changed = alliance("a", description="Neu", source=source | {"retrieved": "2026-02-02"})
    assert published([changed], first, "2026-02-03").register.resources["alliance/a"].retrieved == "2026-02-02"


def test_the_history_is_bounded_and_holds_the_latest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "HISTORY", 3)
    first = published([alliance("a"), alliance("b"), alliance("c")]).register
    found = published([alliance("a"), alliance("b"), alliance("c"), alliance("d")], first).register
    assert [one.path for one in found.changes] == ["alliance/d", "alliance/a", "alliance/b"]


def test_another_base_is_refused() -> None:
    old = published([alliance("a")]).register
    with pytest.raises(SiteError):
        published([alliance("a")], old, base="https://elsewhere.example.org/")
