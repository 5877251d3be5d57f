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
    LOOKS,
    SOME_LOOKS,
    Look,
    changing,
    copied,
    drawn_anew,
    filters,
    fits,
    opened,
    params,
    told,
    violations,
    write_date,
)
from conftest import Desk
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from tools.serving import serving, settled

pytestmark = pytest.mark.browser
MARK = ".dl-source mark"
TRIP = "Vladimir Putin visits North Korea"


@pytest.fixture(scope="module", params=SOME_LOOKS)
def screen(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Desk]:
    """A browser on one of the screens, one screen after the other."""
    found = Desk(browser, LOOKS[request.param])
    yield found
    found.page.context.close()


@pytest.fixture(scope="module")
def server(screen: Desk, samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page on the samples, in a store of this screen's own: none finds what was changed on another."""
    with serving(copied(samples, tmp_path_factory.mktemp("store"))) as (url, _):
        yield url


@pytest.fixture
def look(screen: Desk) -> Look:
    return screen.look


@pytest.fixture
def page(screen: Desk, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page on that screen with nothing on it yet, on whose console nothing may go wrong."""
    with screen.lent(request) as page:
        yield page


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


def test_events_are_seen_and_opened(page: Page, server: str, look: Look) -> None:
    opened(page, f"{server}/?type=visit&country=KP&lane=country&from=1999-01-01", EITHER)
    fits(page)
    assert (light(page) > 0.5) == (look.scheme == "light")
    assert TRIP in told(page, look)
    if look.phone:
        page.locator(ITEM).filter(has_text="19 June 2024").click()
    else:
        plot = page.locator(".st-key-timeline .js-plotly-plot")
        plot.hover(position={"x": 400, "y": 5})
        plot.focus()
        page.keyboard.press("End")
        expect(page.locator(".datelines-said")).to_contain_text(f"{TRIP} · 19 June 2024")
        page.keyboard.press("Enter")
    page.wait_for_url(re.compile("event=e"))
    assert {"lane": ["country"], "from": ["1999-01-01"]}.items() <= params(page).items()
    expect(page.locator(MARK).first).to_be_in_viewport()
    expect(page.locator(".st-key-detail")).to_contain_text("Why this date")
    fits(page)
    changing(page, page.get_by_role("button", name="Close").click)
    expect(page.locator(MARK)).to_have_count(0)
    if not look.phone:
        lane = page.locator(".st-key-timeline .ytick text").first
        changing(page, lane.click)
        expect(lane).to_have_text(re.compile("^▸"))
        assert "fold" in params(page)


def test_the_window_is_chosen_and_stays(page: Page, server: str, look: Look) -> None:
    opened(page, server, EITHER)
    everything = told(page, look)
    if look.phone:
        changing(page, page.get_by_role("button", name="5 years", exact=True).click)
    else:
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
    with filters(page, look) as side:  # a filter leaves the window as it is
        changing(page, side.get_by_role("button", name=re.compile("^visit")).first.click)
    assert params(page) == {"type": ["visit"], **window}
    shown = told(page, look)
    page.reload()
    drawn_anew(page, EITHER)
    assert told(page, look) == shown
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
        side.get_by_role("button", name=re.compile("all but one")).first.click()
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
    left = told(page, look)
    assert left
    chips = page.locator(".st-key-chips [data-testid=stButton]")
    expect(chips).to_have_count(2)
    changing(page, chips.filter(has_text="not").get_by_role("button").click)
    assert params(page) == {"country": ["UA"]}
    assert left.keys() < told(page, look).keys()


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
    expect(page.get_by_role("heading", name=re.compile("between the same countries"))).to_be_visible()
    expect(page.get_by_text("The sources disagree on the date: 18 – 19 June 2024 (")).to_be_visible()
    expect(page.get_by_text(re.compile("History: planned .* → happened "))).to_be_visible()
    expect(page.get_by_role("heading", name="Part of the same")).to_be_visible()
    fits(page)
    changing(page, page.get_by_role("button", name="Read the article").first.click)
    expect(page.locator(".dl-article .dl-date").first).to_be_visible()
    expect(page.locator(".dl-article .dl-event").first).to_be_visible()
    expect(page.locator("h1")).to_be_in_viewport()  # however far down its sentence was
    changing(page, page.get_by_text("Show what was not understood").click)
    assert params(page)["missed"] == ["true"]
    expect(page.locator(".dl-missed").first).to_be_attached()
    assert not violations(page)
    fits(page)
    changing(page, page.get_by_role("button", name=re.compile("To the timeline")).click)
    drawn_anew(page, EITHER)
    assert params(page).items() >= {"type": ["visit"], "country": ["KP"]}.items()
    assert TRIP in told(page, look)


def changes(page: Page, server: str) -> list[dict[str, object]]:
    """Every change that was ever made in the store."""
    return [json.loads(line) for line in page.request.get(f"{server}/api/changes.jsonl").text().splitlines()]


def correcting(page: Page, server: str, name: str) -> None:
    """Open the page of an event with its form."""
    opened(page, f"{server}/?page=event&event={name}", ".dl-source")
    page.get_by_text("Correct this event").click()
    expect(page.get_by_role("button", name="Accept", exact=True)).to_be_visible()
    settled(page)


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
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("h1")).to_have_text("A veto told in my own words")
    expect(page.get_by_text(re.compile(r"edited \(.*title: A veto told.*first day: 27.* by Ada"))).to_be_visible()
    fits(page)
    settled(page)
    undo(page, server)
    expect(page.locator("h1")).to_have_text(before)
    edit = changes(page, server)[-1]
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
    page.get_by_label("The same as", exact=True).focus()
    page.keyboard.press("ArrowDown")  # opens the list
    page.get_by_role("option").first.click()
    page.get_by_role("button", name="Merge the two").click()
    expect(page.get_by_text("Merged.")).to_be_visible()
    settled(page)
    more = sentences.count()
    assert more > told
    page.get_by_label("Not this event", exact=True).focus()
    page.keyboard.press("ArrowDown")
    page.get_by_role("option", name=re.compile("July 2000")).click()
    page.keyboard.press("Escape")
    settled(page)
    page.get_by_role("button", name="Set these apart").click()
    expect(page.get_by_text("Split.")).to_be_visible()
    settled(page)
    assert sentences.count() < more
    undo(page, server)
    assert sentences.count() == told


# Where a mark with customdata of the look is drawn, in pixels of the window.
PLACE = """([key, value]) => {
  const plot = document.querySelector(`.st-key-look-${key} .js-plotly-plot`);
  plot.scrollIntoView({ block: 'center' });
  const { xaxis, yaxis } = plot._fullLayout;
  const box = plot.getBoundingClientRect();
  for (const trace of plot.data.filter((t) => t.type === 'scatter' && t.customdata))
    for (let i = 0; i < trace.customdata.length; i++)
      if (trace.customdata[i].join('-') === value)
        return [box.left + xaxis._offset + xaxis.c2p(xaxis.d2c(trace.x[i])),
                box.top + yaxis._offset + yaxis.c2p(yaxis.d2c(trace.y[i]))];
}"""
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
        x, y = page.evaluate(PLACE, [key, value])
        changing(page, lambda x=x, y=y: point(page, look, x, y))
        assert params(page) == after
        if key == "map":
            changing(page, page.locator(".st-key-chips").get_by_role("button").click)
            continue
        drawn_anew(page, EITHER)
        shown = " ".join(f"{title} · {said}" for title, said in told(page, look).items())
        assert ("Kim" if key == "matrix" else "19 June 2024") in shown
        if key == "matrix":
            changing(page, page.locator(".st-key-chips").get_by_role("button").click)


def test_a_row_of_the_table_opens_the_event(page: Page, server: str, look: Look) -> None:
    opened(page, f"{server}/?type=veto", EITHER)
    table = page.get_by_test_id("stDataFrame")
    table.scroll_into_view_if_needed()
    box = table.bounding_box()
    assert box
    point(page, look, box["x"] + 18, box["y"] + 35 + 17)  # the tick box of the first row; the grid is a canvas
    page.wait_for_url(re.compile("event=e"))
    expect(page.locator(MARK).first).to_be_in_viewport()


def link_of(page: Page, button: str) -> str:
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.get_by_text("Copied.").first).to_be_visible()
    return str(page.evaluate("() => navigator.clipboard.readText()"))


def test_links_are_copied_frozen_named_and_embedded(page: Page, server: str, look: Look) -> None:
    opened(page, f"{server}/?country=KP", EITHER)
    shown = told(page, look)
    assert link_of(page, "Copy link") == page.url
    page.get_by_role("button", name="Share and export").click()
    frozen = link_of(page, "Copy frozen link")
    assert "rev=" in frozen
    expect(page.get_by_text("<iframe")).to_contain_text("?country=KP&embed=true")
    page.get_by_role("textbox", name="Short name for this view").fill(f"korea-{look.width}-{look.scheme}")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("This view now opens at")).to_be_visible()
    assert not violations(page)
    opened(page, frozen, EITHER)
    assert told(page, look) == shown
    opened(page, f"{server}/?view=korea-{look.width}-{look.scheme}", EITHER)
    assert params(page) == {"country": ["KP"]}
    opened(page, f"{server}/?country=KP&embed=true", EITHER)
    assert told(page, look) == shown
    for name in ("Add articles", "Share and export"):
        expect(page.get_by_role("button", name=name)).to_have_count(0)
    expect(page.get_by_test_id("stSidebar")).to_have_count(0)
    whole = page.get_by_role("link", name="Open in Datelines")
    expect(whole).to_have_attribute("href", re.compile(r"\?country=KP$"))
    expect(whole).to_have_attribute("target", "_blank")
    fits(page)


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
    expect(page.get_by_text("@misc{")).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save the picture as PNG").click()
    assert Path(waiting.value.path()).read_bytes().startswith(b"\x89PNG")
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
    finally:
        page.context.set_offline(False)


def test_the_language_is_chosen(page: Page, server: str, look: Look) -> None:
    opened(page, f"{server}/?country=KP&type=visit", EITHER)
    with filters(page, look) as side:
        side.get_by_label("Language of the page").focus()
        page.keyboard.press("ArrowDown")  # opens the list
        changing(page, page.get_by_role("option", name="Italiano").click)
        assert params(page) == {"country": ["KP"], "type": ["visit"], "lang": ["it"]}
        expect(side.get_by_role("button", name=re.compile("Corea del Nord")).first).to_be_visible()
    expect(page.get_by_role("button", name="Condividi ed esporta")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "it")
    assert "19 giugno 2024" in told(page, look)["Visita: Vladimir Putin → Corea del Nord"]
    fits(page)


def test_an_article_is_pasted_dated_and_its_events_opened(page: Page, server: str, look: Look) -> None:
    opened(page, server, EITHER)
    page.get_by_text("Add articles").click()
    page.get_by_label("Article text").fill(
        "Il ministro degli Esteri norvegese Espen Barth Eide visiterà la Finlandia martedì. Lo scorso settembre il "
        "presidente finlandese Alexander Stubb ha incontrato a Oslo il premier norvegese Jonas Gahr Støre. "
        f"Lo schermo è largo {look.width} punti ({look.scheme})."
    )
    page.get_by_label("Headline (optional)").click()
    expect(page.get_by_text("When was it published?")).to_be_visible()
    fits(page)
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


def test_an_article_without_a_date_is_dated_later(page: Page, server: str, look: Look) -> None:
    opened(page, server, EITHER)
    page.get_by_text("Add articles").click()
    start = f"Mercoledì, {look.width} {look.scheme}, il presidente estone"
    page.get_by_label("Article text").fill(f"{start} Alar Karis ha incontrato a Riga il presidente lettone.")
    page.get_by_label("Headline (optional)").click()
    page.get_by_role("button", name="Add without a publication date").click()
    expect(page.get_by_text("1 new article.")).to_be_visible()
    settled(page)
    page.get_by_text(re.compile("articles? without a publication date")).click()
    row = page.locator("[class*=st-key-waiting-]").filter(has_text=start)
    write_date(page, row.get_by_role("group", name="Published", exact=True), date(2024, 6, 21))
    button = row.get_by_role("button", name="Set", exact=True)
    expect(button).to_be_enabled()
    button.click()
    expect(row).to_have_count(0)
    opened(page, f"{server}/?country=EE", EITHER)
    assert any("19 June 2024" in said for said in told(page, look).values())
