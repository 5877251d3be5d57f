"""What people correct, as they do it on the page; and a page on which nothing can be changed."""

import json
import re
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from acts import changing, copied, drawn, drawn_anew, ids, opened
from playwright.sync_api import Page, expect

from tools.serving import serving, settled

pytestmark = pytest.mark.browser


def titled(page: Page, server: str, query: str, words: str) -> str:
    """The id of the event with these words in its title, in the view of a query."""
    opened(page, f"{server}/?{query}")
    return next(row[0] for row in drawn(page) if words in row[1])


def correcting(page: Page, server: str, name: str) -> None:
    """Open the page of an event with its form."""
    opened(page, f"{server}/?page=event&event={name}", ".dl-source")
    page.get_by_text("Correct this event").click()
    expect(page.get_by_role("button", name="Accept", exact=True)).to_be_visible()
    settled(page)


def changes(page: Page, server: str) -> list[dict[str, object]]:
    """Every change that was ever made in the store."""
    return [json.loads(line) for line in page.request.get(f"{server}/api/changes.jsonl").text().splitlines()]


def test_title_day_and_status_are_edited_under_a_name_and_restored(page: Page, server: str) -> None:
    name = titled(page, server, "type=veto", "veto")
    correcting(page, server, name)
    before = page.locator("h1").inner_text()
    page.get_by_label("Your name").fill("Ada")
    page.get_by_label("Title", exact=True).fill("A veto told in my own words")
    page.get_by_role("spinbutton", name="day, First day").press_sequentially("27")
    page.get_by_role("spinbutton", name="day, Last day").press_sequentially("28")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("h1")).to_have_text("A veto told in my own words")
    expect(page.get_by_text(re.compile(r"edited \(.*title: A veto told.*first day: 27.* by Ada"))).to_be_visible()
    settled(page)
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.locator("h1")).to_have_text(before)
    kept = changes(page, server)[-1]
    assert (kept["kind"], kept["who"]) == ("edit", "Ada")
    assert kept["undone"] is not None


def test_what_was_rejected_leaves_the_timeline_until_that_is_undone(page: Page, server: str) -> None:
    name = titled(page, server, "type=veto", "veto")
    correcting(page, server, name)
    page.get_by_role("button", name="Reject", exact=True).click()
    expect(page.get_by_text("Rejected.")).to_be_visible()
    opened(page, f"{server}/?type=veto", "[data-testid=stMarkdown]")
    assert name not in ids(page) if page.locator(".js-plotly-plot").count() else True
    correcting(page, server, name)
    page.get_by_role("button", name="Undo", exact=True).first.click()
    expect(page.get_by_text("Undone.")).to_be_visible()
    opened(page, f"{server}/?type=veto")
    assert name in ids(page)


def test_two_events_become_one_and_a_sentence_is_set_apart(page: Page, server: str) -> None:
    name = titled(page, server, "type=visit&country=KP", "Putin visits North Korea")
    correcting(page, server, name)
    told = page.locator(".dl-source").count()
    page.get_by_label("The same as").click()
    page.get_by_role("option").first.click()
    page.get_by_role("button", name="Merge the two").click()
    expect(page.get_by_text("Merged.")).to_be_visible()
    settled(page)
    more = page.locator(".dl-source").count()
    assert more > told
    apart = page.get_by_label("Not this event")
    apart.press_sequentially("July 2000")
    page.get_by_role("option", name=re.compile("July 2000")).click()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Set these apart").click()
    expect(page.get_by_text("Set apart.").or_(page.get_by_text("Split."))).to_be_visible()
    settled(page)
    assert page.locator(".dl-source").count() < more


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
