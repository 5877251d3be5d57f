"""Events as the JSON that TimelineJS 3 reads (https://timeline.knightlab.com/docs/json-format.html)."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from timeline.model import Article, Event


def _day(day: date) -> dict[str, str]:
    return {"year": str(day.year), "month": str(day.month), "day": str(day.day)}


def to_timelinejs(
    events: Iterable[Event], articles: Mapping[str, Article] | None = None, title: str = "Datelines"
) -> str:
    """The dated events as TimelineJS JSON. Its texts are HTML, so everything from an article is escaped."""
    return "".join(stream_timelinejs([events], articles, title))


def stream_timelinejs(
    portions: Iterable[Iterable[Event]], articles: Mapping[str, Article] | None = None, title: str = "Datelines"
) -> Iterator[str]:
    """The same text piece by piece, of events that come in portions."""
    head = json.dumps({"text": {"headline": html.escape(title)}}, ensure_ascii=False)
    before = f'{{"title": {head}, "events": ['
    for part in portions:
        slides = (_slide(event, articles or {}) for event in part)
        if words := ", ".join(json.dumps(slide, ensure_ascii=False) for slide in slides if slide):
            yield before + words
            before = ", "
    yield "]}" if before == ", " else before + "]}"


def _slide(event: Event, articles: Mapping[str, Article]) -> dict[str, Any] | None:
    """An event's slide; None where it has no date."""
    interval = event.interval
    first = interval and (interval.start or interval.last)
    if not interval or not first:
        return None
    slide: dict[str, Any] = {
        "unique_id": event.id,
        "start_date": _day(first),
        "text": {"headline": html.escape(event.title), "text": _text(event, articles)},
        "group": event.type.replace("_", " "),
    }
    if interval.last and interval.last != first:
        slide["end_date"] = _day(interval.last)
    return slide


def _text(event: Event, articles: Mapping[str, Article]) -> str:
    parts = [f"<p>{html.escape(event.how)}</p>"]
    for name in dict.fromkeys(article for article, _ in event.mentions):
        article = articles.get(name)
        if article is None:
            continue
        words = html.escape(f"{article.source or article.id}: {article.title or article.id}")
        if article.url.startswith(("https://", "http://")):
            words = f'<a href="{html.escape(article.url)}" rel="noopener nofollow">{words}</a>'
        parts.append(f"<p>{words}</p>")
    return "".join(parts)
