"""The view in the address and in the widgets: the address is the truth, the widgets follow it and change it."""

from __future__ import annotations

import gc
import os
import re
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import parse_qs

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from timeline.dashboard.words import best, speak
from timeline.store import ReadModel, Store, load_samples
from timeline.view import FACETS, View

EARLIEST, LATEST = date(1900, 1, 1), date(2100, 12, 31)  # what a date field takes
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


def address() -> dict[str, list[str]]:
    """The parameters that this run came with, or has written itself."""
    return {key: st.query_params.get_all(key) for key in st.query_params}


def current() -> tuple[View, tuple[str, ...]]:
    """The view that the address spells, and what of it means nothing.

    A run that the browser asked for before it heard of our last write comes with the address from before it: taken
    for the reader's wish, it would undo a click that was made while the page was still settling. Somebody who went
    back in the browser may come with the same address, but then the browser says so.
    """
    view, dropped = View.from_params(address())
    state, query = st.session_state, view.to_query()
    if query != state.get("written") and query in state.get("before", ()) and not travelled():
        return View.from_params(parse_qs(state["written"]))
    note(query)
    return view, dropped


def travelled() -> bool:
    """Whether this run was asked for by the browser's Back or Forward.

    Streamlit keeps it to itself, beside what it has public: the browser tests guard it.
    """
    context = get_script_run_ctx(suppress_warning=True)
    return context is not None and context.is_history_navigation


def note(query: str) -> None:
    """Remember the address that the page follows from here on, and the one from before it."""
    state = st.session_state
    if "written" in state and state["written"] != query:
        state["before"] = [*state.get("before", ()), state["written"]][-RECENT:]
    state["written"] = query


def tell() -> None:
    """Let the browser show the address that the page follows, where it may not.

    A write of ours may reach it when its reader has just gone back, and is then put over where the reader went.
    """
    come, ours = address(), str(st.session_state["written"])
    if travelled():
        st.query_params.from_dict(come)
    elif View.from_params(come)[0].to_query() != ours:
        go(View.from_params(parse_qs(ours))[0])


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
    note(view.to_query())
    st.session_state["seeded"] = view.to_query()


def seed(view: View) -> None:
    """Set the widgets to what the address says, where somebody else than they has changed it.

    Streamlit forgets the widgets that a page or a look does not have: those alone are set again when they come back,
    for the others may hold what the reader has just chosen.
    """
    state, query = st.session_state, view.to_query()
    changed = state.get("seeded") != query
    state["seeded"] = query
    told: dict[str, Any] = {name: list(view.facet(name)) for name in FACETS}
    told |= {name: getattr(view, name) for name in ("all", "q", *DATES, "lane", "scale", "look")}
    for name, value in told.items():
        if changed or name not in state:
            state[name] = value


def go_and_seed(view: View) -> None:
    """Write a view into the address and let the widgets follow it."""
    go(view)
    st.session_state.pop("seeded", None)
    seed(view)


def now() -> View:
    """The view as the address and the widgets have it at this moment; for callbacks."""
    return chosen(current()[0])


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
