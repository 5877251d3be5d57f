"""What people do on the page, whole: add an article, share a link, zoom, switch; by keyboard and on a phone, too."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from acts import changing, drawn, drawn_anew, opened, params, write_date
from playwright.sync_api import Page, expect

from tools.serving import settled

pytestmark = pytest.mark.browser
SEED = Path(__file__).parent.parent.parent.parent / "shared" / "seed"
OWN = (
    "Il ministro degli Esteri norvegese Espen Barth Eide visiterà la Finlandia martedì. "
    "Lo scorso settembre il presidente finlandese Alexander Stubb ha incontrato a Oslo il premier norvegese "
    "Jonas Gahr Støre."
)


def paste(page: Page, text: str, published: date | None) -> None:
    page.get_by_text("Add articles").click()
    page.get_by_label("Article text").fill(text)
    page.get_by_label("Headline (optional)").click()
    if published:
        expect(page.get_by_text("When was it published?")).to_be_visible()
        write_date(page, page.get_by_role("group", name="Published", exact=True), published)
        button = page.get_by_role("button", name="Add article", exact=True)
    else:
        button = page.get_by_role("button", name="Add without a publication date")
    expect(button).to_be_enabled()
    button.click()
    expect(page.get_by_text("1 new article.")).to_be_visible()
    settled(page)


@pytest.mark.skipif(not SEED.is_dir(), reason="the seed article (../shared/seed) is not here")
def test_the_seed_article_tells_its_events(page: Page, draft: str) -> None:
    opened(page, draft)
    before = {row[0] for row in drawn(page)}
    text = next(iter(sorted(SEED.glob("*.txt")))).read_text(encoding="utf-8")
    paste(page, text, date(2024, 6, 17))
    new = [row for row in drawn(page) if row[0] not in before]
    assert len(new) >= 5, new
    # The nine of its events that a reader would want, wherever other articles tell them too.
    wanted = {
        "visit": ["19 June 2024", "19 – 20 June 2024", "September 2023", "2000", "May 2024"],
        "summit": ["June 2024", "15 – 16 June 2024"],
        "meeting": ["10 – 16 June 2024"],
        "veto": ["March 2024"],
    }
    for kind, days in wanted.items():
        opened(page, f"{draft}/?type={kind}")
        told = [when for _, _, when, _ in drawn(page)]
        assert all(any(day in when for when in told) for day in days), (kind, told)


def axis(page: Page) -> list[float]:
    return list(page.evaluate("() => document.querySelector('.js-plotly-plot')._fullLayout.xaxis.range"))


def test_dragging_and_zooming_write_the_window_into_the_address(page: Page, draft: str) -> None:
    opened(page, draft)
    whole = axis(page)
    box = page.locator(".js-plotly-plot .nsewdrag").first.bounding_box()
    assert box
    x, y = box["x"] + box["width"] * 0.7, box["y"] + 3
    page.mouse.move(x, y)
    page.mouse.wheel(0, 300)
    settled(page)
    assert axis(page) == whole  # a plain wheel scrolls the page
    page.get_by_test_id("stMain").evaluate("(main) => main.scrollTo(0, 0)")
    page.mouse.move(x, y)

    def zoom() -> None:
        page.keyboard.down("Control")
        for _ in range(3):
            page.mouse.wheel(0, -200)
        page.keyboard.up("Control")

    def drag() -> None:
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x - 150, y, steps=8)
        page.mouse.up()

    changing(page, zoom)
    zoomed = params(page)
    assert zoomed["from"] < zoomed["to"]
    changing(page, drag)
    moved = params(page)
    assert moved["from"] > zoomed["from"]
    assert moved["to"] > zoomed["to"]
    shown, window = drawn(page), axis(page)
    page.reload()
    drawn_anew(page)
    assert params(page) == moved
    assert drawn(page) == shown
    assert axis(page) == pytest.approx(window, abs=0.01)
    changing(page, page.get_by_role("button", name="Show the whole time").click)
    assert "from" not in params(page)
    assert axis(page) == pytest.approx(whole)


def test_filters_can_be_reached_and_set_by_keyboard(page: Page, draft: str) -> None:
    opened(page, draft)
    focused = "() => document.activeElement.tagName === 'BUTTON' ? document.activeElement.innerText : ''"
    for key in ["Tab"] * 4 + ["ArrowRight"] * 12:  # past two links that skip, and the search
        page.keyboard.press(key)
        if "North Korea" in page.evaluate(focused):
            break
    else:
        pytest.fail("the keyboard does not lead to the country filter")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("country=KP"))
    settled(page)
    page.get_by_role("textbox", name="Search").focus()
    page.keyboard.type("Putin")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("q=Putin"))


def test_a_click_on_what_a_row_says_opens_its_event(page: Page, draft: str) -> None:
    opened(page, f"{draft}/?type=veto")
    table = page.get_by_test_id("stDataFrame")

    def click() -> None:
        table.scroll_into_view_if_needed()
        table.click(position={"x": 300, "y": 35 + 17})  # a cell of the first row

    changing(page, click)
    event = params(page)["event"]
    changing(page, page.get_by_role("button", name="Close").click)
    changing(page, click)  # the row is chosen still
    assert params(page)["event"] == event


def upload(page: Page, files: dict[str, bytes], folder: Path, refused: str = "") -> list[str]:
    """Upload files and add them, `refused` being said of one beforehand; returns what the page says of them."""
    page.get_by_text("Add articles").click()
    page.get_by_role("tab", name="Upload files").click()
    for name, data in files.items():  # from the disk, as a person has them: handed over in memory, large ones take long
        (folder / name).write_bytes(data)
    page.locator("input[type=file]").set_input_files([folder / name for name in files])
    if refused:
        expect(page.get_by_test_id("stFileUploader")).to_contain_text(refused)
    button = page.locator("[data-testid=stBaseButton-primary]", has_text="Add files")
    expect(button).to_be_enabled()
    button.click()
    expect(page.get_by_text(re.compile(r"\d new articles?\.")).first).to_be_visible()
    settled(page)
    assert page.get_by_test_id("stException").count() == 0
    assert "Traceback" not in page.inner_text("body")
    return page.get_by_test_id("stAlert").all_inner_texts()


def test_what_cannot_be_read_is_said_without_a_trace_and_the_rest_is_kept(
    page: Page, draft: str, tmp_path: Path
) -> None:
    opened(page, draft)
    visits = [f"Il presidente Sergio Mattarella ha visitato {c} l'8 maggio 2025." for c in ("la Slovenia", "la Grecia")]
    lines = [
        json.dumps({"text": visits[0], "published": "2025-05-09"}),
        json.dumps({"text": "La presidente Maia Sandu ha visitato il Belgio il 2 maggio 2025.", "published": "soon"}),
        "{broken",
        json.dumps({"title": "No text at all"}),
        json.dumps({"text": visits[1], "published": "2025-05-09"}),
    ]
    latin = "Il presidente Sergio Mattarella visiterà Malta il 10 giugno 2025: è già la città più attesa, però."
    unknown = "Prezydent odbył rozmowę telefoniczną z przywódcami, a potem ogłosił decyzję rządu w tej sprawie. " * 3
    said = upload(page, {
        "empty.txt": b"", "lines.jsonl": "\n".join(lines).encode(), "binary.txt": bytes(range(256)) * 40,
        "latin.txt": latin.encode("latin-1"), "unknown.txt": unknown.encode(),
        "long.txt": b"The talks went on and on. " * 10_000,
    }, tmp_path)  # fmt: skip
    for words in (
        "empty.txt", "lines.jsonl, line 2: the publication date 'soon'", "lines.jsonl, line 3: not JSON",
        "lines.jsonl, line 4: an article without text", "binary.txt", "pack", "6 new articles",
    ):  # fmt: skip
        assert any(words in text for text in said), (words, said)
    opened(page, f"{draft}/?type=visit&country=IT&country=BE")
    told = {title for _, title, _, _ in drawn(page)}
    for name in ("Slovenia", "Malta", "Greece", "Belgium"):
        assert any(name in title for title in told), (name, told)


def test_a_file_that_is_too_large_is_refused_and_the_others_are_read(page: Page, draft: str, tmp_path: Path) -> None:
    opened(page, draft)
    small = b"Le president Emmanuel Macron a visite le Maroc le 28 octobre 2024."
    said = upload(page, {"huge.txt": b"a" * (30 * 2**20), "small.txt": small}, tmp_path, refused="25.0MB")
    assert any("1 new article." in text for text in said), said
