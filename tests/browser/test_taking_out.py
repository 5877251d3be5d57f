"""What leaves the page, and what only a hover, the keyboard or a click on another look gives."""

import io
import json
from pathlib import Path

import pytest
from acts import changing, drawn, drawn_anew, opened, params
from PIL import Image
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


def saved(page: Page, name: str) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name).click()
    return Path(waiting.value.path()).read_bytes()


def test_everything_can_be_taken_out_and_the_picture_saved(page: Page, server: str) -> None:
    opened(page, f"{server}/?country=KP")
    page.get_by_role("button", name="Share and export").click()
    for words, start in {
        "CSV": "id,", "JSON": '{"revision"', "Parquet": "PAR1", "Calendar": "BEGIN:VCALENDAR", "TimelineJS": "{",
        "Web page": "<!doctype html>", "Corrections": "",
    }.items():  # fmt: skip
        link = page.get_by_role("link", name=words, exact=True)
        expect(link).to_be_visible()
        answer = page.request.get(f"{server}{link.get_attribute('href')}")
        assert answer.ok, words
        assert answer.body().removeprefix(b"\xef\xbb\xbf").decode("utf8", "replace").startswith(start), words
    expect(page.get_by_text("@misc{")).to_be_visible()
    assert saved(page, "Save the picture as PNG").startswith(b"\x89PNG")
    # In another language, too, in which the chart's own buttons have other names.
    opened(page, f"{server}/?country=KP&lang=it")
    page.locator(".st-key-links [data-testid=stPopover] button").click()
    picture = saved(page, "Salva l’immagine come SVG").decode()
    assert picture.startswith("<svg")
    assert "Putin" in picture
    assert "rgb(255, 255, 255)" in picture  # the ground


def test_on_paper_there_is_the_timeline_and_the_whole_table_alone(page: Page, server: str) -> None:
    opened(page, server)
    row = page.locator(".dl-print tbody tr")
    expect(row.first).to_be_hidden()
    page.emulate_media(media="print")
    expect(row.last).to_be_visible()
    expect(page.locator(".st-key-timeline .js-plotly-plot")).to_be_visible()
    for hidden in ("stSidebar", "stDataFrame"):
        expect(page.get_by_test_id(hidden)).to_be_hidden()
    expect(page.get_by_role("button", name="Share and export")).to_be_hidden()
    assert row.count() > 50


def test_a_dark_page_prints_dark_on_light(browser: Browser, server: str) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, color_scheme="dark")
    page = context.new_page()
    opened(page, server)

    def light() -> float:
        """The share of the window's pixels that are light."""
        levels = Image.open(io.BytesIO(page.screenshot())).convert("L").histogram()
        return sum(levels[200:]) / sum(levels)

    assert light() < 0.2
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.locator(".dl-print tbody tr").last).to_be_visible()
    assert light() > 0.8
    context.close()


def test_a_lane_folds_by_the_keyboard_which_stays_on_it(page: Page, server: str) -> None:
    opened(page, server)
    page.locator(".st-key-timeline .js-plotly-plot").focus()
    page.keyboard.press("Tab")
    lane = page.locator(".st-key-timeline .ytick text").first
    expect(lane).to_be_focused()
    expect(lane).to_have_attribute("aria-expanded", "true")
    changing(page, lambda: page.keyboard.press("Enter"))
    assert params(page)["fold"] == ["Visits"]
    expect(lane).to_be_focused()
    expect(lane).to_have_attribute("aria-expanded", "false")
    changing(page, lambda: page.keyboard.press(" "))
    assert "fold" not in params(page)


def test_a_mark_names_its_outlets(page: Page, server: str) -> None:
    opened(page, f"{server}/?type=visit&country=KP")
    told = page.evaluate("() => document.querySelector('.js-plotly-plot').data.flatMap((t) => t.customdata || [])")
    trip = next(row for row in told if "4 articles" in row[4])
    assert "The Harbour Courier" in trip[5]
    assert "La Gazzetta del Molo" in trip[5]


def test_what_was_not_understood_is_in_the_link(page: Page, server: str) -> None:
    opened(page, f"{server}/?page=article&article=en-putin-kim-treaty", ".dl-date")
    expect(page.locator(".dl-missed")).to_have_count(0)
    changing(page, lambda: page.get_by_text("Show what was not understood").click())
    assert params(page)["missed"] == ["true"]
    page.reload()
    drawn_anew(page, ".dl-missed")
    changing(page, lambda: page.get_by_text("Show what was not understood").click())
    assert "missed" not in params(page)
    expect(page.locator(".dl-missed")).to_have_count(0)


# Where a mark with customdata of the look is drawn, in pixels of the window.
PLACE = """([key, value]) => {
  const plot = document.querySelector(`.st-key-look-${key} .js-plotly-plot`);
  const { xaxis, yaxis } = plot._fullLayout;
  const box = plot.getBoundingClientRect();
  for (const trace of plot.data.filter((t) => t.type === 'scatter' && t.customdata))
    for (let i = 0; i < trace.customdata.length; i++)
      if (!value || trace.customdata[i].join('-') === value)
        return [box.left + xaxis._offset + xaxis.c2p(xaxis.d2c(trace.x[i])),
                box.top + yaxis._offset + yaxis.c2p(yaxis.d2c(trace.y[i]))];
}"""


def click_look(page: Page, server: str, key: str, value: str) -> None:
    opened(page, f"{server}/?look={key}", f".st-key-look-{key} .js-plotly-plot .points path")
    x, y = page.evaluate(PLACE, [key, value])
    page.mouse.move(x - 2, y)
    page.mouse.move(x, y)
    changing(page, lambda: page.mouse.click(x, y))


def test_a_click_on_the_map_filters_by_the_country(page: Page, server: str) -> None:
    click_look(page, server, "map", "VN")
    assert params(page) == {"look": ["map"], "country": ["VN"]}


def test_a_click_on_a_pair_shows_its_timeline(page: Page, server: str) -> None:
    click_look(page, server, "matrix", "RU-KP")
    assert params(page) == {"pair": ["KP-RU"]}
    drawn_anew(page)
    assert any("Kim" in row[1] for row in drawn(page))


def test_a_click_on_a_day_shows_its_timeline(page: Page, server: str) -> None:
    click_look(page, server, "calendar", "2024-06-19")
    assert params(page) == {"from": ["2024-06-19"], "to": ["2024-06-19"]}
    drawn_anew(page)
    assert any("19 June 2024" in row[2] for row in drawn(page))


def test_what_people_change_is_exported(page: Page, server: str) -> None:
    opened(page, f"{server}/?type=veto")
    name = drawn(page)[0][0]
    opened(page, f"{server}/?page=event&event={name}", ".dl-source")
    page.get_by_text("Correct this event").click()
    page.get_by_role("button", name="Accept", exact=True).click()
    expect(page.get_by_text("Accepted.")).to_be_visible()
    change = json.loads(page.request.get(f"{server}/api/changes.jsonl").text().splitlines()[-1])
    assert change["kind"] == "accept"
    assert change["mentions"][0]["type"] == "veto"
    assert change["undone"] is None
