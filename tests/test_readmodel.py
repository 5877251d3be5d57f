"""The read model answers as a plain filter over the events would, whatever is asked."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from typing import Any, cast

from hypothesis import given, settings
from hypothesis import strategies as st

from timeline import forms
from timeline.model import Actor, Article, Event, Mention, Said, Status
from timeline.store import ReadModel, Store
from timeline.temporal.interval import Interval
from timeline.view import View

COUNTRIES = ("KP", "RU", "US")
KINDS = ("visit", "veto")
PAIRS = ("KP-RU", "RU-US")
EXCLUDED = (("country", "RU"), ("pair", "KP-US"), ("status", "planned"), ("type", "veto"), ("source", "One"))
DAY = date(2024, 6, 1)
Told = tuple[Event, Said]


class Fixed:
    """What a read model asks of a store, answered from memory."""

    def __init__(self, told: list[Told]) -> None:
        self.told, self.revision = told, 1

    def events_since(self, revision: int) -> Iterator[list[str]]:
        yield [json.dumps(forms.event_to_json(event)) for event, _ in self.told]

    def withdrawn_since(self, revision: int) -> list[str]:
        return []

    def some_events(self, names: Sequence[str]) -> list[Event]:
        found = {event.id: event for event, _ in self.told}
        return [found[name] for name in names]

    def said_of(self, articles: Sequence[str]) -> list[Said]:
        return [said for _, said in self.told if said.article.id in articles]

    def articles_since(self, revision: int) -> list[Article]:
        return list({said.article.id: said.article for _, said in self.told}.values())

    def mentions(self) -> Iterator[tuple[list[str], list[str]]]:
        for _, said in self.told:
            yield [said.article.id], [json.dumps(forms.mention_to_json(said.mention))]


days = st.integers(0, 20).map(lambda n: DAY + timedelta(days=n))
words = st.text("aB%_é\\ '", max_size=4)


@st.composite
def intervals(draw: st.DrawFn) -> Interval | None:
    first, last = draw(st.none() | days), draw(st.none() | days)
    if first is None and last is None:
        return None
    return Interval.between(*sorted((first, last))) if first and last else Interval.between(first, last)


@st.composite
def told(draw: st.DrawFn) -> list[Told]:
    return list(_told(draw))


def _told(draw: st.DrawFn) -> Iterator[Told]:
    for number in range(draw(st.integers(0, 6))):
        countries = tuple(draw(st.sets(st.sampled_from(COUNTRIES)).map(sorted)))
        kind, status = draw(st.sampled_from(KINDS)), draw(st.sampled_from(list(Status)))
        actors, text = (Actor(draw(words)),), draw(words)
        mention = Mention(
            "m0", kind, "CONSULT", None, draw(words), 0, 0, 0, len(text), "", actors, countries, None, None,
            None, None, None, draw(intervals()), status, 0.5, "",
        )  # fmt: skip
        article = Article(f"a{draw(st.integers(0, 2))}", text, source=draw(st.sampled_from(["One", "Two"])))
        mention = replace(mention, id=f"m{number}")
        article = replace(article, id=f"{article.id}-{number}")
        yield (
            Event(
                f"e{number}", kind, "CONSULT", None, draw(words), actors, countries, draw(st.none() | words), None,
                mention.interval, status, 0.5, "", ((article.id, mention.id),), 1,
            ),
            Said(article, mention),
        )  # fmt: skip


views = st.builds(
    View,
    country=st.sets(st.sampled_from(COUNTRIES)).map(lambda s: tuple(sorted(s))),
    all=st.booleans(),
    type=st.sets(st.sampled_from(KINDS)).map(lambda s: tuple(sorted(s))),
    status=st.sets(st.sampled_from([s.value for s in Status])).map(lambda s: tuple(sorted(s))),
    pair=st.sets(st.sampled_from(PAIRS), max_size=1).map(tuple),
    without=st.sets(st.sampled_from(EXCLUDED), max_size=2).map(lambda s: tuple(sorted(s))),
    q=words,
    since=st.none() | days,
    until=st.none() | days,
    start=st.none() | days,  # the window and what follows are no filters
    end=st.none() | days,
    lane=st.sampled_from(["type", "country"]),
    event=st.none() | st.just("e0"),
)


def pairs(event: Event) -> list[str]:
    return ["-".join(pair) for pair in combinations(sorted(event.countries), 2)]


def passes(event: Event, said: Said, view: View) -> bool:
    """The filters once more, in plain Python."""
    chosen = [c in event.countries for c in view.country]
    sentence = said.article.text[said.mention.sentence_start : said.mention.sentence_end]
    pieces = (event.title, event.place or "", *(a.name for a in event.actors), f"{said.mention.trigger} {sentence}")
    dated = event.interval
    values = {
        "country": event.countries, "pair": pairs(event), "type": (event.type,), "source": (said.article.source,),
        "status": (event.status.value,),
    }  # fmt: skip
    return (
        all(value not in values[facet] for facet, value in view.without)
        and (not view.pair or any(pair in pairs(event) for pair in view.pair))
        and (not chosen or (all(chosen) if view.all else any(chosen)))
        and (not view.type or event.type in view.type)
        and (not view.status or event.status in view.status)
        and any(view.q.lower() in piece.lower() for piece in pieces)
        and (dated is not None or not (view.since or view.until))
        and not (dated and dated.last and view.since and dated.last < view.since)
        and not (dated and dated.start and view.until and dated.start > view.until)
    )


def model_of(told: list[Told]) -> ReadModel:
    return ReadModel(cast(Store, Fixed(told)))


@settings(deadline=None)  # the first question of a process loads libraries
@given(told(), views)
def test_the_same_events_as_a_plain_filter(told: list[Told], view: View) -> None:
    found = model_of(told).find(view)
    assert {e.id for e in found} == {event.id for event, said in told if passes(event, said, view)}
    starts = [e.interval.start if e.interval else None for e in found]
    assert starts == sorted(starts, key=lambda day: (day is None, day or DAY))


@settings(deadline=None)  # the first question of a process loads libraries
@given(told(), views)
def test_each_facet_follows_all_the_other_filters(told: list[Told], view: View) -> None:
    facets = model_of(told).facets(view)
    said_of = {event.id: said for event, said in told}

    def free(name: str) -> tuple[tuple[str, str], ...]:
        return tuple(w for w in view.without if w[0] != name)

    def left(**freed: Any) -> list[Event]:
        return [event for event, said in told if passes(event, said, replace(view, **freed))]

    assert facets.country == Counter(c for e in left(country=(), without=free("country")) for c in e.countries)
    assert facets.type == Counter(e.type for e in left(type=(), without=free("type")))
    assert facets.pair == Counter(p for e in left(pair=(), without=free("pair")) for p in pairs(e))
    assert facets.source == Counter(said_of[e.id].article.source for e in left(without=free("source")))
    assert facets.status == Counter(e.status.value for e in left(status=(), without=free("status")))


@settings(deadline=None)  # the first question of a process loads libraries
@given(told(), views)
def test_the_summary_counts_what_is_found(told: list[Told], view: View) -> None:
    model = model_of(told)
    said = {event.id: said for event, said in told}
    found, summary = model.find(view), model.summary(view)
    assert summary.events == len(found)
    assert summary.articles == len({said[e.id].article.id for e in found})
    assert summary.sources == len({said[e.id].article.source for e in found})
    known = [day for e in found if e.interval for day in (e.interval.start, e.interval.last) if day]
    assert summary.first == min(known, default=None)
    assert summary.last == max(known, default=None)


@settings(deadline=None)  # the first question of a process loads libraries
@given(told(), views)
def test_the_window_shows_what_may_have_been_in_it(told: list[Told], view: View) -> None:
    if view.start and view.end and view.start > view.end:
        view = replace(view, start=view.end, end=view.start)
    model = model_of(told)
    dated = [e for e, said in told if passes(e, said, view) and e.interval]

    def ends(event: Event) -> tuple[date | None, date | None]:
        assert event.interval
        return event.interval.start, event.interval.last

    before = [e for e in dated if view.start and (last := ends(e)[1]) and last < view.start]
    after = [e for e in dated if view.end and (first := ends(e)[0]) and first > view.end]
    inside = [e for e in dated if e not in before and e not in after]
    assert model.count(view) == len(inside)
    assert {b.id for b in model.briefs(view, important=True)} == {e.id for e in inside}
    assert {b.id for b in model.briefs(view, 2, important=True)} <= {e.id for e in inside}
    assert len(model.briefs(view, 2, important=True)) == min(2, len(inside))
    assert [beside.count if beside else 0 for beside in model.beside(view)] == [len(before), len(after)]
    assert set(model.days(view)) == {day for e in dated for day in ends(e) if day}

    middles: Counter[tuple[str, int]] = Counter()
    for event in dated:
        first, last = (day.toordinal() if day else None for day in ends(event))
        middle = ((first or last or 0) + (last or first or 0)) // 2
        asked = [c for c in event.countries if c in view.country]
        lane = event.type if view.lane == "type" else "" if not event.countries else "any of"
        if not (view.start and middle < view.start.toordinal()) and not (view.end and middle > view.end.toordinal()):
            lane = event.countries[0] if lane == "any of" and not asked else lane
            middles[lane, middle] += 1
    density = model.density(view)
    found: Counter[tuple[str, int]] = Counter()
    for lane, row in zip(density.lanes, density.counts.tolist(), strict=True):
        for day, count in zip(density.days.tolist(), row, strict=True):
            found["any of" if view.lane == "country" and lane in view.country else lane, day] += count
    assert +found == middles


@settings(deadline=None)  # the first question of a process loads libraries
@given(st.text() | st.sampled_from(["\ud800", "\0", "'; DROP TABLE event; --"]))
def test_any_words_may_be_searched(q: str) -> None:
    model = model_of([])
    assert model.find(View(q=q)) == []


def test_nothing_is_loaded_again_while_the_revision_stays() -> None:
    store = Fixed([])
    model = ReadModel(cast(Store, store))
    store.told = [(_one(), Said(Article("a", "Text."), _mention()))]
    model.refresh()
    assert model.find(View()) == []
    store.revision = 2
    model.refresh()
    assert [e.id for e in model.find(View())] == ["e"]


def _mention() -> Mention:
    return Mention(
        "m0", "visit", "CONSULT", "visit", "visited", 0, 0, 0, 5, "", (), (), None, None,
        None, None, None, None, Status.HAPPENED, 0.5, "",
    )  # fmt: skip


def _one() -> Event:
    return Event(
        "e", "visit", "CONSULT", "visit", "T", (), (), None, None, None, Status.HAPPENED, 0.5, "", (("a", "m0"),), 1
    )
