"""Adding articles by pasting and uploading, and dating those that are kept without a date."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

import streamlit as st
from sqlalchemy.exc import SQLAlchemyError

from timeline import ingest, languages, pipeline
from timeline.dashboard import browser, why
from timeline.dashboard.errors import explained
from timeline.dashboard.figure import written
from timeline.dashboard.state import EARLIEST, LATEST, open_event, plain
from timeline.dashboard.titles import titled
from timeline.dashboard.words import STATUS, spoken, tr, trn
from timeline.errors import BadArticle, TimelineError
from timeline.jobs import Job, Jobs, State
from timeline.model import Article
from timeline.store import ReadModel, Store, samples
from timeline.temporal import read as temporal

LISTED_NEW = 20  # events of newly added articles that are named one by one
BEGINNING = 80  # letters of an article that has no headline
MOST_SAID = 300  # messages on what was added; more are no help
ADDING = "adding"  # session state: whether the form is open
FORM = '{"text": "…", "published": "2024-06-17", "title": "…", "source": "…"}'  # of an article in a file
AT_ONCE = 3.0  # seconds that the page waits for a short text to be added, before it shows progress


def suggestions(text: str) -> list[tuple[date, str]]:
    """Publication days that the text itself speaks for."""
    lang = pipeline.detect(text)
    if lang not in languages.codes():
        return []
    found = temporal.suggest_published(languages.tokenizer(lang)(text), languages.load(lang), before=date.today())
    return [(day, why.explained(reasons)[0]) for day, reasons in found]


@st.cache_resource
def jobs() -> Jobs:
    """The jobs of this process, whoever started them."""
    return Jobs()


def add(store: Store, found: Callable[[], Iterable[Article | BadArticle]]) -> Job:
    """Begin to add articles in the background; what comes of it is shown to the reader who began."""
    job = jobs().start(store, found)
    st.session_state["said"], st.session_state["new"] = [], []
    st.session_state.setdefault("jobs", []).append(job)
    job.wait(AT_ONCE)  # a short text is there when the page is drawn
    return job


def add_pasted(store: Store) -> None:
    """Add the pasted text; the fields are emptied when it is on its way."""
    state = st.session_state
    try:
        article = ingest.from_text(state["text"], state["title"], state["published"], state["outlet"])
    except TimelineError as error:
        state["said"], state["new"] = [("error", explained(error))], []
        return
    if add(store, lambda: [article]).state is not State.FAILED:
        state["text"] = state["title"] = state["outlet"] = ""
        state["published"] = None


def add_files(store: Store) -> None:
    """Add the uploaded files; those articles that do not say when they were published are given the day of the form."""
    state = st.session_state
    key = f"files-{state.get('uploads', 0)}"
    contents = [(file.name, file.getvalue()) for file in state.get(key) or ()]
    day = state.get("upload-day")

    def found() -> Iterator[Article | BadArticle]:
        for name, data in contents:
            for one in ingest.from_bytes(name, data):
                yield replace(one, published=one.published or day) if isinstance(one, Article) else one

    add(store, found)
    state["uploads"] = state.get("uploads", 0) + 1


def add_samples(store: Store) -> None:
    """Add the sample articles."""
    add(store, samples)


def time_left(seconds: float) -> str:
    """A time in words, as exact as such a guess can be.

    >>> time_left(3), time_left(47), time_left(61), time_left(7300)
    ('a few seconds left', 'about 50 seconds left', 'about 1 minute left', 'about 2 hours left')
    """
    if seconds < 10:
        return tr("a few seconds left")
    if seconds < 55:
        tens = round(seconds / 10) * 10
        return trn("about {n} second left", "about {n} seconds left", tens)
    minutes = round(seconds / 60)
    if minutes < 60:
        return trn("about {n} minute left", "about {n} minutes left", max(minutes, 1))
    return trn("about {n} hour left", "about {n} hours left", round(minutes / 60))


def progress(job: Job) -> tuple[float, str]:
    """How far a job is: the share that is done, and the figures in words."""
    done, total = min(job.done, job.total), job.total
    if job.state is State.WAITING:
        if not total:
            return 0.0, tr("Looking through the articles …")
        return 0.0, trn("{n} article: starting …", "{n} articles: starting …", total)
    read = trn("{done} of {n} article read", "{done} of {n} articles read", total, done=spoken().number(done))
    words = [read, trn("{n} event found", "{n} events found", job.events)]
    if job.state is State.STOPPING:
        words.append(tr("stopping after this article"))
    elif job.left is not None and done < total:
        words.append(time_left(job.left))
    return done / max(total, 1), " · ".join(words)


def ended(job: Job) -> None:
    """Keep what there is to say of a job that has ended, until the next."""
    state = st.session_state
    said = [("error", explained(words)) for words in job.errors]
    if job.new:
        where = trn("{n} new article", "{n} new articles", len(job.new))
        events = sum(a.events for a in job.new)
        words = trn("{n} event found in {articles}.", "{n} events found in {articles}.", events, articles=where)
        said.append(("success", words))
    if job.state is State.STOPPED:
        done = spoken().number(job.done)
        words = trn(
            "Stopped: {done} of {n} article is read and kept.", "Stopped: {done} of {n} articles are read and kept.",
            job.total, done=done,
        )  # fmt: skip
        said.append(("info", words))
    said += [("warning", explained(w)) for a in job.new for w in a.warnings]
    if old := len(job.added) - len(job.new):
        words = trn(
            "{n} article was here already: nothing changed.", "{n} articles were here already: nothing changed.", old
        )
        said.append(("info", words))
    state["said"] = [*state.get("said", ()), *said]
    state["new"] = [*state.get("new", ()), *(a.article for a in job.new)]


def following() -> list[Job]:
    """The jobs to show in this session: its own, and those that were running when it began. Ended ones are told."""
    state = st.session_state
    if "jobs" not in state:
        state["jobs"] = list(jobs().running())
    for job in state["jobs"]:
        if job.over:
            ended(job)
    state["jobs"] = [job for job in state["jobs"] if not job.over]
    found: list[Job] = state["jobs"]
    return found


def under_way(model: ReadModel) -> None:
    """The jobs with their progress, and what came of those that have ended."""
    running = following()
    with st.container(key="jobs"):
        if running:
            base = st.get_option("server.baseUrlPath").strip("/")
            browser.bars(
                key="bars", on_ended_change=lambda: None, on_stopped_change=stopped,
                data={
                    "jobs": [job.number for job in running],
                    "url": f"{'/' + base if base else ''}/api/jobs.json?lang={spoken().code}",
                    "label": tr("Articles read"), "stop": tr("Stop"), "kept": tr("What is read until then is kept"),
                },
            )  # fmt: skip
            st.caption(tr("You can go on reading meanwhile, or leave: articles are added a portion at a time."))
        added(model)


def stopped() -> None:
    """Stop the job whose button was clicked."""
    number = st.session_state["bars"].get("stopped")
    for job in st.session_state.get("jobs", ()):
        if job.number == number:
            job.stop()


def by_headline(words: str, new: Collection[str], articles: Mapping[str, Article]) -> str:
    """A message on new articles that names them as their readers do, and not by the ids that they were given."""

    def headline(found: re.Match[str]) -> str:
        article = articles.get(found[0]) if found[0] in new else None
        return tr("“{words}”", words=article.title or shortened(article.text)) if article else found[0]

    return re.sub(r"[^\s:]+", headline, words)


def shortened(text: str) -> str:
    r"""The beginning of a text without a headline.

    >>> shortened("Two men\nmet")
    'Two men met'
    """
    words = " ".join(text[: 2 * BEGINNING].split())
    return words if len(words) <= BEGINNING else words[: BEGINNING - 1] + "…"


def added(model: ReadModel) -> None:
    """What came of the articles added last, with their events to open."""
    state = st.session_state
    show = {"error": st.error, "success": st.success, "warning": st.warning, "info": st.info}
    new = set(state.get("new", ()))
    said = [(kind, by_headline(words, new, model.articles)) for kind, words in state.get("said", ())[:MOST_SAID]]
    for kind, words in said[:LISTED_NEW]:
        show[kind](plain(words))
    if rest := said[LISTED_NEW:]:
        with st.expander(trn("{n} more", "{n} more", len(rest))):
            st.markdown("\n".join(f"- {plain(words)}" for _, words in rest))
    told, total = model.told_by(new, LISTED_NEW) if new else ([], 0)
    with st.container(gap=None):
        for event in told:
            words = plain(f"{written(event.interval)} – {titled(event)} · {tr(STATUS[event.status])}")
            st.button(words, key=f"new-{event.id}", type="tertiary", on_click=open_event, args=(event.id,))
    if total > len(told):
        st.caption(trn("and {n} more, on the timeline", "and {n} more, on the timeline", total - len(told)))
    if said:
        st.button(tr("Dismiss"), key="dismiss", on_click=lambda: state.update(said=[], new=[]))


def first_minute(store: Store) -> None:
    """What an empty store shows: what this is, what to give it, and the samples to try it with."""
    with st.container(key="first", border=True):
        st.header(tr("Nothing here yet"), anchor=False)
        st.markdown(
            tr(
                "Datelines reads news articles in six languages, finds what states did to one another – visits, "
                "meetings, vetoes, agreements – and works out **when**, from words such as “last Tuesday” too. What "
                "several articles tell becomes one event, and every event can show the sentences that tell it."
            )
        )
        if store.read_only:
            st.info(tr("This store is open for reading only, and nobody has put articles into it."))
            return
        look = tr("**Look around** with the sample articles, which were written for this, in six languages.")
        own = tr(
            "**Add your own** with “Add articles” above: paste one, or upload many as .txt, .json or .jsonl. Say when "
            "each was published: “Tuesday” is counted from that day."
        )
        st.markdown(f"- {look}\n- {own}")
        words = tr("Load the sample articles")
        st.button(words, type="primary", key="samples", on_click=add_samples, args=(store,))


def add_button() -> None:
    """The button that opens the form for adding, and shuts it."""

    def turn() -> None:
        st.session_state[ADDING] = not st.session_state.get(ADDING)

    st.button(tr("Add articles"), key="add", on_click=turn)


def add_articles(model: ReadModel) -> None:
    """Paste a text or upload files; a missing publication date is asked for, never guessed."""
    state = st.session_state
    if not state.get(ADDING):
        return
    with st.container(
        key="paper", border=True
    ):  # no popover: Escape, which shuts a date's calendar, would shut it, too
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
                guesses = suggestions(text)[:3]
                if guesses:
                    st.caption(tr("The text itself suggests a day: click it to take it."))
                for guess, reason in guesses:
                    st.button(
                        plain(f"{spoken().day(guess)} – {reason}"), key=f"guess-{guess}",
                        on_click=lambda g=guess: state.__setitem__("published", g),
                    )  # fmt: skip
            words = tr("Add article") if day or not text.strip() else tr("Add without a publication date")
            st.button(words, type="primary", disabled=not text.strip(), on_click=add_pasted, args=(model.store,))
        with upload:
            files = st.file_uploader(
                tr("Articles as .txt, .json or .jsonl"), type=["txt", "json", "jsonl"], accept_multiple_files=True,
                key=f"files-{state.get('uploads', 0)}",
            )  # fmt: skip
            st.caption(plain(
                tr("A .txt file is one article. A .json file holds one or a list of them, a .jsonl file one a line:")
            ) + f" `{FORM}`")  # fmt: skip
            st.date_input(
                tr("Publication date of articles that do not say it (optional)"), key="upload-day", value=None,
                min_value=EARLIEST, max_value=LATEST, format=spoken().entry,
            )  # fmt: skip
            st.button(tr("Add files"), type="primary", disabled=not files, on_click=add_files, args=(model.store,))


def undated(model: ReadModel) -> None:
    """Articles without a publication date, which can be given one."""
    waiting = [a for a in model.articles.values() if a.published is None]
    if not waiting:
        return
    words = trn(
        "{n} article without a publication date", "{n} articles without a publication date", len(waiting)
    )  # fmt: skip
    # What has just been added without a date is asked for at once.
    with st.expander(words, expanded=any(a.id in st.session_state.get("new", ()) for a in waiting)):
        for article in waiting:
            with st.container(key=f"waiting-{article.id}"):
                date_later(article, model.store)


def date_later(article: Article, store: Store) -> None:
    """Ask for the publication date of an article that is kept without one."""
    st.markdown(f"**{plain(article.title or shortened(article.text))}** {plain(article.outlet)}")
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
