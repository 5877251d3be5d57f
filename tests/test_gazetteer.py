"""Names lead to the right country, in each language."""

import pytest

from timeline.gazetteer import COUNTRIES, country_name, flag, lexicon


@pytest.mark.parametrize(
    ("lang", "words", "size", "country"),
    [
        ("en", ["North", "Korea"], 2, "KP"),
        ("en", ["U.S."], 1, "US"),
        ("en", ["Kremlin"], 1, "RU"),
        ("en", ["Kim", "Jong", "-", "un"], 4, "KP"),
        ("en", ["Blinken"], 1, "US"),
        ("it", ["Corea", "del", "nord"], 3, "KP"),
        ("it", ["nordcoreano"], 1, "KP"),
        ("it", ["Pechino"], 1, "CN"),
        ("it", ["Zelenskyj"], 1, "UA"),
        ("it", ["Palazzo", "Chigi"], 2, "IT"),
    ],
)
def test_a_name_leads_to_its_country(lang: str, words: list[str], size: int, country: str) -> None:
    found = lexicon(lang).match([*words, "x"], 0)
    assert found
    assert found[0] == size
    assert country in {entry.country for entry in found[1]}


@pytest.mark.parametrize(("lang", "word"), [("en", "turkey"), ("en", "us"), ("en", "May"), ("it", "La"), ("it", "ha")])
def test_plain_words_are_no_names(lang: str, word: str) -> None:
    assert lexicon(lang).match([word], 0) is None


def test_every_country_has_a_name_and_a_flag() -> None:
    assert len(COUNTRIES) > 240
    assert all(country_name(code) != code and len(flag(code)) == 2 for code in COUNTRIES)


def test_every_entry_names_a_known_country() -> None:
    for lang in ("en", "it"):
        entries = {e for found in lexicon(lang).first.values() for _, listed in found for e in listed}
        assert {e.country for e in entries if e.country} <= {*COUNTRIES, "XK", "YU", "CS", "SU", "DD", "AN"}
