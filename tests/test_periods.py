"""Ends before their beginning: said at the end's line, compared as far as both dates go."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import alliancegraph as ag
from alliancegraph.records.periods import reversed_periods
from strategies import make


@pytest.mark.parametrize(
    ("start", "end", "wrong"),
    [
        ("2008", "2007", True),
        ("2008-04", "2007", True),
        ("2008", "2007-12-31", True),
        ("2008-04", "2008-03-31", True),
        ("2008-04-28", "2008-04-27", True),
        ("2008", "2008", False),
        ("2008-04", "2008", False),
        ("2008", "2008-04", False),
        ("2008-04-28", "2008-04", False),
        ("2008-04-28", "2008-04-28", False),
        ("2008", None, False),
        (None, "2008", False),
    ],
)
def test_dates_are_compared_as_far_as_both_go(start: str | None, end: str | None, wrong: bool) -> None:
    project = make.Project(id="p", of="a", start=start, end=end)
    assert [one.code for one in reversed_periods([project])] == (["ended-early"] if wrong else [])


@given(st.dates(), st.dates(), st.sampled_from([4, 7, 10]), st.sampled_from([4, 7, 10]))
def test_dates_in_order_are_never_said(one: object, other: object, start: int, end: int) -> None:
    first, last = sorted(map(str, (one, other)))
    assert not list(reversed_periods([make.Alliance(id="a", founded=first[:start], dissolved=last[:end])]))


def test_every_part_of_a_record_is_looked_at() -> None:
    inner = make.Organization(name="I", founded="2010", dissolved="2009")
    outer = make.Organization(id="o", parent=inner)
    project = make.Project(id="p", start="2012", end="2010")
    record = make.Alliance(id="a", founded="2008", dissolved="2007", partners=("b", outer), projects=(project,))
    records = [record, make.ContactPoint(id="o", of="a")]
    assert [(one.code, one.record, one.field) for one in reversed_periods(records)] == [
        ("dissolved-early", "a", "dissolved"),
        ("ended-early", "a", "projects[0].end"),
        ("dissolved-early", "a", "partners[1].parent.dissolved"),
    ]


def test_validation_says_it_at_the_line(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("type: alliance\nid: a\nname: A\nfounded: 2008-04\ndissolved: 2008-03\n", encoding="utf-8")
    report = ag.validate(ag.read(file))
    (result,) = [one for one in report.results if one.code == "dissolved-early"]
    assert result.place is not None
    assert (result.place.line, result.field, report.conforms) == (5, "dissolved", False)
    assert "2008-03" in result.message("de")
