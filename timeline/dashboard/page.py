"""The page: query string → View → store → figure, and back. It works nothing out about texts or dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import streamlit as st

from timeline import ingest, languages, pipeline
from timeline.dashboard import browser, detail
from timeline.dashboard.figure import timeline, written
from timeline.errors import BadArticle, TimelineError
from timeline.events import types
from timeline.gazetteer import country_name, flag
from timeline.model import TYPES, Article, Event, Status
from timeline.store import Facets, ReadModel, Store, load_samples
from timeline.temporal import read as temporal
from timeline.view import LONGEST_QUERY, View

SHOWN_COUNTRIES = 30  # of the facet; the rest are found by typing
LANE_NAMES = {"type": "by type", "country": "by country"}
SCALE_NAMES = {"compressed": "gaps shortened", "true": "true scale"}
EARLIEST, LATEST = date(1900, 1, 1), date(2100, 12, 31)
LEGEND = (
    "● happened · ○ planned · ✕ cancelled or denied · ▬ known duration · |┈| only known within a window · "
    "larger: more sources · faded: less sure"
)
SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>$~:])")


@st.cache_resource
def open_model() -> ReadModel:
    """The store of this process with its read model; the samples are loaded where the store is empty."""
    store = Store.open()
    load_samples(store)
    return ReadModel(store)


def plain(text: str) -> str:
    """Text that Markdown leaves as it is."""
    return SPECIAL.sub(r"\\\1", text)


def current() -> tuple[View, tuple[str, ...]]:
    """The view that the address spells, and what of it means nothing."""
    return View.from_params({key: st.query_params.get_all(key) for key in st.query_params})


def go(view: View) -> None:
    """Write a view into the address."""
    params: dict[str, list[str]] = {}
    for key, value in view.to_params():
        params.setdefault(key, []).append(value)
    st.query_params.from_dict(params)
    st.session_state["written"] = view.to_query()


def seed(view: View) -> None:
    """Set the widgets to what the address says, where somebody else than they has changed it."""
    if st.session_state.get("written") == view.to_query():
        return
    state = st.session_state
    state["written"] = view.to_query()
    state["country"], state["all"] = list(view.country), view.all
    state["type"], state["status"], state["q"] = list(view.type), list(view.status), view.q
    state["since"], state["until"], state["start"], state["end"] = view.since, view.until, view.start, view.end
    state["lane"], state["scale"] = view.lane, view.scale


def filters(facets: Facets, view: View, everywhere: Sequence[str]) -> None:
    """The sidebar: every filter with its counts."""
    st.sidebar.header("Filters")
    countries = list(dict.fromkeys([*everywhere[:SHOWN_COUNTRIES], *view.country]))
    st.sidebar.pills(
        "Countries", countries, selection_mode="multi", key="country",
        format_func=lambda c: f"{flag(c)} {country_name(c)} ({facets.country.get(c, 0)})",
    )  # fmt: skip
    st.sidebar.toggle("All of these countries together", key="all", help="Off: events with any of them")
    shown = [t for t in TYPES if t in facets.type or t in view.type]
    st.sidebar.pills(
        "Types", shown, selection_mode="multi", key="type",
        format_func=lambda t: f"{t.replace('_', ' ')} ({facets.type.get(t, 0)})",
    )  # fmt: skip
    st.sidebar.pills(
        "Status", [s.value for s in Status], selection_mode="multi", key="status",
        format_func=lambda s: f"{s} ({facets.status.get(s, 0)})",
    )  # fmt: skip
    st.sidebar.text_input("Words", key="q", max_chars=LONGEST_QUERY, placeholder="a name, a place, a title")
    left, right = st.sidebar.columns(2)
    left.date_input("From", key="since", min_value=EARLIEST, max_value=LATEST, value=None)
    right.date_input("Until", key="until", min_value=EARLIEST, max_value=LATEST, value=None)
    st.sidebar.button("Clear all filters", on_click=lambda: go_and_seed(View()))


def go_and_seed(view: View) -> None:
    """Write a view into the address and let the widgets follow it."""
    go(view)
    st.session_state.pop("written", None)
    seed(view)


def chosen(view: View) -> View:
    """The view that the widgets say, with the open event of the address."""
    state = st.session_state

    def ordered(first: str, second: str) -> tuple[date | None, date | None]:
        a, b = state.get(first), state.get(second)
        return (b, a) if a and b and a > b else (a, b)

    since, until = ordered("since", "until")
    start, end = ordered("start", "end")
    return replace(
        view,
        country=tuple(sorted(state.get("country") or ())),
        all=bool(state.get("all")),
        type=tuple(sorted(state.get("type") or ())),
        status=tuple(sorted(state.get("status") or ())),
        q=(state.get("q") or "").strip(),
        since=since,
        until=until,
        start=start,
        end=end,
        lane=state.get("lane") or "type",
        scale=state.get("scale") or "compressed",
    )


def zoomed() -> None:
    """Take over the window that a pan or zoom has chosen."""
    scale = st.session_state.get("drawn_scale")
    found = st.session_state["zoom"].get("range")
    if scale is None:
        return
    st.session_state["start"] = scale.day(found[0]) if found else None
    st.session_state["end"] = scale.day(found[1]) if found else None


def controls() -> None:
    """The switches above the timeline."""
    a, b, c, d = st.columns([2, 2, 1.3, 1.3], vertical_alignment="bottom")
    a.segmented_control("Lanes", list(LANE_NAMES), key="lane", format_func=LANE_NAMES.__getitem__)
    b.segmented_control("Time", list(SCALE_NAMES), key="scale", format_func=SCALE_NAMES.__getitem__)
    c.date_input("Show from", key="start", min_value=EARLIEST, max_value=LATEST, value=None)
    d.date_input("Show to", key="end", min_value=EARLIEST, max_value=LATEST, value=None)


def publication(events: Sequence[Event], view: View, model: ReadModel) -> date | None:
    """The one publication day behind what is shown, or that of the open event's first article; else None."""
    opened = [e for e in events if e.id == view.event]
    days = {model.articles[a].published for e in opened or events for a, _ in e.mentions if a in model.articles}
    known = {day for day in days if day}
    if opened:
        return min(known, default=None)
    return known.pop() if len(known) == 1 else None


def chart(events: Sequence[Event], view: View, model: ReadModel) -> str | None:
    """Draw the timeline; returns the id of an event that was clicked just now."""
    dark = st.context.theme.type == "dark"
    figure, scale = timeline(events, view, dark, published=publication(events, view, model))
    st.session_state["drawn_scale"] = scale
    state = st.plotly_chart(
        figure, key="timeline", on_select="rerun", selection_mode="points", theme=None,
        alt=f"Timeline of {len(events)} events; the table below lists the same events",
        config={"displaylogo": False, "scrollZoom": True, "modeBarButtonsToRemove": ["lasso2d", "select2d"]},
    )  # fmt: skip
    browser.zoom(key="zoom", data={"chart": "timeline"}, on_range_change=zoomed)
    st.caption(LEGEND)
    points = state.selection.points
    return str(points[0]["customdata"][0]) if points and points[0].get("customdata") else None


def table(events: Sequence[Event]) -> str | None:
    """The same events as a table; returns the id of a row that is selected."""
    rows = [
        {
            "Date": written(e.interval), "Event": e.title, "Type": types()[e.type].type.replace("_", " "),
            "Countries": " ".join(flag(c) for c in e.countries), "Status": e.status.value, "Sources": e.sources,
        }
        for e in events
    ]  # fmt: skip
    st.subheader("The same events as a table")
    state = st.dataframe(rows, hide_index=True, key="table", on_select="rerun", selection_mode="single-row")
    picked = state.selection.rows
    return events[picked[0]].id if picked and picked[0] < len(events) else None


def opened(view: View, model: ReadModel) -> None:
    """The detail of the open event."""
    if not view.event:
        st.info("Click a mark, or select a row of the table, to see who says so, in which sentence, and why this date.")
        return
    event = model.events.get(view.event)
    if event is None:
        st.warning("The event of this link is not in the store (any more).")
        return
    st.subheader(plain(event.title))
    st.markdown(plain(detail.facts(event)))
    for note in detail.notes(event, model.articles):
        st.markdown(plain(note))
    st.html(detail.sources(model.store.said(event.id)))
    st.button("Close", on_click=lambda: go_and_seed(replace(view, event=None)))


def suggestions(text: str) -> list[tuple[date, str]]:
    """Publication days that the text itself speaks for."""
    lang = pipeline.detect(text)
    if lang not in languages.codes():
        return []
    return temporal.suggest_published(languages.tokenizer(lang)(text), languages.load(lang))


def report(store: Store, found: Sequence[Article | BadArticle]) -> None:
    """Add articles and say what came of each."""
    articles = [f for f in found if isinstance(f, Article)]
    for problem in (f for f in found if isinstance(f, BadArticle)):
        st.error(plain(str(problem)))
    bar = st.progress(0.0, "Reading …") if len(articles) > 20 else None

    def progress(count: int) -> None:
        if bar:
            bar.progress(count / len(articles), f"{count} of {len(articles)} articles")

    done = store.add_all(articles, progress)
    new = [a for a in done if a.new]
    if done:
        st.success(f"{sum(a.events for a in new)} events found in {len(new)} new article{'s' * (len(new) != 1)}.")
    for message in (w for a in new for w in a.warnings):
        st.warning(plain(message))
    if len(new) < len(done):
        st.info(f"{len(done) - len(new)} of them were here already: nothing was changed.")


def add_articles(store: Store) -> None:
    """Paste a text or upload files; a missing publication date is asked for, never guessed."""
    with st.expander("Add articles"):
        paste, upload = st.tabs(["Paste a text", "Upload files"])
        with paste:
            text = st.text_area("Article text", key="text", height=160)
            left, middle, right = st.columns([2, 2, 1])
            title = left.text_input("Headline", key="title")
            outlet = middle.text_input("Outlet", key="outlet")
            day = right.date_input("Published", key="published", value=None, min_value=EARLIEST, max_value=LATEST)
            if text.strip() and day is None:
                st.markdown("When was it published? Relative dates such as “Tuesday” are counted from that day.")
                for guess, reason in suggestions(text)[:3]:
                    st.button(
                        f"{guess} – {reason}", key=f"guess-{guess}",
                        on_click=lambda g=guess: st.session_state.__setitem__("published", g),
                    )  # fmt: skip
            words = "Add article" if day else "Add without a publication date"
            if st.button(words, type="primary", disabled=not text.strip()):
                try:
                    report(store, [ingest.from_text(text, title, day, outlet)])
                except TimelineError as error:
                    st.error(plain(str(error)))
        with upload:
            files = st.file_uploader("Articles", type=["txt", "json", "jsonl"], accept_multiple_files=True)
            day = st.date_input("Publication date of articles without one", key="upload-day", value=None)
            if st.button("Add files", disabled=not files):
                found = [f for file in files for f in ingest.from_bytes(file.name, file.getvalue())]
                report(
                    store, [replace(f, published=f.published or day) if isinstance(f, Article) else f for f in found]
                )


def undated(model: ReadModel) -> None:
    """Articles without a publication date, which can be given one."""
    waiting = [a for a in model.articles.values() if a.published is None]
    if not waiting:
        return
    with st.expander(f"{len(waiting)} article{'s' * (len(waiting) != 1)} without a publication date"):
        for article in waiting:
            st.markdown(f"**{plain(article.title or article.text[:80])}** {plain(article.source)}")
            hint = "; ".join(f"{day} ({reason})" for day, reason in suggestions(article.text)[:2])
            left, right = st.columns([3, 1], vertical_alignment="bottom")
            label = f"Published – the text suggests {hint}" if hint else "Published"
            day = left.date_input(label, key=f"date-{article.id}", value=None, min_value=EARLIEST, max_value=LATEST)
            if right.button("Set", key=f"set-{article.id}", disabled=day is None):
                model.store.set_published(article.id, day)
                st.rerun()


def main() -> None:
    """Run the page once, as Streamlit does after every change."""
    st.set_page_config(page_title="Datelines", page_icon="🗓️", layout="wide")
    try:
        model = open_model()
    except TimelineError as error:
        st.error(plain(str(error)))
        return
    model.refresh()
    address, dropped = current()
    seed(address)
    view = chosen(address)
    filters(model.facets(view), view, list(model.facets(View()).country))
    st.title("Datelines")
    st.markdown("What states did to one another, when, and who says so – read from news articles.")
    if dropped:
        st.info(plain("Not understood in the address, and left out: " + ", ".join(dropped)))
    controls()
    view = chosen(address)
    if view != address:
        go(view)
    events = model.find(view)
    figures = model.summary(view)
    span = f"{figures.first:%Y} – {figures.last:%Y}" if figures.first and figures.last else "no dates"
    line, link = st.columns([4, 2], vertical_alignment="center")
    line.markdown(
        f"**{figures.articles}** articles · **{figures.events}** events · **{figures.sources}** sources · {span}"
    )
    with link:
        browser.copy(key="copy", data={"query": view.to_query()})
    if not events:
        st.warning("No event passes these filters. Clear some of them, or add articles below.")
        clicked = None
    else:
        clicked = chart(events, view, model)
    undated_events = [e for e in events if e.interval is None]
    if undated_events:
        st.caption(f"{len(undated_events)} of these events have no date and stand only in the table.")
    opened(view, model)
    selected = table(events) if events else None
    for name, found in (("clicked", clicked), ("selected", selected)):
        if found and found != st.session_state.get(name):
            st.session_state[name] = found
            go(replace(view, event=found))
            st.rerun()
        st.session_state[name] = found
    add_articles(model.store)
    undated(model)
