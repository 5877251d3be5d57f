"""Whether a sentence gives grounds to believe that a word of another type tells an event between states.

Visits, summits, meetings, calls and vetoes are asked for their parties one by one. A word of another type ("demanded",
"attack", "allow") is said of companies, courts, teams and relatives far more often than of states. It is believed where
somebody who may act for a state is named beside it; and the farther from the news, which an article tells at its
beginning, the more is asked: an act and no wish, a subject and no remark, two states or a day.
"""

from __future__ import annotations

from collections.abc import Collection

from timeline.events.clauses import QUOTES
from timeline.events.marks import Marks
from timeline.events.parties import Party
from timeline.events.scene import Scene
from timeline.events.triggers import Trigger

NEWS = 300  # characters from the start of an article in which its news is told: what stands there is mostly meant
BEHIND = 600  # characters after which only what somebody is said to do is news
BESIDE = 4  # tokens between a noun and a name that belongs to it
NEAR = 7  # the same for a verb
WIDE = 8  # the same where the news is told, for a noun and a protest
PAIR = 2  # states between which something happens
INWARD = frozenset({"election", "vote", "protest"})  # what a state has within itself
FORCEFUL = frozenset(
    {"ASSAULT", "COERCE", "MOBILIZE", "RETREAT"}
)  # done by whoever has arms, to a state where it is done
REFERRED = frozenset({"one", "both", "title"})


def grounds(
    scene: Scene, trigger: Trigger, marks: Marks, dated: bool, countries: Collection[str], who: Collection[Party]
) -> bool:
    """Whether a trigger of another type is to be believed; `dated` where it has a date, `countries` those of its
    mention, `who` those who act in it."""
    start = scene.sentence.start
    number = scene.clause(trigger)
    subject = scene.subject(number, trigger.at)
    named = beside(scene, trigger)
    acting = [p for p in (*who, *subject.parties) if not attributive(scene, p)]
    if trigger.kind == "noun":
        if not named:
            return False
    else:
        if purpose(scene, trigger) and (start >= NEWS or not acting):
            return False
        if start >= NEWS and bidding(scene, trigger):
            return False
        if not acting and not named and (subject.refers not in REFERRED or start >= NEWS):
            return False
        if start >= BEHIND and not acting:
            return False
    alone = len(set(countries)) < PAIR and trigger.type not in INWARD
    late = start >= NEWS or (trigger.kind == "noun" and not dated)
    if not countries or (alone and late and not itself(scene, trigger, acting)):
        return False
    if start < NEWS:
        return True
    around = scene.clauses.own(number)
    if marks.modal or quoted(scene, trigger) or (trigger.kind == "noun" and scene.index.any("modal", around)):
        return False
    return dated or len(set(countries)) > 1


def itself(scene: Scene, trigger: Trigger, subject: Collection[Party]) -> bool:
    """Whether it is the one state told of that does something: what happens within it, or is only said of somebody
    there, is nothing between states."""
    number = scene.clause(trigger)
    acting = [p for p in (*subject, *(scene.within(number) if trigger.kind == "noun" else ())) if p.acts]
    return any(not attributive(scene, p) and not private(scene, p) for p in acting)


def beside(scene: Scene, trigger: Trigger) -> list[Party]:
    """The names near a trigger, in its clause."""
    most = BESIDE if trigger.kind == "noun" else NEAR
    own = scene.within(scene.clause(trigger))
    if scene.sentence.start < NEWS and (trigger.kind == "noun" or trigger.plover == "PROTEST"):
        own, most = scene.parties, WIDE  # crowds belong to no state: who protests is told by against whom
    anywhere = trigger.kind == "noun" or trigger.plover == "PROTEST"
    anywhere = anywhere or (trigger.plover in FORCEFUL and scene.sentence.start < NEWS)
    near = [
        p for p in own
        if (p.end <= trigger.at and trigger.at - p.end <= most)
        or (p.at >= trigger.end and p.at - trigger.end <= most and (anywhere or p.role not in ("place", "origin")))
    ]  # fmt: skip
    return [p for p in near if not attributive(scene, p) and (trigger.plover == "PROTEST" or not private(scene, p))]


def private(scene: Scene, party: Party) -> bool:
    """Whether an adjective of a country goes with a word for people and firms that act for no state: "a Dutch
    company", "una empresa española"."""
    if party.role != "attribute" or not (listed := scene.words.lists["private"]):
        return False
    tokens = scene.sentence.tokens
    near = range(max(0, party.at - BESIDE // 2), min(len(tokens), party.end + BESIDE // 2))
    return any(not listed.isdisjoint((tokens[i].low, tokens[i].lemma)) for i in near if not party.at <= i < party.end)


def attributive(scene: Scene, party: Party) -> bool:
    """Whether a city only says where somebody is from: "his Miami relatives", "a London-based firm"."""
    if party.entry.kind not in ("city", "region") or party.role == "place":
        return False
    tokens, lists = scene.sentence.tokens, scene.words.lists
    if party.end >= len(tokens) or scene.clauses.verbs[party.end] or party.end in scene.sentence.dated:
        return False
    after = tokens[party.end]
    if after.low == "-":
        return not any(party.end < p.at <= party.end + 1 for p in scene.parties)
    small = any(after.low in found for found in lists.values())
    return after.text.islower() and after.low.isalpha() and not small


def purpose(scene: Scene, trigger: Trigger) -> bool:
    """Whether a verb only tells what something is for: "an initiative designed to rally opinion"."""
    tokens, lists = scene.sentence.tokens, scene.words.lists
    if not trigger.at or tokens[trigger.at - 1].low not in lists["infinitive"]:
        return False
    before = tokens[trigger.at - 2].low if trigger.at > 1 else ""
    return before not in lists["future"] and before not in lists["auxiliaries"]


def bidding(scene: Scene, trigger: Trigger) -> bool:
    """Whether a verb says no more than what somebody must or should do."""
    return scene.sentence.tokens[trigger.at].low in scene.words.lists["modal"] | scene.words.lists["would"]


def quoted(scene: Scene, trigger: Trigger) -> bool:
    """Whether a trigger stands inside quotation marks."""
    return sum(t.low in QUOTES or t.low in ("``", "''") for t in scene.sentence.tokens[: trigger.at]) % 2 == 1
