"""The algebra of time: small operators that resolve against an anchor, print TIMEX3 and explain themselves.

An operator knows no language. `resolve` gives the days that it covers (None where it names none, or where the
anchor that it needs is missing), `timex3` its TIMEX3 value, `explain` a phrase for people. Values follow TimeML 1.2
(weeks are ISO weeks, seasons SP SU FA WI, parts of day MO AF EV NI).
"""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from timeline.temporal.interval import Certainty, Granularity, Interval

UNITS = {"day": "D", "week": "W", "month": "M", "year": "Y", "quarter": "Q", "half": "H", "decade": "E", "century": "C",
         "weekend": "WE", "hour": "H", "minute": "M", "second": "S"}  # fmt: skip
CLOCK_UNITS = ("hour", "minute", "second")
SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # meteorological seasons of the northern hemisphere
WEEKDAYS = tuple(calendar.day_name)
DAY = timedelta(days=1)
FEW_DAYS = {"day": 7, "week": 42, "month": 186, "year": 1830, "decade": 10958}  # what "recent <unit>s" may span at most


@dataclass(frozen=True, slots=True)
class Context:
    """What an expression is counted from.

    `tense` is -1 in a sentence about the past, +1 about the future, 0 where the verb does not tell.
    """

    published: date | None = None
    narrative: date | None = None  # the day that the story has got to, for "the next day"
    tense: int = 0


def month_interval(year: int, month: int) -> Interval:
    """A month that may lie outside 1…12, counted on from the year: month 0 is the December before."""
    index = year * 12 + month - 1
    return Interval.of(index // 12, index % 12 + 1)


def unit_around(unit: str, day: date, shift: int = 0) -> Interval:
    """The calendar unit that holds a day, moved on by `shift` units.

    >>> unit_around("week", date(2024, 6, 17), -1)
    Interval(2024-06-10…2024-06-16, week, stated)
    >>> unit_around("quarter", date(2024, 6, 17))
    Interval(2024-04-01…2024-06-30, quarter, stated)
    """
    if unit == "week":
        start = day - DAY * day.weekday() + 7 * DAY * shift
        return Interval(start, start + 7 * DAY, Granularity.WEEK)
    if unit == "weekend":
        start = day + DAY * (5 - day.weekday()) + 7 * DAY * shift
        return Interval(start, start + 2 * DAY, Granularity.WEEKEND)
    if unit == "month":
        return month_interval(day.year, day.month + shift)
    if unit in ("quarter", "half"):
        size = 3 if unit == "quarter" else 6
        first = month_interval(day.year, (day.month - 1) // size * size + 1 + size * shift)
        assert first.start
        return Interval(
            first.start, month_interval(first.start.year, first.start.month + size).start, Granularity(unit)
        )
    if unit == "year":
        return Interval.of(day.year + shift)
    if unit in ("decade", "century"):
        size = 10 if unit == "decade" else 100
        first_year = day.year // size * size + size * shift
        return Interval(date(first_year, 1, 1), date(first_year + size, 1, 1), Granularity(unit))
    return Interval.day(day + DAY * shift)


def interval_value(interval: Interval) -> str:
    """The TIMEX3 value of an interval that is one calendar unit.

    >>> interval_value(Interval.of(2024, 6)), interval_value(unit_around("weekend", date(2024, 6, 17), -1))
    ('2024-06', '2024-W24-WE')
    """
    start = interval.start
    if start is None:
        return ""
    iso = start.isocalendar()
    match interval.granularity:
        case Granularity.WEEK:
            return f"{iso.year}-W{iso.week:02}"
        case Granularity.WEEKEND:
            return f"{iso.year}-W{iso.week:02}-WE"
        case Granularity.MONTH:
            return f"{start:%Y-%m}"
        case Granularity.QUARTER:
            return f"{start:%Y}-Q{(start.month + 2) // 3}"
        case Granularity.HALF:
            return f"{start:%Y}-H{(start.month + 5) // 6}"
        case Granularity.SEASON:
            return f"{start:%Y}-{next(s for s, m in SEASON_MONTHS.items() if m == start.month)}"
        case Granularity.YEAR:
            return f"{start:%Y}"
        case Granularity.DECADE:
            return f"{start:%Y}"[:3]
        case Granularity.CENTURY:
            return f"{start:%Y}"[:2]
    return start.isoformat()


def nearest(candidates: list[Interval], context: Context) -> Interval | None:
    """Of the readings of an incomplete date, the one that the tense asks for, else the nearest to publication.

    The publication day itself counts for both directions: wire copy names today by its weekday.
    """
    base = context.published
    if base is None:
        return None

    def cost(interval: Interval) -> tuple[bool, int]:
        assert interval.start
        assert interval.last
        gap = max((interval.start - base).days, (base - interval.last).days, 0)
        wrong = (context.tense > 0 and interval.last < base) or (context.tense < 0 and interval.start > base)
        # A day and month that lies just on the other side of publication beats one nearly a year away.
        return wrong and gap > 45, gap

    return min(candidates, key=cost)


class Op:
    """Base of all operators. `grain` is the unit it is known to, "duration", "set" or "ref"."""

    __slots__ = ()
    grain = "day"
    type = "DATE"
    relative = True  # False where nothing but the words is needed

    def resolve(self, context: Context) -> Interval | None:
        """The days that it covers, or None."""
        raise NotImplementedError

    def timex3(self, context: Context) -> str:
        """Its TIMEX3 value."""
        interval = self.resolve(context)
        return interval_value(interval) if interval else self.open_value()

    def open_value(self) -> str:
        """The value where there is no anchor to count from."""
        return "XXXX"

    def explain(self, context: Context) -> str:
        """Why it means these days, as the end of a sentence."""
        return "as written"


@dataclass(frozen=True, slots=True)
class Date(Op):
    """A date as written: "12 June 2024", "June 12", "June", "2024", or the day alone ("the 12th").

    >>> Date(month=6, day=12).resolve(Context(date(2024, 6, 17)))
    Interval(2024-06-12…2024-06-12, day, resolved)
    >>> Date(month=9).timex3(Context(date(2024, 6, 17)))
    '2023-09'
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @property
    def grain(self) -> str:  # type: ignore[override]
        return "day" if self.day else "month" if self.month else "year"

    @property
    def relative(self) -> bool:  # type: ignore[override]
        return self.year is None

    def _candidates(self, base: date) -> list[Interval]:
        if self.month is None:
            months = [month_interval(base.year, base.month + i).start for i in (-1, 0, 1)]
            pairs = [(m.year, m.month) for m in months if m]
        else:
            pairs = [(base.year + i, self.month) for i in (-1, 0, 1)]
        found = []
        for year, month in pairs:
            if self.day is None:
                found.append(Interval.of(year, month))
            elif self.day <= calendar.monthrange(year, month)[1]:
                found.append(Interval.of(year, month, self.day))
        return [replace(i, certainty=Certainty.RESOLVED) for i in found]

    def resolve(self, context: Context) -> Interval | None:
        if self.year is not None:
            try:
                return Interval.of(self.year, self.month, self.day)
            except ValueError:  # 30 February
                return None
        if context.published is None:
            return None
        found = self._candidates(context.published)
        if self.day is None:  # a bare month: the latest that has begun, unless the sentence looks ahead
            base = context.published
            past = [i for i in found if i.start and i.start <= base]
            ahead = [i for i in found if i.last and i.last >= base]
            return ahead[0] if context.tense > 0 else past[-1]
        return nearest(found, context) if found else None

    def open_value(self) -> str:
        month = f"{self.month:02}" if self.month else "XX"
        return f"XXXX-{month}" + (f"-{self.day:02}" if self.day else "")

    def explain(self, context: Context) -> str:
        if self.year is not None:
            return "as written"
        what = "day" if self.day else "month"
        if context.tense > 0:
            return f"the next such {what}, for the sentence looks ahead"
        return f"the nearest such {what}" if self.day else "the latest such month"


@dataclass(frozen=True, slots=True)
class Weekday(Op):
    """A bare weekday: the latest up to and including the publication day, or the next in a future sentence.

    `step` -1 or +1 is an explicit "last" or "next", which leaves out the publication day.

    >>> Weekday(1).resolve(Context(date(2024, 6, 17), tense=1))
    Interval(2024-06-18…2024-06-18, day, resolved)
    >>> Weekday(1).resolve(Context(date(2024, 6, 17)))
    Interval(2024-06-11…2024-06-11, day, resolved)
    """

    weekday: int
    step: int = 0

    def resolve(self, context: Context) -> Interval | None:
        base = context.published
        if base is None:
            return None
        ahead = (self.weekday - base.weekday()) % 7
        if self.step > 0 or (self.step == 0 and context.tense > 0):
            day = base + DAY * (ahead or (7 if self.step else 0))
        else:
            back = -ahead % 7
            day = base - DAY * (back or (7 if self.step else 0))
        return Interval.day(day, Certainty.RESOLVED)

    def open_value(self) -> str:
        return f"XXXX-WXX-{self.weekday + 1}"

    def explain(self, context: Context) -> str:
        name = WEEKDAYS[self.weekday]
        if self.step:
            return f"the {name} {'after' if self.step > 0 else 'before'} it"
        if context.tense > 0:
            return f"the next {name}, for the sentence looks ahead"
        return f"the latest {name} up to that day"


@dataclass(frozen=True, slots=True)
class Shift(Op):
    """This, last or next calendar unit: "last week", "this year", "tomorrow".

    >>> Shift("week", -1).timex3(Context(date(2024, 6, 17)))
    '2024-W24'
    """

    unit: str
    count: int = 0

    @property
    def grain(self) -> str:  # type: ignore[override]
        return self.unit

    def resolve(self, context: Context) -> Interval | None:
        if context.published is None or self.unit in CLOCK_UNITS:
            return None
        count = self.count
        if self.unit == "weekend" and count < 0 and context.published.weekday() >= 5:
            count -= 0  # on a weekend "last weekend" is the one before, which the shift already gives
        return replace(unit_around(self.unit, context.published, count), certainty=Certainty.RESOLVED)

    def open_value(self) -> str:
        return {"week": "XXXX-WXX", "weekend": "XXXX-WXX-WE", "month": "XXXX-XX", "day": "XXXX-XX-XX"}.get(
            self.unit, "XXXX"
        )

    def explain(self, context: Context) -> str:
        if self.count == 0:
            return f"the {self.unit} of that day"
        if abs(self.count) == 1:
            return f"the {self.unit} {'after' if self.count > 0 else 'before'}"
        return f"{abs(self.count)} {self.unit}s {'after' if self.count > 0 else 'before'}"


@dataclass(frozen=True, slots=True)
class Weekend(Op):
    """A bare "the weekend": the one just over, or the coming one in a future sentence.

    >>> Weekend().timex3(Context(date(2024, 6, 17), tense=-1))
    '2024-W24-WE'
    """

    @property
    def grain(self) -> str:  # type: ignore[override]
        return "weekend"

    def resolve(self, context: Context) -> Interval | None:
        if context.published is None:
            return None
        back = context.tense <= 0 and context.published.weekday() < 5
        return replace(unit_around("weekend", context.published, -back), certainty=Certainty.RESOLVED)

    def open_value(self) -> str:
        return "XXXX-WXX-WE"

    def explain(self, context: Context) -> str:
        return "the weekend to come" if context.tense > 0 else "the weekend up to then"


@dataclass(frozen=True, slots=True)
class Named(Op):
    """Last or next month or season by name: "last September", "next June".

    >>> Named(Date(month=9), -1).resolve(Context(date(2024, 6, 17)))
    Interval(2023-09-01…2023-09-30, month, resolved)
    """

    part: Op
    step: int

    @property
    def grain(self) -> str:  # type: ignore[override]
        return self.part.grain

    def resolve(self, context: Context) -> Interval | None:
        base = context.published
        if base is None:
            return None
        if isinstance(self.part, Weekday):
            return Weekday(self.part.weekday, self.step).resolve(context)
        candidates = []
        for year in range(base.year - 2, base.year + 3):
            found = in_year(self.part, year)
            if found and found.start and found.end:
                candidates.append(found)
        # "this September" lies in the publication year, "last" ends before that day, "next" starts after it.
        if self.step == 0:
            chosen = [i for i in candidates if i.start and i.start.year == base.year][:1]
        elif self.step < 0:
            chosen = [i for i in candidates if i.end and i.end <= base][-1:]
        else:
            chosen = [i for i in candidates if i.start and i.start > base][:1]
        return replace(chosen[0], certainty=Certainty.RESOLVED) if chosen else None

    def open_value(self) -> str:
        return self.part.open_value()

    def explain(self, context: Context) -> str:
        return {-1: "the last one before it", 0: "the one of that year", 1: "the next one after it"}[self.step]


def in_year(op: Op, year: int) -> Interval | None:
    """A month, a day of a month, a season, a quarter or a half placed in a year."""
    if isinstance(op, Date) and op.month:
        return Date(year, op.month, op.day).resolve(Context())
    if isinstance(op, Season):
        first = month_interval(year, SEASON_MONTHS[op.season])
        return Interval(first.start, month_interval(year, SEASON_MONTHS[op.season] + 3).start, Granularity.SEASON)
    if isinstance(op, Nth):
        size = {"quarter": 3, "half": 6, "month": 1}.get(op.unit)
        if size and 1 <= op.number <= 12 // size:
            first = month_interval(year, (op.number - 1) * size + 1)
            last = month_interval(year, op.number * size + 1)
            return Interval(first.start, last.start, Granularity(op.unit))
    return None


@dataclass(frozen=True, slots=True)
class Of(Op):
    """A part placed in a whole: "September last year", "the first quarter of 2024", "June of that year".

    >>> Of(Date(month=9), Shift("year", -1)).timex3(Context(date(2024, 6, 17)))
    '2023-09'
    """

    part: Op
    whole: Op

    @property
    def grain(self) -> str:  # type: ignore[override]
        return self.part.grain

    @property
    def relative(self) -> bool:  # type: ignore[override]
        return self.whole.relative

    def resolve(self, context: Context) -> Interval | None:
        whole = self.whole.resolve(context)
        if whole is None or whole.start is None:
            return None
        if isinstance(self.part, Weekday):
            inside = [whole.start + DAY * i for i in range(min(whole.days or 7, 7))]
            found = [Interval.day(d) for d in inside if d.weekday() == self.part.weekday][:1]
        elif isinstance(self.part, Date) and self.part.month is None and whole.granularity is Granularity.MONTH:
            day = Date(whole.start.year, whole.start.month, self.part.day).resolve(context)
            found = [day] if day else []
        else:
            placed = in_year(self.part, whole.start.year)
            found = [placed] if placed else []
        return replace(found[0], certainty=whole.certainty) if found else None

    def open_value(self) -> str:
        return self.part.open_value()

    def explain(self, context: Context) -> str:
        return self.whole.explain(context)


@dataclass(frozen=True, slots=True)
class Season(Op):
    """A season: "summer"; bare, the one of the publication year that the tense asks for.

    >>> Season("SU").timex3(Context(date(2024, 6, 17)))
    '2024-SU'
    """

    season: str

    @property
    def grain(self) -> str:  # type: ignore[override]
        return "season"

    def resolve(self, context: Context) -> Interval | None:
        if context.published is None:
            return None
        found = [in_year(self, context.published.year + i) for i in (-1, 0, 1)]
        chosen = nearest([i for i in found if i], context)
        return chosen and replace(chosen, certainty=Certainty.RESOLVED)

    def open_value(self) -> str:
        return f"XXXX-{self.season}"

    def explain(self, context: Context) -> str:
        return "the nearest such season"


@dataclass(frozen=True, slots=True)
class Nth(Op):
    """A numbered unit: "the first quarter", "second half"; bare, of the publication year.

    >>> Of(Nth(1, "quarter"), Shift("year", -1)).timex3(Context(date(2024, 6, 17)))
    '2023-Q1'
    """

    number: int
    unit: str

    @property
    def grain(self) -> str:  # type: ignore[override]
        return self.unit

    def resolve(self, context: Context) -> Interval | None:
        if self.unit == "century" and 1 < self.number <= 30:
            year = (self.number - 1) * 100
            return Interval(date(year, 1, 1), date(year + 100, 1, 1), Granularity.CENTURY)
        found = in_year(self, context.published.year) if context.published else None
        return found and replace(found, certainty=Certainty.RESOLVED)

    def explain(self, context: Context) -> str:
        return "of that year"


@dataclass(frozen=True, slots=True)
class Decade(Op):
    """A decade: "the 1990s", "gli anni Novanta" (a two-digit decade belongs to the twentieth century).

    >>> Decade(1990).timex3(Context())
    '199'
    """

    year: int

    @property
    def grain(self) -> str:  # type: ignore[override]
        return "decade"

    @property
    def relative(self) -> bool:  # type: ignore[override]
        return False

    def resolve(self, context: Context) -> Interval | None:
        first = self.year // 10 * 10 + (1900 if self.year < 100 else 0)
        return Interval(date(first, 1, 1), date(first + 10, 1, 1), Granularity.DECADE)


@dataclass(frozen=True, slots=True)
class Duration(Op):
    """A length of time: "two days", "a decade". It covers no days of the calendar.

    >>> Duration(2, "day").timex3(Context()), Duration(None, "month").timex3(Context())
    ('P2D', 'PXM')
    """

    count: float | None
    unit: str

    @property
    def grain(self) -> str:  # type: ignore[override]
        return "duration"

    @property
    def type(self) -> str:  # type: ignore[override]
        return "DURATION"

    def resolve(self, context: Context) -> Interval | None:
        return None

    def timex3(self, context: Context) -> str:
        number = "X" if self.count is None else f"{self.count:g}"
        return f"P{'T' if self.unit in CLOCK_UNITS else ''}{number}{UNITS[self.unit]}"

    def explain(self, context: Context) -> str:
        return "a length of time, not a date"


@dataclass(frozen=True, slots=True)
class Ago(Op):
    """Counted from the anchor: "two years ago" (sign -1), "in three days" (sign +1); a vague count gives a window.

    With `narrative` it counts from the day that the story has got to: "the next day", "two days later".

    >>> Ago(2, "year", -1).timex3(Context(date(2024, 6, 17)))
    '2022'
    >>> Ago(1, "day", 1, narrative=True).resolve(Context(date(2024, 6, 17), date(2024, 3, 1)))
    Interval(2024-03-02…2024-03-02, day, resolved)
    """

    count: float | None
    unit: str
    sign: int
    narrative: bool = False

    @property
    def grain(self) -> str:  # type: ignore[override]
        return self.unit

    def resolve(self, context: Context) -> Interval | None:
        base = (context.narrative or context.published) if self.narrative else context.published
        if base is None:
            return None
        if self.unit in CLOCK_UNITS:
            return Interval.day(base, Certainty.RESOLVED)
        try:
            if self.count is None:
                span = DAY * FEW_DAYS.get(self.unit, 366)
                first, last = (base - span, base - DAY) if self.sign < 0 else (base + DAY, base + span)
                return Interval.between(first, last, certainty=Certainty.APPROXIMATE)
            return replace(unit_around(self.unit, base, self.sign * round(self.count)), certainty=Certainty.RESOLVED)
        except (ValueError, OverflowError):  # before year 1
            return None

    def timex3(self, context: Context) -> str:
        if self.count is None:
            return "FUTURE_REF" if self.sign > 0 else "PAST_REF"
        return interval_value(found) if (found := self.resolve(context)) else self.open_value()

    def explain(self, context: Context) -> str:
        how = "after" if self.sign > 0 else "before"
        base = context.narrative if self.narrative and context.narrative else None
        many = "some time" if self.count is None else f"{self.count:g} {self.unit}{'s' * (self.count != 1)}"
        return f"{many} {how} {base or 'it'}"


@dataclass(frozen=True, slots=True)
class Recent(Op):
    """The last or next so many units as a window: "in recent months", "the past two weeks", "nei prossimi anni".

    >>> Recent(2, "week", -1).resolve(Context(date(2024, 6, 17)))
    Interval(2024-06-03…2024-06-17, interval, approximate)
    """

    count: float | None
    unit: str
    sign: int

    @property
    def grain(self) -> str:  # type: ignore[override]
        return "window"

    @property
    def type(self) -> str:  # type: ignore[override]
        return "DURATION"

    def resolve(self, context: Context) -> Interval | None:
        base = context.published
        if base is None or self.unit in CLOCK_UNITS:
            return None
        try:
            if self.count is None:
                other = base + DAY * FEW_DAYS.get(self.unit, 366) * self.sign
            elif self.unit in ("day", "week"):
                other = base + DAY * round(self.count * (7 if self.unit == "week" else 1)) * self.sign
            else:
                moved = unit_around(self.unit, base, self.sign * round(self.count)).start
                assert moved
                other = moved.replace(month=base.month if self.unit == "year" else moved.month)
        except (ValueError, OverflowError):
            return None
        first, last = sorted((other, base))
        return Interval.between(first, last, certainty=Certainty.APPROXIMATE)

    def timex3(self, context: Context) -> str:
        return Duration(self.count, self.unit).timex3(context)

    def explain(self, context: Context) -> str:
        return f"the {self.unit}s {'after' if self.sign > 0 else 'up to'} then"


@dataclass(frozen=True, slots=True)
class Part(Op):
    """Early, mid or late in something: "early June", "la fine del 2023", "earlier this year" ("so far").

    >>> Part("early", Date(2024, 6)).resolve(Context())
    Interval(2024-06-01…2024-06-10, interval, approximate)
    >>> Part("sofar", Shift("year")).resolve(Context(date(2024, 6, 17)))
    Interval(2024-01-01…2024-06-17, interval, approximate)
    """

    part: str  # early, mid, late, sofar, rest
    whole: Op

    @property
    def grain(self) -> str:  # type: ignore[override]
        return self.whole.grain

    @property
    def relative(self) -> bool:  # type: ignore[override]
        return self.whole.relative

    def resolve(self, context: Context) -> Interval | None:
        whole = self.whole.resolve(context)
        if whole is None or whole.start is None or whole.last is None or whole.days is None:
            return whole
        if whole.days == 1:
            return whole
        third = whole.days // 3
        first, last = whole.start, whole.last
        match self.part:
            case "early":
                last = first + DAY * (third - 1)
            case "mid":
                first, last = first + DAY * third, last - DAY * third
            case "late":
                first = last - DAY * (third - 1)
            case "sofar" if context.published and first <= context.published <= last:
                last = context.published
            case "rest" if context.published and first <= context.published <= last:
                first = context.published
        return Interval.between(first, last, certainty=Certainty.APPROXIMATE)

    def timex3(self, context: Context) -> str:
        return self.whole.timex3(context)

    def explain(self, context: Context) -> str:
        words = {"sofar": "up to that day", "rest": "from that day on"}
        return f"{self.whole.explain(context)}, {words.get(self.part, f'its {self.part} part')}"


@dataclass(frozen=True, slots=True)
class At(Op):
    """A part of a day or a clock time: "Tuesday morning", "ieri sera", "18 June at 16:30".

    >>> At(Shift("day", -1), "TEV").timex3(Context(date(2024, 6, 17)))
    '2024-06-16TEV'
    """

    day: Op
    time: str

    @property
    def type(self) -> str:  # type: ignore[override]
        return "TIME"

    @property
    def relative(self) -> bool:  # type: ignore[override]
        return self.day.relative

    def resolve(self, context: Context) -> Interval | None:
        return self.day.resolve(context)

    def timex3(self, context: Context) -> str:
        return self.day.timex3(context) + self.time

    def explain(self, context: Context) -> str:
        return self.day.explain(context)


def _without_year(op: Op) -> Date | None:
    return op if isinstance(op, Date) and op.year is None else None


@dataclass(frozen=True, slots=True)
class Range(Op):
    """From one to another, both included: "18-19 June", "between August and February".

    What one end leaves out it takes from the other; ends that are given in the wrong order by the calendar run over
    the turn of the year.

    >>> Range(Date(month=8), Date(month=2)).resolve(Context(date(2024, 6, 17), tense=-1))
    Interval(2023-08-01…2024-02-29, interval, resolved)
    >>> Range(Date(day=18), Date(month=6, day=19)).resolve(Context(date(2024, 6, 17)))
    Interval(2024-06-18…2024-06-19, interval, resolved)
    """

    first: Op
    last: Op

    @property
    def grain(self) -> str:  # type: ignore[override]
        return "range"

    @property
    def relative(self) -> bool:  # type: ignore[override]
        return self.first.relative or self.last.relative

    def _ends(self) -> tuple[Op, Op]:
        first, last = self.first, self.last
        if isinstance(first, Date) and isinstance(last, Date):
            if first.month is None and first.day and last.month:
                first = replace(first, month=last.month, year=last.year)
            elif last.month is None and last.day and first.month:
                last = replace(last, month=first.month, year=first.year)
            if first.year is None and last.year and first.month:
                turn = last.month is not None and first.month > last.month
                first = replace(first, year=last.year - turn)
        return first, last

    def resolve(self, context: Context) -> Interval | None:
        first_op, last_op = self._ends()
        last = last_op.resolve(context)
        first = first_op.resolve(context)
        if not (first and last and first.start and first.last and last.start and last.last):
            return None
        start, end = first.start, last.last
        if start > end:
            try:
                if _without_year(first_op):
                    start = start.replace(year=start.year - 1)
                elif _without_year(last_op):
                    end = end.replace(year=end.year + 1)
                elif isinstance(first_op, Weekday) or isinstance(last_op, Weekday):
                    end += 7 * DAY
            except ValueError:  # 29 February
                return None
        if start > end:
            return None
        certainty = min(first.certainty, last.certainty)
        if _without_year(first_op) and end - start > 366 * DAY:
            start = start.replace(year=start.year + 1, day=1)
        return Interval.between(start, end, certainty=certainty)

    def timex3(self, context: Context) -> str:
        first, last = self._ends()
        return f"{first.timex3(context)}/{last.timex3(context)}"

    def explain(self, context: Context) -> str:
        return self._ends()[1].explain(context)


@dataclass(frozen=True, slots=True)
class Open(Op):
    """Open on one side: "since 2014" (sign +1), "until next week", "before this summer" (sign -1).

    >>> Open(Date(2014), 1).resolve(Context())
    Interval(2014-01-01…, year, stated)
    """

    edge: Op
    sign: int

    @property
    def grain(self) -> str:  # type: ignore[override]
        return "open"

    @property
    def relative(self) -> bool:  # type: ignore[override]
        return self.edge.relative

    def resolve(self, context: Context) -> Interval | None:
        edge = self.edge.resolve(context)
        if edge is None:
            return None
        return replace(edge, end=None) if self.sign > 0 else replace(edge, start=None)

    def timex3(self, context: Context) -> str:
        return self.edge.timex3(context)

    def explain(self, context: Context) -> str:
        return f"{self.edge.explain(context)}, open {'after' if self.sign > 0 else 'before'} it"


@dataclass(frozen=True, slots=True)
class Same(Op):
    """The unit that the story has got to: "that day", "the same month", "quell'anno".

    >>> Same("month").timex3(Context(date(2024, 6, 17), date(2023, 9, 13)))
    '2023-09'
    """

    unit: str

    @property
    def grain(self) -> str:  # type: ignore[override]
        return self.unit

    def resolve(self, context: Context) -> Interval | None:
        base = context.narrative or context.published
        if base is None or self.unit in CLOCK_UNITS:
            return None
        return replace(unit_around(self.unit, base), certainty=Certainty.RESOLVED)

    def explain(self, context: Context) -> str:
        return f"the {self.unit} of {context.narrative or 'that day'}"


@dataclass(frozen=True, slots=True)
class Ref(Op):
    """A vague reference: "now" PRESENT_REF, "recently" PAST_REF, "soon" FUTURE_REF. It puts no dot on a timeline.

    >>> Ref("PAST_REF").resolve(Context(date(2024, 6, 17))) is None
    True
    """

    value: str

    @property
    def grain(self) -> str:  # type: ignore[override]
        return "ref"

    def resolve(self, context: Context) -> Interval | None:
        return None

    def timex3(self, context: Context) -> str:
        return self.value

    def explain(self, context: Context) -> str:
        return "too vague for a date"


@dataclass(frozen=True, slots=True)
class Every(Op):
    """What recurs: "every Tuesday", "each year", "daily".

    >>> Every(Duration(1, "year")).timex3(Context()), Every(Weekday(1)).timex3(Context())
    ('P1Y', 'XXXX-WXX-2')
    """

    what: Op

    @property
    def grain(self) -> str:  # type: ignore[override]
        return "set"

    @property
    def type(self) -> str:  # type: ignore[override]
        return "SET"

    def resolve(self, context: Context) -> Interval | None:
        return None

    def timex3(self, context: Context) -> str:
        return self.what.timex3(context) if isinstance(self.what, Duration) else self.what.open_value()

    def explain(self, context: Context) -> str:
        return "recurring, so no single date"


OPERATORS: dict[str, Callable[..., Op]] = {
    op.__name__: op
    for op in (Date, Weekday, Shift, Weekend, Named, Of, Season, Nth, Decade, Duration, Ago, Recent, Part, At, Range,
               Open, Same, Ref, Every)
}  # fmt: skip
