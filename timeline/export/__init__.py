"""Events for other programs: tables, calendars, TimelineJS, citations. Pure functions of events; nothing is fetched.

Everything that comes from an article is data of strangers: each format's own way of harming its reader (formulas in
spreadsheets, HTML in TimelineJS) is closed here.
"""

from timeline.export.calendar import to_ics
from timeline.export.cite import to_bibtex, to_citation
from timeline.export.tables import to_csv, to_json, to_parquet
from timeline.export.timelinejs import to_timelinejs

__all__ = ["to_bibtex", "to_citation", "to_csv", "to_ics", "to_json", "to_parquet", "to_timelinejs"]
