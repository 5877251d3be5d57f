"""The scorers' figures as a regression floor: never below what was reached before.

The development data is not part of the project; where it is absent these tests are skipped.
"""

import importlib.util
import json
import re
import subprocess
import sys
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
    ("timebank.en", "aquaint.en"): {"value": 82.4, "strict": 88.6, "relaxed": 95.0},
    ("tempeval2_dev.it",): {"value": 87.1},
    ("tempeval2_dev.es",): {"value": 91.3},
    ("tempeval2_dev.fr",): {"value": 81.5},
    ("krauts_dolomiten.de",): {"value": 80.7},
}
# F1 of core events in all six languages; what many change at once is seen here before it is seen by anybody else
EVENTS_FLOOR = {
    "dev": {"found": 99.0, "dated": 99.0, "complete": 99.0},
    "news_dev": {"found": 96.0, "dated": 92.0, "complete": 88.0},
}
PLOVER_FLOOR, PLOVER_EXTRA = (86.5, 83.0), 0.15  # class, class and countries; extra events a sentence


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
@pytest.mark.parametrize("name", EVENTS_FLOOR)
def test_core_events(name: str) -> None:
    path = EVAL / "events" / f"{name}.jsonl"
    module = scorer("score_events")
    counts, _ = module.score(module.load(path), read_all(path))
    n, floors = counts["all"], EVENTS_FLOOR[name]
    figures = {figure: round(module.f1(n[figure], n["predicted"], n["gold"]), 1) for figure in floors}
    assert all(figures[figure] >= floor for figure, floor in floors.items()), figures


@needs_eval
def test_classes_of_the_plover_records(tmp_path: Path) -> None:
    path, told = EVAL / "events" / "plover_dev.jsonl", tmp_path / "told.jsonl"
    told.write_text("".join(json.dumps(reading) + "\n" for reading in read_all(path).values()), encoding="utf8")
    printed = subprocess.run(
        [sys.executable, EVAL / "score_plover.py", path, told], capture_output=True, text=True, check=True
    ).stdout
    found, parties, extra = (float(n) for n in re.findall(r"(\d+\.\d+) (?:%|a sentence)", printed))
    assert found >= PLOVER_FLOOR[0], printed
    assert parties >= PLOVER_FLOOR[1], printed
    assert extra <= PLOVER_EXTRA, printed


@needs_eval
def test_every_core_event_of_the_seed_article_is_found_and_dated() -> None:
    path = EVAL / "events" / "dev.jsonl"
    module = scorer("score_events")
    key, doc = next(iter(module.load(path).items()))
    counts, _ = module.score({key: doc}, read_all(path))
    n = counts["all"]
    assert (n["gold"], n["found"], n["dated"]) == (9, 9, 9)
