"""Events for other programs: tables, calendars, TimelineJS, citations. Pure functions of events; nothing is fetched.

Everything that comes from an article is data of strangers: each format's own way of harming its reader (formulas in
spreadsheets, HTML in TimelineJS) is closed here.
"""

from timeline.export.calendar import stream_ics, to_ics
from timeline.export.cite import to_bibtex, to_citation
from timeline.export.tables import stream_csv, stream_parquet, to_csv, to_json, to_parquet
from timeline.export.timelinejs import stream_timelinejs, to_timelinejs

__all__ = [
    "stream_csv",
    "stream_ics",
    "stream_parquet",
    "stream_timelinejs",
    "to_bibtex",
    "to_citation",
    "to_csv",
    "to_ics",
    "to_json",
    "to_parquet",
    "to_timelinejs",
]
