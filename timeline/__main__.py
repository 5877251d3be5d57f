"""The command line. Results go to standard output, progress and warnings to standard error."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import IO

from tqdm import tqdm

from timeline import __version__, forms, ingest, languages, pipeline
from timeline.errors import BadArticle, TimelineError
from timeline.merge import merge
from timeline.model import Article, Reading, Said
from timeline.temporal import read as temporal

# The store and what fills it are loaded by the commands that need them: `extract` starts a third of a second sooner.

CHUNK = 16  # articles handed to a worker process at a time


def warn(message: object) -> None:
    """Print a message to standard error, above the progress bar where there is one."""
    tqdm.write(str(message), file=sys.stderr)


class Input:
    """The articles of the paths on the command line; remembers whether something could not be read."""

    def __init__(self, paths: Sequence[str], published: date | None, lang: str | None) -> None:
        self.paths, self.published, self.lang = paths, published, lang
        self.failed = False

    def __iter__(self) -> Iterator[Article]:
        for path in self.paths:
            for found in self._read(path):
                if isinstance(found, Article):
                    yield found
                else:
                    self.failed = True
                    warn(found)

    def _read(self, path: str) -> Iterator[Article | BadArticle]:
        if path != "-":
            yield from ingest.articles(Path(path), self.published, self.lang)
            return
        for found in ingest.from_bytes("standard input.jsonl", sys.stdin.buffer.read()):
            if isinstance(found, Article):
                found = replace(found, published=found.published or self.published, lang=found.lang or self.lang)
            yield found


def readings(articles: Iterable[Article], jobs: int) -> Iterator[Reading]:
    """What `pipeline.read` makes of every article, in order, on `jobs` processes."""
    if jobs == 1:
        yield from map(pipeline.read, articles)
        return
    with ProcessPoolExecutor(jobs) as pool:
        yield from pool.map(pipeline.read, articles, chunksize=CHUNK)


def extract(args: argparse.Namespace) -> int:
    """Print what every article says, one JSON line an article."""
    articles = Input(args.paths, args.published, args.lang)
    for reading in tqdm(readings(articles, args.jobs), unit=" articles", file=sys.stderr, delay=2):
        for message in reading.warnings:
            warn(message)
        print(json.dumps(forms.reading_to_json(reading), ensure_ascii=False))
    return int(articles.failed)


def _said(lines: IO[str], name: str) -> Iterator[Said | BadArticle]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield from forms.said_from_json(json.loads(line))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            yield BadArticle(f"{name}, line {number}: not a line of `extract`'s output ({error!r}); it is left out")


def merge_files(args: argparse.Namespace) -> int:
    """Print the events that the mentions of several articles tell, one JSON line an event."""
    said: list[Said] = []
    failed = False
    for path in args.paths or ["-"]:
        with sys.stdin if path == "-" else open(path, encoding="utf8") as lines:
            for found in _said(lines, path):
                if isinstance(found, Said):
                    said.append(found)
                else:
                    failed = True
                    warn(found)
    for event in merge(said):
        print(json.dumps(forms.event_to_json(event), ensure_ascii=False))
    return int(failed)


def add(args: argparse.Namespace) -> int:
    """Add articles to the store that the dashboard shows."""
    from timeline.store import Store

    store = Store.open(args.store)
    found = Input(args.paths, args.published, args.lang)
    articles = list(found)
    before = len(store.articles())
    with tqdm(total=len(articles), unit=" articles", file=sys.stderr, delay=1) as bar:
        results = store.add_all(articles, progress=lambda done: bar.update(done - bar.n))
    for result in results:
        for message in result.warnings:
            warn(message)
    new = sum(result.new for result in results)
    warn(f"{new} of {len(articles)} articles are new; the store has {len(store.articles())} (before: {before}).")
    return int(found.failed)


def make_demo(args: argparse.Namespace) -> int:
    """Fill an empty store with generated events."""
    from timeline import demo
    from timeline.store import Store

    demo.fill(Store.open(args.store), args.events)
    warn(f"{args.events:,} generated events; look at them with TIMELINE_DATABASE_URL={args.store}")
    return 0


def changes(args: argparse.Namespace) -> int:
    """Print what people have changed in the store, one JSON line a change, earliest first."""
    from timeline.store import Store

    for change in Store.open(args.store).history():
        print(json.dumps(change, ensure_ascii=False))
    return 0


def explain(args: argparse.Namespace) -> int:
    """Say what a temporal expression means, and why."""
    lang = args.lang or pipeline.detect(args.text)
    timex = temporal.resolve(args.text, args.published, lang)
    if timex is None:
        warn(f"{args.text!r} is no temporal expression that the pack {lang!r} knows.")
        return 1
    days = timex.interval
    print(f"interval  {days.start or '…'} – {days.last or '…'} ({days.granularity})" if days else "interval  none")
    print(f"TIMEX3    {timex.type} {timex.value}")
    print(f"why       {timex.how}")
    return 0


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date; write it as 2024-06-17") from None


def parser() -> argparse.ArgumentParser:
    """The command line's grammar, with a help text for everything."""
    top = argparse.ArgumentParser("python -m timeline", description=__doc__)
    top.add_argument("--version", action="version", version=f"datelines {__version__}")
    commands = top.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, function: object, words: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=words, description=words)
        sub.set_defaults(run=function)
        return sub

    def reading_options(sub: argparse.ArgumentParser) -> None:
        sub.add_argument("--published", type=_date, metavar="DATE", help="publication date of articles without one")
        sub.add_argument("--lang", choices=languages.codes(), help="language of articles that do not say theirs")

    sub = command("extract", extract, "print the timexes and events of articles as JSON Lines")
    sub.add_argument("paths", nargs="+", metavar="PATH", help="an article file (.jsonl, .json, .txt), or - for stdin")
    reading_options(sub)
    sub.add_argument("--jobs", type=int, default=1, metavar="N", help="processes to use (default: 1)")

    sub = command("merge", merge_files, "merge what extract printed into events, as JSON Lines")
    sub.add_argument("paths", nargs="*", metavar="OUT.jsonl", help="output of extract, or - (the default) for stdin")

    sub = command("add", add, "add articles to the store that the dashboard shows")
    sub.add_argument("paths", nargs="+", metavar="PATH", help="an article file (.jsonl, .json, .txt), or - for stdin")
    reading_options(sub)
    sub.add_argument("--store", metavar="URL", help="database URL (default: $TIMELINE_DATABASE_URL, else data/)")

    sub = command("changes", changes, "print the corrections that people made in the store, as JSON Lines")
    sub.add_argument("--store", metavar="URL", help="database URL (default: $TIMELINE_DATABASE_URL, else data/)")

    sub = command("demo", make_demo, "fill an empty store with generated events, to see and measure the dashboard")
    sub.add_argument("--events", type=int, default=1000, metavar="N", help="how many (default: 1000)")
    usual = os.environ.get("TIMELINE_DATABASE_URL") or "sqlite:///data/demo.sqlite"
    sub.add_argument(
        "--store",
        metavar="URL",
        default=usual,
        help="database URL (default: $TIMELINE_DATABASE_URL, else data/demo.sqlite)",
    )

    sub = command("explain", explain, "say what a temporal expression means, and why")
    sub.add_argument("text", help='for example "lo scorso settembre"')
    reading_options(sub)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status: 0, or 1 where something could not be read."""
    args = parser().parse_args(argv)
    try:
        return int(args.run(args))
    except TimelineError as error:
        warn(f"error: {error}")
        return 1
    except FileNotFoundError as error:
        warn(f"error: there is no file {error.filename!r}")
        return 1
    except BrokenPipeError:  # the reader of our output has seen enough
        sys.stderr.close()
        return 1


if __name__ == "__main__":
    sys.exit(main())
