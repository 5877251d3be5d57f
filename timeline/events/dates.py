"""Which date belongs to an event: that of its clause, else of a clause that lends it, else the publication day."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from timeline.events.denials import in_course
from timeline.events.journeys import carrying
from timeline.events.marks import Marks
from timeline.events.parties import SPATIAL, Party
from timeline.events.scene import Scene
from timeline.events.settling import WEEK, Found, begun
from timeline.events.tenses import before_ahead, coming, just_over
from timeline.events.triggers import ENCOUNTERS, TOLD, Trigger
from timeline.model import Timex
from timeline.temporal import timex3
from timeline.temporal.interval import Certainty, Granularity, Interval

LENGTH = re.compile(r"P(\d+)D")
AWAY = re.compile(r"P(\d+)([DWMY])")
UNIT_DAYS = {"D": 1, "W": 7, "M": 31, "Y": 366}
SAID = 3  # tokens between a verb of saying and the date that is the saying's
PLANNED = 6  # tokens between "due to be held" and its date
PAIRED = 2  # tokens between a clause and the relative clause beside it
STAGE = 4  # tokens before "tour" in which a stop of it is told: "the first leg of a tour"
SINCE = 9  # what a date from which on something was so is further away
REPORTED = 40  # what a date beside a verb of saying is further away
JOINED = 3  # tokens between two days that are named together ("and on", "y el")
AMID = 3  # tokens between "during" and the noun of an encounter
FOLLOWING = 4  # tokens after a noun in which "of November" belongs to it
BACK = 6  # tokens before a date in which "since" goes with a noun that the date belongs to
DURING = 4  # tokens before a relative in which "in the course of" begins
LONG_PHRASE = 3  # tokens of the longest words for calling off
COMMA = 4  # what a comma between a date and a trigger adds
APART = 12  # what "and" between them does, where another date comes after the trigger
NTH = 9  # tokens before a noun in which the day of it is counted
MOST_DAYS = 15  # days of a visit
RANGE = 3  # tokens of a range of days: "from Monday to Wednesday"
MONTH = timedelta(days=31)


def usable(timex: Timex) -> bool:
    """Whether a timex names days on which something can happen: no event is dated "the worst of the century"."""
    if timex.interval is None or timex.interval.granularity is Granularity.CENTURY:
        return False
    return timex.type not in ("DURATION", "SET") or away(timex)


def away(timex: Timex) -> bool:
    """Whether a length tells how long ago something was, or how soon it will be, where a language tells that with a
    length: "vor zehn Tagen", "hace dos semanas", "dentro de dos meses"; its days are those of one unit at most."""
    match = AWAY.fullmatch(timex.value) if timex.type == "DURATION" else None
    interval = timex.interval
    if match is None or interval is None or interval.start is None or interval.days is None:
        return False
    return interval.days <= UNIT_DAYS[match[2]]


def attach(scene: Scene, trigger: Trigger) -> Found | None:
    """The date that governs a trigger: of its clause the nearest, else one that another clause lends."""
    number = scene.clause(trigger)
    if ending := concluding(scene, trigger):
        return Found(ending, verbal=True)
    own = nearest(scene, trigger, number)
    if own and (days := held_on(scene, trigger, own)):
        return Found(days, own=False)
    if own:
        told = scheduled(scene, own) or before_ahead(scene, trigger) or just_over(scene, trigger)
        planned = trigger.kind == "noun" and scheduled(scene, own, scene.words.lists["infinitive"])
        return Found(own, verbal=trigger.kind != "noun" or told, set=planned)
    hanging = scene.hanging(trigger)
    lent_by = nearest(scene, trigger, hanging) if hanging is not None else None
    if lent_by:
        return Found(lent_by)
    if trigger.type == "visit":  # "flies to Cairo, where he meets Sisi on Monday"
        goals = [t for spot in scene.within(number) if spot.at > trigger.at and spot.role != "origin"
                 and (t := there(scene, trigger, spot))]  # fmt: skip
        if goals:
            return Found(goals[0], own=False, verbal=True)
    clauses = scene.clauses
    clause = clauses.clauses[number]
    first = clauses.own(number)[0]
    if trigger.kind == "noun" or trigger.stop > trigger.at + 1:  # "attend the summit, which is held this week"
        for other, candidate in enumerate(clauses.clauses):
            if candidate.kind == "relative" and candidate.parent == number and candidate.first > trigger.at:
                between = scene.sentence.tokens[trigger.end : candidate.first]
                apart = scene.words.lists["offset"] | scene.words.lists["after"]
                if trigger.kind == "noun" and any(t.low in apart for t in between):
                    continue  # "the visit comes a week before the conference, which is held on 23 February"
                if trigger.kind == "noun" and any(clauses.verbs[i] for i in range(trigger.end, candidate.first)):
                    continue  # "the meeting was overshadowed by a deal that was signed in May"
                if trigger.kind != "noun" and any(p.role == "person" for p in scene.antecedent(other).parties):
                    continue  # "was received by Bouteflika, who had an operation in November"
                told = any(t.type in TOLD and scene.clause(t) == other for t in scene.triggers)
                timex = None if told else nearest(scene, trigger, other)
                if timex and trigger.type == "meeting" and timex.interval and timex.interval.start is None:
                    continue  # "met on the sidelines of the summit, which lasts until Sunday"
                if timex:
                    return Found(timex, own=False)  # "a visit that was planned for July"
    if trigger.kind == "noun":
        for other, candidate in enumerate(clauses.clauses):
            going_on = candidate.kind == "and" and candidate.parent == number and not scene.subject_of_own(other)
            if going_on and scene.index.any("occur", clauses.own(other)):
                timex = nearest(scene, trigger, other)
                if timex:
                    return Found(timex, own=False, verbal=True)  # "the visit, put off, will be held in May"
    if clause.kind == "and" and clause.parent is not None:
        lent = [(at, t) for at, t in dated(scene, clause.parent) if at < first]
        verb = clauses.clauses[clause.parent].verb
        opening = scene.sentence.tokens[first].start
        if lent and len(lent) > 1 and 0 <= opening - lent[-1][1].end <= 1:  # "and on Monday, 3 June, he will be in"
            return Found(lent[-1][1], own=False, verbal=trigger.kind != "noun")
        if lent and (verb is None or lent[0][0] < verb or len(lent) == 1):
            return Found(lent[0][1], own=False, verbal=trigger.kind != "noun")
    if clause.kind == "relative" and (day := day_on_which(scene, clause.first)):
        return Found(day, own=False, verbal=trigger.kind != "noun")
    if clause.kind == "relative" and clause.parent is not None and carrying(scene, trigger):
        timex = nearest(scene, trigger, clause.parent)  # "begins on Monday a tour that will take him to Spain"
        return Found(timex, own=False) if timex else None
    lists = scene.words.lists
    leading = [scene.sentence.tokens[i].low for i in clauses.own(number) if i < trigger.at]
    before = any(low in lists["pluperfect"] for low in leading)
    there_too = trigger.type in TOLD and trigger.kind != "noun" and clause.word in lists["where"] and not before
    if clause.kind == "relative" and clause.parent is not None and (scene.subject(number).place or there_too):
        timex = nearest(scene, trigger, clause.parent)
        return Found(timex, own=False, verbal=trigger.kind != "noun") if timex else None
    if clause.kind == "relative" and clause.parent is not None and trigger.type in TOLD and during(scene, number):
        timex = nearest(scene, trigger, clause.parent) or nearest(scene, trigger, clauses.root(number))
        return Found(timex, own=False, verbal=trigger.kind != "noun") if timex else None
    if clause.kind == "relative" and clause.parent is not None and trigger.type in TOLD:
        told = any(t.type in TOLD and scene.clause(t) == clause.parent for t in scene.triggers)
        later = [t for at, t in dated(scene, clause.parent) if at > clauses.own(number)[-1]]
        if len(later) == 1 and not told:  # "the body, whose summit is held in Brasília, on 13 November"
            return Found(later[0], own=False, verbal=trigger.kind != "noun")
    if clause.kind == "sub" and clause.verb is None:
        if trigger.type == "visit" and length(scene, trigger)[0] > 1:
            timex = nearest(scene, trigger, clause.parent or 0) or nearest(scene, trigger, clauses.root(number))
            return Found(timex, own=False) if timex else None  # "flew home on Thursday after a three-day visit"
        opening = scene.sentence.tokens[clause.first].start
        touching = [t for _, t in scene.sentence.timexes if usable(t) and 0 <= opening - t.end <= 1]
        if touching and touching[0].interval and touching[0].interval.certainty is Certainty.APPROXIMATE:
            return Found(touching[0], own=False)  # "some days after the summit"
    if clause.kind == "sub" and clause.word in scene.words.lists["after"] and trigger.kind != "noun":
        past = (scene.sentence.tokens[i] for i in clauses.own(number) if i < trigger.at)
        timex = nearest(scene, trigger, clauses.root(number))
        if (
            timex
            and timex.interval
            and timex.interval.days == 1
            and any(t.low in scene.words.lists["pluperfect"] for t in past)
        ):
            return Found(timex, own=False)  # "announced the trip on Monday, after he had spoken to her"
    if clause.kind == "sub" and clause.word in scene.words.lists["after"] and trigger.kind != "noun":
        timex = nearest(scene, trigger, clauses.root(number))
        years = timex and timex.interval and timex.interval.granularity.rank >= Granularity.MONTH.rank
        if timex and years:
            return Found(timex, own=False)  # "began the enlargement in 1993 after Clinton met Havel"
    if clause.kind == "sub" and clause.word in scene.words.lists["when"]:
        timex = nearest(scene, trigger, clause.parent or 0) or nearest(scene, trigger, clauses.root(number))
        return Found(timex, own=False) if timex else None
    if trigger.kind in ("stay", "motion") and (timex := told_after_colon(scene, trigger)):
        return Found(timex, own=False)
    for other, candidate in enumerate(clauses.clauses):
        if other == number or candidate.parent not in (None, number):
            continue
        header = candidate.verb is None and candidate.parent is None and candidate.first < first
        early = candidate.first < trigger.at or trigger.kind == "stay"  # "was in Rome when war broke out on 4 April"
        same_time = candidate.word in scene.words.lists["when"] and early
        if (header or same_time or arrival(scene, trigger, other)) and clause.kind != "relative":
            timex = nearest(scene, trigger, other)
            if timex:  # "last stop, on Monday, Kuwait City: there he will meet"
                return Found(timex, own=False, verbal=header and trigger.kind != "noun")
    return None


def day_on_which(scene: Scene, first: int) -> Timex | None:
    """The date that the relative clause at a token says of: "el mismo día en que fue recibido", "on Monday, the day on
    which he met"; None where no date stands right before its preposition."""
    tokens, lists = scene.sentence.tokens, scene.words.lists
    if first < PAIRED or tokens[first - 1].low not in lists["place"]:
        return None
    at = first - PAIRED
    if at not in scene.sentence.dated and tokens[at].low in scene.words.days:
        at -= 1
        while at > 0 and (tokens[at].low == "," or tokens[at].low in lists["determiners"]):
            at -= 1
    return next((t for _, t in scene.sentence.timexes if t.end == tokens[at].end and usable(t)), None)


def during(scene: Scene, number: int) -> bool:
    """Whether a relative clause tells of what happened in the course of what its main clause tells: "a visit to Iraq in
    March, during which he met", "un voyage au cours duquel", "ein Besuch, bei dem"."""
    tokens, lists = scene.sentence.tokens, scene.words.lists
    first = scene.clauses.clauses[number].first
    said = any(i + scene.words.has("during", tokens, i) > first for i in range(max(0, first - DURING), first + 1))
    return said and not any(tokens[i].low in lists["pluperfect"] for i in scene.clauses.own(number))


def told_after_colon(scene: Scene, trigger: Trigger) -> Timex | None:
    """The date of what a guest is told to have done where he was: "was in Moscow too: on 16 July he met Putin"."""
    tokens, clauses = scene.sentence.tokens, scene.clauses.clauses
    last = scene.clauses.own(scene.clause(trigger))[-1]
    for other, clause in enumerate(clauses):
        if (
            clause.kind == "main"
            and clause.first - last in (0, 1)
            and ":" in (tokens[last].low, tokens[clause.first].low)
        ):
            own = scene.subject(other).parties
            past = not any(coming(scene.words, tokens[i].low) for i in scene.clauses.own(other))
            return nearest(scene, trigger, other) if past and not own else None
    return None


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


def arrival(scene: Scene, trigger: Trigger, number: int) -> bool:
    """Whether a clause only says when a guest comes: "the first president to visit the island when he arrives on"."""
    clause = scene.clauses.clauses[number]
    if trigger.type != "visit" or clause.kind != "sub" or clause.word not in scene.words.lists["when"]:
        return False
    comes = any(t.kind == "motion" and scene.clause(t) == number for t in scene.triggers)
    return comes and not any(p.role in ("place", "state") for p in scene.within(number))


def there(scene: Scene, trigger: Trigger, spot: Party) -> Timex | None:
    """The date of what is told to happen where a journey goes ("to Cairo, where he meets Sisi on Monday"), or None."""
    tokens, lists = scene.sentence.tokens, scene.words.lists
    for number, clause in enumerate(scene.clauses.clauses):
        near = 0 <= clause.first - spot.end <= 1
        if near and clause.kind == "relative" and clause.word in lists["where"] and spot.entry.kind in SPATIAL:
            if any(tokens[i].low in lists["pluperfect"] for i in scene.clauses.own(number)):
                return None  # what was there before
            return nearest(scene, trigger, number)
    return None


def rescheduled(scene: Scene, marks: Marks) -> Found | None:
    """The new date of what was put off ("put off until May"), None where it has none."""
    for at, timex in scene.sentence.timexes:
        near = at in (marks.moved, marks.moved + 1) or (at < marks.moved and marks.moved in _tokens(scene, at, timex))
        if marks.moved > 0 and near and usable(timex) and timex.interval:
            interval = timex.interval
            if len(timex.ends) > 1 and put_off_from(scene, at, timex):
                timex = timex.ends[-1]  # "put off from 3 to 17 March": the second is the new day
                interval = timex.interval or interval
            if interval.start is None and (week := timex3.parse(timex.value)):
                interval = week.weakened(interval.certainty)  # "until next week": in that week, not on its last day
            return Found(replace(timex, interval=begun(interval)), verbal=True)
    return None


def put_off_from(scene: Scene, at: int, timex: Timex) -> bool:
    """Whether a range tells which day was given up and which is the new one: "put off from 3 to 17 March", where a
    word for putting off, and from where, stand right before it; not "put off to 17 and 18 March"."""
    tokens, lists = scene.sentence.tokens, scene.words.lists
    first = next((i for i, t in enumerate(tokens) if t.end > timex.start), at)
    leads = {tokens[i].low for i in (first - 1, first) if i >= 0}
    if any(t.low in lists["coordinators"] for t in tokens if timex.start <= t.start and t.end <= timex.end):
        return False
    if leads & lists["origin"] or (scene.words.verb_final and leads & lists["genitive"]):
        return True
    near = range(max(0, first - RANGE), first)
    verb = max((i for i in near if i in scene.index.begins("postponed")), default=None)
    return verb is not None and bool(leads & lists["genitive"]) and all(not verb < t.at < first for t in scene.triggers)


def _tokens(scene: Scene, at: int, timex: Timex) -> range:
    """The tokens of a date that begins at one."""
    tokens = scene.sentence.tokens
    return range(at, next((i for i in range(at, len(tokens)) if tokens[i].start >= timex.end), len(tokens)))


def intended(scene: Scene, trigger: Trigger) -> Found | None:
    """The date for which a noun that was called off had been planned, whatever day that was: "on Monday called off a
    meeting scheduled for Saturday"; None where the words after the noun tell none."""
    tokens, lists, clauses = scene.sentence.tokens, scene.words.lists, scene.clauses
    if trigger.kind != "noun":
        return None
    number, hanging = scene.clause(trigger), scene.hanging(trigger)  # "the visit that he was to make this month"
    for at, timex in scene.sentence.timexes:
        clause = clauses.clauses[clauses.of[at]]
        inside = clauses.of[at] == number or (clause.kind == "relative" and clause.parent == number)
        near = range(max(trigger.end, at - PLANNED), at)
        planned = any(tokens[i].low in lists["future"] and tokens[i].low not in lists["infinitive"] for i in near)
        said = planned
        planned = planned or scene.index.any("occur", near) or clauses.of[at] == hanging
        if at > trigger.end and inside and planned and usable(timex):
            return Found(timex, verbal=True, set=said)
    return None


def scheduled(scene: Scene, timex: Timex, without: Collection[str] = ()) -> bool:
    """Whether a word of what is to come, none of those `without`, stands beside a date: "the visit scheduled for"."""
    tokens = scene.sentence.tokens
    at = next((i for i, t in enumerate(tokens) if t.end > timex.start), 0)
    after = next((i for i, t in enumerate(tokens) if t.start >= timex.end), len(tokens))
    near = (*tokens[max(0, at - SAID) : at], *tokens[after : after + SAID])  # "on Friday is scheduled a meeting"
    return any(t.low in scene.words.lists["future"] and t.low not in without for t in near)


def dated(scene: Scene, number: int) -> list[tuple[int, Timex]]:
    """The dates of a clause with the tokens where they begin."""
    found: list[tuple[int, Timex]] = []
    tokens = scene.sentence.tokens
    for at, timex in scene.sentence.timexes:
        if not usable(timex) or scene.clauses.of[at] != number:
            continue
        if found:
            start, before = found[-1]
            between = [t.low for t in tokens[start:at] if t.start >= before.end]
            joined = both(before, timex) if between and set(between) <= scene.words.lists["coordinators"] else None
            if joined:
                found[-1] = start, joined
                continue
        found.append((at, timex))
    return found


def both(a: Timex, b: Timex) -> Timex | None:
    """Two days that follow one another as one date: "on Wednesday and Thursday"."""
    one, two = a.interval, b.interval
    if one is None or two is None or not (one.end and one.end == two.start) or (one.days, two.days) != (1, 1):
        return None
    interval = replace(one, end=two.end, granularity=Granularity.INTERVAL, certainty=min(one.certainty, two.certainty))
    return replace(a, end=b.end, interval=interval, how=f"{a.how}; {b.how}")


def nearest(scene: Scene, trigger: Trigger, number: int) -> Timex | None:
    """Of the dates of a clause, the nearest to a trigger that no verb of saying stands closer to."""
    tokens, report = scene.sentence.tokens, scene.words.lists["report"]
    ranked: list[tuple[int, Timex]] = []
    listed = dated(scene, number)
    said_then = said_at(scene, trigger, number)
    behind = trigger.stands and any(at > trigger.at for at, _ in listed)
    for at, timex in listed:
        if behind and at < trigger.at:
            continue  # "a visita de Lula, em julho, e a de Sarkozy, em dezembro"
        if trigger.kind == "noun" and (attribute(scene, trigger, at, timex) or since(scene, trigger, at)):
            continue
        if of_noun(scene, trigger, at, timex):
            continue
        if others(scene, trigger, at) or calling_off(scene, trigger, at, timex) or measured(scene, trigger, at):
            continue
        if describes(scene, trigger, at, timex) or told_aside(scene, trigger, at):
            continue
        low, high = min(at, trigger.at), max(at, trigger.at)
        gap = high - low + sum(COMMA for t in tokens[low:high] if t.text in (",", ";", ":", "("))
        gap += SINCE if timex.interval and timex.interval.end is None else 0  # "on Monday, the first since 2019"
        joint = trigger.at - 1 in _tokens(scene, at, timex) or trigger.at - 1 == _tokens(scene, at, timex).stop
        joint = joint and tokens[trigger.at - 1].low in scene.words.lists["coordinators"]
        if joint and any(other > trigger.at for other, _ in listed):
            gap += APART  # "toured the port on Thursday and met the king on Friday"
        saying = range(max(0, at - SAID), min(len(tokens), at + SAID + 1))
        if not said_then and any(
            r != trigger.at and scene.clauses.of[r] == number and scene.clauses.verbs[r]
            and abs(at - r) < abs(at - trigger.at)
            and (tokens[r].lemma in report or tokens[r].low in report)
            for r in saying
        ):  # fmt: skip
            gap += REPORTED
        if gap < REPORTED:
            ranked.append((gap, timex))
    if not ranked:
        return None
    best = min(ranked, key=lambda pair: pair[0])[1]
    alone = {t.type for t in scene.triggers if t.type in TOLD and scene.clause(t) == number} <= {trigger.type}
    turn = next(
        (i for i in range(trigger.stop, len(tokens)) if i not in scene.sentence.dated
         and (scene.clauses.verbs[i] or tokens[i].low in scene.words.lists["coordinators"])), len(tokens)
    )  # fmt: skip
    before = tokens[turn].start if turn < len(tokens) else tokens[-1].end
    finer = [(gap, t) for gap, t in ranked if alone and t.start < before and within(t, best)]
    return joined(scene, min(finer, key=lambda pair: pair[0])[1] if finer else best)


def before_which(scene: Scene, trigger: Trigger) -> tuple[Trigger, Found] | None:
    """What an encounter is said to have come after in its sentence, and the day of both: "held talks on Monday before
    being received by the king"; None where it is told otherwise."""
    clauses, lists, number = scene.clauses, scene.words.lists, scene.clause(trigger)
    clause, root = clauses.clauses[number], clauses.root(number)
    if clause.kind != "sub" or clause.word not in lists["offset"] - lists["after"] or trigger.kind == "noun":
        return None
    other = next((t for t in scene.triggers if t.type in TOLD and scene.clause(t) == root), None)
    if trigger.type not in ENCOUNTERS - {"visit"} or other is None:
        return None  # "arrives on Wednesday before going on to Rome", perhaps on another day
    days = [t for _, t in dated(scene, root) if t.interval and t.interval.days == 1]
    return (other, Found(days[0], own=False, verbal=True)) if len(days) == 1 else None


def held_on(scene: Scene, trigger: Trigger, wide: Timex) -> Timex | None:
    """The days of a summit or meeting that a relative clause after it tells more exactly than the date of its clause:
    "flies to Bonn next week for the G20 meeting, which will be held on 16 and 17 February"; None where none does."""
    clauses, number = scene.clauses, scene.clause(trigger)
    if trigger.type not in ("summit", "meeting"):
        return None
    for other, candidate in enumerate(clauses.clauses):
        if candidate.kind != "relative" or candidate.parent != number or candidate.first < trigger.end:
            continue
        days = nearest(scene, trigger, other) if scene.index.any("occur", clauses.own(other)) else None
        if days and within(days, wide):
            return days
    return None


def said_at(scene: Scene, trigger: Trigger, number: int) -> bool:
    """Whether what a clause says was said at an encounter, so that its date is that of the encounter too: "said on
    Monday after talks with Macron", "Bei seinem Besuch sagte er am Montag", "said on Monday in Paris, where he met"."""
    own, tokens = scene.clause(trigger), scene.sentence.tokens
    if own != number:
        return scene.subject(own).place is not None
    near = tokens[max(0, trigger.at - AMID) : trigger.at]
    amid = trigger.kind == "noun" and any(t.low in scene.words.lists["amid"] for t in near)
    return amid or just_over(scene, trigger)


def within(timex: Timex, wide: Timex) -> bool:
    """Whether a date says more exactly what a week or longer says: "next week attends the summit, on 8 and 9 July"."""
    day, span = timex.interval, wide.interval
    if day is None or span is None or day.days is None or span.days is None:
        return False
    return span.days >= WEEK.days and day.days < span.days and day in span


def attribute(scene: Scene, trigger: Trigger, at: int, timex: Timex) -> bool:
    """Whether a month or longer belongs to another noun: "a visit amid the campaign for the election of November"."""
    of_noun = at > 0 and scene.sentence.tokens[at - 1].low in scene.words.lists["genitive"]
    coarse = timex.interval is not None and timex.interval.granularity.rank >= Granularity.MONTH.rank
    if not (of_noun and coarse) or trigger.at <= at <= trigger.end + FOLLOWING:
        return False
    named = {i for n in scene.sentence.names for i in range(n.at, n.end)}
    small = [scene.words.lists[key] for key in ("coordinators", "determiners", "genitive", "prepositions", "with")]
    between = [i for i in range(trigger.end, at) if i not in named]  # "the summit of India and China of August"
    if any(dates_back(scene, i) for i in between):
        return False  # "the last visit dates from May 2004"
    return at < trigger.at or not all(any(scene.sentence.tokens[i].low in words for words in small) for i in between)


def ahead_of(scene: Scene, trigger: Trigger, timex: Timex) -> Interval | None:
    """The days of a noun that "before" stands in front of, and a date that says whose it is: "before next week's talks"
    are talks of next week; None where it is no such noun."""
    interval = timex.interval
    if trigger.kind != "noun" or interval is None or interval.start is not None:
        return None
    tokens, possessive = scene.sentence.tokens, scene.words.lists["possessive"]
    after = next((t for t in tokens if t.start >= timex.end), None)
    if after is None or after.low not in possessive or after.start > tokens[trigger.at].start:
        return None
    week = timex3.parse(timex.value)
    return week.weakened(interval.certainty) if week and week.start else None


def describes(scene: Scene, trigger: Trigger, at: int, timex: Timex) -> bool:
    """Whether a date only describes another noun: "the March accession", "the August 1988 cease-fire", "last week's
    attack"; not where what is told is that noun ("the March 2003 summit", "at Friday's summit")."""
    tokens, lists = scene.sentence.tokens, scene.words.lists
    first = _tokens(scene, at, timex).stop
    if scene.words.verb_final or first >= len(tokens):
        return False
    possessive = tokens[first].low in lists["possessive"]
    if not possessive and (not at or tokens[at - 1].low not in lists["determiners"]):
        return False
    keys = ("place", "prepositions", "genitive", "origin", "purpose", "with", "by")
    prepositions = frozenset().union(*(lists[key] for key in keys))
    article = at > 0 and tokens[at - 1].low in lists["determiners"] - prepositions - lists["about"]
    article = article and not lists["infinitives"]  # where verbs have such endings, dates come behind their nouns
    if not (possessive or (article and tokens[first].low.isalpha())):
        return False
    first += possessive
    keys = ("determiners", "clause", "coordinators", "auxiliaries", "relative", "then", "future")
    small = prepositions.union(*(lists[key] for key in keys))
    last = first
    while last < len(tokens) and tokens[last].low not in small and tokens[last].text[:1].isalnum():
        if last > first and tokens[last].low in lists["about"]:
            break
        if (scene.clauses.verbs[last] and last > first) or last in scene.sentence.dated:
            break
        last += 1
    if last == first or any(first <= i < last for i in range(trigger.at, trigger.stop)):
        return False
    return trigger.kind == "noun" or not any(t.type in TOLD and first <= t.at < last for t in scene.triggers)


def told_aside(scene: Scene, trigger: Trigger, at: int) -> bool:
    """Whether a noun stands in a relative clause without a verb that anything knows, and a date after the comma that
    ends it: "The governments, which sponsor the talks, invited the party two weeks ago"."""
    if trigger.kind != "noun" or at < trigger.end:
        return False
    tokens, kept = scene.sentence.tokens, set(scene.clauses.of)
    for number, clause in enumerate(scene.clauses.clauses):
        if clause.kind != "relative" or number in kept or not clause.comma or not clause.first < trigger.at:
            continue
        if any(tokens[i].low == "," for i in range(clause.first, trigger.at)):
            continue
        comma = next((i for i in range(trigger.end, at) if tokens[i].low == ","), None)
        if comma is not None and any(scene.clauses.verbs[i] for i in range(comma, at)):
            return True
    return False


def dates_back(scene: Scene, i: int) -> bool:
    """Whether a token is a verb that says from when something is: "remonte à 1999"."""
    token = scene.sentence.tokens[i]
    return not scene.words.lists["dating_from"].isdisjoint((token.low, token.lemma))


def others(scene: Scene, trigger: Trigger, at: int) -> bool:
    """Whether a date is another word's: "a talk about the embassy, closed in 2015", "after the meeting of 13 May"."""
    tokens, lists = scene.sentence.tokens, scene.words.lists
    if at and tokens[at - 1].low in lists["genitive"] and any(
        t.kind == "noun" and t.type in TOLD and trigger.at < t.at < at and t.at >= trigger.stop for t in scene.triggers
    ):  # fmt: skip
        return True
    i = at - 1
    spots = {p.end - 1: p.at for p in scene.parties if p.entry.kind in SPATIAL and p.prep >= 0}
    while i > trigger.end and (
        i in spots or any(tokens[i].low in lists[key] for key in ("place", "determiners", "prepositions"))
    ):
        i = spots.get(i, i) - 1  # "the accord signed in Geneva on 24 November"
    word = tokens[i].low
    if i < max(trigger.stop, trigger.end) or i in scene.sentence.dated or not tokens[i].text.islower():
        return False
    if of_that_noun(scene, trigger, i):
        return True
    if any(word in lists[key] for key in ("auxiliaries", "past", "future", "adverbs", "cancelled", "moved", "persons")):
        return False
    if not any(word.endswith(ending) for ending in lists["participles"]):
        return False
    finite = any(t.low in lists["auxiliaries"] for t in tokens[max(0, i - SAID) : i])
    if any(tokens[i - 1].low in lists[key] for key in ("determiners", "place", "genitive", "with")):
        return False  # "the mandate", "the deputy"
    if finite or scene.words.has("occur", tokens, i):
        return False
    fitting = scene.words.agreeing.get(tokens[trigger.end - 1].low[-1])
    return trigger.kind != "noun" or (fitting is not None and word[-1] not in fitting)


def of_noun(scene: Scene, trigger: Trigger, at: int, timex: Timex) -> bool:
    """Whether a date stands in what an article and a participle say of another noun: "das für den 11. Mai angesetzte
    Referendum", "der am Montag in Genf begonnene Dialog"."""
    tokens, lists = scene.sentence.tokens, scene.words.lists
    endings = tuple(lists["attributive_endings"])
    before = lists["place"] | lists["prepositions"]
    i = at - 2 if at > 1 and tokens[at - 1].low in lists["determiners"] and tokens[at - 2].low in before else at - 1
    if not endings or i < 1 or tokens[i].low not in before or tokens[i - 1].low not in lists["determiners"]:
        return False
    named = {k for p in scene.parties for k in range(p.at, p.end)}
    k = next((j for j in range(at, len(tokens)) if tokens[j].start >= timex.end), len(tokens))
    last = min(k + FOLLOWING, len(tokens) - 1)
    while k < last and (k in named or tokens[k].low in before):
        k += 1
    if k >= last or not tokens[k].text.islower() or not tokens[k].low.endswith(endings):
        return False
    k += 1 + tokens[k + 1].text.islower()  # "die am Montag beschlossenen neuen Sanktionen"
    return k < len(tokens) and tokens[k].text[:1].isupper() and k != trigger.at


def of_that_noun(scene: Scene, trigger: Trigger, i: int) -> bool:
    """Whether a participle goes with another noun right before it than a trigger's: "talks, in remarks made last week",
    where participles agree with nothing."""
    tokens, lists = scene.sentence.tokens, scene.words.lists
    word, noun = tokens[i], tokens[i - 1]
    participle = word.low != word.lemma and word.low.endswith(tuple(lists["pasts"] or ("\0",)))
    if scene.words.has("occur", tokens, i) or word.low in lists["future"] | lists["cancelled"]:
        return False
    if not participle or not lists["begins"].isdisjoint((word.low, word.lemma)) or scene.clauses.verbs[i - 1]:
        return False
    small = ("determiners", "auxiliaries", "adverbs", "coordinators", "place", "negation", "relative", "persons")
    plain = noun.text.islower() and noun.low.isalpha() and all(noun.low not in lists[key] for key in small)
    return plain and i - 1 >= max(trigger.end, trigger.stop) and i - 1 not in scene.sentence.dated


def calling_off(scene: Scene, trigger: Trigger, at: int, timex: Timex) -> bool:
    """Whether a date tells when something was called off: "the visit, put off last week", "on Friday cancelled a trip".

    Not the date of what is called off ("cancelled Friday's talks", "the talks on Friday were cancelled"), nor the new
    one ("put off until Friday").
    """
    words, tokens = scene.words, scene.sentence.tokens
    if trigger.kind not in ("noun", "stay") or tokens[at].start != timex.start:
        return False
    if in_course(scene, trigger) is not None:
        return False  # "on Saturday, during a summit, lifted the sanctions"
    small = {low for key in ("determiners", "place", "adverbs") for low in words.lists[key]}
    small -= words.lists["prepositions"]
    stop, first = _tokens(scene, at, timex).stop, at
    while first and tokens[first - 1].low in small:
        first -= 1
    if first == trigger.end or stop == trigger.at or (stop < trigger.at and tokens[stop].low.startswith(("'", "’"))):
        return False  # "the talks on Friday", "Friday's talks"
    called = [i for i in range(max(0, first - LONG_PHRASE), first) if words.has("cancelled", tokens, i)]
    put_off = {i for i in called if words.has("postponed", tokens, i)}
    new = put_off and any(words.has("moved", tokens, i) for i in range(min(put_off) + 1, at))
    ends = [i + words.has("cancelled", tokens, i) for i in called if not (new and i in put_off)]
    after = first in ends and not trigger.at < first <= trigger.end
    told = first < trigger.at or any(scene.clauses.verbs[i] for i in range(trigger.end, first))
    before = told and stop < len(tokens) and words.has("cancelled", tokens, stop) > 0
    return after or before


def measured(scene: Scene, trigger: Trigger, at: int) -> bool:
    """Whether a date is that of another event which a verb's is counted from: "flew to Burma, the first visit since
    that of Dulles in 1955"."""
    tokens, exempt = scene.sentence.tokens, scene.words.lists["exempt"]
    if trigger.kind == "noun":
        return False
    if (
        at
        and tokens[at - 1].low in exempt
        and any(t.low in scene.words.lists["first"] for t in tokens[max(trigger.end, at - 2 * BACK) : at - 1])
    ):
        return True  # "phoned Rouhani, the first contact at this level since 1979"
    for i in range(at - 2, max(trigger.end - 1, at - 2 * BACK), -1):
        if tokens[i].text in (",", ";"):
            return False
        if tokens[i].low in exempt:
            return any(tokens[k].low in scene.words.lists["genitive"] for k in range(i + 1, at))
    return False


def since(scene: Scene, trigger: Trigger, at: int) -> bool:
    """Whether a date is that of what a noun is counted from: "the first meeting since the election on 6 May"."""
    tokens = scene.sentence.tokens
    near = range(max(trigger.end, at - BACK), at - 1)
    start = next((i for i in near if tokens[i].low in scene.words.lists["exempt"]), None)
    return start is not None and not any(scene.clauses.verbs[i] for i in range(start, at))


def joined(scene: Scene, timex: Timex) -> Timex:
    """A day together with the next one, where both are named together: "on Monday and Tuesday"."""
    tokens, lists = scene.sentence.tokens, scene.words.lists
    for first, second in pairwise(t for _, t in scene.sentence.timexes):
        one, two = first.interval, second.interval
        if timex not in (first, second) or not one or not two or not one.start or not two.start:
            continue
        between = [t for t in tokens if first.end <= t.start and t.end <= second.start]
        weekdays = all(t.text.replace(" ", "").isalpha() for t in (first, second))
        together = 0 < len(between) <= JOINED and between[0].low in lists["coordinators"] and all(
            any(t.low in lists[key] for key in ("coordinators", "place", "determiners")) for t in between[1:]
        )  # fmt: skip
        # a weekday after a weekday is the next one, whatever it was by itself
        gap = (two.start - one.start).days
        if together and one.days == two.days == 1 and (gap == 1 or (weekdays and gap % WEEK.days == 1)):
            end = one.start + timedelta(days=1)
            both = Interval.between(one.start, end, certainty=min(one.certainty, two.certainty))
            return replace(first, end=second.end, interval=both, how=f"{first.how}; {second.how}")
    return timex


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


def offset(scene: Scene, timex: Timex) -> bool:
    """Whether a length only reckons a day from another: "ten days before the attack", "a due giorni dalla visita"."""
    tokens, lists = scene.sentence.tokens, scene.words.lists
    after = next((t for t in tokens if t.start >= timex.end), None)
    before = next((t for t in reversed(tokens) if t.end <= timex.start), None)
    away_from = (
        after is not None and before is not None and before.low in lists["place"] and after.low in lists["origin"]
    )
    return away_from or (after is not None and after.low in lists["offset"])
