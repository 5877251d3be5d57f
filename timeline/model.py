"""The values that flow through the program: small, frozen, and the same on every machine.

articles → Timex (when) → Mention (one article says that it happened) → Event (what the mentions agree on)
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from urllib.parse import urlsplit

from timeline.temporal.interval import Interval
from timeline.values import value

TYPES = (
    "visit", "summit", "meeting", "call", "veto", "vote", "agreement", "invitation", "statement", "accusation",
    "denial", "sanction", "arms_transfer", "aid", "weapon_test", "exercise", "mobilization", "attack", "ceasefire",
    "withdrawal", "protest", "arrest", "expulsion", "election", "request", "threat", "rejection", "concession",
    "support", "cooperation", "mediation", "other",
)  # fmt: skip


class Status(StrEnum):
    """Whether the event took place, as the text has it."""

    HAPPENED = "happened"
    PLANNED = "planned"
    HYPOTHETICAL = "hypothetical"
    DENIED = "denied"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it came in. `published` None means unknown: it is never guessed."""

    id: str
    text: str
    title: str = ""
    published: date | None = None
    lang: str | None = None  # ISO 639-1; None until detected
    url: str = ""
    source: str = ""  # the outlet's name
    sketch: tuple[int, ...] = ()  # stands for the text where that has stayed behind (`timeline.merge.sketch`)

    @property
    def outlet(self) -> str:
        """The outlet's name, else the host of the address; "" where nobody knows.

        >>> Article("a", "", source=" ANSA ").outlet, Article("a", "", url="https://www.ansa.it/x").outlet
        ('ANSA', 'ansa.it')
        """
        if self.source.strip():
            return self.source.strip()
        try:
            return (urlsplit(self.url).hostname or "").removeprefix("www.")
        except ValueError:  # an address that is none
            return ""


@value
class Timex:
    """A temporal expression: where it stands, what TIMEX3 calls it, which days it covers and why.

    `start`/`end` are character offsets into the article's text, end exclusive.
    """

    start: int
    end: int
    text: str
    type: str  # DATE, TIME, DURATION or SET
    value: str  # TIMEX3
    interval: Interval | None  # None where it names no days: durations, sets, PRESENT_REF, no publication date
    how: str  # one plain sentence: why this date
    ends: tuple[Timex, ...] = ()  # of a range whose ends the text names apart ("from May to July"): the two


@value
class Actor:
    """Someone who takes part: a person, a state or a body. `country` is ISO 3166-1 alpha-2 or None."""

    name: str
    country: str | None = None
    role: str = "actor"  # actor, recipient, host, guest, participant


@value
class Mention:
    """One telling of an event in one article."""

    id: str  # unique within the article, made from content: "m0", "m1", …
    type: str
    plover: str
    mode: str | None
    trigger: str
    trigger_start: int
    trigger_end: int
    sentence_start: int
    sentence_end: int
    title: str
    actors: tuple[Actor, ...]
    countries: tuple[str, ...]
    place: str | None
    place_country: str | None
    date_text: str | None
    date_start: int | None  # offsets of date_text in the article's text
    date_end: int | None
    interval: Interval | None
    status: Status
    confidence: float
    how: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in one article."""

    article: Article  # with its language filled in
    timexes: tuple[Timex, ...]
    events: tuple[Mention, ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """A mention together with the article that it stands in: what merging works on."""

    article: Article
    mention: Mention


@dataclass(frozen=True, slots=True)
class Value:
    """One of several answers that the sources give, with the ids of the articles that give it."""

    value: str
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A field on which the sources differ: "date", "status", "place" or "type"."""

    field: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an event's history: planned, moved, happened or cancelled, and the article that says so."""

    status: str
    article: str
    published: date | None
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class Event:
    """What happened, as the mentions of all articles have it."""

    id: str  # made from content, so that links stay good when the store is rebuilt
    type: str
    plover: str
    mode: str | None
    title: str
    actors: tuple[Actor, ...]
    countries: tuple[str, ...]
    place: str | None
    place_country: str | None
    interval: Interval | None
    status: Status
    confidence: float
    how: str
    mentions: tuple[tuple[str, str], ...]  # (article id, mention id)
    sources: int  # how many independent articles
    disagreements: tuple[Disagreement, ...] = field(default=())
    history: tuple[Step, ...] = field(default=())
    linked: tuple[str, ...] = ()  # ids of events that contain it or that it contains: a visit and its meetings
    review: str = ""  # what people said of it: accepted, rejected or edited; "" where nobody has
    reviewer: str = ""
    why: str = ""  # why the mentions are held for one event; "" where there is only one
