"""The page speaks the reader's language: as the browser asks, as the address says, as the reader chooses."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from acts import ITEM, Look, changing, drawn, drawn_anew, fits, opened, params, query
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture
def italian(browser: Browser) -> Iterator[Page]:
    """A page of a browser that asks for Italian."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, locale="it-IT")
    yield context.new_page()
    context.close()


def test_the_browsers_language_is_spoken_and_the_address_outranks_it(italian: Page, server: str) -> None:
    opened(italian, server)
    expect(italian.get_by_role("button", name="Condividi ed esporta")).to_be_visible()
    expect(italian.get_by_role("button", name=re.compile("Corea del Nord")).first).to_be_visible()
    expect(italian.locator("html")).to_have_attribute("lang", "it")
    assert "lang" not in params(italian)
    assert any(
        row[1] == "Visita: Vladimir Putin → Corea del Nord" and "giugno 2024" in row[2] for row in drawn(italian)
    )
    opened(italian, f"{server}/?lang=de&type=visit")
    expect(italian.get_by_role("button", name="Teilen und exportieren")).to_be_visible()
    expect(italian.locator("html")).to_have_attribute("lang", "de")
    assert any("Juni 2024" in row[2] for row in drawn(italian))
    assert params(italian) == {"lang": ["de"], "type": ["visit"]}
    expect(italian.locator(".st-key-timeline .ytick text").first).to_have_text(re.compile("Besuche"))


def test_the_choice_is_made_by_keyboard_written_into_the_address_and_kept(page: Page, draft: str) -> None:
    opened(page, f"{draft}/?country=KP")
    choice = page.get_by_label("Language of the page")
    choice.focus()

    def choose() -> None:
        page.keyboard.type("Fran")
        page.keyboard.press("Enter")

    changing(page, choose)
    assert params(page) == {"country": ["KP"], "lang": ["fr"]}
    expect(page.get_by_role("button", name="Partager et exporter")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    # What is set stays set, and what is done next is said in French, callbacks of widgets included.
    chip = page.locator(".st-key-chips").get_by_role("button", name=re.compile("Corée du Nord"))
    expect(chip).to_be_visible()
    page.get_by_text("Ajouter des articles").click()
    page.get_by_label("Texte de l’article").fill("Le président Emmanuel Macron a visité le Maroc le 28 octobre 2024.")
    page.get_by_label("Titre (facultatif)").click()
    add = page.get_by_role("button", name="Ajouter sans date de publication")
    expect(add).to_be_enabled()
    add.click()
    expect(page.get_by_text("1 nouvel article")).to_be_visible()
    changing(page, lambda: chip.click())
    assert params(page) == {"lang": ["fr"]}


def test_the_language_goes_along_to_the_other_pages_and_back(page: Page, server: str) -> None:
    opened(page, f"{server}/?type=visit&country=KP&lang=es")
    name = next(row[0] for row in drawn(page) if "Vladimir Putin → Corea del Norte" in row[1])
    page.goto(f"{server}/?lang=es&event={name}&page=event")
    drawn_anew(page, ".dl-source mark")
    expect(page.get_by_role("heading", name="Visita: Vladimir Putin → Corea del Norte")).to_be_visible()
    expect(page.get_by_text("Por qué esta fecha").first).to_be_visible()
    changing(page, lambda: page.get_by_role("button", name="Leer el artículo").first.click())
    drawn_anew(page, ".dl-article .dl-date")
    assert params(page)["lang"] == ["es"]
    expect(page.locator("html")).to_have_attribute("lang", "es")
    changing(page, lambda: page.get_by_role("button", name=re.compile("A la cronología")).click())
    drawn_anew(page)
    assert params(page)["lang"] == ["es"]


def test_a_language_that_there_is_not_is_named_and_left_out(page: Page, server: str) -> None:
    opened(page, f"{server}/?lang=tlh")
    expect(page.get_by_text(re.compile("left out:.*lang=tlh"))).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_files_come_in_the_language_of_their_address_or_of_the_browser(italian: Page, server: str) -> None:
    asked = italian.request.get(f"{server}/api/timeline.html", headers={"Accept-Language": "it"}).text()
    assert '<html lang="it">' in asked
    assert "Gli stessi eventi in tabella" in asked
    named = italian.request.get(f"{server}/api/timeline.html?lang=pt", headers={"Accept-Language": "it"}).text()
    assert '<html lang="pt">' in named
    assert "Os mesmos eventos em tabela" in named


@pytest.mark.parametrize("screen", ["dark phone"], indirect=True)
@pytest.mark.parametrize("lang", ["de", "fr"])
def test_a_phone_holds_the_longest_words(page: Page, server: str, look: Look, lang: str) -> None:
    opened(page, f"{server}/?lang={lang}", ITEM)
    fits(page)
    assert query(page) == f"?lang={lang}"
