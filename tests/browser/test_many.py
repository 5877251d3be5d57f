"""Many events are accepted or rejected at once, by the rows that are ticked; nobody does so who may only read."""

import json
import re

import pytest
from acts import Look, accessible, changing, fits, opened, params
from playwright.sync_api import Page, expect

from tools.serving import settled

pytestmark = pytest.mark.browser
EITHER_LIST = ".st-key-place li button, .js-plotly-plot .points path"


def tick(page: Page, *rows: int) -> None:
    """Tick rows of the table, the first being 0; the grid is a canvas."""
    table = page.get_by_test_id("stDataFrame")
    for row in rows:
        table.scroll_into_view_if_needed()
        table.click(position={"x": 18, "y": 35 + 35 * row + 17})
        settled(page)


def events(page: Page, url: str) -> list[str]:
    """The events of a view, as programs get them."""
    return [event["id"] for event in page.request.get(url).json()["events"]]


@pytest.mark.parametrize("screen", ["desk", "dark phone"], indirect=True)
def test_ticked_rows_are_rejected_or_accepted_together(page: Page, draft: str, look: Look) -> None:
    api = f"{draft}/api/events.json?type=request"
    before = events(page, api)
    assert len(before) > 3
    opened(page, f"{draft}/?type=request", EITHER_LIST)
    bar = page.locator(".st-key-many")
    reject, accept = (bar.get_by_role("button", name=name, exact=True) for name in ("Reject", "Accept"))
    expect(reject).to_be_disabled()
    tick(page, 0, 2)
    expect(bar).to_contain_text("2 events ticked")
    assert "event" not in params(page)  # a tick opens nothing
    page.get_by_label("Your name").fill("Ada")
    reject.click()
    said = page.locator(".st-key-many-said")
    expect(said).to_contain_text("2 events rejected")
    settled(page)
    fits(page)
    accessible(page)
    left = events(page, api)
    assert left == [name for number, name in enumerate(before) if number not in (0, 2)]
    made = [json.loads(line) for line in page.request.get(f"{draft}/api/changes.jsonl").text().splitlines()][-2:]
    assert [(change["kind"], change["who"], change["undone"]) for change in made] == [("reject", "Ada", None)] * 2
    expect(bar).to_contain_text("Tick rows")  # nothing is ticked any more
    said.get_by_role("button", name="Undo").click()
    expect(said).to_contain_text("Undone for 2 events")
    settled(page)
    assert events(page, api) == before
    tick(page, 1)
    accept.click()
    expect(said).to_contain_text("1 event accepted")
    settled(page)
    assert events(page, f"{api}&review=accepted") == before[1:2]
    changing(page, lambda: page.get_by_test_id("stDataFrame").click(position={"x": 90, "y": 35 + 35 + 17}))
    assert params(page)["event"] == before[1:2]
    expect(page.locator(".st-key-detail")).to_contain_text("accepted by Ada")
    changing(page, page.get_by_role("button", name="Close").click)
    said.get_by_role("button", name="Undo").click()
    expect(said).to_contain_text("Undone for 1 event")
    settled(page)
    assert events(page, f"{api}&review=unchecked") == before


def test_ticks_stay_with_their_events_when_the_table_changes(page: Page, draft: str) -> None:
    opened(page, f"{draft}/?type=veto")
    tick(page, 1)
    bar = page.locator(".st-key-many")
    expect(bar).to_contain_text("1 event ticked")
    side = page.get_by_test_id("stSidebar")
    changing(page, side.locator(".st-key-type").get_by_role("button", name=re.compile("^visit")).click)
    expect(bar).to_contain_text("1 event ticked")
    changing(page, side.locator(".st-key-type").get_by_role("button", name=re.compile("^veto")).click)
    expect(bar).to_contain_text("Tick rows")  # what is not in the table is not ticked


@pytest.mark.parametrize("query", ["", "asof=2024-06-18", "embed=true"])
def test_nobody_is_offered_it_who_cannot_change_what_is_shown(
    page: Page, readable: str, draft: str, query: str
) -> None:
    opened(page, f"{draft if query else readable}/?type=veto&{query}")
    expect(page.locator(".st-key-many")).to_have_count(0)
