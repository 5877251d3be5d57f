"""Which dates of a clause may be those of an event in it, and which of them stands nearest."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from timeline.events.occasions import in_course
from timeline.events.parties import SPATIAL
from timeline.events.scene import Scene
from timeline.events.settling import WEEK
from timeline.events.tenses import just_over
from timeline.events.triggers import TOLD, Trigger
from timeline.model import Timex
from timeline.temporal.interval import Granularity, Interval

AWAY = re.compile(r"P(\d+)([DWMY])")
UNIT_DAYS = {"D": 1, "W": 7, "M": 31, "Y": 366}
SAID = 3  # tokens between a verb of saying and the date that is the saying's
SINCE = 9  # what a date from which on something was so is further away
REPORTED = 40  # what a date beside a verb of saying is further away
JOINED = 3  # tokens between two days that are named together ("and on", "y el")
AMID = 3  # tokens between "during" and the noun of an encounter
FOLLOWING = 4  # tokens after a noun in which "of November" belongs to it
BACK = 6  # tokens before a date in which "since" goes with a noun that the date belongs to
LONG_PHRASE = 3  # tokens of the longest words for calling off
COMMA = 4  # what a comma between a date and a trigger adds
APART = 12  # what "and" between them does, where another date comes after the trigger
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


def span(scene: Scene, at: int, timex: Timex) -> range:
    """The tokens of a date that begins at one."""
    tokens = scene.sentence.tokens
    return range(at, next((i for i in range(at, len(tokens)) if tokens[i].start >= timex.end), len(tokens)))


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
        joint = trigger.at - 1 in span(scene, at, timex) or trigger.at - 1 == span(scene, at, timex).stop
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


def describes(scene: Scene, trigger: Trigger, at: int, timex: Timex) -> bool:
    """Whether a date only describes another noun: "the March accession", "the August 1988 cease-fire", "last week's
    attack"; not where what is told is that noun ("the March 2003 summit", "at Friday's summit")."""
    tokens, lists = scene.sentence.tokens, scene.words.lists
    first = span(scene, at, timex).stop
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
    stop, first = span(scene, at, timex).stop, at
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


def offset(scene: Scene, timex: Timex) -> bool:
    """Whether a length only reckons a day from another: "ten days before the attack", "a due giorni dalla visita"."""
    tokens, lists = scene.sentence.tokens, scene.words.lists
    after = next((t for t in tokens if t.start >= timex.end), None)
    before = next((t for t in reversed(tokens) if t.end <= timex.start), None)
    away_from = (
        after is not None and before is not None and before.low in lists["place"] and after.low in lists["origin"]
    )
    return away_from or (after is not None and after.low in lists["offset"])
