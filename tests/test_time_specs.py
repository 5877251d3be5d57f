"""Every line of tests/specs/time/*.tsv holds: text, publication day, expression, type, value, first and last day.

`expression` is the words that are to be marked (of a range whose ends the text names apart, all of it or one of its
ends); an empty one says that the text holds no temporal expression at all. `published` may be "-" for an article
without a date, and `from`/`to` are empty where the expression names no days (or is open on that side).
"""

import csv
from datetime import date
from pathlib import Path

import pytest

from timeline import languages
from timeline.temporal import read

SPECS = Path(__file__).parent / "specs" / "time"
COLUMNS = ["text", "published", "expression", "type", "value", "from", "to"]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf8", newline="") as file:
        lines = (line for line in file if line.strip() and not line.startswith("#"))
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, restval=""))


@pytest.mark.parametrize("path", sorted(SPECS.glob("*.tsv")), ids=lambda path: path.stem)
def test_a_language_reads_its_expressions(path: Path) -> None:
    wrong = []
    specs = rows(path)
    assert list(specs[0]) == COLUMNS
    pack = languages.load(path.stem)
    for row in specs:
        published = date.fromisoformat(row["published"]) if row["published"] != "-" else None
        found = read.find(languages.tokenizer(path.stem)(row["text"]), published, pack)
        if not row["expression"]:
            if found:
                wrong.append(f"{row['text']!r}: found {[t.text for t in found]}, expected nothing")
            continue
        told = [*found, *(end for t in found for end in t.ends)]
        timex = next((t for t in told if t.text == row["expression"]), None)
        if timex is None:
            wrong.append(f"{row['text']!r}: {row['expression']!r} not among {[(t.text, t.value) for t in found]}")
            continue
        first = str(timex.interval.start or "") if timex.interval else ""
        last = str(timex.interval.last or "") if timex.interval else ""
        got = (timex.type, timex.value, first, last)
        if got != (row["type"], row["value"], row["from"], row["to"]):
            wrong.append(f"{row['text']!r}: {got}, expected {(row['type'], row['value'], row['from'], row['to'])}")
    assert not wrong, f"{len(wrong)} of {len(specs)} lines:\n" + "\n".join(wrong)
