"""How far a mention is to be believed: the chance that its parties and its days are right.

A logistic model of four plain features with the weights below. They were fitted by `bench/calibrate.py` on the visits,
summits, meetings, calls and vetoes of annotated articles: the development data and the articles written for the tests.
A mention counts as right when a gold event of its kind has its days, and one of the two has all countries of the other.
The script prints the weights that fit best, and for each fifth of the mentions how many were right. Two hundred
mentions stand behind it: the numbers order mentions well, and are good to about a tenth.

The other types have weights of their own, fitted on 158 of their mentions in real news that nobody chose for its events
(74 right), each read against its sentence: there a date of its own says little, and two states much.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import exp

from timeline.model import Mention, Status
from timeline.temporal.interval import Certainty, Interval

FEATURES = ("bias", "dated", "exact", "two countries", "happened or planned")
WEIGHTS = (-2.8, 1.1, 0.6, 0.8, 1.9)
OTHERS = (-2.2, -0.1, 0.8, 0.9, 1.2)  # the same of the other types
LEAST, MOST = 0.05, 0.95


def features(mention: Mention) -> tuple[float, ...]:
    """What a mention shows: a date of its own, exact days, two countries, a plain status."""
    return shown(mention.interval, mention.date_text is not None, len(mention.countries), mention.status)


def shown(interval: Interval | None, dated: bool, countries: int, status: Status) -> tuple[float, ...]:
    """The same of what a mention is put together from."""
    exact = interval is not None and interval.certainty >= Certainty.RESOLVED and (interval.days or 99) <= 7
    return (
        1.0,
        float(dated),
        float(exact),
        float(countries > 1),
        float(status in (Status.HAPPENED, Status.PLANNED)),
    )


def confidence(mention: Mention, weights: Sequence[float] = WEIGHTS) -> float:
    """The chance that a mention is right, between 0.05 and 0.95."""
    return chance(features(mention), tuple(weights))


@lru_cache(maxsize=1000)
def chance(shown: tuple[float, ...], weights: tuple[float, ...] = WEIGHTS) -> float:
    """The chance that what shows such features is right, between 0.05 and 0.95."""
    score = sum(w * x for w, x in zip(weights, shown, strict=True))
    return round(min(MOST, max(LEAST, 1 / (1 + exp(-score)))), 3)
