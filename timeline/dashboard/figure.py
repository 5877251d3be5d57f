"""A picture of a view → the Plotly timeline: lanes, marks, whiskers, bars, labels that do not overlap, densities."""

from __future__ import annotations

import html
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from typing import Any

import numpy as np
import plotly.graph_objects as go

from timeline.dashboard.scale import Scale, ticks
from timeline.dashboard.titles import titled
from timeline.dashboard.words import STATUS, spoken, tr, trn
from timeline.events import types
from timeline.gazetteer import flag
from timeline.model import Status
from timeline.store import Brief, Density
from timeline.temporal.interval import Granularity, Interval
from timeline.view import View

LETTER = 6.0  # pixels that a letter of a label takes at 12 px, on average and with some to spare
LONGEST = 48  # letters of a label; one that has room to spare on its row may be longer
WHOLE = 76  # letters of the longest of all
SHORTEST = 8  # letters of a label that still says something
ROW = 24  # pixels of a row of marks
LABELLED = 150  # events in view up to which marks are drawn in SVG, sharp and with their whiskers
SHARP = 1200  # events in view up to which every event has a mark of its own, drawn by WebGL
ON_TOP = 40  # of more events than that: the most told, drawn on top of the density
ROWS = 54  # rows of marks that a chart may have; where they do not suffice, labels drop by importance
FEWEST = 8  # rows of a lane that has more to show than it has room for
STRUCK = (Status.DENIED, Status.CANCELLED)
MARGIN = 150  # pixels for the names of the lanes
FADING = 64  # pixels over which a bar without an end fades, where the window does not end before
FADES = (0.75, 0.62, 0.5, 0.38, 0.27, 0.17, 0.1, 0.05)  # of which opacities the pieces of such a bar are
BINS = 160
BRIEF, AROUND = 4, 7  # days: a shorter time is shown with so many around it
COUNTRY_LANES = 14  # lanes by country; the rest share one
OTHERS = "…"  # the key of the lane that the other countries share
TALL = 12  # rows from which on the days are written above the marks, too
FONT = "'Source Sans', 'Source Sans 3', 'Source Sans Pro', sans-serif"


@dataclass(frozen=True, slots=True)
class Picture:
    """What there is to draw: all events in the window as marks, or the most told of them and the density of all."""

    marks: Sequence[Brief]
    total: int
    days: Sequence[date]  # on which events start and end, in the window or not: the scale follows them
    density: Density | None = None
    published: date | None = None  # the one publication day behind all of them
    opened: date | None = None  # the publication day of the open event's first article: drawn where there is room
    outlets: Mapping[str, str] = field(default_factory=dict)  # event → who tells it; known where marks are few


@dataclass(slots=True)
class Mark:
    """An event on its way to the figure: where it stands, in pixels from the left."""

    event: Brief
    first: float
    last: float
    label: str
    whole: str = ""  # the label uncut, where that is longer
    half: float = 8.0  # half the width of what is drawn in the middle
    row: int = 0
    y: float = 0.0  # on the figure's axis; `row` counts within the lane
    right: bool = True
    labelled: bool = True
    inside: bool = False  # the label stands upon the bar, for that leaves no room beside itself
    open: int = 0  # the side without an end: -1 where nobody says since when, 1 where nobody says until when
    known: float | None = None  # where the end stands that is known of such an event, if in the window

    @property
    def ends(self) -> tuple[float, float]:
        """Where the mark begins and ends, with its whiskers or its bar."""
        return min(self.first, self.middle - self.half), max(self.last, self.middle + self.half)

    @property
    def middle(self) -> float:
        """Where the symbol is drawn."""
        return (self.first + self.last) / 2 if self.known is None else self.known


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane: the key that the address folds it by, its name, and how many events stand in it."""

    key: str
    name: str
    count: int


@dataclass(slots=True)
class Canvas:
    """What a figure is made of, gathered: Plotly takes long to change a figure, and much less to make one.

    Nor does it look at every value of ours again, which takes ten times as long as all the rest: a thousand marks have
    six thousand colours, symbols and sizes. The tests make the same figures with every value looked at.
    """

    traces: list[dict[str, Any]] = field(default_factory=list)
    shapes: list[dict[str, Any]] = field(default_factory=list)
    annotations: list[dict[str, Any]] = field(default_factory=list)
    layout: dict[str, Any] = field(default_factory=dict)

    def trace(self, kind: str, **values: Any) -> None:
        """Add a trace, named and given as in Plotly's schema."""
        self.traces.append({"type": kind, **values})

    def figure(self) -> go.Figure:
        """The figure."""
        layout = {"shapes": self.shapes, "annotations": self.annotations, **self.layout}
        return go.Figure(self.traces, layout, _validate=False)


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of a figure."""

    ink: str
    muted: str
    grid: str
    band: str
    ground: str
    dark: bool

    @property
    def modebar(self) -> dict[str, str]:
        """The chart's own buttons: by themselves they lie on a grey bar where the figure's ground is transparent."""
        return {"bgcolor": "rgba(0,0,0,0)", "color": self.muted, "activecolor": self.ink}


LIGHT = Theme("#1F2933", "#5B6773", "#E6EAEF", "rgba(110,130,160,0.07)", "#FFFFFF", False)
DARK = Theme("#E6EAF0", "#9AA5B1", "#2B323B", "rgba(140,160,190,0.08)", "#0E1117", True)


def safe(text: str, longest: int = 64) -> str:
    """Text for a figure: Plotly reads some tags and $…$, so neither may come from an article.

    >>> safe("<b>5 $")
    '&lt;b&gt;5 &#36;'
    """
    short = text if len(text) <= longest else text[: longest - 1] + "…"
    return html.escape(short).replace("$", "&#36;")


def written(interval: Interval | None) -> str:
    """An interval in words.

    >>> written(Interval.of(2023, 9)), written(Interval.between(date(2024, 6, 18), date(2024, 6, 19)))
    ('September 2023', '18 – 19 June 2024')
    """
    return spoken().interval(interval)


def lane_of(kind: str, country: str, view: View) -> str:
    """The key of the lane for a type and a country."""
    return country if view.lane == "country" else types()[kind].lane


def _country(event: Brief, view: View) -> str:
    """The country in whose lane an event stands: one that was asked for, else the first that is named."""
    return next((c for c in event.countries if c in view.country), event.countries[0] if event.countries else "")


def lanes(picture: Picture, view: View) -> list[Lane]:
    """The lanes in their order: that of the types, or the busiest country first."""
    counts: Counter[str] = Counter()
    if picture.density:
        for value, count in picture.density.totals().items():
            counts[lane_of(value, value, view)] += count
    else:
        counts.update(lane_of(e.type, _country(e, view), view) for e in picture.marks)
    if view.lane == "type":
        order = dict.fromkeys(t.lane for t in types().values())
        return [Lane(lane, tr(lane), counts[lane]) for lane in order if counts[lane]]
    found = sorted(counts, key=lambda lane: (lane == "", -counts[lane], lane))
    names = {c: f"{flag(c)} {spoken().country(c)}" if c else tr("No country named") for c in found}
    rest = sum(counts[c] for c in found[COUNTRY_LANES:])
    shown = [Lane(c, names[c], counts[c]) for c in found[:COUNTRY_LANES]]
    return [*shown, Lane(OTHERS, tr("Other countries"), rest)] if rest else shown


def _span(event: Brief) -> tuple[date, date]:
    assert event.interval
    first, end = event.interval.start, event.interval.end
    return first or end or date.min, end or first or date.max


def _open(event: Brief) -> int:
    """The side of an event on which nobody knows its end: -1 of "until …", 1 of "since …", 0 of neither."""
    interval = event.interval
    assert interval
    return -1 if interval.start is None else 1 if interval.end is None else 0


def _placed(event: Brief, scale: Scale, low: float, pixel: float, plot: float) -> Mark | None:
    """The mark of an event where the window shows it, else None.

    What is open on one side goes on there: as far as the window's edge where its known end lies beyond the other edge,
    else for a few pixels, for how long nobody knows.
    """
    a, b = ((scale.x(day) - low) * pixel for day in _span(event))
    side = _open(event)
    if side == 0:
        at = max(a, 0), min(b, plot)
        return Mark(event, *at, "", half=_half(event)) if at[0] <= plot and at[1] >= 0 else None
    known = b if side < 0 else a  # of such an event both are the same day
    if (side < 0 and known < 0) or (side > 0 and known > plot):
        return None
    if not 0 <= known <= plot:
        return Mark(event, 0, plot, "", half=_half(event), open=side)
    first, last = (max(known - FADING, 0), known) if side < 0 else (known, min(known + FADING, plot))
    return Mark(event, first, last, "", half=_half(event), open=side, known=known)


def _known(event: Brief) -> bool:
    return bool(event.interval and event.interval.granularity in (Granularity.DAY, Granularity.INTERVAL))


def _extent(mark: Mark, width: float, labelled: bool) -> tuple[float, float]:
    """The pixels that a mark takes with its label, which stands at its right where there is room."""
    need = len(mark.label) * LETTER + 14 if labelled and not mark.inside else 0
    low, high = mark.ends
    mark.right = high + need <= width
    return (low - 1, high + 1 + need) if mark.right else (low - 1 - need, high + 1)


def _pack(marks: Sequence[Mark], width: float, most: int) -> int:
    """Give every mark a row of its lane in which it meets no other; returns how many rows, at most `most`.

    Where the rows do not suffice, labels are left out by importance, and then marks share a place.
    """

    def packed(order: Iterable[Mark], most: int, bare: frozenset[str] = frozenset()) -> int:
        rows: list[list[tuple[float, float]]] = []
        for mark in order:
            for labelled in (False,) if mark.event.id in bare else (True, False):
                left, right = _extent(mark, width, labelled)
                free = (k for k, row in enumerate(rows) if all(right <= a or left >= b for a, b in row))
                mark.row, mark.labelled = next(free, len(rows)), labelled
                if mark.row < most:
                    break
            else:  # the last rows hold what matters least, if the order is that of importance
                mark.row = min(reversed(range(most)), key=lambda k: sum(left < b and right > a for a, b in rows[k]))
            if mark.row == len(rows):
                rows.append([])
            rows[mark.row].append((left, right))
        return max(len(rows), 1)

    def by_time(dropped: int) -> int:
        order = sorted(marks, key=lambda m: (m.first + m.last, m.event.id))
        return packed(order, len(marks) + 1, frozenset(m.event.id for m in important[len(marks) - dropped :]))

    important = sorted(marks, key=lambda m: (-m.event.sources, -m.event.confidence, m.first, m.event.id))
    if len(marks) <= LABELLED:
        if (rows := by_time(0)) <= most:
            _enlarge(important, width)
            return rows
        few, many = 0, len(marks)  # labels that are too few to leave out, and enough
        if by_time(many) <= most:
            while many - few > 1:
                middle = (few + many) // 2
                few, many = (few, middle) if by_time(middle) <= most else (middle, many)
            rows = by_time(many)
            _enlarge(important, width)
            return rows
    rows = packed(important, most)
    _unlabel(important, width)
    return rows


def _enlarge(important: Sequence[Mark], width: float) -> None:
    """Give labels back, and write them whole, where there is room on the row after all; the most important first."""
    rows: dict[int, list[Mark]] = defaultdict(list)
    for mark in important:
        rows[mark.row].append(mark)
    for row in rows.values():
        taken = {mark.event.id: _extent(mark, width, mark.labelled) for mark in row}
        for mark in row:
            before = mark.label, mark.labelled
            if mark.inside or (mark.labelled and not mark.whole):
                continue
            others = [ends for name, ends in taken.items() if name != mark.event.id]
            for label in filter(None, (mark.whole, "" if mark.labelled else mark.label)):
                mark.label, mark.labelled = label, True
                left, right = _extent(mark, width, True)
                if left >= 0 and all(right <= a or left >= b for a, b in others):
                    taken[mark.event.id] = left, right
                    break
            else:
                mark.label, mark.labelled = before
                _extent(mark, width, mark.labelled)


def _unlabel(important: Sequence[Mark], width: float) -> None:
    """Take away the labels that a mark had to be put on, for want of room elsewhere; the most important stay."""
    rows: dict[int, list[Mark]] = defaultdict(list)
    for mark in important:
        rows[mark.row].append(mark)
    for row in rows.values():
        bare = [_extent(mark, width, False) for mark in row]
        kept: list[tuple[float, float]] = []
        for k, mark in enumerate(row):
            left, right = _extent(mark, width, mark.labelled)
            met = any(left < b and right > a for j, (a, b) in enumerate(bare) if j != k)
            if mark.labelled and (met or any(left < b and right > a for a, b in kept)):
                mark.labelled = False
            elif mark.labelled:
                kept.append((left, right))


def _shares(counts: Sequence[int], needs: Sequence[int], budget: int) -> list[int]:
    """How many rows each lane may have: by what it holds, and never less than a few; what one has over, others get."""
    whole = sum(counts) or 1
    shares = [max(min(count, FEWEST), round(budget * count / whole), 1) for count in counts]
    over = sum(max(share - need, 0) for share, need in zip(shares, needs, strict=True))
    for k in sorted(range(len(shares)), key=lambda k: needs[k] - shares[k]):
        more = min(max(needs[k] - shares[k], 0), over)
        shares[k] += more
        over -= more
    return shares


def theme_of(dark: bool) -> Theme:
    """The colours of a light or dark page."""
    return DARK if dark else LIGHT


def _scale(picture: Picture, view: View) -> Scale:
    days = [*picture.days, *([picture.published] if picture.published else [])]
    if days and (max(days) - min(days)).days < BRIEF:  # a single day would be as wide as the chart
        days += [min(days) - timedelta(days=AROUND), max(days) + timedelta(days=AROUND)]
    return Scale(days, view.scale == "compressed")


def timeline(
    picture: Picture, view: View, dark: bool = False, width: int = 1080
) -> tuple[go.Figure, Scale, list[Lane]]:
    """The figure, the scale that its x axis follows (to read the window back from it), and its lanes."""
    theme = theme_of(dark)
    scale = _scale(picture, view)
    first, last = view.start or scale.first, view.end or scale.last
    low, high = scale.x(first), max(scale.x(last), scale.x(first) + 1)
    # A window that was asked for is shown as it is: with room added, every pan would widen it a little more.
    low -= 0 if view.start else (high - low) * 0.02
    high += 0 if view.end else (high - low) * 0.02
    plot = max(width - MARGIN - 20, 200)
    pixel = plot / (high - low)
    canvas = Canvas()
    found = lanes(picture, view)
    keys = {lane.key for lane in found}
    standing: dict[str, list[Mark]] = {lane.key: [] for lane in found}
    for event in picture.marks:
        mark = _placed(event, scale, low, pixel, plot)
        if mark is None:
            continue
        key = lane_of(event.type, _country(event, view), view)
        room, width_of = max(mark.ends[0], plot - mark.ends[1]), mark.last - mark.first
        mark.label, whole = (_fitting(_label(event, longest), room) for longest in (LONGEST, WHOLE))
        mark.whole = whole if len(whole) > len(mark.label) else ""
        if not mark.label and (label := _fitting(_label(event, LONGEST), mark.last - mark.middle - mark.half)):
            mark.label, mark.inside = label, width_of > len(label) * LETTER
        standing[key if key in keys else OTHERS].append(mark)
    dense = _bins(picture.density, found, view, scale, low, high) if picture.density else {}
    top = 0.0
    names, centres = [], []
    open_lanes = [lane for lane in found if lane.key not in view.fold]
    counts = [len(standing[lane.key]) for lane in open_lanes]
    needs = counts
    if len(picture.marks) <= LABELLED:
        needs = [_pack(standing[lane.key], plot, count + 1) for lane, count in zip(open_lanes, counts, strict=True)]
    share = dict(zip(open_lanes, _shares(counts, needs, ROWS), strict=True))
    for number, lane in enumerate(found):
        marks, folded = standing[lane.key], lane not in share
        rows = 1 if folded else _pack(marks, plot, share[lane])
        if folded:
            for mark in marks:
                mark.labelled = False
        if lane.key in dense:
            _heat(canvas, dense[lane.key], max(map(max, dense.values())), top, rows, (low, high), theme)
        for mark in marks:
            mark.y = round(top + mark.row + 0.5, 2)
        if number % 2 == 0 and not dense:
            canvas.shapes.append({
                "type": "rect", "xref": "paper", "x0": 0, "x1": 1, "y0": top - 0.2, "y1": top + rows + 0.2,
                "fillcolor": theme.band, "line": {"width": 0}, "layer": "below",
            })  # fmt: skip
        names.append(f"{'▸' if folded else '▾'} <b>{safe(lane.name, 22)}</b> {spoken().number(lane.count)}")
        centres.append(top + 0.5)
        top += rows + 0.5
    drawn = [mark for lane in found for mark in standing[lane.key]]
    _draw(canvas, drawn, theme, (low, high), pixel, picture.total <= LABELLED, view, picture.outlets)
    _frame(canvas, scale, (low, high), top, pixel, theme, {"tickvals": centres, "ticktext": names})
    day = picture.opened or picture.published
    if day and low <= scale.x(day) <= high:
        _publication(canvas, scale.x(day), day, top, theme, (scale.x(day) - low) / (high - low))
    return canvas.figure(), scale, found


def _label(event: Brief, longest: int) -> str:
    suffix = "" if event.status is Status.HAPPENED else f" · {tr(STATUS[event.status])}"
    title = titled(event)
    title = title if len(title) <= longest else title[: longest - 1] + "…"
    return title + suffix


def _size(event: Brief) -> int:
    """The size of a mark as Plotly counts it: by how many tell the event."""
    return 10 + 2 * min(event.sources, 4)


def _half(event: Brief) -> float:
    """Half the width of a mark, in pixels: pointed ones are wider than their size says."""
    pointed = any(word in _symbol(event) for word in ("diamond", "star"))
    return _size(event) / 2 * (1.4 if pointed else 1.1) + 1


def _fitting(label: str, room: float) -> str:
    """A label cut to the pixels beside its mark: a long stay in a short window leaves few.

    >>> _fitting("Somebody visits somewhere", 90), _fitting("Somebody visits somewhere", 20)
    ('Somebody vi…', '')
    """
    letters = int((room - 14) / LETTER)
    if len(label) <= letters:
        return label
    return label[: letters - 1] + "…" if letters >= SHORTEST else ""


def _symbol(event: Brief) -> str:
    if event.status in STRUCK:
        return "x-thin"
    symbol = types()[event.type].symbol
    if event.status is Status.HAPPENED:
        return symbol
    return symbol.removesuffix("-dot") + "-open" + ("-dot" if symbol.endswith("-dot") else "")


def told_by(event: Brief) -> str:
    """How many tell an event, in words."""
    if event.sources == event.articles:
        return trn("told by {n} article", "told by {n} articles", event.articles)
    return trn(
        "told by {n} article, {independent} independent", "told by {n} articles, {independent} independent",
        event.articles, independent=spoken().number(event.sources),
    )  # fmt: skip


def _draw(
    canvas: Canvas, marks: Sequence[Mark], theme: Theme, ends: tuple[float, float], pixel: float, fine: bool,
    view: View, outlets: Mapping[str, str],
) -> None:  # fmt: skip
    """The marks of all lanes; `fine` with whiskers and bars and drawn in SVG, else by WebGL.

    Few traces, each with many marks: a trace costs milliseconds, on the server and in the browser.
    """

    low, high = ends

    def colour(mark: Mark) -> str:
        kind = types()[mark.event.type]
        return kind.dark if theme.dark else kind.light

    def x(pixels: float) -> float:
        return round(low + pixels / pixel, 4)

    def inside(pixels: float) -> float:  # what lies a hair beyond the window's edge is not drawn at all
        return min(max(x(pixels), low), high)

    tints = [colour(m) for m in marks]
    middle = {m.event.id: m.middle for m in marks}
    windows = [m for m in marks if fine and not m.open and not _known(m.event) and m.last - m.first > 14]
    bars = [m for m in marks if fine and not m.open and _known(m.event) and m.last - m.first > 18]
    fading = [m for m in marks if fine and m.open]
    for tint, group in groupby(sorted(windows, key=colour), key=colour):  # a line has one colour
        mine = list(group)
        canvas.trace(
            "scatter",
            x=[v for m in mine for v in (x(m.first), x(m.last), None)], y=[v for m in mine for v in (m.y, m.y, None)],
            mode="lines+markers", line={"color": tint, "width": 1.5, "dash": "2px,2px"},
            marker={"symbol": "line-ns", "size": 8, "line": {"color": tint, "width": 1.5}}, hoverinfo="skip",
        )  # fmt: skip
    if bars:
        happened = [m.event.status is Status.HAPPENED for m in bars]
        mine_tints = [colour(m) for m in bars]
        canvas.trace(
            "bar",
            orientation="h", base=[x(m.first) for m in bars], x=[(m.last - m.first) / pixel for m in bars],
            y=[m.y for m in bars], width=0.34, hoverinfo="skip",
            marker={
                "color": [tint if done else "rgba(0,0,0,0)" for tint, done in zip(mine_tints, happened, strict=True)],
                "line": {"color": mine_tints, "width": 1.3}, "opacity": [0.3 if m.inside else 0.75 for m in bars],
                "pattern": {"shape": ["" if done else "/" for done in happened], "fgcolor": mine_tints, "size": 5},
            },
        )  # fmt: skip
    if fading:
        pieces = [(m, *piece) for m in fading for piece in _faded(m)]
        canvas.trace(
            "bar",
            orientation="h", base=[x(at) for _, at, _, _ in pieces], x=[long / pixel for _, _, long, _ in pieces],
            y=[m.y for m, _, _, _ in pieces], width=0.34, hoverinfo="skip",
            marker={
                "color": [colour(m) for m, _, _, _ in pieces], "line": {"width": 0},
                "opacity": [shade * (0.4 if m.inside else 1) for m, _, _, shade in pieces],
            },
        )  # fmt: skip
    if marks:
        canvas.trace(
            "scatter" if fine else "scattergl",
            x=[inside(middle[m.event.id]) for m in marks], y=[m.y for m in marks], mode="markers",
            **({"cliponaxis": False} if fine else {}),
            marker={
                "symbol": [_symbol(m.event) for m in marks], "color": tints,
                "size": [_size(m.event) for m in marks],
                "opacity": [1.0 if m.event.confidence >= 0.6 or m.event.review else 0.55 for m in marks],
                "line": {"width": 2, "color": tints},
            },
            customdata=[
                [
                    e.id, safe(titled(e)), safe(written(e.interval)), tr(STATUS[e.status]), told_by(e),
                    safe(outlets.get(e.id, ""), 120),
                ]
                for e in (m.event for m in marks)
            ],
            hovertemplate="<b>%{customdata[1]}</b><br>%{customdata[2]} · %{customdata[3]}"
            "<br>%{customdata[4]}" + (": %{customdata[5]}" if outlets else "")
            + "<br>" + tr("click for the sentence") + "<extra></extra>",
        )  # fmt: skip
    for side, position in ((True, "middle right"), (False, "middle left")):
        mine = [m for m in marks if m.labelled and m.right is side]
        if not mine:
            continue
        edge = [middle[m.event.id] + m.half + 4 if m.inside else m.ends[1] + 4 if side else m.ends[0] - 4 for m in mine]
        canvas.trace(
            "scatter",
            x=[x(e) for e in edge], y=[m.y for m in mine], mode="text", text=[safe(m.label, 100) for m in mine],
            textposition=position, hoverinfo="skip", cliponaxis=False,
            textfont={"size": 12, "color": theme.ink, "shadow": f"0 0 3px {theme.ground}"},
        )  # fmt: skip
    for mark in marks:
        if mark.event.id == view.event:
            canvas.shapes.append({
                "type": "rect", "x0": x(mark.ends[0] - 2), "x1": x(mark.ends[1] + 2), "y0": mark.y - 0.45,
                "y1": mark.y + 0.45, "line": {"color": theme.ink, "width": 2}, "layer": "below",
            })  # fmt: skip


def _faded(mark: Mark) -> list[tuple[float, float, float]]:
    """The pieces of a bar that fades towards its open side: where each begins, how long it is, and its opacity."""
    step = (mark.last - mark.first) / len(FADES)
    shades = FADES if mark.open > 0 else FADES[::-1]
    return [(mark.first + k * step, step, shade) for k, shade in enumerate(shades)]


def _binned(density: Density, scale: Scale, low: float, high: float) -> np.ndarray[Any, Any]:
    """How many events each bin of the axis has, a row for each of the density's lanes."""

    def bin_of(days: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        at = (np.interp(days, scale.days, scale.units) - low) / (high - low)
        bins: np.ndarray[Any, Any] = np.clip((at * BINS).astype(int), 0, BINS - 1)
        return bins

    return density.binned(bin_of, BINS)


def _bins(
    density: Density, found: Sequence[Lane], view: View, scale: Scale, low: float, high: float
) -> dict[str, list[int]]:
    """How many events each bin of each lane holds."""
    sums = {lane.key: np.zeros(BINS, int) for lane in found}
    for value, counts in zip(density.lanes, _binned(density, scale, low, high), strict=True):
        if counts.any():
            key = lane_of(value, value, view)
            sums[key if key in sums else OTHERS] += counts
    return {key: counts.tolist() for key, counts in sums.items()}


def _heat(
    canvas: Canvas, counts: list[int], most: int, top: float, rows: int, ends: tuple[float, float], theme: Theme
) -> None:
    """Too many to tell apart: how many a bin, as a strip behind the marks of a lane."""
    step = (ends[1] - ends[0]) / BINS
    ground, full = (theme.ground, "#2E6DA4") if theme.dark else (theme.ground, "#8DB8E0")
    canvas.trace(
        "heatmap",
        x0=ends[0] + step / 2, dx=step, y0=top + rows / 2, dy=rows, z=[counts], zmin=0, zmax=most, showscale=False,
        colorscale=[[0, ground], [0.02, theme.grid], [1, full]],
        hovertemplate=tr("{n} events", n="%{z:,}") + "<extra></extra>",
    )  # fmt: skip


def overview(picture: Picture, density: Density, view: View, dark: bool, width: int) -> tuple[go.Figure, Scale]:
    """The strip beneath: how many events there are over the whole time, and where the window is."""
    theme = theme_of(dark)
    scale = _scale(picture, view)
    low, high = scale.x(scale.first), scale.x(scale.last) + 1
    counts = _binned(density, scale, low, high).sum(axis=0)
    step = (high - low) / BINS
    canvas = Canvas()
    canvas.trace(
        "bar",
        x=[low + (k + 0.5) * step for k in range(BINS)], y=np.sqrt(counts).round(2).tolist(), width=step,
        marker={"color": theme.muted, "line": {"width": 0}}, customdata=counts.astype(int).tolist(),
        hovertemplate=tr("{n} events", n="%{customdata:,}") + "<extra></extra>",
    )  # fmt: skip
    if view.start or view.end:
        a, b = scale.x(view.start or scale.first), scale.x(view.end or scale.last)
        canvas.shapes.append({
            "type": "rect", "yref": "paper", "x0": max(a, low), "x1": min(b, high), "y0": 0, "y1": 1, "layer": "above",
            "fillcolor": "rgba(0,119,204,0.18)", "line": {"color": "#0077CC", "width": 2},
        })  # fmt: skip
    places = ticks(scale, scale.day(low), scale.day(high), max(width - MARGIN - 20, 200) / (high - low))
    canvas.layout = {
        "xaxis": {
            "range": [low, high], "fixedrange": True, "tickvals": [x for x, _ in places],
            "ticktext": [t for _, t in places], "tickfont": {"color": theme.muted, "size": 11}, "zeroline": False,
            "showgrid": False, "tickangle": 0,
        },
        "yaxis": {"visible": False, "fixedrange": True, "rangemode": "tozero"},
        "height": 82, "margin": {"l": MARGIN, "r": 20, "t": 2, "b": 22}, "dragmode": "select", "selectdirection": "h",
        "bargap": 0, "plot_bgcolor": theme.band, "paper_bgcolor": "rgba(0,0,0,0)", "font": {"family": FONT},
        "showlegend": False, "separators": spoken().separators, "selections": [],
        "newselection": {"line": {"color": "#0077CC", "width": 2, "dash": "solid"}},
    }  # fmt: skip
    return canvas.figure(), scale


def _frame(
    canvas: Canvas, scale: Scale, ends: tuple[float, float], top: float, pixel: float, theme: Theme,
    names: dict[str, list[Any]],
) -> None:  # fmt: skip
    """The axes, with the lanes' names, and what holds for the whole figure."""
    places = ticks(scale, scale.day(ends[0]), scale.day(ends[1]), pixel)
    marked = {
        "tickvals": [x for x, _ in places], "ticktext": [t for _, t in places], "zeroline": False, "tickangle": 0,
        "tickfont": {"color": theme.ink, "size": 12},
    }  # fmt: skip
    canvas.layout = {
        "xaxis": {
            "range": list(ends), "gridcolor": theme.grid, "showline": True, "linecolor": theme.muted, **marked,
        },
        "yaxis": {
            "range": [max(top, 1) - 0.2, -0.8], "showgrid": False, "zeroline": False, "fixedrange": True,
            "tickfont": {"size": 12, "color": theme.ink}, **names,
        },
        "modebar": theme.modebar,
        "height": int(max(top, 3) * ROW + 90), "margin": {"l": MARGIN, "r": 20, "t": 48, "b": 34}, "showlegend": False,
        "hovermode": "closest", "dragmode": "pan", "barmode": "overlay", "plot_bgcolor": "rgba(0,0,0,0)",
        "paper_bgcolor": "rgba(0,0,0,0)", "font": {"family": FONT}, "separators": spoken().separators,
    }  # fmt: skip
    if top > TALL:  # the same days above the marks, for who does not see both ends at once
        canvas.trace("scatter", x=[ends[0]], y=[0], xaxis="x2", mode="markers", opacity=0, hoverinfo="skip")
        canvas.layout["xaxis2"] = {"overlaying": "x", "matches": "x", "side": "top", "showgrid": False, **marked}


def _publication(canvas: Canvas, x: float, day: date, top: float, theme: Theme, part: float) -> None:
    """The line of the publication day, between past and future."""
    canvas.shapes.append({
        "type": "line", "x0": x, "x1": x, "y0": -0.4, "y1": top, "layer": "below",
        "line": {"color": theme.muted, "width": 1.2, "dash": "4px,3px"},
    })  # fmt: skip
    anchor = "left" if part < 0.1 else "right" if part > 0.85 else "center"
    canvas.annotations.append({
        "x": x, "xanchor": anchor, "y": 1, "yref": "paper", "yanchor": "bottom", "yshift": 22, "showarrow": False,
        "font": {"size": 12, "color": theme.muted},
        "text": tr("◀ past  <b>published {day}</b>  future ▶", day=spoken().short_day(day)),
    })  # fmt: skip
