"""Whether what a trigger tells is a story of private people: no state has a part in it."""

from __future__ import annotations

from datetime import timedelta

from timeline.events.casting import Casting
from timeline.events.clauses import STOPS
from timeline.events.scene import Scene
from timeline.events.story import Cast
from timeline.events.triggers import Trigger
from timeline.gazetteer import in_office_since
from timeline.temporal.interval import Interval

CAREER = timedelta(days=3653)  # before somebody's first office in which he may have acted for his state in another


class Private(Casting):
    """Answers whether those who take part do so on nobody's behalf."""

    def between_strangers(self, scene: Scene, trigger: Trigger) -> bool:
        """Whether a meeting is said to be one between people whom nobody knows: "the meeting between Elian and his
        grandmothers"; whoever is the subject of the sentence only speaks of it."""
        tokens, lists = scene.sentence.tokens, self.words.lists
        at = trigger.end
        while at < len(tokens) and at in scene.sentence.dated:
            at += 1
        if trigger.kind != "noun" or at >= len(tokens) or tokens[at].low not in lists["between"]:
            return False
        capital = False
        for i in range(at + 1, len(tokens)):
            token = tokens[i]
            if token.low in STOPS | {",", "."} or token.low in lists["place"] or scene.clauses.verbs[i]:
                break
            known = any(p.at <= i < p.end for p in scene.parties) or i in scene.index.begins("plural")
            if known or not lists["persons"].isdisjoint((token.low, token.lemma)):
                return False
            capital = capital or (token.text.istitle() and not self.words.cased)
        return capital

    def before_office(self, scene: Scene, trigger: Trigger, cast: Cast, interval: Interval | None) -> bool:
        """Whether somebody whom its sentence names only was somewhere, or came there, long before he had any office:
        "he was in Kansas City in 1968" of a minister of 1998 is his own story."""
        named = {p.entry.name for p in scene.parties}
        people = [e for e in cast.who if e.kind == "leader" and e.name in named]
        if trigger.kind not in ("stay", "motion") or not people or interval is None or interval.end is None:
            return False
        if scene.index.any("exempt", scene.clauses.own(scene.clause(trigger))):
            return False  # "the first to come since Coolidge in 1928"
        unknown = self.article.published  # who is known by his title alone has it on that day
        starts = [unknown if e.role == "person" else in_office_since(e.name) for e in people]
        return all(start is not None and interval.end < start - CAREER for start in starts)
