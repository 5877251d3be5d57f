"""The tables of the record, and how its database is opened."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
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
    event,
    inspect,
    make_url,
    select,
)
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import NullPool

from timeline.errors import StoreError
from timeline.model import Article

T = TypeVar("T")
ROOT = Path(__file__).resolve().parent.parent.parent
BUSY = 30_000  # milliseconds that a writer waits for another
SOME = 500  # values in one IN (…): databases bound how many they take
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


def as_of(query: Any, table: Table, revision: int) -> Any:
    """A query for the rows that were current at a revision."""
    return query.where(table.c.added <= revision, table.c.withdrawn.is_(None) | (table.c.withdrawn > revision))


def in_parts(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """The values in portions that fit into one IN (…)."""
    return (values[first : first + SOME] for first in range(0, len(values), SOME))


def article_json(article: Article) -> str:
    """An article as the record keeps it."""
    day = article.published.isoformat() if article.published else None
    data = {
        "id": article.id, "text": article.text, "title": article.title, "published": day,
        "lang": article.lang, "url": article.url, "source": article.source,
    }  # fmt: skip
    return json.dumps(data, ensure_ascii=False)


def article_from_json(payload: str) -> Article:
    """The article that the record keeps so."""
    return article_of(json.loads(payload))


def article_of(data: Mapping[str, Any]) -> Article:
    """The same of JSON that is parsed."""
    day = date.fromisoformat(data["published"]) if data["published"] else None
    return Article(data["id"], data["text"], data["title"], day, data["lang"], data["url"], data["source"])


def default_url() -> str:
    """The store's address: TIMELINE_DATABASE_URL, else an SQLite file in data/ beside app.py."""
    return os.environ.get("TIMELINE_DATABASE_URL") or f"sqlite:///{ROOT / 'data' / 'datelines.sqlite'}"


def laid_out(connection: Connection) -> bool:
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


def shown(url: str) -> str:
    """The address as it may be shown: without its password."""
    try:
        return make_url(url).render_as_string()
    except ArgumentError:
        return "the address"


def engine_of(url: str) -> Engine:
    """What connects to the database of an address; an SQLite one in WAL mode, its folder made where there is none."""
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
