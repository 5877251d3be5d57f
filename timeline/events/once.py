"""Each event of an article once: mentions that tell the same are one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from timeline.events.triggers import ENCOUNTERS
from timeline.gazetteer import country_name
from timeline.model import Mention, Status
from timeline.temporal.interval import Granularity, Interval

LONGEST = 14  # days of a visit
PAIR = 2
SOON = 8  # days around an undated telling in which a dated one may be the same event


def _same(a: Mention, b: Mention) -> bool:
    """Whether two mentions of one article tell one event."""
    if a.trigger_start == b.trigger_start:
        return False  # the stops of a journey, those met one by one
    one_sentence = a.sentence_start == b.sentence_start and a.interval == b.interval
    if a.type != b.type and not ({a.type, b.type} <= ENCOUNTERS - {"visit"} and one_sentence):
        return False
    if (
        Status.CANCELLED in (a.status, b.status)
        and Status.HAPPENED in (a.status, b.status)
        and a.interval != b.interval
    ):
        return False
    if a.type == "veto":
        return a.countries[:1] == b.countries[:1] and _dates(a, b)
    if a.type == b.type == "summit" and (a.date_text is None or b.date_text is None) and _bodies(a) & _bodies(b):
        return True
    if a.type != b.type and _met_there(*((a, b) if a.type == "meeting" else (b, a))):
        return False
    mine, theirs = set(a.countries), set(b.countries)
    if mine and theirs and not (mine <= theirs or theirs <= mine or (one_sentence and len(mine & theirs) > 1)):
        return False
    if a.type in ("meeting", "call") and (_differ(a, b) or _still_to_come(a, b) or _still_to_come(b, a)):
        return False
    if a.type == b.type == "visit" and _called_off(a, b):
        return not _others(a, b)  # the minister's is off, not the prime minister's
    if a.type in ("meeting", "call") and (_others(a, b) or _body_or_state(a, b) or _body_or_state(b, a)):
        return False
    if a.type == b.type == "meeting" and (_alone(a, b) or _alone(b, a)):
        return False
    if a.type == "visit" and _other_guests(a, b):
        return False
    if a.type == "visit" and a.place_country and b.place_country and a.place_country != b.place_country:
        return False
    return _dates(a, b)


def _dates(a: Mention, b: Mention) -> bool:
    """Whether the dates of two tellings may be of one event; one without a date is news of the day."""
    one, two = a.interval, b.interval
    if one is None or two is None:
        return True
    if a.date_text is None or b.date_text is None:
        return _apart(one, two) <= SOON
    if one.start == two.start or (a.date_start is not None and a.date_start == b.date_start):
        return True
    # "on Monday" and "during his visit from Sunday to Tuesday", "in April" and "on 4 April"
    return a.type in ("visit", "summit", "veto") and one.overlaps(two) and (one in two or two in one)


def _apart(a: Interval, b: Interval) -> int:
    """Days between two intervals; 0 where they meet."""
    if a.overlaps(b):
        return 0
    first, second = (a, b) if (a.start or b.start) and (not b.start or (a.start and a.start < b.start)) else (b, a)
    if first.end is None or second.start is None:
        return 0
    return (second.start - first.end).days + 1


def _longer(a: Mention, b: Mention) -> bool:
    """Whether a telling knows from when to when an event lasted of which the other knows a day."""
    one, two = a.interval, b.interval
    if one is None or two is None or a.date_text is None or b.type not in ("visit", "summit"):
        return False
    return one.granularity is Granularity.INTERVAL and (one.days or 99) <= LONGEST and two in one and one != two


def _differ(a: Mention, b: Mention) -> bool:
    """Whether two meetings have different parties, one of which is only where the other was held."""
    mine, theirs = ({actor.country for actor in m.actors if actor.country} for m in (a, b))
    return len(mine) > 1 and len(theirs) > 1 and not (mine <= theirs or theirs <= mine)


def _met_there(meeting: Mention, summit: Mention) -> bool:
    """Whether two who are named met one another, while the same sentence tells of a summit that only one of them is
    said to have attended: "attended the security summit and met Obama"."""
    mine, theirs = ({actor.name for actor in m.actors if actor.country} for m in (meeting, summit))
    states = {actor.country for actor in meeting.actors if actor.country}
    return len(states) > 1 and len(theirs) == 1 and theirs < mine


def _still_to_come(a: Mention, b: Mention) -> bool:
    """Whether one meeting was held, as news without a date tells, and another one of fewer is to follow: "met the
    president … Tomorrow he will have a meeting"."""
    held = a.status is Status.HAPPENED and a.date_text is None
    return held and b.status is Status.PLANNED and b.date_text is not None and len(b.countries) < len(a.countries)


def _called_off(a: Mention, b: Mention) -> bool:
    """Whether one telling says without a date that a visit is off, and the other when it was to be."""
    off, plan = (a, b) if a.status is Status.CANCELLED else (b, a)
    return off.status is Status.CANCELLED and off.date_text is None and plan.status is Status.PLANNED


def _others(a: Mention, b: Mention) -> bool:
    """Whether two meetings name different people of one state: the president's guest may see the premier as well."""
    for country in {actor.country for actor in a.actors} & {actor.country for actor in b.actors}:
        mine, theirs = _people(a, country), _people(b, country)
        if country and mine and theirs and not mine & theirs:
            return True
    return False


def _body_or_state(a: Mention, b: Mention) -> bool:
    """Whether one meeting names people of a body, the other another state: Bettel at noon, von der Leyen at night."""
    shared = {actor.name for actor in a.actors} & {actor.name for actor in b.actors}
    return bool(shared and _bodies(a) - _bodies(b) and not _bodies(b) and _states(b) - _states(a))


def _alone(a: Mention, b: Mention) -> bool:
    """Whether one meeting is a body's own, the other that of states who meet without it: the ministers of NATO gather,
    and Rice sees Lavrov there."""
    return bool(_bodies(a) and not _states(a) and len(_states(b)) > 1 and not _bodies(a) & _bodies(b))


def _other_guests(a: Mention, b: Mention) -> bool:
    """Whether two visits name different guests, one of whom comes for no state: the commissioner, the minister."""
    apart = bool(_guests(a) and _guests(b)) and not _guests(a) & _guests(b)
    return apart and not all(_states(m) - {m.place_country} for m in (a, b))


def _guests(mention: Mention) -> set[str]:
    return {actor.name for actor in mention.actors if actor.role == "guest"}


def _states(mention: Mention) -> set[str | None]:
    return {actor.country for actor in mention.actors} - {None}


def _people(mention: Mention, country: str | None) -> set[str]:
    state = country_name(country or "")
    return {actor.name for actor in mention.actors if actor.country == country and actor.name != state}


def _bodies(mention: Mention) -> set[str]:
    return {actor.name for actor in mention.actors if actor.country is None}


def _weight(mention: Mention) -> tuple[bool, bool, int, int]:
    """How good a telling is: dated, said to be cancelled, to the day, with many parties."""
    rank = mention.interval.granularity.rank if mention.interval else 99
    return mention.date_text is not None, mention.status is Status.CANCELLED, -rank, len(mention.countries)


def given(best: Mention, rest: Mention) -> Mention:
    """A telling that names the parties, with the date and the place of a later one that only says when it is."""
    first, last = min(rest.sentence_start, best.sentence_start), max(rest.sentence_end, best.date_end or 0)
    return replace(
        rest,
        interval=best.interval,
        how=best.how,
        date_text=best.date_text,
        date_start=best.date_start,
        date_end=best.date_end,
        sentence_start=first,
        sentence_end=last,
        place=best.place or rest.place,
        place_country=best.place_country if best.place else rest.place_country,
        status=best.status,
        confidence=best.confidence,
    )


def _aside(a: Mention, b: Mention, occasions: Collection[int]) -> bool:
    """Whether one telling is a meeting of states, and the other only of the summit where they met: "met Hu on the
    sidelines of the G20"; where no more is said than that they met at a summit, of two: three hold it."""
    if {a.type, b.type} != {"meeting", "summit"}:
        return False
    met, held = (a, b) if a.type == "meeting" else (b, a)
    return met.trigger_start in occasions or (held.trigger_start in occasions and len(_states(met)) == PAIR)


def same_parties(a: Mention, b: Mention) -> bool:
    """Whether the states of one telling are all in the other, but for where it happens."""
    mine, theirs = (set(m.countries) - {m.place_country} or set(m.countries) for m in (a, b))
    return mine <= set(b.countries) or theirs <= set(a.countries)


def once(
    mentions: Sequence[Mention],
    bare: Collection[str] = (),
    occasions: frozenset[int] = frozenset(),
) -> list[Mention]:
    """Each event of an article once, in its best telling; `bare` are the ids of those that name no party, `occasions`
    where the words stand of meetings held beside a summit, and of summits that are only where or when others meet."""
    kept: list[Mention] = []
    for mention in mentions:
        for k, other in enumerate(kept):
            if _same(mention, other):
                best, rest = (mention, other) if _weight(mention) > _weight(other) else (other, mention)
                if best is mention and mention.id in bare and rest.date_text is None and rest.type == best.type:
                    best = given(best, rest)
                if rest.status is Status.CANCELLED and best.status is Status.PLANNED:
                    best = replace(best, status=Status.CANCELLED)
                kind = "summit" if rest.type == "summit" else best.type
                if _aside(mention, other, occasions):
                    kind = "meeting"
                if best.status is rest.status and best.interval and rest.interval and _longer(rest, best):
                    best = replace(best, interval=rest.interval, how=rest.how)
                both = tuple(dict.fromkeys((*best.countries, *rest.countries)))
                if best.type == "veto" and len(best.countries) > 1:
                    both = best.countries  # what is said of a veto later names others
                kept[k] = replace(best, countries=both, type=kind)
                break
        else:
            kept.append(mention)
    kept.sort(key=lambda m: (m.trigger_start, m.type))
    return [m if m.id == f"m{i}" else replace(m, id=f"m{i}") for i, m in enumerate(kept)]
