"""A store with what events are merged from: `python bench/mentions.py FILE [--events 200000]`, to measure at scale.

The events are the generated ones of `python -m timeline demo`, but each is told by articles of their own time: plans
some days before, what happened some days after. So the store has mentions, sentences, blocks and merged events, as one
that was read has; `python bench/dashboard.py --store sqlite:///FILE` then measures what a day of the past costs.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from sqlalchemy import insert

from timeline import forms
from timeline.demo import DAYS, FIRST, LANGUAGES, PER_ARTICLE, articles, events
from timeline.merge import blocks, merge
from timeline.model import Article, Event, Mention, Said, Status
from timeline.store import Store
from timeline.store.queries import PORTION
from timeline.store.schema import ARTICLE, BLOCK, EVENT, MEMBER, MENTION, article_json

WORDS = (
    "the",
    "ministers",
    "spoke",
    "of",
    "trade",
    "and",
    "war",
    "while",
    "others",
    "waited",
    "for",
    "what",
    "parliament",
)


def told(count: int, seed: int = 1) -> Iterator[Said]:
    """So many events, each in the mentions of one to six articles."""
    chance = random.Random(seed)
    desks = max(count // (PER_ARTICLE * DAYS), 1)  # articles of a day
    known: dict[tuple[date, int], Article] = {}
    number: dict[str, int] = {}
    for event in events(count, articles(1000), seed):
        for _ in event.mentions:
            day, desk = _published(event, chance), chance.randrange(desks)
            article = known.get((day, desk))
            if article is None:
                text = " ".join(chance.choices(WORDS, k=120))
                article = Article(f"a{len(known)}", text, "", day, chance.choice(LANGUAGES), "", f"Outlet {desk % 200}")
                known[day, desk] = article
            n = number[article.id] = number.get(article.id, -1) + 1
            begins = (40 * n) % 400
            yield Said(article, Mention(
                id=f"m{n}", type=event.type, plover=event.plover, mode=event.mode, trigger="", trigger_start=n,
                trigger_end=n, sentence_start=begins, sentence_end=begins + 120, title=event.title,
                actors=event.actors, countries=event.countries, place=None, place_country=None, date_text=None,
                date_start=None, date_end=None, interval=event.interval, status=event.status,
                confidence=event.confidence, how="generated",
            ))  # fmt: skip


def _published(event: Event, chance: random.Random) -> date:
    interval = event.interval
    if interval is None or interval.start is None:
        return FIRST + timedelta(chance.randrange(DAYS))
    if event.status is Status.PLANNED:
        return interval.start - timedelta(chance.randint(1, 20))
    return (interval.last or interval.start) + timedelta(chance.choice([0, 0, 0, 1, 1, 2, 3, 30]))


def main() -> None:
    """Write the store."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("file")
    options.add_argument("--events", type=int, default=200_000, help="generated events (default: 200,000)")
    args = options.parse_args()
    store = Store.open(f"sqlite:///{args.file}")
    said = list(told(args.events))
    merged = merge(said)
    with store._writing() as connection:
        revision = store._revise(connection, "bench", "fill")
        rows = {
            ARTICLE: (
                {"id": a.id, "payload": article_json(a), "added": revision}
                for a in {s.article.id: s.article for s in said}.values()
            ),
            MENTION: (
                {
                    "id": s.mention.id, "article": s.article.id, "added": revision,
                    "payload": json.dumps(forms.mention_to_json(s.mention)),
                }
                for s in said
            ),
            BLOCK: (
                {"block": block, "article": s.article.id, "mention": s.mention.id}
                for s in said for block in sorted(blocks(s.mention))
            ),
            EVENT: (
                {"id": e.id, "payload": json.dumps(forms.event_to_json(e), ensure_ascii=False), "added": revision}
                for e in merged
            ),
            MEMBER: ({"article": a, "mention": m, "event": e.id} for e in merged for a, m in e.mentions),
        }  # fmt: skip
        for table, entries in rows.items():
            for part in iter(lambda entries=entries: list(islice(entries, PORTION)), []):
                connection.execute(insert(table), part)
    print(f"{len(merged):,} events of {len(said):,} mentions in {args.file}")


if __name__ == "__main__":
    main()
