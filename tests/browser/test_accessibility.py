"""What axe-core finds on every page, and whether labels keep clear of one another as the browser has drawn them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations

import pytest
from acts import drawn_anew, opened, violations
from playwright.sync_api import Browser, Page, expect

from timeline import demo
from timeline.model import Article
from timeline.store import ReadModel, Store
from timeline.view import View
from tools.serving import serving

pytestmark = pytest.mark.browser
CROWD = 1_000
HOSTILE = Article(
    "hostile",
    "French President Jacques Martin visited Egypt on 2 May 1975. <b>בוקר טוב</b> $x^2$ " + "Donaudampfschiff" * 25,
    title='<img src=x onerror=alert(1)> اجتماع القادة [a](javascript:alert(2)) :red[b] ' + "W" * 120,
    source="<script>alert(3)</script> " + "O" * 90, published=date(1975, 5, 3), lang="en",
)  # fmt: skip
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
    store.add_all([HOSTILE], who="test")
    with serving(path) as (url, _):
        yield url, ReadModel(store)


@pytest.fixture(scope="module", params=LOOKS)
def looking(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page in one of the looks."""
    width, scheme = LOOKS[request.param]
    context = browser.new_context(
        viewport={"width": width, "height": 1000}, color_scheme=scheme, is_mobile=width < 600
    )  # fmt: skip
    yield context.new_page()
    context.close()


def first_ids(page: Page, server: str) -> dict[str, str]:
    """An event and an article of the store that a server shows."""
    found = page.request.get(f"{server}/api/events.json?type=visit").json()["events"]
    told = max(found, key=lambda event: len(event["mentions"]))
    return {"event": told["id"], "article": told["mentions"][0]["article"]}


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_serious(looking: Page, server: str, name: str) -> None:
    ids = first_ids(looking, server)
    views = {
        "timeline": View(),
        "open event": View(event=ids["event"]),
        "event": View(page="event", event=ids["event"]),
        "article": View(page="article", article=ids["article"]),
    }
    opened(looking, f"{server}/?{views[name].to_query()}", PAGES[name])  # not while what is drawn anew is faded
    bad = violations(looking)
    assert not bad, "\n".join(bad)


@pytest.mark.parametrize("looking", ["light", "dark phone"], indirect=True)
@pytest.mark.parametrize("query", ["look=map", "look=matrix", "look=calendar", "embed=true&country=KP", "q=nowhere"])
def test_axe_finds_nothing_serious_on_another_look(looking: Page, server: str, query: str) -> None:
    ready = {"look": ".st-key-place .main-svg", "embed": PAGES["timeline"], "q": "[data-testid=stAlert]"}
    opened(looking, f"{server}/?{query}", ready[query.partition("=")[0]])
    bad = violations(looking)
    assert not bad, "\n".join(bad)
    assert looking.evaluate("document.documentElement.scrollWidth") <= looking.viewport_size["width"]


@pytest.mark.parametrize("looking", ["dark phone"], indirect=True)
def test_hostile_and_long_words_are_shown_as_they_are(looking: Page, crowd: tuple[str, ReadModel]) -> None:
    shown: list[str] = []
    looking.on("dialog", lambda dialog: (shown.append(dialog.message), dialog.dismiss()))
    opened(looking, f"{crowd[0]}/?page=article&article=hostile", ".dl-article .dl-date")
    expect(looking.locator("h1")).to_have_text(HOSTILE.title)
    expect(looking.locator(".dl-article").last).to_contain_text("<b>בוקר טוב</b>")
    assert looking.locator("main img, .stMain img, .dl-article b").count() == 0
    assert looking.evaluate("document.documentElement.scrollWidth") <= 390
    looking.get_by_role("button", name=re.compile("2 May 1975")).first.click()
    drawn_anew(looking, ".dl-source")
    expect(looking.locator(".dl-source").first).to_contain_text(HOSTILE.outlet)
    assert looking.evaluate("document.documentElement.scrollWidth") <= 390
    assert not shown


def window_of(model: ReadModel, count: int) -> View:
    """A window with so many events, or a few more."""
    last = max(model.days(View()))
    days = 1
    while model.count(View(start=last - timedelta(days), end=last)) < count:
        days += max(days // 20, 1)
    return View(start=last - timedelta(days), end=last)


@pytest.mark.parametrize("lane", ["type", "country"])
@pytest.mark.parametrize("count", [10, 30, 200])
def test_no_labels_overlap(page: Page, crowd: tuple[str, ReadModel], count: int, lane: str) -> None:
    url, model = crowd
    view = window_of(model, count)
    opened(page, f"{url}/?{view.to_query()}&lane={lane}", ".js-plotly-plot .textpoint text")
    boxes = page.evaluate(LABELS)
    assert sum(box["kind"] == "label" for box in boxes) >= min(count, 30) * 0.8
    bad = [
        f"{a['kind']} {a['words']} / {b['kind']} {b['words']}"
        for a, b in combinations(boxes, 2)
        if min(a["right"], b["right"]) - max(a["left"], b["left"]) > 1
        and min(a["bottom"], b["bottom"]) - max(a["top"], b["top"]) > 1
    ]
    assert not bad, "\n".join(bad)
    assert all(box["right"] <= 1440 for box in boxes)
