"""How far a mention is to be believed: the chance that its parties and its days are right.

A logistic model of four plain features with the weights below, fitted by `bench/calibrate.py` on the visits, summits,
meetings, calls and vetoes of two sources that count the same: annotated articles about diplomacy (the development data
and the articles written for the tests, where 87 of 100 are right) and the 67 that are told in news that nobody chose
for its events (bench/judged.tsv: 30 right, each read against its sentence). A mention counts as right when its kind,
its days and its countries are. Most telling is whether two actors are named: without, 3 of 18 were right in such news,
with two or more 27 of 49. Three fifths of the mentions in annotated articles share 0.79. The numbers order mentions
well, and are good to about a tenth between the two kinds of news: too low for diplomatic articles, too high for others.

How many countries it names is no feature: beside two actors it would fit best as a fault (-0.8), which it is not.

The other types have weights of their own, fitted on 189 of their mentions in the same news (80 right): there a date
of its own says little.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import exp

from timeline.model import Mention, Status
from timeline.temporal.interval import Certainty, Interval

FEATURES = ("bias", "dated", "exact", "happened or planned", "two actors")
WEIGHTS = (-1.9, 0.6, 0.4, 0.5, 1.7)
OTHERS = (-2.4, -0.3, 0.9, 1.1, 1.0)  # the same of the other types
LEAST, MOST = 0.05, 0.95


def features(mention: Mention) -> tuple[float, ...]:
    """What a mention shows: a date of its own, exact days, a plain status, two actors."""
    dated = mention.date_text is not None
    return shown(mention.interval, dated, mention.status, len(mention.actors))


def shown(interval: Interval | None, dated: bool, status: Status, actors: int) -> tuple[float, ...]:
    """The same of what a mention is put together from."""
    exact = interval is not None and interval.certainty >= Certainty.RESOLVED and (interval.days or 99) <= 7
    return (
        1.0,
        float(dated),
        float(exact),
        float(status in (Status.HAPPENED, Status.PLANNED)),
        float(actors > 1),
    )


def confidence(mention: Mention, weights: Sequence[float] = WEIGHTS) -> float:
    """The chance that a mention is right, between 0.05 and 0.95."""
    return chance(features(mention), tuple(weights))


@lru_cache(maxsize=1000)
def chance(shown: tuple[float, ...], weights: tuple[float, ...] = WEIGHTS) -> float:
    """The chance that what shows such features is right, between 0.05 and 0.95."""
    score = sum(w * x for w, x in zip(weights, shown, strict=True))
    return round(min(MOST, max(LEAST, 1 / (1 + exp(-score)))), 3)
