"""Events as columns: their JSON read in bulk by Arrow, and what they can be chosen by as an inverted index.

An event is a row number; a set of events is an array of truth values, one a row. So a filter is a conjunction of
arrays, and how many events each value of a facet has is one pass over its rows: milliseconds at a million events.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.json

Array = np.ndarray[Any, Any]
LOOSE = 50_000  # rows added to an index that are searched one by one, before it is built anew
MANY = 1000  # names that Arrow looks up together
AHEAD = 2  # portions of JSON that are parsed at once
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
    with ThreadPoolExecutor(AHEAD) as pool:
        waiting = [pool.submit(one, part) for part in islice(left, AHEAD)]
        while waiting:
            yield waiting.pop(0).result()
            waiting += [pool.submit(one, part) for part in islice(left, 1)]


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
    """One facet: which rows have which of its values. Values are numbered as they come, and are never forgotten."""

    def __init__(self) -> None:
        self.values: list[str] = []
        self.numbers: dict[str, int] = {}
        self._rows, self._starts = np.zeros(0, np.int32), np.zeros(1, np.int64)  # the rows of each value, end to end
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
        if len(names) < MANY:
            return np.array([self.number(name) if name else -1 for name in names.to_pylist()], np.int32)
        at = pc.index_in(names, value_set=pa.array(self.values, pa.string()))
        numbers: Array = at.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int32)
        fresh = np.flatnonzero(numbers < 0)
        numbers[fresh] = [self.number(name) if name else -1 for name in names.take(pa.array(fresh)).to_pylist()]
        return numbers

    def known(self, values: Iterable[str]) -> list[int]:
        """The numbers of those of some values that there are, in their order."""
        return [self.numbers[value] for value in values if value in self.numbers]

    def add(self, rows: Array, values: Array) -> None:
        """Rows that have values, each pair once; no pair may be there already."""
        if len(rows):
            self._parts.append((rows.astype(np.int32), values.astype(np.int32)))

    def _settled(self) -> None:
        """Build the index anew where too much has come since it was built."""
        if sum(len(rows) for rows, _ in self._parts) <= LOOSE:
            return
        count = len(self._starts) - 1
        old = np.repeat(np.arange(count, dtype=np.int32), np.diff(self._starts))
        rows = np.concatenate([self._rows, *(part for part, _ in self._parts)])
        values = np.concatenate([old, *(part for _, part in self._parts)])
        # Sorting stably keeps the rows of a value ascending; short integers are sorted by radix, ten times as fast.
        small = values.astype(np.int16) if len(self.values) < 2**15 else values
        self._rows = rows[np.argsort(small, kind="stable")]
        self._starts = np.concatenate([[0], np.cumsum(np.bincount(values, minlength=len(self.values)))])
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
        ends = np.concatenate([[0], np.cumsum(chosen[self._rows], dtype=np.int32)])[self._starts]
        found[: len(ends) - 1] = np.diff(ends)
        for rows, values in self._parts:
            found += np.bincount(values[chosen[rows]], minlength=len(found))
        return found

    def ranked(self, chosen: Array) -> dict[str, int]:
        """How many of the chosen rows have each value, the most frequent first, and then by name."""
        if len(self._order) != len(self.values):
            self._order = np.argsort(np.array(sorted(range(len(self.values)), key=self.values.__getitem__), np.int64))
        counts = self.counts(chosen)
        there = np.flatnonzero(counts)
        there = there[np.lexsort((self._order[there], -counts[there]))]
        return {self.values[v]: c for v, c in zip(there.tolist(), counts[there].tolist(), strict=True)}


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
