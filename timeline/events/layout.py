"""What stands where in a sentence: its clauses, the parties in each, and those that belong to a noun."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from timeline.events.clauses import BEFORE, STOPS, Clauses, split
from timeline.events.index import Index
from timeline.events.parties import SPATIAL, Party, parties
from timeline.events.text import Sentence
from timeline.events.triggers import TOLD, Trigger, Triggers
from timeline.events.vocabulary import Words

LIMIT = 3  # tokens between "until" and the "after" or the date that it goes with
DESCRIBED = 7  # tokens that describe a noun before its relative clause
WHERE = 6  # tokens between a place and the "wo" after the verb of its clause
POSSESSIVE = 4  # tokens before a noun in which its possessor stands ("Putin's first official visit")
HELD = 4  # tokens from a relative to "be held"


@dataclass(slots=True)
class Layout:
    """A sentence with what stands in it."""

    sentence: Sentence
    words: Words
    triggers: list[Trigger]
    clauses: Clauses
    parties: list[Party]
    index: Index
    _within: dict[int, list[Party]] = field(default_factory=dict)  # what has been asked for, worked out once

    @classmethod
    def of(
        cls, sentence: Sentence, words: Words, before: Trigger | None = None, gathering: Trigger | None = None
    ) -> Self:
        """Read a sentence whose names are known; `before` is the last noun that "quella di" may stand for, `gathering`
        the last summit or meeting, of which "the next" may be another."""
        triggers = list(Triggers(sentence, words, before, gathering).find())
        verbs = [t.at for t in triggers if t.kind != "noun"]
        summits = [t.at for t in triggers if t.kind == "noun" and t.type == "summit"]
        clauses = split(sentence, [t.at for t in triggers], verbs, words, summits)
        told = [t.at for t in triggers]
        about = words.lists["about"]
        told += [
            t.end - 1 for t in triggers if t.kind != "noun" and sentence.tokens[t.end - 1].low in about
        ]  # "call on"
        spans = [i for t in triggers for i in range(t.at, t.end)]
        return cls(
            sentence,
            words,
            triggers,
            clauses,
            parties(sentence, words, clauses, told, spans, summits),
            sentence.index(words),
        )

    def opening(self) -> int:
        """The first main clause that says something: a dateline says nothing."""
        for number, clause in enumerate(self.clauses.clauses):
            if clause.parent is None and clause.verb is not None:
                return number
        return 0

    def clause(self, trigger: Trigger) -> int:
        """The number of the clause that a trigger stands in."""
        return self.clauses.of[trigger.at]

    def limit(self, trigger: Trigger) -> str:
        """What "until" or "only" in a trigger's clause goes with: "date", "after", or "" where there is neither."""
        tokens, lists = self.sentence.tokens, self.words.lists
        number = self.clause(trigger)
        for i, taken in self.index.begins("until").items():
            of = self.clauses.of[i]
            clause = self.clauses.clauses[of]
            inside = of == number or (clause.first == i and clause.parent == number)
            if clause.first == i and clause.kind == "relative" and i < trigger.at:
                continue  # "che venerdì ha sentito Gheddafi": no "non … che"
            if not inside or i in self.sentence.dated:
                continue
            plain = True  # whether nothing but small words has come since
            for j in range(i + taken, min(i + taken + LIMIT, len(tokens))):
                if tokens[j].low in lists["after"]:
                    return "after"
                if plain and any(at == j for at, _ in self.sentence.timexes):
                    return "date"
                plain = plain and any(tokens[j].low in lists[key] for key in ("place", "determiners", "prepositions"))
        return ""

    def within(self, number: int) -> list[Party]:
        """The parties in a clause."""
        if not self._within:
            for p in self.parties:
                self._within.setdefault(self.clauses.of[p.at], []).append(p)
        return self._within.get(number, [])

    def located(self, party: Party) -> bool:
        """Whether a party is where something happens: a place, or what a verb before it goes to or visits."""
        if party.role == "place":
            return True
        if any(t.stage and self.clause(t) == self.clauses.of[party.at] for t in self.triggers):
            return party.entry.kind in SPATIAL  # "last stop, on Monday, Kuwait City: there"
        verb = self.clauses.clauses[self.clauses.of[party.at]].verb
        return party.entry.kind in SPATIAL and verb is not None and verb < party.at

    def site(self, first: int) -> Party | None:
        """The place right before token `first`, which a "where" there refers to."""
        near = [p for p in self.parties if p.end <= first and first - p.end <= WHERE and p.entry.kind in SPATIAL]
        if self.words.verb_final or not near or first - near[-1].end <= BEFORE:
            return replace(near[-1], role="place") if near else None
        return None

    def auxiliary(self, i: int) -> bool:
        """Whether a token is a form of to be, to have or will."""
        return self.sentence.tokens[i].low in self.words.lists["auxiliaries"]

    def taken(self, i: int) -> bool:
        """Whether a token is part of a name."""
        return any(n.at <= i < n.end for n in self.sentence.names)

    def joined(self, left: Party, right: Party) -> bool:
        """Whether two parties are named together: "Russia and China"."""
        between = self.sentence.tokens[left.end : right.at]
        return left.acts and len(between) <= 3 and all(
            t.low == "," or t.low in self.words.lists["coordinators"] or t.low in self.words.lists["determiners"]
            or t.low in self.words.lists["persons"]
            for t in between
        )  # fmt: skip

    def beside(self, trigger: Trigger) -> tuple[list[Party], list[Party]]:
        """The parties that belong to a noun: its possessors before it, what is said of it after it."""
        number = self.clause(trigger)
        own = self.within(number)
        left: list[Party] = []
        at = trigger.at
        for party in sorted((p for p in own if p.end <= trigger.at), key=lambda p: -p.at):
            if (
                self.governed_before(trigger, party)
                or at - party.end > POSSESSIVE
                or any(self.clauses.verbs[i] for i in range(party.end, at))
            ):
                break
            lists = self.words.lists
            listed = bool(left) and self.joined(party, left[0])  # "Brazil, Russia, India and China"
            if not listed and any(
                t.low == "," or t.low in lists["place"] or t.low in lists["about"] or t.low in lists["prepositions"]
                for t in self.sentence.tokens[party.end : at]
            ):
                break
            left.insert(0, party)
            at = party.at
        end = next(
            (i for i in range(trigger.end, len(self.clauses.of))
             if self.clauses.of[i] == number and self.clauses.verbs[i]),
            len(self.clauses.of),
        )  # fmt: skip
        end = next((t.at for t in self.triggers if t.stands and trigger.end <= t.at < end), end)
        left = left if not trigger.stands else []

        end = min(end, self.next_noun(trigger))
        hanging = self.hanging(trigger)
        right = [p for p in own if trigger.end <= p.at < end]
        return left, right + (self.within(hanging) if hanging is not None else [])

    def held(self, number: int) -> bool:
        """Whether a clause begins with a verb of taking place, so that it tells of an event and of nobody."""
        own = self.clauses.own(number)[:HELD]
        return self.index.any("occur", own)

    def held_after(self, trigger: Trigger) -> int | None:
        """The relative clause that says when and where a summit is held that a verb is about: "will attend the summit,
        which is held this week in Los Angeles"; None where none does."""
        number = self.clause(trigger)
        return next(
            (k for k, clause in enumerate(self.clauses.clauses)
             if clause.kind == "relative" and clause.parent == number and clause.first > trigger.at and self.held(k)),
            None,
        )  # fmt: skip

    def governed_before(self, trigger: Trigger, party: Party) -> bool:
        """Whether a party before a noun belongs to another encounter: "an audience with the pope and talks"."""
        if party.prep < 0 or self.sentence.tokens[party.prep].low not in self.words.lists["with"]:
            return False
        return any(t.kind == "noun" and t.type in TOLD and t.at < party.prep <= t.stop for t in self.triggers)

    def next_noun(self, trigger: Trigger) -> int:
        """Where the next noun of an encounter begins that has parties of its own: "an audience with the pope and talks
        with Berlusconi"; the end of the sentence where none does."""
        tokens, lists, number = self.sentence.tokens, self.words.lists, self.clause(trigger)
        for t in self.triggers:
            if t.kind != "noun" or t.type not in TOLD or t.at <= trigger.stop or self.clauses.of[t.at] != number:
                continue
            before = tokens[max(trigger.stop, t.at - BEFORE) : t.at]
            joined = any(w.low == "," or w.low in lists["coordinators"] for w in before)
            if (
                joined
                and tokens[t.stop - 1 : t.stop]
                and any(w.low in lists["with"] for w in tokens[t.end - 1 : t.stop + 1])
            ):
                return t.at
        return len(tokens)

    def plain(self, between: range) -> bool:
        """Whether tokens only describe the noun before them: "a tour of five days through Africa that"."""
        tokens = self.sentence.tokens
        told = any(self.clauses.verbs[i] or tokens[i].low in STOPS or tokens[i].low == "," for i in between)
        return 0 < len(between) <= DESCRIBED and not told

    def hanging(self, trigger: Trigger) -> int | None:
        """The relative clause that tells of a noun right before it: "the visit that Biden was to make to Berlin"."""
        if trigger.kind != "noun":
            return None
        for number, clause in enumerate(self.clauses.clauses):
            between = range(trigger.end, clause.first)
            near = trigger.end <= clause.first <= trigger.end + BEFORE or (
                trigger.type == "visit" and self.plain(between)
            )
            if clause.kind == "relative" and near and clause.parent == self.clause(trigger):
                place = trigger.type == "visit"  # "the trip to Moscow that he was to make"
                own = [p for p in self.parties if p.at in between and not (place and p.role == "place")]
                return None if own else number
            held = clause.parent == self.clause(trigger) and clause.first > trigger.end and self.held(number)
            if held and not any(self.clauses.verbs[i] or self.sentence.tokens[i].low == "," for i in between):
                return number  # "the summit of Spain and Morocco that was to be held"
        return None


def places(found: Sequence[Party]) -> list[Party]:
    """Those of some parties that are places."""
    return [p for p in found if p.role == "place" and p.entry.kind in (*SPATIAL, "demonym")]
