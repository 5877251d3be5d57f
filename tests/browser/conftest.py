"""A server of our own with its own store, and a Chromium to look at it."""

import os
from collections.abc import Generator, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from acts import LOOKS, PATIENCE, SOME_LOOKS, Look, copied
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


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember which test has failed, so that the next does not get the page that it has left."""
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report


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


@pytest.fixture(scope="session")
def server(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page on the samples, in a store that nobody changes: the tests of all files look at it."""
    store = copied(samples, tmp_path_factory.mktemp("store"))
    with serving(store) as (url, _):
        before = Store.open(f"sqlite:///{store}").revision
        yield url
        assert Store.open(f"sqlite:///{store}").revision == before, "a test has changed the store that all look at"


@pytest.fixture(scope="session")
def draft(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page on the samples, in a store to which a test may add: others find there what it has added."""
    with serving(copied(samples, tmp_path_factory.mktemp("draft"))) as (url, _):
        yield url


@pytest.fixture(scope="session")
def readable(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page on the samples, in a store that is open for reading only."""
    with ExitStack() as stack:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("TIMELINE_READ_ONLY", "1")
            url, _ = stack.enter_context(serving(copied(samples, tmp_path_factory.mktemp("readable"))))
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
        with quiet(self.page):
            yield self.page
            if request.node.stash.get(FAILED, False):  # whatever it looks like now: the next test gets another
                self.anew()
                return
            self.page.emulate_media(media="screen", color_scheme=self.look.scheme)
            self.page.goto("about:blank")


@contextmanager
def quiet(page: Page) -> Iterator[None]:
    """Nothing goes wrong on the console of a page meanwhile."""
    errors: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        if message.type == "error":
            errors.append(message.text)

    def thrown(error: Error) -> None:
        errors.append(str(error))

    page.on("console", heard)
    page.on("pageerror", thrown)
    yield
    page.remove_listener("console", heard)
    page.remove_listener("pageerror", thrown)
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


@pytest.fixture(scope="session", params=SOME_LOOKS)
def screen(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Desk]:
    """A browser on one of the screens, one screen after the other."""
    found = Desk(browser, LOOKS[request.param])
    yield found
    found.page.context.close()


@pytest.fixture(scope="session")
def other_screen(screen: Desk) -> Iterator[Desk]:
    found = Desk(screen.browser, screen.look)
    yield found
    found.page.context.close()


@pytest.fixture
def look(screen: Desk) -> Look:
    """The screen that `page` and `elsewhere` are on; a test that asks for it is done on one after the other."""
    return screen.look


@pytest.fixture
def page(request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page with nothing on it yet, on whose console nothing may go wrong: on a desk's screen, or that of `look`."""
    with request.getfixturevalue("screen" if "screen" in request.fixturenames else "desk").lent(request) as page:
        yield page


@pytest.fixture
def elsewhere(request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page in another browser, which knows nothing of the first."""
    name = "other_screen" if "screen" in request.fixturenames else "other_desk"
    with request.getfixturevalue(name).lent(request) as page:
        yield page
