"""What one verb tells in turn: the stops of a journey, those met one after another, each with its date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from timeline.events.attaching import there
from timeline.events.dates import JOINED, MONTH, RANGE, dated, joined
from timeline.events.lengths import NTH
from timeline.events.parties import SPATIAL, Party
from timeline.events.scene import Scene
from timeline.events.settling import WEEK
from timeline.events.triggers import ENCOUNTERS, Trigger
from timeline.model import Timex
from timeline.temporal.interval import Granularity, Interval

LISTED = 2  # encounters that are counted: "two meetings: the first …, the second …"
COUNTED = frozenset(":;,")


def stops(scene: Scene, trigger: Trigger, where: Sequence[Party]) -> list[tuple[Timex, list[Party]]]:
    """The dates of a journey with the places of each: "on Monday in Ankara, on the 12th in Cairo"; [] for one stop."""
    number, hanging = scene.clause(trigger), scene.hanging(trigger)
    if hanging is not None and where and all(p.at >= 0 and scene.clauses.of[p.at] == hanging for p in where):
        number = hanging  # "a tour that takes him to Cairo on Monday and to Amman on Tuesday"
    timexes = [
        (at, t) for at, t in dated(scene, number) if t.interval and t.interval.days and t.interval.days <= MONTH.days
    ]
    spots = [p for p in where if p.at >= 0 and scene.clauses.of[p.at] == number]
    if bracketed := in_brackets(scene, number, spots):
        return bracketed
    each_there: list[tuple[Timex, list[Party]]] = []
    if trigger.type == "visit" and not timexes:
        each_there = [(t, [p]) for p in spots if (t := there(scene, trigger, p))]
    if len(each_there) == len(spots) and len({p.entry.country for p in spots}) > 1:
        return each_there
    if number == hanging:  # "to Cairo, where he meets Sisi on Monday, and to Amman on Tuesday"
        told = ((p.end, t) for p in spots if (t := there(scene, trigger, p)))
        timexes = sorted([*timexes, *told], key=lambda pair: pair[0])
    if matched := in_turn(scene, [t for _, t in timexes], spots):
        return matched
    if len(timexes) < 2 or len({p.entry.country for p in spots}) < 2:
        return []
    line: list[tuple[int, Timex | Party]] = sorted([*timexes, *((p.at, p) for p in spots)], key=lambda pair: pair[0])
    first_is_date = isinstance(line[0][1], Timex)
    found: list[tuple[Timex, list[Party]]] = []
    waiting: list[Party] = []
    for _, item in line:
        if isinstance(item, Timex):
            if first_is_date:
                found.append((item, []))
            elif waiting:
                found.append((item, waiting))
                waiting = []
        elif first_is_date and found:
            found[-1][1].append(item)
        else:
            waiting.append(item)
    found = [(timex, spots) for timex, spots in found if spots]
    return found if len(found) > 1 else []


def numbered(scene: Scene, trigger: Trigger) -> list[tuple[Timex, list[Party]]]:
    """The dates of encounters that are counted after they are told, each with its place, where one is said: "three
    rounds of talks: the first in Muscat on 12 April, the second, in Rome, on 19 April"; [] where one has no date."""
    tokens, words = scene.sentence.tokens, scene.words
    if trigger.type not in ENCOUNTERS or len(scene.sentence.timexes) < LISTED or not words.ordinals:
        return []
    colon = next((i for i in range(trigger.end, len(tokens)) if tokens[i].low in COUNTED), None)
    if colon is None or any(scene.clauses.verbs[trigger.stop : colon]):
        return []  # "met Putin and asked for two things: the first …"
    heads: list[int] = []
    for i in range(colon + 1, len(tokens)):
        after = tokens[i - 1].low in words.lists["determiners"] and i not in scene.sentence.dated
        if after and words.ordinals.get(tokens[i].low) == len(heads) + 1:
            heads.append(i)
    found: list[tuple[Timex, list[Party]]] = []
    for first, last in pairwise([*heads, len(tokens)]):
        days = [t for at, t in scene.sentence.timexes if first < at < last and t.interval and t.type != "DURATION"]
        where = [p for p in scene.parties if first < p.at < last and p.entry.kind in SPATIAL]
        if len(days) != 1 or len({p.entry.country for p in where}) > 1:
            return []
        found.append((days[0], [replace(p, role="place") for p in where[:1]]))
    return found if len(found) >= LISTED and heads[0] - colon <= NTH else []


def in_brackets(scene: Scene, number: int, spots: Sequence[Party]) -> list[tuple[Timex, list[Party]]]:
    """The stops of a journey where each has its date in brackets behind it: "will visit Israel (14), Palestine (16)";
    [] where one has none."""
    asides = {c.first: k for k, c in enumerate(scene.clauses.clauses) if c.kind == "aside" and c.parent == number}
    told = [(p, [t for _, t in dated(scene, asides[p.end])]) for p in spots if p.end in asides]
    if len(told) < max(2, len(spots)) or any(len(days) != 1 for _, days in told):
        return []
    return [(days[0], [p]) for p, days in told]


def in_turn(scene: Scene, timexes: Sequence[Timex], spots: Sequence[Party]) -> list[tuple[Timex, list[Party]]]:
    """The days of a journey with one place each where a word says so: "will visit Papua New Guinea and Timor-Leste on
    June 2 and 3 respectively"; [] where none does, or the numbers differ."""
    if len({p.entry.country for p in spots}) < 2 or not scene.index.lows("respectively"):
        return []
    days = list(timexes)
    span = joined(scene, days[0]).interval if days else None
    if span and span.start and span.days == len(spots) > len(days):
        one = Interval.day(span.start, span.certainty)
        first = [span.start + timedelta(days=k) for k in range(len(spots) + 1)]
        days = [replace(days[0], interval=replace(one, start=a, end=b)) for a, b in pairwise(first)]
    ordered = sorted(spots, key=lambda p: p.at)
    return [(t, [p]) for t, p in zip(days, ordered, strict=True)] if len(days) == len(spots) else []


def successors(scene: Scene, trigger: Trigger) -> list[tuple[Party, Timex, Party | None]]:
    """Who else a verb tells of after its date, with the date of each and the place, where that is another: "Abbas
    visited the White House on 17 March and Netanyahu two weeks earlier", "Hollande mardi à Moscou"."""
    if trigger.type != "visit" or trigger.kind == "noun":
        return []
    tokens, lists, number = scene.sentence.tokens, scene.words.lists, scene.clause(trigger)
    timexes = [(at, t) for at, t in dated(scene, number)]
    if len(timexes) < 2:
        return []
    own = scene.within(number)
    spots = {i: p for p in own if p.entry.kind in SPATIAL for i in range(p.at, p.end)}
    found: list[tuple[Party, Timex, Party | None]] = []
    for p in own:
        if p.role != "person" or p.prep >= 0 or p.at < trigger.end or not p.entry.country:
            continue
        joint = next((i for i in range(p.at - 1, max(trigger.end, p.at - NTH), -1)
                      if tokens[i].low == "," or tokens[i].low in lists["coordinators"]), None)  # fmt: skip
        if joint is None or any(
            i in scene.sentence.dated or tokens[i].low in lists["genitive"] for i in range(joint, p.at)
        ):
            continue  # "la première visite d'un président turc depuis 1952"
        first = joint + 1
        if not any(at < first for at, _ in timexes) or not any(trigger.at < i < first for i in spots):
            continue
        at, timex = next(((at, t) for at, t in timexes if at >= p.end), (-1, None))
        if timex is None:
            continue
        small = (lists["place"], lists["determiners"], lists["prepositions"])
        between = [i for i in range(p.end, at) if i not in spots]
        if len(between) > RANGE or any(
            tokens[i].low in lists["exempt"] or all(tokens[i].low not in words for words in small) for i in between
        ):
            continue
        where = next((spots[i] for i in range(p.end, at) if i in spots), None)
        after = next((i for i, t in enumerate(tokens) if t.start >= timex.end), len(tokens))
        if where is None and after + 1 < len(tokens) and tokens[after].low in lists["place"]:
            where = spots.get(after + 1)
        found.append((p, timex, where))
    return found


def whose(party: Party) -> str | None:
    """Who somebody met is, or whose, where nobody is named: two ministers of a state are met one after another."""
    return party.entry.name if party.entry.kind == "leader" else party.entry.country


def rounds(
    scene: Scene, trigger: Trigger, whom: Sequence[Party], where: Sequence[Party]
) -> list[tuple[Timex, list[Party], list[Party]]]:
    """The dates of encounters that one verb tells in turn, whom and where at each; [] where they are one.

    "met Assad in Damascus on Wednesday and Netanyahu in Jerusalem on Thursday", with the dates all before their
    parties, or all after them.
    """
    number, clauses, lists = scene.clause(trigger), scene.clauses, scene.words.lists
    near = {number} | {k for k, c in enumerate(clauses.clauses) if c.kind == "aside" and c.parent == number}
    timexes = [
        (at, t) for k in sorted(near) for at, t in dated(scene, k)
        if t.interval and t.interval.days and t.interval.days <= MONTH.days
    ]  # fmt: skip
    others = [p for p in whom if p.at >= 0 and p.entry.country]
    if len(timexes) < 2 or len({whose(p) for p in others}) < 2:
        return []
    spots = [p for p in where if p.at >= 0 and clauses.of[p.at] in near and p not in others]
    line: list[tuple[int, Timex | Party]] = sorted(
        [*timexes, *((p.at, p) for p in (*others, *spots))], key=lambda pair: pair[0]
    )
    first_is_date = isinstance(line[0][1], Timex)
    tokens = scene.sentence.tokens
    found: list[tuple[Timex, list[Party], list[Party]]] = []
    waiting: list[Party] = []
    for at, item in line:
        if isinstance(item, Party):
            (found[-1][1] if first_is_date and item in others else found[-1][2] if first_is_date else waiting).append(
                item
            )
        elif first_is_date:
            before = {t.low for t in tokens[max(0, at - RANGE) : at]}
            if found and not before & {",", *lists["coordinators"]}:
                return []  # two dates of one encounter
            found.append((item, [], []))
        else:
            if waiting and at - waiting[-1].end > RANGE:
                return []
            found.append((item, [p for p in waiting if p in others], [p for p in waiting if p not in others]))
            waiting = []
    whole = not waiting and all(group for _, group, _ in found)
    apart = [{whose(p) for p in group} for _, group, _ in found]
    return found if whole and all(a.isdisjoint(b) for a, b in pairwise(apart)) else []


def each(scene: Scene, trigger: Trigger) -> list[Timex]:
    """The days, months or years named together, but no days in a row: "met on 27 April and on 26 May"; else []."""
    tokens, lists = scene.sentence.tokens, scene.words.lists
    plain = (Granularity.DAY, Granularity.MONTH, Granularity.YEAR)
    found = [t for _, t in dated(scene, scene.clause(trigger)) if t.interval and t.interval.granularity in plain]
    if len({t.interval.granularity for t in found if t.interval}) > 1:
        return []
    run: list[Timex] = found[:1]
    for before, after in pairwise(found):
        between = [t for t in tokens if before.end <= t.start and t.end <= after.start]
        listed = between and any(t.low in lists["coordinators"] or t.low == "," for t in between)
        if not listed or len(between) > JOINED or not all(
            t.low == "," or any(t.low in lists[key] for key in ("coordinators", "place", "determiners", "adverbs"))
            for t in between
        ):  # fmt: skip
            return []
        run.append(after)
    days = [t.interval.start for t in run if t.interval and t.interval.start]
    weekdays = all(t.text.isalpha() and t.interval and t.interval.days == 1 for t in run)
    if weekdays and any((b - a).days % WEEK.days == 1 for a, b in pairwise(days)):
        return []  # "on Monday and Tuesday", whatever Tuesday is by itself
    if len(days) < 2 or any(abs((b - a).days) < 2 for a, b in pairwise(days)):
        return []
    return run
