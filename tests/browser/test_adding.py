"""The first minute with an empty store, and many articles added at once while the page stays of use."""

import json
import re
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from acts import PATIENCE, opened, violations
from playwright.sync_api import Browser, Page, expect

from tools.serving import serving

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page on a new store whose owner does not want the samples."""
    with ExitStack() as stack:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("TIMELINE_SAMPLES", "0")
            url, _ = stack.enter_context(serving(tmp_path_factory.mktemp("empty") / "store.sqlite"))
        yield url


def test_an_empty_store_explains_itself_and_offers_the_samples(page: Page, empty: str) -> None:
    page.goto(empty)
    expect(page.get_by_text("Nothing here yet")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("Add articles", exact=True)).to_be_visible()
    page.get_by_role("button", name="Load the sample articles").click()
    bar = page.locator(".st-key-jobs section p")
    expect(bar).to_contain_text(re.compile("starting|read · .* found"), timeout=PATIENCE)
    expect(page.get_by_text("Nothing here yet")).to_have_count(0)
    expect(page.get_by_text(re.compile(r"\d+ events found in \d+ new articles"))).to_be_visible(timeout=PATIENCE)
    expect(page.locator(".js-plotly-plot .points path").first).to_be_attached(timeout=PATIENCE)
    expect(bar).to_have_count(0)
    page.get_by_role("button", name="Dismiss").click()
    expect(page.get_by_text(re.compile("new articles"))).to_have_count(0, timeout=PATIENCE)


def test_many_articles_are_added_while_the_page_is_used_and_can_be_stopped(
    page: Page, browser: Browser, server: str
) -> None:
    lines = [
        json.dumps({
            "text": f"Sergio Mattarella ha visitato il Cile il {n % 28 + 1} maggio {1990 + n % 30}. " * 30,
            "title": f"Visita numero {n}", "published": "2024-06-17",
        })
        for n in range(600)
    ]  # fmt: skip
    opened(page, server)
    page.get_by_text("Add articles", exact=True).click()
    page.get_by_role("tab", name="Upload files").click()
    data = "\n".join(lines).encode()
    page.locator("input[type=file]").set_input_files({"name": "many.jsonl", "mimeType": "text/plain", "buffer": data})
    button = page.locator("[data-testid=stBaseButton-primary]", has_text="Add files")
    expect(button).to_be_enabled(timeout=PATIENCE)
    button.click()
    bar = page.locator(".st-key-jobs section p")
    expect(bar).to_contain_text(re.compile(r"\d+ of 600 articles read · \d+ events? found · .*left"), timeout=PATIENCE)
    assert not violations(page)
    # The reader filters meanwhile, and so does somebody else, who sees the progress, too.
    page.get_by_role("button", name=re.compile("North Korea")).first.click()
    page.wait_for_url(re.compile("country=KP"), timeout=PATIENCE)
    other = browser.new_context().new_page()
    other.set_default_timeout(PATIENCE)
    other.goto(f"{server}/?country=KP")
    expect(other.locator(".js-plotly-plot .points path").first).to_be_attached(timeout=PATIENCE)
    expect(other.locator(".st-key-jobs section p")).to_contain_text("of 600", timeout=PATIENCE)
    other.context.close()
    page.get_by_role("button", name="Stop", exact=True).click()
    said = page.get_by_text(re.compile(r"Stopped: \d+ of 600 articles are read and kept"))
    expect(said).to_be_visible(timeout=PATIENCE)
    kept = int(said.inner_text().split()[1])
    assert 0 < kept < 600
    found = page.request.get(f"{server}/api/events.json?country=CL&limit=5").json()
    assert found["total"] > 0
