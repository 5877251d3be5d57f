"""What the browser tests do again and again. They wait for conditions, never for so many seconds."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tools.serving import settled

PATIENCE = 90_000  # milliseconds: the first run of the page imports everything, and the machine may be slow
READY = ".js-plotly-plot .points path"


def opened(page: Page, url: str, ready: str = READY) -> None:
    """Go to an address and wait until the page stands still."""
    page.set_default_timeout(PATIENCE)
    page.goto(url)
    drawn_anew(page, ready)


def drawn_anew(page: Page, ready: str = READY) -> None:
    """Wait for a page that is loading."""
    expect(page.locator(ready).first).to_be_attached(timeout=PATIENCE)
    settled(page)


def query(page: Page) -> str:
    """The query string as the browser has it now."""
    return str(page.evaluate("() => window.location.search"))


def changing(page: Page, act: Callable[[], object]) -> None:
    """Do something that changes the address, and wait until it has and the page stands still."""
    before = query(page)  # asked for beforehand: afterwards the answer may be there already
    act()
    page.wait_for_function("before => window.location.search !== before", arg=before, timeout=PATIENCE)
    settled(page)


def params(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def drawn(page: Page) -> list[list[str]]:
    """Of every mark: event id, title, date, status."""
    script = "() => document.querySelector('.js-plotly-plot').data.flatMap((t) => t.customdata || [])"
    return [row[:4] for row in page.evaluate(script)]


def ids(page: Page) -> set[str]:
    """The events whose marks are drawn."""
    return {row[0] for row in drawn(page)}


def violations(page: Page) -> list[str]:
    """What axe-core finds serious or critical on a page."""
    return [
        f"{v['id']} ({v['impact']}): {node['target']} {node['html'][:300]} {node['failureSummary']}"
        for v in Axe().run(page).response["violations"] if v["impact"] in ("serious", "critical") for node in v["nodes"]
    ]  # fmt: skip


def copied(samples: Path, folder: Path) -> Path:
    """A copy of the samples' store."""
    path = folder / "store.sqlite"
    with closing(sqlite3.connect(samples)) as source, closing(sqlite3.connect(path)) as target:
        source.backup(target)
    return path
