"""What the browser tests do again and again. They wait for conditions, never for so many seconds."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tools.serving import settled

# Milliseconds: the first run of the page imports everything, and the machine may be slow.
PATIENCE = int(os.environ.get("PATIENCE", "90000"))
READY = ".js-plotly-plot .points path"
ITEM = ".st-key-place li button"  # an event of the list that a phone shows instead of a chart
EITHER = f"{READY}, {ITEM}"
PHONES_AGENT = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120 Mobile Safari/537.36"


@dataclass(frozen=True)
class Look:
    """A screen to look at the page on, and the colours that its owner prefers."""

    width: int
    scheme: str

    @property
    def phone(self) -> bool:
        return self.width < 600

    def context(self, browser: Browser, **more: Any) -> BrowserContext:
        """A browser of its own on this screen."""
        if self.phone:
            more |= {"is_mobile": True, "has_touch": True, "user_agent": PHONES_AGENT}
        context = browser.new_context(
            viewport={"width": self.width, "height": 844 if self.phone else 1000}, color_scheme=self.scheme,
            reduced_motion="reduce", **more,  # to fade and to shimmer costs a processor without graphics a third of all
        )  # fmt: skip
        context.set_default_timeout(PATIENCE)
        return context


LOOKS = {
    "desk": Look(1440, "light"), "dark desk": Look(1440, "dark"),
    "phone": Look(390, "light"), "dark phone": Look(390, "dark"),
}  # fmt: skip
# What takes long is done in two of them, which differ in both width and colours, and in all four by `make looks`.
SOME_LOOKS = list(LOOKS) if os.environ.get("ALL_LOOKS") else ["desk", "dark phone"]


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


def told(page: Page, look: Look) -> dict[str, str]:
    """Of every event that is drawn or listed: title → what else is said of it (day and status are among that)."""
    if not look.phone:
        return {row[1]: " · ".join(row[2:]) for row in drawn(page)}
    script = "nodes => nodes.map((n) => [n.firstChild.textContent, n.lastChild.textContent])"
    return dict(page.locator(f"{ITEM} > :last-child").evaluate_all(script))


@contextmanager
def filters(page: Page, look: Look) -> Iterator[Locator]:
    """The filters, which a phone shows when asked for them."""
    side = page.get_by_test_id("stSidebar")
    if look.phone:
        page.get_by_test_id("stExpandSidebarButton").click()
        expect(side).to_have_attribute("data-collapsed", "false")
        settled(page)
    yield side
    if look.phone:
        page.get_by_test_id("stSidebarCollapseButton").locator("visible=true").click()
        expect(side).to_have_attribute("data-collapsed", "true")
        settled(page)


def choose(page: Page, field: Locator, option: str = "") -> None:
    """Open the list of a field by the keyboard, type what is sought and click on it, or on the first where nothing is.

    A list shuts when what it hangs upon is scrolled: the key must not come while the browser scrolls to
    the field. And nobody scrolls within the list: it draws only the options in sight, so that on a busy machine the
    mouse's button would come up over another option than it went down on, and nothing be chosen.
    """
    field.focus()
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    page.keyboard.press("ArrowDown")
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    several = field.locator("xpath=ancestor::*[@data-testid='stMultiSelect']")
    stays_open = several.count() > 0
    if field.is_editable():  # a phone has no keyboard come up for a short list
        page.keyboard.type(option)
    found = options.filter(has_text=option).first
    words = found.inner_text()
    found.click()
    if stays_open:
        expect(several).to_contain_text(words)
    else:
        expect(options).to_have_count(0)


def fits(page: Page) -> None:
    """Nothing of the page lies beside the screen."""
    assert page.evaluate("document.documentElement.scrollWidth") <= (page.viewport_size or {})["width"]


# Where the words of the timeline lie that the browser has drawn: of the chart its labels, lanes and days.
CHART_WORDS = """plot => {
  const boxes = (css, kind) => [...plot.querySelectorAll(css)].map((node) => {
    const { left, right, top, bottom } = node.getBoundingClientRect();
    return { kind, words: node.textContent, left, right, top, bottom };
  }).filter((box) => box.right > box.left);
  return [...boxes('.textpoint text', 'label'), ...boxes('.ytick text', 'lane'), ...boxes('.xtick text', 'day'),
          ...boxes('.x2tick text', 'day')];
}"""
# Of the list every line, and every mark.
LIST_WORDS = """item => {
  const list = item.closest('ol').parentElement;
  const texts = document.createTreeWalker(list, NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(texts.currentNode);
    const { left, right, top, bottom } = range.getBoundingClientRect();
    const kind = texts.currentNode.parentElement.matches('li button > :last-child') ? 'label' : 'line';
    if (right > left) found.push({ kind, words: texts.currentNode.textContent, left, right, top, bottom });
  }
  return found;
}"""


def keep_clear(page: Page, look: Look) -> int:
    """No words of the timeline lie on one another, and none beside the screen; returns how many events have theirs."""
    place = page.locator(ITEM if look.phone else ".st-key-timeline .js-plotly-plot").first
    boxes = place.evaluate(LIST_WORDS if look.phone else CHART_WORDS)
    bad = [
        f"{a['kind']} {a['words']} / {b['kind']} {b['words']}"
        for a, b in combinations(boxes, 2)
        if min(a["right"], b["right"]) - max(a["left"], b["left"]) > 1
        and min(a["bottom"], b["bottom"]) - max(a["top"], b["top"]) > 1
    ]
    assert not bad, "\n".join(bad)
    assert all(box["right"] <= look.width for box in boxes)
    return sum(box["kind"] == "label" for box in boxes)


def write_date(page: Page, field: Locator, day: date) -> None:
    """Type a date as a person does: year, month, day as digits; Escape shuts the calendar and keeps them."""
    field.get_by_role("spinbutton").first.click()
    page.keyboard.type(f"{day:%Y%m%d}", delay=40)
    page.keyboard.press("Escape")


def accessible(page: Page) -> None:
    """axe-core finds nothing serious or critical on the page as it is now."""
    bad = [
        f"{v['id']} ({v['impact']}): {node['target']} {node['html'][:300]} {node['failureSummary']}"
        for v in Axe().run(page).response["violations"] if v["impact"] in ("serious", "critical") for node in v["nodes"]
    ]  # fmt: skip
    assert not bad, "\n".join(bad)


def copied(samples: Path, folder: Path) -> Path:
    """A copy of the samples' store."""
    path = folder / "store.sqlite"
    with closing(sqlite3.connect(samples)) as source, closing(sqlite3.connect(path)) as target:
        source.backup(target)
    return path
