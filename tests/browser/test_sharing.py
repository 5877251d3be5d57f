"""Other looks, frozen links, short names, embedding and the page that works offline, as a user has them."""

import re

import pytest
from acts import changing, drawn_anew, opened, params
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_every_look_is_in_the_link(page: Page, server: str) -> None:
    looks = {"map": "Map", "matrix": "Pairs of countries", "calendar": "Calendar"}
    opened(page, f"{server}/?lane=country")
    for name, words in looks.items():
        changing(page, page.locator(".st-key-look").get_by_text(words, exact=True).click)
        assert params(page) == {"lane": ["country"], "look": [name]}
        expect(page.locator(f".st-key-look-{name} .js-plotly-plot")).to_be_visible()
    # A look has no switch of the lanes, and follows the filters all the same; the way back finds the lanes.
    for country, codes in {"North Korea": ["KP"], "Russia": ["KP", "RU"]}.items():
        changing(page, page.get_by_role("button", name=re.compile(country)).first.click)
        assert params(page) == {"country": codes, "lane": ["country"], "look": ["calendar"]}
    changing(page, page.locator(".st-key-look").get_by_text("Timeline", exact=True).click)
    drawn_anew(page)
    expect(page.get_by_role("radio", name="by country")).to_be_checked()
    changing(page, page.get_by_text("by type", exact=True).click)
    assert params(page) == {"country": ["KP", "RU"]}
    for name in looks:
        page.goto(f"{server}/?look={name}")
        expect(page.locator(f".st-key-look-{name} .js-plotly-plot")).to_be_visible()


def test_a_saved_view_is_opened_and_deleted(page: Page, server: str) -> None:
    menu = page.get_by_role("button", name="Share and export")

    def choose() -> None:
        page.get_by_label("Saved views").focus()
        page.keyboard.press("ArrowDown")
        page.get_by_role("option", name="sworn-off").click()

    opened(page, f"{server}/?type=veto")
    menu.click()
    page.get_by_role("textbox", name="Short name for this view").fill("sworn-off")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("This view now opens at")).to_be_visible()
    opened(page, server)
    menu.click()
    choose()
    changing(page, page.locator(".st-key-view-go button").first.click)
    assert params(page) == {"type": ["veto"]}
    expect(page.get_by_text("Cite", exact=True)).to_be_hidden()  # the menu has made room for what was opened
    menu.click()
    choose()
    page.locator(".st-key-view-drop button").first.click()
    expect(page.get_by_text("“sworn-off” is no saved view any more.")).to_be_visible()
    page.goto(f"{server}/?view=sworn-off")
    expect(page.get_by_text("No view has the short name of this link")).to_be_visible()


def test_menus_show_what_the_address_says_and_keep_it(page: Page, server: str) -> None:
    """They make their widgets when they are opened: empty ones would take back what the link set."""
    opened(page, f"{server}/?asof=2024-06-18&from=2024-02-01")
    page.get_by_role("button", name="As of 18 Jun 2024").click()
    expect(page.get_by_role("group", name="As of", exact=True)).to_contain_text(re.compile("2024.*06.*18"))
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Time axis").click()
    expect(page.get_by_role("group", name="Zoom from", exact=True)).to_contain_text(re.compile("2024.*02.*01"))
    expect(page.get_by_role("radio", name="gaps shortened")).to_be_checked()
    changing(page, page.get_by_role("radio", name="true scale").click)
    assert params(page) == {"asof": ["2024-06-18"], "from": ["2024-02-01"], "scale": ["true"]}


def test_a_frozen_link_says_so_and_a_short_name_opens_its_view(page: Page, server: str, elsewhere: Page) -> None:
    page.goto(f"{server}/?rev=0")
    expect(page.get_by_text("A frozen link")).to_be_visible()
    page.goto(f"{server}/?country=KP")
    page.get_by_role("button", name="Share and export").click()
    expect(page.get_by_text("<iframe")).to_contain_text("?country=KP&embed=true")
    page.get_by_role("textbox", name="Short name for this view").fill("korea")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("This view now opens at")).to_be_visible()
    elsewhere.goto(f"{server}/?view=korea")
    expect(elsewhere).to_have_url(re.compile("country=KP"))
