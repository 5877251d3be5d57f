"""Put a mention together: its words, its parties with their roles, its days and how sure it is."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.events import types
from timeline.events.confidence import OTHERS, WEIGHTS, chance, shown
from timeline.events.scene import Scene
from timeline.events.settling import Found, whole
from timeline.events.story import Cast
from timeline.events.timing import Timing
from timeline.events.titles import name_of, title
from timeline.events.triggers import TOLD, Trigger
from timeline.gazetteer import Entry, country_name
from timeline.model import Actor, Mention, Status
from timeline.temporal.interval import Interval

ROLES = {"visit": ("guest", "host"), "host": ("host", "guest"), "meeting": ("participant", "participant"),
         "summit": ("participant", "participant")}  # fmt: skip


class Building(Timing):
    """Makes mentions of what was read."""

    def ahead(self, found: Found) -> bool:
        """Whether a date lies after the article."""
        start, published = found.timex.interval and found.timex.interval.start, self.article.published
        return bool(start and published and start > published)

    def build(
        self,
        scene: Scene,
        trigger: Trigger,
        cast: Cast,
        countries: Sequence[str],
        place: Entry | None,
        found: Found | None,
        interval: Interval | None,
        how: str,
        state: Status,
        worded: str | None = None,
    ) -> Mention:
        """Put a mention together."""
        kind = types()[trigger.type]
        timex = found.timex if found else None
        interval = whole(interval, timex) if interval and timex else interval
        tokens = scene.sentence.tokens
        start, end = scene.sentence.start, scene.sentence.end
        if timex:
            start, end = min(start, timex.start), max(end, timex.end)
        first, last = tokens[trigger.at], tokens[trigger.end - 1]
        actors = tuple(self.actors(trigger, cast, place))
        return Mention(
            id=f"m{len(self.mentions)}",
            type=trigger.type,
            plover=trigger.plover,
            mode=kind.mode if trigger.plover == kind.plover else None,
            trigger=self.article.text[first.start : last.end],
            trigger_start=first.start,
            trigger_end=last.end,
            sentence_start=start,
            sentence_end=end,
            title=title(trigger.type, cast.who, cast.whom, place, worded),
            actors=actors,
            countries=tuple(countries),
            place=place.name if place else None,
            place_country=place.country if place else None,
            date_text=timex.text if timex else None,
            date_start=timex.start if timex else None,
            date_end=timex.end if timex else None,
            interval=interval,
            status=state,
            confidence=chance(
                shown(interval, timex is not None, state, len(actors)),
                WEIGHTS if trigger.type in TOLD else OTHERS,
            ),
            how=how,
        )

    @staticmethod
    def actors(trigger: Trigger, cast: Cast, place: Entry | None) -> list[Actor]:
        """The parties with their roles, each once; a state is left out where somebody of it is named."""
        key = "host" if trigger.kind == "host" else trigger.type
        roles = ROLES.get(key, ("actor", "recipient"))
        sides = [*((e, roles[0]) for e in cast.who), *((e, roles[1]) for e in cast.whom)]
        named = {e.country for e, _ in sides if e.kind in ("leader", "body")}
        found: dict[str, Actor] = {}
        for entry, role in sides:
            if entry.kind in ("leader", "body") or (entry.country and entry.country not in named):
                found.setdefault(name_of(entry), Actor(name_of(entry), entry.country, role))
        if (
            trigger.type == "visit"
            and place
            and place.country
            and all(a.country != place.country for a in found.values())
        ):
            state = country_name(place.country)
            found.setdefault(state, Actor(state, place.country, "host"))
        return list(found.values())
