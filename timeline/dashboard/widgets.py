"""What the reader sets: facets with their counts, switches, and the chips that say what is set."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from timeline.dashboard.chart import NARROW, width
from timeline.dashboard.state import EARLIEST, LATEST, cleared, go_and_seed, now, plain
from timeline.dashboard.words import CERTAINTY, LANGUAGES, REVIEW, STATUS, later, spoken, tr, trn
from timeline.gazetteer import flag
from timeline.model import TYPES, Status
from timeline.store import Facets
from timeline.view import CERTAINTIES, FACETS, LONGEST_QUERY, REVIEWS, UNCHECKED, UNKNOWN, View

LABELS = {
    "country": later("Countries"), "pair": later("Pairs of countries"), "type": later("Types"),
    "actor": later("Actors"), "source": later("Outlets"), "language": later("Languages"), "status": later("Status"),
    "certainty": later("How the date is known"),
    "review": later("Checked by people"),
}  # fmt: skip
FIND = {
    "country": later("Find among countries"), "pair": later("Find among pairs of countries"),
    "type": later("Find among types"), "actor": later("Find among actors"), "source": later("Find among outlets"),
    "language": later("Find among languages"), "status": later("Find among statuses"),
    "certainty": later("Find among ways to know the date"), "review": later("Find among what is checked"),
}  # fmt: skip
ORDERS: dict[str, tuple[str, ...]] = {
    "type": TYPES, "status": tuple(s.value for s in Status), "certainty": CERTAINTIES,
    "review": REVIEWS,
}  # fmt: skip
SHOWN = {"country": 10, "pair": 6, "actor": 6, "source": 6}  # pills of a long facet; the rest are found by typing
AT_HAND = ("country", "type", "status")  # the facets that stand open
SEARCHED = 400  # values that a search field lists; typed ones are looked up among all
LANE_NAMES = {"type": later("by type"), "country": later("by country")}
LOOK_NAMES = {
    "timeline": later("Timeline"), "map": later("Map"), "matrix": later("Pairs of countries"),
    "calendar": later("Calendar"),
}  # fmt: skip
FOLDED = ("scale", "start", "end", "asof")  # the widgets that stand in menus
SCALE_NAMES = {"compressed": later("gaps shortened"), "true": later("true scale")}


def value_name(facet: str, value: str) -> str:
    """A facet's value as people read it.

    >>> value_name("type", "arms_transfer"), value_name("language", "it")
    ('arms transfer', 'Italian')
    """
    words = spoken()
    match facet:
        case "country":
            return f"{flag(value)} {words.country(value)}"
        case "pair":
            return " – ".join(map(words.country, value.split("-")))
        case "type":
            return words.kind(value)
        case "language":
            return words.language(value)
        case "status":
            return tr(STATUS[value])
        case "certainty":
            return tr(CERTAINTY[value])
        case "review":
            return tr(REVIEW[value])
        case "source":
            return tr("unknown outlet") if value == UNKNOWN else value
    return value


def filters(facets: Facets, view: View) -> None:
    """The sidebar: every facet with its counts, words and days."""
    st.sidebar.header(tr("Filters"))
    st.sidebar.text_input(tr("Search"), key="q", max_chars=LONGEST_QUERY, placeholder=tr("a name, a place, a title"))
    for name in FACETS:
        chosen = bool(view.facet(name) or any(facet == name for facet, _ in view.without))
        if name == "review" and not chosen and not set(facets.review) - {UNCHECKED}:
            continue  # nobody has checked anything yet
        if name in AT_HAND:
            with st.sidebar.container():
                _facet(name, facets.of(name), view)
        else:
            with st.sidebar.expander(tr(LABELS[name]), expanded=chosen):
                _facet(name, facets.of(name), view)
        if name == "country":
            st.sidebar.toggle(
                tr("All of these countries together"), key="all", help=tr("Off: events with any of them")
            )  # fmt: skip
    for label, key in ((tr("Not before"), "since"), (tr("Not after"), "until")):
        st.sidebar.date_input(
            label, key=key, min_value=EARLIEST, max_value=LATEST, value=None, format=spoken().entry
        )  # fmt: skip
    st.sidebar.button(tr("Clear all filters"), on_click=lambda: go_and_seed(cleared(view)))


def _facet(name: str, counts: dict[str, int], view: View) -> None:
    """One facet: its first values as pills, and a search that adds, singles out or excludes any value."""
    chosen = view.facet(name)
    values = [v for v in ORDERS[name] if v in counts or v in chosen] if name in ORDERS else list(counts)
    pills = list(dict.fromkeys([*values[: SHOWN.get(name, len(values))], *chosen]))
    if not pills:
        st.session_state.setdefault(name, [])
        if name not in AT_HAND:
            st.caption(tr("Nothing to choose from here."))
        return

    def label(value: str) -> str:
        return f"{value_name(name, value)} ({spoken().number(counts.get(value, 0))})"

    st.pills(
        tr(LABELS[name]), pills, selection_mode="multi", key=name,
        format_func=label, label_visibility="visible" if name in AT_HAND else "collapsed",
    )  # fmt: skip
    more = len(counts) - len(pills)
    words = tr("Show only · leave out")
    if more > 0:
        words = trn("{n} more · show only · leave out", "{n} more · show only · leave out", more)
    with st.popover(
        words, type="tertiary", help=tr("Find any of them, to show it too, to show it alone or to leave it out")
    ):
        st.selectbox(
            tr(FIND[name]), [*counts][:SEARCHED], index=None, key=f"find-{name}",
            format_func=label, placeholder=tr("type a name"), accept_new_options=len(counts) > SEARCHED,
        )  # fmt: skip
        with st.container(horizontal=True):
            for words, key, act in (
                (tr("Add"), "add", _add), (tr("Only this"), "only", _only), (tr("Not this"), "not", _not),
            ):  # fmt: skip
                st.button(words, key=f"{key}-{name}", on_click=_found, args=(name, tuple(counts), act))
        st.caption(tr(
            "**{add}** shows its events too, **{only}** shows them alone, **{without}** leaves them out.",
            add=tr("Add"), only=tr("Only this"), without=tr("Not this"),
        ))  # fmt: skip


def _found(name: str, values: tuple[str, ...], act: Callable[[View, str, str], View]) -> None:
    """Do something with the value that was looked for."""
    typed = st.session_state.get(f"find-{name}")
    if not typed:
        return
    low = typed.lower()
    matching = (v for v in values if low in v.lower() or low in value_name(name, v).lower())
    value = typed if typed in values else next(matching, None)
    if value:
        st.session_state[f"find-{name}"] = None
        go_and_seed(act(now(), name, value))


def _chosen(view: View, name: str, values: set[str]) -> View:
    return replace(view, **{name: tuple(sorted(values))})  # type: ignore[arg-type]


def _add(view: View, name: str, value: str) -> View:
    return _chosen(_readmitted(view, name, value), name, {*view.facet(name), value})


def _only(view: View, name: str, value: str) -> View:
    return _chosen(view.freed(name), name, {value})


def _not(view: View, name: str, value: str) -> View:
    left = _chosen(view, name, {*view.facet(name)} - {value})
    return replace(left, without=tuple(sorted({*view.without, (name, value)})))


def _readmitted(view: View, name: str, value: str) -> View:
    return replace(view, without=tuple(pair for pair in view.without if pair != (name, value)))


def chips(view: View) -> None:
    """What is set, each with a way to take it back."""
    found: list[tuple[str, View]] = []
    for name in FACETS:
        found += [
            (value_name(name, v), _chosen(view, name, {*view.facet(name)} - {v})) for v in view.facet(name)
        ]  # fmt: skip
    found += [(tr("not {what}", what=value_name(name, v)), _readmitted(view, name, v)) for name, v in view.without]
    if view.q:
        found.append((tr("“{words}”", words=view.q), replace(view, q="")))
    if view.since:
        found.append((tr("not before {day}", day=spoken().day(view.since)), replace(view, since=None)))
    if view.until:
        found.append((tr("not after {day}", day=spoken().day(view.until)), replace(view, until=None)))
    if view.asof:
        found.append((tr("as of {day}", day=spoken().day(view.asof)), replace(view, asof=None)))
    if not found:
        return
    with st.container(horizontal=True, key="chips"):
        for number, (words, without) in enumerate(found):
            st.button(
                f"{plain(words)}  ✕", key=f"chip-{number}", help=tr("Take back: {what}", what=plain(words)),
                on_click=go_and_seed, args=(without,),
            )  # fmt: skip


def language() -> None:
    """The choice of the page's language, which is written into the address."""

    def speak() -> None:
        go_and_seed(replace(now(), lang=st.session_state["lang"]))

    st.session_state["lang"] = spoken().code
    st.selectbox(
        tr("Language of the page"), list(LANGUAGES), key="lang", on_change=speak,
        format_func=LANGUAGES.__getitem__,
    )  # fmt: skip


def look() -> None:
    """The switch between the timeline and the other looks at the same events."""
    st.segmented_control(
        tr("Look"), list(LOOK_NAMES), key="look", format_func=lambda name: tr(LOOK_NAMES[name]), required=True,
        label_visibility="collapsed",
    )  # fmt: skip


def controls() -> None:
    """The switches of the time axis, and the day as of which the events are shown; folded, for the chart's sake."""
    state = st.session_state
    for key in FOLDED:
        # A menu makes its widgets when it is opened, long after the run that set them: each run sets them again, or
        # they would stand there empty while the page shows what they are set to.
        state[key] = state.get(key)
    if state.get("look") == "timeline":
        chart = width() >= NARROW  # a list has neither lanes nor a scale, but a window
        if chart:
            st.segmented_control(
                tr("Lanes"), list(LANE_NAMES), key="lane", format_func=lambda name: tr(LANE_NAMES[name]), required=True,
                label_visibility="collapsed",
            )  # fmt: skip
        with st.popover(tr("Time axis"), key="axis"):
            if chart:
                st.segmented_control(
                    tr("Time axis"), list(SCALE_NAMES), key="scale", format_func=lambda name: tr(SCALE_NAMES[name]),
                    required=True,
                )  # fmt: skip
            for label, key in ((tr("Zoom from"), "start"), (tr("Zoom to"), "end")):
                _day(label, key)
            _typed("axis")
    known = state.get("asof")
    words = tr("As of {day}", day=spoken().short_day(known)) if known else tr("As of now")
    with st.popover(words, key="known"):
        st.markdown(tr("The timeline as it could be known on this day, from the articles published until then"))
        _day(tr("As of"), "asof")
        _typed("known")


def _typed(menu: str) -> None:
    """A button that takes a day typed in a menu: Streamlit reads it when the keyboard leaves the field, and when the
    menu is shut by Escape before that it forgets it."""
    st.button(tr("Show"), key=f"{menu}-show")


def _day(label: str, key: str) -> None:
    st.date_input(label, key=key, min_value=EARLIEST, max_value=LATEST, value=None, format=spoken().entry)
