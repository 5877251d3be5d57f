"""What the reader is looking at: one frozen value, equal to the query string of its link.

Field by field the names are the URL's parameters. Defaults mean "all" and never depend on data, so that a link
keeps its meaning when articles are added.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from timeline.model import TYPES, Status

LANES = ("type", "country")
SCALES = ("compressed", "true")
PAGES = ("timeline", "event", "article")
LOOKS = ("timeline", "map", "matrix", "calendar")
LANGS = ("en", "it", "fr", "es", "de", "pt")  # in which the page speaks
LATEST_REVISION = 10**12
CERTAINTIES = ("stated", "resolved", "approximate", "assumed")
UNCHECKED = "unchecked"
REVIEWS = (UNCHECKED, "accepted", "edited")  # what people have said of an event: nothing yet, or that; not the rejected
UNKNOWN = "?"  # the outlet of articles that do not say it
LONGEST_QUERY = 200  # characters of free text; more is no search but an accident
_COUNTRY = re.compile(r"[A-Z]{2}")
_PAIR = re.compile(r"[A-Z]{2}-[A-Z]{2}")
_ID = re.compile(r"[A-Za-z0-9_-]{1,40}")
_ARTICLE = re.compile(r"[^\x00-\x1f\x7f]{1,200}")
_NAME = re.compile(r"\S([^\x00-\x1f\x7f]{0,198}\S)?")
Allowed = Iterable[str] | re.Pattern[str]

# What events can be chosen by, each a parameter of the URL that may be repeated; the values it may have.
FACETS: dict[str, Allowed] = {
    "country": _COUNTRY,
    "pair": _PAIR,  # two countries that have to do with each other, the codes in alphabetical order
    "type": TYPES,
    "actor": _NAME,
    "source": _NAME,  # the outlet
    "language": re.compile(r"[a-z]{2,3}"),  # of the articles, ISO 639
    "status": tuple(s.value for s in Status),
    "certainty": CERTAINTIES,
    "review": REVIEWS,
}


def _meant(value: str, allowed: Allowed) -> bool:
    return bool(allowed.fullmatch(value)) if isinstance(allowed, re.Pattern) else value in allowed


@dataclass(frozen=True, slots=True)
class View:
    """Everything that decides what is on the page.

    >>> View(country=("KP", "RU"), all=True).to_query()
    'country=KP&country=RU&all=true'
    >>> view, dropped = View.from_params({"country": ["KP", "xx1"]})
    >>> view == View(country=("KP",)), dropped
    (True, ('country=xx1',))
    """

    country: tuple[str, ...] = ()  # ISO 3166-1 alpha-2, sorted; () = every country
    all: bool = False  # True: all of the countries together; False: any of them
    pair: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    certainty: tuple[str, ...] = ()
    review: tuple[str, ...] = ()
    without: tuple[tuple[str, str], ...] = ()  # (facet, value) that events must not have; URL: not=facet:value
    q: str = ""
    since: date | None = None  # filter: events that end on or after this day
    until: date | None = None  # filter: events that start on or before this day
    asof: date | None = None  # as it could be known on this day, from the articles published until then
    revision: int | None = None  # a frozen link: the events as the store had them then (URL: rev)
    start: date | None = None  # the window on screen: first day (URL: from)
    end: date | None = None  # the window on screen: last day (URL: to)
    lane: str = "type"
    scale: str = "compressed"
    look: str = "timeline"  # how the events are drawn
    fold: tuple[str, ...] = ()  # lanes that are folded to one row
    page: str = "timeline"
    event: str | None = None  # the open event
    article: str | None = None  # the article of the article page
    missed: bool = False  # the article page shows what was not understood
    lang: str | None = None  # the page's language; None = as the browser asks for

    def facet(self, name: str) -> tuple[str, ...]:
        """The values chosen of a facet."""
        found: tuple[str, ...] = getattr(self, name)
        return found

    @property
    def filters(self) -> View:
        """The view reduced to what decides which events are in it: the same for every window, look and page."""
        return replace(
            self,
            start=None,
            end=None,
            lane="type",
            scale="compressed",
            look="timeline",
            fold=(),
            page="timeline",
            event=None,
            article=None,
            missed=False,
            lang=None,
        )

    def freed(self, name: str) -> View:
        """The view without the filters of one facet."""
        values: dict[str, Any] = {name: (), "without": tuple(pair for pair in self.without if pair[0] != name)}
        if name == "country":
            values["all"] = False
        return replace(self, **values)

    def to_params(self) -> list[tuple[str, str]]:
        """The view as query parameters, defaults left out, in a fixed order."""
        pairs: list[tuple[str, str]] = []
        for name in FACETS:
            pairs += [(name, value) for value in self.facet(name)]
            if name == "country" and self.all:
                pairs.append(("all", "true"))
        pairs += [("not", f"{name}:{value}") for name, value in self.without]
        if self.q:
            pairs.append(("q", self.q))
        days = (
            ("since", self.since),
            ("until", self.until),
            ("asof", self.asof),
            ("from", self.start),
            ("to", self.end),
        )
        pairs += [(name, day.isoformat()) for name, day in days if day]
        if self.revision is not None:
            pairs.append(("rev", str(self.revision)))
        for name, value, usual in (
            ("lane", self.lane, "type"), ("scale", self.scale, "compressed"), ("look", self.look, "timeline"),
            ("page", self.page, "timeline"),
        ):  # fmt: skip
            if value != usual:
                pairs.append((name, value))
        pairs += [("fold", lane) for lane in self.fold]
        pairs += [(name, value) for name, value in (("event", self.event), ("article", self.article)) if value]
        pairs += [("missed", "true")] if self.missed else []
        pairs += [("lang", self.lang)] if self.lang else []
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

        def many(name: str, allowed: Allowed) -> tuple[str, ...]:
            good = set()
            for value in params.get(name, ()):
                if _meant(value, allowed):
                    good.add(value)
                else:
                    dropped.append(f"{name}={value}")
            return tuple(sorted(good))

        def one(name: str, allowed: Allowed, default: str) -> str:
            good = many(name, allowed)
            return good[0] if good else default

        def excluded() -> tuple[tuple[str, str], ...]:
            good = set()
            for both in params.get("not", ()):
                name, _, value = both.partition(":")
                if name in FACETS and _meant(value, FACETS[name]):
                    good.add((name, value))
                else:
                    dropped.append(f"not={both}")
            return tuple(sorted(good))

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

        def number(name: str) -> int | None:
            for value in params.get(name, ()):
                if value.isascii() and value.isdecimal() and int(value[:13]) <= LATEST_REVISION:
                    return int(value[:13])
                dropped.append(f"{name}={value}")
            return None

        q = next(iter(params.get("q", ())), "").strip()
        if len(q) > LONGEST_QUERY:
            dropped.append(f"q={q[:30]}…")
            q = ""
        since, until = ordered("since", "until")
        start, end = ordered("from", "to")
        view = cls(
            **{name: many(name, allowed) for name, allowed in FACETS.items()},
            all=one("all", ("true", "false"), "false") == "true",
            without=excluded(),
            q=q,
            since=since,
            until=until,
            asof=day("asof"),
            revision=number("rev"),
            start=start,
            end=end,
            lane=one("lane", LANES, "type"),
            scale=one("scale", SCALES, "compressed"),
            look=one("look", LOOKS, "timeline"),
            fold=many("fold", _NAME),
            page=one("page", PAGES, "timeline"),
            event=one("event", _ID, "") or None,
            article=one("article", _ARTICLE, "") or None,
            missed=one("missed", ("true", "false"), "false") == "true",
            lang=one("lang", LANGS, "") or None,
        )
        return view, tuple(dropped)
