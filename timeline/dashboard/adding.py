"""Adding articles by pasting and uploading, and dating those that are kept without a date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import streamlit as st
from sqlalchemy.exc import SQLAlchemyError

from timeline import ingest, languages, pipeline
from timeline.dashboard.figure import written
from timeline.dashboard.state import EARLIEST, LATEST, counted, open_event, plain
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
    bar = st.progress(0.0, "Reading …") if len(articles) > 20 else None

    def progress(count: int) -> None:
        if bar:
            bar.progress(count / len(articles), f"{count} of {len(articles)} articles")

    try:
        done = store.add_all(articles, progress)
    except SQLAlchemyError:
        said.append(("error", "The store could not be written. Articles already reported are kept; try again."))
        done = []
    new = [a for a in done if a.new]
    if new:
        events = sum(a.events for a in new)
        said.append(("success", f"{counted(events, 'event')} found in {counted(len(new), 'new article')}."))
    said += [("warning", w) for a in new for w in a.warnings]
    if len(new) < len(done):
        said.append(("info", f"{counted(len(done) - len(new), 'article')} was or were here already: nothing changed."))
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
        words = plain(f"{written(event.interval)} – {event.title} · {event.status.value}")
        st.button(words, key=f"new-{event.id}", type="tertiary", on_click=open_event, args=(event.id,))
    if total > len(told):
        st.caption(f"and {total - len(told):,} more, on the timeline")


def add_articles(model: ReadModel) -> None:
    """Paste a text or upload files; a missing publication date is asked for, never guessed."""
    state = st.session_state
    with st.expander("Add articles"):
        paste, upload = st.tabs(["Paste a text", "Upload files"])
        with paste:
            text = st.text_area("Article text", key="text", height=160)
            left, middle, right = st.columns([2, 2, 1])
            left.text_input("Headline (optional)", key="title")
            middle.text_input("Outlet (optional)", key="outlet")
            day = right.date_input(
                "Published", key="published", value=None, min_value=EARLIEST, max_value=LATEST, format="YYYY-MM-DD"
            )
            if text.strip() and day is None:
                st.markdown("When was it published? Relative dates such as “Tuesday” are counted from that day.")
                for guess, reason in suggestions(text)[:3]:
                    st.button(
                        f"{guess} – {plain(reason)}", key=f"guess-{guess}",
                        on_click=lambda g=guess: state.__setitem__("published", g),
                    )  # fmt: skip
            words = "Add article" if day else "Add without a publication date"
            st.button(words, type="primary", disabled=not text.strip(), on_click=add_pasted, args=(model.store,))
        with upload:
            files = st.file_uploader(
                "Articles as .txt, .json or .jsonl", type=["txt", "json", "jsonl"], accept_multiple_files=True,
                key=f"files-{state.get('uploads', 0)}",
            )  # fmt: skip
            day = st.date_input(
                "Publication date of articles that do not say it (optional)", key="upload-day", value=None,
                min_value=EARLIEST, max_value=LATEST, format="YYYY-MM-DD",
            )  # fmt: skip
            if st.button("Add files", type="primary", disabled=not files):
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
    with st.expander(f"{len(waiting)} article{'s' * (len(waiting) != 1)} without a publication date"):
        for article in waiting:
            with st.container(key=f"waiting-{article.id}"):
                date_later(article, model.store)


def date_later(article: Article, store: Store) -> None:
    """Ask for the publication date of an article that is kept without one."""
    st.markdown(f"**{plain(article.title or article.text[:80])}** {plain(article.source)}")
    for guess, reason in suggestions(article.text)[:2]:
        st.caption(plain(f"The text suggests {guess}: {reason}."))
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    day = left.date_input(
        "Published", key=f"date-{article.id}", value=None, min_value=EARLIEST, max_value=LATEST, format="YYYY-MM-DD"
    )
    if right.button("Set", key=f"set-{article.id}", disabled=day is None):
        try:
            store.set_published(article.id, day)
        except (TimelineError, SQLAlchemyError):
            st.error("The date could not be kept: the store cannot be written just now. Try again.")
        else:
            st.rerun()
