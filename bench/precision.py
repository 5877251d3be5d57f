"""How many events that are no visit, summit, meeting, call or veto are told rightly, type by type.

    python bench/precision.py           what was judged: mentions read by hand, each against its sentence (others.tsv)
    python bench/precision.py --read    what the reader of today makes of the pages that are here (bench/others.jsonl)

A mention was judged right where its type, those who act and whom it is done to, its status and its days are what the
sentence says, and its title claims no more. Samples: "before", all that the earlier reader told in news that nobody
chose for its events and in twelve pages about economy, crime, politics at home, migration, exile and war; "tuned", the
same texts after the sides of these events were read clause by clause; "after", 120 mentions of the new reader in texts
that had not been looked at, six of them such pages (n-…), the others about diplomacy. Texts of others are not here:
their mentions stand with the id of the article, where the trigger begins, and the title.

With --read, a mention that stands as judged (same article, place, type and title) counts as it was judged; of the
others it is only said how many there are, and those judged right that are told no more are listed.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from timeline import pipeline  # noqa: E402
from timeline.events.triggers import TOLD  # noqa: E402
from timeline.model import Article, Mention  # noqa: E402

JUDGED, PAGES = HERE / "others.tsv", HERE / "others.jsonl"
Row = dict[str, str]


def rows() -> list[Row]:
    """The judged mentions: sample, article, lang, at, type, title, right ("1" or "0")."""
    with JUDGED.open(encoding="utf8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def table(judged: Sequence[tuple[str, bool]]) -> Iterator[str]:
    """A line for each type, most told first, and one for all."""
    told, right = Counter(kind for kind, _ in judged), Counter(kind for kind, good in judged if good)
    for kind, count in [*told.most_common(), ("all", len(judged))]:
        good = right[kind] if kind != "all" else sum(right.values())
        yield f"  {kind:14} {good:4} of {count:4}  {good / count:4.0%}"


def mentions() -> Iterator[tuple[str, Mention]]:
    """The other events that the reader of today tells in the pages that are here, each with the id of its page."""
    for line in PAGES.read_text(encoding="utf8").splitlines():
        data = json.loads(line)
        article = Article(data["id"], data["text"], data["title"], date.fromisoformat(data["published"]), data["lang"])
        yield from ((article.id, m) for m in pipeline.read(article).events if m.type not in TOLD)


def read() -> None:
    """Compare what is told today with what was judged."""
    known: dict[tuple[str, ...], bool] = {}
    for row in rows():
        known[row["article"], row["at"], row["type"], row["title"]] = row["right"] == "1"
    here = {json.loads(line)["id"] for line in PAGES.read_text(encoding="utf8").splitlines()}
    today = [(m.type, (page, str(m.trigger_start), m.type, m.title)) for page, m in mentions()]
    judged = [(kind, known[key]) for kind, key in today if key in known]
    print(f"{len(today)} mentions on {len(here)} pages, {len(today) - len(judged)} of them not judged")
    print(*table(judged), sep="\n")
    places = {(page, at) for _, (page, at, _, _) in today}
    lost = [key for key, good in known.items() if good and key[0] in here and key[:2] not in places]
    print(f"judged right and told no more: {len(lost)}", *(f"  {key[0]}: {key[3]}" for key in lost), sep="\n")


def main() -> None:
    """Print the tables."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--read", action="store_true", help="read the pages that are here")
    if options.parse_args().read:
        read()
        return
    samples: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for row in rows():
        samples[row["sample"]].append((row["type"], row["right"] == "1"))
    for name, judged in samples.items():
        print(name, *table(judged), sep="\n")


if __name__ == "__main__":
    main()
