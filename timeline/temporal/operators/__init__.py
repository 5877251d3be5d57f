"""The algebra of time: small operators that resolve against an anchor, print TIMEX3 and explain themselves.

An operator knows no language. `resolve` gives the days that it covers (None where it names none, or where the
anchor that it needs is missing), `timex3` its TIMEX3 value, `explain` a phrase for people. Values follow TimeML 1.2
(weeks are ISO weeks, seasons SP SU FA WI, parts of day MO AF EV NI). OPERATORS is what the packs' rules may call.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from timeline.temporal.operators.combined import Of, Open, Range
from timeline.temporal.operators.dates import (
    Date,
    Decade,
    Holiday,
    Named,
    Nth,
    NthIn,
    Season,
    Weekday,
    Weekend,
)
from timeline.temporal.operators.forms import (
    DayInList,
    aged,
    century_bc,
    clock_before,
    counted,
    date_bc,
    dated,
    day_month,
    day_of_story,
    days_of_story,
    decade_bc,
    inside,
    lasting,
    late_year,
    length,
    military,
    numbered,
    opened,
    parted,
    plus,
    ranged,
    retimed,
    short_year,
    summed,
    timed,
    times,
    up_to,
    year_of,
    year_of_story,
    years_across,
    years_ago,
    years_from,
)
from timeline.temporal.operators.lengths import Duration, Every, Stretch
from timeline.temporal.operators.offsets import Ago, Around, In, Next, Off, Recent, Shift
from timeline.temporal.operators.parts import At, Part, clock
from timeline.temporal.operators.story import Ended, Nowadays, Overnight, Ref, Reported, Same, Told, YearsBefore

OPERATORS: dict[str, Callable[..., Any]] = {
    op.__name__: op
    for op in (Date, Weekday, Shift, Next, Weekend, Named, Of, Season, Nth, NthIn, Decade, Duration, In,
               Ago, Recent, Part, At, Range, Open, Same, Around, Reported, Ended, Told, YearsBefore, Ref, Nowadays,
               Overnight, Every, Holiday, DayInList, Stretch, Off)
}  # fmt: skip
# Helpers that packs may call like operators; what returns None means that the rule does not fit after all.
OPERATORS |= {
    "Clock": clock,
    "YearOf": year_of,
    "ShortYear": short_year,
    "LateYear": late_year,
    "YearsAcross": years_across,
    "ClockBefore": clock_before,
    "Military": military,
    "DayMonth": day_month,
    "YearsFrom": years_from,
    "Plus": plus,
    "Sum": summed,
    "Times": times,
    "Range": ranged,
    "Duration": length,
    "Lasting": lasting,
    "UpTo": up_to,
    "Length": Duration,
    "Ago": counted,
    "In": inside,
    "Nth": numbered,
    "Part": parted,
    "Aged": aged,
    "Open": opened,
    "Retimed": retimed,
    "At": timed,
    "Date": dated,
    "YearsAgo": years_ago,
    "DayOfStory": day_of_story,
    "DaysOfStory": days_of_story,
    "YearOfStory": year_of_story,
    "DateBC": date_bc,
    "DecadeBC": decade_bc,
    "CenturyBC": century_bc,
}
