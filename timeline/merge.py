"""Mentions in many articles → events. Pure, and independent of the order in which they come.

Clusters grow from the most specific mentions to the vaguest in a canonical order; a mention joins the one cluster all
of whose mentions it is compatible with, so that nothing is chained together by a mention in between.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import blake2b

from timeline.model import Actor, Disagreement, Event, Mention, Said, Status, Step, Value
from timeline.temporal.interval import Granularity, Interval

ENCOUNTERS = frozenset({"visit", "summit", "meeting"})
NEAR = timedelta(days=1)  # plans move and days are miscounted across time zones by this much
ALIKE = 0.7  # share of common five-word runs from which two articles count as one source
DECISIVE = (Status.HAPPENED, Status.CANCELLED, Status.DENIED)
Key = tuple[str, str]


@dataclass(slots=True)
class Cluster:
    """Mentions that tell one event."""

    said: list[Said] = field(default_factory=list)


def _days(said: Said) -> int:
    interval = said.mention.interval
    return 10**6 if interval is None or interval.days is None else interval.days


def _order(said: Said) -> tuple[int, int, str, str]:
    certainty = said.mention.interval.certainty if said.mention.interval else 0
    return _days(said), -int(certainty), said.article.id, said.mention.id


def _close(a: Interval, b: Interval) -> bool:
    """Whether two dates may be of one event: they overlap, or two days lie next to one another."""
    if a.overlaps(b):
        return True
    if max(a.days or 99, b.days or 99) > 7 or not (a.start and b.start and a.end and b.end):
        return False
    return a.start <= b.end + NEAR - timedelta(days=1) and b.start <= a.end + NEAR - timedelta(days=1)


def _parties(a: Mention, b: Mention) -> bool:
    """Whether the two tell of the same parties."""
    mine, theirs = set(a.countries), set(b.countries)
    if a.type == "veto":
        return bool(a.countries and b.countries and a.countries[0] == b.countries[0])
    if not mine or not theirs:
        return bool({x.name for x in a.actors} & {x.name for x in b.actors})
    if len(mine) == 1 or len(theirs) == 1:
        return mine == theirs and a.type not in ("visit", "meeting")
    return len(mine & theirs) >= 2 and (a.type != "visit" or _destination(a, b))


def _destination(a: Mention, b: Mention) -> bool:
    return a.place_country is None or b.place_country is None or a.place_country == b.place_country


def compatible(a: Said, b: Said) -> bool:
    """Whether two mentions may tell one event."""
    one, two = a.mention, b.mention
    kin = one.type == two.type or {one.type, two.type} == {"summit", "meeting"}
    if not kin or not _parties(one, two):
        return False
    if a.article.id == b.article.id and (one.interval != two.interval or one.countries != two.countries):
        return False
    if one.interval is None or two.interval is None:
        return False
    if one.type != two.type and (one.interval.days or 99) + (two.interval.days or 99) > 14:
        return False
    return _close(one.interval, two.interval)


def _block(mention: Mention) -> Iterable[str]:
    group = "meet" if mention.type in ("summit", "meeting") else mention.type
    return [f"{group} {c}" for c in mention.countries] or [f"{group} {a.name}" for a in mention.actors] or [group]


def merge(said: Iterable[Said]) -> list[Event]:
    """The events that the mentions tell, ordered by date and id; every mention is in exactly one of them.

    The order of the input does not change the result.
    """
    unique = {(s.article.id, s.mention.id): s for s in said}
    clusters: list[Cluster] = []
    blocks: dict[str, list[int]] = defaultdict(list)
    for one in sorted(unique.values(), key=_order):
        near = sorted({k for block in _block(one.mention) for k in blocks[block]})
        fits = [k for k in near if all(compatible(one, other) for other in clusters[k].said)]
        # A month or a year that holds several events says of none of them that it is meant.
        chosen = fits[0] if fits and (len(fits) == 1 or _days(one) <= 7) else None
        if chosen is None:
            chosen = len(clusters)
            clusters.append(Cluster())
        clusters[chosen].said.append(one)
        for block in _block(one.mention):
            if chosen not in blocks[block][-1:]:
                blocks[block].append(chosen)
    events = [_event(cluster.said) for cluster in clusters]
    return sorted(events, key=lambda e: (e.interval.start or date.min if e.interval else date.max, e.id))


def _published(said: Said) -> tuple[date, str, str]:
    return said.article.published or date.min, said.article.id, said.mention.id


def _best(said: Sequence[Said]) -> Said:
    """The mention whose title and parties stand for the event."""
    return min(
        said,
        key=lambda s: (s.article.lang != "en", -len(s.mention.countries), -len(s.mention.actors), _order(s)),
    )


def _dated(said: Sequence[Said]) -> Said:
    """The mention whose date stands: of the dates that most agree with, the most specific and certain one."""

    def votes(one: Said) -> int:
        mine = one.mention.interval
        return sum(bool(mine and s.mention.interval and mine.overlaps(s.mention.interval)) for s in said)

    def rank(one: Said) -> tuple[bool, int, int, int, tuple[int, str, str]]:
        interval = one.mention.interval
        if interval is None:
            return True, 0, 0, 0, (0, *_published(one)[1:])
        coarse = interval.granularity.rank
        latest = -(one.article.published or date.min).toordinal()
        return False, -votes(one), coarse, -int(interval.certainty), (latest, *_published(one)[1:])

    return min(said, key=rank)


def _status(said: Sequence[Said]) -> Status:
    """The status that the latest article with something decisive gives, else the latest."""
    by_day = sorted(said, key=_published)
    decisive = [s for s in by_day if s.mention.status in DECISIVE]
    return (decisive or by_day)[-1].mention.status


def _history(said: Sequence[Said]) -> tuple[Step, ...]:
    steps: list[Step] = []
    for one in sorted(said, key=_published):
        status = one.mention.status.value
        interval = one.mention.interval
        last = steps[-1] if steps else None
        if last and status == Status.PLANNED and last.interval and interval and not last.interval.overlaps(interval):
            status = "moved"
        if last is None or last.status != status:
            steps.append(Step(status, one.article.id, one.article.published, interval))
    return tuple(steps)


def _written(interval: Interval) -> str:
    return f"{interval.start}" if interval.days == 1 else f"{interval.start} to {interval.last}"


def _disagreements(said: Sequence[Said]) -> tuple[Disagreement, ...]:
    """What the sources contradict one another in. A month that holds the day is no contradiction."""
    found = []
    days: dict[str, set[str]] = defaultdict(set)
    fine = [s for s in said if s.mention.interval and s.mention.interval.granularity.rank == 0 and _days(s) <= 14]
    for one in fine:
        assert one.mention.interval
        days[_written(one.mention.interval)].add(one.article.id)
    starts = {s.mention.interval.start for s in fine if s.mention.interval}
    if len(starts) > 1 and len({s.article.id for s in fine}) > 1:
        values = tuple(Value(value, tuple(sorted(ids))) for value, ids in sorted(days.items()))
        found.append(Disagreement("date", values))
    happened = {s.article.id for s in said if s.mention.status is Status.HAPPENED}
    denied = {s.article.id for s in said if s.mention.status is Status.DENIED}
    if happened and denied - happened:
        values = (Value("denied", tuple(sorted(denied))), Value("happened", tuple(sorted(happened))))
        found.append(Disagreement("status", values))
    return tuple(found)


def _shingles(text: str) -> frozenset[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return frozenset(tuple(words[i : i + 5]) for i in range(max(len(words) - 4, 0)))


def independent(said: Sequence[Said]) -> int:
    """How many sources tell it, reprints of one text counted once."""
    texts = {s.article.id: s.article.text for s in said}
    kept: list[frozenset[tuple[str, ...]]] = []
    count = 0
    for _, text in sorted(texts.items()):
        mine = _shingles(text)
        if mine and any(len(mine & other) >= ALIKE * min(len(mine), len(other)) for other in kept):
            continue
        kept.append(mine or frozenset())
        count += 1
    return count


def _actors(said: Sequence[Said]) -> tuple[Actor, ...]:
    found: dict[str, Actor] = {}
    for one in (_best(said), *sorted(said, key=_order)):
        for actor in one.mention.actors:
            found.setdefault(actor.name, actor)
    return tuple(found.values())


def _event(said: Sequence[Said]) -> Event:
    best, dated = _best(said).mention, _dated(said)
    first = min(said, key=_published)
    digest = blake2b(f"{first.article.id}\0{first.mention.type}\0{first.mention.trigger_start}".encode(), digest_size=6)
    countries = dict.fromkeys(best.countries)
    for one in sorted(said, key=_order):
        countries.update(dict.fromkeys(one.mention.countries))
    sources = independent(said)
    doubt = 1.0
    for one in said:
        doubt *= 1 - one.mention.confidence
    how = dated.mention.how + (f" ({sources} sources tell it)" if sources > 1 else "")
    placed = next((s.mention for s in sorted(said, key=_order) if s.mention.place), best)
    interval = dated.mention.interval
    if interval and interval.granularity is Granularity.DAY and interval.days != 1:
        interval = Interval(interval.start, interval.end, Granularity.INTERVAL, interval.certainty)
    return Event(
        id=f"e{digest.hexdigest()}",
        type=best.type,
        plover=best.plover,
        mode=best.mode,
        title=best.title,
        actors=_actors(said),
        countries=tuple(countries),
        place=best.place or placed.place,
        place_country=best.place_country or placed.place_country,
        interval=interval,
        status=_status(said),
        confidence=min(0.99, 1 - doubt),
        how=how,
        mentions=tuple(sorted((s.article.id, s.mention.id) for s in said)),
        sources=sources,
        disagreements=_disagreements(said),
        history=_history(said),
    )
