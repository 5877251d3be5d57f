"""Accepting and rejecting many events at once: those that are ticked in the table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import streamlit as st

from timeline.dashboard.errors import explained
from timeline.dashboard.words import plural, tr, trn
from timeline.errors import TimelineError
from timeline.store import ReadModel

TICKED = "ticked"  # session state: the ids of the events that are ticked, in the order of the table
SAID = "said_of_many"  # session state: what came of the last change, and the numbers of what can be taken back
NAME = "reviewer_name"  # session state: under which name changes are made, on whatever page
WIDTH = 240  # pixels of the field for the name
DONE = {
    "accept": plural("{n} event accepted.", "{n} events accepted."),
    "reject": plural("{n} event rejected: it leaves the timeline.", "{n} events rejected: they leave the timeline."),
    "undo": plural("Undone for {n} event.", "Undone for {n} events."),
}  # fmt: skip


def your_name(width: int | Literal["stretch"] = "stretch") -> None:
    """The field for the name under which changes are made; what was written on one page stands on the others, too."""
    state = st.session_state
    if state.get(NAME) and not state.get("reviewer"):
        state["reviewer"] = state[NAME]

    def keep() -> None:
        state[NAME] = state["reviewer"]

    st.text_input(
        tr("Your name"), key="reviewer", max_chars=80, placeholder=tr("kept with every change"), on_change=keep,
        width=width,
    )  # fmt: skip


def who() -> str:
    """The name under which changes are made."""
    return str(st.session_state.get("reviewer") or "").strip()


def say(model: ReadModel, kind: str, names: Sequence[str], numbers: Sequence[int] = ()) -> None:
    """Accept or reject events, or undo the changes of these numbers, and keep what came of it to be shown."""
    state = st.session_state
    try:
        if kind == "undo":
            model.store.undo_each(numbers, who())
            state[SAID] = ("success", trn(*DONE[kind], len(numbers)), ())
        else:
            made = model.store.review_each(kind, names, who())
            state[SAID] = ("success", trn(*DONE[kind], len(made)), tuple(made))
            state[TICKED] = []
    except TimelineError as error:
        state[SAID] = ("error", explained(error), ())
    model.refresh()


def bar(model: ReadModel) -> None:
    """The buttons that accept or reject what is ticked; they keep their place, so that the table does not move."""
    state = st.session_state
    ticked: list[str] = state.get(TICKED, [])
    with st.container(horizontal=True, vertical_alignment="bottom", key="many"):
        your_name(WIDTH)
        for kind, words, help_ in (
            ("accept", tr("Accept"), tr("All that are ticked are right as they stand")),
            ("reject", tr("Reject"), tr("There were no such events: they leave the timeline. This can be undone")),
        ):
            st.button(
                words, key=f"many-{kind}", help=help_, disabled=not ticked, on_click=say, args=(model, kind, ticked)
            )
        st.markdown(
            trn("**{n}** event ticked", "**{n}** events ticked", len(ticked)) if ticked
            else tr("Tick rows to accept or reject several at once."),
            width="content",
        )  # fmt: skip
    if note := state.get(SAID):
        kind, words, numbers = note
        with st.container(horizontal=True, vertical_alignment="center", key="many-said"):
            (st.error if kind == "error" else st.success)(words)
            if numbers:
                st.button(tr("Undo"), key="many-undo", on_click=say, args=(model, "undo", (), numbers))
            else:
                state.pop(SAID)
