"""The read model: an in-memory DuckDB copy of the current events, which answers the dashboard's questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Any

import duckdb
import pyarrow as pa

from timeline.model import Article, Event
from timeline.store.record import Store
from timeline.view import View


@dataclass(frozen=True, slots=True)
class Facets:
    """How many events each choice would show, every facet counted under all the other filters."""

    country: dict[str, int]
    type: dict[str, int]
    status: dict[str, int]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a view shows: events, the articles and outlets that tell them, and the first and last day."""

    articles: int
    events: int
    sources: int
    first: date | None
    last: date | None


class ReadModel:
    """A copy of a store's events that follows its revision. Shared by all threads of a process."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.revision = -1
        self.events: dict[str, Event] = {}
        self.articles: dict[str, Article] = {}
        self._db = duckdb.connect(":memory:")
        self._lock = Lock()
        self.refresh()

    def refresh(self) -> None:
        """Catch up with the store; one small question where nothing has changed."""
        with self._lock:
            revision = self.store.revision
            if revision == self.revision:
                return
            events = self.store.events()
            self.articles = {a.id: a for a in self.store.articles()}
            outlets = {a.id: a.source or a.url or a.id for a in self.articles.values()}
            fresh = {e.id: e for e in events}
            # Whoever asks meanwhile may still be told of the old events, or already of the new ones.
            self.events = {**self.events, **fresh}
            self._load(events, outlets, self._told())
            self.events = fresh
            self.revision = revision

    def _told(self) -> dict[tuple[str, str], str]:
        """Of each mention its trigger and its sentence, to be searched."""
        return {
            (s.article.id, s.mention.id): " ".join(
                (s.mention.trigger, s.article.text[s.mention.sentence_start : s.mention.sentence_end])
            )
            for s in self.store.all_said()
        }

    def _load(self, events: Sequence[Event], outlets: dict[str, str], told: dict[tuple[str, str], str]) -> None:
        def words(e: Event) -> str:
            # The line breaks keep a search from matching across the end of one piece and the start of the next.
            return "\n".join(
                (e.title, e.place or "", *(a.name for a in e.actors), *(told.get(m, "") for m in e.mentions))
            )

        searched = [words(e).lower() for e in events]
        tables = {
            "event": pa.table({
                "id": pa.array([e.id for e in events], pa.string()),
                "type": pa.array([e.type for e in events], pa.string()),
                "status": pa.array([e.status.value for e in events], pa.string()),
                "first": pa.array([e.interval.start if e.interval else None for e in events], pa.date32()),
                "last": pa.array([e.interval.last if e.interval else None for e in events], pa.date32()),
                "searched": pa.array(searched, pa.string()),
            }),
            "event_country": pa.table({
                "event": pa.array([e.id for e in events for _ in e.countries], pa.string()),
                "country": pa.array([c for e in events for c in e.countries], pa.string()),
            }),
            "event_article": pa.table({
                "event": pa.array([e.id for e in events for _ in e.mentions], pa.string()),
                "article": pa.array([a for e in events for a, _ in e.mentions], pa.string()),
                "outlet": pa.array([outlets.get(a, a) for e in events for a, _ in e.mentions], pa.string()),
            }),
        }  # fmt: skip
        cursor = self._db.cursor()
        cursor.begin()
        for name, table in tables.items():
            cursor.register("fresh", table)
            cursor.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM fresh")
            cursor.unregister("fresh")
        cursor.commit()

    def _where(self, view: View, leave_out: str = "") -> tuple[str, list[Any]]:
        """The filters of a view as SQL with bound values; one facet's own filter may be left out."""
        parts: list[str] = ["true"]
        values: list[Any] = []
        if view.country and leave_out != "country":
            every = "count(DISTINCT country) = ?" if view.all else "count(DISTINCT country) >= ?"
            parts.append(
                f"id IN (SELECT event FROM event_country WHERE list_contains(?, country) GROUP BY event HAVING {every})"
            )
            values += [list(view.country), len(view.country) if view.all else 1]
        for name, chosen in (("type", view.type), ("status", view.status)):
            if chosen and leave_out != name:
                parts.append(f"list_contains(?, {name})")
                values.append(list(chosen))
        if view.q:
            parts.append("contains(searched, ?)")
            values.append(view.q.lower().encode("utf8", "replace").decode("utf8"))  # an address may hold any character
        if view.since or view.until:
            parts.append("(first IS NOT NULL OR last IS NOT NULL)")
        if view.since:
            parts.append("coalesce(last >= ?, true)")
            values.append(view.since)
        if view.until:
            parts.append("coalesce(first <= ?, true)")
            values.append(view.until)
        return " AND ".join(parts), values

    def _ask(self, sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        return self._db.cursor().execute(sql, values).fetchall()

    def find(self, view: View) -> list[Event]:
        """The events that pass the filters, by date, the undated last. The window on screen is no filter."""
        where, values = self._where(view)
        rows = self._ask(f"SELECT id FROM event WHERE {where} ORDER BY first NULLS LAST, id", values)
        events = self.events
        return [events[row[0]] for row in rows if row[0] in events]

    def facets(self, view: View) -> Facets:
        """The counts beside the filters."""
        where, values = self._where(view, "country")
        sql = f"SELECT country, count(DISTINCT event) n FROM event_country JOIN event ON id = event WHERE {where}"
        country = dict(self._ask(f"{sql} GROUP BY country ORDER BY n DESC, country", values))
        counts = []
        for name in ("type", "status"):
            where, values = self._where(view, name)
            sql = f"SELECT {name}, count(*) n FROM event WHERE {where} GROUP BY {name} ORDER BY n DESC, {name}"
            counts.append(dict(self._ask(sql, values)))
        return Facets(country, counts[0], counts[1])

    def summary(self, view: View) -> Summary:
        """The figures above the timeline."""
        where, values = self._where(view)
        told = "SELECT count(DISTINCT article), count(DISTINCT outlet) FROM event_article"
        told += f" WHERE event IN (SELECT id FROM event WHERE {where})"
        ((articles, sources),) = self._ask(told, values)
        ((events, first, last),) = self._ask(f"SELECT count(*), min(first), max(last) FROM event WHERE {where}", values)
        return Summary(articles, events, sources, first, last)
