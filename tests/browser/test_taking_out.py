"""What only a hover and the keyboard give, and a picture in another language."""

from pathlib import Path

import pytest
from acts import changing, opened, params
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def saved(page: Page, name: str) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name).click()
    return Path(waiting.value.path()).read_bytes()


def test_a_picture_is_saved_in_another_language(page: Page, server: str) -> None:
    # In which the chart's own buttons have other names.
    opened(page, f"{server}/?country=KP&lang=it")
    page.locator(".st-key-links [data-testid=stPopover] button").click()
    picture = saved(page, "Salva l’immagine come SVG").decode()
    assert picture.startswith("<svg")
    assert "Putin" in picture
    assert "rgb(255, 255, 255)" in picture  # the ground


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
