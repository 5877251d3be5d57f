"""Correcting an event: accept, reject, edit, merge, split, undo. Every change is kept, with name and time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import streamlit as st

from timeline.dashboard.bulk import your_name
from timeline.dashboard.errors import explained
from timeline.dashboard.figure import written
from timeline.dashboard.titles import titled
from timeline.dashboard.words import STATUS, later, spoken, tr
from timeline.errors import TimelineError
from timeline.gazetteer import flag
from timeline.model import TYPES, Event, Said, Status
from timeline.review import Change
from timeline.store import ReadModel

EARLIEST, LATEST = date(1800, 1, 1), date(2199, 12, 31)
NEIGHBOURS = 40  # events that are offered for merging, the nearest in time first
SNIPPET = 110  # characters of a sentence in a list
DONE = "correction_done"  # session state: what the last change did, or why it was refused
DONE_WORDS = {
    "accept": later("Accepted."), "reject": later("Rejected."), "merge": later("Merged."), "split": later("Split."),
}  # fmt: skip
VERBS = {
    "accept": later("accepted"), "reject": later("rejected"), "edit": later("edited"), "merge": later("merged"),
    "split": later("split"),
}  # fmt: skip
NAMES = {
    "title": later("title"), "type": later("type"), "status": later("status"), "countries": later("countries"),
    "start": later("first day"), "end": later("last day"),
}  # fmt: skip


def apply(model: ReadModel, change: Callable[[], object], words: str) -> None:
    """Make a change and say so; an error is shown as it is, and nothing is lost."""
    try:
        change()
    except TimelineError as error:
        st.session_state[DONE] = ("error", explained(error))
    else:
        st.session_state[DONE] = ("success", words)
        model.refresh()


def snippet(said: Said) -> str:
    """The sentence of a mention, short, with its article's name."""
    mention = said.mention
    text = " ".join(said.article.text[mention.sentence_start : mention.sentence_end].split())
    short = text if len(text) <= SNIPPET else text[: SNIPPET - 1] + "…"
    return f"{said.article.outlet or tr('unknown outlet')}: {short}"


def described(change: Change) -> str:
    """A change in words: what, by whom, when."""
    what = tr(VERBS[change.kind])
    if change.kind == "edit":
        what += " (" + ", ".join(f"{tr(NAMES[key])}: {entered(key, v)}" for key, v in change.fields.items()) + ")"
    when = f"{change.at[:16].replace('T', ' ')} UTC"
    if not change.who:
        return tr("{what}, {when}", what=what, when=when)
    return tr("{what} by {who}, {when}", what=what, who=change.who, when=when)


def entered(field: str, value: Any) -> str:
    """A value of an edit in words.

    >>> entered("countries", ["KP", "RU"]), entered("start", "2024-06-18"), entered("end", None)
    ('North Korea, Russia', '18 June 2024', '–')
    """
    words = spoken()
    if value is None:
        return "–"
    match field:
        case "type":
            return words.kind(value)
        case "status":
            return tr(STATUS[value])
        case "countries":
            return ", ".join(map(words.country, value))
        case "start" | "end":
            return words.day(date.fromisoformat(value))
    return str(value)


def changed(event: Event, entered: dict[str, Any]) -> dict[str, Any]:
    """The fields of an edit form that differ from the event."""
    interval = event.interval
    before: dict[str, Any] = {
        "title": event.title,
        "type": event.type,
        "status": event.status.value,
        "countries": list(event.countries),
        "start": interval and interval.start and interval.start.isoformat(),
        "end": interval and interval.last and interval.last.isoformat(),
    }
    return {key: value for key, value in entered.items() if value != before[key]}


def panel(event: Event, model: ReadModel, said: Sequence[Said], everywhere: Sequence[str]) -> None:
    """The controls for correcting an event; nothing where the store is open for reading only.

    `everywhere` are the country codes that can be chosen.
    """
    store = model.store
    if store.read_only:
        return
    state = event.title, event.type, event.status, event.interval, event.countries
    key = f"fix {event.id} {hash(state)} "  # when the event changes the form begins anew
    note = st.session_state.pop(DONE, None)
    if note:
        (st.error if note[0] == "error" else st.success)(note[1])
    # Whether it is open is state of the session: else a change, which moves what stands above, would shut the form.
    with st.expander(tr("Correct this event"), icon=":material/edit:", key="correcting", on_change="rerun"):
        your_name()

        def who() -> str:
            return str(st.session_state.get("reviewer") or "").strip()

        def say(kind: str, *others: str, **more: Any) -> Callable[[], None]:
            def change() -> None:
                apply(
                    model,
                    lambda: store.review(kind, [event.id, *others], who=who(), **more),
                    tr(DONE_WORDS[kind]),
                )

            return change

        left, right = st.columns(2)
        left.button(
            tr("Accept"), key=key + "accept", on_click=say("accept"), width="stretch",
            help=tr("It is right as it stands: no longer unsure"),
        )  # fmt: skip
        right.button(
            tr("Reject"), key=key + "reject", on_click=say("reject"), width="stretch",
            help=tr("There was no such event: it leaves the timeline. This can be undone"),
        )  # fmt: skip
        _edit(event, model, key, who, everywhere)
        _merge_and_split(event, model, said, key, say)
        for change in store.changes(event.id):
            words, button = st.columns([5, 1], vertical_alignment="center")
            words.text(described(change))
            button.button(
                tr("Undo"),
                key=f"{key}undo {change.number}",
                on_click=lambda n=change.number: apply(model, lambda: store.undo(n, who()), tr("Undone.")),
            )


def _edit(event: Event, model: ReadModel, key: str, who: Callable[[], str], everywhere: Sequence[str]) -> None:
    interval = event.interval

    def save() -> None:
        state = st.session_state
        first, last = state[key + "start"], state[key + "end"]
        values = {
            "title": state[key + "title"].strip(),
            "type": state[key + "type"],
            "status": state[key + "status"],
            "countries": list(state[key + "countries"]),
            "start": first and first.isoformat(),
            "end": last and last.isoformat(),
        }
        fields = changed(event, values)
        apply(model, lambda: model.store.review("edit", [event.id], fields, who=who()), tr("Saved."))

    with st.form(key + "form"):
        st.text_input(tr("Title"), event.title, key=key + "title", max_chars=300)
        a, b = st.columns(2)
        words = spoken()
        a.selectbox(tr("Type"), TYPES, TYPES.index(event.type), key=key + "type", format_func=words.kind)
        b.selectbox(
            tr("Status"), [s.value for s in Status], list(Status).index(event.status), key=key + "status",
            format_func=lambda status: tr(STATUS[status]),
        )  # fmt: skip
        codes = sorted({*everywhere, *event.countries}, key=words.country)
        st.multiselect(
            tr("Countries"),
            codes,
            list(event.countries),
            key=key + "countries",
            format_func=lambda c: f"{flag(c)} {words.country(c)}",
        )
        a, b = st.columns(2)
        for column, label, name, day in (
            (a, tr("First day"), "start", interval.start if interval else None),
            (b, tr("Last day"), "end", interval.last if interval else None),
        ):
            column.date_input(label, day, EARLIEST, LATEST, key=key + name, format=words.entry)
        st.form_submit_button(tr("Save"), on_click=save)


def _merge_and_split(
    event: Event, model: ReadModel, said: Sequence[Said], key: str, say: Callable[..., Callable[[], None]]
) -> None:
    others = {e.id: e for e in model.kin(event, NEIGHBOURS)}
    if others:

        def title(name: str) -> str:
            return f"{written(others[name].interval)}: {titled(others[name])}"

        chosen = st.selectbox(
            tr("The same as"), list(others), None, key=key + "same", format_func=title,
            placeholder=tr("another event"), help=tr("Choose an event that is told twice, to make one of the two"),
        )  # fmt: skip
        if chosen:
            st.button(tr("Merge the two"), key=key + "merge", on_click=say("merge", chosen))
    if len(said) > 1:
        told = {(s.article.id, s.mention.id): snippet(s) for s in said}
        apart = st.multiselect(
            tr("Not this event"), list(told), key=key + "apart", format_func=told.__getitem__,
            placeholder=tr("sentences"), help=tr("Choose sentences that tell of another event, to set them apart"),
        )  # fmt: skip
        if apart:
            st.button(tr("Set these apart"), key=key + "split", on_click=say("split", mentions=apart))
