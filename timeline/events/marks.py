"""Whether an event took place: what the words around its trigger say."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from timeline.events.scene import Scene
from timeline.events.triggers import ENCOUNTERS, Trigger
from timeline.events.words import GAP, Words
from timeline.model import Status
from timeline.temporal.interval import Certainty, Granularity, Interval
from timeline.values import value

NEAR = 8  # tokens before or after a trigger in which auxiliaries count
LATE = 4  # tokens before a trigger in which modals and refusals count
ANEW = 8  # tokens between "is now" and the new date
ORIGINAL = 6  # tokens between "originally" and the date that was given up
COUNTED = 6  # tokens between "the first" and "to visit"
DENIED = 3  # tokens before a trigger in which a negation counts
SHORT_WORD = 4
AGAIN = 2  # words before an infinitive that say that it is done again: "volverán a"
TELLING = ("half", "negation", "refuse", "hearsay", "was_to", "would", "modal", "threaten", "future", "past")
SHORT_ENDING = 4  # letters of an ending that makes a word with one letter more


@value
class Marks:
    """Tense (-1 past, 0 open, +1 future), negated, only possible, cancelled, "since" beside it."""

    tense: int = 0
    negated: bool = False
    modal: bool = False
    cancelled: bool = False
    exempt: bool = False
    may: bool = False  # an auxiliary says so, so that a bare weekday is the next one
    until: bool = False  # a negation that "until" turns into a date: "did not meet until Friday"
    present: bool = False  # a verb in the present: with a bare weekday, what is to come
    moved: int = 0  # the token at which its new date stands
    did: bool = False  # a verb that does something tells the past: not "is expected"
    before: bool = False  # called off before something else, so that its date is no coming one
    threatened: bool = False  # only threatened, whatever its date: "threatened on Friday to veto"
    foreseen: bool = False  # what was to come when something else was: "was to visit Kenya in May"


def aside(scene: Scene, number: int) -> bool:
    """Whether a clause is a participle between commas, told by the way: "Obama, landed last night, was received"."""
    clause = scene.clauses.clauses[number]
    return clause.kind == "relative" and clause.word == ","


def read(scene: Scene, trigger: Trigger) -> Marks:
    """What the words of a trigger's clause say about it."""
    trigger = replace(trigger, governed=None) if _told_by_the_way(scene, trigger) else trigger
    words, tokens = scene.words, scene.sentence.tokens
    lists, of = words.lists, scene.clauses.of
    number = scene.clause(trigger)
    clause = scene.clauses.clauses[number]
    scope = {number}
    if clause.verb is None and clause.parent is not None:
        scope.add(clause.parent)  # "for a two-day visit" says no more than its clause
    tense = 0 if trigger.kind == "noun" else -1 if _perfect(scene, trigger, number) else _ending(scene, trigger)
    if trigger.kind != "noun" and aside(scene, number) and trigger.at == clause.verb:
        tense = 1 if tokens[trigger.at].low in lists["future"] else -1  # "Merkel, landed on Sunday in Riyadh, met"
    if trigger.kind == "verb" and tokens[trigger.at].low in lists["auxiliaries"] and trigger.stop > trigger.end + 1:
        between = tokens[trigger.end : min(trigger.end + LATE, trigger.stop - 1)]
        if any(t.low in lists["future"] for t in between):
            tense = 1  # "ha in programma per domani un colloquio", "tinha previsto encontros"
    heard = trigger.kind != "noun" and clause.kind != "said" and _hearsay(scene, trigger, number)
    tense = -1 if heard else tense
    told = clause.kind == "said" and trigger.kind != "noun" and _would(scene, trigger)
    tense = 1 if told else tense  # "said that he would go", in one word
    named = {i for n in scene.sentence.names for i in range(n.at, n.end)}  # "Irão" is a country, and "will go"
    hanging = scene.hanging(trigger)
    best, since = 99, 0
    negated = refused = modal = cancelled = may = False
    whole = words.verb_final  # auxiliaries and negations may stand anywhere in the clause
    near = len(tokens) if whole else NEAR
    object_ = trigger.kind != "noun" or not any(
        tokens[i].low in lists["prepositions"]
        or (whole and tokens[i].low in lists["place"] and i + 1 not in scene.sentence.dated)  # "In einem Telefonat"
        for i in range(max(0, trigger.at - DENIED), trigger.at)
    )  # "refused a meeting", but not "refused to speak at the meeting"
    telling = scene.index.several(TELLING)
    for i in range(max(0, trigger.at - near), min(len(tokens), trigger.end + near)):
        if trigger.at <= i < trigger.end or i in named:
            continue
        if i not in telling and (trigger.kind != "noun" or len(tokens[i].low) <= SHORT_WORD):
            continue
        inside = of[i] in scope
        low, lemma = tokens[i].low, tokens[i].lemma
        gap = trigger.at - i if i < trigger.at else i - trigger.end + 3
        verbal = whole and inside and object_ and (trigger.kind != "noun" or scene.clauses.verbs[i])
        if inside and (verbal or 0 < trigger.at - i <= LATE):
            denied = DENIED if trigger.kind != "noun" else DENIED - 1
            close = i < trigger.at and trigger.at - i <= denied
            if low in lists["half"] and _only(scene, i, number):
                continue  # "ne se sont revus qu'à Bali"
            if low in lists["negation"] and ((verbal and low not in lists["prepositions"]) or close):
                negated = True  # "ohne" denies only what stands right after it
            if low in lists["refuse"] or lemma in lists["refuse"]:
                if any(t.low in lists["negation"] for t in tokens[max(0, i - DENIED) : i]):
                    modal = may = True  # "did not rule out that Obama will travel"
                else:
                    refused = True
            if low in lists["hearsay"] and heard:
                continue
            if low in lists["was_to"] and trigger.kind != "noun" and _days(scene, scope):
                tense, best = 1, 0  # "sollte am Montag reisen"
            elif low in lists["would"] and scene.clauses.clauses[number].kind == "said":
                tense, best = 1, 0
            elif low in lists["modal"] and scene.clauses.verbs[i]:
                modal = may = True
            elif low in lists["modal"] or low in lists["threaten"] or lemma in lists["threaten"]:
                modal = True
        if not inside:
            continue
        if i < trigger.at and low in lists["would"] and all(
            t.low in lists["auxiliaries"] for t in tokens[i + 1 : i + 3]
        ):  # fmt: skip
            modal = True  # "which would have been the first visit to Africa for years"
        late = low in lists["infinitive"] and not 0 < trigger.at - i <= LATE  # "flew to Dublin", "on his way to"
        counted = (
            low in lists["infinitive"]
            and i < trigger.at
            and any(t.low in lists["first"] for t in tokens[max(0, i - COUNTED) : i])
        )  # "the first minister to travel there"
        sign = 0 if counted else 1 if low in lists["future"] and not late else -1 if low in lists["past"] else 0
        if trigger.kind == "noun" and words.several["future"].get(low) and words.has("future", tokens, i) > 1:
            sign, gap, may = 1, 0, True  # "la visita sigue en pie"
        if not sign and trigger.kind == "noun" and len(low) > SHORT_WORD:
            sign = next((s for ending, s in words.endings if low.endswith(ending)), 0)
        is_to = sign > 0 and best < 99 and tokens[since].low in lists["present"] and 0 < i - since <= DENIED
        if is_to or (sign and gap < best and (tense == 0 or (sign > 0 and gap <= 2))):
            best, tense, since = gap, sign, i  # "is in programme" is no past
    if tense == 0 and before_ahead(scene, trigger):
        tense = 1
    passed = tense <= 0 and just_over(scene, trigger)
    tense = -1 if passed else tense
    if whole and _arranged(scene, trigger, number):
        tense, may = 1, True
    if trigger.kind != "noun" and _nobody(scene, trigger, number):
        negated = True
    unheld = _occurred_not(scene, trigger, scope)
    negated = negated or bool(unheld) or _unplanned(scene, trigger, scope)
    until = negated and bool(scene.limit(trigger))  # "did not meet until Friday"
    negated = refused or (negated and not until)
    same = scope | _going_on(scene, number, trigger) | _named_again(scene, trigger, tense > 0)
    same |= {hanging} if hanging is not None else set()  # "the visit that he was to make has been put off"
    apart = clause.kind == "sub" and clause.word in lists["after"] | lists["offset"]  # "called off after a talk with"
    reach = same - {clause.parent} if apart else same
    if trigger.kind != "noun" and _foreseen(
        scene, trigger, number
    ):  # "was to go on to Rome, but the stop was cancelled"
        reach = reach | {k for k, c in enumerate(scene.clauses.clauses) if c.kind == "and" and c.parent == number}
    called_off = [
        i for i in scene.index.begins("cancelled")
        if of[i] in reach and not _of_another(scene, trigger, i, tense)
        and not trigger.at <= i < trigger.end
    ]  # fmt: skip
    on = any(_denied(scene, i) for i in called_off)
    could = bool(called_off) and any(
        i > max(called_off) and of[i] in same and any(t.low in lists["modal"] for t in tokens[max(0, i - LATE) : i])
        for i in scene.index.begins("occur")
    )  # "put off, could still take place"  # fmt: skip
    unsure = any(_unsure(scene, i) for i in called_off) and not on
    unsure = unsure or (bool(called_off) and trigger.governed in ("threat", "request", "invitation"))
    unsure = unsure or could
    cancelled = bool(called_off) and not unsure and not on
    if on:
        tense, may = 1, True  # "has not been cancelled"
    elif unsure:
        tense, may = max(tense, 1), True
    new = moved(scene, same)
    if cancelled or new:
        plan = {hanging} if hanging is not None else set()  # "put off to July the visit that he was to make next week"
        new = _after_all(scene, trigger, max(called_off, default=trigger.at), same - plan) or new
    if not new and not cancelled and trigger.kind == "noun":
        new, tense, cancelled = _given_up(scene, trigger, same, tense)
    elif new:
        cancelled, tense = False, 1
    modal = modal or unsure  # "could be cancelled"
    thwarted = not new and trigger.kind != "noun" and _unfulfilled(scene, trigger, number, tense)
    thwarted = thwarted or (not new and trigger.kind == "noun" and _journey_thwarted(scene, trigger, number))
    gone_back = negated and not new and (unheld > 1 or _gone_back_on(scene, trigger, scope, tense))
    cancelled = cancelled or thwarted or gone_back
    if trigger.kind == "noun" and not whole:
        possible = _may(scene, trigger)
        may, modal = may or possible, modal or possible
    may = may or _title(scene, trigger)
    modal = modal or any(i < trigger.at and of[i] in scope for i in _conditions(scene))
    if not modal and trigger.kind != "noun" and _purposed(scene, trigger, number):
        modal = may = True
    modal = modal or any(
        i < trigger.at and of[i] in scope and taken > 1 and tokens[i].low in words.several["modal"]
        for i, taken in scene.index.begins("modal").items()
    )
    modal = modal or (clause.kind == "sub" and clause.word in lists["modal"])
    if trigger.governed in ("threat", "request", "invitation"):
        modal = True
    if trigger.governed in ("rejection", "denial"):
        ruling = next((t for t in scene.triggers[::-1] if t.type == trigger.governed and t.at < trigger.at), trigger)
        ruled = range(max(0, ruling.at - DENIED), min(ruling.end + 1, len(tokens))) if ruling is not trigger else ()
        own = range(ruling.at, ruling.end)  # "will not attend" is a phrase
        kept = any(i not in own and tokens[i].low in lists["negation"] and of[i] == scene.clause(ruling) for i in ruled)
        negated, modal, may = not kept, modal or kept, may or kept  # "did not rule out meeting her"
    main = scene.clauses.root(number)
    exempt = any(scene.clauses.root(of[i]) == main for i in scene.index.lows("exempt"))
    said = [t.low for t in tokens[trigger.at : trigger.end]]
    verbal = trigger.kind != "noun"
    shown = _present(words, said) or _is(scene, trigger) if verbal else _headed(scene, number)
    shown = shown or _plain(scene, trigger)
    present = tense == 0 and shown
    awaited = any(t.low in lists["future"] for t in tokens[trigger.at : trigger.end])
    did = tense < 0 and (passed or trigger.kind not in ("noun", "stay")) and not awaited
    over = cancelled and any(
        t.low in lists["pluperfect"]
        for i in called_off
        for t in (tokens[k] for k in (scene.clauses.own(of[i]) if whole else range(max(0, i - DENIED), i)))
    )
    before = thwarted or over
    foreseen = trigger.kind != "noun" and not new and not heard and _foreseen(scene, trigger, number)
    tense = 1 if foreseen else tense
    risk = _at_risk(scene, same) if not cancelled and not new and trigger.kind == "noun" else ""
    if risk:
        tense, modal, may = 1, risk == "yes", True
    threatened = trigger.governed == "threat" and not called_off
    without = _without(scene, trigger)
    negated = negated or without
    if threatened or without:
        tense, may, present = (0 if threatened else -1), False, False
    return Marks(tense, negated, modal, cancelled, exempt, may, until, present, new, did, before, threatened, foreseen)


def _told_by_the_way(scene: Scene, trigger: Trigger) -> bool:
    """Whether what seems to govern a trigger stands in a relative clause before it: "Ban, who had been refused
    permission to come in 2009, held talks"."""
    rulers = (t for t in reversed(scene.triggers) if t.type == trigger.governed and t.at < trigger.at)
    ruler = next(rulers, None) if trigger.governed else None
    if ruler is None:
        return False
    clauses, own, number = scene.clauses.clauses, scene.clause(ruler), scene.clause(trigger)
    parents: list[int | None] = [number]
    while parents[-1] is not None:
        parents.append(clauses[parents[-1]].parent)
    return clauses[own].kind == "relative" and own not in parents


def _nobody(scene: Scene, trigger: Trigger, number: int) -> bool:
    """Whether a clause begins with a negation that is an article: "no sitting president has set foot in"."""
    lists = scene.words.lists
    opening = [
        scene.sentence.tokens[i].low
        for i in scene.clauses.own(number)
        if i < trigger.at
        and scene.sentence.tokens[i].low.isalpha()
        and scene.sentence.tokens[i].low not in lists["coordinators"]
    ]
    return bool(opening) and opening[0] in lists["negation"] and opening[0] in lists["determiners"]


def just_over(scene: Scene, trigger: Trigger) -> bool:
    """Whether something is told that comes after a noun, which then is over: "sagte nach einem Treffen am Montag"."""
    number, tokens, lists = scene.clause(trigger), scene.sentence.tokens, scene.words.lists
    if trigger.kind != "noun" or not any(
        tokens[i].low in lists["after"] for i in range(max(0, trigger.at - DENIED), trigger.at)
    ):
        return False
    own = {number, scene.clauses.root(number)}
    return not any(
        coming(scene.words, t.low) or t.low in lists["modal"] or t.low in lists["future"] - lists["infinitive"]
        for i, t in enumerate(tokens) if scene.clauses.of[i] in own
    )  # fmt: skip


def before_ahead(scene: Scene, trigger: Trigger) -> bool:
    """Whether a "before joining" or "before flying" hangs on what is to come: "will visit Laos before joining"."""
    number, tokens, lists = scene.clause(trigger), scene.sentence.tokens, scene.words.lists
    clause = scene.clauses.clauses[number]
    if scene.words.verb_final or clause.kind != "sub" or clause.word not in lists["offset"]:
        return False
    root = scene.clauses.root(number)
    before = [tokens[i].low for i in scene.clauses.own(root) if i < clause.first]
    if clause.parent not in (None, root):
        before += [tokens[i].low for i in scene.clauses.own(clause.parent or 0)]
    ahead = any(coming(scene.words, low) or low in lists["present"] for low in before)
    verb = scene.clauses.clauses[root].verb  # "flies to Strasbourg on Friday, before heading to Prague on Saturday"
    ahead = ahead or (verb is not None and _present(scene.words, [tokens[verb].low]))
    finite = any(tokens[i].low in lists["auxiliaries"] for i in scene.clauses.own(number))
    return root != number and ahead and not finite and clause.verb in (None, trigger.at)


def _title(scene: Scene, trigger: Trigger) -> bool:
    """Whether a noun leads a heading, which has no verb and no full stop: its bare day is to come, "NATO-Ukraine
    meeting Tuesday"."""
    tokens, number = scene.sentence.tokens, scene.clause(trigger)
    if trigger.kind != "noun" or any(scene.clauses.verbs) or not tokens[-1].low[-1:].isalnum():
        return False
    named = {i for p in scene.parties for i in range(p.at, p.end)}
    return all(i in named or not tokens[i].low.isalpha() for i in scene.clauses.own(number) if i < trigger.at)


def _perfect(scene: Scene, trigger: Trigger, number: int) -> bool:
    """Whether an auxiliary before a verb at the end of its clause makes it the past: "haben am Freitag beraten"."""
    tokens, lists = scene.sentence.tokens, scene.words.lists
    if not scene.words.verb_final or (trigger.at and tokens[trigger.at - 1].low in lists["infinitive"]):
        return False
    before = [tokens[i].low for i in scene.clauses.own(number) if i < trigger.at]
    return any(low in lists["past"] and low in lists["auxiliaries"] for low in before) and not any(
        low in lists["future"] and low in lists["auxiliaries"] for low in before
    )


def _arranged(scene: Scene, trigger: Trigger, number: int) -> bool:
    """Whether a participle ends a noun's clause and says that it is planned: "ist am Montag ein Treffen geplant"."""
    tokens, lists = scene.sentence.tokens, scene.words.lists
    own = [i for i in scene.clauses.own(number) if tokens[i].low.isalpha()]
    while own and tokens[own[-1]].low in lists["auxiliaries"]:
        own.pop()
    last = own[-1] if own else 0
    if trigger.kind != "noun" or last < trigger.end or tokens[last].low not in lists["future"]:
        return False
    if any(tokens[i].low in lists["pluperfect"] for i in scene.clauses.own(number)):
        return False  # what had been planned
    at = trigger.at
    while at and (at - 1 in scene.sentence.dated or (at in scene.sentence.dated and at < trigger.at)):
        at -= 1  # "sind für Donnerstag Gespräche vorgesehen"
    before = tokens[max(0, at - LATE) : at]
    told = any(t.kind == "noun" and trigger.at < t.at < last for t in scene.triggers)
    return not told and not any(t.low in lists["prepositions"] | lists["place"] for t in before[-2:])


def _of_another(scene: Scene, trigger: Trigger, at: int, tense: int) -> bool:
    """Whether what was called off is another event: "visited Berlin, a week after the trip cancelled because of …"."""
    return trigger.kind != "noun" and any(
        t.kind == "noun" and t.at >= trigger.end and (t.end == at or (tense <= 0 and at < t.at <= at + LATE))
        for t in scene.triggers
    )  # and "met him a day after he called off a meeting"  # fmt: skip


def _conditions(scene: Scene) -> list[int]:
    """Where words begin a condition: "if"."""
    tokens, clause = scene.sentence.tokens, scene.words.lists["clause"]
    return [i for i in scene.index.lows("modal") if tokens[i].low in clause]


def _hearsay(scene: Scene, trigger: Trigger, number: int) -> bool:
    """Whether an auxiliary right before a participle says that it happened by what others say ("aurait rencontré"), or
    one with another word after it does ("soll … getroffen haben"), and no condition stands beside it."""
    words, tokens = scene.words, scene.sentence.tokens
    lists, own = words.lists, scene.clauses.own(number)
    if _conditions(scene):
        return False  # "would have met him if"
    i = trigger.at - 1
    while i > 0 and (tokens[i].low in lists["adverbs"] or tokens[i].low in lists["passive"] - lists["hearsay"]):
        i -= 1
    if i >= 0 and tokens[i].low in lists["hearsay"] and i in own and tokens[trigger.at].low != tokens[trigger.at].lemma:
        return scene.clauses.clauses[number].kind != "relative"  # "which he would have visited"
    after = tokens[trigger.end].low if trigger.end < len(tokens) else ""
    return any(
        GAP in phrase and phrase[-1] == after
        for i in own if i < trigger.at
        for phrase in words.several["hearsay"].get(tokens[i].low, ())
    )  # fmt: skip


def _without(scene: Scene, trigger: Trigger) -> bool:
    """Whether a preposition denies a verb: "left without meeting him"; its date is that of what was done."""
    lists = scene.words.lists
    alone, tokens = lists["negation"] & lists["prepositions"], scene.sentence.tokens
    near = range(max(0, trigger.at - (NEAR if scene.words.verb_final else DENIED)), trigger.at)
    if trigger.kind == "noun" or (scene.words.verb_final and tokens[trigger.at - 1].low not in lists["infinitive"]):
        return False
    return any(tokens[i].low in alone and (not scene.words.verb_final or tokens[i - 1].low == ",") for i in near)


def _at_risk(scene: Scene, scope: set[int]) -> str:
    """Whether a clause says that what was planned may not take place: "the visit is in doubt"; "no" where it says that
    it will ("is not in doubt"), "" where it says nothing of it."""
    words, tokens = scene.words, scene.sentence.tokens
    at = next((i for i in scene.index.begins("at_risk") if scene.clauses.of[i] in scope), None)
    if at is None:
        return ""
    plain = words.lists["negation"] - words.lists["prepositions"]
    return "no" if any(t.low in plain for t in tokens[max(0, at - LATE) : at]) else "yes"


def _unsure(scene: Scene, at: int) -> bool:
    """Whether it is only possible that something will be called off: "could be cancelled", "threatened to cancel"."""
    tokens, lists = scene.sentence.tokens, scene.words.lists
    if any(t.low in lists["modal"] for t in tokens[max(0, at - DENIED) : at + DENIED]):
        return True
    i = at - 1
    small = [lists[key] for key in ("infinitive", "prepositions", "determiners", "genitive", "with", "place")]
    while i >= 0 and at - i < LATE and any(tokens[i].low in words for words in small):
        i -= 1
    return i >= 0 and not lists["threaten"].isdisjoint((tokens[i].low, tokens[i].lemma))


def _denied(scene: Scene, at: int) -> bool:
    """Whether something is said not to be called off: "the visit has not been cancelled"."""
    tokens, lists, of = scene.sentence.tokens, scene.words.lists, scene.clauses.of
    plain = lists["negation"] - lists["prepositions"] - lists["determiners"]
    return any(tokens[i].low in plain and of[i] == of[at] for i in range(max(0, at - DENIED), at))


def _gone_back_on(scene: Scene, trigger: Trigger, scope: set[int], tense: int) -> bool:
    """Whether words beside a negation say that something had been planned: "will not travel as planned"."""
    of = scene.clauses.of
    inside = scope | {
        k for k, c in enumerate(scene.clauses.clauses)
        if c.kind == "sub" and c.parent in scope and c.first > trigger.at
    }  # fmt: skip
    return any(
        of[i] in inside and (taken > 1 or tense >= 0)  # "non si sono visti più" calls nothing off
        for i, taken in scene.index.begins("dropped").items()
    )


def _purposed(scene: Scene, trigger: Trigger, number: int) -> bool:
    """Whether an infinitive only tells what something that might be is for: "potrebbe andare a Seul per incontrare
    Kim"."""
    tokens, lists = scene.sentence.tokens, scene.words.lists
    if not trigger.at or tokens[trigger.at].low != tokens[trigger.at].lemma or not lists["infinitives"]:
        return False
    if tokens[trigger.at - 1].low not in lists["purpose"]:
        return False
    for i in range(trigger.at - 2, -1, -1):
        if scene.clauses.of[i] != number or tokens[i].low == ",":
            return False
        if scene.clauses.verbs[i] and tokens[i].low != tokens[i].lemma:
            return tokens[i].low in lists["modal"]
    return False


def _unfulfilled(scene: Scene, trigger: Trigger, number: int, tense: int) -> bool:
    """Whether the words before a verb say that it did not come to that: "was to have met", "had been due in",
    "hätte … treffen sollen", or "was originally to fly"."""
    words, tokens = scene.words, scene.sentence.tokens
    own = scene.clauses.own(number)
    if _conditions(scene):
        return False  # "would have met him if"
    for i in scene.index.several(("unfulfilled",)):
        if scene.clauses.of[i] != number:
            continue
        end = i + words.has("unfulfilled", tokens, i)
        if end > i and i < trigger.at <= end + 1:
            return True
        for phrase in words.several["unfulfilled"].get(tokens[i].low, ()):
            if GAP in phrase and any(tokens[k].low == phrase[-1] and k > i for k in own):
                return True
    return tense > 0 and scene.index.any("originally", own) and _foreseen(scene, trigger, number)


def _journey_thwarted(scene: Scene, trigger: Trigger, number: int) -> bool:
    """Whether a noun is what a journey of its clause was for that came to nothing: "had planned to return to Ramallah
    for a meeting with Abbas"."""
    return trigger.type in ENCOUNTERS and any(
        t.type == "visit" and t.kind in ("motion", "verb") and scene.clause(t) == number
        and (t.at < trigger.at or scene.words.verb_final) and _unfulfilled(scene, t, number, 0)
        for t in scene.triggers
    )  # fmt: skip


def _foreseen(scene: Scene, trigger: Trigger, number: int) -> bool:
    """Whether a verb tells what was to come, seen from the past: "was to visit", "devait rencontrer"."""
    words = scene.words
    if _would(scene, trigger) and scene.clauses.clauses[number].kind in ("main", "and"):
        return not _conditions(scene)
    return any(
        scene.clauses.of[i] == number and (i < trigger.at or (words.verb_final and i > trigger.at))
        for i in scene.index.begins("was_to")
    )


def _would(scene: Scene, trigger: Trigger) -> bool:
    """Whether the ending of a verb says what would be: "se rendrait"; not "rencontrait", of "rencontrer"."""
    token = scene.sentence.tokens[trigger.end - 1]
    ending = next((e for e in scene.words.would if token.low.endswith(e)), "")
    root = token.low[: len(token.low) - len(ending) + 1]  # up to the "r" that the ending begins with
    imperfect = token.lemma.startswith(root) and token.lemma[len(root) :] in scene.words.lists["infinitives"]
    return bool(ending) and not imperfect


def _days(scene: Scene, scope: set[int]) -> list[int]:
    """Where the dates of some clauses stand; "now" is none."""
    return [
        at for at, timex in scene.sentence.timexes
        if scene.clauses.of[at] in scope and timex.type in ("DATE", "TIME") and timex.value[:1].isdigit()
    ]  # fmt: skip


def _given_up(scene: Scene, trigger: Trigger, scope: set[int], tense: int) -> tuple[int, int, bool]:
    """Where the date stands that came after the original one of a noun, the tense, and whether it was called off:
    "initially planned for June, it was held on 4 July", "was originally to arrive on Tuesday for a visit"."""
    words, tokens = scene.words, scene.sentence.tokens
    at = next((i for i in scene.index.begins("originally") if scene.clauses.of[i] in scope), 0)
    later = [i for i in _days(scene, scope) if i > at]
    if not at or not later or later[0] - at > ORIGINAL:
        return 0, tense, False
    planned = any(t.low in words.lists["future"] for t in tokens[at : later[0]])
    for when in later[1:]:
        between = range(later[0] + 1, when)
        ahead = any(coming(words, tokens[i].low) or tokens[i].low in words.lists["future"] for i in between)
        if ahead or any(scene.index.any(name, between) for name in ("occur", "anew")):
            return when, 1 if ahead else -1, False
    return 0, tense, planned


def _after_all(scene: Scene, trigger: Trigger, at: int, scope: set[int]) -> int:
    """Where the date stands on which what was called off will take place: "the visit, put off, will be held in May",
    "shelved in April, is now set for 4 July"; -1 where it will be without a date, 0 where it will not."""
    words, tokens = scene.words, scene.sentence.tokens
    if trigger.kind != "noun":
        return 0
    later = [i for i in range(at + 1, len(tokens)) if scene.clauses.of[i] in scope]
    days = [when for when in _days(scene, scope) if when > at]
    anew = next((i for i in scene.index.begins("anew") if i > at and scene.clauses.of[i] in scope), None)
    if anew is not None and trigger.at < anew:
        near = [when for when in days if abs(when - anew) <= ANEW]
        told = [when for when in near if when > anew] or (near[-1:] if words.verb_final else [])
        if told:
            return told[0]
    for i in later:
        held = i in scene.index.begins("occur")
        if not (held or (days and coming(words, tokens[i].low))):
            continue
        ahead = (
            tokens[i].low in words.lists["future"]
            or words.tenses.get(tokens[i].low, 0) > 0
            or any(tokens[i].low.endswith(ending) for ending, sign in words.endings if sign > 0)
            or tokens[i - 1].low in words.lists["future"]
            or (words.verb_final and bool(days) and not _over(words, tokens[i].low))
        )
        if ahead and not any(t.low in words.lists["negation"] for t in tokens[max(at + 1, i - DENIED) : i]):
            return min((w for w in days if w > i), default=max(days, default=-1))
    return 0


def _over(words: Words, low: str) -> bool:
    """Whether a verb written as one with its particle ("stattfand") stands in the past, where the present may not."""
    return any(len(past) >= SHORT_WORD and low.endswith(past) for past in words.lists["past"])


def coming(words: Words, low: str) -> bool:
    """Whether a word is an auxiliary of the future ("will", "soll"), or a verb by its ending ("farà")."""
    if low in words.lists["auxiliaries"] and low in words.lists["future"]:
        return True
    return any(low.endswith(ending) and len(low) > len(ending) for ending, sign in words.endings if sign > 0)


def moved(scene: Scene, clauses: Collection[int]) -> int:
    """After which token some clauses say a new date of an event ("put off until May"); 0 where none does."""
    words, tokens, of = scene.words, scene.sentence.tokens, scene.clauses.of
    verbs = [i for i in scene.index.begins("postponed") if of[i] in clauses]
    if not verbs:
        return 0
    for i, taken in scene.index.begins("moved").items():
        end = i + taken
        dated = (
            of[i] in clauses and end < len(tokens) and (end in scene.sentence.dated or end + 1 in scene.sentence.dated)
        )
        near = any(of[i] == of[verb] or scene.clauses.clauses[of[i]].verb is None for verb in verbs
                   if verb < i or words.verb_final)  # fmt: skip
        planned = words.lists["future"] - words.lists["infinitive"]
        since = max([verb + 1 for verb in verbs if verb < i] + [i if words.verb_final else i - ORIGINAL, 0])
        if not dated or not near or any(t.low in planned for t in tokens[since:i]):
            continue  # "put off his visit, planned at first for May"
        return end
    return 0


def _occurred_not(scene: Scene, trigger: Trigger, scope: set[int]) -> int:
    """Whether a clause says of a noun that it did not (1) or will not (2) take place; 0 where it does not."""
    if trigger.kind != "noun":
        return 0
    words, tokens, occur = scene.words, scene.sentence.tokens, scene.index.begins("occur")
    told = next((i for i in occur if i >= trigger.end and scene.clauses.of[i] in scope), None)
    if told is None:
        return 0
    after = [i for i in range(trigger.end, len(tokens)) if scene.clauses.of[i] in scope]
    plain = words.lists["negation"] - words.lists["prepositions"]  # it took place "without" incident
    denied = [i for i in after if tokens[i].low in plain and (i < told or words.verb_final)]
    if not denied:
        return 0
    last = told + occur[told]
    near = after if words.verb_final else range(max(trigger.end, min(denied) - 2), max(last, max(denied) + 1))
    lows = [tokens[i].low for i in near]
    ahead = any(coming(words, low) or words.tenses.get(low, 0) > 0 for low in lows)
    if words.verb_final:
        past = any(low in words.lists["past"] for low in lows)
        ahead = ahead or not (past or _over(words, tokens[told].low))
    return 2 if ahead else 1


def _unplanned(scene: Scene, trigger: Trigger, scope: set[int]) -> bool:
    """Whether a clause says of a noun that it is not planned: "a visit is not planned", "non è prevista"."""
    words, tokens = scene.words, scene.sentence.tokens
    plain = words.lists["negation"] - words.lists["prepositions"]
    return trigger.kind == "noun" and any(
        scene.clauses.of[i] in scope and tokens[i].low in plain
        and any(t.low in words.lists["future"] - words.lists["auxiliaries"] - words.lists["infinitive"]
                for t in tokens[i + 1 : i + DENIED])
        for i in range(trigger.end, len(tokens))
    )  # fmt: skip


def _only(scene: Scene, at: int, number: int) -> bool:
    """Whether "ne … que" restricts rather than denies: no other negation before the "que" of the same clause."""
    tokens, lists = scene.sentence.tokens, scene.words.lists
    for i in range(at + 1, min(at + 1 + NEAR, len(tokens))):
        if tokens[i].low in lists["except"]:
            return scene.clauses.of[i] == number
        if tokens[i].low in lists["negation"]:
            return False
    return False


def _may(scene: Scene, trigger: Trigger) -> bool:
    """Whether a verb after a noun says that it may take place: "un sommet pourrait se tenir", "n'est pas exclu"."""
    tokens, lists = scene.sentence.tokens, scene.words.lists
    number = scene.clause(trigger)
    after = [i for i in range(trigger.end, len(tokens)) if scene.clauses.of[i] == number]
    verb = scene.clauses.clauses[number].verb
    if verb is None or verb < trigger.at:
        return False
    late = [i for i in after if i >= verb]
    modal = any(tokens[i].low in lists["modal"] for i in late)
    if modal and scene.index.any("occur", late):
        return True
    denied = any(tokens[i].low in lists["negation"] for i in after if abs(i - verb) < DENIED)
    refused = any(not {tokens[i].low, tokens[i].lemma}.isdisjoint(lists["refuse"]) for i in late)
    return denied and refused  # what is not ruled out may be


def _going_on(scene: Scene, number: int, trigger: Trigger) -> set[int]:
    """The coordinate clauses that go on telling of a noun: "the visit was planned for May, but was put off"."""
    if trigger.kind != "noun":
        return set()
    return {
        k for k, clause in enumerate(scene.clauses.clauses)
        if (clause.kind == "and" and clause.parent == number and not scene.subject_of_own(k))
        or (_resumes(scene, number, k) and not scene.subject_of_own(k))
    }  # fmt: skip


def _resumes(scene: Scene, number: int, other: int) -> bool:
    """Whether the main clause after one tells with a pronoun, in the passive, what became of it: "a summit was to be
    held in Sochi; it was called off"."""
    clause, tokens, lists = scene.clauses.clauses[other], scene.sentence.tokens, scene.words.lists
    if clause.kind != "main" or clause.first <= scene.clauses.clauses[number].first:
        return False
    between = (c.kind == "main" for c in scene.clauses.clauses[number + 1 : other])
    own = scene.clauses.own(other)
    passive = any(tokens[i].low in lists["passive"] for i in own)
    denied = any(tokens[i].low in lists["negation"] for i in own)
    return not any(between) and passive and not denied and scene.subject(other).refers in ("one", "none")


def _named_again(scene: Scene, trigger: Trigger, coming: bool) -> set[int]:
    """The clauses that name what a verb tells: "who was to travel to Rabat in April, put off his visit"."""
    clause = scene.clauses.clauses[scene.clause(trigger)]
    found = {scene.clause(t) for t in scene.triggers if t.kind == "noun" and t.type == trigger.type}
    if coming and clause.kind == "relative" and clause.parent is not None:
        found |= {scene.clause(t) for t in scene.triggers if t.kind == "noun" and t.type in ENCOUNTERS} & {
            clause.parent
        }
    return found


def _headed(scene: Scene, number: int) -> bool:
    """Whether a day is the heading of a sentence whose verb is in the present: "Tuesday. The leaders gather"."""
    heading = any(t.end <= scene.sentence.start for _, t in scene.sentence.timexes)
    if not heading:
        return False
    verb = scene.clauses.clauses[number].verb
    low = scene.sentence.tokens[verb].low if verb is not None else ""
    past = low in scene.words.lists["past"] or any(low.endswith(ending) for ending, _ in scene.words.endings)
    return not past


def _is(scene: Scene, trigger: Trigger) -> bool:
    """Whether a trigger is "is", not that of "has been" or of a passive."""
    tokens, lists = scene.sentence.tokens, scene.words.lists
    after = tokens[trigger.end].low if trigger.end < len(tokens) else ""
    return trigger.kind == "stay" and tokens[trigger.at].low in lists["present"] and after not in lists["past"]


def _present(words: Words, lows: Sequence[str]) -> bool:
    """Whether a verb stands in the present: its ending says so in languages whose endings tell, else the form."""
    if any(low in words.lists["presents"] for low in lows):
        return True
    low = lows[0]
    told = any(low.endswith(ending) for ending, _ in words.endings)
    return not told and any(low.endswith(ending) for ending in words.lists["present_endings"])


def _plain(scene: Scene, trigger: Trigger) -> bool:
    """Whether a verb is in the present of many, which is the bare verb where only one has an ending: "ministers gather
    on Thursday", but not "to meet", "helped her meet"."""
    words, tokens = scene.words, scene.sentence.tokens
    verb = tokens[trigger.at]
    if trigger.kind != "verb" or verb.low != verb.lemma or not words.lists["bare_present"] or not trigger.at:
        return False
    before = tokens[trigger.at - 1]
    return not {before.low, before.lemma}.isdisjoint(words.lists["persons"])


def _ending(scene: Scene, trigger: Trigger) -> int:
    """The tense that a trigger's first inflected word tells ("se reunirá", "fará … uma visita"), or 0."""
    lists, before = scene.words.lists, scene.sentence.tokens[max(0, trigger.at - 2) : trigger.at]
    tokens = scene.sentence.tokens[trigger.at : trigger.end]
    if len(before) == AGAIN and before[1].low in lists["infinitive"] and before[0].lemma in lists["again"]:
        tokens = [before[0], *tokens]  # "volverán a reunirse"
    if trigger.kind != "stay" and tokens[0].low in lists["present"] and any(
        t.low in lists["future"] - lists["infinitive"] for t in tokens[1:]
    ):  # fmt: skip
        return 1  # "is expected in Paris"
    for token in tokens:
        if trigger.kind == "stay" and _is(scene, trigger):
            return 0
        if token.low in lists["past"] or (trigger.kind == "verb" and token.low in lists["pluperfect"]):
            return -1
        if trigger.kind == "stay" and token.low in lists["future"]:
            before = scene.sentence.tokens[max(0, trigger.at - DENIED) : trigger.at]
            if not any(t.low in lists["past"] and t.low not in lists["present"] for t in before):
                return 1  # "is expected there on Thursday", not "had been due"
        if tense := scene.words.tenses.get(token.low, 0):
            return tense
        if token.low in lists["auxiliaries"] and token.low in lists["future"]:
            return 1
        for ending, sign in scene.words.endings:
            if len(token.low) > len(ending) + (len(ending) < SHORT_ENDING) and token.low.endswith(ending):
                return sign
    return 0


def status(marks: Marks, interval: Interval | None, published: date | None) -> Status:
    """Whether it took place, by the words around the trigger and by the publication day."""
    if marks.cancelled:
        return Status.CANCELLED
    ahead = bool(interval and published and interval.start and interval.start > published)
    until = interval is not None and interval.start is None and interval.last is not None
    ahead = ahead or bool(until and interval and published and interval.last and interval.last > published)
    shown = marks.present and not marks.negated and interval and interval.certainty is not Certainty.ASSUMED
    if shown and interval and published and interval.start and interval.last and interval.last > published:
        begun = interval.start < published and interval.granularity is Granularity.INTERVAL
        ahead = not begun  # "travels to Egypt this week", but "ends a three-day visit tomorrow"
    over = bool(interval and published and interval.end and interval.end <= published)
    if marks.negated:
        # "has not visited since July 2000" tells the visit of July 2000
        return Status.HAPPENED if marks.exempt and over else Status.DENIED
    if marks.threatened or (marks.modal and not over):
        return Status.HYPOTHETICAL
    if ahead or (marks.tense > 0 and (not over or marks.foreseen)):
        return Status.PLANNED
    return Status.HAPPENED
