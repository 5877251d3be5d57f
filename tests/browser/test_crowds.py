"""Many events in view, and words of every kind: what the browser draws of them lies clear and beside no screen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from acts import EITHER, Look, accessible, changing, drawn_anew, fits, keep_clear, opened, told
from playwright.sync_api import Dialog, Page, expect

from timeline import demo
from timeline.model import Article
from timeline.store import ReadModel, Store
from timeline.view import View
from tools.serving import serving

pytestmark = pytest.mark.browser
CROWD = 6_000  # so many that all of them at once are drawn as a density
HOSTILE = Article(
    "hostile",
    "French President Jacques Martin visited Egypt on 2 May 1975. <b>בוקר טוב</b> $x^2$ " + "Donaudampfschiff" * 25,
    title='<img src=x onerror=alert(1)> اجتماع القادة [a](javascript:alert(2)) :red[b] ' + "W" * 120,
    source="<script>alert(3)</script> " + "O" * 90, published=date(1975, 5, 3), lang="en",
)  # fmt: skip


@pytest.fixture(scope="session")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, ReadModel]]:
    """The page on many generated events, and the model to choose windows from."""
    path = tmp_path_factory.mktemp("crowd") / "store.sqlite"
    store = Store.open(f"sqlite:///{path}")
    demo.fill(store, CROWD)
    store.add_all([HOSTILE], who="test")
    with serving(path) as (url, _):
        yield url, ReadModel(store)


@pytest.mark.parametrize("screen", ["dark phone"], indirect=True)
def test_hostile_and_long_words_are_shown_as_they_are(page: Page, look: Look, crowd: tuple[str, ReadModel]) -> None:
    shown: list[str] = []

    def said(dialog: Dialog) -> None:
        shown.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", said)
    opened(page, f"{crowd[0]}/?page=article&article=hostile", ".dl-article .dl-date")
    expect(page.locator("h1")).to_have_text(HOSTILE.title)
    expect(page.locator(".dl-article").last).to_contain_text("<b>בוקר טוב</b>")
    assert page.locator("main img, .stMain img, .dl-article b").count() == 0
    fits(page)
    page.get_by_role("button", name=re.compile("2 May 1975")).first.click()
    drawn_anew(page, ".dl-source")
    expect(page.locator(".dl-source").first).to_contain_text(HOSTILE.outlet)
    fits(page)
    page.remove_listener("dialog", said)
    assert not shown


def window_of(model: ReadModel, count: int) -> View:
    """A window with so many events, or a few more."""
    last = max(model.days(View()))
    days = 1
    while model.count(View(start=last - timedelta(days), end=last)) < count:
        days += max(days // 20, 1)
    return View(start=last - timedelta(days), end=last)


@pytest.mark.parametrize("count", [10, 30, 200])
def test_no_words_overlap(page: Page, look: Look, crowd: tuple[str, ReadModel], count: int) -> None:
    url, model = crowd
    view = window_of(model, count)
    lanes = ["type"] if look.phone else ["type", "country"]
    for lane in lanes:
        opened(page, f"{url}/?{view.to_query()}&lane={lane}", EITHER)
        assert keep_clear(page, look) >= (count if look.phone else min(count, 30) * 0.8)
        fits(page)


def test_of_too_many_the_density_is_seen_and_of_fewer_each(
    page: Page, look: Look, crowd: tuple[str, ReadModel]
) -> None:
    # Of a thousand and more the density, of fewer a mark for each, of 150 and fewer with its label.
    kinds = "() => document.querySelector('.st-key-timeline .js-plotly-plot').data.map((trace) => trace.type)"
    opened(page, crowd[0], EITHER)
    if look.phone:
        expect(page.get_by_text(re.compile(r"The first 300 of 6,\d+: filter"))).to_be_visible()
    else:
        expect(page.get_by_text(re.compile(r"5,\d+ events: the darker, the more .* Zoom in to see"))).to_be_visible()
        assert "heatmap" in page.evaluate(kinds)
        assert keep_clear(page, look) > 5  # those that most sources tell, on top
    accessible(page)
    fits(page)
    changing(page, page.get_by_role("button", name="1 year", exact=True).click)
    if not look.phone:
        assert {"heatmap", "scattergl"} & {*page.evaluate(kinds)} == {"scattergl"}
        assert len(told(page, look)) > 150
    changing(page, page.get_by_role("button", name="1 month", exact=True).click)
    assert 0 < len(told(page, look)) < 150
    if not look.phone:
        assert "scattergl" not in page.evaluate(kinds)
