"""Adding articles by pasting and uploading, and dating those that are kept without a date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import streamlit as st
from sqlalchemy.exc import SQLAlchemyError

from timeline import ingest, languages, pipeline
from timeline.dashboard.figure import written
from timeline.dashboard.state import EARLIEST, LATEST, open_event, plain
from timeline.dashboard.words import STATUS, spoken, tr, trn
from timeline.errors import BadArticle, TimelineError
from timeline.model import Article
from timeline.store import ReadModel, Store
from timeline.temporal import read as temporal

LISTED_NEW = 20  # events of newly added articles that are named one by one


def suggestions(text: str) -> list[tuple[date, str]]:
    """Publication days that the text itself speaks for."""
    lang = pipeline.detect(text)
    if lang not in languages.codes():
        return []
    return temporal.suggest_published(languages.tokenizer(lang)(text), languages.load(lang), before=date.today())


def add(store: Store, found: Sequence[Article | BadArticle]) -> None:
    """Add articles, and keep what there is to say of each until it is shown."""
    articles = [f for f in found if isinstance(f, Article)]
    said = [("error", str(f)) for f in found if isinstance(f, BadArticle)]
    bar = st.progress(0.0, tr("Reading …")) if len(articles) > 20 else None

    def progress(count: int) -> None:
        if bar:
            words = tr("{n} of {total} articles", n=spoken().number(count), total=spoken().number(len(articles)))
            bar.progress(count / len(articles), words)

    try:
        done = store.add_all(articles, progress)
    except SQLAlchemyError:
        said.append(("error", tr("The store could not be written. Articles already reported are kept; try again.")))
        done = []
    new = [a for a in done if a.new]
    if new:
        events = sum(a.events for a in new)
        where = trn("{n} new article", "{n} new articles", len(new))
        words = trn("{n} event found in {articles}.", "{n} events found in {articles}.", events, articles=where)
        said.append(("success", words))
    said += [("warning", w) for a in new for w in a.warnings]
    if len(new) < len(done):
        here = trn(
            "{n} article was here already: nothing changed.", "{n} articles were here already: nothing changed.",
            len(done) - len(new),
        )  # fmt: skip
        said.append(("info", here))
    st.session_state["said"] = said
    st.session_state["new"] = [a.article for a in new]


def add_pasted(store: Store) -> None:
    """Add the pasted text; the fields are emptied when it is in the store."""
    state = st.session_state
    try:
        found = [ingest.from_text(state["text"], state["title"], state["published"], state["outlet"])]
    except TimelineError as error:
        state["said"], state["new"] = [("error", str(error))], []
        return
    add(store, found)
    if not any(kind == "error" for kind, _ in state["said"]):
        state["text"] = state["title"] = state["outlet"] = ""
        state["published"] = None


def added(model: ReadModel) -> None:
    """What came of the articles added last, with their events to open."""
    show = {"error": st.error, "success": st.success, "warning": st.warning, "info": st.info}
    for kind, words in st.session_state.get("said", ()):
        show[kind](plain(words))
    new = set(st.session_state.get("new", ()))
    told, total = model.told_by(new, LISTED_NEW) if new else ([], 0)
    for event in told:
        words = plain(f"{written(event.interval)} – {event.title} · {tr(STATUS[event.status])}")
        st.button(words, key=f"new-{event.id}", type="tertiary", on_click=open_event, args=(event.id,))
    if total > len(told):
        st.caption(trn("and {n} more, on the timeline", "and {n} more, on the timeline", total - len(told)))


def add_articles(model: ReadModel) -> None:
    """Paste a text or upload files; a missing publication date is asked for, never guessed."""
    state = st.session_state
    with st.expander(tr("Add articles")):
        paste, upload = st.tabs([tr("Paste a text"), tr("Upload files")])
        with paste:
            text = st.text_area(tr("Article text"), key="text", height=160)
            left, middle, right = st.columns([2, 2, 1])
            left.text_input(tr("Headline (optional)"), key="title")
            middle.text_input(tr("Outlet (optional)"), key="outlet")
            day = right.date_input(
                tr("Published"), key="published", value=None, min_value=EARLIEST, max_value=LATEST,
                format=spoken().entry,
            )  # fmt: skip
            if text.strip() and day is None:
                st.markdown(tr("When was it published? Relative dates such as “Tuesday” are counted from that day."))
                for guess, reason in suggestions(text)[:3]:
                    st.button(
                        plain(f"{spoken().day(guess)} – {reason}"), key=f"guess-{guess}",
                        on_click=lambda g=guess: state.__setitem__("published", g),
                    )  # fmt: skip
            words = tr("Add article") if day else tr("Add without a publication date")
            st.button(words, type="primary", disabled=not text.strip(), on_click=add_pasted, args=(model.store,))
        with upload:
            files = st.file_uploader(
                tr("Articles as .txt, .json or .jsonl"), type=["txt", "json", "jsonl"], accept_multiple_files=True,
                key=f"files-{state.get('uploads', 0)}",
            )  # fmt: skip
            day = st.date_input(
                tr("Publication date of articles that do not say it (optional)"), key="upload-day", value=None,
                min_value=EARLIEST, max_value=LATEST, format=spoken().entry,
            )  # fmt: skip
            if st.button(tr("Add files"), type="primary", disabled=not files):
                found = [f for file in files for f in ingest.from_bytes(file.name, file.getvalue())]
                dated = [replace(f, published=f.published or day) if isinstance(f, Article) else f for f in found]
                add(model.store, dated)
                state["uploads"] = state.get("uploads", 0) + 1
                st.rerun()
        added(model)


def undated(model: ReadModel) -> None:
    """Articles without a publication date, which can be given one."""
    waiting = [a for a in model.articles.values() if a.published is None]
    if not waiting:
        return
    words = trn(
        "{n} article without a publication date", "{n} articles without a publication date", len(waiting)
    )  # fmt: skip
    with st.expander(words):
        for article in waiting:
            with st.container(key=f"waiting-{article.id}"):
                date_later(article, model.store)


def date_later(article: Article, store: Store) -> None:
    """Ask for the publication date of an article that is kept without one."""
    st.markdown(f"**{plain(article.title or article.text[:80])}** {plain(article.source)}")
    for guess, reason in suggestions(article.text)[:2]:
        st.caption(plain(tr("The text suggests {day}: {reason}", day=spoken().day(guess), reason=reason)))
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    day = left.date_input(
        tr("Published"), key=f"date-{article.id}", value=None, min_value=EARLIEST, max_value=LATEST,
        format=spoken().entry,
    )  # fmt: skip
    if right.button(tr("Set"), key=f"set-{article.id}", disabled=day is None):
        try:
            store.set_published(article.id, day)
        except (TimelineError, SQLAlchemyError):
            st.error(tr("The date could not be kept: the store cannot be written just now. Try again."))
        else:
            st.rerun()
