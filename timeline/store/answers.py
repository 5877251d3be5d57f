"""What the read model answers: counts, figures, marks and densities."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from timeline.model import Event, Status
from timeline.store.columns import Array
from timeline.temporal.interval import Interval

Counts = dict[str, int]


@dataclass(frozen=True, slots=True)
class Facets:
    """How many events each choice would show, every facet counted under all the other filters."""

    country: Counts = field(default_factory=dict)
    pair: Counts = field(default_factory=dict)
    type: Counts = field(default_factory=dict)
    actor: Counts = field(default_factory=dict)
    source: Counts = field(default_factory=dict)
    language: Counts = field(default_factory=dict)
    status: Counts = field(default_factory=dict)
    certainty: Counts = field(default_factory=dict)
    review: Counts = field(default_factory=dict)

    def of(self, name: str) -> Counts:
        """The counts of a facet."""
        found: Counts = getattr(self, name)
        return found


@dataclass(frozen=True, slots=True)
class Summary:
    """What a view shows: events, the articles and outlets that tell them, and the first and last day."""

    articles: int
    events: int
    sources: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Brief:
    """What a mark or a row shows of an event."""

    id: str
    type: str
    title: str
    status: Status
    interval: Interval | None
    countries: tuple[str, ...]
    articles: int
    sources: int
    confidence: float
    review: str = ""  # accepted or edited, by people; "" where nobody has said anything


@dataclass(frozen=True, slots=True)
class Beside:
    """The events beyond one end of the window: how many, the first or last of their days, and the nearest."""

    count: int
    farthest: date
    nearest: date


@dataclass(frozen=True, slots=True)
class Density:
    """How many events have their middle on each day of each lane."""

    lanes: tuple[str, ...]  # types, or countries' codes ("" where none is named)
    days: Array  # ordinals, ascending
    counts: Array  # a row a lane, a column a day

    def totals(self) -> Counts:
        """How many events each lane has; lanes without any are left out."""
        sums = self.counts.sum(axis=1).tolist()
        return {lane: int(count) for lane, count in zip(self.lanes, sums, strict=True) if count}

    def binned(self, bin_of: Callable[[Array], Array], bins: int) -> Array:
        """How many events each bin of each lane has, a row a lane. `bin_of` gives days their bins, and never falls."""
        found = np.zeros((len(self.lanes), bins), np.int64)
        if len(self.days):
            which = bin_of(self.days)
            starts = np.flatnonzero(np.diff(which, prepend=-1))
            found[:, which[starts]] = np.add.reduceat(self.counts, starts, axis=1, dtype=np.int64)
        return found


def brief(event: Event) -> Brief:
    """An event's mark."""
    return Brief(
        event.id, event.type, event.title, event.status, event.interval, event.countries,
        len({article for article, _ in event.mentions}), event.sources, event.confidence, event.review,
    )  # fmt: skip
