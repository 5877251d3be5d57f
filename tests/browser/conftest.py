"""A server of our own with its own store, and a Chromium to look at it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from acts import LOOKS, PATIENCE, Look, copied
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, expect, sync_playwright

from timeline.store import Store, load_samples
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


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the sample articles, to be copied: reading them anew takes a server longer than all else."""
    path = tmp_path_factory.mktemp("samples") / "store.sqlite"
    load_samples(Store.open(f"sqlite:///{path}"))
    return path


@pytest.fixture(scope="module")
def server(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page on the samples, in a store of this module's own."""
    with serving(copied(samples, tmp_path_factory.mktemp("store"))) as (url, _):
        yield url


class Desk:
    """A page on one screen that goes from test to test.

    A new page compiles Streamlit and Plotly anew, which takes the browser longer than to draw them.
    """

    def __init__(self, browser: Browser, look: Look = LOOKS["desk"]) -> None:
        self.browser = browser
        self.look = look
        self.page = self._opened()

    def _opened(self) -> Page:
        context = self.look.context(self.browser)
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        return context.new_page()

    def anew(self) -> None:
        """Take a fresh page, whatever state the last one was left in."""
        self.page.context.close()
        self.page = self._opened()

    @contextmanager
    def lent(self, request: pytest.FixtureRequest) -> Iterator[Page]:
        """The page with nothing on it yet, for one test, in which nothing may go wrong on its console."""
        if getattr(request.node, "execution_count", 1) > 1:  # the test failed at first: perhaps the page was to blame
            self.anew()
        page, errors = self.page, []

        def heard(message: ConsoleMessage) -> None:
            if message.type == "error":
                errors.append(message.text)

        def thrown(error: Error) -> None:
            errors.append(str(error))

        page.on("console", heard)
        page.on("pageerror", thrown)
        yield page
        page.remove_listener("console", heard)
        page.remove_listener("pageerror", thrown)
        page.emulate_media(media="screen", color_scheme=self.look.scheme)
        page.goto("about:blank")
        assert not errors


@pytest.fixture(scope="session")
def desk(browser: Browser) -> Iterator[Desk]:
    found = Desk(browser)
    yield found
    found.page.context.close()


@pytest.fixture(scope="session")
def other_desk(browser: Browser) -> Iterator[Desk]:
    found = Desk(browser)
    yield found
    found.page.context.close()


@pytest.fixture
def elsewhere(other_desk: Desk) -> Iterator[Page]:
    """A page in another browser, which knows nothing of the first."""
    yield other_desk.page
    other_desk.page.goto("about:blank")


@pytest.fixture
def page(desk: Desk, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page on a desk's screen with nothing on it yet, on whose console nothing may go wrong."""
    with desk.lent(request) as page:
        yield page
