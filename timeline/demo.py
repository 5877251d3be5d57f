"""Generated events, as many as are asked for: to see and to measure the dashboard with more than there is to read.

They look like what is read from articles, but nobody did any of it: titles, dates and outlets are drawn by chance
from a seed. There are no texts behind them, so no sentence can be shown.
"""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate

from timeline.events import types
from timeline.gazetteer import country_name
from timeline.model import Actor, Article, Event, Status
from timeline.store import Store
from timeline.temporal.interval import Certainty, Granularity, Interval

_CODES = (
    "US RU CN UA GB FR DE IT JP KR KP IN IL IR TR SA EG BR PL ES CA AU MX ZA PS SY VN ID PK NL SE NO FI HU RS GR BE "
    "AT CH PT RO BG CZ SK DK IE AR CL CO PE NG KE ET MA DZ TN LY IQ JO LB QA AE KW AF KZ UZ GE AM AZ BY MD MY TH PH SG"
)  # the first have the most events
COUNTRIES = tuple(_CODES.split())
FIRST, DAYS = date(2000, 1, 1), 9_300
LANGUAGES = ("en", "it", "fr", "es", "de", "pt")
PER_ARTICLE = 10  # events that an article tells, roughly
STATUSES = (Status.HAPPENED,) * 7 + (Status.PLANNED,) * 2 + (Status.DENIED,)


def articles(count: int, seed: int = 1) -> list[Article]:
    """As many articles as such a number of events would come from."""
    chance = random.Random(seed)
    return [
        Article(
            f"demo{n}", "(generated)", f"Generated article {n}", _day(chance),
            chance.choice(LANGUAGES), "", f"Outlet {int(200 * chance.random() ** 2) + 1}",
        )
        for n in range(max(count // PER_ARTICLE, 5))
    ]  # fmt: skip


def events(count: int, known: list[Article], seed: int = 1) -> Iterator[Event]:
    """The events; the countries that come first in the list, and recent years, have more of them."""
    chance = random.Random(seed)
    kinds = list(types().values())
    heavy = list(accumulate(1 / (n + 3) for n in range(len(COUNTRIES))))
    names = {code: country_name(code) for code in COUNTRIES}
    for n in range(count):
        one, two = (COUNTRIES[bisect(heavy, chance.random() * heavy[-1])] for _ in range(2))
        kind = kinds[int(len(kinds) * chance.random() ** 1.7)]
        pair = (one,) if one == two else (one, two)
        telling = {chance.choice(known).id for _ in range(1 + int(6 * chance.random() ** 6))}
        status = chance.choice(STATUSES)
        title = f"{' – '.join(names[c] for c in pair)}: {kind.type.replace('_', ' ')}"
        people = tuple(Actor(f"{names[c]} minister {int(30 * chance.random() ** 2) + 1}", c) for c in pair)
        yield Event(
            f"d{n}", kind.type, kind.plover, kind.mode, title, people, pair, None, None, _when(chance), status,
            round(0.4 + 0.6 * chance.random(), 2), "generated", tuple((name, "m0") for name in sorted(telling)),
            len(telling),
        )  # fmt: skip


def _day(chance: random.Random) -> date:
    return FIRST + timedelta(days=int(DAYS * chance.random() ** 0.6))


def _when(chance: random.Random) -> Interval | None:
    day = _day(chance)
    certainty = chance.choice(list(Certainty))
    match int(chance.random() * 20):
        case 0:
            return None
        case 1 | 2:
            month = Interval.of(day.year, day.month)
            return Interval(month.start, month.end, Granularity.MONTH, certainty)
        case 3 | 4:
            return Interval.between(day, day + timedelta(days=1 + int(5 * chance.random())), certainty=certainty)
    return Interval.day(day, certainty)


def fill(store: Store, count: int) -> None:
    """Put generated events into an empty store; raises StoreError where there is anything in it."""
    known = articles(count)
    store.fill(known, events(count, known), who="demo")
