"""Events → the Plotly timeline: lanes, marks, whiskers, bars and labels that do not overlap."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

import plotly.graph_objects as go

from timeline.dashboard.scale import Scale, ticks
from timeline.events import types
from timeline.gazetteer import country_name, flag
from timeline.model import Event, Status
from timeline.temporal.interval import Granularity, Interval
from timeline.view import View

LETTER = 6.6  # pixels that a letter of a label takes at 12 px
ROW = 24  # pixels of a row of marks
LABELLED = 150  # events in view up to which every mark has its label
SHARP = 4000  # events in view up to which every event has a mark of its own
STRUCK = (Status.DENIED, Status.CANCELLED)
MARGIN = 150  # pixels for the names of the lanes
BINS = 160


@dataclass(slots=True)
class Mark:
    """An event on its way to the figure: where it stands, in pixels from the left."""

    event: Event
    first: float
    last: float
    label: str
    row: int = 0
    right: bool = True


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of a figure."""

    ink: str
    muted: str
    grid: str
    band: str
    ground: str
    dark: bool


LIGHT = Theme("#1F2933", "#5B6773", "#E6EAEF", "rgba(110,130,160,0.07)", "#FFFFFF", False)
DARK = Theme("#E6EAF0", "#9AA5B1", "#2B323B", "rgba(140,160,190,0.08)", "#0E1117", True)


def safe(text: str, longest: int = 64) -> str:
    """Text for a figure: Plotly reads some tags and $…$, so neither may come from an article.

    >>> safe("<b>5 $")
    '&lt;b&gt;5 &#36;'
    """
    short = text if len(text) <= longest else text[: longest - 1] + "…"
    return html.escape(short).replace("$", "&#36;")


def day_in_words(day: date) -> str:
    """A day as people write it.

    >>> day_in_words(date(2024, 6, 18))
    '18 June 2024'
    """
    return f"{day.day} {day:%B %Y}"


def written(interval: Interval | None) -> str:
    """An interval in words.

    >>> written(Interval.of(2023, 9)), written(Interval.between(date(2024, 6, 18), date(2024, 6, 19)))
    ('September 2023', '18 – 19 June 2024')
    """
    first, last = (interval.start, interval.last) if interval else (None, None)
    if interval is None or (first is None and last is None):
        return "date unknown"
    if first is None or last is None:
        return f"until {day_in_words(last)}" if last else f"since {day_in_words(first)}" if first else ""
    match interval.granularity:
        case Granularity.YEAR:
            return f"{first:%Y}"
        case Granularity.MONTH:
            return f"{first:%B %Y}"
        case Granularity.DECADE:
            return f"the {first:%Y}s"
    if first == last:
        return day_in_words(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} – {day_in_words(last)}"
    return f"{day_in_words(first)} – {day_in_words(last)}"


def lane_of(event: Event, view: View) -> str:
    """The lane that an event stands in."""
    if view.lane == "type":
        return types()[event.type].lane
    chosen = [c for c in event.countries if c in view.country] or list(event.countries)
    return f"{flag(chosen[0])} {country_name(chosen[0])}" if chosen else "No country named"


def lanes(events: Sequence[Event], view: View) -> list[str]:
    """The lanes in their order: that of the types, or the busiest country first."""
    names = [lane_of(e, view) for e in events]
    if view.lane == "type":
        order = list(dict.fromkeys(t.lane for t in types().values()))
        return [lane for lane in order if lane in names]
    return sorted(set(names), key=lambda lane: (-names.count(lane), lane))


def _span(event: Event) -> tuple[date, date]:
    assert event.interval
    first, end = event.interval.start, event.interval.end
    return first or end or date.min, end or first or date.max


def _known(event: Event) -> bool:
    return bool(event.interval and event.interval.granularity in (Granularity.DAY, Granularity.INTERVAL))


def _pack(marks: list[Mark], width: float, labelled: bool) -> int:
    """Give every mark a row of its lane in which neither it nor its label meets another; returns how many rows."""
    rows: list[list[tuple[float, float]]] = []
    for mark in sorted(marks, key=lambda m: (m.first + m.last, m.event.id)):
        need = len(mark.label) * LETTER + 14 if labelled else 0
        mark.right = mark.last + need <= width
        left, right = (mark.first - 9, mark.last + 9 + need) if mark.right else (mark.first - 9 - need, mark.last + 9)
        free = (k for k, row in enumerate(rows) if all(right <= a or left >= b for a, b in row))
        mark.row = next(free, len(rows))
        if mark.row == len(rows):
            rows.append([])
        rows[mark.row].append((left, right))
    return max(len(rows), 1)


def timeline(
    events: Sequence[Event], view: View, dark: bool = False, width: int = 1080, published: date | None = None
) -> tuple[go.Figure, Scale]:
    """The figure of dated events, and the scale that its x axis follows (to read the window back from it)."""
    theme = DARK if dark else LIGHT
    shown = [e for e in events if e.interval]
    spans = [_span(e) for e in shown]
    days = [d for span in spans for d in span] + ([published] if published else [])
    scale = Scale(days, view.scale == "compressed")
    first = view.start or (min(days) if days else date(2024, 1, 1))
    last = view.end or (max(days) if days else date(2024, 12, 31))
    low, high = scale.x(first), max(scale.x(last), scale.x(first) + 1)
    pad = (high - low) * 0.02
    low, high = low - pad, high + pad
    plot = max(width - MARGIN - 20, 200)
    pixel = plot / (high - low)
    figure = go.Figure()
    inside = [(e, s) for e, s in zip(shown, spans, strict=True) if scale.x(s[1]) >= low and scale.x(s[0]) <= high]
    top = 0.0
    names, centres = [], []
    for number, lane in enumerate(lanes([e for e, _ in inside], view)):
        marks = [
            Mark(e, max((scale.x(s[0]) - low) * pixel, 0), min((scale.x(s[1]) - low) * pixel, plot), _label(e))
            for e, s in inside
            if lane_of(e, view) == lane
        ]
        labelled = len(inside) <= LABELLED
        rows = _pack(marks, plot, labelled) if len(inside) <= SHARP else 6
        if len(inside) > SHARP:
            _dense(figure, marks, top, theme, low, pixel, plot)
        else:
            _draw(figure, marks, top, theme, low, pixel, labelled, view)
        if number % 2 == 0:
            figure.add_shape(
                type="rect", xref="paper", x0=0, x1=1, y0=top - 0.2, y1=top + rows + 0.2,
                fillcolor=theme.band, line_width=0, layer="below",
            )  # fmt: skip
        names.append(f"<b>{safe(lane, 26)}</b> {len(marks)}")
        centres.append(top + rows / 2)
        top += rows + 0.5
    _frame(figure, scale, (first, last), (low, high), top, pixel, theme)
    figure.update_yaxes(tickvals=centres, ticktext=names)
    if published:
        _publication(figure, scale.x(published), published, top, theme)
    return figure, scale


def _label(event: Event) -> str:
    suffix = "" if event.status is Status.HAPPENED else f" · {event.status.value}"
    title = event.title if len(event.title) <= 48 else event.title[:47] + "…"
    return title + suffix


def _symbol(event: Event) -> str:
    if event.status in STRUCK:
        return "x-thin"
    return types()[event.type].symbol + ("" if event.status is Status.HAPPENED else "-open")


def _draw(
    figure: go.Figure,
    marks: Sequence[Mark],
    top: float,
    theme: Theme,
    low: float,
    pixel: float,
    labelled: bool,
    view: View,
) -> None:
    def colour(mark: Mark) -> str:
        kind = types()[mark.event.type]
        return kind.dark if theme.dark else kind.light

    def x(pixels: float) -> float:
        return low + pixels / pixel

    middle = {m.event.id: (m.first + m.last) / 2 for m in marks}
    y = {m.event.id: top + m.row + 0.5 for m in marks}
    for tint, group in groupby(sorted(marks, key=colour), key=colour):
        mine = list(group)
        windows = [m for m in mine if not _known(m.event) and m.last - m.first > 14]
        bars = [m for m in mine if _known(m.event) and m.last - m.first > 18]
        if windows:
            figure.add_trace(go.Scatter(
                x=[v for m in windows for v in (x(m.first), x(m.last), None)],
                y=[v for m in windows for v in (y[m.event.id], y[m.event.id], None)],
                mode="lines+markers", line={"color": tint, "width": 1.5, "dash": "2px,2px"},
                marker={"symbol": "line-ns", "size": 8, "line": {"color": tint, "width": 1.5}}, hoverinfo="skip",
            ))  # fmt: skip
        if bars:
            figure.add_trace(go.Bar(
                orientation="h", base=[x(m.first) for m in bars], x=[(m.last - m.first) / pixel for m in bars],
                y=[y[m.event.id] for m in bars], width=0.34, hoverinfo="skip",
                marker={
                    "color": [tint if m.event.status is Status.HAPPENED else "rgba(0,0,0,0)" for m in bars],
                    "line": {"color": tint, "width": 1.3}, "opacity": 0.75,
                },
            ))  # fmt: skip
        kind = go.Scatter if labelled else go.Scattergl
        figure.add_trace(kind(
            x=[x(middle[m.event.id]) for m in mine], y=[y[m.event.id] for m in mine], mode="markers",
            marker={
                "symbol": [_symbol(m.event) for m in mine], "color": tint,
                "size": [10 + 2 * min(m.event.sources, 4) for m in mine],
                "opacity": [1.0 if m.event.confidence >= 0.6 else 0.55 for m in mine],
                "line": {"width": 2, "color": tint},
            },
            customdata=[
                [e.id, safe(e.title), safe(written(e.interval)), e.status.value, e.sources]
                for e in (m.event for m in mine)
            ],
            hovertemplate="<b>%{customdata[1]}</b><br>%{customdata[2]} · %{customdata[3]}"
            "<br>%{customdata[4]} source(s) – click for the sentence<extra></extra>",
        ))  # fmt: skip
    if labelled:
        for side, position in ((True, "middle right"), (False, "middle left")):
            mine = [m for m in marks if m.right is side]
            if not mine:
                continue
            edge = [
                max(m.last, middle[m.event.id] + 8) + 4 if side else min(m.first, middle[m.event.id] - 8) - 4
                for m in mine
            ]
            figure.add_trace(go.Scatter(
                x=[x(e) for e in edge], y=[y[m.event.id] for m in mine], mode="text",
                text=[safe(m.label, 80) for m in mine], textposition=position, hoverinfo="skip", cliponaxis=False,
                textfont={"size": 12, "color": theme.ink, "shadow": f"0 0 3px {theme.ground}"},
            ))  # fmt: skip
    for mark in marks:
        if mark.event.id == view.event:
            figure.add_shape(
                type="rect", x0=x(mark.first - 11), x1=x(mark.last + 11), y0=y[mark.event.id] - 0.45,
                y1=y[mark.event.id] + 0.45, line={"color": theme.ink, "width": 2}, layer="below",
            )  # fmt: skip


def _dense(
    figure: go.Figure, marks: Sequence[Mark], top: float, theme: Theme, low: float, pixel: float, plot: float
) -> None:
    """Too many to tell apart: how many a bin."""
    counts = [0] * BINS
    for mark in marks:
        counts[min(int((mark.first + mark.last) / 2 / plot * BINS), BINS - 1)] += 1
    figure.add_trace(go.Heatmap(
        x=[low + (i + 0.5) * plot / BINS / pixel for i in range(BINS)], y=[top + 3], z=[counts], dy=6,
        colorscale="Cividis" if theme.dark else "Blues", showscale=False,
        hovertemplate="%{z} events<extra></extra>",
    ))  # fmt: skip


def _frame(
    figure: go.Figure,
    scale: Scale,
    window: tuple[date, date],
    ends: tuple[float, float],
    top: float,
    pixel: float,
    theme: Theme,
) -> None:
    places = ticks(scale, scale.day(ends[0]), scale.day(ends[1]), pixel)
    figure.update_xaxes(
        range=list(ends), tickvals=[x for x, _ in places], ticktext=[t for _, t in places], gridcolor=theme.grid,
        zeroline=False, tickfont={"color": theme.ink, "size": 11}, showline=True, linecolor=theme.muted, tickangle=0,
    )  # fmt: skip
    figure.update_yaxes(
        range=[max(top, 1) - 0.2, -0.8], showgrid=False, zeroline=False, fixedrange=True,
        tickfont={"size": 12, "color": theme.ink},
    )  # fmt: skip
    figure.update_layout(
        height=int(max(top, 3) * ROW + 90), margin={"l": MARGIN, "r": 20, "t": 26, "b": 34}, showlegend=False,
        hovermode="closest", dragmode="pan", barmode="overlay", plot_bgcolor="rgba(0,0,0,0)",
        paper_bgcolor="rgba(0,0,0,0)", font={"family": "Source Sans 3, Source Sans Pro, sans-serif"},
    )  # fmt: skip


def _publication(figure: go.Figure, x: float, day: date, top: float, theme: Theme) -> None:
    figure.add_shape(
        type="line",
        x0=x,
        x1=x,
        y0=-0.4,
        y1=top,
        line={"color": theme.muted, "width": 1.2, "dash": "4px,3px"},
        layer="below",
    )
    figure.add_annotation(
        x=x, y=-0.5, yanchor="bottom", showarrow=False, font={"size": 11, "color": theme.muted},
        text=f"◀ past  <b>published {day.day} {day:%b %Y}</b>  future ▶",
    )  # fmt: skip
