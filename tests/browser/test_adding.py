"""The first minute with an empty store, and many articles added at once while the page stays of use."""

import json
import re
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from acts import EITHER, Look, accessible, drawn_anew, fits
from conftest import Desk
from playwright.sync_api import Page, expect

from tools.serving import serving

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def empty(screen: Desk, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page on a new store whose owner does not want the samples."""
    with ExitStack() as stack:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("TIMELINE_SAMPLES", "0")
            url, _ = stack.enter_context(serving(tmp_path_factory.mktemp("empty") / "store.sqlite"))
        yield url


def test_an_empty_store_is_filled_while_the_page_is_used(page: Page, elsewhere: Page, empty: str, look: Look) -> None:
    page.goto(empty)
    expect(page.get_by_text("Nothing here yet")).to_be_visible()
    expect(page.get_by_text("Add articles", exact=True)).to_be_visible()
    fits(page)
    accessible(page)
    page.get_by_role("button", name="Load the sample articles").click()
    bar = page.locator(".st-key-jobs section p")
    expect(bar).to_contain_text(re.compile("starting|read · .* found"))
    expect(page.get_by_text("Nothing here yet")).to_have_count(0)
    expect(page.get_by_text(re.compile(r"\d+ events found in \d+ new articles"))).to_be_visible()
    drawn_anew(page, EITHER)
    expect(bar).to_have_count(0)
    page.get_by_role("button", name="Dismiss").click()
    expect(page.get_by_text(re.compile("new articles"))).to_have_count(0)

    # Then the reader's own, which take long.
    lines = [
        json.dumps({
            "text": f"Sergio Mattarella ha visitato il Cile il {n % 28 + 1} maggio {1990 + n % 30}. " * 30,
            "title": f"Visita numero {n}", "published": "2024-06-17",
        })
        for n in range(600)
    ]  # fmt: skip
    page.get_by_text("Add articles", exact=True).click()
    page.get_by_role("tab", name="Upload files").click()
    data = "\n".join(lines).encode()
    page.locator("input[type=file]").set_input_files({"name": "many.jsonl", "mimeType": "text/plain", "buffer": data})
    button = page.locator("[data-testid=stBaseButton-primary]", has_text="Add files")
    expect(button).to_be_enabled()
    button.click()
    expect(bar).to_contain_text(re.compile(r"\d+ of 600 articles read · \d+ events? found · .*left"))
    accessible(page)
    fits(page)
    # The reader filters meanwhile, and so does somebody else, who sees the progress, too.
    side = page.get_by_test_id("stSidebar")
    if look.phone:
        page.get_by_test_id("stExpandSidebarButton").click()
        expect(side).to_have_attribute("data-collapsed", "false")
    side.get_by_role("button", name=re.compile("North Korea")).first.click()
    page.wait_for_url(re.compile("country=KP"))
    if look.phone:
        page.get_by_test_id("stSidebarCollapseButton").locator("visible=true").click()
        expect(side).to_have_attribute("data-collapsed", "true")
    elsewhere.goto(f"{empty}/?country=KP")
    expect(elsewhere.locator(EITHER).first).to_be_attached()
    expect(elsewhere.locator(".st-key-jobs section p")).to_contain_text("of 600")
    fits(elsewhere)
    page.get_by_role("button", name="Stop", exact=True).click()
    said = page.get_by_text(re.compile(r"Stopped: \d+ of 600 articles are read and kept"))
    expect(said).to_be_visible()
    kept = int(said.inner_text().split()[1])
    assert 0 < kept < 600
    found = page.request.get(f"{empty}/api/events.json?country=CL&limit=5").json()
    assert found["total"] > 0
