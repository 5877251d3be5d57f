"""The page as a user sees it, in a real browser."""

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from acts import ids, opened
from playwright.sync_api import Browser, Page, expect

from tools.serving import serving, settled

pytestmark = pytest.mark.browser


# Counts the charts that are ever put on the page, however short they stay.
SEEN = """window.charts = 0;
new MutationObserver((changes) => {
  for (const change of changes) for (const node of change.addedNodes)
    if (node.querySelector && (node.matches('.js-plotly-plot') || node.querySelector('.js-plotly-plot')))
      window.charts += 1;
}).observe(document, { childList: true, subtree: true });"""


def test_a_new_store_holds_the_samples(page: Page, tmp_path: Path) -> None:
    with serving(tmp_path / "store.sqlite") as (url, _):
        opened(page, url)
        assert len(ids(page)) > 20
        page.goto("about:blank")  # a page whose server has gone asks for it again, which its console tells


def test_bad_values_of_the_address_are_named(page: Page, server: str) -> None:
    opened(page, f"{server}/?type=party&country=KP&since=soon")
    expect(page.get_by_text(re.compile("left out:.*type=party"))).to_be_visible()
    assert parse_qs(urlsplit(page.url).query)["country"] == ["KP"]


@pytest.mark.parametrize("phone", [True, False], ids=["mobile", "narrow window"])
def test_a_phone_can_read_it_without_scrolling_sideways(browser: Browser, server: str, phone: bool) -> None:
    agent = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120 Mobile Safari/537.36"
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, is_mobile=phone, user_agent=agent if phone else None
    )
    page = context.new_page()
    page.add_init_script(SEEN)
    page.goto(server)
    first = page.locator(".st-key-place li button").first
    expect(first).to_be_visible()
    settled(page)
    assert (first.bounding_box() or {"y": 999})["y"] < 300  # the first event is seen at once
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert not page.evaluate("window.charts")  # no chart that the list replaces a moment later
    context.close()
