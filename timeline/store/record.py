"""The record: an SQLite file in WAL mode by default, through SQLAlchemy."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Connection,
    delete,
    insert,
    select,
    update,
)

from timeline import ingest
from timeline.errors import BadChange, StoreError
from timeline.model import Article, Said
from timeline.review import EACH, KINDS, Change, anchor, checked, meant
from timeline.store.schema import (
    BLOCK,
    CHANGE,
    REVISION,
    ROOT,
    in_parts,
)
from timeline.store.writing import Writing

VIEW_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


class Store(Writing):
    """The store of one database. Safe to share between threads; several processes may open the same one."""

    # ----- what people say of events

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
            said = (s for some in in_parts(sorted({a for a, _, _ in anchors})) for s in self._said(connection, some))
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
        for some in in_parts(sorted({a for a, _ in wanted})):
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
