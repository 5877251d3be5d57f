"""Every line of tests/specs/events/*.tsv holds: text, publication day → exactly the events that it tells.

`events` lists them, separated by " | ", each as "type countries status dates":

- `type` is an event type, or "type:CLASS" to ask for the PLOVER class too;
- `countries` are ISO codes joined by commas, in any order, "-" for none, "?" for whatever comes out;
- `dates` is the first and last day ("2024-06-18" or "2024-06-18/2024-06-19"), "~" where the publication day stands
  in (certainty "assumed"), "-" where nothing is known.

An empty cell says that the text tells no event at all. Order does not matter.
"""

import csv
from datetime import date
from pathlib import Path

import pytest

from timeline import pipeline
from timeline.model import Article, Mention
from timeline.temporal.interval import Certainty

SPECS = Path(__file__).parent / "specs" / "events"
COLUMNS = ["text", "published", "events"]
Told = tuple[str, str, str, str]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf8", newline="") as file:
        lines = (line for line in file if line.strip() and not line.startswith("#"))
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, restval=""))


def told(mention: Mention, wanted: Told | None) -> Told:
    """A mention in the form of the specs; what the spec leaves open is taken from it."""
    interval = mention.interval
    dates = "-"
    if interval:
        dates = str(interval.start or "") if interval.days == 1 else f"{interval.start or ''}/{interval.last or ''}"
        if interval.certainty is Certainty.ASSUMED:
            dates = "~"
    kind = mention.type
    if wanted and ":" in wanted[0]:
        kind += f":{mention.plover}"
    countries = "?" if wanted and wanted[1] == "?" else ",".join(sorted(mention.countries)) or "-"
    return kind, countries, mention.status.value, dates


def parsed(cell: str) -> list[Told]:
    found = []
    for part in cell.split("|"):
        kind, countries, status, dates = part.split()
        found.append((kind, ",".join(sorted(countries.split(","))), status, dates))
    return found


def wrong(row: dict[str, str], code: str) -> str | None:
    published = date.fromisoformat(row["published"]) if row["published"] != "-" else None
    found = list(pipeline.read(Article("spec", row["text"], published=published, lang=code)).events)
    wanted = parsed(row["events"]) if row["events"].strip() else []
    left = list(found)
    for one in wanted:
        match = next((m for m in left if told(m, one) == one), None)
        if match is None:
            return f"{row['text']!r}: {one} not among {[told(m, one) for m in found]}"
        left.remove(match)
    return f"{row['text']!r}: also {[told(m, None) for m in left]}" if left else None


@pytest.mark.parametrize("path", sorted(SPECS.glob("*.tsv")), ids=lambda path: path.stem)
def test_a_language_tells_its_events(path: Path) -> None:
    specs = rows(path)
    assert list(specs[0]) == COLUMNS
    failed = [message for row in specs if (message := wrong(row, path.stem))]
    assert not failed, f"{len(failed)} of {len(specs)} lines:\n" + "\n".join(failed)
