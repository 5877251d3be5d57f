"""Fit the confidence of mentions on annotated articles, and print how well it tells right from wrong.

    python bench/calibrate.py [ARTICLES.jsonl ...]

Articles are those of tests/specs/articles, and JSON Lines files with gold events as the project's scorers read them
(../shared/eval/events/dev.jsonl and news_dev.jsonl where they are at hand).
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from math import exp, log
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from timeline import pipeline  # noqa: E402
from timeline.events.confidence import FEATURES, WEIGHTS, confidence, features  # noqa: E402
from timeline.model import Article, Mention  # noqa: E402

KIN = {"visit": "meet", "meeting": "meet", "summit": "meet", "veto": "veto", "call": "call"}
JUDGED = ROOT / "bench" / "judged.tsv"
SHARED = ("dev.jsonl", "news_dev.jsonl")
ROUNDS, RATE, RIDGE = 4000, 0.05, 0.02


def articles(paths: Sequence[Path]) -> Iterator[dict[str, Any]]:
    for path in paths:
        for line in path.read_text(encoding="utf8").splitlines():
            yield json.loads(line)
    for path in sorted((ROOT / "tests" / "specs" / "articles").glob("*.json")):
        data = json.loads(path.read_text(encoding="utf8"))
        yield {**data, "id": path.stem, "events": data["expected"]}


def right(mention: Mention, gold: Sequence[dict[str, Any]]) -> bool:
    """Whether a gold event has the kind, the days and the countries of a mention."""
    interval = mention.interval
    days = (str(interval.start), str(interval.last)) if interval else ("None", "None")
    have = set(mention.countries)
    for event in gold:
        same = KIN.get(event["type"]) == KIN[mention.type] and (str(event["start"]), str(event["end"])) == days
        wanted = set(event["countries"])
        if same and (wanted <= have or have <= wanted):
            return True
    return False


def judged(kind: str) -> list[tuple[tuple[float, ...], bool]]:
    """What mentions of real news show and whether they were right: "core" or "other" ones of judged.tsv."""
    lines = [line for line in JUDGED.read_text(encoding="utf8").splitlines() if not line.startswith("#")]
    rows = (line.split("\t") for line in lines[1:])
    return [((1.0, *map(float, row[1:-1])), row[-1] == "1") for row in rows if row[0] == kind]


def fit(rows: Sequence[tuple[tuple[float, ...], bool]]) -> list[float]:
    """Logistic regression by gradient descent, with a small ridge for the few rows."""
    weights = [0.0] * len(FEATURES)
    alike = Counter(rows)  # few features: most rows are alike
    for _ in range(ROUNDS):
        slope = [RIDGE * w if k else 0.0 for k, w in enumerate(weights)]
        for (x, good), times in alike.items():
            error = 1 / (1 + exp(-sum(w * v for w, v in zip(weights, x, strict=True)))) - good
            for k, v in enumerate(x):
                slope[k] += times * error * v / len(rows) * 10
        weights = [w - RATE * s for w, s in zip(weights, slope, strict=True)]
    return weights


def main() -> None:
    """Read the articles, fit, and print the table."""
    paths = [Path(p) for p in sys.argv[1:]]
    shared = ROOT.parent / "shared" / "eval" / "events"
    paths = paths or [shared / name for name in SHARED if (shared / name).exists()]
    found: list[tuple[Mention, bool]] = []
    for data in articles(paths):
        day = date.fromisoformat(data["published"]) if data.get("published") else None
        article = Article(data["id"], data["text"], data.get("title") or "", day, data["lang"])
        mentions = [m for m in pipeline.read(article).events if m.type in KIN]
        found += [(m, right(m, data["events"])) for m in mentions]
    rows, real = [(features(m), good) for m, good in found], judged("core")
    weights = fit([*rows, *real * max(1, len(rows) // len(real))])  # both sources count the same
    print(f"{len(found)} mentions, {sum(good for _, good in found)} right")
    for name, now, best in zip(FEATURES, WEIGHTS, weights, strict=True):
        print(f"  {name:20} in use {now:5.2f}  best {best:5.2f}")
    for title, used in (("in use", WEIGHTS), ("best", weights)):
        loss = -sum(log(c if good else 1 - c) for m, good in found for c in [confidence(m, used)]) / len(found)
        print(f"{title}: log loss {loss:.3f}")
        ranked = sorted(((confidence(m, used), good) for m, good in found), key=lambda pair: pair[0])
        for k in range(5):
            part = ranked[k * len(ranked) // 5 : (k + 1) * len(ranked) // 5]
            mean, share = sum(c for c, _ in part) / len(part), sum(g for _, g in part) / len(part)
            print(
                f"  confidence {part[0][0]:.2f} to {part[-1][0]:.2f}, mean {mean:.2f}: {share:.0%} of {len(part)} right"
            )


if __name__ == "__main__":
    main()
