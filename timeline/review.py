"""What people say of events: accepted, rejected, edited, merged, split. Kept apart from what was read, and above it.

A change holds on to mentions by where they stand in their article, not by ids, so that it survives re-reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from timeline.errors import BadChange
from timeline.model import TYPES, Event, Mention, Said, Status
from timeline.temporal.interval import Certainty, Granularity, Interval

KINDS = ("accept", "reject", "edit", "merge", "split")
EACH = ("accept", "reject")  # what can be said of many events at once, of each for itself
FIELDS = ("type", "title", "status", "countries", "start", "end")
LONGEST_TITLE = 300
Anchor = tuple[str, str, int]  # article id, event type, where the trigger starts


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a person said. `number` orders changes: the later outranks the earlier."""

    number: int
    kind: str
    anchors: tuple[Anchor, ...]  # the mentions that it is about: of split, those to be set apart
    fields: Mapping[str, Any]  # of edit: the new values, as in JSON
    who: str = ""
    at: str = ""  # ISO date-time, UTC


def anchor(article: str, mention: Mention) -> Anchor:
    """What holds on to a mention."""
    return article, mention.type, mention.trigger_start


def meant(change: Change, said: Said) -> bool:
    """Whether a change is about a mention."""
    return anchor(said.article.id, said.mention) in change.anchors


def checked(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an edit, made sure of. Raises BadChange naming the field and what was expected.

    >>> checked({"start": "2024-06-18", "end": "2024-06-19"})
    {'start': '2024-06-18', 'end': '2024-06-19'}
    """
    if unknown := sorted(set(fields) - set(FIELDS)):
        raise BadChange(f"{unknown[0]!r} cannot be edited; these can: {', '.join(FIELDS)}")
    clean = dict(fields)
    if "type" in clean and clean["type"] not in list(TYPES):
        raise BadChange(f"type {clean['type']!r} is none of {', '.join(TYPES)}")
    if "status" in clean and clean["status"] not in [s.value for s in Status]:
        raise BadChange(f"status {clean['status']!r} is none of {', '.join(s.value for s in Status)}")
    if "title" in clean:
        clean["title"] = str(clean["title"]).strip()
        if not 0 < len(clean["title"]) <= LONGEST_TITLE:
            raise BadChange(f"a title has 1 to {LONGEST_TITLE} characters")
    if "countries" in clean:
        codes = clean["countries"]
        if not isinstance(codes, list) or not all(
            isinstance(c, str) and len(c) == 2 and c.isascii() and c.isupper() for c in codes
        ):
            raise BadChange("countries are ISO 3166-1 alpha-2 codes, such as KP")
    days = {}
    for name in ("start", "end"):
        if name in clean and clean[name] is not None:
            try:
                days[name] = date.fromisoformat(clean[name])
            except (TypeError, ValueError):
                raise BadChange(f"{name} {clean[name]!r} is no date; write it as 2024-06-18") from None
    if len(days) == 2 and days["start"] > days["end"]:
        raise BadChange(f"the first day, {days['start']}, lies after the last, {days['end']}")
    return clean


def regroup(groups: Sequence[list[Said]], changes: Iterable[Change]) -> list[list[Said]]:
    """The groups of mentions after what people have merged and split, in the order of the changes."""
    found = [list(group) for group in groups]
    for change in sorted(changes, key=lambda c: c.number):
        if change.kind == "merge":
            joined = [g for g in found if any(meant(change, s) for s in g)]
            if len(joined) > 1:
                found = [g for g in found if g not in joined]
                found.append([s for g in joined for s in g])
        elif change.kind == "split":
            rest = []
            for group in found:
                apart = [s for s in group if meant(change, s)]
                stay = [s for s in group if not meant(change, s)]
                rest += [part for part in (stay, apart) if part]
            found = rest
    return found


def reviewed(event: Event, said: Iterable[Said], changes: Iterable[Change]) -> Event:
    """An event with what people said of it: the later change outranks the earlier."""
    told = list(said)
    for change in sorted(changes, key=lambda c: c.number):
        if not any(meant(change, s) for s in told):
            continue
        if change.kind == "edit":
            event = _edited(event, change)
        elif change.kind in EACH:
            event = replace(event, review=f"{change.kind}ed", reviewer=change.who)
        elif change.kind == "merge" and event.why:
            event = replace(event, why=f"merged by {change.who or 'a reader'} on {change.at[:10]}")
    return event


def _edited(event: Event, change: Change) -> Event:
    fields = change.fields
    by = f"corrected by {change.who or 'a reader'}" + (f" on {change.at[:10]}" if change.at else "")
    values: dict[str, Any] = {"review": "edited", "reviewer": change.who}
    values |= {key: fields[key] for key in ("type", "title") if key in fields}
    if "status" in fields:
        values["status"] = Status(fields["status"])
    if "countries" in fields:
        values["countries"] = tuple(fields["countries"])
    if "start" in fields or "end" in fields:
        old = event.interval
        first = fields.get("start", old and old.start and old.start.isoformat())
        last = fields.get("end", old and old.last and old.last.isoformat())
        values["interval"] = _interval(first, last)
        values["how"] = f"{by}: {first or '…'} to {last or '…'}. It was read as: {event.how}"
    return replace(event, **values)


def _interval(first: str | None, last: str | None) -> Interval | None:
    a, b = (date.fromisoformat(day) if day else None for day in (first, last))
    if a is None and b is None:
        return None
    if a and b and a > b:  # one end was moved past the other, which nobody has spoken of
        a = b = a if first else b
    grain = Granularity.DAY if a == b else Granularity.INTERVAL
    return Interval.between(a, b, grain, Certainty.STATED)
