"""What an expression hangs on: the publication day, the place that the story has got to, the figures just told.

News is told from its publication day: "on Tuesday", "in May". A story of long ago (a war, a life) is told from date to
date: "in May" is the May of the year that it has got to, "the next day" the day after the one just told.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from timeline.temporal.interval import Certainty, Granularity, Interval
from timeline.temporal.operators.base import A_MONTH, A_WEEK, BEFORE_CHRIST, IN_YEARS, Context, Nothing, Op, span_of
from timeline.temporal.operators.combined import Of, Open, Range
from timeline.temporal.operators.dates import Date, Decade, Holiday, Named, Nth, Season, Weekday, in_year
from timeline.temporal.operators.forms import DayOfStory, YearOfStory
from timeline.temporal.operators.lengths import Duration, Every
from timeline.temporal.operators.offsets import Ago, Around, Off, Recent, Shift
from timeline.temporal.operators.parts import At, Clock, Part
from timeline.temporal.operators.story import Ended, Nowadays, Overnight, Ref, Reported, Same, Told, YearsBefore
from timeline.temporal.pieces import Item
from timeline.values import value

TITLED = frozenset({"day", "week", "weekend", "ref", "set", "moment", "clock", "duration"})  # what titles are made of
SIZES = {"day": 1, "week": A_WEEK, "month": A_MONTH, "year": 366}  # days at most
FAR = 3  # units that a rough "ten years later" may be from the date behind it
STORY_DATES, STORY_SHARE = 4, 0.6  # how many years of long ago, and what part of all years, make a text a story
FEW_STORY_DATES = 2  # enough for a text that opens with such a date and never speaks of its own time
LINKS = 2  # expressions that are counted from the story's own dates, enough for one with a single year
OF_NOW = 4  # how many dates of long ago outweigh one expression that counts from the day of writing
MONTHS_OF_FIGURES = range(4, 13)  # months that figures are told of besides those of a quarter
IN_YEAR = 12  # months
LONG_AGO = 5  # years, from which on "today" in the same breath means these times
SAME_FIGURES = 1200  # characters: how far a report on a quarter goes on
HISTORY = 2  # sentences: how far from a date of long ago a day without a year may still be of that time
FAR_DAYS = 75  # days from publication to the nearest day of that name, from which on news would tell the year
NEAR_DAY = 2  # sentences after a date in which a figure alone may be a day
SOON_AFTER = 10  # days after a day of another month in which a day alone is of that month
SAME_MONTH_DAYS = 30  # the same where the month was named with a year of long ago just before


def _inner(op: Op) -> Op:
    """The operator that a part, a time of day, a range or an open side is made of."""
    while True:
        match op:
            case Part():
                op = op.whole
            case At():
                op = op.day
            case Range():
                op = op.ends()[1]
            case Open():
                op = op.edge
            case Off():
                op = op.anchor
            case _:
                return op


def _year(op: Op) -> int | None:
    """The year that an expression names itself: "6 June 1944", "the summer of 1944"."""
    if isinstance(op, Of):
        op = _inner(op.whole)
    return op.year if isinstance(op, Date) else None


def _is_old(year: int, published: date) -> bool:
    """Whether a year is none of the last two before publication, nor ahead of it."""
    return year < published.year - 1 or year >= BEFORE_CHRIST


def _within(inner: Interval, outer: Interval) -> bool:
    """Whether an interval is a part of another, and not all of it."""
    if not (inner.start and inner.last and outer.start and outer.last):
        return False
    return outer.start <= inner.start and inner.last <= outer.last and inner.days != outer.days


def _is_same(op: Op) -> bool:
    """Whether an expression names the unit of the date told last: "that year", "later that day"."""
    op = _inner(op)
    return isinstance(op, Same) or (isinstance(op, Of) and isinstance(_inner(op.whole), Same))


def _by_year(op: Op) -> bool:
    """Whether an expression is counted in years from the date told last: "that year", "in May of the next year"."""
    whole = _inner(op.whole if isinstance(op, Of) else op)
    return (isinstance(whole, Same) or (isinstance(whole, Ago) and whole.narrative)) and whole.unit == "year"


def _goes_on(op: Op) -> bool:
    """Whether an expression counts on from the date told last, "had met on the 7th and the next day"."""
    op = _inner(op)
    return isinstance(op, Ago) and op.narrative and op.sign > 0


def _hangs_on(op: Op) -> bool:
    """Whether an expression hangs on the date told before: "two days later", "that year", "the following spring"."""
    op = _inner(op)
    return _is_same(op) or (isinstance(op, Ago | Named) and op.narrative) or isinstance(op, Told)


def _of_now(op: Op) -> bool:
    """Whether an expression can only be told from the day of writing: "yesterday", "last week", a bare weekday."""
    if isinstance(op, Of):
        op = _inner(op.whole)
    if isinstance(op, Shift):
        return op.count != 0 or op.unit in ("day", "week", "weekend")
    if isinstance(op, Ago):
        return not op.narrative
    return isinstance(op, Weekday) or (isinstance(op, Named) and not op.narrative and op.step != 0)


def is_story(ops: Sequence[Op], published: date | None) -> bool:
    """Whether a text tells of long ago throughout, so that "in May" hangs on its own dates, not on its publication.

    >>> is_story([Date(1944, 6, 6), Date(month=7), Date(1945, 5)], date(2009, 3, 1))
    True
    >>> is_story([Date(1944, 6, 6), Shift("day", -1), Date(1945, 5)], date(2009, 3, 1))
    False
    """
    return _is_story([Kind.of(op) for op in ops], published)


def _is_story(kinds: Sequence[Kind], published: date | None) -> bool:
    dated = [kind for kind in kinds if kind.dates]
    years = [kind.year for kind in dated if kind.year]
    here = sum(kind.of_now for kind in dated)
    if here and dated[0].of_now:
        return False  # who begins with yesterday brings news, however much of a past comes after it
    if published is None:
        return bool(years) and 2 * here < len(years) and (here == 0 or len(years) >= STORY_DATES)
    old = sum(_is_old(year, published) for year in years)
    if old <= STORY_SHARE * len(years):
        return False
    first = _inner(dated[0].op)
    dates = (isinstance(first, Date) and first.month is not None) or isinstance(first, Of)  # "in the spring of 1974"
    opens = dates and _is_old(_year(first) or published.year, published)
    weekdays = sum(isinstance(op := _inner(kind.op), Weekday) and not op.step for kind in dated)
    if opens and here == weekdays and sum(_hangs_on(kind.op) for kind in kinds) >= max(LINKS, 2 * weekdays):
        return True  # one date of long ago is enough where the rest is counted from it: "the next day", "on Sunday"
    return old > OF_NOW * here and (old >= STORY_DATES or (old >= FEW_STORY_DATES and here == 0 and opens))


@value
class Kind:
    """What an operator is wherever it stands, asked once: a text may hold the same one many times."""

    op: Op  # kept because it is known by its identity
    dates: bool  # whether it tells when, and not for how long or how often
    year: int | None  # the year that it names itself
    of_now: bool  # whether it can only be told from the day of writing
    in_sentence: bool  # whether it is about the date told last in its sentence
    hangs: bool  # whether it may take its year from another date
    months: bool  # whether it is a month, or a day of one, without a year
    bare_month: bool  # whether it is a month alone, "in June"
    overnight: bool  # whether it is the night before a day told just before
    incomplete: bool  # whether it is read by where the story has got to
    recurs: bool  # whether it may be a date of every year: "in June", but not "in June 2024"
    nothing: bool
    titled: bool  # whether titles are made of such ones: "Russia Today"
    today: bool  # whether it is a day, week… counted from publication
    nowadays: bool
    ago: bool  # whether it is counted back from publication: "há trinta anos"
    clock: bool  # whether it is a clock time, or two
    from_day: bool  # whether it is counted from a day told before: "the same day", "the day before"
    in_day: bool  # whether it is a day counted so, or a time of such a day: "the next day", "in the morning"
    lone_day: bool  # whether it is the day of a month alone, "on the 12th"
    same_year: bool  # whether it is of the year of the date told last: "on 1 April of the same year"
    counted: bool  # whether it is counted from the day that was dated last: "in the third week"
    tense: int  # which tense it needs; 0 for any

    @classmethod
    def of(cls, op: Op) -> Kind:
        """The kind of an operator."""
        inner = _inner(op)
        return cls(
            op,
            dates=not isinstance(inner, Duration | Every | Ref),
            year=_year(inner),
            of_now=_of_now(inner),
            in_sentence=_is_same(op) or _goes_on(op) or isinstance(op, Clock),
            hangs=isinstance(op, Date) and not op.year,
            months=isinstance(op, Date) and bool(op.month) and not op.year,
            bare_month=isinstance(op, Date) and bool(op.month) and not (op.year or op.day),
            overnight=isinstance(inner, Overnight),
            incomplete=isinstance(op, DayOfStory | YearOfStory),
            recurs=isinstance(op, Season | Holiday | Nth) or (isinstance(op, Date) and bool(op.month) and not op.year),
            nothing=isinstance(op, Nothing),
            titled=op.grain in TITLED,
            today=isinstance(op, Shift),
            nowadays=isinstance(op, Nowadays),
            ago=isinstance(op, Ago) and not op.narrative and op.sign < 0,
            clock=isinstance(op, Clock) or (isinstance(op, Range) and isinstance(op.first, Clock)),
            from_day=(isinstance(op, Same) or (isinstance(op, Ago) and op.narrative)) and op.unit == "day",
            in_day=_hangs_on(op)
            and not isinstance(op, Same | Open)
            and isinstance(inner, Same | Ago)
            and inner.unit == "day",
            lone_day=isinstance(inner, Date) and bool(inner.day) and not (inner.year or inner.month),
            same_year=_by_year(op),
            counted=isinstance(inner, Nth) and inner.unit in ("day", "week"),
            tense=op.tense if isinstance(op, Ref) else 0,
        )


@value
class _Step:
    """What an expression that was resolved does to the place that a story has got to, whatever came before it."""

    op: Op
    context: Context  # both kept because they are known by their identity
    told: Op  # the expression, or the edge that a story gets to: "by the end of the year"
    ends_report: bool = False
    reports: Interval | None = None  # of a quarter or half that figures may be told of
    latest: Interval | None = None
    narrative: Interval | None = None
    explicit: bool = False
    began: date | None = None  # of a day dated in full


def is_of_old(op: Op, published: date) -> bool:
    """Whether an expression names a year of long ago, a decade or century, or a vague past: what now is told against.

    >>> is_of_old(Date(1912), date(2024, 6, 17)), is_of_old(Date(2023), date(2024, 6, 17))
    (True, False)
    """
    op = _inner(op)
    if isinstance(op, Ago) and not op.narrative and op.sign < 0:
        return (op.count or 0) * IN_YEARS.get(op.unit, op.unit == "year") >= LONG_AGO
    year = _year(op)
    return (year is not None and _is_old(year, published)) or isinstance(op, Decade) or op == Ref("PAST_REF")


class Anchors:
    """Follows a text from expression to expression and says what the next one is counted from.

    Contexts are made once for each place, so that they are known by their identity.
    """

    def __init__(self, ops: Sequence[Op], published: date | None) -> None:
        self.published = published
        self._kinds: dict[int, Kind] = {}
        kinds = [kind for op in ops if not (kind := self.kind(op)).nothing]
        self.story = _is_story(kinds, published)
        self.narrative: Interval | None = None
        self.reported: tuple[int, Interval] | None = None  # figures of a quarter, and where they were told
        self.fiscal = False  # whether that quarter is one of a year of accounts
        self.latest: tuple[int, Interval] | None = None  # the date told last, also a look back, and its sentence
        self.day: tuple[int, Interval] | None = None  # the day told last, and its sentence
        self.with_year: tuple[int, Interval] | None = None  # the last date that names its year, also a look back
        self.day_told = -FAR_DAYS  # the sentence in which a day near publication was told last by its number
        self.explicit: tuple[int, Interval] | None = None  # the last date with a year of its own, and its sentence
        self.opening: tuple[int, int, Interval] | None = None  # the year that opens a sentence
        self.began: date | None = None  # the day that was dated last in full
        self.got_to: Item | None = None  # the expression that told where the text has got to
        self._contexts: dict[tuple[int, int, int, bool, bool, date | None], Context] = {}
        self._steps: dict[tuple[int, int], _Step] = {}
        if self.story:  # what comes before the first date with a year hangs on that year
            year = next((kind.year for kind in kinds if kind.year), 0)
            self.narrative = Interval.of(year) if 0 < year < date.max.year else None

    def kind(self, op: Op) -> Kind:
        """What an operator is wherever it stands."""
        kind = self._kinds.get(id(op))
        if kind is None:
            kind = self._kinds[id(op)] = Kind.of(op)
        return kind

    def has(self, op: Op) -> bool:
        """Whether the text has such an operator."""
        return any(kind.op == op for kind in self._kinds.values())

    def context(
        self, kind: Kind, start: int, sentence: int, tense: int, looks_back: bool, opened: bool = False,
        listed: bool = False,
    ) -> Context:  # fmt: skip
        """What an expression that starts at a character, in a sentence, is counted from.

        With `opened` it stands in the clause of the year that opened its sentence, if one did; with `listed` in an
        entry of a list that has no day of its own, so that the one of the entry before is none of its.
        """
        if self.reported and start - self.reported[0] > SAME_FIGURES:
            self.reported = None
        told = self.reported[1] if self.reported else None
        hangs = self.story or (kind.hangs and self.explicit is not None and self._hangs(kind.op, sentence, tense))
        narrative = self.narrative
        if listed and not self.story and self.latest and self.latest[0] != sentence:
            narrative = None
        if kind.in_sentence and self.latest and self.latest[0] == sentence:
            narrative = self.latest[1]
        elif kind.same_year and self.with_year and sentence - self.with_year[0] <= 1:
            narrative = self.with_year[1]  # "on 5 April 2009 he had spoken … on 1 April of the same year"
        if kind.overnight:  # of a day told just before, however far the news has got
            near = self.latest and sentence - self.latest[0] <= 1
            narrative = self.latest[1] if self.latest and near else narrative if self.story else None
        if kind.from_day and self.day and not self.story and narrative and narrative.days != 1:
            near = sentence - self.day[0] <= 1
            narrative = self.day[1] if near else narrative  # "landed on Monday. He had been there in May. The same day"
        if kind.in_day and not self.story and narrative and (narrative.days or A_MONTH + 1) > A_MONTH - 4:
            # of a year no day is told: "arrives on Wednesday. In 2020 trade grew. The next day he flies on"
            narrative = self.day[1] if self.day and sentence - self.day[0] <= NEAR_DAY else None
        if opened and not self.story and kind.months and (year := self._opening(sentence, tense)):
            narrative, hangs = year, True
        if kind.lone_day and not self.story and (month := self._month_told(sentence, kind.op)):
            narrative, hangs = month, True
        began = self.began if kind.counted else None
        key = id(narrative), tense, id(told), hangs, looks_back, began
        context = self._contexts.get(key)
        if context is None:
            context = self._contexts[key] = Context(self.published, narrative, tense, told, hangs, looks_back, began)
        return context

    def beside(self, op: Op, date: Op) -> Op:
        """What an expression right behind a date and a comma is: in "on 3 May, two days later, …" both are one day.

        So are they in "on 1 November 1755, All Saints' Day", "today, 250 years later".
        """
        told = self.narrative.start if self.narrative and self.narrative.days == 1 else None
        if isinstance(op, Holiday) and told:
            feast = in_year(op, told.year)
            return Date(told.year, told.month, told.day) if feast and feast.start == told else op
        if not isinstance(op, Ago) or not op.narrative or op.count is None or self.narrative is None or self.reported:
            return op
        unit = "year" if op.unit in IN_YEARS else op.unit
        size = SIZES.get(unit, 0)
        return (
            Same(unit)
            if isinstance(_inner(date), Date | Of | Shift) and (self.narrative.days or size + 1) <= size
            else op
        )

    def before(self, op: Op, date: Op, context: Context) -> Op:
        """What an expression right before a comma and a date is: "two days later, on 3 May" is that day.

        So is "the year-ago quarter, the second quarter ended Oct. 31," that second quarter.
        """
        if isinstance(op, YearsBefore) and isinstance(date, Ended) and date.grain == op.grain:
            return date
        if not isinstance(op, Ago) or not op.narrative or op.count is None or self.reported:
            return op
        unit = "year" if op.unit in IN_YEARS else op.unit
        if not isinstance(date, Date) or unit not in SIZES or SIZES[unit] < SIZES[date.grain]:
            return op
        if (unit == "year" and date.year is None) or (unit == "month" and date.month is None):
            return op  # "the following month, on the 21st" and "the following year, in March"
        own, told = op.resolve(context), Around(unit, date).resolve(context)
        if not (own and told and own.start and told.start):
            return op
        return Around(unit, date) if abs((own.start - told.start).days) <= FAR * SIZES[unit] else op

    def is_nearer_ahead(self, op: Op) -> bool:
        """Whether of two months of a name the one ahead is nearer to publication than the one before."""
        if not isinstance(op, Date) or op.month is None or self.published is None:
            return False
        return 0 < (op.month - self.published.month) % IN_YEAR < IN_YEAR // 2

    def nearest(self, op: Op) -> int:
        """The tense of what was to be: that of the day which is nearest to publication, before it or after it."""
        if self.story or self.published is None:
            return 0
        ahead, behind = (op.resolve(Context(self.published, tense=tense)) for tense in (1, -1))
        if not (ahead and behind and ahead.start and behind.last):
            return 0
        return 1 if ahead.start - self.published < self.published - behind.last else -1

    def in_month(self) -> bool:
        """Whether the text is a story that has got to a month, of which a figure alone may be a day."""
        return self.story and self.narrative is not None and (self.narrative.days or A_MONTH + 1) <= A_MONTH

    def near_day(self, sentence: int) -> bool:
        """Whether news has just told a day or a month, so that a figure alone may be a day: "in Mosca il 24 ottobre. Il
        26 vedrà Merkel"."""
        if self.story or self.latest is None or sentence - self.latest[0] > NEAR_DAY or self.published is None:
            return False
        told = self.latest[1]
        return (told.days or A_MONTH + 1) <= A_MONTH and told.granularity in (
            Granularity.DAY, Granularity.MONTH, Granularity.INTERVAL
        )  # fmt: skip

    def _month_told(self, sentence: int, op: Op) -> Interval | None:
        """What news has told just before of which a day alone is: a month, a day that is weeks from publication, or one
        of another month soon after which the day is ("arrives on 19 March … on the 21st"); None where the day is that
        of the news."""
        if self.latest is None or self.published is None or not 0 <= sentence - self.latest[0] <= 1:
            return None
        told = self.latest[1]
        if told.start is None or (told.days or A_MONTH + 1) > A_MONTH:
            return None
        if told.granularity is Granularity.MONTH:
            return told if sentence - self.day_told > NEAR_DAY else None
        if abs((told.start - self.published).days) > SAME_MONTH_DAYS:
            return told
        inner = _inner(op)
        day = inner.day if isinstance(inner, Date) else None
        another = (told.start.year, told.start.month) != (self.published.year, self.published.month)
        return told if another and day and told.start.day < day <= told.start.day + SOON_AFTER else None

    def _hangs(self, op: Op, sentence: int, tense: int) -> bool:
        """Whether a date without a year takes that of an old one in its sentence: "held in May 1994, freed in July".

        So does one in the sentences behind it whose nearest day is months from publication: "In June 1953 the town
        bought it. On 12 June …".
        """
        if self.explicit is None or self.published is None or tense > 0:
            return False
        told_in, told = self.explicit
        if told.start is None or not _is_old(told.start.year, self.published):
            return False
        if told_in == sentence:
            return True
        if sentence - told_in > (HISTORY if tense else 1) or not isinstance(op, Date) or not (op.month and op.day):
            return False
        near = op.resolve(Context(self.published))
        if near is None or near.start is None:
            return False
        months = told.start.month == op.month and (told.days or A_MONTH + 1) <= A_MONTH
        return abs((near.start - self.published).days) > (SAME_MONTH_DAYS if months else FAR_DAYS)

    def opened(self, interval: Interval | None, end: int, sentence: int) -> None:
        """Take note of an expression that opens a sentence: of a year, the months told behind it are its own."""
        year = interval if interval and interval.granularity is Granularity.YEAR else None
        self.opening = (sentence, end, year) if year else None

    def _opening(self, sentence: int, tense: int) -> Interval | None:
        """The year that opens a sentence, of which a month told there is: "Last year a storm killed 40 in August"."""
        if self.opening is None or self.opening[0] != sentence or self.published is None:
            return None
        year = self.opening[2]
        lies_ahead = year.start is not None and year.start > self.published
        return year if year.certainty is not Certainty.APPROXIMATE and (tense > 0) == lies_ahead else None

    def _may_report(self, op: Op, interval: Interval, tense: int) -> bool:
        """Whether an expression is a quarter or half that is over, so that figures may be told of it."""
        if self.story:
            return False
        if interval.granularity not in (Granularity.QUARTER, Granularity.HALF) and not span_of(interval):
            return False
        if isinstance(op, Ended):
            return True
        if interval.start is None or interval.last is None:
            return False
        ahead = self.published and (interval.start > self.published or (tense > 0 and interval.last >= self.published))
        return not ahead

    def _reports(self, op: Op, interval: Interval) -> bool:
        """Whether figures are told of it: it is no older than the one told before."""
        if isinstance(op, Ended):
            return not (self.reported and self.fiscal)  # that quarter has been told by its number
        told = self.reported and self.reported[1].start
        return told is None or interval.start is None or interval.start >= told

    def moved(
        self, op: Op, interval: Interval | None, context: Context, end: int, sentence: int, item: Item, aside: bool
    ) -> None:
        """Take note of an expression that was resolved: the story may have got there.

        `aside`: it only says which thing is meant ("the treaty of 1871").
        """
        step = self._steps.get((id(op), id(context)))
        if step is None:
            step = self._steps[id(op), id(context)] = self._step(op, interval, context)
        if step.ends_report:
            self.reported = None
        if step.reports and self._reports(step.told, step.reports):
            self.reported = end, step.reports
            self.fiscal = isinstance(step.told, Nth) and step.told.fiscal
        if step.latest:
            self.latest = sentence, step.latest
            self.day = (sentence, step.latest) if step.latest.days == 1 else self.day
            inner, first = _inner(op), step.latest.start
            self.with_year = (sentence, step.latest) if self.kind(op).year else self.with_year
            near = first and self.published and abs((first - self.published).days) <= SAME_MONTH_DAYS
            if near and isinstance(inner, Date) and inner.day:
                self.day_told = sentence
        if self.explicit and not self.story and self.explicit[0] != sentence and self.kind(op).of_now:
            self.explicit = None  # the news goes on
        if step.narrative and not (aside and self._goes_back(step.narrative)):
            self.narrative, self.got_to = step.narrative, item
            if step.explicit or (context.story and not self.story):
                self.explicit = sentence, step.narrative
            if step.began:
                self.began = step.began

    def _goes_back(self, interval: Interval) -> bool:
        """Whether a story would go back to an earlier year."""
        told = self.narrative
        return bool(self.story and told and told.start and interval.start and interval.start.year < told.start.year)

    def _step(self, said: Op, interval: Interval | None, context: Context) -> _Step:
        op = said
        if self.story and isinstance(op, Open):  # "by the end of the year" gets there, "since May" only looks back
            interval = op.edge.resolve(context) if op.sign < 0 else None
            op = op.edge
        if self.story and op.grain in ("decade", "century"):
            return _Step(said, context, op)  # "before the end of the decade": too long to have got anywhere
        # "in the first nine months … a year earlier" is about the year
        ends_report = isinstance(op, Duration | Recent) and op.unit == "month" and op.count in MONTHS_OF_FIGURES
        if interval is None or interval.start is None:
            return _Step(said, context, op, ends_report)
        backwards = isinstance(op, Ago | YearsBefore) and op.sign < 0
        reports = self._may_report(op, interval, context.tense) and not (backwards or isinstance(op, Ago | Reported))
        certain = interval.certainty > Certainty.APPROXIMATE
        part = op.part if isinstance(op, Of) else op  # "late spring of 1942"
        vague = isinstance(part, Part) and part.part in ("sofar", "rest") and (interval.days or 0) > A_WEEK
        # a look back does not move the story, unless it tells more of where that is: "last year … had been signed in
        # October; two months later"
        told_more = context.narrative is not None and _within(interval, context.narrative)
        told = context.narrative
        later = told is not None and told.last is not None and interval.start > told.last  # "had landed on 3 October"
        looks_back = context.looks_back and not (told_more or later)
        moves = not (backwards or looks_back) and (certain or isinstance(part, Part)) and not vague
        return _Step(
            said,
            context,
            op,
            ends_report,
            reports=interval if reports else None,
            latest=interval if certain and not isinstance(op, Reported) else None,
            narrative=interval if moves else None,
            explicit=isinstance(op, Date) and bool(op.year and op.month),
            began=interval.start if moves and interval.days == 1 and isinstance(said, Date) and said.month else None,
        )
