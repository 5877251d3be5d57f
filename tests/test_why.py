"""Explanations are said in the page's language, whatever the program explains: nothing of it may stay English."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline import languages, pipeline
from timeline.dashboard.detail import because
from timeline.dashboard.why import explained, said_in
from timeline.dashboard.words import LANGUAGES, speaking
from timeline.merge import merge
from timeline.model import Article, Said
from timeline.review import Change, anchor, reviewed
from timeline.temporal.read import find, suggest_published

SPECS = Path(__file__).with_name("specs") / "time"
EACH = 7  # of the lines of the tables, every so many-th: the classes come again and again
ENGLISH = {"the", "before", "after", "that", "day", "sentence", "written", "week", "year", "published", "mentions"}


@cache
def of_expressions() -> list[tuple[str, str]]:
    """Explanations of the expressions of the time tables, with and without a publication day."""
    found = {}
    for path in sorted(SPECS.glob("*.tsv")):
        lines = [line.split("\t") for line in path.read_text(encoding="utf8").splitlines()[1:] if line[:1] != "#"]
        pack, tokens = languages.load(path.stem), languages.tokenizer(path.stem)
        for number, (text, day, *_) in enumerate(cells for cells in lines if len(cells) > 2):
            if number % EACH == 0:
                known = date.fromisoformat(day) if day != "-" else None
                for published in (known, None):
                    found |= {t.how: t.text for t in find(tokens(text), published, pack)}
    return sorted(found.items())


def english_in(words: str, *quoted: str) -> set[str]:
    """The English words of what is said, without what is quoted."""
    for text in quoted:
        words = words.replace(text, "")
    return ENGLISH & set(words.split())


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_date_of_the_tables_is_explained_in_the_language(code: str) -> None:
    assert len(of_expressions()) > 300
    for how, text in of_expressions():
        said = said_in(how, code)
        assert said is not None, how
        assert text in said
        assert code == "en" or not english_in(said, text), said


def test_explanations_are_said_as_people_write() -> None:
    how = "“last Tuesday”, published 2024-06-17: the Tuesday before it, 2024-06-11 (3 sources tell it)"
    assert said_in(how, "de") == (
        "„last Tuesday“, erschienen am 17. Juni 2024: der Dienstag davor, 11. Juni 2024 (3 Quellen berichten davon)"
    )
    how = "“in two weeks”, published 2024-06-17: 2 weeks after it, 2024-W27"
    assert said_in(how, "en") == "“in two weeks”, published 17 June 2024: 2 weeks after it, 1 – 7 July 2024"
    how = "“a”: as written, 2024-06-18; until the departure, “b”: as written, 2024-06-19"
    assert said_in(how, "it") == (
        "“a”: come è scritto, 18 giugno 2024; fino alla partenza, “b”: come è scritto, 19 giugno 2024"
    )
    how = "“a”: as written, 2024-06-18; as long as another sentence says, until 2024-06-20"
    assert said_in(how, "it") == (
        "“a”: come è scritto, 18 giugno 2024; tanto a lungo quanto dice un’altra frase, fino al 20 giugno 2024"
    )
    how = "no date in the sentence: told together with “Russia visits Italy”. “x”: as written, 2024"
    assert said_in(how, "it") == (
        "nessuna data nella frase: raccontato insieme a “Visita: Russia → Italia”. “x”: come è scritto, 2024"
    )


def test_a_correction_and_the_evidence_for_a_day_are_said_in_the_language() -> None:
    read = pipeline.read(Article("a", "Putin visited China on 12 June 2024.", published=date(2024, 6, 17), lang="en"))
    one = Said(read.article, read.events[0])
    event = merge([one])[0]
    change = Change(1, "edit", (anchor(one.article.id, one.mention),), {"start": "2024-06-18", "end": "2024-06-19"})
    for who, at in (("", ""), ("Ada", "2024-07-01T00:00:00"), ("", "2024-07-01T00:00:00"), ("Ada", "")):
        edited = reviewed(event, [one], [Change(1, "edit", change.anchors, change.fields, who, at)])
        assert "18 – 19 giugno 2024" in (said_in(edited.how, "it") or ""), edited.how
    text = "MOSCOW, June 12 (Agency) – They met on Tuesday, 12 June 2018. Yesterday (11 June 2018) they dined."
    for _, reasons in suggest_published(languages.tokenizer("en")(text), languages.load("en")):
        assert said_in(reasons, "de") is not None, reasons


@given(st.text(min_size=1, max_size=60))
def test_quoted_text_may_be_anything_and_is_escaped(text: str) -> None:
    how = f"“{text}”, published 2024-06-17: the day before, 2024-06-16"
    with speaking("fr"):
        words, lang = explained(how)
        assert text in words
        assert lang == "fr"
        assert "<" not in because(how).replace('<span lang="fr">', "").replace("</span>", "")
        assert explained(text)[0] is not None


def test_what_is_no_explanation_stays_as_it_is() -> None:
    with speaking("it"):
        assert explained("because somebody said so") == ("because somebody said so", "en")


def test_an_article_of_another_pack_keeps_its_words() -> None:
    read = pipeline.read(Article("x", "They met yesterday.", published=date(2024, 6, 17), lang="en"))
    with speaking("it"):
        assert "“yesterday”" in because(read.timexes[0].how)
