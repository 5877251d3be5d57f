"""A trained pipeline that the user has installed sharpens names; a blank one with rules stands in for it here."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from timeline import pipeline
from timeline.errors import BadSetting
from timeline.events import trained
from timeline.model import Article

PUBLISHED = date(2024, 6, 19)
PACKAGE = """
import spacy

def load():
    nlp = spacy.blank("en")
    rules = nlp.add_pipe("entity_ruler")
    names = ["Jordan Bardella", "Georgia Smith", "Jane Doe", "Ann Biden", "Mr. Macron", "Wladimir Putin", "Ada Moe"]
    rules.add_patterns([{"label": "PERSON", "pattern": name} for name in names])
    rules.add_patterns([{"label": "GPE", "pattern": "Cairo"}])
    return nlp
"""


@pytest.fixture(autouse=True)
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    (tmp_path / "en_core_web_md.py").write_text(PACKAGE, encoding="utf8")
    (tmp_path / "en_broken.py").write_text("raise OSError('made for another version')", encoding="utf8")
    monkeypatch.syspath_prepend(str(tmp_path))
    trained._pipeline.cache_clear()
    yield
    trained._pipeline.cache_clear()


def told(text: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    found = pipeline.read(Article("a", text, published=PUBLISHED, lang="en")).events
    return [(m.type, m.countries, tuple(a.name for a in m.actors)) for m in found]


@pytest.mark.parametrize(
    ("text", "without", "with_it"),
    [
        ("On Monday Jordan Bardella and Emmanuel Macron met Giorgia Meloni in Rome.", ("JO", "FR", "IT"), ("FR", "IT")),
        ("Georgia Smith and Olaf Scholz met Emmanuel Macron in Paris on Monday.", ("GE", "DE", "FR"), ("DE", "FR")),
        ("On Monday Ann Biden and Keir Starmer met Giorgia Meloni in Rome.", ("US", "GB", "IT"), ("GB", "IT")),
    ],
)
def test_who_has_the_name_of_a_state_or_a_leader_is_neither(
    text: str, without: tuple[str, ...], with_it: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [countries for _, countries, _ in told(text)] == [without]
    monkeypatch.setenv(trained.SETTING, "on")
    assert [countries for _, countries, _ in told(text)] == [with_it]


@pytest.mark.parametrize("name", ["Mr. Macron", "Emmanuel Macron"])
def test_a_leader_with_a_title_stays_one(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = f"On Monday {name} met Giorgia Meloni in Rome."
    before = told(text)
    assert before
    monkeypatch.setenv(trained.SETTING, "on")
    assert told(text) == before


def test_an_unknown_person_with_a_title_after_the_name_takes_part(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Ada Moe, Norway's minister of fisheries, visited Cairo on Monday."
    assert told(text) == [("visit", ("NO", "EG"), ("Norway", "Egypt"))]
    monkeypatch.setenv(trained.SETTING, "on")
    assert told(text) == [("visit", ("NO", "EG"), ("Ada Moe", "Egypt"))]


def test_without_the_setting_no_package_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(trained.SETTING, raising=False)
    assert trained.people("Jane Doe met Ada Moe.", "en") is None
    monkeypatch.setenv(trained.SETTING, "off")
    assert trained.people("Jane Doe met Ada Moe.", "en") is None


def test_names_of_a_long_text_keep_their_places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(trained.SETTING, "en_core_web_md")
    monkeypatch.setattr(trained, "PIECE", 40)
    text = "Then Jane Doe met Ada Moe in Cairo.\n" * 5
    found = trained.people(text, "en")
    assert found is not None
    assert [text[start:end] for start, end in found] == ["Jane Doe", "Ada Moe"] * 5


def test_a_language_without_its_package_is_read_without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(trained.SETTING, "on")
    assert trained.people("Jane Doe ist in Berlin.", "de") is None


@pytest.mark.parametrize(("name", "why"), [("en_absent", "not installed"), ("en_broken", "another version")])
def test_a_package_that_cannot_be_used_is_told(name: str, why: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(trained.SETTING, name)
    with pytest.raises(BadSetting, match=why):
        trained.people("Jane Doe", "en")
