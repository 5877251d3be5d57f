"""Labels never lie on marks or on one another, however many events there are; the most told keep theirs."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.dashboard.figure import Mark, _extent, _pack
from timeline.model import Status
from timeline.store import Brief

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
