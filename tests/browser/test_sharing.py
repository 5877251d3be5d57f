"""What is in a link, that it opens the same in another browser, and the browser's ways back and forward."""

import re

import pytest
from acts import changing, choose, drawn, drawn_anew, ids, opened, params, query
from playwright.sync_api import Page, expect

from tools.serving import settled

pytestmark = pytest.mark.browser


def test_the_way_back_from_a_look_finds_the_lanes(page: Page, server: str) -> None:
    opened(page, f"{server}/?lane=country")
    changing(page, page.locator(".st-key-look").get_by_text("Calendar", exact=True).click)
    # A look has no switch of the lanes, and follows the filters all the same.
    for country, codes in {"North Korea": ["KP"], "Russia": ["KP", "RU"]}.items():
        changing(page, page.get_by_role("button", name=re.compile(country)).first.click)
        assert params(page) == {"country": codes, "lane": ["country"], "look": ["calendar"]}
    changing(page, page.locator(".st-key-look").get_by_text("Timeline", exact=True).click)
    drawn_anew(page)
    expect(page.get_by_role("radio", name="by country")).to_be_checked()
    changing(page, page.get_by_text("by type", exact=True).click)
    assert params(page) == {"country": ["KP", "RU"]}


def test_a_saved_view_is_opened_and_deleted(page: Page, draft: str) -> None:
    menu = page.get_by_role("button", name="Share and export")

    def find() -> None:
        choose(page, page.get_by_label("Saved views"), "sworn-off")

    opened(page, f"{draft}/?type=veto")
    menu.click()
    page.get_by_role("textbox", name="Short name for this view").fill("sworn-off")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("This view now opens at")).to_be_visible()
    opened(page, draft)
    menu.click()
    find()
    changing(page, page.locator(".st-key-view-go button").first.click)
    assert params(page) == {"type": ["veto"]}
    expect(page.get_by_text("Cite", exact=True)).to_be_hidden()  # the menu has made room for what was opened
    menu.click()
    find()
    page.locator(".st-key-view-drop button").first.click()
    expect(page.get_by_text("“sworn-off” is no saved view any more.")).to_be_visible()
    page.goto(f"{draft}/?view=sworn-off")
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


def test_who_goes_back_or_forward_at_once_gets_there(page: Page, server: str) -> None:
    """However soon after a click: while its run is still under way, the address before it is no late one."""

    def at_once(act: str) -> None:
        """Press a button of the filters and go where the browser's ways lead the moment that the address changes."""
        page.evaluate(f"""() => {{
          const before = window.location.search;
          const timer = setInterval(() => {{
            if (window.location.search === before) return;
            clearInterval(timer);
            {act};
          }}, 10);
        }}""")

    def shown(*pressed: str) -> tuple[str, set[str]]:
        """The address and the events of a page that stands still, on which these filters are pressed."""
        settled(page)
        for words in ("North Korea", "visit"):
            pill = page.get_by_test_id("stSidebar").get_by_role("button", name=re.compile(rf"{words} \(\d+\)$"))
            expect(pill.first).to_have_attribute("aria-pressed", str(words in pressed).lower())
        return query(page), ids(page)

    def press(words: str) -> None:
        page.get_by_role("button", name=re.compile(words)).first.click()

    opened(page, server)
    everything = shown()
    changing(page, lambda: press("North Korea"))
    korea = shown("North Korea")
    changing(page, lambda: press(r"^visit \("))
    visits = shown("North Korea", "visit")
    assert visits[1] < korea[1] < everything[1]
    for _ in range(2):
        changing(page, page.go_back)
        assert shown("North Korea") == korea
        at_once("history.back()")
        press(r"^visit \(")
        page.wait_for_function("() => window.location.search.includes('type=visit')")
        page.wait_for_function("() => !window.location.search.includes('type=visit')")
        assert shown("North Korea") == korea
        page.evaluate("() => history.back()")
        page.evaluate("() => history.forward()")
        page.wait_for_url(re.compile("country=KP$"))
        assert shown("North Korea") == korea
        changing(page, page.go_back)
        assert shown() == everything
        page.evaluate("() => history.go(2)")
        page.wait_for_url(re.compile("type=visit"))
        assert shown("North Korea", "visit") == visits
    # What is done next starts from there, and so it does on the other pages.
    changing(page, page.go_back)
    changing(page, lambda: page.get_by_role("button", name=re.compile("Russia")).first.click())
    assert params(page) == {"country": ["KP", "RU"]}


QUERIES = [
    "country=KP&type=visit&from=2024-01-01&to=2025-01-01&lane=country&lang=it",
    "asof=2024-06-18&status=planned&not=type%3Aveto&scale=true&q=Putin&lang=de",
    "look=map&country=RU", "look=matrix&lang=fr", "look=calendar&from=2024-01-01&to=2024-12-31",
    "page=event&event={event}&lang=es", "page=article&article={article}&missed=true",
]  # fmt: skip


@pytest.mark.parametrize("query", QUERIES)
def test_a_link_opens_the_same_page_in_another_browser(page: Page, elsewhere: Page, server: str, query: str) -> None:
    told = page.request.get(f"{server}/api/events.json?type=veto").json()["events"][0]
    query = query.format(event=told["id"], article=told["mentions"][0]["article"])
    ready = ".js-plotly-plot, .dl-source, .dl-date"
    opened(page, f"{server}/?{query}", ready)
    opened(elsewhere, page.url, ready)
    assert elsewhere.locator(".stMain").inner_text() == page.locator(".stMain").inner_text()
    if "page=" not in query:
        assert drawn(elsewhere) == drawn(page)
