"""The PLOVER classes of events and who takes part, on sentences written before they were read (tests/specs/classes)."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from timeline import pipeline
from timeline.model import Article

SPECS = Path(__file__).parent / "specs" / "classes"
# share of the sentences of a language of which an event has the class, and one that also has all countries; and events
# beyond one a sentence, at most. A little below what was reached.
REACHED = {
    "de": (80, 74, 0.1),
    "en": (87, 83, 0.15),
    "es": (93, 91, 0.15),
    "fr": (79, 77, 0.1),
    "it": (89, 89, 0.15),
    "pt": (87, 85, 0.15),
}
PUBLISHED = date(2000, 1, 1)


def sentences(lang: str) -> list[tuple[str, set[str], str]]:
    lines = (SPECS / f"{lang}.tsv").read_text(encoding="utf8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    assert all(len(row) == 3 for row in rows), "class, countries, sentence"
    return [(plover, set(countries.split(",")), text) for plover, countries, text in rows]


@pytest.mark.parametrize("lang", sorted(path.stem for path in SPECS.glob("*.tsv")))
def test_classes(lang: str) -> None:
    right, whole, extra, missed = 0, 0, 0, []
    listed = sentences(lang)
    for plover, countries, text in listed:
        events = pipeline.read(Article("x", text, published=PUBLISHED, lang=lang)).events
        found = [e for e in events if e.plover == plover]
        right += bool(found)
        whole += any(countries <= set(e.countries) for e in found)
        extra += max(0, len(events) - 1)
        if not found:
            missed.append(f"{plover}, not {sorted({e.plover for e in events})}: {text}")
    classes, all_of, most = REACHED[lang]
    share, with_countries = 100 * right / len(listed), 100 * whole / len(listed)
    print(f"{lang}: class {share:.1f} %, with countries {with_countries:.1f} %, extra {extra / len(listed):.2f}")
    assert (share >= classes, with_countries >= all_of, extra / len(listed) <= most) == (True, True, True), missed


def test_every_class_is_there() -> None:
    for lang in REACHED:
        counted = Counter(plover for plover, _, _ in sentences(lang))
        assert len(counted) == 16, counted
