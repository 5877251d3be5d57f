"""The read model: an in-memory DuckDB copy of the current events, which answers the dashboard's questions.

Each facet is a narrow table of (event number, value number). What passes a view's filters is computed once into a
table of its own (`hit…`) and kept for some time, because facets, figures, windows and densities all ask for it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import combinations
from threading import RLock
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from timeline import forms
from timeline.merge import merge
from timeline.model import Article, Event, Said, Status
from timeline.store.record import Store
from timeline.temporal.interval import Certainty, Granularity, Interval
from timeline.view import FACETS, View

KEPT_HITS = 12  # views whose events are kept; at a million events each takes some 20 MB
KEPT_DAYS = 4  # as-of days whose timelines are kept
SHOWN = "id, type, title, status, first, last, granularity, certainty, countries, articles, sources, confidence"
Counts = dict[str, int]
Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Facets:
    """How many events each choice would show, every facet counted under all the other filters."""

    country: Counts = field(default_factory=dict)
    pair: Counts = field(default_factory=dict)
    type: Counts = field(default_factory=dict)
    actor: Counts = field(default_factory=dict)
    source: Counts = field(default_factory=dict)
    language: Counts = field(default_factory=dict)
    status: Counts = field(default_factory=dict)
    certainty: Counts = field(default_factory=dict)

    def of(self, name: str) -> Counts:
        """The counts of a facet."""
        found: Counts = getattr(self, name)
        return found


@dataclass(frozen=True, slots=True)
class Summary:
    """What a view shows: events, the articles and outlets that tell them, and the first and last day."""

    articles: int
    events: int
    sources: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Brief:
    """What a mark or a row shows of an event."""

    id: str
    type: str
    title: str
    status: Status
    interval: Interval | None
    countries: tuple[str, ...]
    articles: int
    sources: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Beside:
    """The events beyond one end of the window: how many, the first or last of their days, and the nearest."""

    count: int
    farthest: date
    nearest: date


@dataclass(frozen=True, slots=True)
class Density:
    """How many events have their middle on each day of each lane: three arrays of one length."""

    lane: np.ndarray[Any, Any]  # the type, or the country's code ("" where none is named)
    day: np.ndarray[Any, Any]  # ordinals
    count: np.ndarray[Any, Any]


def _ordinal(text: str | None) -> int | None:
    return date.fromisoformat(text).toordinal() if text else None


def brief(event: Event) -> Brief:
    """An event's mark."""
    return Brief(
        event.id, event.type, event.title, event.status, event.interval, event.countries,
        len({article for article, _ in event.mentions}), event.sources, event.confidence,
    )  # fmt: skip


class ReadModel:
    """A copy of a store's events that follows its revision. Shared by all threads of a process."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.revision = -1
        self.articles: dict[str, Article] = {}
        self._lock = RLock()
        self._tables = _Tables()
        self._days: OrderedDict[tuple[date | None, int | None], _Tables] = OrderedDict()
        self.refresh()

    def refresh(self) -> None:
        """Catch up with the store: only what changed is read, and one small question asked where nothing has."""
        with self._lock:
            revision = self.store.revision
            if revision == self.revision:
                return
            fresh = {a.id: a for a in self.store.articles()}
            first = self.revision < 0
            gone = [] if first else self.store.withdrawn_since(self.revision)
            sentences = told(self.store.all_said()) if first else {}
            with self._tables.changing():
                self._tables.drop(gone)
                for events in self.store.events_since(self.revision):
                    if not first:
                        self._tables.drop([e["id"] for e in events])
                        sentences = self._told(events)
                    self._tables.add(events, fresh, sentences)
            self.articles = fresh
            self._days.clear()
            self.revision = revision

    def _told(self, events: Sequence[Json]) -> dict[tuple[str, str], str]:
        """Of each mention of the events its trigger and its sentence, to be searched."""
        ids = sorted({m["article"] for e in events for m in e["mentions"]})
        return told(self.store.said_of(ids))

    def _at(self, view: View) -> _Tables:
        """The tables that a view is asked of: those of today, of an earlier revision, or of what was known on a day."""
        frozen = view.revision is not None and view.revision < self.revision
        if view.asof is None and not frozen:
            return self._tables
        key = view.asof, view.revision if frozen else None
        if key not in self._days:
            self._days[key] = self._then(*key)
            while len(self._days) > KEPT_DAYS:
                self._days.popitem(last=False)
        return self._days[key]

    def _then(self, day: date | None, revision: int | None) -> _Tables:
        """Tables of the events as they were at a revision, and as they could be known on a day."""
        said = self.store.all_said(revision)
        if day is None:
            events = self.store.events(revision)
        else:
            said = [s for s in said if s.article.published and s.article.published <= day]
            events = merge(said, self.store.changes(revision=revision))
        tables = _Tables()
        articles = {s.article.id: s.article for s in said}
        with tables.changing():
            tables.add([forms.event_to_json(e) for e in events], articles, told(said))
            tables.events = {e.id: e for e in events}
        return tables

    def _of_today(self, view: View | None) -> bool:
        return view is None or (view.asof is None and (view.revision is None or view.revision >= self.revision))

    def event(self, name: str, view: View | None = None) -> Event | None:
        """An event by id, as the view's day has it."""
        if view is None or self._of_today(view):
            return self.store.event(name)
        with self._lock:
            return self._at(view).events.get(name)

    def said(self, event: Event) -> list[Said]:
        """The mentions of an event with their articles, the earliest article first."""
        wanted = set(event.mentions)
        found = self.store.said_of(sorted({article for article, _ in wanted}))
        found = [s for s in found if (s.article.id, s.mention.id) in wanted]
        return sorted(found, key=lambda s: (s.article.published or date.max, s.article.id, s.mention.id))

    def find(self, view: View) -> list[Event]:
        """The events that pass the filters, by date, the undated last. The window on screen is no filter."""
        ids = [b.id for b in self.briefs(view.filters)]
        if self._of_today(view):
            return self.store.some_events(ids)
        with self._lock:
            known = self._at(view).events
        return [known[name] for name in ids if name in known]

    def told_by(self, articles: Iterable[str], limit: int) -> tuple[list[Brief], int]:
        """The first events that these articles tell, by date, and how many they tell in all."""
        with self._lock:
            return self._tables.told_by(list(articles), limit)

    def briefs(self, view: View, limit: int | None = None, important: bool = False) -> list[Brief]:
        """The marks in the view's window: the most told `limit` of them where asked, in the order of their dates.

        Where the view has no window the undated come last.
        """
        with self._lock:
            return self._at(view).briefs(view, limit, important)

    def count(self, view: View) -> int:
        """How many dated events stand in the view's window."""
        with self._lock:
            return self._at(view).count(view)

    def undated(self, view: View) -> int:
        """How many events that pass the filters have no date."""
        with self._lock:
            return self._at(view).undated(view)

    def days(self, view: View) -> list[date]:
        """The days on which the events that pass the filters start and end, wherever the window is."""
        with self._lock:
            return self._at(view).days(view)

    def density(self, view: View) -> Density:
        """How many events each day of each lane of the window has."""
        with self._lock:
            return self._at(view).density(view)

    def beside(self, view: View) -> tuple[Beside | None, Beside | None]:
        """The events before and after the window."""
        with self._lock:
            return self._at(view).beside(view)

    def published(self, view: View) -> date | None:
        """The one publication day behind all that passes the filters; None where there are several."""
        with self._lock:
            return self._at(view).published(view)

    def facets(self, view: View) -> Facets:
        """The counts beside the filters."""
        with self._lock:
            return self._at(view).facets(view)

    def summary(self, view: View) -> Summary:
        """The figures above the timeline."""
        with self._lock:
            return self._at(view).summary(view)

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


def told(said: Iterable[Said]) -> dict[tuple[str, str], str]:
    """Of each mention its trigger and its sentence, to be searched."""
    return {
        (s.article.id, s.mention.id): " ".join(
            (s.mention.trigger, s.article.text[s.mention.sentence_start : s.mention.sentence_end])
        )
        for s in said
    }


class _Changing:
    """A transaction on the tables; what was computed from them before is forgotten after it."""

    def __init__(self, tables: _Tables) -> None:
        self.tables = tables

    def __enter__(self) -> None:
        self.tables.db.begin()

    def __exit__(self, kind: object, *_: object) -> None:
        if kind:
            self.tables.db.rollback()
        else:
            self.tables.db.commit()
        self.tables.forget()


class _Tables:
    """The DuckDB tables of one set of events, and the questions to them. Not for several threads at once."""

    def __init__(self) -> None:
        self.db = duckdb.connect(":memory:")
        self.values: dict[str, list[str]] = {name: [] for name in FACETS}
        self.numbers: dict[str, dict[str, int]] = {name: {} for name in FACETS}
        self.next, self.hits_made = 0, 0
        self.hits: OrderedDict[View, str] = OrderedDict()
        self.events: dict[str, Event] = {}  # only of an as-of day, which the store has no rows of
        self.answers: OrderedDict[tuple[str, View], Any] = OrderedDict()
        self.db.execute(
            "CREATE TABLE event (n INTEGER, id VARCHAR, type INTEGER, status INTEGER, certainty VARCHAR,"
            " granularity VARCHAR, first INTEGER, last INTEGER, title VARCHAR, countries VARCHAR, country INTEGER,"
            " articles INTEGER, sources INTEGER, confidence FLOAT, published_first INTEGER, published_last INTEGER,"
            " searched VARCHAR)"
        )
        self.db.execute("CREATE TABLE told (n INTEGER, article VARCHAR, outlet INTEGER)")
        for name in FACETS:
            self.db.execute(f"CREATE TABLE tag_{name} (n INTEGER, v INTEGER)")

    def changing(self) -> _Changing:
        return _Changing(self)

    def forget(self) -> None:
        """Drop what was computed from the events."""
        for table in self.hits.values():
            self.db.execute(f"DROP TABLE {table}")
        self.hits.clear()
        self.answers.clear()

    # ----- filling

    def number(self, facet: str, value: str) -> int:
        """The number that stands for a value of a facet."""
        numbers = self.numbers[facet]
        if value not in numbers:
            numbers[value] = len(numbers)
            self.values[facet].append(value)
        return numbers[value]

    def drop(self, names: Sequence[str]) -> None:
        """Take events out."""
        if not names:
            return
        rows = self.db.execute("SELECT n FROM event WHERE list_contains(?, id)", [list(names)]).fetchall()
        gone = [n for (n,) in rows]
        for table in ("event", "told", *(f"tag_{name}" for name in FACETS)):
            self.db.execute(f"DELETE FROM {table} WHERE list_contains(?, n)", [gone])

    def add(
        self, events: Sequence[Json], articles: Mapping[str, Article], sentences: Mapping[tuple[str, str], str]
    ) -> None:
        """Put events in, in their JSON form."""
        rows: list[tuple[Any, ...]] = []
        told_by: list[tuple[int, str, int]] = []
        tags: dict[str, list[tuple[int, int]]] = {name: [] for name in FACETS}
        for event in events:
            if event.get("review") == "rejected":  # it keeps its page, from which that can be undone
                continue
            n, self.next = self.next, self.next + 1
            names = dict.fromkeys(m["article"] for m in event["mentions"])
            outlets = {a: self.number("source", _outlet(articles.get(a), a)) for a in names}
            told_by += [(n, a, outlet) for a, outlet in outlets.items()]
            for facet, values in self._values(event, [articles[a] for a in names if a in articles]).items():
                tags[facet] += [(n, self.number(facet, value)) for value in dict.fromkeys(values)]
            tags["source"] += [(n, outlet) for outlet in dict.fromkeys(outlets.values())]
            published = [
                articles[a].published.toordinal() if a in articles and articles[a].published else None  # type: ignore[union-attr]
                for a in names
            ]
            days = [day for day in published if day]
            countries = event["countries"]
            rows.append((
                n, event["id"], self.number("type", event["type"]), self.number("status", event["status"]),
                event["certainty"], event["granularity"], _ordinal(event["start"]), _ordinal(event["end"]),
                event["title"], ",".join(countries), self.number("country", countries[0]) if countries else None,
                len(names), event["sources"], event["confidence"], min(days, default=None), max(days, default=None),
                _searched(event, sentences),
            ))  # fmt: skip
        self._insert("event", rows)
        self._insert("told", told_by)
        for facet, pairs in tags.items():
            self._insert(f"tag_{facet}", pairs)

    def _insert(self, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
        if not rows:
            return
        names = [row[0] for row in self.db.execute(f"DESCRIBE {table}").fetchall()]
        columns = [pa.array(column) for column in zip(*rows, strict=True)]
        self.db.register("fresh", pa.table(dict(zip(names, columns, strict=True))))
        self.db.execute(f"INSERT INTO {table} SELECT * FROM fresh")
        self.db.unregister("fresh")

    @staticmethod
    def _values(event: Json, articles: Sequence[Article]) -> dict[str, list[str]]:
        countries = event["countries"]
        return {
            "country": list(countries),
            "pair": ["-".join(pair) for pair in combinations(sorted(set(countries)), 2)],
            "type": [event["type"]],
            "actor": [a["name"].strip() for a in event["actors"] if a["name"].strip()],
            "language": [a.lang for a in articles if a.lang],
            "status": [event["status"]],
            "certainty": [event["certainty"]] if event["certainty"] else [],
        }

    # ----- what passes the filters

    def hit(self, view: View) -> str:
        """The table of the events that pass a view's filters."""
        key = replace(view.filters, asof=None, revision=None)
        if key not in self.hits:
            where, values = self._where(key)
            self.hits_made += 1
            name = f"hit{self.hits_made}"
            lane = "country"
            if key.country:  # the lane is that of a country that was asked for, where the event has one
                lane = (
                    "coalesce((SELECT min(v) FROM tag_country t WHERE t.n = event.n AND list_contains(?, v)), country)"
                )
                values = [self._known("country", key.country), *values]
            self.db.execute(
                f"CREATE TABLE {name} AS SELECT n, type, {lane} AS country, first, last, sources, confidence"
                f" FROM event WHERE {where}",
                values,
            )
            self.hits[key] = name
            while len(self.hits) > KEPT_HITS:
                self.db.execute(f"DROP TABLE {self.hits.popitem(last=False)[1]}")
        self.hits.move_to_end(key)
        return self.hits[key]

    def _known(self, facet: str, values: Iterable[str]) -> list[int]:
        return [self.numbers[facet][value] for value in values if value in self.numbers[facet]]

    def _where(self, view: View) -> tuple[str, list[Any]]:
        """The filters of a view as SQL with bound values."""
        parts: list[str] = ["true"]
        values: list[Any] = []
        for facet in FACETS:
            chosen, table = view.facet(facet), f"SELECT n FROM tag_{facet} WHERE list_contains(?, v)"
            if chosen and facet == "country" and view.all:
                for value in chosen:
                    parts.append(f"n IN ({table})")
                    values.append(self._known(facet, [value]))
            elif chosen:
                parts.append(f"n IN ({table})")
                values.append(self._known(facet, chosen))
            if without := [value for name, value in view.without if name == facet]:
                parts.append(f"NOT EXISTS (FROM tag_{facet} t WHERE t.n = event.n AND list_contains(?, v))")
                values.append(self._known(facet, without))
        if view.q:
            parts.append("contains(searched, ?)")
            values.append(view.q.lower().encode("utf8", "replace").decode("utf8"))  # an address may hold any character
        if view.since or view.until:
            parts.append("(first IS NOT NULL OR last IS NOT NULL)")
        if view.since:
            parts.append("coalesce(last >= ?, true)")
            values.append(view.since.toordinal())
        if view.until:
            parts.append("coalesce(first <= ?, true)")
            values.append(view.until.toordinal())
        return " AND ".join(parts), values

    @staticmethod
    def _window(view: View) -> str:
        """What lies in the window on screen, as SQL: the dated events that may have been in it."""
        parts = ["(first IS NOT NULL OR last IS NOT NULL)"]
        if view.start:
            parts.append(f"coalesce(last >= {view.start.toordinal()}, true)")
        if view.end:
            parts.append(f"coalesce(first <= {view.end.toordinal()}, true)")
        return " AND ".join(parts)

    def _ask(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        return self.db.execute(sql, list(values)).fetchall()

    def _once(self, name: str, view: View, answer: Any) -> Any:
        """An answer that depends on the filters only, computed once."""
        key = (name, replace(view.filters, asof=None))
        if key not in self.answers:
            self.answers[key] = answer()
            while len(self.answers) > 8 * KEPT_HITS:
                self.answers.popitem(last=False)
        return self.answers[key]

    # ----- the questions

    def briefs(self, view: View, limit: int | None, important: bool) -> list[Brief]:
        window = self._window(view) if view.start or view.end or important else "true"
        order = "ORDER BY sources DESC, confidence DESC, n" if important else "ORDER BY first NULLS LAST, n"
        cut = f"SELECT n FROM {self.hit(view)} WHERE {window} {order}" + (f" LIMIT {limit}" if limit else "")
        rows = self._ask(f"SELECT {SHOWN} FROM event SEMI JOIN ({cut}) hit USING (n) ORDER BY first NULLS LAST, id")
        return [self._brief(row) for row in rows]

    def _brief(self, row: tuple[Any, ...]) -> Brief:
        name, kind, title, status, first, last, granularity, certainty, countries, articles, sources, confidence = row
        interval = None
        if first is not None or last is not None:
            interval = Interval.between(
                date.fromordinal(first) if first else None, date.fromordinal(last) if last else None,
                Granularity(granularity or "day"), Certainty[(certainty or "stated").upper()],
            )  # fmt: skip
        return Brief(
            name, self.values["type"][kind], title, Status(self.values["status"][status]), interval,
            tuple(countries.split(",")) if countries else (), articles, sources, confidence,
        )  # fmt: skip

    def count(self, view: View) -> int:
        return int(self._ask(f"SELECT count(*) FROM {self.hit(view)} WHERE {self._window(view)}")[0][0])

    def undated(self, view: View) -> int:
        where = "first IS NULL AND last IS NULL"
        return int(self._ask(f"SELECT count(*) FROM {self.hit(view)} WHERE {where}")[0][0])

    def days(self, view: View) -> list[date]:
        def asked() -> list[date]:
            table = self.hit(view)
            rows = self._ask(
                f"SELECT first d FROM {table} WHERE first IS NOT NULL"
                f" UNION SELECT last FROM {table} WHERE last IS NOT NULL ORDER BY d"
            )
            return [date.fromordinal(day) for (day,) in rows]

        found: list[date] = self._once("days", view, asked)
        return found

    def density(self, view: View) -> Density:
        facet = "country" if view.lane == "country" else "type"

        def asked() -> Density:
            found = self.db.execute(
                f"SELECT coalesce({facet}, -1) lane, (coalesce(first, last) + coalesce(last, first)) // 2 AS day,"
                f" count(*) AS events FROM {self.hit(view)} WHERE first IS NOT NULL OR last IS NOT NULL GROUP BY ALL"
            ).fetchnumpy()
            names = np.array([*self.values[facet], ""])
            return Density(names[np.asarray(found["lane"], int)], np.asarray(found["day"]), np.asarray(found["events"]))

        whole: Density = self._once(f"density {facet}", view, asked)
        inside = np.ones(len(whole.day), bool)
        if view.start:
            inside &= whole.day >= view.start.toordinal()
        if view.end:
            inside &= whole.day <= view.end.toordinal()
        return Density(whole.lane[inside], whole.day[inside], whole.count[inside])

    def beside(self, view: View) -> tuple[Beside | None, Beside | None]:
        def asked(side: str, farthest: str, nearest: str) -> Beside | None:
            sql = f"SELECT count(*), {farthest}, {nearest} FROM {self.hit(view)} WHERE {side}"
            ((count, far, near),) = self._ask(sql)
            return Beside(count, date.fromordinal(far), date.fromordinal(near)) if count else None

        before = view.start and asked(f"last < {view.start.toordinal()}", "min(coalesce(first, last))", "max(last)")
        after = view.end and asked(f"first > {view.end.toordinal()}", "max(coalesce(last, first))", "min(first)")
        return before or None, after or None

    def published(self, view: View) -> date | None:
        def asked() -> date | None:
            ((first, last),) = self._ask(
                f"SELECT min(published_first), max(published_last) FROM event SEMI JOIN {self.hit(view)} h USING (n)"
            )
            return date.fromordinal(first) if first and first == last else None

        found: date | None = self._once("published", view, asked)
        return found

    def facets(self, view: View) -> Facets:
        def counted(name: str) -> Counts:
            others = view.filters.freed(name)

            def asked() -> Counts:
                only = "" if others == View(asof=view.asof) else f"SEMI JOIN {self.hit(others)} h USING (n)"
                rows = self._ask(f"SELECT v, count(*) c FROM tag_{name} {only} GROUP BY v")
                values = self.values[name]
                return dict(sorted(((values[v], c) for v, c in rows), key=lambda pair: (-pair[1], pair[0])))

            found: Counts = self._once(f"facet {name}", others, asked)
            return found

        return Facets(*(counted(name) for name in FACETS))

    def summary(self, view: View) -> Summary:
        def asked() -> Summary:
            table = self.hit(view)
            ((articles, sources),) = self._ask(
                f"SELECT count(DISTINCT article), count(DISTINCT outlet) FROM told SEMI JOIN {table} h USING (n)"
            )
            ((events, first, last),) = self._ask(f"SELECT count(*), min(first), max(last) FROM {table}")
            days = [date.fromordinal(day) if day else None for day in (first, last)]
            return Summary(articles, events, sources, *days)

        found: Summary = self._once("summary", view, asked)
        return found

    def told_by(self, articles: list[str], limit: int) -> tuple[list[Brief], int]:
        """The first events that articles tell, and how many they tell in all."""
        told = "SELECT DISTINCT n FROM told WHERE list_contains(?, article)"
        rows = self._ask(f"SELECT {SHOWN} FROM event WHERE n IN ({told}) ORDER BY first NULLS LAST, id", [articles])
        return [self._brief(row) for row in rows[:limit]], len(rows)

    def around(self, view: View, day: date, name: str, some: int) -> list[Brief]:
        table = self.hit(view)
        cuts = [
            f"(SELECT n FROM {table} JOIN event USING (n) WHERE id != ? AND {table}.first {side} ?"
            f" ORDER BY {table}.first {order}, n LIMIT {some})"
            for side, order in (("<", "DESC"), (">=", "ASC"))
        ]
        rows = self._ask(
            f"SELECT {SHOWN} FROM event SEMI JOIN ({' UNION ALL '.join(cuts)}) hit USING (n) ORDER BY first, id",
            [name, day.toordinal()] * 2,
        )
        return [self._brief(row) for row in rows]


def _outlet(article: Article | None, name: str) -> str:
    return ((article.source or article.url) if article else "").strip()[:200] or name


def _searched(event: Json, sentences: Mapping[tuple[str, str], str]) -> str:
    # The line breaks keep a search from matching across the end of one piece and the start of the next.
    told_in = (sentences.get((m["article"], m["event"]), "") for m in event["mentions"])
    return "\n".join((event["title"], event["place"] or "", *(a["name"] for a in event["actors"]), *told_in)).lower()
