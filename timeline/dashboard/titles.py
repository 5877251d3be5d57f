"""Titles of events in the page's language: "Visita: Vladimir Putin → Corea del Nord" for "Vladimir Putin visits North
Korea".

Events carry their titles in English, made from the templates of the types. Here they are taken apart by the same
templates and said again with the name of the type, for a noun needs neither the gender of a country nor its article,
which no table tells for every language. A title that somebody wrote fits no template and stays as it is.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Protocol

from babel import Locale

from timeline.dashboard.words import Words, later, speaking_in, spoken
from timeline.events import EventType, Wording, types, wordings
from timeline.gazetteer import COUNTRIES, country_name

KEPT = 20_000  # titles: a page asks for the same ones again at every run
# Types whose second side something is done to: an arrow stands between the sides, else a dash.
TOWARDS = frozenset({
    "visit", "invitation", "accusation", "sanction", "arms_transfer", "aid", "mobilization", "attack", "request",
    "threat", "concession", "support", "expulsion",
})  # fmt: skip
PLACED = ("meeting", "summit")  # types whose titles may end in a place
OTHERS = re.compile(r"(\d+) others")
BETWEEN = re.compile(r", | and ")
PATTERNS = {True: later("{kind}: {who} → {whom}"), False: later("{kind}: {who} – {whom}")}
ALONE, PLACE = later("{kind}: {who}"), later("{title} ({place})")
# Bodies that every language has a name of its own for; the others go by their English name or their letters.
BODIES = (
    later("UN Security Council"), later("UN General Assembly"), later("UN Human Rights Council"),
    later("International Court of Justice"), later("International Criminal Court"), later("IAEA"),
    later("World Health Organization"), later("World Trade Organization"), later("International Monetary Fund"),
    later("World Bank"), later("Red Cross"), later("European Commission"), later("European Council"),
    later("Council of the European Union"), later("European Parliament"), later("European Central Bank"),
    later("European Court of Justice"), later("Council of Europe"), later("European Court of Human Rights"),
    later("OSCE"), later("NATO"), later("African Union"), later("Arab League"), later("Gulf Cooperation Council"),
    later("Organisation of Islamic Cooperation"), later("Shanghai Cooperation Organisation"),
    later("Organization of American States"), later("Baltic states"), later("Islamic State"),
)  # fmt: skip


class Titled(Protocol):
    """What has a title: an event, a mention, a mark."""

    @property
    def type(self) -> str: ...
    @property
    def title(self) -> str: ...


def titled(event: Titled) -> str:
    """The title of an event in the language that is spoken."""
    return title(event.type, event.title, spoken().code)


@lru_cache(maxsize=KEPT)
def title(kind: str, english: str, code: str) -> str:
    """A title in a language.

    >>> title("visit", "Vladimir Putin visits North Korea", "it")
    'Visita: Vladimir Putin → Corea del Nord'
    >>> title("meeting", "Russia and China meet Iran in Geneva", "de")
    'Treffen: Russland und China – Iran (Geneva)'
    >>> title("visit", "A day to remember", "de")
    'A day to remember'
    """
    if code == "en" or kind not in types():
        return english
    words = speaking_in(code)
    fitting = ((m, named) for pattern, named in _patterns(kind) if (m := pattern.fullmatch(english)))
    found, worded = next(fitting, (None, None))
    if found is None:
        return names_of(code).get(english, english)
    sides = {name: _side(side, words) for name, side in found.groupdict().items() if side}
    name = wordings()[worded].names[code] if worded else words.kind(kind)
    name = name[0].upper() + name[1:]
    if "who" in sides and "whom" in sides:
        said = words(PATTERNS[kind in TOWARDS], kind=name, **{side: sides[side] for side in ("who", "whom")})
    else:
        one = sides.get("who") or sides.get("whom")
        said = words(ALONE, kind=name, who=one) if one else name
    return words(PLACE, title=said, place=sides["place"]) if "place" in sides else said


@cache
def _patterns(kind: str) -> tuple[tuple[re.Pattern[str], str | None], ...]:
    """What titles of a type look like, as the templates make them, each with the name of its wording; the one with both
    sides first."""
    place = r"(?: in (?P<place>.+))?" if kind in PLACED else ""
    holes = {"who": "(?P<who>.+?)", "whom": "(?P<whom>.+?)", "s": "s?", "es": "(?:es)?"}
    found = []
    rows: list[tuple[str | None, EventType | Wording]] = [(None, types()[kind])]
    rows += [(w.name, w) for w in wordings().values() if w.type == kind]
    for worded, row in rows:
        for template in (row.title, row.alone):
            if template == "{who}":  # fits whatever somebody may have written
                continue
            pieces = re.split(r"\{(\w+)\}", template)
            words = "".join(holes[piece] if i % 2 else re.escape(piece) for i, piece in enumerate(pieces))
            found.append((re.compile(words + place), worded))
        bare = re.escape(row.names["en"][0].upper() + row.names["en"][1:])
        found.append((re.compile(f"{bare}: (?P<whom>.+)"), worded))
    bare = re.escape(kind.replace("_", " ").capitalize())
    where = " to (?P<whom>.+)" if kind == "visit" else " in (?P<place>.+)"
    return (*found, (re.compile(f"{bare}(?:{where})?"), None))


@cache
def names_of(code: str) -> dict[str, str]:
    """What countries and bodies are called in a language, by their English name."""
    words, regions = speaking_in(code), Locale.parse(code).territories
    found = {country_name(country): words.country(country) for country in COUNTRIES}
    found |= {"United Nations": regions["UN"], "European Union": regions["EU"]}
    return found | {body: words(body) for body in BODIES}


def _side(side: str, words: Words) -> str:
    """The names of one side, or a place, in a language."""
    names = []
    for name in BETWEEN.split(side):
        counted = OTHERS.fullmatch(name)
        rest = int(counted[1]) if counted else 0
        names.append(words.many("{n} other", "{n} others", rest) if rest else names_of(words.code).get(name, name))
    return words.list(names)
