"""How long a visit or a summit lasts: what its sentence says of its days."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from timeline.events.dates import away, dated, nearest, offset
from timeline.events.parties import SPATIAL
from timeline.events.scene import Scene
from timeline.events.settling import WEEK
from timeline.events.triggers import Trigger
from timeline.model import Timex
from timeline.temporal.interval import Granularity, Interval

LENGTH = re.compile(r"P(\d+)D")
SAID = 3  # tokens between a verb of saying and the date that is the saying's
PAIRED = 2  # tokens between a clause and the relative clause beside it
STAGE = 4  # tokens before "tour" in which a stop of it is told: "the first leg of a tour"
JOINED = 3  # tokens between two days that are named together ("and on", "y el")
NTH = 9  # tokens before a noun in which the day of it is counted
MOST_DAYS = 15  # days of a visit


def concluding(scene: Scene, trigger: Trigger) -> Timex | None:
    """The day of the stop that a relative clause tells of a journey: "a tour that ends on Friday in Senegal"."""
    hanging = scene.hanging(trigger)
    if hanging is None or trigger.type != "visit":
        return None
    spots = [p for p in scene.within(hanging) if p.role == "place" and p.entry.kind in SPATIAL]
    between = range(trigger.end, scene.clauses.clauses[hanging].first)
    if any(p.at in between for p in scene.parties):
        return None  # "a visit to China that ends on Sunday in Macau"
    found = nearest(scene, trigger, hanging) if spots else None
    if found is None or found.interval is None:
        return None
    return found if (found.interval.days == 1) == (len(spots) == 1) or len(spots) > 1 else None


def length(scene: Scene, trigger: Trigger, moved: int = 0) -> tuple[int, bool]:
    """The days of a length in a trigger's clause ("two-day"), else 1; and whether they end on the date.

    What stands at `moved` tells how much later it is, not how long; and "a two-day summit" is no two-day visit.
    """
    number = scene.clause(trigger)
    days = 1
    for at, timex in scene.sentence.timexes:
        match = LENGTH.fullmatch(timex.value) if timex.type == "DURATION" and not away(timex) else None
        inside = scene.clauses.of[at]
        clause = scene.clauses.clauses[inside]
        verb = scene.sentence.tokens[clause.verb] if clause.verb is not None else None
        lasts = verb is not None and not scene.words.lists["lasting"].isdisjoint((verb.low, verb.lemma))
        hangs = (clause.kind == "relative" or lasts) and clause.parent == number
        after = next((i for i, t in enumerate(scene.sentence.tokens) if t.start >= timex.end), -1)
        others = any(t.kind == "noun" and t.type != trigger.type and t.at == after for t in scene.triggers)
        legs = scene.words.lists["legs"]
        part = any(
            not legs.isdisjoint((t.low, t.lemma))
            for t in scene.sentence.tokens[max(0, trigger.at - STAGE) : max(at, 0)]
        )
        if match and (offset(scene, timex) or others or part or (moved and at in (moved, moved + 1))):
            continue
        if match and (stage(scene, at) or toured(scene, at, timex)):
            continue
        behind = clause.kind == "sub" and clause.verb is None and clause.word in scene.words.lists["after"]
        if match and inside != number and behind and any(t.kind == "noun" and scene.clauses.of[t.at] == inside
                                                         for t in scene.triggers):  # fmt: skip
            continue  # of what is over: "landed in Ankara after a two-day visit to Syria"
        if match and (inside == number or hangs or abs(at - trigger.at) < SAID):
            days = int(match.group(1))
    tokens = scene.sentence.tokens
    if not dated(scene, number) and any(
        c.kind == "relative" and c.parent == number and c.first > trigger.at and dated(scene, k)
        for k, c in enumerate(scene.clauses.clauses)
    ):
        return days, False  # "on the last day of a three-day visit that began on Saturday"
    lists = scene.words.lists
    clause = scene.clauses.clauses[number]
    reckoning = {t.end for _, t in scene.sentence.timexes if t.type == "DURATION"}  # "three days after it took over"
    if trigger.kind == "noun" and clause.kind == "sub" and clause.word in lists["after"] and days > 1:
        return days, True  # "landed in Ankara yesterday after a two-day visit to Syria"
    ends = any(
        scene.clauses.of[i] == number
        and (i < trigger.end or (scene.words.verb_final and i not in scene.sentence.dated
                                 and not any(tokens[i].low in lists[key] for key in ("prepositions", "place"))))
        for i in scene.index.begins("ending") if not i or tokens[i - 1].end not in reckoning
    )  # fmt: skip
    return days, ends


def stage(scene: Scene, at: int) -> bool:
    """Whether a length is that of a tour of which a journey is one stop: "in Bali, second stop of a ten-day trip"."""
    tokens, words = scene.sentence.tokens, scene.words
    for i in range(at - 1, max(1, at - NTH), -1):
        if tokens[i].low in words.lists["genitive"] and tokens[i - 2].low in words.ordinals:
            return tokens[i - 1].low not in words.days and not one_state(scene, i, at)
    return False


def one_state(scene: Scene, first: int, at: int) -> bool:
    """Whether the place after the length of a tour is in the state of the place before "first stop" (token `first`):
    "è atterrato ad Ankara, prima tappa del suo viaggio di quattro giorni in Turchia"."""
    spots = [p for p in scene.parties if p.role == "place" and p.entry.kind in SPATIAL]
    before = [p.entry.country for p in spots if p.end <= first]
    after = [p.entry.country for p in spots if at < p.at <= at + NTH]
    return bool(before and after) and before[-1] == after[0] and len(set(after)) == 1


def toured(scene: Scene, at: int, timex: Timex) -> bool:
    """Whether a length is that of a tour which names no place of its own: "landed in Manama on a three-day tour"."""
    tokens, lists = scene.sentence.tokens, scene.words.lists
    after = next((i for i, t in enumerate(tokens) if t.start >= timex.end), len(tokens))
    noun = next((i for i in (at - 1, at - 2, after, after + 1) if 0 <= i < len(tokens)
                 and not {tokens[i].low, tokens[i].lemma}.isdisjoint(lists["tours"])), None)  # fmt: skip
    if noun is None:
        return False
    return not any(p.at > noun and p.entry.kind in SPATIAL for p in scene.within(scene.clauses.of[at]))


def nth_day(scene: Scene, trigger: Trigger) -> int:
    """The n of "on the third day of a visit", 1 where nothing is counted."""
    tokens, words = scene.sentence.tokens, scene.words
    for i in range(trigger.at - 1, max(0, trigger.at - NTH), -1):
        if scene.clauses.verbs[i]:
            break
        if tokens[i].low in words.days:
            near = range(i - 1, max(-1, i - 1 - JOINED), -1)
            return next((words.ordinals[tokens[j].low] for j in near if tokens[j].low in words.ordinals), 1)
    return 1


def finish(scene: Scene, trigger: Trigger) -> date | None:
    """The day after the end that a relative clause tells of an event: "a visit to China that ends on Sunday"."""
    number, clauses = scene.clause(trigger), scene.clauses.clauses
    last = scene.clauses.own(number)[-1]
    for other, clause in enumerate(clauses):
        if clause.kind != "relative" or clause.first < trigger.end or clause.parent is None:
            continue
        parent = clauses[clause.parent]
        going_on = parent.kind == "relative" and parent.parent == number  # "that he makes and that ends on Friday"
        beside = clause.parent == scene.clauses.root(number) and 0 <= clause.first - last <= PAIRED
        if not (clause.parent == number or going_on or (beside and trigger.type == "summit")):
            continue
        placed = concluding(scene, trigger) is not None  # "a tour that ends in Senegal on Sunday": that stop only
        placed = placed or (trigger.kind != "noun" and any(p.role == "place" for p in scene.within(other)))
        if not placed and scene.index.any("ending", scene.clauses.own(other)):
            timex = nearest(scene, trigger, other)
            return timex.interval.end if timex and timex.interval and timex.interval.days == 1 else None
    return None


def spell(scene: Scene, trigger: Trigger, interval: Interval) -> Interval:
    """A day of a longer event made the whole: "on the fourth day of a visit that ends on Sunday"."""
    n, end = nth_day(scene, trigger), finish(scene, trigger)
    if interval.days != 1 or not interval.start or not interval.end or (n == 1 and end is None) or n > MOST_DAYS:
        return interval
    start = interval.start - timedelta(days=n - 1)
    last = max(interval.end, start + timedelta(days=length(scene, trigger)[0]))
    while end and end <= interval.start:
        end += WEEK  # a bare weekday: the one after the beginning
    if end and end - start <= timedelta(days=MOST_DAYS):
        last = max(interval.end, end)
    return replace(interval, start=start, end=last, granularity=Granularity.INTERVAL)
