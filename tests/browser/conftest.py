"""A server of our own with its own store, and a Chromium to look at it."""

import os
from collections.abc import Iterator

import pytest
from acts import PATIENCE
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tools.serving import chromium, serving

expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A browser test that fails is tried once more, and named in the summary.

    Browser, server and test share two cores: one test in some hundred misses its moment when all are busy. What is
    broken fails twice.
    """
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        try:
            found = chromium(playwright)
        except Exception as error:
            if os.environ.get("CI"):
                raise
            pytest.skip(f"no Chromium can be started: {str(error)[:200]}")
        yield found
        found.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("store") / "store.sqlite") as (url, _):
        yield url


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of its own on a desk's screen, on whose console nothing may go wrong."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert not errors
