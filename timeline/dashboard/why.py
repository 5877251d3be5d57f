"""Explanations of dates, and of why mentions are one event, in the page's language.

They are made below the page, in English, as part of the JSON forms. Each is put together from the messages below; here
they are taken apart by the same messages and said again, with dates written as the language writes them. What is none
of them is shown as it came. The messages are grammatical with any unit or weekday put in: a translation chooses words
that need neither its gender nor its article.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from timeline.dashboard.titles import names_of, title
from timeline.dashboard.words import Words, later, plural, speaking_in, spoken
from timeline.events import types
from timeline.gazetteer import COUNTRIES
from timeline.temporal import timex3
from timeline.temporal.interval import Granularity, Interval

KEPT = 20_000  # explanations: a page asks for the same ones again at every run
LONGEST = 2000  # characters of an explanation that is taken apart; longer ones come from longer texts than sentences
JOINTS = 12  # "; " at which an explanation is tried to be taken apart

UNITS = {
    "hour": later("hour"), "day": later("day"), "weekend": later("weekend"), "week": later("week"),
    "fortnight": later("fortnight"), "month": later("month"), "season": later("season"), "quarter": later("quarter"),
    "half": later("half-year"), "year": later("year"), "decade": later("decade"), "century": later("century"),
}  # fmt: skip
SEVERAL = {
    "hours": later("hours"), "days": later("days"), "weekends": later("weekends"), "weeks": later("weeks"),
    "fortnights": later("fortnights"), "months": later("months"), "seasons": later("seasons"),
    "quarters": later("quarters"), "halfs": later("half-years"), "years": later("years"), "decades": later("decades"),
    "centurys": later("centuries"),
}  # fmt: skip
COUNTED = {
    "minute": plural("{n} minute", "{n} minutes"), "hour": plural("{n} hour", "{n} hours"),
    "day": plural("{n} day", "{n} days"), "weekend": plural("{n} weekend", "{n} weekends"),
    "week": plural("{n} week", "{n} weeks"), "fortnight": plural("{n} fortnight", "{n} fortnights"),
    "month": plural("{n} month", "{n} months"), "season": plural("{n} season", "{n} seasons"),
    "quarter": plural("{n} quarter", "{n} quarters"), "half": plural("{n} half-year", "{n} half-years"),
    "year": plural("{n} year", "{n} years"), "decade": plural("{n} decade", "{n} decades"),
    "century": plural("{n} century", "{n} centuries"),
}  # fmt: skip
SOME = later("some time")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
TIMES = {
    "MO": later("in the morning"), "MI": later("around noon"), "AF": later("in the afternoon"),
    "EV": later("in the evening"), "NI": later("at night"),
}  # fmt: skip
LENGTH = re.compile(r"P(?:T(?=[\d.]+[HM]))?(\d+(?:\.\d+)?)(Y|M|W|D|H|DE|CE|Q)")
LETTERS = {
    "Y": "year", "M": "month", "W": "week", "D": "day", "H": "hour", "DE": "decade", "CE": "century", "Q": "quarter",
}  # fmt: skip

# Why an expression means its days: what the operators of timeline/temporal say.
REASONS = (
    later("as written"),
    later("before Christ"),
    later("of that year"),
    later("the one of that year"),
    later("a time of that day"),
    later("a length of time, not a date"),
    later("recurring, so no single date"),
    later("too vague for a date"),
    later("the period that the figures are about"),
    later("a period of that year"),
    later("the weekend to come"),
    later("the weekend up to then"),
    later("the nearest such day"),
    later("the nearest such season"),
    later("the nearest such feast"),
    later("the latest such month"),
    later("the next such day, for the sentence looks ahead"),
    later("the next such month, for the sentence looks ahead"),
    later("the day nearest to where the story has got to, {day}"),
    later("the month nearest to where the story has got to, {day}"),
    later("the next one after it"),
    later("the last one before it"),
    later("the next one after {day}"),
    later("the last one before {day}"),
    later("the {weekday} {many} after the next"),
    later("the {weekday} after it"),
    later("the {weekday} before it"),
    later("the {weekday} after {day}"),
    later("the {weekday} before {day}"),
    later("the {weekday} nearest to {day}"),
    later("the next {weekday}, for the sentence looks ahead"),
    later("the nearest {weekday}"),
    later("the latest {weekday} up to that day"),
    later("the {unit} of that day"),
    later("the {unit} of {day}"),
    later("the {unit} before"),
    later("the {unit} after"),
    later("the {unit} that holds it"),
    later("the {unit} that ended then"),
    later("the {units} up to then"),
    later("the {units} after then"),
    later("{many} before"),
    later("{many} after"),
    later("{many} before it"),
    later("{many} after it"),
    later("{many} before {day}"),
    later("{many} after {day}"),
    later("the verb tells of what is to come"),
    later("the verb tells of what is over"),
    later("{many} before it: {reason}"),
    later("{many} after it: {reason}"),
    later("{reason}, {many} before"),
    later("{reason}, about"),
    later("{reason}, its early part"),
    later("{reason}, its mid part"),
    later("{reason}, its late part"),
    later("{reason}, up to that day"),
    later("{reason}, from that day on"),
    later("{reason}, open before it"),
    later("{reason}, open after it"),
    later("{reason}, its first {units}"),
    later("{reason}, its last {units}"),
)
# What is said of a whole date: by timeline/temporal/read.py, timeline/events, timeline/merge.py and timeline/review.py.
SENTENCES = (
    later("{how} ({n} sources tell it)"),
    later("no date in the text"),
    later("no date in the sentence: the publication day, {day}, stands in"),
    later("a time of day without a date: the publication day, {day}"),
    later("“{text}”: cannot be resolved without a publication date"),
    later("“{text}”, published {day}: {dated}"),
    later("“{text}”: {dated}"),
    later("no date in the sentence: told together with “{event}”. {how}"),
    later("no date in the sentence: that of the sentences before it. {how}"),
    later("corrected by a reader on {day}: {days}. It was read as: {how}"),
    later("corrected by a reader: {days}. It was read as: {how}"),
    later("corrected by {who} on {day}: {days}. It was read as: {how}"),
    later("corrected by {who}: {days}. It was read as: {how}"),
)
DEPARTURE = later("until the departure, {how}")
LASTING = later("as long as another sentence says, until {day}")
ONE_EVENT = (
    plural(
        "{n} mention tells of the same {kinds} of {parties}, on days that overlap or touch",
        "{n} mentions tell of the same {kinds} of {parties}, on days that overlap or touch",
    ),
    plural(
        "{n} mention tells of the same {kinds}, on days that overlap or touch",
        "{n} mentions tell of the same {kinds}, on days that overlap or touch",
    ),
)
MERGED = (later("merged by a reader on {day}"), later("merged by {who} on {day}"))
OVERTAKEN = plural(
    "{n} more tells of a plan for other days, which it took the place of",
    "{n} more tell of a plan for other days, which it took the place of",
)
# Why an article may have been published on a day: timeline/temporal/published.py.
EVIDENCE = (
    later("The text says “{text}”"),
    later("It stands in the dateline “{text}”"),
    later("“{text}” is a {weekday}"),
    later("“{text}” comes next after {day}, the latest date told, on that day"),
    later("It is the latest date of the past that is written out in the text"),
    later("It is a date that is written out in the text"),
    later("The text also names its weekday, {weekday}"),
    later("{evidence}, in {year} by the years that the text names"),
    later("{evidence}, last in {year}"),
    later("{evidence} in {year}"),
)
OR = later("{one} or {other}")


@dataclass(frozen=True, slots=True)
class Reader:
    """What takes explanations apart and says them again in one language."""

    words: Words

    def fields(self) -> dict[str, tuple[str, Callable[[str], str | None]]]:
        """How each field of the messages is found, and what says it again (None where it cannot be)."""
        day = r"\d{4}-\d\d-\d\d"
        units = "|".join(UNITS)
        return {
            "day": (day, self.day),
            "days": (rf"(?:{day}|…) to (?:{day}|…)", self.result),
            "weekday": ("|".join(WEEKDAYS), self.weekday),
            "unit": (units, lambda unit: self.words(UNITS[unit])),
            "units": ("|".join(SEVERAL), lambda several: self.words(SEVERAL[several])),
            "many": (rf"some time|\d+(?:\.\d+)? (?:{units}|minute)s?", self.many),
            "reason": (".+", self.reason),
            "dated": (".+", self.dated),
            "how": (".+", self.how),
            "evidence": (".+", lambda evidence: self.first(EVIDENCE, evidence)),
            "year": (r"\d{4}", lambda year: year),
            "event": (".+?", self.event),
            "n": (r"\d+", lambda n: self.words.number(int(n))),
            "kinds": (".+?", self.kinds),
            "parties": (".+?", self.parties),
            "text": (".+?", lambda text: text),
            "who": (".+?", lambda who: who),
        }

    def first(self, messages: tuple[str, ...], text: str) -> str | None:
        """What the first message that a text was made from says."""
        for message in messages:
            pattern, names = _pattern(message)
            if (match := pattern.fullmatch(text)) is None:
                continue
            said = self.fields()
            found = {name: said[name][1](match[name]) for name in names}
            if None not in found.values():
                return self.words(message, **found)
        return None

    def day(self, iso: str) -> str | None:
        """A day written out."""
        try:
            return self.words.day(date.fromisoformat(iso))
        except ValueError:
            return None

    def weekday(self, name: str) -> str:
        """The name of a weekday."""
        return self.words.weekday_name(WEEKDAYS.index(name))

    def many(self, text: str) -> str | None:
        """So many of a unit."""
        if text == "some time":
            return self.words(SOME)
        count, unit = text.split(" ")
        unit = unit if unit in COUNTED else unit.removesuffix("s")
        return self.words.many(*COUNTED[unit], float(count)) if unit in COUNTED else None

    def result(self, text: str) -> str | None:
        """The days or the TIMEX3 value that came out, in words; "" for a value without days, None for what is none."""
        ends = [None if end in ("None", "…") else end for end in text.split(" to ")]
        try:
            if len(ends) == 2:
                first, last = (date.fromisoformat(end) if end else None for end in ends)
                return self.words.interval(Interval.between(first, last, Granularity.INTERVAL))
            if match := LENGTH.fullmatch(text):
                return self.words.many(*COUNTED[LETTERS[match[2]]], float(match[1]))
            found = timex3.parse(text)
        except ValueError:
            return None
        if found is None:
            return ""
        hour = text.partition("T")[2]
        hour = self.words(TIMES[hour]) if hour in TIMES else hour[:5].removesuffix(":") if hour[:1].isdigit() else ""
        return ", ".join(filter(None, (self.words.interval(found), hour)))

    def reason(self, text: str) -> str | None:
        """Why an expression means its days."""
        return self.first(REASONS, text)

    def dated(self, text: str) -> str | None:
        """Why an expression means its days, and which they are."""
        why, _, value = text.rpartition(", ")
        said, found = self.reason(why), self.result(value)
        if said is None or found is None:
            return None
        return f"{said}, {found}" if found else said

    def event(self, english: str) -> str:
        """The title of an event, of whatever type it is."""
        said = (title(kind, english, self.words.code) for kind in types())
        return next((words for words in said if words != english), english)

    def how(self, text: str) -> str | None:
        """A whole explanation of a date, which may be several that are joined."""
        if (said := self.first(SENTENCES, text)) is not None:
            return said
        joints = [match.start() for match in re.finditer("; ", text)][:JOINTS]
        for at in joints:
            left, right = text[:at], text[at + 2 :]
            left_said = self.first(SENTENCES, left)
            right_said = self.first((DEPARTURE, LASTING), right) or self.how(right) if left_said else None
            if left_said and right_said:
                return f"{left_said}; {right_said}"
        return None

    def evidence(self, text: str) -> str | None:
        """Why an article may have been published on a day: sentences, one after another."""
        if (said := self.first(EVIDENCE, text.removesuffix("."))) is not None:
            return f"{said}."
        for match in [*re.finditer(r"\. ", text)][:JOINTS]:
            said, rest = self.first(EVIDENCE, text[: match.start()]), None
            if said and (rest := self.evidence(text[match.end() :])):
                return f"{said}. {rest}"
        return None

    def kinds(self, text: str) -> str | None:
        """The types of events that mentions tell."""
        known = {name.replace("_", " "): name for name in types()}
        named = text.split(" or ")
        if any(name not in known for name in named):
            return None
        said = [self.words.kind(known[name]) for name in named]
        found = said[0]
        for other in said[1:]:
            found = self.words(OR, one=found, other=other)
        return found

    def parties(self, text: str) -> str:
        """Countries, by name or code, people and bodies."""
        known = names_of(self.words.code)
        named = text.split(", ")
        return self.words.list(
            self.words.country(name) if name in COUNTRIES else known.get(name, name) for name in named
        )

    def one_event(self, text: str) -> str | None:
        """Why mentions are held for one event."""
        if (said := self.first(MERGED, text)) is not None:
            return said
        first, _, rest = text.partition("; ")
        said = self.counted(ONE_EVENT, first)
        more = self.counted((OVERTAKEN,), rest) if rest else None
        return said if not rest else f"{said}; {more}" if said and more else None

    def counted(self, messages: tuple[tuple[str, str], ...], text: str) -> str | None:
        """What the first message that counts and that a text was made from says."""
        for pair in messages:
            pattern, names = _pattern(pair[text[:2] != "1 "])
            if match := pattern.fullmatch(text):
                said = self.fields()
                found = {name: said[name][1](match[name]) for name in names if name != "n"}
                if all(words is not None for words in found.values()):
                    one, more = pair
                    return self.words.many(one, more, int(match["n"]), **found)
        return None


@cache
def _pattern(message: str) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """A message as a pattern that reads its fields back, and their names."""
    kinds = speaking_reader("en").fields()
    pieces = re.split(r"\{(\w+)\}", message)
    holes = [f"(?P<{p}>{kinds[p][0]})" if i % 2 else re.escape(p) for i, p in enumerate(pieces)]
    return re.compile("".join(holes), re.DOTALL), tuple(pieces[1::2])


@cache
def speaking_reader(code: str) -> Reader:
    """The reader of a language."""
    return Reader(speaking_in(code))


@lru_cache(maxsize=KEPT)
def said_in(text: str, code: str) -> str | None:
    """An explanation in a language; None for what is none of those that the program makes.

    >>> said_in("“lo scorso settembre”, published 2024-06-17: the last one before it, 2023-09", "it")
    '“lo scorso settembre”, pubblicato il 17 giugno 2024: l’ultima volta prima di quel giorno, settembre 2023'
    """
    if not text or len(text) > LONGEST:
        return None
    reader = speaking_reader(code)
    return reader.how(text) or reader.one_event(text) or reader.evidence(text)


def explained(text: str) -> tuple[str, str]:
    """An explanation in the language that is spoken, and the language that it is in."""
    code = spoken().code
    said = said_in(text, code)
    return (text, "en") if said is None else (said, code)
