"""Which date governs a trigger: that of its clause, else one that another clause lends."""

from __future__ import annotations

from dataclasses import replace

from timeline.events.dates import RANGE, dated, joined, nearest, scheduled, span, usable, within
from timeline.events.journeys import carrying
from timeline.events.lengths import concluding, length
from timeline.events.marks import Marks
from timeline.events.parties import SPATIAL, Party
from timeline.events.scene import Scene
from timeline.events.settling import Found, begun
from timeline.events.tenses import before_ahead, coming, just_over
from timeline.events.triggers import ENCOUNTERS, TOLD, Trigger
from timeline.model import Timex
from timeline.temporal import timex3
from timeline.temporal.interval import Certainty, Granularity, Interval

PLANNED = 6  # tokens between "due to be held" and its date
PAIRED = 2  # tokens between a clause and the relative clause beside it
DURING = 4  # tokens before a relative in which "in the course of" begins


def attach(scene: Scene, trigger: Trigger) -> Found | None:
    """The date that governs a trigger: of its clause the nearest, else one that another clause lends."""
    number = scene.clause(trigger)
    if ending := concluding(scene, trigger):
        return Found(ending, verbal=True)
    if own := nearest(scene, trigger, number):
        if days := held_on(scene, trigger, own):
            return Found(days, own=False)
        told = scheduled(scene, own) or before_ahead(scene, trigger) or just_over(scene, trigger)
        planned = trigger.kind == "noun" and scheduled(scene, own, scene.words.lists["infinitive"])
        return Found(own, verbal=trigger.kind != "noun" or told, set=planned)
    hanging = scene.hanging(trigger)
    if hanging is not None and (lent_by := nearest(scene, trigger, hanging)):
        return Found(lent_by)
    if found := of_clause_after(scene, trigger, number) or of_clause_before(scene, trigger, number):
        return found
    clause = scene.clauses.clauses[number]
    if clause.kind == "relative":
        return for_relative(scene, trigger, number)
    if clause.kind == "sub" and clause.verb is None and trigger.type == "visit" and length(scene, trigger)[0] > 1:
        return borrowed(scene, trigger, clause.parent or 0, scene.clauses.root(number))  # "after a three-day visit"
    if clause.kind == "sub" and (found := of_main(scene, trigger, number)):
        return found
    if clause.kind == "sub" and clause.word in scene.words.lists["when"]:
        return borrowed(scene, trigger, clause.parent or 0, scene.clauses.root(number))
    return of_colon(scene, trigger) or of_header(scene, trigger, number)


def borrowed(scene: Scene, trigger: Trigger, *numbers: int, verbal: bool = False) -> Found | None:
    """The date that the first of some clauses that has one lends a trigger of another."""
    timex = next((t for n in numbers if (t := nearest(scene, trigger, n))), None)
    return Found(timex, own=False, verbal=verbal) if timex else None


def of_clause_after(scene: Scene, trigger: Trigger, number: int) -> Found | None:
    """The date that a clause after that of a trigger tells of it: "flies to Cairo, where he meets Sisi on Monday", "the
    summit, which is held this week", "the visit, put off, will be held in May"."""
    clauses = scene.clauses
    if trigger.type == "visit":
        for spot in scene.within(number):
            if spot.at > trigger.at and spot.role != "origin" and (timex := there(scene, trigger, spot)):
                return Found(timex, own=False, verbal=True)
    if trigger.kind == "noun" or trigger.stop > trigger.at + 1:
        for other, candidate in enumerate(clauses.clauses):
            after = candidate.kind == "relative" and candidate.parent == number and candidate.first > trigger.at
            if after and (timex := of_relative(scene, trigger, other)):
                return Found(timex, own=False)
    if trigger.kind == "noun":
        for other, candidate in enumerate(clauses.clauses):
            going_on = candidate.kind == "and" and candidate.parent == number and not scene.subject_of_own(other)
            if going_on and scene.index.any("occur", clauses.own(other)):
                timex = nearest(scene, trigger, other)
                if timex:
                    return Found(timex, own=False, verbal=True)
    return None


def of_relative(scene: Scene, trigger: Trigger, other: int) -> Timex | None:
    """The date that a relative clause tells of the noun before it ("attend the summit, which is held this week", "a
    visit that was planned for July"); None where it is that of something else."""
    clauses, tokens = scene.clauses, scene.sentence.tokens
    first = clauses.clauses[other].first
    if trigger.kind == "noun":
        apart = scene.words.lists["offset"] | scene.words.lists["after"]
        if any(t.low in apart for t in tokens[trigger.end : first]):
            return None  # "the visit comes a week before the conference, which is held on 23 February"
        if any(clauses.verbs[i] for i in range(trigger.end, first)):
            return None  # "the meeting was overshadowed by a deal that was signed in May"
    elif any(p.role == "person" for p in scene.antecedent(other).parties):
        return None  # "was received by Bouteflika, who had an operation in November"
    if any(t.type in TOLD and scene.clause(t) == other for t in scene.triggers):
        return None
    timex = nearest(scene, trigger, other)
    until = timex and trigger.type == "meeting" and timex.interval and timex.interval.start is None
    return None if until else timex  # "met on the sidelines of the summit, which lasts until Sunday"


def of_clause_before(scene: Scene, trigger: Trigger, number: int) -> Found | None:
    """The date of the clause that a clause goes on from with "and" ("and on Monday, 3 June, he will be in"), or that a
    relative clause is said to be of ("the day on which he met")."""
    clause, verbal = scene.clauses.clauses[number], trigger.kind != "noun"
    first = scene.clauses.own(number)[0]
    if clause.kind == "and" and clause.parent is not None:
        lent = [(at, t) for at, t in dated(scene, clause.parent) if at < first]
        verb = scene.clauses.clauses[clause.parent].verb
        opening = scene.sentence.tokens[first].start
        if len(lent) > 1 and 0 <= opening - lent[-1][1].end <= 1:
            return Found(lent[-1][1], own=False, verbal=verbal)
        if lent and (verb is None or lent[0][0] < verb or len(lent) == 1):
            return Found(lent[0][1], own=False, verbal=verbal)
    if clause.kind == "relative" and (day := day_on_which(scene, clause.first)):
        return Found(day, own=False, verbal=verbal)
    return None


def for_relative(scene: Scene, trigger: Trigger, number: int) -> Found | None:
    """The date that a relative clause has from the one that it is said in."""
    clauses, tokens, lists = scene.clauses, scene.sentence.tokens, scene.words.lists
    clause, verbal, told = clauses.clauses[number], trigger.kind != "noun", trigger.type in TOLD
    if clause.parent is None:
        return of_colon(scene, trigger)
    if carrying(scene, trigger):  # "begins on Monday a tour that will take him to Spain"
        return borrowed(scene, trigger, clause.parent)
    before = any(tokens[i].low in lists["pluperfect"] for i in clauses.own(number) if i < trigger.at)
    there_too = told and verbal and clause.word in lists["where"] and not before
    if scene.subject(number).place or there_too:
        return borrowed(scene, trigger, clause.parent, verbal=verbal)
    if told and during(scene, number):
        return borrowed(scene, trigger, clause.parent, clauses.root(number), verbal=verbal)
    if told and not any(t.type in TOLD and scene.clause(t) == clause.parent for t in scene.triggers):
        later = [t for at, t in dated(scene, clause.parent) if at > clauses.own(number)[-1]]
        if len(later) == 1:  # "the body, whose summit is held in Brasília, on 13 November"
            return Found(later[0], own=False, verbal=verbal)
    return of_colon(scene, trigger)


def of_main(scene: Scene, trigger: Trigger, number: int) -> Found | None:
    """The date of a main clause that a clause after "after" shares: a past perfect told on the same day ("announced the
    trip on Monday, after he had spoken to her"), or one of the same month or year ("began the enlargement in 1993 after
    Clinton met Havel"); and a length of time right before the clause ("some days after the summit")."""
    clauses, tokens, lists = scene.clauses, scene.sentence.tokens, scene.words.lists
    clause = clauses.clauses[number]
    if clause.verb is None:
        opening = tokens[clause.first].start
        touching = next((t for _, t in scene.sentence.timexes if usable(t) and 0 <= opening - t.end <= 1), None)
        if touching and touching.interval and touching.interval.certainty is Certainty.APPROXIMATE:
            return Found(touching, own=False)
    if clause.word not in lists["after"] or trigger.kind == "noun":
        return None
    timex = nearest(scene, trigger, clauses.root(number))
    if timex is None or timex.interval is None:
        return None
    past = any(tokens[i].low in lists["pluperfect"] for i in clauses.own(number) if i < trigger.at)
    whole = timex.interval.granularity.rank >= Granularity.MONTH.rank
    return Found(timex, own=False) if whole or (past and timex.interval.days == 1) else None


def of_header(scene: Scene, trigger: Trigger, number: int) -> Found | None:
    """The date of a clause without a verb before that of a trigger ("last stop, on Monday, Kuwait City: there he will
    meet"), of one that tells of the same time ("was in Rome when war broke out on 4 April"), or of the arrival."""
    clauses = scene.clauses
    first = clauses.own(number)[0]
    for other, candidate in enumerate(clauses.clauses):
        if other == number or candidate.parent not in (None, number):
            continue
        header = candidate.verb is None and candidate.parent is None and candidate.first < first
        early = candidate.first < trigger.at or trigger.kind == "stay"
        same_time = candidate.word in scene.words.lists["when"] and early
        if header or same_time or arrival(scene, trigger, other):
            timex = nearest(scene, trigger, other)
            if timex:
                return Found(timex, own=False, verbal=header and trigger.kind != "noun")
    return None


def of_colon(scene: Scene, trigger: Trigger) -> Found | None:
    """The date of what a guest is told after a colon to have done where he was."""
    timex = told_after_colon(scene, trigger) if trigger.kind in ("stay", "motion") else None
    return Found(timex, own=False) if timex else None


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
    said = any(i + scene.words.has("during_which", tokens, i) > first for i in range(max(0, first - DURING), first + 1))
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
        near = at in (marks.moved, marks.moved + 1) or (at < marks.moved and marks.moved in span(scene, at, timex))
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
            return Found(joined(scene, timex), verbal=True, set=said)
    return None


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
