"""What the reader is looking at: one frozen value, equal to the query string of its link.

Field by field the names are the URL's parameters. Defaults mean "all" and never depend on data, so that a link
keeps its meaning when articles are added.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from timeline.model import TYPES, Status

LANES = ("type", "country")
SCALES = ("compressed", "true")
_COUNTRY = re.compile(r"[A-Z]{2}")
_EVENT = re.compile(r"[A-Za-z0-9_-]{1,40}")
LONGEST_QUERY = 200  # characters of free text; more is no search but an accident


@dataclass(frozen=True, slots=True)
class View:
    """Everything that decides what is on the page.

    >>> View(country=("KP", "RU"), all=True).to_query()
    'country=KP&country=RU&all=true'
    >>> View.from_params({"country": ["KP", "xx1"]})
    (View(country=('KP',), all=False, type=(), status=(), q='', since=None, until=None, start=None, end=None, \
lane='type', scale='compressed', event=None), ('country=xx1',))
    """

    country: tuple[str, ...] = ()  # ISO 3166-1 alpha-2, sorted; () = every country
    all: bool = False  # True: all of the countries together; False: any of them
    type: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    q: str = ""
    since: date | None = None  # filter: events that end on or after this day
    until: date | None = None  # filter: events that start on or before this day
    start: date | None = None  # the window on screen: first day (URL: from)
    end: date | None = None  # the window on screen: last day (URL: to)
    lane: str = "type"
    scale: str = "compressed"
    event: str | None = None  # the open event

    def to_params(self) -> list[tuple[str, str]]:
        """The view as query parameters, defaults left out, in a fixed order."""
        pairs: list[tuple[str, str]] = [("country", c) for c in self.country]
        if self.all:
            pairs.append(("all", "true"))
        pairs += [("type", t) for t in self.type] + [("status", s) for s in self.status]
        if self.q:
            pairs.append(("q", self.q))
        for name, day in (("since", self.since), ("until", self.until), ("from", self.start), ("to", self.end)):
            if day:
                pairs.append((name, day.isoformat()))
        pairs += [("lane", self.lane)] * (self.lane != "type") + [("scale", self.scale)] * (self.scale != "compressed")
        if self.event:
            pairs.append(("event", self.event))
        return pairs

    def to_query(self) -> str:
        """The query string, without the question mark; empty for the default view."""
        return urlencode(self.to_params())

    @classmethod
    def from_params(cls, params: Mapping[str, Iterable[str]]) -> tuple[View, tuple[str, ...]]:
        """The view that the parameters spell, and the ones dropped because they mean nothing, as "name=value".

        `params` gives every parameter's list of values (repeated parameters are lists). Parameters that are not
        ours are ignored. Never raises.
        """
        dropped: list[str] = []

        def many(name: str, allowed: Iterable[str] | re.Pattern[str]) -> tuple[str, ...]:
            good = set()
            for value in params.get(name, ()):
                if allowed.fullmatch(value) if isinstance(allowed, re.Pattern) else value in allowed:
                    good.add(value)
                else:
                    dropped.append(f"{name}={value}")
            return tuple(sorted(good))

        def one(name: str, allowed: Iterable[str] | re.Pattern[str], default: str) -> str:
            good = many(name, allowed)
            return good[0] if good else default

        def day(name: str) -> date | None:
            for value in params.get(name, ()):
                try:
                    return date.fromisoformat(value)
                except ValueError:
                    dropped.append(f"{name}={value}")
            return None

        def ordered(first: str, second: str) -> tuple[date | None, date | None]:
            a, b = day(first), day(second)
            if a and b and a > b:
                dropped.extend([f"{first}={a}", f"{second}={b}"])
                return None, None
            return a, b

        q = next(iter(params.get("q", ())), "").strip()
        if len(q) > LONGEST_QUERY:
            dropped.append(f"q={q[:30]}…")
            q = ""
        since, until = ordered("since", "until")
        start, end = ordered("from", "to")
        view = cls(
            country=many("country", _COUNTRY),
            all=one("all", ("true", "false"), "false") == "true",
            type=many("type", TYPES),
            status=many("status", tuple(s.value for s in Status)),
            q=q,
            since=since,
            until=until,
            start=start,
            end=end,
            lane=one("lane", LANES, "type"),
            scale=one("scale", SCALES, "compressed"),
            event=one("event", _EVENT, "") or None,
        )
        return view, tuple(dropped)
