"""What a trained spaCy pipeline that is installed does for events: the same articles read without it and with it.

    python bench/trained.py PACKAGE…

The articles are those of tests/specs/articles in the languages of the packages; F1 of the events found and of those
that are complete, as tests/test_articles.py counts them, and words a second of processor time.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import test_articles as specs  # noqa: E402

from timeline.events import trained  # noqa: E402


def measure(lang: str, setting: str) -> tuple[float, float, float, int]:
    """F1 of found and of complete in per cent, words a second, and how many events there are."""
    os.environ[trained.SETTING] = setting
    paths = sorted((specs.SPECS / "articles").glob(f"{lang}-*.json"))
    specs.scored(paths[0])  # loads what is loaded once
    words = sum(len(json.loads(path.read_text(encoding="utf8"))["text"].split()) for path in paths)
    start = time.process_time()
    counts = [specs.scored(path)[:4] for path in paths]
    seconds = time.process_time() - start
    gold, predicted, found, complete = (sum(column) for column in zip(*counts, strict=True))
    return 200 * found / (gold + predicted), 200 * complete / (gold + predicted), words / seconds, gold


def main() -> None:
    """Measure and print."""
    for package in sys.argv[1:]:
        lang = package.partition("_")[0]
        for setting in ("off", package):
            found, complete, rate, gold = measure(lang, setting)
            print(f"{lang} {setting:24} {gold} events: found {found:.1f}, complete {complete:.1f}; {rate:,.0f} words/s")


if __name__ == "__main__":
    main()
