"""What the reader sets: facets with their counts, switches, and the chips that say what is set."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st
from babel import Locale

from timeline.dashboard.state import EARLIEST, LATEST, cleared, go_and_seed, now, plain
from timeline.gazetteer import country_name, flag
from timeline.model import TYPES, Status
from timeline.store import Facets
from timeline.view import CERTAINTIES, FACETS, LONGEST_QUERY, View

LABELS = {
    "country": "Countries", "pair": "Pairs of countries", "type": "Types", "actor": "Actors", "source": "Outlets",
    "language": "Languages", "status": "Status", "certainty": "Certainty of the date",
}  # fmt: skip
ORDERS: dict[str, tuple[str, ...]] = {
    "type": TYPES, "status": tuple(s.value for s in Status), "certainty": CERTAINTIES,
}  # fmt: skip
SHOWN = {"country": 10, "pair": 6, "actor": 6, "source": 6}  # pills of a long facet; the rest are found by typing
AT_HAND = ("country", "type", "status")  # the facets that stand open
SEARCHED = 400  # values that a search field lists; typed ones are looked up among all
LANE_NAMES = {"type": "by type", "country": "by country"}
LOOK_NAMES = {"timeline": "Timeline", "map": "Map", "matrix": "Pairs of countries", "calendar": "Calendar"}
SCALE_NAMES = {"compressed": "gaps shortened", "true": "true scale"}


def value_name(facet: str, value: str) -> str:
    """A facet's value as people read it.

    >>> value_name("type", "arms_transfer"), value_name("language", "it")
    ('arms transfer', 'Italian')
    """
    match facet:
        case "country":
            return f"{flag(value)} {country_name(value)}"
        case "pair":
            return " – ".join(country_name(code) for code in value.split("-"))
        case "type":
            return value.replace("_", " ")
        case "language":
            return str(Locale("en").languages.get(value, value))
    return value


def filters(facets: Facets, view: View) -> None:
    """The sidebar: every facet with its counts, words and days."""
    st.sidebar.header("Filters")
    for name in FACETS:
        chosen = bool(view.facet(name) or any(facet == name for facet, _ in view.without))
        if name in AT_HAND:
            with st.sidebar.container():
                _facet(name, facets.of(name), view)
        else:
            with st.sidebar.expander(LABELS[name], expanded=chosen):
                _facet(name, facets.of(name), view)
        if name == "country":
            st.sidebar.toggle("All of these countries together", key="all", help="Off: events with any of them")
    st.sidebar.text_input("Words", key="q", max_chars=LONGEST_QUERY, placeholder="a name, a place, a title")
    for label, key in (("Not before", "since"), ("Not after", "until")):
        st.sidebar.date_input(
            label, key=key, min_value=EARLIEST, max_value=LATEST, value=None, format="YYYY-MM-DD"
        )  # fmt: skip
    st.sidebar.button("Clear all filters", on_click=lambda: go_and_seed(cleared(view)))


def _facet(name: str, counts: dict[str, int], view: View) -> None:
    """One facet: its first values as pills, and a search that adds, singles out or excludes any value."""
    chosen = view.facet(name)
    values = [v for v in ORDERS[name] if v in counts or v in chosen] if name in ORDERS else list(counts)
    pills = list(dict.fromkeys([*values[: SHOWN.get(name, len(values))], *chosen]))
    if not pills:
        st.session_state.setdefault(name, [])
        st.caption("Nothing to choose from here.")
        return

    def label(value: str) -> str:
        return f"{value_name(name, value)} ({counts.get(value, 0):,})"

    st.pills(
        LABELS[name], pills, selection_mode="multi", key=name,
        format_func=label, label_visibility="visible" if name in AT_HAND else "collapsed",
    )  # fmt: skip
    more = len(counts) - len(pills)
    with st.popover(f"{more:,} more · only · not" if more > 0 else "only · not", type="tertiary"):
        st.selectbox(
            f"Find among {LABELS[name].lower()}", [*counts][:SEARCHED], index=None, key=f"find-{name}",
            format_func=label, placeholder="type a name", accept_new_options=len(counts) > SEARCHED,
        )  # fmt: skip
        with st.container(horizontal=True):
            for words, act in (("Add", _add), ("Only this", _only), ("Not this", _not)):
                st.button(words, key=f"{words}-{name}", on_click=_found, args=(name, tuple(counts), act))


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
    found += [(f"not {value_name(name, v)}", _readmitted(view, name, v)) for name, v in view.without]
    if view.q:
        found.append((f"“{view.q}”", replace(view, q="")))
    if view.since:
        found.append((f"not before {view.since}", replace(view, since=None)))
    if view.until:
        found.append((f"not after {view.until}", replace(view, until=None)))
    if view.asof:
        found.append((f"as of {view.asof}", replace(view, asof=None)))
    if not found:
        return
    with st.container(horizontal=True, key="chips"):
        for number, (words, without) in enumerate(found):
            st.button(
                f"{plain(words)}  ✕", key=f"chip-{number}", help=f"Take back: {plain(words)}",
                on_click=go_and_seed, args=(without,),
            )  # fmt: skip


def look() -> None:
    """The switch between the timeline and the other looks at the same events."""
    st.segmented_control(
        "Look", list(LOOK_NAMES), key="look", format_func=LOOK_NAMES.__getitem__, required=True,
        label_visibility="collapsed",
    )  # fmt: skip


def controls() -> None:
    """The switches above the timeline."""
    a, b, c, d, e = st.columns([1.9, 2.3, 1.3, 1.3, 1.3], vertical_alignment="bottom")
    a.segmented_control("Lanes", list(LANE_NAMES), key="lane", format_func=LANE_NAMES.__getitem__, required=True)
    b.segmented_control("Time axis", list(SCALE_NAMES), key="scale", format_func=SCALE_NAMES.__getitem__, required=True)
    known = "The timeline as it could be known on this day, from the articles published until then"
    for column, label, key, words in (
        (c, "Zoom from", "start", None), (d, "Zoom to", "end", None), (e, "As of", "asof", known),
    ):  # fmt: skip
        column.date_input(
            label, key=key, min_value=EARLIEST, max_value=LATEST, value=None, format="YYYY-MM-DD", help=words
        )  # fmt: skip
