"""What axe-core finds on every page, and whether labels keep clear of one another as the browser has drawn them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import combinations
from typing import Any

import pytest
from acts import opened
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from timeline import demo
from timeline.store import ReadModel, Store
from timeline.view import View
from tools.serving import serving

pytestmark = pytest.mark.browser
CROWD = 1_000
LOOKS = {"light": (1440, "light"), "dark": (1440, "dark"), "phone": (390, "light"), "dark phone": (390, "dark")}
PAGES = {
    "timeline": ".js-plotly-plot .points path, .st-key-place li button",
    "open event": ".dl-source",
    "event": ".dl-source",
    "article": ".dl-date",
}

LABELS = """() => {
  const plot = document.querySelector('.st-key-timeline .js-plotly-plot');
  const boxes = (css, kind) => [...plot.querySelectorAll(css)].map((node) => {
    const { left, right, top, bottom } = node.getBoundingClientRect();
    return { kind, words: node.textContent, left, right, top, bottom };
  }).filter((box) => box.right > box.left);
  return [...boxes('.textpoint text', 'label'), ...boxes('.ytick text', 'lane'), ...boxes('.xtick text', 'day'),
          ...boxes('.x2tick text', 'day')];
}"""


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, ReadModel]]:
    """The page on many generated events, and the model to choose windows from."""
    path = tmp_path_factory.mktemp("crowd") / "store.sqlite"
    store = Store.open(f"sqlite:///{path}")
    demo.fill(store, CROWD)
    with serving(path) as (url, _):
        yield url, ReadModel(store)


def in_look(browser: Browser, url: str, ready: str, width: int = 1440, scheme: Any = "light") -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": 1000}, color_scheme=scheme, is_mobile=width < 600
    )  # fmt: skip
    page = context.new_page()
    opened(page, url, ready)  # not before it stands still: what is drawn anew is faded meanwhile
    return page


def first_ids(browser: Browser, server: str) -> dict[str, str]:
    """An event and an article of the store that a server shows."""
    context = browser.new_context()
    found = context.request.get(f"{server}/api/events.json?type=visit").json()["events"]
    context.close()
    told = max(found, key=lambda event: len(event["mentions"]))
    return {"event": told["id"], "article": told["mentions"][0]["article"]}


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_serious(browser: Browser, server: str, name: str, look: str) -> None:
    ids = first_ids(browser, server)
    views = {
        "timeline": View(),
        "open event": View(event=ids["event"]),
        "event": View(page="event", event=ids["event"]),
        "article": View(page="article", article=ids["article"]),
    }
    width, scheme = LOOKS[look]
    page = in_look(browser, f"{server}/?{views[name].to_query()}", PAGES[name], width, scheme)
    found = Axe().run(page)
    page.context.close()
    bad = [
        f"{v['id']} ({v['impact']}): {node['target']} {node['html'][:300]} {node['failureSummary']}"
        for v in found.response["violations"] if v["impact"] in ("serious", "critical") for node in v["nodes"]
    ]  # fmt: skip
    assert not bad, "\n".join(bad)


def window_of(model: ReadModel, count: int) -> View:
    """A window with so many events, or a few more."""
    last = max(model.days(View()))
    days = 1
    while model.count(View(start=last - timedelta(days), end=last)) < count:
        days += max(days // 20, 1)
    return View(start=last - timedelta(days), end=last)


@pytest.mark.parametrize("lane", ["type", "country"])
@pytest.mark.parametrize("count", [10, 30, 200])
def test_no_labels_overlap(browser: Browser, crowd: tuple[str, ReadModel], count: int, lane: str) -> None:
    url, model = crowd
    view = window_of(model, count)
    page = in_look(browser, f"{url}/?{view.to_query()}&lane={lane}", ".js-plotly-plot .textpoint text")
    boxes = page.evaluate(LABELS)
    page.context.close()
    assert sum(box["kind"] == "label" for box in boxes) >= min(count, 30) * 0.8
    bad = [
        f"{a['kind']} {a['words']} / {b['kind']} {b['words']}"
        for a, b in combinations(boxes, 2)
        if min(a["right"], b["right"]) - max(a["left"], b["left"]) > 1
        and min(a["bottom"], b["bottom"]) - max(a["top"], b["top"]) > 1
    ]
    assert not bad, "\n".join(bad)
    assert all(box["right"] <= 1440 for box in boxes)
