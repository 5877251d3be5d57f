"""Other looks, frozen links, short names, embedding and the page that works offline, as a user has them."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


def test_every_look_is_in_the_link(page: Page, server: str) -> None:
    for words, name in (("Map", "map"), ("Pairs of countries", "matrix"), ("Calendar", "calendar")):
        page.goto(server)
        page.locator(".st-key-look").get_by_text(words, exact=True).click()
        expect(page).to_have_url(re.compile(f"look={name}"))
        expect(page.locator(f".st-key-look-{name} .js-plotly-plot")).to_be_visible()
        page.goto(f"{server}/?look={name}")
        expect(page.locator(f".st-key-look-{name} .js-plotly-plot")).to_be_visible()


def test_a_frozen_link_says_so_and_a_short_name_opens_its_view(page: Page, server: str, browser: Browser) -> None:
    page.goto(f"{server}/?rev=0")
    expect(page.get_by_text("A frozen link")).to_be_visible()
    page.goto(f"{server}/?country=KP")
    page.get_by_role("button", name="Share and export").click()
    expect(page.get_by_text("<iframe")).to_contain_text("?country=KP&embed=true")
    page.get_by_label("Short name for this view").fill("korea")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("This view now opens at")).to_be_visible()
    other = browser.new_context().new_page()
    other.goto(f"{server}/?view=korea")
    expect(other).to_have_url(re.compile("country=KP"))
    other.context.close()


def test_an_embedded_page_shows_the_view_alone(page: Page, server: str) -> None:
    page.goto(f"{server}/?embed=true&country=KP")
    expect(page.locator(".st-key-timeline .js-plotly-plot")).to_be_visible()
    expect(page.get_by_text("Add articles")).to_have_count(0)
    expect(page.get_by_role("button", name="Share and export")).to_have_count(0)
    expect(page.get_by_test_id("stSidebar")).to_have_count(0)
    expect(page.locator(".st-key-switches")).to_have_count(0)
    expect(page.get_by_text("10 events")).to_be_visible()  # the filters of the address hold
    whole = page.get_by_role("link", name="Open in Datelines")
    expect(whole).to_have_attribute("href", re.compile(r"\?country=KP$"))
    expect(whole).to_have_attribute("target", "_blank")


def test_the_saved_page_works_without_a_network(page: Page, server: str, browser: Browser, tmp_path: Path) -> None:
    answer = page.request.get(f"{server}/api/timeline.html?country=KP")
    file = tmp_path / "timeline.html"
    file.write_bytes(answer.body())
    context = browser.new_context(offline=True)
    alone = context.new_page()
    errors: list[str] = []
    alone.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    alone.on("requestfailed", lambda request: errors.append(request.url))
    alone.goto(file.as_uri())
    expect(alone.locator(".js-plotly-plot .scatterlayer").first).to_be_visible()
    expect(alone.locator("tbody tr").first).to_be_visible()
    assert not errors
    context.close()
