"""Where something happened that has no place of its own, by what was told of its day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from timeline.events.manner import Manner
from timeline.events.occasions import on_the_fringe
from timeline.events.scene import Scene
from timeline.events.settling import FRESH, Found
from timeline.events.titles import name_of
from timeline.events.triggers import Trigger
from timeline.gazetteer import Entry
from timeline.model import Status
from timeline.temporal.interval import Interval

MONTH, WEEK = 31, 7  # days


class Placing(Manner):
    """Answers where it was, where the sentence does not say so."""

    def abroad(self, parties: Sequence[Entry], interval: Interval | None) -> Entry | None:
        """The place that somebody who meets another was said to visit on that very day, so that they met there."""
        leaders = {name_of(e) for e in parties if e.kind == "leader"}
        for mention in reversed(self.mentions):
            days = mention.interval
            if mention.type != "visit" or mention.status is not Status.HAPPENED or not days or not interval:
                continue
            guest = any(a.name in leaders and a.role == "guest" for a in mention.actors)
            if guest and interval.days == 1 and days.start == interval.start and mention.date_text and mention.place:
                return Entry("city", mention.place, mention.place_country)
        return None

    def gathered(self, trigger: Trigger, found: Found | None, countries: Sequence[str]) -> Entry | None:
        """Where a summit was told to be held on the day on which two of those who are there for it meet: "took part in
        the G20 in Osaka, held on 28 and 29 June. On Saturday he met Modi"; None where one is received at home."""
        published = self.article.published
        day = found.timex.interval if found else Interval.day(published) if published else None
        if trigger.kind == "host" or day is None or day.days != 1:
            return None
        for mention in reversed(self.mentions):
            days, home = mention.interval, mention.place_country in countries
            if mention.type == "visit" and days and day in days and home:
                return None  # in the capital of one of the two
            held = mention.type == "summit" and mention.date_text and mention.place and mention.place_country
            if held and days and (days.days or MONTH) <= WEEK and day in days:
                return None if home else Entry("city", mention.place or "", mention.place_country)
        return None

    def fringe(self, scene: Scene, trigger: Trigger, found: Found | None, parties: Sequence[Entry]) -> Entry | None:
        """Where those meet who do so on the sidelines of something: where that is held, as far as it was told."""
        root = scene.clauses.root(scene.clause(trigger))
        if not on_the_fringe(scene, trigger):
            return None
        if any((p.entry.kind == "city" or (p.entry.kind == "seat" and p.role == "place"))
               and scene.clauses.root(scene.clauses.of[p.at]) == root for p in scene.parties):  # fmt: skip
            return None
        held = self.summit[1] if self.summit else None
        if held and (self.memory.place is None or self.memory.place.kind != "city") and self.about_then(found):
            return held  # "promised Ukraine help. On the sidelines of the summit"
        if self.memory.place and self.placed >= self.opened:
            return self.memory.place
        leaders = {name_of(e) for e in parties if e.kind == "leader"}
        day = found.timex.interval.start if found and found.timex.interval else self.article.published
        stays = [
            (abs(day - m.interval.start), m) for m in self.mentions
            if m.type == "visit" and m.place and m.interval and m.interval.start and day
            if leaders & {a.name for a in m.actors if a.role == "guest"}
        ]  # fmt: skip
        near = min(stays, key=lambda stay: stay[0], default=None)
        if near and near[0] <= FRESH:
            return Entry("city", near[1].place or "", near[1].place_country)
        summit = self.summit[1] if self.summit else None
        return self.memory.place or summit or (self.dateline if self.recent(found) else None)

    def about_then(self, found: Found | None) -> bool:
        """Whether the summit told last was about the day of an event, so that this may have been on its sidelines."""
        told = next((m for m in reversed(self.mentions) if m.type == "summit"), None)
        day = found.timex.interval if found else None
        if told is None or told.interval is None or day is None:
            return told is not None
        return told.interval.overlaps(day)

    def recent(self, found: Found | None) -> bool:
        """Whether an event is of these days, so that it may have been where the article was written."""
        published, interval = self.article.published, found.timex.interval if found else None
        if interval is None or published is None:
            return found is None
        return interval.overlaps(Interval(published - FRESH, published + timedelta(days=1)))
