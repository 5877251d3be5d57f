"""Dates that hang on one another: histories, told from date to date, and news, told from the day it appears.

A text is specs/narrative/<lang>-<slug>.json, one object `{"title", "published", "lang", "story", "text", "expected":
[{"start", "text", "value"}]}`, with every temporal expression that a reader would mark and its TIMEX3 value as written
down before the tagger saw the text; an empty value leaves open what is right there. Figures are TempEval-3's value F1:
spans that overlap, one to one, with equal values.
"""

import json
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from timeline import languages
from timeline.temporal import read

PATHS = sorted((Path(__file__).parent / "specs" / "narrative").glob("*.json"))
TEXTS = {path.stem: json.loads(path.read_text(encoding="utf8")) for path in PATHS}
FLOOR, EACH = 90.0, 75.0  # value F1 of a language's texts together, and of any one of them
Spans = list[tuple[int, int, str]]


def found(text: dict[str, Any]) -> Spans:
    day = date.fromisoformat(text["published"]) if text["published"] else None
    doc = languages.tokenizer(text["lang"])(text["text"])
    timexes = read.find(doc, day, languages.load(text["lang"]))
    return [(t.start, t.end, t.value) for timex in timexes for t in timex.ends or (timex,)]


def wanted(text: dict[str, Any]) -> Spans:
    return [(w["start"], w["start"] + len(w["text"]), w["value"]) for w in text["expected"]]


def counts(text: dict[str, Any]) -> tuple[int, int, list[str]]:
    """Values that are right, values on both sides together, and what went wrong."""
    gold, guesses = wanted(text), found(text)
    pairs = sorted(
        (max(a[0], b[0]) - min(a[1], b[1]), i, j)
        for i, a in enumerate(gold)
        for j, b in enumerate(guesses)
        if min(a[1], b[1]) > max(a[0], b[0])
    )
    told: dict[int, int] = {}
    for _, i, j in pairs:
        if i not in told and j not in told.values():
            told[i] = j
    matched = {j: i for i, j in told.items()}
    open_ones = {i for i, span in enumerate(gold) if not span[2]}
    counted = [j for j in range(len(guesses)) if matched.get(j) not in open_ones]
    hits = sum(gold[i][2] == guesses[j][2] for i, j in told.items() if i not in open_ones)
    notes = [
        f"{text['text'][a:b]!r}: {value}, not {guesses[told[i]][2] if i in told else None}"
        for i, (a, b, value) in enumerate(gold)
        if i not in open_ones and (i not in told or guesses[told[i]][2] != value)
    ]
    notes += [f"{text['text'][guesses[j][0] : guesses[j][1]]!r}: none" for j in counted if j not in matched]
    return hits, len(gold) - len(open_ones) + len(counted), notes


@pytest.fixture(scope="module")
def scores() -> dict[str, tuple[int, int, list[str]]]:
    return {name: counts(text) for name, text in TEXTS.items()}


def groups() -> list[str]:
    return sorted({f"{text['lang']}, {'story' if text['story'] else 'news'}" for text in TEXTS.values()})


@pytest.mark.parametrize("group", groups())
def test_the_dates_of_a_text_hang_together(group: str, scores: dict[str, tuple[int, int, list[str]]]) -> None:
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    notes = []
    for name, text in TEXTS.items():
        if group == f"{text['lang']}, {'story' if text['story'] else 'news'}":
            hits, both, wrong = scores[name]
            sums[group][0] += hits
            sums[group][1] += both
            notes += [f"{name}: {note}" for note in wrong]
            assert 200 * hits / both >= EACH, wrong
    hits, both = sums[group]
    print(f"{group}: value F1 {200 * hits / both:.1f}", *notes, sep="\n")
    assert 200 * hits / both >= FLOOR, notes


@pytest.mark.parametrize("name", TEXTS)
def test_the_expected_spans_are_in_the_text(name: str) -> None:
    text = TEXTS[name]
    assert len(text["text"].split()) >= 100
    spans = [w["text"] for w in text["expected"]]
    assert [text["text"][a:b] for a, b, _ in wanted(text)] == spans
    assert sorted(wanted(text)) == wanted(text)
