"""The record: an SQLite file in WAL mode by default, through SQLAlchemy."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

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
from timeline.errors import StoreError
from timeline.merge import merge
from timeline.model import Article, Event, Reading, Said

ROOT = Path(__file__).resolve().parent.parent.parent
BUSY = 30_000  # milliseconds that a writer waits for another
BATCH = 50  # articles that share a transaction when many are added: each is whole or not there
LARGEST_BATCH = 400  # merging costs what the whole store holds, so batches grow with it, up to here
SOME = 500  # values in one IN (…): databases bound how many they take
SCHEMA = 1  # the layout of the tables, kept in the table `layout`: a store of another one is not touched

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
EVENT = _table("event", Column("id", String, nullable=False))
CHANGE = _table("change", Column("id", String, nullable=False), Column("kind", String, nullable=False))


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
    data = json.loads(payload)
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

    def __init__(self, engine: Engine, read: Callable[[Article], Reading] = pipeline.read) -> None:
        self.engine, self.read = engine, read
        with engine.connect() as connection:
            if _check(connection):
                return  # opening takes no lock: somebody may be adding at length
        with self._writing() as connection:
            if _check(connection):
                return
            META.create_all(connection)
            connection.execute(insert(LAYOUT).values(version=SCHEMA))

    @classmethod
    def open(cls, url: str | None = None, read: Callable[[Article], Reading] = pipeline.read) -> Store:
        """Open a store, made new where there is none. Raises StoreError where the file is something else."""
        url = url or default_url()
        try:
            return cls(_engine(url), read)
        except (DatabaseError, ArgumentError, ImportError, OSError, StoreError) as error:
            reason = error.orig if isinstance(error, DatabaseError) else error
            raise StoreError(
                f"{_shown(url)} cannot be opened as a store ({reason}); "
                "move the file away, or give another address in TIMELINE_DATABASE_URL"
            ) from error

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
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
        if revision is None:
            query = query.where(EVENT.c.withdrawn.is_(None))
        else:
            query = query.where(
                EVENT.c.added <= revision, (EVENT.c.withdrawn.is_(None)) | (EVENT.c.withdrawn > revision)
            )
        with self.engine.connect() as connection:
            return [forms.event_from_json(json.loads(row.payload)) for row in connection.execute(query)]

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

    def all_said(self) -> list[Said]:
        """Every mention with its article: what the events are merged from."""
        with self.engine.connect() as connection:
            return self._said(connection)

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
                if len(batch) >= min(max(BATCH, len(done) // 2), LARGEST_BATCH):
                    flush()
        finally:  # whatever goes wrong with an article, those read before it are kept
            if batch:
                flush()
        return done

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
                    self._put(connection, reading, payload, revision)
                done.append(Added(reading.article.id, new, len(reading.events), reading.warnings))
            if revision is not None:
                self._remerge(connection, revision)
        return done

    @staticmethod
    def _revise(connection: Connection, who: str, what: str) -> int:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        key = connection.execute(insert(REVISION).values(at=now, who=who, what=what)).inserted_primary_key
        assert key
        return int(key[0])

    @staticmethod
    def _put(connection: Connection, reading: Reading, payload: str, revision: int) -> None:
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
        if rows:
            connection.execute(insert(MENTION), rows)

    def _remerge(self, connection: Connection, revision: int) -> None:
        """Merge all mentions anew, and write only the events that changed."""
        fresh = {e.id: json.dumps(forms.event_to_json(e), ensure_ascii=False) for e in merge(self._said(connection))}
        old = {row.id: row for row in self._current(connection, EVENT)}
        gone = [row.row for name, row in old.items() if fresh.get(name) != row.payload]
        for first in range(0, len(gone), SOME):
            some = EVENT.c.row.in_(gone[first : first + SOME])
            connection.execute(update(EVENT).where(some).values(withdrawn=revision))
        rows = [
            {"id": name, "payload": payload, "added": revision}
            for name, payload in fresh.items()
            if name not in old or old[name].payload != payload
        ]
        if rows:
            connection.execute(insert(EVENT), rows)

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


def load_samples(store: Store, folder: Path = ROOT / "sample_data") -> int:
    """Load the sample articles into an empty store; returns how many. A store with anything in it is left alone."""
    if store.revision:
        return 0
    found = [a for path in sorted(folder.glob("*.json*")) for a in ingest.articles(path) if isinstance(a, Article)]
    store.add_all(found, who="samples")
    return len(found)
