"""How articles come into the record: each whole, with its events merged anew where it touches them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

from sqlalchemy import (
    Connection,
    delete,
    func,
    insert,
    select,
    update,
)

from timeline import forms
from timeline.errors import StoreError
from timeline.merge import blocks, merge
from timeline.model import Article, Event, Reading
from timeline.review import KINDS, Change
from timeline.store.queries import PORTION, Queries
from timeline.store.schema import (
    ARTICLE,
    BLOCK,
    CHANGE,
    EVENT,
    MEMBER,
    MENTION,
    REVISION,
    article_json,
    as_of,
    in_parts,
)

BATCH = 50  # articles that share a transaction when many are added: each is whole or not there


@dataclass(frozen=True, slots=True)
class Added:
    """What adding an article did: its id, whether it was new, how many events it tells, and what to know."""

    article: str
    new: bool
    events: int
    warnings: tuple[str, ...] = ()


class Writing(Queries):
    """Adds, dates and fills; each change is a revision, and nothing is lost."""

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
            rows = ({"id": a.id, "payload": article_json(a), "added": revision} for a in articles)
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
                payload = article_json(reading.article)
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
            for some in in_parts(sorted(touched)):
                query = select(BLOCK.c.article, BLOCK.c.mention).where(BLOCK.c.block.in_(some))
                fresh |= {(row.article, row.mention) for row in connection.execute(query)}
            fresh -= found
            found |= fresh
            touched = set()
            for some in in_parts(sorted({article for article, _ in fresh})):
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
            for some in in_parts(articles)
            for one in self._said(connection, some)
            if (one.article.id, one.mention.id) in wanted
        ]
        merged = merge(said, self._changes(connection))
        fresh = {e.id: json.dumps(forms.event_to_json(e), ensure_ascii=False) for e in merged}
        before: set[str] = set()  # the events that the islands had, and those of what was written over
        for some in in_parts(sorted({*articles, *written})):
            members = connection.execute(select(MEMBER).where(MEMBER.c.article.in_(some)))
            before |= {row.event for row in members if row.article in written or (row.article, row.mention) in wanted}
        old: dict[str, Any] = {}
        for some in in_parts(sorted(before | set(fresh))):
            old |= {row.id: row for row in self._current(connection, EVENT, EVENT.c.id.in_(some))}
        gone = [row.row for name, row in old.items() if fresh.get(name) != row.payload]
        for some in in_parts(gone):
            connection.execute(update(EVENT).where(EVENT.c.row.in_(some)).values(withdrawn=revision))
        for some in in_parts(sorted(before | set(fresh))):
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

    def _changes(self, connection: Connection, revision: int | None = None) -> list[Change]:
        dated = select(CHANGE, REVISION.c.who, REVISION.c.at).join(REVISION, REVISION.c.id == CHANGE.c.added)
        dated = dated.where(CHANGE.c.kind.in_(KINDS))
        then = dated.where(CHANGE.c.withdrawn.is_(None)) if revision is None else as_of(dated, CHANGE, revision)
        rows = connection.execute(then)
        found = []
        for row in rows:
            data = json.loads(row.payload)
            anchors = tuple((a, t, int(n)) for a, t, n in data["anchors"])
            found.append(Change(row.row, row.kind, anchors, data.get("fields", {}), row.who, row.at))
        return sorted(found, key=lambda change: change.number)
