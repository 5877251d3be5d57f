"""What a word of another type means in its sentence: whether it tells such an event at all, and how it is worded.

"Recognised that prices rise", "demonstrated his support", "signed a bill" and "resigned" share their words with events
between states. What tells them apart is data of the packs: verbs that need another state after them, verbs that have no
object, verbs that mean something else with a reflexive, laws beside what is signed. The wording keeps a title from
claiming more than was said: who promises has signed nothing, who condemns an attack accuses nobody yet.
"""

from __future__ import annotations

from collections.abc import Collection

from timeline.events.acting import Sides
from timeline.events.scene import Scene
from timeline.events.triggers import Trigger

REFLEXIVE = 4  # tokens before a verb in which its reflexive stands
SIGNED = 6  # tokens after "signed" in which what was signed stands
FIRED = 6  # tokens between a missile and "at"
STRIKES = 3  # tokens after "cruise missile" in which "strikes" stands
PAIR = 2


def meant(scene: Scene, trigger: Trigger, found: Sides) -> bool:
    """Whether the words of a trigger tell an event of its type here."""
    words, tokens, lists = scene.words, scene.sentence.tokens, scene.words.lists
    token = tokens[trigger.at]
    keys = {token.low, token.lemma}
    alone = trigger.end - trigger.at == 1 and trigger.at > 0
    if token.low in lists["forces"] and alone and not words.verb_final:
        return False  # "Iraqi forces out of Kuwait", "l'armée russe"
    if trigger.kind == "noun" and participle_of(scene, trigger):
        return False  # "a traité le sujet"
    if trigger.kind != "noun":
        mine = {p.entry.country for p in found.who}
        if not keys.isdisjoint(lists["aimed"]) and not any(
            p.entry.country and p.entry.country not in mine for p in found.whom
        ):
            return False
        near = tokens[max(0, trigger.at - REFLEXIVE) : trigger.at]
        if not keys.isdisjoint(lists["unreflexive"]) and any(t.low in lists["themselves"] for t in near):
            return False
        if not keys.isdisjoint(lists["intransitive"]) and object_after(scene, trigger):
            return False
    signed = {t.low for t in tokens[trigger.end : trigger.end + SIGNED]} | {
        t.text for t in tokens[trigger.end :][:SIGNED]
    }
    if trigger.type == "agreement" and not signed.isdisjoint(lists["statute"] | lists["decreed"]):
        return False
    return not (trigger.type == "threat" and trigger.kind == "noun" and not (found.who and found.whom))


def participle_of(scene: Scene, trigger: Trigger) -> bool:
    """Whether what looks like a noun is the participle of an auxiliary right before it."""
    tokens, lists, at = scene.sentence.tokens, scene.words.lists, trigger.at - 1
    ends = tuple(lists["participles"])
    if not ends or trigger.end - trigger.at > 1 or not tokens[trigger.at].low.endswith(ends):
        return False
    while at > 0 and (tokens[at].low in lists["adverbs"] or tokens[at].low.endswith(tuple(lists["adverb_endings"]))
                      or tokens[at].low in lists["clause"]):  # fmt: skip
        at -= 1
    return at >= 0 and scene.auxiliary(at)


def object_after(scene: Scene, trigger: Trigger) -> bool:
    """Whether what follows a verb at once is its object: an article, a possessive, an adjective or a noun."""
    tokens, lists, at = scene.sentence.tokens, scene.words.lists, trigger.end
    if at >= len(tokens) or at in scene.sentence.dated or not tokens[at].text[0].isalpha():
        return False
    low = tokens[at].low
    keys = ("place", "origin", "about", "prepositions", "by", "clause", "coordinators", "adverbs", "then", "genitive",
            "infinitive", "against", "with", "dative", "negation", "auxiliaries", "also")  # fmt: skip
    small = any(low in lists[key] for key in keys) or low.endswith(tuple(lists["adverb_endings"]))
    return not small and low not in lists["possessive"]


def fired_at(scene: Scene, trigger: Trigger) -> bool:
    """Whether a missile is said to be fired at somebody: that is no test. "Fired missiles into Pakistani territory",
    "launched cruise missile strikes against camps"."""
    if trigger.type != "weapon_test" or trigger.kind == "noun":
        return False
    tokens, lists = scene.sentence.tokens, scene.words.lists
    after = range(trigger.end, min(trigger.stop + FIRED, len(tokens)))
    keys = [i for i in after if tokens[i].low in lists["against"]]
    near = range(trigger.stop, min(trigger.stop + STRIKES, len(tokens)))
    found = (p for i in near for key in (tokens[i].low, tokens[i].lemma) for p in scene.words.phrases.get(key, ()))
    struck = any(p.type == "attack" and p.weight == 1 for p in found)
    land = [p for p in scene.parties if any(i < p.at <= i + FIRED for i in keys) and p.entry.country]
    return struck or bool(land)


def wording(scene: Scene, trigger: Trigger, countries: Collection[str]) -> str | None:
    """How the title of an event is to be worded, where its type's own would claim more than was said; `countries` are
    those that act together."""
    tokens, lists = scene.sentence.tokens, scene.words.lists
    said = {word for t in tokens[trigger.at : trigger.stop] for word in (t.low, t.lemma, t.text)}

    def any_of(key: str) -> bool:
        return not said.isdisjoint(lists[key])

    if trigger.type == "agreement" and not any_of("signing"):
        promised = any_of("promising")
        return "accord" if len(set(countries)) >= PAIR and not promised else "commitment"
    if trigger.type == "other" and trigger.plover == "COERCE":
        return "restriction"
    if trigger.type == "accusation":
        return "investigation" if any_of("investigating") else "condemnation" if any_of("condemning") else None
    if trigger.type == "withdrawal" and not any_of("withdrawing"):
        return "resignation" if any_of("resigning") else "release" if any_of("releasing") else "easing"
    return None
