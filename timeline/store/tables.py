"""The columns of one store's events and the questions to them: numbers and facets in arrays, texts in DuckDB."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain, combinations
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from timeline.model import Article, Status
from timeline.store.answers import Beside, Brief, Counts, Density, Facets, Summary
from timeline.store.columns import (
    EVENT,
    MENTION,
    Array,
    Growing,
    Order,
    Tags,
    Texts,
    different,
    least,
    lists,
    parsed,
    strings,
)
from timeline.temporal.interval import Certainty, Granularity, Interval
from timeline.view import FACETS, UNCHECKED, UNKNOWN, View

Moment = tuple[date | None, int | None]  # as of a day, at a revision
NOW: Moment = (None, None)
KEPT_MASKS = 96  # filters, and views, whose events are kept; a million events take a megabyte each
KEPT_ANSWERS = 256
GRANULARITIES = list(Granularity)
KEPT_MOMENTS = 6  # as-of days and earlier revisions
OPEN = 4_000_000  # a day after all days, for dates that have no end
EPOCH = date(1970, 1, 1).toordinal()
COLUMNS: dict[str, Any] = {
    "type": np.int16, "status": np.int16, "certainty": np.int16, "review": np.int16, "granularity": np.int16,
    "country": np.int32,  # the first that is named, -1 where none is
    "first": np.int32, "last": np.int32,  # ordinals; 0 and OPEN where the end is open, and both where there is no date
    "middle": np.int32,  # the day between them, where the densities count an event
    "articles": np.int32, "sources": np.int32, "confidence": np.float32,
    "published": np.int32, "published_last": np.int32,  # of the articles: OPEN and 0 where none has a date
    "order": np.int32,  # their place in time: the first day, after all days where that is open, and last without a date
    "hollow": np.bool_,  # no mention of the store is behind it: a generated event
    "alive": np.bool_,
}  # fmt: skip
TEXTS = ("id", "title", "countries")
Sentence = tuple[str, str, str]  # article, mention, and its trigger with its sentence


def sentences(
    mentions: Iterable[tuple[Sequence[str], Sequence[str]]], articles: Mapping[str, Article]
) -> Iterable[list[Sentence]]:
    """Of each mention its trigger and its sentence, to be searched, from mentions as JSON and their articles' ids."""
    names: list[Sequence[str]] = []

    def payloads() -> Iterable[Sequence[str]]:
        for ids, part in mentions:
            names.append(ids)
            yield part

    for table in parsed(payloads(), MENTION):
        columns = (names.pop(0), *(table.column(c).to_pylist() for c in table.column_names))
        yield [
            (a, m, f"{trigger} {articles[a].text[first:last]}")
            for a, m, trigger, first, last in zip(*columns, strict=True)
        ]


class Tables:
    """The events of a store, each a row that is never moved. Not for several threads at once.

    A *moment* is which rows are shown: those of now, of an earlier revision, or of what could be known on a day. Rows
    that only another moment shows are in the columns as well, but not alive.
    """

    def __init__(self) -> None:
        self.db = duckdb.connect(":memory:", config={"threads": 2})
        self.columns = {name: Growing(kind) for name, kind in COLUMNS.items()}
        self.tags = {name: Tags() for name in FACETS}
        self.told = Tags()  # the values are the articles
        self.by_time = Order(lambda rows: self.column("order")[rows])
        self.by_weight = Order(self._weight)
        self.rows = 0
        self.moments: OrderedDict[Moment, Array] = OrderedDict()
        self.masks: OrderedDict[Any, Array] = OrderedDict()
        self.answers: OrderedDict[Any, Any] = OrderedDict()
        self._outlet, self._language, self._day = Growing(np.int32), Growing(np.int32), Growing(np.int32)
        self._spoken = False  # whether there are mentions behind the events that are being added
        self._groups: dict[str, tuple[list[int], list[int]]] = {}  # countries → their numbers and those of their pairs
        self.texts = {name: Texts() for name in TEXTS}
        self.db.execute("CREATE TABLE event (n INTEGER, searched VARCHAR)")
        self.db.execute("CREATE TEMP TABLE told_in (n INTEGER, article VARCHAR, event VARCHAR)")
        self.db.execute("CREATE TEMP TABLE said (article VARCHAR, event VARCHAR, words VARCHAR)")
        self.db.execute("CREATE TEMP TABLE fresh AS FROM event")

    def column(self, name: str) -> Array:
        """A column, a number a row."""
        return self.columns[name].array

    # ----- filling

    def drop(self, names: Sequence[str]) -> None:
        """Take events out of what is shown now."""
        if names and self.rows:
            gone = self.rows_of(names)
            self.column("alive")[gone] = False
            self._forget()

    def rows_of(self, names: Sequence[str], moment: Moment = NOW) -> Array:
        """The rows of events by their ids that are shown at a moment."""
        wanted = pa.array(list(names), pa.large_string())
        rows = np.flatnonzero(pc.is_in(self.texts["id"].array, wanted).to_numpy(zero_copy_only=False))
        return rows[self._shown(moment)[rows]]

    def numbered(self, names: pa.Array) -> Array:
        """The rows shown now of events by their ids, -1 for those that have none."""
        alive = np.flatnonzero(self.column("alive"))
        at = pc.index_in(names, value_set=self.texts["id"].array.take(pa.array(alive)).cast(names.type))
        found: Array = np.append(alive, -1)[at.fill_null(len(alive)).to_numpy(zero_copy_only=False)]
        return found

    def ids(self, rows: Array) -> list[str]:
        """The ids of some rows."""
        return self.texts["id"].at(rows)

    def of_articles(self, names: Iterable[str]) -> Array:
        """The rows shown now that some articles tell."""
        return np.flatnonzero(self.told.having(self.told.known(names), self.rows) & self.column("alive"))

    def learn(self, articles: Mapping[str, Article]) -> None:
        """Take over what articles say that are known already."""
        for number in self.told.known(articles):
            article = articles[self.told.values[number]]
            self._outlet.array[number], self._language.array[number], self._day.array[number] = self._facts(article)

    def _facts(self, article: Article) -> tuple[int, int, int]:
        outlet = article.outlet[:200] or UNKNOWN
        language = self.tags["language"].number(article.lang) if article.lang else -1
        return self.tags["source"].number(outlet), language, article.published.toordinal() if article.published else 0

    def add(
        self,
        portions: Iterable[Sequence[str]],
        articles: Mapping[str, Article],
        said: Iterable[Sequence[Sentence]],
        alive: bool = True,
        alias: Mapping[str, str] | None = None,
    ) -> Array:
        """Put events in, as JSON; returns their rows.

        Where they are to be `alive`, they take the place of those with their ids. `alias` gives the names under which
        `articles` has what articles said at an earlier revision.
        """
        start = self.rows
        self._spoken = False
        for part in said:
            self._insert("said", zip(*part, strict=True))
            self._spoken |= bool(part)
        for table in parsed(portions, EVENT):
            review = pc.fill_null(table.column("review"), "")  # what is rejected keeps its page, to undo that from
            told = pc.if_else(pc.equal(review, ""), UNCHECKED, review)
            table = table.set_column(table.schema.get_field_index("review"), "review", told)
            fresh = table.filter(pc.not_equal(told, "rejected")).combine_chunks()
            if alive and start:
                self.drop(fresh.column("id").to_pylist())
            self._add(fresh, articles, alive, alias or {})
        # The line breaks keep a search from matching across the end of one piece and the start of the next.
        joined = (
            "(SELECT n, string_agg(words, chr(10)) AS words FROM told_in JOIN said USING (article, event) GROUP BY n)"
        )
        self.db.execute(
            f"INSERT INTO event SELECT n, lower(concat_ws(chr(10), searched, words)) FROM fresh LEFT JOIN {joined}"
            " USING (n) ORDER BY n"
        )
        found = self.db.execute("SELECT n FROM told_in SEMI JOIN said USING (article, event)").fetchnumpy()["n"]
        self.column("hollow")[found] = False
        for table_name in ("fresh", "told_in", "said"):
            self.db.execute(f"TRUNCATE {table_name}")
        self.masks.clear()
        if alive:  # what is shown at other moments is what it was
            self.answers.clear()
        return np.arange(start, self.rows)

    def _insert(self, table: str, columns: Iterable[Any]) -> None:
        names = [row[0] for row in self.db.execute(f"DESCRIBE {table}").fetchall()]
        data = dict(zip(names, (c if isinstance(c, pa.Array) else pa.array(c) for c in columns), strict=False))
        if data:
            self.db.register("portion", pa.table(data))
            self.db.execute(f"INSERT INTO {table} SELECT * FROM portion")
            self.db.unregister("portion")

    def _add(self, fresh: pa.Table, articles: Mapping[str, Article], alive: bool, alias: Mapping[str, str]) -> None:
        """Put in the events of one table of the form EVENT."""
        count, start = fresh.num_rows, self.rows
        if not count:
            return
        one = {}
        for facet in ("type", "status", "certainty", "review"):
            which, names = strings(fresh.column(facet))
            numbers = np.append(self.tags[facet].named(names), np.int32(-1))
            one[facet] = numbers[which]
            there = np.flatnonzero(one[facet] >= 0)
            self.tags[facet].add(start + there, one[facet][there])
        countries, groups = self._of_countries(fresh, start)
        self._of_actors(fresh, start)
        told, earliest, latest = self._of_articles(fresh, start, articles, alias)
        first, last = (_ordinals(fresh.column(end)) for end in ("start", "end"))
        which, names = strings(fresh.column("granularity"))
        grains = np.array([*(GRANULARITIES.index(Granularity(n)) for n in names.to_pylist()), 0], np.int16)
        last = np.where((last == 0) & (first > 0), OPEN, last)
        values = {
            **one, "granularity": grains[which], "country": countries, "first": first, "last": last,
            "middle": (np.where(first == 0, last, first) + np.where(last == OPEN, first, last)) // 2,
            "articles": told, "sources": fresh.column("sources").to_numpy(),
            "confidence": fresh.column("confidence").to_numpy(), "published": earliest, "published_last": latest,
            "order": np.where(first > 0, first, np.where(last > 0, OPEN, OPEN + 1)),
            "hollow": np.full(count, True), "alive": np.full(count, alive),
        }  # fmt: skip
        for name, value in values.items():
            self.columns[name].add(value)
        for name, text in (("id", fresh.column("id")), ("title", fresh.column("title")), ("countries", groups)):
            self.texts[name].add(text.combine_chunks() if isinstance(text, pa.ChunkedArray) else text)
        self.rows += count
        actors = fresh.column("actors").combine_chunks()
        named = pa.ListArray.from_arrays(actors.offsets, actors.values.field("name"))
        said = pc.binary_join_element_wise(
            fresh.column("title"), fresh.column("place"), pc.binary_join(named, "\n"), "\n", null_handling="skip"
        )
        self._insert("fresh", (pa.array(np.arange(start, self.rows), pa.int32()), said.combine_chunks()))

    def _of_countries(self, fresh: pa.Table, start: int) -> tuple[Array, pa.Array]:
        """Index the countries and their pairs; returns the first country of each row, and all of them as one text."""
        joined = pc.binary_join(fresh.column("countries"), ",").combine_chunks()
        which, different_ones = strings(joined)
        names = different_ones.to_pylist()
        for name in names:
            if name not in self._groups:
                codes = name.split(",") if name else []
                pairs = ["-".join(pair) for pair in combinations(sorted(set(codes)), 2)]
                self._groups[name] = (
                    [self.tags["country"].number(c) for c in dict.fromkeys(codes)],
                    [self.tags["pair"].number(p) for p in pairs],
                )
        for kind, facet in enumerate(("country", "pair")):
            sets = [self._groups[name][kind] for name in names]
            sizes = np.array([*map(len, sets), 0], np.int64)
            flat = np.array([*chain.from_iterable(sets)], np.int32)
            begins = np.concatenate([[0], np.cumsum(sizes)])[:-1]
            lengths = sizes[which]
            rows = np.repeat(np.arange(len(which)), lengths)
            within = np.arange(len(rows)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
            self.tags[facet].add(start + rows, flat[np.repeat(begins[which], lengths) + within])
        firsts = np.array([*((self._groups[name][0] or [-1])[0] for name in names), -1], np.int32)
        return firsts[which], joined

    def _of_actors(self, fresh: pa.Table, start: int) -> None:
        rows, actors = lists(fresh.column("actors"))
        which, names = strings(actors.field("name"))
        numbers = self.tags["actor"].named(pc.utf8_trim_whitespace(names))
        there = np.append(numbers, np.int32(-1))[which]
        rows, there = different(rows[there >= 0], there[there >= 0])
        self.tags["actor"].add(start + rows, there)

    def _of_articles(
        self, fresh: pa.Table, start: int, articles: Mapping[str, Article], alias: Mapping[str, str]
    ) -> tuple[Array, Array, Array]:
        """Index what articles say; returns how many of them tell each row, and their first and last day."""
        rows, mentions = lists(fresh.column("mentions"))
        which, names = strings(mentions.field("article"))
        if self._spoken:
            told_in = (pa.array(start + rows, pa.int32()), mentions.field("article"), mentions.field("event"))
            self._insert("told_in", told_in)
        numbers = self.told.named(
            pa.array([alias.get(n, n) for n in names.to_pylist()], pa.string()) if alias else names
        )
        known = len(self._outlet.array)
        facts = [self._facts(articles.get(a) or Article(a, "")) for a in self.told.values[known:]]
        for growing, column in zip((self._outlet, self._language, self._day), zip(*facts, strict=True), strict=False):
            growing.add(column)
        rows, told = different(rows, numbers[which])
        self.told.add(start + rows, told)
        for facet, of_article in (("source", self._outlet.array), ("language", self._language.array)):
            values = of_article[told]
            mine, there = different(rows[values >= 0], values[values >= 0])
            self.tags[facet].add(start + mine, there)
        count = np.bincount(rows, minlength=fresh.num_rows)
        days = self._day.array[told]
        earliest, latest = np.full(fresh.num_rows, OPEN), np.zeros(fresh.num_rows, int)
        np.minimum.at(earliest, rows, np.where(days > 0, days, OPEN))
        np.maximum.at(latest, rows, days)
        return count, earliest, latest

    def _forget(self) -> None:
        """Drop what was computed from the events."""
        self.masks.clear()
        self.answers.clear()

    def warm(self) -> None:
        """Answer beforehand what the view without filters asks, which is the first that everybody sees."""
        for view in (View(), View(lane="country")):
            self.facets(view, NOW)
            self.summary(view, NOW)
            self.days(view, NOW)
            self.density(view, NOW)
            self.briefs(view, NOW, 1, important=True)

    # ----- moments

    def show(self, moment: Moment, shown: Array) -> None:
        """Say which rows are shown at a moment."""
        self.moments[moment] = shown
        while len(self.moments) > KEPT_MOMENTS:
            self.moments.popitem(last=False)

    def _shown(self, moment: Moment) -> Array:
        if moment == NOW:
            return self.column("alive")
        shown = self.moments[moment]
        return np.concatenate([shown, np.zeros(self.rows - len(shown), bool)])

    # ----- what passes the filters

    def _kept(self, key: Any, made: Callable[[], Array]) -> Array:
        if key not in self.masks:
            self.masks[key] = made()
            while len(self.masks) > KEPT_MASKS:
                self.masks.popitem(last=False)
        self.masks.move_to_end(key)
        return self.masks[key]

    def hit(self, view: View, moment: Moment) -> Array:
        """Which rows pass a view's filters."""
        key = replace(view.filters, asof=None, revision=None)

        def made() -> Array:
            found = self._shown(moment).copy()
            for wanted, part in self._parts(key):
                found &= part if wanted else ~part
            return found

        return self._kept((moment, key), made)

    def _parts(self, view: View) -> Iterable[tuple[bool, Array]]:
        """The filters of a view, each as rows that are wanted or unwanted."""
        for facet in FACETS:
            chosen = view.facet(facet)
            together = [(v,) for v in chosen] if facet == "country" and view.all else [chosen] if chosen else []
            for values in together:
                yield True, self._having(facet, values)
            without = tuple(value for name, value in view.without if name == facet)
            if without:
                yield False, self._having(facet, without)
        if view.q:
            yield True, self._kept(("q", view.q), lambda: self._with_words(view.q))
        if view.since or view.until:
            yield True, self._kept(("days", view.since, view.until), lambda: self._within(view.since, view.until))

    def _having(self, facet: str, values: tuple[str, ...]) -> Array:
        """Which rows have any of some values of a facet."""
        tags = self.tags[facet]
        return self._kept((facet, values), lambda: tags.having(tags.known(values), self.rows))

    def _with_words(self, words: str) -> Array:
        found = np.zeros(self.rows, bool)
        known = words.encode("utf8", "replace").decode("utf8")  # an address may hold any character
        rows = self.db.execute("SELECT n FROM event WHERE contains(searched, lower(?))", [known]).fetchnumpy()["n"]
        found[rows] = True
        return found

    def _within(self, start: date | None, end: date | None) -> Array:
        """Which dated rows may have been in a window."""
        found: Array = self.column("last") > 0
        if start:
            found = found & (self.column("last") >= start.toordinal())
        if end:
            found = found & (self.column("first") <= end.toordinal())
        return found

    def _window(self, view: View, moment: Moment) -> Array:
        """Which rows pass the filters and lie in the window on screen."""
        return self.hit(view, moment) & self._within(view.start, view.end)

    def _once(self, name: str, view: View, moment: Moment, answer: Callable[[], Any]) -> Any:
        """An answer that depends on the filters only, computed once."""
        key = (name, moment, replace(view.filters, asof=None, revision=None))
        if key not in self.answers:
            self.answers[key] = answer()
            while len(self.answers) > KEPT_ANSWERS:
                self.answers.popitem(last=False)
        self.answers.move_to_end(key)
        return self.answers[key]

    # ----- the questions

    def briefs(self, view: View, moment: Moment, limit: int | None, important: bool) -> list[Brief]:
        """The marks of a view's window, or where it has none of all; see ReadModel.briefs."""

        def asked() -> list[Brief]:
            windowed = view.start or view.end or important
            chosen = self._window(view, moment) if windowed else self.hit(view, moment)
            if limit is None:
                return self._briefs(np.flatnonzero(chosen))
            return self._briefs((self.by_weight if important else self.by_time).first(chosen, limit))

        name = f"briefs {limit} {important} {view.start} {view.end}"
        found: list[Brief] = asked() if limit is None else self._once(name, view, moment, asked)
        return found

    def _weight(self, rows: Array) -> Array:
        """What the most told come first by, of equal ones the surest, then the first."""
        weight: Array = -(self.column("sources")[rows] + self.column("confidence")[rows] / 2)
        return weight

    def in_order(self, view: View, moment: Moment, offset: int, limit: int | None) -> Array:
        """The rows of some of the events that pass the filters, by time, those of one day in the order of adding."""

        rows: Array = self._once("in order", view, moment, lambda: self.by_time.all_of(self.hit(view, moment)))
        return rows[offset : None if limit is None else offset + limit]

    def _briefs(self, rows: Array) -> list[Brief]:
        """The marks of rows, by date and then by id, the undated last."""
        numbers = zip(*(self.column(name)[rows].tolist() for name in COLUMNS), strict=True)
        texts = zip(*(self.texts[name].at(rows) for name in TEXTS), strict=True)
        all_of_them = [
            dict(zip((*COLUMNS, *TEXTS), (*n, *t), strict=True)) for n, t in zip(numbers, texts, strict=True)
        ]
        return [self._brief(row) for row in sorted(all_of_them, key=lambda row: (row["order"], row["id"]))]

    def _brief(self, row: Mapping[str, Any]) -> Brief:
        interval = None
        if row["last"]:
            certainty = self.tags["certainty"].values[row["certainty"]] if row["certainty"] >= 0 else "stated"
            interval = Interval.between(
                date.fromordinal(row["first"]) if row["first"] else None,
                date.fromordinal(row["last"]) if row["last"] < OPEN else None,
                GRANULARITIES[row["granularity"]], Certainty[certainty.upper()],
            )  # fmt: skip
        review = self.tags["review"].values[row["review"]]
        return Brief(
            row["id"], self.tags["type"].values[row["type"]], row["title"],
            Status(self.tags["status"].values[row["status"]]), interval,
            tuple(row["countries"].split(",")) if row["countries"] else (), row["articles"], row["sources"],
            row["confidence"], "" if review == UNCHECKED else review,
        )  # fmt: skip

    def count(self, view: View, moment: Moment) -> int:
        """How many dated events stand in the window."""
        return int(np.count_nonzero(self._window(view, moment)))

    def undated(self, view: View, moment: Moment) -> int:
        """How many events that pass the filters have no date."""
        return int(np.count_nonzero(self.hit(view, moment) & (self.column("last") == 0)))

    def days(self, view: View, moment: Moment) -> list[date]:
        """The days on which the events that pass the filters start and end."""

        def asked() -> list[date]:
            first, last = self._ends(view, moment)
            return [date.fromordinal(day) for day in np.union1d(first, last).tolist()]

        found: list[date] = self._once("days", view, moment, asked)
        return found

    def _ends(self, view: View, moment: Moment) -> tuple[Array, Array]:
        """The different first and last days of the events that pass the filters, ascending, without open ends."""

        def asked() -> tuple[Array, Array]:
            hit = self.hit(view, moment)
            first, last = (self.column(end)[hit] for end in ("first", "last"))
            return _distinct(first[first > 0]), _distinct(last[(last > 0) & (last < OPEN)])

        found: tuple[Array, Array] = self._once("ends", view, moment, asked)
        return found

    def density(self, view: View, moment: Moment) -> Density:
        """How many events each day of each lane has, in the window."""
        facet = "country" if view.lane == "country" else "type"

        def asked() -> Density:
            rows = np.flatnonzero(self.hit(view, moment) & (self.column("last") > 0))
            middle = self.column("middle")[rows]
            lane = self.column("type")[rows].astype(np.int64) if facet == "type" else self._lanes(view)[rows]
            lanes = (*self.tags[facet].values, "")
            lane = np.where(lane < 0, len(lanes) - 1, lane)
            days = _distinct(middle)
            which = np.zeros(int(days[-1] - days[0]) + 1 if len(days) else 0, np.int64)
            which[days - days[:1]] = np.arange(len(days))
            cells = lane * len(days) + which[middle - days[:1]]
            counts = np.bincount(cells, minlength=len(lanes) * len(days)).reshape(len(lanes), len(days))
            return Density(lanes, days, counts.astype(np.int32))

        whole: Density = self._once(f"density {facet}", view, moment, asked)
        low = np.searchsorted(whole.days, view.start.toordinal()) if view.start else 0
        high = np.searchsorted(whole.days, view.end.toordinal(), "right") if view.end else len(whole.days)
        return Density(whole.lanes, whole.days[low:high], whole.counts[:, low:high])

    def _lanes(self, view: View) -> Array:
        """The country in whose lane each row stands: one that was asked for, where it has one, else the first."""
        found: Array = self.column("country").astype(np.int64)
        for value in sorted(self.tags["country"].known(view.country), reverse=True):
            found[self.tags["country"].of(value)] = value
        return found

    def beside(self, view: View, moment: Moment) -> tuple[Beside | None, Beside | None]:
        """The events before and after the window."""
        hit, first, last = self.hit(view, moment), self.column("first"), self.column("last")

        def found(
            which: Array, far: Callable[[Array, Array], int], near: Callable[[Array, Array], int]
        ) -> Beside | None:
            rows = np.flatnonzero(which & hit)
            if not len(rows):
                return None
            a, b = first[rows], last[rows]
            return Beside(len(rows), date.fromordinal(int(far(a, b))), date.fromordinal(int(near(a, b))))

        before = after = None
        if view.start:
            before = found(
                (last > 0) & (last < view.start.toordinal()),
                lambda a, b: np.where(a == 0, b, a).min(),
                lambda _, b: b.max(),
            )
        if view.end:
            after = found(
                first > view.end.toordinal(), lambda a, b: np.where(b == OPEN, a, b).max(), lambda a, _: a.min()
            )
        return before, after

    def published(self, view: View, moment: Moment) -> date | None:
        """The one publication day behind all that passes the filters."""

        def asked() -> date | None:
            first, last = self.column("published"), self.column("published_last")
            dated = self.hit(view, moment) & (last > 0)
            if not dated.any():
                return None
            day = int(last[dated.argmax()])  # of one of them
            return None if (dated & ((first != day) | (last != day))).any() else date.fromordinal(day)

        found: date | None = self._once("published", view, moment, asked)
        return found

    def facets(self, view: View, moment: Moment) -> Facets:
        """The counts beside the filters."""

        return Facets(*(self._ranked(name, view.filters.freed(name), moment) for name in FACETS))

    def _ranked(self, facet: str, view: View, moment: Moment) -> Counts:
        """How many of the events that pass the filters have each value of a facet."""
        tags = self.tags[facet]
        found: Counts = self._once(f"facet {facet}", view, moment, lambda: tags.ranked(self.hit(view, moment)))
        return found

    def summary(self, view: View, moment: Moment) -> Summary:
        """The figures above the timeline."""

        def asked() -> Summary:
            hit = self.hit(view, moment)
            ends = [int(ends[at]) for at in (0, -1) for ends in self._ends(view, moment) if len(ends)]
            return Summary(
                int(np.count_nonzero(self.told.counts(hit))), int(np.count_nonzero(hit)),
                len(self._ranked("source", view, moment)),
                date.fromordinal(min(ends)) if ends else None, date.fromordinal(max(ends)) if ends else None,
            )  # fmt: skip

        found: Summary = self._once("summary", view, moment, asked)
        return found

    def told_by(self, articles: Iterable[str], limit: int) -> tuple[list[Brief], int]:
        """The first events that articles tell, and how many they tell in all."""
        rows = self.of_articles(articles)
        return self._briefs(rows)[:limit], len(rows)

    def around(self, view: View, day: date, name: str, some: int) -> list[Brief]:
        """Some events that pass the filters and are dated, before a day and from it on, but for the event of an id."""
        hit, first = self.hit(view, NOW).copy(), self.column("first")
        hit[self.rows_of([name])] = False
        at = day.toordinal()
        before, after = np.flatnonzero(hit & (first > 0) & (first < at)), np.flatnonzero(hit & (first >= at))
        return self._briefs(np.concatenate([least(before, -first[before], some), least(after, first[after], some)]))


def _distinct(numbers: Array) -> Array:
    """The different ones of some whole numbers, ascending."""
    if not len(numbers):
        return numbers.astype(np.int64)
    low = int(numbers.min())
    seen = np.zeros(int(numbers.max()) - low + 1, bool)
    seen[numbers - low] = True
    return np.flatnonzero(seen) + low


def _ordinals(column: pa.ChunkedArray) -> Array:
    """ISO days as ordinals; 0 where there is none."""
    days = pc.cast(column, pa.date32()).combine_chunks()
    return np.where(
        days.is_null().to_numpy(zero_copy_only=False),
        0,
        pc.fill_null(days.cast(pa.int32()), 0).to_numpy(zero_copy_only=False) + EPOCH,
    )
