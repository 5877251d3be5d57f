"""What an event is called: everybody who takes part, by name, once."""

from datetime import date

import pytest

from timeline import pipeline
from timeline.model import Article

TITLES = [
    ("en", "Ukrainian President Volodymyr Zelensky met Italian Prime Minister Giorgia Meloni on Thursday.",
     "Volodymyr Zelensky meets Giorgia Meloni"),
    ("en", "French President Emmanuel Macron met German Foreign Minister Annalena Baerbock on Thursday.",
     "Emmanuel Macron meets Annalena Baerbock"),
    ("en", "Emmanuel Macron met British Prime Minister Keir Starmer on Thursday.",
     "Emmanuel Macron meets Keir Starmer"),
    ("it", "Il presidente francese Emmanuel Macron ha incontrato il premier britannico Keir Starmer giovedì.",
     "Emmanuel Macron meets Keir Starmer"),
    ("fr", "Le président ukrainien Volodymyr Zelensky a rencontré le Premier ministre britannique Keir Starmer jeudi.",
     "Volodymyr Zelensky meets Keir Starmer"),
    ("es", "El presidente francés, Emmanuel Macron, se reunió el jueves con el primer ministro británico, Keir "
     "Starmer.", "Emmanuel Macron meets Keir Starmer"),
    ("de", "Der französische Präsident Emmanuel Macron traf am Donnerstag den britischen Premierminister Keir Starmer.",
     "Emmanuel Macron meets Keir Starmer"),
    ("pt", "O presidente francês Emmanuel Macron encontrou-se na quinta-feira com o primeiro-ministro britânico Keir "
     "Starmer.", "Emmanuel Macron meets Keir Starmer"),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "text", "title"), TITLES)
def test_who_is_named_with_a_title_takes_part_once(lang: str, text: str, title: str) -> None:
    found = pipeline.read(Article("a", text, published=date(2024, 6, 16), lang=lang)).events
    assert [event.title for event in found] == [title]
