"""Events as tables: CSV for spreadsheets, JSON in the form of the command line, Parquet for analysis."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from timeline import forms
from timeline.model import Article, Event

COLUMNS = (
    "id", "type", "plover", "mode", "title", "start", "end", "granularity", "certainty", "status", "confidence",
    "countries", "actors", "place", "place_country", "sources", "articles", "how",
)  # fmt: skip
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


def to_csv(events: Iterable[Event], articles: Mapping[str, Article] | None = None) -> str:
    """The events as CSV (RFC 4180) with a byte order mark, which spreadsheets need to read UTF-8.

    `start` and `end` are the first and last day, inclusive; lists are joined by "; ". `articles` by id give the links.
    """
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for event in events:
        row = _row(event, articles or {})
        cells = {key: "; ".join(v) if isinstance(v, list) else "" if v is None else v for key, v in row.items()}
        writer.writerow({key: harmless(v) if isinstance(v, str) else v for key, v in cells.items()})
    return "\ufeff" + out.getvalue()


def to_json(events: Iterable[Event]) -> str:
    """The events as one JSON array, each in the form that `python -m timeline merge` prints."""
    return json.dumps([forms.event_to_json(e) for e in events], ensure_ascii=False, indent=1)


def to_parquet(events: Sequence[Event], articles: Mapping[str, Article] | None = None) -> bytes:
    """The events as a Parquet file: days as dates, countries, actors and articles as lists of strings."""
    rows = [_row(event, articles or {}) for event in events]
    kinds = {"countries": pa.list_(pa.string()), "actors": pa.list_(pa.string()), "articles": pa.list_(pa.string())}
    kinds |= {"start": pa.date32(), "end": pa.date32(), "confidence": pa.float64(), "sources": pa.int32()}
    columns = {}
    for name in COLUMNS:
        values = [row[name] for row in rows]
        if name in ("start", "end"):
            days = [e.interval and (e.interval.start if name == "start" else e.interval.last) for e in events]
            columns[name] = pa.array(days, pa.date32())
        else:
            columns[name] = pa.array(values, kinds.get(name, pa.string()))
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out)
    return out.getvalue()
