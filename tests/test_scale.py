"""What makes many events quick must change nothing of what is shown: figures, counts, orders."""

from __future__ import annotations

import io
import json
import random
import re
from dataclasses import replace
from datetime import date
from itertools import product

import icalendar
import numpy as np
import plotly.graph_objects as go
import pyarrow.parquet as pq
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from timeline.dashboard import api, sharing
from timeline.dashboard.figure import LABELLED, ON_TOP, SHARP, Picture, overview, timeline
from timeline.dashboard.words import speaking
from timeline.demo import articles, events
from timeline.store import ReadModel, Store, columns
from timeline.store.answers import Density, brief
from timeline.store.columns import Order, Tags
from timeline.view import View


@pytest.mark.parametrize("count", [12, LABELLED - 40, SHARP - 200, 3 * SHARP])
def test_figures_are_as_plotly_would_make_them_with_every_value_looked_at(count: int) -> None:
    some = [brief(e) for e in events(count, articles(count))]
    marks = [m for m in some if m.interval]
    days = sorted({m.interval.start for m in marks if m.interval and m.interval.start})
    kinds = sorted({m.type for m in marks})
    counts = np.arange(len(kinds) * len(days)).reshape(len(kinds), len(days)) % 5
    density = Density((*kinds, ""), np.array([d.toordinal() for d in days]), np.vstack([counts, counts[:1] * 0]))
    crowd = len(marks) > SHARP
    picture = Picture(marks[:ON_TOP] if crowd else marks, len(marks), days, density if crowd else None, days[-1])
    view = View(event=marks[0].id)
    with speaking("en"):
        for dark, window in product((False, True), (None, date(2012, 1, 1))):
            for figure in (
                timeline(picture, replace(view, start=window), dark, 980)[0],
                overview(picture, density, replace(view, start=window), dark, 980)[0],
            ):
                # Plotly leaves out empty lists where it looks, and raises where a value is none that it knows.
                looked_at = json.loads(go.Figure(figure.to_dict()).to_json())
                ours = json.loads(figure.to_json())
                ours["layout"] = {k: v for k, v in ours["layout"].items() if v != []}
                assert ours == looked_at


@pytest.mark.parametrize("share", [0.0, 0.01, 0.3, 0.97, 1.0])
@pytest.mark.parametrize("loose", [0, 400, 10**6])
def test_counts_are_those_of_counting_one_by_one(share: float, loose: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "LOOSE", loose)
    chance = random.Random(loose + int(100 * share))
    tags, rows = Tags(), 0
    had: list[set[int]] = []
    for portion in (300, 150, 1, 90):
        fresh = [set(chance.sample(range(7), chance.randrange(3))) for _ in range(portion)]
        for value in {v for values in fresh for v in values}:
            tags.number(f"value {value}")
        numbered = [{tags.numbers[f"value {v}"] for v in values} for values in fresh]
        pairs = [(rows + n, v) for n, values in enumerate(numbered) for v in sorted(values)]
        tags.add(*(np.array(column, np.int32) for column in zip(*pairs, strict=True))) if pairs else None
        had += numbered
        rows += portion
        chosen = np.array([chance.random() < share for _ in range(rows)])
        expected = [
            sum(v in values for values, c in zip(had, chosen, strict=True) if c) for v in range(len(tags.values))
        ]
        assert tags.counts(chosen).tolist() == expected
        for value in range(len(tags.values)):
            assert tags.of(value).tolist() == [n for n, values in enumerate(had) if value in values]


@pytest.mark.parametrize("loose", [0, 400, 10**6])
def test_the_first_by_an_order_are_those_of_sorting_all(loose: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "LOOSE", loose)
    monkeypatch.setattr(columns, "STEP", 16)
    chance = np.random.default_rng(loose)
    keys = chance.integers(0, 40, 700)
    order = Order(lambda rows: keys[rows])
    for size in (0, 300, 450, 700):
        for share in (0.0, 0.02, 0.5, 1.0):
            chosen = chance.random(size) < share
            wanted = sorted(np.flatnonzero(chosen).tolist(), key=lambda row: (keys[row], row))
            assert order.all_of(chosen).tolist() == wanted
            for limit in (0, 1, 7, 200, 1000):
                assert sorted(order.first(chosen, limit).tolist()) == sorted(wanted[:limit])


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    store = Store.open(f"sqlite:///{tmp_path_factory.mktemp('scale') / 's.sqlite'}")
    known = articles(40)
    store.fill(known, events(40, known))
    model = ReadModel(store)
    return TestClient(Starlette(routes=api.routes(lambda: model)))


@pytest.mark.parametrize(
    "path", ["/api/events.csv", "/api/events.parquet", "/calendar.ics", "/api/timelinejs.json", "/api/timeline.html"]
)
def test_files_that_are_sent_in_pieces_are_those_made_at_once(
    client: TestClient, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = client.get(path).content
    monkeypatch.setattr("timeline.store.readmodel.PART", 3)
    monkeypatch.setattr("timeline.export.tables.GROUP", 5)
    pieces = client.get(path).content
    if path.endswith("parquet"):
        one, other = (pq.ParquetFile(io.BytesIO(data)) for data in (whole, pieces))
        assert (one.num_row_groups, other.num_row_groups) == (1, 7)
        assert one.read().equals(other.read())
        assert other.read().num_rows == 40
    elif path.endswith("html"):  # Plotly names each place of a figure anew
        names = re.compile(rb"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
        assert names.sub(b"", whole) == names.sub(b"", pieces)
    else:
        assert whole == pieces
    if path.endswith("ics"):
        assert len(icalendar.Calendar.from_ical(pieces).walk("VEVENT")) > 20


def test_nobody_is_sent_away_with_a_file_that_does_not_open_unwarned() -> None:
    with speaking("en"):
        assert sharing.too_many(2000) == []
        assert [len(sharing.too_many(n)) for n in (2001, 10_000, 10_001, 1_048_575, 1_048_576)] == [2, 2, 3, 3, 4]
        assert "2,001" in sharing.too_many(2001)[0]
