"""HTML and figures made from articles: nothing of an article is ever markup, and nothing of it is lost."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import date

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.dashboard import detail, reading
from timeline.dashboard.figure import Picture, safe, timeline
from timeline.dashboard.state import plain
from timeline.model import TYPES, Actor, Article, Mention, Reading, Said, Status, Timex
from timeline.store import Brief, Density
from timeline.temporal.interval import Interval
from timeline.view import View

HOSTILE = '<script>alert(1)</script> <img src=x onerror="alert(1)"> & $x$ <b>bold</b> [a](javascript:1) \' " end'
ALLOWED = re.compile(r"</?(mark|b|u|span|div|br|small|style|table|thead|tbody|tr|td|th|h2)\b[^<>]*>")
texts = st.text(alphabet="ab <>&\"'$é\n", max_size=60) | st.just(HOSTILE)


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    text = draw(texts)
    places = st.integers(0, len(text))

    def span() -> tuple[int, int]:
        a, b = sorted((draw(places), draw(places)))
        return a, b

    timexes = [
        Timex(*where, text[where[0] : where[1]], "DATE", "2024", draw(st.none() | st.just(Interval.of(2024))), HOSTILE)
        for where in (span() for _ in range(draw(st.integers(0, 4))))
    ]
    mentions = [
        Mention(
            f"m{n}", "visit", "CONSULT", None, HOSTILE, *span(), *span(), HOSTILE, (Actor(HOSTILE),), (), None, None,
            HOSTILE, *span(), None, Status.HAPPENED, 0.5, HOSTILE,
        )
        for n in range(draw(st.integers(0, 4)))
    ]  # fmt: skip
    article = Article("a", text, HOSTILE, date(2024, 1, 1), "en", "javascript:alert(1)", HOSTILE)
    return Reading(article, tuple(timexes), tuple(mentions))


def bare(page: str) -> str:
    """What a reader sees: without tags, with entities read."""
    styles = re.compile(r"\n*<style>.*?</style>\n*", re.S)
    return html.unescape(re.sub(r"<[^>]*>", "", styles.sub("", page, count=1)))


def harmless(page: str) -> None:
    page = re.sub(r"<style>.*?</style>", "", page, flags=re.S)
    assert "<" not in ALLOWED.sub("", page)
    for tag in ALLOWED.finditer(page):
        assert not re.search(r"\son\w+\s*=", re.sub(r'"[^"]*"', "", tag.group()))
    assert "javascript:" not in re.sub(r">[^<]*<", "", page).replace(html.escape(HOSTILE), "")


@given(readings(), st.booleans())
def test_the_article_page_shows_the_whole_text_and_no_markup_of_it(found: Reading, missed: bool) -> None:
    page = reading.text(found, missed)
    harmless(page)
    assert bare(page) == found.article.text
    harmless(reading.explanations(found))


@given(readings())
def test_a_source_shows_its_sentence_and_no_markup_of_it(found: Reading) -> None:
    for mention in found.events:
        page = detail.source(Said(found.article, mention), [HOSTILE, "bold"])
        harmless(page)
        assert found.article.text[mention.sentence_start : mention.sentence_end] in bare(page)


briefs = st.lists(
    st.builds(
        Brief,
        id=st.from_regex("e[0-9]{1,6}", fullmatch=True),
        type=st.sampled_from(TYPES),
        title=texts,
        status=st.sampled_from(list(Status)),
        interval=st.dates(date(1990, 1, 1), date(2030, 1, 1)).map(Interval.day),
        countries=st.lists(st.sampled_from(["RU", "US", "FR"]), unique=True).map(tuple),
        articles=st.integers(1, 9),
        sources=st.integers(1, 9),
        confidence=st.floats(0, 1),
    ),
    min_size=1,
    max_size=20,
    unique_by=lambda e: e.id,
)


@settings(deadline=None, max_examples=10)
@given(briefs, st.sampled_from(["type", "country"]), st.sampled_from(["compressed", "true"]), st.integers(600, 1600))
def test_every_event_has_a_mark_and_no_title_is_markup(events: list[Brief], lane: str, scale: str, width: int) -> None:
    days = sorted({e.interval.start for e in events if e.interval and e.interval.start})
    figure, _, lanes = timeline(Picture(events, len(events), days), View(lane=lane, scale=scale), width=width)
    drawn = [
        row for trace in figure.data for row in (trace.customdata or ()) if getattr(trace, "mode", "") == "markers"
    ]
    assert {row[0] for row in drawn} == {e.id for e in events}
    assert sum(found.count for found in lanes) == len(events)
    words = [text for trace in figure.data if getattr(trace, "mode", "") == "text" for text in trace.text]
    assert not any("<" in text or "$" in text for text in [*words, *(cell for row in drawn for cell in row[1:2])])


@given(st.text())
def test_text_for_markdown_and_figures_is_inert(text: str) -> None:
    assert "<" not in safe(text)
    assert "$" not in safe(text)
    assert not re.search(r"(?<!\\)[<\[$*`]", plain(text))


def test_folding_keeps_the_counts() -> None:
    event = Brief("e1", "visit", "A visit", Status.HAPPENED, Interval.of(2024, 6, 1), ("RU",), 1, 1, 0.9)
    events = [replace(event, id=f"e{n}") for n in range(30)]
    picture = Picture(events, 30, [date(2024, 6, 1)])
    whole, _, _ = timeline(picture, View())
    small, _, lanes = timeline(picture, View(fold=("Visits",)))
    assert small.layout.height < whole.layout.height
    assert [lane.count for lane in lanes] == [30]


def test_every_type_can_be_drawn_with_every_status() -> None:
    events = [
        Brief(f"{kind}-{status}", kind, "T", status, Interval.of(2024, 6, 1), ("RU",), 1, 1, 0.9)
        for kind in TYPES
        for status in Status
    ]
    for total in (len(events), 1000):  # in SVG, and by WebGL
        figure, _, _ = timeline(Picture(events, total, [date(2024, 6, 1)]), View())
        assert sum(len(t.customdata) for t in figure.data if t.customdata) == len(events)


def test_a_density_is_drawn_with_the_most_told_on_top() -> None:
    day = date(2024, 6, 1)
    event = Brief("e1", "visit", "A visit", Status.HAPPENED, Interval.day(day), ("RU",), 9, 9, 0.9)
    density = Density(("visit", "veto", "vote"), np.array([day.toordinal()]), np.array([[900], [700], [5]]))
    picture = Picture([event], 1605, [day, date(2024, 7, 1)], density)
    figure, _, lanes = timeline(picture, View())
    assert sum(lane.count for lane in lanes) == 1605
    assert {type(trace).__name__ for trace in figure.data} >= {"Heatmap", "Scattergl"}
