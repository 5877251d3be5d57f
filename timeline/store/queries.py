"""The record, opened, and what it holds: articles, mentions and events, as they are now or were at a revision."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from typing import Any, Self

from sqlalchemy import (
    Connection,
    Engine,
    Table,
    func,
    insert,
    inspect,
    select,
)
from sqlalchemy.exc import ArgumentError, DatabaseError

from timeline import forms, pipeline
from timeline.errors import StoreError
from timeline.model import Article, Event, Reading, Said
from timeline.store.schema import (
    ARTICLE,
    BLOCK,
    EVENT,
    LAYOUT,
    MEMBER,
    MENTION,
    META,
    OF_ARTICLE,
    REVISION,
    SCHEMA,
    article_from_json,
    article_of,
    as_of,
    default_url,
    engine_of,
    in_parts,
    laid_out,
    shown,
)

READ_ONLY = "TIMELINE_READ_ONLY"  # the variable that forbids every change
PORTION = 20_000  # events that are read at a time where all are


class Queries:
    """The questions to the store of one database."""

    def __init__(
        self, engine: Engine, read: Callable[[Article], Reading] = pipeline.read, read_only: bool = False
    ) -> None:
        self.engine, self.read, self.read_only = engine, read, False
        self._lay_out()
        if not read_only:
            self._index()
        self.read_only = read_only

    def _index(self) -> None:
        """Make the index that stores of earlier versions lack; where somebody is writing now, another time."""
        with self.engine.connect() as connection:
            if OF_ARTICLE.name in {index["name"] for index in inspect(connection).get_indexes(MENTION.name)}:
                return
        with suppress(DatabaseError), self._writing() as connection:
            OF_ARTICLE.create(connection, checkfirst=True)

    def _lay_out(self) -> None:
        with self.engine.connect() as connection:
            if laid_out(connection):
                return  # opening takes no lock: somebody may be adding at length
        with self._writing() as connection:
            if laid_out(connection):
                return
            META.create_all(connection)
            connection.execute(insert(LAYOUT).values(version=SCHEMA))

    @classmethod
    def open(cls, url: str | None = None, read: Callable[[Article], Reading] = pipeline.read) -> Self:
        """Open a store, made new where there is none. Raises StoreError where the file is something else.

        Where TIMELINE_READ_ONLY is set, every change is refused with a StoreError.
        """
        url = url or default_url()
        try:
            return cls(engine_of(url), read, os.environ.get(READ_ONLY, "") not in ("", "0"))
        except (DatabaseError, ArgumentError, ImportError, OSError, StoreError) as error:
            reason = error.orig if isinstance(error, DatabaseError) else error
            raise StoreError(
                f"{shown(url)} cannot be opened as a store ({reason}); "
                "move the file away, or give another address in TIMELINE_DATABASE_URL"
            ) from error

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        if self.read_only:
            raise StoreError(f"this store is open for reading only ({READ_ONLY} is set); nothing was changed")
        with self.engine.connect() as connection:
            connection = connection.execution_options(writes=True)
            with connection.begin():
                yield connection

    @property
    def revision(self) -> int:
        """The number of the latest change; 0 for an empty store."""
        with self.engine.connect() as connection:
            return connection.execute(select(func.max(REVISION.c.id))).scalar() or 0

    def _current(self, connection: Connection, table: Table, *where: Any) -> list[Any]:
        query = select(table).where(table.c.withdrawn.is_(None), *where).order_by(table.c.row)
        return list(connection.execute(query))

    def articles(self) -> list[Article]:
        """All articles, in the order of their adding."""
        with self.engine.connect() as connection:
            return [article_from_json(row.payload) for row in self._current(connection, ARTICLE)]

    def article(self, name: str) -> Article | None:
        """The article of an id, or None."""
        with self.engine.connect() as connection:
            rows = self._current(connection, ARTICLE, ARTICLE.c.id == name)
        return article_from_json(rows[0].payload) if rows else None

    def reading(self, name: str) -> Reading | None:
        """What is read in an article, afresh; None where there is no such article."""
        article = self.article(name)
        return self.read(article) if article else None

    def events(self, revision: int | None = None) -> list[Event]:
        """The events as they are now, or as they were at a revision."""
        query = select(EVENT.c.payload).order_by(EVENT.c.row)
        query = query.where(EVENT.c.withdrawn.is_(None)) if revision is None else as_of(query, EVENT, revision)
        with self.engine.connect() as connection:
            return [forms.event_from_json(json.loads(row.payload)) for row in connection.execute(query)]

    def some_events(self, names: Sequence[str]) -> list[Event]:
        """The events of these ids, in their order; those that are gone are left out."""
        found: dict[str, Event] = {}
        with self.engine.connect() as connection:
            for some in in_parts(names):
                rows = self._current(connection, EVENT, EVENT.c.id.in_(some))
                found |= {row.id: forms.event_from_json(json.loads(row.payload)) for row in rows}
        return [found[name] for name in names if name in found]

    @staticmethod
    def _since(connection: Connection, table: Table, revision: int) -> Any:
        """The condition that a row was added after a revision, found from the end of the table."""
        if connection.dialect.name != "sqlite":
            return table.c.added > revision
        # Writers come one after the other here, so that later rows have later revisions.
        last = select(table.c.row).where(table.c.added <= revision).order_by(table.c.row.desc()).limit(1)
        return table.c.row > (connection.execute(last).scalar() or 0)

    def articles_since(self, revision: int) -> list[Article]:
        """The articles that are new since a revision, or have been replaced since."""
        with self.engine.connect() as connection:
            since = self._since(connection, ARTICLE, revision)
            query = select(ARTICLE.c.payload).where(since, ARTICLE.c.withdrawn.is_(None)).order_by(ARTICLE.c.row)
            parts = self._payloads(connection, query)
            return [article_of(data) for part in parts for data in json.loads(f"[{','.join(part)}]")]

    def events_since(self, revision: int) -> Iterator[Sequence[str]]:
        """The events that are new since a revision and still current, as JSON, in portions."""
        with self.engine.connect() as connection:
            since = self._since(connection, EVENT, revision)
            query = select(EVENT.c.payload).where(since, EVENT.c.withdrawn.is_(None)).order_by(EVENT.c.row)
            yield from self._payloads(connection, query)

    def _payloads(self, connection: Connection, query: Any) -> Iterator[Sequence[str]]:
        """The one column that a query asks for, in portions; making a Row of each would take as long again."""
        cursor = connection.connection.cursor()
        cursor.execute(str(query.compile(self.engine, compile_kwargs={"literal_binds": True})))
        while rows := cursor.fetchmany(PORTION):
            yield [payload for (payload,) in rows]

    def events_as_json(self, names: Sequence[str]) -> list[str]:
        """The events of these ids as JSON; those that are gone are left out."""
        with self.engine.connect() as connection:
            return [
                row.payload
                for some in in_parts(names)
                for row in self._current(connection, EVENT, EVENT.c.id.in_(some))
            ]

    def mentions(self) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
        """Every mention, in portions: the ids of their articles, and the mentions as JSON."""
        with self.engine.connect() as connection:
            query = select(MENTION.c.article, MENTION.c.payload).where(MENTION.c.withdrawn.is_(None))
            for part in connection.execution_options(yield_per=PORTION).execute(query).partitions():
                yield [row.article for row in part], [row.payload for row in part]

    def standing(self) -> tuple[Iterator[Sequence[tuple[str, ...]]], Iterator[Sequence[tuple[str, ...]]]]:
        """In portions, the event of every mention (article, mention, event), and its blocks (block, article, mention).

        To be read to their ends.
        """
        return self._rows(MEMBER), self._rows(BLOCK)

    def _rows(self, table: Table) -> Iterator[Sequence[tuple[str, ...]]]:
        with self.engine.connect() as connection:
            cursor = connection.connection.cursor()  # making a Row of each would take as long again
            cursor.execute(str(select(table).compile(self.engine)))
            while rows := cursor.fetchmany(PORTION):
                yield rows

    def since(self, revision: int) -> tuple[list[str], list[str], list[Article]]:
        """What of a revision is not so any more, and what is new.

        The ids of the events that came later; as JSON, the events of then that are withdrawn; and the articles of then
        that were replaced.
        """
        with self.engine.connect() as connection:
            since = self._since(connection, EVENT, revision)
            later = connection.execute(select(EVENT.c.id).where(since, EVENT.c.withdrawn.is_(None))).scalars()
            gone = {
                table.name: connection.execute(
                    select(table.c.payload).where(
                        table.c.row.in_(select(table.c.row).where(table.c.withdrawn > revision)),
                        table.c.added <= revision,
                    )
                ).scalars()
                for table in (EVENT, ARTICLE)
            }
            return list(later), list(gone["event"]), [article_from_json(payload) for payload in gone["article"]]

    def withdrawn_since(self, revision: int) -> list[str]:
        """The ids of the events that were withdrawn since a revision, whether others have taken their place or not."""
        with self.engine.connect() as connection:
            return list(connection.execute(select(EVENT.c.id).where(EVENT.c.withdrawn > revision)).scalars())

    def said_of(self, articles: Sequence[str]) -> list[Said]:
        """The mentions of these articles."""
        with self.engine.connect() as connection:
            return [said for some in in_parts(articles) for said in self._said(connection, some)]

    def mentions_of(self, articles: Sequence[str]) -> Iterator[tuple[str, str, str]]:
        """The mentions of these articles: the article's id, the mention's, and the mention as JSON."""
        wanted = select(MENTION.c.article, MENTION.c.id, MENTION.c.payload).where(MENTION.c.withdrawn.is_(None))
        with self.engine.connect() as connection:
            for some in in_parts(articles):
                yield from map(tuple, connection.execute(wanted.where(MENTION.c.article.in_(some))))

    def event(self, name: str) -> Event | None:
        """The event of an id, or None."""
        with self.engine.connect() as connection:
            rows = self._current(connection, EVENT, EVENT.c.id == name)
        return forms.event_from_json(json.loads(rows[0].payload)) if rows else None

    def said(self, name: str) -> list[Said]:
        """The mentions of an event with their articles, the earliest article first; [] where there is no such event."""
        found = self.event(name)
        if found is None:
            return []
        wanted = set(found.mentions)
        with self.engine.connect() as connection:
            ids = sorted({article for article, _ in wanted})
            said = [s for s in self._said(connection, ids) if (s.article.id, s.mention.id) in wanted]
        return sorted(said, key=lambda s: (s.article.published or date.max, s.article.id, s.mention.id))

    def all_said(self, revision: int | None = None) -> list[Said]:
        """Every mention with its article, as it is or was at a revision: what the events are merged from."""
        with self.engine.connect() as connection:
            if revision is None:
                return self._said(connection)
            articles = {
                r.id: article_from_json(r.payload)
                for r in connection.execute(as_of(select(ARTICLE), ARTICLE, revision))
            }
            rows = connection.execute(as_of(select(MENTION), MENTION, revision).order_by(MENTION.c.row))
            return [Said(articles[r.article], forms.mention_from_json(json.loads(r.payload))) for r in rows]

    def _said(self, connection: Connection, ids: Sequence[str] | None = None) -> list[Said]:
        some = [] if ids is None else [ARTICLE.c.id.in_(ids)]
        articles = {row.id: article_from_json(row.payload) for row in self._current(connection, ARTICLE, *some)}
        some = [] if ids is None else [MENTION.c.article.in_(ids)]
        rows = self._current(connection, MENTION, *some)
        return [Said(articles[row.article], forms.mention_from_json(json.loads(row.payload))) for row in rows]
