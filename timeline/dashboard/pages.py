"""The pages: query string → View → store → figure, and back. Nothing here works anything out about texts or dates."""

from __future__ import annotations

import json
from dataclasses import replace
from html import escape

import streamlit as st

from timeline.dashboard import browser, corrections, detail, reading
from timeline.dashboard.adding import add_articles, add_button, first_minute, undated, under_way
from timeline.dashboard.chart import chart, look, ranges, table
from timeline.dashboard.figure import written
from timeline.dashboard.sharing import address as address_of
from timeline.dashboard.sharing import named, share
from timeline.dashboard.state import (
    chosen,
    cleared,
    current,
    go,
    go_and_seed,
    now,
    open_model,
    open_page,
    plain,
    seed,
    show,
    speak_as,
    tell,
)
from timeline.dashboard.titles import titled
from timeline.dashboard.why import explained
from timeline.dashboard.widgets import chips, controls, filters, language
from timeline.dashboard.widgets import look as look_switch
from timeline.dashboard.words import STATUS, spoken, tr, trn
from timeline.errors import TimelineError
from timeline.model import Event, Said
from timeline.store import Brief, ReadModel
from timeline.view import View

STYLE = """
<style>
.stMainBlockContainer { padding: 2.6rem 3rem 4rem; }
.stMainBlockContainer > [data-testid="stVerticalBlock"] { gap: .6rem; }
@media (max-width: 640px) {
  /* A phone shows a few hundred pixels: the name stands in the bar of the filters, and each kind of controls has one
     row, which is swiped sideways where a language is too long for it. So the first events are seen at once. */
  [data-testid="stHeader"] { height: 2.9rem; min-height: 2.9rem; }
  [data-testid="stHeader"]::after { content: "Datelines"; position: absolute; left: 50%; top: .55rem;
    transform: translateX(-50%); font-weight: 700; font-size: 1.15rem; pointer-events: none; }
  .stMainBlockContainer { padding: 3.3rem 1rem 4rem; }
  .stMainBlockContainer > [data-testid="stVerticalBlock"] { gap: .4rem; }
  .st-key-top > :first-child { position: absolute; width: 1px !important; height: 1px; overflow: hidden;
    clip-path: inset(50%); white-space: nowrap; }
  .st-key-links, .st-key-switches, .st-key-ranges { flex-wrap: nowrap !important; overflow-x: auto;
    scrollbar-width: none; justify-content: flex-start !important; }
  :is(.st-key-links, .st-key-switches, .st-key-ranges) > * { flex: 0 0 auto !important; width: auto !important; }
  :is(.st-key-links, .st-key-switches) button { min-height: 2.2rem; padding: .2rem .6rem; }
  .st-key-links { padding: 2px 0; } /* or the ring around what the keyboard is on would be cut */
  .st-key-look button { padding: .25rem .55rem; } .st-key-look button p { font-size: .85rem; } /* all four in sight */
  .st-key-heading { gap: 0 .6rem; }
  [data-testid="stLayoutWrapper"]:has(> .st-key-jobs:empty) { display: none; }
  .st-key-many > :first-child { flex: 1 1 100%; }
  .stMainBlockContainer [data-testid="stElementToolbar"] { display: none; } /* it lies upon what stands above */
  .st-key-detail .st-key-open > :first-child { flex-basis: 100%; }
  .st-key-detail h2 { font-size: 1.15rem; padding-bottom: 0; } .st-key-open { gap: .3rem .6rem !important; }
  .st-key-open button { min-height: 2.1rem; padding: .1rem .6rem; }
  /* The sentences are what was asked for, and there is little room. */
  .st-key-detail > :has(> .st-key-notes) { order: 1; }
  [data-testid="stExpandSidebarButton"] { width: auto !important; padding: .3rem .6rem; }
  [data-testid="stExpandSidebarButton"]::after { content: var(--dl-filters); margin-left: .4rem; }
  /* A finger does not hover: the buttons would always lie upon the chart. Saving a picture is in the menu. */
  .st-key-place .modebar-container { display: none; }
}
@media (pointer: coarse) { [data-testid="stDateInput"] button { min-width: 2.5rem; min-height: 2.3rem; } }
[data-testid="stCaptionContainer"] { color: inherit; opacity: .78; } /* Streamlit's grey has a contrast of 4.0 only */
/* The open event stays in sight at the bottom of the window while the timeline above it is read. */
[data-testid="stLayoutWrapper"]:has(> .st-key-detail) { position: sticky; bottom: 0; z-index: 90; }
.st-key-detail { max-height: 46vh; overflow-y: auto; background: var(--dl-ground); padding: .8rem 1rem;
  border: 1px solid #8895A7; border-radius: .6rem; box-shadow: 0 -4px 18px rgba(0, 0, 0, .22); }
.stMainBlockContainer h1 { padding: 0 0 .1rem; font-size: 2rem; }
.st-key-ranges, .st-key-chips, .st-key-links, .st-key-switches, .st-key-heading { gap: .3rem .6rem; }
.st-key-top { gap: .2rem 1rem; }
.st-key-top > *, .st-key-heading > * { flex: 0 0 auto; width: auto !important; min-width: 0; max-width: 100%; }
.st-key-top > :nth-child(2), .st-key-heading > :last-child { flex: 1 1 14rem; }
@media (max-width: 640px) { .st-key-top > :nth-child(2) { display: none; } } /* the list begins higher */
:is(.st-key-links, .st-key-ranges, .st-key-chips, .st-key-open, .st-key-back, .st-key-many-said) > * {
  flex: 0 0 auto; width: auto !important; }
.st-key-open > :first-child { flex: 1 1 12rem; min-width: 0; }
.st-key-open h2 { padding-top: 0; }
.st-key-long-headline h1 { font-size: 1.25rem; line-height: 1.35; overflow-wrap: anywhere; }
.stMainBlockContainer h2 { padding: .6rem 0 .2rem; font-size: 1.4rem; }
.st-key-top > :nth-child(2) p { font-size: .9rem; line-height: 1.3; }
/* A button that stands for an event or a page looks like the link that it is. */
[data-testid="stBaseButton-tertiary"] { justify-content: flex-start; text-align: left; min-height: 1.9rem; }
:is(.st-key-jobs, [class*="st-key-linked"], .st-key-told) [data-testid="stBaseButton-tertiary"]:not(:disabled) p {
  text-decoration: underline; text-decoration-color: #8895A7; text-underline-offset: 3px; }
/* Left, Streamlit's field of several values gets narrower, and where its last line was then empty, lower: the button
   below moved away under the pointer that pressed it, and its click was lost. */
[data-testid="stMultiSelectTagsContainer"] input { min-width: 3rem !important; }
.dl-print { display: none; }
.dl-skip { position: absolute; left: -999rem; }
[data-testid="stElementContainer"]:has(.dl-skip:not(:focus)) { position: absolute; } /* takes no room */
.dl-skip:focus { position: static; display: inline-block; padding: .3rem .6rem; color: inherit; }
@media print {
  [data-testid="stSidebar"], [data-testid="stHeader"], [data-testid="stToolbar"], [data-testid="stExpander"],
  [data-testid="stButton"]:not([class*="st-key-linked"] *), [data-testid="stButtonGroup"], .st-key-detail button,
  [data-testid="stDateInput"], [data-testid="stDataFrame"], [data-testid="stElementToolbar"], .st-key-look,
  .st-key-ranges, .st-key-links, .st-key-switches, .st-key-chips, .st-key-overview, .modebar-container,
  .st-key-place [data-testid="stCaptionContainer"] { display: none !important; }
  html, body, #root, .stApp, [data-testid="stAppViewContainer"], [data-testid="stMain"] {
    display: block !important; position: static !important; height: auto !important; overflow: visible !important; }
  .stMainBlockContainer { padding: 0 !important; max-width: none !important; }
  [data-testid="stLayoutWrapper"]:has(> .st-key-detail) { position: static; }
  .st-key-detail { max-height: none; overflow: visible; box-shadow: none; }
  .dl-print { display: table; width: 100%; border-collapse: collapse; font-size: 10pt; }
  .dl-print td, .dl-print th { text-align: left; vertical-align: top; padding: 2pt 6pt 2pt 0; }
  .dl-print td:first-child { white-space: nowrap; }
  .dl-print tr, .dl-source, [data-testid="stPlotlyChart"] { break-inside: avoid; }
  :is(.st-key-timeline, [class*="st-key-look-"]) .js-plotly-plot { zoom: .62; } /* fits on a page */
  :is(.st-key-timeline, [class*="st-key-look-"]):has(.js-plotly-plot), .st-key-place [data-testid="stFullScreenFrame"],
  .st-key-place [data-testid="stPlotlyChart"] { height: auto !important; min-height: 0 !important; }
}
.st-key-chips button { min-height: 1.9rem; padding: .1rem .6rem; border-radius: 1rem; }
.js-plotly-plot:focus-visible { outline: 3px solid var(--st-primary-color, #0B62A8); outline-offset: 2px; }
.dl-source { max-width: 60rem; }
.st-key-told .dl-source { margin-bottom: 0; }
.st-key-told [data-testid="stButton"] { padding-left: 1rem; }
.datelines-ring { position: absolute; border: 3px solid #CC3300; box-shadow: 0 0 0 2px #FFF, inset 0 0 0 1px #FFF;
  pointer-events: none; box-sizing: border-box; }
.datelines-said { position: absolute; max-width: min(26rem, 100%); padding: .25rem .6rem; border-radius: .4rem;
  font-size: .85rem; background: #1F2933; color: #FFFFFF; pointer-events: none; z-index: 5; }
</style>
"""
# On the light blue of dark pages Streamlit writes white. And browsers print no grounds: what is light on dark on the
# screen must be dark on paper.
DARK = """
<style>
[data-testid="stBaseButton-primary"]:not(:disabled),
[data-testid="stMultiSelectTagsContainer"] [role="group"] > span { color: #0E1117 !important; }
[data-testid="stMultiSelectTagsContainer"] [role="group"] > span * { color: inherit !important; }
@media print {
  html, body, #root, .stApp { background: #FFFFFF !important; color-scheme: light; }
  .stApp * { color: #1F2933 !important; background-color: transparent !important; }
  .dl-source mark, .dl-article mark { outline: 1px solid #8895A7; }
  .js-plotly-plot { filter: invert(1) hue-rotate(180deg); }
}
</style>
"""
LONG_HEADLINE = 140  # letters from which on a headline is set smaller, or it would be all that a phone shows
GROUNDS = {"light": "#FFFFFF", "dark": "#0E1117"}


def opened(view: View, model: ReadModel) -> None:
    """The detail of the open event, at the bottom of the window."""
    if not view.event:
        return
    event = model.event(view.event, view)
    with st.container(key="detail"):
        with st.container(horizontal=True, vertical_alignment="center", key="open"):
            if event is None:
                st.warning(missing(view))
            else:
                st.header(plain(titled(event)), anchor=False)
                st.button(tr("Open its page"), on_click=open_page, args=("event", event.id))
            st.button(tr("Close"), key="close-event", on_click=lambda: go_and_seed(replace(chosen(view), event=None)))
        if event is None:
            return
        st.markdown(plain(detail.facts(event)), help=detail.sure_help(event))
        notes = detail.notes(event, model.articles)
        if notes:
            with st.container(key="notes"):
                for note in notes:
                    st.markdown(plain(note))
        st.html(detail.sources(model.said(event)))


def alone() -> bool:
    """Whether the page is embedded in another: then it shows the view, and nothing that changes the store."""
    return bool(st.context.is_embedded)


def missing(view: View) -> str:
    """What to say of an event that is not there: perhaps the page shows what was known on an earlier day."""
    words = tr("The event of this link is not in the store (any more).")
    return " ".join((words, tr("It was not known yet on {day}.", day=spoken().day(view.asof)))) if view.asof else words


def back(view: View) -> None:
    """The way back to the timeline, and the link to the page."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="back"):
        st.button(
            tr("← To the timeline"), type="tertiary",
            on_click=lambda: go_and_seed(replace(view, page="timeline", article=None)),
        )  # fmt: skip
        browser.copy("copy", view.to_query(), page=f"{view.page} {view.article or view.event}")


def foot() -> None:
    """What stands at the end of the pages that have no filters to put it under."""
    if not alone():
        with st.columns([1, 3])[0]:
            language()


def linked(heading: str, events: list[Brief]) -> None:
    """Other events, each a button that opens its page."""
    if events:
        st.header(heading, anchor=False)
    with st.container(gap=None, key=f"linked {heading}"):
        for event in events:
            words = plain(f"{written(event.interval)} – {titled(event)} · {tr(STATUS[event.status])}")
            key = f"{heading}-{event.id}"
            st.button(words, key=key, type="tertiary", on_click=open_page, args=("event", event.id))


def event_page(view: View, model: ReadModel) -> None:
    """One event: who says so, in which sentence, why this date, and what it hangs together with."""
    back(view)
    event = model.event(view.event, view) if view.event else None
    if event is None:
        st.warning(missing(view))
        return
    st.title(plain(titled(event)), anchor=False)
    st.markdown(plain(detail.facts(event)), help=detail.sure_help(event))
    st.markdown(tr("**Why this date:** {why}", why=plain(explained(event.how)[0])))
    if event.why:
        st.markdown(tr("**Why one event:** {why}", why=plain(explained(event.why)[0])))
    said = model.said(event)
    notes = detail.notes(event, model.articles)
    if notes:
        st.header(tr("What the sources differ in, and how it came about"), anchor=False)
    for note in notes:
        st.markdown(plain(note))
    if view.asof is None and view.revision is None and not alone():
        corrections.panel(event, model, said, list(model.facets(View()).country))
    telling(event, said)
    linked(tr("Part of the same"), model.some(event.linked))
    linked(tr("Before and after, between the same countries"), model.neighbours(event))
    st.button(
        tr("Show it on the timeline"), on_click=lambda: go_and_seed(replace(view, page="timeline", article=None))
    )  # fmt: skip


def telling(event: Event, said: list[Said]) -> None:
    """Every sentence that tells the event, in its context, with the way to its article."""
    st.header(trn("Told in {n} sentence", "Told in {n} sentences", len(said)), anchor=False)
    st.html(detail.STYLE)
    told = st.container(key="told")
    for number, one in enumerate(said):
        with told.container(gap=None):
            st.html(detail.source(one, [a.name for a in event.actors]))
            st.button(
                tr("Read the article"), key=f"read-{number}", type="tertiary", on_click=open_page,
                args=("article", event.id, one.article.id),
            )  # fmt: skip


def article_page(view: View, model: ReadModel) -> None:
    """One article with everything that was read in it marked and explained."""
    back(view)
    found = model.store.reading(view.article) if view.article else None
    if found is None:
        st.warning(tr("The article of this link is not in the store (any more)."))
        return
    article = found.article
    headline = article.title or tr("Article without a headline")
    with st.container(key="headline" if len(headline) <= LONG_HEADLINE else "long-headline"):
        st.title(plain(headline), anchor=False)
    language = article.lang and spoken().language(article.lang)
    st.markdown(
        plain(" · ".join(filter(None, (article.outlet or tr("unknown outlet"), detail.published(article), language))))
    )
    st.html(reading.key(found))
    st.session_state["missed"] = view.missed
    st.toggle(
        tr("Show what was not understood"), key="missed", help=tr("Sentences without an event, dates left open"),
        on_change=lambda: go(replace(now(), missed=st.session_state["missed"])),
    )  # fmt: skip
    st.html(reading.text(found, view.missed))
    told, _ = model.told_by([article.id], len(found.events))
    linked(tr("Its events on the timeline"), told)
    st.html(reading.explanations(found))


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
    tell()
    speak_as(address)
    if (saved := named(model)) is not None:
        address = saved
        go(saved)
        speak_as(saved)
    seed(address)
    ground = GROUNDS.get(st.context.theme.type or "light", GROUNDS["light"])
    st.html(STYLE.replace("var(--dl-ground)", ground).replace("var(--dl-filters)", json.dumps(tr("Filters"))))
    if st.context.theme.type == "dark":
        st.html(DARK)
    if dropped:
        st.info(plain(tr("Not understood in the address, and left out: {what}", what=", ".join(dropped))))
    match address.page:
        case "event":
            event_page(address, model)
            foot()
        case "article":
            article_page(address, model)
            foot()
        case _:
            timeline_page(address, model)


def timeline_page(address: View, model: ReadModel) -> None:
    """The timeline with its filters."""
    view = chosen(address)
    changeable = not alone() and not model.store.read_only
    if model.articles and not alone():
        skip = tr("Skip to the timeline")
        st.sidebar.html(f'<a class="dl-skip" href="#timeline">{escape(skip)}</a>')
        filters(model.facets(view), view)
    if not alone():
        with st.sidebar:
            language()
    top = st.container(horizontal=True, vertical_alignment="center", key="top")
    top.title("Datelines", anchor=False, width="content")
    purpose = tr("What states did to one another, when, and who says so – read from news articles.")
    top.markdown(" ".join((purpose, tr("Open an event to read the sentences that tell it."))))
    links = top.container(horizontal=True, horizontal_alignment="right", width="content", key="links")
    if changeable:
        with links:
            add_button()
        add_articles(model)
        under_way(model)
    if not model.articles:
        if not st.session_state.get("jobs"):
            first_minute(model.store)
        return
    if not alone():
        with st.container(horizontal=True, vertical_alignment="center", key="switches"):
            look_switch()
            controls()
    view = chosen(address)
    if view != address:
        go(view)
    figures = model.summary(view)
    if view.asof:
        st.info(
            tr(
                "As it could be known on {day}: from the articles published until then. What came later is left out.",
                day=spoken().day(view.asof),
            )
        )
    if view.revision is not None and view.revision < model.revision:
        st.info(
            tr(
                "A frozen link: the events as the store had them at revision {revision} of {latest}.",
                revision=view.revision,
                latest=model.revision,
            )
        )
    with links:
        if alone():
            st.link_button(tr("Open in Datelines"), address_of(view.to_query()))
        else:
            browser.copy("copy", view.to_query())
            share(view, model)
    heading(view, model)
    chips(view)
    if figures.events:
        chart(view, model) if view.look == "timeline" else look(view, model)
        if not alone():
            table(view, model, changeable)
    elif view.filters == View():
        words = trn("No event was found in {n} article.", "No event was found in {n} articles.", len(model.articles))
        st.info(words)
    else:
        st.warning(tr("No event passes these filters. Change or clear some of them."))
        st.button(tr("Clear all filters"), key="clear-here", on_click=lambda: go_and_seed(cleared(view)))
    if changeable:
        undated(model)
    opened(view, model)


def heading(view: View, model: ReadModel) -> None:
    """The line of figures, and beside it the windows to choose from."""
    figures = model.summary(view)
    first, last = figures.first, figures.last
    years = list(dict.fromkeys(f"{day:%Y}" for day in (first, last) if day))
    span = " – ".join(years) if first and last else tr("no dates")
    counts = (
        trn("**{n}** article", "**{n}** articles", figures.articles),
        trn("**{n}** event", "**{n}** events", figures.events),
        trn("**{n}** outlet", "**{n}** outlets", figures.sources),
    )
    words = " · ".join((*counts, span))
    if view.start or view.end:  # all in one line, so that the timeline does not jump under the pointer
        words += " · " + trn("**{n}** in the window", "**{n}** in the window", model.count(view))
    with st.container(horizontal=True, vertical_alignment="center", key="heading"):
        st.markdown(words, width="content")
        if view.start or view.end:
            st.button(tr("Show the whole time"), on_click=show, args=(None, None), key="whole", type="tertiary")
        if view.look == "timeline" and figures.first:
            ranges(view, model)
