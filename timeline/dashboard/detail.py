"""The open event: who says so, in which sentence, and why this date. All HTML is made here, from escaped text only."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from datetime import date
from urllib.parse import urlsplit

from timeline.dashboard.figure import told_by, written
from timeline.dashboard.why import explained
from timeline.dashboard.words import STATUS, later, spoken, tr
from timeline.events import types
from timeline.gazetteer import country_name, flag
from timeline.model import Article, Event, Said
from timeline.store.answers import brief
from timeline.temporal.interval import Interval

FIELDS = {
    "date": later("The sources disagree on the date: {values}."),
    "status": later("The sources disagree on the status: {values}."),
    "place": later("The sources disagree on the place: {values}."),
    "type": later("The sources disagree on the type: {values}."),
}  # fmt: skip
LOOSE = {  # how a date is known, where it is not simply written or worked out
    "approximate": later("the date is only roughly known"),
    "assumed": later("no date is told: it is the day of publication"),
}
PLAIN, CLEAR = 0.8, 0.6  # confidences from which on an event is said to be told plainly, and fairly clearly
CHECKED = {
    "accepted": later("accepted by {who}"),
    "edited": later("corrected by {who}"),
    "rejected": later("rejected by {who}"),
}
DAYS = re.compile(r"(\d{4}-\d\d-\d\d)(?: to (\d{4}-\d\d-\d\d))?")
CONTEXT = 260  # characters of the article shown on either side of the sentence
STYLE = """
<style>
.dl-source { border-left: 3px solid #8895A7; padding: .2rem 0 .2rem .8rem; margin: .7rem 0; line-height: 1.55; }
.dl-source mark { background: #FFE9A8; color: #1F2933; padding: 0 .1em; }
.dl-source mark b { background: #FFC83D; font-weight: 600; }
.dl-source mark u { text-decoration-thickness: 2px; text-underline-offset: 2px; }
.dl-source small { opacity: .85; }
.dl-source a { color: inherit; text-decoration: underline; }
</style>
"""


def _marked(text: str, inner: tuple[int, int] | None, offset: int, names: Sequence[str]) -> str:
    """The sentence as HTML, with the date expression and the actors in it marked."""
    spans = [] if inner is None else [(inner[0] - offset, inner[1] - offset, "b")]
    for word in {word for name in names for word in (name, name.rsplit(" ", 1)[-1]) if len(word) > 3}:
        spans += [(m.start(), m.end(), "u") for m in re.finditer(rf"\b{re.escape(word)}\b", text)]
    pieces, at = [], 0
    for start, end, tag in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not at <= start < end <= len(text):
            continue
        pieces.append(f"{html.escape(text[at:start])}<{tag}>{html.escape(text[start:end])}</{tag}>")
        at = end
    return "".join(pieces) + html.escape(text[at:])


def _link(article: Article) -> str:
    """The outlet and headline; a link where the address is a plain web address."""
    words = html.escape(" – ".join(filter(None, (article.outlet or tr("unknown outlet"), article.title))))
    if urlsplit(article.url).scheme in ("http", "https"):
        return f'<a href="{html.escape(article.url, quote=True)}" rel="noopener noreferrer nofollow">{words}</a>'
    return words


def because(text: str) -> str:
    """An explanation as HTML, marked with the language that it is in."""
    words, lang = explained(text)
    return f'<span lang="{lang}">{html.escape(words)}</span>'


def published(article: Article) -> str:
    """When an article was published, in words."""
    if article.published is None:
        return tr("publication date unknown")
    return tr("published {day}", day=spoken().day(article.published))


def source(said: Said, names: Sequence[str] = ()) -> str:
    """One telling as HTML: the sentence marked in its context, its date, where it is from and why this date."""
    article, mention = said.article, said.mention
    text, start, end = article.text, mention.sentence_start, mention.sentence_end
    low = max(text.rfind("\n", 0, start) + 1, start - CONTEXT)
    stop = text.find("\n", end)
    high = min(stop if stop >= 0 else len(text), end + CONTEXT)
    inner = None if mention.date_start is None or mention.date_end is None else (mention.date_start, mention.date_end)
    sentence = _marked(text[start:end], inner, start, names or [a.name for a in mention.actors])
    body = f"{html.escape(text[low:start])}<mark>{sentence}</mark>{html.escape(text[end:high])}"
    lang = html.escape(article.lang or "", quote=True)
    tongue = html.escape(spoken().language(article.lang)) if article.lang else ""
    facts = " · ".join(filter(None, (_link(article), tongue, published(article), tr(STATUS[mention.status]))))
    why = tr("Why this date: {why}", why=because(mention.how))
    return (
        f'<div class="dl-source"><span lang="{lang}">{body}</span><br><small>{facts}</small><br><small>{why}</small>'
        "</div>"
    )


def facts(event: Event) -> str:
    """The event's facts in one line."""
    words = spoken()
    parts = [written(event.interval), tr(STATUS[event.status])]
    if event.interval and (loose := LOOSE.get(event.interval.certainty.label)):
        parts.append(tr(loose))
    parts += [", ".join(f"{flag(c)} {words.country(c)}" for c in event.countries)] if event.countries else []
    if event.place and event.place not in map(country_name, event.countries):
        parts.append(event.place)
    parts.append(told_by(brief(event)))
    parts.append(sure(event))
    return " · ".join(parts)


def sure(event: Event) -> str:
    """How far an event can be relied on: who has checked it, or how clearly it is told."""
    if event.review in CHECKED:
        return tr(CHECKED[event.review], who=event.reviewer or tr("a reader"))
    if event.confidence >= PLAIN:
        return tr("plainly told")
    return tr("fairly clearly told") if event.confidence >= CLEAR else tr("not clearly told: read the sentence")


def sure_help(event: Event) -> str:
    """What stands behind that, in a sentence or two."""
    return tr(
        "Datelines’ own estimate that it read this rightly: {share}. It counts how clearly the sentences tell it and "
        "how many independent articles do. Nobody has checked it until somebody accepts it: read the sentences.",
        share=spoken().percent(event.confidence),
    )  # fmt: skip


def sources(said: Sequence[Said]) -> str:
    """All tellings of an event as HTML."""
    return STYLE + "".join(source(one) for one in said)


def value(field: str, value: str) -> str:
    """One of the answers that the sources give, in words."""
    words = spoken()
    if field == "date" and (days := DAYS.fullmatch(value)):
        first = date.fromisoformat(days[1])
        return words.interval(Interval.between(first, date.fromisoformat(days[2]) if days[2] else first))
    if field == "place":
        return words.country(value)
    if field == "type":
        return words.kind(value) if value in types() else value
    return tr(STATUS[value]) if value in STATUS else value


def notes(event: Event, articles: Mapping[str, Article]) -> list[str]:
    """What the sources differ in, and how the event came about, as plain sentences."""

    def outlet(name: str) -> str:
        article = articles.get(name)
        if article is None:
            return name
        return article.outlet or " – ".join(filter(None, (tr("unknown outlet"), article.title)))

    found = []
    for one in event.disagreements:
        said = "; ".join(f"{value(one.field, v.value)} ({', '.join(map(outlet, v.articles))})" for v in one.values)
        found.append(tr(FIELDS[one.field], values=said))
    if len(event.history) > 1:
        days = [spoken().day(s.published) if s.published else tr("undated") for s in event.history]
        steps = [
            f"{tr(STATUS[s.status])} ({outlet(s.article)}, {day})" for s, day in zip(event.history, days, strict=True)
        ]
        found.append(tr("History: {steps}.", steps=" → ".join(steps)))
    return found
