"""The read model answers as a plain filter over the events would, whatever is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import cast

from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.model import Actor, Article, Event, Mention, Said, Status
from timeline.store import ReadModel, Store
from timeline.temporal.interval import Interval
from timeline.view import View

COUNTRIES = ("KP", "RU", "US")
KINDS = ("visit", "veto")
DAY = date(2024, 6, 1)
Told = tuple[Event, Said]


class Fixed:
    """What a read model asks of a store, answered from memory."""

    def __init__(self, told: list[Told]) -> None:
        self.told, self.revision = told, 1

    def events(self) -> list[Event]:
        return [event for event, _ in self.told]

    def articles(self) -> list[Article]:
        return list({said.article.id: said.article for _, said in self.told}.values())

    def all_said(self) -> list[Said]:
        return [said for _, said in self.told]


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
    q=words,
    since=st.none() | days,
    until=st.none() | days,
    start=st.none() | days,  # the window and what follows are no filters
    end=st.none() | days,
    lane=st.sampled_from(["type", "country"]),
    event=st.none() | st.just("e0"),
)


def passes(event: Event, said: Said, view: View) -> bool:
    """The filters once more, in plain Python."""
    chosen = [c in event.countries for c in view.country]
    sentence = said.article.text[said.mention.sentence_start : said.mention.sentence_end]
    pieces = (event.title, event.place or "", *(a.name for a in event.actors), f"{said.mention.trigger} {sentence}")
    dated = event.interval
    return (
        (not chosen or (all(chosen) if view.all else any(chosen)))
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

    def left(**freed: tuple[str, ...]) -> list[Event]:
        return [event for event, said in told if passes(event, said, replace(view, **freed))]  # type: ignore[arg-type]

    assert facets.country == Counter(c for e in left(country=()) for c in e.countries)
    assert facets.type == Counter(e.type for e in left(type=()))
    assert facets.status == Counter(e.status.value for e in left(status=()))


@settings(deadline=None)  # the first question of a process loads libraries
@given(told(), views)
def test_the_summary_counts_what_is_found(told: list[Told], view: View) -> None:
    model = model_of(told)
    said = {event.id: said for event, said in told}
    found, summary = model.find(view), model.summary(view)
    assert summary.events == len(found)
    assert summary.articles == len({said[e.id].article.id for e in found})
    assert summary.sources == len({said[e.id].article.source for e in found})
    dates = [e.interval for e in found if e.interval]
    assert summary.first == min((i.start for i in dates if i.start), default=None)
    assert summary.last == max((i.last for i in dates if i.last), default=None)


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
