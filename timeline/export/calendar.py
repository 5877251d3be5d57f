"""Events as iCalendar (RFC 5545), for calendar programs to open once or to subscribe to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar
from icalendar import Event as Entry

from timeline.model import Article, Event, Status

PRODUCT = "-//Datelines//Datelines//EN"
REFRESH = timedelta(hours=6)  # how often a subscribed calendar is asked to look again
STATUS = {
    Status.HAPPENED: "CONFIRMED",
    Status.PLANNED: "TENTATIVE",
    Status.HYPOTHETICAL: "TENTATIVE",
    Status.DENIED: "CANCELLED",
    Status.CANCELLED: "CANCELLED",
}
WINDOW = 14  # days: a longer date is a window in which the event lies, and is said to be one
LONGEST = 400  # days: vaguer dates would cover a calendar for years, so they are left out
END = b"END:VCALENDAR"
UNKNOWN = date(1970, 1, 1)


def to_ics(
    events: Iterable[Event], articles: Mapping[str, Article] | None = None, name: str = "Datelines", link: str = ""
) -> bytes:
    """The dated events as all-day entries; what is dated vaguer than to a year, or not at all, is left out.

    The same events give the same bytes: the time stamp of an entry is the day of its latest article. `link` is the
    address of the view, for an entry to lead back to its event.
    """
    return b"".join(stream_ics([events], articles, name, link))


def stream_ics(
    portions: Iterable[Iterable[Event]],
    articles: Mapping[str, Article] | None = None,
    name: str = "Datelines",
    link: str = "",
) -> Iterator[bytes]:
    """The same file piece by piece, of events that come in portions."""
    known = articles or {}
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    head, foot, rest = bytes(calendar.to_ical()).partition(END)
    yield head
    for part in portions:
        entries = []
        for event in part:
            interval = event.interval
            if interval and interval.start and interval.end and (interval.days or 0) <= LONGEST:
                entries.append(bytes(_entry(event, interval.start, interval.end, known, link).to_ical()))
        yield b"".join(entries)
    yield foot + rest


def _entry(event: Event, start: date, end: date, articles: Mapping[str, Article], link: str) -> Entry:
    told = [articles[a] for a in dict.fromkeys(a for a, _ in event.mentions) if a in articles]
    latest = max((a.published for a in told if a.published), default=UNKNOWN)
    window = (end - start).days > WINDOW
    lines = [event.how, *(f"{a.source or a.id}: {a.title} {a.url}".strip() for a in told)]
    if window:
        lines.insert(0, "Some day in this time; the sources do not say which.")
    entry = Entry()
    entry.add("uid", f"{event.id}@datelines")
    entry.add("dtstamp", datetime.combine(latest, time(), UTC))
    entry.add("dtstart", start)
    entry.add("dtend", end)  # exclusive, as RFC 5545 has it for days
    entry.add("summary", ("~ " if window else "") + _clean(event.title))
    entry.add("description", _clean("\n".join(lines)))
    entry.add("status", STATUS[event.status])
    entry.add("categories", [event.type.replace("_", " ")])
    entry.add("transp", "TRANSPARENT")  # what states do blocks nobody's day
    if event.place:
        entry.add("location", _clean(event.place))
    if link:
        entry.add("url", f"{link}{'&' if '?' in link else '?'}event={event.id}")
    return entry


def _clean(text: str) -> str:
    """Text without the control characters that no calendar may hold."""
    return "".join(c for c in text if c == "\n" or c.isprintable())
