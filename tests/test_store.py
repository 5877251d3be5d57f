"""The store: whole articles or none, nothing twice, several writers, and the same events whatever the order."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import parse_qs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_merge import DAY
from test_merge import said as scripted

from timeline import forms, pipeline
from timeline.errors import StoreError
from timeline.merge import merge
from timeline.model import Article, Reading, Status
from timeline.store import ReadModel, Store
from timeline.view import View

ROOT = Path(__file__).parent.parent
ARTICLES = [
    Article("en-1", "Russian President Vladimir Putin will visit North Korea on June 18-19, a spokesman said.",
            published=date(2024, 6, 17), lang="en", source="One"),
    Article("it-1", "Vladimir Putin si recherà martedì 18 giugno in Corea del Nord, ha detto il Cremlino.",
            published=date(2024, 6, 17), lang="it", source="Due"),
    Article("en-2", "Russia vetoed a resolution on North Korea on Thursday.", published=date(2024, 3, 28), lang="en"),
    Article("en-3", "Italian Prime Minister Giorgia Meloni met French President Emmanuel Macron in Paris on Friday.",
            published=date(2024, 6, 8), lang="en"),
]  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(f"sqlite:///{tmp_path / 'store.sqlite'}")


def test_adding_twice_changes_nothing(store: Store) -> None:
    assert store.add(ARTICLES[0]).new
    revision = store.revision
    assert not store.add(ARTICLES[0]).new
    assert store.revision == revision
    assert len(store.articles()) == 1


def test_one_by_one_gives_the_same_as_all_at_once_in_any_order(tmp_path: Path) -> None:
    first = Store.open(f"sqlite:///{tmp_path / 'a.sqlite'}")
    second = Store.open(f"sqlite:///{tmp_path / 'b.sqlite'}")
    first.add_all(ARTICLES)
    for article in reversed(ARTICLES):
        second.add(article)
    key = {e.id: e for e in first.events()}
    assert key == {e.id: e for e in second.events()}
    assert len(key) >= 3


def test_two_languages_tell_one_event(store: Store) -> None:
    store.add_all(ARTICLES)
    (visit,) = [e for e in store.events() if e.type == "visit"]
    assert visit.sources == 2
    assert {s.article.id for s in store.said(visit.id)} == {"en-1", "it-1"}


def test_an_earlier_revision_can_be_shown_again(store: Store) -> None:
    store.add(ARTICLES[0])
    then, revision = store.events(), store.revision
    store.add_all(ARTICLES[1:])
    assert store.events(revision) == then
    assert len(store.events()) > len(then)


def test_an_undated_article_can_be_dated_and_stays_so(store: Store) -> None:
    undated = Article("u", "Putin will visit North Korea on Tuesday.", lang="en")
    store.add(undated)
    assert all(e.interval is None for e in store.events())
    store.set_published("u", date(2024, 6, 17), "me")
    (visit,) = store.events()
    assert visit.interval is not None
    assert visit.interval.start == date(2024, 6, 18)
    store.add(undated)
    assert store.article("u").published == date(2024, 6, 17)  # type: ignore[union-attr]


def test_a_crash_in_the_middle_leaves_whole_articles(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'store.sqlite'}"
    Store.open(url).add(ARTICLES[0])
    events = Store.open(url).events()
    code = (
        "import os, sys\n"
        "from timeline.store import Store, writing\n"
        "from timeline.model import Article\n"
        "writing.merge = lambda said, changes: os._exit(9)\n"
        "Store.open(sys.argv[1]).add(Article('x', 'Putin visited China on Monday.', lang='en'))\n"
    )
    assert subprocess.run([sys.executable, "-c", code, url], cwd=ROOT, timeout=60, check=False).returncode == 9
    store = Store.open(url)
    assert [a.id for a in store.articles()] == ["en-1"]
    assert store.events() == events


def test_two_processes_may_add_at_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'store.sqlite'}"
    jobs = []
    for part in (ARTICLES[:2], ARTICLES[2:]):
        path = tmp_path / f"{part[0].id}.jsonl"
        lines = [{"id": a.id, "text": a.text, "published": str(a.published), "lang": a.lang} for a in part]
        path.write_text("\n".join(map(json.dumps, lines)), encoding="utf8")
        jobs.append(subprocess.Popen([sys.executable, "-m", "timeline", "add", str(path), "--store", url], cwd=ROOT))
    assert [job.wait(60) for job in jobs] == [0, 0]
    store = Store.open(url)
    assert {a.id for a in store.articles()} == {a.id for a in ARTICLES}
    alone = Store.open(f"sqlite:///{tmp_path / 'alone.sqlite'}")
    alone.add_all(ARTICLES)
    assert {e.id for e in store.events()} == {e.id for e in alone.events()}


def test_a_file_that_is_no_store_is_named(tmp_path: Path) -> None:
    path = tmp_path / "notes.sqlite"
    path.write_text("These are notes, no database." * 100)
    with pytest.raises(StoreError, match=r"notes\.sqlite"):
        Store.open(f"sqlite:///{path}")


def test_filters_and_counts(store: Store) -> None:
    store.add_all(ARTICLES)
    model = ReadModel(store)

    def ids(view: View) -> set[str]:
        return {e.type for e in model.find(view)} - {"statement"}

    assert ids(View(country=("KP",))) == {"visit", "veto"}
    assert ids(View(country=("FR", "IT"), all=True)) == {"meeting"}
    assert ids(View(type=("veto",))) == {"veto"}
    assert ids(View(q="meloni")) == {"meeting"}
    assert ids(View(q="100%_")) == set()
    assert ids(View(since=date(2024, 6, 10))) == {"visit"}
    assert ids(View(until=date(2024, 4, 1))) == {"veto"}
    facets = model.facets(View(type=("veto",)))
    assert facets.country == {"KP": 1, "RU": 1}
    assert facets.type["visit"] == 1
    assert model.summary(View()).articles == 4
    store.add(Article("en-9", "China vetoed a resolution on Monday.", published=date(2024, 6, 18), lang="en"))
    model.refresh()
    assert "CN" in model.facets(View()).country


def test_dating_twice_is_one_change(store: Store) -> None:
    store.add(ARTICLES[0])
    store.set_published("en-1", date(2024, 6, 16))
    revision = store.revision
    assert revision == 2
    store.set_published("en-1", date(2024, 6, 16))
    assert store.revision == revision


def test_dating_is_whole_or_not_at_all(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.add(ARTICLES[0])

    def fail(said: object, changes: object) -> list[object]:
        raise RuntimeError

    monkeypatch.setattr("timeline.store.writing.merge", fail)
    with pytest.raises(RuntimeError):
        store.set_published("en-1", date(2024, 6, 16))
    assert store.revision == 1
    assert store.article("en-1") == ARTICLES[0]


def test_an_article_that_changed_replaces_the_old_one(store: Store) -> None:
    store.add(ARTICLES[0])
    old = store.events()
    assert store.add(replace(ARTICLES[2], id="en-1")).new
    assert [a.text for a in store.articles()] == [ARTICLES[2].text]
    assert "visit" not in {e.type for e in store.events()}
    assert store.events(1) == old


def test_articles_before_a_failing_one_are_kept(tmp_path: Path) -> None:
    def read(article: Article) -> Reading:
        if article.id == "en-2":
            raise RuntimeError
        return pipeline.read(article)

    store = Store.open(f"sqlite:///{tmp_path / 'store.sqlite'}", read)
    with pytest.raises(RuntimeError):
        store.add_all(ARTICLES)
    assert [a.id for a in store.articles()] == ["en-1", "it-1"]


def test_a_killed_process_leaves_whole_articles(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'store.sqlite'}"
    Store.open(url).add(ARTICLES[0])
    events = Store.open(url).events()
    code = (
        "import sys, time\n"
        "from timeline.store import Store, writing\n"
        "from timeline.model import Article\n"
        "def slow(said, changes):\n"
        "    print('inside', flush=True)\n"
        "    time.sleep(60)\n"
        "writing.merge = slow\n"
        "Store.open(sys.argv[1]).add(Article('x', 'Putin visited China on Monday.', lang='en'))\n"
    )
    with subprocess.Popen([sys.executable, "-c", code, url], cwd=ROOT, stdout=subprocess.PIPE) as job:
        assert job.stdout
        assert job.stdout.readline().strip() == b"inside"
        job.kill()
    store = Store.open(url)
    assert [a.id for a in store.articles()] == ["en-1"]
    assert store.events() == events
    assert store.add(ARTICLES[2]).new


@pytest.mark.parametrize("table", ["notes (x)", "event (id, title)"])
def test_a_database_of_another_program_is_left_alone(tmp_path: Path, table: str) -> None:
    path = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"CREATE TABLE {table}")
        connection.commit()
    with pytest.raises(StoreError, match=r"other\.sqlite.*another program"):
        Store.open(f"sqlite:///{path}")
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (1,)


def test_a_store_of_a_later_layout_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "later.sqlite"
    Store.open(f"sqlite:///{path}")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE layout SET version = 99")
        connection.commit()
    with pytest.raises(StoreError, match="number 99"):
        Store.open(f"sqlite:///{path}")


def test_addresses_that_mean_nothing_are_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for url in ("nonsense", f"sqlite:///{tmp_path / 'file' / 'store.sqlite'}", "postgresql+none://u:secret@host/x"):
        with pytest.raises(StoreError, match="TIMELINE_DATABASE_URL") as caught:
            Store.open(url)
        assert "secret" not in str(caught.value)


def _scripted(article: Article) -> Reading:
    """A reader whose articles say outright which mentions they hold: indices into SCRIPT."""
    numbers = [int(n) for n in article.text.split()]
    mentions = tuple(replace(SCRIPT[n].mention, id=f"m{i}", trigger_start=i) for i, n in enumerate(numbers))
    return Reading(article, (), mentions)


SCRIPT = [
    scripted(kind=kind, countries=countries, day=DAY + timedelta(days=shift), days=days, status=status)
    for kind in ("visit", "meeting")
    for countries in (("RU", "KP"), ("RU", "KP", "CN"), ("US",))
    for shift, days, status in ((0, 1, Status.HAPPENED), (1, 1, Status.PLANNED), (0, 30, Status.HAPPENED),
                                (25, 2, Status.CANCELLED))
]  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from("abcde"), st.lists(st.integers(0, len(SCRIPT) - 1), max_size=4)),
        min_size=1,
        max_size=9,
    )
)
def test_whatever_is_added_and_replaced_the_events_are_those_of_all_mentions(
    steps: list[tuple[str, list[int]]],
) -> None:
    with TemporaryDirectory() as folder:
        store = Store.open(f"sqlite:///{folder}/s.sqlite", _scripted)
        for name, numbers in steps:
            store.add(Article(name, " ".join(map(str, numbers)), published=DAY, lang="en"))
        kept = {e.id: forms.event_to_json(e) for e in store.events()}
        assert kept == {e.id: forms.event_to_json(e) for e in merge(store.all_said())}


STEPS = st.lists(
    st.tuples(st.sampled_from("abcde"), st.lists(st.integers(0, len(SCRIPT) - 1), max_size=4)), min_size=1, max_size=7
)
VIEWS = (
    View(), View(country=("KP",)), View(type=("visit",), status=("happened",)), View(start=DAY, end=DAY),
    View(asof=DAY),
)  # fmt: skip


def answers(model: ReadModel, view: View) -> object:
    """What the page asks of a view, as far as the order of loading may not matter."""
    told = {e.id: forms.event_to_json(e) for e in model.find(view)}
    summary, facets = model.summary(view), model.facets(view)
    counts = {name: facets.of(name) for name in ("country", "pair", "type", "status", "source", "certainty")}
    shown = [(b.id, b.title, b.interval, b.status) for b in model.briefs(view)]
    return told, summary, counts, sorted(shown, key=str), model.count(view), sorted(model.days(view))


@settings(max_examples=6, deadline=None)  # each opens three models
@given(STEPS)
def test_loading_bit_by_bit_answers_as_loading_all_at_once(steps: list[tuple[str, list[int]]]) -> None:
    articles = [
        Article(name, " ".join(map(str, told)), published=DAY + timedelta(days=n), lang="en")
        for n, (name, told) in enumerate(steps)
    ]
    last = list({article.id: article for article in articles}.values())
    with TemporaryDirectory() as folder:
        slow, fast = (Store.open(f"sqlite:///{folder}/{name}.sqlite", _scripted) for name in ("slow", "fast"))
        model = ReadModel(slow)
        for article in articles:
            slow.add(article)
            model.refresh()
        fast.add_all(last)
        models = (model, ReadModel(slow), ReadModel(fast))
        for view in VIEWS:
            first, *others = (answers(one, view) for one in models)
            assert all(other == first for other in others)


CORRECTIONS = st.lists(
    st.tuples(st.sampled_from(("accept", "reject", "edit", "merge", "split", "undo")), st.integers(0, 9)), max_size=4
)


def correct(store: Store, kind: str, number: int) -> None:
    """Say something of one of the events, chosen by a number; what cannot be said of it is left."""
    events = sorted(store.events(), key=lambda e: e.id)
    changes = store.changes()
    if kind == "undo":
        if changes:
            store.undo(changes[number % len(changes)].number)
        return
    if not events:
        return
    event = events[number % len(events)]
    if kind == "merge":
        if len(events) > 1:
            store.review("merge", [event.id, events[(number + 1) % len(events)].id])
    elif kind == "split":
        if len(event.mentions) > 1:
            store.review("split", [event.id], mentions=event.mentions[:1])
    else:
        store.review(kind, [event.id], {"title": f"Title {number}"} if kind == "edit" else None)


@settings(max_examples=6, deadline=None)
@given(STEPS, STEPS, CORRECTIONS)
def test_a_frozen_link_shows_the_same_whatever_is_added_and_corrected(
    before: list[tuple[str, list[int]]], after: list[tuple[str, list[int]]], corrections: list[tuple[str, int]]
) -> None:
    with TemporaryDirectory() as folder:
        store = Store.open(f"sqlite:///{folder}/s.sqlite", _scripted)
        for name, told in before:
            store.add(Article(name, " ".join(map(str, told)), published=DAY, lang="en"))
        model = ReadModel(store)
        link = replace(View(), revision=store.revision)
        shown = answers(model, link)
        assert shown == answers(model, View())
        for number, (name, told) in enumerate(after):
            store.add(Article(name, " ".join(map(str, [*told, number])), published=DAY, lang="en"))
            for kind, chosen in corrections[number : number + 1]:
                correct(store, kind, chosen)
            model.refresh()
        opened = View.from_params(parse_qs(link.to_query()))[0]
        assert answers(model, opened) == shown
        assert answers(ReadModel(store), opened) == shown
