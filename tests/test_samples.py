"""The sample articles: whole, of the right length, and showing what they are there to show."""

import json
from collections import Counter
from datetime import date
from pathlib import Path

from timeline import languages, pipeline
from timeline.merge import merge
from timeline.model import Article, Said, Status
from timeline.store.schema import article_from_json
from timeline.temporal.read import suggest_published

FOLDER = Path(__file__).parent.parent / "sample_data"
FILES = sorted(FOLDER.glob("*.json"))


def articles() -> list[Article]:
    return [article_from_json(path.read_text(encoding="utf8")) for path in FILES]


def test_there_are_enough_in_every_language() -> None:
    counts = Counter(a.lang for a in articles())
    assert len(FILES) >= 16
    assert counts["en"] >= 6
    assert counts["it"] >= 6
    assert {"fr", "es", "de", "pt"} <= set(counts)


def test_each_is_whole() -> None:
    for path, article in zip(FILES, articles(), strict=True):
        assert article.id == path.stem
        assert article.title
        assert article.source
        assert 120 <= len(article.text.split()) <= 400, path.name
        assert article.published is None or date(2023, 1, 1) <= article.published <= date(2025, 12, 31)


def test_they_show_merging_history_contradiction_and_cancelling() -> None:
    events = merge(Said(r.article, m) for r in map(pipeline.read, articles()) for m in r.events)
    visits = [e for e in events if e.type == "visit" and {"RU", "KP"} <= set(e.countries)]
    (trip,) = [e for e in visits if e.sources >= 3 and e.title == "Vladimir Putin visits North Korea"]
    assert trip.status is Status.HAPPENED
    assert [step.status for step in trip.history][:1] == ["planned"]
    assert trip.history[-1].status == "happened"
    assert [d.field for d in trip.disagreements] == ["date"]
    assert any(step.status == "cancelled" for e in events for step in e.history)  # and took place later
    assert any(e.status is Status.CANCELLED for e in events)


def test_the_undated_one_suggests_its_date() -> None:
    (undated,) = [a for a in articles() if a.published is None]
    pack = languages.load("en")
    found = suggest_published(languages.tokenizer("en")(undated.text), pack)
    assert found[0][0] == date(2024, 2, 20)


def test_every_file_is_one_json_object() -> None:
    for path in FILES:
        assert set(json.loads(path.read_text(encoding="utf8"))) == {
            "id", "lang", "published", "title", "source", "url", "text",
        }  # fmt: skip
