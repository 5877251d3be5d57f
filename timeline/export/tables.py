"""Events as tables: CSV for spreadsheets, JSON in the form of the command line, Parquet for analysis."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from timeline import forms
from timeline.model import Article, Event

COLUMNS = (
    "id", "type", "plover", "mode", "title", "start", "end", "granularity", "certainty", "status", "confidence",
    "countries", "actors", "place", "place_country", "sources", "articles", "how",
)  # fmt: skip
KINDS = {name: pa.list_(pa.string()) for name in ("countries", "actors", "articles")} | {
    "start": pa.date32(), "end": pa.date32(), "confidence": pa.float64(), "sources": pa.int32(),
}  # fmt: skip
SCHEMA = pa.schema({name: KINDS.get(name, pa.string()) for name in COLUMNS})
GROUP = 50_000  # rows of a Parquet file that are written together
FORMULA = tuple("=+-@\t\r|%")  # a cell that starts with one of these is run by some spreadsheet


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe before what could be one (OWASP, CSV injection).

    >>> harmless('=HYPERLINK("http://example.org")'), harmless("Putin visits North Korea")
    ('\\'=HYPERLINK("http://example.org")', 'Putin visits North Korea')
    """
    return f"'{cell}" if cell.lstrip(" \n").startswith(FORMULA) or cell.startswith(FORMULA) else cell


def _row(event: Event, articles: Mapping[str, Article]) -> dict[str, Any]:
    data = forms.event_to_json(event)
    told = list(dict.fromkeys(article for article, _ in event.mentions))
    links = [articles[a].url or a if a in articles else a for a in told]
    return {
        **{key: data[key] for key in COLUMNS if key in data},
        "countries": list(event.countries),
        "actors": [a.name for a in event.actors],
        "articles": links,
    }


def to_csv(events: Sequence[Event], articles: Mapping[str, Article] | None = None) -> str:
    """The events as CSV (RFC 4180) with a byte order mark, which spreadsheets need to read UTF-8.

    `start` and `end` are the first and last day, inclusive; lists are joined by "; ". `articles` by id give the links.
    """
    return "".join(stream_csv([events], articles))


def stream_csv(portions: Iterable[Sequence[Event]], articles: Mapping[str, Article] | None = None) -> Iterator[str]:
    """The same text piece by piece, of events that come in portions."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\r\n")
    out.write("\ufeff")
    writer.writeheader()
    for part in portions:
        for event in part:
            row = _row(event, articles or {})
            cells = {key: "; ".join(v) if isinstance(v, list) else "" if v is None else v for key, v in row.items()}
            writer.writerow({key: harmless(v) if isinstance(v, str) else v for key, v in cells.items()})
        yield out.getvalue()
        out.seek(0)
        out.truncate()
    yield out.getvalue()


def to_json(events: Iterable[Event]) -> str:
    """The events as one JSON array, each in the form that `python -m timeline merge` prints."""
    return json.dumps([forms.event_to_json(e) for e in events], ensure_ascii=False, indent=1)


def to_parquet(events: Sequence[Event], articles: Mapping[str, Article] | None = None) -> bytes:
    """The events as a Parquet file: days as dates, countries, actors and articles as lists of strings."""
    return b"".join(stream_parquet([events], articles))


def stream_parquet(
    portions: Iterable[Sequence[Event]], articles: Mapping[str, Article] | None = None
) -> Iterator[bytes]:
    """The same file piece by piece, of events that come in portions: no more of it is held than one group of rows."""
    out = _Pieces()
    with pq.ParquetWriter(out, SCHEMA) as writer:
        waiting: list[pa.Table] = []
        for part in portions:
            waiting.append(_table(part, articles or {}))
            if sum(table.num_rows for table in waiting) >= GROUP:
                writer.write_table(pa.concat_tables(waiting))
                waiting = []
                yield out.taken()
        if waiting:
            writer.write_table(pa.concat_tables(waiting))
    yield out.taken()


def _table(events: Sequence[Event], articles: Mapping[str, Article]) -> pa.Table:
    rows = [_row(event, articles) for event in events]
    columns = {name: [row[name] for row in rows] for name in COLUMNS}
    columns["start"] = [e.interval and e.interval.start for e in events]
    columns["end"] = [e.interval and e.interval.last for e in events]
    return pa.table(columns, SCHEMA)


class _Pieces(io.RawIOBase):
    """A file that is written, whose pieces are taken away meanwhile."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[bytes] = []
        self._at = 0

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        self._pieces.append(bytes(piece))
        self._at += len(self._pieces[-1])
        return len(self._pieces[-1])

    def tell(self) -> int:
        return self._at

    def close(self) -> None:
        """Stay open to be read from: the writer closes what it has written."""

    def taken(self) -> bytes:
        """What was written since it was last taken."""
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)
