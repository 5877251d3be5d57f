"""What people correct, as they do it on the page; and a page on which nothing can be changed."""

import urllib.error
import urllib.request
from pathlib import Path

import pytest
from acts import changing, copied, drawn, drawn_anew, ids, opened
from playwright.sync_api import Page, expect

from tools.serving import serving

pytestmark = pytest.mark.browser


def test_who_may_only_read_is_offered_nothing_and_refused_everything(
    page: Page, samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = copied(samples, tmp_path)
    monkeypatch.setenv("TIMELINE_READ_ONLY", "1")
    with serving(store) as (url, _):
        opened(page, f"{url}/?type=veto")
        expect(page.get_by_text("Add articles")).to_have_count(0)
        opened(page, f"{url}/?page=event&event={drawn(page)[0][0]}", ".dl-source")
        expect(page.get_by_text("Correct this event")).to_have_count(0)
        for method in ("POST", "PUT", "DELETE"):
            request = urllib.request.Request(f"{url}/api/events.json", data=b"{}", method=method)
            with pytest.raises(urllib.error.HTTPError) as refused:
                urllib.request.urlopen(request)
            assert refused.value.code in (403, 405)


@pytest.mark.parametrize(
    "query",
    [
        "country=KP&type=visit&from=2024-01-01&to=2025-01-01&lane=country&lang=it",
        "asof=2024-06-18&status=planned&lang=de",
        "look=map&country=RU", "look=matrix&lang=fr", "look=calendar&from=2024-01-01&to=2024-12-31",
        "q=Putin&not=type%3Aveto&scale=true&lang=pt",
    ],
)  # fmt: skip
def test_a_link_opens_the_same_page_in_another_browser(page: Page, elsewhere: Page, server: str, query: str) -> None:
    opened(page, f"{server}/?{query}", ".js-plotly-plot")
    opened(elsewhere, page.url, ".js-plotly-plot")
    assert elsewhere.locator(".stMain").inner_text() == page.locator(".stMain").inner_text()
    assert drawn(elsewhere) == drawn(page)


def test_the_range_buttons_write_the_window(page: Page, server: str) -> None:
    opened(page, server)
    changing(page, lambda: page.get_by_role("button", name="1 month", exact=True).click())
    drawn_anew(page)
    month = ids(page)
    changing(page, lambda: page.get_by_role("button", name="5 years", exact=True).click())
    drawn_anew(page)
    assert month < ids(page)
    changing(page, lambda: page.get_by_role("button", name="All", exact=True).click())
    assert "from=" not in page.url
