"""Giving a view to others: links, frozen links, short names, embedding, files, citations."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import parse_qs

import streamlit as st

from timeline.dashboard import browser
from timeline.dashboard.api import MOST as PART
from timeline.dashboard.chart import NARROW, width
from timeline.dashboard.errors import explained
from timeline.dashboard.figure import theme_of
from timeline.dashboard.standalone import MOST
from timeline.dashboard.state import current, go_and_seed
from timeline.dashboard.words import later, spoken, tr, trn
from timeline.errors import TimelineError
from timeline.export import to_bibtex, to_citation
from timeline.store import ReadModel
from timeline.view import View

FILES = {
    "CSV": "/api/events.csv",
    "JSON": "/api/events.json",
    "Parquet": "/api/events.parquet",
    later("Calendar"): "/calendar.ics",
    "TimelineJS": "/api/timelinejs.json",
    later("Web page"): "/api/timeline.html",
}
SHEET = 1_048_576  # rows that spreadsheets open, with the one of the names
MENU = "sharing"  # session state: whether the menu is open
SAID = "shared"  # session state: what came of naming a view


def address(query: str) -> str:
    """The full address of a view."""
    base = (st.context.url or "").partition("?")[0]
    return f"{base}?{query}" if query else base


def named(model: ReadModel) -> View | None:
    """The view whose short name the address asks for (`view=`), or None."""
    name = st.query_params.get("view")
    if not name:
        return None
    query = model.store.saved_views().get(name)
    if query is None:
        st.info(tr("No view has the short name of this link (any more)."))
        return None
    return opened(query, current()[0].lang)


def opened(query: str, lang: str | None) -> View:
    """The view of a saved query string, in the reader's language where it was saved without one."""
    view = View.from_params(parse_qs(query))[0]
    return replace(view, lang=view.lang or lang)


def share(view: View, model: ReadModel) -> None:
    """Everything with which a view leaves the page."""
    query = view.to_query()
    # Whether it is open is state of the session: a saved view that is opened shuts it, to be seen.
    with st.popover(tr("Share and export"), key=MENU, on_change="rerun"), st.container(gap="small", key="share"):
        frozen = replace(view, revision=model.revision if view.revision is None else view.revision)
        with st.container(horizontal=True, vertical_alignment="center", key="frozen"):
            st.caption(tr("A frozen link shows these events for ever, whatever is added or corrected later."))
            browser.copy("copy-frozen", frozen.to_query(), tr("Copy frozen link"))
        if not model.store.read_only:
            _name(view, model)
        _saved(model)
        st.markdown(tr("**Files** of all events that pass the filters"))
        base = st.get_option("server.baseUrlPath").strip("/")
        with st.container(horizontal=True, gap="small"):
            for words, path in FILES.items():
                target = f"{'/' + base if base else ''}{path}" + (f"?{query}" if query else "")
                st.link_button(tr(words), target)
            # Of the whole store, whatever the view: what people have said is a record of its own.
            said = tr("What people have said of events, with name and time")
            st.link_button(tr("Corrections"), f"{'/' + base if base else ''}/api/changes.jsonl", help=said)
        st.caption(
            tr("Calendar programs can subscribe to the calendar’s address. The web page works without a network.")
        )
        for note in too_many(model.summary(view).events):
            st.caption(note)
        st.markdown(tr("**Picture and print**"))
        drawn = view.look != "timeline" or width() >= NARROW
        browser.pictures(
            key="pictures",
            data={
                "drawn": drawn, "ground": theme_of(st.context.theme.type == "dark").ground,
                "save": tr("Save the picture as {form}", form="{form}"), "print": tr("Print"),
            },
        )  # fmt: skip
        st.markdown(tr("**Embed**"))
        inside = f"{address(query)}{'&' if query else '?'}embed=true"
        st.code(
            f'<iframe src="{inside}" width="100%" height="720" loading="lazy"></iframe>',
            language=None,
            wrap_lines=True,
        )
        st.markdown(tr("**Cite**"))
        figures = model.summary(view)
        cite = (address(frozen.to_query()), figures.events, figures.articles, model.revision, datetime.now(UTC).date())
        st.code(to_citation(*cite), language=None, wrap_lines=True)
        st.code(to_bibtex(*cite), language="bibtex", wrap_lines=True)


def too_many(events: int) -> list[str]:
    """What to know before so many events are taken out: which files come in parts, and which few programs open."""
    figures = {"total": spoken().number(events)}
    notes = []
    if events > MOST:
        notes.append(tr("The web page holds the first {n} of {total} events.", n=spoken().number(MOST), **figures))
        notes.append(
            tr("{total} events are more than most calendar programs and TimelineJS open: filter first.", **figures)
        )
    if events > PART:
        notes.append(
            tr("JSON comes in parts of {n} events; each tells the address of the next.", n=spoken().number(PART))
        )
    if events >= SHEET:
        notes.append(tr("Spreadsheets open {n} rows at most: take Parquet, or filter first.", n=spoken().number(SHEET)))
    return notes


def _name(view: View, model: ReadModel) -> None:
    def save() -> None:
        name = str(st.session_state.get("view-name") or "").strip().lower()
        try:
            model.store.save_view(name, view.to_query())
        except TimelineError as error:
            st.session_state[SAID] = ("error", explained(error))
        else:
            st.session_state[SAID] = (
                "success",
                tr("This view now opens at {address}", address=address(f"view={name}")),
            )

    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            tr("Short name for this view"), key="view-name", max_chars=40, placeholder="putin-kim-2024",
            help=tr("Saves filters, window and look under a short link, for you and for all who use this store"),
        )  # fmt: skip
        st.button(tr("Save"), key="view-save", on_click=save)
    if note := st.session_state.pop(SAID, None):
        (st.error if note[0] == "error" else st.success)(note[1])


def _saved(model: ReadModel) -> None:
    saved = model.store.saved_views()
    if not saved:
        return

    state = st.session_state

    def open_saved() -> None:
        if (name := state.get("view-open")) in saved:
            go_and_seed(opened(saved[name], current()[0].lang))
            state["view-open"], state[MENU] = None, False

    def delete_saved() -> None:
        if (name := state.get("view-open")) in saved:
            try:
                model.store.drop_view(name)
            except TimelineError as error:
                state[SAID] = ("error", explained(error))
            else:
                state[SAID] = ("success", tr("“{name}” is no saved view any more.", name=name))
                state["view-open"] = None

    chosen = st.selectbox(
        tr("Saved views"), list(saved), None, key="view-open",
        placeholder=trn("{n} saved", "{n} saved", len(saved)),
    )  # fmt: skip
    with st.container(horizontal=True):
        st.button(tr("Open"), key="view-go", on_click=open_saved, disabled=chosen is None)
        if not model.store.read_only:
            st.button(
                tr("Delete"), key="view-drop", on_click=delete_saved, disabled=chosen is None,
                help=tr("Its short link then opens nothing any more"),
            )  # fmt: skip
