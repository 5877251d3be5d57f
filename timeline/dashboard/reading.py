"""An article with everything that was read in it marked. All HTML is made here, from escaped text only."""

from __future__ import annotations

import html
from collections.abc import Sequence
from itertools import pairwise

from timeline.dashboard.figure import written
from timeline.dashboard.titles import titled
from timeline.dashboard.why import explained
from timeline.dashboard.words import STATUS, spoken, tr, trn
from timeline.model import Mention, Reading, Timex

STYLE = """
<style>
.dl-article { line-height: 1.75; white-space: pre-line; max-width: 46rem; overflow-wrap: anywhere; }
.dl-article mark { color: #1F2933; border-radius: .25em; padding: 0 .15em; }
.dl-article .dl-date { background: #FFC83D; }
.dl-article .dl-event { background: #9CCBF5; }
.dl-article .dl-date.dl-event { background: linear-gradient(#FFC83D 50%, #9CCBF5 50%); }
.dl-article .dl-open { outline: 2px dashed #CC3300; }
.dl-article .dl-missed { opacity: .75; } /* the least that can be read upon a mark */
/* Who touches, or comes by keyboard, cannot hover: what a mark was taken for stands beneath it while it is chosen. */
.dl-article { position: relative; }
.dl-article mark:focus { outline: 3px solid #0B62A8; outline-offset: 1px; }
.dl-article mark:focus::after { content: attr(title); position: absolute; left: 0; right: 0; margin-top: 2em;
  z-index: 5; padding: .4rem .7rem; border-radius: .4rem; background: #1F2933; color: #FFFFFF; font-size: .9rem;
  line-height: 1.45; white-space: normal; }
.dl-key { font-size: .9rem; }
.dl-why { border-collapse: collapse; width: 100%; max-width: 60rem; }
.dl-why td:first-child { overflow-wrap: break-word; min-width: 6rem; }
.dl-why td, .dl-why th { text-align: left; vertical-align: top; padding: .25rem .8rem .25rem 0;
  border-bottom: 1px solid #8895A755; overflow-wrap: anywhere; }
</style>
"""
Span = tuple[int, int, str, str]  # start, end, class, explanation


def _why(how: str) -> str:
    return explained(how)[0]


def _spans(reading: Reading) -> list[Span]:
    dates = [
        (t.start, t.end, "dl-date" if t.interval or t.type in ("DURATION", "SET") else "dl-date dl-open", _why(t.how))
        for t in reading.timexes
    ]
    events = [(m.trigger_start, m.trigger_end, "dl-event", f"{titled(m)}: {_why(m.how)}") for m in reading.events]
    return sorted(span for span in dates + events if 0 <= span[0] < span[1] <= len(reading.article.text))


def _quiet(reading: Reading) -> list[tuple[int, int]]:
    """The stretches between the sentences that tell an event."""
    found, at = [], 0
    for start, end in sorted({(m.sentence_start, m.sentence_end) for m in reading.events}):
        if start > at:
            found.append((at, start))
        at = max(at, end)
    return [*found, (at, len(reading.article.text))]


def key(reading: Reading) -> str:
    """How much was found in the text, in the colours of the marks, as HTML."""
    found = {
        "dl-date": trn("{n} date or length of time", "{n} dates and lengths of time", len(reading.timexes)),
        "dl-event": trn("{n} event", "{n} events", len(reading.events)),
    }
    what = spoken().list(f'<mark class="{name}">{html.escape(words)}</mark>' for name, words in found.items())
    words = html.escape(
        tr(
            "Found: {what}. Click or tap a mark to read what it was taken for; all of it stands below the text.",
            what="{what}",
        )
    )
    return f'{STYLE}<div class="dl-article dl-key">{words.replace("{what}", what)}</div>'


def text(reading: Reading, missed: bool = False) -> str:
    """The text as HTML with temporal expressions and triggers marked; `missed` fades what tells no event."""
    spans = _spans(reading)
    quiet = _quiet(reading) if missed else []
    whole = reading.article.text
    edges = sorted({0, len(whole), *(e for s in spans for e in s[:2]), *(e for s in quiet for e in s)})
    pieces, first = [], 0
    live: list[Span] = []
    for a, b in pairwise(edges):
        while first < len(spans) and spans[first][0] <= a:
            live.append(spans[first])
            first += 1
        live = [span for span in live if span[1] > a]
        piece = html.escape(whole[a:b])
        if live:
            classes = " ".join(dict.fromkeys(span[2] for span in live))
            why = html.escape(" / ".join(span[3] for span in live), quote=True)
            piece = f'<mark class="{classes}" tabindex="0" title="{why}">{piece}</mark>'
        if any(start <= a < end for start, end in quiet):
            piece = f'<span class="dl-missed">{piece}</span>'
        pieces.append(piece)
    lang = html.escape(reading.article.lang or "", quote=True)
    return f'{STYLE}<div class="dl-article" lang="{lang}">{"".join(pieces)}</div>'


def _rows(cells: Sequence[tuple[str, str, str]], heads: tuple[str, str, str]) -> str:
    head = "".join(f"<th>{html.escape(cell)}</th>" for cell in heads)
    body = "".join(
        f'<tr><td>{html.escape(words)}</td><td>{html.escape(what)}</td><td lang="{lang}">{html.escape(why)}</td></tr>'
        for words, what, how in cells
        for why, lang in (explained(how),)
    )
    return f'<table class="dl-why"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def explanations(reading: Reading) -> str:
    """Every temporal expression and event with its explanation, as HTML tables in the order of the text."""

    def date_row(timex: Timex) -> tuple[str, str, str]:
        return timex.text, written(timex.interval) if timex.interval else "–", timex.how

    def event_row(mention: Mention) -> tuple[str, str, str]:
        return mention.trigger, f"{titled(mention)} ({tr(STATUS[mention.status])})", mention.how

    events = _rows([event_row(m) for m in reading.events], (tr("Words"), tr("Event"), tr("Why this date")))
    dates = _rows([date_row(t) for t in reading.timexes], (tr("Words"), tr("Days"), tr("Why")))
    why_events, why_dates = tr("Why these events"), tr("Why these dates")
    return f"{STYLE}<h2>{why_events}</h2>{events}<h2>{why_dates}</h2>{dates}"
