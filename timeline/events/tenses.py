"""Which tense and mood the words around a trigger tell: past or to come, hearsay, purpose, only possible."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.events.scene import Scene
from timeline.events.triggers import Trigger
from timeline.events.vocabulary import GAP, Words

NEAR = 8  # tokens before or after a trigger in which auxiliaries count
LATE = 4  # tokens before a trigger in which modals and refusals count
DENIED = 3  # tokens before a trigger in which a negation counts
SHORT_WORD = 4
AGAIN = 2  # words before an infinitive that say that it is done again: "volverán a"
SHORT_ENDING = 4  # letters of an ending that makes a word with one letter more


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
    ahead = ahead or (verb is not None and present(scene.words, [tokens[verb].low]))
    finite = any(tokens[i].low in lists["auxiliaries"] for i in scene.clauses.own(number))
    return root != number and ahead and not finite and clause.verb in (None, trigger.at)


def titled(scene: Scene, trigger: Trigger) -> bool:
    """Whether a noun leads a heading, which has no verb and no full stop: its bare day is to come, "NATO-Ukraine
    meeting Tuesday"."""
    tokens, number = scene.sentence.tokens, scene.clause(trigger)
    if trigger.kind != "noun" or any(scene.clauses.verbs) or not tokens[-1].low[-1:].isalnum():
        return False
    named = {i for p in scene.parties for i in range(p.at, p.end)}
    return all(i in named or not tokens[i].low.isalpha() for i in scene.clauses.own(number) if i < trigger.at)


def perfect(scene: Scene, trigger: Trigger, number: int) -> bool:
    """Whether an auxiliary before a verb at the end of its clause makes it the past: "haben am Freitag beraten"."""
    tokens, lists = scene.sentence.tokens, scene.words.lists
    if not scene.words.verb_final or (trigger.at and tokens[trigger.at - 1].low in lists["infinitive"]):
        return False
    before = [tokens[i].low for i in scene.clauses.own(number) if i < trigger.at]
    return any(low in lists["past"] and low in lists["auxiliaries"] for low in before) and not any(
        low in lists["future"] and low in lists["auxiliaries"] for low in before
    )


def shared(scene: Scene, trigger: Trigger, number: int) -> bool:
    """Whether an infinitive at the end of its clause has the auxiliary of the clause before it: "will nach Peking
    reisen und dort mit Xi sprechen"."""
    tokens, lists = scene.sentence.tokens, scene.words.lists
    verb, own = tokens[trigger.at], [i for i in scene.clauses.own(number) if tokens[i].low.isalpha()]
    if not scene.words.verb_final or trigger.kind == "noun" or scene.clauses.clauses[number].kind != "and":
        return False
    last = bool(own) and own[-1] == trigger.at and trigger.at - own[0] > 1 and verb.low == verb.lemma.lower()
    helped = any(scene.clauses.verbs[i] or tokens[i].low in lists["auxiliaries"] for i in own if i < trigger.at)
    return last and not helped and tokens[trigger.at - 1].low not in lists["infinitive"]


def arranged(scene: Scene, trigger: Trigger, number: int) -> bool:
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


def continued(scene: Scene, trigger: Trigger, number: int) -> int | None:
    """The clause whose infinitive a bare verb after "and" goes on with: "will visit the school and meet the king", "is
    expected to dine at the palace and meet him"; None where there is none, and in languages whose endings tell."""
    tokens, lists, clauses = scene.sentence.tokens, scene.words.lists, scene.clauses.clauses
    if lists["infinitives"] or scene.words.verb_final or trigger.kind == "noun":
        return None
    while clauses[number].kind == "and" and clauses[number].parent is not None:
        verb, first = clauses[number].verb, clauses[number].first
        if verb is None or tokens[verb].low != tokens[verb].lemma or tokens[verb].low in lists["auxiliaries"]:
            return None
        number = clauses[number].parent or 0
        before = [i for i in scene.clauses.own(number) if i < first]
        if any(leading(scene, i) for i in before):
            return number
    return None


def leading(scene: Scene, i: int) -> bool:
    """Whether a token leads an infinitive: "will", "may", "to" of what is to come."""
    low, lists = scene.sentence.tokens[i].low, scene.words.lists
    after = scene.sentence.tokens[i + 1] if i + 1 < len(scene.sentence.tokens) else None
    if low in lists["auxiliaries"] and (low in lists["future"] or low in lists["modal"] or low in lists["would"]):
        return True
    to = low in lists["infinitive"] and low in lists["future"]
    return to and after is not None and after.text.islower() and after.low == after.lemma


def lent(scene: Scene, number: int, first: int) -> tuple[int, bool]:
    """The tense that a clause lends to the infinitive which goes on with its own, before token `first`, and whether it
    only may be so."""
    tokens, lists = scene.sentence.tokens, scene.words.lists
    i = max(i for i in scene.clauses.own(number) if i < first and leading(scene, i))
    low = tokens[i].low
    if low in lists["auxiliaries"]:
        return 1, low in lists["modal"] and low not in lists["would"]
    near = {word for t in tokens[max(0, i - LATE) : i] for word in (t.low, t.lemma)}
    if not near.isdisjoint(lists["threaten"] | lists["modal"]):
        return 1, True
    ahead = not near.isdisjoint(lists["future"] | lists["present"]) or scene.index.any("was_to", range(i))
    return int(ahead), False


def conditions(scene: Scene) -> list[int]:
    """Where words begin a condition: "if"."""
    tokens, clause = scene.sentence.tokens, scene.words.lists["clause"]
    return [i for i in scene.index.lows("modal") if tokens[i].low in clause and not granted(scene, i)]


def granted(scene: Scene, i: int) -> bool:
    """Whether a word belongs to a phrase that sets no condition: "anche se", "se ne parlerà"."""
    words, tokens = scene.words, scene.sentence.tokens
    return any(words.has("granted", tokens, j) > i - j for j in (i - 1, i) if j >= 0)


def hearsay(scene: Scene, trigger: Trigger, number: int) -> bool:
    """Whether an auxiliary right before a participle says that it happened by what others say ("aurait rencontré"), or
    one with another word after it does ("soll … getroffen haben"), and no condition stands beside it."""
    words, tokens = scene.words, scene.sentence.tokens
    lists, own = words.lists, scene.clauses.own(number)
    if conditions(scene):
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


def purposed(scene: Scene, trigger: Trigger, number: int) -> bool:
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


def foreseen(scene: Scene, trigger: Trigger, number: int) -> bool:
    """Whether a verb tells what was to come, seen from the past: "was to visit", "devait rencontrer"."""
    words = scene.words
    if would(scene, trigger) and scene.clauses.clauses[number].kind in ("main", "and"):
        return not conditions(scene)
    return any(
        scene.clauses.of[i] == number and (i < trigger.at or (words.verb_final and i > trigger.at))
        for i in scene.index.begins("was_to")
    )


def would(scene: Scene, trigger: Trigger) -> bool:
    """Whether the ending of a verb says what would be: "se rendrait"; not "rencontrait", of "rencontrer"."""
    token = scene.sentence.tokens[trigger.end - 1]
    ending = next((e for e in scene.words.would if token.low.endswith(e)), "")
    root = token.low[: len(token.low) - len(ending) + 1]  # up to the "r" that the ending begins with
    imperfect = token.lemma.startswith(root) and token.lemma[len(root) :] in scene.words.lists["infinitives"]
    return bool(ending) and not imperfect


def over(words: Words, low: str) -> bool:
    """Whether a verb written as one with its particle ("stattfand") stands in the past, where the present may not."""
    return any(len(past) >= SHORT_WORD and low.endswith(past) for past in words.lists["past"])


def coming(words: Words, low: str) -> bool:
    """Whether a word is an auxiliary of the future ("will", "soll"), or a verb by its ending ("farà")."""
    if low in words.lists["auxiliaries"] and low in words.lists["future"]:
        return True
    return any(low.endswith(ending) and len(low) > len(ending) for ending, sign in words.endings if sign > 0)


def may(scene: Scene, trigger: Trigger) -> bool:
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


def headed(scene: Scene, number: int) -> bool:
    """Whether a day is the heading of a sentence whose verb is in the present: "Tuesday. The leaders gather"."""
    heading = any(t.end <= scene.sentence.start for _, t in scene.sentence.timexes)
    if not heading:
        return False
    verb = scene.clauses.clauses[number].verb
    low = scene.sentence.tokens[verb].low if verb is not None else ""
    past = low in scene.words.lists["past"] or any(low.endswith(ending) for ending, _ in scene.words.endings)
    return not past


def being(scene: Scene, trigger: Trigger) -> bool:
    """Whether a trigger is "is", not that of "has been" or of a passive."""
    tokens, lists = scene.sentence.tokens, scene.words.lists
    after = tokens[trigger.end].low if trigger.end < len(tokens) else ""
    return trigger.kind == "stay" and tokens[trigger.at].low in lists["present"] and after not in lists["past"]


def present(words: Words, lows: Sequence[str]) -> bool:
    """Whether a verb stands in the present: its ending says so in languages whose endings tell, else the form."""
    if any(low in words.lists["presents"] for low in lows):
        return True
    low = lows[0]
    told = any(low.endswith(ending) for ending, _ in words.endings)
    return not told and any(low.endswith(ending) for ending in words.lists["present_endings"])


def plain_present(scene: Scene, trigger: Trigger) -> bool:
    """Whether a verb is in the present of many, which is the bare verb where only one has an ending: "ministers gather
    on Thursday", but not "to meet", "helped her meet"."""
    words, tokens = scene.words, scene.sentence.tokens
    verb = tokens[trigger.at]
    if trigger.kind != "verb" or verb.low != verb.lemma or not words.lists["bare_present"] or not trigger.at:
        return False
    before = tokens[trigger.at - 1]
    return not {before.low, before.lemma}.isdisjoint(words.lists["persons"])


def inflected(scene: Scene, trigger: Trigger) -> int:
    """The tense that a trigger's first inflected word tells ("se reunirá", "fará … uma visita"), or 0."""
    lists, before = scene.words.lists, scene.sentence.tokens[max(0, trigger.at - 2) : trigger.at]
    tokens = scene.sentence.tokens[trigger.at : trigger.end]
    if len(before) == AGAIN and before[1].low in lists["infinitive"] and before[0].lemma in lists["again"]:
        tokens = [before[0], *tokens]  # "volverán a reunirse"
    if trigger.kind != "stay" and tokens[0].low in lists["present"] and any(
        t.low in lists["future"] - lists["infinitive"] for t in tokens[1:]
    ):  # fmt: skip
        return 1  # "is expected in Paris"
    if scene.words.has("was_to", scene.sentence.tokens, trigger.at) > 1:
        return 1  # "était attendu"
    for token in tokens:
        if trigger.kind == "stay" and being(scene, trigger):
            return 0
        if token.low in lists["past"] or (trigger.kind == "verb" and token.low in lists["pluperfect"]):
            return -1
        if trigger.kind == "stay" and token.low in lists["future"]:
            before = scene.sentence.tokens[max(0, trigger.at - DENIED) : trigger.at]
            if not any(t.low in lists["past"] and t.low not in lists["present"] for t in before):
                return 1  # "is expected there on Thursday", not "had been due"
        if token.low in lists["presents"] and not scene.words.verb_final:
            return 0  # "entame samedi", also where such a verb says that what is timetabled lies ahead
        if tense := scene.words.tenses.get(token.low, 0):
            return tense
        if token.low in lists["auxiliaries"] and token.low in lists["future"]:
            return 1
        for ending, sign in scene.words.endings:
            if len(token.low) > len(ending) + (len(ending) < SHORT_ENDING) and token.low.endswith(ending):
                return sign
    return 0
