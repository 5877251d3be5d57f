"""Whether what a trigger tells is denied, called off, put off or came to nothing, and the new date if it has one."""

from __future__ import annotations

from collections.abc import Collection

from timeline.events.occasions import in_course
from timeline.events.scene import Scene
from timeline.events.tenses import DENIED, LATE, NEAR, coming, conditions, foreseen, over
from timeline.events.triggers import ENCOUNTERS, Trigger
from timeline.events.vocabulary import GAP

ANEW = 8  # tokens between "is now" and the new date
NOUN = 4  # tokens between "during" and its noun, and of its longest phrase
ORIGINAL = 6  # tokens between "originally" and the date that was given up


def nobody(scene: Scene, trigger: Trigger, number: int) -> bool:
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


def of_another(scene: Scene, trigger: Trigger, at: int, tense: int) -> bool:
    """Whether what was called off is another event: "visited Berlin, a week after the trip cancelled because of …",
    "put off the elections at the end of a summit"."""
    if trigger.kind == "noun" and (first := in_course(scene, trigger)) is not None:
        tokens = scene.sentence.tokens
        fronted = first == 0 or tokens[first - 1].low == ","
        return at < first or (fronted and any(t.low == "," for t in tokens[trigger.end : at]))
    return trigger.kind != "noun" and any(
        t.kind == "noun" and t.at >= trigger.end and (t.end == at or (tense <= 0 and at < t.at <= at + LATE))
        for t in scene.triggers
    )  # and "met him a day after he called off a meeting"  # fmt: skip


def without(scene: Scene, trigger: Trigger) -> bool:
    """Whether a preposition denies a verb: "left without meeting him"; its date is that of what was done."""
    lists = scene.words.lists
    alone, tokens = lists["negation"] & lists["prepositions"], scene.sentence.tokens
    near = range(max(0, trigger.at - (NEAR if scene.words.verb_final else DENIED)), trigger.at)
    if trigger.kind == "noun" or (scene.words.verb_final and tokens[trigger.at - 1].low not in lists["infinitive"]):
        return False
    return any(tokens[i].low in alone and (not scene.words.verb_final or tokens[i - 1].low == ",") for i in near)


def at_risk(scene: Scene, scope: set[int]) -> str:
    """Whether a clause says that what was planned may not take place: "the visit is in doubt"; "no" where it says that
    it will ("is not in doubt"), "" where it says nothing of it."""
    words, tokens = scene.words, scene.sentence.tokens
    at = next((i for i in scene.index.begins("at_risk") if scene.clauses.of[i] in scope), None)
    if at is None:
        return ""
    plain = words.lists["negation"] - words.lists["prepositions"]
    return "no" if any(t.low in plain for t in tokens[max(0, at - LATE) : at]) else "yes"


def unsure(scene: Scene, at: int) -> bool:
    """Whether it is only possible that something will be called off: "could be cancelled", "threatened to cancel"."""
    tokens, lists = scene.sentence.tokens, scene.words.lists
    if any(t.low in lists["modal"] for t in tokens[max(0, at - DENIED) : at + DENIED]):
        return True
    i = at - 1
    small = [lists[key] for key in ("infinitive", "prepositions", "determiners", "genitive", "with", "place")]
    while i >= 0 and at - i < LATE and any(tokens[i].low in words for words in small):
        i -= 1
    return i >= 0 and not lists["threaten"].isdisjoint((tokens[i].low, tokens[i].lemma))


def denied(scene: Scene, at: int) -> bool:
    """Whether something is said not to be called off: "the visit has not been cancelled"."""
    tokens, lists, of = scene.sentence.tokens, scene.words.lists, scene.clauses.of
    plain = lists["negation"] - lists["prepositions"] - lists["determiners"]
    return any(tokens[i].low in plain and of[i] == of[at] for i in range(max(0, at - DENIED), at))


def gone_back_on(scene: Scene, trigger: Trigger, scope: set[int], tense: int) -> bool:
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


def unfulfilled(scene: Scene, trigger: Trigger, number: int, tense: int) -> bool:
    """Whether the words before a verb say that it did not come to that: "was to have met", "had been due in",
    "hätte … treffen sollen", or "was originally to fly"."""
    words, tokens = scene.words, scene.sentence.tokens
    own = scene.clauses.own(number)
    if conditions(scene):
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
    first = [i for i in scene.index.begins("originally") if i in own]
    then = bool(first) and any(i > first[0] for i in scene.index.begins("then"))  # "at first to Kiev, then to Moscow"
    return tense > 0 and bool(first) and not then and foreseen(scene, trigger, number)


def journey_thwarted(scene: Scene, trigger: Trigger, number: int) -> bool:
    """Whether a noun is what a journey of its clause was for that came to nothing: "had planned to return to Ramallah
    for a meeting with Abbas"."""
    return trigger.type in ENCOUNTERS and any(
        t.type == "visit" and t.kind in ("motion", "verb") and scene.clause(t) == number
        and (t.at < trigger.at or scene.words.verb_final) and unfulfilled(scene, t, number, 0)
        for t in scene.triggers
    )  # fmt: skip


def days_in(scene: Scene, scope: set[int]) -> list[int]:
    """Where the dates of some clauses stand; "now" is none."""
    return [
        at for at, timex in scene.sentence.timexes
        if scene.clauses.of[at] in scope and timex.type in ("DATE", "TIME") and timex.value[:1].isdigit()
    ]  # fmt: skip


def given_up(scene: Scene, trigger: Trigger, scope: set[int], tense: int) -> tuple[int, int, bool]:
    """Where the date stands that came after the original one of a noun, the tense, and whether it was called off:
    "initially planned for June, it was held on 4 July", "was originally to arrive on Tuesday for a visit"."""
    words, tokens = scene.words, scene.sentence.tokens
    at = next((i for i in scene.index.begins("originally") if scene.clauses.of[i] in scope), 0)
    later = [i for i in days_in(scene, scope) if i > at]
    if not at or not later or later[0] - at > ORIGINAL:
        return 0, tense, False
    planned = any(t.low in words.lists["future"] for t in tokens[at : later[0]])
    for when in later[1:]:
        between = range(later[0] + 1, when)
        ahead = any(coming(words, tokens[i].low) or tokens[i].low in words.lists["future"] for i in between)
        if ahead or any(scene.index.any(name, between) for name in ("occur", "anew")):
            return when, 1 if ahead else -1, False
    return 0, tense, planned


def after_all(scene: Scene, trigger: Trigger, at: int, scope: set[int]) -> int:
    """Where the date stands on which what was called off will take place: "the visit, put off, will be held in May",
    "shelved in April, is now set for 4 July"; -1 where it will be without a date, 0 where it will not."""
    words, tokens = scene.words, scene.sentence.tokens
    if trigger.kind != "noun":
        return 0
    later = [i for i in range(at + 1, len(tokens)) if scene.clauses.of[i] in scope]
    days = [when for when in days_in(scene, scope) if when > at]
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
            or (words.verb_final and bool(days) and not over(words, tokens[i].low))
        )
        if ahead and not any(t.low in words.lists["negation"] for t in tokens[max(at + 1, i - DENIED) : i]):
            return min((w for w in days if w > i), default=max(days, default=-1))
    return 0


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


def occurred_not(scene: Scene, trigger: Trigger, scope: set[int]) -> int:
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
        ahead = ahead or not (past or over(words, tokens[told].low))
    return 2 if ahead else 1


def unplanned(scene: Scene, trigger: Trigger, scope: set[int]) -> bool:
    """Whether a clause says of a noun that it is not planned: "a visit is not planned", "non è prevista"."""
    words, tokens = scene.words, scene.sentence.tokens
    plain = words.lists["negation"] - words.lists["prepositions"]
    return trigger.kind == "noun" and any(
        scene.clauses.of[i] in scope and tokens[i].low in plain
        and any(t.low in words.lists["future"] - words.lists["auxiliaries"] - words.lists["infinitive"]
                for t in tokens[i + 1 : i + DENIED])
        for i in range(trigger.end, len(tokens))
    )  # fmt: skip


def not_foreseen(scene: Scene, trigger: Trigger) -> bool:
    """Whether "it is not planned" stands right before what a trigger tells: "no está previsto que Obama viaje", "não
    está prevista uma reunião"."""
    tokens, lists, verbs = scene.sentence.tokens, scene.words.lists, scene.clauses.verbs
    plan = lists["future"] - lists["infinitive"] - lists["prepositions"]
    plain = lists["negation"] - lists["prepositions"]
    for at in range(trigger.at - 1, 0, -1):
        if tokens[at].low == ":" or tokens[at].low == ";":
            return False
        if tokens[at].low not in plan:
            if verbs[at]:
                return False
            continue
        said = tokens[at + 1].low in lists["relative"]
        own = trigger.kind == "noun" and trigger.at - at <= LATE
        own = own and not any(scene.taken(i) or tokens[i].low == "," for i in range(at, trigger.at))
        denied = next((i for i in range(at - 1, max(-1, at - 1 - LATE), -1) if tokens[i].low in plain), None)
        between = range(at if denied is None else denied, at)
        return denied is not None and (said or own) and all(
            tokens[i].low != "," and not scene.taken(i) for i in between
        )  # fmt: skip
    return False


def only(scene: Scene, at: int, number: int) -> bool:
    """Whether "ne … que" restricts rather than denies: no other negation before the "que" of the same clause."""
    tokens, lists = scene.sentence.tokens, scene.words.lists
    for i in range(at + 1, min(at + 1 + NEAR, len(tokens))):
        if tokens[i].low in lists["except"]:
            return scene.clauses.of[i] == number
        if tokens[i].low in lists["negation"]:
            return False
    return False


def going_on(scene: Scene, number: int, trigger: Trigger) -> set[int]:
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


def named_again(scene: Scene, trigger: Trigger, coming: bool) -> set[int]:
    """The clauses that name what a verb tells: "who was to travel to Rabat in April, put off his visit"."""
    clause = scene.clauses.clauses[scene.clause(trigger)]
    found = {scene.clause(t) for t in scene.triggers if t.kind == "noun" and t.type == trigger.type}
    if trigger.kind != "noun" and days_in(scene, {scene.clause(trigger)}):  # "will meet him on Wednesday; a meeting
        # that was planned for Sunday had been put off"
        apart = {k for k in found if scene.clauses.clauses[k].kind == "main" and days_in(scene, {k})}
        found -= apart - {scene.clause(trigger)}
    if coming and clause.kind == "relative" and clause.parent is not None:
        found |= {scene.clause(t) for t in scene.triggers if t.kind == "noun" and t.type in ENCOUNTERS} & {
            clause.parent
        }
    return found
