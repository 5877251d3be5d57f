"""The looks other than the timeline by keyboard alone: arrows move, Enter does what a click does, Escape leaves."""

import re

import pytest
from acts import opened, params
from playwright.sync_api import Locator, Page, expect

from tools.serving import settled

pytestmark = pytest.mark.browser
READY = ".st-key-place .datelines-said"


def entered(page: Page, url: str) -> Locator:
    """Open a look and put the keyboard into its chart; returns what is said there."""
    opened(page, url, READY)
    page.locator(".st-key-place .js-plotly-plot").focus()
    return page.locator(".datelines-said")


def pressed(page: Page, said: Locator, *keys: str) -> str:
    for key in keys:
        page.keyboard.press(key)
    expect(page.locator(".datelines-ring")).to_be_visible()
    return said.inner_text()


def left(page: Page, said: Locator) -> None:
    """Escape hides what is said and takes the keyboard out of the chart."""
    page.keyboard.press("Escape")
    expect(said).to_be_hidden()
    expect(page.locator(".datelines-ring")).to_be_hidden()
    assert page.evaluate("() => document.activeElement === document.body")


def test_the_arrows_move_from_country_to_country(page: Page, server: str) -> None:
    said = entered(page, f"{server}/?look=map&country=CN&country=RU")
    assert "Russia" in pressed(page, said, "Home")
    assert "(1 of" in said.inner_text()
    assert "China" in pressed(page, said, "PageDown")
    assert "North Korea" in pressed(page, said, "ArrowRight")
    west = pressed(page, said, *["ArrowLeft"] * 20)
    assert "United States" in west or "Brazil" in west
    assert pressed(page, said, "ArrowLeft") == west  # farther west is none
    assert "→" in pressed(page, said, "End")  # the visits come last
    assert "Russia" in pressed(page, said, "Home")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"country=CN&look=map"))  # as a click does: Russia was chosen, and no longer is
    settled(page)
    expect(said).to_contain_text("Russia")  # the keyboard stays where it was, in the map that was drawn anew
    left(page, said)


def test_the_arrows_move_by_row_and_column_of_the_pairs(page: Page, server: str) -> None:
    said = entered(page, f"{server}/?look=matrix")
    first = pressed(page, said, "ArrowDown")
    assert re.search(r"Russia – .*United States: \d+ events \(1 of", first)
    assert re.search("Russia – .*Ukraine: ", pressed(page, said, "ArrowRight"))
    assert re.search("United States – .*Ukraine: ", pressed(page, said, "ArrowDown"))
    assert re.search("China – .*Ukraine: ", pressed(page, said, "ArrowDown"))  # over the cell that is none
    assert "no events" in said.inner_text()
    page.keyboard.press("Enter")
    while not re.search("China – .*France: ", pressed(page, said, "PageDown")):  # past other pairs with events
        assert "China – " in re.sub(r"[^\w –]", "", said.inner_text())
    left(page, said)
    assert "pair" not in params(page)
    page.locator(".st-key-place .js-plotly-plot").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"\?pair=CN-FR$"))
    settled(page)
    expect(page.locator(".st-key-timeline .js-plotly-plot")).to_be_focused()


def test_the_arrows_move_by_day_and_week(page: Page, server: str) -> None:
    said = entered(page, f"{server}/?look=calendar&type=veto&type=visit")
    last = pressed(page, said, "ArrowDown")
    assert re.match(r"\w+day,? \d+ \w+ 20\d\d · ", last)
    assert pressed(page, said, "ArrowDown", "ArrowUp") == last
    assert pressed(page, said, *["ArrowDown"] * 7, "ArrowLeft") == last
    assert "no events" in pressed(page, said, "ArrowDown")
    assert pressed(page, said, "PageUp") == last
    while "19 June 2024" not in pressed(page, said, "PageUp"):
        assert "(1 of" not in said.inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("from=2024-06-19&to=2024-06-19"))
