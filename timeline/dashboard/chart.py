"""The timeline on the page, as a chart or as a list, and the table with the same events."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Any

import streamlit as st

from timeline.dashboard import browser, bulk
from timeline.dashboard.figure import LABELLED, ON_TOP, SHARP, STRUCK, Picture, overview, timeline, written
from timeline.dashboard.looks import LOOKS
from timeline.dashboard.state import go, go_and_seed, moved, now, open_event, show
from timeline.dashboard.titles import titled
from timeline.dashboard.words import REVIEW, STATUS, later, spoken, tr, trn
from timeline.events import types
from timeline.gazetteer import flag
from timeline.model import Status
from timeline.store import Brief, ReadModel
from timeline.view import View

NARROW = 600  # pixels; below them the timeline is a list, for labels beside marks have no room
USUAL_WIDTH, PHONE_WIDTH = 980, 358  # pixels of the chart's place, where a browser does not tell
WAITING = 420  # pixels held free for the chart until the browser has told how wide it can be
LONGEST_LIST = 300  # events; a longer list on a phone is no list any more
LONGEST_TABLE = 500  # rows that are sent to the browser
COLUMNS = {
    later("Date"): 150, later("Event"): 365, later("Type"): 95, later("Countries"): 190, later("Status"): 85,
    later("Checked"): 85,
}  # pixels  # fmt: skip
MOST_LOOKED_AT = 20_000  # events of a look that is not the timeline
LOOK_HANDLING = {
    "map": later("How many events each country has, and who visited whom. Click a capital to filter by its country."),
    "matrix": later("How many events each pair of countries has. Click a pair to see its timeline."),
    "calendar": later(
        "How many events each day has; dates vaguer than two weeks are left out. Click a day to see it."
    ),
}  # fmt: skip
LOOK_KEYS = {
    "timeline": later("Timeline: arrow keys move between the marks, Enter opens one"),
    "map": later(
        "With the keyboard, arrows move from country to country and Page Down through all of them and the visits; "
        "Enter chooses, Escape leaves."
    ),
    "matrix": later(
        "With the keyboard, arrows move by row and column and Page Down to the next pair with events; Enter chooses, "
        "Escape leaves."
    ),
    "calendar": later(
        "With the keyboard, arrows move by day and week and Page Down to the next day with events; Enter chooses, "
        "Escape leaves."
    ),
}  # fmt: skip
RANGES = {later("1 month"): 30, later("1 year"): 365, later("5 years"): 1826}  # days
LEGEND = later(
    "● happened · ○ planned or possible · ✕ cancelled or denied · ▬ from … to · |┈| some day in between · "
    "larger: told by more articles · faded: less sure"
)
HANDLING = later(
    "Click a mark to see who says so and why this date; with the keyboard, arrows move and Enter opens. Drag to move, "
    "Ctrl and wheel to zoom, double click for all. A click on a lane’s name folds it."
)
FADED = later("A bar that fades has an end that nobody tells.")


def zoomed() -> None:
    """Take over the window that a pan or zoom has chosen."""
    scale = st.session_state.get("drawn_scale")
    found = st.session_state["stage"].get("range")
    if scale is not None:
        show(*((scale.day(found[0]), scale.day(found[1])) if found else (None, None)))


def brushed() -> None:
    """Take over the window that was drawn on the strip of the whole time."""
    scale = st.session_state.get("overview_scale")
    boxes = st.session_state["overview"].selection.get("box")
    if scale is not None and boxes and len(boxes[0].get("x", ())) == 2:
        a, b = sorted(scale.day(float(x)) for x in boxes[0]["x"])
        show(a, b)


def folded() -> None:
    """Fold or unfold the lane whose name was clicked."""
    lane, view = st.session_state["stage"].get("folded"), now()
    if lane:
        go(replace(view, fold=tuple(sorted({*view.fold} ^ {str(lane)}))))


def stage_opened() -> None:
    """Open the event whose mark the keyboard chose."""
    name = st.session_state["stage"].get("opened")
    if name:
        open_event(str(name))


def measured() -> None:
    """Take over the width that the chart has in the browser."""
    st.session_state["width"] = st.session_state["stage"].get("width") or USUAL_WIDTH


def width() -> int:
    """The width of the chart's place in pixels: as the browser has told, before that a guess.

    Nothing of that width is drawn from the guess: a chart that the next moment replaces by a list flickers, and takes
    the browser seconds.
    """
    guess = PHONE_WIDTH if "Mobile" in (st.context.headers.get("User-Agent") or "") else USUAL_WIDTH
    return int(st.session_state.get("width", guess))


def picked_mark() -> None:
    """Open the event whose mark was clicked."""
    points = st.session_state["timeline"].selection.points
    found = points[0].get("customdata") if points else None
    if isinstance(found, list | tuple) and found:
        open_event(str(found[0]))


def picked_row(key: str, names: Sequence[str]) -> None:
    """Open the event of the cell that was clicked, and keep which events are ticked.

    By their ids: other rows may stand in the places of theirs when the table is drawn next.
    """
    state = st.session_state
    found = state[key].selection
    state[bulk.TICKED] = [names[row] for row in found.rows if row < len(names)]
    cell = found.cells[0] if found.cells else None
    if cell and cell != state.get("cell") and cell[0] < len(names):
        open_event(names[cell[0]])
    state["cell"] = cell


def grid(names: Sequence[str], event: str | None) -> tuple[str, list[int]]:
    """The key of the grid that is drawn next, and the rows that are ticked in it.

    The ticks stay with their events, wherever these stand now, and a cell whose event was closed is left, so that a
    click on it opens the event again. Both take a new grid, for one whose selection is set from here loses the next
    click; how it was sorted is lost with it.
    """
    state = st.session_state
    ticked = set(state.get(bulk.TICKED, ()))
    rows = [row for row, name in enumerate(names) if name in ticked]
    state[bulk.TICKED] = [names[row] for row in rows]
    key = f"grid-{state.get('grid', 0)}"
    if key not in state:
        return key, rows
    found = state[key].selection
    left = any(cell[0] >= len(names) or names[cell[0]] != event for cell in found.cells)
    if rows != sorted(found.rows) or left:
        state["grid"], state["cell"] = state.get("grid", 0) + 1, None
        return f"grid-{state['grid']}", rows
    return key, rows


def picked_item() -> None:
    """Open the event that was chosen of the list."""
    name = st.session_state["listing"].get("opened")
    if name:
        open_event(str(name))


def picture(view: View, model: ReadModel) -> Picture:
    """What there is to draw of a view: marks, or where they are too many the density and the most told."""
    total = model.count(view)
    dense = total > SHARP
    marks = model.briefs(view, ON_TOP, important=True) if dense else model.briefs(view)
    opened = None
    if view.event and (event := model.event(view.event, view)):
        days = [a.published for name, _ in event.mentions if (a := model.articles.get(name)) and a.published]
        opened = min(days, default=None)
    return Picture(
        [m for m in marks if m.interval], total, model.days(view), model.density(view) if dense else None,
        model.published(view), opened, outlets(view, model, marks) if total <= LABELLED else {},
    )  # fmt: skip


def outlets(view: View, model: ReadModel, marks: Sequence[Brief]) -> dict[str, str]:
    """Who tells each event, in words, the earliest first."""
    names = [mark.id for mark in marks]
    if view.asof is None and view.revision is None:
        found = model.store.some_events(names)
    else:
        found = [event for name in names if (event := model.event(name, view))]
    told = {}
    for event in found:
        articles = [a for name, _ in event.mentions if (a := model.articles.get(name))]
        told[event.id] = ", ".join(dict.fromkeys(a.outlet or tr("unknown outlet") for a in articles))
    return told


def chart(view: View, model: ReadModel) -> None:
    """Draw the timeline: the figure, or a list where the screen is narrow."""
    wide = width()
    dark = st.context.theme.type == "dark"
    lanes: list[str] = []
    with st.container(key="place"):
        if "width" not in st.session_state:
            st.skeleton(height=WAITING)
        elif wide < NARROW:
            listing(model.briefs(view, LONGEST_LIST), model.count(view) + model.undated(view), view, dark)
            # Below: each line says its status in words, and the first event is to be seen at once.
            legend = tr("● happened · ○ planned or possible · ✕ cancelled or denied.")
            st.caption(" ".join((tr("Open an event to read the sentences that tell it."), legend)))
        elif model.count(view):
            lanes = drawing(view, model, dark, wide)
        else:
            nothing(view)
    browser.stage(
        key="stage",
        data={
            **staged(view.look), "lanes": lanes, "fold": tr("fold or unfold the lane {lane}", lane="{lane}"),
        },
        on_range_change=zoomed, on_width_change=measured, on_folded_change=folded, on_opened_change=stage_opened,
    )  # fmt: skip


def staged(look: str) -> dict[str, Any]:
    """What `browser.stage` is told of any look."""
    return {
        "place": "place", "width": width(), "told": "width" in st.session_state, "look": look,
        "label": tr(LOOK_KEYS[look]), "place_of": tr("({n} of {total})", n="{n}", total="{total}"),
        "none": tr("no events"), "lang": spoken().code, "toolbar": browser.toolbar(),
    }  # fmt: skip


def nothing(view: View) -> None:
    """Say that there is nothing to draw, and where there would be."""
    windowed = tr("No dated event here. Show the whole time to see more.")
    st.info(windowed if view.start or view.end else tr("No dated event here."))


def drawing(view: View, model: ReadModel, dark: bool, wide: int) -> list[str]:
    """The figure with what stands around it; returns the keys of its lanes."""
    found = picture(view, model)
    figure, scale, lanes = timeline(found, view, dark, wide)
    st.session_state["drawn_scale"] = scale
    if found.density:
        words = tr(
            "{n} events: the darker, the more there are; on top the {shown} that most sources tell. Zoom in to see "
            "every one.",
            n=spoken().number(found.total), shown=spoken().number(len(found.marks)),
        )  # fmt: skip
        st.caption(words)
    else:
        st.caption(tr(LEGEND), help=f"{tr(HANDLING)} {tr(FADED)}")
    st.plotly_chart(
        figure, key="timeline", on_select=picked_mark, selection_mode="points", theme=None,
        alt=trn(
            "Timeline of {n} event; the table below lists the same",
            "Timeline of {n} events; the table below lists the same events in the same order", found.total,
        ),
        config={
            "displaylogo": False, "scrollZoom": True, "doubleClick": "autosize",
            "modeBarButtonsToRemove": ["lasso2d", "select2d", "autoScale2d"],
        },
    )  # fmt: skip
    if len(found.days) > 1:
        strip, strip_scale = overview(found, model.density(replace(view, start=None, end=None)), view, dark, wide)
        st.session_state["overview_scale"] = strip_scale
        st.plotly_chart(
            strip, key="overview", on_select=brushed, selection_mode="box", theme=None,
            alt=tr("All of the time, with the number of events; draw across it to zoom"),
            config={"displayModeBar": False},
        )  # fmt: skip
    return [lane.key for lane in lanes]


def ranges(view: View, model: ReadModel) -> None:
    """The buttons above the chart: what lies beside the window, and windows of usual lengths."""
    before, after = model.beside(view)
    known = model.days(view)
    first, last = view.start or min(known), view.end or max(known)
    length = max((last - first).days, 1)
    with st.container(
        horizontal=True, horizontal_alignment="right", vertical_alignment="center", key="ranges"
    ):  # fmt: skip
        # Both hints keep their place where nothing is beside the window: the chart must not move under the pointer.
        # A list does not, and a phone has no place to keep.
        roomy = width() >= NARROW
        words = tr("◀ none earlier")
        if before:
            words = trn(
                "◀ {n} earlier (since {year})", "◀ {n} earlier (since {year})", before.count, year=before.farthest.year
            )  # fmt: skip
        end = before.nearest if before else last
        if before or roomy:
            _window("jump-earlier", words, moved(end, -length), end, disabled=before is None)
        for name, days in RANGES.items():
            _window(f"range-{days}", tr(name), moved(last, -days), last)
        _window("range-all", tr("All"), None, None)
        words = tr("none later ▶")
        if after:
            words = trn(
                "{n} later (until {year}) ▶", "{n} later (until {year}) ▶", after.count, year=after.farthest.year
            )  # fmt: skip
        start = after.nearest if after else last
        if after or roomy:
            _window("jump-later", words, start, moved(start, length), disabled=after is None)


def _window(key: str, words: str, start: date | None, end: date | None, disabled: bool = False) -> None:
    """A button that sets the window."""
    st.button(words, key=key, type="tertiary", on_click=show, args=(start, end), disabled=disabled)


def look(view: View, model: ReadModel) -> None:
    """One of the other looks at the events of the window."""
    within = model.count(view) if view.start or view.end else model.summary(view).events
    if within > MOST_LOOKED_AT:
        st.info(tr(
            "{n} events are too many for this look: filter or zoom to {most} or fewer.",
            n=spoken().number(within), most=spoken().number(MOST_LOOKED_AT),
        ))  # fmt: skip
        return
    events = model.these([b.id for b in model.briefs(view)], view)
    if not events:
        nothing(view)
        return
    st.caption(tr(LOOK_HANDLING[view.look]), help=tr(LOOK_KEYS[view.look]))
    # For all wide screens the same figure: one that follows each pixel is drawn anew when the width is told.
    wide = PHONE_WIDTH if width() < NARROW else USUAL_WIDTH
    with st.container(key="place"):
        st.plotly_chart(
            LOOKS[view.look](events, st.context.theme.type == "dark", wide), key=f"look-{view.look}",
            on_select=picked_look, selection_mode="points", theme=None, config={"displaylogo": False},
            alt=instead(view.look, len(events)),
        )  # fmt: skip
    browser.stage(key="stage", data=staged(view.look), on_width_change=measured, on_picked_change=picked_by_key)


def instead(look: str, count: int) -> str:
    """What a look shows of so many events, for who cannot see it."""
    match look:
        case "map":
            return trn(
                "The map of {n} event; the table below lists it",
                "The map of {n} events; the table below lists them", count,
            )  # fmt: skip
        case "matrix":
            return trn(
                "The pairs of countries of {n} event; the table below lists it",
                "The pairs of countries of {n} events; the table below lists them", count,
            )  # fmt: skip
    return trn(
        "The calendar of {n} event; the table below lists it",
        "The calendar of {n} events; the table below lists them", count,
    )  # fmt: skip


def picked_look() -> None:
    """Follow a click on a country, a pair of countries or a day."""
    state = st.session_state.get(f"look-{now().look}")
    points = state.selection.points if state else None
    _follow(points[0].get("customdata") if points else None)


def picked_by_key() -> None:
    """Follow what the keyboard chose as a click on it."""
    _follow(st.session_state["stage"].get("picked"))


def _follow(found: object) -> None:
    """Show the timeline of a pair of countries or of a day, or filter by a country."""
    if not isinstance(found, list | tuple) or not found:
        return
    view, values = now(), [str(value) for value in found]
    if view.look in ("map", "matrix") and len(values) == 2:  # of the map, an arrow
        go_and_seed(replace(view, pair=("-".join(sorted(values)),), look="timeline"))
    elif view.look == "map":
        go_and_seed(replace(view, country=tuple(sorted({*view.country} ^ {values[0]}))))
    elif view.look == "calendar":
        day = date.fromisoformat(values[0])
        go_and_seed(replace(view, start=day, end=day, look="timeline"))


def listing(events: Sequence[Brief], total: int, view: View, dark: bool) -> None:
    """The timeline of a narrow screen: by year, every event a button."""

    def row(event: Brief) -> dict[str, str]:
        kind = types()[event.type]
        mark = "✕" if event.status in STRUCK else "●" if event.status is Status.HAPPENED else "○"
        note = " · ".join((written(event.interval), spoken().kind(event.type), tr(STATUS[event.status])))
        colour = kind.dark if dark else kind.light
        return {"id": event.id, "mark": mark, "title": titled(event), "note": note, "colour": colour}

    def year(event: Brief) -> str:
        first = event.interval and (event.interval.start or event.interval.last)
        return str(first.year) if first else tr("No date")

    groups = [[name, [row(e) for e in group]] for name, group in groupby(events, year)]
    browser.listing(
        key="listing",
        data={"groups": groups, "open": view.event or "", "jump": tr("Go to a year")},
        on_opened_change=picked_item,
    )
    if total > len(events):
        st.caption(tr("The first {n} of {total}: filter to see the others.", **first_of(len(events), total)))


def table(view: View, model: ReadModel, changeable: bool) -> None:
    """The events of the window as a table, in the order of the chart; `changeable` where they can be corrected."""
    events = model.briefs(view, LONGEST_TABLE)
    total = model.count(view) if view.start or view.end else model.summary(view).events
    words = spoken()
    checked = any(e.review for e in events)
    rows: list[dict[str, Any]] = [
        {
            "Date": written(e.interval), "Event": titled(e), "Type": words.kind(e.type),
            "Countries": ", ".join(f"{flag(c)} {words.country(c)}" for c in e.countries),
            "Status": tr(STATUS[e.status]), **({"Checked": tr(REVIEW.get(e.review, ""))} if checked else {}),
            "Articles": e.articles,
        }
        for e in events
    ]  # fmt: skip
    st.header(tr("The same events as a table"), anchor=False)
    notes = [tr("Click a row to open its event, and a column’s name to sort by it.")]
    changeable = changeable and view.asof is None and view.revision is None
    if total > len(events):
        notes.append(
            tr("The first {n} of {total}, by date: zoom or filter to see the others.", **first_of(len(events), total))
        )
    if total <= LABELLED and (undated := sum(e.interval is None for e in events)):
        notes.append(
            trn("{n} event without a date stands only here.", "{n} events without a date stand only here.", undated)
        )
    st.caption(" ".join(notes))
    names = [e.id for e in events]
    key, ticked = grid(names, view.event)
    if changeable:
        bulk.bar(model)
    st.html(printed(rows[:LABELLED], [name for name in COLUMNS if checked or name != "Checked"]))
    st.dataframe(
        rows, hide_index=True, key=key, on_select=lambda: picked_row(key, names),
        selection_default={"selection": {"rows": ticked}} if changeable else None,
        selection_mode=["multi-row", "single-cell"] if changeable else "single-cell",
        column_config={
            **{
                name: st.column_config.TextColumn(
                    tr(name), width=pixels - (COLUMNS["Checked"] if checked and name == "Event" else 0)
                )
                for name, pixels in COLUMNS.items()
            },
            "Articles": st.column_config.NumberColumn(
                tr("Articles"), width=70, help=tr("How many articles tell it")
            ),
        },
    )  # fmt: skip


def first_of(shown: int, total: int) -> dict[str, str]:
    """The figures of a list that is not whole."""
    return {"n": spoken().number(shown), "total": spoken().number(total)}


def printed(rows: Sequence[dict[str, Any]], columns: Sequence[str]) -> str:
    """The table as HTML that is seen on paper only: there the grid of the screen would show its first rows."""
    head = "".join(f"<th>{html.escape(tr(name))}</th>" for name in columns)
    lines = ("<tr>" + "".join(f"<td>{html.escape(str(row[name]))}</td>" for name in columns) + "</tr>" for row in rows)
    body = f"<thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody>"
    return f'<table class="dl-print" aria-hidden="true">{body}</table>'
