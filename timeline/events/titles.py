"""Titles of mentions: "Vladimir Putin visits North Korea"."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.events import types, wordings
from timeline.gazetteer import Entry, country_name

NAMED = ("leader", "body")


def name_of(entry: Entry) -> str:
    """How an actor is called: people and bodies by their name, all else by the country."""
    return entry.name if entry.kind in NAMED or not entry.country else country_name(entry.country)


def listed(entries: Sequence[Entry]) -> tuple[str, bool]:
    """Names of one side, and whether they are several: at most two, and how many more there are.

    >>> listed([Entry("country", "Russia", "RU"), Entry("country", "China", "CN")])
    ('Russia and China', True)
    """
    people = [e for e in entries if e.kind in NAMED]
    named = {e.country for e in people}
    names = list(dict.fromkeys(name_of(e) for e in entries if e.kind in NAMED or e.country not in named))
    if len(names) > 3:
        return f"{', '.join(names[:2])} and {len(names) - 2} others", True
    if len(names) > 1:
        return f"{', '.join(names[:-1])} and {names[-1]}", True
    return (names[0] if names else ""), False


ENCOUNTERS = ("visit", "meeting", "summit", "call", "veto")


def title(
    kind: str, who: Sequence[Entry], whom: Sequence[Entry], place: Entry | None, wording: str | None = None
) -> str:
    """The title of an event of a type, in a wording of it; a side that is not known is left out.

    >>> title("attack", [], [Entry("country", "Kenya", "KE")], None)
    'Attack: Kenya'
    """
    templates = wordings()[wording] if wording else types()[kind]
    if not who and whom and kind not in ENCOUNTERS:
        name = templates.names["en"]
        return f"{name[0].upper()}{name[1:]}: {listed(whom)[0]}"
    if not who and whom:
        who, whom = whom[:1], whom[1:]
    if not who and place and kind != "visit":
        who, place = [place], None
    first, several = listed(who)
    mine = {e.country for e in who if e.country}
    second, _ = listed([e for e in whom if e.country is None or e.country not in mine])
    where = ""
    if kind == "visit" and not place and whom and whom[0].country and whom[0].country not in mine:
        second = country_name(whom[0].country)
    if kind == "visit" and place and place.country not in mine:
        second = country_name(place.country) if place.country else place.name
    elif place and kind in ("meeting", "summit") and place.name not in (first, second):
        where = f" in {place.name}"
    if not first:
        words = kind.replace("_", " ").capitalize()
        return f"{words} to {second}" if kind == "visit" and second else f"{words}{where}"
    template = templates.title if second else templates.alone
    if any(name.lower().endswith(kind) for name in (second or first,)):
        template = template.removesuffix(f" {kind}")  # "Mariano Rajoy – Ibero-American Summit"
    return template.format(who=first, whom=second, s="" if several else "s", es="" if several else "es") + where
