"""The record: an SQLite file in WAL mode by default, through SQLAlchemy."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    delete,
    event,
    func,
    insert,
    inspect,
    make_url,
    select,
    update,
)
from sqlalchemy.exc import ArgumentError, DatabaseError
from sqlalchemy.pool import NullPool

from timeline import forms, ingest, pipeline
from timeline.errors import BadChange, StoreError
from timeline.merge import blocks, merge
from timeline.model import Article, Event, Reading, Said
from timeline.review import EACH, KINDS, Change, anchor, checked, meant

T = TypeVar("T")
ROOT = Path(__file__).resolve().parent.parent.parent
READ_ONLY = "TIMELINE_READ_ONLY"  # the variable that forbids every change
BUSY = 30_000  # milliseconds that a writer waits for another
BATCH = 50  # articles that share a transaction when many are added: each is whole or not there
PORTION = 20_000  # events that are read at a time where all are
SOME = 500  # values in one IN (…): databases bound how many they take
VIEW_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
SCHEMA = 2  # the layout of the tables, kept in the table `layout`: a store of another one is not touched

META = MetaData()
REVISION = Table(
    "revision",
    META,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", String, nullable=False),
    Column("who", String, nullable=False),
    Column("what", String, nullable=False),
)


LAYOUT = Table("layout", META, Column("version", Integer, primary_key=True, autoincrement=False))


def _table(name: str, *columns: Column[Any]) -> Table:
    """A table whose rows are current from revision `added` until revision `withdrawn`."""
    return Table(
        name,
        META,
        Column("row", Integer, primary_key=True, autoincrement=True),
        *columns,
        Column("payload", Text, nullable=False),
        Column("added", Integer, nullable=False),
        Column("withdrawn", Integer),
        Index(f"{name}_id", "id", "withdrawn"),
    )


ARTICLE = _table("article", Column("id", String, nullable=False))
MENTION = _table("mention", Column("id", String, nullable=False), Column("article", String, nullable=False))
OF_ARTICLE = Index("mention_article", MENTION.c.article)  # without it every event page looks at every mention
EVENT = _table("event", Column("id", String, nullable=False))
# Which mention stands in which block of merging, and which event it belongs to: made from the mentions, and so without
# a history of its own. With it, adding an article merges only what the article touches.
BLOCK = Table(
    "block",
    META,
    Column("block", String, primary_key=True),
    Column("article", String, primary_key=True),
    Column("mention", String, primary_key=True),
    Index("block_article", "article"),
)
MEMBER = Table(
    "member",
    META,
    Column("article", String, primary_key=True),
    Column("mention", String, primary_key=True),
    Column("event", String, nullable=False),
    Index("member_event", "event"),
)
CHANGE = _table("change", Column("id", String, nullable=False), Column("kind", String, nullable=False))


def _then(query: Any, table: Table, revision: int) -> Any:
    """A query for the rows that were current at a revision."""
    return query.where(table.c.added <= revision, table.c.withdrawn.is_(None) | (table.c.withdrawn > revision))


def _parts(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """The values in portions that fit into one IN (…)."""
    return (values[first : first + SOME] for first in range(0, len(values), SOME))


@dataclass(frozen=True, slots=True)
class Added:
    """What adding an article did: its id, whether it was new, how many events it tells, and what to know."""

    article: str
    new: bool
    events: int
    warnings: tuple[str, ...] = ()


def _article_json(article: Article) -> str:
    day = article.published.isoformat() if article.published else None
    data = {
        "id": article.id, "text": article.text, "title": article.title, "published": day,
        "lang": article.lang, "url": article.url, "source": article.source,
    }  # fmt: skip
    return json.dumps(data, ensure_ascii=False)


def _article(payload: str) -> Article:
    return _article_of(json.loads(payload))


def _article_of(data: Mapping[str, Any]) -> Article:
    day = date.fromisoformat(data["published"]) if data["published"] else None
    return Article(data["id"], data["text"], data["title"], day, data["lang"], data["url"], data["source"])


def default_url() -> str:
    """The store's address: TIMELINE_DATABASE_URL, else an SQLite file in data/ beside app.py."""
    return os.environ.get("TIMELINE_DATABASE_URL") or f"sqlite:///{ROOT / 'data' / 'datelines.sqlite'}"


def _check(connection: Connection) -> bool:
    """Whether the database is laid out as a store already.

    Raises StoreError where it holds something else, before anything is written.
    """
    there = set(inspect(connection).get_table_names())
    ours = {table.name for table in META.sorted_tables}
    if there - ours or (there and there | {LAYOUT.name} != ours):
        raise StoreError(f"it is a database of another program: it has {', '.join(sorted(there)[:5])}")
    for table in META.sorted_tables if there else ():
        if table.name in there and {c["name"] for c in inspect(connection).get_columns(table.name)} != set(
            table.columns.keys()
        ):
            raise StoreError(f"its table {table.name!r} has other columns than a store's")
    version = connection.execute(select(LAYOUT.c.version)).scalar() if LAYOUT.name in there else None
    if version not in (None, SCHEMA):
        raise StoreError(f"its layout is number {version}, and this version of the program knows number {SCHEMA}")
    return version is not None


def _shown(url: str) -> str:
    """The address as it may be shown: without its password."""
    try:
        return make_url(url).render_as_string()
    except ArgumentError:
        return "the address"


def _engine(url: str) -> Engine:
    engine = create_engine(url, poolclass=NullPool)
    if engine.dialect.name == "sqlite":
        if engine.url.database:
            Path(engine.url.database).parent.mkdir(parents=True, exist_ok=True)

        @event.listens_for(engine, "connect")
        def _connected(connection: Any, _: Any) -> None:
            connection.isolation_level = None  # we begin transactions ourselves, below
            connection.execute(f"PRAGMA busy_timeout={BUSY}")
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")

        @event.listens_for(engine, "begin")
        def _begun(connection: Connection) -> None:
            # A writer takes its lock at once, so that what it read before writing is still true when it writes.
            immediate = connection.get_execution_options().get("writes")
            connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    return engine


class Store:
    """The store of one database. Safe to share between threads; several processes may open the same one."""

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
            if _check(connection):
                return  # opening takes no lock: somebody may be adding at length
        with self._writing() as connection:
            if _check(connection):
                return
            META.create_all(connection)
            connection.execute(insert(LAYOUT).values(version=SCHEMA))

    @classmethod
    def open(cls, url: str | None = None, read: Callable[[Article], Reading] = pipeline.read) -> Store:
        """Open a store, made new where there is none. Raises StoreError where the file is something else.

        Where TIMELINE_READ_ONLY is set, every change is refused with a StoreError.
        """
        url = url or default_url()
        try:
            return cls(_engine(url), read, os.environ.get(READ_ONLY, "") not in ("", "0"))
        except (DatabaseError, ArgumentError, ImportError, OSError, StoreError) as error:
            reason = error.orig if isinstance(error, DatabaseError) else error
            raise StoreError(
                f"{_shown(url)} cannot be opened as a store ({reason}); "
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
            return [_article(row.payload) for row in self._current(connection, ARTICLE)]

    def article(self, name: str) -> Article | None:
        """The article of an id, or None."""
        with self.engine.connect() as connection:
            rows = self._current(connection, ARTICLE, ARTICLE.c.id == name)
        return _article(rows[0].payload) if rows else None

    def reading(self, name: str) -> Reading | None:
        """What is read in an article, afresh; None where there is no such article."""
        article = self.article(name)
        return self.read(article) if article else None

    def events(self, revision: int | None = None) -> list[Event]:
        """The events as they are now, or as they were at a revision."""
        query = select(EVENT.c.payload).order_by(EVENT.c.row)
        query = query.where(EVENT.c.withdrawn.is_(None)) if revision is None else _then(query, EVENT, revision)
        with self.engine.connect() as connection:
            return [forms.event_from_json(json.loads(row.payload)) for row in connection.execute(query)]

    def some_events(self, names: Sequence[str]) -> list[Event]:
        """The events of these ids, in their order; those that are gone are left out."""
        found: dict[str, Event] = {}
        with self.engine.connect() as connection:
            for some in _parts(names):
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
            return [_article_of(data) for part in parts for data in json.loads(f"[{','.join(part)}]")]

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
                row.payload for some in _parts(names) for row in self._current(connection, EVENT, EVENT.c.id.in_(some))
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
            return list(later), list(gone["event"]), [_article(payload) for payload in gone["article"]]

    def withdrawn_since(self, revision: int) -> list[str]:
        """The ids of the events that were withdrawn since a revision, whether others have taken their place or not."""
        with self.engine.connect() as connection:
            return list(connection.execute(select(EVENT.c.id).where(EVENT.c.withdrawn > revision)).scalars())

    def said_of(self, articles: Sequence[str]) -> list[Said]:
        """The mentions of these articles."""
        with self.engine.connect() as connection:
            return [said for some in _parts(articles) for said in self._said(connection, some)]

    def mentions_of(self, articles: Sequence[str]) -> Iterator[tuple[str, str, str]]:
        """The mentions of these articles: the article's id, the mention's, and the mention as JSON."""
        wanted = select(MENTION.c.article, MENTION.c.id, MENTION.c.payload).where(MENTION.c.withdrawn.is_(None))
        with self.engine.connect() as connection:
            for some in _parts(articles):
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
                r.id: _article(r.payload) for r in connection.execute(_then(select(ARTICLE), ARTICLE, revision))
            }
            rows = connection.execute(_then(select(MENTION), MENTION, revision).order_by(MENTION.c.row))
            return [Said(articles[r.article], forms.mention_from_json(json.loads(r.payload))) for r in rows]

    def _said(self, connection: Connection, ids: Sequence[str] | None = None) -> list[Said]:
        some = [] if ids is None else [ARTICLE.c.id.in_(ids)]
        articles = {row.id: _article(row.payload) for row in self._current(connection, ARTICLE, *some)}
        some = [] if ids is None else [MENTION.c.article.in_(ids)]
        rows = self._current(connection, MENTION, *some)
        return [Said(articles[row.article], forms.mention_from_json(json.loads(row.payload))) for row in rows]

    def add(self, article: Article, who: str = "") -> Added:
        """Add one article in one transaction; adding it twice changes nothing."""
        return self.add_all([article], who=who)[0]

    def add_all(
        self, articles: Iterable[Article], progress: Callable[[int], None] | None = None, who: str = ""
    ) -> list[Added]:
        """Add articles; each is there whole with its events, or not at all. `progress` hears how many are done."""
        done: list[Added] = []
        batch: list[Reading] = []

        def flush() -> None:
            done.extend(self._write(batch, who))
            batch.clear()
            if progress:
                progress(len(done))

        try:
            for article in articles:
                batch.append(self.read(self._as_changed(article)))
                if len(batch) >= BATCH:
                    flush()
        finally:  # whatever goes wrong with an article, those read before it are kept
            if batch:
                flush()
        return done

    def fill(self, articles: Iterable[Article], events: Iterable[Event], who: str = "") -> None:
        """Write events as they are into an empty store, without what they were read from.

        Raises StoreError where there is anything in it: events that were not merged from mentions must not mix with
        those that were.
        """
        with self._writing() as connection:
            if connection.execute(select(func.max(REVISION.c.id))).scalar():
                raise StoreError("generated events go into an empty store only; name a new file with --store")
            revision = self._revise(connection, who, "fill")
            rows = ({"id": a.id, "payload": _article_json(a), "added": revision} for a in articles)
            for part in iter(lambda: list(islice(rows, PORTION)), []):
                connection.execute(insert(ARTICLE), part)
            entries = (
                {"id": e.id, "payload": json.dumps(forms.event_to_json(e), ensure_ascii=False), "added": revision}
                for e in events
            )
            for part in iter(lambda: list(islice(entries, PORTION)), []):
                connection.execute(insert(EVENT), part)

    def _as_changed(self, article: Article) -> Article:
        """The article with the publication date that a person has given it: that outranks the file."""
        with self.engine.connect() as connection:
            return self._dated(connection, article)

    def _dated(self, connection: Connection, article: Article) -> Article:
        rows = self._current(connection, CHANGE, CHANGE.c.id == article.id, CHANGE.c.kind == "published")
        if not rows:
            return article
        day = json.loads(rows[-1].payload)["published"]
        return replace(article, published=date.fromisoformat(day) if day else None)

    def _write(
        self, readings: Sequence[Reading], who: str, change: Callable[[Connection], int | None] = lambda _: None
    ) -> list[Added]:
        """Write readings, after what a person changed, in one transaction; `change` returns its revision if any."""
        done = []
        touched: set[str] = set()  # blocks in which something came or went
        with self._writing() as connection:
            revision = change(connection)
            for reading in readings:
                dated = self._dated(connection, reading.article)
                if dated != reading.article:  # somebody dated it while it was being read
                    reading = self.read(dated)
                payload = _article_json(reading.article)
                rows = self._current(connection, ARTICLE, ARTICLE.c.id == reading.article.id)
                new = not rows or rows[0].payload != payload
                if new:
                    revision = revision or self._revise(connection, who, "add")
                    touched |= self._put(connection, reading, payload, revision)
                done.append(Added(reading.article.id, new, len(reading.events), reading.warnings))
            if revision is not None:
                self._remerge(connection, revision, touched, {r.article.id for r in readings})
        return done

    @staticmethod
    def _revise(connection: Connection, who: str, what: str) -> int:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        key = connection.execute(insert(REVISION).values(at=now, who=who, what=what)).inserted_primary_key
        assert key
        return int(key[0])

    def _put(self, connection: Connection, reading: Reading, payload: str, revision: int) -> set[str]:
        """Write a reading over an earlier one of its article; returns the blocks that are touched."""
        name = reading.article.id
        for table, column in ((ARTICLE, ARTICLE.c.id), (MENTION, MENTION.c.article)):
            connection.execute(
                update(table).where(column == name, table.c.withdrawn.is_(None)).values(withdrawn=revision)
            )
        connection.execute(insert(ARTICLE).values(id=name, payload=payload, added=revision))
        rows = [
            {"id": m.id, "article": name, "payload": json.dumps(forms.mention_to_json(m)), "added": revision}
            for m in reading.events
        ]
        touched = set(connection.execute(select(BLOCK.c.block).where(BLOCK.c.article == name)).scalars())
        connection.execute(delete(BLOCK).where(BLOCK.c.article == name))
        if rows:
            connection.execute(insert(MENTION), rows)
            stands = [{"block": block, "article": name, "mention": m.id} for m in reading.events for block in blocks(m)]
            connection.execute(insert(BLOCK), stands)
            touched |= {row["block"] for row in stands}
        return touched

    @staticmethod
    def _island(connection: Connection, touched: set[str]) -> set[tuple[str, str]]:
        """The mentions of the islands that some blocks lie on: those in the blocks, in the blocks of those, …"""
        known: set[str] = set()
        found: set[tuple[str, str]] = set()
        while touched:
            known |= touched
            fresh: set[tuple[str, str]] = set()
            for some in _parts(sorted(touched)):
                query = select(BLOCK.c.article, BLOCK.c.mention).where(BLOCK.c.block.in_(some))
                fresh |= {(row.article, row.mention) for row in connection.execute(query)}
            fresh -= found
            found |= fresh
            touched = set()
            for some in _parts(sorted({article for article, _ in fresh})):
                for row in connection.execute(select(BLOCK).where(BLOCK.c.article.in_(some))):
                    if (row.article, row.mention) in fresh:
                        touched.add(row.block)
            touched -= known
        return found

    def _remerge(self, connection: Connection, revision: int, touched: set[str], written: set[str]) -> None:
        """Merge the islands that were touched anew, and write only the events that changed."""
        wanted = self._island(connection, touched)
        articles = sorted({article for article, _ in wanted})
        said = [
            one
            for some in _parts(articles)
            for one in self._said(connection, some)
            if (one.article.id, one.mention.id) in wanted
        ]
        merged = merge(said, self._changes(connection))
        fresh = {e.id: json.dumps(forms.event_to_json(e), ensure_ascii=False) for e in merged}
        before: set[str] = set()  # the events that the islands had, and those of what was written over
        for some in _parts(sorted({*articles, *written})):
            members = connection.execute(select(MEMBER).where(MEMBER.c.article.in_(some)))
            before |= {row.event for row in members if row.article in written or (row.article, row.mention) in wanted}
        old: dict[str, Any] = {}
        for some in _parts(sorted(before | set(fresh))):
            old |= {row.id: row for row in self._current(connection, EVENT, EVENT.c.id.in_(some))}
        gone = [row.row for name, row in old.items() if fresh.get(name) != row.payload]
        for some in _parts(gone):
            connection.execute(update(EVENT).where(EVENT.c.row.in_(some)).values(withdrawn=revision))
        for some in _parts(sorted(before | set(fresh))):
            connection.execute(delete(MEMBER).where(MEMBER.c.event.in_(some)))
        rows = [
            {"id": name, "payload": payload, "added": revision}
            for name, payload in fresh.items()
            if name not in old or old[name].payload != payload
        ]
        if rows:
            connection.execute(insert(EVENT), rows)
        if belong := [{"article": a, "mention": m, "event": e.id} for e in merged for a, m in e.mentions]:
            connection.execute(insert(MEMBER), belong)

    def set_published(self, name: str, day: date | None, who: str = "") -> Added:
        """Date an article by hand; it is read again. The date outranks the file and survives re-reading.

        Raises StoreError where there is no such article.
        """
        article = self.article(name)
        if article is None:
            raise StoreError(f"there is no article {name!r}; it may have been replaced, so reload the page")
        payload = json.dumps({"published": day.isoformat() if day else None})

        def change(connection: Connection) -> int | None:
            mine = (CHANGE.c.id == name, CHANGE.c.kind == "published", CHANGE.c.withdrawn.is_(None))
            if payload in connection.execute(select(CHANGE.c.payload).where(*mine)).scalars():
                return None
            revision = self._revise(connection, who, "published")
            connection.execute(update(CHANGE).where(*mine).values(withdrawn=revision))
            connection.execute(insert(CHANGE).values(id=name, kind="published", payload=payload, added=revision))
            return revision

        return self._write([self.read(replace(article, published=day))], who, change)[0]

    # ----- what people say of events

    def _changes(self, connection: Connection, revision: int | None = None) -> list[Change]:
        dated = select(CHANGE, REVISION.c.who, REVISION.c.at).join(REVISION, REVISION.c.id == CHANGE.c.added)
        dated = dated.where(CHANGE.c.kind.in_(KINDS))
        then = dated.where(CHANGE.c.withdrawn.is_(None)) if revision is None else _then(dated, CHANGE, revision)
        rows = connection.execute(then)
        found = []
        for row in rows:
            data = json.loads(row.payload)
            anchors = tuple((a, t, int(n)) for a, t, n in data["anchors"])
            found.append(Change(row.row, row.kind, anchors, data.get("fields", {}), row.who, row.at))
        return sorted(found, key=lambda change: change.number)

    def changes(self, event: str | None = None, revision: int | None = None) -> list[Change]:
        """What people have said, earliest first and without what was undone: of one event, or of all; or up to then."""
        with self.engine.connect() as connection:
            found = self._changes(connection, revision)
        if event is None:
            return found
        told = self.said(event)
        return [change for change in found if any(meant(change, s) for s in told)]

    def history(self) -> Iterator[dict[str, Any]]:
        """Everything that people have said, earliest first and with what was undone, as JSON: for other programs.

        Each has `number`, `kind` (accept, reject, edit, merge, split, published), `who`, `at` (ISO date-time, UTC),
        `undone` (date-time, or null), `mentions` (`article`, `type`, and `start`: where its trigger starts) and
        `fields` (what an edit sets; of published, the publication date of `article`).
        """
        undoing = REVISION.alias()
        query = select(CHANGE, REVISION.c.who, REVISION.c.at, undoing.c.at.label("undone"))
        query = query.join(REVISION, REVISION.c.id == CHANGE.c.added)
        query = query.join(undoing, undoing.c.id == CHANGE.c.withdrawn, isouter=True)
        query = query.where(CHANGE.c.kind.in_((*KINDS, "published"))).order_by(CHANGE.c.row)
        with self.engine.connect() as connection:
            rows = list(connection.execute(query))
        for row in rows:
            data = json.loads(row.payload)
            said = {"number": row.row, "kind": row.kind, "who": row.who, "at": row.at, "undone": row.undone}
            if row.kind == "published":
                yield {**said, "article": row.id, "mentions": [], "fields": data}
            else:
                stands = [{"article": a, "type": kind, "start": start} for a, kind, start in data["anchors"]]
                yield {**said, "mentions": stands, "fields": data.get("fields", {})}

    def review(
        self,
        kind: str,
        events: Sequence[str],
        fields: Mapping[str, Any] | None = None,
        mentions: Sequence[tuple[str, str]] = (),
        who: str = "",
    ) -> int:
        """Record what a person says; returns the number of the change.

        `kind` is accept, reject or edit (one event; edit with `fields`), merge (two events or more), or split (one
        event; `mentions`, as (article id, mention id), are set apart). Raises BadChange or StoreError where that means
        nothing; then nothing is written.
        """
        if kind not in KINDS:
            raise BadChange(f"{kind!r} is no kind of change; there are {', '.join(KINDS)}")
        if len(set(events)) < (2 if kind == "merge" else 1):
            raise BadChange(f"to {kind}, name {'at least two events' if kind == 'merge' else 'an event'}")
        clean = checked(fields or {})
        if kind == "edit" and not clean:
            raise BadChange("an edit without a field changes nothing")
        told: list[Said] = []
        for name in dict.fromkeys(events):
            mine = self.said(name)
            if not mine:
                raise StoreError(f"there is no event {name!r} any more; reload the page")
            told += mine
        if kind == "split":
            wanted = set(mentions)
            apart = [s for s in told if (s.article.id, s.mention.id) in wanted]
            if not apart or len(apart) == len(told):
                raise BadChange("to split, choose some of the event's mentions, not none and not all")
            told = apart
        payload = {"anchors": [anchor(s.article.id, s.mention) for s in told], "fields": clean}
        with self._writing() as connection:
            revision = self._revise(connection, who, kind)
            row = insert(CHANGE).values(
                id=events[0], kind=kind, payload=json.dumps(payload, ensure_ascii=False), added=revision
            )
            key = connection.execute(row).inserted_primary_key
            assert key
            number = int(key[0])
            if kind == "merge":
                stands = [
                    {"block": f"change {number}", "article": a, "mention": m}
                    for a, m in {(s.article.id, s.mention.id) for s in told}
                ]
                connection.execute(insert(BLOCK), stands)
            self._remerge(connection, revision, self._blocks_of(connection, told), set())
        return number

    def review_each(self, kind: str, events: Sequence[str], who: str = "") -> list[int]:
        """Accept or reject several events at once; returns the number of the change that each of them got.

        Raises BadChange where `kind` is neither, StoreError where one of the events is gone; then nothing is written.
        """
        if kind not in EACH:
            raise BadChange(f"{kind!r} cannot be said of several events at once; {' and '.join(EACH)} can")
        told: dict[str, list[Said]] = {}
        for name in dict.fromkeys(events):
            told[name] = self.said(name)
            if not told[name]:
                raise StoreError(f"there is no event {name!r} any more; reload the page")
        numbers: list[int] = []
        if not told:
            return numbers
        with self._writing() as connection:
            revision = self._revise(connection, who, kind)
            for name, mine in told.items():
                payload = json.dumps({"anchors": [anchor(s.article.id, s.mention) for s in mine], "fields": {}})
                row = insert(CHANGE).values(id=name, kind=kind, payload=payload, added=revision)
                key = connection.execute(row).inserted_primary_key
                assert key
                numbers.append(int(key[0]))
            blocks = self._blocks_of(connection, [s for mine in told.values() for s in mine])
            self._remerge(connection, revision, blocks, set())
        return numbers

    def undo(self, number: int, who: str = "") -> None:
        """Take a change back; what it said stays on record. Raises StoreError where there is no such change."""
        self.undo_each([number], who)

    def undo_each(self, numbers: Sequence[int], who: str = "") -> None:
        """Take several changes back at once. Raises StoreError where one of them is none; then nothing is written."""
        with self._writing() as connection:
            standing = {change.number: change for change in self._changes(connection)}
            for number in numbers:
                if number not in standing:
                    raise StoreError(f"there is no change {number} to undo; somebody may have undone it already")
            revision = self._revise(connection, who, "undo")
            found = [standing[number] for number in dict.fromkeys(numbers)]
            anchors = {a for change in found for a in change.anchors}
            said = (s for some in _parts(sorted({a for a, _, _ in anchors})) for s in self._said(connection, some))
            told = [s for s in said if anchor(s.article.id, s.mention) in anchors]
            for change in found:
                connection.execute(update(CHANGE).where(CHANGE.c.row == change.number).values(withdrawn=revision))
                connection.execute(delete(BLOCK).where(BLOCK.c.block == f"change {change.number}"))
            self._remerge(connection, revision, self._blocks_of(connection, told), set())

    # ----- views that have a short name

    def save_view(self, name: str, query: str, who: str = "") -> None:
        """Give a view, as its query string, a short name; a name that is taken is given anew, and the old view kept.

        Raises BadChange where the name is none.
        """
        if not VIEW_NAME.fullmatch(name):
            raise BadChange(f"{name[:50]!r} is no name of a view: use 1 to 40 small letters, figures and hyphens")
        payload = json.dumps({"query": query})
        with self._writing() as connection:
            mine = (CHANGE.c.id == name, CHANGE.c.kind == "view", CHANGE.c.withdrawn.is_(None))
            if payload in connection.execute(select(CHANGE.c.payload).where(*mine)).scalars():
                return
            revision = self._revise(connection, who, "view")
            connection.execute(update(CHANGE).where(*mine).values(withdrawn=revision))
            connection.execute(insert(CHANGE).values(id=name, kind="view", payload=payload, added=revision))

    def drop_view(self, name: str, who: str = "") -> None:
        """Take a view's short name from it; the row is kept, as everything is. A name that none has changes nothing."""
        with self._writing() as connection:
            mine = (CHANGE.c.id == name, CHANGE.c.kind == "view", CHANGE.c.withdrawn.is_(None))
            if connection.execute(select(CHANGE.c.id).where(*mine)).first() is None:
                return
            revision = self._revise(connection, who, "view")
            connection.execute(update(CHANGE).where(*mine).values(withdrawn=revision))

    def saved_views(self) -> dict[str, str]:
        """The views that have a short name: name → query string, in the order of their names."""
        with self.engine.connect() as connection:
            rows = self._current(connection, CHANGE, CHANGE.c.kind == "view")
        return {row.id: str(json.loads(row.payload)["query"]) for row in sorted(rows, key=lambda row: row.id)}

    @staticmethod
    def _blocks_of(connection: Connection, said: Sequence[Said]) -> set[str]:
        """The blocks that some mentions stand in."""
        wanted = {(s.article.id, s.mention.id) for s in said}
        found: set[str] = set()
        for some in _parts(sorted({a for a, _ in wanted})):
            rows = connection.execute(select(BLOCK).where(BLOCK.c.article.in_(some)))
            found |= {row.block for row in rows if (row.article, row.mention) in wanted}
        return found


def samples(folder: Path = ROOT / "sample_data") -> list[Article]:
    """The sample articles."""
    return [a for path in sorted(folder.glob("*.json*")) for a in ingest.articles(path) if isinstance(a, Article)]


def load_samples(store: Store, folder: Path = ROOT / "sample_data") -> int:
    """Load the sample articles into an empty store; returns how many. A store with anything in it is left alone."""
    if store.revision or store.read_only:
        return 0
    found = samples(folder)
    store.add_all(found, who="samples")
    return len(found)
