"""Whether an event took place: what the words around its trigger say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from timeline.events import denials, tenses
from timeline.events.occasions import in_course
from timeline.events.scene import Scene
from timeline.events.tenses import DENIED, LATE, NEAR, SHORT_WORD
from timeline.events.triggers import Trigger
from timeline.model import Status
from timeline.temporal.interval import Certainty, Granularity, Interval
from timeline.values import value

COUNTED = 6  # tokens between "the first" and "to visit"
TELLING = ("half", "negation", "refuse", "hearsay", "was_to", "would", "modal", "threaten", "future", "past")


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
    amid = in_course(scene, trigger) if trigger.kind == "noun" else None
    trigger = replace(trigger, governed=None) if amid is not None or _told_by_the_way(scene, trigger) else trigger
    words, tokens = scene.words, scene.sentence.tokens
    lists, of = words.lists, scene.clauses.of
    number = scene.clause(trigger)
    clause = scene.clauses.clauses[number]
    scope = {number}
    if clause.verb is None and clause.parent is not None:
        scope.add(clause.parent)  # "for a two-day visit" says no more than its clause
    if clause.parent is not None and tenses.shared(scene, trigger, number):
        scope.add(clause.parent)
    perfect = trigger.kind != "noun" and tenses.perfect(scene, trigger, number)
    tense = 0 if trigger.kind == "noun" else -1 if perfect else tenses.inflected(scene, trigger)
    leader = tenses.continued(scene, trigger, number)  # "will visit the school and meet the king"
    lent, doubtful = tenses.lent(scene, leader, trigger.at) if leader is not None and tense == 0 else (0, False)
    tense = lent or tense
    if trigger.kind != "noun" and aside(scene, number) and trigger.at == clause.verb:
        tense = 1 if tokens[trigger.at].low in lists["future"] else -1  # "Merkel, landed on Sunday in Riyadh, met"
    if trigger.kind == "verb" and tokens[trigger.at].low in lists["auxiliaries"] and trigger.stop > trigger.end + 1:
        between = tokens[trigger.end : min(trigger.end + LATE, trigger.stop - 1)]
        if any(t.low in lists["future"] for t in between):
            tense = 1  # "ha in programma per domani un colloquio", "tinha previsto encontros"
    heard = trigger.kind != "noun" and clause.kind != "said" and tenses.hearsay(scene, trigger, number)
    tense = -1 if heard else tense
    told = clause.kind == "said" and trigger.kind != "noun" and tenses.would(scene, trigger)
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
            if low in lists["half"] and denials.only(scene, i, number):
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
            if low in lists["was_to"] and trigger.kind != "noun" and denials.days_in(scene, scope):
                tense, best = 1, 0  # "sollte am Montag reisen"
            elif low in lists["would"] and scene.clauses.clauses[number].kind == "said":
                tense, best = 1, 0
            elif low in lists["modal"] and tenses.granted(scene, i):
                continue
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
        counted = counted or (low in lists["infinitive"] and i < trigger.at and looked_back(scene, trigger, i))
        sign = 0 if counted else 1 if low in lists["future"] and not late else -1 if low in lists["past"] else 0
        if trigger.kind == "noun" and words.several["future"].get(low) and words.has("future", tokens, i) > 1:
            sign, gap, may = 1, 0, True  # "la visita sigue en pie"
        if not sign and trigger.kind == "noun" and len(low) > SHORT_WORD:
            sign = next((s for ending, s in words.endings if low.endswith(ending)), 0)
        is_to = sign > 0 and best < 99 and tokens[since].low in lists["present"] and 0 < i - since <= DENIED
        if is_to or (sign and gap < best and (tense == 0 or (sign > 0 and gap <= 2))):
            best, tense, since = gap, sign, i  # "is in programme" is no past
    if tense == 0 and tenses.before_ahead(scene, trigger):
        tense = 1
    passed = tense <= 0 and tenses.just_over(scene, trigger)
    tense = -1 if passed else tense
    if whole and tenses.arranged(scene, trigger, number):
        tense, may = 1, True
    if trigger.kind != "noun" and denials.nobody(scene, trigger, number):
        negated = True
    unheld = denials.occurred_not(scene, trigger, scope)
    unforeseen = denials.not_foreseen(scene, trigger)
    if unforeseen:
        tense, may = 1, True  # what is not planned would be to come
    negated = negated or bool(unheld) or unforeseen or denials.unplanned(scene, trigger, scope)
    until = negated and bool(scene.limit(trigger))  # "did not meet until Friday"
    negated = refused or (negated and not until)
    same = scope | denials.going_on(scene, number, trigger) | denials.named_again(scene, trigger, tense > 0)
    same |= {hanging} if hanging is not None else set()  # "the visit that he was to make has been put off"
    apart = clause.kind == "sub" and clause.word in lists["after"] | lists["offset"]  # "called off after a talk with"
    reach = same - {clause.parent} if apart else same
    if trigger.kind != "noun" and tenses.foreseen(
        scene, trigger, number
    ):  # "was to go on to Rome, but the stop was cancelled"
        reach = reach | {k for k, c in enumerate(scene.clauses.clauses) if c.kind == "and" and c.parent == number}
    called_off = [
        i for i in scene.index.begins("cancelled")
        if of[i] in reach and not denials.of_another(scene, trigger, i, tense)
        and not trigger.at <= i < trigger.end
    ]  # fmt: skip
    on = any(denials.denied(scene, i) for i in called_off)
    could = bool(called_off) and any(
        i > max(called_off) and of[i] in same and any(t.low in lists["modal"] for t in tokens[max(0, i - LATE) : i])
        for i in scene.index.begins("occur")
    )  # "put off, could still take place"  # fmt: skip
    unsure = any(denials.unsure(scene, i) for i in called_off) and not on
    unsure = unsure or (bool(called_off) and trigger.governed in ("threat", "request", "invitation"))
    unsure = unsure or could
    cancelled = bool(called_off) and not unsure and not on
    if on:
        tense, may = 1, True  # "has not been cancelled"
    elif unsure:
        tense, may = max(tense, 1), True
    new = denials.moved(scene, same)
    if cancelled or new:
        plan = {hanging} if hanging is not None else set()  # "put off to July the visit that he was to make next week"
        new = denials.after_all(scene, trigger, max(called_off, default=trigger.at), same - plan) or new
    if not new and not cancelled and trigger.kind == "noun":
        new, tense, cancelled = denials.given_up(scene, trigger, same, tense)
    elif new:
        cancelled, tense = False, 1
    modal = modal or unsure or doubtful  # "could be cancelled"
    thwarted = not new and trigger.kind != "noun" and denials.unfulfilled(scene, trigger, number, tense)
    thwarted = thwarted or (not new and trigger.kind == "noun" and denials.journey_thwarted(scene, trigger, number))
    gone_back = negated and not new and (unheld > 1 or denials.gone_back_on(scene, trigger, scope, tense))
    cancelled = cancelled or thwarted or gone_back
    if trigger.kind == "noun" and not whole:
        possible = tenses.may(scene, trigger)
        may, modal = may or possible, modal or possible
    may = may or tenses.titled(scene, trigger)
    modal = modal or any(i < trigger.at and of[i] in scope for i in tenses.conditions(scene))
    if not modal and trigger.kind != "noun" and tenses.purposed(scene, trigger, number):
        modal = may = True
    modal = modal or any(
        i < trigger.at and of[i] in scope and taken > 1 and tokens[i].low in words.several["modal"]
        for i, taken in scene.index.begins("modal").items()
    )
    modal = modal or (
        clause.kind == "sub" and clause.word in lists["modal"] and not tenses.granted(scene, clause.first)
    )
    if trigger.governed in ("threat", "request", "invitation"):
        modal = True
    promised = trigger.governed == "agreement" and trigger.at > 0 and trigger.kind != "noun"
    promised = promised and any(of[at] in scope for at, _ in scene.sentence.timexes)
    if promised and tokens[trigger.at - 1].low in lists["infinitive"] and tense <= 0:
        tense, may, modal = 1, True, False  # "accepted an invitation to visit Moscow in July"
    if trigger.governed in ("rejection", "denial") and trigger.type != "veto":  # "was rejected by a veto"
        ruling = next((t for t in scene.triggers[::-1] if t.type == trigger.governed and t.at < trigger.at), trigger)
        ruled = range(max(0, ruling.at - DENIED), min(ruling.end + 1, len(tokens))) if ruling is not trigger else ()
        own = range(ruling.at, ruling.end)  # "will not attend" is a phrase
        kept = any(i not in own and tokens[i].low in lists["negation"] and of[i] == scene.clause(ruling) for i in ruled)
        negated, modal, may = not kept, modal or kept, may or kept  # "did not rule out meeting her"
    main = scene.clauses.root(number)
    exempt = any(scene.clauses.root(of[i]) == main for i in scene.index.lows("exempt"))
    said = [t.low for t in tokens[trigger.at : trigger.end]]
    verbal = trigger.kind != "noun"
    shown = tenses.present(words, said) or tenses.being(scene, trigger) if verbal else tenses.headed(scene, number)
    shown = shown or tenses.plain_present(scene, trigger)
    present = tense == 0 and shown
    awaited = any(t.low in lists["future"] for t in tokens[trigger.at : trigger.end])
    did = tense < 0 and (passed or trigger.kind not in ("noun", "stay")) and not awaited
    over = cancelled and any(
        t.low in lists["pluperfect"]
        for i in called_off
        for t in (tokens[k] for k in (scene.clauses.own(of[i]) if whole else range(max(0, i - DENIED), i)))
    )
    before = thwarted or over
    foreseen = trigger.kind != "noun" and not new and not heard and tenses.foreseen(scene, trigger, number)
    foreseen = foreseen or (leader is not None and not new and tenses.foreseen(scene, trigger, leader))
    tense = 1 if foreseen else tense
    risk = denials.at_risk(scene, same) if not cancelled and not new and trigger.kind == "noun" else ""
    if risk:
        tense, modal, may = 1, risk == "yes", True
    threatened = trigger.governed == "threat" and not called_off
    without = denials.without(scene, trigger)
    negated = negated or without
    if threatened or without:
        tense, may, present = (0 if threatened else -1), False, False
    if amid is not None and all(
        tokens[i].low not in lists["modal"] for i in range(amid, min(trigger.end + 2, len(tokens)))
    ):
        negated = modal = may = False  # "threatened, at the end of a summit, to use force": that was held
    return Marks(tense, negated, modal, cancelled, exempt, may, until, present, new, did, before, threatened, foreseen)


def looked_back(scene: Scene, trigger: Trigger, to: int) -> bool:
    """Whether an infinitive only tells what had been decided where a noun says, not what is to come of the noun: "had
    decided to send them at a meeting"."""
    tokens, lists = scene.sentence.tokens, scene.words.lists
    if trigger.kind != "noun" or not lists["pasts"]:
        return False
    had = any(tokens[k].low in lists["pluperfect"] for k in scene.clauses.own(scene.clause(trigger)) if k < to)
    between = (t.low for t in tokens[to + 2 : trigger.at])
    return had and any(low in lists["place"] or low in lists["prepositions"] for low in between)


def _told_by_the_way(scene: Scene, trigger: Trigger) -> bool:
    """Whether what seems to govern a trigger stands in a relative clause before it: "Ban, who had been refused
    permission to come in 2009, held talks"; or the trigger in one that tells more of somebody: "denied having advised
    Morales, who met Putin in July"."""
    rulers = (t for t in reversed(scene.triggers) if t.type == trigger.governed and t.at < trigger.at)
    ruler = next(rulers, None) if trigger.governed else None
    if ruler is None:
        return False
    clauses, own, number = scene.clauses.clauses, scene.clause(ruler), scene.clause(trigger)
    clause = clauses[number]
    apart = clause.kind == "relative" and number != own and scene.sentence.tokens[clause.first - 1].low == ","
    if apart and any(p.role == "person" for p in scene.antecedent(number).parties):
        return True
    parents: list[int | None] = [number]
    while parents[-1] is not None:
        parents.append(clauses[parents[-1]].parent)
    return clauses[own].kind == "relative" and own not in parents


def status(marks: Marks, interval: Interval | None, published: date | None) -> Status:
    """Whether it took place, by the words around the trigger and by the publication day."""
    if marks.cancelled:
        return Status.CANCELLED
    ahead = bool(interval and published and interval.start and interval.start > published)
    until = interval is not None and interval.start is None and interval.last is not None
    ahead = ahead or bool(until and interval and published and interval.last and interval.last > published)
    shown = marks.present and not marks.negated and interval and interval.certainty is not Certainty.ASSUMED
    if shown and interval and published and interval.start and interval.last and interval.last > published:
        begun = interval.start <= published and interval.granularity is Granularity.INTERVAL
        ahead = not begun  # "travels to Egypt this week", but "ends a three-day visit tomorrow"
    over = bool(interval and published and interval.end and interval.end <= published)
    if marks.negated:
        # "has not visited since July 2000" tells the visit of July 2000
        return Status.HAPPENED if marks.exempt and over else Status.DENIED
    if marks.threatened or (marks.modal and not over):
        return Status.HYPOTHETICAL
    begun = bool(interval and published and interval.start and interval.start < published)
    under_way = begun and interval is not None and interval.granularity is Granularity.INTERVAL
    if ahead or (marks.tense > 0 and (not (over or under_way) or marks.foreseen)):
        return Status.PLANNED  # but "ends a three-day visit today" has begun
    return Status.HAPPENED
