"""What people change outranks the machine, survives re-reading, can be undone, and is refused in read-only mode."""

import re
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline import forms
from timeline.errors import BadChange, StoreError
from timeline.merge import merge
from timeline.model import Article, Event, Status
from timeline.review import checked
from timeline.store import ReadModel, Store
from timeline.view import View

TEXTS = {
    "a": "Russian President Vladimir Putin visited North Korea on June 18.",
    "b": "Vladimir Putin visited North Korea on June 18, officials said.",
    "c": "French President Emmanuel Macron met German Chancellor Olaf Scholz in Berlin on May 28.",
}


def articles() -> list[Article]:
    return [Article(n, t, published=date(2024, 6, 20), lang="en", source=n) for n, t in TEXTS.items()]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store.open(f"sqlite:///{tmp_path / 's.sqlite'}")
    store.add_all(articles())
    return store


def only(store: Store, kind: str) -> Event:
    (event,) = [e for e in store.events() if e.type == kind]
    return event


def state(store: Store) -> dict[str, object]:
    return {e.id: forms.event_to_json(e) for e in store.events()}


def test_an_edit_outranks_the_machine_and_can_be_undone(store: Store) -> None:
    before = state(store)
    visit = only(store, "visit")
    number = store.review(
        "edit",
        [visit.id],
        {"start": "2024-06-19", "end": "2024-06-19", "status": "planned", "title": "A trip"},
        who="Ann",
    )
    edited = store.event(visit.id)
    assert edited is not None
    assert edited.interval is not None
    assert (edited.title, edited.status, edited.interval.start) == ("A trip", Status.PLANNED, date(2024, 6, 19))
    assert edited.review == "edited"
    assert edited.how.startswith("corrected by Ann on ")
    assert [c.number for c in store.changes(visit.id)] == [number]
    store.undo(number)
    assert state(store) == before
    with pytest.raises(StoreError, match="undone"):
        store.undo(number)


def test_changes_survive_re_reading(store: Store) -> None:
    visit = only(store, "visit")
    store.review("reject", [visit.id], who="Bo")
    changed = replace(articles()[0], text=TEXTS["a"] + " It rained.")
    store.add(changed)
    assert only(store, "visit").review == "rejected"
    assert only(store, "visit").reviewer == "Bo"


def test_split_and_merge(store: Store) -> None:
    before = state(store)
    visit = only(store, "visit")
    assert len(visit.mentions) == 2
    split = store.review("split", [visit.id], mentions=visit.mentions[:1])
    parts = [e for e in store.events() if e.type == "visit"]
    assert len(parts) == 2
    meeting = only(store, "meeting")
    joined = store.review("merge", [parts[0].id, meeting.id])
    assert len(store.events()) == 2
    assert sorted(len(e.mentions) for e in store.events()) == [1, 2]
    (one,) = [e for e in store.events() if len(e.mentions) == 2]
    assert re.fullmatch(r"merged by a reader on \d{4}-\d\d-\d\d", one.why)
    store.add(replace(articles()[2], text=TEXTS["c"] + " It rained."))
    assert len(store.events()) == 2
    store.add(articles()[2])
    store.undo(joined)
    store.undo(split)
    assert state(store) == before


def test_the_store_agrees_with_merging_everything(store: Store) -> None:
    visit, meeting = only(store, "visit"), only(store, "meeting")
    store.review("merge", [visit.id, meeting.id])
    store.review("accept", [only(store, "visit").id if only_one(store, "visit") else only(store, "meeting").id])
    every = merge(store.all_said(), store.changes())
    assert state(store) == {e.id: forms.event_to_json(e) for e in every}


def only_one(store: Store, kind: str) -> bool:
    return sum(e.type == kind for e in store.events()) == 1


@pytest.mark.parametrize(
    ("kind", "fields", "says"),
    [
        ("edit", {}, "changes nothing"),
        ("edit", {"type": "party"}, "party"),
        ("edit", {"start": "soon"}, "soon"),
        ("edit", {"start": "2024-06-19", "end": "2024-06-18"}, "after"),
        ("edit", {"countries": ["korea"]}, "ISO"),
        ("edit", {"title": "  "}, "title"),
        ("edit", {"colour": "red"}, "colour"),
        ("merge", {}, "two events"),
        ("split", {}, "some of"),
        ("shout", {}, "shout"),
    ],
)
def test_what_means_nothing_is_refused_and_nothing_changes(
    store: Store, kind: str, fields: dict[str, object], says: str
) -> None:
    before, revision = state(store), store.revision
    with pytest.raises(BadChange, match=says):
        store.review(kind, [only(store, "visit").id], fields)
    assert state(store) == before
    assert store.revision == revision


def test_an_event_that_is_gone_is_named(store: Store) -> None:
    with pytest.raises(StoreError, match="reload"):
        store.review("accept", ["e0"])


def test_many_are_rejected_at_once_each_with_a_change_of_its_own(store: Store) -> None:
    before = state(store)
    names = [e.id for e in store.events()]
    revision = store.revision
    numbers = store.review_each("reject", [*names, names[0]], who="Ada")
    assert store.revision == revision + 1
    assert len(set(numbers)) == len(names) == 2
    assert [(e.review, e.reviewer) for e in store.events()] == [("rejected", "Ada")] * 2
    for name in names:
        (change,) = store.changes(name)
        assert (change.kind, change.who, bool(change.at)) == ("reject", "Ada", True)
    model = ReadModel(store)
    assert not model.find(View())
    store.undo(numbers[0])  # each can be taken back for itself
    assert sorted(e.review for e in store.events()) == ["", "rejected"]
    with pytest.raises(StoreError, match="undone"):
        store.undo_each(numbers)
    assert sorted(e.review for e in store.events()) == ["", "rejected"]
    store.undo_each(numbers[1:])
    assert state(store) == before
    assert [line["undone"] is None for line in store.history()] == [False, False]


def test_of_many_none_is_changed_where_one_is_gone(store: Store) -> None:
    before, revision = state(store), store.revision
    with pytest.raises(StoreError, match="reload"):
        store.review_each("accept", [store.events()[0].id, "e0"])
    with pytest.raises(BadChange, match="merge"):
        store.review_each("merge", [e.id for e in store.events()])
    assert store.review_each("accept", []) == []
    assert (state(store), store.revision) == (before, revision)


def test_what_is_checked_is_a_facet(store: Store) -> None:
    model = ReadModel(store)
    visit, meeting = only(store, "visit"), only(store, "meeting")
    assert model.facets(View()).review == {"unchecked": 2}
    store.review_each("accept", [visit.id])
    model.refresh()
    assert model.facets(View()).review == {"accepted": 1, "unchecked": 1}
    assert [e.id for e in model.briefs(View(review=("unchecked",)))] == [meeting.id]
    (brief,) = model.briefs(View(review=("accepted",)))
    assert (brief.id, brief.review) == (visit.id, "accepted")
    assert [b.review for b in model.some([visit.id])] == ["accepted"]
    store.review("edit", [meeting.id], {"title": "Talks"})
    model.refresh()
    assert model.facets(View()).review == {"accepted": 1, "edited": 1}
    assert ReadModel(store).facets(View()) == model.facets(View())


def test_the_span_of_a_view_counts_what_is_open_on_one_side(store: Store) -> None:
    store.review("edit", [only(store, "meeting").id], {"start": None, "end": "2001-02-03"})
    store.review("edit", [only(store, "visit").id], {"start": "2030-01-02", "end": None})
    figures = ReadModel(store).summary(View())
    assert (figures.first, figures.last) == (date(2001, 2, 3), date(2030, 1, 2))


def test_read_only_refuses_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path / 's.sqlite'}"
    number = Store.open(url).add_all(articles()) and Store.open(url).review("accept", [Store.open(url).events()[0].id])
    monkeypatch.setenv("TIMELINE_READ_ONLY", "1")
    store = Store.open(url)
    before = state(store)
    name = store.events()[0].id
    for attempt in (
        lambda: store.add(Article("z", "Xi Jinping visited France on May 6.", published=date(2024, 5, 7), lang="en")),
        lambda: store.set_published("a", date(2024, 1, 1)),
        lambda: store.review("reject", [name]),
        lambda: store.review_each("reject", [name]),
        lambda: store.undo(number),
        lambda: store.undo_each([number]),
    ):
        with pytest.raises(StoreError, match="READ_ONLY"):
            attempt()
    assert state(store) == before


values = st.one_of(st.none(), st.text(max_size=12), st.integers(), st.lists(st.text(max_size=3), max_size=3))


@given(st.dictionaries(st.sampled_from(["type", "title", "status", "countries", "start", "end", "x"]), values))
def test_checking_fields_never_fails_otherwise(fields: dict[str, object]) -> None:
    with suppress(BadChange):
        assert set(checked(fields)) == set(fields)


def test_a_view_gets_a_short_name(store: Store) -> None:
    store.save_view("korea", "country=KP")
    store.save_view("korea", "country=KP&type=visit", who="Ann")
    store.save_view("a-1", "q=x")
    revision = store.revision
    store.save_view("korea", "country=KP&type=visit")
    assert store.revision == revision
    assert store.saved_views() == {"a-1": "q=x", "korea": "country=KP&type=visit"}
    with pytest.raises(BadChange, match="hyphens"):
        store.save_view("No Name!", "q=x")
    store.drop_view("korea", who="Ann")
    revision = store.revision
    store.drop_view("korea")
    assert store.saved_views() == {"a-1": "q=x"}
    assert store.revision == revision
