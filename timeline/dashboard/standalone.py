"""The timeline as one HTML file that works without a network: figure, table, and every source sentence."""

from __future__ import annotations

import html
from collections.abc import Sequence

from timeline.dashboard import detail
from timeline.dashboard.chart import COLUMNS, picture
from timeline.dashboard.figure import timeline, written
from timeline.dashboard.titles import titled
from timeline.dashboard.words import REVIEW, STATUS, spoken, tr
from timeline.gazetteer import flag
from timeline.model import Event, Said
from timeline.store import ReadModel
from timeline.view import View

WIDTH = 1100
MOST = 2000  # events with their sentences; more would make a file that no browser likes
STYLE = """
body { font: 16px/1.5 'Source Sans 3', 'Segoe UI', sans-serif; max-width: 1140px; margin: 1.5rem auto; padding: 0 1rem;
  color: #1F2933; background: #fff; }
table { border-collapse: collapse; width: 100%; } td, th { text-align: left; padding: .35rem .6rem; vertical-align: top;
  border-bottom: 1px solid #E6EAEF; } th { position: sticky; top: 0; background: #fff; }
tr:target { background: #FFF4D6; } details { margin-top: .3rem; } footer { color: #5B6773; overflow-wrap: anywhere; }
.plot { overflow-x: auto; } .plot > div { width: WIDTHpx; } /* its labels are placed for that width */
@media (max-width: 640px) {
  thead { display: none; } tr, td { display: block; border: 0; } td { padding: 0 0 .1rem; }
  tr { padding: .6rem 0; border-bottom: 1px solid #E6EAEF; }
}
"""
# A click on a mark leads to its row; the mark's first datum is the event's id.
SCRIPT = """
document.querySelectorAll('.js-plotly-plot').forEach((plot) => plot.on('plotly_click', (event) => {
  const data = event.points[0].customdata;
  if (!Array.isArray(data)) return;
  location.hash = '#' + data[0];
  document.querySelector(location.hash + ' details').open = true;
}));
"""


def _row(event: Event, said: Sequence[Said]) -> str:
    words = spoken()
    cells = (
        written(event.interval),
        titled(event),
        words.kind(event.type),
        ", ".join(f"{flag(c)} {words.country(c)}" for c in event.countries),
        tr(STATUS[event.status]),
        tr(REVIEW.get(event.review, "")),
    )
    date_, title, *rest = (html.escape(cell) for cell in cells)
    who, how = tr("Who says so"), detail.because(event.how)
    more = f"<details><summary>{who}</summary><p>{how}</p>{detail.sources(said)}"
    return (
        f'<tr id="{html.escape(event.id)}"><td>{date_}</td><td>{title}{more}</details></td>'
        + "".join(f"<td>{cell}</td>" for cell in rest)
        + "</tr>"
    )


def page(view: View, model: ReadModel, link: str = "") -> str:
    """One HTML page of a view; the library that draws it is inside, and nothing is fetched."""
    figure, _, _ = timeline(picture(view, model), view, dark=False, width=WIDTH)
    drawn = figure.to_html(full_html=False, include_plotlyjs=True, config={"displaylogo": False, "scrollZoom": True})
    total = model.summary(view).events
    rows = "".join(
        _row(event, said[event.id]) for part in model.stream(view, 0, MOST) for said in (model.said_of(part),)
        for event in part
    )  # fmt: skip
    words = spoken()
    left_out = ""
    if total > MOST:
        figures = {"n": words.number(MOST), "total": words.number(total)}
        left_out = "<p>" + tr("The first {n} of {total} events.", **figures) + "</p>"
    source = tr("Revision {revision} of the store.", revision=model.revision)
    if link.startswith("http"):
        anchor = f'<a href="{html.escape(link)}">{html.escape(link)}</a>'
        source = tr("Made from {link}, revision {revision} of the store.", link=anchor, revision=model.revision)
    heads = "".join(f"<th>{tr(head)}</th>" for head in COLUMNS)
    return (
        f'<!doctype html><html lang="{words.code}"><head><meta charset="utf-8"><title>Datelines</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{STYLE.replace('WIDTH', str(WIDTH))}</style>"
        f'{detail.STYLE}</head><body><h1>Datelines</h1><div class="plot">{drawn}</div>'
        "<h2>" + tr("The same events as a table") + "</h2>"
        f"<table><thead><tr>{heads}</tr></thead>"
        f"<tbody>{rows}</tbody></table>{left_out}<footer>{source}</footer>"
        f"<script>{SCRIPT}</script></body></html>"
    )
