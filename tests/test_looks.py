"""The map, the matrix and the calendar count what they show, and keep article text out of markup."""

from dataclasses import replace
from datetime import date
from math import hypot

from hypothesis import given, settings
from hypothesis import strategies as st
from test_merge import DAY, said, saids

from timeline.dashboard import looks
from timeline.merge import merge
from timeline.model import Said


def test_every_country_with_an_outline_has_a_name_and_a_capital() -> None:
    codes = [f["id"] for f in looks.outlines()["features"]]
    assert len(codes) == len(set(codes)) > 170
    assert {"XK", "PS", "TW", "KP", "US", "FR", "NO"} <= set(codes)
    assert {c for c in codes if c not in looks.capitals()} <= {"AQ", "TF"}
    assert round(looks.capitals()["KP"][0]) == 39


def test_the_map_shades_and_draws_arrows() -> None:
    events = merge([said("a", countries=("RU", "KP"), place="KP"), said("b", "meeting", ("RU", "VA"))])
    figure = looks.world(events, dark=False)
    speaking = [trace for trace in figure.data if trace.customdata is not None]
    arrows, marks = speaking
    assert {c: t.partition(": ")[2] for (c,), t in zip(marks.customdata, marks.text, strict=True)} == {
        "RU": "2 events",
        "KP": "1 event",
        "VA": "1 event",
    }
    assert arrows.text[0] == "Russia → North Korea: 1 visit"
    shades = {trace.fillcolor for trace in figure.data if trace.fill}
    assert len(shades) == 3  # none, some, most
    assert len(figure.to_json()) < 300_000
    # The legend has each shade with what it stands for, and what an arrow is.
    named = {trace.name: trace for trace in figure.data if trace.showlegend}
    assert [*named][:3] == ["0", "1", "2"]
    assert {named[n].marker.color for n in ("0", "1", "2")} == shades
    assert "a visit" in [*named][3]


def test_the_head_of_an_arrow_is_clear_of_the_capital() -> None:
    events = merge([said("a", countries=("RU", "KP"), place="KP"), said("b", countries=("BE", "FR"), place="FR")])
    for width in (980, 358):
        figure = looks.world(events, dark=False, width=width)
        pixel = (looks.RIGHT - looks.LEFT) / width
        arrows = [t for t in figure.data if t.mode == "lines+markers" and t.x[0] is not None]
        assert len(arrows) == 2
        end = looks.project(*looks.capitals()["KP"])
        heads = [hypot(arrow.x[-1] - end[0], arrow.y[-1] - end[1]) / pixel for arrow in arrows]
        sizes = (looks.DOT, looks.HEAD) if width >= looks.PHONE else (looks.DOT_PHONE, looks.HEAD_PHONE)
        assert sum(sizes) / 2 <= min(heads) < 60


def test_a_heat_map_says_what_its_colours_stand_for() -> None:
    events = merge([said("a", day=DAY, days=2), said("b", day=date(2023, 1, 5))])
    for figure, words in (
        (looks.matrix(events, False), "Events of a pair"),
        (looks.calendar(events, False), "of a day"),
    ):
        bars = [t.colorbar.title.text for t in figure.data if t.type == "heatmap" and t.showscale is not False]
        assert len(bars) == 1
        assert words in bars[0]


def test_the_matrix_counts_pairs_both_ways() -> None:
    events = merge([said("a", "meeting", ("RU", "KP")), said("b", "meeting", ("RU", "KP", "CN"), day=date(2023, 1, 5))])
    figure = looks.matrix(events, dark=True)
    cells = {tuple(c): z for row, zs in zip(figure.data[0].customdata, figure.data[0].z, strict=True)
             for c, z in zip(row, zs, strict=True)}  # fmt: skip
    assert cells["RU", "KP"] == cells["KP", "RU"] == 2
    assert cells["CN", "KP"] == 1
    assert cells["RU", "RU"] is None


def test_the_calendar_has_a_square_a_day() -> None:
    events = [replace(e, title="<img src=x> $y$") for e in merge([said("a", day=DAY, days=2)])]
    figure = looks.calendar(events, dark=False)
    squares = {d: z for ds, zs in zip(figure.data[0].customdata, figure.data[0].z, strict=True)
               for d, z in zip(ds, zs, strict=True)}  # fmt: skip
    assert sum(bool(d) for d in squares) == 366
    assert (squares["2024-06-17"], squares["2024-06-18"], squares["2024-06-19"]) == (0, 1, 1)
    words = " ".join(next(t for t in figure.data if t.type == "scatter").text)
    assert "18 June 2024" in words
    assert "<img" not in words
    assert "$" not in words


@settings(max_examples=30, deadline=None)
@given(st.lists(saids, max_size=8), st.booleans())
def test_no_events_are_too_strange_for_a_look(found: list[Said], dark: bool) -> None:
    events = merge(found)
    for look in looks.LOOKS.values():
        for width in (980, 358):
            assert look(events, dark, width).to_json()
