"""Merging: nothing is lost, the order does not matter, and what happens on an island stays on it."""

import random
import tomllib
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline import pipeline
from timeline.merge import alike, blocks, compatible, independent, islands, merge, sketch
from timeline.model import Actor, Article, Event, Mention, Said, Status
from timeline.temporal.interval import Certainty, Granularity, Interval

DAY = date(2024, 6, 18)
TEXT = "The two presidents signed a treaty in the capital on Wednesday and promised each other help against attacks."


def said(
    article: str = "a",
    kind: str = "visit",
    countries: tuple[str, ...] = ("RU", "KP"),
    day: date | None = DAY,
    days: int = 1,
    status: Status = Status.HAPPENED,
    published: date | None = None,
    place: str | None = None,
    name: str = "m0",
    text: str = "",
) -> Said:
    interval = None
    if day:
        interval = Interval(day, day + timedelta(days=days), Granularity.DAY if days == 1 else Granularity.INTERVAL)
    mention = Mention(
        id=name, type=kind, plover="CONSULT", mode=None, trigger="x", trigger_start=int(name[1:]), trigger_end=9,
        sentence_start=0, sentence_end=9, title=f"{kind} {countries}", actors=tuple(Actor(c, c) for c in countries),
        countries=countries, place=place, place_country=place, date_text=None, date_start=None, date_end=None,
        interval=interval, status=status, confidence=0.5, how="because",
    )  # fmt: skip
    return Said(Article(article, text or article, published=published or DAY), mention)


saids = st.builds(
    said,
    article=st.sampled_from([f"a{i}" for i in range(6)]),
    kind=st.sampled_from(["visit", "meeting", "summit", "veto", "agreement"]),
    countries=st.sampled_from([("RU", "KP"), ("KP", "RU"), ("RU",), ("RU", "KP", "CN"), ("US", "CN"), ()]),
    day=st.one_of(st.none(), st.integers(0, 80).map(lambda n: DAY + timedelta(days=n))),
    days=st.sampled_from([1, 1, 1, 2, 3, 30, 366, 4000]),
    status=st.sampled_from(list(Status)),
    published=st.integers(-30, 90).map(lambda n: DAY + timedelta(days=n)),
    place=st.sampled_from([None, "KP", "CN"]),
    name=st.sampled_from(["m0", "m1", "m2"]),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(saids, max_size=14), st.randoms(use_true_random=False))
def test_order_does_not_matter_and_no_mention_is_lost(found: list[Said], rng: random.Random) -> None:
    found = list({(s.article.id, s.mention.id): s for s in found}.values())
    events = merge(found)
    told = sorted(m for e in events for m in e.mentions)
    assert told == sorted((s.article.id, s.mention.id) for s in found)
    shuffled = list(found)
    rng.shuffle(shuffled)
    assert merge([*shuffled, *found[:2]]) == events
    ids = {e.id for e in events}
    for event in events:
        assert set(event.linked) <= ids
        assert all(event.id in other.linked for other in events if other.id in event.linked)


@settings(max_examples=150, deadline=None)
@given(st.lists(saids, max_size=14))
def test_islands_are_merged_alone_with_the_same_result(found: list[Said]) -> None:
    found = list({(s.article.id, s.mention.id): s for s in found}.values())
    apart = [event for island in islands(found) for event in merge(island)]
    assert sorted(apart, key=lambda e: e.id) == sorted(merge(found), key=lambda e: e.id)


@settings(max_examples=300, deadline=None)
@given(saids, saids)
def test_what_may_be_one_event_shares_a_block(a: Said, b: Said) -> None:
    if compatible(a, b):
        assert blocks(a.mention) & blocks(b.mention)


def one(found: list[Said]) -> Event:
    (event,) = merge(found)
    return event


def test_a_visit_and_the_meeting_in_it_stay_two_and_are_linked() -> None:
    visit, meeting = sorted(merge([said("a"), said("a", "meeting", name="m1")]), key=lambda e: e.type, reverse=True)
    assert visit.linked == (meeting.id,)
    assert meeting.linked == (visit.id,)


def test_a_plan_that_was_put_off_is_one_event_with_its_history() -> None:
    early = DAY - timedelta(days=5)
    plan = said("a", status=Status.PLANNED, published=early - timedelta(days=9))
    off = said("b", status=Status.CANCELLED, published=early)
    made = said("c", day=DAY + timedelta(days=8), published=DAY + timedelta(days=8))
    event = one([plan, off, made])
    assert [step.status for step in event.history] == ["planned", "cancelled", "happened"]
    assert event.status is Status.HAPPENED
    assert event.interval is not None
    assert event.interval.start == DAY + timedelta(days=8)
    assert "took the place" in event.why
    assert not event.disagreements


def test_a_new_date_told_before_the_old_one_came_is_a_move() -> None:
    plan = said("a", status=Status.PLANNED, published=DAY - timedelta(days=20))
    new = said("b", status=Status.PLANNED, published=DAY - timedelta(days=10), day=DAY + timedelta(days=30))
    event = one([plan, new])
    assert [step.status for step in event.history] == ["planned", "moved"]
    assert event.status is Status.PLANNED


def test_two_plans_in_one_article_stay_two() -> None:
    early = DAY - timedelta(days=20)
    first = said("a", status=Status.PLANNED, published=early)
    second = said("a", status=Status.PLANNED, published=early, day=DAY + timedelta(days=30), name="m1")
    assert len(merge([first, second])) == 2


def test_reprints_count_as_one_source() -> None:
    again = TEXT.replace("Wednesday", "Thursday").upper() + " (ANSA)"
    other = "In Pyongyang haben beide Staatschefs am Mittwoch einen Vertrag unterzeichnet, der Beistand vorsieht."
    assert independent([said("a", text=TEXT), said("b", text=TEXT + " (ANSA)"), said("c", text=other)]) == 2
    assert alike(sketch(Article("x", TEXT)), sketch(Article("y", again))) > 0.3
    assert alike(sketch(Article("x", TEXT)), sketch(Article("y", other))) == 0.0


def test_articles_of_unknown_outlets_are_one_source_where_few_words_differ() -> None:
    edited = TEXT.replace("Wednesday", "Thursday").replace("Kim", "his host")
    both = [said("a", text=TEXT), said("b", text=edited)]
    assert 0.25 <= alike(sketch(both[0].article), sketch(both[1].article)) < 0.5
    assert independent(both) == 1
    named = [Said(replace(s.article, source=f"Outlet {n}"), s.mention) for n, s in enumerate(both)]
    assert independent(named) == 2
    short = [said("a", text="Putin visits Kim"), said("b", text="Putin visits Kim")]
    assert independent(short) == 1


def test_a_sketch_stands_for_the_text() -> None:
    whole = said("b", text=TEXT)
    bare = Said(replace(whole.article, text="", sketch=sketch(whole.article)), whole.mention)
    assert independent([said("a", text=TEXT), bare]) == 1


def test_sources_that_contradict_each_other_are_shown() -> None:
    event = one([said("a"), said("b", day=DAY + timedelta(days=1))])
    assert [d.field for d in event.disagreements] == ["date"]
    event = one([said("a", "meeting", place="CN"), said("b", "meeting", place="KP")])
    assert [d.field for d in event.disagreements] == ["place"]


def test_the_weakest_date_does_not_win() -> None:
    vague = said("a", days=30)
    sure = said("b")
    assert vague.mention.interval is not None
    vague = replace(vague, mention=replace(vague.mention, interval=vague.mention.interval.weakened(Certainty.ASSUMED)))
    event = one([vague, sure])
    assert event.interval is not None
    assert event.interval.days == 1


CASES = tomllib.loads((Path(__file__).parent / "specs" / "merging.toml").read_text(encoding="utf8"))["case"]
CORE = {"visit", "summit", "meeting", "call", "veto"}


def summary(event: Event, want: dict[str, Any], kinds: dict[str, str]) -> dict[str, Any]:
    """What a case says of an event, as the event has it."""
    days = [event.interval.start, event.interval.last] if event.interval else []
    found: dict[str, Any] = {
        "type": event.type,
        "countries": sorted(event.countries),
        "days": days,
        "status": event.status.value,
        "articles": sorted({article for article, _ in event.mentions}),
        "history": [step.status for step in event.history],
        "disagreements": [d.field for d in event.disagreements],
        "sources": event.sources,
        "in": sorted({kinds[other] for other in event.linked} & CORE),
    }
    return {key: found[key] for key in found if key in want}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_articles_told_together(case: dict[str, Any]) -> None:
    texts = [Article(chr(97 + k), **article) for k, article in enumerate(case["article"])]
    read = [pipeline.read(text) for text in texts]
    events = merge([Said(r.article, m) for r in read for m in r.events])
    kinds = {event.id: event.type for event in events}
    left = [event for event in events if event.type in CORE]
    for want in case["event"]:
        wanted = {**want, "countries": sorted(want["countries"])}
        match = next((e for e in left if summary(e, wanted, kinds) == wanted), None)
        assert match, (wanted, [summary(e, dict.fromkeys((*want, "history")), kinds) for e in left])
        left.remove(match)
    assert not left, [(e.title, e.interval, e.mentions) for e in left]
