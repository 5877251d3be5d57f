"""The JSON forms of what was read: the contract that scorers, the store and other programs rely on.

Offsets count Unicode characters, their end is exclusive; days are ISO dates, and a last day is inclusive.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from timeline.merge import sketch
from timeline.model import Actor, Article, Disagreement, Event, Mention, Reading, Said, Status, Step, Timex, Value
from timeline.temporal.interval import Certainty, Granularity, Interval

Json = dict[str, Any]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text[:10]) if text else None


def _interval_fields(interval: Interval | None) -> Json:
    return {
        "start": _iso(interval.start) if interval else None,
        "end": _iso(interval.last) if interval else None,
        "granularity": interval.granularity.value if interval else None,
        "certainty": interval.certainty.label if interval else None,
    }


def _interval(data: Mapping[str, Any]) -> Interval | None:
    if data.get("start") is None and data.get("end") is None:
        return None
    return Interval.between(
        _day(data.get("start")),
        _day(data.get("end")),
        Granularity(data.get("granularity") or "day"),
        Certainty[(data.get("certainty") or "stated").upper()],
    )


def timex_to_json(timex: Timex) -> Json:
    """A timex as `extract` prints it."""
    interval = timex.interval
    return {
        "start": timex.start,
        "end": timex.end,
        "text": timex.text,
        "type": timex.type,
        "value": timex.value,
        "from": _iso(interval.start) if interval else None,
        "to": _iso(interval.last) if interval else None,
        "granularity": interval.granularity.value if interval else None,
        "how": timex.how,
    }


def _actors(actors: tuple[Actor, ...]) -> list[Json]:
    return [{"name": a.name, "country": a.country, "role": a.role} for a in actors]


def mention_to_json(mention: Mention) -> Json:
    """A mention as `extract` prints it."""
    return {
        "id": mention.id,
        "type": mention.type,
        "plover": mention.plover,
        "mode": mention.mode,
        "trigger": mention.trigger,
        "trigger_start": mention.trigger_start,
        "trigger_end": mention.trigger_end,
        "sentence_start": mention.sentence_start,
        "sentence_end": mention.sentence_end,
        "title": mention.title,
        "actors": _actors(mention.actors),
        "countries": list(mention.countries),
        "place": mention.place,
        "place_country": mention.place_country,
        "date_text": mention.date_text,
        "date_start": mention.date_start,
        "date_end": mention.date_end,
        **_interval_fields(mention.interval),
        "status": mention.status.value,
        "confidence": round(mention.confidence, 3),
        "how": mention.how,
    }


def mention_from_json(data: Mapping[str, Any]) -> Mention:
    """The mention that `mention_to_json` printed."""
    return Mention(
        id=data["id"],
        type=data["type"],
        plover=data["plover"],
        mode=data.get("mode"),
        trigger=data["trigger"],
        trigger_start=data["trigger_start"],
        trigger_end=data["trigger_end"],
        sentence_start=data["sentence_start"],
        sentence_end=data["sentence_end"],
        title=data["title"],
        actors=tuple(Actor(a["name"], a.get("country"), a.get("role", "actor")) for a in data["actors"]),
        countries=tuple(data["countries"]),
        place=data.get("place"),
        place_country=data.get("place_country"),
        date_text=data.get("date_text"),
        date_start=data.get("date_start"),
        date_end=data.get("date_end"),
        interval=_interval(data),
        status=Status(data["status"]),
        confidence=data["confidence"],
        how=data["how"],
    )


def reading_to_json(reading: Reading) -> Json:
    """A line of `extract`'s output."""
    return {
        "id": reading.article.id,
        "doc_id": reading.article.id,  # the name that gold files of temporal expressions have for it
        "lang": reading.article.lang,
        "published": _iso(reading.article.published),
        # TIMEX3 marks the two ends of "from May to July" apart
        "timexes": [timex_to_json(end) for t in reading.timexes for end in t.ends or (t,)],
        "events": [mention_to_json(m) for m in reading.events],
        "sketch": list(sketch(reading.article)),  # tells reprints where the text has stayed behind
    }


def said_from_json(data: Mapping[str, Any]) -> list[Said]:
    """The mentions of a line of `extract`'s output, each with what the line tells of its article.

    The line does not hold the article's text, so the articles here have none. Raises KeyError, ValueError or
    TypeError where the line is not of that form.
    """
    article = Article(
        id=data["id"],
        text="",
        lang=data.get("lang"),
        published=_day(data.get("published")),
        sketch=tuple(data.get("sketch") or ()),
    )
    return [Said(article, mention_from_json(event)) for event in data["events"]]


def _step_to_json(step: Step) -> Json:
    return {
        "status": step.status,
        "article": step.article,
        "published": _iso(step.published),
        "start": _iso(step.interval.start) if step.interval else None,
        "end": _iso(step.interval.last) if step.interval else None,
    }


def event_to_json(event: Event) -> Json:
    """An event as `merge` prints it."""
    return {
        "id": event.id,
        "type": event.type,
        "plover": event.plover,
        "mode": event.mode,
        "title": event.title,
        "actors": _actors(event.actors),
        "countries": list(event.countries),
        "place": event.place,
        "place_country": event.place_country,
        **_interval_fields(event.interval),
        "status": event.status.value,
        "confidence": round(event.confidence, 3),
        "how": event.how,
        "mentions": [{"article": article, "event": mention} for article, mention in event.mentions],
        "sources": event.sources,
        "disagreements": [
            {"field": d.field, "values": [{"value": v.value, "articles": list(v.articles)} for v in d.values]}
            for d in event.disagreements
        ],
        "history": [_step_to_json(step) for step in event.history],
        "linked": list(event.linked),
        "why": event.why,
        "review": event.review,
        "reviewer": event.reviewer,
    }


def event_from_json(data: Mapping[str, Any]) -> Event:
    """The event that `event_to_json` printed."""
    return Event(
        id=data["id"],
        type=data["type"],
        plover=data["plover"],
        mode=data["mode"],
        title=data["title"],
        actors=tuple(Actor(a["name"], a["country"], a["role"]) for a in data["actors"]),
        countries=tuple(data["countries"]),
        place=data["place"],
        place_country=data["place_country"],
        interval=_interval(data),
        status=Status(data["status"]),
        confidence=data["confidence"],
        how=data["how"],
        mentions=tuple((m["article"], m["event"]) for m in data["mentions"]),
        sources=data["sources"],
        disagreements=tuple(
            Disagreement(d["field"], tuple(Value(v["value"], tuple(v["articles"])) for v in d["values"]))
            for d in data["disagreements"]
        ),
        history=tuple(
            Step(
                s["status"],
                s["article"],
                _day(s["published"]),
                Interval.between(_day(s["start"]), _day(s["end"])) if s["start"] or s["end"] else None,
            )
            for s in data["history"]
        ),
        linked=tuple(data.get("linked", ())),
        why=data.get("why", ""),
        review=data.get("review", ""),
        reviewer=data.get("reviewer", ""),
    )
