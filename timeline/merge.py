"""Mentions in many articles → events. Pure, and independent of the order in which they come.

Mentions that could tell one event share a *block*: a group of parties in a month. Blocks that share a mention form an
*island*; nothing crosses from one island to another, so that adding an article needs only the islands that it touches
to be merged anew, with the same result as merging everything (`blocks`, `islands`).

In an island clusters grow from the most specific mentions to the vaguest in a canonical order; a mention joins the one
cluster all of whose mentions it is compatible with, so that nothing is chained together by a mention in between. Then
plans that were called off or overtaken join what took their place ("moved"), and events that contain one another (a
visit and the meetings in it) are linked and stay two.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache
from hashlib import blake2b
from itertools import combinations
from zlib import crc32

from timeline.gazetteer import country_name
from timeline.model import Actor, Article, Disagreement, Event, Mention, Said, Status, Step, Value
from timeline.review import Change, meant, regroup, reviewed
from timeline.temporal.interval import Granularity, Interval

ENCOUNTERS = frozenset({"visit", "summit", "meeting"})
INSIDE = frozenset({"meeting", "summit", "agreement", "call"})  # what a visit may contain
NEAR = timedelta(days=1)  # plans move and days are miscounted across time zones by this much
LONGEST = 400  # days: a date vaguer than a year joins only dates like itself
LONGEST_STAY = 14  # days: a longer date is a window, and contains nothing
MOVED = 2  # months within which a plan that was called off may take place after all
RUN = 5  # words of the runs by which articles are compared
SKETCH = 64  # how many of an article's runs stand for all (a bottom-k sketch)
# Share of common runs from which two articles count as one source: agency copy reprinted. Where nobody knows the outlet
# of either, less is enough: what sets the two apart is a corrected word, not a reporter.
ALIKE, ALIKE_UNKNOWN = 0.5, 0.25
DECISIVE = (Status.HAPPENED, Status.CANCELLED, Status.DENIED)
Key = tuple[str, str]


@dataclass(slots=True)
class Cluster:
    """Mentions that tell one event."""

    said: list[Said] = field(default_factory=list)
    old: list[Said] = field(default_factory=list)  # plans for other days whose place it took

    @property
    def plan(self) -> bool:
        """Whether nobody says that it took place."""
        return all(s.mention.status in (Status.PLANNED, Status.CANCELLED) for s in self.said)

    @property
    def start(self) -> date:
        """Its first day, as its most specific mention has it."""
        interval = self.said[0].mention.interval
        return (interval and interval.start) or date.min


def _days(said: Said) -> int:
    interval = said.mention.interval
    return 10**6 if interval is None or interval.days is None else interval.days


def _order(said: Said) -> tuple[int, int, str, str]:
    certainty = said.mention.interval.certainty if said.mention.interval else 0
    return _days(said), -int(certainty), said.article.id, said.mention.id


def _vague(interval: Interval) -> bool:
    """Whether a date is too long to say which event it is of."""
    return interval.days is None or interval.days > LONGEST


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
    if (_vague(one.interval) or _vague(two.interval)) and one.interval != two.interval:
        return False
    if one.type != two.type and (one.interval.days or 99) + (two.interval.days or 99) > 14:
        return False
    return _close(one.interval, two.interval)


def blocks(mention: Mention) -> frozenset[str]:
    """The blocks that a mention stands in: two mentions that may tell one event, or be linked, share one.

    A block is a group of parties (a pair of countries, else one, else a name) in a calendar month.
    """
    if len(mention.countries) > 1:
        groups = [f"{a} {b}" for a, b in combinations(sorted(set(mention.countries)), 2)]
        if mention.type == "veto":  # the same veto is told with other countries beside it
            groups += [f"veto {c}" for c in mention.countries[:1]]
    else:
        groups = [f"veto {c}" if mention.type == "veto" else c for c in mention.countries]
    kind = "meeting" if mention.type == "summit" else mention.type
    names = [a.name for a in mention.actors if a.country is None or not mention.countries]
    groups += [f"{kind} {name}" for name in names] or ([] if groups else [kind])
    return frozenset(f"{group} {month}" for group in groups for month in _months(mention))


def _months(mention: Mention) -> list[str]:
    interval = mention.interval
    if interval is None:
        return ["?"]
    if not interval.start or not interval.end or _vague(interval):
        return [f"{interval.start}…{interval.end}"]
    first, last = interval.start - NEAR, interval.end
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    if mention.status is not Status.HAPPENED and mention.type in ENCOUNTERS:  # it may have been moved
        months = range(months.start - MOVED, months.stop + MOVED)
    return [f"{m // 12}-{m % 12 + 1}" for m in months]


def merged_by_hand(said: Said, changes: Iterable[Change]) -> Iterator[str]:
    """The blocks that people have made by merging: one for each such change that is about the mention."""
    return (f"change {change.number}" for change in changes if change.kind == "merge" and meant(change, said))


def islands(said: Iterable[Said], changes: Sequence[Change] = ()) -> Iterator[list[Said]]:
    """The mentions by island: those that share blocks, directly or over others."""
    unique = list({(s.article.id, s.mention.id): s for s in said}.values())
    parent = list(range(len(unique)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = i = parent[parent[i]]
        return i

    holder: dict[str, int] = {}
    for i, one in enumerate(unique):
        for block in (*blocks(one.mention), *merged_by_hand(one, changes)):
            parent[root(i)] = root(holder.setdefault(block, i))
    found: dict[int, list[Said]] = defaultdict(list)
    for i, one in enumerate(unique):
        found[root(i)].append(one)
    yield from found.values()


def merge(said: Iterable[Said], changes: Sequence[Change] = ()) -> list[Event]:
    """The events that the mentions tell, ordered by date and id; every mention is in exactly one of them.

    The order of the input does not change the result. `changes` are what people said: they outrank what is found here.
    """
    events = [event for island in islands(said, changes) for event in _island(island, changes)]
    return sorted(events, key=lambda e: ((e.interval and e.interval.start) or date.max, e.id))


def _island(said: Sequence[Said], changes: Sequence[Change]) -> list[Event]:
    clusters: list[Cluster] = []
    near: dict[str, list[int]] = defaultdict(list)
    for one in sorted(said, key=_order):
        own = blocks(one.mention)
        candidates = sorted({k for block in own for k in near[block]})
        fits = [k for k in candidates if all(compatible(one, other) for other in clusters[k].said)]
        # A month or a year that holds several events says of none of them that it is meant.
        chosen = fits[0] if fits and (len(fits) == 1 or _days(one) <= 7) else None
        if chosen is None:
            chosen = len(clusters)
            clusters.append(Cluster())
        clusters[chosen].said.append(one)
        for block in own:
            if chosen not in near[block]:
                near[block].append(chosen)
    _move(clusters)
    mine = [change for change in changes if any(meant(change, one) for one in said)]
    if any(change.kind in ("merge", "split") for change in mine):
        clusters = _regrouped(clusters, mine)
    events = []
    for cluster in clusters:
        if cluster.said:
            events.append(reviewed(_event(cluster), [*cluster.said, *cluster.old], mine))
    return _link(events)


def _regrouped(clusters: Sequence[Cluster], changes: Sequence[Change]) -> list[Cluster]:
    """The clusters after what people have merged and split."""
    old = {(s.article.id, s.mention.id) for c in clusters for s in c.old}
    groups = regroup([[*c.said, *c.old] for c in clusters if c.said], changes)
    found = []
    for group in groups:
        group.sort(key=_order)
        now = [s for s in group if (s.article.id, s.mention.id) not in old]
        past = [s for s in group if (s.article.id, s.mention.id) in old]
        found.append(Cluster(now, past) if now else Cluster(past))
    return found


def _move(clusters: Sequence[Cluster]) -> None:
    """Let plans that were called off, or overtaken before their day, join the event that took their place."""
    plans = [c for c in clusters if c.said[0].mention.type in ENCOUNTERS and c.plan]
    kin: dict[tuple[str, frozenset[str]], list[Cluster]] = defaultdict(list)  # only these can replace one another
    for cluster in clusters:
        kin[_kind(cluster)].append(cluster)
    for plan in plans:
        fits = [c for c in kin[_kind(plan)] if c is not plan and c.said and _replaces(plan, c)]
        if fits:
            chosen = min(fits, key=lambda c: (abs(c.start - plan.start), _order(c.said[0])))
            chosen.old += [*plan.said, *plan.old]
            plan.said, plan.old = [], []


def _kind(cluster: Cluster) -> tuple[str, frozenset[str]]:
    """What an event and the plan that it took the place of have in common: the type, and the countries."""
    mention = cluster.said[0].mention
    return mention.type, frozenset(mention.countries)


def _replaces(plan: Cluster, other: Cluster) -> bool:
    """Whether the second is what became of the first: told later, for another day near it. Both are of one kind."""
    a, b = plan.said[0].mention, other.said[0].mention
    if not _destination(a, b):
        return False
    if other.start == date.min or other.start <= plan.start or b.status is Status.CANCELLED:
        return False
    apart = (other.start.year - plan.start.year) * 12 + other.start.month - plan.start.month
    known, since = max(map(_day_of, plan.said)), min(map(_day_of, other.said))
    off = any(s.mention.status is Status.CANCELLED for s in plan.said)
    # Two visits may both be planned; one takes the other's place where that one was called off, or where a later
    # article knows only the new day while the old one is still ahead.
    return apart <= MOVED and since >= known and (off or known < since < plan.start)


def _day_of(said: Said) -> date:
    return said.article.published or date.min


def _link(events: Sequence[Event]) -> list[Event]:
    """The events with those linked that contain one another: a visit, and the meetings and agreements in it."""
    links: dict[str, set[str]] = defaultdict(set)
    inside: dict[tuple[str, date], list[Event]] = defaultdict(list)  # by country and day
    for event in events:
        if event.type in INSIDE:
            for day in _few_days(event):
                for country in event.countries:
                    inside[country, day].append(event)
    for visit in events:
        guest_and_host = visit.countries[:2]
        if visit.type != "visit" or len(guest_and_host) < 2:
            continue
        for day in _few_days(visit):
            for other in inside[guest_and_host[0], day]:
                if guest_and_host[1] in other.countries:
                    links[visit.id].add(other.id)
                    links[other.id].add(visit.id)
    return [replace(e, linked=tuple(sorted(links[e.id]))) if e.id in links else e for e in events]


def _few_days(event: Event) -> list[date]:
    """The days of an event that is dated to the day; [] for vaguer ones."""
    interval = event.interval
    if interval is None or interval.start is None or (interval.days or LONGEST) > LONGEST_STAY:
        return []
    return [interval.start + timedelta(days=n) for n in range(interval.days or 0)]


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
        apart = last and last.interval and interval and not _close(last.interval, interval)
        if last and status == Status.PLANNED and apart:
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
    places: dict[str, set[str]] = defaultdict(set)
    for one in said:
        if one.mention.place_country and one.mention.type != "visit":
            places[one.mention.place_country].add(one.article.id)
    if len(places) > 1 and len(set.union(*places.values())) > 1:
        found.append(Disagreement("place", tuple(Value(p, tuple(sorted(ids))) for p, ids in sorted(places.items()))))
    return tuple(found)


def sketch(article: Article) -> tuple[int, ...]:
    """A few numbers that stand for an article's words, to tell reprints: the smallest hashes of its five-word runs.

    Bottom-k sketches (Broder 1997; Cohen and Kaplan 2007): the share of the numbers that two have in common estimates
    the share of the runs. An article that has come without its text brings its sketch along.
    """
    return article.sketch or _sketch(article.text)


@lru_cache(maxsize=4096)
def _sketch(text: str) -> tuple[int, ...]:
    words = re.findall(r"\w+", text.lower())
    starts = range(max(len(words) - RUN + 1, min(len(words), 1)))  # of fewer words there is one run
    runs = {crc32(" ".join(words[i : i + RUN]).encode("utf8", "replace")) for i in starts}
    return tuple(sorted(runs)[:SKETCH])


def alike(a: Sequence[int], b: Sequence[int]) -> float:
    """The share of five-word runs that two articles have in common, 0…1, estimated from their sketches."""
    union = sorted({*a, *b})[: min(SKETCH, max(len(a), len(b)))]
    return len({*a} & {*b} & {*union}) / len(union) if union else 0.0


def independent(said: Sequence[Said]) -> int:
    """How many sources tell it, reprints of one text counted once."""
    articles = {s.article.id: s.article for s in said}
    kept: list[tuple[bool, tuple[int, ...]]] = []
    for _, article in sorted(articles.items()):
        mine, known = sketch(article), bool(article.outlet)
        if not any(alike(mine, other) >= (ALIKE if known or named else ALIKE_UNKNOWN) for named, other in kept):
            kept.append((known, mine))
    return len(kept)


def _actors(said: Sequence[Said]) -> tuple[Actor, ...]:
    found: dict[str, Actor] = {}
    for one in (_best(said), *sorted(said, key=_order)):
        for actor in one.mention.actors:
            found.setdefault(actor.name, actor)
    return tuple(found.values())


def _why(said: Sequence[Said], old: Sequence[Said]) -> str:
    """Why the mentions are held for one event, in one plain sentence; "" for a single one."""
    if len(said) + len(old) < 2:
        return ""
    parties = sorted(map(country_name, set.intersection(*(set(s.mention.countries) for s in said))))
    parties = parties or sorted(set.intersection(*({a.name for a in s.mention.actors} for s in said)))
    kinds = " or ".join(sorted({s.mention.type.replace("_", " ") for s in said}))
    text = f"{len(said)} mention{'s tell' if len(said) > 1 else ' tells'} of the same {kinds}"
    text += (f" of {', '.join(parties)}" if parties else "") + ", on days that overlap or touch"
    if old:
        tell = "tell" if len(old) > 1 else "tells"
        text += f"; {len(old)} more {tell} of a plan for other days, which it took the place of"
    return text


def _event(cluster: Cluster) -> Event:
    now = cluster.said
    said = [*now, *cluster.old]
    best, dated = _best(now).mention, _dated(now)
    first = min(said, key=_published)
    told = first.mention  # one trigger may tell several events: "visited Paris and Rome"
    key = f"{first.article.id}\0{told.type}\0{told.trigger_start}\0{told.place_country}\0{' '.join(told.countries)}"
    digest = blake2b(key.encode("utf8", "replace"), digest_size=6)
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
        status=_status(now),
        confidence=min(0.99, 1 - doubt),
        how=how,
        mentions=tuple(sorted((s.article.id, s.mention.id) for s in said)),
        sources=sources,
        disagreements=_disagreements(now),
        history=_history(said),
        why=_why(now, cluster.old),
    )
