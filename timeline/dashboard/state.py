"""The view in the address and in the widgets: the address is the truth, the widgets follow it and change it."""

from __future__ import annotations

import gc
import os
import re
from dataclasses import replace
from datetime import date
from time import monotonic
from typing import Any
from urllib.parse import parse_qs

import streamlit as st

from timeline.dashboard.words import best, speak
from timeline.store import ReadModel, Store, load_samples
from timeline.view import FACETS, View

EARLIEST, LATEST = date(1900, 1, 1), date(2100, 12, 31)  # what a date field takes
SETTLING = 2.0  # seconds in which a run may still come with the address from before our last write
RECENT = 4  # addresses that a run may still come with
DECLINED = ("0", "no", "off", "false")
DATES = ("since", "until", "asof", "start", "end")
SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>$~:])")


@st.cache_resource(show_spinner="Opening the store, and reading the sample articles where it is new …")
def open_model() -> ReadModel:
    """The store of this process with its read model; the samples are loaded where the store is empty.

    Where TIMELINE_SAMPLES is 0, they are not, and the page offers them.
    """
    store = Store.open()
    if os.environ.get("TIMELINE_SAMPLES", "1").strip().lower() not in DECLINED:
        load_samples(store)
    model = ReadModel(store)
    settle()
    return model


def settle() -> None:
    """Let no collection of garbage look again at what is here to stay: the store's articles, the libraries.

    With a million events a full collection holds up the page that it happens to fall upon by a third of a second.
    """
    gc.collect()
    gc.freeze()


def plain(text: str) -> str:
    """Text that Markdown leaves as it is."""
    return SPECIAL.sub(r"\\\1", text)


def current(asked: bool = False) -> tuple[View, tuple[str, ...]]:
    """The view that the address spells, and what of it means nothing.

    A run that the browser asked for before it heard of our last write comes with the address from before it: taken
    for the reader's wish, it would undo a click that was made while the page was still settling. Somebody who went
    back in the browser comes with the same address, but has clicked on nothing: no callback runs (`asked`), and the
    widgets are as we last wrote them.
    """
    view, dropped = View.from_params({key: st.query_params.get_all(key) for key in st.query_params})
    state = st.session_state
    if view.to_query() in state.get("before", ()) and "written" in state:
        ours, lost = View.from_params(parse_qs(state["written"]))
        if asked or monotonic() - state["written_at"] < SETTLING or chosen(ours) != ours:
            return ours, lost
    return view, dropped


def language(view: View) -> str:
    """The language that the page speaks: as the address says, else as the browser asks for."""
    asked = filter(None, (st.context.locale, st.context.headers.get("Accept-Language")))
    return view.lang or best(",".join(asked))


def speak_as(view: View) -> None:
    """Speak the language of a view from here on."""
    speak(language(view))


def go(view: View) -> None:
    """Write a view into the address."""
    params: dict[str, list[str]] = {}
    for key, value in view.to_params():
        params.setdefault(key, []).append(value)
    st.query_params.from_dict(params)
    state, query = st.session_state, view.to_query()
    if state.get("written") != query:
        if "written" in state:
            state["before"] = [*state.get("before", ()), state["written"]][-RECENT:]
        state["written_at"] = monotonic()
    state["written"] = query


def seed(view: View) -> None:
    """Set the widgets to what the address says, where somebody else than they has changed it.

    Streamlit forgets the widgets that a page or a look does not have: those alone are set again when they come back,
    for the others may hold what the reader has just chosen.
    """
    state, query = st.session_state, view.to_query()
    changed = state.get("written") != query
    state["written"] = query
    told: dict[str, Any] = {name: list(view.facet(name)) for name in FACETS}
    told |= {name: getattr(view, name) for name in ("all", "q", *DATES, "lane", "scale", "look")}
    for name, value in told.items():
        if changed or name not in state:
            state[name] = value


def go_and_seed(view: View) -> None:
    """Write a view into the address and let the widgets follow it."""
    go(view)
    st.session_state.pop("written", None)
    seed(view)


def now() -> View:
    """The view as the address and the widgets have it at this moment; for callbacks."""
    return chosen(current(asked=True)[0])


def chosen(view: View) -> View:
    """The view that the widgets say; what has no widget just now is as in the address."""
    state = st.session_state

    def ordered(first: str, second: str) -> tuple[date | None, date | None]:
        a, b = state.get(first, getattr(view, first)), state.get(second, getattr(view, second))
        return (b, a) if a and b and a > b else (a, b)

    since, until = ordered("since", "until")
    start, end = ordered("start", "end")
    facets: dict[str, Any] = {name: tuple(sorted(state[name] or ())) for name in FACETS if name in state}
    return replace(
        view,
        **facets,
        all=bool(state.get("all", view.all)),
        q=(state.get("q", view.q) or "").strip(),
        since=since,
        until=until,
        asof=state.get("asof", view.asof),
        start=start,
        end=end,
        lane=state.get("lane") or view.lane,
        scale=state.get("scale") or view.scale,
        look=state.get("look") or view.look,
    )


def open_event(name: str) -> None:
    """Open an event; everything else stays as it is."""
    go(replace(now(), event=name))


def open_page(page: str, event: str | None = None, article: str | None = None) -> None:
    """Go to another page; the filters come along, so that the way back leads to the same timeline."""
    view = now()
    go_and_seed(replace(view, page=page, event=event or view.event, article=article))


def cleared(view: View) -> View:
    """A view without its filters, drawn as before."""
    return View(lane=view.lane, scale=view.scale, look=view.look, event=view.event, fold=view.fold, lang=view.lang)


def show(start: date | None, end: date | None) -> None:
    """Set the window on screen."""

    def bounded(day: date | None) -> date | None:
        return day and min(max(day, EARLIEST), LATEST)

    go_and_seed(replace(now(), start=bounded(start), end=bounded(end)))


def moved(day: date, days: int) -> date:
    """A day so many days on, within what a calendar has.

    >>> moved(date.max, 1)
    datetime.date(9999, 12, 31)
    """
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))
