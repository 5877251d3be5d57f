"""The page as a user sees it, in a real browser."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from acts import changing, ids, opened
from playwright.sync_api import Browser, Page, expect

from tools.serving import serving, settled

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page on a new store, into which the server itself reads the samples."""
    with serving(tmp_path_factory.mktemp("new") / "store.sqlite") as (url, _):
        yield url


# Counts the charts that are ever put on the page, however short they stay.
SEEN = """window.charts = 0;
new MutationObserver((changes) => {
  for (const change of changes) for (const node of change.addedNodes)
    if (node.querySelector && (node.matches('.js-plotly-plot') || node.querySelector('.js-plotly-plot')))
      window.charts += 1;
}).observe(document, { childList: true, subtree: true });"""

# Where the first mark that stands for an event is drawn, in pixels of the window.
MARK = """() => {
  const plot = document.querySelector('.js-plotly-plot');
  const trace = plot.data.find((t) => t.customdata && t.customdata.length);
  const { xaxis, yaxis } = plot._fullLayout;
  const box = plot.getBoundingClientRect();
  return [box.left + xaxis._offset + xaxis.d2p(trace.x[0]), box.top + yaxis._offset + yaxis.d2p(trace.y[0])];
}"""


def test_a_filter_is_in_the_address_and_opens_the_same_elsewhere(page: Page, elsewhere: Page, server: str) -> None:
    opened(page, server)
    everything = ids(page)
    visits = page.get_by_role("button", name=re.compile(r"^visit \(\d+\)"))
    before = visits.inner_text()
    changing(page, page.get_by_role("button", name=re.compile("North Korea")).first.click)
    assert "country=KP" in page.url
    expect(visits).not_to_have_text(before)  # the counts of the other facets follow
    filtered = ids(page)
    assert filtered
    assert filtered < everything
    opened(elsewhere, page.url)
    assert ids(elsewhere) == filtered


def test_a_click_on_a_mark_shows_the_source_sentence(page: Page, server: str) -> None:
    opened(page, f"{server}/?type=veto")
    x, y = page.evaluate(MARK)
    page.mouse.move(x - 3, y)
    page.mouse.move(x, y)
    expect(page.locator(".js-plotly-plot .hoverlayer .hovertext").first).to_be_attached()
    page.mouse.click(x, y)
    expect(page.locator(".dl-source mark").first).to_be_visible()
    assert "event=e" in page.url
    expect(page.locator(".dl-source").first).to_contain_text("Why this date")


def test_a_pasted_text_gives_its_events(page: Page, server: str) -> None:
    opened(page, server)
    page.get_by_text("Add articles").click()
    page.get_by_label("Article text").fill(
        "Il presidente turco Recep Tayyip Erdogan ha visitato l'Egitto il 14 febbraio 2024."
    )
    page.get_by_label("Headline").click()
    button = page.get_by_role("button", name="Add without a publication date")
    expect(button).to_be_enabled()
    button.click()
    expect(page.get_by_text("1 new article")).to_be_visible()
    opened(page, f"{server}/?country=EG&country=TR&all=true")
    assert ids(page)


def test_bad_values_of_the_address_are_named(page: Page, server: str) -> None:
    opened(page, f"{server}/?type=party&country=KP&since=soon")
    expect(page.get_by_text(re.compile("left out:.*type=party"))).to_be_visible()
    assert parse_qs(urlsplit(page.url).query)["country"] == ["KP"]


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "narrow window"])
def test_a_phone_can_read_it_without_scrolling_sideways(browser: Browser, server: str, phone: bool) -> None:
    agent = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120 Mobile Safari/537.36"
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, is_mobile=phone, user_agent=agent if phone else None
    )
    page = context.new_page()
    page.add_init_script(SEEN)
    page.goto(server)
    expect(page.locator(".st-key-place li button").first).to_be_visible()
    settled(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert not page.evaluate("window.charts")  # no chart that the list replaces a moment later
    context.close()
