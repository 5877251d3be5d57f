"""Labels never lie on marks or on one another, however many events there are; the most told keep theirs."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.dashboard.figure import Mark, Picture, _extent, _pack, timeline
from timeline.dashboard.scale import Scale, ticks
from timeline.model import Status
from timeline.store import Brief
from timeline.temporal.interval import Interval
from timeline.view import View

WIDTH = 830.0


def mark(number: int, first: float, length: float, title: str, sources: int) -> Mark:
    event = Brief(f"e{number}", "visit", title, Status.HAPPENED, None, (), sources, sources, 0.8)
    return Mark(event, first, min(first + length, WIDTH), title)


marks = st.lists(
    st.tuples(
        st.floats(0, WIDTH), st.sampled_from([0.0, 4.0, 60.0]), st.text("abcdefgh ", min_size=3, max_size=48),
        st.integers(1, 6),
    ),
    min_size=1, max_size=60,
).map(lambda rows: [mark(n, *row) for n, row in enumerate(rows)])  # fmt: skip


@settings(deadline=None, max_examples=40)
@given(marks, st.integers(1, 12))
def test_labels_lie_on_nothing(found: list[Mark], most: int) -> None:
    rows = _pack(found, WIDTH, most)
    assert rows <= max(most, 1)
    for a, b in combinations(found, 2):
        if a.row != b.row:
            continue
        for one, other in ((a, b), (b, a)):
            if one.labelled:
                left, right = _extent(one, WIDTH, True)
                low, high = _extent(other, WIDTH, other.labelled)
                assert right <= low or left >= high, (one, other)


@pytest.mark.parametrize("count", [10, 30, 200])
def test_of_many_the_most_told_keep_their_labels(count: int) -> None:
    found = [mark(n, (n * 37.0) % WIDTH, 0, "Somebody visits somewhere", 1 + n % 7) for n in range(count)]
    _pack(found, WIDTH, 14)
    labelled = [m.event.sources for m in found if m.labelled]
    dropped = [m.event.sources for m in found if not m.labelled]
    assert len(labelled) >= min(count, 14)
    assert not dropped or sum(labelled) / len(labelled) > sum(dropped) / len(dropped)


def test_a_label_is_written_whole_where_its_row_has_room() -> None:
    long = mark(1, 100, 0, "Somebody visits …", 1)
    long.whole = "Somebody visits somewhere far away from everybody else"
    _pack([long, mark(2, 700, 0, "Another", 1)], WIDTH, 9)
    assert long.label == long.whole
    near = mark(3, 100, 0, "Somebody visits …", 1)
    near.whole = long.whole
    _pack([near, mark(4, 300, 0, "Another", 1)], WIDTH, 9)
    assert near.label == "Somebody visits …"


def one_day(**window: date) -> dict[str, list[object]]:
    """What is drawn of a single visit of one day: its labels, and the widths of its bars."""
    day = date(2024, 6, 19)
    visit = Brief(
        "e1", "visit", "Somebody visits somewhere", Status.HAPPENED, Interval.between(day, day), (), 1, 1, 0.9
    )
    figure, _, _ = timeline(Picture([visit], 1, [day, date(2024, 6, 20)]), View(**window), width=980)
    low, high = figure.layout.xaxis.range
    texts = [text for trace in figure.data if trace.type == "scatter" and trace.mode == "text" for text in trace.text]
    wide = [x / (high - low) for trace in figure.data if trace.type == "bar" for x in trace.x]
    return {"texts": texts, "wide": wide, "years": [t for t in figure.layout.xaxis.ticktext if "2024" in t]}


def test_a_single_day_is_seen_with_days_around_it_and_its_year() -> None:
    drawn = one_day()
    assert drawn["texts"] == ["Somebody visits somewhere"]
    assert drawn["wide"]
    assert max(drawn["wide"]) < 0.3
    assert len(drawn["years"]) == 1


def test_what_fills_the_window_is_labelled_within() -> None:
    drawn = one_day(start=date(2024, 6, 19), end=date(2024, 6, 19))
    assert drawn["texts"] == ["Somebody visits somewhere"]
    assert max(drawn["wide"]) > 0.9
    assert len(drawn["years"]) == 1


def faded(interval: Interval, **window: date) -> tuple[list[float], list[float], list[str]]:
    """Of a visit drawn in June 2024: where its mark stands (0 left, 1 right), the shades of its bar, its labels."""
    visit = Brief("e1", "visit", "Somebody stays somewhere", Status.HAPPENED, interval, (), 1, 1, 0.9)
    other = Brief(
        "e2", "visit", "X", Status.HAPPENED, Interval.between(date(2024, 6, 1), date(2024, 6, 1)), (), 1, 1, 0.9
    )
    days = [date(2024, 6, 1), *(day for day in (interval.start, interval.last) if day), date(2024, 6, 30)]
    figure, _, _ = timeline(Picture([visit, other], 2, sorted(days)), View(scale="true", **window), width=980)
    low, high = figure.layout.xaxis.range
    at = [
        (x - low) / (high - low) for trace in figure.data if trace.customdata is not None
        for x, data in zip(trace.x, trace.customdata, strict=True) if data[0] == "e1"
    ]  # fmt: skip
    bars = [trace for trace in figure.data if trace.type == "bar"]  # those that fade are drawn behind the others
    shades = list(bars[-1].marker.opacity) if bars else []
    texts = [text for trace in figure.data if trace.type == "scatter" and trace.mode == "text" for text in trace.text]
    return at, shades, texts


def test_what_has_no_end_fades_towards_it_and_is_seen_in_every_window_it_lies_in() -> None:
    until, since = Interval.between(None, date(2024, 6, 20)), Interval.between(date(2024, 6, 20), None)
    week = {"start": date(2024, 6, 10), "end": date(2024, 6, 14)}
    for interval, rising in ((until, True), (since, False)):
        at, shades, _ = faded(interval)
        assert len(at) == 1
        assert shades == sorted(shades, reverse=not rising)
        assert len(set(shades)) > 4
    at, shades, texts = faded(until, **week)  # ends after the window, and nobody says since when
    assert at == [pytest.approx(0.5)]
    assert shades == sorted(shades)
    assert "Somebody stays somewhere" in texts
    assert not faded(since, **week)[0]
    later = {"start": date(2024, 6, 24), "end": date(2024, 6, 28)}
    assert len(faded(since, **later)[0]) == 1
    assert not faded(until, **later)[0]


def test_an_axis_of_days_says_its_year() -> None:
    scale = Scale([date(2024, 6, 3), date(2024, 6, 20)], compressed=True)
    found = ticks(scale, date(2024, 6, 3), date(2024, 6, 20), 60)
    assert [label for _, label in found if "2024" in label] == ["3 Jun 2024"]
