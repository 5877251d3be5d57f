"""Events as columns: their JSON read in bulk by Arrow, and what they can be chosen by as an inverted index.

An event is a row number; a set of events is an array of truth values, one a row. So a filter is a conjunction of
arrays, and how many events each value of a facet has is one pass over its rows: milliseconds at a million events.
"""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.json

Array = np.ndarray[Any, Any]
LOOSE = 50_000  # rows added to an index that are searched one by one, before it is built anew
AHEAD = 2  # portions of JSON that are parsed at once
FEW = 8  # a share of the rows, as its inverse, up to which looking at each of them is quicker than at all
STEP = 4096  # rows of an order that are looked at first
_NAMES = pa.list_(pa.string())
EVENT = pa.schema({
    "id": pa.string(), "type": pa.string(), "title": pa.string(), "actors": pa.list_(pa.struct({"name": pa.string()})),
    "countries": _NAMES, "place": pa.string(), "start": pa.string(), "end": pa.string(), "granularity": pa.string(),
    "certainty": pa.string(), "status": pa.string(), "confidence": pa.float64(), "sources": pa.int32(),
    "mentions": pa.list_(pa.struct({"article": pa.string(), "event": pa.string()})), "review": pa.string(),
})  # fmt: skip
MENTION = pa.schema({
    "id": pa.string(), "trigger": pa.string(), "sentence_start": pa.int64(), "sentence_end": pa.int64(),
})  # fmt: skip


def parsed(portions: Iterable[Sequence[str]], schema: pa.Schema) -> Iterator[pa.Table]:
    """Portions of JSON objects as tables with the columns of a schema; what an object does not have is null there.

    Some portions are parsed at once, each by a thread of its own, because Arrow lets go of the interpreter meanwhile.
    """

    def one(part: Sequence[str]) -> pa.Table:
        if not part:
            return schema.empty_table()
        data = "\n".join(part).encode()
        return pa.json.read_json(
            io.BytesIO(data),
            pa.json.ReadOptions(use_threads=False, block_size=len(data) + 1),  # no object may cross two blocks
            pa.json.ParseOptions(explicit_schema=schema, unexpected_field_behavior="ignore"),
        ).combine_chunks()

    left = iter(portions)
    waiting: deque[Future[pa.Table]] = deque()
    with ThreadPoolExecutor(1) as reader, ThreadPoolExecutor(AHEAD) as pool:
        coming = reader.submit(next, left, None)  # the next is read meanwhile, too
        while True:
            while len(waiting) < AHEAD and (part := coming.result()) is not None:
                waiting.append(pool.submit(one, part))
                coming = reader.submit(next, left, None)
            if not waiting:
                return
            yield waiting.popleft().result()


def lists(column: pa.ChunkedArray) -> tuple[Array, pa.Array]:
    """A column of lists as two of the same length: the row that a value stands in, and the value."""
    array = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    lengths = array.value_lengths().fill_null(0).to_numpy(zero_copy_only=False)
    return np.repeat(np.arange(len(array), dtype=np.int32), lengths), array.flatten()


def strings(column: pa.ChunkedArray | pa.Array) -> tuple[Array, pa.Array]:
    """A column of strings as numbers, -1 where there is none, and the different strings that they stand for."""
    array = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    coded = array.dictionary_encode()
    return coded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int32), coded.dictionary


def different(rows: Array, values: Array) -> tuple[Array, Array]:
    """Pairs of a row and a value, each once; the rows ascend."""
    if not len(rows):
        return rows, values
    width = int(values.max()) + 1
    both = np.sort(rows.astype(np.int64) * width + values, kind="stable")  # stable: quick where they ascend already
    both = both[np.diff(both, prepend=-1) > 0]
    return (both // width).astype(np.int32), (both % width).astype(np.int32)


class Tags:
    """One facet: which rows have which of its values. Values are numbered as they come, and are never forgotten.

    The pairs are kept twice: by value, for the rows that have it, and by row, for the values that it has.
    """

    def __init__(self) -> None:
        self.values: list[str] = []
        self.numbers: dict[str, int] = {}
        self._rows, self._starts = np.zeros(0, np.int32), np.zeros(1, np.int64)  # the rows of each value, end to end
        self._had, self._begins = np.zeros(0, np.int16), np.zeros(1, np.int32)  # the values of each row, end to end
        self._parts: list[tuple[Array, Array]] = []  # (rows, values) that came later
        self._order: Array = np.zeros(0, np.int64)

    def number(self, value: str) -> int:
        """The number that stands for a value."""
        number = self.numbers.setdefault(value, len(self.values))
        if number == len(self.values):
            self.values.append(value)
        return number

    def named(self, names: pa.Array) -> Array:
        """The numbers that stand for some values; -1 for those that are empty."""
        known = self.numbers
        wanted = names.to_pylist()
        numbers = np.array([known.get(name, -1) for name in wanted], np.int32)
        for fresh in np.flatnonzero(numbers < 0).tolist():
            if wanted[fresh]:
                numbers[fresh] = self.number(wanted[fresh])
        return numbers

    def known(self, values: Iterable[str]) -> list[int]:
        """The numbers of those of some values that there are, in their order."""
        return [self.numbers[value] for value in values if value in self.numbers]

    def add(self, rows: Array, values: Array) -> None:
        """Rows that have values, each pair once, ascending; no row may be there already."""
        if len(rows):
            self._parts.append((rows.astype(np.int32), values.astype(np.int32)))

    def _settled(self) -> None:
        """Build the index anew where too much has come since it was built."""
        if sum(len(rows) for rows, _ in self._parts) <= LOOSE:
            return
        old = np.repeat(np.arange(len(self._begins) - 1, dtype=np.int32), np.diff(self._begins))
        rows = np.concatenate([old, *(part for part, _ in self._parts)])  # they ascend
        values = np.concatenate([self._had, *(part for _, part in self._parts)])
        # Sorting stably keeps the rows of a value ascending; short integers are sorted by radix, ten times as fast.
        self._had = values.astype(np.int16) if len(self.values) < 2**15 else values
        self._rows = rows[np.argsort(self._had, kind="stable")]
        self._starts = np.concatenate([[0], np.cumsum(np.bincount(values, minlength=len(self.values)))])
        self._begins = np.concatenate([[0], np.cumsum(np.bincount(rows))]).astype(np.int32)
        self._parts = []

    def of(self, value: int) -> Array:
        """The rows that have a value."""
        self._settled()
        base = self._rows[self._starts[value] : self._starts[value + 1]] if value < len(self._starts) - 1 else None
        late = [rows[values == value] for rows, values in self._parts]
        return np.concatenate([base, *late]) if base is not None else np.concatenate([*late, np.zeros(0, np.int32)])

    def having(self, values: Iterable[int], rows: int) -> Array:
        """Which of so many rows have any of some values."""
        found = np.zeros(rows, bool)
        for value in values:
            found[self.of(value)] = True
        return found

    def counts(self, chosen: Array) -> Array:
        """How many of the chosen rows have each value."""
        self._settled()
        found = np.zeros(len(self.values), np.int64)
        known, settled = len(self._starts) - 1, len(self._begins) - 1
        here = chosen[:settled]
        many = int(np.count_nonzero(here))
        if many * FEW <= settled:
            found[:known] = self._of_rows(np.flatnonzero(here), known)
        elif (settled - many) * FEW <= settled:
            found[:known] = np.diff(self._starts) - self._of_rows(np.flatnonzero(~here), known)
        else:
            ends = np.concatenate([[0], np.cumsum(here[self._rows], dtype=np.int32)])[self._starts]
            found[:known] = np.diff(ends)
        for rows, values in self._parts:
            found += np.bincount(values[chosen[rows]], minlength=len(found))
        return found

    def _of_rows(self, rows: Array, known: int) -> Array:
        """How many of some rows have each of the first so many values."""
        begins = self._begins[rows]
        lengths = self._begins[rows + 1] - begins
        at = np.repeat(begins - (np.cumsum(lengths) - lengths), lengths)
        return np.bincount(self._had[at + np.arange(len(at))], minlength=known)

    def ranked(self, chosen: Array) -> dict[str, int]:
        """How many of the chosen rows have each value, the most frequent first, and then by name."""
        if len(self._order) != len(self.values):
            self._order = np.argsort(np.array(sorted(range(len(self.values)), key=self.values.__getitem__), np.int64))
        counts = self.counts(chosen)
        there = np.flatnonzero(counts)
        there = there[np.lexsort((self._order[there], -counts[there]))]
        return {self.values[v]: c for v, c in zip(there.tolist(), counts[there].tolist(), strict=True)}


class Order:
    """Rows by a key: the first of those that are chosen are found without sorting them. `key` gives rows their keys."""

    def __init__(self, key: Callable[[Array], Array]) -> None:
        self.key = key
        self._order: Array = np.zeros(0, np.int32)

    def all_of(self, chosen: Array) -> Array:
        """The chosen rows in this order, of equal keys the first row first."""
        self._settled(len(chosen))
        settled = self._order[chosen[self._order]]
        late = self._late(chosen)
        rows = np.concatenate([settled, late]) if len(late) else settled
        return rows[np.argsort(self.key(rows), kind="stable")] if len(late) else rows

    def first(self, chosen: Array, limit: int) -> Array:
        """The first so many of the chosen rows, in no order."""
        self._settled(len(chosen))
        many = int(np.count_nonzero(chosen))
        if many <= limit:
            return np.flatnonzero(chosen)
        if many * FEW <= len(chosen):
            rows = np.flatnonzero(chosen)
        else:
            found, missing, at, step = [self._late(chosen)], limit, 0, STEP
            while missing > 0 and at < len(self._order):
                part = self._order[at : at + step]
                found.append(part[chosen[part]])
                missing, at, step = missing - len(found[-1]), at + step, 2 * step
            rows = np.sort(np.concatenate(found))
        return least(rows, self.key(rows), limit)

    def _late(self, chosen: Array) -> Array:
        """The chosen rows that came since the order was made."""
        return (np.flatnonzero(chosen[len(self._order) :]) + len(self._order)).astype(np.int32)

    def _settled(self, rows: int) -> None:
        """Make the order anew where too much has come since it was made."""
        if rows - len(self._order) > LOOSE:
            self._order = np.argsort(self.key(np.arange(rows)), kind="stable").astype(np.int32)


def least(rows: Array, keys: Array, limit: int) -> Array:
    """The rows with the smallest keys, of equal ones the first."""
    if limit >= len(rows):
        return rows
    bound = np.partition(keys, limit)[limit]
    below, same = rows[keys < bound], rows[keys == bound]
    return np.concatenate([below, same[: limit - len(below)]])


class Texts:
    """A column of texts to which portions are added."""

    def __init__(self) -> None:
        self._parts: list[pa.Array] = [pa.array([], pa.large_string())]

    def add(self, part: pa.Array) -> None:
        """Append a portion."""
        self._parts.append(part.cast(pa.large_string()))

    @property
    def array(self) -> pa.Array:
        """The whole column."""
        if len(self._parts) > 1:
            self._parts = [pa.concat_arrays(self._parts)]
        return self._parts[0]

    def at(self, rows: Array) -> list[str]:
        """The texts of some rows."""
        found: list[str] = self.array.take(pa.array(rows)).to_pylist()
        return found


class Growing:
    """A column of numbers to which portions are added."""

    def __init__(self, kind: Any) -> None:
        self._whole = np.zeros(0, kind)
        self._parts: list[Array] = []

    def add(self, part: Any) -> None:
        """Append a portion."""
        self._parts.append(np.asarray(part, self._whole.dtype))

    @property
    def array(self) -> Array:
        """The whole column."""
        if self._parts:
            self._whole = np.concatenate([self._whole, *self._parts])
            self._parts = []
        return self._whole
