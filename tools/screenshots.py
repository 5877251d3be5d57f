"""Take the screenshots of the README: the app with the sample articles, in a store that is thrown away afterwards.

    python -m tools.screenshots [folder]

Pictures have at most 256 colours, which no one sees on a page like this, and are a quarter of the size for it.
"""

from __future__ import annotations

import io
import re
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from timeline.store import ReadModel, Store
from timeline.view import View
from tools.serving import ROOT, chromium, serving, settled

FOLDER = ROOT / "docs" / "screenshots"
LARGEST = 300_000  # bytes of a picture
WIDE, PHONE = (1440, 1000), (390, 844)
PATIENCE = 60_000  # milliseconds


@dataclass(frozen=True)
class Shot:
    """A picture to take: of which view, how wide, light or dark, and what must be on the page before it is taken."""

    name: str
    view: View
    ready: str
    size: tuple[int, int] = WIDE
    dark: bool = False


def shots(model: ReadModel) -> list[Shot]:
    """The pictures; the event that most articles tell and an article that tells much stand for their pages."""
    told = max(model.find(View()), key=lambda e: (e.sources, len(e.history), e.id))
    article = told.mentions[0][0]
    mark, row, sentence, word = ".js-plotly-plot .points path", ".st-key-place li button", ".dl-source mark", ".dl-date"
    event_page, article_page = View(page="event", event=told.id), View(page="article", article=article)
    return [
        Shot("timeline-light", View(), mark),
        Shot("timeline-dark", View(), mark, dark=True),
        Shot("timeline-phone-light", View(), row, PHONE),
        Shot("timeline-phone-dark", View(), row, PHONE, dark=True),
        *(
            Shot(f"{look}-light", View(look=look), f".st-key-look-{look} .js-plotly-plot .main-svg")
            for look in ("map", "matrix", "calendar")
        ),
        Shot("event-light", event_page, sentence),
        Shot("event-dark", event_page, sentence, dark=True),
        Shot("event-phone-light", event_page, sentence, PHONE),
        Shot("article-light", article_page, word),
        Shot("article-dark", article_page, word, dark=True),
        Shot("article-phone-light", article_page, word, PHONE),
    ]


def taken(browser: Browser, url: str, shot: Shot) -> bytes:
    """The page as it looks, as PNG."""
    context = browser.new_context(
        viewport={"width": shot.size[0], "height": shot.size[1]}, is_mobile=shot.size == PHONE,
        device_scale_factor=2 if shot.size == PHONE else 1, color_scheme="dark" if shot.dark else "light",
    )  # fmt: skip
    page = context.new_page()
    page.goto(f"{url}/?{shot.view.to_query()}")
    expect(page.locator(shot.ready).first).to_be_attached(timeout=PATIENCE)
    still(page)
    picture = page.screenshot()
    context.close()
    return picture


def still(page: Page) -> None:
    """Wait until nothing runs or moves any more."""
    settled(page)
    page.evaluate("document.fonts.ready")
    page.mouse.move(0, 0)
    settled(page)


def small(picture: bytes) -> bytes:
    """The picture with a palette, as small as PNG makes it."""
    with Image.open(io.BytesIO(picture)) as image:
        found = io.BytesIO()
        image.convert("RGB").quantize(256, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(
            found, "PNG", optimize=True
        )
    return found.getvalue()


def main(folder: Path = FOLDER, only: str = "") -> None:
    """Take those of the pictures whose name fits."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        store = Path(scratch) / "store.sqlite"
        with serving(store) as (url, _):
            browser = chromium(playwright)
            browser.new_page().goto(url)  # the first page loads the samples
            wanted = shots(ReadModel(Store.open(f"sqlite:///{store}")))
            for shot in wanted:
                if not re.search(only, shot.name):
                    continue
                picture = small(taken(browser, url, shot))
                (folder / f"{shot.name}.png").write_bytes(picture)
                print(f"{shot.name}.png  {len(picture) // 1000} kB")
                if len(picture) > LARGEST:
                    raise SystemExit(f"{shot.name}.png is larger than {LARGEST // 1000} kB")
            browser.close()


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:2]), *sys.argv[2:3])
