"""The read model: an in-memory copy of the current events, which answers the dashboard's questions.

It holds numbers and facets as columns and texts in DuckDB (`tables`), and follows the store by reading only what a
revision added or withdrew. An earlier revision, or what could be known on a day, is the same columns with other rows
shown.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from threading import Lock, RLock

import numpy as np
import pyarrow as pa

from timeline import forms
from timeline.merge import merge
from timeline.model import Article, Event, Said
from timeline.store.answers import Beside, Brief, Density, Facets, Summary, brief
from timeline.store.columns import Array
from timeline.store.islands import Islands
from timeline.store.record import Store
from timeline.store.tables import NOW, Moment, Sentence, Tables, sentences
from timeline.view import View

KEPT = 2  # rows that only earlier moments show, as a multiple of those shown now, before all is read anew
PART = 2000  # events that are taken from the store at a time where many are asked for


@dataclass(frozen=True, slots=True)
class Known:
    """What could be known on a day: what has to be added to the rows of now, and which of them stand as they are."""

    events: dict[str, Event]  # that differ from those of now, by id, and …
    payloads: list[str]  # … as JSON
    told: list[Sentence]  # by these events
    same: list[str]  # events of the touched islands that are as they are now
    islands: Islands | None  # None of an earlier revision, which is merged whole
    others: Array  # numbers of the events of the touched islands


class ReadModel:
    """A copy of a store's events that follows its revision. Shared by all threads of a process."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.revision = -1
        self.articles: dict[str, Article] = {}
        self._lock = RLock()
        self._tables = Tables()
        self._events: dict[Moment, dict[str, Event | None]] = {}  # what differs from the store at other moments
        self._working = Lock()  # held by who works out what could be known on a day
        self._held: Islands | None = None  # what hangs together, once a day of the past was asked for, and …
        self._numbers: tuple[Islands, Array] | None = None  # … the rows of its events, -1 where one has none
        self.refresh()

    def refresh(self) -> None:
        """Catch up with the store: only what changed is read, and one small question asked where nothing has."""
        with self._lock:
            revision = self.store.revision
            if revision == self.revision:
                return
            try:
                self._load() if self.revision < 0 or self._crowded() else self._catch_up()
            except BaseException:
                self.revision, self._tables = -1, Tables()  # half of a change is none: the next one reads all
                raise
            self.revision = revision

    def _crowded(self) -> bool:
        alive = int(np.count_nonzero(self._tables.column("alive")))
        return self._tables.rows > 1000 + (1 + KEPT) * alive

    def _load(self) -> None:
        """Read everything."""
        self.articles = {a.id: a for a in self.store.articles_since(-1)}
        self._tables = Tables()
        self._events.clear()
        self._held = self._numbers = None
        self._tables.add(self.store.events_since(-1), self.articles, sentences(self.store.mentions(), self.articles))
        self._tables.warm()

    def _catch_up(self) -> None:
        """Read what has changed since the revision that is held."""
        tables = self._tables
        changed = {a.id: a for a in self.store.articles_since(self.revision)}
        self.articles |= changed
        tables.moments.clear()
        self._events.clear()
        self._held = self._numbers = None
        tables.learn(changed)
        tables.drop(self.store.withdrawn_since(self.revision))
        touched = tables.ids(tables.of_articles(changed))  # events that are as they were, told by articles that are not
        portions = list(self.store.events_since(self.revision))
        if touched:
            portions.append(self.store.events_as_json(touched))
        fresh = [payload for part in portions for payload in part]
        tables.add([list({json.loads(p)["id"]: p for p in fresh}.values())], self.articles, [self._told(fresh)])

    def _told(self, events: Iterable[str]) -> list[Sentence]:
        """Of each mention of the events its trigger and its sentence, to be searched."""
        ids = sorted({m["article"] for e in events for m in json.loads(e)["mentions"]})
        return told(self.store.said_of(ids))

    @contextmanager
    def _at(self, view: View) -> Iterator[Moment]:
        """The moment whose events a view is asked of, while nobody changes what is held.

        What could be known on a day is worked out before the lock is taken, where nobody asked for it lately: of a
        large store that takes seconds, in which the others go on reading. Who asks for the same day waits for it.
        """
        if view.asof is not None and not self._held_ready(view):
            with self._working:
                self._work_out(view)
        with self._lock:
            moment = self._moment_of(view)
            if moment != NOW and moment not in self._tables.moments:
                if self._crowded():
                    self._load()
                self._show(moment)
            yield moment

    def _moment_of(self, view: View) -> Moment:
        frozen = view.revision is not None and view.revision < self.revision
        return view.asof, view.revision if frozen else None

    def _held_ready(self, view: View) -> bool:
        with self._lock:
            return self._moment_of(view) in self._tables.moments

    def _work_out(self, view: View) -> None:
        """Work out what could be known on a day, and hold it, unless the store has changed meanwhile."""
        with self._lock:
            moment, read = self._moment_of(view), self.revision
            day, revision = moment
            if day is None or moment in self._tables.moments:
                return
            if self._crowded():
                self._load()
            tables = self._tables
        known = self._known_on(day, revision)
        with self._lock:
            if self.revision == read and self._tables is tables and moment not in tables.moments:
                self._show(moment, known)

    def _show(self, moment: Moment, known: Known | None = None) -> None:
        """Let the events be shown of an earlier revision, or as they could be known on a day."""
        day, revision = moment
        if day is not None:
            shown, rows = self._as_of(day, revision, known or self._known_on(day, revision))
        else:
            assert revision is not None
            shown, rows = self._before(revision)
        shown = np.concatenate([shown, np.zeros(self._tables.rows - len(shown), bool)])
        shown[rows] = True
        self._tables.show(moment, shown)
        self._events = {known: events for known, events in self._events.items() if known in self._tables.moments}

    def _before(self, revision: int) -> tuple[Array, Array]:
        """The rows of now that are shown at an earlier revision, and the rows that only it shows."""
        tables = self._tables
        later, gone, replaced = self.store.since(revision)
        old = {a.id: a for a in replaced}
        shown = tables.column("alive").copy()
        shown[tables.rows_of(later)] = False
        told_otherwise = np.flatnonzero(tables.told.having(tables.told.known(old), tables.rows) & shown)
        shown[told_otherwise] = False
        again = self.store.events_as_json(tables.ids(told_otherwise))
        alias = {name: f"{name}\0{revision}" for name in old}  # no id has this character
        articles = self.articles | {alias[name]: a for name, a in old.items()}
        payloads = [*gone, *again]
        then = (forms.event_from_json(json.loads(payload)) for payload in gone)
        self._events[None, revision] = {**dict.fromkeys(later), **{e.id: e for e in then}}
        return shown, tables.add([payloads], articles, [self._told(payloads)], alive=False, alias=alias)

    def _known_on(self, day: date, revision: int | None) -> Known:
        """What could be known on a day, merged from what was published until then. Changes nothing that is held."""
        islands, others = None, np.zeros(0, np.int64)
        if revision is None:
            islands = self._islands()
            others, wanted = islands.as_of(day)
            said = self._known_said(wanted)
        else:
            said = [s for s in self.store.all_said(revision) if s.article.published and s.article.published <= day]
        events = {e.id: e for e in merge(said, self.store.changes(revision=revision))}
        payloads = {name: json.dumps(forms.event_to_json(e), ensure_ascii=False) for name, e in events.items()}
        same: list[str] = []
        if revision is None:  # most are what they are now, and have a row
            now = {json.loads(payload)["id"]: payload for payload in self.store.events_as_json([*events])}
            same = [name for name, payload in payloads.items() if now.get(name) == payload]
            events = {n: e for n, e in events.items() if now.get(n) != payloads[n] or e.review == "rejected"}
            fresh = {mention for e in events.values() for mention in e.mentions}
            said = [s for s in said if (s.article.id, s.mention.id) in fresh]
        return Known(events, [payloads[name] for name in events], told(said), same, islands, others)

    def _as_of(self, day: date, revision: int | None, known: Known) -> tuple[Array, Array]:
        """The rows of now that could be known on a day as they are, and the rows that are shown of that day only."""
        tables = self._tables
        alive, hollow = tables.column("alive"), tables.column("hollow")
        # Behind generated events there are no mentions: each is as it is, from its first article on.
        shown = alive & hollow & (tables.column("published") <= day.toordinal())
        kept: list[Event] = []
        if known.islands is not None:
            if self._numbers is None or self._numbers[0] is not known.islands:
                self._numbers = known.islands, tables.numbered(known.islands.events)
            row_of = self._numbers[1]
            shown |= alive & ~hollow
            rows = row_of[known.others]
            shown[rows[rows >= 0]] = False
            shown[tables.rows_of(known.same)] = True
            hidden = np.setdiff1d(np.flatnonzero(row_of < 0), known.others)  # what is rejected keeps its page
            kept = self.store.some_events(known.islands.events.take(pa.array(hidden)).to_pylist())
        self._events[day, revision] = {**known.events, **{e.id: e for e in kept}}
        if not known.events:
            return shown, np.zeros(0, np.int64)
        return shown, tables.add([known.payloads], self.articles, [known.told], alive=False)

    def _islands(self) -> Islands:
        """What hangs together now."""
        held, read = self._held, self.revision
        if held is None:
            held = Islands(*self.store.standing(), self.articles)
            with self._lock:
                if self.revision == read:
                    self._held = held
        return held

    def _known_said(self, mentions: Sequence[tuple[str, str]]) -> list[Said]:
        """These mentions with their articles as they are held here, which spares reading the articles again."""
        wanted = set(mentions)
        return [
            Said(self.articles[article], forms.mention_from_json(json.loads(payload)))
            for article, mention, payload in self.store.mentions_of(sorted({article for article, _ in wanted}))
            if (article, mention) in wanted and article in self.articles
        ]

    def _said_by(self, mentions: Sequence[tuple[str, str]]) -> list[Said]:
        """These mentions, by the ids of their article and their own, with their articles."""
        wanted = set(mentions)
        found = self.store.said_of(sorted({article for article, _ in wanted}))
        return [s for s in found if (s.article.id, s.mention.id) in wanted]

    def _of_today(self, view: View | None) -> bool:
        return view is None or (view.asof is None and (view.revision is None or view.revision >= self.revision))

    def event(self, name: str, view: View | None = None) -> Event | None:
        """An event by id, as the view's day has it."""
        if view is None or self._of_today(view):
            return self.store.event(name)
        with self._at(view) as moment:
            if name in self._events[moment]:
                return self._events[moment][name]
            there = view.asof is None or len(self._tables.rows_of([name], moment))
        return self.store.event(name) if there else None

    def said(self, event: Event) -> list[Said]:
        """The mentions of an event with their articles, the earliest article first."""
        return sorted(
            self._said_by(event.mentions), key=lambda s: (s.article.published or date.max, s.article.id, s.mention.id)
        )

    def said_of(self, events: Sequence[Event]) -> dict[str, list[Said]]:
        """The mentions of each of some events, as `said` gives them, with one question for many."""
        found: dict[str, list[Said]] = {event.id: [] for event in events}
        belong: dict[tuple[str, str], list[str]] = defaultdict(list)
        for event in events:
            for mention in event.mentions:
                belong[mention].append(event.id)
        for one in self.store.said_of(sorted({article for article, _ in belong})):
            for name in belong.get((one.article.id, one.mention.id), ()):
                found[name].append(one)
        for said in found.values():
            said.sort(key=lambda s: (s.article.published or date.max, s.article.id, s.mention.id))
        return found

    def find(self, view: View) -> list[Event]:
        """The events that pass the filters, by date, the undated last. The window on screen is no filter."""
        return [event for part in self.stream(view) for event in part]

    def stream(self, view: View, offset: int = 0, limit: int | None = None) -> Iterator[list[Event]]:
        """What `find` finds, or a stretch of it, in portions, so that nobody needs to hold all of it.

        All are of the moment at which the first portion is taken, but for those that the store has no longer.
        """
        with self._at(view) as moment:
            tables = self._tables
            rows = tables.in_order(view, moment, offset, limit)
            known = self._events.get(moment, {})
        for first in range(0, len(rows), PART):
            with self._lock:
                names = tables.ids(rows[first : first + PART])
            yield self._taken(names, known)

    def these(self, names: Sequence[str], view: View) -> list[Event]:
        """The events of these ids as the view's moment has them, in their order; those that are gone are left out."""
        with self._at(view) as moment:
            known = self._events.get(moment, {})
        return self._taken(names, known)

    def _taken(self, names: Sequence[str], known: Mapping[str, Event | None]) -> list[Event]:
        """Events by id: those that are known at a moment, and the others from the store."""
        found: dict[str, Event | None] = {name: known[name] for name in names if name in known}
        found |= {e.id: e for e in self.store.some_events([name for name in names if name not in found])}
        return [event for name in names if (event := found.get(name))]

    def told_by(self, articles: Iterable[str], limit: int) -> tuple[list[Brief], int]:
        """The first events that these articles tell, by date, and how many they tell in all."""
        with self._lock:
            return self._tables.told_by(list(articles), limit)

    def briefs(self, view: View, limit: int | None = None, important: bool = False) -> list[Brief]:
        """The marks in the view's window: the most told `limit` of them where asked, in the order of their dates.

        Where the view has no window the undated come last.
        """
        with self._at(view) as moment:
            return self._tables.briefs(view, moment, limit, important)

    def count(self, view: View) -> int:
        """How many dated events stand in the view's window."""
        with self._at(view) as moment:
            return self._tables.count(view, moment)

    def undated(self, view: View) -> int:
        """How many events that pass the filters have no date."""
        with self._at(view) as moment:
            return self._tables.undated(view, moment)

    def days(self, view: View) -> list[date]:
        """The days on which the events that pass the filters start and end, wherever the window is."""
        with self._at(view) as moment:
            return self._tables.days(view, moment)

    def density(self, view: View) -> Density:
        """How many events each day of each lane of the window has."""
        with self._at(view) as moment:
            return self._tables.density(view, moment)

    def beside(self, view: View) -> tuple[Beside | None, Beside | None]:
        """The events before and after the window."""
        with self._at(view) as moment:
            return self._tables.beside(view, moment)

    def published(self, view: View) -> date | None:
        """The one publication day behind all that passes the filters; None where there are several."""
        with self._at(view) as moment:
            return self._tables.published(view, moment)

    def facets(self, view: View) -> Facets:
        """The counts beside the filters."""
        with self._at(view) as moment:
            return self._tables.facets(view, moment)

    def summary(self, view: View) -> Summary:
        """The figures above the timeline."""
        with self._at(view) as moment:
            return self._tables.summary(view, moment)

    def neighbours(self, event: Event, some: int = 3) -> list[Brief]:
        """The events of the same countries that come just before and after one."""
        first = event.interval and (event.interval.start or event.interval.last)
        if not first or len(event.countries) < 2:
            return []
        pair = "-".join(sorted(event.countries[:2]))
        with self._lock:
            return self._tables.around(View(pair=(pair,)), first, event.id, some)

    def kin(self, event: Event, some: int) -> list[Brief]:
        """The events that could be the same: those that share a country, the nearest in time."""
        first = event.interval and (event.interval.start or event.interval.last)
        if not first:
            return []
        with self._lock:
            return self._tables.around(View(country=tuple(sorted(event.countries))), first, event.id, some // 2)

    def some(self, names: Sequence[str]) -> list[Brief]:
        """The marks of these events."""
        return [brief(e) for e in self.store.some_events(names)]


def told(said: Iterable[Said]) -> list[Sentence]:
    """Of each mention its trigger and its sentence, to be searched."""
    return [
        (
            s.article.id, s.mention.id,
            f"{s.mention.trigger} {s.article.text[s.mention.sentence_start : s.mention.sentence_end]}",
        )
        for s in said
    ]  # fmt: skip
