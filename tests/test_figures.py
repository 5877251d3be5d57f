"""The scorers' figures as a regression floor: never below what was reached before.

The development data is not part of the project; where it is absent these tests are skipped.
"""

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from timeline import forms, ingest, languages, pipeline
from timeline.model import Article
from timeline.temporal import read

EVAL = Path(__file__).parent.parent.parent / "shared" / "eval"
needs_eval = pytest.mark.skipif(not EVAL.is_dir(), reason="the development data (../shared/eval) is not here")

# value F1 of temporal expressions (strict and relaxed of the spans for English too), a little below what was reached
TIMEX_FLOOR = {
    ("timebank.en", "aquaint.en"): {"value": 82.0, "strict": 88.2, "relaxed": 94.7},
    ("tempeval2_dev.it",): {"value": 86.9},
    ("tempeval2_dev.es",): {"value": 91.3},
    ("tempeval2_dev.fr",): {"value": 81.5},
    ("krauts_dolomiten.de",): {"value": 80.7},
}
EVENTS_FLOOR = {"found": 85.0, "dated": 80.0, "complete": 70.0}


def scorer(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, EVAL / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_all(path: Path) -> dict[str, dict[str, object]]:
    articles = [found for found in ingest.articles(path) if isinstance(found, Article)]
    return {a.id: json.loads(json.dumps(forms.reading_to_json(pipeline.read(a)))) for a in articles}


def read_times(path: Path) -> dict[str, dict[str, object]]:
    """What `extract` prints of times, without the reading of events, which takes most of its time."""
    found: dict[str, dict[str, object]] = {}
    for article in ingest.articles(path):
        if isinstance(article, Article):
            code = article.lang or "en"
            doc = languages.tokenizer(code)(article.text)
            timexes = read.find(doc, article.published, languages.load(code))
            found[article.id] = {"timexes": [forms.timex_to_json(end) for t in timexes for end in t.ends or (t,)]}
    return found


@needs_eval
@pytest.mark.parametrize("names", TIMEX_FLOOR, ids="+".join)
def test_temporal_expressions(names: tuple[str, ...]) -> None:
    module = scorer("score_timex")
    gold, told = {}, {}
    for name in names:
        path = EVAL / "timex" / f"{name}.jsonl"
        gold |= module.load(path)
        told |= read_times(path)
    measured, *_ = module.score(gold, told)
    figures = {figure: round(100 * measured[figure][2], 2) for figure in TIMEX_FLOOR[names]}
    assert all(figures[figure] >= floor for figure, floor in TIMEX_FLOOR[names].items()), figures


@needs_eval
def test_events_of_english_and_italian_articles() -> None:
    path = EVAL / "events" / "dev.jsonl"
    module = scorer("score_events")
    gold = {key: doc for key, doc in module.load(path).items() if doc["lang"] in ("en", "it")}
    counts, _ = module.score(gold, read_all(path))
    n = counts["all"]
    figures = {name: module.f1(n[name], n["predicted"], n["gold"]) for name in EVENTS_FLOOR}
    assert all(figures[name] >= floor for name, floor in EVENTS_FLOOR.items()), figures


@needs_eval
def test_every_core_event_of_the_seed_article_is_found_and_dated() -> None:
    path = EVAL / "events" / "dev.jsonl"
    module = scorer("score_events")
    key, doc = next(iter(module.load(path).items()))
    counts, _ = module.score({key: doc}, read_all(path))
    n = counts["all"]
    assert (n["gold"], n["found"], n["dated"]) == (9, 9, 9)
