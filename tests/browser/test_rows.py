"""Everything that the page is for, as a user does it: on a desk's screen and on a phone, light and dark."""

import io
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from acts import (
    EITHER,
    ITEM,
    Look,
    accessible,
    changing,
    choose,
    copied,
    drawn,
    drawn_anew,
    filters,
    fits,
    keep_clear,
    opened,
    params,
    told,
    write_date,
)
from conftest import Desk
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tools.serving import serving, settled

pytestmark = pytest.mark.browser
DAYS = "() => document.querySelector('.js-plotly-plot')._fullLayout.xaxis.range"
LANES = "() => document.querySelector('.js-plotly-plot').layout.yaxis.ticktext"
# Of every mark the event and the height at which it is drawn.
HEIGHTS = """() => document.querySelector('.js-plotly-plot').data
  .flatMap((trace) => (trace.customdata || []).map((row, i) => [row[0], trace.y[i]]))"""
# The event of the mark that is farthest right.
LAST = """() => document.querySelector('.js-plotly-plot').data
  .flatMap((trace) => (trace.customdata || []).map((row, i) => [trace.x[i], row[0]]))
  .sort((a, b) => b[0] - a[0])[0][1]"""
MARK = ".dl-source mark"
TRIP = "Vladimir Putin visits North Korea"
# Where the mark that stands for an event, or that has this customdata, is drawn, in pixels of the window.
PLACE = """(value) => {
  const plot = document.querySelector('.st-key-place .js-plotly-plot');
  plot.scrollIntoView({ block: 'center' });
  const { xaxis, yaxis } = plot._fullLayout;
  const box = plot.getBoundingClientRect();
  for (const trace of plot.data.filter((t) => t.type === 'scatter' && t.customdata))
    for (let i = 0; i < trace.customdata.length; i++)
      if (trace.customdata[i].join('-') === value || trace.customdata[i][0] === value)
        return [box.left + xaxis._offset + xaxis.c2p(xaxis.d2c(trace.x[i])),
                box.top + yaxis._offset + yaxis.c2p(yaxis.d2c(trace.y[i]))];
}"""


@pytest.fixture(scope="module")
def server(screen: Desk, samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page on the samples, in a store of this screen's own: none finds what was changed on another."""
    with serving(copied(samples, tmp_path_factory.mktemp("store"))) as (url, _):
        yield url


def most_told(page: Page, server: str, query: str) -> str:
    """The id of the event of a view that most sentences tell."""
    found = page.request.get(f"{server}/api/events.json?{query}").json()["events"]
    return str(max(found, key=lambda event: len(event["mentions"]))["id"])


def light(page: Page) -> float:
    """The share of the window's pixels that are light."""
    levels = Image.open(io.BytesIO(page.screenshot())).convert("L").histogram()
    return sum(levels[200:]) / sum(levels)


def point(page: Page, look: Look, x: float, y: float) -> None:
    """Click on a place of the window, or tap on it."""
    if look.phone:
        page.touchscreen.tap(x, y)
    else:
        page.mouse.move(x - 2, y)
        page.mouse.move(x, y)
        page.mouse.click(x, y)


def type_date(page: Page, look: Look, field: Locator, digits: str) -> None:
    """Type a date into a field of a menu, and shut the menu by a click beside it."""
    field.get_by_role("spinbutton").first.click()
    page.keyboard.type(digits, delay=40)
    expect(field).to_contain_text(str(int(digits[-2:])))
    page.mouse.click(look.width - 20, 15)


def rows(page: Page) -> list[list[str]]:
    """The rows of the table as a screen reader finds them: day, title, and on a wide screen more."""
    read = "trs => trs.map((tr) => [...tr.cells].map((td) => td.textContent))"
    table = page.get_by_test_id("stDataFrame")
    table.scroll_into_view_if_needed()
    expect(table.locator("tbody tr").first).to_be_attached()
    return list(table.locator("tbody tr").evaluate_all(read))


def test_events_are_seen_and_opened(page: Page, server: str, look: Look) -> None:
    opened(page, f"{server}/?type=visit&country=KP&lane=country&from=1999-01-01", EITHER)
    fits(page)
    accessible(page)
    assert (light(page) > 0.5) == (look.scheme == "light")
    assert TRIP in told(page, look)
    assert keep_clear(page, look) == 3
    assert [row[:2] for row in rows(page)] == [  # the same, in the same order
        ["July 2000", TRIP], ["September 2023", "Kim Jong-un visits Russia"], ["19 June 2024", TRIP],
    ]  # fmt: skip
    if look.phone:
        page.locator(ITEM).filter(has_text="19 June 2024").click()
    else:
        words = re.compile("Timeline of 3 events; the table below lists the same events in the same order")
        expect(page.get_by_role("figure", name=words)).to_be_visible()
        x, y = page.evaluate(PLACE, page.evaluate(LAST))
        page.mouse.move(x - 3, y)
        page.mouse.move(x, y)
        said = page.locator(".st-key-timeline .hoverlayer .hovertext")
        for words in (TRIP, "19 June 2024 · happened", "The Harbour Courier", "La Gazzetta del Molo"):
            expect(said.first).to_contain_text(words)
        page.mouse.click(x, y)
    page.wait_for_url(re.compile("event=e"))
    assert {"lane": ["country"], "from": ["1999-01-01"]}.items() <= params(page).items()
    expect(page.locator(MARK).first).to_be_in_viewport()
    expect(page.locator(".st-key-detail")).to_contain_text("Why this date")
    settled(page)
    fits(page)
    accessible(page)
    changing(page, page.get_by_role("button", name="Close").click)
    expect(page.locator(MARK)).to_have_count(0)


def test_lanes_are_folded_and_gaps_shown_at_their_length(page: Page, server: str, look: Look) -> None:
    if look.phone:  # a list has neither lanes nor gaps, and says in its years what it is ordered by
        opened(page, server, ITEM)
        years = page.locator(".st-key-place h2").all_inner_texts()
        assert years == sorted(years)
        assert keep_clear(page, look) == len(page.locator(ITEM).all())
        page.get_by_role("button", name="Time axis").click()
        expect(page.get_by_role("group", name="Zoom from")).to_be_visible()
        expect(page.get_by_text("true scale", exact=True)).to_have_count(0)
        return
    opened(page, f"{server}/?type=visit", EITHER)
    visits = {row[0] for row in drawn(page)}
    changing(page, page.locator(".st-key-chips").get_by_role("button").click)
    drawn_anew(page)

    def heights(of: set[str]) -> set[float]:
        return {y for name, y in page.evaluate(HEIGHTS) if name in of}

    rest = {row[0] for row in drawn(page)} - visits
    assert keep_clear(page, look) > 20
    assert len(heights(visits)) > 1
    lane = page.locator(".st-key-timeline .ytick text").first
    changing(page, lane.click)
    assert params(page) == {"fold": ["Visits"]}
    expect(lane).to_have_text(re.compile("^▸"))
    assert len(heights(visits)) == 1  # the chart may be as high: other lanes take the rows that became free
    assert len(heights(rest)) > 1
    keep_clear(page, look)
    page.locator(".st-key-timeline .js-plotly-plot").focus()
    said = page.locator(".datelines-said")
    page.keyboard.press("ArrowRight")
    expect(said).to_contain_text("(1 of")
    first = said.inner_text()
    page.keyboard.press("ArrowRight")
    expect(said).to_contain_text("(2 of")
    page.keyboard.press("ArrowLeft")
    assert said.inner_text() == first
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("event=e"))
    expect(page.locator(MARK).first).to_be_visible()
    settled(page)
    changing(page, page.get_by_text("by country", exact=True).click)
    page.get_by_role("button", name="Time axis").click()
    before = page.evaluate(DAYS)
    changing(page, page.get_by_text("true scale", exact=True).click)
    assert params(page)["scale"] == ["true"]
    keep_clear(page, look)
    window, lanes = page.evaluate(DAYS), page.evaluate(LANES)
    assert window != before
    assert any("United States" in lane for lane in lanes)
    page.reload()
    drawn_anew(page)
    assert page.evaluate(DAYS) == pytest.approx(window)
    assert page.evaluate(LANES) == lanes


def test_the_window_is_chosen_and_stays(page: Page, elsewhere: Page, server: str, look: Look) -> None:
    opened(page, server, EITHER)
    everything = told(page, look)
    changing(page, page.get_by_role("button", name="1 year", exact=True).click)
    drawn_anew(page, EITHER)
    first, last = (date.fromisoformat(params(page)[name][0]) for name in ("from", "to"))
    assert (last - first).days == 365
    assert told(page, look).keys() < everything.keys()
    if not look.phone:
        strip = page.locator(".st-key-overview .nsewdrag").first
        strip.scroll_into_view_if_needed()
        box = strip.bounding_box()
        assert box
        page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 20)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] * 0.8, box["y"] + 24, steps=6)
        changing(page, page.mouse.up)
    window = {name: params(page)[name] for name in ("from", "to")}
    assert told(page, look).keys() < everything.keys()
    keep_clear(page, look)
    with filters(page, look) as side:  # a filter leaves the window as it is
        changing(page, side.get_by_role("button", name=re.compile("^visit")).first.click)
    assert params(page) == {"type": ["visit"], **window}
    shown = told(page, look)
    page.reload()
    drawn_anew(page, EITHER)
    assert told(page, look) == shown
    opened(elsewhere, page.url, EITHER)
    assert told(elsewhere, look) == shown
    changing(page, page.get_by_role("button", name=re.compile(r"\d+ earlier \(since")).click)
    assert params(page)["to"] <= window["from"]
    assert told(page, look)
    page.get_by_role("button", name="Time axis").click()
    type_date(page, look, page.get_by_role("group", name="Zoom from"), "20240601")
    page.wait_for_url(re.compile("from=.*2024-06-01"))
    settled(page)
    page.get_by_role("button", name="All", exact=True).click()
    page.wait_for_url(re.compile("^((?!from=).)*$"))


def test_facets_count_find_single_out_and_exclude(page: Page, server: str, look: Look) -> None:
    opened(page, server, EITHER)

    def find(side: Locator, name: str, act: str) -> None:
        side.get_by_role("button", name=re.compile("leave out")).first.click()
        page.get_by_label("Find among countries").click()
        page.keyboard.type(name)
        page.keyboard.press("Enter")
        settled(page)
        changing(page, page.get_by_role("button", name=act, exact=True).locator("visible=true").click)
        page.keyboard.press("Escape")

    with filters(page, look) as side:
        visits = side.get_by_role("button", name=re.compile(r"^visit \(\d+\)"))
        before = visits.inner_text()
        changing(page, side.get_by_role("button", name=re.compile("North Korea")).first.click)
        assert params(page) == {"country": ["KP"]}
        expect(visits).not_to_have_text(before)  # the counts of the other facets follow
        find(side, "Ukrain", "Only this")
        assert params(page) == {"country": ["UA"]}
        find(side, "Russia", "Not this")
        assert params(page) == {"country": ["UA"], "not": ["country:RU"]}
        fits(page)
        accessible(page)
    left = told(page, look)
    assert left
    chips = page.locator(".st-key-chips [data-testid=stButton]")
    expect(chips).to_have_count(2)
    changing(page, chips.filter(has_text="not").get_by_role("button").click)
    assert params(page) == {"country": ["UA"]}
    assert left.keys() < told(page, look).keys()


# Of every facet: its name on the page (none where it stands open), a value's name there, the value.
FACETS = {
    "country": ("", "North Korea", "KP"), "type": ("", "visit", "visit"), "status": ("", "happened", "happened"),
    "pair": ("Pairs of countries", "Russia – North Korea|North Korea – Russia", "KP-RU"),
    "actor": ("Actors", "Vladimir Putin", "Vladimir Putin"),
    "source": ("Outlets", "The Harbour Courier", "The Harbour Courier"),
    "language": ("Languages", "English", "en"), "certainty": ("How the date is known", "", ""),
}  # fmt: skip


def test_every_facet_filters_and_is_taken_back(page: Page, server: str, look: Look) -> None:
    opened(page, f"{server}/?country=RU", EITHER)
    everything = len(told(page, look))
    with filters(page, look) as side:
        expect(side.locator(".st-key-country").get_by_role("button").first).to_contain_text("🇷🇺")
        for facet, (heading, name, value) in FACETS.items():
            if heading:
                side.get_by_text(heading, exact=True).locator("visible=true").click()
            pill = side.locator(f".st-key-{facet}").get_by_role("button", name=re.compile(rf"({name}).* \(\d+\)$"))
            changing(page, pill.first.click)
            assert value in "".join(params(page)[facet])
        assert set(FACETS) <= set(params(page))
        fits(page)
    assert 0 < len(told(page, look)) < everything
    chips = page.locator(".st-key-chips").get_by_role("button")
    expect(chips).to_have_count(len(FACETS) + 1)  # of the countries two
    with filters(page, look) as side:
        changing(page, side.get_by_role("button", name="Clear all filters").click)
    assert not params(page)
    expect(chips).to_have_count(0)


def test_as_of_a_day_only_what_was_published_until_then_is_known(page: Page, server: str, look: Look) -> None:
    opened(page, f"{server}/?type=visit&country=KP", EITHER)
    assert "happened" in told(page, look)[TRIP]
    page.get_by_role("button", name="As of now").click()
    type_date(page, look, page.get_by_role("group", name="As of", exact=True), "20240618")
    page.wait_for_url(re.compile("asof=2024-06-18"))
    expect(page.get_by_text("As it could be known on 18 June 2024")).to_be_visible()
    settled(page)
    assert "planned" in told(page, look)[TRIP]
    fits(page)
    changing(page, page.locator(".st-key-chips").get_by_role("button", name=re.compile("as of 18 June")).click)
    assert "happened" in told(page, look)[TRIP]


def test_an_event_has_a_page_and_so_has_its_article(page: Page, server: str, look: Look) -> None:
    name = most_told(page, server, "type=visit&country=KP")
    opened(page, f"{server}/?type=visit&country=KP&event={name}", MARK)
    changing(page, page.get_by_role("button", name="Open its page").click)
    expect(page.get_by_text("Why this date:").first).to_be_visible()
    expect(page.locator(f"{MARK} b").first).to_be_visible()  # the date expression in its sentence
    expect(page.locator(f"{MARK} u").first).to_have_text(re.compile("Putin|Kim"))  # and who takes part
    expect(page.get_by_role("heading", name=re.compile("between the same countries"))).to_be_visible()
    expect(page.get_by_text("The sources disagree on the date: 18 – 19 June 2024 (")).to_be_visible()
    expect(page.get_by_text(re.compile("History: planned .* → happened "))).to_be_visible()
    expect(page.get_by_role("heading", name="Part of the same")).to_be_visible()
    fits(page)
    accessible(page)
    changing(page, page.get_by_role("button", name="Read the article").first.click)
    expect(page.locator(".dl-article .dl-date").first).to_be_visible()
    expect(page.locator(".dl-article .dl-event").first).to_be_visible()
    # Each with its explanation, by hovering and below the text.
    marks = page.locator(".dl-article:not(.dl-key) mark")
    assert all(why.strip() for why in marks.evaluate_all("nodes => nodes.map((node) => node.title)"))
    rows_of = page.locator(".dl-why tbody tr")
    assert rows_of.count() >= marks.count() * 0.8
    assert all(rows_of.locator("td:last-child").all_inner_texts())
    expect(page.locator("h1")).to_be_in_viewport()  # however far down its sentence was
    changing(page, page.get_by_text("Show what was not understood").click)
    assert params(page)["missed"] == ["true"]
    expect(page.locator(".dl-missed").first).to_be_attached()
    accessible(page)
    fits(page)
    changing(page, page.get_by_role("button", name=re.compile("To the timeline")).click)
    drawn_anew(page, EITHER)
    assert params(page).items() >= {"type": ["visit"], "country": ["KP"]}.items()
    assert TRIP in told(page, look)
    opened(page, f"{server}/?page=event&event={name}", MARK)
    for place in ("Part-of-the-same", "Before-and-after"):  # each leads to the other event's page
        before = page.locator("h1").inner_text()
        other = page.locator(f"[class*=st-key-linked-{place}] button").first
        words = other.inner_text()
        changing(page, other.click)
        expect(page.locator("h1")).not_to_have_text(before)
        assert page.locator("h1").inner_text() in words


def changes(page: Page, server: str) -> list[dict[str, object]]:
    """Every change that was ever made in the store."""
    return [json.loads(line) for line in page.request.get(f"{server}/api/changes.jsonl").text().splitlines()]


def correcting(page: Page, server: str, name: str) -> None:
    """Open the page of an event with its form."""
    opened(page, f"{server}/?page=event&event={name}", ".dl-source")
    page.get_by_text("Correct this event").click()
    expect(page.get_by_role("button", name="Accept", exact=True)).to_be_visible()
    settled(page)
    if page.get_by_role("button", name="Undo", exact=True).count():  # what a try that failed has left
        undo(page, server)


def undo(page: Page, server: str) -> None:
    """Undo everything that was changed in the event, each until the store says so: a page that is between two runs
    shows no buttons either, and what is clicked on a page that is left then is never done."""

    def standing() -> int:
        lines = page.request.get(f"{server}/api/changes.jsonl").text().splitlines()
        return sum(not json.loads(line)["undone"] for line in lines)

    buttons = page.get_by_role("button", name="Undo", exact=True)
    expect(buttons.first).to_be_visible()
    for _ in range(buttons.count()):
        before = standing()
        buttons.first.click()
        while standing() == before:
            page.wait_for_timeout(100)
        expect(page.get_by_text("Undone.")).to_be_visible()
        settled(page)


def test_an_event_is_edited_accepted_and_rejected_under_a_name(page: Page, server: str, look: Look) -> None:
    name = most_told(page, server, "type=veto")
    correcting(page, server, name)
    before = page.locator("h1").inner_text()
    page.get_by_label("Your name").fill("Ada")
    page.get_by_label("Title", exact=True).fill("A veto told in my own words")
    page.get_by_role("spinbutton", name="day, First day").press_sequentially("27")
    page.get_by_role("spinbutton", name="day, Last day").press_sequentially("28")
    for label, words in (("Type", "statement"), ("Status", "denied"), ("Countries", "Italy")):
        choose(page, page.get_by_test_id("stForm").get_by_label(label, exact=True), words)
    page.keyboard.press("Escape")  # of the countries there may be several: the list stays open
    expect(page.get_by_role("option")).to_have_count(0)
    accessible(page)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("h1")).to_have_text("A veto told in my own words")
    expect(page.get_by_text(re.compile(r"edited \(.*title: A veto told.*first day: 27.* by Ada"))).to_be_visible()
    fits(page)
    settled(page)
    assert params(page)["event"] == [name]
    expect(page.get_by_text(re.compile(r"^27 – 28 .* · denied · .*Italy")).first).to_be_visible()
    kept = page.request.get(f"{server}/api/events.json?type=statement&country=IT").json()["events"]
    assert [(e["id"], e["status"], e["start"][-2:], e["end"][-2:]) for e in kept] == [(name, "denied", "27", "28")]
    undo(page, server)
    expect(page.locator("h1")).to_have_text(before)
    edit = changes(page, server)[-1]  # as it is taken out: with who said so, and when
    assert {"title", "type", "status", "countries", "start", "end"} == set(edit["fields"])
    assert date.fromisoformat(str(edit["at"])[:10])
    assert (edit["kind"], edit["who"]) == ("edit", "Ada")
    assert edit["undone"] is not None
    page.get_by_role("button", name="Accept", exact=True).click()
    expect(page.get_by_text("Accepted.")).to_be_visible()
    settled(page)
    undo(page, server)
    page.get_by_role("button", name="Reject", exact=True).click()
    expect(page.get_by_text("Rejected.")).to_be_visible()
    settled(page)
    assert name not in page.request.get(f"{server}/api/events.json?type=veto").text()
    undo(page, server)
    assert name in page.request.get(f"{server}/api/events.json?type=veto").text()


def test_two_events_become_one_and_a_sentence_is_set_apart(page: Page, server: str, look: Look) -> None:
    found = page.request.get(f"{server}/api/events.json?type=visit&country=KP").json()["events"]
    correcting(page, server, next(event["id"] for event in found if str(event["start"]).startswith("2000-07")))
    sentences = page.locator(".dl-source")
    told = sentences.count()
    choose(page, page.get_by_label("The same as", exact=True))
    page.get_by_role("button", name="Merge the two").click()
    expect(page.get_by_text("Merged.")).to_be_visible()
    settled(page)
    more = sentences.count()
    assert more > told
    field = page.get_by_label("Not this event", exact=True)
    choose(page, field, "July 2000")
    page.keyboard.press("Escape")
    settled(page)
    # The field keeps its height when it is left: else the button moves away under the pointer that presses it.
    high = "node => node.closest('[data-testid=stMultiSelect]').clientHeight"
    before = field.evaluate(high)
    field.blur()
    assert field.evaluate(high) == before
    field.focus()
    page.get_by_role("button", name="Set these apart").click()
    expect(page.get_by_text("Split.")).to_be_visible()
    settled(page)
    assert sentences.count() < more
    undo(page, server)
    assert sentences.count() == told


CLICKED = {
    "map": ("Map", "VN", {"look": ["map"], "country": ["VN"]}),
    "matrix": ("Pairs of countries", "RU-KP", {"pair": ["KP-RU"]}),
    "calendar": ("Calendar", "2024-06-19", {"from": ["2024-06-19"], "to": ["2024-06-19"]}),
}


def test_other_looks_are_switched_to_and_clicked_on(page: Page, server: str, look: Look) -> None:
    opened(page, server, EITHER)
    for key, (words, value, after) in CLICKED.items():
        changing(page, page.locator(".st-key-look").get_by_text(words, exact=True).click)
        assert params(page)["look"] == [key]
        drawn_anew(page, f".st-key-look-{key} .js-plotly-plot .points path")
        fits(page)
        accessible(page)
        x, y = page.evaluate(PLACE, value)
        changing(page, lambda x=x, y=y: point(page, look, x, y))
        assert params(page) == after
        if key == "map":
            changing(page, page.locator(".st-key-chips").get_by_role("button").click)
            continue
        drawn_anew(page, EITHER)
        keep_clear(page, look)
        shown = " ".join(f"{title} · {said}" for title, said in told(page, look).items())
        assert ("Kim" if key == "matrix" else "19 June 2024") in shown
        if key == "matrix":
            changing(page, page.locator(".st-key-chips").get_by_role("button").click)


def test_other_looks_follow_the_filters(page: Page, server: str, look: Look) -> None:
    shown = page.request.get(f"{server}/api/events.json?country=RU").json()["total"]
    fewer = page.request.get(f"{server}/api/events.json?country=RU&type=visit").json()["total"]
    assert 0 < fewer < shown
    opened(page, f"{server}/?country=RU&look=map", ".st-key-look-map .js-plotly-plot .points path")
    for key, (words, *_) in CLICKED.items():
        if key != "map":
            changing(page, page.locator(".st-key-look").get_by_text(words, exact=True).click)
        chart = page.locator(f".st-key-look-{key}").get_by_role("figure")
        expect(chart).to_have_accessible_name(re.compile(f" {shown if key == 'map' else fewer} events?; "))
        if key == "map":
            with filters(page, look) as side:
                changing(page, side.get_by_role("button", name=re.compile("^visit")).first.click)
            expect(chart).to_have_accessible_name(re.compile(f" {fewer} events?; "))
            assert len(rows(page)) == fewer
        assert params(page) == {"country": ["RU"], "type": ["visit"], "look": [key]}


def test_a_row_of_the_sorted_table_opens_the_event(page: Page, server: str, look: Look) -> None:
    opened(page, f"{server}/?type=veto", EITHER)
    before = [row[1] for row in rows(page)]
    box = page.get_by_test_id("stDataFrame").bounding_box()
    assert box
    assert len(set(before)) > 1
    point(page, look, box["x"] + 36 + 195 + 40, box["y"] + 17)  # the heading of the second column: its titles in order
    settled(page)
    assert [row[1] for row in rows(page)] == sorted(before)
    point(page, look, box["x"] + 60, box["y"] + 35 + 17)  # the day of the first row; the grid is a canvas
    page.wait_for_url(re.compile("event=e"))
    expect(page.locator(MARK).first).to_be_in_viewport()
    expect(page.locator(".st-key-detail h2")).to_have_text(sorted(before)[0])


def link_of(page: Page, button: str) -> str:
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.get_by_text("Copied.").first).to_be_visible()
    return str(page.evaluate("() => navigator.clipboard.readText()"))


def test_links_are_copied_frozen_named_and_embedded(page: Page, elsewhere: Page, server: str, look: Look) -> None:
    opened(page, f"{server}/?country=KP", EITHER)
    shown = told(page, look)
    assert link_of(page, "Copy link") == page.url
    page.get_by_role("button", name="Share and export").click()
    frozen = link_of(page, "Copy frozen link")
    assert "rev=" in frozen
    snippet = page.get_by_text("<iframe").inner_text()
    assert "?country=KP&embed=true" in snippet
    page.get_by_role("textbox", name="Short name for this view").fill(f"korea-{look.width}-{look.scheme}")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("This view now opens at")).to_be_visible()
    accessible(page)
    opened(elsewhere, frozen, EITHER)
    assert told(elsewhere, look) == shown
    opened(elsewhere, f"{server}/?view=korea-{look.width}-{look.scheme}", EITHER)
    assert params(elsewhere) == {"country": ["KP"]}
    assert told(elsewhere, look) == shown
    elsewhere.set_content(f"<h1>A page of somebody else</h1>{snippet}")
    expect(elsewhere.frame_locator("iframe").locator(EITHER).first).to_be_visible()
    opened(page, f"{server}/?country=KP&embed=true", EITHER)
    assert told(page, look) == shown
    for name in ("Add articles", "Share and export"):
        expect(page.get_by_role("button", name=name)).to_have_count(0)
    expect(page.get_by_test_id("stSidebar")).to_have_count(0)
    whole = page.get_by_role("link", name="Open in Datelines")
    expect(whole).to_have_attribute("href", re.compile(r"\?country=KP$"))
    expect(whole).to_have_attribute("target", "_blank")
    fits(page)
    accessible(page)


FILES = {
    "CSV": "id,", "JSON": '{"revision"', "Parquet": "PAR1", "Calendar": "BEGIN:VCALENDAR", "TimelineJS": "{",
    "Web page": "<!doctype html>", "Corrections": "",
}  # fmt: skip


def test_everything_is_taken_out_saved_printed_and_read_offline(
    page: Page, server: str, look: Look, tmp_path: Path
) -> None:
    # A phone's timeline is a list, which has no picture; its map has.
    opened(page, f"{server}/?country=KP" + "&look=map" * look.phone, ".js-plotly-plot .points path")
    page.get_by_role("button", name="Share and export").click()
    bodies = {}
    for words, start in FILES.items():
        link = page.get_by_role("link", name=words, exact=True)
        expect(link).to_be_visible()
        bodies[words] = page.request.get(f"{server}{link.get_attribute('href')}").body()
        text = bodies[words].removeprefix(b"\xef\xbb\xbf").decode("utf8", "replace")
        assert text.startswith(start), words
    assert json.loads(bodies["TimelineJS"])["events"]
    assert json.loads(bodies["JSON"])["total"] == len(json.loads(bodies["TimelineJS"])["events"])
    expect(page.get_by_text("@misc{")).to_be_visible()
    expect(page.get_by_text(re.compile(r"^Datelines\. Timeline of \d+ events .*rev=\d+")).first).to_be_visible()
    for form, start in (("PNG", b"\x89PNG"), ("SVG", b"<svg")):
        page.keyboard.press("Escape")
        expect(page.get_by_text("@misc{")).to_be_hidden()
        page.get_by_role("button", name="Share and export").click()
        with page.expect_download() as waiting:
            page.get_by_role("button", name=f"Save the picture as {form}").click()
        assert Path(waiting.value.path()).read_bytes().startswith(start)
    opened(page, f"{server}/?country=KP", EITHER)
    row = page.locator(".dl-print tbody tr")
    expect(row.first).to_be_hidden()
    page.emulate_media(media="print", color_scheme=look.scheme)
    expect(row.last).to_be_visible()
    for hidden in ("stSidebar", "stDataFrame"):
        expect(page.get_by_test_id(hidden)).to_be_hidden()
    expect(page.get_by_role("button", name="Share and export")).to_be_hidden()
    assert light(page) > 0.8  # on paper, whatever the screen is like
    page.emulate_media(media="screen", color_scheme=look.scheme)
    file = tmp_path / "timeline.html"
    file.write_bytes(bodies["Web page"])
    page.context.set_offline(True)
    try:
        page.goto(file.as_uri())
        expect(page.locator(".js-plotly-plot .scatterlayer").first).to_be_visible()
        page.get_by_text("Who says so").first.click()
        expect(page.locator(".dl-source").first).to_be_visible()
        fits(page)
        accessible(page)
    finally:
        page.context.set_offline(False)


def test_the_language_is_chosen(page: Page, server: str, look: Look) -> None:
    opened(page, f"{server}/?country=KP&type=visit", EITHER)
    with filters(page, look) as side:
        choice = side.get_by_label("Language of the page")
        changing(page, lambda: choose(page, choice, "Italiano"))
        assert params(page) == {"country": ["KP"], "type": ["visit"], "lang": ["it"]}
        expect(side.get_by_role("button", name=re.compile("Corea del Nord")).first).to_be_visible()
    expect(page.get_by_role("button", name="Condividi ed esporta")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "it")
    assert "19 giugno 2024" in told(page, look)["Visita: Vladimir Putin → Corea del Nord"]
    fits(page)
    accessible(page)


def test_an_article_is_pasted_dated_and_its_events_opened(page: Page, elsewhere: Page, server: str, look: Look) -> None:
    opened(page, server, EITHER)
    page.get_by_role("button", name="Share and export").click()
    frozen = link_of(page, "Copy frozen link")
    page.keyboard.press("Escape")
    shown = told(page, look)
    page.get_by_text("Add articles").click()
    page.get_by_label("Article text").fill(
        "Il ministro degli Esteri norvegese Espen Barth Eide visiterà la Finlandia martedì. Lo scorso settembre il "
        "presidente finlandese Alexander Stubb ha incontrato a Oslo il premier norvegese Jonas Gahr Støre. "
        f"Lo schermo è largo {look.width} punti ({look.scheme})."
    )
    page.get_by_label("Headline (optional)").click()
    expect(page.get_by_text("When was it published?")).to_be_visible()
    fits(page)
    accessible(page)
    write_date(page, page.get_by_role("group", name="Published", exact=True), date(2024, 6, 17))
    page.get_by_role("button", name="Add article", exact=True).click()
    expect(page.get_by_text("1 new article.")).to_be_visible()
    settled(page)
    fits(page)
    # They are named where they were added, and one click opens the sentence.
    expect(page.get_by_role("button", name=re.compile("^September 2023")).first).to_be_visible()
    page.get_by_role("button", name=re.compile("^18 June 2024")).first.click()
    expect(page.locator(MARK).first).to_contain_text("martedì")
    expect(page.locator(MARK).first).to_be_in_viewport()
    assert page.get_by_label("Article text").input_value() == ""
    opened(elsewhere, frozen, EITHER)  # whatever is added later, a frozen link shows what it did
    expect(elsewhere.get_by_text(re.compile(r"A frozen link: .* revision \d+ of \d+"))).to_be_visible()
    assert told(elsewhere, look) == shown
    assert told(page, look) != shown


def test_an_article_without_a_date_is_dated_later(page: Page, server: str, look: Look) -> None:
    opened(page, server, EITHER)
    page.get_by_text("Add articles").click()
    start = f"Mercoledì, {look.width} {look.scheme}, il presidente estone"
    page.get_by_label("Article text").fill(f"{start} Alar Karis ha incontrato a Riga il presidente lettone.")
    page.get_by_label("Headline (optional)").click()
    page.get_by_role("button", name="Add without a publication date").click()
    expect(page.get_by_text("1 new article.")).to_be_visible()
    settled(page)
    expect(
        page.get_by_text(re.compile("articles? without a publication date"))
    ).to_be_visible()  # and asked for at once
    row = page.locator("[class*=st-key-waiting-]").filter(has_text=start)
    write_date(page, row.get_by_role("group", name="Published", exact=True), date(2024, 6, 21))
    button = row.get_by_role("button", name="Set", exact=True)
    expect(button).to_be_enabled()
    button.click()
    expect(row).to_have_count(0)
    opened(page, f"{server}/?country=EE", EITHER)
    assert any("19 June 2024" in said for said in told(page, look).values())


def test_who_may_only_read_is_offered_nothing_and_refused_everything(page: Page, readable: str, look: Look) -> None:
    opened(page, f"{readable}/?type=veto", EITHER)
    expect(page.get_by_role("button", name="Share and export")).to_be_visible()
    expect(page.get_by_text("Add articles")).to_have_count(0)
    opened(page, f"{readable}/?page=event&event={most_told(page, readable, 'type=veto')}", ".dl-source")
    expect(page.get_by_text("Correct this event")).to_have_count(0)
    fits(page)
    for method in ("POST", "PUT", "DELETE"):
        assert page.request.fetch(f"{readable}/api/events.json", method=method, data={}).status in (403, 405)
