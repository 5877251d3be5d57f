"""What makes many events quick must change nothing of what is shown: figures, counts, orders."""

from __future__ import annotations

import io
import json
import random
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import icalendar
import numpy as np
import plotly.graph_objects as go
import pyarrow.parquet as pq
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import inspect
from starlette.applications import Starlette
from starlette.testclient import TestClient
from test_merge import DAY, saids
from test_store import CORRECTIONS, correct
from test_store import _scripted as scripted

from timeline import forms
from timeline.dashboard import api, sharing
from timeline.dashboard.figure import LABELLED, ON_TOP, SHARP, Picture, overview, timeline
from timeline.dashboard.words import speaking
from timeline.demo import articles, events
from timeline.merge import merge
from timeline.model import Article, Event, Reading, Said
from timeline.review import Change
from timeline.store import ReadModel, Store, columns
from timeline.store.answers import Density, brief
from timeline.store.columns import Order, Tags
from timeline.store.islands import joined
from timeline.store.schema import OF_ARTICLE
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


@settings(max_examples=15, deadline=None, phases=[Phase.explicit, Phase.generate])  # each opens a store
@given(
    st.lists(saids, min_size=1, max_size=24),
    st.lists(st.integers(0, 120) | st.none(), min_size=6, max_size=6),
    CORRECTIONS,
    st.lists(st.integers(-5, 125), min_size=1, max_size=3),
)
def test_as_of_a_day_shows_what_merging_all_that_was_published_until_then_gives(
    told: list[Said], published: list[int | None], corrections: list[tuple[str, int]], asked: list[int]
) -> None:
    days = {f"a{n}": None if day is None else DAY + timedelta(day - 30) for n, day in enumerate(published)}
    mentions = {name: {s.mention.id: s.mention for s in told if s.article.id == name} for name in days}

    def read(article: Article) -> Reading:
        return Reading(article, (), tuple(mentions[article.id].values()))

    with TemporaryDirectory() as folder:
        store = Store.open(f"sqlite:///{folder}/s.sqlite", read)
        model = ReadModel(store)
        for name, day in days.items():
            store.add(Article(name, name, published=day, lang="en"))
        for kind, number in corrections:
            correct(store, kind, number)
        for number in asked:
            day = DAY + timedelta(number - 30)
            early = [s for s in store.all_said() if s.article.published and s.article.published <= day]
            known = merge(early, store.changes())
            every = {e.id: forms.event_to_json(e) for e in known}
            merged = {e.id: every[e.id] for e in known if e.review != "rejected"}
            model.refresh()
            view = View(asof=day)
            assert {e.id: forms.event_to_json(e) for e in model.find(view)} == merged
            assert {b.id for b in model.briefs(view)} == set(merged)
            for event in merge(store.all_said(), store.changes()):
                one = model.event(event.id, view)
                assert (one and forms.event_to_json(one)) == every.get(event.id)  # what is rejected keeps its page
            assert sum(model.facets(view).type.values()) == len(merged)


@pytest.mark.parametrize("changed", [False, True])
def test_others_read_on_while_a_day_of_the_past_is_worked_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: bool
) -> None:
    begun, going_on = threading.Event(), threading.Event()

    def slow(said: list[Said], changes: list[Change]) -> list[Event]:
        begun.set()
        assert going_on.wait(30)
        return merge(said, changes)

    store = Store.open(f"sqlite:///{tmp_path}/s.sqlite", scripted)
    for name, words, day in (("a", "0 1", DAY), ("b", "0 2", DAY + timedelta(days=1))):
        store.add(Article(name, words, published=day, lang="en"))
    model = ReadModel(store)
    monkeypatch.setattr("timeline.store.readmodel.merge", slow)
    with ThreadPoolExecutor(2) as pool:
        try:
            past = pool.submit(model.find, View(asof=DAY))
            assert begun.wait(30)
            assert pool.submit(model.find, View()).result(timeout=10)
            if changed:  # what was begun is of no use any more
                store.add(Article("c", "3", published=DAY, lang="en"))
                pool.submit(model.refresh).result(timeout=10)
        finally:
            going_on.set()
        found = {e.id: forms.event_to_json(e) for e in past.result(timeout=30)}
    early = [s for s in store.all_said() if s.article.published == DAY]
    assert found == {e.id: forms.event_to_json(e) for e in merge(early)}


@given(st.integers(1, 40).flatmap(lambda n: st.lists(st.tuples(st.integers(0, n - 1), st.integers(0, n)), max_size=60)))
def test_what_shares_a_group_is_joined(pairs: list[tuple[int, int]]) -> None:
    count = max((node for node, _ in pairs), default=0) + 2
    found = joined(*(np.array([pair[k] for pair in pairs], np.int64) for k in (0, 1)), count).tolist()
    expected = list(range(count))
    for _ in range(count):
        for node, group in pairs:
            expected[node] = min(expected[other] for other, same in pairs if same == group)
    assert found == expected


def test_a_store_of_an_earlier_version_gets_the_index_that_it_lacks(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 's.sqlite'}"

    def indexes() -> set[str | None]:
        with Store.open(url).engine.connect() as connection:
            return {index["name"] for index in inspect(connection).get_indexes("mention")}

    assert "mention_article" in indexes()
    with Store.open(url).engine.begin() as connection:
        OF_ARTICLE.drop(connection)
        assert "mention_article" not in {i["name"] for i in inspect(connection).get_indexes("mention")}
    assert "mention_article" in indexes()
