"""A server of our own with its own store, and a Chromium to look at it."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tools.serving import chromium, serving


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
